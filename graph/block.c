/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/block.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

#include "graph/store_internal.h"

enum { TUPLE_BYTES_MOST = 1 + 4 * 10, TAIL_BYTES_MOST = 4 * 10 + 4, WIDTHS_AND_COUNT = 4 };

/* An id's type stands in its high four bits: turned to the low end, small numbers stay short. An
 * integer's number is biased by bit 59: without it, small ones stay short too. */
static inline uint64_t turn(uint64_t id) {
  uint64_t bias = (uint64_t)(id >> 60 == ATT_ID_INTEGER) << 59;
  id ^= bias;
  return id << 4 | id >> 60;
}

static inline uint64_t turn_back(uint64_t code) {
  uint64_t bias = (uint64_t)((code & 15) == ATT_ID_INTEGER) << 59;
  return (code >> 4 | code << 60) ^ bias;
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

static inline uint64_t load(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return le64toh(value);
}

static unsigned bytes_of(uint64_t value) {
  return value ? (71 - (unsigned)__builtin_clzll(value)) / 8 : 0;
}

/* Least code and width in bytes of each component; returns the width of a row. */
static unsigned measure(const att_tuple *tuples, size_t count, uint64_t base[4],
                        unsigned width[4]) {
  unsigned row = 0;
  for (int k = 0; k < 4; k++) {
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < count; i++) {
      uint64_t code = turn(tuples[i].id[k]);
      least = code < least ? code : least;
      most = code > most ? code : most;
    }
    base[k] = least;
    width[k] = bytes_of(most - least);
    row += width[k];
  }
  return row;
}

/* Rows come first and the rest behind them, so that eight bytes can be read wherever a component
 * stands. */
att_status att_block_encode(const att_tuple *tuples, size_t count, size_t most, att_buffer *out,
                            size_t *ret_count) {
  uint64_t base[4];
  unsigned width[4], row;
  size_t n = count < most ? count : most;
  while ((row = measure(tuples, n, base, width)) * n > ATT_BLOCK_BYTES)
    n = ATT_BLOCK_BYTES / row;
  att_buffer_reset(out);
  ATT_TRY(att_buffer_reserve(out, ATT_BLOCK_BYTES + TAIL_BYTES_MOST + sizeof(uint64_t)));
  uint8_t *at = out->data;
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k < 4; k++) {
      uint64_t value = htole64(turn(tuples[i].id[k]) - base[k]);
      memcpy(at, &value, sizeof value);
      at += width[k];
    }
  for (int k = 0; k < 4; k++)
    at = put_varint(at, base[k]);
  *at++ = (uint8_t)(width[0] | width[1] << 4);
  *at++ = (uint8_t)(width[2] | width[3] << 4);
  *at++ = (uint8_t)n;
  *at++ = (uint8_t)(n >> 8);
  out->size = (size_t)(at - out->data);
  *ret_count = n;
  return ATT_OK;
}

att_status att_block_open(const uint8_t *bytes, size_t size, att_block *ret_block) {
  if (size < 2 * WIDTHS_AND_COUNT)
    return ATT_ERR_CORRUPT;
  const uint8_t *end = bytes + size - WIDTHS_AND_COUNT;
  att_block block = {.rows = bytes, .count = end[2] | (unsigned)end[3] << 8};
  for (int k = 0; k < 4; k++) {
    unsigned width = end[k / 2] >> (k % 2 * 4) & 15;
    if (width > 8)
      return ATT_ERR_CORRUPT;
    block.offset[k] = width ? block.row : 0;
    block.mask[k] = width ? UINT64_MAX >> (64 - 8 * width) : 0;
    block.row += width;
  }
  if (block.count == 0 || block.count > ATT_BLOCK_TUPLES ||
      block.count * block.row > size - 2 * WIDTHS_AND_COUNT)
    return ATT_ERR_CORRUPT;
  const uint8_t *at = bytes + block.count * block.row;
  for (int k = 0; k < 4; k++)
    if (!(at = get_varint(at, end, &block.base[k])))
      return ATT_ERR_CORRUPT;
  *ret_block = block;
  return at == end ? ATT_OK : ATT_ERR_CORRUPT;
}

static inline uint64_t component(const att_block *block, const uint8_t *row, int k) {
  return turn_back(block->base[k] + (load(row + block->offset[k]) & block->mask[k]));
}

att_tuple att_block_tuple(const att_block *block, unsigned at) {
  const uint8_t *row = block->rows + at * block->row;
  return (att_tuple){{component(block, row, 0), component(block, row, 1), component(block, row, 2),
                      component(block, row, 3)}};
}

void att_block_column(const att_block *block, int k, unsigned at, unsigned count, size_t stride,
                      uint64_t *out) {
  const uint8_t *bytes = block->rows + at * block->row + block->offset[k];
  uint64_t base = block->base[k], mask = block->mask[k], same = turn_back(base);
  size_t row = block->row;
  if (mask == 0) {
    for (unsigned i = 0; i < count; i++)
      out[stride * i] = same;
    return;
  }
  for (unsigned i = 0; i < count; i++, bytes += row)
    out[stride * i] = turn_back(base + (load(bytes) & mask));
}

static inline __attribute__((always_inline)) unsigned find(const att_block *block, int k,
                                                           unsigned at, unsigned count,
                                                           const uint64_t *codes, size_t code_count,
                                                           uint8_t *ret_rows) {
  const uint8_t *bytes = block->rows + at * block->row + block->offset[k];
  uint64_t mask = block->mask[k];
  unsigned found = 0;
  for (unsigned i = 0; i < count; i++, bytes += block->row) {
    uint64_t code = load(bytes) & mask;
    bool same = false;
    for (size_t c = 0; c < code_count; c++)
      same |= code == codes[c];
    ret_rows[found] = (uint8_t)i;
    found += same;
  }
  return found;
}

