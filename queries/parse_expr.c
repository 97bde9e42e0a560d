/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "queries/parse.h"

enum { ALTERNATIVES = 10000 }; /* operands of && and ||, which are evaluated in a loop */

typedef struct {
  const char *name;
  int least, most; /* arguments; most -1: any number */
} builtin;

static const builtin builtins[] = {
    {"ABS", 1, 1},         {"BNODE", 0, 1},     {"BOUND", 1, 1},       {"CEIL", 1, 1},
    {"COALESCE", 0, -1},   {"CONCAT", 0, -1},   {"CONTAINS", 2, 2},    {"DATATYPE", 1, 1},
    {"DAY", 1, 1},         {"ENCODE_FOR_URI", 1, 1}, {"FLOOR", 1, 1},  {"HOURS", 1, 1},
    {"IF", 3, 3},          {"IRI", 1, 1},       {"ISBLANK", 1, 1},     {"ISIRI", 1, 1},
    {"ISLITERAL", 1, 1},   {"ISNUMERIC", 1, 1}, {"ISURI", 1, 1},       {"LANG", 1, 1},
    {"LANGMATCHES", 2, 2}, {"LCASE", 1, 1},     {"MD5", 1, 1},         {"MINUTES", 1, 1},
    {"MONTH", 1, 1},       {"NOW", 0, 0},       {"RAND", 0, 0},        {"REGEX", 2, 3},
    {"REPLACE", 3, 4},     {"ROUND", 1, 1},     {"SAMETERM", 2, 2},    {"SECONDS", 1, 1},
    {"SHA1", 1, 1},        {"SHA256", 1, 1},    {"SHA384", 1, 1},      {"SHA512", 1, 1},
    {"STR", 1, 1},         {"STRAFTER", 2, 2},  {"STRBEFORE", 2, 2},   {"STRDT", 2, 2},
    {"STRENDS", 2, 2},     {"STRLANG", 2, 2},   {"STRLEN", 1, 1},      {"STRSTARTS", 2, 2},
    {"STRUUID", 0, 0},     {"SUBSTR", 2, 3},    {"TIMEZONE", 1, 1},    {"TZ", 1, 1},
    {"UCASE", 1, 1},       {"URI", 1, 1},       {"UUID", 0, 0},        {"YEAR", 1, 1},
};

static const char *const aggregates[] = {"COUNT", "SUM",    "MIN",         "MAX",
                                         "AVG",   "SAMPLE", "GROUP_CONCAT"};

static const builtin *find_builtin(const att_parser *parser) {
  for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
    if (att_parse_is_word(parser, builtins[i].name))
      return &builtins[i];
  return NULL;
}

static const char *find_aggregate(const att_parser *parser) {
  for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
    if (att_parse_is_word(parser, aggregates[i]))
      return aggregates[i];
  return NULL;
}

static att_ast *named(att_parser *parser, att_ast_kind kind, const char *text) {
  att_ast *node = att_ast_new(parser, kind);
  node->text = att_view_of(text);
  return node;
}

static void add_arguments(att_parser *parser, att_ast *node) {
  if (att_parse_is_sign(parser, ")"))
    return;
  do
    att_ast_add(node, att_parse_expression(parser));
  while (att_parse_sign(parser, ","));
}

static att_ast *call(att_parser *parser, const builtin *function) {
  att_ast *node = named(parser, ATT_AST_CALL, function->name);
  att_token word = parser->token;
  att_lexer_next(parser);
  att_parse_need(parser, "(");
  add_arguments(parser, node);
  int count = 0;
  for (const att_ast *argument = node->first; argument; argument = argument->next)
    count++;
  att_parse_need(parser, ")");
  if (count < function->least || (function->most >= 0 && count > function->most))
    att_parse_fail(parser, ATT_ERR_SYNTAX, word.offset, word.size,
                   "found %d arguments of %s, expected %d%s", count, function->name,
                   count < function->least ? function->least : function->most,
                   function->least == function->most ? "" : count < function->least ? " at least"
                                                                                   : " at most");
  if (strcmp(function->name, "BOUND") == 0 && node->first->kind != ATT_AST_VAR)
    att_parse_fail(parser, ATT_ERR_SYNTAX, word.offset, word.size, "BOUND expects a variable");
  return node;
}

static att_ast *aggregate(att_parser *parser, const char *name) {
  if (parser->no_aggregates)
    att_parse_expected(parser, "an expression without aggregates");
  att_ast *node = named(parser, ATT_AST_AGGREGATE, name);
  att_lexer_next(parser);
  att_parse_need(parser, "(");
  node->flag = att_parse_word(parser, "DISTINCT");
  parser->no_aggregates = true;
  if (strcmp(name, "COUNT") != 0 || !att_parse_sign(parser, "*"))
    att_ast_add(node, att_parse_expression(parser));
  parser->no_aggregates = false;
  if (strcmp(name, "GROUP_CONCAT") == 0 && att_parse_sign(parser, ";")) {
    att_parse_need_word(parser, "SEPARATOR");
    att_parse_need(parser, "=");
    if (parser->token.kind != TOKEN_STRING)
      att_parse_expected(parser, "a string");
    att_ast *separator = att_ast_new(parser, ATT_AST_TERM);
    separator->term = (att_term){.kind = ATT_TERM_LITERAL, .lexical = parser->token.text};
    att_ast_add(node, separator);
    att_lexer_next(parser);
  }
  att_parse_need(parser, ")");
  return node;
}

static att_ast *exists(att_parser *parser) {
  att_ast *node = att_ast_new(parser, ATT_AST_EXISTS);
  node->flag = att_parse_word(parser, "NOT");
  att_parse_need_word(parser, "EXISTS");
  bool aggregates_barred = parser->no_aggregates;
  parser->no_aggregates = false;
  att_ast_add(node, att_parse_group(parser));
  parser->no_aggregates = aggregates_barred;
  return node;
}

