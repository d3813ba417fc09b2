/*
 * select.c - finding records in the record file: by filter, by an article's id, by a row's id.
 *
 * A filter is first put to SQLite, which passes over articles that can have no row of it; the rows
 * themselves are decided by dragoman_filter_row(), here and for records just coded alike.
 */
#include "base/error.h"
#include "base/out.h"
#include "record/db_int.h"
#include "record/filter.h"

#include <ctype.h>
#include <string.h>

#define ALL_TABLES ((1u << DG_TABLE_COUNT) - 1)
#define TABLE(name) (1u << DG_TABLE_##name)

/* ------------------------------------------------------------------ by filter */

static void sql_source(sqlite3_context *c, int count, sqlite3_value **v) {
    (void)count;
    dragoman_str text = dg_str((const char *)sqlite3_value_text(v[0]));
    const char *part = (const char *)sqlite3_value_text(v[1]);
    sqlite3_result_int(c, part && dg_text_has(text, part));
}

/* dragoman_who(name, code, sector, cameo, who) */
static void sql_who(sqlite3_context *c, int count, sqlite3_value **v) {
    const char *text[5];
    for (int i = 0; i < count && i < 5; i++) {
        text[i] = (const char *)sqlite3_value_text(v[i]);
        if (!text[i]) text[i] = "";
    }
    sqlite3_result_int(c,
                       dg_who_matches(dg_str(text[0]), text[1], text[2], dg_str(text[3]), text[4]));
}

static const char *const layer_tables[] = {[DRAGOMAN_ARTICLES] = NULL,
                                           [DRAGOMAN_EVENTS] = "events",
                                           [DRAGOMAN_STATEMENTS] = "statements",
                                           [DRAGOMAN_TALLIES] = "tallies",
                                           [DRAGOMAN_TIMES] = "times",
                                           [DRAGOMAN_ENTITIES] = "entities",
                                           [DRAGOMAN_STEPS] = "steps"};

/* Whether the layer's table has days of its own to be asked for. */
static bool has_days(dragoman_layer layer) {
    return layer == DRAGOMAN_EVENTS || layer == DRAGOMAN_TIMES || layer == DRAGOMAN_STEPS;
}

#define SHOWN_ARTICLES                                                                             \
    "(SELECT " DG_SHOWN " AS article, a.id, a.published, a.source FROM articles a)"

/* Articles with the number of the rows to be given: as people corrected them, or the machine's. */
static const char *shown_articles(const dragoman_db *db) {
    return db->machine ? "articles" : SHOWN_ARTICLES;
}

void dragoman_db_machine(dragoman_db *db, bool alone) {
    db->machine = alone;
}

/* Conditions that every article with a wanted row fulfils. ?1 source, ?2 from, ?3 to, ?4 actor,
 * ?5 recipient. Dates are compared as text; '~' comes behind every digit, so that a month holds all
 * its days. */
static void write_query(dg_out *out, const char *rows, dragoman_layer layer,
                        const dragoman_filter *f) {
    static const char who[] =
        " AND EXISTS(SELECT 1 FROM entities w WHERE w.article = a.article AND "
        "dragoman_who(w.name, w.code, w.sector, w.cameo, ";
    dg_out_z(out, "SELECT a.article FROM ");
    dg_out_z(out, rows);
    dg_out_z(out, " a WHERE 1");
    if (layer_tables[layer]) {
        dg_out_z(out, " AND EXISTS(SELECT 1 FROM ");
        dg_out_z(out, layer_tables[layer]);
        dg_out_z(out, " r WHERE r.article = a.article");
        if (f && has_days(layer) && f->from.year)
            dg_out_z(out,
                     " AND (r.open_end OR coalesce(r.enddate, r.date, a.published) || '~' >= ?2)");
        if (f && has_days(layer) && f->to.year)
            dg_out_z(out, " AND coalesce(r.date, r.enddate, a.published) <= ?3 || '~'");
        dg_out_z(out, ")");
    }
    if (f && f->source) dg_out_z(out, " AND dragoman_has(a.source, ?1)");
    if (f && f->actor) dg_out_z(out, who), dg_out_z(out, "?4))");
    if (f && f->recipient) dg_out_z(out, who), dg_out_z(out, "?5))");
    dg_out_z(out, " ORDER BY a.published, a.id");
    dg_out_bytes(out, "", 1);
}

