/*
 * why.c - why a row stands in the record: the sentence with the words that tell it, who is who and
 * by which rule, when and where, the tree of the clause, and the codebook's lines.
 */
#include "base/codepoints.h"
#include "base/error.h"
#include "base/str.h"
#include "record/names.h"
#include "write/report.h"
#include "write/tokens.h"

#include <stdlib.h>

#define DEEPEST 60 /* levels of a tree that are shown */
#define LABEL 12   /* columns of a line's label */

typedef struct why {
    const dragoman_record *record;
    const dragoman_engine *engine;
    dg_flow flow;
    dg_codepoints index;
    dg_paint paint;
    /* the row */
    dragoman_layer layer;
    uint32_t row, sentence;
    dragoman_span key; /* the word from which the clause is found */
} why;

/* ------------------------------------------------------------------ lines */

static void line(why *w, const char *label) {
    dg_flow_line(&w->flow, 2);
    dg_flow_z(&w->flow, label, DG_DIM);
    w->flow.indent = 2 + LABEL;
    dg_flow_column(&w->flow, 2 + LABEL);
}

static void title(why *w, const char *text) {
    dg_flow_line(&w->flow, 0);
    dg_flow_line(&w->flow, 0);
    dg_flow_z(&w->flow, text, DG_BOLD);
}

/* " [120..127]" in code points. */
static void place_in_text(why *w, dragoman_span span) {
    char text[64];
    snprintf(text, sizeof text, " [%u..%u]", dg_codepoints_at(&w->index, span.start),
             dg_codepoints_at(&w->index, span.end));
    dg_flow_z(&w->flow, text, DG_DIM);
}

static void words_line(why *w, const char *label, dragoman_span span, dg_style style) {
    if (!dg_has_span(span)) return;
    line(w, label);
    dg_flow_text(&w->flow, dg_words(w->record, span), style);
    place_in_text(w, span);
}

/* The codebook's line of a rule, below the rule's name. */
static void rule_line(why *w, dragoman_str rule) {
    if (!rule.len) return;
    line(w, "rule");
    dg_flow_text(&w->flow, rule, DG_PLAIN);
    if (!w->engine) return;
    dragoman_buffer text = {0};
    dragoman_error error;
    int status = dragoman_codebook_line(w->engine, rule, &text, &error);
    if (status == DRAGOMAN_ENOMEM) w->flow.out->failed = true;
    dragoman_str rest = {text.bytes, (uint32_t)text.size}, part;
    while (status == 0 && rest.len && dg_str_split(&rest, '\n', &part)) {
        line(w, "");
        dg_flow_text(&w->flow, part, DG_CUE);
    }
    if (status < 0)
        dg_flow_z(&w->flow, " ", DG_PLAIN), dg_flow_z(&w->flow, error.message, DG_QUAD3);
    dragoman_buffer_free(&text);
}

/* Whom some words name, and by which rule. */
static void who_line(why *w, const char *label, uint32_t entity, dragoman_span span) {
    const dragoman_entity *e = dg_entity_of(w->record, entity);
    line(w, label);
    if (dg_has_span(span)) {
        dg_flow_text(&w->flow, dg_words(w->record, span), DG_WHO);
        place_in_text(w, span);
        dg_flow_z(&w->flow, " is", DG_DIM);
    }
    dg_report_who(&w->flow, w->record, entity);
    if (!e) return;
    dg_flow_z(&w->flow, ", ", DG_DIM);
    dg_flow_z(&w->flow, dragoman_entity_kind_name(e->kind), DG_PLAIN);
    if (e->office.len)
        dg_flow_z(&w->flow, ", ", DG_DIM), dg_flow_text(&w->flow, e->office, DG_PLAIN);
    if (e->wikidata.len)
        dg_flow_z(&w->flow, ", ", DG_DIM), dg_flow_text(&w->flow, e->wikidata, DG_PLAIN);
    rule_line(w, e->rule);
}

