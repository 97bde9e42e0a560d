/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "queries/expr.h"
#include "queries/plan.h"

static att_op *build(const att_plan_at *at, att_alg *node, att_op *input) {
  return att_plan_build(at, node, input);
}

void att_plan_must(att_exec *exec, att_status status) {
  if (status != ATT_OK)
    longjmp(exec->arena->guard, 1);
}

att_id att_plan_term(att_exec *exec, const att_term *term) {
  att_id id = 0;
  att_plan_must(exec, att_exec_id(exec, term, &id));
  return id;
}

att_spot att_plan_spot(att_exec *exec, const att_place *place) {
  return (att_spot){place->slot,
                    place->slot == ATT_NO_SLOT ? att_plan_term(exec, &place->term) : 0};
}

static void plan_path(att_exec *exec, att_path *path) {
  if (path->kind == ATT_PATH_IRI)
    path->id = att_plan_term(exec, &path->iri);
  for (att_path *part = path->first; part; part = part->next)
    plan_path(exec, part);
}

bool att_plan_is_safe(const att_alg *node, const att_slots *maybe) {
  att_slots outside = *maybe, shared = *maybe;
  for (const att_alg *child = node->first; child; child = child->next)
    if (node->kind == ATT_ALG_JOIN)
      att_slots_join(&outside, &child->vars);
  for (size_t i = 0; i < node->filters.count; i++) {
    shared = *maybe;
    att_slots_meet(&shared, &node->filters.items[i]->uses);
    if (!att_slots_inside(&shared, &node->first->certain))
      return false;
  }
  switch (node->kind) {
  case ATT_ALG_JOIN:
  case ATT_ALG_UNION:
  case ATT_ALG_FILTER:
  case ATT_ALG_GRAPH:
    for (const att_alg *child = node->first; child; child = child->next)
      if (!att_plan_is_safe(child, &outside))
        return false;
    return true;
  case ATT_ALG_TRIPLE:
  case ATT_ALG_PATH:
  case ATT_ALG_VALUES:
  case ATT_ALG_SERVICE:
    return true;
  case ATT_ALG_LEFT:
  case ATT_ALG_MINUS:
    shared = *maybe;
    att_slots_meet(&shared, &node->last->vars);
    return att_slots_inside(&shared, &node->first->certain) && att_plan_is_safe(node->first, maybe);
  case ATT_ALG_EXTEND:
    shared = *maybe;
    att_slots_meet(&shared, &node->expr->uses);
    return att_slots_inside(&shared, &node->first->certain) && att_plan_is_safe(node->first, maybe);
  default:
    return false;
  }
}

static att_columns columns_of(att_exec *exec, const att_slots *set) {
  att_columns columns = {0};
  for (int slot = 0; slot < ATT_SLOTS_MOST; slot++)
    if (att_slots_has(set, slot))
      *ATT_PUSH(exec->arena, &columns) = slot;
  return columns;
}

att_op *att_plan_hash(const att_plan_at *at, att_join_kind kind, att_op *input, att_op *right,
                      const att_slots *right_vars, const att_slots *right_certain,
                      const att_slots *vars, const att_slots *certain, const att_exprs *filters) {
  att_slots keys = *certain, checks = *vars, copied = *right_vars;
  att_slots_join(&copied, right_certain);
  const att_op *start = right;
  att_slots_meet(&keys, right_certain);
  att_slots_meet(&checks, &copied);
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    checks.words[i] &= ~keys.words[i];
  while (start->input)
    start = start->input;
  att_columns on = columns_of(at->exec, &keys);
  att_op *op = att_op_hash_join(at->exec, kind, input, right, on, columns_of(at->exec, &checks),
                                columns_of(at->exec, &copied), filters,
                                att_op_begins_at(start, at->exec->top));
  for (size_t i = 0; i < on.count; i++)
    att_plan_note_slot(op, on.items[i]);
  return op;
}

const att_source *att_plan_beside(const att_plan_at *at, const att_alg *node) {
  att_slots all;
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    all.words[i] = UINT64_MAX;
  return att_plan_is_safe(node, &all) ? at->exec->top : at->root;
}

