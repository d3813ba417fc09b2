/*
 * arena.h - memory of one article: taken piece by piece, given back all at once.
 *
 * An arena hands out aligned, zeroed memory from large chunks. dg_arena_reset() forgets everything
 * but keeps the chunks, so that after the first articles nothing is allocated any more.
 *
 * Running out of memory does not return NULL: it jumps out of the dg_arena_guard() it runs under,
 * so that the rooms need no checks and no cleanup (they own nothing outside the arena). Code that
 * holds other resources (files, library handles) must not allocate from a guarded arena while it
 * holds them, or must keep them where the guard can release them.
 *
 * Under DG_ARENA_MALLOC (sanitizer builds) every piece is a malloc of its own, so that every
 * overrun is seen.
 */
#ifndef DG_ARENA_H
#define DG_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct dg_chunk dg_chunk;

typedef struct dg_arena {
    dg_chunk *first, *current; /* chunk list; pieces come from current */
    size_t used;               /* bytes used in current */
    size_t peak;               /* bytes handed out since the last reset */
    jmp_buf *guard;            /* where out-of-memory goes; NULL: abort() */
} dg_arena;

/* An empty arena: all zero. */
#define DG_ARENA_INIT                                                                              \
    { 0 }

/* Memory of `size` bytes, zeroed, aligned for any type (16). Never NULL. size 0 gives a valid
 * pointer. */
void *dg_arena_alloc(dg_arena *arena, size_t size);
/* `count` items of `size` bytes; overflow of the product is out of memory. */
void *dg_arena_array(dg_arena *arena, size_t count, size_t size);
/* Copy `size` bytes. A zero byte follows the copy. */
char *dg_arena_copy(dg_arena *arena, const void *bytes, size_t size);
/* Forget all pieces, keep the chunks. */
void dg_arena_reset(dg_arena *arena);
/* Give everything back. */
void dg_arena_free(dg_arena *arena);

/* Run `work(context)` with this arena guarded: its result, or DRAGOMAN_ENOMEM when the arena ran
 * out on the way. Guards nest. */
int dg_arena_guard(dg_arena *arena, int (*work)(void *context), void *context);

#define DG_NEW(arena, type) ((type *)dg_arena_alloc((arena), sizeof(type)))
#define DG_ARRAY(arena, type, count) ((type *)dg_arena_array((arena), (count), sizeof(type)))

/*
 * Growable array in an arena: DG_VEC(int) v = {0}; *dg_vec_push(arena, &v) = 3; v.items[0]
 * Growing copies and leaves the old block to the arena, so pointers into it go stale.
 */
#define DG_VEC(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }

void dg_vec_grow(dg_arena *arena, void **items, uint32_t *capacity, size_t size);

/* Pointer to a new zeroed last item. */
#define dg_vec_push(arena, v)                                                                      \
    ((v)->count == (v)->capacity                                                                   \
         ? dg_vec_grow((arena), (void **)(void *)&(v)->items, &(v)->capacity, sizeof *(v)->items)  \
         : (void)0,                                                                                \
     memset(&(v)->items[(v)->count], 0, sizeof *(v)->items), &(v)->items[(v)->count++])

#endif
