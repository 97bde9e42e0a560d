/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

struct att_cursor {
  att_txn *txn;
  MDB_cursor *orders[ATT_ORDERS]; /* opened when first needed */
  att_order order;
  att_tuple low; /* the bound components, the least that may come next, then zeros */
  unsigned bound;
  uint64_t high; /* the most that the first open component may be */
  int near;      /* above 0: look-ups of late fell near the last one */
  bool distinct;
  bool any; /* a quad was given already: `last` is set */
  att_tuple last;
  /* The reader's tuple was given, comes next, or lies behind the range; no block is at hand. */
  enum { AT_TUPLE, BEFORE_TUPLE, BEHIND, AT_END } place;
  att_block_reader block;
};

/* The order whose first components are the bound ones, by the mask s=1, p=2, o=4, g=8. */
static const uint8_t order_for[16] = {
    [0] = ATT_SPOG,  [1] = ATT_SPOG,  [2] = ATT_POSG,  [3] = ATT_SPOG,
    [4] = ATT_OSPG,  [5] = ATT_OSPG,  [6] = ATT_POSG,  [7] = ATT_SPOG,
    [8] = ATT_GSPO,  [9] = ATT_GSPO,  [10] = ATT_GPOS, [11] = ATT_GSPO,
    [12] = ATT_GOSP, [13] = ATT_GOSP, [14] = ATT_GPOS, [15] = ATT_GSPO,
};

static unsigned bound_mask(const att_quad *pattern) {
  return (pattern->s != ATT_ID_ANY) | (pattern->p != ATT_ID_ANY) << 1 |
         (pattern->o != ATT_ID_ANY) << 2 | (pattern->g != ATT_ID_ANY) << 3;
}

/* The result of a move in LMDB: a block to read, or the end. */
static att_status take_block(att_cursor *cursor, int code, const MDB_val *key, const MDB_val *value,
                             att_error *reterr) {
  cursor->place = code == MDB_NOTFOUND ? AT_END : BEFORE_TUPLE;
  if (cursor->place == AT_END)
    return ATT_OK;
  if (code)
    return att_lmdb_error(code, "reading an index", reterr);
  if (key->mv_size != 32)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index key has %zu bytes", key->mv_size);
  const uint8_t *bytes = value->mv_data;
  cursor->block = (att_block_reader){att_index_tuple(key->mv_data), bytes, bytes + value->mv_size};
  return ATT_OK;
}

/* To the next tuple, in this block or the one behind it. */
static att_status step(att_cursor *cursor, att_error *reterr) {
  MDB_val key, value;
  if (cursor->place == BEFORE_TUPLE) {
    cursor->place = AT_TUPLE;
    return ATT_OK;
  }
  att_status status = att_block_next(&cursor->block);
  if (status == ATT_ERR_CORRUPT)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index block does not decode");
  if (status == ATT_OK)
    return ATT_OK;
  int code = mdb_cursor_get(cursor->orders[cursor->order], &key, &value, MDB_NEXT);
  ATT_TRY(take_block(cursor, code, &key, &value, reterr));
  if (cursor->place == BEFORE_TUPLE)
    cursor->place = AT_TUPLE;
  return ATT_OK;
}

/* Steps on to the first tuple that is not below `low`, but not past the block's end;
 * ATT_ERR_NOT_FOUND where it has none. */
static att_status step_in_block(att_cursor *cursor, att_error *reterr) {
  while (att_tuple_compare(&cursor->block.tuple, &cursor->low) < 0) {
    att_status status = att_block_next(&cursor->block);
    if (status == ATT_ERR_CORRUPT)
      return att_error_set(reterr, ATT_ERR_CORRUPT, "an index block does not decode");
    if (status != ATT_OK)
      return status;
  }
  cursor->place = BEFORE_TUPLE;
  return ATT_OK;
}

/* Look-ups in ascending order mostly fall into the block at hand or the one behind it: no descent
 * from the root then. ATT_ERR_NOT_FOUND where this one does not. */
static att_status seek_near(att_cursor *cursor, att_error *reterr) {
  MDB_val key, value;
  for (int blocks = 0; blocks < 2; blocks++) {
    att_status status = step_in_block(cursor, reterr);
    if (status != ATT_ERR_NOT_FOUND)
      return status;
    int code = mdb_cursor_get(cursor->orders[cursor->order], &key, &value, MDB_NEXT);
    ATT_TRY(take_block(cursor, code, &key, &value, reterr));
    if (cursor->place == AT_END || att_tuple_compare(&cursor->block.tuple, &cursor->low) >= 0)
      return ATT_OK;
  }
  return ATT_ERR_NOT_FOUND;
}

