/*
 * grammar.c - from tokens to atoms, and from atoms to phrases of time.
 *
 * An atom is a token, or several tokens written together that make one figure, with the classes of
 * its word. The rule table below says which strings of classes are times; at each atom the longest
 * match wins, the earlier rule where two are equally long. Whatever stands around a match and
 * belongs to it ("early", "the end of", "nearly", "morning") is added afterwards, so that the
 * table need not repeat it for every rule.
 *
 * Based on: the TIMEX3 guidelines of TimeML 1.2.1 (which words a time expression spans).
 */
#include "when/when_int.h"

#include "syntax/tree.h"

#include <stdio.h>

/* ------------------------------------------------------------------ atoms */

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* Reads up to `most` digits; the number of digits read. */
static uint32_t digits(dragoman_str s, uint32_t at, uint32_t most, int *value) {
    uint32_t n = 0;
    *value = 0;
    while (n < most && at + n < s.len && digit(s.ptr[at + n]))
        *value = *value * 10 + s.ptr[at + n++] - '0';
    return n;
}

static bool at_char(dragoman_str s, uint32_t at, const char *set) {
    return at < s.len && s.ptr[at] && strchr(set, s.ptr[at]);
}

/* A whole date in figures at the start of `s`: its bytes, or 0. */
static uint32_t scan_date(dragoman_str s, atom *a) {
    int x, y, z;
    uint32_t n = digits(s, 0, 4, &x);
    if (n == 0 || !at_char(s, n, "-/.")) return 0;
    char mark = s.ptr[n];
    uint32_t m = digits(s, n + 1, 2, &y);
    uint32_t at = n + 1 + m;
    if (m == 0 || at >= s.len || s.ptr[at] != mark) return 0;
    uint32_t k = digits(s, at + 1, 4, &z);
    at += 1 + k;
    if (at < s.len && digit(s.ptr[at])) return 0;
    if (n == 4 && k == 2) { /* year first */
    } else if (n <= 2 && k == 4) {
        int first = x, second = y;
        x = z;
        bool day_first = first > 12 || mark == '.';
        y = day_first ? second : first;
        z = day_first ? first : second;
    } else
        return 0;
    if (!dg_date_valid(x, y, z)) return 0;
    *a =
        (atom){.classes = C_('I'), .value = (int16_t)x, .value2 = (int16_t)y, .value3 = (int16_t)z};
    return at;
}

/* "9:30", "09:30:15", with "am" glued to it or not: bytes, or 0. */
static uint32_t scan_clock(dragoman_str s, atom *a) {
    int hour, minute, second;
    uint32_t n = digits(s, 0, 2, &hour);
    if (n == 0 || !at_char(s, n, ":") || digits(s, n + 1, 2, &minute) != 2) return 0;
    if (hour > 24 || minute > 59) return 0;
    uint32_t at = n + 3;
    if (at_char(s, at, ":") && digits(s, at + 1, 2, &second) == 2) at += 3;
    if (at < s.len && digit(s.ptr[at])) return 0;
    *a = (atom){.classes = C_('C'), .value = (int16_t)hour, .value2 = (int16_t)minute};
    return at;
}

/* A figure that is one token. */
static void scan_number(dragoman_str s, atom *a) {
    int x, y;
    uint32_t n = digits(s, 0, 9, &x);
    if (n == s.len) {
        if (x <= 10000) a->classes |= C_('n'), a->value = (int16_t)x;
        if (x >= 1 && x <= 31 && n <= 2) a->classes |= C_('D');
        if (n == 4 && x >= 1000 && x < 2200) a->classes |= C_('Y');
        if (n == 4 && x / 100 < 24 && x % 100 < 60) a->classes |= C_('C'), a->value2 = -1;
        return;
    }
    char tail[8] = {0};
    for (uint32_t i = n; i < s.len && i - n < sizeof tail - 1; i++)
        tail[i - n] = (char)(s.ptr[i] | 0x20);
    uint32_t rest = s.len - n;
    if (rest == 2 && (!strcmp(tail, "st") || !strcmp(tail, "nd") || !strcmp(tail, "rd") ||
                      !strcmp(tail, "th"))) {
        if (x > 1000) return;
        a->classes |= C_('J');
        a->value = (int16_t)x;
        if (x >= 1 && x <= 31) a->classes |= C_('O') | C_('D');
    } else if (((rest == 1 && tail[0] == 's') || (rest == 2 && !strcmp(tail, "\x27s"))) &&
               x % 10 == 0 && (n == 4 || n == 2)) {
        if (n == 4 ? x >= 1000 && x < 2200 : x >= 20) a->classes |= C_('K'), a->value = (int16_t)x;
    } else if (rest == 2 && (!strcmp(tail, "am") || !strcmp(tail, "pm")) && x >= 1 && x <= 12) {
        a->classes |= C_('C');
        a->value = (int16_t)x;
        a->value3 = tail[0] == 'a' ? 1 : 2;
    } else if (at_char(s, n, ".") && digits(s, n + 1, 1, &y) == 1 && n + 2 == s.len && x < 1000) {
        a->classes |= C_('n');
        a->value = (int16_t)x;
        a->value2 = (int16_t)y;
    } else if (n <= 2 && x >= 1 && x <= 31) { /* "3-5" of one token */
        uint32_t mark = at_char(s, n, "-")                                         ? 1
                        : (s.len > n + 2 && !memcmp(s.ptr + n, "\xe2\x80\x93", 3)) ? 3
                                                                                   : 0;
        uint32_t m = mark ? digits(s, n + mark, 2, &y) : 0;
        if (m && n + mark + m == s.len && y > x && y <= 31)
            a->classes |= C_('D'), a->value = (int16_t)x, a->value2 = (int16_t)y;
    }
}

