/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/data.h"

enum { MAX_COLUMNS = 64, MAX_BYTES = 64 << 20 };

typedef struct {
  att_view key;
  size_t row;
} key_entry;

struct att_table {
  char *path;
  char *bytes; /* the file, with NUL for each tab and line break */
  size_t rows, columns, capacity;
  att_view *cells; /* rows * columns, after one row for the header */
  unsigned *lines; /* of each row, the header being row 0 */
  key_entry *keys; /* by key, then row */
};

static att_status out_of_memory(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
}

/* Bytes of the UTF-8 sequence at `at` (RFC 3629), 0 if it is none. */
static size_t sequence(const uint8_t *at, const uint8_t *end) {
  if (*at < 0x80)
    return *at != 0;
  size_t size = *at >= 0xf0 ? 4 : *at >= 0xe0 ? 3 : 2;
  if (*at < 0xc2 || *at > 0xf4 || (size_t)(end - at) < size)
    return 0;
  for (size_t i = 1; i < size; i++)
    if ((at[i] & 0xc0) != 0x80)
      return 0;
  if ((*at == 0xe0 && at[1] < 0xa0) || (*at == 0xed && at[1] > 0x9f) ||
      (*at == 0xf0 && at[1] < 0x90) || (*at == 0xf4 && at[1] > 0x8f))
    return 0;
  return size;
}

static bool is_utf8(const char *line, const char *end) {
  const uint8_t *at = (const uint8_t *)line, *stop = (const uint8_t *)end;
  while (at < stop) {
    size_t size = sequence(at, stop);
    if (!size)
      return false;
    at += size;
  }
  return true;
}

static att_status reserve_row(att_table *table, att_error *reterr) {
  if (table->rows + 1 < table->capacity)
    return ATT_OK;
  size_t capacity = table->capacity ? table->capacity * 2 : 64;
  att_view *cells = realloc(table->cells, capacity * table->columns * sizeof *cells);
  if (cells)
    table->cells = cells;
  unsigned *lines = cells ? realloc(table->lines, capacity * sizeof *lines) : NULL;
  if (!lines)
    return out_of_memory(reterr);
  table->lines = lines;
  table->capacity = capacity;
  return ATT_OK;
}

static size_t count_cells(const char *line, const char *end) {
  size_t count = 1;
  for (; line < end; line++)
    count += *line == '\t';
  return count;
}

/* Cuts a line into the cells of the next row. */
static void cut_line(att_table *table, char *line, char *end, unsigned number) {
  att_view *cell = &table->cells[table->rows * table->columns];
  table->lines[table->rows++] = number;
  for (;;) {
    char *tab = memchr(line, '\t', (size_t)(end - line));
    char *stop = tab ? tab : end;
    *stop = '\0';
    *cell++ = (att_view){line, (size_t)(stop - line)};
    if (!tab)
      return;
    line = tab + 1;
  }
}

static att_status add_line(att_table *table, char *line, char *end, unsigned number,
                           att_error *reterr) {
  size_t count = count_cells(line, end);
  if (!is_utf8(line, end))
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%u: not UTF-8", table->path, number);
  if (!table->columns) {
    if (count > MAX_COLUMNS)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%u: more than %d columns", table->path,
                           number, MAX_COLUMNS);
    table->columns = count;
  }
  if (count != table->columns)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%u: %zu cells where the header has %zu",
                         table->path, number, count, table->columns);
  ATT_TRY(reserve_row(table, reterr));
  cut_line(table, line, end, number);
  return ATT_OK;
}

static att_status add_lines(att_table *table, size_t size, att_error *reterr) {
  char *line = table->bytes, *stop = table->bytes + size;
  if (size >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0)
    line += 3;
  for (unsigned number = 1; line < stop; number++) {
    char *end = memchr(line, '\n', (size_t)(stop - line));
    if (!end)
      end = stop;
    char *last = end > line && end[-1] == '\r' ? end - 1 : end;
    if (last > line && *line != '#')
      ATT_TRY(add_line(table, line, last, number, reterr));
    line = end + 1;
  }
  return ATT_OK;
}

static att_status check_columns(const att_table *table, const char *const *columns,
                                att_error *reterr) {
  if (!table->columns)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:1: no header line", table->path);
  for (size_t i = 0; i < table->columns; i++)
    if (att_table_column(table, table->cells[i].data) != i)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%u: two columns named '%s'", table->path,
                           table->lines[0], table->cells[i].data);
  for (; columns && *columns; columns++)
    if (att_table_column(table, *columns) == ATT_TABLE_NONE)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%u: no column '%s'", table->path,
                           table->lines[0], *columns);
  return ATT_OK;
}

static int compare_keys(const void *left, const void *right) {
  const key_entry *a = left, *b = right;
  int order = att_view_compare(a->key, b->key);
  return order ? order : (a->row > b->row) - (a->row < b->row);
}

static att_status sort_keys(att_table *table, att_error *reterr) {
  size_t rows = att_table_rows(table);
  table->keys = malloc((rows ? rows : 1) * sizeof *table->keys);
  if (!table->keys)
    return out_of_memory(reterr);
  for (size_t i = 0; i < rows; i++)
    table->keys[i] = (key_entry){att_table_cell(table, i, 0), i};
  qsort(table->keys, rows, sizeof *table->keys, compare_keys);
  return ATT_OK;
}

