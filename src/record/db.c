/*
 * db.c - the record file: opening, checking, closing. See doc/record-file.md for the tables.
 *
 * One SQLite file with a rollback journal and full synchronisation: what is committed is in the
 * file itself, so that a copy of it is whole after a crash too, and readers need to write nothing.
 * Another program's file is never touched: the application id is looked at before anything is
 * written.
 */
#include "record/db_int.h"

#include "base/error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define APPLICATION_ID 0x44524147 /* "DRAG" */
#define SCHEMA_VERSION 3
#define PATIENCE 10000 /* milliseconds to wait for another program's lock */

#define SPAN "start INTEGER, end INTEGER, "
#define DAYS "date TEXT, enddate TEXT, open_end INTEGER, "

/* Spans are code points into articles.text; indices (entity, time, place, other) are `n` of their
 * table within the article; dates are ISO 8601. */
const dg_table_entry dg_tables[DG_TABLE_COUNT] = {
    [DG_TABLE_SENTENCES] = {"sentences", "article INTEGER, n INTEGER, " SPAN "flags INTEGER"},
    [DG_TABLE_ENTITIES] = {"entities",
                           "article INTEGER, n INTEGER, kind TEXT, name TEXT, code TEXT, "
                           "sector TEXT, cameo TEXT, office TEXT, wikidata TEXT, rule TEXT"},
    [DG_TABLE_MENTIONS] = {"mentions",
                           "article INTEGER, n INTEGER, entity INTEGER, " SPAN "kind TEXT"},
    [DG_TABLE_TIMES] = {"times", "article INTEGER, n INTEGER, id TEXT, sentence INTEGER, " SPAN
                                 "type TEXT, value TEXT, mod TEXT, " DAYS
                                 "date_precision TEXT, anchor INTEGER, rule TEXT"},
    [DG_TABLE_PLACES] = {"places",
                         "article INTEGER, n INTEGER, " SPAN
                         "name TEXT, geonameid INTEGER, lat REAL, lon REAL, country TEXT, "
                         "admin1 TEXT, resolution INTEGER, entity INTEGER"},
    [DG_TABLE_EVENTS] =
        {"events", "article INTEGER, n INTEGER, id TEXT, sentence INTEGER, " SPAN
                   "trigger_start INTEGER, trigger_end INTEGER, event TEXT, mode TEXT, "
                   "context TEXT, cameo TEXT, quad_code INTEGER, event_scale REAL, "
                   "goldstein REAL, auxiliary TEXT, according_to INTEGER, source_start INTEGER, "
                   "source_end INTEGER, " DAYS "date_precision TEXT, time INTEGER, place INTEGER, "
                   "confidence REAL, rule TEXT"},
    [DG_TABLE_STATEMENTS] =
        {"statements",
         "article INTEGER, n INTEGER, id TEXT, sentence INTEGER, source_start INTEGER, "
         "source_end INTEGER, cue_start INTEGER, cue_end INTEGER, kind TEXT, "
         "addressee INTEGER, date TEXT, negated INTEGER, rule TEXT"},
    [DG_TABLE_TALLIES] =
        {"tallies", "article INTEGER, n INTEGER, id TEXT, sentence INTEGER, " SPAN
                    "low INTEGER, high INTEGER, qualifier TEXT, counted TEXT, "
                    "population_start INTEGER, population_end INTEGER, population_sector TEXT, "
                    "place INTEGER, " DAYS "as_of TEXT, event INTEGER, part_of INTEGER, rule TEXT"},
    [DG_TABLE_STEPS] = {"steps", "article INTEGER, n INTEGER, id TEXT, sentence INTEGER, " SPAN
                                 "kind TEXT, venue INTEGER, " DAYS
                                 "date_precision TEXT, auxiliary TEXT, format TEXT, response TEXT, "
                                 "according_to INTEGER, rule TEXT"},
    /* Lists: row `row` of `layer` has as its n-th `part` this entity, span, row of another layer,
       label. */
    [DG_TABLE_LINKS] = {"links", "article INTEGER, layer TEXT, row INTEGER, part TEXT, n INTEGER, "
                                 "entity INTEGER, " SPAN "other INTEGER, label TEXT"},
};

static const char articles_schema[] =
    "CREATE TABLE coders(coder INTEGER PRIMARY KEY, version TEXT NOT NULL, codebook TEXT NOT NULL, "
    "model TEXT NOT NULL, UNIQUE(version, codebook, model));"
    "CREATE TABLE articles(article INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, "
    "published TEXT, source TEXT, url TEXT, language TEXT, text TEXT NOT NULL, text_hash TEXT NOT "
    "NULL, "
    "meta TEXT, digest TEXT NOT NULL, coder INTEGER NOT NULL REFERENCES coders);"
    "CREATE INDEX articles_published ON articles(published, id);";

