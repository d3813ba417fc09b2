/* entity.c - see entity.h. */
#include "entity/entity.h"

#include "syntax/tree.h"

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
    (void)actors;
    if (doc->mention_at[token] >= 0) return (uint32_t)doc->mention_at[token];
    int32_t first, last;
    dg_noun_phrase(doc, token, &first, &last);
    uint32_t *mentions = DG_NEW(doc->arena, uint32_t);
    *mentions = doc->mentions.count;
    dragoman_entity e = {.id = doc->entities.count, .kind = DRAGOMAN_PEOPLE, .code = "---", .mentions = mentions, .mention_count = 1};
    dragoman_mention m = {dg_span_of(doc, first, last), e.id, (uint32_t)first, (uint32_t)last, (uint32_t)token, DRAGOMAN_NOMINAL};
    e.name = (dragoman_str){doc->text.ptr + m.span.start, m.span.end - m.span.start};
    *dg_vec_push(doc->arena, &doc->entities) = e;
    *dg_vec_push(doc->arena, &doc->mentions) = m;
    doc->mention_at[token] = (int32_t)*mentions;
    return *mentions;
}

bool dg_entity_is(const dg_actors *actors, const dg_doc *doc, int32_t token, dg_who what) {
    (void)actors;
    return what <= DG_WHO_PEOPLE && dg_token(doc, token)->upos == DG_UPOS_PROPN;
}

const char *dg_entity_country_of(const dg_actors *actors, const dg_doc *doc, int32_t token) {
    (void)actors, (void)doc, (void)token;
    return NULL;
}
