/*
 * load.c - records out of the record file, as they were when they were put (without tokens).
 *
 * Every index that a file gives is checked before it is used: a damaged or crafted file may give
 * wrong rows, but nothing is read past a layer's end.
 */
#include "base/error.h"
#include "base/lines.h"
#include "base/str.h"
#include "event/plover.h"
#include "record/db_int.h"
#include "record/filter.h"
#include "record/names.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

/* A statement's columns from left to right. */
typedef struct columns {
    sqlite3_stmt *s;
    int at;
} columns;

typedef struct loader {
    dragoman_db *db;
    dg_arena *arena;
    dragoman_record *record;
    int64_t article;
    uint32_t tables;
    dg_codepoints index;
    dragoman_error *error;
    DG_VEC(dragoman_sentence) sentences;
    DG_VEC(dragoman_entity) entities;
    DG_VEC(dragoman_mention) mentions;
    DG_VEC(dragoman_time) times;
    DG_VEC(dragoman_place) places;
    DG_VEC(dragoman_event) events;
    DG_VEC(dragoman_statement) statements;
    DG_VEC(dragoman_tally) tallies;
    DG_VEC(dragoman_step) steps;
} loader;

/* ------------------------------------------------------------------ values */

static bool is_null(const columns *c) {
    return sqlite3_column_type(c->s, c->at) == SQLITE_NULL;
}

static int64_t get_int(columns *c) {
    return sqlite3_column_int64(c->s, c->at++);
}

static int64_t get_or(columns *c, int64_t otherwise) {
    bool null = is_null(c);
    int64_t value = get_int(c);
    return null ? otherwise : value;
}

static uint32_t get_index(columns *c) {
    int64_t value = get_or(c, DRAGOMAN_NONE);
    return value < 0 || value > UINT32_MAX ? DRAGOMAN_NONE : (uint32_t)value;
}

static double get_real(columns *c) {
    bool null = is_null(c);
    double value = sqlite3_column_double(c->s, c->at++);
    return null ? NAN : value;
}

/* The text of this column, until the statement steps. */
static dragoman_str peek(columns *c) {
    const char *text = (const char *)sqlite3_column_text(c->s, c->at);
    dragoman_str s = {text, text ? (uint32_t)sqlite3_column_bytes(c->s, c->at) : 0};
    c->at++;
    return s;
}

static dragoman_str get_str(loader *l, columns *c) {
    dragoman_str s = peek(c);
    return s.len ? dg_str_copy(l->arena, s) : (dragoman_str){NULL, 0};
}

static const char *get_z(loader *l, columns *c) {
    return get_str(l, c).ptr;
}

/* A text of fixed room, cut where it is longer. */
static void get_into(columns *c, char *room, size_t size) {
    dragoman_str s = peek(c);
    size_t len = s.len < size - 1 ? s.len : size - 1;
    if (len) memcpy(room, s.ptr, len);
    room[len] = 0;
}

/* A JSON object on one line, as it will be written out again; nothing where it is none. */
static dragoman_str get_object(loader *l, columns *c) {
    dragoman_str s = get_str(l, c);
    if (!s.len || memchr(s.ptr, '\n', s.len)) return (dragoman_str){NULL, 0};
    json_t *object = json_loadb(s.ptr, s.len, 0, NULL);
    bool good = json_is_object(object);
    json_decref(object);
    return good ? s : (dragoman_str){NULL, 0};
}

static dragoman_date get_date(columns *c) {
    dragoman_date date = {0, 0, 0};
    dragoman_str s = peek(c);
    if (s.len && !dg_date_parse(s, &date)) date = (dragoman_date){0, 0, 0};
    return date;
}

static dragoman_span get_span(const loader *l, columns *c) {
    uint32_t start = get_index(c), end = get_index(c);
    if (start == DRAGOMAN_NONE || end == DRAGOMAN_NONE || end <= start)
        return (dragoman_span){0, 0};
    return (dragoman_span){dg_codepoints_byte(&l->index, start),
                           dg_codepoints_byte(&l->index, end)};
}

static uint8_t get_auxiliary(columns *c) {
    uint8_t flags = 0;
    dragoman_str rest = peek(c), word;
    while (dg_str_split(&rest, ' ', &word)) {
        int n = dg_aux_of(word);
        if (n >= 0) flags |= (uint8_t)(1u << n);
    }
    return flags;
}

