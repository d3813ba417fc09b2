/* entity.c - see entity.h. */
#include "entity/entity.h"

int dg_actors_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes, dragoman_error *error) {
    (void)builder, (void)dir, (void)mistakes, (void)error;
    return 0;
}

int dg_actors_open(dg_actors **out, const dg_image *image, dragoman_error *error) {
    (void)out, (void)image, (void)error;
    return 0;
}

void dg_actors_close(dg_actors *actors) {
    (void)actors;
}

void dg_entity_resolve(const dg_actors *actors, dg_doc *doc) {
    (void)actors;
    doc->mention_at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count);
    for (uint32_t i = 0; i < doc->tokens.count; i++) doc->mention_at[i] = -1;
}

uint32_t dg_entity_at(const dg_actors *actors, dg_doc *doc, int32_t token) {
    (void)actors, (void)doc, (void)token;
    return 0;
}

bool dg_entity_is(const dg_actors *actors, const dg_doc *doc, int32_t token, dg_who what) {
    (void)actors, (void)doc, (void)token, (void)what;
    return false;
}

const char *dg_entity_country_of(const dg_actors *actors, const dg_doc *doc, int32_t token) {
    (void)actors, (void)doc, (void)token;
    return NULL;
}
