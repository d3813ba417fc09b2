/*
 * engine_test.c - the whole pipeline: memory that runs out anywhere in it, and the same bytes from
 * every kernel.
 *
 * The program is linked with the allocators below in place of the C library's, and gives SQLite and
 * Jansson the same ones: the n-th allocation from now fails, or it and all behind it. What fails is
 * told as such; what is tried again then works and gives what it gives undisturbed. Leaks and
 * overruns are seen under the address sanitizer, where every piece of an arena is an allocation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>
#include <sqlite3.h>
#include <unistd.h>

#include "coded.h"
#include "failing.h"
#include "syntax/kernel.h"

/* ------------------------------------------------------------------ failing memory */

static sqlite3_mem_methods sqlite_memory;

static void *sqlite_malloc(int size) {
    return fails() ? NULL : sqlite_memory.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size) {
    return fails() ? NULL : sqlite_memory.xRealloc(old, size);
}

/* Before anything uses either library. */
static void take_over_memory(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory);
    sqlite3_mem_methods failing = sqlite_memory;
    failing.xMalloc = sqlite_malloc;
    failing.xRealloc = sqlite_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
    json_set_alloc_funcs(malloc, free);
}

static void failure_set(long n, bool on) {
    fail_at = n;
    fail_on = on;
    failed = false;
}

/* Whether an allocation has failed since failure_set(); none does any more. */
static bool failure_end(void) {
    bool was = failed;
    failure_set(-1, false);
    return was;
}

/* Each of the first allocations, then ever fewer: there are thousands. */
static long next_failure(long n) {
    return n + 1 + n / 8;
}

/* ------------------------------------------------------------------ what is coded */

static const char text[] = "GOMA, March 4 (Wire) - Rebels of the March 23 Movement attacked the "
                           "town of Sake on Monday, killing at least "
                           "12 people and wounding 30, a provincial official said.\n\n"
                           "\"We will not negotiate under fire,\" Foreign Minister Christophe "
                           "Lutundula told reporters in Kinshasa. "
                           "Rwanda denied that it backs the group. The two sides will meet in "
                           "Luanda next week for talks mediated by "
                           "Angola, which proposed a ceasefire and an exchange of prisoners.\n";

static char folder[] = "/tmp/dragoman-engine-XXXXXX";

