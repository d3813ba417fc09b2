/*
 * resolve.c - what a matched phrase of time means.
 *
 * Each maker takes what the matcher gathered and fills TIMEX3 type and value and the days covered.
 * Deictic phrases ("last week", "Thursday", "in August") count from the article's date, anaphoric
 * ones ("the following week", "two days earlier", "that year") from the date told last. Which way
 * an open weekday or month points is told by the verb over it: back, as news tells things, and
 * forward under will, is to, is set to. Values follow the TIMEX3 guidelines (TimeML 1.2.1).
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

/* ------------------------------------------------------------------ days and values */

static const char *const part_value[] = {"",    "TMO",    "TAF",    "TEV",
                                         "TNI", "T12:00", "T24:00", "TDAWN"};

/* Year and month a number of months away. */
static void month_away(int32_t day, int n, int *year, int *month) {
    dragoman_date d = dg_date_of_day(day);
    int months = d.year * 12 + d.month - 1 + n;
    *year = months / 12;
    *month = months % 12 + 1;
}

static dragoman_date month_date(int year, int month) {
    return (dragoman_date){(int16_t)year, (uint8_t)month, 0};
}

static int season_of(int32_t day) {
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
        day += 1 - dg_weekday(day);
        dg_iso_week(day, &year, &week);
        snprintf(t->value, sizeof t->value, "%04d-W%02d", year, week);
        t->date = dg_date_of_day(day);
        t->enddate = dg_date_of_day(day + 6);
        t->precision = DRAGOMAN_PRECISION_WEEK;
        break;
    case UNIT_WEEKEND:
        day += 6 - dg_weekday(day);
        dg_iso_week(day, &year, &week);
        snprintf(t->value, sizeof t->value, "%04d-W%02d-WE", year, week);
        t->date = dg_date_of_day(day);
        t->enddate = dg_date_of_day(day + 1);
        t->precision = DRAGOMAN_PRECISION_WEEK;
        break;
    case UNIT_MONTH:
        snprintf(t->value, sizeof t->value, "%04d-%02d", year, d.month);
        day += 1 - d.day;
        t->date = month_date(year, d.month);
        t->precision = DRAGOMAN_PRECISION_MONTH;
        break;
    case UNIT_QUARTER: {
        int quarter = (d.month - 1) / 3;
        snprintf(t->value, sizeof t->value, "%04d-Q%d", year, quarter + 1);
        day = dg_day_number(year, quarter * 3 + 1, 1);
        t->date = month_date(year, quarter * 3 + 1);
        t->enddate = month_date(year, quarter * 3 + 3);
        t->precision = DRAGOMAN_PRECISION_MONTH;
        break;
    }
    case UNIT_SEASON: { /* winter is named after the year it begins in */
        int season = season_of(day), begins = season == 3 && d.month <= 2 ? year - 1 : year;
        snprintf(t->value, sizeof t->value, "%04d-%s", begins, season_name[season]);
        day = dg_day_number(begins, season * 3 + 3, 1);
        t->date = month_date(begins, season * 3 + 3);
        t->enddate = month_date(begins + (season == 3), season == 3 ? 2 : season * 3 + 5);
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

static bool deictic(pass *p, dragoman_time *t) {
    t->anchor = p->anchor;
    return p->published != NO_DAY;
}

/* The day that "the same day", "two days earlier" count from. */
static int32_t reference(pass *p, int unit, dragoman_time *t) {
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
static void set_away(dragoman_time *t, found *f, uint8_t unit, int32_t day, int n) {
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
static int tense(const pass *p, uint32_t first, uint32_t end) {
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

static bool word_before(const pass *p, uint32_t at, const char *const *list);

/* The same for a month or a day without its year: what something is moved "to", set "for" or due
 * "by" is the nearest one, whatever the tense. */
static int direction(const pass *p, uint32_t first, uint32_t end) {
    static const char *const towards[] = {"to", "for", "until", "till", "by", "through", NULL};
    int way = tense(p, first, end);
    return way < 0 && word_before(p, first, towards) ? 0 : way;
}

static bool word_before(const pass *p, uint32_t at, const char *const *list) {
    if (at == 0) return false;
    for (; *list; list++)
        if (!strcmp(p->atoms[at - 1].text, *list)) return true;
    return false;
}

static const char *const before_dates[] = {
    "in",     "since", "by",      "until", "till",    "from",  "of",   "during",
    "before", "after", "between", "to",    "through", "than",  "late", "early",
    "mid",    "and",   "circa",   "or",    "around",  "about", "for",  NULL};

/* ------------------------------------------------------------------ dates told in full or in part
 */

bool dg_make_full(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)p, (void)first, (void)end;
    if (!dg_date_valid(s->year, s->month, s->day)) return false;
    dg_set_days(t, f, UNIT_DAY, dg_day_number(s->year, s->month, s->day));
    if (s->day2 > s->day && dg_date_valid(s->year, s->month, s->day2))
        t->enddate = (dragoman_date){s->year, (uint8_t)s->month, (uint8_t)s->day2};
    f->year_told = true;
    return true;
}

#define NEAR_DAYS 60

/* The year a month (and day) without one falls in. */
static int year_near(const pass *p, int month, int day, int way) {
    int year = dg_date_of_day(p->published).year;
    int length = dg_month_length(year, month);
    int32_t here = dg_day_number(year, month, day ? day < length ? day : length : 15);
    dragoman_date now = dg_date_of_day(p->published);
    if (!day && month == now.month) return year;
    if (day) { /* a day close by is that one: what is nearly a year away is told with its year */
        int32_t gap = here - p->published;
        if (gap > -NEAR_DAYS && gap < NEAR_DAYS) return year;
        if (gap > 365 - NEAR_DAYS) return year - 1;
        if (gap < NEAR_DAYS - 365) return year + 1;
    }
    if (way < 0) return here > p->published ? year - 1 : year;
    if (way > 0) return here < p->published ? year + 1 : year;
    if (here - p->published > 120)
        return year - 1; /* neither: the nearer one, rather back than forward */
    if (p->published - here > 300) return year + 1;
    return year;
}

/* A year told just before in the sentence, under which further months stand ("in May 2008 and
 * June"). */
static int inherited_year(const pass *p, uint32_t first) {
    if (p->doc->times.count == 0) return 0;
    const dragoman_time *last = &p->doc->times.items[p->doc->times.count - 1];
    const found *f = &p->found.items[p->found.count - 1];
    if (last->sentence != p->sentence || !f->year_told || f->grain == UNIT_YEAR ||
        f->grain == UNIT_NONE)
        return 0;
    if (f->grain > UNIT_MONTH || first < f->end || first - f->end > 3) return 0;
    return last->date.year;
}

/* How far "last", "this", "next" within a match move a year. */
static int years_moved(const pass *p, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        if (p->atoms[i].classes & C_('L')) return -1;
        if (p->atoms[i].classes & C_('X')) return 1;
    }
    return 0;
}

/* "on May 3 and 5 others were": the second figure is no day. */
static bool counts_people(const pass *p, const slots *s, uint32_t end) {
    if (!s->day2 || end >= p->count || !(p->atoms[end - 1].classes & C_('D'))) return false;
    uint8_t upos = dg_token(p->doc, (int32_t)p->atoms[end].first)->upos;
    return upos == DG_UPOS_NOUN || upos == DG_UPOS_ADJ || upos == DG_UPOS_NUM ||
           upos == DG_UPOS_PROPN;
}

bool dg_make_month_day(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                       found *f) {
    if (!dg_date_valid(2000, s->month, s->day) || counts_people(p, s, end)) return false;
    if (!deictic(p, t)) return true;
    int year = s->unit == UNIT_YEAR ? dg_date_of_day(p->published).year + years_moved(p, first, end)
                                    : inherited_year(p, first);
    if (year)
        f->year_told = true;
    else
        year = year_near(p, s->month, s->day, direction(p, first, end)), f->no_year = true;
    if (!dg_date_valid(year, s->month, s->day)) year -= year % 4; /* 29 February */
    if (!dg_date_valid(year, s->month, s->day)) return false;
    dg_set_days(t, f, UNIT_DAY, dg_day_number(year, s->month, s->day));
    if (s->day2 > s->day && dg_date_valid(year, s->month, s->day2))
        t->enddate = (dragoman_date){(int16_t)year, (uint8_t)s->month, (uint8_t)s->day2};
    return true;
}

bool dg_make_month(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                   found *f) {
    if (s->year) {
        dg_set_days(t, f, UNIT_MONTH, dg_day_number(s->year, s->month, 1));
        f->year_told = true;
        return true;
    }
    bool doubtful =
        !strcmp(p->atoms[first].text, "may") || !strcmp(p->atoms[first].text, "march") ||
        !strcmp(p->atoms[first].text, "april") || !strcmp(p->atoms[first].text, "june") ||
        !strcmp(p->atoms[first].text, "august");
    if (doubtful && !word_before(p, first, before_dates) &&
        !(first > 0 && (p->atoms[first - 1].classes & (C_('h') | C_('L') | C_('X') | C_('R')))))
        return false;
    if (!deictic(p, t)) return true;
    int year = inherited_year(p, first);
    static const char *const towards[] = {"by", "for", "to", "until", NULL};
    int way = direction(p, first, end);
    if (way == 0) way = word_before(p, first, towards) ? 1 : -1;
    if (year)
        f->year_told = true;
    else
        year = year_near(p, s->month, 0, way);
    dg_set_days(t, f, UNIT_MONTH, dg_day_number(year, s->month, 1));
    return true;
}

/* Directions of the words between a month and "year". */
bool dg_make_month_of(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                      found *f) {
    if (s->unit != UNIT_YEAR) return false;
    if (!deictic(p, t)) return true;
    int n = 0;
    for (uint32_t i = first; i < end; i++)
        n += (p->atoms[i].classes & (C_('L') | C_('v'))) ? -1
             : (p->atoms[i].classes & C_('X'))           ? 1
                                                         : 0;
    int year = dg_date_of_day(p->published).year + n;
    dg_set_days(t, f, UNIT_MONTH, dg_day_number(year, s->month, 1));
    return true;
}

/* Four figures are a year unless they count or name something. */
static bool is_year(const pass *p, uint32_t at, int year) {
    const dg_doc *doc = p->doc;
    bool led = word_before(p, at, before_dates);
    const char *before = at > 0 ? p->atoms[at - 1].text : "";
    const dragoman_token *previous =
        p->atoms[at].first > 0 && at > 0 ? dg_token(doc, (int32_t)p->atoms[at].first - 1) : NULL;
    const dragoman_token *next =
        at + 1 < p->count ? dg_token(doc, (int32_t)p->atoms[at + 1].first) : NULL;
    if (previous && (previous->xpos == DG_XPOS_DOLLAR || previous->upos == DG_UPOS_SYM))
        return false;
    if (at > 0 && strchr("#$+<>=", before[0]) && before[0]) return false;
    if (next &&
        (next->upos == DG_UPOS_SYM || dg_form(doc, (int32_t)p->atoms[at + 1].first).ptr[0] == '%'))
        return false;
    if (at + 1 < p->count && (p->atoms[at + 1].classes & (C_('U') | C_('b') | C_('Z') | C_('i'))))
        return false;
    if (at + 1 < p->count && p->atoms[at + 1].glued && p->atoms[at + 1].text[0] == 0 && next &&
        (next->shape & DRAGOMAN_SHAPE_DIGIT))
        return false;
    bool plural = next && (next->xpos == DG_XPOS_NNS || next->upos == DG_UPOS_ADJ) &&
                  next->upos != DG_UPOS_PROPN;
    if (plural && year % 100 == 0 && !(at > 0 && !strcmp(before, "the")))
        return false; /* "2000 people" */
    if (led) return year >= 1000;
    if (year < 1500 || year > 2100) return false;
    if (at == 0) return year >= 1900;
    bool standing = previous && (previous->shape & DRAGOMAN_SHAPE_PUNCT) && strcmp(before, "(");
    if (plural && standing) return false; /* "as of Friday, 1885 aftershocks" */
    bool name =
        previous && previous->upos == DG_UPOS_PROPN && !(previous->shape & DRAGOMAN_SHAPE_PUNCT);
    if (name && year % 100 == 0) return false;
    if (next && next->upos == DG_UPOS_NOUN && next->xpos == DG_XPOS_NNS && strcmp(before, "the") &&
        !name && previous && previous->upos == DG_UPOS_VERB)
        return false; /* "killed 1950 soldiers" */
    return year >= 1600;
}

bool dg_make_year(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)end;
    if ((p->atoms[first].classes & C_('Y')) && !is_year(p, first, s->year)) return false;
    if ((p->atoms[first].classes & C_('y')) && !word_before(p, first, before_dates)) return false;
    dg_set_days(t, f, UNIT_YEAR, dg_day_number(s->year, 1, 1));
    f->year_told = true;
    return true;
}

bool dg_make_decade(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                    found *f) {
    (void)end;
    int year = s->decade;
    if (year < 100) { /* "the 80s": the one last gone by; people in their thirties are no decade */
        static const char *const owner[] = {"their", "his", "her", "my", "our", NULL};
        if (word_before(p, first, owner)) return false;
        int now = p->published != NO_DAY ? dg_date_of_day(p->published).year : 2000;
        year += now / 100 * 100;
        if (year > now) year -= 100;
    }
    dg_set_days(t, f, UNIT_DECADE, dg_day_number(year, 1, 1));
    f->year_told = true;
    return true;
}

bool dg_make_century(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                     found *f) {
    (void)p, (void)first, (void)end;
    if (s->unit != UNIT_CENTURY || s->ordinal > 22) return false;
    dg_set_days(t, f, UNIT_CENTURY, dg_day_number((s->ordinal - 1) * 100 + 1, 1, 1));
    f->year_told = true;
    return true;
}

bool dg_make_quarter(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                     found *f) {
    bool quarter = false, year = false;
    for (uint32_t i = first; i < end; i++) {
        if (p->atoms[i].unit == UNIT_QUARTER) quarter = true;
        if (p->atoms[i].unit == UNIT_YEAR) year = true;
    }
    if (!quarter || s->ordinal > 4 || (s->unit != UNIT_QUARTER && !year)) return false;
    int of = s->year;
    if (!of) {
        if (!deictic(p, t)) return true;
        of = dg_date_of_day(p->published).year + years_moved(p, first, end);
        int32_t start = dg_day_number(of, s->ordinal * 3 - 2, 1);
        if (!year && start > p->published && tense(p, first, end) <= 0) of--;
    }
    dg_set_days(t, f, UNIT_QUARTER, dg_day_number(of, s->ordinal * 3 - 2, 1));
    f->year_told = s->year != 0;
    return true;
}

bool dg_make_half_year(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                       found *f) {
    if (s->ordinal > 2) return false;
    int year = s->year;
    if (!year) {
        if (s->unit != UNIT_YEAR) return false;
        if (!deictic(p, t)) return true;
        year = dg_date_of_day(p->published).year + years_moved(p, first, end);
    }
    dg_set_days(t, f, UNIT_QUARTER, dg_day_number(year, s->ordinal * 6 - 5, 1));
    snprintf(t->value, sizeof t->value, "%04d-H%d", year, s->ordinal);
    t->enddate = month_date(year, s->ordinal * 6);
    return true;
}

static bool season_day(pass *p, const slots *s, int year, dragoman_time *t, found *f) {
    (void)p;
    dg_set_days(t, f, UNIT_SEASON, dg_day_number(year, s->season * 3 + 3, 1));
    return true;
}

bool dg_make_season(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                    found *f) {
    if (s->year) return f->year_told = true, season_day(p, s, s->year, t, f);
    static const char *const before[] = {"in",   "by",      "during", "since", "until",
                                         "over", "through", "this",   NULL};
    if (!word_before(p, first, before)) return false;
    if (!deictic(p, t)) return true;
    int year = dg_date_of_day(p->published).year;
    int32_t start = dg_day_number(year, s->season * 3 + 3, 1);
    if (start > p->published && tense(p, first, end) <= 0) year--;
    if (start < p->published - 120 && tense(p, first, end) > 0) year++;
    return season_day(p, s, year, t, f);
}

static void feast_in(const slots *s, int year, dragoman_time *t, found *f) {
    int32_t first, last;
    dg_feast_days((enum dg_feast)s->feast, year, &first, &last);
    dg_set_days(t, f, UNIT_DAY, first);
    if (last > first) t->enddate = dg_date_of_day(last);
}

/* The year of a feast before (-1), after (1) or about the article's day. */
static int feast_year(const pass *p, const slots *s, int way) {
    int year = dg_date_of_day(p->published).year;
    int32_t first, last;
    dg_feast_days((enum dg_feast)s->feast, year, &first, &last);
    if (way < 0) return first > p->published ? year - 1 : year;
    if (way > 0) return last < p->published ? year + 1 : year;
    if (first - p->published > 120) return year - 1;
    return p->published - first > 300 ? year + 1 : year;
}

bool dg_make_feast(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                   found *f) {
    if (s->year) return feast_in(s, s->year, t, f), f->year_told = true;
    if (!deictic(p, t)) return true;
    feast_in(s, feast_year(p, s, tense(p, first, end)), t, f);
    return true;
}

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
    if (!deictic(p, t)) return true;
    int back = (dg_weekday(p->published) - s->weekday + 7) % 7;
    int forward = (7 - back) % 7, way = tense(p, first, end);
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
    if (!deictic(p, t)) return true;
    dg_set_days(t, f, UNIT_DAY, p->published + (tonight ? 0 : s->offset));
    if (part) {
        snprintf(f->suffix, sizeof f->suffix, "%s", part_value[part]);
        dg_set_suffix(t, f);
    }
    return true;
}

static bool part_of_day(int32_t day, const slots *s, dragoman_time *t, found *f) {
    dg_set_days(t, f, UNIT_DAY, day);
    snprintf(f->suffix, sizeof f->suffix, "%s", part_value[s->part]);
    dg_set_suffix(t, f);
    return true;
}

/* "this", "last", "next" with whatever follows: way 0, -1, 1. */
static bool moved(pass *p, const slots *s, int way, dragoman_time *t, found *f) {
    if (s->unit && (s->unit < UNIT_DAY || s->plural)) return false;
    if (s->part) t->type = "TIME";
    if (!deictic(p, t)) return true;
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
        int now = season_of(p->published);
        if (way < 0 && s->season >= now) year--;
        if (way > 0 && s->season <= now) year++;
        return season_day(p, s, year, t, f);
    }
    if (s->feast) {
        feast_in(s, way ? feast_year(p, s, way) : year, t, f);
        return true;
    }
    set_away(t, f, (uint8_t)s->unit, p->published, way);
    return true;
}