att_status att_table_parse(const char *name, const char *bytes, size_t size,
                           const char *const *columns, att_table **ret_table, att_error *reterr) {
  if (size > MAX_BYTES)
    return att_error_set(reterr, ATT_ERR_LIMIT, "%s: larger than 64 MiB", name);
  att_table *table = calloc(1, sizeof *table);
  if (!table)
    return out_of_memory(reterr);
  table->path = strdup(name);
  table->bytes = malloc(size + 1);
  att_status status = table->path && table->bytes ? ATT_OK : out_of_memory(reterr);
  if (status == ATT_OK) {
    if (size)
      memcpy(table->bytes, bytes, size);
    table->bytes[size] = '\0';
    status = add_lines(table, size, reterr);
  }
  if (status == ATT_OK)
    status = check_columns(table, columns, reterr);
  if (status == ATT_OK)
    status = sort_keys(table, reterr);
  if (status != ATT_OK) {
    att_table_close(table);
    return status;
  }
  *ret_table = table;
  return ATT_OK;
}

static att_status read_file(const char *path, att_buffer *buffer, att_error *reterr) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  att_status status;
  while ((status = att_buffer_reserve(buffer, 1 << 16)) == ATT_OK) {
    size_t got = fread(buffer->data + buffer->size, 1, 1 << 16, file);
    buffer->size += got;
    if (!got || buffer->size > MAX_BYTES)
      break;
  }
  if (status != ATT_OK)
    status = out_of_memory(reterr);
  else if (ferror(file))
    status = att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  fclose(file);
  return status;
}

att_status att_table_open(const char *path, const char *const *columns, att_table **ret_table,
                          att_error *reterr) {
  att_buffer buffer = ATT_BUFFER_INIT;
  att_status status = read_file(path, &buffer, reterr);
  if (status == ATT_OK)
    status =
        att_table_parse(path, (const char *)buffer.data, buffer.size, columns, ret_table, reterr);
  att_buffer_clear(&buffer);
  return status;
}

att_status att_table_open_data(const char *name, const char *const *columns, att_table **ret_table,
                               att_error *reterr) {
  char path[ATT_DATA_PATH_SIZE];
  ATT_TRY(att_data_path(name, path, reterr));
  return att_table_open(path, columns, ret_table, reterr);
}

void att_table_close(att_table *table) {
  if (!table)
    return;
  free(table->path);
  free(table->bytes);
  free(table->cells);
  free(table->lines);
  free(table->keys);
  free(table);
}

size_t att_table_rows(const att_table *table) {
  return table->rows - 1;
}

size_t att_table_column(const att_table *table, const char *name) {
  for (size_t i = 0; i < table->columns; i++)
    if (strcmp(table->cells[i].data, name) == 0)
      return i;
  return ATT_TABLE_NONE;
}

att_view att_table_cell(const att_table *table, size_t row, size_t column) {
  if (column == ATT_TABLE_NONE)
    return (att_view){"", 0};
  return table->cells[(row + 1) * table->columns + column];
}

const char *att_table_path(const att_table *table) {
  return table->path;
}

unsigned att_table_line(const att_table *table, size_t row) {
  return table->lines[row + 1];
}

size_t att_table_find(const att_table *table, const char *key, size_t size) {
  att_view wanted = {key, size};
  size_t low = 0, high = att_table_rows(table);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (att_view_compare(table->keys[middle].key, wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == att_table_rows(table) || att_view_compare(table->keys[low].key, wanted) != 0)
    return ATT_TABLE_NONE;
  return table->keys[low].row;
}

att_status att_table_check_keys(const att_table *table, att_error *reterr) {
  for (size_t i = 0; i < att_table_rows(table); i++) {
    const key_entry *entry = &table->keys[i];
    if (!entry->key.size)
      return att_table_error(table, entry->row, reterr, "the first cell is empty");
    if (i && att_view_compare(entry[-1].key, entry->key) == 0)
      return att_table_error(table, entry->row, reterr, "'%s' stands in line %u already",
                             entry->key.data, att_table_line(table, entry[-1].row));
  }
  return ATT_OK;
}

att_status att_table_error(const att_table *table, size_t row, att_error *reterr,
                           const char *format, ...) {
  char detail[320];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(detail, sizeof detail, format, arguments);
  va_end(arguments);
  return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%u: %s", table->path, att_table_line(table, row),
                       detail);
}

bool att_list_next(att_view *rest, att_view *item) {
  while (rest->size) {
    const char *bar = memchr(rest->data, '|', rest->size);
    size_t size = bar ? (size_t)(bar - rest->data) : rest->size;
    *item = (att_view){rest->data, size};
    size_t taken = size + (bar != NULL);
    *rest = (att_view){rest->data + taken, rest->size - taken};
    while (item->size && item->data[0] == ' ')
      *item = (att_view){item->data + 1, item->size - 1};
    while (item->size && item->data[item->size - 1] == ' ')
      item->size--;
    if (item->size)
      return true;
  }
  return false;
}

bool att_view_is(att_view view, const char *string) {
  return strlen(string) == view.size && memcmp(view.data, string, view.size) == 0;
}
