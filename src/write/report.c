/*
 * report.c - an article's record to be read in a terminal: the text with its evidence in colour,
 * below each sentence the rows it gave, then who is named and the steps of the negotiations in
 * order of time. Without colour it is plain text that says the same.
 */
#include "write/report.h"

#include "base/error.h"
#include "base/str.h"

#include <stdlib.h>

#define MARGIN 5     /* of a sentence: its number */
#define ROW_INDENT 7 /* of a row below it */
#define ROW_TEXT 9   /* behind the row's mark */

static dg_style quad_style(uint8_t quad) {
    return quad == 1 ? DG_QUAD1 : quad == 2 ? DG_QUAD2 : quad == 3 ? DG_QUAD3 : DG_QUAD4;
}

/* ------------------------------------------------------------------ small parts */

void dg_report_who(dg_flow *f, const dragoman_record *record, uint32_t entity) {
    const dragoman_entity *e = dg_entity_of(record, entity);
    if (!e) {
        dg_flow_z(f, " someone", DG_DIM);
        return;
    }
    dg_flow_z(f, " ", DG_PLAIN);
    dg_flow_text(f, e->name.len ? e->name : DG_STR("someone"), DG_WHO);
    if ((!e->code[0] || strcmp(e->code, "---") == 0) && !e->sector[0]) return;
    dg_flow_z(f, " (", DG_DIM);
    dg_flow_z(f, e->code[0] ? e->code : "---", DG_DIM);
    if (e->sector[0]) dg_flow_z(f, " ", DG_DIM), dg_flow_z(f, e->sector, DG_DIM);
    dg_flow_z(f, ")", DG_DIM);
}

/* What stands before the i-th of `count` names: "A, B and C". */
static void join(dg_flow *f, uint32_t i, uint32_t count) {
    if (i) dg_flow_z(f, i + 1 == count ? " and" : ",", DG_PLAIN);
}

static void who_list(dg_flow *f, const dragoman_record *record, const uint32_t *items,
                     uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        join(f, i, count);
        dg_report_who(f, record, items[i]);
    }
}

static void role_list(dg_flow *f, const dragoman_record *record, const dragoman_role *roles,
                      uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        join(f, i, count);
        dg_report_who(f, record, roles[i].entity);
    }
}

static void labelled(dg_flow *f, const char *label, dragoman_str s, dg_style style) {
    if (!s.len) return;
    dg_flow_z(f, label, DG_DIM);
    dg_flow_z(f, " ", DG_PLAIN);
    dg_flow_text(f, s, style);
}

static void number(dg_flow *f, int64_t n) {
    char digits[24], text[32];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)n), used = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0 && digits[i - 1] != '-') text[used++] = ',';
        text[used++] = digits[i];
    }
    dg_flow_text(f, (dragoman_str){text, (uint32_t)used}, DG_COUNT);
}

static void date(dg_flow *f, dragoman_date d) {
    char room[32];
    dragoman_buffer text = {room, 0, sizeof room};
    dg_out out = dg_out_begin(&text);
    dg_out_date(&out, d);
    dg_flow_text(f, (dragoman_str){room, (uint32_t)text.size}, DG_TIME);
}

