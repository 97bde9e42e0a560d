/* SPDX-License-Identifier: Apache-2.0
 *
 * A set of quads in memory with a dictionary of its own, to be put in an order that depends on the
 * quads alone. Terms have numbers from 1; 0 stands for the default graph. Gather with
 * att_quad_set_add(), then att_quad_set_sort() once, then read. Sizes: 16 bytes a quad, some 40
 * bytes and its own a term. Not thread-safe.
 */
#ifndef ATT_GRAPH_QUAD_SET_H
#define ATT_GRAPH_QUAD_SET_H

#include "graph/sink.h"

typedef struct {
  uint32_t g, s, p, o;
} att_set_quad;

typedef struct {
  uint64_t hash;
  size_t offset; /* of lexical form, datatype, language in the set's bytes */
  size_t lexical, datatype, language;
  att_term_kind kind;
} att_set_term;

typedef struct {
  att_set_quad *quads;
  size_t count, capacity;
  att_set_term *terms; /* term 1 first */
  size_t term_count, term_capacity;
  uint32_t *slots; /* open addressing on the hashes; until the set is sorted */
  size_t slot_count;
  att_buffer bytes;
  bool merge; /* quads lose their graph */
  bool sorted;
  uint32_t type; /* number of rdf:type once sorted, or 0 */
} att_quad_set;

/* With `merge`, the quads of all graphs become one set of triples. */
void att_quad_set_init(att_quad_set *set, bool merge);
void att_quad_set_clear(att_quad_set *set);

/* ATT_ERR_MEMORY, or ATT_ERR_LIMIT above 2^32-2 terms. */
att_status att_quad_set_add(att_quad_set *set, const att_term_quad *quad,
                            att_error *reterr) ATT_MUST_CHECK;
att_quad_sink att_quad_set_sink(att_quad_set *set);

/* Orders terms (IRIs, blank nodes, literals; numbers inside them by value) and numbers them anew,
 * then quads by graph (the default graph first), subject, predicate (rdf:type first), object; what
 * stands twice is dropped. */
att_status att_quad_set_sort(att_quad_set *set, att_error *reterr) ATT_MUST_CHECK;

/* The term of a number > 0; its views last until the set is added to or cleared. */
att_term att_quad_set_term(const att_quad_set *set, uint32_t number);

/* In a sorted set: the number of an IRI, or 0. */
uint32_t att_quad_set_number(const att_quad_set *set, const char *iri);

/* In a sorted set of one graph (`merge`): the first of the quads of `s` with `p`; `*ret_count` says
 * how many. With `p` 0, all of its quads. */
const att_set_quad *att_quad_set_find(const att_quad_set *set, uint32_t s, uint32_t p,
                                      size_t *ret_count);

/* The end of the run of quads that begins at `from` and has the same graph, subject and, with
 * `predicate`, predicate. */
size_t att_quad_set_run(const att_quad_set *set, size_t from, bool predicate);

#endif
