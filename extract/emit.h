/* SPDX-License-Identifier: Apache-2.0
 *
 * Facts to quads, in the vocabulary of the data model: one graph a document, named by the first 16
 * hexadecimal digits of its text's SHA-256. Opens no store.
 */
#ifndef ATT_EXTRACT_EMIT_H
#define ATT_EXTRACT_EMIT_H

#include "extract/facts.h"
#include "graph/sink.h"

/* IRI of the document's graph, in the document's arena. */
const char *att_emit_graph(const att_document *document);

/* Sends every quad to the sink; some may come twice. Errors are the sink's. */
att_status att_emit_facts(att_facts *facts, const att_quad_sink *sink,
                          att_error *reterr) ATT_MUST_CHECK;

#endif
