/*
 * number.c - figures: "42,847", "1.9 million", "twenty-three", "tens of thousands", "between 40 and
 * 50", "more than a dozen".
 *
 * A figure is read from left to right as a sum of products (values in thousandths, for "1.9
 * million"). What stands before and behind it qualifies it. The plural of a unit alone is open at
 * the top: "dozens" is two dozen and more. Figures that are part of a time, a sum of money or a
 * share are none.
 */
#include "tally/number.h"

#include "base/str.h"
#include "syntax/tree.h"

#define MOST 100000000000000 /* in thousandths; nobody counts more people */

void dg_count_words_make(dg_count_words *w) {
    *w = (dg_count_words){.a = dg_fold_z("a"),
                          .an = dg_fold_z("an"),
                          .another = dg_fold_z("another"),
                          .no = dg_fold_z("no"),
                          .nobody = dg_fold_z("nobody"),
                          .none = dg_fold_z("none"),
                          .one = dg_fold_z("one"),
                          .without = dg_fold_z("without"),
                          .half = dg_fold_z("half"),
                          .and = dg_fold_z("and"),
                          .of = dg_fold_z("of"),
                          .to = dg_fold_z("to"),
                          .or = dg_fold_z("or"),
                          .between = dg_fold_z("between"),
                          .from = dg_fold_z("from"),
                          .hyphen = dg_fold_z("-"),
                          .dash = dg_fold_z("–"),
                          .than = dg_fold_z("than"),
                          .including = dg_fold_z("including"),
                          .among = dg_fold_z("among"),
                          .each = dg_fold_z("each"),
                          .by = dg_fold_z("by"),
                          .in = dg_fold_z("in"),
                          .on = dg_fold_z("on"),
                          .quarter = dg_fold_z("quarter"),
                          .who = dg_fold_z("who"),
                          .in_return = dg_fold_z("for")};
}

/* A value read so far. */
typedef struct reader {
    const dg_counts *counts;
    const dg_count_words *w;
    const dg_doc *doc;
    int32_t end;
    int64_t total, current; /* thousandths */
    int64_t unit;           /* the last unit read, 0: none */
    bool any, vague, digits, tens;
} reader;

static uint64_t fold_at(const reader *r, int32_t t) {
    return t < r->end ? dg_token(r->doc, t)->fold : 0;
}

static const dg_number_word *word_at(const reader *r, int32_t t) {
    return t < r->end ? dg_number_of(r->counts, dg_token(r->doc, t)->fold) : NULL;
}

static bool of_time(const dg_doc *doc, int32_t t) {
    return doc->time_at && doc->time_at[t] >= 0;
}

/* "42,847", "1.9", "300k", "200+": the value in thousandths. */
static bool digits(dragoman_str s, int64_t *value, bool *open) {
    int64_t whole = 0, part = 0, place = 100;
    uint32_t i = 0, group = 0;
    bool grouped = false, point = false;
    if (!s.len || s.ptr[0] < '0' || s.ptr[0] > '9') return false;
    for (; i < s.len; i++) {
        char ch = s.ptr[i];
        if (ch >= '0' && ch <= '9') {
            if (point)
                part += place * (ch - '0'), place /= 10;
            else if ((whole = whole * 10 + (ch - '0')) > MOST / 1000)
                return false;
            group++;
        } else if (ch == ',' && !point && group && group <= 3) {
            grouped = true, group = 0;
        } else if (ch == '.' && !point && i + 1 < s.len) {
            point = true;
        } else {
            break;
        }
    }
    if (grouped && !point && group != 3 && !(group == 0)) return false;
    *value = whole * 1000 + part;
    *open = false;
    if (i == s.len) return true;
    char last = s.ptr[i];
    if (i + 1 != s.len) return false;
    *open = last == '+';
    if (last == 'k' || last == 'K')
        *value *= 1000;
    else if (last == 'm' || last == 'M')
        *value *= 1000000;
    else if (last != '+')
        return false;
    return *value <= MOST;
}

static void multiply(reader *r, int64_t unit) {
    r->current = r->current && r->current <= MOST / unit ? r->current * unit : r->current;
    if (unit >= 1000) r->total += r->current, r->current = 0;
    r->unit = unit;
    r->tens = false;
}

/* A plain word joins: the first, a digit behind tens ("twenty-three"), or what follows a hundred.
 */
static bool join_plain(reader *r, int64_t value, bool hyphen) {
    if (r->digits) return false;
    if (!r->any || (r->tens && value < 10) || (r->unit && value < r->unit && !hyphen)) {
        r->current += value * 1000;
        r->tens = value >= 20;
        r->any = true;
        r->unit = 0;
        return true;
    }
    return false;
}

