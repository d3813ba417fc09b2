/*
 * paragraph.c - lines into paragraphs.
 *
 * A blank line always ends a paragraph. A single line end does, unless the line was wrapped: text
 * set in a narrow column, where the next line's first word would not have fitted on the line
 * before, or a line that breaks off before a small letter.
 */
#include "text/text_int.h"

#define WIDEST_COLUMN 140u   /* code points; wider lines are paragraphs of their own */
#define NARROWEST_COLUMN 40u /* narrower ones are lists, headlines, verses */

typedef struct line {
    uint32_t start, end; /* without white space at the end */
    uint32_t next;       /* where the next line starts */
    uint32_t width;      /* code points */
    uint32_t indent;     /* bytes of white space before it */
} line;

/* Where white space at the end of text[start,end) begins. */
static uint32_t trim_end(const char *text, uint32_t start, uint32_t end) {
    while (end > start) {
        dg_char c = dg_char_before(text, start, end);
        if (c.class != DG_CLASS_SPACE) break;
        end -= c.len;
    }
    return end;
}

static uint32_t trim_start(const char *text, uint32_t start, uint32_t end) {
    while (start < end) {
        dg_char c = dg_char_at(text, start, end);
        if (c.class != DG_CLASS_SPACE) break;
        start += c.len;
    }
    return start;
}

static line line_at(dragoman_str text, uint32_t at) {
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    uint32_t stop = end ? (uint32_t)(end - text.ptr) : text.len;
    line l = {at, trim_end(text.ptr, at, stop), end ? stop + 1 : stop, 0, 0};
    l.start = trim_start(text.ptr, at, l.end);
    l.indent = l.start - at;
    for (uint32_t p = l.start; p < l.end; p++)
        l.width += ((unsigned char)text.ptr[p] & 0xc0) != 0x80;
    return l;
}

/* The block of lines from `at` to the next blank one: its end and widest line. */
static void measure_block(dg_paragraphs *walk, uint32_t at) {
    walk->block_width = 0;
    while (at < walk->text.len) {
        line l = line_at(walk->text, at);
        if (!l.width) break;
        if (l.width > walk->block_width) walk->block_width = l.width;
        at = l.next;
    }
    walk->block_end = at;
}

static uint32_t first_word_width(const char *text, line l) {
    uint32_t width = 0;
    for (uint32_t p = l.start; p < l.end;) {
        dg_char c = dg_char_at(text, p, l.end);
        if (c.class == DG_CLASS_SPACE) break;
        width++;
        p += c.len;
    }
    return width;
}

/* A line that opens like an item of a list: "- ", "* ", "1. ", "a) ". */
static bool is_item(const char *text, line l) {
    dg_char first = dg_char_at(text, l.start, l.end);
    uint32_t p = l.start + first.len;
    if (dg_is_alnum(first)) {
        dg_char second = dg_char_at(text, p, l.end);
        if (second.class == DG_CLASS_DIGIT) p += second.len, second = dg_char_at(text, p, l.end);
        if (second.code != '.' && second.code != ')') return false;
        p += second.len;
    } else if (first.code != '-' && first.code != '*' && first.code != 0x2022 &&
               first.code != 0xb7 && first.code != 0x2013 && first.code != 0x25aa &&
               first.code != 0x25cf) {
        return false;
    }
    return dg_char_at(text, p, l.end).class == DG_CLASS_SPACE;
}

static bool ends_sentence(const char *text, line l) {
    uint32_t end = l.end;
    for (int i = 0; i < 3 && end > l.start; i++) {
        dg_char c = dg_char_before(text, l.start, end);
        if (c.code == '.' || c.code == '!' || c.code == '?' || c.code == 0x2026) return true;
        if (dg_is_alnum(c)) return false;
        end -= c.len;
    }
    return false;
}

/* Whether the line goes on in the next one. */
static bool wraps(const dg_paragraphs *walk, line l, line next) {
    const char *text = walk->text.ptr;
    if (!next.width || is_item(text, next)) return false;
    if (next.indent >= 2 && l.indent == 0) return false; /* the first line of the next paragraph */
    bool open = !ends_sentence(text, l);
    if (open && dg_char_at(text, next.start, next.end).class == DG_CLASS_LOWER) return true;
    uint32_t width = walk->block_width;
    if (width > WIDEST_COLUMN || width < NARROWEST_COLUMN) return false;
    return l.width + 1 + first_word_width(text, next) > width;
}

bool dg_paragraph_next(dg_paragraphs *walk, dragoman_span *paragraph) {
    line l = {0};
    while (walk->at < walk->text.len) {
        l = line_at(walk->text, walk->at);
        if (l.width) break;
        walk->at = l.next;
    }
    if (walk->at >= walk->text.len) return false;
    if (walk->at >= walk->block_end) measure_block(walk, walk->at);
    *paragraph = (dragoman_span){l.start, l.end};
    for (;;) {
        walk->at = l.next;
        if (walk->at >= walk->text.len) return true;
        line next = line_at(walk->text, walk->at);
        if (!wraps(walk, l, next)) return true;
        paragraph->end = next.end;
        l = next;
    }
}
