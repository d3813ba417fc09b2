/*
 * relative.c - makers of what is counted: from the article's date ("last week", "Thursday", "in
 * August", "two days ago") or from the date told last ("the following week", "two days earlier",
 * "that year").
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

/* ------------------------------------------------------------------ counted from the article's day
 */

/* Whether the sentence has just told a day to come: "from tomorrow night into Friday morning". */
static bool told_ahead(const pass *p) {
    if (p->found.count == 0) return false;
    const found *last = &p->found.items[p->found.count - 1];
    return p->doc->times.items[p->found.count - 1].sentence == p->sentence &&
           last->grain != UNIT_NONE && last->day > p->published;
}

/* A weekday: the article's own day if it is that, else back, or forward if the verb says so. */
bool dg_make_weekday(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                     found *f) {
    if (s->weekday > 10) { /* "Mondays" */
        t->type = "SET";
        snprintf(t->value, sizeof t->value, "XXXX-WXX-%d", s->weekday - 10);
        return true;
    }
    if (!dg_deictic(p, t)) return true;
    int back = (dg_weekday(p->published) - s->weekday + 7) % 7;
    int forward = (7 - back) % 7, way = dg_tense_of(p, first, end);
    if (way == 0 && told_ahead(p)) way = 1;
    dg_set_days(t, f, UNIT_DAY, way > 0 ? p->published + forward : p->published - back);
    return true;
}

bool dg_make_deictic(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                     found *f) {
    (void)end;
    const dragoman_token *token = dg_token(p->doc, (int32_t)p->atoms[first].first);
    bool named = first > 0 && token->upos == DG_UPOS_PROPN && (token->shape & DRAGOMAN_SHAPE_TITLE);
    if (named && dg_token(p->doc, (int32_t)p->atoms[first].first - 1)->upos == DG_UPOS_PROPN)
        return false; /* "USA Today" */
    bool tonight = s->offset == 100;
    int part = tonight ? PART_NI : s->part;
    if (part) t->type = "TIME";
    if (!dg_deictic(p, t)) return true;
    dg_set_days(t, f, UNIT_DAY, p->published + (tonight ? 0 : s->offset));
    if (part) {
        snprintf(f->suffix, sizeof f->suffix, "%s", dg_part_values[part]);
        dg_set_suffix(t, f);
    }
    return true;
}

static bool part_of_day(int32_t day, const slots *s, dragoman_time *t, found *f) {
    dg_set_days(t, f, UNIT_DAY, day);
    snprintf(f->suffix, sizeof f->suffix, "%s", dg_part_values[s->part]);
    dg_set_suffix(t, f);
    return true;
}

/* "this", "last", "next" with whatever follows: way 0, -1, 1. */
bool dg_set_moved(pass *p, const slots *s, int way, dragoman_time *t, found *f) {
    if (s->unit && (s->unit < UNIT_DAY || s->plural)) return false;
    if (s->part) t->type = "TIME";
    if (!dg_deictic(p, t)) return true;
    int year = dg_date_of_day(p->published).year;
    if (s->part) return part_of_day(p->published + way, s, t, f);
    if (s->weekday > 10) return false;
    if (s->weekday) {
        int back = (dg_weekday(p->published) - s->weekday + 7) % 7, forward = (7 - back) % 7;
        int monday = p->published - dg_weekday(p->published) + 1;
        dg_set_days(t, f, UNIT_DAY,
                    way < 0   ? p->published - (back ? back : 7)
                    : way > 0 ? p->published + (forward ? forward : 7)
                              : monday + s->weekday - 1);
        return true;
    }
    if (s->month) {
        int now = dg_date_of_day(p->published).month;
        if (way < 0 && s->month >= now) year--;
        if (way > 0 && s->month <= now) year++;
        dg_set_days(t, f, UNIT_MONTH, dg_day_number(year, s->month, 1));
        return true;
    }
    if (s->season >= 0) {
        int now = dg_season_of(p->published);
        if (way < 0 && s->season >= now) year--;
        if (way > 0 && s->season <= now) year++;
        return dg_set_season(s, year, t, f);
    }
    if (s->feast) {
        dg_set_feast(s, way ? dg_feast_year(p, s, way) : year, t, f);
        return true;
    }
    dg_set_away(t, f, (uint8_t)s->unit, p->published, way);
    return true;
}

bool dg_make_this(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)end;
    if (s->unit == UNIT_DAY && p->atoms[first].value) return false; /* "the current day" */
    return dg_set_moved(p, s, 0, t, f);
}

bool dg_make_last(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)first, (void)end;
    return dg_set_moved(p, s, -1, t, f);
}

bool dg_make_next(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)first, (void)end;
    return dg_set_moved(p, s, 1, t, f);
}

/* ------------------------------------------------------------------ counted from the date told
 * last */

static bool moved_from_reference(pass *p, const slots *s, int way, dragoman_time *t, found *f) {
    if (s->unit && s->unit < UNIT_DAY) return false;
    if (s->unit && s->plural) return false;
    if (s->part) t->type = "TIME";
    int32_t base = dg_reference_day(p, s->unit, t);
    if (base == NO_DAY) return true;
    if (s->weekday) {
        if (s->weekday > 10) return false;
        int back = (dg_weekday(base) - s->weekday + 7) % 7, forward = (7 - back) % 7;
        dg_set_days(t, f, UNIT_DAY,
                    way < 0 ? base - (back ? back : 7) : base + (forward ? forward : 7));
    } else if (s->part)
        part_of_day(base + way, s, t, f);
    else
        dg_set_away(t, f, (uint8_t)s->unit, base, way);
    return true;
}

