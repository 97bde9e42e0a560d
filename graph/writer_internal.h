/* SPDX-License-Identifier: Apache-2.0
 *
 * What the output formats share: the vtable that each file fills, an output whose first failure
 * sticks (so that formats need not check each write), and names. Private to graph/.
 */
#ifndef ATT_GRAPH_WRITER_INTERNAL_H
#define ATT_GRAPH_WRITER_INTERNAL_H

#include "base/utf8.h"
#include "graph/quad_set.h"
#include "graph/vocabulary.h"

/* Bytes gathered and sent on to `sink` in large pieces; after a failure, writes do nothing. */
typedef struct {
  const att_sink *sink; /* NULL: a rehearsal, whose bytes are dropped */
  att_buffer buffer;
  att_error error; /* status ATT_OK while all is well */
  size_t column;   /* bytes since the last newline */
} att_out;

void att_out_bytes(att_out *out, const char *bytes, size_t size);
void att_out_text(att_out *out, const char *text);
void att_out_view(att_out *out, att_view text);
void att_out_format(att_out *out, const char *format, ...) ATT_PRINTF(2, 3);

/* A term as in N-Triples; blank nodes by att_out_blank(). */
void att_out_term(att_out *out, const att_term *term);

/* A blank node's label without "_:", made of ASCII letters, digits, '_', '-' alone: labels of other
 * characters are coded, and no two become the same. `start` goes before, for formats in which a
 * label may not begin with a digit. */
void att_out_blank(att_out *out, att_view label, const char *start);

/* Records the first failure. */
void att_out_fail(att_out *out, att_status status, const char *format, ...) ATT_PRINTF(3, 4);
void att_out_flush(att_out *out);

typedef struct {
  const char *name;
  bool graphs; /* keeps graphs apart */
  /* Either: writes one quad at once. */
  void (*quad)(att_out *out, const att_term_quad *quad);
  /* Or: writes all of a sorted set, one without graphs when `graphs` is false. ATT_ERR_MEMORY;
   * other failures stick to `out`. */
  att_status (*set)(att_out *out, const att_quad_set *set);
} att_format;

extern const att_format att_format_turtle, att_format_trig, att_format_ntriples, att_format_nquads,
    att_format_rdfxml, att_format_jsonld, att_format_dot;

/* What of `iri` goes behind ATT_BASE_IRI as a relative reference that resolves back to it, or an
 * empty view where none is safe. */
att_view att_relative_iri(att_view iri);

/* The IRI's last name: what stands behind the last '#', '/' or ':'. */
att_view att_local_name(att_view iri);

#endif
