/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/change.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

enum {
  RUN_LEAST = 1 << 18,    /* quads in a run, so that sorting begins early … */
  RUN_MOST = 1 << 20,     /* … and there are not too many of them */
  MEMORY_MOST = 1 << 16,  /* quads that are merged from memory */
  JOURNAL_MOST = 4 << 20, /* bytes of it that stay in memory */
  MERGED_AT_ONCE = 1 << 13,
};

typedef struct {
  uint64_t kind, size; /* of what follows, in bytes */
} record_head;

void att_changes_init(att_changes *changes, const char *folder) {
  *changes =
      (att_changes){.run_file = att_scratch_in(folder), .journal_file = att_scratch_in(folder)};
}

static att_status join_job(att_changes *changes, att_error *reterr);

void att_changes_clear(att_changes *changes) {
  const char *folder = changes->run_file.folder;
  if (join_job(changes, NULL) != ATT_OK)
    changes->run_count = 0;
  free(changes->job.tuples);
  free(changes->job.scratch);
  free(changes->pending);
  free(changes->runs);
  free(changes->hashes);
  att_buffer_clear(&changes->journal);
  att_scratch_close(&changes->run_file);
  att_scratch_close(&changes->journal_file);
  att_changes_init(changes, folder);
}

static att_status no_memory(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
}

/* Room for one more in an array of items of `size` bytes. */
static bool reserve(void **items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity)
    return true;
  size_t more = *capacity ? 2 * *capacity : 64;
  void *larger = realloc(*items, more * size);
  if (!larger)
    return false;
  *items = larger;
  *capacity = more;
  return true;
}

att_status att_changes_record(att_changes *changes, att_change_kind kind, const void *bytes,
                              size_t size, att_error *reterr) {
  record_head head = {kind, size};
  att_buffer *journal = &changes->journal;
  if (journal->size && journal->size + size > JOURNAL_MOST) {
    ATT_TRY(att_scratch_write(&changes->journal_file, journal->data, journal->size, reterr));
    att_buffer_reset(journal);
  }
  if (att_buffer_append(journal, &head, sizeof head) || att_buffer_append(journal, bytes, size))
    return no_memory(reterr);
  return ATT_OK;
}

static uint64_t journal_size(const att_changes *changes) {
  return changes->journal_file.size + changes->journal.size;
}

static att_status read_journal(const att_changes *changes, uint64_t at, void *bytes, size_t size,
                               att_error *reterr) {
  if (at < changes->journal_file.size)
    return att_scratch_read(&changes->journal_file, at, bytes, size, reterr);
  if (size)
    memcpy(bytes, changes->journal.data + (at - changes->journal_file.size), size);
  return ATT_OK;
}

/* Ascending and without what stands twice. */
static size_t sort_unique(att_tuple *tuples, att_tuple *scratch, size_t count) {
  size_t unique = 0;
  att_tuples_sort(tuples, scratch, count, 4);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || att_tuple_compare(&tuples[i], &tuples[unique - 1]) != 0)
      tuples[unique++] = tuples[i];
  return unique;
}

static bool in_one_graph(const att_tuple *spog, size_t count) {
  uint64_t differ = 0;
  for (size_t i = 1; i < count; i++)
    differ |= spog[i].id[3] ^ spog[0].id[3];
  return differ == 0;
}

/* Each order from the one before by a stable sort of one component: (s p o g) by o gives (o s p g),
 * that by p gives (p o s g), and each by g the one that begins with it; in one graph these are in
 * order as they are. Tuples sort the same with and without a component in which all are alike. */
static att_status write_orders(att_run_job *job) {
  static const att_order plain[] = {ATT_SPOG, ATT_OSPG, ATT_POSG};
  static const att_order by_graph[] = {ATT_GSPO, ATT_GOSP, ATT_GPOS};
  att_tuple *tuples = job->tuples, *scratch = job->scratch, *copy = scratch + job->capacity;
  size_t count = sort_unique(tuples, scratch, job->count);
  bool one = in_one_graph(tuples, count);
  for (int i = 0; i < 3; i++) {
    if (i) {
      att_tuples_turn(tuples, count, plain[i - 1], plain[i]);
      att_tuples_sort(tuples, scratch, count, 1);
    }
    ATT_TRY(att_run_write(job->spill, tuples, count, &job->runs.orders[plain[i]], &job->error));
    memcpy(copy, tuples, count * sizeof *tuples);
    att_tuples_turn(copy, count, plain[i], by_graph[i]);
    if (!one)
      att_tuples_sort(copy, scratch, count, 1);
    ATT_TRY(att_run_write(job->spill, copy, count, &job->runs.orders[by_graph[i]], &job->error));
  }
  return ATT_OK;
}