unsigned att_block_find(const att_block *block, int k, unsigned at, unsigned count,
                        const uint64_t *ids, size_t id_count, uint8_t *ret_rows) {
  uint64_t codes[ATT_BLOCK_IDS];
  size_t n = 0;
  for (size_t i = 0; i < id_count; i++) {
    uint64_t code = turn(ids[i]) - block->base[k];
    if ((code & block->mask[k]) == code)
      codes[n++] = code;
  }
  switch (n) { /* loops of known lengths are unrolled */
  case 0:
    return 0;
  case 1:
    return find(block, k, at, count, codes, 1, ret_rows);
  case 2:
    return find(block, k, at, count, codes, 2, ret_rows);
  case 3:
    return find(block, k, at, count, codes, 3, ret_rows);
  default:
    return find(block, k, at, count, codes, n, ret_rows);
  }
}

/* Which of up to 64 rows have a bit, as a word. `before`: what a row's number is behind the base.
 */
static uint64_t sieve_word(const uint8_t *bytes, size_t row, unsigned count, uint64_t mask,
                           uint64_t before, const uint64_t *bits, uint64_t span) {
  uint64_t found = 0;
  for (unsigned i = 0; i < count; i++, bytes += row) {
    uint64_t number = before + (load(bytes) & mask);
    number = number >> 4 | number << 60; /* of another type: it has high bits now */
    bool near = number < span;
    number = near ? number : 0;
    found |= (near & (bits[number / 64] >> number % 64)) << i;
  }
  return found;
}

unsigned att_block_sieve(const att_block *block, int k, unsigned at, unsigned count,
                         const uint64_t *bits, uint64_t least, uint64_t span, uint8_t *ret_rows) {
  const uint8_t *bytes = block->rows + at * block->row + block->offset[k];
  unsigned found = 0;
  for (unsigned from = 0; from < count; from += 64) {
    unsigned some = count - from < 64 ? count - from : 64;
    uint64_t word = sieve_word(bytes + from * block->row, block->row, some, block->mask[k],
                               block->base[k] - turn(least), bits, span);
    for (; word; word &= word - 1)
      ret_rows[found++] = (uint8_t)(from + (unsigned)__builtin_ctzll(word));
  }
  return found;
}

void att_block_gather(const att_block *block, int k, unsigned at, const uint8_t *rows,
                      unsigned count, uint64_t *out) {
  const uint8_t *bytes = block->rows + at * block->row + block->offset[k];
  uint64_t base = block->base[k], mask = block->mask[k];
  for (unsigned i = 0; i < count; i++)
    out[4 * i] = turn_back(base + (load(bytes + rows[i] * block->row) & mask));
}

static inline bool is_below(const att_block *block, const uint8_t *row, const att_tuple *low) {
  for (int k = 0; k < 4; k++) {
    uint64_t id = component(block, row, k);
    if (id != low->id[k])
      return id < low->id[k];
  }
  return false;
}

static unsigned seek_between(const att_block *block, const att_tuple *low, unsigned from,
                             unsigned end) {
  unsigned left = end - from;
  while (left) {
    unsigned half = left / 2;
    if (is_below(block, block->rows + (from + half) * block->row, low)) {
      from += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  return from;
}

unsigned att_block_seek(const att_block *block, const att_tuple *low) {
  return seek_between(block, low, 0, block->count);
}

unsigned att_block_seek_near(const att_block *block, const att_tuple *low, unsigned near) {
  unsigned from = near, step = 2;
  if (near >= block->count || !is_below(block, block->rows + near * block->row, low))
    return seek_between(block, low, 0, near < block->count ? near : block->count);
  while (from + step < block->count &&
         is_below(block, block->rows + (from + step) * block->row, low)) {
    from += step;
    step *= 2;
  }
  unsigned end = from + step < block->count ? from + step : block->count;
  return seek_between(block, low, from + 1, end);
}

att_status att_block_decode(const uint8_t *bytes, size_t size, att_tuple *out, size_t *ret_count) {
  att_block block;
  ATT_TRY(att_block_open(bytes, size, &block));
  for (unsigned i = 0; i < block.count; i++)
    out[i] = att_block_tuple(&block, i);
  *ret_count = block.count;
  return ATT_OK;
}

att_status att_run_encode(const att_tuple *tuples, size_t count, att_buffer *out,
                          size_t *ret_count) {
  size_t n = 1;
  att_buffer_reset(out);
  ATT_TRY(att_buffer_reserve(out, ATT_RUN_TUPLES * TUPLE_BYTES_MOST));
  uint8_t *at = out->data;
  for (; n < count && n < ATT_RUN_TUPLES; n++) {
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

att_status att_run_decode(const att_tuple *first, const uint8_t *bytes, size_t size, att_tuple *out,
                          size_t *ret_count) {
  const uint8_t *at = bytes, *end = bytes + size;
  att_tuple tuple = *first;
  uint64_t value;
  size_t n = 0;
  for (out[n++] = tuple; at < end; out[n++] = tuple) {
    unsigned k = *at++;
    if (n == ATT_RUN_TUPLES || k > 3 || !(at = get_varint(at, end, &value)))
      return ATT_ERR_CORRUPT;
    tuple.id[k] += value;
    while (++k < 4) {
      if (!(at = get_varint(at, end, &value)))
        return ATT_ERR_CORRUPT;
      tuple.id[k] = turn_back(value);
    }
  }
  *ret_count = n;
  return ATT_OK;
}
