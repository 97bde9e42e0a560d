/* SPDX-License-Identifier: Apache-2.0
 *
 * What `query` and `update` share: their options, reading SPARQL given as text or as a file, data,
 * Ctrl-C, and messages that show where a syntax error is.
 */
#ifndef ATT_CMD_SPARQL_H
#define ATT_CMD_SPARQL_H

#include "base/buffer.h"
#include "cmd/cmd.h"
#include "cmd/dataset.h"

typedef struct {
  const cmd_command *command;
  bool write;
  bool check; /* --check: the syntax alone */
  cmd_dataset dataset;
  att_query_options options;
} cmd_sparql;

/* Begin an option array with these; cmd_sparql_option() knows their letters. */
#define CMD_SPARQL_OPTIONS                                                                         \
  CMD_STORE_OPTION, CMD_HELP_OPTION, {"timeout", required_argument, NULL, 't'},                    \
      {"memory", required_argument, NULL, 'm'}, {"check", no_argument, NULL, 'c'},                 \
      {"no-default-prefixes", no_argument, NULL, 'n'}, {"no-service", no_argument, NULL, 'S'},     \
      {"service-timeout", required_argument, NULL, 'T'}

/* The next option that is the command's own; -1 at the end. -2: the command ends with *ret_exit. */
int cmd_sparql_option(cmd_sparql *sparql, int argc, char **argv, const struct option *options,
                      int *ret_exit);

/* Reads `argument` (text, a file named *.rq or *.ru, or "-"), opens the data, calls `run`, and
 * commits what it changed unless it failed. Gives the exit status; messages are printed. */
typedef att_status (*cmd_sparql_run)(cmd_sparql *sparql, const char *text, size_t size,
                                     const att_sink *out, void *context, att_error *reterr);
int cmd_run_sparql(cmd_sparql *sparql, const char *argument, cmd_sparql_run run, void *context);

/* The argument's text with a NUL behind it, which `text->size` counts. */
att_status cmd_read_sparql(const char *argument, att_buffer *text,
                           att_error *reterr) ATT_MUST_CHECK;

#endif
