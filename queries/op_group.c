/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/expr.h"
#include "queries/number.h"

typedef struct {
  uint64_t count;
  att_id best;
  bool error;
  att_number sum;
  att_buffer text;
} accumulator;

typedef struct {
  att_op op;
  const att_alg *node;
  att_columns keys, below; /* `below`: the input's variables, for COUNT(DISTINCT *) */
  const att_source *root;
  att_tuples groups, seen; /* `seen`: group, aggregate, value */
  accumulator *cells;
  size_t cell_capacity, given;
  att_id *tuple;
  struct {
    att_id id;
    att_number number;
    bool fine;
  } * numbers; /* of ids met of late */
  size_t number_capacity;
  bool only_counts, done; /* only_counts: each aggregate is COUNT(*) */
} group_op;

enum { NUMBERS = 1024 };

static void clear_cells(group_op *group) {
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < group->groups.count * kinds; i++)
    att_buffer_clear(&group->cells[i].text);
}

static att_status group_open(att_op *op) {
  group_op *group = (group_op *)op;
  clear_cells(group);
  att_tuples_clear(op->exec, &group->groups);
  att_tuples_clear(op->exec, &group->seen);
  group->given = 0;
  group->done = false;
  return ATT_OK;
}

static att_status find_group(group_op *group, const att_id *row, size_t *ret_at) {
  bool fresh;
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < group->keys.count; i++)
    group->tuple[i] = row ? row[group->keys.items[i]] : 0;
  ATT_TRY(att_tuples_add(group->op.exec, &group->groups, group->tuple, ret_at, &fresh));
  if (!fresh || kinds == 0)
    return ATT_OK;
  ATT_TRY(att_exec_reserve(group->op.exec, &group->cells, &group->cell_capacity,
                           group->groups.count * kinds, sizeof *group->cells));
  memset(group->cells + *ret_at * kinds, 0, kinds * sizeof *group->cells);
  return ATT_OK;
}

static att_status is_repeated(group_op *group, size_t at, size_t kind, const att_id *row, att_id id,
                              bool *ret_repeated) {
  size_t where, count = 0;
  bool fresh;
  group->tuple[count++] = at;
  group->tuple[count++] = kind;
  group->tuple[count++] = id;
  for (size_t i = 0; i < group->below.count; i++)
    group->tuple[count++] = id ? 0 : row[group->below.items[i]];
  ATT_TRY(att_tuples_add(group->op.exec, &group->seen, group->tuple, &where, &fresh));
  *ret_repeated = !fresh;
  return ATT_OK;
}

/* *ret_number: NULL where the term is none. Good until the next call. */
static att_status number_of(group_op *group, att_id id, const att_number **ret_number) {
  att_exec *exec = group->op.exec;
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  if (!group->numbers) {
    ATT_TRY(att_exec_reserve(exec, &group->numbers, &group->number_capacity, NUMBERS,
                             sizeof *group->numbers));
    memset(group->numbers, 0, NUMBERS * sizeof *group->numbers);
  }
  size_t at = att_hash_id(0, id) % NUMBERS;
  if (group->numbers[at].id != id || att_id_is_local(id)) {
    group->numbers[at].id = id;
    group->numbers[at].fine = att_number_of_id(id, &group->numbers[at].number);
    if (!group->numbers[at].fine) {
      ATT_TRY(att_exec_term(exec, id, scratch, &term));
      group->numbers[at].fine = att_number_of(&term, &group->numbers[at].number);
    }
  }
  *ret_number = group->numbers[at].fine ? &group->numbers[at].number : NULL;
  return ATT_OK;
}

static att_status add_number(group_op *group, accumulator *cell, att_id id) {
  const att_number *number;
  ATT_TRY(number_of(group, id, &number));
  cell->error = cell->error || !number || !att_number_compute('+', &cell->sum, number, &cell->sum);
  return ATT_OK;
}

