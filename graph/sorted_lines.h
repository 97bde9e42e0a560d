/* SPDX-License-Identifier: Apache-2.0
 *
 * Quads of one graph as lines of N-Triples or N-Quads, in the order of their bytes, each once. An
 * IRI is told by the address of its bytes, so that it is written and, as a subject or predicate,
 * compared once, however many lines it stands in. Not thread-safe.
 */
#ifndef ATT_GRAPH_SORTED_LINES_H
#define ATT_GRAPH_SORTED_LINES_H

#include "base/lines.h"
#include "graph/sink.h"

typedef struct {
  struct {
    struct {
      att_view iri;    /* borrowed; its data is NULL: a literal */
      size_t at, size; /* bytes of the forms: the term as it is written */
      uint32_t rank;   /* when all are known: that of an IRI by its bytes, 0 of a literal */
    } * items;
    size_t count, capacity;
  } terms;
  uint32_t *slots; /* numbers + 1 of IRIs by their address, open addressing; 0 for none */
  size_t slot_count, iri_count;
  struct {
    struct {
      uint32_t s, p, o; /* numbers of terms */
    } * items;
    size_t count, capacity;
    size_t bytes; /* of all lines without their graph */
  } lines;
  struct {
    att_line *items;
    size_t count, capacity;
  } order;
  att_buffer forms;
  att_term graph;
} att_sorted_lines;

/* Starts from zeros. Reset empties it and keeps the memory. */
void att_sorted_lines_reset(att_sorted_lines *lines);
void att_sorted_lines_clear(att_sorted_lines *lines);

/* Adds a quad without blank nodes. Its IRIs' bytes stay where and as they are until the reset.
 * ATT_ERR_MEMORY without a message. */
att_status att_sorted_lines_add(att_sorted_lines *lines, const att_term_quad *quad) ATT_MUST_CHECK;

/* Appends the lines, with their graph or without; a reset comes next. ATT_ERR_MEMORY without a
 * message. */
att_status att_sorted_lines_write(att_sorted_lines *lines, bool quads,
                                  att_buffer *out) ATT_MUST_CHECK;

#endif
