/*
 * speech.h - who said what: direct, indirect and mixed statements with their speakers.
 */
#ifndef DG_SPEECH_H
#define DG_SPEECH_H

#include "doc.h"
#include "entity/entity.h"

/* Fill doc->statements (sorted by position). requires: trees, entities, times. May create mentions
 * for speakers through dg_entity_at(). Runs before events, which take `according_to` from here. */
void dg_speech_find(const dg_actors *actors, dg_doc *doc);

/* The statement inside whose content the token lies (the innermost), or DRAGOMAN_NONE. */
uint32_t dg_speech_of(const dg_doc *doc, int32_t token);

#endif
