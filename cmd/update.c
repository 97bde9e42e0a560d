/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <string.h>

#include "cmd/sparql.h"
#include "graph/writer.h"

static int run(int argc, char **argv);

const cmd_command cmd_update = {
    "update", run, "a SPARQL 1.1 update request on the store or files",
    "usage: attache update [-s STORE] (FILE.ru | 'REQUEST' | -)\n"
    "       attache update --data FILE … --named IRI=FILE … --print nquads\n"
    "                      (FILE.ru | 'REQUEST' | -)\n"
    "       attache update --check [--no-default-prefixes] (FILE.ru | 'REQUEST' | -)\n\n"
    "Runs all operations of a request, or, where one fails, none. WHERE sees the union\n"
    "of all graphs as the default graph; what names no graph changes the default graph. Relative\n"
    "IRIs are below https://w3id.org/defrel/, as in exports, unless BASE says otherwise; in a\n"
    "FILE.ru beside that file.\n\n"
    "  -s, --store STORE       the store's folder\n"
    "  --data FILE …           a default graph of RDF files, which stay as they are\n"
    "  --named IRI=FILE …      named graphs of RDF files\n"
    "  --print FORMAT          write all the data as it is then: nquads, trig, …\n"
    "  --allow-load            LOAD may read files\n"
    "  --no-service            SERVICE, which asks other endpoints, is an error\n"
    "  --service-timeout SECONDS   for each request to an endpoint (30)\n"
    "  --timeout SECONDS       end with an error, and nothing changed, after that time\n"
    "  --memory MIB            the most memory that an operation may take (1024)\n"
    "  --check                 the syntax only\n"
    "  --no-default-prefixes   prefixes that are not declared are errors\n"
    "  -h, --help              this text\n"};

typedef struct {
  const char *print; /* a format, or NULL */
  bool allow_load;
} request;

static att_status run_request(cmd_sparql *sparql, const char *text, size_t size,
                              const att_sink *out, void *context, att_error *reterr) {
  const request *wanted = context;
  att_quad all = {0};
  att_txn *txn = sparql->dataset.txn;
  ATT_TRY(att_update_run(txn, text, size, &sparql->options, wanted->allow_load, reterr));
  return wanted->print ? att_writer_write(txn, &all, NULL, wanted->print, true, out, reterr)
                       : ATT_OK;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_SPARQL_OPTIONS,
                                          {"print", required_argument, NULL, 'p'},
                                          {"allow-load", no_argument, NULL, 'l'},
                                          {NULL, 0, NULL, 0}};
  cmd_sparql sparql = {.command = &cmd_update,
                       .write = true,
                       .dataset = {.store = cmd_named_store()},
                       .options = {.format = "table", .service = true}};
  request wanted = {0};
  int option, result = CMD_FINE;
  argc = cmd_dataset_options(&sparql.dataset, "update", argc, argv);
  if (argc < 0)
    return CMD_USAGE;
  while ((option = cmd_sparql_option(&sparql, argc, argv, options, &result)) != -1) {
    if (option == -2)
      return result;
    wanted.print = option == 'p' ? optarg : wanted.print;
    wanted.allow_load = wanted.allow_load || option == 'l';
  }
  if (optind + 1 != argc)
    return cmd_usage("update", "one request is needed, quoted or in a file named *.ru", NULL);
  if (wanted.print && !cmd_is_one_of(wanted.print, att_writer_formats))
    return cmd_unknown("update", "format", wanted.print, att_writer_formats, NULL);
  if (!sparql.dataset.store && !wanted.print) /* one whose outcome is printed may go without */
    sparql.dataset.store = cmd_default_store();
  return cmd_run_sparql(&sparql, argv[optind], run_request, &wanted);
}