/* Hyphens and dashes part ranges and compounds. */
static bool is_dash(dragoman_str s) {
    if (s.len == 0 || s.len > 3) return false;
    if (s.ptr[0] == '-') return true;
    return s.len == 3 && (unsigned char)s.ptr[0] == 0xe2 && (unsigned char)s.ptr[1] == 0x80 &&
           (unsigned char)s.ptr[2] >= 0x90 && (unsigned char)s.ptr[2] <= 0x95;
}

/* Lower case, without full stops, curly apostrophes straight; 0 where too long or not ASCII. */
static size_t plain(dragoman_str s, char out[15]) {
    size_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '.') continue;
        if (c == 0xe2 && i + 2 < s.len && (unsigned char)s.ptr[i + 1] == 0x80 &&
            (unsigned char)s.ptr[i + 2] == 0x99)
            c = '\'', i += 2;
        if (c >= 0x80 || n == 14) return out[0] = 0, 0;
        out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    out[n] = 0;
    return n;
}

static void classify_word(dragoman_str form, atom *a) {
    size_t n = plain(form, a->text);
    if (is_dash(form)) {
        a->classes = C_('h') | C_('d');
        return;
    }
    if (form.len == 1 && form.ptr[0] == ',') {
        a->classes = C_('c');
        return;
    }
    if (n == 3 && a->text[0] == '\'' && digit(a->text[1]) && digit(a->text[2])) {
        a->classes = C_('y');
        a->value = (int16_t)((a->text[1] - '0') * 10 + a->text[2] - '0');
        return;
    }
    if (n > 4 && !memcmp(a->text, "mid-", 4)) { /* "mid-2019", "mid-August", of one token */
        dragoman_str rest = {form.ptr + 4, form.len - 4};
        if (digit(rest.ptr[0]))
            scan_number(rest, a);
        else {
            memmove(a->text, a->text + 4, n - 3);
            n -= 4;
        }
        a->mid = true;
        if (a->classes) return;
    }
    const word *w = n ? dg_when_word(a->text, n) : NULL;
    if (!w) return;
    a->classes = w->classes;
    a->value = w->value;
    a->unit = w->unit;
}

/* Text of the tokens from `t` on that are written together and look like figures. */
static dragoman_str glued_figures(const dg_doc *doc, uint32_t t, uint32_t end) {
    uint32_t start = doc->tokens.items[t].span.start, stop = doc->tokens.items[t].span.end;
    for (uint32_t i = t + 1; i < end && i < t + 8 && doc->tokens.items[i].span.start == stop; i++)
        stop = doc->tokens.items[i].span.end;
    return (dragoman_str){doc->text.ptr + start, stop - start};
}

/* The token that ends at byte `at`, or UINT32_MAX. */
static uint32_t token_ending(const dg_doc *doc, uint32_t t, uint32_t end, uint32_t at) {
    for (; t < end && doc->tokens.items[t].span.start < at; t++)
        if (doc->tokens.items[t].span.end == at) return t;
    return UINT32_MAX;
}

/* One atom from token `t` on. */
static void make_atom(const dg_doc *doc, uint32_t t, uint32_t end, atom *a) {
    dragoman_str form = dg_form(doc, (int32_t)t);
    *a = (atom){.first = t, .last = t};
    if (form.len && digit(form.ptr[0])) {
        dragoman_str figures = glued_figures(doc, t, end);
        atom wide;
        uint32_t bytes = scan_date(figures, &wide);
        if (!bytes) bytes = scan_clock(figures, &wide);
        uint32_t last =
            bytes ? token_ending(doc, t, end, doc->tokens.items[t].span.start + bytes) : UINT32_MAX;
        if (last != UINT32_MAX) {
            *a = wide;
            a->first = t;
            a->last = last;
        } else
            scan_number(form, a);
    } else
        classify_word(form, a);
    a->glued = t > 0 && doc->tokens.items[t - 1].span.end == doc->tokens.items[t].span.start;
}

