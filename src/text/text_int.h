/*
 * text_int.h - what the files of this room share.
 *
 * The text is cut in four passes, each linear: lines into paragraphs (paragraph.c), a paragraph's
 * white-space-delimited chunks into tokens (token.c), quotation marks into opening and closing ones
 * (quote.c), tokens into sentences (split.c). While the passes run, `reserved` of a token holds
 * its DG_MARK_*; it is zero again when dg_text_split() returns.
 */
#ifndef DG_TEXT_INT_H
#define DG_TEXT_INT_H

#include "base/str.h"
#include "text/text.h"

/* ------------------------------------------------------------------ characters */

enum dg_class {
    DG_CLASS_OTHER,
    DG_CLASS_SPACE,
    DG_CLASS_UPPER,
    DG_CLASS_LOWER, /* and letters without case, and marks that belong to a letter */
    DG_CLASS_DIGIT
};

/* A character of the text. At or past the end: code 0, length 0, OTHER. */
typedef struct dg_char {
    uint32_t code;
    uint8_t len;   /* bytes */
    uint8_t class; /* enum dg_class */
} dg_char;

extern const uint8_t dg_ascii_class[128];
dg_char dg_char_wide(const char *text, uint32_t at, uint32_t end);

/* The character at byte `at` of text that ends at `end`. A broken byte is OTHER of length 1. */
static inline dg_char dg_char_at(const char *text, uint32_t at, uint32_t end) {
    if (at >= end) return (dg_char){0, 0, DG_CLASS_OTHER};
    unsigned char c = (unsigned char)text[at];
    if (c < 0x80) return (dg_char){c, 1, dg_ascii_class[c]};
    return dg_char_wide(text, at, end);
}

/* The character that ends at byte `at`; none where `at` is `start`. */
dg_char dg_char_before(const char *text, uint32_t start, uint32_t at);

static inline bool dg_is_letter(dg_char c) {
    return c.class == DG_CLASS_UPPER || c.class == DG_CLASS_LOWER;
}

static inline bool dg_is_alnum(dg_char c) {
    return c.class >= DG_CLASS_UPPER;
}

/* ------------------------------------------------------------------ marks */

/* What a token is to the later passes: the low four bits one of these ... */
enum dg_mark {
    DG_MARK_WORD,
    DG_MARK_STOP,     /* . of a sentence */
    DG_MARK_ASK,      /* ? ! and runs of them */
    DG_MARK_ELLIPSIS, /* ... and the like */
    DG_MARK_COLON,
    DG_MARK_SEMICOLON,
    DG_MARK_COMMA,
    DG_MARK_DASH,  /* - -- and the long ones */
    DG_MARK_OPEN,  /* opening bracket */
    DG_MARK_CLOSE, /* closing bracket */
    DG_MARK_QUOTE, /* quotation mark, not yet told */
    DG_MARK_QUOTE_OPEN,
    DG_MARK_QUOTE_CLOSE,
    DG_MARK_PUNCT,  /* any other */
    DG_MARK_ABBREV, /* a word with its full stop: Gen. U.S. etc. */
    DG_MARK_LINK    /* address, link, emoticon */
};
/* ... then what the abbreviation allows ... */
#define DG_MARK_HOLDS                                                                              \
    0x10u                  /* never ends a sentence: a title, an initial, "No." before a number    \
                            */
#define DG_MARK_LINE 0x20u /* a line of the text ends after this token */
#define DG_MARK_OF(token) ((enum dg_mark)((token)->reserved & 0xfu))

/* ------------------------------------------------------------------ abbreviations */

enum dg_abbrev {
    DG_ABBREV_NONE,
    DG_ABBREV_TITLE,  /* before a name: Mr. Gen. */
    DG_ABBREV_MONTH,  /* Feb. before a number, or alone */
    DG_ABBREV_NUMBER, /* only before a number: No. p. Art. */
    DG_ABBREV_NAME,   /* after a name, may end a sentence: Inc. Jr. */
    DG_ABBREV_LINK,   /* in the middle of a sentence: vs. approx. */
    DG_ABBREV_STATE,  /* of the USA, behind a comma or a party: Calif. */
    DG_ABBREV_LAST,   /* etc. */
    DG_ABBREV_OTHER   /* al. oz. */
};

/* The kind of a word before a full stop, without it; capitals do not matter. */
enum dg_abbrev dg_abbrev_of(dragoman_str word);

/* ------------------------------------------------------------------ the passes */

/* The next paragraph of the text at or after *at: its span without white space at its ends; *at
 * moves past it. False at the end. Line ends inside it are wrapped lines. */
typedef struct dg_paragraphs {
    dragoman_str text;
    uint32_t at;
    uint32_t block_end;   /* of the lines between blank lines */
    uint32_t block_width; /* code points of its longest line */
} dg_paragraphs;
bool dg_paragraph_next(dg_paragraphs *walk, dragoman_span *paragraph);

/* Append the tokens of text[span] with span, flags, shape, fold and mark. */
void dg_tokenize(dg_doc *doc, dragoman_span span);

/* Append one token with fold and shape. */
dragoman_token *dg_token_add(dg_doc *doc, dragoman_span span, unsigned mark);
/* What a character that is no letter and no digit is as a token of its own. */
enum dg_mark dg_mark_of_char(uint32_t code);

/* Tell opening from closing marks among the tokens first..end (one paragraph) and flag QUOTED. */
void dg_quote_paragraph(dg_doc *doc, uint32_t first, uint32_t end);

/* A gap between two tokens of a paragraph, seen from the sentence that stands open. */
#define DG_GAP_FEATURES 24
typedef struct dg_gap {
    const dg_doc *doc;
    uint32_t paragraph, end; /* tokens of the paragraph */
    uint32_t first;          /* of the open sentence */
    bool lines_lost;         /* so long that headings and signatures must stand in it, too */
    uint32_t core;           /* set by dg_gap_open: the token that would end it, a stop or not */
} dg_gap;

bool dg_mark_closes(enum dg_mark mark);
/* Whether token t + 1 belongs to t whatever the words: a clitic, a comma, a closing mark. */
bool dg_gap_bound(const dg_doc *doc, uint32_t t);
/* Whether the gap between t and t + 1 is one that the classifier decides. requires: t + 1 < end. */
bool dg_gap_open(dg_gap *gap, uint32_t t);
/* Its features, as indices into the weights. requires: dg_gap_open(gap, t). Their count. */
uint32_t dg_gap_features(const dg_gap *gap, uint32_t t, uint32_t out[DG_GAP_FEATURES]);
/* Whether the sentence ends there. */
bool dg_gap_ends(dg_gap *gap, uint32_t t);

/* Append the sentences of the tokens first..end (one paragraph). */
void dg_sentences(dg_doc *doc, uint32_t first, uint32_t end);

#endif
