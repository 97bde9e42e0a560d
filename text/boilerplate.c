/* SPDX-License-Identifier: Apache-2.0 */
#include "text/boilerplate.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

/* Rows of one kind, in the order of the table. */
typedef enum {
  START_DROP,
  START_STOP,
  START_TRIM,
  START_CAPTION,
  START_AMERICAN,
  WHOLE_DROP,
  WHOLE_STOP,
  WHOLE_DATE,
  WHOLE_PUBLISHER,
  END_TRIM,
  BYLINE_OUTLET,
  ELEMENT, /* and one for each region behind it */
  WORD = ELEMENT + ATT_REGION_COUNT,
  SET_COUNT = WORD + ATT_REGION_COUNT
} set_kind;

static const struct {
  const char *where, *what;
  unsigned set;
} SETS[] = {
    {"start", "drop", START_DROP},
    {"start", "stop", START_STOP},
    {"start", "trim", START_TRIM},
    {"start", "caption", START_CAPTION},
    {"start", "american", START_AMERICAN},
    {"whole", "drop", WHOLE_DROP},
    {"whole", "stop", WHOLE_STOP},
    {"whole", "date", WHOLE_DATE},
    {"whole", "publisher", WHOLE_PUBLISHER},
    {"end", "trim", END_TRIM},
    {"byline", "outlet", BYLINE_OUTLET},
    {"element", "chrome", ELEMENT + ATT_REGION_CHROME},
    {"element", "article", ELEMENT + ATT_REGION_ARTICLE},
    {"element", "body", ELEMENT + ATT_REGION_BODY},
    {"element", "date", ELEMENT + ATT_REGION_DATE},
    {"element", "caption", ELEMENT + ATT_REGION_CAPTION},
    {"word", "chrome", WORD + ATT_REGION_CHROME},
    {"word", "article", WORD + ATT_REGION_ARTICLE},
    {"word", "body", WORD + ATT_REGION_BODY},
    {"word", "byline", WORD + ATT_REGION_BYLINE},
    {"word", "date", WORD + ATT_REGION_DATE},
    {"word", "caption", WORD + ATT_REGION_CAPTION},
};

/* Bytes at a paragraph's end in which a credit is looked for, so that a long line stays cheap. */
enum { TAIL_MOST = 400, HEAD_MOST = 2000 };

typedef struct row {
  pcre2_code *code;
  uint64_t first[4]; /* the bytes that a match may begin with, a bit each */
  struct row *next;
} row;

struct att_boilerplate {
  row *sets[SET_COUNT];
};

void att_boilerplate_close(att_boilerplate *b) {
  if (b == NULL)
    return;
  for (size_t i = 0; i < SET_COUNT; i++)
    for (row *r = b->sets[i], *next; r != NULL; r = next) {
      next = r->next;
      pcre2_code_free(r->code);
      free(r);
    }
  free(b);
}

static uint32_t flags_of(unsigned set) {
  uint32_t flags = PCRE2_UTF | PCRE2_CASELESS;
  if (set != END_TRIM)
    flags |= PCRE2_ANCHORED;
  if (set >= WHOLE_DROP)
    flags |= PCRE2_ENDANCHORED;
  return flags;
}

static void may_begin_with(row *r, unsigned char byte) {
  r->first[byte / 64] |= (uint64_t)1 << byte % 64;
}

/* Most rows begin with one word or some: these need not be tried on a text that begins otherwise.
 */
static void note_first(row *r) {
  const uint8_t *bytes = NULL;
  uint32_t type = 0, unit = 0;
  pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTBITMAP, &bytes);
  pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODETYPE, &type);
  pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
  for (unsigned i = 0; i < 256; i++)
    if (bytes != NULL
            ? (bytes[i / 8] >> i % 8 & 1) != 0
            : type != 1 || i == unit || (i < 128 && tolower((int)i) == tolower((int)unit)))
      may_begin_with(r, (unsigned char)i);
}

static att_status add_row(att_boilerplate *b, const att_table *table, size_t number,
                          att_error *reterr) {
  att_view where = att_table_cell(table, number, att_table_column(table, "where"));
  att_view what = att_table_cell(table, number, att_table_column(table, "what"));
  att_view pattern = att_table_cell(table, number, att_table_column(table, "pattern"));
  size_t i = 0;
  while (i < sizeof SETS / sizeof *SETS &&
         (strcmp(SETS[i].where, where.data) != 0 || strcmp(SETS[i].what, what.data) != 0))
    i++;
  if (i == sizeof SETS / sizeof *SETS)
    return att_table_error(table, number, reterr, "no such pair of where and what: %s %s",
                           where.data, what.data);
  row *r = calloc(1, sizeof *r), **at = &b->sets[SETS[i].set];
  if (r == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the patterns of boilerplate");
  while (*at != NULL)
    at = &(*at)->next;
  *at = r;
  int code;
  PCRE2_SIZE offset;
  r->code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.size, flags_of(SETS[i].set), &code,
                          &offset, NULL);
  if (r->code == NULL) {
    char message[200];
    pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
    return att_table_error(table, number, reterr, "%s: %s", pattern.data, message);
  }
  note_first(r);
  pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE); /* only faster: may fail */
  return ATT_OK;
}