bool dg_make_this(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)end;
    if (s->unit == UNIT_DAY && p->atoms[first].value) return false; /* "the current day" */
    return moved(p, s, 0, t, f);
}

bool dg_make_last(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)first, (void)end;
    return moved(p, s, -1, t, f);
}

bool dg_make_next(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)first, (void)end;
    return moved(p, s, 1, t, f);
}

/* ------------------------------------------------------------------ counted from the date told
 * last */

static bool moved_from_reference(pass *p, const slots *s, int way, dragoman_time *t, found *f) {
    if (s->unit && s->unit < UNIT_DAY) return false;
    if (s->unit && s->plural) return false;
    if (s->part) t->type = "TIME";
    int32_t base = reference(p, s->unit, t);
    if (base == NO_DAY) return true;
    if (s->weekday) {
        if (s->weekday > 10) return false;
        int back = (dg_weekday(base) - s->weekday + 7) % 7, forward = (7 - back) % 7;
        dg_set_days(t, f, UNIT_DAY,
                    way < 0 ? base - (back ? back : 7) : base + (forward ? forward : 7));
    } else if (s->part)
        part_of_day(base + way, s, t, f);
    else
        set_away(t, f, (uint8_t)s->unit, base, way);
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
    if (next && tense(p, first, end) > 0) return moved(p, s, 1, t, f);
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
    bool later = word_before(p, first, in) && word_before(p, first - 1, part);
    bool over = s->unit <= UNIT_DAY && word_before(p, first, edge);
    if (!bound && !later && !over) return false;
    int32_t base = s->unit == UNIT_DAY ? reference(p, UNIT_DAY, t)
                   : deictic(p, t)     ? p->published
                                       : NO_DAY;
    if (base != NO_DAY) dg_set_days(t, f, (uint8_t)s->unit, base);
    return true;
}

