/*
 * put.c - keeping a record: its rows in the order of the tables' columns (db.c).
 *
 * A savepoint holds an article's rows together; the transaction around it gathers articles until
 * dragoman_db_commit().
 */
#include "base/error.h"
#include "base/out.h"
#include "base/str.h"
#include "record/corrections.h"
#include "record/names.h"

#include <math.h>

/* Values bound to a statement from left to right. */
typedef struct binder {
    sqlite3_stmt *s;
    int at;
} binder;

typedef struct putter {
    dragoman_db *db;
    const dragoman_record *record;
    dg_codepoints index;
    int64_t article;
    int status;
    dragoman_error *error;
} putter;

/* ------------------------------------------------------------------ values */

static void put_null(binder *b) {
    sqlite3_bind_null(b->s, ++b->at);
}

static void put_int(binder *b, int64_t value) {
    sqlite3_bind_int64(b->s, ++b->at, value);
}

static void put_known(binder *b, int64_t value, bool known) {
    if (known)
        put_int(b, value);
    else
        put_null(b);
}

static void put_index(binder *b, uint32_t index) {
    put_known(b, index, index != DRAGOMAN_NONE);
}

static void put_real(binder *b, double value) {
    if (isfinite(value))
        sqlite3_bind_double(b->s, ++b->at, value);
    else
        put_null(b);
}

static void put_str(binder *b, dragoman_str s) {
    if (s.len)
        sqlite3_bind_text(b->s, ++b->at, s.ptr, (int)s.len, SQLITE_STATIC);
    else
        put_null(b);
}

static void put_z(binder *b, const char *s) {
    put_str(b, dg_str(s));
}

static void put_date(binder *b, dragoman_date date) {
    char room[32];
    dragoman_buffer text = {room, 0, sizeof room};
    dg_out out = dg_out_begin(&text);
    dg_out_date(&out, date);
    if (text.size)
        sqlite3_bind_text(b->s, ++b->at, room, (int)text.size, SQLITE_TRANSIENT);
    else
        put_null(b);
}

static void put_span(const putter *p, binder *b, dragoman_span span) {
    bool known = dg_has_span(span);
    put_known(b, dg_codepoints_at(&p->index, span.start), known);
    put_known(b, dg_codepoints_at(&p->index, span.end), known);
}

/* Words of a list, parted by blanks. */
static void put_words(binder *b, const char *const *words, unsigned count) {
    char room[256];
    size_t used = 0;
    for (unsigned i = 0; i < count; i++) {
        size_t len = strlen(words[i]);
        if (used + len + 2 > sizeof room) break;
        if (used) room[used++] = ' ';
        memcpy(room + used, words[i], len);
        used += len;
    }
    if (used)
        sqlite3_bind_text(b->s, ++b->at, room, (int)used, SQLITE_TRANSIENT);
    else
        put_null(b);
}

static void put_auxiliary(binder *b, uint8_t flags) {
    const char *words[DG_AUX_COUNT];
    unsigned count = 0;
    for (unsigned n = 0; n < DG_AUX_COUNT; n++)
        if (flags & (1u << n)) words[count++] = dg_aux_name(n);
    put_words(b, words, count);
}

static void put_labels(binder *b, const uint8_t *items, uint8_t count,
                       const char *(*name)(uint8_t)) {
    const char *words[4];
    for (uint8_t i = 0; i < count && i < 4; i++) words[i] = name(items[i]);
    put_words(b, words, count < 4 ? count : 4);
}

static void put_days(binder *b, dragoman_date date, dragoman_date enddate, bool open_end) {
    put_date(b, date);
    put_date(b, enddate);
    put_int(b, open_end);
}

/* ------------------------------------------------------------------ rows */

/* A row of a table, its article (and number) already bound. */
static binder begin_row(putter *p, dg_table table) {
    binder b = {NULL, 0};
    if (p->status == 0) b.s = dg_db_insert(p->db, table, p->error);
    if (!b.s && p->status == 0) p->status = DRAGOMAN_EDB;
    if (b.s) put_int(&b, p->article);
    return b;
}

static void end_row(putter *p, binder *b) {
    int code = sqlite3_step(b->s);
    if (code != SQLITE_DONE) p->status = dg_db_fail(p->db, code, p->error);
    sqlite3_reset(b->s);
}

typedef struct link {
    const char *layer, *part;
    uint32_t row, n;
    uint32_t entity, other;
    dragoman_span span;
    const char *label;
} link;