att_status att_boilerplate_open(att_boilerplate **ret_boilerplate, att_error *reterr) {
  static const char *const COLUMNS[] = {"where", "what", "pattern", NULL};
  att_table *table;
  ATT_TRY(att_table_open_data("ontology/boilerplate.tsv", COLUMNS, &table, reterr));
  att_boilerplate *b = calloc(1, sizeof *b);
  att_status status = b != NULL ? ATT_OK
                                : att_error_set(reterr, ATT_ERR_MEMORY,
                                                "no memory for the patterns of boilerplate");
  for (size_t i = 0; status == ATT_OK && i < att_table_rows(table); i++)
    status = add_row(b, table, i, reterr);
  att_table_close(table);
  if (status == ATT_OK)
    *ret_boilerplate = b;
  else
    att_boilerplate_close(b);
  return status;
}

static bool run(const row *r, const char *text, size_t size, pcre2_match_data *found) {
  PCRE2_SPTR bytes = (PCRE2_SPTR)text;
  int matches = pcre2_jit_match(r->code, bytes, size, 0, PCRE2_NO_UTF_CHECK, found, NULL);
  if (matches == PCRE2_ERROR_JIT_BADOPTION) /* there is no machine code */
    matches = pcre2_match(r->code, bytes, size, 0, PCRE2_NO_UTF_CHECK, found, NULL);
  return matches >= 0;
}

enum { EDGE = 64 };

/* A copy of the text with so many blank bytes before and behind it, to be freed; NULL. A pattern's
 * machine code looks at whole blocks, which may hold bytes beside the text. */
static char *with_edges(const char *text, size_t size) {
  char *copy = calloc(1, size + 2 * EDGE);
  if (copy != NULL && size > 0)
    memcpy(copy + EDGE, text, size);
  return copy;
}

/* Where the first row of the set that matches does, in `size` bytes at `text`; false for none. */
static bool match(const att_boilerplate *b, unsigned set, const char *text, size_t size,
                  size_t *ret_begin, size_t *ret_end) {
  pcre2_match_data *found = NULL;
  char *copy = NULL;
  bool any = false;
  unsigned char first = size > 0 ? (unsigned char)text[0] : 0;
  for (const row *r = b->sets[set]; r != NULL && !any; r = r->next) {
    if (size > 0 && (r->first[first / 64] >> first % 64 & 1) == 0)
      continue;
    copy = copy != NULL ? copy : with_edges(text, size);
    found = found != NULL ? found : pcre2_match_data_create(1, NULL);
    any = copy != NULL && found != NULL && run(r, copy + EDGE, size, found);
  }
  if (any) {
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(found);
    *ret_begin = at[0];
    *ret_end = at[1];
  }
  free(copy);
  pcre2_match_data_free(found);
  return any;
}

static bool may_match_within(const row *r, const uint64_t bytes[4]) {
  return ((r->first[0] & bytes[0]) | (r->first[1] & bytes[1]) | (r->first[2] & bytes[2]) |
          (r->first[3] & bytes[3])) != 0;
}

