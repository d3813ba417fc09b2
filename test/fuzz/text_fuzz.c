/* text_fuzz.c - any bytes as text: the reader, then sentences and tokens. */
#include "fuzz.h"

#include "text/text.h"

/* Tokens stand in order, inside their sentences, and leave out nothing but white space. */
static void check(const dg_doc *doc) {
    uint32_t at = 0, next = 0;
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
        const dragoman_sentence *sentence = &doc->sentences.items[s];
        PROMISE(sentence->first == next && sentence->count > 0 && sentence->count <= 400);
        next += sentence->count;
        PROMISE(next <= doc->tokens.count);
        PROMISE(sentence->span.start == doc->tokens.items[sentence->first].span.start);
        PROMISE(sentence->span.end == doc->tokens.items[next - 1].span.end);
    }
    PROMISE(next == doc->tokens.count);
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        const dragoman_token *token = &doc->tokens.items[t];
        PROMISE(token->span.start >= at && token->span.end > token->span.start);
        PROMISE(token->span.end <= doc->text.len && token->sentence < doc->sentences.count);
        for (; at < token->span.start; at++) {
            unsigned char c = (unsigned char)doc->text.ptr[at];
            PROMISE(c <= 32 || c == 127 || c >= 0x80);
        }
        at = token->span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    dg_arena arena = DG_ARENA_INIT;
    dg_doc doc = {.arena = &arena, .text = {(const char *)bytes, (uint32_t)size}};
    dg_text_split(&doc);
    check(&doc);
    dg_arena_free(&arena);
    read_all(bytes, size, DRAGOMAN_FORMAT_TEXT);
    return 0;
}
