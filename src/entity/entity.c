/*
 * entity.c - what other rooms ask of this one: the mention at a token, and what kind of thing a
 * token names. Each answer is one or two table look-ups; only a phrase nobody asked for before is
 * composed anew.
 */
#include "base/str.h"
#include "entity/entity_int.h"

static bool relative(const dg_actors *actors, const dg_doc *doc, int32_t token) {
    uint8_t xpos = dg_token(doc, token)->xpos;
    return (xpos == DG_XPOS_WDT || xpos == DG_XPOS_WP || xpos == DG_XPOS_WPS) &&
           word_bits(actors, dg_token(doc, token)->fold) & W_RELATIVE;
}

/* The mention known at a token, -1 if there is none yet. */
static int32_t known(const dg_doc *doc, int32_t token) {
    if (doc->mention_at[token] >= 0) return doc->mention_at[token];
    return doc->entity_state->cover[token];
}

uint32_t dg_entity_at(const dg_actors *actors, dg_doc *doc, int32_t token) {
    state *s = doc->entity_state;
    int32_t at = known(doc, token);
    if (at >= 0) return (uint32_t)at;
    if (s->hit_at[token] >= 0) return mention_of_hit(actors, doc, (uint32_t)s->hit_at[token]);
    if (relative(actors, doc, token)) {
        int32_t head = relative_head(doc, token);
        if (head >= 0 && head != token && !relative(actors, doc, head))
            return dg_entity_at(actors, doc, head);
    }
    bool counting = word_bits(actors, dg_token(doc, token)->fold) &
                    (W_HUMAN | W_OTHERS | W_THROUGH); /* anyone, another */
    if (dg_token(doc, token)->upos == DG_UPOS_PRON && !counting)
        return mention_of_pronoun(actors, doc, token);
    return mention_of_phrase(actors, doc, token);
}

uint32_t dg_entity_members(const dg_doc *doc, uint32_t entity, const dg_member **members) {
    const entity_info *info = &doc->entity_state->info.items[entity];
    *members = info->members;
    return info->member_count;
}

/* The hit at a token where it names a capital; NULL else. */
static const hit *capital_at(const dg_doc *doc, int32_t token) {
    int32_t at = doc->entity_state->hit_at[token];
    if (at < 0) return NULL;
    const hit *h = &doc->entity_state->hits.items[at];
    return h->type == HIT_CAPITAL && h->entry != NONE && h->sense != NONE ? h : NULL;
}

uint32_t dg_entity_people(const dg_actors *actors, dg_doc *doc, int32_t token, uint32_t entity) {
    const hit *capital = capital_at(doc, token);
    if (capital && actors->senses[capital->sense].text &&
        doc->entities.items[entity].kind == DRAGOMAN_COUNTRY) {
        const actor_sense *sense = &actors->senses[capital->sense];
        const actor_entry *entry = &actors->entries[capital->entry];
        entity = place_named(doc, pooled_str(actors, sense->text), entry->code,
                             rule_of_line(actors, doc, entry->file, sense->line));
    }
    const dragoman_entity *e = &doc->entities.items[entity];
    return e->kind == DRAGOMAN_PLACE && !*e->sector ? entity_people_of(doc, entity) : entity;
}

uint32_t dg_entity_government(const dg_actors *actors, dg_doc *doc, int32_t token,
                              uint32_t entity) {
    const hit *capital = capital_at(doc, token);
    const dragoman_entity *e = &doc->entities.items[entity];
    if (e->kind != DRAGOMAN_PLACE) return entity;
    int32_t entry = capital                              ? (int32_t)capital->entry
                    : dg_lemma_is(doc, token, "capital") ? country_entry(actors, e->code)
                                                         : NONE;
    return entry == NONE ? entity : entity_of_entry(actors, doc, (uint32_t)entry);
}

