/* actors.c - `dragoman actors`: who is in the record, and how often. */
#include "commands.h"
#include "feed.h"

typedef struct counting {
    dragoman_actors *actors;
    dragoman_filter filter;
    bool counted, failed;
} counting;

static bool count_record(void *context, const dragoman_record *record) {
    counting *c = context;
    dragoman_error error;
    c->counted = true;
    if (dragoman_actors_add(c->actors, record, &c->filter, &error) == 0) return true;
    complain("%s", error.message);
    c->failed = true;
    return false;
}

/* The header and at most `limit` actors. */
static int write_list(counting *c, dragoman_form form, const dragoman_write_options *looks,
                      uint32_t limit) {
    const dragoman_actor *list;
    size_t count;
    dragoman_buffer out = {0};
    dragoman_error error;
    int status = dragoman_actors_list(c->actors, &list, &count, &error);
    if (status == 0) status = dragoman_write_actor(&out, NULL, form, looks, &error);
    for (size_t i = 0; i < count && i < limit && status == 0; i++) {
        status = dragoman_write_actor(&out, &list[i], form, looks, &error);
        if (status == 0 && !output_buffer(&out)) break;
        out.size = 0;
    }
    if (status == 0) output_buffer(&out); /* the header, where nobody followed it */
    if (status < 0) complain("%s", error.message);
    dragoman_buffer_free(&out);
    return status < 0 ? EXIT_SOME : EXIT_DONE;
}

int command_actors(const settings *s) {
    counting c = {0};
    dragoman_write_options looks;
    dragoman_error error;
    uint32_t limit;
    int status = filter_of(s, &c.filter);
    if (status == GO_ON) status = looks_of(s, &looks);
    if (status == GO_ON) status = number_of(s, OPT_LIMIT, UINT32_MAX, &limit);
    if (status != GO_ON) return status;
    if (dragoman_actors_new(&c.actors, &error) < 0) {
        complain("%s", error.message);
        return EXIT_SOME;
    }
    status = feed(s, s->operands, s->operand_count, DRAGOMAN_ARTICLES, NULL, count_record, &c);
    bool any = c.counted || status == EXIT_DONE;
    int written = any ? write_list(&c, list_form(s), &looks, limit) : status;
    dragoman_actors_free(c.actors);
    return c.failed ? EXIT_SOME : written == EXIT_DONE ? status : written;
}