static void put_link(putter *p, link l) {
    binder b = begin_row(p, DG_TABLE_LINKS);
    if (!b.s) return;
    put_z(&b, l.layer);
    put_int(&b, l.row);
    put_z(&b, l.part);
    put_int(&b, l.n);
    put_index(&b, l.entity);
    put_span(p, &b, l.span);
    put_index(&b, l.other);
    put_z(&b, l.label);
    end_row(p, &b);
}

static void put_entities(putter *p, const char *layer, uint32_t row, const char *part,
                         const uint32_t *items, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        put_link(p, (link){layer, part, row, i, items[i], DRAGOMAN_NONE, {0, 0}, NULL});
}

static void put_others(putter *p, const char *layer, uint32_t row, const char *part,
                       const uint32_t *items, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        put_link(p, (link){layer, part, row, i, DRAGOMAN_NONE, items[i], {0, 0}, NULL});
}

static void put_roles(putter *p, uint32_t row, const char *part, const dragoman_role *roles,
                      uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        put_link(
            p, (link){"event", part, row, i, roles[i].entity, DRAGOMAN_NONE, roles[i].span, NULL});
}

static void put_sentence(putter *p, uint32_t n) {
    const dragoman_sentence *s = &p->record->sentences[n];
    binder b = begin_row(p, DG_TABLE_SENTENCES);
    if (!b.s) return;
    put_int(&b, n);
    put_span(p, &b, s->span);
    put_int(&b, s->flags);
    end_row(p, &b);
}

static void put_entity(putter *p, uint32_t n) {
    const dragoman_entity *e = &p->record->entities[n];
    binder b = begin_row(p, DG_TABLE_ENTITIES);
    if (!b.s) return;
    put_int(&b, n);
    put_z(&b, dragoman_entity_kind_name(e->kind));
    put_str(&b, e->name);
    put_z(&b, e->code[0] ? e->code : "---");
    put_z(&b, e->sector);
    put_str(&b, e->cameo);
    put_str(&b, e->office);
    put_str(&b, e->wikidata);
    put_str(&b, e->rule);
    end_row(p, &b);
}

static void put_mention(putter *p, uint32_t n) {
    const dragoman_mention *m = &p->record->mentions[n];
    binder b = begin_row(p, DG_TABLE_MENTIONS);
    if (!b.s) return;
    put_int(&b, n);
    put_int(&b, m->entity);
    put_span(p, &b, m->span);
    put_z(&b, dg_mention_kind_name(m->kind));
    end_row(p, &b);
}

static void put_time(putter *p, uint32_t n) {
    const dragoman_time *t = &p->record->times[n];
    binder b = begin_row(p, DG_TABLE_TIMES);
    if (!b.s) return;
    put_int(&b, n);
    put_z(&b, t->id);
    put_int(&b, t->sentence);
    put_span(p, &b, t->span);
    put_z(&b, t->type);
    put_z(&b, t->value);
    put_z(&b, t->mod);
    put_days(&b, t->date, t->enddate, t->open_end);
    put_z(&b, dragoman_precision_name(t->precision));
    put_int(&b, t->anchor);
    put_z(&b, t->rule);
    end_row(p, &b);
}

static void put_place(putter *p, uint32_t n) {
    const dragoman_place *place = &p->record->places[n];
    binder b = begin_row(p, DG_TABLE_PLACES);
    if (!b.s) return;
    put_int(&b, n);
    put_span(p, &b, place->span);
    put_str(&b, place->name);
    put_known(&b, place->geonameid, place->geonameid != 0);
    put_real(&b, place->lat);
    put_real(&b, place->lon);
    put_z(&b, place->country);
    put_str(&b, place->admin1);
    put_known(&b, place->resolution, place->resolution != 0);
    put_index(&b, place->entity);
    end_row(p, &b);
}

static void put_event(putter *p, uint32_t n) {
    const dragoman_event *e = &p->record->events[n];
    binder b = begin_row(p, DG_TABLE_EVENTS);
    if (!b.s) return;
    put_int(&b, n);
    put_z(&b, e->id);
    put_int(&b, e->sentence);
    put_span(p, &b, e->span);
    put_span(p, &b, e->trigger);
    put_z(&b, dragoman_event_name(e->event));
    put_labels(&b, e->mode, e->mode_count, dragoman_mode_name);
    put_labels(&b, e->context, e->context_count, dragoman_context_name);
    put_z(&b, e->cameo);
    put_int(&b, e->quad);
    put_real(&b, (double)e->scale);
    put_real(&b, (double)e->goldstein);
    put_auxiliary(&b, e->auxiliary);
    put_index(&b, e->according_to);
    put_span(p, &b, e->source_span);
    put_days(&b, e->date, e->enddate, e->open_end);
    put_z(&b, dragoman_precision_name(e->precision));
    put_index(&b, e->time);
    put_index(&b, e->place);
    put_real(&b, (double)e->confidence);
    put_str(&b, e->rule);
    end_row(p, &b);
    put_roles(p, n, "actor", e->actors, e->actor_count);
    put_roles(p, n, "recipient", e->recipients, e->recipient_count);
    put_others(p, "event", n, "dead", e->dead, e->dead_count);
    put_others(p, "event", n, "injured", e->injured, e->injured_count);
    put_others(p, "event", n, "size", e->size, e->size_count);
}

