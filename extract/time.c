/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates and ranges in a sentence: "February 24-25", "3 March 2022", "Oct. 3", weekdays, today and
 * yesterday, resolved against the article's date. Nothing is invented: without a year in the text
 * or the article's date, a day of a month is an xsd:gMonthDay.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "extract/argument.h"
#include "extract/calendar.h"
#include "extract/time.h"

static bool reference(const att_facts *f, att_calendar_day *d) {
  return f->date != NULL && att_calendar_read(f->date, d);
}

enum { DONE = -2, OVER, OPEN, AHEAD };

/* A month, or its day, takes the year that brings it nearest to the article's date, or the next one
 * where it is to come; where it is told in the past, the same or the last one; where its own verb
 * is in the past, none behind the article's month. */
static void complete(att_facts *f, att_calendar_day *d, int tense) {
  att_calendar_day ref;
  if (d->year != 0) {
    f->year = d->month > 0 ? d->year : f->year; /* not "first came in 2021" */
    return;
  }
  if (!reference(f, &ref)) {
    d->year = f->year;
    return;
  }
  d->year = ref.year;
  if (tense == AHEAD)
    d->year += ref.month - d->month > 1; /* not "will visit X June 28-July 2", told in July */
  else if (d->month - ref.month > (tense == DONE ? 0 : 6))
    d->year--;
  else if (ref.month - d->month > 6 && tense > OVER)
    d->year++;
}

static const char *write(att_facts *f, att_calendar_day d, int tense) {
  complete(f, &d, tense);
  if (!att_calendar_has(d))
    d.day = 0; /* the month at least */
  if (d.day == 0 && (d.month == 0 || !d.year))
    return d.year ? att_arena_format(f->arena, "%04d", d.year) : NULL;
  if (d.day == 0)
    return att_arena_format(f->arena, "%04d-%02d", d.year, d.month);
  return d.year ? att_arena_format(f->arena, "%04d-%02d-%02d", d.year, d.month, d.day)
                : att_arena_format(f->arena, "--%02d-%02d", d.month, d.day);
}

static uint32_t read_relative(att_time_cursor *k, bool ahead, att_calendar_day *from,
                              att_calendar_day *to);

/* The day told of last before the token in its own sentence. */
static bool day_within(const att_clause *c, uint32_t end, att_calendar_day *day) {
  att_calendar_day ref;
  bool found = false;
  for (att_time_cursor k = {c, c->s, 0}; k.at < end;) {
    att_calendar_day from, to;
    uint32_t size = att_time_calendar(&k, &from, &to);
    size = size > 0 ? size : read_relative(&k, false, &from, &to);
    if (size > 0 && to.day > 0 && k.at + size <= end) {
      *day = to;
      found = true;
    }
    k.at += size > 0 ? size : 1;
  }
  if (found && day->year == 0 && reference(c->facts, &ref))
    day->year = ref.year;
  return found;
}

/* The latest day that the sentences before tell of, `most` back at most, in the same paragraph or
 * so many before it. */
static bool day_above(const att_clause *c, uint32_t most, uint32_t paragraphs,
                      att_calendar_day *day) {
  const att_document *d = c->facts->document;
  att_calendar_day ref;
  bool found = false;
  for (uint32_t n = c->number; n-- > 0 && n + most >= c->number;) {
    const att_sentence *s = &d->sentences.items[n];
    att_clause earlier = {c->facts, s, n};
    if (s->paragraph + paragraphs < c->s->paragraph)
      break;
    uint32_t dateline = d->paragraphs.items[s->paragraph].dateline_end;
    for (att_time_cursor k = {&earlier, s, 0}; k.at < s->token_count;) {
      att_calendar_day from, to;
      if (s->tokens[k.at].begin < dateline) {
        k.at++; /* the release's day, not the event's */
        continue;
      }
      uint32_t size = att_time_calendar(&k, &from, &to);
      size = size > 0 ? size : read_relative(&k, false, &from, &to);
      if (size > 0 && to.year == 0 && reference(c->facts, &ref))
        to.year = ref.year;
      if (size > 0 && to.day > 0 && (!found || att_calendar_days(to) > att_calendar_days(*day))) {
        *day = to;
        found = true;
      }
      k.at += size > 0 ? size : 1;
    }
  }
  return found;
}

static bool day_before(const att_clause *c, att_calendar_day *day) {
  return day_above(c, 4, 1, day) || day_above(c, 6, 2, day);
}

/* "a day later", "two days earlier", "the day before": how many days on, `ret_size` tokens; 0 for
 * none of them. */
