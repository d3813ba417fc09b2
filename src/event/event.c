/* event.c - see event.h. */
#include "event/event.h"

int dg_events_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes, dragoman_error *error) {
    (void)builder, (void)dir, (void)mistakes, (void)error;
    return 0;
}

int dg_events_open(dg_events **out, const dg_image *image, dragoman_error *error) {
    (void)out, (void)image, (void)error;
    return 0;
}

void dg_events_close(dg_events *events) {
    (void)events;
}

void dg_event_find(const dg_events *events, const dg_actors *actors, dg_doc *doc) {
    (void)events, (void)actors;
    doc->event_at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count);
    for (uint32_t i = 0; i < doc->tokens.count; i++) doc->event_at[i] = -1;
}
