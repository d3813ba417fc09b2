/*
 * conllu.c - sentences and words as they stand in CoNLL-U
 * (https://universaldependencies.org/format.html).
 *
 * The text of a sentence is its "# text =" where the words are found in it one behind the other,
 * else it is made of the words and SpaceAfter=No. The parts of a multi-word token ("1-2 don't")
 * share out its characters: "do" and "n't" where they make it up, else evenly.
 */
#include "text/text_int.h"

#include "base/error.h"

#define COLUMNS 10

/* A word or a range of words (surface) of the sentence being read. */
typedef struct item {
    dragoman_str form;
    uint32_t words;   /* of a range; 0 for a word by itself */
    bool space_after; /* no SpaceAfter=No */
} item;

typedef struct reading {
    dg_doc *doc;
    dragoman_error *error;
    dragoman_str rest;
    uint32_t line;
    bool paragraph;     /* a "# newpar" or "# newdoc" stands before the sentence */
    bool paragraphs;    /* there was one at all */
    uint32_t quoted;    /* tokens whose quotation marks are told */
    dragoman_str text;  /* of "# text =" */
    DG_VEC(item) items; /* words; a range stands before its words */
    uint32_t words, range_end;
    DG_VEC(char) made; /* the doc's text */
} reading;

/* ------------------------------------------------------------------ lines */

static int broken(reading *r, const char *what, dragoman_str part) {
    return dg_fail(r->error, DRAGOMAN_EINPUT, "line %u: %s: %.*s", r->line, what,
                   (int)(part.len < 60 ? part.len : 60), part.ptr ? part.ptr : "");
}

static bool next_line(reading *r, dragoman_str *line) {
    if (!r->rest.len) return false;
    const char *end = memchr(r->rest.ptr, '\n', r->rest.len);
    uint32_t len = end ? (uint32_t)(end - r->rest.ptr) : r->rest.len, taken = end ? len + 1 : len;
    *line = (dragoman_str){r->rest.ptr, len};
    if (line->len && line->ptr[line->len - 1] == '\r') line->len--;
    r->rest.ptr += taken;
    r->rest.len -= taken;
    r->line++;
    return true;
}

/* A decimal number of up to six digits at the start of *s, which moves behind it; -1 if none. */
static int32_t take_number(dragoman_str *s) {
    int32_t n = 0;
    uint32_t i = 0;
    while (i < s->len && i < 6 && s->ptr[i] >= '0' && s->ptr[i] <= '9')
        n = n * 10 + (s->ptr[i++] - '0');
    *s = (dragoman_str){s->ptr + i, s->len - i};
    return i ? n : -1;
}

/* The columns of a line: how many there are (at most COLUMNS + 1). Not trimmed: a form may hold
 * blanks. */
static uint32_t columns_of(dragoman_str line, dragoman_str columns[COLUMNS + 1]) {
    uint32_t n = 0;
    for (;;) {
        const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
        uint32_t len = tab ? (uint32_t)(tab - line.ptr) : line.len;
        columns[n++] = (dragoman_str){line.ptr, len};
        if (!tab || n > COLUMNS) return n;
        line = (dragoman_str){tab + 1, line.len - len - 1};
    }
}

static bool has_feature(dragoman_str misc, const char *feature) {
    dragoman_str part;
    while (dg_str_split(&misc, '|', &part))
        if (dg_str_is(part, feature)) return true;
    return false;
}

static int read_word(reading *r, dragoman_str line) {
    dragoman_str c[COLUMNS + 1];
    uint32_t n = columns_of(line, c);
    if (n != COLUMNS) return broken(r, "not ten columns parted by tabs", line);
    dragoman_str id = c[0];
    int32_t first = take_number(&id), last = first;
    if (first < 0) return broken(r, "no number of a word", c[0]);
    if (id.len && id.ptr[0] == '.') return 0; /* an empty node */
    bool range = id.len && id.ptr[0] == '-';
    if (range) {
        id = (dragoman_str){id.ptr + 1, id.len - 1};
        last = take_number(&id);
    }
    if (id.len || (uint32_t)first != r->words + 1 || (range && last <= first))
        return broken(r, "words are not numbered 1, 2, 3 ...", c[0]);
    if (range && (uint32_t)first <= r->range_end) return broken(r, "ranges overlap", c[0]);
    if (!c[1].len) return broken(r, "a word without a form", line);
    item *it = dg_vec_push(r->doc->arena, &r->items);
    *it =
        (item){c[1], range ? (uint32_t)(last - first + 1) : 0, !has_feature(c[9], "SpaceAfter=No")};
    if (range)
        r->range_end = (uint32_t)last;
    else
        r->words++;
    return 0;
}

