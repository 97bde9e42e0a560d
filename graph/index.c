/* SPDX-License-Identifier: Apache-2.0 */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

/* Which component of (s, p, o, g) stands where in each order. */
static const uint8_t permutations[ATT_ORDERS][4] = {
    [ATT_SPOG] = {0, 1, 2, 3}, [ATT_POSG] = {1, 2, 0, 3}, [ATT_OSPG] = {2, 0, 1, 3},
    [ATT_GSPO] = {3, 0, 1, 2}, [ATT_GPOS] = {3, 1, 2, 0}, [ATT_GOSP] = {3, 2, 0, 1},
};

const uint8_t att_order_places[ATT_ORDERS][4] = {
    [ATT_SPOG] = {0, 1, 2, 3}, [ATT_POSG] = {2, 0, 1, 3}, [ATT_OSPG] = {1, 2, 0, 3},
    [ATT_GSPO] = {1, 2, 3, 0}, [ATT_GPOS] = {3, 1, 2, 0}, [ATT_GOSP] = {2, 3, 1, 0},
};

att_tuple att_tuple_of(const att_quad *quad, att_order order) {
  const uint64_t ids[4] = {quad->s, quad->p, quad->o, quad->g};
  const uint8_t *at = permutations[order];
  return (att_tuple){{ids[at[0]], ids[at[1]], ids[at[2]], ids[at[3]]}};
}

att_quad att_quad_of(const att_tuple *tuple, att_order order) {
  uint64_t ids[4];
  for (int k = 0; k < 4; k++)
    ids[permutations[order][k]] = tuple->id[k];
  return (att_quad){ids[0], ids[1], ids[2], ids[3]};
}

void att_index_key(const att_tuple *tuple, uint8_t ret_key[32]) {
  for (int k = 0; k < 4; k++) {
    uint64_t big = htobe64(tuple->id[k]);
    memcpy(ret_key + 8 * k, &big, sizeof big);
  }
}

att_tuple att_index_tuple(const uint8_t key[32]) {
  att_tuple tuple;
  memcpy(tuple.id, key, sizeof tuple.id);
  for (int k = 0; k < 4; k++)
    tuple.id[k] = be64toh(tuple.id[k]);
  return tuple;
}

static int compare_tuples(const void *a, const void *b) {
  return att_tuple_compare(a, b);
}

/* One stable counting pass over byte `byte` of component `k`. */
static void radix_pass(const att_tuple *from, att_tuple *to, size_t count, int k, int byte) {
  size_t starts[256] = {0}, sum = 0;
  for (size_t i = 0; i < count; i++)
    starts[from[i].id[k] >> (8 * byte) & 0xff]++;
  for (int value = 0; value < 256; value++) {
    size_t n = starts[value];
    starts[value] = sum;
    sum += n;
  }
  for (size_t i = 0; i < count; i++)
    to[starts[from[i].id[k] >> (8 * byte) & 0xff]++] = from[i];
}

void att_tuples_sort(att_tuple *tuples, att_tuple *scratch, size_t count, int components) {
  if (count < 512) {
    if (count > 1)
      qsort(tuples, count, sizeof *tuples, compare_tuples);
    return;
  }
  uint64_t differ[4] = {0};
  for (size_t i = 1; i < count; i++)
    for (int k = 0; k < components; k++)
      differ[k] |= tuples[i].id[k] ^ tuples[0].id[k];
  att_tuple *from = tuples, *to = scratch;
  for (int k = components - 1; k >= 0; k--)
    for (int byte = 0; byte < 8; byte++)
      if (differ[k] >> (8 * byte) & 0xff) {
        radix_pass(from, to, count, k, byte);
        att_tuple *swap = from;
        from = to;
        to = swap;
      }
  if (from != tuples)
    memcpy(tuples, from, count * sizeof *tuples);
}

void att_tuples_turn(att_tuple *tuples, size_t count, att_order from, att_order to) {
  int at[4];
  for (int k = 0; k < 4; k++)
    for (int j = 0; j < 4; j++)
      if (permutations[from][j] == permutations[to][k])
        at[k] = j;
  for (size_t i = 0; i < count; i++) {
    att_tuple old = tuples[i];
    tuples[i] = (att_tuple){{old.id[at[0]], old.id[at[1]], old.id[at[2]], old.id[at[3]]}};
  }
}