void dg_when_atoms(pass *p, uint32_t sentence) {
    const dragoman_sentence *s = &p->doc->sentences.items[sentence];
    uint32_t end = s->first + s->count;
    p->count = 0;
    p->sentence = sentence;
    for (uint32_t t = s->first; t < end; t = p->atoms[p->count++].last + 1)
        make_atom(p->doc, t, end, &p->atoms[p->count]);
}

/* ------------------------------------------------------------------ classes in context */

static bool has(const pass *p, uint32_t at, char class) {
    return at < p->count && (p->atoms[at].classes & C_(class));
}

static const dragoman_token *token_of(const pass *p, uint32_t at) {
    return &p->doc->tokens.items[p->atoms[at].first];
}

/* Whether a month's name is meant: capitals, no verb, no person; abbreviations and "May" and
 * "March" want a figure or a full stop beside them, or a tag that says name. */
static bool is_month(const pass *p, uint32_t at) {
    const dragoman_token *token = token_of(p, at);
    const atom *a = &p->atoms[at];
    if (!(token->shape & (DRAGOMAN_SHAPE_TITLE | DRAGOMAN_SHAPE_UPPER))) return false;
    if (token->ner == DG_NER_B_PER || token->ner == DG_NER_I_PER) return false;
    bool figure = has(p, at + 1, 'D') || has(p, at + 1, 'Y') ||
                  (has(p, at + 1, 'c') && has(p, at + 2, 'Y')) || (at > 0 && has(p, at - 1, 'D'));
    if (figure) return true;
    size_t length = strlen(a->text);
    bool verb =
        token->upos == DG_UPOS_AUX || token->upos == DG_UPOS_VERB || token->upos == DG_UPOS_ADJ;
    if (verb) return false;
    if (length > 4 || !strcmp(a->text, "june") || !strcmp(a->text, "july") ||
        !strcmp(a->text, "may"))
        return true;
    return token->span.end - token->span.start > length; /* "Oct." */
}

static bool is_weekday_short(const pass *p, uint32_t at) {
    const dragoman_token *token = token_of(p, at);
    if (!(token->shape & (DRAGOMAN_SHAPE_TITLE | DRAGOMAN_SHAPE_UPPER))) return false;
    return has(p, at + 1, 'M') || has(p, at + 1, 'D') ||
           (has(p, at + 1, 'c') && (has(p, at + 2, 'M') || has(p, at + 2, 'D')));
}

static const phrase *phrase_at(const pass *p, uint32_t at, const phrase *list, uint32_t *end) {
    const phrase *best = NULL;
    for (const phrase *f = list; f->text; f++) {
        uint32_t i = at;
        const char *rest = f->text;
        while (i < p->count && *rest) {
            size_t n = strcspn(rest, " ");
            const char *text = (p->atoms[i].classes & C_('h')) ? "-" : p->atoms[i].text;
            if (strlen(text) != n || memcmp(text, rest, n)) break;
            i++;
            rest += n;
            if (*rest == ' ') rest++;
        }
        if (!*rest && (!best || i > *end)) best = f, *end = i;
    }
    return best;
}

/* A number in words or figures; *tenths is ten times its value, NUMBER_VAGUE for "several". */
static uint32_t number_at(const pass *p, uint32_t at, int *tenths) {
    uint32_t i = at;
    int total = 0, group = 0;
    bool vague = false, any = false;
    static const char *const counted[] = {"couple", "few", "dozen", "hundred", "thousand", NULL};
    for (const char *const *w = counted; *w && i == at && has(p, i, 'a') && i + 1 < p->count; w++)
        if (!strcmp(p->atoms[i + 1].text, *w)) i++;
    if (has(p, i, 'n')) {
        total = p->atoms[i].value;
        *tenths = 10 * total + (has(p, i, 'Y') || has(p, i, 'C') ? 0 : p->atoms[i].value2);
        i++;
        any = true;
    } else {
        for (; has(p, i, 'i') && i < at + 8; i++) {
            int v = p->atoms[i].value;
            any = true;
            if (v == NUMBER_VAGUE)
                vague = true;
            else if (v == 100 || v == 1000)
                group = (group ? group : 1) * v;
            else if (v == 12 && group)
                group *= 12; /* "two dozen" */
            else
                group += v;
            if (group > 9999) group = 9999;
            if (v >= 20 && v < 100 && has(p, i + 1, 'h') && has(p, i + 2, 'i') &&
                p->atoms[i + 2].value < 10)
                i++;
        }
        *tenths = 10 * group;
    }
    if (!any) return 0;
    if (vague) {
        *tenths = NUMBER_VAGUE;
        if (has(p, i, 'o')) i++; /* "dozens of" */
    } else if (i > at && has(p, i, 'o') && !strcmp(p->atoms[i - 1].text, "couple")) {
        i++;
    } else if (has(p, i, 'j') && has(p, i + 1, 'a') && has(p, i + 2, 'f')) {
        *tenths += 5;
        i += 3;
    }
    return i;
}

