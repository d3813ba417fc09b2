/*
 * read_int.h - what the files of this room share.
 *
 * Bytes come from a file or memory through source.c (gzip, zstd and UTF-16 undone on the way), are
 * made clean text by clean.c, and become articles by format: jsonl.c a line at a time, html.c and
 * page.c a page, plain text whole. reader.c is the public door.
 */
#ifndef DG_READ_INT_H
#define DG_READ_INT_H

#include "base/arena.h"
#include "base/str.h"
#include "dragoman.h"

#include <jansson.h>

/* ------------------------------------------------------------------ source.c */

typedef struct dg_source dg_source;

/* `path` "-" is standard input; with `bytes` the memory is read instead. errors: EIO, EINPUT
 * (empty, a known binary format), ENOMEM. */
int dg_source_open(dg_source **out, const char *path, const void *bytes, size_t size,
                   dragoman_error *error);
void dg_source_close(dg_source *source);
/* Up to `size` (at least 16) bytes, unpacked, UTF-16 made UTF-8: how many in *got, 0 at the end.
 * errors: EIO. */
int dg_source_read(dg_source *source, char *bytes, size_t size, size_t *got, dragoman_error *error);
void dg_source_progress(const dg_source *source, uint64_t *done, uint64_t *all);
const char *dg_source_name(const dg_source *source);

/* ------------------------------------------------------------------ clean.c */

/* Whether the bytes are valid UTF-8. */
bool dg_is_utf8(dragoman_str s);
/* Bytes of unknown encoding as UTF-8: as they are if valid, else from Windows-1252, or with U+FFFD
 * for what is broken where most of it is UTF-8. NULL ptr: not text at all. */
dragoman_str dg_decode(dg_arena *arena, dragoman_str bytes);
/* UTF-8 made NFC, line ends \n, control characters blanks; the same pointer where it is so. */
dragoman_str dg_clean(dg_arena *arena, dragoman_str text);

/* ------------------------------------------------------------------ date.c */

/* A day as pages and feeds write it: ISO 8601, RFC 3339, RFC 2822, "October 24, 2024", "24 Oct
 * 2024", 24/10/2024 where it can be only one. False for anything else. The day is taken as written,
 * in its own time zone. */
bool dg_read_date(dragoman_str text, dragoman_date *date);

/* ------------------------------------------------------------------ the formats */

/* The article of one JSON line. `object` is kept in *held until the caller releases it. A
 * `published` that is no date is given in *undated, else nothing. errors: EINPUT with a message
 * that the caller puts `file:line: ` before. */
int dg_jsonl_article(dg_arena *arena, dragoman_str line, json_t **held, dragoman_article *article,
                     dragoman_str *undated, dragoman_error *error);

/* The article of a page: main text, title, date, source, address, language. errors: EINPUT (no
 * text), ENOMEM. */
int dg_html_article(dg_arena *arena, dragoman_str bytes, dragoman_article *article,
                    dragoman_error *error);

#endif
