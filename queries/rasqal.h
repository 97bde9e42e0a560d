/* SPDX-License-Identifier: Apache-2.0
 *
 * SPARQL by rasqal, through librdf's storage over the store: the second engine, slow on joins, and
 * without what rasqal 0.9.33 lacks (property paths, NOT EXISTS, MINUS, updates). Prints nothing.
 */
#ifndef ATT_QUERIES_RASQAL_H
#define ATT_QUERIES_RASQAL_H

#include <stdio.h>

#include "base/status.h"

/* Formats of bindings and ASK, and of CONSTRUCT and DESCRIBE: NULL-terminated. */
extern const char *const att_rasqal_formats[];

/* Runs `query` over the store at `path` and writes the results to `out`. "table" fits every kind of
 * result (a graph is then Turtle); the graph syntaxes fit graphs, the other formats the rest.
 * ATT_ERR_SYNTAX for a query that does not parse, ATT_ERR_USAGE for a format that does not fit. */
att_status att_rasqal_run(const char *path, const char *query, const char *format, FILE *out,
                          att_error *reterr) ATT_MUST_CHECK;

#endif
