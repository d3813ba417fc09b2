/* series.c - `dragoman tallies --series`: how each source's count moved in time. */
#include "commands.h"
#include "feed.h"

typedef struct gathering {
    dragoman_series *series;
    dragoman_filter filter;
    const char *place;
    bool failed;
} gathering;

static bool gather(void *context, const dragoman_record *record) {
    gathering *g = context;
    dragoman_error error;
    if (dragoman_series_add(g->series, record, &g->filter, g->place, &error) == 0) return true;
    complain("%s", error.message);
    g->failed = true;
    return false;
}

/* The header and at most `limit` points. */
static int write_points(gathering *g, dragoman_form form, const dragoman_write_options *looks,
                        uint32_t limit) {
    const dragoman_point *list;
    size_t count;
    dragoman_buffer out = {0};
    dragoman_error error;
    int status = dragoman_series_list(g->series, &list, &count, &error);
    if (status == 0) status = dragoman_write_point(&out, NULL, form, looks, &error);
    for (size_t i = 0; i < count && i < limit && status == 0; i++) {
        status = dragoman_write_point(&out, &list[i], form, looks, &error);
        if (status == 0 && !output_buffer(&out)) break;
        out.size = 0;
    }
    if (status == 0) output_buffer(&out); /* the header, where nothing followed it */
    if (status < 0) complain("%s", error.message);
    dragoman_buffer_free(&out);
    return status < 0 ? EXIT_SOME : EXIT_DONE;
}

int tally_series(const settings *s) {
    gathering g = {.place = s->value[OPT_PLACE]};
    dragoman_write_options looks;
    dragoman_error error;
    uint32_t limit;
    int status = filter_of(s, &g.filter);
    if (s->value[OPT_COUNTED]) g.filter.event = s->value[OPT_COUNTED];
    if (status == GO_ON) status = looks_of(s, &looks);
    if (status == GO_ON) status = number_of(s, OPT_LIMIT, UINT32_MAX, &limit);
    if (status != GO_ON) return status;
    if (dragoman_series_new(&g.series, &error) < 0) {
        complain("%s", error.message);
        return EXIT_SOME;
    }
    status = feed(s, s->operands, s->operand_count, DRAGOMAN_ARTICLES, NULL, gather, &g);
    int written = status == EXIT_DONE || status == EXIT_SOME
                      ? write_points(&g, list_form(s), &looks, limit)
                      : status;
    dragoman_series_free(g.series);
    return g.failed ? EXIT_SOME : written == EXIT_DONE ? status : written;
}
