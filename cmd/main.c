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
               "'attache COMMAND --help' shows a command's options.\n");
}

int main(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr);
    return CMD_USAGE;
  }
  signal(SIGPIPE, SIG_DFL);
  if (strcmp(argv[1], "--version") == 0) {
    printf("attache %s\n", PACKAGE_VERSION);
    return CMD_FINE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
    print_help(stdout);
    return CMD_FINE;
  }
  for (int i = 0; i < COMMANDS; i++)
    if (strcmp(argv[1], commands[i]->name) == 0)
      return commands[i]->run(argc - 1, argv + 1);
  cmd_nearest nearest = {.word = argv[1]};
  for (int i = 0; i < COMMANDS; i++)
    cmd_nearest_try(&nearest, commands[i]->name);
  if (nearest.name)
    fprintf(stderr, "attache: no command '%s': did you mean '%s'? ('attache --help' lists them)\n",
            argv[1], nearest.name);
  else
    fprintf(stderr, "attache: no command '%s' ('attache --help' lists them)\n", argv[1]);
  return CMD_USAGE;
}
