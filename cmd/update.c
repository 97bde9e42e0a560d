/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <errno.h>
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/dataset.h"
#include "cmd/syntax.h"
#include "graph/writer.h"

static int run(int argc, char **argv);

const cmd_command cmd_update = {
    "update", run, "a SPARQL 1.1 update request on the store or files",
    "usage: attache update [-s STORE] (FILE.ru | 'REQUEST')\n"
    "       attache update --data FILE … --named IRI=FILE … --print nquads\n"
    "                      (FILE.ru | 'REQUEST')\n"
    "       attache update --check [--no-default-prefixes] (FILE.ru | 'REQUEST')\n\n"
    "Runs all operations of a request, or, where one fails, none. WHERE sees the union\n"
    "of all graphs as the default graph; what names no graph changes the default graph.\n\n"
    "  -s, --store STORE       the store's folder\n"
    "  --data FILE …           a default graph of RDF files, which stay as they are\n"
    "  --named IRI=FILE …      named graphs of RDF files\n"
    "  --print FORMAT          write all the data as it is then: nquads, trig, …\n"
    "  --allow-load            LOAD may read files\n"
    "  --check                 the syntax only\n"
    "  --no-default-prefixes   prefixes that are not declared are errors\n"
    "  -h, --help              this text\n"};

static int run_request(const char *argument, cmd_dataset *dataset, att_query_options *options,
                       const char *print, bool allow_load) {
  att_buffer text = ATT_BUFFER_INIT;
  att_error error = {0}, closing = {0};
  att_sink out = cmd_dataset_out();
  att_quad all = {0};
  char *base = cmd_dataset_base(argument);
  options->base = base;
  options->exact_dataset = dataset->files;
  options->stop = cmd_dataset_stop();
  att_status status = cmd_read_sparql(argument, &text, &error);
  if (status == ATT_OK)
    status = cmd_dataset_open(dataset, true, &text, options, &error);
  if (status == ATT_OK)
    status = att_update_run(dataset->txn, (const char *)text.data, text.size - 1, options,
                            allow_load, &error);
  if (status == ATT_OK && print)
    status = att_writer_write(dataset->txn, &all, print, true, &out, &error);
  if (status == ATT_OK && fflush(stdout) != 0)
    status = att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  att_status closed = cmd_dataset_close(dataset, status == ATT_OK, &closing);
  att_buffer_clear(&text);
  raptor_free_memory(base);
  if (status == ATT_OK && closed != ATT_OK)
    return cmd_fail("update", &closing);
  return status == ATT_OK ? CMD_FINE : cmd_fail("update", &error);
}

/* A request whose outcome is printed may go without a store. */
static bool print_only(int argc, char **argv) {
  bool print = false;
  const char *named = getenv("ATTACHE_STORE");
  for (int i = 1; i < argc; i++)
    print = print || strcmp(argv[i], "--print") == 0;
  return print && !(named && *named);
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"print", required_argument, NULL, 'p'},
                                          {"allow-load", no_argument, NULL, 'l'},
                                          {"check", no_argument, NULL, 'c'},
                                          {"no-default-prefixes", no_argument, NULL, 'n'},
                                          {NULL, 0, NULL, 0}};
  cmd_dataset dataset = {.store = print_only(argc, argv) ? NULL : cmd_default_store()};
  att_query_options chosen = {.format = "table"};
  const char *print = NULL;
  bool check = false, allow_load = false;
  int option;
  argc = cmd_dataset_options(&dataset, "update", argc, argv);
  if (argc < 0)
    return CMD_USAGE;
  while ((option = cmd_option(&cmd_update, argc, argv, "s:h", options, &dataset.store)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    print = option == 'p' ? optarg : print;
    check = check || option == 'c';
    allow_load = allow_load || option == 'l';
    chosen.no_default_prefixes = chosen.no_default_prefixes || option == 'n';
  }
  if (optind + 1 != argc)
    return cmd_usage("update", "one request is needed, quoted or in a file named *.ru", NULL);
  if (check)
    return cmd_check_sparql("update", argv[optind], true, chosen.no_default_prefixes);
  if (print && !cmd_is_one_of(print, att_writer_formats))
    return cmd_usage("update", "unknown format", print);
  return run_request(argv[optind], &dataset, &chosen, print, allow_load);
}
