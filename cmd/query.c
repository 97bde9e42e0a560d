/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <errno.h>
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "cmd/canned.h"
#include "cmd/cmd.h"
#include "cmd/dataset.h"
#include "cmd/syntax.h"
#include "queries/rasqal.h"

static int run(int argc, char **argv);

const cmd_command cmd_query = {
    "query", run, "a SPARQL 1.1 query over the store or files",
    "usage: attache query [-s STORE] [--format NAME] (FILE.rq | 'QUERY')\n"
    "       attache query NAME [--param PARAMETER=VALUE] …\n"
    "       attache query --data FILE … --named IRI=FILE … (FILE.rq | 'QUERY')\n"
    "       attache query --check [--no-default-prefixes] (FILE.rq | 'QUERY')\n\n"
    "Runs a query, or one of those that 'attache queries' lists. Over a store, the default\n"
    "graph is the union of all graphs.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --data FILE …       a default graph of RDF files, instead of the store\n"
    "  --named IRI=FILE …  named graphs of RDF files\n"
    "  --format NAME       table (as it is), csv, tsv, json, xml, html;\n"
    "                      for CONSTRUCT and DESCRIBE: turtle (as it is), ntriples, rdfxml, "
    "jsonld\n"
    "  --param NAME=VALUE  of a listed query; without it the query asks for all\n"
    "  --timeout SECONDS   end with an error after that time\n"
    "  --memory MIB        the most memory that the query may take (1024)\n"
    "  --explain           the plan, with the rows of each step, instead of the answer\n"
    "  --engine NAME       attache, or rasqal: Redland's own, without much of SPARQL 1.1\n"
    "  --check             says whether the query is SPARQL 1.1, and where not; runs nothing\n"
    "  --no-default-prefixes   prefixes that are not declared are errors\n"
    "  -h, --help          this text\n"};

static int run_attache(const char *argument, cmd_dataset *dataset, att_query_options *options) {
  att_buffer text = ATT_BUFFER_INIT;
  att_error error = {0}, closing;
  att_sink out = cmd_dataset_out();
  char *base = cmd_dataset_base(argument);
  options->base = base;
  options->exact_dataset = dataset->files;
  options->stop = cmd_dataset_stop();
  att_status status = cmd_read_sparql(argument, &text, &error);
  if (status == ATT_OK)
    status = cmd_dataset_open(dataset, false, &text, options, &error);
  if (status == ATT_OK)
    status =
        att_query_run(dataset->txn, (const char *)text.data, text.size - 1, options, &out, &error);
  if (status == ATT_OK && fflush(stdout) != 0)
    status = att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  att_status closed = cmd_dataset_close(dataset, false, &closing);
  (void)closed;
  att_buffer_clear(&text);
  raptor_free_memory(base);
  return status == ATT_OK ? CMD_FINE : cmd_fail("query", &error);
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

enum { PARAMS = 16 };

static bool is_number(const char *text) {
  return *text != '\0' && text[strspn(text, "0123456789.")] == '\0';
}

/* A listed query's text in the place of its name; CMD_FINE, or the exit status. */
static int read_canned(char **argument, const char *const *params, size_t count, att_buffer *text) {
  att_error error;
  if (!cmd_canned_is_name(*argument))
    return count > 0 ? cmd_usage("query", "--param is for listed queries", params[0]) : CMD_FINE;
  att_status status = cmd_canned_read(*argument, params, count, text, &error);
  if (status != ATT_OK) {
    cmd_fail("query", &error);
    return status == ATT_ERR_NOT_FOUND ? CMD_NO : CMD_USAGE;
  }
  *argument = (char *)text->data;
  return CMD_FINE;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"format", required_argument, NULL, 'f'},
                                          {"timeout", required_argument, NULL, 't'},
                                          {"param", required_argument, NULL, 'p'},
                                          {"memory", required_argument, NULL, 'm'},
                                          {"engine", required_argument, NULL, 'e'},
                                          {"explain", no_argument, NULL, 'x'},
                                          {"check", no_argument, NULL, 'c'},
                                          {"no-default-prefixes", no_argument, NULL, 'n'},
                                          {"no-prefixes", no_argument, NULL, 'n'},
                                          {NULL, 0, NULL, 0}};
  const char *named = getenv("ATTACHE_STORE");
  cmd_dataset dataset = {.store = named && *named ? named : NULL};
  att_query_options chosen = {.format = "table"};
  const char *engine = "attache", *params[PARAMS];
  size_t param_count = 0;
  bool check = false;
  int option;
  argc = cmd_dataset_options(&dataset, "query", argc, argv);
  if (argc < 0)
    return CMD_USAGE;
  while ((option = cmd_option(&cmd_query, argc, argv, "s:h", options, &dataset.store)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    if (option == 'p' && param_count == PARAMS)
      return cmd_usage("query", "too many parameters", optarg);
    if (option == 'p')
      params[param_count++] = optarg;
    chosen.format = option == 'f' ? optarg : chosen.format;
    if ((option == 't' || option == 'm') && !is_number(optarg))
      return cmd_usage("query", "no number", optarg);
    chosen.timeout = option == 't' ? strtod(optarg, NULL) : chosen.timeout;
    chosen.memory = option == 'm' ? strtoull(optarg, NULL, 10) << 20 : chosen.memory;
    engine = option == 'e' ? optarg : engine;
    chosen.explain = chosen.explain || option == 'x';
    check = check || option == 'c';
    chosen.no_default_prefixes = chosen.no_default_prefixes || option == 'n';
  }
  bool rasqal = strcmp(engine, "rasqal") == 0;
  if (optind + 1 != argc)
    return cmd_usage("query", "one query is needed, quoted or in a file named *.rq", NULL);
  if (check)
    return cmd_check_sparql("query", argv[optind], false, chosen.no_default_prefixes);
  if (!rasqal && strcmp(engine, "attache") != 0)
    return cmd_usage("query", "unknown engine", engine);
  if (!cmd_is_one_of(chosen.format, rasqal ? att_rasqal_formats : att_query_formats))
    return cmd_usage("query", "unknown format", chosen.format);
  if (rasqal && dataset.files)
    return cmd_usage("query", "the engine rasqal has no --data and --named", NULL);
  att_buffer canned = ATT_BUFFER_INIT;
  int result = read_canned(&argv[optind], params, param_count, &canned);
  if (result == CMD_FINE)
    result = rasqal ? run_rasqal(argv[optind], dataset.store ? dataset.store : cmd_default_store(),
                                 chosen.format)
                    : run_attache(argv[optind], &dataset, &chosen);
  att_buffer_clear(&canned);
  return result;
}
