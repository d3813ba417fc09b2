/*
 * split.c - see text.h: the passes in their order, tokens into sentences, and the flags.
 */
#include "text/text_int.h"

#define LONGEST_PARAGRAPH 2000u /* tokens; a longer one is a text that has lost its line ends */
#define LONGEST_SENTENCE 400u   /* tokens; a longer one is cut at its best place */

/* ------------------------------------------------------------------ looking at tokens */

static bool spaced(const dg_doc *doc, uint32_t t) {
    return doc->tokens.items[t].flags & DRAGOMAN_TOKEN_SPACE_AFTER;
}

static enum dg_mark mark_at(const dg_doc *doc, uint32_t t) {
    return DG_MARK_OF(&doc->tokens.items[t]);
}

static bool starts_lower(const dg_doc *doc, uint32_t t) {
    const dragoman_token *token = &doc->tokens.items[t];
    return dg_char_at(doc->text.ptr, token->span.start, token->span.end).class == DG_CLASS_LOWER;
}

/* ------------------------------------------------------------------ sentences out */

/* How good a place the gap after t is to cut a sentence that is too long. */
static int cut_rank(const dg_doc *doc, uint32_t t) {
    if (dg_gap_bound(doc, t) || !spaced(doc, t)) return 0;
    if (doc->tokens.items[t].reserved & DG_MARK_LINE) return 6;
    switch (mark_at(doc, t)) {
    case DG_MARK_STOP:
    case DG_MARK_ASK:
    case DG_MARK_ELLIPSIS:
        return 5;
    case DG_MARK_SEMICOLON:
    case DG_MARK_COLON:
        return 4;
    case DG_MARK_DASH:
        return 3;
    case DG_MARK_COMMA:
        return 2;
    default:
        return 1;
    }
}

/* Where to cut tokens first..end, more than LONGEST_SENTENCE: the first token behind the cut. */
static uint32_t best_cut(const dg_doc *doc, uint32_t first) {
    uint32_t best = first + LONGEST_SENTENCE;
    int rank = 0;
    for (uint32_t t = first + LONGEST_SENTENCE - 1; t > first + LONGEST_SENTENCE / 2; t--) {
        int here = cut_rank(doc, t);
        if (here > rank) rank = here, best = t + 1;
    }
    return best;
}

static void add_sentence(dg_doc *doc, uint32_t first, uint32_t end) {
    while (end - first > LONGEST_SENTENCE) {
        uint32_t cut = best_cut(doc, first);
        add_sentence(doc, first, cut);
        first = cut;
    }
    uint32_t index = doc->sentences.count;
    dragoman_sentence *sentence = dg_vec_push(doc->arena, &doc->sentences);
    sentence->first = first;
    sentence->count = end - first;
    sentence->span =
        (dragoman_span){doc->tokens.items[first].span.start, doc->tokens.items[end - 1].span.end};
    for (uint32_t t = first; t < end; t++) doc->tokens.items[t].sentence = index;
}

/* ------------------------------------------------------------------ flags */

#define LONGEST_HEADLINE 25u /* tokens */
#define LONGEST_DATELINE 24u

/* Whether the paragraph of one sentence reads like a title: short, opening with a capital or a
 * number, without a full stop. */
static bool is_headline(const dg_doc *doc, const dragoman_sentence *sentence) {
    if (sentence->count > LONGEST_HEADLINE || sentence->count < 2) return false;
    uint32_t first = sentence->first, last = first + sentence->count - 1;
    if (starts_lower(doc, first)) return false;
    while (last > first && dg_mark_closes(mark_at(doc, last))) last--;
    enum dg_mark mark = mark_at(doc, last);
    return mark == DG_MARK_WORD || mark == DG_MARK_ABBREV;
}

/* Whether a word is one of the small ones inside names of places. */
static bool joins_names(const dg_doc *doc, uint32_t t) {
    static const char *const list[] = {"of", "the", "in", "near", "and",
                                       "de", "del", "la", "el",   "al"};
    dragoman_span span = doc->tokens.items[t].span;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (dg_str_is((dragoman_str){doc->text.ptr + span.start, span.end - span.start}, list[i]))
            return true;
    return false;
}

/* Whether the dash or colon at `t` ends a dateline: the report begins behind it. */
static bool ends_dateline(const dg_doc *doc, uint32_t first, uint32_t t, bool witness,
                          bool capitals) {
    enum dg_mark before = mark_at(doc, t - 1);
    if (mark_at(doc, t) == DG_MARK_DASH && spaced(doc, t)) {
        bool doubled =
            doc->tokens.items[t].span.end - doc->tokens.items[t].span.start > 1; /* "--" */
        if (!spaced(doc, t - 1) && before != DG_MARK_CLOSE && !doubled) return false;
        bool bare = t - first <= 3 && !starts_lower(doc, t + 1); /* "Washington - The" */
        return witness || capitals || bare;
    }
    bool colon =
        dg_char_at(doc->text.ptr, doc->tokens.items[t].span.start, doc->tokens.items[t].span.end)
            .code == ':';
    return colon && spaced(doc, t) && capitals &&
           (before == DG_MARK_CLOSE || t - first <= 3); /* "KABUL: The" */
}

