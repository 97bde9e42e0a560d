/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cmd/cmd.h"

static int run(int argc, char **argv);

const cmd_command cmd_stats = {"stats", run, "how much the store holds",
                               "usage: attache stats [-s STORE]\n\n"
                               "  -s, --store STORE   the store's folder\n"
                               "  -h, --help          this text\n"};

static int run(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_stats, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  att_store *store;
  att_txn *txn;
  att_error error;
  att_store_stats stats;
  int begun = cmd_begin("stats", path, false, false, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = att_txn_stats(txn, &stats, &error);
  if (status == ATT_OK)
    printf("quads       %12llu\nterms       %12llu\ngraphs      %12llu\npredicates  %12llu\n"
           "bytes       %12llu\n",
           (unsigned long long)stats.quads, (unsigned long long)stats.terms,
           (unsigned long long)stats.graphs, (unsigned long long)stats.predicates,
           (unsigned long long)stats.bytes);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("stats", &error);
  cmd_end("stats", store, txn, false);
  return failed;
}