static int days_on(att_time_cursor *k, uint32_t *ret_size) {
  static const char *const NUMBERS[] = {"a", "two", "three", "four"};
  const char *w = att_time_word(k, 0);
  *ret_size = 3;
  for (int i = 0; i < 4; i++)
    if (att_same_word(w, NUMBERS[i]) && strcmp(att_time_word(k, 1), i == 0 ? "day" : "days") == 0 &&
        (strcmp(att_time_word(k, 2), "later") == 0 || strcmp(att_time_word(k, 2), "earlier") == 0))
      return strcmp(att_time_word(k, 2), "later") == 0 ? i + 1 : -i - 1;
  bool ends = strcmp(att_time_word(k, 3), ",") == 0 || strcmp(att_time_word(k, 3), ".") == 0;
  if (att_same_word(w, "the") && strcmp(att_time_word(k, 1), "day") == 0 && ends &&
      (strcmp(att_time_word(k, 2), "before") == 0 || strcmp(att_time_word(k, 2), "after") == 0))
    return strcmp(att_time_word(k, 2), "after") == 0 ? 1 : -1;
  return att_same_word(w, "the") && strcmp(att_time_word(k, 1), "previous") == 0 &&
                 strcmp(att_time_word(k, 2), "day") == 0
             ? -1
             : 0;
}

/* "the following day", "the next day", "later the same day", "later in the day": counted from the
 * day told of last. */
static uint32_t read_counted(att_time_cursor *k, att_calendar_day *from, att_calendar_day *to) {
  uint32_t size;
  int on = days_on(k, &size);
  att_calendar_day told;
  if (on != 0) {
    if ((!day_within(k->c, k->at, &told) && !day_before(k->c, &told)) || told.year == 0)
      return 0;
    *from = *to = att_calendar_date(att_calendar_days(told) + on);
    return size;
  }
  static const char *const NEXT[] = {"following", "next"};
  static const char *const SAME[] = {"same", "that"};
  const char *w = att_time_word(k, 0);
  int days = -1;
  for (size_t i = 0; i < 2; i++) {
    if (att_same_word(w, NEXT[i]) && k->at > 0 &&
        att_same_word(k->s->tokens[k->at - 1].form, "the"))
      days = 1;
    if (att_same_word(w, SAME[i]))
      days = 0;
  }
  static const char *const PARTS[] = {"day", "morning", "afternoon", "evening"};
  bool day = false;
  for (size_t i = 0; i < (days == 1 ? 4 : days == 0); i++)
    day = day || strcmp(att_time_word(k, 1), PARTS[i]) == 0;
  bool within = (att_same_word(w, "later") || att_same_word(w, "earlier")) &&
                strcmp(att_time_word(k, 1), "in") == 0 && strcmp(att_time_word(k, 2), "the") == 0 &&
                strcmp(att_time_word(k, 3), "day") == 0;
  att_calendar_day last;
  if (!within && (days < 0 || !day))
    return 0;
  if (!(days > 0 && day_within(k->c, k->at, &last)) && !day_before(k->c, &last))
    return 0;
  *from = *to =
      !within && days > 0 && last.year > 0 ? att_calendar_date(att_calendar_days(last) + 1) : last;
  return within ? 4 : 2;
}

/* "at the weekend", "over the weekend", "next weekend": its Saturday and Sunday. */
static bool read_weekend(att_time_cursor *k, long today, bool ahead, att_calendar_day *from,
                         att_calendar_day *to) {
  if (!att_same_word(att_time_word(k, 0), "weekend"))
    return false;
  const char *before = k->at > 0 ? k->s->tokens[k->at - 1].form : "";
  bool next = att_same_word(before, "next"), past = att_same_word(before, "last");
  bool noun = k->at + 1 < k->s->token_count && k->s->tokens[k->at + 1].upos == ATT_NOUN;
  if (noun || !(next || past || att_same_word(before, "the") || att_same_word(before, "this")))
    return false;
  long saturday = today - ((today + 3 - 6) % 7 + 7) % 7; /* day 0 was a Wednesday */
  saturday += next || (ahead && !past) ? 7 : past && today - saturday < 2 ? -7 : 0;
  *from = att_calendar_date(saturday);
  *to = att_calendar_date(saturday + 1);
  return true;
}

/* "Wednesday | last week", "last week on Wednesday", "on Tuesday next week": -1 for the week before
 * the article's, 1 for the one behind it; 0 for none of them. */
static int other_week(att_time_cursor *k) {
  const att_sentence *s = k->s;
  uint32_t on = k->at > 0 && att_is_word(s->tokens[k->at - 1].form, "on") ? k->at - 1 : k->at;
  bool behind = strcmp(att_time_word(k, 2), "week") == 0;
  bool before = on > 1 && on < k->at && att_is_word(s->tokens[on - 1].form, "week");
  const char *which = behind ? att_time_word(k, 1) : before ? s->tokens[on - 2].form : "";
  return att_same_word(which, "last") ? -1 : att_same_word(which, "next") ? 1 : 0;
}

