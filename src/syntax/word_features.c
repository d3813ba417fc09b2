/* word_features.c - see word_features.h. */
#include "syntax/word_features.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Next code point of valid UTF-8; a broken byte counts as itself. */
static uint32_t next_char(dragoman_str s, uint32_t *at) {
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    uint32_t left = s.len - *at, c = p[0];
    uint32_t n = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    if (n > left) n = 1;
    if (n > 1) {
        c &= 0x7fu >> n;
        for (uint32_t i = 1; i < n; i++) c = c << 6 | (p[i] & 0x3fu);
    }
    *at += n;
    return c;
}

/* A code point folded to at most 3 bytes: how many; 0: copy it as it stands. */
static uint32_t fold_char(uint32_t c, char out[4]) {
    const char *to = NULL;
    switch (c) {
    case 0x2018:
    case 0x2019:
        to = "'";
        break;
    case 0x201c:
    case 0x201d:
        to = "\"";
        break;
    case 0x2013:
        to = "-";
        break;
    case 0x2014:
        to = "--";
        break;
    case 0x2026:
        to = "...";
        break;
    default:
        break;
    }
    if (to) {
        uint32_t n = (uint32_t)strlen(to);
        memcpy(out, to, n);
        return n;
    }
    if (c >= 0xc0 && c < 0xdf && c != 0xd7) {
        out[0] = (char)0xc3;
        out[1] = (char)(0x80 + (c + 0x20 - 0xc0));
        return 2;
    }
    return 0;
}

void dg_norm(dragoman_str form, dg_word_form *out) {
    if (form.len >
        DG_NORM_SIZE / 2) { /* keep half of it at either end; folding may not lengthen it */
        dg_word_form tail;
        uint32_t cut = form.len - 12;
        while (cut < form.len && ((unsigned char)form.ptr[cut] & 0xc0) == 0x80) cut++;
        dg_norm((dragoman_str){form.ptr + cut, form.len - cut}, &tail);
        uint32_t head = 20;
        while (head > 0 && ((unsigned char)form.ptr[head] & 0xc0) == 0x80) head--;
        dg_norm((dragoman_str){form.ptr, head}, out);
        memcpy(out->norm + out->len, tail.norm, tail.len);
        out->len += tail.len;
        out->hash = XXH3_64bits(out->norm, out->len);
        return;
    }
    uint32_t used = 0;
    for (uint32_t at = 0; at < form.len;) {
        unsigned char b = (unsigned char)form.ptr[at];
        if (b < 0x80) {
            if (b >= 'A' && b <= 'Z')
                b = (unsigned char)(b + 32);
            else if (b >= '0' && b <= '9')
                b = '0';
            else if (b == '`')
                b = '\'';
            out->norm[used++] = (char)b;
            at++;
            continue;
        }
        uint32_t from = at;
        char folded[4];
        uint32_t n = fold_char(next_char(form, &at), folded);
        if (n)
            memcpy(out->norm + used, folded, n);
        else
            memcpy(out->norm + used, form.ptr + from, n = at - from);
        used += n;
    }
    out->len = used;
    out->hash = XXH3_64bits(out->norm, used);
}

static char class_of(uint32_t c) {
    if (c >= '0' && c <= '9') return 'd';
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0xdf && c != 0xd7)) return 'X';
    if ((c >= 'a' && c <= 'z') || (c >= 0xdf && c != 0xf7 && c < 0x2000)) return 'x';
    return c < 128 ? (char)c : 'u';
}

static bool is_year(dragoman_str s) {
    if (s.len != 4) return false;
    for (int i = 0; i < 4; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    return (s.ptr[0] == '1' && s.ptr[1] >= '8') || (s.ptr[0] == '2' && s.ptr[1] == '0');
}

/* Runs of character classes, each at most twice, ten in all. */
static uint32_t shape_of(dragoman_str form, char out[12]) {
    if (is_year(form)) {
        out[0] = 'Y';
        return 1;
    }
    uint32_t n = 0;
    for (uint32_t at = 0; at < form.len && n < 10;) {
        char k = class_of(next_char(form, &at));
        if (n >= 2 && out[n - 1] == k && out[n - 2] == k) continue;
        out[n++] = k;
    }
    return n;
}

/* Seeds are spread out, since of words below four bytes the hash only mixes seed and bytes by
 * exclusive or. */
static uint16_t row_of(const char *bytes, uint32_t len, uint64_t feature) {
    uint64_t hash = XXH3_64bits_withSeed(bytes, len, feature * 0x9e3779b97f4a7c15u);
    return (uint16_t)(hash % (DG_HASHED_ROWS - 1) + 1);
}

void dg_hashed_features(dragoman_str form, const dg_word_form *norm, bool first,
                        uint16_t rows[DG_FEATURES]) {
    char shape[12];
    uint32_t n = shape_of(form, shape), len = norm->len;
    const char *b = norm->norm;
    if (first) shape[n++] = '^';
    rows[0] = row_of(shape, n, 1);
    for (uint32_t k = 1; k <= 3; k++) rows[k] = len > k ? row_of(b, k, k + 1) : 0;
    for (uint32_t k = 1; k <= 4; k++) rows[3 + k] = len > k ? row_of(b + len - k, k, k + 4) : 0;
}
