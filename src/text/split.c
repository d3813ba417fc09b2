/* split.c - see text.h. */
#include "text/text.h"

void dg_text_split(dg_doc *doc) {
    (void)doc;
}

int dg_text_conllu(dg_doc *doc, dragoman_str conllu, dragoman_error *error) {
    (void)doc, (void)conllu, (void)error;
    return DRAGOMAN_EINPUT;
}
