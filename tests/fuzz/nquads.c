/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the input as an N-Quads file loaded into a store. What loads must keep the store
 * whole; what does not must be an error of the input. */
#include "config.h"

#include <stdio.h>

#include "graph/load.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static att_store *store;
  att_error error;
  att_txn *txn;
  uint64_t count;
  if (!store)
    fuzz_must(att_store_open(fuzz_folder(), ATT_STORE_CREATE, &store, &error), &error);
  FILE *file = size ? fmemopen((void *)(uintptr_t)data, size, "rb") : NULL;
  if (!file)
    return 0;
  fuzz_must(att_txn_begin(store, true, &txn, &error), &error);
  att_load_options options = {.name = "input.nq",
                              .base = "http://ex/base",
                              .syntax = "nquads",
                              .graph = ATT_ID_DEFAULT_GRAPH,
                              .most_bytes = ATT_LOAD_MOST_BYTES,
                              .most_term = ATT_LOAD_MOST_TERM};
  att_status status = att_load_file(txn, file, &options, &count, &error);
  if (status == ATT_OK)
    fuzz_must(att_txn_check(txn, &error), &error);
  else if (status != ATT_ERR_SYNTAX && status != ATT_ERR_LIMIT)
    fuzz_fail(error.message);
  att_txn_abort(txn);
  fclose(file);
  return 0;
}
