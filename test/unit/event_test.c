/*
 * event_test.c - who did what to whom: the constructions in which news tells an act, one sentence
 * each, through the whole pipeline; and the codebook compiler's mistakes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/image.h"
#include "base/lines.h"
#include "coded.h"
#include "event/event.h"

#define TODAY ((dragoman_date){2024, 3, 14})

typedef struct expectation {
    const char *text, *event, *actor, *recipient; /* NULL: not looked at; "": must be empty */
    uint8_t auxiliary;
} expectation;

static bool role_is(const dragoman_record *r, const dragoman_role *roles, uint32_t count,
                    const char *wanted) {
    if (!wanted) return true;
    if (!*wanted) return count == 0;
    for (uint32_t i = 0; i < count; i++)
        if (span_has(r, roles[i].span, wanted)) return true;
    return false;
}

static bool told(const dragoman_record *r, const expectation *x) {
    for (uint32_t i = 0; i < r->event_count; i++) {
        const dragoman_event *e = &r->events[i];
        if (strcmp(dragoman_event_name(e->event), x->event) == 0 && e->auxiliary == x->auxiliary &&
            role_is(r, e->actors, e->actor_count, x->actor) &&
            role_is(r, e->recipients, e->recipient_count, x->recipient))
            return true;
    }
    return false;
}

static void show(const dragoman_record *r) {
    for (uint32_t i = 0; i < r->event_count; i++) {
        const dragoman_event *e = &r->events[i];
        fprintf(stderr, "  coded %s [%.*s] aux %u, %u actors, %u recipients, %.*s\n",
                dragoman_event_name(e->event), (int)(e->trigger.end - e->trigger.start),
                r->article.text.ptr + e->trigger.start, e->auxiliary, e->actor_count,
                e->recipient_count, DG_STR_ARG(e->rule));
    }
}

static void all_told(void **state, const expectation *list, size_t count) {
    size_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        const dragoman_record *r = coded_text(*state, list[i].text, TODAY);
        assert_non_null(r);
        if (told(r, &list[i])) continue;
        missing++;
        fprintf(stderr, "not told as %s: %s\n", list[i].event, list[i].text);
        show(r);
    }
    assert_int_equal(missing, 0);
}

#define ALL_TOLD(list) all_told(state, list, sizeof list / sizeof *list)

static void voices(void **state) {
    static const expectation list[] = {
        {"Government troops shelled the rebel stronghold on Monday.", "ASSAULT", "troops",
         "stronghold", 0},
        {"The village was bombed by Russian warplanes.", "ASSAULT", "Russian", "village", 0},
        {"Police arrested the opposition leader in Harare.", "COERCE", "Police",
         "opposition leader", 0},
        {"Three journalists were arrested by Egyptian police.", "COERCE", "police", "journalists",
         0},
        {"The envoy, who met President Salva Kiir in Juba, left on Friday.", "CONSULT",
         "Salva Kiir", NULL, 0},
    };
    ALL_TOLD(list);
}

static void recipients_are_people_and_powers(void **state) {
    static const expectation list[] = {
        {"Chad cut off trade with Mali on Monday.", "SANCTION", "Chad", "Mali", 0},
        {"Iraq banned trade with Kuwait and Oman.", "SANCTION", "Iraq", "Oman", 0},
        {"Norway welcomed the accord on Monday.", "SUPPORT", "Norway", "", 0},
        {"The envoy flew to Belfast on Tuesday.", "CONSULT", "envoy", "", 0},
        {"Baghdad rejected Iran's offer.", "REJECT", "Baghdad", "Iran", 0},
    };
    ALL_TOLD(list);
}

static void nouns_and_light_verbs(void **state) {
    static const expectation list[] = {
        {"Rebels launched an attack on an army base near Goma.", "ASSAULT", "Rebels", "army base",
         0},
        {"Israeli strikes on Rafah continued through the night.", "ASSAULT", "Israeli", "Rafah", 0},
        {"The convoy came under attack from militants.", "ASSAULT", NULL, "convoy", 0},
        {"Turkey and Greece held talks in Ankara.", "CONSULT", "Greece", "", 0},
        {"Washington imposed sanctions on Venezuela.", "SANCTION", "Washington", "Venezuela", 0},
    };
    ALL_TOLD(list);
}

