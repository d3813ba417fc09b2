/*
 * abbrev.c - words that keep their full stop, by what may follow them.
 *
 * Only abbreviations whose bare form is no common English word are listed without condition; the
 * others ("No.", "Art.", "Sat.") count only before a number, which the tokenizer checks.
 */
#include "text/text_int.h"

#include <stdlib.h>

typedef struct entry {
    char word[10];
    uint8_t kind;
} entry;

#define T DG_ABBREV_TITLE
#define M DG_ABBREV_MONTH
#define N DG_ABBREV_NUMBER
#define A DG_ABBREV_NAME
#define E DG_ABBREV_LAST
#define L DG_ABBREV_LINK
#define S DG_ABBREV_STATE
#define O DG_ABBREV_OTHER
/* Sorted by bytes: searched by halves. */
static const entry entries[] = {
    {"adm", T},  {"al", O},    {"ala", S},  {"ald", T},   {"approx", L}, {"apr", M},   {"arch", N},
    {"ariz", S}, {"ark", S},   {"art", N},  {"arts", N},  {"assn", A},   {"asst", T},  {"attn", O},
    {"aug", M},  {"ave", A},   {"bde", A},  {"bldg", A},  {"blvd", A},   {"bn", N},    {"bp", T},
    {"brig", T}, {"bros", A},  {"ca", N},   {"calif", S}, {"capt", T},   {"cf", L},    {"cmdr", T},
    {"cmdt", T}, {"co", A},    {"col", T},  {"colo", S},  {"comdr", T},  {"conf", O},  {"cong", T},
    {"conn", S}, {"corp", A},  {"cpl", T},  {"cpt", T},   {"dec", M},    {"del", T},   {"dept", A},
    {"det", T},  {"dist", A},  {"div", N},  {"dr", T},    {"eds", O},    {"eg", L},    {"esp", L},
    {"esq", A},  {"est", N},   {"etc", E},  {"ex", N},    {"ext", N},    {"feb", M},   {"fig", N},
    {"figs", N}, {"fla", S},   {"fr", T},   {"fri", N},   {"ft", T},     {"ga", S},    {"gen", T},
    {"gens", T}, {"gov", T},   {"govs", T}, {"hon", T},   {"hrs", O},    {"ie", L},    {"ill", S},
    {"inc", A},  {"ind", S},   {"insp", T}, {"jan", M},   {"jr", A},     {"jul", M},   {"jun", M},
    {"kan", S},  {"ky", S},    {"la", S},   {"lb", O},    {"lbs", O},    {"lt", T},    {"ltd", A},
    {"maj", T},  {"mar", N},   {"mass", S}, {"md", S},    {"messrs", T}, {"mfg", A},   {"mgr", T},
    {"mich", S}, {"minn", S},  {"miss", S}, {"mlle", T},  {"mme", T},    {"mo", S},    {"mon", N},
    {"mont", S}, {"mr", T},    {"mrs", T},  {"ms", T},    {"msgr", T},   {"mt", T},    {"neb", S},
    {"nev", S},  {"no", N},    {"nos", N},  {"nov", M},   {"oct", M},    {"okla", S},  {"ont", S},
    {"op", N},   {"ore", S},   {"oz", O},   {"pa", S},    {"para", N},   {"paras", N}, {"pfc", T},
    {"ph", O},   {"phd", A},   {"pp", N},   {"pres", T},  {"prof", T},   {"profs", T}, {"pt", N},
    {"pte", T},  {"pty", A},   {"pvt", T},  {"que", S},   {"rd", A},     {"reg", N},   {"rep", T},
    {"reps", T}, {"ret", A},   {"rev", T},  {"rs", N},    {"rt", T},     {"sat", N},   {"sec", N},
    {"sen", T},  {"sens", T},  {"sep", M},  {"sept", M},  {"sgt", T},    {"sq", O},    {"sr", A},
    {"st", T},   {"ste", T},   {"sun", N},  {"supt", T},  {"tenn", S},   {"tex", S},   {"thu", N},
    {"thur", N}, {"thurs", N}, {"tue", N},  {"tues", N},  {"univ", A},   {"va", S},    {"viz", L},
    {"vol", N},  {"vols", N},  {"vs", L},   {"vt", S},    {"wash", S},   {"wed", N},   {"wis", S},
    {"wyo", S},  {"yrs", O},
};
#undef T
#undef M
#undef N
#undef A
#undef E
#undef L
#undef S
#undef O

static int by_word(const void *key, const void *item) {
    return strcmp(key, ((const entry *)item)->word);
}

enum dg_abbrev dg_abbrev_of(dragoman_str word) {
    char low[sizeof entries->word];
    if (!word.len || word.len >= sizeof low) return DG_ABBREV_NONE;
    for (uint32_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        low[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    low[word.len] = 0;
    const entry *found =
        bsearch(low, entries, sizeof entries / sizeof *entries, sizeof *entries, by_word);
    return found ? (enum dg_abbrev)found->kind : DG_ABBREV_NONE;
}
