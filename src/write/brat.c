/*
 * brat.c - a record as brat's standoff (https://brat.nlplab.org/standoff.html): text-bound
 * annotations for mentions, places, times and triggers, events for whatever has roles, attributes
 * for closed lists, notes of `key=value` for the rest, equivalences for coreference.
 *
 * Numbers of mentions, places, times and events are known before any is written, so that rows may
 * point at each other; words that nothing else marks get theirs where they are met. record/brat.c
 * reads all of it back.
 */
#include "base/codepoints.h"
#include "base/error.h"
#include "base/str.h"
#include "record/brat.h"
#include "record/names.h"

/* Words written for a role that are no mention, place or row. */
typedef struct words {
    uint32_t entity;
    dragoman_span span;
    const char *type, *label;
    uint32_t number;
} words;

typedef struct writer {
    dg_out out;
    const dragoman_record *record;
    dg_codepoints index;
    uint32_t layers;
    dg_arena arena;
    uint32_t *mention;                 /* [mention_count] number of its T; 0: of no entity */
    uint32_t place, time;              /* T of the first */
    uint32_t event[DG_LAYER_COUNT];    /* E of the first of a layer */
    uint32_t texts, attributes, notes; /* numbers given so far */
    DG_VEC(words) words;
} writer;

static const dragoman_layer event_layers[] = {DRAGOMAN_TALLIES, DRAGOMAN_EVENTS,
                                              DRAGOMAN_STATEMENTS, DRAGOMAN_STEPS};
#define EVENT_LAYERS (sizeof event_layers / sizeof *event_layers)

static bool wanted(const writer *w, dragoman_layer layer) {
    return (w->layers & (1u << layer)) != 0;
}

/* ------------------------------------------------------------------ lines */

static void put(writer *w, const char *text) {
    dg_out_z(&w->out, text);
}

static void put_ref(writer *w, char mark, uint32_t number) {
    dg_out_char(&w->out, mark);
    dg_out_int(&w->out, number);
}

/* A span in pieces without line ends, as brat wants it; its words. */
static void put_span(writer *w, dragoman_span span) {
    dragoman_str text = w->record->article.text;
    uint32_t at = span.start;
    for (bool first = true; at < span.end; first = false) {
        while (at < span.end && text.ptr[at] == '\n') at++;
        uint32_t start = at;
        while (at < span.end && text.ptr[at] != '\n') at++;
        if (start == at) break;
        put(w, first ? " " : ";");
        dg_out_int(&w->out, dg_codepoints_at(&w->index, start));
        dg_out_char(&w->out, ' ');
        dg_out_int(&w->out, dg_codepoints_at(&w->index, at));
    }
    dg_out_char(&w->out, '\t');
    bool gap = false;
    for (at = span.start; at < span.end; at++) {
        if (text.ptr[at] == '\n') {
            gap = true;
            continue;
        }
        if (gap) dg_out_char(&w->out, ' ');
        gap = false;
        dg_out_char(&w->out, text.ptr[at]);
    }
    dg_out_char(&w->out, '\n');
}

static void put_text(writer *w, uint32_t number, const char *type, dragoman_span span) {
    put_ref(w, 'T', number);
    dg_out_char(&w->out, '\t');
    put(w, type);
    put_span(w, span);
}

static void put_attribute(writer *w, char mark, uint32_t number, const char *name, unsigned nth,
                          const char *value) {
    put_ref(w, 'A', ++w->attributes);
    dg_out_char(&w->out, '\t');
    put(w, name);
    if (nth) dg_out_int(&w->out, nth + 1);
    dg_out_char(&w->out, ' ');
    put_ref(w, mark, number);
    if (value) dg_out_char(&w->out, ' '), put(w, value);
    dg_out_char(&w->out, '\n');
}

static void begin_note(writer *w, char mark, uint32_t number) {
    put_ref(w, '#', ++w->notes);
    put(w, "\tAnnotatorNotes ");
    put_ref(w, mark, number);
    dg_out_char(&w->out, '\t');
}

