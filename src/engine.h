/*
 * engine.h - what the front door shares with the library's other files.
 */
#ifndef DG_ENGINE_H
#define DG_ENGINE_H

#include "base/lines.h"
#include "doc.h"

/* Compile the whole codebook under `dir` into one image in the arena. All mistakes are collected;
 * the image is of use only where there are none. errors: EIO. */
int dg_codebook_compile(dg_arena *arena, const char *dir, dg_mistakes *mistakes, void **bytes,
                        size_t *size, dragoman_error *error);

/* Told after each room an article has gone through: its name. */
typedef void dg_observer(void *context, const char *room);

/* dragoman_code() with somebody watching the rooms: for benchmarks. */
int dg_code_observed(dragoman_coder *coder, const dragoman_article *article, dg_observer *observer,
                     void *context, const dragoman_record **out, dragoman_error *error);

/* dragoman_code() with somebody told what the event room weighs (event/weigh.h): for training. */
int dg_code_weighed(dragoman_coder *coder, const dragoman_article *article, dg_weigh_note *note,
                    void *context, const dragoman_record **out, dragoman_error *error);

#endif
