/* text_test.c - tokens, sentences, paragraphs, quotations, flags, CoNLL-U in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/str.h"
#include "text/text.h"

/* One text cut up; the doc lives until the next call. */
static dg_arena arena;
static dg_doc doc;

static void cut(const char *text) {
    dg_arena_reset(&arena);
    doc = (dg_doc){.arena = &arena, .text = dg_str_copy(&arena, dg_str(text))};
    dg_text_split(&doc);
}

static dragoman_str form(uint32_t t) {
    dragoman_span s = doc.tokens.items[t].span;
    return (dragoman_str){doc.text.ptr + s.start, s.end - s.start};
}

/* The tokens as "one two . | three": blanks between tokens, bars between sentences. */
static const char *shown(void) {
    static char out[20000];
    size_t n = 0;
    for (uint32_t t = 0; t < doc.tokens.count; t++) {
        const dragoman_token *token = &doc.tokens.items[t];
        bool starts = t && token->sentence != doc.tokens.items[t - 1].sentence;
        dragoman_str f = form(t);
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s",
                              starts ? " | "
                              : t    ? " "
                                     : "",
                              (int)f.len, f.ptr);
        assert_true(n < sizeof out);
    }
    out[n] = 0;
    return out;
}

static void is_cut(const char *text, const char *expected) {
    cut(text);
    assert_string_equal(shown(), expected);
}

static void words_are_those_of_the_treebanks(void **state) {
    (void)state;
    is_cut("They don't, won't and cannot talk.", "They do n't , wo n't and can not talk .");
    is_cut("I'm sure Israel's and the rebels' men they'd hired aren't here",
           "I 'm sure Israel 's and the rebels ' men they 'd hired are n't here");
    is_cut("It\xe2\x80\x99s Iran\xe2\x80\x99s turn, O\xe2\x80\x99Neill said.",
           "It \xe2\x80\x99s Iran \xe2\x80\x99s turn , O\xe2\x80\x99Neill said .");
    is_cut("A U.S.-led, pro-government cease-fire for a 23-year-old in 2019-20",
           "A U.S. - led , pro-government cease - fire for a 23 - year - old in 2019 - 20");
    is_cut("non-state anti-tank mid-May re-election ex-general co-founder clockwise year-wise",
           "non-state anti-tank mid-May re-election ex-general co-founder clockwise year-wise");
    is_cut("It cost $5, US$2.5bn or \xe2\x82\xac"
           "30m: 10% of 42,847 at 5.30 p.m. today",
           "It cost $ 5 , US$ 2.5 bn or \xe2\x82\xac 30 m : 10 % of 42,847 at 5.30 p.m. today");
    is_cut("On 9/11 and 24/10/2024 at 10:30am in the 1990s the 3rd F-16, M23 and B52",
           "On 9/11 and 24/10/2024 at 10:30 am in the 1990s the 3rd F - 16 , M23 and B52");
    is_cut("Call 713-853-3989 or mail a.b@example.org, see https://example.org/a?b=1,2 "
           "(www.example.org).",
           "Call 713-853-3989 or mail a.b@example.org , see https://example.org/a?b=1,2 ( "
           "www.example.org ) .");
    is_cut("Well... yes \xe2\x80\x94 no--maybe ?!", "Well ... yes \xe2\x80\x94 no -- maybe ?!");
    is_cut("At 7:45p.m. call +44 or 10-15% of 1,500-strong F-16s",
           "At 7:45 p.m. call +44 or 10 - 15 % of 1,500 - strong F - 16s");
    is_cut("and/or 1/2 AT&T Q&A :) #peace @who", "and / or 1 / 2 AT&T Q&A :) #peace @who");
}