/* `key=`, what the caller then writes, and dg_note_end() escapes that. */
static size_t note_key(writer *w, size_t start, const char *key) {
    if (w->out.buffer->size > start) put(w, "; ");
    put(w, key);
    dg_out_char(&w->out, '=');
    return w->out.buffer->size;
}

/* Escape what stands from `start` on: ; and \ with a backslash, line ends and tabs as \n and \t. */
static void note_value(writer *w, size_t start) {
    dragoman_buffer *b = w->out.buffer;
    size_t more = 0;
    for (size_t i = start; i < b->size; i++) more += strchr(";\\\n\t\r", b->bytes[i]) != NULL;
    if (!more || !dg_out_room(&w->out, more)) return;
    size_t from = b->size, to = b->size + more;
    b->size = to;
    while (from > start) {
        char c = b->bytes[--from];
        bool special = strchr(";\\\n\t\r", c) != NULL;
        b->bytes[--to] = c == '\n' ? 'n' : c == '\t' ? 't' : c == '\r' ? 'r' : c;
        if (special) b->bytes[--to] = '\\';
    }
}

/* ------------------------------------------------------------------ fields */

/* Attributes for the closed lists of a row, and a note for its other values. `id` NULL: none. */
static void put_fields(writer *w, dragoman_layer layer, const void *row, char mark, uint32_t number,
                       const char *id, const char *id_key) {
    const dg_layer *l = dg_layer_of(layer);
    char room[DG_BRAT_ROOM];
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        const char *list[DG_WORDS_MOST];
        if (f->kind == DG_FIELD_CHARS && f->role && ((const char *)row)[f->at])
            put_attribute(w, mark, number, f->role, 0, (const char *)row + f->at);
        if (!dg_field_is_words(f)) continue;
        unsigned count = dg_field_words(row, f, list);
        for (unsigned n = 0; n < count; n++)
            if (f->kind == DG_FIELD_AUXILIARY)
                put_attribute(w, mark, number, dg_brat_flag(list[n], room), 0, NULL);
            else
                put_attribute(w, mark, number, f->role, n, list[n]);
    }
    begin_note(w, mark, number);
    size_t start = w->out.buffer->size;
    if (id) note_key(w, start, id_key), put(w, id);
    dragoman_span span = dg_row_span(layer, row), trigger = dg_row_trigger(w->record, layer, row);
    if (dg_has_span(span) && (span.start != trigger.start || span.end != trigger.end)) {
        note_key(w, start, "span");
        dg_out_int(&w->out, dg_codepoints_at(&w->index, span.start));
        dg_out_char(&w->out, '-');
        dg_out_int(&w->out, dg_codepoints_at(&w->index, span.end));
    }
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        if (!dg_field_is_value(f) || f->role) continue;
        size_t before = w->out.buffer->size, value = note_key(w, start, f->name);
        dg_field_put(&w->out, w->record, row, f);
        if (w->out.buffer->size == value)
            w->out.buffer->size = before;
        else
            note_value(w, value);
    }
    dg_out_char(&w->out, '\n');
}

/* ------------------------------------------------------------------ entities */

static void number_mentions(writer *w) {
    const dragoman_record *r = w->record;
    w->mention = DG_ARRAY(&w->arena, uint32_t, r->mention_count);
    if (!wanted(w, DRAGOMAN_ENTITIES)) return;
    for (uint32_t i = 0; i < r->entity_count; i++)
        for (uint32_t k = 0; k < r->entities[i].mention_count; k++)
            if (r->entities[i].mentions[k] < r->mention_count)
                w->mention[r->entities[i].mentions[k]] = ++w->texts;
}

