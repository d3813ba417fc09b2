/*
 * series.c - how counts moved: each source's figures over many articles, day by day, and beside
 * each what the others said by then.
 *
 * Points are kept as they come and put in order when they are asked for: by what is counted, place,
 * source, day. Equal ones are folded into one that knows how many articles tell it.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "record/filter.h"
#include "record/names.h"

#include <stdlib.h>

#define MOST_OTHERS 8 /* sources named beside a point */

typedef DG_VEC(dragoman_point) points;

struct dragoman_series {
    dg_arena arena;
    points items;
    bool listed; /* in order, folded and with its others */
};

int dragoman_series_new(dragoman_series **out, dragoman_error *error) {
    *out = calloc(1, sizeof **out);
    return *out ? 0 : dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
}

void dragoman_series_free(dragoman_series *series) {
    if (!series) return;
    dg_arena_free(&series->arena);
    free(series);
}

/* ------------------------------------------------------------------ taking tallies */

static bool is_there(const dragoman_place *place, const char *wanted) {
    if (!wanted) return true;
    if (!place) return false;
    return dg_text_has(place->name, wanted) || strcmp(place->country, wanted) == 0 ||
           dg_text_has(place->admin1, wanted);
}

/* Whoever is named as the source, as one text. */
static dragoman_str source_of(dg_arena *arena, const dragoman_record *r, const dragoman_tally *t) {
    dragoman_str all = {"", 0};
    for (uint32_t i = 0; i < t->according_to_count; i++) {
        const dragoman_entity *e = dg_entity_of(r, t->according_to[i].entity);
        dragoman_str name = e ? e->name : dg_words(r, t->according_to[i].span);
        all = all.len ? dg_str_format(arena, "%.*s; %.*s", DG_STR_ARG(all), DG_STR_ARG(name))
                      : dg_str_copy(arena, name);
    }
    return all;
}

typedef struct adding {
    dragoman_series *series;
    const dragoman_record *record;
    const dragoman_filter *filter;
    const char *place;
} adding;

static int add_all(void *context) {
    const adding *a = context;
    const dragoman_record *r = a->record;
    dg_arena *arena = &a->series->arena;
    for (uint32_t i = 0; i < r->tally_count; i++) {
        const dragoman_tally *t = &r->tallies[i];
        const dragoman_place *place = dg_place_of(r, t->place);
        if (t->part_of < r->tally_count || !is_there(place, a->place)) continue;
        if (a->filter && !dragoman_filter_row(a->filter, r, DRAGOMAN_TALLIES, i)) continue;
        dragoman_point *p = dg_vec_push(arena, &a->series->items);
        *p = (dragoman_point){.counted = t->counted,
                              .low = t->low,
                              .high = t->high,
                              .qualifier = t->qualifier,
                              .since = t->date,
                              .until = t->enddate,
                              .open_end = t->open_end,
                              .date = t->as_of.year ? t->as_of : r->article.published,
                              .articles = 1};
        if (place) p->place = dg_str_copy(arena, place->name);
        p->population = dg_str_copy(arena, dg_words(r, t->population));
        p->source = source_of(arena, r, t);
        memcpy(p->tally, t->id, sizeof p->tally);
        p->article = dg_str_copy(arena, r->article.id);
        p->rule = dg_str_copy(arena, t->rule);
    }
    a->series->listed = false;
    return 0;
}

int dragoman_series_add(dragoman_series *series, const dragoman_record *record,
                        const dragoman_filter *filter, const char *place, dragoman_error *error) {
    adding a = {series, record, filter, place};
    int status = dg_arena_guard(&series->arena, add_all, &a);
    return status < 0 ? dg_fail(error, status, "out of memory gathering counts") : 0;
}

/* ------------------------------------------------------------------ order */

