/* SPDX-License-Identifier: Apache-2.0 */
#include "text/boilerplate.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/table.h"

/* Rows of one kind, all alternatives of one pattern. */
typedef enum {
  START_DROP,
  START_STOP,
  START_TRIM,
  START_CAPTION,
  WHOLE_DROP,
  WHOLE_STOP,
  WHOLE_DATE,
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
    {"whole", "drop", WHOLE_DROP},
    {"whole", "stop", WHOLE_STOP},
    {"whole", "date", WHOLE_DATE},
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
enum { TAIL_MOST = 400, HEAD_MOST = 2000, ENDS_MOST = 64 };

struct att_boilerplate {
  pcre2_code *sets[SET_COUNT]; /* NULL where the table has no row */
  pcre2_code *ends[ENDS_MOST]; /* END_TRIM row by row: what a pattern alone must begin with or hold
                                * is looked for much faster than all of them byte by byte */
  size_t end_count;
};

void att_boilerplate_close(att_boilerplate *b) {
  if (b == NULL)
    return;
  for (size_t i = 0; i < SET_COUNT; i++)
    pcre2_code_free(b->sets[i]);
  for (size_t i = 0; i < b->end_count; i++)
    pcre2_code_free(b->ends[i]);
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

static att_status compile(const char *pattern, size_t size, uint32_t flags, pcre2_code **ret_code,
                          char *message, size_t message_size) {
  int code;
  PCRE2_SIZE at;
  *ret_code = pcre2_compile((PCRE2_SPTR)pattern, size, flags, &code, &at, NULL);
  if (*ret_code != NULL)
    return ATT_OK;
  pcre2_get_error_message(code, (PCRE2_UCHAR *)message, message_size);
  return ATT_ERR_SYNTAX;
}

static att_status add_end(att_boilerplate *b, pcre2_code *code, const att_table *table, size_t row,
                          att_error *reterr) {
  if (b->end_count == ENDS_MOST) {
    pcre2_code_free(code);
    return att_table_error(table, row, reterr, "more than %d rows of this kind", ENDS_MOST);
  }
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* only faster: may fail */
  b->ends[b->end_count++] = code;
  return ATT_OK;
}

/* Adds a row's pattern to its set's, having tried it alone, so that an error has its line. */
static att_status add_row(att_boilerplate *b, const att_table *table, size_t row,
                          att_buffer *patterns, att_error *reterr) {
  att_view where = att_table_cell(table, row, att_table_column(table, "where"));
  att_view what = att_table_cell(table, row, att_table_column(table, "what"));
  att_view pattern = att_table_cell(table, row, att_table_column(table, "pattern"));
  size_t i = 0;
  while (i < sizeof SETS / sizeof *SETS &&
         (strcmp(SETS[i].where, where.data) != 0 || strcmp(SETS[i].what, what.data) != 0))
    i++;
  if (i == sizeof SETS / sizeof *SETS)
    return att_table_error(table, row, reterr, "no such pair of where and what: %s %s", where.data,
                           what.data);
  pcre2_code *code;
  char message[200];
  if (compile(pattern.data, pattern.size, flags_of(SETS[i].set), &code, message, sizeof message) !=
      ATT_OK)
    return att_table_error(table, row, reterr, "%s: %s", pattern.data, message);
  if (SETS[i].set == END_TRIM)
    return add_end(b, code, table, row, reterr);
  pcre2_code_free(code);
  att_buffer *all = &patterns[SETS[i].set];
  if (att_buffer_append(all, all->size > 0 ? "|(?:" : "(?:", all->size > 0 ? 4 : 3) != ATT_OK ||
      att_buffer_append(all, pattern.data, pattern.size) != ATT_OK ||
      att_buffer_append(all, ")", 1) != ATT_OK)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the patterns of boilerplate");
  return ATT_OK;
}

static att_status compile_sets(att_boilerplate *b, const att_buffer *patterns, att_error *reterr) {
  for (unsigned i = 0; i < SET_COUNT; i++) {
    char message[200];
    if (patterns[i].size == 0)
      continue;
    if (compile((const char *)patterns[i].data, patterns[i].size, flags_of(i), &b->sets[i], message,
                sizeof message) != ATT_OK)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "the patterns of boilerplate: %s", message);
    pcre2_jit_compile(b->sets[i], PCRE2_JIT_COMPLETE); /* only faster: may fail */
  }
  return ATT_OK;
}

att_status att_boilerplate_open(att_boilerplate **ret_boilerplate, att_error *reterr) {
  static const char *const COLUMNS[] = {"where", "what", "pattern", NULL};
  att_table *table;
  ATT_TRY(att_table_open_data("ontology/boilerplate.tsv", COLUMNS, &table, reterr));
  att_buffer patterns[SET_COUNT] = {ATT_BUFFER_INIT};
  att_boilerplate *b = calloc(1, sizeof *b);
  att_status status = b != NULL ? ATT_OK
                                : att_error_set(reterr, ATT_ERR_MEMORY,
                                                "no memory for the patterns of boilerplate");
  for (size_t row = 0; status == ATT_OK && row < att_table_rows(table); row++)
    status = add_row(b, table, row, patterns, reterr);
  if (status == ATT_OK)
    status = compile_sets(b, patterns, reterr);
  for (size_t i = 0; i < SET_COUNT; i++)
    att_buffer_clear(&patterns[i]);
  att_table_close(table);
  if (status == ATT_OK)
    *ret_boilerplate = b;
  else
    att_boilerplate_close(b);
  return status;
}

static bool run(const pcre2_code *code, const char *text, size_t size, pcre2_match_data *found) {
  return pcre2_match(code, (PCRE2_SPTR)text, size, 0, PCRE2_NO_UTF_CHECK, found, NULL) >= 0;
}

/* Where the set's pattern matches in `size` bytes at `text`; false for nowhere. */
static bool match(const att_boilerplate *b, unsigned set, const char *text, size_t size,
                  size_t *ret_begin, size_t *ret_end) {
  if (b->sets[set] == NULL)
    return false;
  pcre2_match_data *found = pcre2_match_data_create(1, NULL);
  if (found == NULL)
    return false;
  bool any = run(b->sets[set], text, size, found);
  if (any) {
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(found);
    *ret_begin = at[0];
    *ret_end = at[1];
  }
  pcre2_match_data_free(found);
  return any;
}

/* Where the first of what goes at the end begins; `size` for nowhere. A pattern's machine code
 * looks at whole blocks, up to EDGE bytes beside the text: it is read from a copy with blank edges.
 */
static size_t match_end(const att_boilerplate *b, const char *text, size_t size) {
  enum { EDGE = 64 };
  pcre2_match_data *found = pcre2_match_data_create(1, NULL);
  char *copy = calloc(1, size + 2 * EDGE);
  size_t first = size;
  if (copy != NULL)
    memcpy(copy + EDGE, text, size);
  for (size_t i = 0; found != NULL && copy != NULL && i < b->end_count; i++)
    if (run(b->ends[i], copy + EDGE, size, found) && pcre2_get_ovector_pointer(found)[0] < first)
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

static void trim_end(const att_boilerplate *b, const char *text, size_t begin, size_t *end) {
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

size_t att_boilerplate_end(const att_boilerplate *b, const char *text, size_t size) {
  trim_end(b, text, 0, &size);
  return size;
}

att_effect att_boilerplate_judge(const att_boilerplate *b, const char *text, size_t *begin,
                                 size_t *end) {
  size_t size = *end - *begin, from, to;
  size_t head = cut(text + *begin, size, HEAD_MOST);
  if (head == size && match(b, WHOLE_DATE, text + *begin, size, &from, &to))
    return ATT_DATE_LINE;
  if (match(b, START_STOP, text + *begin, head, &from, &to) ||
      (head == size && match(b, WHOLE_STOP, text + *begin, size, &from, &to)))
    return ATT_STOP;
  bool caption = match(b, START_CAPTION, text + *begin, head, &from, &to);
  if (caption || match(b, START_TRIM, text + *begin, head, &from, &to)) {
    *begin += to;
    while (*begin < *end && is_space(text[*begin]))
      ++*begin;
    size = *end - *begin;
    head = cut(text + *begin, size, HEAD_MOST);
  }
  if (match(b, START_DROP, text + *begin, head, &from, &to) ||
      (head == size && match(b, WHOLE_DROP, text + *begin, size, &from, &to)))
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
