/* SPDX-License-Identifier: Apache-2.0
 *
 * Queries in a warm process. Usage: query STORE [--explain] [THREADS]. Reads names of query files,
 * one a line, from standard input; runs each once and writes a line with its milliseconds (parsing,
 * planning and JSON results included) and the number of bytes of the results, then the results. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "graph/store.h"
#include "queries/query.h"

static att_status keep(void *context, const void *bytes, size_t size, att_error *reterr) {
  return att_buffer_append(context, bytes, size)
             ? att_error_set(reterr, ATT_ERR_MEMORY, "out of memory")
             : ATT_OK;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

static att_status read_file(const char *path, att_buffer *text, att_error *reterr) {
  char bytes[4096];
  size_t size;
  FILE *file = fopen(path, "r");
  if (!file)
    return att_error_set(reterr, ATT_ERR_IO, "%s cannot be read", path);
  while ((size = fread(bytes, 1, sizeof bytes, file)) > 0 &&
         att_buffer_append(text, bytes, size) == ATT_OK)
    ;
  fclose(file);
  return ATT_OK;
}

static att_status run(att_store *store, const char *path, bool explain, unsigned threads,
                      att_error *reterr) {
  att_buffer text = ATT_BUFFER_INIT, results = ATT_BUFFER_INIT;
  att_query_options options = {.format = "json", .explain = explain, .threads = threads};
  att_sink sink = {keep, &results};
  att_txn *txn;
  att_status status = read_file(path, &text, reterr);
  double start = now();
  if (status == ATT_OK)
    status = att_txn_begin(store, false, &txn, reterr);
  if (status == ATT_OK) {
    status = att_query_run(txn, (const char *)text.data, text.size, &options, &sink, reterr);
    att_txn_abort(txn);
  }
  if (status == ATT_OK) {
    printf("%.4f %zu\n", now() - start, results.size);
    fwrite(results.data, 1, results.size, stdout);
    fflush(stdout);
  }
  att_buffer_clear(&text);
  att_buffer_clear(&results);
  return status;
}

int main(int argc, char **argv) {
  char line[4096];
  att_store *store;
  att_error error;
  bool explain = argc > 2 && strcmp(argv[2], "--explain") == 0;
  unsigned threads = argc > 2 + explain ? (unsigned)atoi(argv[2 + explain]) : 0;
  if (argc < 2) {
    fprintf(stderr, "usage: query STORE [--explain] [THREADS] <NAMES\n");
    return 2;
  }
  att_status status = att_store_open(argv[1], ATT_STORE_READ_ONLY, &store, &error);
  if (status == ATT_OK) {
    while (status == ATT_OK && fgets(line, sizeof line, stdin)) {
      line[strcspn(line, "\n")] = '\0';
      status = run(store, line, explain, threads, &error);
    }
    att_store_close(store);
  }
  if (status != ATT_OK)
    fprintf(stderr, "query: %s\n", error.message);
  return status == ATT_OK ? 0 : 3;
}
