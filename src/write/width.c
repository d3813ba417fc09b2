/* width.c - see width.h. */
#include "write/width.h"

#include <utf8proc.h>

/* The character at `at` (bytes it takes, never 0) and its width. */
static uint32_t character(dragoman_str s, uint32_t at, size_t *width, bool *control) {
    unsigned char first = (unsigned char)s.ptr[at];
    *width = 1;
    *control = first < 0x20 || first == 0x7F;
    if (first < 0x80) return 1;
    utf8proc_int32_t c;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at, (utf8proc_ssize_t)(s.len - at), &c);
    *control = n <= 0 || utf8proc_category(c) == UTF8PROC_CATEGORY_CC ||
               (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2066 && c <= 0x2069); /* bidi overrides too */
    if (*control) return n <= 0 ? 1 : (uint32_t)n;
    int w = utf8proc_charwidth(c);
    *width = w < 0 ? 0 : (size_t)w;
    return (uint32_t)n;
}

uint32_t dg_text_fit(dragoman_str s, size_t columns, size_t *width) {
    uint32_t at = 0;
    *width = 0;
    while (at < s.len) {
        size_t w;
        bool control;
        uint32_t n = character(s, at, &w, &control);
        if (*width + w > columns) break;
        *width += w;
        at += n;
    }
    return at;
}

size_t dg_text_width(dragoman_str s) {
    size_t width;
    dg_text_fit(s, SIZE_MAX / 2, &width);
    return width;
}

void dg_out_plain(dg_out *out, dragoman_str s) {
    uint32_t plain = 0;
    for (uint32_t at = 0; at < s.len;) {
        size_t w;
        bool control;
        uint32_t n = character(s, at, &w, &control);
        if (control) {
            dg_out_bytes(out, s.ptr + plain, at - plain);
            dg_out_char(out, ' ');
            plain = at + n;
        }
        at += n;
    }
    if (s.len > plain) dg_out_bytes(out, s.ptr + plain, s.len - plain);
}

size_t dg_out_cut(dg_out *out, dragoman_str s, size_t columns) {
    size_t width;
    uint32_t fits = dg_text_fit(s, columns, &width);
    if (fits < s.len && columns) {
        fits = dg_text_fit(s, columns - 1, &width);
        dg_out_plain(out, (dragoman_str){s.ptr, fits});
        dg_out_z(out, "…");
        return width + 1;
    }
    dg_out_plain(out, (dragoman_str){s.ptr, fits});
    return width;
}
