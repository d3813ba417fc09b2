/*
 * speech.h - who said what: direct, indirect and mixed statements with their speakers.
 *
 * The words of saying (codebook/speech.txt) are compiled into a section of the codebook image.
 */
#ifndef DG_SPEECH_H
#define DG_SPEECH_H

#include "base/image.h"
#include "base/lines.h"
#include "doc.h"
#include "entity/entity.h"

typedef struct dg_cues dg_cues; /* the compiled words of saying, immutable */

int dg_cues_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                    dragoman_error *error);
int dg_cues_open(dg_cues **out, const dg_image *image, dragoman_error *error);
void dg_cues_close(dg_cues *cues);

/* Fill doc->statements (sorted by cue). requires: trees, entities, times. May create mentions
 * for speakers through dg_entity_at(). Runs before events, which take `according_to` from here. */
void dg_speech_find(const dg_cues *cues, const dg_actors *actors, dg_doc *doc);

/* The statement inside whose content the token lies (the innermost), or DRAGOMAN_NONE. */
uint32_t dg_speech_of(const dg_doc *doc, int32_t token);

#endif
