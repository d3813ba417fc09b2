/* when_test.c - calendar, words, phrases of time with their values, and which time dates an act. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/lines.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "text/text.h"
#include "when/when_int.h"

/* ------------------------------------------------------------------ calendar and lexicon */

static void days_and_dates_turn_into_each_other(void **state) {
    (void)state;
    assert_int_equal(dg_day_number(1970, 1, 1), 0);
    assert_int_equal(dg_day_number(2000, 3, 1), 11017);
    for (int32_t day = -700000; day < 100000; day += 13)
        assert_int_equal(dg_day_of_date(dg_date_of_day(day)), day);
    assert_int_equal(dg_weekday(dg_day_number(2024, 10, 24)), 4);
    assert_false(dg_date_valid(2023, 2, 29));
    assert_true(dg_date_valid(2024, 2, 29));
}

static void weeks_are_those_of_iso_8601(void **state) {
    (void)state;
    int year, week;
    dg_iso_week(dg_day_number(2021, 1, 3), &year, &week);
    assert_int_equal(year, 2020);
    assert_int_equal(week, 53);
    assert_int_equal(dg_iso_week_start(2024, 43), dg_day_number(2024, 10, 21));
}

static void feasts_fall_on_their_days(void **state) {
    (void)state;
    static const struct {
        enum dg_feast feast;
        int year, month, day;
    } list[] = {
        {DG_EASTER, 2024, 3, 31},         {DG_GOOD_FRIDAY, 2019, 4, 19},
        {DG_ORTHODOX_EASTER, 2024, 5, 5}, {DG_RAMADAN, 2024, 3, 11},
        {DG_EID_AL_FITR, 2024, 4, 10},    {DG_PASSOVER, 2024, 4, 23},
        {DG_YOM_KIPPUR, 1973, 10, 6},     {DG_ROSH_HASHANAH, 2024, 10, 3},
        {DG_HANUKKAH, 2023, 12, 8},       {DG_PURIM, 2024, 3, 24},
        {DG_THANKSGIVING, 2023, 11, 23},  {DG_MEMORIAL_DAY, 2024, 5, 27},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        int32_t first, last;
        dg_feast_days(list[i].feast, list[i].year, &first, &last);
        assert_int_equal(first, dg_day_number(list[i].year, list[i].month, list[i].day));
    }
}

static void words_are_sorted_and_found(void **state) {
    (void)state;
    for (size_t i = 1; i < dg_when_word_count; i++)
        assert_true(strcmp(dg_when_words[i - 1].text, dg_when_words[i].text) < 0);
    for (size_t i = 0; i < dg_when_word_count; i++)
        assert_ptr_equal(dg_when_word(dg_when_words[i].text, strlen(dg_when_words[i].text)),
                         &dg_when_words[i]);
    assert_null(dg_when_word("mond", 4));
    assert_null(dg_when_word("mondayish", 9));
}

/* ------------------------------------------------------------------ coding a text */

typedef struct fixture {
    dg_image image;
    dg_syntax *syntax;
    dg_arena arena;
    dg_doc doc;
} fixture;

static int open_model(void **state) {
    static fixture f;
    dragoman_error error;
    if (dg_image_open(&f.image, TEST_ROOT "/model/dragoman.model", DG_IMAGE_MODEL, &error) < 0)
        return -1;
    if (dg_syntax_open(&f.syntax, &f.image, &error) < 0) return -1;
    *state = &f;
    return 0;
}

static int close_model(void **state) {
    fixture *f = *state;
    dg_syntax_close(f->syntax);
    dg_image_close(&f->image);
    dg_arena_free(&f->arena);
    return 0;
}

static dg_doc *code(fixture *f, const char *published, const char *text) {
    dg_arena_reset(&f->arena);
    f->doc = (dg_doc){.arena = &f->arena, .text = dg_str(text), .article = {.text = dg_str(text)}};
    if (published) assert_true(dg_date_parse(dg_str(published), &f->doc.article.published));
    dg_text_split(&f->doc);
    dg_syntax_parse(f->syntax, &f->doc, 0, f->doc.sentences.count);
    dg_tree_link(&f->doc);
    dg_when_find(&f->doc);
    return &f->doc;
}

static dragoman_str said(const dg_doc *doc, const dragoman_time *t) {
    return (dragoman_str){doc->text.ptr + t->span.start, t->span.end - t->span.start};
}

/* ------------------------------------------------------------------ phrases */

