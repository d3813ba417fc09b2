/*
 * pool.h - work done by threads, results taken in the order in which it was given.
 *
 * The pool is a ring of slots. The calling thread fills the newest free slot and takes the oldest;
 * the threads do the work of the slots between. A slot's memory is the caller's and is used again
 * and again, so that nothing is allocated per piece of work. Without threads the work is done when
 * it is taken, by the calling thread.
 */
#ifndef DG_POOL_H
#define DG_POOL_H

#include "dragoman.h"

typedef struct dg_pool dg_pool;

/* `work(slot)` is run on one of `threads` threads (0: on the calling one) for each slot given.
 * `slots` are `count` items of `size` bytes kept by the caller. errors: ENOMEM, EIO where no thread
 * can be made. */
int dg_pool_open(dg_pool **out, unsigned threads, void *slots, size_t size, size_t count,
                 void (*work)(void *slot), dragoman_error *error);
/* A free slot to be filled and given; NULL while all are taken. */
void *dg_pool_free_slot(dg_pool *pool);
/* Give the slot last got from dg_pool_free_slot to the threads. */
void dg_pool_give(dg_pool *pool);
/* The oldest slot given, once its work is done; NULL where none is out. */
void *dg_pool_take(dg_pool *pool);
/* The slot last taken is free again. */
void dg_pool_release(dg_pool *pool);
/* Wait for the work begun, drop what was not, end the threads. */
void dg_pool_close(dg_pool *pool);

/* Cores this process may use, at least 1. */
unsigned dg_pool_cores(void);

#endif
