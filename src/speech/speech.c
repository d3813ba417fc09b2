/* speech.c - see speech.h. */
#include "speech/speech.h"

void dg_speech_find(const dg_actors *actors, dg_doc *doc) {
    (void)actors, (void)doc;
}

uint32_t dg_speech_of(const dg_doc *doc, int32_t token) {
    (void)doc, (void)token;
    return DRAGOMAN_NONE;
}
