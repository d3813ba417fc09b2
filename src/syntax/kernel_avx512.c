/* kernel_avx512.c - the kernels for AVX-512 with VNNI. The instruction multiplies unsigned by
 * signed bytes: weights are taken plus 128, and 128 times the sum of the activations is taken off.
 */
#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define ROWS 8

static inline __m512i four(const int8_t *x) {
    int32_t v;
    memcpy(&v, x, 4);
    return _mm512_set1_epi32(v);
}

static int32_t sum_of(const int8_t *x, uint32_t n) {
    int32_t s = 0;
    for (uint32_t i = 0; i < n; i++) s += x[i];
    return s;
}

/* One block of rows by 32 (or 16) outputs. */
static inline void block(const int8_t *w, const int8_t *const x[ROWS], const int32_t start[ROWS],
                         int32_t *out, uint32_t m, uint32_t inputs, uint32_t outputs, bool two) {
    const __m512i flip = _mm512_set1_epi8((char)0x80);
    const int8_t *p = w, *q = two ? w + (uint64_t)16 * inputs : w;
    __m512i s0[ROWS], s1[ROWS];
    for (int i = 0; i < ROWS; i++) s0[i] = s1[i] = _mm512_set1_epi32(start[i]);
    for (uint32_t k = 0; k < inputs; k += 4, p += 64, q += 64) {
        __m512i w0 = _mm512_xor_si512(_mm512_loadu_si512(p), flip);
        __m512i w1 = _mm512_xor_si512(_mm512_loadu_si512(q), flip);
        for (int i = 0; i < ROWS; i++) {
            __m512i v = four(x[i] + k);
            s0[i] = _mm512_dpbusd_epi32(s0[i], w0, v);
            s1[i] = _mm512_dpbusd_epi32(s1[i], w1, v);
        }
    }
    for (uint32_t i = 0; i < m; i++) {
        _mm512_storeu_si512(out + (uint64_t)i * outputs, s0[i]);
        if (two) _mm512_storeu_si512(out + (uint64_t)i * outputs + 16, s1[i]);
    }
}

static void product(const int8_t *w, const int8_t *a, int32_t *out, uint32_t rows, uint32_t inputs,
                    uint32_t outputs, uint32_t stride) {
    for (uint32_t r = 0; r < rows; r += ROWS) {
        uint32_t m = rows - r < ROWS ? rows - r : ROWS;
        const int8_t *x[ROWS];
        int32_t start[ROWS];
        for (uint32_t i = 0; i < ROWS; i++) {
            x[i] = a + (uint64_t)(r + (i < m ? i : 0)) * stride;
            start[i] = -128 * sum_of(x[i], inputs);
        }
        for (uint32_t n = 0; n < outputs; n += 32) {
            bool two = n + 32 <= outputs;
            block(w + (uint64_t)n * inputs, x, start, out + (uint64_t)r * outputs + n, m, inputs,
                  outputs, two);
        }
    }
}

#define KERNEL_NAME "avx512"
#define KERNEL_SYMBOL dg_kernel_avx512
#include "syntax/kernel_body.h"
