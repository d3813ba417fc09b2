/*
 * quote.c - which quotation marks open, which close, which are apostrophes; and what stands
 * inside them.
 *
 * Curly double marks and guillemets tell by their shape. Straight ones tell by where the white
 * space is, and where that does not decide, by whether a quotation is open. A single mark closes
 * only if one is open and, behind an s, only if no other mark later in the paragraph would close it
 * ("the workers' demands"). A quotation that is not closed ends with its paragraph: where it goes
 * on, the next paragraph opens again with a mark.
 */
#include "text/text_int.h"

enum form { FORM_NONE, FORM_DOUBLE, FORM_SINGLE };
enum side { SIDE_EITHER, SIDE_OPEN, SIDE_CLOSE };

typedef struct mark {
    enum form form;
    enum side side;
} mark;

static mark shape_of_mark(const dg_doc *doc, const dragoman_token *token) {
    dg_char c = dg_char_at(doc->text.ptr, token->span.start, token->span.end);
    bool two = token->span.end - token->span.start == 2u * c.len;
    switch (c.code) {
    case 0x201c:
    case 0x201e:
    case 0xab:
    case 0x201f:
        return (mark){FORM_DOUBLE, SIDE_OPEN};
    case 0x201d:
    case 0xbb:
        return (mark){FORM_DOUBLE, SIDE_CLOSE};
    case '"':
        return (mark){FORM_DOUBLE, SIDE_EITHER};
    case '`':
        return (mark){two ? FORM_DOUBLE : FORM_SINGLE, SIDE_OPEN};
    case 0x2018:
    case 0x201a:
    case 0x201b:
    case 0x2039:
        return (mark){FORM_SINGLE, SIDE_OPEN};
    case 0x2019:
    case 0x203a:
        return (mark){two ? FORM_DOUBLE : FORM_SINGLE, SIDE_CLOSE};
    default:
        return (mark){two ? FORM_DOUBLE : FORM_SINGLE, SIDE_EITHER};
    }
}

static bool space_before(const dg_doc *doc, uint32_t t, uint32_t first) {
    return t == first || (doc->tokens.items[t - 1].flags & DRAGOMAN_TOKEN_SPACE_AFTER);
}

static bool space_after(const dg_doc *doc, uint32_t t, uint32_t end) {
    return t + 1 == end || (doc->tokens.items[t].flags & DRAGOMAN_TOKEN_SPACE_AFTER);
}

/* What stands on the left leaves room for an opening mark: white space, bracket, dash, mark. */
static bool may_open(const dg_doc *doc, uint32_t t, uint32_t first) {
    if (space_before(doc, t, first)) return true;
    enum dg_mark left = DG_MARK_OF(&doc->tokens.items[t - 1]);
    return left == DG_MARK_OPEN || left == DG_MARK_DASH || left == DG_MARK_QUOTE_OPEN;
}

/* What stands on the right leaves room for a closing mark. */
static bool may_close(const dg_doc *doc, uint32_t t, uint32_t end) {
    if (space_after(doc, t, end)) return true;
    enum dg_mark right = DG_MARK_OF(&doc->tokens.items[t + 1]);
    return right != DG_MARK_WORD && right != DG_MARK_ABBREV && right != DG_MARK_LINK;
}

static enum side side_of_double(const dg_doc *doc, uint32_t t, uint32_t first, uint32_t end, mark m,
                                bool open) {
    if (m.side != SIDE_EITHER) return m.side;
    bool left = may_open(doc, t, first), right = may_close(doc, t, end);
    if (left && !right) return SIDE_OPEN;
    if (right && !left) return SIDE_CLOSE;
    return open ? SIDE_CLOSE : SIDE_OPEN;
}

/* A single mark at t, none of whose shape tells: opening, closing or (EITHER) an apostrophe.
 * `later` says whether another mark follows in the paragraph that could close. */
static enum side side_of_single(const dg_doc *doc, uint32_t t, uint32_t first, uint32_t end, mark m,
                                bool open, bool later) {
    bool left = may_open(doc, t, first), right = may_close(doc, t, end);
    if (m.side == SIDE_OPEN) return left && !space_after(doc, t, end) ? SIDE_OPEN : SIDE_EITHER;
    if (open && right && !left) {
        dg_char before = dg_char_before(doc->text.ptr, 0, doc->tokens.items[t].span.start);
        bool plural = before.code == 's' && space_after(doc, t, end) && t + 1 < end &&
                      (doc->tokens.items[t + 1].shape & DRAGOMAN_SHAPE_ALPHA);
        return plural && later ? SIDE_EITHER : SIDE_CLOSE;
    }
    if (m.side == SIDE_EITHER && left && !right && later) return SIDE_OPEN;
    return SIDE_EITHER;
}

/* For every token, whether a single mark at or after it could close: the last such token. */
static uint32_t last_closing_single(const dg_doc *doc, uint32_t first, uint32_t end) {
    for (uint32_t t = end; t-- > first;) {
        if (DG_MARK_OF(&doc->tokens.items[t]) != DG_MARK_QUOTE) continue;
        mark m = shape_of_mark(doc, &doc->tokens.items[t]);
        if (m.form == FORM_SINGLE && m.side != SIDE_OPEN && may_close(doc, t, end) && t > first &&
            !(doc->tokens.items[t - 1].flags & DRAGOMAN_TOKEN_SPACE_AFTER))
            return t;
    }
    return first;
}

static void set_mark(dragoman_token *token, enum side side, enum dg_mark otherwise) {
    enum dg_mark mark = side == SIDE_OPEN    ? DG_MARK_QUOTE_OPEN
                        : side == SIDE_CLOSE ? DG_MARK_QUOTE_CLOSE
                                             : otherwise;
    token->reserved = (uint16_t)((token->reserved & ~0xfu) | mark);
}

void dg_quote_paragraph(dg_doc *doc, uint32_t first, uint32_t end) {
    bool in_double = false, in_single = false, looked = false;
    uint32_t last = first;
    for (uint32_t t = first; t < end; t++) {
        dragoman_token *token = &doc->tokens.items[t];
        if (DG_MARK_OF(token) != DG_MARK_QUOTE) {
            if (in_double || in_single) token->flags |= DRAGOMAN_TOKEN_QUOTED;
            continue;
        }
        mark m = shape_of_mark(doc, token);
        bool *open = m.form == FORM_DOUBLE ? &in_double : &in_single;
        enum side side;
        if (m.form == FORM_DOUBLE) {
            side = side_of_double(doc, t, first, end, m, in_double);
        } else {
            if (!looked) last = last_closing_single(doc, first, end), looked = true;
            side = side_of_single(doc, t, first, end, m, in_single, last > t);
        }
        set_mark(token, side, DG_MARK_WORD);
        if (side != SIDE_EITHER) *open = side == SIDE_OPEN;
        /* a mark inside the other kind of quotation, an apostrophe inside any */
        if (m.form == FORM_DOUBLE ? in_single : in_double)
            token->flags |= DRAGOMAN_TOKEN_QUOTED;
        else if (side == SIDE_EITHER && in_single)
            token->flags |= DRAGOMAN_TOKEN_QUOTED;
    }
}
