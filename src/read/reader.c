/*
 * reader.c - the public door of this room: what a file is, its articles one by one.
 *
 * Everything of one article lies in the reader's arena until the next call. JSON Lines are read a
 * line at a time, so that memory is bounded by the longest line; the other formats are one article
 * a file and are read whole, up to the largest article allowed.
 */
#include "read/read_int.h"

#include "base/error.h"

#include <stdlib.h>
#include <strings.h>

#define LARGEST_DEFAULT ((uint64_t)16 << 20)
#define LARGEST_ALLOWED ((uint64_t)1 << 30) /* spans are 32 bits wide, with room to spare */
#define ROOM ((size_t)1 << 16)              /* free bytes before each read */

struct dragoman_reader {
    dragoman_read_options options;
    dg_source *source;
    char *label;      /* the name for messages */
    char *id;         /* of an article without one; NULL: none */
    char *own_source; /* copy of options.source, or NULL */
    char *bytes;      /* read and not used up: [at, end) */
    size_t at, end, capacity;
    bool file_ended, over;
    uint64_t line;  /* of the line last given, from 1 */
    uint64_t given; /* articles and errors so far */
    dg_arena arena;
    json_t *held;              /* the strings of the article last given */
    dragoman_article *article; /* while dragoman_reader_next() runs */
    const char *warning;       /* about the article last given, or NULL */
    dragoman_error *error;
};

/* ------------------------------------------------------------------ bytes */

/* More bytes behind `end`. errors: EIO, ENOMEM. */
static int fill(dragoman_reader *r) {
    if (r->at > 0 && r->at == r->end) r->at = r->end = 0;
    if (r->at > 0 && r->capacity - r->end < ROOM && r->at >= r->capacity / 2) {
        memmove(r->bytes, r->bytes + r->at, r->end - r->at);
        r->end -= r->at;
        r->at = 0;
    }
    if (r->capacity - r->end < ROOM) {
        size_t wider = r->capacity ? r->capacity * 2 : ROOM * 4;
        char *fresh = realloc(r->bytes, wider);
        if (!fresh) return dg_fail(r->error, DRAGOMAN_ENOMEM, "%s: out of memory", r->label);
        r->bytes = fresh;
        r->capacity = wider;
    }
    size_t got;
    int status = dg_source_read(r->source, r->bytes + r->end, r->capacity - r->end, &got, r->error);
    if (status < 0) return status;
    r->end += got;
    r->file_ended = got == 0;
    return 0;
}

/* ------------------------------------------------------------------ formats */

static bool ends_with(const char *name, size_t len, const char *ending) {
    size_t n = strlen(ending);
    return len > n && strncasecmp(name + len - n, ending, n) == 0;
}

static dragoman_format format_of_name(const char *name) {
    static const struct {
        const char *ending;
        dragoman_format format;
    } list[] = {{".jsonl", DRAGOMAN_FORMAT_JSONL},   {".ndjson", DRAGOMAN_FORMAT_JSONL},
                {".json", DRAGOMAN_FORMAT_JSONL},    {".html", DRAGOMAN_FORMAT_HTML},
                {".htm", DRAGOMAN_FORMAT_HTML},      {".xhtml", DRAGOMAN_FORMAT_HTML},
                {".conllu", DRAGOMAN_FORMAT_CONLLU}, {".conll", DRAGOMAN_FORMAT_CONLLU},
                {".txt", DRAGOMAN_FORMAT_TEXT},      {".text", DRAGOMAN_FORMAT_TEXT}};
    size_t len = strlen(name);
    if (ends_with(name, len, ".gz"))
        len -= 3;
    else if (ends_with(name, len, ".zst"))
        len -= 4;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (ends_with(name, len, list[i].ending)) return list[i].format;
    return DRAGOMAN_FORMAT_AUTO;
}

static bool starts(const char *at, const char *end, const char *with) {
    size_t n = strlen(with);
    return (size_t)(end - at) >= n && strncasecmp(at, with, n) == 0;
}

static dragoman_format format_of_bytes(const char *at, const char *end) {
    static const char *const html[] = {"<!doctype", "<html", "<head",   "<body",
                                       "<?xml",     "<!--",  "<article"};
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')) at++;
    if (at < end && *at == '{') return DRAGOMAN_FORMAT_JSONL;
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (starts(at, end, html[i])) return DRAGOMAN_FORMAT_HTML;
    bool comment = starts(at, end, "# sent_id =") || starts(at, end, "# text =") ||
                   starts(at, end, "# newdoc") || starts(at, end, "# global.columns");
    return comment || starts(at, end, "1\t") ? DRAGOMAN_FORMAT_CONLLU : DRAGOMAN_FORMAT_TEXT;
}

