/* SPDX-License-Identifier: Apache-2.0
 *
 * GROUP BY and aggregates. Once there is no room for more groups, the rows of those that are not
 * known are set aside by a hash of their keys, and grouped a part at a time; the groups come in the
 * order of their first rows all the same, and each gathers its rows in theirs. */
#include <string.h>

#include "queries/expr.h"
#include "queries/number.h"
#include "queries/runs.h"

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
  att_tuples groups;
  att_unique seen; /* group, aggregate, value */
  accumulator *cells;
  size_t cell_capacity, given, text_bytes;
  att_id *tuple;
  struct {
    att_id id;
    att_number number;
    bool fine;
  } * numbers; /* of ids met of late */
  size_t number_capacity;
  bool only_counts, done; /* only_counts: each aggregate is COUNT(*) */
  bool distinct, settled; /* distinct: an aggregate is */
  struct {
    att_parts rows;  /* numbered */
    att_runs groups; /* the number of the first row, keys, values */
    att_id *record, number;
    size_t record_capacity;
  } files;
  att_runs *aside; /* of the part that is grouped, rows for which there is no room */
  att_id *firsts;  /* of each group, the number of its first row, where a part is grouped */
  size_t first_capacity;
} group_op;

enum { NUMBERS = 1024 };

static void clear_groups(group_op *group) {
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < group->groups.count * kinds; i++)
    att_buffer_clear(&group->cells[i].text);
  *group->op.exec->memory -= group->text_bytes;
  group->text_bytes = 0;
  att_tuples_clear(group->op.exec, &group->groups);
  att_exec_release(group->op.exec, &group->cells, &group->cell_capacity, sizeof *group->cells);
}

static att_status open_seen(group_op *group) {
  return group->distinct ? att_unique_open(group->op.exec, &group->seen, 3 + group->below.count, 0)
                         : ATT_OK;
}

static att_status group_open(att_op *op) {
  group_op *group = (group_op *)op;
  clear_groups(group);
  att_parts_clear(op->exec, &group->files.rows);
  att_runs_clear(op->exec, &group->files.groups);
  att_parts_init(&group->files.rows, op->exec->width + 1);
  group->files.groups =
      att_runs_of(1 + group->keys.count + group->node->aggregates.count, NULL, NULL);
  group->files.number = 0;
  group->given = 0;
  group->done = group->settled = false;
  return open_seen(group);
}

/* Room for one more group, or its row is set aside. */
static bool may_grow(const group_op *group) {
  size_t kinds = group->node->aggregates.count;
  size_t bytes = group->cell_capacity * sizeof *group->cells + group->text_bytes;
  if (group->groups.count >= 64 && (group->groups.count + 1) * kinds > group->cell_capacity &&
      !att_exec_has_room(group->op.exec, bytes + group->groups.capacity * group->groups.size * 8,
                         group->cell_capacity * sizeof *group->cells))
    return false;
  return att_tuples_may_grow(group->op.exec, &group->groups, bytes);
}

static att_status set_aside(group_op *group, const att_id *row) {
  att_exec *exec = group->op.exec;
  ATT_TRY(att_exec_reserve(exec, &group->files.record, &group->files.record_capacity,
                           exec->width + 1, sizeof(att_id)));
  group->files.record[0] = group->files.number++;
  memcpy(group->files.record + 1, row, exec->width * sizeof *row);
  return att_parts_put(exec, &group->files.rows, att_tuple_hash(group->tuple, group->keys.count),
                       group->files.record);
}

/* *ret_known is false for a row whose group there is no room for. */
static att_status find_group(group_op *group, const att_id *row, size_t *ret_at, bool *ret_known) {
  att_exec *exec = group->op.exec;
  bool fresh;
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < group->keys.count; i++)
    group->tuple[i] = row ? row[group->keys.items[i]] : 0;
  *ret_known = true;
  bool begun = group->aside ? group->aside->total > 0 : group->files.rows.used;
  if (begun || !may_grow(group)) { /* once a row was set aside, no group may overtake it */
    *ret_known = att_tuples_find(&group->groups, group->tuple, ret_at);
    return ATT_OK;
  }
  ATT_TRY(att_tuples_add(exec, &group->groups, group->tuple, ret_at, &fresh));
  if (!fresh || kinds == 0)
    return ATT_OK;
  ATT_TRY(att_exec_reserve(exec, &group->cells, &group->cell_capacity, group->groups.count * kinds,
                           sizeof *group->cells));
  memset(group->cells + *ret_at * kinds, 0, kinds * sizeof *group->cells);
  return ATT_OK;
}

