/* syntax_test.c - kernels against the plain reference, trees against all trees, the model on
 * sentences of our own, and models that must be refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "syntax/kernel.h"
#include "syntax/lemma.h"
#include "syntax/mst.h"
#include "syntax/syntax.h"
#include "syntax/word_features.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

#define MODEL TEST_ROOT "/model/dragoman.model"

static uint32_t random_state = 1;

static uint32_t chance(void) {
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

static int8_t byte(void) {
    return (int8_t)((int)(chance() % 255) - 127);
}

static float real(float most) {
    return ((float)(chance() % 20001) / 10000.0f - 1.0f) * most;
}

/* ------------------------------------------------------------------ kernels */

enum { ROWS = 37, IN = 192, OUT = 80 };

static int8_t weights[OUT * IN], acts[ROWS * IN];
static int32_t sums[ROWS * OUT], plain_sums[ROWS * OUT];
static float scale[512], bias[512], floats[512], plain_floats[512];
static int8_t bytes[512], plain_bytes[512];

static void products_agree(const dg_kernel *k) {
    static const uint32_t shapes[][3] = {{37, 192, 80}, {1, 192, 16}, {5, 64, 48},   {33, 128, 32},
                                         {16, 20, 16},  {32, 60, 64}, {17, 192, 16}, {9, 4, 80}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        uint32_t rows = shapes[s][0], in = shapes[s][1], out = shapes[s][2];
        for (int i = 0; i < OUT * IN; i++) weights[i] = byte();
        for (int i = 0; i < ROWS * IN; i++)
            acts[i] = s % 2 ? byte() : (int8_t)(byte() < 0 ? -127 : 127);
        memset(sums, 0, sizeof sums);
        memset(plain_sums, 0, sizeof plain_sums);
        dg_kernel_plain.product(weights, acts, plain_sums, rows, in, out, in);
        k->product(weights, acts, sums, rows, in, out, in);
        assert_memory_equal(sums, plain_sums, sizeof sums);
    }
}

static void fill(uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        plain_sums[i] = (int32_t)(chance() % 2000000) - 1000000;
        scale[i] = real(1e-5f);
        bias[i] = real(2.0f);
        floats[i] = plain_floats[i] = real(1.0f);
        acts[i] = byte();
    }
}

static void rows_agree(const dg_kernel *k, uint32_t n) {
    fill(3 * n);
    k->squash(plain_sums, scale, bias, bytes, n);
    dg_kernel_plain.squash(plain_sums, scale, bias, plain_bytes, n);
    assert_memory_equal(bytes, plain_bytes, n);
    k->recur(plain_sums, scale, bias, floats, acts, bytes, n);
    dg_kernel_plain.recur(plain_sums, scale, bias, plain_floats, acts, plain_bytes, n);
    assert_memory_equal(bytes, plain_bytes, n);
    assert_memory_equal(floats, plain_floats, n * sizeof(float));
    k->affine(plain_sums, scale, bias, floats, n);
    dg_kernel_plain.affine(plain_sums, scale, bias, plain_floats, n);
    assert_memory_equal(floats, plain_floats, n * sizeof(float));
    k->join(floats, bias, scale, bytes, n);
    dg_kernel_plain.join(floats, bias, scale, plain_bytes, n);
    assert_memory_equal(bytes, plain_bytes, n);
    const int8_t *rows[3] = {acts, weights, weights + n};
    k->gather(rows, 3, 0.004f, bytes, n);
    dg_kernel_plain.gather(rows, 3, 0.004f, plain_bytes, n);
    assert_memory_equal(bytes, plain_bytes, n);
}

static void kernels_give_identical_bits(void **state) {
    (void)state;
    dg_kernel all[DG_KERNELS];
    int n = dg_kernels(all);
    assert_in_range(n, 1, DG_KERNELS);
    for (int i = 1; i < n; i++) {
        print_message("kernel %s\n", all[i].name);
        products_agree(&all[i]);
        for (uint32_t width = 16; width <= 160; width += 16) rows_agree(&all[i], width);
    }
}

static void product_is_the_sum_of_products(void **state) {
    (void)state;
    for (int i = 0; i < 16 * 8; i++) weights[i] = byte();
    for (int i = 0; i < 8; i++) acts[i] = byte();
    dg_kernel_plain.product(weights, acts, sums, 1, 8, 16, 8);
    for (int o = 0; o < 16; o++) {
        int32_t sum = 0;
        for (int k = 0; k < 8; k++) sum += weights[k / 4 * 64 + o * 4 + k % 4] * acts[k];
        assert_int_equal(sums[o], sum);
    }
}

