/*
 * text.h - from text to sentences and tokens, with exact spans.
 *
 * Tokens are words of Universal Dependencies English as in EWT and GUM: "don't" is do + n't (one
 * written word, DRAGOMAN_TOKEN_MULTIWORD), "Israel's" is Israel + 's, "U.S.-led" is U.S. + - + led,
 * "42,847" one token, "$5" is $ + 5. Every token's span lies in the text; tokens of a multi-word
 * word share no bytes.
 */
#ifndef DG_TEXT_H
#define DG_TEXT_H

#include "doc.h"

/* Fill doc->sentences and doc->tokens (span, fold, flags, shape, sentence) from doc->text and the
 * article's title, which is not part of the text. requires: text is valid UTF-8. */
void dg_text_split(dg_doc *doc);

/* Sentences and tokens as they stand in CoNLL-U: one or more sentence blocks. The doc's text is
 * made of the sentences' texts ("# text =", else the words), one a line. errors: EINPUT with the
 * line. */
int dg_text_conllu(dg_doc *doc, dragoman_str conllu, dragoman_error *error);

#endif
