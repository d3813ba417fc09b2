/*
 * track.h - where the talks stand: the steps of a negotiation as one article tells them.
 *
 * The rules (codebook/track.txt) are compiled into sections of the codebook image.
 */
#ifndef DG_TRACK_H
#define DG_TRACK_H

#include "base/image.h"
#include "base/lines.h"
#include "doc.h"

typedef struct dg_steps dg_steps; /* the compiled rules, immutable */

int dg_steps_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                     dragoman_error *error);
int dg_steps_open(dg_steps **out, const dg_image *image, dragoman_error *error);
void dg_steps_close(dg_steps *steps);

/* Fill doc->steps (sorted by sentence). requires: all other layers. Articles that tell of no
 * negotiation get none. */
void dg_track_find(const dg_steps *steps, dg_doc *doc);

#endif
