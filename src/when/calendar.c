/*
 * calendar.c - see calendar.h.
 *
 * All is integer arithmetic on day numbers. The moving feasts are computed, not listed, so that any
 * year of an article is served; the tabular Islamic calendar may differ by a day from the sighted
 * one, which news tells with its own date where it matters.
 */
#include "when/calendar.h"

#define UNIX_FROM_RD 719163 /* rata die of 1970-01-01 */

static int floor_div(int a, int b) {
    return a / b - (a % b < 0);
}

int32_t dg_day_number(int year, int month, int day) {
    year -= month <= 2;
    int era = floor_div(year, 400), of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int32_t dg_day_of_date(dragoman_date date) {
    return dg_day_number(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

dragoman_date dg_date_of_day(int32_t day) {
    day += 719468;
    int era = floor_div(day, 146097), of_era = day - era * 146097;
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153;
    int civil = month < 10 ? month + 3 : month - 9;
    return (dragoman_date){(int16_t)(year + era * 400 + (civil <= 2)), (uint8_t)civil,
                           (uint8_t)(of_year - (153 * month + 2) / 5 + 1)};
}

int dg_weekday(int32_t day) {
    int w = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

void dg_iso_week(int32_t day, int *year, int *week) {
    int32_t thursday = day - dg_weekday(day) + 4; /* a week belongs to its Thursday's year */
    *year = dg_date_of_day(thursday).year;
    *week = (thursday - dg_day_number(*year, 1, 1)) / 7 + 1;
}

int32_t dg_iso_week_start(int year, int week) {
    int32_t fourth = dg_day_number(year, 1, 4);
    return fourth - dg_weekday(fourth) + 1 + 7 * (week - 1);
}

int dg_month_length(int year, int month) {
    static const uint8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

bool dg_date_valid(int year, int month, int day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= dg_month_length(year, month);
}

int32_t dg_easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return dg_day_number(year, n / 31, n % 31 + 1);
}

int32_t dg_easter_orthodox(int year) {
    int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30;
    int e = (2 * a + 4 * b - d + 34) % 7, n = d + e + 114;
    int julian = year / 100 - year / 400 - 2; /* days the Julian calendar lags behind */
    return dg_day_number(year, n / 31, n % 31 + 1) + julian;
}

static int32_t islamic(int year, int month, int day) {
    int rd = day + 29 * (month - 1) + floor_div(6 * month - 1, 11) + (year - 1) * 354 +
             floor_div(3 + 11 * year, 30) + 227014;
    return rd - UNIX_FROM_RD;
}

int32_t dg_islamic_in(int year, int month, int day) {
    int guess = (int)((int64_t)(year - 622) * 33 / 32) - 1;
    int32_t first = dg_day_number(year, 1, 1);
    while (islamic(guess, month, day) < first) guess++;
    return islamic(guess, month, day);
}

/* Days from the Hebrew epoch to the new moon of Tishri, moved so that no fast meets a Sabbath. */
static int hebrew_elapsed(int year) {
    int months = floor_div(235 * year - 234, 19);
    int parts = 12084 + 13753 * months;
    int day = 29 * months + floor_div(parts, 25920);
    return (3 * (day + 1)) % 7 < 3 ? day + 1 : day;
}

static int32_t hebrew_new_year(int year) {
    int before = hebrew_elapsed(year - 1), this = hebrew_elapsed(year),
        after = hebrew_elapsed(year + 1);
    int correction = after - this == 356 ? 2 : this - before == 382 ? 1 : 0;
    return -1373427 + this + correction - UNIX_FROM_RD;
}

/* From Nisan the rest of the year is fixed: Nisan to Elul have 30 and 29 days in turn, 177 in all.
 */
static int32_t hebrew(int year, int month, int day) {
    if (month < 7)
        return hebrew_new_year(year + 1) - 177 + 59 * ((month - 1) / 2) + 30 * ((month - 1) % 2) +
               day - 1;
    if (month == 12) return hebrew_new_year(year + 1) - 177 - 29 + day - 1;
    int32_t start = hebrew_new_year(year);
    int length = hebrew_new_year(year + 1) - start;
    int heshvan = length % 10 == 5 ? 30 : 29;
    int before = month == 7   ? 0
                 : month == 8 ? 30
                              : 30 + heshvan; /* Kislev is the last one asked for */
    return start + before + day - 1;
}

int32_t dg_hebrew_in(int year, int month, int day) {
    int32_t first = dg_day_number(year, 1, 1), last = dg_day_number(year, 12, 31);
    for (int h = year + 3759; h <= year + 3761; h++) {
        int32_t found = hebrew(h, month, day);
        if (found >= first && found <= last) return found;
    }
    return first;
}

/* The `n`th weekday of a month; n 5: the last one. */
static int32_t nth_weekday(int year, int month, int weekday, int n) {
    if (n == 5) {
        int32_t last = dg_day_number(year, month, dg_month_length(year, month));
        return last - (dg_weekday(last) - weekday + 7) % 7;
    }
    int32_t first = dg_day_number(year, month, 1);
    return first + (weekday - dg_weekday(first) + 7) % 7 + 7 * (n - 1);
}

static int32_t feast_start(enum dg_feast feast, int year) {
    switch (feast) {
    case DG_NEW_YEAR:
        return dg_day_number(year, 1, 1);
    case DG_NEW_YEARS_EVE:
        return dg_day_number(year, 12, 31);
    case DG_VALENTINE:
        return dg_day_number(year, 2, 14);
    case DG_WOMENS_DAY:
        return dg_day_number(year, 3, 8);
    case DG_MAY_DAY:
        return dg_day_number(year, 5, 1);
    case DG_INDEPENDENCE_DAY:
        return dg_day_number(year, 7, 4);
    case DG_BASTILLE_DAY:
        return dg_day_number(year, 7, 14);
    case DG_HALLOWEEN:
        return dg_day_number(year, 10, 31);
    case DG_ARMISTICE:
        return dg_day_number(year, 11, 11);
    case DG_CHRISTMAS_EVE:
        return dg_day_number(year, 12, 24);
    case DG_CHRISTMAS:
        return dg_day_number(year, 12, 25);
    case DG_BOXING_DAY:
        return dg_day_number(year, 12, 26);
    case DG_ORTHODOX_CHRISTMAS:
        return dg_day_number(year, 1, 7);
    case DG_NOWRUZ:
        return dg_day_number(year, 3, 20);
    case DG_THANKSGIVING:
        return nth_weekday(year, 11, 4, 4);
    case DG_LABOR_DAY:
        return nth_weekday(year, 9, 1, 1);
    case DG_MEMORIAL_DAY:
        return nth_weekday(year, 5, 1, 5);
    case DG_MLK_DAY:
        return nth_weekday(year, 1, 1, 3);
    case DG_EASTER:
        return dg_easter(year);
    case DG_EASTER_MONDAY:
        return dg_easter(year) + 1;
    case DG_GOOD_FRIDAY:
        return dg_easter(year) - 2;
    case DG_PALM_SUNDAY:
        return dg_easter(year) - 7;
    case DG_ASH_WEDNESDAY:
        return dg_easter(year) - 46;
    case DG_ASCENSION:
        return dg_easter(year) + 39;
    case DG_PENTECOST:
        return dg_easter(year) + 49;
    case DG_ORTHODOX_EASTER:
        return dg_easter_orthodox(year);
    case DG_RAMADAN:
        return dg_islamic_in(year, 9, 1);
    case DG_EID_AL_FITR:
        return dg_islamic_in(year, 10, 1);
    case DG_EID_AL_ADHA:
        return dg_islamic_in(year, 12, 10);
    case DG_ASHURA:
        return dg_islamic_in(year, 1, 10);
    case DG_MAWLID:
        return dg_islamic_in(year, 3, 12);
    case DG_PASSOVER:
        return dg_hebrew_in(year, 1, 15);
    case DG_ROSH_HASHANAH:
        return dg_hebrew_in(year, 7, 1);
    case DG_YOM_KIPPUR:
        return dg_hebrew_in(year, 7, 10);
    case DG_SUKKOT:
        return dg_hebrew_in(year, 7, 15);
    case DG_HANUKKAH:
        return dg_hebrew_in(year, 9, 25);
    case DG_PURIM:
        return dg_hebrew_in(year, 12, 14);
    case DG_FEAST_NONE:
        break;
    }
    return dg_day_number(year, 1, 1);
}

void dg_feast_days(enum dg_feast feast, int year, int32_t *first, int32_t *last) {
    *first = feast_start(feast, year);
    int days = feast == DG_RAMADAN                            ? 30
               : feast == DG_PASSOVER || feast == DG_HANUKKAH ? 8
               : feast == DG_SUKKOT                           ? 7
               : feast == DG_EID_AL_FITR                      ? 3
               : feast == DG_EID_AL_ADHA                      ? 4
               : feast == DG_ROSH_HASHANAH                    ? 2
                                                              : 1;
    *last = *first + days - 1;
}