static bool same_day(dragoman_date a, dragoman_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* "2024-10-24", "2024-10-14 to 2024-10-20", "since 2023-10"; false where nothing is known. */
static bool days(dg_flow *f, dragoman_date from, dragoman_date to, bool open_end) {
    if (!from.year && !to.year) return false;
    if (!from.year)
        dg_flow_z(f, "until ", DG_DIM);
    else if (open_end)
        dg_flow_z(f, "since ", DG_DIM);
    if (from.year) date(f, from);
    if (to.year && !open_end && !(from.year && same_day(from, to))) {
        if (from.year) dg_flow_z(f, " to ", DG_DIM);
        date(f, to);
    }
    return true;
}

/* " · when · where" of a row. */
static void when_and_where(dg_flow *f, const dragoman_record *record, dragoman_date from,
                           dragoman_date to, bool open_end, uint32_t place) {
    const dragoman_place *p = dg_place_of(record, place);
    if (from.year || to.year) {
        dg_flow_z(f, " · ", DG_DIM);
        days(f, from, to, open_end);
    }
    if (!p) return;
    dg_flow_z(f, " · in ", DG_DIM);
    dg_flow_text(f, p->name, DG_PLACE);
    if (p->country[0]) {
        dg_flow_z(f, " (", DG_DIM);
        dg_flow_z(f, p->country, DG_DIM);
        dg_flow_z(f, ")", DG_DIM);
    }
}

static void auxiliary(dg_flow *f, uint8_t flags) {
    for (unsigned n = 0; n < DG_AUX_COUNT; n++)
        if (flags & (1u << n)) {
            dg_flow_z(f, " · ", DG_DIM);
            dg_flow_z(f, dg_aux_name(n), DG_QUAD3);
        }
}

static void according_to(dg_flow *f, const dragoman_record *record, uint32_t entity,
                         dragoman_span words) {
    if (entity == DRAGOMAN_NONE && !dg_has_span(words)) return;
    dg_flow_z(f, " · according to", DG_DIM);
    if (dg_entity_of(record, entity)) {
        dg_report_who(f, record, entity);
    } else {
        dg_flow_z(f, " ", DG_PLAIN);
        dg_flow_text(f, dg_words(record, words), DG_WHO);
    }
}

/* The first eight digits, which `dragoman explain` takes. */
static void id(dg_flow *f, const char *id) {
    dg_flow_z(f, " ", DG_PLAIN);
    dg_flow_text(f, (dragoman_str){id, (uint32_t)strnlen(id, 8)}, DG_DIM);
}

/* ------------------------------------------------------------------ rows in words */

void dg_report_event(dg_flow *f, const dragoman_record *record, const dragoman_event *e) {
    dg_style style = quad_style(e->quad);
    dg_flow_z(f, dragoman_event_name(e->event), style);
    for (uint8_t i = 0; i < e->mode_count; i++) {
        dg_flow_z(f, " ", DG_PLAIN);
        dg_flow_z(f, dragoman_mode_name(e->mode[i]), style);
    }
    if (e->cameo[0]) dg_flow_z(f, " ", DG_DIM), dg_flow_z(f, e->cameo, DG_DIM);
    dg_flow_z(f, " ", DG_PLAIN);
    if (e->actor_count)
        role_list(f, record, e->actors, e->actor_count);
    else if (e->recipient_count)
        dg_flow_z(f, " someone", DG_DIM);
    if (e->recipient_count) {
        dg_flow_z(f, " →", style);
        role_list(f, record, e->recipients, e->recipient_count);
    }
    when_and_where(f, record, e->date, e->enddate, e->open_end, e->place);
    auxiliary(f, e->auxiliary);
    according_to(f, record, e->according_to, e->source_span);
    id(f, e->id);
}

/* "according to", "in a letter to": a cue behind which the speaker's name stands. */
static bool leads_to_name(dragoman_str cue) {
    return cue.len > 3 && memcmp(cue.ptr + cue.len - 3, " to", 3) == 0;
}

void dg_report_statement(dg_flow *f, const dragoman_record *record, const dragoman_statement *s) {
    dragoman_str cue = dg_words(record, s->cue);
    bool first = leads_to_name(cue);
    if (first) dg_flow_text(f, cue, DG_CUE), dg_flow_z(f, " ", DG_PLAIN);
    if (s->speaker_count)
        who_list(f, record, s->speakers, s->speaker_count);
    else
        dg_flow_z(f, dg_has_span(s->source) ? "" : "nobody named", DG_DIM);
    if (!s->speaker_count) dg_flow_text(f, dg_words(record, s->source), DG_WHO);
    if (!first) dg_flow_z(f, " ", DG_PLAIN), dg_flow_text(f, cue, DG_CUE);
    if (s->negated) dg_flow_z(f, " (denies)", DG_QUAD3);
    if (s->addressee != DRAGOMAN_NONE) {
        dg_flow_z(f, " →", DG_CUE);
        dg_report_who(f, record, s->addressee);
    }
    dg_flow_z(f, ": ", DG_DIM);
    for (uint32_t i = 0; i < s->content_count; i++) {
        if (i) dg_flow_z(f, " … ", DG_DIM);
        dg_flow_text(f, dg_words(record, s->content[i]), DG_PLAIN);
    }
    dg_flow_z(f, " · ", DG_DIM);
    dg_flow_z(f, dg_statement_kind_name(s->kind), DG_DIM);
    if (s->date.year) dg_flow_z(f, " · ", DG_DIM), date(f, s->date);
    id(f, s->id);
}

static void figure(dg_flow *f, const dragoman_tally *t) {
    const char *q = t->qualifier ? t->qualifier : "exact";
    bool range = t->low >= 0 && t->high >= 0 && t->low != t->high;
    if (strcmp(q, "exact") != 0 && strcmp(q, "range") != 0) {
        char text[32];
        snprintf(text, sizeof text, "%s ", q);
        for (char *c = text; *c; c++)
            if (*c == '_') *c = ' ';
        dg_flow_z(f, text, DG_COUNT);
    }
    if (t->low >= 0) number(f, t->low);
    if (range) dg_flow_z(f, " to ", DG_DIM);
    if (t->high >= 0 && (range || t->low < 0)) number(f, t->high);
    dg_flow_z(f, " ", DG_PLAIN);
    dg_flow_z(f, t->counted, DG_COUNT);
}

void dg_report_tally(dg_flow *f, const dragoman_record *record, const dragoman_tally *t) {
    figure(f, t);
    dg_flow_text(f, DG_STR(" "), DG_PLAIN);
    dg_flow_text(f, dg_words(record, t->population), DG_PLAIN);
    if (t->responsible_count) {
        dg_flow_z(f, " by", DG_DIM);
        who_list(f, record, t->responsible, t->responsible_count);
    }
    when_and_where(f, record, t->date, t->enddate, t->open_end, t->place);
    if (t->as_of.year) dg_flow_z(f, " · as of ", DG_DIM), date(f, t->as_of);
    for (uint32_t i = 0; i < t->according_to_count; i++)
        according_to(f, record, t->according_to[i].entity, t->according_to[i].span);
    id(f, t->id);
}

void dg_report_time(dg_flow *f, const dragoman_record *record, const dragoman_time *t) {
    dg_flow_text(f, dg_words(record, t->span), DG_PLAIN);
    dg_flow_z(f, " = ", DG_DIM);
    if (days(f, t->date, t->enddate, t->open_end)) return;
    dg_flow_z(f, t->value[0] ? t->value : "unknown", t->value[0] ? DG_TIME : DG_DIM);
}

void dg_report_step(dg_flow *f, const dragoman_record *record, const dragoman_step *s) {
    dg_flow_z(f, s->kind, DG_BOLD);
    if (s->format) dg_flow_z(f, " ", DG_PLAIN), dg_flow_z(f, s->format, DG_PLAIN);
    if (s->response) dg_flow_z(f, " ", DG_PLAIN), dg_flow_z(f, s->response, DG_PLAIN);
    if (s->party_count) {
        dg_flow_z(f, ":", DG_DIM);
        who_list(f, record, s->parties, s->party_count);
    }
    if (s->mediator_count) {
        dg_flow_z(f, " · mediated by", DG_DIM);
        who_list(f, record, s->mediators, s->mediator_count);
    }
    const dragoman_place *venue = dg_place_of(record, s->venue);
    if (venue) labelled(f, " · in", venue->name, DG_PLACE);
    for (uint32_t i = 0; i < s->term_count; i++) {
        dg_flow_z(f, i ? ", " : " · terms: ", DG_DIM);
        dg_flow_z(f, s->terms[i].issue, DG_PLAIN);
    }
    auxiliary(f, s->auxiliary);
    according_to(f, record, s->according_to, (dragoman_span){0, 0});
    id(f, s->id);
}

/* ------------------------------------------------------------------ evidence in the sentence */

void dg_paint_span(dg_paint *p, dragoman_span span, dg_style style) {
    uint32_t from = span.start > p->sentence.start ? span.start : p->sentence.start;
    uint32_t to = span.end < p->sentence.end ? span.end : p->sentence.end;
    if (from < to) memset(p->styles + (from - p->sentence.start), (int)style, to - from);
}

void dg_paint_event(dg_paint *p, const dragoman_record *r, const dragoman_event *e) {
    const dragoman_place *place = dg_place_of(r, e->place);
    if (place) dg_paint_span(p, place->span, DG_PLACE);
    for (uint32_t i = 0; i < e->actor_count; i++) dg_paint_span(p, e->actors[i].span, DG_WHO);
    for (uint32_t i = 0; i < e->recipient_count; i++)
        dg_paint_span(p, e->recipients[i].span, DG_WHO);
    dg_paint_span(p, e->trigger, quad_style(e->quad));
}

void dg_paint_statement(dg_paint *p, const dragoman_statement *s) {
    dg_paint_span(p, s->source, DG_WHO);
    dg_paint_span(p, s->cue, DG_CUE);
}

void dg_paint_tally(dg_paint *p, const dragoman_tally *t) {
    for (uint32_t i = 0; i < t->according_to_count; i++)
        dg_paint_span(p, t->according_to[i].span, DG_WHO);
    dg_paint_span(p, t->span, DG_COUNT);
}

/* The rows of each layer by sentence: rows[first[n]] .. rows[first[n + 1]] stand in sentence n. */
typedef struct by_sentence {
    uint32_t *first; /* [sentences + 1] */
    uint32_t *rows;  /* [rows of the layer] */
} by_sentence;

enum { EVENTS, STATEMENTS, TALLIES, TIMES, LAYERS };

typedef struct report {
    const dragoman_record *record;
    dg_flow flow;
    by_sentence layer[LAYERS];
    uint8_t *styles; /* of the sentence being written, a byte each */
} report;

static uint32_t sentence_of(const dragoman_record *r, int layer, uint32_t row) {
    return layer == EVENTS       ? r->events[row].sentence
           : layer == STATEMENTS ? r->statements[row].sentence
           : layer == TALLIES    ? r->tallies[row].sentence
                                 : r->times[row].sentence;
}

/* Sort a layer's rows by sentence, by counting; the order within a sentence stays. */
static bool sort_layer(report *p, int layer, uint32_t count) {
    const dragoman_record *r = p->record;
    by_sentence *b = &p->layer[layer];
    b->first = calloc((size_t)r->sentence_count + 3, sizeof *b->first);
    b->rows = malloc(((size_t)count + 1) * sizeof *b->rows);
    if (!b->first || !b->rows) return false;
    uint32_t *after =
        b->first + 1; /* where the next row of a sentence goes: in the end, the next's first */
    for (uint32_t i = 0; i < count; i++) {
        uint32_t n = sentence_of(r, layer, i);
        if (n < r->sentence_count) after[n + 1]++;
    }
    for (uint32_t n = 1; n <= r->sentence_count; n++) after[n] += after[n - 1];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t n = sentence_of(r, layer, i);
        if (n < r->sentence_count) b->rows[after[n]++] = i;
    }
    return true;
}

