/* SPDX-License-Identifier: Apache-2.0
 *
 * RDF files into a store's transaction, parsed as a stream in a thread beside the
 * caller's: N-Triples and N-Quads here, all else by raptor2. Knows nothing of articles.
 * Blank nodes get labels that no other load of the store has. Not thread-safe within a transaction.
 */
#ifndef ATT_GRAPH_LOAD_H
#define ATT_GRAPH_LOAD_H

#include <stdio.h>

#include "graph/store.h"

typedef struct {
  const char *name;    /* for messages, and its ending for the syntax */
  const char *base;    /* IRI that relative ones are resolved against */
  const char *syntax;  /* raptor's name ("turtle", …); NULL: told from name and content */
  att_id graph;        /* for triples without a graph of their own */
  bool relative;       /* N-Triples and N-Quads may have relative IRIs, taken as they are */
  uint64_t most_bytes; /* a longer file, unpacked, is refused; 0: none is */
  uint64_t most_term;  /* bytes of a literal or IRI, likewise */
} att_load_options;

/* For files that one does not know. Nesting has bounds of its own: raptor's Turtle has a stack of
 * 10000 symbols, libxml2's elements go 256 deep. */
#define ATT_LOAD_MOST_BYTES ((uint64_t)16 << 30)
#define ATT_LOAD_MOST_TERM ((uint64_t)16 << 20)

/* Adds what `file`, read to its end, says; *ret_count is the number of statements read. An
 * ATT_ERR_SYNTAX, also for what is too large, names file and line, and the transaction holds what
 * was read before it: abort it. ATT_ERR_USAGE for a syntax that raptor does not have. Nothing is
 * fetched from the network. */
att_status att_load_file(att_txn *txn, FILE *file, const att_load_options *options,
                         uint64_t *ret_count, att_error *reterr) ATT_MUST_CHECK;

#endif
