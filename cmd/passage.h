/* SPDX-License-Identifier: Apache-2.0
 *
 * A passage of a document with words marked: what `explain` prints. Offsets are code points, as
 * the graph has them.
 */
#ifndef ATT_CMD_PASSAGE_H
#define ATT_CMD_PASSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/view.h"

enum { PASSAGE_MARKS_MOST = 64 };

typedef struct {
  uint32_t begin, end;
  bool trigger; /* *so*, others [so] */
} passage_mark;

typedef struct {
  passage_mark items[PASSAGE_MARKS_MOST];
  size_t count;
} passage_marks;

/* Adds a mark unless it is there; beyond the most there may be, none. */
void passage_add(passage_marks *marks, uint32_t begin, uint32_t end, bool trigger);

/* The text, whose first code point has the offset `begin`, and its marks; white space and line
 * ends are one space each. A mark that begins inside another is left out, the words of a trigger
 * are marked behind it. */
void passage_print(att_view text, uint32_t begin, passage_marks *marks);

/* Code points. */
uint32_t passage_length(att_view text);

/* The line of a document in which code points begin..end stand, about `around` code points to
 * either side, whole words; *ret_begin is the offset of its first. */
att_view passage_around(att_view document, uint32_t begin, uint32_t end, uint32_t around,
                        uint32_t *ret_begin);

#endif
