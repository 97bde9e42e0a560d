/* SPDX-License-Identifier: Apache-2.0
 *
 * What the parts of the parser share: tokens with one token of look-ahead, nodes, errors. Every
 * failure jumps to the arena's guard with `error` filled, so that nothing here returns a status.
 */
#ifndef ATT_QUERIES_PARSE_H
#define ATT_QUERIES_PARSE_H

#include "queries/ast.h"

typedef enum {
  TOKEN_END,
  TOKEN_IRI,    /* text between < and > */
  TOKEN_NAME,   /* prefixed name, or the prefix with its colon */
  TOKEN_BLANK,  /* label behind _: */
  TOKEN_VAR,    /* name */
  TOKEN_TAG,    /* language tag behind @ */
  TOKEN_INTEGER,
  TOKEN_DECIMAL,
  TOKEN_DOUBLE,
  TOKEN_STRING, /* escapes replaced */
  TOKEN_WORD,
  TOKEN_SIGN,   /* punctuation, one or two characters */
} att_token_kind;

typedef struct {
  att_token_kind kind;
  att_view text;
  size_t offset, size; /* in the source */
} att_token;

typedef struct {
  att_view name, iri;
} att_parse_prefix;

/* Names in the order they came, each once, found by hashing. `value` and `scope` are the user's. */
typedef struct {
  struct att_name {
    att_view name;
    size_t value, scope;
  } *items;
  size_t count, capacity;
  uint32_t *slots; /* 1 + index, or 0 */
  size_t slot_count;
} att_names;

/* From byte `to` of the text with escapes replaced on, what follows stood `more` bytes later. */
typedef struct {
  size_t to, more;
} att_parse_escape;

typedef struct {
  att_arena *arena;
  const char *written; /* as it was given, `written_size` bytes */
  size_t written_size;
  const char *source; /* with code point escapes replaced */
  size_t size, at;
  att_token token;     /* the next one */
  size_t end;          /* where the last one ended */
  att_parse_options options;
  const char *base;
  struct {
    att_parse_prefix *items;
    size_t count, capacity;
  } prefixes;
  att_names labels;     /* of blank nodes: the node's number, and the pattern that it belongs to */
  size_t scope, scopes; /* number of the basic graph pattern at hand; how many there were */
  size_t blanks;        /* how many blank nodes there were */
  struct {
    att_parse_escape *items;
    size_t count, capacity;
  } escapes; /* that were replaced */
  unsigned depth;
  bool no_variables, no_blanks, no_paths, no_aggregates;
  att_parse_place place;
  att_error error;
} att_parser;

/* lexer.c */
void att_lexer_next(att_parser *parser);
_Noreturn void att_parse_fail(att_parser *parser, att_status status, size_t offset, size_t size,
                              const char *format, ...) ATT_PRINTF(5, 6);
_Noreturn void att_parse_expected(att_parser *parser, const char *what);
bool att_parse_is_sign(const att_parser *parser, const char *sign);
bool att_parse_is_word(const att_parser *parser, const char *word);
bool att_parse_sign(att_parser *parser, const char *sign); /* takes it where it is next */
bool att_parse_word(att_parser *parser, const char *word);
void att_parse_need(att_parser *parser, const char *sign);
void att_parse_need_word(att_parser *parser, const char *word);

/* parse_term.c */
att_ast *att_ast_new(att_parser *parser, att_ast_kind kind);
void att_ast_add(att_ast *parent, att_ast *child);
void att_parse_deeper(att_parser *parser);
void att_parse_prologue(att_parser *parser);
bool att_parse_at_iri(const att_parser *parser);
bool att_parse_at_term(const att_parser *parser);
att_ast *att_parse_iri(att_parser *parser);
att_ast *att_parse_variable(att_parser *parser);
att_ast *att_parse_term(att_parser *parser);        /* no variable, no blank node in brackets */
att_ast *att_parse_var_or_iri(att_parser *parser);
att_ast *att_parse_literal(att_parser *parser);
void att_parse_triples(att_parser *parser, att_ast *parent); /* TriplesSameSubject with paths */
bool att_parse_at_triples(const att_parser *parser);

/* parse_expr.c */
att_ast *att_parse_expression(att_parser *parser);
att_ast *att_parse_constraint(att_parser *parser);
bool att_parse_at_constraint(const att_parser *parser);

/* parse_query.c */
att_ast *att_parse_group(att_parser *parser);
att_ast *att_parse_query(att_parser *parser);
att_ast *att_parse_values(att_parser *parser);
/* Triples up to a closing brace, with dots between. */
void att_parse_template(att_parser *parser, att_ast *parent);

/* parse_scope.c: names, and what the grammar alone does not say (section 19.8, notes 12 and 13;
 * 18.2.4.1). */
void att_parse_new_scope(att_parser *parser);
/* The item of a name, added with value and scope 0 where it is new (then *ret_new, may be NULL). */
struct att_name *att_names_add(att_arena *arena, att_names *names, att_view name, bool *ret_new);
void att_names_cut(att_names *names, size_t count); /* forgets those behind the first `count` */
/* Adds the variables that a pattern's node brings into scope. */
void att_parse_collect(att_parser *parser, att_names *visible, const att_ast *node);
void att_parse_check_bind(att_parser *parser, att_names *visible, const att_ast *bind);
void att_parse_check_select(att_parser *parser, const att_ast *select);

/* parse_update.c */
att_ast *att_parse_update(att_parser *parser);

#endif
