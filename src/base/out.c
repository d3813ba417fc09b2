/* out.c - see out.h. The buffer doubles, so that appending is linear in all. */
#include "base/out.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>

#define SMALLEST ((size_t)4096)

dg_out dg_out_begin(dragoman_buffer *buffer) {
    return (dg_out){buffer, buffer->size, false};
}

int dg_out_end(dg_out *out, dragoman_error *error) {
    if (!out->failed) return 0;
    out->buffer->size = out->start;
    return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory writing the record");
}

bool dg_out_grow(dg_out *out, size_t size) {
    dragoman_buffer *b = out->buffer;
    if (out->failed) return false;
    size_t wish = b->capacity < SMALLEST ? SMALLEST : b->capacity;
    while (wish - b->size < size && wish <= SIZE_MAX / 4) wish *= 2;
    char *wider = wish - b->size < size ? NULL : realloc(b->bytes, wish);
    if (!wider) {
        out->failed = true;
        return false;
    }
    b->bytes = wider;
    b->capacity = wish;
    return true;
}

void dragoman_buffer_free(dragoman_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (dragoman_buffer){0};
}

void dg_out_repeat(dg_out *out, const char *text, size_t times) {
    for (size_t len = strlen(text); times; times--) dg_out_bytes(out, text, len);
}

int dragoman_buffer_append(dragoman_buffer *buffer, const void *bytes, size_t size,
                           dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    dg_out_bytes(&out, bytes, size);
    return dg_out_end(&out, error);
}

/* Digits of `value` into the end of `room`, at least `least` of them; where they begin. */
static char *digits(char *end, uint64_t value, int least) {
    for (; value || least > 0; least--, value /= 10) *--end = (char)('0' + value % 10);
    return end;
}

void dg_out_int(dg_out *out, int64_t value) {
    char room[24], *end = room + sizeof room;
    char *at = digits(end, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
    if (value < 0) *--at = '-';
    dg_out_bytes(out, at, (size_t)(end - at));
}

void dg_out_hex(dg_out *out, uint64_t value) {
    char room[16];
    for (int i = 15; i >= 0; i--, value >>= 4) room[i] = "0123456789abcdef"[value & 15];
    dg_out_bytes(out, room, sizeof room);
}

void dg_out_fixed(dg_out *out, double value, int decimals) {
    static const int64_t power[] = {1,      10,      100,      1000,      10000,
                                    100000, 1000000, 10000000, 100000000, 1000000000};
    int64_t scaled = llround(value * (double)power[decimals]);
    while (decimals > 0 && scaled % 10 == 0) scaled /= 10, decimals--;
    if (scaled < 0) dg_out_char(out, '-');
    uint64_t size = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    dg_out_int(out, (int64_t)(size / (uint64_t)power[decimals]));
    if (!decimals) return;
    char room[16], *end = room + sizeof room;
    char *at = digits(end, size % (uint64_t)power[decimals], decimals);
    *--at = '.';
    dg_out_bytes(out, at, (size_t)(end - at));
}

static void padded(dg_out *out, unsigned value, int width) {
    char room[16], *end = room + sizeof room, *at = digits(end, value, width);
    dg_out_bytes(out, at, (size_t)(end - at));
}

void dg_out_date(dg_out *out, dragoman_date date) {
    if (date.year <= 0) return;
    padded(out, (unsigned)date.year, 4);
    if (!date.month) return;
    dg_out_char(out, '-');
    padded(out, date.month, 2);
    if (!date.day) return;
    dg_out_char(out, '-');
    padded(out, date.day, 2);
}
