/* SPDX-License-Identifier: Apache-2.0
 *
 * N-Triples and N-Quads, their grammars and no more (W3C Recommendations of 25 February 2014, with
 * the erratum that a blank node's label has no ':'). A fast scanner that copies nothing: raptor's
 * takes longer than the store does to load what it gives. Knows nothing of files or of the store.
 * Thread-safe between texts.
 */
#ifndef ATT_GRAPH_NTRIPLES_H
#define ATT_GRAPH_NTRIPLES_H

#include "graph/term.h"

/* A text of whole lines, and how far it is read. Where it is wrong, `at` is the place. */
typedef struct {
  const char *start, *at, *end;
  bool quads;
  bool relative; /* IRIs may be relative, which the grammar's text forbids: they stay as they are */
} att_ntriples;

/* The next statement's terms as they stand in the text, the graph's with size 0 where it has none;
 * *ret_more is false at the end. ATT_ERR_SYNTAX says what is wrong, without the line. */
att_status att_ntriples_next(att_ntriples *text, att_view ret_tokens[4], bool *ret_more,
                             att_error *reterr) ATT_MUST_CHECK;

/* What a token stands for. Views go into the token or, where it has escapes, into `scratch`. */
att_status att_ntriples_term(att_view token, att_buffer *scratch,
                             att_term *ret_term) ATT_MUST_CHECK;

/* Lines that end in the first `size` bytes: with LF, CR LF or CR. */
unsigned long att_ntriples_lines(const char *bytes, size_t size);

#endif