#define EACH_ROW(p, layer_of, n, i)                                                                \
    for (uint32_t at_ = (p)->layer[layer_of].first[n], i;                                          \
         at_ < (p)->layer[layer_of].first[(n) + 1] && (i = (p)->layer[layer_of].rows[at_], true);  \
         at_++)

/* All that sentence `n` tells; what matters most is painted last. */
static void paint_all(const report *p, dg_paint *paint, uint32_t n) {
    const dragoman_record *r = p->record;
    EACH_ROW(p, TIMES, n, i) dg_paint_span(paint, r->times[i].span, DG_TIME);
    EACH_ROW(p, TALLIES, n, i) dg_paint_tally(paint, &r->tallies[i]);
    EACH_ROW(p, STATEMENTS, n, i) dg_paint_statement(paint, &r->statements[i]);
    EACH_ROW(p, EVENTS, n, i) dg_paint_event(paint, r, &r->events[i]);
    EACH_ROW(p, EVENTS, n, i) /* no actor's words hide another's trigger */
    dg_paint_span(paint, r->events[i].trigger, quad_style(r->events[i].quad));
}

static void mark(dg_flow *f, const char *sign, dg_style style) {
    dg_flow_line(f, ROW_INDENT);
    dg_flow_z(f, sign, style);
    f->indent = ROW_TEXT;
    dg_flow_column(f, ROW_TEXT);
}

