/*
 * tally.c - tallies: how many, what became of them, who they were, when, where, and says who.
 *
 * Per sentence: (1) every figure is read (number.c), and the words that stand for one or none ("a
 * soldier", "no casualties"); (2) the tree and the words around tell what is counted (kind.c);
 * figures of which nothing is told are dropped; (3) the tally takes its source from the statements
 * it lies in, widest first, and from whoever counts; its period from the times that govern it; its
 * event, and through it those responsible, from the word that told the kind.
 */
#include "tally/tally.h"

#include "base/str.h"
#include "event/plover.h"
#include "syntax/tree.h"
#include "tally/kind.h"
#include "tally/source.h"
#include "when/when.h"
#include "where/where.h"

/* ------------------------------------------------------------------ figures of a sentence */

static void add_people(dg_counter *c, dg_quantity q) {
    dg_counted_people *p = dg_vec_push(c->doc->arena, &c->people);
    p->quantity = q;
    dg_people_place(c, p);
}

static dg_quantity words_for(int32_t from, int32_t to, uint8_t kind, int64_t value) {
    return (dg_quantity){.first = from,
                         .last = to,
                         .from = from,
                         .to = to,
                         .low = value,
                         .high = value,
                         .kind = kind};
}

/* "a soldier", "another", "no casualties", "nobody", "without injuries". */
static bool other_words(dg_counter *c, int32_t t, dg_quantity *q) {
    const dragoman_token *token = dg_token(c->doc, t);
    const dg_count_words *w = &c->words;
    if (token->fold == w->a || token->fold == w->an || token->fold == w->another) {
        int32_t n = token->head;
        dg_quantity next;
        if (t + 1 < c->end &&
            dg_quantity_at(c->counts, w, c->doc, t + 1, c->begin, c->end, &next) &&
            (next.to + 1 >= c->end || dg_token(c->doc, next.to + 1)->fold != w->hyphen))
            return false; /* "another 20", but "a 14-year-old" */
        bool one = n > t && dg_token(c->doc, n)->xpos != DG_XPOS_NNS &&
                   dg_token(c->doc, n)->xpos != DG_XPOS_NNPS && token->deprel == DG_DEPREL_DET;
        *q = words_for(t, t,
                       token->fold == w->another &&
                               (!one || dg_token(c->doc, n)->upos != DG_UPOS_NOUN)
                           ? DG_FIGURE
                           : DG_SOMEBODY,
                       1);
        return one || token->fold == w->another;
    }
    if (token->fold == w->no) {
        bool one = t + 1 < c->end && dg_token(c->doc, t + 1)->fold == w->one;
        *q = words_for(t, t + one, DG_NOBODY, 0);
        return true;
    }
    *q = words_for(t, t, DG_NOBODY, 0);
    return token->fold == w->nobody || token->fold == w->none || token->fold == w->without;
}

static void find_figures(dg_counter *c) {
    c->people.count = 0;
    for (int32_t t = c->begin; t < c->end; t++) {
        dg_quantity q;
        if (!dg_quantity_at(c->counts, &c->words, c->doc, t, c->begin, c->end, &q) &&
            !other_words(c, t, &q))
            continue;
        add_people(c, q);
        t = q.to;
    }
}

/* ------------------------------------------------------------------ events */

/* Kinds of events that bring about what is counted. */
static uint32_t events_of(uint8_t kind) {
    switch (kind) {
    case DG_KILLED:
    case DG_WOUNDED:
    case DG_MISSING:
        return 1u << DG_ASSAULT | 1u << DG_PROTEST;
    case DG_CAPTIVE:
        return 1u << DG_ASSAULT | 1u << DG_COERCE;
    case DG_DETAINED:
        return 1u << DG_COERCE | 1u << DG_SANCTION;
    case DG_DISPLACED:
        return 1u << DG_ASSAULT | 1u << DG_COERCE;
    case DG_RELEASED:
        return 1u << DG_RETREAT | 1u << DG_AGREE | 1u << DG_CONCEDE | 1u << DG_COOPERATE;
    case DG_PARTICIPANTS:
        return 1u << DG_PROTEST;
    default:
        return 0;
    }
}

/* The event told by the predicate or by what governs it; else the nearest of the sentence. */
static uint32_t event_of(const dg_counter *c, const dg_counted_people *p) {
    const dg_doc *doc = c->doc;
    uint32_t wanted = events_of(p->rule->kind), best = DRAGOMAN_NONE;
    for (int32_t t = p->predicate >= 0 ? p->predicate : p->role; t >= 0;
         t = dg_token(doc, t)->head) {
        int32_t e = doc->event_at[t];
        if (e >= 0 && (wanted >> doc->events.items[e].event & 1 || t == p->predicate))
            return (uint32_t)e;
    }
    int32_t nearest = INT32_MAX;
    for (int32_t t = c->begin; t < c->end; t++) {
        int32_t e = doc->event_at[t], far = t < p->role ? p->role - t : t - p->role;
        if (e >= 0 && wanted >> doc->events.items[e].event & 1 && far < nearest)
            nearest = far, best = (uint32_t)e;
    }
    return best;
}

static void add_index(dg_doc *doc, uint32_t **list, uint32_t *count, uint32_t index) {
    uint32_t *longer = DG_ARRAY(doc->arena, uint32_t, *count + 1);
    if (*count) memcpy(longer, *list, *count * sizeof *longer);
    longer[(*count)++] = index;
    *list = longer;
}

