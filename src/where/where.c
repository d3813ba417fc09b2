/*
 * where.c - see where.h.
 *
 * A mention of a place or country stands as a location where grammar puts it as one: after "in",
 * "near", "on" and their like, before a noun it places ("the Mosul offensive"), as the object of
 * what is done to places. Its name is looked up in the gazetteer; of several places of a name the
 * one wins that lies in the country the actor codebook gives, then in a country the article tells
 * of, then the one with most people. All scores are integers. An act's place is found through the
 * tree, as its time is (when/govern.c).
 */
#include "where/gazetteer.h"

#include "syntax/tree.h"

#include <math.h>

#define MOST_HITS 128 /* places of one name; the commonest names of towns have fewer */
#define MOST_SHARES 5 /* how often a place is handed on */

/* ------------------------------------------------------------------ words */

/* How surely a preposition places an act: 3 where it is, 2 where it strikes, 1 whence and whither.
 */
static int preposition_rank(const dg_doc *doc, int32_t head) {
    static const char *const in[] = {"in",     "at",     "near",       "inside", "outside",
                                     "around", "across", "throughout", "within", "along",
                                     "beside", "off",    "above",      "under",  NULL};
    static const char *const on[] = {"on", "upon", "over", "into", "through", NULL};
    static const char *const to[] = {"to", "from", "toward", "towards", "via", NULL};
    int best = 0;
    dg_each_child(doc, c, head) {
        if (dg_token(doc, c)->deprel != DG_DEPREL_CASE) continue;
        int rank = dg_lemma_in(doc, c, in)   ? 3
                   : dg_lemma_in(doc, c, on) ? 2
                   : dg_lemma_in(doc, c, to) ? 1
                                             : 0;
        if (rank > best) best = rank;
    }
    return best;
}

static bool is_of(const dg_doc *doc, int32_t head) {
    int32_t preposition = dg_case_of(doc, head);
    return preposition >= 0 && dg_form_is(doc, preposition, "of");
}

/* ------------------------------------------------------------------ finding */

/* How often each country is told of in the article. */
static uint32_t *countries_told(const dg_gazetteer *g, const dg_doc *doc) {
    uint32_t *told = DG_ARRAY(doc->arena, uint32_t, dg_gazetteer_countries(g));
    for (uint32_t i = 0; i < doc->entities.count; i++) {
        const dragoman_entity *e = &doc->entities.items[i];
        if (e->code[0] < 'A' || e->code[0] > 'Z') continue;
        uint32_t country = dg_gazetteer_country(g, e->code);
        if (country != UINT32_MAX) told[country] += e->mention_count;
    }
    return told;
}

/* Four times the binary logarithm, in whole steps. */
static int magnitude(uint32_t people) {
    int n = 0;
    for (uint64_t x = (uint64_t)people + 1; x >= 2; x /= 2) n += 4;
    return n;
}

typedef struct query {
    const dg_gazetteer *g;
    const uint32_t *told; /* [countries] */
    uint32_t country;     /* that the codebook gives; UINT32_MAX none */
    bool is_country;      /* a country is meant, not a town of its name */
    bool is_division;     /* "Aleppo province" */
} query;

/* UINT32_MAX: none of them is believable. */
static uint32_t best_place(const query *q, dragoman_str name) {
    dg_gazetteer_hit hits[MOST_HITS];
    uint32_t count = dg_gazetteer_find(q->g, name, hits, MOST_HITS), best = UINT32_MAX;
    int high = 0;
    for (uint32_t i = 0; i < count; i++) {
        const dg_gazetteer_place *p = dg_gazetteer_get(q->g, hits[i].place);
        bool at_home = q->country == p->country;
        if (q->country != UINT32_MAX && !at_home) continue;
        if (q->is_country && p->resolution != 1 && !p->capital) continue; /* the White House */
        bool told = q->told[p->country] > 0;
        if (!at_home && !told && (hits[i].other || p->people < 100000)) continue;
        uint32_t often = q->told[p->country] < 10 ? q->told[p->country] : 10;
        int score = magnitude(p->people) + (told ? 24 + (int)often : 0) +
                    (p->capital      ? 24
                     : hits[i].other ? -24
                                     : 0);
        if (p->resolution == 1) score += q->is_country ? 400 : 40;
        if (p->resolution == 2)
            score += q->is_division ? 200 : -12; /* a city rather than the province of its name */
        if (best == UINT32_MAX || score > high) best = hits[i].place, high = score;
    }
    return best;
}

