/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the input as a query, and as an update request, over a small graph. An answer, or an
 * error of the input: wrong, too large, too long. Nothing is asked of the network or of files. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "graph/load.h"
#include "queries/query.h"
#include "tests/fuzz/fuzz.h"

static const char graph[] =
    "@prefix : <http://ex/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    ":a :p :b , :c ; :q 1 , 2.5 , 1e3 , true , \"one\"@en , \"two\" ; :d \"2020-02-29\"^^xsd:date "
    ".\n"
    ":b :p :c ; :q -7 , \"x\"^^xsd:integer , \"INF\"^^xsd:double ; :l ( 1 [ :p :a ] \"née\" ) .\n"
    ":c :p :a ; :d \"2019-12-31T24:00:00Z\"^^xsd:dateTime , \"--02-24\"^^xsd:gMonthDay .\n";

static void load(att_txn *txn) {
  static const char *const names[] = {NULL, "http://ex/g", "http://ex/h"};
  att_error error;
  for (int i = 0; i < 3; i++) {
    att_id id = ATT_ID_DEFAULT_GRAPH;
    uint64_t count;
    att_term term = att_term_iri(names[i] ? names[i] : "");
    if (names[i])
      fuzz_must(att_txn_intern(txn, &term, &id, &error), &error);
    FILE *file = fmemopen((void *)(uintptr_t)graph, sizeof graph - 1, "rb");
    att_load_options options = {
        .name = "graph.ttl", .base = "http://ex/", .syntax = "turtle", .graph = id};
    fuzz_must(att_load_file(txn, file, &options, &count, &error), &error);
    fclose(file);
  }
}

static att_status discard(void *context, const void *bytes, size_t size, att_error *reterr) {
  (void)context, (void)bytes, (void)size, (void)reterr;
  return ATT_OK;
}

static void judge(att_status status, const att_error *error) {
  switch (status) {
  case ATT_OK:
  case ATT_ERR_SYNTAX:
  case ATT_ERR_USAGE:
  case ATT_ERR_LIMIT:
  case ATT_ERR_NOT_FOUND:
  case ATT_ERR_IO: /* SERVICE, which is not allowed */
    return;
  default:
    fuzz_fail(error->message);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const formats[] = {"table", "csv",    "tsv",    "json", "xml",   "html",
                                        "trig",  "nquads", "rdfxml", "dot",  "jsonld"};
  static att_store *store;
  att_error error = {0};
  att_txn *txn;
  att_parse_place place;
  att_sink out = {discard, NULL};
  if (!store) {
    fuzz_must(att_store_open(fuzz_folder(), ATT_STORE_CREATE, &store, &error), &error);
    fuzz_must(att_txn_begin(store, true, &txn, &error), &error);
    load(txn);
    fuzz_must(att_txn_commit(txn, &error), &error);
  }
  att_query_options options = {.base = size % 2 ? "http://ex/base" : NULL,
                               .timeout = 2,
                               .memory = 64 << 20,
                               .exact_dataset = size % 3 == 0,
                               .width = size % 5 ? 0 : 40,
                               .place = &place};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i += 1 + size % 4) {
    options.format = formats[i];
    fuzz_must(att_txn_begin(store, false, &txn, &error), &error);
    att_status status = att_query_run(txn, (const char *)data, size, &options, &out, &error);
    judge(status, &error);
    att_txn_abort(txn);
    if (status == ATT_ERR_SYNTAX || status == ATT_ERR_LIMIT)
      break;
  }
  fuzz_must(att_txn_begin(store, true, &txn, &error), &error);
  judge(att_update_run(txn, (const char *)data, size, &options, false, &error), &error);
  att_txn_abort(txn);
  return 0;
}
