/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "queries/exec.h"

/* Where a pattern is planned: what its input's rows have bound, for sure or perhaps. */
typedef struct {
  att_exec *exec;
  const att_source *root;
  att_reads reads;
  att_slots certain, maybe;
} plan_at;

static att_op *build(const plan_at *at, att_alg *node, att_op *input);

enum { SAMPLE = 2000 };

static void must(att_exec *exec, att_status status) {
  if (status != ATT_OK)
    longjmp(exec->arena->guard, 1);
}

static att_id term_id(att_exec *exec, const att_term *term) {
  att_id id = 0;
  must(exec, att_exec_id(exec, term, &id));
  return id;
}

static att_spot spot(att_exec *exec, const att_place *place) {
  return (att_spot){place->slot, place->slot == ATT_NO_SLOT ? term_id(exec, &place->term) : 0};
}

static void plan_path(att_exec *exec, att_path *path) {
  if (path->kind == ATT_PATH_IRI)
    path->id = term_id(exec, &path->iri);
  for (att_path *part = path->first; part; part = part->next)
    plan_path(exec, part);
}

/* Whether the node gives the same rows when the variables in `maybe` are bound beforehand as when
 * it is evaluated by itself and joined: the bottom-up semantics of section 18.6. */
static bool is_safe(const att_alg *node, const att_slots *maybe) {
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
      if (!is_safe(child, &outside))
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
    return att_slots_inside(&shared, &node->first->certain) && is_safe(node->first, maybe);
  case ATT_ALG_EXTEND:
    shared = *maybe;
    att_slots_meet(&shared, &node->expr->uses);
    return att_slots_inside(&shared, &node->first->certain) && is_safe(node->first, maybe);
  default:
    return false;
  }
}

static uint64_t count_some(att_exec *exec, att_quad pattern, const att_reads *reads) {
  static const att_id none[ATT_SLOTS_MOST];
  att_scan scan = {0};
  att_reads all = *reads;
  bool more = true;
  att_quad quad;
  uint64_t count = 0, exact = 0;
  if (pattern.s == 0 && pattern.o == 0 && exec->dataset.all_default &&
      !att_id_is_local(pattern.p)) {
    must(exec, att_txn_count(exec->txn, &pattern, &exact, exec->error));
    return exact;
  }
  att_status status = att_scan_start(&scan, exec, pattern, &all, none);
  while (status == ATT_OK && (status = att_scan_next(&scan, &quad, &more)) == ATT_OK && more &&
         count < SAMPLE)
    count++;
  att_scan_close(&scan);
  must(exec, status);
  if (count == SAMPLE) {
    pattern.s = pattern.o = 0;
    pattern.g = 0;
    must(exec, att_txn_count(exec->txn, &pattern, &exact, exec->error));
    count = exact / 20 > count ? exact / 20 : count;
  }
  return count;
}

/* How many triples a pattern's terms leave, and how many of them a bound subject or object. */
static double triple_rows(const plan_at *at, att_alg *node, const att_slots *bound) {
  att_exec *exec = at->exec;
  if (node->limit == UINT64_MAX) { /* counted once */
    att_quad pattern = {node->s.slot == ATT_NO_SLOT ? term_id(exec, &node->s.term) : 0,
                        node->p.slot == ATT_NO_SLOT ? term_id(exec, &node->p.term) : 0,
                        node->o.slot == ATT_NO_SLOT ? term_id(exec, &node->o.term) : 0, 0};
    node->limit = count_some(exec, pattern, &at->reads);
  }
  double rows = (double)node->limit;
  bool s = node->s.slot != ATT_NO_SLOT && att_slots_has(bound, node->s.slot);
  bool o = node->o.slot != ATT_NO_SLOT && att_slots_has(bound, node->o.slot);
  bool p = node->p.slot != ATT_NO_SLOT && att_slots_has(bound, node->p.slot);
  if (s)
    rows = rows > 3 ? 3 : rows;
  if (s && (o || node->o.slot == ATT_NO_SLOT))
    rows = rows > 1 ? 0.5 : rows;
  if (o && !s)
    rows = rows > 1e4 ? rows / 1000 : rows > 10 ? 10 : rows;
  if (p)
    rows /= 2;
  return rows;
}

