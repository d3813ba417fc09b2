/*
 * track.h - where the talks stand: the steps of a negotiation as one article tells them.
 */
#ifndef DG_TRACK_H
#define DG_TRACK_H

#include "doc.h"
#include "entity/entity.h"

/* Fill doc->steps. requires: all other layers. */
void dg_track_find(const dg_actors *actors, dg_doc *doc);

#endif
