/*
 * webanno.c - a record as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one
 * AnnotationPage an article, one Annotation a row, whose target is the row's words by position
 * (code points) and by quotation. The body has the record's own field names, under a vocabulary of
 * their own. Unknown fields are left out.
 */
#include "base/codepoints.h"
#include "base/json.h"
#include "base/str.h"
#include "record/fields.h"
#include "record/names.h"

#define AROUND 32 /* code points of prefix and suffix */
#define CONTEXT "[\"http://www.w3.org/ns/anno.jsonld\",{\"@vocab\":\"urn:dragoman:vocab:\"}]"

typedef struct writer {
    dg_out *out;
    dg_json json;
    const dragoman_record *record;
    dg_codepoints index;
    bool no_text;
} writer;

/* ------------------------------------------------------------------ names */

/* The article's IRI: its id with all but letters, digits and -._ percent-encoded, and what stands
 * behind it. */
static void put_iri(writer *w, const char *part, const char *id) {
    dragoman_str name = w->record->article.id;
    dg_json_before(&w->json);
    dg_out_z(w->out, "\"urn:dragoman:");
    for (uint32_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                     (c && strchr("-._", c));
        if (plain)
            dg_out_char(w->out, (char)c);
        else
            dg_out_char(w->out, '%'), dg_out_char(w->out, "0123456789ABCDEF"[c >> 4]),
                dg_out_char(w->out, "0123456789ABCDEF"[c & 15]);
    }
    dg_out_z(w->out, part);
    dg_out_z(w->out, id);
    dg_out_char(w->out, '"');
}

static void put_row_iri(writer *w, dragoman_layer layer, uint32_t index) {
    char number[16], part[32];
    snprintf(number, sizeof number, "%u", index);
    snprintf(part, sizeof part, ":%s:", dg_layer_of(layer)->name);
    const char *id = dg_row_id(w->record, layer, index);
    put_iri(w, part, *id ? id : number);
}

static void put_key(writer *w, const char *name) {
    dg_json_before(&w->json);
    dg_out_char(w->out, '"');
    dg_out_z(w->out, name);
    dg_out_z(w->out, "\":");
    w->json.comma = false;
}

/* ------------------------------------------------------------------ targets */

static void put_positions(writer *w, dragoman_span span) {
    dg_json_key(&w->json, "start");
    dg_json_int(&w->json, dg_codepoints_at(&w->index, span.start));
    dg_json_key(&w->json, "end");
    dg_json_int(&w->json, dg_codepoints_at(&w->index, span.end));
}

static void put_quote(writer *w, dragoman_span span) {
    dg_json *j = &w->json;
    uint32_t from = dg_codepoints_at(&w->index, span.start),
             to = dg_codepoints_at(&w->index, span.end);
    uint32_t before = dg_codepoints_byte(&w->index, from > AROUND ? from - AROUND : 0);
    uint32_t behind = dg_codepoints_byte(&w->index, to + AROUND);
    dg_json_open(j, '{');
    dg_json_key(j, "type");
    dg_json_z(j, "TextQuoteSelector");
    dg_json_key(j, "exact");
    dg_json_string(j, dg_words(w->record, span));
    dg_json_key(j, "prefix");
    dg_json_string(j, dg_words(w->record, (dragoman_span){before, span.start}));
    dg_json_key(j, "suffix");
    dg_json_string(j, dg_words(w->record, (dragoman_span){span.end, behind}));
    dg_json_close(j, '}');
}

static void put_target(writer *w, dragoman_span span) {
    dg_json *j = &w->json;
    dg_json_open(j, '{');
    dg_json_key(j, "source");
    if (w->record->article.url.len)
        dg_json_string(j, w->record->article.url);
    else
        put_iri(w, "", "");
    dg_json_key(j, "selector");
    dg_json_open(j, '[');
    dg_json_open(j, '{');
    dg_json_key(j, "type");
    dg_json_z(j, "TextPositionSelector");
    put_positions(w, span);
    dg_json_close(j, '}');
    if (!w->no_text) put_quote(w, span);
    dg_json_close(j, ']');
    dg_json_close(j, '}');
}

