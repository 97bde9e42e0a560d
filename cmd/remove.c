/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/iri.h"
#include "cmd/provenance.h"

static int run(int argc, char **argv);

const cmd_command cmd_remove = {
    "remove", run, "a document's or a dataset's graph out of the store",
    "usage: attache remove [-s STORE] GRAPH…\n\n"
    "Removes these graphs, and nothing that stands in others; all of them, or none. A document's\n"
    "graph is its IRI, which may be short, as 'attache query documents' shows it: doc/1f2e…\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  -h, --help          this text\n"};

static att_status remove_graph(att_txn *txn, const char *given, uint64_t *total,
                               att_error *reterr) {
  char iri[2048];
  att_term term = att_term_iri(cmd_iri_expand(given, iri, sizeof iri));
  att_id graph;
  uint64_t removed = 0;
  ATT_TRY(att_txn_find(txn, &term, &graph, reterr));
  if (graph != ATT_ID_ANY)
    ATT_TRY(att_txn_remove_all(txn, &(att_quad){.g = graph}, &removed, reterr));
  if (removed > 0)
    ATT_TRY(cmd_run_forget(txn, graph, reterr));
  *total += removed;
  return removed ? ATT_OK
                 : att_error_set(reterr, ATT_ERR_NOT_FOUND,
                                 "no graph <%s> in the store ('attache stats' lists them)", iri);
}

static int run(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_remove, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  if (optind == argc)
    return cmd_usage("remove", "no graph to remove", NULL);
  att_store *store;
  att_txn *txn;
  att_error error;
  uint64_t total = 0;
  int begun = cmd_begin("remove", path, true, false, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = ATT_OK;
  for (int i = optind; i < argc && status == ATT_OK; i++)
    status = remove_graph(txn, argv[i], &total, &error);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("remove", &error);
  int ended = cmd_end("remove", store, txn, status == ATT_OK);
  if (!failed && !ended)
    fprintf(stderr, "%llu statement%s removed\n", (unsigned long long)total, cmd_plural(total));
  return status == ATT_ERR_NOT_FOUND ? CMD_NO : failed ? failed : ended;
}
