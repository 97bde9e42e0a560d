/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

att_scratch att_scratch_in(const char *folder) {
  return (att_scratch){folder, -1, 0};
}

void att_scratch_close(att_scratch *scratch) {
  if (scratch->file >= 0)
    close(scratch->file);
  *scratch = att_scratch_in(scratch->folder);
}

static att_status refused(const att_scratch *scratch, const char *doing, int code,
                          att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_IO, "%s: %s a scratch file: %s", scratch->folder, doing,
                       strerror(code));
}

/* Not all file systems know O_TMPFILE. */
static att_status make_file(att_scratch *scratch, att_error *reterr) {
  char name[PATH_MAX];
  scratch->file = open(scratch->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (scratch->file >= 0)
    return ATT_OK;
  int length = snprintf(name, sizeof name, "%s/scratch-XXXXXX", scratch->folder);
  if (length < 0 || (size_t)length >= sizeof name)
    return refused(scratch, "making", ENAMETOOLONG, reterr);
  scratch->file = mkostemp(name, O_CLOEXEC);
  if (scratch->file < 0)
    return refused(scratch, "making", errno, reterr);
  unlink(name);
  return ATT_OK;
}

att_status att_scratch_write(att_scratch *scratch, const void *bytes, size_t size,
                             att_error *reterr) {
  const char *from = bytes;
  if (scratch->file < 0)
    ATT_TRY(make_file(scratch, reterr));
  while (size) {
    ssize_t written = pwrite(scratch->file, from, size, (off_t)scratch->size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return refused(scratch, "writing", written ? errno : ENOSPC, reterr);
    from += written;
    size -= (size_t)written;
    scratch->size += (uint64_t)written;
  }
  return ATT_OK;
}

att_status att_scratch_read(const att_scratch *scratch, uint64_t at, void *bytes, size_t size,
                            att_error *reterr) {
  char *to = bytes;
  while (size) {
    ssize_t got = pread(scratch->file, to, size, (off_t)at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return refused(scratch, "reading", got ? errno : EIO, reterr);
    to += got;
    size -= (size_t)got;
    at += (uint64_t)got;
  }
  return ATT_OK;
}
