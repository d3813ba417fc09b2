/* kernel.c - chooses the kernels by what the processor has. */
#include "syntax/kernel.h"

#include <stdbool.h>

static bool has_avx2(void) {
#ifdef DG_KERNEL_AVX2
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

static bool has_avx512(void) {
#ifdef DG_KERNEL_AVX512
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
#else
    return false;
#endif
}

int dg_kernels(const dg_kernel *out[3]) {
    int n = 0;
    out[n++] = &dg_kernel_plain;
#ifdef DG_KERNEL_AVX2
    if (has_avx2()) out[n++] = &dg_kernel_avx2;
#endif
#ifdef DG_KERNEL_AVX512
    if (has_avx512()) out[n++] = &dg_kernel_avx512;
#endif
    (void)has_avx2, (void)has_avx512;
    return n;
}

const dg_kernel *dg_kernel_best(void) {
    const dg_kernel *all[3];
    return all[dg_kernels(all) - 1];
}