static att_status add_text(group_op *group, accumulator *cell, const att_aggregate *aggregate,
                           att_id id) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  att_exec *exec = group->op.exec;
  ATT_TRY(att_exec_term(exec, id, scratch, &term));
  cell->error = cell->error || term.kind == ATT_TERM_BLANK;
  size_t before = cell->text.capacity;
  if (cell->count > 1 &&
      att_buffer_append(&cell->text, aggregate->separator.data, aggregate->separator.size))
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  if (att_buffer_append(&cell->text, term.lexical.data, term.lexical.size))
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  if (*exec->memory + cell->text.capacity - before > exec->memory_most)
    return att_error_set(exec->error, ATT_ERR_LIMIT, "the query needs more memory (--memory)");
  return ATT_OK;
}

static att_status accumulate(group_op *group, size_t at, size_t kind, const att_id *row) {
  const att_aggregate *aggregate = &group->node->aggregates.items[kind];
  accumulator *cell = &group->cells[at * group->node->aggregates.count + kind];
  att_id id = 0;
  bool repeated = false;
  if (aggregate->expr) {
    ATT_TRY(att_expr_id(group->op.exec, aggregate->expr, row, &id));
    if (id == 0) {
      cell->error = cell->error || (aggregate->kind != ATT_COUNT && aggregate->kind != ATT_SAMPLE);
      return ATT_OK;
    }
  }
  if (aggregate->distinct)
    ATT_TRY(is_repeated(group, at, kind, row, id, &repeated));
  if (repeated)
    return ATT_OK;
  cell->count++;
  switch (aggregate->kind) {
  case ATT_SUM:
  case ATT_AVG:
    return add_number(group, cell, id);
  case ATT_MIN:
  case ATT_MAX:
    if (!cell->best ||
        (aggregate->kind == ATT_MIN) == (att_expr_order(group->op.exec, id, cell->best) < 0))
      cell->best = id;
    return ATT_OK;
  case ATT_SAMPLE:
    cell->best = cell->best ? cell->best : id;
    return ATT_OK;
  case ATT_GROUP_CONCAT:
    return add_text(group, cell, aggregate, id);
  default:
    return ATT_OK;
  }
}

static att_status number_id(att_exec *exec, const att_number *number, att_id *ret_id) {
  char text[ATT_NUMBER_SIZE];
  att_term term = att_number_term(number, text);
  return att_exec_id(exec, &term, ret_id);
}

static att_status finish(group_op *group, const accumulator *cell, const att_aggregate *aggregate,
                         att_id *ret_id) {
  att_exec *exec = group->op.exec;
  att_number count = {.type = ATT_NUMBER_INTEGER, .mantissa = (__int128)cell->count}, average;
  att_term text = {.kind = ATT_TERM_LITERAL, .lexical = {(char *)cell->text.data, cell->text.size}};
  *ret_id = 0;
  if (cell->error)
    return ATT_OK;
  switch (aggregate->kind) {
  case ATT_COUNT:
    return number_id(exec, &count, ret_id);
  case ATT_SUM:
    return number_id(exec, &cell->sum, ret_id);
  case ATT_AVG:
    if (cell->count == 0)
      return number_id(exec, &count, ret_id);
    return att_number_compute('/', &cell->sum, &count, &average) ? number_id(exec, &average, ret_id)
                                                                 : ATT_OK;
  case ATT_GROUP_CONCAT:
    return att_exec_id(exec, &text, ret_id);
  default:
    *ret_id = cell->best;
    return ATT_OK;
  }
}

/* The rows of a batch that are left, where there are no keys and rows are all that counts. */
static att_status count_batch(group_op *group) {
  att_op *op = &group->op;
  size_t at, count = op->in.count - op->at;
  ATT_TRY(find_group(group, NULL, &at));
  for (size_t i = 0; i < group->node->aggregates.count; i++)
    group->cells[i].count += count;
  op->at = op->in.count;
  return ATT_OK;
}

