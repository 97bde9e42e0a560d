/* SPDX-License-Identifier: Apache-2.0
 *
 * SPARQL 1.1 Query and Update as a tree, and its parser. The tree follows the grammar's clauses
 * (SPARQL 1.1 Query Language, section 19.8), with IRIs resolved and prefixed names written out.
 * Knows nothing of stores or evaluation. All nodes live in the caller's arena. Thread-safe.
 */
#ifndef ATT_QUERIES_AST_H
#define ATT_QUERIES_AST_H

#include "base/arena.h"
#include "graph/term.h"

/* Children in brackets; [x…] any number. The root's `term`: the base IRI, if there is one. */
typedef enum {
  ATT_AST_TERM = 1,  /* `term`; the blank node [] has a label of its own */
  ATT_AST_VAR,       /* `text` without ? or $ */
  ATT_AST_UNDEF,     /* in VALUES */
  ATT_AST_LIST,      /* [item…] */
  ATT_AST_CALL,      /* `text` the function in upper case, [argument…] */
  ATT_AST_CAST,      /* [IRI argument…]: a function named by an IRI */
  ATT_AST_AGGREGATE, /* `text` the name; `flag` DISTINCT; [argument? separator?] */
  ATT_AST_OPERATOR,  /* `text` as written, "IN" or "NOT IN"; [operand…] */
  ATT_AST_EXISTS,    /* [group]; `flag` NOT */
  ATT_AST_PATH,      /* `text` / | ^ ? * + or ! (a set of IRIs and ^ of IRIs); [part…] */
  ATT_AST_TRIPLE,    /* [subject predicate-or-path object] */
  ATT_AST_GROUP,     /* [element…] */
  ATT_AST_UNION,     /* [group…] */
  ATT_AST_OPTIONAL,  /* [group], as MINUS */
  ATT_AST_MINUS,
  ATT_AST_GRAPH,     /* [name group], as SERVICE, whose `flag` is SILENT, `text` the group as it is
                        written, and `term` the prologue that it needs */
  ATT_AST_SERVICE,
  ATT_AST_FILTER,    /* [expression] */
  ATT_AST_BIND,      /* [expression variable], also in SELECT and GROUP BY */
  ATT_AST_VALUES,    /* [LIST of variables, LIST of terms…] */
  ATT_AST_SELECT,    /* `flag` DISTINCT, `text` "REDUCED"; [LIST (empty: *), clause…] */
  ATT_AST_ASK,       /* [clause…] */
  ATT_AST_CONSTRUCT, /* [LIST of triples, clause…] */
  ATT_AST_DESCRIBE,  /* [LIST of resources (empty: *), clause…] */
  ATT_AST_FROM,      /* [IRI]; `flag` NAMED; USING and USING NAMED too */
  ATT_AST_WHERE,     /* [group] */
  ATT_AST_GROUP_BY,  /* [expression, variable or BIND…] */
  ATT_AST_HAVING,    /* [expression…] */
  ATT_AST_ORDER_BY,  /* [ORDER…] */
  ATT_AST_ORDER,     /* [expression]; `flag` descending */
  ATT_AST_LIMIT,     /* `number`, as OFFSET */
  ATT_AST_OFFSET,
  ATT_AST_UPDATE,      /* [operation…] */
  ATT_AST_INSERT_DATA, /* [triple or GRAPH [name LIST]…], as those that follow */
  ATT_AST_DELETE_DATA,
  ATT_AST_DELETE_WHERE,
  ATT_AST_MODIFY, /* [WITH? DELETE? INSERT? FROM… WHERE] */
  ATT_AST_WITH,   /* [IRI] */
  ATT_AST_DELETE,
  ATT_AST_INSERT,
  ATT_AST_MANAGE, /* `text` LOAD, CLEAR, … COPY; `flag` SILENT; [target…] */
  ATT_AST_TARGET, /* `text` GRAPH with [IRI], or DEFAULT, NAMED, ALL */
} att_ast_kind;

typedef struct att_ast att_ast;
struct att_ast {
  att_ast_kind kind;
  bool flag;
  uint64_t number;
  att_view text;
  att_term term;
  size_t offset; /* bytes from the start of the source */
  att_ast *first, *last, *next;
};

typedef struct {
  bool update;              /* an update request rather than a query */
  bool no_default_prefixes; /* those of ontology/prefixes are not known */
  const char *base;         /* IRI, or NULL: relative IRIs stay as they are */
} att_parse_options;

/* Where an error is; `line` is 0 where the error is of no place. */
typedef struct {
  size_t line, column;     /* from 1; columns are code points */
  size_t start, offset, size; /* bytes: the line, what was found in the source, its length */
} att_parse_place;

/* Parses `size` bytes of UTF-8. The arena's guard is used while this runs. ATT_ERR_SYNTAX with
 * "line 1, column 8: found …, expected …" and *ret_place (may be NULL); ATT_ERR_LIMIT for
 * nesting beyond ATT_PARSE_DEPTH; ATT_ERR_MEMORY. */
enum { ATT_PARSE_DEPTH = 500 };
att_status att_parse(att_arena *arena, const char *source, size_t size,
                     const att_parse_options *options, att_ast **ret_root,
                     att_parse_place *ret_place, att_error *reterr) ATT_MUST_CHECK;

#endif