static void abbreviations_keep_their_stop(void **state) {
    (void)state;
    is_cut("Gen. Omar met Sen. Roe and Mr. Poe in St. Ives on Feb. 14. They left.",
           "Gen. Omar met Sen. Roe and Mr. Poe in St. Ives on Feb. 14 . | They left .");
    is_cut("George W. Bush and J.K. Roe flew to Washington, D.C. They were late.",
           "George W. Bush and J.K. Roe flew to Washington , D.C. | They were late .");
    is_cut("Resolution No. 2334 passed. Was it vetoed? No. The U.S. Senate and U.N. envoys met.",
           "Resolution No. 2334 passed . | Was it vetoed ? | No . | The U.S. Senate and U.N. "
           "envoys met .");
    is_cut("Acme Inc. and Beta Ltd. sued e.g. Roe v. Wade etc. in court.",
           "Acme Inc. and Beta Ltd. sued e.g. Roe v. Wade etc. in court .");
    is_cut("Guns, tents etc. were sold, maps etc. The end.",
           "Guns , tents etc. were sold , maps etc . | The end .");
    is_cut("Rep. Roe, D-Calif., of Fresno, Calif. She is ill. Miss Poe left.",
           "Rep. Roe , D - Calif. , of Fresno , Calif. | She is ill . | Miss Poe left .");
    is_cut("He lives in the U.S. The war goes on.", "He lives in the U.S. | The war goes on .");
    is_cut("Malaria of P. falciparum spread.", "Malaria of P. falciparum spread .");
}

static void sentences_end_where_they_end(void **state) {
    (void)state;
    is_cut("\"We will go.\" He left.", "\" We will go . \" | He left .");
    is_cut("\xe2\x80\x9cWhy now?\xe2\x80\x9d he asked.",
           "\xe2\x80\x9c Why now ? \xe2\x80\x9d he asked .");
    is_cut("Talks failed (see below.) The army moved.",
           "Talks failed ( see below . ) | The army moved .");
    is_cut("They signed.The truce holds.", "They signed . | The truce holds .");
    is_cut("It rose to 3.5 percent.  Nobody knew why!  Did they?",
           "It rose to 3.5 percent . | Nobody knew why ! | Did they ?");
    is_cut("She paused... and then spoke.", "She paused ... and then spoke .");
    is_cut("\"It \xe2\x80\x93 [...] \xe2\x80\x93 is over,\" he said.",
           "\" It \xe2\x80\x93 [...] \xe2\x80\x93 is over , \" he said .");
    is_cut("A report without a final stop", "A report without a final stop");
    is_cut("", "");
    is_cut(" \n\t \n", "");
}

static void lines_make_paragraphs(void **state) {
    (void)state;
    is_cut("Talks open in Doha\n\nThe two sides met", "Talks open in Doha | The two sides met");
    is_cut("- Release of captives\n- Withdrawal of troops",
           "- Release of captives | - Withdrawal of troops");
    is_cut("The envoy who had come from the capital early on Monday\n"
           "Morning of that week met both delegations in the palace and\n"
           "left without a word to anybody.",
           "The envoy who had come from the capital early on Monday "
           "Morning of that week met both delegations in the palace and "
           "left without a word to anybody .");
    is_cut("  The army said that it had taken the town and would hold it.\nNobody was seen in the "
           "streets.\n  The rebels denied it and said that they were",
           "The army said that it had taken the town and would hold it . | Nobody was seen in the "
           "streets . | The rebels denied it and said that they were");
    is_cut("Army says town taken\nRebels deny it", "Army says town taken | Rebels deny it");
    cut("Talks open\n\nThey met. They left.\n\nAll went home.");
    assert_int_equal(doc.sentences.count, 4);
    assert_int_equal(doc.sentences.items[0].flags,
                     DRAGOMAN_SENTENCE_PARAGRAPH | DRAGOMAN_SENTENCE_HEADLINE);
    assert_int_equal(doc.sentences.items[1].flags, DRAGOMAN_SENTENCE_PARAGRAPH);
    assert_int_equal(doc.sentences.items[2].flags, 0);
    assert_int_equal(doc.sentences.items[3].flags, DRAGOMAN_SENTENCE_PARAGRAPH);
}

static bool has_dateline(const char *text) {
    cut(text);
    return doc.sentences.items[0].flags & DRAGOMAN_SENTENCE_DATELINE;
}