static int compare_text(dragoman_str a, dragoman_str b) {
    uint32_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

static int compare_dates(dragoman_date a, dragoman_date b) {
    int x = a.year * 372 + a.month * 31 + a.day, y = b.year * 372 + b.month * 31 + b.day;
    return (x > y) - (x < y);
}

static int compare_matter(const dragoman_point *a, const dragoman_point *b) {
    int order = strcmp(a->counted, b->counted);
    return order ? order : compare_text(a->place, b->place);
}

/* Everything that makes a point what it is; the tally's id and the article do not. */
static int by_point(const void *x, const void *y) {
    const dragoman_point *a = x, *b = y;
    int order = compare_matter(a, b);
    if (!order) order = compare_text(a->source, b->source);
    if (!order) order = compare_dates(a->date, b->date);
    if (!order) order = (a->low > b->low) - (a->low < b->low);
    if (!order) order = (a->high > b->high) - (a->high < b->high);
    if (!order) order = strcmp(a->qualifier, b->qualifier);
    if (!order) order = compare_dates(a->since, b->since);
    if (!order) order = compare_dates(a->until, b->until);
    return order ? order : compare_text(a->population, b->population);
}

static int by_point_and_article(const void *x, const void *y) {
    const dragoman_point *a = x, *b = y;
    int order = by_point(x, y);
    if (!order) order = compare_text(a->article, b->article);
    return order ? order : strcmp(a->tally, b->tally);
}

static void fold(points *list) {
    uint32_t kept = 0;
    if (list->count) qsort(list->items, list->count, sizeof *list->items, by_point_and_article);
    for (uint32_t i = 0; i < list->count; i++) {
        dragoman_point *last = kept ? &list->items[kept - 1] : NULL, *p = &list->items[i];
        if (!last || by_point(last, p) != 0)
            list->items[kept++] = *p;
        else
            last->articles += p->articles;
    }
    list->count = kept;
}

/* ------------------------------------------------------------------ the others */

static dragoman_str bounds(dg_arena *arena, const dragoman_point *p) {
    long long low = p->low, high = p->high;
    if (low < 0) return dg_str_format(arena, "..%lld", high);
    if (high < 0) return dg_str_format(arena, "%lld..", low);
    return low == high ? dg_str_format(arena, "%lld", low)
                       : dg_str_format(arena, "%lld..%lld", low, high);
}

/* What each other source of the same matter last said by the point's day. The points of a matter
 * stand together, those of a source within them, by day. */
static void set_others(dg_arena *arena, points *list, uint32_t from, uint32_t to, uint32_t at) {
    dragoman_point *p = &list->items[at];
    dragoman_str all = {"", 0};
    int named = 0;
    if (!p->place.len) return; /* nothing says that they count the same */
    for (uint32_t i = from; i < to && named < MOST_OTHERS;) {
        uint32_t end = i, last = UINT32_MAX;
        for (; end < to && compare_text(list->items[end].source, list->items[i].source) == 0; end++)
            if (compare_dates(list->items[end].date, p->date) <= 0) last = end;
        if (last != UINT32_MAX && compare_text(list->items[i].source, p->source) != 0) {
            const dragoman_point *o = &list->items[last];
            dragoman_str who = o->source.len ? o->source : DG_STR("(no source)"),
                         figure = bounds(arena, o);
            all = dg_str_format(arena, "%.*s%s%.*s %.*s", DG_STR_ARG(all), all.len ? "; " : "",
                                DG_STR_ARG(who), DG_STR_ARG(figure));
            named++;
        }
        i = end;
    }
    p->others = all;
}

static int list_all(void *context) {
    dragoman_series *series = context;
    points *list = &series->items;
    fold(list);
    for (uint32_t from = 0, to; from < list->count; from = to) {
        for (to = from;
             to < list->count && compare_matter(&list->items[from], &list->items[to]) == 0;)
            to++;
        for (uint32_t at = from; at < to; at++) set_others(&series->arena, list, from, to, at);
    }
    series->listed = true;
    return 0;
}

int dragoman_series_list(dragoman_series *series, const dragoman_point **list, size_t *count,
                         dragoman_error *error) {
    int status = series->listed ? 0 : dg_arena_guard(&series->arena, list_all, series);
    *list = series->items.items;
    *count = status < 0 ? 0 : series->items.count;
    return status < 0 ? dg_fail(error, status, "out of memory ordering counts") : 0;
}
