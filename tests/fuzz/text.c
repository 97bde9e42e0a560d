/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: raw bytes through all of text/: read, parted, analysed by the model, written as
 * CoNLL-U and read back. Every sentence must be a tree under one root, its names ordered and within
 * it, and CoNLL-U must bring back the words. Time and memory: tests/test_raw.c.
 */
#include "base/data.h"
#include "tests/fuzz/fuzz.h"
#include "text/conllu.h"
#include "text/model.h"
#include "text/reader.h"
#include "text/segment.h"

static att_model *model;
static att_reader *reader;

static void open_tables(void) {
  char path[ATT_DATA_PATH_SIZE];
  att_error error;
  fuzz_must(att_data_path("text/model/english.attm", path, &error), &error);
  fuzz_must(att_model_open(path, &model, &error), &error);
  fuzz_must(att_reader_open(&(att_reader_options){0}, &reader, &error), &error);
}

static void check_tree(const att_sentence *sentence) {
  uint32_t n = sentence->token_count, roots = 0;
  for (uint32_t i = 0; i < n; i++) {
    const att_token *token = &sentence->tokens[i];
    if (token->head > n || token->rel == ATT_REL_NONE || token->upos == ATT_UPOS_NONE)
      fuzz_fail("a word without a head, a relation or a tag");
    roots += token->head == 0;
    uint32_t steps = 0;
    for (uint32_t at = i + 1; at != 0; at = sentence->tokens[at - 1].head)
      if (steps++ > n)
        fuzz_fail("heads in a circle");
  }
  if (roots != 1)
    fuzz_fail("a sentence that has not one root");
}

static void check_names(const att_sentence *sentence) {
  uint32_t next = 0;
  for (size_t i = 0; i < sentence->entities.count; i++) {
    const att_entity *entity = &sentence->entities.items[i];
    if (entity->first < next || entity->last < entity->first ||
        entity->last >= sentence->token_count || entity->kind == ATT_ENTITY_NONE)
      fuzz_fail("a name outside its sentence or within another");
    next = entity->last + 1;
  }
}

static void check_written(const att_document *document, att_arena *arena) {
  static att_buffer buffer;
  att_document again;
  att_error error;
  att_buffer_reset(&buffer);
  if (att_conllu_write(document, &buffer) != ATT_OK)
    fuzz_fail("no memory for CoNLL-U");
  fuzz_must(
      att_conllu_read(&again, arena, "written", (const char *)buffer.data, buffer.size, &error),
      &error);
  if (again.sentences.count != document->sentences.count)
    fuzz_fail("CoNLL-U lost a sentence");
  for (size_t s = 0; s < again.sentences.count; s++)
    if (again.sentences.items[s].token_count != document->sentences.items[s].token_count)
      fuzz_fail("CoNLL-U lost a word");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static att_arena arena;
  att_document document;
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
  for (size_t s = 0; s < document.sentences.count; s++) {
    check_tree(&document.sentences.items[s]);
    check_names(&document.sentences.items[s]);
  }
  check_written(&document, &arena);
  return 0;
}
