/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "text/format.h"

enum { DATELINE_MOST = 90, PLACE_WORDS_MOST = 4 };

/* What the words before a dash are like. */
typedef struct {
  unsigned words, upper, lower; /* upper, lower: letters of the part before a comma or bracket */
  bool parted, number, month;
} line;

/* Bytes of a dash at `i` that may end a dateline; one inside a word ("NATO-Ukraine") may not. */
static uint32_t dash_at(const char *text, uint32_t begin, uint32_t i, uint32_t end) {
  bool before = i > begin && (text[i - 1] == ' ' || text[i - 1] == '.'); /* "Sept. 12, 2023.- " */
  if (strncmp(text + i, "--", 2) == 0)
    return 2;
  if (strncmp(text + i, "\xe2\x80\x94", 3) == 0)
    return 3;
  if (strncmp(text + i, "\xe2\x80\x93", 3) == 0)
    return before || (i + 3 < end && text[i + 3] == ' ') ? 3 : 0;
  return text[i] == '-' && before && i + 1 < end && text[i + 1] == ' ' ? 1 : 0;
}

static bool joins_places(const char *word, size_t size) {
  static const char *const WORDS[] = {"and", "of",  "the", "in", "on",
                                      "at",  "del", "de",  "da", "local"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (strlen(WORDS[i]) == size && strncmp(WORDS[i], word, size) == 0)
      return true;
  return false;
}

static bool is_letter(char c) {
  return isalpha((unsigned char)c) || (unsigned char)c >= 0x80 || c == '\'' || c == '-';
}

/* Reads the word or number at `i`; its end, or `i` where no dateline has such a one. */
static uint32_t read_word(const char *text, uint32_t i, uint32_t limit, line *l) {
  uint32_t stop = i, upper = 0, lower = 0;
  while (stop < limit && (is_letter(text[stop]) || isdigit((unsigned char)text[stop])) &&
         strncmp(text + stop, "--", 2) != 0 && dash_at(text, i, stop, limit) != 3) {
    upper += isupper((unsigned char)text[stop]) != 0;
    lower += islower((unsigned char)text[stop]) != 0;
    stop++;
  }
  if (stop == i)
    return i;
  bool joins = l->words > 0 && joins_places(text + i, stop - i);
  if (islower((unsigned char)text[i]) && !joins)
    return i;
  if (stop < limit && text[stop] == '.' && stop - i > 5)
    return i; /* no abbreviation: a sentence's end */
  l->words += !l->parted;
  l->upper += l->parted || joins ? 0 : upper;
  l->lower += l->parted || joins ? 0 : lower;
  l->number = l->number || isdigit((unsigned char)text[i]);
  l->month = l->month || att_date_month(text + i, stop - i) > 0;
  return stop;
}

/* A place in capitals; or with a date ("Sarajevo, 9 May - "); or with an agency in brackets right
 * before the dash. */
static bool is_dateline(const line *l, bool bracketed) {
  return (l->upper > 1 && l->upper > l->lower) || (l->parted && l->number && l->month) ||
         (bracketed && l->words > 0 && l->words <= PLACE_WORDS_MOST);
}

/* Does a day begin here: "12 July", "May 6"? */
static bool is_day_at(const char *text, uint32_t i, uint32_t limit) {
  uint32_t word = i;
  while (word < limit && isalpha((unsigned char)text[word]))
    word++;
  uint32_t behind = word < limit && text[word] == '.' ? word + 1 : word;
  return isdigit((unsigned char)text[i]) ||
         (att_date_month(text + i, word - i) > 0 && behind + 1 < limit && text[behind] == ' ' &&
          isdigit((unsigned char)text[behind + 1]));
}

/* The text behind a dash; `place`: some words alone may stand before it. */
static uint32_t dash_end(const char *text, uint32_t begin, uint32_t end, bool place, line *l) {
  uint32_t limit = end - begin > DATELINE_MOST ? begin + DATELINE_MOST : end;
  char last = ' ';
  for (uint32_t i = begin; i < limit;) {
    uint32_t dash = dash_at(text, begin, i, end), next = i + dash;
    if (dash == 0 && text[i] == ':' && l->parted && (last == ')' || (l->number && l->month)))
      next = i + (dash = 1); /* "New Delhi, 5 March 2023: ", "KABUL (Harbor Wire): " */
    if (dash > 0) {
      while (next < end && isspace((unsigned char)text[next]))
        next++;
      if (l->words > 0 && !l->number && next < limit && is_day_at(text, next, limit)) {
        l->parted = true; /* "Rawalpindi - 12 July 2023: ", "Nairobi – May 6, 2024 – " */
        last = ' ';
        i = next;
        continue;
      }
      bool lower = next >= end || islower((unsigned char)text[next]);
      return lower || !is_dateline(l, place || last == ')') ? begin : next;
    }
    uint32_t stop = read_word(text, i, limit, l);
    if (stop == i) {
      if (strchr(" ,.()/", text[i]) == NULL || (i == begin && text[i] != '('))
        return begin;
      l->parted = l->parted || strchr(",(", text[i]) != NULL;
      stop = i + 1;
    }
    last = text[stop - 1] != ' ' ? text[stop - 1] : last;
    i = stop;
  }
  return begin;
}

/* "ACCRA, Ghana (May 27, 2021) General A B", "TAIPEI, March 25 (CNA) General A B": the text behind
 * a place in capitals, a day and brackets with the day, or an agency; `begin` for none. */
static uint32_t bracket_end(const char *text, uint32_t begin, uint32_t end) {
  uint32_t limit = end - begin > DATELINE_MOST ? begin + DATELINE_MOST : end, open = begin;
  line place = {0}, day = {0};
  while (open < limit && text[open] != '(') {
    uint32_t stop = read_word(text, open, limit, &place);
    uint32_t dash = stop == open ? dash_at(text, begin, open, end) : 0;
    if (dash > 0 && place.words > 0 && open + dash + 1 < limit && text[open + dash + 1] == '(')
      stop = open + dash; /* "NAIROBI -- (May 6, 2024) A visited" */
    if (stop == open && strchr(" ,.", text[open]) == NULL)
      return begin;
    place.parted = place.parted || text[open] == ',';
    open = stop > open ? stop : open + 1;
  }
  uint32_t close = open + 1;
  while (close < limit && text[close] != ')') {
    uint32_t stop = read_word(text, close, limit, &day);
    if (stop == close && strchr(" ,.", text[close]) == NULL)
      return begin;
    close = stop > close ? stop : close + 1;
  }
  bool dated = day.month && day.number && !place.number;
  bool agency = place.month && place.number && day.words > 0 && !day.number;
  bool capitals = place.upper > 1 && place.upper > place.lower;
  bool lettered = agency && place.parted && day.words == 1 && day.upper > 1 && day.lower == 0;
  if (close >= limit || !(dated || agency) || place.words == 0 || !(capitals || lettered))
    return begin;
  for (close++; close < end && text[close] == ' ';)
    close++;
  return close < end && isupper((unsigned char)text[close]) ? close : begin;
}

/* "MINSK, May 6. /TASS/. A met B": the text behind an agency between strokes; `begin` for none. */
static uint32_t stroke_end(const char *text, uint32_t begin, uint32_t end) {
  uint32_t limit = end - begin > DATELINE_MOST ? begin + DATELINE_MOST : end, i = begin;
  line place = {0};
  while (i < limit && text[i] != '/') {
    uint32_t stop = read_word(text, i, limit, &place);
    if (stop == i && strchr(" ,.", text[i]) == NULL)
      return begin;
    place.parted = place.parted || text[i] == ',';
    i = stop > i ? stop : i + 1;
  }
  uint32_t close = i + 1;
  while (close < limit && is_letter(text[close]))
    close++;
  if (close + 2 >= limit || text[close] != '/' || close < i + 3 || place.upper < 2 ||
      place.upper <= place.lower)
    return begin;
  for (close++; close < end && strchr(" .-", text[close]) != NULL;)
    close++;
  return close < end && isupper((unsigned char)text[close]) ? close : begin;
}

uint32_t att_dateline_colon(const char *text, uint32_t begin, uint32_t end) {
  uint32_t i = begin, words = 0;
  while (i < end && words <= 2 && isupper((unsigned char)text[i])) {
    uint32_t word = i;
    while (i < end && isupper((unsigned char)text[i]))
      i++;
    words++;
    if (i - word < 2 || i >= end || text[i] != ' ')
      break;
    i++;
  }
  static const char *const FIRST[] = {"NEW ",  "KUALA ",  "PHNOM ", "ADDIS ",  "ABU ",
                                      "SAN ",  "SANTA ",  "PORT ",  "HONG ",   "TEL ",
                                      "CAPE ", "BUENOS ", "HO ",    "MEXICO ", "PANAMA "};
  bool city = words == 1;
  for (size_t w = 0; w < sizeof FIRST / sizeof *FIRST && words == 2; w++)
    city = city || strncmp(text + begin, FIRST[w], strlen(FIRST[w])) == 0;
  if (!city || i + 2 >= end || text[i] != ':' || text[i + 1] != ' ' ||
      !isupper((unsigned char)text[i + 2]))
    return begin;
  return i + 2;
}

/* "240903-N-QX512-1044 VALPARAISO, Chile (Sept. 3, 2024) Rear Adm. A B": the text behind a
 * picture's number, its date first; `begin` for none. */
static uint32_t picture_end(const char *text, uint32_t begin, uint32_t end) {
  enum { DATE = 6 };
  uint32_t i = begin, parts = 0;
  while (i < end && i < begin + DATE && isdigit((unsigned char)text[i]))
    i++;
  bool dated = i == begin + DATE;
  while (i < end && text[i] == '-') {
    parts++;
    for (i++; i < end && (isupper((unsigned char)text[i]) || isdigit((unsigned char)text[i]));)
      i++;
  }
  return dated && parts == 3 && i + 1 < end && text[i] == ' ' && isupper((unsigned char)text[i + 1])
             ? i + 1
             : begin;
}

uint32_t att_dateline_end(const char *text, uint32_t begin, uint32_t end) {
  line first = {0}, second = {0};
  uint32_t picture = picture_end(text, begin, end);
  uint32_t behind = picture > begin ? bracket_end(text, picture, end) : begin;
  if (behind > picture)
    return behind;
  uint32_t stop = dash_end(text, begin, end, false, &first);
  uint32_t stroke = stop == begin ? stroke_end(text, begin, end) : begin;
  if (stroke > begin)
    return stroke;
  uint32_t bracket = stop == begin || text[stop] == '(' ? bracket_end(text, begin, end) : begin;
  if (stop == begin || bracket > stop)
    return bracket;
  uint32_t word = begin;
  while (word < end && is_letter(text[word]))
    word++;
  bool date = isdigit((unsigned char)text[begin]) || att_date_month(text + begin, word - begin) > 0;
  if (!date)
    return stop;
  return dash_end(text, stop, end, true, &second); /* "March 8, 2018 – Ottawa – " */
}