static void *run_job(void *context) {
  att_run_job *job = context;
  job->status = write_orders(job);
  return NULL;
}

static att_status join_job(att_changes *changes, att_error *reterr) {
  att_run_job *job = &changes->job;
  if (!job->running)
    return ATT_OK;
  pthread_join(job->thread, NULL);
  job->running = false;
  if (job->status != ATT_OK)
    return att_error_set(reterr, job->status, "%s", job->error.message);
  if (!reserve((void **)&changes->runs, changes->run_count, &changes->run_capacity,
               sizeof *changes->runs))
    return no_memory(reterr);
  changes->runs[changes->run_count++] = job->runs;
  return ATT_OK;
}

/* What is pending becomes a run, while the caller goes on with the memory of the last one. */
static att_status spill_pending(att_changes *changes, att_error *reterr) {
  att_run_job *job = &changes->job;
  ATT_TRY(join_job(changes, reterr));
  if (job->capacity < changes->pending_capacity) {
    free(job->scratch);
    job->capacity = changes->pending_capacity;
    job->scratch = malloc(2 * job->capacity * sizeof *job->scratch);
    if (!job->scratch) {
      job->capacity = 0;
      return no_memory(reterr);
    }
  }
  att_tuple *spare = job->tuples;
  size_t spare_capacity = job->tuples_capacity;
  job->tuples = changes->pending;
  job->tuples_capacity = changes->pending_capacity;
  job->count = changes->pending_count;
  job->spill = &changes->run_file;
  changes->spilled += job->count;
  changes->pending = spare;
  changes->pending_capacity = spare_capacity;
  changes->pending_count = 0;
  job->running = pthread_create(&job->thread, NULL, run_job, job) == 0;
  if (job->running)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_MEMORY, "no thread to sort with");
}

static size_t run_size(const att_changes *changes) {
  uint64_t fitting = changes->spilled / 4;
  return fitting < RUN_LEAST ? RUN_LEAST : fitting > RUN_MOST ? RUN_MOST : (size_t)fitting;
}

/* Puts what is pending into the journal. */
static att_status record_pending(att_changes *changes, att_error *reterr) {
  if (!changes->spilled && changes->pending_count <= MEMORY_MOST) {
    size_t count = changes->pending_count;
    att_change_kind kind = changes->removing ? ATT_CHANGE_REMOVE : ATT_CHANGE_ADD;
    changes->pending_count = 0;
    changes->removing = false;
    return count ? att_changes_record(changes, kind, changes->pending,
                                      count * sizeof *changes->pending, reterr)
                 : ATT_OK;
  }
  if (changes->pending_count)
    ATT_TRY(spill_pending(changes, reterr));
  ATT_TRY(join_job(changes, reterr));
  free(changes->job.tuples);
  free(changes->job.scratch);
  changes->job.tuples = changes->job.scratch = NULL;
  changes->job.capacity = changes->job.tuples_capacity = 0;
  size_t count = changes->run_count;
  changes->run_count = 0;
  changes->spilled = 0;
  return att_changes_record(changes, ATT_CHANGE_RUNS, changes->runs, count * sizeof *changes->runs,
                            reterr);
}

static att_status gather(att_txn *txn, const att_quad *quad, const char *to, att_error *reterr) {
  att_changes *changes = &txn->changes;
  if (!txn->write || !quad->s || !quad->p || !quad->o || !quad->g)
    return att_error_set(reterr, ATT_ERR_USAGE, "a quad to %s needs a writer and four terms", to);
  if (!reserve((void **)&changes->pending, changes->pending_count, &changes->pending_capacity,
               sizeof *changes->pending))
    return no_memory(reterr);
  changes->pending[changes->pending_count++] = (att_tuple){{quad->s, quad->p, quad->o, quad->g}};
  return ATT_OK;
}

att_status att_txn_add(att_txn *txn, const att_quad *quad, att_error *reterr) {
  att_changes *changes = &txn->changes;
  if (changes->removing)
    ATT_TRY(record_pending(changes, reterr));
  if (changes->pending_count >= RUN_LEAST && changes->pending_count >= run_size(changes))
    ATT_TRY(spill_pending(changes, reterr));
  return gather(txn, quad, "add", reterr);
}