static uint32_t number_phrase(const pass *p, uint32_t at, int *tenths) {
    uint32_t i = number_at(p, at, tenths);
    if (!i) return 0;
    bool or = has(p, i, 'j') && !strcmp(p->atoms[i].text, "or");
    int more;
    uint32_t further = has(p, i, 'd') || or ? number_at(p, i + 1, &more) : 0;
    if (further && has(p, further, 'U') && more > *tenths) {
        *tenths = more; /* "two or three weeks": the longer one is safe for both ends */
        return further;
    }
    return i;
}

/* "UTC", "(GMT +8)", "local time", "Eastern time". */
static uint32_t zone_at(const pass *p, uint32_t at, int16_t *zone) {
    uint32_t i = at;
    bool bracket = i < p->count && !strcmp(p->atoms[i].text, "(");
    if (bracket) i++;
    if (!has(p, i, 'Z')) return 0;
    bool word = p->atoms[i].value == ZONE_LOCAL || strlen(p->atoms[i].text) > 4;
    *zone = p->atoms[i].value;
    i++;
    if (word) {
        if (i >= p->count || strcmp(p->atoms[i].text, "time")) return 0;
        i++;
    }
    if (bracket) {
        while (i < p->count && i < at + 6 && strcmp(p->atoms[i].text, ")")) i++;
        if (i >= p->count || strcmp(p->atoms[i].text, ")")) return 0;
        i++;
    }
    return i;
}

/* ------------------------------------------------------------------ the matcher */

/* Take one symbol of a pattern at an atom: where it ends, or 0. */
static uint32_t eat(const pass *p, char symbol, uint32_t at, slots *s) {
    if (at >= p->count) return 0;
    const atom *a = &p->atoms[at];
    uint32_t end = at + 1;
    int tenths;
    if (a->mid) s->mod = MOD_MID;
    switch (symbol) {
    case 'N':
        end = number_phrase(p, at, &tenths);
        if (end) s->number = tenths;
        return end;
    case 'Z':
        return zone_at(p, at, &s->zone);
    case 'H': {
        const phrase *f = (a->classes & C_('H')) ? phrase_at(p, at, dg_when_feasts, &end) : NULL;
        if (f && !(token_of(p, at)->shape & (DRAGOMAN_SHAPE_TITLE | DRAGOMAN_SHAPE_UPPER)))
            return 0;
        return f ? (s->feast = f->value, end) : 0;
    }
    case 's': {
        const phrase *f = (a->classes & C_('H')) ? phrase_at(p, at, dg_when_refs, &end) : NULL;
        if (f) return s->ref = f->value, end;
        return (a->classes & C_('s')) ? (s->ref = a->value, end) : 0;
    }
    default:
        break;
    }
    if (!(a->classes & C_(symbol))) return 0;
    switch (symbol) {
    case 'A':
        s->offset = (int8_t)a->value;
        break;
    case 'B':
    case 'm':
        s->mod = (int8_t)a->value;
        break;
    case 'C':
        s->hour = (int8_t)(a->value2 < 0 ? a->value / 100 : a->value);
        s->minute = (int8_t)(a->value2 < 0 ? a->value % 100 : a->value2);
        if (a->value3) s->meridiem = (int8_t)a->value3;
        break;
    case 'D':
        if (s->day && !s->day2)
            s->day2 = (int8_t)a->value;
        else
            s->day = (int8_t)a->value, s->day2 = (int8_t)a->value2;
        break;
    case 'I':
        s->year = a->value, s->month = (int8_t)a->value2, s->day = (int8_t)a->value3;
        break;
    case 'J':
        s->ordinal = (int8_t)(a->value < 100 ? a->value : 0);
        return s->ordinal ? end : 0;
    case 'K':
        s->decade = a->value;
        break;
    case 'M':
        if (!is_month(p, at)) return 0;
        s->month = (int8_t)a->value;
        break;
    case 'P':
        s->unit = a->unit, s->number = a->value ? 10 : NUMBER_VAGUE;
        break;
    case 'S':
        s->season = (int8_t)a->value;
        break;
    case 'T':
        s->part = (int8_t)a->value;
        break;
    case 'U':
    case 'V':
    case 'u':
    case 'r':
        s->unit = a->unit, s->plural = (a->classes & C_('V')) != 0;
        break;
    case 'W':
        s->weekday = (int8_t)a->value;
        break;
    case 'w':
        if (!is_weekday_short(p, at)) return 0;
        s->weekday = (int8_t)a->value;
        break;
    case 'Y':
        s->year = a->value;
        break;
    case 'y':
        s->year = (int16_t)(a->value + (a->value < 50 ? 2000 : 1900));
        break;
    case 'b':
        s->meridiem = (int8_t)a->value;
        break;
    case 't':
        s->the = true;
        break;
    default:
        break;
    }
    return end;
}

