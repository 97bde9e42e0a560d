/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/runs.h"

#include <stdlib.h>
#include <string.h>

enum { WRITTEN_MOST = 1 << 16, WRITTEN_LEAST = 1 << 12, READ_MOST = 1024 /* records */ };

att_runs att_runs_of(size_t size, att_runs_compare compare, const void *context) {
  const char *named = getenv("TMPDIR");
  return (att_runs){.size = size,
                    .compare = compare,
                    .context = context,
                    .scratch = att_scratch_in(named && *named ? named : "/tmp")};
}

static att_status refuse(att_exec *exec, att_status status, const att_error *why) {
  return att_error_set(exec->error, status,
                       "%s: raise --memory, or set TMPDIR to a folder with room", why->message);
}

static att_status flush(att_exec *exec, att_runs *runs) {
  att_error why;
  att_status status = att_scratch_write(&runs->scratch, runs->held,
                                        runs->held_count * runs->size * sizeof(att_id), &why);
  runs->held_count = 0;
  return status == ATT_OK ? ATT_OK : refuse(exec, status, &why);
}

att_status att_runs_begin(att_exec *exec, att_runs *runs) {
  if (runs->held_count)
    ATT_TRY(flush(exec, runs));
  ATT_TRY(
      att_exec_reserve(exec, &runs->items, &runs->capacity, runs->count + 1, sizeof *runs->items));
  runs->items[runs->count++] = (struct att_run_place){.from = runs->scratch.size};
  return ATT_OK;
}

/* Records that are written at once: small ones where the whole query has little memory. */
static size_t held_most(const att_exec *exec, const att_runs *runs) {
  size_t bytes = exec->memory_most / 512;
  bytes = bytes < WRITTEN_LEAST ? WRITTEN_LEAST : bytes > WRITTEN_MOST ? WRITTEN_MOST : bytes;
  size_t most = bytes / (runs->size * sizeof(att_id));
  return most ? most : 1;
}

att_status att_runs_put(att_exec *exec, att_runs *runs, const att_id *record) {
  if (runs->count == 0)
    ATT_TRY(att_runs_begin(exec, runs));
  size_t most = held_most(exec, runs);
  ATT_TRY(
      att_exec_reserve(exec, &runs->held, &runs->held_capacity, most * runs->size, sizeof(att_id)));
  memcpy(runs->held + runs->held_count++ * runs->size, record, runs->size * sizeof *record);
  runs->items[runs->count - 1].count++;
  runs->total++;
  return runs->held_count >= most ? flush(exec, runs) : ATT_OK;
}

/* The run's next record comes to be at hand, unless it is at its end. */
static att_status fetch(att_exec *exec, att_runs *runs, struct att_run_place *it) {
  size_t bytes = runs->size * sizeof(att_id);
  size_t most = exec->memory_most / 16 / runs->count / bytes;
  if (it->next < it->have)
    return ATT_OK;
  most = most < 1 ? 1 : most > READ_MOST ? READ_MOST : most;
  it->have = it->count - it->read < most ? (size_t)(it->count - it->read) : most;
  it->next = 0;
  if (it->have == 0)
    return ATT_OK;
  ATT_TRY(
      att_exec_reserve(exec, &it->records, &it->capacity, it->have * runs->size, sizeof(att_id)));
  ATT_TRY(att_scratch_read(&runs->scratch, it->from + it->read * bytes, it->records,
                           it->have * bytes, exec->error));
  it->read += it->have;
  return ATT_OK;
}

/* Whether the first record of run `a` comes before that of run `b`; both have one at hand. */
static bool is_first(const att_runs *runs, size_t a, size_t b) {
  const att_id *x = runs->items[a].records + runs->items[a].next * runs->size;
  const att_id *y = runs->items[b].records + runs->items[b].next * runs->size;
  int way = runs->compare ? runs->compare(runs->context, x, y) : x[0] < y[0] ? -1 : x[0] > y[0];
  return way ? way < 0 : a < b;
}

