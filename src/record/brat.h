/*
 * brat.h - how a record looks in brat's standoff: what its writer (write/brat.c) and its reader
 * (record/brat.c) have in common. doc/formats.md tells it to users.
 */
#ifndef DG_BRAT_H
#define DG_BRAT_H

#include "base/arena.h"
#include "record/fields.h"

#define DG_BRAT_ROOM 48 /* bytes for a type's name */

/* The type of a row's text-bound annotation: "ASSAULT", "DATE", "Statement", "Step_talks",
 * "Person". */
const char *dg_brat_type(dragoman_layer layer, const void *row, char room[DG_BRAT_ROOM]);
/* The layer of a type, and a fresh row of it in *row (of dg_layer_of()'s size, from the arena);
 * DRAGOMAN_ARTICLES where no row has such a type. */
dragoman_layer dg_brat_layer(dg_arena *arena, dragoman_str type, void **row);

/* Types of words that are no row of their own. */
#define DG_BRAT_WORDS "Words"     /* a source, a population */
#define DG_BRAT_CONTENT "Content" /* of a statement */
#define DG_BRAT_TERM "Term"       /* of a step */

/* "Future" for the word "future", in `room`. */
const char *dg_brat_flag(const char *word, char room[DG_BRAT_ROOM]);

/* What an .ann says of an article: the record it makes, over the text and sentences of the one it
 * was made from. */
typedef struct dg_brat_reading {
    dragoman_record record; /* in the arena */
    uint32_t *origin;       /* [entity_count] its index in the base record; DRAGOMAN_NONE: new */
} dg_brat_reading;

/* Read `ann` against the record it was written from; a row struck since may be called back by its
 * id, if it is of `machine`, the record as coded. Every mistake is given to `note` as
 * "name:line: why". Returns their number, or negative: ENOMEM. Runs under its own guard of `arena`.
 */
int dg_brat_read(dg_arena *arena, const dragoman_record *base, const dragoman_record *machine,
                 dragoman_str ann, const char *name,
                 void (*note)(void *context, const char *mistake), void *context,
                 dg_brat_reading *out, dragoman_error *error);

#endif
