/*
 * speech_test.c - who said what: the ways in which news tells a saying, one text each, through the
 * whole pipeline; and what is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coded.h"

#define TODAY ((dragoman_date){2024, 3, 14})

typedef struct expectation {
    const char *text, *source, *content, *more; /* source "": nobody named; more: a second piece */
    dragoman_statement_kind kind;
} expectation;

static bool words_are(const dragoman_record *r, dragoman_span span, const char *words) {
    return dg_str_is((dragoman_str){r->article.text.ptr + span.start, span.end - span.start},
                     words);
}

static bool fits(const dragoman_record *r, const dragoman_statement *s, const expectation *x) {
    bool source = *x->source ? span_has(r, s->source, x->source) : !s->source.end;
    return source && s->kind == x->kind && s->content_count == (x->more ? 2u : 1u) &&
           words_are(r, s->content[0], x->content) &&
           (!x->more || words_are(r, s->content[1], x->more));
}

static void print_all(const dragoman_record *r) {
    for (uint32_t i = 0; i < r->statement_count; i++)
        for (uint32_t k = 0; k < r->statements[i].content_count; k++) {
            dragoman_span span = r->statements[i].content[k];
            print_message("  got: %.*s\n", (int)(span.end - span.start),
                          r->article.text.ptr + span.start);
        }
}

static void check(coded *c, const expectation *x) {
    const dragoman_record *r = coded_text(c, x->text, TODAY);
    assert_non_null(r);
    for (uint32_t i = 0; i < r->statement_count; i++)
        if (fits(r, &r->statements[i], x)) return;
    print_all(r);
    fail_msg("not said so: %s", x->text);
}

static void sayings_are_found(void **state) {
    static const expectation list[] = {
        {"The army said its troops had left the town.", "army", "its troops had left the town",
         NULL, DRAGOMAN_INDIRECT},
        {"The minister promised on Tuesday that the road would be opened.", "minister",
         "the road would be opened", NULL, DRAGOMAN_INDIRECT},
        {"The road is closed, police said.", "police", "The road is closed", NULL,
         DRAGOMAN_INDIRECT},
        {"\"We will not leave,\" said Omar Haddad, the mayor.", "Omar Haddad", "We will not leave,",
         NULL, DRAGOMAN_DIRECT},
        {"The mayor said: \"We will not leave this town to them.\"", "mayor",
         "We will not leave this town to them.", NULL, DRAGOMAN_DIRECT},
        {"\"We will not leave,\" the mayor said, \"whatever they may do to us.\"", "mayor",
         "We will not leave,", "whatever they may do to us.", DRAGOMAN_DIRECT},
        {"The mayor said the plan was \"a bad joke\" and a waste of time.", "mayor",
         "the plan was \"a bad joke\" and a waste of time", NULL, DRAGOMAN_MIXED},
        {"According to the ministry, the bridge was destroyed.", "ministry",
         "the bridge was destroyed", NULL, DRAGOMAN_INDIRECT},
        {"The bridge was destroyed, according to a report seen by reporters.", "report",
         "The bridge was destroyed", NULL, DRAGOMAN_INDIRECT},
        {"The envoy told reporters that the talks had failed.", "envoy", "the talks had failed",
         NULL, DRAGOMAN_INDIRECT},
        {"The rebels denied the accusation.", "rebels", "the accusation", NULL, DRAGOMAN_INDIRECT},
        {"Guterres called the vote a significant step.", "Guterres", "the vote a significant step",
         NULL, DRAGOMAN_INDIRECT},
        {"The rulers branded them mercenaries.", "rulers", "them mercenaries", NULL,
         DRAGOMAN_INDIRECT},
        {"The ministry put the number of dead at 1,600.", "ministry", "the number of dead at 1,600",
         NULL, DRAGOMAN_INDIRECT},
        {"The government dismissed the offer as worthless.", "government", "the offer as worthless",
         NULL, DRAGOMAN_INDIRECT},
        {"The envoy said the talks had failed and added that he would leave.", "envoy",
         "he would leave", NULL, DRAGOMAN_INDIRECT},
        {"The envoy said the talks had failed and added that he would leave.", "envoy",
         "the talks had failed", NULL, DRAGOMAN_INDIRECT},
        {"The envoy said the talks had failed, adding that he would leave.", "envoy",
         "he would leave", NULL, DRAGOMAN_INDIRECT},
        {"The rebel leader is reported to be in prison.", "", "The rebel leader", "to be in prison",
         DRAGOMAN_INDIRECT},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) check(*state, &list[i]);
}

static void what_is_no_saying_is_left_out(void **state) {
    static const char *const list[] = {
        "The minister feared that the truce would not hold.",
        "The minister declined to say whether the talks would resume.",
        "No group has claimed the attack.",
        "The army shelled the town and the villagers fled.",
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const dragoman_record *r = coded_text(*state, list[i], TODAY);
        if (r->statement_count) fail_msg("%s", list[i]);
    }
}

static void two_speakers_are_two_rows(void **state) {
    const dragoman_record *r =
        coded_text(*state, "Qatar and Egypt said the talks would resume.", TODAY);
    assert_int_equal(r->statement_count, 2);
    assert_true(span_has(r, r->statements[0].source, "Qatar"));
    assert_true(span_has(r, r->statements[1].source, "Egypt"));
    assert_true(strcmp(r->statements[0].id, r->statements[1].id) != 0);
    assert_int_equal(r->statements[0].content[0].start, r->statements[1].content[0].start);
}

static void a_quotation_goes_on_with_its_speaker(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "\"We will not leave this town,\" the mayor said. \"They will have to carry us away.\"\n",
        TODAY);
    assert_int_equal(r->statement_count, 1);
    assert_int_equal(r->statements[0].content_count, 2);
    assert_true(words_are(r, r->statements[0].content[1], "They will have to carry us away."));
}

static void day_denial_and_listener_are_kept(void **state) {
    const dragoman_record *r =
        coded_text(*state, "On March 12 the army denied that it had shelled the town.", TODAY);
    assert_int_equal(r->statement_count, 1);
    assert_true(r->statements[0].negated);
    assert_int_equal(r->statements[0].date.day, 12);
    r = coded_text(*state, "The general told Al Jazeera the siege was over.", TODAY);
    assert_int_equal(r->statement_count, 1);
    assert_false(r->statements[0].negated);
    assert_true(r->statements[0].addressee < r->entity_count);
    assert_true(words_are(r, r->statements[0].content[0], "the siege was over"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sayings_are_found),
        cmocka_unit_test(what_is_no_saying_is_left_out),
        cmocka_unit_test(two_speakers_are_two_rows),
        cmocka_unit_test(a_quotation_goes_on_with_its_speaker),
        cmocka_unit_test(day_denial_and_listener_are_kept),
    };
    return cmocka_run_group_tests(tests, coded_open, coded_close);
}