/* `span` NULL: nothing at all may be found. "a|b" in span and value: these, in order. */
static const struct {
    const char *published, *text, *span, *type, *value;
} phrases[] = {
    /* told in full */
    {"2024-10-24", "The accord was signed on 31 May 2019 in Geneva.", "31 May 2019", "DATE",
     "2019-05-31"},
    {"2024-10-24", "The accord was signed on May 31, 2019 in Geneva.", "May 31, 2019", "DATE",
     "2019-05-31"},
    {"2024-10-24", "They met on Friday, May 31, 2019.", "Friday, May 31, 2019", "DATE",
     "2019-05-31"},
    {"2024-10-24", "It was filed on 2019-10-24 by the clerk.", "2019-10-24", "DATE", "2019-10-24"},
    {"2024-10-24", "It was filed on 10/24/2019 by the clerk.", "10/24/2019", "DATE", "2019-10-24"},
    {"2024-10-24", "It was filed on 24/10/2019 by the clerk.", "24/10/2019", "DATE", "2019-10-24"},
    {"2024-10-24", "The ceasefire of the 4th of July 2006 was broken.", "the 4th of July 2006",
     "DATE", "2006-07-04"},
    /* told in part */
    {"2019-11-02", "The convoy was stopped on Oct. 24 near the border.", "Oct. 24", "DATE",
     "2019-10-24"},
    {"2020-01-25", "The convoy was stopped on 11 December near the border.", "11 December", "DATE",
     "2019-12-11"},
    {"2024-05-14", "The court will rule on June 3.", "June 3", "DATE", "2024-06-03"},
    {"2024-10-24", "The envoys met on May 4 and 5 in Oslo.", "May 4 and 5", "DATE", "2024-05-04"},
    {"2024-10-24", "One man was shot on May 4 and 5 others fled.", "May 4", "DATE", "2024-05-04"},
    {"2024-10-24", "The talks broke down in August.", "August", "DATE", "2024-08"},
    {"2024-10-24", "The talks broke down in December.", "December", "DATE", "2023-12"},
    {"2024-10-24", "The talks will resume in March.", "March", "DATE", "2025-03"},
    {"2024-10-24", "The troops left in early March 2011.", "early March 2011", "DATE", "2011-03"},
    {"2024-10-24", "The troops left in March of 2011.", "March of 2011", "DATE", "2011-03"},
    {"2024-10-24", "The troops left in April of last year.", "April of last year", "DATE",
     "2023-04"},
    {"2024-10-24", "The war began in 2014.", "2014", "DATE", "2014"},
    {"2024-10-24", "The plan dates from mid-2019.", "mid-2019", "DATE", "2019"},
    {"2024-10-24", "The militia was armed in the 1990s.", "the 1990s", "DATE", "199"},
    {"2024-10-24", "The militia was armed in the early 1980s.", "the early 1980s", "DATE", "198"},
    {"2024-10-24", "The fort was built in the 19th century.", "the 19th century", "DATE", "18"},
    {"2024-10-24", "Exports fell in the third quarter of this year.",
     "the third quarter of this year", "DATE", "2024-Q3"},
    {"2024-10-24", "Exports fell in the first half of 2023.", "the first half of 2023", "DATE",
     "2023-H1"},
    {"2024-10-24", "The fighting eased in the summer of 2022.", "the summer of 2022", "DATE",
     "2022-SU"},
    {"2024-10-24", "The law takes force by the end of next year.", "the end of next year", "DATE",
     "2025"},
    {"2024-05-20", "Worshippers were attacked on Good Friday.", "Good Friday", "DATE",
     "2024-03-29"},
    {"2024-05-20", "The army announced a pause for Eid al-Fitr.", "Eid al-Fitr", "DATE",
     "2024-04-10"},
    /* counted from the article's day, a Thursday */
    {"2024-10-24", "The minister resigned on Thursday.", "Thursday", "DATE", "2024-10-24"},
    {"2024-10-24", "The minister resigned on Friday.", "Friday", "DATE", "2024-10-18"},
    {"2024-10-24", "The envoys will meet on Friday.", "Friday", "DATE", "2024-10-25"},
    {"2024-10-24", "The envoys are scheduled to meet on Sunday.", "Sunday", "DATE", "2024-10-27"},
    {"2024-10-24", "The envoys met last Thursday.", "last Thursday", "DATE", "2024-10-17"},
    {"2024-10-24", "The envoys met today and yesterday.", "today|yesterday", "DATE",
     "2024-10-24|2024-10-23"},
    {"2024-10-24", "The envoys will meet tonight.", "tonight", "TIME", "2024-10-24TNI"},
    {"2024-10-24", "The town fell last week.", "last week", "DATE", "2024-W42"},
    {"2024-10-24", "The town fell earlier this month.", "earlier this month", "DATE", "2024-10"},
    {"2024-10-24", "The town fell late last year.", "late last year", "DATE", "2023"},
    {"2024-10-24", "The town was shelled last night.", "last night", "TIME", "2024-10-23TNI"},
    {"2024-10-24", "The town fell ten days ago.", "ten days ago", "DATE", "2024-10-14"},
    {"2024-10-24", "The town fell a year ago.", "a year ago", "DATE", "2023"},
    {"2024-10-24", "The town fell more than two months ago.", "two months ago", "DATE", "2024-08"},
    /* counted from what was told before */
    {"2024-10-24", "The king died on 3 June 1999. Riots followed two days later.",
     "3 June 1999|two days later", "DATE", "1999-06-03|1999-06-05"},
    {"2024-10-24", "The king died on 3 June 1999. Riots broke out the following week.",
     "3 June 1999|the following week", "DATE", "1999-06-03|1999-W23"},
    {"2024-10-24", "The king died in 1999. Parliament was dissolved that year.", "1999|that year",
     "DATE", "1999|1999"},
    {"2024-10-24",
     "Hamas attacked Israel on October 7, 2023. Families mourned after the October 7 attack.",
     "October 7, 2023|October 7", "DATE", "2023-10-07|2023-10-07"},
    /* clock */
    {"2019-10-24", "The bomb went off at 9:30 a.m. local time.", "9:30 a.m. local time", "TIME",
     "2019-10-24T09:30"},
    {"2019-10-24", "The bomb went off at 18:05 UTC on Tuesday.", "18:05 UTC|Tuesday", "TIME|DATE",
     "2019-10-22T18:05Z|2019-10-22"},
    {"2019-10-24", "The bomb went off at 3 p.m. EST.", "3 p.m. EST", "TIME",
     "2019-10-24T15:00-05:00"},
    {"2019-10-24", "The bomb went off on Tuesday morning.", "Tuesday morning", "TIME",
     "2019-10-22TMO"},
    /* lengths and sets */
    {"2024-10-24", "The siege lasted for three days.", "three days", "DURATION", "P3D"},
    {"2024-10-24", "The siege lasted two and a half hours.", "two and a half hours", "DURATION",
     "PT2.5H"},
    {"2024-10-24", "The five-year war is over.", "five-year", "DURATION", "P5Y"},
    {"2024-10-24", "The yearlong war is over.", "yearlong", "DURATION", "P1Y"},
    {"2024-10-24", "After months of talks nothing was agreed.", "months", "DURATION", "PXM"},
    {"2024-10-24", "They met in the last couple of days.", "the last couple of days", "DURATION",
     "P2D"},
    {"2024-10-24", "It is a decades-old dispute.", "decades", "DURATION", "PXY"},
    {"2024-10-24", "He was held for nearly five weeks.", "nearly five weeks", "DURATION", "P5W"},
    {"2024-10-24", "He was held for at least twenty-five days.", "at least twenty-five days",
     "DURATION", "P25D"},
    {"2024-10-24", "They fought in the past nine days.", "the past nine days", "DURATION", "P9D"},
    {"2024-10-24", "Shells fall every day.", "every day", "SET", "P1D"},
    {"2024-10-24", "The council meets twice a week.", "a week", "SET", "P1W"},
    {"2024-10-24", "The council meets annually.", "annually", "SET", "P1Y"},
    {"2024-10-24", "The council meets every Monday.", "every Monday", "SET", "XXXX-WXX-1"},
    /* pointing without a day */
    {"2024-10-24", "The group recently split.", "recently", "DATE", "PAST_REF"},
    {"2024-10-24", "It is the most recent split.", NULL, NULL, NULL},
    {"2024-10-24", "The recent split was in recent years the worst.", "recent|recent years", "DATE",
     "PAST_REF"},
    {"2024-10-24", "They hold an annual summit.", "annual", "SET", "P1Y"},
    {"2024-10-24", "The group is currently split.", "currently", "DATE", "PRESENT_REF"},
    {"2024-10-24", "The group may split in the future.", "the future", "DATE", "FUTURE_REF"},
    /* with no date of the article, relative times stay open; a date line stands in for it */
    {NULL, "The town fell yesterday.", "yesterday", "DATE", ""},
    {NULL, "Town falls\n\nMarch 5, 2010\n\nThe town fell yesterday.", "March 5, 2010|yesterday",
     "DATE", "2010-03-05|2010-03-04"},
    /* no times */
    {"2024-10-24", "A 23-year-old man was shot.", NULL, NULL, NULL},
    {"2024-10-24", "The man, who is 23 years old, was shot.", NULL, NULL, NULL},
    {"2024-10-24", "The second man was shot.", NULL, NULL, NULL},
    {"2024-10-24", "Prime Minister Theresa May may resign.", NULL, NULL, NULL},
    {"2024-10-24", "Thousands march through the city.", NULL, NULL, NULL},
    {"2024-10-24", "About 2000 people sat in the sun.", NULL, NULL, NULL},
    {"2024-10-24", "They paid $1999 for it.", NULL, NULL, NULL},
    {"2024-10-24", "Flight 370 took Highway 61.", NULL, NULL, NULL},
    {"2024-10-24", "A quarter of them left.", NULL, NULL, NULL},
};

