/*
 * char.c - classes of characters: a table for ASCII, Unicode's general categories (utf8proc) for
 * the rest.
 */
#include "text/text_int.h"

#include <utf8proc.h>

#define S DG_CLASS_SPACE
#define U DG_CLASS_UPPER
#define L DG_CLASS_LOWER
#define D DG_CLASS_DIGIT
const uint8_t dg_ascii_class[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, 0,
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, S,
};
#undef S
#undef U
#undef L
#undef D

static enum dg_class class_of(utf8proc_int32_t code) {
    if (code == 0x200b || code == 0xfeff) return DG_CLASS_SPACE; /* no width, but a word's end */
    if (code == 0xad || code == 0x200c || code == 0x200d) return DG_CLASS_LOWER; /* inside words */
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return DG_CLASS_UPPER;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return DG_CLASS_LOWER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return DG_CLASS_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
        return DG_CLASS_SPACE;
    default:
        return DG_CLASS_OTHER;
    }
}

dg_char dg_char_wide(const char *text, uint32_t at, uint32_t end) {
    utf8proc_int32_t code;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(end - at), &code);
    if (n <= 0) return (dg_char){0xfffd, 1, DG_CLASS_OTHER};
    return (dg_char){(uint32_t)code, (uint8_t)n, (uint8_t)class_of(code)};
}

dg_char dg_char_before(const char *text, uint32_t start, uint32_t at) {
    uint32_t from = at;
    while (from > start && at - from < 4) {
        from--;
        if (((unsigned char)text[from] & 0xc0) != 0x80) break;
    }
    return dg_char_at(text, from, at);
}