/* The words a row stands for: of an entity its mentions, of a statement what is said. */
static void put_targets(writer *w, dragoman_layer layer, const void *row) {
    const dragoman_record *r = w->record;
    const dragoman_entity *e = row;
    const dragoman_statement *s = row;
    dg_json_key(&w->json, "target");
    dg_json_open(&w->json, '[');
    if (layer == DRAGOMAN_ENTITIES) {
        for (uint32_t i = 0; i < e->mention_count; i++)
            if (e->mentions[i] < r->mention_count) put_target(w, r->mentions[e->mentions[i]].span);
    } else if (layer == DRAGOMAN_STATEMENTS) {
        for (uint32_t i = 0; i < s->content_count; i++) put_target(w, s->content[i]);
        if (!s->content_count) put_target(w, s->cue);
    } else {
        put_target(w, dg_row_span(layer, row));
    }
    dg_json_close(&w->json, ']');
}

/* ------------------------------------------------------------------ bodies */

static void put_value(writer *w, const void *row, const dg_field *f) {
    dragoman_buffer text = {0};
    dg_out out = dg_out_begin(&text);
    dg_field_put(&out, w->record, row, f);
    w->out->failed = w->out->failed || out.failed;
    if (text.size) {
        put_key(w, f->name);
        bool bare =
            f->kind == DG_FIELD_BOOL || (f->kind >= DG_FIELD_COUNT && f->kind <= DG_FIELD_DIGIT);
        if (bare)
            dg_json_raw(&w->json, text.bytes, text.size);
        else
            dg_json_string(&w->json, (dragoman_str){text.bytes, (uint32_t)text.size});
    }
    dragoman_buffer_free(&text);
}

static void put_words(writer *w, const void *row, const dg_field *f) {
    const char *words[DG_WORDS_MOST];
    unsigned count = dg_field_words(row, f, words);
    bool one = f->kind == DG_FIELD_WORD || f->kind == DG_FIELD_KIND;
    if (!count) return;
    put_key(w, f->name);
    if (!one) dg_json_open(&w->json, '[');
    for (unsigned i = 0; i < count; i++) dg_json_z(&w->json, words[i]);
    if (!one) dg_json_close(&w->json, ']');
}

static void put_values(writer *w, dragoman_layer layer, const void *row) {
    const dg_layer *l = dg_layer_of(layer);
    for (uint32_t i = 0; i < l->field_count; i++) {
        if (dg_field_is_value(&l->fields[i]))
            put_value(w, row, &l->fields[i]);
        else if (dg_field_is_words(&l->fields[i]))
            put_words(w, row, &l->fields[i]);
    }
}

/* What a field points at, as an object: whose it is, where it stands. */
static void put_pointed(writer *w, dg_target t) {
    dg_json *j = &w->json;
    const dragoman_entity *e = dg_entity_of(w->record, t.entity);
    const dragoman_place *p = dg_place_of(w->record, t.place);
    dg_json_open(j, '{');
    if (e) {
        dg_json_key(j, "entity");
        put_row_iri(w, DRAGOMAN_ENTITIES, t.entity);
        dg_json_key(j, "name");
        dg_json_text(j, e->name);
        dg_json_key(j, "code");
        dg_json_z(j, e->code[0] ? e->code : "---");
        if (e->sector[0]) dg_json_key(j, "sector"), dg_json_z(j, e->sector);
    }
    if (t.label) dg_json_key(j, "issue"), dg_json_z(j, t.label);
    if (p) put_values(w, DG_PLACES, p);
    if (p) t.span = p->span;
    if (dg_has_span(t.span)) put_positions(w, t.span);
    dg_json_close(j, '}');
}

