/*
 * codebook.h - the compiled event codebook, as it lies in the image.
 *
 * Sections (all arrays of fixed-size items, little-endian):
 *   ev.senses   dg_sense[], grouped by head, the most specific first
 *   ev.index    dg_head_slot[], a power of two: open addressing by head key
 *   ev.conds    dg_cond[]; a sense's conditions are consecutive
 *   ev.alts     dg_alt[]; a condition's alternatives are consecutive
 *   ev.words    uint64_t[]; sorted lists of folds, shared where equal
 *   ev.wheres   dg_where_item[]; role sources, in order of preference
 *   ev.compose  dg_compose[]
 *   ev.cameo    dg_cameo[], sorted by code
 *   ev.contexts dg_context_word[], sorted by word
 *   ev.discards dg_discard[], sorted by first word
 *   ev.fields   dg_field_word[], sorted by word
 *   ev.learned  dg_learned[], a power of two: open addressing by feature
 *   ev.bars     int32_t[2]: least score of a hit, of a near sense (INT32_MAX: none is tried)
 *   ev.text     rule names, zero-terminated
 */
#ifndef DG_EVENT_CODEBOOK_H
#define DG_EVENT_CODEBOOK_H

#include "base/image.h"
#include "event/event.h"

#include <stdbool.h>
#include <stdint.h>

enum dg_pos { DG_POS_VERB, DG_POS_NOUN, DG_POS_ADJ, DG_POS_LIGHT, DG_POS_CONTROL, DG_POS_COUNT };

/* What a condition looks at. */
enum dg_cond_kind {
    DG_COND_SUBJ,
    DG_COND_OBJ,
    DG_COND_IOBJ,
    DG_COND_PREP,      /* some phrase with one of the prepositions */
    DG_COND_PREP_WHAT, /* a phrase with the preposition whose head word is ... */
    DG_COND_PRT,
    DG_COND_ADV,
    DG_COND_MOD,
    DG_COND_POSS,
    DG_COND_XCOMP,
    DG_COND_CCOMP,
    DG_COND_THAT,
    DG_COND_PASSIVE,
    DG_COND_ACTIVE,
    DG_COND_PLURAL,
    DG_COND_LIGHT,
    DG_COND_AUX,
    DG_COND_CCOMP_AUX,
    DG_COND_CCOMP_SUBJ,
    DG_COND_HEAD,     /* of an adjective: the noun it stands with */
    DG_COND_BEFORE,   /* the word right before the head: heads of several words */
    DG_COND_WITHIN,   /* a word somewhere below: verbs of several words */
    DG_COND_TOGETHER, /* the subject is several joined by "and" */
    DG_COND_REFLEXIVE /* the object is "himself", "themselves" */
};

/* One alternative of WHAT: any of the words, any of the kinds, any of the events; or, negated,
 * none. */
typedef struct dg_alt {
    uint32_t word, word_count; /* into words */
    uint16_t kinds;            /* bits of dg_who, DG_KIND_* */
    uint16_t negated;
    uint32_t events; /* bits of dg_plover */
} dg_alt;

#define DG_KIND_NUMBER (1u << 12)
#define DG_KIND_EVENT (1u << 13) /* any event */

typedef struct dg_cond {
    uint8_t kind; /* dg_cond_kind */
    uint8_t negated;
    uint16_t alt_count; /* 0: it is enough that it is there */
    uint32_t alt;
    uint32_t prep, prep_count; /* into words: prepositions, particles */
} dg_cond;

/* Where a role's words stand. */
enum dg_base_place {
    DG_AT_SUBJ,
    DG_AT_OBJ,
    DG_AT_IOBJ,
    DG_AT_PREP,
    DG_AT_POSS,
    DG_AT_COMP,
    DG_AT_HEAD,
    DG_AT_XCOMP, /* with `sub` subject: the complement's subject */
    DG_AT_CCOMP
};
enum dg_sub_place { DG_SUB_NONE, DG_SUB_POSS, DG_SUB_COMP, DG_SUB_PREP, DG_SUB_SUBJ, DG_SUB_OBJ };

typedef struct dg_where_item {
    uint64_t prep, sub_prep; /* folds of the prepositions of base and of sub */
    uint8_t base, sub, collect, reserved[5];
} dg_where_item;

enum dg_inner { DG_INNER_NONE, DG_INNER_XCOMP, DG_INNER_CCOMP, DG_INNER_OBJ, DG_INNER_PREP };

#define DG_FLAG_TWO_SIDED 1u
#define DG_FLAG_CAUSE 2u
#define DG_FLAG_KEEP                                                                               \
    4u /* the inner complement is a claim: rows inside stand, reported by the actor */
