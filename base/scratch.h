/* SPDX-License-Identifier: Apache-2.0
 *
 * A file for what does not fit into memory: written at its end, read anywhere. It has no name, so
 * nothing is left of it whatever happens. One thread at a time.
 */
#ifndef ATT_BASE_SCRATCH_H
#define ATT_BASE_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct {
  const char *folder; /* borrowed */
  int file;           /* -1 until something is written */
  uint64_t size;      /* bytes */
} att_scratch;

/* Nothing is made before the first write. Close it in the end, also after an error. */
att_scratch att_scratch_in(const char *folder);
void att_scratch_close(att_scratch *scratch);

/* Appends; ATT_ERR_IO, with the folder and the reason. */
att_status att_scratch_write(att_scratch *scratch, const void *bytes, size_t size,
                             att_error *reterr) ATT_MUST_CHECK;

/* `size` bytes from the offset `at`, all of which have been written; ATT_ERR_IO. */
att_status att_scratch_read(const att_scratch *scratch, uint64_t at, void *bytes, size_t size,
                            att_error *reterr) ATT_MUST_CHECK;

#endif
