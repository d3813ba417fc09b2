/* record_test.c - the record file: what is put is read back, again is nothing new, a kill loses
 * nothing that was committed, and files that are none of ours are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sample.h"

static char path[256];

/* A fresh name for each test. */
static int fresh(void **state) {
    (void)state;
    static int number;
    snprintf(path, sizeof path, "record_test.%d.%d.db", (int)getpid(), number++);
    unlink(path);
    return 0;
}

static int clean(void **state) {
    (void)state;
    char journal[300];
    snprintf(journal, sizeof journal, "%s-journal", path);
    unlink(journal);
    return unlink(path) == 0 || access(path, F_OK) != 0 ? 0 : -1;
}

static dragoman_db *opened(dragoman_db_mode mode) {
    dragoman_db *db;
    dragoman_error error;
    if (dragoman_db_open(&db, path, mode, &error) < 0) fail_msg("%s", error.message);
    return db;
}

/* Message of an opening that must fail. */
static const char *refused(dragoman_db_mode mode) {
    static dragoman_error error;
    dragoman_db *db;
    assert_int_equal(dragoman_db_open(&db, path, mode, &error), DRAGOMAN_EDB);
    assert_null(db);
    return error.message;
}

static void put(dragoman_db *db, const dragoman_record *record) {
    dragoman_error error;
    if (dragoman_db_put(db, record, &error) < 0) fail_msg("%s", error.message);
}

static long size_of_file(void) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return (long)st.st_size;
}

/* ------------------------------------------------------------------ there and back */

static void what_is_put_is_read_back(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_buffer before = {0}, after = {0};
    const dragoman_record *record;
    assert_int_equal(dragoman_write_json(&before, &s.record, NULL, NULL), 0);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    put(db, &s.record);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    db = opened(DRAGOMAN_DB_READ);
    assert_int_equal(dragoman_db_article(db, "a-1", &record, NULL), 1);
    assert_int_equal(dragoman_write_json(&after, record, NULL, NULL), 0);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.bytes, after.bytes, before.size);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    dragoman_buffer_free(&before);
    dragoman_buffer_free(&after);
}

static void ids_may_be_beginnings(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_error error;
    const dragoman_record *record;
    char row[20];
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    put(db, &s.record);
    assert_int_equal(dragoman_db_row(db, "4444", &record, row, &error), 1);
    assert_string_equal(row, "4444aaaa0000bbbb");
    assert_int_equal(dragoman_db_row(db, "1111cccc2222dddd", &record, row, &error), 1);
    assert_int_equal(dragoman_db_row(db, "1111", &record, row, &error), DRAGOMAN_EUSAGE);
    assert_non_null(strstr(error.message, "2 ids"));
    assert_int_equal(dragoman_db_row(db, "9", &record, row, &error), 0);
    assert_int_equal(dragoman_db_article(db, "a", &record, &error), 1);
    assert_int_equal(dragoman_db_article(db, "b", &record, &error), 0);
    s.record.article.id = sample_str("a-1x");
    put(db, &s.record);
    assert_int_equal(dragoman_db_article(db, "a-1", &record, &error), 1); /* exact wins */
    assert_int_equal(record->article.id.len, 3);
    assert_int_equal(dragoman_db_row(db, "4444", &record, row, &error), 1); /* one text twice */
    assert_int_equal(dragoman_db_close(db, NULL), 0);
}

static dragoman_db_state state_of(dragoman_db *db, const dragoman_record *r) {
    dragoman_db_state state = DRAGOMAN_DB_NEW;
    dragoman_error error;
    if (dragoman_db_state_of(db, &r->article, &r->coder, &state, &error) < 0)
        fail_msg("%s", error.message);
    return state;
}

