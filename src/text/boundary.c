/*
 * boundary.c - where sentences end.
 *
 * What cannot be an end is told by rules (bound, dg_gap_open). For the rest a linear classifier
 * adds small integer weights of hashed features of the words around the gap, learnt by
 * train/split.py from the training parts of the EWT and GUM treebanks (logistic regression,
 * rounded); after the splitters of Read et al. (COLING 2012) and Gillick (NAACL 2009). A gap
 * without any stop before it needs a much higher score: a sentence of news cut in two costs more
 * than two headlines left together.
 */
#include "text/text_int.h"

#include "text/split_table.h"

#include <strings.h>

/* Least scores of a sentence end, sixteen times the log-odds. */
#define LEAST_STOP 0    /* behind a stop: 0.5 */
#define LEAST_PLAIN -47 /* behind a full stop, before no small letter: 0.05 */
#define LEAST_ABBREV 24 /* behind an abbreviation: 0.82 */
#define LEAST_OTHER 18  /* without a stop: 0.75 */
#define LEAST_LOST -12  /* without a stop, in text that has lost its line ends: 0.32 */

static const dragoman_token *token_at(const dg_gap *gap, uint32_t t) {
    return &gap->doc->tokens.items[t];
}

static bool spaced(const dg_gap *gap, uint32_t t) {
    return token_at(gap, t)->flags & DRAGOMAN_TOKEN_SPACE_AFTER;
}

static enum dg_mark mark_at(const dg_gap *gap, uint32_t t) {
    return DG_MARK_OF(token_at(gap, t));
}

bool dg_mark_closes(enum dg_mark mark) {
    return mark == DG_MARK_CLOSE || mark == DG_MARK_QUOTE_CLOSE;
}

bool dg_gap_bound(const dg_doc *doc, uint32_t t) {
    const dragoman_token *left = &doc->tokens.items[t], *right = left + 1;
    enum dg_mark next = DG_MARK_OF(right);
    bool space = left->flags & DRAGOMAN_TOKEN_SPACE_AFTER;
    if (right->flags & DRAGOMAN_TOKEN_CONTINUES) return true;
    if (dg_mark_closes(next) && (!space || next == DG_MARK_QUOTE_CLOSE)) return true;
    return next == DG_MARK_STOP || next == DG_MARK_COMMA || next == DG_MARK_ASK ||
           next == DG_MARK_SEMICOLON || next == DG_MARK_COLON;
}

/* The token that would end a sentence at t: before the closing marks that are attached to it. */
static uint32_t core_of(const dg_gap *gap, uint32_t t) {
    while (t > gap->first && dg_mark_closes(mark_at(gap, t)) && !spaced(gap, t - 1)) t--;
    return t;
}

static bool is_stop(enum dg_mark mark) {
    return mark == DG_MARK_STOP || mark == DG_MARK_ASK || mark == DG_MARK_ELLIPSIS ||
           mark == DG_MARK_ABBREV;
}

static bool starts_lower(const dg_gap *gap, uint32_t t) {
    const dragoman_token *token = token_at(gap, t);
    return dg_char_at(gap->doc->text.ptr, token->span.start, token->span.end).class ==
           DG_CLASS_LOWER;
}

bool dg_gap_open(dg_gap *gap, uint32_t t) {
    if (dg_gap_bound(gap->doc, t)) return false;
    gap->core = core_of(gap, t);
    const dragoman_token *core = token_at(gap, gap->core);
    if (core->reserved & DG_MARK_HOLDS) return false;
    bool lower = starts_lower(gap, t + 1);
    if (is_stop(DG_MARK_OF(core)))
        return !lower || (gap->core == t && DG_MARK_OF(core) != DG_MARK_ABBREV);
    if (!spaced(gap, t) || lower) return false;
    switch (mark_at(gap, t)) {
    case DG_MARK_OPEN:
    case DG_MARK_QUOTE_OPEN:
        return false;
    case DG_MARK_CLOSE: /* an editor's words in a quotation: [Bashir al] Assad */
        return gap->lines_lost || gap->doc->text.ptr[token_at(gap, t)->span.start] != ']';
    case DG_MARK_COMMA: /* Dear all, We ... */
    case DG_MARK_COLON: /* He said: We ... */
    case DG_MARK_DASH:
        return gap->lines_lost; /* the dash of a dateline */
    default:
        return true;
    }
}

