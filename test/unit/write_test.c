/* write_test.c - JSON, rows, the report and filters over a record made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/codepoints.h"
#include "base/json.h"
#include "failing.h"
#include "record/brat.h"
#include "sample.h"
#include "write/width.h"

/* What stands in a buffer as a string; the buffer is emptied. */
static const char *taken(dragoman_buffer *buffer) {
    static char text[1 << 16];
    assert_true(buffer->size < sizeof text);
    if (buffer->size) memcpy(text, buffer->bytes, buffer->size);
    text[buffer->size] = 0;
    buffer->size = 0;
    return text;
}

/* ------------------------------------------------------------------ base */

static void numbers_are_written_without_locale(void **state) {
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {{2.5, 2, "2.5"},     {-9, 2, "-9"},
                 {0, 3, "0"},         {0.8125, 3, "0.813"},
                 {-0.05, 2, "-0.05"}, {100, 2, "100"},
                 {-0.5, 0, "-1"},     {31.50161, 5, "31.50161"},
                 {-0.001, 2, "0"},    {999999.99, 2, "999999.99"}};
    dragoman_buffer b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dg_out out = dg_out_begin(&b);
        dg_out_fixed(&out, cases[i].value, cases[i].decimals);
        assert_string_equal(taken(&b), cases[i].text);
    }
    dg_out out = dg_out_begin(&b);
    dg_out_int(&out, INT64_MIN);
    dg_out_char(&out, ' ');
    dg_out_int(&out, INT64_MAX);
    dg_out_char(&out, ' ');
    dg_out_int(&out, 0);
    assert_string_equal(taken(&b), "-9223372036854775808 9223372036854775807 0");
    dragoman_buffer_free(&b);
}

static void dates_keep_what_is_known(void **state) {
    (void)state;
    dragoman_buffer b = {0};
    dg_out out = dg_out_begin(&b);
    dg_out_date(&out, (dragoman_date){2024, 2, 9});
    dg_out_char(&out, ' ');
    dg_out_date(&out, (dragoman_date){2024, 11, 0});
    dg_out_char(&out, ' ');
    dg_out_date(&out, (dragoman_date){987, 0, 0});
    dg_out_date(&out, (dragoman_date){0, 0, 0});
    assert_string_equal(taken(&b), "2024-02-09 2024-11 0987");
    dragoman_buffer_free(&b);
    dragoman_date d;
    assert_true(dragoman_date_parse("2024-02-29", &d));
    assert_false(dragoman_date_parse("2023-02-29", &d));
    assert_false(dragoman_date_parse("2023-04-31", &d));
    assert_false(dragoman_date_parse("2023-4-1", &d));
    assert_false(dragoman_date_parse("yesterday", &d));
    assert_true(dragoman_date_parse("2023-04", &d) && d.month == 4 && d.day == 0);
}

