/* SPDX-License-Identifier: Apache-2.0
 *
 * ORDER BY. A key is an id and a code that mostly decides by itself; where only the first rows are
 * wanted, later ones are held against the last of those kept so far, and most are let go at once.
 * Rows beyond a quarter of the query's memory go to a file as a sorted run; the runs are merged. */
#include <string.h>

#include "queries/expr.h"
#include "queries/runs.h"

enum { CODES = 4096, PRUNE_SLACK = 512, SORTED_UNSEEN = 1 << 14 };

typedef struct {
  att_id id;
  uint64_t code;
} order_key;

typedef struct {
  att_op op;
  const att_alg *node;
  uint64_t most; /* rows wanted */
  att_batch rows;
  order_key *keys; /* of each row */
  size_t key_capacity;
  size_t *order;
  size_t order_capacity, given;
  order_key *fresh; /* of the row at hand */
  order_key *codes; /* of ids met of late */
  size_t code_capacity;
  unsigned vague; /* kinds whose codes do not decide */
  size_t bound;   /* rows kept, in order, by the last pruning; 0: none */
  bool sorted;
  att_runs runs; /* of a row, then its keys */
  att_id *record;
  size_t record_capacity;
} order_op;

static int compare_keys(const order_op *order, size_t k, const order_key *a, const order_key *b) {
  int way = 0;
  if (a->code != b->code && ((a->code ^ b->code) >> 60 || !(order->vague >> (a->code >> 60) & 1)))
    way = a->code < b->code ? -1 : 1;
  else
    way = att_expr_order(order->op.exec, a->id, b->id);
  return order->node->orders.items[k].descending ? -way : way;
}

static int compare_rows(const order_op *order, size_t a, size_t b) {
  size_t keys = order->node->orders.count;
  for (size_t k = 0; k < keys; k++) {
    int way = compare_keys(order, k, &order->keys[a * keys + k], &order->keys[b * keys + k]);
    if (way)
      return way;
  }
  return a < b ? -1 : 1;
}

/* Merge sort of indices: stable, and the comparison needs the operator. */
static att_status merge_sort(const order_op *order, size_t *from, size_t *to, size_t low,
                             size_t high) {
  if (high - low < 2)
    return ATT_OK;
  size_t middle = low + (high - low) / 2;
  ATT_TRY(merge_sort(order, to, from, low, middle));
  ATT_TRY(merge_sort(order, to, from, middle, high));
  for (size_t i = low, j = middle, k = low; k < high; k++) {
    to[k] = i < middle && (j >= high || compare_rows(order, from[i], from[j]) < 0) ? from[i++]
                                                                                   : from[j++];
    if (k % SORTED_UNSEEN == 0)
      ATT_TRY(att_exec_check(order->op.exec));
  }
  return ATT_OK;
}

static att_status sort_rows(order_op *order) {
  att_exec *exec = order->op.exec;
  size_t count = order->rows.count;
  ATT_TRY(att_exec_reserve(exec, &order->order, &order->order_capacity, 2 * count + 1,
                           sizeof *order->order));
  for (size_t i = 0; i < count; i++)
    order->order[i] = order->order[count + i] = i;
  ATT_TRY(merge_sort(order, order->order + count, order->order, 0, count));
  order->sorted = true;
  return ATT_OK;
}

/* Keeps the first `most` rows of those gathered, in order. */
static att_status prune(order_op *order) {
  att_exec *exec = order->op.exec;
  size_t keys = order->node->orders.count, kept = (size_t)order->most, capacity = 0;
  att_batch rows = {0};
  att_id *row;
  order_key *sorted_keys = NULL;
  ATT_TRY(sort_rows(order));
  ATT_TRY(
      att_exec_reserve(exec, &sorted_keys, &capacity, order->key_capacity, sizeof *sorted_keys));
  att_status status = att_batch_reserve(exec, &rows, order->rows.count);
  for (size_t i = 0; i < kept && status == ATT_OK; i++) {
    status = att_batch_add(exec, &rows, order->rows.rows + order->order[i] * exec->width, &row);
    memcpy(sorted_keys + i * keys, order->keys + order->order[i] * keys,
           keys * sizeof *sorted_keys);
  }
  att_batch_clear(exec, &order->rows);
  att_exec_release(exec, &order->keys, &order->key_capacity, sizeof *order->keys);
  order->rows = rows;
  order->keys = sorted_keys;
  order->key_capacity = capacity;
  order->bound = kept;
  order->sorted = false;
  return status;
}

