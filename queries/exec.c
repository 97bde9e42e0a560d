/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/exec.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <xxhash.h>

enum { TICKS = 4096 /* between looks at the clock */, KNOWN_TERMS = 1 << 12, ATT_DICTIONARY = 3 };
enum { BATCH_BYTES = 1 << 18, BATCH_LEAST = 16, BATCH_MOST = 1024 /* rows */ };

att_status att_exec_too_large(att_exec *exec) {
  return att_error_set(exec->error, ATT_ERR_LIMIT,
                       "the query needs more than %zu MiB of memory: raise it with --memory",
                       exec->memory_most >> 20);
}

/* Large tables in large pages: fewer misses when they are looked up, less to do when they go. */
static void prefer_large_pages(void *items, size_t bytes) {
  enum { LARGE = 8 << 20, PAGE = 4096 };
  uintptr_t from = ((uintptr_t)items + PAGE - 1) / PAGE * PAGE;
  if (bytes >= LARGE)
    madvise((void *)from, ((uintptr_t)items + bytes - from) / PAGE * PAGE, MADV_HUGEPAGE);
}

att_status att_exec_reserve(att_exec *exec, void *items, size_t *capacity, size_t count,
                            size_t size) {
  void *now;
  if (count <= *capacity)
    return ATT_OK;
  size_t most = *capacity * 2 > count ? *capacity * 2 : count;
  if (most < 16)
    most = 16;
  if (most > SIZE_MAX / 2 / size || *exec->memory + (most - *capacity) * size > exec->memory_most)
    return att_exec_too_large(exec);
  memcpy(&now, items, sizeof now);
  now = realloc(now, most * size);
  if (!now)
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  prefer_large_pages(now, most * size);
  memcpy(items, &now, sizeof now);
  *exec->memory += (most - *capacity) * size;
  *capacity = most;
  return ATT_OK;
}

att_status att_exec_begin_cache(att_exec *exec, void *items, size_t *capacity, size_t count,
                                size_t size) {
  void *now;
  while (count > 16 && count * size > exec->memory_most / 16)
    count /= 2;
  ATT_TRY(att_exec_reserve(exec, items, capacity, count, size));
  memcpy(&now, items, sizeof now);
  memset(now, 0, count * size);
  return ATT_OK;
}

void att_exec_release(att_exec *exec, void *items, size_t *capacity, size_t size) {
  void *now;
  memcpy(&now, items, sizeof now);
  free(now);
  now = NULL;
  memcpy(items, &now, sizeof now);
  *exec->memory -= *capacity * size;
  *capacity = 0;
}

att_status att_exec_check(att_exec *exec) {
  struct timespec now;
  if ((exec->stop && *exec->stop) || (exec->quit && *exec->quit))
    return att_error_set(exec->error, ATT_ERR_LIMIT, "stopped");
  if (!exec->deadline.tv_sec)
    return ATT_OK;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (now.tv_sec > exec->deadline.tv_sec ||
      (now.tv_sec == exec->deadline.tv_sec && now.tv_nsec >= exec->deadline.tv_nsec))
    return att_error_set(exec->error, ATT_ERR_LIMIT, "the query's time is up (--timeout)");
  return ATT_OK;
}

att_status att_exec_work(att_exec *exec, size_t work) {
  if (exec->ticks + work < TICKS) {
    exec->ticks += (unsigned)work;
    return ATT_OK;
  }
  exec->ticks = 0;
  return att_exec_check(exec);
}

att_status att_exec_tick(att_exec *exec) {
  return att_exec_work(exec, 1);
}

static uint64_t term_hash(const att_term *term) {
  uint64_t hash = XXH3_64bits(term->lexical.size ? term->lexical.data : "", term->lexical.size);
  if (term->datatype.size)
    hash ^= 3 * XXH3_64bits(term->datatype.data, term->datatype.size);
  return hash * 5 + (uint64_t)term->kind + 7 * term->language.size;
}

static att_term local_term(const att_exec *exec, size_t at) {
  const struct att_local *local = &exec->locals.items[at];
  const char *bytes = exec->locals.bytes.data == NULL
                          ? "" /* only empty strings so far */
                          : (const char *)exec->locals.bytes.data + local->offset;
  return (att_term){local->kind,
                    {bytes, local->lexical},
                    {bytes + local->lexical, local->datatype},
                    {bytes + local->lexical + local->datatype, local->language}};
}

