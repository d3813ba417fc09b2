/*
 * lengths.c - makers of lengths of time: "three days", "half a year", "decades", and those that end
 * or begin with the article's day: "the past nine days".
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

void dg_set_length(dragoman_time *t, int tenths, int unit) {
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
    if (dg_word_before(p, first, aged)) return true;
    static const char *const of[] = {"of", NULL}, *const age[] = {"age", "ages", NULL};
    if (dg_word_before(p, first, of) && dg_word_before(p, first - 1, age)) return true;
    if (first > 2 && (p->atoms[first - 1].classes & (C_('d') | C_('j'))) &&
        dg_word_before(p, first - 2, aged))
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
        !dg_word_before(p, first, of))
        return false; /* "one day" to come */
    bool fraction = !s->plural || (p->atoms[end - 2].classes & C_('h'));
    if (s->unit == UNIT_QUARTER && fraction) return false; /* "three-quarters" */
    dg_set_length(t, s->number, s->unit);
    return true;
}

/* "a year and a half", "half a year". */
bool dg_make_half(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                  found *f) {
    (void)f, (void)end;
    bool whole = !(p->atoms[first].classes & C_('f'));
    if (s->unit == UNIT_SECOND || s->unit == UNIT_QUARTER) return false;
    if (s->unit == UNIT_YEAR)
        dg_set_length(t, whole ? 180 : 60, UNIT_MONTH);
    else if (s->unit == UNIT_HOUR)
        dg_set_length(t, whole ? 900 : 300, UNIT_MINUTE);
    else
        dg_set_length(t, whole ? 15 : 5, s->unit);
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
    if (article && (dg_word_before(p, first, rate) || counted || counted_noun)) {
        dg_set_length(t, 10, s->unit);
        t->type = "SET";
        return true;
    }
    static const char *const after[] = {"before", "after", "long", "later", "into", NULL};
    bool followed = false;
    for (const char *const *w = after; *w; w++)
        followed |= end < p->count && !strcmp(p->atoms[end].text, *w);
    bool hyphen = !article || (p->atoms[end - 1].classes & C_('z'));
    bool asked = s->unit >= UNIT_WEEK || followed || dg_word_before(p, first, length);
    if (!hyphen && !asked) return false;
    if (!hyphen && s->unit == UNIT_DAY && !followed &&
        dg_word_before(p, first, (const char *const[]){"of", "in", "last", NULL}))
        return false;
    dg_set_length(t, 10, s->unit);
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
    bool fits = compound || (dg_word_before(p, first, before) &&
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
    dg_set_length(t, NUMBER_VAGUE, s->unit);
    return true;
}

/* A length that ends (way -1) or begins (1) with the article's day: "the past nine days". */
static bool span(pass *p, const slots *s, int way, dragoman_time *t, found *f) {
    if (s->number == 0 && s->plural) { /* "the past years" */
        snprintf(t->value, sizeof t->value, way < 0 ? "PAST_REF" : "FUTURE_REF");
        return true;
    }
    int tenths = s->number ? s->number : 10;
    dg_set_length(t, tenths, s->unit);
    t->anchor = p->anchor;
    if (p->published == NO_DAY || tenths == NUMBER_VAGUE || s->unit < UNIT_DAY) return true;
    dragoman_time edge = {.type = "DATE"};
    found at = {0};
    slots whole = *s;
    whole.number = tenths;
    if (s->unit == UNIT_WEEKEND || s->unit == UNIT_QUARTER) return true;
    dg_set_counted(&edge, &at, &whole, p->published, way);
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
        if (!dg_word_before(p, first, within)) return dg_set_moved(p, s, -1, t, f);
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
    if (s->number == 0) return dg_set_moved(p, s, 1, t, f);
    return span(p, s, 1, t, f);
}
