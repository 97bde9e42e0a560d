/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/document.h"
#include "extract/emit.h"
#include "graph/writer.h"
#include "text/segment.h"

static int run(int argc, char **argv);

const cmd_command cmd_ingest = {
    "ingest", run, "articles into the store, as facts with their evidence",
    "usage: attache ingest [-s STORE] [--date DATE] [--url URL] [--publisher NAME] FILE …\n"
    "       attache ingest --no-store [--format NAME] [--date DATE] FILE …\n\n"
    "Reads each article (plain text in UTF-8; - for standard input), finds the people,\n"
    "organizations, posts, visits, meetings, statements and initiatives it tells of, and keeps\n"
    "them in a graph of the article's own. An article that is there already is read anew.\n\n"
    "  -s, --store STORE   the store's folder, made if need be\n"
    "  --date DATE         the articles' date, YYYY-MM-DD\n"
    "  --url URL           where the article stood\n"
    "  --publisher NAME    who published it\n"
    "  --no-store          the facts to standard output, the store untouched\n"
    "  --format NAME       with --no-store: ntriples (as it is), nquads, turtle, trig, jsonld,\n"
    "                      rdfxml, dot: one text an article\n"
    "  -h, --help          this text\n"};

typedef struct {
  const char *date, *url, *publisher;
  bool quads;
  const char *pretty; /* a format that gathers, or NULL for lines */
  att_model *model;
  att_lexicon *lexicon;
  att_arena arena;
  att_buffer file, lines;
} ingestion;

/* Is it YYYY-MM-DD, with a month and a day that there are? */
static bool is_date(const char *text) {
  int year, month, day, end = 0;
  return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
         end == 10 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static att_status add_line(void *context, const att_term_quad *quad, att_error *reterr) {
  ingestion *in = context;
  const att_term *terms[] = {&quad->s, &quad->p, &quad->o, &quad->g};
  for (int i = 0; i < (in->quads ? 4 : 3); i++)
    if (att_term_write(terms[i], &in->lines) != ATT_OK ||
        att_buffer_append(&in->lines, " ", 1) != ATT_OK)
      return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the facts");
  if (att_buffer_append(&in->lines, ".\n", 2) != ATT_OK)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the facts");
  return ATT_OK;
}

typedef struct {
  const char *at;
  size_t size;
} text_line;

static int compare_lines(const void *a, const void *b) {
  const text_line *x = a, *y = b;
  int order = memcmp(x->at, y->at, x->size < y->size ? x->size : y->size);
  return order != 0 ? order : (x->size > y->size) - (x->size < y->size);
}

/* The gathered lines, sorted, each once. */
static att_status print_lines(ingestion *in, att_error *reterr) {
  struct {
    text_line *items;
    size_t count, capacity;
  } lines = {0};
  const char *at = (const char *)in->lines.data, *end = at + in->lines.size;
  while (at < end) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    *ATT_PUSH(&in->arena, &lines) = (text_line){at, (size_t)(stop - at) + 1};
    at = stop + 1;
  }
  if (lines.count > 0)
    qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
  for (size_t i = 0; i < lines.count; i++)
    if (i == 0 || compare_lines(&lines.items[i - 1], &lines.items[i]) != 0)
      if (fwrite(lines.items[i].at, 1, lines.items[i].size, stdout) != lines.items[i].size)
        return att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s",
                             strerror(errno));
  return ATT_OK;
}

/* Empties the graph that the article had, then fills it. */
static att_status store_facts(att_facts *facts, att_txn *txn, att_error *reterr) {
  att_term graph = att_term_iri(att_emit_graph(facts->document));
  att_id id = ATT_ID_ANY;
  ATT_TRY(att_txn_find(txn, &graph, &id, reterr));
  if (id != ATT_ID_ANY)
    ATT_TRY(att_txn_remove_all(txn, &(att_quad){.g = id}, NULL, reterr));
  att_quad_sink sink = att_store_sink(txn);
  return att_emit_facts(facts, &sink, reterr);
}

static att_status write_out(void *context, const void *bytes, size_t size, att_error *reterr) {
  (void)context;
  if (fwrite(bytes, 1, size, stdout) == size)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
}

/* The article's facts in a format for people. */
static att_status print_pretty(ingestion *in, att_facts *facts, att_error *reterr) {
  att_sink bytes = {write_out, NULL};
  att_writer *writer;
  ATT_TRY(att_writer_new(in->pretty, &bytes, &writer, reterr));
  att_quad_sink sink = att_writer_sink(writer);
  att_status status = att_emit_facts(facts, &sink, reterr);
  if (status == ATT_OK)
    status = att_writer_end(writer, reterr);
  att_writer_free(writer);
  return status;
}

