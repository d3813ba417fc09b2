/*
 * out.h - writing text into a dragoman_buffer: bytes, numbers and dates, without locale.
 *
 * A dg_out is a position from which a writer appends. Running out of memory is remembered instead
 * of reported by every call; dg_out_end() reports it and takes back what was appended, so that a
 * buffer never holds half a row.
 *
 *   dg_out out = dg_out_begin(buffer);
 *   dg_out_z(&out, "low ");
 *   dg_out_int(&out, 40);
 *   return dg_out_end(&out, error);
 */
#ifndef DG_OUT_H
#define DG_OUT_H

#include "dragoman.h"

#include <string.h>

typedef struct dg_out {
    dragoman_buffer *buffer;
    size_t start; /* the buffer's size at the beginning */
    bool failed;
} dg_out;

dg_out dg_out_begin(dragoman_buffer *buffer);
/* 0, or ENOMEM with the buffer as it was at the beginning. */
int dg_out_end(dg_out *out, dragoman_error *error);

/* Room for `size` more bytes; false (and failed) where there is none. */
bool dg_out_grow(dg_out *out, size_t size);

static inline bool dg_out_room(dg_out *out, size_t size) {
    return out->buffer->capacity - out->buffer->size >= size || dg_out_grow(out, size);
}

static inline void dg_out_bytes(dg_out *out, const void *bytes, size_t size) {
    if (!size || !dg_out_room(out, size)) return;
    memcpy(out->buffer->bytes + out->buffer->size, bytes, size);
    out->buffer->size += size;
}

static inline void dg_out_char(dg_out *out, char c) {
    if (dg_out_room(out, 1)) out->buffer->bytes[out->buffer->size++] = c;
}

static inline void dg_out_z(dg_out *out, const char *text) {
    dg_out_bytes(out, text, strlen(text));
}

static inline void dg_out_str(dg_out *out, dragoman_str s) {
    dg_out_bytes(out, s.ptr, s.len);
}

void dg_out_repeat(dg_out *out, const char *text, size_t times);
void dg_out_int(dg_out *out, int64_t value);
/* 16 hexadecimal digits. */
void dg_out_hex(dg_out *out, uint64_t value);
/* Rounded to at most `decimals` (0..9) places, without trailing zeros: 2.5, -9, 0.875. requires:
 * finite, |value| < 2^53 / 10^decimals. */
void dg_out_fixed(dg_out *out, double value, int decimals);
/* "2024-10-24", "2024-10" or "2024"; nothing for year 0. */
void dg_out_date(dg_out *out, dragoman_date date);

#endif
