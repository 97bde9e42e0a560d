/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/algebra.h"

#include <stdio.h>
#include <string.h>

void att_slots_join(att_slots *set, const att_slots *other) {
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    set->words[i] |= other->words[i];
}

void att_slots_meet(att_slots *set, const att_slots *other) {
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    set->words[i] &= other->words[i];
}

bool att_slots_inside(const att_slots *set, const att_slots *other) {
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    if (set->words[i] & ~other->words[i])
      return false;
  return true;
}

bool att_slots_apart(const att_slots *set, const att_slots *other) {
  for (size_t i = 0; i < ATT_SLOTS_MOST / 64; i++)
    if (set->words[i] & other->words[i])
      return false;
  return true;
}

_Noreturn void att_translate_fail(att_translation *translation, att_status status,
                                  const char *message) {
  att_error_set(translation->error, status, "%s", message);
  longjmp(translation->arena->guard, 1);
}

att_alg *att_alg_new(att_translation *translation, att_alg_kind kind, att_alg *child) {
  att_alg *node = ATT_NEW(translation->arena, att_alg);
  node->kind = kind;
  node->slot = node->s.slot = node->p.slot = node->o.slot = ATT_NO_SLOT;
  node->limit = UINT64_MAX;
  if (child)
    att_alg_add(node, child);
  if (node->depth > ATT_ALG_DEPTH)
    att_translate_fail(translation, ATT_ERR_LIMIT,
                       "too many OPTIONAL, MINUS, BIND and groups one inside another");
  return node;
}

void att_alg_add(att_alg *parent, att_alg *child) {
  if (parent->last)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
  child->next = NULL;
  if (parent->depth <= child->depth)
    parent->depth = child->depth + 1;
}

int att_translate_new_slot(att_translation *translation, att_view name) {
  if (translation->names.count >= ATT_SLOTS_MOST)
    att_translate_fail(translation, ATT_ERR_LIMIT, "more than 1024 variables in a query");
  *ATT_PUSH(translation->arena, &translation->names) = name;
  return (int)translation->names.count - 1;
}

int att_translate_slot(att_translation *translation, att_view name) {
  att_scope *scope = translation->scope;
  for (size_t i = 0; i < scope->count; i++)
    if (att_view_equal(scope->items[i].name, name))
      return scope->items[i].slot;
  bool blank = name.size > 1 && name.data[0] == '_' && name.data[1] == ':';
  int slot = att_translate_new_slot(translation, blank ? (att_view){"", 0} : name);
  *ATT_PUSH(translation->arena, scope) = (struct att_scope_name){name, slot};
  return slot;
}

att_place att_translate_place(att_translation *translation, const att_ast *node) {
  if (node->kind == ATT_AST_VAR)
    return (att_place){att_translate_slot(translation, node->text), {0}};
  if (node->kind == ATT_AST_TERM && node->term.kind == ATT_TERM_BLANK) {
    char *name = att_arena_format(translation->arena, "_:%.*s", (int)node->term.lexical.size,
                                  node->term.lexical.data);
    return (att_place){att_translate_slot(translation, att_view_of(name)), {0}};
  }
  return (att_place){ATT_NO_SLOT, node->kind == ATT_AST_TERM ? node->term : (att_term){0}};
}

/* Closures of closures are closures: (p*)+ is p*. */
static void merge_closures(att_path *path) {
  bool outer =
      path->kind == ATT_PATH_STAR || path->kind == ATT_PATH_PLUS || path->kind == ATT_PATH_MAYBE;
  att_path *inner = path->first;
  if (!outer || (inner->kind != ATT_PATH_STAR && inner->kind != ATT_PATH_PLUS &&
                 inner->kind != ATT_PATH_MAYBE))
    return;
  if (path->kind != inner->kind)
    path->kind = ATT_PATH_STAR;
  path->first = inner->first;
}

static att_path *make_path(att_translation *translation, const att_ast *node) {
  static const struct {
    char sign;
    att_path_kind kind;
  } kinds[] = {{'^', ATT_PATH_INVERSE}, {'/', ATT_PATH_SEQUENCE}, {'|', ATT_PATH_CHOICE},
               {'!', ATT_PATH_NOT},     {'*', ATT_PATH_STAR},     {'+', ATT_PATH_PLUS},
               {'?', ATT_PATH_MAYBE}};
  att_path *path = ATT_NEW(translation->arena, att_path);
  path->kind = ATT_PATH_IRI;
  path->iri = node->term;
  if (node->kind != ATT_AST_PATH)
    return path;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (node->text.data[0] == kinds[i].sign)
      path->kind = kinds[i].kind;
  att_path **at = &path->first;
  for (const att_ast *part = node->first; part; part = part->next, at = &(*at)->next)
    *at = make_path(translation, part);
  merge_closures(path);
  return path;
}

