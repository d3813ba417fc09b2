/*
 * pool.c - see pool.h. Slots are numbered on and on, modulo the ring: taken <= begun <= given, and
 * given - taken is at most the ring's size. One mutex guards the three numbers and the marks of
 * what is done; it is held for a few instructions a piece of work.
 */
#include "base/pool.h"

#include "base/error.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

struct dg_pool {
    pthread_mutex_t lock;
    pthread_cond_t wanted, finished;
    uint64_t taken, begun, given; /* numbers of slots */
    bool closing;
    bool *done; /* [count] */
    char *slots;
    size_t size, count;
    void (*work)(void *slot);
    unsigned threads;
    pthread_t thread[];
};

static void *slot_of(const dg_pool *pool, uint64_t number) {
    return pool->slots + (number % pool->count) * pool->size;
}

static void *run(void *context) {
    dg_pool *pool = context;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->closing && pool->begun == pool->given)
            pthread_cond_wait(&pool->wanted, &pool->lock);
        if (pool->closing) break;
        uint64_t number = pool->begun++;
        pthread_mutex_unlock(&pool->lock);
        pool->work(slot_of(pool, number));
        pthread_mutex_lock(&pool->lock);
        pool->done[number % pool->count] = true;
        if (number == pool->taken) pthread_cond_signal(&pool->finished);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

int dg_pool_open(dg_pool **out, unsigned threads, void *slots, size_t size, size_t count,
                 void (*work)(void *slot), dragoman_error *error) {
    *out = NULL;
    dg_pool *pool = calloc(1, sizeof *pool + threads * sizeof pool->thread[0]);
    bool *done = calloc(count, sizeof *done);
    if (!pool || !done) {
        free(pool);
        free(done);
        return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    }
    pool->done = done;
    pool->slots = slots;
    pool->size = size;
    pool->count = count;
    pool->work = work;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wanted, NULL);
    pthread_cond_init(&pool->finished, NULL);
    for (; pool->threads < threads; pool->threads++) {
        int why = pthread_create(&pool->thread[pool->threads], NULL, run, pool);
        if (!why) continue;
        dg_pool_close(pool);
        return dg_fail(error, DRAGOMAN_EIO, "cannot start %u threads: %s", threads, strerror(why));
    }
    *out = pool;
    return 0;
}

void *dg_pool_free_slot(dg_pool *pool) {
    /* Only the calling thread changes `given` and `taken`, so it may read them without the lock. */
    return pool->given - pool->taken == pool->count ? NULL : slot_of(pool, pool->given);
}

void dg_pool_give(dg_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    pool->done[pool->given++ % pool->count] = false;
    pthread_cond_signal(&pool->wanted);
    pthread_mutex_unlock(&pool->lock);
}

void *dg_pool_take(dg_pool *pool) {
    if (pool->taken == pool->given) return NULL;
    void *slot = slot_of(pool, pool->taken);
    if (!pool->threads) {
        pool->work(slot);
        return slot;
    }
    pthread_mutex_lock(&pool->lock);
    while (!pool->done[pool->taken % pool->count]) pthread_cond_wait(&pool->finished, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
    return slot;
}

void dg_pool_release(dg_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    pool->taken++;
    pthread_mutex_unlock(&pool->lock);
}

void dg_pool_close(dg_pool *pool) {
    if (!pool) return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->wanted);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->threads; i++) pthread_join(pool->thread[i], NULL);
    pthread_cond_destroy(&pool->finished);
    pthread_cond_destroy(&pool->wanted);
    pthread_mutex_destroy(&pool->lock);
    free(pool->done);
    free(pool);
}

unsigned dg_pool_cores(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}
