/* SPDX-License-Identifier: Apache-2.0
 *
 * Days and ranges of days that the calendar's words tell by themselves: "February 24-25", "3 March
 * 2022", "28 December 2024 to 2 January 2025".
 */
#include "extract/time.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

const char *att_time_word(att_time_cursor *k, uint32_t ahead) {
  return k->at + ahead < k->s->token_count ? k->s->tokens[k->at + ahead].form : "";
}

bool att_time_is_dash(const char *w) {
  return strcmp(w, "-") == 0 || strcmp(w, "\xe2\x80\x93") == 0 || strcmp(w, "to") == 0 ||
         strcmp(w, "until") == 0 || strcmp(w, "till") == 0 || strcmp(w, "through") == 0 ||
         strcmp(w, "and") == 0 || strcmp(w, "&") == 0 || strcmp(w, "\xe2\x80\x94") == 0;
}

/* "5/6 | May": two days that follow each other, in one word. */
static bool read_stroke(const char *w, int *ret_first, int *ret_last) {
  char first[3], last[3];
  if (!isdigit((unsigned char)w[0]) || sscanf(w, "%2[0-9]/%2[0-9]", first, last) != 2 ||
      strlen(w) != strlen(first) + 1 + strlen(last))
    return false;
  *ret_first = att_calendar_number(first, 1, 31);
  *ret_last = att_calendar_number(last, 1, 31);
  return *ret_first > 0 && *ret_last == *ret_first + 1;
}

/* "June 2", "2 June", "the 2nd of June" at word `n`; its length, 0 for none. */
static uint32_t read_day(att_time_cursor *k, uint32_t n, att_calendar_day *day) {
  uint32_t the = strcmp(att_time_word(k, n), "the") == 0;
  int month = att_calendar_month(att_time_word(k, n)),
      number = att_calendar_number(att_time_word(k, n + 1), 1, 31);
  if (month > 0 && number > 0) {
    *day = (att_calendar_day){0, month, number};
    return 2;
  }
  number = att_calendar_number(att_time_word(k, n + the), 1, 31);
  uint32_t of = strcmp(att_time_word(k, n + the + 1), "of") == 0;
  month = att_calendar_month(att_time_word(k, n + the + 1 + of));
  *day = (att_calendar_day){0, month, number};
  return number > 0 && month > 0 ? the + of + 2 : 0;
}

/* The year behind `n` words, ", 2024" or "2024"; *n then counts it too; 0 for none. */
static int read_year(att_time_cursor *k, uint32_t *n) {
  uint32_t at = strcmp(att_time_word(k, *n), ",") == 0 ? *n + 1 : *n;
  int year = att_calendar_number(att_time_word(k, at), 1800, 2200);
  *n = year > 0 ? at + 1 : *n;
  return year;
}

uint32_t att_time_calendar(att_time_cursor *k, att_calendar_day *from, att_calendar_day *to) {
  int month = att_calendar_month(att_time_word(k, 0)), day, until = 0;
  uint32_t n = 0;
  *from = *to = (att_calendar_day){0, 0, 0};
  if (att_calendar_figures(att_time_word(k, 0), from)) {
    *to = *from;
    return 1;
  }
  if (month > 0 && (day = att_calendar_number(att_time_word(k, 1), 1, 31)) > 0) {
    *from = *to = (att_calendar_day){0, month, day};
    n = 2;
    if (att_time_is_dash(att_time_word(k, 2)) &&
        att_calendar_number(att_time_word(k, 3), 1, 31) > 0) {
      to->day = att_calendar_number(att_time_word(k, 3), 1, 31);
      n = 4;
    } else if (att_time_is_dash(att_time_word(k, 2)) &&
               att_calendar_month(att_time_word(k, 3)) > 0 &&
               att_calendar_number(att_time_word(k, 4), 1, 31) > 0) {
      *to = (att_calendar_day){0, att_calendar_month(att_time_word(k, 3)),
                               att_calendar_number(att_time_word(k, 4), 1, 31)};
      n = 5;
    }
  } else if ((day = att_calendar_number(att_time_word(k, 0), 1, 31)) > 0 ||
             read_stroke(att_time_word(k, 0), &day, &until)) {
    uint32_t the = strcmp(att_time_word(k, 2), "the") == 0, ahead = 1;
    int last = until > 0 ? until : day;
    if (until == 0 && att_time_is_dash(att_time_word(k, 1)) &&
        att_calendar_number(att_time_word(k, 2 + the), 1, 31) > 0) {
      last =
          att_calendar_number(att_time_word(k, 2 + the), 1, 31); /* "the 5th to the 7th of May" */
      ahead = 3 + the;
    }
    bool ranged = ahead > 1;
    ahead += strcmp(att_time_word(k, ahead), "of") == 0; /* "the 8th of June" */
    month = att_calendar_month(att_time_word(k, ahead));
    if (month == 0)
      return 0;
    *from = (att_calendar_day){0, month, day};
    *to = (att_calendar_day){0, month, last};
    n = ahead + 1;
    if (!ranged && att_time_is_dash(att_time_word(k, n)) &&
        att_calendar_number(att_time_word(k, n + 1), 1, 31) > 0 &&
        att_calendar_month(att_time_word(k, n + 2)) > 0) { /* 29 May to 2 June */
      *to = (att_calendar_day){0, att_calendar_month(att_time_word(k, n + 2)),
                               att_calendar_number(att_time_word(k, n + 1), 1, 31)};
      n += 3;
    }
  } else {
    return 0;
  }
  int year = read_year(k, &n);
  if (year > 0) {
    to->year = year;
    from->year = year - (from->month > to->month); /* December 30 to January 2, 2024 */
  }
  att_calendar_day end;
  bool dash =
      year > 0 && att_time_is_dash(att_time_word(k, n)) && strcmp(att_time_word(k, n), "and") != 0;
  uint32_t size = dash ? read_day(k, n + 1, &end) : 0, behind = n + 1 + size;
  end.year = size > 0 ? read_year(k, &behind) : 0;
  if (size > 0 && end.year >= year) { /* "May 28, 2024 to June 2, 2025" */
    *to = end;
    n = behind;
  }
  return n;
}
