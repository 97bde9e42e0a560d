/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys of the lexicon's tables: each stands in one row, and what refers to a row has one. Of two
 * rows with the same key one would be passed over in silence. Linearithmic in the table's size.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "extract/lexicon_words.h"

enum { COLUMNS_MOST = 4 };

/* What no two rows may have alike: each value of the list in `column`, with all of `with`. */
static const struct {
  const char *file, *column;
  bool optional; /* may be empty */
  const char *with[COLUMNS_MOST + 1];
} KEYS[] = {
    {"states.tsv", "iso3", false, {NULL}},
    {"ranks.tsv", "id", false, {NULL}},
    {"ranks.tsv", "abbreviations", true, {NULL}},
    {"roles.tsv", "id", false, {NULL}},
    {"roles.tsv", "alternatives", true, {NULL}},
    {"words.tsv", "class", false, {NULL}},
    {"frames.tsv", "lemmas", false, {"pos", "frame", "value", "slots", NULL}},
    {"rules.tsv", "rule", false, {NULL}},
    {"organizations.tsv", "id", false, {NULL}},
    {"initiatives.tsv", "id", false, {NULL}},
    {"topics.tsv", "id", false, {NULL}},
    {"topics.tsv", "altLabels", true, {NULL}},
    {"plover.tsv", "rule", false, {NULL}},
    {"org-kinds.tsv", "form", false, {NULL}},
    {"courtesies.tsv", "form", false, {NULL}},
    {"names-given.tsv", "name", false, {NULL}},
    {"title-states.tsv", "title", false, {NULL}},
    {"place-heads.tsv", "form", false, {NULL}},
    {"initiative-heads.tsv", "form", false, {NULL}},
};

/* Columns that name a row of their own table by its id. */
static const struct {
  const char *file, *column;
} REFERENCES[] = {{"topics.tsv", "broader"}, {"organizations.tsv", "parent"}};

typedef struct {
  att_view text;
  size_t row;
} key;

typedef struct {
  const att_table *table;
  size_t with[COLUMNS_MOST], with_count; /* columns */
  key *items;
  size_t count, capacity;
} keys;

static int compare_keys(const key *a, const key *b, const keys *k) {
  int order = att_view_compare(a->text, b->text);
  for (size_t i = 0; order == 0 && i < k->with_count; i++)
    order = att_view_compare(att_table_cell(k->table, a->row, k->with[i]),
                             att_table_cell(k->table, b->row, k->with[i]));
  return order;
}

static int compare_rows(const void *a, const void *b, void *context) {
  const key *x = a, *y = b;
  int order = compare_keys(x, y, context);
  return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static att_status add(keys *k, att_view text, size_t row, att_error *reterr) {
  if (k->count == k->capacity) {
    size_t capacity = k->capacity > 0 ? 2 * k->capacity : 256;
    key *items = realloc(k->items, capacity * sizeof *items);
    if (items == NULL)
      return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the lexicon");
    k->items = items;
    k->capacity = capacity;
  }
  k->items[k->count++] = (key){text, row};
  return ATT_OK;
}

/* "meet||greet", "meet|" */
static bool has_empty_value(att_view list) {
  bool empty = true;
  for (size_t i = 0; i < list.size; i++) {
    if (list.data[i] == '|' && empty)
      return true;
    empty = list.data[i] == '|' || (empty && list.data[i] == ' ');
  }
  return list.size > 0 && empty;
}

/* The values of a column, sorted; a row without is a fault where one is `needed`. */
static att_status gather(keys *k, const char *column, bool needed, att_error *reterr) {
  size_t number = att_table_column(k->table, column);
  for (size_t row = 0; row < att_table_rows(k->table) && number != ATT_TABLE_NONE; row++) {
    att_view rest = att_table_cell(k->table, row, number), item;
    size_t before = k->count;
    if (has_empty_value(rest))
      return att_table_error(k->table, row, reterr, "%s: an empty value", column);
    while (att_list_next(&rest, &item))
      ATT_TRY(add(k, item, row, reterr));
    if (needed && k->count == before)
      return att_table_error(k->table, row, reterr, "no %s", column);
  }
  if (k->count > 0)
    qsort_r(k->items, k->count, sizeof *k->items, compare_rows, k);
  return ATT_OK;
}

/* Names the first row in the file that has a key of another. */
static att_status check_once(const keys *k, const char *column, att_error *reterr) {
  const key *first = NULL, *again = NULL;
  for (size_t i = 1; i < k->count; i++)
    if (compare_keys(&k->items[i - 1], &k->items[i], k) == 0 &&
        (again == NULL || k->items[i].row < again->row)) {
      first = &k->items[i - 1];
      again = &k->items[i];
    }
  if (again == NULL)
    return ATT_OK;
  return att_table_error(k->table, again->row, reterr, "%s: '%.*s' stands %sin line %u already",
                         column, (int)again->text.size, again->text.data,
                         k->with_count > 0 ? "so " : "", att_table_line(k->table, first->row));
}

static att_status check_references(const keys *k, const char *column, att_error *reterr) {
  size_t number = att_table_column(k->table, column);
  for (size_t row = 0; row < att_table_rows(k->table) && number != ATT_TABLE_NONE; row++) {
    att_view id = att_table_cell(k->table, row, number);
    size_t low = 0, high = k->count;
    while (low < high) {
      size_t middle = (low + high) / 2;
      if (att_view_compare(k->items[middle].text, id) < 0)
        low = middle + 1;
      else
        high = middle;
    }
    if (id.size > 0 && (low == k->count || att_view_compare(k->items[low].text, id) != 0))
      return att_table_error(k->table, row, reterr, "no such %s as '%.*s'", column, (int)id.size,
                             id.data);
  }
  return ATT_OK;
}

static att_status check_column(size_t i, const att_table *table, att_error *reterr) {
  keys k = {.table = table};
  for (const char *const *with = KEYS[i].with; *with != NULL; with++)
    k.with[k.with_count++] = att_table_column(table, *with);
  att_status status = gather(&k, KEYS[i].column, !KEYS[i].optional, reterr);
  if (status == ATT_OK)
    status = check_once(&k, KEYS[i].column, reterr);
  for (size_t r = 0; r < sizeof REFERENCES / sizeof *REFERENCES && status == ATT_OK; r++)
    if (strcmp(REFERENCES[r].file, KEYS[i].file) == 0 && strcmp(KEYS[i].column, "id") == 0)
      status = check_references(&k, REFERENCES[r].column, reterr);
  free(k.items);
  return status;
}

att_status att_lex_check_keys(const char *file, const att_table *table, att_error *reterr) {
  att_status status = ATT_OK;
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS && status == ATT_OK; i++)
    if (strcmp(file, KEYS[i].file) == 0)
      status = check_column(i, table, reterr);
  return status;
}
