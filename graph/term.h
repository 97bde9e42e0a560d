/* SPDX-License-Identifier: Apache-2.0
 *
 * RDF 1.1 terms as values: pointer and length, UTF-8, nothing owned. Thread-safe: no state.
 * Source: RDF 1.1 Concepts and Abstract Syntax, section 3; RDF 1.1 N-Triples, section 2.
 */
#ifndef ATT_GRAPH_TERM_H
#define ATT_GRAPH_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/view.h"

#define ATT_XSD "http://www.w3.org/2001/XMLSchema#"

typedef enum { ATT_TERM_IRI = 1, ATT_TERM_BLANK, ATT_TERM_LITERAL } att_term_kind;

/* A literal has a language, or a datatype, or neither: then its datatype is xsd:string, which is
 * never written out here. `lexical` is the IRI, the blank node's label or the lexical form. */
typedef struct {
  att_term_kind kind;
  att_view lexical;
  att_view datatype; /* IRI */
  att_view language; /* BCP 47 tag as given; from the store in small letters (section 3.3) */
} att_term;

static inline att_view att_view_of(const char *string) {
  return (att_view){string, strlen(string)};
}
bool att_view_equal(att_view a, att_view b);

/* Constructors for NUL-terminated strings; the term borrows them. */
static inline att_term att_term_iri(const char *iri) {
  return (att_term){.kind = ATT_TERM_IRI, .lexical = att_view_of(iri)};
}
static inline att_term att_term_literal(const char *lexical) {
  return (att_term){.kind = ATT_TERM_LITERAL, .lexical = att_view_of(lexical)};
}
att_term att_term_typed(const char *lexical, const char *datatype);

/* Same term in the sense of RDF 1.1 (section 3.3), language tags compared without case. */
bool att_term_equal(const att_term *a, const att_term *b);

/* Appends the term in N-Triples' canonical form. ATT_ERR_MEMORY may leave a part of it behind. */
att_status att_term_write(const att_term *term, att_buffer *out) ATT_MUST_CHECK;

#endif
