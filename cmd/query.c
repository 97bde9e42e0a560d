/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "cmd/cmd.h"
#include "cmd/syntax.h"
#include "queries/rasqal.h"

static int run(int argc, char **argv);

const cmd_command cmd_query = {
    "query", run, "a SPARQL query over the store",
    "usage: attache query [-s STORE] [--format NAME] (FILE.rq | 'QUERY')\n"
    "       attache query --check [--no-default-prefixes] (FILE.rq | 'QUERY')\n\n"
    "Runs a query over all graphs of the store (engine: rasqal).\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --format NAME       table (as it is), csv, tsv, json, xml, html;\n"
    "                      for CONSTRUCT: turtle (as it is), ntriples, rdfxml\n"
    "  --check             says whether the query is SPARQL 1.1, and where not; runs nothing\n"
    "  --no-default-prefixes   with --check: prefixes that are not declared are errors\n"
    "  -h, --help          this text\n"};

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"format", required_argument, NULL, 'f'},
                                          {"check", no_argument, NULL, 'c'},
                                          {"no-default-prefixes", no_argument, NULL, 'n'},
                                          {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store(), *format = "table";
  bool check = false, no_prefixes = false;
  int option;
  while ((option = cmd_option(&cmd_query, argc, argv, "s:h", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    format = option == 'f' ? optarg : format;
    check = check || option == 'c';
    no_prefixes = no_prefixes || option == 'n';
  }
  if (optind + 1 != argc)
    return cmd_usage("query", "one query is needed, quoted or in a file named *.rq", NULL);
  if (check)
    return cmd_check_sparql("query", argv[optind], false, no_prefixes);
  if (!cmd_is_one_of(format, att_rasqal_formats))
    return cmd_usage("query", "unknown format", format);
  att_buffer text = ATT_BUFFER_INIT;
  att_error error;
  att_status status = cmd_read_sparql(argv[optind], &text, &error);
  if (status == ATT_OK)
    status = att_rasqal_run(path, (const char *)text.data, format, stdout, &error);
  if (status == ATT_OK && fflush(stdout) != 0)
    status = att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  att_buffer_clear(&text);
  return status == ATT_OK ? CMD_FINE : cmd_fail("query", &error);
}
