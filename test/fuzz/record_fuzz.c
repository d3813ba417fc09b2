/* record_fuzz.c - any bytes as a record file: refused, or read and written out as JSON and a
 * report. */
#include "fuzz.h"

#include <jansson.h>
#include <unistd.h>

/* Whatever a record file holds, a record is written as one line of JSON, and nothing steers a
 * terminal. */
static void write_record(const dragoman_record *record) {
    dragoman_buffer out = {0};
    PROMISE(dragoman_write_json(&out, record, NULL, NULL) == 0);
    PROMISE(memchr(out.bytes, '\n', out.size) == out.bytes + out.size - 1);
    json_t *object = json_loadb(out.bytes, out.size, JSON_ALLOW_NUL, NULL);
    PROMISE(object);
    json_decref(object);
    out.size = 0;
    PROMISE(dragoman_write_report(&out, record, NULL, NULL) == 0);
    for (size_t i = 0; i < out.size; i++)
        PROMISE((unsigned char)out.bytes[i] >= 32 || out.bytes[i] == '\n');
    out.size = 0;
    for (int layer = DRAGOMAN_ARTICLES; layer <= DRAGOMAN_STEPS; layer++)
        for (int form = DRAGOMAN_CSV; form <= DRAGOMAN_TABLE; form++)
            PROMISE(dragoman_write_rows(&out, record, (dragoman_layer)layer, (dragoman_form)form,
                                        NULL, NULL) == 0);
    for (uint32_t i = 0; i < record->event_count; i++)
        dragoman_write_why(&out, record, record->events[i].id, NULL, NULL, NULL);
    dragoman_buffer_free(&out);
}

static void read_file(const char *path) {
    static const dragoman_filter filter = {1, .to = {2030, 0, 0}, .actor = "GOV"};
    dragoman_db *db;
    const dragoman_record *record;
    dragoman_error error = {0};
    int status = dragoman_db_open(&db, path, DRAGOMAN_DB_READ, &error);
    if (status == 0) {
        status = dragoman_db_select(db, DRAGOMAN_ARTICLES, NULL, &error);
        while (status == 0 && (status = dragoman_db_next(db, &record, &error)) > 0) {
            write_record(record);
            status = 0;
        }
    }
    PROMISE(status == 0 || (error.status == status && error.message[0]));
    if (db && dragoman_db_select(db, DRAGOMAN_EVENTS, &filter, NULL) == 0)
        while (dragoman_db_next(db, &record, NULL) > 0) {
        }
    dragoman_db_close(db, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    char path[] = "/tmp/record-XXXXXX"; /* SQLite opens files by name alone */
    int file = mkstemp(path);
    PROMISE(file >= 0);
    PROMISE(write(file, bytes, size) == (ssize_t)size);
    close(file);
    read_file(path);
    unlink(path);
    return 0;
}
