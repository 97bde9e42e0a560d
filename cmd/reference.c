/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "cmd/cmd.h"
#include "graph/load.h"
#include "graph/vocabulary.h"
#include "ontology/reference.h"

static int run(int argc, char **argv);

#define VOCABULARY_GRAPH "https://w3id.org/defrel/graph/vocabulary"

const cmd_command cmd_reference = {
    "reference", run, "states, ranks, topics, known organizations, vocabulary into the store",
    "usage: attache reference [-s STORE]\n\n"
    "Replaces the graph <" ATT_REFERENCE_GRAPH "> by what the\n"
    "tables of ontology/ say, with the keys of states in other datasets, and the graph\n"
    "<" VOCABULARY_GRAPH "> by the vocabulary, ontology/defrel.ttl:\n"
    "classes and properties for queries such as '?o a/rdfs:subClassOf* dr:GovernmentBody'.\n\n"
    "  -s, --store STORE   the store's folder; made where it is missing\n"
    "  -h, --help          this text\n"};

/* Removes the graph as it was. */
static att_status clear_graph(att_txn *txn, const char *iri, att_id *ret_graph, att_error *error) {
  att_term term = att_term_iri(iri);
  ATT_TRY(att_txn_intern(txn, &term, ret_graph, error));
  return att_txn_remove_all(txn, &(att_quad){.g = *ret_graph}, NULL, error);
}

static att_status load_vocabulary(att_txn *txn, uint64_t *total, att_error *error) {
  char path[ATT_DATA_PATH_SIZE];
  uint64_t count = 0;
  att_load_options load = {.name = path, .base = ATT_DR, .syntax = "turtle"};
  ATT_TRY(att_data_path("ontology/defrel.ttl", path, error));
  ATT_TRY(clear_graph(txn, VOCABULARY_GRAPH, &load.graph, error));
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return att_error_set(error, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  att_status status = att_load_file(txn, file, &load, &count, error);
  fclose(file);
  *total += count;
  return status;
}

static att_status send_tables(att_txn *txn, uint64_t *ret_count, att_error *error) {
  att_quad_sink sink = att_store_sink(txn);
  att_id graph;
  ATT_TRY(clear_graph(txn, ATT_REFERENCE_GRAPH, &graph, error));
  return att_reference_send(&sink, ret_count, error);
}

static int run(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_reference, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  att_store *store;
  att_txn *txn;
  int begun = cmd_begin("reference", path, true, true, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_error error;
  uint64_t count = 0;
  att_status status = send_tables(txn, &count, &error);
  if (status == ATT_OK)
    status = load_vocabulary(txn, &count, &error);
  int failed = status != ATT_OK ? cmd_fail("reference", &error) : CMD_FINE;
  int ended = cmd_end("reference", store, txn, status == ATT_OK);
  if (!failed && ended == CMD_FINE)
    fprintf(stderr, "%llu statement%s of reference data in %s\n", (unsigned long long)count,
            cmd_plural(count), path);
  return failed ? failed : ended;
}
