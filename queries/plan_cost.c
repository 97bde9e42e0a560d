/* SPDX-License-Identifier: Apache-2.0
 *
 * Cardinalities, of the store's exact counts of predicates; where a pattern's own range is too long
 * to be counted, the density of ids at some places of it stands for the rest of the range. */
#include "queries/plan.h"

enum { COUNTED = 512, SAMPLES = 3 };

#define TYPE(id) ((id) >> 60)
#define OF_TYPE(type) ((att_id)(type) << 60)
#define LITERALS 3 /* types of ids: docs/store-format.md */
#define INTEGERS 8
#define DATES 10

/* Which component an open range runs over: s, or o where `p` alone (or with `s`) is bound. */
static att_id ranged_part(const att_quad *pattern, const att_quad *quad) {
  return pattern->p && !pattern->o ? quad->o : quad->s;
}

static void rescan(const att_plan_at *at, att_cursor *cursor, const att_quad *pattern,
                   unsigned flags, att_id low, att_id high, att_quad *quads, size_t most,
                   size_t *ret_count) {
  att_exec *exec = at->exec;
  att_status status = att_cursor_rescan_range(cursor, pattern, flags, low, high, exec->error);
  if (status == ATT_OK)
    status = att_cursor_next_many(cursor, quads, most, ret_count, exec->error);
  if (status != ATT_OK)
    att_cursor_close(cursor);
  att_plan_must(exec, status);
}

/* Quads of a pattern from `low` to `high` of its open component. */
static double count_range(const att_plan_at *at, const att_quad *pattern, att_id low, att_id high) {
  att_exec *exec = at->exec;
  att_cursor *cursor;
  att_quad quads[COUNTED], found;
  size_t count, more;
  att_plan_must(exec, att_txn_scan(exec->txn, pattern, 0, &cursor, exec->error));
  rescan(at, cursor, pattern, 0, low, high, quads, COUNTED, &count);
  if (count < COUNTED) {
    att_cursor_close(cursor);
    return (double)count;
  }
  /* The last of them: gallop until there is none, then halve. */
  att_id first = ranged_part(pattern, &quads[0]), last = ranged_part(pattern, &quads[count - 1]);
  att_id end = high < (last | (OF_TYPE(1) - 1)) ? high : last | (OF_TYPE(1) - 1);
  att_id under = last, over = end, step = last - first + 1;
  while (over > under && over - under > (under - first) / 16 + 1) {
    att_id middle =
        over == end && step < (over - under) / 2 ? under + step : under + (over - under) / 2;
    rescan(at, cursor, pattern, 0, middle, over, &found, 1, &more);
    if (more)
      under = ranged_part(pattern, &found);
    else
      over = middle - 1;
    step *= 2;
  }
  double density = (double)count / (double)(last - first + 1);
  for (int part = 1; part <= SAMPLES; part++) {
    att_id low_part = first + (under - first) / (SAMPLES + 1) * (att_id)part;
    rescan(at, cursor, pattern, 0, low_part, high, quads, COUNTED / 8, &more);
    if (more > 1)
      density += (double)more / (double)(ranged_part(pattern, &quads[more - 1]) - low_part + 1);
  }
  att_cursor_close(cursor);
  double estimate = density / (SAMPLES + 1) * (double)(under - first + 1);
  return estimate > (double)count ? estimate : (double)count;
}

static double least(double a, double b) {
  return a < b ? a : b;
}

att_estimate att_plan_triple_rows(const att_plan_at *at, const att_alg *node,
                                  const att_spans *spans) {
  att_exec *exec = at->exec;
  att_id ids[3] = {0};
  const att_place *places[] = {&node->s, &node->p, &node->o};
  for (int i = 0; i < 3; i++)
    if (places[i]->slot == ATT_NO_SLOT &&
        att_id_is_local(ids[i] = att_plan_term(exec, &places[i]->term)))
      return (att_estimate){0, 0, 0, 0};
  att_quad pattern = {ids[0], ids[1], ids[2], ATT_ID_ANY};
  att_predicate_stats stats;
  att_plan_must(exec, att_txn_predicate_stats(exec->txn, pattern.p, &stats, exec->error));
  double rows = (double)stats.quads, all = rows;
  if (pattern.s || pattern.o) {
    rows = count_range(at, &pattern, 0, UINT64_MAX);
  } else if (pattern.p && spans && spans->count) {
    rows = 0;
    for (size_t i = 0; i < spans->count; i++)
      rows += count_range(at, &pattern, spans->items[i].low, spans->items[i].high);
    rows = least(rows, all);
  }
  double part = all > 0 ? rows / all : 0;
  att_estimate estimate = {rows, (double)stats.subjects, least(20, rows), (double)stats.objects};
  if (!pattern.s && !pattern.o && part < 1)
    estimate.o = least((double)stats.objects * part + 1, rows);
  if (pattern.s)
    estimate.s = least(1, rows);
  if (pattern.p)
    estimate.p = least(1, rows);
  if (pattern.o)
    estimate.o = least(1, rows);
  return estimate;
}

