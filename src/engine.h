/*
 * engine.h - what the front door shares with the library's other files.
 */
#ifndef DG_ENGINE_H
#define DG_ENGINE_H

#include "base/lines.h"
#include "dragoman.h"

/* Compile the whole codebook under `dir` into one image in the arena. All mistakes are collected;
 * the image is of use only where there are none. errors: EIO. */
int dg_codebook_compile(dg_arena *arena, const char *dir, dg_mistakes *mistakes, void **bytes,
                        size_t *size, dragoman_error *error);

#endif
