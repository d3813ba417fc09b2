/* corrections.c - see corrections.h. */
#include "record/corrections.h"

#include "base/error.h"
#include "base/str.h"
#include "record/names.h"

#include <stdlib.h>

static const dragoman_layer row_layers[] = {DRAGOMAN_TIMES, DRAGOMAN_TALLIES, DRAGOMAN_EVENTS,
                                            DRAGOMAN_STATEMENTS, DRAGOMAN_STEPS};
#define ROW_LAYERS (sizeof row_layers / sizeof *row_layers)

static dg_correction *correction_of(const dg_corrections *c, dragoman_layer layer,
                                    dragoman_str id) {
    for (uint32_t i = 0; i < c->list.count; i++)
        if (c->list.items[i].layer == layer && dg_str_eq(c->list.items[i].id, id))
            return &c->list.items[i];
    return NULL;
}

static bool is(const dg_correction *c, const char *what) {
    return c && dg_str_is(c->what, what);
}

static bool is_human(const dg_correction *c) {
    return c && !is(c, "struck");
}

/* What a row goes by in the table of corrections. */
static dragoman_str key_of(dg_arena *arena, const dragoman_record *r, dragoman_layer layer,
                           uint32_t index) {
    if (layer != DRAGOMAN_ENTITIES) return dg_str(dg_row_id(r, layer, index));
    dragoman_span span = dg_row_trigger(r, layer, &r->entities[index]);
    return dg_str_format(arena, "%u-%u", span.start, span.end);
}

/* ------------------------------------------------------------------ two records made one */

typedef struct pick {
    bool human;
    uint32_t index, start, order;
} pick;

typedef struct merger {
    dg_arena *arena;
    const dragoman_record *machine, *human;
    const dg_corrections *corrections;
    uint32_t *entity[2]; /* [of the machine's, of people's] index in the result, or DRAGOMAN_NONE */
    uint32_t *place[2];
    DG_VEC(dragoman_entity) entities;
    DG_VEC(uint32_t) origin; /* of entities: index in `human` | HUMAN, or in the machine's */
    DG_VEC(dragoman_place) places;
    dragoman_record *out;
} merger;

#define HUMAN 0x80000000u

static const dragoman_record *side(const merger *m, bool human) {
    return human ? m->human : m->machine;
}

static const dragoman_mention *mention_of(const dragoman_record *r, const dragoman_entity *e,
                                          uint32_t k) {
    return e->mentions[k] < r->mention_count ? &r->mentions[e->mentions[k]] : NULL;
}

static bool has_mention(const dragoman_record *r, const dragoman_entity *e, dragoman_span span) {
    for (uint32_t k = 0; k < e->mention_count; k++) {
        const dragoman_mention *m = mention_of(r, e, k);
        if (m && m->span.start == span.start && m->span.end == span.end) return true;
    }
    return false;
}

/* Whether entity `a` of a record and `b` of another are named by the same words somewhere. */
static bool share_mention(const dragoman_record *of_a, const dragoman_entity *a,
                          const dragoman_record *of_b, const dragoman_entity *b) {
    for (uint32_t k = 0; k < a->mention_count; k++) {
        const dragoman_mention *of = mention_of(of_a, a, k);
        if (of && has_mention(of_b, b, of->span)) return true;
    }
    return !a->mention_count && !b->mention_count && dg_str_eq(a->name, b->name);
}

static uint32_t add_entity(merger *m, bool human, uint32_t index) {
    *dg_vec_push(m->arena, &m->entities) = side(m, human)->entities[index];
    *dg_vec_push(m->arena, &m->origin) = human ? index | HUMAN : index;
    m->entities.items[m->entities.count - 1].id = m->entities.count - 1;
    return m->entities.count - 1;
}