static void who_lines(why *w, const char *label, const uint32_t *items, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) who_line(w, label, items[i], (dragoman_span){0, 0});
}

static void time_line(why *w, uint32_t index) {
    if (index >= w->record->time_count) return;
    const dragoman_time *t = &w->record->times[index];
    line(w, "when");
    dg_report_time(&w->flow, w->record, t);
    place_in_text(w, t->span);
    dg_flow_z(&w->flow, t->anchor == -1 ? ", counted from the article's date" : "", DG_DIM);
    rule_line(w, dg_str(t->rule));
}

static void place_line(why *w, uint32_t index) {
    const dragoman_place *p = dg_place_of(w->record, index);
    if (!p) return;
    char text[96];
    line(w, "where");
    dg_flow_text(&w->flow, p->name, DG_PLACE);
    place_in_text(w, p->span);
    snprintf(text, sizeof text, " %s", p->country);
    dg_flow_z(&w->flow, text, DG_DIM);
    if (!p->geonameid) return;
    snprintf(text, sizeof text, ", GeoNames %u", p->geonameid);
    dg_flow_z(&w->flow, text, DG_DIM);
}

/* ------------------------------------------------------------------ rows */

static void why_event(why *w) {
    const dragoman_event *e = &w->record->events[w->row];
    words_line(w, "trigger", e->trigger, DG_QUAD3);
    rule_line(w, e->rule);
    for (uint32_t i = 0; i < e->actor_count; i++)
        who_line(w, "actor", e->actors[i].entity, e->actors[i].span);
    for (uint32_t i = 0; i < e->recipient_count; i++)
        who_line(w, "recipient", e->recipients[i].entity, e->recipients[i].span);
    if (e->according_to != DRAGOMAN_NONE || dg_has_span(e->source_span))
        who_line(w, "according to", e->according_to, e->source_span);
    time_line(w, e->time);
    place_line(w, e->place);
}

static void why_statement(why *w) {
    const dragoman_statement *s = &w->record->statements[w->row];
    words_line(w, "cue", s->cue, DG_CUE);
    rule_line(w, s->rule);
    words_line(w, "source", s->source, DG_WHO);
    who_lines(w, "speaker", s->speakers, s->speaker_count);
    if (s->addressee != DRAGOMAN_NONE) who_lines(w, "addressee", &s->addressee, 1);
    for (uint32_t i = 0; i < s->content_count; i++)
        words_line(w, "content", s->content[i], DG_PLAIN);
}

static void why_tally(why *w) {
    const dragoman_tally *t = &w->record->tallies[w->row];
    words_line(w, "figure", t->span, DG_COUNT);
    rule_line(w, t->rule);
    words_line(w, "population", t->population, DG_PLAIN);
    who_lines(w, "responsible", t->responsible, t->responsible_count);
    for (uint32_t i = 0; i < t->according_to_count; i++)
        who_line(w, "according to", t->according_to[i].entity, t->according_to[i].span);
    place_line(w, t->place);
}

static void why_time(why *w) {
    words_line(w, "words", w->record->times[w->row].span, DG_TIME);
    time_line(w, w->row);
}

static void why_step(why *w) {
    const dragoman_step *s = &w->record->steps[w->row];
    words_line(w, "words", s->span, DG_BOLD);
    rule_line(w, s->rule);
    who_lines(w, "party", s->parties, s->party_count);
    who_lines(w, "mediator", s->mediators, s->mediator_count);
    who_lines(w, "host", s->hosts, s->host_count);
    if (s->according_to != DRAGOMAN_NONE) who_lines(w, "according to", &s->according_to, 1);
    place_line(w, s->venue);
    for (uint32_t i = 0; i < s->term_count; i++)
        words_line(w, s->terms[i].issue, s->terms[i].span, DG_PLAIN);
    for (uint32_t i = 0; i < s->event_count; i++) {
        if (s->events[i] >= w->record->event_count) continue;
        line(w, "event");
        dg_report_event(&w->flow, w->record, &w->record->events[s->events[i]]);
    }
}

