/* SPDX-License-Identifier: Apache-2.0
 *
 * A file without a name in $TMPDIR (or /tmp) for what does not fit into a query's memory: written
 * at its end, read anywhere. Nothing is left of it whatever happens. One thread.
 */
#ifndef ATT_QUERIES_SCRATCH_H
#define ATT_QUERIES_SCRATCH_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
  int file; /* -1 until something is written */
  uint64_t size;
} att_scratch;

#define ATT_SCRATCH_INIT ((att_scratch){-1, 0})

/* ATT_ERR_IO, with the folder and what to do. */
att_status att_scratch_write(att_scratch *scratch, const void *bytes, size_t size,
                             att_error *reterr) ATT_MUST_CHECK;
att_status att_scratch_read(const att_scratch *scratch, uint64_t at, void *bytes, size_t size,
                            att_error *reterr) ATT_MUST_CHECK;
void att_scratch_close(att_scratch *scratch);

#endif
