/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/document.h"
#include "extract/collapse.h"
#include "extract/facts.h"
#include "extract/spans.h"
#include "text/conllu.h"
#include "text/segment.h"

static int run(int argc, char **argv);

const cmd_command cmd_analyse = {
    "analyse", run, "sentences, words, tags, trees and names of a text, as CoNLL-U",
    "usage: attache analyse [--tokens | --text | --all] [--model] FILE …\n\n"
    "Writes each FILE's analysis to standard output in CoNLL-U, as extraction reads it: trees "
    "over\n"
    "whole names; MISC has the names and each token's code points in the text.\n\n"
    "  --tokens     the files are CoNLL-U: keep their sentences and words\n"
    "  --text       no analysis: what was read of the file, with each paragraph's kind\n"
    "  --all        keep bylines, links and the like, which are no text of an article\n"
    "  --max-bytes N  the largest text, unpacked (16777216)\n"
    "  --without STEP,…  for measuring: trees without a step of those over whole names\n"
    "               (brackets, names, persons, stock, titles, appositions, speech, inside,\n"
    "               heads; all)\n"
    "  --model      what the trained model alone says, without the tables of names\n"
    "  -h, --help   this text\n"};

typedef struct {
  att_model *model;
  att_lexicon *lexicon; /* NULL: the model alone */
  att_reader *reader;
  bool tokens, text;
  unsigned without; /* steps of extract/collapse.h */
  att_arena arena;
  att_buffer file, name, out;
} analyser;

static att_status add_line(att_buffer *out, const char *label, const char *text, size_t size) {
  char head[24];
  if (text == NULL)
    return ATT_OK;
  ATT_TRY(att_buffer_append(out, head, (size_t)snprintf(head, sizeof head, "%-12s", label)));
  size_t begin = out->size;
  ATT_TRY(att_buffer_append(out, text, size));
  for (size_t i = begin; i < out->size; i++)
    out->data[i] = out->data[i] == '\n' ? ' ' : out->data[i];
  return att_buffer_append(out, "\n", 1);
}

