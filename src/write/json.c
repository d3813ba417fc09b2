/*
 * json.c - the article object: the whole record of one article as one line of JSON.
 *
 * Keys, their order and their meaning are those of doc/record.md. Spans are turned from bytes into
 * code points by an index over the text. What is unknown is null, what there is none of an empty
 * list.
 */
#include "base/json.h"

#include "base/codepoints.h"
#include "base/error.h"
#include "record/names.h"

#include <math.h>

typedef struct writer {
    dg_json json;
    dg_codepoints index;
    const dragoman_record *record;
} writer;

/* ------------------------------------------------------------------ values */

static void span_value(writer *w, dragoman_span span) {
    dg_json_open(&w->json, '[');
    dg_json_int(&w->json, dg_codepoints_at(&w->index, span.start));
    dg_json_int(&w->json, dg_codepoints_at(&w->index, span.end));
    dg_json_close(&w->json, ']');
}

static void span_or_null(writer *w, dragoman_span span) {
    if (dg_has_span(span))
        span_value(w, span);
    else
        dg_json_null(&w->json);
}

static void index_or_null(writer *w, uint32_t index) {
    if (index == DRAGOMAN_NONE)
        dg_json_null(&w->json);
    else
        dg_json_int(&w->json, index);
}

static void count_or_null(writer *w, int64_t n) {
    if (n < 0)
        dg_json_null(&w->json);
    else
        dg_json_int(&w->json, n);
}

static void indices(writer *w, const uint32_t *items, uint32_t count) {
    dg_json_open(&w->json, '[');
    for (uint32_t i = 0; i < count; i++) dg_json_int(&w->json, items[i]);
    dg_json_close(&w->json, ']');
}

static void roles(writer *w, const dragoman_role *items, uint32_t count) {
    dg_json *j = &w->json;
    dg_json_open(j, '[');
    for (uint32_t i = 0; i < count; i++) {
        dg_json_open(j, '{');
        dg_json_key(j, "entity");
        index_or_null(w, items[i].entity);
        dg_json_key(j, "span");
        span_or_null(w, items[i].span);
        dg_json_close(j, '}');
    }
    dg_json_close(j, ']');
}

static void auxiliary(writer *w, uint8_t flags) {
    dg_json_open(&w->json, '[');
    for (unsigned n = 0; n < DG_AUX_COUNT; n++)
        if (flags & (1u << n)) dg_json_z(&w->json, dg_aux_name(n));
    dg_json_close(&w->json, ']');
}

static void labels(writer *w, const uint8_t *items, uint8_t count, const char *(*name)(uint8_t)) {
    dg_json_open(&w->json, '[');
    for (uint8_t i = 0; i < count; i++) dg_json_z(&w->json, name(items[i]));
    dg_json_close(&w->json, ']');
}

static void place_or_null(writer *w, uint32_t index) {
    dg_json *j = &w->json;
    const dragoman_place *place = dg_place_of(w->record, index);
    if (!place) {
        dg_json_null(j);
        return;
    }
    dg_json_open(j, '{');
    dg_json_key(j, "span");
    span_or_null(w, place->span);
    dg_json_key(j, "name");
    dg_json_text(j, place->name);
    dg_json_key(j, "geonameid");
    if (place->geonameid)
        dg_json_int(j, place->geonameid);
    else
        dg_json_null(j);
    dg_json_key(j, "lat");
    dg_json_fixed(j, place->lat, 5);
    dg_json_key(j, "lon");
    dg_json_fixed(j, place->lon, 5);
    dg_json_key(j, "country");
    dg_json_z(j, place->country);
    dg_json_key(j, "admin1");
    dg_json_text(j, place->admin1);
    dg_json_key(j, "resolution");
    if (place->resolution)
        dg_json_int(j, place->resolution);
    else
        dg_json_null(j);
    dg_json_close(j, '}');
}

static void tally_ids(writer *w, const uint32_t *items, uint32_t count) {
    dg_json_open(&w->json, '[');
    for (uint32_t i = 0; i < count; i++)
        if (items[i] < w->record->tally_count) dg_json_z(&w->json, w->record->tallies[items[i]].id);
    dg_json_close(&w->json, ']');
}

static void event_id(writer *w, uint32_t event) {
    dg_json_z(&w->json, event < w->record->event_count ? w->record->events[event].id : NULL);
}

static void event_ids(writer *w, const uint32_t *items, uint32_t count) {
    dg_json_open(&w->json, '[');
    for (uint32_t i = 0; i < count; i++)
        if (items[i] < w->record->event_count) event_id(w, items[i]);
    dg_json_close(&w->json, ']');
}