/* Also for a value that there is no room for: it is looked at again at the end. */
static att_status is_repeated(group_op *group, size_t at, size_t kind, const att_id *row, att_id id,
                              bool *ret_repeated) {
  att_news news;
  att_id *tuple = group->seen.record + 1;
  *tuple++ = at;
  *tuple++ = kind;
  *tuple++ = id;
  for (size_t i = 0; i < group->below.count; i++)
    *tuple++ = id ? 0 : row[group->below.items[i]];
  ATT_TRY(att_unique_add(group->op.exec, &group->seen, &news));
  *ret_repeated = news != ATT_UNIQUE_NEW;
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
  group->text_bytes += cell->text.capacity - before;
  *exec->memory += cell->text.capacity - before;
  return *exec->memory > exec->memory_most ? att_exec_too_large(exec) : ATT_OK;
}

/* A value that is not repeated. */
static att_status add_value(group_op *group, size_t at, size_t kind, att_id id) {
  const att_aggregate *aggregate = &group->node->aggregates.items[kind];
  accumulator *cell = &group->cells[at * group->node->aggregates.count + kind];
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
  return repeated ? ATT_OK : add_value(group, at, kind, id);
}

static att_status accumulate_all(group_op *group, size_t at, const att_id *row) {
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < kinds; i++)
    if (group->only_counts)
      group->cells[at * kinds + i].count++;
    else
      ATT_TRY(accumulate(group, at, i, row));
  return ATT_OK;
}

/* The values that there was no room for. */
static att_status add_late_values(group_op *group) {
  att_exec *exec = group->op.exec;
  const att_id *late;
  if (!group->distinct)
    return ATT_OK;
  ATT_TRY(att_unique_settle(exec, &group->seen));
  if (group->seen.parts.used)
    att_op_note(&group->op, " (through files)");
  for (;;) {
    ATT_TRY(att_unique_next(exec, &group->seen, &late));
    if (!late)
      return open_seen(group);
    ATT_TRY(add_value(group, (size_t)late[0], (size_t)late[1], late[2]));
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
  bool known;
  ATT_TRY(find_group(group, NULL, &at, &known));
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
  bool known = true;
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
    if (!last || !known || !same_keys(group, row, last))
      ATT_TRY(find_group(group, row, &at, &known));
    last = row;
    ATT_TRY(known ? accumulate_all(group, at, row) : set_aside(group, row));
  }
  group->done = true;
  if (group->groups.count == 0 && group->node->columns.count == 0)
    return find_group(group, NULL, &at, &known);
  return add_late_values(group);
}

/* One reading of rows that were set aside: groups while there is room for them, the others' rows to
 * `rest`. */
static att_status group_part(group_op *group, att_runs *part, att_runs *rest) {
  att_exec *exec = group->op.exec;
  const att_id *record;
  size_t at;
  bool known;
  clear_groups(group);
  group->aside = rest;
  ATT_TRY(att_runs_merge(exec, part));
  for (;;) {
    ATT_TRY(att_runs_next(exec, part, &record));
    if (!record)
      return add_late_values(group);
    size_t before = group->groups.count;
    ATT_TRY(find_group(group, record + 1, &at, &known));
    if (!known) {
      ATT_TRY(att_runs_put(exec, rest, record));
      continue;
    }
    if (group->groups.count > before) {
      ATT_TRY(
          att_exec_reserve(exec, &group->firsts, &group->first_capacity, at + 1, sizeof(att_id)));
      group->firsts[at] = record[0];
    }
    ATT_TRY(accumulate_all(group, at, record + 1));
  }
}

/* The keys of a group and its values. */
static att_status finish_group(group_op *group, size_t at, att_id *keys, att_id *values) {
  size_t kinds = group->node->aggregates.count, count = group->keys.count;
  for (size_t i = 0; i < count; i++)
    keys[i] = group->groups.items[at * count + i];
  for (size_t i = 0; i < kinds; i++)
    ATT_TRY(finish(group, &group->cells[at * kinds + i], &group->node->aggregates.items[i],
                   &values[i]));
  return ATT_OK;
}

