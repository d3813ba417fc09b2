/*
 * standoff.h - records as annotations of their text (--format brat, webanno, timex, conllu), on
 * standard output or a file an article in a folder.
 */
#ifndef CLI_STANDOFF_H
#define CLI_STANDOFF_H

#include "common.h"

typedef enum standoff {
    STANDOFF_NONE,
    STANDOFF_BRAT,
    STANDOFF_WEBANNO,
    STANDOFF_TIMEX,
    STANDOFF_CONLLU
} standoff;

typedef struct standoff_plan {
    standoff format;
    uint32_t layers; /* as dragoman_write_brat() has them */
    const char *dir; /* NULL: standard output */
    dragoman_write_options looks;
} standoff_plan;

/* What --format (`format`, which may be NULL), --layer and --output say; plan->format STANDOFF_NONE
 * where the format is none of these. Makes the folder. */
int standoff_of(const settings *settings, const char *format, standoff_plan *plan);
/* Append one record. */
int standoff_write(const standoff_plan *plan, const dragoman_record *record, dragoman_buffer *out,
                   dragoman_error *error);
/* Hand over what was written of an article: to its file in the folder, or standard output. False:
 * it is lost, and said. */
bool standoff_deliver(const standoff_plan *plan, const dragoman_article *article,
                      const dragoman_buffer *written);

#endif
