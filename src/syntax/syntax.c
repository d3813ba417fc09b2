/* syntax.c - see syntax.h. */
#include "syntax/syntax.h"

int dg_syntax_open(dg_syntax **out, const dg_image *image, dragoman_error *error) {
    (void)out, (void)image, (void)error;
    return 0;
}

void dg_syntax_close(dg_syntax *syntax) {
    (void)syntax;
}

void dg_syntax_parse(const dg_syntax *syntax, dg_doc *doc, uint32_t first, uint32_t count) {
    (void)syntax, (void)doc, (void)first, (void)count;
}