static void strings_are_escaped_and_broken_bytes_mended(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
    } cases[] = {{"plain", "\"plain\""},
                 {"\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""},
                 {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\""},
                 {"Zoë – 日本 😀", "\"Zoë – 日本 😀\""},
                 {"\xC3", "\"\xEF\xBF\xBD\""},
                 {"a\xE2\x82z", "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\""},
                 {"\xC0\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},                 /* overlong */
                 {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""}, /* surrogate */
                 {"\xF4\x90\x80\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""}};
    dragoman_buffer b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dg_out out = dg_out_begin(&b);
        dg_json_escape(&out, sample_str(cases[i].from));
        assert_string_equal(taken(&b), cases[i].to);
    }
    dragoman_buffer_free(&b);
}

static void code_points_go_both_ways(void **state) {
    (void)state;
    static const char *const parts[] = {"a", "é", "日", "😀", "bc "};
    char text[4096] = "";
    uint32_t starts[4096], count = 0, seed = 7;
    while (strlen(text) < 4000) {
        seed = seed * 1103515245u + 12345u;
        const char *part = parts[(seed >> 16) % 5];
        for (uint32_t i = 0; part[i]; i++)
            if (((unsigned char)part[i] & 0xC0) != 0x80)
                starts[count++] = (uint32_t)strlen(text) + i;
        strcat(text, part);
    }
    dg_codepoints index;
    assert_int_equal(dg_codepoints_open(&index, sample_str(text), NULL), 0);
    for (uint32_t n = 0; n < count; n++) {
        assert_int_equal(dg_codepoints_at(&index, starts[n]), n);
        assert_int_equal(dg_codepoints_byte(&index, n), starts[n]);
        assert_int_equal(dragoman_codepoints(sample_str(text), starts[n]), n);
    }
    uint32_t size = (uint32_t)strlen(text);
    assert_int_equal(dg_codepoints_at(&index, size), count);
    assert_int_equal(dg_codepoints_at(&index, size + 100), count);
    assert_int_equal(dg_codepoints_byte(&index, count), size);
    dg_codepoints_close(&index);
    assert_int_equal(dg_codepoints_open(&index, sample_str("ascii"), NULL), 0);
    assert_null(index.before);
    assert_int_equal(dg_codepoints_byte(&index, 9), 5);
    dg_codepoints_close(&index);
}

static void width_counts_columns_and_steers_no_terminal(void **state) {
    (void)state;
    assert_int_equal(dg_text_width(sample_str("Zoë 日本")), 8);
    dragoman_buffer b = {0};
    dg_out out = dg_out_begin(&b);
    assert_int_equal(dg_out_cut(&out, sample_str("日本語"), 5), 5);
    assert_string_equal(taken(&b), "日本…");
    dg_out_plain(&out, sample_str("a\x1b[31mb\xc2\x9b"
                                  "c\xe2\x80\xae"
                                  "d\xff"));
    assert_string_equal(taken(&b), "a [31mb c d ");
    dragoman_buffer_free(&b);
}

/* ------------------------------------------------------------------ JSON */

/* The words of a span of code points, cut from the text by jansson's own UTF-8. */
static void assert_words(const json_t *object, const json_t *span, const char *words) {
    const char *text = json_string_value(json_object_get(object, "text"));
    json_int_t n = 0, from = json_integer_value(json_array_get(span, 0)),
               to = json_integer_value(json_array_get(span, 1));
    const char *start = NULL, *end = NULL;
    for (const char *p = text;; p++) {
        if (((unsigned char)*p & 0xC0) == 0x80) continue;
        if (n == from) start = p;
        if (n == to) end = p;
        n++;
        if (!*p) break;
    }
    assert_non_null(start);
    assert_non_null(end);
    assert_int_equal(end - start, strlen(words));
    assert_memory_equal(start, words, strlen(words));
}

static json_t *parsed(dragoman_buffer *b) {
    json_error_t why;
    json_t *object = json_loadb(b->bytes, b->size, 0, &why);
    if (!object) fail_msg("%s at %d", why.text, why.position);
    b->size = 0;
    return object;
}

static void json_says_what_the_record_holds(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    assert_int_equal(dragoman_write_json(&b, &s.record, NULL, NULL), 0);
    assert_int_equal(b.bytes[b.size - 1], '\n');
    assert_null(memchr(b.bytes, '\n', b.size - 1));
    json_t *o = parsed(&b);
    assert_string_equal(json_string_value(json_object_get(o, "title")), s.record.article.title.ptr);
    assert_string_equal(json_string_value(json_object_get(o, "text_hash")),
                        "xxh3:0123456789abcdeffedcba9876543210");
    assert_true(json_is_null(json_object_get(o, "url")));
    assert_int_equal(json_array_size(json_object_get(json_object_get(o, "meta"), "k")), 2);
    const json_t *e = json_array_get(json_object_get(o, "events"), 0);
    assert_words(o, json_object_get(e, "trigger"), "shelled");
    assert_words(o, json_object_get(json_array_get(json_object_get(e, "recipient"), 0), "span"),
                 "Tōkar");
    assert_words(o, json_object_get(e, "source_span"), "Zoë Ndiaye");
    assert_string_equal(json_string_value(json_object_get(e, "date")), "2023-06-02");
    assert_true(json_is_null(json_object_get(e, "enddate")));
    assert_string_equal(json_string_value(json_object_get(e, "time")), "2222aaaa0000bbbb");
    assert_string_equal(json_string_value(json_array_get(json_object_get(e, "dead"), 0)),
                        "4444aaaa0000bbbb");
    const json_t *place = json_object_get(e, "location");
    assert_float_equal(json_number_value(json_object_get(place, "lat")), 18.425, 1e-9);
    assert_int_equal(json_integer_value(json_object_get(place, "geonameid")), 365137);
    e = json_array_get(json_object_get(o, "events"), 1);
    assert_true(json_is_null(json_object_get(e, "goldstein")));
    assert_true(json_is_null(json_object_get(e, "according_to")));
    assert_true(json_is_null(json_object_get(json_object_get(e, "location"), "lat")));
    assert_int_equal(json_array_size(json_object_get(e, "auxiliary")), 2);
    assert_string_equal(json_string_value(json_array_get(json_object_get(e, "auxiliary"), 1)),
                        "negation");
    const json_t *t = json_array_get(json_object_get(o, "tallies"), 0);
    assert_int_equal(json_integer_value(json_object_get(t, "low")), 40);
    assert_true(json_is_null(json_object_get(t, "high")));
    assert_string_equal(json_string_value(json_object_get(t, "date")), "2023");
    assert_words(o, json_object_get(t, "span"), "At least 40 people");
    const json_t *time = json_array_get(json_object_get(o, "times"), 0);
    assert_string_equal(json_string_value(json_object_get(time, "anchor")), "published");
    const json_t *step = json_array_get(json_object_get(o, "steps"), 0);
    assert_string_equal(json_string_value(json_array_get(json_object_get(step, "events"), 0)),
                        "1111cccc2222dddd");
    json_decref(o);
    dragoman_buffer_free(&b);
}

static void json_without_text_keeps_spans(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer with = {0}, without = {0};
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    options.no_text = true;
    assert_int_equal(dragoman_write_json(&with, &s.record, NULL, NULL), 0);
    assert_int_equal(dragoman_write_json(&without, &s.record, &options, NULL), 0);
    assert_null(memmem(without.bytes, without.size, "Friday", 6));
    json_t *a = parsed(&with), *b = parsed(&without);
    assert_null(json_object_get(b, "text"));
    assert_int_equal(json_object_del(a, "text"), 0);
    assert_true(json_equal(a, b));
    json_decref(a);
    json_decref(b);
    dragoman_buffer_free(&with);
    dragoman_buffer_free(&without);
}

static void an_empty_record_has_every_key(void **state) {
    (void)state;
    dragoman_record empty = {0};
    dragoman_buffer b = {0};
    assert_int_equal(dragoman_write_json(&b, &empty, NULL, NULL), 0);
    assert_string_equal(
        taken(&b),
        "{\"id\":\"\",\"title\":null,\"published\":null,\"source\":null,\"url\":null,\"language\":"
        "null,"
        "\"text\":\"\",\"text_hash\":\"xxh3:00000000000000000000000000000000\",\"coder\":{\"name\":"
        "\"dragoman\",\"version\":null,\"codebook\":null,\"model\":null},\"sentences\":[],"
        "\"entities\":[],"
        "\"events\":[],\"statements\":[],\"tallies\":[],\"times\":[],\"steps\":[],\"meta\":null}"
        "\n");
    dragoman_buffer_free(&b);
}

/* ------------------------------------------------------------------ rows */

/* Read one CSV row by RFC 4180: cells into `cells`, their number. */
static size_t csv_cells(const char **at, char cells[][512], size_t most) {
    size_t n = 0, len = 0;
    const char *p = *at;
    for (bool quoted = false; n < most; p++) {
        if (quoted ? *p == '"' && p[1] != '"' : *p == '"' && len == 0) {
            quoted = !quoted;
        } else if (!quoted && (*p == ',' || *p == '\n' || !*p)) {
            cells[n][len] = 0;
            n++;
            len = 0;
            if (*p != ',') break;
        } else {
            if (quoted && *p == '"') p++;
            cells[n][len++] = *p;
        }
    }
    *at = p + 1;
    return n;
}

static void csv_is_read_back(void **state) {
    (void)state;
    static char names[64][512], cells[64][512];
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    for (dragoman_layer layer = DRAGOMAN_ARTICLES; layer <= DRAGOMAN_STEPS; layer++) {
        assert_int_equal(dragoman_write_header(&b, layer, DRAGOMAN_CSV, NULL, NULL), 0);
        assert_int_equal(dragoman_write_rows(&b, &s.record, layer, DRAGOMAN_CSV, NULL, NULL), 0);
        const char *text = taken(&b), *at = text, *end = text + strlen(text);
        size_t columns = csv_cells(&at, names, 64);
        assert_true(columns > 5);
        uint32_t rows = 0;
        for (; at < end; rows++) assert_int_equal(csv_cells(&at, cells, 64), columns);
        assert_int_equal(rows, dragoman_layer_count(&s.record, layer));
    }
    assert_int_equal(dragoman_write_header(&b, DRAGOMAN_EVENTS, DRAGOMAN_CSV, NULL, NULL), 0);
    assert_int_equal(
        dragoman_write_row(&b, &s.record, DRAGOMAN_EVENTS, 0, DRAGOMAN_CSV, NULL, NULL), 0);
    const char *at = taken(&b);
    size_t columns = csv_cells(&at, names, 64);
    csv_cells(&at, cells, 64);
    unsigned seen = 0;
    for (size_t i = 0; i < columns; i++) {
        if (strcmp(names[i], "actor") == 0)
            assert_string_equal(cells[i], "Red; \"Line\" rebels"), seen++;
        if (strcmp(names[i], "start") == 0) assert_string_equal(cells[i], "54"), seen++;
        if (strcmp(names[i], "trigger") == 0) assert_string_equal(cells[i], "shelled"), seen++;
        if (strcmp(names[i], "enddate") == 0) assert_string_equal(cells[i], ""), seen++;
        if (strcmp(names[i], "lat") == 0) assert_string_equal(cells[i], "18.425"), seen++;
    }
    assert_int_equal(seen, 5);
    dragoman_buffer_free(&b);
}

static void tsv_keeps_one_row_a_line(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    assert_int_equal(
        dragoman_write_rows(&b, &s.record, DRAGOMAN_ARTICLES, DRAGOMAN_TSV, NULL, NULL), 0);
    const char *row = taken(&b);
    size_t tabs = 0, lines = 0;
    for (const char *p = row; *p; p++) tabs += *p == '\t', lines += *p == '\n';
    assert_int_equal(lines, 1);
    assert_int_equal(tabs, 12);
    assert_non_null(strstr(row, "\tA \"title\", with marks \\ \x01\t"));
    dragoman_buffer_free(&b);
}

static void json_rows_are_objects_with_the_same_names(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    for (dragoman_layer layer = DRAGOMAN_ARTICLES; layer <= DRAGOMAN_STEPS; layer++) {
        assert_int_equal(dragoman_write_header(&b, layer, DRAGOMAN_JSONL, NULL, NULL), 0);
        assert_int_equal(b.size, 0);
        assert_int_equal(dragoman_write_header(&b, layer, DRAGOMAN_TSV, NULL, NULL), 0);
        char *header = strdup(taken(&b));
        assert_int_equal(dragoman_write_row(&b, &s.record, layer, 0, DRAGOMAN_JSONL, NULL, NULL),
                         0);
        json_t *o = parsed(&b);
        size_t names = 0;
        for (char *name = strtok(header, "\t\n"); name; name = strtok(NULL, "\t\n"), names++)
            assert_non_null(json_object_get(o, name));
        assert_int_equal(json_object_size(o), names);
        json_decref(o);
        free(header);
    }
    dragoman_buffer_free(&b);
}

static void tables_are_aligned(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    for (options.width = 60; options.width <= 140; options.width += 40)
        for (dragoman_layer layer = DRAGOMAN_ARTICLES; layer <= DRAGOMAN_STEPS; layer++) {
            dragoman_write_header(&b, layer, DRAGOMAN_TABLE, &options, NULL);
            dragoman_write_rows(&b, &s.record, layer, DRAGOMAN_TABLE, &options, NULL);
            for (char *text = (char *)(uintptr_t)taken(&b), *line;
                 (line = strsep(&text, "\n")) && text;) {
                size_t most =
                    options.width < 100 ? 110 : options.width; /* fixed columns keep their room */
                assert_true(dg_text_width(sample_str(line)) <= most);
            }
        }
    dragoman_write_header(&b, DRAGOMAN_TALLIES, DRAGOMAN_TABLE, NULL, NULL);
    dragoman_write_rows(&b, &s.record, DRAGOMAN_TALLIES, DRAGOMAN_TABLE, NULL, NULL);
    char *text = (char *)(uintptr_t)taken(&b), *header = strsep(&text, "\n"),
         *row = strsep(&text, "\n");
    assert_int_equal(strstr(header, "counted") - header, strstr(row, "killed") - row);
    assert_non_null(strstr(row, "     40 "));
    dragoman_buffer_free(&b);
}

/* ------------------------------------------------------------------ the report */

static void the_report_is_plain_without_colour_and_fits(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    for (options.width = 50; options.width <= 120; options.width += 35) {
        assert_int_equal(dragoman_write_report(&b, &s.record, &options, NULL), 0);
        assert_null(memchr(b.bytes, '\033', b.size));
        assert_null(memchr(b.bytes, '\x01', b.size));
        const char *whole = taken(&b);
        assert_non_null(strstr(whole, "ASSAULT"));
        assert_non_null(strstr(whole, "at least 40 killed"));
        for (char *text = (char *)(uintptr_t)whole, *line; (line = strsep(&text, "\n"));)
            assert_true(dg_text_width(sample_str(line)) <= options.width);
    }
    dragoman_buffer_free(&b);
}

/* The report without its escape sequences. */
static void uncolour(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == '\033')
            from += strcspn(from, "m");
        else
            *to++ = *from;
    }
    *to = 0;
}