/* Whole units away; a year and a half is eighteen months, other parts of units are dropped. */
static void set_counted(dragoman_time *t, found *f, const slots *s, int32_t base, int way) {
    uint8_t unit = (uint8_t)s->unit;
    int tenths = s->number ? s->number : 10;
    if (tenths == NUMBER_VAGUE || base == NO_DAY) return;
    if (tenths % 10 && unit == UNIT_YEAR) unit = UNIT_MONTH, tenths *= 12;
    int n = way * (tenths / 10);
    if (unit == UNIT_WEEK || unit == UNIT_FORTNIGHT)
        dg_set_days(t, f, UNIT_DAY, base + n * (unit == UNIT_WEEK ? 7 : 14));
    else
        set_away(t, f, unit, base, n);
}

bool dg_make_ago(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)end;
    slots half = *s;
    if (p->atoms[first].classes & C_('f')) {
        half.number = 5;
        if (s->unit != UNIT_YEAR) half.number = 10;
    }
    bool known = deictic(p, t);
    if (half.number == NUMBER_VAGUE) {
        snprintf(t->value, sizeof t->value, "PAST_REF");
        return true;
    }
    if (known) set_counted(t, f, &half, p->published, -1);
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
    set_counted(t, f, &years, reference(p, s->unit, t), -1);
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
    set_counted(t, f, &years, reference(p, s->unit, t), 1);
    if (s->number == NUMBER_VAGUE) snprintf(t->value, sizeof t->value, "FUTURE_REF");
    return true;
}