/* A block read for a change: the one with the first key that is not below a tuple, or the last. */
typedef struct {
  bool found;
  bool at_end;    /* the tuple is above all */
  bool has_lower; /* `lower` is the key of the block before; asked for where it matters */
  att_tuple tuples[ATT_BLOCK_TUPLES], lower;
  size_t count;
} old_block;

static att_status read_key(const MDB_val *key, att_tuple *ret_tuple, att_error *reterr) {
  if (key->mv_size != 32)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index key has %zu bytes", key->mv_size);
  *ret_tuple = att_index_tuple(key->mv_data);
  return ATT_OK;
}

static att_status find_block(MDB_cursor *cursor, const att_tuple *tuple, old_block *block,
                             att_error *reterr) {
  uint8_t bytes[32];
  att_index_key(tuple, bytes);
  MDB_val key = {sizeof bytes, bytes}, value;
  block->found = block->has_lower = false;
  block->count = 0;
  int code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
  block->at_end = code == MDB_NOTFOUND;
  if (block->at_end)
    code = mdb_cursor_get(cursor, &key, &value, MDB_LAST);
  if (code == MDB_NOTFOUND)
    return ATT_OK;
  if (code)
    return att_lmdb_error(code, "reading an index", reterr);
  block->found = true;
  if (att_block_decode(value.mv_data, value.mv_size, block->tuples, &block->count))
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index block does not decode");
  if (att_tuple_compare(tuple, &block->tuples[0]) > 0)
    return ATT_OK;
  code = mdb_cursor_get(cursor, &key, &value, MDB_PREV);
  if (code && code != MDB_NOTFOUND)
    return att_lmdb_error(code, "reading an index", reterr);
  block->has_lower = code == 0;
  return block->has_lower ? read_key(&key, &block->lower, reterr) : ATT_OK;
}

/* Writes `count` tuples as blocks: full ones at the index's end, where a bulk load appends, and
 * even ones in its middle, where the next insertions would split a full one again. */
static att_status write_blocks(MDB_cursor *cursor, const att_tuple *tuples, size_t count,
                               bool at_end, att_buffer *bytes, att_error *reterr) {
  size_t blocks = (count + ATT_BLOCK_TUPLES - 1) / ATT_BLOCK_TUPLES;
  size_t most = at_end || blocks == 0 ? ATT_BLOCK_TUPLES : (count + blocks - 1) / blocks;
  for (size_t i = 0, n; i < count; i += n) {
    if (att_block_encode(tuples + i, count - i, most, bytes, &n))
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
    uint8_t key_bytes[32];
    att_index_key(&tuples[i + n - 1], key_bytes);
    MDB_val key = {sizeof key_bytes, key_bytes}, value = {bytes->size, bytes->data};
    int code = mdb_cursor_put(cursor, &key, &value, at_end ? MDB_APPEND : 0);
    if (code)
      return att_lmdb_error(code, "writing an index", reterr);
  }
  return ATT_OK;
}

typedef struct {
  bool add;
  att_tuple *tuples; /* all of the batch */
  uint8_t *shared;   /* of those that changed the index */
  size_t from, to;   /* those for this block */
  size_t changed;    /* how many of the batch changed the index so far; kept in front */
} batch;

/* How many leading components are alike. */
static uint8_t common(const att_tuple *a, const att_tuple *b) {
  uint8_t k = 0;
  while (k < 4 && a->id[k] == b->id[k])
    k++;
  return k;
}

static uint8_t greater(uint8_t a, uint8_t b) {
  return a > b ? a : b;
}

/* Keeps a tuple that changed the index, with what it shares with the old tuples beside it, of which
 * block->tuples[old] is the first above it. */
static void keep_change(batch *change, const att_tuple *tuple, const old_block *block, size_t old) {
  size_t n = change->changed++;
  const att_tuple *lower = old ? &block->tuples[old - 1] : block->has_lower ? &block->lower : NULL;
  uint8_t most = lower ? common(tuple, lower) : 0;
  if (old < block->count)
    most = greater(most, common(tuple, &block->tuples[old]));
  if (n)
    most = greater(most, common(tuple, &change->tuples[n - 1]));
  change->shared[n] = most;
  change->tuples[n] = *tuple;
}

