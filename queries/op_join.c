/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/exec.h"

typedef struct {
  att_op op;
  att_join_kind kind;
  att_op *build;
  att_columns keys, checks, copied;
  const att_exprs *filters;
  bool keep, built, matched;
  att_batch rows; /* the build's */
  uint32_t *heads, *nexts;
  size_t head_count, next_count;
  const att_id *row;
  uint32_t at; /* next candidate, from 1 */
} hash_join;

static att_status hash_open(att_op *op) {
  hash_join *join = (hash_join *)op;
  join->row = NULL;
  if (join->keep)
    return ATT_OK;
  join->built = false;
  join->rows.count = 0;
  return ATT_OK;
}

static uint64_t key_hash(const hash_join *join, const att_id *row) {
  uint64_t hash = 0;
  for (size_t i = 0; i < join->keys.count; i++)
    hash = att_hash_id(hash, row[join->keys.items[i]]);
  return hash ^ hash >> 32;
}

static att_status build_table(hash_join *join) {
  att_exec *exec = join->op.exec;
  att_batch batch = {0};
  att_id *row;
  att_status status = att_op_open(join->build);
  while (status == ATT_OK && (status = att_op_next(join->build, &batch)) == ATT_OK && batch.count)
    for (size_t i = 0; i < batch.count && status == ATT_OK; i++)
      status = att_batch_add(exec, &join->rows, batch.rows + i * exec->width, &row);
  att_batch_clear(exec, &batch);
  ATT_TRY(status);
  size_t count = 16;
  while (count < join->rows.count)
    count *= 2;
  if (count >= UINT32_MAX)
    return att_error_set(exec->error, ATT_ERR_LIMIT, "more than 2^32 rows to join");
  ATT_TRY(att_exec_reserve(exec, &join->heads, &join->head_count, count, sizeof(uint32_t)));
  ATT_TRY(att_exec_reserve(exec, &join->nexts, &join->next_count, join->rows.count + 1,
                           sizeof(uint32_t)));
  memset(join->heads, 0, join->head_count * sizeof(uint32_t));
  for (size_t i = join->rows.count; i > 0; i--) {
    uint64_t at = key_hash(join, join->rows.rows + (i - 1) * exec->width) % join->head_count;
    join->nexts[i] = join->heads[at];
    join->heads[at] = (uint32_t)i;
  }
  join->built = true;
  return ATT_OK;
}

static bool fits(const hash_join *join, const att_id *a, const att_id *b, bool *ret_shared) {
  *ret_shared = join->keys.count > 0;
  for (size_t i = 0; i < join->keys.count; i++)
    if (a[join->keys.items[i]] != b[join->keys.items[i]])
      return false;
  for (size_t i = 0; i < join->checks.count; i++) {
    att_id x = a[join->checks.items[i]], y = b[join->checks.items[i]];
    if (x && y && x != y)
      return false;
    *ret_shared = *ret_shared || (x && y);
  }
  return true;
}

static att_status filters_hold(att_exec *exec, const att_exprs *filters, const att_id *row,
                               bool *ret_holds) {
  *ret_holds = true;
  for (size_t i = 0; filters && i < filters->count && *ret_holds; i++)
    ATT_TRY(att_expr_holds(exec, filters->items[i], row, ret_holds));
  return ATT_OK;
}

/* One candidate of the row at hand. */
static att_status try_candidate(hash_join *join, const att_id *other, att_batch *out) {
  att_exec *exec = join->op.exec;
  bool shared, holds;
  att_id *row;
  if (!fits(join, join->row, other, &shared))
    return ATT_OK;
  if (join->kind == ATT_JOIN_MINUS) {
    join->matched = join->matched || shared;
    return ATT_OK;
  }
  ATT_TRY(att_batch_add(exec, out, join->row, &row));
  for (size_t i = 0; i < join->copied.count; i++)
    if (other[join->copied.items[i]])
      row[join->copied.items[i]] = other[join->copied.items[i]];
  ATT_TRY(filters_hold(exec, join->filters, row, &holds));
  join->matched = join->matched || holds;
  if (!holds)
    out->count--;
  return ATT_OK;
}

static att_status hash_next(att_op *op, att_batch *out) {
  hash_join *join = (hash_join *)op;
  att_id *row;
  if (!join->built)
    ATT_TRY(build_table(join));
  while (out->count < ATT_BATCH) {
    if (!join->row) {
      ATT_TRY(att_op_row(op, &join->row));
      if (!join->row)
        return ATT_OK;
      join->at = join->heads[key_hash(join, join->row) % join->head_count];
      join->matched = false;
    }
    ATT_TRY(att_exec_tick(op->exec));
    if (join->at && !(join->matched && join->kind == ATT_JOIN_MINUS)) {
      const att_id *other = join->rows.rows + (join->at - 1) * op->exec->width;
      join->at = join->nexts[join->at];
      ATT_TRY(try_candidate(join, other, out));
      continue;
    }
    if (!join->matched && join->kind != ATT_JOIN_INNER)
      ATT_TRY(att_batch_add(op->exec, out, join->row, &row));
    join->row = NULL;
  }
  return ATT_OK;
}

static void hash_close(att_op *op) {
  hash_join *join = (hash_join *)op;
  att_batch_clear(op->exec, &join->rows);
  att_exec_release(op->exec, &join->heads, &join->head_count, sizeof(uint32_t));
  att_exec_release(op->exec, &join->nexts, &join->next_count, sizeof(uint32_t));
  att_op_close(join->build);
}

static const att_op_type hash_type = {"hash join", hash_open, hash_next, hash_close};

att_op *att_op_hash_join(att_exec *exec, att_join_kind kind, att_op *input, att_op *build,
                         att_columns keys, att_columns checks, att_columns copied,
                         const att_exprs *filters, bool keep) {
  hash_join *join = ATT_NEW(exec->arena, hash_join);
  join->keep = keep;
  join->op = (att_op){.type = &hash_type, .exec = exec, .input = input, .others = {build, NULL}};
  join->kind = kind;
  join->build = build;
  join->keys = keys;
  join->checks = checks;
  join->copied = copied;
  join->filters = filters;
  return &join->op;
}

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

static const att_op_type apply_type = {"apply", apply_open, apply_next, apply_close};

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

static const att_op_type union_type = {"union", union_open, union_next, union_close};

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
