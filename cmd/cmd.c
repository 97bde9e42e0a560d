/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/nearest.h"

const char *cmd_named_store(void) {
  const char *path = getenv("ATTACHE_STORE");
  return path && *path ? path : NULL;
}

const char *cmd_default_store(void) {
  return cmd_named_store() ? cmd_named_store() : "attache.db";
}

/* Is the argument a long option, cut short or not, with a value that it does not take? */
static bool has_vain_value(const char *argument, const struct option *options) {
  size_t size = strcspn(argument, "=");
  if (strncmp(argument, "--", 2) != 0 || argument[size] != '=')
    return false;
  for (; options->name; options++)
    if (options->has_arg == no_argument && strncmp(options->name, argument + 2, size - 2) == 0)
      return true;
  return false;
}

/* Says why getopt_long() gave '?' or ':' instead of an option. */
static void refuse_option(const cmd_command *command, char **argv, const struct option *options,
                          int option) {
  char text[300], name[64] = "", letter[] = {'-', (char)optopt, '\0'};
  const char *given = argv[optind - 1];
  cmd_nearest nearest = {.word = name};
  int size = (int)strcspn(given, "=");
  if (option == ':') {
    cmd_usage(command->name, "a value is missing behind", given);
    return;
  }
  if (optopt != 0 && has_vain_value(given, options)) {
    snprintf(text, sizeof text, "%.*s takes no value", size, given);
    cmd_usage(command->name, text, given + size + 1);
    return;
  }
  snprintf(text, sizeof text, "no option '%.*s'", optopt != 0 ? 2 : size,
           optopt != 0 ? letter : given);
  if (optopt == 0 && size > 2) {
    snprintf(name, sizeof name, "%.*s", size - 2, given + 2);
    for (; options->name; options++)
      cmd_nearest_try(&nearest, options->name);
  }
  if (nearest.name)
    snprintf(text + strlen(text), sizeof text - strlen(text), ": did you mean '--%s'?",
             nearest.name);
  cmd_usage(command->name, text, NULL);
}

int cmd_option(const cmd_command *command, int argc, char **argv, const char *letters,
               const struct option *options, const char **store) {
  char with_colon[32]; /* for getopt to tell a missing value from a wrong option */
  snprintf(with_colon, sizeof with_colon, ":%s", letters);
  opterr = 0;
  int option = getopt_long(argc, argv, with_colon, options, NULL);
  if (option == 's') {
    *store = optarg;
    return cmd_option(command, argc, argv, letters, options, store);
  }
  if (option == 'h')
    printf("%s", command->usage);
  else if (option == '?' || option == ':')
    refuse_option(command, argv, options, option);
  return option == ':' ? '?' : option;
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

/* Appends the names of a list, commas between; returns how much of `text` is then used. */
static size_t add_names(char *text, size_t used, size_t size, const char *const *names) {
  for (; names && *names && used < size; names++)
    used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", *names);
  return used;
}

int cmd_unknown(const char *command, const char *what, const char *given, const char *const *names,
                const char *const *others) {
  char text[400] = "";
  add_names(text, add_names(text, 0, sizeof text, names), sizeof text, others);
  fprintf(stderr, "attache %s: unknown %s: %s; there are %s ('attache %s --help')\n", command, what,
          given, text, command);
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

const char *cmd_plural(unsigned long long count) {
  return count == 1 ? "" : "s";
}
