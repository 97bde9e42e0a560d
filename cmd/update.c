/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/syntax.h"

static int run(int argc, char **argv);

const cmd_command cmd_update = {
    "update", run, "checks the syntax of a SPARQL update request",
    "usage: attache update --check [--no-default-prefixes] (FILE.ru | 'REQUEST')\n\n"
    "Says whether a SPARQL 1.1 update request parses (exit status 0) or not (1).\n"
    "It cannot run requests yet.\n\n"
    "  --check                 the syntax only; must be given\n"
    "  --no-default-prefixes   prefixes that are not declared are errors\n"
    "  -h, --help              this text\n"};

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"check", no_argument, NULL, 'c'},
                                          {"no-default-prefixes", no_argument, NULL, 'n'},
                                          {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store();
  bool check = false, no_prefixes = false;
  int option;
  while ((option = cmd_option(&cmd_update, argc, argv, "s:h", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    check = check || option == 'c';
    no_prefixes = no_prefixes || option == 'n';
  }
  if (!check)
    return cmd_usage("update", "requests cannot be run yet, only checked: give --check", NULL);
  if (optind + 1 != argc)
    return cmd_usage("update", "one request is needed, quoted or in a file named *.ru", NULL);
  return cmd_check_sparql("update", argv[optind], true, no_prefixes);
}
