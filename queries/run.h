/* SPDX-License-Identifier: Apache-2.0
 *
 * What queries and updates share: an execution with its arena, parser and plan. Private to
 * queries/.
 */
#ifndef ATT_QUERIES_RUN_H
#define ATT_QUERIES_RUN_H

#include "graph/writer.h"
#include "queries/expr.h"
#include "queries/query.h"
#include "queries/results.h"

enum { ATT_RUN_SCRATCH = 160 };

typedef struct {
  att_expr *expr;
  int slot;
} att_late;

typedef struct {
  att_arena arena;
  att_exec exec;
  _Atomic size_t memory; /* exec's */
  att_translation translation;
  att_error own_error, *error;
  att_id defaults[1];
  att_source root;
  att_op *op;
  struct {
    att_late *items; /* the last to be evaluated first */
    size_t count, capacity;
  } late; /* SELECT's expressions that are evaluated as rows are written */
  att_slots late_vars, late_certain;
  att_id *late_row;
  uint64_t late_chain;
} att_run;

att_status att_run_begin(att_run *run, att_txn *txn, const att_query_options *options,
                         att_error *reterr) ATT_MUST_CHECK;
void att_run_end(att_run *run); /* also after a failed begin */

/* These jump to the arena's guard. */
void att_run_dataset(att_run *run, const att_ast *query);
void att_run_plan(att_run *run, att_alg *node);

/* The term of a template's place in a solution; blank nodes are of the solution. */
att_status att_run_term(att_run *run, const att_place *place, const att_id *row, uint64_t solution,
                        char scratch[ATT_RUN_SCRATCH], att_term *ret_term,
                        bool *ret_bound) ATT_MUST_CHECK;

/* query_graph.c: what CONSTRUCT or DESCRIBE gives. The plan is open. `held` is the writer that the
 * sink is of, whose memory counts, or NULL. */
att_status att_run_graph(att_run *run, const att_query *query, const att_quad_sink *sink,
                         const att_writer *held) ATT_MUST_CHECK;

#endif