/* The pattern from an atom on: its end, or 0. A symbol followed by '?' may be missing. */
static uint32_t match(const pass *p, const char *pattern, uint32_t at, slots *s) {
    if (!*pattern) return at;
    bool optional = pattern[1] == '?';
    slots with = *s;
    uint32_t end = eat(p, *pattern, at, &with);
    if (end) end = match(p, pattern + 1 + optional, end, &with);
    if (end) return *s = with, end;
    return optional ? match(p, pattern + 2, at, s) : 0;
}

static const rule rules[] = {
    {"when:full-date", "I", dg_make_full},
    {"when:full-date", "MDc?Y", dg_make_full},
    {"when:full-date", "MDdDc?Y", dg_make_full},
    {"when:full-date", "MDjDc?Y", dg_make_full},
    {"when:full-date", "DjDMc?Y", dg_make_full},
    {"when:full-date", "Wc?MDc?Y", dg_make_full},
    {"when:full-date", "wc?MDc?Y", dg_make_full},
    {"when:full-date", "t?Do?Mc?Y", dg_make_full},
    {"when:full-date", "DdDMc?Y", dg_make_full},
    {"when:full-date", "Wc?t?Do?Mc?Y", dg_make_full},
    {"when:full-date", "wc?DMc?Y", dg_make_full},
    {"when:month-day", "MD", dg_make_month_day},
    {"when:month-day", "MDdD", dg_make_month_day},
    {"when:month-day", "Wc?Mt?D", dg_make_month_day},
    {"when:month-day", "wc?MD", dg_make_month_day},
    {"when:month-day", "DM", dg_make_month_day},
    {"when:month-day", "t?OoM", dg_make_month_day},
    {"when:month-day", "DdDM", dg_make_month_day},
    {"when:month-day", "MDjD", dg_make_month_day},
    {"when:month-day", "DjDM", dg_make_month_day},
    {"when:month-day", "Wc?t?Do?M", dg_make_month_day},
    {"when:month-day", "wc?DM", dg_make_month_day},
    {"when:month-day-of-year", "MDc?Lu", dg_make_month_day},
    {"when:month-day-of-year", "MDc?Xu", dg_make_month_day},
    {"when:month-day-of-year", "MDc?Ru", dg_make_month_day},
    {"when:month-day-of-year", "DMLu", dg_make_month_day},
    {"when:month-day-of-year", "DMXu", dg_make_month_day},
    {"when:month-day-of-year", "DMRu", dg_make_month_day},
    {"when:month-year", "Mc?Y", dg_make_month},
    {"when:month-year", "MoY", dg_make_month},
    {"when:month-year", "My", dg_make_month},
    {"when:month", "M", dg_make_month},
    {"when:month-of-year", "Mo?Lu", dg_make_month_of},
    {"when:month-of-year", "Mo?Xu", dg_make_month_of},
    {"when:month-of-year", "Mo?Ru", dg_make_month_of},
    {"when:month-of-year", "Mo?tvu", dg_make_month_of},
    {"when:year", "Y", dg_make_year},
    {"when:year", "y", dg_make_year},
    {"when:decade", "t?K", dg_make_decade},
    {"when:century", "t?Jh?u", dg_make_century},
    {"when:quarter", "t?Jh?U", dg_make_quarter},
    {"when:quarter", "t?Jh?Uo?Y", dg_make_quarter},
    {"when:quarter", "t?Jh?Uo?Ru", dg_make_quarter},
    {"when:quarter", "t?Jh?Uo?Lu", dg_make_quarter},
    {"when:quarter", "t?Jh?Uo?Xu", dg_make_quarter},
    {"when:half-year", "t?JfoY", dg_make_half_year},
    {"when:half-year", "t?JfoRu", dg_make_half_year},
    {"when:half-year", "t?JfoLu", dg_make_half_year},
    {"when:season", "t?So?Y", dg_make_season},
    {"when:season", "t?S", dg_make_season},
    {"when:season", "RS", dg_make_this},
    {"when:season", "LS", dg_make_last},
    {"when:season", "XS", dg_make_next},
    {"when:feast", "Ho?Y", dg_make_feast},
    {"when:feast", "H", dg_make_feast},
    {"when:feast", "LH", dg_make_last},
    {"when:feast", "XH", dg_make_next},
    {"when:feast", "RH", dg_make_this},
    {"when:weekday", "W", dg_make_weekday},
    {"when:weekday-last", "LW", dg_make_last},
    {"when:weekday-last", "pW", dg_make_last},
    {"when:weekday-last", "RpW", dg_make_last},
    {"when:weekday-next", "RqW", dg_make_next},
    {"when:weekday-next", "XW", dg_make_next},
    {"when:weekday-next", "qW", dg_make_next},
    {"when:weekday-this", "RW", dg_make_this},
    {"when:weekday-last", "WLu", dg_make_last},
    {"when:weekday-following", "t?xW", dg_make_following},
    {"when:weekday-previous", "t?vW", dg_make_previous},
    {"when:deictic", "A", dg_make_deictic},
    {"when:deictic", "AT", dg_make_deictic},
    {"when:this", "RT", dg_make_this},
    {"when:last", "LT", dg_make_last},
    {"when:this", "RU", dg_make_this},
    {"when:this", "RM", dg_make_this},
    {"when:last", "LU", dg_make_last},
    {"when:last", "LM", dg_make_last},
    {"when:next", "XU", dg_make_next},
    {"when:next", "XM", dg_make_next},
    {"when:next", "qU", dg_make_next},
    {"when:following", "tXU", dg_make_following},
    {"when:following", "tXT", dg_make_following},
    {"when:following", "t?xU", dg_make_following},
    {"when:previous", "t?vU", dg_make_previous},
    {"when:previous", "t?vT", dg_make_previous},
    {"when:same", "lu", dg_make_same},
    {"when:same", "lT", dg_make_same},
    {"when:the-unit", "tu", dg_make_the},
    {"when:same", "tku", dg_make_same},
    {"when:same", "tkT", dg_make_same},
    {"when:past-span", "tpU", dg_make_past_span},
    {"when:past-span", "tLU", dg_make_past_span},
    {"when:past-span", "t?LNF?U", dg_make_past_span},
    {"when:past-span", "t?pNF?U", dg_make_past_span},
    {"when:past-span", "t?vNF?U", dg_make_past_span},
    {"when:next-span", "tqU", dg_make_next_span},
    {"when:next-span", "t?XNF?U", dg_make_next_span},
    {"when:next-span", "t?qNF?U", dg_make_next_span},
    {"when:next-span", "t?xNF?U", dg_make_next_span},
    {"when:ago", "Nh?F?UG", dg_make_ago},
    {"when:ago", "aUG", dg_make_ago},
    {"when:ago", "faUG", dg_make_ago},
    {"when:earlier", "NF?Ue", dg_make_earlier},
    {"when:earlier", "aUe", dg_make_earlier},
    {"when:later", "NF?Ug", dg_make_later},
    {"when:later", "aUg", dg_make_later},
    {"when:duration", "NF?U", dg_make_duration},
    {"when:duration", "NhF?hU", dg_make_duration},
    {"when:duration", "NhU", dg_make_duration},
    {"when:duration", "NhUhz", dg_make_duration},
    {"when:duration", "NUz", dg_make_duration},
    {"when:duration", "aUjaf", dg_make_half},
    {"when:duration", "faU", dg_make_half},
    {"when:duration", "P", dg_make_duration},
    {"when:duration", "aP", dg_make_duration},
    {"when:duration", "aU", dg_make_one},
    {"when:duration", "aUhz", dg_make_one},
    {"when:duration", "uhz", dg_make_one},
    {"when:duration", "V", dg_make_plural},
    {"when:duration", "Vhz", dg_make_plural},
    {"when:set", "EU", dg_make_set},
    {"when:set", "ENU", dg_make_set},
    {"when:set", "EJu", dg_make_set},
    {"when:set", "EW", dg_make_set},
    {"when:set", "EM", dg_make_set},
    {"when:set", "ET", dg_make_set},
    {"when:set", "r", dg_make_adverb_set},
    {"when:ref", "s", dg_make_ref},
    {"when:clock", "CZ?A?", dg_make_clock},
    {"when:clock", "Cb", dg_make_clock},
    {"when:clock", "CbZ?A?", dg_make_clock},
    {"when:clock", "CbZ?W?", dg_make_clock},
    {"when:clock", "CZW", dg_make_clock},
    {"when:clock", "NbZ?A?", dg_make_clock_word},
    {"when:clock", "NbZ?W?", dg_make_clock_word},
    {"when:part", "tT", dg_make_part},
    {"when:part", "T", dg_make_part},
};