static void read_comment(reading *r, dragoman_str line) {
    dragoman_str key, value = {line.ptr + 1, line.len - 1};
    bool valued = memchr(line.ptr, '=', line.len) != NULL;
    if (!valued || !dg_str_split(&value, '=', &key)) key = dg_str_trim(value);
    if (valued && dg_str_is(key, "text")) r->text = dg_str_trim(value);
    dragoman_str word = key;
    if (word.len > 6) word.len = 6;
    if (dg_str_is(word, "newpar") || dg_str_is(word, "newdoc")) r->paragraph = r->paragraphs = true;
}

/* ------------------------------------------------------------------ spans */

static void put(reading *r, const char *bytes, uint32_t len) {
    for (uint32_t i = 0; i < len; i++) *dg_vec_push(r->doc->arena, &r->made) = bytes[i];
}

/* Where `form` stands in text at or behind `at`, white space between; UINT32_MAX if it does not. */
static uint32_t find_form(dragoman_str text, uint32_t at, dragoman_str form) {
    for (dg_char c; (c = dg_char_at(text.ptr, at, text.len)).len && c.class == DG_CLASS_SPACE;)
        at += c.len;
    if (text.len - at < form.len || memcmp(text.ptr + at, form.ptr, form.len) != 0)
        return UINT32_MAX;
    return at;
}

/* Spans of the items in `text`, from its start; false where they do not make it up. */
static bool align(const reading *r, dragoman_str text, dragoman_span *spans) {
    uint32_t at = 0, skip = 0;
    for (uint32_t i = 0; i < r->items.count; i++) {
        const item *it = &r->items.items[i];
        if (skip) {
            skip--;
            continue;
        }
        at = find_form(text, at, it->form);
        if (at == UINT32_MAX) return false;
        spans[i] = (dragoman_span){at, at + it->form.len};
        at += it->form.len;
        skip = it->words;
    }
    return find_form(text, at, (dragoman_str){"", 0}) == text.len;
}

/* The sentence's text made of its words. */
static dragoman_str text_of_words(reading *r) {
    DG_VEC(char) text = {0};
    uint32_t skip = 0;
    for (uint32_t i = 0; i < r->items.count; i++) {
        const item *it = &r->items.items[i];
        if (skip) {
            skip--;
            continue;
        }
        for (uint32_t k = 0; k < it->form.len; k++)
            *dg_vec_push(r->doc->arena, &text) = it->form.ptr[k];
        skip = it->words;
        if (it->space_after && i + skip + 1 < r->items.count)
            *dg_vec_push(r->doc->arena, &text) = ' ';
    }
    return (dragoman_str){text.items, text.count};
}

/* Share out the characters of a range among its words. */
static void part_range(const reading *r, const char *text, uint32_t range, dragoman_span *spans) {
    uint32_t words = r->items.items[range].words, at = spans[range].start, end = spans[range].end;
    uint32_t sum = 0;
    for (uint32_t i = 1; i <= words && range + i < r->items.count; i++)
        sum += r->items.items[range + i].form.len;
    bool exact = sum == end - at;
    for (uint32_t i = 1; i <= words && range + i < r->items.count; i++) {
        uint32_t stop = exact ? at + r->items.items[range + i].form.len
                              : spans[range].start + (end - spans[range].start) * i / words;
        while (stop < end && ((unsigned char)text[stop] & 0xc0) == 0x80) stop++;
        spans[range + i] = (dragoman_span){at, i == words ? end : stop};
        at = spans[range + i].end;
    }
}

/* What a form is to the quotation marks' pass. */
static enum dg_mark mark_of_form(const char *text, dragoman_span span) {
    dg_char c = dg_char_at(text, span.start, span.end);
    if (!c.len || dg_is_alnum(c)) return DG_MARK_WORD;
    enum dg_mark mark = dg_mark_of_char(c.code);
    uint32_t len = span.end - span.start;
    return len == c.len || (mark == DG_MARK_QUOTE && len == 2u * c.len) ? mark : DG_MARK_WORD;
}

