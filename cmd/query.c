/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "cmd/cmd.h"
#include "queries/rasqal.h"

static int run(int argc, char **argv);

const cmd_command cmd_query = {
    "query", run, "a SPARQL query over the store",
    "usage: attache query [-s STORE] [--format NAME] (FILE.rq | 'QUERY')\n\n"
    "Runs a query over all graphs of the store (engine: rasqal).\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --format NAME       table (as it is), csv, tsv, json, xml, html;\n"
    "                      for CONSTRUCT: turtle (as it is), ntriples, rdfxml\n"
    "  -h, --help          this text\n"};

/* The text of a query file, NUL-terminated. */
static att_status read_query(const char *path, att_buffer *text, att_error *reterr) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: %s", path, strerror(errno));
  char chunk[4096];
  size_t size;
  att_status status = ATT_OK;
  while (status == ATT_OK && (size = fread(chunk, 1, sizeof chunk, file)) > 0)
    status = att_buffer_append(text, chunk, size);
  bool broken = ferror(file);
  fclose(file);
  if (status == ATT_OK && !broken)
    status = att_buffer_append(text, "", 1);
  if (broken)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: cannot be read", path);
  return status == ATT_OK ? ATT_OK : att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
}

static bool is_file_name(const char *argument) {
  size_t size = strlen(argument);
  return size > 3 && strcmp(argument + size - 3, ".rq") == 0;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"format", required_argument, NULL, 'f'},
                                          {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store(), *format = "table";
  int option;
  while ((option = cmd_option(&cmd_query, argc, argv, "s:h", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    format = option == 'f' ? optarg : format;
  }
  if (optind + 1 != argc)
    return cmd_usage("query", "one query is needed, quoted or in a file named *.rq", NULL);
  if (!cmd_is_one_of(format, att_rasqal_formats))
    return cmd_usage("query", "unknown format", format);
  att_buffer text = ATT_BUFFER_INIT;
  att_error error;
  const char *query = argv[optind];
  att_status status = ATT_OK;
  if (is_file_name(query)) {
    status = read_query(query, &text, &error);
    query = (const char *)text.data;
  }
  if (status == ATT_OK)
    status = att_rasqal_run(path, query, format, stdout, &error);
  if (status == ATT_OK && fflush(stdout) != 0)
    status = att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  att_buffer_clear(&text);
  return status == ATT_OK ? CMD_FINE : cmd_fail("query", &error);
}
