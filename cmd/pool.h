/* SPDX-License-Identifier: Apache-2.0
 *
 * Work shared out to threads, and handed back in the order in which it was taken, so that what
 * comes out does not depend on how many threads there are.
 */
#ifndef ATT_CMD_POOL_H
#define ATT_CMD_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef struct {
  /* Fills an item; false when there are no more. One call at a time. */
  bool (*take)(void *context, void *item);
  /* Works on it; many at once. */
  void (*work)(void *context, void *item);
  /* Takes what became of it, in the calling thread, in the order of take(); false stops all. */
  bool (*finish)(void *context, void *item);
  void *context;
} cmd_pool;

/* Runs until there are no more items. `items` are `count` >= 1 places for items that are used in
 * turn: twice or four times as many as threads keep these busy. ATT_ERR_MEMORY, ATT_ERR_IO where
 * the system gives no thread. */
att_status cmd_pool_run(const cmd_pool *pool, void **items, size_t count, unsigned threads,
                        att_error *reterr) ATT_MUST_CHECK;

#endif