/* ------------------------------------------------------------------ lengths of time */

static void set_length(dragoman_time *t, int tenths, int unit) {
    static const char letter[] = {0,   'S', 'M', 'H', 'D', 'W', 'W',
                                  'W', 'M', 'Q', 'Y', 'Y', 'Y', 'Y'};
    int times = unit == UNIT_FORTNIGHT ? 2
                : unit == UNIT_DECADE  ? 10
                : unit == UNIT_CENTURY ? 100
                                       : 1;
    const char *clock = unit <= UNIT_HOUR ? "T" : "", *weekend = unit == UNIT_WEEKEND ? "E" : "";
    t->type = "DURATION";
    if (tenths == NUMBER_VAGUE) {
        snprintf(t->value, sizeof t->value, "P%sX%c%s", clock, letter[unit], weekend);
        return;
    }
    long n = (long)tenths * times;
    char part[4] = {0};
    if (n % 10) part[0] = '.', part[1] = (char)('0' + n % 10);
    snprintf(t->value, sizeof t->value, "P%s%ld%s%c%s", clock, n / 10, part, letter[unit], weekend);
}

/* "23 years old", "a 23-year-old", "of 23 years of age", "aged 55 years" tell an age. */
static bool is_age(const pass *p, uint32_t first, uint32_t end) {
    uint32_t i = end < p->count && (p->atoms[end].classes & C_('h')) ? end + 1 : end;
    static const char *const aged[] = {"aged", "age", NULL};
    if (word_before(p, first, aged)) return true;
    static const char *const of[] = {"of", NULL}, *const age[] = {"age", "ages", NULL};
    if (word_before(p, first, of) && word_before(p, first - 1, age)) return true;
    if (first > 2 && (p->atoms[first - 1].classes & (C_('d') | C_('j'))) &&
        word_before(p, first - 2, aged))
        return true;
    if (i < p->count && (!strcmp(p->atoms[i].text, "old") || !strcmp(p->atoms[i].text, "olds")))
        return true;
    return end + 1 < p->count && !strcmp(p->atoms[end].text, "of") &&
           !strcmp(p->atoms[end + 1].text, "age");
}