double att_plan_rows(const att_plan_at *at, att_alg *node) {
  double rows = 1e5, some;
  switch (node->kind) {
  case ATT_ALG_TRIPLE:
    return att_plan_triple_rows(at, node, NULL).rows;
  case ATT_ALG_VALUES:
    return (double)node->limit;
  case ATT_ALG_PATH:
    return node->s.slot == ATT_NO_SLOT || node->o.slot == ATT_NO_SLOT ? 1000 : 1e8;
  case ATT_ALG_SERVICE:
    return 1000;
  case ATT_ALG_UNION:
    rows = 0;
    for (att_alg *child = node->first; child; child = child->next)
      rows += att_plan_rows(at, child);
    return rows;
  case ATT_ALG_JOIN:
    if (!node->first)
      return 1;
    rows = 1e12;
    for (att_alg *child = node->first; child; child = child->next)
      rows = (some = att_plan_rows(at, child)) < rows ? some : rows;
    return rows;
  case ATT_ALG_GROUP:
    return node->columns.count ? least(1000, att_plan_rows(at, node->first)) : 1;
  case ATT_ALG_SLICE:
    some = att_plan_rows(at, node->first);
    return node->limit == UINT64_MAX ? some : least(some, (double)node->limit);
  case ATT_ALG_FILTER:
    rows = att_plan_rows(at, node->first);
    for (size_t i = 0; i < node->filters.count; i++)
      rows *= att_plan_selectivity(node->filters.items[i]);
    return rows;
  default:
    return node->first ? att_plan_rows(at, node->first) : rows;
  }
}

double att_plan_selectivity(const att_expr *filter) {
  switch (filter->kind) {
  case ATT_EXPR_OPERATOR:
    return filter->op == '=' ? 0.05 : filter->op == '!' ? 0.95 : 0.4;
  case ATT_EXPR_IN:
    return filter->negated ? 0.9 : 0.1;
  case ATT_EXPR_CALL:
    return 0.05;
  case ATT_EXPR_NOT:
  case ATT_EXPR_BOUND:
    return 0.9;
  default:
    return 0.5;
  }
}

/* ?v op constant, or the other way round: *ret_op as `?v op constant`. */
static bool is_comparison(att_exec *exec, const att_expr *expr, int slot, char *ret_op,
                          att_id *ret_id) {
  static const char ops[] = "=<>lg", turned[] = "=><gl";
  if (expr->kind != ATT_EXPR_OPERATOR || expr->count != 2)
    return false;
  bool first = expr->arguments[0]->kind == ATT_EXPR_VAR;
  const att_expr *var = expr->arguments[!first], *term = expr->arguments[first];
  if (var->kind != ATT_EXPR_VAR || var->place.slot != slot || term->kind != ATT_EXPR_TERM)
    return false;
  for (int i = 0; ops[i]; i++)
    if (ops[i] == expr->op) {
      *ret_op = first ? ops[i] : turned[i];
      *ret_id = att_plan_term(exec, &term->place.term);
      return TYPE(*ret_id) == INTEGERS || TYPE(*ret_id) == DATES;
    }
  return false;
}

att_spans att_plan_spans(att_exec *exec, const att_exprs *filters, int slot) {
  att_spans spans = {.count = 0};
  att_id low = 0, high = 0, id;
  char op;
  for (size_t i = 0; filters && i < filters->count; i++) {
    if (!is_comparison(exec, filters->items[i], slot, &op, &id))
      continue;
    if (!high) {
      low = OF_TYPE(TYPE(id));
      high = low | (OF_TYPE(1) - 1);
    }
    if (TYPE(id) != TYPE(low))
      continue;
    if (op == '=' || op == '>' || op == 'g')
      low = id + (op == '>') > low ? id + (op == '>') : low;
    if (op == '=' || op == '<' || op == 'l')
      high = id - (op == '<') < high ? id - (op == '<') : high;
  }
  if (!high)
    return spans;
  /* Literals of the dictionary may fit too, other numbers for one: the filter itself decides. */
  spans.items[0].low = OF_TYPE(LITERALS);
  spans.items[0].high = OF_TYPE(LITERALS + 1) - 1;
  spans.items[1].low = low;
  spans.items[1].high = high;
  spans.count = low <= high ? 2 : 1;
  return spans;
}

static bool is_iri(const att_expr *expr) {
  return expr->kind == ATT_EXPR_TERM && expr->place.term.kind == ATT_TERM_IRI;
}

att_alg *att_plan_as_values(att_exec *exec, const att_expr *filter) {
  bool equation = filter->kind == ATT_EXPR_OPERATOR && filter->op == '=' && filter->count == 2;
  if ((!equation && (filter->kind != ATT_EXPR_IN || filter->negated)) || filter->count < 2)
    return NULL;
  size_t var = equation && filter->arguments[1]->kind == ATT_EXPR_VAR;
  if (filter->arguments[var]->kind != ATT_EXPR_VAR)
    return NULL;
  for (size_t i = 0; i < filter->count; i++)
    if (i != var && !is_iri(filter->arguments[i]))
      return NULL;
  att_alg *node = ATT_NEW(exec->arena, att_alg);
  node->kind = ATT_ALG_VALUES;
  node->slot = node->s.slot = node->p.slot = node->o.slot = ATT_NO_SLOT;
  *ATT_PUSH(exec->arena, &node->columns) = filter->arguments[var]->place.slot;
  att_slots_add(&node->vars, node->columns.items[0]);
  node->certain = node->vars;
  att_tuples seen = {.size = 1};
  att_status status = ATT_OK;
  for (size_t i = 0; i < filter->count && status == ATT_OK; i++) {
    bool fresh;
    att_id id;
    if (i == var)
      continue;
    status = att_exec_id(exec, &filter->arguments[i]->place.term, &id);
    if (status == ATT_OK)
      status = att_tuples_add(exec, &seen, &id, &(size_t){0}, &fresh);
    if (status == ATT_OK && fresh)
      *ATT_PUSH(exec->arena, &node->rows) = filter->arguments[i]->place;
  }
  att_tuples_clear(exec, &seen);
  att_plan_must(exec, status);
  node->limit = node->rows.count;
  return node;
}
