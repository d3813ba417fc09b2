/*
 * width.h - how wide text stands in a terminal, in columns (Unicode East Asian Width by utf8proc).
 */
#ifndef DG_WIDTH_H
#define DG_WIDTH_H

#include "base/out.h"

/* Columns of a text; control characters count as one blank, as dg_out_plain() writes them. */
size_t dg_text_width(dragoman_str s);
/* How many bytes of `s` fit into `columns`; their width in *width. */
uint32_t dg_text_fit(dragoman_str s, size_t columns, size_t *width);
/* Append text for a terminal: control characters, which could steer it, become blanks. */
void dg_out_plain(dg_out *out, dragoman_str s);
/* The same cut to `columns` with an ellipsis; returns the width written. */
size_t dg_out_cut(dg_out *out, dragoman_str s, size_t columns);

#endif