bool dg_make_duration(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                      found *f) {
    (void)f;
    if (!s->unit || is_age(p, first, end)) return false;
    if (s->number == 0) return false;
    if (s->unit == UNIT_SECOND && !s->plural && s->number != 10 &&
        !(p->atoms[first].classes & C_('n')))
        return false;
    static const char *const of[] = {"for",  "in",   "within", "after",  "than", "least",
                                     "only", "just", "of",     "lasted", NULL};
    if (s->unit == UNIT_DAY && !strcmp(p->atoms[first].text, "one") && end == first + 2 &&
        !word_before(p, first, of))
        return false; /* "one day" to come */
    bool fraction = !s->plural || (p->atoms[end - 2].classes & C_('h'));
    if (s->unit == UNIT_QUARTER && fraction) return false; /* "three-quarters" */
    set_length(t, s->number, s->unit);
    return true;
}

/* "a year and a half", "half a year". */
bool dg_make_half(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)f, (void)end;
    bool whole = !(p->atoms[first].classes & C_('f'));
    if (s->unit == UNIT_SECOND || s->unit == UNIT_QUARTER) return false;
    if (s->unit == UNIT_YEAR)
        set_length(t, whole ? 180 : 60, UNIT_MONTH);
    else if (s->unit == UNIT_HOUR)
        set_length(t, whole ? 900 : 300, UNIT_MINUTE);
    else
        set_length(t, whole ? 15 : 5, s->unit);
    return true;
}

