/* SPDX-License-Identifier: Apache-2.0
 *
 * RDF text to coded statements, piece by piece: the part of a load that needs no store and goes on
 * in another thread beside the writer. Private to graph/. One thread at a time to a parser.
 */
#ifndef ATT_GRAPH_PARSE_H
#define ATT_GRAPH_PARSE_H

#include <stdbool.h>

#include "graph/load.h"

typedef struct {
  att_buffer input;     /* bytes of the file: whole characters, and lines where the parser says */
  unsigned long before; /* lines of the file before them */
  bool last;            /* the file's end */
  att_buffer statements;
  uint64_t count; /* of statements */
  att_status status;
  att_error error;
} att_piece;

/* How statements stand in a piece: a byte of bits, 1 << i for each of s, p, o, g that differs from
 * the statement before it, and IN_GRAPH where `g` is the statement's graph; then those terms: a
 * letter; for an inline id ('N') the id, else the coded term's hash and size (32 bits) and the
 * coded term; of a literal with a datatype ('T', whose code needs the datatype's id) instead of
 * these the sizes (32 bits each) of datatype and lexical form, and both. */
enum { ATT_PIECE_IN_GRAPH = 16 };

typedef struct att_load_parser att_load_parser;

/* A parser for the syntax that the options name, or that the file's name and first bytes tell.
 * Blank nodes' labels get `scope` before them. */
att_status att_load_parser_new(const att_load_options *options, const char *scope,
                               const att_buffer *first, att_load_parser **ret_parser,
                               att_error *reterr) ATT_MUST_CHECK;

/* Whether its pieces must end where lines do. */
bool att_load_parser_by_lines(const att_load_parser *parser);

/* Parses piece->input, followed by a byte 0, into piece->statements; the status is the piece's.
 * Pieces come in their order, and none after one that failed. */
void att_load_parser_read(att_load_parser *parser, att_piece *piece);
void att_load_parser_free(att_load_parser *parser);

#endif