/* "two days ago", "a month ago" with the unit "day", "month": how many; 0 for none. */
static int count_ago(att_time_cursor *k, const char *unit) {
  bool ago = strcmp(att_time_word(k, 2), "ago") == 0 &&
             strncmp(att_time_word(k, 1), unit, strlen(unit)) == 0;
  return !ago                                      ? 0
         : att_same_word(att_time_word(k, 0), "a") ? 1
                                                   : att_calendar_count(att_time_word(k, 0));
}

/* The last day of "Monday through Thursday", "Monday and Tuesday", behind the first one, which is
 * at the cursor; `first` itself where no more are told. */
static long last_weekday(att_time_cursor *k, long first) {
  bool joined = strcmp(att_time_word(k, 1), "and") == 0 || strcmp(att_time_word(k, 1), "&") == 0;
  int from = att_calendar_weekday(att_time_word(k, 0)),
      to = att_calendar_weekday(att_time_word(k, 2));
  int days = to >= 0 && att_time_is_dash(att_time_word(k, 1)) ? (to - from + 7) % 7 : 0;
  return joined && days != 1 ? first : first + days;
}

/* today, yesterday, weekdays, counted from the article's day. */
static uint32_t count_from(att_time_cursor *k, long days, bool ahead, att_calendar_day *from,
                           att_calendar_day *to) {
  const char *w = att_time_word(k, 0);
  int back = -1;
  bool found = false;
  if (read_weekend(k, days, ahead, from, to))
    return 1;
  if (att_same_word(w, "today") || att_same_word(w, "tonight") ||
      (att_same_word(w, "this") && (strcmp(att_time_word(k, 1), "morning") == 0 ||
                                    strcmp(att_time_word(k, 1), "afternoon") == 0 ||
                                    strcmp(att_time_word(k, 1), "evening") == 0)))
    back = 0;
  else if (att_same_word(w, "yesterday") ||
           (att_same_word(w, "last") && (strcmp(att_time_word(k, 1), "night") == 0 ||
                                         strcmp(att_time_word(k, 1), "evening") == 0)))
    back = 1;
  else if (att_same_word(w, "tomorrow"))
    back = -2;
  else if (count_ago(k, "day") > 0) {
    *from = *to = att_calendar_date(days - count_ago(k, "day"));
    return 3;
  } else if (att_calendar_weekday(w) >= 0 && other_week(k) != 0) {
    long monday = days - ((days + 2) % 7 + 7) % 7;
    *from = *to = att_calendar_date(monday + 7 * other_week(k) + (att_calendar_weekday(w) + 6) % 7);
    return 1;
  } else if (att_calendar_weekday(w) >= 0) {
    back = (int)((days + 3 - att_calendar_weekday(w)) % 7 + 7) % 7; /* day 0 was a Wednesday */
    bool until = k->at > 0 && att_same_word(k->s->tokens[k->at - 1].form, "until");
    const char *before = k->at > 0 ? k->s->tokens[k->at - 1].form : "";
    if (att_same_word(before, "last"))
      back = back == 0 ? 7 : back; /* told on a Thursday, "last Thursday" */
    else if (att_same_word(before, "next"))
      back -= 7;
    else if ((ahead || until) && back > 0)
      back -= 7;
    found = true;
  }
  if (back == -1 && !found)
    return 0;
  long day = back == -2 && !found ? days + 1 : days - back,
       last = found ? last_weekday(k, day) : day;
  *from = att_calendar_date(day);
  *to = att_calendar_date(last);
  return last > day ? 3 : 1;
}

/* The same, counted from the day of a dateline that tells no year: "yesterday" is sure, a weekday
 * only where an agency's lede shows which one the dateline's is. */
static uint32_t count_in_year(att_time_cursor *k, bool ahead, att_calendar_day *from,
                              att_calendar_day *to) {
  enum { COMMON = 2023, LEAP = 2024 };
  const att_facts *f = k->c->facts;
  att_calendar_day day = {COMMON, f->head_month, f->head_day}, other = {0, 0, 0};
  bool weekday = att_calendar_weekday(att_time_word(k, 0)) >= 0 ||
                 att_same_word(att_time_word(k, 0), "weekend");
  if (f->head_day == 0 || (weekday ? f->lede_day == 0 : !att_calendar_has(day)))
    return 0;
  uint32_t size = count_from(k, weekday ? f->lede_day : att_calendar_days(day), ahead, from, to);
  day.year = LEAP;
  if (size == 0 ||
      (!weekday && (count_from(k, att_calendar_days(day), ahead, &other, &other) == 0 ||
                    other.month != from->month || other.day != from->day)))
    return 0; /* two days before "March 2" */
  from->year = to->year = 0;
  return size;
}

