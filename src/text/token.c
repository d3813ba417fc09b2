/*
 * token.c - a paragraph's characters into words as the English treebanks of Universal
 * Dependencies (EWT, GUM) cut them.
 *
 * A chunk is a run without white space. Most are a word, or a word and a mark, and go the short way
 * (plain_chunk). The others are scanned from left to right: links whole, then words with what joins
 * inside them (42,847 5:30 U.S. 9/11 anti-war), then marks. Hyphens part words but for the
 * affixes of the treebanks' guidelines (LDC's list: anti- non- -wise ...). Clitics are words of
 * their own (do|n't, Israel|'s).
 */
#include "text/text_int.h"

#include <strings.h>

/* Where the scanner stands: one chunk of one paragraph. */
typedef struct scan {
    dg_doc *doc;
    const char *text;
    uint32_t start, end; /* the chunk */
    uint32_t paragraph_end;
} scan;

static dg_char at(const scan *s, uint32_t p) {
    return dg_char_at(s->text, p, s->end);
}

/* ------------------------------------------------------------------ giving out tokens */

/* DRAGOMAN_SHAPE_* of a form. */
static uint8_t shape_of(const char *text, uint32_t start, uint32_t end) {
    uint32_t upper = 0, lower = 0, digit = 0;
    bool first_upper = false;
    for (uint32_t p = start; p < end;) {
        dg_char c = dg_char_at(text, p, end);
        if (c.class == DG_CLASS_UPPER) {
            upper++;
            if (p == start) first_upper = true;
        } else if (c.class == DG_CLASS_LOWER) {
            lower++;
        } else if (c.class == DG_CLASS_DIGIT) {
            digit++;
        }
        p += c.len;
    }
    uint8_t shape = 0;
    if (first_upper && (lower || upper == 1)) shape |= DRAGOMAN_SHAPE_TITLE;
    if (upper >= 2 && !lower) shape |= DRAGOMAN_SHAPE_UPPER;
    if (digit) shape |= DRAGOMAN_SHAPE_DIGIT;
    if (upper || lower) shape |= DRAGOMAN_SHAPE_ALPHA;
    if (!upper && !lower && !digit) shape |= DRAGOMAN_SHAPE_PUNCT;
    return shape;
}

dragoman_token *dg_token_add(dg_doc *doc, dragoman_span span, unsigned mark) {
    dragoman_token *token = dg_vec_push(doc->arena, &doc->tokens);
    const char *text = doc->text.ptr;
    token->span = span;
    token->fold = dg_fold((dragoman_str){text + span.start, span.end - span.start});
    token->head = token->child = token->next = -1;
    token->shape = shape_of(text, span.start, span.end);
    token->reserved = (uint16_t)mark;
    return token;
}

static dragoman_token *emit(scan *s, uint32_t start, uint32_t end, unsigned mark) {
    return dg_token_add(s->doc, (dragoman_span){start, end}, mark);
}

/* Two parts of one written word. */
static void emit_parts(scan *s, uint32_t start, uint32_t middle, uint32_t end) {
    emit(s, start, middle, DG_MARK_WORD)->flags |= DRAGOMAN_TOKEN_MULTIWORD;
    emit(s, middle, end, DG_MARK_WORD)->flags |= DRAGOMAN_TOKEN_CONTINUES;
}

/* ------------------------------------------------------------------ small word lists */

/* Whether text[start,end) is `word` (lower case), whatever its capitals. */
static bool is_word(const char *text, uint32_t start, uint32_t end, const char *word) {
    uint32_t p = start;
    for (; p < end && *word; p++, word++) {
        char c = text[p];
        if ((char)(c >= 'A' && c <= 'Z' ? c + 32 : c) != *word) return false;
    }
    return p == end && !*word;
}

static bool in_list(const char *text, uint32_t start, uint32_t end, const char *const *words) {
    for (; *words; words++)
        if (is_word(text, start, end, *words)) return true;
    return false;
}

