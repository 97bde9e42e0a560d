/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cmd/provenance.h"

#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graph/sink.h"
#include "graph/vocabulary.h"

#define PROV "http://www.w3.org/ns/prov#"
#define GENERATED_BY PROV "wasGeneratedBy"

void cmd_run_begin(cmd_run *run, uint64_t model) {
  const char *epoch = getenv("SOURCE_DATE_EPOCH"); /* reproducible-builds.org's */
  time_t now = epoch != NULL && *epoch != '\0' ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
  struct tm parts;
  char key[120];
  uint8_t digest[8];
  gmtime_r(&now, &parts);
  strftime(run->time, sizeof run->time, "%Y-%m-%dT%H:%M:%SZ", &parts);
  snprintf(run->model, sizeof run->model, "%016" PRIx64, model);
  snprintf(key, sizeof key, "run %s %s %s", PACKAGE_VERSION, run->model, run->time);
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, strlen(key), (const uint8_t *)key);
  sha256_digest(&context, sizeof digest, digest);
  size_t at = (size_t)snprintf(run->iri, sizeof run->iri, "%sid/run/", ATT_BASE_IRI);
  for (size_t i = 0; i < sizeof digest; i++)
    at += (size_t)snprintf(run->iri + at, sizeof run->iri - at, "%02x", digest[i]);
}

static att_status add(att_txn *txn, const char *s, const char *p, att_term o, att_error *reterr) {
  att_quad_sink sink = att_store_sink(txn);
  att_term_quad quad = {att_term_iri(s), att_term_iri(p), o, att_term_iri(CMD_DATASET_GRAPH)};
  return sink.quad(sink.context, &quad, reterr);
}

att_status cmd_run_record(att_txn *txn, const cmd_run *run, const char *document,
                          att_error *reterr) {
  ATT_TRY(add(txn, document, GENERATED_BY, att_term_iri(run->iri), reterr));
  ATT_TRY(add(txn, run->iri, ATT_RDF "type", att_term_iri(PROV "Activity"), reterr));
  ATT_TRY(add(txn, run->iri, ATT_SCHEMA "softwareVersion",
              att_term_literal(PACKAGE_NAME " " PACKAGE_VERSION), reterr));
  ATT_TRY(add(txn, run->iri, ATT_DR "model", att_term_literal(run->model), reterr));
  return add(txn, run->iri, PROV "startedAtTime", att_term_typed(run->time, ATT_XSD "dateTime"),
             reterr);
}

/* The first quad that fits; *ret_found false for none. */
static att_status first_quad(att_txn *txn, const att_quad *pattern, att_quad *ret_quad,
                             bool *ret_found, att_error *reterr) {
  att_cursor *cursor;
  *ret_found = false;
  ATT_TRY(att_txn_scan(txn, pattern, 0, &cursor, reterr));
  att_status status = att_cursor_next(cursor, ret_quad, ret_found, reterr);
  att_cursor_close(cursor);
  return status;
}

att_status cmd_run_forget(att_txn *txn, att_id document, att_error *reterr) {
  att_term terms[] = {att_term_iri(CMD_DATASET_GRAPH), att_term_iri(GENERATED_BY)};
  att_id graph, predicate;
  att_quad quad, other;
  bool found;
  ATT_TRY(att_txn_find(txn, &terms[0], &graph, reterr));
  ATT_TRY(att_txn_find(txn, &terms[1], &predicate, reterr));
  if (graph == ATT_ID_ANY || predicate == ATT_ID_ANY)
    return ATT_OK;
  att_quad of_document = {.s = document, .p = predicate, .g = graph};
  ATT_TRY(first_quad(txn, &of_document, &quad, &found, reterr));
  if (!found)
    return ATT_OK;
  ATT_TRY(att_txn_remove_all(txn, &of_document, NULL, reterr));
  att_quad of_run = {.p = predicate, .o = quad.o, .g = graph};
  ATT_TRY(first_quad(txn, &of_run, &other, &found, reterr));
  if (found)
    return ATT_OK;
  return att_txn_remove_all(txn, &(att_quad){.s = quad.o, .g = graph}, NULL, reterr);
}