static void sink_top(att_runs *runs) {
  for (size_t at = 0;;) {
    size_t first = at;
    for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < runs->heap_count; child++)
      if (is_first(runs, runs->heap[child], runs->heap[first]))
        first = child;
    if (first == at)
      return;
    size_t run = runs->heap[at];
    runs->heap[at] = runs->heap[first];
    runs->heap[first] = run;
    at = first;
  }
}

att_status att_runs_merge(att_exec *exec, att_runs *runs) {
  if (runs->held_count)
    ATT_TRY(flush(exec, runs));
  att_exec_release(exec, &runs->held, &runs->held_capacity, sizeof(att_id));
  ATT_TRY(
      att_exec_reserve(exec, &runs->heap, &runs->heap_capacity, runs->count + 1, sizeof(size_t)));
  runs->heap_count = 0;
  runs->given = false;
  for (size_t run = 0; run < runs->count; run++) {
    struct att_run_place *it = &runs->items[run];
    it->read = it->have = it->next = 0;
    ATT_TRY(fetch(exec, runs, it));
    if (it->have == 0)
      continue;
    size_t at = runs->heap_count++;
    for (; at > 0 && is_first(runs, run, runs->heap[(at - 1) / 2]); at = (at - 1) / 2)
      runs->heap[at] = runs->heap[(at - 1) / 2];
    runs->heap[at] = run;
  }
  return ATT_OK;
}

att_status att_runs_next(att_exec *exec, att_runs *runs, const att_id **ret_record) {
  *ret_record = NULL;
  ATT_TRY(att_exec_tick(exec));
  if (runs->given) {
    struct att_run_place *it = &runs->items[runs->heap[0]];
    it->next++;
    ATT_TRY(fetch(exec, runs, it));
    if (it->have == 0)
      runs->heap[0] = runs->heap[--runs->heap_count];
    if (runs->heap_count > 1)
      sink_top(runs);
  }
  runs->given = runs->heap_count > 0;
  if (runs->given) {
    const struct att_run_place *it = &runs->items[runs->heap[0]];
    *ret_record = it->records + it->next * runs->size;
  }
  return ATT_OK;
}

void att_runs_clear(att_exec *exec, att_runs *runs) {
  for (size_t i = 0; i < runs->count; i++)
    att_exec_release(exec, &runs->items[i].records, &runs->items[i].capacity, sizeof(att_id));
  att_exec_release(exec, &runs->items, &runs->capacity, sizeof *runs->items);
  att_exec_release(exec, &runs->heap, &runs->heap_capacity, sizeof(size_t));
  att_exec_release(exec, &runs->held, &runs->held_capacity, sizeof(att_id));
  runs->count = runs->heap_count = runs->held_count = 0;
  runs->total = 0;
  runs->given = false;
  if (runs->size)
    att_scratch_close(&runs->scratch);
}

void att_parts_init(att_parts *parts, size_t size) {
  parts->used = false;
  for (int i = 0; i < ATT_PARTS; i++)
    parts->items[i] = att_runs_of(size, NULL, NULL);
}

att_status att_parts_put(att_exec *exec, att_parts *parts, uint64_t hash, const att_id *record) {
  parts->used = true;
  return att_runs_put(exec, &parts->items[hash >> 60], record);
}

void att_parts_clear(att_exec *exec, att_parts *parts) {
  for (int i = 0; i < ATT_PARTS; i++)
    att_runs_clear(exec, &parts->items[i]);
  parts->used = false;
}

att_status att_unique_open(att_exec *exec, att_unique *unique, size_t size, size_t carried) {
  att_unique_clear(exec, unique);
  unique->size = unique->seen.size = size;
  unique->carried = carried;
  att_parts_init(&unique->parts, size + carried + 1);
  unique->late = att_runs_of(size + carried + 1, NULL, NULL);
  return att_exec_reserve(exec, &unique->record, &unique->record_capacity, size + carried + 1,
                          sizeof(att_id));
}

