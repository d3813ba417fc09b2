/*
 * run.c - many articles: read on the calling thread, coded on several, delivered in the order of
 * the input.
 *
 * Every slot of the pool's ring has a coder, a copy of the article and a buffer of its own, all
 * used again; memory is bounded by the ring whatever the number of articles.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/str.h"
#include "dragoman.h"

#include <stdlib.h>

/* Slots a thread: one being coded, one waiting, so that an uneven article holds nobody up. */
#define SLOTS_PER_THREAD 3
/* Bytes: what such an article needed is given back after it. */
#define LARGE_ARTICLE ((uint32_t)1 << 20)

typedef struct slot {
    const dragoman_run_options *options;
    dragoman_coder *coder;
    dg_arena arena; /* of `article` */
    dragoman_article article;
    bool wanted; /* read well, and accepted */
    bool conllu; /* the article's text is CoNLL-U */
    const char *path, *warning;
    int status;
    dragoman_error error;
    const dragoman_record *record;
    dragoman_buffer buffer;
    size_t file;
    uint64_t done, all;
    bool read;
} slot;

typedef struct source {
    const char *const *paths;
    size_t count, next; /* files; the next one to open */
    dragoman_reader *reader;
    const dragoman_run_options *options;
} source;

static int parse_conllu(slot *s) {
    dragoman_error why;
    int status = dragoman_parse_conllu(s->coder, s->article.text, &s->record, &why);
    if (status < 0) dg_fail(&s->error, (dragoman_status)status, "%s: %s", s->path, why.message);
    return status;
}

static void work(void *item) {
    slot *s = item;
    if (!s->wanted) return;
    if (!s->options->trees)
        s->status = dragoman_code(s->coder, &s->article, &s->record, &s->error);
    else if (s->conllu)
        s->status = parse_conllu(s);
    else
        s->status = dragoman_parse(s->coder, &s->article, &s->record, &s->error);
    if (s->status == 0 && s->options->render)
        s->status = s->options->render(s->options->context, s->record, &s->buffer, &s->error);
    if (s->status < 0) s->record = NULL;
}

/* ------------------------------------------------------------------ reading */

typedef struct copying {
    slot *slot;
    const dragoman_article *from;
    const char *warning;
} copying;

static int copy_article(void *context) {
    const copying *c = context;
    dg_arena *arena = &c->slot->arena;
    dragoman_article *a = &c->slot->article;
    *a = *c->from;
    dragoman_str *const strings[] = {&a->id,       &a->title, &a->source, &a->url,
                                     &a->language, &a->text,  &a->meta};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strings[i]->ptr) *strings[i] = dg_str_copy(arena, *strings[i]);
    if (c->warning) c->slot->warning = dg_str_copy(arena, dg_str(c->warning)).ptr;
    return 0;
}

/* The next article of this file into the slot. False at its end. */
static bool next_of_file(source *in, slot *s) {
    dragoman_article article;
    int got = dragoman_reader_next(in->reader, &article, &s->error);
    if (got == 0) return false;
    s->file = in->next - 1;
    dragoman_reader_progress(in->reader, &s->done, &s->all);
    s->status = got < 0 ? got : 0;
    s->read = got > 0;
    s->path = in->paths[s->file];
    s->conllu = dragoman_reader_format(in->reader) == DRAGOMAN_FORMAT_CONLLU;
    if (s->read && s->conllu && !in->options->trees) {
        s->read = false;
        s->status =
            dg_fail(&s->error, DRAGOMAN_EINPUT, "%s: CoNLL-U holds words, not articles", s->path);
    }
    if (!s->read) return true;
    dg_arena_reset(&s->arena);
    copying c = {s, &article, dragoman_reader_warning(in->reader)};
    s->status = dg_arena_guard(&s->arena, copy_article, &c);
    s->read = s->status == 0;
    if (s->status < 0) dg_fail(&s->error, DRAGOMAN_ENOMEM, "out of memory reading an article");
    return true;
}

