/* SPDX-License-Identifier: Apache-2.0
 *
 * The files that arguments name: files as they are, folders with all that is below them.
 */
#ifndef ATT_CMD_PATHS_H
#define ATT_CMD_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef struct {
  char **items; /* owned, in the order of arguments, inside of folders by name */
  size_t count, capacity;
  size_t passed; /* files in folders whose names end otherwise than `endings` */
} cmd_paths;

/* Adds a file, or a folder's files whose names end as one of `endings` (NULL-terminated; a further
 * ".gz" is allowed). Hidden ones and links to folders are passed over. What is not there is added
 * as it is, for its reader to name. ATT_ERR_MEMORY, ATT_ERR_IO for a folder that cannot be read. */
att_status cmd_paths_add(cmd_paths *paths, const char *path, const char *const *endings,
                         att_error *reterr) ATT_MUST_CHECK;
void cmd_paths_clear(cmd_paths *paths);

#endif
