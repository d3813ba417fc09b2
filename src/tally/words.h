/* words.h - the compiled words of counting (codebook/tally.txt), shared by the files of this room.
 */
#ifndef DG_TALLY_WORDS_H
#define DG_TALLY_WORDS_H

#include "tally/tally.h"

enum dg_counted {
    DG_KILLED,
    DG_WOUNDED,
    DG_CAPTIVE,
    DG_RELEASED,
    DG_MISSING,
    DG_DETAINED,
    DG_DISPLACED,
    DG_PARTICIPANTS,
    DG_OTHER,
    DG_COUNTED_COUNT
};

enum dg_count_role {
    DG_COUNT_PATIENT,
    DG_COUNT_AGENT,
    DG_COUNT_STATE,
    DG_COUNT_NOUN,
    DG_COUNT_WEAK,
    DG_COUNT_OF,
    DG_COUNT_BY,
    DG_COUNT_TOLL,
    DG_COUNT_ROLE_COUNT
};

enum dg_count_list {
    DG_LIST_PERSON,
    DG_LIST_THING,
    DG_LIST_GROUP,
    DG_LIST_MEASURE,
    DG_LIST_CHANGE,
    DG_LIST_SOURCE,
    DG_LIST_BETWEEN,
    DG_LIST_PARTICLE,
    DG_LIST_COUNT
};

enum dg_qualifier {
    DG_EXACT,
    DG_AT_LEAST,
    DG_ABOUT,
    DG_AT_MOST,
    DG_MORE_THAN,
    DG_FEWER_THAN,
    DG_RANGE,
    DG_QUALIFIER_COUNT
};

#define DG_NUMBER_PLAIN 0u /* twelve */
#define DG_NUMBER_UNIT 1u  /* hundred */
#define DG_NUMBER_MANY 2u  /* hundreds */
#define DG_NUMBER_VAGUE 3u /* several */

typedef struct dg_number_word {
    uint64_t word;
    int64_t value;
    uint32_t class; /* DG_NUMBER_* */
    uint32_t reserved;
} dg_number_word;

typedef struct dg_count_rule {
    uint64_t word;             /* fold of a lemma or form */
    uint32_t with, with_count; /* into folds, sorted; 0: none needed */
    uint32_t rule;             /* into text */
    uint8_t kind, role;        /* dg_counted, dg_count_role */
    uint8_t reserved[2];
} dg_count_rule;

typedef struct dg_qualifier_phrase {
    uint64_t phrase;          /* folds of its words mixed from left to right */
    uint32_t words;           /* how many */
    uint8_t qualifier, after; /* after: it follows the figure */
    uint8_t reserved[2];
} dg_qualifier_phrase;

struct dg_counts {
    const dg_number_word *numbers;         /* sorted by word */
    const dg_count_rule *rules;            /* by word, those with conditions first */
    const dg_qualifier_phrase *qualifiers; /* sorted by phrase */
    const uint64_t *folds;
    const uint32_t
        *lists; /* [DG_LIST_COUNT + 1] ends of the lists in folds, then lenient kinds as bits */
    const char *text;
    size_t number_count, rule_count, qualifier_count, fold_count, list_count, text_size;
};

#define DG_QUALIFIER_WORDS 4 /* the longest phrase */

const char *dg_counted_name(uint8_t kind);
const char *dg_qualifier_name(uint8_t qualifier);

/* The number word; NULL if it is none. */
const dg_number_word *dg_number_of(const dg_counts *counts, uint64_t word);
/* Rules of a word in a role: the first of *count in a row that all have the word (any role). */
const dg_count_rule *dg_count_rules(const dg_counts *counts, uint64_t word, uint32_t *count);
const dg_qualifier_phrase *dg_qualifier_of(const dg_counts *counts, uint64_t phrase, bool after);
bool dg_count_list_has(const dg_counts *counts, enum dg_count_list list, uint64_t word);
bool dg_count_with(const dg_counts *counts, const dg_count_rule *rule, uint64_t word);
bool dg_count_lenient(const dg_counts *counts, uint8_t kind);

#endif