static void complements(void **state) {
    static const expectation list[] = {
        {"The United Nations urged Russia to withdraw its troops.", "REQUEST", "United Nations",
         "Russia", 0},
        {"The rebels refused to release the hostages.", "REJECT", "rebels", NULL, 0},
        {"Iran threatened to attack Israel.", "THREATEN", "Iran", "Israel", 0},
        {"Kenya agreed to send police officers to Haiti.", "AGREE", "Kenya", NULL, 0},
        {"Kinshasa accused Rwanda of backing the M23 rebels.", "ACCUSE", "Kinshasa", "Rwanda", 0},
    };
    ALL_TOLD(list);
}

static void senses_apart(void **state) {
    static const expectation list[] = {
        {"Militants fired rockets at the airport.", "ASSAULT", "Militants", "airport", 0},
        {"The two governments struck a deal after nine days.", "SUPPORT", "governments", NULL, 0},
        {"Ukraine returned the bodies of 50 soldiers to Russia.", "RETREAT", "Ukraine", "Russia",
         0},
        {"The government called off the talks with the union.", "REJECT", "government", NULL, 0},
        {"Thousands of teachers went on strike in Nairobi.", "PROTEST", "teachers", NULL, 0},
        {"Riot officers have used tear gas on the marchers.", "ASSAULT", "officers", "marchers", 0},
        {"Activists boycotted the referendum.", "PROTEST", "Activists", "referendum", 0},
        {"Kampala and Juba held joint exercises near the border.", "COOPERATE", "Juba", NULL, 0},
        {"The ministry said Tehran must free the prisoners.", "REQUEST", "ministry", "Tehran", 0},
        {"Kenya will not release the detainees.", "REJECT", "Kenya", "detainees", 0},
        {"Ghana will host a summit of West African leaders.", "AGREE", "Ghana", NULL, 0},
    };
    ALL_TOLD(list);
}

static void modality(void **state) {
    static const expectation list[] = {
        {"The army did not attack the village.", "ASSAULT", "army", "village",
         DRAGOMAN_AUX_NEGATION},
        {"The foreign ministers of Egypt and Turkey will meet in Cairo next week.", "AGREE", NULL,
         NULL, 0},
        {"Serbian forces attacked the town in 1998.", "ASSAULT", "Serbian", "town",
         DRAGOMAN_AUX_HISTORICAL},
    };
    ALL_TOLD(list);
}

static void no_events(void **state) {
    static const char *const texts[] = {
        "The striker fired home from ten yards in the second half.",
        "Shares in the company fell after it launched a new phone.",
        "She suffered a heart attack on Tuesday.",
        "The two roads meet at the edge of the lake.",
        "Inflation hit a record high in March.",
        "The team beat Spain in the final.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const dragoman_record *r = coded_text(*state, texts[i], TODAY);
        assert_non_null(r);
        if (r->event_count) {
            fprintf(stderr, "%s\n", texts[i]);
            show(r);
        }
        assert_int_equal(r->event_count, 0);
    }
}

/* An article about something else tells only the acts in which somebody political has a part. */
static void acts_outside_politics(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "The home side attacked from the start, and their striker shot twice at the goalkeeper. "
        "The coach accused the referee of robbing his players. Police arrested three fans after "
        "the match.",
        TODAY);
    assert_non_null(r);
    assert_int_equal(r->event_count, 1);
    assert_string_equal(dragoman_event_name(r->events[0].event), "COERCE");
    r = coded_text(*state,
                   "The chipmaker's shareholders rejected an offer from a rival, and its shares "
                   "lost 4 percent. "
                   "An analyst attacked the board. China banned the company's products.",
                   TODAY);
    assert_int_equal(r->event_count, 1);
    assert_string_equal(dragoman_event_name(r->events[0].event), "SANCTION");
    r = coded_text(*state,
                   "The rebels attacked the stadium during a match, and soldiers shot two players.",
                   TODAY);
    assert_int_equal(r->event_count, 2);
}

static void one_happening_is_one_event(void **state) {
    const dragoman_record *r = coded_text(
        *state, "At least nine people were killed and 20 wounded in Israeli air strikes on Gaza.",
        TODAY);
    uint32_t assaults = 0;
    for (uint32_t i = 0; i < r->event_count; i++)
        assaults += strcmp(dragoman_event_name(r->events[i].event), "ASSAULT") == 0;
    assert_int_equal(assaults, 1);
    assert_true(r->events[0].actor_count == 1 &&
                span_has(r, r->events[0].actors[0].span, "Israeli"));
}

