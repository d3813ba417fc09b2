/*
 * flow.h - text for a terminal: wrapped at a width, with a hanging indent, coloured or plain.
 *
 * A flow writes words; a word that does not fit goes to the next line. Colours are ANSI's sixteen,
 * so that they follow the terminal's own palette; without colours nothing of them is written.
 * Control characters of the text become blanks.
 */
#ifndef DG_FLOW_H
#define DG_FLOW_H

#include "base/out.h"

typedef enum dg_style {
    DG_PLAIN,
    DG_DIM,
    DG_BOLD,
    DG_WHO,   /* whoever acts, speaks, is acted upon */
    DG_TIME,  /* when .. */
    DG_PLACE, /* .. and where */
    DG_COUNT,
    DG_CUE,   /* "said" */
    DG_QUAD1, /* verbal cooperation .. */
    DG_QUAD2,
    DG_QUAD3,
    DG_QUAD4, /* .. material conflict */
    DG_STYLE_COUNT
} dg_style;

typedef struct dg_flow {
    dg_out *out;
    size_t width, indent, column;
    bool colour, blank; /* blank: one stands before the next word */
    uint8_t style, blank_style;
    size_t break_at;     /* buffer offset of this line's last blank; 0: none */
    size_t break_column; /* the column behind it */
} dg_flow;

dg_flow dg_flow_begin(dg_out *out, const dragoman_write_options *options);
/* Words of a text; blanks at its ends part it from its neighbours. */
void dg_flow_text(dg_flow *flow, dragoman_str s, dg_style style);
void dg_flow_z(dg_flow *flow, const char *s, dg_style style);
/* The same with a style for each byte. */
void dg_flow_painted(dg_flow *flow, dragoman_str s, const uint8_t *styles /* [s.len] */);
/* Blanks up to a column of this line; a blank where it is past. */
void dg_flow_column(dg_flow *flow, size_t column);
/* At most `columns` columns of a text, with an ellipsis; never wrapped. */
void dg_flow_cut(dg_flow *flow, dragoman_str s, size_t columns, dg_style style);
/* A line's end; the lines that follow begin `indent` columns in. */
void dg_flow_line(dg_flow *flow, size_t indent);

#endif
