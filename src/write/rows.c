/*
 * rows.c - one layer of a record as flat rows: CSV (RFC 4180), TSV, JSON Lines, or an aligned
 * table.
 *
 * A layer's columns are written once, as a function that gives its cells in order; the form decides
 * what becomes of a cell. A header is such a row with the names in place of the values. A table
 * takes the few columns that its plan names. Lists are joined by "; ", in JSON they are lists.
 */
#include "base/codepoints.h"
#include "base/error.h"
#include "base/json.h"
#include "record/names.h"
#include "write/width.h"

#include <math.h>

/* A column of a table: fixed columns, or a share of what is left. */
typedef struct plan {
    const char *name;
    uint8_t width; /* 0: by share */
    uint8_t share;
    bool right;        /* numbers */
    const char *label; /* of the header; NULL: the name */
} plan;

#define MOST_COLUMNS 10

static const plan table_plans[][MOST_COLUMNS] = {
    [DRAGOMAN_ARTICLES] = {{"article", 0, 3, false, NULL},
                           {"published", 10, 0, false, NULL},
                           {"source", 0, 2, false, NULL},
                           {"title", 0, 6, false, NULL},
                           {"events", 6, 0, true, NULL},
                           {"statements", 10, 0, true, NULL},
                           {"tallies", 7, 0, true, NULL},
                           {"steps", 5, 0, true, NULL}},
    [DRAGOMAN_EVENTS] = {{"id", 8, 0, false, NULL},
                         {"date", 10, 0, false, NULL},
                         {"event", 9, 0, false, NULL},
                         {"mode", 9, 0, false, NULL},
                         {"auxiliary", 6, 0, false, "aux"},
                         {"actor", 0, 3, false, NULL},
                         {"recipient", 0, 3, false, NULL},
                         {"location", 0, 2, false, NULL},
                         {"according_to", 0, 2, false, "source"}},
    [DRAGOMAN_STATEMENTS] = {{"id", 8, 0, false, NULL},
                             {"date", 10, 0, false, NULL},
                             {"kind", 8, 0, false, NULL},
                             {"speaker", 0, 2, false, NULL},
                             {"cue", 10, 0, false, NULL},
                             {"content", 0, 5, false, NULL}},
    [DRAGOMAN_TALLIES] = {{"id", 8, 0, false, NULL},
                          {"date", 10, 0, false, NULL},
                          {"low", 7, 0, true, NULL},
                          {"high", 7, 0, true, NULL},
                          {"qualifier", 10, 0, false, NULL},
                          {"counted", 12, 0, false, NULL},
                          {"words", 0, 3, false, NULL},
                          {"according_to", 0, 2, false, "source"}},
    [DRAGOMAN_TIMES] = {{"id", 8, 0, false, NULL},
                        {"words", 0, 3, false, NULL},
                        {"type", 8, 0, false, NULL},
                        {"value", 14, 0, false, NULL},
                        {"date", 10, 0, false, NULL},
                        {"enddate", 10, 0, false, NULL},
                        {"text", 0, 4, false, NULL}},
    [DRAGOMAN_ENTITIES] = {{"article", 0, 2, false, NULL},
                           {"kind", 12, 0, false, NULL},
                           {"name", 0, 4, false, NULL},
                           {"code", 4, 0, false, NULL},
                           {"sector", 6, 0, false, NULL},
                           {"office", 0, 3, false, NULL},
                           {"mentions", 8, 0, true, NULL}},
    [DRAGOMAN_STEPS] = {{"id", 8, 0, false, NULL},
                        {"date", 10, 0, false, NULL},
                        {"kind", 10, 0, false, NULL},
                        {"auxiliary", 6, 0, false, "aux"},
                        {"parties", 0, 3, false, NULL},
                        {"mediators", 0, 2, false, NULL},
                        {"venue", 0, 2, false, NULL},
                        {"terms", 0, 3, false, NULL}},
};

