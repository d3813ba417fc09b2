/* codepoints.c - see codepoints.h. A code point begins at every byte that is not 10xxxxxx. */
#include "base/codepoints.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK 64u

static bool is_ascii(dragoman_str s) {
    uint32_t at = 0;
    for (uint64_t word; at + 8 <= s.len; at += 8) {
        memcpy(&word, s.ptr + at, 8);
        if (word & 0x8080808080808080u) return false;
    }
    for (; at < s.len; at++)
        if ((unsigned char)s.ptr[at] >= 0x80) return false;
    return true;
}

static uint32_t count(const char *bytes, uint32_t from, uint32_t to) {
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) n += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return n;
}

int dg_codepoints_open(dg_codepoints *index, dragoman_str text, dragoman_error *error) {
    *index = (dg_codepoints){text, NULL};
    if (is_ascii(text)) return 0;
    index->before = malloc(((size_t)text.len / BLOCK + 1) * sizeof *index->before);
    if (!index->before) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    uint32_t n = 0;
    for (uint32_t block = 0; block <= text.len / BLOCK; block++) {
        index->before[block] = n;
        uint32_t start = block * BLOCK;
        n += count(text.ptr, start, text.len - start < BLOCK ? text.len : start + BLOCK);
    }
    return 0;
}

void dg_codepoints_close(dg_codepoints *index) {
    free(index->before);
    index->before = NULL;
}

uint32_t dg_codepoints_at(const dg_codepoints *index, uint32_t at) {
    if (at > index->text.len) at = index->text.len;
    if (!index->before) return at;
    return index->before[at / BLOCK] + count(index->text.ptr, at / BLOCK * BLOCK, at);
}

uint32_t dg_codepoints_byte(const dg_codepoints *index, uint32_t n) {
    if (!index->before) return n < index->text.len ? n : index->text.len;
    uint32_t low = 0,
             high = index->text.len / BLOCK; /* the last block that begins at or before n */
    while (low < high) {
        uint32_t middle = low + (high - low + 1) / 2;
        if (index->before[middle] <= n)
            low = middle;
        else
            high = middle - 1;
    }
    uint32_t at = low * BLOCK, seen = index->before[low];
    for (; at < index->text.len; at++)
        if (((unsigned char)index->text.ptr[at] & 0xC0) != 0x80 && seen++ == n) break;
    return at;
}

uint32_t dragoman_codepoints(dragoman_str text, uint32_t at) {
    return count(text.ptr, 0, at < text.len ? at : text.len);
}