static att_alg *path_pattern(att_translation *translation, att_place s, const att_ast *path,
                             att_place o);

/* p1/p2/…: fresh variables between (18.2.2.4). */
static att_alg *sequence(att_translation *translation, att_place s, const att_ast *path,
                         att_place o) {
  att_alg *join = att_alg_new(translation, ATT_ALG_JOIN, NULL);
  for (const att_ast *part = path->first; part; part = part->next) {
    att_place next = o;
    if (part->next)
      next = (att_place){att_translate_new_slot(translation, (att_view){"", 0}), {0}};
    att_alg_add(join, path_pattern(translation, s, part, next));
    s = next;
  }
  return join;
}

static att_alg *path_pattern(att_translation *translation, att_place s, const att_ast *path,
                             att_place o) {
  if (path->kind == ATT_AST_PATH) {
    if (path->text.data[0] == '^')
      return path_pattern(translation, o, path->first, s);
    if (path->text.data[0] == '/')
      return sequence(translation, s, path, o);
    if (path->text.data[0] == '|') {
      att_alg *choice = att_alg_new(translation, ATT_ALG_UNION, NULL);
      for (const att_ast *part = path->first; part; part = part->next)
        att_alg_add(choice, path_pattern(translation, s, part, o));
      return choice;
    }
  }
  bool plain = path->kind != ATT_AST_PATH;
  att_alg *node = att_alg_new(translation, plain ? ATT_ALG_TRIPLE : ATT_ALG_PATH, NULL);
  node->s = s;
  node->o = o;
  if (plain)
    node->p = att_translate_place(translation, path);
  else
    node->path = make_path(translation, path);
  return node;
}

/* Joins `node` to what the group has so far. */
static att_alg *join(att_translation *translation, att_alg *left, att_alg *node) {
  if (left->kind != ATT_ALG_JOIN || left->closed)
    left = att_alg_new(translation, ATT_ALG_JOIN, left);
  if (node->kind != ATT_ALG_JOIN) {
    att_alg_add(left, node);
    return left;
  }
  for (att_alg *child = node->first, *next; child; child = next) {
    next = child->next;
    att_alg_add(left, child);
  }
  return left;
}

att_alg *att_translate_values(att_translation *translation, const att_ast *values) {
  att_alg *node = att_alg_new(translation, ATT_ALG_VALUES, NULL);
  for (const att_ast *name = values->first->first; name; name = name->next)
    *ATT_PUSH(translation->arena, &node->columns) = att_translate_slot(translation, name->text);
  for (const att_ast *row = values->first->next; row; row = row->next) {
    node->limit = node->limit == UINT64_MAX ? 1 : node->limit + 1; /* rows: columns may be none */
    for (const att_ast *cell = row->first; cell; cell = cell->next)
      *ATT_PUSH(translation->arena, &node->rows) = att_translate_place(translation, cell);
  }
  if (node->limit == UINT64_MAX)
    node->limit = 0;
  return node;
}

/* OPTIONAL's own filter is the left join's condition (18.2.2.6). */
static att_alg *optional(att_translation *translation, att_alg *left, const att_ast *group) {
  att_alg *right = att_translate_group(translation, group);
  att_alg *node = att_alg_new(translation, ATT_ALG_LEFT, left);
  if (right->kind == ATT_ALG_FILTER) {
    node->filters = right->filters;
    right = right->first;
  }
  att_alg_add(node, right);
  return node;
}

/* Slots in the order in which the variables are written: SELECT * shows them so. */
static att_alg *triple(att_translation *translation, const att_ast *part) {
  const att_ast *predicate = part->first->next;
  att_place s = att_translate_place(translation, part->first);
  if (predicate->kind == ATT_AST_VAR)
    att_translate_slot(translation, predicate->text);
  att_place o = att_translate_place(translation, part->last);
  return path_pattern(translation, s, predicate, o);
}