/* Of two records. */
static int compare_records(const void *context, const att_id *a, const att_id *b) {
  const order_op *order = context;
  int way = 0;
  a += order->op.exec->width;
  b += order->op.exec->width;
  for (size_t k = 0; k < order->node->orders.count && way == 0; k++) {
    order_key x = {a[2 * k], a[2 * k + 1]}, y = {b[2 * k], b[2 * k + 1]};
    way = compare_keys(order, k, &x, &y);
  }
  return way;
}

static att_status order_open(att_op *op) {
  order_op *order = (order_op *)op;
  att_runs_clear(op->exec, &order->runs);
  order->runs =
      att_runs_of(op->exec->width + 2 * order->node->orders.count, compare_records, order);
  order->sorted = false;
  order->rows.count = order->given = order->bound = 0;
  return ATT_OK;
}

/* The rows at hand, sorted, to the file. */
static att_status spill(order_op *order) {
  att_exec *exec = order->op.exec;
  size_t keys = order->node->orders.count;
  ATT_TRY(sort_rows(order));
  att_op_note(&order->op, " (through files)");
  ATT_TRY(att_exec_reserve(exec, &order->record, &order->record_capacity, order->runs.size,
                           sizeof(att_id)));
  ATT_TRY(att_runs_begin(exec, &order->runs));
  for (size_t i = 0; i < order->rows.count; i++) {
    size_t from = order->order[i];
    ATT_TRY(att_exec_tick(exec));
    memcpy(order->record, order->rows.rows + from * exec->width, exec->width * sizeof(att_id));
    for (size_t k = 0; k < keys; k++) {
      order->record[exec->width + 2 * k] = order->keys[from * keys + k].id;
      order->record[exec->width + 2 * k + 1] = order->keys[from * keys + k].code;
    }
    ATT_TRY(att_runs_put(exec, &order->runs, order->record));
  }
  order->rows.count = order->bound = 0;
  order->sorted = false;
  return ATT_OK;
}

/* Whether the rows at hand take more than their share. */
static bool is_full(const order_op *order) {
  const att_exec *exec = order->op.exec;
  size_t each = exec->width * sizeof(att_id) + order->node->orders.count * sizeof(order_key) +
                2 * sizeof(size_t);
  return order->rows.count >= 64 && order->rows.count * each > exec->memory_most / 4;
}

static att_status begin_merge(order_op *order) {
  att_exec *exec = order->op.exec;
  ATT_TRY(spill(order));
  att_batch_clear(exec, &order->rows);
  att_exec_release(exec, &order->keys, &order->key_capacity, sizeof *order->keys);
  att_exec_release(exec, &order->order, &order->order_capacity, sizeof(size_t));
  order->sorted = true;
  return att_runs_merge(exec, &order->runs);
}

static att_status merge_next(order_op *order, att_batch *out) {
  const att_id *record;
  att_id *row;
  while (out->count < order->op.exec->batch) {
    ATT_TRY(att_runs_next(order->op.exec, &order->runs, &record));
    if (!record)
      return ATT_OK;
    ATT_TRY(att_batch_add(order->op.exec, out, record, &row));
  }
  return ATT_OK;
}

static att_status code_of(order_op *order, att_id id, uint64_t *ret_code) {
  order_key *known = &order->codes[att_hash_id(0, id) % CODES];
  if (id == 0 || known->id != id || att_id_is_local(id)) {
    ATT_TRY(att_expr_sort_code(order->op.exec, id, &order->vague, &known->code));
    known->id = id;
  }
  *ret_code = known->code;
  return ATT_OK;
}

