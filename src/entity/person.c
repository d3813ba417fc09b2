/*
 * person.c - who a person is by name, and what titles, appositions and ordinary nouns tell of him.
 */
#include "base/str.h"
#include "entity/entity_int.h"

/* Of the persons a short name may mean, the one whose office is told or who holds one at the day.
 */
static int32_t choose_person(const dg_actors *actors, const dg_doc *doc, const hit *h) {
    const state *s = doc->entity_state;
    int32_t best = NONE;
    int most = -1;
    for (uint32_t i = 0; h->sense != NONE && i < h->sense_count; i++) {
        const actor_sense *sense = &actors->senses[(uint32_t)h->sense + i];
        const actor_entry *e = &actors->entries[sense->entry];
        if (e->kind != KIND_PERSON) continue;
        const actor_role *role = role_at(actors, e, s->day);
        int score = (role ? 2 : 0) + (scene_of(s, e->code) ? 1 : 0);
        if (map_get(&s->by_entry, (uint64_t)sense->entry + 1) != MAP_NONE) score += 8;
        if (h->title != NONE && role && role->office_key) {
            const noun_hit *n = &s->nouns.items[h->title];
            if (noun_in(actors, n, role->code)->office_key == role->office_key) score += 4;
        }
        bool known = score > 0 || sense->how != HOW_SHORT; /* else a namesake from nowhere */
        if (known && score > most) {
            most = score;
            best = (int32_t)sense->entry;
        }
    }
    return best;
}

/* A person nobody listed. */
static uint32_t unlisted_person(dg_doc *doc, const hit *h) {
    state *s = doc->entity_state;
    uint64_t key = name_key(doc, h->first, h->last), surname = bare_fold(doc, h->last);
    uint32_t id = map_get(&s->by_name, key);
    if (id != MAP_NONE) return id;
    uint32_t before = map_get(&s->by_surname, surname);
    if (before != MAP_NONE && (h->surname_only || s->info.items[before].one_word)) {
        if (!h->surname_only && s->info.items[before].entry == NONE) {
            doc->entities.items[before].name = words_between(doc, h->first, h->last);
            s->info.items[before].one_word = false;
        }
        if (h->surname_only || s->info.items[before].entry == NONE) {
            map_put(doc->arena, &s->by_name, key, before);
            return before;
        }
    }
    id = entity_new(doc, DRAGOMAN_PERSON, words_between(doc, h->first, h->last), "", "");
    doc->entities.items[id].rule = model_rule();
    s->info.items[id].one_word = h->surname_only;
    map_put(doc->arena, &s->by_name, key, id);
    map_put(doc->arena, &s->by_surname, surname, id);
    return id;
}

/* "Prime Minister Oli": the holder, if his name has this word. */
static uint32_t titled_holder(const dg_actors *actors, dg_doc *doc, const hit *h,
                              const char *code) {
    const noun_hit *n = &doc->entity_state->nouns.items[h->title];
    uint32_t office = noun_in(actors, n, code)->office_key;
    if (!office || !*code) return DRAGOMAN_NONE;
    const actor_role *role = holder_at(actors, code, 0, office, doc->entity_state->day);
    if (!role || actors->entries[role->entry].surname != bare_fold(doc, h->last))
        return DRAGOMAN_NONE;
    return entity_of_entry(actors, doc, role->entry);
}

const dragoman_entity *possessor_of(const dg_actors *actors, dg_doc *doc, const composed *c) {
    if (!c->own || c->possessor == NONE) return NULL;
    int32_t at = c->possessor;
    if (word_bits(actors, tok(doc, (uint32_t)at)->fold) & W_RELATIVE) at = relative_head(doc, at);
    int32_t m = at < 0 ? NONE : known_mention(doc, (uint32_t)at);
    return m == NONE ? NULL : &doc->entities.items[doc->mentions.items[m].entity];
}

/* "his counterpart", "her opposite number". */
static bool across(const dg_actors *actors, const dg_doc *doc, const noun_hit *n) {
    return word_bits(actors, tok(doc, n->head)->lemma_fold) & W_OTHER_SIDE ||
           tok(doc, n->first)->lemma_fold == dg_fold_z("opposite");
}