/* "a year": a rate after a figure or "twice", else a length where the words around ask for one. */
bool dg_make_one(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)f;
    bool article = (p->atoms[first].classes & C_('a')) != 0;
    if (s->unit == UNIT_SECOND || s->unit == UNIT_QUARTER || s->plural || is_age(p, first, end))
        return false;
    static const char *const rate[] = {"once", "twice", "times", "thrice", NULL};
    static const char *const length[] = {"for",    "within", "after",  "than",   "over",  "nearly",
                                         "almost", "about",  "around", "lasted", "took",  "takes",
                                         "take",   "just",   "only",   "under",  "half",  "in",
                                         "of",     "last",   "once",   "least",  "spent", NULL};
    const dragoman_token *before =
        first > 0 ? dg_token(p->doc, (int32_t)p->atoms[first].first - 1) : NULL;
    bool counted = before && (before->upos == DG_UPOS_NUM ||
                              (p->atoms[first - 1].classes & (C_('n') | C_('i'))));
    bool counted_noun = before && before->upos == DG_UPOS_NOUN && first > 1 &&
                        dg_token(p->doc, (int32_t)p->atoms[first].first - 2)->upos == DG_UPOS_NUM;
    if (article && (word_before(p, first, rate) || counted || counted_noun)) {
        set_length(t, 10, s->unit);
        t->type = "SET";
        return true;
    }
    static const char *const after[] = {"before", "after", "long", "later", "into", NULL};
    bool followed = false;
    for (const char *const *w = after; *w; w++)
        followed |= end < p->count && !strcmp(p->atoms[end].text, *w);
    bool hyphen = !article || (p->atoms[end - 1].classes & C_('z'));
    bool asked = s->unit >= UNIT_WEEK || followed || word_before(p, first, length);
    if (!hyphen && !asked) return false;
    if (!hyphen && s->unit == UNIT_DAY && !followed &&
        word_before(p, first, (const char *const[]){"of", "in", "last", NULL}))
        return false;
    set_length(t, 10, s->unit);
    return true;
}

