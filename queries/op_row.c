/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "queries/exec.h"
#include "queries/expr.h"

typedef struct {
  att_op op;
  att_exprs filters;
} filter_op;

static att_status filter_next(att_op *op, att_batch *out) {
  filter_op *filter = (filter_op *)op;
  const att_id *row;
  att_id *copy;
  while (out->count < ATT_BATCH) {
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

static const att_op_type filter_type = {"filter", NULL, filter_next, NULL};

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
  while (out->count < ATT_BATCH) {
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

static const att_op_type extend_type = {"extend", NULL, extend_next, NULL};

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
  att_tuples seen;
  att_id *tuple;
} distinct_op;

static att_status distinct_open(att_op *op) {
  distinct_op *distinct = (distinct_op *)op;
  att_tuples_clear(op->exec, &distinct->seen);
  return ATT_OK;
}

static att_status distinct_next(att_op *op, att_batch *out) {
  distinct_op *distinct = (distinct_op *)op;
  const att_id *row;
  att_id *copy;
  size_t at;
  bool fresh;
  while (out->count < ATT_BATCH) {
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return ATT_OK;
    for (size_t i = 0; i < distinct->columns.count; i++)
      distinct->tuple[i] = row[distinct->columns.items[i]];
    ATT_TRY(att_tuples_add(op->exec, &distinct->seen, distinct->tuple, &at, &fresh));
    if (fresh)
      ATT_TRY(att_batch_add(op->exec, out, row, &copy));
  }
  return ATT_OK;
}

static void distinct_close(att_op *op) {
  att_tuples_clear(op->exec, &((distinct_op *)op)->seen);
}

static const att_op_type distinct_type = {"distinct", distinct_open, distinct_next, distinct_close};

att_op *att_op_distinct(att_exec *exec, att_op *input, att_columns columns) {
  distinct_op *distinct = ATT_NEW(exec->arena, distinct_op);
  distinct->op = (att_op){.type = &distinct_type, .exec = exec, .input = input};
  distinct->columns = columns;
  distinct->seen.size = columns.count;
  distinct->tuple = ATT_NEW_ARRAY(exec->arena, att_id, columns.count + 1);
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
  while (out->count < ATT_BATCH && slice->given < slice->limit) {
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

static const att_op_type slice_type = {"slice", slice_open, slice_next, NULL};

att_op *att_op_slice(att_exec *exec, att_op *input, uint64_t offset, uint64_t limit) {
  slice_op *slice = ATT_NEW(exec->arena, slice_op);
  slice->op = (att_op){.type = &slice_type, .exec = exec, .input = input};
  slice->offset = offset;
  slice->limit = limit;
  return &slice->op;
}

typedef struct {
  att_op op;
  const att_alg *node;
  uint64_t most; /* rows wanted */
  att_batch rows;
  att_id *keys;
  size_t key_capacity;
  size_t *order;
  size_t order_capacity, given;
  bool sorted;
} order_op;

static att_status order_open(att_op *op) {
  order_op *order = (order_op *)op;
  order->sorted = false;
  order->rows.count = order->given = 0;
  return ATT_OK;
}

static int compare_rows(const order_op *order, size_t a, size_t b) {
  size_t keys = order->node->orders.count;
  for (size_t k = 0; k < keys; k++) {
    int way = att_expr_order(order->op.exec, order->keys[a * keys + k], order->keys[b * keys + k]);
    if (way)
      return order->node->orders.items[k].descending ? -way : way;
  }
  return a < b ? -1 : 1;
}

/* Merge sort of indices: stable, and the comparison needs the operator. */
static void merge_sort(const order_op *order, size_t *from, size_t *to, size_t low, size_t high) {
  if (high - low < 2)
    return;
  size_t middle = low + (high - low) / 2;
  merge_sort(order, to, from, low, middle);
  merge_sort(order, to, from, middle, high);
  for (size_t i = low, j = middle, k = low; k < high; k++)
    to[k] = i < middle && (j >= high || compare_rows(order, from[i], from[j]) < 0) ? from[i++]
                                                                                   : from[j++];
}

static att_status sort_rows(order_op *order) {
  att_exec *exec = order->op.exec;
  size_t count = order->rows.count;
  ATT_TRY(att_exec_reserve(exec, &order->order, &order->order_capacity, 2 * count + 1,
                           sizeof *order->order));
  for (size_t i = 0; i < count; i++)
    order->order[i] = order->order[count + i] = i;
  merge_sort(order, order->order + count, order->order, 0, count);
  order->sorted = true;
  return ATT_OK;
}

/* Keeps the first `most` rows of those gathered. */
static att_status prune(order_op *order) {
  att_exec *exec = order->op.exec;
  size_t keys = order->node->orders.count, kept = (size_t)order->most;
  att_batch rows = {0};
  att_id *row, *sorted_keys = NULL;
  size_t capacity = 0;
  ATT_TRY(sort_rows(order));
  ATT_TRY(att_exec_reserve(exec, &sorted_keys, &capacity, order->key_capacity, sizeof *row));
  att_status status = ATT_OK;
  for (size_t i = 0; i < kept && status == ATT_OK; i++) {
    status = att_batch_add(exec, &rows, order->rows.rows + order->order[i] * exec->width, &row);
    memcpy(sorted_keys + i * keys, order->keys + order->order[i] * keys, keys * sizeof *row);
  }
  att_batch_clear(exec, &order->rows);
  att_exec_release(exec, &order->keys, &order->key_capacity, sizeof *row);
  order->rows = rows;
  order->keys = sorted_keys;
  order->key_capacity = capacity;
  order->sorted = false;
  return status;
}

static att_status gather(order_op *order) {
  att_exec *exec = order->op.exec;
  const att_id *row;
  att_id *copy;
  size_t keys = order->node->orders.count;
  for (;;) {
    ATT_TRY(att_op_row(&order->op, &row));
    if (!row)
      return sort_rows(order);
    ATT_TRY(att_exec_tick(exec));
    ATT_TRY(att_exec_reserve(exec, &order->keys, &order->key_capacity,
                             (order->rows.count + 1) * keys, sizeof(att_id)));
    for (size_t k = 0; k < keys; k++)
      ATT_TRY(att_expr_id(exec, order->node->orders.items[k].expr, row,
                          &order->keys[order->rows.count * keys + k]));
    ATT_TRY(att_batch_add(exec, &order->rows, row, &copy));
    if (order->most < 100000 && order->rows.count > 4 * order->most + 4096)
      ATT_TRY(prune(order));
  }
}

static att_status order_next(att_op *op, att_batch *out) {
  order_op *order = (order_op *)op;
  att_id *row;
  if (!order->sorted)
    ATT_TRY(gather(order));
  while (out->count < ATT_BATCH && order->given < order->rows.count)
    ATT_TRY(att_batch_add(op->exec, out,
                          order->rows.rows + order->order[order->given++] * op->exec->width, &row));
  return ATT_OK;
}

static void order_close(att_op *op) {
  order_op *order = (order_op *)op;
  att_batch_clear(op->exec, &order->rows);
  att_exec_release(op->exec, &order->keys, &order->key_capacity, sizeof(att_id));
  att_exec_release(op->exec, &order->order, &order->order_capacity, sizeof(size_t));
}

static const att_op_type order_type = {"order", order_open, order_next, order_close};

att_op *att_op_order(att_exec *exec, att_op *input, const att_alg *node, uint64_t most) {
  order_op *order = ATT_NEW(exec->arena, order_op);
  order->op = (att_op){.type = &order_type, .exec = exec, .input = input};
  order->node = node;
  order->most = most;
  return &order->op;
}
