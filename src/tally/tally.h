/*
 * tally.h - how many, says who: people killed, wounded, held, released, ...
 */
#ifndef DG_TALLY_H
#define DG_TALLY_H

#include "doc.h"
#include "entity/entity.h"

/* Fill doc->tallies (sorted by position) and link them with the events they measure. requires:
 * trees, entities, times, statements, events. */
void dg_tally_find(const dg_actors *actors, dg_doc *doc);

#endif