/* ------------------------------------------------------------------ what belongs to a match */

/* "nearly", "more than", "at least", "up to" before a length of time: first atom of it. */
static uint32_t approximator(const pass *p, uint32_t at, dragoman_time *t) {
    static const char *const names[] = {NULL,        "START",         "MID",
                                        "END",       "APPROX",        "MORE_THAN",
                                        "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"};
    if (has(p, at, 't') || has(p, at, 'L') || has(p, at, 'p')) return at; /* "over the last year" */
    if (at == 0 || !has(p, at - 1, 'Q')) {
        if (at > 1 && !strcmp(p->atoms[at - 1].text, "to") && !strcmp(p->atoms[at - 2].text, "up"))
            return t->mod = names[MOD_AT_MOST], at - 2;
        return at;
    }
    const atom *a = &p->atoms[at - 1];
    if (a->value && strcmp(a->text, "at") && strcmp(a->text, "up") && strcmp(a->text, "more") &&
        strcmp(a->text, "less") && strcmp(a->text, "fewer"))
        return t->mod = names[a->value], at - 1;
    if (a->value || at < 2) return at;
    const atom *b = &p->atoms[at - 2];
    if (!strcmp(a->text, "than") && (b->classes & C_('Q')) &&
        (b->value == MOD_MORE || b->value == MOD_LESS))
        return t->mod = names[b->value], at - 2;
    if (!strcmp(b->text, "at"))
        return t->mod = !strcmp(a->text, "least") ? names[MOD_AT_LEAST] : names[MOD_AT_MOST],
               at - 2;
    return at;
}