static dragoman_precision get_precision(columns *c) {
    dragoman_str s = peek(c);
    for (int p = DRAGOMAN_PRECISION_DAY; p <= DRAGOMAN_PRECISION_YEAR; p++)
        if (dg_str_is(s, dragoman_precision_name((dragoman_precision)p)))
            return (dragoman_precision)p;
    return DRAGOMAN_PRECISION_UNKNOWN;
}

/* ------------------------------------------------------------------ rows */

static void get_sentence(loader *l, columns *c) {
    dragoman_sentence *s = dg_vec_push(l->arena, &l->sentences);
    s->span = get_span(l, c);
    s->flags = (uint8_t)get_int(c);
}

static void get_entity(loader *l, columns *c) {
    dragoman_entity *e = dg_vec_push(l->arena, &l->entities);
    e->id = l->entities.count - 1;
    dragoman_str kind = peek(c);
    for (int k = DRAGOMAN_PERSON; k <= DRAGOMAN_PEOPLE; k++)
        if (dg_str_is(kind, dragoman_entity_kind_name((dragoman_entity_kind)k)))
            e->kind = (dragoman_entity_kind)k;
    e->name = get_str(l, c);
    get_into(c, e->code, sizeof e->code);
    get_into(c, e->sector, sizeof e->sector);
    e->cameo = get_str(l, c);
    e->office = get_str(l, c);
    e->wikidata = get_str(l, c);
    e->rule = get_str(l, c);
}

static void get_mention(loader *l, columns *c) {
    dragoman_mention *m = dg_vec_push(l->arena, &l->mentions);
    m->entity = get_index(c);
    m->span = get_span(l, c);
    dragoman_str kind = peek(c);
    m->kind = dg_str_is(kind, "name")      ? DRAGOMAN_NAME
              : dg_str_is(kind, "nominal") ? DRAGOMAN_NOMINAL
                                           : DRAGOMAN_PRONOUN;
}

static void get_time(loader *l, columns *c) {
    dragoman_time *t = dg_vec_push(l->arena, &l->times);
    get_into(c, t->id, sizeof t->id);
    t->sentence = get_index(c);
    t->span = get_span(l, c);
    t->type = get_z(l, c);
    get_into(c, t->value, sizeof t->value);
    t->mod = get_z(l, c);
    t->date = get_date(c);
    t->enddate = get_date(c);
    t->open_end = get_int(c) != 0;
    t->precision = get_precision(c);
    t->anchor = (int32_t)get_int(c);
    t->rule = get_z(l, c);
}

static void get_place(loader *l, columns *c) {
    dragoman_place *p = dg_vec_push(l->arena, &l->places);
    p->span = get_span(l, c);
    p->name = get_str(l, c);
    p->geonameid = (uint32_t)get_int(c);
    p->lat = get_real(c);
    p->lon = get_real(c);
    get_into(c, p->country, sizeof p->country);
    p->admin1 = get_str(l, c);
    p->resolution = (uint8_t)get_int(c);
    p->entity = get_index(c);
}

/* Words of a list as label numbers, at most four. */
static uint8_t get_labels(columns *c, uint8_t *items, int event, bool modes) {
    uint8_t count = 0;
    dragoman_str rest = peek(c), word;
    while (count < 4 && dg_str_split(&rest, ' ', &word)) {
        int label = modes ? dg_mode_of(event, word) : dg_context_of(word);
        if (label >= 0) items[count++] = (uint8_t)label;
    }
    return count;
}

static void get_event(loader *l, columns *c) {
    dragoman_event *e = dg_vec_push(l->arena, &l->events);
    get_into(c, e->id, sizeof e->id);
    e->sentence = get_index(c);
    e->span = get_span(l, c);
    e->trigger = get_span(l, c);
    int event = dg_plover_of(peek(c));
    e->event = event < 0 ? DG_PLOVER_NONE : (uint8_t)event;
    e->mode_count = get_labels(c, e->mode, event, true);
    e->context_count = get_labels(c, e->context, event, false);
    get_into(c, e->cameo, sizeof e->cameo);
    e->quad = (uint8_t)get_int(c);
    e->scale = (float)get_real(c);
    e->goldstein = (float)get_real(c);
    e->auxiliary = get_auxiliary(c);
    e->according_to = get_index(c);
    e->source_span = get_span(l, c);
    e->date = get_date(c);
    e->enddate = get_date(c);
    e->open_end = get_int(c) != 0;
    e->precision = get_precision(c);
    e->time = get_index(c);
    e->place = get_index(c);
    e->confidence = (float)get_real(c);
    e->rule = get_str(l, c);
}

