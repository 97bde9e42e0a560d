/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/format.h"

static const char *const MONTHS[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};

enum { PARTS_MOST = 16, DATE_SIZE_MOST = 200 };

/* A run of digits or letters; month 1 to 12 for a month's name; `mark`: what parts it from a digit
 * right behind, else 0. */
typedef struct {
  unsigned value, digits, month;
  char mark;
} date_part;

unsigned att_date_month(const char *word, size_t size) {
  static const char *const REST[] = {"uary", "ruary", "ch",     "il",   "",      "e",
                                     "y",    "ust",   "tember", "ober", "ember", "ember"};
  if (size < 3)
    return 0;
  for (unsigned m = 0; m < 12; m++)
    if ((word[0] | 0x20) == MONTHS[m][0] && strncasecmp(word, MONTHS[m], 3) == 0 &&
        (size == 3 ||
         (size - 3 <= strlen(REST[m]) && strncasecmp(word + 3, REST[m], size - 3) == 0)))
      return m + 1;
  return 0;
}

/* "May 6, 2024|8:12 AM": the bytes of a year and the hour written to it; 0 for none. */
static size_t year_and_hour(const char *text, size_t size) {
  size_t digits = 0;
  while (digits < size && digits < 7 && isdigit((unsigned char)text[digits]))
    digits++;
  bool year = digits > 4 && (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0);
  return year && digits < 7 && digits < size && text[digits] == ':' ? digits : 0;
}

static size_t split(const char *text, size_t size, date_part *parts) {
  size_t count = 0;
  for (size_t i = 0; i < size && count < PARTS_MOST;) {
    size_t begin = i;
    if (isdigit((unsigned char)text[i])) {
      unsigned value = 0;
      size_t year = year_and_hour(text + i, size - i);
      if (year > 0) {
        for (size_t k = 0; k < 4; k++)
          value = value * 10 + (unsigned)(text[i + k] - '0');
        parts[count++] = (date_part){value, 4, 0, '\0'};
        i += year;
        continue;
      }
      for (; i < size && isdigit((unsigned char)text[i]); i++)
        value = value < 100000000 ? value * 10 + (unsigned)(text[i] - '0') : value;
      bool parted = i + 1 < size && isdigit((unsigned char)text[i + 1]);
      parts[count++] = (date_part){value, (unsigned)(i - begin), 0, parted ? text[i] : '\0'};
    } else if (isalpha((unsigned char)text[i])) {
      while (i < size && isalpha((unsigned char)text[i]))
        i++;
      unsigned month = att_date_month(text + begin, i - begin);
      if (month > 0)
        parts[count++] = (date_part){0, 0, month, '\0'};
    } else {
      i++;
    }
  }
  return count;
}

static bool is_day(const date_part *p) {
  return p->month == 0 && p->digits >= 1 && p->digits <= 2 && p->value >= 1 && p->value <= 31;
}

static bool is_year(const date_part *p) {
  return p->month == 0 && p->digits == 4 && p->value >= 1800 && p->value < 2200;
}

static bool write_date(char date[11], unsigned year, unsigned month, unsigned day) {
  static const unsigned DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day > DAYS[month - 1])
    return false;
  if (day > 0)
    snprintf(date, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
  else
    snprintf(date, 11, "%04u-%02u", year % 10000, month % 100);
  return true;
}

/* "20240504" and "20240504T10…" */
static bool basic_form(const date_part *p, char date[11]) {
  unsigned year = p->value / 10000;
  return p->digits == 8 && year >= 1800 && year < 2200 &&
         write_date(date, year, p->value / 100 % 100, p->value % 100);
}

/* "31.07.2023", whose first is the day; "27/07/2023", "07/27/2023", where only one can be a month;
 * "05.06.2024" with the month first. */
static bool year_last(const date_part *p, bool american, char date[11]) {
  char mark = p[0].mark;
  if (!is_day(&p[0]) || !is_day(&p[1]) || !is_year(&p[2]) || p[1].mark != mark ||
      (mark != '.' && mark != '/' && mark != '-'))
    return false;
  if (mark != '.' && !american && p[0].value <= 12 && p[1].value <= 12 && p[0].value != p[1].value)
    return false;
  bool month_first = p[1].value > 12 || (american && p[0].value <= 12);
  return write_date(date, p[2].value, p[!month_first].value, p[month_first].value);
}

bool att_date_of_seconds(const char *text, size_t size, char date[11]) {
  char digits[16];
  struct tm parts;
  size_t count = 0;
  while (count < size && isdigit((unsigned char)text[count]))
    count++;
  if ((count != 10 && count != 13) || text[0] == '0' || (count < size && text[count] != '.'))
    return false;
  memcpy(digits, text, 10); /* 13: milliseconds */
  digits[10] = '\0';
  time_t seconds = (time_t)strtoll(digits, NULL, 10);
  return gmtime_r(&seconds, &parts) != NULL &&
         write_date(date, (unsigned)parts.tm_year + 1900, (unsigned)parts.tm_mon + 1,
                    (unsigned)parts.tm_mday);
}

static bool parse_date(const char *text, size_t size, bool american, char date[11]) {
  date_part p[PARTS_MOST];
  size_t count = split(text, size < DATE_SIZE_MOST ? size : DATE_SIZE_MOST, p);
  /* "2024-05-04", "2024/5/4" with or without a time; "2024-05" */
  if (count >= 2 && is_year(&p[0]) && p[1].month == 0 && is_day(&p[1]) && p[1].value <= 12)
    return write_date(date, p[0].value, p[1].value, count > 2 && is_day(&p[2]) ? p[2].value : 0);
  for (size_t i = 0; i < count; i++) {
    if (p[i].digits == 8 && count <= 3 && basic_form(&p[i], date))
      return true;
    if (i + 2 < count && year_last(&p[i], american, date))
      return true;
    if (p[i].month == 0)
      continue;
    if (i + 2 < count && is_day(&p[i + 1]) && is_year(&p[i + 2])) /* May 4, 2024 */
      return write_date(date, p[i + 2].value, p[i].month, p[i + 1].value);
    if (i + 1 < count && is_year(&p[i + 1])) /* 4 May 2024; May 2024 */
      return write_date(date, p[i + 1].value, p[i].month,
                        i > 0 && is_day(&p[i - 1]) ? p[i - 1].value : 0);
  }
  return false;
}

bool att_date_parse(const char *text, size_t size, char date[11]) {
  return parse_date(text, size, false, date);
}

bool att_date_parse_american(const char *text, size_t size, char date[11]) {
  return parse_date(text, size, true, date);
}
