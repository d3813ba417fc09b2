/*
 * when.h - time expressions (TIMEX3) found and resolved against the article's date.
 */
#ifndef DG_WHEN_H
#define DG_WHEN_H

#include "doc.h"

/* Fill doc->times (sorted by position) and doc->time_at. requires: tokens, tags, trees. With no
 * article date relative expressions keep an empty value and no date. */
void dg_when_find(dg_doc *doc);

/* After events are known: resolve expressions anchored to events told elsewhere in the article
 * ("the October 7 attack" after "October 7, 2023"). Called once, before events take their dates. */

/*
 * The time that dates the act told by `token`: the nearest time expression governed by it in the
 * tree (obl, advmod, nmod, obl:unmarked, in its own clause), else inherited from a governing clause
 * or light verb where the tree allows it; DRAGOMAN_NONE if none.
 */
uint32_t dg_when_of(const dg_doc *doc, int32_t token);

#endif