static void get_statement(loader *l, columns *c) {
    dragoman_statement *s = dg_vec_push(l->arena, &l->statements);
    get_into(c, s->id, sizeof s->id);
    s->sentence = get_index(c);
    s->source = get_span(l, c);
    s->cue = get_span(l, c);
    dragoman_str kind = peek(c);
    s->kind = dg_str_is(kind, "direct")     ? DRAGOMAN_DIRECT
              : dg_str_is(kind, "indirect") ? DRAGOMAN_INDIRECT
                                            : DRAGOMAN_MIXED;
    s->addressee = get_index(c);
    s->date = get_date(c);
    s->negated = get_int(c) != 0;
    s->rule = get_str(l, c);
}

static void get_tally(loader *l, columns *c) {
    dragoman_tally *t = dg_vec_push(l->arena, &l->tallies);
    get_into(c, t->id, sizeof t->id);
    t->sentence = get_index(c);
    t->span = get_span(l, c);
    t->low = get_or(c, -1);
    t->high = get_or(c, -1);
    t->qualifier = get_z(l, c);
    t->counted = get_z(l, c);
    t->population = get_span(l, c);
    get_into(c, t->population_sector, sizeof t->population_sector);
    t->place = get_index(c);
    t->date = get_date(c);
    t->enddate = get_date(c);
    t->open_end = get_int(c) != 0;
    t->as_of = get_date(c);
    t->event = get_index(c);
    t->part_of = get_index(c);
    t->rule = get_str(l, c);
}

static void get_step(loader *l, columns *c) {
    dragoman_step *s = dg_vec_push(l->arena, &l->steps);
    get_into(c, s->id, sizeof s->id);
    s->sentence = get_index(c);
    s->span = get_span(l, c);
    s->kind = get_z(l, c);
    s->venue = get_index(c);
    s->date = get_date(c);
    s->enddate = get_date(c);
    s->open_end = get_int(c) != 0;
    s->precision = get_precision(c);
    s->auxiliary = get_auxiliary(c);
    s->format = get_z(l, c);
    s->response = get_z(l, c);
    s->according_to = get_index(c);
    s->rule = get_str(l, c);
}

/* ------------------------------------------------------------------ links */

typedef struct link {
    uint32_t entity, other;
    dragoman_span span;
    const char *label;
} link;

typedef DG_VEC(link) links;

static uint32_t *link_entities(loader *l, const links *v, uint32_t *count) {
    uint32_t *items = DG_ARRAY(l->arena, uint32_t, v->count);
    for (uint32_t i = 0; i < v->count; i++) items[i] = v->items[i].entity;
    *count = v->count;
    return items;
}

static uint32_t *link_others(loader *l, const links *v, uint32_t *count) {
    uint32_t *items = DG_ARRAY(l->arena, uint32_t, v->count);
    for (uint32_t i = 0; i < v->count; i++) items[i] = v->items[i].other;
    *count = v->count;
    return items;
}

static dragoman_role *link_roles(loader *l, const links *v, uint32_t *count) {
    dragoman_role *items = DG_ARRAY(l->arena, dragoman_role, v->count);
    for (uint32_t i = 0; i < v->count; i++)
        items[i] = (dragoman_role){v->items[i].entity, v->items[i].span};
    *count = v->count;
    return items;
}

static void link_event(loader *l, uint32_t row, dragoman_str part, const links *v) {
    if (row >= l->events.count) return;
    dragoman_event *e = &l->events.items[row];
    if (dg_str_is(part, "actor"))
        e->actors = link_roles(l, v, &e->actor_count);
    else if (dg_str_is(part, "recipient"))
        e->recipients = link_roles(l, v, &e->recipient_count);
    else if (dg_str_is(part, "dead"))
        e->dead = link_others(l, v, &e->dead_count);
    else if (dg_str_is(part, "injured"))
        e->injured = link_others(l, v, &e->injured_count);
    else if (dg_str_is(part, "size"))
        e->size = link_others(l, v, &e->size_count);
}

static void link_statement(loader *l, uint32_t row, dragoman_str part, const links *v) {
    if (row >= l->statements.count) return;
    dragoman_statement *s = &l->statements.items[row];
    if (dg_str_is(part, "speaker")) s->speakers = link_entities(l, v, &s->speaker_count);
    if (!dg_str_is(part, "content")) return;
    s->content = DG_ARRAY(l->arena, dragoman_span, v->count);
    s->content_count = v->count;
    for (uint32_t i = 0; i < v->count; i++) s->content[i] = v->items[i].span;
}

