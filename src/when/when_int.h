/*
 * when_int.h - what the files of this room share.
 *
 *   lexicon.c  words of time and their classes
 *   grammar.c  tokens to atoms, the rule table, the matcher
 *   dates.c, relative.c, lengths.c, clock.c  the makers: what a match of their kind means
 *   value.c    TIMEX3 value and days of a time, and what its phrase counts from
 *   when.c     the pass over the article and what is settled after it
 *   govern.c   dg_when_of(): which time dates an act
 *
 * Classes are bits named by a letter, and rules are strings of these letters (grammar.c), so that a
 * rule can be read beside the phrase it takes: "NUG" is number, unit, "ago".
 */
#ifndef DG_WHEN_INT_H
#define DG_WHEN_INT_H

#include "base/str.h"
#include "when/calendar.h"
#include "when/when.h"

/* The bit of class letter `c`. */
#define C_(c) ((uint64_t)1 << ((c) >= 'a' ? (c) - 'a' + 26 : (c) - 'A'))

/*
 * A today, yesterday    B start, end (of)    C 9:30             D day of a month, 1..31
 * E every               F consecutive        G ago              H begins a feast's name
 * I 2019-10-24          J first, 3rd         K 1980s            L last
 * M October             O 24th               P yearlong         Q nearly, over
 * R this                S summer             T morning, night   U unit (u singular, V plural)
 * W Thursday (w Thu.)   X next               Y 2019             Z UTC
 * a a, an               b a.m., p.m.         c comma            d to, until, -
 * e earlier             f half               g later, on        h hyphen
 * i number word         j and                k same             l that
 * m early, late, mid    n digits             o of               p past
 * q coming              r daily, weekly      s now, recently    t the
 * v previous            x following          y '99              z long
 */
typedef struct word {
    const char *text;
    uint64_t classes;
    int16_t value; /* month, weekday, number, offset .. as the class says */
    int8_t unit;
} word;

enum unit {
    UNIT_NONE,
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_SEASON,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY
};

enum mod {
    MOD_NONE,
    MOD_START,
    MOD_MID,
    MOD_END,
    MOD_APPROX,
    MOD_MORE,
    MOD_LESS,
    MOD_AT_LEAST,
    MOD_AT_MOST
};

enum daypart { PART_NONE, PART_MO, PART_AF, PART_EV, PART_NI, PART_NOON, PART_MIDNIGHT, PART_DAWN };

enum ref { REF_PRESENT, REF_PAST, REF_FUTURE };

#define NUMBER_VAGUE (-1) /* "several": X */

/* Table of all words, sorted by bytes. */
extern const word dg_when_words[];
extern const size_t dg_when_word_count;

/* The word of a lower-cased form without full stops, or NULL. */
const word *dg_when_word(const char *text, size_t size);

/* A phrase of several words: a feast or a reference ("at present"). */
typedef struct phrase {
    const char *text; /* words parted by single blanks */
    int16_t value;    /* enum dg_feast or enum ref */
} phrase;
extern const phrase dg_when_feasts[], dg_when_refs[]; /* ended by text NULL */

/* One token, or several glued ones that make one figure ("10/24/2019"). */
typedef struct atom {
    uint32_t first, last; /* tokens */
    uint64_t classes;
    int16_t value, value2, value3; /* n: whole and tenths. I: year month day. C: hour minute. */
    int8_t unit;
    bool glued;    /* no blank before it */
    bool mid;      /* "mid-" is written onto it */
    char text[15]; /* lower-cased form without full stops; "" where longer */
} atom;

/* What a match gathered. */
typedef struct slots {
    int32_t number; /* in tenths, NUMBER_VAGUE */
    int16_t year;
    int8_t month, day, day2, weekday, season, part, unit, ordinal, offset;
    int8_t hour, minute, meridiem;
    int16_t zone; /* minutes east; ZONE_NONE, ZONE_LOCAL */
    int16_t decade, feast, ref;
    int8_t mod;
    bool plural, the;
} slots;

#define ZONE_NONE 10000
#define ZONE_LOCAL 10001