/* "for years", "months of talks", "decades-long". */
bool dg_make_plural(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                    found *f) {
    (void)f;
    static const char *const before[] = {"for",    "in",   "within", "after", "over",
                                         "lasted", "last", "took",   "take",  "of",
                                         "just",   "mere", "only",   "until", NULL};
    static const char *const after[] = {"of",  "before",  "after", "later",
                                        "ago", "earlier", "-",     NULL};
    if (s->unit == UNIT_SECOND) return false;
    if (first > 0 && (p->atoms[first - 1].classes & (C_('n') | C_('i')))) return false; /* an age */
    bool compound = (p->atoms[end - 1].classes & C_('z')) != 0;
    bool fits = compound || (word_before(p, first, before) &&
                             !(first > 1 && !strcmp(p->atoms[first - 1].text, "of")));
    const dragoman_token *previous =
        first > 0 ? dg_token(p->doc, (int32_t)p->atoms[first].first - 1) : NULL;
    bool described = previous && (previous->upos == DG_UPOS_ADJ || previous->upos == DG_UPOS_DET ||
                                  previous->upos == DG_UPOS_PRON);
    for (const char *const *w = after; *w && end < p->count && !described; w++)
        fits |= !strcmp(p->atoms[end].text, *w);
    if (end + 1 < p->count && (p->atoms[end].classes & C_('h')) && p->atoms[end].glued)
        fits = true; /* "decades-old" */
    if (!fits) return false;
    set_length(t, NUMBER_VAGUE, s->unit);
    return true;
}

