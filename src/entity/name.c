/*
 * name.c - from a name to its entity: organisations, places, peoples; persons are in person.c.
 */
#include "base/str.h"
#include "entity/entity_int.h"

/* Whether a capital is told of as a place: "in Doha", "flew to Cairo". */
static bool locates(const dg_actors *actors, const dg_doc *doc, uint32_t head) {
    static const char *const ways[] = {"to", "from", "into", "via", "through", "towards", "toward"};
    int32_t preposition = dg_case_of(doc, (int32_t)head);
    enum dg_deprel relation = tok(doc, head)->deprel;
    if (preposition >= 0) {
        uint64_t fold = tok(doc, (uint32_t)preposition)->fold;
        if (word_bits(actors, fold) & W_LOCATIVE) return true;
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
            if (fold == dg_fold_z(ways[i])) return true;
    }
    if (relation == DG_DEPREL_CONJ && tok(doc, head)->head >= 0 &&
        (uint32_t)tok(doc, head)->head < head)
        return locates(actors, doc, (uint32_t)tok(doc, head)->head);
    return relation == DG_DEPREL_COMPOUND;
}

void acronym_after(dg_doc *doc, uint32_t last, uint32_t id) {
    if (last + 3 >= doc->tokens.count) return;
    dragoman_str open = dg_form(doc, (int32_t)last + 1), close = dg_form(doc, (int32_t)last + 3);
    if (!dg_str_is(open, "(") || !dg_str_is(close, ")")) return;
    if (!all_upper(dg_form(doc, (int32_t)last + 2))) return;
    map_put(doc->arena, &doc->entity_state->by_name, name_key(doc, last + 2, last + 2), id);
}

static uint32_t unlisted_org(const dg_actors *actors, dg_doc *doc, const hit *h) {
    state *s = doc->entity_state;
    uint64_t key = name_key(doc, h->first, h->last);
    uint32_t id = map_get(&s->by_name, key);
    if (id == MAP_NONE && h->first == h->last)
        id = map_get(&s->by_name, dg_hash_mix(key, 2)); /* "Mahan" of "Mahan Air" */
    if (id != MAP_NONE) return id;
    char code[4] = "", sector[4] = "";
    name_codes(actors, doc, s, h, code, sector);
    if (!*code) { /* "the Transport Committee of Indonesia" */
        composed c;
        compose(actors, doc, s, (int32_t)h->head, NONE, &c);
        memcpy(code, c.code, 4);
    }
    if (*code && !*sector && code_is_country(code) &&
        has_word(actors, doc, h->first, h->last, W_NATIONAL))
        memcpy(sector, "GOV", 4);
    if (!*code && *sector && strstr("GOV COP MIL LEG JUD PTY OPP SPY", sector))
        memcpy(code, scene_country(s, doc, h->first), 4);
    id =
        entity_new(doc, DRAGOMAN_ORGANIZATION, words_between(doc, h->first, h->last), code, sector);
    doc->entities.items[id].rule = model_rule();
    map_put(doc->arena, &s->by_name, key, id);
    if (h->last > h->first) {
        map_put(doc->arena, &s->by_name, dg_hash_mix(name_key(doc, h->first, h->first), 2), id);
        char letters[24];
        uint32_t count = 0;
        for (uint32_t t = h->first; t <= h->last && count < sizeof letters; t++) {
            dragoman_str form = dg_form(doc, (int32_t)t);
            if (starts_upper(form)) letters[count++] = form.ptr[0];
        }
        if (count >= 3) /* its initials name it too: Tunisian General Labour Union, TGLU */
            map_put(doc->arena, &s->by_name,
                    trie_step(TRIE_ROOT, dg_fold((dragoman_str){letters, count})), id);
    }
    return id;
}

uint32_t place_named(dg_doc *doc, dragoman_str name, const char *code, dragoman_str rule) {
    state *s = doc->entity_state;
    uint64_t key = dg_hash_mix(dg_fold(name), 3);
    uint32_t id = map_get(&s->by_name, key);
    if (id != MAP_NONE) return id;
    id = entity_new(doc, DRAGOMAN_PLACE, name, code, "");
    doc->entities.items[id].rule = rule;
    map_put(doc->arena, &s->by_name, key, id);
    return id;
}

static uint32_t people_of(const dg_actors *actors, dg_doc *doc, const hit *h) {
    state *s = doc->entity_state;
    uint64_t key = dg_hash_mix((uint64_t)h->entry + 1, 4);
    uint32_t id = map_get(&s->by_name, key);
    if (id != MAP_NONE) return id;
    const actor_entry *e = &actors->entries[h->entry];
    id = entity_new(doc, DRAGOMAN_PEOPLE, words_between(doc, h->first, h->last), e->code, "CVL");
    doc->entities.items[id].rule =
        rule_of_line(actors, doc, e->file, actors->senses[h->sense].line);
    map_put(doc->arena, &s->by_name, key, id);
    return id;
}

uint32_t entity_of_hit(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    state *s = doc->entity_state;
    const hit h = s->hits.items[index];
    bool place = h.type == HIT_CITY || h.type == HIT_CAPITAL;
    if (h.first == h.last &&
        (place ? !locates(actors, doc, h.head)
               : h.entry == NONE &&
                     h.type != HIT_PERSON)) { /* a surname the model took for something else */
        uint32_t person = map_get(&s->by_surname, bare_fold(doc, h.first));
        if (person != MAP_NONE) return person;
    }
    const actor_sense *sense = h.sense == NONE ? NULL : &actors->senses[h.sense];
    bool modifier = tok(doc, h.head)->deprel == DG_DEPREL_AMOD ||
                    tok(doc, h.head)->deprel == DG_DEPREL_COMPOUND;
    switch ((hit_type)h.type) {
    case HIT_PERSON:
        return person_of(actors, doc, index);
    case HIT_PLACE: {
        composed c;
        compose(actors, doc, s, (int32_t)h.head, NONE, &c);
        return place_named(doc, words_between(doc, h.first, h.last), c.code, model_rule());
    }
    case HIT_CITY:
        return place_named(doc, pooled_str(actors, sense->text), actors->entries[h.entry].code,
                           rule_of_line(actors, doc, actors->entries[h.entry].file, sense->line));
    case HIT_CAPITAL:
        if (sense->how == HOW_CAPITAL && sense->text && locates(actors, doc, h.head))
            return place_named(
                doc, pooled_str(actors, sense->text), actors->entries[h.entry].code,
                rule_of_line(actors, doc, actors->entries[h.entry].file, sense->line));
        return entity_of_entry(actors, doc, (uint32_t)h.entry);
    case HIT_PEOPLE:
        return modifier ? entity_of_entry(actors, doc, (uint32_t)h.entry)
                        : people_of(actors, doc, &h);
    case HIT_ADJ: {
        enum dg_deprel relation = dg_base(tok(doc, h.head)->deprel);
        bool noun =
            relation == DG_DEPREL_NSUBJ || relation == DG_DEPREL_OBJ || relation == DG_DEPREL_OBL;
        if (noun && actors->entries[h.entry].kind <= KIND_REGION) return people_of(actors, doc, &h);
        return entity_of_entry(actors, doc, (uint32_t)h.entry);
    }
    case HIT_ORG:
    case HIT_GROUP:
        if (h.entry == NONE) return unlisted_org(actors, doc, &h);
        return entity_of_entry(actors, doc, (uint32_t)h.entry);
    default:
        return entity_of_entry(actors, doc, (uint32_t)h.entry);
    }
}
