/* SPDX-License-Identifier: Apache-2.0 */
#include "base/data.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static att_status look_in(const char *folder, const char *name, char *path, att_error *reterr) {
  int length = snprintf(path, ATT_DATA_PATH_SIZE, "%s/%s", folder, name);
  if (length < 0 || length >= ATT_DATA_PATH_SIZE)
    return att_error_set(reterr, ATT_ERR_LIMIT, "%s: the path of this data folder is too long",
                         folder);
  if (access(path, R_OK) == 0)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_NOT_FOUND, "%s: no such data file in %s", name, folder);
}

att_status att_data_path(const char *name, char *path, att_error *reterr) {
  const char *chosen = getenv("ATTACHE_DATA");
  att_status status;
  if (chosen && *chosen) {
    status = look_in(chosen, name, path, reterr);
    if (status != ATT_ERR_NOT_FOUND)
      return status;
    return att_error_set(reterr, status,
                         "%s: no such data file in %s, which ATTACHE_DATA names: all data files "
                         "are looked for there alone",
                         name, chosen);
  }
  status = look_in(ATT_PKGDATADIR, name, path, NULL);
  if (status == ATT_ERR_NOT_FOUND)
    status = look_in(ATT_SOURCEDIR, name, path, NULL);
  if (status == ATT_OK)
    return ATT_OK;
  return att_error_set(reterr, status,
                       "%s: no such data file in %s or %s: set ATTACHE_DATA to its folder",
                       name, ATT_PKGDATADIR, ATT_SOURCEDIR);
}
