/* SPDX-License-Identifier: Apache-2.0 */
#include <raptor2.h>
#include <string.h>

#include "graph/vocabulary.h"
#include "queries/parse.h"

#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

att_ast *att_ast_new(att_parser *parser, att_ast_kind kind) {
  att_ast *node = ATT_NEW(parser->arena, att_ast);
  node->kind = kind;
  node->offset = parser->token.offset;
  return node;
}

void att_ast_add(att_ast *parent, att_ast *child) {
  if (parent->last)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
}

void att_parse_deeper(att_parser *parser) {
  if (++parser->depth > ATT_PARSE_DEPTH)
    att_parse_fail(parser, ATT_ERR_LIMIT, parser->token.offset, parser->token.size,
                   "nested more than %d deep", ATT_PARSE_DEPTH);
}

static att_ast *iri_node(att_parser *parser, att_view iri) {
  att_ast *node = att_ast_new(parser, ATT_AST_TERM);
  node->term = (att_term){.kind = ATT_TERM_IRI, .lexical = iri};
  return node;
}

static att_view resolve(att_parser *parser, att_view reference) {
  if (!parser->base)
    return reference;
  char *text = att_arena_copy(parser->arena, reference.data, reference.size);
  size_t room = strlen(parser->base) + reference.size + 16;
  char *out = att_arena_alloc(parser->arena, room);
  size_t size = raptor_uri_resolve_uri_reference((const unsigned char *)parser->base,
                                                 (const unsigned char *)text, (unsigned char *)out,
                                                 room);
  return (att_view){out, size};
}

static att_view expand(att_parser *parser, att_view name) {
  const char *colon = memchr(name.data, ':', name.size);
  size_t prefix = (size_t)(colon - name.data);
  att_view iri = {NULL, 0};
  for (size_t i = parser->prefixes.count; i-- > 0 && !iri.data;)
    if (att_view_equal(parser->prefixes.items[i].name, (att_view){name.data, prefix}))
      iri = parser->prefixes.items[i].iri;
  for (int i = 0; i < ATT_PREFIXES && !iri.data && !parser->options.no_default_prefixes; i++)
    if (att_view_equal(att_view_of(att_prefixes[i].prefix), (att_view){name.data, prefix}))
      iri = att_view_of(att_prefixes[i].iri);
  if (!iri.data)
    att_parse_fail(parser, ATT_ERR_SYNTAX, parser->token.offset, parser->token.size,
                   "the prefix '%.*s:' is not declared", (int)(prefix > 60 ? 60 : prefix),
                   name.data);
  char *out = att_arena_alloc(parser->arena, iri.size + name.size + 1);
  size_t used = iri.size;
  if (used > 0)
    memcpy(out, iri.data, used);
  for (size_t i = prefix + 1; i < name.size; i++)
    if (name.data[i] != '\\')
      out[used++] = name.data[i];
  return (att_view){out, used};
}

static void prefix_declaration(att_parser *parser) {
  att_view name = parser->token.text;
  if (parser->token.kind != TOKEN_NAME || name.data[name.size - 1] != ':' ||
      memchr(name.data, ':', name.size) != name.data + name.size - 1)
    att_parse_expected(parser, "a prefix and a colon");
  att_lexer_next(parser);
  if (parser->token.kind != TOKEN_IRI)
    att_parse_expected(parser, "an IRI in angle brackets");
  att_view iri = resolve(parser, parser->token.text);
  if (!iri.data)
    iri.data = "";
  *ATT_PUSH(parser->arena, &parser->prefixes) =
      (att_parse_prefix){{name.data, name.size - 1}, iri};
  att_lexer_next(parser);
}

void att_parse_prologue(att_parser *parser) {
  for (;;) {
    if (att_parse_word(parser, "PREFIX")) {
      prefix_declaration(parser);
    } else if (att_parse_word(parser, "BASE")) {
      if (parser->token.kind != TOKEN_IRI)
        att_parse_expected(parser, "an IRI in angle brackets");
      att_view base = resolve(parser, parser->token.text);
      parser->base = att_arena_copy(parser->arena, base.data, base.size);
      att_lexer_next(parser);
    } else {
      return;
    }
  }
}

