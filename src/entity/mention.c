/*
 * mention.c - entities and mentions as they are made, and the words and phrases they are made of.
 */
#include "base/str.h"
#include "entity/entity_int.h"

uint64_t bare_fold(const dg_doc *doc, uint32_t t) {
    return name_fold(dg_form(doc, (int32_t)t), tok(doc, t)->fold);
}

dragoman_str words_between(const dg_doc *doc, uint32_t first, uint32_t last) {
    dragoman_span span = dg_span_of(doc, (int32_t)first, (int32_t)last);
    return (dragoman_str){doc->text.ptr + span.start, span.end - span.start};
}

void entity_set_code(dragoman_entity *e, const char *code) {
    memcpy(e->code, *code ? code : "---", 4);
}

void entity_set_sector(dragoman_entity *e, const char *sector) {
    memset(e->sector, 0, sizeof e->sector);
    if (*sector) memcpy(e->sector, sector, 4);
}

uint32_t entity_new(dg_doc *doc, dragoman_entity_kind kind, dragoman_str name, const char *code,
                    const char *sector) {
    state *s = doc->entity_state;
    uint32_t id = doc->entities.count;
    dragoman_entity *e = dg_vec_push(doc->arena, &doc->entities);
    *e = (dragoman_entity){.id = id, .kind = kind, .name = name};
    entity_set_code(e, code);
    entity_set_sector(e, sector);
    *dg_vec_push(doc->arena, &s->info) =
        (entity_info){.entry = NONE, .org = NONE, .plural = kind == DRAGOMAN_PEOPLE};
    return id;
}

dragoman_str rule_of_line(const dg_actors *actors, dg_doc *doc, uint32_t file, uint32_t line) {
    return dg_str_format(doc->arena, "%s:%u", actors->pool + file, line);
}

dragoman_str model_rule(void) {
    return DG_STR("model:names");
}

dragoman_str pooled_str(const dg_actors *actors, uint32_t at) {
    return at ? dg_str(actors->pool + at) : (dragoman_str){NULL, 0};
}

uint32_t entity_of_entry(const dg_actors *actors, dg_doc *doc, uint32_t entry) {
    static const uint8_t kinds[] = {[KIND_COUNTRY] = DRAGOMAN_COUNTRY,
                                    [KIND_REGION] = DRAGOMAN_PLACE,
                                    [KIND_ORG] = DRAGOMAN_ORGANIZATION,
                                    [KIND_GROUP] = DRAGOMAN_GROUP,
                                    [KIND_PERSON] = DRAGOMAN_PERSON};
    state *s = doc->entity_state;
    uint32_t id = map_get(&s->by_entry, (uint64_t)entry + 1);
    if (id != MAP_NONE) return id;
    const actor_entry *from = &actors->entries[entry];
    const actor_role *role;
    char code[4], sector[4];
    entry_codes(actors, s, (int32_t)entry, code, sector, &role);
    id = entity_new(doc, (dragoman_entity_kind)kinds[from->kind], pooled_str(actors, from->name),
                    code, sector);
    map_put(doc->arena, &s->by_entry, (uint64_t)entry + 1, id);
    dragoman_entity *e = &doc->entities.items[id];
    e->cameo = pooled_str(actors, from->cameo);
    e->wikidata = pooled_str(actors, from->wikidata);
    e->office = role ? pooled_str(actors, role->office) : (dragoman_str){NULL, 0};
    e->rule = rule_of_line(actors, doc, from->file, role ? role->line : from->line);
    entity_info *info = &s->info.items[id];
    info->entry = (int32_t)entry;
    info->gender = from->gender;
    info->told = from->kind != KIND_PERSON || strcmp(sector, "ELI") != 0;
    info->org = from->kind == KIND_GROUP || from->kind == KIND_ORG ? (int32_t)entry
                : role && role->org                                ? (int32_t)role->org - 1
                                                                   : NONE;
    if (from->kind == KIND_PERSON) {
        map_put(doc->arena, &s->by_surname, from->surname, id);
        if (role && role->office_key) {
            map_put(doc->arena, &s->by_office, role->office_key, id);
            map_put(doc->arena, &s->by_office, dg_hash_mix(dg_hash(code, 3), role->office_key), id);
        }
    }
    return id;
}

