/*
 * lemma.h - the dictionary form of a tagged word.
 *
 * A table of (small-letter form, XPOS) for what the treebanks and the list of irregular forms say,
 * else the longest known suffix of the form with its XPOS. Either names a rule: how many bytes to
 * cut off and what to put on, or the whole lemma. Proper nouns keep their capitals.
 */
#ifndef DG_LEMMA_H
#define DG_LEMMA_H

#include "base/image.h"
#include "syntax/labels.h"

typedef struct dg_lemma_entry {
    uint32_t check; /* high half of the key's hash; 0: empty slot where rule is 0 too */
    uint32_t rule;  /* index + 1 */
} dg_lemma_entry;

typedef struct dg_lemma_rule {
    uint8_t cut;   /* bytes off the end; 255: all */
    uint8_t keep;  /* 1: the form's own capitals stay */
    uint16_t len;  /* bytes put on */
    uint32_t text; /* where they stand in the text section */
} dg_lemma_rule;

typedef struct dg_lemmas {
    const dg_lemma_entry *entries; /* [mask + 1] open addressing */
    const dg_lemma_rule *rules;
    const char *text;
    uint32_t mask, rule_count, text_size;
    uint8_t xpos_id[DG_XPOS_COUNT]; /* number of a tag in the model's own list */
} dg_lemmas;

/* Sections lemma.entries, lemma.rules, lemma.text, labels.xpos. errors: EMODEL */
int dg_lemmas_open(dg_lemmas *lemmas, const dg_image *image, dragoman_error *error);

/* The lemma of a form: the form itself where it is no different, else new in the arena. */
dragoman_str dg_lemma_find(const dg_lemmas *lemmas, dg_arena *arena, dragoman_str form,
                           enum dg_xpos xpos);

#endif
