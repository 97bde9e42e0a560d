/* SPDX-License-Identifier: Apache-2.0
 *
 * Many documents at once on one mapped model, one lexicon, one reader: every thread reads, analyses
 * and extracts them all, each beginning at another, and gets the bytes that one thread alone gets.
 * Built with --enable-sanitizers=thread, it also shows that nothing is shared unguarded.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "base/data.h"
#include "extract/emit.h"
#include "graph/writer.h"
#include "text/conllu.h"
#include "text/reader.h"
#include "text/segment.h"

enum { THREADS = 3 };

static const char *const FILES[] = {
    "examples/port-visit.txt",
    "tests/articles/03-petrov-call.txt",
    "tests/articles/13-modality.txt",
    "tests/articles/51-dvids-captions.txt",
    "tests/readers/wordpress.html",
    "tests/readers/message.eml",
    "tests/articles/18-wire-india-france.txt",
};
enum { DOCUMENTS = sizeof FILES / sizeof *FILES };

/* What all threads share; read only once they run, but for the barrier. */
typedef struct {
  att_model *model;
  att_lexicon *lexicon;
  att_reader *reader;
  att_buffer files[DOCUMENTS];
  pthread_barrier_t barrier;
} world;

/* One thread's part: its first document, and what it got of each. */
typedef struct {
  world *world;
  size_t first;
  att_buffer results[DOCUMENTS];
  att_status status;
  att_error error;
} worker;

static att_status append(void *context, const void *bytes, size_t size, att_error *reterr) {
  (void)reterr;
  return att_buffer_append(context, bytes, size);
}

/* The model's analysis as CoNLL-U, then the facts as N-Quads. */
static att_status read_document(const world *w, size_t number, att_arena *arena, att_buffer *out,
                                att_error *reterr) {
  att_record record = {.name = FILES[number],
                       .bytes = (const char *)w->files[number].data,
                       .size = w->files[number].size};
  att_document document;
  att_facts facts;
  att_writer *writer;
  att_sink bytes = {append, out};
  if (setjmp(arena->guard) != 0)
    return att_error_set(reterr, ATT_ERR_LIMIT, "%s: no memory", FILES[number]);
  ATT_TRY(att_reader_read(w->reader, &record, &document, arena, reterr));
  att_segment_document(&document, w->model);
  att_model_analyse_document(w->model, &document);
  ATT_TRY(att_conllu_write(&document, out));
  att_facts_find(&facts, &document, w->lexicon, w->model, "2025-02-26", 0);
  ATT_TRY(att_writer_new("nquads", &bytes, &writer, reterr));
  att_quad_sink sink = att_writer_sink(writer);
  att_status status = att_emit_facts(&facts, &sink, reterr);
  if (status == ATT_OK)
    status = att_writer_end(writer, reterr);
  att_writer_free(writer);
  return status;
}

static void read_documents(worker *self) {
  att_arena arena;
  att_arena_init(&arena, 0);
  for (size_t i = 0; i < DOCUMENTS && self->status == ATT_OK; i++) {
    size_t number = (self->first + i) % DOCUMENTS;
    att_arena_reset(&arena);
    self->status = read_document(self->world, number, &arena, &self->results[number], &self->error);
  }
  att_arena_clear(&arena);
}

static void *run_thread(void *argument) {
  worker *self = argument;
  pthread_barrier_wait(&self->world->barrier);
  read_documents(self);
  return NULL;
}

static void read_file(const char *name, att_buffer *buffer) {
  char path[ATT_DATA_PATH_SIZE];
  assert_int_equal(att_data_path(name, path, NULL), ATT_OK);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(att_buffer_reserve(buffer, 1 << 16), ATT_OK);
  buffer->size = fread(buffer->data, 1, 1 << 16, file);
  assert_in_range(buffer->size, 1, (1 << 16) - 1);
  fclose(file);
}

static void open_world(world *w) {
  char path[ATT_DATA_PATH_SIZE];
  assert_int_equal(att_data_path("text/model/english.attm", path, NULL), ATT_OK);
  assert_int_equal(att_model_open(path, &w->model, NULL), ATT_OK);
  assert_int_equal(att_lexicon_open(&w->lexicon, NULL), ATT_OK);
  assert_int_equal(att_reader_open(&(att_reader_options){0}, &w->reader, NULL), ATT_OK);
  for (size_t i = 0; i < DOCUMENTS; i++)
    read_file(FILES[i], &w->files[i]);
  pthread_barrier_init(&w->barrier, NULL, THREADS);
}

static void close_world(world *w) {
  pthread_barrier_destroy(&w->barrier);
  for (size_t i = 0; i < DOCUMENTS; i++)
    att_buffer_clear(&w->files[i]);
  att_reader_close(w->reader);
  att_lexicon_close(w->lexicon);
  att_model_close(w->model);
}

static void compare(worker *alone, worker *among) {
  if (among->status != ATT_OK)
    fail_msg("%s", among->error.message);
  for (size_t i = 0; i < DOCUMENTS; i++) {
    const att_buffer *want = &alone->results[i], *got = &among->results[i];
    if (want->size != got->size || memcmp(want->data, got->data, got->size) != 0)
      fail_msg("%s reads otherwise beside other threads", FILES[i]);
    att_buffer_clear(&among->results[i]);
  }
}

static void reads_the_same_in_every_thread(void **state) {
  (void)state;
  static world w;
  static worker alone, workers[THREADS];
  pthread_t ids[THREADS];
  open_world(&w);
  /* The threads come first, so that whatever is made when it is first asked for is made by them. */
  for (size_t i = 0; i < THREADS; i++) {
    workers[i] = (worker){.world = &w, .first = i * DOCUMENTS / THREADS};
    assert_int_equal(pthread_create(&ids[i], NULL, run_thread, &workers[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++)
    pthread_join(ids[i], NULL);
  alone.world = &w;
  read_documents(&alone);
  for (size_t i = 0; i < DOCUMENTS; i++)
    assert_in_range(alone.results[i].size, 1000, 1 << 24);
  for (size_t i = 0; i < THREADS; i++)
    compare(&alone, &workers[i]);
  for (size_t i = 0; i < DOCUMENTS; i++)
    att_buffer_clear(&alone.results[i]);
  close_world(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_the_same_in_every_thread)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