static void put_statement(putter *p, uint32_t n) {
    const dragoman_statement *s = &p->record->statements[n];
    binder b = begin_row(p, DG_TABLE_STATEMENTS);
    if (!b.s) return;
    put_int(&b, n);
    put_z(&b, s->id);
    put_int(&b, s->sentence);
    put_span(p, &b, s->source);
    put_span(p, &b, s->cue);
    put_z(&b, dg_statement_kind_name(s->kind));
    put_index(&b, s->addressee);
    put_date(&b, s->date);
    put_int(&b, s->negated);
    put_str(&b, s->rule);
    end_row(p, &b);
    put_entities(p, "statement", n, "speaker", s->speakers, s->speaker_count);
    for (uint32_t i = 0; i < s->content_count; i++)
        put_link(p, (link){"statement", "content", n, i, DRAGOMAN_NONE, DRAGOMAN_NONE,
                           s->content[i], NULL});
}

static void put_tally(putter *p, uint32_t n) {
    const dragoman_tally *t = &p->record->tallies[n];
    binder b = begin_row(p, DG_TABLE_TALLIES);
    if (!b.s) return;
    put_int(&b, n);
    put_z(&b, t->id);
    put_int(&b, t->sentence);
    put_span(p, &b, t->span);
    put_known(&b, t->low, t->low >= 0);
    put_known(&b, t->high, t->high >= 0);
    put_z(&b, t->qualifier);
    put_z(&b, t->counted);
    put_span(p, &b, t->population);
    put_z(&b, t->population_sector);
    put_index(&b, t->place);
    put_days(&b, t->date, t->enddate, t->open_end);
    put_date(&b, t->as_of);
    put_index(&b, t->event);
    put_index(&b, t->part_of);
    put_str(&b, t->rule);
    end_row(p, &b);
    put_entities(p, "tally", n, "responsible", t->responsible, t->responsible_count);
    for (uint32_t i = 0; i < t->according_to_count; i++)
        put_link(p, (link){"tally", "source", n, i, t->according_to[i].entity, DRAGOMAN_NONE,
                           t->according_to[i].span, NULL});
}

static void put_step(putter *p, uint32_t n) {
    const dragoman_step *s = &p->record->steps[n];
    binder b = begin_row(p, DG_TABLE_STEPS);
    if (!b.s) return;
    put_int(&b, n);
    put_z(&b, s->id);
    put_int(&b, s->sentence);
    put_span(p, &b, s->span);
    put_z(&b, s->kind);
    put_index(&b, s->venue);
    put_days(&b, s->date, s->enddate, s->open_end);
    put_z(&b, dragoman_precision_name(s->precision));
    put_auxiliary(&b, s->auxiliary);
    put_z(&b, s->format);
    put_z(&b, s->response);
    put_index(&b, s->according_to);
    put_str(&b, s->rule);
    end_row(p, &b);
    put_entities(p, "step", n, "party", s->parties, s->party_count);
    put_entities(p, "step", n, "mediator", s->mediators, s->mediator_count);
    put_entities(p, "step", n, "host", s->hosts, s->host_count);
    put_others(p, "step", n, "event", s->events, s->event_count);
    for (uint32_t i = 0; i < s->term_count; i++)
        put_link(p, (link){"step", "term", n, i, DRAGOMAN_NONE, DRAGOMAN_NONE, s->terms[i].span,
                           s->terms[i].issue});
}

/* ------------------------------------------------------------------ the article */

/* What decides whether an article is the very one kept: everything that was read of it. */
static uint64_t digest(const dragoman_article *a) {
    const dragoman_str parts[] = {a->title, a->source, a->url, a->language, a->text, a->meta};
    uint64_t hash = (uint64_t)(uint16_t)a->published.year << 16 |
                    (uint64_t)a->published.month << 8 | a->published.day;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = dg_hash_mix(hash, dg_hash(parts[i].len ? parts[i].ptr : "", parts[i].len));
    return hash;
}

