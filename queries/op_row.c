/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "queries/exec.h"
#include "queries/expr.h"
#include "queries/runs.h"

typedef struct {
  att_op op;
  att_exprs filters;
} filter_op;

static att_status filter_next(att_op *op, att_batch *out) {
  filter_op *filter = (filter_op *)op;
  const att_id *row;
  att_id *copy;
  while (out->count < op->exec->batch) {
    bool holds = true;
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return ATT_OK;
    ATT_TRY(att_exec_tick(op->exec));
    for (size_t i = 0; i < filter->filters.count && holds; i++)
      ATT_TRY(att_expr_holds(op->exec, filter->filters.items[i], row, &holds));
    if (holds)
      ATT_TRY(att_batch_add(op->exec, out, row, &copy));
  }
  return ATT_OK;
}

static bool filter_copied(att_op *copy) {
  filter_op *filter = (filter_op *)copy;
  return att_expr_copy_all(copy->exec, &filter->filters, &filter->filters);
}

static const att_op_type filter_type = {.name = "filter",
                                        .next = filter_next,
                                        .sieve = att_op_sieves_input,
                                        .size = sizeof(filter_op),
                                        .copied = filter_copied};

att_op *att_op_filter(att_exec *exec, att_op *input, const att_exprs *filters) {
  filter_op *filter = ATT_NEW(exec->arena, filter_op);
  filter->op = (att_op){.type = &filter_type, .exec = exec, .input = input};
  filter->filters = *filters;
  return &filter->op;
}

/* A chain: BINDs right behind one another, whose n-th rows are the same row. */
typedef struct {
  att_op op;
  att_expr *expr;
  int slot;
  uint64_t chain;
} extend_op;

static att_status extend_next(att_op *op, att_batch *out) {
  extend_op *extend = (extend_op *)op;
  const att_id *row;
  att_id *copy, id;
  while (out->count < op->exec->batch) {
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return ATT_OK;
    ATT_TRY(att_exec_tick(op->exec));
    op->exec->row_chain = extend->chain;
    op->exec->row_number = op->actual + out->count;
    ATT_TRY(att_expr_id(op->exec, extend->expr, row, &id));
    ATT_TRY(att_batch_add(op->exec, out, row, &copy));
    if (copy[extend->slot] == 0)
      copy[extend->slot] = id;
    else if (id && copy[extend->slot] != id)
      out->count--;
  }
  return ATT_OK;
}

static bool extend_copied(att_op *copy) {
  extend_op *extend = (extend_op *)copy;
  extend->expr = att_expr_copy(copy->exec, extend->expr);
  return extend->expr != NULL;
}

static const att_op_type extend_type = {.name = "extend",
                                        .next = extend_next,
                                        .size = sizeof(extend_op),
                                        .makes_terms = true,
                                        .copied = extend_copied};

att_op *att_op_extend(att_exec *exec, att_op *input, att_expr *expr, int slot) {
  extend_op *extend = ATT_NEW(exec->arena, extend_op);
  extend->op = (att_op){.type = &extend_type, .exec = exec, .input = input};
  extend->expr = expr;
  extend->slot = slot;
  extend->chain = input->type == &extend_type ? ((extend_op *)input)->chain : ++exec->chains;
  return &extend->op;
}

typedef struct {
  att_op op;
  att_columns columns;
  att_unique seen; /* its records: the columns, then the row */
  bool settled;
} distinct_op;

static att_status distinct_open(att_op *op) {
  distinct_op *distinct = (distinct_op *)op;
  distinct->settled = false;
  return att_unique_open(op->exec, &distinct->seen, distinct->columns.count, op->exec->width);
}

/* The rows that were set aside for want of memory. */
static att_status distinct_rest(distinct_op *distinct, att_batch *out) {
  att_exec *exec = distinct->op.exec;
  const att_id *record;
  att_id *copy;
  if (!distinct->settled)
    ATT_TRY(att_unique_settle(exec, &distinct->seen));
  if (distinct->seen.parts.used)
    att_op_note(&distinct->op, " (through files)");
  distinct->settled = true;
  while (out->count < exec->batch) {
    ATT_TRY(att_unique_next(exec, &distinct->seen, &record));
    if (!record)
      return ATT_OK;
    ATT_TRY(att_batch_add(exec, out, record + distinct->columns.count, &copy));
  }
  return ATT_OK;
}

static att_status distinct_next(att_op *op, att_batch *out) {
  distinct_op *distinct = (distinct_op *)op;
  size_t count = distinct->columns.count;
  const att_id *row;
  att_id *copy;
  att_news news;
  while (out->count < op->exec->batch) {
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return distinct_rest(distinct, out);
    ATT_TRY(att_exec_tick(op->exec));
    for (size_t i = 0; i < count; i++)
      distinct->seen.record[i + 1] = row[distinct->columns.items[i]];
    memcpy(distinct->seen.record + 1 + count, row, op->exec->width * sizeof *row);
    ATT_TRY(att_unique_add(op->exec, &distinct->seen, &news));
    if (news == ATT_UNIQUE_NEW)
      ATT_TRY(att_batch_add(op->exec, out, row, &copy));
  }
  return ATT_OK;
}

static void distinct_close(att_op *op) {
  att_unique_clear(op->exec, &((distinct_op *)op)->seen);
}

static const att_op_type distinct_type = {
    .name = "distinct", .open = distinct_open, .next = distinct_next, .close = distinct_close};

att_op *att_op_distinct(att_exec *exec, att_op *input, att_columns columns) {
  distinct_op *distinct = ATT_NEW(exec->arena, distinct_op);
  distinct->op = (att_op){.type = &distinct_type, .exec = exec, .input = input};
  distinct->columns = columns;
  return &distinct->op;
}

typedef struct {
  att_op op;
  uint64_t offset, limit, skipped, given;
} slice_op;

static att_status slice_open(att_op *op) {
  ((slice_op *)op)->skipped = ((slice_op *)op)->given = 0;
  return ATT_OK;
}

static att_status slice_next(att_op *op, att_batch *out) {
  slice_op *slice = (slice_op *)op;
  const att_id *row;
  att_id *copy;
  while (out->count < op->exec->batch && slice->given < slice->limit) {
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return ATT_OK;
    if (slice->skipped < slice->offset) {
      slice->skipped++;
      continue;
    }
    slice->given++;
    ATT_TRY(att_batch_add(op->exec, out, row, &copy));
  }
  return ATT_OK;
}

static const att_op_type slice_type = {.name = "slice", .open = slice_open, .next = slice_next};

att_op *att_op_slice(att_exec *exec, att_op *input, uint64_t offset, uint64_t limit) {
  slice_op *slice = ATT_NEW(exec->arena, slice_op);
  slice->op = (att_op){.type = &slice_type, .exec = exec, .input = input};
  slice->offset = offset;
  slice->limit = limit;
  return &slice->op;
}