/* ------------------------------------------------------------------ trees */

static bool is_tree(const uint16_t *head, uint32_t n) {
    uint32_t roots = 0;
    for (uint32_t d = 1; d <= n; d++) {
        uint32_t at = d, steps = 0;
        while (at && steps++ <= n) at = head[at - 1];
        if (at) return false;
        roots += head[d - 1] == 0;
    }
    return roots == 1;
}

static int64_t total(const int32_t *score, uint32_t stride, const uint16_t *head, uint32_t n) {
    int64_t sum = 0;
    for (uint32_t d = 0; d < n; d++) sum += score[d * stride + head[d]];
    return sum;
}

/* Best of all trees with one root, by trying every one. */
static int64_t best_of_all(const int32_t *score, uint32_t stride, uint32_t n) {
    uint16_t head[8] = {0};
    int64_t best = INT64_MIN;
    uint32_t count = 1;
    for (uint32_t i = 0; i < n; i++) count *= n + 1;
    for (uint32_t code = 0; code < count; code++) {
        uint32_t rest = code;
        for (uint32_t d = 0; d < n; d++, rest /= n + 1) head[d] = (uint16_t)(rest % (n + 1));
        if (is_tree(head, n) && total(score, stride, head, n) > best)
            best = total(score, stride, head, n);
    }
    return best;
}

static void decoded_trees_are_the_best(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    dg_mst *mst = dg_mst_new(&arena, 6);
    int32_t score[6 * 8];
    uint16_t head[6];
    for (int round = 0; round < 400; round++) {
        uint32_t n = 1 + chance() % 6;
        for (int i = 0; i < 48; i++) score[i] = (int32_t)(chance() % (round % 3 ? 1000 : 4)) - 500;
        dg_mst_decode(mst, score, 8, n, head);
        assert_true(is_tree(head, n));
        assert_true(total(score, 8, head, n) == best_of_all(score, 8, n));
    }
    dg_arena_free(&arena);
}

static void longest_sentences_get_trees(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    dg_mst *mst = dg_mst_new(&arena, DG_MST_MAX);
    int32_t *score = DG_ARRAY(&arena, int32_t, DG_MST_MAX * (DG_MST_MAX + 1));
    uint16_t head[DG_MST_MAX];
    for (uint32_t i = 0; i < DG_MST_MAX * (DG_MST_MAX + 1); i++)
        score[i] = (int32_t)(chance() % 100000);
    dg_mst_decode(mst, score, DG_MST_MAX + 1, DG_MST_MAX, head);
    assert_true(is_tree(head, DG_MST_MAX));
    dg_arena_free(&arena);
}

/* ------------------------------------------------------------------ words */

static void assert_norm(const char *form, const char *norm) {
    dg_word_form w;
    dg_norm(dg_str(form), &w);
    assert_int_equal(w.len, strlen(norm));
    assert_memory_equal(w.norm, norm, w.len);
}

static void norms_fold_case_quotes_and_digits(void **state) {
    (void)state;
    assert_norm("Élysée", "élysée");
    assert_norm("didn’t", "didn't");
    assert_norm("1,204", "0,000");
    assert_norm("—", "--");
    assert_norm("КИЇВ", "КИЇВ");
    char longest[201];
    memset(longest, 'A', 200);
    longest[200] = 0;
    dg_word_form w;
    dg_norm(dg_str(longest), &w);
    assert_true(w.len > 0 && w.len <= DG_NORM_SIZE);
}

static void features_stay_in_their_table(void **state) {
    (void)state;
    static const char *const forms[] = {"a",        "of",   "talks", "ÉÉ",
                                        "\xff\xc3", "2024", "$",     "Ouagadougou"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        dg_word_form w;
        uint16_t first[DG_FEATURES], later[DG_FEATURES];
        dg_norm(dg_str(forms[i]), &w);
        dg_hashed_features(dg_str(forms[i]), &w, true, first);
        dg_hashed_features(dg_str(forms[i]), &w, false, later);
        assert_true(first[0] != later[0]);
        assert_memory_equal(first + 1, later + 1, sizeof first - sizeof *first);
        for (int k = 0; k < DG_FEATURES; k++) assert_true(first[k] < DG_HASHED_ROWS);
    }
}

/* ------------------------------------------------------------------ the model */

typedef struct fixture {
    dg_image image;
    dg_syntax *syntax;
} fixture;