static void link_tally(loader *l, uint32_t row, dragoman_str part, const links *v) {
    if (row >= l->tallies.count) return;
    dragoman_tally *t = &l->tallies.items[row];
    if (dg_str_is(part, "responsible")) t->responsible = link_entities(l, v, &t->responsible_count);
    if (!dg_str_is(part, "source")) return;
    t->according_to = DG_ARRAY(l->arena, dragoman_source, v->count);
    t->according_to_count = v->count;
    for (uint32_t i = 0; i < v->count; i++)
        t->according_to[i] = (dragoman_source){v->items[i].span, v->items[i].entity};
}

static void link_step(loader *l, uint32_t row, dragoman_str part, const links *v) {
    if (row >= l->steps.count) return;
    dragoman_step *s = &l->steps.items[row];
    if (dg_str_is(part, "party"))
        s->parties = link_entities(l, v, &s->party_count);
    else if (dg_str_is(part, "mediator"))
        s->mediators = link_entities(l, v, &s->mediator_count);
    else if (dg_str_is(part, "host"))
        s->hosts = link_entities(l, v, &s->host_count);
    else if (dg_str_is(part, "event"))
        s->events = link_others(l, v, &s->event_count);
    if (!dg_str_is(part, "term")) return;
    s->terms = DG_ARRAY(l->arena, dragoman_term, v->count);
    s->term_count = v->count;
    for (uint32_t i = 0; i < v->count; i++)
        s->terms[i] = (dragoman_term){v->items[i].span, v->items[i].label};
}

static void link_row(loader *l, dragoman_str layer, uint32_t row, dragoman_str part,
                     const links *v) {
    if (!v->count) return;
    if (dg_str_is(layer, "event"))
        link_event(l, row, part, v);
    else if (dg_str_is(layer, "statement"))
        link_statement(l, row, part, v);
    else if (dg_str_is(layer, "tally"))
        link_tally(l, row, part, v);
    else if (dg_str_is(layer, "step"))
        link_step(l, row, part, v);
}

/* Lists come sorted by row and part; each is handed over when the next begins. */
static int get_links(loader *l, sqlite3_stmt *s) {
    links list = {0};
    dragoman_str layer = {NULL, 0}, part = {NULL, 0};
    uint32_t row = 0;
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        columns c = {s, 1};
        dragoman_str this_layer = peek(&c);
        uint32_t this_row = get_index(&c);
        dragoman_str this_part = peek(&c);
        (void)get_int(&c); /* n */
        if (this_row != row || !dg_str_eq(this_part, part) || !dg_str_eq(this_layer, layer)) {
            link_row(l, layer, row, part, &list);
            list.count = 0;
            layer = dg_str_copy(l->arena, this_layer);
            part = dg_str_copy(l->arena, this_part);
            row = this_row;
        }
        link *item = dg_vec_push(l->arena, &list);
        item->entity = get_index(&c);
        item->span = get_span(l, &c);
        item->other = get_index(&c);
        item->label = get_z(l, &c);
    }
    link_row(l, layer, row, part, &list);
    return code;
}

/* ------------------------------------------------------------------ the record */

static int get_article(loader *l, dragoman_record *r) {
    sqlite3_stmt *s = dg_db_query(l->db, DG_QUERY_ARTICLE_GET, l->error);
    if (!s) return DRAGOMAN_EDB;
    sqlite3_bind_int64(s, 1, l->article < 0 ? -l->article : l->article);
    int code = sqlite3_step(s);
    if (code == SQLITE_DONE)
        return dg_fail(l->error, DRAGOMAN_EDB, "%s: an article is missing", l->db->path);
    if (code != SQLITE_ROW) return dg_db_fail(l->db, code, l->error);
    columns c = {s, 0};
    dragoman_article *a = &r->article;
    a->id = get_str(l, &c);
    a->title = get_str(l, &c);
    a->published = get_date(&c);
    a->source = get_str(l, &c);
    a->url = get_str(l, &c);
    a->language = get_str(l, &c);
    a->text = get_str(l, &c);
    const char *hash = get_z(l, &c);
    if (hash && strlen(hash) == 37) {
        char high[17] = "";
        memcpy(high, hash + 5, 16);
        r->text_hash[0] = strtoull(high, NULL, 16);
        r->text_hash[1] = strtoull(hash + 21, NULL, 16);
    }
    a->meta = get_object(l, &c);
    r->coder.version = get_z(l, &c);
    r->coder.codebook = get_z(l, &c);
    r->coder.model = get_z(l, &c);
    sqlite3_reset(s);
    return 0;
}