/* Where the first of what goes at the end begins; `size` for nowhere. */
static size_t match_end(const att_boilerplate *b, const char *text, size_t size) {
  pcre2_match_data *found = pcre2_match_data_create(1, NULL);
  char *copy = with_edges(text, size);
  size_t first = size;
  uint64_t bytes[4] = {0}; /* of the text, a bit each */
  for (size_t i = 0; i < size; i++)
    bytes[(unsigned char)text[i] / 64] |= (uint64_t)1 << (unsigned char)text[i] % 64;
  for (const row *r = b->sets[END_TRIM]; found != NULL && copy != NULL && r != NULL; r = r->next)
    if (may_match_within(r, bytes) && run(r, copy + EDGE, size, found) &&
        pcre2_get_ovector_pointer(found)[0] < first)
      first = pcre2_get_ovector_pointer(found)[0];
  free(copy);
  pcre2_match_data_free(found);
  return first;
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/* The first `most` bytes at most, and no half of a character. */
static size_t cut(const char *text, size_t size, size_t most) {
  if (size <= most)
    return size;
  while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
    most--;
  return most;
}

/* What goes may stand behind other such words: "(Photo by A B) VIEW ORIGINAL". */
static void trim_end(const att_boilerplate *b, const char *text, size_t begin, size_t *end) {
  enum { ROUNDS = 3 };
  for (int round = 0; round < ROUNDS; round++) {
    size_t from = *end - begin > TAIL_MOST ? *end - TAIL_MOST : begin;
    while (((unsigned char)text[from] & 0xc0) == 0x80)
      from++;
    size_t size = match_end(b, text + from, *end - from);
    if (from + size == *end)
      return;
    *end = from + size;
    while (*end > begin && is_space(text[*end - 1]))
      --*end;
  }
}

att_effect att_boilerplate_line(const att_boilerplate *b, const char *line, size_t size) {
  size_t from, to;
  if (size > TAIL_MOST)
    return ATT_KEEP;
  return match(b, WHOLE_DATE, line, size, &from, &to)   ? ATT_DATE_LINE
         : match(b, WHOLE_DROP, line, size, &from, &to) ? ATT_DROP
                                                        : ATT_KEEP;
}

bool att_boilerplate_outlet(const att_boilerplate *b, const char *text, size_t size) {
  size_t from, to;
  return match(b, BYLINE_OUTLET, text, cut(text, size, TAIL_MOST), &from, &to);
}

bool att_boilerplate_publisher(const att_boilerplate *b, const char *line, size_t size) {
  size_t from, to;
  return size <= TAIL_MOST && match(b, WHOLE_PUBLISHER, line, size, &from, &to);
}

bool att_boilerplate_american(const att_boilerplate *b, const char *text, size_t size) {
  size_t from, to;
  return match(b, START_AMERICAN, text, cut(text, size, TAIL_MOST), &from, &to);
}

size_t att_boilerplate_begin(const att_boilerplate *b, const char *text, size_t size) {
  size_t begin = 0, from, to;
  while (
      begin < size &&
      match(b, START_TRIM, text + begin, cut(text + begin, size - begin, HEAD_MOST), &from, &to) &&
      to > 0)
    for (begin += to; begin < size && is_space(text[begin]);)
      begin++;
  return begin;
}

size_t att_boilerplate_end(const att_boilerplate *b, const char *text, size_t size) {
  trim_end(b, text, 0, &size);
  return size;
}

att_effect att_boilerplate_judge(const att_boilerplate *b, const char *text, size_t *begin,
                                 size_t *end) {
  size_t size = *end - *begin, from, to;
  size_t head = cut(text + *begin, size, HEAD_MOST);
  if (size <= TAIL_MOST && match(b, WHOLE_DATE, text + *begin, size, &from, &to))
    return ATT_DATE_LINE;
  if (match(b, START_STOP, text + *begin, head, &from, &to) ||
      (head == size && match(b, WHOLE_STOP, text + *begin, size, &from, &to)))
    return ATT_STOP;
  bool caption = match(b, START_CAPTION, text + *begin, head, &from, &to);
  size_t trimmed = caption ? to : att_boilerplate_begin(b, text + *begin, size);
  if (trimmed > 0) {
    *begin += trimmed;
    while (*begin < *end && is_space(text[*begin]))
      ++*begin;
    size = *end - *begin;
    head = cut(text + *begin, size, HEAD_MOST);
  }
  if (match(b, START_DROP, text + *begin, head, &from, &to) ||
      (size <= TAIL_MOST && match(b, WHOLE_DROP, text + *begin, size, &from, &to)))
    return ATT_DROP;
  trim_end(b, text, *begin, end);
  return *begin == *end ? ATT_DROP : caption ? ATT_CAPTION : ATT_KEEP;
}

static att_region region(const att_boilerplate *b, unsigned set, const char *word, size_t size) {
  static const att_region ORDER[] = {ATT_REGION_BODY,   ATT_REGION_ARTICLE, ATT_REGION_CHROME,
                                     ATT_REGION_BYLINE, ATT_REGION_DATE,    ATT_REGION_CAPTION};
  size_t from, to;
  for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
    if (match(b, set + ORDER[i], word, size, &from, &to))
      return ORDER[i];
  return ATT_REGION_NONE;
}

att_region att_boilerplate_element(const att_boilerplate *b, const char *name) {
  return region(b, ELEMENT, name, strlen(name));
}

att_region att_boilerplate_word(const att_boilerplate *b, const char *word, size_t size) {
  return region(b, WORD, word, size);
}