/* ------------------------------------------------------------------ features */

/* What a token looks like, 0..31: a mark, or the letters of a word. */
static uint64_t look(const dg_gap *gap, uint32_t t) {
    if (t >= gap->end || t < gap->paragraph) return 31;
    const dragoman_token *token = token_at(gap, t);
    enum dg_mark mark = DG_MARK_OF(token);
    if (mark != DG_MARK_WORD && mark != DG_MARK_ABBREV) return 16 + (uint64_t)mark % 15;
    if (token->shape & DRAGOMAN_SHAPE_DIGIT) return token->shape & DRAGOMAN_SHAPE_ALPHA ? 1 : 2;
    if (token->shape & DRAGOMAN_SHAPE_UPPER) return 3;
    if (token->shape & DRAGOMAN_SHAPE_TITLE)
        return token->span.end - token->span.start == 1 ? 4 : 5;
    return 6;
}

static uint64_t fold_at(const dg_gap *gap, uint32_t t) {
    return t < gap->end && t >= gap->paragraph ? token_at(gap, t)->fold : 0;
}

static uint64_t bucket(uint32_t n) {
    return n < 6 ? n : n < 9 ? 6 : n < 14 ? 7 : n < 25 ? 8 : n < 40 ? 9 : 10;
}

/* Capitalised words among the five from t on in steps of `step`. */
static uint64_t capitals(const dg_gap *gap, uint32_t t, int step) {
    uint64_t n = 0;
    for (int i = 0; i < 5; i++, t += (uint32_t)step) {
        uint64_t l = look(gap, t);
        n += l >= 3 && l <= 5;
    }
    return n;
}

/* Brackets and quotations opened in this sentence up to t and not closed: bits 0 and 1. */
static uint64_t open_marks(const dg_gap *gap, uint32_t t) {
    int brackets = 0, quotes = 0;
    uint32_t from = t - gap->first > 100 ? t - 100 : gap->first;
    for (uint32_t i = from; i <= t; i++) {
        enum dg_mark mark = mark_at(gap, i);
        brackets += (mark == DG_MARK_OPEN) - (mark == DG_MARK_CLOSE);
        quotes += (mark == DG_MARK_QUOTE_OPEN) - (mark == DG_MARK_QUOTE_CLOSE);
    }
    return (uint64_t)(brackets > 0) | (uint64_t)(quotes > 0) << 1;
}

/* Whether token t is a word that has a capital only where a sentence begins. */
static bool is_starter(const dg_gap *gap, uint32_t t) {
    static const char *const list[] = {
        "the",      "a",      "an",      "he",      "she",       "it",    "they",   "we",
        "i",        "you",    "this",    "that",    "these",     "those", "there",  "his",
        "her",      "its",    "their",   "our",     "but",       "and",   "or",     "so",
        "in",       "on",     "at",      "by",      "for",       "from",  "with",   "to",
        "of",       "as",     "if",      "when",    "while",     "after", "before", "since",
        "although", "though", "because", "however", "no",        "not",   "some",   "many",
        "most",     "all",    "both",    "one",     "according", "what",  "who",    "how",
        "why",      "where",  "also",    "now",     "then",      "under", "until",  "once"};
    const dragoman_token *token = token_at(gap, t);
    dragoman_str form = {gap->doc->text.ptr + token->span.start,
                         token->span.end - token->span.start};
    if (!(token->shape & DRAGOMAN_SHAPE_TITLE)) return false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strlen(list[i]) == form.len && strncasecmp(list[i], form.ptr, form.len) == 0)
            return true;
    return false;
}

