/*
 * tally_test.c - how many, says who: the ways in which news tells counts, one sentence each,
 * through the whole pipeline; what is no count of people; and the mistakes its codebook reports.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/image.h"
#include "base/lines.h"
#include "coded.h"
#include "tally/tally.h"

#define TODAY ((dragoman_date){2024, 3, 14})
#define OPEN (-1)

typedef struct expectation {
    const char *text, *words;
    int64_t low, high;
    const char *qualifier, *counted;
} expectation;

static const dragoman_tally *tally_of(const dragoman_record *r, const char *words) {
    for (uint32_t i = 0; i < r->tally_count; i++)
        if (span_has(r, r->tallies[i].span, words)) return &r->tallies[i];
    return NULL;
}

static void check(coded *c, const expectation *x) {
    const dragoman_record *r = coded_text(c, x->text, TODAY);
    assert_non_null(r);
    const dragoman_tally *t = tally_of(r, x->words);
    if (!t) fail_msg("\"%s\" is not counted in: %s", x->words, x->text);
    if (t->low != x->low || t->high != x->high || strcmp(t->qualifier, x->qualifier) != 0 ||
        strcmp(t->counted, x->counted) != 0)
        fail_msg("%ld..%ld %s %s in: %s", (long)t->low, (long)t->high, t->qualifier, t->counted,
                 x->text);
    assert_true(t->rule.len > 10 && memcmp(t->rule.ptr, "tally.txt:", 10) == 0);
}

static void figures_are_read(void **state) {
    static const expectation list[] = {
        {"Shelling killed 12,503 people in the city.", "12,503", 12503, 12503, "exact", "killed"},
        {"The war has displaced 2.4 million people.", "2.4 million", 2400000, 2400000, "exact",
         "displaced"},
        {"Twenty-three soldiers were killed.", "Twenty-three", 23, 23, "exact", "killed"},
        {"One hundred and fifty prisoners were freed.", "One hundred and fifty", 150, 150, "exact",
         "released"},
        {"A dozen miners were injured.", "dozen", 12, 12, "exact", "wounded"},
        {"Half a million people have fled their homes.", "Half a million", 500000, 500000, "exact",
         "displaced"},
        {"Dozens of protesters were arrested.", "Dozens", 24, OPEN, "about", "detained"},
        {"Several dozen protesters were arrested.", "Several dozen", 36, OPEN, "about", "detained"},
        {"Scores of civilians were killed.", "Scores", 40, OPEN, "about", "killed"},
        {"Hundreds of civilians were wounded.", "Hundreds", 200, OPEN, "about", "wounded"},
        {"Tens of thousands of people marched in Lima.", "Tens of thousands", 20000, OPEN, "about",
         "participants"},
        {"Hundreds of thousands have fled.", "Hundreds of thousands", 200000, OPEN, "about",
         "displaced"},
        {"Several soldiers were wounded.", "Several", 3, OPEN, "about", "wounded"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) check(*state, &list[i]);
}

static void qualifiers_bound_them(void **state) {
    static const expectation list[] = {
        {"At least 15 people were killed.", "15", 15, OPEN, "at_least", "killed"},
        {"No fewer than 15 people were killed.", "15", 15, OPEN, "at_least", "killed"},
        {"More than 80 people were injured.", "80", 80, OPEN, "more_than", "wounded"},
        {"Police arrested over 80 protesters.", "80", 80, OPEN, "more_than", "detained"},
        {"Fewer than 20 people were killed.", "20", OPEN, 20, "fewer_than", "killed"},
        {"Up to 300 people were killed.", "300", OPEN, 300, "at_most", "killed"},
        {"As many as 300 people were killed.", "300", OPEN, 300, "at_most", "killed"},
        {"Some 5,000 people were displaced.", "5,000", 5000, 5000, "about", "displaced"},
        {"An estimated 700 people were killed.", "700", 700, 700, "about", "killed"},
        {"Between 40 and 50 soldiers were killed.", "40", 40, 50, "range", "killed"},
        {"About 3 to 4 million people were displaced.", "million", 3000000, 4000000, "range",
         "displaced"},
        {"At least another 20 people were killed.", "20", 20, OPEN, "at_least", "killed"},
        {"The death toll rose from 12 to 19.", "19", 19, 19, "exact", "killed"},
        {"The death toll has climbed past 2,300.", "2,300", 2300, OPEN, "more_than", "killed"},
        {"The rebels handed over 40 prisoners.", "40", 40, 40, "exact", "released"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) check(*state, &list[i]);
}

static void clauses_tell_what_became_of_them(void **state) {
    static const expectation list[] = {
        {"Six people were killed and at least 11 wounded.", "11", 11, OPEN, "at_least", "wounded"},
        {"The blast killed 9 and wounded 20.", "20", 20, 20, "exact", "wounded"},
        {"The raid left 14 people dead and dozens more injured.", "14", 14, 14, "exact", "killed"},
        {"The raid left 14 people dead and dozens more injured.", "dozens", 24, OPEN, "about",
         "wounded"},
        {"A rocket hit a market, killing seven.", "seven", 7, 7, "exact", "killed"},
        {"The gunmen shot dead two farmers.", "two", 2, 2, "exact", "killed"},
        {"Ten migrants who drowned off Malta were buried.", "Ten", 10, 10, "exact", "killed"},
        {"The army was blamed for the deaths of 31 villagers.", "31", 31, 31, "exact", "killed"},
        {"The death toll rose to 39 on Friday.", "39", 39, 39, "exact", "killed"},
        {"Officials put the number of wounded at 52.", "52", 52, 52, "exact", "wounded"},
        {"Four soldiers, three police officers and a driver were killed.", "three", 3, 3, "exact",
         "killed"},
        {"Four soldiers, three police officers and a driver were killed.", "a driver", 1, 1,
         "exact", "killed"},
        {"Forty villagers were taken hostage by the rebels.", "Forty", 40, 40, "exact", "captive"},
        {"The rebels still hold 16 hostages.", "16", 16, 16, "exact", "captive"},
        {"Nine sailors are missing after the attack.", "Nine", 9, 9, "exact", "missing"},
        {"Two hundred demonstrators were taken into custody.", "Two hundred", 200, 200, "exact",
         "detained"},
        {"About 4,000 people took to the streets of Tunis.", "4,000", 4000, 4000, "about",
         "participants"},
        {"The rally drew 20,000 people.", "20,000", 20000, 20000, "exact", "participants"},
        {"Eight people suffered burns in the attack.", "Eight", 8, 8, "exact", "wounded"},
        {"Twelve people lost their lives.", "Twelve", 12, 12, "exact", "killed"},
        {"The two sides exchanged 180 prisoners on Monday.", "180", 180, 180, "exact", "released"},
        {"A soldier was killed and another wounded.", "A soldier", 1, 1, "exact", "killed"},
        {"A soldier was killed and another wounded.", "another", 1, 1, "exact", "wounded"},
        {"There were no casualties.", "no casualties", 0, 0, "exact", "killed"},
        {"Nobody was injured in the attack.", "Nobody", 0, 0, "exact", "wounded"},
        {"Seven people, including a child, were killed.", "Seven", 7, 7, "exact", "killed"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) check(*state, &list[i]);
}

static void what_is_no_count_of_people_is_left_out(void **state) {
    static const char *const list[] = {
        "The 36-year-old minister resigned after 12 years.",
        "The bill passed by 70 votes to 20.",
        "The army destroyed 14 tanks and released 20 documents.",
        "They agreed to pay $5 million within 30 days.",
        "Rockets landed 40 kilometres from Haifa.",
        "Omar Haddad, a nurse, was killed.",
        "The commission has 15 members.",
        "Police were told to arrest a man if he crossed the line.",
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const dragoman_record *r = coded_text(*state, list[i], TODAY);
        if (r->tally_count) fail_msg("%s", list[i]);
    }
}

static void parts_point_to_their_whole(void **state) {
    const dragoman_record *r =
        coded_text(*state, "Thirty people were killed, including 12 children.", TODAY);
    assert_int_equal(r->tally_count, 2);
    assert_int_equal(r->tallies[0].part_of, DRAGOMAN_NONE);
    assert_int_equal(r->tallies[1].part_of, 0);
    assert_int_equal(r->tallies[1].low, 12);
    assert_string_equal(r->tallies[1].counted, "killed");
}

static void sources_come_as_a_chain(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "At least 60 people have been killed, according to a "
                                          "Reuters count based on hospital records.",
                                          TODAY);
    assert_int_equal(r->tally_count, 1);
    assert_int_equal(r->tallies[0].according_to_count, 2);
    assert_true(span_has(r, r->tallies[0].according_to[0].span, "Reuters"));
    assert_true(span_has(r, r->tallies[0].according_to[1].span, "hospital records"));
    r = coded_text(*state, "The United Nations recorded 77 deaths in June.", TODAY);
    assert_int_equal(r->tally_count, 1);
    assert_int_equal(r->tallies[0].according_to_count, 1);
    assert_true(span_has(r, r->tallies[0].according_to[0].span, "United Nations"));
    r = coded_text(*state, "Shelling killed 8 people.", TODAY);
    assert_int_equal(r->tallies[0].according_to_count, 0);
}

static void period_and_event_are_linked(void **state) {
    const dragoman_record *r = coded_text(
        *state, "Israeli strikes have killed 42 people in Gaza since October 2023.", TODAY);
    assert_int_equal(r->tally_count, 1);
    const dragoman_tally *t = &r->tallies[0];
    assert_int_equal(t->date.year, 2023);
    assert_int_equal(t->date.month, 10);
    assert_true(t->open_end);
    assert_true(t->event < r->event_count);
    const dragoman_event *e = &r->events[t->event];
    assert_int_equal(e->dead_count, 1);
    assert_int_equal(e->dead[0], 0);
    assert_int_equal(e->injured_count, 0);
    assert_int_equal(t->responsible_count, e->actor_count);
}

/* ------------------------------------------------------------------ counts over articles */

