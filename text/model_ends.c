/* SPDX-License-Identifier: Apache-2.0
 *
 * Where sentences end: a bidirectional LSTM over the parser's word vectors, and for each gap the
 * sum of "a sentence ends here" of the word before and "one begins here" of the word behind.
 */
#include <stdlib.h>

#include "text/model_internal.h"

enum {
  WINDOW = 160, /* words that are read together, as in training */
  LONG = 208,   /* a run up to this is one window */
  SHARED = 30,  /* words that a window has in common with the one before */
  MARGIN = 15,  /* of those, how many have the scores of the window before */
  BATCH_TOKENS = 2048,
  BATCH_WINDOWS = 96,
};

typedef struct {
  size_t from;                  /* the first token */
  uint32_t length, first, stop; /* tokens whose scores are taken: [first, stop) */
} window;

typedef struct {
  const att_model *model;
  att_arena *scratch;
  const att_token *tokens;
  float *scores;
  window windows[BATCH_WINDOWS];
  uint32_t count, size; /* windows, and their tokens */
} batch;

static int by_length(const void *a, const void *b) {
  const window *x = a, *y = b;
  return x->length != y->length ? (x->length < y->length) - (x->length > y->length)
                                : (x->from > y->from) - (x->from < y->from);
}

static void score(batch *b) {
  const att_model *ends = b->model->ends;
  att_arena *scratch = b->scratch;
  att_arena_reset(scratch);
  qsort(b->windows, b->count, sizeof b->windows[0], by_length);
  const char **words = ATT_ROOM(scratch, const char *, b->size), **word = words;
  uint32_t *rows = ATT_ROOM(scratch, uint32_t, b->size), lengths[BATCH_WINDOWS], distinct;
  for (uint32_t w = 0; w < b->count; w++) {
    lengths[w] = b->windows[w].length;
    for (uint32_t t = 0; t < lengths[w]; t++)
      *word++ = b->tokens[b->windows[w].from + t].form;
  }
  model_rounded x = att_model_read_words(b->model, scratch, words, b->size, rows, &distinct);
  x = att_model_run_lstm(scratch, &ends->lstm[0], &x, distinct, rows, lengths, b->count);
  const float *pairs = att_model_apply(scratch, &ends->end, &x, b->size, false);
  uint32_t apart = ends->end.padded;
  for (uint32_t w = 0; w < b->count; pairs += (size_t)apart * lengths[w++])
    for (uint32_t t = b->windows[w].first; t < b->windows[w].stop; t++) {
      const float *pair = pairs + (size_t)apart * t;
      b->scores[b->windows[w].from + t] = t + 1 < lengths[w] ? pair[0] + pair[apart + 1] : pair[0];
    }
  b->count = b->size = 0;
}

static void add(batch *b, window w) {
  if (b->count == BATCH_WINDOWS || (b->count > 0 && b->size + w.length > BATCH_TOKENS))
    score(b);
  b->windows[b->count++] = w;
  b->size += w.length;
}

void att_model_score_ends(const att_model *model, att_arena *arena, const att_token *tokens,
                          const size_t *lengths, size_t runs, float *ret_scores) {
  att_arena scratch;
  att_arena_init(&scratch, 0);
  if (setjmp(scratch.guard) != 0) {
    att_arena_clear(&scratch);
    longjmp(arena->guard, 1);
  }
  batch b = {.model = model, .scratch = &scratch, .tokens = tokens, .scores = ret_scores};
  for (size_t r = 0, begin = 0; r < runs; begin += lengths[r++]) {
    size_t at = 0;
    uint32_t first = 0;
    for (; lengths[r] - at > LONG; at += WINDOW - SHARED, first = MARGIN)
      add(&b, (window){begin + at, WINDOW, first, WINDOW - SHARED + MARGIN});
    uint32_t rest = (uint32_t)(lengths[r] - at);
    if (rest > 0)
      add(&b, (window){begin + at, rest, first, rest});
  }
  if (b.count > 0)
    score(&b);
  att_arena_clear(&scratch);
}