/* Written together, two words: the length of the first, or 0. */
static uint32_t fused(const char *text, uint32_t start, uint32_t end) {
    static const struct {
        const char *word;
        uint32_t first;
    } list[] = {{"cannot", 3}, {"gonna", 3},   {"wanna", 3},   {"gotta", 3},    {"lemme", 3},
                {"gimme", 3},  {"dont", 2},    {"didnt", 3},   {"doesnt", 4},   {"isnt", 2},
                {"wasnt", 3},  {"arent", 3},   {"werent", 4},  {"havent", 4},   {"hasnt", 3},
                {"hadnt", 3},  {"wouldnt", 5}, {"couldnt", 5}, {"shouldnt", 6}, {"aint", 2},
                {"thats", 4},  {"theres", 5},  {"youre", 3},   {"theyre", 4},   {"ive", 1},
                {"youll", 3}};
    uint32_t len = end - start;
    if (len < 3 || len > 8) return 0;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (is_word(text, start, end, list[i].word)) return list[i].first;
    return 0;
}

static bool is_prefix(const char *text, uint32_t start, uint32_t end) {
    static const char *const list[] = {
        "anti",  "arch",   "bi",     "bio",   "co",    "counter", "cross", "cyber", "de",
        "e",     "ex",     "extra",  "inter", "intra", "macro",   "mega",  "micro", "mid",
        "mini",  "multi",  "neo",    "non",   "over",  "pan",     "para",  "post",  "pre",
        "pro",   "pseudo", "psycho", "re",    "semi",  "socio",   "sub",   "super", "tri",
        "ultra", "un",     "uni",    "uh",    "hm",    "mm",      "mhm",   NULL};
    return end - start <= 7 && in_list(text, start, end, list);
}

static bool is_suffix(const char *text, uint32_t start, uint32_t end) {
    static const char *const list[] = {"esque", "ette", "fest", "fold", "gate", "itis",
                                       "less",  "most", "rama", "wise", NULL};
    return end - start >= 4 && end - start <= 5 && in_list(text, start, end, list);
}

/* Units that are written onto their number and are words of their own. */
static bool is_unit(const char *text, uint32_t start, uint32_t end) {
    static const char *const list[] = {
        "am",   "pm",  "k",   "m",       "bn",      "mn",       "tn",  "b",   "mm",
        "cm",   "km",  "kg",  "g",       "mg",      "lb",       "lbs", "oz",  "ft",
        "mi",   "mph", "kph", "kmh",     "min",     "mins",     "hr",  "hrs", "sec",
        "secs", "kb",  "mb",  "gb",      "tb",      "kw",       "mw",  "gw",  "x",
        "kt",   "gmt", "ha",  "million", "billion", "trillion", "yr",  "yrs", NULL};
    return in_list(text, start, end, list);
}

/* Last parts of addresses and file names. */
static bool is_domain(const char *text, uint32_t start, uint32_t end) {
    static const char *const list[] = {
        "com", "org", "net", "gov", "edu",  "mil", "int", "info", "co",   "uk",  "us",
        "de",  "fr",  "ru",  "ua",  "il",   "ir",  "eu",  "tv",   "io",   "ca",  "au",
        "in",  "jp",  "cn",  "me",  "html", "htm", "pdf", "doc",  "docx", "xls", "txt",
        "jpg", "png", "gif", "ppt", "asp",  "php", "zip", "exe",  "xml",  "csv", NULL};
    return end - start >= 2 && end - start <= 4 && in_list(text, start, end, list);
}

/* ------------------------------------------------------------------ runs inside a word */

static uint32_t skip_digits(const scan *s, uint32_t p) {
    while (p < s->end && s->text[p] >= '0' && s->text[p] <= '9') p++;
    return p;
}

static uint32_t skip_letters(const scan *s, uint32_t p) {
    for (dg_char c = at(s, p); dg_is_letter(c); c = at(s, p)) p += c.len;
    return p;
}

static uint32_t skip_alnum(const scan *s, uint32_t p) {
    for (dg_char c = at(s, p); dg_is_alnum(c) || c.code == '_'; c = at(s, p)) p += c.len;
    return p;
}

static bool is_apostrophe(uint32_t code) {
    return code == '\'' || code == 0x2019 || code == '`' || code == 0x2bc || code == 0xb4;
}

