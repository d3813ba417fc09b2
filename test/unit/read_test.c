/* read_test.c - articles out of text, JSON Lines and pages, in many encodings, packed or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "read/read_int.h"

#include <zlib.h>
#include <zstd.h>

static dragoman_reader *reader;
static dragoman_article article;
static dragoman_error error;

static int close_reader(void **state) {
    (void)state;
    dragoman_reader_close(reader);
    reader = NULL;
    return 0;
}

/* Open bytes under a name and read the first article. */
static int read_bytes(const void *bytes, size_t size, const char *name) {
    dragoman_reader_close(reader);
    reader = NULL;
    int status = dragoman_reader_open_memory(&reader, bytes, size, name, NULL, &error);
    return status < 0 ? status : dragoman_reader_next(reader, &article, &error);
}

static int read_z(const char *text, const char *name) {
    return read_bytes(text, strlen(text), name);
}

static void is(dragoman_str s, const char *expected) {
    assert_int_equal(s.len, strlen(expected));
    assert_memory_equal(s.ptr ? s.ptr : "", expected, s.len);
}

static void says(const char *message) {
    assert_string_equal(error.message, message);
}

/* ------------------------------------------------------------------ encodings */

static void clean_text_is_left_alone(void **state) {
    (void)state;
    assert_int_equal(
        read_z("  Talks  resumed.\n\n\tHe said \xe2\x80\x9cno\xe2\x80\x9d. \n", "a.txt"), 1);
    is(article.text, "  Talks  resumed.\n\n\tHe said \xe2\x80\x9cno\xe2\x80\x9d. \n");
    is(article.id, "a.txt");
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 0);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 0);
}

static void encodings_are_told_apart(void **state) {
    (void)state;
    assert_int_equal(read_z("\xef\xbb\xbfMarked.", "a.txt"), 1);
    is(article.text, "Marked.");
    assert_int_equal(read_z("\x93No\x94 \x96 caf\xe9", "a.txt"), 1); /* Windows-1252 */
    is(article.text, "\xe2\x80\x9cNo\xe2\x80\x9d \xe2\x80\x93 caf\xc3\xa9");
    assert_int_equal(read_bytes("\xff\xfeN\0o\0\x3d\xd8\0\xde", 10, "a.txt"), 1);
    is(article.text, "No\xf0\x9f\x98\x80");
    assert_int_equal(read_bytes("\xfe\xff\0N\0o\xd8\x3d", 8, "a.txt"), 1);
    is(article.text, "No\xef\xbf\xbd");
    assert_int_equal(read_bytes("T\0a\0l\0k\0s\0 \0e\0n\0d\0.\0", 20, "a.txt"), 1); /* no mark */
    is(article.text, "Talks end.");
    assert_int_equal(read_z("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff broken", "a.txt"), 1);
    is(article.text, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xef\xbf\xbd broken");
}

static void text_is_made_clean(void **state) {
    (void)state;
    assert_int_equal(read_bytes("one\r\ntwo\rthree\0four\x01\x7f five\f", 27, "a.txt"), 1);
    is(article.text, "one\ntwo\nthree four   five\n");
    assert_int_equal(read_z("Cafe\xcc\x81 in Bogota\xcc\x81", "a.txt"), 1);
    is(article.text, "Caf\xc3\xa9 in Bogot\xc3\xa1");
    assert_int_equal(read_z("next\xc2\x85line\xe2\x80\xa8sep", "a.txt"), 1);
    is(article.text, "next\nline\nsep");
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    unsigned char bytes[2000];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(i * 37);
    assert_int_equal(read_bytes(bytes, sizeof bytes, "a.txt"), DRAGOMAN_EINPUT);
    says("a.txt: binary data, not text");
    assert_int_equal(read_z("%PDF-1.4 x", "a.txt"), DRAGOMAN_EINPUT);
    says("a.txt: a PDF file, not text");
    assert_int_equal(read_z("", "a.txt"), DRAGOMAN_EINPUT);
    says("a.txt: the file is empty");
    assert_int_equal(read_z(" \n \n", "a.txt"), DRAGOMAN_EINPUT);
    says("a.txt: nothing but white space in it");
    assert_int_equal(read_z("\n\n", "a.jsonl"), DRAGOMAN_EINPUT);
    says("a.jsonl: no article in it");
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 0);
}

