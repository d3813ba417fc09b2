/*
 * kernel_amx.c - the kernels for AMX: tiles of 16 rows by 64 bytes. A weight matrix is packed
 * (kernel.h) so that 16 outputs by 64 inputs lie as one tile. Products whose inputs do not fill
 * tiles, and all that is not a product, are taken by the AVX-512 kernels, which every processor
 * with AMX has.
 */
#include "syntax/kernel.h"

#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TILE_ROWS 16
#define TILE_BYTES 64
#define REQUEST_PERMISSION 0x1023 /* ARCH_REQ_XCOMP_PERM */
#define TILE_DATA 18              /* XFEATURE_XTILEDATA */

/* The kernel gives a process the tiles' large register state only on request. */
bool dg_kernel_amx_ready(void) {
    return syscall(SYS_arch_prctl, REQUEST_PERMISSION, TILE_DATA) == 0;
}

typedef struct tile_config {
    uint8_t palette, start_row, reserved[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
} tile_config;
_Static_assert(sizeof(tile_config) == 64, "the instruction reads 64 bytes");

/* Tiles 0..3 hold sums, 4 and 5 activations of `low` and `high` rows, 6 and 7 weights. */
static void configure(uint32_t low, uint32_t high) {
    tile_config c = {.palette = 1};
    for (int i = 0; i < 8; i++) {
        c.row_bytes[i] = TILE_BYTES;
        c.rows[i] = TILE_ROWS;
    }
    c.rows[0] = c.rows[1] = c.rows[4] = (uint8_t)low;
    c.rows[2] = c.rows[3] = c.rows[5] = (uint8_t)high;
    _tile_loadconfig(&c);
}

/* Up to 16 rows by 32 or 16 outputs. */
static void half(const int8_t *w0, const int8_t *w1, const int8_t *a, int32_t *out, uint32_t inputs,
                 uint32_t outputs, uint32_t stride, bool two) {
    _tile_zero(0);
    _tile_zero(1);
    for (uint32_t k = 0; k < inputs; k += TILE_BYTES) {
        _tile_loadd(4, a + k, stride);
        _tile_loadd(6, w0 + (size_t)k * 16, TILE_BYTES);
        _tile_loadd(7, w1 + (size_t)k * 16, TILE_BYTES);
        _tile_dpbssd(0, 4, 6);
        _tile_dpbssd(1, 4, 7);
    }
    _tile_stored(0, out, (size_t)outputs * 4);
    if (two) _tile_stored(1, out + 16, (size_t)outputs * 4);
}

/* 17 to 32 rows by 32 or 16 outputs. */
static void whole(const int8_t *w0, const int8_t *w1, const int8_t *a, int32_t *out,
                  uint32_t inputs, uint32_t outputs, uint32_t stride, bool two) {
    const int8_t *b = a + (size_t)TILE_ROWS * stride;
    int32_t *below = out + (size_t)TILE_ROWS * outputs;
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (uint32_t k = 0; k < inputs; k += TILE_BYTES) {
        _tile_loadd(4, a + k, stride);
        _tile_loadd(6, w0 + (size_t)k * 16, TILE_BYTES);
        _tile_dpbssd(0, 4, 6);
        _tile_loadd(7, w1 + (size_t)k * 16, TILE_BYTES);
        _tile_dpbssd(1, 4, 7);
        _tile_loadd(5, b + k, stride);
        _tile_dpbssd(2, 5, 6);
        _tile_dpbssd(3, 5, 7);
    }
    _tile_stored(0, out, (size_t)outputs * 4);
    _tile_stored(2, below, (size_t)outputs * 4);
    if (!two) return;
    _tile_stored(1, out + 16, (size_t)outputs * 4);
    _tile_stored(3, below + 16, (size_t)outputs * 4);
}

static void product(const int8_t *w, const int8_t *a, int32_t *out, uint32_t rows, uint32_t inputs,
                    uint32_t outputs, uint32_t stride) {
    if (inputs % TILE_BYTES || rows < 4) {
        dg_kernel_avx512.product(w, a, out, rows, inputs, outputs, stride);
        return;
    }
    uint32_t set = 0;
    for (uint32_t r = 0; r < rows; r += 2 * TILE_ROWS) {
        uint32_t m = rows - r < 2 * TILE_ROWS ? rows - r : 2 * TILE_ROWS;
        if (m != set) configure(m < TILE_ROWS ? m : TILE_ROWS, m > TILE_ROWS ? m - TILE_ROWS : 1);
        set = m;
        for (uint32_t n = 0; n < outputs; n += 32) {
            bool two = n + 32 <= outputs;
            const int8_t *w0 = w + (size_t)n * inputs, *w1 = two ? w0 + (size_t)16 * inputs : w0;
            int32_t *o = out + (size_t)r * outputs + n;
            (m > TILE_ROWS ? whole : half)(w0, w1, a + (size_t)r * stride, o, inputs, outputs,
                                           stride, two);
        }
    }
    _tile_release();
}

dg_kernel dg_kernel_amx(void) {
    dg_kernel k = dg_kernel_avx512;
    k.name = "amx";
    k.product = product;
    return k;
}
