/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "graph/vocabulary.h"
#include "queries/parse.h"

static att_ast *parse_select(att_parser *parser, bool inner);

static att_ast *row_value(att_parser *parser) {
  att_ast *node = att_ast_new(parser, ATT_AST_UNDEF);
  if (att_parse_word(parser, "UNDEF"))
    return node;
  return att_parse_at_iri(parser) ? att_parse_iri(parser) : att_parse_literal(parser);
}

static void value_row(att_parser *parser, att_ast *values, size_t columns, const char *close) {
  att_ast *row = att_ast_new(parser, ATT_AST_LIST);
  att_token token = parser->token;
  size_t count = 0;
  for (; close ? !att_parse_sign(parser, close) : count < columns; count++)
    att_ast_add(row, row_value(parser));
  if (count != columns)
    att_parse_fail(parser, ATT_ERR_SYNTAX, token.offset, token.size,
                   "found %zu values in a row, expected %zu", count, columns);
  att_ast_add(values, row);
}

att_ast *att_parse_values(att_parser *parser) {
  att_ast *node = att_ast_new(parser, ATT_AST_VALUES);
  att_parse_need_word(parser, "VALUES");
  att_ast *variables = att_ast_new(parser, ATT_AST_LIST);
  att_ast_add(node, variables);
  bool many = att_parse_sign(parser, "(");
  size_t columns = 0;
  for (; many ? !att_parse_sign(parser, ")") : columns < 1; columns++)
    att_ast_add(variables, att_parse_variable(parser));
  att_parse_need(parser, "{");
  while (!att_parse_sign(parser, "}")) {
    if (many)
      att_parse_need(parser, "(");
    value_row(parser, node, columns, many ? ")" : NULL);
  }
  return node;
}

static att_ast *bind_as(att_parser *parser) {
  att_ast *node = att_ast_new(parser, ATT_AST_BIND);
  att_ast_add(node, att_parse_expression(parser));
  att_parse_need_word(parser, "AS");
  att_ast_add(node, att_parse_variable(parser));
  return node;
}

static att_ast *union_of_groups(att_parser *parser) {
  att_ast *group = att_parse_group(parser);
  if (!att_parse_is_word(parser, "UNION"))
    return group;
  att_ast *node = att_ast_new(parser, ATT_AST_UNION);
  att_ast_add(node, group);
  while (att_parse_word(parser, "UNION"))
    att_ast_add(node, att_parse_group(parser));
  return node;
}

static att_ast *filter(att_parser *parser) {
  att_ast *node = att_ast_new(parser, ATT_AST_FILTER);
  size_t scope = parser->scope;
  att_parse_need_word(parser, "FILTER");
  att_ast_add(node, att_parse_constraint(parser));
  parser->scope = scope;
  return node;
}

static att_ast *bind_element(att_parser *parser, att_names *visible) {
  att_parse_need_word(parser, "BIND");
  att_parse_need(parser, "(");
  att_ast *node = bind_as(parser);
  att_parse_need(parser, ")");
  att_parse_check_bind(parser, visible, node);
  return node;
}

/* The text needs the prefix, known without being declared. */
static bool is_used(const att_parser *parser, att_view text, const char *prefix) {
  size_t size = strlen(prefix);
  for (size_t i = 0; i < parser->prefixes.count; i++)
    if (att_view_equal(parser->prefixes.items[i].name, (att_view){prefix, size}))
      return false;
  for (size_t i = 0; !parser->options.no_default_prefixes && i + size < text.size; i++)
    if (text.data[i + size] == ':' && memcmp(text.data + i, prefix, size) == 0)
      return true;
  return false;
}

static char *add_line(att_arena *arena, const char *before, const char *word, att_view name,
                      att_view iri) {
  return att_arena_format(arena, "%s%s %.*s%s<%.*s>\n", before, word, (int)name.size,
                          name.size || word[0] == 'P' ? name.data : "",
                          word[0] == 'P' ? ": " : "", (int)iri.size, iri.data);
}