static att_status grow_slots(att_exec *exec) {
  size_t count = exec->locals.slot_count ? exec->locals.slot_count * 2 : 64;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots)
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  for (size_t i = 0; i < exec->locals.count; i++) {
    size_t at = exec->locals.items[i].hash & (count - 1);
    while (slots[at])
      at = (at + 1) & (count - 1);
    slots[at] = (uint32_t)i + 1;
  }
  free(exec->locals.slots);
  exec->locals.slots = slots;
  exec->locals.slot_count = count;
  return ATT_OK;
}

static att_status add_local(att_exec *exec, const att_term *term, uint64_t hash, size_t slot) {
  struct att_local local = {
      term->lexical.size,  term->datatype.size, term->language.size, exec->locals.bytes.size, hash,
      ++exec->locals.made, term->kind};
  size_t size = local.lexical + local.datatype + local.language, before;
  ATT_TRY(att_exec_reserve(exec, &exec->locals.items, &exec->locals.capacity,
                           exec->locals.count + 1, sizeof local));
  before = exec->locals.bytes.capacity;
  if (att_buffer_append(&exec->locals.bytes, term->lexical.data, term->lexical.size) ||
      att_buffer_append(&exec->locals.bytes, term->datatype.data, term->datatype.size) ||
      att_buffer_append(&exec->locals.bytes, term->language.data, term->language.size))
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  (void)size;
  *exec->memory += exec->locals.bytes.capacity - before;
  if (*exec->memory > exec->memory_most)
    return att_exec_too_large(exec);
  exec->locals.items[exec->locals.count++] = local;
  exec->locals.slots[slot] = (uint32_t)exec->locals.count;
  return ATT_OK;
}

att_status att_exec_id(att_exec *exec, const att_term *term, att_id *ret_id) {
  ATT_TRY(att_txn_find(exec->txn, term, ret_id, exec->error));
  if (*ret_id != ATT_ID_ANY)
    return ATT_OK;
  if (exec->locals.count * 2 >= exec->locals.slot_count)
    ATT_TRY(grow_slots(exec));
  uint64_t hash = term_hash(term);
  size_t at = hash & (exec->locals.slot_count - 1);
  for (; exec->locals.slots[at]; at = (at + 1) & (exec->locals.slot_count - 1)) {
    size_t found = exec->locals.slots[at] - 1;
    att_term other = local_term(exec, found);
    if (exec->locals.items[found].hash == hash && att_term_equal(&other, term)) {
      *ret_id = (att_id)ATT_LOCAL << 60 | (found + 1);
      return ATT_OK;
    }
  }
  ATT_TRY(add_local(exec, term, hash, at));
  *ret_id = (att_id)ATT_LOCAL << 60 | exec->locals.count;
  return ATT_OK;
}

att_status att_exec_term(att_exec *exec, att_id id, char scratch[ATT_SCRATCH_SIZE],
                         att_term *ret_term) {
  if (att_id_is_local(id)) {
    *ret_term = local_term(exec, att_exec_local_place(id));
    return ATT_OK;
  }
  if (!exec->still || id >> 60 > ATT_DICTIONARY)
    return att_txn_term(exec->txn, id, scratch, ret_term, exec->error);
  if (!exec->terms)
    ATT_TRY(att_exec_begin_cache(exec, &exec->terms, &exec->term_count, KNOWN_TERMS,
                                 sizeof *exec->terms));
  att_known_term *known = &exec->terms[att_hash_id(0, id) & (exec->term_count - 1)];
  if (known->id != id) { /* the views are of the store's own memory */
    ATT_TRY(att_txn_term(exec->txn, id, scratch, &known->term, exec->error));
    known->id = id;
  }
  *ret_term = known->term;
  return ATT_OK;
}

uint64_t att_exec_serial(const att_exec *exec, att_id id) {
  return att_exec_local_place(id) < exec->locals.count
             ? exec->locals.items[att_exec_local_place(id)].serial
             : 0;
}

void att_exec_forget(att_exec *exec, size_t count) {
  size_t mask = exec->locals.slot_count - 1;
  while (exec->locals.count > count) {
    size_t at = exec->locals.items[exec->locals.count - 1].hash & mask;
    while (exec->locals.slots[at] != exec->locals.count)
      at = (at + 1) & mask;
    exec->locals.slots[at] = 0;
    exec->locals.bytes.size = exec->locals.items[--exec->locals.count].offset;
  }
}

void att_exec_clear(att_exec *exec) {
  att_buffer_clear(&exec->locals.bytes);
  free(exec->locals.items);
  free(exec->locals.slots);
  free(exec->terms);
  free(exec->memos);
  exec->terms = NULL;
  exec->memos = NULL;
  memset(&exec->locals, 0, sizeof exec->locals);
}

