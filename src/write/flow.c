/* flow.c - see flow.h. */
#include "write/flow.h"

#include "write/width.h"

#define DEFAULT_WIDTH 100

static const char *const sgr[DG_STYLE_COUNT] = {
    [DG_PLAIN] = "0",      [DG_DIM] = "0;2",      [DG_BOLD] = "0;1",     [DG_WHO] = "0;1",
    [DG_TIME] = "0;36",    [DG_PLACE] = "0;36",   [DG_COUNT] = "0;35",   [DG_CUE] = "0;34",
    [DG_QUAD1] = "0;1;32", [DG_QUAD2] = "0;1;92", [DG_QUAD3] = "0;1;33", [DG_QUAD4] = "0;1;31",
};

dg_flow dg_flow_begin(dg_out *out, const dragoman_write_options *options) {
    return (dg_flow){.out = out,
                     .width = options && options->width ? options->width : DEFAULT_WIDTH,
                     .colour = options && options->colour};
}

static void set_style(dg_flow *f, uint8_t style) {
    if (!f->colour || f->style == style) return;
    dg_out_z(f->out, "\033[");
    dg_out_z(f->out, sgr[style]);
    dg_out_char(f->out, 'm');
    f->style = style;
}

static void new_line(dg_flow *f) {
    set_style(f, DG_PLAIN);
    dg_out_char(f->out, '\n');
    dg_out_repeat(f->out, " ", f->indent);
    f->column = f->indent;
    f->blank = false;
    f->break_at = 0;
}

/* What is glued to the words before it does not fit: break the line at its last blank instead. */
static void break_before(dg_flow *f) {
    dragoman_buffer *b = f->out->buffer;
    if (!f->break_at || f->out->failed || !dg_out_room(f->out, f->indent)) return;
    char *blank = b->bytes + f->break_at;
    memmove(blank + 1 + f->indent, blank + 1, b->size - f->break_at - 1);
    *blank = '\n';
    memset(blank + 1, ' ', f->indent);
    b->size += f->indent;
    f->column = f->indent + (f->column - f->break_column);
    f->break_at = 0;
}

/* Room for a word of this width: its blank, or a new line. */
static void make_room(dg_flow *f, size_t width) {
    if (f->blank && f->column > f->indent) {
        if (f->column + 1 + width > f->width) {
            new_line(f);
        } else {
            set_style(f, f->blank_style);
            f->break_at = f->out->buffer->size;
            dg_out_char(f->out, ' ');
            f->break_column = ++f->column;
        }
    } else if (f->column + width > f->width) {
        break_before(f);
    }
    f->blank = false;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* One word, whose style may change on the way. `styles` NULL: all of it in `style`. */
static void word(dg_flow *f, dragoman_str s, const uint8_t *styles, uint8_t style) {
    size_t width = dg_text_width(s);
    make_room(f, width);
    for (uint32_t at = 0, n; at < s.len; at += n) {
        uint8_t now = styles ? styles[at] : style;
        for (n = 1; at + n < s.len && (!styles || styles[at + n] == now); n++) {
        }
        set_style(f, now);
        dg_out_plain(f->out, (dragoman_str){s.ptr + at, n});
    }
    f->column += width;
}

static void words(dg_flow *f, dragoman_str s, const uint8_t *styles, uint8_t style) {
    uint32_t at = 0;
    while (at < s.len) {
        uint32_t start = at;
        while (at < s.len && is_blank(s.ptr[at])) at++;
        if (at > start) f->blank = true, f->blank_style = styles ? styles[start] : style;
        start = at;
        while (at < s.len && !is_blank(s.ptr[at])) at++;
        if (at > start)
            word(f, (dragoman_str){s.ptr + start, at - start}, styles ? styles + start : NULL,
                 style);
    }
}

void dg_flow_text(dg_flow *flow, dragoman_str s, dg_style style) {
    words(flow, s, NULL, (uint8_t)style);
}

void dg_flow_z(dg_flow *flow, const char *s, dg_style style) {
    if (s) words(flow, (dragoman_str){s, (uint32_t)strlen(s)}, NULL, (uint8_t)style);
}

void dg_flow_painted(dg_flow *flow, dragoman_str s, const uint8_t *styles) {
    words(flow, s, styles, DG_PLAIN);
}

void dg_flow_column(dg_flow *f, size_t column) {
    set_style(f, DG_PLAIN);
    f->blank = f->column >= column && f->column > f->indent;
    f->blank_style = DG_PLAIN;
    f->break_at = 0;
    if (f->column >= column) return;
    dg_out_repeat(f->out, " ", column - f->column);
    f->column = column;
}

void dg_flow_cut(dg_flow *f, dragoman_str s, size_t columns, dg_style style) {
    make_room(f, 0);
    set_style(f, (uint8_t)style);
    f->column += dg_out_cut(f->out, s, columns);
}

void dg_flow_line(dg_flow *f, size_t indent) {
    f->indent = indent;
    new_line(f);
}