/* The node by itself, hashed, for the rows of `input`. `vars`, `certain`: what these have bound. */
static att_op *hash_join(const att_plan_at *at, att_join_kind kind, att_op *input, att_alg *node,
                         const att_slots *vars, const att_slots *certain,
                         const att_exprs *filters) {
  att_op *right = att_plan(at->exec, node, att_plan_beside(at, node), &at->reads);
  att_slots right_certain = node->certain;
  if (at->reads.kind == ATT_READ_SLOT)
    att_slots_add(&right_certain, at->reads.slot);
  return att_plan_hash(at, kind, input, right, &node->vars, &right_certain, vars, certain, filters);
}

/* The beginning of a part that is run for the rows of `input`. */
static att_op *start_for(const att_plan_at *at, const att_source *source, const att_op *input) {
  att_op *start = att_op_start(at->exec, source);
  start->estimate = input->estimate;
  return start;
}

static void plan_parts(const att_plan_at *at, att_expr *expr) {
  if (expr->kind == ATT_EXPR_TERM)
    expr->id = att_plan_term(at->exec, &expr->place.term);
  if (expr->kind == ATT_EXPR_EXISTS && !expr->plan) {
    att_exists_plan *plan = ATT_NEW(at->exec->arena, att_exists_plan);
    plan->source.count = 1;
    att_plan_at inner = {at->exec, &plan->source, at->reads, at->certain, at->maybe};
    att_slots_join(&inner.maybe, &inner.certain);
    plan->op = build(&inner, expr->pattern, att_op_start(at->exec, &plan->source));
    expr->plan = plan;
    att_plan_must(at->exec, att_exec_reserve(at->exec, &at->exec->plans, &at->exec->plan_capacity,
                                             at->exec->plan_count + 1, sizeof(att_op *)));
    at->exec->plans[at->exec->plan_count++] = plan->op;
  }
  for (size_t i = 0; i < expr->count; i++)
    plan_parts(at, expr->arguments[i]);
  att_plan_must(at->exec, att_expr_make_list(at->exec, expr));
}

static bool has_exists(const att_expr *expr) {
  bool found = expr->kind == ATT_EXPR_EXISTS;
  for (size_t i = 0; i < expr->count && !found; i++)
    found = has_exists(expr->arguments[i]);
  return found;
}

int att_plan_tag(att_exec *exec) {
  return (int)exec->width++;
}

/* Rows of `input` that the pattern, evaluated for each, has an answer for, or none (ANTI). One row
 * at a time where a part of the pattern is evaluated by itself, for that must see its values. */
static att_op *look_up_pattern(const att_plan_at *at, att_alg *node, att_op *input,
                               att_join_kind kind) {
  att_source *source = ATT_NEW(at->exec->arena, att_source);
  att_slots all;
  const att_alg *pattern = node->kind == ATT_ALG_FILTER ? node->first : node;
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    all.words[i] = UINT64_MAX;
  att_plan_at inner = *at;
  inner.root = source;
  att_slots_join(&inner.maybe, &inner.certain);
  att_op *right = build(&inner, node, start_for(at, source, input));
  if (att_op_is_scan(right))
    att_op_scan_first_only(right);
  return att_op_apply(at->exec, kind, input, right, source, att_plan_tag(at->exec),
                      !att_plan_is_safe(pattern, &all));
}

static att_op *filter_one(const att_plan_at *at, att_expr *expr, att_op *input) {
  if (expr->kind == ATT_EXPR_EXISTS)
    return look_up_pattern(at, expr->pattern, input, expr->negated ? ATT_JOIN_ANTI : ATT_JOIN_SEMI);
  plan_parts(at, expr);
  att_exprs *one = ATT_NEW(at->exec->arena, att_exprs);
  *ATT_PUSH(at->exec->arena, one) = expr;
  att_op *op = att_op_filter(at->exec, input, one);
  op->estimate = input->estimate / 2;
  return op;
}

