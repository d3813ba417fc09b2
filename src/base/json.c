/* json.c - see json.h. Runs of plain bytes are copied whole. */
#include "base/json.h"

#include <math.h>

/* 0 plain ASCII, 1 needs an escape, 2 begins or continues a longer character. */
static inline int class_of(unsigned char c) {
    return c >= 0x80 ? 2 : c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

/* Length of the UTF-8 character at `s`, 0 where there is none (RFC 3629, table 3-7 of Unicode). */
static size_t character(const unsigned char *s, size_t left) {
    size_t n = s[0] >= 0xC2 && s[0] <= 0xDF   ? 2
               : (s[0] & 0xF0) == 0xE0        ? 3
               : s[0] >= 0xF0 && s[0] <= 0xF4 ? 4
                                              : 0;
    if (!n || n > left) return 0;
    unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high) return 0;
    for (size_t i = 2; i < n; i++)
        if ((s[i] & 0xC0) != 0x80) return 0;
    return n;
}

static void escape(dg_out *out, unsigned char c) {
    static const char names[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *known = c ? strchr(names, c) : NULL;
    char text[6] = {'\\', 'u', '0', '0', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
    if (known) text[1] = letters[known - names];
    dg_out_bytes(out, text, known ? 2 : 6);
}

void dg_json_escape(dg_out *out, dragoman_str s) {
    const unsigned char *p = (const unsigned char *)(s.ptr ? s.ptr : ""), *end = p + s.len,
                        *plain = p;
    dg_out_char(out, '"');
    while (p < end) {
        if (class_of(*p) == 0) {
            p++;
            continue;
        }
        size_t n = class_of(*p) == 2 ? character(p, (size_t)(end - p)) : 0;
        if (n) {
            p += n;
            continue;
        }
        dg_out_bytes(out, plain, (size_t)(p - plain));
        if (class_of(*p) == 1)
            escape(out, *p);
        else
            dg_out_bytes(out, "\xEF\xBF\xBD", 3);
        plain = ++p;
    }
    dg_out_bytes(out, plain, (size_t)(p - plain));
    dg_out_char(out, '"');
}

void dg_json_string(dg_json *j, dragoman_str s) {
    dg_json_before(j);
    dg_json_escape(j->out, s);
}

void dg_json_text(dg_json *j, dragoman_str s) {
    if (s.len)
        dg_json_string(j, s);
    else
        dg_json_null(j);
}

void dg_json_z(dg_json *j, const char *s) {
    dg_json_text(j, (dragoman_str){s, s ? (uint32_t)strlen(s) : 0});
}

void dg_json_fixed(dg_json *j, double value, int decimals) {
    dg_json_before(j);
    if (isfinite(value) && fabs(value) < 1e6)
        dg_out_fixed(j->out, value, decimals);
    else
        dg_out_bytes(j->out, "null", 4);
}

void dg_json_date(dg_json *j, dragoman_date date) {
    if (date.year <= 0) {
        dg_json_null(j);
        return;
    }
    dg_json_before(j);
    dg_out_char(j->out, '"');
    dg_out_date(j->out, date);
    dg_out_char(j->out, '"');
}
