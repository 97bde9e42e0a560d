/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/table.h"

#include <stdlib.h>
#include <string.h>

att_status att_table_add(att_table *table, const char *text, size_t size) {
  att_buffer *out = &table->text;
  ATT_TRY(att_buffer_reserve(out, size + 1));
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    out->data[out->size++] = c < 0x20 || c == 0x7f ? ' ' : c;
  }
  out->data[out->size++] = '\0';
  table->cells++;
  return ATT_OK;
}

static size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text; text++)
    width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

static void write_padding(FILE *out, char c, size_t width) {
  while (width--)
    fputc(c, out);
}

static void write_row(const char **cell, const size_t *widths, size_t columns, FILE *out) {
  for (size_t i = 0; i < columns; i++) {
    fputs(*cell, out);
    if (i + 1 < columns)
      write_padding(out, ' ', widths[i] - width_of(*cell) + 2);
    *cell += strlen(*cell) + 1;
  }
  fputc('\n', out);
}

att_status att_table_write(const att_table *table, FILE *out) {
  size_t rows = table->cells / table->columns;
  size_t *widths = calloc(table->columns, sizeof *widths);
  if (!widths)
    return ATT_ERR_MEMORY;
  const char *cell = (const char *)table->text.data;
  for (size_t i = 0; i < rows * table->columns; i++) {
    size_t width = width_of(cell), *widest = &widths[i % table->columns];
    *widest = width > *widest ? width : *widest;
    cell += strlen(cell) + 1;
  }
  cell = (const char *)table->text.data;
  for (size_t row = 0; row < rows; row++) {
    write_row(&cell, widths, table->columns, out);
    for (size_t i = 0; row == 0 && i < table->columns; i++) {
      write_padding(out, '-', widths[i]);
      fputs(i + 1 < table->columns ? "  " : "\n", out);
    }
  }
  free(widths);
  return ferror(out) ? ATT_ERR_IO : ATT_OK;
}

void att_table_clear(att_table *table) {
  att_buffer_clear(&table->text);
  table->cells = 0;
}
