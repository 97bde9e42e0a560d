/* SPDX-License-Identifier: Apache-2.0
 *
 * Sinks: where quads of terms (and bytes) go, without knowing whether that is a store, a file or a
 * set in memory. Extraction and loading write to an att_quad_sink; graph/writer.h makes one of an
 * output format, att_store_sink one of a store's transaction, graph/quad_set.h one of a set.
 * No state but what `context` points to; one thread at a time.
 */
#ifndef ATT_GRAPH_SINK_H
#define ATT_GRAPH_SINK_H

#include "graph/store.h"

/* A quad as terms, all borrowed. `g.kind` 0 (a zeroed term): in the default graph. */
typedef struct {
  att_term s, p, o, g;
} att_term_quad;

/* Takes one quad, which it may not keep pointers into, or fails and must not be called again. */
typedef struct {
  att_status (*quad)(void *context, const att_term_quad *quad, att_error *reterr);
  void *context;
} att_quad_sink;

/* Takes all of `size` bytes or fails. */
typedef struct {
  att_status (*write)(void *context, const void *bytes, size_t size, att_error *reterr);
  void *context;
} att_sink;

/* A sink that adds to a transaction, which must outlive it. */
att_quad_sink att_store_sink(att_txn *txn);

/* Sends the quads that fit the pattern, in the order of the scan, but for those of the graphs
 * `without` (ended by ATT_ID_ANY; NULL: none). `flags` as in att_txn_scan(): with ATT_SCAN_UNION
 * each triple of the other graphs comes once. */
att_status att_store_send(att_txn *txn, const att_quad *pattern, const att_id *without,
                          unsigned flags, const att_quad_sink *sink,
                          att_error *reterr) ATT_MUST_CHECK;

/* A sink that lets through to `next` all but the evidence: nif: spans and the text that they point
 * into, itsrdf:, dr:evidence, dr:trigger, dr:rule, dr:path. `next` must outlive it. */
att_quad_sink att_evidence_filter(const att_quad_sink *next);

#endif
