/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/parse.h"

void att_parse_new_scope(att_parser *parser) {
  parser->scope = ++parser->scopes;
}

static size_t name_hash(att_view name) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < name.size; i++)
    hash = (hash ^ (unsigned char)name.data[i]) * UINT64_C(0x100000001b3);
  return (size_t)(hash ^ hash >> 32);
}

static size_t find_slot(const att_names *names, att_view name) {
  size_t at = name_hash(name) & (names->slot_count - 1);
  while (names->slots[at] && !att_view_equal(names->items[names->slots[at] - 1].name, name))
    at = (at + 1) & (names->slot_count - 1);
  return at;
}

static void make_slots(att_arena *arena, att_names *names) {
  size_t count = 16;
  while (count <= 4 * names->count)
    count *= 2;
  names->slots = ATT_NEW_ARRAY(arena, uint32_t, count);
  names->slot_count = count;
  for (size_t i = 0; i < names->count; i++)
    names->slots[find_slot(names, names->items[i].name)] = (uint32_t)i + 1;
}

struct att_name *att_names_add(att_arena *arena, att_names *names, att_view name, bool *ret_new) {
  if (2 * names->count >= names->slot_count)
    make_slots(arena, names);
  size_t at = find_slot(names, name);
  if (ret_new)
    *ret_new = !names->slots[at];
  if (names->slots[at])
    return &names->items[names->slots[at] - 1];
  struct att_name *item = ATT_PUSH(arena, names);
  item->name = name;
  names->slots[at] = (uint32_t)names->count;
  return item;
}

void att_names_cut(att_names *names, size_t count) {
  names->count = count;
  names->slot_count = 0;
}

static bool has(const att_names *names, att_view name) {
  return names->slot_count && names->slots[find_slot(names, name)];
}

static void add(att_parser *parser, att_names *list, att_view name) {
  att_names_add(parser->arena, list, name, NULL);
}

static const att_ast *target(const att_ast *projected) {
  return projected->kind == ATT_AST_BIND ? projected->last : projected;
}

/* The variables in scope of a pattern (section 18.2.1). */
void att_parse_collect(att_parser *parser, att_names *list, const att_ast *node) {
  const att_ast *child = node->first;
  switch (node->kind) {
  case ATT_AST_VAR:
    add(parser, list, node->text);
    break;
  case ATT_AST_BIND:
    add(parser, list, node->last->text);
    break;
  case ATT_AST_VALUES:
    att_parse_collect(parser, list, node->first);
    break;
  case ATT_AST_SELECT:
    for (const att_ast *item = child->first; item; item = item->next)
      att_parse_collect(parser, list, target(item));
    for (const att_ast *clause = child->first ? NULL : child; clause; clause = clause->next)
      if (clause->kind == ATT_AST_WHERE || clause->kind == ATT_AST_VALUES)
        att_parse_collect(parser, list, clause);
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
      att_parse_collect(parser, list, child);
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

void att_parse_check_bind(att_parser *parser, att_names *visible, const att_ast *bind) {
  if (has(visible, bind->last->text))
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

static void check_keys(att_parser *parser, const att_names *keys, const att_ast *expression) {
  if (expression->kind == ATT_AST_VAR && !has(keys, expression->text))
    refuse(parser, expression, "is neither a key of GROUP BY nor inside an aggregate");
  if (expression->kind == ATT_AST_AGGREGATE || expression->kind == ATT_AST_EXISTS)
    return;
  for (const att_ast *child = expression->first; child; child = child->next)
    check_keys(parser, keys, child);
}

static void check_grouped(att_parser *parser, const att_ast *select, const att_ast *group_by) {
  att_names keys = {0};
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
  att_names visible = {0}, projected = {0};
  const att_ast *group_by = NULL;
  bool grouped = aggregates_in(select->first);
  for (const att_ast *clause = select->first->next; clause; clause = clause->next) {
    if (clause->kind == ATT_AST_WHERE)
      att_parse_collect(parser, &visible, clause);
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
