/* entity_test.c - the actor codebook's compiler and its mistakes; who is who in texts of our own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "coded.h"
#include "entity/entity_int.h"

/* ------------------------------------------------------------------ compiling */

typedef struct book {
    dg_arena arena;
    dg_mistakes mistakes;
    dg_image image;
    dg_actors *actors;
} book;

/* Compile one codebook file; opened where it has no mistakes. */
static void compile(book *b, const char *text) {
    char dir[] = "/tmp/entity_test_XXXXXX", path[64];
    *b = (book){0};
    b->mistakes.arena = &b->arena;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/actors", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/actors/a.txt", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    dg_image_builder builder = {.arena = &b->arena, .kind = DG_IMAGE_CODEBOOK};
    dragoman_error error;
    assert_int_equal(dg_actors_compile(&builder, dir, &b->mistakes, &error), 0);
    remove(path);
    path[strlen(path) - 6] = 0;
    rmdir(path);
    rmdir(dir);
    size_t size;
    void *bytes = dg_image_build(&builder, &size);
    assert_int_equal(dg_image_check(&b->image, bytes, size, DG_IMAGE_CODEBOOK, "t", &error), 0);
    assert_int_equal(dg_actors_open(&b->actors, &b->image, &error), 0);
}

static void put_away(book *b) {
    dg_actors_close(b->actors);
    dg_arena_free(&b->arena);
}

static void expect_mistakes(const char *text, const char *const *wanted, uint32_t count) {
    book b;
    compile(&b, text);
    for (uint32_t i = 0; i < b.mistakes.list.count && i < count; i++)
        assert_string_equal(b.mistakes.list.items[i].ptr, wanted[i]);
    assert_int_equal(b.mistakes.list.count, count);
    put_away(&b);
}

static void mistakes_are_named_all_in_one_run(void **state) {
    (void)state;
    static const char text[] = "country UTO GOV Utopia\n"
                               "    colour: red\n"
                               "    adj Utopian\n"
                               "    short: Ut\n"
                               "    capital:\n"
                               "land UTO GOV Elsewhere\n"
                               "country Uto GOV Lower\n"
                               "person UTO KNG Raphael Hythloday\n"
                               "    role: UTO GOV traveller 1516\n"
                               "    role: UTO GOV traveller\n"
                               "    role: UTO GOV traveller 1517..1516\n"
                               "    from: 15\n"
                               "role GOV crowd syphogrant\n"
                               "office GOV\n";
    static const char *const wanted[] = {
        "actors/a.txt:2: no such key: colour",
        "actors/a.txt:3: an indented line is `key: value`",
        "actors/a.txt:4: short: does not go with this kind of entry",
        "actors/a.txt:5: capital: without a value",
        "actors/a.txt:6: no such kind of entry: land",
        "actors/a.txt:7: \"Uto\" is no code: three capitals or --- is wanted",
        "actors/a.txt:8: \"KNG\" is no PLOVER sector",
        "actors/a.txt:10: a role ends with its period: FROM..TO",
        "actors/a.txt:11: the period ends before it begins",
        "actors/a.txt:12: \"15\" is no date: YYYY, YYYY-MM or YYYY-MM-DD",
        "actors/a.txt:13: \"crowd\" is not person, body or people",
        "actors/a.txt:14: an office without a name",
    };
    expect_mistakes(text, wanted, sizeof wanted / sizeof *wanted);
}

static void mistakes_between_entries_are_named(void **state) {
    (void)state;
    static const char text[] = "country UTO GOV Utopia\n"
                               "person UTO GOV Ademus One\n"
                               "person UTO GOV Ademus One\n"
                               "org ERE - Nowhere Council\n"
                               "    of: Nothing at All\n"
                               "role GOV person syphogrant\n"
                               "role MIL person syphogrant\n"
                               "given man Ade\n"
                               "given woman Ade\n";
    static const char *const wanted[] = {
        "actors/a.txt:9: \"Ade\" is listed twice, as man and woman",
        "actors/a.txt:3: Ademus One is already entered at actors/a.txt:2",
        "actors/a.txt:5: of: no entry has the name \"Nothing at All\"",
        "actors/a.txt:7: \"syphogrant\" is already listed at actors/a.txt:6",
        "actors/a.txt:4: no country has the code ERE",
    };
    expect_mistakes(text, wanted, sizeof wanted / sizeof *wanted);
}