/* People's entities where people corrected them, the machine's otherwise; which becomes which. */
static void merge_entities(merger *m) {
    const dragoman_record *a = m->machine, *b = m->human;
    m->entity[0] = DG_ARRAY(m->arena, uint32_t, a->entity_count);
    m->entity[1] = DG_ARRAY(m->arena, uint32_t, b->entity_count);
    for (uint32_t i = 0; i < b->entity_count; i++) m->entity[1][i] = DRAGOMAN_NONE;
    for (uint32_t i = 0; i < a->entity_count; i++) {
        uint32_t h = 0;
        m->entity[0][i] = DRAGOMAN_NONE;
        while (h < b->entity_count && !share_mention(a, &a->entities[i], b, &b->entities[h])) h++;
        if (h < b->entity_count) {
            bool human = is_human(correction_of(m->corrections, DRAGOMAN_ENTITIES,
                                                key_of(m->arena, b, DRAGOMAN_ENTITIES, h)));
            if (m->entity[1][h] == DRAGOMAN_NONE)
                m->entity[1][h] = add_entity(m, human, human ? h : i);
            else if (!human) { /* two of the machine's now where it had one */
                m->entity[0][i] = add_entity(m, false, i);
                continue;
            }
            m->entity[0][i] = m->entity[1][h];
        } else if (!is(correction_of(m->corrections, DRAGOMAN_ENTITIES,
                                     key_of(m->arena, a, DRAGOMAN_ENTITIES, i)),
                       "struck")) {
            m->entity[0][i] = add_entity(m, false, i);
        }
    }
    for (uint32_t h = 0; h < b->entity_count; h++)
        if (m->entity[1][h] == DRAGOMAN_NONE &&
            is_human(correction_of(m->corrections, DRAGOMAN_ENTITIES,
                                   key_of(m->arena, b, DRAGOMAN_ENTITIES, h))))
            m->entity[1][h] = add_entity(m, true, h);
}

static uint32_t entity_to(merger *m, bool human, uint32_t entity) {
    if (entity >= side(m, human)->entity_count) return DRAGOMAN_NONE;
    if (human && m->entity[1][entity] == DRAGOMAN_NONE)
        m->entity[1][entity] = add_entity(m, true, entity);
    return m->entity[human][entity];
}

static uint32_t place_to(merger *m, bool human, uint32_t place) {
    if (place >= side(m, human)->place_count) return DRAGOMAN_NONE;
    if (m->place[human][place] == DRAGOMAN_NONE) {
        uint32_t entity = entity_to(m, human, side(m, human)->places[place].entity);
        m->place[human][place] = m->places.count;
        *dg_vec_push(m->arena, &m->places) = side(m, human)->places[place];
        m->places.items[m->places.count - 1].entity = entity;
    }
    return m->place[human][place];
}

