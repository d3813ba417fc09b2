/*
 * dates.c - makers of dates told in full or in part: "2 May 2019", "in August", "the 1990s", "in
 * the second quarter", "Easter".
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

static const char *const before_dates[] = {
    "in",     "since", "by",      "until", "till",    "from",  "of",   "during",
    "before", "after", "between", "to",    "through", "than",  "late", "early",
    "mid",    "and",   "circa",   "or",    "around",  "about", "for",  NULL};

/* Where the verb over a month or a day without its year points: what something is moved "to", set
 * "for" or due "by" is the nearest one, whatever the tense. */
static int direction(const pass *p, uint32_t first, uint32_t end) {
    static const char *const towards[] = {"to", "for", "until", "till", "by", "through", NULL};
    int way = dg_tense_of(p, first, end);
    return way < 0 && dg_word_before(p, first, towards) ? 0 : way;
}

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
    if (!dg_deictic(p, t)) return true;
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
    if (doubtful && !dg_word_before(p, first, before_dates) &&
        !(first > 0 && (p->atoms[first - 1].classes & (C_('h') | C_('L') | C_('X') | C_('R')))))
        return false;
    if (!dg_deictic(p, t)) return true;
    int year = inherited_year(p, first);
    static const char *const towards[] = {"by", "for", "to", "until", NULL};
    int way = direction(p, first, end);
    if (way == 0) way = dg_word_before(p, first, towards) ? 1 : -1;
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
    if (!dg_deictic(p, t)) return true;
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
    bool led = dg_word_before(p, at, before_dates);
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
    if ((p->atoms[first].classes & C_('y')) && !dg_word_before(p, first, before_dates))
        return false;
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
        if (dg_word_before(p, first, owner)) return false;
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
        if (!dg_deictic(p, t)) return true;
        of = dg_date_of_day(p->published).year + years_moved(p, first, end);
        int32_t start = dg_day_number(of, s->ordinal * 3 - 2, 1);
        if (!year && start > p->published && dg_tense_of(p, first, end) <= 0) of--;
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
        if (!dg_deictic(p, t)) return true;
        year = dg_date_of_day(p->published).year + years_moved(p, first, end);
    }
    dg_set_days(t, f, UNIT_QUARTER, dg_day_number(year, s->ordinal * 6 - 5, 1));
    snprintf(t->value, sizeof t->value, "%04d-H%d", year, s->ordinal);
    t->enddate = dg_month_date(year, s->ordinal * 6);
    return true;
}

bool dg_set_season(const slots *s, int year, dragoman_time *t, found *f) {
    dg_set_days(t, f, UNIT_SEASON, dg_day_number(year, s->season * 3 + 3, 1));
    return true;
}

bool dg_make_season(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                    found *f) {
    if (s->year) return f->year_told = true, dg_set_season(s, s->year, t, f);
    static const char *const before[] = {"in",   "by",      "during", "since", "until",
                                         "over", "through", "this",   NULL};
    if (!dg_word_before(p, first, before)) return false;
    if (!dg_deictic(p, t)) return true;
    int year = dg_date_of_day(p->published).year;
    int32_t start = dg_day_number(year, s->season * 3 + 3, 1);
    if (start > p->published && dg_tense_of(p, first, end) <= 0) year--;
    if (start < p->published - 120 && dg_tense_of(p, first, end) > 0) year++;
    return dg_set_season(s, year, t, f);
}

void dg_set_feast(const slots *s, int year, dragoman_time *t, found *f) {
    int32_t first, last;
    dg_feast_days((enum dg_feast)s->feast, year, &first, &last);
    dg_set_days(t, f, UNIT_DAY, first);
    if (last > first) t->enddate = dg_date_of_day(last);
}

/* The year of a feast before (-1), after (1) or about the article's day. */
int dg_feast_year(const pass *p, const slots *s, int way) {
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
    if (s->year) return dg_set_feast(s, s->year, t, f), f->year_told = true;
    if (!dg_deictic(p, t)) return true;
    dg_set_feast(s, dg_feast_year(p, s, dg_tense_of(p, first, end)), t, f);
    return true;
}
