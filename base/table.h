/* SPDX-License-Identifier: Apache-2.0
 *
 * A data file of rows: UTF-8, a tab between cells, '#' at the start of a line for comments, empty
 * lines skipped; the first line left is the header and names the columns; '|' between the values
 * of a list. No quoting: a cell holds neither tab nor line break. docs/data-files.md lists the
 * files. Knows nothing of what the columns mean.
 *
 * A table is read whole, checked and never changes: views into it live as long as it does, and
 * threads may share it. Every error is "file:line: what is wrong".
 */
#ifndef ATT_BASE_TABLE_H
#define ATT_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/view.h"

typedef struct att_table att_table;

#define ATT_TABLE_NONE ((size_t)-1)

/* Reads `path`. `columns`, NULL-terminated, are those that the file must have; others are allowed;
 * a row has as many cells as the header. Errors: ATT_ERR_IO; ATT_ERR_SYNTAX for bytes that are not
 * UTF-8, a wrong number of cells, a column missing or named twice; ATT_ERR_LIMIT above 64 MiB. */
att_status att_table_open(const char *path, const char *const *columns, att_table **ret_table,
                          att_error *reterr) ATT_MUST_CHECK;

/* The same for the data file `name`, as att_data_path() finds it. */
att_status att_table_open_data(const char *name, const char *const *columns, att_table **ret_table,
                               att_error *reterr) ATT_MUST_CHECK;

/* The same from `size` bytes, copied, with `name` for messages. */
att_status att_table_parse(const char *name, const char *bytes, size_t size,
                           const char *const *columns, att_table **ret_table, att_error *reterr)
    ATT_MUST_CHECK;

void att_table_close(att_table *table);

size_t att_table_rows(const att_table *table);

/* The number of the column `name`, ATT_TABLE_NONE when the file has no such. */
size_t att_table_column(const att_table *table, const char *name);

/* A cell, NUL-terminated, which the items of a list are not; never NULL. An empty view for a column
 * ATT_TABLE_NONE. */
att_view att_table_cell(const att_table *table, size_t row, size_t column);

/* The file's path and the row's line, 1-based, for evidence and messages. */
const char *att_table_path(const att_table *table);
unsigned att_table_line(const att_table *table, size_t row);

/* The first row whose first cell is `key`, ATT_TABLE_NONE if none is. Binary search. */
size_t att_table_find(const att_table *table, const char *key, size_t size);

/* ATT_ERR_SYNTAX at the second of two rows whose first cells are equal, or a row whose is empty. */
att_status att_table_check_keys(const att_table *table, att_error *reterr) ATT_MUST_CHECK;

/* Sets `reterr` to "path:line: …", returns ATT_ERR_SYNTAX. */
att_status att_table_error(const att_table *table, size_t row, att_error *reterr,
                           const char *format, ...) ATT_PRINTF(4, 5);

/* Steps through a cell's list: takes the next value off `rest` into `item`, without the spaces
 * around it; false at the end. Empty values are skipped.
 *     att_view rest = att_table_cell(table, row, names), name;
 *     while (att_list_next(&rest, &name)) … */
bool att_list_next(att_view *rest, att_view *item);

/* Whether the view's bytes are those of `string`. */
bool att_view_is(att_view view, const char *string);

#endif
