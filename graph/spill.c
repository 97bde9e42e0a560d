/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "graph/spill.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WRITTEN_AT_ONCE = 1 << 20, WINDOW = 1 << 16, HEAD = 2 + sizeof(att_tuple) };

/* A run is a row of pieces: the size of the coded tuples, the first tuple, the others coded. */
att_status att_run_write(att_scratch *spill, const att_tuple *tuples, size_t count,
                         att_run *ret_run, att_error *reterr) {
  att_buffer pieces = ATT_BUFFER_INIT, coded = ATT_BUFFER_INIT;
  uint64_t from = spill->size;
  att_status status = ATT_OK;
  for (size_t i = 0, n = 0; i < count && status == ATT_OK; i += n) {
    status = att_run_encode(tuples + i, count - i, &coded, &n);
    uint16_t size = (uint16_t)coded.size;
    if (status == ATT_OK)
      status = att_buffer_append(&pieces, &size, sizeof size);
    if (status == ATT_OK)
      status = att_buffer_append(&pieces, &tuples[i], sizeof *tuples);
    if (status == ATT_OK)
      status = att_buffer_append(&pieces, coded.data, coded.size);
    if (status != ATT_OK) {
      att_error_set(reterr, status, "out of memory");
    } else if (pieces.size >= WRITTEN_AT_ONCE || i + n == count) {
      status = att_scratch_write(spill, pieces.data, pieces.size, reterr);
      att_buffer_reset(&pieces);
    }
  }
  att_buffer_clear(&pieces);
  att_buffer_clear(&coded);
  if (status == ATT_OK)
    *ret_run = (att_run){from, spill->size - from};
  return status;
}

/* One run being read: a window of its bytes, and the tuples of the piece at its front. */
typedef struct {
  uint64_t offset, left; /* of the run, not in the window yet */
  uint8_t *window;       /* WINDOW bytes */
  size_t window_at, window_end;
  att_tuple tuples[ATT_RUN_TUPLES];
  size_t at, count;
} run_reader;

struct att_merge {
  const att_scratch *spill;
  run_reader *readers;
  run_reader **heap; /* the least tuple on top */
  size_t opened, heap_size;
  att_tuple last;
  bool any;
};

static const att_tuple *tuple_of(const run_reader *reader) {
  return &reader->tuples[reader->at];
}

static att_status fill_window(const att_scratch *spill, run_reader *reader, att_error *reterr) {
  size_t kept = reader->window_end - reader->window_at;
  memmove(reader->window, reader->window + reader->window_at, kept);
  size_t more = reader->left < WINDOW - kept ? (size_t)reader->left : WINDOW - kept;
  ATT_TRY(att_scratch_read(spill, reader->offset, reader->window + kept, more, reterr));
  reader->offset += more;
  reader->left -= more;
  reader->window_at = 0;
  reader->window_end = kept + more;
  return ATT_OK;
}

/* Decodes the next piece; `count` is 0 at the run's end. */
static att_status next_piece(const att_scratch *spill, run_reader *reader, att_error *reterr) {
  uint16_t size;
  att_tuple first;
  reader->at = reader->count = 0;
  if (reader->window_end - reader->window_at < HEAD + ATT_RUN_BYTES_MOST && reader->left)
    ATT_TRY(fill_window(spill, reader, reterr));
  if (reader->window_at == reader->window_end)
    return ATT_OK;
  const uint8_t *from = reader->window + reader->window_at;
  if (reader->window_end - reader->window_at < HEAD)
    return att_error_set(reterr, ATT_ERR_IO, "%s: a scratch file ends too early", spill->folder);
  memcpy(&size, from, sizeof size);
  memcpy(&first, from + sizeof size, sizeof first);
  if (reader->window_end - reader->window_at < HEAD + (size_t)size ||
      att_run_decode(&first, from + HEAD, size, reader->tuples, &reader->count))
    return att_error_set(reterr, ATT_ERR_IO, "%s: a scratch file ends too early", spill->folder);
  reader->window_at += HEAD + (size_t)size;
  return ATT_OK;
}

static void sift_down(att_merge *merge) {
  run_reader **heap = merge->heap, *top = heap[0];
  size_t at = 0;
  for (size_t child; (child = 2 * at + 1) < merge->heap_size; at = child) {
    if (child + 1 < merge->heap_size &&
        att_tuple_compare(tuple_of(heap[child + 1]), tuple_of(heap[child])) < 0)
      child++;
    if (att_tuple_compare(tuple_of(top), tuple_of(heap[child])) <= 0)
      break;
    heap[at] = heap[child];
  }
  heap[at] = top;
}

static int by_first_tuple(const void *a, const void *b) {
  return att_tuple_compare(tuple_of(*(run_reader *const *)a), tuple_of(*(run_reader *const *)b));
}

att_status att_merge_open(const att_scratch *spill, const att_run *runs, size_t count,
                          size_t stride, att_merge **ret_merge, att_error *reterr) {
  att_merge *merge = calloc(1, sizeof *merge);
  if (merge) {
    merge->spill = spill;
    merge->readers = calloc(count + 1, sizeof *merge->readers);
    merge->heap = calloc(count + 1, sizeof(run_reader *));
  }
  att_status status = merge && merge->readers && merge->heap ? ATT_OK : ATT_ERR_MEMORY;
  for (size_t i = 0; i < count && status == ATT_OK; i++) {
    run_reader *reader = &merge->readers[merge->opened++];
    reader->offset = runs[i * stride].offset;
    reader->left = runs[i * stride].size;
    reader->window = malloc(WINDOW);
    status = reader->window ? next_piece(spill, reader, reterr) : ATT_ERR_MEMORY;
    if (status == ATT_OK && reader->count)
      merge->heap[merge->heap_size++] = reader;
  }
  if (status == ATT_ERR_MEMORY)
    att_error_set(reterr, status, "out of memory");
  if (status != ATT_OK) {
    att_merge_close(merge);
    return status;
  }
  if (merge->heap_size)
    qsort(merge->heap, merge->heap_size, sizeof(run_reader *), by_first_tuple);
  *ret_merge = merge;
  return ATT_OK;
}

att_status att_merge_next(att_merge *merge, att_tuple *tuples, size_t most, size_t *ret_count,
                          att_error *reterr) {
  size_t n = 0;
  while (n < most && merge->heap_size) {
    run_reader *reader = merge->heap[0];
    const att_tuple *tuple = tuple_of(reader);
    if (!merge->any || att_tuple_compare(tuple, &merge->last) != 0)
      merge->last = tuples[n++] = *tuple;
    merge->any = true;
    if (++reader->at == reader->count)
      ATT_TRY(next_piece(merge->spill, reader, reterr));
    if (reader->count == 0)
      merge->heap[0] = merge->heap[--merge->heap_size];
    if (merge->heap_size > 1)
      sift_down(merge);
  }
  *ret_count = n;
  return ATT_OK;
}

void att_merge_close(att_merge *merge) {
  if (!merge)
    return;
  for (size_t i = 0; i < merge->opened; i++)
    free(merge->readers[i].window);
  free(merge->readers);
  free(merge->heap);
  free(merge);
}
