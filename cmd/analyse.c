/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/document.h"
#include "extract/facts.h"
#include "extract/spans.h"
#include "text/conllu.h"
#include "text/segment.h"

static int run(int argc, char **argv);

const cmd_command cmd_analyse = {
    "analyse", run, "sentences, words, tags, trees and names of a text, as CoNLL-U",
    "usage: attache analyse [--tokens | --all] [--model] FILE …\n\n"
    "Writes each FILE's analysis to standard output in CoNLL-U, as extraction reads it: trees "
    "over\n"
    "whole names; MISC has the names and each token's code points in the text.\n\n"
    "  --tokens     the files are CoNLL-U: keep their sentences and words\n"
    "  --all        keep bylines, links and the like, which are no text of an article\n"
    "  --model      what the trained model alone says, without the tables of names\n"
    "  -h, --help   this text\n"};

typedef struct {
  att_model *model;
  att_lexicon *lexicon; /* NULL: the model alone */
  bool tokens, all;
  att_arena arena;
  att_buffer file, out;
} analyser;

static att_status analyse(analyser *a, const char *name, att_error *error) {
  att_document document;
  ATT_TRY(cmd_read_file(name, &a->file, error));
  const char *bytes = (char *)a->file.data;
  if (setjmp(a->arena.guard) != 0)
    return att_error_set(error, ATT_ERR_LIMIT, "%s: needs more memory than is allowed", name);
  if (a->tokens) {
    ATT_TRY(att_conllu_read(&document, &a->arena, name, bytes, a->file.size, error));
  } else {
    ATT_TRY(att_reader_plain(&document, &a->arena, name, bytes, a->file.size, 0, error));
    for (size_t p = 0; p < document.paragraphs.count && a->all; p++)
      document.paragraphs.items[p].kind = ATT_PARAGRAPH_BODY;
    att_segment_document(&document);
  }
  att_model_analyse_document(a->model, &document);
  att_facts facts;
  if (a->lexicon != NULL) {
    att_facts_find(&facts, &document, a->lexicon, a->model, NULL);
    att_spans_mark(&facts);
  }
  if (att_conllu_write(&document, &a->out) != ATT_OK)
    return att_error_set(error, ATT_ERR_MEMORY, "%s: no memory for the output", name);
  return ATT_OK;
}

static int analyse_files(analyser *a, int argc, char **argv) {
  att_error error;
  int result = CMD_FINE;
  for (; optind < argc && result != CMD_FAILED; optind++) {
    att_arena_reset(&a->arena);
    att_buffer_reset(&a->out);
    if (analyse(a, argv[optind], &error) != ATT_OK) {
      cmd_fail("analyse", &error);
      result = CMD_NO;
    } else if (fwrite(a->out.data, 1, a->out.size, stdout) != a->out.size) {
      result = CMD_FAILED;
    }
  }
  if (fflush(stdout) != 0 || result == CMD_FAILED) {
    att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
    result = cmd_fail("analyse", &error);
  }
  return result;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"tokens", no_argument, NULL, 't'},
                                          {"all", no_argument, NULL, 'a'},
                                          {"model", no_argument, NULL, 'm'},
                                          {NULL, 0, NULL, 0}};
  const char *store = NULL;
  analyser a = {.file = ATT_BUFFER_INIT, .out = ATT_BUFFER_INIT};
  bool alone = false;
  int option;
  while ((option = cmd_option(&cmd_analyse, argc, argv, "h", options, &store)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    a.tokens = a.tokens || option == 't';
    a.all = a.all || option == 'a';
    alone = alone || option == 'm';
  }
  if (optind == argc)
    return cmd_usage("analyse", "which file", NULL);
  if (a.tokens && a.all)
    return cmd_usage("analyse", "--tokens keeps all words already: leave out", "--all");
  att_error error;
  if (cmd_open_model(&a.model, &error) != ATT_OK)
    return cmd_fail("analyse", &error);
  if (!alone && att_lexicon_open(&a.lexicon, &error) != ATT_OK) {
    att_model_close(a.model);
    return cmd_fail("analyse", &error);
  }
  att_arena_init(&a.arena, 0);
  int result = analyse_files(&a, argc, argv);
  att_buffer_clear(&a.file);
  att_buffer_clear(&a.out);
  att_arena_clear(&a.arena);
  att_lexicon_close(a.lexicon);
  att_model_close(a.model);
  return result;
}