static const char realm[] = "country UTO GOV Utopia\n"
                            "person UTO GOV Ademus Prince\n"
                            "    role: UTO GOV prime minister 2001-05-01..2004-03-31\n"
                            "    role: UTO GOV president 2004-04-01..2008\n"
                            "person UTO GOV Bersa Second\n"
                            "    role: UTO GOV interim president 2009..\n"
                            "office GOV president: head of state\n"
                            "office GOV prime minister: premier\n";

static uint32_t office_key(const dg_actors *actors, const char *office) {
    for (size_t i = 0; i < actors->noun_count; i++)
        if (!strcmp(actors->pool + actors->nouns[i].text, office))
            return actors->nouns[i].office_key;
    return 0;
}

static void roles_hold_in_their_period(void **state) {
    (void)state;
    book b;
    compile(&b, realm);
    assert_int_equal(b.mistakes.list.count, 0);
    const actor_entry *ademus = &b.actors->entries[1];
    assert_null(role_at(b.actors, ademus, 20010430));
    assert_string_equal(b.actors->pool + role_at(b.actors, ademus, 20010501)->office,
                        "prime minister");
    assert_string_equal(b.actors->pool + role_at(b.actors, ademus, 20040401)->office, "president");
    assert_non_null(role_at(b.actors, ademus, 20081231));
    assert_null(role_at(b.actors, ademus, 20090101));
    assert_string_equal(b.actors->pool + role_at(b.actors, ademus, 0)->office, "president");
    put_away(&b);
}

static void offices_have_holders_by_any_of_their_names(void **state) {
    (void)state;
    book b;
    compile(&b, realm);
    uint32_t key = office_key(b.actors, "president");
    assert_int_not_equal(key, 0);
    assert_int_equal(key, office_key(b.actors, "head of state"));
    assert_int_not_equal(key, office_key(b.actors, "premier"));
    assert_int_equal(holder_at(b.actors, "UTO", 0, key, 20060101)->entry, 1);
    assert_int_equal(holder_at(b.actors, "UTO", 0, key, 20100101)->entry, 2);
    assert_null(holder_at(b.actors, "UTO", 0, key, 20030101));
    assert_null(holder_at(b.actors, "ERE", 0, key, 20060101));
    assert_int_equal(country_entry(b.actors, "UTO"), 0);
    assert_int_equal(country_entry(b.actors, "ERE"), -1);
    put_away(&b);
}

static void altered_sections_are_refused(void **state) {
    (void)state;
    book b;
    compile(&b, realm);
    static const char *const sections[] = {"actor.entries",     "actor.roles",      "actor.senses",
                                           "actor.nouns",       "actor.holders",    "actor.names",
                                           "actor.names.bloom", "actor.role.words", "actor.pool"};
    dragoman_error error;
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
        dg_image_builder builder = {.arena = &b.arena, .kind = DG_IMAGE_CODEBOOK};
        static const char *const all[] = {
            "actor.entries",    "actor.roles", "actor.senses",      "actor.nouns",
            "actor.holders",    "actor.names", "actor.names.bloom", "actor.role.words",
            "actor.role.bloom", "actor.pool",  "actor.given"};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            size_t size;
            const void *bytes = dg_image_section(&b.image, all[i], &size);
            char *copy = dg_arena_copy(&b.arena, bytes, size);
            if (!strcmp(all[i], sections[s]))
                memset(copy, 0xa5, size); /* offsets and indices far outside */
            dg_image_add(&builder, all[i], copy, size);
        }
        size_t size;
        void *bytes = dg_image_build(&builder, &size);
        dg_image image;
        dg_actors *actors = NULL;
        assert_int_equal(dg_image_check(&image, bytes, size, DG_IMAGE_CODEBOOK, "t", &error), 0);
        bool bloom = strstr(sections[s], "bloom") != NULL; /* any bits are a bloom filter */
        assert_int_equal(dg_actors_open(&actors, &image, &error), bloom ? 0 : DRAGOMAN_EMODEL);
        dg_actors_close(actors);
    }
    put_away(&b);
}

