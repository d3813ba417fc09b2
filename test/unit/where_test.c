/* where_test.c - the gazetteer's image, names to places, and where an act happened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "where/gazetteer.h"

#define GAZETTEER TEST_ROOT "/model/gazetteer.img"

/* ------------------------------------------------------------------ the image */

static int open_gazetteer(dg_image *image, dg_gazetteer **g) {
    dragoman_error error;
    if (dg_image_open(image, GAZETTEER, DG_IMAGE_GAZETTEER, &error) < 0) return -1;
    return dg_gazetteer_open(g, image, &error);
}

/* Whether a country has a place of this name with this id. */
static bool knows(const dg_gazetteer *g, const char *name, const char *country,
                  uint32_t geonameid) {
    dg_gazetteer_hit hits[128];
    uint32_t count = dg_gazetteer_find(g, dg_str(name), hits, 128);
    for (uint32_t i = 0; i < count; i++) {
        const dg_gazetteer_place *p = dg_gazetteer_get(g, hits[i].place);
        if (p->geonameid == geonameid && !strcmp(dg_gazetteer_code(g, p->country), country))
            return true;
    }
    return false;
}

static void names_are_found_however_written(void **state) {
    (void)state;
    dg_image image;
    dg_gazetteer *g;
    assert_int_equal(open_gazetteer(&image, &g), 0);
    assert_true(knows(g, "Aleppo", "SYR", 170063));
    assert_true(knows(g, "ALEPPO", "SYR", 170063));
    assert_true(knows(g, "Kharkov", "UKR", 706483));
    assert_true(knows(g, "Rafa\u1e29", "PSE", 281102) || knows(g, "Rafah", "PSE", 281102));
    assert_true(knows(g, "Syria", "SYR", 163843));
    assert_true(knows(g, "Pristina", "KOS", 786714));
    assert_false(knows(g, "Aleppo", "UKR", 170063));
    dg_gazetteer_hit hit;
    assert_int_equal(dg_gazetteer_find(g, dg_str("Nosuchplacehere"), &hit, 1), 0);
    assert_int_equal(dg_gazetteer_find(g, dg_str(""), &hit, 1), 0);
    dg_gazetteer_close(g);
    dg_image_close(&image);
}

static void every_place_is_on_the_globe(void **state) {
    (void)state;
    dg_image image;
    dg_gazetteer *g;
    size_t bytes;
    assert_int_equal(open_gazetteer(&image, &g), 0);
    assert_non_null(dg_image_section(&image, "places", &bytes));
    uint32_t capitals = 0;
    for (uint32_t i = 0; i < bytes / sizeof(dg_gazetteer_place); i++) {
        const dg_gazetteer_place *p = dg_gazetteer_get(g, i);
        assert_true(p->resolution == 1 || p->resolution == 2 || p->resolution == 4);
        if (p->lat == DG_NO_COORDINATE) continue;
        assert_in_range(p->lat + 9000000, 0, 18000000);
        assert_in_range(p->lon + 18000000, 0, 36000000);
        capitals += p->capital;
    }
    assert_true(capitals > 180);
    dg_gazetteer_close(g);
    dg_image_close(&image);
}

/* An image whose one place names a country, division or text that is not there is refused. */
static int open_made(dg_gazetteer_place place, uint32_t text) {
    dg_arena arena = DG_ARENA_INIT;
    dg_image_builder builder = {.arena = &arena, .kind = DG_IMAGE_GAZETTEER};
    static const char countries[4] = "SYR", words[8] = "\0homs\0";
    uint32_t name[2] = {text, 0};
    dg_image_add(&builder, "countries", countries, sizeof countries);
    dg_image_add(&builder, "places", &place, sizeof place);
    dg_image_add(&builder, "names", name, sizeof name);
    dg_image_add(&builder, "text", words, sizeof words);
    size_t size;
    void *bytes = dg_image_build(&builder, &size);
    dg_image image;
    dragoman_error error;
    dg_gazetteer *g = NULL;
    assert_int_equal(dg_image_check(&image, bytes, size, DG_IMAGE_GAZETTEER, "made", &error), 0);
    int status = dg_gazetteer_open(&g, &image, &error);
    dg_gazetteer_close(g);
    dg_arena_free(&arena);
    return status;
}