/* Stands before the first tuple that is not below `low`. */
static att_status seek(att_cursor *cursor, att_error *reterr) {
  MDB_cursor **mdb = &cursor->orders[cursor->order];
  uint8_t bytes[32];
  int code = 0;
  if (!*mdb)
    code = mdb_cursor_open(cursor->txn->mdb, cursor->txn->store->orders[cursor->order], mdb);
  if (code)
    return att_lmdb_error(code, "opening an index", reterr);
  att_index_key(&cursor->low, bytes);
  MDB_val key = {sizeof bytes, bytes}, value;
  code = mdb_cursor_get(*mdb, &key, &value, MDB_SET_RANGE);
  if (code == MDB_NOTFOUND)
    code = mdb_cursor_get(*mdb, &key, &value, MDB_LAST);
  else if (code == 0 && memcmp(key.mv_data, bytes, sizeof bytes) != 0) {
    code = mdb_cursor_get(*mdb, &key, &value, MDB_PREV);
    if (code == MDB_NOTFOUND)
      code = mdb_cursor_get(*mdb, &key, &value, MDB_FIRST);
  }
  ATT_TRY(take_block(cursor, code, &key, &value, reterr));
  while (cursor->place != AT_END && att_tuple_compare(&cursor->block.tuple, &cursor->low) < 0) {
    cursor->place = AT_TUPLE;
    ATT_TRY(step(cursor, reterr));
    if (cursor->place == AT_TUPLE)
      cursor->place = BEFORE_TUPLE;
  }
  return ATT_OK;
}

att_status att_cursor_rescan(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                             att_error *reterr) {
  return att_cursor_rescan_range(cursor, pattern, flags, 0, UINT64_MAX, reterr);
}

att_status att_cursor_rescan_range(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                                   att_id low, att_id high, att_error *reterr) {
  enum { NEAR_MOST = 8, NEAR_RETRY = -24 };
  unsigned mask = bound_mask(pattern);
  if ((flags & ATT_SCAN_UNION) && pattern->g != ATT_ID_ANY)
    return att_error_set(reterr, ATT_ERR_USAGE, "a union scan cannot have a graph");
  att_order order = order_for[mask];
  att_tuple from = att_tuple_of(pattern, order);
  cursor->bound = (unsigned)__builtin_popcount(mask);
  if (cursor->bound < 4)
    from.id[cursor->bound] = low;
  bool near = order == cursor->order && cursor->orders[order] && cursor->place != AT_END &&
              att_tuple_compare(&cursor->block.tuple, &from) <= 0;
  cursor->order = order;
  cursor->low = from;
  cursor->high = high;
  cursor->distinct = flags & ATT_SCAN_UNION;
  cursor->any = false;
  if (near && cursor->near >= 0) {
    att_status status = seek_near(cursor, reterr);
    cursor->near = status != ATT_OK ? (cursor->near > 0 ? cursor->near - 2 : NEAR_RETRY)
                                    : cursor->near < NEAR_MOST ? cursor->near + 1 : NEAR_MOST;
    if (status != ATT_ERR_NOT_FOUND)
      return status;
  } else if (cursor->near < 0) {
    cursor->near++;
  }
  return seek(cursor, reterr);
}

att_status att_txn_scan(att_txn *txn, const att_quad *pattern, unsigned flags,
                        att_cursor **ret_cursor, att_error *reterr) {
  if (txn->write)
    ATT_TRY(att_txn_flush(txn, reterr));
  att_cursor *cursor = calloc(1, sizeof *cursor);
  if (!cursor)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  cursor->txn = txn;
  att_status status = att_cursor_rescan(cursor, pattern, flags, reterr);
  if (status != ATT_OK)
    att_cursor_close(cursor);
  else
    *ret_cursor = cursor;
  return status;
}

static bool repeats(const att_cursor *cursor, const att_tuple *tuple) {
  return cursor->distinct && cursor->any &&
         memcmp(tuple->id, cursor->last.id, 3 * sizeof tuple->id[0]) == 0;
}

static bool in_range(const att_cursor *cursor, const att_tuple *tuple) {
  return memcmp(tuple->id, cursor->low.id, cursor->bound * sizeof tuple->id[0]) == 0 &&
         (cursor->bound == 4 || tuple->id[cursor->bound] <= cursor->high);
}

att_status att_cursor_next(att_cursor *cursor, att_quad *ret_quad, bool *ret_more,
                           att_error *reterr) {
  *ret_more = false;
  while (cursor->place < BEHIND) {
    ATT_TRY(step(cursor, reterr));
    if (cursor->place == AT_END)
      break;
    const att_tuple *tuple = &cursor->block.tuple;
    if (!in_range(cursor, tuple)) {
      cursor->place = BEHIND;
      break;
    }
    if (repeats(cursor, tuple))
      continue;
    if (cursor->distinct)
      cursor->last = *tuple;
    cursor->any = true;
    *ret_quad = att_quad_of(tuple, cursor->order);
    *ret_more = true;
    return ATT_OK;
  }
  return ATT_OK;
}

/* Tuples of one block as quads, each triple once where that is wanted; `firsts` as
 * att_block_read() gives them. */