/* What the reader took from a record: metadata, paragraphs with their kinds, datelines apart. */
static att_status write_text(const att_document *document, att_buffer *out) {
  static const char *const KINDS[] = {"body",    "title", "heading",    "byline",
                                      "caption", "item",  "boilerplate"};
  const att_metadata *m = &document->metadata;
  const struct {
    const char *label, *value;
  } fields[] = {{"# title", m->title},     {"# issued", m->issued},
                {"# creator", m->creator}, {"# publisher", m->publisher},
                {"# url", m->url},         {"# language", m->language}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (fields[i].value != NULL)
      ATT_TRY(add_line(out, fields[i].label, fields[i].value, strlen(fields[i].value)));
  for (size_t i = 0; i < document->paragraphs.count; i++) {
    const att_paragraph *p = &document->paragraphs.items[i];
    uint32_t from = p->kind == ATT_PARAGRAPH_BOILERPLATE ? p->begin : p->dateline_end;
    if (from > p->begin)
      ATT_TRY(add_line(out, "dateline", document->text + p->begin, from - p->begin));
    if (p->end > from)
      ATT_TRY(add_line(out, KINDS[p->kind], document->text + from, p->end - from));
  }
  return ATT_OK;
}

/* A record's analysis, appended to what is written. */
static att_status analyse_record(analyser *a, const att_record *record, att_error *error) {
  att_document document;
  att_facts facts;
  if (setjmp(a->arena.guard) != 0)
    return att_error_set(error, ATT_ERR_LIMIT, "%s: needs more memory than is allowed",
                         record->name);
  if (a->tokens) {
    ATT_TRY(
        att_conllu_read(&document, &a->arena, record->name, record->bytes, record->size, error));
  } else {
    ATT_TRY(att_reader_read(a->reader, record, &document, &a->arena, error));
    if (a->text)
      return write_text(&document, &a->out) == ATT_OK
                 ? ATT_OK
                 : att_error_set(error, ATT_ERR_MEMORY, "%s: no memory for the output",
                                 record->name);
    att_segment_document(&document, a->model);
  }
  att_model_analyse_document(a->model, &document);
  if (a->lexicon != NULL) {
    att_facts_find(&facts, &document, a->lexicon, a->model, NULL, a->without);
    att_spans_mark(&facts);
  }
  if (att_conllu_write(&document, &a->out) != ATT_OK)
    return att_error_set(error, ATT_ERR_MEMORY, "%s: no memory for the output", record->name);
  return ATT_OK;
}

static int print(analyser *a) {
  if (fwrite(a->out.data, 1, a->out.size, stdout) == a->out.size)
    return CMD_FINE;
  att_error error;
  att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  return cmd_fail("analyse", &error);
}

/* All records of a file; those that fail are named, and the others go on. */
static int analyse(analyser *a, const char *path) {
  att_error error;
  att_input *input;
  att_record record;
  bool more = true;
  if (att_input_open(a->reader, path, &input, &error) != ATT_OK)
    return cmd_fail("analyse", &error), CMD_NO;
  int result = CMD_FINE;
  while (more && result != CMD_FAILED) {
    att_buffer_reset(&a->out);
    att_status status = att_input_next(input, &a->file, &a->name, &record, &more, &error);
    if (status == ATT_OK && more) {
      att_arena_reset(&a->arena);
      status = analyse_record(a, &record, &error);
    }
    if (status != ATT_OK) {
      cmd_fail("analyse", &error);
      result = CMD_NO;
    } else if (print(a) != CMD_FINE) {
      result = CMD_FAILED;
    }
  }
  att_input_close(input);
  return result;
}

static int analyse_files(analyser *a, int argc, char **argv) {
  int result = CMD_FINE;
  for (; optind < argc && result != CMD_FAILED; optind++) {
    int one = analyse(a, argv[optind]);
    result = one > result ? one : result;
  }
  if (fflush(stdout) == 0)
    return result;
  att_buffer_reset(&a->out);
  return CMD_FAILED;
}

/* "titles,names" as bits; false for a step that there is not. */
static bool read_steps(const char *list, unsigned *ret_steps) {
  for (;; list++) {
    size_t size = strcspn(list, ",");
    unsigned step = att_collapse_step_parse(list, size);
    if (size == 3 && strncmp(list, "all", 3) == 0)
      step = ATT_COLLAPSE_ALL;
    if (step == 0)
      return false;
    *ret_steps |= step;
    list += size;
    if (*list == '\0')
      return true;
  }
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"tokens", no_argument, NULL, 't'},
                                          {"all", no_argument, NULL, 'a'},
                                          {"text", no_argument, NULL, 'x'},
                                          {"model", no_argument, NULL, 'm'},
                                          {"without", required_argument, NULL, 'w'},
                                          {"max-bytes", required_argument, NULL, 'b'},
                                          {NULL, 0, NULL, 0}};
  const char *store = NULL;
  analyser a = {.file = ATT_BUFFER_INIT, .out = ATT_BUFFER_INIT};
  att_reader_options reading = {.format = NULL};
  bool alone = false;
  int option;
  while ((option = cmd_option(&cmd_analyse, argc, argv, "h", options, &store)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    a.tokens = a.tokens || option == 't';
    reading.all = reading.all || option == 'a';
    a.text = a.text || option == 'x';
    alone = alone || option == 'm';
    if (option == 'b' && (reading.bytes_most = cmd_read_number(optarg, 1ul << 30)) == 0)
      return cmd_usage("analyse", "--max-bytes: no number of bytes from 1 to 1073741824", optarg);
    if (option == 'w' && !read_steps(optarg, &a.without))
      return cmd_usage("analyse", "--without: no such step in", optarg);
  }
  if (optind == argc)
    return cmd_usage("analyse", "which file", NULL);
  if (a.tokens && reading.all)
    return cmd_usage("analyse", "--tokens keeps all words already: leave out", "--all");
  if (a.tokens || reading.all)
    reading.format = "plain";
  att_error error;
  att_status status = att_reader_open(&reading, &a.reader, &error);
  if (status == ATT_OK)
    status = cmd_open_model(&a.model, &error);
  if (status == ATT_OK && !alone)
    status = att_lexicon_open(&a.lexicon, &error);
  att_arena_init(&a.arena, 0);
  int result = status == ATT_OK ? analyse_files(&a, argc, argv) : cmd_fail("analyse", &error);
  att_buffer_clear(&a.name);
  att_reader_close(a.reader);
  att_buffer_clear(&a.file);
  att_buffer_clear(&a.out);
  att_arena_clear(&a.arena);
  att_lexicon_close(a.lexicon);
  att_model_close(a.model);
  return result;
}
