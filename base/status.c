/* SPDX-License-Identifier: Apache-2.0 */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

att_status att_error_set(att_error *reterr, att_status status, const char *format, ...) {
  if (reterr) {
    va_list args;
    va_start(args, format);
    reterr->status = status;
    vsnprintf(reterr->message, sizeof reterr->message, format, args);
    va_end(args);
  }
  return status;
}

const char *att_status_phrase(att_status status) {
  static const char *const phrases[] = {
      [ATT_OK] = "fine",
      [ATT_ERR_MEMORY] = "out of memory",
      [ATT_ERR_IO] = "input or output failed",
      [ATT_ERR_SYNTAX] = "syntax error",
      [ATT_ERR_LIMIT] = "a limit was reached",
      [ATT_ERR_NOT_FOUND] = "not found",
      [ATT_ERR_USAGE] = "wrong arguments",
      [ATT_ERR_FORMAT] = "unknown store format",
      [ATT_ERR_CORRUPT] = "the store is damaged",
      [ATT_ERR_BUSY] = "in use by another process",
  };
  return (unsigned)status < sizeof phrases / sizeof *phrases ? phrases[status] : "unknown status";
}