static const plan actor_plan[MOST_COLUMNS] = {
    {"name", 0, 1, false, NULL},  {"code", 4, 0, false, NULL},    {"sector", 6, 0, false, NULL},
    {"kind", 12, 0, false, NULL}, {"articles", 8, 0, true, NULL}, {"mentions", 8, 0, true, NULL},
    {"acts", 8, 0, true, NULL},   {"receives", 8, 0, true, NULL}, {"speaks", 8, 0, true, NULL}};

static const plan point_plan[MOST_COLUMNS] = {
    {"tally", 8, 0, false, "id"}, {"counted", 12, 0, false, NULL},
    {"place", 0, 2, false, NULL}, {"source", 0, 3, false, NULL},
    {"date", 10, 0, false, NULL}, {"low", 8, 0, true, NULL},
    {"high", 8, 0, true, NULL},   {"qualifier", 10, 0, false, NULL},
    {"others", 0, 4, false, NULL}};

typedef struct row {
    const dragoman_record *record;
    dragoman_form form;
    bool header;
    bool no_text;
    dg_out out;
    dg_json json;
    dg_codepoints index;
    uint32_t cells, items; /* written in this row, in this list */
    size_t start;          /* of the cell, in the buffer */
    const plan *plan;      /* table: this layer's columns */
    const plan *column;    /* table: of the cell */
    uint32_t width;        /* table: of all */
} row;

/* ------------------------------------------------------------------ cells */

static const plan *column_of(const plan *columns, const char *name) {
    for (size_t i = 0; i < MOST_COLUMNS && columns[i].name; i++)
        if (strcmp(columns[i].name, name) == 0) return &columns[i];
    return NULL;
}

/* Columns of the terminal that a column of the table takes. */
static uint32_t column_width(const row *r, const plan *column) {
    if (column->width) return column->width;
    uint32_t fixed = 0, shares = 0;
    for (size_t i = 0; i < MOST_COLUMNS && r->plan[i].name; i++) {
        fixed += r->plan[i].width + (i ? 2 : 0);
        shares += r->plan[i].share;
    }
    uint32_t left = r->width > fixed + shares * 4 ? r->width - fixed : shares * 4;
    return left * column->share / shares;
}

static void begin_cell(row *r, const char *name) {
    if (r->form == DRAGOMAN_JSONL) {
        dg_json_key_of(&r->json, "\"", 1);
        dg_out_z(&r->out, name);
        dg_out_z(&r->out, "\":");
        return;
    }
    r->column = r->form == DRAGOMAN_TABLE ? column_of(r->plan, name) : NULL;
    r->start = r->out.buffer->size;
    if (r->form == DRAGOMAN_TABLE && !r->column) return;
    if (r->cells++) {
        if (r->form == DRAGOMAN_TABLE)
            dg_out_z(&r->out, "  ");
        else
            dg_out_char(&r->out, r->form == DRAGOMAN_CSV ? ',' : '\t');
    }
    r->start = r->out.buffer->size;
    if (r->header) dg_out_z(&r->out, r->column && r->column->label ? r->column->label : name);
}

/* Quote what stands from `start` on where RFC 4180 wants it: from the end backwards, in place. */
static void quote(dg_out *out, size_t start) {
    dragoman_buffer *b = out->buffer;
    size_t marks = 0;
    bool special = false;
    for (size_t i = start; i < b->size; i++) {
        marks += b->bytes[i] == '"';
        special = special || strchr("\",\r\n", b->bytes[i]) != NULL;
    }
    if (!special || !dg_out_room(out, marks + 2)) return;
    size_t from = b->size, to = b->size + marks + 2;
    b->size = to;
    b->bytes[--to] = '"';
    while (from > start) {
        char c = b->bytes[--from];
        b->bytes[--to] = c;
        if (c == '"') b->bytes[--to] = '"';
    }
    b->bytes[--to] = '"';
}

