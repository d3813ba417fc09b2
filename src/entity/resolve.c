/*
 * resolve.c - from names, role nouns and pronouns to entities: coreference within the article.
 *
 * A deterministic sieve in the manner of Raghunathan et al. (2010) and of Lee et al. (2013), one
 * pass from left to right: full names by identity, single names by the last word of a name told
 * before, titles and appositions with the name they stand with, offices by country and date,
 * definite nouns by the nearest thing of that kind, pronouns by integer scores of distance and
 * grammatical role. First and second persons come last, when the speakers of quotations are known.
 */
#include "base/str.h"
#include "entity/entity_int.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ entities and mentions */

static uint64_t bare_fold(const dg_doc *doc, uint32_t t) {
    return name_fold(dg_form(doc, (int32_t)t), tok(doc, t)->fold);
}

static dragoman_str words(const dg_doc *doc, uint32_t first, uint32_t last) {
    dragoman_span span = dg_span_of(doc, (int32_t)first, (int32_t)last);
    return (dragoman_str){doc->text.ptr + span.start, span.end - span.start};
}

/* Codes and sectors have three letters or none. */
static void set_code(dragoman_entity *e, const char *code) {
    memcpy(e->code, *code ? code : "---", 4);
}

static void set_sector(dragoman_entity *e, const char *sector) {
    memset(e->sector, 0, sizeof e->sector);
    if (*sector) memcpy(e->sector, sector, 4);
}

uint32_t entity_new(dg_doc *doc, dragoman_entity_kind kind, dragoman_str name, const char *code,
                    const char *sector) {
    state *s = doc->entity_state;
    uint32_t id = doc->entities.count;
    dragoman_entity *e = dg_vec_push(doc->arena, &doc->entities);
    *e = (dragoman_entity){.id = id, .kind = kind, .name = name};
    set_code(e, code);
    set_sector(e, sector);
    *dg_vec_push(doc->arena, &s->info) =
        (entity_info){.entry = NONE, .org = NONE, .plural = kind == DRAGOMAN_PEOPLE};
    return id;
}

static dragoman_str rule_of(const dg_actors *actors, dg_doc *doc, uint32_t file, uint32_t line) {
    return dg_str_format(doc->arena, "%s:%u", actors->pool + file, line);
}

static dragoman_str model_rule(void) {
    return DG_STR("model:names");
}

static dragoman_str pooled_str(const dg_actors *actors, uint32_t at) {
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
    e->rule = rule_of(actors, doc, from->file, role ? role->line : from->line);
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

/* The noun phrase of a head as a span: not beyond its sentence's verbs, starting no later than
 * `first`. */
static void phrase(const dg_doc *doc, uint32_t head, uint32_t *first, uint32_t *last) {
    int32_t a, b;
    dg_noun_phrase(doc, (int32_t)head, &a, &b);
    for (int32_t t = (int32_t)head + 1; t < b; t++)
        if (clause_begins(doc, (uint32_t)t)) b = t - 1;
    while (b > (int32_t)head && tok(doc, (uint32_t)b)->shape & DRAGOMAN_SHAPE_PUNCT) b--;
    if ((uint32_t)a < *first) *first = (uint32_t)a;
    if ((uint32_t)b > *last) *last = (uint32_t)b;
}

static void cover(dg_doc *doc, uint32_t first, uint32_t last, uint32_t mention) {
    state *s = doc->entity_state;
    for (uint32_t t = first; t <= last; t++)
        if (s->cover[t] == NONE) s->cover[t] = (int32_t)mention;
}

/* ------------------------------------------------------------------ looking back */

typedef bool (*fits)(const dg_doc *doc, uint32_t entity, const void *what);

/* The nearest entity told before token `t` that fits, DRAGOMAN_NONE if there is none. */
static uint32_t look_back(const dg_doc *doc, uint32_t t, fits fit, const void *what) {
    uint32_t sentence = tok(doc, t)->sentence, seen = 0;
    for (uint32_t i = doc->mentions.count; i-- > 0 && seen < MENTIONS_BACK; seen++) {
        const dragoman_mention *m = &doc->mentions.items[i];
        if (m->head >= t) continue;
        if (tok(doc, m->head)->sentence + SENTENCES_BACK < sentence) break;
        if (fit(doc, m->entity, what)) return m->entity;
    }
    return DRAGOMAN_NONE;
}

static bool is_kind(const dg_doc *doc, uint32_t entity, const void *what) {
    return doc->entities.items[entity].kind == *(const dragoman_entity_kind *)what;
}

static bool is_group(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    return doc->entities.items[entity].kind == DRAGOMAN_GROUP;
}

/* Of the same family of sectors: rebels, gunmen and militias are told of by each other's nouns. */
static bool same_family(const char *a, const char *b) {
    static const char armed[] = "REB UAF PRM";
    if (strcmp(a, b) == 0) return true;
    return *a && *b && strstr(armed, a) && strstr(armed, b);
}

struct coded_as {
    const char *code, *sector;
};

/* A group of this country; an armed one where the noun is of armed people. */
static bool is_group_of(const dg_doc *doc, uint32_t entity, const void *what) {
    const struct coded_as *as = what;
    const dragoman_entity *e = &doc->entities.items[entity];
    if (e->kind != DRAGOMAN_GROUP || strcmp(e->code, as->code) != 0) return false;
    return !strstr("REB UAF PRM", as->sector) || !*as->sector || same_family(e->sector, as->sector);
}

static bool is_org(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    const dragoman_entity *e = &doc->entities.items[entity];
    return e->kind == DRAGOMAN_ORGANIZATION &&
           !(*e->sector && strstr("GOV COP MIL LEG JUD", e->sector));
}

static bool is_firm(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    const dragoman_entity *e = &doc->entities.items[entity];
    return e->kind == DRAGOMAN_ORGANIZATION && (strcmp(e->sector, "BUS") == 0 || !*e->sector) &&
           strcmp(e->code, "UNO") != 0;
}

static bool is_armed(const dg_doc *doc, uint32_t entity, const void *sector) {
    const dragoman_entity *e = &doc->entities.items[entity];
    if (e->kind == DRAGOMAN_PERSON || e->kind == DRAGOMAN_PLACE) return false;
    if (strcmp(sector, "REB") == 0 && strcmp(e->sector, "UAF") == 0)
        return false; /* rebels are known, gunmen need not be */
    return same_family(e->sector, sector);
}

static bool is_speakable(const dg_doc *doc, uint32_t entity, const void *what) {
    (void)what;
    dragoman_entity_kind kind = doc->entities.items[entity].kind;
    return kind == DRAGOMAN_ORGANIZATION || kind == DRAGOMAN_GROUP;
}

/* A police force, army, parliament, court told by its name. */
static bool is_named_body(const dg_doc *doc, uint32_t entity, const void *sector) {
    const dragoman_entity *e = &doc->entities.items[entity];
    return doc->entity_state->info.items[entity].named && e->kind == DRAGOMAN_ORGANIZATION &&
           strcmp(e->sector, sector) == 0 && strcmp(e->code, "---") != 0;
}

/* ------------------------------------------------------------------ persons */

static uint64_t name_key(const dg_doc *doc, uint32_t first, uint32_t last) {
    uint64_t key = TRIE_ROOT;
    for (uint32_t t = first; t <= last; t++)
        if (!is_hyphen(dg_form(doc, (int32_t)t))) key = trie_step(key, bare_fold(doc, t));
    return key;
}

static uint64_t office_and_code(const char *code, uint32_t office) {
    return dg_hash_mix(dg_hash(code, 3), office);
}

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
            doc->entities.items[before].name = words(doc, h->first, h->last);
            s->info.items[before].one_word = false;
        }
        if (h->surname_only || s->info.items[before].entry == NONE) {
            map_put(doc->arena, &s->by_name, key, before);
            return before;
        }
    }
    id = entity_new(doc, DRAGOMAN_PERSON, words(doc, h->first, h->last), "", "");
    doc->entities.items[id].rule = model_rule();
    s->info.items[id].one_word = h->surname_only;
    map_put(doc->arena, &s->by_name, key, id);
    map_put(doc->arena, &s->by_surname, surname, id);
    return id;
}