/* ------------------------------------------------------------------ JSON Lines */

static void json_lines_give_articles(void **state) {
    (void)state;
    assert_int_equal(
        read_z("{\"id\":\"a\",\"text\":\"One.  Two \\u2014\\n\",\"title\":\"T\",\"published\":"
               "\"2024-10-24T23:00:00-05:00\",\"source\":null,\"url\":\"u\",\"language\":\"en\","
               "\"tags\":[1,{\"b\":0.1}],\"x\":\"\\u00e9\"}\r\n\n{\"text\":\"last\"}",
               "a.jsonl"),
        1);
    is(article.id, "a");
    is(article.text, "One.  Two \xe2\x80\x94\n");
    is(article.title, "T");
    is(article.url, "u");
    is(article.language, "en");
    is(article.source, "");
    is(article.meta, "{\"tags\":[1,{\"b\":0.1}],\"x\":\"\xc3\xa9\"}");
    assert_int_equal(article.published.year, 2024);
    assert_int_equal(article.published.day, 24);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    is(article.text, "last");
    is(article.id, "");
    assert_int_equal(article.published.year, 0);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 0);
}

static void broken_lines_are_told_and_passed(void **state) {
    (void)state;
    static const char *const why[] = {"a.jsonl:2: \"text\" is a number, not a string",
                                      NULL,
                                      "a.jsonl:5: the line holds a list, not an object",
                                      "a.jsonl:6: no \"text\"",
                                      "a.jsonl:7: \"text\" is empty",
                                      "a.jsonl:8: \"title\" is an object, not a string",
                                      "a.jsonl:9: the line is not UTF-8"};
    assert_int_equal(
        read_z(
            "{\"text\":\"ok\"}\n{\"text\":5}\n{\"text\":\n\n[1]\n{\"id\":\"x\"}\n{\"text\":\" \"}\n"
            "{\"text\":\"a\",\"title\":{}}\n{\"text\":\"\xff\"}\n{\"id\":77,\"text\":\"end\"}\n",
            "a.jsonl"),
        1);
    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        assert_int_equal(dragoman_reader_next(reader, &article, &error), DRAGOMAN_EINPUT);
        if (why[i])
            says(why[i]);
        else
            assert_memory_equal(error.message, "a.jsonl:3: no JSON object", 25);
    }
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    is(article.id, "77");
    is(article.text, "end");
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 0);
}

static void a_date_that_is_none_is_carried(void **state) {
    (void)state;
    assert_int_equal(read_z("{\"text\":\"a\",\"published\":\"yesterday\"}", "a.jsonl"), 1);
    assert_int_equal(article.published.year, 0);
    is(article.meta, "{\"published\":\"yesterday\"}");
    assert_string_equal(dragoman_reader_warning(reader),
                        "a.jsonl:1: \"published\" is no date: yesterday; the article counts as "
                        "undated");
    assert_int_equal(read_z("\n{\"text\":\"a\",\"published\":\"2024-13-45\"}\n"
                            "{\"text\":\"b\",\"published\":\"\"}",
                            "a.jsonl"),
                     1);
    assert_int_equal(article.published.year, 0);
    assert_memory_equal(dragoman_reader_warning(reader), "a.jsonl:2: ", 11);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    assert_null(dragoman_reader_warning(reader));
}

static void dates_are_read(void **state) {
    (void)state;
    static const char *const same[] = {"2024-10-24",
                                       "2024-10-24T10:00:00Z",
                                       "2024-10-24 10:00",
                                       "20241024",
                                       "2024/10/24",
                                       "Thu, 24 Oct 2024 10:00:00 +0200",
                                       "24 October 2024",
                                       "October 24, 2024",
                                       "Oct. 24, 2024 5:30 PM",
                                       "Thursday, 24th October 2024",
                                       "24/10/2024",
                                       "10/24/2024",
                                       "Published: 24 October 2024 at 10:00"};
    static const char *const none[] = {"",           "yesterday",  "03/04/2024",
                                       "2024-13-01", "2023-02-29", "31 June 2024",
                                       "24 October", "May",        "12:30"};
    dragoman_date date;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(dg_read_date(dg_str(same[i]), &date));
        assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20241024);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(dg_read_date(dg_str(none[i]), &date));
    assert_true(dg_read_date(dg_str("2024-02-29"), &date));
    assert_true(dg_read_date(dg_str("October 2024"), &date));
    assert_int_equal(date.day, 0);
    assert_true(dg_read_date(dg_str("2024"), &date));
    assert_int_equal(date.month, 0);
}

