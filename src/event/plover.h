/*
 * plover.h - PLOVER's closed lists: events, modes, contexts, quad codes, scales.
 *
 * Source: PLOVER manual 1.3 (2022) and the modes and scale values of 2.0. Names are spelt as there.
 */
#ifndef DG_PLOVER_H
#define DG_PLOVER_H

#include "dragoman.h"

#include <stdint.h>

/* name, quad code, event scale */
/* Laid out by hand: the formatter staggers such lists. */
/* clang-format off */
#define DG_PLOVER_LIST(X)                                                                          \
    X(AGREE, 1, 2.5f) X(CONSULT, 1, 2.5f) X(SUPPORT, 1, 5.0f) X(CONCEDE, 1, 4.5f)                  \
    X(COOPERATE, 2, 9.5f) X(AID, 2, 10.0f) X(RETREAT, 2, 6.5f) X(REQUEST, 3, 0.0f)                 \
    X(ACCUSE, 3, -3.0f) X(REJECT, 3, -2.0f) X(THREATEN, 3, -3.5f) X(PROTEST, 4, -5.0f)             \
    X(SANCTION, 4, -6.0f) X(MOBILIZE, 4, -5.5f) X(COERCE, 4, -7.0f) X(ASSAULT, 4, -9.0f)
/* clang-format on */

#define DG_PLOVER_ENUM(name, quad, scale) DG_##name,
enum dg_plover { DG_PLOVER_LIST(DG_PLOVER_ENUM) DG_PLOVER_COUNT };

#define DG_PLOVER_NONE 255 /* "this use is no event" */

/* Index of an event, of a mode of that event, of a context; -1 if there is none. */
int dg_plover_of(dragoman_str name);
int dg_mode_of(int event, dragoman_str name);
int dg_context_of(dragoman_str name);

#define DG_AUX_COUNT 4

/* The n-th (0..3) auxiliary, whose bit is 1 << n: future, hypothetical, historical, negation. */
const char *dg_aux_name(unsigned n);
/* Which of them a word is; -1 if none. */
int dg_aux_of(dragoman_str name);

/* Quad code 1..4; scale of the event, or of its first mode where that has one. */
uint8_t dg_quad(uint8_t event);
float dg_scale(uint8_t event, const uint8_t *modes, uint8_t mode_count);

#endif