static bool is_hyphen(uint32_t code) {
    return code == '-' || code == 0x2010 || code == 0x2011;
}

static uint32_t number(const scan *s, uint32_t from, uint32_t to) {
    uint32_t n = 0;
    for (uint32_t p = from; p < to && n < 100000; p++) n = n * 10 + (uint32_t)(s->text[p] - '0');
    return n;
}

/* 42,847 and 1,00,000: the comma at p joins groups of digits. */
static bool comma_joins(const scan *s, uint32_t p) {
    uint32_t q = skip_digits(s, p + 1), n = q - (p + 1);
    return n == 3 || (n == 2 && q < s->end && s->text[q] == ',' && skip_digits(s, q + 1) - q > 2);
}

/* 11/28/2000, 9/11 (a month and a day; 1/2 and 20/20 are not): end of the date at `from`, or 0. */
static uint32_t slash_date(const scan *s, uint32_t from, uint32_t slash) {
    uint32_t second = skip_digits(s, slash + 1);
    if (second == slash + 1 || second - slash > 5) return 0;
    if (second < s->end && s->text[second] == '/') {
        uint32_t third = skip_digits(s, second + 1);
        return third > second + 1 && third - second <= 5 ? third : 0;
    }
    uint32_t a = number(s, from, slash), b = number(s, slash + 1, second);
    bool calendar = a >= 1 && b >= 1 && ((a <= 12 && b <= 31) || (a <= 31 && b <= 12));
    bool fraction = a < b && b <= 4 && s->text[from] != '0';
    return calendar && !fraction && second - slash <= 3 ? second : 0;
}

/* 713-853-3989, 2024-10-24, 345-9945, but not 2019-20 or 3-4: end of the groups, or 0. */
static uint32_t hyphen_digits(const scan *s, uint32_t from, uint32_t hyphen) {
    uint32_t groups = 1, first = hyphen - from, last = 0, p = hyphen;
    while (p < s->end && s->text[p] == '-' && skip_digits(s, p + 1) > p + 1) {
        uint32_t q = skip_digits(s, p + 1);
        last = q - p - 1;
        groups++;
        p = q;
    }
    if (groups >= 3) return p;
    return groups == 2 && last == 4 && (first == 3 || first == 5) ? p : 0;
}

/* End of the letters of a clitic after the apostrophe that ends at p ('s 'll ...), or 0. */
static uint32_t clitic_end(const scan *s, uint32_t p) {
    static const char *const list[] = {"s", "re", "ve", "ll", "d", "m", NULL};
    uint32_t q = skip_alnum(s, p);
    return q > p && q - p <= 2 && in_list(s->text, p, q, list) ? q : 0;
}

/* 60's, 1990's: the plural of a decade is one word. */
static bool is_decade(const scan *s, uint32_t from, uint32_t apostrophe) {
    return (apostrophe - from == 2 || apostrophe - from == 4) &&
           skip_digits(s, from) == apostrophe && s->text[apostrophe - 1] == '0';
}

/* ------------------------------------------------------------------ a word */

typedef struct word {
    uint32_t end;    /* of the word */
    uint32_t clitic; /* where its clitic begins, 0 for none; `end` is then the clitic's end */
    bool acronym;    /* U.S a.m: takes the full stop that follows */
} word;

/* The full stop at p, between `segment` and more letters: whether the word goes on after it. */
static bool stop_joins(const scan *s, uint32_t segment, uint32_t p, word *w) {
    dg_char next = at(s, p + 1);
    if (next.class == DG_CLASS_DIGIT) return skip_digits(s, segment) == p;
    if (!dg_is_letter(next)) return false;
    uint32_t after = skip_letters(s, p + 1);
    dg_char first = at(s, segment);
    bool one = dg_is_letter(first) && segment + first.len == p;
    bool stop_follows = at(s, after).code == '.';
    bool short_next = after == p + 1 + next.len;
    if (one && (short_next || (stop_follows && after - p <= 4 && next.class == first.class))) {
        w->acronym = true; /* U.S, a.m, M.Sc */
        return true;
    }
    if (is_word(s->text, segment, p, "ph") && short_next) return w->acronym = true; /* Ph.D */
    return is_domain(s->text, p + 1, after);
}

