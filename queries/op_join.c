/* SPDX-License-Identifier: Apache-2.0
 *
 * Plans that are run for the rows of another: joins by substitution, and UNION. */
#include <string.h>

#include "queries/exec.h"

typedef struct {
  att_op op;
  att_join_kind kind;
  att_op *right;
  att_source *source;
  int tag;
  bool one_by_one;
  bool *matched;
  size_t matched_count;
  size_t from; /* one_by_one: the next row of the batch */
  bool running;
} apply_op;

static att_status apply_open(att_op *op) {
  ((apply_op *)op)->running = false;
  ((apply_op *)op)->from = 0;
  return ATT_OK;
}

/* The next rows of the input go to the source, numbered. */
static att_status begin_batch(apply_op *apply, bool *ret_more) {
  att_op *op = &apply->op;
  if (apply->from >= op->in.count) {
    ATT_TRY(att_op_next(op->input, &op->in));
    apply->from = 0;
  }
  *ret_more = op->in.count > 0;
  if (!*ret_more)
    return ATT_OK;
  size_t count = apply->one_by_one ? 1 : op->in.count;
  apply->source->rows = op->in.rows + apply->from * op->exec->width;
  apply->source->count = count;
  for (size_t i = 0; i < count; i++)
    op->in.rows[(apply->from + i) * op->exec->width + (size_t)apply->tag] = i;
  apply->from += count;
  ATT_TRY(att_exec_reserve(op->exec, &apply->matched, &apply->matched_count, count, 1));
  memset(apply->matched, 0, count);
  apply->running = true;
  return att_op_open(apply->right);
}

static att_status end_batch(apply_op *apply, att_batch *out) {
  att_exec *exec = apply->op.exec;
  bool wanted = apply->kind == ATT_JOIN_SEMI;
  att_id *row;
  for (size_t i = 0; i < apply->source->count && apply->kind != ATT_JOIN_INNER; i++)
    if (apply->matched[i] == wanted) {
      ATT_TRY(att_batch_add(exec, out, apply->source->rows + i * exec->width, &row));
      row[apply->tag] = 0;
    }
  apply->running = false;
  return ATT_OK;
}

static att_status apply_next(att_op *op, att_batch *out) {
  apply_op *apply = (apply_op *)op;
  bool more;
  while (out->count == 0) {
    if (!apply->running) {
      ATT_TRY(begin_batch(apply, &more));
      if (!more)
        return ATT_OK;
    }
    ATT_TRY(att_op_next(apply->right, out));
    size_t count = out->count;
    for (size_t i = 0; i < count; i++) {
      att_id *tag = &out->rows[i * op->exec->width + (size_t)apply->tag];
      apply->matched[*tag] = true;
      *tag = 0;
    }
    bool given = apply->kind == ATT_JOIN_LEFT || apply->kind == ATT_JOIN_INNER;
    if (!given)
      out->count = 0;
    if (count == 0 || (apply->one_by_one && !given))
      ATT_TRY(end_batch(apply, out));
    if (given && count)
      return ATT_OK;
  }
  return ATT_OK;
}

static void apply_close(att_op *op) {
  apply_op *apply = (apply_op *)op;
  att_exec_release(op->exec, &apply->matched, &apply->matched_count, 1);
  att_op_close(apply->right);
}

static const att_op_type apply_type = {.name = "apply",
                                       .open = apply_open,
                                       .next = apply_next,
                                       .close = apply_close,
                                       .whole_batches = true};

att_op *att_op_apply(att_exec *exec, att_join_kind kind, att_op *input, att_op *right,
                     att_source *source, int tag, bool one_by_one) {
  apply_op *apply = ATT_NEW(exec->arena, apply_op);
  apply->op = (att_op){.type = &apply_type, .exec = exec, .input = input, .others = {right, NULL}};
  apply->kind = kind;
  apply->right = right;
  apply->source = source;
  apply->tag = tag;
  apply->one_by_one = one_by_one;
  return &apply->op;
}

typedef struct {
  att_op op;
  att_op **branches;
  size_t count, at;
  att_source *source;
  bool running;
} union_op;

static att_status union_open(att_op *op) {
  ((union_op *)op)->running = false;
  return ATT_OK;
}

static att_status union_next(att_op *op, att_batch *out) {
  union_op *choice = (union_op *)op;
  for (;;) {
    if (!choice->running) {
      ATT_TRY(att_op_next(op->input, &op->in));
      if (op->in.count == 0)
        return ATT_OK;
      *choice->source = (att_source){op->in.rows, op->in.count};
      choice->at = 0;
      choice->running = true;
      ATT_TRY(att_op_open(choice->branches[0]));
    }
    ATT_TRY(att_op_next(choice->branches[choice->at], out));
    if (out->count)
      return ATT_OK;
    choice->running = ++choice->at < choice->count;
    if (choice->running)
      ATT_TRY(att_op_open(choice->branches[choice->at]));
  }
}

static void union_close(att_op *op) {
  union_op *choice = (union_op *)op;
  for (size_t i = 0; i < choice->count; i++)
    att_op_close(choice->branches[i]);
}

static const att_op_type union_type = {.name = "union",
                                       .open = union_open,
                                       .next = union_next,
                                       .close = union_close,
                                       .whole_batches = true};

att_op *att_op_union(att_exec *exec, att_op *input, att_op **branches, size_t count,
                     att_source *source) {
  union_op *choice = ATT_NEW(exec->arena, union_op);
  choice->op = (att_op){.type = &union_type,
                        .exec = exec,
                        .input = input,
                        .others = {branches[0], count > 1 ? branches[1] : NULL}};
  choice->branches = branches;
  choice->count = count;
  choice->source = source;
  return &choice->op;
}