/* ------------------------------------------------------------------ the tree */

/* The token that covers byte `at`; -1 if there is none. */
static int32_t token_at(const dragoman_record *r, uint32_t at) {
    uint32_t t = dg_token_behind(r, at);
    return t < r->token_count && r->tokens[t].span.start <= at ? (int32_t)t : -1;
}

/* Whether a relation makes a clause of its own. */
static bool is_clause(const char *relation) {
    static const char *const clauses[] = {"root",        "ccomp",     "advcl", "acl", "acl:relcl",
                                          "advcl:relcl", "parataxis", "csubj", "conj"};
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (strcmp(relation, clauses[i]) == 0) return true;
    return false;
}

static int32_t clause_of(const dragoman_record *r, int32_t token) {
    for (uint32_t steps = 0; steps < r->token_count; steps++) {
        const dragoman_token *t = &r->tokens[token];
        bool verb = strcmp(dragoman_upos_name(t->upos), "VERB") == 0;
        if (t->head < 0 || (verb && is_clause(dragoman_deprel_name(t->deprel)))) break;
        token = t->head;
    }
    return token;
}

static void tree_line(why *w, int32_t token, int depth) {
    const dragoman_token *t = &w->record->tokens[token];
    dg_paint *p = &w->paint;
    uint8_t style = t->span.start >= p->sentence.start && t->span.start < p->sentence.end
                        ? p->styles[t->span.start - p->sentence.start]
                        : DG_PLAIN;
    dg_flow_line(&w->flow, 2 + 2 * (size_t)depth);
    dg_flow_text(&w->flow, dg_words(w->record, t->span), (dg_style)style);
    w->flow.indent = 0; /* what follows stands in columns */
    dg_flow_column(&w->flow, 40);
    dg_flow_z(&w->flow, dragoman_deprel_name(t->deprel), DG_PLAIN);
    dg_flow_column(&w->flow, 54);
    dg_flow_z(&w->flow, dragoman_upos_name(t->upos), DG_DIM);
    dg_flow_column(&w->flow, 61);
    dg_flow_text(&w->flow, t->lemma, DG_DIM);
    const char *name = dragoman_ner_name(t->ner);
    if (name) dg_flow_z(&w->flow, " ", DG_DIM), dg_flow_z(&w->flow, name, DG_DIM);
}

/* A token's subtree in the order of the text, each level further in. */
static void tree(why *w, int32_t token, int depth) {
    const dragoman_token *t = w->record->tokens;
    if (depth > DEEPEST) return;
    bool shown = false;
    for (int32_t c = t[token].child; c >= 0; c = t[c].next) {
        if (c > token && !shown) tree_line(w, token, depth), shown = true;
        tree(w, c, depth + 1);
    }
    if (!shown) tree_line(w, token, depth);
}

static void clause(why *w) {
    int32_t token = w->record->token_count ? token_at(w->record, w->key.start) : -1;
    if (token < 0) return;
    title(w, "Clause");
    tree(w, clause_of(w->record, token), 0);
}

/* ------------------------------------------------------------------ all of it */

/* Find the row; false if no row has this id. */
static bool find_row(why *w, const char *id) {
#define FIND(items, count, of, key_of)                                                             \
    for (uint32_t i = 0; i < w->record->count; i++)                                                \
        if (strcmp(w->record->items[i].id, id) == 0) {                                             \
            w->layer = (of), w->row = i, w->sentence = w->record->items[i].sentence;               \
            w->key = w->record->items[i].key_of;                                                   \
            return true;                                                                           \
        }
    FIND(events, event_count, DRAGOMAN_EVENTS, trigger)
    FIND(statements, statement_count, DRAGOMAN_STATEMENTS, cue)
    FIND(tallies, tally_count, DRAGOMAN_TALLIES, span)
    FIND(times, time_count, DRAGOMAN_TIMES, span)
    FIND(steps, step_count, DRAGOMAN_STEPS, span)
#undef FIND
    return false;
}

