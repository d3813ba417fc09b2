/*
 * read.c - `dragoman read`: articles into a record file.
 *
 * Articles that the file has already are passed over before they are coded. Commits gather what
 * came in a short while; what --verbose writes and the last line counts has been committed before.
 */
#include "commands.h"
#include "common.h"

#include <string.h>

#define COMMIT_SECONDS 0.5

typedef struct keeping {
    dragoman_db *db;
    dragoman_coder_info coder;
    bool recode, verbose;
    uint64_t fresh, replaced, unchanged, failed; /* committed */
    uint64_t open_fresh, open_replaced;          /* put, not yet committed */
    dragoman_buffer lines;                       /* --verbose lines of those */
    struct timespec committed;
    progress progress;
} keeping;

static const char *const state_names[] = {[DRAGOMAN_DB_NEW] = "new",
                                          [DRAGOMAN_DB_SAME] = "unchanged",
                                          [DRAGOMAN_DB_OLDER] = "recoded",
                                          [DRAGOMAN_DB_CHANGED] = "changed"};

/* Whether an article in this state is coded (again). */
static bool is_wanted(const keeping *k, dragoman_db_state state) {
    return state == DRAGOMAN_DB_NEW || state == DRAGOMAN_DB_CHANGED ||
           (state == DRAGOMAN_DB_OLDER && k->recode);
}

static int accept(void *context, const dragoman_article *article, dragoman_error *error) {
    keeping *k = context;
    dragoman_db_state state;
    int status = dragoman_db_state_of(k->db, article, &k->coder, &state, error);
    return status < 0 ? status : is_wanted(k, state);
}

static int commit(keeping *k, dragoman_error *error) {
    int status = dragoman_db_commit(k->db, error);
    if (status < 0) return status;
    clock_gettime(CLOCK_MONOTONIC, &k->committed);
    k->fresh += k->open_fresh;
    k->replaced += k->open_replaced;
    k->open_fresh = k->open_replaced = 0;
    if (!k->lines.size) return 0;
    bool written = output_buffer(&k->lines) && output_flush();
    k->lines.size = 0;
    error->message[0] = 0; /* output_close() says why */
    return written ? 0 : DRAGOMAN_EIO;
}

/* The line of --verbose, to be written after the next commit. */
static int note(keeping *k, dragoman_db_state state, dragoman_str id, dragoman_error *error) {
    if (!k->verbose) return 0;
    const char *name = state_names[state];
    int status = dragoman_buffer_append(&k->lines, name, strlen(name), error);
    if (status == 0) status = dragoman_buffer_append(&k->lines, "\t", 1, error);
    if (status == 0) status = dragoman_buffer_append(&k->lines, id.ptr, id.len, error);
    return status == 0 ? dragoman_buffer_append(&k->lines, "\n", 1, error) : status;
}

/* Keep a record unless one coded earlier in this run is the same. */
static int keep(keeping *k, const dragoman_record *record, dragoman_error *error) {
    dragoman_db_state state;
    int status = dragoman_db_state_of(k->db, &record->article, &k->coder, &state, error);
    if (status < 0) return status;
    if (!is_wanted(k, state)) {
        k->unchanged++;
        return note(k, DRAGOMAN_DB_SAME, record->article.id, error);
    }
    status = dragoman_db_put(k->db, record, error);
    if (status == DRAGOMAN_EINPUT) { /* people corrected what the article no longer says */
        complain("%s", error->message);
        k->failed++;
        return 0;
    }
    if (status < 0) return status;
    if (state == DRAGOMAN_DB_NEW)
        k->open_fresh++;
    else
        k->open_replaced++;
    return note(k, state, record->article.id, error);
}

static int deliver(void *context, const dragoman_result *result, dragoman_error *error) {
    keeping *k = context;
    int status = 0;
    if (result->warning) complain("%s", result->warning);
    if (result->status < 0) {
        complain("%s", result->error->message);
        k->failed++;
    } else if (result->record) {
        status = keep(k, result->record, error);
    } else {
        k->unchanged++;
        status = note(k, DRAGOMAN_DB_SAME, result->article->id, error);
    }
    progress_step(&k->progress, result->file, result->done);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (status == 0 && seconds_between(&k->committed, &now) >= COMMIT_SECONDS)
        status = commit(k, error);
    return status;
}

static void summary(const keeping *k, const char *path) {
    complain("%s: %llu new, %llu replaced, %llu unchanged, %llu unreadable", path,
             (unsigned long long)k->fresh, (unsigned long long)k->replaced,
             (unsigned long long)k->unchanged, (unsigned long long)k->failed);
}

static int keep_all(const settings *s, keeping *k, const dragoman_engine *engine,
                    dragoman_run_options *run, const char *path) {
    dragoman_error error;
    const char *const *paths = (const char *const *)s->operands;
    k->coder = dragoman_engine_coder(engine);
    clock_gettime(CLOCK_MONOTONIC, &k->committed);
    int status = dragoman_db_open(&k->db, path, DRAGOMAN_DB_WRITE, &error);
    bool opened = status == 0;
    if (opened) {
        progress_open(&k->progress, paths, (size_t)s->operand_count, k->verbose);
        status = dragoman_run(engine, paths, (size_t)s->operand_count, run, &error);
        dragoman_error late;
        int last =
            commit(k, status < 0 ? &late : &error); /* what was put before a failure is good */
        if (status == 0) status = last;
        progress_close(&k->progress);
    }
    if (status < 0 && error.message[0]) complain("%s", error.message);
    int closed = dragoman_db_close(k->db, &error);
    if (closed < 0 && status == 0) complain("%s", error.message);
    if (opened) summary(k, path);
    return status < 0 || closed < 0 || k->failed ? EXIT_SOME : EXIT_DONE;
}

int command_read(const settings *s) {
    keeping k = {.recode = s->value[OPT_RECODE] != NULL, .verbose = s->value[OPT_VERBOSE] != NULL};
    dragoman_read_options reading;
    dragoman_run_options run = DRAGOMAN_RUN_OPTIONS_INIT;
    dragoman_engine *engine = NULL;
    int status = reading_of(s, &reading);
    if (status == GO_ON) status = jobs_of(s, &run.jobs);
    if (status == GO_ON) status = open_engine(s, &engine);
    if (status != GO_ON) return status;
    run.reading = &reading;
    run.context = &k;
    run.accept = accept;
    run.deliver = deliver;
    status =
        keep_all(s, &k, engine, &run, s->value[OPT_OUTPUT] ? s->value[OPT_OUTPUT] : "dragoman.db");
    dragoman_buffer_free(&k.lines);
    dragoman_engine_close(engine);
    return status;
}
