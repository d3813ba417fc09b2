/*
 * kernel.h - the arithmetic of the network: int8 products, exact in int32, and squashing functions.
 *
 * Builds of the same source (plain C, AVX2, AVX-512 VNNI, AMX for products) stand behind one table
 * of functions, chosen once by what the processor has. All give identical bits: products and sums
 * of integers are exact, and each float operation is rounded by itself (no contraction, no
 * reordering), lane by lane.
 *
 * Activations are int8, q / 127 in [-1, 1]; rows are padded with zeros to DG_PAD. A weight matrix
 * [outputs][inputs] is packed as [outputs / 16][inputs / 4][16][4], so that 16 outputs take 4
 * inputs in one step; outputs are padded to 16 and inputs to 4.
 */
#ifndef DG_KERNEL_H
#define DG_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DG_KERNELS 4

typedef struct dg_kernel {
    const char *name;
    /* out[r][outputs] = w . a[r]; `stride` is the distance of rows of `a` in bytes, `inputs` a
     * multiple of 4, `outputs` of 16. Values of `a` and `w` are in -127..127. */
    void (*product)(const int8_t *w, const int8_t *a, int32_t *out, uint32_t rows, uint32_t inputs,
                    uint32_t outputs, uint32_t stride);
    /* out = round(tanhq(acc * scale + bias) * 127), elementwise over n outputs of one row. */
    void (*squash)(const int32_t *acc, const float *scale, const float *bias, int8_t *out,
                   uint32_t n);
    /* out = acc * scale + bias */
    void (*affine)(const int32_t *acc, const float *scale, const float *bias, float *out,
                   uint32_t n);
    /*
     * One step of the light recurrence for `h` units. acc, scale, bias hold candidate, forget and
     * reset parts of h each; `c` is the state, `x` the highway's input, `out` the output (both
     * int8): z = tanhq, f = sigq, r = sigq;  c = f c + (1 - f) z;  out = r c + (1 - r) x
     */
    void (*recur)(const int32_t *acc, const float *scale, const float *bias, float *c,
                  const int8_t *x, int8_t *out, uint32_t h);
    /* out = round(tanhq(a + b + d) * 127) */
    void (*join)(const float *a, const float *b, const float *d, int8_t *out, uint32_t n);
    /* out = round(clamp(sum of the rows * scale) * 127); `count` rows of n int8 */
    void (*gather)(const int8_t *const *rows, uint32_t count, float scale, int8_t *out, uint32_t n);
} dg_kernel;

extern const dg_kernel dg_kernel_plain, dg_kernel_avx2, dg_kernel_avx512;

/* AMX takes the products and leaves the rest to AVX-512. `ready`: asks the system for the tiles. */
dg_kernel dg_kernel_amx(void);
bool dg_kernel_amx_ready(void);

/* The kernels this processor can run, the best last; plain C is the first. Returns how many. */
int dg_kernels(dg_kernel out[DG_KERNELS]);

/* The best of them. */
dg_kernel dg_kernel_best(void);

#endif
