/* conllu_fuzz.c - any bytes as CoNLL-U: the reader, the words, and writing them out again. */
#include "fuzz.h"

#include "text/text.h"

static void check(const dg_doc *doc) {
    uint32_t next = 0;
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
        const dragoman_sentence *sentence = &doc->sentences.items[s];
        PROMISE(sentence->first == next && sentence->span.end <= doc->text.len);
        next += sentence->count;
    }
    PROMISE(next == doc->tokens.count);
    for (uint32_t t = 0; t < doc->tokens.count; t++) {
        const dragoman_token *token = &doc->tokens.items[t];
        PROMISE(token->span.start <= token->span.end && token->span.end <= doc->text.len);
        PROMISE(token->sentence < doc->sentences.count && token->reserved == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    dg_arena arena = DG_ARENA_INIT;
    dg_doc doc = {.arena = &arena};
    dragoman_error error = {0};
    dragoman_buffer out = {0};
    dragoman_str given = {(const char *)bytes, (uint32_t)size};
    if (dg_text_conllu(&doc, given, &error) == 0) {
        check(&doc);
        dragoman_record record = {.article = doc.article,
                                  .conllu = given,
                                  .sentences = doc.sentences.items,
                                  .sentence_count = doc.sentences.count,
                                  .tokens = doc.tokens.items,
                                  .token_count = doc.tokens.count};
        PROMISE(dragoman_write_conllu(&out, &record, &error) == 0);
        record.conllu.len = 0;
        PROMISE(dragoman_write_conllu(&out, &record, &error) == 0);
    } else {
        PROMISE(error.status == DRAGOMAN_EINPUT && error.message[0]);
    }
    dragoman_buffer_free(&out);
    dg_arena_free(&arena);
    read_all(bytes, size, DRAGOMAN_FORMAT_CONLLU);
    return 0;
}