static void bind_date(sqlite3_stmt *s, int at, dragoman_date date) {
    char room[32];
    dragoman_buffer text = {room, 0, sizeof room};
    dg_out out = dg_out_begin(&text);
    dg_out_date(&out, date);
    sqlite3_bind_text(s, at, room, (int)text.size, SQLITE_TRANSIENT);
}

static void bind_filter(sqlite3_stmt *s, const dragoman_filter *f) {
    /* Parameters that the query does not name are refused by number, and not needed. */
    sqlite3_bind_text(s, 1, f->source, -1, SQLITE_TRANSIENT);
    bind_date(s, 2, f->from);
    bind_date(s, 3, f->to);
    sqlite3_bind_text(s, 4, f->actor, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(s, 5, f->recipient, -1, SQLITE_TRANSIENT);
}

/* What the rows of a layer need of the record. */
static uint32_t tables_of(dragoman_layer layer) {
    switch (layer) {
    case DRAGOMAN_EVENTS:
        return TABLE(SENTENCES) | TABLE(ENTITIES) | TABLE(PLACES) | TABLE(TALLIES) | TABLE(EVENTS) |
               TABLE(LINKS);
    case DRAGOMAN_STATEMENTS:
        return TABLE(SENTENCES) | TABLE(ENTITIES) | TABLE(STATEMENTS) | TABLE(LINKS);
    case DRAGOMAN_ENTITIES:
        return TABLE(ENTITIES) | TABLE(MENTIONS);
    case DRAGOMAN_TIMES:
        return TABLE(SENTENCES) | TABLE(TIMES);
    default:
        return ALL_TABLES;
    }
}

int dragoman_db_select(dragoman_db *db, dragoman_layer layer, const dragoman_filter *filter,
                       dragoman_error *error) {
    sqlite3_finalize(db->walk);
    db->walk = NULL;
    db->tables = tables_of(layer);
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int code =
        sqlite3_create_function(db->handle, "dragoman_has", 2, flags, NULL, sql_source, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(db->handle, "dragoman_who", 5, flags, NULL, sql_who, NULL,
                                       NULL);
    if (code != SQLITE_OK) return dg_db_fail(db, code, error);
    dragoman_buffer sql = {0};
    dg_out out = dg_out_begin(&sql);
    write_query(&out, shown_articles(db), layer, filter);
    int status = dg_out_end(&out, error);
    if (status == 0) {
        code = sqlite3_prepare_v2(db->handle, sql.bytes, -1, &db->walk, NULL);
        if (code != SQLITE_OK)
            status = dg_db_fail(db, code, error);
        else if (filter)
            bind_filter(db->walk, filter);
    }
    dragoman_buffer_free(&sql);
    return status;
}

int dragoman_db_next(dragoman_db *db, const dragoman_record **record, dragoman_error *error) {
    *record = NULL;
    if (!db->walk) return 0;
    int code = sqlite3_step(db->walk);
    if (code == SQLITE_ROW) {
        int status = dg_db_load(db, sqlite3_column_int64(db->walk, 0), db->tables, error);
        if (status < 0) return status;
        *record = &db->record;
        return 1;
    }
    int status = code == SQLITE_DONE ? 0 : dg_db_fail(db, code, error);
    sqlite3_finalize(db->walk);
    db->walk = NULL;
    return status;
}

/* ------------------------------------------------------------------ by id */

#define BEGINS(id) id " >= ?1 AND " id " < ?2" /* what an index is asked for */

/* The text behind all that begin so, in `room`: no byte of UTF-8 is 0xFF. */
static bool behind(const char *beginning, char *room, size_t size) {
    size_t len = strlen(beginning);
    if (len + 2 > size) return false;
    memcpy(room, beginning, len + 1);
    if (len)
        room[len - 1]++;
    else
        memcpy(room, "\xff", 2);
    return true;
}

/* The article and row whose id a query gives for the beginning `id`: an exact one wins, else there
 * must be one alone (the same text under two names has the same rows). 1 with *article and row[], 0
 * none. */
static int find_one(dragoman_db *db, const char *sql, const char *id, int64_t *article, char *row,
                    size_t size, dragoman_error *error) {
    sqlite3_stmt *s = NULL;
    char end[512];
    if (!behind(id, end, sizeof end)) return 0;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL), found = 0;
    bool exact = false;
    row[0] = 0;
    if (code == SQLITE_OK) sqlite3_bind_text(s, 1, id, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) sqlite3_bind_text(s, 2, end, -1, SQLITE_STATIC);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        if (exact || (code = sqlite3_step(s)) != SQLITE_ROW) break;
        const char *got = (const char *)sqlite3_column_text(s, 1);
        if (!got || (found && strcmp(got, row) == 0)) continue;
        exact = strcmp(got, id) == 0;
        found = exact ? 1 : found + 1;
        *article = sqlite3_column_int64(s, 0);
        snprintf(row, size, "%s", got);
    }
    int status = exact || code == SQLITE_DONE ? found : dg_db_fail(db, code, error);
    sqlite3_finalize(s);
    if (status > 1) return dg_fail(error, DRAGOMAN_EUSAGE, "%s: %d ids begin so", id, found);
    return status;
}

