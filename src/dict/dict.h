/*
 * dict.h - TABARI and PETRARCH dictionaries into the codebook's own format.
 *
 * Formats read (from the dictionaries themselves and from PETRARCH's reader):
 *   actors    NAME [CODE dates] ; synonyms on lines with '+'; codes with dates on lines of their
 * own agents    NAME {plural} [~CODE] ; !SET! = A, B substitutions verbs     --- BLOCK [code] ---,
 * verb forms, "- subject * object (PREP object) [code]" patterns, &SET synonym sets discards  words
 * and phrases that make a sentence ('+': a story) no event Dates are kept. What cannot be said in
 * our format is told, never dropped in silence.
 */
#ifndef DG_DICT_H
#define DG_DICT_H

#include "base/lines.h"
#include "dragoman.h"

/* Where converted lines go and what could not be taken is noted. */
typedef struct dg_dict {
    dg_arena *arena;
    dg_lines *lines;       /* the file being read; dg_mistake(lines, ...) notes what is left out */
    DG_VEC(char) out;      /* the converted text */
    uint32_t taken;        /* entries or patterns converted */
    DG_VEC(uint64_t) sets; /* folds of the synonym sets the file defines */
} dg_dict;

void dg_dict_actors(dg_dict *dict);
void dg_dict_agents(dg_dict *dict);
void dg_dict_verbs(dg_dict *dict);
void dg_dict_discards(dg_dict *dict);

/* Append to the converted text. */
void dg_dict_write(dg_dict *dict, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "AHMED_ZIA_MASSOUD_" as words: blanks for underscores, "Ahmed Zia Massoud" or lower case. */
dragoman_str dg_dict_words(dg_arena *arena, dragoman_str name, bool title_case);

/* The text between the first '[' and its ']' of a line, and the line before it; false if there is
 * none. */
bool dg_dict_bracket(dragoman_str line, dragoman_str *before, dragoman_str *inside);

/* CAMEO actor code in parts: country or international root as we write it, sector ("-" for none).
 * False if its first group is neither. */
bool dg_dict_actor_code(dragoman_str code, char country[8], char sector[4]);

/* PLOVER event and mode of a CAMEO event code ("ASSAULT explosives"), NULL for statements. */
const char *dg_dict_plover(dragoman_str cameo);

#endif