static att_status write_groups(group_op *group) {
  att_exec *exec = group->op.exec;
  ATT_TRY(att_exec_reserve(exec, &group->files.record, &group->files.record_capacity,
                           group->files.groups.size, sizeof(att_id)));
  ATT_TRY(att_runs_begin(exec, &group->files.groups));
  for (size_t at = 0; at < group->groups.count; at++) {
    group->files.record[0] = group->firsts[at];
    ATT_TRY(finish_group(group, at, group->files.record + 1,
                         group->files.record + 1 + group->keys.count));
    ATT_TRY(att_runs_put(exec, &group->files.groups, group->files.record));
  }
  return ATT_OK;
}

/* The groups of the rows that were set aside. */
static att_status settle(group_op *group) {
  att_exec *exec = group->op.exec;
  att_status status = ATT_OK;
  group->settled = true;
  att_op_note(&group->op, " (through files)");
  for (int i = 0; i < ATT_PARTS && status == ATT_OK; i++) {
    att_runs *part = &group->files.rows.items[i];
    while (part->total && status == ATT_OK) {
      att_runs rest = att_runs_of(part->size, NULL, NULL);
      status = group_part(group, part, &rest);
      if (status == ATT_OK)
        status = write_groups(group);
      att_runs_clear(exec, part);
      *part = rest;
    }
  }
  group->aside = NULL;
  clear_groups(group);
  return status == ATT_OK ? att_runs_merge(exec, &group->files.groups) : status;
}

static att_status give(group_op *group, const att_id *keys, const att_id *values, att_batch *out) {
  att_id *row;
  const att_aggregate *aggregates = group->node->aggregates.items;
  ATT_TRY(
      att_batch_add(group->op.exec, out, group->root->count == 1 ? group->root->rows : NULL, &row));
  for (size_t i = 0; i < group->keys.count; i++)
    if (keys[i])
      row[group->keys.items[i]] = keys[i];
  for (size_t i = 0; i < group->node->aggregates.count; i++)
    row[aggregates[i].slot] = values[i];
  return ATT_OK;
}

static att_status group_next(att_op *op, att_batch *out) {
  group_op *group = (group_op *)op;
  const att_id *record;
  att_id *values = group->tuple + group->keys.count;
  if (!group->done)
    ATT_TRY(gather(group));
  while (out->count < op->exec->batch && !group->settled && group->given < group->groups.count) {
    ATT_TRY(finish_group(group, group->given++, group->tuple, values));
    ATT_TRY(give(group, group->tuple, values, out));
  }
  if (!group->files.rows.used || out->count >= op->exec->batch)
    return ATT_OK;
  if (!group->settled)
    ATT_TRY(settle(group));
  while (out->count < op->exec->batch) {
    ATT_TRY(att_runs_next(op->exec, &group->files.groups, &record));
    if (!record)
      return ATT_OK;
    ATT_TRY(give(group, record + 1, record + 1 + group->keys.count, out));
  }
  return ATT_OK;
}

static void group_close(att_op *op) {
  group_op *group = (group_op *)op;
  clear_groups(group);
  att_unique_clear(op->exec, &group->seen);
  att_parts_clear(op->exec, &group->files.rows);
  att_runs_clear(op->exec, &group->files.groups);
  att_exec_release(op->exec, &group->files.record, &group->files.record_capacity, sizeof(att_id));
  att_exec_release(op->exec, &group->firsts, &group->first_capacity, sizeof(att_id));
  att_exec_release(op->exec, &group->numbers, &group->number_capacity, sizeof *group->numbers);
}

static const att_op_type group_type = {
    .name = "group", .open = group_open, .next = group_next, .close = group_close};

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
  for (size_t i = 0; i < node->aggregates.count; i++) {
    group->distinct = group->distinct || node->aggregates.items[i].distinct;
    rows = rows || (node->aggregates.items[i].distinct && !node->aggregates.items[i].expr);
  }
  for (int slot = 0; rows && slot < ATT_SLOTS_MOST; slot++)
    if (att_slots_has(below, slot))
      *ATT_PUSH(exec->arena, &group->below) = slot;
  group->groups.size = keys.count;
  group->tuple = ATT_NEW_ARRAY(exec->arena, att_id, keys.count + node->aggregates.count + 1);
  return &group->op;
}
