/* SPDX-License-Identifier: Apache-2.0
 *
 * Results as a table for people: columns as wide as their widest cell, in code points. All rows are
 * held until they are written, so that a query's answer of any length wants CSV or TSV instead.
 */
#ifndef ATT_QUERIES_TABLE_H
#define ATT_QUERIES_TABLE_H

#include <stdio.h>

#include "base/buffer.h"

/* Cells in rows of `columns`; the first row is the heading. Start from {.columns = n}. */
typedef struct {
  size_t columns; /* at least 1 */
  size_t cells;
  att_buffer text; /* cells one behind another, each NUL-terminated */
} att_table;

/* Adds `size` bytes of UTF-8 as the next cell; control characters become spaces. */
att_status att_table_add(att_table *table, const char *text, size_t size) ATT_MUST_CHECK;

/* Writes heading, a rule, and the rows. A last row that is not full is left out. */
att_status att_table_write(const att_table *table, FILE *out) ATT_MUST_CHECK;

void att_table_clear(att_table *table);

#endif