/* The same of the article's date, or of its dateline's day without a year. */
static uint32_t read_relative(att_time_cursor *k, bool ahead, att_calendar_day *from,
                              att_calendar_day *to) {
  att_calendar_day ref;
  if (reference(k->c->facts, &ref))
    return count_from(k, att_calendar_days(ref), ahead, from, to);
  return count_in_year(k, ahead, from, to);
}

static bool is_word(att_time_cursor *k, uint32_t back, const char *form) {
  return k->at >= back && att_same_word(k->s->tokens[k->at - back].form, form);
}

/* "last", "next" or "this" so many tokens before the cursor: -1, 1, 0; 2 for none of them. */
static int direction(att_time_cursor *k, uint32_t back) {
  return is_word(k, back, "last")   ? -1
         : is_word(k, back, "next") ? 1
         : is_word(k, back, "this") ? 0
                                    : 2;
}

/* "in the spring of 2020", "in spring 2020", "two years ago": the year at the cursor or so far
 * back; 0 for none. */
static int year_apart(att_time_cursor *k, int today) {
  static const char *const SEASONS[] = {"spring", "summer", "autumn", "fall", "winter", NULL};
  const char *w = att_time_word(k, 0);
  bool of = is_word(k, 1, "of");
  uint32_t season = of ? 2 : 1;
  if (strlen(w) == 4 && k->at >= season && att_one_of(k->s->tokens[k->at - season].lemma, SEASONS))
    return att_calendar_number(w, 1900, 2100);
  int ago = today > 0 ? count_ago(k, "year") : 0;
  return ago > 0 ? today - ago : 0;
}

/* "in the first week of | May", "at the end of | May", "in the first quarter of | 2026", but not
 * "by the end of | May". */
static bool is_part_of(att_time_cursor *k) {
  static const char *const PARTS[] = {"week",  "end",  "beginning", "middle", "half", "quarter",
                                      "start", "days", "fortnight", "part",   NULL};
  static const char *const LIMITS[] = {"by", "until", "till", "before", "since", "from", NULL};
  if (!is_word(k, 1, "of") || k->at < 3 || !att_one_of(k->s->tokens[k->at - 2].form, PARTS))
    return false;
  for (uint32_t back = 3; back < 6 && back <= k->at; back++)
    if (att_one_of(k->s->tokens[k->at - back].lemma, LIMITS))
      return false;
  return true;
}

/* "in June", "last September", "in early May 2019", "next month", "in 2017", "next year": a month
 * (day 0) or a year (month 0 too); false for none. A month without a year needs the article's date.
 */
static bool read_coarse(att_time_cursor *k, att_calendar_day *at) {
  att_calendar_day ref = {0, 0, 0};
  bool known = reference(k->c->facts, &ref);
  const char *w = att_time_word(k, 0);
  *at = (att_calendar_day){year_apart(k, ref.year), 0, 0};
  if (at->year > 0 && (!known || at->year != ref.year))
    return true;
  bool middle = strncasecmp(w, "mid-", 4) == 0, parted = is_word(k, 1, "-") && is_word(k, 2, "mid");
  const char *bare = middle ? w + 4 : w;
  int month = att_calendar_month(bare), year = att_calendar_number(bare, 1900, 2100);
  int ago = known ? count_ago(k, "month") : 0;
  if (ago > 0) {
    int months = ref.year * 12 + ref.month - 1 - ago;
    *at = (att_calendar_day){months / 12, months % 12 + 1, 0};
    return true;
  }
  if (month == 0 && year == 0 && !att_same_word(w, "year") && !att_same_word(w, "month"))
    return false;
  int to = direction(k, 1);
  bool in = is_word(k, parted ? 3 : 1, "in") || is_word(k, 1, "during") || is_part_of(k) ||
            (is_word(k, 2, "in") && (is_word(k, 1, "early") || is_word(k, 1, "late")));
  *at = (att_calendar_day){0, 0, 0};
  if (month > 0 && (in || to != 2)) {
    *at = (att_calendar_day){att_calendar_number(att_time_word(k, 1), 1900, 2100), month, 0};
    if (at->year == 0 && !known)
      return false;
    bool year_behind = att_is_word(att_time_word(k, 2), "year"); /* "in March last year" */
    if (at->year == 0 && year_behind && att_is_word(att_time_word(k, 1), "last"))
      at->year = ref.year - 1;
    else if (at->year == 0 && year_behind && att_is_word(att_time_word(k, 1), "next"))
      at->year = ref.year + 1;
    if (at->year == 0 && to != 2) /* "last September", "next March" */
      at->year = ref.year - (to == -1 && month >= ref.month) + (to == 1 && month <= ref.month);
    return true;
  }
  if (year > 0 && in && strlen(bare) == 4) {
    at->year = year;
    return true;
  }
  if (!known || to == 2 || strcmp(att_time_word(k, 1), "'s") == 0)
    return false;
  if (att_same_word(att_time_word(k, 0), "year") && to == 0 && !is_word(k, 2, "later"))
    return false; /* "the second visit this year" */
  if (att_same_word(att_time_word(k, 0), "year")) {
    at->year = ref.year + to;
    return true;
  }
  if (!att_same_word(att_time_word(k, 0), "month"))
    return false;
  *at = (att_calendar_day){ref.year, ref.month + to, 0};
  at->year += at->month == 13 ? 1 : at->month == 0 ? -1 : 0;
  at->month = at->month == 13 ? 1 : at->month == 0 ? 12 : at->month;
  return true;
}

