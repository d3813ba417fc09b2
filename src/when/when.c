/*
 * when.c - the pass over an article: times found, then settled against each other.
 *
 * Sentence by sentence the tokens become atoms, the matcher takes the longest phrase at each, and
 * its maker resolves it. What a phrase cannot know by itself is settled afterwards: the day of a
 * clock time (told beside it, before it, or the article's), the two ends of a range, "since" and
 * "until", and the year of a named day ("the October 7 attack") that the article tells elsewhere.
 *
 * Times count from the article's date. Where it has none, a date line in its text (a first line
 * that is a whole date and nothing else) stands in; without either, relative times stay without a
 * value.
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#define OFFSET_REACH 9 /* tokens between "after" and the date it is counted from */
#define HEAD_LINES 6   /* how many sentences down a date line may stand */

/* ------------------------------------------------------------------ helpers */

static bool text_is(const dg_doc *doc, uint32_t token, const char *word) {
    return dg_str_is(dg_form(doc, (int32_t)token), word);
}

static bool same_sentence(const dg_doc *doc, uint32_t a, uint32_t b) {
    return dg_token(doc, (int32_t)a)->sentence == dg_token(doc, (int32_t)b)->sentence;
}

/* ------------------------------------------------------------------ the date line */

/* Whether a sentence is a whole date and nothing else. */
static bool is_date_line(pass *p, uint32_t sentence, dragoman_time *t, found *f) {
    const dragoman_sentence *s = &p->doc->sentences.items[sentence];
    if (s->count == 0 || s->count > 8) return false;
    dg_when_atoms(p, sentence);
    uint32_t count = p->count;
    if (count && p->atoms[count - 1].classes == 0) count--; /* a full stop */
    return count && dg_when_match(p, 0, 0, t, f) == count && f->grain == UNIT_DAY && f->year_told;
}

/* The article's own date: given, else its date line's. */
static void find_anchor(pass *p) {
    dragoman_date given = p->doc->article.published;
    p->published = NO_DAY;
    p->anchor = -1;
    if (given.year && given.month && given.day) {
        p->published = dg_day_of_date(given);
        return;
    }
    for (uint32_t s = 0; s < p->doc->sentences.count && s < HEAD_LINES; s++) {
        dragoman_time t;
        found f;
        if (!is_date_line(p, s, &t, &f)) continue;
        p->published = f.day;
        return;
    }
}

/* ------------------------------------------------------------------ one sentence */

static void keep(pass *p, const dragoman_time *t, const found *f) {
    dragoman_time *kept = dg_vec_push(p->doc->arena, &p->doc->times);
    *kept = *t;
    kept->span = dg_span_of(p->doc, (int32_t)t->first, (int32_t)t->last);
    *dg_vec_push(p->doc->arena, &p->found) = *f;
    if (f->grain == UNIT_NONE || f->grain > UNIT_YEAR) return;
    if (f->grain == UNIT_DAY)
        p->ref_day = f->day, p->ref_day_time = (int32_t)p->doc->times.count - 1;
    p->ref = f->day;
    p->ref_grain = f->grain;
    p->ref_time = (int32_t)p->doc->times.count - 1;
}

/* The day of clock times and parts of a day: told in their sentence, else just before, else the
 * article's. */
static void settle_clocks(pass *p, uint32_t first_time, int32_t ref_before) {
    dragoman_time *times = p->doc->times.items;
    found *all = p->found.items;
    for (uint32_t i = first_time; i < p->doc->times.count; i++) {
        if (!all[i].wants_day) continue;
        uint32_t best = UINT32_MAX, nearest = UINT32_MAX;
        for (uint32_t j = first_time; j < p->doc->times.count; j++) {
            if (all[j].grain != UNIT_DAY || all[j].wants_day) continue;
            uint32_t gap = j > i ? all[j].first - all[i].end : all[i].first - all[j].end;
            if (gap < nearest) nearest = gap, best = j;
        }
        int32_t day = p->published;
        times[i].anchor = p->anchor;
        if (best != UINT32_MAX)
            day = all[best].day, times[i].anchor = (int32_t)best;
        else if (ref_before != NO_DAY)
            day = ref_before, times[i].anchor = p->ref_time;
        if (day == NO_DAY) continue;
        dg_set_days(&times[i], &all[i], UNIT_DAY, day);
        dg_set_suffix(&times[i], &all[i]);
    }
}