bool dg_entity_is_thing(const dg_actors *actors, const dg_doc *doc, uint32_t entity) {
    const dragoman_entity *e = &doc->entities.items[entity];
    const uint64_t people = W_HUMAN | W_OTHERS | W_THROUGH | W_SIDES;
    if (strcmp(e->code, "---") != 0 || *e->sector || e->kind == DRAGOMAN_PERSON) return false;
    for (uint32_t i = 0; i < e->mention_count; i++) {
        const dragoman_mention *m = &doc->mentions.items[e->mentions[i]];
        const dragoman_token *head = dg_token(doc, (int32_t)m->head);
        if (m->kind != DRAGOMAN_NOMINAL || head->upos != DG_UPOS_NOUN ||
            starts_upper(dg_form(doc, (int32_t)m->head)) || /* some name */
            (word_bits(actors, head->fold) | word_bits(actors, head->lemma_fold)) & people)
            return false;
    }
    return dg_str_is(e->rule, "model:syntax");
}

/* What is known of a token without making a mention. */
typedef struct glance {
    int kind; /* dragoman_entity_kind, -1 unknown */
    const char *code, *sector;
    int noun; /* enum noun_class, -1 for none */
    uint64_t bits;
} glance;

static glance look(const dg_actors *actors, const dg_doc *doc, int32_t token) {
    static const uint8_t kinds[] = {
        [HIT_COUNTRY] = DRAGOMAN_COUNTRY,  [HIT_REGION] = DRAGOMAN_PLACE,
        [HIT_CITY] = DRAGOMAN_PLACE,       [HIT_CAPITAL] = DRAGOMAN_COUNTRY,
        [HIT_ADJ] = DRAGOMAN_COUNTRY,      [HIT_PEOPLE] = DRAGOMAN_PEOPLE,
        [HIT_ORG] = DRAGOMAN_ORGANIZATION, [HIT_GROUP] = DRAGOMAN_GROUP,
        [HIT_PERSON] = DRAGOMAN_PERSON,    [HIT_PLACE] = DRAGOMAN_PLACE};
    const state *s = doc->entity_state;
    glance g = {.kind = -1,
                .code = "",
                .sector = "",
                .noun = -1,
                .bits = word_bits(actors, dg_token(doc, token)->lemma_fold)};
    if (relative(actors, doc, token)) {
        int32_t head = relative_head(doc, token);
        if (head >= 0 && head != token && !relative(actors, doc, head))
            return look(actors, doc, head);
    }
    int32_t at = known(doc, token), h = s->hit_at[token], n = s->noun_at[token];
    if (at >= 0) {
        uint32_t id = doc->mentions.items[at].entity;
        const entity_info *info = &s->info.items[id];
        if (info->member_count) id = info->members[0].entity; /* several are what each of them is */
        const dragoman_entity *e = &doc->entities.items[id];
        g.kind = info->member_count && e->kind == DRAGOMAN_PERSON ? DRAGOMAN_PEOPLE : (int)e->kind;
        g.code = e->code;
        g.sector = e->sector;
    } else if (h >= 0) {
        const hit *found = &s->hits.items[h];
        g.kind = kinds[found->type];
        if (found->entry >= 0) {
            g.code = actors->entries[found->entry].code;
            g.sector = actors->entries[found->entry].sector;
        }
    }
    if (n >= 0) {
        const actor_noun *noun = noun_in(actors, &s->nouns.items[n], "");
        g.noun = noun->klass;
        if (at < 0) g.sector = noun->sector;
    }
    return g;
}

static bool among(const char *sector, const char *list) {
    return *sector && strstr(list, sector) != NULL;
}

static bool has_code(const glance *g) {
    return *g->code && strcmp(g->code, "---") != 0;
}

/* A place that also acts: the country, a region with a government. */
static bool is_country(const glance *g) {
    return g->kind == DRAGOMAN_COUNTRY || (g->kind == DRAGOMAN_PLACE && *g->sector) ||
           (g->kind == DRAGOMAN_ORGANIZATION && strcmp(g->sector, "GOV") == 0 &&
            code_is_country(g->code));
}