static void colour_changes_no_word(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer b = {0};
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    assert_int_equal(dragoman_write_report(&b, &s.record, &options, NULL), 0);
    char *plain = strdup(taken(&b));
    options.colour = true;
    assert_int_equal(dragoman_write_report(&b, &s.record, &options, NULL), 0);
    char *coloured = strdup(taken(&b));
    assert_non_null(strstr(coloured, "\033[0;1;31mshelled\033["));
    uncolour(coloured);
    assert_string_equal(plain, coloured);
    free(plain);
    free(coloured);
    dragoman_buffer_free(&b);
}

/* ------------------------------------------------------------------ standoff */

static bool has_line(const char *text, const char *line) {
    const char *at = strstr(text, line);
    size_t len = strlen(line);
    return at && (at == text || at[-1] == '\n') && at[len] == '\n';
}

static void brat_hangs_rows_on_words(void **state) {
    (void)state;
    sample s;
    dragoman_buffer b = {0};
    sample_make(&s);
    assert_int_equal(dragoman_write_brat(&b, &s.record, 0, NULL), 0);
    const char *ann = taken(&b);
    assert_true(has_line(ann, "T1\tPerson 0 10\tZoë Ndiaye")); /* code points, not bytes */
    assert_true(has_line(ann, "A1\tCode T1 UNO"));
    assert_true(has_line(
        ann,
        "#2\tAnnotatorNotes T2\tentity=1; name=Red\\; \"Line\" rebels; rule=actors/test.txt:3"));
    assert_non_null(
        strstr(ann, "\tASSAULT:T9 Actor:T2 Recipient:T3 Source:T1 Time:T6 Place:T4 Dead:E1\n"));
    assert_non_null(strstr(ann, "\tNegation E3\n"));
    assert_non_null(strstr(ann, "\tAnnotatorNotes T6\tid=2222aaaa0000bbbb; value=2023-06-02;"));
    assert_int_equal(dragoman_write_brat(&b, &s.record, 1u << DRAGOMAN_TIMES, NULL), 0);
    assert_true(strncmp(taken(&b), "T1\tDATE ", 8) == 0);
    dragoman_buffer_free(&b);
}