static void datelines_are_told(void **state) {
    (void)state;
    assert_true(has_dateline("GENEVA, Feb. 14 (Reuters) - Talks went on."));
    assert_true(has_dateline("KABUL \xe2\x80\x94 Talks went on."));
    assert_true(has_dateline("Doha (AFP) -- Talks went on."));
    assert_true(has_dateline("KINSHASA/KIGALI, Dec 16 - Talks went on."));
    assert_true(has_dateline("PRETORIA, South Africa \xe2\x80\x94 Talks went on."));
    assert_false(has_dateline("The talks \xe2\x80\x94 held in Doha \xe2\x80\x94 went on."));
    assert_false(has_dateline("Talks went on in Doha - at last."));
    assert_false(has_dateline("He was 14 - no more."));
    is_cut("GENEVA, Feb. 14 (Reuters) - Talks went on.",
           "GENEVA , Feb. 14 ( Reuters ) - | Talks went on .");
}

/* The words inside quotation marks. */
static const char *quoted(const char *text) {
    static char out[2000];
    size_t n = 0;
    cut(text);
    for (uint32_t t = 0; t < doc.tokens.count; t++)
        if (doc.tokens.items[t].flags & DRAGOMAN_TOKEN_QUOTED)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", n ? " " : "", (int)form(t).len,
                                  form(t).ptr);
    out[n] = 0;
    return out;
}

static void quotations_are_followed(void **state) {
    (void)state;
    assert_string_equal(quoted("He said \"we go\" and left."), "we go");
    assert_string_equal(quoted("\xe2\x80\x9cWe go. We stay,\xe2\x80\x9d he said."),
                        "We go . We stay ,");
    assert_string_equal(
        quoted("The rebels\xe2\x80\x99 aim is \xe2\x80\x98peace\xe2\x80\x99, he said."), "peace");
    assert_string_equal(quoted("The 'workers' rights' bill passed."), "workers ' rights");
    assert_string_equal(quoted("The rebels' camp and the soldiers' camp."), "");
    assert_string_equal(quoted("\"It never closes\n\nNext paragraph."), "It never closes");
    assert_string_equal(quoted("\"It goes on.\n\n\"And on,\" he said."), "It goes on . And on ,");
    assert_string_equal(quoted("\"He told me 'stop' twice,\" she said."),
                        "He told me ' stop ' twice ,");
    assert_string_equal(quoted("In the '60s they'd won."), "");
}

static void spans_flags_and_shapes_hold(void **state) {
    (void)state;
    cut("The U.N. can't\nmeet Zo\xc3\xab in 2024.");
    static const uint8_t shapes[] = {DRAGOMAN_SHAPE_TITLE | DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_UPPER | DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_TITLE | DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_ALPHA,
                                     DRAGOMAN_SHAPE_DIGIT,
                                     DRAGOMAN_SHAPE_PUNCT};
    static const uint8_t flags[] = {
        1, 1, DRAGOMAN_TOKEN_MULTIWORD, DRAGOMAN_TOKEN_CONTINUES | 1, 1, 1, 1, 0, 0};
    assert_int_equal(doc.tokens.count, 9);
    for (uint32_t t = 0; t < 9; t++) {
        assert_int_equal(doc.tokens.items[t].shape, shapes[t]);
        assert_int_equal(doc.tokens.items[t].flags, flags[t]);
        assert_int_equal(doc.tokens.items[t].reserved, 0);
        assert_int_equal(doc.tokens.items[t].head, -1);
    }
    assert_int_equal(doc.tokens.items[5].span.start, 20);
    assert_int_equal(doc.tokens.items[5].span.end, 24);
    assert_true(doc.tokens.items[5].fold == dg_fold_z("zoe"));
    assert_int_equal(doc.sentences.items[0].span.start, 0);
    assert_int_equal(doc.sentences.items[0].span.end, doc.text.len);
}

static void endless_sentences_are_cut(void **state) {
    (void)state;
    char text[12000];
    size_t n = 0;
    for (int i = 0; i < 1000; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, i == 250 ? "word; " : "word ");
    cut(text);
    assert_int_equal(doc.tokens.count, 1001);
    assert_true(doc.sentences.count >= 3);
    assert_int_equal(doc.sentences.items[0].count, 252); /* at the semicolon */
    for (uint32_t s = 0; s < doc.sentences.count; s++)
        assert_true(doc.sentences.items[s].count <= 400);
}