static int by_start(const void *x, const void *y) {
    const pick *a = x, *b = y;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The rows of a layer: the machine's that nobody corrected, and people's. In the machine's order
 * where people added none. */
static pick *pick_rows(merger *m, dragoman_layer layer, uint32_t *count) {
    uint32_t first = dg_row_count(m->machine, layer), second = dg_row_count(m->human, layer);
    pick *picks = DG_ARRAY(m->arena, pick, first + second);
    bool strange = false;
    *count = 0;
    for (uint32_t i = 0; i < first; i++) {
        dragoman_str id = dg_str(dg_row_id(m->machine, layer, i));
        dg_correction *c = correction_of(m->corrections, layer, id);
        uint32_t h = is_human(c) ? dg_row_find(m->human, layer, id) : DRAGOMAN_NONE;
        if (c && h == DRAGOMAN_NONE) continue;
        picks[(*count)++] = (pick){h != DRAGOMAN_NONE, h != DRAGOMAN_NONE ? h : i, 0, 0};
    }
    for (uint32_t h = 0; h < second; h++) {
        dragoman_str id = dg_str(dg_row_id(m->human, layer, h));
        if (!is_human(correction_of(m->corrections, layer, id)) ||
            dg_row_find(m->machine, layer, id) != DRAGOMAN_NONE)
            continue;
        picks[(*count)++] = (pick){true, h, 0, 0};
        strange = true;
    }
    for (uint32_t i = 0; i < *count; i++) {
        const dragoman_record *r = side(m, picks[i].human);
        picks[i].start = dg_row_trigger(r, layer, dg_row_at(r, layer, picks[i].index)).start;
        picks[i].order = i;
    }
    if (strange && *count) qsort(picks, *count, sizeof *picks, by_start);
    return picks;
}

static uint32_t sentence_to(const merger *m, bool human, uint32_t sentence) {
    uint32_t at = dg_sentence_span(side(m, human), sentence).start;
    for (uint32_t i = m->machine->sentence_count; i-- > 0;)
        if (m->machine->sentences[i].span.start <= at) return i;
    return 0;
}

/* Point a copied row at what became of its entities, places and rows; the rows of all layers stand
 * by now. */
static void aim_row(merger *m, dragoman_layer layer, void *row, bool human) {
    const dg_layer *l = dg_layer_of(layer);
    for (uint32_t k = 0; k < l->field_count; k++) {
        const dg_field *f = &l->fields[k];
        if (f->kind < DG_FIELD_SPAN) continue;
        uint32_t count = dg_field_count(row, f), left = 0;
        dg_target *targets = DG_ARRAY(m->arena, dg_target, count);
        for (uint32_t n = 0; n < count; n++) {
            dg_target t = dg_field_target(row, f, n), was = t;
            t.entity = entity_to(m, human, t.entity);
            t.place = place_to(m, human, t.place);
            if (t.row != DRAGOMAN_NONE)
                t.row = dg_row_find(m->out, t.of, dg_str(dg_row_id(side(m, human), t.of, t.row)));
            bool source = f->kind == DG_FIELD_SOURCE || f->kind == DG_FIELD_SOURCES;
            bool gone = (was.entity != DRAGOMAN_NONE && t.entity == DRAGOMAN_NONE && !source) ||
                        (was.row != DRAGOMAN_NONE && t.row == DRAGOMAN_NONE);
            if (!gone) targets[left++] = t;
        }
        dg_field_aim(m->arena, row, f, targets, left);
    }
}

static void aim_anchor(merger *m, dragoman_time *t, bool human) {
    if (t->anchor < 0) return;
    uint32_t to =
        dg_row_find(m->out, DRAGOMAN_TIMES,
                    dg_str(dg_row_id(side(m, human), DRAGOMAN_TIMES, (uint32_t)t->anchor)));
    t->anchor = to == DRAGOMAN_NONE ? -2 : (int32_t)to;
}

static void set_rows(dragoman_record *out, dragoman_layer layer, const void *rows, uint32_t count) {
    switch (layer) {
    case DRAGOMAN_TIMES:
        out->times = rows, out->time_count = count;
        break;
    case DRAGOMAN_TALLIES:
        out->tallies = rows, out->tally_count = count;
        break;
    case DRAGOMAN_EVENTS:
        out->events = rows, out->event_count = count;
        break;
    case DRAGOMAN_STATEMENTS:
        out->statements = rows, out->statement_count = count;
        break;
    default:
        out->steps = rows, out->step_count = count;
        break;
    }
}

/* All mentions of the entities; words that people gave to one are no other's. */
static void merge_mentions(merger *m) {
    DG_VEC(dragoman_mention) list = {0};
    uint32_t *numbers = DG_ARRAY(m->arena, uint32_t,
                                 m->machine->mention_count + m->human->mention_count + 1),
             used = 0;
    for (uint32_t e = 0; e < m->entities.count; e++) {
        uint32_t origin = m->origin.items[e];
        bool human = (origin & HUMAN) != 0;
        const dragoman_record *r = side(m, human);
        const dragoman_entity *from = &r->entities[origin & ~HUMAN];
        dragoman_entity *to = &m->entities.items[e];
        to->mentions = &numbers[used];
        to->mention_count = 0;
        for (uint32_t k = 0; k < from->mention_count; k++) {
            const dragoman_mention *of = mention_of(r, from, k);
            bool taken = !of;
            for (uint32_t o = 0; !human && of && o < m->entities.count && !taken; o++)
                taken = (m->origin.items[o] & HUMAN) &&
                        has_mention(m->human, &m->human->entities[m->origin.items[o] & ~HUMAN],
                                    of->span);
            if (taken) continue;
            *dg_vec_push(m->arena, &list) =
                (dragoman_mention){.span = of->span, .kind = of->kind, .entity = e};
            numbers[used++] = list.count - 1;
            to->mention_count++;
        }
    }
    m->out->mentions = list.items, m->out->mention_count = list.count;
}

static void merge(merger *m) {
    pick *picks[ROW_LAYERS];
    char *rows[ROW_LAYERS];
    uint32_t counts[ROW_LAYERS];
    *m->out = *m->machine;
    m->out->tokens = NULL, m->out->token_count = 0;
    merge_entities(m);
    for (int s = 0; s < 2; s++) {
        m->place[s] = DG_ARRAY(m->arena, uint32_t, side(m, s)->place_count);
        for (uint32_t i = 0; i < side(m, s)->place_count; i++) m->place[s][i] = DRAGOMAN_NONE;
    }
    for (size_t k = 0; k < ROW_LAYERS; k++) {
        size_t size = dg_layer_of(row_layers[k])->size;
        picks[k] = pick_rows(m, row_layers[k], &counts[k]);
        rows[k] = dg_arena_array(m->arena, counts[k], size);
        for (uint32_t n = 0; n < counts[k]; n++)
            memcpy(rows[k] + n * size,
                   dg_row_at(side(m, picks[k][n].human), row_layers[k], picks[k][n].index), size);
        set_rows(m->out, row_layers[k], rows[k], counts[k]);
    }
    for (size_t k = 0; k < ROW_LAYERS; k++)
        for (uint32_t n = 0; n < counts[k]; n++) {
            const dg_layer *l = dg_layer_of(row_layers[k]);
            char *row = rows[k] + n * l->size;
            uint32_t *sentence = (uint32_t *)(void *)(row + l->sentence);
            bool human = picks[k][n].human;
            if (human) *sentence = sentence_to(m, true, *sentence);
            aim_row(m, row_layers[k], row, human);
            if (row_layers[k] == DRAGOMAN_TIMES) aim_anchor(m, (dragoman_time *)(void *)row, human);
        }
    merge_mentions(m);
    m->out->entities = m->entities.items, m->out->entity_count = m->entities.count;
    m->out->places = m->places.items, m->out->place_count = m->places.count;
}

/* ------------------------------------------------------------------ the table */

static int load_corrections(dragoman_db *db, int64_t article, dg_arena *arena, dg_corrections *c,
                            dragoman_error *error) {
    sqlite3_stmt *s = dg_db_query(db, DG_QUERY_CORRECTIONS, error);
    if (!s) return DRAGOMAN_EDB;
    sqlite3_bind_int64(s, 1, article);
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        dragoman_str text[5];
        for (int i = 0; i < 5; i++)
            text[i] = dg_str_copy(arena, dg_str((const char *)sqlite3_column_text(s, i)));
        dragoman_layer layer = DRAGOMAN_ARTICLES;
        for (int k = DRAGOMAN_EVENTS; k < DG_LAYER_COUNT; k++)
            if (dg_str_is(text[0], dg_layer_of((dragoman_layer)k)->name)) layer = (dragoman_layer)k;
        *dg_vec_push(arena, &c->list) = (dg_correction){layer, text[1], text[2], text[3], text[4]};
    }
    sqlite3_reset(s);
    return code == SQLITE_DONE ? 0 : dg_db_fail(db, code, error);
}