static void every_row_says_why(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "Rebels attacked the town. The army arrested ten men. Qatar hosted talks with the Taliban.",
        TODAY);
    assert_true(r->event_count >= 3);
    for (uint32_t i = 0; i < r->event_count; i++) {
        assert_true(r->events[i].rule.len > 8 && memcmp(r->events[i].rule.ptr, "events/", 7) == 0);
        assert_int_equal(strlen(r->events[i].id), 16);
    }
}

/* ------------------------------------------------------------------ the compiler */

static uint32_t mistakes_of(const char *lines, char *first, size_t size) {
    char dir[] = "/tmp/dragoman-codebook-XXXXXX", path[256], events[64], contexts[64];
    assert_non_null(mkdtemp(dir));
    snprintf(events, sizeof events, "%s/events", dir);
    assert_int_equal(mkdir(events, 0700), 0);
    snprintf(path, sizeof path, "%s/cameo.txt", dir);
    FILE *f = fopen(path, "w");
    fputs("cameo 190 -10 Use conventional military force\n", f);
    fclose(f);
    snprintf(contexts, sizeof contexts, "%s/contexts.txt", dir);
    f = fopen(contexts, "w");
    fputs("context military: army\n", f);
    fclose(f);
    snprintf(path, sizeof path, "%s/events/x.txt", dir);
    f = fopen(path, "w");
    fputs(lines, f);
    fclose(f);
    dg_arena arena = DG_ARENA_INIT;
    dg_mistakes mistakes = {.arena = &arena};
    dg_image_builder builder = {.arena = &arena, .kind = DG_IMAGE_CODEBOOK};
    assert_int_equal(dg_events_compile(&builder, dir, &mistakes, NULL), 0);
    uint32_t count = mistakes.list.count;
    snprintf(first, size, "%s", count ? mistakes.list.items[0].ptr : "");
    dg_arena_free(&arena);
    remove(path);
    remove(events);
    remove(contexts);
    snprintf(path, sizeof path, "%s/cameo.txt", dir);
    remove(path);
    remove(dir);
    return count;
}

static void codebook_mistakes_are_named_by_line(void **state) {
    (void)state;
    char first[512];
    assert_int_equal(mistakes_of("verb attack => ASSAULT 190\n", first, sizeof first), 0);
    assert_int_equal(mistakes_of("\nverb attack => ASAULT 190\n", first, sizeof first), 1);
    assert_string_equal(first, "events/x.txt:2: no such event: ASAULT");
    assert_int_equal(mistakes_of("verb attack obj:{missing} => ASSAULT\n", first, sizeof first), 1);
    assert_string_equal(first, "events/x.txt:1: no such set: {missing}");
    assert_int_equal(mistakes_of("verb attack => ASSAULT 999\nverb go => ASSAULT visit\nnonsense\n",
                                 first, sizeof first),
                     3);
    assert_int_equal(
        mistakes_of("field games: referee, free kick\nfield other: gene\n", first, sizeof first),
        0);
    assert_int_equal(mistakes_of("field chess: rook\n", first, sizeof first), 1);
    assert_string_equal(first, "events/x.txt:1: a field needs \"games:\" or \"other:\" and words");
    assert_int_equal(mistakes_of("verb => ASSAULT\n", first, sizeof first), 1);
    assert_int_equal(
        mistakes_of("set a: {b}\nset b: {a}, x\nverb go obj:{a} => ASSAULT\n", first, sizeof first),
        0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(voices),
        cmocka_unit_test(recipients_are_people_and_powers),
        cmocka_unit_test(nouns_and_light_verbs),
        cmocka_unit_test(complements),
        cmocka_unit_test(senses_apart),
        cmocka_unit_test(modality),
        cmocka_unit_test(no_events),
        cmocka_unit_test(acts_outside_politics),
        cmocka_unit_test(one_happening_is_one_event),
        cmocka_unit_test(every_row_says_why),
        cmocka_unit_test(codebook_mistakes_are_named_by_line),
    };
    return cmocka_run_group_tests(tests, coded_open, coded_close);
}
