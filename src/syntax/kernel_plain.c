/* kernel_plain.c - the kernels in plain C: the reference that the others are compared with. */
#include <stdint.h>

static void product(const int8_t *w, const int8_t *a, int32_t *out, uint32_t rows, uint32_t inputs,
                    uint32_t outputs, uint32_t stride) {
    for (uint32_t r = 0; r < rows; r++) {
        const int8_t *x = a + (uint64_t)r * stride;
        int32_t *o = out + (uint64_t)r * outputs;
        for (uint32_t n = 0; n < outputs; n += 16) {
            const int8_t *p = w + (uint64_t)n * inputs;
            int32_t sum[16] = {0};
            for (uint32_t k = 0; k < inputs; k += 4, p += 64)
                for (uint32_t j = 0; j < 16; j++)
                    sum[j] += p[4 * j] * x[k] + p[4 * j + 1] * x[k + 1] + p[4 * j + 2] * x[k + 2] +
                              p[4 * j + 3] * x[k + 3];
            for (uint32_t j = 0; j < 16; j++) o[n + j] = sum[j];
        }
    }
}

#define KERNEL_NAME "plain"
#define KERNEL_SYMBOL dg_kernel_plain
#include "syntax/kernel_body.h"