/* Cut and pad what stands from `start` on to the column's width. */
static void align(row *r) {
    dragoman_buffer *b = r->out.buffer;
    size_t width = column_width(r, r->column), size = b->size - r->start;
    if (!dg_out_room(&r->out, size)) return;
    char *copy = b->bytes + b->size; /* beyond the end: kept while the cell is written again */
    memcpy(copy, b->bytes + r->start, size);
    dg_out cell = {&(dragoman_buffer){0}, 0, false};
    if (strcmp(r->column->name, "id") == 0 && size > width)
        size = width; /* `explain` takes a beginning */
    size_t got = dg_out_cut(&cell, (dragoman_str){copy, (uint32_t)size}, width);
    b->size = r->start;
    bool last = r->column + 1 == r->plan + MOST_COLUMNS || !r->column[1].name;
    if (r->column->right && !r->header) dg_out_repeat(&r->out, " ", width - got);
    dg_out_bytes(&r->out, cell.buffer->bytes, cell.buffer->size);
    if (!last && !(r->column->right && !r->header)) dg_out_repeat(&r->out, " ", width - got);
    r->out.failed = r->out.failed || cell.failed;
    dragoman_buffer_free(cell.buffer);
}

static void end_cell(row *r) {
    dragoman_buffer *b = r->out.buffer;
    if (r->form == DRAGOMAN_JSONL || r->out.failed) return;
    if (r->form == DRAGOMAN_CSV) {
        quote(&r->out, r->start);
    } else if (r->form == DRAGOMAN_TSV) {
        for (size_t i = r->start; i < b->size; i++)
            if (strchr("\t\r\n", b->bytes[i])) b->bytes[i] = ' ';
    } else if (r->column) {
        align(r);
    } else {
        b->size = r->start; /* a column that the table leaves out */
    }
}

static bool values(const row *r) {
    return !r->header;
}

static void cell(row *r, const char *name, dragoman_str s) {
    begin_cell(r, name);
    if (r->form == DRAGOMAN_JSONL)
        dg_json_text(&r->json, s);
    else if (values(r))
        dg_out_str(&r->out, s);
    end_cell(r);
}

static void cell_z(row *r, const char *name, const char *s) {
    cell(r, name, (dragoman_str){s, s ? (uint32_t)strlen(s) : 0});
}

static void cell_int(row *r, const char *name, int64_t n, bool known) {
    begin_cell(r, name);
    if (r->form == DRAGOMAN_JSONL) {
        if (known)
            dg_json_int(&r->json, n);
        else
            dg_json_null(&r->json);
    } else if (values(r) && known) {
        dg_out_int(&r->out, n);
    }
    end_cell(r);
}

static void cell_fixed(row *r, const char *name, double x, int decimals) {
    begin_cell(r, name);
    if (r->form == DRAGOMAN_JSONL)
        dg_json_fixed(&r->json, x, decimals);
    else if (values(r) && isfinite(x) && fabs(x) < 1e6)
        dg_out_fixed(&r->out, x, decimals);
    end_cell(r);
}

static void cell_date(row *r, const char *name, dragoman_date date) {
    begin_cell(r, name);
    if (r->form == DRAGOMAN_JSONL)
        dg_json_date(&r->json, date);
    else if (values(r))
        dg_out_date(&r->out, date);
    end_cell(r);
}

static void cell_bool(row *r, const char *name, bool b) {
    begin_cell(r, name);
    if (r->form == DRAGOMAN_JSONL)
        dg_json_bool(&r->json, b);
    else if (values(r))
        dg_out_z(&r->out, b ? "true" : "false");
    end_cell(r);
}

static void begin_list(row *r, const char *name) {
    begin_cell(r, name);
    r->items = 0;
    if (r->form == DRAGOMAN_JSONL) dg_json_open(&r->json, '[');
}

static void item(row *r, dragoman_str s) {
    if (r->form == DRAGOMAN_JSONL) {
        dg_json_text(&r->json, s);
    } else if (values(r)) {
        if (r->items++) dg_out_z(&r->out, "; ");
        dg_out_str(&r->out, s);
    }
}

static void item_z(row *r, const char *s) {
    item(r, (dragoman_str){s, s ? (uint32_t)strlen(s) : 0});
}

static void end_list(row *r) {
    if (r->form == DRAGOMAN_JSONL) dg_json_close(&r->json, ']');
    end_cell(r);
}