/* "mid-May", "late May 2024" at word `n` of the cursor; its length in words, 0 for none. */
static uint32_t part_of_month(att_time_cursor *k, uint32_t n, att_calendar_day *at) {
  static const char *const PARTS[] = {"early", "late", "mid"};
  uint32_t size = 0;
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
    size += att_same_word(att_time_word(k, n), PARTS[i]);
  const char *w = att_time_word(k, n + size);
  int month = att_calendar_month(strncasecmp(w, "mid-", 4) == 0 ? w + 4 : w);
  if (month == 0)
    return 0;
  *at =
      (att_calendar_day){att_calendar_number(att_time_word(k, n + size + 1), 1900, 2100), month, 0};
  return size + 1 + (at->year > 0);
}

/* "from mid-May to mid-June": the months in which it begins and ends. */
static bool read_months(att_time_cursor *k, att_calendar_day *from, att_calendar_day *to) {
  uint32_t size = att_same_word(att_time_word(k, 0), "from") ? part_of_month(k, 1, from) : 0;
  if (size == 0 || !att_time_is_dash(att_time_word(k, size + 1)) ||
      part_of_month(k, size + 2, to) == 0)
    return false;
  if (from->year == 0 && to->year > 0)
    from->year = to->year - (from->month > to->month);
  return from->year > 0 || k->c->facts->date != NULL;
}

/* "TALLINN, Estonia (May 27, 2021) General A greets B": the day of a caption, which it tells in the
 * present tense. */
static bool read_caption(const att_clause *c, uint32_t t, att_calendar_day *day) {
  const att_document *d = c->facts->document;
  uint32_t verb = t, end = d->paragraphs.items[c->s->paragraph].dateline_end;
  while (verb != ATT_NO_TOKEN && (c->s->tokens[verb].upos != ATT_VERB ||
                                  c->s->tokens[verb].rel == ATT_ADVCL)) /* "after A arrived" */
    verb = att_clause_head(c, verb);
  if (verb == ATT_NO_TOKEN ||
      (strcmp(c->s->tokens[verb].xpos, "VBZ") != 0 && strcmp(c->s->tokens[verb].xpos, "VBP") != 0))
    return false;
  for (uint32_t n = c->number + 1; n-- > 0;) {
    const att_sentence *s = &d->sentences.items[n];
    if (s->paragraph != c->s->paragraph)
      return false;
    for (att_time_cursor k = {c, s, 0}; k.at < s->token_count && s->tokens[k.at].end <= end;
         k.at++) {
      att_calendar_day to;
      if (k.at > 0 && strcmp(s->tokens[k.at - 1].form, "(") == 0 &&
          att_time_calendar(&k, day, &to) > 0 && day->year > 0 && day->day > 0)
        return true;
    }
  }
  return false;
}

/* "A meets B in X, May 27, 2021. A | toured Y": what the caption goes on to tell of a visit is of
 * the same day. */
static bool read_caption_above(const att_clause *c, uint32_t t, att_calendar_day *day) {
  enum { BACK = 3 };
  static const char *const OTHER[] = {"later", "then",       "before", "after",
                                      "had",   "previously", NULL};
  const att_document *d = c->facts->document;
  uint32_t n = c->number;
  if (strcmp(c->s->tokens[t].xpos, "VBD") != 0 || c->s->tokens[t].rel != ATT_ROOT)
    return false;
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if (att_one_of(c->s->tokens[i].form, OTHER))
      return false;
  while (n > 0 && d->sentences.items[n - 1].paragraph == c->s->paragraph)
    if (--n + BACK < c->number)
      return false;
  const att_sentence *s = &d->sentences.items[n];
  bool present = false, found = false;
  for (uint32_t i = 0; i < s->token_count; i++)
    present = present || (s->tokens[i].head == 0 && strcmp(s->tokens[i].xpos, "VBZ") == 0);
  for (att_time_cursor k = {c, s, 0}; n < c->number && present && k.at < s->token_count; k.at++) {
    att_calendar_day from, to;
    if (att_time_calendar(&k, &from, &to) > 1 && from.year > 0 && from.day > 0 &&
        from.day == to.day) {
      *day = from;
      found = true;
    }
  }
  return found;
}