/* The apostrophe c at p: false ends the word before it. Sets w->clitic. */
static bool apostrophe_joins(const scan *s, uint32_t from, uint32_t p, dg_char c, word *w) {
    uint32_t rest = p + c.len, clitic = clitic_end(s, rest);
    if (clitic && !is_decade(s, from, p)) {
        w->clitic = p;
        w->end = clitic;
        return false;
    }
    uint32_t letters = skip_letters(s, rest);
    bool n = p > from && (s->text[p - 1] == 'n' || s->text[p - 1] == 'N');
    if (n && letters - rest == 1 && is_word(s->text, rest, letters, "t")) {
        if (p - 1 > from) w->clitic = p - 1;
        w->end = letters;
        return false;
    }
    return letters > rest && c.code != '`';
}

/* A hyphen of length c.len at p between `segment` and more: whether the word goes on. */
static bool hyphen_joins(const scan *s, uint32_t segment, uint32_t p, dg_char c) {
    uint32_t rest = p + c.len, after = skip_alnum(s, rest);
    if (after == rest) return false;
    return is_prefix(s->text, segment, p) || is_suffix(s->text, rest, after);
}

/* The word at `from`, a letter or a digit. */
static word scan_word(const scan *s, uint32_t from) {
    word w = {from, 0, false};
    uint32_t segment = from, p = from;
    for (;;) {
        p = skip_alnum(s, p);
        w.end = p;
        dg_char c = at(s, p);
        bool digits = p > segment && skip_digits(s, segment) == p;
        uint32_t end = 0;
        if (!c.len) return w;
        if (c.code == '.') {
            if (!stop_joins(s, segment, p, &w)) return w;
        } else if (c.code == ',') {
            if (!digits || !comma_joins(s, p)) return w;
        } else if (c.code == ':') {
            if (!digits || skip_digits(s, p + 1) == p + 1) return w;
        } else if (c.code == '/') {
            if (is_word(s->text, from, p, "w") &&
                is_word(s->text, p + 1, skip_alnum(s, p + 1), "o"))
                end = p + 2;
            else if (!digits || segment != from || !(end = slash_date(s, from, p)))
                return w;
        } else if (c.code == '&') {
            if (p - segment > 3 || !dg_is_letter(at(s, p + 1)) || skip_alnum(s, p + 1) - p > 4)
                return w;
        } else if (c.code == '$') {
            if (p - from > 3 || skip_digits(s, p + 1) == p + 1 || digits) return w;
            w.end = p + 1;
            return w;
        } else if (is_apostrophe(c.code)) {
            if (!apostrophe_joins(s, from, p, c, &w)) return w;
        } else if (is_hyphen(c.code)) {
            if (digits && segment == from && c.code == '-') end = hyphen_digits(s, from, p);
            if (!end && !hyphen_joins(s, segment, p, c)) return w;
        } else {
            return w;
        }
        p = end ? end : p + c.len;
        segment = end ? segment : p;
    }
}

/* ------------------------------------------------------------------ full stops of abbreviations */

/* The first character after white space behind the chunk, within the paragraph. */
static dg_char next_char(const scan *s) {
    uint32_t p = s->end;
    dg_char c = dg_char_at(s->text, p, s->paragraph_end);
    while (c.len && c.class == DG_CLASS_SPACE) {
        p += c.len;
        c = dg_char_at(s->text, p, s->paragraph_end);
    }
    return c;
}

/* Whether the word before (in this paragraph) is part of a name: capitalised, or an initial. */
static bool after_name(const scan *s, uint32_t paragraph_first) {
    const dg_doc *doc = s->doc;
    if (doc->tokens.count == paragraph_first) return true;
    const dragoman_token *last = &doc->tokens.items[doc->tokens.count - 1];
    if (last->shape & (DRAGOMAN_SHAPE_TITLE | DRAGOMAN_SHAPE_UPPER)) return true;
    enum dg_mark mark = DG_MARK_OF(last);
    return (last->shape & DRAGOMAN_SHAPE_PUNCT) && mark != DG_MARK_COMMA && mark != DG_MARK_DASH;
}

