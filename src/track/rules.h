/* rules.h - the compiled rules of steps, shared by the files of this room. */
#ifndef DG_TRACK_RULES_H
#define DG_TRACK_RULES_H

#include "track/track.h"

enum dg_step_kind {
    DG_STEP_CALL,
    DG_STEP_INTENT,
    DG_STEP_TALKS,
    DG_STEP_MEDIATION,
    DG_STEP_PROPOSAL,
    DG_STEP_RESPONSE,
    DG_STEP_OBSTACLE,
    DG_STEP_SUSPENSION,
    DG_STEP_RESUMPTION,
    DG_STEP_AGREEMENT,
    DG_STEP_TRUCE,
    DG_STEP_EXCHANGE,
    DG_STEP_VIOLATION,
    DG_STEP_END,
    DG_STEP_COUNT
};

#define DG_STEP_MEDIATES 1u
#define DG_STEP_NO_AUX 2u
#define DG_STEP_REAL 4u       /* neither hypothetical nor negated */
#define DG_STEP_POLITICAL 16u /* a government, force, party or movement is among the actors */
#define DG_STEP_OPENS 8u      /* an event that fits makes the article one of negotiation */

typedef struct dg_words {
    uint32_t at, count; /* into words */
} dg_words;

typedef struct dg_step_rule {
    uint32_t events; /* bits of dg_plover; 0: any, or no event at all */
    dg_words word, not, far;
    dg_words near[2];       /* each must hold where it has words */
    dg_words with, without; /* one, none, of these hangs on the word, or it on one of them */
    char code[8][6];        /* CAMEO prefixes, "" beyond the last */
    uint8_t kind, mode, auxiliary, flags; /* mode 255: any; auxiliary: all of these */
    uint8_t response, format;             /* index + 1 of the names in rules.c, 0: none */
    uint8_t reserved[2];
    uint32_t rule; /* into text */
    uint32_t reserved2;
} dg_step_rule;

typedef struct dg_issue {
    dg_words words;
    uint32_t name; /* into text */
    uint32_t reserved;
} dg_issue;

_Static_assert(sizeof(dg_step_rule) == 124, "rules are read in place");

struct dg_steps {
    const dg_step_rule *rules;
    const dg_issue *issues;
    const uint64_t *words;
    const uint32_t *gate; /* word list of negotiation words: at, count, least */
    const char *text;
    size_t rule_count, issue_count, word_count, gate_count, text_size;
};

const char *dg_step_kind_name(uint8_t kind);
const char *dg_step_response_name(uint8_t response); /* NULL for 0 */
const char *dg_step_format_name(uint8_t format);     /* NULL for 0 */

bool dg_words_have(const dg_steps *steps, dg_words list, uint64_t fold);

/* ------------------------------------------------------------------ words.c */

/* Whether a token's lemma or form is one of the list. */
bool dg_step_word(const dg_steps *steps, dg_words list, const dragoman_token *token);
/* Whether a word of the list hangs on the token ("the TALKS collapsed", "a round of TALKS
 * collapsed") or the token on it ("TALKS that collapsed", "the collapse of TALKS"). */
bool dg_step_with(const dg_steps *steps, const dg_doc *doc, dg_words list, int32_t t);
/* Auxiliaries of an act that only a word tells: its own auxiliary verbs, negation and the word
 * it depends on. */
uint8_t dg_step_auxiliary(const dg_doc *doc, int32_t t);

#endif
