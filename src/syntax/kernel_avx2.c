/* kernel_avx2.c - the kernels for AVX2. Signed bytes are multiplied as |a| times w with a's sign:
 * pairs stay within 2 * 127 * 127 < 2^15, so the saturating instruction never saturates. */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

static inline __m256i four(const int8_t *x) {
    int32_t v;
    memcpy(&v, x, 4);
    return _mm256_set1_epi32(v);
}

static inline __m256i step(__m256i sum, __m256i w, __m256i a, __m256i magnitude) {
    __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(w, a));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

#define ROWS 4

static void product(const int8_t *w, const int8_t *a, int32_t *out, uint32_t rows, uint32_t inputs,
                    uint32_t outputs, uint32_t stride) {
    for (uint32_t r = 0; r < rows; r += ROWS) {
        uint32_t m = rows - r < ROWS ? rows - r : ROWS;
        const int8_t *x[ROWS];
        for (uint32_t i = 0; i < ROWS; i++) x[i] = a + (uint64_t)(r + (i < m ? i : 0)) * stride;
        for (uint32_t n = 0; n < outputs; n += 16) {
            const int8_t *p = w + (uint64_t)n * inputs;
            __m256i low[ROWS], high[ROWS];
            for (int i = 0; i < ROWS; i++) low[i] = high[i] = _mm256_setzero_si256();
            for (uint32_t k = 0; k < inputs; k += 4, p += 64) {
                __m256i w0 = _mm256_loadu_si256((const __m256i *)(const void *)p);
                __m256i w1 = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
                for (int i = 0; i < ROWS; i++) {
                    __m256i v = four(x[i] + k), magnitude = _mm256_abs_epi8(v);
                    low[i] = step(low[i], w0, v, magnitude);
                    high[i] = step(high[i], w1, v, magnitude);
                }
            }
            for (uint32_t i = 0; i < m; i++) {
                int32_t *o = out + (uint64_t)(r + i) * outputs + n;
                _mm256_storeu_si256((__m256i *)(void *)o, low[i]);
                _mm256_storeu_si256((__m256i *)(void *)(o + 8), high[i]);
            }
        }
    }
}

#define KERNEL_NAME "avx2"
#define KERNEL_SYMBOL dg_kernel_avx2
#include "syntax/kernel_body.h"
