/*
 * fields.h - the fields of a record's rows as a table: by it the standoff formats are written,
 * brat's is read, and rows are compared and carried from one record into another. One table, so
 * that no format forgets a field.
 *
 * A row's id, sentence, extent and trigger (the words a standoff format hangs it on) are told apart
 * from its fields. Entities and places, which have no id, are rows here too.
 */
#ifndef DG_FIELDS_H
#define DG_FIELDS_H

#include "base/arena.h"
#include "base/out.h"
#include "dragoman.h"

/* What a field holds. The first kinds are plain values, written and read as text. */
typedef enum dg_field_kind {
    DG_FIELD_STR,   /* dragoman_str */
    DG_FIELD_Z,     /* const char * */
    DG_FIELD_CHARS, /* char[size] */
    DG_FIELD_DATE,
    DG_FIELD_BOOL,
    DG_FIELD_COUNT,  /* int64_t, -1 unknown */
    DG_FIELD_FLOAT,  /* `size` decimals */
    DG_FIELD_DOUBLE, /* `size` decimals */
    DG_FIELD_NUMBER, /* uint32_t, 0 unknown */
    DG_FIELD_DIGIT,  /* uint8_t, 0 unknown */
    DG_FIELD_PRECISION,
    DG_FIELD_ANCHOR, /* of a time: "published", a time's id, "none" */
    /* Words of closed lists; several are parted by blanks. */
    DG_FIELD_WORD, /* const char *, one of `choices` */
    DG_FIELD_KIND, /* dragoman_statement_kind */
    DG_FIELD_MODES,
    DG_FIELD_CONTEXTS,
    DG_FIELD_AUXILIARY,
    /* Words of the text, and other rows. `count` is where the number of items of a list stands. */
    DG_FIELD_SPAN,
    DG_FIELD_SPANS,
    DG_FIELD_TERMS,
    DG_FIELD_ENTITY,
    DG_FIELD_ENTITIES,
    DG_FIELD_ROLES,
    DG_FIELD_SOURCE, /* an entity (or none) and, at `count`, the span that names it */
    DG_FIELD_SOURCES,
    DG_FIELD_PLACE,
    DG_FIELD_ROW, /* index in layer `of` */
    DG_FIELD_ROWS
} dg_field_kind;

typedef struct dg_field {
    const char *name; /* as in the record's JSON */
    const char *role; /* capitalised, in the singular: of brat's arguments and attributes */
    dg_field_kind kind;
    uint16_t at, count; /* offsets in the row */
    uint8_t size;
    dragoman_layer of;
    const char *choices; /* separated by blanks; NULL: any. Of characters: the usual ones */
} dg_field;

#define DG_PLACES ((dragoman_layer)(DRAGOMAN_STEPS + 1))
#define DG_LAYER_COUNT (DRAGOMAN_STEPS + 2)
#define DG_NO_OFFSET UINT16_MAX

typedef struct dg_layer {
    const char *name; /* "event" */
    const dg_field *fields;
    uint32_t field_count;
    size_t size;                          /* of a row */
    uint16_t id, sentence, span, trigger; /* offsets; DG_NO_OFFSET where the layer has none */
} dg_layer;

/* The layer's table; all zero for DRAGOMAN_ARTICLES. */
const dg_layer *dg_layer_of(dragoman_layer layer);
/* Rows of a layer of a record, places too; and one. */
uint32_t dg_row_count(const dragoman_record *record, dragoman_layer layer);
const void *dg_row_at(const dragoman_record *record, dragoman_layer layer, uint32_t index);
/* The id of a row; "" where its layer has none or there is no such row. */
const char *dg_row_id(const dragoman_record *record, dragoman_layer layer, uint32_t index);
/* The row of this id, DRAGOMAN_NONE where there is none. */
uint32_t dg_row_find(const dragoman_record *record, dragoman_layer layer, dragoman_str id);
dragoman_span dg_row_span(dragoman_layer layer, const void *row);
/* The words a row hangs on: its trigger; of an entity its first mention. */
dragoman_span dg_row_trigger(const dragoman_record *record, dragoman_layer layer, const void *row);
/* PLOVER's name of an event, the kind of a time or step, of an entity; else the layer's name. */
const char *dg_row_type(dragoman_layer layer, const void *row);

/* Whether a field is a plain value, words of a closed list, or points at words and rows. */
static inline bool dg_field_is_value(const dg_field *f) {
    return f->kind < DG_FIELD_WORD;
}
static inline bool dg_field_is_words(const dg_field *f) {
    return f->kind >= DG_FIELD_WORD && f->kind < DG_FIELD_SPAN;
}

/* Append a value or words as text; nothing where unknown. */
void dg_field_put(dg_out *out, const dragoman_record *record, const void *row,
                  const dg_field *field);
/* Words of a closed list, at most DG_WORDS_MOST, without copies; their number. */
#define DG_WORDS_MOST 8
unsigned dg_field_words(const void *row, const dg_field *field, const char *words[DG_WORDS_MOST]);
/* Read a value or words from text, "" for unknown; copies go to the arena. NULL, or why it cannot
 * be. An anchor is left alone: it needs all times. */
const char *dg_field_set(dg_arena *arena, void *row, const dg_field *field, dragoman_str text);

/* What a field points at, item by item. */
typedef struct dg_target {
    uint32_t entity, place, row; /* DRAGOMAN_NONE: not this */
    dragoman_layer of;           /* of `row` */
    dragoman_span span;          /* the words; {0,0}: none told */
    const char *label;           /* of a term */
} dg_target;

uint32_t dg_field_count(const void *row, const dg_field *field);
dg_target dg_field_target(const void *row, const dg_field *field, uint32_t item);
/* Set what a field points at. A field of one takes the first, none where there are none. */
void dg_field_aim(dg_arena *arena, void *row, const dg_field *field, const dg_target *targets,
                  uint32_t count);

/* Append a row as text, its rule left out, such that two rows with the same meaning are the same:
 * rows by id, places in full, entities by their entry in keys[] (NULL: by index). */
void dg_row_text(dg_out *out, const dragoman_record *record, dragoman_layer layer, uint32_t index,
                 const uint32_t *keys);

#endif