static bool same_keys(const group_op *group, const att_id *a, const att_id *b) {
  for (size_t i = 0; i < group->keys.count; i++)
    if (a[group->keys.items[i]] != b[group->keys.items[i]])
      return false;
  return true;
}

static att_status gather(group_op *group) {
  const att_id *row, *last = NULL;
  size_t at = 0;
  for (;;) {
    if (group->op.at == group->op.in.count)
      last = NULL; /* its batch goes */
    ATT_TRY(att_op_row(&group->op, &row));
    if (!row)
      break;
    if (group->only_counts && group->keys.count == 0) {
      group->op.at--;
      ATT_TRY(count_batch(group));
      continue;
    }
    ATT_TRY(att_exec_tick(group->op.exec));
    if (!last || !same_keys(group, row, last))
      ATT_TRY(find_group(group, row, &at));
    last = row;
    for (size_t i = 0; i < group->node->aggregates.count; i++)
      if (group->only_counts)
        group->cells[at * group->node->aggregates.count + i].count++;
      else
        ATT_TRY(accumulate(group, at, i, row));
  }
  group->done = true;
  if (group->groups.count == 0 && group->node->columns.count == 0)
    return find_group(group, NULL, &at);
  return ATT_OK;
}

static att_status group_next(att_op *op, att_batch *out) {
  group_op *group = (group_op *)op;
  size_t kinds = group->node->aggregates.count;
  att_id *row;
  if (!group->done)
    ATT_TRY(gather(group));
  while (out->count < ATT_BATCH && group->given < group->groups.count) {
    size_t at = group->given++;
    ATT_TRY(att_batch_add(op->exec, out, group->root->count == 1 ? group->root->rows : NULL, &row));
    for (size_t i = 0; i < group->keys.count; i++)
      if (group->groups.items[at * group->keys.count + i])
        row[group->keys.items[i]] = group->groups.items[at * group->keys.count + i];
    for (size_t i = 0; i < kinds; i++)
      ATT_TRY(finish(group, &group->cells[at * kinds + i], &group->node->aggregates.items[i],
                     &row[group->node->aggregates.items[i].slot]));
  }
  return ATT_OK;
}

static void group_close(att_op *op) {
  group_op *group = (group_op *)op;
  clear_cells(group);
  att_tuples_clear(op->exec, &group->groups);
  att_tuples_clear(op->exec, &group->seen);
  att_exec_release(op->exec, &group->numbers, &group->number_capacity, sizeof *group->numbers);
  att_exec_release(op->exec, &group->cells, &group->cell_capacity, sizeof *group->cells);
}

static const att_op_type group_type = {"group", group_open, group_next, group_close, false};

att_op *att_op_group(att_exec *exec, att_op *input, const att_alg *node, att_columns keys,
                     const att_source *root, const att_slots *below) {
  group_op *group = ATT_NEW(exec->arena, group_op);
  group->op = (att_op){.type = &group_type, .exec = exec, .input = input};
  group->node = node;
  group->keys = keys;
  group->root = root;
  bool rows = false;
  group->only_counts = true;
  for (size_t i = 0; i < node->aggregates.count; i++)
    group->only_counts = group->only_counts && node->aggregates.items[i].kind == ATT_COUNT &&
                         !node->aggregates.items[i].expr && !node->aggregates.items[i].distinct;
  for (size_t i = 0; i < node->aggregates.count; i++)
    rows = rows || (node->aggregates.items[i].distinct && !node->aggregates.items[i].expr);
  for (int slot = 0; rows && slot < ATT_SLOTS_MOST; slot++)
    if (att_slots_has(below, slot))
      *ATT_PUSH(exec->arena, &group->below) = slot;
  group->groups.size = keys.count;
  group->seen.size = 3 + group->below.count;
  group->tuple = ATT_NEW_ARRAY(exec->arena, att_id, keys.count + group->below.count + 4);
  return &group->op;
}