static void offsets_outside_the_image_are_refused(void **state) {
    (void)state;
    dg_gazetteer_place place = {.geonameid = 1, .division = UINT32_MAX, .resolution = 4};
    assert_int_equal(open_made(place, 1), 0);
    assert_int_equal(open_made(place, 8), DRAGOMAN_EMODEL);
    place.country = 1;
    assert_int_equal(open_made(place, 1), DRAGOMAN_EMODEL);
    place.country = 0;
    place.division = 1;
    assert_int_equal(open_made(place, 1), DRAGOMAN_EMODEL);
}

/* ------------------------------------------------------------------ articles */

static const struct {
    const char *text, *trigger; /* the trigger's bytes in the text */
    const char *name;           /* "" for no place */
    uint32_t geonameid;
} acts[] = {
    {"Rebels shelled the market in Aleppo on Monday.", "shelled", "Aleppo", 170063},
    {"Rebels shelled Aleppo on Monday.", "shelled", "Aleppo", 170063},
    {"The two sides held talks in Doha on Monday.", "held", "Doha", 290030},
    {"Police arrested ten men in the Syrian town of Azaz.", "arrested", "Azaz", 172082},
    {"Twelve people were killed in an attack in Kharkiv, Ukraine.", "killed", "Kharkiv", 706483},
    {"A bomb killed ten soldiers near Mogadishu, Somalia.", "killed", "Mogadishu", 53654},
    {"Nigerian troops clashed with gunmen in Maiduguri.", "clashed", "Maiduguri", 2331447},
    {"The US airstrike killed a commander in Iraq.", "killed", "Iraq", 99237},
    {"The minister called on Turkey to halt its operations.", "called", "", 0},
};

static void acts_happen_where_the_tree_says(void **state) {
    (void)state;
    dragoman_engine *engine;
    dragoman_coder *coder;
    dragoman_error error;
    dragoman_options options = {DRAGOMAN_OPTIONS_VERSION, TEST_ROOT "/codebook",
                                TEST_ROOT "/model/dragoman.model", ""};
    setenv("DRAGOMAN_GAZETTEER", GAZETTEER, 1);
    assert_int_equal(dragoman_engine_open(&engine, &options, &error), 0);
    assert_int_equal(dragoman_coder_new(&coder, engine, &error), 0);
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        dragoman_article article = {.text = dg_str(acts[i].text), .published = {2024, 10, 24}};
        const dragoman_record *record;
        assert_int_equal(dragoman_code(coder, &article, &record, &error), 0);
        uint32_t at = (uint32_t)(strstr(acts[i].text, acts[i].trigger) - acts[i].text),
                 place = DRAGOMAN_NONE;
        for (uint32_t e = 0; e < record->event_count; e++)
            if (record->tokens[record->events[e].token].span.start == at ||
                record->events[e].trigger.start == at)
                place = record->events[e].place;
        const dragoman_place *found = place == DRAGOMAN_NONE ? NULL : &record->places[place];
        bool right =
            found ? dg_str_is(found->name, acts[i].name) && found->geonameid == acts[i].geonameid
                  : !acts[i].name[0];
        if (right) continue;
        wrong++;
        print_error("%s: [%s] is at %u\n", acts[i].text, acts[i].trigger,
                    found ? found->geonameid : 0);
    }
    dragoman_coder_free(coder);
    dragoman_engine_close(engine);
    assert_int_equal(wrong, 0);
}

static void a_gazetteer_that_is_asked_for_must_be_there(void **state) {
    (void)state;
    dragoman_engine *engine;
    dragoman_error error;
    dragoman_options options = {DRAGOMAN_OPTIONS_VERSION, TEST_ROOT "/codebook",
                                TEST_ROOT "/model/dragoman.model", ""};
    setenv("DRAGOMAN_GAZETTEER", TEST_ROOT "/model/no-such.img", 1);
    assert_int_equal(dragoman_engine_open(&engine, &options, &error), DRAGOMAN_EIO);
    setenv("DRAGOMAN_GAZETTEER", TEST_ROOT "/model/dragoman.model", 1);
    assert_int_equal(dragoman_engine_open(&engine, &options, &error), DRAGOMAN_EMODEL);
    setenv("DRAGOMAN_GAZETTEER", "", 1);
    assert_int_equal(dragoman_engine_open(&engine, &options, &error), 0);
    dragoman_engine_close(engine);
    unsetenv("DRAGOMAN_GAZETTEER");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_however_written),
        cmocka_unit_test(every_place_is_on_the_globe),
        cmocka_unit_test(offsets_outside_the_image_are_refused),
        cmocka_unit_test(acts_happen_where_the_tree_says),
        cmocka_unit_test(a_gazetteer_that_is_asked_for_must_be_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
