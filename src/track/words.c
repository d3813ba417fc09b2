/*
 * words.c - what hangs on a telling word, and whether it says that its act happened.
 *
 * A step that no event tells is read from a word and what hangs on it: the talks that "collapsed",
 * the accord that was "reached". Modality is read from the word's own auxiliaries, its negation and
 * the word that governs it, as far as the tree alone shows it.
 */
#include "track/rules.h"

#include "syntax/tree.h"

bool dg_step_word(const dg_steps *s, dg_words list, const dragoman_token *t) {
    return dg_words_have(s, list, t->lemma_fold) || dg_words_have(s, list, t->fold);
}

static bool nominal(const dg_doc *doc, int32_t t) {
    enum dg_upos upos = dg_token(doc, t)->upos;
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN;
}

/* "a round of talks", "the peace talks", "the Oslo and the Geneva talks". */
static bool under_noun(const dg_steps *s, const dg_doc *doc, dg_words list, int32_t noun) {
    dg_each_child(doc, c, noun) {
        enum dg_deprel base = dg_base(dg_token(doc, c)->deprel);
        if ((base == DG_DEPREL_NMOD || base == DG_DEPREL_COMPOUND || base == DG_DEPREL_CONJ) &&
            dg_step_word(s, list, dg_token(doc, c)))
            return true;
    }
    return false;
}

static bool below(const dg_steps *s, const dg_doc *doc, dg_words list, int32_t t) {
    dg_each_child(doc, c, t) {
        enum dg_deprel base = dg_base(dg_token(doc, c)->deprel);
        if (base == DG_DEPREL_CONJ || base == DG_DEPREL_PARATAXIS || base == DG_DEPREL_ADVCL)
            continue;
        if (dg_step_word(s, list, dg_token(doc, c))) return true;
        if (nominal(doc, c) && under_noun(s, doc, list, c)) return true;
    }
    return false;
}

bool dg_step_with(const dg_steps *s, const dg_doc *doc, dg_words list, int32_t t) {
    if (below(s, doc, list, t)) return true;
    int32_t head = dg_token(doc, t)->head;
    enum dg_deprel base = dg_base(dg_token(doc, t)->deprel);
    if (head < 0) return false;
    if (base == DG_DEPREL_CONJ && dg_child_base(doc, t, DG_DEPREL_NSUBJ) < 0) {
        int32_t subject = dg_child_base(doc, head, DG_DEPREL_NSUBJ);
        return subject >= 0 &&
               (dg_step_word(s, list, dg_token(doc, subject)) || under_noun(s, doc, list, subject));
    }
    if (base != DG_DEPREL_ACL && !nominal(doc, t)) return false;
    return dg_step_word(s, list, dg_token(doc, head)) ||
           (base == DG_DEPREL_ACL && nominal(doc, head) && under_noun(s, doc, list, head));
}

/* ------------------------------------------------------------------ did it happen */

static bool is_one(const dg_doc *doc, int32_t t, const char *const *words) {
    return t >= 0 && dg_lemma_in(doc, t, words);
}

static uint8_t of_child(const dg_doc *doc, int32_t c) {
    static const char *const no[] = {"no", "not", "never", "neither", "without", NULL};
    static const char *const open[] = {"would", "could", "may",    "might",   "should", "must",
                                       "can",   "if",    "unless", "whether", NULL};
    static const char *const future[] = {"will", "shall", NULL};
    enum dg_deprel base = dg_base(dg_token(doc, c)->deprel);
    if (is_one(doc, c, no)) return DRAGOMAN_AUX_NEGATION;
    if (base == DG_DEPREL_AUX && is_one(doc, c, future)) return DRAGOMAN_AUX_FUTURE;
    if ((base == DG_DEPREL_AUX || base == DG_DEPREL_MARK) && is_one(doc, c, open))
        return DRAGOMAN_AUX_HYPOTHETICAL;
    if (base != DG_DEPREL_NSUBJ && base != DG_DEPREL_OBJ) return 0;
    int32_t det = dg_child(doc, c, DG_DEPREL_DET);
    return is_one(doc, det, no) ? DRAGOMAN_AUX_NEGATION : 0;
}

/* "are to open": the future; "failed to reach": not; "hopes to reach", "met to reach": not yet. */
static uint8_t of_infinitive(const dg_doc *doc, int32_t t, int32_t to) {
    static const char *const fails[] = {"fail", "refuse", "decline", "failure", "refusal", NULL};
    static const char *const wishes[] = {"want",   "hope",   "seek",  "try",   "urge",
                                         "ask",    "demand", "aim",   "press", "attempt",
                                         "effort", "call",   "order", NULL};
    int32_t head = dg_token(doc, t)->head;
    if (to > 0 && dg_token(doc, to - 1)->head == t && dg_lemma_is(doc, to - 1, "be"))
        return DRAGOMAN_AUX_FUTURE;
    if (is_one(doc, head, fails)) return DRAGOMAN_AUX_NEGATION;
    bool purpose = dg_base(dg_token(doc, t)->deprel) == DG_DEPREL_ADVCL;
    return purpose || is_one(doc, head, wishes) ? DRAGOMAN_AUX_HYPOTHETICAL : 0;
}

uint8_t dg_step_auxiliary(const dg_doc *doc, int32_t t) {
    uint8_t out = 0;
    dg_each_child(doc, c, t) {
        out |= of_child(doc, c);
        if (dg_token(doc, c)->xpos == DG_XPOS_TO) out |= of_infinitive(doc, t, c);
    }
    return out;
}