static void web_annotations_select_by_position_and_quotation(void **state) {
    (void)state;
    sample s;
    dragoman_buffer b = {0};
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    sample_make(&s);
    assert_int_equal(dragoman_write_webanno(&b, &s.record, 1u << DRAGOMAN_TIMES, &options, NULL),
                     0);
    json_t *page = json_loads(taken(&b), 0, NULL);
    assert_non_null(page);
    assert_string_equal(json_string_value(json_object_get(page, "type")), "AnnotationPage");
    json_t *items = json_object_get(page, "items"), *first = json_array_get(items, 0);
    assert_int_equal(json_array_size(items), 1);
    assert_string_equal(json_string_value(json_object_get(first, "id")),
                        "urn:dragoman:a-1:time:2222aaaa0000bbbb");
    assert_string_equal(json_string_value(json_object_get(json_object_get(first, "body"), "value")),
                        "2023-06-02");
    json_t *selectors =
        json_object_get(json_array_get(json_object_get(first, "target"), 0), "selector");
    json_t *quote = json_array_get(selectors, 1);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(selectors, 0), "start")),
                     42);
    assert_string_equal(json_string_value(json_object_get(quote, "exact")), "Friday");
    assert_string_equal(json_string_value(json_object_get(quote, "prefix")),
                        ", the “Red Line” envoy, said on ");
    json_decref(page);
    options.no_text = true;
    assert_int_equal(dragoman_write_webanno(&b, &s.record, 0, &options, NULL), 0);
    assert_null(strstr(taken(&b), "TextQuoteSelector"));
    dragoman_buffer_free(&b);
}

