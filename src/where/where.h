/*
 * where.h - places: mentions of places resolved to coordinates and divisions.
 */
#ifndef DG_WHERE_H
#define DG_WHERE_H

#include "base/image.h"
#include "doc.h"

/* The gazetteer of tool/gazetteer.py, read from its image. Immutable, shared by threads. */
typedef struct dg_gazetteer dg_gazetteer;

/* Read it. requires: `image` (kind DG_IMAGE_GAZETTEER) outlives the result. errors: EMODEL, ENOMEM.
 */
int dg_gazetteer_open(dg_gazetteer **out, const dg_image *image, dragoman_error *error);
void dg_gazetteer_close(dg_gazetteer *gazetteer);

/* Fill doc->places, by position, from the place, country and region mentions that stand as
 * locations. requires: entities. Without a gazetteer (NULL) places have names and countries alone.
 */
void dg_where_find(const dg_gazetteer *gazetteer, dg_doc *doc);

/* The place where the act told by `token` happened: index into doc->places or DRAGOMAN_NONE. */
uint32_t dg_where_of(const dg_doc *doc, int32_t token);

#endif