static double rows_of(const plan_at *at, att_alg *node, const att_slots *bound) {
  double rows = 1e6, some;
  switch (node->kind) {
  case ATT_ALG_TRIPLE:
    return triple_rows(at, node, bound);
  case ATT_ALG_VALUES:
    return (double)node->limit * (att_slots_apart(&node->vars, bound) ? 1 : 0.5);
  case ATT_ALG_PATH:
    if ((node->s.slot == ATT_NO_SLOT || att_slots_has(bound, node->s.slot)) ||
        (node->o.slot == ATT_NO_SLOT || att_slots_has(bound, node->o.slot)))
      return 20;
    return 1e9;
  case ATT_ALG_UNION:
    rows = 0;
    for (att_alg *child = node->first; child; child = child->next)
      rows += rows_of(at, child, bound);
    return rows;
  case ATT_ALG_JOIN:
    if (!node->first)
      return 1;
    for (att_alg *child = node->first; child; child = child->next)
      rows = (some = rows_of(at, child, bound)) < rows ? some : rows;
    return rows;
  case ATT_ALG_SERVICE: /* asked for many rows at a time, once its endpoint is known */
    return node->s.slot == ATT_NO_SLOT || att_slots_has(bound, node->s.slot) ? 1e6 : 1e12;
  case ATT_ALG_GROUP:
    return node->columns.count ? 1000 : 1;
  default:
    return node->first ? rows_of(at, node->first, bound) : rows;
  }
}

static att_columns columns_of(att_exec *exec, const att_slots *set) {
  att_columns columns = {0};
  for (int slot = 0; slot < ATT_SLOTS_MOST; slot++)
    if (att_slots_has(set, slot))
      *ATT_PUSH(exec->arena, &columns) = slot;
  return columns;
}

/* The node by itself, hashed, for the rows of `input`. `left`: what the other side binds. */
static att_op *hash_join(const plan_at *at, att_join_kind kind, att_op *input, att_alg *node,
                         const att_slots *vars, const att_slots *certain,
                         const att_exprs *filters) {
  att_op *right = att_plan(at->exec, node, at->root, &at->reads);
  att_slots keys = *certain, checks = *vars, copied = node->vars, right_certain = node->certain;
  if (at->reads.kind == ATT_READ_SLOT) {
    att_slots_add(&right_certain, at->reads.slot);
    att_slots_add(&copied, at->reads.slot);
  }
  att_slots_meet(&keys, &right_certain);
  att_slots_meet(&checks, &copied);
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    checks.words[i] &= ~keys.words[i];
  return att_op_hash_join(at->exec, kind, input, right, columns_of(at->exec, &keys),
                          columns_of(at->exec, &checks), columns_of(at->exec, &copied), filters);
}

static void plan_exists(const plan_at *at, att_expr *expr) {
  if (expr->kind == ATT_EXPR_TERM)
    expr->id = term_id(at->exec, &expr->place.term);
  if (expr->kind == ATT_EXPR_EXISTS && !expr->plan) {
    att_exists_plan *plan = ATT_NEW(at->exec->arena, att_exists_plan);
    plan->source.count = 1;
    plan_at inner = {at->exec, &plan->source, at->reads, {{0}}, {{0}}};
    for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
      inner.maybe.words[i] = at->certain.words[i] | at->maybe.words[i];
    plan->op = build(&inner, expr->pattern, att_op_start(at->exec, &plan->source));
    expr->plan = plan;
    must(at->exec, att_exec_reserve(at->exec, &at->exec->plans, &at->exec->plan_capacity,
                                    at->exec->plan_count + 1, sizeof(att_op *)));
    at->exec->plans[at->exec->plan_count++] = plan->op;
  }
  for (size_t i = 0; i < expr->count; i++)
    plan_exists(at, expr->arguments[i]);
}

static bool has_exists(const att_expr *expr) {
  bool found = expr->kind == ATT_EXPR_EXISTS;
  for (size_t i = 0; i < expr->count && !found; i++)
    found = has_exists(expr->arguments[i]);
  return found;
}

static int new_tag(att_exec *exec) {
  return (int)exec->width++;
}

/* FILTER (NOT) EXISTS over batches; one row at a time where a part of the pattern is evaluated by
 * itself, for that must see the row's values. */
