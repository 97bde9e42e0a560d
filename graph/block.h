/* SPDX-License-Identifier: Apache-2.0
 *
 * Blocks: runs of sorted quads, delta-coded. A quad in one sort order is a tuple of four ids; a
 * block's first tuple is its key in the index, and its bytes code the others, each against the one
 * before: a byte with the first component that differs, that component's difference, and the
 * components behind it whole, all as LEB128. Documented in docs/store-format.md.
 */
#ifndef ATT_GRAPH_BLOCK_H
#define ATT_GRAPH_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum {
  ATT_BLOCK_TUPLES = 64,  /* the most tuples in a block, its key among them */
  ATT_BLOCK_BYTES = 1536, /* a block ends when its bytes reach this, so that it fits a page */
};

typedef struct {
  uint64_t id[4]; /* in the index's own order of components */
} att_tuple;

/* <0, 0, >0: order by first component, then second, … */
int att_tuple_compare(const att_tuple *a, const att_tuple *b);

/* Codes tuples[1 …] of `count` >= 1 strictly ascending tuples, at most `most` with the key
 * (`most` <= ATT_BLOCK_TUPLES), into `out` (reset first); *ret_count says how many, the key
 * included, fitted. */
att_status att_block_encode(const att_tuple *tuples, size_t count, size_t most, att_buffer *out,
                            size_t *ret_count) ATT_MUST_CHECK;

/* A block read tuple by tuple; it borrows the bytes. */
typedef struct {
  att_tuple tuple; /* where the reader stands; the key at first */
  const uint8_t *at, *end;
} att_block_reader;

/* Steps to the next tuple, which is greater. ATT_ERR_NOT_FOUND at the block's end, ATT_ERR_CORRUPT
 * when the bytes are no block. */
att_status att_block_next(att_block_reader *reader) ATT_MUST_CHECK;

/* Reads up to `most` tuples that come next, *ret_count of them: fewer at the block's end, or behind
 * the first one that differs in its first `bound` components from the one before it or has more
 * than `high` behind them; *ret_stopped then. `firsts[i]` says which component is the first in which
 * tuple i differs from the one before it. */
att_status att_block_read(att_block_reader *reader, unsigned bound, uint64_t high,
                          att_tuple *tuples, uint8_t *firsts, size_t most, size_t *ret_count,
                          bool *ret_stopped) ATT_MUST_CHECK;

/* Writes the block's tuples, *ret_count of them, to `out`, which has room for ATT_BLOCK_TUPLES.
 * ATT_ERR_CORRUPT when the bytes are no block, or too long a one. */
att_status att_block_decode(const att_tuple *key, const uint8_t *bytes, size_t size, att_tuple *out,
                            size_t *ret_count) ATT_MUST_CHECK;

#endif
