/* db_int.h - what the files of the record file share. */
#ifndef DG_DB_INT_H
#define DG_DB_INT_H

#include "base/arena.h"
#include "base/codepoints.h"
#include "dragoman.h"

#include <sqlite3.h>

/* Tables that hold an article's record, row by row; each has columns article, n, ... */
typedef enum dg_table {
    DG_TABLE_SENTENCES,
    DG_TABLE_ENTITIES,
    DG_TABLE_MENTIONS,
    DG_TABLE_TIMES,
    DG_TABLE_PLACES,
    DG_TABLE_EVENTS,
    DG_TABLE_STATEMENTS,
    DG_TABLE_TALLIES,
    DG_TABLE_STEPS,
    DG_TABLE_LINKS,
    DG_TABLE_COUNT
} dg_table;

/* Statements that are not made from a table's name. */
typedef enum dg_query {
    DG_QUERY_STATE,
    DG_QUERY_CODER_FIND,
    DG_QUERY_CODER_ADD,
    DG_QUERY_ARTICLE_FIND,
    DG_QUERY_ARTICLE_ADD,
    DG_QUERY_ARTICLE_SET,
    DG_QUERY_ARTICLE_GET,
    DG_QUERY_CORRECTIONS,
    DG_QUERY_CORRECTIONS_REMOVE,
    DG_QUERY_CORRECTIONS_ADD,
    DG_QUERY_COUNT
} dg_query;

struct dragoman_db {
    sqlite3 *handle;
    char *path;
    bool writing, in_transaction, machine;
    sqlite3_stmt *insert[DG_TABLE_COUNT], *remove[DG_TABLE_COUNT], *select[DG_TABLE_COUNT];
    sqlite3_stmt *query[DG_QUERY_COUNT];
    sqlite3_stmt *walk; /* of dragoman_db_select() */
    uint32_t tables;    /* bit set of the tables that dragoman_db_next() reads */
    dg_arena arena;     /* of the record given out */
    dragoman_record record;
};

typedef struct dg_table_entry {
    const char *name, *columns;
} dg_table_entry;
extern const dg_table_entry dg_tables[DG_TABLE_COUNT];

/* EDB with `path: why`, from SQLite's result. */
int dg_db_fail(const dragoman_db *db, int code, dragoman_error *error);

/* EDB where SQLite has taken back the whole transaction: it does so when memory or the disk runs
 * out in the midst of it. */
int dg_db_taken_back(const dragoman_db *db, dragoman_error *error);

/* A prepared statement, reset and without values; prepared at its first use. NULL: *error is
 * filled. */
sqlite3_stmt *dg_db_query(dragoman_db *db, dg_query query, dragoman_error *error);
sqlite3_stmt *dg_db_insert(dragoman_db *db, dg_table table, dragoman_error *error);
sqlite3_stmt *dg_db_remove(dragoman_db *db, dg_table table, dragoman_error *error);
sqlite3_stmt *dg_db_rows(dragoman_db *db, dg_table table, dragoman_error *error);

/* Read the record of article number `article` into db->record; `tables` is a bit set of those
 * wanted. */
int dg_db_load(dragoman_db *db, int64_t article, uint32_t tables, dragoman_error *error);

/* The same into a record and arena of the caller's. A negative number: as people corrected it
 * (corrections.h). */
int dg_db_load_into(dragoman_db *db, int64_t article, uint32_t tables, dg_arena *arena,
                    dragoman_record *record, dragoman_error *error);
/* The number of the article of this id: 1, 0 where there is none. */
int dg_db_number(dragoman_db *db, dragoman_str id, int64_t *article, dragoman_error *error);
/* The number whose rows are to be shown of an article; in SQL, of the article `a`. */
int dg_db_shown(dragoman_db *db, int64_t article, int64_t *shown, dragoman_error *error);
#define DG_SHOWN                                                                                   \
    "(CASE WHEN EXISTS(SELECT 1 FROM corrections o WHERE o.article = a.article) THEN -a.article "  \
    "ELSE a.article END)"
/* Rows under a number, in place of those that stood there; none at all. */
int dg_db_put_rows(dragoman_db *db, int64_t article, const dragoman_record *record,
                   dragoman_error *error);
int dg_db_remove_rows(dragoman_db *db, int64_t article, dragoman_error *error);
/* A savepoint within the transaction; what was done since is kept, or taken back. */
int dg_db_begin(dragoman_db *db, dragoman_error *error);
int dg_db_end(dragoman_db *db, bool keep, dragoman_error *error);

/* Run a statement that gives no rows. */
int dg_db_exec(dragoman_db *db, const char *sql, dragoman_error *error);

#endif
