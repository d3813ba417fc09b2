/*
 * ann_fuzz.c - any bytes as corrections from brat: refused with every mistake named, or taken over,
 * and then the record as corrected is written and taken over again without a change, and the
 * machine's own annotations, which call back what was struck.
 *
 * The article is that of ann.db, a record file of a text of our own. Nothing is committed: after
 * each input the file is as it was.
 */
#include "fuzz.h"

#include "record/db_int.h"

#include <jansson.h>
#include <unistd.h>

static char path[] = "/tmp/ann-XXXXXX"; /* SQLite opens files by name alone */
static dragoman_db *db;
static dragoman_buffer machine; /* the article's annotations as coded */

static void put_away(void) {
    dragoman_buffer_free(&machine);
    dragoman_db_close(db, NULL);
    unlink(path);
}

/* A copy of the record file, open for writing. */
static void open_copy(void) {
    char room[1 << 16];
    FILE *from = fopen(TEST_ROOT "/test/fuzz/ann.db", "rb");
    int to = mkstemp(path);
    PROMISE(from && to >= 0);
    size_t got = fread(room, 1, sizeof room, from);
    PROMISE(got > 0 && got < sizeof room && write(to, room, got) == (ssize_t)got);
    fclose(from);
    close(to);
    dragoman_error error;
    PROMISE(dragoman_db_open(&db, path, DRAGOMAN_DB_WRITE, &error) == 0);
    const dragoman_record *record;
    PROMISE(dragoman_db_article(db, "a", &record, &error) == 1);
    PROMISE(dragoman_write_brat(&machine, record, 0, &error) == 0);
    atexit(put_away);
}

/* As if nothing had been put since the last commit. */
static void take_back(void) {
    if (db->in_transaction) PROMISE(dg_db_exec(db, "ROLLBACK", NULL) == 0);
    db->in_transaction = false;
}

static void note(void *count, const char *mistake) {
    PROMISE(strncmp(mistake, "input:", 6) == 0);
    ++*(int *)count;
}

static int correct(dragoman_str ann, dragoman_corrected *counts) {
    dragoman_correcting options = DRAGOMAN_CORRECTING_INIT;
    dragoman_error error = {0};
    int notes = 0;
    options.by = "somebody";
    options.on = "2024-11-02";
    int status = dragoman_db_correct(db, "a", ann, "input", &options, note, &notes, counts, &error);
    PROMISE(status == notes); /* never out of memory, nor a fault of the file */
    return status;
}

/* The record shown is written as one line of JSON, and as brat's standoff. */
static void write_shown(dragoman_buffer *json, dragoman_buffer *ann) {
    const dragoman_record *record;
    PROMISE(dragoman_db_article(db, "a", &record, NULL) == 1);
    PROMISE(dragoman_write_json(json, record, NULL, NULL) == 0);
    PROMISE(dragoman_write_brat(ann, record, 0, NULL) == 0);
    PROMISE(memchr(json->bytes, '\n', json->size) == json->bytes + json->size - 1);
    json_t *object = json_loadb(json->bytes, json->size, JSON_ALLOW_NUL, NULL);
    PROMISE(object);
    json_decref(object);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    dragoman_buffer json = {0}, ann = {0};
    dragoman_corrected counts;
    if (!db) open_copy();
    if (correct((dragoman_str){(const char *)bytes, (uint32_t)size}, &counts) == 0) {
        write_shown(&json, &ann);
        PROMISE(correct((dragoman_str){ann.bytes, (uint32_t)ann.size}, &counts) == 0);
        PROMISE(counts.changed + counts.added + counts.struck + counts.restored == 0);
    }
    correct((dragoman_str){machine.bytes, (uint32_t)machine.size}, &counts);
    dragoman_buffer_free(&json);
    dragoman_buffer_free(&ann);
    take_back();
    return 0;
}
