/*
 * list.c - `dragoman events`, `statements`, `tallies`, `times`, `steps`: rows of one layer.
 *
 * Rows are written as they come, or with --sort date kept as they are to be written, and put in
 * order at the end.
 */
#include "commands.h"
#include "feed.h"

#include <stdlib.h>
#include <string.h>

/* A row to be put in order: its bytes in `kept`. */
typedef struct dated {
    dragoman_date date;
    size_t number; /* in the order it came */
    size_t start, size;
} dated;

typedef struct listing {
    dragoman_layer layer;
    dragoman_form form;
    dragoman_filter filter;
    dragoman_write_options looks;
    uint32_t left; /* of --limit */
    dragoman_buffer out;
    bool headed, failed;
    bool by_date;
    dragoman_buffer kept; /* with by_date */
    dated *rows;
    size_t row_count, row_capacity;
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

/* ------------------------------------------------------------------ in the order of days */

/* The day that a row is dated; the article's where it has none. */
static dragoman_date day_of(const dragoman_record *r, dragoman_layer layer, uint32_t index) {
    dragoman_date day = {0, 0, 0};
    if (layer == DRAGOMAN_EVENTS) day = r->events[index].date;
    if (layer == DRAGOMAN_STATEMENTS) day = r->statements[index].date;
    if (layer == DRAGOMAN_TIMES) day = r->times[index].date;
    if (layer == DRAGOMAN_STEPS) day = r->steps[index].date;
    if (layer == DRAGOMAN_TALLIES) day = r->tallies[index].as_of;
    if (layer == DRAGOMAN_TALLIES && !day.year) day = r->tallies[index].date;
    return day.year ? day : r->article.published;
}

/* A month stands before its days, a year before its months. */
static int by_day(const void *x, const void *y) {
    const dated *a = x, *b = y;
    if (a->date.year != b->date.year) return a->date.year < b->date.year ? -1 : 1;
    if (a->date.month != b->date.month) return a->date.month < b->date.month ? -1 : 1;
    if (a->date.day != b->date.day) return a->date.day < b->date.day ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Put the row in `out` by for the end. */
static bool keep_row(listing *l, dragoman_date date) {
    dragoman_error error = {.message = "out of memory"};
    if (l->row_count == l->row_capacity) {
        size_t wider = l->row_capacity ? l->row_capacity * 2 : 256;
        dated *fresh = realloc(l->rows, wider * sizeof *fresh);
        if (!fresh) return failed(l, &error);
        l->rows = fresh;
        l->row_capacity = wider;
    }
    l->rows[l->row_count] = (dated){date, l->row_count, l->kept.size, l->out.size};
    l->row_count++;
    if (dragoman_buffer_append(&l->kept, l->out.bytes, l->out.size, &error) == 0) return true;
    return failed(l, &error);
}

static void write_kept(listing *l) {
    if (l->row_count) qsort(l->rows, l->row_count, sizeof *l->rows, by_day);
    for (size_t i = 0; i < l->row_count && i < l->left; i++)
        if (!output_write(l->kept.bytes + l->rows[i].start, l->rows[i].size)) return;
}

/* ------------------------------------------------------------------ as they come */

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
        if (l->by_date) {
            if (!keep_row(l, day_of(record, l->layer, i))) return false;
            continue;
        }
        if (!output_buffer(&l->out)) return false;
        l->left--;
    }
    return l->left > 0;
}

static int list(const settings *s, dragoman_layer layer) {
    listing l = {.layer = layer, .form = list_form(s)};
    l.by_date = s->value[OPT_SORT] && strcmp(s->value[OPT_SORT], "date") == 0;
    int status = filter_of(s, &l.filter);
    if (status == GO_ON) status = looks_of(s, &l.looks);
    if (status == GO_ON) status = number_of(s, OPT_LIMIT, UINT32_MAX, &l.left);
    if (status == GO_ON)
        status = feed(s, s->operands, s->operand_count, layer, &l.filter, write_rows, &l);
    if (status == EXIT_DONE) write_header(&l); /* where there was no record at all */
    if (!l.failed) write_kept(&l);
    dragoman_buffer_free(&l.out);
    dragoman_buffer_free(&l.kept);
    free(l.rows);
    return l.failed ? EXIT_SOME : status;
}

int command_events(const settings *s) {
    return list(s, DRAGOMAN_EVENTS);
}

int command_statements(const settings *s) {
    return list(s, DRAGOMAN_STATEMENTS);
}

int command_tallies(const settings *s) {
    if (s->value[OPT_SERIES] && s->value[OPT_SORT])
        return options_mistake(s, "--sort: a series has an order of its own");
    return s->value[OPT_SERIES] ? tally_series(s) : list(s, DRAGOMAN_TALLIES);
}

int command_times(const settings *s) {
    return list(s, DRAGOMAN_TIMES);
}

int command_steps(const settings *s) {
    return list(s, DRAGOMAN_STEPS);
}
