/*
 * standin.c - reads JSON Lines and plain text until the reader proper stands here.
 */
#include "base/error.h"
#include "base/lines.h"
#include "base/out.h"
#include "base/str.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

struct dragoman_reader {
    dragoman_read_options options;
    const char *name;
    dragoman_buffer bytes;
    size_t at;
    unsigned line;
    json_t *object; /* of the article last given */
    bool jsonl;
};

static int slurp(dragoman_reader *reader, const char *path, dragoman_error *error) {
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, strerror(errno));
    dg_out out = dg_out_begin(&reader->bytes);
    char block[65536];
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) dg_out_bytes(&out, block, n);
    int status = ferror(file) ? dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, strerror(errno)) : 0;
    if (file != stdin) fclose(file);
    return status < 0 ? status : dg_out_end(&out, error);
}

int dragoman_reader_open(dragoman_reader **out, const char *path,
                         const dragoman_read_options *options, dragoman_error *error) {
    static const dragoman_read_options defaults = DRAGOMAN_READ_OPTIONS_INIT;
    dragoman_reader *reader = calloc(1, sizeof *reader);
    *out = NULL;
    if (!reader) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    reader->options = options ? *options : defaults;
    reader->name = path;
    int status = slurp(reader, path, error);
    if (status < 0) {
        dragoman_reader_close(reader);
        return status;
    }
    reader->jsonl = reader->options.format == DRAGOMAN_FORMAT_JSONL ||
                    (reader->options.format == DRAGOMAN_FORMAT_AUTO && reader->bytes.size &&
                     reader->bytes.bytes[0] == '{');
    *out = reader;
    return 0;
}

static dragoman_str member(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) return (dragoman_str){NULL, 0};
    return (dragoman_str){json_string_value(value), (uint32_t)json_string_length(value)};
}

static int jsonl_next(dragoman_reader *reader, dragoman_article *article, dragoman_error *error) {
    const char *start = reader->bytes.bytes + reader->at;
    size_t left = reader->bytes.size - reader->at;
    const char *end = memchr(start, '\n', left);
    size_t len = end ? (size_t)(end - start) : left;
    reader->at += len + (end != NULL);
    reader->line++;
    json_error_t why;
    json_decref(reader->object);
    reader->object = json_loadb(start, len, 0, &why);
    if (!reader->object)
        return dg_fail(error, DRAGOMAN_EINPUT, "%s:%u: %s", reader->name, reader->line, why.text);
    if (!json_is_string(json_object_get(reader->object, "text")))
        return dg_fail(error, DRAGOMAN_EINPUT, "%s:%u: no \"text\"", reader->name, reader->line);
    *article = (dragoman_article){
        .id = member(reader->object, "id"), .title = member(reader->object, "title"),
        .source = member(reader->object, "source"), .url = member(reader->object, "url"),
        .language = member(reader->object, "language"), .text = member(reader->object, "text"),
        .published = reader->options.published,
    };
    dragoman_str date = member(reader->object, "published");
    if (date.len > 10) date.len = 10;
    if (date.len) (void)dg_date_parse(date, &article->published);
    if (!article->source.len) article->source = dg_str(reader->options.source);
    return 1;
}

int dragoman_reader_next(dragoman_reader *reader, dragoman_article *article,
                         dragoman_error *error) {
    if (reader->at >= reader->bytes.size) return 0;
    if (reader->jsonl) return jsonl_next(reader, article, error);
    *article = (dragoman_article){
        .id = dg_str(reader->name), .source = dg_str(reader->options.source),
        .published = reader->options.published,
        .text = {reader->bytes.bytes, (uint32_t)reader->bytes.size},
    };
    reader->at = reader->bytes.size;
    return 1;
}

void dragoman_reader_progress(const dragoman_reader *reader, uint64_t *done, uint64_t *all) {
    *done = reader->at;
    *all = reader->bytes.size;
}

void dragoman_reader_close(dragoman_reader *reader) {
    if (!reader) return;
    json_decref(reader->object);
    dragoman_buffer_free(&reader->bytes);
    free(reader);
}

dragoman_format dragoman_reader_format(const dragoman_reader *reader) {
    return reader->options.format;
}
