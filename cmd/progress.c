/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR = 30 };

void cmd_progress_init(cmd_progress *progress, bool wanted) {
  *progress = (cmd_progress){.terminal = wanted && isatty(STDERR_FILENO)};
  clock_gettime(CLOCK_MONOTONIC, &progress->began);
  progress->last = progress->began;
}

static double seconds(const struct timespec *from, const struct timespec *to) {
  return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

void cmd_progress_show(cmd_progress *progress, size_t done, size_t total, unsigned long documents) {
  struct timespec now;
  if (!progress->terminal || total == 0)
    return;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (seconds(&progress->last, &now) < 0.1)
    return;
  progress->last = now;
  progress->shown = true;
  size_t full = done * BAR / total;
  fputs("\r[", stderr);
  for (size_t i = 0; i < BAR; i++)
    fputc(i < full ? '#' : '.', stderr);
  double took = seconds(&progress->began, &now);
  fprintf(stderr, "] %zu of %zu files, %lu articles, %.0f a second\033[K", done, total, documents,
          took > 0 ? (double)documents / took : 0);
  fflush(stderr);
}

void cmd_progress_hide(cmd_progress *progress) {
  if (progress->shown)
    fputs("\r\033[K", stderr);
  progress->shown = false;
}
