/*
 * value.c - the value and the days of a time, and what its phrase counts from.
 *
 * Deictic phrases ("last week") count from the article's date, anaphoric ones ("that year") from
 * the date told last; which way an open one points is told by the verb over it: back, as news tells
 * things, and forward under will, is to, is set to. Values follow the TIMEX3 guidelines (TimeML
 * 1.2.1).
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

const char *const dg_part_values[] = {"", "TMO", "TAF", "TEV", "TNI", "T12:00", "T24:00", "TDAWN"};

/* Year and month a number of months away. */
static void month_away(int32_t day, int n, int *year, int *month) {
    dragoman_date d = dg_date_of_day(day);
    int months = d.year * 12 + d.month - 1 + n;
    *year = months / 12;
    *month = months % 12 + 1;
}

dragoman_date dg_month_date(int year, int month) {
    return (dragoman_date){(int16_t)year, (uint8_t)month, 0};
}

int dg_season_of(int32_t day) {
    int month = dg_date_of_day(day).month;
    return month == 12 || month <= 2 ? 3 : month / 3 - 1;
}

/* The unit of time that holds `day`, as value and days. */
void dg_set_days(dragoman_time *t, found *f, uint8_t grain, int32_t day) {
    static const char *const season_name[] = {"SP", "SU", "FA", "WI"};
    dragoman_date d = dg_date_of_day(day);
    int year = d.year, week;
    f->grain = grain;
    t->enddate = (dragoman_date){0};
    if (year < 1 || year > 9999) {
        f->grain = UNIT_NONE;
        return;
    }
    switch (grain) {
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
    case UNIT_WEEKEND: {
        bool end = grain == UNIT_WEEKEND;
        day += (end ? 6 : 1) - dg_weekday(day);
        dg_iso_week(day, &year, &week);
        snprintf(t->value, sizeof t->value, "%04d-W%02d%s", year, week, end ? "-WE" : "");
        t->date = dg_date_of_day(day);
        t->enddate = dg_date_of_day(day + (end ? 1 : 6));
        t->precision = DRAGOMAN_PRECISION_WEEK;
        break;
    }
    case UNIT_MONTH:
        snprintf(t->value, sizeof t->value, "%04d-%02d", year, d.month);
        day += 1 - d.day;
        t->date = dg_month_date(year, d.month);
        t->precision = DRAGOMAN_PRECISION_MONTH;
        break;
    case UNIT_QUARTER: {
        int quarter = (d.month - 1) / 3;
        snprintf(t->value, sizeof t->value, "%04d-Q%d", year, quarter + 1);
        day = dg_day_number(year, quarter * 3 + 1, 1);
        t->date = dg_month_date(year, quarter * 3 + 1);
        t->enddate = dg_month_date(year, quarter * 3 + 3);
        t->precision = DRAGOMAN_PRECISION_MONTH;
        break;
    }
    case UNIT_SEASON: { /* winter is named after the year it begins in */
        int season = dg_season_of(day), begins = season == 3 && d.month <= 2 ? year - 1 : year;
        snprintf(t->value, sizeof t->value, "%04d-%s", begins, season_name[season]);
        day = dg_day_number(begins, season * 3 + 3, 1);
        t->date = dg_month_date(begins, season * 3 + 3);
        t->enddate = dg_month_date(begins + (season == 3), season == 3 ? 2 : season * 3 + 5);
        t->precision = DRAGOMAN_PRECISION_MONTH;
        break;
    }
    case UNIT_YEAR:
    case UNIT_DECADE:
    case UNIT_CENTURY: {
        int span = grain == UNIT_YEAR ? 1 : grain == UNIT_DECADE ? 10 : 100;
        int start = year / span * span;
        snprintf(t->value, sizeof t->value,
                 span == 1    ? "%04d"
                 : span == 10 ? "%03d"
                              : "%02d",
                 year / span);
        if (start < 1) start = 1;
        day = dg_day_number(start, 1, 1);
        t->date = (dragoman_date){(int16_t)start, 0, 0};
        if (span > 1) t->enddate = (dragoman_date){(int16_t)(year / span * span + span - 1), 0, 0};
        t->precision = DRAGOMAN_PRECISION_YEAR;
        break;
    }
    default:
        f->grain = UNIT_DAY;
        snprintf(t->value, sizeof t->value, "%04d-%02d-%02d", year, d.month, d.day);
        t->date = d;
        t->precision = DRAGOMAN_PRECISION_DAY;
    }
    f->day = day;
}

void dg_set_suffix(dragoman_time *t, found *f) {
    t->type = "TIME";
    size_t n = strlen(t->value);
    if (n == 10) snprintf(t->value + n, sizeof t->value - n, "%s", f->suffix);
}

bool dg_deictic(pass *p, dragoman_time *t) {
    t->anchor = p->anchor;
    return p->published != NO_DAY;
}

/* The day that "the same day", "two days earlier" count from. */
int32_t dg_reference_day(pass *p, int unit, dragoman_time *t) {
    if (unit <= UNIT_DAY && p->ref_day != NO_DAY) {
        t->anchor = p->ref_day_time;
        return p->ref_day;
    }
    if (p->ref != NO_DAY) {
        t->anchor = p->ref_time;
        return p->ref;
    }
    t->anchor = p->anchor;
    return p->published;
}

/* The unit `n` away from the one holding `day`. */
void dg_set_away(dragoman_time *t, found *f, uint8_t unit, int32_t day, int n) {
    int year, month;
    dragoman_date d = dg_date_of_day(day);
    switch (unit) {
    case UNIT_WEEK:
    case UNIT_WEEKEND:
        dg_set_days(t, f, unit, day + 7 * n);
        break;
    case UNIT_FORTNIGHT:
        dg_set_days(t, f, UNIT_WEEK, day + 14 * n);
        break;
    case UNIT_MONTH:
    case UNIT_QUARTER:
    case UNIT_SEASON:
        month_away(day, unit == UNIT_MONTH ? n : 3 * n, &year, &month);
        dg_set_days(t, f, unit, dg_day_number(year, month, 1));
        break;
    case UNIT_YEAR:
    case UNIT_DECADE:
    case UNIT_CENTURY: {
        int to = d.year + n * (unit == UNIT_YEAR ? 1 : unit == UNIT_DECADE ? 10 : 100);
        if (to < 1 || to > 9999) return;
        dg_set_days(t, f, unit, dg_day_number(to, 1, 1));
        break;
    }
    case UNIT_DAY:
        dg_set_days(t, f, UNIT_DAY, day + n);
        break;
    default:
        dg_set_days(t, f, UNIT_DAY, day);
        break; /* hours: the day itself */
    }
}

/* -1, 0, 1: where the verb over a match points. "by June" points forward of itself. */
int dg_tense_of(const pass *p, uint32_t first, uint32_t end) {
    const dg_doc *doc = p->doc;
    uint32_t low = p->atoms[first].first, high = p->atoms[end - 1].last;
    int32_t head = (int32_t)high; /* the token of the phrase that hangs on something outside it */
    for (uint32_t t = low; t <= high; t++) {
        int32_t h = dg_token(doc, (int32_t)t)->head;
        if (h < (int32_t)low || h > (int32_t)high) {
            head = (int32_t)t;
            break;
        }
    }
    return dg_tense_over(doc, head);
}

bool dg_word_before(const pass *p, uint32_t at, const char *const *list) {
    if (at == 0) return false;
    for (; *list; list++)
        if (!strcmp(p->atoms[at - 1].text, *list)) return true;
    return false;
}