att_op *att_plan_filters(const att_plan_at *at, const att_exprs *filters, bool *done, bool all,
                         att_op *op) {
  for (size_t i = 0; filters && i < filters->count; i++)
    if (!done[i] && (all || (!has_exists(filters->items[i]) &&
                             att_slots_inside(&filters->items[i]->uses, &at->certain)))) {
      done[i] = true;
      op = filter_one(at, filters->items[i], op);
    }
  return op;
}

/* Behind the node: what it binds is bound. */
static att_plan_at behind(const att_plan_at *at, const att_alg *node) {
  att_plan_at inner = *at;
  att_slots_join(&inner.certain, &node->certain);
  att_slots_join(&inner.maybe, &node->vars);
  return inner;
}

static att_op *build_filter(const att_plan_at *outer, att_alg *node, att_op *input) {
  if (node->first->kind == ATT_ALG_JOIN)
    return att_plan_join(outer, node->first, &node->filters, input);
  att_plan_at at = behind(outer, node->first);
  bool *done = ATT_NEW_ARRAY(at.exec->arena, bool, node->filters.count);
  att_op *op = build(outer, node->first, input);
  return att_plan_filters(&at, &node->filters, done, true, op);
}

static att_op *build_left(const att_plan_at *outer, att_alg *node, att_op *input) {
  att_plan_at at = behind(outer, node->first);
  att_alg *right = node->last;
  att_op *op = build(outer, node->first, input);
  att_slots_join(&at.maybe, &at.certain);
  bool safe = att_plan_is_safe(right, &at.maybe);
  att_plan_at both = behind(&at, right); /* what an EXISTS in the filters sees */
  for (size_t i = 0; i < node->filters.count; i++)
    plan_parts(&both, node->filters.items[i]);
  if (!safe) {
    att_op *joined =
        hash_join(&at, ATT_JOIN_LEFT, op, right, &at.maybe, &at.certain, &node->filters);
    joined->estimate = op->estimate;
    return joined;
  }
  att_source *source = ATT_NEW(at.exec->arena, att_source);
  att_op *inner = build(&at, right, start_for(&at, source, op));
  if (node->filters.count)
    inner = att_op_filter(at.exec, inner, &node->filters);
  att_op *joined =
      att_op_apply(at.exec, ATT_JOIN_LEFT, op, inner, source, att_plan_tag(at.exec), false);
  joined->estimate = op->estimate;
  return joined;
}

/* MINUS for each row, where that is the same as the right side by itself and costs less. */
static bool is_looked_up(const att_plan_at *at, const att_alg *node, const att_op *left) {
  att_slots bound = at->maybe, shared = node->first->vars;
  att_slots_join(&bound, &at->certain);
  att_slots_join(&bound, &node->first->vars);
  att_slots_meet(&shared, &node->last->vars);
  att_slots seen = bound;
  att_slots_meet(&seen, &node->last->vars);
  return att_slots_inside(&seen, &shared) && att_slots_inside(&shared, &node->first->certain) &&
         att_slots_inside(&shared, &node->last->certain) && att_plan_is_safe(node->last, &bound) &&
         left->estimate * 4 < att_plan_rows(at, node->last);
}

static att_op *build_minus(const att_plan_at *at, att_alg *node, att_op *input) {
  att_op *op = build(at, node->first, input);
  if (att_slots_apart(&node->first->vars, &node->last->vars))
    return op;
  if (is_looked_up(at, node, op)) {
    att_plan_at inner = behind(at, node->first);
    return look_up_pattern(&inner, node->last, op, ATT_JOIN_ANTI);
  }
  return hash_join(at, ATT_JOIN_MINUS, op, node->last, &node->first->vars, &node->first->certain,
                   NULL);
}

static att_op *build_union(const att_plan_at *at, att_alg *node, att_op *input) {
  size_t count = 0;
  att_source *source = ATT_NEW(at->exec->arena, att_source);
  for (att_alg *child = node->first; child; child = child->next)
    count++;
  att_op **branches = ATT_NEW_ARRAY(at->exec->arena, att_op *, count);
  count = 0;
  for (att_alg *child = node->first; child; child = child->next)
    branches[count++] = build(at, child, start_for(at, source, input));
  return att_op_union(at->exec, input, branches, count, source);
}

