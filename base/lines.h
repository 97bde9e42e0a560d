/* SPDX-License-Identifier: Apache-2.0
 *
 * Sorting many strings that begin alike, as the lines of N-Triples do. Knows nothing of what they
 * say.
 */
#ifndef ATT_BASE_LINES_H
#define ATT_BASE_LINES_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  const char *at; /* borrowed; holds no NUL */
  size_t size;    /* bytes */
  uint64_t key;   /* the sort's own */
} att_line;

/* Sorts by bytes, a beginning before what it begins. Quicksort in three parts by eight bytes at a
 * time (Bentley and Sedgewick, Fast Algorithms for Sorting and Searching Strings, SODA 1997), so
 * that what all have in common is looked at once a line and not once a comparison. */
void att_lines_sort(att_line *lines, size_t count);

#endif
