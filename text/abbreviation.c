/* SPDX-License-Identifier: Apache-2.0 */
#include "text/abbreviation.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

enum { FORM_MOST = 14 }; /* bytes of a form */

typedef struct {
  char form[FORM_MOST + 1]; /* in lower case */
  uint8_t stands;           /* att_abbreviation */
  bool rank;                /* from ranks.tsv: only where it is capitalised */
} entry;

struct att_abbreviations {
  entry *entries; /* by form, the list's own before those of ranks */
  size_t count, capacity;
};

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static att_status add(att_abbreviations *a, att_view form, att_abbreviation stands, bool rank,
                      att_error *reterr) {
  if (a->count == a->capacity) {
    size_t capacity = a->capacity > 0 ? 2 * a->capacity : 256;
    entry *entries = realloc(a->entries, capacity * sizeof *entries);
    if (entries == NULL)
      return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the table of abbreviations");
    a->entries = entries;
    a->capacity = capacity;
  }
  entry *e = &a->entries[a->count++];
  *e = (entry){.stands = (uint8_t)stands, .rank = rank};
  for (size_t i = 0; i < form.size; i++)
    e->form[i] = lower(form.data[i]);
  return ATT_OK;
}

static att_status read_list(att_abbreviations *a, const att_table *table, att_error *reterr) {
  size_t form = att_table_column(table, "form"), stands = att_table_column(table, "stands");
  ATT_TRY(att_table_check_keys(table, reterr));
  for (size_t row = 0; row < att_table_rows(table); row++) {
    att_view word = att_table_cell(table, row, form), where = att_table_cell(table, row, stands);
    att_abbreviation kind = att_view_is(where, "before")     ? ATT_ABBREVIATION_BEFORE
                            : att_view_is(where, "anywhere") ? ATT_ABBREVIATION_ANYWHERE
                                                             : ATT_ABBREVIATION_NONE;
    if (kind == ATT_ABBREVIATION_NONE && !att_view_is(where, "nowhere"))
      return att_table_error(table, row, reterr, "'stands' is before, anywhere or nowhere");
    if (word.size > FORM_MOST)
      return att_table_error(table, row, reterr, "a form of more than %d bytes", FORM_MOST);
    ATT_TRY(add(a, word, kind, false, reterr));
  }
  return ATT_OK;
}

/* Words of "Wg. Cdr." and "Vice-Adm." that end in a full stop. */
static att_status read_ranks(att_abbreviations *a, const att_table *table, att_error *reterr) {
  size_t column = att_table_column(table, "abbreviations");
  for (size_t row = 0; row < att_table_rows(table); row++) {
    att_view rest = att_table_cell(table, row, column), item;
    while (att_list_next(&rest, &item))
      for (size_t i = 0, begin = 0; i <= item.size; i++) {
        if (i < item.size && strchr(" -/()", item.data[i]) == NULL)
          continue;
        size_t size = i - begin;
        if (size > 2 && size - 1 <= FORM_MOST && item.data[i - 1] == '.')
          ATT_TRY(add(a, (att_view){item.data + begin, size - 1}, ATT_ABBREVIATION_BEFORE, true,
                      reterr));
        begin = i + 1;
      }
  }
  return ATT_OK;
}

static int by_form(const void *a, const void *b) {
  const entry *x = a, *y = b;
  int order = strcmp(x->form, y->form);
  return order != 0 ? order : (int)x->rank - (int)y->rank;
}

/* Each form once: the list's own says what it is. */
static void sort(att_abbreviations *a) {
  size_t kept = 0;
  qsort(a->entries, a->count, sizeof *a->entries, by_form);
  for (size_t i = 0; i < a->count; i++)
    if (kept == 0 || strcmp(a->entries[kept - 1].form, a->entries[i].form) != 0)
      a->entries[kept++] = a->entries[i];
  a->count = kept;
}

att_status att_abbreviations_open(att_abbreviations **ret_abbreviations, att_error *reterr) {
  static const char *const LIST[] = {"form", "stands", NULL}, *const RANKS[] = {"abbreviations",
                                                                                NULL};
  att_table *list = NULL, *ranks = NULL;
  att_abbreviations *a = calloc(1, sizeof *a);
  att_status status = ATT_OK;
  if (a == NULL)
    status = att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the table of abbreviations");
  if (status == ATT_OK)
    status = att_table_open_data("ontology/abbreviations.tsv", LIST, &list, reterr);
  if (status == ATT_OK)
    status = read_list(a, list, reterr);
  if (status == ATT_OK)
    status = att_table_open_data("ontology/ranks.tsv", RANKS, &ranks, reterr);
  if (status == ATT_OK)
    status = read_ranks(a, ranks, reterr);
  att_table_close(list);
  att_table_close(ranks);
  if (status != ATT_OK) {
    att_abbreviations_close(a);
    return status;
  }
  sort(a);
  *ret_abbreviations = a;
  return ATT_OK;
}

void att_abbreviations_close(att_abbreviations *abbreviations) {
  if (abbreviations == NULL)
    return;
  free(abbreviations->entries);
  free(abbreviations);
}

att_abbreviation att_abbreviations_find(const att_abbreviations *abbreviations, const char *word,
                                        size_t size) {
  char form[FORM_MOST + 1] = "";
  if (size == 0 || size > FORM_MOST)
    return ATT_ABBREVIATION_NONE;
  for (size_t i = 0; i < size; i++)
    form[i] = lower(word[i]);
  for (size_t low = 0, high = abbreviations->count; low < high;) {
    size_t middle = low + (high - low) / 2;
    const entry *e = &abbreviations->entries[middle];
    int order = strcmp(form, e->form);
    if (order == 0)
      return e->rank && form[0] == word[0] ? ATT_ABBREVIATION_NONE : (att_abbreviation)e->stands;
    low = order > 0 ? middle + 1 : low;
    high = order > 0 ? high : middle;
  }
  return ATT_ABBREVIATION_NONE;
}
