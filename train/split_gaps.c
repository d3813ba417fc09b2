/*
 * split_gaps.c - the training examples of the sentence splitter: a helper of train/split.py.
 *
 * Standard input is one sentence a line. They are joined by spaces to one paragraph and cut into
 * tokens as the program does it. For every gap that the classifier decides, one line goes out:
 * 1 or 0 (a sentence ends here, or not), S or O (a stop stands before, or none), the features.
 */
#include "text/text_int.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_all(size_t *size) {
    size_t room = 1 << 20, used = 0, got;
    char *bytes = malloc(room);
    while (bytes && (got = fread(bytes + used, 1, room - used, stdin)) > 0) {
        used += got;
        if (used == room) bytes = realloc(bytes, room *= 2);
    }
    *size = used;
    return bytes;
}

int main(void) {
    size_t size;
    char *bytes = read_all(&size);
    if (!bytes || !size) return 1;
    char *ends = calloc(size + 1, 1); /* [byte]: a sentence ends before it */
    if (!ends) return 1;
    for (size_t i = 0; i < size; i++)
        if (bytes[i] == '\n') bytes[i] = ' ', ends[i] = 1;
    dg_arena arena = DG_ARENA_INIT;
    dg_doc doc = {.arena = &arena, .text = {bytes, (uint32_t)size}};
    dg_tokenize(&doc, (dragoman_span){0, (uint32_t)size});
    dg_quote_paragraph(&doc, 0, doc.tokens.count);
    dg_gap gap = {&doc, 0, doc.tokens.count, 0, true, 0};
    for (uint32_t t = 0; t + 1 < doc.tokens.count; t++) {
        int end = ends[doc.tokens.items[t].span.end];
        if (dg_gap_open(&gap, t)) {
            uint32_t features[DG_GAP_FEATURES], n = dg_gap_features(&gap, t, features);
            enum dg_mark core = DG_MARK_OF(&doc.tokens.items[gap.core]);
            bool stop = core == DG_MARK_STOP || core == DG_MARK_ASK || core == DG_MARK_ELLIPSIS ||
                        core == DG_MARK_ABBREV;
            printf("%d %c", end, stop ? 'S' : 'O');
            for (uint32_t i = 0; i < n; i++) printf(" %u", features[i]);
            printf("\n");
        }
        if (end) gap.first = t + 1;
    }
    dg_arena_free(&arena);
    free(ends);
    free(bytes);
    return 0;
}