static const char *mod_name(int mod) {
    return mod == MOD_START ? "START" : mod == MOD_END ? "END" : mod == MOD_MID ? "MID" : NULL;
}

/* "early 2019", "mid-August", "late Monday", "earlier today", "the end of May", "the morning of".
 */
static uint32_t extend_left(const pass *p, uint32_t at, uint32_t low, dragoman_time *t, found *f) {
    if (!strcmp(t->type, "DURATION")) return approximator(p, at, t);
    if (strcmp(t->type, "DATE") && strcmp(t->type, "TIME")) return at;
    uint32_t first = at;
    bool the = has(p, at, 't');
    if (first > low + 1 && has(p, first - 1, 'h') && has(p, first - 2, 'm')) {
        t->mod = mod_name(p->atoms[first - 2].value);
        first -= 2;
    } else if (first > low && has(p, first - 1, 'm') && !the) {
        t->mod = mod_name(p->atoms[first - 1].value);
        first--;
    } else if (first > low && !strcmp(p->atoms[first - 1].text, "earlier") && !the)
        first--;
    else if (first > low && !strcmp(p->atoms[first - 1].text, "later") && !the)
        first--;
    if (first < at && f->grain >= UNIT_DECADE && first > low && has(p, first - 1, 't')) first--;
    if (first > low + 2 && has(p, first - 3, 't') && has(p, first - 2, 'k') &&
        (has(p, first - 1, 'u') || !strcmp(p->atoms[first - 1].text, "period") ||
         !strcmp(p->atoms[first - 1].text, "time"))) {
        first -= 3; /* "the same month a year ago": the month told before, moved */
        if (f->grain == UNIT_YEAR && (p->ref_grain == UNIT_MONTH || p->ref_grain == UNIT_QUARTER) &&
            p->ref != NO_DAY)
            dg_set_days(t, f, p->ref_grain,
                        dg_day_number(t->date.year, dg_date_of_day(p->ref).month, 1));
    }
    uint32_t of = first > low && has(p, first - 1, 't') ? first - 1 : first;
    if (of > low + 1 && has(p, of - 1, 'o')) {
        if (has(p, of - 2, 'B')) {
            t->mod = mod_name(p->atoms[of - 2].value);
            first = of - 2;
            if (first > low && has(p, first - 1, 't')) first--;
        } else if (p->atoms[of - 2].unit == UNIT_WEEK && has(p, of - 2, 'u') &&
                   f->grain == UNIT_DAY && !f->suffix[0]) {
            dg_set_days(t, f, UNIT_WEEK, f->day); /* "the week of 21 October" */
            first = of - 2;
            if (first > low && has(p, first - 1, 't')) first--;
        } else if (has(p, of - 2, 'T') && f->grain == UNIT_DAY && !f->suffix[0]) {
            static const char *const part[] = {"",    "TMO",    "TAF",    "TEV",
                                               "TNI", "T12:00", "T24:00", "TDAWN"};
            snprintf(f->suffix, sizeof f->suffix, "%s", part[p->atoms[of - 2].value]);
            dg_set_suffix(t, f);
            first = of - 2;
            if (first > low && has(p, first - 1, 't')) first--;
        }
    }
    return first;
}

