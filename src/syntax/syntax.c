/* syntax.c - see syntax.h: the network's tags and trees, then lemmas by form and tag. */
#include "syntax/syntax.h"

#include "base/error.h"
#include "base/str.h"
#include "syntax/lemma.h"
#include "syntax/net.h"

#include <stdlib.h>

struct dg_syntax {
    dg_net net;
    dg_lemmas lemmas;
};

int dg_syntax_open(dg_syntax **out, const dg_image *image, dragoman_error *error) {
    *out = NULL;
    dg_syntax *s = calloc(1, sizeof *s);
    if (!s) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    int status = dg_net_open(&s->net, image, error);
    if (status == 0) status = dg_lemmas_open(&s->lemmas, image, error);
    if (status < 0)
        free(s);
    else
        *out = s;
    return status;
}

void dg_syntax_close(dg_syntax *syntax) {
    free(syntax);
}

void dg_syntax_parse(const dg_syntax *syntax, dg_doc *doc, uint32_t first, uint32_t count) {
    if (!count) return;
    dg_net_run_all(dg_net_run_new(&syntax->net, doc, first, count));
    for (uint32_t i = first; i < first + count; i++) {
        const dragoman_sentence *s = &doc->sentences.items[i];
        for (uint32_t t = s->first; t < s->first + s->count; t++) {
            dragoman_token *token = &doc->tokens.items[t];
            dragoman_str form = {doc->text.ptr + token->span.start,
                                 token->span.end - token->span.start};
            token->lemma = dg_lemma_find(&syntax->lemmas, doc->arena, form, token->xpos);
            token->lemma_fold = token->lemma.ptr == form.ptr ? token->fold : dg_fold(token->lemma);
        }
    }
}
