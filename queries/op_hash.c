/* SPDX-License-Identifier: Apache-2.0
 *
 * The hash join. It keeps of its build's rows what the join needs of them, and asks memory for the
 * places of a whole batch of rows before it looks at the first (group prefetching: Chen et al.,
 * ICDE 2004). Keys of one id that stand close together need no hash: they are places themselves,
 * and where nothing but the key is wanted of the build, one bit each does. What does not fit into
 * memory is joined in parts by way of files (Grace: Kitsuregawa et al., 1983), and the rows put
 * back into their order by the numbers of the input's. */
#include <string.h>

#include "queries/expr.h"
#include "queries/runs.h"

typedef struct {
  att_op op;
  att_join_kind kind;
  att_op *build;
  att_columns keys, checks, copied;
  const att_exprs *filters;
  bool keep, built, matched;
  bool borrowed;                  /* the table is another's */
  int *key_places, *check_places; /* of keys and checks among `copied` */
  att_id *cells;                  /* the build's rows: `copied` alone */
  size_t cell_capacity, count;    /* rows */
  uint32_t *heads, *nexts;
  size_t head_count, next_count;
  bool direct; /* heads, or bits, of `span` keys from `least` on */
  att_id least, span;
  uint64_t *bits;
  size_t bit_capacity; /* words; 0: there are heads */
  uint64_t *sieve_bits;
  size_t sieve_capacity;
  att_keep sieve;   /* the keys, told to the input */
  uint64_t *hashes; /* of the input's rows at hand */
  size_t hash_count;
  const att_id *row;
  uint32_t at; /* next candidate, from 1 */
  struct {
    att_parts builds, rows; /* rows: with their numbers */
    att_runs results;       /* with the numbers of the rows they are of */
    att_id *record;
    size_t record_capacity;
    bool used, joined;
  } files;
} hash_join;

enum { NOWHERE = UINT32_MAX };

static void drop_table(hash_join *join) {
  att_exec *exec = join->op.exec;
  att_exec_release(exec, &join->cells, &join->cell_capacity, sizeof *join->cells);
  att_exec_release(exec, &join->heads, &join->head_count, sizeof(uint32_t));
  att_exec_release(exec, &join->nexts, &join->next_count, sizeof(uint32_t));
  att_exec_release(exec, &join->bits, &join->bit_capacity, sizeof(uint64_t));
  att_exec_release(exec, &join->sieve_bits, &join->sieve_capacity, sizeof(uint64_t));
  join->count = 0;
}

static void drop_results(hash_join *join) {
  att_parts_clear(join->op.exec, &join->files.rows);
  att_runs_clear(join->op.exec, &join->files.results);
  join->files.joined = false;
}