att_status att_exec_copy_locals(att_exec *to, const att_exec *from) {
  memset(&to->locals, 0, sizeof to->locals);
  to->locals.made = from->locals.made;
  if (from->locals.count == 0)
    return ATT_OK;
  ATT_TRY(att_exec_reserve(to, &to->locals.items, &to->locals.capacity, from->locals.count,
                           sizeof *to->locals.items));
  memcpy(to->locals.items, from->locals.items, from->locals.count * sizeof *from->locals.items);
  to->locals.count = from->locals.count;
  size_t slots = from->locals.slot_count;
  to->locals.slots = calloc(slots, sizeof *to->locals.slots);
  if (!to->locals.slots ||
      att_buffer_append(&to->locals.bytes, from->locals.bytes.data, from->locals.bytes.size))
    return att_error_set(to->error, ATT_ERR_MEMORY, "out of memory");
  memcpy(to->locals.slots, from->locals.slots, slots * sizeof *to->locals.slots);
  to->locals.slot_count = slots;
  *to->memory += to->locals.bytes.capacity;
  return ATT_OK;
}

void att_exec_drop_locals(att_exec *exec) {
  *exec->memory -= exec->locals.bytes.capacity;
  att_exec_release(exec, &exec->locals.items, &exec->locals.capacity, sizeof *exec->locals.items);
  att_buffer_clear(&exec->locals.bytes);
  free(exec->locals.slots);
  memset(&exec->locals, 0, sizeof exec->locals);
}

void att_exec_set_batch(att_exec *exec) {
  size_t rows = BATCH_BYTES / (exec->width * sizeof(att_id) + 1);
  exec->batch = rows < BATCH_LEAST ? BATCH_LEAST : rows > BATCH_MOST ? BATCH_MOST : rows;
}

att_status att_batch_reserve(att_exec *exec, att_batch *batch, size_t rows) {
  size_t width = exec->width ? exec->width : 1;
  return att_exec_reserve(exec, &batch->rows, &batch->capacity, rows, width * sizeof(att_id));
}

att_status att_batch_add(att_exec *exec, att_batch *batch, const att_id *row, att_id **ret_row) {
  if (batch->count >= batch->capacity)
    ATT_TRY(att_batch_reserve(exec, batch, batch->count + 1));
  att_id *to = batch->rows + batch->count++ * exec->width;
  if (row)
    memcpy(to, row, exec->width * sizeof *to);
  else
    memset(to, 0, exec->width * sizeof *to);
  *ret_row = to;
  return ATT_OK;
}

void att_batch_clear(att_exec *exec, att_batch *batch) {
  size_t width = exec->width ? exec->width : 1;
  att_exec_release(exec, &batch->rows, &batch->capacity, width * sizeof(att_id));
  batch->count = 0;
}

bool att_exec_has_room(const att_exec *exec, size_t used, size_t more) {
  return used + more <= exec->memory_most / 16 ||
         (used + more <= exec->memory_most / 2 &&
          *exec->memory + more <= exec->memory_most / 4 * 3);
}

uint64_t att_tuple_hash(const att_id *tuple, size_t size) {
  uint64_t hash = 0;
  for (size_t i = 0; i < size; i++)
    hash = att_hash_id(hash, tuple[i]);
  return hash ^ hash >> 32;
}

static att_status grow_tuples(att_exec *exec, att_tuples *set) {
  size_t none = 0, count = set->slot_count ? set->slot_count * 2 : 64;
  uint32_t *slots = NULL;
  ATT_TRY(att_exec_reserve(exec, &slots, &none, count, sizeof *slots));
  memset(slots, 0, count * sizeof *slots);
  for (size_t i = 0; i < set->count; i++) {
    if (i % TICKS == 0 && att_exec_check(exec) != ATT_OK) {
      att_exec_release(exec, &slots, &none, sizeof *slots);
      return exec->error->status;
    }
    size_t at = att_tuple_hash(set->items + i * set->size, set->size) & (count - 1);
    while (slots[at])
      at = (at + 1) & (count - 1);
    slots[at] = (uint32_t)i + 1;
  }
  att_exec_release(exec, &set->slots, &set->slot_count, sizeof *slots);
  set->slots = slots;
  set->slot_count = count;
  return ATT_OK;
}

static bool same_tuple(const att_id *a, const att_id *b, size_t size) {
  size_t i = 0;
  while (i < size && a[i] == b[i])
    i++;
  return i == size;
}