static void sentence_rows(report *p, uint32_t n) {
    const dragoman_record *r = p->record;
    dg_flow *f = &p->flow;
    EACH_ROW(p, EVENTS, n, i) {
        mark(f, "●", quad_style(r->events[i].quad));
        dg_report_event(f, r, &r->events[i]);
    }
    EACH_ROW(p, STATEMENTS, n, i) {
        mark(f, "“", DG_CUE);
        dg_report_statement(f, r, &r->statements[i]);
    }
    EACH_ROW(p, TALLIES, n, i) {
        mark(f, "#", DG_COUNT);
        dg_report_tally(f, r, &r->tallies[i]);
    }
    bool first = true;
    EACH_ROW(p, TIMES, n, i) {
        if (first)
            mark(f, "@", DG_TIME);
        else
            dg_flow_z(f, " · ", DG_DIM);
        dg_report_time(f, r, &r->times[i]);
        first = false;
    }
}

static void sentence(report *p, uint32_t n) {
    const dragoman_sentence *s = &p->record->sentences[n];
    dg_flow *f = &p->flow;
    dg_paint paint = {s->span, p->styles};
    bool headline = s->flags & DRAGOMAN_SENTENCE_HEADLINE;
    memset(p->styles, headline ? DG_BOLD : DG_PLAIN, s->span.end - s->span.start);
    paint_all(p, &paint, n);
    char text[16];
    snprintf(text, sizeof text, "%*u", MARGIN - 2, n + 1);
    dg_flow_line(f, 0);
    dg_flow_line(f, 0);
    dg_flow_cut(f, dg_str(text), MARGIN, DG_DIM);
    f->indent = MARGIN;
    dg_flow_column(f, MARGIN);
    dg_flow_painted(f, dg_words(p->record, s->span), p->styles);
    sentence_rows(p, n);
}

