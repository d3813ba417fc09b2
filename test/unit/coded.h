/*
 * coded.h - for tests of rooms that need all that stands before them: an engine over the tree's own
 * codebook and model, and a text coded with it.
 */
#ifndef DG_TEST_CODED_H
#define DG_TEST_CODED_H

#include "base/str.h"
#include "dragoman.h"

typedef struct coded {
    dragoman_engine *engine;
    dragoman_coder *coder;
    const dragoman_record *record;
} coded;

/* cmocka group set-up and tear-down: *state is a coded with engine and coder. */
static int coded_open(void **state) {
    static coded c;
    dragoman_error error = {0};
    dragoman_options options = DRAGOMAN_OPTIONS_INIT;
    options.codebook_dir = TEST_ROOT "/codebook";
    options.model_path = TEST_ROOT "/model/dragoman.model";
    options.cache_dir = "";
    if (dragoman_engine_open(&c.engine, &options, &error) < 0) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    *state = &c;
    return dragoman_coder_new(&c.coder, c.engine, &error);
}

static int coded_close(void **state) {
    coded *c = *state;
    dragoman_coder_free(c->coder);
    dragoman_engine_close(c->engine);
    return 0;
}

/* The record of a text of that day; stays until the next call. */
static inline const dragoman_record *coded_text(coded *c, const char *text,
                                                dragoman_date published) {
    dragoman_article article = {.text = dg_str(text), .published = published};
    dragoman_error error = {0};
    if (dragoman_code(c->coder, &article, &c->record, &error) < 0) {
        fprintf(stderr, "%s\n", error.message);
        return NULL;
    }
    return c->record;
}

/* Whether a span's words hold a part: span_has(record, span, "Hamas"). */
static inline bool span_has(const dragoman_record *record, dragoman_span span, const char *part) {
    size_t len = strlen(part);
    for (uint32_t at = span.start; at + len <= span.end; at++)
        if (memcmp(record->article.text.ptr + at, part, len) == 0) return true;
    return false;
}

#endif