static void articles_are_new_same_older_or_changed(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    assert_int_equal(state_of(db, &s.record), DRAGOMAN_DB_NEW);
    put(db, &s.record);
    assert_int_equal(state_of(db, &s.record), DRAGOMAN_DB_SAME);
    s.record.coder.codebook = "00000000000000ff";
    assert_int_equal(state_of(db, &s.record), DRAGOMAN_DB_OLDER);
    s.record.article.published.day++;
    assert_int_equal(state_of(db, &s.record), DRAGOMAN_DB_CHANGED);
    s.record.article.published.day--;
    s.record.article.text.len--;
    assert_int_equal(state_of(db, &s.record), DRAGOMAN_DB_CHANGED);
    s.record.article.id = sample_str("a-2");
    assert_int_equal(state_of(db, &s.record), DRAGOMAN_DB_NEW);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
}

static int count_of(const char *sql) {
    sqlite3 *handle;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int count = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(handle);
    return count;
}

static void a_changed_article_takes_the_place_of_the_old(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    put(db, &s.record);
    put(db, &s.record);
    s.record.event_count = 1;
    s.record.step_count = 0;
    s.record.article.title = sample_str("Another");
    put(db, &s.record);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    assert_int_equal(count_of("SELECT count(*) FROM articles"), 1);
    assert_int_equal(count_of("SELECT count(*) FROM events"), 1);
    assert_int_equal(count_of("SELECT count(*) FROM steps"), 0);
    assert_int_equal(count_of("SELECT count(*) FROM links WHERE layer = 'step'"), 0);
    assert_int_equal(count_of("SELECT count(*) FROM coders"), 1);
    assert_int_equal(count_of("SELECT count(*) FROM articles WHERE title = 'Another'"), 1);
    assert_int_equal(
        count_of("SELECT count(*) FROM event_list WHERE actor = 'Red; \"Line\" rebels' AND "
                 "recipient = 'Tōkar' AND sentence LIKE 'Zoë%Tōkar.'"),
        1);
}

/* ------------------------------------------------------------------ filters */

static uint32_t rows_passing(dragoman_db *db, dragoman_layer layer, const dragoman_filter *f) {
    dragoman_error error;
    const dragoman_record *record;
    uint32_t passing = 0;
    int got;
    if (dragoman_db_select(db, layer, f, &error) < 0) fail_msg("%s", error.message);
    while ((got = dragoman_db_next(db, &record, &error)) > 0)
        for (uint32_t i = 0; i < dragoman_layer_count(record, layer); i++)
            passing += dragoman_filter_row(f, record, layer, i);
    if (got < 0) fail_msg("%s", error.message);
    return passing;
}