/* ------------------------------------------------------------------ head and sections */

static void rule(dg_flow *f, const char *title) {
    dg_flow_line(f, 0);
    dg_flow_line(f, 0);
    dg_flow_z(f, title, DG_BOLD);
    dg_flow_z(f, " ", DG_PLAIN);
    dg_flow_cut(f, (dragoman_str){"", 0}, 0, DG_DIM);
    while (f->column + 1 < f->width) dg_out_z(f->out, "─"), f->column++;
}

static void heading(dg_flow *f, const dragoman_record *r) {
    const dragoman_article *a = &r->article;
    dg_flow_text(f, a->title.len ? a->title : a->id, DG_BOLD);
    dg_flow_line(f, 0);
    bool any = false;
    if (a->published.year) date(f, a->published), any = true;
    const dragoman_str parts[] = {a->source, a->url,
                                  a->title.len ? a->id : (dragoman_str){NULL, 0}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].len) continue;
        if (any) dg_flow_z(f, " · ", DG_DIM);
        dg_flow_text(f, parts[i], DG_DIM);
        any = true;
    }
    if (!a->published.year)
        dg_flow_z(
            f, any ? " · no date: relative dates stay open" : "no date: relative dates stay open",
            DG_DIM);
}

static int by_mentions(const void *a, const void *b) {
    const dragoman_entity *x = *(const dragoman_entity *const *)a,
                          *y = *(const dragoman_entity *const *)b;
    if (x->mention_count != y->mention_count) return x->mention_count < y->mention_count ? 1 : -1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void entity_line(dg_flow *f, const dragoman_entity *e) {
    char text[48];
    size_t name = f->width / 2 - 8;
    dg_flow_line(f, 2);
    snprintf(text, sizeof text, "%4u×", e->mention_count);
    dg_flow_cut(f, dg_str(text), 8, DG_DIM);
    dg_flow_column(f, 9);
    dg_flow_cut(f, e->name, name, DG_WHO);
    dg_flow_column(f, 11 + name);
    snprintf(text, sizeof text, "%-4s%-4s", e->code[0] ? e->code : "---", e->sector);
    dg_flow_cut(f, dg_str(text), 8, DG_PLAIN);
    dg_flow_column(f, 20 + name);
    dragoman_str about = e->office.len ? e->office : dg_str(dragoman_entity_kind_name(e->kind));
    dg_flow_cut(f, about, f->width > 21 + name ? f->width - 21 - name : 1, DG_DIM);
}

#define MOST_ENTITIES 20

/* Mark those who act, are acted upon, speak or negotiate. */
static void mark_roles(const dragoman_record *r, bool *takes_part /* [entities] */) {
#define MARK(entity)                                                                               \
    if ((entity) < r->entity_count) takes_part[entity] = true
    for (uint32_t i = 0; i < r->event_count; i++) {
        const dragoman_event *e = &r->events[i];
        for (uint32_t k = 0; k < e->actor_count; k++) MARK(e->actors[k].entity);
        for (uint32_t k = 0; k < e->recipient_count; k++) MARK(e->recipients[k].entity);
    }
    for (uint32_t i = 0; i < r->statement_count; i++)
        for (uint32_t k = 0; k < r->statements[i].speaker_count; k++)
            MARK(r->statements[i].speakers[k]);
    for (uint32_t i = 0; i < r->step_count; i++) {
        const dragoman_step *s = &r->steps[i];
        for (uint32_t k = 0; k < s->party_count; k++) MARK(s->parties[k]);
        for (uint32_t k = 0; k < s->mediator_count; k++) MARK(s->mediators[k]);
        for (uint32_t k = 0; k < s->host_count; k++) MARK(s->hosts[k]);
    }
#undef MARK
}

/* Whoever takes part or is known by a code or an office, the most mentioned first. */
static uint32_t worth_showing(const dragoman_record *r, const bool *takes_part,
                              const dragoman_entity **shown) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->entity_count; i++) {
        const dragoman_entity *e = &r->entities[i];
        bool known = e->code[0] && strcmp(e->code, "---") != 0 && e->kind != DRAGOMAN_PLACE;
        if (e->mention_count && (takes_part[i] || known)) shown[count++] = e;
    }
    if (count) qsort(shown, count, sizeof *shown, by_mentions);
    return count;
}