/* "to Tashkent | and Almaty", no clause of its own. */
static bool joins_names(const att_clause *c, uint32_t t) {
  uint32_t next =
      t + 1 < c->s->token_count && att_is_word(c->s->tokens[t + 1].form, "the") ? t + 2 : t + 1;
  return t > 0 && next < c->s->token_count && c->facts->owner[c->number][t - 1] != 0 &&
         c->facts->owner[c->number][next] != 0;
}

/* How much further away a date counts that another verb parts from the token. */
static uint32_t clause_gap(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t from = at < t ? at : t + 1, to = at < t ? t : at, gap = 0;
  for (uint32_t i = from; i < to && i < c->s->token_count; i++)
    if (c->s->tokens[i].upos == ATT_VERB ||
        (att_is_word(c->s->tokens[i].form, "and") && !joins_names(c, i)))
      gap += 6;
  return gap;
}

/* Is the token, or the verb over it, in the past tense? */
static bool is_over(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; t != ATT_NO_TOKEN && depth < 4; depth++) {
    if (strcmp(c->s->tokens[t].xpos, "VBD") == 0)
      return true;
    t = c->s->tokens[t].upos == ATT_VERB ? ATT_NO_TOKEN : att_clause_head(c, t);
  }
  return false;
}

/* Does the verb say that it was done: "visited", "was received"? */
static bool is_done(const att_clause *c, uint32_t t) {
  if (c->s->tokens[t].upos != ATT_VERB)
    return false;
  uint32_t aux = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN);
  return strcmp(c->s->tokens[t].xpos, "VBD") == 0 ||
         (aux != ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "VBN") == 0 &&
          strcmp(c->s->tokens[aux].xpos, "VBD") == 0);
}

/* "In 2018 A and B held X": a year or month that opens the sentence, and no verb but the token
 * behind it. */
static bool opens_clause(const att_clause *c, uint32_t t, uint32_t at) {
  if (at != 1 || strcasecmp(c->s->tokens[0].form, "in") != 0)
    return false;
  for (uint32_t i = at; i < t; i++)
    if (c->s->tokens[i].upos == ATT_VERB)
      return false;
  return true;
}

/* "On Thursday the minister travels to X": a journey told in the present is to come, but not what a
 * headline or a caption tells so. */
static bool is_present_journey(const att_clause *c, uint32_t t) {
  uint8_t kind = c->facts->document->paragraphs.items[c->s->paragraph].kind;
  uint32_t aux = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN);
  bool present = strcmp(c->s->tokens[t].xpos, "VBZ") == 0 ||
                 (aux != ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "VBG") == 0 &&
                  strcmp(c->s->tokens[aux].xpos, "VBZ") == 0); /* "is leaving for X" */
  return kind == ATT_PARAGRAPH_BODY && present &&
         (att_clause_word(c, ATT_WORD_SETTING_OUT, c->s->tokens[t].lemma) ||
          att_clause_word(c, ATT_WORD_ONWARD, c->s->tokens[t].lemma));
}

/* "his first visit since his appointment in April" */
static bool is_since(att_time_cursor *k) {
  for (uint32_t back = 1; back < 6 && !is_word(k, back, ","); back++)
    if (is_word(k, back, "since"))
      return true;
  return false;
}

/* Can a date, a month or what is counted from a day begin with the word at the cursor? */
static bool may_begin(att_time_cursor *k) {
  static const char *const WORDS[] = {
      "weekend", "today", "tonight", "this",  "yesterday", "last", "tomorrow", "one",       "two",
      "three",   "four",  "five",    "six",   "a",         "the",  "next",     "following", "same",
      "that",    "from",  "later",   "month", "earlier",   "year", NULL};
  static const uint32_t FIRST = ATT_LETTER('a') | ATT_LETTER('e') | ATT_LETTER('f') |
                                ATT_LETTER('l') | ATT_LETTER('m') | ATT_LETTER('n') |
                                ATT_LETTER('o') | ATT_LETTER('s') | ATT_LETTER('t') |
                                ATT_LETTER('w') | ATT_LETTER('y');
  enum { NOT_ASKED, NO, YES };
  att_note unnoted = {.date = NOT_ASKED};
  att_note *note = k->s->notes != NULL ? &k->s->notes[k->at] : &unnoted;
  const char *w = att_time_word(k, 0);
  if (note->date == NOT_ASKED)
    note->date = isdigit((unsigned char)w[0]) || w[0] == '+' || strncasecmp(w, "mid-", 4) == 0 ||
                         att_calendar_month(w) > 0 || att_calendar_weekday(w) >= 0 ||
                         (att_begins_with(w, FIRST) && att_one_of(w, WORDS))
                     ? YES
                     : NO;
  return note->date == YES;
}

