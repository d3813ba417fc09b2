/*
 * calendar.h - days, weeks and feasts of the proleptic Gregorian calendar.
 *
 * A day is the number of days since 1970-01-01 (negative before). Dates with month or day 0 are
 * partial and stand for their first day where a day is asked for.
 *
 * Based on: H. Hinnant, "chrono-compatible low-level date algorithms" (day numbers); ISO 8601
 * (weeks); the Meeus/Jones/Butcher rule and its Julian form (Easter); N. Dershowitz and
 * E. Reingold, "Calendrical Calculations" (tabular Islamic and Hebrew calendars).
 */
#ifndef DG_CALENDAR_H
#define DG_CALENDAR_H

#include "dragoman.h"

int32_t dg_day_number(int year, int month, int day);
int32_t dg_day_of_date(dragoman_date date);
dragoman_date dg_date_of_day(int32_t day);
/* 1 Monday .. 7 Sunday. */
int dg_weekday(int32_t day);
void dg_iso_week(int32_t day, int *year, int *week);
/* Monday of an ISO week. */
int32_t dg_iso_week_start(int year, int week);
int dg_month_length(int year, int month);
/* Whether year, month and day (all given) are a day of the calendar, years 1..9999. */
bool dg_date_valid(int year, int month, int day);

/* Easter Sunday of the western and of the eastern churches. */
int32_t dg_easter(int year);
int32_t dg_easter_orthodox(int year);
/* The day of the tabular Islamic calendar that falls into Gregorian `year` first. month 1..12. */
int32_t dg_islamic_in(int year, int month, int day);
/* The same of the Hebrew calendar; months count from Nisan 1, Tishri 7; 12 is Adar (the last one).
 */
int32_t dg_hebrew_in(int year, int month, int day);

/* Feasts and named days. */
enum dg_feast {
    DG_FEAST_NONE,
    DG_NEW_YEAR,
    DG_NEW_YEARS_EVE,
    DG_VALENTINE,
    DG_WOMENS_DAY,
    DG_MAY_DAY,
    DG_INDEPENDENCE_DAY,
    DG_BASTILLE_DAY,
    DG_HALLOWEEN,
    DG_ARMISTICE,
    DG_CHRISTMAS_EVE,
    DG_CHRISTMAS,
    DG_BOXING_DAY,
    DG_ORTHODOX_CHRISTMAS,
    DG_NOWRUZ,
    DG_THANKSGIVING,
    DG_LABOR_DAY,
    DG_MEMORIAL_DAY,
    DG_MLK_DAY,
    DG_EASTER,
    DG_EASTER_MONDAY,
    DG_GOOD_FRIDAY,
    DG_PALM_SUNDAY,
    DG_ASH_WEDNESDAY,
    DG_ASCENSION,
    DG_PENTECOST,
    DG_ORTHODOX_EASTER,
    DG_RAMADAN,
    DG_EID_AL_FITR,
    DG_EID_AL_ADHA,
    DG_ASHURA,
    DG_MAWLID,
    DG_PASSOVER,
    DG_ROSH_HASHANAH,
    DG_YOM_KIPPUR,
    DG_SUKKOT,
    DG_HANUKKAH,
    DG_PURIM
};

/* First and last day of a feast in a year: Ramadan is a month, Passover eight days. */
void dg_feast_days(enum dg_feast feast, int year, int32_t *first, int32_t *last);

#endif
