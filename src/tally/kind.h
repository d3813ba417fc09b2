/* kind.h - what is counted: the word that tells what became of the people counted. */
#ifndef DG_TALLY_KIND_H
#define DG_TALLY_KIND_H

#include "tally/number.h"

/* A figure with its place in the tree. */
typedef struct dg_counted_people {
    dg_quantity quantity;
    int32_t noun;  /* who or what is counted, -1 where the figure stands alone */
    int32_t role;  /* the token whose relation tells what became of them: the noun, or the figure */
    int32_t after; /* first token behind the figure and its noun */
    const dg_count_rule *rule; /* what tells the kind; NULL: nothing */
    int32_t predicate;         /* the word that told it, -1 */
    int32_t part_of;           /* index of the figure this is a part of, -1 */
} dg_counted_people;

typedef DG_VEC(dg_counted_people) dg_people;

typedef struct dg_counter {
    const dg_counts *counts;
    const dg_actors *actors;
    dg_doc *doc;
    dg_count_words words;
    dg_people people; /* of one sentence */
    int32_t begin, end;
    uint8_t last_kind; /* of the tally before, for "the total"; DG_COUNTED_COUNT for none */
    uint32_t since;    /* sentences since then */
    const dg_count_rule *last_rule;
    const struct dg_said *said; /* [said_count] statements by where their content begins */
    uint32_t said_count;
} dg_counter;

/* Where a figure stands: noun and role. */
void dg_people_place(const dg_counter *counter, dg_counted_people *people);

/* What became of the `at`-th people of the sentence; false if nothing says so. */
bool dg_people_kind(dg_counter *counter, uint32_t at);

/* Whether the token names people (a list of nouns, and what the actor codebook knows). */
bool dg_names_people(const dg_counter *counter, int32_t token);

#endif