/* ------------------------------------------------------------------ JSON Lines */

#define LONGEST_SHOWN 60 /* bytes of a date that is none, in a warning */
#define LONGEST_LINE(largest) ((largest)*2 + ((uint64_t)1 << 20)) /* escapes, other keys */

/* The next line without its end: 1, 0 at the end of the file, negative on errors; EINPUT for a line
 * that is too long, which is passed over. */
static int next_line(dragoman_reader *r, dragoman_str *line) {
    size_t seen = 0; /* bytes of the line that hold no line end */
    bool too_long = false;
    r->line++;
    for (;;) {
        const char *start = r->bytes + r->at;
        const char *end =
            r->end > r->at + seen ? memchr(start + seen, '\n', r->end - r->at - seen) : NULL;
        if (end || (r->file_ended && r->end > r->at)) {
            size_t len = end ? (size_t)(end - start) : r->end - r->at;
            *line = (dragoman_str){start, (uint32_t)len};
            r->at += len + (end != NULL);
            too_long |= len > LONGEST_LINE(r->options.largest);
            break;
        }
        if (r->file_ended) {
            if (!too_long) return 0;
            break;
        }
        seen = r->end - r->at;
        if (seen > LONGEST_LINE(r->options.largest)) {
            too_long = true;
            r->at = r->end;
            seen = 0;
        }
        int status = fill(r);
        if (status < 0) return status;
    }
    if (!too_long) return 1;
    return dg_fail(r->error, DRAGOMAN_EINPUT, "%s:%llu: the line is longer than an article may be",
                   r->label, (unsigned long long)r->line);
}

static int too_large(dragoman_reader *r, uint64_t line) {
    unsigned long long most = r->options.largest;
    if (line)
        return dg_fail(r->error, DRAGOMAN_EINPUT, "%s:%llu: the article is larger than %llu bytes",
                       r->label, (unsigned long long)line, most);
    return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: the article is larger than %llu bytes", r->label,
                   most);
}

static void warn_undated(dragoman_reader *r, dragoman_str published) {
    if (published.len > LONGEST_SHOWN)
        for (published.len = LONGEST_SHOWN; (published.ptr[published.len] & 0xC0) == 0x80;)
            published.len--; /* no character is cut in two */
    r->warning = dg_str_format(&r->arena,
                               "%s:%llu: \"published\" is no date: %.*s; the article counts as "
                               "undated",
                               r->label, (unsigned long long)r->line, DG_STR_ARG(published))
                     .ptr;
}

static int next_jsonl(dragoman_reader *r) {
    dragoman_str line;
    int got;
    do {
        got = next_line(r, &line);
        if (got == 0 && !r->given) {
            r->over = true;
            return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: no article in it", r->label);
        }
        if (got <= 0) return got;
    } while (!dg_str_trim(line).len);
    dragoman_error why;
    dragoman_str undated;
    int status = dg_jsonl_article(&r->arena, line, &r->held, r->article, &undated, &why);
    if (status < 0)
        return dg_fail(r->error, (dragoman_status)status, "%s:%llu: %s", r->label,
                       (unsigned long long)r->line, why.message);
    if (undated.len) warn_undated(r, undated);
    return r->article->text.len > r->options.largest ? too_large(r, r->line) : 1;
}

/* ------------------------------------------------------------------ whole files */

static int read_whole(dragoman_reader *r, dragoman_str *all) {
    while (!r->file_ended) {
        if (r->end - r->at > r->options.largest) return too_large(r, 0);
        int status = fill(r);
        if (status < 0) return status;
    }
    *all = (dragoman_str){r->bytes + r->at, (uint32_t)(r->end - r->at)};
    r->at = r->end;
    return 0;
}

static int next_text(dragoman_reader *r, dragoman_str all) {
    dragoman_str text = dg_decode(&r->arena, all);
    if (!text.ptr) return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: binary data, not text", r->label);
    *r->article = (dragoman_article){.text = dg_clean(&r->arena, text)};
    if (dg_str_trim(r->article->text).len) return 1;
    return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: nothing but white space in it", r->label);
}

static int next_page(dragoman_reader *r, dragoman_str all) {
    dragoman_error why;
    int status = dg_html_article(&r->arena, all, r->article, &why);
    if (status < 0)
        return dg_fail(r->error, (dragoman_status)status, "%s: %s", r->label, why.message);
    return 1;
}