static bool at_exists(const att_parser *parser) {
  return att_parse_is_word(parser, "EXISTS") || att_parse_is_word(parser, "NOT");
}

static att_ast *iri_or_cast(att_parser *parser) {
  att_ast *iri = att_parse_iri(parser);
  if (!att_parse_sign(parser, "("))
    return iri;
  att_ast *node = att_ast_new(parser, ATT_AST_CAST);
  att_ast_add(node, iri);
  node->flag = att_parse_word(parser, "DISTINCT");
  add_arguments(parser, node);
  att_parse_need(parser, ")");
  return node;
}

static att_ast *bracketed(att_parser *parser) {
  att_parse_need(parser, "(");
  att_ast *node = att_parse_expression(parser);
  att_parse_need(parser, ")");
  return node;
}

static att_ast *builtin_call(att_parser *parser) {
  const builtin *function = find_builtin(parser);
  if (function)
    return call(parser, function);
  const char *name = find_aggregate(parser);
  if (name)
    return aggregate(parser, name);
  return at_exists(parser) ? exists(parser) : NULL;
}

static att_ast *primary(att_parser *parser) {
  if (att_parse_is_sign(parser, "("))
    return bracketed(parser);
  if (parser->token.kind == TOKEN_VAR)
    return att_parse_variable(parser);
  if (att_parse_at_iri(parser))
    return iri_or_cast(parser);
  att_ast *node = builtin_call(parser);
  if (node)
    return node;
  if (parser->token.kind == TOKEN_BLANK || !att_parse_at_term(parser))
    att_parse_expected(parser, "an expression");
  return att_parse_literal(parser);
}

/* A sign right before a number belongs to the number (rules 132 to 140 of the grammar). */
static att_ast *unary(att_parser *parser) {
  static const char *const signs[] = {"!", "-", "+"};
  bool space = parser->at < parser->size && !strchr("0123456789.", parser->source[parser->at]);
  for (int i = 0; i < 3; i++)
    if (att_parse_is_sign(parser, signs[i]) && (i == 0 || space)) {
      att_ast *node = named(parser, ATT_AST_OPERATOR, signs[i]);
      att_lexer_next(parser);
      att_ast_add(node, primary(parser));
      return node;
    }
  return primary(parser);
}

static const char *next_of(const att_parser *parser, const char *const *signs) {
  for (; *signs; signs++)
    if (att_parse_is_sign(parser, *signs))
      return *signs;
  return NULL;
}

/* Left-associative: at most `most` operands by `part`, any of `signs` between. */
static att_ast *chain(att_parser *parser, att_ast *(*part)(att_parser *), int most,
                      const char *const *signs) {
  att_ast *left = part(parser);
  const char *sign;
  for (int length = 1; (sign = next_of(parser, signs)); length++) {
    if (length >= most)
      att_parse_fail(parser, ATT_ERR_LIMIT, parser->token.offset, parser->token.size,
                     "more than %d operands in a row", most);
    att_ast *node = named(parser, ATT_AST_OPERATOR, sign);
    att_lexer_next(parser);
    att_ast_add(node, left);
    att_ast_add(node, part(parser));
    left = node;
  }
  return left;
}

static att_ast *product(att_parser *parser) {
  static const char *const signs[] = {"*", "/", NULL};
  return chain(parser, unary, ATT_PARSE_DEPTH, signs);
}

static att_ast *sum(att_parser *parser) {
  static const char *const signs[] = {"+", "-", NULL};
  return chain(parser, product, ATT_PARSE_DEPTH, signs);
}

static att_ast *relation(att_parser *parser) {
  static const char *const signs[] = {"=", "!=", "<", ">", "<=", ">=", NULL};
  att_ast *left = sum(parser), *node;
  const char *sign = next_of(parser, signs);
  if (sign) {
    node = named(parser, ATT_AST_OPERATOR, sign);
    att_lexer_next(parser);
    att_ast_add(node, left);
    att_ast_add(node, sum(parser));
    return node;
  }
  if (!att_parse_is_word(parser, "IN") && !att_parse_is_word(parser, "NOT"))
    return left;
  node = named(parser, ATT_AST_OPERATOR, att_parse_word(parser, "NOT") ? "NOT IN" : "IN");
  att_parse_need_word(parser, "IN");
  att_ast_add(node, left);
  att_parse_need(parser, "(");
  add_arguments(parser, node);
  att_parse_need(parser, ")");
  return node;
}

static att_ast *conjunction(att_parser *parser) {
  static const char *const signs[] = {"&&", NULL};
  return chain(parser, relation, ALTERNATIVES, signs);
}

att_ast *att_parse_expression(att_parser *parser) {
  static const char *const signs[] = {"||", NULL};
  att_parse_deeper(parser);
  att_ast *node = chain(parser, conjunction, ALTERNATIVES, signs);
  parser->depth--;
  return node;
}

bool att_parse_at_constraint(const att_parser *parser) {
  return att_parse_is_sign(parser, "(") || att_parse_at_iri(parser) || find_builtin(parser) ||
         find_aggregate(parser) || at_exists(parser);
}

att_ast *att_parse_constraint(att_parser *parser) {
  if (att_parse_is_sign(parser, "("))
    return bracketed(parser);
  if (att_parse_at_iri(parser)) {
    att_ast *node = iri_or_cast(parser);
    if (node->kind != ATT_AST_CAST)
      att_parse_expected(parser, "'('");
    return node;
  }
  att_ast *node = builtin_call(parser);
  if (!node)
    att_parse_expected(parser, "a bracketed expression or a function");
  return node;
}