static int give(dragoman_db *db, int found, int64_t article, const dragoman_record **record,
                dragoman_error *error) {
    *record = NULL;
    if (found <= 0) return found;
    int status = dg_db_load(db, article, ALL_TABLES, error);
    if (status < 0) return status;
    *record = &db->record;
    return 1;
}

int dg_db_shown(dragoman_db *db, int64_t article, int64_t *shown, dragoman_error *error) {
    *shown = article;
    if (db->machine) return 0;
    sqlite3_stmt *s = dg_db_query(db, DG_QUERY_CORRECTIONS, error);
    if (!s) return DRAGOMAN_EDB;
    sqlite3_bind_int64(s, 1, article);
    int code = sqlite3_step(s);
    sqlite3_reset(s);
    if (code == SQLITE_ROW) *shown = -article;
    return code == SQLITE_ROW || code == SQLITE_DONE ? 0 : dg_db_fail(db, code, error);
}

int dragoman_db_article(dragoman_db *db, const char *id, const dragoman_record **record,
                        dragoman_error *error) {
    int64_t article = 0;
    char whole[512];
    int found = find_one(db, "SELECT article, id FROM articles WHERE " BEGINS("id") " ORDER BY id",
                         id, &article, whole, sizeof whole, error);
    int status = found > 0 ? dg_db_shown(db, article, &article, error) : 0;
    return give(db, status < 0 ? status : found, article, record, error);
}

int dragoman_db_row(dragoman_db *db, const char *id, const dragoman_record **record, char row[20],
                    dragoman_error *error) {
    static const char *const tables[] = {"events", "statements", "tallies", "times", "steps"};
    static const char shown[] =
        "r.article = CASE WHEN EXISTS(SELECT 1 FROM corrections o WHERE o.article = "
        "abs(r.article)) THEN -abs(r.article) ELSE abs(r.article) END";
    char sql[2048];
    size_t used = (size_t)snprintf(sql, sizeof sql, "SELECT article, id FROM (");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        used += (size_t)snprintf(
            sql + used, sizeof sql - used,
            "%sSELECT r.article, r.id FROM %s r WHERE " BEGINS("r.id") " AND %s",
            i ? " UNION ALL " : "", tables[i], db->machine ? "r.article > 0" : shown);
    snprintf(sql + used, sizeof sql - used, ") ORDER BY id, abs(article)");
    int64_t article = 0;
    int found = find_one(db, sql, id, &article, row, 20, error);
    return give(db, found, article, record, error);
}
