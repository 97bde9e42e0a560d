/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/counts.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

void att_counts_clear(att_counts *counts) {
  free(counts->slots);
  *counts = (att_counts){0};
}

static att_count_entry *slot_of(const att_counts *counts, att_count_kind kind, att_id id) {
  size_t mask = counts->capacity - 1;
  size_t at = (size_t)((id ^ (uint64_t)kind << 59) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & mask;
  while (counts->slots[at].id != ATT_ID_ANY &&
         (counts->slots[at].id != id || counts->slots[at].kind != kind))
    at = (at + 1) & mask;
  return &counts->slots[at];
}

static bool grow(att_counts *counts) {
  att_counts larger = *counts;
  larger.capacity = counts->capacity ? 2 * counts->capacity : 64;
  larger.slots = calloc(larger.capacity, sizeof *larger.slots);
  if (!larger.slots)
    return false;
  for (size_t i = 0; i < counts->capacity; i++)
    if (counts->slots[i].id != ATT_ID_ANY)
      *slot_of(&larger, counts->slots[i].kind, counts->slots[i].id) = counts->slots[i];
  free(counts->slots);
  *counts = larger;
  return true;
}

att_predicate_stats *att_counts_at(att_counts *counts, att_count_kind kind, att_id id) {
  if (2 * counts->count >= counts->capacity && !grow(counts))
    return NULL;
  att_count_entry *entry = slot_of(counts, kind, id);
  if (entry->id == ATT_ID_ANY) {
    *entry = (att_count_entry){.id = id, .kind = kind};
    counts->count++;
  }
  return &entry->change;
}

bool att_counts_wants(int order) {
  return order == ATT_SPOG || order == ATT_POSG || order == ATT_OSPG;
}

static att_status note_graphs(att_counts *counts, uint64_t one, const att_tuple *gspo,
                              size_t count) {
  att_predicate_stats *graph = NULL;
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || gspo[i].id[0] != gspo[i - 1].id[0])
      graph = att_counts_at(counts, ATT_COUNT_GRAPH, gspo[i].id[0]);
    if (!graph)
      return ATT_ERR_MEMORY;
    graph->quads += one;
  }
  counts->quads += one * count;
  return ATT_OK;
}

/* A tuple that shares less than a prefix with all others brings (or takes away) that prefix. */
att_status att_counts_note(att_counts *counts, int order, bool add, const att_tuple *tuples,
                           const uint8_t *shared, size_t count) {
  uint64_t one = add ? 1 : UINT64_MAX;
  if (order == ATT_GSPO)
    return note_graphs(counts, one, tuples, count);
  if (!att_counts_wants(order))
    return ATT_OK;
  if (order != ATT_POSG)
    for (size_t i = 0; i < count; i++)
      if (shared[i] < 1)
        *(order == ATT_SPOG ? &counts->subjects : &counts->objects) += one;
  if (order == ATT_OSPG)
    return ATT_OK;
  att_predicate_stats *predicate = NULL;
  int k = order == ATT_SPOG ? 1 : 0;
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || tuples[i].id[k] != tuples[i - 1].id[k])
      predicate = att_counts_at(counts, ATT_COUNT_PREDICATE, tuples[i].id[k]);
    if (!predicate)
      return ATT_ERR_MEMORY;
    if (order == ATT_POSG)
      predicate->quads += one;
    if (shared[i] < 2)
      *(order == ATT_SPOG ? &predicate->subjects : &predicate->objects) += one;
  }
  return ATT_OK;
}

/* Zeros where nothing is stored. */
static att_status read_stats(att_txn *txn, MDB_dbi dbi, att_id id, att_predicate_stats *ret_stats,
                             att_error *reterr) {
  MDB_val key = {sizeof id, &id}, value;
  att_predicate_stats stats = {0, 0, 0};
  int code = mdb_get(txn->mdb, dbi, &key, &value);
  if (code && code != MDB_NOTFOUND)
    return att_lmdb_error(code, "reading the counts", reterr);
  if (code == 0 && value.mv_size != sizeof stats)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "a count has %zu bytes", value.mv_size);
  if (code == 0)
    memcpy(&stats, value.mv_data, sizeof stats);
  *ret_stats = stats;
  return ATT_OK;
}

static MDB_dbi table_of(const att_txn *txn, att_count_kind kind) {
  return kind == ATT_COUNT_GRAPH ? txn->store->graphs : txn->store->predicates;
}

static att_status write_entry(att_txn *txn, const att_count_entry *entry, att_error *reterr) {
  MDB_dbi dbi = table_of(txn, entry->kind);
  att_predicate_stats stats;
  att_id id = entry->id;
  ATT_TRY(read_stats(txn, dbi, id, &stats, reterr));
  bool there = stats.quads > 0;
  stats.quads += entry->change.quads;
  stats.subjects += entry->change.subjects;
  stats.objects += entry->change.objects;
  MDB_val key = {sizeof id, &id}, value = {sizeof stats, &stats};
  int code = stats.quads ? mdb_put(txn->mdb, dbi, &key, &value, 0)
             : there     ? mdb_del(txn->mdb, dbi, &key, NULL)
                         : 0;
  return code ? att_lmdb_error(code, "writing the counts", reterr) : ATT_OK;
}