static void times_are_marked_in_place(void **state) {
    (void)state;
    sample s;
    dragoman_buffer b = {0};
    sample_make(&s);
    assert_int_equal(dragoman_write_timex(&b, &s.record, NULL), 0);
    const char *text = taken(&b);
    assert_non_null(strstr(text,
                           "said on <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2023-06-02\" "
                           "temporalFunction=\"true\" anchorTimeID=\"t0\">Friday</TIMEX3> that"));
    assert_non_null(strstr(text, "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2023-06-04\""));
    assert_non_null(strstr(text, "in Geneva, &quot;the last chance&quot;"));
    dragoman_buffer_free(&b);
}

static void count_mistake(void *context, const char *mistake) {
    snprintf(context, 512, "%s", mistake);
}

/* What brat's reader makes of the sample's annotations with `from` replaced by `to`: the number of
 * mistakes, the last in `mistake`; the record as JSON in *json where there is none. */
static int read_changed(const char *from, const char *to, char mistake[512],
                        dragoman_buffer *json) {
    sample s;
    dragoman_buffer b = {0}, changed;
    dg_arena arena = DG_ARENA_INIT;
    dg_brat_reading reading;
    sample_make(&s);
    assert_int_equal(dragoman_write_brat(&b, &s.record, 0, NULL), 0);
    changed = sample_replaced(&b, from, to);
    int status = dg_brat_read(&arena, &s.record, &s.record,
                              (dragoman_str){changed.bytes, (uint32_t)changed.size}, "a.ann",
                              count_mistake, mistake, &reading, NULL);
    if (status == 0) assert_int_equal(dragoman_write_json(json, &reading.record, NULL, NULL), 0);
    dg_arena_free(&arena);
    dragoman_buffer_free(&b);
    dragoman_buffer_free(&changed);
    return status;
}

