/* SPDX-License-Identifier: Apache-2.0
 *
 * The model's scores of sentences' ends for words in standard input, one a line, a run of them
 * ended by an empty line. tests/model.sh holds them against train/reference.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/model.h"

enum { WORDS_MOST = 10000, RUNS_MOST = 100 };

typedef struct {
  att_token tokens[WORDS_MOST];
  float scores[WORDS_MOST];
  size_t lengths[RUNS_MOST], runs, count;
} words;

static void read_words(words *w, att_arena *arena) {
  char line[256];
  while (fgets(line, sizeof line, stdin) != NULL && w->count < WORDS_MOST && w->runs < RUNS_MOST) {
    size_t size = strcspn(line, "\n");
    if (size == 0) {
      w->runs++;
      continue;
    }
    w->tokens[w->count++].form = att_arena_copy(arena, line, size);
    w->lengths[w->runs]++;
  }
}

int main(int argc, char **argv) {
  static words w;
  att_model *model;
  att_error error;
  att_arena arena;
  if (argc != 2 || att_model_open(argv[1], &model, &error) != ATT_OK)
    return fputs("usage: ends MODEL <WORDS\n", stderr), 1;
  att_arena_init(&arena, 0);
  if (setjmp(arena.guard) != 0)
    return 1;
  read_words(&w, &arena);
  att_model_score_ends(model, &arena, w.tokens, w.lengths, w.runs, w.scores);
  for (size_t t = 0; t < w.count; t++)
    printf("%s %.9g\n", w.tokens[t].form, (double)w.scores[t]);
  att_arena_clear(&arena);
  att_model_close(model);
  return 0;
}