/* The one who holds an office told of without its holder's name: "the Qatari prime minister". */
static uint32_t office_holder(const dg_actors *actors, dg_doc *doc, const char *code, uint32_t org,
                              uint32_t office) {
    state *s = doc->entity_state;
    uint32_t id = *code ? map_get(&s->by_office, office_and_code(code, office)) : MAP_NONE;
    if (id != MAP_NONE) return id;
    const actor_role *role = holder_at(actors, code, org, office, s->day);
    return role ? entity_of_entry(actors, doc, role->entry) : DRAGOMAN_NONE;
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

/* Who "his", "its", "whose" in a phrase is; NULL where it is not known. */
static const dragoman_entity *possessor_of(const dg_actors *actors, dg_doc *doc,
                                           const composed *c) {
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

/* What a title or an apposition tells of a person: code, sector, office. */
static void describe(const dg_actors *actors, dg_doc *doc, uint32_t id, int32_t noun,
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
        set_code(e, actors->entries[info->entry].code);
        set_sector(e, "ELI");
    }
    if (told_code && *c.sector && !c.former && info->entry != NONE && !code_is_country(e->code) &&
        code_is_country(c.code)) {
        set_code(e, c.code); /* an envoy of the UN who here is his country's ambassador */
        set_sector(e, c.sector);
    }
    if (!info->told && (*c.sector || *c.code) && !weak) {
        bool listed = info->entry != NONE; /* the codebook knows his country better */
        if (*c.code && !(listed && strcmp(e->code, "---") != 0)) set_code(e, c.code);
        if (*c.sector && !(c.former && listed)) set_sector(e, c.sector);
        if (!listed) e->rule = rule_of(actors, doc, sense->file, sense->line);
        info->told = *c.sector != 0 && !c.former;
        if (info->org == NONE) info->org = c.org;
    }
    if (sense->klass != NOUN_OFFICE && !sense->office_key) {
        map_put(doc->arena, &s->by_office, tok(doc, n->head)->lemma_fold, id);
        return;
    }
    if (!e->office.len && !c.former) e->office = words(doc, n->first, n->last);
    if (c.former) return;
    map_put(doc->arena, &s->by_office, tok(doc, n->head)->lemma_fold, id);
    if (sense->office_key) {
        map_put(doc->arena, &s->by_office, sense->office_key, id);
        map_put(doc->arena, &s->by_office, office_and_code(e->code, sense->office_key), id);
    }
}

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

static uint32_t person_of(const dg_actors *actors, dg_doc *doc, uint32_t index) {
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

/* ------------------------------------------------------------------ names */

static bool has_word(const dg_actors *actors, const dg_doc *doc, uint32_t first, uint32_t last,
                     uint64_t bits) {
    for (uint32_t t = first; t < last; t++)
        if (word_bits(actors, tok(doc, t)->fold) & bits) return true;
    return false;
}

/* "(LTDH)" after a name makes the letters stand for it. */
static void acronym_after(dg_doc *doc, uint32_t last, uint32_t id) {
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
    id = entity_new(doc, DRAGOMAN_ORGANIZATION, words(doc, h->first, h->last), code, sector);
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

static uint32_t place_named(dg_doc *doc, dragoman_str name, const char *code, dragoman_str rule) {
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
    id = entity_new(doc, DRAGOMAN_PEOPLE, words(doc, h->first, h->last), e->code, "CVL");
    doc->entities.items[id].rule = rule_of(actors, doc, e->file, actors->senses[h->sense].line);
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
        return place_named(doc, words(doc, h.first, h.last), c.code, model_rule());
    }
    case HIT_CITY:
        return place_named(doc, pooled_str(actors, sense->text), actors->entries[h.entry].code,
                           rule_of(actors, doc, actors->entries[h.entry].file, sense->line));
    case HIT_CAPITAL:
        if (sense->how == HOW_CAPITAL && sense->text && locates(actors, doc, h.head))
            return place_named(doc, pooled_str(actors, sense->text), actors->entries[h.entry].code,
                               rule_of(actors, doc, actors->entries[h.entry].file, sense->line));
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

/* ------------------------------------------------------------------ phrases */

typedef struct nominal {
    uint32_t head, first, last; /* the phrase */
    int32_t noun;               /* noun hit or NONE */
    composed c;
    const actor_noun *sense; /* NULL without a role noun */
    uint64_t bits;           /* word_bits of the head's lemma */
    bool definite, indefinite, plural, numbered;
    bool single; /* one of a phrase of several */
} nominal;

/* "the country's election commission": whose it is, told by a noun; NULL without one. */
static const dragoman_entity *owner_of(const dg_doc *doc, uint32_t head) {
    const state *s = doc->entity_state;
    dg_each_child(doc, c, (int32_t)head) {
        if (tok(doc, (uint32_t)c)->deprel != DG_DEPREL_NMOD_POSS ||
            tok(doc, (uint32_t)c)->upos == DG_UPOS_PRON)
            continue;
        int32_t m = s->hit_at[c] == NONE ? known_mention(doc, (uint32_t)c)
                                         : NONE; /* a name is read as a base */
        if (m != NONE) return &doc->entities.items[doc->mentions.items[m].entity];
    }
    return NULL;
}

/* "a man was arrested", "charged a woman": somebody without a role, suspected of a crime. */
static bool is_suspect(const dg_actors *actors, const dg_doc *doc, const nominal *n) {
    static const char *const somebody[] = {"man", "woman", "teenager", "boy", "youth", "suspect"};
    const dragoman_token *head = tok(doc, n->head);
    bool person = false;
    for (size_t i = 0; i < sizeof somebody / sizeof *somebody; i++)
        person = person || head->lemma_fold == dg_fold_z(somebody[i]);
    if (!person || n->plural || head->head < 0) return false;
    uint64_t verb = word_bits(actors, tok(doc, (uint32_t)head->head)->lemma_fold);
    if (head->deprel == DG_DEPREL_NSUBJ) return verb & W_VIOLENT; /* "a man stabbed two people" */
    return (head->deprel == DG_DEPREL_OBJ || head->deprel == DG_DEPREL_NSUBJ_PASS) &&
           verb & W_CHARGE;
}

/* Code and sector from the one whose it is: "its army", "the country's election commission". */
static void take_owner(const dg_actors *actors, dg_doc *doc, nominal *n) {
    const state *s = doc->entity_state;
    const dragoman_entity *whose = possessor_of(actors, doc, &n->c);
    if (!whose) whose = owner_of(doc, n->head);
    bool other = n->bits & W_OTHER_SIDE;
    if (other) n->c.elsewhere = true;
    if (!whose) return;
    n->c.own = true; /* points back to nothing by itself */
    bool behind = n->c.base != NONE && s->hits.items[n->c.base].first > n->head;
    bool coded = strcmp(whose->code, "---") != 0;
    if (!other && coded && (behind || !*n->c.code)) memcpy(n->c.code, whose->code, 4);
    bool one_word =
        n->noun == NONE || s->nouns.items[n->noun].first == s->nouns.items[n->noun].last;
    if (whose->kind != DRAGOMAN_COUNTRY &&
        ((n->bits & W_GENERIC && one_word) || (n->noun != NONE && !*n->c.sector)))
        memcpy(n->c.sector, whose->sector, 4);
}

/* "The spokesperson", "the delegation": of the body told of last. */
static void take_body(const dg_actors *actors, const dg_doc *doc, nominal *n) {
    static const char *const delegates[] = {"representative", "delegation", "delegate"};
    if (n->noun == NONE || *n->c.code || *n->c.sector || n->c.own) return;
    if (!noun_speaks(actors, &doc->entity_state->nouns.items[n->noun])) return;
    dragoman_str lemma = tok(doc, n->head)->lemma;
    bool fit = lemma.len > 6 && memcmp(lemma.ptr, "spokes", 6) == 0 && !n->plural;
    for (size_t i = 0; i < sizeof delegates / sizeof *delegates; i++)
        fit = fit || (n->definite && dg_lemma_is(doc, (int32_t)n->head, delegates[i]));
    uint32_t id = fit ? look_back(doc, n->head, is_speakable, NULL) : DRAGOMAN_NONE;
    if (id == DRAGOMAN_NONE) return;
    const dragoman_entity *e = &doc->entities.items[id];
    if (strcmp(e->code, "---") != 0) memcpy(n->c.code, e->code, 4);
    memcpy(n->c.sector, e->sector, 4);
}

static bool in_uniform(const dg_doc *doc, uint32_t entity, const void *what) {
    const char *sector = doc->entities.items[entity].sector;
    (void)what;
    return strcmp(sector, "MIL") == 0 || strcmp(sector, "COP") == 0;
}

/* "The officers": of the army or of the police, whichever was told of last. */
static void take_uniform(const dg_doc *doc, nominal *n) {
    if (strcmp(n->c.sector, "COP") != 0 || !n->definite || *n->c.code) return;
    const noun_hit *hit = n->noun == NONE ? NULL : &doc->entity_state->nouns.items[n->noun];
    if (!hit || hit->first != hit->last || !dg_lemma_is(doc, (int32_t)n->head, "officer")) return;
    uint32_t id = look_back(doc, n->head, in_uniform, NULL);
    if (id != DRAGOMAN_NONE) memcpy(n->c.sector, doc->entities.items[id].sector, 4);
}

static void read_nominal(const dg_actors *actors, dg_doc *doc, uint32_t head, int32_t noun,
                         nominal *n) {
    state *s = doc->entity_state;
    *n = (nominal){.head = head, .first = head, .last = head, .noun = noun};
    if (noun != NONE) {
        n->first = s->nouns.items[noun].first < head ? s->nouns.items[noun].first : head;
        n->last = s->nouns.items[noun].last > head ? s->nouns.items[noun].last : head;
    }
    phrase(doc, head, &n->first, &n->last);
    while (n->first < head && word_bits(actors, tok(doc, n->first)->fold) & W_MONTH)
        n->first++; /* "said Friday officials" */
    compose(actors, doc, s, (int32_t)head, noun, &n->c);
    n->sense = noun == NONE ? NULL : noun_in(actors, &s->nouns.items[noun], n->c.code);
    n->bits = word_bits(actors, tok(doc, head)->lemma_fold);
    n->definite = has_word(actors, doc, n->first, head, W_THE) || n->c.own;
    n->indefinite = has_word(actors, doc, n->first, head, W_INDEFINITE);
    n->plural = is_plural(doc, (int32_t)head);
    n->numbered = dg_child(doc, (int32_t)head, DG_DEPREL_NUMMOD) >= 0;
    take_owner(actors, doc, n);
    take_body(actors, doc, n);
    take_uniform(doc, n);
    if (is_suspect(actors, doc, n)) memcpy(n->c.sector, "CRM", 4);
    bool counted = (tok(doc, head)->upos == DG_UPOS_NUM || n->bits & W_OTHERS) && !n->definite;
    if (noun == NONE && counted && !*n->c.sector && n->c.base == NONE)
        memcpy(n->c.sector, "CVL", 4);
}

static uint32_t office_key_named(const dg_actors *actors, const char *name) {
    uint64_t key = TRIE_ROOT;
    dragoman_str rest = dg_str(name), part;
    while (dg_str_split(&rest, ' ', &part)) key = trie_step(key, dg_fold(part));
    const actor_slot *slot = trie_find(&actors->words_of_role, key);
    for (uint32_t i = 0; slot && i < slot->count; i++)
        if (actors->nouns[slot->first + i].office_key)
            return actors->nouns[slot->first + i].office_key;
    return 0;
}

/* "the Congolese leader": who leads a country is its president, or else its prime minister. */
static uint32_t leader_of(const dg_actors *actors, dg_doc *doc, const char *code) {
    static const char *const offices[] = {"supreme leader", "leader", "president",
                                          "prime minister"};
    state *s = doc->entity_state;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        uint32_t id =
            map_get(&s->by_office, office_and_code(code, office_key_named(actors, offices[i])));
        if (id != MAP_NONE) return id;
    }
    for (size_t i = 2; i < sizeof offices / sizeof *offices; i++) {
        uint32_t id = office_holder(actors, doc, code, 0, office_key_named(actors, offices[i]));
        if (id != DRAGOMAN_NONE) return id;
    }
    return DRAGOMAN_NONE;
}

/* A post told without its holder's name. */
static uint32_t by_office(const dg_actors *actors, dg_doc *doc, const nominal *n) {
    state *s = doc->entity_state;
    if (!n->sense || n->plural || n->indefinite || n->c.former || n->sense->klass == NOUN_BODY)
        return DRAGOMAN_NONE;
    uint32_t office = n->sense->office_key, org = n->c.org == NONE ? 0 : (uint32_t)n->c.org + 1;
    bool leader = tok(doc, n->head)->lemma_fold == dg_fold_z("leader");
    int32_t preposition = dg_case_of(doc, (int32_t)n->head);
    bool bare = dg_child(doc, (int32_t)n->head, DG_DEPREL_DET) < 0 && !n->definite;
    if (bare && preposition >= 0 &&
        (dg_form_is(doc, preposition, "as") || dg_form_is(doc, preposition, "for")))
        return DRAGOMAN_NONE; /* "served as vice president", "a candidate for mayor": the post, not
                                 its holder */
    if (*n->c.code) {
        if (org && office) return office_holder(actors, doc, n->c.code, org, office);
        if (leader && !org) return leader_of(actors, doc, n->c.code);
        return office ? office_holder(actors, doc, n->c.code, 0, office) : DRAGOMAN_NONE;
    }
    if (!n->definite && dg_child(doc, (int32_t)n->head, DG_DEPREL_DET) >= 0) return DRAGOMAN_NONE;
    uint32_t id = office ? map_get(&s->by_office, office) : MAP_NONE;
    bool one_word = s->nouns.items[n->noun].first == s->nouns.items[n->noun].last;
    if (id == MAP_NONE && n->definite && one_word)
        id = map_get(&s->by_office, tok(doc, n->head)->lemma_fold);
    if (id != MAP_NONE) return id;
    if (!office || n->sense->klass != NOUN_OFFICE) return DRAGOMAN_NONE;
    char code[4] = "";
    if (n->sense->only)
        memcpy(code, actors->pool + n->sense->only, 3);
    else
        memcpy(code, scene_country(s, doc, n->head), 4);
    return *code ? office_holder(actors, doc, code, 0, office) : DRAGOMAN_NONE;
}

/* "the group", "the country", "the rebels": the nearest thing of the kind. */
static uint32_t by_kind(const dg_actors *actors, dg_doc *doc, const nominal *n) {
    bool police = tok(doc, n->head)->fold == dg_fold_z("police"); /* definite without an article */
    if ((!n->definite && !police) || n->c.own || n->numbered) return DRAGOMAN_NONE;
    uint32_t id = DRAGOMAN_NONE;
    static const dragoman_entity_kind country = DRAGOMAN_COUNTRY;
    bool bare = !*n->c.code;
    if (n->bits & W_COUNTRY && !n->plural &&
        (bare || (n->sense && strcmp(n->sense->sector, "GOV") == 0))) {
        if (!bare) return DRAGOMAN_NONE;
        id = look_back(doc, n->head, is_kind, &country);
        if (id == DRAGOMAN_NONE) {
            int32_t entry = country_entry(actors, scene_country(doc->entity_state, doc, n->head));
            if (entry != NONE) id = entity_of_entry(actors, doc, (uint32_t)entry);
        }
        return id;
    }
    if (!bare && n->c.base != NONE &&
        n->c.org == NONE) { /* "the Lebanese group", "the Yemeni rebels" */
        struct coded_as what = {n->c.code, n->c.sector};
        bool armed = *n->c.sector && strstr("REB UAF PRM", n->c.sector) && n->plural;
        return armed || (n->bits & W_GROUP && !n->plural)
                   ? look_back(doc, n->head, is_group_of, &what)
                   : DRAGOMAN_NONE;
    }
    if (!bare) return DRAGOMAN_NONE;
    static const dragoman_entity_kind place = DRAGOMAN_PLACE;
    if (n->bits & W_AREA && !n->plural && n->noun == NONE)
        return look_back(doc, n->head, is_kind, &place);
    const char *sector = n->c.sector;
    if (*sector && strstr("REB UAF PRM", sector)) id = look_back(doc, n->head, is_armed, sector);
    if (id == DRAGOMAN_NONE && n->sense && n->sense->klass == NOUN_BODY && *sector &&
        strstr("COP MIL LEG JUD SPY", sector))
        id = look_back(doc, n->head, is_named_body, sector);
    if (id == DRAGOMAN_NONE && n->bits & W_GROUP && !n->plural)
        id = look_back(doc, n->head, is_group, NULL);
    if (id == DRAGOMAN_NONE && n->bits & W_FIRM && !n->plural)
        id = look_back(doc, n->head, is_firm, NULL);
    if (id == DRAGOMAN_NONE && n->bits & (W_ORG | W_GROUP) && !n->plural)
        id = look_back(doc, n->head, is_org, NULL);
    return id;
}

static bool ends_in(dragoman_str word, const char *end) {
    uint32_t len = (uint32_t)strlen(end);
    return word.len > len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

static uint32_t noun_gender(const dg_doc *doc, const nominal *n) {
    dragoman_str lemma = tok(doc, n->head)->lemma;
    if (n->bits & W_FEMALE || ends_in(lemma, "woman")) return GENDER_WOMAN;
    return n->bits & W_MALE || ends_in(lemma, "man") ? GENDER_MAN : GENDER_UNKNOWN;
}

static dragoman_entity_kind kind_of(const nominal *n, const dg_doc *doc) {
    uint8_t ner = tok(doc, n->head)->ner;
    if (ner == DG_NER_B_LOC || ner == DG_NER_I_LOC) return DRAGOMAN_PLACE;
    if (n->sense && n->sense->klass == NOUN_BODY) return DRAGOMAN_ORGANIZATION;
    bool one = !n->plural && (n->indefinite || n->numbered); /* "a soldier", but "the crowd" */
    if (n->sense && n->sense->klass == NOUN_PEOPLE) return one ? DRAGOMAN_PERSON : DRAGOMAN_PEOPLE;
    if (n->sense || n->bits & W_HUMAN) return n->plural ? DRAGOMAN_PEOPLE : DRAGOMAN_PERSON;
    if (n->bits & W_PLACE) return DRAGOMAN_PLACE;
    return n->plural || n->numbered ? DRAGOMAN_PEOPLE : DRAGOMAN_ORGANIZATION;
}

/* Without articles and the like: the name of an entity that has none. */
static dragoman_str bare_words(const dg_actors *actors, const dg_doc *doc, uint32_t first,
                               uint32_t last, uint32_t head) {
    while (first < head && (word_bits(actors, tok(doc, first)->fold) & (W_THE | W_INDEFINITE)))
        first++;
    return words(doc, first, last);
}

/* An entity that stands for several: code and sector where they share them. */
uint32_t entity_of_set(dg_doc *doc, dragoman_str name, const dg_member *members, uint32_t count) {
    const dragoman_entity *all = doc->entities.items;
    char code[4], sector[4];
    memcpy(code, all[members[0].entity].code, 4);
    memcpy(sector, all[members[0].entity].sector, 4);
    for (uint32_t i = 1; i < count; i++) {
        if (memcmp(code, all[members[i].entity].code, 4) != 0) memcpy(code, "---", 4);
        if (memcmp(sector, all[members[i].entity].sector, 4) != 0) sector[0] = 0;
    }
    uint32_t id = entity_new(doc, DRAGOMAN_PEOPLE, name, code, sector);
    doc->entities.items[id].rule = DG_STR("model:syntax");
    entity_info *info = &doc->entity_state->info.items[id];
    info->members = DG_ARRAY(doc->arena, dg_member, count);
    memcpy(info->members, members, count * sizeof *members);
    info->member_count = count;
    info->plural = true;
    return id;
}

static uint32_t set_of(const dg_actors *actors, dg_doc *doc, const nominal *n,
                       const dg_member *members, uint32_t count) {
    return entity_of_set(doc, bare_words(actors, doc, n->first, n->last, n->head), members, count);
}

#define SIDE_OF_SCENE 8u /* for the country the article tells of most */
#define SIDE_IN_ARMS 4u
#define SIDES_TOGETHER 6u /* two told as parties to one thing */
#define MOST_TOLD 10u

/* How much an entity is talked of around here, 0 if it is none of the kind that the noun tells. */
static uint32_t side_weight(const dg_doc *doc, const dragoman_mention *m, bool persons) {
    const dragoman_entity *e = &doc->entities.items[m->entity];
    if (doc->entity_state->info.items[m->entity].member_count || strcmp(e->code, "---") == 0)
        return 0;
    if (persons)
        return e->kind == DRAGOMAN_PERSON && *e->sector && strcmp(e->sector, "CVL") != 0
                   ? e->mention_count
                   : 0;
    bool side = e->kind == DRAGOMAN_COUNTRY || e->kind == DRAGOMAN_GROUP ||
                (e->kind == DRAGOMAN_PEOPLE && strcmp(e->sector, "REB") == 0) ||
                (e->kind == DRAGOMAN_ORGANIZATION && strcmp(e->sector, "GOV") == 0 &&
                 code_is_country(e->code));
    return side ? e->mention_count : 0;
}

/* "the two sides", "both leaders", "each camp": two of whom the text has told. */
static bool means_two(const dg_actors *actors, const dg_doc *doc, const nominal *n) {
    bool bare = tok(doc, n->head)->fold == dg_fold_z("two") && n->noun == NONE; /* "the two" */
    if (bare) return n->definite;
    if (!(n->bits & W_SIDES) || (*n->c.code && n->c.base != NONE)) return false;
    if (!n->plural) {
        const char *const ways[] = {"each", "either"};
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
            if (dg_form_is(doc, (int32_t)n->first, ways[i])) return true;
        return false;
    }
    bool two = has_word(actors, doc, n->first, n->head, W_TWO) ||
               (n->first > 0 && word_bits(actors, tok(doc, n->first - 1)->fold) & W_TWO);
    bool both = n->first > 0 && word_bits(actors, tok(doc, n->first - 1)->fold) & W_THE;
    if (dg_lemma_is(doc, (int32_t)n->head, "man") && !n->definite && !both)
        return false; /* "two men were arrested" */
    return two && !n->indefinite;
}

#define SIDES 12u
#define SIDES_BACK 12u /* sentences */

/* Those who may be sides, by what speaks for each and for each two of them. */
typedef struct sides {
    uint32_t count, entity[SIDES], weight[SIDES], together[SIDES][SIDES];
} sides;

/* Whether two are told as parties to one thing: "Russia and Ukraine", "Russia attacked Ukraine",
 * "between Russia and Ukraine". */
static bool told_together(const dg_doc *doc, uint32_t a, uint32_t b) {
    const dragoman_token *x = tok(doc, a), *y = tok(doc, b);
    return x->head == (int32_t)b || y->head == (int32_t)a || (x->head >= 0 && x->head == y->head);
}

static bool one_side(const dg_doc *doc, uint32_t a, uint32_t b) {
    const dragoman_entity *x = &doc->entities.items[a], *y = &doc->entities.items[b];
    return memcmp(x->code, y->code, 4) == 0 && memcmp(x->sector, y->sector, 4) == 0;
}

/* What a mention at a distance in sentences adds. */
static uint32_t near_weight(const dg_doc *doc, const dragoman_mention *m, uint32_t away) {
    const state *s = doc->entity_state;
    const dragoman_entity *e = &doc->entities.items[m->entity];
    uint32_t w = away <= 1 ? 6 : away <= 2 ? 3 : 0, main = s->scene.count;
    if (tok(doc, m->head)->deprel == DG_DEPREL_CONJ ||
        dg_child(doc, (int32_t)m->head, DG_DEPREL_CONJ) >= 0)
        w += 5; /* "Russia and Ukraine" */
    if (main && s->scene.items[0].count)
        w += SIDE_OF_SCENE * scene_of(s, e->code) / s->scene.items[0].count;
    return w + (*e->sector && strstr("REB PRM UAF OPP", e->sector) ? SIDE_IN_ARMS : 0);
}

/* "Kenya mediated between the two sides": who acts in the clause is neither of them. */
static bool acts_upon(const dg_doc *doc, uint32_t actor, uint32_t noun) {
    const dragoman_token *head = tok(doc, noun), *who = tok(doc, actor);
    if (who->sentence != head->sentence || dg_base(head->deprel) == DG_DEPREL_NSUBJ) return false;
    if (who->deprel == DG_DEPREL_CONJ && who->head >= 0) who = tok(doc, (uint32_t)who->head);
    if (dg_base(who->deprel) != DG_DEPREL_NSUBJ) return false;
    int32_t verb = (int32_t)noun;
    for (int depth = 0; depth < 6 && verb >= 0 && (verb == (int32_t)noun || !dg_is_verb(doc, verb));
         depth++)
        verb = tok(doc, (uint32_t)verb)->head;
    return verb >= 0 && who->head == verb;
}

static uint32_t side_at(sides *all, uint32_t entity) {
    uint32_t k = 0;
    while (k < all->count && all->entity[k] != entity) k++;
    if (k == all->count && k < SIDES) all->entity[all->count++] = entity;
    return k;
}

/* Two sides told of before are likely to be meant again. */
static void meant_before(const entity_info *info, sides *all) {
    uint32_t a = side_at(all, info->members[0].entity), b = side_at(all, info->members[1].entity);
    if (a == SIDES || b == SIDES) return;
    all->together[a][b] += 2 * SIDES_TOGETHER;
    all->together[b][a] += 2 * SIDES_TOGETHER;
}

/* The candidates of the kind told. */
static void gather_sides(const dg_doc *doc, const nominal *n, bool persons, sides *all) {
    bool states = n->bits & W_COUNTRY || dg_lemma_is(doc, (int32_t)n->head, "government") ||
                  dg_lemma_is(doc, (int32_t)n->head, "capital");
    uint32_t heads[MENTIONS_BACK], of[MENTIONS_BACK], seen = 0;
    for (uint32_t i = doc->mentions.count; i-- > 0 && seen < MENTIONS_BACK;) {
        const dragoman_mention *m = &doc->mentions.items[i];
        if (m->head >= n->head) continue;
        uint32_t away = tok(doc, n->head)->sentence - tok(doc, m->head)->sentence;
        if (away > SIDES_BACK) break;
        const entity_info *info = &doc->entity_state->info.items[m->entity];
        bool set =
            info->member_count == 2 && !states &&
            persons == (doc->entities.items[info->members[0].entity].kind == DRAGOMAN_PERSON);
        if (set) meant_before(info, all);
        uint32_t w = side_weight(doc, m, persons);
        if (!w || acts_upon(doc, m->head, n->head)) continue;
        if (states && strcmp(doc->entities.items[m->entity].sector, "GOV") != 0) continue;
        w = (w > MOST_TOLD ? MOST_TOLD : w) + near_weight(doc, m, away);
        uint32_t k = side_at(all, m->entity);
        if (k == SIDES) continue;
        if (w > all->weight[k]) all->weight[k] = w;
        for (uint32_t j = 0; j < seen; j++)
            if (of[j] != k && told_together(doc, heads[j], m->head)) {
                all->together[k][of[j]] += SIDES_TOGETHER;
                all->together[of[j]][k] += SIDES_TOGETHER;
            }
        heads[seen] = m->head;
        of[seen++] = k;
    }
}

/* The two of that kind most talked of around here, and together. */
static uint32_t two_sides(const dg_actors *actors, dg_doc *doc, const nominal *n) {
    static const char *const persons_nouns[] = {"leader", "president", "minister",
                                                "man",    "envoy",     "diplomat"};
    if (!means_two(actors, doc, n)) return DRAGOMAN_NONE;
    bool persons = false;
    for (size_t i = 0; i < sizeof persons_nouns / sizeof *persons_nouns; i++)
        persons = persons || tok(doc, n->head)->lemma_fold == dg_fold_z(persons_nouns[i]);
    sides all = {0};
    gather_sides(doc, n, persons, &all);
    uint32_t most = 0, best[2] = {0, 0};
    for (uint32_t a = 0; a < all.count; a++)
        for (uint32_t b = a + 1; b < all.count; b++) {
            uint32_t link = all.together[a][b], w = all.weight[a] + all.weight[b];
            if (!persons && one_side(doc, all.entity[a], all.entity[b]))
                continue; /* a government and its country are one side */
            w += link > 2 * SIDES_TOGETHER ? 2 * SIDES_TOGETHER : link;
            if (w <= most) continue;
            most = w;
            best[0] = a;
            best[1] = b;
        }
    if (!most) return DRAGOMAN_NONE;
    const dg_member members[] = {{all.entity[best[0]], {0, 0}}, {all.entity[best[1]], {0, 0}}};
    return set_of(actors, doc, n, members, 2);
}

/* "each side blamed the other", "LURD and the army each blamed the other": the two that the subject
 * of its verb stands for. */
static uint32_t the_other(const dg_actors *actors, dg_doc *doc, const nominal *n) {
    bool other = tok(doc, n->head)->fold == dg_fold_z("other") && n->definite && !n->plural;
    int32_t verb = other ? tok(doc, n->head)->head : NONE;
    int32_t subject = NONE;
    for (int depth = 0; verb >= 0 && depth < 6 && subject < 0; depth++) {
        subject = dg_child(doc, verb, DG_DEPREL_NSUBJ);
        if (subject == (int32_t)n->head) subject = NONE; /* "each say the other fired" */
        verb = tok(doc, (uint32_t)verb)->head;
    }
    int32_t m = subject < 0 ? NONE : known_mention(doc, (uint32_t)subject);
    if (m == NONE) return DRAGOMAN_NONE;
    uint32_t first = doc->mentions.items[m].entity;
    if (doc->entity_state->info.items[first].member_count) return first;
    int32_t with = dg_child(doc, subject, DG_DEPREL_CONJ);
    int32_t second = with < 0 ? NONE : known_mention(doc, (uint32_t)with);
    if (second == NONE) return DRAGOMAN_NONE;
    const dg_member members[] = {{first, {0, 0}}, {doc->mentions.items[second].entity, {0, 0}}};
    return set_of(actors, doc, n, members, 2);
}

static uint32_t nominal_entity(const dg_actors *actors, dg_doc *doc, nominal *n);

static bool is_country_word(const dg_actors *actors, const dg_doc *doc, int32_t index) {
    const hit *h = &doc->entity_state->hits.items[index];
    return h->entry != NONE && h->type <= HIT_ADJ &&
           code_is_country(actors->entries[h->entry].code) && !tied_by_hyphen(actors, doc, h);
}

/* Countries that a phrase names side by side, before its noun or in its "of" phrase; how many. */
static uint32_t bases_of(const dg_actors *actors, const dg_doc *doc, const nominal *n,
                         uint32_t bases[4]) {
    const state *s = doc->entity_state;
    uint32_t count = 0, before = UINT32_MAX;
    for (uint32_t t = n->first; t < s->nouns.items[n->noun].first && count < 4; t++) {
        int32_t i = s->hit_at[t];
        if (i == NONE || s->hits.items[i].first != t || !is_country_word(actors, doc, i)) continue;
        bool beside = before == UINT32_MAX || tok(doc, t - 1)->upos == DG_UPOS_CCONJ ||
                      dg_str_is(dg_form(doc, (int32_t)t - 1), ",");
        if (!beside) return 0;
        before = t;
        bases[count++] = (uint32_t)i;
    }
    dg_each_child(doc, c, (int32_t)n->head) {
        int32_t of = dg_case_of(doc, c);
        if (count || c < (int32_t)n->head || of < 0 || !dg_form_is(doc, of, "of")) continue;
        if (s->hit_at[c] == NONE || !is_country_word(actors, doc, s->hit_at[c])) continue;
        bases[count++] = (uint32_t)s->hit_at[c];
        dg_each_child(doc, more, c) if (tok(doc, (uint32_t)more)->deprel == DG_DEPREL_CONJ &&
                                        count < 4 && s->hit_at[more] != NONE &&
                                        is_country_word(actors, doc, s->hit_at[more]))
            bases[count++] = (uint32_t)s->hit_at[more];
    }
    return count;
}

/* "Congolese and Rwandan officials", "the presidents of Chad and Mali": one entity for each. */
static uint32_t of_each(const dg_actors *actors, dg_doc *doc, const nominal *n) {
    const state *s = doc->entity_state;
    uint32_t bases[4];
    dg_member members[4];
    if (n->noun == NONE || (!n->plural && n->sense->klass != NOUN_BODY)) return DRAGOMAN_NONE;
    uint32_t count = bases_of(actors, doc, n, bases);
    if (count < 2) return DRAGOMAN_NONE;
    for (uint32_t k = 0; k < count; k++) {
        const hit h = s->hits.items[bases[k]];
        nominal one = *n;
        one.c.base = (int32_t)bases[k];
        one.definite = one.numbered = one.indefinite = false;
        if (n->sense->office_key) one.plural = false; /* each has one president */
        memcpy(one.c.code, actors->entries[h.entry].code, 4);
        one.single = true;
        bool last = h.first < s->nouns.items[n->noun].first && k + 1 == count;
        uint32_t end = last ? s->nouns.items[n->noun].last : h.last;
        members[k] = (dg_member){nominal_entity(actors, doc, &one),
                                 dg_span_of(doc, (int32_t)h.first, (int32_t)end)};
    }
    return set_of(actors, doc, n, members, count);
}

static uint32_t nominal_entity(const dg_actors *actors, dg_doc *doc, nominal *n) {
    state *s = doc->entity_state;
    uint32_t id = n->single ? DRAGOMAN_NONE : of_each(actors, doc, n);
    if (id == DRAGOMAN_NONE && !n->single) id = two_sides(actors, doc, n);
    if (id == DRAGOMAN_NONE && !n->single) id = the_other(actors, doc, n);
    if (id == DRAGOMAN_NONE) id = by_office(actors, doc, n);
    if (id == DRAGOMAN_NONE) id = by_kind(actors, doc, n);
    if (id != DRAGOMAN_NONE) return id;
    if (means_two(actors, doc, n) && (n->definite || !n->plural))
        n->c.elsewhere = true; /* whichever two: unknown */
    uint64_t noun = n->noun == NONE ? tok(doc, n->head)->lemma_fold
                                    : dg_hash_mix(n->sense->line, n->sense->text);
    noun = dg_hash_mix(noun, n->sense != NULL);
    if (n->plural && n->sense && n->sense->klass == NOUN_BODY)
        noun = dg_hash_mix(noun, 7);           /* "governments" are not the government */
    bool fresh = n->indefinite || n->numbered; /* "two men": others than those told of before */
    if (n->sense && n->sense->klass == NOUN_PEOPLE && n->bits & W_HUMAN && !n->definite)
        fresh = true; /* "people", whoever */
    bool role = *n->c.sector || (n->sense && n->sense->klass != NOUN_SPEAKER);
    bool again = n->definite || (n->sense && n->sense->klass == NOUN_BODY);
    if (!*n->c.code && role && again &&
        !fresh) { /* the police, told of before with their country */
        id = map_get(&s->by_nominal, noun);
        if (id != MAP_NONE) return id;
    }
    if (!*n->c.code && n->sense && *n->sense->sector && n->plural && n->c.region &&
        strcmp(n->c.sector, "GOV") == 0)
        memcpy(n->c.code, "IGO", 4); /* "African leaders" */
    if (!*n->c.code && n->sense && n->sense->only && n->sense->klass != NOUN_OFFICE && !n->c.own)
        memcpy(n->c.code, actors->pool + n->sense->only, 3); /* "aid agencies" */
    if (!*n->c.code && role && !n->c.elsewhere)
        memcpy(n->c.code, scene_country(s, doc, n->head), 4);
    if (!*n->c.code && n->bits & W_AREA && n->definite)
        memcpy(n->c.code, scene_country(s, doc, n->head), 4);
    uint64_t key = dg_hash_mix(dg_hash_mix(dg_hash(n->c.code, 3), noun),
                               n->c.org == NONE ? 0 : (uint64_t)n->c.org + 1);
    key = dg_hash_mix(key, dg_hash(n->c.sector, strlen(n->c.sector)));
    if (!fresh && (id = map_get(&s->by_nominal, key)) != MAP_NONE) return id;
    id = entity_new(doc, kind_of(n, doc), bare_words(actors, doc, n->first, n->last, n->head),
                    n->c.code, n->c.sector);
    dragoman_entity *e = &doc->entities.items[id];
    s->info.items[id].plural = n->plural;
    s->info.items[id].org = n->c.org;
    if (e->kind == DRAGOMAN_PERSON) s->info.items[id].gender = noun_gender(doc, n);
    if (n->sense)
        e->rule = rule_of(actors, doc, n->sense->file, n->sense->line);
    else if (n->c.base != NONE && s->hits.items[n->c.base].entry != NONE) {
        const actor_entry *entry = &actors->entries[s->hits.items[n->c.base].entry];
        e->rule = rule_of(actors, doc, entry->file, entry->line);
    } else
        e->rule = DG_STR("model:syntax");
    if (role && !n->indefinite) map_put(doc->arena, &s->by_nominal, noun, id);
    map_put(doc->arena, &s->by_nominal, key, id);
    return id;
}

/* A person's name set off by a comma from this noun's phrase: "X, a spokesman for the police,"
 * where the tree does not tell. A list goes on with another comma and a conjunction, and is not
 * meant. */
static int32_t beside_comma(const dg_doc *doc, uint32_t head, uint32_t types) {
    const state *s = doc->entity_state;
    const dragoman_sentence *sentence = &doc->sentences.items[tok(doc, head)->sentence];
    uint32_t first = head, last = head, end = sentence->first + sentence->count;
    phrase(doc, head, &first, &last);
    bool listed = tok(doc, head)->deprel == DG_DEPREL_CONJ;
    bool ends = tok(doc, first)->upos == DG_UPOS_DET || last + 1 >= end ||
                tok(doc, last + 1)->upos == DG_UPOS_PUNCT ||
                tok(doc, last + 1)->upos == DG_UPOS_VERB;
    if (ends && !listed && first >= sentence->first + 2 &&
        dg_str_is(dg_form(doc, (int32_t)first - 1), ",")) {
        int32_t h = s->hit_at[first - 2];
        bool list = last + 2 < end && tok(doc, last + 2)->upos == DG_UPOS_CCONJ;
        if (h != NONE && types >> s->hits.items[h].type & 1 && !list) return h;
    }
    if (last + 2 < end && dg_str_is(dg_form(doc, (int32_t)last + 1), ",")) {
        int32_t h = s->hit_at[last + 2];
        if (h == NONE || !(types >> s->hits.items[h].type & 1)) return NONE;
        if (s->hits.items[h].extent != last + 2 && !dg_form_is(doc, (int32_t)last + 2, "the"))
            return NONE;
        uint32_t after = s->hits.items[h].last + 1;
        if (after >= end) return h;
        dragoman_str form = dg_form(doc, (int32_t)after);
        bool list =
            dg_str_is(form, ",") && after + 1 < end && tok(doc, after + 1)->upos == DG_UPOS_CCONJ;
        bool verb = dg_is_verb(doc, after);
        if ((dg_str_is(form, ",") && !list) || verb) return h;
    }
    return NONE;
}

/* The named person a role noun stands in apposition with, or as predicate of; a hit or NONE. */
static int32_t partner(const dg_actors *actors, const dg_doc *doc, uint32_t head, uint32_t types) {
    const state *s = doc->entity_state;
    int32_t up = tok(doc, head)->head;
    if (tok(doc, head)->deprel == DG_DEPREL_APPOS && up >= 0 && s->hit_at[up] != NONE &&
        types >> s->hits.items[s->hit_at[up]].type & 1)
        return s->hit_at[up];
    int32_t beside = beside_comma(doc, head, types);
    if (beside != NONE) return beside;
    bool predicate = dg_child(doc, (int32_t)head, DG_DEPREL_COP) >= 0;
    dg_each_child(doc, c, (int32_t)head) if (dg_lemma_is(doc, c, "not")) predicate = false;
    dg_each_child(doc, acl, (int32_t)head) { /* "a man named X", "the attacker, identified as X" */
        if (dg_base(tok(doc, (uint32_t)acl)->deprel) != DG_DEPREL_ACL ||
            !(word_bits(actors, tok(doc, (uint32_t)acl)->lemma_fold) & W_NAMED))
            continue;
        dg_each_child(doc, c,
                      acl) if (c > acl && s->hit_at[c] != NONE &&
                               types >> s->hits.items[s->hit_at[c]].type & 1) return s->hit_at[c];
    }
    dg_each_child(doc, child, (int32_t)head) {
        enum dg_deprel relation = tok(doc, (uint32_t)child)->deprel;
        uint8_t xpos = tok(doc, (uint32_t)child)->xpos;
        int32_t c = child;
        if (predicate && (xpos == DG_XPOS_WP || xpos == DG_XPOS_WDT))
            c = relative_head(doc, child); /* "X, who was a .." */
        if (c < 0) continue;
        bool named = relation == DG_DEPREL_APPOS || relation == DG_DEPREL_FLAT ||
                     (predicate && relation == DG_DEPREL_NSUBJ);
        if (named && s->hit_at[c] != NONE && types >> s->hits.items[s->hit_at[c]].type & 1)
            return s->hit_at[c];
    }
    return NONE;
}

/* ------------------------------------------------------------------ the pass */

/* "Arnel Reyes of the army's Eastern Command": whom a person without a title belongs to. */
static void member_of(const dg_actors *actors, dg_doc *doc, uint32_t id, uint32_t head) {
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
        set_code(&doc->entities.items[id], of.code);
        set_sector(&doc->entities.items[id], of.sector);
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

/* A private person: one of whom no office, but a country or an ordinary noun is told. */
static void describe_private(const dg_actors *actors, dg_doc *doc, uint32_t id, uint32_t head) {
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
    set_code(e, code);
    set_sector(e, "CVL");
}

/* The first token of a person's mention: titles, and the country words and article before them. */
static uint32_t before_title(const dg_actors *actors, const dg_doc *doc, const hit *h) {
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

static void take_hit(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    state *s = doc->entity_state;
    if (s->hits.items[index].mention != NONE) return;
    hit h = s->hits.items[index];
    if (h.type == HIT_ADJ && h.entry != NONE) { /* a modifier is told with its noun */
        enum dg_deprel relation = tok(doc, h.head)->deprel;
        if (relation == DG_DEPREL_AMOD || relation == DG_DEPREL_COMPOUND ||
            relation == DG_DEPREL_NMOD_DESC)
            return;
    }
    uint32_t id = entity_of_hit(actors, doc, index), first = h.extent, last = h.last, head = h.head;
    if (h.type == HIT_PERSON) {
        if (h.title != NONE)
            describe(actors, doc, id, h.title, h.head);
        else if (!s->info.items[id].told && s->info.items[id].entry == NONE)
            member_of(actors, doc, id, head);
        if (!s->info.items[id].told && s->info.items[id].entry == NONE)
            describe_private(actors, doc, id, head);
        first = before_title(actors, doc, &h);
    } else if (h.entry == NONE || h.type == HIT_ORG || h.type == HIT_GROUP) {
        phrase(doc, head, &first, &last);
        if (h.entry != NONE) last = h.last;
    } else if (first > 0 && tok(doc, first)->sentence == tok(doc, first - 1)->sentence &&
               dg_form_is(doc, (int32_t)first - 1, "the")) {
        first--;
    }
    uint32_t m = mention_new(doc, id, DRAGOMAN_NAME, first, last, head);
    s->hits.items[index].mention = (int32_t)m;
    s->info.items[id].named = true;
    cover(doc, h.extent, h.last, m);
    if (h.type == HIT_ORG || h.type == HIT_GROUP) acronym_after(doc, h.last, id);
}

static void take_noun(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    state *s = doc->entity_state;
    noun_hit n = s->nouns.items[index];
    if (n.mention != NONE || n.absorbed) return;
    enum dg_deprel relation = tok(doc, n.head)->deprel;
    if (relation == DG_DEPREL_COMPOUND || relation == DG_DEPREL_AMOD ||
        relation == DG_DEPREL_NMOD_DESC)
        return;
    nominal phrase_read;
    read_nominal(actors, doc, n.head, (int32_t)index, &phrase_read);
    uint8_t klass = phrase_read.sense->klass;
    uint32_t types = klass == NOUN_BODY || klass == NOUN_PEOPLE ? 1u << HIT_ORG | 1u << HIT_GROUP
                                                                : 1u << HIT_PERSON;
    int32_t with = phrase_read.plural ? NONE : partner(actors, doc, n.head, types);
    uint32_t id;
    if (with != NONE) {
        take_hit(actors, doc, (uint32_t)with);
        id = doc->mentions.items[s->hits.items[with].mention].entity;
        if (types >> HIT_PERSON & 1) describe(actors, doc, id, (int32_t)index, n.head);
    } else {
        id = nominal_entity(actors, doc, &phrase_read);
    }
    uint32_t m =
        mention_new(doc, id, DRAGOMAN_NOMINAL, phrase_read.first, phrase_read.last, n.head);
    s->nouns.items[index].mention = (int32_t)m;
    cover(doc, n.first, n.last, m);
}

/* The first token of "the 30-year-old", told as a noun of somebody told before; NONE where the
 * token is not its "old". */
static int32_t aged(const dg_doc *doc, uint32_t t) {
    enum dg_deprel relation = dg_base(tok(doc, t)->deprel);
    bool noun = relation == DG_DEPREL_NSUBJ || relation == DG_DEPREL_OBJ ||
                relation == DG_DEPREL_OBL || relation == DG_DEPREL_NMOD;
    if (!noun || !dg_form_is(doc, (int32_t)t, "old")) return NONE;
    int32_t the = dg_child(doc, (int32_t)t, DG_DEPREL_DET);
    int32_t year = dg_child(doc, (int32_t)t, DG_DEPREL_COMPOUND);
    if (the < 0 || year < the || tok(doc, (uint32_t)the)->fold != dg_fold_z("the")) return NONE;
    return tok(doc, (uint32_t)year)->lemma_fold == dg_fold_z("year") ? the : NONE;
}

static void take_aged(const dg_actors *actors, dg_doc *doc, uint32_t first, uint32_t t) {
    uint32_t id = resolve_pronoun(actors, doc, t, W_MAN | W_WOMAN);
    if (id == DRAGOMAN_NONE) return;
    cover(doc, first, t, mention_new(doc, id, DRAGOMAN_NOMINAL, first, t, t));
}

/* Letters introduced in brackets before, and nouns that point back ("the group"). */
static void take_word(const dg_actors *actors, dg_doc *doc, uint32_t t) {
    state *s = doc->entity_state;
    const dragoman_token *token = tok(doc, t);
    if (token->upos == DG_UPOS_PROPN && starts_upper(dg_form(doc, (int32_t)t))) {
        uint32_t id = all_upper(dg_form(doc, (int32_t)t))
                          ? map_get(&s->by_name, name_key(doc, t, t))
                          : MAP_NONE;
        if (id == MAP_NONE) id = map_get(&s->by_surname, bare_fold(doc, t));
        if (id != MAP_NONE) cover(doc, t, t, mention_new(doc, id, DRAGOMAN_NAME, t, t, t));
        return;
    }
    int32_t the = aged(doc, t);
    if (the != NONE) take_aged(actors, doc, (uint32_t)the, t);
    if (token->upos != DG_UPOS_NOUN || token->deprel == DG_DEPREL_COMPOUND) return;
    if (!(word_bits(actors, token->lemma_fold) &
          (W_GROUP | W_ORG | W_FIRM | W_COUNTRY | W_PARTY | W_SIDES)))
        return;
    nominal n;
    read_nominal(actors, doc, t, NONE, &n);
    int32_t with =
        partner(actors, doc, t, 1u << HIT_ORG | 1u << HIT_GROUP); /* "the group, al-Shabaab" */
    if (with != NONE) take_hit(actors, doc, (uint32_t)with);
    uint32_t id = with != NONE ? doc->mentions.items[s->hits.items[with].mention].entity
                               : two_sides(actors, doc, &n);
    if (id == DRAGOMAN_NONE) id = by_kind(actors, doc, &n);
    if (id != DRAGOMAN_NONE)
        cover(doc, t, t, mention_new(doc, id, DRAGOMAN_NOMINAL, n.first, n.last, t));
}

static void take_pronoun(const dg_actors *actors, dg_doc *doc, uint32_t t, uint64_t bits) {
    uint32_t id = resolve_pronoun(actors, doc, t, bits);
    if (id != DRAGOMAN_NONE) cover(doc, t, t, mention_new(doc, id, DRAGOMAN_PRONOUN, t, t, t));
}

#define THIRD (W_MAN | W_WOMAN | W_THEY | W_IT)
#define FIRST (W_I | W_WE)

static void pass(const dg_actors *actors, dg_doc *doc) {
    state *s = doc->entity_state;
    DG_VEC(uint32_t) later = {0};
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        int32_t h = s->hit_at[t], n = s->noun_at[t];
        if (h != NONE) {
            if (s->hits.items[h].first == t) take_hit(actors, doc, (uint32_t)h);
        } else if (n != NONE) {
            if (s->nouns.items[n].first == t) take_noun(actors, doc, (uint32_t)n);
        } else if (is_pronoun(doc, t)) {
            uint64_t bits = word_bits(actors, tok(doc, t)->fold);
            if (bits & THIRD)
                take_pronoun(actors, doc, t, bits);
            else if (bits & FIRST)
                *dg_vec_push(doc->arena, &later) = t;
        } else if (s->cover[t] == NONE) {
            take_word(actors, doc, t);
        }
    }
    for (uint32_t i = 0; i < later.count; i++)
        take_pronoun(actors, doc, later.items[i],
                     word_bits(actors, tok(doc, later.items[i])->fold));
}

/* ------------------------------------------------------------------ order */

typedef struct placed {
    uint32_t first, last, old;
} placed;

static int by_place(const void *a, const void *b) {
    const placed *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    return x->old < y->old ? -1 : x->old > y->old;
}

/* Mentions by position, and each entity's list of them. */
static void put_in_order(dg_doc *doc) {
    state *s = doc->entity_state;
    uint32_t count = doc->mentions.count;
    placed *order = DG_ARRAY(doc->arena, placed, count);
    uint32_t *fresh = DG_ARRAY(doc->arena, uint32_t, count);
    dragoman_mention *sorted = DG_ARRAY(doc->arena, dragoman_mention, count);
    for (uint32_t i = 0; i < count; i++)
        order[i] = (placed){doc->mentions.items[i].first, doc->mentions.items[i].last, i};
    if (count) qsort(order, count, sizeof *order, by_place);
    for (uint32_t i = 0; i < count; i++) {
        sorted[i] = doc->mentions.items[order[i].old];
        fresh[order[i].old] = i;
    }
    if (count) memcpy(doc->mentions.items, sorted, count * sizeof *sorted);
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        if (doc->mention_at[t] != NONE) doc->mention_at[t] = (int32_t)fresh[doc->mention_at[t]];
        if (s->cover[t] != NONE) s->cover[t] = (int32_t)fresh[s->cover[t]];
    }
    for (uint32_t i = 0; i < s->hits.count; i++)
        if (s->hits.items[i].mention != NONE)
            s->hits.items[i].mention = (int32_t)fresh[s->hits.items[i].mention];
    for (uint32_t i = 0; i < s->nouns.count; i++)
        if (s->nouns.items[i].mention != NONE)
            s->nouns.items[i].mention = (int32_t)fresh[s->nouns.items[i].mention];
    for (uint32_t i = 0; i < doc->entities.count; i++) {
        dragoman_entity *e = &doc->entities.items[i];
        s->info.items[i].mention_capacity = e->mention_count;
        e->mentions = DG_ARRAY(doc->arena, uint32_t, e->mention_count);
        e->mention_count = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        dragoman_entity *e = &doc->entities.items[doc->mentions.items[i].entity];
        e->mentions[e->mention_count++] = i;
    }
    s->finished = true;
}

static int32_t *all_none(dg_doc *doc) {
    int32_t *at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count);
    for (uint32_t t = 0; t < doc->tokens.count; t++) at[t] = NONE;
    return at;
}

void dg_entity_resolve(const dg_actors *actors, dg_doc *doc) {
    state *s = doc->entity_state = DG_NEW(doc->arena, state);
    doc->mention_at = all_none(doc);
    s->hit_at = all_none(doc);
    s->noun_at = all_none(doc);
    s->cover = all_none(doc);
    s->day = doc->article.published.year ? day_number(doc->article.published, 50) : 0;
    find_names(actors, doc, s);
    find_nouns(actors, doc, s);
    attach_titles(actors, doc, s);
    gather_scene(actors, doc);
    pass(actors, doc);
    put_in_order(doc);
}

uint32_t mention_of_phrase(const dg_actors *actors, dg_doc *doc, int32_t head) {
    nominal n;
    read_nominal(actors, doc, (uint32_t)head, doc->entity_state->noun_at[head], &n);
    return mention_new(doc, nominal_entity(actors, doc, &n), DRAGOMAN_NOMINAL, n.first, n.last,
                       (uint32_t)head);
}

uint32_t mention_of_hit(const dg_actors *actors, dg_doc *doc, uint32_t index) {
    hit *h = &doc->entity_state->hits.items[index];
    uint32_t id = entity_of_hit(actors, doc, index);
    uint32_t m = mention_new(doc, id, DRAGOMAN_NAME, h->first, h->last, h->head);
    doc->entity_state->hits.items[index].mention = (int32_t)m;
    cover(doc, h->first, h->last, m);
    return m;
}

uint32_t mention_of_pronoun(const dg_actors *actors, dg_doc *doc, int32_t t) {
    uint64_t bits = word_bits(actors, tok(doc, (uint32_t)t)->fold);
    uint32_t id =
        bits & (THIRD | FIRST) ? resolve_pronoun(actors, doc, (uint32_t)t, bits) : DRAGOMAN_NONE;
    if (id == DRAGOMAN_NONE) {
        bool one = bits & (W_MAN | W_WOMAN | W_I);
        id = entity_new(doc, one ? DRAGOMAN_PERSON : DRAGOMAN_PEOPLE,
                        words(doc, (uint32_t)t, (uint32_t)t), "", "");
        doc->entities.items[id].rule = DG_STR("model:syntax");
    }
    return mention_new(doc, id, DRAGOMAN_PRONOUN, (uint32_t)t, (uint32_t)t, (uint32_t)t);
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
