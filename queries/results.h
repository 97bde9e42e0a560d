/* SPDX-License-Identifier: Apache-2.0
 *
 * Solutions and truths as text, as they come: SPARQL 1.1's XML, JSON, CSV and TSV formats, HTML,
 * and a table for people. Knows no files. One thread.
 */
#ifndef ATT_QUERIES_RESULTS_H
#define ATT_QUERIES_RESULTS_H

#include "graph/sink.h"
#include "queries/table.h"

typedef enum {
  ATT_RESULTS_TABLE,
  ATT_RESULTS_CSV,
  ATT_RESULTS_TSV,
  ATT_RESULTS_JSON,
  ATT_RESULTS_XML,
  ATT_RESULTS_HTML,
  ATT_RESULTS_NONE
} att_results_format;

/* ATT_RESULTS_NONE for a name that is none of these. */
att_results_format att_results_format_of(const char *name);

typedef struct {
  att_results_format format;
  const att_sink *out;
  size_t width; /* columns that a table is cut to; 0: not cut */
  const att_view *names; /* of the columns */
  size_t columns;
  uint64_t rows;
  att_buffer text; /* not written yet */
  att_table table;
} att_results;

/* `names` and `out` must outlive the results; clear them whatever happens. */
att_status att_results_begin(att_results *results, att_error *reterr) ATT_MUST_CHECK;
/* A term of kind 0: unbound. */
att_status att_results_row(att_results *results, const att_term *row,
                           att_error *reterr) ATT_MUST_CHECK;
att_status att_results_end(att_results *results, att_error *reterr) ATT_MUST_CHECK;
/* Instead of all these, an answer of ASK. */
att_status att_results_truth(att_results *results, bool truth, att_error *reterr) ATT_MUST_CHECK;
void att_results_clear(att_results *results);

#endif
