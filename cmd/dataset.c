/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cmd/dataset.h"

#include <errno.h>
#include <limits.h>
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "graph/load.h"
#include "queries/ast.h"

static bool is_query(const char *argument) {
  size_t size = strlen(argument);
  const char *end = size > 3 ? argument + size - 3 : "";
  return strchr(argument, '{') || strcmp(end, ".rq") == 0 || strcmp(end, ".ru") == 0;
}

/* How many of the arguments from `at` on belong to the option there: no option, no query, and not
 * the last argument. */
static int values(int at, int argc, char **argv) {
  int count = 0;
  while (at + 1 + count < argc - 1 && argv[at + 1 + count][0] != '-' &&
         !is_query(argv[at + 1 + count]))
    count++;
  return count;
}

static bool add_file(cmd_dataset *dataset, bool data, const char *value) {
  size_t *count = data ? &dataset->data_count : &dataset->named_count;
  dataset->files = true;
  if (*count + 1 >= CMD_FILES_MOST)
    return false;
  (data ? dataset->data : dataset->named)[(*count)++] = value;
  return true;
}

int cmd_dataset_options(cmd_dataset *dataset, const char *command, int argc, char **argv) {
  int kept = 1;
  bool fits = true;
  for (int i = 1; i < argc; i++) {
    bool data = strncmp(argv[i], "--data", 6) == 0, named = strncmp(argv[i], "--named", 7) == 0;
    const char *rest = argv[i] + (data ? 6 : named ? 7 : 0);
    if ((!data && !named) || (*rest && *rest != '=')) {
      argv[kept++] = argv[i];
      continue;
    }
    if (*rest) {
      fits = fits && add_file(dataset, data, rest + 1);
      continue;
    }
    int count = values(i, argc, argv);
    for (int k = 1; k <= count; k++)
      fits = fits && add_file(dataset, data, argv[i + k]);
    dataset->files = true;
    i += count;
  }
  if (!fits)
    cmd_usage(command, "too many files", NULL);
  argv[kept] = NULL;
  return fits ? kept : -1;
}

char *cmd_file_iri(const char *path) {
  char absolute[PATH_MAX];
  return realpath(path, absolute) ? (char *)raptor_uri_filename_to_uri_string(absolute) : NULL;
}

/* A file into the graph of an IRI; `iri` NULL: into the default graph. */
static att_status load_file(cmd_dataset *dataset, const char *path, att_view iri,
                            att_error *reterr) {
  att_id graph = ATT_ID_DEFAULT_GRAPH;
  uint64_t count;
  FILE *file = fopen(path, "rb");
  char *base = file ? cmd_file_iri(path) : NULL;
  if (!base) {
    if (file)
      fclose(file);
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: %s", path, strerror(errno));
  }
  att_status status = ATT_OK;
  if (iri.data) {
    att_term term = {.kind = ATT_TERM_IRI, .lexical = iri};
    status = att_txn_intern(dataset->txn, &term, &graph, reterr);
  }
  att_load_options options = {.name = path,
                              .base = base,
                              .graph = graph,
                              .most_bytes = ATT_LOAD_MOST_BYTES,
                              .most_term = ATT_LOAD_MOST_TERM};
  if (status == ATT_OK)
    status = att_load_file(dataset->txn, file, &options, &count, reterr);
  raptor_free_memory(base);
  fclose(file);
  return status;
}

static att_status load_named(cmd_dataset *dataset, const char *text, att_error *reterr) {
  const char *equals = strrchr(text, '=');
  if (!equals)
    return att_error_set(reterr, ATT_ERR_USAGE, "--named wants IRI=FILE: %s", text);
  return load_file(dataset, equals + 1, (att_view){text, (size_t)(equals - text)}, reterr);
}

/* A file of FROM: a file: IRI, or a path, where it was `written` without a scheme and neither the
 * query nor its file gives a base. */