static bool names_division(const dg_doc *doc, uint32_t first, uint32_t last) {
    static const char *const divisions[] = {"province",    "region",     "oblast",
                                            "governorate", "state",      "district",
                                            "county",      "prefecture", NULL};
    for (uint32_t t = first; t <= last && t < doc->tokens.count; t++)
        if (dg_lemma_in(doc, (int32_t)t, divisions)) return true;
    return false;
}

/* First and last token of the run of capitals around a head: "New York" of "in New York state". */
static void name_around(const dg_doc *doc, uint32_t head, uint32_t low, uint32_t high,
                        uint32_t *first, uint32_t *last) {
    *first = *last = head;
    while (*first > low && dg_token(doc, (int32_t)*first - 1)->upos == DG_UPOS_PROPN) --*first;
    while (*last < high && dg_token(doc, (int32_t)*last + 1)->upos == DG_UPOS_PROPN) ++*last;
}

static dragoman_str text_of(const dg_doc *doc, uint32_t first, uint32_t last) {
    dragoman_span s = dg_span_of(doc, (int32_t)first, (int32_t)last);
    return (dragoman_str){doc->text.ptr + s.start, s.end - s.start};
}

/* What a mention calls itself: its words without the article before them. */
static dragoman_str words_of(const dg_doc *doc, const dragoman_mention *m) {
    uint32_t first = m->first;
    while (first < m->head && dg_token(doc, (int32_t)first)->upos == DG_UPOS_DET) first++;
    return text_of(doc, first, m->last);
}

/* "northern Gaza", "the city of Homs", "Homs province" are looked up as what they name too. A
 * country is looked up by its own name last: what is called otherwise is its capital or a seat of
 * its power. */
static uint32_t look_up(const query *q, const dg_doc *doc, const dragoman_mention *m,
                        const dragoman_entity *e) {
    uint32_t first, last;
    name_around(doc, m->head, m->first, m->last, &first, &last);
    uint32_t found = best_place(q, words_of(doc, m));
    if (found == UINT32_MAX) found = best_place(q, text_of(doc, first, last));
    if (found == UINT32_MAX && last > first && q->is_division)
        found = best_place(q, text_of(doc, first, last - 1));
    return found == UINT32_MAX ? best_place(q, e->name) : found;
}

static void fill(dragoman_place *place, const dg_gazetteer *g, uint32_t found) {
    const dg_gazetteer_place *p = dg_gazetteer_get(g, found);
    place->geonameid = p->geonameid;
    if (p->lat != DG_NO_COORDINATE) {
        place->lat = p->lat / 1e5;
        place->lon = p->lon / 1e5;
    }
    memcpy(place->country, dg_gazetteer_code(g, p->country), 4);
    place->resolution = p->resolution;
    if (p->resolution == 2)
        place->admin1 = dg_gazetteer_text(g, p->name);
    else if (p->division != UINT32_MAX)
        place->admin1 = dg_gazetteer_text(g, dg_gazetteer_get(g, p->division)->name);
}

/* Whether a mention is where something is, and not who acts. A country must be told as a location;
 * a town that something is done to or that stands before a noun is one by its nature. */
static bool stands_as_place(const dg_doc *doc, const dragoman_mention *m,
                            const dragoman_entity *e) {
    int32_t head = (int32_t)m->head;
    for (int step = 0; step < 3 && head >= 0; step++) {
        const dragoman_token *token = dg_token(doc, head);
        enum dg_deprel relation = dg_base(token->deprel);
        bool within = relation == DG_DEPREL_APPOS || relation == DG_DEPREL_CONJ ||
                      relation == DG_DEPREL_FLAT || relation == DG_DEPREL_LIST;
        if (preposition_rank(doc, head) || is_of(doc, head)) return true;
        bool patient = relation == DG_DEPREL_OBJ || relation == DG_DEPREL_OBL ||
                       token->deprel == DG_DEPREL_NSUBJ_PASS;
        bool common = token->head >= 0 && dg_token(doc, token->head)->upos ==
                                              DG_UPOS_NOUN; /* not "the Paris Agreement" */
        bool before_noun =
            common && (relation == DG_DEPREL_COMPOUND || token->deprel == DG_DEPREL_NMOD_POSS);
        if (e->kind == DRAGOMAN_PLACE && (patient || before_noun)) return true;
        if (!within) return false;
        head = token->head;
    }
    return false;
}