/* "Monday morning", "24 October evening". */
static uint32_t extend_right(const pass *p, uint32_t end, dragoman_time *t, found *f) {
    static const char *const part[] = {"", "TMO", "TAF", "TEV", "TNI", "T12:00", "T24:00", "TDAWN"};
    if (f->grain != UNIT_DAY || f->suffix[0] || strcmp(t->type, "DATE") || !has(p, end, 'T'))
        return end;
    snprintf(f->suffix, sizeof f->suffix, "%s", part[p->atoms[end].value]);
    dg_set_suffix(t, f);
    return end + 1;
}

/* Words so common that they are looked at only before another word of time. */
#define COMMON                                                                                     \
    (C_('t') | C_('a') | C_('c') | C_('d') | C_('h') | C_('g') | C_('j') | C_('l') | C_('o') |     \
     C_('H') | C_('Q'))

static bool may_start(const pass *p, uint32_t at) {
    uint64_t classes = p->atoms[at].classes;
    if (!classes) return false;
    if (classes & ~COMMON) return true;
    if (classes & (C_('c') | C_('d') | C_('g') | C_('j') | C_('o'))) return false;
    if ((classes & C_('H')) && !(classes & C_('t'))) return true;
    return at + 1 < p->count && p->atoms[at + 1].classes;
}

/* The classes a symbol may begin with. */
static uint64_t begins(char symbol) {
    switch (symbol) {
    case 'N':
        return C_('n') | C_('i') | C_('a');
    case 's':
        return C_('s') | C_('H');
    default:
        return C_(symbol);
    }
}

static bool may_match(const char *pattern, uint64_t classes) {
    while (pattern[1] == '?') {
        if (begins(*pattern) & classes) return true;
        pattern += 2;
    }
    return (begins(*pattern) & classes) != 0;
}

#define MOST_CANDIDATES 8

typedef struct candidate {
    const rule *rule;
    uint32_t end;
    slots slots;
} candidate;

/* The matches at an atom, longest first, of equals the earlier rule first. */
static uint32_t candidates(const pass *p, uint32_t at, candidate out[MOST_CANDIDATES]) {
    uint64_t classes = p->atoms[at].classes;
    uint32_t count = 0;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        if (!may_match(rules[r].pattern, classes)) continue;
        slots s = {.zone = ZONE_NONE, .hour = -1, .decade = -1, .season = -1};
        uint32_t end = match(p, rules[r].pattern, at, &s);
        if (!end || (count == MOST_CANDIDATES && end <= out[count - 1].end)) continue;
        uint32_t i = count < MOST_CANDIDATES ? count++ : count - 1;
        for (; i > 0 && out[i - 1].end < end; i--) out[i] = out[i - 1];
        out[i] = (candidate){&rules[r], end, s};
    }
    return count;
}

/* A unit of time in capitals is part of a name: "60 Minutes", "The Last Days of". */
static bool is_title(const pass *p, uint32_t at, uint32_t end) {
    const atom *last = &p->atoms[end - 1];
    if (end == at + 1 || last->unit == UNIT_NONE || last->unit == UNIT_CENTURY) return false;
    if (p->doc->sentences.items[p->sentence].flags & DRAGOMAN_SENTENCE_HEADLINE) return false;
    return token_of(p, end - 1)->shape & DRAGOMAN_SHAPE_TITLE;
}

uint32_t dg_when_match(pass *p, uint32_t at, uint32_t low, dragoman_time *t, found *f) {
    if (!may_start(p, at)) return 0;
    candidate tried[MOST_CANDIDATES];
    uint32_t count = candidates(p, at, tried);
    uint32_t longest = at;
    bool made = false;
    for (uint32_t i = 0; i < count && !made; i++) {
        *t = (dragoman_time){
            .type = "DATE", .anchor = -2, .rule = tried[i].rule->name, .sentence = p->sentence};
        *f = (found){0};
        made = tried[i].rule->make(p, &tried[i].slots, at, tried[i].end, t, f);
        if (!made) continue;
        longest = tried[i].end;
        if (tried[i].slots.mod) t->mod = mod_name(tried[i].slots.mod);
    }
    if (!made || is_title(p, at, longest)) return 0;
    uint32_t end = extend_right(p, longest, t, f), first = extend_left(p, at, low, t, f);
    f->first = first;
    f->end = end;
    f->before = first > 0 ? p->atoms[first - 1].classes : 0;
    t->first = p->atoms[first].first;
    t->last = p->atoms[end - 1].last;
    return end;
}
