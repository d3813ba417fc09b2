/* conllu.c - see text.h. */
#include "text/text.h"

#include "base/error.h"

int dg_text_conllu(dg_doc *doc, dragoman_str conllu, dragoman_error *error) {
    (void)doc, (void)conllu;
    return dg_fail(error, DRAGOMAN_EINPUT, "not yet");
}