bool dg_make_previous(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                      found *f) {
    (void)first, (void)end;
    return moved_from_reference(p, s, -1, t, f);
}

bool dg_make_following(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                       found *f) {
    bool next = (p->atoms[first].classes & C_('t')) && (p->atoms[first + 1].classes & C_('X'));
    if (next && dg_tense_of(p, first, end) > 0) return dg_set_moved(p, s, 1, t, f);
    return moved_from_reference(p, s, 1, t, f);
}

bool dg_make_same(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)first;
    bool moved_on = end + 1 < p->count &&
                    (p->atoms[end].classes & (C_('a') | C_('L') | C_('n') | C_('i'))) &&
                    (p->atoms[end + 1].classes & C_('U'));
    if (moved_on) return false;         /* "the same month a year ago" is one phrase */
    if (p->ref == NO_DAY) return false; /* "that year" with nothing told before points nowhere */
    return moved_from_reference(p, s, 0, t, f);
}

/* "later in the day", "the end of the week": of the day told last, or the article's own. */
bool dg_make_the(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)end;
    if (s->unit < UNIT_DAY || s->unit > UNIT_YEAR || s->unit == UNIT_FORTNIGHT ||
        s->unit == UNIT_WEEKEND)
        return false;
    static const char *const in[] = {"in", NULL}, *const part[] = {"later", "earlier", "late",
                                                                   "early", NULL};
    static const char *const edge[] = {"end",      "ended", "ending",  "close", "closed", "finish",
                                       "finished", "start", "started", "begin", "began",  NULL};
    bool bound = first > 1 && !strcmp(p->atoms[first - 1].text, "of") &&
                 (p->atoms[first - 2].classes & C_('B'));
    bool later = dg_word_before(p, first, in) && dg_word_before(p, first - 1, part);
    bool over = s->unit <= UNIT_DAY && dg_word_before(p, first, edge);
    if (!bound && !later && !over) return false;
    int32_t base = s->unit == UNIT_DAY ? dg_reference_day(p, UNIT_DAY, t)
                   : dg_deictic(p, t)  ? p->published
                                       : NO_DAY;
    if (base != NO_DAY) dg_set_days(t, f, (uint8_t)s->unit, base);
    return true;
}

/* Whole units away; a year and a half is eighteen months, other parts of units are dropped. */
void dg_set_counted(dragoman_time *t, found *f, const slots *s, int32_t base, int way) {
    uint8_t unit = (uint8_t)s->unit;
    int tenths = s->number ? s->number : 10;
    if (tenths == NUMBER_VAGUE || base == NO_DAY) return;
    if (tenths % 10 && unit == UNIT_YEAR) unit = UNIT_MONTH, tenths *= 12;
    int n = way * (tenths / 10);
    if (unit == UNIT_WEEK || unit == UNIT_FORTNIGHT)
        dg_set_days(t, f, UNIT_DAY, base + n * (unit == UNIT_WEEK ? 7 : 14));
    else
        dg_set_away(t, f, unit, base, n);
}

bool dg_make_ago(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)end;
    slots half = *s;
    if (p->atoms[first].classes & C_('f')) {
        half.number = 5;
        if (s->unit != UNIT_YEAR) half.number = 10;
    }
    bool known = dg_deictic(p, t);
    if (half.number == NUMBER_VAGUE) {
        snprintf(t->value, sizeof t->value, "PAST_REF");
        return true;
    }
    if (known) dg_set_counted(t, f, &half, p->published, -1);
    return true;
}

/* "a decade later" counts years from what it follows. */
static slots in_years(const slots *s) {
    slots years = *s;
    if (s->unit == UNIT_DECADE || s->unit == UNIT_CENTURY) {
        if (s->number != NUMBER_VAGUE)
            years.number = (s->number ? s->number : 10) * (s->unit == UNIT_DECADE ? 10 : 100);
        years.unit = UNIT_YEAR;
    }
    return years;
}

bool dg_make_earlier(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                     found *f) {
    if (!strcmp(p->atoms[end - 1].text, "before") && end < p->count &&
        !(p->atoms[end].classes & C_('c')) &&
        (dg_token(p->doc, (int32_t)p->atoms[end].first)->shape &
         (DRAGOMAN_SHAPE_ALPHA | DRAGOMAN_SHAPE_DIGIT)))
        return false; /* "two days before the vote" */
    (void)first;
    slots years = in_years(s);
    dg_set_counted(t, f, &years, dg_reference_day(p, s->unit, t), -1);
    if (s->number == NUMBER_VAGUE) snprintf(t->value, sizeof t->value, "PAST_REF");
    return true;
}

bool dg_make_later(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                   found *f) {
    (void)first;
    if (!strcmp(p->atoms[end - 1].text, "on") && end < p->count &&
        (dg_token(p->doc, (int32_t)p->atoms[end].first)->shape &
         (DRAGOMAN_SHAPE_ALPHA | DRAGOMAN_SHAPE_DIGIT)))
        return false; /* "two days on the road" */
    slots years = in_years(s);
    dg_set_counted(t, f, &years, dg_reference_day(p, s->unit, t), 1);
    if (s->number == NUMBER_VAGUE) snprintf(t->value, sizeof t->value, "FUTURE_REF");
    return true;
}