static void time_id(writer *w, uint32_t time) {
    dg_json_z(&w->json, time < w->record->time_count ? w->record->times[time].id : NULL);
}

/* The days something covers; `open_end` tells "since June" from a single day. */
static void days(writer *w, dragoman_date date, dragoman_date enddate, bool open_end) {
    dg_json *j = &w->json;
    dg_json_key(j, "date");
    dg_json_date(j, date);
    dg_json_key(j, "enddate");
    dg_json_date(j, enddate);
    dg_json_key(j, "open_end");
    dg_json_bool(j, open_end);
}

static void head(writer *w, const char *id, uint32_t sentence, dragoman_span span) {
    dg_json *j = &w->json;
    dg_json_open(j, '{');
    dg_json_key(j, "id");
    dg_json_z(j, id);
    dg_json_key(j, "sentence");
    dg_json_int(j, sentence);
    if (!dg_has_span(span)) return;
    dg_json_key(j, "span");
    span_value(w, span);
}

static void tail(writer *w, dragoman_str rule) {
    dg_json_key(&w->json, "rule");
    dg_json_text(&w->json, rule);
    dg_json_close(&w->json, '}');
}

/* ------------------------------------------------------------------ layers */

static void article(writer *w, const dragoman_write_options *options) {
    dg_json *j = &w->json;
    const dragoman_article *a = &w->record->article;
    dg_json_key(j, "id");
    dg_json_string(j, a->id);
    dg_json_key(j, "title");
    dg_json_text(j, a->title);
    dg_json_key(j, "published");
    dg_json_date(j, a->published);
    dg_json_key(j, "source");
    dg_json_text(j, a->source);
    dg_json_key(j, "url");
    dg_json_text(j, a->url);
    dg_json_key(j, "language");
    dg_json_text(j, a->language);
    if (!options || !options->no_text) {
        dg_json_key(j, "text");
        dg_json_string(j, a->text);
    }
    dg_json_key(j, "text_hash");
    dg_json_before(j);
    dg_out_z(j->out, "\"xxh3:");
    dg_out_hex(j->out, w->record->text_hash[0]);
    dg_out_hex(j->out, w->record->text_hash[1]);
    dg_out_char(j->out, '"');
}

static void coder(writer *w) {
    dg_json *j = &w->json;
    const dragoman_coder_info *info = &w->record->coder;
    dg_json_key(j, "coder");
    dg_json_open(j, '{');
    dg_json_key(j, "name");
    dg_json_z(j, "dragoman");
    dg_json_key(j, "version");
    dg_json_z(j, info->version);
    dg_json_key(j, "codebook");
    dg_json_z(j, info->codebook);
    dg_json_key(j, "model");
    dg_json_z(j, info->model);
    dg_json_close(j, '}');
}

static void sentences(writer *w) {
    dg_json_key(&w->json, "sentences");
    dg_json_open(&w->json, '[');
    for (uint32_t i = 0; i < w->record->sentence_count; i++)
        span_value(w, w->record->sentences[i].span);
    dg_json_close(&w->json, ']');
}

static void mentions(writer *w, const dragoman_entity *e) {
    dg_json *j = &w->json;
    dg_json_open(j, '[');
    for (uint32_t i = 0; i < e->mention_count; i++) {
        if (e->mentions[i] >= w->record->mention_count) continue;
        const dragoman_mention *m = &w->record->mentions[e->mentions[i]];
        dg_json_open(j, '{');
        dg_json_key(j, "span");
        span_value(w, m->span);
        dg_json_key(j, "kind");
        dg_json_z(j, dg_mention_kind_name(m->kind));
        dg_json_close(j, '}');
    }
    dg_json_close(j, ']');
}

static void entity(writer *w, const dragoman_entity *e) {
    dg_json *j = &w->json;
    dg_json_open(j, '{');
    dg_json_key(j, "id");
    dg_json_int(j, e->id);
    dg_json_key(j, "kind");
    dg_json_z(j, dragoman_entity_kind_name(e->kind));
    dg_json_key(j, "name");
    dg_json_text(j, e->name);
    dg_json_key(j, "code");
    dg_json_z(j, e->code[0] ? e->code : "---");
    dg_json_key(j, "sector");
    dg_json_z(j, e->sector);
    dg_json_key(j, "cameo");
    dg_json_text(j, e->cameo);
    dg_json_key(j, "office");
    dg_json_text(j, e->office);
    dg_json_key(j, "wikidata");
    dg_json_text(j, e->wikidata);
    dg_json_key(j, "mentions");
    mentions(w, e);
    tail(w, e->rule);
}