/* Who did what to whom, for people who query by hand. */
static const char views_schema[] =
    "DROP VIEW IF EXISTS event_list; CREATE VIEW event_list AS SELECT a.id AS article, "
    "a.published, a.source, e.id, e.date, "
    "e.enddate, "
    "e.event, e.mode, e.cameo, e.auxiliary, "
    "(SELECT group_concat(w.name, '; ') FROM links l JOIN entities w ON w.article = l.article AND "
    "w.n = l.entity WHERE l.article = e.article AND l.layer = 'event' AND l.row = e.n AND "
    "l.part = 'actor') AS actor, "
    "(SELECT group_concat(w.name, '; ') FROM links l JOIN entities w ON w.article = l.article AND "
    "w.n = l.entity WHERE l.article = e.article AND l.layer = 'event' AND l.row = e.n AND "
    "l.part = 'recipient') AS recipient, "
    "p.name AS location, p.country, "
    "substr(a.text, s.start + 1, s.end - s.start) AS sentence, e.rule "
    "FROM articles a JOIN events e ON e.article = " DG_SHOWN " "
    "LEFT JOIN sentences s ON s.article = e.article AND s.n = e.sentence "
    "LEFT JOIN places p ON p.article = e.article AND p.n = e.place;";

/* Rows by the beginning of their id. Since version 3. */
static const char index_schema[] = "CREATE INDEX events_id ON events(id);"
                                   "CREATE INDEX statements_id ON statements(id);"
                                   "CREATE INDEX tallies_id ON tallies(id);"
                                   "CREATE INDEX times_id ON times(id);"
                                   "CREATE INDEX steps_id ON steps(id);";

/* What people corrected (corrections.h). Since version 2. */
static const char corrections_schema[] =
    "corrections(article INTEGER, layer TEXT, id TEXT, what TEXT, by TEXT, made TEXT, "
    "PRIMARY KEY(article, layer, id)) WITHOUT ROWID;";

static const char *const queries[DG_QUERY_COUNT] = {
    [DG_QUERY_CORRECTIONS] =
        "SELECT layer, id, what, by, made FROM corrections WHERE article = ? ORDER BY layer, id",
    [DG_QUERY_CORRECTIONS_REMOVE] = "DELETE FROM corrections WHERE article = ?",
    [DG_QUERY_CORRECTIONS_ADD] =
        "INSERT INTO corrections(article, layer, id, what, by, made) VALUES(?,?,?,?,?,?)",
    [DG_QUERY_STATE] = "SELECT a.digest, c.version, c.codebook, c.model FROM articles a "
                       "JOIN coders c USING(coder) WHERE a.id = ?",
    [DG_QUERY_CODER_FIND] =
        "SELECT coder FROM coders WHERE version = ? AND codebook = ? AND model = ?",
    [DG_QUERY_CODER_ADD] = "INSERT INTO coders(version, codebook, model) VALUES(?, ?, ?)",
    [DG_QUERY_ARTICLE_FIND] = "SELECT article FROM articles WHERE id = ?",
    [DG_QUERY_ARTICLE_ADD] =
        "INSERT INTO articles(id, title, published, source, url, language, text, "
        "text_hash, meta, digest, coder) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [DG_QUERY_ARTICLE_SET] =
        "UPDATE articles SET id = ?, title = ?, published = ?, source = ?, url = ?, "
        "language = ?, text = ?, text_hash = ?, meta = ?, digest = ?, coder = ? "
        "WHERE article = ?",
    [DG_QUERY_ARTICLE_GET] =
        "SELECT a.id, a.title, a.published, a.source, a.url, a.language, a.text, "
        "a.text_hash, a.meta, c.version, c.codebook, c.model FROM articles a "
        "JOIN coders c USING(coder) WHERE a.article = ?",
};

/* ------------------------------------------------------------------ errors */