/*
 * Tokens of the dateline a sentence opens with, its dash included, 0 if it has none: a place in
 * capitals, or any place with an agency or a date, then a dash and the report.
 * "GENEVA, Feb. 14 (Reuters) -", "KABUL —", "Doha (AFP) --".
 */
static uint32_t dateline_length(const dg_doc *doc, const dragoman_sentence *sentence) {
    uint32_t first = sentence->first, end = first + sentence->count;
    bool witness = false, capitals = false;
    for (uint32_t t = first; t + 1 < end && t - first < LONGEST_DATELINE; t++) {
        const dragoman_token *token = &doc->tokens.items[t];
        enum dg_mark mark = mark_at(doc, t);
        if (t > first && ends_dateline(doc, first, t, witness, capitals)) return t - first + 1;
        if (mark == DG_MARK_CLOSE)
            witness = true; /* (Reuters) */
        else if (mark == DG_MARK_DASH || mark == DG_MARK_COMMA || mark == DG_MARK_OPEN)
            continue;
        else if (token->shape & DRAGOMAN_SHAPE_PUNCT) {
            if (dg_char_at(doc->text.ptr, token->span.start, token->span.end).code != '/') return 0;
        } else if (token->shape & DRAGOMAN_SHAPE_DIGIT) {
            if (t == first) return 0;
            witness = true;
        } else if (token->shape & DRAGOMAN_SHAPE_UPPER) {
            if (t == first) capitals = true;
        } else if (!(token->shape & DRAGOMAN_SHAPE_TITLE) && (t == first || !joins_names(doc, t))) {
            return 0;
        }
    }
    return 0;
}

/* The dateline becomes a sentence of its own, so that the report is parsed without it. */
static void part_dateline(dg_doc *doc, uint32_t index, uint32_t length) {
    dragoman_sentence whole = doc->sentences.items[index];
    (void)dg_vec_push(doc->arena, &doc->sentences);
    dragoman_sentence *at = &doc->sentences.items[index];
    memmove(at + 2, at + 1, (doc->sentences.count - index - 2) * sizeof *at);
    at[0] = at[1] = whole;
    at[0].count = length;
    at[0].span.end = doc->tokens.items[whole.first + length - 1].span.end;
    at[0].flags |= DRAGOMAN_SENTENCE_DATELINE;
    at[1].first = whole.first + length;
    at[1].count = whole.count - length;
    at[1].span.start = doc->tokens.items[at[1].first].span.start;
    at[1].flags &= (uint8_t)~DRAGOMAN_SENTENCE_PARAGRAPH;
    for (uint32_t t = at[1].first; t < doc->tokens.count; t++) doc->tokens.items[t].sentence++;
}

static void flag_paragraph(dg_doc *doc, uint32_t first_sentence) {
    dragoman_sentence *first = &doc->sentences.items[first_sentence];
    first->flags |= DRAGOMAN_SENTENCE_PARAGRAPH;
    uint32_t dateline = dateline_length(doc, first);
    if (dateline)
        part_dateline(doc, first_sentence, dateline);
    else if (doc->sentences.count == first_sentence + 1 && is_headline(doc, first))
        first->flags |= DRAGOMAN_SENTENCE_HEADLINE;
}

/* ------------------------------------------------------------------ the room's door */

void dg_sentences(dg_doc *doc, uint32_t first, uint32_t end) {
    if (first == end) return;
    uint32_t from = first, first_sentence = doc->sentences.count;
    dg_gap gap = {doc, first, end, first, end - first > LONGEST_PARAGRAPH, first};
    for (uint32_t t = first; t + 1 < end; t++) {
        gap.first = from;
        if (!dg_gap_ends(&gap, t)) continue;
        add_sentence(doc, from, t + 1);
        from = t + 1;
    }
    add_sentence(doc, from, end);
    flag_paragraph(doc, first_sentence);
}

/* Room for the tokens of ordinary text at once: a growing array would be copied again and again. */
static void reserve(dg_doc *doc) {
    uint32_t guess = doc->text.len / 5 + 64;
    doc->tokens.items = DG_ARRAY(doc->arena, dragoman_token, guess);
    doc->tokens.capacity = guess;
}

void dg_text_split(dg_doc *doc) {
    if (!doc->tokens.capacity) reserve(doc);
    dg_paragraphs walk = {.text = doc->text};
    dragoman_span span;
    while (dg_paragraph_next(&walk, &span)) {
        uint32_t first = doc->tokens.count;
        dg_tokenize(doc, span);
        dg_quote_paragraph(doc, first, doc->tokens.count);
        dg_sentences(doc, first, doc->tokens.count);
    }
    for (uint32_t t = 0; t < doc->tokens.count; t++) doc->tokens.items[t].reserved = 0;
}
