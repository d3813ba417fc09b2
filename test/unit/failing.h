/*
 * failing.h - allocations that fail: the n-th from now, and if wanted all behind it. A test program
 * that includes it is linked with these in place of the C library's (meson.build).
 */
#ifndef DG_TEST_FAILING_H
#define DG_TEST_FAILING_H

#include <stdbool.h>
#include <stddef.h>

static long fail_at = -1; /* allocations until one fails; -1: none does */
static bool fail_on;      /* so do all behind it */
static bool failed;
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void) {
    if (failed && fail_on) return true;
    if (fail_at < 0 || fail_at-- > 0) return false;
    return failed = true;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
    return fails() ? NULL : __real_realloc(old, size);
}

#endif