void describe_person(const dg_actors *actors, dg_doc *doc, uint32_t id, int32_t noun,
                     uint32_t head) {
    state *s = doc->entity_state;
    composed c;
    compose(actors, doc, s, (int32_t)head, noun, &c);
    const noun_hit *n = &s->nouns.items[noun];
    const actor_noun *sense = noun_in(actors, n, c.code);
    bool told_code = *c.code != 0;
    const dragoman_entity *whose = possessor_of(actors, doc, &c);
    bool other = across(actors, doc, n); /* of another side, in the same line */
    if (other && whose && *whose->sector) memcpy(c.sector, whose->sector, 4);
    if (!*c.code && whose && !other && strcmp(whose->code, "---") != 0)
        memcpy(c.code, whose->code, 4);
    if (whose && !*c.sector && whose->kind != DRAGOMAN_COUNTRY)
        memcpy(c.sector, whose->sector, 4); /* "his deputy" */
    if (!*c.code && sense->only) memcpy(c.code, actors->pool + sense->only, 3);
    bool foreign = c.elsewhere || (whose && (other || strcmp(whose->code, "---") == 0));
    if (!*c.code && (*c.sector || sense->klass != NOUN_SPEAKER) && !foreign)
        memcpy(c.code, scene_country(s, doc, head), 4);
    dragoman_entity *e = &doc->entities.items[id];
    entity_info *info = &s->info.items[id];
    bool weak = strcmp(c.sector, "GOV") == 0 && !sense->office_key && info->told;
    if (c.former && info->entry != NONE &&
        !code_is_country(e->code)) { /* a former president, now an envoy */
        entity_set_code(e, actors->entries[info->entry].code);
        entity_set_sector(e, "ELI");
    }
    if (told_code && *c.sector && !c.former && info->entry != NONE && !code_is_country(e->code) &&
        code_is_country(c.code)) {
        entity_set_code(e, c.code); /* an envoy of the UN who here is his country's ambassador */
        entity_set_sector(e, c.sector);
    }
    if (!info->told && (*c.sector || *c.code) && !weak) {
        bool listed = info->entry != NONE; /* the codebook knows his country better */
        if (*c.code && !(listed && strcmp(e->code, "---") != 0)) entity_set_code(e, c.code);
        if (*c.sector && !(c.former && listed)) entity_set_sector(e, c.sector);
        if (!listed) e->rule = rule_of_line(actors, doc, sense->file, sense->line);
        info->told = *c.sector != 0 && !c.former;
        if (info->org == NONE) info->org = c.org;
    }
    if (sense->klass != NOUN_OFFICE && !sense->office_key) {
        map_put(doc->arena, &s->by_office, tok(doc, n->head)->lemma_fold, id);
        return;
    }
    if (!e->office.len && !c.former) e->office = words_between(doc, n->first, n->last);
    if (c.former) return;
    map_put(doc->arena, &s->by_office, tok(doc, n->head)->lemma_fold, id);
    if (sense->office_key) {
        map_put(doc->arena, &s->by_office, sense->office_key, id);
        map_put(doc->arena, &s->by_office, office_and_code(e->code, sense->office_key), id);
    }
}

uint32_t person_of(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    state *s = doc->entity_state;
    const hit h = s->hits.items[index];
    uint32_t id = DRAGOMAN_NONE;
    if (h.surname_only) {
        uint32_t before = MAP_NONE; /* "Sheikh Mohammed" goes by the first name */
        if (h.extent < h.first)
            before = map_get(&s->by_surname, dg_hash_mix(bare_fold(doc, h.last), 1));
        if (before == MAP_NONE) before = map_get(&s->by_surname, bare_fold(doc, h.last));
        if (before != MAP_NONE) id = before;
    }
    if (id == DRAGOMAN_NONE && h.entry != NONE) {
        int32_t entry = choose_person(actors, doc, &h);
        if (entry != NONE) id = entity_of_entry(actors, doc, (uint32_t)entry);
    }
    if (id == DRAGOMAN_NONE && h.surname_only && h.title != NONE) {
        composed c;
        compose(actors, doc, s, (int32_t)h.head, h.title, &c);
        id = titled_holder(actors, doc, &h, *c.code ? c.code : scene_country(s, doc, h.first));
    }
    if (id == DRAGOMAN_NONE && h.surname_only &&
        map_get(&s->by_surname, dg_hash_mix(bare_fold(doc, h.last), 1)) != MAP_NONE)
        id = map_get(&s->by_surname,
                     dg_hash_mix(bare_fold(doc, h.last), 1)); /* by the first name alone */
    if (id == DRAGOMAN_NONE) id = unlisted_person(doc, &h);
    entity_info *info = &s->info.items[id];
    if (h.gender) info->gender = h.gender; /* "King" tells more than a given name */
    if (!info->gender && !h.surname_only) {
        const actor_given *given = given_name(actors, bare_fold(doc, h.first));
        if (given) info->gender = given->gender;
    }
    if (!h.surname_only)
        map_put(doc->arena, &s->by_surname, dg_hash_mix(bare_fold(doc, h.first), 1), id);
    return id;
}