static int store_corrections(dragoman_db *db, int64_t article, const dg_corrections *c,
                             dragoman_error *error) {
    sqlite3_stmt *s = dg_db_query(db, DG_QUERY_CORRECTIONS_REMOVE, error);
    if (!s) return DRAGOMAN_EDB;
    sqlite3_bind_int64(s, 1, article);
    int code = sqlite3_step(s);
    sqlite3_reset(s);
    for (uint32_t i = 0; i < c->list.count && code == SQLITE_DONE; i++) {
        const dg_correction *k = &c->list.items[i];
        const dragoman_str text[] = {dg_str(dg_layer_of(k->layer)->name), k->id, k->what, k->by,
                                     k->made};
        s = dg_db_query(db, DG_QUERY_CORRECTIONS_ADD, error);
        if (!s) return DRAGOMAN_EDB;
        sqlite3_bind_int64(s, 1, article);
        for (int t = 0; t < 5; t++)
            sqlite3_bind_text(s, t + 2, text[t].len ? text[t].ptr : "", (int)text[t].len,
                              SQLITE_STATIC);
        code = sqlite3_step(s);
        sqlite3_reset(s);
    }
    return code == SQLITE_DONE ? 0 : dg_db_fail(db, code, error);
}

typedef struct showing {
    dragoman_db *db;
    int64_t article;
    dg_arena *arena;
    const dragoman_record *machine, *human;
    const dg_corrections *corrections;
    dragoman_error *error;
} showing;