static bool only_triples(const att_alg *node) {
  if (node->kind == ATT_ALG_FILTER)
    node = node->first;
  bool only = node->kind == ATT_ALG_JOIN && node->first;
  for (const att_alg *child = node->first; child; child = child->next)
    only = only && child->kind == ATT_ALG_TRIPLE;
  return only;
}

static bool mentions(const att_alg *node, int slot) {
  bool found =
      att_slots_has(&node->vars, slot) || (node->expr && att_slots_has(&node->expr->uses, slot));
  for (size_t i = 0; i < node->filters.count && !found; i++)
    found = att_slots_has(&node->filters.items[i]->uses, slot);
  for (const att_alg *child = node->first; child && !found; child = child->next)
    found = mentions(child, slot);
  return found;
}

/* GRAPH <iri> {}: one solution where the graph is there. */
static att_op *graph_is_there(const att_plan_at *at, const att_place *name, att_op *input) {
  att_columns column = {0};
  att_id *cell = ATT_NEW(at->exec->arena, att_id);
  *ATT_PUSH(at->exec->arena, &column) = att_plan_tag(at->exec);
  *cell = att_plan_term(at->exec, &name->term);
  input = att_op_values(at->exec, input, &column, cell, 1);
  return att_op_graphs(at->exec, input, column.items[0]);
}

/* The graph's variable is not in scope inside (18.6): where it is mentioned there, a slot of its
 * own stands for it until the end. */
static att_op *build_graph(const att_plan_at *outer, att_alg *node, att_op *input) {
  att_plan_at at = *outer;
  att_alg *inner = node->first;
  if (node->s.slot == ATT_NO_SLOT) {
    at.reads = (att_reads){ATT_READ_GRAPH, att_plan_term(at.exec, &node->s.term), ATT_NO_SLOT};
    if (inner->kind == ATT_ALG_JOIN && !inner->first)
      return graph_is_there(&at, &node->s, input);
    return build(&at, inner, input);
  }
  bool hidden = mentions(inner, node->s.slot);
  int slot = hidden ? att_plan_tag(at.exec) : node->s.slot;
  att_slots all;
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    all.words[i] = UINT64_MAX;
  at.reads = (att_reads){ATT_READ_SLOT, 0, slot};
  att_op *op = input;
  if (!only_triples(inner)) {
    op = att_op_graphs(at.exec, input, slot);
    op->estimate = 10 * input->estimate;
    att_slots_add(&at.certain, slot);
  }
  att_slots_add(&at.maybe, slot);
  if (only_triples(inner) || att_plan_is_safe(inner, &all)) {
    op = build(&at, inner, op);
  } else { /* a graph at a time, so that subqueries are evaluated for each */
    att_source *source = ATT_NEW(at.exec->arena, att_source);
    at.root = source;
    att_op *right = build(&at, inner, start_for(&at, source, op));
    op = att_op_apply(at.exec, ATT_JOIN_INNER, op, right, source, att_plan_tag(at.exec), true);
  }
  if (!hidden)
    return op;
  att_expr *copy = ATT_NEW(at.exec->arena, att_expr);
  copy->kind = ATT_EXPR_VAR;
  copy->place.slot = slot;
  return att_op_extend(at.exec, op, copy, node->s.slot);
}

static att_op *build_values(const att_plan_at *at, att_alg *node, att_op *input) {
  size_t cells = node->columns.count * (size_t)node->limit;
  att_id *ids = ATT_NEW_ARRAY(at->exec->arena, att_id, cells + 1);
  for (size_t i = 0; i < cells; i++)
    if (node->rows.items[i].term.kind)
      ids[i] = att_plan_term(at->exec, &node->rows.items[i].term);
  return att_op_values(at->exec, input, &node->columns, ids, (size_t)node->limit);
}

