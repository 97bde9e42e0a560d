/* SPDX-License-Identifier: Apache-2.0
 *
 * Quads out as RDF text. N-Triples and N-Quads are written line by line; Turtle and RDF/XML by
 * raptor's serializers, which gather the graph first. Knows no files: bytes go to a sink.
 */
#ifndef ATT_GRAPH_WRITER_H
#define ATT_GRAPH_WRITER_H

#include "graph/sink.h"

/* Names of the formats ("turtle", …), NULL-terminated, in the order that help shows them. */
extern const char *const att_writer_formats[];

/* Writes the quads that fit the pattern, in a stable order; formats without graphs get each triple
 * once. ATT_ERR_USAGE for an unknown format, else the sink's or the store's error. */
att_status att_writer_write(att_txn *txn, const att_quad *pattern, const char *format,
                            const att_sink *sink, att_error *reterr) ATT_MUST_CHECK;

#endif
