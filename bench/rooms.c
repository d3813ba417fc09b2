/*
 * rooms.c - how fast each room and the whole are, and how much memory they take.
 *
 *   rooms CODEBOOK MODEL ARTICLES.jsonl [SECONDS]
 *
 * Articles are read once and coded again and again for about SECONDS (3). Times are of one thread's
 * processor clock; each room's share is measured within the whole walk, so that the figures add up.
 * The last lines run the whole on every core and give the ratio to one thread, in the same run.
 */
#include "base/str.h"
#include "dragoman.h"
#include "engine.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MOST_ROOMS 16
#define MOST_THREADS 64

typedef struct corpus {
    dg_arena arena;
    DG_VEC(dragoman_article) articles;
} corpus;

typedef struct watch {
    const char *name[MOST_ROOMS];
    double seconds[MOST_ROOMS];
    int count, next;
    double last;
} watch;

static double clock_of(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void after_room(void *context, const char *room) {
    watch *w = context;
    double now = clock_of(CLOCK_THREAD_CPUTIME_ID);
    int at = w->next++;
    if (at == w->count && at < MOST_ROOMS) w->name[w->count++] = room;
    if (at < MOST_ROOMS) w->seconds[at] += now - w->last;
    w->last = now;
}

static void die(const char *what, const dragoman_error *error) {
    fprintf(stderr, "rooms: %s: %s\n", what, error->message);
    exit(1);
}

static void load(corpus *c, const char *path) {
    dragoman_error error = {0};
    dragoman_read_options options = DRAGOMAN_READ_OPTIONS_INIT;
    dragoman_reader *reader;
    dragoman_article article;
    if (dragoman_reader_open(&reader, path, &options, &error) < 0) die(path, &error);
    while (dragoman_reader_next(reader, &article, &error) == 1) {
        article.id = dg_str_copy(&c->arena, article.id);
        article.text = dg_str_copy(&c->arena, article.text);
        article.title = article.source = article.url = article.language = article.meta =
            (dragoman_str){NULL, 0};
        *dg_vec_push(&c->arena, &c->articles) = article;
    }
    dragoman_reader_close(reader);
    if (!c->articles.count) {
        fprintf(stderr, "rooms: %s: no articles\n", path);
        exit(1);
    }
}

typedef struct worker {
    pthread_t thread;
    const dragoman_engine *engine;
    const corpus *corpus;
    double seconds; /* wall time to work for */
    uint64_t sentences, words;
} worker;

static void *work(void *context) {
    worker *w = context;
    dragoman_coder *coder;
    const dragoman_record *record;
    if (dragoman_coder_new(&coder, w->engine, NULL) < 0) return NULL;
    double end = clock_of(CLOCK_MONOTONIC) + w->seconds;
    for (uint32_t i = 0; clock_of(CLOCK_MONOTONIC) < end; i = (i + 1) % w->corpus->articles.count) {
        if (dragoman_code(coder, &w->corpus->articles.items[i], &record, NULL) < 0) continue;
        w->sentences += record->sentence_count;
        w->words += record->token_count;
    }
    dragoman_coder_free(coder);
    return NULL;
}

/* Sentences a second of `count` threads together. */
static double whole(const dragoman_engine *engine, const corpus *c, int count, double seconds) {
    worker workers[MOST_THREADS];
    uint64_t sentences = 0;
    for (int i = 0; i < count; i++) {
        workers[i] = (worker){.engine = engine, .corpus = c, .seconds = seconds};
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    for (int i = 0; i < count; i++) {
        pthread_join(workers[i].thread, NULL);
        sentences += workers[i].sentences;
    }
    return (double)sentences / seconds;
}

static void rooms(const dragoman_engine *engine, const corpus *c, double seconds) {
    dragoman_coder *coder;
    const dragoman_record *record;
    dragoman_error error = {0};
    watch w = {0};
    uint64_t sentences = 0, words = 0;
    if (dragoman_coder_new(&coder, engine, &error) < 0) die("coder", &error);
    double begin = clock_of(CLOCK_THREAD_CPUTIME_ID);
    for (uint32_t i = 0; clock_of(CLOCK_THREAD_CPUTIME_ID) - begin < seconds;
         i = (i + 1) % c->articles.count) {
        w.next = 0;
        w.last = clock_of(CLOCK_THREAD_CPUTIME_ID);
        if (dg_code_observed(coder, &c->articles.items[i], after_room, &w, &record, &error) < 0)
            die("code", &error);
        sentences += record->sentence_count;
        words += record->token_count;
    }
    double all = 0;
    for (int i = 0; i < w.count; i++) all += w.seconds[i];
    printf("%-10s %14s %14s %8s\n", "room", "sentences/s", "words/s", "share");
    for (int i = 0; i < w.count; i++)
        printf("%-10s %14.0f %14.0f %7.1f%%\n", w.name[i], (double)sentences / w.seconds[i],
               (double)words / w.seconds[i], 100 * w.seconds[i] / all);
    printf("%-10s %14.0f %14.0f %7.1f%%\n", "all rooms", (double)sentences / all,
           (double)words / all, 100.0);
    dragoman_coder_free(coder);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: rooms CODEBOOK MODEL ARTICLES.jsonl [SECONDS]\n");
        return 2;
    }
    double seconds = argc > 4 ? atof(argv[4]) : 3.0;
    dragoman_options options = DRAGOMAN_OPTIONS_INIT;
    dragoman_error error = {0};
    dragoman_engine *engine;
    corpus c = {0};
    options.codebook_dir = argv[1];
    options.model_path = argv[2];
    if (dragoman_engine_open(&engine, &options, &error) < 0)
        die("engine", &error); /* compiles the codebook if need be */
    dragoman_engine_close(engine);
    double begin = clock_of(CLOCK_MONOTONIC);
    if (dragoman_engine_open(&engine, &options, &error) < 0) die("engine", &error);
    double start_up = clock_of(CLOCK_MONOTONIC) - begin;
    load(&c, argv[3]);
    rooms(engine, &c, seconds);
    int cores = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (cores > MOST_THREADS) cores = MOST_THREADS;
    double one = whole(engine, &c, 1, seconds), many = whole(engine, &c, cores, seconds);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("\n%-28s %10.0f sentences/s\n", "whole, 1 thread", one);
    printf("whole, %d threads %12s %10.0f sentences/s, %.2f times one\n", cores, "", many,
           many / one);
    printf("%-28s %10.1f ms\n", "engine start-up", start_up * 1e3);
    printf("%-28s %10.1f MB\n", "peak memory", (double)usage.ru_maxrss / 1024);
    dragoman_engine_close(engine);
    dg_arena_free(&c.arena);
    return 0;
}
