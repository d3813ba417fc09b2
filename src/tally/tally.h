/*
 * tally.h - how many, says who: people killed, wounded, held, released, ...
 *
 * The words of counting (codebook/tally.txt) are compiled into sections of the codebook image.
 */
#ifndef DG_TALLY_H
#define DG_TALLY_H

#include "base/image.h"
#include "base/lines.h"
#include "doc.h"
#include "entity/entity.h"

typedef struct dg_counts dg_counts; /* the compiled words of counting, immutable */

int dg_counts_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                      dragoman_error *error);
int dg_counts_open(dg_counts **out, const dg_image *image, dragoman_error *error);
void dg_counts_close(dg_counts *counts);

/* Fill doc->tallies (sorted by position) and link them with the events they measure. requires:
 * trees, entities, times, statements, events. */
void dg_tally_find(const dg_counts *counts, const dg_actors *actors, dg_doc *doc);

#endif