static void long_lines_and_large_articles_have_limits(void **state) {
    (void)state;
    size_t size = (size_t)10 << 20;
    char *bytes = malloc(size + 100);
    int head = sprintf(bytes, "{\"text\":\"");
    memset(bytes + head, 'a', size);
    strcpy(bytes + head + size, "\"}\n{\"text\":\"next\"}\n");
    assert_int_equal(read_z(bytes, "a.jsonl"), 1);
    assert_int_equal(article.text.len, size);
    dragoman_read_options options = DRAGOMAN_READ_OPTIONS_INIT;
    options.largest = 1000;
    dragoman_reader_close(reader);
    assert_int_equal(
        dragoman_reader_open_memory(&reader, bytes, strlen(bytes), "a.jsonl", &options, &error), 0);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), DRAGOMAN_EINPUT);
    says("a.jsonl:1: the line is longer than an article may be");
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    is(article.text, "next");
    dragoman_reader_close(reader);
    options.format = DRAGOMAN_FORMAT_TEXT;
    assert_int_equal(
        dragoman_reader_open_memory(&reader, bytes, strlen(bytes), "a.txt", &options, &error), 0);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), DRAGOMAN_EINPUT);
    says("a.txt: the article is larger than 1000 bytes");
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 0);
    free(bytes);
}

static void options_fill_in_what_is_missing(void **state) {
    (void)state;
    dragoman_read_options options = DRAGOMAN_READ_OPTIONS_INIT;
    options.published = (dragoman_date){2020, 1, 2};
    options.source = "Agency";
    const char *text =
        "{\"text\":\"a\"}\n{\"text\":\"b\",\"source\":\"Own\",\"published\":\"2021-03-04\"}\n";
    assert_int_equal(
        dragoman_reader_open_memory(&reader, text, strlen(text), "x", &options, &error), 0);
    assert_int_equal(dragoman_reader_format(reader), DRAGOMAN_FORMAT_JSONL);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    is(article.source, "Agency");
    assert_int_equal(article.published.year, 2020);
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    is(article.source, "Own");
    assert_int_equal(article.published.year, 2021);
    options.version = 99;
    dragoman_reader *refused;
    assert_int_equal(dragoman_reader_open_memory(&refused, text, 5, "x", &options, &error),
                     DRAGOMAN_EUSAGE);
}

/* ------------------------------------------------------------------ packed files */

static void packed_files_are_unpacked(void **state) {
    (void)state;
    const char *text = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n";
    unsigned char packed[400];
    size_t size = 0;
    for (int half = 0; half < 2; half++) { /* two members, as logs are joined */
        z_stream z = {0};
        assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
        z.next_in = (unsigned char *)(uintptr_t)text + half * 20;
        z.avail_in = half ? (unsigned)strlen(text) - 20 : 20;
        z.next_out = packed + size;
        z.avail_out = (unsigned)(sizeof packed - size);
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        size += z.total_out;
        deflateEnd(&z);
    }
    assert_int_equal(read_bytes(packed, size, "a.jsonl.gz"), 1);
    is(article.text, "one");
    assert_int_equal(dragoman_reader_next(reader, &article, &error), 1);
    is(article.text, "two");
    assert_int_equal(read_bytes(packed, size - 6, "a.jsonl.gz"), DRAGOMAN_EIO);
    says("a.jsonl.gz: gzip data cut short");
    packed[15] ^= 0x55;
    assert_int_equal(read_bytes(packed, size, "a.jsonl.gz"), DRAGOMAN_EIO);
    size = ZSTD_compress(packed, sizeof packed, text, strlen(text), 3);
    assert_false(ZSTD_isError(size));
    assert_int_equal(read_bytes(packed, size, "a.jsonl.zst"), 1);
    is(article.text, "one");
    assert_int_equal(read_bytes(packed, size - 3, "a.jsonl.zst"), DRAGOMAN_EIO);
    says("a.jsonl.zst: zstd data cut short");
}