bool att_parse_at_iri(const att_parser *parser) {
  return parser->token.kind == TOKEN_IRI || parser->token.kind == TOKEN_NAME;
}

att_ast *att_parse_iri(att_parser *parser) {
  if (!att_parse_at_iri(parser))
    att_parse_expected(parser, "an IRI");
  att_view text = parser->token.text;
  bool name = parser->token.kind == TOKEN_NAME;
  att_ast *node = iri_node(parser, name ? expand(parser, text) : resolve(parser, text));
  att_lexer_next(parser);
  return node;
}

att_ast *att_parse_variable(att_parser *parser) {
  if (parser->token.kind != TOKEN_VAR)
    att_parse_expected(parser, "a variable");
  if (parser->no_variables)
    att_parse_expected(parser, "a term (no variables in DATA)");
  att_ast *node = att_ast_new(parser, ATT_AST_VAR);
  node->text = parser->token.text;
  att_lexer_next(parser);
  return node;
}

att_ast *att_parse_var_or_iri(att_parser *parser) {
  return parser->token.kind == TOKEN_VAR ? att_parse_variable(parser) : att_parse_iri(parser);
}

static att_ast *new_blank(att_parser *parser, size_t number) {
  att_ast *node = att_ast_new(parser, ATT_AST_TERM);
  char *label = att_arena_format(parser->arena, "%zu", number);
  node->term = (att_term){.kind = ATT_TERM_BLANK, .lexical = att_view_of(label)};
  return node;
}

/* A label belongs to one basic graph pattern (section 5.1.1); in the tree, blank nodes are numbered
 * whatever was written. */
static att_ast *blank_node(att_parser *parser) {
  if (parser->no_blanks)
    att_parse_expected(parser, "no blank node here");
  att_view label = parser->token.text;
  bool fresh;
  struct att_name *known = att_names_add(parser->arena, &parser->labels, label, &fresh);
  if (fresh) {
    known->value = ++parser->blanks;
    known->scope = parser->scope;
  } else if (known->scope != parser->scope) {
    att_parse_fail(parser, ATT_ERR_SYNTAX, parser->token.offset, parser->token.size,
                   "the label _:%.*s is already used in another graph pattern",
                   (int)(label.size > 60 ? 60 : label.size), label.data);
  }
  att_ast *node = new_blank(parser, known->value);
  att_lexer_next(parser);
  return node;
}

static att_ast *fresh_blank(att_parser *parser) {
  if (parser->no_blanks)
    att_parse_expected(parser, "no blank node here");
  return new_blank(parser, ++parser->blanks);
}

static att_ast *number(att_parser *parser, const char *sign) {
  static const char *const types[] = {ATT_XSD "integer", ATT_XSD "decimal", ATT_XSD "double"};
  att_ast *node = att_ast_new(parser, ATT_AST_TERM);
  att_view text = parser->token.text;
  char *lexical = att_arena_format(parser->arena, "%s%.*s", sign, (int)text.size, text.data);
  node->term = att_term_typed(lexical, types[parser->token.kind - TOKEN_INTEGER]);
  att_lexer_next(parser);
  return node;
}

static bool is_number(const att_parser *parser) {
  return parser->token.kind >= TOKEN_INTEGER && parser->token.kind <= TOKEN_DOUBLE;
}

att_ast *att_parse_literal(att_parser *parser) {
  if (is_number(parser))
    return number(parser, "");
  if (att_parse_is_sign(parser, "+") || att_parse_is_sign(parser, "-")) {
    const char *sign = att_parse_is_sign(parser, "-") ? "-" : "+";
    att_lexer_next(parser);
    if (!is_number(parser) || parser->token.offset != parser->end)
      att_parse_expected(parser, "a number");
    return number(parser, sign);
  }
  att_ast *node = att_ast_new(parser, ATT_AST_TERM);
  if (att_parse_is_word(parser, "true") || att_parse_is_word(parser, "false")) {
    node->term = att_term_typed(att_parse_is_word(parser, "true") ? "true" : "false",
                                ATT_XSD "boolean");
    att_lexer_next(parser);
    return node;
  }
  if (parser->token.kind != TOKEN_STRING)
    att_parse_expected(parser, "a literal");
  node->term = (att_term){.kind = ATT_TERM_LITERAL, .lexical = parser->token.text};
  att_lexer_next(parser);
  if (parser->token.kind == TOKEN_TAG) {
    node->term.language = parser->token.text;
    att_lexer_next(parser);
  } else if (att_parse_sign(parser, "^^")) {
    att_view type = att_parse_iri(parser)->term.lexical;
    if (!att_view_equal(type, att_view_of(ATT_XSD "string")))
      node->term.datatype = type;
  }
  return node;
}

