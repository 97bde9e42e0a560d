/* SPDX-License-Identifier: Apache-2.0
 *
 * What the commands share: exit statuses, the store named by -s or $ATTACHE_STORE, messages. Only
 * cmd/ prints or exits.
 */
#ifndef ATT_CMD_CMD_H
#define ATT_CMD_CMD_H

#include <getopt.h>

#include "graph/store.h"

enum { CMD_FINE = 0, CMD_NO = 1, CMD_USAGE = 2, CMD_FAILED = 3 };

typedef struct {
  const char *name;
  int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit status */
  const char *summary;
  const char *usage; /* printed by --help: lines with a final newline */
} cmd_command;

extern const cmd_command cmd_analyse, cmd_check, cmd_dump, cmd_explain, cmd_export, cmd_restore,
    cmd_ingest, cmd_load, cmd_queries, cmd_query, cmd_reference, cmd_remove, cmd_stats, cmd_update;

/* The next option, with -s/--store and -h/--help dealt with (both must be in `options`): -1 at the
 * end, '?' after a message for a wrong one, 'h' when the help was printed. */
int cmd_option(const cmd_command *command, int argc, char **argv, const char *letters,
               const struct option *options, const char **store);

/* Where -s says nothing: $ATTACHE_STORE, else attache.db here. */
const char *cmd_default_store(void);
const char *cmd_named_store(void); /* $ATTACHE_STORE, or NULL */

/* Whether `name` is in a NULL-terminated list. */
bool cmd_is_one_of(const char *name, const char *const *list);

/* One line on standard error; returns the exit status that fits the error. */
int cmd_fail(const char *command, const att_error *error);
int cmd_usage(const char *command, const char *message, const char *detail);

/* "unknown format: ttl; there are turtle, …": the names of one or two lists, each ended by NULL;
 * the second may be NULL. Returns CMD_USAGE. */
int cmd_unknown(const char *command, const char *what, const char *given, const char *const *names,
                const char *const *others);

/* The ending of a noun that so many are counted by. */
const char *cmd_plural(unsigned long long count);

/* For a command whose one option is the store: the store's path in *path, or NULL when the command
 * ends here with *ret_exit. `optind` is then the first argument. */
void cmd_store_option(const cmd_command *command, int argc, char **argv, const char **path,
                      int *ret_exit);

/* Opens a store and begins a transaction, or prints why not and returns an exit status. */
int cmd_begin(const char *command, const char *path, bool write, bool create, att_store **ret_store,
              att_txn **ret_txn);

/* Commits (or, with `keep` false, aborts), closes, and says what failed. */
int cmd_end(const char *command, att_store *store, att_txn *txn, bool keep);

#define CMD_STORE_OPTION                                                                           \
  { "store", required_argument, NULL, 's' }
#define CMD_HELP_OPTION                                                                            \
  { "help", no_argument, NULL, 'h' }

/* A whole number of 1 to `most`; 0 for what is none. */
unsigned long cmd_read_number(const char *text, unsigned long most);

#endif