static att_status load_from_one(cmd_dataset *dataset, att_view iri, att_view written,
                                att_error *reterr) {
  char text[PATH_MAX];
  snprintf(text, sizeof text, "%.*s", (int)iri.size, iri.data);
  if (iri.size >= sizeof text)
    return att_error_set(reterr, ATT_ERR_USAGE, "FROM: the IRI is too long");
  if (raptor_uri_uri_string_is_file_uri((const unsigned char *)text)) {
    char *path = raptor_uri_uri_string_to_filename((const unsigned char *)text);
    att_status status =
        path ? load_file(dataset, path, iri, reterr)
             : att_error_set(reterr, ATT_ERR_USAGE, "FROM <%s>: this names no file", text);
    raptor_free_memory(path);
    return status;
  }
  snprintf(text, sizeof text, "%.*s", (int)written.size, written.data);
  return strchr(text, ':') ? ATT_OK : load_file(dataset, text, iri, reterr);
}

/* The query's first clause, relative IRIs resolved against `base`, or, where that is NULL, left. */
static att_status first_clause(att_arena *arena, const att_buffer *query,
                               const att_query_options *options, const char *base,
                               const att_ast **ret_clause, att_error *reterr) {
  att_ast *root;
  att_parse_options parse = {false, options->no_default_prefixes, base};
  ATT_TRY(att_parse(arena, (const char *)query->data, query->size - 1, &parse, &root,
                    options->place, reterr));
  *ret_clause = root->first;
  return ATT_OK;
}

/* What FROM and FROM NAMED name; *ret_any: there is such a clause. */
static att_status load_from(cmd_dataset *dataset, const att_buffer *query,
                            const att_query_options *options, bool *ret_any, att_error *reterr) {
  att_arena arena;
  const att_ast *clause = NULL, *written = NULL;
  att_arena_init(&arena, 0);
  att_status status = first_clause(&arena, query, options, options->base, &clause, reterr);
  if (status == ATT_OK)
    status = first_clause(&arena, query, options, NULL, &written, reterr);
  for (; clause && status == ATT_OK; clause = clause->next, written = written->next)
    if (clause->kind == ATT_AST_FROM) {
      *ret_any = true;
      status =
          load_from_one(dataset, clause->first->term.lexical, written->first->term.lexical, reterr);
    }
  att_arena_clear(&arena);
  return status;
}

static att_status open_files(cmd_dataset *dataset, const att_buffer *query,
                             const att_query_options *options, att_error *reterr) {
  bool any = dataset->files;
  dataset->files = true;
  ATT_TRY(att_store_open_temporary(&dataset->opened, reterr));
  ATT_TRY(att_txn_begin(dataset->opened, true, &dataset->txn, reterr));
  for (size_t i = 0; i < dataset->data_count; i++)
    ATT_TRY(load_file(dataset, dataset->data[i], (att_view){NULL, 0}, reterr));
  for (size_t i = 0; i < dataset->named_count; i++)
    ATT_TRY(load_named(dataset, dataset->named[i], reterr));
  if (query)
    ATT_TRY(load_from(dataset, query, options, &any, reterr));
  if (!any)
    fputs("attache: no store here and none named: the data is empty\n", stderr);
  return ATT_OK;
}

att_status cmd_dataset_open(cmd_dataset *dataset, bool write, const att_buffer *query,
                            const att_query_options *options, att_error *reterr) {
  if (dataset->files || (!dataset->store && access("attache.db", F_OK) != 0))
    return open_files(dataset, query, options, reterr);
  dataset->store = dataset->store ? dataset->store : cmd_default_store();
  unsigned flags = write ? 0 : ATT_STORE_READ_ONLY;
  ATT_TRY(att_store_open(dataset->store, flags, &dataset->opened, reterr));
  return att_txn_begin(dataset->opened, write, &dataset->txn, reterr);
}

att_status cmd_dataset_close(cmd_dataset *dataset, bool keep, att_error *reterr) {
  att_status status = ATT_OK;
  if (dataset->txn && keep && !dataset->files)
    status = att_txn_commit(dataset->txn, reterr);
  else if (dataset->txn)
    att_txn_abort(dataset->txn);
  if (dataset->opened)
    att_store_close(dataset->opened);
  return status;
}
