/* SPDX-License-Identifier: Apache-2.0
 *
 * Blocks: what an index holds under a key, and pieces of runs on their way there. A quad in one
 * sort order is a tuple of four ids; both hold some tuples, strictly ascending.
 *
 * A block is an array of rows of equal width, each component in as many bytes as the block's
 * greatest difference from its least needs: any row is read at once, and a look-up is a binary
 * search. A piece of a run is delta-coded: read once, from front to back. Blocks are documented in
 * docs/store-format.md; runs never outlive a transaction.
 */
#ifndef ATT_GRAPH_BLOCK_H
#define ATT_GRAPH_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum {
  ATT_BLOCK_TUPLES = 128, /* the most tuples in a block */
  ATT_BLOCK_BYTES = 1536, /* the most bytes of its rows, so that two blocks fit a page */
};

typedef struct {
  uint64_t id[4]; /* in the index's own order of components */
} att_tuple;

/* <0, 0, >0: order by first component, then second, … */
static inline int att_tuple_compare(const att_tuple *a, const att_tuple *b) {
  for (int k = 0; k < 4; k++)
    if (a->id[k] != b->id[k])
      return a->id[k] < b->id[k] ? -1 : 1;
  return 0;
}

/* Codes `count` >= 1 strictly ascending tuples, at most `most` (<= ATT_BLOCK_TUPLES) of them, into
 * `out` (reset first); *ret_count says how many fitted. */
att_status att_block_encode(const att_tuple *tuples, size_t count, size_t most, att_buffer *out,
                            size_t *ret_count) ATT_MUST_CHECK;

/* A block opened for reading; it borrows the bytes. */
typedef struct {
  const uint8_t *rows;
  unsigned count, row; /* rows, and bytes in each */
  uint64_t base[4];    /* least code of each component */
  uint64_t mask[4];    /* of its bytes in a row; 0 where all are alike */
  unsigned offset[4];  /* of it in a row */
} att_block;

/* ATT_ERR_CORRUPT when the bytes are no block. An opened block can be read safely, whatever its
 * rows are. */
att_status att_block_open(const uint8_t *bytes, size_t size, att_block *ret_block) ATT_MUST_CHECK;

att_tuple att_block_tuple(const att_block *block, unsigned at);

/* Component `k` of `count` rows from `at` on, to every `stride`th place of `out`. */
void att_block_column(const att_block *block, int k, unsigned at, unsigned count, size_t stride,
                      uint64_t *out);
/* Of `count` rows from `at` on those whose component `k` is one of up to ATT_BLOCK_IDS ids: their
 * numbers, counted from `at`, to `ret_rows`, which has room for all; returns how many. */
enum { ATT_BLOCK_IDS = 16 };
unsigned att_block_find(const att_block *block, int k, unsigned at, unsigned count,
                        const uint64_t *ids, size_t id_count, uint8_t *ret_rows);
/* The same of those whose component less `least`, which is of one type with all that are wanted
 * and no integer, has its bit among `span` bits. */
unsigned att_block_sieve(const att_block *block, int k, unsigned at, unsigned count,
                         const uint64_t *bits, uint64_t least, uint64_t span, uint8_t *ret_rows);
/* As att_block_column(), of some rows, counted from `at`, to every fourth place of `out`. */
void att_block_gather(const att_block *block, int k, unsigned at, const uint8_t *rows,
                      unsigned count, uint64_t *out);

/* The first row that is not below `low`; `count` when all are. */
unsigned att_block_seek(const att_block *block, const att_tuple *low);
/* The same, quicker where the answer stands not far behind `near`. */
unsigned att_block_seek_near(const att_block *block, const att_tuple *low, unsigned near);

/* Writes all tuples to `out`, which has room for ATT_BLOCK_TUPLES. ATT_ERR_CORRUPT. */
att_status att_block_decode(const uint8_t *bytes, size_t size, att_tuple *out,
                            size_t *ret_count) ATT_MUST_CHECK;

enum {
  ATT_RUN_TUPLES = 64,
  ATT_RUN_BYTES_MOST = 1 << 12, /* of a coded piece */
};

/* Codes tuples[1 …] of up to ATT_RUN_TUPLES strictly ascending tuples into `out` (reset first),
 * each against the one before: a byte with the first component that differs, that component's
 * difference, and the components behind it whole, all as LEB128. */
att_status att_run_encode(const att_tuple *tuples, size_t count, att_buffer *out,
                          size_t *ret_count) ATT_MUST_CHECK;

/* Back again, the first included; `out` has room for ATT_RUN_TUPLES. ATT_ERR_CORRUPT. */
att_status att_run_decode(const att_tuple *first, const uint8_t *bytes, size_t size, att_tuple *out,
                          size_t *ret_count) ATT_MUST_CHECK;

#endif