bool att_clause_date(const att_clause *c, uint32_t t, const char **ret_start,
                     const char **ret_end) {
  bool stay = att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma,
                                c->s->tokens[t].upos == ATT_VERB, "visit");
  bool ahead = att_time_is_ahead(c, t) || is_present_journey(c, t);
  uint32_t best = ATT_NO_TOKEN, gap = 0;
  att_calendar_day first = {0, 0, 0}, last = {0, 0, 0}, month, end;
  for (att_time_cursor k = {c, c->s, 0}; k.at < c->s->token_count;) {
    att_calendar_day from, to;
    if (!may_begin(&k)) {
      k.at++;
      continue;
    }
    uint32_t n = att_time_calendar(&k, &from, &to);
    if (n == 0)
      n = read_relative(&k, ahead, &from, &to);
    if (n == 0)
      n = read_counted(&k, &from, &to);
    if (n > 0 && !stay && (is_word(&k, 1, "until") || is_word(&k, 1, "till"))) {
      k.at +=
          n; /* "runs until 20 June": no day on which it begins, but of a stay with its length */
      continue;
    }
    if (n > 0 && !att_time_is_of_others(c, t, k.at, ahead)) {
      uint32_t parted = clause_gap(c, t, k.at);
      uint32_t far = (k.at > t ? k.at - t : t - k.at) + parted;
      if (best == ATT_NO_TOKEN || far < best) {
        best = far;
        gap = parted;
        first = from;
        last = to;
      }
    }
    k.at += n > 0 ? n : 1;
  }
  bool other = best != ATT_NO_TOKEN && c->s->tokens[t].upos == ATT_VERB && gap > 0;
  for (att_time_cursor k = {c, c->s, other ? t + 1 : 0};
       (best == ATT_NO_TOKEN || other) && k.at < c->s->token_count; k.at++)
    if (!may_begin(&k)) {
      continue;
    } else if (read_months(&k, &month, &end) && clause_gap(c, t, k.at) == 0) {
      best = k.at;
      first = month;
      last = end;
      other = false;
    } else if (read_coarse(&k, &month) &&
               (clause_gap(c, t, k.at) == 0 || opens_clause(c, t, k.at)) && !is_since(&k) &&
               !(c->s->tokens[t].upos == ATT_VERB && att_time_is_of_relative(c, t, k.at))) {
      best = k.at;
      first = last = month;
      other = false;
    }
  if (best == ATT_NO_TOKEN && !ahead &&
      (read_caption(c, t, &first) || (stay && read_caption_above(c, t, &first)))) {
    best = t;
    last = first;
  }
  if (best == ATT_NO_TOKEN)
    return false;
  int tense = ahead ? AHEAD : is_done(c, t) ? DONE : is_over(c, t) ? OVER : OPEN;
  bool same = first.year == 0 && last.year == 0 && first.month > 0 && last.month >= first.month;
  *ret_start = write(c->facts, first, tense);
  if (same && *ret_start != NULL && **ret_start != '-')
    last.year = atoi(*ret_start); /* "January 30-February 2", told on January 31 */
  *ret_end = write(c->facts, last, tense);
  return *ret_start != NULL;
}

const char *att_clause_date_behind(const att_clause *c, uint32_t t, bool ahead) {
  att_calendar_day from, to, ref;
  for (att_time_cursor k = {c, c->s, t + 1}; k.at < c->s->token_count && k.at < t + 9; k.at++) {
    uint8_t upos = c->s->tokens[k.at].upos;
    if (att_time_calendar(&k, &from, &to) > 0 || read_relative(&k, ahead, &from, &to) > 0 ||
        read_coarse(&k, &from)) {
      if (!ahead && from.year == 0 && reference(c->facts, &ref) && from.month > ref.month)
        from.year = ref.year - 1; /* "since taking office in June", told in May */
      return write(c->facts, from, ahead ? AHEAD : OVER);
    }
    if (upos == ATT_VERB || upos == ATT_CCONJ || (upos == ATT_NOUN && k.at > t + 2))
      return NULL;
  }
  return NULL;
}