/* The id, or that which the coder gives an article without one; `room` holds it. */
static dragoman_str article_id(const dragoman_article *a, char room[20]) {
    if (a->id.len) return a->id;
    snprintf(room, 20, "%016llx",
             (unsigned long long)dg_hash(a->text.len ? a->text.ptr : "", a->text.len));
    return dg_str(room);
}

static void hex(char room[20], uint64_t value) {
    snprintf(room, 20, "%016llx", (unsigned long long)value);
}

/* A query's first row: 1 with one, 0 without; it stays open until the query is used again. */
static int first_row(dragoman_db *db, sqlite3_stmt *s, dragoman_error *error) {
    int code = sqlite3_step(s);
    return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : dg_db_fail(db, code, error);
}

static bool column_is(sqlite3_stmt *s, int column, const char *text) {
    const char *got = (const char *)sqlite3_column_text(s, column);
    return got && strcmp(got, text ? text : "") == 0;
}

int dragoman_db_state_of(dragoman_db *db, const dragoman_article *article,
                         const dragoman_coder_info *coder, dragoman_db_state *state,
                         dragoman_error *error) {
    char room[20], mark[20];
    sqlite3_stmt *s = dg_db_query(db, DG_QUERY_STATE, error);
    if (!s) return DRAGOMAN_EDB;
    binder b = {s, 0};
    put_str(&b, article_id(article, room));
    int found = first_row(db, s, error);
    hex(mark, digest(article));
    *state = found <= 0               ? DRAGOMAN_DB_NEW
             : !column_is(s, 0, mark) ? DRAGOMAN_DB_CHANGED
             : column_is(s, 1, coder->version) && column_is(s, 2, coder->codebook) &&
                     column_is(s, 3, coder->model)
                 ? DRAGOMAN_DB_SAME
                 : DRAGOMAN_DB_OLDER;
    sqlite3_reset(s);
    return found < 0 ? found : 0;
}

static void put_coder(binder *b, const dragoman_coder_info *c) {
    const char *const parts[] = {c->version, c->codebook, c->model};
    for (int i = 0; i < 3; i++)
        sqlite3_bind_text(b->s, ++b->at, parts[i] ? parts[i] : "", -1, SQLITE_STATIC);
}

/* The coder's number, added where it is new. */
static int64_t coder_number(putter *p) {
    sqlite3_stmt *s = dg_db_query(p->db, DG_QUERY_CODER_FIND, p->error);
    if (!s) return DRAGOMAN_EDB;
    binder b = {s, 0};
    put_coder(&b, &p->record->coder);
    int found = first_row(p->db, s, p->error);
    int64_t number = found > 0 ? sqlite3_column_int64(s, 0) : found;
    sqlite3_reset(s);
    if (found != 0) return number;
    s = dg_db_query(p->db, DG_QUERY_CODER_ADD, p->error);
    if (!s) return DRAGOMAN_EDB;
    b = (binder){s, 0};
    put_coder(&b, &p->record->coder);
    if (first_row(p->db, s, p->error) < 0) return DRAGOMAN_EDB;
    sqlite3_reset(s);
    return sqlite3_last_insert_rowid(p->db->handle);
}

/* Forget the rows of an article kept before. */
static int remove_rows(putter *p) {
    for (int t = 0; t < DG_TABLE_COUNT; t++) {
        sqlite3_stmt *s = dg_db_remove(p->db, (dg_table)t, p->error);
        if (!s) return DRAGOMAN_EDB;
        sqlite3_bind_int64(s, 1, p->article);
        int status = first_row(p->db, s, p->error);
        sqlite3_reset(s);
        if (status < 0) return status;
    }
    return 0;
}

/* Find the article of this id: its number in p->article, its old rows gone; 0 where it is new. */
static int find_article(putter *p, dragoman_str id) {
    int found = dg_db_number(p->db, id, &p->article, p->error);
    return found > 0 ? remove_rows(p) : found;
}

