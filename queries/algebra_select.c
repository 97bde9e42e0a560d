/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/algebra.h"

typedef struct {
  const att_ast *where, *group_by, *having, *order_by, *limit, *offset, *values;
} clauses;

static clauses clauses_of(const att_ast *query) {
  clauses found = {0};
  for (const att_ast *clause = query->first; clause; clause = clause->next)
    switch (clause->kind) {
    case ATT_AST_WHERE:
      found.where = clause;
      break;
    case ATT_AST_GROUP_BY:
      found.group_by = clause;
      break;
    case ATT_AST_HAVING:
      found.having = clause;
      break;
    case ATT_AST_ORDER_BY:
      found.order_by = clause;
      break;
    case ATT_AST_LIMIT:
      found.limit = clause;
      break;
    case ATT_AST_OFFSET:
      found.offset = clause;
      break;
    case ATT_AST_VALUES:
      found.values = clause;
      break;
    default:
      break;
    }
  return found;
}

static bool has_aggregate(const att_ast *node) {
  if (node->kind == ATT_AST_AGGREGATE)
    return true;
  if (node->kind == ATT_AST_EXISTS)
    return false;
  for (const att_ast *child = node->first; child; child = child->next)
    if (has_aggregate(child))
      return true;
  return false;
}

static bool is_grouped(const att_ast *query, const clauses *parts) {
  return parts->group_by || parts->having ||
         (query->kind == ATT_AST_SELECT && has_aggregate(query->first)) ||
         (parts->order_by && has_aggregate(parts->order_by));
}

static att_alg *extend(att_translation *translation, att_alg *node, att_expr *expr, int slot) {
  att_alg *extended = att_alg_new(translation, ATT_ALG_EXTEND, node);
  extended->expr = expr;
  extended->slot = slot;
  return extended;
}

/* Keys that are expressions are bound first; then the group, whose aggregates the expressions that
 * follow will add. */
static att_alg *group_keys(att_translation *translation, att_alg *node, const att_ast *group_by) {
  att_columns keys = {0};
  for (const att_ast *key = group_by ? group_by->first : NULL; key; key = key->next) {
    if (key->kind == ATT_AST_VAR) {
      *ATT_PUSH(translation->arena, &keys) = att_translate_slot(translation, key->text);
      continue;
    }
    bool named = key->kind == ATT_AST_BIND;
    att_expr *expr = att_translate_expr(translation, named ? key->first : key, NULL);
    int slot = named ? att_translate_slot(translation, key->last->text)
                     : att_translate_new_slot(translation, (att_view){"", 0});
    node = extend(translation, node, expr, slot);
    *ATT_PUSH(translation->arena, &keys) = slot;
  }
  node = att_alg_new(translation, ATT_ALG_GROUP, node);
  node->columns = keys;
  return node;
}

void att_translate_visible(const att_translation *translation, const att_slots *vars,
                           att_columns *columns) {
  for (size_t slot = 0; slot < translation->names.count; slot++)
    if (att_slots_has(vars, (int)slot) && translation->names.items[slot].size)
      *ATT_PUSH(translation->arena, columns) = (int)slot;
}

static att_alg *project_items(att_translation *translation, att_alg *node, const att_ast *list,
                              att_alg *group, att_columns *columns) {
  if (!list->first) {
    att_alg_analyse(node);
    att_translate_visible(translation, &node->vars, columns);
    return node;
  }
  for (const att_ast *item = list->first; item; item = item->next) {
    bool bind = item->kind == ATT_AST_BIND;
    int slot = att_translate_slot(translation, bind ? item->last->text : item->text);
    if (bind)
      node = extend(translation, node, att_translate_expr(translation, item->first, group), slot);
    *ATT_PUSH(translation->arena, columns) = slot;
  }
  return node;
}

static att_alg *ordered(att_translation *translation, att_alg *node, const att_ast *order_by,
                        att_alg *group) {
  if (!order_by)
    return node;
  att_alg *order = att_alg_new(translation, ATT_ALG_ORDER, node);
  for (const att_ast *key = order_by->first; key; key = key->next)
    *ATT_PUSH(translation->arena, &order->orders) =
        (att_order_key){att_translate_expr(translation, key->first, group), key->flag};
  return order;
}

static att_alg *sliced(att_translation *translation, att_alg *node, const clauses *parts) {
  if (!parts->limit && !parts->offset)
    return node;
  node = att_alg_new(translation, ATT_ALG_SLICE, node);
  node->limit = parts->limit ? parts->limit->number : UINT64_MAX;
  node->offset = parts->offset ? parts->offset->number : 0;
  return node;
}

static att_alg *with_values(att_translation *translation, att_alg *node, const att_ast *values) {
  if (!values)
    return node;
  node = att_alg_new(translation, ATT_ALG_JOIN, node);
  att_alg_add(node, att_translate_values(translation, values));
  return node;
}

static att_alg *having(att_translation *translation, att_alg *node, const att_ast *clause,
                       att_alg *group) {
  if (!clause)
    return node;
  att_exprs filters = {0};
  for (const att_ast *ast = clause->first; ast; ast = ast->next)
    att_translate_conjuncts(translation, ast, group, &filters);
  node = att_alg_new(translation, ATT_ALG_FILTER, node);
  node->filters = filters;
  return node;
}