/* Whether the word before leaves room for a state: "Fresno, Calif.", "(D-Calif.)". */
static bool before_state(const scan *s, uint32_t paragraph_first) {
    const dg_doc *doc = s->doc;
    if (doc->tokens.count == paragraph_first) return false;
    enum dg_mark mark = DG_MARK_OF(&doc->tokens.items[doc->tokens.count - 1]);
    return mark == DG_MARK_COMMA || mark == DG_MARK_DASH || mark == DG_MARK_OPEN;
}

/* A capital and small letters without a vowel: "Kft", "Pvt", "Sdn"; "Hmm" and "Shh" are sounds. */
static bool no_vowel(const char *text, uint32_t from, uint32_t to) {
    if (to - from < 2 || to - from > 5 || text[from] < 'A' || text[from] > 'Z') return false;
    bool other = false;
    for (uint32_t p = from + 1; p < to; p++) {
        if (text[p] < 'b' || text[p] > 'z' || strchr("eiouy", text[p])) return false;
        other |= !strchr("hms", text[p]);
    }
    return other && !strchr("AEIOUY", text[from]);
}

/* Mark of the word [from,to) if the full stop at `to` belongs to it, else DG_MARK_WORD. */
static unsigned stop_of(const scan *s, uint32_t from, uint32_t to, bool acronym,
                        uint32_t paragraph_first) {
    if (acronym) return DG_MARK_ABBREV;
    dg_char inside = at(s, to + 1), next = inside.len ? inside : next_char(s);
    dg_char first = at(s, from);
    bool number = next.class == DG_CLASS_DIGIT;
    if (from + first.len == to && dg_is_letter(first)) { /* an initial, or "p. 5" */
        bool name = next.class == DG_CLASS_UPPER && after_name(s, paragraph_first);
        bool species = next.class == DG_CLASS_LOWER && first.code != 'I'; /* "P. falciparum" */
        bool versus = next.class == DG_CLASS_UPPER && first.code == 'v';  /* "Roe v. Wade" */
        bool page = number && (first.code == 'p' || first.code == 'c');
        bool holds = first.class == DG_CLASS_UPPER ? name || species : versus || page;
        return holds ? DG_MARK_ABBREV | DG_MARK_HOLDS : DG_MARK_WORD;
    }
    bool upper = first.class == DG_CLASS_UPPER;
    switch (dg_abbrev_of((dragoman_str){s->text + from, to - from})) {
    case DG_ABBREV_TITLE:
        return upper ? DG_MARK_ABBREV | DG_MARK_HOLDS : DG_MARK_WORD;
    case DG_ABBREV_MONTH:
        if (number) return DG_MARK_ABBREV | DG_MARK_HOLDS;
        return upper ? DG_MARK_ABBREV : DG_MARK_WORD;
    case DG_ABBREV_NUMBER:
        return number ? DG_MARK_ABBREV | DG_MARK_HOLDS : DG_MARK_WORD;
    case DG_ABBREV_LINK:
        return DG_MARK_ABBREV | DG_MARK_HOLDS;
    case DG_ABBREV_STATE:
        return upper && before_state(s, paragraph_first) ? DG_MARK_ABBREV : DG_MARK_WORD;
    case DG_ABBREV_LAST: /* "etc" and a stop of its own where the sentence ends */
        return next.class == DG_CLASS_UPPER || !next.len ? DG_MARK_WORD : DG_MARK_ABBREV;
    case DG_ABBREV_NAME:
    case DG_ABBREV_OTHER:
        return DG_MARK_ABBREV;
    default:
        return no_vowel(s->text, from, to) ? DG_MARK_ABBREV : DG_MARK_WORD;
    }
}

/* ------------------------------------------------------------------ words out */