/* Whether all quads are of one graph, and that is the one read. */
static bool reads_all_quads(const att_plan_at *at, uint64_t quads) {
  att_exec *exec = at->exec;
  att_id graph = 0;
  uint64_t count = 0;
  att_plan_must(exec, att_txn_next_graph(exec->txn, ATT_ID_ANY, &graph, exec->error));
  if (graph)
    att_plan_must(exec, att_txn_graph_count(exec->txn, graph, &count, exec->error));
  return count == quads && ((at->reads.kind == ATT_READ_DEFAULT && exec->dataset.all_default) ||
                            (at->reads.kind == ATT_READ_GRAPH && at->reads.graph == graph &&
                             graph != ATT_ID_DEFAULT_GRAPH && exec->dataset.all_named));
}

/* Counts that the store keeps: of all triples, or of those of a predicate. */
static bool is_counted(const att_plan_at *at, const att_alg *node, const att_op *input,
                       uint64_t *ret_count) {
  const att_alg *child = node->first;
  att_exec *exec = at->exec;
  att_predicate_stats all, some;
  if (child->kind == ATT_ALG_JOIN && child->first && !child->first->next)
    child = child->first;
  if (child->kind != ATT_ALG_TRIPLE || node->columns.count || !att_op_begins_at(input, exec->top))
    return false;
  int s = child->s.slot, p = child->p.slot, o = child->o.slot;
  if (s == ATT_NO_SLOT || o == ATT_NO_SLOT || s == o || s == p || o == p)
    return false;
  for (size_t i = 0; i < node->aggregates.count; i++) {
    const att_aggregate *it = &node->aggregates.items[i];
    if (it->kind != ATT_COUNT || it->distinct ||
        (it->expr &&
         (it->expr->kind != ATT_EXPR_VAR || !att_slots_has(&child->certain, it->expr->place.slot))))
      return false;
  }
  att_id predicate = p == ATT_NO_SLOT ? att_plan_term(exec, &child->p.term) : ATT_ID_ANY;
  if (att_id_is_local(predicate))
    return false;
  att_plan_must(exec, att_txn_predicate_stats(exec->txn, ATT_ID_ANY, &all, exec->error));
  att_plan_must(exec, att_txn_predicate_stats(exec->txn, predicate, &some, exec->error));
  *ret_count = some.quads;
  return reads_all_quads(at, all.quads);
}

static att_op *known_counts(const att_plan_at *at, const att_alg *node, att_op *input,
                            uint64_t count) {
  char digits[24];
  att_columns columns = {0};
  size_t cells = node->aggregates.count;
  att_id *ids = ATT_NEW_ARRAY(at->exec->arena, att_id, cells + 1);
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
  att_term term = {.kind = ATT_TERM_LITERAL,
                   .lexical = att_view_of(digits),
                   .datatype = att_view_of("http://www.w3.org/2001/XMLSchema#integer")};
  for (size_t i = 0; i < cells; i++) {
    *ATT_PUSH(at->exec->arena, &columns) = node->aggregates.items[i].slot;
    ids[i] = att_plan_term(at->exec, &term);
  }
  return att_op_values(at->exec, input, &columns, ids, 1);
}

/* What an aggregate counts of a triple's variables, each another one; false: something else. */
static bool counts_what(const att_aggregate *it, const att_alg *triple, att_counted *ret_counted) {
  ret_counted->slot = it->slot;
  ret_counted->what = ATT_COUNTED_TRIPLES;
  if (it->kind != ATT_COUNT)
    return false;
  if (!it->expr)
    return true; /* COUNT(DISTINCT *) too, of triples */
  if (it->expr->kind != ATT_EXPR_VAR || !att_slots_has(&triple->certain, it->expr->place.slot))
    return false;
  int slot = it->expr->place.slot;
  if (it->distinct && slot == triple->p.slot)
    return false;
  if (it->distinct)
    ret_counted->what = slot == triple->s.slot ? ATT_COUNTED_SUBJECTS : ATT_COUNTED_OBJECTS;
  return true;
}

/* Triples by their predicate, or those of one predicate by their object where objects come often:
 * NULL for all other groups. */