att_status att_tuples_add(att_exec *exec, att_tuples *set, const att_id *tuple, size_t *ret_at,
                          bool *ret_new) {
  if (set->count * 2 >= set->slot_count)
    ATT_TRY(grow_tuples(exec, set));
  size_t bytes = set->size * sizeof *tuple, mask = set->slot_count - 1;
  size_t at = att_tuple_hash(tuple, set->size) & mask;
  *ret_new = false;
  for (; set->slots[at]; at = (at + 1) & mask)
    if (same_tuple(set->items + (set->slots[at] - 1) * set->size, tuple, set->size)) {
      *ret_at = set->slots[at] - 1;
      return ATT_OK;
    }
  if (set->count >= UINT32_MAX - 1)
    return att_error_set(exec->error, ATT_ERR_LIMIT, "more than 2^32 groups or distinct rows");
  ATT_TRY(att_exec_reserve(exec, &set->items, &set->capacity, set->count + 1,
                           bytes ? bytes : sizeof *tuple));
  if (bytes)
    memcpy(set->items + set->count * set->size, tuple, bytes);
  *ret_at = set->count++;
  set->slots[at] = (uint32_t)set->count;
  *ret_new = true;
  return ATT_OK;
}

bool att_tuples_find(const att_tuples *set, const att_id *tuple, size_t *ret_at) {
  size_t mask = set->slot_count - 1;
  if (set->count == 0)
    return false;
  for (size_t at = att_tuple_hash(tuple, set->size) & mask; set->slots[at]; at = (at + 1) & mask) {
    *ret_at = set->slots[at] - 1;
    if (same_tuple(set->items + *ret_at * set->size, tuple, set->size))
      return true;
  }
  return false;
}

bool att_tuples_may_grow(const att_exec *exec, const att_tuples *set, size_t used) {
  size_t each = (set->size ? set->size : 1) * sizeof(att_id), more = 0;
  if (set->count < 64)
    return true;
  if (set->count * 2 >= set->slot_count) /* the old ones go when the new ones are filled */
    more += 2 * set->slot_count * sizeof(uint32_t);
  if (set->count == set->capacity)
    more += set->capacity * each;
  used += set->capacity * each + set->slot_count * sizeof(uint32_t);
  return more == 0 || att_exec_has_room(exec, used, more);
}

void att_tuples_clear(att_exec *exec, att_tuples *set) {
  att_exec_release(exec, &set->items, &set->capacity,
                   (set->size ? set->size : 1) * sizeof *set->items);
  att_exec_release(exec, &set->slots, &set->slot_count, sizeof *set->slots);
  set->count = 0;
}

att_status att_op_open(att_op *op) {
  if (op->input)
    ATT_TRY(att_op_open(op->input));
  op->in.count = op->at = 0;
  op->dry = false;
  return op->type->open ? op->type->open(op) : ATT_OK;
}

att_status att_op_next(att_op *op, att_batch *out) {
  out->count = 0;
  ATT_TRY(att_exec_check(op->exec));
  ATT_TRY(op->type->next(op, out));
  op->actual += out->count;
  return ATT_OK;
}

void att_op_close(att_op *op) {
  if (!op)
    return;
  if (op->type->close)
    op->type->close(op);
  att_batch_clear(op->exec, &op->in);
  att_op_close(op->input);
}

void att_op_note(att_op *op, const char *words) {
  size_t size = strlen(op->note), more = strlen(words) + 1;
  if (size + more <= sizeof op->note && !strstr(op->note, words))
    memcpy(op->note + size, words, more);
}

void att_op_sieve(att_op *op, int slot, const att_keep *set) {
  while (op && op->type->sieve && !op->type->sieve(op, slot, set))
    op = op->input;
}

bool att_op_sieves_input(att_op *op, int slot, const att_keep *set) {
  (void)op, (void)slot, (void)set;
  return false;
}

bool att_op_is_alone(const att_op *op) {
  for (; op; op = op->input) {
    if (!op->type->alone)
      return false;
    for (int i = 0; i < 2; i++)
      if (op->others[i] && !att_op_is_alone(op->others[i]))
        return false;
  }
  return true;
}

void att_op_set_exec(att_op *op, att_exec *exec) {
  for (; op; op = op->input) {
    op->exec = exec;
    for (int i = 0; i < 2; i++)
      if (op->others[i])
        att_op_set_exec(op->others[i], exec);
  }
}

att_status att_op_row(att_op *op, const att_id **ret_row) {
  *ret_row = NULL;
  if (op->dry)
    return ATT_OK;
  if (op->at == op->in.count) {
    ATT_TRY(att_op_next(op->input, &op->in));
    op->at = 0;
    op->dry = op->in.count == 0;
    if (op->dry)
      return ATT_OK;
  }
  *ret_row = op->in.rows + op->at++ * op->exec->width;
  return ATT_OK;
}