/* What another parser needs to read the group that ends here: base and prefixes. */
static void keep_text(att_parser *parser, att_ast *service, size_t start) {
  char *lines = att_arena_copy(parser->arena, "", 0);
  service->text = (att_view){parser->source + start, parser->end - start};
  if (parser->base)
    lines = add_line(parser->arena, lines, "BASE", (att_view){"", 0}, att_view_of(parser->base));
  for (size_t i = 0; i < parser->prefixes.count; i++)
    lines = add_line(parser->arena, lines, "PREFIX", parser->prefixes.items[i].name,
                     parser->prefixes.items[i].iri);
  for (int i = 0; i < ATT_PREFIXES; i++)
    if (is_used(parser, service->text, att_prefixes[i].prefix))
      lines = add_line(parser->arena, lines, "PREFIX", att_view_of(att_prefixes[i].prefix),
                       att_view_of(att_prefixes[i].iri));
  service->term.lexical = att_view_of(lines);
}

static att_ast *named_group(att_parser *parser, att_ast_kind kind) {
  att_ast *node = att_ast_new(parser, kind);
  att_lexer_next(parser);
  node->flag = kind == ATT_AST_SERVICE && att_parse_word(parser, "SILENT");
  if (kind == ATT_AST_GRAPH || kind == ATT_AST_SERVICE)
    att_ast_add(node, att_parse_var_or_iri(parser));
  size_t start = parser->token.offset;
  att_ast_add(node, att_parse_group(parser));
  if (kind == ATT_AST_SERVICE)
    keep_text(parser, node, start);
  return node;
}

/* What is not triples: NULL where nothing of it begins. */
static att_ast *element(att_parser *parser, att_names *visible) {
  static const struct {
    const char *word;
    att_ast_kind kind;
  } named[] = {{"OPTIONAL", ATT_AST_OPTIONAL},
               {"MINUS", ATT_AST_MINUS},
               {"GRAPH", ATT_AST_GRAPH},
               {"SERVICE", ATT_AST_SERVICE}};
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (att_parse_is_word(parser, named[i].word))
      return named_group(parser, named[i].kind);
  if (att_parse_is_sign(parser, "{"))
    return union_of_groups(parser);
  if (att_parse_is_word(parser, "FILTER"))
    return filter(parser);
  if (att_parse_is_word(parser, "BIND"))
    return bind_element(parser, visible);
  return att_parse_is_word(parser, "VALUES") ? att_parse_values(parser) : NULL;
}

static void group_elements(att_parser *parser, att_ast *group) {
  bool triples_allowed = true;
  att_names visible = {0}; /* variables in scope so far, for BIND */
  const att_ast *seen = NULL;
  for (;;) {
    for (const att_ast *part = seen ? seen->next : group->first; part; part = part->next)
      att_parse_collect(parser, &visible, part);
    seen = group->last;
    if (triples_allowed && att_parse_at_triples(parser)) {
      att_parse_triples(parser, group);
      triples_allowed = att_parse_sign(parser, ".");
      continue;
    }
    att_ast *part = element(parser, &visible);
    if (!part)
      return;
    if (part->kind != ATT_AST_FILTER)
      att_parse_new_scope(parser);
    att_ast_add(group, part);
    att_parse_sign(parser, ".");
    triples_allowed = true;
  }
}

att_ast *att_parse_group(att_parser *parser) {
  bool no_paths = parser->no_paths, no_aggregates = parser->no_aggregates;
  parser->no_paths = false;
  parser->no_aggregates = true;
  att_parse_deeper(parser);
  att_parse_new_scope(parser);
  att_ast *group = att_ast_new(parser, ATT_AST_GROUP);
  att_parse_need(parser, "{");
  if (att_parse_is_word(parser, "SELECT"))
    att_ast_add(group, parse_select(parser, true));
  else
    group_elements(parser, group);
  if (!att_parse_sign(parser, "}"))
    att_parse_expected(parser, "a graph pattern or '}'");
  att_parse_new_scope(parser);
  parser->depth--;
  parser->no_paths = no_paths;
  parser->no_aggregates = no_aggregates;
  return group;
}

void att_parse_template(att_parser *parser, att_ast *parent) {
  bool no_paths = parser->no_paths;
  parser->no_paths = true;
  while (att_parse_at_triples(parser)) {
    att_parse_triples(parser, parent);
    if (!att_parse_sign(parser, "."))
      break;
  }
  parser->no_paths = no_paths;
}