static void event(writer *w, const dragoman_event *e) {
    dg_json *j = &w->json;
    head(w, e->id, e->sentence, e->span);
    dg_json_key(j, "trigger");
    span_or_null(w, e->trigger);
    dg_json_key(j, "event");
    dg_json_z(j, dragoman_event_name(e->event));
    dg_json_key(j, "mode");
    labels(w, e->mode, e->mode_count, dragoman_mode_name);
    dg_json_key(j, "context");
    labels(w, e->context, e->context_count, dragoman_context_name);
    dg_json_key(j, "cameo");
    dg_json_z(j, e->cameo);
    dg_json_key(j, "quad_code");
    dg_json_int(j, e->quad);
    dg_json_key(j, "event_scale");
    dg_json_fixed(j, (double)e->scale, 2);
    dg_json_key(j, "goldstein");
    dg_json_fixed(j, (double)e->goldstein, 2);
    dg_json_key(j, "auxiliary");
    auxiliary(w, e->auxiliary);
    dg_json_key(j, "actor");
    roles(w, e->actors, e->actor_count);
    dg_json_key(j, "recipient");
    roles(w, e->recipients, e->recipient_count);
    dg_json_key(j, "according_to");
    index_or_null(w, e->according_to);
    dg_json_key(j, "source_span");
    span_or_null(w, e->source_span);
    days(w, e->date, e->enddate, e->open_end);
    dg_json_key(j, "date_precision");
    dg_json_z(j, dragoman_precision_name(e->precision));
    dg_json_key(j, "time");
    time_id(w, e->time);
    dg_json_key(j, "location");
    place_or_null(w, e->place);
    dg_json_key(j, "dead");
    tally_ids(w, e->dead, e->dead_count);
    dg_json_key(j, "injured");
    tally_ids(w, e->injured, e->injured_count);
    dg_json_key(j, "size");
    tally_ids(w, e->size, e->size_count);
    dg_json_key(j, "confidence");
    dg_json_fixed(j, (double)e->confidence, 3);
    tail(w, e->rule);
}

static void statement(writer *w, const dragoman_statement *s) {
    dg_json *j = &w->json;
    head(w, s->id, s->sentence, (dragoman_span){0, 0});
    dg_json_key(j, "speakers");
    indices(w, s->speakers, s->speaker_count);
    dg_json_key(j, "source");
    span_or_null(w, s->source);
    dg_json_key(j, "cue");
    span_or_null(w, s->cue);
    dg_json_key(j, "content");
    dg_json_open(j, '[');
    for (uint32_t i = 0; i < s->content_count; i++) span_value(w, s->content[i]);
    dg_json_close(j, ']');
    dg_json_key(j, "kind");
    dg_json_z(j, dg_statement_kind_name(s->kind));
    dg_json_key(j, "addressee");
    index_or_null(w, s->addressee);
    dg_json_key(j, "date");
    dg_json_date(j, s->date);
    dg_json_key(j, "negated");
    dg_json_bool(j, s->negated);
    tail(w, s->rule);
}

static void tally_sources(writer *w, const dragoman_tally *t) {
    dg_json *j = &w->json;
    dg_json_open(j, '[');
    for (uint32_t i = 0; i < t->according_to_count; i++) {
        dg_json_open(j, '{');
        dg_json_key(j, "span");
        span_or_null(w, t->according_to[i].span);
        dg_json_key(j, "entity");
        index_or_null(w, t->according_to[i].entity);
        dg_json_close(j, '}');
    }
    dg_json_close(j, ']');
}

static void population(writer *w, const dragoman_tally *t) {
    dg_json *j = &w->json;
    if (!dg_has_span(t->population) && !t->population_sector[0]) {
        dg_json_null(j);
        return;
    }
    dg_json_open(j, '{');
    dg_json_key(j, "span");
    span_or_null(w, t->population);
    dg_json_key(j, "sector");
    dg_json_z(j, t->population_sector);
    dg_json_close(j, '}');
}

static void tally(writer *w, const dragoman_tally *t) {
    dg_json *j = &w->json;
    head(w, t->id, t->sentence, t->span);
    dg_json_key(j, "low");
    count_or_null(w, t->low);
    dg_json_key(j, "high");
    count_or_null(w, t->high);
    dg_json_key(j, "qualifier");
    dg_json_z(j, t->qualifier);
    dg_json_key(j, "counted");
    dg_json_z(j, t->counted);
    dg_json_key(j, "population");
    population(w, t);
    dg_json_key(j, "responsible");
    indices(w, t->responsible, t->responsible_count);
    dg_json_key(j, "location");
    place_or_null(w, t->place);
    days(w, t->date, t->enddate, t->open_end);
    dg_json_key(j, "as_of");
    dg_json_date(j, t->as_of);
    dg_json_key(j, "according_to");
    tally_sources(w, t);
    dg_json_key(j, "event");
    event_id(w, t->event);
    dg_json_key(j, "part_of");
    dg_json_z(j, t->part_of < w->record->tally_count ? w->record->tallies[t->part_of].id : NULL);
    tail(w, t->rule);
}