static const char *in_folder(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static dragoman_options options_of(const char *cache) {
    dragoman_options options = DRAGOMAN_OPTIONS_INIT;
    options.codebook_dir = TEST_ROOT "/codebook";
    options.model_path = TEST_ROOT "/model/dragoman.model";
    options.cache_dir = cache;
    return options;
}

/* Append the record of the text as JSON. */
static int append_record(dragoman_coder *coder, dragoman_buffer *out, dragoman_error *error) {
    const dragoman_article article = {.text = dg_str(text), .published = {2024, 3, 5}};
    const dragoman_record *record;
    int status = dragoman_code(coder, &article, &record, error);
    if (status < 0) return status;
    dragoman_write_options options = DRAGOMAN_WRITE_OPTIONS_INIT;
    return dragoman_write_json(out, record, &options, error);
}

static void same_bytes(const dragoman_buffer *a, const dragoman_buffer *b) {
    assert_int_equal(a->size, b->size);
    assert_memory_equal(a->bytes, b->bytes, a->size);
}

/* ------------------------------------------------------------------ memory */

/* Opening fails with what it lacks, or does without (an image that cannot be mapped is compiled).
 */
static void opened_without_memory(const char *cache, long (*next)(long)) {
    dragoman_options options = options_of(cache);
    bool reached = true;
    for (long n = 0; reached; n = next(n)) {
        dragoman_engine *engine;
        dragoman_error error;
        failure_set(n, n % 2);
        int status = dragoman_engine_open(&engine, &options, &error);
        reached = failure_end();
        if (status < 0) {
            assert_null(engine);
            assert_true(reached && error.message[0]);
        }
        dragoman_engine_close(engine);
    }
}

static long rarely(long n) {
    return n * 2 + 1;
}

static void an_engine_opens_or_says_why_not(void **state) {
    (void)state;
    opened_without_memory(folder, next_failure);
    opened_without_memory("", rarely);
}

static void a_coder_outlives_lack_of_memory(void **state) {
    coded *c = *state;
    dragoman_error error;
    dragoman_buffer whole = {0};
    assert_int_equal(append_record(c->coder, &whole, &error), 0);
    bool reached = true;
    for (long n = 0; reached; n = next_failure(n)) {
        dragoman_coder *coder = NULL;
        dragoman_buffer out = {0};
        failure_set(n, n % 2);
        int status = dragoman_coder_new(&coder, c->engine, &error);
        if (status == 0) status = append_record(coder, &out, &error);
        reached = failure_end();
        assert_int_equal(status, reached ? DRAGOMAN_ENOMEM : 0);
        assert_true(status == 0 || out.size == 0);
        if (!coder) continue;
        out.size = 0;
        assert_int_equal(append_record(coder, &out, &error), 0);
        same_bytes(&out, &whole);
        dragoman_coder_free(coder);
        dragoman_buffer_free(&out);
    }
    dragoman_buffer_free(&whole);
}

typedef struct keeping {
    dragoman_db *db;
    int put, failures;
} keeping;

static int keep(void *context, const dragoman_result *result, dragoman_error *error) {
    keeping *k = context;
    if (result->status < 0) return k->failures++, 0;
    int status = dragoman_db_put(k->db, result->record, error);
    if (status == 0) k->put++;
    return status;
}

/* Articles from a file into a record file, as `dragoman read` does it. Returns how many are kept.
 */
static int read_into(const dragoman_engine *engine, const char *articles, const char *path,
                     int *status) {
    dragoman_error error;
    keeping k = {0};
    dragoman_run_options run = DRAGOMAN_RUN_OPTIONS_INIT;
    run.jobs = 1;
    run.context = &k;
    run.deliver = keep;
    *status = dragoman_db_open(&k.db, path, DRAGOMAN_DB_WRITE, &error);
    if (*status < 0) return 0;
    *status = dragoman_run(engine, &articles, 1, &run, &error);
    int committed = dragoman_db_commit(k.db, &error);
    int closed = dragoman_db_close(k.db, &error);
    if (*status == 0)
        *status = committed < 0 ? committed
                  : closed < 0  ? closed
                  : k.failures  ? DRAGOMAN_EINPUT
                                : 0;
    return committed == 0 ? k.put : 0;
}

static int count_in(const char *path, const char *query) {
    sqlite3 *db;
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int count = -1;
    if (sqlite3_prepare_v2(db, query, -1, &row, NULL) == SQLITE_OK) {
        if (sqlite3_step(row) == SQLITE_ROW) count = sqlite3_column_int(row, 0);
        sqlite3_finalize(row);
    }
    sqlite3_close(db);
    return count;
}

static void a_record_file_outlives_lack_of_memory(void **state) {
    const coded *c = *state;
    char articles[128], path[128];
    snprintf(articles, sizeof articles, "%s", in_folder("news.jsonl"));
    snprintf(path, sizeof path, "%s", in_folder("a.db"));
    FILE *f = fopen(articles, "w");
    assert_non_null(f);
    for (int i = 0; i < 3; i++)
        fprintf(f,
                "{\"id\": \"n%d\", \"published\": \"2024-03-0%d\", \"text\": \"Egypt condemned the "
                "attack. "
                "Protesters marched in Khartoum on Sunday.\"}\n",
                i, i + 1);
    assert_int_equal(fclose(f), 0);
    bool reached = true;
    for (long n = 0; reached; n = next_failure(n)) {
        int status;
        unlink(path);
        failure_set(n, n % 2);
        int kept = read_into(c->engine, articles, path, &status);
        reached = failure_end();
        if (!reached) assert_int_equal(status, 0);
        if (kept) assert_int_equal(count_in(path, "select count(*) from articles"), kept);
        assert_int_equal(read_into(c->engine, articles, path, &status), 3);
        assert_int_equal(status, 0);
        assert_int_equal(count_in(path, "select count(*) from articles"), 3);
    }
}

/* ------------------------------------------------------------------ kernels */

static const dg_kernel *wanted; /* NULL: the best */
dg_kernel __real_dg_kernel_best(void);
dg_kernel __wrap_dg_kernel_best(void);

dg_kernel __wrap_dg_kernel_best(void) {
    return wanted ? *wanted : __real_dg_kernel_best();
}

static void records_are_alike_from_every_kernel(void **state) {
    coded *c = *state;
    dragoman_error error;
    dragoman_buffer best = {0};
    assert_int_equal(append_record(c->coder, &best, &error), 0);
    dg_kernel all[DG_KERNELS];
    int count = dg_kernels(all);
    for (int i = 0; i < count; i++) {
        dragoman_options options = options_of(folder);
        dragoman_engine *engine;
        dragoman_coder *coder;
        dragoman_buffer out = {0};
        wanted = &all[i];
        assert_int_equal(dragoman_engine_open(&engine, &options, &error), 0);
        assert_int_equal(dragoman_coder_new(&coder, engine, &error), 0);
        assert_int_equal(append_record(coder, &out, &error), 0);
        same_bytes(&out, &best);
        wanted = NULL;
        dragoman_coder_free(coder);
        dragoman_engine_close(engine);
        dragoman_buffer_free(&out);
    }
    dragoman_buffer_free(&best);
}

/* ------------------------------------------------------------------ */

static int set_up(void **state) {
    dragoman_options options = options_of(folder);
    dragoman_engine *engine;
    if (!mkdtemp(folder) || dragoman_engine_open(&engine, &options, NULL) < 0) return -1;
    dragoman_engine_close(engine); /* it has left its image in the folder */
    return coded_open(state);
}

static int tear_down(void **state) {
    char command[160];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return coded_close(state) + (system(command) != 0);
}

int main(void) {
    take_over_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_engine_opens_or_says_why_not),
        cmocka_unit_test(a_coder_outlives_lack_of_memory),
        cmocka_unit_test(a_record_file_outlives_lack_of_memory),
        cmocka_unit_test(records_are_alike_from_every_kernel),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