static size_t give(const att_cursor *cursor, const att_tuple *tuples, const uint8_t *firsts,
                   size_t count, att_quad *quads) {
  const uint8_t *at = att_order_places[cursor->order];
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    const uint64_t *id = tuples[i].id;
    if (cursor->distinct && (i ? firsts[i] == 3 : repeats(cursor, &tuples[i])))
      continue;
    quads[n++] = (att_quad){id[at[0]], id[at[1]], id[at[2]], id[at[3]]};
  }
  return n;
}

att_status att_cursor_next_many(att_cursor *cursor, att_quad *quads, size_t most, size_t *ret_count,
                                att_error *reterr) {
  att_tuple tuples[ATT_BLOCK_TUPLES];
  uint8_t firsts[ATT_BLOCK_TUPLES];
  size_t count = 0;
  while (count < most && cursor->place < BEHIND) {
    size_t read, wanted = most - count < ATT_BLOCK_TUPLES ? most - count : ATT_BLOCK_TUPLES;
    bool stopped;
    ATT_TRY(step(cursor, reterr));
    if (cursor->place == AT_TUPLE && !in_range(cursor, &cursor->block.tuple))
      cursor->place = BEHIND;
    if (cursor->place != AT_TUPLE)
      break;
    tuples[0] = cursor->block.tuple;
    if (att_block_read(&cursor->block, cursor->bound, cursor->high, tuples + 1, firsts + 1,
                       wanted - 1, &read, &stopped))
      return att_error_set(reterr, ATT_ERR_CORRUPT, "an index block does not decode");
    size_t in = read + 1 - stopped;
    count += give(cursor, tuples, firsts, in, quads + count);
    cursor->last = tuples[in - 1];
    cursor->any = true;
    if (stopped)
      cursor->place = BEHIND;
  }
  *ret_count = count;
  return ATT_OK;
}

void att_cursor_close(att_cursor *cursor) {
  if (!cursor)
    return;
  for (int i = 0; i < ATT_ORDERS; i++)
    if (cursor->orders[i])
      mdb_cursor_close(cursor->orders[i]);
  free(cursor);
}

att_status att_txn_count(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                         att_error *reterr) {
  att_cursor *cursor;
  att_quad quad;
  uint64_t count = 0;
  bool more = true;
  if (txn->write)
    ATT_TRY(att_txn_flush(txn, reterr));
  unsigned mask = bound_mask(pattern);
  if (mask == 8)
    return att_txn_graph_count(txn, pattern->g, ret_count, reterr);
  if (mask == 0 || mask == 2) {
    att_predicate_stats stats = {0, 0, 0};
    ATT_TRY(att_txn_predicate_stats(txn, pattern->p, &stats, reterr));
    *ret_count = stats.quads;
    return ATT_OK;
  }
  ATT_TRY(att_txn_scan(txn, pattern, 0, &cursor, reterr));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, reterr)) == ATT_OK && more)
    count++;
  att_cursor_close(cursor);
  if (status == ATT_OK)
    *ret_count = count;
  return status;
}

att_status att_txn_estimate(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                            att_error *reterr) {
  enum { LOOKED_AT = 512 };
  att_cursor *cursor;
  att_quad quad;
  uint64_t count = 0;
  bool more = true;
  unsigned mask = bound_mask(pattern);
  if (mask == 0 || mask == 2 || mask == 8)
    return att_txn_count(txn, pattern, ret_count, reterr);
  ATT_TRY(att_txn_scan(txn, pattern, 0, &cursor, reterr));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, reterr)) == ATT_OK && more &&
         count < LOOKED_AT)
    count++;
  att_cursor_close(cursor);
  if (status == ATT_OK && more) {
    att_predicate_stats stats;
    ATT_TRY(att_txn_predicate_stats(txn, pattern->p, &stats, reterr));
    uint64_t each = pattern->s ? stats.subjects : stats.objects;
    count = each && stats.quads / each > count ? stats.quads / each : count;
  }
  if (status == ATT_OK)
    *ret_count = count;
  return status;
}

att_status att_txn_stats(att_txn *txn, att_store_stats *ret_stats, att_error *reterr) {
  att_store_stats stats = {0};
  att_predicate_stats whole;
  MDB_stat predicates, graphs, page;
  MDB_envinfo info;
  ATT_TRY(att_txn_predicate_stats(txn, ATT_ID_ANY, &whole, reterr));
  int code = mdb_stat(txn->mdb, txn->store->predicates, &predicates);
  if (code == 0)
    code = mdb_stat(txn->mdb, txn->store->graphs, &graphs);
  if (code == 0)
    code = mdb_env_info(txn->store->env, &info);
  if (code == 0)
    code = mdb_env_stat(txn->store->env, &page);
  if (code)
    return att_lmdb_error(code, "reading the store", reterr);
  stats.quads = whole.quads;
  stats.subjects = whole.subjects;
  stats.objects = whole.objects;
  stats.graphs = graphs.ms_entries;
  stats.terms = txn->last_term;
  stats.predicates = predicates.ms_entries;
  stats.bytes = (uint64_t)(info.me_last_pgno + 1) * page.ms_psize;
  *ret_stats = stats;
  return ATT_OK;
}