static void dataset(att_parser *parser, att_ast *query) {
  while (att_parse_is_word(parser, "FROM")) {
    att_ast *from = att_ast_new(parser, ATT_AST_FROM);
    att_lexer_next(parser);
    from->flag = att_parse_word(parser, "NAMED");
    att_ast_add(from, att_parse_iri(parser));
    att_ast_add(query, from);
  }
}

static void where(att_parser *parser, att_ast *query) {
  att_ast *node = att_ast_new(parser, ATT_AST_WHERE);
  att_parse_word(parser, "WHERE");
  att_ast_add(node, att_parse_group(parser));
  att_ast_add(query, node);
}

static bool at_condition(const att_parser *parser) {
  return parser->token.kind == TOKEN_VAR || att_parse_at_constraint(parser);
}

static att_ast *group_condition(att_parser *parser) {
  if (parser->token.kind == TOKEN_VAR)
    return att_parse_variable(parser);
  if (!att_parse_sign(parser, "("))
    return att_parse_constraint(parser);
  att_ast *node = att_ast_new(parser, ATT_AST_BIND), *expression = att_parse_expression(parser);
  bool named = att_parse_word(parser, "AS");
  if (named) {
    att_ast_add(node, expression);
    att_ast_add(node, att_parse_variable(parser));
  }
  att_parse_need(parser, ")");
  return named ? node : expression;
}

static att_ast *order_condition(att_parser *parser) {
  att_ast *node = att_ast_new(parser, ATT_AST_ORDER);
  node->flag = att_parse_is_word(parser, "DESC");
  if (att_parse_word(parser, "ASC") || att_parse_word(parser, "DESC")) {
    att_parse_need(parser, "(");
    att_ast_add(node, att_parse_expression(parser));
    att_parse_need(parser, ")");
  } else {
    att_ast_add(node, parser->token.kind == TOKEN_VAR ? att_parse_variable(parser)
                                                      : att_parse_constraint(parser));
  }
  return node;
}

static bool at_order(const att_parser *parser) {
  return at_condition(parser) || att_parse_is_word(parser, "ASC") ||
         att_parse_is_word(parser, "DESC");
}

static void conditions(att_parser *parser, att_ast *query, const char *word, att_ast_kind kind) {
  if (!att_parse_is_word(parser, word))
    return;
  att_ast *node = att_ast_new(parser, kind);
  att_lexer_next(parser);
  if (kind != ATT_AST_HAVING)
    att_parse_need_word(parser, "BY");
  bool (*more)(const att_parser *) = kind == ATT_AST_GROUP_BY ? at_condition
                                     : kind == ATT_AST_HAVING ? att_parse_at_constraint
                                                              : at_order;
  parser->no_aggregates = kind == ATT_AST_GROUP_BY;
  do
    att_ast_add(node, kind == ATT_AST_GROUP_BY ? group_condition(parser)
                      : kind == ATT_AST_HAVING ? att_parse_constraint(parser)
                                               : order_condition(parser));
  while (more(parser));
  parser->no_aggregates = false;
  att_ast_add(query, node);
}

static bool count_clause(att_parser *parser, att_ast *query, const char *word, att_ast_kind kind) {
  if (!att_parse_is_word(parser, word))
    return false;
  att_ast *node = att_ast_new(parser, kind);
  att_lexer_next(parser);
  if (parser->token.kind != TOKEN_INTEGER)
    att_parse_expected(parser, "a number of rows");
  char *digits = att_arena_copy(parser->arena, parser->token.text.data, parser->token.text.size);
  errno = 0;
  node->number = strtoull(digits, NULL, 10);
  if (errno != 0)
    node->number = UINT64_MAX;
  att_lexer_next(parser);
  att_ast_add(query, node);
  return true;
}

static void modifiers(att_parser *parser, att_ast *query) {
  bool no_aggregates = parser->no_aggregates;
  conditions(parser, query, "GROUP", ATT_AST_GROUP_BY);
  conditions(parser, query, "HAVING", ATT_AST_HAVING);
  conditions(parser, query, "ORDER", ATT_AST_ORDER_BY);
  if (count_clause(parser, query, "LIMIT", ATT_AST_LIMIT))
    count_clause(parser, query, "OFFSET", ATT_AST_OFFSET);
  else if (count_clause(parser, query, "OFFSET", ATT_AST_OFFSET))
    count_clause(parser, query, "LIMIT", ATT_AST_LIMIT);
  if (att_parse_is_word(parser, "VALUES"))
    att_ast_add(query, att_parse_values(parser));
  parser->no_aggregates = no_aggregates;
}