/* Give out the word [from,to) without clitic: fused words and units parted. */
static void emit_word(scan *s, uint32_t from, uint32_t to, unsigned mark) {
    const char *text = s->text;
    if (text[from] >= '0' && text[from] <= '9') {
        uint32_t letters = to;
        while (letters > from && !(text[letters - 1] >= '0' && text[letters - 1] <= '9')) letters--;
        bool plain = letters < to && mark == DG_MARK_WORD;
        for (uint32_t p = from; plain && p < letters; p++)
            plain = text[p] < 'A'; /* digits and what joins them */
        if (plain && is_unit(text, letters, to)) {
            emit(s, from, letters, DG_MARK_WORD);
            emit(s, letters, to, DG_MARK_WORD);
            return;
        }
    } else if (mark == DG_MARK_WORD) {
        uint32_t first = fused(text, from, to);
        if (first) {
            emit_parts(s, from, from + first, to);
            return;
        }
    }
    emit(s, from, to, mark);
}

/* 7:45p.m.: where the half of the day begins behind the hour at p, or 0. */
static uint32_t half_day(const scan *s, uint32_t p) {
    uint32_t q = skip_digits(s, p);
    if (q > p && q < s->end && (s->text[q] == ':' || s->text[q] == '.')) q = skip_digits(s, q + 1);
    if (q == p || q + 3 > s->end || q - p > 5) return 0;
    return (is_word(s->text, q, q + 3, "a.m") || is_word(s->text, q, q + 3, "p.m")) &&
                   !dg_is_alnum(at(s, q + 3))
               ? q
               : 0;
}

/* The word at p and the full stop it owns; where it ends. */
static uint32_t take_word(scan *s, uint32_t p, uint32_t paragraph_first) {
    uint32_t half = half_day(s, p);
    if (half) {
        uint32_t end = half + 3 + (at(s, half + 3).code == '.');
        emit(s, p, half, DG_MARK_WORD);
        emit(s, half, end, DG_MARK_ABBREV);
        return end;
    }
    word w = scan_word(s, p);
    if (w.clitic) {
        emit_parts(s, p, w.clitic, w.end);
        return w.end;
    }
    unsigned mark = DG_MARK_WORD;
    if (at(s, w.end).code == '.' && at(s, w.end + 1).code != '.')
        mark = stop_of(s, p, w.end, w.acronym, paragraph_first);
    uint32_t end = mark == DG_MARK_WORD ? w.end : w.end + 1;
    if (mark != DG_MARK_WORD) {
        dg_char c = at(s, end);
        uint32_t clitic = is_apostrophe(c.code) ? clitic_end(s, end + c.len) : 0;
        if (clitic) { /* U.S.'s */
            emit_parts(s, p, end, clitic);
            return clitic;
        }
    }
    emit_word(s, p, end, mark);
    return end;
}

/* ------------------------------------------------------------------ marks */

static uint32_t run_of(const scan *s, uint32_t p, uint32_t code) {
    for (dg_char c = at(s, p); c.len && c.code == code; c = at(s, p)) p += c.len;
    return p;
}

static uint32_t run_of_two(const scan *s, uint32_t p, uint32_t a, uint32_t b) {
    for (dg_char c = at(s, p); c.len && (c.code == a || c.code == b); c = at(s, p)) p += c.len;
    return p;
}

/* '72, '60s, 'em: the apostrophe at p opens the word; its end, or 0. */
static uint32_t clipped(const scan *s, uint32_t p, dg_char c) {
    static const char *const list[] = {"em", "til", "cause", "bout", "n", NULL};
    uint32_t rest = p + c.len, digits = skip_digits(s, rest), end = skip_alnum(s, rest);
    if (digits - rest == 2 && (end == digits || is_word(s->text, digits, end, "s"))) return end;
    return p == s->start && in_list(s->text, rest, end, list) ? end : 0;
}

/* A clitic that follows no letter of its own chunk's word: "5%'s", ")'s". */
static uint32_t loose_clitic(const scan *s, uint32_t p, dg_char c) {
    return p > s->start ? clitic_end(s, p + c.len) : 0;
}