/* How exactly a time is known, for what hangs on it. */
typedef struct found {
    uint8_t grain;       /* enum unit; UNIT_NONE where it is no date */
    int32_t day;         /* first day */
    bool year_told;      /* the text gives the year itself */
    bool no_year;        /* "October 7": month and day alone */
    bool wants_day;      /* a clock time whose day is told elsewhere */
    uint32_t first, end; /* atoms in the sentence */
    uint64_t before;     /* classes of the atom before it */
    char suffix[16];     /* "T09:30Z": what follows the day */
} found;

/* The article's pass. */
typedef struct pass {
    dg_doc *doc;
    int32_t published; /* day; NO_DAY where unknown */
    int32_t anchor;    /* as dragoman_time.anchor: -1 published, or the time of the date line */
    int32_t ref;       /* day of the date told last; NO_DAY */
    uint8_t ref_grain;
    int32_t ref_time;
    int32_t ref_day; /* the day told last, whatever month or year was told after it */
    int32_t ref_day_time;
    atom *atoms; /* of the sentence under work */
    uint32_t count;
    uint32_t sentence;
    DG_VEC(found) found; /* beside doc->times */
} pass;

#define NO_DAY INT32_MIN

struct rule;
typedef bool maker(pass *p, const slots *s, uint32_t first, uint32_t end, dragoman_time *t,
                   found *f);

typedef struct rule {
    const char *name; /* becomes dragoman_time.rule */
    const char *pattern;
    maker *make; /* fills type, value, dates; false: no time after all */
} rule;

/* grammar.c */
void dg_when_atoms(pass *p, uint32_t sentence);
/* The longest match at an atom that is a time, with what belongs to it on both sides, not reaching
 * below atom `low`: its end, or 0 for none. */
uint32_t dg_when_match(pass *p, uint32_t at, uint32_t low, dragoman_time *t, found *f);

/* dates.c */
maker dg_make_full, dg_make_month_day, dg_make_month, dg_make_month_of, dg_make_year,
    dg_make_decade, dg_make_century, dg_make_quarter, dg_make_half_year, dg_make_season,
    dg_make_feast;
/* A season and a feast of a year; the year of a feast before (-1), after (1) or about the article's
 * day. */
bool dg_set_season(const slots *s, int year, dragoman_time *t, found *f);
void dg_set_feast(const slots *s, int year, dragoman_time *t, found *f);
int dg_feast_year(const pass *p, const slots *s, int way);

/* relative.c */
maker dg_make_weekday, dg_make_deictic, dg_make_this, dg_make_last, dg_make_next, dg_make_previous,
    dg_make_following, dg_make_same, dg_make_the, dg_make_ago, dg_make_earlier, dg_make_later;
/* "this", "last", "next" with whatever follows: way 0, -1, 1. */
bool dg_set_moved(pass *p, const slots *s, int way, dragoman_time *t, found *f);
/* Whole units away from a day; a year and a half is eighteen months. */
void dg_set_counted(dragoman_time *t, found *f, const slots *s, int32_t base, int way);

/* lengths.c */
maker dg_make_duration, dg_make_half, dg_make_one, dg_make_plural, dg_make_past_span,
    dg_make_next_span;
void dg_set_length(dragoman_time *t, int tenths, int unit);

/* clock.c */
maker dg_make_set, dg_make_adverb_set, dg_make_ref, dg_make_clock, dg_make_clock_word, dg_make_part;

/* value.c */
extern const char *const dg_part_values[]; /* [enum daypart] */
dragoman_date dg_month_date(int year, int month);
int dg_season_of(int32_t day);
/* Fill the value and the days of a time. */
void dg_set_days(dragoman_time *t, found *f, uint8_t grain, int32_t day);
void dg_set_suffix(dragoman_time *t, found *f);
/* The unit `n` away from the one holding `day`. */
void dg_set_away(dragoman_time *t, found *f, uint8_t unit, int32_t day, int n);
/* A time that counts from the article's day; false where that is not known. */
bool dg_deictic(pass *p, dragoman_time *t);
/* The day that "the same day", "two days earlier" count from. */
int32_t dg_reference_day(pass *p, int unit, dragoman_time *t);
/* -1, 0, 1: where the verb over a match points. */
int dg_tense_of(const pass *p, uint32_t first, uint32_t end);
/* Whether one of the words stands straight before an atom. */
bool dg_word_before(const pass *p, uint32_t at, const char *const *list);

/* govern.c: what the verb over a token tells: -1 past, 1 future, 0 neither. */
int dg_tense_over(const dg_doc *doc, int32_t token);

#endif
