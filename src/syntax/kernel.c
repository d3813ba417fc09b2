/* kernel.c - chooses the kernels by what the processor has. */
#include "syntax/kernel.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#ifdef DG_KERNEL_AVX2
static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}
#endif

#ifdef DG_KERNEL_AVX512
static bool has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
}
#endif

#if defined(DG_KERNEL_AMX) && defined(DG_KERNEL_AVX512)
static bool has_amx(void) {
    const unsigned tiles = 1u << 24 | 1u << 25; /* AMX-TILE, AMX-INT8 */
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & tiles) == tiles && dg_kernel_amx_ready();
}
#endif

int dg_kernels(dg_kernel out[DG_KERNELS]) {
    int n = 0;
    out[n++] = dg_kernel_plain;
#ifdef DG_KERNEL_AVX2
    if (has_avx2()) out[n++] = dg_kernel_avx2;
#endif
#ifdef DG_KERNEL_AVX512
    if (has_avx512()) out[n++] = dg_kernel_avx512;
#ifdef DG_KERNEL_AMX
    if (has_avx512() && has_amx()) out[n++] = dg_kernel_amx();
#endif
#endif
    return n;
}

dg_kernel dg_kernel_best(void) {
    dg_kernel all[DG_KERNELS];
    int count = dg_kernels(all);
    return all[count - 1];
}
