/* SPDX-License-Identifier: Apache-2.0
 *
 * What a write transaction keeps outside of memory, in scratch files in the store's folder: sorted
 * runs of tuples, which are merged as they are read. Private to graph/. One thread at a time.
 */
#ifndef ATT_GRAPH_SPILL_H
#define ATT_GRAPH_SPILL_H

#include <stdint.h>

#include "base/scratch.h"
#include "graph/block.h"

/* Where in the spill file a run stands. */
typedef struct {
  uint64_t offset, size;
} att_run;

/* Writes strictly ascending tuples as a run, delta-coded. */
att_status att_run_write(att_scratch *spill, const att_tuple *tuples, size_t count,
                         att_run *ret_run, att_error *reterr) ATT_MUST_CHECK;

/* The union of `count` runs, ascending: runs[0], runs[stride], … Must not outlive the spill. */
typedef struct att_merge att_merge;
att_status att_merge_open(const att_scratch *spill, const att_run *runs, size_t count,
                          size_t stride, att_merge **ret_merge, att_error *reterr) ATT_MUST_CHECK;

/* The next tuples, `most` or fewer; *ret_count is 0 at the end. */
att_status att_merge_next(att_merge *merge, att_tuple *tuples, size_t most, size_t *ret_count,
                          att_error *reterr) ATT_MUST_CHECK;
void att_merge_close(att_merge *merge);

#endif
