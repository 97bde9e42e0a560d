/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/nearest.h"
#include "config.h"

static const cmd_command *const commands[] = {
    &cmd_ingest,  &cmd_query, &cmd_queries, &cmd_export, &cmd_load,    &cmd_reference, &cmd_remove,
    &cmd_explain, &cmd_dump,  &cmd_restore, &cmd_stats,  &cmd_analyse, &cmd_check,     &cmd_update};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(FILE *out) {
  fprintf(out, "usage: attache COMMAND [OPTION]… [ARGUMENT]…\n\n"
               "A knowledge graph of defence relations: people, organizations, posts, events.\n\n");
  for (int i = 0; i < COMMANDS; i++)
    fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
  fprintf(out, "\nThe store is -s STORE, else $ATTACHE_STORE, else attache.db in this folder.\n"
               "'attache help COMMAND' or 'attache COMMAND --help' shows a command's options;\n"
               "'attache --version' (or -V) the version.\n");
}

static const cmd_command *find_command(const char *name) {
  for (int i = 0; i < COMMANDS; i++)
    if (strcmp(name, commands[i]->name) == 0)
      return commands[i];
  return NULL;
}

static int no_command(const char *name) {
  cmd_nearest nearest = {.word = name};
  for (int i = 0; i < COMMANDS; i++)
    cmd_nearest_try(&nearest, commands[i]->name);
  if (nearest.name)
    fprintf(stderr, "attache: no command '%s': did you mean '%s'? ('attache --help' lists them)\n",
            name, nearest.name);
  else
    fprintf(stderr, "attache: no command '%s' ('attache --help' lists them)\n", name);
  return CMD_USAGE;
}

/* An option where the command is expected: it may be one of a command named further on. */
static int no_option(char **argv) {
  const cmd_command *command = NULL;
  for (char **word = argv + 2; *word && !command; word++)
    command = find_command(*word);
  fprintf(stderr,
          "attache: no option '%s' before a command: put it behind, as in 'attache %s %s …' "
          "('attache --help')\n",
          argv[1], command ? command->name : "COMMAND", argv[1]);
  return CMD_USAGE;
}

static int help(const char *name) {
  const cmd_command *command = name ? find_command(name) : NULL;
  if (name && !command)
    return no_command(name);
  if (command)
    printf("%s", command->usage);
  else
    print_help(stdout);
  return CMD_FINE;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr);
    return CMD_USAGE;
  }
  signal(SIGPIPE, SIG_DFL);
  if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
    printf("attache %s\n", PACKAGE_VERSION);
    return CMD_FINE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
    return help(NULL);
  if (strcmp(argv[1], "help") == 0)
    return help(argv[2]);
  const cmd_command *command = find_command(argv[1]);
  if (command)
    return command->run(argc - 1, argv + 1);
  return argv[1][0] == '-' ? no_option(argv) : no_command(argv[1]);
}
