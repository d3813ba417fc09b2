/* common.c - see common.h. */
#include "common.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_WIDTH 100
#define MOST_JOBS 1024

static bool bar_shown; /* a progress bar stands on the last line of stderr */

static void clear_bar(void) {
    if (bar_shown) fputs("\r\033[K", stderr);
    bar_shown = false;
}

void complain(const char *format, ...) {
    va_list args;
    va_start(args, format);
    clear_bar();
    fputs("dragoman: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

/* ------------------------------------------------------------------ options */

int open_engine(const settings *s, dragoman_engine **engine) {
    dragoman_options options = DRAGOMAN_OPTIONS_INIT;
    dragoman_error error;
    options.codebook_dir = s->value[OPT_CODEBOOK];
    options.model_path = s->value[OPT_MODEL];
    if (dragoman_engine_open(engine, &options, &error) == 0) return GO_ON;
    complain("%s", error.message);
    return EXIT_SOME;
}

int number_of(const settings *s, option_id option, uint32_t otherwise, uint32_t *number) {
    const char *text = s->value[option];
    *number = otherwise;
    if (!text) return GO_ON;
    size_t len = strspn(text, "0123456789");
    if (!len || text[len] || len > 9)
        return options_mistake(s, "--%s %s: not a number", option_table[option].name, text);
    *number = (uint32_t)strtoul(text, NULL, 10);
    return GO_ON;
}

int jobs_of(const settings *s, uint32_t *jobs) {
    int status = number_of(s, OPT_JOBS, 0, jobs);
    if (status != GO_ON) return status;
    if (s->value[OPT_JOBS] && (*jobs == 0 || *jobs > MOST_JOBS))
        return options_mistake(s, "--jobs %s: must be 1 to %d", s->value[OPT_JOBS], MOST_JOBS);
    return GO_ON;
}

bool layer_of(const settings *s, dragoman_layer *layer) {
    static const char *const layers[] = {"articles", "events",   "statements", "tallies",
                                         "times",    "entities", "steps"};
    for (size_t i = 0; s->value[OPT_LAYER] && i < sizeof layers / sizeof *layers; i++) {
        if (strcmp(s->value[OPT_LAYER], layers[i]) != 0) continue;
        *layer = (dragoman_layer)i;
        return true;
    }
    return false;
}

int date_of(const settings *s, option_id option, dragoman_date *date) {
    const char *text = s->value[option];
    *date = (dragoman_date){0, 0, 0};
    if (!text || dragoman_date_parse(text, date)) return GO_ON;
    return options_mistake(s, "--%s %s: not a date (YYYY-MM-DD, YYYY-MM or YYYY)",
                           option_table[option].name, text);
}

int reading_of(const settings *s, dragoman_read_options *reading) {
    static const struct {
        const char *name;
        dragoman_format format;
    } formats[] = {{"txt", DRAGOMAN_FORMAT_TEXT},
                   {"jsonl", DRAGOMAN_FORMAT_JSONL},
                   {"html", DRAGOMAN_FORMAT_HTML},
                   {"conllu", DRAGOMAN_FORMAT_CONLLU}};
    *reading = (dragoman_read_options)DRAGOMAN_READ_OPTIONS_INIT;
    option_id from = s->value[OPT_FROM_PARSE] ? OPT_FROM_PARSE : OPT_FROM_FORMAT;
    for (size_t i = 0; s->value[from] && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(s->value[from], formats[i].name) == 0) reading->format = formats[i].format;
    reading->source = s->value[OPT_SOURCE_NAME];
    return date_of(s, OPT_PUBLISHED, &reading->published);
}

static uint32_t terminal_width(void) {
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col) return size.ws_col;
    long n = columns ? strtol(columns, NULL, 10) : 0;
    return n > 0 && n < 10000 ? (uint32_t)n : DEFAULT_WIDTH;
}

int looks_of(const settings *s, dragoman_write_options *looks) {
    *looks = (dragoman_write_options)DRAGOMAN_WRITE_OPTIONS_INIT;
    looks->no_text = s->value[OPT_NO_TEXT] != NULL;
    const char *when = s->value[OPT_COLOUR] ? s->value[OPT_COLOUR] : "auto";
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    looks->colour = strcmp(when, "auto") != 0
                        ? strcmp(when, "always") == 0
                        : output_is_terminal() && !(no_colour && *no_colour) && term &&
                              strcmp(term, "dumb") != 0;
    int status = number_of(s, OPT_WIDTH, terminal_width(), &looks->width);
    if (status == GO_ON && looks->width < 40) looks->width = 40;
    return status;
}

/* ------------------------------------------------------------------ output */

static int output_error; /* errno of the first failure */

bool output_is_terminal(void) {
    return isatty(STDOUT_FILENO) == 1;
}

bool output_write(const void *bytes, size_t size) {
    if (output_error) return false;
    if (size && fwrite(bytes, 1, size, stdout) != size) output_error = errno ? errno : EIO;
    return !output_error;
}

bool output_buffer(const dragoman_buffer *buffer) {
    return output_write(buffer->bytes, buffer->size);
}

bool output_flush(void) {
    errno = 0;
    if (fflush(stdout) != 0 && !output_error) output_error = errno ? errno : EIO;
    return !output_error;
}

int output_close(int status) {
    output_flush();
    if (ferror(stdout) && !output_error) output_error = EIO;
    if (fclose(stdout) != 0 && !output_error) output_error = errno ? errno : EIO;
    if (!output_error) return status;
    complain("standard output: %s", strerror(output_error));
    return EXIT_SOME;
}

/* ------------------------------------------------------------------ progress */

double seconds_between(const struct timespec *from, const struct timespec *to) {
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

void progress_open(progress *p, const char *const *paths, size_t count, bool writes) {
    *p = (progress){.on = isatty(STDERR_FILENO) == 1 && !(writes && output_is_terminal())};
    clock_gettime(CLOCK_MONOTONIC, &p->start);
    if (!p->on) return;
    p->before = calloc(count ? count : 1, sizeof *p->before);
    bool known = p->before != NULL;
    for (size_t i = 0; i < count && p->before; i++) {
        struct stat st;
        p->before[i] = p->all;
        if (stat(paths[i], &st) == 0 && S_ISREG(st.st_mode))
            p->all += (uint64_t)st.st_size;
        else
            known = false;
    }
    if (!known) p->all = 0;
}

static void draw(const progress *p, double seconds, uint64_t done) {
    double rate = (double)p->articles / seconds;
    fprintf(stderr, "\r\033[K%llu articles  %.0f/s", (unsigned long long)p->articles, rate);
    if (p->all && done <= p->all && done) {
        double part = (double)done / (double)p->all;
        int full = (int)(part * 30);
        long left = (long)(seconds / part - seconds + 0.5);
        fputs("  [", stderr);
        for (int i = 0; i < 30; i++) fputc(i < full ? '#' : '-', stderr);
        fprintf(stderr, "] %3.0f %%  %ld:%02ld left", part * 100, left / 60, left % 60);
    }
    fflush(stderr);
}

void progress_step(progress *p, size_t file, uint64_t done) {
    p->articles++;
    if (!p->on) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = seconds_between(&p->start, &now);
    if (seconds < 1 || (p->shown && seconds_between(&p->last, &now) < 0.1)) return;
    draw(p, seconds, (p->before ? p->before[file] : 0) + done);
    p->last = now;
    p->shown = bar_shown = true;
}

void progress_close(progress *p) {
    clear_bar();
    free(p->before);
    p->before = NULL;
}
