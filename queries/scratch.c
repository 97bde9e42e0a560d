/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/scratch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *folder(void) {
  const char *named = getenv("TMPDIR");
  return named && *named ? named : "/tmp";
}

static att_status failed(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_IO,
                       "%s: rows that do not fit into memory cannot be kept there (%s): raise "
                       "--memory, or set TMPDIR to a folder with room",
                       folder(), strerror(errno));
}

static att_status open_file(att_scratch *scratch, att_error *reterr) {
  char path[4096];
  int size = snprintf(path, sizeof path, "%s/attache-XXXXXX", folder());
  if (size < 0 || (size_t)size >= sizeof path) {
    errno = ENAMETOOLONG;
    return failed(reterr);
  }
  scratch->file = mkstemp(path);
  if (scratch->file < 0)
    return failed(reterr);
  unlink(path);
  return ATT_OK;
}

att_status att_scratch_write(att_scratch *scratch, const void *bytes, size_t size,
                             att_error *reterr) {
  const char *from = bytes;
  if (scratch->file < 0)
    ATT_TRY(open_file(scratch, reterr));
  while (size) {
    ssize_t done = pwrite(scratch->file, from, size, (off_t)scratch->size);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return failed(reterr);
    from += done;
    size -= (size_t)done;
    scratch->size += (uint64_t)done;
  }
  return ATT_OK;
}

att_status att_scratch_read(const att_scratch *scratch, uint64_t at, void *bytes, size_t size,
                            att_error *reterr) {
  char *to = bytes;
  while (size) {
    ssize_t done = pread(scratch->file, to, size, (off_t)at);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return failed(reterr);
    to += done;
    size -= (size_t)done;
    at += (uint64_t)done;
  }
  return ATT_OK;
}

void att_scratch_close(att_scratch *scratch) {
  if (scratch->file >= 0)
    close(scratch->file);
  *scratch = ATT_SCRATCH_INIT;
}
