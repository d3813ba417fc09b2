/* number.h - figures in the text: what stands written, from the least to the most it can mean. */
#ifndef DG_TALLY_NUMBER_H
#define DG_TALLY_NUMBER_H

#include "tally/words.h"

/* The folds of grammar that this room asks for. */
typedef struct dg_count_words {
    uint64_t a, an, another, no, nobody, none, one, without, half, and, of, to, or, between, from,
        hyphen, dash, than, including, among, each, by, in, on, quarter, who, in_return;
} dg_count_words;

enum dg_quantity_kind { DG_FIGURE, DG_NOBODY, DG_SOMEBODY };

typedef struct dg_quantity {
    int32_t first, last; /* tokens, its qualifier included */
    int32_t from, to;    /* tokens of the figure itself */
    int64_t low, high;   /* -1 open */
    uint8_t qualifier;   /* enum dg_qualifier */
    uint8_t kind;        /* enum dg_quantity_kind: 3 people; nobody; "a soldier" */
    bool vague;          /* dozens, several */
} dg_quantity;

void dg_count_words_make(dg_count_words *words);

/* The figure that begins at `t`; false if none does. `end`: first token of the next sentence. */
bool dg_quantity_at(const dg_counts *counts, const dg_count_words *words, const dg_doc *doc,
                    int32_t t, int32_t begin, int32_t end, dg_quantity *quantity);

#endif