static void put_entity(writer *w, uint32_t index) {
    const dragoman_entity *e = &w->record->entities[index];
    char room[DG_BRAT_ROOM], id[16];
    uint32_t members = 0;
    for (uint32_t k = 0; k < e->mention_count; k++) {
        if (e->mentions[k] >= w->record->mention_count) continue;
        const dragoman_mention *m = &w->record->mentions[e->mentions[k]];
        uint32_t number = w->mention[e->mentions[k]];
        put_text(w, number, dg_brat_type(DRAGOMAN_ENTITIES, e, room), m->span);
        if (m->kind != DRAGOMAN_NAME)
            put_attribute(w, 'T', number, "Mention", 0, dg_mention_kind_name(m->kind));
        snprintf(id, sizeof id, "%u", index);
        if (!members++) put_fields(w, DRAGOMAN_ENTITIES, e, 'T', number, id, "entity");
    }
    if (members < 2) return;
    put(w, "*\tEquiv");
    for (uint32_t k = 0; k < e->mention_count; k++)
        if (e->mentions[k] < w->record->mention_count)
            put(w, " "), put_ref(w, 'T', w->mention[e->mentions[k]]);
    dg_out_char(&w->out, '\n');
}

/* The entity's mention of just these words; else where no words are told one in the sentence, else
 * its first. */
static uint32_t mention_text(const writer *w, uint32_t entity, dragoman_span span,
                             dragoman_span sentence) {
    const dragoman_entity *e = dg_entity_of(w->record, entity);
    uint32_t best = 0;
    for (uint32_t k = 0; e && k < e->mention_count; k++) {
        if (e->mentions[k] >= w->record->mention_count) continue;
        dragoman_span at = w->record->mentions[e->mentions[k]].span;
        uint32_t number = w->mention[e->mentions[k]];
        if (dg_has_span(span)) {
            if (at.start == span.start && at.end == span.end) return number;
            continue;
        }
        if (at.start >= sentence.start && at.end <= sentence.end) return number;
        if (!best) best = number;
    }
    return best;
}

/* Words of a role that no annotation marks yet: their T, written now. */
static uint32_t words_text(writer *w, const char *type, uint32_t entity, dragoman_span span,
                           const char *label) {
    for (uint32_t i = 0; i < w->words.count; i++) {
        const words *k = &w->words.items[i];
        if (k->entity == entity && k->span.start == span.start && k->span.end == span.end &&
            strcmp(k->type, type) == 0 &&
            (k->label == label || (label && k->label && !strcmp(k->label, label))))
            return k->number;
    }
    words *k = dg_vec_push(&w->arena, &w->words);
    *k = (words){entity, span, dg_str_copy(&w->arena, dg_str(type)).ptr, label, ++w->texts};
    put_text(w, k->number, type, span);
    if (label) put_attribute(w, 'T', k->number, "Issue", 0, label);
    if (entity == DRAGOMAN_NONE) return k->number;
    put_attribute(w, 'T', k->number, "Mention", 0, "words");
    begin_note(w, 'T', k->number);
    note_key(w, w->out.buffer->size, "of");
    dg_out_int(&w->out, entity);
    dg_out_char(&w->out, '\n');
    return k->number;
}

/* ------------------------------------------------------------------ rows */

/* What an argument points at: its mark and number; 0 where it is left out. */
static uint32_t argument(writer *w, const dg_field *f, dg_target t, dragoman_span sentence,
                         char *mark) {
    char room[DG_BRAT_ROOM];
    *mark = 'T';
    if (t.row != DRAGOMAN_NONE) {
        if (!wanted(w, t.of) || t.row >= dg_row_count(w->record, t.of)) return 0;
        if (t.of == DRAGOMAN_TIMES) return w->time + t.row;
        *mark = 'E';
        return w->event[t.of] + t.row;
    }
    if (t.place != DRAGOMAN_NONE) return t.place < w->record->place_count ? w->place + t.place : 0;
    const dragoman_entity *e = dg_entity_of(w->record, t.entity);
    uint32_t number = mention_text(w, t.entity, t.span, sentence);
    if (number || !dg_has_span(t.span)) return number;
    const char *type = e                           ? dg_brat_type(DRAGOMAN_ENTITIES, e, room)
                       : f->kind == DG_FIELD_SPANS ? DG_BRAT_CONTENT
                       : f->kind == DG_FIELD_TERMS ? DG_BRAT_TERM
                                                   : DG_BRAT_WORDS;
    return words_text(w, type, e ? t.entity : DRAGOMAN_NONE, t.span, t.label);
}

