/* SPDX-License-Identifier: Apache-2.0
 *
 * What the store says of how its documents were read: prov:wasGeneratedBy and the run (version,
 * model, time), in the graph of the dataset, not in the documents'.
 */
#ifndef ATT_CMD_PROVENANCE_H
#define ATT_CMD_PROVENANCE_H

#include <stdint.h>

#include "graph/store.h"

#define CMD_DATASET_GRAPH "https://w3id.org/defrel/graph/dataset"

typedef struct {
  char iri[80], model[24], time[24]; /* time: "2025-02-26T10:00:00Z" */
} cmd_run;

/* A run that begins now, or at $SOURCE_DATE_EPOCH, with the model of that checksum. */
void cmd_run_begin(cmd_run *run, uint64_t model);

/* Says that the document (its graph's IRI) was read in the run. */
att_status cmd_run_record(att_txn *txn, const cmd_run *run, const char *document,
                          att_error *reterr) ATT_MUST_CHECK;

/* Forgets how the document was read, and its run where no other document is of it. */
att_status cmd_run_forget(att_txn *txn, att_id document, att_error *reterr) ATT_MUST_CHECK;

#endif