static att_status hash_open(att_op *op) {
  hash_join *join = (hash_join *)op;
  join->row = NULL;
  drop_results(join);
  if (join->keep)
    return ATT_OK;
  att_parts_clear(op->exec, &join->files.builds);
  join->built = join->files.used = false;
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

/* All rows that the build has given so far go to the parts, and so will all others. */
static att_status set_aside(hash_join *join) {
  att_exec *exec = join->op.exec;
  size_t size = join->copied.count;
  if (!join->files.used) {
    att_parts_init(&join->files.builds, size);
    join->files.used = true;
    att_op_note(&join->op, " (through files)");
  }
  for (size_t i = 0; i < join->count; i++) {
    const att_id *cells = join->cells + i * size;
    ATT_TRY(att_exec_tick(exec));
    ATT_TRY(att_parts_put(exec, &join->files.builds, cell_hash(join, cells), cells));
  }
  join->count = 0;
  return ATT_OK;
}

/* Bytes of the rows and of the table over them, if they are `count`. */
static size_t table_bytes(const hash_join *join, size_t count) {
  return count * (join->copied.count * sizeof(att_id) + 3 * sizeof(uint32_t));
}

static att_status make_room(hash_join *join, size_t more) {
  size_t size = join->copied.count * sizeof(att_id), count = join->count + more, grown = count;
  if (size == 0 || count < 2 * join->op.exec->batch)
    return att_exec_reserve(join->op.exec, &join->cells, &join->cell_capacity,
                            count * join->copied.count + 1, sizeof(att_id));
  if (count * join->copied.count >= join->cell_capacity)
    grown = 2 * join->cell_capacity / join->copied.count;
  grown = grown > count ? grown : count;
  size_t held = join->cell_capacity * sizeof(att_id), wanted = table_bytes(join, grown);
  if (join->files.used ||
      !att_exec_has_room(join->op.exec, held, wanted > held ? wanted - held : 0))
    ATT_TRY(set_aside(join));
  return att_exec_reserve(join->op.exec, &join->cells, &join->cell_capacity,
                          (join->count + more) * join->copied.count + 1, sizeof(att_id));
}

static att_status keep_rows(hash_join *join, const att_batch *batch) {
  size_t size = join->copied.count, width = join->op.exec->width;
  ATT_TRY(make_room(join, batch->count));
  att_id *to = join->cells + join->count * size;
  for (size_t i = 0; i < batch->count; i++)
    for (size_t c = 0; c < size; c++)
      *to++ = batch->rows[i * width + (size_t)join->copied.items[c]];
  join->count += batch->count;
  return ATT_OK;
}

enum { EACH = 4, EACH_BIT = 128, FEW = 64 }; /* places, and bits, that a key may take */
enum { SIEVE_BITS = 1 << 23 };               /* that a sieve may always have */

/* Whether the keys are single ids close enough together to be places; *ret_bits: or bits. */
static void find_span(hash_join *join, bool *ret_bits) {
  size_t size = join->copied.count;
  att_id most = 0;
  *ret_bits = join->direct = false;
  if (join->keys.count != 1 || join->count == 0)
    return;
  join->least = UINT64_MAX;
  for (size_t i = 0; i < join->count; i++) {
    att_id key = join->cells[i * size + (size_t)join->key_places[0]];
    join->least = key < join->least ? key : join->least;
    most = key > most ? key : most;
  }
  join->span = most - join->least + 1;
  join->direct = join->span < EACH * join->count + FEW;
  *ret_bits = size == 1 && join->checks.count == 0 && !(join->filters && join->filters->count) &&
              join->span < EACH_BIT * join->count + FEW;
}

/* Tells the input which rows there are partners for, where the keys stand close enough together. */
static att_status make_sieve(hash_join *join) {
  att_exec *exec = join->op.exec;
  size_t size = join->copied.count, words = (size_t)(join->span / 64 + 1);
  if (join->keys.count != 1 || (join->kind != ATT_JOIN_INNER && join->kind != ATT_JOIN_SEMI))
    return ATT_OK;
  bool fine = join->count && join->least >> 60 < ATT_LEAST_INLINE &&
              join->span < EACH_BIT * join->count + SIEVE_BITS &&
              att_exec_has_room(exec, 0, words * sizeof(uint64_t));
  att_op_sieve(join->op.input, join->keys.items[0], NULL);
  if (!fine)
    return ATT_OK;
  ATT_TRY(
      att_exec_reserve(exec, &join->sieve_bits, &join->sieve_capacity, words, sizeof(uint64_t)));
  memset(join->sieve_bits, 0, join->sieve_capacity * sizeof(uint64_t));
  for (size_t i = 0; i < join->count; i++) {
    att_id key = join->cells[i * size + (size_t)join->key_places[0]] - join->least;
    join->sieve_bits[key / 64] |= (uint64_t)1 << key % 64;
  }
  join->sieve = (att_keep){.bits = join->sieve_bits, .least = join->least, .span = join->span};
  att_op_sieve(join->op.input, join->keys.items[0], &join->sieve);
  return ATT_OK;
}

/* One bit a key; *ret_made is false where a key comes twice. */
static att_status make_bits(hash_join *join, bool *ret_made) {
  *ret_made = false;
  ATT_TRY(att_exec_reserve(join->op.exec, &join->bits, &join->bit_capacity,
                           (size_t)(join->span / 64 + 1), sizeof(uint64_t)));
  memset(join->bits, 0, join->bit_capacity * sizeof(uint64_t));
  for (size_t i = 0; i < join->count; i++) {
    att_id key = join->cells[i] - join->least;
    if (join->bits[key / 64] >> key % 64 & 1) {
      att_exec_release(join->op.exec, &join->bits, &join->bit_capacity, sizeof(uint64_t));
      return ATT_OK;
    }
    join->bits[key / 64] |= (uint64_t)1 << key % 64;
  }
  *ret_made = true;
  return ATT_OK;
}

/* Where a key's chain begins; NOWHERE: it has none. */
static uint64_t place_of(const hash_join *join, const att_id *row) {
  if (!join->direct)
    return key_hash(join, row) & (join->head_count - 1);
  att_id key = row[join->keys.items[0]] - join->least;
  return key < join->span ? key : NOWHERE;
}

static att_status make_heads(hash_join *join) {
  att_exec *exec = join->op.exec;
  size_t size = join->copied.count, count = 16;
  while (count < join->count)
    count *= 2;
  if (join->direct)
    count = (size_t)join->span;
  if (count >= UINT32_MAX)
    return att_error_set(exec->error, ATT_ERR_LIMIT, "more than 2^32 rows to join");
  att_exec_release(exec, &join->heads, &join->head_count, sizeof(uint32_t));
  ATT_TRY(att_exec_reserve(exec, &join->heads, &join->head_count, count, sizeof(uint32_t)));
  ATT_TRY(
      att_exec_reserve(exec, &join->nexts, &join->next_count, join->count + 1, sizeof(uint32_t)));
  memset(join->heads, 0, join->head_count * sizeof(uint32_t));
  for (size_t i = join->count; i > 0; i--) {
    const att_id *cells = join->cells + (i - 1) * size;
    uint64_t at = join->direct ? cells[join->key_places[0]] - join->least
                               : cell_hash(join, cells) & (join->head_count - 1);
    ATT_TRY(att_exec_tick(exec));
    join->nexts[i] = join->heads[at];
    join->heads[at] = (uint32_t)i;
  }
  return ATT_OK;
}

/* The table over the rows at hand. */
static att_status make_table(hash_join *join) {
  att_exec *exec = join->op.exec;
  bool bits;
  att_exec_release(exec, &join->bits, &join->bit_capacity, sizeof(uint64_t));
  find_span(join, &bits);
  ATT_TRY(make_sieve(join));
  if (bits)
    ATT_TRY(make_bits(join, &bits));
  if (!bits)
    return make_heads(join);
  att_exec_release(exec, &join->cells, &join->cell_capacity, sizeof *join->cells);
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
  join->built = true;
  if (!join->files.used)
    return make_table(join);
  ATT_TRY(set_aside(join));
  drop_table(join);
  return ATT_OK;
}

/* Where the candidates of the batch at hand begin. */
static att_status find_places(hash_join *join) {
  att_op *op = &join->op;
  size_t width = op->exec->width;
  ATT_TRY(att_exec_reserve(op->exec, &join->hashes, &join->hash_count, op->in.count,
                           sizeof *join->hashes));
  for (size_t i = 0; i < op->in.count; i++) {
    join->hashes[i] = place_of(join, op->in.rows + i * width);
    if (join->hashes[i] != NOWHERE)
      __builtin_prefetch(&join->heads[join->hashes[i]]);
  }
  for (size_t i = 0; i < op->in.count; i++) {
    uint32_t at = join->hashes[i] == NOWHERE ? 0 : join->heads[join->hashes[i]];
    join->hashes[i] = at;
    if (at) {
      __builtin_prefetch(join->cells + (at - 1) * join->copied.count);
      __builtin_prefetch(&join->nexts[at]);
    }
  }
  return ATT_OK;
}

/* The next row of the input, and where its candidates begin. */
static att_status next_row(hash_join *join) {
  att_op *op = &join->op;
  ATT_TRY(att_op_row(op, &join->row));
  if (!join->row)
    return ATT_OK;
  if (op->at == 1) /* a batch has come */
    ATT_TRY(find_places(join));
  join->at = (uint32_t)join->hashes[op->at - 1];
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

/* The rows of the input by the bits of their keys; a row of an optional part gets nothing new. */
static att_status next_by_bits(hash_join *join, att_batch *out) {
  att_op *op = &join->op;
  size_t width = op->exec->width, key = (size_t)join->keys.items[0];
  const att_id *row;
  att_id *copy;
  bool missing = join->kind == ATT_JOIN_MINUS, all = join->kind == ATT_JOIN_LEFT;
  ATT_TRY(att_batch_reserve(op->exec, out, op->exec->batch));
  while (out->count < op->exec->batch) {
    ATT_TRY(att_op_row(op, &row));
    if (!row)
      return ATT_OK;
    ATT_TRY(att_exec_tick(op->exec));
    att_id at = row[key] - join->least;
    bool has = at < join->span && (join->bits[at / 64] >> at % 64 & 1);
    if (has == missing && !all)
      continue;
    copy = out->rows + out->count++ * width;
    for (size_t i = 0; i < width; i++)
      copy[i] = row[i];
  }
  return ATT_OK;
}

/* A record: the row's number, then a row. */
static att_status put_result(hash_join *join, att_id number, const att_id *row) {
  att_exec *exec = join->op.exec;
  join->files.record[0] = number;
  memcpy(join->files.record + 1, row, exec->width * sizeof *row);
  return att_runs_put(exec, &join->files.results, join->files.record);
}

static att_status part_the_rows(hash_join *join) {
  att_exec *exec = join->op.exec;
  const att_id *row;
  ATT_TRY(att_exec_reserve(exec, &join->files.record, &join->files.record_capacity, exec->width + 1,
                           sizeof(att_id)));
  att_parts_init(&join->files.rows, exec->width + 1);
  join->files.results = att_runs_of(exec->width + 1, NULL, NULL);
  for (att_id number = 0;; number++) {
    ATT_TRY(att_op_row(&join->op, &row));
    if (!row)
      return ATT_OK;
    uint64_t hash = key_hash(join, row);
    join->files.record[0] = number;
    memcpy(join->files.record + 1, row, exec->width * sizeof *row);
    if (join->kind != ATT_JOIN_INNER || join->files.builds.items[hash >> 60].total)
      ATT_TRY(att_parts_put(exec, &join->files.rows, hash, join->files.record));
  }
}

/* As many of a part's rows of the build as there is room for; *ret_last: no more of them are left.
 */
static att_status load_table(hash_join *join, att_runs *part, uint64_t *left, bool *ret_last) {
  att_exec *exec = join->op.exec;
  size_t size = join->copied.count;
  const att_id *cells;
  size_t most = exec->memory_most / 4 / (table_bytes(join, 1) + 1) / 2;
  most = most < 64 ? 64 : most;
  join->count = 0;
  while (*left && join->count < most) {
    ATT_TRY(att_runs_next(exec, part, &cells));
    ATT_TRY(att_exec_reserve(exec, &join->cells, &join->cell_capacity, (join->count + 1) * size,
                             sizeof(att_id)));
    memcpy(join->cells + join->count++ * size, cells, size * sizeof *cells);
    --*left;
  }
  *ret_last = *left == 0;
  join->direct = false;
  return make_heads(join);
}

/* The rows of a part with the table at hand; `matched`: whether each has been joined yet. */
static att_status join_rows(hash_join *join, att_runs *rows, bool *matched, bool last) {
  att_exec *exec = join->op.exec;
  att_batch found = {0};
  const att_id *record;
  att_status status = att_runs_begin(exec, &join->files.results);
  if (status == ATT_OK)
    status = att_runs_merge(exec, rows);
  for (size_t n = 0; status == ATT_OK; n++) {
    status = att_runs_next(exec, rows, &record);
    if (status != ATT_OK || !record)
      break;
    join->row = record + 1;
    join->matched = matched[n];
    uint64_t place = place_of(join, join->row);
    for (uint32_t at = join->heads[place]; at && status == ATT_OK; at = join->nexts[at]) {
      found.count = 0;
      status = att_exec_tick(exec);
      if (status == ATT_OK)
        status = try_candidate(join, join->cells + (at - 1) * join->copied.count, &found);
      if (status == ATT_OK && found.count)
        status = put_result(join, record[0], found.rows);
    }
    matched[n] = join->matched;
    if (last && !join->matched && join->kind != ATT_JOIN_INNER && status == ATT_OK)
      status = put_result(join, record[0], record + 1);
  }
  join->row = NULL;
  att_batch_clear(exec, &found);
  return status;
}

static att_status join_part(hash_join *join, att_runs *build, att_runs *rows) {
  att_exec *exec = join->op.exec;
  bool *matched = NULL, last = false;
  size_t capacity = 0;
  uint64_t left = build->total;
  att_status status = att_exec_reserve(exec, &matched, &capacity, (size_t)rows->total + 1, 1);
  if (status == ATT_OK) {
    memset(matched, 0, capacity);
    status = att_runs_merge(exec, build);
  }
  while (status == ATT_OK && !last) {
    status = load_table(join, build, &left, &last);
    if (status == ATT_OK)
      status = join_rows(join, rows, matched, last);
  }
  att_exec_release(exec, &matched, &capacity, 1);
  return status;
}

static att_status next_of_files(hash_join *join, att_batch *out) {
  att_exec *exec = join->op.exec;
  const att_id *record;
  att_id *row;
  if (!join->files.joined) {
    ATT_TRY(part_the_rows(join));
    for (int i = 0; i < ATT_PARTS; i++) {
      if (join->files.rows.items[i].total)
        ATT_TRY(join_part(join, &join->files.builds.items[i], &join->files.rows.items[i]));
      att_runs_clear(exec, &join->files.rows.items[i]);
    }
    drop_table(join);
    join->files.joined = true;
    ATT_TRY(att_runs_merge(exec, &join->files.results));
  }
  while (out->count < exec->batch) {
    ATT_TRY(att_runs_next(exec, &join->files.results, &record));
    if (!record)
      return ATT_OK;
    ATT_TRY(att_batch_add(exec, out, record + 1, &row));
  }
  return ATT_OK;
}

static att_status hash_next(att_op *op, att_batch *out) {
  hash_join *join = (hash_join *)op;
  att_id *row;
  if (!join->built)
    ATT_TRY(build_table(join));
  if (join->files.used)
    return next_of_files(join, out);
  if (join->bit_capacity)
    return next_by_bits(join, out);
  while (out->count < op->exec->batch) {
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
  if (join->borrowed) { /* the one that it was copied from has the table */
    att_exec_release(op->exec, &join->hashes, &join->hash_count, sizeof *join->hashes);
    join->built = false;
    return;
  }
  drop_table(join);
  drop_results(join);
  att_parts_clear(op->exec, &join->files.builds);
  att_exec_release(op->exec, &join->files.record, &join->files.record_capacity, sizeof(att_id));
  att_exec_release(op->exec, &join->hashes, &join->hash_count, sizeof *join->hashes);
  att_op_close(join->build);
}

static bool hash_copied(att_op *copy) {
  hash_join *join = (hash_join *)copy;
  att_exprs *filters;
  join->borrowed = join->keep = true;
  if (!join->filters || !join->filters->count)
    return true;
  filters = ATT_NEW(copy->exec->arena, att_exprs);
  bool fine = att_expr_copy_all(copy->exec, join->filters, filters);
  join->filters = filters;
  return fine;
}

static att_status hash_prepare(att_op *op, bool *ret_fine) {
  hash_join *join = (hash_join *)op;
  if (!join->built)
    ATT_TRY(build_table(join));
  *ret_fine = !join->files.used;
  return ATT_OK;
}

static void hash_share(att_op *copy, const att_op *op) {
  hash_join *join = (hash_join *)copy;
  const hash_join *from = (const hash_join *)op;
  join->built = true;
  join->cells = from->cells;
  join->heads = from->heads;
  join->nexts = from->nexts;
  join->bits = from->bits;
  join->bit_capacity = from->bit_capacity;
  join->head_count = from->head_count;
  join->count = from->count;
  join->direct = from->direct;
  join->least = from->least;
  join->span = from->span;
}

static const att_op_type hash_type = {.name = "hash join",
                                      .open = hash_open,
                                      .next = hash_next,
                                      .close = hash_close,
                                      .alone = true,
                                      .sieve = att_op_sieves_input,
                                      .size = sizeof(hash_join),
                                      .copied = hash_copied,
                                      .prepare = hash_prepare,
                                      .share = hash_share};
static const att_op_type filtered_type = {.name = "hash join",
                                          .open = hash_open,
                                          .next = hash_next,
                                          .close = hash_close,
                                          .sieve = att_op_sieves_input,
                                          .size = sizeof(hash_join),
                                          .copied = hash_copied,
                                          .prepare = hash_prepare,
                                          .share = hash_share};

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