static void put_pointers(writer *w, const void *row, const dg_field *f) {
    uint32_t count = dg_field_count(row, f);
    bool list = f->kind == DG_FIELD_SPANS || f->kind == DG_FIELD_TERMS ||
                f->kind == DG_FIELD_ENTITIES || f->kind == DG_FIELD_ROLES ||
                f->kind == DG_FIELD_SOURCES || f->kind == DG_FIELD_ROWS;
    if (!count) return;
    put_key(w, f->name);
    if (list) dg_json_open(&w->json, '[');
    for (uint32_t i = 0; i < count; i++) {
        dg_target t = dg_field_target(row, f, i);
        if (t.row != DRAGOMAN_NONE)
            put_row_iri(w, t.of, t.row);
        else
            put_pointed(w, t);
    }
    if (list) dg_json_close(&w->json, ']');
}

static void put_annotation(writer *w, dragoman_layer layer, uint32_t index) {
    static const char *const motivations[DG_LAYER_COUNT] = {
        [DRAGOMAN_EVENTS] = "classifying",   [DRAGOMAN_STATEMENTS] = "classifying",
        [DRAGOMAN_TALLIES] = "classifying",  [DRAGOMAN_TIMES] = "identifying",
        [DRAGOMAN_ENTITIES] = "identifying", [DRAGOMAN_STEPS] = "classifying"};
    dg_json *j = &w->json;
    const void *row = dg_row_at(w->record, layer, index);
    const dg_layer *l = dg_layer_of(layer);
    dg_json_open(j, '{');
    dg_json_key(j, "id");
    put_row_iri(w, layer, index);
    dg_json_key(j, "type");
    dg_json_z(j, "Annotation");
    dg_json_key(j, "motivation");
    dg_json_z(j, motivations[layer]);
    dg_json_key(j, "body");
    dg_json_open(j, '{');
    dg_json_key(j, "layer");
    dg_json_z(j, l->name);
    if (strcmp(dg_row_type(layer, row), l->name) != 0) {
        dg_json_key(j, "kind");
        dg_json_z(j, dg_row_type(layer, row));
    }
    if (layer == DRAGOMAN_EVENTS ||
        (layer == DRAGOMAN_STATEMENTS && dg_has_span(((const dragoman_statement *)row)->cue))) {
        put_key(w, layer == DRAGOMAN_EVENTS ? "trigger" : "cue");
        dg_json_open(j, '{');
        put_positions(w, dg_row_trigger(w->record, layer, row));
        dg_json_close(j, '}');
    }
    put_values(w, layer, row);
    for (uint32_t i = 0; i < l->field_count; i++)
        if (l->fields[i].kind >= DG_FIELD_SPAN && l->fields[i].kind != DG_FIELD_SPANS)
            put_pointers(w, row, &l->fields[i]);
    dg_json_close(j, '}');
    put_targets(w, layer, row);
    dg_json_close(j, '}');
}

int dragoman_write_webanno(dragoman_buffer *buffer, const dragoman_record *record, uint32_t layers,
                           const dragoman_write_options *options, dragoman_error *error) {
    static const dragoman_layer order[] = {DRAGOMAN_ENTITIES, DRAGOMAN_EVENTS, DRAGOMAN_STATEMENTS,
                                           DRAGOMAN_TALLIES,  DRAGOMAN_TIMES,  DRAGOMAN_STEPS};
    dg_out out = dg_out_begin(buffer);
    writer w = {.out = &out,
                .json = {&out, false},
                .record = record,
                .no_text = options && options->no_text};
    int status = dg_codepoints_open(&w.index, record->article.text, error);
    if (status < 0) return status;
    dg_json_open(&w.json, '{');
    dg_json_key(&w.json, "@context");
    dg_json_raw(&w.json, CONTEXT, sizeof CONTEXT - 1);
    dg_json_key(&w.json, "id");
    put_iri(&w, ":annotations", "");
    dg_json_key(&w.json, "type");
    dg_json_z(&w.json, "AnnotationPage");
    dg_json_key(&w.json, "items");
    dg_json_open(&w.json, '[');
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (uint32_t n = 0;
             (!layers || layers & (1u << order[i])) && n < dg_row_count(record, order[i]); n++)
            put_annotation(&w, order[i], n);
    dg_json_close(&w.json, ']');
    dg_json_close(&w.json, '}');
    dg_out_char(&out, '\n');
    dg_codepoints_close(&w.index);
    return dg_out_end(&out, error);
}