/* The mentions of each entity, by position. */
static void group_mentions(loader *l) {
    for (uint32_t i = 0; i < l->mentions.count; i++)
        if (l->mentions.items[i].entity < l->entities.count)
            l->entities.items[l->mentions.items[i].entity].mention_count++;
    for (uint32_t i = 0; i < l->entities.count; i++) {
        dragoman_entity *e = &l->entities.items[i];
        e->mentions = DG_ARRAY(l->arena, uint32_t, e->mention_count);
        e->mention_count = 0;
    }
    for (uint32_t i = 0; i < l->mentions.count; i++) {
        if (l->mentions.items[i].entity >= l->entities.count) continue;
        dragoman_entity *e = &l->entities.items[l->mentions.items[i].entity];
        e->mentions[e->mention_count++] = i;
    }
}

static int get_rows(loader *l, dg_table table, void (*get)(loader *, columns *)) {
    if (!(l->tables & (1u << table))) return 0;
    sqlite3_stmt *s = dg_db_rows(l->db, table, l->error);
    if (!s) return DRAGOMAN_EDB;
    sqlite3_bind_int64(s, 1, l->article);
    int code;
    if (get) {
        while ((code = sqlite3_step(s)) == SQLITE_ROW) get(l, &(columns){s, 2});
    } else {
        code = get_links(l, s);
    }
    if (code != SQLITE_DONE) return dg_db_fail(l->db, code, l->error);
    sqlite3_reset(s);
    return 0;
}

static int load_all(void *context) {
    static void (*const get[DG_TABLE_COUNT])(loader *, columns *) = {
        [DG_TABLE_SENTENCES] = get_sentence,   [DG_TABLE_ENTITIES] = get_entity,
        [DG_TABLE_MENTIONS] = get_mention,     [DG_TABLE_TIMES] = get_time,
        [DG_TABLE_PLACES] = get_place,         [DG_TABLE_EVENTS] = get_event,
        [DG_TABLE_STATEMENTS] = get_statement, [DG_TABLE_TALLIES] = get_tally,
        [DG_TABLE_STEPS] = get_step,           [DG_TABLE_LINKS] = NULL};
    loader *l = context;
    dragoman_record *r = l->record;
    int status = get_article(l, r);
    if (status == 0) status = dg_codepoints_open(&l->index, r->article.text, l->error);
    for (int t = 0; t < DG_TABLE_COUNT && status == 0; t++)
        status = get_rows(l, (dg_table)t, get[t]);
    if (status < 0) return status;
    group_mentions(l);
    r->sentences = l->sentences.items, r->sentence_count = l->sentences.count;
    r->mentions = l->mentions.items, r->mention_count = l->mentions.count;
    r->entities = l->entities.items, r->entity_count = l->entities.count;
    r->times = l->times.items, r->time_count = l->times.count;
    r->places = l->places.items, r->place_count = l->places.count;
    r->events = l->events.items, r->event_count = l->events.count;
    r->statements = l->statements.items, r->statement_count = l->statements.count;
    r->tallies = l->tallies.items, r->tally_count = l->tallies.count;
    r->steps = l->steps.items, r->step_count = l->steps.count;
    return 0;
}

int dg_db_load_into(dragoman_db *db, int64_t article, uint32_t tables, dg_arena *arena,
                    dragoman_record *record, dragoman_error *error) {
    *record = (dragoman_record){0};
    loader l = {.db = db,
                .arena = arena,
                .record = record,
                .article = article,
                .tables = tables,
                .error = error};
    dg_fail(error, DRAGOMAN_ENOMEM, "%s: out of memory", db->path); /* unless told otherwise */
    int status = dg_arena_guard(arena, load_all, &l);
    dg_codepoints_close(&l.index);
    if (status < 0) *record = (dragoman_record){0};
    return status;
}

int dg_db_load(dragoman_db *db, int64_t article, uint32_t tables, dragoman_error *error) {
    dg_arena_reset(&db->arena);
    return dg_db_load_into(db, article, tables, &db->arena, &db->record, error);
}