void dg_where_find(const dg_gazetteer *g, dg_doc *doc) {
    const uint32_t *told = g ? countries_told(g, doc) : NULL;
    for (uint32_t i = 0; i < doc->mentions.count; i++) {
        const dragoman_mention *m = &doc->mentions.items[i];
        const dragoman_entity *e = &doc->entities.items[m->entity];
        if (m->kind != DRAGOMAN_NAME || (e->kind != DRAGOMAN_PLACE && e->kind != DRAGOMAN_COUNTRY))
            continue;
        if (dg_token(doc, (int32_t)m->head)->upos == DG_UPOS_ADJ || !stands_as_place(doc, m, e))
            continue;
        bool known = e->code[0] >= 'A' && e->code[0] <= 'Z';
        dragoman_place place = {.span = m->span,
                                .name = e->kind == DRAGOMAN_PLACE ? e->name : words_of(doc, m),
                                .entity = m->entity,
                                .lat = NAN,
                                .lon = NAN};
        bool named = known || (e->rule.len > 6 && memcmp(e->rule.ptr, "model:", 6) == 0);
        if (g && named) { /* not lands of several states that the codebook knows: the Middle East */
            query q = {.g = g,
                       .told = told,
                       .country = known ? dg_gazetteer_country(g, e->code) : UINT32_MAX,
                       .is_country = e->kind == DRAGOMAN_COUNTRY,
                       .is_division = names_division(doc, m->first, m->last + 1)};
            uint32_t found = look_up(&q, doc, m, e);
            if (found != UINT32_MAX) fill(&place, g, found);
        }
        if (!place.geonameid && !known) continue; /* a name that nothing is known of */
        if (!place.country[0] && known) memcpy(place.country, e->code, 4);
        if (!place.geonameid && e->kind == DRAGOMAN_COUNTRY) place.resolution = 1;
        *dg_vec_push(doc->arena, &doc->places) = place;
    }
}

/* ------------------------------------------------------------------ the place of an act */

/* The place whose name covers a token, or -1. Places are sorted by position. */
static int32_t place_at(const dg_doc *doc, int32_t token) {
    dragoman_span s = dg_token(doc, token)->span;
    uint32_t low = 0, high = doc->places.count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (doc->places.items[mid].span.end <= s.start)
            low = mid + 1;
        else
            high = mid;
    }
    return low < doc->places.count && doc->places.items[low].span.start <= s.start &&
                   s.end <= doc->places.items[low].span.end
               ? (int32_t)low
               : -1;
}

/* The most exact of two places; the first of equals. */
static int32_t finer(const dg_doc *doc, int32_t a, int32_t b) {
    if (a < 0 || b < 0) return a < 0 ? b : a;
    return doc->places.items[b].resolution > doc->places.items[a].resolution ? b : a;
}

static bool is_country(const dg_doc *doc, int32_t place) {
    return doc->places.items[place].resolution == 1 || doc->places.items[place].resolution == 0;
}

/* The place that a phrase is or lies at: "Rafah", "a hospital in Rafah", "the town of Azaz in
 * Syria". */
static int32_t place_in(const dg_doc *doc, int32_t head, int depth) {
    static const char *const settled[] = {
        "city",   "town",      "village",       "capital",      "province", "region", "district",
        "area",   "outskirts", "suburb",        "port",         "camp",     "island", "north",
        "south",  "east",      "west",          "centre",       "center",   "border", "coast",
        "street", "part",      "neighbourhood", "neighborhood", "state",    "county", NULL};
    int32_t found = place_at(doc, head);
    if (depth == 0) return found;
    bool ground = dg_lemma_in(doc, head, settled);
    dg_each_child(doc, c, head) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        bool inside = relation == DG_DEPREL_NMOD &&
                      (preposition_rank(doc, c) == 3 || (ground && is_of(doc, c)));
        bool named = relation == DG_DEPREL_APPOS || relation == DG_DEPREL_COMPOUND ||
                     dg_token(doc, c)->deprel == DG_DEPREL_NMOD_POSS;
        int32_t further = inside || named ? place_in(doc, c, depth - 1) : -1;
        if (further >= 0 && named && found < 0 && !ground && is_country(doc, further))
            continue; /* "the US embassy" may be anywhere */
        found = finer(doc, found, further);
    }
    return found;
}

/* Among a token's own modifiers, by preposition: 3 where it is, 2 where it strikes, 1 whence and
 * whither. "on Syria" and "called on Turkey" say whom and not where; "on Rafah" says where. */