/* ------------------------------------------------------------------ parts of rows */

static void span_cells(row *r, dragoman_span span) {
    bool known = dg_has_span(span);
    cell_int(r, "start", dg_codepoints_at(&r->index, span.start), known);
    cell_int(r, "end", dg_codepoints_at(&r->index, span.end), known);
}

static void article_cells(row *r) {
    cell(r, "article", r->record->article.id);
    cell_date(r, "published", r->record->article.published);
    cell(r, "source", r->record->article.source);
}

static void sentence_cell(row *r, uint32_t sentence) {
    dragoman_str text = {NULL, 0};
    if (!r->no_text) text = dg_words(r->record, dg_sentence_span(r->record, sentence));
    cell(r, "text", text);
}

static void days_cells(row *r, dragoman_date date, dragoman_date enddate, bool open_end) {
    cell_date(r, "date", date);
    cell_date(r, "enddate", enddate);
    cell_bool(r, "open_end", open_end);
}

static void auxiliary_cell(row *r, uint8_t flags) {
    begin_list(r, "auxiliary");
    for (unsigned n = 0; n < DG_AUX_COUNT; n++)
        if (flags & (1u << n)) item_z(r, dg_aux_name(n));
    end_list(r);
}

static void place_cells(row *r, const char *name, uint32_t index) {
    const dragoman_place *p = dg_place_of(r->record, index);
    cell(r, name, p ? p->name : (dragoman_str){NULL, 0});
    cell_int(r, "geonameid", p ? p->geonameid : 0, p && p->geonameid);
    cell_fixed(r, "lat", p ? p->lat : NAN, 5);
    cell_fixed(r, "lon", p ? p->lon : NAN, 5);
    cell_z(r, "country", p ? p->country : NULL);
    cell(r, "admin1", p ? p->admin1 : (dragoman_str){NULL, 0});
    cell_int(r, "resolution", p ? p->resolution : 0, p && p->resolution);
}

typedef enum part { PART_NAME, PART_CODE, PART_SECTOR } part;

static void entity_item(row *r, uint32_t index, part what) {
    const dragoman_entity *e = dg_entity_of(r->record, index);
    if (!e)
        item_z(r, "---");
    else if (what == PART_NAME)
        item(r, e->name);
    else if (what == PART_CODE)
        item_z(r, e->code[0] ? e->code : "---");
    else
        item_z(r, e->sector[0] ? e->sector : "---");
}

static void entity_list(row *r, const char *name, const uint32_t *items, uint32_t count,
                        part what) {
    begin_list(r, name);
    for (uint32_t i = 0; i < count; i++) entity_item(r, items[i], what);
    end_list(r);
}

static void role_list(row *r, const char *name, const dragoman_role *roles, uint32_t count,
                      part what) {
    begin_list(r, name);
    for (uint32_t i = 0; i < count; i++) entity_item(r, roles[i].entity, what);
    end_list(r);
}

static void role_words(row *r, const char *name, const dragoman_role *roles, uint32_t count) {
    begin_list(r, name);
    for (uint32_t i = 0; i < count; i++) item(r, dg_words(r->record, roles[i].span));
    end_list(r);
}

static void entity_cell(row *r, const char *name, uint32_t index) {
    const dragoman_entity *e = dg_entity_of(r->record, index);
    cell(r, name, e ? e->name : (dragoman_str){NULL, 0});
}

static void tally_list(row *r, const char *name, const uint32_t *items, uint32_t count) {
    begin_list(r, name);
    for (uint32_t i = 0; i < count; i++)
        if (items[i] < r->record->tally_count) item_z(r, r->record->tallies[items[i]].id);
    end_list(r);
}

static void label_list(row *r, const char *name, const uint8_t *items, uint8_t count,
                       const char *(*label)(uint8_t)) {
    begin_list(r, name);
    for (uint8_t i = 0; i < count; i++) item_z(r, label(items[i]));
    end_list(r);
}

/* ------------------------------------------------------------------ layers */

