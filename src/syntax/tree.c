/* tree.c - see tree.h. */
#include "syntax/tree.h"

#include "base/str.h"

#include <strings.h>

void dg_tree_link(dg_doc *doc) {
    dragoman_token *tokens = doc->tokens.items;
    for (uint32_t i = 0; i < doc->tokens.count; i++) tokens[i].child = tokens[i].next = -1;
    for (uint32_t i = doc->tokens.count;
         i-- > 0;) { /* from the right: lists come out left to right */
        int32_t head = tokens[i].head;
        if (head < 0) continue;
        tokens[i].next = tokens[head].child;
        tokens[head].child = (int32_t)i;
    }
}

enum dg_deprel dg_base(enum dg_deprel relation) {
    switch (relation) {
    case DG_DEPREL_DET_PREDET:
        return DG_DEPREL_DET;
    case DG_DEPREL_NSUBJ_PASS:
    case DG_DEPREL_NSUBJ_OUTER:
        return DG_DEPREL_NSUBJ;
    case DG_DEPREL_CSUBJ_PASS:
    case DG_DEPREL_CSUBJ_OUTER:
        return DG_DEPREL_CSUBJ;
    case DG_DEPREL_OBL_AGENT:
    case DG_DEPREL_OBL_UNMARKED:
        return DG_DEPREL_OBL;
    case DG_DEPREL_NMOD_POSS:
    case DG_DEPREL_NMOD_UNMARKED:
    case DG_DEPREL_NMOD_DESC:
        return DG_DEPREL_NMOD;
    case DG_DEPREL_COMPOUND_PRT:
        return DG_DEPREL_COMPOUND;
    case DG_DEPREL_CC_PRECONJ:
        return DG_DEPREL_CC;
    case DG_DEPREL_AUX_PASS:
        return DG_DEPREL_AUX;
    case DG_DEPREL_ADVCL_RELCL:
        return DG_DEPREL_ADVCL;
    case DG_DEPREL_ACL_RELCL:
        return DG_DEPREL_ACL;
    default:
        return relation;
    }
}

int32_t dg_child(const dg_doc *doc, int32_t of, enum dg_deprel relation) {
    dg_each_child(doc, c, of) if (dg_token(doc, c)->deprel == relation) return c;
    return DG_NO_TOKEN;
}

int32_t dg_child_base(const dg_doc *doc, int32_t of, enum dg_deprel relation) {
    dg_each_child(doc, c, of) if (dg_base(dg_token(doc, c)->deprel) == relation) return c;
    return DG_NO_TOKEN;
}

bool dg_under(const dg_doc *doc, int32_t t, int32_t of) {
    while (t >= 0 && t != of) t = dg_token(doc, t)->head;
    return t == of;
}

/* A token is under `of` iff following heads reaches it; the sentence bounds the search. */
void dg_subtree(const dg_doc *doc, int32_t of, int32_t *first, int32_t *last) {
    *first = *last = of;
    for (int32_t c = dg_token(doc, of)->child; c >= 0; c = dg_token(doc, c)->next) {
        /* The leftmost descendant hangs on a chain of first children, the rightmost is found by
         * walking down; non-projective trees need the whole walk. */
        int32_t lo, hi;
        dg_subtree(doc, c, &lo, &hi);
        if (lo < *first) *first = lo;
        if (hi > *last) *last = hi;
    }
}

static bool after_comma(const dg_doc *doc, int32_t c) {
    int32_t first, last;
    dg_subtree(doc, c, &first, &last);
    return first > 0 && dg_form_is(doc, first - 1, ",");
}

/* "9 delegates, | followed by X": a clause whose own comma parts it from its noun. What gives the
 * name ("The attacker, identified as X") belongs to it. */
static bool clause_apart(const dg_doc *doc, int32_t c) {
    static const char *const naming[] = {"identify", "name", NULL};
    int32_t first, last;
    dg_subtree(doc, c, &first, &last);
    return dg_form_is(doc, first, ",") && !dg_lemma_in(doc, c, naming);
}

/* Dependents that are not part of the noun phrase proper. `inner`: of a phrase within the phrase,
 * whose preposition belongs to it. */
