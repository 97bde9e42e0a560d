/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/parse.h"

typedef struct {
  att_view *items;
  size_t count, capacity;
} names;

void att_parse_new_scope(att_parser *parser) {
  parser->scope = ++parser->scopes;
}

static bool has(const names *list, att_view name) {
  for (size_t i = 0; i < list->count; i++)
    if (att_view_equal(list->items[i], name))
      return true;
  return false;
}

static void add(att_parser *parser, names *list, att_view name) {
  if (!has(list, name))
    *ATT_PUSH(parser->arena, list) = name;
}

static const att_ast *target(const att_ast *projected) {
  return projected->kind == ATT_AST_BIND ? projected->last : projected;
}

/* The variables in scope of a pattern (section 18.2.1). */
static void collect(att_parser *parser, names *list, const att_ast *node) {
  const att_ast *child = node->first;
  switch (node->kind) {
  case ATT_AST_VAR:
    add(parser, list, node->text);
    break;
  case ATT_AST_BIND:
    add(parser, list, node->last->text);
    break;
  case ATT_AST_VALUES:
    collect(parser, list, node->first);
    break;
  case ATT_AST_SELECT:
    for (const att_ast *item = child->first; item; item = item->next)
      collect(parser, list, target(item));
    for (const att_ast *clause = child->first ? NULL : child; clause; clause = clause->next)
      if (clause->kind == ATT_AST_WHERE || clause->kind == ATT_AST_VALUES)
        collect(parser, list, clause);
    break;
  case ATT_AST_TRIPLE:
  case ATT_AST_LIST:
  case ATT_AST_GROUP:
  case ATT_AST_UNION:
  case ATT_AST_OPTIONAL:
  case ATT_AST_GRAPH:
  case ATT_AST_SERVICE:
  case ATT_AST_WHERE:
    for (; child; child = child->next)
      collect(parser, list, child);
    break;
  default:
    break;
  }
}

static _Noreturn void refuse(att_parser *parser, const att_ast *node, const char *why) {
  int size = node->text.size > 60 ? 60 : (int)node->text.size;
  att_parse_fail(parser, ATT_ERR_SYNTAX, node->offset, node->text.size + 1, "?%.*s %s", size,
                 node->text.data, why);
}

void att_parse_check_bind(att_parser *parser, const att_ast *group, const att_ast *bind) {
  names list = {0};
  collect(parser, &list, group);
  if (has(&list, bind->last->text))
    refuse(parser, bind->last, "is already in scope, so that nothing can be bound to it");
}

static bool aggregates_in(const att_ast *node) {
  if (node->kind == ATT_AST_AGGREGATE)
    return true;
  if (node->kind == ATT_AST_EXISTS)
    return false;
  for (const att_ast *child = node->first; child; child = child->next)
    if (aggregates_in(child))
      return true;
  return false;
}

static void check_keys(att_parser *parser, const names *keys, const att_ast *expression) {
  if (expression->kind == ATT_AST_VAR && !has(keys, expression->text))
    refuse(parser, expression, "is neither a key of GROUP BY nor inside an aggregate");
  if (expression->kind == ATT_AST_AGGREGATE || expression->kind == ATT_AST_EXISTS)
    return;
  for (const att_ast *child = expression->first; child; child = child->next)
    check_keys(parser, keys, child);
}

static void check_grouped(att_parser *parser, const att_ast *select, const att_ast *group_by) {
  names keys = {0};
  for (const att_ast *key = group_by ? group_by->first : NULL; key; key = key->next)
    if (target(key)->kind == ATT_AST_VAR)
      add(parser, &keys, target(key)->text);
  if (!select->first->first)
    att_parse_fail(parser, ATT_ERR_SYNTAX, select->offset, 6, "SELECT * does not go with groups");
  for (const att_ast *item = select->first->first; item; item = item->next) {
    check_keys(parser, &keys, item->kind == ATT_AST_BIND ? item->first : item);
    add(parser, &keys, target(item)->text);
  }
}

void att_parse_check_select(att_parser *parser, const att_ast *select) {
  names visible = {0}, projected = {0};
  const att_ast *group_by = NULL;
  bool grouped = aggregates_in(select->first);
  for (const att_ast *clause = select->first->next; clause; clause = clause->next) {
    if (clause->kind == ATT_AST_WHERE)
      collect(parser, &visible, clause);
    if (clause->kind == ATT_AST_GROUP_BY)
      group_by = clause;
    if (clause->kind == ATT_AST_HAVING || clause->kind == ATT_AST_ORDER_BY)
      grouped = grouped || aggregates_in(clause);
  }
  for (const att_ast *item = select->first->first; item; item = item->next) {
    att_view name = target(item)->text;
    if (item->kind == ATT_AST_BIND && (has(&visible, name) || has(&projected, name)))
      refuse(parser, item->last, "is already in scope, so that nothing can be bound to it");
    add(parser, &projected, name);
  }
  if (grouped || group_by)
    check_grouped(parser, select, group_by);
}
