/*
 * clock.c - makers of sets ("every Monday", "weekly"), of references to present, past and future
 * ("now", "recently"), and of times of day ("9:30 a.m.", "noon", "in the morning").
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

bool dg_make_set(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)p, (void)first, (void)end, (void)f;
    if (s->weekday)
        snprintf(t->value, sizeof t->value, "XXXX-WXX-%d", s->weekday % 10);
    else if (s->month)
        snprintf(t->value, sizeof t->value, "XXXX-%02d", s->month);
    else if (s->part)
        snprintf(t->value, sizeof t->value, "XXXX-XX-XX%s", dg_part_values[s->part]);
    else if (s->unit == UNIT_SECOND && s->number == 0)
        return false; /* "every second" of something */
    else
        dg_set_length(t, s->number ? s->number : s->ordinal ? 10 * s->ordinal : 10, s->unit);
    t->type = "SET";
    return true;
}

bool dg_make_adverb_set(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                        found *f) {
    (void)end, (void)f;
    const dragoman_token *token = dg_token(p->doc, (int32_t)p->atoms[first].first);
    if (token->upos == DG_UPOS_PROPN && (token->shape & DRAGOMAN_SHAPE_TITLE))
        return false; /* "the Daily Star" */
    dg_set_length(t, 10, s->unit);
    t->type = "SET";
    return true;
}

bool dg_make_ref(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)f;
    if (end < p->count && (p->atoms[end].classes & C_('h')) && p->atoms[end].glued)
        return false; /* "now-cancelled" */
    if (s->ref == REF_FUTURE && end < p->count &&
        (!strcmp(p->atoms[end].text, "after") || !strcmp(p->atoms[end].text, "before") ||
         !strcmp(p->atoms[end].text, "as")))
        return false;
    static const char *const most[] = {"most", "more", NULL};
    if (!strcmp(p->atoms[first].text, "recent") && dg_word_before(p, first, most)) return false;
    static const char *const as[] = {"as", "so", "too", "until", NULL};
    if (s->ref == REF_FUTURE && dg_word_before(p, first, as)) return false;
    const dragoman_token *next =
        end < p->count ? dg_token(p->doc, (int32_t)p->atoms[end].first) : NULL;
    if (!strcmp(p->atoms[first].text, "the") && next &&
        (next->upos == DG_UPOS_NOUN || next->upos == DG_UPOS_PROPN))
        return false;
    if (!strcmp(p->atoms[first].text, "the") && end < p->count && (p->atoms[end].classes & C_('o')))
        return false; /* "the future of" */
    static const char *const names[] = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"};
    snprintf(t->value, sizeof t->value, "%s", names[s->ref]);
    t->anchor = p->anchor;
    return true;
}

static bool clock_time(pass *p, const slots *s, int hour, int minute, dragoman_time *t, found *f) {
    if (s->meridiem == 2 && hour < 12) hour += 12;
    if (s->meridiem == 1 && hour == 12) hour = 0;
    if (hour > 24 || minute > 59) return false;
    int n = snprintf(f->suffix, sizeof f->suffix, "T%02d:%02d", hour, minute);
    if (s->zone == 0)
        snprintf(f->suffix + n, sizeof f->suffix - (size_t)n, "Z");
    else if (s->zone < ZONE_NONE) {
        int minutes = s->zone < 0 ? -s->zone : s->zone;
        snprintf(f->suffix + n, sizeof f->suffix - (size_t)n, "%c%02d:%02d",
                 s->zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
    }
    t->type = "TIME";
    f->wants_day = !s->weekday && s->offset == 0;
    return p->published != NO_DAY || f->wants_day;
}

bool dg_make_clock(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                   found *f) {
    bool bare = p->atoms[first].value2 < 0; /* four figures want a zone or a.m. beside them */
    if (bare && s->zone == ZONE_NONE && !s->meridiem) return false;
    static const char *const at[] = {"at",     "around", "about",   "by",  "until", "from", "to",
                                     "before", "after",  "between", "and", "since", "of",   NULL};
    bool alone = s->zone == ZONE_NONE && !s->meridiem;
    if (alone && !dg_word_before(p, first, at)) return false; /* scores, verses, ratios */
    if (!clock_time(p, s, s->hour, s->minute, t, f)) return false;
    for (uint32_t i = first; i < end; i++) {
        const atom *a = &p->atoms[i];
        if (!(a->classes & (C_('A') | C_('W')))) continue;
        slots day = {.weekday = (int8_t)((a->classes & C_('W')) ? a->value : 0),
                     .offset = (int8_t)a->value};
        if (!dg_deictic(p, t)) return true;
        f->wants_day = false;
        if (day.weekday)
            dg_make_weekday(p, &day, i, i + 1, t, f);
        else
            dg_set_days(t, f, UNIT_DAY, p->published + (day.offset == 100 ? 0 : day.offset));
        dg_set_suffix(t, f);
    }
    return true;
}

/* "9 a.m." */
bool dg_make_clock_word(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                        found *f) {
    slots clock = *s;
    if (!(p->atoms[first].classes & C_('n')) || s->number < 10 || s->number > 120 || s->number % 10)
        return false;
    clock.hour = (int8_t)(s->number / 10);
    atom keep = p->atoms[first];
    p->atoms[first].value2 = 0;
    bool made = dg_make_clock(p, &clock, first, end, t, f);
    p->atoms[first] = keep;
    return made;
}

/* "in the morning", "at noon", "overnight": on the day told beside it. */
bool dg_make_part(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)end;
    static const char *const in[] = {"in",      "during",     "by",   "until",
                                     "through", "throughout", "into", NULL};
    static const char *const at[] = {"at",     "around", "by",   "until", "since",
                                     "before", "after",  "from", "about", NULL};
    const char *text = p->atoms[end - 1].text;
    if (text[strlen(text) - 1] == 's') return false;
    bool alone = !strcmp(text, "overnight");
    bool point = s->part == PART_NOON || s->part == PART_MIDNIGHT || s->part == PART_DAWN ||
                 !strcmp(text, "night");
    bool fits =
        alone || (s->the ? dg_word_before(p, first, in) : point && dg_word_before(p, first, at));
    if (!fits) return false;
    t->type = "TIME";
    snprintf(f->suffix, sizeof f->suffix, "%s", dg_part_values[s->part]);
    f->wants_day = true;
    return true;
}
