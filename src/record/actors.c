/*
 * actors.c - who is in the record over many articles.
 *
 * Counts are appended an entity a time and folded together by sorting whenever they have doubled,
 * so that memory follows the number of different actors.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/names.h"

#include <stdlib.h>

#define FIRST_FOLD 4096

struct dragoman_actors {
    dragoman_actor *items;
    size_t count, capacity;
    size_t folded; /* items[0 .. folded) are all different and sorted by key */
    dg_arena names;
};

int dragoman_actors_new(dragoman_actors **out, dragoman_error *error) {
    *out = calloc(1, sizeof **out);
    return *out ? 0 : dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
}

void dragoman_actors_free(dragoman_actors *actors) {
    if (!actors) return;
    dg_arena_free(&actors->names);
    free(actors->items);
    free(actors);
}

static int compare_text(dragoman_str a, dragoman_str b) {
    uint32_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

static int by_key(const void *x, const void *y) {
    const dragoman_actor *a = x, *b = y;
    int order = compare_text(a->name, b->name);
    if (!order) order = strcmp(a->code, b->code);
    if (!order) order = strcmp(a->sector, b->sector);
    return order ? order : (int)a->kind - (int)b->kind;
}

static int by_articles(const void *x, const void *y) {
    const dragoman_actor *a = x, *b = y;
    if (a->articles != b->articles) return a->articles < b->articles ? 1 : -1;
    if (a->mentions != b->mentions) return a->mentions < b->mentions ? 1 : -1;
    return by_key(x, y);
}

/* Add up the items of one key. */
static void fold(dragoman_actors *actors) {
    size_t kept = 0;
    if (actors->count) qsort(actors->items, actors->count, sizeof *actors->items, by_key);
    for (size_t i = 0; i < actors->count; i++) {
        dragoman_actor *last = kept ? &actors->items[kept - 1] : NULL, *a = &actors->items[i];
        if (!last || by_key(last, a) != 0) {
            actors->items[kept++] = *a;
            continue;
        }
        last->articles += a->articles;
        last->mentions += a->mentions;
        last->acts += a->acts;
        last->receives += a->receives;
        last->speaks += a->speaks;
    }
    actors->count = actors->folded = kept;
}

static bool grow(dragoman_actors *actors, size_t more) {
    if (actors->capacity - actors->count >= more) return true;
    size_t wider = (actors->count + more) * 2;
    dragoman_actor *items = realloc(actors->items, wider * sizeof *items);
    if (!items) return false;
    actors->items = items;
    actors->capacity = wider;
    return true;
}

/* How often each entity of the record acts, receives, speaks; `of` holds an item an entity, or
 * NULL. */
static void count_roles(const dragoman_record *r, dragoman_actor **of) {
#define COUNT(entity, what)                                                                        \
    if ((entity) < r->entity_count && of[entity]) of[entity]->what++
    for (uint32_t i = 0; i < r->event_count; i++) {
        const dragoman_event *e = &r->events[i];
        for (uint32_t k = 0; k < e->actor_count; k++) COUNT(e->actors[k].entity, acts);
        for (uint32_t k = 0; k < e->recipient_count; k++) COUNT(e->recipients[k].entity, receives);
    }
    for (uint32_t i = 0; i < r->statement_count; i++)
        for (uint32_t k = 0; k < r->statements[i].speaker_count; k++)
            COUNT(r->statements[i].speakers[k], speaks);
#undef COUNT
}

typedef struct adding {
    dragoman_actors *actors;
    const dragoman_record *record;
    const dragoman_filter *filter;
    dragoman_actor **of;
} adding;

static int add_all(void *context) {
    const adding *a = context;
    dragoman_actors *actors = a->actors;
    for (uint32_t i = 0; i < a->record->entity_count; i++) {
        const dragoman_entity *e = &a->record->entities[i];
        if (a->filter && !dragoman_filter_row(a->filter, a->record, DRAGOMAN_ENTITIES, i)) continue;
        dragoman_actor *item = &actors->items[actors->count];
        *item = (dragoman_actor){.name = dg_str_copy(&actors->names, e->name),
                                 .kind = e->kind,
                                 .articles = 1,
                                 .mentions = e->mention_count};
        memcpy(item->code, e->code[0] ? e->code : "---", e->code[0] ? sizeof item->code : 4);
        memcpy(item->sector, e->sector, sizeof item->sector);
        a->of[i] = item;
        actors->count++;
    }
    count_roles(a->record, a->of);
    return 0;
}

int dragoman_actors_add(dragoman_actors *actors, const dragoman_record *record,
                        const dragoman_filter *filter, dragoman_error *error) {
    adding a = {actors, record, filter, calloc((size_t)record->entity_count + 1, sizeof *a.of)};
    int status = DRAGOMAN_ENOMEM;
    if (a.of && grow(actors, record->entity_count))
        status = dg_arena_guard(&actors->names, add_all, &a);
    free(a.of);
    if (status < 0) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory counting actors");
    if (actors->count > FIRST_FOLD && actors->count > actors->folded * 2) fold(actors);
    return 0;
}

int dragoman_actors_list(dragoman_actors *actors, const dragoman_actor **list, size_t *count,
                         dragoman_error *error) {
    (void)error;
    fold(actors);
    if (actors->count) qsort(actors->items, actors->count, sizeof *actors->items, by_articles);
    actors->folded = 0;
    *list = actors->items;
    *count = actors->count;
    return 0;
}