const char *att_clause_since(const att_clause *c, uint32_t t) {
  for (att_time_cursor k = {c, c->s, 1}; k.at < c->s->token_count; k.at++) {
    const char *w = att_time_word(&k, 0);
    int month = att_calendar_month(w),
        year = att_calendar_number(month > 0 ? att_time_word(&k, 1) : w, 1900, 2100);
    if (is_word(&k, 1, "since") && year > 0 && clause_gap(c, t, k.at) == 0)
      return write(c->facts, (att_calendar_day){year, month, 0}, OPEN);
  }
  return NULL;
}

/* "June", "June 2024", "2019" behind a preposition; its length in tokens, 0 for none. */
static uint32_t month_or_year(att_time_cursor *k) {
  const char *w = att_time_word(k, 0);
  bool in = k->at > 0 && k->s->tokens[k->at - 1].upos == ATT_ADP;
  bool year = in && strlen(w) == 4 && att_calendar_number(w, 1900, 2100) > 0;
  if (att_calendar_month(w) == 0)
    return year ? 1 : 0;
  bool dated =
      strlen(att_time_word(k, 1)) == 4 && att_calendar_number(att_time_word(k, 1), 1900, 2100) > 0;
  return dated ? 2 : k->s->tokens[k->at].upos == ATT_PROPN && strcmp(w, "March") != 0 ? 1 : in;
}

const char *att_date_at(const att_clause *c, uint32_t t, uint32_t *ret_last) {
  att_time_cursor k = {c, c->s, t};
  att_calendar_day from, to;
  int year = c->facts->year; /* of the events' dates: not of posts held long ago */
  uint32_t size = att_time_calendar(&k, &from, &to);
  if (size > 0 && (from.month != to.month || from.day != to.day))
    return NULL;
  if (size == 0)
    size = read_relative(&k, false, &from, &to);
  if (size == 0) {
    int month = att_calendar_month(att_time_word(&k, 0));
    const char *w = att_time_word(&k, month > 0);
    from = (att_calendar_day){strlen(w) == 4 ? att_calendar_number(w, 1900, 2100) : 0, month, 0};
    size = (month > 0) + (from.year > 0);
  }
  if (size == 0)
    return NULL;
  *ret_last = t + size - 1;
  const char *written = write(c->facts, from, DONE);
  c->facts->year = year;
  return written;
}

bool att_date_span(const att_sentence *sentence, uint32_t first, uint32_t *ret_last) {
  att_time_cursor k = {NULL, sentence, first};
  att_calendar_day from, to;
  uint32_t before = 0;
  if (att_date_is_weekday(att_time_word(&k, 0)))
    before = 1;
  k.at += before > 0 && strcmp(att_time_word(&k, 1), ",") == 0 ? 2 : before;
  uint32_t size = att_time_calendar(&k, &from, &to);
  if (size == 0 && before == 0)
    size = month_or_year(&k);
  if (size > 0)
    before = k.at - first;
  if (before + size == 0)
    return false;
  *ret_last = first + before + size - 1;
  return true;
}

bool att_clause_day_ahead(const att_clause *c, uint32_t t) {
  att_calendar_day ref, from, to;
  if (!reference(c->facts, &ref))
    return false;
  for (att_time_cursor k = {c, c->s, t + 1}; k.at < c->s->token_count;) {
    if (c->s->tokens[k.at].upos == ATT_VERB)
      return false;
    uint32_t size = att_time_calendar(&k, &from, &to);
    if (size > 0 && from.day > 0) {
      from.year = from.year > 0 ? from.year : ref.year;
      return att_calendar_days(from) > att_calendar_days(ref);
    }
    k.at += size > 0 ? size : 1;
  }
  return false;
}

uint32_t att_date_told(const att_clause *c, uint32_t t, bool ahead, const char **ret_start,
                       const char **ret_end) {
  att_calendar_day from, to;
  for (att_time_cursor k = {c, c->s, t}; k.at < t + 3 && k.at < c->s->token_count; k.at++) {
    uint32_t size = att_time_calendar(&k, &from, &to);
    size = size > 0 ? size : read_relative(&k, ahead, &from, &to);
    if (size == 0 && k.at > 0 && read_coarse(&k, &from)) {
      to = from;
      size = 1 + (att_calendar_number(att_time_word(&k, 1), 1900, 2100) > 0);
    }
    if (size > 0) {
      *ret_start = write(c->facts, from, ahead ? AHEAD : DONE);
      *ret_end = write(c->facts, to, ahead ? AHEAD : DONE);
      return *ret_start != NULL ? k.at + size - t : 0;
    }
    if (c->s->tokens[k.at].upos != ATT_ADP &&
        direction(&(att_time_cursor){c, c->s, k.at + 1}, 1) == 2)
      return 0;
  }
  return 0;
}