static void filters_choose_rows(void **state) {
    (void)state;
    static const struct {
        dragoman_layer layer;
        dragoman_filter filter;
        uint32_t rows;
    } cases[] = {
        {DRAGOMAN_EVENTS, DRAGOMAN_FILTER_INIT, 2},
        {DRAGOMAN_EVENTS, {1, .actor = "rebels"}, 2},
        {DRAGOMAN_EVENTS, {1, .actor = "ebels"}, 0}, /* a word's beginning, not its middle */
        {DRAGOMAN_EVENTS, {1, .actor = "SDN REB"}, 2},
        {DRAGOMAN_EVENTS, {1, .actor = "SDNREB"}, 2},
        {DRAGOMAN_EVENTS, {1, .actor = "CVL"}, 1},
        {DRAGOMAN_EVENTS, {1, .actor = "sdn"}, 0}, /* codes are capitals */
        {DRAGOMAN_EVENTS, {1, .recipient = "tokar"}, 1},
        {DRAGOMAN_EVENTS, {1, .recipient = "rebels"}, 0},
        {DRAGOMAN_EVENTS, {1, .event = "assault"}, 1},
        {DRAGOMAN_EVENTS, {1, .event = "19"}, 1},
        {DRAGOMAN_EVENTS, {1, .event = "20"}, 0},
        {DRAGOMAN_EVENTS, {1, .from = {2023, 6, 2}, .to = {2023, 6, 2}}, 1},
        {DRAGOMAN_EVENTS, {1, .from = {2023, 6, 3}}, 1}, /* without a date: its article's */
        {DRAGOMAN_EVENTS, {1, .from = {2023, 6, 5}}, 0},
        {DRAGOMAN_EVENTS, {1, .from = {2023, 6, 0}}, 2},
        {DRAGOMAN_EVENTS, {1, .to = {2023, 0, 0}}, 2},
        {DRAGOMAN_EVENTS, {1, .to = {2022, 0, 0}}, 0},
        {DRAGOMAN_EVENTS, {1, .source = "WIRE"}, 2},
        {DRAGOMAN_EVENTS, {1, .source = "Post"}, 0},
        {DRAGOMAN_STATEMENTS, {1, .actor = "zoe"}, 1},
        {DRAGOMAN_STATEMENTS, {1, .event = "direct"}, 0},
        {DRAGOMAN_TALLIES,
         {1, .event = "killed", .from = {2030, 0, 0}},
         1}, /* since 2023, no end */
        {DRAGOMAN_TALLIES, {1, .to = {2022, 12, 31}}, 0},
        {DRAGOMAN_TIMES, {1, .event = "DATE", .from = {2023, 6, 1}, .to = {2023, 6, 9}}, 1},
        {DRAGOMAN_STEPS, {1, .event = "talks", .actor = "Red"}, 1},
        {DRAGOMAN_STEPS, {1, .from = {2023, 6, 4}, .to = {2023, 6, 4}}, 1},
        {DRAGOMAN_STEPS, {1, .from = {2024, 0, 0}}, 0},
        {DRAGOMAN_ENTITIES, {1, .actor = "SDN"}, 2},
        {DRAGOMAN_ARTICLES, {1, .actor = "SDN"}, 1},
    };
    sample s;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    put(db, &s.record);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t direct = 0;
        for (uint32_t n = 0; n < dragoman_layer_count(&s.record, cases[i].layer); n++)
            direct += dragoman_filter_row(&cases[i].filter, &s.record, cases[i].layer, n);
        if (direct != cases[i].rows) fail_msg("case %zu: %u rows", i, direct);
        assert_int_equal(rows_passing(db, cases[i].layer, &cases[i].filter), cases[i].rows);
    }
    assert_int_equal(dragoman_db_close(db, NULL), 0);
}

static void records_come_in_the_order_of_publication(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    static const char *const ids[] = {"m", "c", "z", "b"};
    static const dragoman_date dates[] = {{2023, 5, 0}, {2024, 1, 1}, {2022, 12, 31}, {2024, 1, 1}};
    for (int i = 0; i < 4; i++) {
        s.record.article.id = sample_str(ids[i]);
        s.record.article.published = dates[i];
        put(db, &s.record);
    }
    char order[8] = "";
    const dragoman_record *record;
    assert_int_equal(dragoman_db_select(db, DRAGOMAN_TIMES, NULL, NULL), 0);
    while (dragoman_db_next(db, &record, NULL) > 0) strncat(order, record->article.id.ptr, 1);
    assert_string_equal(order, "zmbc");
    assert_int_equal(dragoman_db_close(db, NULL), 0);
}

/* ------------------------------------------------------------------ kills and damage */

#define BATCH 5

/* Put articles without end, telling the pipe each time a batch is committed. */
static void write_for_ever(int pipe_end) {
    sample s;
    sample_make(&s);
    dragoman_db *db;
    alarm(30); /* should the test fail before it kills */
    if (dragoman_db_open(&db, path, DRAGOMAN_DB_WRITE, NULL) < 0) _exit(1);
    for (uint32_t n = 0;; n++) {
        char id[32];
        snprintf(id, sizeof id, "%08u", n);
        s.record.article.id = sample_str(id);
        if (dragoman_db_put(db, &s.record, NULL) < 0) _exit(2);
        if (n % BATCH != BATCH - 1) continue;
        if (dragoman_db_commit(db, NULL) < 0) _exit(3);
        uint32_t safe = n + 1;
        if (write(pipe_end, &safe, sizeof safe) != sizeof safe) _exit(4);
    }
}

