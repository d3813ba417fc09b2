/*
 * tokens.h - a record's tokens by their place in the text.
 */
#ifndef DG_WRITE_TOKENS_H
#define DG_WRITE_TOKENS_H

#include "dragoman.h"

/* The first token that ends behind byte `at`; token_count if none does. Tokens stand in the order
 * of the text. */
static inline uint32_t dg_token_behind(const dragoman_record *r, uint32_t at) {
    uint32_t low = 0, high = r->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->tokens[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
