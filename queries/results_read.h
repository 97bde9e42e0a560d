/* SPDX-License-Identifier: Apache-2.0
 *
 * Solutions from SPARQL 1.1's XML and JSON results, as they come in: by libxml2's and yajl's push
 * parsers, so that nothing but the binding at hand is held. Loads no DTD, file or URL. One thread.
 *
 *     att_results_reader_new(ATT_READ_JSON, &handler, &reader, reterr);
 *     att_results_reader_feed(reader, bytes, size, reterr); …
 *     att_results_reader_end(reader, reterr);
 *     att_results_reader_free(reader);
 */
#ifndef ATT_QUERIES_RESULTS_READ_H
#define ATT_QUERIES_RESULTS_READ_H

#include "graph/term.h"

typedef enum { ATT_READ_JSON = 1, ATT_READ_XML } att_results_syntax;

/* Called for each binding of a solution, and behind the last one of it. A status other than ATT_OK
 * ends the reading with it. The term's views last for the call. */
typedef struct {
  att_status (*binding)(void *context, att_view variable, const att_term *term, att_error *reterr);
  att_status (*solution)(void *context, att_error *reterr);
  void *context;
} att_results_handler;

typedef struct att_results_reader att_results_reader;

/* ATT_ERR_MEMORY. `handler` must outlive the reader. */
att_status att_results_reader_new(att_results_syntax syntax, const att_results_handler *handler,
                                  att_results_reader **ret_reader,
                                  att_error *reterr) ATT_MUST_CHECK;
/* ATT_ERR_SYNTAX for what is no such document, of bindings; the handler's status. */
att_status att_results_reader_feed(att_results_reader *reader, const void *bytes, size_t size,
                                   att_error *reterr) ATT_MUST_CHECK;
att_status att_results_reader_end(att_results_reader *reader, att_error *reterr) ATT_MUST_CHECK;
void att_results_reader_free(att_results_reader *reader);

#endif