static void a_kill_loses_nothing_committed(void **state) {
    (void)state;
    for (int round = 0; round < 8; round++) {
        int ends[2];
        unlink(path);
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) write_for_ever(ends[1]);
        close(ends[1]);
        uint32_t safe = 0, told;
        for (int batches = 0; batches < 3 + round; batches++) {
            assert_int_equal(read(ends[0], &told, sizeof told), sizeof told);
            safe = told;
        }
        usleep((useconds_t)(round * 370)); /* somewhere in the next batches */
        kill(child, SIGKILL);
        while (read(ends[0], &told, sizeof told) == sizeof told) safe = told;
        close(ends[0]);
        int how;
        waitpid(child, &how, 0);
        assert_true(WIFSIGNALED(how));
        dragoman_db *db = opened(DRAGOMAN_DB_WRITE); /* rolls back what was not committed */
        const dragoman_record *record;
        uint32_t kept = 0;
        assert_int_equal(dragoman_db_select(db, DRAGOMAN_ARTICLES, NULL, NULL), 0);
        while (dragoman_db_next(db, &record, NULL) > 0) {
            assert_int_equal(record->event_count, 2); /* whole or not at all */
            assert_int_equal(record->step_count, 1);
            assert_int_equal(record->steps[0].term_count, 1);
            kept++;
        }
        assert_true(kept >= safe && kept % BATCH == 0);
        assert_int_equal(dragoman_db_close(db, NULL), 0);
        assert_int_equal(
            count_of("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
            1);
    }
}

static void write_file(const void *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void files_that_are_none_of_ours_are_refused(void **state) {
    (void)state;
    assert_non_null(strstr(refused(DRAGOMAN_DB_READ), "dragoman read makes"));
    static const char junk[] =
        "This is a text about a database, but it is none, however long it may be, "
        "and dragoman has no business in it.";
    write_file(junk, sizeof junk);
    assert_non_null(strstr(refused(DRAGOMAN_DB_READ), "not a record file"));
    assert_non_null(strstr(refused(DRAGOMAN_DB_WRITE), "not a record file"));
    assert_int_equal(size_of_file(), sizeof junk);
    unlink(path);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "CREATE TABLE mine(x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_non_null(strstr(refused(DRAGOMAN_DB_WRITE), "another program's"));
    assert_int_equal(count_of("SELECT count(*) FROM sqlite_schema"), 1);
    unlink(path);
    write_file("", 0);
    assert_non_null(strstr(refused(DRAGOMAN_DB_READ), "empty"));
    assert_int_equal(dragoman_db_close(opened(DRAGOMAN_DB_WRITE), NULL),
                     0); /* an empty file may be filled */
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_non_null(strstr(refused(DRAGOMAN_DB_WRITE), "newer dragoman"));
    unlink(path);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_non_null(strstr(refused(DRAGOMAN_DB_WRITE), "not a file"));
    assert_int_equal(rmdir(path), 0);
}

static void damage_is_reported_and_never_read_past(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    for (uint32_t n = 0; n < 40; n++) {
        char id[32];
        snprintf(id, sizeof id, "%08u", n);
        s.record.article.id = sample_str(id);
        put(db, &s.record);
    }
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    long size = size_of_file();
    char *whole = malloc((size_t)size), *hurt = malloc((size_t)size);
    FILE *file = fopen(path, "rb");
    assert_int_equal(fread(whole, 1, (size_t)size, file), size);
    fclose(file);
    unsigned failures = 0, seed = 5;
    for (int round = 0; round < 60; round++) {
        memcpy(hurt, whole, (size_t)size);
        long cut = round % 3 ? size : size * round / 80 / 512 * 512;
        for (int i = 0; i < 200 && cut == size; i++) {
            seed = seed * 1103515245u + 12345u;
            hurt[100 + (seed >> 8) % (unsigned long)(size - 100)] = (char)(seed >> 3);
        }
        write_file(hurt, (size_t)cut);
        dragoman_error error;
        const dragoman_record *record;
        dragoman_buffer out = {0};
        int status = dragoman_db_open(&db, path, DRAGOMAN_DB_READ, &error);
        if (status == 0) status = dragoman_db_select(db, DRAGOMAN_ARTICLES, NULL, &error);
        while (status == 0 && (status = dragoman_db_next(db, &record, &error)) > 0)
            status = dragoman_write_json(&out, record, NULL, &error) < 0 ? -1 : 0;
        if (status < 0) failures++;
        if (status < 0) assert_true(strncmp(error.message, path, strlen(path)) == 0);
        dragoman_db_close(db, NULL);
        dragoman_buffer_free(&out);
    }
    assert_true(failures > 30);
    free(whole);
    free(hurt);
}

static void what_cannot_be_written_is_said(void **state) {
    (void)state;
    sample s;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE), *other;
    dragoman_error error;
    put(db, &s.record);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    db = opened(DRAGOMAN_DB_READ);
    assert_int_equal(dragoman_db_put(db, &s.record, &error), DRAGOMAN_EUSAGE);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    char kept[sizeof path];
    strcpy(kept, path);
    snprintf(path, sizeof path, "no-such-folder/%.200s", kept);
    assert_int_equal(dragoman_db_open(&other, path, DRAGOMAN_DB_WRITE, &error), DRAGOMAN_EDB);
    assert_non_null(strstr(error.message, "cannot be opened for writing"));
    strcpy(path, kept);
}

