/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/algebra.h"

static att_expr *new_expr(att_translation *translation, att_expr_kind kind) {
  att_expr *expr = ATT_NEW(translation->arena, att_expr);
  expr->kind = kind;
  expr->place.slot = ATT_NO_SLOT;
  return expr;
}

static void add_arguments(att_translation *translation, att_expr *expr, const att_ast *first,
                          att_alg *group) {
  size_t count = 0;
  for (const att_ast *node = first; node; node = node->next)
    count++;
  expr->arguments = ATT_NEW_ARRAY(translation->arena, att_expr *, count + 1);
  for (const att_ast *node = first; node; node = node->next) {
    att_expr *argument = att_translate_expr(translation, node, group);
    expr->arguments[expr->count++] = argument;
    att_slots_join(&expr->uses, &argument->uses);
  }
}

static att_expr *variable(att_translation *translation, int slot) {
  att_expr *expr = new_expr(translation, ATT_EXPR_VAR);
  expr->place.slot = slot;
  att_slots_add(&expr->uses, slot);
  return expr;
}

static att_expr *aggregate(att_translation *translation, const att_ast *ast, att_alg *group) {
  static const struct {
    const char *name;
    att_aggregate_kind kind;
  } kinds[] = {{"COUNT", ATT_COUNT},
               {"SUM", ATT_SUM},
               {"MIN", ATT_MIN},
               {"MAX", ATT_MAX},
               {"AVG", ATT_AVG},
               {"SAMPLE", ATT_SAMPLE},
               {"GROUP_CONCAT", ATT_GROUP_CONCAT}};
  if (!group)
    att_translate_fail(translation, ATT_ERR_SYNTAX, "an aggregate where none can be");
  att_aggregate made = {.distinct = ast->flag, .separator = {" ", 1}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (att_view_equal(ast->text, att_view_of(kinds[i].name)))
      made.kind = kinds[i].kind;
  if (ast->first)
    made.expr = att_translate_expr(translation, ast->first, NULL);
  if (ast->first && ast->first->next)
    made.separator = ast->first->next->term.lexical;
  made.slot = att_translate_new_slot(translation, (att_view){"", 0});
  *ATT_PUSH(translation->arena, &group->aggregates) = made;
  return variable(translation, made.slot);
}

/* a || b || c, which the parser nests to the left, as three arguments. */
static void add_operands(att_translation *translation, att_expr *expr, const att_ast *ast,
                         att_alg *group) {
  size_t count = 1;
  const att_ast *at = ast;
  for (; at->kind == ATT_AST_OPERATOR && att_view_equal(at->text, ast->text); at = at->first)
    count++;
  expr->arguments = ATT_NEW_ARRAY(translation->arena, att_expr *, count);
  expr->count = count;
  for (at = ast; count > 1; at = at->first)
    expr->arguments[--count] = att_translate_expr(translation, at->last, group);
  expr->arguments[0] = att_translate_expr(translation, at, group);
  for (size_t i = 0; i < expr->count; i++)
    att_slots_join(&expr->uses, &expr->arguments[i]->uses);
}

static att_expr *operator(att_translation *translation, const att_ast *ast, att_alg *group) {
  static const struct {
    const char *text;
    att_expr_kind kind;
    char op;
  } operators[] = {
      {"=", ATT_EXPR_OPERATOR, '='}, {"!=", ATT_EXPR_OPERATOR, '!'}, {"<", ATT_EXPR_OPERATOR, '<'},
      {">", ATT_EXPR_OPERATOR, '>'}, {"<=", ATT_EXPR_OPERATOR, 'l'}, {">=", ATT_EXPR_OPERATOR, 'g'},
      {"*", ATT_EXPR_OPERATOR, '*'}, {"/", ATT_EXPR_OPERATOR, '/'},  {"&&", ATT_EXPR_AND, 0},
      {"||", ATT_EXPR_OR, 0},        {"!", ATT_EXPR_NOT, 0},         {"IN", ATT_EXPR_IN, 0},
      {"NOT IN", ATT_EXPR_IN, 'n'},  {"+", ATT_EXPR_OPERATOR, '+'},  {"-", ATT_EXPR_OPERATOR, '-'}};
  att_expr *expr = new_expr(translation, ATT_EXPR_OPERATOR);
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (att_view_equal(ast->text, att_view_of(operators[i].text))) {
      expr->kind = operators[i].kind;
      expr->op = operators[i].op;
    }
  expr->negated = expr->kind == ATT_EXPR_IN && expr->op == 'n';
  if (!ast->first->next && expr->op == '-')
    expr->op = 'n';
  if (!ast->first->next && expr->op == '+')
    expr->op = 'p';
  if (expr->kind == ATT_EXPR_AND || expr->kind == ATT_EXPR_OR)
    add_operands(translation, expr, ast, group);
  else
    add_arguments(translation, expr, ast->first, group);
  return expr;
}

/* CONCAT of more arguments than a call takes, as CONCAT of CONCATs: that keeps its rule of a common
 * language. */
static void fold_concat(att_translation *translation, att_expr *expr) {
  while (expr->count > ATT_ARGUMENTS_MOST) {
    size_t parts = 0;
    for (size_t i = 0; i < expr->count; parts++) {
      att_expr *part = new_expr(translation, ATT_EXPR_CALL);
      part->name = expr->name;
      part->arguments = expr->arguments + i;
      part->count = expr->count - i < ATT_ARGUMENTS_MOST ? expr->count - i : ATT_ARGUMENTS_MOST;
      for (size_t k = 0; k < part->count; k++)
        att_slots_join(&part->uses, &part->arguments[k]->uses);
      i += part->count;
      att_expr **own = ATT_NEW_ARRAY(translation->arena, att_expr *, part->count);
      memcpy(own, part->arguments, part->count * sizeof *own);
      part->arguments = own;
      expr->arguments[parts] = part;
    }
    expr->count = parts;
  }
}

static att_expr *call(att_translation *translation, const att_ast *ast, att_alg *group) {
  static const struct {
    const char *name;
    att_expr_kind kind;
  } forms[] = {{"BOUND", ATT_EXPR_BOUND}, {"IF", ATT_EXPR_IF}, {"COALESCE", ATT_EXPR_COALESCE}};
  att_expr *expr = new_expr(translation, ATT_EXPR_CALL);
  expr->name = ast->text;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (att_view_equal(ast->text, att_view_of(forms[i].name)))
      expr->kind = forms[i].kind;
  add_arguments(translation, expr, ast->first, group);
  if (expr->kind == ATT_EXPR_CALL)
    fold_concat(translation, expr); /* no other takes so many */
  return expr;
}

static att_expr *exists(att_translation *translation, const att_ast *ast) {
  att_expr *expr = new_expr(translation, ATT_EXPR_EXISTS);
  expr->negated = ast->flag;
  expr->pattern = att_translate_group(translation, ast->first);
  att_alg_analyse(expr->pattern);
  expr->uses = expr->pattern->vars;
  return expr;
}

att_expr *att_translate_expr(att_translation *translation, const att_ast *ast, att_alg *group) {
  att_expr *expr;
  switch (ast->kind) {
  case ATT_AST_VAR:
    return variable(translation, att_translate_slot(translation, ast->text));
  case ATT_AST_CALL:
    return call(translation, ast, group);
  case ATT_AST_CAST:
    expr = new_expr(translation, ATT_EXPR_CAST);
    expr->name = ast->first->term.lexical;
    add_arguments(translation, expr, ast->first->next, group);
    return expr;
  case ATT_AST_AGGREGATE:
    return aggregate(translation, ast, group);
  case ATT_AST_OPERATOR:
    return operator(translation, ast, group);
  case ATT_AST_EXISTS:
    return exists(translation, ast);
  default:
    expr = new_expr(translation, ATT_EXPR_TERM);
    expr->place.term = ast->term;
    return expr;
  }
}

void att_translate_conjuncts(att_translation *translation, const att_ast *ast, att_alg *group,
                             att_exprs *list) {
  while (ast->kind == ATT_AST_OPERATOR && att_view_equal(ast->text, att_view_of("&&"))) {
    att_translate_conjuncts(translation, ast->last, group, list);
    ast = ast->first;
  }
  att_expr *expr = att_translate_expr(translation, ast, group);
  *ATT_PUSH(translation->arena, list) = expr;
}