static att_op *exists_filter(const plan_at *at, att_expr *expr, att_op *input) {
  att_source *source = ATT_NEW(at->exec->arena, att_source);
  att_slots all;
  const att_alg *pattern = expr->pattern;
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    all.words[i] = UINT64_MAX;
  if (pattern->kind == ATT_ALG_FILTER)
    pattern = pattern->first;
  plan_at inner = *at;
  inner.root = source;
  att_slots_join(&inner.maybe, &inner.certain);
  att_op *right = build(&inner, expr->pattern, att_op_start(at->exec, source));
  if (att_op_is_scan(right))
    att_op_scan_first_only(right);
  return att_op_apply(at->exec, expr->negated ? ATT_JOIN_ANTI : ATT_JOIN_SEMI, input, right, source,
                      new_tag(at->exec), !is_safe(pattern, &all));
}

static att_op *filter_one(const plan_at *at, att_expr *expr, att_op *input) {
  if (expr->kind == ATT_EXPR_EXISTS)
    return exists_filter(at, expr, input);
  plan_exists(at, expr);
  att_exprs *one = ATT_NEW(at->exec->arena, att_exprs);
  *ATT_PUSH(at->exec->arena, one) = expr;
  att_op *op = att_op_filter(at->exec, input, one);
  op->estimate = input->estimate / 2;
  return op;
}

/* The filters whose variables are all bound now. */
static att_op *filter_ready(const plan_at *at, const att_exprs *filters, bool *done, bool all,
                            att_op *op) {
  for (size_t i = 0; filters && i < filters->count; i++)
    if (!done[i] && (all || (!has_exists(filters->items[i]) &&
                             att_slots_inside(&filters->items[i]->uses, &at->certain)))) {
      done[i] = true;
      op = filter_one(at, filters->items[i], op);
    }
  return op;
}

static att_alg *best_child(const plan_at *at, att_alg **children, size_t count, double *ret_rows) {
  att_alg *best = NULL;
  size_t best_at = 0;
  double best_cost = 0;
  for (size_t i = 0; i < count; i++) {
    if (!children[i])
      continue;
    double rows = rows_of(at, children[i], &at->certain);
    bool apart = att_slots_apart(&children[i]->vars, &at->certain);
    bool none = att_slots_inside(&at->certain, &(att_slots){{0}});
    double cost = rows * (apart && !none && rows > 1 ? 1e6 : 1);
    if (children[i]->kind == ATT_ALG_LEFT || children[i]->kind == ATT_ALG_MINUS)
      cost *= 2;
    if (!best || cost < best_cost) {
      best = children[i];
      best_at = i;
      best_cost = cost;
      *ret_rows = rows;
    }
  }
  children[best_at] = NULL;
  return best;
}

static att_op *join_child(const plan_at *at, att_alg *child, att_op *op) {
  bool alone = att_slots_inside(&at->maybe, &(att_slots){{0}}) && op->type == at->exec->start_type;
  if (!alone && !is_safe(child, &at->maybe))
    return hash_join(at, ATT_JOIN_INNER, op, child, &at->maybe, &at->certain, NULL);
  double whole = child->kind == ATT_ALG_TRIPLE ? (double)child->limit : 0;
  if (child->kind == ATT_ALG_TRIPLE && op->estimate > 2000 && whole < 3 * op->estimate &&
      at->reads.kind != ATT_READ_SLOT && !att_slots_apart(&child->certain, &at->certain))
    return hash_join(at, ATT_JOIN_INNER, op, child, &at->maybe, &at->certain, NULL);
  return build(at, child, op);
}

static att_op *build_join(const plan_at *outer, att_alg *node, const att_exprs *filters,
                          att_op *op) {
  att_exec *exec = outer->exec;
  plan_at at = *outer;
  size_t count = 0;
  for (att_alg *child = node->first; child; child = child->next)
    count++;
  att_alg **children = ATT_NEW_ARRAY(exec->arena, att_alg *, count + 1);
  bool *done = ATT_NEW_ARRAY(exec->arena, bool, (filters ? filters->count : 0) + 1);
  count = 0;
  for (att_alg *child = node->first; child; child = child->next)
    children[count++] = child;
  for (size_t i = 0; i < count; i++) {
    double rows = 1, before = op->estimate;
    att_alg *child = best_child(&at, children, count, &rows);
    op = join_child(&at, child, op);
    op->estimate = before * rows;
    att_slots_join(&at.certain, &child->certain);
    att_slots_join(&at.maybe, &child->vars);
    if (at.reads.kind == ATT_READ_SLOT)
      att_slots_add(&at.certain, at.reads.slot);
    op = filter_ready(&at, filters, done, false, op);
  }
  return filter_ready(&at, filters, done, true, op);
}