/* ------------------------------------------------------------------ corrections */

static void ignore(void *context, const char *mistake) {
    snprintf(context, 512, "%s", mistake);
}

/* The annotations of the article with `from` replaced by `to`, taken over. */
static int corrected(dragoman_db *db, const char *from, const char *to,
                     dragoman_corrected *counts) {
    const dragoman_record *record;
    dragoman_error error = {0};
    dragoman_buffer b = {0}, changed;
    char mistake[512];
    dragoman_correcting who = DRAGOMAN_CORRECTING_INIT;
    who.by = "A. Osman";
    who.on = "2023-07-01";
    assert_int_equal(dragoman_db_article(db, "a-1", &record, NULL), 1);
    assert_int_equal(dragoman_write_brat(&b, record, 0, NULL), 0);
    changed = sample_replaced(&b, from, to);
    int status =
        dragoman_db_correct(db, "a-1", (dragoman_str){changed.bytes, (uint32_t)changed.size},
                            "a.ann", &who, ignore, mistake, counts, &error);
    if (status < 0) fail_msg("%s", error.message);
    dragoman_buffer_free(&b);
    dragoman_buffer_free(&changed);
    return status;
}

static void people_win_and_the_machine_stays(void **state) {
    (void)state;
    sample s;
    dragoman_corrected n;
    dragoman_error error;
    const dragoman_record *record;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    put(db, &s.record);
    assert_int_equal(corrected(db, "T1\t", "T1\t", &n), 0);
    assert_true(n.changed == 0 && n.added == 0 && n.struck == 0);
    assert_int_equal(corrected(db, "cameo=194", "cameo=190", &n), 0);
    assert_true(n.changed == 1 && n.added == 0 && n.struck == 0);
    assert_true(corrected(db, "cameo=190", "cameo=1900000", &n) > 0); /* nothing of it is kept */
    assert_int_equal(dragoman_db_article(db, "a-1", &record, NULL), 1);
    assert_string_equal(record->events[0].cameo, "190");
    assert_true(isnan(record->events[0].goldstein)); /* the machine's was that of 194 */
    assert_memory_equal(record->events[0].rule.ptr, "human:A. Osman", 14);
    assert_string_equal(record->events[1].id, "1111cccc2222dddd");
    assert_int_equal(record->events[0].dead_count, 1);
    dragoman_db_machine(db, true);
    assert_int_equal(dragoman_db_article(db, "a-1", &record, NULL), 1);
    assert_string_equal(record->events[0].cameo, "194");
    dragoman_db_machine(db, false);
    /* coded anew, with a row fewer and another value in both that are left */
    s.record.event_count = 1;
    s.record.step_count = 0;
    s.record.coder.codebook = "00000000000000ff";
    strcpy(s.events[0].cameo, "193");
    put(db, &s.record);
    assert_int_equal(dragoman_db_row(db, "1111aaaa", &record, (char[20]){0}, &error), 1);
    assert_string_equal(record->events[0].cameo, "190");
    assert_int_equal(record->event_count, 1);
    assert_int_equal(record->step_count, 0);
    s.record.text_hash[0]++;
    s.record.article.text.len--;
    assert_int_equal(dragoman_db_put(db, &s.record, &error), DRAGOMAN_EINPUT);
    assert_non_null(strstr(error.message, "text has changed"));
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    assert_int_equal(
        count_of("SELECT count(*) FROM corrections WHERE layer = 'event' AND what = 'changed' AND "
                 "by = 'A. Osman' AND made = '2023-07-01'"),
        1);
    assert_int_equal(count_of("SELECT count(*) FROM event_list WHERE cameo = '190'"), 1);
    assert_int_equal(count_of("SELECT count(*) FROM event_list"), 1);
}