static att_status read_article(ingestion *in, const char *name, att_txn *txn, att_error *reterr) {
  att_document document;
  att_facts facts;
  ATT_TRY(cmd_read_file(name, &in->file, reterr));
  if (setjmp(in->arena.guard) != 0)
    return att_error_set(reterr, ATT_ERR_LIMIT, "%s: needs more memory than is allowed", name);
  ATT_TRY(att_reader_plain(&document, &in->arena, name, (const char *)in->file.data, in->file.size,
                           0, reterr));
  document.metadata.url = in->url;
  document.metadata.publisher = in->publisher;
  att_segment_document(&document);
  att_model_analyse_document(in->model, &document);
  att_facts_find(&facts, &document, in->lexicon, in->model, in->date);
  if (txn != NULL) {
    ATT_TRY(store_facts(&facts, txn, reterr));
    fprintf(stderr, "%s: %zu names, %zu posts, %zu events, %zu statements\n", name,
            facts.nodes.count, facts.tenures.count, facts.events.count, facts.statements.count);
    return ATT_OK;
  }
  if (in->pretty != NULL)
    return print_pretty(in, &facts, reterr);
  att_quad_sink sink = {add_line, in};
  att_buffer_reset(&in->lines);
  ATT_TRY(att_emit_facts(&facts, &sink, reterr));
  return print_lines(in, reterr);
}

/* One transaction a document, so that what is in the store is whole. */
static int ingest_one(ingestion *in, const char *name, const char *path) {
  att_store *store = NULL;
  att_txn *txn = NULL;
  att_error error;
  if (path != NULL) {
    int begun = cmd_begin("ingest", path, true, true, &store, &txn);
    if (begun != CMD_FINE)
      return CMD_FAILED;
  }
  att_arena_reset(&in->arena);
  att_status status = read_article(in, name, txn, &error);
  if (status != ATT_OK)
    cmd_fail("ingest", &error);
  int ended = path != NULL ? cmd_end("ingest", store, txn, status == ATT_OK) : CMD_FINE;
  if (ended != CMD_FINE)
    return CMD_FAILED;
  return status == ATT_OK ? CMD_FINE : CMD_NO;
}

static int open_all(ingestion *in) {
  att_error error;
  if (cmd_open_model(&in->model, &error) != ATT_OK)
    return cmd_fail("ingest", &error);
  if (att_lexicon_open(&in->lexicon, &error) != ATT_OK)
    return cmd_fail("ingest", &error);
  return CMD_FINE;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"date", required_argument, NULL, 'd'},
                                          {"url", required_argument, NULL, 'u'},
                                          {"publisher", required_argument, NULL, 'p'},
                                          {"no-store", no_argument, NULL, 'n'},
                                          {"format", required_argument, NULL, 'f'},
                                          {NULL, 0, NULL, 0}};

  const char *path = cmd_default_store(), *format = NULL;
  ingestion in = {.file = ATT_BUFFER_INIT, .lines = ATT_BUFFER_INIT};
  bool no_store = false;
  int option;
  while ((option = cmd_option(&cmd_ingest, argc, argv, "s:h", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    in.date = option == 'd' ? optarg : in.date;
    in.url = option == 'u' ? optarg : in.url;
    in.publisher = option == 'p' ? optarg : in.publisher;
    no_store = no_store || option == 'n';
    format = option == 'f' ? optarg : format;
  }
  if (optind == argc)
    return cmd_usage("ingest", "which article", NULL);
  if (in.date != NULL && !is_date(in.date))
    return cmd_usage("ingest", "no date of the form YYYY-MM-DD", in.date);
  if (format != NULL && (!no_store || !cmd_is_one_of(format, att_writer_formats)))
    return cmd_usage("ingest", no_store ? "unknown format" : "--format needs --no-store, not",
                     format);
  in.quads = format != NULL && strcmp(format, "nquads") == 0;
  in.pretty = format != NULL && !in.quads && strcmp(format, "ntriples") != 0 ? format : NULL;
  att_arena_init(&in.arena, 0);
  int opened = open_all(&in), result = opened == CMD_FINE ? CMD_FINE : CMD_FAILED;
  for (; optind < argc && result <= CMD_NO; optind++) {
    int one = ingest_one(&in, argv[optind], no_store ? NULL : path);
    result = one > result ? one : result;
  }
  if (fflush(stdout) != 0)
    result = CMD_FAILED;
  att_buffer_clear(&in.file);
  att_buffer_clear(&in.lines);
  att_arena_clear(&in.arena);
  att_lexicon_close(in.lexicon);
  att_model_close(in.model);
  return result;
}
