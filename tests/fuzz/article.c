/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the whole way of an article, from its bytes to quads in N-Quads: reader, model,
 * extraction, writer. */
#include "base/data.h"
#include "extract/emit.h"
#include "graph/writer.h"
#include "tests/fuzz/fuzz.h"
#include "text/reader.h"
#include "text/segment.h"

static att_model *model;
static att_lexicon *lexicon;
static att_reader *reader;

static void open_tables(void) {
  char path[ATT_DATA_PATH_SIZE];
  att_error error;
  fuzz_must(att_data_path("text/model/english.attm", path, &error), &error);
  fuzz_must(att_model_open(path, &model, &error), &error);
  fuzz_must(att_lexicon_open(&lexicon, &error), &error);
  fuzz_must(att_reader_open(&(att_reader_options){0}, &reader, &error), &error);
}

static att_status discard(void *context, const void *bytes, size_t size, att_error *reterr) {
  (void)context, (void)bytes, (void)size, (void)reterr;
  return ATT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static att_arena arena;
  att_document document;
  att_facts facts;
  att_error error;
  if (!model) {
    open_tables();
    att_arena_init(&arena, 0);
  }
  att_arena_reset(&arena);
  if (setjmp(arena.guard) != 0)
    fuzz_fail("more memory than the text can need");
  att_record record = {.name = "input", .bytes = (const char *)data, .size = size};
  if (att_reader_read(reader, &record, &document, &arena, &error) != ATT_OK)
    return 0;
  att_segment_document(&document, model);
  att_model_analyse_document(model, &document);
  att_facts_find(&facts, &document, lexicon, model, "2025-02-26", 0);
  att_sink bytes = {discard, NULL};
  att_writer *writer;
  fuzz_must(att_writer_new("nquads", &bytes, &writer, &error), &error);
  att_quad_sink sink = att_writer_sink(writer);
  fuzz_must(att_emit_facts(&facts, &sink, &error), &error);
  fuzz_must(att_writer_end(writer, &error), &error);
  att_writer_free(writer);
  return 0;
}
