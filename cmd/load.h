/* SPDX-License-Identifier: Apache-2.0
 *
 * Files that may be packed by gzip, opened as they are read.
 */
#ifndef ATT_CMD_LOAD_H
#define ATT_CMD_LOAD_H

#include <stdbool.h>
#include <stdio.h>
#include <zlib.h>

/* A file that zlib unpacks where it is packed, and passes on where not. `damaged`: the packed data
 * was faulty or cut off; look when the file has been read. */
typedef struct {
  gzFile packed;
  bool damaged;
} cmd_unpacking;

/* NULL, with errno, where it cannot be opened. fclose() ends it; `from` must outlive it. */
FILE *cmd_open_packed(const char *path, cmd_unpacking *from);

#endif