static void brat_is_read_back(void **state) {
    (void)state;
    sample s;
    char mistake[512];
    dragoman_buffer before = {0}, after = {0};
    sample_make(&s);
    assert_int_equal(dragoman_write_json(&before, &s.record, NULL, NULL), 0);
    assert_int_equal(read_changed("T1\t", "T1\t", mistake, &after), 0);
    assert_int_equal(after.size, before.size);
    assert_memory_equal(after.bytes, before.bytes, before.size);
    after.size = 0;
    assert_int_equal(read_changed("Code T1 UNO", "Code T1 FRA", mistake, &after), 0);
    assert_non_null(strstr(taken(&after), "\"code\":\"FRA\""));
    dragoman_buffer_free(&before);
    dragoman_buffer_free(&after);
}

static void mistakes_in_brat_are_named_by_line(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *mistake;
    } cases[] = {
        {"\tZoë Ndiaye\n", "\tZoe Ndiaye\n",
         "a.ann:1: T1 is \"Zoe Ndiaye\", but the article has \"Zoë Ndiaye\" there"},
        {"Person 0 10", "Person 0 1000", "a.ann:1: the span 0-1000 ends behind the article"},
        {"Person 0 10", "Person 10 0", "a.ann:1: no span of the text"},
        {"Person 0 10", "Persona 0 10", "a.ann:1: no such type: Persona"},
        {"A1\tCode T1 UNO", "A1\tCode T99 UNO", "a.ann:2: there is no T99"},
        {"A1\tCode", "A1\tColour", "a.ann:2: a Person has no attribute Colour"},
        {"entity=0; ", "entity=0; size=3; ", "a Person has no field size"},
        {"id=1111aaaa2222bbbb", "id=9111aaaa2222bbbb", "the record has no event 9111aaaa2222bbbb"},
        {"Actor:T2 Recipient", "Agent:T2 Recipient", "a ASSAULT has no role Agent"},
        {"Place:T4 Dead", "Place:T2 Dead", "Place cannot be T2, a Group"},
        {"date=2023-06-02", "date=2023-06-42", "date 2023-06-42: not a date"},
        {"T2\t", "T1\t", "T1 stands on line 1 already"},
        {"T1\t", "?1\t", "a.ann:1: no line of brat's standoff"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char mistake[512] = "";
        dragoman_buffer json = {0};
        int count = read_changed(cases[i].from, cases[i].to, mistake, &json);
        if (count <= 0 || (count == 1 && !strstr(mistake, cases[i].mistake)))
            fail_msg("case %zu: %d, %s", i, count, mistake);
        dragoman_buffer_free(&json);
    }
}