static bool at_literal(const att_parser *parser) {
  return parser->token.kind == TOKEN_STRING || is_number(parser) ||
         att_parse_is_sign(parser, "+") || att_parse_is_sign(parser, "-") ||
         att_parse_is_word(parser, "true") || att_parse_is_word(parser, "false");
}

bool att_parse_at_term(const att_parser *parser) {
  return att_parse_at_iri(parser) || at_literal(parser) || parser->token.kind == TOKEN_BLANK;
}

att_ast *att_parse_term(att_parser *parser) {
  if (att_parse_at_iri(parser))
    return att_parse_iri(parser);
  if (parser->token.kind == TOKEN_BLANK)
    return blank_node(parser);
  return at_literal(parser) ? att_parse_literal(parser)
                            : (att_parse_expected(parser, "a term"), NULL);
}

static void add_triple(att_parser *parser, att_ast *parent, const att_ast *subject,
                       const att_ast *predicate, const att_ast *object) {
  const att_ast *parts[] = {subject, predicate, object};
  att_ast *triple = att_ast_new(parser, ATT_AST_TRIPLE);
  for (int i = 0; i < 3; i++) {
    att_ast *copy = ATT_NEW(parser->arena, att_ast);
    *copy = *parts[i];
    copy->next = NULL;
    att_ast_add(triple, copy);
  }
  triple->offset = subject->offset;
  att_ast_add(parent, triple);
}

static att_ast *path_alternative(att_parser *parser);

static att_ast *rdf_node(att_parser *parser, const char *name) {
  return iri_node(parser, att_view_of(name));
}

static att_ast *path_node(att_parser *parser, const char *operator, att_ast *part) {
  att_ast *node = att_ast_new(parser, ATT_AST_PATH);
  node->text = att_view_of(operator);
  if (part)
    att_ast_add(node, part);
  return node;
}

static att_ast *path_iri(att_parser *parser) {
  if (att_parse_word(parser, "a"))
    return rdf_node(parser, RDF_NS "type");
  return att_parse_iri(parser);
}

static att_ast *negated_one(att_parser *parser) {
  return att_parse_sign(parser, "^") ? path_node(parser, "^", path_iri(parser)) : path_iri(parser);
}

static att_ast *negated_set(att_parser *parser) {
  att_ast *node = path_node(parser, "!", NULL);
  if (!att_parse_sign(parser, "(")) {
    att_ast_add(node, negated_one(parser));
    return node;
  }
  if (att_parse_sign(parser, ")"))
    return node;
  do
    att_ast_add(node, negated_one(parser));
  while (att_parse_sign(parser, "|"));
  att_parse_need(parser, ")");
  return node;
}

static att_ast *path_primary(att_parser *parser) {
  if (att_parse_sign(parser, "!"))
    return negated_set(parser);
  if (!att_parse_sign(parser, "(")) {
    if (!att_parse_at_iri(parser) && !att_parse_is_word(parser, "a"))
      att_parse_expected(parser, "a predicate");
    return path_iri(parser);
  }
  att_parse_deeper(parser);
  att_ast *inner = path_alternative(parser);
  att_parse_need(parser, ")");
  parser->depth--;
  return inner;
}

static att_ast *path_element(att_parser *parser) {
  bool inverse = att_parse_sign(parser, "^");
  att_ast *node = path_primary(parser);
  static const char *const modifiers[] = {"?", "*", "+"};
  for (int i = 0; i < 3; i++)
    if (att_parse_sign(parser, modifiers[i])) {
      node = path_node(parser, modifiers[i], node);
      break;
    }
  return inverse ? path_node(parser, "^", node) : node;
}