static att_op *build_filter(const plan_at *outer, att_alg *node, att_op *input) {
  if (node->first->kind == ATT_ALG_JOIN)
    return build_join(outer, node->first, &node->filters, input);
  plan_at at = *outer;
  bool *done = ATT_NEW_ARRAY(at.exec->arena, bool, node->filters.count);
  att_op *op = build(outer, node->first, input);
  att_slots_join(&at.certain, &node->first->certain);
  att_slots_join(&at.maybe, &node->first->vars);
  return filter_ready(&at, &node->filters, done, true, op);
}

static att_op *build_left(const plan_at *outer, att_alg *node, att_op *input) {
  plan_at at = *outer;
  att_alg *right = node->last;
  att_op *op = build(outer, node->first, input);
  att_slots_join(&at.certain, &node->first->certain);
  att_slots_join(&at.maybe, &node->first->vars);
  att_slots_join(&at.maybe, &at.certain);
  bool safe = is_safe(right, &at.maybe);
  if (safe && right->kind == ATT_ALG_TRIPLE && at.reads.kind != ATT_READ_SLOT) {
    triple_rows(&at, right, &at.certain);
    safe = op->estimate < 20000 || (double)right->limit > 4 * op->estimate;
  }
  for (size_t i = 0; i < node->filters.count; i++)
    plan_exists(&at, node->filters.items[i]);
  if (!safe) {
    att_op *joined =
        hash_join(&at, ATT_JOIN_LEFT, op, right, &at.maybe, &at.certain, &node->filters);
    joined->estimate = op->estimate;
    return joined;
  }
  att_source *source = ATT_NEW(at.exec->arena, att_source);
  att_op *inner = build(&at, right, att_op_start(at.exec, source));
  if (node->filters.count)
    inner = att_op_filter(at.exec, inner, &node->filters);
  att_op *joined = att_op_apply(at.exec, ATT_JOIN_LEFT, op, inner, source, new_tag(at.exec), false);
  joined->estimate = op->estimate;
  return joined;
}

static att_op *build_minus(const plan_at *at, att_alg *node, att_op *input) {
  att_op *op = build(at, node->first, input);
  if (att_slots_apart(&node->first->vars, &node->last->vars))
    return op;
  return hash_join(at, ATT_JOIN_MINUS, op, node->last, &node->first->vars, &node->first->certain,
                   NULL);
}

