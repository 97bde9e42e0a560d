/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the input as an article of whatever format it looks like, parted into paragraphs,
 * sentences and words. All offsets must lie in the text and ascend. */
#include "text/reader.h"
#include "base/data.h"
#include "tests/fuzz/fuzz.h"
#include "text/segment.h"

static void check_sentence(const att_document *document, const att_sentence *sentence) {
  uint32_t at = sentence->begin;
  if (sentence->begin > sentence->end || sentence->end > document->size ||
      sentence->paragraph >= document->paragraphs.count)
    fuzz_fail("a sentence outside the text");
  for (uint32_t i = 0; i < sentence->token_count; i++) {
    const att_token *token = &sentence->tokens[i];
    if (token->begin < at || token->end < token->begin || token->end > sentence->end)
      fuzz_fail("a word outside its sentence");
    at = token->begin;
  }
}

static att_model *open_model(void) {
  char path[ATT_DATA_PATH_SIZE];
  att_error error;
  att_model *model;
  fuzz_must(att_data_path("text/model/english.attm", path, &error), &error);
  fuzz_must(att_model_open(path, &model, &error), &error);
  return model;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static att_arena arena;
  static att_reader *reader;
  static att_model *model;
  att_document document;
  att_error error;
  if (reader == NULL)
    fuzz_must(att_reader_open(&(att_reader_options){0}, &reader, &error), &error);
  if (model == NULL)
    model = open_model();
  if (arena.limit == 0)
    att_arena_init(&arena, (size_t)256 << 20);
  att_arena_reset(&arena);
  if (setjmp(arena.guard) != 0)
    fuzz_fail("more memory than the text can need");
  att_record record = {.name = "input", .bytes = (const char *)data, .size = size};
  if (att_reader_read(reader, &record, &document, &arena, &error) != ATT_OK)
    return 0;
  att_segment_document(&document, model);
  for (size_t i = 0; i < document.sentences.count; i++)
    check_sentence(&document, &document.sentences.items[i]);
  if (att_document_code_point(&document, (uint32_t)document.size) > document.size)
    fuzz_fail("more code points than bytes");
  return 0;
}