static int next_conllu(dragoman_reader *r, dragoman_str all) {
    if (!dg_str_trim(all).len)
        return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: nothing in it", r->label);
    if (memchr(all.ptr, 0, all.len))
        return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: binary data, not text", r->label);
    if (!dg_is_utf8(all)) return dg_fail(r->error, DRAGOMAN_EINPUT, "%s: not UTF-8", r->label);
    *r->article = (dragoman_article){.text = all};
    return 1;
}

static int next_whole(dragoman_reader *r) {
    dragoman_str all;
    r->over = true;
    int status = read_whole(r, &all);
    if (status < 0) return status;
    switch (r->options.format) {
    case DRAGOMAN_FORMAT_HTML:
        return next_page(r, all);
    case DRAGOMAN_FORMAT_CONLLU:
        return next_conllu(r, all);
    default:
        return next_text(r, all);
    }
}

/* ------------------------------------------------------------------ the public door */

static int open_reader(dragoman_reader **out, const char *path, const void *bytes, size_t size,
                       const dragoman_read_options *options, dragoman_error *error) {
    static const dragoman_read_options defaults = DRAGOMAN_READ_OPTIONS_INIT;
    *out = NULL;
    if (options && options->version != DRAGOMAN_READ_OPTIONS_VERSION)
        return dg_fail(error, DRAGOMAN_EUSAGE, "reading options of version %u, this is %d",
                       options->version, DRAGOMAN_READ_OPTIONS_VERSION);
    dragoman_reader *r = calloc(1, sizeof *r);
    if (!r) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    r->options = options ? *options : defaults;
    r->error = error;
    if (!r->options.largest) r->options.largest = LARGEST_DEFAULT;
    if (r->options.largest > LARGEST_ALLOWED) r->options.largest = LARGEST_ALLOWED;
    bool standard = !bytes && strcmp(path, "-") == 0;
    r->label = strdup(standard ? "standard input" : path);
    r->id = standard ? NULL : strdup(path);
    r->own_source = r->options.source ? strdup(r->options.source) : NULL;
    bool failed = !r->label || (!standard && !r->id) || (r->options.source && !r->own_source);
    int status = failed ? dg_fail(error, DRAGOMAN_ENOMEM, "out of memory")
                        : dg_source_open(&r->source, path, bytes, size, error);
    if (status == 0) status = fill(r);
    if (status < 0) {
        dragoman_reader_close(r);
        return status;
    }
    if (!r->options.format) r->options.format = format_of_name(path);
    if (!r->options.format) r->options.format = format_of_bytes(r->bytes, r->bytes + r->end);
    *out = r;
    return 0;
}

int dragoman_reader_open(dragoman_reader **out, const char *path,
                         const dragoman_read_options *options, dragoman_error *error) {
    return open_reader(out, path, NULL, 0, options, error);
}

int dragoman_reader_open_memory(dragoman_reader **out, const void *bytes, size_t size,
                                const char *name, const dragoman_read_options *options,
                                dragoman_error *error) {
    return open_reader(out, name, bytes ? bytes : "", bytes ? size : 0, options, error);
}

static int next_work(void *context) {
    dragoman_reader *r = context;
    return r->options.format == DRAGOMAN_FORMAT_JSONL ? next_jsonl(r) : next_whole(r);
}

int dragoman_reader_next(dragoman_reader *r, dragoman_article *article, dragoman_error *error) {
    *article = (dragoman_article){0};
    if (r->over) return 0;
    json_decref(r->held);
    r->held = NULL;
    dg_arena_reset(&r->arena);
    r->article = article;
    r->warning = NULL;
    r->error = error;
    dg_fail(error, DRAGOMAN_ENOMEM, "%s: out of memory", r->label); /* unless told otherwise */
    int got = dg_arena_guard(&r->arena, next_work, r);
    if (got == DRAGOMAN_EIO || got == DRAGOMAN_ENOMEM) r->over = true;
    r->given++;
    if (got <= 0) return got;
    if (!article->id.len && r->options.format != DRAGOMAN_FORMAT_JSONL) article->id = dg_str(r->id);
    if (!article->source.len) article->source = dg_str(r->own_source);
    if (!article->published.year) article->published = r->options.published;
    return 1;
}

const char *dragoman_reader_warning(const dragoman_reader *r) {
    return r->warning;
}

void dragoman_reader_progress(const dragoman_reader *r, uint64_t *done, uint64_t *all) {
    dg_source_progress(r->source, done, all);
}

dragoman_format dragoman_reader_format(const dragoman_reader *r) {
    return r->options.format;
}

void dragoman_reader_close(dragoman_reader *r) {
    if (!r) return;
    dg_source_close(r->source);
    json_decref(r->held);
    dg_arena_free(&r->arena);
    free(r->label);
    free(r->id);
    free(r->own_source);
    free(r->bytes);
    free(r);
}
