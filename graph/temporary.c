/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/store.h"

static void remove_folder(const char *folder) {
  static const char *const files[] = {"data.mdb", "lock.mdb"};
  char path[PATH_MAX + 16];
  for (int i = 0; i < 2; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, files[i]);
    unlink(path);
  }
  rmdir(folder);
}

att_status att_store_open_temporary(att_store **ret_store, att_error *reterr) {
  const char *tmp = getenv("TMPDIR");
  char folder[PATH_MAX];
  snprintf(folder, sizeof folder, "%.4000s/attache-XXXXXX", tmp && *tmp ? tmp : "/tmp");
  if (!mkdtemp(folder))
    return att_error_set(reterr, ATT_ERR_IO, "%s: a temporary folder cannot be made: %s", folder,
                         strerror(errno));
  att_status status = att_store_open(folder, ATT_STORE_CREATE, ret_store, reterr);
  remove_folder(folder);
  return status;
}
