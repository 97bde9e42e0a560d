/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

/* A sum over a set of quads that does not depend on their order: equal sums, equal sets (but for a
 * chance of 2^-64), without holding the set. */
typedef struct {
  uint64_t count, sum;
} quad_digest;

static void digest_add(quad_digest *digest, const att_quad *quad) {
  digest->count++;
  digest->sum += att_dict_hash(quad, sizeof *quad);
}

/* `shared` as att_counts_note() wants it, with what stands before each tuple. */
static att_status count_block(att_counts *counted, att_order order, const att_tuple *before,
                              const att_tuple *block, size_t count, att_error *reterr) {
  uint8_t shared[ATT_BLOCK_TUPLES];
  for (size_t i = 0; i < count; i++) {
    shared[i] = 0;
    while (shared[i] < 4 && before->id[shared[i]] == block[i].id[shared[i]])
      shared[i]++;
    before = &block[i];
  }
  if (att_counts_note(counted, (int)order, true, block, shared, count))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  return ATT_OK;
}

static att_status check_block(const MDB_val *key, const MDB_val *value, att_order order,
                              att_tuple *last, quad_digest *digest, att_counts *counted,
                              att_error *reterr) {
  att_tuple block[ATT_BLOCK_TUPLES], before = *last;
  size_t count;
  if (key->mv_size != 32)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "an index key has %zu bytes", key->mv_size);
  att_tuple greatest = att_index_tuple(key->mv_data);
  if (att_block_decode(value->mv_data, value->mv_size, block, &count))
    return att_error_set(reterr, ATT_ERR_CORRUPT, "order %d: a block does not decode", (int)order);
  if (att_tuple_compare(&greatest, &block[count - 1]) != 0)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "order %d: a key is not its block's last tuple",
                         (int)order);
  for (size_t i = 0; i < count; i++) {
    if (att_tuple_compare(last, &block[i]) >= 0)
      return att_error_set(reterr, ATT_ERR_CORRUPT, "order %d: quads do not ascend", (int)order);
    att_quad quad = att_quad_of(&block[i], order);
    digest_add(digest, &quad);
    *last = block[i];
  }
  return count_block(counted, order, &before, block, count, reterr);
}

static att_status check_order(att_txn *txn, att_order order, quad_digest *digest,
                              att_counts *counted, att_error *reterr) {
  MDB_cursor *cursor;
  MDB_val key, value;
  att_tuple last = {{0}};
  int code = mdb_cursor_open(txn->mdb, txn->store->orders[order], &cursor);
  if (code)
    return att_lmdb_error(code, "opening an index", reterr);
  att_status status = ATT_OK;
  while (status == ATT_OK && (code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0)
    status = check_block(&key, &value, order, &last, digest, counted, reterr);
  mdb_cursor_close(cursor);
  if (status == ATT_OK && code != MDB_NOTFOUND)
    status = att_lmdb_error(code, "reading an index", reterr);
  return status;
}

/* Every id in a quad has a term (inline ones are their own). */
static att_status check_quads(att_txn *txn, att_error *reterr) {
  att_cursor *cursor;
  att_quad quad, before = {0};
  bool more;
  ATT_TRY(att_txn_scan(txn, &(att_quad){0}, 0, &cursor, reterr));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, reterr)) == ATT_OK && more) {
    const att_id now[4] = {quad.s, quad.p, quad.o, quad.g};
    const att_id old[4] = {before.s, before.p, before.o, before.g};
    for (int i = 0; i < 4 && status == ATT_OK; i++) {
      char scratch[ATT_SCRATCH_SIZE];
      att_term term;
      if (now[i] != old[i] && now[i] != ATT_ID_DEFAULT_GRAPH)
        status = att_txn_term(txn, now[i], scratch, &term, reterr);
    }
    if (status != ATT_OK)
      break;
    before = quad;
  }
  att_cursor_close(cursor);
  if (status == ATT_ERR_NOT_FOUND) {
    if (reterr)
      reterr->status = ATT_ERR_CORRUPT;
    status = ATT_ERR_CORRUPT;
  }
  return status;
}

/* Every dictionary entry's hash leads back to it, and there are as many as were given numbers. */
static att_status check_terms(att_txn *txn, att_error *reterr) {
  MDB_cursor *cursor;
  MDB_val key, value;
  uint64_t count = 0;
  int code = mdb_cursor_open(txn->mdb, txn->store->hashes, &cursor);
  if (code)
    return att_lmdb_error(code, "opening the dictionary", reterr);
  att_status status = ATT_OK;
  while (status == ATT_OK && (code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
    uint64_t hash, id;
    memcpy(&hash, key.mv_data, sizeof hash);
    memcpy(&id, value.mv_data, sizeof id);
    uint64_t number = id & (((uint64_t)1 << 60) - 1);
    MDB_val number_key = {sizeof number, &number}, coded;
    count++;
    if (mdb_get(txn->mdb, txn->store->terms, &number_key, &coded) ||
        att_dict_hash(coded.mv_data, coded.mv_size) != hash)
      status = att_error_set(reterr, ATT_ERR_CORRUPT, "the term %llx and its hash do not agree",
                             (unsigned long long)id);
  }
  mdb_cursor_close(cursor);
  if (status == ATT_OK && count != txn->last_term)
    status = att_error_set(reterr, ATT_ERR_CORRUPT, "%llu terms were given, %llu are there",
                           (unsigned long long)txn->last_term, (unsigned long long)count);
  return status;
}

static att_status check_orders(att_txn *txn, att_counts *counted, att_error *reterr) {
  quad_digest first = {0, 0};
  for (att_order order = ATT_SPOG; order < ATT_ORDERS; order++) {
    quad_digest digest = {0, 0};
    ATT_TRY(check_order(txn, order, &digest, counted, reterr));
    if (order == ATT_SPOG)
      first = digest;
    else if (digest.count != first.count || digest.sum != first.sum)
      return att_error_set(reterr, ATT_ERR_CORRUPT, "order %d holds other quads than the first",
                           (int)order);
  }
  return att_counts_compare(txn, counted, reterr);
}

att_status att_txn_check(att_txn *txn, att_error *reterr) {
  att_counts counted = {0};
  if (txn->write)
    ATT_TRY(att_txn_flush(txn, reterr));
  att_status status = check_orders(txn, &counted, reterr);
  att_counts_clear(&counted);
  if (status == ATT_OK)
    status = check_terms(txn, reterr);
  return status == ATT_OK ? check_quads(txn, reterr) : status;
}