static void link_event(dg_doc *doc, uint32_t tally) {
    const dragoman_tally *t = &doc->tallies.items[tally];
    if (t->event == DRAGOMAN_NONE) return;
    dragoman_event *e = &doc->events.items[t->event];
    if (t->counted == dg_counted_name(DG_KILLED))
        add_index(doc, &e->dead, &e->dead_count, tally);
    else if (t->counted == dg_counted_name(DG_WOUNDED))
        add_index(doc, &e->injured, &e->injured_count, tally);
    else if (t->counted == dg_counted_name(DG_PARTICIPANTS))
        add_index(doc, &e->size, &e->size_count, tally);
}

/* ------------------------------------------------------------------ one tally */

static void set_population(const dg_counter *c, const dg_counted_people *p, dragoman_tally *t) {
    const dg_doc *doc = c->doc;
    int32_t first, last;
    if (p->noun < 0) return;
    dg_noun_phrase(doc, p->noun, &first, &last);
    if (first <= p->quantity.last && p->noun > p->quantity.last) first = p->quantity.last + 1;
    if (dg_token(doc, first)->fold == c->words.of && first < p->noun) first++;
    t->population = dg_span_of(doc, first, last > p->noun ? last : p->noun);
    int32_t mention = doc->mention_at[p->noun];
    if (mention >= 0)
        memcpy(t->population_sector,
               doc->entities.items[doc->mentions.items[mention].entity].sector,
               sizeof t->population_sector);
}

static void set_responsible(const dg_counter *c, dragoman_tally *t) {
    if (t->event == DRAGOMAN_NONE || t->counted == dg_counted_name(DG_PARTICIPANTS) ||
        t->counted == dg_counted_name(DG_OTHER))
        return;
    const dragoman_event *e = &c->doc->events.items[t->event];
    t->responsible = DG_ARRAY(c->doc->arena, uint32_t, e->actor_count + 1);
    for (uint32_t i = 0; i < e->actor_count; i++)
        t->responsible[t->responsible_count++] = e->actors[i].entity;
}

/* The time that governs the figure or the word that told its kind; else its event's. */
static void set_period(const dg_counter *c, const dg_counted_people *p, dragoman_tally *t) {
    const dg_doc *doc = c->doc;
    uint32_t at = dg_when_of(doc, p->predicate >= 0 ? p->predicate : p->role);
    if (at == DRAGOMAN_NONE) at = dg_when_of(doc, p->role);
    if (at != DRAGOMAN_NONE) {
        t->date = doc->times.items[at].date, t->enddate = doc->times.items[at].enddate;
        t->open_end = doc->times.items[at].open_end;
    } else if (t->event != DRAGOMAN_NONE) {
        const dragoman_event *e = &doc->events.items[t->event];
        t->date = e->date, t->enddate = e->enddate, t->open_end = e->open_end;
    }
}

static void set_place(const dg_counter *c, const dg_counted_people *p, dragoman_tally *t) {
    t->place = dg_where_of(c->doc, p->predicate >= 0 ? p->predicate : p->role);
    if (t->place == DRAGOMAN_NONE && t->event != DRAGOMAN_NONE)
        t->place = c->doc->events.items[t->event].place;
}

static void make(dg_counter *c, dg_counted_people *p, const uint32_t *rows) {
    dg_doc *doc = c->doc;
    dragoman_tally t = {.sentence = dg_token(doc, p->role)->sentence,
                        .low = p->quantity.low,
                        .high = p->quantity.high};
    t.qualifier = dg_qualifier_name(p->quantity.qualifier);
    t.counted = dg_counted_name(p->rule->kind);
    t.token = (uint32_t)(p->noun >= 0 ? p->noun : p->role);
    t.span = dg_span_of(doc, p->quantity.first, p->after - 1);
    t.part_of = p->part_of >= 0 ? rows[p->part_of] : DRAGOMAN_NONE;
    t.rule = dg_str(c->counts->text + p->rule->rule);
    t.event = event_of(c, p);
    set_population(c, p, &t);
    set_responsible(c, &t);
    set_period(c, p, &t);
    set_place(c, p, &t);
    dg_tally_source(c, p, &t);
    dg_id(t.id, doc->hash, "tally", t.span, t.counted);
    *dg_vec_push(doc->arena, &doc->tallies) = t;
    link_event(doc, doc->tallies.count - 1);
}

/* ------------------------------------------------------------------ an article */

static void one_sentence(dg_counter *c, const dragoman_sentence *s) {
    c->begin = (int32_t)s->first;
    c->end = (int32_t)(s->first + s->count);
    c->since++;
    find_figures(c);
    if (!c->people.count) return;
    uint32_t *rows = DG_ARRAY(c->doc->arena, uint32_t, c->people.count);
    for (uint32_t i = 0; i < c->people.count; i++) {
        if (!dg_people_kind(c, i)) continue;
        rows[i] = c->doc->tallies.count;
        make(c, &c->people.items[i], rows);
        c->last_kind = c->people.items[i].rule->kind;
        c->last_rule = c->people.items[i].rule;
        c->since = 0;
    }
}

void dg_tally_find(const dg_counts *counts, const dg_actors *actors, dg_doc *doc) {
    dg_counter c = {.counts = counts, .actors = actors, .doc = doc, .last_kind = DG_COUNTED_COUNT};
    dg_count_words_make(&c.words);
    dg_tally_sources_index(&c);
    for (uint32_t i = 0; i < doc->sentences.count; i++) one_sentence(&c, &doc->sentences.items[i]);
}
