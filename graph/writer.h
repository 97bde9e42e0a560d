/* SPDX-License-Identifier: Apache-2.0
 *
 * Quads out as RDF text, one file a format (graph/writer_*.c). N-Triples and N-Quads are written
 * as the quads come; the others, and whatever att_writer_write() writes, gather the quads first, to
 * write them in an order that depends on the quads alone: subjects by IRI, types first. Knows no
 * files: bytes go to a sink.
 *
 *     att_writer *writer;
 *     att_writer_new("turtle", &bytes, &writer, reterr);
 *     att_quad_sink sink = att_writer_sink(writer);
 *     sink.quad(sink.context, &quad, reterr);            … as often as there are quads
 *     att_writer_end(writer, reterr);                    writes what is still held
 *     att_writer_free(writer);
 *
 * One writer, one thread.
 */
#ifndef ATT_GRAPH_WRITER_H
#define ATT_GRAPH_WRITER_H

#include "graph/sink.h"

typedef struct att_writer att_writer;

/* Names of the formats ("turtle", …), NULL-terminated, in the order that help shows them. */
extern const char *const att_writer_formats[];

/* Whether the format keeps graphs apart (nquads, trig, jsonld). The others merge them, and say each
 * triple once where the format gathers; send them a union scan. False for an unknown name. */
bool att_writer_has_graphs(const char *format);

/* ATT_ERR_USAGE for an unknown format. `bytes` must outlive the writer. */
att_status att_writer_new(const char *format, const att_sink *bytes, att_writer **ret_writer,
                          att_error *reterr) ATT_MUST_CHECK;

/* Where the writer takes quads; good until att_writer_end(). */
att_quad_sink att_writer_sink(att_writer *writer);

/* Bytes that the writer holds: grows with the quads where the format gathers. */
size_t att_writer_held(const att_writer *writer);

/* Ends the text, also of no quads at all. ATT_ERR_USAGE where the format cannot say a term (RDF/XML
 * has no way to write some predicates and characters); else the sink's error. */
att_status att_writer_end(att_writer *writer, att_error *reterr) ATT_MUST_CHECK;
void att_writer_free(att_writer *writer);

/* Writes the store's quads that fit the pattern and are not in the graphs `without`, as
 * att_store_send() takes them; formats without graphs get each triple once. With `evidence` false,
 * att_evidence_filter() stands between. All formats gather: the order of a scan would be that in
 * which the store met its terms. */
att_status att_writer_write(att_txn *txn, const att_quad *pattern, const att_id *without,
                            const char *format, bool evidence, const att_sink *sink,
                            att_error *reterr) ATT_MUST_CHECK;

#endif