static bool outside(const dg_doc *doc, int32_t c, int32_t head, bool inner) {
    bool time = doc->time_at && doc->time_at[c] >= 0;
    switch (dg_token(doc, c)->deprel) {
    case DG_DEPREL_CASE:
    case DG_DEPREL_MARK:
        return c < head && !inner;
    case DG_DEPREL_CC:
    case DG_DEPREL_CC_PRECONJ:
        return c < head || !inner;
    case DG_DEPREL_CONJ:
        return !inner;
    case DG_DEPREL_ACL_RELCL:
    case DG_DEPREL_ADVCL:
    case DG_DEPREL_ADVCL_RELCL:
    case DG_DEPREL_PARATAXIS:
    case DG_DEPREL_PUNCT:
    case DG_DEPREL_COP:
    case DG_DEPREL_AUX:
    case DG_DEPREL_NSUBJ:
    case DG_DEPREL_CSUBJ:
    case DG_DEPREL_DISCOURSE:
    case DG_DEPREL_DEP:
    case DG_DEPREL_ORPHAN:
    case DG_DEPREL_LIST:
    case DG_DEPREL_OBL:
    case DG_DEPREL_ADVMOD:
        return true;
    case DG_DEPREL_NMOD:
    case DG_DEPREL_NMOD_UNMARKED:
        return time || (c > head && after_comma(doc, c));
    case DG_DEPREL_APPOS:
        return c > head && after_comma(doc, c);
    case DG_DEPREL_ACL:
        return c > head && (after_comma(doc, c) || clause_apart(doc, c));
    default:
        return false;
    }
}

static void phrase(const dg_doc *doc, int32_t head, bool inner, int32_t *first, int32_t *last) {
    *first = *last = head;
    dg_each_child(doc, c, head) {
        if (outside(doc, c, head, inner)) continue;
        int32_t lo, hi;
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        if (relation == DG_DEPREL_NMOD || relation == DG_DEPREL_FLAT || relation == DG_DEPREL_APPOS)
            phrase(doc, c, true, &lo, &hi);
        else
            dg_subtree(doc, c, &lo, &hi);
        if (lo < *first) *first = lo;
        if (hi > *last) *last = hi;
    }
}

void dg_noun_phrase(const dg_doc *doc, int32_t head, int32_t *first, int32_t *last) {
    phrase(doc, head, false, first, last);
    while (*first < head) { /* what a wrong attachment left in front; "at least nine" stays */
        uint8_t upos = dg_token(doc, *first)->upos;
        if (dg_token(doc, *first + 1)->upos == DG_UPOS_NUM ||
            (*first + 2 <= head && dg_token(doc, *first + 2)->upos == DG_UPOS_NUM))
            break;
        if (upos != DG_UPOS_ADP && upos != DG_UPOS_SCONJ && upos != DG_UPOS_CCONJ &&
            upos != DG_UPOS_PUNCT)
            break;
        ++*first;
    }
}

dragoman_span dg_span_of(const dg_doc *doc, int32_t first, int32_t last) {
    return (dragoman_span){dg_token(doc, first)->span.start, dg_token(doc, last)->span.end};
}

int32_t dg_case_of(const dg_doc *doc, int32_t head) {
    return dg_child(doc, head, DG_DEPREL_CASE);
}

uint64_t dg_marker_of(const dg_doc *doc, int32_t phrase) {
    dg_each_child(doc, c, phrase) {
        enum dg_deprel relation = dg_token(doc, c)->deprel;
        if (relation == DG_DEPREL_CASE && dg_token(doc, c)->xpos == DG_XPOS_POS) continue;
        if (relation == DG_DEPREL_CASE || relation == DG_DEPREL_MARK) return dg_token(doc, c)->fold;
    }
    return 0;
}

bool dg_form_is(const dg_doc *doc, int32_t t, const char *word) {
    return dg_token(doc, t)->fold == dg_fold_z(word);
}

bool dg_lemma_is(const dg_doc *doc, int32_t t, const char *word) {
    return dg_token(doc, t)->lemma_fold == dg_fold_z(word);
}

bool dg_is_numbered(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->upos == DG_UPOS_NUM || dg_child(doc, t, DG_DEPREL_NUMMOD) >= 0;
}

bool dg_form_in(const dg_doc *doc, int32_t t, const char *const *list) {
    for (uint64_t fold = dg_token(doc, t)->fold; *list; list++)
        if (fold == dg_fold_z(*list)) return true;
    return false;
}

bool dg_lemma_in(const dg_doc *doc, int32_t t, const char *const *list) {
    dragoman_str lemma = dg_token(doc, t)->lemma.len ? dg_token(doc, t)->lemma : dg_form(doc, t);
    for (; *list; list++)
        if (strlen(*list) == lemma.len && strncasecmp(*list, lemma.ptr, lemma.len) == 0)
            return true;
    return false;
}