void member_of(const dg_actors *actors, dg_doc *doc, uint32_t id, uint32_t head) {
    state *s = doc->entity_state;
    dg_each_child(doc, c, (int32_t)head) {
        int32_t preposition = dg_case_of(doc, c);
        if (preposition < 0 || c < (int32_t)head ||
            dg_base(tok(doc, (uint32_t)c)->deprel) != DG_DEPREL_NMOD)
            continue;
        if (!dg_form_is(doc, preposition, "of") && !dg_form_is(doc, preposition, "from")) continue;
        composed of;
        compose(actors, doc, s, c, s->noun_at[c], &of);
        if (!*of.sector || strcmp(of.sector, "CVL") == 0) continue;
        if (!*of.code) memcpy(of.code, scene_country(s, doc, head), 4);
        entity_set_code(&doc->entities.items[id], of.code);
        entity_set_sector(&doc->entities.items[id], of.sector);
        s->info.items[id].told = true;
        return;
    }
}

/* The noun beside a person's name that tells what he is and no role: "the Kenyan middleweight
 * Josphat Kiprono", "Kavita Rao, a botanist in Pune"; NONE if there is none. */
static int32_t plain_noun(const dg_doc *doc, uint32_t head) {
    const state *s = doc->entity_state;
    int32_t up = tok(doc, head)->head, noun = NONE;
    if (tok(doc, head)->deprel == DG_DEPREL_APPOS && up >= 0) noun = up;
    if (head > 0 && tok(doc, head - 1)->upos == DG_UPOS_NOUN && tok(doc, head - 1)->head == up &&
        tok(doc, head - 1)->sentence == tok(doc, head)->sentence)
        noun = (int32_t)head - 1; /* side by side in the tree, too */
    dg_each_child(doc, c, (int32_t)head) if (tok(doc, (uint32_t)c)->deprel == DG_DEPREL_APPOS &&
                                             noun == NONE) noun = c;
    bool plain = noun != NONE && tok(doc, (uint32_t)noun)->upos == DG_UPOS_NOUN &&
                 s->hit_at[noun] == NONE && s->noun_at[noun] == NONE && !is_plural(doc, noun);
    return plain ? noun : NONE;
}

/* The country told straight before a name: "Scotland's Craig Moffat", "the American Tyrell Banks".
 */
static bool country_before(const dg_actors *actors, const dg_doc *doc, uint32_t head,
                           char code[4]) {
    const state *s = doc->entity_state;
    dg_each_child(doc, c, (int32_t)head) {
        if (c > (int32_t)head || s->hit_at[c] == NONE) continue;
        if (!is_country_word(actors, doc, s->hit_at[c])) continue;
        memcpy(code, actors->entries[s->hits.items[s->hit_at[c]].entry].code, 4);
        return true;
    }
    return false;
}

void describe_private_person(const dg_actors *actors, dg_doc *doc, uint32_t id, uint32_t head) {
    state *s = doc->entity_state;
    dragoman_entity *e = &doc->entities.items[id];
    int32_t noun = plain_noun(doc, head);
    char code[4] = "";
    bool country = country_before(actors, doc, head, code);
    if (strcmp(e->code, "---") != 0 || *e->sector || (noun == NONE && !country)) return;
    if (!country) {
        composed c;
        compose(actors, doc, s, noun, NONE, &c);
        memcpy(code, c.code, 4);
        if (!*code && !c.own && !c.elsewhere) memcpy(code, scene_country(s, doc, head), 4);
    }
    entity_set_code(e, code);
    entity_set_sector(e, "CVL");
}

uint32_t before_title(const dg_actors *actors, const dg_doc *doc, const hit *h) {
    const state *s = doc->entity_state;
    uint32_t first = h->extent, begin = doc->sentences.items[tok(doc, first)->sentence].first;
    while (first > begin && h->title != NONE) {
        int32_t before = s->hit_at[first - 1];
        if (before != NONE && s->hits.items[before].type != HIT_PERSON &&
            tok(doc, first - 1)->upos != DG_UPOS_PUNCT)
            first = s->hits.items[before].first;
        else if (word_bits(actors, tok(doc, first - 1)->fold) & (W_THE | W_FORMER | W_INDEFINITE))
            first--;
        else
            break;
    }
    return first;
}