/* Old tuples and changes, both ascending, into `merged`; says by change->changed what was new. */
static size_t merge(const old_block *block, batch *change, att_tuple *merged) {
  size_t n = 0, old = 0;
  for (size_t i = change->from; i < change->to; i++) {
    att_tuple tuple = change->tuples[i];
    while (old < block->count && att_tuple_compare(&block->tuples[old], &tuple) < 0)
      merged[n++] = block->tuples[old++];
    bool there = old < block->count && att_tuple_compare(&block->tuples[old], &tuple) == 0;
    if (there != change->add)
      keep_change(change, &tuple, block, old);
    old += there;
    if (change->add)
      merged[n++] = tuple;
  }
  while (old < block->count)
    merged[n++] = block->tuples[old++];
  return n;
}

static att_status change_block(MDB_cursor *cursor, const old_block *block, batch *change,
                               att_buffer *merged, att_buffer *bytes, att_error *reterr) {
  size_t most = block->count + (change->add ? change->to - change->from : 0);
  size_t before = change->changed;
  att_buffer_reset(merged);
  if (att_buffer_reserve(merged, (most + 1) * sizeof(att_tuple)))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  att_tuple *tuples = (att_tuple *)(void *)merged->data;
  size_t count = merge(block, change, tuples);
  if (change->changed == before)
    return ATT_OK;
  const att_tuple *old_key = block->found ? &block->tuples[block->count - 1] : NULL;
  if (old_key && (!count || att_tuple_compare(old_key, &tuples[count - 1]) != 0)) {
    uint8_t key_bytes[32];
    att_index_key(old_key, key_bytes);
    MDB_val key = {sizeof key_bytes, key_bytes}, value;
    int code = mdb_cursor_get(cursor, &key, &value, MDB_SET);
    if (code == 0)
      code = mdb_cursor_del(cursor, 0);
    if (code)
      return att_lmdb_error(code, "writing an index", reterr);
  }
  return write_blocks(cursor, tuples, count, block->at_end, bytes, reterr);
}

/* After a removal: what each tuple shares with those that are left and the one before it. Where
 * that one shares two components already, more is not asked for. */
static att_status share_left(MDB_cursor *cursor, const att_tuple *tuples, size_t count,
                             uint8_t *shared, att_error *reterr) {
  old_block block;
  for (size_t i = 0; i < count; i++) {
    shared[i] = i ? common(&tuples[i], &tuples[i - 1]) : 0;
    if (shared[i] >= 2)
      continue;
    ATT_TRY(find_block(cursor, &tuples[i], &block, reterr));
    size_t n = 0;
    while (n < block.count && att_tuple_compare(&block.tuples[n], &tuples[i]) < 0)
      n++;
    if (n || block.has_lower)
      shared[i] = greater(shared[i], common(&tuples[i], n ? &block.tuples[n - 1] : &block.lower));
    if (n < block.count)
      shared[i] = greater(shared[i], common(&tuples[i], &block.tuples[n]));
  }
  return ATT_OK;
}

att_status att_index_apply(att_txn *txn, att_order order, bool add, att_tuple *tuples, size_t count,
                           uint8_t *shared, size_t *ret_changed, att_error *reterr) {
  MDB_cursor *cursor = NULL;
  att_buffer merged = ATT_BUFFER_INIT, bytes = ATT_BUFFER_INIT;
  batch change = {.add = add, .tuples = tuples, .shared = shared};
  old_block block;
  att_status status = ATT_OK;
  int code = mdb_cursor_open(txn->mdb, txn->store->orders[order], &cursor);
  if (code)
    return att_lmdb_error(code, "opening an index", reterr);
  while (status == ATT_OK && change.from < count) {
    status = find_block(cursor, &tuples[change.from], &block, reterr);
    if (status != ATT_OK)
      break;
    change.to = change.from + 1;
    while (
        change.to < count &&
        (block.at_end || att_tuple_compare(&tuples[change.to], &block.tuples[block.count - 1]) < 0))
      change.to++;
    status = change_block(cursor, &block, &change, &merged, &bytes, reterr);
    change.from = change.to;
  }
  if (status == ATT_OK && !add && att_counts_wants(order))
    status = share_left(cursor, tuples, change.changed, shared, reterr);
  mdb_cursor_close(cursor);
  att_buffer_clear(&merged);
  att_buffer_clear(&bytes);
  if (status == ATT_OK)
    *ret_changed = change.changed;
  return status;
}