static void find_in_sentence(pass *p, uint32_t sentence) {
    uint32_t first_time = p->doc->times.count, low = 0;
    bool near = p->ref_time >= 0 && p->ref_grain == UNIT_DAY &&
                p->doc->times.items[p->ref_time].sentence + 1 == sentence;
    int32_t ref_before = near ? p->ref : NO_DAY;
    dragoman_time t;
    found f;
    bool line = is_date_line(p, sentence, &t, &f) && sentence < HEAD_LINES;
    dg_when_atoms(p, sentence);
    for (uint32_t at = 0; at < p->count;) {
        uint32_t end = dg_when_match(p, at, low, &t, &f);
        if (!end) {
            at++;
            continue;
        }
        keep(p, &t, &f);
        at = low = end;
    }
    settle_clocks(p, first_time, ref_before);
    if (line)
        p->ref = p->ref_day = NO_DAY,
        p->ref_time = -1; /* the article's own date is told of nothing */
}

/* ------------------------------------------------------------------ settling */

/* "May 3 to 5", "between 2014 and 2017", "from April to June": the first end takes the last day. */
static void settle_ranges(pass *p) {
    static const char *const joins[] = {"to", "until",        "till",         "through", "and",
                                        "-",  "\xe2\x80\x93", "\xe2\x80\x94", NULL};
    static const char *const opens[] = {"from", "between", NULL};
    dg_doc *doc = p->doc;
    for (uint32_t i = 0; i + 1 < doc->times.count; i++) {
        dragoman_time *a = &doc->times.items[i], *b = a + 1;
        if (a->sentence != b->sentence || b->first != a->last + 2 || !a->date.year ||
            !b->date.year || a->enddate.year)
            continue;
        uint32_t join = a->last + 1;
        bool opened = a->first > 0 && dg_form_in(doc, (int32_t)a->first - 1, opens) &&
                      same_sentence(doc, a->first - 1, a->first);
        bool dash = dg_token(doc, (int32_t)join)->shape & DRAGOMAN_SHAPE_PUNCT;
        if (!dg_form_in(doc, (int32_t)join, joins) ||
            (!opened && !dash && !text_is(doc, join, "to")))
            continue;
        if (p->found.items[i].day > p->found.items[i + 1].day) continue;
        a->enddate = b->enddate.year ? b->enddate : b->date;
    }
}

/* "since June" has no end; "until June" has no beginning. */
static void settle_leads(pass *p) {
    static const char *const since[] = {"since", NULL}, *const until[] = {"until", "till", NULL};
    dg_doc *doc = p->doc;
    for (uint32_t i = 0; i < doc->times.count; i++) {
        dragoman_time *t = &doc->times.items[i];
        if (t->first == 0 || !t->date.year || !same_sentence(doc, t->first - 1, t->first)) continue;
        if (dg_form_in(doc, (int32_t)t->first - 1, since)) {
            t->open_end = true;
            t->enddate = (dragoman_date){0};
        } else if (dg_form_in(doc, (int32_t)t->first - 1, until)) {
            if (i > 0 && doc->times.items[i - 1].last + 2 == t->first &&
                doc->times.items[i - 1].enddate.year)
                continue;
            if (!t->enddate.year) t->enddate = t->date;
            t->date = (dragoman_date){0};
        }
    }
}

/* Whether a time stands before a noun as its name: "the October 7 attack". */
static bool names_event(const dg_doc *doc, const dragoman_time *t) {
    uint32_t next = t->last + 1;
    if (next >= doc->tokens.count || !same_sentence(doc, t->last, next)) return false;
    const dragoman_token *token = dg_token(doc, (int32_t)next);
    for (uint32_t i = t->first; i <= t->last; i++) {
        int32_t head = dg_token(doc, (int32_t)i)->head;
        if (head > (int32_t)t->last && dg_token(doc, head)->upos == DG_UPOS_NOUN) return true;
    }
    return token->upos == DG_UPOS_NOUN || token->upos == DG_UPOS_PROPN;
}

/* The first times of the article that tell a day, or a month, with its year: index or -1. */
typedef struct told_years {
    int32_t day[13][32], month[13]; /* [month][day of month], [month] */
} told_years;

static void collect_years(const pass *p, told_years *told) {
    memset(told, 0xff, sizeof *told);
    for (uint32_t i = 0; i < p->doc->times.count; i++) {
        const found *f = &p->found.items[i];
        dragoman_date d = p->doc->times.items[i].date;
        if (!f->year_told || !d.year || f->day == p->published) continue;
        int32_t *at = f->grain == UNIT_DAY ? &told->day[d.month][d.day]
                      : f->grain == UNIT_MONTH && f->day <= p->published ? &told->month[d.month]
                                                                         : NULL;
        if (at && *at < 0) *at = (int32_t)i;
    }
}

/* The year of a month and day that the article tells elsewhere: the same day with its year, or, for
 * a day that names an event, the same month with its year. */
