/* base_test.c - arena, strings, folding, images, codebook lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/image.h"
#include "base/lines.h"
#include "base/pool.h"
#include "base/str.h"

static void arena_pieces_are_zeroed_and_apart(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    for (int round = 0; round < 3; round++) {
        char *a = dg_arena_alloc(&arena, 100), *b = dg_arena_alloc(&arena, 200000);
        for (int i = 0; i < 100; i++) assert_int_equal(a[i], 0);
        assert_int_equal(b[199999], 0);
        memset(a, 1, 100);
        memset(b, 2, 200000);
        assert_int_equal(a[99], 1);
        dg_arena_reset(&arena);
    }
    dg_arena_free(&arena);
}

static void vectors_grow_and_keep(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    DG_VEC(int) v = {0};
    for (int i = 0; i < 1000; i++) *dg_vec_push(&arena, &v) = i;
    assert_int_equal(v.count, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(v.items[i], i);
    dg_arena_free(&arena);
}

static int take_too_much(void *arena) {
    (void)dg_arena_array(arena, SIZE_MAX / 2, 16);
    return 0;
}

static void out_of_memory_goes_to_the_guard(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    assert_int_equal(dg_arena_guard(&arena, take_too_much, &arena), DRAGOMAN_ENOMEM);
    assert_null(arena.guard);
    dg_arena_free(&arena);
}

static void folding_forgets_case_accents_and_curls(void **state) {
    (void)state;
    assert_true(dg_fold_z("Élysée") == dg_fold_z("elysee"));
    assert_true(dg_fold_z("DON’T") == dg_fold_z("don't"));
    assert_true(dg_fold_z("Mali") != dg_fold_z("Malta"));
    assert_true(dg_fold((dragoman_str){"\xff\xfe", 2}) != 0);
}

static void splitting_gives_every_part(void **state) {
    (void)state;
    dragoman_str rest = dg_str(" a ; b;;c "), part;
    const char *wanted[] = {"a", "b", "", "c"};
    for (int i = 0; i < 4; i++) {
        assert_true(dg_str_split(&rest, ';', &part));
        assert_true(dg_str_is(part, wanted[i]));
    }
    assert_false(dg_str_split(&rest, ';', &part));
}

static void images_are_refused_when_damaged(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    dg_image_builder builder = {.arena = &arena, .kind = DG_IMAGE_MODEL};
    uint32_t numbers[] = {1, 2, 3};
    dg_image_add(&builder, "numbers", numbers, sizeof numbers);
    dg_image_add(&builder, "meta", "key=value\nother=x", 17);
    size_t size, count;
    unsigned char *bytes = dg_image_build(&builder, &size);
    dg_image image;
    const void *items;
    assert_int_equal(dg_image_check(&image, bytes, size, DG_IMAGE_MODEL, "t", NULL), 0);
    assert_int_equal(dg_image_array(&image, "numbers", 4, &items, &count, NULL), 0);
    assert_int_equal(count, 3);
    assert_int_equal(((const uint32_t *)items)[2], 3);
    assert_true(dg_str_is(dg_image_meta(&image, "other"), "x"));
    assert_int_equal(dg_image_array(&image, "none", 4, &items, &count, NULL), DRAGOMAN_EMODEL);
    assert_int_equal(dg_image_check(&image, bytes, size, DG_IMAGE_CODEBOOK, "t", NULL),
                     DRAGOMAN_EMODEL);
    for (size_t cut = 0; cut < size; cut++)
        assert_int_equal(dg_image_check(&image, bytes, cut, DG_IMAGE_MODEL, "t", NULL),
                         DRAGOMAN_EMODEL);
    for (size_t at = 0; at < size; at++) {
        bytes[at] ^= 0x41;
        assert_int_equal(dg_image_check(&image, bytes, size, DG_IMAGE_MODEL, "t", NULL),
                         DRAGOMAN_EMODEL);
        bytes[at] ^= 0x41;
    }
    dg_arena_free(&arena);
}

static void lines_skip_comments_and_name_mistakes(void **state) {
    (void)state;
    dg_arena arena = DG_ARENA_INIT;
    dg_mistakes mistakes = {.arena = &arena};
    dg_lines lines;
    dg_line line;
    dg_lines_over(&lines, "x.txt", dg_str("# head\n\ncountry A # note\n    adj: C#\n\xff\n"),
                  &mistakes);
    assert_true(dg_lines_next(&lines, &line));
    assert_true(dg_str_is(line.text, "country A"));
    assert_int_equal(line.number, 3);
    assert_true(dg_lines_next(&lines, &line));
    assert_true(line.indented);
    assert_true(dg_str_is(line.text, "adj: C#"));
    assert_false(dg_lines_next(&lines, &line));
    assert_int_equal(mistakes.list.count, 1);
    assert_string_equal(mistakes.list.items[0].ptr, "x.txt:5: not UTF-8");
    dg_arena_free(&arena);
}

static void dates_are_days_months_or_years(void **state) {
    (void)state;
    dragoman_date d;
    assert_true(dg_date_parse(dg_str("2021-08-15"), &d));
    assert_int_equal(d.day, 15);
    assert_true(dg_date_parse(dg_str("1994"), &d));
    assert_int_equal(d.month, 0);
    assert_false(dg_date_parse(dg_str("2021-13"), &d));
    assert_false(dg_date_parse(dg_str("2021-1"), &d));
}

typedef struct chore {
    uint64_t in, out;
} chore;

/* Work of very uneven length. */
static void square(void *slot) {
    chore *c = slot;
    volatile uint64_t spin = c->in % 7 == 0 ? 200000 : 10;
    while (spin) spin = spin - 1;
    c->out = c->in * c->in;
}

static void a_pool_gives_results_in_order(void **state) {
    (void)state;
    static const struct {
        unsigned threads;
        size_t slots;
    } cases[] = {{0, 1}, {0, 3}, {1, 1}, {2, 5}, {4, 4}, {7, 20}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chore slots[20];
        dg_pool *pool;
        uint64_t given = 0, taken = 0;
        assert_int_equal(dg_pool_open(&pool, cases[i].threads, slots, sizeof *slots, cases[i].slots,
                                      square, NULL),
                         0);
        assert_null(dg_pool_take(pool));
        while (taken < 500) {
            for (chore *c; given < 500 && (c = dg_pool_free_slot(pool)) != NULL; dg_pool_give(pool))
                c->in = given++;
            assert_true(given - taken <= cases[i].slots);
            const chore *done = dg_pool_take(pool);
            assert_non_null(done);
            assert_int_equal(done->in, taken);
            assert_int_equal(done->out, taken * taken);
            dg_pool_release(pool);
            taken++;
        }
        assert_null(dg_pool_take(pool));
        ((chore *)dg_pool_free_slot(pool))->in = 14; /* work left undone when the pool closes */
        dg_pool_give(pool);
        dg_pool_close(pool);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_gives_results_in_order),
        cmocka_unit_test(arena_pieces_are_zeroed_and_apart),
        cmocka_unit_test(vectors_grow_and_keep),
        cmocka_unit_test(out_of_memory_goes_to_the_guard),
        cmocka_unit_test(folding_forgets_case_accents_and_curls),
        cmocka_unit_test(splitting_gives_every_part),
        cmocka_unit_test(images_are_refused_when_damaged),
        cmocka_unit_test(lines_skip_comments_and_name_mistakes),
        cmocka_unit_test(dates_are_days_months_or_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
