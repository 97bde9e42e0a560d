/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

struct att_cursor {
  att_txn *txn;
  MDB_cursor *orders[ATT_ORDERS]; /* opened when first needed */
  att_order order;
  att_tuple low; /* the bound components, the least that may come next, then zeros */
  uint8_t low_key[32], top_key[32]; /* as keys */
  unsigned bound;
  att_tuple top; /* the greatest that may come: with the bound components of `low` */
  int near;      /* above 0: look-ups of late fell near the last one */
  bool distinct;
  bool any; /* a quad was given already: `last` is set */
  att_tuple last;
  bool placed; /* `block` is the one that LMDB's cursor of the order stands at */
  att_block block;
  unsigned at; /* the row to be given next */
  bool whole;  /* the block's last row is in range, so all that come are */
  bool end;
  const att_keep *keeps;
  size_t keep_count;
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

static bool in_range(const att_cursor *cursor, const att_tuple *tuple) {
  return att_tuple_compare(tuple, &cursor->top) <= 0;
}

/* The search for a row looks at places all over the block: their cache misses at once rather than
 * one after the other. */
static void fetch_ahead(const MDB_val *block) {
  for (size_t part = 1; part < 8; part++)
    __builtin_prefetch((const uint8_t *)block->mv_data + part * block->mv_size / 8);
}

/* Moves in LMDB: to a block to read, or the end. */
static att_status move(att_cursor *cursor, MDB_cursor_op how, att_error *reterr) {
  MDB_val key = {sizeof cursor->low_key, cursor->low_key}, value;
  int code = mdb_cursor_get(cursor->orders[cursor->order], &key, &value, how);
  cursor->placed = code == 0;
  cursor->end = code != 0;
  cursor->at = 0;
  if (code)
    return code == MDB_NOTFOUND ? ATT_OK : att_lmdb_error(code, "reading an index", reterr);
  if (key.mv_size != 32)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index key has %zu bytes", key.mv_size);
  if (how == MDB_SET_RANGE)
    fetch_ahead(&value);
  if (att_block_open(value.mv_data, value.mv_size, &cursor->block))
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index block does not decode");
  cursor->whole = memcmp(key.mv_data, cursor->top_key, sizeof cursor->top_key) <= 0;
  return ATT_OK;
}

/* Stands before the first tuple that is not below `low`: it is in the first block whose key, its
 * greatest tuple, is not. */
static att_status seek(att_cursor *cursor, att_error *reterr) {
  MDB_cursor **mdb = &cursor->orders[cursor->order];
  int code = 0;
  if (!*mdb)
    code = mdb_cursor_open(cursor->txn->mdb, cursor->txn->store->orders[cursor->order], mdb);
  if (code)
    return att_lmdb_error(code, "opening an index", reterr);
  att_index_key(&cursor->low, cursor->low_key);
  ATT_TRY(move(cursor, MDB_SET_RANGE, reterr));
  if (!cursor->end)
    cursor->at = att_block_seek(&cursor->block, &cursor->low);
  return ATT_OK;
}

/* Look-ups in ascending order mostly fall into the block at hand or the one behind it: no descent
 * from the root then. ATT_ERR_NOT_FOUND where this one does not. */
static att_status seek_near(att_cursor *cursor, att_error *reterr) {
  att_tuple first = att_block_tuple(&cursor->block, 0);
  unsigned near = cursor->at;
  if (att_tuple_compare(&first, &cursor->low) > 0)
    return ATT_ERR_NOT_FOUND;
  for (int blocks = 0; blocks < 2 && !cursor->end; blocks++) {
    att_tuple last = att_block_tuple(&cursor->block, cursor->block.count - 1);
    if (att_tuple_compare(&cursor->low, &last) <= 0) {
      cursor->whole = in_range(cursor, &last);
      cursor->at = att_block_seek_near(&cursor->block, &cursor->low, blocks ? 0 : near);
      return ATT_OK;
    }
    if (blocks == 0)
      ATT_TRY(move(cursor, MDB_NEXT, reterr));
  }
  return cursor->end ? ATT_OK : ATT_ERR_NOT_FOUND;
}

/* Its order and its range, the open components from the least to the greatest. */
static att_status aim(att_cursor *cursor, const att_quad *pattern, unsigned flags, bool *ret_near,
                      att_error *reterr) {
  unsigned mask = bound_mask(pattern);
  if ((flags & ATT_SCAN_UNION) && pattern->g != ATT_ID_ANY)
    return att_error_set(reterr, ATT_ERR_USAGE, "a union scan cannot have a graph");
  att_order order = order_for[mask];
  *ret_near = order == cursor->order && cursor->placed && cursor->near >= 0;
  cursor->order = order;
  cursor->low = cursor->top = att_tuple_of(pattern, order);
  cursor->bound = (unsigned)__builtin_popcount(mask);
  for (unsigned k = cursor->bound; k < 4; k++)
    cursor->top.id[k] = UINT64_MAX;
  cursor->distinct = flags & ATT_SCAN_UNION;
  cursor->any = false;
  cursor->end = false;
  return ATT_OK;
}

static att_status begin_range(att_cursor *cursor, bool near, att_error *reterr) {
  enum { NEAR_MOST = 8, NEAR_RETRY = -24 };
  att_index_key(&cursor->top, cursor->top_key);
  if (near) {
    att_status status = seek_near(cursor, reterr);
    cursor->near = status != ATT_OK           ? (cursor->near > 0 ? cursor->near - 2 : NEAR_RETRY)
                   : cursor->near < NEAR_MOST ? cursor->near + 1
                                              : NEAR_MOST;
    if (status != ATT_ERR_NOT_FOUND)
      return status;
  } else if (cursor->near < 0) {
    cursor->near++;
  }
  return seek(cursor, reterr);
}

att_status att_cursor_rescan(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                             att_error *reterr) {
  return att_cursor_rescan_range(cursor, pattern, flags, 0, UINT64_MAX, reterr);
}

att_status att_cursor_rescan_range(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                                   att_id low, att_id high, att_error *reterr) {
  bool near;
  ATT_TRY(aim(cursor, pattern, flags, &near, reterr));
  if (cursor->bound < 4) {
    cursor->low.id[cursor->bound] = low;
    cursor->top.id[cursor->bound] = high;
  }
  return begin_range(cursor, near, reterr);
}

att_status att_cursor_rescan_between(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                                     const att_mark *from, const att_mark *to, att_error *reterr) {
  bool near;
  ATT_TRY(aim(cursor, pattern, flags, &near, reterr));
  if (from)
    memcpy(cursor->low.id, from->id, sizeof from->id);
  if (to) { /* the last tuple before it */
    int k = 3;
    memcpy(cursor->top.id, to->id, sizeof to->id);
    while (k > 0 && cursor->top.id[k] == 0)
      cursor->top.id[k--] = UINT64_MAX;
    cursor->top.id[k]--;
  }
  return begin_range(cursor, near, reterr);
}

/* The mark in front of the row at hand. */
static att_mark mark_here(const att_cursor *cursor, unsigned components) {
  att_tuple tuple = att_block_tuple(&cursor->block, cursor->at);
  att_mark mark;
  for (unsigned k = 0; k < 4; k++)
    mark.id[k] = k < cursor->bound + components ? tuple.id[k] : 0;
  return mark;
}

/* Goes on by some blocks, of which it looks at the keys alone; not `whole` where the range ends. */
static att_status pass_blocks(att_cursor *cursor, size_t blocks, att_error *reterr) {
  MDB_val key, value;
  for (; blocks && cursor->whole; blocks--) {
    int code = mdb_cursor_get(cursor->orders[cursor->order], &key, &value, MDB_NEXT);
    if (code && code != MDB_NOTFOUND)
      return att_lmdb_error(code, "reading an index", reterr);
    cursor->whole = code == 0 && key.mv_size == sizeof cursor->top_key &&
                    memcmp(key.mv_data, cursor->top_key, sizeof cursor->top_key) <= 0;
  }
  return ATT_OK;
}

att_status att_cursor_skip(att_cursor *cursor, size_t quads, unsigned components,
                           att_mark *ret_mark, bool *ret_more, att_error *reterr) {
  *ret_more = false;
  if (cursor->end)
    return ATT_OK;
  att_mark before = mark_here(cursor, components);
  for (size_t blocks = quads / ATT_BLOCK_TUPLES + 1; cursor->whole;) {
    ATT_TRY(pass_blocks(cursor, blocks - 1, reterr));
    if (!cursor->whole)
      break;
    ATT_TRY(move(cursor, MDB_NEXT, reterr));
    if (cursor->end)
      return ATT_OK;
    att_tuple first = att_block_tuple(&cursor->block, 0);
    *ret_mark = mark_here(cursor, components);
    *ret_more = in_range(cursor, &first) && memcmp(ret_mark, &before, sizeof before) != 0;
    if (*ret_more)
      return ATT_OK;
    blocks = 1;
  }
  cursor->end = true;
  return ATT_OK;
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

att_status att_cursor_next(att_cursor *cursor, att_quad *ret_quad, bool *ret_more,
                           att_error *reterr) {
  *ret_more = false;
  while (!cursor->end) {
    if (cursor->at == cursor->block.count) {
      ATT_TRY(move(cursor, MDB_NEXT, reterr));
      continue;
    }
    att_tuple tuple = att_block_tuple(&cursor->block, cursor->at);
    if (!cursor->whole && !in_range(cursor, &tuple)) {
      cursor->end = true;
      break;
    }
    cursor->at++;
    if (repeats(cursor, &tuple))
      continue;
    if (cursor->distinct)
      cursor->last = tuple;
    cursor->any = true;
    *ret_quad = att_quad_of(&tuple, cursor->order);
    *ret_more = true;
    return ATT_OK;
  }
  return ATT_OK;
}

/* The row behind the last one in range. */
static unsigned range_end(const att_cursor *cursor) {
  att_tuple past = cursor->top;
  if (cursor->whole)
    return cursor->block.count;
  unsigned end = att_block_seek_near(&cursor->block, &past, cursor->at);
  if (end < cursor->block.count) {
    att_tuple tuple = att_block_tuple(&cursor->block, end);
    end += att_tuple_compare(&tuple, &past) == 0;
  }
  return end < cursor->at ? cursor->at : end;
}

/* Drops the quads that repeat the triple before them. */
static size_t drop_repeated(att_cursor *cursor, att_quad *quads, size_t count) {
  size_t n = 0;
  att_quad last = att_quad_of(&cursor->last, cursor->order);
  for (size_t i = 0; i < count; i++) {
    att_quad quad = quads[i];
    if (cursor->any && quad.s == last.s && quad.p == last.p && quad.o == last.o)
      continue;
    quads[n++] = last = quad;
    cursor->any = true;
  }
  if (n)
    cursor->last = att_tuple_of(&last, cursor->order);
  return n;
}

static bool is_kept(const att_keep *keep, att_id id) {
  id -= keep->least;
  return id < keep->span && (keep->bits[id / 64] >> id % 64 & 1);
}

/* Which of the rows up to `end` are wanted, counted from the one at hand, into `rows`. */
static unsigned choose(const att_cursor *cursor, unsigned end, uint8_t *rows) {
  const uint8_t *place = att_order_places[cursor->order];
  uint64_t ids[ATT_BLOCK_TUPLES];
  unsigned count = end - cursor->at, chosen = 0;
  for (size_t i = 0; i < cursor->keep_count; i++) {
    const att_keep *keep = &cursor->keeps[i];
    int k = place[keep->part];
    if (keep->ids) { /* the first of them */
      chosen = att_block_find(&cursor->block, k, cursor->at, count, keep->ids, keep->count, rows);
      continue;
    }
    if (i == 0) {
      chosen = att_block_sieve(&cursor->block, k, cursor->at, count, keep->bits, keep->least,
                               keep->span, rows);
      continue;
    }
    unsigned before = chosen;
    att_block_column(&cursor->block, k, cursor->at, count, 1, ids);
    chosen = 0;
    for (unsigned r = 0; r < before; r++) {
      rows[chosen] = rows[r];
      chosen += is_kept(keep, ids[rows[r]]);
    }
  }
  return chosen;
}

/* Rows of one block as quads, each triple once where that is wanted. */
static size_t give(att_cursor *cursor, unsigned end, att_quad *quads) {
  const uint8_t *place = att_order_places[cursor->order];
  uint8_t rows[ATT_BLOCK_TUPLES];
  unsigned from = cursor->at, count = end - from;
  unsigned chosen = cursor->keep_count ? choose(cursor, end, rows) : count;
  cursor->at = end;
  for (int part = 0; part < 4 && chosen; part++)
    if (chosen == count)
      att_block_column(&cursor->block, place[part], from, chosen, 4, (uint64_t *)quads + part);
    else
      att_block_gather(&cursor->block, place[part], from, rows, chosen, (uint64_t *)quads + part);
  return cursor->distinct ? drop_repeated(cursor, quads, chosen) : chosen;
}

att_status att_cursor_next_many(att_cursor *cursor, att_quad *quads, size_t most, size_t *ret_count,
                                att_error *reterr) {
  enum { BLOCKS_IN_VAIN = 256 };
  size_t count = 0;
  for (int blocks = 0; count < most && !cursor->end; blocks++) {
    if (cursor->keep_count && blocks >= BLOCKS_IN_VAIN)
      break;
    unsigned end = range_end(cursor);
    bool all = end - cursor->at <= most - count;
    count += give(cursor, all ? end : cursor->at + (unsigned)(most - count), quads + count);
    if (all && !cursor->whole)
      cursor->end = true;
    else if (all)
      ATT_TRY(move(cursor, MDB_NEXT, reterr));
  }
  *ret_count = count;
  return ATT_OK;
}

void att_cursor_keep(att_cursor *cursor, const att_keep *keeps, size_t count) {
  cursor->keeps = keeps;
  cursor->keep_count = count;
}

bool att_cursor_is_done(const att_cursor *cursor) {
  return cursor->end;
}

void att_cursor_close(att_cursor *cursor) {
  if (!cursor)
    return;
  for (int i = 0; i < ATT_ORDERS; i++)
    if (cursor->orders[i])
      mdb_cursor_close(cursor->orders[i]);
  free(cursor);
}

/* Counts what the cursor has before it, in whole blocks where it can, and stops after `blocks`. */
static att_status count_on(att_cursor *cursor, uint64_t blocks, uint64_t *ret_count,
                           att_error *reterr) {
  att_quad quad;
  bool more = true;
  *ret_count = 0;
  while (!cursor->end && more && blocks--) {
    if (cursor->whole) {
      *ret_count += cursor->block.count - cursor->at;
      ATT_TRY(move(cursor, MDB_NEXT, reterr));
      continue;
    }
    while (!cursor->end && cursor->at < cursor->block.count) {
      ATT_TRY(att_cursor_next(cursor, &quad, &more, reterr));
      *ret_count += more;
    }
    if (!cursor->end)
      ATT_TRY(move(cursor, MDB_NEXT, reterr));
  }
  return ATT_OK;
}

static att_status count_kept(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                             att_error *reterr) {
  att_predicate_stats stats = {0, 0, 0};
  if (pattern->g != ATT_ID_ANY)
    return att_txn_graph_count(txn, pattern->g, ret_count, reterr);
  ATT_TRY(att_txn_predicate_stats(txn, pattern->p, &stats, reterr));
  *ret_count = stats.quads;
  return ATT_OK;
}

static att_status count(att_txn *txn, const att_quad *pattern, uint64_t blocks, bool *ret_all,
                        uint64_t *ret_count, att_error *reterr) {
  att_cursor *cursor;
  unsigned mask = bound_mask(pattern);
  *ret_all = true;
  if (mask == 0 || mask == 2 || mask == 8)
    return count_kept(txn, pattern, ret_count, reterr);
  ATT_TRY(att_txn_scan(txn, pattern, 0, &cursor, reterr));
  att_status status = count_on(cursor, blocks, ret_count, reterr);
  *ret_all = cursor->end;
  att_cursor_close(cursor);
  return status;
}

att_status att_txn_count(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                         att_error *reterr) {
  bool all;
  uint64_t found;
  ATT_TRY(count(txn, pattern, UINT64_MAX, &all, &found, reterr));
  *ret_count = found;
  return ATT_OK;
}

att_status att_txn_estimate(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                            att_error *reterr) {
  enum { BLOCKS_LOOKED_AT = 64 };
  bool all;
  uint64_t found;
  ATT_TRY(count(txn, pattern, BLOCKS_LOOKED_AT, &all, &found, reterr));
  if (!all) { /* more than thousands: twice that, or what is usual for the predicate */
    att_predicate_stats stats;
    ATT_TRY(att_txn_predicate_stats(txn, pattern->p, &stats, reterr));
    uint64_t each = pattern->s ? stats.subjects : stats.objects;
    found *= 2;
    found = each && stats.quads / each > found ? stats.quads / each : found;
  }
  *ret_count = found;
  return ATT_OK;
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
    code = mdb_env_info(txn->store->environment.env, &info);
  if (code == 0)
    code = mdb_env_stat(txn->store->environment.env, &page);
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