enum dg_mark dg_mark_of_char(uint32_t code) {
    switch (code) {
    case '.':
        return DG_MARK_STOP;
    case '?':
    case '!':
    case 0x203d:
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return DG_MARK_ASK;
    case 0x2026:
        return DG_MARK_ELLIPSIS;
    case ':':
        return DG_MARK_COLON;
    case ';':
        return DG_MARK_SEMICOLON;
    case ',':
        return DG_MARK_COMMA;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return DG_MARK_DASH;
    case '(':
    case '[':
    case '{':
        return DG_MARK_OPEN;
    case ')':
    case ']':
    case '}':
        return DG_MARK_CLOSE;
    case '"':
    case '\'':
    case '`':
    case 0xab:
    case 0xbb:
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2039:
    case 0x203a:
        return DG_MARK_QUOTE;
    default:
        return DG_MARK_PUNCT;
    }
}

/* The mark at p, no letter and no digit; where it ends. */
static uint32_t take_mark(scan *s, uint32_t p) {
    dg_char c = at(s, p);
    enum dg_mark mark = dg_mark_of_char(c.code);
    uint32_t end = p + c.len;
    if (c.code == '.' || mark == DG_MARK_ELLIPSIS) {
        end = run_of_two(s, p, '.', 0x2026);
        if (end > p + 1) mark = DG_MARK_ELLIPSIS;
    } else if (c.code == '[') { /* [...] */
        uint32_t dots = run_of_two(s, end, '.', 0x2026);
        if (dots > end && at(s, dots).code == ']') mark = DG_MARK_ELLIPSIS, end = dots + 1;
    } else if (mark == DG_MARK_ASK) {
        end = run_of_two(s, p, '?', '!');
        if (end == p) end = p + c.len;
    } else if (is_apostrophe(c.code) || c.code == 0x2018) {
        uint32_t word_end = clipped(s, p, c);
        if (word_end)
            mark = DG_MARK_WORD, end = word_end;
        else if (c.code != 0x2018 && (word_end = loose_clitic(s, p, c)))
            mark = DG_MARK_WORD, end = word_end;
        else if (c.code == '\'' || c.code == '`' || c.code == 0x2019) {
            bool two = at(s, end).code == c.code && at(s, end + c.len).code != c.code; /* ``so'' */
            if (two) end += c.len;
        }
    } else if (c.code == '+' && p == s->start && at(s, end).class == DG_CLASS_DIGIT) {
        mark = DG_MARK_WORD, end = scan_word(s, end).end; /* +44 */
    } else if (c.code == '#' || c.code == '@') {
        if (p == s->start && dg_is_letter(at(s, end)))
            mark = DG_MARK_LINK, end = skip_alnum(s, end);
    } else if (mark == DG_MARK_DASH || c.code == '*' || c.code == '=' || c.code == '_' ||
               c.code == '~' || c.code == '<' || c.code == '>' || c.code == '#' || c.code == '+') {
        end = run_of(s, p, c.code);
    }
    emit(s, p, end, mark);
    return end;
}

/* ------------------------------------------------------------------ links and faces */

/* The chunk without brackets and quotation marks around it and stops behind it. */
static dragoman_span bare(const scan *s) {
    uint32_t from = s->start, to = s->end;
    while (from < to) {
        dg_char c = at(s, from);
        enum dg_mark mark = dg_mark_of_char(c.code);
        if (mark != DG_MARK_OPEN && mark != DG_MARK_QUOTE && c.code != '<') break;
        from += c.len;
    }
    while (to > from) {
        dg_char c = dg_char_before(s->text, from, to);
        enum dg_mark mark = dg_mark_of_char(c.code);
        if (dg_is_alnum(c) || c.code == '/' || mark == DG_MARK_PUNCT) {
            if (c.code != '>') break;
        }
        to -= c.len;
    }
    return (dragoman_span){from, to};
}

static bool has(const scan *s, dragoman_span span, const char *bytes) {
    return memmem(s->text + span.start, span.end - span.start, bytes, strlen(bytes)) != NULL;
}

