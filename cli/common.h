/*
 * common.h - what the subcommands share: opening the engine, output that is never lost in silence,
 * how things look, progress.
 *
 * Functions that return a status return -1 where all is well, else the program's exit status,
 * having said why on stderr.
 */
#ifndef CLI_COMMON_H
#define CLI_COMMON_H

#include "options.h"

#include <time.h>

#define GO_ON (-1)

/* A line "dragoman: ..." on stderr, clear of the progress bar. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

int open_engine(const settings *settings, dragoman_engine **engine);
/* --from, --published, --source of the commands that read articles. */
int reading_of(const settings *settings, dragoman_read_options *reading);
int jobs_of(const settings *settings, uint32_t *jobs);
/* --no-text, --colour, --width. */
int looks_of(const settings *settings, dragoman_write_options *looks);
/* The number given to an option, `otherwise` where it is not given. */
int number_of(const settings *settings, option_id option, uint32_t otherwise, uint32_t *number);
/* --layer; false where it is not given. */
bool layer_of(const settings *settings, dragoman_layer *layer);
int date_of(const settings *settings, option_id option, dragoman_date *date);

/* Append to standard output. False once it cannot be written: said once, by output_close(). */
bool output_write(const void *bytes, size_t size);
bool output_buffer(const dragoman_buffer *buffer);
/* Hand what was written to the system. False where it cannot be. */
bool output_flush(void);
/* Flush and close standard output. `status`, or EXIT_SOME where something could not be written. */
int output_close(int status);
bool output_is_terminal(void);

/* Progress over files, on stderr where that is a terminal and the work takes longer than a moment.
 */
typedef struct progress {
    bool on, shown;
    uint64_t *before; /* [count] bytes of the files before each */
    uint64_t all;     /* bytes of all files; 0: not known */
    uint64_t articles;
    struct timespec start, last;
} progress;

/* `writes`: the command writes to standard output meanwhile, which a bar would cut through on a
 * terminal. */
void progress_open(progress *p, const char *const *paths, size_t count, bool writes);
/* An article is done: `done` bytes of file `file` are behind us. */
void progress_step(progress *p, size_t file, uint64_t done);
void progress_close(progress *p);

double seconds_between(const struct timespec *from, const struct timespec *to);

#endif
