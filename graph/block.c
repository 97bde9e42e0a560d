/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/block.h"

enum { TUPLE_BYTES_MOST = 1 + 4 * 10 };

int att_tuple_compare(const att_tuple *a, const att_tuple *b) {
  for (int k = 0; k < 4; k++)
    if (a->id[k] != b->id[k])
      return a->id[k] < b->id[k] ? -1 : 1;
  return 0;
}

/* An id's type stands in its high four bits: turned to the low end, small numbers stay short. */
static uint64_t turn(uint64_t id) {
  return id << 4 | id >> 60;
}

static uint64_t turn_back(uint64_t code) {
  return code >> 4 | code << 60;
}

static uint8_t *put_varint(uint8_t *at, uint64_t value) {
  while (value >= 0x80) {
    *at++ = (uint8_t)(value | 0x80);
    value >>= 7;
  }
  *at++ = (uint8_t)value;
  return at;
}

/* NULL when the bytes end too soon or the number has over 64 bits. */
static inline const uint8_t *get_varint(const uint8_t *at, const uint8_t *end,
                                        uint64_t *ret_value) {
  uint64_t value = 0;
  if (at < end && *at < 0x80) {
    *ret_value = *at;
    return at + 1;
  }
  for (unsigned shift = 0; at < end && shift < 64; shift += 7) {
    uint8_t byte = *at++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      *ret_value = value;
      return at;
    }
  }
  return NULL;
}

att_status att_block_encode(const att_tuple *tuples, size_t count, size_t most, att_buffer *out,
                            size_t *ret_count) {
  size_t n = 1;
  att_buffer_reset(out);
  ATT_TRY(att_buffer_reserve(out, ATT_BLOCK_BYTES + TUPLE_BYTES_MOST));
  uint8_t *at = out->data;
  for (; n < count && n < most && at - out->data < ATT_BLOCK_BYTES; n++) {
    const uint64_t *before = tuples[n - 1].id, *now = tuples[n].id;
    unsigned k = 0;
    while (k < 3 && before[k] == now[k])
      k++;
    *at++ = (uint8_t)k;
    at = put_varint(at, now[k] - before[k]);
    while (++k < 4)
      at = put_varint(at, turn(now[k]));
  }
  out->size = (size_t)(at - out->data);
  *ret_count = n;
  return ATT_OK;
}

static inline att_status read_next(att_block_reader *reader, uint8_t *ret_first) {
  if (reader->at == reader->end)
    return ATT_ERR_NOT_FOUND;
  uint64_t value, *id = reader->tuple.id;
  const uint8_t *at = reader->at, *end = reader->end;
  unsigned k = *at++;
  if (k > 3 || !(at = get_varint(at, end, &value)) || value == 0)
    return ATT_ERR_CORRUPT;
  *ret_first = (uint8_t)k;
  id[k] += value;
  if (id[k] < value)
    return ATT_ERR_CORRUPT;
  while (++k < 4) {
    if (!(at = get_varint(at, end, &value)))
      return ATT_ERR_CORRUPT;
    id[k] = turn_back(value);
  }
  reader->at = at;
  return ATT_OK;
}

att_status att_block_next(att_block_reader *reader) {
  uint8_t first;
  return read_next(reader, &first);
}

att_status att_block_read(att_block_reader *reader, unsigned bound, uint64_t high,
                          att_tuple *tuples, uint8_t *firsts, size_t most, size_t *ret_count,
                          bool *ret_stopped) {
  size_t n = 0;
  bool stopped = false;
  att_status status = ATT_OK;
  while (n < most && !stopped && (status = read_next(reader, &firsts[n])) == ATT_OK) {
    tuples[n] = reader->tuple;
    stopped = firsts[n] < bound || (firsts[n] == bound && tuples[n].id[bound] > high);
    n++;
  }
  *ret_count = n;
  *ret_stopped = stopped;
  return status == ATT_ERR_NOT_FOUND ? ATT_OK : status;
}

att_status att_block_decode(const att_tuple *key, const uint8_t *bytes, size_t size, att_tuple *out,
                            size_t *ret_count) {
  att_block_reader reader = {*key, bytes, bytes + size};
  size_t n = 0;
  att_status status = ATT_OK;
  for (; status == ATT_OK; status = att_block_next(&reader)) {
    if (n == ATT_BLOCK_TUPLES)
      return ATT_ERR_CORRUPT;
    out[n++] = reader.tuple;
  }
  *ret_count = n;
  return status == ATT_ERR_NOT_FOUND ? ATT_OK : status;
}