att_status att_txn_remove(att_txn *txn, const att_quad *quad, att_error *reterr) {
  att_changes *changes = &txn->changes;
  if (changes->pending_count && (!changes->removing || changes->pending_count == MEMORY_MOST))
    ATT_TRY(record_pending(changes, reterr));
  ATT_TRY(gather(txn, quad, "remove", reterr));
  changes->removing = true;
  return ATT_OK;
}

static att_status note(att_txn *txn, att_order order, bool add, const att_tuple *tuples,
                       const uint8_t *shared, size_t count, uint64_t *changed, att_error *reterr) {
  *changed += count;
  if (att_counts_note(&txn->counts, (int)order, add, tuples, shared, count))
    return no_memory(reterr);
  return ATT_OK;
}

static att_status same_changes(const uint64_t changed[ATT_ORDERS], att_error *reterr) {
  for (att_order order = ATT_POSG; order < ATT_ORDERS; order++)
    if (changed[order] != changed[ATT_SPOG])
      return att_error_set(reterr, ATT_ERR_CORRUPT,
                           "order %d does not hold the quads that the first one does", (int)order);
  return ATT_OK;
}

/* Brings quads, as unsorted SPOG tuples, into or out of all six orders. What the first order says
 * is no change is none for the others. Both arrays are used up. */
static att_status apply_tuples(att_txn *txn, bool add, att_tuple *tuples, att_tuple *scratch,
                               size_t count, att_error *reterr) {
  uint64_t changed[ATT_ORDERS] = {0};
  uint8_t *shared = (uint8_t *)scratch; /* free between sorts */
  count = sort_unique(tuples, scratch, count);
  for (att_order order = ATT_SPOG; order < ATT_ORDERS; order++) {
    if (order != ATT_SPOG) {
      att_tuples_turn(tuples, count, order - 1, order);
      att_tuples_sort(tuples, scratch, count, 4);
    }
    ATT_TRY(att_index_apply(txn, order, add, tuples, count, shared, &count, reterr));
    ATT_TRY(note(txn, order, add, tuples, shared, count, &changed[order], reterr));
  }
  return same_changes(changed, reterr);
}

static att_status apply_run(att_txn *txn, att_order order, att_merge *merge, att_tuple *tuples,
                            uint8_t *shared, uint64_t *changed, att_error *reterr) {
  for (;;) {
    size_t count;
    ATT_TRY(att_merge_next(merge, tuples, MERGED_AT_ONCE, &count, reterr));
    if (!count)
      return ATT_OK;
    ATT_TRY(att_index_apply(txn, order, true, tuples, count, shared, &count, reterr));
    ATT_TRY(note(txn, order, true, tuples, shared, count, changed, reterr));
  }
}

static att_status apply_runs(att_txn *txn, const att_run_set *runs, size_t count,
                             att_error *reterr) {
  uint64_t changed[ATT_ORDERS] = {0};
  att_tuple *tuples = malloc(MERGED_AT_ONCE * (sizeof *tuples + 1));
  if (!tuples)
    return no_memory(reterr);
  uint8_t *shared = (uint8_t *)(tuples + MERGED_AT_ONCE);
  att_status status = ATT_OK;
  for (att_order order = ATT_SPOG; order < ATT_ORDERS && status == ATT_OK; order++) {
    att_merge *merge = NULL;
    status = att_merge_open(&txn->changes.run_file, &runs->orders[order], count, ATT_ORDERS_COUNT,
                            &merge, reterr);
    if (status == ATT_OK)
      status = apply_run(txn, order, merge, tuples, shared, &changed[order], reterr);
    att_merge_close(merge);
  }
  free(tuples);
  return status == ATT_OK ? same_changes(changed, reterr) : status;
}

static att_status apply_record(att_txn *txn, att_change_kind kind, void *bytes, size_t size,
                               att_error *reterr) {
  if (kind == ATT_CHANGE_TERMS)
    return att_dict_write(txn, bytes, size, reterr);
  if (kind == ATT_CHANGE_RUNS)
    return apply_runs(txn, bytes, size / sizeof(att_run_set), reterr);
  att_tuple *scratch = malloc(size + 1);
  if (!scratch)
    return no_memory(reterr);
  att_status status =
      apply_tuples(txn, kind == ATT_CHANGE_ADD, bytes, scratch, size / sizeof *scratch, reterr);
  free(scratch);
  return status;
}