static att_alg *service(att_translation *translation, const att_ast *part) {
  att_alg *node =
      att_alg_new(translation, ATT_ALG_SERVICE, att_translate_group(translation, part->last));
  node->s = att_translate_place(translation, part->first);
  node->silent = part->flag;
  node->ast = part;
  att_alg_analyse(node->first);
  att_translate_visible(translation, &node->first->vars, &node->columns);
  att_view *names = ATT_NEW_ARRAY(translation->arena, att_view, node->columns.count + 1);
  for (size_t i = 0; i < node->columns.count; i++)
    names[i] = translation->names.items[node->columns.items[i]];
  node->names = names;
  return node;
}

static att_alg *element(att_translation *translation, att_alg *left, const att_ast *part) {
  att_alg *node;
  switch (part->kind) {
  case ATT_AST_TRIPLE:
    return join(translation, left, triple(translation, part));
  case ATT_AST_OPTIONAL:
    return optional(translation, left, part->first);
  case ATT_AST_MINUS:
    node = att_alg_new(translation, ATT_ALG_MINUS, left);
    att_alg_add(node, att_translate_group(translation, part->first));
    return node;
  case ATT_AST_BIND:
    node = att_alg_new(translation, ATT_ALG_EXTEND, left);
    node->expr = att_translate_expr(translation, part->first, NULL);
    node->slot = att_translate_slot(translation, part->last->text);
    return node;
  case ATT_AST_UNION:
    node = att_alg_new(translation, ATT_ALG_UNION, NULL);
    for (const att_ast *group = part->first; group; group = group->next)
      att_alg_add(node, att_translate_group(translation, group));
    return join(translation, left, node);
  case ATT_AST_GRAPH:
    node = att_alg_new(translation, ATT_ALG_GRAPH, att_translate_group(translation, part->last));
    node->s = att_translate_place(translation, part->first);
    return join(translation, left, node);
  case ATT_AST_SERVICE:
    return join(translation, left, service(translation, part));
  case ATT_AST_VALUES:
    return join(translation, left, att_translate_values(translation, part));
  case ATT_AST_SELECT:
    return join(translation, left, att_translate_select(translation, part, true, NULL));
  default:
    return join(translation, left, att_translate_group(translation, part));
  }
}

att_alg *att_translate_group(att_translation *translation, const att_ast *group) {
  att_alg *node = att_alg_new(translation, ATT_ALG_JOIN, NULL);
  att_exprs filters = {0};
  for (const att_ast *part = group->first; part; part = part->next)
    if (part->kind != ATT_AST_FILTER)
      node = element(translation, node, part);
  for (const att_ast *part = group->first; part; part = part->next)
    if (part->kind == ATT_AST_FILTER)
      att_translate_conjuncts(translation, part->first, NULL, &filters);
  if (filters.count) {
    node = att_alg_new(translation, ATT_ALG_FILTER, node);
    node->filters = filters;
  }
  return node;
}

att_alg *att_translate_where(att_translation *translation, const att_ast *where) {
  if (!translation->scope)
    translation->scope = ATT_NEW(translation->arena, att_scope);
  att_alg *node = att_translate_group(translation, where->first);
  att_alg_analyse(node);
  return node;
}

/* Blank nodes of a template are new ones for each solution, and no variables. */
static att_place template_place(att_translation *translation, const att_ast *node) {
  if (node->kind == ATT_AST_TERM && node->term.kind == ATT_TERM_BLANK)
    return (att_place){ATT_NO_SLOT, node->term};
  return att_translate_place(translation, node);
}

static void template_triples(att_translation *translation, const att_ast *list, att_place graph,
                             att_templates *templates) {
  for (const att_ast *triple = list->first; triple; triple = triple->next) {
    if (triple->kind == ATT_AST_GRAPH) {
      template_triples(translation, triple->last, att_translate_place(translation, triple->first),
                       templates);
      continue;
    }
    att_template made = {template_place(translation, triple->first),
                         template_place(translation, triple->first->next),
                         template_place(translation, triple->last), graph};
    *ATT_PUSH(translation->arena, templates) = made;
  }
}

void att_translate_template(att_translation *translation, const att_ast *list,
                            att_templates *templates) {
  if (!translation->scope)
    translation->scope = ATT_NEW(translation->arena, att_scope);
  template_triples(translation, list, (att_place){ATT_NO_SLOT, {0}}, templates);
}
