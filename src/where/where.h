/*
 * where.h - places: mentions of places resolved to coordinates and divisions.
 */
#ifndef DG_WHERE_H
#define DG_WHERE_H

#include "doc.h"

/* Fill doc->places from the place, country and region mentions that stand as locations. */
void dg_where_find(dg_doc *doc);

/* The place where the act told by `token` happened: index into doc->places or DRAGOMAN_NONE. */
uint32_t dg_where_of(const dg_doc *doc, int32_t token);

#endif
