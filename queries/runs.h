/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows beyond memory: records of ids in a scratch file, in runs that each ascend, read back merged.
 * A single run is a queue: what is put comes back in its order. Records set aside by a hash of what
 * they are about are read a part at a time (Shapiro's hybrid hashing, ACM TODS 1986). Files are in
 * TMPDIR; what is held of them counts as the query's memory. One thread. Private to queries/.
 *
 *     att_runs runs = att_runs_of(size, compare, context);
 *     att_runs_begin(exec, &runs); att_runs_put(exec, &runs, record); …     each run
 *     att_runs_merge(exec, &runs);                                          as often as wanted
 *     while (att_runs_next(exec, &runs, &record) == ATT_OK && record) …
 *     att_runs_clear(exec, &runs);
 */
#ifndef ATT_QUERIES_RUNS_H
#define ATT_QUERIES_RUNS_H

#include "base/scratch.h"
#include "queries/exec.h"

/* As qsort()'s; equal records come in the order of their runs. */
typedef int (*att_runs_compare)(const void *context, const att_id *a, const att_id *b);

typedef struct {
  size_t size; /* ids a record, at least 1 */
  att_runs_compare compare;
  const void *context;
  uint64_t total; /* records put */
  att_scratch scratch;
  att_id *held; /* records on their way to the file */
  size_t held_count, held_capacity;
  struct att_run_place {
    uint64_t from, count, read; /* offset in the file; records; those fetched from there */
    att_id *records;            /* at hand */
    size_t capacity, have, next;
  } * items;
  size_t count, capacity;
  size_t *heap; /* of runs with records left, the one with the first of them on top */
  size_t heap_count, heap_capacity;
  bool given; /* the first record on top has been given */
} att_runs;

/* `compare` NULL: by the first id. Nothing is made before the first record. */
att_runs att_runs_of(size_t size, att_runs_compare compare, const void *context);
att_status att_runs_begin(att_exec *exec, att_runs *runs) ATT_MUST_CHECK;
att_status att_runs_put(att_exec *exec, att_runs *runs, const att_id *record) ATT_MUST_CHECK;
/* To the beginning of what was put. */
att_status att_runs_merge(att_exec *exec, att_runs *runs) ATT_MUST_CHECK;
/* NULL at the end; good until the next call. */
att_status att_runs_next(att_exec *exec, att_runs *runs, const att_id **ret_record) ATT_MUST_CHECK;
void att_runs_clear(att_exec *exec, att_runs *runs);

/* Parts of records: each a queue. */
enum { ATT_PARTS = 16 };
typedef struct {
  att_runs items[ATT_PARTS];
  bool used;
} att_parts;

void att_parts_init(att_parts *parts, size_t size);
att_status att_parts_put(att_exec *exec, att_parts *parts, uint64_t hash,
                         const att_id *record) ATT_MUST_CHECK;
void att_parts_clear(att_exec *exec, att_parts *parts);

/* Which of many tuples are new. Once there is no room for more of them, those that are not known
 * are set aside with their records, and told apart in the end. */
typedef struct {
  size_t size, carried; /* ids of a tuple; of what comes behind it in a record */
  att_tuples seen;
  att_parts parts;
  att_runs late;
  uint64_t number; /* of records set aside */
  att_id *record;  /* [0] is its number; the caller writes what is to be added from [1] on */
  size_t record_capacity;
} att_unique;

typedef enum { ATT_UNIQUE_NEW, ATT_UNIQUE_KNOWN, ATT_UNIQUE_LATER } att_news;

/* Starts over; an att_unique begins as zeros. */
att_status att_unique_open(att_exec *exec, att_unique *unique, size_t size,
                           size_t carried) ATT_MUST_CHECK;
att_status att_unique_add(att_exec *exec, att_unique *unique, att_news *ret_news) ATT_MUST_CHECK;
/* After the last one: then the records that were set aside and are new, in the order they came,
 * NULL at the end. */
att_status att_unique_settle(att_exec *exec, att_unique *unique) ATT_MUST_CHECK;
att_status att_unique_next(att_exec *exec, att_unique *unique,
                           const att_id **ret_record) ATT_MUST_CHECK;
void att_unique_clear(att_exec *exec, att_unique *unique);

#endif