static int write_in_every_form(int form, dragoman_buffer *b, const dragoman_record *r,
                               dragoman_error *e) {
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    options.colour = true;
    switch (form) {
    case 0:
        return dragoman_write_json(b, r, &options, e);
    case 1:
        return dragoman_write_report(b, r, &options, e);
    case 2:
        return dragoman_write_why(b, r, "1111aaaa2222bbbb", NULL, &options, e);
    case 3:
        return dragoman_write_rows(b, r, DRAGOMAN_EVENTS, DRAGOMAN_CSV, &options, e);
    case 4:
        return dragoman_write_rows(b, r, DRAGOMAN_TALLIES, DRAGOMAN_TABLE, &options, e);
    case 5:
        return dragoman_write_rows(b, r, DRAGOMAN_STEPS, DRAGOMAN_JSONL, &options, e);
    case 6:
        return dragoman_write_brat(b, r, 0, e);
    case 7:
        return dragoman_write_webanno(b, r, 0, &options, e);
    case 8:
        return dragoman_write_timex(b, r, e);
    case 9:
        return dragoman_write_brat_conf(b, e);
    default:
        return dragoman_write_header(b, DRAGOMAN_EVENTS, DRAGOMAN_TABLE, &options, e);
    }
}

/* Whichever allocation fails, the buffer holds what it held before, and the next try succeeds. */
static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    for (int form = 0; form < 11; form++) {
        long failures = 0;
        for (long n = 0;; n++) {
            dragoman_buffer b = {0};
            dragoman_error error;
            assert_int_equal(dragoman_buffer_append(&b, "kept", 4, NULL), 0);
            fail_at = n;
            int status = write_in_every_form(form, &b, &s.record, &error);
            bool reached = fail_at < 0;
            fail_at = -1;
            if (status < 0) {
                assert_int_equal(status, DRAGOMAN_ENOMEM);
                assert_int_equal(b.size, 4);
                failures++;
            }
            assert_memory_equal(b.bytes, "kept", 4);
            dragoman_buffer_free(&b);
            if (!reached) break;
            assert_true(status < 0);
        }
        assert_true(failures > 0 || form == 8 || form == 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_without_locale),
        cmocka_unit_test(dates_keep_what_is_known),
        cmocka_unit_test(strings_are_escaped_and_broken_bytes_mended),
        cmocka_unit_test(code_points_go_both_ways),
        cmocka_unit_test(width_counts_columns_and_steers_no_terminal),
        cmocka_unit_test(json_says_what_the_record_holds),
        cmocka_unit_test(json_without_text_keeps_spans),
        cmocka_unit_test(an_empty_record_has_every_key),
        cmocka_unit_test(csv_is_read_back),
        cmocka_unit_test(tsv_keeps_one_row_a_line),
        cmocka_unit_test(json_rows_are_objects_with_the_same_names),
        cmocka_unit_test(tables_are_aligned),
        cmocka_unit_test(the_report_is_plain_without_colour_and_fits),
        cmocka_unit_test(colour_changes_no_word),
        cmocka_unit_test(brat_hangs_rows_on_words),
        cmocka_unit_test(web_annotations_select_by_position_and_quotation),
        cmocka_unit_test(times_are_marked_in_place),
        cmocka_unit_test(brat_is_read_back),
        cmocka_unit_test(mistakes_in_brat_are_named_by_line),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
