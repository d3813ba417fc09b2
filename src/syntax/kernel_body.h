/*
 * kernel_body.h - the source that each kernel file compiles for its own instruction set. The
 * including file defines KERNEL_NAME, KERNEL_SYMBOL and, before this, `product`.
 *
 * The loops are written so that compilers vectorise them: no branches, selection by ?:. Rounding to
 * the nearest even integer is done by adding 1.5 * 2^23, which IEEE 754 defines exactly.
 */
#include "syntax/kernel.h"

#include <math.h>

#define ROUND_SHIFT 12582912.0f

static inline float clampf(float x, float limit) {
    x = x > -limit ? x : -limit;
    return x < limit ? x : limit;
}

static inline float tanhq(float x) {
    x = clampf(x, 2.0f);
    return x * (1.0f - 0.25f * fabsf(x));
}

static inline float sigq(float x) {
    x = clampf(x, 4.0f);
    return 0.5f + x * (0.25f - 0.03125f * fabsf(x));
}

/* round(127 x) for x in [-1, 1]: the low byte of the shifted sum's significand. */
static inline int8_t quantise(float x) {
    union {
        float f;
        int32_t i;
    } shifted = {.f = x * 127.0f + ROUND_SHIFT};
    return (int8_t)shifted.i;
}

static void squash(const int32_t *restrict acc, const float *restrict scale,
                   const float *restrict bias, int8_t *restrict out, uint32_t n) {
    for (size_t i = 0; i < n; i++) out[i] = quantise(tanhq((float)acc[i] * scale[i] + bias[i]));
}

static void affine(const int32_t *restrict acc, const float *restrict scale,
                   const float *restrict bias, float *restrict out, uint32_t n) {
    for (size_t i = 0; i < n; i++) out[i] = (float)acc[i] * scale[i] + bias[i];
}

/* A part of the gates: candidate, forget or reset. */
typedef struct part {
    const int32_t *acc;
    const float *scale, *bias;
} part;

static inline float input_of(part p, size_t i) {
    return (float)p.acc[i] * p.scale[i] + p.bias[i];
}

static void recur(const int32_t *restrict acc, const float *restrict scale,
                  const float *restrict bias, float *restrict c, const int8_t *restrict x,
                  int8_t *restrict out, uint32_t h) {
    const size_t n = h;
    const part candidate = {acc, scale, bias}, forget = {acc + n, scale + n, bias + n};
    const part reset = {acc + 2 * n, scale + 2 * n, bias + 2 * n};
    for (size_t i = 0; i < n; i++) {
        float z = tanhq(input_of(candidate, i)), f = sigq(input_of(forget, i));
        float r = sigq(input_of(reset, i));
        float state = f * c[i] + (1.0f - f) * z;
        float in = (float)x[i] * (1.0f / 127.0f);
        c[i] = state;
        out[i] = quantise(r * state + (1.0f - r) * in);
    }
}

static void join(const float *restrict a, const float *restrict b, const float *restrict d,
                 int8_t *restrict out, uint32_t n) {
    for (size_t i = 0; i < n; i++) out[i] = quantise(tanhq(a[i] + b[i] + d[i]));
}

static void gather(const int8_t *const *rows, uint32_t count, float scale, int8_t *restrict out,
                   uint32_t n) {
    int32_t sum[256];
    for (size_t i = 0; i < n; i++) sum[i] = 0;
    for (uint32_t k = 0; k < count; k++) {
        const int8_t *row = rows[k];
        for (size_t i = 0; i < n; i++) sum[i] += row[i];
    }
    for (size_t i = 0; i < n; i++) out[i] = quantise(clampf((float)sum[i] * scale, 1.0f));
}

const dg_kernel KERNEL_SYMBOL = {KERNEL_NAME, product, squash, affine, recur, join, gather};
