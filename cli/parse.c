/* parse.c - `dragoman parse`: articles or CoNLL-U in, sentences with their trees out as CoNLL-U. */
#include "commands.h"
#include "common.h"

typedef struct parsing {
    progress progress;
    bool some_failed;
} parsing;

static int render(void *context, const dragoman_record *record, dragoman_buffer *out,
                  dragoman_error *error) {
    (void)context;
    return dragoman_write_conllu(out, record, error);
}

static int deliver(void *context, const dragoman_result *result, dragoman_error *error) {
    parsing *p = context;
    if (result->warning) complain("%s", result->warning);
    if (result->status < 0) {
        complain("%s", result->error->message);
        p->some_failed = true;
    } else if (!output_buffer(result->buffer)) {
        error->message[0] = 0; /* output_close() says why */
        return DRAGOMAN_EIO;
    }
    progress_step(&p->progress, result->file, result->done);
    return 0;
}

int command_parse(const settings *s) {
    parsing p = {0};
    dragoman_read_options reading;
    dragoman_run_options run = DRAGOMAN_RUN_OPTIONS_INIT;
    dragoman_engine *engine = NULL;
    dragoman_error error;
    int status = reading_of(s, &reading);
    if (status == GO_ON) status = jobs_of(s, &run.jobs);
    if (status == GO_ON) status = open_engine(s, &engine);
    if (status != GO_ON) return status;
    run.reading = &reading;
    run.context = &p;
    run.trees = true;
    run.render = render;
    run.deliver = deliver;
    const char *const *paths = (const char *const *)s->operands;
    progress_open(&p.progress, paths, (size_t)s->operand_count, true);
    int stopped = dragoman_run(engine, paths, (size_t)s->operand_count, &run, &error);
    progress_close(&p.progress);
    if (stopped < 0 && error.message[0]) complain("%s", error.message);
    dragoman_engine_close(engine);
    return stopped < 0 || p.some_failed ? EXIT_SOME : EXIT_DONE;
}