static int entities(dg_flow *f, const dragoman_record *r, dragoman_error *error) {
    const dragoman_entity **shown = malloc(((size_t)r->entity_count + 1) * sizeof *shown);
    bool *takes_part = calloc((size_t)r->entity_count + 1, sizeof *takes_part);
    uint32_t count = 0;
    if (shown && takes_part) {
        mark_roles(r, takes_part);
        count = worth_showing(r, takes_part, shown);
        if (count) rule(f, "Who");
        for (uint32_t i = 0; i < count && i < MOST_ENTITIES; i++) entity_line(f, shown[i]);
    }
    if (count > MOST_ENTITIES) {
        char text[48];
        snprintf(text, sizeof text, "and %u more", count - MOST_ENTITIES);
        dg_flow_line(f, 11);
        dg_flow_z(f, text, DG_DIM);
    }
    bool done = shown && takes_part;
    free(shown);
    free(takes_part);
    return done ? 0 : dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
}

static int32_t day_number(dragoman_date d) {
    return d.year ? d.year * 512 + d.month * 32 + d.day : INT32_MAX; /* without a date: last */
}

static int by_day(const void *a, const void *b) {
    const dragoman_step *x = *(const dragoman_step *const *)a,
                        *y = *(const dragoman_step *const *)b;
    int32_t p = day_number(x->date), q = day_number(y->date);
    if (p != q) return p < q ? -1 : 1;
    return x < y ? -1 : x > y; /* both lie in one array: in the order of the text */
}

