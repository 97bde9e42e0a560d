/* SPDX-License-Identifier: Apache-2.0
 *
 * GROUP BY and aggregates. Once there is no room for more groups, the rows of those that are not
 * known are set aside by a hash of their keys, and grouped a part at a time; the groups come in the
 * order of their first rows all the same, and each gathers its rows in theirs.
 *
 * Several threads group what they read each for itself, and the groups are brought together in the
 * end, in the order of their first rows too. That is exact where sums are (integers, decimals):
 * where a float comes, or there is no room for a thread's groups, one thread begins anew. */
#include <string.h>

#include "queries/crew.h"
#include "queries/expr.h"
#include "queries/number.h"
#include "queries/runs.h"

typedef struct {
  uint64_t count;
  att_id best;
  uint64_t best_at; /* the position of the row that `best` is of */
  bool error;
  att_number sum;
  att_buffer text;
} accumulator;

typedef struct group_op {
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
  att_crew *crew;            /* or NULL */
  struct group_op **members; /* of the crew */
  bool member, gave_up;
  bool exact;         /* sums must not depend on the order in which they are made */
  att_id *shared_row; /* with a group's keys */
  uint64_t position;  /* of the row at hand: the piece's number, and the row's in it */
} group_op;

enum { NUMBERS = 1024 };

static void clear_groups(group_op *group) {
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < group->groups.count * kinds && group->text_bytes; i++)
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