att_status att_counts_flush(att_txn *txn, att_error *reterr) {
  att_counts *counts = &txn->counts;
  for (size_t i = 0; i < counts->capacity; i++)
    if (counts->slots[i].id != ATT_ID_ANY)
      ATT_TRY(write_entry(txn, &counts->slots[i], reterr));
  txn->quads += counts->quads;
  txn->subjects += counts->subjects;
  txn->objects += counts->objects;
  att_counts_clear(counts);
  return ATT_OK;
}

att_status att_txn_predicate_stats(att_txn *txn, att_id predicate, att_predicate_stats *ret_stats,
                                   att_error *reterr) {
  ATT_TRY(att_txn_settle(txn, reterr));
  if (predicate != ATT_ID_ANY)
    return read_stats(txn, txn->store->predicates, predicate, ret_stats, reterr);
  *ret_stats = (att_predicate_stats){txn->quads, txn->subjects, txn->objects};
  return ATT_OK;
}

att_status att_txn_graph_count(att_txn *txn, att_id graph, uint64_t *ret_count, att_error *reterr) {
  att_predicate_stats stats;
  ATT_TRY(att_txn_settle(txn, reterr));
  ATT_TRY(read_stats(txn, txn->store->graphs, graph, &stats, reterr));
  *ret_count = stats.quads;
  return ATT_OK;
}

static att_status next_id(att_txn *txn, att_count_kind kind, att_id after, att_id *ret_id,
                          att_error *reterr) {
  MDB_cursor *cursor;
  ATT_TRY(att_txn_settle(txn, reterr));
  int code = mdb_cursor_open(txn->mdb, table_of(txn, kind), &cursor);
  if (code)
    return att_lmdb_error(code, "opening the counts", reterr);
  att_id from = after + 1, found = ATT_ID_ANY;
  MDB_val key = {sizeof from, &from}, value;
  code = after == UINT64_MAX ? MDB_NOTFOUND : mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
  if (code == 0 && key.mv_size == sizeof found)
    memcpy(&found, key.mv_data, sizeof found);
  mdb_cursor_close(cursor);
  if (code && code != MDB_NOTFOUND)
    return att_lmdb_error(code, "reading the counts", reterr);
  *ret_id = found;
  return ATT_OK;
}

att_status att_txn_next_graph(att_txn *txn, att_id after, att_id *ret_graph, att_error *reterr) {
  return next_id(txn, ATT_COUNT_GRAPH, after, ret_graph, reterr);
}

att_status att_txn_next_predicate(att_txn *txn, att_id after, att_id *ret_predicate,
                                  att_error *reterr) {
  return next_id(txn, ATT_COUNT_PREDICATE, after, ret_predicate, reterr);
}

static att_status compare_table(att_txn *txn, att_count_kind kind, const char *what,
                                const att_counts *counted, att_error *reterr) {
  MDB_stat table;
  int code = mdb_stat(txn->mdb, table_of(txn, kind), &table);
  if (code)
    return att_lmdb_error(code, "reading the counts", reterr);
  size_t entries = 0;
  for (size_t i = 0; i < counted->capacity; i++) {
    const att_count_entry *entry = &counted->slots[i];
    if (entry->id == ATT_ID_ANY || entry->kind != kind)
      continue;
    att_predicate_stats stored;
    ATT_TRY(read_stats(txn, table_of(txn, kind), entry->id, &stored, reterr));
    entries++;
    if (memcmp(&stored, &entry->change, sizeof stored) != 0)
      return att_error_set(reterr, ATT_ERR_CORRUPT,
                           "the counts of %s %llx are %llu, %llu, %llu, not %llu, %llu, %llu", what,
                           (unsigned long long)entry->id, (unsigned long long)stored.quads,
                           (unsigned long long)stored.subjects, (unsigned long long)stored.objects,
                           (unsigned long long)entry->change.quads,
                           (unsigned long long)entry->change.subjects,
                           (unsigned long long)entry->change.objects);
  }
  if (entries != table.ms_entries)
    return att_error_set(reterr, ATT_ERR_CORRUPT, "counts of %zu %ss are kept, %zu are there",
                         table.ms_entries, what, entries);
  return ATT_OK;
}

att_status att_counts_compare(att_txn *txn, const att_counts *counted, att_error *reterr) {
  ATT_TRY(att_txn_settle(txn, reterr));
  if (txn->quads != counted->quads || txn->subjects != counted->subjects ||
      txn->objects != counted->objects)
    return att_error_set(reterr, ATT_ERR_CORRUPT,
                         "%llu quads, %llu subjects, %llu objects were counted, not %llu, %llu, "
                         "%llu",
                         (unsigned long long)txn->quads, (unsigned long long)txn->subjects,
                         (unsigned long long)txn->objects, (unsigned long long)counted->quads,
                         (unsigned long long)counted->subjects,
                         (unsigned long long)counted->objects);
  ATT_TRY(compare_table(txn, ATT_COUNT_PREDICATE, "predicate", counted, reterr));
  return compare_table(txn, ATT_COUNT_GRAPH, "graph", counted, reterr);
}