static int put_shown(void *context) {
    showing *s = context;
    dragoman_record out;
    merger m = {.arena = s->arena,
                .machine = s->machine,
                .human = s->human,
                .corrections = s->corrections,
                .out = &out};
    merge(&m);
    return dg_db_put_rows(s->db, -s->article, &out, s->error);
}

/* ------------------------------------------------------------------ coding anew */

typedef struct opening {
    dg_kept *kept;
    dragoman_db *db;
    dragoman_error *error;
} opening;

static int open_kept(void *context) {
    opening *o = context;
    return load_corrections(o->db, o->kept->article, &o->kept->arena, &o->kept->corrections,
                            o->error);
}

int dg_kept_open(dg_kept *kept, dragoman_db *db, const dragoman_record *coming,
                 dragoman_error *error) {
    *kept = (dg_kept){0};
    int found = dg_db_number(db, coming->article.id, &kept->article, error);
    if (found <= 0) return found;
    opening o = {kept, db, error};
    int status = dg_arena_guard(&kept->arena, open_kept, &o);
    if (status < 0 || !kept->corrections.list.count) {
        kept->article = 0;
        return status;
    }
    dg_arena none = DG_ARENA_INIT;
    dg_kept old = {.arena = none};
    status = dg_db_load_into(db, -kept->article, ~0u, &old.arena, &old.record, error);
    if (status == 0 && (old.record.text_hash[0] != coming->text_hash[0] ||
                        old.record.text_hash[1] != coming->text_hash[1]))
        status = dg_fail(
            error, DRAGOMAN_EINPUT,
            "%.*s: its text has changed, and people have corrected its record: kept as it was",
            DG_STR_ARG(coming->article.id));
    old.article = kept->article;
    if (status == 0) {
        o.kept = &old;
        status = dg_arena_guard(&old.arena, open_kept, &o);
    }
    dg_arena_free(&kept->arena);
    *kept = old;
    return status;
}

void dg_kept_free(dg_kept *kept) {
    dg_arena_free(&kept->arena);
}

int dg_kept_put(dg_kept *kept, dragoman_db *db, const dragoman_record *machine,
                dragoman_error *error) {
    if (!kept->article) return 0;
    showing s = {db,   kept->article, &kept->arena, machine, &kept->record, &kept->corrections,
                 error};
    return dg_arena_guard(&kept->arena, put_shown, &s);
}

/* ------------------------------------------------------------------ correcting */

typedef struct correcting {
    dragoman_db *db;
    int64_t article;
    dg_arena arena;
    dragoman_str ann;
    const dragoman_correcting *options;
    dragoman_corrected *counts;
    dragoman_record shown, machine;
    dg_brat_reading reading;
    dg_corrections corrections;
    int mistakes;
    dragoman_error *error;
} correcting;

