/* SPDX-License-Identifier: Apache-2.0
 *
 * Sorting many strings that begin alike, as the lines of N-Triples do. Knows nothing of what they
 * say.
 */
#ifndef ATT_BASE_LINES_H
#define ATT_BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  const char *at;  /* borrowed; holds no NUL */
  size_t size;     /* bytes */
  uint64_t key;    /* the sort's own */
  uint32_t number; /* the caller's own */
} att_line;

/* Sorts by bytes, a beginning before what it begins. Quicksort in three parts by eight bytes at a
 * time (Bentley and Sedgewick, Fast Algorithms for Sorting and Searching Strings, SODA 1997), so
 * that what all have in common is looked at once a line and not once a comparison. */
void att_lines_sort(att_line *lines, size_t count);

/* The same by keys that they have, and by bytes where these are equal. */
void att_lines_sort_keyed(att_line *lines, size_t count);

/* Of the same bytes? */
static inline bool att_lines_same(const att_line *a, const att_line *b) {
  return a->size == b->size && memcmp(a->at, b->at, a->size) == 0;
}

#endif