static att_ast *path_sequence(att_parser *parser) {
  att_ast *node = path_element(parser);
  if (!att_parse_is_sign(parser, "/"))
    return node;
  node = path_node(parser, "/", node);
  while (att_parse_sign(parser, "/"))
    att_ast_add(node, path_element(parser));
  return node;
}

static att_ast *path_alternative(att_parser *parser) {
  att_ast *node = path_sequence(parser);
  if (!att_parse_is_sign(parser, "|"))
    return node;
  node = path_node(parser, "|", node);
  while (att_parse_sign(parser, "|"))
    att_ast_add(node, path_sequence(parser));
  return node;
}

static void property_list(att_parser *parser, att_ast *parent, const att_ast *subject);

/* A term, a variable, or a collection or [ ] whose triples go to `parent`; *complex for these. */
static att_ast *graph_node(att_parser *parser, att_ast *parent, bool *complex) {
  *complex = false;
  if (parser->token.kind == TOKEN_VAR)
    return att_parse_variable(parser);
  if (att_parse_at_term(parser))
    return att_parse_term(parser);
  att_parse_deeper(parser);
  att_ast *head = NULL;
  if (att_parse_sign(parser, "[")) {
    head = fresh_blank(parser);
    *complex = !att_parse_is_sign(parser, "]");
    if (*complex)
      property_list(parser, parent, head);
    att_parse_need(parser, "]");
  } else if (att_parse_sign(parser, "(")) {
    att_ast *cell = NULL;
    bool inner;
    *complex = !att_parse_is_sign(parser, ")");
    while (!att_parse_sign(parser, ")")) {
      att_ast *next = fresh_blank(parser);
      if (cell)
        add_triple(parser, parent, cell, rdf_node(parser, RDF_NS "rest"), next);
      head = head ? head : next;
      cell = next;
      att_ast *item = graph_node(parser, parent, &inner);
      add_triple(parser, parent, cell, rdf_node(parser, RDF_NS "first"), item);
    }
    att_ast *nil = rdf_node(parser, RDF_NS "nil");
    if (cell)
      add_triple(parser, parent, cell, rdf_node(parser, RDF_NS "rest"), nil);
    head = head ? head : nil;
  } else {
    att_parse_expected(parser, "a term or a variable");
  }
  parser->depth--;
  return head;
}

static bool at_verb(const att_parser *parser) {
  if (parser->token.kind == TOKEN_VAR || att_parse_at_iri(parser) || att_parse_is_word(parser, "a"))
    return true;
  return !parser->no_paths && (att_parse_is_sign(parser, "^") || att_parse_is_sign(parser, "!") ||
                               att_parse_is_sign(parser, "("));
}

static att_ast *verb(att_parser *parser) {
  if (parser->token.kind == TOKEN_VAR)
    return att_parse_variable(parser);
  if (!at_verb(parser))
    att_parse_expected(parser, "a predicate");
  return parser->no_paths ? path_iri(parser) : path_alternative(parser);
}

static void property_list(att_parser *parser, att_ast *parent, const att_ast *subject) {
  bool complex;
  for (;;) {
    att_ast *predicate = verb(parser);
    do {
      att_ast *object = graph_node(parser, parent, &complex);
      add_triple(parser, parent, subject, predicate, object);
    } while (att_parse_sign(parser, ","));
    if (!att_parse_is_sign(parser, ";"))
      return;
    while (att_parse_sign(parser, ";"))
      continue;
    if (!at_verb(parser))
      return;
  }
}

bool att_parse_at_triples(const att_parser *parser) {
  return att_parse_at_term(parser) || parser->token.kind == TOKEN_VAR ||
         att_parse_is_sign(parser, "[") || att_parse_is_sign(parser, "(");
}

void att_parse_triples(att_parser *parser, att_ast *parent) {
  bool complex;
  att_ast *subject = graph_node(parser, parent, &complex);
  if (!complex || at_verb(parser))
    property_list(parser, parent, subject);
}
