/* SPDX-License-Identifier: Apache-2.0
 *
 * SPARQL 1.1 queries by attache's own engine: parse, translate, plan, run, write the results. The
 * caller has the transaction; a query only reads. One thread.
 */
#ifndef ATT_QUERIES_QUERY_H
#define ATT_QUERIES_QUERY_H

#include <signal.h>

#include "graph/sink.h"
#include "queries/ast.h"

typedef struct {
  const char *format; /* of att_query_formats, or for graphs of att_writer_formats */
  const char *base;   /* IRI that relative ones are resolved against, or NULL */
  bool no_default_prefixes;
  bool exact_dataset; /* the default graph is the store's own, not the union of all */
  bool explain;       /* write the plan, with rows estimated and counted, not the results */
  double timeout;     /* seconds; 0: none */
  size_t memory;      /* bytes; 0: 1 GiB */
  unsigned threads;   /* at most; 0: as many as there are cores */
  const volatile sig_atomic_t *stop; /* set from outside to end the query; may be NULL */
  bool service;           /* SERVICE may ask other endpoints */
  double service_timeout; /* seconds for each of its requests; 0: 30 */
  size_t width;           /* columns that a table is cut to; 0: not cut */
  att_parse_place *place; /* filled with the place of an ATT_ERR_SYNTAX; may be NULL */
  uint64_t *rows;         /* set to how many att_query_run() gave for SELECT; may be NULL */
} att_query_options;

extern const char *const att_query_formats[]; /* of solutions; NULL-terminated */

/* ATT_ERR_SYNTAX for what does not parse, ATT_ERR_USAGE for a format that does not fit,
 * ATT_ERR_LIMIT for time and memory, or what the sink says. */
att_status att_query_run(att_txn *txn, const char *text, size_t size,
                         const att_query_options *options, const att_sink *out,
                         att_error *reterr) ATT_MUST_CHECK;

/* Takes an answer as terms, which it may not keep pointers into; a failure ends the query. What a
 * kind of query never gives may be NULL. */
typedef struct {
  void *context;
  /* SELECT: once, before its rows; then each row, a term of kind 0 where a variable is unbound. */
  att_status (*names)(void *context, const att_view *names, size_t count, att_error *reterr);
  att_status (*row)(void *context, const att_term *terms, att_error *reterr);
  att_status (*truth)(void *context, bool truth, att_error *reterr);            /* ASK */
  att_status (*quad)(void *context, const att_term_quad *quad, att_error *reterr); /* graphs */
} att_query_receiver;

/* As att_query_run(), for programs that want terms instead of text; `options->format`, `width` and
 * `explain` say nothing here. */
att_status att_query_send(att_txn *txn, const char *text, size_t size,
                          const att_query_options *options, const att_query_receiver *receiver,
                          att_error *reterr) ATT_MUST_CHECK;

/* All operations of a request, in the caller's transaction: abort it after an error.
 * `allow_load`: LOAD may read the files of file: IRIs; without it LOAD is refused. Errors as above.
 */
att_status att_update_run(att_txn *txn, const char *text, size_t size,
                          const att_query_options *options, bool allow_load,
                          att_error *reterr) ATT_MUST_CHECK;

#endif