/* Go through what a row points at: first to have it all written, then to write its line. */
static void put_arguments(writer *w, dragoman_layer layer, const void *row, bool line) {
    const dg_layer *l = dg_layer_of(layer);
    const uint32_t *at = (const uint32_t *)(const void *)((const char *)row + l->sentence);
    dragoman_span sentence = dg_sentence_span(w->record, *at);
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        if (f->kind < DG_FIELD_SPAN) continue;
        unsigned nth = 0;
        for (uint32_t n = 0; n < dg_field_count(row, f); n++) {
            char mark;
            uint32_t number = argument(w, f, dg_field_target(row, f, n), sentence, &mark);
            if (!number || !line) continue;
            dg_out_char(&w->out, ' ');
            put(w, f->role);
            if (nth++) dg_out_int(&w->out, nth);
            dg_out_char(&w->out, ':');
            put_ref(w, mark, number);
        }
    }
}

static void put_event(writer *w, dragoman_layer layer, uint32_t index) {
    const void *row = dg_row_at(w->record, layer, index);
    char room[DG_BRAT_ROOM];
    const char *type = dg_brat_type(layer, row, room);
    uint32_t number = w->event[layer] + index, trigger = ++w->texts;
    put_text(w, trigger, type, dg_row_trigger(w->record, layer, row));
    put_arguments(w, layer, row, false);
    put_ref(w, 'E', number);
    dg_out_char(&w->out, '\t');
    put(w, type);
    dg_out_char(&w->out, ':');
    put_ref(w, 'T', trigger);
    put_arguments(w, layer, row, true);
    dg_out_char(&w->out, '\n');
    put_fields(w, layer, row, 'E', number, dg_row_id(w->record, layer, index), "id");
}

static void put_texts(writer *w, dragoman_layer layer, uint32_t first) {
    char room[DG_BRAT_ROOM];
    for (uint32_t i = 0; i < dg_row_count(w->record, layer); i++) {
        const void *row = dg_row_at(w->record, layer, i);
        put_text(w, first + i, dg_brat_type(layer, row, room),
                 dg_row_trigger(w->record, layer, row));
        put_fields(w, layer, row, 'T', first + i,
                   layer == DG_PLACES ? NULL : dg_row_id(w->record, layer, i), "id");
    }
}

static int write_all(void *context) {
    writer *w = context;
    const dragoman_record *r = w->record;
    bool roles = (w->layers & ~(1u << DRAGOMAN_TIMES | 1u << DRAGOMAN_ENTITIES)) != 0;
    if (roles) w->layers |= 1u << DRAGOMAN_ENTITIES | 1u << DG_PLACES;
    number_mentions(w);
    w->place = w->texts + 1;
    if (wanted(w, DG_PLACES)) w->texts += r->place_count;
    w->time = w->texts + 1;
    if (wanted(w, DRAGOMAN_TIMES)) w->texts += r->time_count;
    uint32_t events = 1;
    for (size_t i = 0; i < EVENT_LAYERS; i++) {
        w->event[event_layers[i]] = events;
        if (wanted(w, event_layers[i])) events += dg_row_count(r, event_layers[i]);
    }
    if (wanted(w, DRAGOMAN_ENTITIES))
        for (uint32_t i = 0; i < r->entity_count; i++) put_entity(w, i);
    if (wanted(w, DG_PLACES)) put_texts(w, DG_PLACES, w->place);
    if (wanted(w, DRAGOMAN_TIMES)) put_texts(w, DRAGOMAN_TIMES, w->time);
    for (size_t i = 0; i < EVENT_LAYERS; i++)
        for (uint32_t n = 0; wanted(w, event_layers[i]) && n < dg_row_count(r, event_layers[i]);
             n++)
            put_event(w, event_layers[i], n);
    return 0;
}

