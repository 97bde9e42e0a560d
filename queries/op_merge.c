/* SPDX-License-Identifier: Apache-2.0
 *
 * The merge join of rows that ascend by a variable with a pattern that has no other variable: both
 * sides are read once, forwards; a long way is leapt (zig-zag join, Graefe, ACM Computing Surveys
 * 1993). Rows that do not ascend are joined too, only slower. */
#include "queries/exec.h"

enum { MERGE_MANY = 64, MERGE_BATCHES = 2 /* read in vain before a leap */ };

typedef struct {
  att_op op;
  int slot;
  att_id p, o;
  att_reads reads;
  att_scan scan;
  att_quad quads[MERGE_MANY];
  size_t at, count;
  att_id from; /* nothing fits from here to the quads at hand */
  bool started;
} merge_op;

static att_status merge_open(att_op *op) {
  ((merge_op *)op)->started = false;
  return ATT_OK;
}

static att_status leap(merge_op *merge, const att_id *row, att_id to) {
  att_quad pattern = {.p = merge->p, .o = merge->o};
  merge->started = true;
  merge->at = 0;
  merge->from = to;
  ATT_TRY(att_scan_start_range(&merge->scan, merge->op.exec, pattern, &merge->reads, row, to,
                               UINT64_MAX));
  return att_scan_many(&merge->scan, merge->quads, MERGE_MANY, &merge->count);
}

/* Stands at the first subject that is not below `id`, or at the end (`at` is `count`). */
static att_status move_to(merge_op *merge, const att_id *row, att_id id) {
  if (!merge->started || id < merge->from)
    ATT_TRY(leap(merge, row, id));
  for (int batches = 0;; batches++) {
    while (merge->at < merge->count && merge->quads[merge->at].s < id)
      merge->at++;
    if (merge->at < merge->count || merge->count == 0)
      break;
    if (batches == MERGE_BATCHES) {
      ATT_TRY(leap(merge, row, id));
      continue;
    }
    merge->at = 0;
    ATT_TRY(att_scan_many(&merge->scan, merge->quads, MERGE_MANY, &merge->count));
    ATT_TRY(att_exec_work(merge->op.exec, merge->count));
  }
  merge->from = id;
  return ATT_OK;
}

static att_status merge_next(att_op *op, att_batch *out) {
  merge_op *merge = (merge_op *)op;
  const att_id *row;
  att_id *copy;
  while (out->count < op->exec->batch) {
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return ATT_OK;
    ATT_TRY(att_exec_tick(op->exec));
    ATT_TRY(move_to(merge, row, row[merge->slot]));
    if (merge->at < merge->count && merge->quads[merge->at].s == row[merge->slot])
      ATT_TRY(att_batch_add(op->exec, out, row, &copy));
  }
  return ATT_OK;
}

static void merge_close(att_op *op) {
  att_scan_close(&((merge_op *)op)->scan);
}

static const att_op_type merge_type = {.name = "merge join",
                                       .open = merge_open,
                                       .next = merge_next,
                                       .close = merge_close,
                                       .alone = true,
                                       .sieve = att_op_sieves_input,
                                       .size = sizeof(merge_op)};

att_op *att_op_merge(att_exec *exec, att_op *input, int slot, att_id p, att_id o, att_reads reads) {
  merge_op *merge = ATT_NEW(exec->arena, merge_op);
  merge->op = (att_op){.type = &merge_type, .exec = exec, .input = input};
  merge->slot = slot;
  merge->p = p;
  merge->o = o;
  merge->reads = reads;
  return &merge->op;
}