/* ------------------------------------------------------------------ texts */

/* The entity whose mention covers exactly these words (the `nth` such place, from 0), or NULL. */
static const dragoman_entity *named(const dragoman_record *r, const char *words, int nth) {
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const dragoman_mention *m = &r->mentions[i];
        dragoman_str text = {r->article.text.ptr + m->span.start, m->span.end - m->span.start};
        if (dg_str_is(text, words) && nth-- == 0) return &r->entities[m->entity];
    }
    return NULL;
}

static void expect(const dragoman_record *r, const char *words, const char *code,
                   const char *sector) {
    const dragoman_entity *e = named(r, words, 0);
    if (!e) fail_msg("no mention \"%s\"", words);
    if (strcmp(e->code, code) || strcmp(e->sector, sector))
        fail_msg("\"%s\" is %s %s, not %s %s", words, e->code, e->sector, code, sector);
}

static const dragoman_date in_2024 = {2024, 10, 24}, in_2012 = {2012, 6, 1};

static void phrases_are_composed_of_their_words(void **state) {
    const dragoman_record *r =
        coded_text(*state,
                   "Sudanese foreign ministry officials met Kenyan soldiers. Hamas officials left "
                   "Cairo. Turkish-backed rebels killed two "
                   "Russian soldiers. The Hamas-run health ministry counted the dead. Residents of "
                   "Aleppo fled. Colombo police arrested "
                   "a Kyrgyz journalist.",
                   in_2024);
    expect(r, "Sudanese foreign ministry officials", "SDN", "GOV");
    expect(r, "Kenyan soldiers", "KEN", "MIL");
    expect(r, "Hamas officials", "PSE", "REB");
    expect(r, "two Russian soldiers", "RUS", "MIL");
    expect(r, "The Hamas-run health ministry", "PSE", "GOV");
    expect(r, "Residents of Aleppo", "SYR", "CVL");
    expect(r, "Colombo police", "LKA", "COP");
    expect(r, "a Kyrgyz journalist", "KGZ", "JRN");
    assert_non_null(named(r, "Turkish-backed rebels", 0));
    assert_string_not_equal(named(r, "Turkish-backed rebels", 0)->code, "TUR");
}

static void small_letters_are_no_names(void **state) {
    const dragoman_record *r =
        coded_text(*state, "They may sell us turkey and china, who said so.", in_2024);
    for (uint32_t i = 0; i < r->entity_count; i++) assert_string_equal(r->entities[i].code, "---");
    r = coded_text(*state, "The US and China told Turkey so.", in_2024);
    assert_string_equal(named(r, "The US", 0)->code, "USA");
    assert_string_equal(named(r, "China", 0)->code, "CHN");
    assert_string_equal(named(r, "Turkey", 0)->code, "TUR");
}

static void a_part_of_a_longer_name_is_not_meant(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "The National Conference of State Legislatures met in Ohio. The Labour Party of Norway won "
        "the vote. The Security Council of Iran met on Monday. The Government of Sudan protested.",
        in_2024);
    assert_string_not_equal(named(r, "The National Conference of State Legislatures", 0)->code,
                            "IND");
    expect(r, "The Labour Party", "NOR", "PTY");
    expect(r, "The Security Council of Iran", "IRN", "GOV");
    expect(r, "The Government of Sudan", "SDN", "GOV");
}

