/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes that somebody else owns.
 */
#ifndef ATT_BASE_VIEW_H
#define ATT_BASE_VIEW_H

#include <stddef.h>
#include <string.h>

/* `data` may be NULL when `size` is 0; not NUL-terminated unless a function says so. */
typedef struct {
  const char *data;
  size_t size; /* bytes */
} att_view;

/* By bytes, as strcmp() orders; the shorter one first where it begins the other. */
static inline int att_view_compare(att_view a, att_view b) {
  size_t least = a.size < b.size ? a.size : b.size;
  int order = least > 0 ? memcmp(a.data, b.data, least) : 0;
  return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

#endif
