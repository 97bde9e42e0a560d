/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cmd/cmd.h"
#include "ontology/reference.h"

static int run(int argc, char **argv);

const cmd_command cmd_reference = {
    "reference", run, "states, ranks, topics and known organizations into the store",
    "usage: attache reference [-s STORE]\n\n"
    "Replaces the graph <" ATT_REFERENCE_GRAPH "> by what the\n"
    "tables of ontology/ say, with the keys of states in other datasets.\n\n"
    "  -s, --store STORE   the store's folder; made where it is missing\n"
    "  -h, --help          this text\n"};

/* Removes the graph as it was. */
static att_status clear_graph(att_txn *txn, att_error *error) {
  att_term term = att_term_iri(ATT_REFERENCE_GRAPH);
  att_id graph;
  ATT_TRY(att_txn_intern(txn, &term, &graph, error));
  return att_txn_remove_all(txn, &(att_quad){.g = graph}, NULL, error);
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
  att_quad_sink sink = att_store_sink(txn);
  att_status status = clear_graph(txn, &error);
  if (status == ATT_OK)
    status = att_reference_send(&sink, &count, &error);
  int failed = status != ATT_OK ? cmd_fail("reference", &error) : CMD_FINE;
  int ended = cmd_end("reference", store, txn, status == ATT_OK);
  if (!failed && ended == CMD_FINE)
    fprintf(stderr, "%llu statement%s of reference data in %s\n", (unsigned long long)count,
            cmd_plural(count), path);
  return failed ? failed : ended;
}