/* ------------------------------------------------------------------ sentences */

static void tell_quotes(reading *r) {
    dg_quote_paragraph(r->doc, r->quoted, r->doc->tokens.count);
    r->quoted = r->doc->tokens.count;
}

static bool followed_by_space(dragoman_str text, uint32_t end) {
    return dg_char_at(text.ptr, end, text.len).class == DG_CLASS_SPACE || end == text.len;
}

static void add_tokens(reading *r, dragoman_str text, uint32_t base, const dragoman_span *spans) {
    uint32_t parts = 0, part = 0;
    for (uint32_t i = 0; i < r->items.count; i++) {
        if (r->items.items[i].words) {
            parts = r->items.items[i].words, part = 0;
            continue;
        }
        dragoman_span span = {base + spans[i].start, base + spans[i].end};
        dragoman_token *token = dg_token_add(r->doc, span, mark_of_form(text.ptr, spans[i]));
        token->sentence = r->doc->sentences.count - 1;
        if (part < parts && part == 0) token->flags |= DRAGOMAN_TOKEN_MULTIWORD;
        if (part < parts && part > 0) token->flags |= DRAGOMAN_TOKEN_CONTINUES;
        if (followed_by_space(text, spans[i].end) && part + 1 >= parts)
            token->flags |= DRAGOMAN_TOKEN_SPACE_AFTER;
        part++;
    }
}

static int end_sentence(reading *r) {
    if (!r->items.count) return 0;
    if (r->range_end > r->words)
        return broken(r, "a range without its words", (dragoman_str){"", 0});
    dg_doc *doc = r->doc;
    dragoman_span *spans = DG_ARRAY(doc->arena, dragoman_span, r->items.count);
    dragoman_str text = r->text;
    if (!text.len || !align(r, text, spans)) {
        text = text_of_words(r);
        align(r, text, spans);
    }
    for (uint32_t i = 0; i < r->items.count; i++)
        if (r->items.items[i].words) part_range(r, text.ptr, i, spans);
    if (r->made.count) put(r, "\n", 1);
    uint32_t base = r->made.count, first = doc->tokens.count;
    if ((uint64_t)base + text.len > UINT32_MAX / 4)
        return broken(r, "too much text", (dragoman_str){"", 0});
    put(r, text.ptr, text.len);
    doc->text = (dragoman_str){r->made.items, r->made.count};
    if (r->paragraph || !r->paragraphs) tell_quotes(r);
    dragoman_sentence *sentence = dg_vec_push(doc->arena, &doc->sentences);
    sentence->span = (dragoman_span){base, base + text.len};
    sentence->first = first;
    sentence->count = r->words;
    if (r->paragraph) sentence->flags |= DRAGOMAN_SENTENCE_PARAGRAPH;
    add_tokens(r, text, base, spans);
    r->items.count = r->words = r->range_end = 0;
    r->text = (dragoman_str){NULL, 0};
    r->paragraph = false;
    return 0;
}

int dg_text_conllu(dg_doc *doc, dragoman_str conllu, dragoman_error *error) {
    reading r = {.doc = doc, .error = error, .rest = conllu};
    dragoman_str line;
    int status = 0;
    if (conllu.len >= 3 && memcmp(conllu.ptr, "\xef\xbb\xbf", 3) == 0)
        r.rest = (dragoman_str){conllu.ptr + 3, conllu.len - 3};
    while (status == 0 && next_line(&r, &line)) {
        if (!line.len)
            status = end_sentence(&r);
        else if (line.ptr[0] == '#')
            read_comment(&r, line);
        else
            status = read_word(&r, line);
    }
    if (status == 0) status = end_sentence(&r);
    if (status < 0) return status;
    tell_quotes(&r);
    doc->article.text = doc->text;
    doc->hash = dg_hash(doc->text.ptr ? doc->text.ptr : "", doc->text.len);
    if (!doc->article.id.len)
        doc->article.id = dg_str_format(doc->arena, "%016llx", (unsigned long long)doc->hash);
    for (uint32_t t = 0; t < doc->tokens.count; t++) doc->tokens.items[t].reserved = 0;
    return 0;
}
