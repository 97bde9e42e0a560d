/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cmd/cmd.h"

static int run(int argc, char **argv);

const cmd_command cmd_check = {
    "check", run, "whether the store is whole",
    "usage: attache check [-s STORE] [--upgrade]\n\n"
    "Reads all of the store; exit status 0 when it is whole, 3 when it contradicts itself.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --upgrade           bring a store of an older format up to date first\n"
    "  -h, --help          this text\n"};

static int run(int argc, char **argv) {
  static const struct option options[] = {
      CMD_STORE_OPTION, {"upgrade", no_argument, NULL, 'u'}, CMD_HELP_OPTION, {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store();
  unsigned flags = ATT_STORE_READ_ONLY;
  for (int letter; (letter = cmd_option(&cmd_check, argc, argv, "s:h", options, &path)) != -1;)
    if (letter == 'u')
      flags = ATT_STORE_UPGRADE;
    else
      return letter == 'h' ? CMD_FINE : CMD_USAGE;
  if (optind < argc)
    return cmd_usage("check", "no argument is expected", argv[optind]);
  att_store *store;
  att_txn *txn;
  att_error error;
  if (att_store_open(path, flags | ATT_STORE_VERIFY, &store, &error) != ATT_OK)
    return cmd_fail("check", &error);
  att_status status = att_txn_begin(store, false, &txn, &error);
  if (status != ATT_OK) {
    att_store_close(store);
    return cmd_fail("check", &error);
  }
  status = att_txn_check(txn, &error);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("check", &error);
  cmd_end("check", store, txn, false);
  if (!failed)
    printf("%s is whole\n", path);
  return failed;
}
