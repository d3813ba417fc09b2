/* when.c - see when.h. */
#include "when/when.h"

void dg_when_find(dg_doc *doc) {
    doc->time_at = DG_ARRAY(doc->arena, int32_t, doc->tokens.count);
    for (uint32_t i = 0; i < doc->tokens.count; i++) doc->time_at[i] = -1;
}

uint32_t dg_when_of(const dg_doc *doc, int32_t token) {
    (void)doc, (void)token;
    return DRAGOMAN_NONE;
}
