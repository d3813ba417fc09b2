/*
 * tree.h - walking dependency trees.
 *
 * Tokens are named by their index in the article; -1 (DG_NO_TOKEN) is none. The child lists are
 * made by dg_tree_link() from the heads and run from left to right.
 */
#ifndef DG_TREE_H
#define DG_TREE_H

#include "doc.h"
#include "syntax/labels.h"

#define DG_NO_TOKEN (-1)

/* Make the child lists of all tokens from their heads. */
void dg_tree_link(dg_doc *doc);

#define dg_each_child(doc, c, of)                                                                  \
    for (int32_t c = (doc)->tokens.items[of].child; c >= 0; c = (doc)->tokens.items[c].next)

static inline const dragoman_token *dg_token(const dg_doc *doc, int32_t t) {
    return &doc->tokens.items[t];
}

/* A verb or an auxiliary. */
static inline bool dg_is_verb(const dg_doc *doc, int32_t t) {
    return dg_token(doc, t)->upos == DG_UPOS_VERB || dg_token(doc, t)->upos == DG_UPOS_AUX;
}

/* First child with this relation, or -1. `_base` counts subtypes too (DG_DEPREL_NSUBJ: nsubj:pass).
 */
int32_t dg_child(const dg_doc *doc, int32_t of, enum dg_deprel relation);
int32_t dg_child_base(const dg_doc *doc, int32_t of, enum dg_deprel relation);

/* The relation without its subtype: DG_DEPREL_NSUBJ for nsubj:pass. */
enum dg_deprel dg_base(enum dg_deprel relation);

/* First and last token under (and with) a token. */
void dg_subtree(const dg_doc *doc, int32_t of, int32_t *first, int32_t *last);

/* The noun phrase of a head: its subtree without relative clauses, adverbial clauses, conjuncts,
 * parataxis, appositions set off by commas, leading prepositions and edge punctuation. */
void dg_noun_phrase(const dg_doc *doc, int32_t head, int32_t *first, int32_t *last);

/* Span in the text from the first to the last token. */
dragoman_span dg_span_of(const dg_doc *doc, int32_t first, int32_t last);

/* Whether `t` is `of` or lies under it. */
bool dg_under(const dg_doc *doc, int32_t t, int32_t of);

/* Preposition of a phrase: its (first) case child, with `fixed` parts joined to it; -1 if none. */
int32_t dg_case_of(const dg_doc *doc, int32_t head);

/* Preposition or marker that introduces a phrase or clause (possessive 's is none): its fold, 0 if
 * none. */
uint64_t dg_marker_of(const dg_doc *doc, int32_t phrase);

/* Whether a token's lower-cased form (lemma) is this word: dg_form_is(doc, t, "said"). Slow: for
 * rare tests; tables of folds are for the hot path. */
bool dg_form_is(const dg_doc *doc, int32_t t, const char *word);
bool dg_lemma_is(const dg_doc *doc, int32_t t, const char *word);
/* Whether its form is one of a list that ends with NULL; marks and letters alike as in dg_fold().
 */
bool dg_form_in(const dg_doc *doc, int32_t t, const char *const *list);
/* Whether its lemma (its form if it has none) is one of a list that ends with NULL. Slow too. */
bool dg_lemma_in(const dg_doc *doc, int32_t t, const char *const *list);

/* Whether it is a number or has one: "1,600", "40 people". */
bool dg_is_numbered(const dg_doc *doc, int32_t t);

/* The token's form. */
static inline dragoman_str dg_form(const dg_doc *doc, int32_t t) {
    const dragoman_token *token = &doc->tokens.items[t];
    return (dragoman_str){doc->text.ptr + token->span.start, token->span.end - token->span.start};
}

#endif