int dg_db_fail(const dragoman_db *db, int code, dragoman_error *error) {
    const char *path = db->path;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return dg_fail(error, DRAGOMAN_ENOMEM, "%s: out of memory", path);
    case SQLITE_NOTADB:
        return dg_fail(error, DRAGOMAN_EDB, "%s: not a record file", path);
    case SQLITE_CORRUPT:
        return dg_fail(error, DRAGOMAN_EDB, "%s: damaged (%s)", path, sqlite3_errmsg(db->handle));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dg_fail(error, DRAGOMAN_EDB, "%s: in use by another program", path);
    case SQLITE_FULL:
        return dg_fail(error, DRAGOMAN_EDB, "%s: the disk is full", path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return dg_fail(error, DRAGOMAN_EDB, "%s: may not be written", path);
    case SQLITE_CANTOPEN:
        return dg_fail(error, DRAGOMAN_EDB, "%s: cannot be opened%s", path,
                       db->writing ? " for writing" : "");
    case SQLITE_IOERR:
        return dg_fail(error, DRAGOMAN_EDB, "%s: cannot be read or written (%s)", path,
                       sqlite3_errmsg(db->handle));
    default:
        return dg_fail(error, DRAGOMAN_EDB, "%s: %s", path, sqlite3_errmsg(db->handle));
    }
}

int dg_db_exec(dragoman_db *db, const char *sql, dragoman_error *error) {
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? 0 : dg_db_fail(db, code, error);
}

/* ------------------------------------------------------------------ statements */

static sqlite3_stmt *prepared(dragoman_db *db, sqlite3_stmt **kept, const char *sql,
                              dragoman_error *error) {
    if (*kept) {
        sqlite3_reset(*kept);
        sqlite3_clear_bindings(*kept);
        return *kept;
    }
    int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, kept, NULL);
    if (code != SQLITE_OK) dg_db_fail(db, code, error);
    return *kept;
}

sqlite3_stmt *dg_db_query(dragoman_db *db, dg_query query, dragoman_error *error) {
    return prepared(db, &db->query[query], queries[query], error);
}

sqlite3_stmt *dg_db_insert(dragoman_db *db, dg_table table, dragoman_error *error) {
    char sql[512];
    size_t used =
        (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?", dg_tables[table].name);
    for (const char *c = dg_tables[table].columns; *c; c++)
        if (*c == ',') used += (size_t)snprintf(sql + used, sizeof sql - used, ",?");
    snprintf(sql + used, sizeof sql - used, ")");
    return prepared(db, &db->insert[table], sql, error);
}

sqlite3_stmt *dg_db_remove(dragoman_db *db, dg_table table, dragoman_error *error) {
    char sql[128];
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE article = ?", dg_tables[table].name);
    return prepared(db, &db->remove[table], sql, error);
}

sqlite3_stmt *dg_db_rows(dragoman_db *db, dg_table table, dragoman_error *error) {
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE article = ? ORDER BY %s",
             dg_tables[table].name, table == DG_TABLE_LINKS ? "layer, row, part, n" : "n");
    return prepared(db, &db->select[table], sql, error);
}

/* ------------------------------------------------------------------ open and close */

static int number_of(dragoman_db *db, const char *sql, int *number, dragoman_error *error) {
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    *number = code == SQLITE_ROW ? sqlite3_column_int(s, 0) : 0;
    sqlite3_finalize(s);
    return code == SQLITE_ROW || code == SQLITE_DONE ? 0 : dg_db_fail(db, code, error);
}

/* What the versions have beside those before them. A file that may not be written gets its (empty)
 * part of version 2 beside it, and does without the indices of version 3. */
static int upgrade(dragoman_db *db, int version, dragoman_error *error) {
    char sql[512];
    int status = 0;
    snprintf(sql, sizeof sql, "CREATE %sTABLE %s", db->writing ? "" : "TEMP ", corrections_schema);
    if (version < 2) status = dg_db_exec(db, sql, error);
    if (status < 0 || !db->writing) return status;
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d;", SCHEMA_VERSION);
    status = dg_db_exec(db, views_schema, error);
    if (status == 0) status = dg_db_exec(db, index_schema, error);
    return status == 0 ? dg_db_exec(db, sql, error) : status;
}

static int make_schema(dragoman_db *db, dragoman_error *error) {
    int status = dg_db_exec(db, articles_schema, error);
    for (int t = 0; t < DG_TABLE_COUNT && status == 0; t++) {
        char sql[1024];
        snprintf(sql, sizeof sql, "CREATE TABLE %s(%s, PRIMARY KEY(%s)) WITHOUT ROWID;",
                 dg_tables[t].name, dg_tables[t].columns,
                 t == DG_TABLE_LINKS ? "article, layer, row, part, n" : "article, n");
        status = dg_db_exec(db, sql, error);
    }
    char sql[128];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d;", APPLICATION_ID);
    if (status == 0) status = dg_db_exec(db, sql, error);
    return status == 0 ? upgrade(db, 0, error) : status;
}

