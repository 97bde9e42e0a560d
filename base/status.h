/* SPDX-License-Identifier: Apache-2.0
 *
 * Status codes and error details. What can fail returns att_status; detail goes into the optional
 * last parameter `reterr`, which may be NULL. There is no last-error state, so all of this is
 * thread-safe. Knows nothing of files, text or RDF.
 */
#ifndef ATT_BASE_STATUS_H
#define ATT_BASE_STATUS_H

typedef enum {
  ATT_OK = 0,
  ATT_ERR_MEMORY,    /* an allocation failed */
  ATT_ERR_IO,        /* the system refused a read or a write, or the disk is full */
  ATT_ERR_SYNTAX,    /* the input is not what its format says */
  ATT_ERR_LIMIT,     /* a bound on the input was reached */
  ATT_ERR_NOT_FOUND, /* what was asked for is not there */
  ATT_ERR_USAGE,     /* the caller's arguments do not fit */
  ATT_ERR_FORMAT,    /* the store is of another format version, or is not a store */
  ATT_ERR_CORRUPT,   /* the store contradicts itself */
  ATT_ERR_BUSY,      /* another process holds what is needed */
} att_status;

typedef struct {
  att_status status;
  char message[480]; /* one line of UTF-8, without a final newline or full stop */
} att_error;

#define ATT_MUST_CHECK __attribute__((warn_unused_result))
#define ATT_PRINTF(at, from) __attribute__((format(printf, at, from)))

/* Leaves the function with the status of `call` unless it is ATT_OK. */
#define ATT_TRY(call)                                                                              \
  do {                                                                                             \
    att_status try_status_ = (call);                                                               \
    if (try_status_ != ATT_OK)                                                                     \
      return try_status_;                                                                          \
  } while (0)

/* Writes status and message into `reterr` if it is not NULL; returns `status`, so that
 * `return att_error_set(reterr, ATT_ERR_IO, "…")` reads well. A message too long is cut. */
att_status att_error_set(att_error *reterr, att_status status, const char *format, ...)
    ATT_PRINTF(3, 4);

/* A constant phrase for `status`, e.g. "out of memory". Never NULL. */
const char *att_status_phrase(att_status status);

#endif
