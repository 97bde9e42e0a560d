/* SPDX-License-Identifier: Apache-2.0
 *
 * What a write transaction keeps outside of memory: scratch files, and in them sorted runs of
 * tuples that are merged as they are read. Scratch files stand in the store's folder and have no
 * name, so nothing is left of them whatever happens. Private to graph/. One thread at a time.
 */
#ifndef ATT_GRAPH_SPILL_H
#define ATT_GRAPH_SPILL_H

#include <stdint.h>

#include "graph/block.h"

typedef struct {
  const char *folder; /* borrowed */
  int file;           /* -1 until something is written */
  uint64_t size;
} att_spill;

att_spill att_spill_in(const char *folder);
void att_spill_close(att_spill *spill);

/* Appends; ATT_ERR_IO. */
att_status att_spill_write(att_spill *spill, const void *bytes, size_t size,
                           att_error *reterr) ATT_MUST_CHECK;
att_status att_spill_read(const att_spill *spill, uint64_t at, void *bytes, size_t size,
                          att_error *reterr) ATT_MUST_CHECK;

/* Where in the spill file a run stands. */
typedef struct {
  uint64_t offset, size;
} att_run;

/* Writes strictly ascending tuples as a run, delta-coded. */
att_status att_run_write(att_spill *spill, const att_tuple *tuples, size_t count, att_run *ret_run,
                         att_error *reterr) ATT_MUST_CHECK;

/* The union of `count` runs, ascending: runs[0], runs[stride], … Must not outlive the spill. */
typedef struct att_merge att_merge;
att_status att_merge_open(const att_spill *spill, const att_run *runs, size_t count, size_t stride,
                          att_merge **ret_merge, att_error *reterr) ATT_MUST_CHECK;

/* The next tuples, `most` or fewer; *ret_count is 0 at the end. */
att_status att_merge_next(att_merge *merge, att_tuple *tuples, size_t most, size_t *ret_count,
                          att_error *reterr) ATT_MUST_CHECK;
void att_merge_close(att_merge *merge);

#endif