static att_alg *clauses_to_algebra(att_translation *translation, const att_ast *query,
                                   att_columns *columns) {
  clauses parts = clauses_of(query);
  att_alg *node, *group = NULL;
  if (parts.where)
    node = att_translate_group(translation, parts.where->first);
  else
    node = att_alg_new(translation, ATT_ALG_JOIN, NULL);
  if (is_grouped(query, &parts))
    node = group = group_keys(translation, node, parts.group_by);
  node = having(translation, node, parts.having, group);
  node = with_values(translation, node, parts.values); /* 18.2.4.3: after grouping */
  if (query->kind == ATT_AST_SELECT)
    node = project_items(translation, node, query->first, group, columns);
  node = ordered(translation, node, parts.order_by, group);
  if (query->kind == ATT_AST_SELECT) {
    node = att_alg_new(translation, ATT_ALG_PROJECT, node);
    node->columns = *columns;
    if (query->flag || query->text.size) {
      node = att_alg_new(translation, ATT_ALG_DISTINCT, node);
      node->columns = *columns;
    }
  }
  return sliced(translation, node, &parts);
}

/* The projected variables are those of the scope around; the others are the subquery's own. */
static att_scope *inner_scope(att_translation *translation, const att_ast *select) {
  att_scope *scope = ATT_NEW(translation->arena, att_scope);
  for (const att_ast *item = select->first->first; item; item = item->next) {
    att_view name = item->kind == ATT_AST_BIND ? item->last->text : item->text;
    int slot = att_translate_slot(translation, name);
    *ATT_PUSH(translation->arena, scope) = (struct att_scope_name){name, slot};
  }
  return scope;
}

att_alg *att_translate_select(att_translation *translation, const att_ast *select, bool inner,
                              att_columns *columns) {
  att_columns own = {0};
  att_scope *outer = translation->scope;
  if (inner && select->first->first)
    translation->scope = inner_scope(translation, select);
  att_alg *node = clauses_to_algebra(translation, select, &own);
  translation->scope = outer;
  if (columns)
    *columns = own;
  return node;
}

void att_translate_query(att_translation *translation, const att_ast *root, att_query *ret_query) {
  att_query query = {.kind = root->kind, .ast = root};
  translation->scope = ATT_NEW(translation->arena, att_scope);
  if (root->kind == ATT_AST_CONSTRUCT)
    att_translate_template(translation, root->first, &query.templates);
  query.root = clauses_to_algebra(translation, root, &query.columns);
  if (root->kind == ATT_AST_DESCRIBE) {
    for (const att_ast *item = root->first->first; item; item = item->next)
      *ATT_PUSH(translation->arena, &query.described) = att_translate_place(translation, item);
    if (!root->first->first) {
      att_alg_analyse(query.root);
      att_translate_visible(translation, &query.root->vars, &query.columns);
      for (size_t i = 0; i < query.columns.count; i++)
        *ATT_PUSH(translation->arena, &query.described) = (att_place){query.columns.items[i], {0}};
    }
  }
  att_alg_analyse(query.root);
  *ret_query = query;
}

static void add_place(att_alg *node, const att_place *place) {
  if (place->slot == ATT_NO_SLOT)
    return;
  att_slots_add(&node->vars, place->slot);
  att_slots_add(&node->certain, place->slot);
}

static void analyse_values(att_alg *node) {
  size_t columns = node->columns.count;
  for (size_t c = 0; c < columns; c++) {
    bool always = true;
    for (uint64_t r = 0; r < node->limit; r++)
      always = always && node->rows.items[r * columns + c].term.kind;
    att_slots_add(&node->vars, node->columns.items[c]);
    if (always)
      att_slots_add(&node->certain, node->columns.items[c]);
  }
}

static void analyse_group(att_alg *node) {
  att_slots inner = node->first->certain;
  node->vars = node->certain = (att_slots){0};
  for (size_t i = 0; i < node->columns.count; i++) {
    att_slots_add(&node->vars, node->columns.items[i]);
    if (att_slots_has(&inner, node->columns.items[i]))
      att_slots_add(&node->certain, node->columns.items[i]);
  }
  for (size_t i = 0; i < node->aggregates.count; i++)
    att_slots_add(&node->vars, node->aggregates.items[i].slot);
}

static void analyse_union(att_alg *node) {
  if (node->first)
    node->certain = node->first->certain;
  for (const att_alg *child = node->first; child; child = child->next)
    att_slots_meet(&node->certain, &child->certain);
}

void att_alg_analyse(att_alg *node) {
  att_slots projected = {0};
  node->vars = node->certain = (att_slots){0};
  for (att_alg *child = node->first; child; child = child->next) {
    att_alg_analyse(child);
    bool second = node->kind == ATT_ALG_LEFT || node->kind == ATT_ALG_MINUS;
    if (!(node->kind == ATT_ALG_MINUS && child != node->first))
      att_slots_join(&node->vars, &child->vars);
    if (!(second && child != node->first))
      att_slots_join(&node->certain, &child->certain);
  }
  switch (node->kind) {
  case ATT_ALG_TRIPLE:
  case ATT_ALG_PATH:
  case ATT_ALG_GRAPH:
  case ATT_ALG_SERVICE:
    add_place(node, &node->s);
    add_place(node, &node->p);
    add_place(node, &node->o);
    break;
  case ATT_ALG_UNION:
    analyse_union(node);
    break;
  case ATT_ALG_EXTEND:
    att_slots_add(&node->vars, node->slot);
    break;
  case ATT_ALG_VALUES:
    analyse_values(node);
    break;
  case ATT_ALG_GROUP:
    analyse_group(node);
    break;
  case ATT_ALG_PROJECT:
    for (size_t i = 0; i < node->columns.count; i++)
      att_slots_add(&projected, node->columns.items[i]);
    att_slots_meet(&node->vars, &projected);
    att_slots_meet(&node->certain, &projected);
    break;
  default:
    break;
  }
  if (node->kind == ATT_ALG_SERVICE)
    node->certain = (att_slots){0};
}
