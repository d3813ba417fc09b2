/*
 * weigh_test.c - the learned part of the event room: weights that drop a hit, take a near sense,
 * and say so; lines that are no weights.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "dragoman.h"
#include "event/weigh.h"

static const char *const parts[] = {"actors",     "events",    "cameo.txt", "contexts.txt",
                                    "speech.txt", "tally.txt", "track.txt"};

/* The tree's codebook with another learned.txt (NULL: none), in a folder of its own. */
static void make_codebook(char *dir, const char *learned) {
    char from[512], to[512];
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(from, sizeof from, "%s/codebook/%s", TEST_ROOT, parts[i]);
        snprintf(to, sizeof to, "%s/%s", dir, parts[i]);
        assert_int_equal(symlink(from, to), 0);
    }
    if (!learned) return;
    snprintf(to, sizeof to, "%s/learned.txt", dir);
    FILE *f = fopen(to, "w");
    assert_non_null(f);
    fputs(learned, f);
    fclose(f);
}

static void remove_codebook(const char *dir) {
    char path[512];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, parts[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/learned.txt", dir);
    unlink(path);
    rmdir(dir);
}

/* The rule of the first event of this kind in the text, coded with these weights; "" if none. */
static const char *rule_with(const char *learned, const char *event, const char *text) {
    static char rule[128];
    char dir[] = "/tmp/dragoman-weigh-XXXXXX";
    make_codebook(dir, learned);
    dragoman_options options = DRAGOMAN_OPTIONS_INIT;
    options.codebook_dir = dir;
    options.model_path = TEST_ROOT "/model/dragoman.model";
    options.cache_dir = "";
    dragoman_engine *engine;
    dragoman_coder *coder;
    dragoman_error error;
    const dragoman_record *record;
    assert_int_equal(dragoman_engine_open(&engine, &options, &error), 0);
    assert_int_equal(dragoman_coder_new(&coder, engine, &error), 0);
    dragoman_article article = {.text = dg_str(text), .published = {2024, 5, 3}};
    assert_int_equal(dragoman_code(coder, &article, &record, &error), 0);
    rule[0] = 0;
    for (uint32_t i = 0; i < record->event_count && !rule[0]; i++)
        if (strcmp(dragoman_event_name(record->events[i].event), event) == 0)
            snprintf(rule, sizeof rule, "%.*s", DG_STR_ARG(record->events[i].rule));
    dragoman_coder_free(coder);
    dragoman_engine_close(engine);
    remove_codebook(dir);
    return rule;
}

#define ATTACK "The army attacked the rebels near Goma on Monday."

static void weights_drop_a_hit(void **state) {
    (void)state;
    assert_null(strchr(rule_with(NULL, "ASSAULT", ATTACK), ' '));
    const char *kept = rule_with("weigh 70 hit.ASSAULT is=\n", "ASSAULT", ATTACK);
    assert_non_null(strstr(kept, " learned +70"));
    assert_non_null(
        strstr(rule_with("weigh bar hit -200\nweigh -150 hit head=attack\n", "ASSAULT", ATTACK),
               " learned -150"));
    assert_string_equal(
        rule_with("weigh bar hit -200\nweigh -250 hit head=attack\n", "ASSAULT", ATTACK), "");
}

static void weights_take_a_near_sense(void **state) {
    (void)state;
    const char *text = "The minister received advice from Kenya on Monday.";
    assert_string_equal(rule_with("weigh bar near 100\nweigh 50 near.AID is=\n", "AID", text), "");
    const char *rule = rule_with("weigh bar near 100\nweigh 500 near.AID is=\n", "AID", text);
    assert_non_null(strstr(rule, "events/"));
    assert_non_null(strstr(rule, " near +500"));
}

static void shares_rise_with_the_score(void **state) {
    (void)state;
    assert_float_equal(dg_weigh_share(0), 0.5f, 1e-6);
    float before = 0;
    for (int32_t score = -1000; score <= 1000; score += 10) {
        float share = dg_weigh_share(score);
        assert_true(share >= before && share > 0 && share < 1);
        before = share;
    }
}

static char mistake[256];

static void note(void *context, const char *text) {
    (void)context;
    snprintf(mistake, sizeof mistake, "%s", text);
}

static const char *mistake_in(const char *learned) {
    char dir[] = "/tmp/dragoman-weigh-XXXXXX";
    dragoman_error error;
    mistake[0] = 0;
    make_codebook(dir, learned);
    assert_true(dragoman_codebook_check(dir, note, NULL, &error) >= 0);
    remove_codebook(dir);
    return mistake;
}

static void mistakes_are_named_by_line(void **state) {
    (void)state;
    assert_string_equal(mistake_in("weigh 5 hit is=\n"), "");
    assert_string_equal(mistake_in("# made\nweigh much hit is=\n"),
                        "learned.txt:2: no weight: much");
    assert_string_equal(mistake_in("weigh 5\n"), "learned.txt:1: a weight of no feature");
    assert_string_equal(mistake_in("weigh bar far 5\n"),
                        "learned.txt:1: a bar is for hit or near, not far");
    assert_string_equal(mistake_in("weigh bar hit\n"), "learned.txt:1: no weight: ");
    assert_string_equal(mistake_in("weigh 99999999 hit is=\n"),
                        "learned.txt:1: no weight: 99999999");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_drop_a_hit),
        cmocka_unit_test(weights_take_a_near_sense),
        cmocka_unit_test(shares_rise_with_the_score),
        cmocka_unit_test(mistakes_are_named_by_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
