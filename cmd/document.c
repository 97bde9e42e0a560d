/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/document.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"

static const size_t FILE_MOST = (size_t)64 << 20;

att_status cmd_read_file(const char *path, att_buffer *buffer, att_error *reterr) {
  bool standard = strcmp(path, "-") == 0;
  FILE *file = standard ? stdin : fopen(path, "rb");
  if (file == NULL)
    return att_error_set(reterr, errno == ENOENT ? ATT_ERR_NOT_FOUND : ATT_ERR_IO, "%s: %s", path,
                         strerror(errno));
  att_status status = ATT_OK;
  att_buffer_reset(buffer);
  size_t got;
  do {
    status = att_buffer_reserve(buffer, 65536);
    if (status != ATT_OK) {
      att_error_set(reterr, status, "%s: no memory to read it", path);
      break;
    }
    got = fread(buffer->data + buffer->size, 1, 65536, file);
    buffer->size += got;
    if (ferror(file))
      status = att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
    else if (buffer->size > FILE_MOST)
      status =
          att_error_set(reterr, ATT_ERR_LIMIT, "%s: larger than %zu MiB", path, FILE_MOST >> 20);
  } while (status == ATT_OK && got > 0);
  if (!standard)
    fclose(file);
  return status;
}

att_status cmd_open_model(att_model **ret_model, att_error *reterr) {
  const char *named = getenv("ATTACHE_MODEL");
  if (named != NULL && *named != '\0')
    return att_model_open(named, ret_model, reterr);
  char path[ATT_DATA_PATH_SIZE];
  ATT_TRY(att_data_path("text/model/english.attm", path, reterr));
  return att_model_open(path, ret_model, reterr);
}
