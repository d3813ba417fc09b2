/*
 * filter.c - which rows a listing wants. One place, for records of the record file and for those
 * just coded.
 */
#include "record/filter.h"

#include "record/names.h"

#include <ctype.h>

#define LONGEST 256  /* bytes of a folded name that are compared */
#define WHOLE_WORD 3 /* a name as short as this must be a whole word: "US" is not in "usual" */

/* ------------------------------------------------------------------ who */

static bool is_letter(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Whether `part` stands in `text` (both folded) from the beginning of a word on. */
static bool begins_word(const char *text, size_t size, const char *part, size_t len) {
    for (size_t at = 0; len && at + len <= size; at++) {
        if (memcmp(text + at, part, len) != 0 || (at && is_letter(text[at - 1]))) continue;
        if (len > WHOLE_WORD || at + len == size || !is_letter(text[at + len])) return true;
    }
    return false;
}

static bool is_code(const char *who) {
    size_t upper = 0;
    for (const char *p = who; *p; p++) {
        if (*p >= 'a' && *p <= 'z') return false;
        upper += *p >= 'A' && *p <= 'Z';
    }
    return upper >= 3 || strcmp(who, "---") == 0;
}

/* "PSE", "REB", "PSEREB", "PSE REB". */
static bool code_matches(const char *code, const char *sector, dragoman_str cameo,
                         const char *who) {
    char both[16], parted[16];
    if (!is_code(who)) return false;
    snprintf(both, sizeof both, "%.7s%.3s", code, sector);
    snprintf(parted, sizeof parted, "%.7s %.3s", code, sector);
    return strcmp(who, code) == 0 || strcmp(who, sector) == 0 || strcmp(who, both) == 0 ||
           strcmp(who, parted) == 0 || dg_str_is(cameo, who);
}

bool dg_who_matches(dragoman_str name, const char *code, const char *sector, dragoman_str cameo,
                    const char *who) {
    char text[LONGEST], part[LONGEST];
    if (code_matches(code, sector, cameo, who)) return true;
    size_t size = dg_fold_into(name, text, sizeof text);
    return begins_word(text, size, part, dg_fold_into(dg_str(who), part, sizeof part));
}

bool dg_text_has(dragoman_str text, const char *part) {
    char a[LONGEST], b[LONGEST];
    size_t size = dg_fold_into(text, a, sizeof a), len = dg_fold_into(dg_str(part), b, sizeof b);
    return len <= size && memmem(a, size, b, len) != NULL;
}

static bool entity_is(const dragoman_record *record, uint32_t entity, const char *who) {
    const dragoman_entity *e = dg_entity_of(record, entity);
    return e && dg_who_matches(e->name, e->code, e->sector, e->cameo, who);
}

static bool any_is(const dragoman_record *record, const uint32_t *items, uint32_t count,
                   const char *who) {
    for (uint32_t i = 0; i < count; i++)
        if (entity_is(record, items[i], who)) return true;
    return false;
}

static bool any_role(const dragoman_record *record, const dragoman_role *roles, uint32_t count,
                     const char *who) {
    for (uint32_t i = 0; i < count; i++)
        if (entity_is(record, roles[i].entity, who)) return true;
    return false;
}

/* ------------------------------------------------------------------ when */

/* A number that orders days; of a partial date its first or its last. */
static int32_t day(dragoman_date d, bool last) {
    int32_t month = d.month ? d.month
                    : last  ? 12
                            : 1,
            of_month = d.month && d.day ? d.day
                       : last           ? 31
                                        : 1;
    return d.year * 512 + month * 32 + of_month;
}

bool dg_days_touch(const dragoman_filter *f, dragoman_date date, dragoman_date enddate,
                   bool open_end, dragoman_date otherwise) {
    if (!f->from.year && !f->to.year) return true;
    if (!date.year && !enddate.year) date = otherwise, open_end = false;
    if (!date.year && !enddate.year) return false;
    int32_t first = day(date.year ? date : enddate, false);
    int32_t last = open_end ? INT32_MAX : day(enddate.year ? enddate : date, true);
    return (!f->from.year || last >= day(f->from, false)) &&
           (!f->to.year || first <= day(f->to, true));
}

/* ------------------------------------------------------------------ rows */

static const dragoman_date no_date = {0, 0, 0};

static bool is_any(const char *kind, const char *wanted) {
    return kind && strcasecmp(kind, wanted) == 0;
}

static bool event_passes(const dragoman_filter *f, const dragoman_record *r,
                         const dragoman_event *e) {
    bool kind = !f->event || is_any(dragoman_event_name(e->event), f->event) ||
                (*f->event && isdigit((unsigned char)*f->event) &&
                 strncmp(e->cameo, f->event, strlen(f->event)) == 0);
    for (uint8_t i = 0; !kind && i < e->mode_count; i++)
        kind = is_any(dragoman_mode_name(e->mode[i]), f->event);
    bool past = e->auxiliary & DRAGOMAN_AUX_HISTORICAL; /* long before the article */
    return kind &&
           dg_days_touch(f, e->date, e->enddate, e->open_end,
                         past ? no_date : r->article.published) &&
           (!f->actor || any_role(r, e->actors, e->actor_count, f->actor)) &&
           (!f->recipient || any_role(r, e->recipients, e->recipient_count, f->recipient));
}

static bool statement_passes(const dragoman_filter *f, const dragoman_record *r,
                             const dragoman_statement *s) {
    return (!f->event || is_any(dg_statement_kind_name(s->kind), f->event)) &&
           dg_days_touch(f, s->date, s->date, false, r->article.published) &&
           (!f->actor || any_is(r, s->speakers, s->speaker_count, f->actor)) &&
           (!f->recipient || entity_is(r, s->addressee, f->recipient));
}

static bool tally_passes(const dragoman_filter *f, const dragoman_record *r,
                         const dragoman_tally *t) {
    bool who = !f->actor || any_is(r, t->responsible, t->responsible_count, f->actor);
    for (uint32_t i = 0; !who && i < t->according_to_count; i++)
        who = entity_is(r, t->according_to[i].entity, f->actor);
    return who && !f->recipient && (!f->event || is_any(t->counted, f->event)) &&
           dg_days_touch(f, t->date, t->enddate, t->open_end,
                         t->as_of.year ? t->as_of : r->article.published);
}

static bool time_passes(const dragoman_filter *f, const dragoman_time *t) {
    return !f->actor && !f->recipient && (!f->event || is_any(t->type, f->event)) &&
           dg_days_touch(f, t->date, t->enddate, t->open_end, no_date);
}

static bool entity_passes(const dragoman_filter *f, const dragoman_record *r,
                          const dragoman_entity *e) {
    return !f->recipient && (!f->event || is_any(dragoman_entity_kind_name(e->kind), f->event)) &&
           (!f->actor || entity_is(r, e->id, f->actor)) &&
           dg_days_touch(f, no_date, no_date, false, r->article.published);
}

static bool step_passes(const dragoman_filter *f, const dragoman_record *r,
                        const dragoman_step *s) {
    return !f->recipient && (!f->event || is_any(s->kind, f->event)) &&
           dg_days_touch(f, s->date, s->enddate, s->open_end, r->article.published) &&
           (!f->actor || any_is(r, s->parties, s->party_count, f->actor) ||
            any_is(r, s->mediators, s->mediator_count, f->actor) ||
            any_is(r, s->hosts, s->host_count, f->actor));
}

static bool article_passes(const dragoman_filter *f, const dragoman_record *r) {
    bool who = !f->actor;
    for (uint32_t i = 0; !who && i < r->entity_count; i++) who = entity_is(r, i, f->actor);
    return who && !f->recipient && !f->event &&
           dg_days_touch(f, no_date, no_date, false, r->article.published);
}

bool dragoman_filter_row(const dragoman_filter *f, const dragoman_record *r, dragoman_layer layer,
                         uint32_t index) {
    if (f->source && !dg_text_has(r->article.source, f->source)) return false;
    switch (layer) {
    case DRAGOMAN_ARTICLES:
        return article_passes(f, r);
    case DRAGOMAN_EVENTS:
        return event_passes(f, r, &r->events[index]);
    case DRAGOMAN_STATEMENTS:
        return statement_passes(f, r, &r->statements[index]);
    case DRAGOMAN_TALLIES:
        return tally_passes(f, r, &r->tallies[index]);
    case DRAGOMAN_TIMES:
        return time_passes(f, &r->times[index]);
    case DRAGOMAN_ENTITIES:
        return entity_passes(f, r, &r->entities[index]);
    case DRAGOMAN_STEPS:
        return step_passes(f, r, &r->steps[index]);
    }
    return false;
}