static int32_t own_place(const dg_doc *doc, int32_t token, int least) {
    int32_t best = -1;
    int high = least - 1;
    static const char *const motion[] = {
        "go",     "travel", "fly",      "arrive",    "return",  "come",     "flee",    "withdraw",
        "move",   "send",   "transfer", "deport",    "airlift", "evacuate", "release", "transport",
        "escape", "expel",  "drive",    "march",     "sail",    "retreat",  "advance", "deliver",
        "bring",  "take",   "pull",     "extradite", "deploy",  "head",     "ship",    NULL};
    bool verb = dg_is_verb(doc, token), moves = verb && dg_lemma_in(doc, token, motion);
    dg_each_child(doc, c, token) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        bool patient =
            relation == DG_DEPREL_OBJ || dg_token(doc, c)->deprel == DG_DEPREL_NSUBJ_PASS;
        int rank = 0;
        if (relation == DG_DEPREL_OBL || relation == DG_DEPREL_NMOD)
            rank = preposition_rank(doc, c);
        if (rank == 1 && !moves) rank = 0;
        if (rank == 0 && relation == DG_DEPREL_NMOD && !verb && is_of(doc, c))
            rank = 1; /* "the siege of Homs" */
        if ((relation == DG_DEPREL_COMPOUND && !verb) || (verb && patient))
            rank = place_at(doc, c) >= 0 ? 2 : 0;
        if (rank <= high) continue;
        int32_t found = place_in(doc, c, 2);
        if (found < 0 || (rank == 2 && is_country(doc, found))) continue;
        best = found;
        high = rank;
    }
    return best;
}

static int32_t place_of(const dg_doc *doc, int32_t token, int depth);

static bool has_subject(const dg_doc *doc, int32_t verb) {
    return dg_child_base(doc, verb, DG_DEPREL_NSUBJ) >= 0;
}

/* The place of whom it is done to or with is the verb's: "held talks in Doha", "clashed with gunmen
 * in Homs". */
static int32_t place_on_object(const dg_doc *doc, int32_t verb) {
    static const char *const with[] = {"with", "by", NULL};
    dg_each_child(doc, c, verb) {
        enum dg_deprel relation = dg_base(dg_token(doc, c)->deprel);
        int32_t preposition = relation == DG_DEPREL_OBL ? dg_case_of(doc, c) : DG_NO_TOKEN;
        bool partner = preposition >= 0 && dg_lemma_in(doc, preposition, with);
        if (relation != DG_DEPREL_OBJ && dg_token(doc, c)->deprel != DG_DEPREL_NSUBJ_PASS &&
            !partner)
            continue;
        int32_t found = own_place(doc, c, partner ? 3 : 2);
        if (found >= 0) return found;
    }
    return -1;
}

static int32_t shared_place(const dg_doc *doc, int32_t token, int depth) {
    static const char *const during[] = {"in", "during", "by", NULL};
    const dragoman_token *self = dg_token(doc, token);
    bool verb = dg_is_verb(doc, token);
    if (self->deprel == DG_DEPREL_CONJ && self->head >= 0 && !(verb && has_subject(doc, token))) {
        int32_t found = place_of(doc, self->head, depth - 1);
        if (found >= 0) return found;
    }
    dg_each_child(doc, c, token) {
        if (dg_token(doc, c)->deprel != DG_DEPREL_CONJ || dg_is_verb(doc, c) != verb ||
            (verb && has_subject(doc, c)))
            continue;
        int32_t found = own_place(doc, c, 1);
        if (found >= 0) return found;
    }
    if (self->head < 0) return -1;
    switch (self->deprel) {
    case DG_DEPREL_OBJ:
    case DG_DEPREL_NSUBJ:
    case DG_DEPREL_NSUBJ_PASS:
        return verb || !dg_is_verb(doc, self->head) ||
                       dg_child(doc, self->head, DG_DEPREL_CCOMP) >= 0
                   ? -1
                   : own_place(doc, self->head, 1);
    case DG_DEPREL_OBL: {
        int32_t preposition = dg_case_of(doc, token);
        return preposition >= 0 && dg_lemma_in(doc, preposition, during)
                   ? own_place(doc, self->head, 1)
                   : -1;
    }
    case DG_DEPREL_ADVCL:
        return verb && dg_child(doc, token, DG_DEPREL_MARK) < 0 && !has_subject(doc, token)
                   ? place_of(doc, self->head, depth - 1)
                   : -1;
    case DG_DEPREL_ACL:
    case DG_DEPREL_ACL_RELCL:
        return own_place(doc, self->head, 1);
    default:
        return -1;
    }
}

static int32_t place_of(const dg_doc *doc, int32_t token, int depth) {
    if (depth <= 0) return -1;
    int32_t found = own_place(doc, token, 1);
    if (found < 0 && dg_is_verb(doc, token)) found = place_on_object(doc, token);
    if (found < 0) found = shared_place(doc, token, depth);
    return found;
}

uint32_t dg_where_of(const dg_doc *doc, int32_t token) {
    if (token < 0 || (uint32_t)token >= doc->tokens.count || doc->places.count == 0)
        return DRAGOMAN_NONE;
    int32_t found = place_of(doc, token, MOST_SHARES);
    return found < 0 ? DRAGOMAN_NONE : (uint32_t)found;
}