/* In memory: known, new and added, or (LATER) new where there is no room. */
static att_status look_up(att_exec *exec, att_tuples *seen, const att_id *tuple,
                          att_news *ret_news) {
  size_t at;
  bool fresh;
  if (!att_tuples_may_grow(exec, seen, 0)) {
    *ret_news = att_tuples_find(seen, tuple, &at) ? ATT_UNIQUE_KNOWN : ATT_UNIQUE_LATER;
    return ATT_OK;
  }
  ATT_TRY(att_tuples_add(exec, seen, tuple, &at, &fresh));
  *ret_news = fresh ? ATT_UNIQUE_NEW : ATT_UNIQUE_KNOWN;
  return ATT_OK;
}

att_status att_unique_add(att_exec *exec, att_unique *unique, att_news *ret_news) {
  const att_id *tuple = unique->record + 1;
  if (unique->parts.used) /* what came after one that was set aside must not overtake it */
    *ret_news =
        att_tuples_find(&unique->seen, tuple, &(size_t){0}) ? ATT_UNIQUE_KNOWN : ATT_UNIQUE_LATER;
  else
    ATT_TRY(look_up(exec, &unique->seen, tuple, ret_news));
  if (*ret_news != ATT_UNIQUE_LATER)
    return ATT_OK;
  unique->record[0] = unique->number++;
  return att_parts_put(exec, &unique->parts, att_tuple_hash(tuple, unique->size), unique->record);
}

/* One reading of a part: what is new goes to `late`, what there is no room for to `rest`. */
static att_status read_part(att_exec *exec, att_unique *unique, att_runs *part, att_runs *rest) {
  const att_id *record;
  att_news news;
  att_tuples_clear(exec, &unique->seen);
  ATT_TRY(att_runs_merge(exec, part));
  ATT_TRY(att_runs_begin(exec, &unique->late));
  for (;;) {
    ATT_TRY(att_runs_next(exec, part, &record));
    if (!record)
      return ATT_OK;
    if (rest->total)
      news = att_tuples_find(&unique->seen, record + 1, &(size_t){0}) ? ATT_UNIQUE_KNOWN
                                                                      : ATT_UNIQUE_LATER;
    else
      ATT_TRY(look_up(exec, &unique->seen, record + 1, &news));
    if (news != ATT_UNIQUE_KNOWN)
      ATT_TRY(att_runs_put(exec, news == ATT_UNIQUE_NEW ? &unique->late : rest, record));
  }
}

att_status att_unique_settle(att_exec *exec, att_unique *unique) {
  att_status status = ATT_OK;
  if (!unique->parts.used)
    return ATT_OK;
  for (int i = 0; i < ATT_PARTS && status == ATT_OK; i++) {
    att_runs *part = &unique->parts.items[i];
    while (part->total && status == ATT_OK) {
      att_runs rest = att_runs_of(part->size, NULL, NULL);
      status = read_part(exec, unique, part, &rest);
      att_runs_clear(exec, part);
      *part = rest;
    }
  }
  att_tuples_clear(exec, &unique->seen);
  return status == ATT_OK ? att_runs_merge(exec, &unique->late) : status;
}

att_status att_unique_next(att_exec *exec, att_unique *unique, const att_id **ret_record) {
  *ret_record = NULL;
  if (!unique->parts.used)
    return ATT_OK;
  ATT_TRY(att_runs_next(exec, &unique->late, ret_record));
  if (*ret_record)
    ++*ret_record;
  return ATT_OK;
}

void att_unique_clear(att_exec *exec, att_unique *unique) {
  att_tuples_clear(exec, &unique->seen);
  att_parts_clear(exec, &unique->parts);
  att_runs_clear(exec, &unique->late);
  att_exec_release(exec, &unique->record, &unique->record_capacity, sizeof(att_id));
  unique->number = 0;
}
