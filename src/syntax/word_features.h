/*
 * word_features.h - what the network sees of a word; mirrors train/features.py byte for byte.
 *
 * A word is (1) a row of the word table, by its norm (small letters, straight quotes, digits as 0),
 * and (2) DG_FEATURES rows of the hashed table: its shape, prefixes and suffixes (in bytes).
 */
#ifndef DG_WORD_FEATURES_H
#define DG_WORD_FEATURES_H

#include "dragoman.h"

#define DG_FEATURES 8
#define DG_HASHED_ROWS 32768u
#define DG_NORM_SIZE 64 /* longer words are known by their first and last bytes */

typedef struct dg_word_form {
    char norm[DG_NORM_SIZE];
    uint32_t len;
    uint64_t hash; /* of the norm: the key of the word table */
} dg_word_form;

/* The norm of a form; forms too long for it keep their ends. */
void dg_norm(dragoman_str form, dg_word_form *out);

/* The rows in the hashed table, each in 0..DG_HASHED_ROWS-1; row 0 is all zero. `first`: the word
 * opens its sentence. */
void dg_hashed_features(dragoman_str form, const dg_word_form *norm, bool first,
                        uint16_t rows[DG_FEATURES]);

#endif
