/* SPDX-License-Identifier: Apache-2.0
 *
 * ORDER BY. A key is an id and a code that mostly decides by itself; where only the first rows are
 * wanted, later ones are held against the last of those kept so far, and most are let go at once.
 * Rows beyond a quarter of the query's memory go to a file as a sorted run; the runs are merged. */
#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"
#include "queries/expr.h"

enum { CODES = 4096, PRUNE_SLACK = 512, WRITTEN_AT_ONCE = 1 << 16 };

typedef struct {
  att_id id;
  uint64_t code;
} order_key;

/* A sorted run in the file, and its records at hand: a row, then its keys. */
typedef struct {
  uint64_t at, left; /* the next record to be read, and how many */
  att_id *records;
  size_t capacity, count, next;
} sorted_run;

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
  att_scratch scratch;
  att_buffer written; /* records on their way to it */
  att_id *record;
  size_t record_capacity;
  sorted_run *runs;
  size_t run_count, run_capacity;
  size_t *heap; /* of runs with records left, the one with the first of them on top */
  size_t heap_count, heap_capacity;
} order_op;

static void drop_runs(order_op *order) {
  for (size_t i = 0; i < order->run_count; i++)
    att_exec_release(order->op.exec, &order->runs[i].records, &order->runs[i].capacity,
                     sizeof(att_id));
  order->run_count = order->heap_count = 0;
  att_scratch_close(&order->scratch);
}

static att_status order_open(att_op *op) {
  order_op *order = (order_op *)op;
  drop_runs(order);
  order->sorted = false;
  order->rows.count = order->given = order->bound = 0;
  return ATT_OK;
}

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

static size_t record_size(const order_op *order) {
  return order->op.exec->width + 2 * order->node->orders.count;
}

static att_status flush_records(order_op *order) {
  att_error why;
  att_status status =
      att_scratch_write(&order->scratch, order->written.data, order->written.size, &why);
  att_buffer_reset(&order->written);
  if (status == ATT_OK)
    return ATT_OK;
  return att_error_set(order->op.exec->error, status,
                       "%s: raise --memory, or set TMPDIR to a folder with room", why.message);
}

static att_status put_record(order_op *order) {
  if (att_buffer_append(&order->written, order->record, record_size(order) * sizeof(att_id)))
    return att_error_set(order->op.exec->error, ATT_ERR_MEMORY, "out of memory");
  return order->written.size >= WRITTEN_AT_ONCE ? flush_records(order) : ATT_OK;
}

/* The rows at hand, sorted, to the file. */
static att_status spill(order_op *order) {
  att_exec *exec = order->op.exec;
  size_t keys = order->node->orders.count;
  ATT_TRY(sort_rows(order));
  ATT_TRY(att_exec_reserve(exec, &order->record, &order->record_capacity, record_size(order),
                           sizeof(att_id)));
  ATT_TRY(att_exec_reserve(exec, &order->runs, &order->run_capacity, order->run_count + 1,
                           sizeof *order->runs));
  order->runs[order->run_count++] =
      (sorted_run){.at = order->scratch.size, .left = order->rows.count};
  for (size_t i = 0; i < order->rows.count; i++) {
    size_t from = order->order[i];
    ATT_TRY(att_exec_tick(exec));
    memcpy(order->record, order->rows.rows + from * exec->width, exec->width * sizeof(att_id));
    for (size_t k = 0; k < keys; k++) {
      order->record[exec->width + 2 * k] = order->keys[from * keys + k].id;
      order->record[exec->width + 2 * k + 1] = order->keys[from * keys + k].code;
    }
    ATT_TRY(put_record(order));
  }
  order->rows.count = order->bound = 0;
  order->sorted = false;
  return flush_records(order);
}

/* Whether the rows at hand take more than their share. */
static bool is_full(const order_op *order) {
  const att_exec *exec = order->op.exec;
  size_t each = exec->width * sizeof(att_id) + order->node->orders.count * sizeof(order_key) +
                2 * sizeof(size_t);
  return order->rows.count >= 64 && order->rows.count * each > exec->memory_most / 4;
}

/* The run's next record, NULL at its end. */
static att_status peek(order_op *order, size_t run, const att_id **ret_record) {
  att_exec *exec = order->op.exec;
  sorted_run *it = &order->runs[run];
  size_t size = record_size(order);
  *ret_record = NULL;
  if (it->next == it->count) {
    size_t most = exec->memory_most / 8 / order->run_count / (size * sizeof(att_id));
    most = most < 1 ? 1 : most > 1024 ? 1024 : most;
    it->count = it->left < most ? (size_t)it->left : most;
    it->next = 0;
    if (it->count == 0)
      return ATT_OK;
    ATT_TRY(att_exec_reserve(exec, &it->records, &it->capacity, it->count * size, sizeof(att_id)));
    ATT_TRY(att_scratch_read(&order->scratch, it->at, it->records,
                             it->count * size * sizeof(att_id), exec->error));
    it->at += it->count * size * sizeof(att_id);
    it->left -= it->count;
  }
  *ret_record = it->records + it->next * size;
  return ATT_OK;
}