static void article_row(row *r) {
    const dragoman_record *d = r->record;
    article_cells(r);
    cell(r, "title", d->article.title);
    cell(r, "url", d->article.url);
    cell(r, "language", d->article.language);
    cell_int(r, "sentences", d->sentence_count, true);
    cell_int(r, "entities", d->entity_count, true);
    cell_int(r, "events", d->event_count, true);
    cell_int(r, "statements", d->statement_count, true);
    cell_int(r, "tallies", d->tally_count, true);
    cell_int(r, "times", d->time_count, true);
    cell_int(r, "steps", d->step_count, true);
}

static void event_row(row *r, const dragoman_event *e) {
    article_cells(r);
    cell_z(r, "id", e->id);
    cell_int(r, "sentence", e->sentence, true);
    span_cells(r, e->span);
    cell_date(r, "date", e->date);
    cell_date(r, "enddate", e->enddate);
    cell_bool(r, "open_end", e->open_end);
    cell_z(r, "date_precision", dragoman_precision_name(e->precision));
    cell_z(r, "event", dragoman_event_name(e->event));
    label_list(r, "mode", e->mode, e->mode_count, dragoman_mode_name);
    label_list(r, "context", e->context, e->context_count, dragoman_context_name);
    cell_z(r, "cameo", e->cameo);
    cell_int(r, "quad_code", e->quad, true);
    cell_fixed(r, "event_scale", (double)e->scale, 2);
    cell_fixed(r, "goldstein", (double)e->goldstein, 2);
    auxiliary_cell(r, e->auxiliary);
    cell(r, "trigger", dg_words(r->record, e->trigger));
    role_list(r, "actor", e->actors, e->actor_count, PART_NAME);
    role_list(r, "actor_code", e->actors, e->actor_count, PART_CODE);
    role_list(r, "actor_sector", e->actors, e->actor_count, PART_SECTOR);
    role_words(r, "actor_words", e->actors, e->actor_count);
    role_list(r, "recipient", e->recipients, e->recipient_count, PART_NAME);
    role_list(r, "recipient_code", e->recipients, e->recipient_count, PART_CODE);
    role_list(r, "recipient_sector", e->recipients, e->recipient_count, PART_SECTOR);
    role_words(r, "recipient_words", e->recipients, e->recipient_count);
    place_cells(r, "location", e->place);
    entity_cell(r, "according_to", e->according_to);
    cell(r, "source_words", dg_words(r->record, e->source_span));
    tally_list(r, "dead", e->dead, e->dead_count);
    tally_list(r, "injured", e->injured, e->injured_count);
    tally_list(r, "size", e->size, e->size_count);
    cell_fixed(r, "confidence", (double)e->confidence, 3);
    cell(r, "rule", e->rule);
    sentence_cell(r, e->sentence);
}

static void content_cell(row *r, const dragoman_statement *s) {
    begin_list(r, "content");
    for (uint32_t i = 0; i < s->content_count && !r->no_text; i++)
        item(r, dg_words(r->record, s->content[i]));
    end_list(r);
}

static void statement_row(row *r, const dragoman_statement *s) {
    article_cells(r);
    cell_z(r, "id", s->id);
    cell_int(r, "sentence", s->sentence, true);
    cell_date(r, "date", s->date);
    cell_z(r, "kind", dg_statement_kind_name(s->kind));
    entity_list(r, "speaker", s->speakers, s->speaker_count, PART_NAME);
    entity_list(r, "speaker_code", s->speakers, s->speaker_count, PART_CODE);
    entity_list(r, "speaker_sector", s->speakers, s->speaker_count, PART_SECTOR);
    cell(r, "source_words", dg_words(r->record, s->source));
    cell(r, "cue", dg_words(r->record, s->cue));
    entity_cell(r, "addressee", s->addressee);
    cell_bool(r, "negated", s->negated);
    cell_int(r, "start", s->content_count ? dg_codepoints_at(&r->index, s->content[0].start) : 0,
             s->content_count > 0);
    cell_int(r, "end",
             s->content_count ? dg_codepoints_at(&r->index, s->content[s->content_count - 1].end)
                              : 0,
             s->content_count > 0);
    content_cell(r, s);
    cell(r, "rule", s->rule);
    sentence_cell(r, s->sentence);
}

