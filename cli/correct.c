/* correct.c - `dragoman correct`: what people changed in brat, into the record file. */
#include "commands.h"
#include "feed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool read_file(const char *path, dragoman_buffer *out) {
    char room[65536];
    size_t got;
    dragoman_error error;
    FILE *file = fopen(path, "rb");
    bool good = file != NULL;
    while (good && (got = fread(room, 1, sizeof room, file)) > 0)
        if (dragoman_buffer_append(out, room, got, &error) < 0) {
            complain("%s", error.message);
            fclose(file);
            return false;
        }
    if (!good || ferror(file)) complain("%s: %s", path, strerror(errno)), good = false;
    if (file) fclose(file);
    return good;
}

/* The article of an .ann: its file's name, without folder and ending. */
static void article_of(const char *path, char *room, size_t size) {
    const char *slash = strrchr(path, '/');
    snprintf(room, size, "%s", slash ? slash + 1 : path);
    size_t len = strlen(room);
    if (len > 4 && strcmp(room + len - 4, ".ann") == 0) room[len - 4] = 0;
}

static void note(void *context, const char *mistake) {
    (void)context;
    complain("%s", mistake);
}

static void report(const char *article, const dragoman_corrected *n) {
    char restored[48] = "";
    if (n->restored)
        snprintf(restored, sizeof restored, ", %llu called back", (unsigned long long)n->restored);
    complain("%s: %llu changed, %llu added, %llu struck%s", article, (unsigned long long)n->changed,
             (unsigned long long)n->added, (unsigned long long)n->struck, restored);
}

/* One file, kept whole or not at all. */
static bool correct_one(const settings *s, dragoman_db *db, const char *path,
                        const dragoman_correcting *options) {
    dragoman_buffer ann = {0};
    dragoman_corrected counts;
    dragoman_error error;
    char article[512];
    article_of(path, article, sizeof article);
    if (s->value[OPT_ARTICLE]) snprintf(article, sizeof article, "%s", s->value[OPT_ARTICLE]);
    bool good = read_file(path, &ann);
    if (good) {
        int status = dragoman_db_correct(db, article, (dragoman_str){ann.bytes, (uint32_t)ann.size},
                                         path, options, note, NULL, &counts, &error);
        if (status == 0) status = dragoman_db_commit(db, &error);
        if (status < 0) complain("%s", error.message);
        if (status > 0)
            complain("%s: %d mistake%s, nothing is changed", path, status, status == 1 ? "" : "s");
        good = status == 0;
    }
    if (good) report(article, &counts);
    dragoman_buffer_free(&ann);
    return good;
}

/* --on: a day, or today's by the clock where that is asked for. */
static int day_of(const settings *s, char room[16]) {
    dragoman_date date;
    if (strcmp(s->value[OPT_ON], "today") != 0) {
        snprintf(room, 16, "%s", s->value[OPT_ON]);
        return date_of(s, OPT_ON, &date);
    }
    time_t now = time(NULL);
    struct tm tm;
    localtime_r(&now, &tm);
    strftime(room, 16, "%Y-%m-%d", &tm);
    return GO_ON;
}

int command_correct(const settings *s) {
    dragoman_correcting options = DRAGOMAN_CORRECTING_INIT;
    dragoman_db *db;
    dragoman_error error;
    char day[16];
    if (!s->value[OPT_BY] || !*s->value[OPT_BY])
        return options_mistake(s, "correct: needs --by NAME");
    if (!s->value[OPT_ON]) return options_mistake(s, "correct: needs --on DATE");
    if (s->value[OPT_ARTICLE] && s->operand_count > 1)
        return options_mistake(s, "--article: of one file alone");
    int status = day_of(s, day);
    if (status != GO_ON) return status;
    options.by = s->value[OPT_BY];
    options.on = day;
    int opened = dragoman_db_open(&db, db_path(s), DRAGOMAN_DB_READ, &error); /* it must be there */
    if (opened == 0) opened = dragoman_db_close(db, &error);
    if (opened == 0) opened = dragoman_db_open(&db, db_path(s), DRAGOMAN_DB_WRITE, &error);
    if (opened < 0) {
        complain("%s", error.message);
        return EXIT_SOME;
    }
    status = EXIT_DONE;
    for (int i = 0; i < s->operand_count; i++)
        if (!correct_one(s, db, s->operands[i], &options)) status = EXIT_SOME;
    if (dragoman_db_close(db, &error) < 0) {
        complain("%s", error.message);
        return EXIT_SOME;
    }
    return status;
}
