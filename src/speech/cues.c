/* cues.c - codebook/speech.txt into the sections sp.cues (sorted by fold) and sp.text. */
#include "speech/cues.h"

#include "base/error.h"
#include "base/keys.h"
#include "base/str.h"

#include <stdlib.h>

typedef struct compiler {
    dg_arena *arena;
    dg_lines lines;
    DG_VEC(dg_cue) cues;
    dg_texts text;
} compiler;

static uint32_t parse_flags(compiler *c, dragoman_str right) {
    static const char *const names[] = {
        "clause",   "quote",  "object",  "infinitive", "denial", "as",    "addressee",
        "reported", "medium", "silence", "question",   "bare",   "naming"};
    uint32_t flags = 0;
    dragoman_str word;
    while (dg_str_split(&right, ' ', &word)) {
        if (!word.len) continue;
        int at = dg_str_among(word, names, (int)(sizeof names / sizeof *names));
        if (at < 0)
            dg_mistake(&c->lines, "no such use of a word of saying: %.*s", DG_STR_ARG(word));
        else
            flags |= 1u << at;
    }
    return flags;
}

static void add_lemma(compiler *c, uint64_t fold, uint32_t flags, uint32_t rule) {
    for (uint32_t i = 0; i < c->cues.count; i++)
        if (c->cues.items[i].lemma == fold) {
            c->cues.items[i].flags |= flags;
            return;
        }
    *dg_vec_push(c->arena, &c->cues) = (dg_cue){fold, rule, flags};
}

static void cue_line(void *context, const dg_line *line) {
    compiler *c = context;
    dragoman_str rest = line->text, kind, lemma;
    dg_str_split(&rest, ' ', &kind);
    const char *arrow = rest.ptr ? strstr(rest.ptr, "=>") : NULL;
    bool noun = dg_str_is(kind, "noun");
    if ((!noun && !dg_str_is(kind, "cue")) || !arrow || arrow >= rest.ptr + rest.len) {
        dg_mistake(
            &c->lines,
            "a line is \"cue LEMMA, ... => clause quote ...\" or \"noun LEMMA, ... => clause\"");
        return;
    }
    dragoman_str left = {rest.ptr, (uint32_t)(arrow - rest.ptr)};
    uint32_t flags = parse_flags(c, (dragoman_str){arrow + 2, rest.len - left.len - 2});
    uint32_t rule = dg_texts_add(c->arena, &c->text, dg_lines_rule(&c->lines, c->arena));
    while (dg_str_split(&left, ',', &lemma))
        if (lemma.len) add_lemma(c, dg_fold(lemma) ^ (noun ? DG_CUE_NOUN : 0), flags, rule);
}

int dg_cues_compile(dg_image_builder *builder, const char *dir, dg_mistakes *mistakes,
                    dragoman_error *error) {
    compiler *c = DG_NEW(builder->arena, compiler);
    c->arena = builder->arena;
    int status =
        dg_lines_each(&c->lines, c->arena, dir, "speech.txt", mistakes, cue_line, c, error);
    if (status < 0) return status;
    if (c->cues.count) qsort(c->cues.items, c->cues.count, sizeof *c->cues.items, dg_by_key);
    dg_image_add(builder, "sp.cues", c->cues.items, c->cues.count * sizeof *c->cues.items);
    dg_image_add(builder, "sp.text", c->text.items, c->text.count);
    return 0;
}

int dg_cues_open(dg_cues **out, const dg_image *image, dragoman_error *error) {
    dg_cues *cues = calloc(1, sizeof *cues);
    if (!cues) return dg_fail(error, DRAGOMAN_ENOMEM, "out of memory");
    const dg_image_part parts[] = {
        {"sp.cues", sizeof *cues->items, (const void **)&cues->items, &cues->count},
        {"sp.text", 1, (const void **)&cues->text, &cues->text_size},
    };
    int status = dg_image_parts(image, parts, sizeof parts / sizeof *parts, error);
    if (status == 0 && cues->text_size && cues->text[cues->text_size - 1])
        status = dg_fail(error, DRAGOMAN_EMODEL, "codebook image: speech damaged");
    for (size_t i = 0; status == 0 && i < cues->count; i++)
        if (cues->items[i].rule >= cues->text_size)
            status = dg_fail(error, DRAGOMAN_EMODEL, "codebook image: speech damaged");
    if (status < 0)
        free(cues);
    else
        *out = cues;
    return status;
}

void dg_cues_close(dg_cues *cues) {
    free(cues);
}

const dg_cue *dg_cue_of(const dg_cues *cues, uint64_t lemma) {
    return dg_key_find(cues->items, cues->count, sizeof *cues->items, lemma);
}
