/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the planner share: plan.c (algebra to operators), plan_join.c (the order of
 * joins), plan_cost.c (how many rows patterns give). Private to queries/. Failures jump to the
 * arena's guard.
 */
#ifndef ATT_QUERIES_PLAN_H
#define ATT_QUERIES_PLAN_H

#include "queries/exec.h"

/* Where a pattern is planned: what its input's rows have bound, for sure or perhaps. */
typedef struct {
  att_exec *exec;
  const att_source *root;
  att_reads reads;
  att_slots certain, maybe;
} att_plan_at;

void att_plan_must(att_exec *exec, att_status status);
att_id att_plan_term(att_exec *exec, const att_term *term); /* its id */
att_spot att_plan_spot(att_exec *exec, const att_place *place);
int att_plan_tag(att_exec *exec); /* a slot of its own */

/* A node behind `input`. */
att_op *att_plan_build(const att_plan_at *at, att_alg *node, att_op *input);

/* Whether the node gives the same rows when the variables in `maybe` are bound beforehand as when
 * it is evaluated by itself and joined: the bottom-up semantics of section 18.6. */
bool att_plan_is_safe(const att_alg *node, const att_slots *maybe);

/* Where a node that is evaluated by itself, beside the rows of `at`, begins: at the row at hand
 * where it may depend on that. */
const att_source *att_plan_beside(const att_plan_at *at, const att_alg *node);

/* A right side, already planned, hashed for the rows of `input`. `vars`, `certain`: what the input
 * may have bound, and surely has. */
att_op *att_plan_hash(const att_plan_at *at, att_join_kind kind, att_op *input, att_op *right,
                      const att_slots *right_vars, const att_slots *right_certain,
                      const att_slots *vars, const att_slots *certain, const att_exprs *filters);

/* The filters whose variables are all bound now, or (`all`) all that are left. */
att_op *att_plan_filters(const att_plan_at *at, const att_exprs *filters, bool *done, bool all,
                         att_op *op);

/* plan_note.c: more of op->note. */
void att_plan_note_slot(att_op *op, int slot);
void att_plan_note_triple(att_op *op, const att_alg *triple);

/* plan_join.c: the children of a JOIN in the best order, `filters` as early as they can be. */
att_op *att_plan_join(const att_plan_at *at, att_alg *node, const att_exprs *filters, att_op *op);

/* How many rows a node gives by itself, and of how many values a variable's are some: where the
 * subject or object is bound, those of all the predicate's triples, for what is bound elsewhere in
 * a pattern chooses among them independently. */
typedef struct {
  double rows, s, p, o; /* s, p, o: values, of a triple pattern */
} att_estimate;

/* plan_cost.c. Spans: of the object, where filters bound it. */
att_estimate att_plan_triple_rows(const att_plan_at *at, const att_alg *node,
                                  const att_spans *spans);
double att_plan_rows(const att_plan_at *at, att_alg *node);
/* What comparisons of a variable with inline constants leave of its ids. */
att_spans att_plan_spans(att_exec *exec, const att_exprs *filters, int slot);
/* How many of the rows a filter lets through, of 1. */
double att_plan_selectivity(const att_expr *filter);
/* For an equation or a list of IRIs: VALUES with the same meaning where `slot` is bound; or NULL.
 */
att_alg *att_plan_as_values(att_exec *exec, const att_expr *filter);

#endif
