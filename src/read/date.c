/*
 * date.c - the day in a date as feeds and pages write it.
 *
 * The text is cut into numbers and words. A four-digit year decides the order: before it day and
 * month, behind it month and day. Names of months are told by their first three letters. What could
 * be two days (03/04/2024) is none.
 */
#include "read/read_int.h"

#include "base/lines.h"

#include <strings.h>

#define PARTS 6

typedef struct part {
    uint32_t number; /* of digits */
    uint32_t digits; /* how many; 0: a month's name */
    uint32_t month;
} part;

static uint32_t month_of(const char *word, uint32_t len) {
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (uint32_t m = 0; len >= 3 && m < 12; m++)
        if (len <= strlen(names[m]) && strncasecmp(word, names[m], len) == 0) return m + 1;
    return len == 4 && strncasecmp(word, "sept", 4) == 0 ? 9 : 0;
}

static bool is_weekday(const char *word, uint32_t len) {
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    for (size_t i = 0; len >= 3 && i < 7; i++)
        if (len <= strlen(names[i]) && strncasecmp(word, names[i], len) == 0) return true;
    return false;
}

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The first numbers and months of the text, other words passed over before the date begins:
 * "Published: 24 October 2024". How many. */
static uint32_t parts_of(dragoman_str s, part parts[PARTS]) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && n < PARTS;) {
        uint32_t from = i;
        while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9') i++;
        if (i > from) {
            part p = {0, i - from, 0};
            for (uint32_t k = from; k < i && k < from + 9; k++)
                p.number = p.number * 10 + (uint32_t)(s.ptr[k] - '0');
            parts[n++] = p;
            continue;
        }
        while (i < s.len && letter(s.ptr[i])) i++;
        if (i == from) {
            i++;
            continue;
        }
        uint32_t month = month_of(s.ptr + from, i - from);
        if (month)
            parts[n++] = (part){0, 0, month};
        else if (n && i - from > 2 && !is_weekday(s.ptr + from, i - from))
            break;
    }
    return n;
}

static bool make(uint32_t year, uint32_t month, uint32_t day, dragoman_date *date) {
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1000 || year > 9999 || month < 1 || month > 12) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > days[month - 1] || (month == 2 && day == 29 && !leap)) return false;
    *date = (dragoman_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

/* Day and month, or month and day, where only one order can be. */
static bool either(uint32_t year, const part *a, const part *b, dragoman_date *date) {
    if (a->month)
        return b->digits && b->digits <= 2 && b->number && make(year, a->month, b->number, date);
    if (b->month) return a->digits <= 2 && a->number && make(year, b->month, a->number, date);
    if (!a->digits || !b->digits || a->digits > 2 || b->digits > 2 || !a->number || !b->number)
        return false;
    if (a->number > 12) return make(year, b->number, a->number, date);
    return (b->number > 12 || a->number == b->number) && make(year, a->number, b->number, date);
}

bool dg_read_date(dragoman_str text, dragoman_date *date) {
    part p[PARTS] = {{0, 0, 0}};
    *date = (dragoman_date){0, 0, 0};
    text = dg_str_trim(text);
    if (text.len > 100) text.len = 100;
    if (text.len && dg_date_parse(text, date) && date->month && date->day)
        return make((uint32_t)date->year, date->month, date->day, date);
    if (text.len && dg_date_parse(text, date)) return true; /* a year, a month */
    *date = (dragoman_date){0, 0, 0};
    uint32_t n = parts_of(text, p);
    if (n && p[0].digits == 8)
        return make(p[0].number / 10000, p[0].number / 100 % 100, p[0].number % 100, date) &&
               date->day;
    if (n >= 3 && p[0].digits == 4) { /* 2024-10-24, 2024 Oct 24 */
        uint32_t month = p[1].month ? p[1].month : p[1].digits <= 2 ? p[1].number : 0;
        return p[2].digits && p[2].digits <= 2 && p[2].number &&
               make(p[0].number, month, p[2].number, date);
    }
    if (n >= 3 && p[2].digits == 4) return either(p[2].number, &p[0], &p[1], date);
    if (n == 2 && p[0].month && p[1].digits == 4) return make(p[1].number, p[0].month, 0, date);
    return false;
}