/* One word of a figure at t; returns how many tokens it took, 0 for none. */
static int32_t one_word(reader *r, int32_t t, bool hyphen) {
    const dg_number_word *n = word_at(r, t);
    if (!n) return 0;
    if (n->class == DG_NUMBER_PLAIN) return join_plain(r, n->value, hyphen) ? 1 : 0;
    if (n->class == DG_NUMBER_VAGUE) {
        if (r->any) return 0;
        r->current = n->value * 1000, r->any = true, r->vague = n->value > 2;
        return fold_at(r, t + 1) == r->w->of && word_at(r, t + 2) &&
                       word_at(r, t + 2)->class != DG_NUMBER_PLAIN
                   ? 2
                   : 1;
    }
    if (!r->any && n->class == DG_NUMBER_UNIT) return 0; /* "thousand" alone is no figure */
    if (!r->any) r->current = 2000, r->vague = true;
    r->any = true;
    multiply(r, n->value);
    const dg_number_word *next =
        n->class == DG_NUMBER_MANY && fold_at(r, t + 1) == r->w->of ? word_at(r, t + 2) : NULL;
    if (next && next->class == DG_NUMBER_MANY && next->value > n->value) { /* "tens of thousands" */
        if (r->total) r->current = r->total, r->total = 0;
        multiply(r, next->value);
        r->vague = true;
        return 3;
    }
    return 1;
}

static int32_t first_word(reader *r, int32_t t, bool *open) {
    const dragoman_token *token = dg_token(r->doc, t);
    int64_t value;
    if (of_time(r->doc, t)) return 0;
    if (token->shape & DRAGOMAN_SHAPE_DIGIT) {
        if (!digits(dg_form(r->doc, t), &value, open)) return 0;
        r->current = value, r->any = r->digits = true;
        return 1;
    }
    bool half = token->fold == r->w->half;
    int32_t at = t + half;
    if (fold_at(r, at) == r->w->a || fold_at(r, at) == r->w->an) at++;
    const dg_number_word *n = at > t ? word_at(r, at) : NULL;
    if (!n) return half ? 0 : one_word(r, t, false);
    if (n->class == DG_NUMBER_UNIT) {
        r->current = half ? 500 : 1000, r->any = true;
        multiply(r, n->value);
        return at - t + 1;
    }
    if (n->class != DG_NUMBER_VAGUE || half) return 0;
    int32_t took = one_word(r, at, false);
    return took ? at - t + took : 0;
}

/* Reads the value that begins at t: tokens taken, 0 for none. */
static int32_t read_value(reader *r, int32_t t, bool *open) {
    r->total = r->current = r->unit = 0;
    r->any = r->vague = r->digits = r->tens = false;
    *open = false;
    int32_t at = t + first_word(r, t, open);
    if (at == t || *open) return at - t;
    while (at < r->end && !of_time(r->doc, at)) {
        bool hyphen = fold_at(r, at) == r->w->hyphen, and = r->unit && !r->digits &&
                                                            fold_at(r, at) == r->w->and;
        int32_t next = at + (hyphen || and);
        const dg_number_word *n = word_at(r, next);
        if (!n || (and&&n->class != DG_NUMBER_PLAIN)) break;
        if (n->class == DG_NUMBER_VAGUE || (n->class == DG_NUMBER_MANY && !r->any)) break;
        int32_t took = one_word(r, next, hyphen);
        if (!took) break;
        at = next + took;
    }
    r->total += r->current;
    r->current = 0;
    return at - t;
}

/* ------------------------------------------------------------------ what stands around it */

static bool money_or_share(const reader *r, int32_t from, int32_t to) {
    static const char *const before[] = {"$", "£",  "€",  "US$", "No.", "¥",
                                         "₹", "A$", "C$", "#",   "no."};
    static const char *const after[] = {"%", "percent", "per", "°",  "/",  ":",
                                        "$", "€",       "th",  "st", "nd", "rd"};
    for (size_t i = 0; from > 0 && i < sizeof before / sizeof *before; i++)
        if (dg_str_is(dg_form(r->doc, from - 1), before[i])) return true;
    for (size_t i = 0; to + 1 < r->end && i < sizeof after / sizeof *after; i++)
        if (dg_str_is(dg_form(r->doc, to + 1), after[i])) return true;
    return false;
}

/* The phrase of up to DG_QUALIFIER_WORDS words that ends before (begins behind) a token. */
static const dg_qualifier_phrase *phrase_at(const reader *r, int32_t at, int32_t begin,
                                            bool after) {
    for (int32_t words = DG_QUALIFIER_WORDS; words > 0; words--) {
        int32_t from = after ? at : at - words;
        uint64_t hash = 0;
        if (from < begin || from + words > r->end) continue;
        for (int32_t t = from; t < from + words; t++)
            hash = dg_hash_mix(hash, dg_token(r->doc, t)->fold);
        const dg_qualifier_phrase *q = dg_qualifier_of(r->counts, hash, after);
        if (q && q->words == (uint32_t)words) return q;
    }
    return NULL;
}

