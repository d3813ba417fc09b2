/*
 * explain.c - `dragoman explain`: why a row stands in the record.
 *
 * The record file keeps no trees; the article is parsed again for them, and the row is explained as
 * it was kept.
 */
#include "commands.h"
#include "feed.h"

#include <string.h>

typedef struct explaining {
    const char *id; /* or the beginning of one */
    const dragoman_engine *engine;
    dragoman_write_options looks;
    bool found, failed;
} explaining;

static void explain_row(explaining *e, const dragoman_record *record, const char *id) {
    dragoman_buffer out = {0};
    dragoman_error error;
    if (dragoman_write_why(&out, record, id, e->engine, &e->looks, &error) < 0) {
        complain("%s", error.message);
        e->failed = true;
    } else {
        output_buffer(&out);
    }
    e->found = true;
    dragoman_buffer_free(&out);
}

/* ------------------------------------------------------------------ out of the record file */

/* The kept record with the trees of its article. */
static int explain_with_trees(explaining *e, const dragoman_record *kept, const char *id,
                              dragoman_error *error) {
    dragoman_coder *coder;
    const dragoman_record *parsed;
    int status = dragoman_coder_new(&coder, e->engine, error);
    if (status == 0) status = dragoman_parse(coder, &kept->article, &parsed, error);
    if (status == 0) {
        dragoman_record both = *kept;
        both.tokens = parsed->tokens;
        both.token_count = parsed->token_count;
        explain_row(e, &both, id);
    }
    dragoman_coder_free(coder);
    return status;
}

static bool same(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

static int explain_from_db(const settings *s, explaining *e) {
    dragoman_db *db;
    dragoman_error error;
    const dragoman_record *record = NULL;
    char row[20];
    int status = dragoman_db_open(&db, db_path(s), DRAGOMAN_DB_READ, &error);
    if (status == 0) status = dragoman_db_row(db, e->id, &record, row, &error);
    if (status > 0 && record) {
        dragoman_coder_info now = dragoman_engine_coder(e->engine);
        if (!same(now.codebook, record->coder.codebook) || !same(now.model, record->coder.model))
            complain("kept by another codebook or model: its lines and the tree below are today's");
        status = explain_with_trees(e, record, row, &error);
    }
    if (status < 0) complain("%s", error.message);
    dragoman_db_close(db, NULL);
    if (status < 0) e->failed = true;
    return EXIT_DONE;
}

/* ------------------------------------------------------------------ out of articles */

#define EXPLAIN_LAYER(items, count)                                                                \
    for (uint32_t i = 0; i < record->count && !e->found; i++)                                      \
        if (strncmp(record->items[i].id, e->id, strlen(e->id)) == 0)                               \
    explain_row(e, record, record->items[i].id)

static bool explain_in(void *context, const dragoman_record *record) {
    explaining *e = context;
    EXPLAIN_LAYER(events, event_count);
    EXPLAIN_LAYER(statements, statement_count);
    EXPLAIN_LAYER(tallies, tally_count);
    EXPLAIN_LAYER(times, time_count);
    EXPLAIN_LAYER(steps, step_count);
    return !e->found;
}

int command_explain(const settings *s) {
    explaining e = {.id = s->operands[0]};
    dragoman_engine *engine = NULL;
    int status = looks_of(s, &e.looks);
    if (status == GO_ON && !*e.id) status = options_mistake(s, "explain: needs an id");
    if (status == GO_ON) status = open_engine(s, &engine);
    if (status != GO_ON) return status;
    e.engine = engine;
    status = s->operand_count > 1 ? feed(s, s->operands + 1, s->operand_count - 1,
                                         DRAGOMAN_ARTICLES, NULL, explain_in, &e)
                                  : explain_from_db(s, &e);
    dragoman_engine_close(engine);
    if (!e.found && !e.failed && status == EXIT_DONE) complain("%s: no row with this id", e.id);
    return e.found && !e.failed ? status : status == EXIT_USAGE ? status : EXIT_SOME;
}