static att_op *build_union(const plan_at *at, att_alg *node, att_op *input) {
  size_t count = 0;
  att_source *source = ATT_NEW(at->exec->arena, att_source);
  for (att_alg *child = node->first; child; child = child->next)
    count++;
  att_op **branches = ATT_NEW_ARRAY(at->exec->arena, att_op *, count);
  count = 0;
  for (att_alg *child = node->first; child; child = child->next)
    branches[count++] = build(at, child, att_op_start(at->exec, source));
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
static att_op *graph_is_there(const plan_at *at, const att_place *name, att_op *input) {
  att_columns column = {0};
  att_id *cell = ATT_NEW(at->exec->arena, att_id);
  *ATT_PUSH(at->exec->arena, &column) = new_tag(at->exec);
  *cell = term_id(at->exec, &name->term);
  input = att_op_values(at->exec, input, &column, cell, 1);
  return att_op_graphs(at->exec, input, column.items[0]);
}

/* The graph's variable is not in scope inside (18.6): where it is mentioned there, a slot of its
 * own stands for it until the end. */
static att_op *build_graph(const plan_at *outer, att_alg *node, att_op *input) {
  plan_at at = *outer;
  att_alg *inner = node->first;
  if (node->s.slot == ATT_NO_SLOT) {
    at.reads = (att_reads){ATT_READ_GRAPH, term_id(at.exec, &node->s.term), ATT_NO_SLOT};
    if (inner->kind == ATT_ALG_JOIN && !inner->first)
      return graph_is_there(&at, &node->s, input);
    return build(&at, inner, input);
  }
  bool hidden = mentions(inner, node->s.slot);
  int slot = hidden ? new_tag(at.exec) : node->s.slot;
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
  if (only_triples(inner) || is_safe(inner, &all)) {
    op = build(&at, inner, op);
  } else { /* a graph at a time, so that subqueries are evaluated for each */
    att_source *source = ATT_NEW(at.exec->arena, att_source);
    at.root = source;
    att_op *right = build(&at, inner, att_op_start(at.exec, source));
    op = att_op_apply(at.exec, ATT_JOIN_INNER, op, right, source, new_tag(at.exec), true);
  }
  if (!hidden)
    return op;
  att_expr *copy = ATT_NEW(at.exec->arena, att_expr);
  copy->kind = ATT_EXPR_VAR;
  copy->place.slot = slot;
  return att_op_extend(at.exec, op, copy, node->s.slot);
}

static att_op *build_values(const plan_at *at, att_alg *node, att_op *input) {
  size_t cells = node->columns.count * (size_t)node->limit;
  att_id *ids = ATT_NEW_ARRAY(at->exec->arena, att_id, cells + 1);
  for (size_t i = 0; i < cells; i++)
    if (node->rows.items[i].term.kind)
      ids[i] = term_id(at->exec, &node->rows.items[i].term);
  return att_op_values(at->exec, input, &node->columns, ids, (size_t)node->limit);
}

static att_op *build_group(const plan_at *at, att_alg *node, att_op *input) {
  att_op *op = build(at, node->first, input);
  att_columns keys = {0};
  for (size_t i = 0; i < node->columns.count; i++)
    *ATT_PUSH(at->exec->arena, &keys) = node->columns.items[i];
  if (at->reads.kind == ATT_READ_SLOT)
    *ATT_PUSH(at->exec->arena, &keys) = at->reads.slot;
  for (size_t i = 0; i < node->aggregates.count; i++)
    if (node->aggregates.items[i].expr)
      plan_exists(at, node->aggregates.items[i].expr);
  return att_op_group(at->exec, op, node, keys, at->root, &node->first->vars);
}

static uint64_t rows_wanted(const att_alg *slice) {
  return slice->limit > UINT64_MAX - slice->offset ? UINT64_MAX : slice->limit + slice->offset;
}

static att_op *build_order(const plan_at *at, att_alg *node, att_op *input, uint64_t most) {
  att_op *op = build(at, node->first, input);
  plan_at inner = *at;
  att_slots_join(&inner.maybe, &node->first->vars);
  for (size_t i = 0; i < node->orders.count; i++)
    plan_exists(&inner, node->orders.items[i].expr);
  return att_op_order(at->exec, op, node, most);
}

static att_op *build_slice(const plan_at *at, att_alg *node, att_op *input) {
  att_alg *order = node->first->kind == ATT_ALG_PROJECT ? node->first->first : node->first;
  att_op *op = order->kind == ATT_ALG_ORDER ? build_order(at, order, input, rows_wanted(node))
                                            : build(at, node->first, input);
  return att_op_slice(at->exec, op, node->offset, node->limit);
}

static att_op *build_extend(const plan_at *at, att_alg *node, att_op *input) {
  att_op *op = build(at, node->first, input);
  plan_at inner = *at;
  att_slots_join(&inner.maybe, &node->first->vars);
  plan_exists(&inner, node->expr);
  double rows = op->estimate;
  op = att_op_extend(at->exec, op, node->expr, node->slot);
  op->estimate = rows;
  return op;
}

static att_op *build(const plan_at *at, att_alg *node, att_op *input) {
  att_exec *exec = at->exec;
  switch (node->kind) {
  case ATT_ALG_JOIN:
    return build_join(at, node, NULL, input);
  case ATT_ALG_TRIPLE:
    return att_op_scan(exec, input, spot(exec, &node->s), spot(exec, &node->p),
                       spot(exec, &node->o), at->reads);
  case ATT_ALG_PATH:
    plan_path(exec, node->path);
    return att_op_path(exec, input, spot(exec, &node->s), node->path, spot(exec, &node->o),
                       at->reads);
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
    return att_op_service(exec, input, node, spot(exec, &node->s));
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

att_op *att_plan(att_exec *exec, att_alg *node, const att_source *root, const att_reads *reads) {
  plan_at at = {exec, root, *reads, {{0}}, {{0}}};
  att_op *input = att_op_start(exec, root);
  exec->start_type = input->type;
  if (reads->kind == ATT_READ_SLOT) {
    input = att_op_graphs(exec, input, reads->slot);
    att_slots_add(&at.certain, reads->slot);
    att_slots_add(&at.maybe, reads->slot);
  }
  return build(&at, node, input);
}

void att_plan_expr(att_exec *exec, const att_source *root, const att_reads *reads,
                   const att_slots *vars, att_expr *expr) {
  plan_at at = {exec, root, *reads, {{0}}, *vars};
  plan_exists(&at, expr);
}
