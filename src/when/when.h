/*
 * when.h - time expressions (TIMEX3) found and resolved against the article's date.
 */
#ifndef DG_WHEN_H
#define DG_WHEN_H

#include "doc.h"

/* Fill doc->times (sorted by position) and doc->time_at. requires: tokens, tags, trees. With no
 * article date relative expressions keep an empty value and no date. */
void dg_when_find(dg_doc *doc);

/*
 * The time that dates the act told by `token`: the nearest time expression governed by it in the
 * tree (obl, advmod, nmod, obl:unmarked, in its own clause), else inherited from a governing clause
 * or light verb where the tree allows it; DRAGOMAN_NONE if none.
 */
uint32_t dg_when_of(const dg_doc *doc, int32_t token);

/* The time of the saying that tells of the act: what is agreed or demanded is so when it is said.
 * DRAGOMAN_NONE where no saying stands over it or it has no time. */
uint32_t dg_when_told(const dg_doc *doc, int32_t token);

#endif