static int open_model(void **state) {
    fixture *f = calloc(1, sizeof *f);
    dragoman_error error;
    if (!f || dg_image_open(&f->image, MODEL, DG_IMAGE_MODEL, &error) < 0) return -1;
    if (dg_syntax_open(&f->syntax, &f->image, &error) < 0) return -1;
    *state = f;
    return 0;
}

static int close_model(void **state) {
    fixture *f = *state;
    dg_syntax_close(f->syntax);
    dg_image_close(&f->image);
    free(f);
    return 0;
}

static dg_doc parsed(const fixture *f, dg_arena *arena, const char *text) {
    dg_doc doc = {.arena = arena};
    doc.text = doc.article.text = dg_str_copy(arena, dg_str(text));
    dg_text_split(&doc);
    dg_syntax_parse(f->syntax, &doc, 0, doc.sentences.count);
    return doc;
}

/* The nth token with this form. */
static const dragoman_token *word(const dg_doc *doc, const char *form) {
    for (uint32_t i = 0; i < doc->tokens.count; i++) {
        const dragoman_token *t = &doc->tokens.items[i];
        if (dg_str_is((dragoman_str){doc->text.ptr + t->span.start, t->span.end - t->span.start},
                      form))
            return t;
    }
    fail_msg("no token %s", form);
    return NULL;
}

static void assert_relation(const dg_doc *doc, const char *form, enum dg_deprel relation,
                            const char *head) {
    const dragoman_token *t = word(doc, form), *h = word(doc, head);
    if (t->deprel != relation || t->head < 0 || &doc->tokens.items[t->head] != h)
        fail_msg("%s is %s of %d", form, dragoman_deprel_name(t->deprel), t->head);
}

static void assert_lemma(const dg_doc *doc, const char *form, const char *lemma) {
    const dragoman_token *t = word(doc, form);
    if (!dg_str_is(t->lemma, lemma))
        fail_msg("%s: %.*s, not %s", form, DG_STR_ARG(t->lemma), lemma);
    assert_true(t->lemma_fold == dg_fold_z(lemma));
}

static void plain_news_is_read(void **state) {
    dg_arena arena = DG_ARENA_INIT;
    dg_doc d = parsed(*state, &arena,
                      "Gunmen killed 12 soldiers near the border on Monday. "
                      "The minister was arrested by police in Bamako after the clashes.");
    assert_int_equal(d.sentences.count, 2);
    assert_int_equal(word(&d, "killed")->deprel, DG_DEPREL_ROOT);
    assert_int_equal(word(&d, "killed")->xpos, DG_XPOS_VBD);
    assert_relation(&d, "Gunmen", DG_DEPREL_NSUBJ, "killed");
    assert_relation(&d, "soldiers", DG_DEPREL_OBJ, "killed");
    assert_relation(&d, "12", DG_DEPREL_NUMMOD, "soldiers");
    assert_relation(&d, "border", DG_DEPREL_OBL, "killed");
    assert_relation(&d, "minister", DG_DEPREL_NSUBJ_PASS, "arrested");
    assert_relation(&d, "police", DG_DEPREL_OBL_AGENT, "arrested");
    assert_int_equal(word(&d, "Bamako")->ner, DG_NER_B_LOC);
    assert_lemma(&d, "killed", "kill");
    assert_lemma(&d, "Gunmen", "gunman");
    assert_lemma(&d, "soldiers", "soldier");
    assert_lemma(&d, "clashes", "clash");
    assert_lemma(&d, "was", "be");
    dg_arena_free(&arena);
}

static void names_hung_on_by_of_are_one(void **state) {
    dg_arena arena = DG_ARENA_INIT;
    dg_doc d = parsed(*state, &arena, "Warships sailed into the Gulf of Mexico on Tuesday.");
    assert_int_equal(word(&d, "Gulf")->ner, DG_NER_B_LOC);
    assert_int_equal(word(&d, "of")->ner, DG_NER_I_LOC);
    assert_int_equal(word(&d, "Mexico")->ner, DG_NER_I_LOC);
    assert_int_equal(word(&d, "Tuesday")->ner, DG_NER_O);
    d = parsed(*state, &arena, "The Democratic Republic of the Congo agreed to talks.");
    assert_int_not_equal(word(&d, "Republic")->ner, DG_NER_O);
    assert_int_equal(word(&d, "of")->ner, word(&d, "Congo")->ner);
    assert_int_equal(word(&d, "talks")->ner, DG_NER_O);
    dg_arena_free(&arena);
}