static void projection(att_parser *parser, att_ast *list) {
  if (att_parse_sign(parser, "*"))
    return;
  do {
    if (att_parse_sign(parser, "(")) {
      att_ast_add(list, bind_as(parser));
      att_parse_need(parser, ")");
    } else {
      att_ast_add(list, att_parse_variable(parser));
    }
  } while (parser->token.kind == TOKEN_VAR || att_parse_is_sign(parser, "("));
}

static att_ast *parse_select(att_parser *parser, bool inner) {
  att_ast *query = att_ast_new(parser, ATT_AST_SELECT);
  att_parse_need_word(parser, "SELECT");
  query->flag = att_parse_word(parser, "DISTINCT");
  if (!query->flag && att_parse_word(parser, "REDUCED"))
    query->text = att_view_of("REDUCED");
  bool no_aggregates = parser->no_aggregates;
  parser->no_aggregates = false;
  att_ast *list = att_ast_new(parser, ATT_AST_LIST);
  att_ast_add(query, list);
  projection(parser, list);
  if (!inner)
    dataset(parser, query);
  where(parser, query);
  modifiers(parser, query);
  parser->no_aggregates = no_aggregates;
  att_parse_check_select(parser, query);
  return query;
}

static att_ast *parse_construct(att_parser *parser) {
  att_ast *query = att_ast_new(parser, ATT_AST_CONSTRUCT);
  att_parse_need_word(parser, "CONSTRUCT");
  att_ast *template = att_ast_new(parser, ATT_AST_LIST);
  att_ast_add(query, template);
  if (att_parse_sign(parser, "{")) {
    att_parse_template(parser, template);
    att_parse_need(parser, "}");
    att_names_cut(&parser->labels, 0);
    dataset(parser, query);
    where(parser, query);
  } else {
    dataset(parser, query);
    att_parse_need_word(parser, "WHERE");
    att_parse_need(parser, "{");
    att_ast *node = att_ast_new(parser, ATT_AST_WHERE), *group = att_ast_new(parser, ATT_AST_GROUP);
    att_parse_template(parser, group);
    template->first = group->first;
    template->last = group->last;
    att_ast_add(node, group);
    att_ast_add(query, node);
    att_parse_need(parser, "}");
  }
  modifiers(parser, query);
  return query;
}

static att_ast *parse_describe(att_parser *parser) {
  att_ast *query = att_ast_new(parser, ATT_AST_DESCRIBE);
  att_parse_need_word(parser, "DESCRIBE");
  att_ast *list = att_ast_new(parser, ATT_AST_LIST);
  att_ast_add(query, list);
  if (!att_parse_sign(parser, "*"))
    do
      att_ast_add(list, att_parse_var_or_iri(parser));
    while (parser->token.kind == TOKEN_VAR || att_parse_at_iri(parser));
  dataset(parser, query);
  if (att_parse_is_word(parser, "WHERE") || att_parse_is_sign(parser, "{"))
    where(parser, query);
  modifiers(parser, query);
  return query;
}

static bool is_update(att_parser *parser) {
  static const char *const words[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP",
                                      "CREATE", "ADD",    "MOVE", "COPY",  "WITH"};
  bool is = false;
  for (size_t i = 0; i < sizeof words / sizeof *words && !is; i++)
    is = att_parse_is_word(parser, words[i]);
  return is;
}

att_ast *att_parse_query(att_parser *parser) {
  att_parse_prologue(parser);
  if (att_parse_is_word(parser, "SELECT"))
    return parse_select(parser, false);
  if (att_parse_is_word(parser, "CONSTRUCT"))
    return parse_construct(parser);
  if (att_parse_is_word(parser, "DESCRIBE"))
    return parse_describe(parser);
  if (!att_parse_is_word(parser, "ASK"))
    att_parse_expected(parser, is_update(parser) ? "a query ('attache update' runs updates)"
                                                 : "SELECT, CONSTRUCT, DESCRIBE or ASK");
  att_ast *query = att_ast_new(parser, ATT_AST_ASK);
  att_lexer_next(parser);
  dataset(parser, query);
  where(parser, query);
  modifiers(parser, query);
  return query;
}