static int put_article(putter *p) {
    char room[20], mark[20], text_hash[48];
    const dragoman_article *a = &p->record->article;
    dragoman_str id = article_id(a, room);
    int status = find_article(p, id);
    if (status < 0) return status;
    int64_t coder = coder_number(p);
    if (coder < 0) return (int)coder;
    sqlite3_stmt *s =
        dg_db_query(p->db, p->article ? DG_QUERY_ARTICLE_SET : DG_QUERY_ARTICLE_ADD, p->error);
    if (!s) return DRAGOMAN_EDB;
    binder b = {s, 0};
    hex(mark, digest(a));
    snprintf(text_hash, sizeof text_hash, "xxh3:%016llx%016llx",
             (unsigned long long)p->record->text_hash[0],
             (unsigned long long)p->record->text_hash[1]);
    put_str(&b, id);
    put_str(&b, a->title);
    put_date(&b, a->published);
    put_str(&b, a->source);
    put_str(&b, a->url);
    put_str(&b, a->language);
    sqlite3_bind_text(s, ++b.at, a->text.len ? a->text.ptr : "", (int)a->text.len, SQLITE_STATIC);
    put_z(&b, text_hash);
    put_str(&b, a->meta);
    put_z(&b, mark);
    put_int(&b, coder);
    if (p->article) put_int(&b, p->article);
    status = first_row(p->db, s, p->error);
    sqlite3_reset(s);
    sqlite3_clear_bindings(s); /* they point into this frame */
    if (status == 0 && !p->article) p->article = sqlite3_last_insert_rowid(p->db->handle);
    return status;
}

static void put_layers(putter *p) {
    const dragoman_record *r = p->record;
    for (uint32_t n = 0; n < r->sentence_count && p->status == 0; n++) put_sentence(p, n);
    for (uint32_t n = 0; n < r->entity_count && p->status == 0; n++) put_entity(p, n);
    for (uint32_t n = 0; n < r->mention_count && p->status == 0; n++) put_mention(p, n);
    for (uint32_t n = 0; n < r->time_count && p->status == 0; n++) put_time(p, n);
    for (uint32_t n = 0; n < r->place_count && p->status == 0; n++) put_place(p, n);
    for (uint32_t n = 0; n < r->event_count && p->status == 0; n++) put_event(p, n);
    for (uint32_t n = 0; n < r->statement_count && p->status == 0; n++) put_statement(p, n);
    for (uint32_t n = 0; n < r->tally_count && p->status == 0; n++) put_tally(p, n);
    for (uint32_t n = 0; n < r->step_count && p->status == 0; n++) put_step(p, n);
}

int dg_db_number(dragoman_db *db, dragoman_str id, int64_t *article, dragoman_error *error) {
    sqlite3_stmt *s = dg_db_query(db, DG_QUERY_ARTICLE_FIND, error);
    if (!s) return DRAGOMAN_EDB;
    binder b = {s, 0};
    put_str(&b, id);
    int found = first_row(db, s, error);
    *article = found > 0 ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return found;
}

int dg_db_remove_rows(dragoman_db *db, int64_t article, dragoman_error *error) {
    return remove_rows(&(putter){.db = db, .article = article, .error = error});
}

int dg_db_put_rows(dragoman_db *db, int64_t article, const dragoman_record *record,
                   dragoman_error *error) {
    putter p = {.db = db, .record = record, .article = article, .error = error};
    int status = dg_codepoints_open(&p.index, record->article.text, error);
    if (status == 0) p.status = remove_rows(&p);
    if (status == 0 && p.status == 0) put_layers(&p);
    dg_codepoints_close(&p.index);
    return status < 0 ? status : p.status;
}

int dg_db_begin(dragoman_db *db, dragoman_error *error) {
    if (!db->writing) return dg_fail(error, DRAGOMAN_EUSAGE, "%s: opened for reading", db->path);
    int status = dg_db_taken_back(db, error);
    if (status == 0 && !db->in_transaction) status = dg_db_exec(db, "BEGIN IMMEDIATE", error);
    if (status == 0) db->in_transaction = true;
    return status == 0 ? dg_db_exec(db, "SAVEPOINT article", error) : status;
}

int dg_db_end(dragoman_db *db, bool keep, dragoman_error *error) {
    if (keep) return dg_db_exec(db, "RELEASE article", error);
    sqlite3_exec(db->handle, "ROLLBACK TO article; RELEASE article", NULL, NULL, NULL);
    return 0;
}

static int put_whole(putter *p) {
    dg_kept kept;
    p->status = dg_kept_open(&kept, p->db, p->record, p->error);
    if (p->status == 0) p->status = put_article(p);
    if (p->status == 0) put_layers(p);
    if (p->status == 0) p->status = dg_kept_put(&kept, p->db, p->record, p->error);
    dg_kept_free(&kept);
    return p->status;
}

int dragoman_db_put(dragoman_db *db, const dragoman_record *record, dragoman_error *error) {
    putter p = {.db = db, .record = record, .error = error};
    int status = dg_db_begin(db, error);
    if (status < 0) return status;
    status = dg_codepoints_open(&p.index, record->article.text, error);
    if (status == 0) status = put_whole(&p);
    dg_codepoints_close(&p.index);
    int ended = dg_db_end(db, status == 0, error);
    return status < 0 ? status : ended;
}
