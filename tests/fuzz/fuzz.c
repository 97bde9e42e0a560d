/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "tests/fuzz/fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[64];

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *at) {
  (void)info, (void)kind, (void)at;
  return remove(path);
}

static void remove_folder(void) {
  nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

const char *fuzz_folder(void) {
  const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  snprintf(folder, sizeof folder, "%s/attache-fuzz-XXXXXX", place);
  if (!mkdtemp(folder))
    fuzz_fail("no folder to work in");
  atexit(remove_folder);
  return folder;
}

void fuzz_must(att_status status, const att_error *error) {
  if (status != ATT_OK)
    fuzz_fail(error->message);
}

_Noreturn void fuzz_fail(const char *message) {
  fprintf(stderr, "%s\n", message);
  abort();
}