/* ------------------------------------------------------------------ CoNLL-U */

static int conllu(const char *text, dragoman_error *error) {
    dg_arena_reset(&arena);
    doc = (dg_doc){.arena = &arena};
    return dg_text_conllu(&doc, dg_str(text), error);
}

#define REST "\t_\t_\t_\t_\t_\t_\t_\t"

static void conllu_keeps_words(void **state) {
    (void)state;
    dragoman_error error;
    assert_int_equal(conllu("# newpar\n# text = They don't  go.\n1\tThey" REST "_\n2-3\tdon't" REST
                            "_\n2\tdo" REST "_\n3\tn't" REST "_\n3.1\tx" REST "_\n4\tgo" REST
                            "SpaceAfter=No\n5\t." REST "_\n\n"
                            "1\tNo" REST "SpaceAfter=No\n2\t!" REST "_\n",
                            &error),
                     0);
    assert_string_equal(shown(), "They do n't go . | No !");
    assert_int_equal(doc.text.len, strlen("They don't  go.\nNo!"));
    assert_memory_equal(doc.text.ptr, "They don't  go.\nNo!", doc.text.len);
    assert_int_equal(doc.tokens.items[1].flags, DRAGOMAN_TOKEN_MULTIWORD);
    assert_int_equal(doc.tokens.items[2].flags,
                     DRAGOMAN_TOKEN_CONTINUES | DRAGOMAN_TOKEN_SPACE_AFTER);
    assert_int_equal(doc.tokens.items[3].span.start, 12);
    assert_int_equal(doc.sentences.items[0].flags, DRAGOMAN_SENTENCE_PARAGRAPH);
    assert_int_equal(doc.sentences.items[1].flags, 0);
    assert_int_equal(doc.sentences.items[1].count, 2);
}

static void conllu_text_that_lies_is_not_taken(void **state) {
    (void)state;
    dragoman_error error;
    assert_int_equal(conllu("# text = Something else\n1\tThey" REST "_\n2\tgo" REST "_\n", &error),
                     0);
    assert_memory_equal(doc.text.ptr, "They go", 7);
    assert_int_equal(doc.text.len, 7);
    assert_int_equal(conllu("1-2\tdu" REST "_\n1\tde" REST "_\n2\tle" REST "_\n", &error), 0);
    assert_string_equal(shown(), "d u");
}

static void conllu_mistakes_are_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *why;
    } list[] = {{"# c\n1\tThey\n", "line 2: not ten columns"},
                {"1\ta" REST "_\n3\tb" REST "_\n", "line 2: words are not numbered"},
                {"x\ta" REST "_\n", "line 1: no number"},
                {"1\t" REST "_\n", "line 1: a word without a form"},
                {"1-2\tab" REST "_\n1\ta" REST "_\n\n", "line 3: a range without its words"},
                {"2-1\tab" REST "_\n", "line 1: words are not numbered"},
                {"1-2\tab" REST "_\n1-3\tab" REST "_\n", "line 2: ranges overlap"}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        dragoman_error error = {0};
        assert_int_equal(conllu(list[i].text, &error), DRAGOMAN_EINPUT);
        assert_memory_equal(error.message, list[i].why, strlen(list[i].why));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_the_treebanks),
        cmocka_unit_test(abbreviations_keep_their_stop),
        cmocka_unit_test(sentences_end_where_they_end),
        cmocka_unit_test(lines_make_paragraphs),
        cmocka_unit_test(datelines_are_told),
        cmocka_unit_test(quotations_are_followed),
        cmocka_unit_test(spans_flags_and_shapes_hold),
        cmocka_unit_test(endless_sentences_are_cut),
        cmocka_unit_test(conllu_keeps_words),
        cmocka_unit_test(conllu_text_that_lies_is_not_taken),
        cmocka_unit_test(conllu_mistakes_are_told),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dg_arena_free(&arena);
    return failed;
}
