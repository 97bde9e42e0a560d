/* SPDX-License-Identifier: Apache-2.0
 *
 * Results as a table for people: columns as wide as the widest cell of the first rows, in columns
 * of a terminal (wcwidth). The first ATT_TABLE_HELD rows are held for that; later ones go through.
 *
 *     att_table table = {.columns = 3, .most = 80};
 *     att_table_add(&table, "name", 4); …          heading first, then row by row
 *     att_table_flow(&table, &text);               after each row: moves what is ready to `text`
 *     att_table_end(&table, &text);
 *     att_table_clear(&table);
 */
#ifndef ATT_QUERIES_TABLE_H
#define ATT_QUERIES_TABLE_H

#include <locale.h>
#include <stdbool.h>

#include "base/buffer.h"

enum { ATT_TABLE_HELD = 1000, ATT_TABLE_LEAST = 8 };

typedef struct {
  size_t columns; /* at least 1 */
  size_t most;    /* columns of the terminal, that wide cells are cut for; 0: nothing is cut */
  size_t cells;
  att_buffer text; /* cells that are held, one behind another, each NUL-terminated */
  size_t *widths;  /* once they are settled */
  locale_t locale;
  bool headed;
} att_table;

/* Adds `size` bytes of UTF-8 as the next cell; control characters become spaces. */
att_status att_table_add(att_table *table, const char *text, size_t size) ATT_MUST_CHECK;
att_status att_table_flow(att_table *table, att_buffer *out) ATT_MUST_CHECK;
/* A last row that is not full is left out. */
att_status att_table_end(att_table *table, att_buffer *out) ATT_MUST_CHECK;
void att_table_clear(att_table *table);

#endif