static void roles_hold_at_the_day_of_the_article(void **state) {
    const char *text = "Joe Biden spoke in Ohio on Monday.";
    assert_string_equal(named(coded_text(*state, text, in_2012), "Joe Biden", 0)->sector, "GOV");
    assert_true(dg_str_is(named(coded_text(*state, text, in_2012), "Joe Biden", 0)->office,
                          "vice president"));
    assert_true(
        dg_str_is(named(coded_text(*state, text, in_2024), "Joe Biden", 0)->office, "president"));
    assert_string_equal(
        named(coded_text(*state, text, (dragoman_date){2019, 1, 5}), "Joe Biden", 0)->sector,
        "ELI");
}

static void one_person_is_one_entity(void **state) {
    const dragoman_record *r =
        coded_text(*state,
                   "Kenyan Police Commissioner Amos Barasa met Grace Otieno on Monday. Barasa said "
                   "that he would resign. "
                   "\"I am tired,\" Mr Barasa said. Otieno said she was sorry.",
                   in_2024);
    const dragoman_entity *barasa = named(r, "Barasa", 0);
    assert_non_null(barasa);
    assert_true(dg_str_is(barasa->name, "Amos Barasa"));
    assert_string_equal(barasa->code, "KEN");
    assert_ptr_equal(named(r, "he", 0), barasa);
    assert_ptr_equal(named(r, "I", 0), barasa);
    assert_ptr_equal(named(r, "she", 0), named(r, "Otieno", 0));
    assert_ptr_not_equal(named(r, "she", 0), barasa);
    assert_int_equal(barasa->mention_count, 5);
    for (uint32_t i = 1; i < barasa->mention_count; i++)
        assert_true(r->mentions[barasa->mentions[i - 1]].span.start <
                    r->mentions[barasa->mentions[i]].span.start);
}

static void offices_find_their_holders(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "The Qatari prime minister arrived in Tunis. The group "
                                          "of envoys thanked the French president.",
                                          in_2024);
    assert_true(span_has(r, r->mentions[named(r, "The Qatari prime minister", 0)->mentions[0]].span,
                         "Qatari"));
    assert_true(dg_str_is(named(r, "The Qatari prime minister", 0)->office, "prime minister"));
    assert_int_equal(named(r, "The Qatari prime minister", 0)->kind, DRAGOMAN_PERSON);
    assert_true(dg_str_is(named(r, "the French president", 0)->name, "Emmanuel Macron"));
}

static void a_capital_is_its_government_or_a_place(void **state) {
    const dragoman_record *r =
        coded_text(*state, "Moscow accused Kyiv of lying. The envoys met in Cairo.", in_2024);
    expect(r, "Moscow", "RUS", "GOV");
    assert_int_equal(named(r, "Moscow", 0)->kind, DRAGOMAN_COUNTRY);
    expect(r, "Cairo", "EGY", "");
    assert_int_equal(named(r, "Cairo", 0)->kind, DRAGOMAN_PLACE);
}

static void definite_nouns_point_back(void **state) {
    const dragoman_record *r =
        coded_text(*state,
                   "Boko Haram attacked a village in Borno on Monday. The group has killed "
                   "thousands. Soldiers fought the militants.",
                   in_2024);
    assert_ptr_equal(named(r, "The group", 0), named(r, "Boko Haram", 0));
    assert_ptr_equal(named(r, "the militants", 0), named(r, "Boko Haram", 0));
    expect(r, "Soldiers", "NGA", "MIL");
}

