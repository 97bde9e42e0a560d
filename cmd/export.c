/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/iri.h"
#include "graph/writer.h"

static int run(int argc, char **argv);

const cmd_command cmd_export = {
    "export", run, "the store, or one graph of it, as RDF",
    "usage: attache export [-s STORE] [--format NAME] [--graph IRI] [--no-evidence] [-o FILE]\n"
    "       attache export --without-graph IRI … [OPTION]…\n\n"
    "Writes the store to standard output, the same bytes each time and of the same facts.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --format NAME       turtle (as it is), trig, ntriples, nquads, rdfxml, jsonld, dot\n"
    "  --graph IRI         this graph alone; a document's may be short: doc/1f2e…\n"
    "  --without-graph IRI   all but this graph, such as graph/reference; may be repeated\n"
    "  --no-evidence       without the text spans that the facts come from\n"
    "  -o, --output FILE   into a file, which appears when it is whole\n"
    "  -h, --help          this text\n"};

enum { WITHOUT_MOST = 32 };

static att_status write_file(void *context, const void *bytes, size_t size, att_error *reterr) {
  if (fwrite(bytes, 1, size, context) == size)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
}

static att_status find_graph(att_txn *txn, const char *given, att_id *ret_graph,
                             att_error *reterr) {
  char iri[2048];
  att_term term = att_term_iri(cmd_iri_expand(given, iri, sizeof iri));
  uint64_t quads = 0;
  ATT_TRY(att_txn_find(txn, &term, ret_graph, reterr));
  if (*ret_graph != ATT_ID_ANY)
    ATT_TRY(att_txn_count(txn, &(att_quad){.g = *ret_graph}, &quads, reterr));
  if (!quads)
    return att_error_set(reterr, ATT_ERR_NOT_FOUND,
                         "no graph <%s> in the store ('attache stats' lists them)", iri);
  return ATT_OK;
}

/* To `path` by way of a file beside it, so that a failure leaves the old one as it was. */
static att_status write_out(att_txn *txn, const att_quad *pattern, const att_id *without,
                            const char *format, bool evidence, const char *path,
                            att_error *reterr) {
  char part[4096] = "";
  FILE *out = stdout;
  if (path) {
    if ((size_t)snprintf(part, sizeof part, "%s.part", path) >= sizeof part)
      return att_error_set(reterr, ATT_ERR_USAGE, "the output's path is too long");
    out = fopen(part, "wb");
    if (!out)
      return att_error_set(reterr, ATT_ERR_IO, "%s: %s", part, strerror(errno));
  }
  att_sink sink = {write_file, out};
  att_status status = att_writer_write(txn, pattern, without, format, evidence, &sink, reterr);
  int closed = path ? fclose(out) : fflush(out);
  if (status == ATT_OK && closed != 0)
    status = att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  if (status == ATT_OK && path && rename(part, path) != 0)
    status = att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  if (status != ATT_OK && path)
    remove(part);
  return status;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"format", required_argument, NULL, 'f'},
                                          {"graph", required_argument, NULL, 'g'},
                                          {"without-graph", required_argument, NULL, 'w'},
                                          {"no-evidence", no_argument, NULL, 'e'},
                                          {"output", required_argument, NULL, 'o'},
                                          {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store(), *format = "turtle", *graph = NULL, *output = NULL;
  const char *left_out[WITHOUT_MOST];
  size_t left_out_count = 0;
  bool evidence = true;
  int option;
  while ((option = cmd_option(&cmd_export, argc, argv, "s:ho:", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    format = option == 'f' ? optarg : format;
    graph = option == 'g' ? optarg : graph;
    if (option == 'w' && left_out_count == WITHOUT_MOST)
      return cmd_usage("export", "more than 32 graphs to leave out", optarg);
    if (option == 'w')
      left_out[left_out_count++] = optarg;
    evidence &= option != 'e';
    output = option == 'o' ? optarg : output;
  }
  if (optind != argc)
    return cmd_usage("export", "what is this for", argv[optind]);
  if (!cmd_is_one_of(format, att_writer_formats))
    return cmd_unknown("export", "format", format, att_writer_formats, NULL);
  att_store *store;
  att_txn *txn;
  att_error error;
  att_quad pattern = {0};
  att_id without[WITHOUT_MOST + 1];
  int begun = cmd_begin("export", path, false, false, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = graph ? find_graph(txn, graph, &pattern.g, &error) : ATT_OK;
  for (size_t i = 0; i < left_out_count && status == ATT_OK; i++)
    status = find_graph(txn, left_out[i], &without[i], &error);
  without[left_out_count] = ATT_ID_ANY;
  if (status == ATT_OK)
    status = write_out(txn, &pattern, left_out_count > 0 ? without : NULL, format, evidence, output,
                       &error);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("export", &error);
  cmd_end("export", store, txn, false);
  return status == ATT_ERR_NOT_FOUND ? CMD_NO : failed;
}