/* The next article of all files into the slot, read well or not. False at the end of all. */
static bool next_article(source *in, slot *s) {
    s->record = NULL;
    s->warning = NULL;
    s->read = s->wanted = false;
    s->done = s->all = 0;
    s->buffer.size = 0;
    for (;;) {
        if (in->reader && next_of_file(in, s)) return true;
        dragoman_reader_close(in->reader);
        in->reader = NULL;
        if (in->next == in->count) return false;
        const char *path = in->paths[in->next++];
        s->file = in->next - 1;
        s->status = dragoman_reader_open(&in->reader, path, in->options->reading, &s->error);
        if (s->status < 0) return true;
    }
}

/* ------------------------------------------------------------------ the loop */

/* Fill the free slots. 1 while there is more to read, 0 at the end, negative: stop. */
static int fill(dg_pool *pool, source *in, dragoman_error *error) {
    const dragoman_run_options *options = in->options;
    for (slot *s; (s = dg_pool_free_slot(pool)) != NULL;) {
        if (!next_article(in, s)) return 0;
        int accepted = s->read ? 1 : 0;
        if (s->read && options->accept)
            accepted = options->accept(options->context, &s->article, error);
        if (accepted < 0) return accepted;
        s->wanted = accepted > 0;
        dg_pool_give(pool);
    }
    return 1;
}

static int deliver(const slot *s, dragoman_error *error) {
    if (!s->options->deliver) return 0;
    dragoman_result result = {s->status,  s->record, s->read ? &s->article : NULL,
                              &s->buffer, &s->error, s->file,
                              s->done,    s->all,    s->warning};
    return s->options->deliver(s->options->context, &result, error);
}

/* Give back what an article of unusual size has made a slot grow to. */
static int shrink(slot *s, const dragoman_engine *engine, dragoman_error *error) {
    if (s->article.text.len < LARGE_ARTICLE) return 0;
    dragoman_coder_free(s->coder);
    dg_arena_free(&s->arena);
    dragoman_buffer_free(&s->buffer);
    s->article = (dragoman_article){0};
    return dragoman_coder_new(&s->coder, engine, error);
}

static int loop(dg_pool *pool, source *in, const dragoman_engine *engine, dragoman_error *error) {
    int more = 1;
    for (;;) {
        if (more > 0) more = fill(pool, in, error);
        if (more < 0) return more;
        slot *s = dg_pool_take(pool);
        if (!s) return 0;
        int status = deliver(s, error);
        if (status == 0) status = shrink(s, engine, error);
        if (status < 0) return status;
        dg_pool_release(pool);
    }
}

static void free_slots(slot *slots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dragoman_coder_free(slots[i].coder);
        dg_arena_free(&slots[i].arena);
        dragoman_buffer_free(&slots[i].buffer);
    }
    free(slots);
}

int dragoman_run(const dragoman_engine *engine, const char *const *paths, size_t count,
                 const dragoman_run_options *options, dragoman_error *error) {
    if (options->version != DRAGOMAN_RUN_OPTIONS_VERSION)
        return dg_fail(error, DRAGOMAN_EUSAGE, "options of version %u, this is %d",
                       options->version, DRAGOMAN_RUN_OPTIONS_VERSION);
    unsigned jobs = options->jobs ? options->jobs : dg_pool_cores();
    size_t slot_count = jobs > 1 ? (size_t)jobs * SLOTS_PER_THREAD : 1;
    slot *slots = calloc(slot_count, sizeof *slots);
    if (!slots) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    int status = 0;
    for (size_t i = 0; i < slot_count && status == 0; i++) {
        slots[i].options = options;
        status = dragoman_coder_new(&slots[i].coder, engine, error);
    }
    dg_pool *pool = NULL;
    if (status == 0)
        status =
            dg_pool_open(&pool, jobs > 1 ? jobs : 0, slots, sizeof *slots, slot_count, work, error);
    source in = {.paths = paths, .count = count, .options = options};
    if (status == 0) status = loop(pool, &in, engine, error);
    dg_pool_close(pool);
    dragoman_reader_close(in.reader);
    free_slots(slots, slot_count);
    return status;
}
