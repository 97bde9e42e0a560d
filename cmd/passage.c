/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/passage.h"

#include <stdio.h>
#include <stdlib.h>

void passage_add(passage_marks *marks, uint32_t begin, uint32_t end, bool trigger) {
  for (size_t i = 0; i < marks->count; i++)
    if (marks->items[i].begin == begin && marks->items[i].end == end)
      return;
  if (marks->count < PASSAGE_MARKS_MOST && begin < end)
    marks->items[marks->count++] = (passage_mark){begin, end, trigger};
}

/* Longer ones first where two begin together. */
static int compare_marks(const void *a, const void *b) {
  const passage_mark *x = a, *y = b;
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

static bool starts_code_point(char byte) {
  return ((unsigned char)byte & 0xc0) != 0x80;
}

uint32_t passage_length(att_view text) {
  uint32_t length = 0;
  for (size_t i = 0; i < text.size; i++)
    length += starts_code_point(text.data[i]);
  return length;
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static bool is_past(const passage_mark *mark, uint32_t at) {
  return mark->trigger ? mark->end <= at : mark->begin < at;
}

void passage_print(att_view text, uint32_t begin, passage_marks *marks) {
  uint32_t at = begin;
  const passage_mark *open = NULL;
  bool space = true;
  size_t next = 0;
  qsort(marks->items, marks->count, sizeof *marks->items, compare_marks);
  for (size_t i = 0; i < text.size; at += starts_code_point(text.data[i]), i++) {
    if (open != NULL && open->end == at && starts_code_point(text.data[i])) {
      putchar(open->trigger ? '*' : ']');
      open = NULL;
    }
    while (next < marks->count && is_past(&marks->items[next], at))
      next++;
    if (open == NULL && next < marks->count && marks->items[next].begin <= at &&
        starts_code_point(text.data[i]) && !is_space(text.data[i])) {
      open = &marks->items[next];
      putchar(open->trigger ? '*' : '[');
    }
    if (!is_space(text.data[i]) || !space)
      putchar(is_space(text.data[i]) ? ' ' : text.data[i]);
    space = is_space(text.data[i]);
  }
  if (open != NULL)
    putchar(open->trigger ? '*' : ']');
}

att_view passage_around(att_view document, uint32_t begin, uint32_t end, uint32_t around,
                        uint32_t *ret_begin) {
  uint32_t at = 0, low = begin > around ? begin - around : 0, first_at = 0;
  size_t first = 0, last = document.size;
  for (size_t i = 0; i < document.size; at += starts_code_point(document.data[i]), i++) {
    if (!starts_code_point(document.data[i]))
      continue;
    if (at == low || (at > low && first_at == low && low > 0 && is_space(document.data[i])) ||
        (at > low && at <= begin && i > 0 && document.data[i - 1] == '\n')) {
      first = i; /* of a word, of a line */
      first_at = at;
    }
    if ((at >= end + around && is_space(document.data[i])) ||
        (at >= end && document.data[i] == '\n')) {
      last = i;
      break;
    }
  }
  *ret_begin = first_at;
  return (att_view){document.data + first, last - first};
}
