/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-ups in a loaded store. Usage: store STORE [LOOKUPS]. Prints look-ups a second by pattern:
 * each takes a random quad's components and asks for the first quad that fits. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "graph/store.h"

enum { SAMPLES = 1 << 16 };

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Here and not in the loop that is timed, so that what is random is the store's access alone. */
static void shuffle(att_quad *samples) {
  uint64_t random = 88172645463325252u; /* xorshift64 */
  for (size_t i = SAMPLES - 1; i > 0; i--) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    size_t other = random % (i + 1);
    att_quad swap = samples[i];
    samples[i] = samples[other];
    samples[other] = swap;
  }
}

/* Quads spread evenly over the store, in random order. */
static att_status sample(att_txn *txn, att_quad *samples, att_error *error) {
  att_cursor *cursor;
  att_quad quad;
  bool more;
  uint64_t quads, seen = 0, taken = 0;
  ATT_TRY(att_txn_count(txn, &(att_quad){0}, &quads, error));
  ATT_TRY(att_txn_scan(txn, &(att_quad){0}, 0, &cursor, error));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, error)) == ATT_OK && more)
    if (seen++ * SAMPLES / quads >= taken && taken < SAMPLES)
      samples[taken++] = quad;
  att_cursor_close(cursor);
  for (; taken && taken < SAMPLES; taken++)
    samples[taken] = samples[taken / 2];
  shuffle(samples);
  return status;
}

static att_status measure(att_txn *txn, const att_quad *samples, unsigned mask, long lookups,
                          att_error *error) {
  att_cursor *cursor;
  att_quad quad;
  bool more;
  long found = 0;
  ATT_TRY(att_txn_scan(txn, &samples[0], 0, &cursor, error));
  att_status status = ATT_OK;
  double start = now(CLOCK_MONOTONIC), worked = now(CLOCK_PROCESS_CPUTIME_ID);
  for (long i = 0; i < lookups && status == ATT_OK; i++) {
    const att_quad *from = &samples[i % SAMPLES];
    att_quad pattern = {mask & 1 ? from->s : 0, mask & 2 ? from->p : 0, mask & 4 ? from->o : 0,
                        mask & 8 ? from->g : 0};
    status = att_cursor_rescan(cursor, &pattern, 0, error);
    if (status == ATT_OK)
      status = att_cursor_next(cursor, &quad, &more, error);
    found += status == ATT_OK && more;
  }
  double seconds = now(CLOCK_MONOTONIC) - start;
  worked = now(CLOCK_PROCESS_CPUTIME_ID) - worked;
  att_cursor_close(cursor);
  printf("%c%c%c%c  %10.0f look-ups/s, %10.0f a second of processor time  (%ld of %ld found)\n",
         mask & 1 ? 's' : '?', mask & 2 ? 'p' : '?', mask & 4 ? 'o' : '?', mask & 8 ? 'g' : '?',
         (double)lookups / seconds, (double)lookups / worked, found, lookups);
  return status;
}

int main(int argc, char **argv) {
  static const unsigned masks[] = {1, 3, 6, 4, 7, 5, 11, 15};
  static att_quad samples[SAMPLES];
  att_store *store;
  att_txn *txn;
  att_error error;
  if (argc < 2) {
    fprintf(stderr, "usage: store STORE [LOOKUPS]\n");
    return 2;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  long lookups = argc > 2 ? atol(argv[2]) : 2000000;
  att_status status = att_store_open(argv[1], ATT_STORE_READ_ONLY, &store, &error);
  if (status == ATT_OK) {
    status = att_txn_begin(store, false, &txn, &error);
    if (status == ATT_OK) {
      status = sample(txn, samples, &error);
      for (size_t i = 0; i < sizeof masks / sizeof *masks && status == ATT_OK; i++)
        status = measure(txn, samples, masks[i], lookups, &error);
      att_txn_abort(txn);
    }
    att_store_close(store);
  }
  if (status != ATT_OK)
    fprintf(stderr, "store: %s\n", error.message);
  return status == ATT_OK ? 0 : 3;
}
