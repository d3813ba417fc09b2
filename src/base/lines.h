/*
 * lines.h - reading codebook text: entries, `key: value` lines, and all mistakes in one run.
 *
 * A file is read whole into an arena. dg_lines_next() gives one line at a time without comment and
 * trailing blanks; blank lines are skipped. Mistakes are collected with dg_mistake() as
 * "file:line: what is wrong" and reported together.
 */
#ifndef DG_LINES_H
#define DG_LINES_H

#include "base/arena.h"
#include "base/str.h"
#include "dragoman.h"

/* All mistakes of one run. */
typedef struct dg_mistakes {
    dg_arena *arena;
    DG_VEC(dragoman_str) list; /* "events/assault.txt:12: no such event: ASAULT" */
} dg_mistakes;

typedef struct dg_lines {
    const char *name;  /* as in rules and messages: "actors/countries.txt" */
    dragoman_str rest; /* not read yet */
    uint32_t number;   /* of the line last given, from 1 */
    dg_mistakes *mistakes;
} dg_lines;

typedef struct dg_line {
    dragoman_str text; /* trimmed, without comment */
    bool indented;
    uint32_t number;
} dg_line;

/* Read `dir`/`name` into the arena. errors: EIO. Broken UTF-8 is a mistake at its line. */
int dg_lines_open(dg_lines *lines, dg_arena *arena, const char *dir, const char *name,
                  dg_mistakes *mistakes, dragoman_error *error);
/* Give every line of `dir`/`name` to `each`; `lines` stands at it meanwhile, for dg_mistake().
 * errors: EIO. */
int dg_lines_each(dg_lines *lines, dg_arena *arena, const char *dir, const char *name,
                  dg_mistakes *mistakes, void (*each)(void *context, const dg_line *line),
                  void *context, dragoman_error *error);
/* Lines over text in memory. */
void dg_lines_over(dg_lines *lines, const char *name, dragoman_str text, dg_mistakes *mistakes);
bool dg_lines_next(dg_lines *lines, dg_line *line);
/* The line last given as rules name it: "tally.txt:38". */
dragoman_str dg_lines_rule(const dg_lines *lines, dg_arena *arena);
/* Note a mistake in the line last given. */
void dg_mistake(const dg_lines *lines, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Note a mistake of another line or of no line (number 0). */
void dg_mistake_at(dg_mistakes *mistakes, const char *name, uint32_t number, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

/* Names of the *.txt files in a folder, sorted by bytes, as "sub/name.txt". errors: EIO. */
int dg_lines_files(dg_arena *arena, const char *dir, const char *sub, dragoman_str **names,
                   uint32_t *count, dragoman_error *error);

/* Texts of an image one behind the other, each ended by a zero. */
typedef DG_VEC(char) dg_texts;
/* Where the text stands from now on. */
uint32_t dg_texts_add(dg_arena *arena, dg_texts *texts, dragoman_str text);

/* A date "2021", "2021-01" or "2021-01-26"; false if it is none. */
bool dg_date_parse(dragoman_str text, dragoman_date *date);

#endif