/* The keys of a row, to order->fresh; *ret_late: it comes behind all rows that are wanted. */
static att_status make_keys(order_op *order, const att_id *row, bool *ret_late) {
  size_t keys = order->node->orders.count;
  const order_key *last = order->bound ? order->keys + (order->bound - 1) * keys : NULL;
  int way = last ? 0 : -1;
  for (size_t k = 0; k < keys && way <= 0; k++) {
    order_key *key = &order->fresh[k];
    ATT_TRY(att_expr_id(order->op.exec, order->node->orders.items[k].expr, row, &key->id));
    ATT_TRY(code_of(order, key->id, &key->code));
    if (way == 0)
      way = compare_keys(order, k, key, &last[k]);
  }
  *ret_late = way >= 0;
  return ATT_OK;
}

static att_status gather(order_op *order) {
  att_exec *exec = order->op.exec;
  const att_id *row;
  att_id *copy;
  size_t keys = order->node->orders.count;
  bool few = order->most < SIZE_MAX / 4;
  ATT_TRY(att_exec_reserve(exec, &order->codes, &order->code_capacity, CODES, sizeof(order_key)));
  memset(order->codes, 0, CODES * sizeof(order_key));
  for (;;) {
    bool late;
    ATT_TRY(att_op_row(&order->op, &row));
    if (!row)
      return order->runs.count ? begin_merge(order) : sort_rows(order);
    ATT_TRY(att_exec_tick(exec));
    size_t mark = exec->locals.count;
    ATT_TRY(make_keys(order, row, &late));
    if (late) {
      att_exec_forget(exec, mark);
      continue;
    }
    ATT_TRY(att_exec_reserve(exec, &order->keys, &order->key_capacity,
                             (order->rows.count + 1) * keys, sizeof *order->keys));
    memcpy(order->keys + order->rows.count * keys, order->fresh, keys * sizeof *order->fresh);
    ATT_TRY(att_batch_add(exec, &order->rows, row, &copy));
    if (few && order->rows.count > 2 * (size_t)order->most + PRUNE_SLACK)
      ATT_TRY(prune(order));
    if (is_full(order))
      ATT_TRY(spill(order));
  }
}

static att_status order_next(att_op *op, att_batch *out) {
  order_op *order = (order_op *)op;
  att_id *row;
  if (!order->sorted)
    ATT_TRY(gather(order));
  if (order->runs.count)
    return merge_next(order, out);
  while (out->count < op->exec->batch && order->given < order->rows.count)
    ATT_TRY(att_batch_add(op->exec, out,
                          order->rows.rows + order->order[order->given++] * op->exec->width, &row));
  return ATT_OK;
}

static void order_close(att_op *op) {
  order_op *order = (order_op *)op;
  att_runs_clear(op->exec, &order->runs);
  att_exec_release(op->exec, &order->record, &order->record_capacity, sizeof(att_id));
  att_batch_clear(op->exec, &order->rows);
  att_exec_release(op->exec, &order->keys, &order->key_capacity, sizeof *order->keys);
  att_exec_release(op->exec, &order->order, &order->order_capacity, sizeof(size_t));
  att_exec_release(op->exec, &order->codes, &order->code_capacity, sizeof *order->codes);
}

static const att_op_type order_type = {
    .name = "order", .open = order_open, .next = order_next, .close = order_close};

att_op *att_op_order(att_exec *exec, att_op *input, const att_alg *node, uint64_t most) {
  order_op *order = ATT_NEW(exec->arena, order_op);
  order->op = (att_op){.type = &order_type, .exec = exec, .input = input};
  order->node = node;
  order->most = most;
  order->fresh = ATT_NEW_ARRAY(exec->arena, order_key, node->orders.count + 1);
  return &order->op;
}