int dragoman_write_brat(dragoman_buffer *buffer, const dragoman_record *record, uint32_t layers,
                        dragoman_error *error) {
    writer w = {.out = dg_out_begin(buffer),
                .record = record,
                .layers = (layers ? layers : ~0u) & ((1u << DG_LAYER_COUNT) - 1)};
    int status = dg_codepoints_open(&w.index, record->article.text, error);
    if (status < 0) return status;
    if (dg_arena_guard(&w.arena, write_all, &w) < 0) w.out.failed = true;
    dg_codepoints_close(&w.index);
    dg_arena_free(&w.arena);
    return dg_out_end(&w.out, error);
}

/* ------------------------------------------------------------------ annotation.conf */

static void each_word(dg_out *out, const char *words, const char *before, const char *between,
                      const char *after) {
    dg_out_z(out, before);
    for (const char *c = words; *c; c++)
        if (*c == ' ')
            dg_out_z(out, between);
        else
            dg_out_char(out, *c);
    dg_out_z(out, after);
}

/* The arguments of a layer's events. */
static void put_roles(dg_out *out, dragoman_layer layer) {
    const dg_layer *l = dg_layer_of(layer);
    const char *separator = "\t";
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        if (f->kind < DG_FIELD_SPAN) continue;
        bool one = f->kind == DG_FIELD_SPAN || f->kind == DG_FIELD_ENTITY ||
                   f->kind == DG_FIELD_SOURCE || f->kind == DG_FIELD_PLACE ||
                   f->kind == DG_FIELD_ROW;
        dg_out_z(out, separator);
        separator = ", ";
        dg_out_z(out, f->role);
        dg_out_z(out, one ? "?:" : "*:");
        dg_out_z(out, f->kind == DG_FIELD_PLACE   ? "Location"
                      : f->kind == DG_FIELD_SPANS ? DG_BRAT_CONTENT
                      : f->kind == DG_FIELD_TERMS ? DG_BRAT_TERM
                      : f->kind == DG_FIELD_SPAN || f->kind == DG_FIELD_SOURCE ||
                              f->kind == DG_FIELD_SOURCES
                          ? "<ENTITY>"
                      : f->kind < DG_FIELD_ROW    ? "<WHO>"
                      : f->of == DRAGOMAN_TIMES   ? "<TIME>"
                      : f->of == DRAGOMAN_TALLIES ? "Tally"
                                                  : "<PLOVER>");
    }
    dg_out_char(out, '\n');
}

static const char kinds_of_steps[] =
    "call intent talks mediation proposal response obstacle suspension resumption "
    "agreement truce exchange violation end";

static void put_types(dg_out *out) {
    dg_out_z(out, "<PLOVER>=AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|"
                  "REJECT|THREATEN|"
                  "PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT\n\n");
    dragoman_event e = {0};
    while (strcmp(dragoman_event_name(e.event), "NONE") != 0) {
        dg_out_z(out, dragoman_event_name(e.event++));
        put_roles(out, DRAGOMAN_EVENTS);
    }
    dg_out_z(out, "Statement");
    put_roles(out, DRAGOMAN_STATEMENTS);
    dg_out_z(out, "Tally");
    put_roles(out, DRAGOMAN_TALLIES);
    for (const char *c = kinds_of_steps; *c; c += strspn(c, " ")) {
        size_t len = strcspn(c, " ");
        dg_out_z(out, "Step_");
        dg_out_bytes(out, c, len);
        put_roles(out, DRAGOMAN_STEPS);
        c += len;
    }
}

