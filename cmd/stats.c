/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"

static int run(int argc, char **argv);

const cmd_command cmd_stats = {
    "stats", run, "how much the store holds",
    "usage: attache stats [-s STORE]\n\n"
    "Prints the store's numbers, then each graph's quads, then each predicate's quads, distinct\n"
    "subjects and distinct objects, the most frequent first.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  -h, --help          this text\n"};

typedef struct {
  att_id id;
  att_predicate_stats stats;
} row;

static int by_quads(const void *a, const void *b) {
  const row *x = a, *y = b;
  if (x->stats.quads != y->stats.quads)
    return x->stats.quads > y->stats.quads ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

/* All predicates, or all graphs, with their counts; to be freed. */
static att_status gather(att_txn *txn, bool graphs, size_t count, row **ret_rows,
                         att_error *error) {
  row *rows = calloc(count + 1, sizeof *rows);
  if (!rows)
    return att_error_set(error, ATT_ERR_MEMORY, "out of memory");
  att_status status = ATT_OK;
  att_id last = ATT_ID_ANY;
  for (size_t i = 0; i < count && status == ATT_OK; i++, last = rows[i - 1].id) {
    status = graphs ? att_txn_next_graph(txn, last, &rows[i].id, error)
                    : att_txn_next_predicate(txn, last, &rows[i].id, error);
    if (status == ATT_OK)
      status = graphs ? att_txn_graph_count(txn, rows[i].id, &rows[i].stats.quads, error)
                      : att_txn_predicate_stats(txn, rows[i].id, &rows[i].stats, error);
  }
  if (status == ATT_OK) {
    qsort(rows, count, sizeof *rows, by_quads);
    *ret_rows = rows;
  } else {
    free(rows);
  }
  return status;
}

static att_status print_rows(att_txn *txn, bool graphs, size_t count, att_error *error) {
  row *rows = NULL;
  ATT_TRY(gather(txn, graphs, count, &rows, error));
  att_status status = ATT_OK;
  printf(graphs ? "\n       quads  graph\n"
                : "\n       quads    subjects     objects  predicate\n");
  for (size_t i = 0; i < count && status == ATT_OK; i++) {
    char scratch[ATT_SCRATCH_SIZE];
    att_term term = att_term_iri("(default graph)");
    if (rows[i].id != ATT_ID_DEFAULT_GRAPH)
      status = att_txn_term(txn, rows[i].id, scratch, &term, error);
    if (status != ATT_OK)
      break;
    printf("%12llu", (unsigned long long)rows[i].stats.quads);
    if (!graphs)
      printf("%12llu%12llu", (unsigned long long)rows[i].stats.subjects,
             (unsigned long long)rows[i].stats.objects);
    printf("  %.*s\n", (int)term.lexical.size, term.lexical.data);
  }
  free(rows);
  return status;
}

static att_status print_stats(att_txn *txn, att_error *error) {
  att_store_stats stats;
  ATT_TRY(att_txn_stats(txn, &stats, error));
  const struct {
    const char *name;
    uint64_t number;
  } lines[] = {{"quads", stats.quads},       {"terms", stats.terms},
               {"subjects", stats.subjects}, {"objects", stats.objects},
               {"graphs", stats.graphs},     {"predicates", stats.predicates},
               {"bytes", stats.bytes}};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    printf("%-12s%12llu\n", lines[i].name, (unsigned long long)lines[i].number);
  ATT_TRY(print_rows(txn, true, stats.graphs, error));
  return print_rows(txn, false, stats.predicates, error);
}

static int run(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_stats, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  att_store *store;
  att_txn *txn;
  att_error error;
  int begun = cmd_begin("stats", path, false, false, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = print_stats(txn, &error);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("stats", &error);
  cmd_end("stats", store, txn, false);
  return failed;
}
