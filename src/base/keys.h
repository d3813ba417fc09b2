/*
 * keys.h - sorted tables whose items begin with a 64-bit key, most often the fold of a word.
 *
 * They are sorted when the codebook is compiled and searched in place in the mapped image.
 */
#ifndef DG_KEYS_H
#define DG_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order by key, for qsort. */
static inline int dg_by_key(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* First of `count` items of `size` bytes, sorted by key, whose key is not below `key`; `count` if
 * none. */
static inline size_t dg_key_from(const void *items, size_t count, size_t size, uint64_t key) {
    size_t lo = 0, hi = count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (*(const uint64_t *)((const char *)items + mid * size) < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The first item with the key; NULL if there is none. */
static inline const void *dg_key_find(const void *items, size_t count, size_t size, uint64_t key) {
    size_t at = dg_key_from(items, count, size, key);
    if (at == count) return NULL;
    const char *item = (const char *)items + at * size;
    return *(const uint64_t *)item == key ? item : NULL;
}

/* Whether a list of nothing but keys holds one. */
static inline bool dg_keys_have(const uint64_t *keys, size_t count, uint64_t key) {
    return dg_key_find(keys, count, sizeof *keys, key) != NULL;
}

#endif
