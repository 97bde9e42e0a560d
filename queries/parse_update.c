/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/parse.h"

static void quads(att_parser *parser, att_ast *node) {
  att_parse_new_scope(parser);
  att_parse_need(parser, "{");
  att_parse_template(parser, node);
  while (att_parse_is_word(parser, "GRAPH")) {
    att_ast *graph = att_ast_new(parser, ATT_AST_GRAPH), *list;
    att_lexer_next(parser);
    att_ast_add(graph, att_parse_var_or_iri(parser));
    att_ast_add(graph, list = att_ast_new(parser, ATT_AST_LIST));
    att_parse_need(parser, "{");
    att_parse_template(parser, list);
    att_parse_need(parser, "}");
    att_ast_add(node, graph);
    att_parse_sign(parser, ".");
    att_parse_template(parser, node);
  }
  att_parse_need(parser, "}");
}

static att_ast *quad_block(att_parser *parser, att_ast_kind kind) {
  att_ast *node = att_ast_new(parser, kind);
  parser->no_variables = kind == ATT_AST_INSERT_DATA || kind == ATT_AST_DELETE_DATA;
  parser->no_blanks = kind != ATT_AST_INSERT_DATA && kind != ATT_AST_INSERT;
  quads(parser, node);
  parser->no_variables = parser->no_blanks = false;
  return node;
}

static void using_clauses(att_parser *parser, att_ast *node) {
  while (att_parse_is_word(parser, "USING")) {
    att_ast *from = att_ast_new(parser, ATT_AST_FROM);
    att_lexer_next(parser);
    from->flag = att_parse_word(parser, "NAMED");
    att_ast_add(from, att_parse_iri(parser));
    att_ast_add(node, from);
  }
}

static att_ast *modify(att_parser *parser, att_ast *with, bool deletes) {
  att_ast *node = att_ast_new(parser, ATT_AST_MODIFY);
  size_t labels = parser->labels.count;
  if (with)
    att_ast_add(node, with);
  if (deletes)
    att_ast_add(node, quad_block(parser, ATT_AST_DELETE));
  if (!deletes || att_parse_word(parser, "INSERT"))
    att_ast_add(node, quad_block(parser, ATT_AST_INSERT));
  att_names_cut(&parser->labels, labels);
  using_clauses(parser, node);
  att_parse_need_word(parser, "WHERE");
  att_ast *where = att_ast_new(parser, ATT_AST_WHERE);
  att_ast_add(where, att_parse_group(parser));
  att_ast_add(node, where);
  att_names_cut(&parser->labels, labels);
  return node;
}

static att_ast *insert_or_delete(att_parser *parser, att_ast *with) {
  bool deletes = att_parse_word(parser, "DELETE");
  if (!deletes)
    att_parse_need_word(parser, "INSERT");
  if (!with && att_parse_word(parser, "DATA"))
    return quad_block(parser, deletes ? ATT_AST_DELETE_DATA : ATT_AST_INSERT_DATA);
  if (!with && deletes && att_parse_word(parser, "WHERE"))
    return quad_block(parser, ATT_AST_DELETE_WHERE);
  return modify(parser, with, deletes);
}

enum { TARGET_GRAPH = 1, TARGET_DEFAULT = 2, TARGET_ALL = 4, TARGET_BARE = 8 };

/* `allowed`: which targets; TARGET_BARE lets GRAPH be left out. */
static att_ast *graph_target(att_parser *parser, int allowed) {
  att_ast *node = att_ast_new(parser, ATT_AST_TARGET);
  static const char *const words[] = {"DEFAULT", "NAMED", "ALL"};
  for (int i = 0; i < 3; i++)
    if ((allowed & (i == 0 ? TARGET_DEFAULT : TARGET_ALL)) && att_parse_word(parser, words[i])) {
      node->text = att_view_of(words[i]);
      return node;
    }
  node->text = att_view_of("GRAPH");
  if (!att_parse_word(parser, "GRAPH") && !(allowed & TARGET_BARE))
    att_parse_expected(parser, allowed & TARGET_ALL ? "GRAPH, DEFAULT, NAMED or ALL" : "GRAPH");
  att_ast_add(node, att_parse_iri(parser));
  return node;
}

static att_ast *manage(att_parser *parser) {
  static const struct {
    const char *word;
    int first, second; /* targets; `second` those behind TO or INTO */
  } operations[] = {
      {"LOAD", TARGET_BARE, 0},
      {"CLEAR", TARGET_GRAPH | TARGET_DEFAULT | TARGET_ALL, 0},
      {"DROP", TARGET_GRAPH | TARGET_DEFAULT | TARGET_ALL, 0},
      {"CREATE", TARGET_GRAPH, 0},
      {"ADD", TARGET_DEFAULT | TARGET_BARE, TARGET_DEFAULT | TARGET_BARE},
      {"MOVE", TARGET_DEFAULT | TARGET_BARE, TARGET_DEFAULT | TARGET_BARE},
      {"COPY", TARGET_DEFAULT | TARGET_BARE, TARGET_DEFAULT | TARGET_BARE},
  };
  for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
    if (!att_parse_is_word(parser, operations[i].word))
      continue;
    att_ast *node = att_ast_new(parser, ATT_AST_MANAGE);
    node->text = att_view_of(operations[i].word);
    att_lexer_next(parser);
    node->flag = att_parse_word(parser, "SILENT");
    att_ast_add(node, i == 0 ? att_parse_iri(parser) : graph_target(parser, operations[i].first));
    if (operations[i].second)
      att_parse_need_word(parser, "TO");
    if (operations[i].second)
      att_ast_add(node, graph_target(parser, operations[i].second));
    else if (i == 0 && att_parse_word(parser, "INTO"))
      att_ast_add(node, graph_target(parser, TARGET_GRAPH));
    return node;
  }
  return NULL;
}

static att_ast *operation(att_parser *parser) {
  att_ast *node = manage(parser);
  if (node)
    return node;
  att_ast *with = NULL;
  if (att_parse_is_word(parser, "WITH")) {
    with = att_ast_new(parser, ATT_AST_WITH);
    att_lexer_next(parser);
    att_ast_add(with, att_parse_iri(parser));
  }
  if (!att_parse_is_word(parser, "INSERT") && !att_parse_is_word(parser, "DELETE"))
    att_parse_expected(parser, "an update operation ('attache query' runs queries)");
  return insert_or_delete(parser, with);
}

att_ast *att_parse_update(att_parser *parser) {
  att_ast *request = att_ast_new(parser, ATT_AST_UPDATE);
  att_parse_prologue(parser);
  while (parser->token.kind != TOKEN_END) {
    att_ast_add(request, operation(parser));
    if (!att_parse_sign(parser, ";"))
      break;
    att_parse_prologue(parser);
  }
  return request;
}
