/*
 * track_test.c - the steps of a negotiation an article tells, and articles that tell of none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/image.h"
#include "base/lines.h"
#include "coded.h"
#include "track/track.h"

#define TODAY ((dragoman_date){2024, 3, 14})

static const char ARTICLE[] =
    "Envoys of the government and the rebels will resume peace talks in Nairobi next week. "
    "Kenya and Qatar have mediated between the two sides for months. "
    "The rebels rejected a draft agreement in January. "
    "The two sides signed a ceasefire in Geneva on Monday. "
    "The army accused the rebels of violating the truce. "
    "The government released 40 prisoners on Wednesday under the deal. "
    "The United Nations called for a ceasefire and for talks. "
    "An earlier truce collapsed in 2021.";

static const dragoman_step *step_of(const dragoman_record *r, const char *kind) {
    for (uint32_t i = 0; i < r->step_count; i++)
        if (strcmp(r->steps[i].kind, kind) == 0) return &r->steps[i];
    return NULL;
}

static void every_step_of_the_talks_is_told(void **state) {
    const dragoman_record *r = coded_text(*state, ARTICLE, TODAY);
    static const char *const kinds[] = {"resumption", "mediation", "response", "truce",
                                        "violation",  "exchange",  "call",     "end"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!step_of(r, kinds[i])) fprintf(stderr, "no step %s\n", kinds[i]);
        assert_non_null(step_of(r, kinds[i]));
    }
}

static bool among(const dragoman_record *r, const uint32_t *entities, uint32_t count,
                  const char *code) {
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(r->entities[entities[i]].code, code) == 0) return true;
    return false;
}

static void mediators_are_told_from_parties(void **state) {
    const dragoman_record *r = coded_text(*state, ARTICLE, TODAY);
    const dragoman_step *mediation = step_of(r, "mediation");
    assert_non_null(mediation);
    assert_true(among(r, mediation->mediators, mediation->mediator_count, "KEN"));
    assert_true(among(r, mediation->mediators, mediation->mediator_count, "QAT"));
    assert_false(among(r, mediation->parties, mediation->party_count, "QAT"));
}

static void a_step_has_its_day_its_event_and_its_rule(void **state) {
    const dragoman_record *r = coded_text(*state, ARTICLE, TODAY);
    const dragoman_step *exchange = step_of(r, "exchange");
    assert_non_null(exchange);
    assert_int_equal(exchange->date.day, 13);
    assert_int_equal(exchange->event_count, 1);
    assert_true(exchange->rule.len > 10 && memcmp(exchange->rule.ptr, "track.txt:", 10) == 0);
    const dragoman_step *response = step_of(r, "response");
    assert_non_null(response);
    assert_string_equal(response->response, "rejected");
}

static void one_step_of_a_kind_a_sentence(void **state) {
    const dragoman_record *r = coded_text(*state, ARTICLE, TODAY);
    for (uint32_t i = 0; i < r->step_count; i++)
        for (uint32_t k = i + 1; k < r->step_count; k++)
            assert_false(r->steps[i].sentence == r->steps[k].sentence &&
                         strcmp(r->steps[i].kind, r->steps[k].kind) == 0);
}

static void articles_of_no_negotiation_have_no_steps(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "The mayor met the manager of the bakery on Monday. The "
                                          "company rejected an offer. Police released a man.",
                                          TODAY);
    assert_int_equal(r->step_count, 0);
}

static void one_act_of_diplomacy_opens_an_article(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "Peru and Ecuador signed a treaty in Brasilia on Monday. "
                                          "Ecuador dropped its demand for the valley.",
                                          TODAY);
    assert_non_null(step_of(r, "agreement"));
    assert_non_null(step_of(r, "response"));
}

static void words_without_an_act_open_none(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "The takeover talks dragged on for weeks. A truce among "
                                          "the makers of chips collapsed. The deal is off.",
                                          TODAY);
    assert_int_equal(r->step_count, 0);
}

static void talks_that_collapse_are_suspended(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "Kenya has mediated between the government and the "
                                          "rebels. The talks collapsed on Friday.",
                                          TODAY);
    assert_non_null(step_of(r, "suspension"));
    assert_null(step_of(r, "response"));
    assert_null(step_of(r, "talks"));
}

static void words_alone_tell_whether_it_happened(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "Kenya has mediated between the government and the "
                                          "rebels. An accord was reached after ten days of talks. "
                                          "The guns are to stop on Sunday.",
                                          TODAY);
    assert_non_null(step_of(r, "agreement"));
    assert_non_null(step_of(r, "talks"));
    const dragoman_step *truce = step_of(r, "truce");
    assert_non_null(truce);
    assert_int_equal(truce->auxiliary, DRAGOMAN_AUX_FUTURE);
}

static void mistakes_are_named_by_line(void **state) {
    (void)state;
    char dir[] = "/tmp/dragoman-track-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/track.txt", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("talk truce\nleast 1\nstep dance event:CONSULT\nstep talks event:CONSULTS\nissue border: "
          "border\n",
          f);
    fclose(f);
    dg_arena arena = DG_ARENA_INIT;
    dg_mistakes mistakes = {.arena = &arena};
    dg_image_builder builder = {.arena = &arena, .kind = DG_IMAGE_CODEBOOK};
    assert_int_equal(dg_steps_compile(&builder, dir, &mistakes, NULL), 0);
    assert_int_equal(mistakes.list.count, 2);
    assert_string_equal(mistakes.list.items[0].ptr, "track.txt:3: no such step: dance");
    assert_string_equal(mistakes.list.items[1].ptr, "track.txt:4: no such event: CONSULTS");
    dg_arena_free(&arena);
    remove(path);
    remove(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_of_the_talks_is_told),
        cmocka_unit_test(mediators_are_told_from_parties),
        cmocka_unit_test(a_step_has_its_day_its_event_and_its_rule),
        cmocka_unit_test(one_step_of_a_kind_a_sentence),
        cmocka_unit_test(articles_of_no_negotiation_have_no_steps),
        cmocka_unit_test(one_act_of_diplomacy_opens_an_article),
        cmocka_unit_test(words_without_an_act_open_none),
        cmocka_unit_test(talks_that_collapse_are_suspended),
        cmocka_unit_test(words_alone_tell_whether_it_happened),
        cmocka_unit_test(mistakes_are_named_by_line),
    };
    return cmocka_run_group_tests(tests, coded_open, coded_close);
}
