/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <stdlib.h>

void att_buffer_clear(att_buffer *buffer) {
  free(buffer->data);
  *buffer = (att_buffer)ATT_BUFFER_INIT;
}

void att_buffer_reset(att_buffer *buffer) {
  buffer->size = 0;
}

att_status att_buffer_reserve(att_buffer *buffer, size_t extra) {
  if (extra <= buffer->capacity - buffer->size)
    return ATT_OK;
  if (extra > SIZE_MAX / 2 - buffer->size)
    return ATT_ERR_MEMORY;
  size_t capacity = buffer->capacity ? buffer->capacity : 256;
  while (capacity < buffer->size + extra)
    capacity *= 2;
  uint8_t *data = realloc(buffer->data, capacity);
  if (!data)
    return ATT_ERR_MEMORY;
  buffer->data = data;
  buffer->capacity = capacity;
  return ATT_OK;
}
