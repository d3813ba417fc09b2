/*
 * json.h - writing JSON (RFC 8259) into a buffer: commas, escapes and numbers.
 *
 * Text goes through as UTF-8; bytes that are none become U+FFFD, so that what is written is always
 * JSON. Nesting is the caller's: what is opened must be closed.
 *
 *   dg_json j = {&out, false};
 *   dg_json_open(&j, '{');
 *   dg_json_key(&j, "low");
 *   dg_json_int(&j, 40);
 *   dg_json_close(&j, '}');
 */
#ifndef DG_JSON_H
#define DG_JSON_H

#include "base/out.h"

typedef struct dg_json {
    dg_out *out;
    bool comma; /* something stands before the next value or key */
} dg_json;

static inline void dg_json_before(dg_json *j) {
    if (j->comma) dg_out_char(j->out, ',');
    j->comma = true;
}

static inline void dg_json_raw(dg_json *j, const char *bytes, size_t size) {
    dg_json_before(j);
    dg_out_bytes(j->out, bytes, size);
}

static inline void dg_json_open(dg_json *j, char bracket) {
    dg_json_before(j);
    dg_out_char(j->out, bracket);
    j->comma = false;
}

static inline void dg_json_close(dg_json *j, char bracket) {
    dg_out_char(j->out, bracket);
    j->comma = true;
}

/* A key that needs no escapes: a literal. */
#define dg_json_key(j, literal) dg_json_key_of((j), "\"" literal "\":", sizeof(literal) + 2)
static inline void dg_json_key_of(dg_json *j, const char *quoted, size_t size) {
    dg_json_before(j);
    dg_out_bytes(j->out, quoted, size);
    j->comma = false;
}

static inline void dg_json_null(dg_json *j) {
    dg_json_raw(j, "null", 4);
}

static inline void dg_json_bool(dg_json *j, bool value) {
    if (value)
        dg_json_raw(j, "true", 4);
    else
        dg_json_raw(j, "false", 5);
}

static inline void dg_json_int(dg_json *j, int64_t value) {
    dg_json_before(j);
    dg_out_int(j->out, value);
}

/* A number of at most `decimals` places; null where it is none. */
void dg_json_fixed(dg_json *j, double value, int decimals);
void dg_json_string(dg_json *j, dragoman_str s);
/* A string, or null where it is empty. */
void dg_json_text(dg_json *j, dragoman_str s);
/* The same of a zero-terminated string, which may be NULL. */
void dg_json_z(dg_json *j, const char *s);
/* A date, or null for year 0. */
void dg_json_date(dg_json *j, dragoman_date date);

/* The escaped string with its quotation marks, without a comma. */
void dg_json_escape(dg_out *out, dragoman_str s);

#endif
