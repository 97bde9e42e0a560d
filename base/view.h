/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes that somebody else owns.
 */
#ifndef ATT_BASE_VIEW_H
#define ATT_BASE_VIEW_H

#include <stddef.h>

/* `data` may be NULL when `size` is 0; not NUL-terminated unless a function says so. */
typedef struct {
  const char *data;
  size_t size; /* bytes */
} att_view;

#endif
