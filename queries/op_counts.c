/* SPDX-License-Identifier: Apache-2.0
 *
 * Groups whose counts the store keeps, or tells without reading what it counts: the predicates,
 * with how many triples, subjects and objects each has; the objects of a predicate that come often,
 * whose triples stand in whole blocks. */
#include "queries/expr.h"

typedef struct {
  att_op op;
  att_id predicate; /* or ATT_ID_ANY: the groups are the predicates */
  int slot;
  const att_counted *counts;
  size_t count;
  att_cursor *cursor;
  att_id last;
  bool done;
} counts_op;

static att_status counts_open(att_op *op) {
  counts_op *counts = (counts_op *)op;
  counts->last = 0;
  counts->done = false;
  return ATT_OK;
}

/* The next group, and what there is of it. */
static att_status next_group(counts_op *counts, att_id *ret_id, att_predicate_stats *ret_stats) {
  att_exec *exec = counts->op.exec;
  att_quad pattern = {.p = counts->predicate}, found;
  bool more;
  if (!counts->predicate) {
    ATT_TRY(att_txn_next_predicate(exec->txn, counts->last, ret_id, exec->error));
    return *ret_id ? att_txn_predicate_stats(exec->txn, *ret_id, ret_stats, exec->error) : ATT_OK;
  }
  if (!counts->cursor)
    ATT_TRY(att_txn_scan(exec->txn, &pattern, 0, &counts->cursor, exec->error));
  ATT_TRY(att_cursor_rescan_range(counts->cursor, &pattern, 0, counts->last + 1, UINT64_MAX,
                                  exec->error));
  ATT_TRY(att_cursor_next(counts->cursor, &found, &more, exec->error));
  *ret_id = more ? found.o : ATT_ID_ANY;
  pattern.o = *ret_id;
  return more ? att_txn_count(exec->txn, &pattern, &ret_stats->quads, exec->error) : ATT_OK;
}

static att_status give(counts_op *counts, att_id id, const att_predicate_stats *stats,
                       att_batch *out) {
  att_id *row;
  att_exec *exec = counts->op.exec;
  ATT_TRY(att_batch_add(exec, out, counts->op.in.rows, &row));
  row[counts->slot] = id;
  for (size_t i = 0; i < counts->count; i++) {
    const att_counted *it = &counts->counts[i];
    uint64_t value = it->what == ATT_COUNTED_SUBJECTS  ? stats->subjects
                     : it->what == ATT_COUNTED_OBJECTS ? stats->objects
                                                       : stats->quads;
    ATT_TRY(att_expr_integer(exec, (int64_t)value, &row[it->slot]));
  }
  return ATT_OK;
}

static att_status counts_next(att_op *op, att_batch *out) {
  counts_op *counts = (counts_op *)op;
  const att_id *row;
  att_id id;
  if (op->in.count == 0)
    ATT_TRY(att_op_row(op, &row)); /* the one row of the query */
  while (out->count < op->exec->batch && !counts->done) {
    att_predicate_stats stats = {0, 0, 0};
    ATT_TRY(att_exec_check(op->exec));
    ATT_TRY(next_group(counts, &id, &stats));
    counts->done = id == ATT_ID_ANY;
    counts->last = id;
    if (!counts->done)
      ATT_TRY(give(counts, id, &stats, out));
  }
  return ATT_OK;
}

static void counts_close(att_op *op) {
  att_cursor_close(((counts_op *)op)->cursor);
  ((counts_op *)op)->cursor = NULL;
}

static const att_op_type counts_type = {
    .name = "kept counts", .open = counts_open, .next = counts_next, .close = counts_close};

att_op *att_op_counts(att_exec *exec, att_op *input, att_id predicate, int slot,
                      const att_counted *counts, size_t count) {
  counts_op *op = ATT_NEW(exec->arena, counts_op);
  op->op = (att_op){.type = &counts_type, .exec = exec, .input = input};
  op->predicate = predicate;
  op->slot = slot;
  op->counts = counts;
  op->count = count;
  return &op->op;
}
