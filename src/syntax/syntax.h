/*
 * syntax.h - tags, lemmas, names and a dependency tree for tokenised sentences.
 *
 * The model is an image (base/image.h) of kind DG_IMAGE_MODEL, mapped and immutable; a dg_syntax
 * over it is shared by all threads.
 */
#ifndef DG_SYNTAX_H
#define DG_SYNTAX_H

#include "base/image.h"
#include "doc.h"

typedef struct dg_syntax dg_syntax;

/* Read the model. requires: `image` outlives the result. errors: EMODEL, ENOMEM. */
int dg_syntax_open(dg_syntax **out, const dg_image *image, dragoman_error *error);
void dg_syntax_close(dg_syntax *syntax);

/*
 * Fill upos, xpos, lemma, lemma_fold, head, deprel, ner of the tokens of `count` sentences from
 * `first` on. Every sentence gets one root (head -1, deprel root) and a tree without cycles.
 * Scratch comes from the doc's arena. Time and memory are linear in the number of tokens for
 * sentences above a fixed length too.
 */
void dg_syntax_parse(const dg_syntax *syntax, dg_doc *doc, uint32_t first, uint32_t count);

#endif