static void both_sides_are_two(void **state) {
    coded *c = *state;
    const dragoman_record *r =
        coded_text(c, "Peruvian and Chilean diplomats met in Lima.", in_2024);
    bool peru = false, chile = false;
    for (uint32_t e = 0; e < r->event_count; e++)
        for (uint32_t i = 0; i < r->events[e].actor_count; i++) {
            const char *code = r->entities[r->events[e].actors[i].entity].code;
            peru = peru || !strcmp(code, "PER");
            chile = chile || !strcmp(code, "CHL");
        }
    assert_true(peru);
    assert_true(chile);
}

/* Codes of the actors, in order, of the article's last event: "KEN TZA ". */
static const char *last_actors(const dragoman_record *r) {
    static char codes[64];
    const dragoman_event *e = &r->events[r->event_count - 1];
    codes[0] = 0;
    assert_true(r->event_count > 0);
    for (uint32_t i = 0; i < e->actor_count && i < 8; i++) {
        strcat(codes, r->entities[e->actors[i].entity].code);
        strcat(codes, " ");
    }
    return codes;
}

static void ministers_of_two_countries_are_two(void **state) {
    const char *before = "Norway and Oman quarrelled over fish for years. ";
    static const char *const ends[] = {
        "The foreign ministers of the two countries met in Rome on Monday.",
        "The foreign ministers of both countries met in Rome on Monday.",
        "The two countries' foreign ministers met in Rome on Monday.",
        "Negotiators from the two sides met in Rome on Monday.",
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char text[256];
        snprintf(text, sizeof text, "%s%s", before, ends[i]);
        const dragoman_record *r = coded_text(*state, text, in_2024);
        assert_non_null(strstr(last_actors(r), "NOR"));
        assert_non_null(strstr(last_actors(r), "OMN"));
    }
}

static void who_is_told_of_by_what_stands_beside(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "Leaders of the regional bloc ECOWAS imposed sanctions on Mali on Monday. Fighters of the "
        "militant group Hamas left. The emir of Qatar said his country would host them.",
        in_2024);
    expect(r, "Leaders of the regional bloc ECOWAS", "IGO", "");
    expect(r, "Fighters of the militant group Hamas", "PSE", "REB");
    expect(r, "his country", "QAT", "GOV");
}

static void soldiers_in_occupied_land_are_the_occupiers(void **state) {
    const dragoman_record *r = coded_text(
        *state, "Hamas is strong in Gaza and Rafah. Soldiers searched homes in Khan Younis.",
        in_2024);
    expect(r, "Soldiers", "ISR", "MIL");
}

static void sufferers_are_not_of_their_attackers_country(void **state) {
    const dragoman_record *r = coded_text(
        *state, "Russian missiles hit the port of Odesa on Monday, killing two people.", in_2024);
    expect(r, "two people", "UKR", "CVL");
    r = coded_text(*state, "Five of them fled to Laos. The rebels said one of the jets burned.",
                   in_2024);
    assert_string_not_equal(
        named(r, "one of the jets", 0) ? named(r, "one of the jets", 0)->sector : "", "CVL");
}

static void possessors_and_ages_tell_who(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "Chad deployed its army on Monday. The attacker, identified as Omar Lagos, 24, was shot by "
        "police in Madrid. Lagos died.",
        in_2024);
    expect(r, "its army", "TCD", "MIL");
    assert_ptr_equal(named(r, "Lagos", 0), named(r, "Omar Lagos", 0));
    assert_string_equal(named(r, "Lagos", 0)->sector, "CRM");
}

static void private_people_are_told_by_country_and_calling(void **state) {
    const dragoman_record *r = coded_text(
        *state,
        "The Bolivian cellist Marta Quispe beat Peru's Luis Tello in the final in Lima. The "
        "30-year-old said that she was tired. Her opposite number, Rosa Vilca, left early. \"It "
        "rained,\" said Ines Paredes, a juggler in Quito.",
        in_2024);
    expect(r, "Marta Quispe", "BOL", "CVL");
    expect(r, "Luis Tello", "PER", "CVL");
    assert_int_equal(named(r, "The 30-year-old", 0)->kind, DRAGOMAN_PERSON);
    expect(r, "Rosa Vilca", "---", "CVL");
    expect(r, "Ines Paredes", "ECU", "CVL");
}

