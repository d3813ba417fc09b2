/* str.c - see str.h. Folding is ASCII fast, utf8proc for the rest. */
#include "base/str.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stdarg.h>
#include <stdio.h>
#include <utf8proc.h>

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

int dg_str_among(dragoman_str s, const char *const *names, int count) {
    for (int i = 0; i < count; i++)
        if (dg_str_is(s, names[i])) return i;
    return -1;
}

dragoman_str dg_str_trim(dragoman_str s) {
    while (s.len && blank(s.ptr[0])) s.ptr++, s.len--;
    while (s.len && blank(s.ptr[s.len - 1])) s.len--;
    return s;
}

bool dg_str_split(dragoman_str *rest, char separator, dragoman_str *part) {
    if (!rest->ptr) return false;
    const char *at = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    uint32_t len = at ? (uint32_t)(at - rest->ptr) : rest->len;
    *part = dg_str_trim((dragoman_str){rest->ptr, len});
    *rest = at ? (dragoman_str){at + 1, rest->len - len - 1} : (dragoman_str){NULL, 0};
    return true;
}

dragoman_str dg_str_copy(dg_arena *arena, dragoman_str s) {
    return (dragoman_str){dg_arena_copy(arena, s.ptr, s.len), s.len};
}

dragoman_str dg_str_format(dg_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    char none[1]; /* gcc's sanitizer build warns of NULL */
    int len = vsnprintf(none, 0, format, args);
    va_end(args);
    char *out = dg_arena_alloc(arena, (size_t)(len < 0 ? 0 : len) + 1);
    if (len > 0) vsnprintf(out, (size_t)len + 1, format, again);
    va_end(again);
    return (dragoman_str){out, (uint32_t)(len < 0 ? 0 : len)};
}

/* One code point of `word` at `at`, folded into `out`; how many bytes of `word` it took. */
static size_t fold_wide(dragoman_str word, size_t at, char *out, size_t size, size_t *used) {
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)word.ptr + at,
                                          (utf8proc_ssize_t)(word.len - at), &c);
    if (n <= 0) return 1; /* broken byte: no letter */
    if (c == 0x2019 || c == 0x2018) {
        if (*used < size) out[(*used)++] = '\'';
        return (size_t)n;
    }
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_COMPAT,
        &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t len = utf8proc_encode_char(parts[i], bytes);
        for (utf8proc_ssize_t k = 0; k < len; k++)
            if (*used < size) out[(*used)++] = (char)bytes[k];
    }
    return (size_t)n;
}

size_t dg_fold_into(dragoman_str word, char *out, size_t size) {
    size_t used = 0;
    for (size_t at = 0; at < word.len && used < size;) {
        unsigned char c = (unsigned char)word.ptr[at];
        if (c < 0x80) {
            out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            at++;
        } else {
            at += fold_wide(word, at, out, size, &used);
        }
    }
    return used;
}

uint64_t dg_fold(dragoman_str word) {
    char folded[256];
    uint64_t hash = XXH3_64bits(folded, dg_fold_into(word, folded, sizeof folded));
    return hash ? hash : 1;
}

uint64_t dg_hash(const void *bytes, size_t size) {
    return XXH3_64bits(bytes, size);
}

void dg_hash_wide(const void *bytes, size_t size, uint64_t out[2]) {
    XXH128_hash_t hash = XXH3_128bits(bytes, size);
    out[0] = hash.high64;
    out[1] = hash.low64;
}

void dg_id(char out[20], uint64_t article, const char *kind, dragoman_span span, const char *code) {
    uint64_t hash = dg_hash_mix(article, dg_hash(kind, strlen(kind)));
    hash = dg_hash_mix(hash, (uint64_t)span.start << 32 | span.end);
    hash = dg_hash_mix(hash, dg_hash(code, strlen(code)));
    snprintf(out, 20, "%016llx", (unsigned long long)hash);
}