static void tally_sources(row *r, const dragoman_tally *t) {
    begin_list(r, "according_to");
    for (uint32_t i = 0; i < t->according_to_count; i++) {
        const dragoman_entity *e = dg_entity_of(r->record, t->according_to[i].entity);
        item(r, e ? e->name : dg_words(r->record, t->according_to[i].span));
    }
    end_list(r);
}

static void tally_row(row *r, const dragoman_tally *t) {
    article_cells(r);
    cell_z(r, "id", t->id);
    cell_int(r, "sentence", t->sentence, true);
    span_cells(r, t->span);
    days_cells(r, t->date, t->enddate, t->open_end);
    cell_date(r, "as_of", t->as_of);
    cell_int(r, "low", t->low, t->low >= 0);
    cell_int(r, "high", t->high, t->high >= 0);
    cell_z(r, "qualifier", t->qualifier);
    cell_z(r, "counted", t->counted);
    cell(r, "words", dg_words(r->record, t->span));
    cell(r, "population", dg_words(r->record, t->population));
    cell_z(r, "population_sector", t->population_sector);
    entity_list(r, "responsible", t->responsible, t->responsible_count, PART_NAME);
    entity_list(r, "responsible_code", t->responsible, t->responsible_count, PART_CODE);
    entity_list(r, "responsible_sector", t->responsible, t->responsible_count, PART_SECTOR);
    place_cells(r, "location", t->place);
    tally_sources(r, t);
    cell_z(r, "event", t->event < r->record->event_count ? r->record->events[t->event].id : NULL);
    cell_z(r, "part_of",
           t->part_of < r->record->tally_count ? r->record->tallies[t->part_of].id : NULL);
    cell(r, "rule", t->rule);
    sentence_cell(r, t->sentence);
}

static void time_row(row *r, const dragoman_time *t) {
    article_cells(r);
    cell_z(r, "id", t->id);
    cell_int(r, "sentence", t->sentence, true);
    span_cells(r, t->span);
    cell(r, "words", dg_words(r->record, t->span));
    cell_z(r, "type", t->type);
    cell_z(r, "value", t->value);
    cell_z(r, "mod", t->mod);
    days_cells(r, t->date, t->enddate, t->open_end);
    cell_z(r, "date_precision", dragoman_precision_name(t->precision));
    uint32_t anchor = t->anchor < 0 ? DRAGOMAN_NONE : (uint32_t)t->anchor;
    cell_z(r, "anchor",
           t->anchor == -1                  ? "published"
           : anchor < r->record->time_count ? r->record->times[anchor].id
                                            : NULL);
    cell_z(r, "rule", t->rule);
    sentence_cell(r, t->sentence);
}

static void entity_row(row *r, const dragoman_entity *e) {
    article_cells(r);
    cell_int(r, "entity", e->id, true);
    cell_z(r, "kind", dragoman_entity_kind_name(e->kind));
    cell(r, "name", e->name);
    cell_z(r, "code", e->code[0] ? e->code : "---");
    cell_z(r, "sector", e->sector);
    cell(r, "cameo", e->cameo);
    cell(r, "office", e->office);
    cell(r, "wikidata", e->wikidata);
    cell_int(r, "mentions", e->mention_count, true);
    cell(r, "rule", e->rule);
}

static void terms_cell(row *r, const dragoman_step *s) {
    begin_list(r, "terms");
    for (uint32_t i = 0; i < s->term_count; i++) item_z(r, s->terms[i].issue);
    end_list(r);
}