static void assert_same(const dragoman_token *a, const dragoman_token *b, int32_t shift) {
    assert_int_equal(a->upos, b->upos);
    assert_int_equal(a->xpos, b->xpos);
    assert_int_equal(a->ner, b->ner);
    assert_int_equal(a->deprel, b->deprel);
    assert_int_equal(a->head < 0 ? -1 : a->head + shift, b->head);
}

/* A sentence's reading does not hang on what stands beside it in the batch. */
static void sentences_are_read_alone(void **state) {
    static const char *const texts[] = {
        "Talks in Doha failed.", "He said the truce, agreed in May, would hold.",
        "\"We will not leave,\" the envoy told reporters in Geneva on Friday."};
    dg_arena arena = DG_ARENA_INIT;
    char all[512];
    snprintf(all, sizeof all, "%s %s %s", texts[0], texts[1], texts[2]);
    dg_doc together = parsed(*state, &arena, all);
    uint32_t at = 0;
    for (int i = 0; i < 3; i++) {
        dg_doc alone = parsed(*state, &arena, texts[i]);
        for (uint32_t k = 0; k < alone.tokens.count; k++)
            assert_same(&alone.tokens.items[k], &together.tokens.items[at + k], (int32_t)at);
        at += alone.tokens.count;
    }
    assert_int_equal(at, together.tokens.count);
    dg_arena_free(&arena);
}

static void assert_one_tree(const dg_doc *doc, const dragoman_sentence *s) {
    uint32_t roots = 0;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        int32_t at = (int32_t)i;
        uint32_t steps = 0;
        while (at >= 0 && steps++ <= s->count) {
            assert_in_range(at, s->first, s->first + s->count - 1);
            at = doc->tokens.items[at].head;
        }
        assert_int_equal(at, -1);
        roots += doc->tokens.items[i].head < 0;
    }
    assert_int_equal(roots, 1);
}

/* Twenty thousand words without a stop: one tree, in parts. */
static void endless_sentences_get_one_tree(void **state) {
    const fixture *f = *state;
    dg_arena arena = DG_ARENA_INIT;
    enum { WORDS = 20000 };
    char *text = dg_arena_alloc(&arena, WORDS * 4 + 1);
    dg_doc d = {.arena = &arena};
    for (uint32_t i = 0; i < WORDS; i++) {
        memcpy(text + 4 * i, i % 7 ? "and " : "men ", 4);
        dragoman_token *t = dg_vec_push(&arena, &d.tokens);
        t->span = (dragoman_span){4 * i, 4 * i + 3};
    }
    d.text = (dragoman_str){text, WORDS * 4};
    dragoman_sentence *s = dg_vec_push(&arena, &d.sentences);
    s->count = WORDS;
    dg_syntax_parse(f->syntax, &d, 0, 1);
    assert_one_tree(&d, s);
    dg_arena_free(&arena);
}

static void one_word_is_a_root(void **state) {
    dg_arena arena = DG_ARENA_INIT;
    dg_doc d = parsed(*state, &arena, "Ceasefire");
    assert_int_equal(d.tokens.count, 1);
    assert_int_equal(d.tokens.items[0].head, -1);
    assert_int_equal(d.tokens.items[0].deprel, DG_DEPREL_ROOT);
    dg_arena_free(&arena);
}

/* ------------------------------------------------------------------ models that must be refused */

