/* feed.c - see feed.h. */
#include "feed.h"

#include <string.h>

typedef struct feeding {
    feed_each each;
    void *context;
    bool some_failed, stopped;
    progress progress;
} feeding;

static int deliver(void *context, const dragoman_result *result, dragoman_error *error) {
    feeding *f = context;
    if (result->warning) complain("%s", result->warning);
    if (result->status < 0) {
        complain("%s", result->error->message);
        f->some_failed = true;
    } else if (!f->each(f->context, result->record)) {
        f->stopped = true;
        error->message[0] = 0;
        return DRAGOMAN_EUSAGE; /* any negative ends the run */
    }
    progress_step(&f->progress, result->file, result->done);
    return 0;
}

static int feed_files(const settings *s, char *const *paths, int count, feeding *f) {
    dragoman_run_options run = DRAGOMAN_RUN_OPTIONS_INIT;
    dragoman_engine *engine;
    dragoman_error error;
    int status = jobs_of(s, &run.jobs);
    if (status == GO_ON) status = open_engine(s, &engine);
    if (status != GO_ON) return status;
    run.context = f;
    run.deliver = deliver;
    progress_open(&f->progress, (const char *const *)paths, (size_t)count, true);
    int ended = dragoman_run(engine, (const char *const *)paths, (size_t)count, &run, &error);
    progress_close(&f->progress);
    dragoman_engine_close(engine);
    if (ended < 0 && !f->stopped) complain("%s", error.message);
    return (ended < 0 && !f->stopped) || f->some_failed ? EXIT_SOME : EXIT_DONE;
}

static int feed_db(const settings *s, dragoman_layer layer, const dragoman_filter *filter,
                   feeding *f) {
    dragoman_db *db;
    dragoman_error error;
    const dragoman_record *record;
    int status = dragoman_db_open(&db, db_path(s), DRAGOMAN_DB_READ, &error);
    if (status == 0) dragoman_db_machine(db, s->value[OPT_MACHINE] != NULL);
    if (status == 0) status = dragoman_db_select(db, layer, filter, &error);
    while (status == 0 && (status = dragoman_db_next(db, &record, &error)) > 0)
        status = f->each(f->context, record) ? 0 : 1;
    if (status < 0) complain("%s", error.message);
    dragoman_db_close(db, NULL);
    return status < 0 ? EXIT_SOME : EXIT_DONE;
}

int feed(const settings *s, char *const *paths, int count, dragoman_layer layer,
         const dragoman_filter *filter, feed_each each, void *context) {
    feeding f = {.each = each, .context = context};
    if (count && s->value[OPT_DB])
        return options_mistake(s, "--db and FILEs: the rows come from one or the other");
    return count ? feed_files(s, paths, count, &f) : feed_db(s, layer, filter, &f);
}

int filter_of(const settings *s, dragoman_filter *filter) {
    *filter = (dragoman_filter)DRAGOMAN_FILTER_INIT;
    filter->actor = s->value[OPT_ACTOR];
    filter->recipient = s->value[OPT_RECIPIENT];
    filter->event = s->value[OPT_EVENT];
    filter->source = s->value[OPT_SOURCE_FILTER];
    int status = date_of(s, OPT_FROM_DATE, &filter->from);
    return status == GO_ON ? date_of(s, OPT_TO_DATE, &filter->to) : status;
}

dragoman_form list_form(const settings *s) {
    const char *format = s->value[OPT_FORMAT_LIST];
    if (!format) return output_is_terminal() ? DRAGOMAN_TABLE : DRAGOMAN_TSV;
    return strcmp(format, "csv") == 0     ? DRAGOMAN_CSV
           : strcmp(format, "tsv") == 0   ? DRAGOMAN_TSV
           : strcmp(format, "jsonl") == 0 ? DRAGOMAN_JSONL
                                          : DRAGOMAN_TABLE;
}

const char *db_path(const settings *s) {
    return s->value[OPT_DB] ? s->value[OPT_DB] : "dragoman.db";
}
