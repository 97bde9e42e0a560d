/* SPDX-License-Identifier: Apache-2.0
 *
 * The data that `query` and `update` run over: a store, or files in a temporary one.
 */
#ifndef ATT_CMD_DATASET_H
#define ATT_CMD_DATASET_H

#include "base/buffer.h"
#include "queries/query.h"

enum { CMD_FILES_MOST = 1024 };

typedef struct {
  const char *store;
  const char *data[CMD_FILES_MOST]; /* NULL behind the last; likewise named: IRI=FILE */
  const char *named[CMD_FILES_MOST];
  size_t data_count, named_count;
  bool files; /* --data or --named was given */
  att_store *opened;
  att_txn *txn;
} cmd_dataset;

/* Takes --data and --named, also with several files behind one option, out of `argv`; returns the
 * new argc, or -1 after a message. */
int cmd_dataset_options(cmd_dataset *dataset, const char *command, int argc, char **argv);

/* Opens the store, or loads the files, those that FROM in `query` (may be NULL) names too. */
att_status cmd_dataset_open(cmd_dataset *dataset, bool write, const att_buffer *query,
                            const att_query_options *options, att_error *reterr) ATT_MUST_CHECK;

/* Commits where `keep` and it is a store. */
att_status cmd_dataset_close(cmd_dataset *dataset, bool keep, att_error *reterr) ATT_MUST_CHECK;

/* The file: IRI of a file that is there, to be freed with raptor_free_memory(); else NULL. */
char *cmd_file_iri(const char *path);

#endif
