/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs a fuzz target over the files of the folders named, each whole and cut at some places: inputs
 * that once failed, and those from which fuzzing starts. */
#include "config.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

/* A copy of exactly `size` bytes, so that a sanitizer sees a read past the end. */
static void run_prefix(const uint8_t *data, size_t size) {
  uint8_t *copy = malloc(size ? size : 1);
  if (!copy)
    fuzz_fail("out of memory");
  memcpy(copy, data, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static void run_file(const char *path) {
  static uint8_t data[1 << 20];
  FILE *file = fopen(path, "rb");
  if (!file)
    fuzz_fail(path);
  size_t size = fread(data, 1, sizeof data, file);
  fclose(file);
  run_prefix(data, size);
  for (int eighth = 1; eighth < 8; eighth += 2)
    run_prefix(data, size * (size_t)eighth / 8);
}

static int run_folder(const char *path) {
  DIR *folder = opendir(path);
  int count = 0;
  if (!folder)
    fuzz_fail(path);
  for (struct dirent *entry; (entry = readdir(folder));) {
    char file[PATH_MAX];
    if (entry->d_name[0] == '.')
      continue;
    snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
    run_file(file);
    count++;
  }
  closedir(folder);
  return count;
}

int main(int argc, char **argv) {
  int count = 0;
  for (int i = 1; i < argc; i++)
    count += run_folder(argv[i]);
  printf("%d inputs\n", count);
  return count ? 0 : 1;
}
