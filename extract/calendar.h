/* SPDX-License-Identifier: Apache-2.0
 *
 * Days of the proleptic Gregorian calendar, and the words that name months and days. Internal to
 * extract/.
 */
#ifndef ATT_EXTRACT_CALENDAR_H
#define ATT_EXTRACT_CALENDAR_H

#include <stdbool.h>

typedef struct {
  int year, month, day; /* 0: not said */
} att_calendar_day;

/* 1 to 12 for "May", "Sept." with its capital; 0 for no month. */
int att_calendar_month(const char *word);

/* 0 to 6 for "Sunday" to "Saturday", in any case; -1 for no weekday. */
int att_calendar_weekday(const char *word);

/* The number, "4" or "4th", from `least` to `most`; 0 for none. */
int att_calendar_number(const char *word, int least, int most);

/* The same up to 31, and "one" to "ten" in words. */
int att_calendar_count(const char *word);

/* "2024-06-07"; false for what is shorter, or no day. */
bool att_calendar_read(const char *iso, att_calendar_day *ret_day);

/* "2024-06-07", "6.5.2024" (the day first), "06/13/2024" and "13/06/2024", but not "06/07/2024",
 * which may be two days. */
bool att_calendar_figures(const char *word, att_calendar_day *ret_day);

/* Days since 0000-03-01, and back. */
long att_calendar_days(att_calendar_day d);
att_calendar_day att_calendar_date(long days);

/* Not "31 February", nor "29 February" of a year that has none. */
bool att_calendar_has(att_calendar_day d);

#endif