static void letters_in_brackets_stand_for_the_name(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "The Maseru Tailors Union (MTU) called a strike on "
                                          "Monday. The MTU said wages were too low.",
                                          in_2024);
    const dragoman_entity *e = named(r, "The MTU", 0) ? named(r, "The MTU", 0) : named(r, "MTU", 1);
    if (!e) e = named(r, "MTU", 0);
    assert_non_null(e);
    assert_true(dg_str_is(e->name, "Maseru Tailors Union"));
}

static void mentions_lie_in_the_text_in_order(void **state) {
    const dragoman_record *r = coded_text(*state,
                                          "US Secretary of State Antony Blinken met Israeli Prime "
                                          "Minister Benjamin Netanyahu in Jerusalem on Tuesday.",
                                          in_2024);
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const dragoman_mention *m = &r->mentions[i];
        assert_true(m->span.start < m->span.end && m->span.end <= r->article.text.len);
        assert_true(m->first <= m->head && m->head <= m->last && m->last < r->token_count);
        assert_true(m->entity < r->entity_count);
    }
    expect(r, "US Secretary of State Antony Blinken", "USA", "GOV");
    expect(r, "Israeli Prime Minister Benjamin Netanyahu", "ISR", "GOV");
    assert_true(named(r, "US Secretary of State Antony Blinken", 0)->rule.len > 0);
}

static void empty_and_odd_texts_do_no_harm(void **state) {
    static const char *const texts[] = {"",
                                        " \n\n ",
                                        "...",
                                        "\"",
                                        "the",
                                        "(",
                                        "He",
                                        "President",
                                        "President of",
                                        ", the leader of ,",
                                        "Hamas-",
                                        "-backed rebels",
                                        "U.S.",
                                        "Mr",
                                        "Mr.",
                                        "both sides",
                                        "said the two"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_non_null(coded_text(*state, texts[i], in_2024));
}

int main(void) {
    const struct CMUnitTest compiling[] = {
        cmocka_unit_test(mistakes_are_named_all_in_one_run),
        cmocka_unit_test(mistakes_between_entries_are_named),
        cmocka_unit_test(roles_hold_in_their_period),
        cmocka_unit_test(offices_have_holders_by_any_of_their_names),
        cmocka_unit_test(altered_sections_are_refused),
    };
    const struct CMUnitTest texts[] = {
        cmocka_unit_test(phrases_are_composed_of_their_words),
        cmocka_unit_test(small_letters_are_no_names),
        cmocka_unit_test(a_part_of_a_longer_name_is_not_meant),
        cmocka_unit_test(roles_hold_at_the_day_of_the_article),
        cmocka_unit_test(one_person_is_one_entity),
        cmocka_unit_test(offices_find_their_holders),
        cmocka_unit_test(a_capital_is_its_government_or_a_place),
        cmocka_unit_test(definite_nouns_point_back),
        cmocka_unit_test(both_sides_are_two),
        cmocka_unit_test(ministers_of_two_countries_are_two),
        cmocka_unit_test(who_is_told_of_by_what_stands_beside),
        cmocka_unit_test(soldiers_in_occupied_land_are_the_occupiers),
        cmocka_unit_test(sufferers_are_not_of_their_attackers_country),
        cmocka_unit_test(possessors_and_ages_tell_who),
        cmocka_unit_test(private_people_are_told_by_country_and_calling),
        cmocka_unit_test(letters_in_brackets_stand_for_the_name),
        cmocka_unit_test(mentions_lie_in_the_text_in_order),
        cmocka_unit_test(empty_and_odd_texts_do_no_harm),
    };
    int failed = cmocka_run_group_tests(compiling, NULL, NULL);
    return failed + cmocka_run_group_tests(texts, coded_open, coded_close);
}
