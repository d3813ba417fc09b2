/*
 * event.h - who did what to whom: PLOVER events with CAMEO codes.
 *
 * The event codebook (codebook/events) is compiled into sections of the codebook image: senses
 * indexed by head word, conditions as small programs over the tree.
 */
#ifndef DG_EVENT_H
#define DG_EVENT_H

#include "base/image.h"
#include "base/lines.h"
#include "doc.h"
#include "entity/entity.h"

typedef struct dg_events dg_events; /* the compiled event codebook, immutable */

int dg_events_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                      dragoman_error *error);
int dg_events_open(dg_events **out, const dg_image *image, dragoman_error *error);
void dg_events_close(dg_events *events);

/* Fill doc->events (sorted by trigger) and doc->event_at. requires: trees, entities, times, places.
 */
void dg_event_find(const dg_events *events, const dg_actors *actors, dg_doc *doc);

#endif