static void step_row(row *r, const dragoman_step *s) {
    article_cells(r);
    cell_z(r, "id", s->id);
    cell_int(r, "sentence", s->sentence, true);
    span_cells(r, s->span);
    days_cells(r, s->date, s->enddate, s->open_end);
    cell_z(r, "date_precision", dragoman_precision_name(s->precision));
    cell_z(r, "kind", s->kind);
    auxiliary_cell(r, s->auxiliary);
    entity_list(r, "parties", s->parties, s->party_count, PART_NAME);
    entity_list(r, "parties_code", s->parties, s->party_count, PART_CODE);
    entity_list(r, "mediators", s->mediators, s->mediator_count, PART_NAME);
    entity_list(r, "mediators_code", s->mediators, s->mediator_count, PART_CODE);
    entity_list(r, "hosts", s->hosts, s->host_count, PART_NAME);
    place_cells(r, "venue", s->venue);
    cell_z(r, "format", s->format);
    cell_z(r, "response", s->response);
    terms_cell(r, s);
    begin_list(r, "events");
    for (uint32_t i = 0; i < s->event_count; i++)
        if (s->events[i] < r->record->event_count) item_z(r, r->record->events[s->events[i]].id);
    end_list(r);
    entity_cell(r, "according_to", s->according_to);
    cell(r, "rule", s->rule);
    sentence_cell(r, s->sentence);
}

/* ------------------------------------------------------------------ rows */

uint32_t dragoman_layer_count(const dragoman_record *record, dragoman_layer layer) {
    switch (layer) {
    case DRAGOMAN_ARTICLES:
        return 1;
    case DRAGOMAN_EVENTS:
        return record->event_count;
    case DRAGOMAN_STATEMENTS:
        return record->statement_count;
    case DRAGOMAN_TALLIES:
        return record->tally_count;
    case DRAGOMAN_TIMES:
        return record->time_count;
    case DRAGOMAN_ENTITIES:
        return record->entity_count;
    case DRAGOMAN_STEPS:
        return record->step_count;
    }
    return 0;
}

static void one_row(row *r, dragoman_layer layer, uint32_t index) {
    const dragoman_record *d = r->record;
    r->cells = 0;
    r->json = (dg_json){&r->out, false};
    if (r->form == DRAGOMAN_JSONL) dg_json_open(&r->json, '{');
    switch (layer) {
    case DRAGOMAN_ARTICLES:
        article_row(r);
        break;
    case DRAGOMAN_EVENTS:
        event_row(r, &d->events[index]);
        break;
    case DRAGOMAN_STATEMENTS:
        statement_row(r, &d->statements[index]);
        break;
    case DRAGOMAN_TALLIES:
        tally_row(r, &d->tallies[index]);
        break;
    case DRAGOMAN_TIMES:
        time_row(r, &d->times[index]);
        break;
    case DRAGOMAN_ENTITIES:
        entity_row(r, &d->entities[index]);
        break;
    case DRAGOMAN_STEPS:
        step_row(r, &d->steps[index]);
        break;
    }
    if (r->form == DRAGOMAN_JSONL) dg_json_close(&r->json, '}');
    dg_out_char(&r->out, '\n');
}

static row row_begin(dragoman_buffer *out, const dragoman_record *record, const plan *columns,
                     dragoman_form form, const dragoman_write_options *options) {
    return (row){.record = record,
                 .form = form,
                 .no_text = options && options->no_text,
                 .out = dg_out_begin(out),
                 .plan = columns,
                 .width = options && options->width ? options->width : 100};
}

/* Rows `from` .. `to` of a layer. */
static int rows(dragoman_buffer *out, const dragoman_record *record, dragoman_layer layer,
                uint32_t from, uint32_t to, dragoman_form form,
                const dragoman_write_options *options, dragoman_error *error) {
    row r = row_begin(out, record, table_plans[layer], form, options);
    int status = dg_codepoints_open(&r.index, record->article.text, error);
    if (status < 0) return status;
    for (uint32_t i = from; i < to; i++) one_row(&r, layer, i);
    dg_codepoints_close(&r.index);
    return dg_out_end(&r.out, error);
}

int dragoman_write_rows(dragoman_buffer *out, const dragoman_record *record, dragoman_layer layer,
                        dragoman_form form, const dragoman_write_options *options,
                        dragoman_error *error) {
    uint32_t count = dragoman_layer_count(record, layer);
    return count ? rows(out, record, layer, 0, count, form, options, error) : 0;
}

