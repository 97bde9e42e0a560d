/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/canned.h"
#include "cmd/sparql.h"
#include "cmd/terms.h"
#include "cmd/unfound.h"
#include "graph/writer.h"
#include "queries/rasqal.h"

static int run(int argc, char **argv);

const cmd_command cmd_query = {
    "query", run, "a SPARQL 1.1 query over the store or files",
    "usage: attache query [-s STORE] [--format NAME] (FILE.rq | 'QUERY' | -)\n"
    "       attache query NAME [--param PARAMETER=VALUE] …\n"
    "       attache query --data FILE … --named IRI=FILE … (FILE.rq | 'QUERY' | -)\n"
    "       attache query --check [--no-default-prefixes] (FILE.rq | 'QUERY' | -)\n\n"
    "Runs a query, or one of those that 'attache queries' lists. Over a store, the default\n"
    "graph is the union of all graphs, and FROM names graphs; with --data or --named, or where\n"
    "there is no store, FROM names files too. Relative IRIs are below https://w3id.org/defrel/, "
    "as\n"
    "in exports (<id/person/x>), unless BASE says otherwise; in a FILE.rq beside that file.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --data FILE …       a default graph of RDF files, instead of the store\n"
    "  --named IRI=FILE …  named graphs of RDF files\n"
    "  --format NAME       table (as it is; a terminal gets it cut to its width), csv, tsv, json,\n"
    "                      xml, html; for CONSTRUCT and DESCRIBE: turtle (as it is), trig,\n"
    "                      ntriples, nquads, rdfxml, jsonld, dot\n"
    "  --param NAME=VALUE  of a listed query; without it the query asks for all\n"
    "  --timeout SECONDS   end with an error after that time\n"
    "  --memory MIB        the most memory that the query may take (1024); sorts, groups,\n"
    "                      distinct rows and joins that want more go through files in TMPDIR\n"
    "  --threads N         the most threads that are busy at once (as many as there are cores)\n"
    "  --no-service        SERVICE, which asks other endpoints, is an error\n"
    "  --service-timeout SECONDS   for each request to an endpoint (30)\n"
    "  --explain           the plan, with the rows of each step, instead of the answer\n"
    "  --engine NAME       attache, or rasqal: Redland's own, without much of SPARQL 1.1\n"
    "  --check             says whether the query is SPARQL 1.1, and where not; runs nothing\n"
    "  --no-default-prefixes   prefixes that are not declared are errors\n"
    "  -h, --help          this text\n"};

enum { PARAMS = 16 };

/* A query that comes with attache, as it was asked for; `name` NULL: another one. */
typedef struct {
  const char *name;
  const char *params[PARAMS];
  size_t count;
} listed;

static att_status run_attache(cmd_sparql *sparql, const char *text, size_t size,
                              const att_sink *out, void *context, att_error *reterr) {
  const listed *asked = context;
  uint64_t rows = 0;
  sparql->options.rows = &rows;
  att_status status = att_query_run(sparql->dataset.txn, text, size, &sparql->options, out, reterr);
  if (status == ATT_OK && rows == 0 && asked->name && asked->count > 0 &&
      !sparql->options.explain && fflush(stdout) == 0)
    cmd_unfound_say(sparql->dataset.txn, asked->name, asked->params, asked->count);
  att_parse_options parse = {.no_default_prefixes = sparql->options.no_default_prefixes,
                             .base = sparql->options.base};
  if (status == ATT_OK && !asked->name && fflush(stdout) == 0)
    cmd_terms_check(sparql->dataset.txn, text, size, &parse);
  return status;
}

static int run_rasqal(const char *argument, const char *path, const char *format) {
  att_buffer text = ATT_BUFFER_INIT;
  att_error error;
  att_status status = cmd_read_sparql(argument, &text, &error);
  if (status == ATT_OK)
    status = att_rasqal_run(path, (const char *)text.data, format, stdout, &error);
  if (status == ATT_OK && fflush(stdout) != 0)
    status = att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  att_buffer_clear(&text);
  return status == ATT_OK ? CMD_FINE : cmd_fail("query", &error);
}