static void add_article(coded *c, dragoman_series *series, const char *text,
                        dragoman_date published, const char *place) {
    const dragoman_record *r = coded_text(c, text, published);
    dragoman_filter filter = DRAGOMAN_FILTER_INIT;
    filter.event = "killed";
    assert_non_null(r);
    assert_int_equal(dragoman_series_add(series, r, &filter, place, NULL), 0);
}

static const dragoman_point *point_of(const dragoman_point *list, size_t count, int64_t low) {
    for (size_t i = 0; i < count; i++)
        if (list[i].low == low) return &list[i];
    return NULL;
}

static void series_keep_sources_apart(void **state) {
    static const char first[] = "The United Nations said 40 people had been killed in Syria.";
    static const char second[] = "The Syrian government said 12 people had been killed in Syria.";
    static const char third[] = "The United Nations said 55 people had been killed in Syria, "
                                "including 9 children, and 70 wounded.";
    const dragoman_point *list;
    dragoman_series *series;
    size_t count;
    assert_int_equal(dragoman_series_new(&series, NULL), 0);
    add_article(*state, series, third, (dragoman_date){2024, 3, 3}, "Syria");
    add_article(*state, series, first, (dragoman_date){2024, 3, 1}, "Syria");
    add_article(*state, series, first, (dragoman_date){2024, 3, 1}, "SYR");
    add_article(*state, series, second, (dragoman_date){2024, 3, 2}, "Syria");
    add_article(*state, series, second, (dragoman_date){2024, 3, 2}, "Sudan");
    assert_int_equal(dragoman_series_list(series, &list, &count, NULL), 0);
    assert_int_equal(count, 3); /* no part, no wounded, no total */
    const dragoman_point *un40 = point_of(list, count, 40), *un55 = point_of(list, count, 55),
                         *gov = point_of(list, count, 12);
    assert_true(un40 && un55 && gov);
    assert_true(un40 < un55); /* one source, by day */
    assert_int_equal(un40->articles, 2);
    assert_int_equal(un40->others.len, 0);
    assert_non_null(memmem(un55->others.ptr, un55->others.len, " 12", 3));
    assert_non_null(memmem(gov->others.ptr, gov->others.len, " 40", 3));
    assert_int_equal(un55->date.day, 3);
    dragoman_series_free(series);
}

