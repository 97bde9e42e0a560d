/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of expressions over a row of ids. Literal semantics (promotion, casts, functions) are
 * rasqal's; ids of inline numbers, dates and booleans are compared without it. One thread.
 */
#ifndef ATT_QUERIES_EXPR_H
#define ATT_QUERIES_EXPR_H

#include "queries/exec.h"

/* Opens rasqal for the execution; att_expr_end() takes NULL functions. */
att_status att_expr_begin(att_exec *exec) ATT_MUST_CHECK;
void att_expr_end(att_exec *exec);

/* The same beside another execution of the same query, with its NOW(). */
att_status att_expr_begin_beside(att_exec *exec, const att_exec *other) ATT_MUST_CHECK;

/* While planning: a copy for another thread; NULL where the value depends on more than the row. */
att_expr *att_expr_copy(att_exec *exec, const att_expr *expr);
/* Of each filter; false where one has no copy. */
bool att_expr_copy_all(att_exec *exec, const att_exprs *exprs, att_exprs *ret_exprs);

/* While planning, once the constants in it have ids: IN with many constants becomes a table. */
att_status att_expr_make_list(att_exec *exec, att_expr *expr) ATT_MUST_CHECK;

/* ORDER BY's order of two ids (section 15.1), extended to a total one: unbound, blank nodes, IRIs,
 * literals; numbers by value. */
int att_expr_order_terms(att_exec *exec, att_id a, att_id b); /* by the terms themselves */
static inline int att_expr_order(att_exec *exec, att_id a, att_id b) {
  if (a == b)
    return 0;
  if (a == 0 || b == 0)
    return a == 0 ? -1 : 1;
  if (a >> 60 == b >> 60 && a >> 60 >= 8 && a >> 60 <= 10) /* inline: the ids ascend as they do */
    return a < b ? -1 : 1;
  return att_expr_order_terms(exec, a, b);
}

/* A number that orders ids as att_expr_order() does where two of them differ; its high four bits
 * are the kind of term. In kinds whose bit (1 << kind) comes to be set in *vague it does not. */
att_status att_expr_sort_code(att_exec *exec, att_id id, unsigned *vague,
                              uint64_t *ret_code) ATT_MUST_CHECK;

/* An xsd:integer's id. */
att_status att_expr_integer(att_exec *exec, int64_t value, att_id *ret_id) ATT_MUST_CHECK;

#endif