/* A link, an e-mail address: empty if it is none. */
static dragoman_span link_in(const scan *s) {
    dragoman_span none = {0, 0}, b = bare(s);
    if (b.end - b.start < 4) return none;
    const char *text = s->text + b.start;
    if (has(s, b, "://")) return b;
    if (strncasecmp(text, "www.", 4) == 0 ||
        strncasecmp(text, "mailto:", 7 < b.end - b.start ? 7 : 4) == 0)
        return b;
    const char *sign = memchr(text, '@', b.end - b.start);
    if (sign && sign > text && sign + 1 < s->text + b.end && dg_is_alnum(at(s, b.end - 1)))
        return b;
    const char *slash = memchr(text, '/', b.end - b.start);
    const char *dot = memchr(text, '.', b.end - b.start);
    if (slash && dot && dot < slash) { /* nytimes.com/section */
        uint32_t from = (uint32_t)(slash - s->text), label = from;
        while (label > b.start && dg_is_letter(at(s, label - 1))) label--;
        if (label > b.start && s->text[label - 1] == '.' && is_domain(s->text, label, from))
            return b;
    }
    return none;
}

static bool is_face(const scan *s) {
    static const char *const list[] = {":)",  ":(",  ";)", ":-)", ":-(", ";-)", ":d", ":-d", ":p",
                                       ":-p", ":/",  ":o", "=)",  "=(",  "(:",  ":]", "^_^", "<3",
                                       ":))", ":'(", "xd", ";-d", ";d",  "=d",  NULL};
    uint32_t len = s->end - s->start;
    if (len < 2 || len > 3 || dg_is_letter(at(s, s->start))) return false;
    return in_list(s->text, s->start, s->end, list);
}

/* ------------------------------------------------------------------ chunks */

/* The commonest chunks: ASCII letters, perhaps with one mark behind. False if it is no such. */
static bool plain_chunk(scan *s, uint32_t paragraph_first) {
    const char *text = s->text;
    uint32_t p = s->start;
    while (p < s->end && (text[p] & 0x80) == 0 &&
           dg_ascii_class[(unsigned char)text[p]] >= DG_CLASS_UPPER &&
           dg_ascii_class[(unsigned char)text[p]] != DG_CLASS_DIGIT)
        p++;
    if (p == s->start || s->end - p > 1) return false;
    if (p == s->end) {
        emit_word(s, s->start, p, DG_MARK_WORD);
        return true;
    }
    char c = text[p];
    if (c != '.' && c != ',') return false;
    unsigned mark = c == '.' ? stop_of(s, s->start, p, false, paragraph_first) : DG_MARK_WORD;
    emit_word(s, s->start, mark == DG_MARK_WORD ? p : p + 1, mark);
    if (mark == DG_MARK_WORD) emit(s, p, p + 1, c == '.' ? DG_MARK_STOP : DG_MARK_COMMA);
    return true;
}

static void chunk_tokens(scan *s, uint32_t paragraph_first) {
    if (plain_chunk(s, paragraph_first)) return;
    if (is_face(s)) {
        emit(s, s->start, s->end, DG_MARK_LINK);
        return;
    }
    dragoman_span link = link_in(s);
    for (uint32_t p = s->start; p < s->end;) {
        if (link.end && p == link.start) {
            emit(s, link.start, link.end, DG_MARK_LINK);
            p = link.end;
        } else if (dg_is_alnum(at(s, p))) {
            p = take_word(s, p, paragraph_first);
        } else {
            p = take_mark(s, p);
        }
    }
}

void dg_tokenize(dg_doc *doc, dragoman_span span) {
    scan s = {doc, doc->text.ptr, 0, 0, span.end};
    uint32_t first = doc->tokens.count;
    for (uint32_t p = span.start; p < span.end;) {
        dg_char c = dg_char_at(s.text, p, span.end);
        if (c.class == DG_CLASS_SPACE) {
            if (c.code == '\n' && doc->tokens.count > first)
                doc->tokens.items[doc->tokens.count - 1].reserved |= DG_MARK_LINE;
            p += c.len;
            continue;
        }
        s.start = p;
        while (c.len && c.class != DG_CLASS_SPACE) {
            p += c.len;
            c = dg_char_at(s.text, p, span.end);
        }
        s.end = p;
        chunk_tokens(&s, first);
        if (c.len || p < doc->text.len)
            doc->tokens.items[doc->tokens.count - 1].flags |= DRAGOMAN_TOKEN_SPACE_AFTER;
    }
}