static att_status apply_next(att_txn *txn, att_error *reterr) {
  att_changes *changes = &txn->changes;
  record_head head;
  ATT_TRY(read_journal(changes, changes->applied, &head, sizeof head, reterr));
  void *bytes = malloc(head.size + 1);
  if (!bytes)
    return no_memory(reterr);
  att_status status =
      read_journal(changes, changes->applied + sizeof head, bytes, head.size, reterr);
  if (status == ATT_OK)
    status = apply_record(txn, (att_change_kind)head.kind, bytes, head.size, reterr);
  free(bytes);
  if (status == ATT_OK)
    changes->applied += sizeof head + head.size;
  return status;
}

static att_status apply_all(att_txn *txn, att_error *reterr) {
  while (txn->changes.applied < journal_size(&txn->changes))
    ATT_TRY(apply_next(txn, reterr));
  return att_dict_write_hashes(txn, reterr);
}

att_status att_changes_start_anew(att_txn *txn, uint64_t room, att_error *reterr) {
  if (txn->hash_cursor)
    mdb_cursor_close(txn->hash_cursor);
  txn->hash_cursor = NULL;
  if (txn->mdb)
    mdb_txn_abort(txn->mdb);
  txn->mdb = NULL;
  ATT_TRY(att_environment_grow(&txn->store->environment, room, &txn->mdb, reterr));
  att_counts_clear(&txn->counts);
  txn->changes.applied = 0;
  txn->changes.hash_count = 0;
  return att_txn_read_counts(txn, reterr);
}

att_status att_changes_apply(att_txn *txn, att_error *reterr) {
  att_changes *changes = &txn->changes;
  uint64_t wanted = 2 * changes->run_file.size + 4 * journal_size(changes);
  if (changes->applied == journal_size(changes) && !changes->hash_count)
    return ATT_OK;
  if (changes->applied == 0 && wanted > att_environment_room(&txn->store->environment))
    ATT_TRY(att_changes_start_anew(txn, wanted, reterr));
  for (;;) {
    att_status status = apply_all(txn, reterr);
    if (status != ATT_ERR_LIMIT)
      return status;
    ATT_TRY(att_changes_start_anew(txn, 0, reterr));
  }
}

att_status att_txn_flush(att_txn *txn, att_error *reterr) {
  ATT_TRY(att_dict_record(txn, reterr));
  ATT_TRY(record_pending(&txn->changes, reterr));
  return att_changes_apply(txn, reterr);
}

static att_status remove_tuples(att_txn *txn, const att_tuple *tuples, size_t count,
                                att_error *reterr) {
  ATT_TRY(
      att_changes_record(&txn->changes, ATT_CHANGE_REMOVE, tuples, count * sizeof *tuples, reterr));
  return att_changes_apply(txn, reterr);
}

/* Fills `tuples` with up to `most` quads of the pattern. */
static att_status collect(att_txn *txn, const att_quad *pattern, att_tuple *tuples, size_t most,
                          size_t *ret_count, att_error *reterr) {
  att_cursor *cursor;
  att_quad quad;
  bool more = true;
  size_t count = 0;
  ATT_TRY(att_txn_scan(txn, pattern, 0, &cursor, reterr));
  att_status status = ATT_OK;
  while (count < most && status == ATT_OK) {
    status = att_cursor_next(cursor, &quad, &more, reterr);
    if (status != ATT_OK || !more)
      break;
    tuples[count++] = att_tuple_of(&quad, ATT_SPOG);
  }
  att_cursor_close(cursor);
  *ret_count = count;
  return status;
}

att_status att_txn_remove_all(att_txn *txn, const att_quad *pattern, uint64_t *ret_removed,
                              att_error *reterr) {
  const size_t most = MEMORY_MOST;
  if (!txn->write)
    return att_error_set(reterr, ATT_ERR_USAGE, "this transaction only reads");
  att_tuple *tuples = malloc(most * sizeof *tuples);
  if (!tuples)
    return no_memory(reterr);
  uint64_t removed = 0;
  size_t count = most;
  att_status status = ATT_OK;
  while (status == ATT_OK && count == most) {
    status = collect(txn, pattern, tuples, most, &count, reterr);
    if (status == ATT_OK && count)
      status = remove_tuples(txn, tuples, count, reterr);
    removed += count;
  }
  free(tuples);
  if (status == ATT_OK && ret_removed)
    *ret_removed = removed;
  return status;
}