static att_op *counts_by_key(const att_plan_at *at, const att_alg *node, att_op *input) {
  enum { OFTEN = 256 };
  att_exec *exec = at->exec;
  const att_alg *child = node->first;
  att_predicate_stats all, some;
  if (child->kind == ATT_ALG_JOIN && child->first && !child->first->next)
    child = child->first;
  int s = child->s.slot, p = child->p.slot, o = child->o.slot;
  if (child->kind != ATT_ALG_TRIPLE || node->columns.count != 1 || s == ATT_NO_SLOT ||
      o == ATT_NO_SLOT || s == o || s == p || o == p || !att_op_begins_at(input, exec->top))
    return NULL;
  int key = node->columns.items[0];
  bool by_object = p == ATT_NO_SLOT && key == o;
  if (!by_object && (p == ATT_NO_SLOT || key != p))
    return NULL;
  att_counted *counts = ATT_NEW_ARRAY(exec->arena, att_counted, node->aggregates.count + 1);
  for (size_t i = 0; i < node->aggregates.count; i++)
    if (!counts_what(&node->aggregates.items[i], child, &counts[i]) ||
        (by_object && counts[i].what == ATT_COUNTED_OBJECTS))
      return NULL;
  att_id predicate = by_object ? att_plan_term(exec, &child->p.term) : ATT_ID_ANY;
  if (att_id_is_local(predicate))
    return NULL;
  att_plan_must(exec, att_txn_predicate_stats(exec->txn, ATT_ID_ANY, &all, exec->error));
  att_plan_must(exec, att_txn_predicate_stats(exec->txn, predicate, &some, exec->error));
  if (!reads_all_quads(at, all.quads) || (by_object && some.quads < OFTEN * some.objects))
    return NULL;
  for (size_t i = 0; i < node->aggregates.count && by_object; i++)
    counts[i].what = ATT_COUNTED_TRIPLES; /* distinct subjects of one object: each triple's */
  att_op *op = att_op_counts(exec, input, predicate, key, counts, node->aggregates.count);
  op->estimate = by_object ? (double)some.objects : 20;
  att_plan_note_triple(op, child);
  return op;
}

static att_op *build_group(const att_plan_at *at, att_alg *node, att_op *input) {
  uint64_t count;
  att_op *counted = counts_by_key(at, node, input);
  if (counted)
    return counted;
  if (is_counted(at, node, input, &count))
    return known_counts(at, node, input, count);
  att_op *op = build(at, node->first, input);
  att_columns keys = {0};
  for (size_t i = 0; i < node->columns.count; i++)
    *ATT_PUSH(at->exec->arena, &keys) = node->columns.items[i];
  if (at->reads.kind == ATT_READ_SLOT)
    *ATT_PUSH(at->exec->arena, &keys) = at->reads.slot;
  att_plan_at inner = behind(at, node->first);
  for (size_t i = 0; i < node->aggregates.count; i++)
    if (node->aggregates.items[i].expr)
      plan_parts(&inner, node->aggregates.items[i].expr);
  return att_op_group(at->exec, op, node, keys, at->root, &node->first->vars);
}

static uint64_t rows_wanted(const att_alg *slice) {
  return slice->limit > UINT64_MAX - slice->offset ? UINT64_MAX : slice->limit + slice->offset;
}

static att_op *build_order(const att_plan_at *at, att_alg *node, att_op *input, uint64_t most) {
  att_op *op = build(at, node->first, input);
  att_plan_at inner = behind(at, node->first);
  for (size_t i = 0; i < node->orders.count; i++)
    plan_parts(&inner, node->orders.items[i].expr);
  return att_op_order(at->exec, op, node, most);
}

static att_op *build_slice(const att_plan_at *at, att_alg *node, att_op *input) {
  att_alg *order = node->first->kind == ATT_ALG_PROJECT ? node->first->first : node->first;
  att_op *op = order->kind == ATT_ALG_ORDER ? build_order(at, order, input, rows_wanted(node))
                                            : build(at, node->first, input);
  return att_op_slice(at->exec, op, node->offset, node->limit);
}

