/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody who mistyped a name may have meant: the name in other letters, one with few
 * changes, one that begins so. Knows nothing of what the names are of.
 */
#ifndef ATT_CMD_NEAREST_H
#define ATT_CMD_NEAREST_H

/* The nearest name met so far; begin with {.word = what was typed}. */
typedef struct {
  const char *word;
  const char *name; /* borrowed from the caller; NULL: none is near enough to be meant */
  unsigned changes;
} cmd_nearest;

/* Compares one more name. */
void cmd_nearest_try(cmd_nearest *nearest, const char *name);

#endif