static void settle_years(pass *p) {
    dg_doc *doc = p->doc;
    told_years told;
    collect_years(p, &told);
    for (uint32_t i = 0; i < doc->times.count; i++) {
        dragoman_time *t = &doc->times.items[i];
        found *f = &p->found.items[i];
        if (!f->no_year || !t->date.year) continue;
        int32_t from = told.day[t->date.month][t->date.day];
        if (from < 0 && names_event(doc, t)) from = told.month[t->date.month];
        if (from < 0) continue;
        int year = doc->times.items[from].date.year;
        if (!dg_date_valid(year, t->date.month, t->date.day)) continue;
        dragoman_date end = t->enddate;
        dg_set_days(t, f, UNIT_DAY, dg_day_number(year, t->date.month, t->date.day));
        if (end.year) t->enddate = (dragoman_date){(int16_t)year, end.month, end.day};
        if (f->suffix[0]) dg_set_suffix(t, f);
        t->anchor = from;
    }
}

/* Length and unit of a DURATION's value: "P3D" gives 3 and 'D', "PT2H" 2 and 'h'; false where
 * vague. */
static bool length_of(const char *value, int *length, char *unit) {
    const char *at = value + 1;
    bool clock = *at == 'T';
    if (clock) at++;
    for (*length = 0; *at >= '0' && *at <= '9' && *length < 10000; at++)
        *length = *length * 10 + *at - '0';
    *unit = clock ? 'h' : *at;
    return clock || (*length > 0 && at[0] && !at[1]);
}

/* "three days after the 7 October attack", "hours before the vote on Friday": the days that a
 * length leads to from the date told behind it. */
static void settle_offsets(pass *p) {
    static const char *const after[] = {"after", "following", NULL}, *const before[] = {"before",
                                                                                        NULL};
    dg_doc *doc = p->doc;
    for (uint32_t i = 0; i + 1 < doc->times.count; i++) {
        dragoman_time *t = &doc->times.items[i];
        const dragoman_time *from = t + 1;
        const found *f = &p->found.items[i + 1];
        uint32_t next = t->last + 1;
        if (strcmp(t->type, "DURATION") || t->date.year || from->sentence != t->sentence ||
            from->first <= next || from->first > next + OFFSET_REACH)
            continue;
        int way = dg_form_in(doc, (int32_t)next, after)    ? 1
                  : dg_form_in(doc, (int32_t)next, before) ? -1
                                                           : 0;
        int length;
        char unit;
        if (!way || !from->date.year || !length_of(t->value, &length, &unit)) continue;
        dragoman_time at = {.type = "DATE"};
        found there = {0};
        if (f->grain == UNIT_DAY && unit != 'M' && unit != 'Y') {
            int days = unit == 'D' ? length : unit == 'W' ? 7 * length : 0;
            dg_set_days(&at, &there, UNIT_DAY, f->day + way * days);
        } else if (unit == 'Y' && (f->grain == UNIT_YEAR || f->grain == UNIT_DAY)) {
            int year = from->date.year + way * length;
            if (year < 1 || year > 9999) continue;
            dg_set_days(&at, &there, UNIT_YEAR, dg_day_number(year, 1, 1));
        } else
            continue;
        t->date = at.date;
        t->precision = at.precision;
        t->anchor = (int32_t)i + 1;
    }
}

/* Where no date was given, the date line's time is what the others are anchored to. */
static void settle_anchors(pass *p) {
    dg_doc *doc = p->doc;
    if (doc->article.published.year || p->published == NO_DAY) return;
    int32_t line = -2;
    for (uint32_t i = 0; i < doc->times.count && line < 0; i++)
        if (p->found.items[i].day == p->published && p->found.items[i].year_told) line = (int32_t)i;
    for (uint32_t i = 0; i < doc->times.count; i++)
        if (doc->times.items[i].anchor == -1)
            doc->times.items[i].anchor = (int32_t)i == line ? -2 : line;
}

void dg_when_find(dg_doc *doc) {
    uint32_t most = 0;
    doc->time_at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count);
    for (uint32_t i = 0; i < doc->tokens.count; i++) doc->time_at[i] = -1;
    for (uint32_t s = 0; s < doc->sentences.count; s++)
        if (doc->sentences.items[s].count > most) most = doc->sentences.items[s].count;
    pass p = {.doc = doc,
              .ref = NO_DAY,
              .ref_day = NO_DAY,
              .ref_time = -1,
              .atoms = DG_ARRAY(doc->arena, atom, most)};
    find_anchor(&p);
    for (uint32_t s = 0; s < doc->sentences.count; s++) find_in_sentence(&p, s);
    settle_ranges(&p);
    settle_leads(&p);
    settle_years(&p);
    settle_offsets(&p);
    settle_anchors(&p);
    for (uint32_t i = 0; i < doc->times.count; i++) {
        dragoman_time *t = &doc->times.items[i];
        for (uint32_t k = t->first; k <= t->last; k++) doc->time_at[k] = (int32_t)i;
        dg_id(t->id, doc->hash, "time", t->span, t->value);
    }
}