/* Look left: qualifiers, and words that may stand between ("at least another 20"). */
static void look_left(const reader *r, dg_quantity *q, int32_t begin) {
    int32_t at = q->from;
    uint8_t found = DG_EXACT;
    for (int steps = 0; steps < 5 && at > begin; steps++) {
        const dg_qualifier_phrase *p = phrase_at(r, at, begin, false);
        if (p && p->words == 1 && at - 2 >= begin &&
            dg_count_list_has(r->counts, DG_LIST_PARTICLE, dg_token(r->doc, at - 2)->lemma_fold))
            break; /* "handed over 20" */
        if (p) {
            if (found == DG_EXACT || found == DG_ABOUT) found = p->qualifier;
            at -= (int32_t)p->words;
            q->first = at;
        } else if (dg_count_list_has(r->counts, DG_LIST_BETWEEN, dg_token(r->doc, at - 1)->fold)) {
            at--;
        } else {
            break;
        }
    }
    if (found != DG_EXACT && !(q->qualifier == DG_RANGE && found == DG_ABOUT)) q->qualifier = found;
}

static void look_right(const reader *r, dg_quantity *q, int32_t begin) {
    int32_t at = q->to + 1; /* "66 people or more": one word may stand between */
    for (int step = 0; step < 2 && at < r->end; step++, at++) {
        const dg_qualifier_phrase *p = phrase_at(r, at, begin, true);
        if (!p) continue;
        if (at + (int32_t)p->words < r->end &&
            dg_number_of(r->counts, dg_token(r->doc, at + (int32_t)p->words)->fold))
            return;
        if (at + (int32_t)p->words < r->end &&
            dg_token(r->doc, at + (int32_t)p->words)->shape & DRAGOMAN_SHAPE_DIGIT)
            return;
        if (q->qualifier == DG_EXACT) q->qualifier = p->qualifier;
        q->last = at + (int32_t)p->words - 1;
        return;
    }
}

/* "to", "-", "or", "and" behind "between": the figure goes on to a higher one. */
static void read_range(reader *r, dg_quantity *q, int64_t *low, int64_t *high, int32_t begin) {
    uint64_t join = fold_at(r, q->to + 1);
    uint64_t before = q->from > begin ? dg_token(r->doc, q->from - 1)->fold : 0;
    bool between = before == r->w->between;
    bool joined = join == r->w->to || join == r->w->hyphen || join == r->w->dash ||
                  (join == r->w->or &&!r->vague) || (between && join == r->w->and);
    if (!joined || q->to + 2 >= r->end) return;
    if (before == r->w->from && q->from - 2 >= begin &&
        dg_count_list_has(r->counts, DG_LIST_CHANGE, dg_token(r->doc, q->from - 2)->lemma_fold))
        return; /* "rose from 12 to 19" */
    reader more = *r;
    bool open;
    int32_t took = read_value(&more, q->to + 2, &open);
    if (!took || open || more.total % 1000) return;
    int64_t upper = more.total, lower = *low;
    if (more.unit >= 1000 && lower < 1000 * 1000 && !r->unit && more.total / more.unit > lower)
        lower *= more.unit; /* "3 to 4 million" */
    if (upper <= lower) return;
    *low = lower, *high = upper;
    q->to += 1 + took;
    q->qualifier = DG_RANGE;
    if (between || before == r->w->from) q->first = q->from - 1;
}

static void set_bounds(dg_quantity *q, int64_t low, int64_t high) {
    q->low = low, q->high = high;
    switch (q->qualifier) {
    case DG_AT_LEAST:
    case DG_MORE_THAN:
        q->high = -1;
        break;
    case DG_AT_MOST:
    case DG_FEWER_THAN:
        q->low = -1;
        break;
    default:
        if (q->vague) q->qualifier = DG_ABOUT, q->high = -1;
    }
}

bool dg_quantity_at(const dg_counts *counts, const dg_count_words *words, const dg_doc *doc,
                    int32_t t, int32_t begin, int32_t end, dg_quantity *q) {
    reader r = {.counts = counts, .w = words, .doc = doc, .end = end};
    bool open;
    int32_t took = read_value(&r, t, &open);
    if (!took) return false;
    *q = (dg_quantity){.first = t,
                       .from = t,
                       .to = t + took - 1,
                       .kind = DG_FIGURE,
                       .qualifier = open ? DG_AT_LEAST : DG_EXACT};
    int64_t low = r.total, high = low;
    if (r.digits && !r.unit && money_or_share(&r, t, q->to)) return false;
    if (money_or_share(&r, t, q->to)) return false;
    read_range(&r, q, &low, &high, begin);
    if (low % 1000 || high % 1000 || of_time(doc, q->to)) return false;
    q->vague = r.vague;
    q->last = q->to;
    look_left(&r, q, begin);
    look_right(&r, q, begin);
    set_bounds(q, low / 1000, high / 1000);
    return true;
}
