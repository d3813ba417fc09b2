/*
 * codepoints.h - from bytes to code points of a text and back, in constant time.
 *
 * The index keeps the number of code points before every 64th byte. A text of ASCII alone needs
 * none: its bytes are its code points.
 */
#ifndef DG_CODEPOINTS_H
#define DG_CODEPOINTS_H

#include "dragoman.h"

typedef struct dg_codepoints {
    dragoman_str text;
    uint32_t
        *before; /* [text.len / 64 + 1] code points before each block of 64 bytes; NULL: ASCII */
} dg_codepoints;

/* requires: `text` is valid UTF-8 and outlives the index. errors: ENOMEM. */
int dg_codepoints_open(dg_codepoints *index, dragoman_str text, dragoman_error *error);
void dg_codepoints_close(dg_codepoints *index);

/* Code points before byte `at`; of the whole text where `at` lies behind it. */
uint32_t dg_codepoints_at(const dg_codepoints *index, uint32_t at);
/* The byte at which code point `n` begins; the text's length where it has fewer. */
uint32_t dg_codepoints_byte(const dg_codepoints *index, uint32_t n);

#endif
