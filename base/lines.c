/* SPDX-License-Identifier: Apache-2.0 */
#include "base/lines.h"

#include <stdbool.h>
#include <string.h>

enum { FEW = 8 }; /* lines that are sorted by insertion */

/* Lines that are alike before `depth`; `keyed`: their keys are those of `depth`, or, `given`, the
 * caller's, which come before all bytes. */
typedef struct {
  att_line *lines;
  size_t count, depth;
  bool keyed, given;
} part;

/* The eight bytes from `depth` on, zeros behind the end: ordered as the bytes are. */
static uint64_t key_at(const att_line *line, size_t depth) {
  uint64_t key = 0;
  if (depth + sizeof key <= line->size)
    memcpy(&key, line->at + depth, sizeof key);
  else if (depth < line->size)
    memcpy(&key, line->at + depth, line->size - depth);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  key = __builtin_bswap64(key);
#endif
  return key;
}

static void swap(att_line *a, att_line *b) {
  att_line kept = *a;
  *a = *b;
  *b = kept;
}

static uint64_t middle(uint64_t a, uint64_t b, uint64_t c) {
  uint64_t low = a < b ? a : b, high = a < b ? b : a;
  return c < low ? low : c > high ? high : c;
}

/* Parts the lines by the keys that are less than the middle one of three, equal to it, more. */
static void split(const part *p, part ret_parts[3]) {
  att_line *lines = p->lines;
  uint64_t pivot = middle(lines[0].key, lines[p->count / 2].key, lines[p->count - 1].key);
  size_t less = 0, more = p->count;
  for (size_t i = 0; i < more;) {
    if (lines[i].key < pivot)
      swap(&lines[i++], &lines[less++]);
    else if (lines[i].key > pivot)
      swap(&lines[i], &lines[--more]);
    else
      i++;
  }
  bool ended = !p->given && (pivot & 0xff) == 0; /* a line's bytes are not 0 */
  size_t deeper = p->given ? 0 : p->depth + sizeof pivot;
  ret_parts[0] = (part){lines, less, p->depth, true, p->given};
  ret_parts[1] = (part){lines + less, ended ? 0 : more - less, deeper, false, false};
  ret_parts[2] = (part){lines + more, p->count - more, p->depth, true, p->given};
}

static int compare(const att_line *a, const att_line *b, size_t depth, bool given) {
  if (given && a->key != b->key)
    return a->key < b->key ? -1 : 1;
  size_t shorter = a->size < b->size ? a->size : b->size;
  int order = shorter > depth ? memcmp(a->at + depth, b->at + depth, shorter - depth) : 0;
  return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

static void insert_each(const part *p) {
  for (size_t i = 1; i < p->count; i++) {
    att_line line = p->lines[i];
    size_t at = i;
    for (; at > 0 && compare(&line, &p->lines[at - 1], p->depth, p->given) < 0; at--)
      p->lines[at] = p->lines[at - 1];
    p->lines[at] = line;
  }
}

/* Calls itself for the lesser parts only: no deeper than the count has bits. */
static void sort(part p) {
  while (p.count > FEW) {
    for (size_t i = 0; i < p.count && !p.keyed; i++)
      p.lines[i].key = key_at(&p.lines[i], p.depth);
    part parts[3];
    split(&p, parts);
    size_t largest = parts[1].count > parts[0].count ? 1 : 0;
    largest = parts[2].count > parts[largest].count ? 2 : largest;
    for (size_t i = 0; i < 3; i++)
      if (i != largest)
        sort(parts[i]);
    p = parts[largest];
  }
  insert_each(&p);
}

void att_lines_sort(att_line *lines, size_t count) {
  sort((part){lines, count, 0, false, false});
}

void att_lines_sort_keyed(att_line *lines, size_t count) {
  sort((part){lines, count, 0, true, true});
}
