/* SPDX-License-Identifier: Apache-2.0
 *
 * What a write transaction has changed: quads that are gathered and not written yet, and a journal
 * of all that was written, so that it can be done anew when the map has to grow in the middle (see
 * environment.h). Many additions are sorted in all orders by a thread beside the caller's, written
 * as runs to a scratch file, and merged into the indexes at the end. Private to graph/.
 */
#ifndef ATT_GRAPH_CHANGE_H
#define ATT_GRAPH_CHANGE_H

#include <pthread.h>

#include "graph/spill.h"
#include "graph/store.h"

typedef enum { ATT_ORDERS_COUNT = 6 } att_orders_count;

/* The same quads as a run in each order. */
typedef struct {
  att_run orders[ATT_ORDERS_COUNT];
} att_run_set;

/* A run in the making: the thread's from its start until it is joined. */
typedef struct {
  pthread_t thread;
  bool running;
  att_scratch *spill;
  att_tuple *tuples;  /* `count` quads as they came */
  att_tuple *scratch; /* room for twice as many */
  size_t count, tuples_capacity, capacity;
  att_run_set runs;
  att_status status;
  att_error error;
} att_run_job;

typedef struct {
  uint64_t hash;
  att_id id;
} att_hashed_id;

typedef struct {
  att_tuple *pending; /* quads to add, in order of components SPOG … */
  bool removing;      /* … or to remove: then there are no runs */
  size_t pending_count, pending_capacity;
  uint64_t spilled; /* quads that went into runs */
  att_run_job job;
  att_run_set *runs; /* not in the journal yet */
  size_t run_count, run_capacity;
  att_scratch run_file;
  att_buffer journal; /* the youngest records; those before are in the file */
  att_scratch journal_file;
  uint64_t applied;      /* bytes of the journal whose changes LMDB has */
  att_hashed_id *hashes; /* of terms that LMDB has without their hashes */
  size_t hash_count, hash_capacity;
} att_changes;

typedef enum {
  ATT_CHANGE_TERMS,
  ATT_CHANGE_ADD,
  ATT_CHANGE_REMOVE,
  ATT_CHANGE_RUNS
} att_change_kind;

void att_changes_init(att_changes *changes, const char *folder);
void att_changes_clear(att_changes *changes);

/* Adds a record; nothing is written to LMDB before att_changes_apply(). */
att_status att_changes_record(att_changes *changes, att_change_kind kind, const void *bytes,
                              size_t size, att_error *reterr) ATT_MUST_CHECK;

/* Writes to LMDB what is recorded and not written yet; grows the map where it must. */
att_status att_changes_apply(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

/* After ATT_ERR_LIMIT: a new LMDB transaction in a larger map, in which nothing is applied. */
att_status att_changes_start_anew(att_txn *txn, uint64_t room, att_error *reterr) ATT_MUST_CHECK;

#endif