/* The next part of "a|b"; a single part serves for all. */
static dragoman_str part(const char *list, uint32_t n) {
    dragoman_str rest = dg_str(list), one = {0};
    for (uint32_t i = 0; i <= n; i++)
        if (!dg_str_split(&rest, '|', &one)) break;
    return one;
}

static void phrases_have_their_span_and_value(void **state) {
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const dg_doc *doc = code(*state, phrases[i].published, phrases[i].text);
        uint32_t wanted = phrases[i].span ? 1 : 0;
        for (const char *c = phrases[i].span; c && *c; c++) wanted += *c == '|';
        bool right = doc->times.count == wanted;
        for (uint32_t k = 0; right && k < wanted; k++) {
            const dragoman_time *t = &doc->times.items[k];
            right = dg_str_eq(said(doc, t), part(phrases[i].span, k)) &&
                    dg_str_is(part(phrases[i].type, k), t->type) &&
                    dg_str_is(part(phrases[i].value, k), t->value);
        }
        if (right) continue;
        wrong++;
        print_error("%s\n", phrases[i].text);
        for (uint32_t k = 0; k < doc->times.count; k++)
            print_error("    got [%.*s] %s %s\n", DG_STR_ARG(said(doc, &doc->times.items[k])),
                        doc->times.items[k].type, doc->times.items[k].value);
    }
    assert_int_equal(wrong, 0);
}