/* A row corrected: what was done to it, beside what had been done before. */
static void note_row(correcting *c, dragoman_layer layer, dragoman_str id, const char *what) {
    dg_correction *old = correction_of(&c->corrections, layer, id);
    if (!old)
        old = dg_vec_push(&c->arena, &c->corrections.list), old->what = dg_str(what);
    else if (strcmp(what, "struck") == 0 && is(old, "added")) { /* as if it had never been */
        *old = c->corrections.list.items[--c->corrections.list.count];
        return;
    } else if (!is(old, "added"))
        old->what = dg_str(what);
    old->layer = layer;
    old->id = id;
    old->by = dg_str(c->options->by);
    old->made = dg_str(c->options->on);
}

/* Whether row `now` of the reading says what row `old` of another record does, entities told by
 * their keys. */
static bool same_row(correcting *c, dragoman_layer layer, const dragoman_record *before,
                     uint32_t old, const uint32_t *old_keys, uint32_t now, const uint32_t *keys) {
    dragoman_buffer a = {0}, b = {0};
    dg_out x = dg_out_begin(&a), y = dg_out_begin(&b);
    dg_row_text(&x, before, layer, old, old_keys);
    dg_row_text(&y, &c->reading.record, layer, now, keys);
    bool same = !x.failed && !y.failed && a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
    dragoman_buffer_free(&a);
    dragoman_buffer_free(&b);
    return same;
}

/* People's rows say so: their rule is whoever made them. That of others is what it was, `before` in
 * the record shown; DRAGOMAN_NONE: it is a person's now. */
static void sign(correcting *c, dragoman_layer layer, uint32_t index, uint32_t before) {
    const dg_layer *l = dg_layer_of(layer);
    void *row = (void *)(uintptr_t)dg_row_at(&c->reading.record, layer, index);
    for (uint32_t k = 0; k < l->field_count; k++) {
        if (strcmp(l->fields[k].name, "rule") != 0) continue;
        dragoman_buffer text = {0};
        dg_out out = dg_out_begin(&text);
        if (before == DRAGOMAN_NONE)
            dg_out_z(&out, "human:"), dg_out_z(&out, c->options->by);
        else
            dg_field_put(&out, &c->shown, dg_row_at(&c->shown, layer, before), &l->fields[k]);
        dg_field_set(&c->arena, row, &l->fields[k],
                     (dragoman_str){text.bytes, (uint32_t)text.size});
        dragoman_buffer_free(&text);
    }
}

/* Entities of the machine's record by what they are in the one shown, as same words tell them. */
static uint32_t *machine_keys(correcting *c) {
    const dragoman_record *m = &c->machine, *shown = &c->shown;
    uint32_t *keys = DG_ARRAY(&c->arena, uint32_t, m->entity_count);
    for (uint32_t i = 0; i < m->entity_count; i++) {
        uint32_t h = 0;
        while (h < shown->entity_count &&
               !share_mention(m, &m->entities[i], shown, &shown->entities[h]))
            h++;
        keys[i] = h < shown->entity_count ? h : DRAGOMAN_NONE - i; /* of no other */
    }
    return keys;
}

/* A row that people struck and that stands here again by its id: the machine's, unless something in
 * it has been changed. */
static bool call_back(correcting *c, dragoman_layer layer, uint32_t index, const uint32_t *keys) {
    const dragoman_record *now = &c->reading.record;
    if (layer == DRAGOMAN_ENTITIES) return false;
    dragoman_str id = dg_str(dg_row_id(now, layer, index));
    dg_correction *struck = correction_of(&c->corrections, layer, id);
    uint32_t old = dg_row_find(&c->machine, layer, id);
    if (!is(struck, "struck") || old == DRAGOMAN_NONE) return false;
    c->counts->restored++;
    if (same_row(c, layer, &c->machine, old, machine_keys(c), index, keys)) {
        *struck = c->corrections.list.items[--c->corrections.list.count];
    } else {
        note_row(c, layer, id, "changed");
        sign(c, layer, index, DRAGOMAN_NONE);
    }
    return true;
}

