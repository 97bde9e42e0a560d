/* SPDX-License-Identifier: Apache-2.0
 *
 * Namespaces that graph/ itself must know, and the one table of prefixes for what is written.
 */
#ifndef ATT_GRAPH_VOCABULARY_H
#define ATT_GRAPH_VOCABULARY_H

#include "graph/term.h"

#define ATT_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define ATT_DR "https://w3id.org/defrel/ns#"
#define ATT_NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define ATT_ITSRDF "http://www.w3.org/2005/11/its/rdf#"
#define ATT_FOAF "http://xmlns.com/foaf/0.1/"
#define ATT_SKOS "http://www.w3.org/2004/02/skos/core#"
#define ATT_ORG "http://www.w3.org/ns/org#"
#define ATT_SEM "http://semanticweb.cs.vu.nl/2009/11/sem/"
#define ATT_SCHEMA "http://schema.org/"

/* What instance IRIs begin with. */
#define ATT_BASE_IRI "https://w3id.org/defrel/"

typedef struct {
  const char *prefix;
  const char *iri;
} att_prefix;

enum { ATT_PREFIXES = 22 };

/* In the order of the prefixes' names. */
extern const att_prefix att_prefixes[ATT_PREFIXES];

/* The entry with the longest IRI that `iri` begins with, or -1. */
int att_prefix_find(att_view iri);

#endif