static att_op *build_extend(const att_plan_at *at, att_alg *node, att_op *input) {
  att_op *op = build(at, node->first, input);
  att_plan_at inner = behind(at, node->first);
  plan_parts(&inner, node->expr);
  double rows = op->estimate;
  op = att_op_extend(at->exec, op, node->expr, node->slot);
  op->estimate = rows;
  return op;
}

static att_op *build_triple(const att_plan_at *at, att_alg *node, att_op *input) {
  att_exec *exec = at->exec;
  att_op *op = att_op_scan(exec, input, att_plan_spot(exec, &node->s),
                           att_plan_spot(exec, &node->p), att_plan_spot(exec, &node->o), at->reads);
  att_plan_note_triple(op, node);
  return op;
}

static att_op *build_node(const att_plan_at *at, att_alg *node, att_op *input) {
  att_exec *exec = at->exec;
  switch (node->kind) {
  case ATT_ALG_JOIN:
    return att_plan_join(at, node, NULL, input);
  case ATT_ALG_TRIPLE:
    return build_triple(at, node, input);
  case ATT_ALG_PATH:
    plan_path(exec, node->path);
    return att_op_path(exec, input, att_plan_spot(exec, &node->s), node->path,
                       att_plan_spot(exec, &node->o), at->reads);
  case ATT_ALG_LEFT:
    return build_left(at, node, input);
  case ATT_ALG_MINUS:
    return build_minus(at, node, input);
  case ATT_ALG_UNION:
    return build_union(at, node, input);
  case ATT_ALG_FILTER:
    return build_filter(at, node, input);
  case ATT_ALG_EXTEND:
    return build_extend(at, node, input);
  case ATT_ALG_VALUES:
    return build_values(at, node, input);
  case ATT_ALG_GRAPH:
    return build_graph(at, node, input);
  case ATT_ALG_SERVICE:
    return att_op_service(exec, input, node, att_plan_spot(exec, &node->s));
  case ATT_ALG_GROUP:
    return build_group(at, node, input);
  case ATT_ALG_ORDER:
    return build_order(at, node, input, UINT64_MAX);
  case ATT_ALG_DISTINCT:
    return att_op_distinct(exec, build(at, node->first, input), node->columns);
  case ATT_ALG_SLICE:
    return build_slice(at, node, input);
  default:
    return build(at, node->first, input);
  }
}

/* About how many rows an operator gives that says nothing itself, behind `rows` of its input. */
static double rows_behind(const att_alg *node, double rows) {
  double most = node->limit == UINT64_MAX ? 1e18 : (double)node->limit;
  switch (node->kind) {
  case ATT_ALG_GROUP:
    return node->columns.count == 0 ? 1 : rows > 10 ? rows / 4 : rows;
  case ATT_ALG_SLICE:
    return rows < most ? rows : most;
  default:
    return rows;
  }
}

att_op *att_plan_build(const att_plan_at *at, att_alg *node, att_op *input) {
  att_op *op = build_node(at, node, input);
  if (op->estimate == 0 && op->input)
    op->estimate = rows_behind(node, op->input->estimate);
  return op;
}

att_op *att_plan(att_exec *exec, att_alg *node, const att_source *root, const att_reads *reads) {
  att_plan_at at = {exec, root, *reads, {{0}}, {{0}}};
  att_op *input = att_op_start(exec, root);
  exec->start_type = input->type;
  if (!exec->top)
    exec->top = root;
  if (reads->kind == ATT_READ_SLOT) {
    input = att_op_graphs(exec, input, reads->slot);
    att_slots_add(&at.certain, reads->slot);
    att_slots_add(&at.maybe, reads->slot);
  }
  return build(&at, node, input);
}

void att_plan_expr(att_exec *exec, const att_source *root, const att_reads *reads,
                   const att_slots *vars, const att_slots *certain, att_expr *expr) {
  att_plan_at at = {exec, root, *reads, *certain, *vars};
  plan_parts(&at, expr);
}