/* The model with one section left out or replaced, then opened. */
static int reopen(const fixture *f, const char *skip, const char *with, size_t size,
                  dragoman_error *error) {
    static const char *const names[] = {
        "meta",          "labels.upos",   "labels.xpos",  "labels.ner",   "labels.rel",
        "words",         "word.rows",     "hashed.rows",  "hashed.scale", "conv.w",
        "conv.scale",    "conv.bias",     "rec0.w",       "rec0.scale",   "rec0.bias",
        "rec1.w",        "rec1.scale",    "rec1.bias",    "rec2.w",       "rec2.scale",
        "rec2.bias",     "rec3.w",        "rec3.scale",   "rec3.bias",    "tag.in.w",
        "tag.in.scale",  "tag.in.bias",   "tag.out.w",    "tag.out.bias", "ner.out.w",
        "ner.out.bias",  "arc.in.w",      "arc.in.scale", "arc.in.bias",  "arc.mix.w",
        "arc.mix.scale", "arc.mix.bias",  "lab.in.w",     "lab.in.scale", "lab.in.bias",
        "lab.out.w",     "lab.out.bias",  "arc.root",     "arc.dist",     "lab.dist",
        "lab.root",      "lemma.entries", "lemma.rules",  "lemma.text"};
    dg_arena arena = DG_ARENA_INIT;
    dg_image_builder builder = {.arena = &arena, .kind = DG_IMAGE_MODEL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t bytes_found;
        const void *found = dg_image_section(&f->image, names[i], &bytes_found);
        assert_non_null(found);
        if (skip && strcmp(names[i], skip) == 0) {
            if (with) dg_image_add(&builder, skip, with, size);
        } else {
            dg_image_add(&builder, names[i], found, bytes_found);
        }
    }
    size_t whole;
    void *built = dg_image_build(&builder, &whole);
    dg_image image;
    dg_syntax *syntax = NULL;
    int status = dg_image_check(&image, built, whole, DG_IMAGE_MODEL, "test", error);
    if (status == 0) status = dg_syntax_open(&syntax, &image, error);
    dg_syntax_close(syntax);
    dg_arena_free(&arena);
    return status;
}

static void refused(const fixture *f, const char *skip, const char *with, size_t size,
                    const char *reason) {
    dragoman_error error = {0};
    assert_int_equal(reopen(f, skip, with, size, &error), DRAGOMAN_EMODEL);
    if (!strstr(error.message, reason)) fail_msg("%s: %s", skip, error.message);
}

static void foreign_models_are_refused(void **state) {
    const fixture *f = *state;
    dragoman_error error = {0};
    assert_int_equal(reopen(f, NULL, NULL, 0, &error), 0);
    refused(f, "meta", "net=999\n", 8, "another version");
    refused(f, "rec1.w", NULL, 0, "rec1.w is missing");
    refused(f, "rec1.w", "four", 4, "rec1.w has 4 items");
    refused(f, "labels.rel", "nsubj\nwhatever", 14, "whatever");
    refused(f, "labels.upos", NULL, 0, "labels.upos");
    refused(f, "words", "\1\0\0\0\377\377\377\377", 8, "word table");
    refused(f, "lemma.entries", "\1\0\0\0\377\377\377\377", 8, "lemma");
    refused(f, "lemma.rules", "\0\0\377\377\0\0\0\0", 8, "lemma");
}

static void damaged_files_are_refused(void **state) {
    const fixture *f = *state;
    dg_image image;
    dragoman_error error;
    unsigned char *copy = malloc(f->image.size);
    assert_non_null(copy);
    memcpy(copy, f->image.bytes, f->image.size);
    assert_int_equal(
        dg_image_check(&image, copy, f->image.size - 1, DG_IMAGE_MODEL, "test", &error),
        DRAGOMAN_EMODEL);
    assert_non_null(strstr(error.message, "cut short"));
    copy[f->image.size / 2] ^= 1;
    assert_int_equal(dg_image_check(&image, copy, f->image.size, DG_IMAGE_MODEL, "test", &error),
                     DRAGOMAN_EMODEL);
    assert_non_null(strstr(error.message, "damaged"));
    copy[8] ^= 1;
    assert_int_equal(dg_image_check(&image, copy, f->image.size, DG_IMAGE_MODEL, "test", &error),
                     DRAGOMAN_EMODEL);
    assert_non_null(strstr(error.message, "another version"));
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product_is_the_sum_of_products),
        cmocka_unit_test(kernels_give_identical_bits),
        cmocka_unit_test(decoded_trees_are_the_best),
        cmocka_unit_test(longest_sentences_get_trees),
        cmocka_unit_test(norms_fold_case_quotes_and_digits),
        cmocka_unit_test(features_stay_in_their_table),
        cmocka_unit_test_setup_teardown(plain_news_is_read, open_model, close_model),
        cmocka_unit_test_setup_teardown(names_hung_on_by_of_are_one, open_model, close_model),
        cmocka_unit_test_setup_teardown(sentences_are_read_alone, open_model, close_model),
        cmocka_unit_test_setup_teardown(endless_sentences_get_one_tree, open_model, close_model),
        cmocka_unit_test_setup_teardown(one_word_is_a_root, open_model, close_model),
        cmocka_unit_test_setup_teardown(foreign_models_are_refused, open_model, close_model),
        cmocka_unit_test_setup_teardown(damaged_files_are_refused, open_model, close_model),
    };
    return cmocka_run_group_tests_name("syntax", tests, NULL, NULL);
}