/* Whether an entity of the reading goes by these words: they were another's before. */
static bool goes_by(correcting *c, dragoman_str id) {
    const dragoman_record *now = &c->reading.record;
    for (uint32_t i = 0; i < now->entity_count; i++)
        if (dg_str_eq(key_of(&c->arena, now, DRAGOMAN_ENTITIES, i), id)) return true;
    return false;
}

static void compare_layer(correcting *c, dragoman_layer layer, const uint32_t *keys) {
    const dragoman_record *now = &c->reading.record, *before = &c->shown;
    for (uint32_t i = 0; i < dg_row_count(now, layer); i++) {
        uint32_t old = layer == DRAGOMAN_ENTITIES
                           ? c->reading.origin[i]
                           : dg_row_find(before, layer, dg_str(dg_row_id(now, layer, i)));
        if (old == DRAGOMAN_NONE && call_back(c, layer, i, keys)) continue;
        if (old != DRAGOMAN_NONE && same_row(c, layer, before, old, NULL, i, keys)) {
            sign(c, layer, i, old);
            continue;
        }
        if (old == DRAGOMAN_NONE)
            c->counts->added++;
        else
            c->counts->changed++;
        dragoman_str id = key_of(&c->arena, now, layer, i);
        note_row(c, layer, id, old == DRAGOMAN_NONE ? "added" : "changed");
        sign(c, layer, i, DRAGOMAN_NONE);
    }
    for (uint32_t i = 0; i < dg_row_count(before, layer); i++) {
        bool there = false;
        if (layer != DRAGOMAN_ENTITIES)
            there = dg_row_find(now, layer, dg_str(dg_row_id(before, layer, i))) != DRAGOMAN_NONE;
        for (uint32_t k = 0; layer == DRAGOMAN_ENTITIES && k < now->entity_count && !there; k++)
            there = c->reading.origin[k] == i;
        if (there) continue;
        c->counts->struck++;
        dragoman_str id = key_of(&c->arena, before, layer, i);
        if (layer != DRAGOMAN_ENTITIES || !goes_by(c, id)) note_row(c, layer, id, "struck");
    }
}

/* Entities go by their first mention: where that has moved, so does what was noted of them. What
 * was noted under the new words before, of an entity struck, is over. */
static void move_entities(correcting *c) {
    const dragoman_record *now = &c->reading.record, *before = &c->shown;
    uint32_t count = c->corrections.list.count, left = 0;
    dg_correction *old = c->corrections.list.items,
                  *fresh = DG_ARRAY(&c->arena, dg_correction, count);
    bool *alive = DG_ARRAY(&c->arena, bool, count);
    if (count) memcpy(fresh, old, count * sizeof *fresh);
    for (uint32_t i = 0; i < now->entity_count; i++) {
        uint32_t origin = c->reading.origin[i];
        if (origin == DRAGOMAN_NONE) continue;
        dg_correction *was = correction_of(&c->corrections, DRAGOMAN_ENTITIES,
                                           key_of(&c->arena, before, DRAGOMAN_ENTITIES, origin));
        if (!was) continue;
        alive[was - old] = true;
        fresh[was - old].id = key_of(&c->arena, now, DRAGOMAN_ENTITIES, i);
    }
    for (uint32_t k = 0; k < count; k++) {
        bool again = false; /* the same words twice */
        for (uint32_t n = 0; n < count && fresh[k].layer == DRAGOMAN_ENTITIES; n++) {
            bool same = n != k && fresh[n].layer == DRAGOMAN_ENTITIES &&
                        dg_str_eq(fresh[n].id, fresh[k].id);
            if (same && alive[k] && !alive[n]) fresh[k].what = dg_str("changed");
            again |= same && (alive[k] == alive[n] ? n < k : alive[n]);
        }
        if (!again) old[left++] = fresh[k];
    }
    c->corrections.list.count = left;
}

