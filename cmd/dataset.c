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

static volatile sig_atomic_t stopped;

static void on_interrupt(int number) {
  (void)number;
  stopped = 1;
}

const volatile sig_atomic_t *cmd_dataset_stop(void) {
  struct sigaction action = {.sa_handler = on_interrupt};
  sigaction(SIGINT, &action, NULL);
  return &stopped;
}

static att_status write_out(void *context, const void *bytes, size_t size, att_error *reterr) {
  if (fwrite(bytes, 1, size, context) == size)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
}

att_sink cmd_dataset_out(void) {
  return (att_sink){write_out, stdout};
}

/* How many of the arguments from `at` on belong to the option there: a value of --data that is not
 * the last argument and no option. */
static int values(int at, int argc, char **argv) {
  int count = 0;
  while (at + 1 + count < argc - 1 && argv[at + 1 + count][0] != '-')
    count++;
  return count;
}

int cmd_dataset_options(cmd_dataset *dataset, const char *command, int argc, char **argv) {
  int kept = 1;
  for (int i = 1; i < argc; i++) {
    bool data = strcmp(argv[i], "--data") == 0, named = strcmp(argv[i], "--named") == 0;
    if (!data && !named) {
      argv[kept++] = argv[i];
      continue;
    }
    dataset->files = true;
    int count = values(i, argc, argv);
    for (int k = 1; k <= count; k++) {
      if (dataset->data_count + 1 >= CMD_FILES_MOST || dataset->named_count + 1 >= CMD_FILES_MOST) {
        cmd_usage(command, "too many files", NULL);
        return -1;
      }
      if (data)
        dataset->data[dataset->data_count++] = argv[i + k];
      else
        dataset->named[dataset->named_count++] = argv[i + k];
    }
    i += count;
  }
  argv[kept] = NULL;
  return kept;
}

static char *file_iri(const char *path) {
  char absolute[PATH_MAX];
  return realpath(path, absolute) ? (char *)raptor_uri_filename_to_uri_string(absolute) : NULL;
}

char *cmd_dataset_base(const char *argument) {
  size_t size = strlen(argument);
  bool file = size > 3 &&
              (strcmp(argument + size - 3, ".rq") == 0 || strcmp(argument + size - 3, ".ru") == 0);
  return file ? file_iri(argument) : NULL;
}

/* A file into the graph of an IRI; `iri` NULL: into the default graph. */
static att_status load_file(cmd_dataset *dataset, const char *path, att_view iri, bool base_is_iri,
                            att_error *reterr) {
  att_id graph = ATT_ID_DEFAULT_GRAPH;
  uint64_t count;
  FILE *file = fopen(path, "rb");
  char *base = file ? file_iri(path) : NULL;
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
  (void)base_is_iri;
  att_load_options options = {path, base, NULL, graph};
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
  return load_file(dataset, equals + 1, (att_view){text, (size_t)(equals - text)}, true, reterr);
}

/* What FROM and FROM NAMED name. */
static att_status load_from(cmd_dataset *dataset, const att_buffer *query,
                            const att_query_options *options, att_error *reterr) {
  att_arena arena;
  att_ast *root;
  att_parse_options parse = {false, options->no_default_prefixes, options->base};
  att_arena_init(&arena, 0);
  att_status status =
      att_parse(&arena, (const char *)query->data, query->size - 1, &parse, &root, NULL, reterr);
  for (const att_ast *clause = status == ATT_OK ? root->first : NULL; clause && status == ATT_OK;
       clause = clause->next) {
    att_view iri = clause->first ? clause->first->term.lexical : (att_view){NULL, 0};
    if (clause->kind != ATT_AST_FROM || iri.size < 8 || memcmp(iri.data, "file://", 7) != 0)
      continue;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s", (int)iri.size - 7, iri.data + 7);
    status = load_file(dataset, path, iri, true, reterr);
  }
  att_arena_clear(&arena);
  return status;
}

static att_status open_files(cmd_dataset *dataset, const att_buffer *query,
                             const att_query_options *options, att_error *reterr) {
  const char *tmp = getenv("TMPDIR");
  snprintf(dataset->folder, sizeof dataset->folder, "%.40s/attache-XXXXXX", tmp ? tmp : "/tmp");
  if (!mkdtemp(dataset->folder)) {
    dataset->folder[0] = '\0';
    return att_error_set(reterr, ATT_ERR_IO, "a temporary folder cannot be made: %s",
                         strerror(errno));
  }
  ATT_TRY(att_store_open(dataset->folder, ATT_STORE_CREATE, &dataset->opened, reterr));
  ATT_TRY(att_txn_begin(dataset->opened, true, &dataset->txn, reterr));
  for (size_t i = 0; i < dataset->data_count; i++)
    ATT_TRY(load_file(dataset, dataset->data[i], (att_view){NULL, 0}, false, reterr));
  for (size_t i = 0; i < dataset->named_count; i++)
    ATT_TRY(load_named(dataset, dataset->named[i], reterr));
  return query ? load_from(dataset, query, options, reterr) : ATT_OK;
}

att_status cmd_dataset_open(cmd_dataset *dataset, bool write, const att_buffer *query,
                            const att_query_options *options, att_error *reterr) {
  if (dataset->files)
    return open_files(dataset, write ? NULL : query, options, reterr);
  if (!dataset->store && access("attache.db", F_OK) != 0) {
    fputs("attache: no store here and none named: the data is empty\n", stderr);
    dataset->files = true;
    return open_files(dataset, write ? NULL : query, options, reterr);
  }
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
  static const char *const files[] = {"data.mdb", "lock.mdb"};
  char path[128];
  for (int i = 0; i < 2 && dataset->folder[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", dataset->folder, files[i]);
    unlink(path);
  }
  if (dataset->folder[0])
    rmdir(dataset->folder);
  return status;
}
