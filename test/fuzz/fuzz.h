/*
 * fuzz.h - what the fuzz targets share.
 *
 * A target is LLVMFuzzerTestOneInput() in <format>_fuzz.c. With -Dfuzz=true (clang) it is linked
 * with libFuzzer; always it is also linked with replay.c, which runs it over the files of
 * corpus/<format> as an ordinary test. A promise that is broken aborts.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/str.h"
#include "dragoman.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define PROMISE(what)                                                                              \
    do {                                                                                           \
        if (!(what)) {                                                                             \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #what);             \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* Read all articles of the bytes in one format and check what the reader promises. */
static inline void read_all(const uint8_t *bytes, size_t size, dragoman_format format) {
    dragoman_read_options options = DRAGOMAN_READ_OPTIONS_INIT;
    options.format = format;
    options.largest = 1 << 20;
    dragoman_reader *reader;
    dragoman_article article;
    dragoman_error error = {0};
    int got = dragoman_reader_open_memory(&reader, bytes, size, "input", &options, &error);
    if (got < 0) {
        PROMISE(!reader && error.status == got && error.message[0]);
        return;
    }
    while ((got = dragoman_reader_next(reader, &article, &error)) != 0) {
        if (got < 0) {
            PROMISE(error.status == got && error.message[0]);
            continue;
        }
        PROMISE(article.text.len > 0 && article.text.len <= options.largest);
        PROMISE(!memchr(article.text.ptr, 0, article.text.len));
        PROMISE(article.published.month <= 12 && article.published.day <= 31);
    }
    dragoman_reader_close(reader);
}

#endif