uint32_t dg_gap_features(const dg_gap *gap, uint32_t t, uint32_t out[DG_GAP_FEATURES]) {
    uint32_t core = gap->core, word = is_stop(mark_at(gap, core)) && core > gap->first &&
                                              mark_at(gap, core) != DG_MARK_ABBREV
                                          ? core - 1
                                          : core;
    uint64_t kind = (uint64_t)mark_at(gap, core) << 2 | (uint64_t)(core != t) << 1 | spaced(gap, t);
    uint64_t next = look(gap, t + 1), prev = look(gap, word);
    uint64_t length = bucket(t + 1 - gap->first), open = open_marks(gap, t);
    uint64_t next_fold = fold_at(gap, t + 1), word_fold = fold_at(gap, word);
    const uint64_t values[DG_GAP_FEATURES] = {
        0,
        next_fold,
        word_fold,
        next,
        prev << 5 | next,
        dg_hash_mix(next_fold, next),
        dg_hash_mix(word_fold, next),
        fold_at(gap, t + 2),
        word > gap->first ? fold_at(gap, word - 1) : 1,
        (word > gap->first ? look(gap, word - 1) : 30) << 15 | prev << 10 | next << 5 |
            look(gap, t + 2),
        length,
        length << 5 | next,
        open << 5 | next,
        dg_hash_mix(word_fold, next_fold),
        (capitals(gap, word, -1) << 3 | capitals(gap, t + 1, 1)) << 5 | next,
        dg_hash_mix(next_fold, fold_at(gap, t + 2)),
        look(gap, t + 2) << 10 | look(gap, t + 3) << 5 | next,
        (uint64_t)(token_at(gap, word)->span.end - token_at(gap, word)->span.start) << 5 | next,
        dg_hash_mix(fold_at(gap, t + 2), fold_at(gap, t + 3)),
        dg_hash_mix(word > gap->first ? fold_at(gap, word - 1) : 1, word_fold),
        (uint64_t)is_starter(gap, t + 1) << 20 | length << 15 | prev << 10 | next << 5 |
            look(gap, t + 2),
        /* from here on whatever the stop: what words begin a sentence */
        dg_hash_mix(next_fold, next),
        dg_hash_mix(next_fold, look(gap, t + 2)),
        next << 5 | look(gap, t + 2),
    };
    for (uint32_t i = 0; i < DG_GAP_FEATURES; i++) {
        uint64_t group = i < DG_GAP_FEATURES - 3 ? kind : 0;
        out[i] = (uint32_t)(dg_hash_mix(group << 8 | i, values[i]) >> 20) & (DG_SPLIT_SIZE - 1);
    }
    return DG_GAP_FEATURES;
}

/* The least score for an end behind an abbreviation: before a name it is mostly none. */
static int32_t least_after_abbreviation(const dg_gap *gap, uint32_t t) {
    if (is_starter(gap, t + 1)) return LEAST_PLAIN;
    return mark_at(gap, t + 1) == DG_MARK_QUOTE_OPEN ? LEAST_STOP : LEAST_ABBREV;
}

bool dg_gap_ends(dg_gap *gap, uint32_t t) {
    if (!dg_gap_open(gap, t)) return false;
    uint32_t features[DG_GAP_FEATURES];
    int32_t score = 0;
    uint32_t n = dg_gap_features(gap, t, features);
    for (uint32_t i = 0; i < n; i++) score += dg_split_weights[features[i]];
    enum dg_mark core = mark_at(gap, gap->core);
    bool title = (token_at(gap, t + 1)->shape & DRAGOMAN_SHAPE_TITLE) ||
                 mark_at(gap, t + 1) == DG_MARK_QUOTE_OPEN;
    if (core == DG_MARK_STOP && (spaced(gap, t) ? !starts_lower(gap, t + 1) : title))
        return score > LEAST_PLAIN;
    if (core == DG_MARK_ABBREV) return score > least_after_abbreviation(gap, t);
    bool goes_on =
        core != DG_MARK_STOP && starts_lower(gap, t + 1) && !gap->lines_lost; /* "... and" */
    if (is_stop(core)) return score > (goes_on ? LEAST_ABBREV : LEAST_STOP);
    return score > (gap->lines_lost ? LEAST_LOST : LEAST_OTHER);
}
