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
  char folder[64]; /* the temporary store */
} cmd_dataset;

/* Takes --data and --named, also with several files behind one option, out of `argv`; returns the
 * new argc, or -1 after a message. */
int cmd_dataset_options(cmd_dataset *dataset, const char *command, int argc, char **argv);

/* Opens the store, or loads the files, those named by FROM in the query too (`base`: its IRI). */
att_status cmd_dataset_open(cmd_dataset *dataset, bool write, const att_buffer *query,
                            const att_query_options *options, att_error *reterr) ATT_MUST_CHECK;

/* Commits where `keep` and it is a store; removes what is temporary. */
att_status cmd_dataset_close(cmd_dataset *dataset, bool keep, att_error *reterr) ATT_MUST_CHECK;

/* file: IRI of a query's file, to be freed; NULL for text. */
char *cmd_dataset_base(const char *argument);

/* Set by Ctrl-C from now on. */
const volatile sig_atomic_t *cmd_dataset_stop(void);

/* A sink of bytes to standard output: a broken pipe ends the program quietly. */
att_sink cmd_dataset_out(void);

#endif