static void time_row(writer *w, const dragoman_time *t) {
    dg_json *j = &w->json;
    head(w, t->id, t->sentence, t->span);
    dg_json_key(j, "type");
    dg_json_z(j, t->type);
    dg_json_key(j, "value");
    dg_json_z(j, t->value);
    dg_json_key(j, "mod");
    dg_json_z(j, t->mod);
    days(w, t->date, t->enddate, t->open_end);
    dg_json_key(j, "date_precision");
    dg_json_z(j, dragoman_precision_name(t->precision));
    dg_json_key(j, "anchor");
    if (t->anchor == -1)
        dg_json_z(j, "published");
    else
        time_id(w, t->anchor < 0 ? DRAGOMAN_NONE : (uint32_t)t->anchor);
    tail(w, (dragoman_str){t->rule, t->rule ? (uint32_t)strlen(t->rule) : 0});
}

static void terms(writer *w, const dragoman_step *s) {
    dg_json *j = &w->json;
    dg_json_open(j, '[');
    for (uint32_t i = 0; i < s->term_count; i++) {
        dg_json_open(j, '{');
        dg_json_key(j, "span");
        span_or_null(w, s->terms[i].span);
        dg_json_key(j, "issue");
        dg_json_z(j, s->terms[i].issue);
        dg_json_close(j, '}');
    }
    dg_json_close(j, ']');
}

static void step(writer *w, const dragoman_step *s) {
    dg_json *j = &w->json;
    head(w, s->id, s->sentence, s->span);
    dg_json_key(j, "kind");
    dg_json_z(j, s->kind);
    dg_json_key(j, "parties");
    indices(w, s->parties, s->party_count);
    dg_json_key(j, "mediators");
    indices(w, s->mediators, s->mediator_count);
    dg_json_key(j, "hosts");
    indices(w, s->hosts, s->host_count);
    dg_json_key(j, "venue");
    place_or_null(w, s->venue);
    days(w, s->date, s->enddate, s->open_end);
    dg_json_key(j, "date_precision");
    dg_json_z(j, dragoman_precision_name(s->precision));
    dg_json_key(j, "auxiliary");
    auxiliary(w, s->auxiliary);
    dg_json_key(j, "format");
    dg_json_z(j, s->format);
    dg_json_key(j, "response");
    dg_json_z(j, s->response);
    dg_json_key(j, "terms");
    terms(w, s);
    dg_json_key(j, "events");
    event_ids(w, s->events, s->event_count);
    dg_json_key(j, "according_to");
    index_or_null(w, s->according_to);
    tail(w, s->rule);
}

#define LAYER(w, key, write, items, count)                                                         \
    do {                                                                                           \
        dg_json_key(&(w)->json, key);                                                              \
        dg_json_open(&(w)->json, '[');                                                             \
        for (uint32_t i = 0; i < (count); i++) write((w), &(items)[i]);                            \
        dg_json_close(&(w)->json, ']');                                                            \
    } while (0)

int dragoman_write_json(dragoman_buffer *buffer, const dragoman_record *record,
                        const dragoman_write_options *options, dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    writer w = {.json = {&out, false}, .record = record};
    int status = dg_codepoints_open(&w.index, record->article.text, error);
    if (status < 0) return status;
    dg_json_open(&w.json, '{');
    article(&w, options);
    coder(&w);
    sentences(&w);
    LAYER(&w, "entities", entity, record->entities, record->entity_count);
    LAYER(&w, "events", event, record->events, record->event_count);
    LAYER(&w, "statements", statement, record->statements, record->statement_count);
    LAYER(&w, "tallies", tally, record->tallies, record->tally_count);
    LAYER(&w, "times", time_row, record->times, record->time_count);
    LAYER(&w, "steps", step, record->steps, record->step_count);
    dg_json_key(&w.json, "meta");
    if (record->article.meta.len)
        dg_json_raw(&w.json, record->article.meta.ptr, record->article.meta.len);
    else
        dg_json_null(&w.json);
    dg_json_close(&w.json, '}');
    dg_out_char(&out, '\n');
    dg_codepoints_close(&w.index);
    return dg_out_end(&out, error);
}