static void files_that_are_not_there_are_told(void **state) {
    (void)state;
    assert_int_equal(dragoman_reader_open(&reader, "/nonexistent/x.txt", NULL, &error),
                     DRAGOMAN_EIO);
    says("/nonexistent/x.txt: No such file or directory");
    assert_null(reader);
    assert_int_equal(dragoman_reader_open(&reader, "/", NULL, &error), DRAGOMAN_EIO);
    says("/: is a directory");
}

/* ------------------------------------------------------------------ pages */

#define LEDE                                                                                       \
    "Negotiators for the two sides met in Doha on Thursday for the first time in three months."
#define NEXT                                                                                       \
    "The mediators hope to have a draft ready by Friday, one of their aides told reporters."

static void pages_give_their_article(void **state) {
    (void)state;
    assert_int_equal(
        read_z(
            "<!DOCTYPE html><html lang=en><head><title>Talks open | Example</title>"
            "<meta property='og:site_name' content='Example'><meta "
            "property='article:published_time' "
            "content='2024-10-24T08:00:00Z'><link rel=canonical "
            "href='https://example.org/a'><script>var a='<p>x';"
            "</script></head><body class='has-sidebar'><nav><ul><li><a href=/>Home page of the "
            "paper.</a></ul></nav>"
            "<div class=cookie-banner><p>We use cookies on this site, and by staying you accept "
            "them all.</p></div>"
            "<article><h1>Talks open in Doha</h1><p class=byline>By Ann "
            "Example</p><figure><figcaption>The two "
            "delegations arrive at a hotel on Monday morning.</figcaption></figure><p>" LEDE "</p>"
            "<p>&ldquo;No,&rdquo; said&nbsp;<a href=/x>one</a>.</p><h2>What next</h2><p>" NEXT
            "</p>"
            "<aside><p>Earlier this week talks in Cairo failed over the same question.</p></aside>"
            "<p>Read more: who they are</p></article><footer><p>All rights reserved. Contact the "
            "editors of it.</p>"
            "</footer></body></html>",
            "a.html"),
        1);
    is(article.text, LEDE "\n\n\xe2\x80\x9cNo,\xe2\x80\x9d said one.\n\nWhat next\n\n" NEXT);
    is(article.title, "Talks open in Doha");
    is(article.source, "Example");
    is(article.url, "https://example.org/a");
    is(article.language, "en");
    assert_int_equal(article.published.month, 10);
}

static void pages_without_marks_are_told_by_density(void **state) {
    (void)state;
    assert_int_equal(
        read_z(
            "<body><table><tr><td><a href=1>World</a><br><a href=2>Asia</a><td><div>" LEDE
            "<br><br>" NEXT
            "<br><br>Short one.</div><td><ul><li><a href=3>Talks in Cairo end without any result."
            "</a><li><a href=4>Army shells a town in the north again.</a></ul></table>",
            "a.html"),
        1);
    is(article.text, LEDE "\n\n" NEXT);
}

static void classes_that_mislead_are_not_trusted(void **state) {
    (void)state;
    assert_int_equal(read_z("<body><div class='post author-smith'><p>" LEDE "</p><p>" NEXT
                            "</p></div></body>",
                            "a.html"),
                     1);
    is(article.text, LEDE "\n\n" NEXT);
}

static void linked_data_is_used(void **state) {
    (void)state;
    assert_int_equal(
        read_z("<head><title>x</title><script type='application/ld+json'>{\"@graph\":[{\"@type\":"
               "\"NewsArticle\",\"headline\":\"Talks "
               "\\u201copen\\u201d\",\"datePublished\":\"2024-10-23\","
               "\"publisher\":{\"name\":\"Paper\"},\"articleBody\":\"" LEDE " " NEXT
               " Nobody expects more than that before the end of the month, they "
               "added.\"}]}</script></head>"
               "<body><p>" LEDE "</p><p>" NEXT
               "</p><p>Nobody expects more than that before the end of the "
               "month, they added.</p><p>This paragraph is of another article about something else "
               "entirely.</p></body>",
               "a.html"),
        1);
    is(article.text, LEDE
       "\n\n" NEXT "\n\nNobody expects more than that before the end of the month, they added.");
    is(article.title, "Talks \xe2\x80\x9copen\xe2\x80\x9d");
    is(article.source, "Paper");
    assert_int_equal(article.published.day, 23);
}