static void headline(why *w) {
    const dragoman_record *r = w->record;
    switch (w->layer) {
    case DRAGOMAN_EVENTS:
        dg_report_event(&w->flow, r, &r->events[w->row]);
        break;
    case DRAGOMAN_STATEMENTS:
        dg_report_statement(&w->flow, r, &r->statements[w->row]);
        break;
    case DRAGOMAN_TALLIES:
        dg_report_tally(&w->flow, r, &r->tallies[w->row]);
        break;
    case DRAGOMAN_TIMES:
        dg_report_time(&w->flow, r, &r->times[w->row]);
        break;
    default:
        dg_report_step(&w->flow, r, &r->steps[w->row]);
        break;
    }
}

static void paint(why *w) {
    const dragoman_record *r = w->record;
    switch (w->layer) {
    case DRAGOMAN_EVENTS:
        dg_paint_event(&w->paint, r, &r->events[w->row]);
        break;
    case DRAGOMAN_STATEMENTS:
        dg_paint_statement(&w->paint, &r->statements[w->row]);
        break;
    case DRAGOMAN_TALLIES:
        dg_paint_tally(&w->paint, &r->tallies[w->row]);
        break;
    case DRAGOMAN_TIMES:
        dg_paint_span(&w->paint, r->times[w->row].span, DG_TIME);
        break;
    default:
        dg_paint_span(&w->paint, r->steps[w->row].span, DG_BOLD);
        break;
    }
}

static void details(why *w) {
    switch (w->layer) {
    case DRAGOMAN_EVENTS:
        why_event(w);
        break;
    case DRAGOMAN_STATEMENTS:
        why_statement(w);
        break;
    case DRAGOMAN_TALLIES:
        why_tally(w);
        break;
    case DRAGOMAN_TIMES:
        why_time(w);
        break;
    default:
        why_step(w);
        break;
    }
}

static void write_all(why *w) {
    const dragoman_article *a = &w->record->article;
    headline(w);
    title(w, "Article");
    dg_flow_z(&w->flow, " ", DG_PLAIN);
    w->flow.indent = 2;
    dg_flow_text(&w->flow, a->title.len ? a->title : a->id, DG_PLAIN);
    if (a->source.len)
        dg_flow_z(&w->flow, " · ", DG_DIM), dg_flow_text(&w->flow, a->source, DG_DIM);
    char text[64];
    snprintf(text, sizeof text, "Sentence %u", w->sentence + 1);
    title(w, text);
    place_in_text(w, w->paint.sentence);
    dg_flow_line(&w->flow, 2);
    dg_flow_painted(&w->flow, dg_words(w->record, w->paint.sentence), w->paint.styles);
    title(w, "Words");
    details(w);
    clause(w);
    dg_flow_line(&w->flow, 0);
}

int dragoman_write_why(dragoman_buffer *buffer, const dragoman_record *record, const char *id,
                       const dragoman_engine *engine, const dragoman_write_options *options,
                       dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    why w = {.record = record, .engine = engine, .flow = dg_flow_begin(&out, options)};
    if (!find_row(&w, id)) return dg_fail(error, DRAGOMAN_EUSAGE, "%s: no row of this article", id);
    w.paint.sentence = dg_sentence_span(record, w.sentence);
    w.paint.styles = calloc((size_t)(w.paint.sentence.end - w.paint.sentence.start) + 1, 1);
    if (!w.paint.styles) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    int status = dg_codepoints_open(&w.index, record->article.text, error);
    if (status == 0) {
        paint(&w);
        write_all(&w);
    }
    dg_codepoints_close(&w.index);
    free(w.paint.styles);
    return status < 0 ? status : dg_out_end(&out, error);
}
