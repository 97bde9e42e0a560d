/* SPDX-License-Identifier: Apache-2.0
 *
 * The tables of ontology/ as RDF, in the graph ATT_REFERENCE_GRAPH: states with their keys in other
 * datasets, ranks, topics, roles, organizations, initiatives, by the same IRIs as extraction uses.
 */
#ifndef ATT_ONTOLOGY_REFERENCE_H
#define ATT_ONTOLOGY_REFERENCE_H

#include <stdint.h>

#include "graph/sink.h"

#define ATT_REFERENCE_GRAPH "https://w3id.org/defrel/graph/reference"

/* Sends the quads of all tables; *ret_count is their number. Errors: the tables', with file and
 * line, and the sink's. What was sent before an error stays sent: abort the transaction. */
att_status att_reference_send(const att_quad_sink *sink, uint64_t *ret_count, att_error *reterr)
    ATT_MUST_CHECK;

#endif