static void broken_and_deep_pages_are_read(void **state) {
    (void)state;
    size_t depth = 10000, n = 0;
    char *page = malloc(depth * 12 + 1000);
    for (size_t i = 0; i < depth; i++) n += (size_t)sprintf(page + n, "<div>");
    n += (size_t)sprintf(page + n, "<p>" LEDE "</p>");
    for (size_t i = 0; i < depth; i++) n += (size_t)sprintf(page + n, "</div>");
    assert_int_equal(read_bytes(page, n, "a.html"), 1);
    is(article.text, LEDE);
    for (n = 0; n < depth * 12; n += 3) memcpy(page + n, "<b>", 3);
    assert_int_equal(read_bytes(page, n, "a.html"), DRAGOMAN_EINPUT);
    free(page);
    assert_int_equal(read_z("<p>" LEDE "<p><b>" NEXT "<i></b></p></i><td>cell</p", "a.html"), 1);
    is(article.text, LEDE "\n\n" NEXT);
    assert_int_equal(
        read_z("<html><head><meta charset=windows-1251></head><p>\xcf\xf0\xe8\xe2\xe5\xf2: " LEDE,
               "a.html"),
        1);
    is(article.text, "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82: " LEDE);
    assert_int_equal(read_z("<html><body><a href=x>link</a></body></html>", "a.html"),
                     DRAGOMAN_EINPUT);
    says("a.html: no article text found on this page");
}

static void formats_are_told(void **state) {
    (void)state;
    static const struct {
        const char *name, *bytes;
        dragoman_format format;
    } list[] = {{"a.txt", "<p>x", DRAGOMAN_FORMAT_TEXT},
                {"a.ndjson.gz", "{}", DRAGOMAN_FORMAT_JSONL},
                {"a.HTM", "x", DRAGOMAN_FORMAT_HTML},
                {"a.conllu", "x", DRAGOMAN_FORMAT_CONLLU},
                {"a", " \n{\"text\":1}", DRAGOMAN_FORMAT_JSONL},
                {"a", "<!DOCTYPE html>", DRAGOMAN_FORMAT_HTML},
                {"a", "# sent_id = 1\n", DRAGOMAN_FORMAT_CONLLU},
                {"a", "Plain words.", DRAGOMAN_FORMAT_TEXT}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        assert_int_equal(dragoman_reader_open_memory(&reader, list[i].bytes, strlen(list[i].bytes),
                                                     list[i].name, NULL, &error),
                         0);
        assert_int_equal(dragoman_reader_format(reader), list[i].format);
        dragoman_reader_close(reader);
    }
    reader = NULL;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(clean_text_is_left_alone, close_reader),
        cmocka_unit_test_teardown(encodings_are_told_apart, close_reader),
        cmocka_unit_test_teardown(text_is_made_clean, close_reader),
        cmocka_unit_test_teardown(what_is_no_text_is_refused, close_reader),
        cmocka_unit_test_teardown(json_lines_give_articles, close_reader),
        cmocka_unit_test_teardown(broken_lines_are_told_and_passed, close_reader),
        cmocka_unit_test_teardown(a_date_that_is_none_is_carried, close_reader),
        cmocka_unit_test_teardown(dates_are_read, close_reader),
        cmocka_unit_test_teardown(long_lines_and_large_articles_have_limits, close_reader),
        cmocka_unit_test_teardown(options_fill_in_what_is_missing, close_reader),
        cmocka_unit_test_teardown(packed_files_are_unpacked, close_reader),
        cmocka_unit_test_teardown(files_that_are_not_there_are_told, close_reader),
        cmocka_unit_test_teardown(pages_give_their_article, close_reader),
        cmocka_unit_test_teardown(pages_without_marks_are_told_by_density, close_reader),
        cmocka_unit_test_teardown(classes_that_mislead_are_not_trusted, close_reader),
        cmocka_unit_test_teardown(linked_data_is_used, close_reader),
        cmocka_unit_test_teardown(broken_and_deep_pages_are_read, close_reader),
        cmocka_unit_test_teardown(formats_are_told, close_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
