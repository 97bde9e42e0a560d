/* SPDX-License-Identifier: Apache-2.0
 *
 * Milliseconds an article, by stage, in one thread: `extract ROUNDS FILE…`. Stages are timed one by
 * one, so that their sum is a little above a run without clocks. An article counts as many times
 * as its words are 400 (`an article of 400 words`).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/data.h"
#include "cmd/article.h"
#include "cmd/document.h"
#include "text/model_internal.h"
#include "text/segment.h"

enum { STAGES_MOST = 32, WORDS = 400 };

typedef struct {
  char name[32];
  bool neural;
  double seconds;
} stage;

typedef struct {
  stage items[STAGES_MOST];
  size_t count;
  double last;
} stages;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Adds the time since the last call to a stage. */
static void lap(stages *s, const char *name, bool neural) {
  double t = now();
  size_t i = 0;
  while (i < s->count && strcmp(s->items[i].name, name) != 0)
    i++;
  if (i == s->count && i < STAGES_MOST) {
    s->items[s->count++] = (stage){.neural = neural};
    snprintf(s->items[i].name, sizeof s->items[i].name, "%s", name);
  }
  s->items[i].seconds += t - s->last;
  s->last = now();
}

static void lap_model(void *context, const char *name) {
  char full[32];
  snprintf(full, sizeof full, "model: %s", name);
  lap(context, full, true);
}

/* A group of articles, as in each thread of `ingest`. */
static att_status run(article_group *g, const article_tools *tools, stages *s, size_t *words,
                      att_error *reterr) {
  model_watch watch = {lap_model, s};
  article *end = g->items + g->count;
  s->last = now();
  for (article *a = g->items; a < end; a++)
    ATT_TRY(att_reader_read(tools->reader, &a->record, &a->document, &a->arena, reterr));
  lap(s, "reading", false);
  for (article *a = g->items; a < end; a++)
    att_segment_document(&a->document, tools->model);
  lap(s, "model: words, sentences", true);
  for (article *a = g->items; a < end; a++)
    att_model_watch_document(tools->model, &a->document, &watch);
  for (article *a = g->items; a < end; a++)
    att_facts_begin(&a->facts, &a->document, tools->lexicon, tools->model, NULL, 0);
  for (const att_facts_stage *f = att_facts_stages; f->name != NULL; f++) {
    for (article *a = g->items; a < end; a++)
      f->run(&a->facts);
    bool trees = strcmp(f->name, "trees") == 0;
    lap(s, trees ? "model: second reading" : f->name, trees);
  }
  for (article *a = g->items; a < end; a++)
    ATT_TRY(article_emit(a, ARTICLE_NTRIPLES, reterr));
  lap(s, "N-Triples", false);
  for (article *a = g->items; a < end; a++)
    ATT_TRY(article_sort(a, ARTICLE_NTRIPLES, reterr));
  lap(s, "N-Triples, sorted", false);
  for (article *a = g->items; a < end; a++) {
    for (size_t i = 0; i < a->document.sentences.count; i++)
      for (size_t t = 0; t < a->document.sentences.items[i].token_count; t++)
        *words += a->document.sentences.items[i].tokens[t].upos != ATT_PUNCT;
    article_reset(a);
  }
  g->count = 0;
  return ATT_OK;
}

/* Adds the file's articles to the group, which is run when it is full. */
static att_status run_file(const char *path, article_group *g, const article_tools *tools,
                           stages *s, size_t *words, att_error *reterr) {
  att_input *input;
  bool more = true;
  ATT_TRY(att_input_open(tools->reader, path, &input, reterr));
  att_status status = ATT_OK;
  while (status == ATT_OK && more) {
    article *a = &g->items[g->count];
    status = att_input_next(input, &a->bytes, &a->name, &a->record, &more, reterr);
    if (setjmp(a->arena.guard) != 0)
      abort();
    g->count += status == ATT_OK && more;
    if (g->count == ARTICLE_GROUP_MOST)
      status = run(g, tools, s, words, reterr);
  }
  att_input_close(input);
  return status;
}

/* The least of a few times: the file is then in memory, as it is for all but a machine's first. */
static att_status time_model(double *ret_seconds, att_error *reterr) {
  enum { ROUNDS = 5 };
  *ret_seconds = 1e9;
  for (int round = 0; round < ROUNDS; round++) {
    double begin = now();
    att_model *model;
    ATT_TRY(cmd_open_model(&model, reterr));
    double seconds = now() - begin;
    att_model_close(model);
    *ret_seconds = seconds < *ret_seconds ? seconds : *ret_seconds;
  }
  return ATT_OK;
}

static void report(const stages *s, size_t words, double opened) {
  double articles = (double)words / WORDS, all = 0, neural = 0;
  for (size_t i = 0; i < s->count; i++) {
    all += s->items[i].seconds;
    neural += s->items[i].neural ? s->items[i].seconds : 0;
  }
  for (size_t i = 0; i < s->count; i++)
    printf("%-28s %8.3f ms %6.2f %% %12.0f words/s\n", s->items[i].name,
           s->items[i].seconds * 1000 / articles, s->items[i].seconds * 100 / all,
           (double)words / s->items[i].seconds);
  printf("%-28s %8.3f ms an article of %d words, %.1f articles a second and core\n", "all",
         all * 1000 / articles, WORDS, articles / all);
  printf("%-28s %8.2f %%\n", "all but the model", (all - neural) * 100 / all);
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("%-28s %8.1f ms\n", "the model opened and checked", opened * 1000);
  printf("%-28s %8.1f MiB\n", "most memory", (double)used.ru_maxrss / 1024);
}

int main(int argc, char **argv) {
  article_tools tools = {0};
  static article_group g;
  att_reader_options options = {0};
  att_error error;
  stages s = {0};
  size_t words = 0;
  double opened = 0;
  if (argc < 3) {
    fprintf(stderr, "usage: extract ROUNDS FILE…\n");
    return 2;
  }
  article_group_init(&g);
  att_status status = time_model(&opened, &error);
  if (status == ATT_OK)
    status = article_tools_open(&tools, &options, &error);
  for (int round = atoi(argv[1]); round > 0 && status == ATT_OK; round--)
    for (int i = 2; i < argc && status == ATT_OK; i++)
      status = run_file(argv[i], &g, &tools, &s, &words, &error);
  if (status == ATT_OK)
    status = run(&g, &tools, &s, &words, &error);
  article_group_clear(&g);
  article_tools_close(&tools);
  if (status != ATT_OK) {
    fprintf(stderr, "extract: %s\n", error.message);
    return 1;
  }
  report(&s, words, opened);
  return 0;
}
