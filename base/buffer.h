/* SPDX-License-Identifier: Apache-2.0
 *
 * A growing byte buffer. Invariants: `size <= capacity`; `data` is NULL only when `capacity` is 0.
 * The bytes are not NUL-terminated. Not thread-safe.
 *
 * Life cycle: start from ATT_BUFFER_INIT; att_buffer_reset() empties it and keeps the memory;
 * att_buffer_clear() gives the memory back and leaves it as ATT_BUFFER_INIT.
 */
#ifndef ATT_BASE_BUFFER_H
#define ATT_BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/status.h"

typedef struct {
  uint8_t *data; /* owned */
  size_t size;
  size_t capacity;
} att_buffer;

#define ATT_BUFFER_INIT {NULL, 0, 0}

void att_buffer_clear(att_buffer *buffer);
void att_buffer_reset(att_buffer *buffer);

/* Makes room for `extra` bytes behind `size`. ATT_ERR_MEMORY leaves the buffer as it was. */
att_status att_buffer_reserve(att_buffer *buffer, size_t extra) ATT_MUST_CHECK;

/* Appends `size` bytes; `bytes` may be NULL when `size` is 0. */
ATT_MUST_CHECK static inline att_status att_buffer_append(att_buffer *buffer, const void *bytes,
                                                          size_t size) {
  if (size == 0)
    return ATT_OK;
  if (size > buffer->capacity - buffer->size)
    ATT_TRY(att_buffer_reserve(buffer, size));
  memcpy(buffer->data + buffer->size, bytes, size);
  buffer->size += size;
  return ATT_OK;
}

#endif
