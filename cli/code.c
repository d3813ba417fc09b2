/* code.c - `dragoman code`: articles in, records out on standard output, nothing kept. */
#include "commands.h"
#include "standoff.h"

#include <string.h>

typedef struct coding {
    bool rows; /* rows of one layer; else whole articles */
    bool report;
    dragoman_layer layer;
    dragoman_form form;
    dragoman_write_options looks;
    standoff_plan standoff;
    progress progress;
    bool some_failed;
} coding;

static int render(void *context, const dragoman_record *record, dragoman_buffer *out,
                  dragoman_error *error) {
    const coding *c = context;
    if (c->standoff.format) return standoff_write(&c->standoff, record, out, error);
    if (c->rows) return dragoman_write_rows(out, record, c->layer, c->form, &c->looks, error);
    if (c->report) return dragoman_write_report(out, record, &c->looks, error);
    return dragoman_write_json(out, record, &c->looks, error);
}

static int deliver(void *context, const dragoman_result *result, dragoman_error *error) {
    coding *c = context;
    if (result->warning) complain("%s", result->warning);
    if (result->status < 0) {
        complain("%s", result->error->message);
        c->some_failed = true;
    } else if (c->standoff.dir) {
        c->some_failed |= !standoff_deliver(&c->standoff, &result->record->article, result->buffer);
    } else if (!output_buffer(result->buffer)) {
        error->message[0] = 0; /* output_close() says why */
        return DRAGOMAN_EIO;
    }
    progress_step(&c->progress, result->file, result->done);
    return 0;
}

/* --format and --layer. */
static int form_of(const settings *s, coding *c) {
    static const char *const forms[] = {"csv", "tsv", "jsonl", "table"};
    const char *format = s->value[OPT_FORMAT_CODE], *layer = s->value[OPT_LAYER];
    if (!format) format = output_is_terminal() && !layer ? "report" : "jsonl";
    int status = standoff_of(s, format, &c->standoff);
    if (status != GO_ON || c->standoff.format) return status;
    c->report = strcmp(format, "report") == 0;
    if (c->report && layer) return options_mistake(s, "--layer: a report has all layers");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(format, forms[i]) == 0) c->form = (dragoman_form)i;
    c->rows = !c->report && (layer || c->form != DRAGOMAN_JSONL);
    c->layer = DRAGOMAN_EVENTS;
    layer_of(s, &c->layer);
    return looks_of(s, &c->looks);
}

static int write_header(const coding *c) {
    dragoman_buffer header = {0};
    dragoman_error error;
    int status = dragoman_write_header(&header, c->layer, c->form, &c->looks, &error);
    if (status < 0)
        complain("%s", error.message);
    else
        output_buffer(&header);
    dragoman_buffer_free(&header);
    return status < 0 ? EXIT_SOME : GO_ON;
}

int command_code(const settings *s) {
    coding c = {0};
    dragoman_read_options reading;
    dragoman_run_options run = DRAGOMAN_RUN_OPTIONS_INIT;
    dragoman_engine *engine = NULL;
    dragoman_error error;
    int status = form_of(s, &c);
    if (status == GO_ON) status = reading_of(s, &reading);
    if (status == GO_ON) status = jobs_of(s, &run.jobs);
    if (status == GO_ON) status = open_engine(s, &engine);
    if (status == GO_ON && c.rows) status = write_header(&c);
    if (status != GO_ON) return status;
    run.reading = &reading;
    run.context = &c;
    run.render = render;
    run.deliver = deliver;
    const char *const *paths = (const char *const *)s->operands;
    progress_open(&c.progress, paths, (size_t)s->operand_count, true);
    int stopped = dragoman_run(engine, paths, (size_t)s->operand_count, &run, &error);
    progress_close(&c.progress);
    if (stopped < 0 && error.message[0]) complain("%s", error.message);
    dragoman_engine_close(engine);
    return stopped < 0 || c.some_failed ? EXIT_SOME : EXIT_DONE;
}