/* ------------------------------------------------------------------ the codebook */

static uint32_t mistakes_of(const char *text, char *first, size_t size) {
    char dir[] = "/tmp/tally_testXXXXXX", path[64];
    dg_arena arena = DG_ARENA_INIT;
    dg_mistakes mistakes = {.arena = &arena};
    dg_image_builder builder = {.arena = &arena};
    dragoman_error error = {0};
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/tally.txt", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    assert_int_equal(dg_counts_compile(&builder, dir, &mistakes, &error), 0);
    if (mistakes.list.count) snprintf(first, size, "%s", mistakes.list.items[0].ptr);
    uint32_t count = mistakes.list.count;
    dg_arena_free(&arena);
    unlink(path);
    rmdir(dir);
    return count;
}

static void mistakes_are_told_with_their_line(void **state) {
    (void)state;
    char first[256] = "";
    assert_int_equal(mistakes_of("number one 1\nkilled patient: kill\n", first, sizeof first), 0);
    assert_int_equal(mistakes_of("number one\n", first, sizeof first), 1);
    assert_string_equal(first, "tally.txt:1: not \"WORD\" and a figure");
    assert_int_equal(mistakes_of("# words\nkilled pacient: kill\n", first, sizeof first), 1);
    assert_string_equal(
        first, "tally.txt:2: not patient, agent, state, noun, weak, of, by or toll: pacient");
    assert_int_equal(
        mistakes_of("before nearly: almost\nslain state: dead\nperson man\n", first, sizeof first),
        3);
    assert_string_equal(first, "tally.txt:1: no such qualifier: nearly");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_read),
        cmocka_unit_test(qualifiers_bound_them),
        cmocka_unit_test(clauses_tell_what_became_of_them),
        cmocka_unit_test(what_is_no_count_of_people_is_left_out),
        cmocka_unit_test(parts_point_to_their_whole),
        cmocka_unit_test(sources_come_as_a_chain),
        cmocka_unit_test(period_and_event_are_linked),
        cmocka_unit_test(series_keep_sources_apart),
        cmocka_unit_test(mistakes_are_told_with_their_line),
    };
    return cmocka_run_group_tests(tests, coded_open, coded_close);
}
