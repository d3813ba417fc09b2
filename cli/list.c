/* list.c - `dragoman events`, `statements`, `tallies`, `times`, `steps`: rows of one layer. */
#include "commands.h"
#include "feed.h"

typedef struct listing {
    dragoman_layer layer;
    dragoman_form form;
    dragoman_filter filter;
    dragoman_write_options looks;
    uint32_t left; /* of --limit */
    dragoman_buffer out;
    bool headed, failed;
} listing;

static bool failed(listing *l, const dragoman_error *error) {
    complain("%s", error->message);
    l->failed = true;
    return false;
}

/* The header, once there is something to stand under it. */
static bool write_header(listing *l) {
    dragoman_error error;
    if (l->headed) return true;
    l->headed = true;
    if (dragoman_write_header(&l->out, l->layer, l->form, &l->looks, &error) < 0)
        return failed(l, &error);
    return output_buffer(&l->out);
}

static bool write_rows(void *context, const dragoman_record *record) {
    listing *l = context;
    dragoman_error error;
    if (!write_header(l)) return false;
    uint32_t count = dragoman_layer_count(record, l->layer);
    for (uint32_t i = 0; i < count && l->left; i++) {
        if (!dragoman_filter_row(&l->filter, record, l->layer, i)) continue;
        l->out.size = 0;
        if (dragoman_write_row(&l->out, record, l->layer, i, l->form, &l->looks, &error) < 0)
            return failed(l, &error);
        if (!output_buffer(&l->out)) return false;
        l->left--;
    }
    return l->left > 0;
}

static int list(const settings *s, dragoman_layer layer) {
    listing l = {.layer = layer, .form = list_form(s)};
    int status = filter_of(s, &l.filter);
    if (status == GO_ON) status = looks_of(s, &l.looks);
    if (status == GO_ON) status = number_of(s, OPT_LIMIT, UINT32_MAX, &l.left);
    if (status == GO_ON)
        status = feed(s, s->operands, s->operand_count, layer, &l.filter, write_rows, &l);
    if (status == EXIT_DONE) write_header(&l); /* where there was no record at all */
    dragoman_buffer_free(&l.out);
    return l.failed ? EXIT_SOME : status;
}

int command_events(const settings *s) {
    return list(s, DRAGOMAN_EVENTS);
}

int command_statements(const settings *s) {
    return list(s, DRAGOMAN_STATEMENTS);
}

int command_tallies(const settings *s) {
    return s->value[OPT_SERIES] ? tally_series(s) : list(s, DRAGOMAN_TALLIES);
}

int command_times(const settings *s) {
    return list(s, DRAGOMAN_TIMES);
}

int command_steps(const settings *s) {
    return list(s, DRAGOMAN_STEPS);
}