static void list_mention(dg_doc *doc, uint32_t entity, uint32_t mention) {
    dragoman_entity *e = &doc->entities.items[entity];
    entity_info *info = &doc->entity_state->info.items[entity];
    if (e->mention_count == info->mention_capacity) {
        uint32_t wider = info->mention_capacity ? info->mention_capacity * 2 : 2;
        uint32_t *fresh = DG_ARRAY(doc->arena, uint32_t, wider);
        if (e->mention_count) memcpy(fresh, e->mentions, e->mention_count * sizeof *fresh);
        e->mentions = fresh;
        info->mention_capacity = wider;
    }
    uint32_t at = e->mention_count++;
    const dragoman_mention *all = doc->mentions.items;
    for (; at && all[e->mentions[at - 1]].span.start > all[mention].span.start; at--)
        e->mentions[at] = e->mentions[at - 1];
    e->mentions[at] = mention;
}

uint32_t mention_new(dg_doc *doc, uint32_t entity, dragoman_mention_kind kind, uint32_t first,
                     uint32_t last, uint32_t head) {
    state *s = doc->entity_state;
    uint32_t id = doc->mentions.count;
    *dg_vec_push(doc->arena, &doc->mentions) = (dragoman_mention){
        dg_span_of(doc, (int32_t)first, (int32_t)last), entity, first, last, head, kind};
    doc->mention_at[head] = (int32_t)id;
    if (s->finished)
        list_mention(doc, entity, id);
    else
        doc->entities.items[entity].mention_count++;
    return id;
}

/* "urged the junta | to free", "accused China | of firing": what is asked or charged is no part of
 * who. */
static bool clause_begins(const dg_doc *doc, uint32_t t) {
    const dragoman_token *token = tok(doc, t), *next = tok(doc, t + 1);
    if (next->upos != DG_UPOS_VERB) return false;
    return token->xpos == DG_XPOS_TO ||
           (next->xpos == DG_XPOS_VBG &&
            (token->upos == DG_UPOS_ADP || token->upos == DG_UPOS_SCONJ));
}

void widen_to_phrase(const dg_doc *doc, uint32_t head, uint32_t *first, uint32_t *last) {
    int32_t a, b;
    dg_noun_phrase(doc, (int32_t)head, &a, &b);
    for (int32_t t = (int32_t)head + 1; t < b; t++)
        if (clause_begins(doc, (uint32_t)t)) b = t - 1;
    while (b > (int32_t)head && tok(doc, (uint32_t)b)->shape & DRAGOMAN_SHAPE_PUNCT) b--;
    if ((uint32_t)a < *first) *first = (uint32_t)a;
    if ((uint32_t)b > *last) *last = (uint32_t)b;
}

void cover_tokens(dg_doc *doc, uint32_t first, uint32_t last, uint32_t mention) {
    state *s = doc->entity_state;
    for (uint32_t t = first; t <= last; t++)
        if (s->cover[t] == NONE) s->cover[t] = (int32_t)mention;
}

uint64_t name_key(const dg_doc *doc, uint32_t first, uint32_t last) {
    uint64_t key = TRIE_ROOT;
    for (uint32_t t = first; t <= last; t++)
        if (!is_hyphen(dg_form(doc, (int32_t)t))) key = trie_step(key, bare_fold(doc, t));
    return key;
}

bool has_word(const dg_actors *actors, const dg_doc *doc, uint32_t first, uint32_t last,
              uint64_t bits) {
    for (uint32_t t = first; t < last; t++)
        if (word_bits(actors, tok(doc, t)->fold) & bits) return true;
    return false;
}

bool is_country_word(const dg_actors *actors, const dg_doc *doc, int32_t index) {
    const hit *h = &doc->entity_state->hits.items[index];
    return h->entry != NONE && h->type <= HIT_ADJ &&
           code_is_country(actors->entries[h->entry].code) && !tied_by_hyphen(actors, doc, h);
}

uint32_t entity_people_of(dg_doc *doc, uint32_t entity) {
    state *s = doc->entity_state;
    uint64_t key = dg_hash_mix((uint64_t)entity + 1, 5);
    uint32_t id = map_get(&s->by_nominal, key);
    if (id != MAP_NONE) return id;
    const dragoman_entity place = doc->entities.items[entity];
    id = entity_new(doc, DRAGOMAN_PEOPLE,
                    dg_str_format(doc->arena, "people of %.*s", DG_STR_ARG(place.name)), place.code,
                    "CVL");
    doc->entities.items[id].rule = place.rule;
    map_put(doc->arena, &s->by_nominal, key, id);
    return id;
}
