/* SPDX-License-Identifier: Apache-2.0
 *
 * Joins of two inputs. The hash join keeps of its build's rows what the join needs of them, and
 * asks memory for the places of a whole batch of rows before it looks at the first (group
 * prefetching: Chen et al., ICDE 2004). */
#include <string.h>

#include "queries/exec.h"

typedef struct {
  att_op op;
  att_join_kind kind;
  att_op *build;
  att_columns keys, checks, copied;
  const att_exprs *filters;
  bool keep, built, matched;
  int *key_places, *check_places; /* of keys and checks among `copied` */
  att_id *cells;                  /* the build's rows: `copied` alone */
  size_t cell_capacity, count;    /* rows */
  uint32_t *heads, *nexts;
  size_t head_count, next_count;
  uint64_t *hashes; /* of the input's rows at hand */
  size_t hash_count;
  const att_id *row;
  uint32_t at; /* next candidate, from 1 */
} hash_join;

static att_status hash_open(att_op *op) {
  hash_join *join = (hash_join *)op;
  join->row = NULL;
  if (join->keep)
    return ATT_OK;
  join->built = false;
  join->count = 0;
  return ATT_OK;
}

static uint64_t key_hash(const hash_join *join, const att_id *row) {
  uint64_t hash = 0;
  for (size_t i = 0; i < join->keys.count; i++)
    hash = att_hash_id(hash, row[join->keys.items[i]]);
  return hash ^ hash >> 32;
}

static uint64_t cell_hash(const hash_join *join, const att_id *cells) {
  uint64_t hash = 0;
  for (size_t i = 0; i < join->keys.count; i++)
    hash = att_hash_id(hash, cells[join->key_places[i]]);
  return hash ^ hash >> 32;
}

static att_status keep_rows(hash_join *join, const att_batch *batch) {
  att_exec *exec = join->op.exec;
  size_t size = join->copied.count;
  ATT_TRY(att_exec_reserve(exec, &join->cells, &join->cell_capacity,
                           (join->count + batch->count) * size + 1, sizeof *join->cells));
  att_id *to = join->cells + join->count * size;
  for (size_t i = 0; i < batch->count; i++)
    for (size_t c = 0; c < size; c++)
      *to++ = batch->rows[i * exec->width + (size_t)join->copied.items[c]];
  join->count += batch->count;
  return ATT_OK;
}

static att_status build_table(hash_join *join) {
  att_exec *exec = join->op.exec;
  att_batch batch = {0};
  att_status status = att_op_open(join->build);
  while (status == ATT_OK && (status = att_op_next(join->build, &batch)) == ATT_OK && batch.count)
    status = keep_rows(join, &batch);
  att_batch_clear(exec, &batch);
  ATT_TRY(status);
  size_t count = 16;
  while (count < join->count)
    count *= 2;
  if (count >= UINT32_MAX)
    return att_error_set(exec->error, ATT_ERR_LIMIT, "more than 2^32 rows to join");
  att_exec_release(exec, &join->heads, &join->head_count, sizeof(uint32_t));
  ATT_TRY(att_exec_reserve(exec, &join->heads, &join->head_count, count, sizeof(uint32_t)));
  ATT_TRY(
      att_exec_reserve(exec, &join->nexts, &join->next_count, join->count + 1, sizeof(uint32_t)));
  memset(join->heads, 0, join->head_count * sizeof(uint32_t));
  for (size_t i = join->count; i > 0; i--) {
    uint64_t at =
        cell_hash(join, join->cells + (i - 1) * join->copied.count) & (join->head_count - 1);
    join->nexts[i] = join->heads[at];
    join->heads[at] = (uint32_t)i;
  }
  join->built = true;
  return ATT_OK;
}

/* The next row of the input, and where its candidates begin. */
static att_status next_row(hash_join *join) {
  att_op *op = &join->op;
  size_t width = op->exec->width, mask = join->head_count - 1;
  ATT_TRY(att_op_row(op, &join->row));
  if (!join->row)
    return ATT_OK;
  if (op->at == 1) { /* a batch has come */
    ATT_TRY(att_exec_reserve(op->exec, &join->hashes, &join->hash_count, op->in.count,
                             sizeof *join->hashes));
    for (size_t i = 0; i < op->in.count; i++) {
      join->hashes[i] = key_hash(join, op->in.rows + i * width) & mask;
      __builtin_prefetch(&join->heads[join->hashes[i]]);
    }
    for (size_t i = 0; i < op->in.count; i++) {
      uint32_t at = join->heads[join->hashes[i]];
      if (at) {
        __builtin_prefetch(join->cells + (at - 1) * join->copied.count);
        __builtin_prefetch(&join->nexts[at]);
      }
    }
  }
  join->at = join->heads[join->hashes[op->at - 1]];
  join->matched = false;
  return ATT_OK;
}

static bool fits(const hash_join *join, const att_id *row, const att_id *cells, bool *ret_shared) {
  *ret_shared = join->keys.count > 0;
  for (size_t i = 0; i < join->keys.count; i++)
    if (row[join->keys.items[i]] != cells[join->key_places[i]])
      return false;
  for (size_t i = 0; i < join->checks.count; i++) {
    att_id x = row[join->checks.items[i]], y = cells[join->check_places[i]];
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
    if (other[i])
      row[join->copied.items[i]] = other[i];
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
      ATT_TRY(next_row(join));
      if (!join->row)
        return ATT_OK;
    }
    ATT_TRY(att_exec_tick(op->exec));
    if (join->at && !(join->matched && join->kind == ATT_JOIN_MINUS)) {
      const att_id *other = join->cells + (join->at - 1) * join->copied.count;
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
  att_exec_release(op->exec, &join->cells, &join->cell_capacity, sizeof *join->cells);
  att_exec_release(op->exec, &join->hashes, &join->hash_count, sizeof *join->hashes);
  att_exec_release(op->exec, &join->heads, &join->head_count, sizeof(uint32_t));
  att_exec_release(op->exec, &join->nexts, &join->next_count, sizeof(uint32_t));
  att_op_close(join->build);
}

static const att_op_type hash_type = {"hash join", hash_open, hash_next, hash_close, true};
static const att_op_type filtered_type = {"hash join", hash_open, hash_next, hash_close, false};

static int *places_in(att_exec *exec, const att_columns *columns, const att_columns *all) {
  int *places = ATT_NEW_ARRAY(exec->arena, int, columns->count + 1);
  for (size_t i = 0; i < columns->count; i++)
    while (all->items[places[i]] != columns->items[i])
      places[i]++;
  return places;
}

att_op *att_op_hash_join(att_exec *exec, att_join_kind kind, att_op *input, att_op *build,
                         att_columns keys, att_columns checks, att_columns copied,
                         const att_exprs *filters, bool keep) {
  hash_join *join = ATT_NEW(exec->arena, hash_join);
  join->keep = keep;
  join->op = (att_op){.type = filters && filters->count ? &filtered_type : &hash_type,
                      .exec = exec,
                      .input = input,
                      .others = {build, NULL}};
  join->kind = kind;
  join->build = build;
  join->keys = keys;
  join->checks = checks;
  join->copied = copied;
  join->key_places = places_in(exec, &keys, &copied);
  join->check_places = places_in(exec, &checks, &copied);
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

static const att_op_type apply_type = {"apply", apply_open, apply_next, apply_close, false};

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

static const att_op_type union_type = {"union", union_open, union_next, union_close, false};

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