/* Whether the first record of run `a` comes before that of run `b`; both have one at hand. */
static bool is_first(const order_op *order, size_t a, size_t b) {
  size_t size = record_size(order), width = order->op.exec->width;
  const att_id *x = order->runs[a].records + order->runs[a].next * size + width;
  const att_id *y = order->runs[b].records + order->runs[b].next * size + width;
  for (size_t k = 0; k < order->node->orders.count; k++) {
    order_key p = {x[2 * k], x[2 * k + 1]}, q = {y[2 * k], y[2 * k + 1]};
    int way = compare_keys(order, k, &p, &q);
    if (way)
      return way < 0;
  }
  return a < b;
}

static void sink_top(order_op *order) {
  for (size_t at = 0;;) {
    size_t first = at;
    for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < order->heap_count; child++)
      if (is_first(order, order->heap[child], order->heap[first]))
        first = child;
    if (first == at)
      return;
    size_t run = order->heap[at];
    order->heap[at] = order->heap[first];
    order->heap[first] = run;
    at = first;
  }
}

static att_status begin_merge(order_op *order) {
  att_exec *exec = order->op.exec;
  const att_id *record;
  ATT_TRY(spill(order));
  att_batch_clear(exec, &order->rows);
  att_exec_release(exec, &order->keys, &order->key_capacity, sizeof *order->keys);
  att_exec_release(exec, &order->order, &order->order_capacity, sizeof(size_t));
  ATT_TRY(att_exec_reserve(exec, &order->heap, &order->heap_capacity, order->run_count,
                           sizeof(size_t)));
  for (size_t run = 0; run < order->run_count; run++) {
    ATT_TRY(peek(order, run, &record));
    if (!record)
      continue;
    size_t at = order->heap_count++;
    for (; at > 0 && is_first(order, run, order->heap[(at - 1) / 2]); at = (at - 1) / 2)
      order->heap[at] = order->heap[(at - 1) / 2];
    order->heap[at] = run;
  }
  order->sorted = true;
  return ATT_OK;
}

static att_status merge_next(order_op *order, att_batch *out) {
  const att_id *record;
  att_id *row;
  while (out->count < ATT_BATCH && order->heap_count) {
    size_t run = order->heap[0];
    ATT_TRY(att_exec_tick(order->op.exec));
    ATT_TRY(peek(order, run, &record));
    ATT_TRY(att_batch_add(order->op.exec, out, record, &row));
    order->runs[run].next++;
    ATT_TRY(peek(order, run, &record));
    if (!record)
      order->heap[0] = order->heap[--order->heap_count];
    sink_top(order);
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
      return order->run_count ? begin_merge(order) : sort_rows(order);
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
  if (order->run_count)
    return merge_next(order, out);
  while (out->count < ATT_BATCH && order->given < order->rows.count)
    ATT_TRY(att_batch_add(op->exec, out,
                          order->rows.rows + order->order[order->given++] * op->exec->width, &row));
  return ATT_OK;
}

static void order_close(att_op *op) {
  order_op *order = (order_op *)op;
  drop_runs(order);
  att_buffer_clear(&order->written);
  att_exec_release(op->exec, &order->record, &order->record_capacity, sizeof(att_id));
  att_exec_release(op->exec, &order->runs, &order->run_capacity, sizeof *order->runs);
  att_exec_release(op->exec, &order->heap, &order->heap_capacity, sizeof(size_t));
  att_batch_clear(op->exec, &order->rows);
  att_exec_release(op->exec, &order->keys, &order->key_capacity, sizeof *order->keys);
  att_exec_release(op->exec, &order->order, &order->order_capacity, sizeof(size_t));
  att_exec_release(op->exec, &order->codes, &order->code_capacity, sizeof *order->codes);
}

static const att_op_type order_type = {"order", order_open, order_next, order_close, false};

att_op *att_op_order(att_exec *exec, att_op *input, const att_alg *node, uint64_t most) {
  order_op *order = ATT_NEW(exec->arena, order_op);
  order->op = (att_op){.type = &order_type, .exec = exec, .input = input};
  order->node = node;
  order->most = most;
  const char *named = getenv("TMPDIR");
  order->scratch = att_scratch_in(named && *named ? named : "/tmp");
  order->fresh = ATT_NEW_ARRAY(exec->arena, order_key, node->orders.count + 1);
  return &order->op;
}
