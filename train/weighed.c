/*
 * weighed.c - what the event room weighs in articles, with its features, one line each.
 *
 *   weighed FILE...
 *
 * A line holds, between tabs: the article's id; start and end of the trigger, of the sentence
 * (bytes); event; hit or near; 1 where it is a row of the record; score; features, each ended by a
 * unit separator.
 */
#include "engine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct row {
    dragoman_event event;
    bool near;
    int32_t score;
    dragoman_span sentence;
    char *features;
} row;

typedef struct rows {
    row *items;
    size_t count, room;
    char *text;
    size_t size;
    FILE *open; /* features of the row being weighed */
} rows;

static void note(void *context, const dg_doc *doc, const dragoman_event *event, bool near,
                 const char *feature, int32_t score) {
    rows *r = context;
    if (!r->open) r->open = open_memstream(&r->text, &r->size);
    if (feature) {
        fprintf(r->open, "%s\x1f", feature);
        return;
    }
    fclose(r->open);
    r->open = NULL;
    if (r->count == r->room) {
        r->room = r->room ? 2 * r->room : 64;
        r->items = realloc(r->items, r->room * sizeof *r->items);
        if (!r->items) abort();
    }
    r->items[r->count++] =
        (row){*event, near, score, doc->sentences.items[event->sentence].span, r->text};
    r->text = NULL;
}

static bool kept(const dragoman_record *record, const dragoman_event *event) {
    for (size_t i = 0; i < record->event_count; i++)
        if (record->events[i].token == event->token) return true;
    return false;
}

static void print(const dragoman_article *article, const dragoman_record *record, rows *r) {
    for (size_t i = 0; i < r->count; i++) {
        const row *x = &r->items[i];
        if (record)
            printf("%.*s\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%s\t%s\t%d\t%" PRId32
                   "\t%s\n",
                   (int)article->id.len, article->id.ptr, x->event.trigger.start,
                   x->event.trigger.end, x->sentence.start, x->sentence.end,
                   dragoman_event_name(x->event.event), x->near ? "near" : "hit",
                   !x->near && kept(record, &x->event), x->score, x->features);
        free(x->features);
    }
    r->count = 0;
}

static int one_file(dragoman_coder *coder, const char *path, dragoman_error *error) {
    dragoman_reader *reader;
    dragoman_article article;
    rows r = {0};
    int status = dragoman_reader_open(&reader, path, NULL, error);
    if (status < 0) return status;
    while ((status = dragoman_reader_next(reader, &article, error)) > 0) {
        const dragoman_record *record;
        status = dg_code_weighed(coder, &article, note, &r, &record, error);
        if (status < 0) break;
        print(&article, record, &r);
    }
    free(r.items);
    dragoman_reader_close(reader);
    return status;
}

int main(int argc, char **argv) {
    dragoman_engine *engine;
    dragoman_coder *coder;
    dragoman_error error;
    int status = dragoman_engine_open(&engine, NULL, &error);
    if (status == 0) status = dragoman_coder_new(&coder, engine, &error);
    for (int i = 1; status >= 0 && i < argc; i++) status = one_file(coder, argv[i], &error);
    if (status < 0) fprintf(stderr, "weighed: %s\n", error.message);
    return status < 0;
}
