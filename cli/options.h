/*
 * options.h - the one table of commands and options. From it come the parsing of the command line,
 * every --help, the man pages and the completions of the shells (cli/manual.c).
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "dragoman.h"

typedef enum option_id {
    OPT_FORMAT_CODE,
    OPT_LAYER,
    OPT_NO_TEXT,
    OPT_PUBLISHED,
    OPT_SOURCE_NAME,
    OPT_FROM_FORMAT,
    OPT_FROM_PARSE,
    OPT_FORMAT_LIST,
    OPT_FORMAT_SHOW,
    OPT_DB,
    OPT_FROM_DATE,
    OPT_TO_DATE,
    OPT_ACTOR,
    OPT_RECIPIENT,
    OPT_EVENT,
    OPT_SOURCE_FILTER,
    OPT_LIMIT,
    OPT_SORT,
    OPT_SERIES,
    OPT_PLACE,
    OPT_COUNTED,
    OPT_OUTPUT,
    OPT_OUTPUT_DIR,
    OPT_MACHINE,
    OPT_BY,
    OPT_ON,
    OPT_ARTICLE,
    OPT_RECODE,
    OPT_VERBOSE,
    OPT_JOBS,
    OPT_CODEBOOK,
    OPT_MODEL,
    OPT_COLOUR,
    OPT_WIDTH,
    OPT_HELP,
    OPT_COUNT
} option_id;

typedef struct option_entry {
    const char *name;    /* without the dashes */
    char letter;         /* 0: none */
    const char *value;   /* what it takes: "FILE", "DATE"; NULL: nothing */
    const char *choices; /* the words allowed, separated by blanks; NULL: anything */
    const char *help;    /* one sentence without its stop */
} option_entry;

typedef struct example {
    const char *command, *what;
} example;

typedef struct command_entry {
    const char *name;      /* "code", "dict check" */
    const char *operands;  /* "FILE ..." */
    int least, most;       /* operands; most -1: any number */
    const char *summary;   /* a line without its stop */
    const char *text;      /* paragraphs, separated by an empty line */
    option_id options[24]; /* ended by OPT_COUNT; --help is every command's */
    example examples[5];   /* ended by NULL */
} command_entry;

extern const option_entry option_table[OPT_COUNT];
extern const command_entry command_table[];
extern const size_t command_count;

/* What the command line says. */
typedef struct settings {
    const command_entry *command;
    const char *value[OPT_COUNT]; /* NULL: not given; "" for an option without a value */
    char **operands;
    int operand_count;
} settings;

#define EXIT_DONE 0
#define EXIT_SOME 1 /* some articles could not be read, or nothing could be written */
#define EXIT_USAGE 2

/* Read the command line of `dragoman`. -1: go on with *settings; else the exit status (help and
 * version are printed, mistakes named on stderr). argv is permuted. */
int options_read(settings *settings, int argc, char **argv);
/* Name a mistake in the use of a command on stderr; EXIT_USAGE. */
int options_mistake(const settings *settings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether a command takes an option. */
bool command_takes(const command_entry *command, option_id option);
void print_help(FILE *out, const command_entry *command);

#endif