static void files_of_the_first_version_are_read_and_brought_up_to_date(void **state) {
    (void)state;
    sample s;
    sqlite3 *handle;
    const dragoman_record *record;
    sample_make(&s);
    dragoman_db *db = opened(DRAGOMAN_DB_WRITE);
    put(db, &s.record);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(handle,
                     "DROP INDEX events_id; DROP INDEX statements_id; DROP INDEX tallies_id; "
                     "DROP INDEX times_id; DROP INDEX steps_id; "
                     "DROP VIEW event_list; DROP TABLE corrections; PRAGMA user_version = 1",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(handle);
    db = opened(DRAGOMAN_DB_READ);
    assert_int_equal(dragoman_db_article(db, "a-1", &record, NULL), 1);
    assert_int_equal(dragoman_db_row(db, "1111aaaa", &record, (char[20]){0}, NULL), 1);
    assert_int_equal(dragoman_db_close(db, NULL), 0);
    assert_int_equal(dragoman_db_close(opened(DRAGOMAN_DB_WRITE), NULL), 0);
    assert_int_equal(count_of("SELECT count(*) FROM corrections"), 0);
    assert_int_equal(count_of("SELECT user_version FROM pragma_user_version"), 3);
    assert_int_equal(count_of("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_id'"), 5);
    assert_int_equal(count_of("SELECT count(*) FROM event_list"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_put_is_read_back, fresh, clean),
        cmocka_unit_test_setup_teardown(ids_may_be_beginnings, fresh, clean),
        cmocka_unit_test_setup_teardown(articles_are_new_same_older_or_changed, fresh, clean),
        cmocka_unit_test_setup_teardown(a_changed_article_takes_the_place_of_the_old, fresh, clean),
        cmocka_unit_test_setup_teardown(filters_choose_rows, fresh, clean),
        cmocka_unit_test_setup_teardown(records_come_in_the_order_of_publication, fresh, clean),
        cmocka_unit_test_setup_teardown(a_kill_loses_nothing_committed, fresh, clean),
        cmocka_unit_test_setup_teardown(files_that_are_none_of_ours_are_refused, fresh, clean),
        cmocka_unit_test_setup_teardown(damage_is_reported_and_never_read_past, fresh, clean),
        cmocka_unit_test_setup_teardown(what_cannot_be_written_is_said, fresh, clean),
        cmocka_unit_test_setup_teardown(people_win_and_the_machine_stays, fresh, clean),
        cmocka_unit_test_setup_teardown(files_of_the_first_version_are_read_and_brought_up_to_date,
                                        fresh, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
