/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/document.h"
#include "extract/facts.h"
#include "text/conllu.h"
#include "text/segment.h"

static int run(int argc, char **argv);

const cmd_command cmd_analyse = {
    "analyse", run, "sentences, words, tags, trees and names of a text, as CoNLL-U",
    "usage: attache analyse [--tokens | --names] FILE …\n\n"
    "Writes each FILE's analysis to standard output in CoNLL-U; names stand in MISC.\n\n"
    "  --tokens     the files are CoNLL-U: keep their sentences and words\n"
    "  --names      trees over whole names, as extraction reads them\n"
    "  -h, --help   this text\n"};

static att_status analyse(const att_model *model, const att_lexicon *lexicon, const char *name,
                          bool tokens, att_arena *arena, att_buffer *file, att_buffer *out,
                          att_error *error) {
  att_document document;
  att_status status = cmd_read_file(name, file, error);
  if (setjmp(arena->guard) != 0)
    return att_error_set(error, ATT_ERR_LIMIT, "%s: needs more memory than is allowed", name);
  if (status == ATT_OK && tokens)
    status = att_conllu_read(&document, arena, name, (char *)file->data, file->size, error);
  else if (status == ATT_OK)
    status = att_reader_plain(&document, arena, name, (char *)file->data, file->size, 0, error);
  if (status != ATT_OK)
    return status;
  if (!tokens)
    att_segment_document(&document);
  att_model_analyse_document(model, &document);
  att_facts facts;
  if (lexicon != NULL)
    att_facts_find(&facts, &document, lexicon, model, NULL);
  if (att_conllu_write(&document, out) != ATT_OK)
    return att_error_set(error, ATT_ERR_MEMORY, "%s: no memory for the output", name);
  return ATT_OK;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"tokens", no_argument, NULL, 't'},
                                          {"names", no_argument, NULL, 'n'},
                                          {NULL, 0, NULL, 0}};
  const char *store = NULL;
  bool tokens = false, names = false;
  int option;
  while ((option = cmd_option(&cmd_analyse, argc, argv, "h", options, &store)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    tokens = tokens || option == 't';
    names = names || option == 'n';
  }
  if (optind == argc)
    return cmd_usage("analyse", "which file", NULL);
  att_model *model;
  att_lexicon *lexicon = NULL;
  att_error error;
  if (cmd_open_model(&model, &error) != ATT_OK)
    return cmd_fail("analyse", &error);
  if (names && att_lexicon_open(&lexicon, &error) != ATT_OK) {
    att_model_close(model);
    return cmd_fail("analyse", &error);
  }
  att_arena arena;
  att_arena_init(&arena, 0);
  att_buffer file = ATT_BUFFER_INIT, out = ATT_BUFFER_INIT;
  int result = CMD_FINE;
  for (; optind < argc; optind++) {
    att_arena_reset(&arena);
    att_buffer_reset(&out);
    if (analyse(model, lexicon, argv[optind], tokens, &arena, &file, &out, &error) != ATT_OK) {
      cmd_fail("analyse", &error);
      result = CMD_NO;
    } else if (fwrite(out.data, 1, out.size, stdout) != out.size) {
      result = CMD_FAILED;
    }
  }
  if (fflush(stdout) != 0 || result == CMD_FAILED) {
    att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
    result = cmd_fail("analyse", &error);
  }
  att_buffer_clear(&file);
  att_buffer_clear(&out);
  att_arena_clear(&arena);
  att_lexicon_close(lexicon);
  att_model_close(model);
  return result;
}
