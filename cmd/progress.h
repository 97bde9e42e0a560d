/* SPDX-License-Identifier: Apache-2.0
 *
 * A bar on the last line of a terminal; nothing where standard error is none.
 */
#ifndef ATT_CMD_PROGRESS_H
#define ATT_CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct {
  bool terminal, shown;
  struct timespec began, last;
} cmd_progress;

/* `wanted` false: never a bar. */
void cmd_progress_init(cmd_progress *progress, bool wanted);

/* Draws it, ten times a second at most: `done` of `total` files, and the documents so far. */
void cmd_progress_show(cmd_progress *progress, size_t done, size_t total, unsigned long documents);

/* Wipes it, so that a line can be printed. */
void cmd_progress_hide(cmd_progress *progress);

#endif