/* ------------------------------------------------------------------ days covered */

static void assert_date(dragoman_date date, int year, int month, int day) {
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

static void weeks_ranges_and_open_ends_cover_their_days(void **state) {
    const dg_doc *doc = code(*state, "2024-10-24", "The town fell last week.");
    assert_date(doc->times.items[0].date, 2024, 10, 14);
    assert_date(doc->times.items[0].enddate, 2024, 10, 20);
    assert_int_equal(doc->times.items[0].precision, DRAGOMAN_PRECISION_WEEK);

    doc = code(*state, "2024-10-24", "Thousands have died since October 2023.");
    assert_date(doc->times.items[0].date, 2023, 10, 0);
    assert_int_equal(doc->times.items[0].enddate.year, 0);
    assert_true(doc->times.items[0].open_end);

    doc = code(*state, "2024-10-24", "They fought between 2014 and 2017.");
    assert_int_equal(doc->times.count, 2);
    assert_date(doc->times.items[0].date, 2014, 0, 0);
    assert_date(doc->times.items[0].enddate, 2017, 0, 0);

    doc = code(*state, "2024-10-24", "They fought from 3 to 5 May.");
    assert_int_equal(doc->times.count, 1);
    assert_date(doc->times.items[0].date, 2024, 5, 3);
    assert_date(doc->times.items[0].enddate, 2024, 5, 5);

    doc = code(*state, "2024-10-24", "They fought on May 3-5.");
    assert_date(doc->times.items[0].date, 2024, 5, 3);
    assert_date(doc->times.items[0].enddate, 2024, 5, 5);

    doc = code(*state, "2024-10-24", "He fled three days after the vote on 4 May 2021.");
    assert_string_equal(doc->times.items[0].value, "P3D");
    assert_date(doc->times.items[0].date, 2021, 5, 7);

    doc = code(*state, "2024-10-24", "The two sides had agreed to the truce on Monday.");
    assert_date(doc->times.items[0].date, 2024, 10, 21);

    doc = code(*state, "2024-10-24", "The truce holds until Friday.");
    assert_int_equal(doc->times.items[0].date.year, 0);
    assert_int_equal(doc->times.items[0].enddate.year, 2024);
}

/* ------------------------------------------------------------------ government */

/* The article is of Thursday, 2024-10-24; `date` "" for an act that no time dates. */
static const struct {
    const char *text, *trigger, *date;
} acts[] = {
    {"Israel struck the port on Monday.", "struck", "2024-10-21"},
    {"On Monday, Israel struck the port.", "struck", "2024-10-21"},
    {"The minister said Thursday rebels would resume talks in the coming days.", "said",
     "2024-10-24"},
    {"The minister said Thursday rebels would resume talks in the coming days.", "resume", ""},
    {"The minister said on Tuesday that rebels attacked the port on Monday.", "attacked",
     "2024-10-21"},
    {"The minister said on Tuesday that rebels attacked the port on Monday.", "said", "2024-10-22"},
    {"The minister said on Tuesday that rebels attacked the port.", "attacked", ""},
    {"The two sides held talks in Doha on Monday.", "held", "2024-10-21"},
    {"The two sides held talks in Doha on Monday.", "talks", "2024-10-21"},
    {"The president condemned Monday's attack on the port.", "attack", "2024-10-21"},
    {"The president condemned Monday's attack on the port.", "condemned", ""},
    {"The rebels attacked and captured the town on Monday.", "attacked", "2024-10-21"},
    {"The rebels attacked and captured the town on Monday.", "captured", "2024-10-21"},
    {"Rebels attacked the town on Monday, killing 12 people.", "killing", "2024-10-21"},
    {"Twelve people were killed in an attack on Monday.", "killed", "2024-10-21"},
    {"The attack on Monday killed twelve people.", "attack", "2024-10-21"},
    {"The army withdrew before Monday.", "withdrew", ""},
    {"Rebels killed the leader on Monday, following the attack on Homs on May 7, 2023.", "killed",
     "2024-10-21"},
    {"Ten men were seized in the October 7 attack.", "seized", "2024-10-07"},
    {"Germany on Monday banned the airline.", "banned", "2024-10-21"},
    {"The two sides agreed on Monday in Doha, where the emir brought them together.", "brought",
     "2024-10-21"},
    {"The truce was cleared in March 2021, when the leaders met.", "met", "2021-03"},
    {"The rebels fired first when the clashes began on Monday.", "fired", "2024-10-21"},
    {"Rebels attacked a town on Monday. Eight people died in the attack.", "attack", "2024-10-21"},
    {"Rebels freed the captives they had seized in March 2021.", "seized", "2021-03"},
    {"Rebels freed the captives they had seized in March 2021.", "freed", ""},
};

static void what_is_announced_has_the_time_of_the_saying(void **state) {
    const dg_doc *doc =
        code(*state, "2024-10-24", "The minister said on Tuesday that the envoys would meet.");
    int32_t meet = DG_NO_TOKEN;
    for (uint32_t t = 0; t < doc->tokens.count; t++)
        if (dg_form_is(doc, (int32_t)t, "meet")) meet = (int32_t)t;
    assert_true(meet >= 0);
    assert_int_equal(dg_when_of(doc, meet), DRAGOMAN_NONE);
    assert_int_not_equal(dg_when_told(doc, meet), DRAGOMAN_NONE);
    assert_string_equal(doc->times.items[dg_when_told(doc, meet)].value, "2024-10-22");
}

static void an_act_has_the_time_that_the_tree_gives_it(void **state) {
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        const dg_doc *doc = code(*state, "2024-10-24", acts[i].text);
        int32_t trigger = DG_NO_TOKEN;
        for (uint32_t t = 0; t < doc->tokens.count && trigger < 0; t++)
            if (dg_form_is(doc, (int32_t)t, acts[i].trigger)) trigger = (int32_t)t;
        assert_true(trigger >= 0);
        uint32_t found = dg_when_of(doc, trigger);
        const char *value = found == DRAGOMAN_NONE ? "" : doc->times.items[found].value;
        if (!strcmp(value, acts[i].date)) continue;
        wrong++;
        print_error("%s: [%s] is dated '%s', not '%s'\n", acts[i].text, acts[i].trigger, value,
                    acts[i].date);
    }
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_dates_turn_into_each_other),
        cmocka_unit_test(weeks_are_those_of_iso_8601),
        cmocka_unit_test(feasts_fall_on_their_days),
        cmocka_unit_test(words_are_sorted_and_found),
        cmocka_unit_test(phrases_have_their_span_and_value),
        cmocka_unit_test(weeks_ranges_and_open_ends_cover_their_days),
        cmocka_unit_test(an_act_has_the_time_that_the_tree_gives_it),
        cmocka_unit_test(what_is_announced_has_the_time_of_the_saying),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
