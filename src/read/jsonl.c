/*
 * jsonl.c - one line of JSON Lines (https://jsonlines.org) into an article.
 *
 * The parser is jansson. Keys that are not ours are carried in `meta` as a JSON object. A
 * `published` that is no date is carried there too, and the article has none.
 */
#include "read/read_int.h"

#include "base/error.h"

#include <stdlib.h>

static const char *type_name(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_NULL:
        return "null";
    default:
        return "true or false";
    }
}

static dragoman_str string_of(const json_t *value) {
    return (dragoman_str){json_string_value(value), (uint32_t)json_string_length(value)};
}

/* A string under `key`, cleaned; nothing where it is missing or null. errors: EINPUT. */
static int take_string(dg_arena *arena, const json_t *object, const char *key, dragoman_str *out,
                       dragoman_error *error) {
    const json_t *value = json_object_get(object, key);
    *out = (dragoman_str){NULL, 0};
    if (!value || json_is_null(value)) return 0;
    if (!json_is_string(value))
        return dg_fail(error, DRAGOMAN_EINPUT, "\"%s\" is %s, not a string", key, type_name(value));
    *out = dg_clean(arena, string_of(value));
    return 0;
}

/* An id may be a whole number, too. */
static int take_id(dg_arena *arena, const json_t *object, dragoman_str *out,
                   dragoman_error *error) {
    const json_t *value = json_object_get(object, "id");
    if (!json_is_integer(value)) return take_string(arena, object, "id", out, error);
    *out = dg_str_format(arena, "%lld", (long long)json_integer_value(value));
    return 0;
}

static bool is_ours(const char *key) {
    static const char *const keys[] = {"id",     "text", "title",   "published",
                                       "source", "url",  "language"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0) return true;
    return false;
}

/* The other keys as a JSON object in the arena; nothing where there are none. */
static int take_meta(dg_arena *arena, json_t *object, bool keep_published, dragoman_str *meta,
                     dragoman_error *error) {
    json_t *rest = json_object();
    const char *key;
    json_t *value;
    bool failed = !rest;
    json_object_foreach(object, key, value) {
        bool kept = !is_ours(key) || (keep_published && strcmp(key, "published") == 0);
        if (kept && json_object_set(rest, key, value) < 0) failed = true;
    }
    char *text = !failed && json_object_size(rest)
                     ? json_dumps(rest, JSON_COMPACT | JSON_REAL_PRECISION(15))
                     : NULL;
    failed |= !failed && json_object_size(rest) && !text;
    json_decref(rest);
    if (text) *meta = dg_str_copy(arena, dg_str(text));
    free(text);
    return failed ? dg_fail(error, DRAGOMAN_ENOMEM, "out of memory") : 0;
}

static int take_all(dg_arena *arena, json_t *object, dragoman_article *a, dragoman_str *undated,
                    dragoman_error *error) {
    dragoman_str published;
    int status = take_id(arena, object, &a->id, error);
    if (status == 0) status = take_string(arena, object, "title", &a->title, error);
    if (status == 0) status = take_string(arena, object, "source", &a->source, error);
    if (status == 0) status = take_string(arena, object, "url", &a->url, error);
    if (status == 0) status = take_string(arena, object, "language", &a->language, error);
    if (status == 0) status = take_string(arena, object, "published", &published, error);
    if (status == 0) status = take_string(arena, object, "text", &a->text, error);
    if (status < 0) return status;
    if (!json_object_get(object, "text")) return dg_fail(error, DRAGOMAN_EINPUT, "no \"text\"");
    if (!dg_str_trim(a->text).len) return dg_fail(error, DRAGOMAN_EINPUT, "\"text\" is empty");
    if (published.len && !dg_read_date(published, &a->published)) *undated = published;
    return take_meta(arena, object, undated->len != 0, &a->meta, error);
}

int dg_jsonl_article(dg_arena *arena, dragoman_str line, json_t **held, dragoman_article *article,
                     dragoman_str *undated, dragoman_error *error) {
    json_error_t why;
    *article = (dragoman_article){0};
    *undated = (dragoman_str){NULL, 0};
    if (!dg_is_utf8(line)) return dg_fail(error, DRAGOMAN_EINPUT, "the line is not UTF-8");
    *held = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &why);
    if (!*held && json_error_code(&why) == json_error_numeric_overflow)
        *held = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &why);
    if (!*held && json_error_code(&why) == json_error_out_of_memory)
        return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    if (!*held)
        return dg_fail(error, DRAGOMAN_EINPUT,
                       "no JSON object with an article on this line (column %d: %s)", why.column,
                       why.text);
    if (!json_is_object(*held))
        return dg_fail(error, DRAGOMAN_EINPUT, "the line holds %s, not an object",
                       type_name(*held));
    return take_all(arena, *held, article, undated, error);
}
