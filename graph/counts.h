/* SPDX-License-Identifier: Apache-2.0
 *
 * Statistics kept with the quads: per predicate its quads, distinct subjects and distinct objects;
 * per graph its quads; of the whole store its distinct subjects and objects. Changes are gathered
 * in a transaction and written before they are read, at the commit at the latest. Private to
 * graph/. On disk: docs/store-format.md.
 */
#ifndef ATT_GRAPH_COUNTS_H
#define ATT_GRAPH_COUNTS_H

#include "graph/block.h"
#include "graph/store.h"

typedef enum { ATT_COUNT_PREDICATE, ATT_COUNT_GRAPH } att_count_kind;

/* Modulo 2^64: what was taken away stands as a great number until it is added to what is stored. */
typedef struct {
  att_id id; /* ATT_ID_ANY: an empty slot */
  att_count_kind kind;
  att_predicate_stats change; /* of a graph only `quads` */
} att_count_entry;

typedef struct {
  att_count_entry *slots; /* open addressing */
  size_t capacity, count; /* capacity: a power of two, or 0 */
  uint64_t quads, subjects, objects;
} att_counts;

void att_counts_clear(att_counts *counts);

/* The entry of an id, made where it is missing; NULL when memory is out. */
att_predicate_stats *att_counts_at(att_counts *counts, att_count_kind kind, att_id id);

/* Tuples of one order that were added (or removed): shared[i] says how many leading components
 * tuples[i] has in common with a tuple that is there apart from them or with tuples[i - 1]. Orders
 * that tell nothing new are ignored. */
att_status att_counts_note(att_counts *counts, int order, bool add, const att_tuple *tuples,
                           const uint8_t *shared, size_t count) ATT_MUST_CHECK;

/* Whether att_counts_note() looks at `shared` of an order. */
bool att_counts_wants(int order);

/* Writes what was gathered in a transaction. */
att_status att_counts_flush(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

/* The stored counts against those of a whole store just counted; ATT_ERR_CORRUPT. */
att_status att_counts_compare(att_txn *txn, const att_counts *counted,
                              att_error *reterr) ATT_MUST_CHECK;

#endif