/* A length that ends (way -1) or begins (1) with the article's day: "the past nine days". */
static bool span(pass *p, const slots *s, int way, dragoman_time *t, found *f) {
    if (s->number == 0 && s->plural) { /* "the past years" */
        snprintf(t->value, sizeof t->value, way < 0 ? "PAST_REF" : "FUTURE_REF");
        return true;
    }
    int tenths = s->number ? s->number : 10;
    set_length(t, tenths, s->unit);
    t->anchor = p->anchor;
    if (p->published == NO_DAY || tenths == NUMBER_VAGUE || s->unit < UNIT_DAY) return true;
    dragoman_time edge = {.type = "DATE"};
    found at = {0};
    slots whole = *s;
    whole.number = tenths;
    if (s->unit == UNIT_WEEKEND || s->unit == UNIT_QUARTER) return true;
    set_counted(&edge, &at, &whole, p->published, way);
    if (at.grain == UNIT_NONE) return true;
    dragoman_date there = edge.date, here = dg_date_of_day(p->published);
    if (at.grain == UNIT_MONTH || at.grain == UNIT_YEAR) here.day = 0;
    if (at.grain == UNIT_YEAR) here.month = 0;
    t->date = way < 0 ? there : here;
    t->enddate = way < 0 ? here : there;
    t->precision = edge.precision;
    (void)f;
    return true;
}

bool dg_make_past_span(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                       found *f) {
    (void)end;
    /* "the last day of the month", "the last minute" are no length; "the last year" is a date. */
    if (s->number == 0 && s->unit < UNIT_DAY) return false;
    if (s->number == 0 && (p->atoms[first + 1].classes & C_('L')) && !s->plural) {
        static const char *const within[] = {"over", "within", NULL};
        if (s->unit == UNIT_DAY) return false;
        if (!word_before(p, first, within)) return moved(p, s, -1, t, f);
    }
    return span(p, s, -1, t, f);
}

bool dg_make_next_span(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                       found *f) {
    (void)first, (void)end;
    if (s->number == 0 && s->plural && s->unit >= UNIT_DAY) { /* "the coming days" */
        snprintf(t->value, sizeof t->value, "FUTURE_REF");
        return true;
    }
    if (s->number == 0) return moved(p, s, 1, t, f);
    return span(p, s, 1, t, f);
}

/* ------------------------------------------------------------------ sets, references, clock times
 */

bool dg_make_set(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                 found *f) {
    (void)p, (void)first, (void)end, (void)f;
    if (s->weekday)
        snprintf(t->value, sizeof t->value, "XXXX-WXX-%d", s->weekday % 10);
    else if (s->month)
        snprintf(t->value, sizeof t->value, "XXXX-%02d", s->month);
    else if (s->part)
        snprintf(t->value, sizeof t->value, "XXXX-XX-XX%s", part_value[s->part]);
    else if (s->unit == UNIT_SECOND && s->number == 0)
        return false; /* "every second" of something */
    else
        set_length(t, s->number ? s->number : s->ordinal ? 10 * s->ordinal : 10, s->unit);
    t->type = "SET";
    return true;
}

bool dg_make_adverb_set(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                        found *f) {
    (void)end, (void)f;
    const dragoman_token *token = dg_token(p->doc, (int32_t)p->atoms[first].first);
    if (token->upos == DG_UPOS_PROPN && (token->shape & DRAGOMAN_SHAPE_TITLE))
        return false; /* "the Daily Star" */
    set_length(t, 10, s->unit);
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
    if (!strcmp(p->atoms[first].text, "recent") && word_before(p, first, most)) return false;
    static const char *const as[] = {"as", "so", "too", "until", NULL};
    if (s->ref == REF_FUTURE && word_before(p, first, as)) return false;
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
    if (alone && !word_before(p, first, at)) return false; /* scores, verses, ratios */
    if (!clock_time(p, s, s->hour, s->minute, t, f)) return false;
    for (uint32_t i = first; i < end; i++) {
        const atom *a = &p->atoms[i];
        if (!(a->classes & (C_('A') | C_('W')))) continue;
        slots day = {.weekday = (int8_t)((a->classes & C_('W')) ? a->value : 0),
                     .offset = (int8_t)a->value};
        if (!deictic(p, t)) return true;
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
    bool fits = alone || (s->the ? word_before(p, first, in) : point && word_before(p, first, at));
    if (!fits) return false;
    t->type = "TIME";
    snprintf(f->suffix, sizeof f->suffix, "%s", part_value[s->part]);
    f->wants_day = true;
    return true;
}
