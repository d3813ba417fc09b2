/*
 * context.c - what an act is about: PLOVER contexts by the words of its clause
 * (codebook/contexts.txt).
 */
#include "event/find.h"

#include "base/keys.h"
#include "base/str.h"

static const dg_context_word *find_word(const dg_events *e, uint64_t word) {
    return dg_key_find(e->contexts, e->context_count, sizeof *e->contexts, word);
}

/* Contexts of a token: alone, or with the word before it. */
static uint64_t of_token(const dg_finder *f, uint32_t t, uint8_t by_order[64]) {
    const dragoman_token *token = &f->doc->tokens.items[t];
    uint64_t keys[3] = {token->lemma_fold, token->fold,
                        t ? dg_hash_mix(f->doc->tokens.items[t - 1].fold, token->lemma_fold) : 0};
    uint64_t found = 0;
    for (int i = 0; i < 3; i++) {
        const dg_context_word *w = find_word(f->events, keys[i]);
        if (!w) continue;
        found |= 1ull << w->order;
        by_order[w->order] = (uint8_t)w->context;
    }
    return found;
}

void dg_event_contexts(const dg_finder *f, dragoman_event *e) {
    const dragoman_sentence *s = &f->doc->sentences.items[e->sentence];
    uint8_t by_order[64] = {0};
    uint64_t found = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const dragoman_token *token = &f->doc->tokens.items[t];
        if (token->span.start < e->span.start || token->span.end > e->span.end) continue;
        uint8_t upos = token->upos;
        if (upos == DG_UPOS_NOUN || upos == DG_UPOS_PROPN || upos == DG_UPOS_ADJ ||
            upos == DG_UPOS_VERB)
            found |= of_token(f, t, by_order);
    }
    for (int order = 0; order < 64 && e->context_count < 4; order++) {
        if (!(found >> order & 1)) continue;
        int k = 0;
        while (k < e->context_count && e->context[k] != by_order[order]) k++;
        if (k == e->context_count) e->context[e->context_count++] = by_order[order];
    }
}
