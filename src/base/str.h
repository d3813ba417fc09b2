/*
 * str.h - string views and the folded hash by which words are looked up.
 *
 * Words are compared by dg_fold(): the 64-bit xxh3 of the word in lower case, without accents, with
 * curly quotes made straight. Equal words fold alike whatever their capitals; collisions of 64 bits
 * are not guarded against (a codebook of 2^20 words meets one with probability 2^-25, and always
 * the same one).
 */
#ifndef DG_STR_H
#define DG_STR_H

#include "dragoman.h"
#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

#define DG_STR(literal) ((dragoman_str){(literal), (uint32_t)(sizeof(literal) - 1)})
#define DG_STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : "" /* for "%.*s" */

static inline dragoman_str dg_str(const char *zero_terminated) {
    return (dragoman_str){zero_terminated, zero_terminated ? (uint32_t)strlen(zero_terminated) : 0};
}

static inline bool dg_str_eq(dragoman_str a, dragoman_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool dg_str_is(dragoman_str a, const char *zero_terminated) {
    return dg_str_eq(a, dg_str(zero_terminated));
}

/* Which of the names a text is; -1: none. */
int dg_str_among(dragoman_str s, const char *const *names, int count);

/* Without white space at both ends. */
dragoman_str dg_str_trim(dragoman_str s);

/* The part of `*rest` before the first `separator`, trimmed; *rest moves behind it. False at the
 * end. */
bool dg_str_split(dragoman_str *rest, char separator, dragoman_str *part);

/* A copy in the arena, zero-terminated. */
dragoman_str dg_str_copy(dg_arena *arena, dragoman_str s);

/* Printed into the arena, zero-terminated. */
dragoman_str dg_str_format(dg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The word folded, at most `size` bytes into `out`; returns the length. */
size_t dg_fold_into(dragoman_str word, char *out, size_t size);

/* The hash of the folded word; never 0. */
uint64_t dg_fold(dragoman_str word);

/* The same of a C string: dg_fold_z("said"). */
static inline uint64_t dg_fold_z(const char *word) {
    return dg_fold(dg_str(word));
}

/* xxh3-64 of bytes as they are. */
uint64_t dg_hash(const void *bytes, size_t size);

/* xxh3-128 of bytes as they are, high half first. */
void dg_hash_wide(const void *bytes, size_t size, uint64_t out[2]);

/* Order-dependent mix of a running hash with a further one (name tries, ids). */
static inline uint64_t dg_hash_mix(uint64_t running, uint64_t more) {
    uint64_t x = running ^ (more + 0x9e3779b97f4a7c15u + (running << 6) + (running >> 2));
    x ^= x >> 31;
    return x * 0xbf58476d1ce4e5b9u;
}

/* Id of a coded thing: 16 hex digits of article hash, kind, span and code. `out` holds 20 bytes. */
void dg_id(char out[20], uint64_t article, const char *kind, dragoman_span span, const char *code);

#endif
