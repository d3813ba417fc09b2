/* lines.c - see lines.h. */
#include "base/lines.h"

#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#define LARGEST_FILE ((long)256 << 20)

typedef struct reading {
    dg_arena *arena;
    size_t size;
    char *bytes;
} reading;

/* Under a guard of its own, because a file is open meanwhile. */
static int room_for_file(void *context) {
    reading *r = context;
    r->bytes = dg_arena_alloc(r->arena, r->size);
    return 0;
}

static int read_whole(dg_arena *arena, const char *path, dragoman_str *text,
                      dragoman_error *error) {
    FILE *f = fopen(path, "rb");
    if (!f) return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path, strerror(errno));
    long size = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    if (size < 0 || size > LARGEST_FILE || fseek(f, 0, SEEK_SET) != 0) {
        fclose(f);
        return dg_fail(error, DRAGOMAN_EIO, "%s: cannot be read as a codebook file", path);
    }
    reading r = {arena, (size_t)size + 1, NULL};
    if (dg_arena_guard(arena, room_for_file, &r) < 0) {
        fclose(f);
        return dg_fail(error, DRAGOMAN_ENOMEM, "%s: out of memory", path);
    }
    char *bytes = r.bytes;
    size_t got = fread(bytes, 1, (size_t)size, f);
    fclose(f);
    *text = (dragoman_str){bytes, (uint32_t)got};
    return 0;
}

void dg_lines_over(dg_lines *lines, const char *name, dragoman_str text, dg_mistakes *mistakes) {
    *lines = (dg_lines){.name = name, .rest = text, .mistakes = mistakes};
}

int dg_lines_open(dg_lines *lines, dg_arena *arena, const char *dir, const char *name,
                  dg_mistakes *mistakes, dragoman_error *error) {
    dragoman_str text = {NULL, 0}, path = dg_str_format(arena, "%s/%s", dir, name);
    int status = read_whole(arena, path.ptr, &text, error);
    if (status < 0) return status;
    dg_lines_over(lines, name, text, mistakes);
    return 0;
}

static bool valid_utf8(dragoman_str s) {
    utf8proc_int32_t c;
    for (uint32_t at = 0; at < s.len;) {
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at, s.len - at, &c);
        if (n <= 0) return false;
        at += (uint32_t)n;
    }
    return true;
}

/* The line without its comment: '#' at its start or after a blank. */
static dragoman_str without_comment(dragoman_str s) {
    for (uint32_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '#' && (i == 0 || s.ptr[i - 1] == ' ' || s.ptr[i - 1] == '\t')) s.len = i;
    return s;
}

bool dg_lines_next(dg_lines *lines, dg_line *line) {
    while (lines->rest.ptr && lines->rest.len) {
        const char *start = lines->rest.ptr;
        const char *end = memchr(start, '\n', lines->rest.len);
        uint32_t len = end ? (uint32_t)(end - start) : lines->rest.len;
        uint32_t taken = end ? len + 1 : len;
        lines->rest = (dragoman_str){start + taken, lines->rest.len - taken};
        lines->number++;
        dragoman_str raw = without_comment((dragoman_str){start, len});
        dragoman_str text = dg_str_trim(raw);
        if (!text.len) continue;
        if (!valid_utf8(text)) {
            dg_mistake(lines, "not UTF-8");
            continue;
        }
        *line = (dg_line){text, raw.ptr[0] == ' ' || raw.ptr[0] == '\t', lines->number};
        return true;
    }
    return false;
}

int dg_lines_each(dg_lines *lines, dg_arena *arena, const char *dir, const char *name,
                  dg_mistakes *mistakes, void (*each)(void *context, const dg_line *line),
                  void *context, dragoman_error *error) {
    dg_line line;
    int status = dg_lines_open(lines, arena, dir, name, mistakes, error);
    if (status < 0) return status;
    while (dg_lines_next(lines, &line)) each(context, &line);
    return 0;
}

dragoman_str dg_lines_rule(const dg_lines *lines, dg_arena *arena) {
    return dg_str_format(arena, "%s:%u", lines->name, lines->number);
}

uint32_t dg_texts_add(dg_arena *arena, dg_texts *texts, dragoman_str text) {
    uint32_t at = texts->count;
    for (uint32_t i = 0; i < text.len; i++) *dg_vec_push(arena, texts) = text.ptr[i];
    *dg_vec_push(arena, texts) = 0;
    return at;
}

static void note(dg_mistakes *mistakes, const char *name, uint32_t number, const char *format,
                 va_list args) {
    char what[512];
    vsnprintf(what, sizeof what, format, args);
    dragoman_str text = number ? dg_str_format(mistakes->arena, "%s:%u: %s", name, number, what)
                               : dg_str_format(mistakes->arena, "%s: %s", name, what);
    *dg_vec_push(mistakes->arena, &mistakes->list) = text;
}

void dg_mistake(const dg_lines *lines, const char *format, ...) {
    va_list args;
    va_start(args, format);
    note(lines->mistakes, lines->name, lines->number, format, args);
    va_end(args);
}

void dg_mistake_at(dg_mistakes *mistakes, const char *name, uint32_t number, const char *format,
                   ...) {
    va_list args;
    va_start(args, format);
    note(mistakes, name, number, format, args);
    va_end(args);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(((const dragoman_str *)a)->ptr, ((const dragoman_str *)b)->ptr);
}

static bool ends_with_txt(const char *name) {
    size_t len = strlen(name);
    return len > 4 && name[0] != '.' && strcmp(name + len - 4, ".txt") == 0;
}

int dg_lines_files(dg_arena *arena, const char *dir, const char *sub, dragoman_str **names,
                   uint32_t *count, dragoman_error *error) {
    DG_VEC(dragoman_str) list = {0};
    dragoman_str path = dg_str_format(arena, "%s/%s", dir, sub);
    struct dirent **entries = NULL;
    int n = scandir(path.ptr, &entries, NULL, alphasort);
    if (n < 0) return dg_fail(error, DRAGOMAN_EIO, "%s: %s", path.ptr, strerror(errno));
    char found[256][256];
    int kept = 0;
    for (int i = 0; i < n; i++) {
        if (kept < 256 && ends_with_txt(entries[i]->d_name))
            snprintf(found[kept++], 256, "%s", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    for (int i = 0; i < kept; i++) {
        dragoman_str name = dg_str_format(arena, "%s/%s", sub, found[i]);
        *dg_vec_push(arena, &list) = name;
    }
    if (list.count) qsort(list.items, list.count, sizeof *list.items, by_bytes);
    *names = list.items;
    *count = list.count;
    return 0;
}

static bool digits(dragoman_str s, uint32_t at, uint32_t n, int *value) {
    if (s.len < at + n) return false;
    *value = 0;
    for (uint32_t i = at; i < at + n; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        *value = *value * 10 + (s.ptr[i] - '0');
    }
    return true;
}

bool dg_date_parse(dragoman_str s, dragoman_date *date) {
    int year, month = 0, day = 0;
    if (!digits(s, 0, 4, &year)) return false;
    if (s.len >= 7 && (s.ptr[4] != '-' || !digits(s, 5, 2, &month) || month < 1 || month > 12))
        return false;
    if (s.len >= 10 && (s.ptr[7] != '-' || !digits(s, 8, 2, &day) || day < 1 || day > 31))
        return false;
    if (s.len != 4 && s.len != 7 && s.len != 10) return false;
    *date = (dragoman_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}