static bool is_people(const dg_doc *doc, int32_t token, const glance *g) {
    if (g->kind == DRAGOMAN_PEOPLE || g->noun == NOUN_PEOPLE) return true;
    return is_plural(doc, token) &&
           (g->bits & W_HUMAN || g->noun == NOUN_PERSON || g->noun == NOUN_SPEAKER);
}

/* "Cambodian rockets": weapons of somebody named, who are his forces. */
static bool armed_by(const dg_actors *actors, const dg_doc *doc, int32_t token) {
    const state *s = doc->entity_state;
    if (!(word_bits(actors, dg_token(doc, token)->lemma_fold) & W_WEAPON)) return false;
    dg_each_child(doc, c, token) if (c < token && s->hit_at[c] != NONE &&
                                     s->hits.items[s->hit_at[c]].type <= HIT_GROUP) return true;
    return false;
}

bool dg_entity_is(const dg_actors *actors, const dg_doc *doc, int32_t token, dg_who what) {
    glance g = look(actors, doc, token);
    uint64_t form = word_bits(actors, dg_token(doc, token)->fold);
    uint8_t ner = dg_token(doc, token)->ner;
    bool singular_noun = g.noun == NOUN_PERSON || g.noun == NOUN_OFFICE || g.noun == NOUN_SPEAKER;
    switch (what) {
    case DG_WHO_ACTOR:
        return has_code(&g) || *g.sector || g.noun >= 0 || g.kind == DRAGOMAN_PERSON ||
               g.kind == DRAGOMAN_GROUP || g.bits & W_HUMAN ||
               form & (W_MAN | W_WOMAN | W_THEY | W_I | W_WE) || armed_by(actors, doc, token);
    case DG_WHO_COUNTRY:
        return is_country(&g);
    case DG_WHO_PERSON:
        return g.kind == DRAGOMAN_PERSON || form & (W_MAN | W_WOMAN | W_I) ||
               (!is_plural(doc, token) && (singular_noun || g.bits & W_HUMAN)) ||
               ner == DG_NER_B_PER || ner == DG_NER_I_PER;
    case DG_WHO_BODY:
        return g.kind == DRAGOMAN_ORGANIZATION || g.kind == DRAGOMAN_GROUP ||
               g.kind == DRAGOMAN_COUNTRY || g.noun == NOUN_BODY || ner == DG_NER_B_ORG ||
               ner == DG_NER_I_ORG;
    case DG_WHO_PEOPLE:
        return is_people(doc, token, &g) || form & (W_THEY | W_WE);
    case DG_WHO_GROUP:
        return g.kind == DRAGOMAN_GROUP || among(g.sector, "REB PTY PRM OPP");
    case DG_WHO_MIL:
        return among(g.sector, "MIL REB UAF COP PRM SPY");
    case DG_WHO_PLACE:
        return g.kind == DRAGOMAN_PLACE || g.kind == DRAGOMAN_COUNTRY || g.bits & W_PLACE ||
               ner == DG_NER_B_LOC || ner == DG_NER_I_LOC ||
               (doc->entity_state->hit_at[token] >= 0 &&
                doc->entity_state->hits.items[doc->entity_state->hit_at[token]].type ==
                    HIT_CAPITAL);
    }
    return false;
}

const char *dg_entity_country_of(const dg_actors *actors, const dg_doc *doc, int32_t token) {
    int32_t h = doc->entity_state->hit_at[token];
    if (h < 0) return NULL;
    const hit *found = &doc->entity_state->hits.items[h];
    if (found->entry < 0 || found->type > HIT_PEOPLE) return NULL;
    const char *code = actors->entries[found->entry].code;
    return code_is_country(code) ? code : NULL;
}