static int steps(dg_flow *f, const dragoman_record *r, dragoman_error *error) {
    if (!r->step_count) return 0;
    const dragoman_step **sorted = malloc(r->step_count * sizeof *sorted);
    if (!sorted) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < r->step_count; i++) sorted[i] = &r->steps[i];
    qsort(sorted, r->step_count, sizeof *sorted, by_day);
    rule(f, "Negotiations");
    for (uint32_t i = 0; i < r->step_count; i++) {
        dg_flow_line(f, 2);
        if (!days(f, sorted[i]->date, sorted[i]->enddate, sorted[i]->open_end))
            dg_flow_z(f, "no date", DG_DIM);
        f->indent = 15;
        dg_flow_column(f, 15);
        dg_report_step(f, r, sorted[i]);
    }
    free(sorted);
    return 0;
}

static void count(dg_flow *f, uint32_t n, const char *one, const char *many) {
    char text[64];
    snprintf(text, sizeof text, "%u %s", n, n == 1 ? one : many);
    if (f->column) dg_flow_z(f, " · ", DG_DIM);
    dg_flow_z(f, text, DG_DIM);
}

static void summary(dg_flow *f, const dragoman_record *r) {
    dg_flow_line(f, 0);
    dg_flow_line(f, 0);
    count(f, r->sentence_count, "sentence", "sentences");
    count(f, r->event_count, "event", "events");
    count(f, r->statement_count, "statement", "statements");
    count(f, r->tally_count, "tally", "tallies");
    count(f, r->time_count, "time", "times");
    count(f, r->step_count, "step", "steps");
    dg_flow_line(f, 0);
}

static uint32_t longest_sentence(const dragoman_record *r) {
    uint32_t longest = 1;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        uint32_t len = r->sentences[i].span.end - r->sentences[i].span.start;
        if (len > longest) longest = len;
    }
    return longest;
}

static bool report_open(report *p) {
    const dragoman_record *r = p->record;
    const uint32_t counts[LAYERS] = {r->event_count, r->statement_count, r->tally_count,
                                     r->time_count};
    p->styles = malloc(longest_sentence(r));
    bool done = p->styles != NULL;
    for (int layer = 0; layer < LAYERS; layer++) done = done && sort_layer(p, layer, counts[layer]);
    return done;
}

static void report_close(report *p) {
    free(p->styles);
    for (int layer = 0; layer < LAYERS; layer++) {
        free(p->layer[layer].first);
        free(p->layer[layer].rows);
    }
}

int dragoman_write_report(dragoman_buffer *buffer, const dragoman_record *record,
                          const dragoman_write_options *options, dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    report p = {.record = record, .flow = dg_flow_begin(&out, options)};
    int status = report_open(&p) ? 0 : dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    if (status == 0) heading(&p.flow, record);
    for (uint32_t n = 0; status == 0 && n < record->sentence_count; n++) sentence(&p, n);
    report_close(&p);
    if (status == 0) status = entities(&p.flow, record, error);
    if (status == 0) status = steps(&p.flow, record, error);
    summary(&p.flow, record);
    dg_flow_line(&p.flow, 0);
    if (status == 0) return dg_out_end(&out, error);
    buffer->size = out.start;
    return status;
}