/* A listed query's text in the place of its name; CMD_FINE, or the exit status. */
static int read_canned(char **argument, listed *asked, att_buffer *text) {
  att_error error;
  if (!cmd_canned_is_name(*argument))
    return asked->count > 0 ? cmd_usage("query", "--param is for listed queries", asked->params[0])
                            : CMD_FINE;
  asked->name = *argument;
  att_status status = cmd_canned_read(asked->name, asked->params, asked->count, text, &error);
  if (status != ATT_OK) {
    cmd_fail("query", &error);
    return status == ATT_ERR_NOT_FOUND ? CMD_NO : CMD_USAGE;
  }
  *argument = (char *)text->data;
  return CMD_FINE;
}

/* The options that make no sense together, and unknown names; CMD_FINE, or the exit status. */
static int check_options(const cmd_sparql *sparql, const char *engine, bool rasqal) {
  static const char *const ENGINES[] = {"attache", "rasqal", NULL};
  const char *const *rows = rasqal ? att_rasqal_formats : att_query_formats;
  const char *const *graphs = rasqal ? NULL : att_writer_formats;
  const char *format = sparql->options.format;
  if (!cmd_is_one_of(engine, ENGINES))
    return cmd_unknown("query", "engine", engine, ENGINES, NULL);
  if (!cmd_is_one_of(format, rows) && (!graphs || !cmd_is_one_of(format, graphs)))
    return cmd_unknown("query", "format", format, rows, graphs);
  if (rasqal && sparql->dataset.files)
    return cmd_usage("query", "the engine rasqal has no --data and --named", NULL);
  return CMD_FINE;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_SPARQL_OPTIONS,
                                          {"format", required_argument, NULL, 'f'},
                                          {"param", required_argument, NULL, 'p'},
                                          {"threads", required_argument, NULL, 'j'},
                                          {"engine", required_argument, NULL, 'e'},
                                          {"explain", no_argument, NULL, 'x'},
                                          {NULL, 0, NULL, 0}};
  cmd_sparql sparql = {.command = &cmd_query,
                       .dataset = {.store = cmd_named_store()},
                       .options = {.format = "table", .service = true}};
  const char *engine = "attache";
  listed asked = {.name = NULL};
  int option, result = CMD_FINE;
  argc = cmd_dataset_options(&sparql.dataset, "query", argc, argv);
  if (argc < 0)
    return CMD_USAGE;
  while ((option = cmd_sparql_option(&sparql, argc, argv, options, &result)) != -1) {
    if (option == -2)
      return result;
    if (option == 'p' && asked.count == PARAMS)
      return cmd_usage("query", "too many parameters", optarg);
    if (option == 'p')
      asked.params[asked.count++] = optarg;
    sparql.options.format = option == 'f' ? optarg : sparql.options.format;
    engine = option == 'e' ? optarg : engine;
    sparql.options.explain = sparql.options.explain || option == 'x';
  }
  bool rasqal = strcmp(engine, "rasqal") == 0;
  if (optind + 1 != argc)
    return cmd_usage("query", "one query is needed, quoted or in a file named *.rq", NULL);
  if ((result = check_options(&sparql, engine, rasqal)) != CMD_FINE)
    return result;
  att_buffer canned = ATT_BUFFER_INIT;
  result = read_canned(&argv[optind], &asked, &canned);
  if (result == CMD_FINE && rasqal && !sparql.check)
    result =
        run_rasqal(argv[optind], sparql.dataset.store ? sparql.dataset.store : cmd_default_store(),
                   sparql.options.format);
  else if (result == CMD_FINE)
    result = cmd_run_sparql(&sparql, argv[optind], run_attache, &asked);
  att_buffer_clear(&canned);
  return result;
}