int dragoman_write_row(dragoman_buffer *out, const dragoman_record *record, dragoman_layer layer,
                       uint32_t index, dragoman_form form, const dragoman_write_options *options,
                       dragoman_error *error) {
    return rows(out, record, layer, index, index + 1, form, options, error);
}

int dragoman_write_header(dragoman_buffer *out, dragoman_layer layer, dragoman_form form,
                          const dragoman_write_options *options, dragoman_error *error) {
    /* One empty row of each layer, whose cells write their names. */
    static const dragoman_event event;
    static const dragoman_statement statement;
    static const dragoman_tally tally;
    static const dragoman_time time;
    static const dragoman_entity entity;
    static const dragoman_step step;
    static const dragoman_record empty = {.events = &event,
                                          .statements = &statement,
                                          .tallies = &tally,
                                          .times = &time,
                                          .entities = &entity,
                                          .steps = &step};
    if (form == DRAGOMAN_JSONL) return 0;
    row r = row_begin(out, &empty, table_plans[layer], form, options);
    r.header = true;
    one_row(&r, layer, 0);
    return dg_out_end(&r.out, error);
}

int dragoman_write_actor(dragoman_buffer *out, const dragoman_actor *actor, dragoman_form form,
                         const dragoman_write_options *options, dragoman_error *error) {
    static const dragoman_actor empty;
    if (!actor && form == DRAGOMAN_JSONL) return 0;
    row r = row_begin(out, NULL, actor_plan, form, options);
    r.header = !actor;
    if (!actor) actor = &empty;
    r.json = (dg_json){&r.out, false};
    if (form == DRAGOMAN_JSONL) dg_json_open(&r.json, '{');
    cell(&r, "name", actor->name);
    cell_z(&r, "code", actor->code);
    cell_z(&r, "sector", actor->sector);
    cell_z(&r, "kind", dragoman_entity_kind_name(actor->kind));
    cell_int(&r, "articles", (int64_t)actor->articles, true);
    cell_int(&r, "mentions", (int64_t)actor->mentions, true);
    cell_int(&r, "acts", (int64_t)actor->acts, true);
    cell_int(&r, "receives", (int64_t)actor->receives, true);
    cell_int(&r, "speaks", (int64_t)actor->speaks, true);
    if (form == DRAGOMAN_JSONL) dg_json_close(&r.json, '}');
    dg_out_char(&r.out, '\n');
    return dg_out_end(&r.out, error);
}

int dragoman_write_point(dragoman_buffer *out, const dragoman_point *point, dragoman_form form,
                         const dragoman_write_options *options, dragoman_error *error) {
    static const dragoman_point empty = {.low = -1, .high = -1};
    if (!point && form == DRAGOMAN_JSONL) return 0;
    row r = row_begin(out, NULL, point_plan, form, options);
    r.header = !point;
    if (!point) point = &empty;
    r.json = (dg_json){&r.out, false};
    if (form == DRAGOMAN_JSONL) dg_json_open(&r.json, '{');
    cell_z(&r, "tally", point->tally);
    cell_z(&r, "counted", point->counted);
    cell(&r, "place", point->place);
    cell(&r, "population", point->population);
    cell(&r, "source", point->source);
    cell_date(&r, "date", point->date);
    cell_int(&r, "low", point->low, point->low >= 0);
    cell_int(&r, "high", point->high, point->high >= 0);
    cell_z(&r, "qualifier", point->qualifier);
    cell_date(&r, "since", point->since);
    cell_date(&r, "until", point->until);
    cell_bool(&r, "open_end", point->open_end);
    cell_int(&r, "articles", (int64_t)point->articles, true);
    cell(&r, "others", point->others);
    cell(&r, "article", point->article);
    cell(&r, "rule", point->rule);
    if (form == DRAGOMAN_JSONL) dg_json_close(&r.json, '}');
    dg_out_char(&r.out, '\n');
    return dg_out_end(&r.out, error);
}