/* Ours, of a version we know; made where the file is empty and may be written. */
static int check(dragoman_db *db, dragoman_error *error) {
    int application = 0, version = 0, tables = 0;
    int status = number_of(db, "PRAGMA application_id", &application, error);
    if (status == 0) status = number_of(db, "PRAGMA user_version", &version, error);
    if (status == 0) status = number_of(db, "SELECT count(*) FROM sqlite_schema", &tables, error);
    if (status < 0) return status;
    if (application == 0 && version == 0 && tables == 0) {
        if (db->writing) return make_schema(db, error);
        return dg_fail(error, DRAGOMAN_EDB, "%s: an empty file, no record file", db->path);
    }
    if (application != APPLICATION_ID)
        return dg_fail(error, DRAGOMAN_EDB, "%s: another program's database, no record file",
                       db->path);
    if (version > SCHEMA_VERSION)
        return dg_fail(error, DRAGOMAN_EDB,
                       "%s: made by a newer dragoman (file version %d, this one knows %d)",
                       db->path, version, SCHEMA_VERSION);
    if (version < 1 || tables < DG_TABLE_COUNT)
        return dg_fail(error, DRAGOMAN_EDB, "%s: damaged (tables are missing)", db->path);
    return version < SCHEMA_VERSION ? upgrade(db, version, error) : 0;
}

/* In writing, what is looked at and what is made is one transaction: two programs may begin at
 * once. */
static int check_locked(dragoman_db *db, dragoman_error *error) {
    if (!db->writing) return check(db, error);
    int status = dg_db_exec(db, "BEGIN IMMEDIATE", error);
    if (status < 0) return status;
    status = check(db, error);
    if (status == 0) status = dg_db_exec(db, "COMMIT", error);
    if (status < 0) sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static int open_file(dragoman_db *db, dragoman_error *error) {
    struct stat st;
    bool there = stat(db->path, &st) == 0;
    if (!there && !db->writing)
        return dg_fail(error, DRAGOMAN_EDB, "%s: %s (dragoman read makes a record file)", db->path,
                       strerror(errno));
    if (there && !S_ISREG(st.st_mode))
        return dg_fail(error, DRAGOMAN_EDB, "%s: not a file", db->path);
    int flags = SQLITE_OPEN_NOMUTEX |
                (db->writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    int code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    if (code != SQLITE_OK) return dg_db_fail(db, code, error);
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, PATIENCE);
    if (db->writing && sqlite3_db_readonly(db->handle, "main"))
        return dg_db_fail(db, SQLITE_READONLY, error);
    /* A crafted file must not run anything through its schema. */
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    int status = dg_db_exec(db, "PRAGMA synchronous = FULL", error);
    return status == 0 ? check_locked(db, error) : status;
}

int dragoman_db_open(dragoman_db **out, const char *path, dragoman_db_mode mode,
                     dragoman_error *error) {
    *out = NULL;
    dragoman_db *db = calloc(1, sizeof *db);
    if (db) db->path = strdup(path);
    if (!db || !db->path) {
        free(db);
        return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    }
    db->writing = mode == DRAGOMAN_DB_WRITE;
    int status = open_file(db, error);
    if (status < 0)
        dragoman_db_close(db, NULL);
    else
        *out = db;
    return status;
}

int dg_db_taken_back(const dragoman_db *db, dragoman_error *error) {
    if (!db->in_transaction || !sqlite3_get_autocommit(db->handle)) return 0;
    return dg_fail(error, DRAGOMAN_EDB,
                   "%s: what was put since the last commit had to be taken back", db->path);
}

int dragoman_db_commit(dragoman_db *db, dragoman_error *error) {
    if (!db->in_transaction) return 0;
    int lost = dg_db_taken_back(db, error);
    if (lost < 0) return db->in_transaction = false, lost;
    int status = dg_db_exec(db, "COMMIT", error);
    if (status == 0) db->in_transaction = false;
    return status;
}

int dragoman_db_close(dragoman_db *db, dragoman_error *error) {
    if (!db) return 0;
    int status = dragoman_db_commit(db, error);
    for (int t = 0; t < DG_TABLE_COUNT; t++) {
        sqlite3_finalize(db->insert[t]);
        sqlite3_finalize(db->remove[t]);
        sqlite3_finalize(db->select[t]);
    }
    for (int q = 0; q < DG_QUERY_COUNT; q++) sqlite3_finalize(db->query[q]);
    sqlite3_finalize(db->walk);
    sqlite3_close(db->handle);
    dg_arena_free(&db->arena);
    free(db->path);
    free(db);
    return status;
}
