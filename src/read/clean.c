/*
 * clean.c - bytes into the text that the rest of the house may rely on: valid UTF-8, NFC
 * (utf8proc), line ends \n, no control characters.
 *
 * Text that is so already is given back as it is: the spans of a record are then spans of the
 * input.
 */
#include "read/read_int.h"

#include <stdlib.h>
#include <utf8proc.h>

/* ------------------------------------------------------------------ encodings */

/* Windows-1252 at 0x80..0x9f (the rest is Latin-1); 0: undefined. */
static const uint16_t windows[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static utf8proc_ssize_t next_code(dragoman_str s, uint32_t at, utf8proc_int32_t *code) {
    return utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at, (utf8proc_ssize_t)(s.len - at),
                            code);
}

bool dg_is_utf8(dragoman_str s) {
    utf8proc_int32_t code;
    for (uint32_t at = 0; at < s.len;) {
        if (!(s.ptr[at] & 0x80)) {
            at++;
            continue;
        }
        utf8proc_ssize_t n = next_code(s, at, &code);
        if (n <= 0) return false;
        at += (uint32_t)n;
    }
    return true;
}

/* What the bytes beyond ASCII look like. */
typedef struct census {
    uint32_t good;    /* characters of UTF-8 */
    uint32_t bad;     /* bytes that are none */
    uint32_t control; /* control characters that no text has */
} census;

static census count(dragoman_str s) {
    census c = {0, 0, 0};
    utf8proc_int32_t code;
    for (uint32_t at = 0; at < s.len;) {
        unsigned char b = (unsigned char)s.ptr[at];
        if (b < 0x80) {
            c.control += (b < 32 && !(b >= 9 && b <= 13) && b != 27) || b == 127;
            at++;
            continue;
        }
        utf8proc_ssize_t n = next_code(s, at, &code);
        if (n > 0)
            c.good++, at += (uint32_t)n;
        else
            c.bad++, at++;
    }
    return c;
}

static size_t put_code(char *out, uint32_t code) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

static dragoman_str from_windows(dg_arena *arena, dragoman_str s) {
    char *out = dg_arena_array(arena, (size_t)s.len + 1, 3);
    size_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char b = (unsigned char)s.ptr[i];
        uint32_t code = b >= 0x80 && b < 0xa0 ? windows[b - 0x80] : b;
        n += put_code(out + n, code || b == 0 ? code : 0xfffd);
    }
    return (dragoman_str){out, (uint32_t)n};
}

static dragoman_str repaired(dg_arena *arena, dragoman_str s) {
    char *out = dg_arena_array(arena, (size_t)s.len + 1, 3);
    utf8proc_int32_t code;
    size_t n = 0;
    for (uint32_t at = 0; at < s.len;) {
        utf8proc_ssize_t len = next_code(s, at, &code);
        if (len <= 0) {
            n += put_code(out + n, 0xfffd);
            at++;
            continue;
        }
        memcpy(out + n, s.ptr + at, (size_t)len);
        n += (size_t)len;
        at += (uint32_t)len;
    }
    return (dragoman_str){out, (uint32_t)n};
}

dragoman_str dg_decode(dg_arena *arena, dragoman_str s) {
    census c = count(s);
    if (c.control > s.len / 30 + 4) return (dragoman_str){NULL, 0};
    if (!c.bad) return s;
    return c.good > c.bad * 4 ? repaired(arena, s) : from_windows(arena, s);
}

/* ------------------------------------------------------------------ NFC */

#define LONGEST_MARKS                                                                              \
    64 /* sorting a longer run of combining marks would take its square in time                    \
        */

/* Whether text may not be NFC: a character that composes with another or decomposes. False too
 * where marks stand in absurd number. */
static bool needs_composing(dragoman_str s) {
    bool suspect = false;
    uint32_t marks = 0;
    utf8proc_int32_t code;
    for (uint32_t at = 0; at < s.len;) {
        unsigned char b = (unsigned char)s.ptr[at];
        if (b < 0xcc) { /* before U+0300 all is NFC */
            at += b < 0x80 ? 1 : 2;
            marks = 0;
            continue;
        }
        at += (uint32_t)next_code(s, at, &code);
        const utf8proc_property_t *p = utf8proc_get_property(code);
        bool mark = p->combining_class != 0;
        bool jamo = code >= 0x1161 && code <= 0x11ff;
        bool canonical = p->decomp_seqindex != UINT16_MAX && p->decomp_type == 0;
        bool second = p->comb_index >= 0x8000 && p->comb_index != UINT16_MAX;
        suspect |= mark || jamo || canonical || second;
        marks = mark ? marks + 1 : 0;
        if (marks > LONGEST_MARKS) return false;
    }
    return suspect;
}

static dragoman_str composed(dg_arena *arena, dragoman_str s) {
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.ptr, s.len, &out,
                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n < 0 || (n == (utf8proc_ssize_t)s.len && memcmp(out, s.ptr, s.len) == 0)) {
        free(out);
        return s;
    }
    dragoman_str copy = {(const char *)out, (uint32_t)n};
    copy = dg_str_copy(arena, copy);
    free(out);
    return copy;
}

/* ------------------------------------------------------------------ control characters */

/* A character that is to be replaced: by what, in *by (0: by nothing); its length, or 0. */
static uint32_t unclean(dragoman_str s, uint32_t at, char *by) {
    unsigned char b = (unsigned char)s.ptr[at];
    *by = ' ';
    if (b == '\r') {
        *by = at + 1 < s.len && s.ptr[at + 1] == '\n' ? 0 : '\n';
        return 1;
    }
    if (b == '\f' || b == '\v') return *by = '\n', 1;
    if ((b < 32 && b != '\n' && b != '\t') || b == 127) return 1;
    if (b == 0xc2 && at + 1 < s.len && (unsigned char)s.ptr[at + 1] < 0xa0) { /* U+0080..9F */
        if ((unsigned char)s.ptr[at + 1] == 0x85) *by = '\n';
        return 2;
    }
    if (b == 0xe2 && at + 2 < s.len && (unsigned char)s.ptr[at + 1] == 0x80 &&
        ((unsigned char)s.ptr[at + 2] & 0xfe) == 0xa8) /* line and paragraph separators */
        return *by = '\n', 3;
    return 0;
}

static dragoman_str without_controls(dg_arena *arena, dragoman_str s) {
    uint32_t first = 0;
    char by;
    while (first < s.len && !unclean(s, first, &by)) first++;
    if (first == s.len) return s;
    char *out = dg_arena_alloc(arena, (size_t)s.len + 1);
    uint32_t n = first;
    memcpy(out, s.ptr, first);
    for (uint32_t at = first; at < s.len;) {
        uint32_t len = unclean(s, at, &by);
        if (!len)
            out[n++] = s.ptr[at++];
        else if (by)
            out[n++] = by;
        at += len;
    }
    return (dragoman_str){out, n};
}

dragoman_str dg_clean(dg_arena *arena, dragoman_str text) {
    if (!text.len) return text;
    text = without_controls(arena, text);
    return needs_composing(text) ? composed(arena, text) : text;
}
