/* arena.c - see arena.h. Chunks double up to 1 MiB; a larger piece gets a chunk of its own. */
#include "base/arena.h"

#include "dragoman.h"

#include <stdlib.h>

struct dg_chunk {
    dg_chunk *next;
    size_t size; /* bytes after the header */
};

#define HEADER ((sizeof(dg_chunk) + 15) & ~(size_t)15)
#define FIRST_CHUNK ((size_t)64 << 10)
#define LARGEST_CHUNK ((size_t)1 << 20)

static void *out_of_memory(dg_arena *arena) {
    if (arena->guard) longjmp(*arena->guard, 1);
    abort();
}

static dg_chunk *chunk_new(dg_arena *arena, size_t size) {
    dg_chunk *chunk = size > SIZE_MAX - HEADER ? NULL : malloc(HEADER + size);
    if (!chunk) return out_of_memory(arena);
    chunk->next = NULL;
    chunk->size = size;
    return chunk;
}

#ifdef DG_ARENA_MALLOC
/* One chunk a piece, newest first; reset frees all. */
static void *piece(dg_arena *arena, size_t size) {
    dg_chunk *chunk = chunk_new(arena, size);
    chunk->next = arena->first;
    arena->first = chunk;
    return (char *)chunk + HEADER;
}
#else
/* The chunk after `current` that has room for `size`, made if there is none. */
static void next_chunk(dg_arena *arena, size_t size) {
    dg_chunk *after = arena->current ? arena->current->next : arena->first;
    if (!after || after->size < size) {
        size_t wish = arena->current ? arena->current->size * 2 : FIRST_CHUNK;
        if (wish > LARGEST_CHUNK) wish = LARGEST_CHUNK;
        dg_chunk *fresh = chunk_new(arena, wish < size ? size : wish);
        fresh->next = after;
        if (arena->current)
            arena->current->next = fresh;
        else
            arena->first = fresh;
        after = fresh;
    }
    arena->current = after;
    arena->used = 0;
}

static void *piece(dg_arena *arena, size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (!arena->current || arena->current->size - arena->used < size) next_chunk(arena, size);
    void *got = (char *)arena->current + HEADER + arena->used;
    arena->used += size;
    return got;
}
#endif

void *dg_arena_alloc(dg_arena *arena, size_t size) {
    if (size > SIZE_MAX - 64) return out_of_memory(arena);
    void *got = piece(arena, size);
    arena->peak += size;
    return memset(got, 0, size);
}

void *dg_arena_array(dg_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) return out_of_memory(arena);
    return dg_arena_alloc(arena, count * size);
}

char *dg_arena_copy(dg_arena *arena, const void *bytes, size_t size) {
    char *got = dg_arena_alloc(arena, size + 1);
    if (size) memcpy(got, bytes, size);
    return got;
}

void dg_arena_reset(dg_arena *arena) {
#ifdef DG_ARENA_MALLOC
    dg_arena_free(arena);
#else
    arena->current = arena->first;
    arena->used = 0;
    arena->peak = 0;
#endif
}

void dg_arena_free(dg_arena *arena) {
    for (dg_chunk *chunk = arena->first, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    arena->first = arena->current = NULL;
    arena->used = arena->peak = 0;
}

void dg_vec_grow(dg_arena *arena, void **items, uint32_t *capacity, size_t size) {
    if (*capacity > UINT32_MAX / 2) (void)out_of_memory(arena);
    uint32_t wider = *capacity ? *capacity * 2 : 8;
    void *fresh = dg_arena_array(arena, wider, size);
    if (*capacity) memcpy(fresh, *items, *capacity * size);
    *items = fresh;
    *capacity = wider;
}

int dg_arena_guard(dg_arena *arena, int (*work)(void *context), void *context) {
    jmp_buf here, *outer = arena->guard;
    volatile int status = DRAGOMAN_ENOMEM;
    arena->guard = &here;
    if (setjmp(here) == 0) status = work(context);
    arena->guard = outer;
    return status;
}