/* An attribute's names, its values from a list of words or of label numbers. */
static void put_labels(dg_out *out, const char *name, const char *arg,
                       const char *(*label)(uint8_t)) {
    for (int nth = 1; nth <= 4; nth++) {
        dg_out_z(out, name);
        if (nth > 1) dg_out_int(out, nth);
        dg_out_z(out, arg);
        const char *separator = "";
        for (uint8_t i = 0; *label(i); i++) {
            bool seen = false; /* one mode may belong to several events */
            for (uint8_t k = 0; k < i && !seen; k++) seen = strcmp(label(k), label(i)) == 0;
            if (seen) continue;
            dg_out_z(out, separator);
            dg_out_z(out, label(i));
            separator = "|";
        }
        dg_out_char(out, '\n');
    }
}

static void put_attributes(dg_out *out, dragoman_layer layer, const char *arg) {
    const dg_layer *l = dg_layer_of(layer);
    for (uint32_t i = 0; i < l->field_count; i++) {
        const dg_field *f = &l->fields[i];
        if (!f->role || !f->choices || f->kind == DG_FIELD_AUXILIARY ||
            strcmp(f->role, "Sector") == 0)
            continue;
        dg_out_z(out, f->role);
        dg_out_z(out, "\tArg:");
        dg_out_z(out, arg);
        each_word(out, f->choices, ", Value:", "|", "\n");
    }
}

int dragoman_write_brat_conf(dragoman_buffer *buffer, dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    dg_out_z(&out, "# Dragoman's record in brat; see doc/formats.md\n\n[entities]\n"
                   "Person\nGroup\nCountry\nOrganization\nPlace\nPeople\nLocation\n"
                   "DATE\nTIME\nDURATION\nSET\n" DG_BRAT_CONTENT "\n" DG_BRAT_TERM
                   "\n" DG_BRAT_WORDS "\n\n"
                   "[relations]\n<WHO>=Person|Group|Country|Organization|Place|People\n"
                   "Equiv\tArg1:<WHO>, Arg2:<WHO>, <REL-TYPE>:symmetric-transitive\n\n"
                   "[events]\n<WHO>=Person|Group|Country|Organization|Place|People\n<TIME>=DATE|"
                   "TIME|DURATION|SET\n");
    put_types(&out);
    dg_out_z(&out, "\n[attributes]\nMention\tArg:<ENTITY>, Value:name|nominal|pronoun|words\n"
                   "Future\tArg:<EVENT>\nHypothetical\tArg:<EVENT>\nHistorical\tArg:<EVENT>"
                   "\nNegation\tArg:<EVENT>\n"
                   "Issue\tArg:" DG_BRAT_TERM ", Value:"
                   "ceasefire|prisoner_release|withdrawal|humanitarian_access|"
                   "security_guarantee|border|territory|reconstruction|governance|elections|"
                   "amnesty|disarmament|sanctions_relief|return_of_displaced|monitoring|other\n");
    put_attributes(&out, DRAGOMAN_ENTITIES, "<ENTITY>");
    const dg_layer *who = dg_layer_of(DRAGOMAN_ENTITIES);
    for (uint32_t i = 0; i < who->field_count; i++)
        if (who->fields[i].role && strcmp(who->fields[i].role, "Sector") == 0)
            each_word(&out, who->fields[i].choices, "Sector\tArg:<ANY>, Value:", "|", "\n");
    put_labels(&out, "Mode", "\tArg:<EVENT>, Value:", dragoman_mode_name);
    put_labels(&out, "Context", "\tArg:<EVENT>, Value:", dragoman_context_name);
    put_attributes(&out, DRAGOMAN_STATEMENTS, "Statement");
    put_attributes(&out, DRAGOMAN_TALLIES, "Tally");
    put_attributes(&out, DRAGOMAN_TIMES, "<ENTITY>");
    put_attributes(&out, DRAGOMAN_STEPS, "<EVENT>");
    return dg_out_end(&out, error);
}
