/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *cmd_named_store(void) {
  const char *path = getenv("ATTACHE_STORE");
  return path && *path ? path : NULL;
}

const char *cmd_default_store(void) {
  return cmd_named_store() ? cmd_named_store() : "attache.db";
}

int cmd_option(const cmd_command *command, int argc, char **argv, const char *letters,
               const struct option *options, const char **store) {
  int option = getopt_long(argc, argv, letters, options, NULL);
  if (option == 's') {
    *store = optarg;
    return cmd_option(command, argc, argv, letters, options, store);
  }
  if (option == 'h')
    printf("%s", command->usage);
  else if (option == '?')
    fprintf(stderr, "attache: 'attache %s --help' shows the options\n", command->name);
  return option;
}

void cmd_store_option(const cmd_command *command, int argc, char **argv, const char **path,
                      int *ret_exit) {
  static const struct option options[] = {CMD_STORE_OPTION, CMD_HELP_OPTION, {NULL, 0, NULL, 0}};
  int option;
  *path = cmd_default_store();
  while ((option = cmd_option(command, argc, argv, "s:h", options, path)) != -1)
    if (option == 'h' || option == '?') {
      *ret_exit = option == 'h' ? CMD_FINE : CMD_USAGE;
      *path = NULL;
      return;
    }
}

bool cmd_is_one_of(const char *name, const char *const *list) {
  for (; *list; list++)
    if (strcmp(name, *list) == 0)
      return true;
  return false;
}

int cmd_fail(const char *command, const att_error *error) {
  fprintf(stderr, "attache %s: %s\n", command, error->message);
  switch (error->status) {
  case ATT_ERR_USAGE:
    return CMD_USAGE;
  case ATT_ERR_SYNTAX:
    return CMD_NO;
  default:
    return CMD_FAILED;
  }
}

int cmd_usage(const char *command, const char *message, const char *detail) {
  fprintf(stderr, "attache %s: %s%s%s ('attache %s --help')\n", command, message,
          detail ? ": " : "", detail ? detail : "", command);
  return CMD_USAGE;
}

int cmd_begin(const char *command, const char *path, bool write, bool create, att_store **ret_store,
              att_txn **ret_txn) {
  att_error error;
  unsigned flags = (create ? ATT_STORE_CREATE : 0) | (write ? 0 : ATT_STORE_READ_ONLY);
  if (att_store_open(path, flags, ret_store, &error) != ATT_OK)
    return cmd_fail(command, &error);
  if (att_txn_begin(*ret_store, write, ret_txn, &error) == ATT_OK)
    return CMD_FINE;
  att_store_close(*ret_store);
  return cmd_fail(command, &error);
}

int cmd_end(const char *command, att_store *store, att_txn *txn, bool keep) {
  att_error error;
  int exit_status = CMD_FINE;
  if (!keep)
    att_txn_abort(txn);
  else if (att_txn_commit(txn, &error) != ATT_OK)
    exit_status = cmd_fail(command, &error);
  att_store_close(store);
  return exit_status;
}

unsigned long cmd_read_number(const char *text, unsigned long most) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  return *text >= '0' && *text <= '9' && *end == '\0' && value <= most ? value : 0;
}