/* Of a member of a crew. */
static att_status give_up(group_op *group) {
  group->gave_up = true;
  return att_error_set(group->op.exec->error, ATT_ERR_LIMIT, "one thread has to do it");
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

static att_status put_first(group_op *group, size_t at, uint64_t number) {
  ATT_TRY(att_exec_reserve(group->op.exec, &group->firsts, &group->first_capacity, at + 1,
                           sizeof(att_id)));
  group->firsts[at] = number;
  return ATT_OK;
}

/* *ret_known is false for a row whose group there is no room for. */
static att_status find_group(group_op *group, const att_id *row, size_t *ret_at, bool *ret_known) {
  att_exec *exec = group->op.exec;
  bool fresh;
  size_t kinds = group->node->aggregates.count;
  for (size_t i = 0; i < group->keys.count; i++)
    group->tuple[i] = row ? row[group->keys.items[i]] : 0;
  *ret_known = true;
  if (group->member && !may_grow(group))
    return give_up(group);
  bool begun = group->aside ? group->aside->total > 0 : group->files.rows.used;
  if (begun || !may_grow(group)) { /* once a row was set aside, no group may overtake it */
    *ret_known = att_tuples_find(&group->groups, group->tuple, ret_at);
    return ATT_OK;
  }
  ATT_TRY(att_tuples_add(exec, &group->groups, group->tuple, ret_at, &fresh));
  if (fresh && group->member)
    ATT_TRY(put_first(group, *ret_at, group->position));
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
  if (group->member && news == ATT_UNIQUE_LATER)
    return give_up(group);
  *ret_repeated = group->member || news != ATT_UNIQUE_NEW; /* a crew's are added in the end */
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
  if (group->exact && number && number->type > ATT_NUMBER_DECIMAL)
    return give_up(group);
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

/* The first of those that order alike stays. */
static bool is_better(const group_op *group, const att_aggregate *aggregate, att_id id,
                      att_id best) {
  int way = att_expr_order(group->op.exec, id, best);
  return aggregate->kind == ATT_MIN ? way < 0 : way > 0;
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
    if (cell->best && !is_better(group, aggregate, id, cell->best))
      return ATT_OK;
    cell->best = id;
    cell->best_at = group->position;
    return ATT_OK;
  case ATT_SAMPLE:
    cell->best_at = cell->best ? cell->best_at : group->position;
    cell->best = cell->best ? cell->best : id;
    return ATT_OK;
  case ATT_GROUP_CONCAT:
    return add_text(group, cell, aggregate, id);
  default:
    return ATT_OK;
  }
}

/* Of the aggregates that choose a value DISTINCT changes nothing. */
static bool is_choice(const att_aggregate *aggregate) {
  return aggregate->kind == ATT_MIN || aggregate->kind == ATT_MAX || aggregate->kind == ATT_SAMPLE;
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
  if (aggregate->distinct && !(group->member && is_choice(aggregate)))
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
    ATT_TRY(att_exec_work(exec, text.lexical.size / 256));
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

/* Groups the rows of the input. */
static att_status gather_rows(group_op *group) {
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
    group->position++;
  }
  return ATT_OK;
}

/* One member's share. */
static void work(void *context, unsigned i) {
  group_op *group = context, *own = group->members[i];
  uint64_t number;
  bool more = true;
  att_status status = ATT_OK;
  while (status == ATT_OK && more) {
    status = att_crew_take(group->crew, i, &number, &more);
    if (status != ATT_OK || !more)
      break;
    own->op.in.count = own->op.at = 0;
    own->op.dry = false;
    own->position = number << 32;
    status = gather_rows(own);
    if (i == 0 && status == ATT_OK && att_crew_is_late(group->crew))
      att_crew_call(group->crew, work, group);
  }
  own->gave_up = own->gave_up || status != ATT_OK;
}

/* A member's group into one of the whole: `at`. */
static att_status join_group(group_op *group, size_t at, unsigned i, size_t from) {
  const group_op *own = group->members[i];
  size_t kinds = group->node->aggregates.count;
  for (size_t kind = 0; kind < kinds; kind++) {
    const att_aggregate *aggregate = &group->node->aggregates.items[kind];
    accumulator *cell = &group->cells[at * kinds + kind];
    const accumulator *other = &own->cells[from * kinds + kind];
    att_id best = 0;
    cell->error = cell->error || other->error;
    cell->count += other->count;
    if (other->count && (aggregate->kind == ATT_SUM || aggregate->kind == ATT_AVG))
      cell->error = cell->error || !att_number_compute('+', &cell->sum, &other->sum, &cell->sum);
    if (!other->best)
      continue;
    ATT_TRY(att_crew_id(group->crew, i, other->best, &best));
    bool later = cell->best && other->best_at > cell->best_at;
    if (!cell->best || (aggregate->kind == ATT_SAMPLE ? !later
                        : later ? is_better(group, aggregate, best, cell->best)
                                : !is_better(group, aggregate, cell->best, best))) {
      cell->best = best;
      cell->best_at = other->best_at;
    }
  }
  return ATT_OK;
}

/* The values of DISTINCT aggregates that a member has met; `places`: of its groups in the whole. */
static att_status join_values(group_op *group, unsigned i, const att_id *places) {
  const att_tuples *seen = &group->members[i]->seen.seen;
  att_news news;
  for (size_t n = 0; n < seen->count; n++) {
    const att_id *tuple = seen->items + n * seen->size;
    att_id *to = group->seen.record + 1;
    ATT_TRY(att_exec_tick(group->op.exec));
    to[0] = places[tuple[0]];
    to[1] = tuple[1];
    for (size_t k = 2; k < seen->size; k++)
      ATT_TRY(att_crew_id(group->crew, i, tuple[k], &to[k]));
    ATT_TRY(att_unique_add(group->op.exec, &group->seen, &news));
    if (news == ATT_UNIQUE_LATER) /* the room for it is that of the members' */
      return give_up(group);
    if (news == ATT_UNIQUE_NEW)
      ATT_TRY(add_value(group, (size_t)to[0], (size_t)to[1], to[2]));
  }
  return ATT_OK;
}

/* The member whose next group comes first; the crew's size: none has one. */
static unsigned first_of(const group_op *group, const size_t *next) {
  unsigned size = att_crew_size(group->crew), first = size;
  for (unsigned i = 0; i < size; i++) {
    const group_op *own = group->members[i];
    if (next[i] < own->groups.count &&
        (first == size || own->firsts[next[i]] < group->members[first]->firsts[next[first]]))
      first = i;
  }
  return first;
}

/* All members' groups, in the order of their first rows. `next`, `places`: zeros for each. */
static att_status bring_together(group_op *group, size_t *next, att_id **places,
                                 size_t *capacities) {
  att_exec *exec = group->op.exec;
  size_t keys = group->keys.count, at;
  unsigned i, size = att_crew_size(group->crew);
  att_id *row = group->shared_row;
  bool known;
  while ((i = first_of(group, next)) < size) {
    const group_op *own = group->members[i];
    size_t from = next[i]++;
    ATT_TRY(att_exec_tick(exec));
    for (size_t k = 0; k < keys; k++)
      ATT_TRY(att_crew_id(group->crew, i, own->groups.items[from * keys + k],
                          &row[group->keys.items[k]]));
    ATT_TRY(find_group(group, row, &at, &known));
    if (!known)
      return give_up(group);
    ATT_TRY(join_group(group, at, i, from));
    ATT_TRY(att_exec_reserve(exec, &places[i], &capacities[i], from + 1, sizeof(att_id)));
    places[i][from] = at;
  }
  for (i = 0; i < size && group->distinct; i++)
    ATT_TRY(join_values(group, i, places[i]));
  return ATT_OK;
}

static att_status merge_members(group_op *group) {
  enum { MOST = 64 };
  size_t next[MOST] = {0}, capacities[MOST] = {0};
  att_id *places[MOST] = {0};
  att_status status = bring_together(group, next, places, capacities);
  for (unsigned i = 0; i < att_crew_size(group->crew); i++)
    att_exec_release(group->op.exec, &places[i], &capacities[i], sizeof(att_id));
  return status;
}

static void drop_group(group_op *group) {
  att_exec *exec = group->op.exec;
  clear_groups(group);
  att_unique_clear(exec, &group->seen);
  att_batch_clear(exec, &group->op.in);
  att_exec_release(exec, &group->firsts, &group->first_capacity, sizeof(att_id));
  att_exec_release(exec, &group->numbers, &group->number_capacity, sizeof *group->numbers);
}

/* By the crew; *ret_done false: one thread has to do it. */
static att_status gather_shared(group_op *group, bool *ret_done) {
  bool ready, fine = true;
  *ret_done = false;
  ATT_TRY(att_crew_begin(group->crew, &ready));
  if (!ready)
    return ATT_OK;
  unsigned size = att_crew_size(group->crew);
  att_status status = ATT_OK;
  for (unsigned i = 0; i < size && status == ATT_OK; i++) {
    group->members[i]->gave_up = false;
    status = open_seen(group->members[i]);
  }
  if (status == ATT_OK)
    work(group, 0);
  att_crew_join(group->crew, group->members[0]->gave_up);
  for (unsigned i = 0; i < size; i++)
    fine = fine && !group->members[i]->gave_up;
  group->exact = true;
  if (status == ATT_OK && fine)
    status = merge_members(group);
  group->exact = false;
  *ret_done = status == ATT_OK && fine;
  for (unsigned i = 0; i < size; i++)
    drop_group(group->members[i]);
  att_crew_end(group->crew);
  ATT_TRY(att_exec_check(group->op.exec)); /* time that is up is why members gave up */
  if (*ret_done)
    return ATT_OK;
  clear_groups(group);
  ATT_TRY(open_seen(group));
  return att_op_open(group->op.input);
}

static att_status gather(group_op *group) {
  size_t at;
  bool known, done = false;
  if (group->crew)
    ATT_TRY(gather_shared(group, &done));
  if (!done)
    ATT_TRY(gather_rows(group));
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
    if (group->groups.count > before)
      ATT_TRY(put_first(group, at, record[0]));
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
  att_crew_end(group->crew);
  drop_group(group);
  att_parts_clear(op->exec, &group->files.rows);
  att_runs_clear(op->exec, &group->files.groups);
  att_exec_release(op->exec, &group->files.record, &group->files.record_capacity, sizeof(att_id));
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

/* A member's: its own aggregates' expressions, its own groups. NULL: there is none. */
static group_op *make_member(const group_op *group, att_crew *crew, unsigned i) {
  att_exec *exec = att_crew_exec(crew, i);
  group_op *own = ATT_NEW(group->op.exec->arena, group_op);
  att_alg *node = ATT_NEW(group->op.exec->arena, att_alg);
  *own = *group;
  *node = *group->node;
  node->aggregates = (typeof(node->aggregates)){0};
  for (size_t k = 0; k < group->node->aggregates.count; k++) {
    att_aggregate *aggregate = ATT_PUSH(exec->arena, &node->aggregates);
    *aggregate = group->node->aggregates.items[k];
    if (aggregate->expr && !(aggregate->expr = att_expr_copy(exec, aggregate->expr)))
      return NULL;
  }
  own->node = node;
  own->op.exec = exec;
  own->op.input = att_crew_part(crew, i);
  own->member = own->exact = true;
  own->tuple = ATT_NEW_ARRAY(exec->arena, att_id, own->keys.count + node->aggregates.count + 1);
  return own;
}

bool att_op_group_share(att_op *op) {
  group_op *group = (group_op *)op;
  att_arena *arena = op->exec->arena;
  if (op->type != &group_type)
    return false;
  for (size_t i = 0; i < group->node->aggregates.count; i++)
    if (group->node->aggregates.items[i].kind == ATT_GROUP_CONCAT)
      return false;
  att_crew *crew = att_crew_plan(op->exec, op->input, true);
  if (!crew || att_crew_size(crew) < 2)
    return false;
  group->members = ATT_NEW_ARRAY(arena, group_op *, att_crew_size(crew));
  group->shared_row = ATT_NEW_ARRAY(arena, att_id, op->exec->width + 1);
  for (unsigned i = 0; i < att_crew_size(crew); i++)
    if (!(group->members[i] = make_member(group, crew, i)))
      return false;
  group->crew = crew;
  att_op_note(op, " (by several threads)");
  return true;
}