#define DG_FLAG_LIGHT_PASSIVE 8u
#define DG_FLAG_LIGHT_NONE 16u
#define DG_FLAG_CLOSED 32u /* roles given empty on purpose count too */

typedef struct dg_sense {
    uint64_t head;       /* fold of the head word */
    uint64_t inner_prep; /* fold, for DG_INNER_PREP */
    uint32_t cond, actor, recipient, rule;
    uint16_t cond_count, actor_count, recipient_count;
    uint8_t pos, event, mode_count, context_count;
    uint8_t mode[4], context[4];
    char cameo[6];
    uint8_t inner, flags, auxiliary, imported; /* imported: tried after all of ours */
    uint8_t reserved[4];
} dg_sense;

typedef struct dg_head_slot {
    uint64_t key; /* dg_head_key(), 0 empty */
    uint32_t sense, count;
} dg_head_slot;

static inline uint64_t dg_head_key(uint64_t fold, uint8_t pos) {
    uint64_t key = (fold ^ (fold >> 29)) * 0x9e3779b97f4a7c15u + pos;
    return key ? key : 1;
}

#define DG_OUTER_FUTURE 32 /* pseudo outers of compose lines */
#define DG_OUTER_WONT 33
#define DG_OUTER_PLANNED 34 /* to come, but not as the doer's own announcement */

typedef struct dg_compose {
    uint8_t outer, inner; /* dg_plover or pseudo; 255: any */
    uint8_t inner_mode;   /* 255: any */
    uint8_t event;        /* 255: the outer's own */
    uint8_t mode;         /* 255: the outer's own */
    uint8_t weight;       /* the longest match wins */
    char outer_code[6], inner_code[6], cameo[6];
    uint32_t rule;
} dg_compose;

/* Words that make a sentence, or the whole article, tell no event. */
typedef struct dg_discard {
    uint64_t first, all; /* fold of the first word; mix of the folds of all */
    uint32_t count, article;
} dg_discard;

/* A noun of a field that is not politics; `games` where countries are teams. */
typedef struct dg_field_word {
    uint64_t word;
    uint32_t games, unused;
} dg_field_word;

/* A word (as in word lists: the last of several, mixed with the one before) and its context. */
typedef struct dg_context_word {
    uint64_t word;
    uint32_t context, order; /* order: of the context in the file */
} dg_context_word;

/* The weight of a feature (weigh.h), in hundredths of a logit. */
typedef struct dg_learned {
    uint64_t feature; /* dg_hash() of its text, 0: an empty slot */
    int32_t weight, unused;
} dg_learned;

typedef struct dg_cameo {
    char code[8];
    float goldstein; /* NAN where none */
} dg_cameo;

_Static_assert(sizeof(dg_sense) == 64, "senses are read in place");
_Static_assert(sizeof(dg_cond) == 16 && sizeof(dg_alt) == 16, "conditions are read in place");
_Static_assert(sizeof(dg_where_item) == 24, "role sources are read in place");

struct dg_events {
    const dg_sense *senses;
    const dg_head_slot *index;
    const dg_cond *conds;
    const dg_alt *alts;
    const uint64_t *words;
    const dg_where_item *wheres;
    const dg_compose *compose;
    const dg_cameo *cameo;
    const dg_context_word *contexts;
    const dg_discard *discards;
    const dg_field_word *fields;
    const dg_learned *learned;
    int32_t hit_bar, near_bar;
    const char *text;
    size_t sense_count, index_size, cond_count, alt_count, word_count, where_count, compose_count,
        cameo_count, context_count, discard_count, field_count, learned_size, text_size;
};

/* The senses of a head; NULL and 0 if it has none. */
const dg_sense *dg_senses_of(const dg_events *events, uint64_t fold, enum dg_pos pos,
                             uint32_t *count);

/* The weight of a feature, 0 where it has none. */
static inline int32_t dg_learned_weight(const dg_events *events, uint64_t feature) {
    size_t mask = events->learned_size - 1;
    for (size_t at = (size_t)feature & mask;; at = (at + 1) & mask) {
        if (events->learned[at].feature == feature) return events->learned[at].weight;
        if (!events->learned[at].feature) return 0;
    }
}

/* Whether anything was learned at all. */
static inline bool dg_has_learned(const dg_events *events) {
    return events->learned_size > 1;
}

/* Goldstein value of a code (of the longest prefix that has one); NAN if there is none. */
float dg_goldstein(const dg_events *events, const char *cameo);

#endif
