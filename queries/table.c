/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/table.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { HELD_BYTES = 4 << 20 };

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

/* Bytes and columns of the character at `text`; what is no character counts as one column. */
static size_t next_character(const char *text, size_t *ret_width) {
  mbstate_t state = {0};
  wchar_t wide;
  *ret_width = 1;
  if ((unsigned char)*text < 0x80)
    return 1;
  size_t size = mbrtowc(&wide, text, strlen(text), &state);
  if (size == 0 || size > 8)
    return 1;
  int width = wcwidth(wide);
  *ret_width = width < 0 ? 1 : (size_t)width;
  return size;
}

static size_t width_of(const char *text) {
  size_t total = 0, width;
  while (*text) {
    text += next_character(text, &width);
    total += width;
  }
  return total;
}

static att_status pad(att_buffer *out, char c, size_t width) {
  ATT_TRY(att_buffer_reserve(out, width));
  memset(out->data + out->size, c, width);
  out->size += width;
  return ATT_OK;
}

/* The cell, cut where it is wider than a cut table allows. */
static att_status put_cell(const att_table *table, const char *cell, size_t column,
                           att_buffer *out) {
  size_t most = table->widths[column], width = width_of(cell), used = 0, step;
  bool last = column + 1 == table->columns;
  if (table->most == 0 || width <= most) {
    ATT_TRY(att_buffer_append(out, cell, strlen(cell)));
    return last ? ATT_OK : pad(out, ' ', (width < most ? most - width : 0) + 2);
  }
  while (true) {
    size_t size = next_character(cell, &step);
    if (used + step > most - 1)
      break;
    ATT_TRY(att_buffer_append(out, cell, size));
    used += step;
    cell += size;
  }
  ATT_TRY(att_buffer_append(out, "…", strlen("…")));
  return last ? ATT_OK : pad(out, ' ', most - used - 1 + 2);
}

static att_status put_rule(const att_table *table, att_buffer *out) {
  for (size_t i = 0; i < table->columns; i++) {
    ATT_TRY(pad(out, '-', table->widths[i]));
    ATT_TRY(att_buffer_append(out, i + 1 < table->columns ? "  " : "\n",
                              i + 1 < table->columns ? 2 : 1));
  }
  return ATT_OK;
}

static size_t whole(const att_table *table, size_t bound) {
  size_t total = 2 * (table->columns - 1);
  for (size_t i = 0; i < table->columns; i++)
    total += table->widths[i] < bound ? table->widths[i] : bound;
  return total;
}

/* Every column as wide as its widest cell, but for what the terminal has no room for: that is taken
 * from the widest columns. */
static att_status settle(att_table *table) {
  table->widths = calloc(table->columns, sizeof *table->widths);
  if (!table->widths)
    return ATT_ERR_MEMORY;
  const char *cell = (const char *)table->text.data;
  size_t bound = 1;
  for (size_t i = 0; i < table->cells / table->columns * table->columns; i++) {
    size_t width = width_of(cell), *widest = &table->widths[i % table->columns];
    *widest = width > *widest ? width : *widest;
    bound = width > bound ? width : bound;
    cell += strlen(cell) + 1;
  }
  while (table->most && bound > ATT_TABLE_LEAST && whole(table, bound) > table->most)
    bound--;
  for (size_t i = 0; table->most && i < table->columns; i++)
    if (table->widths[i] > bound)
      table->widths[i] = bound;
  return ATT_OK;
}

static att_status put_rows(att_table *table, att_buffer *out) {
  const char *cell = (const char *)table->text.data;
  size_t rows = table->cells / table->columns;
  if (!table->widths)
    ATT_TRY(settle(table));
  for (size_t row = 0; row < rows; row++) {
    for (size_t i = 0; i < table->columns; i++) {
      ATT_TRY(put_cell(table, cell, i, out));
      cell += strlen(cell) + 1;
    }
    ATT_TRY(att_buffer_append(out, "\n", 1));
    if (!table->headed)
      ATT_TRY(put_rule(table, out));
    table->headed = true;
  }
  table->cells = table->text.size = 0;
  return ATT_OK;
}

static att_status put_in_utf8(att_table *table, att_buffer *out) {
  if (!table->locale)
    table->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  locale_t saved = table->locale ? uselocale(table->locale) : (locale_t)0;
  att_status status = put_rows(table, out);
  if (saved)
    uselocale(saved);
  return status;
}

att_status att_table_flow(att_table *table, att_buffer *out) {
  bool full = table->cells % table->columns == 0;
  bool ready = table->widths || table->cells > ATT_TABLE_HELD * table->columns ||
               table->text.size > HELD_BYTES;
  return full && ready ? put_in_utf8(table, out) : ATT_OK;
}

att_status att_table_end(att_table *table, att_buffer *out) {
  return put_in_utf8(table, out);
}

void att_table_clear(att_table *table) {
  att_buffer_clear(&table->text);
  free(table->widths);
  if (table->locale)
    freelocale(table->locale);
  *table = (att_table){.columns = table->columns};
}