static void compare(correcting *c) {
    uint32_t *keys = DG_ARRAY(&c->arena, uint32_t, c->reading.record.entity_count);
    for (uint32_t i = 0; i < c->reading.record.entity_count; i++)
        keys[i] = c->reading.origin[i] == DRAGOMAN_NONE ? c->shown.entity_count + i
                                                        : c->reading.origin[i];
    move_entities(c);
    compare_layer(c, DRAGOMAN_ENTITIES, keys);
    for (size_t k = 0; k < ROW_LAYERS; k++) compare_layer(c, row_layers[k], keys);
}

/* A file of one layer alone would strike all others: layers with several rows are not struck whole.
 */
static int check_layers(const correcting *c, const char *name, void (*note)(void *, const char *),
                        void *context) {
    int missing = 0;
    for (int layer = DRAGOMAN_EVENTS; layer <= DRAGOMAN_STEPS; layer++) {
        uint32_t before = dg_row_count(&c->shown, (dragoman_layer)layer);
        if (before < 2 || dg_row_count(&c->reading.record, (dragoman_layer)layer)) continue;
        char text[512];
        snprintf(
            text, sizeof text,
            "%s:1: not one %s of the record's %u stands here: it was written with --layer, or cut",
            name, dg_layer_of((dragoman_layer)layer)->name, before);
        note(context, text);
        missing++;
    }
    return missing;
}

static int apply(void *context) {
    correcting *c = context;
    int status = load_corrections(c->db, c->article, &c->arena, &c->corrections, c->error);
    if (status < 0) return status;
    compare(c);
    const dragoman_corrected *n = c->counts;
    if (!n->added && !n->changed && !n->struck && !n->restored) return 0;
    status = store_corrections(c->db, c->article, &c->corrections, c->error);
    if (status == 0 && !c->corrections.list.count) /* all was taken back */
        return dg_db_remove_rows(c->db, -c->article, c->error);
    if (status < 0) return status;
    showing s = {c->db,           c->article, &c->arena, &c->machine, &c->reading.record,
                 &c->corrections, c->error};
    return put_shown(&s);
}

static int correct(correcting *c, const char *name, void (*note)(void *, const char *),
                   void *context) {
    dg_arena machine = DG_ARENA_INIT, shown = DG_ARENA_INIT;
    int status = dg_db_load_into(c->db, c->article, ~0u, &machine, &c->machine, c->error);
    int64_t number = c->article;
    if (status == 0) status = dg_db_shown(c->db, c->article, &number, c->error);
    if (status == 0) status = dg_db_load_into(c->db, number, ~0u, &shown, &c->shown, c->error);
    if (status == 0)
        status = dg_brat_read(&c->arena, &c->shown, &c->machine, c->ann, name, note, context,
                              &c->reading, c->error);
    if (status == 0) status = check_layers(c, name, note, context);
    if (status == 0) status = dg_arena_guard(&c->arena, apply, c);
    dg_arena_free(&machine);
    dg_arena_free(&shown);
    return status;
}

int dragoman_db_correct(dragoman_db *db, const char *article, dragoman_str ann, const char *name,
                        const dragoman_correcting *options,
                        void (*note)(void *context, const char *mistake), void *context,
                        dragoman_corrected *counts, dragoman_error *error) {
    *counts = (dragoman_corrected){0};
    correcting c = {.db = db, .ann = ann, .options = options, .counts = counts, .error = error};
    if (!options->by || !*options->by || !options->on || !*options->on)
        return dg_fail(error, DRAGOMAN_EUSAGE, "a correction needs a name and a day");
    int status = dg_db_begin(db, error);
    if (status < 0) return status;
    int found = dg_db_number(db, dg_str(article), &c.article, error);
    if (found == 0)
        status =
            dg_fail(error, DRAGOMAN_EUSAGE, "%s: no article of this id in %s", article, db->path);
    else
        status = found < 0 ? found : correct(&c, name, note, context);
    dg_arena_free(&c.arena);
    int ended = dg_db_end(db, status == 0, error);
    return status ? status : ended;
}
