/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/calendar.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "extract/argument.h"

static const char *const MONTH_NAMES[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};

int att_calendar_month(const char *word) {
  static const uint32_t FIRST = ATT_LETTER('j') | ATT_LETTER('f') | ATT_LETTER('m') |
                                ATT_LETTER('a') | ATT_LETTER('s') | ATT_LETTER('o') |
                                ATT_LETTER('n') | ATT_LETTER('d');
  if (!att_begins_with(word, FIRST) || !isupper((unsigned char)word[0]))
    return 0;
  size_t size = strlen(word);
  if (word[size - 1] == '.')
    size--;
  for (int i = 0; i < 12; i++)
    if ((word[0] | 0x20) == MONTH_NAMES[i][0] &&
        (att_same_word(word, MONTH_NAMES[i]) ||
         (size == 3 && strncasecmp(word, MONTH_NAMES[i], 3) == 0) ||
         (i == 8 && size == 4 && strncasecmp(word, "sept", 4) == 0)))
      return i + 1;
  return 0;
}

int att_calendar_weekday(const char *word) {
  static const char *const DAYS[] = {"sunday",   "monday", "tuesday", "wednesday",
                                     "thursday", "friday", "saturday"};
  static const uint32_t FIRST =
      ATT_LETTER('s') | ATT_LETTER('m') | ATT_LETTER('t') | ATT_LETTER('w') | ATT_LETTER('f');
  size_t size = att_begins_with(word, FIRST) ? strlen(word) : 0;
  for (int i = 0; i < 7 && size > 5 && (word[size - 1] | 0x20) == 'y'; i++)
    if (att_same_word(word, DAYS[i]))
      return i;
  return -1;
}

int att_calendar_number(const char *word, int least, int most) {
  char *end;
  if (!isdigit((unsigned char)word[0]) && word[0] != '+')
    return 0;
  long value = strtol(word, &end, 10);
  bool ordinal = strcmp(end, "st") == 0 || strcmp(end, "nd") == 0 || strcmp(end, "rd") == 0 ||
                 strcmp(end, "th") == 0;
  if (end == word || (*end != '\0' && !ordinal) || value < least || value > most)
    return 0;
  return (int)value;
}

int att_calendar_count(const char *word) {
  static const char *const NUMBERS[] = {"one", "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine", "ten"};
  for (int i = 0; i < 10; i++)
    if (att_same_word(word, NUMBERS[i]))
      return i + 1;
  return att_calendar_number(word, 1, 31);
}

static int digits(const char *from, int count) {
  int value = 0;
  for (int i = 0; i < count && isdigit((unsigned char)from[i]); i++)
    value = 10 * value + (from[i] - '0');
  return value;
}

bool att_calendar_read(const char *iso, att_calendar_day *ret_day) {
  if (strlen(iso) != 10)
    return false;
  *ret_day = (att_calendar_day){digits(iso, 4), digits(iso + 5, 2), digits(iso + 8, 2)};
  return ret_day->year > 0 && ret_day->month > 0 && ret_day->day > 0;
}

bool att_calendar_figures(const char *word, att_calendar_day *ret_day) {
  int a, b, year, end = 0;
  char first, second;
  size_t size = isdigit((unsigned char)word[0]) ? strlen(word) : 0;
  if (size < 8 || size > 10)
    return false;
  if (size == 10 && word[4] == '-' && word[7] == '-' && att_calendar_read(word, ret_day))
    return ret_day->month <= 12 && ret_day->day <= 31 && att_calendar_has(*ret_day);
  if (sscanf(word, "%2d%c%2d%c%4d%n", &a, &first, &b, &second, &year, &end) != 5 ||
      (size_t)end != size || first != second || (first != '.' && first != '/') || year < 1800 ||
      year > 2200)
    return false;
  if (first == '/' && a <= 12 && b <= 12 && a != b)
    return false;
  bool month_first = first == '/' && b > 12;
  *ret_day = (att_calendar_day){year, month_first ? a : b, month_first ? b : a};
  return a > 0 && b > 0 && ret_day->month <= 12 && ret_day->day <= 31 && att_calendar_has(*ret_day);
}

long att_calendar_days(att_calendar_day d) {
  long y = d.month <= 2 ? d.year - 1 : d.year, m = (d.month + 9) % 12;
  return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + d.day - 1;
}

att_calendar_day att_calendar_date(long days) {
  long y = (10000 * days + 14780) / 3652425, rest;
  for (;;) {
    rest = days - (365 * y + y / 4 - y / 100 + y / 400);
    if (rest >= 0)
      break;
    y--;
  }
  long m = (100 * rest + 52) / 3060;
  att_calendar_day d = {(int)(y + (m + 2) / 12), (int)((m + 2) % 12 + 1),
                        (int)(rest - (m * 306 + 5) / 10 + 1)};
  return d;
}

bool att_calendar_has(att_calendar_day d) {
  static const int DAYS_OF[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
  return d.month == 0 || d.day <= DAYS_OF[d.month - 1] - (d.month == 2 && !leap && d.year != 0);
}

bool att_date_is_weekday(const char *word) {
  return isupper((unsigned char)word[0]) && att_calendar_weekday(word) >= 0;
}

bool att_date_is_coarse(const char *day) {
  return day == NULL || (day[0] != '-' && strlen(day) < 10);
}

/* "--03-02" less three days: of a year that is not told; `day` where its length would matter. */
static const char *before_in_year(att_arena *arena, const char *day, int days) {
  enum { COMMON = 2023, LEAP = 2024 };
  att_calendar_day d = {.year = COMMON}, leap;
  if (sscanf(day, "--%2d-%2d", &d.month, &d.day) != 2 || strlen(day) != 7)
    return day;
  leap = d;
  leap.year = LEAP;
  d = att_calendar_date(att_calendar_days(d) - days);
  leap = att_calendar_date(att_calendar_days(leap) - days);
  return d.month == leap.month && d.day == leap.day
             ? att_arena_format(arena, "--%02d-%02d", d.month, d.day)
             : day;
}

const char *att_date_before(att_arena *arena, const char *day, int days) {
  att_calendar_day d;
  if (!att_calendar_read(day, &d))
    return before_in_year(arena, day, days);
  d = att_calendar_date(att_calendar_days(d) - days);
  return att_arena_format(arena, "%04d-%02d-%02d", d.year, d.month, d.day);
}
