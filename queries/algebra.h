/* SPDX-License-Identifier: Apache-2.0
 *
 * SPARQL's algebra, made of the tree that the parser gives, by section 18.2 of SPARQL 1.1 Query.
 * Variables become slots: columns of a row. A variable of a subquery that is not projected has a
 * slot of its own, so that equal slots mean equal variables everywhere. Blank nodes of patterns
 * have slots without a visible name. Knows nothing of stores. All lives in the caller's arena, and
 * failures jump to its guard with the error set. Thread-safe: no state.
 */
#ifndef ATT_QUERIES_ALGEBRA_H
#define ATT_QUERIES_ALGEBRA_H

#include "queries/ast.h"

/* ATT_ALG_DEPTH bounds what OPTIONAL, MINUS and BIND nest one into another in a row. */
enum { ATT_SLOTS_MOST = 1024, ATT_NO_SLOT = -1, ATT_ALG_DEPTH = 1500 };

/* A set of slots. */
typedef struct {
  uint64_t words[ATT_SLOTS_MOST / 64];
} att_slots;

static inline bool att_slots_has(const att_slots *set, int slot) {
  return set->words[slot / 64] >> (slot % 64) & 1;
}
static inline void att_slots_add(att_slots *set, int slot) {
  set->words[slot / 64] |= (uint64_t)1 << (slot % 64);
}
void att_slots_join(att_slots *set, const att_slots *other); /* adds the others */
void att_slots_meet(att_slots *set, const att_slots *other); /* keeps the common ones */
bool att_slots_inside(const att_slots *set, const att_slots *other);
bool att_slots_apart(const att_slots *set, const att_slots *other);

/* A variable (slot) or a term. */
typedef struct {
  int slot; /* or ATT_NO_SLOT */
  att_term term;
} att_place;

typedef struct att_alg att_alg;
typedef struct att_expr att_expr;

typedef enum {
  ATT_EXPR_TERM = 1, /* `place.term`, `id` once planned */
  ATT_EXPR_VAR,      /* `place.slot` */
  ATT_EXPR_CALL,     /* `name` the function in upper case */
  ATT_EXPR_CAST,     /* `name` the function's IRI */
  ATT_EXPR_OPERATOR, /* `op` = ≠ (!) < > l(<=) g(>=) + - * / n(egative) p(lus) */
  ATT_EXPR_AND,      /* of any number of arguments, as OR */
  ATT_EXPR_OR,
  ATT_EXPR_NOT,
  ATT_EXPR_IN,     /* first argument among the others; `negated` */
  ATT_EXPR_EXISTS, /* `pattern`; `negated` */
  ATT_EXPR_BOUND,
  ATT_EXPR_IF,
  ATT_EXPR_COALESCE,
} att_expr_kind;

enum { ATT_ARGUMENTS_MOST = 64 }; /* of a call */

struct att_call; /* functions.h */

struct att_expr {
  att_expr_kind kind;
  char op;
  bool negated;
  att_view name;
  att_place place;
  uint64_t id;
  att_alg *pattern;
  void *plan;                              /* of `pattern`, once planned */
  void (*function)(struct att_call *call); /* expr.c's: of `name`, once looked up */
  struct att_in_list *list;                /* expr.c's: of a long IN */
  size_t count;
  att_expr **arguments;
  att_slots uses; /* the variables in it, those of patterns too */
  /* expr.c's: whether its values are remembered, and by which slots. */
  enum { ATT_MEMO_UNKNOWN, ATT_MEMO_ON, ATT_MEMO_OFF } memo;
  int memo_slots[2];
  unsigned memo_tries, memo_hits;
};

typedef enum {
  ATT_PATH_IRI = 1,
  ATT_PATH_INVERSE,
  ATT_PATH_SEQUENCE,
  ATT_PATH_CHOICE,
  ATT_PATH_NOT,
  ATT_PATH_STAR,
  ATT_PATH_PLUS,
  ATT_PATH_MAYBE
} att_path_kind;

typedef struct att_path att_path;
struct att_path {
  att_path_kind kind;
  att_term iri;
  uint64_t id; /* of `iri`, once planned */
  att_path *first, *next;
};

typedef enum {
  ATT_ALG_JOIN = 1, /* any number of children; none: the unit */
  ATT_ALG_TRIPLE,   /* s, p, o */
  ATT_ALG_PATH,     /* s, path, o */
  ATT_ALG_LEFT,     /* two children, `filters` */
  ATT_ALG_MINUS,    /* two children */
  ATT_ALG_UNION,
  ATT_ALG_FILTER,   /* one child, `filters`: all must hold */
  ATT_ALG_EXTEND,   /* one child, `expr` into `slot` */
  ATT_ALG_VALUES,   /* `columns`, `rows` */
  ATT_ALG_GRAPH,    /* one child, name in `s` */
  ATT_ALG_SERVICE,  /* name in `s`; `silent`; `ast`; `columns` that are visible, with `names` */
  ATT_ALG_GROUP,    /* one child; `columns` the keys, `aggregates` */
  ATT_ALG_ORDER,    /* one child; `orders` */
  ATT_ALG_DISTINCT, /* one child; `columns`; */
  ATT_ALG_SLICE,    /* one child; limit, offset */
  ATT_ALG_PROJECT,  /* one child; `columns` */
} att_alg_kind;

typedef enum {
  ATT_COUNT = 1,
  ATT_SUM,
  ATT_MIN,
  ATT_MAX,
  ATT_AVG,
  ATT_SAMPLE,
  ATT_GROUP_CONCAT
} att_aggregate_kind;

typedef struct {
  att_aggregate_kind kind;
  bool distinct;
  att_expr *expr; /* NULL: COUNT(*) */
  att_view separator;
  int slot; /* where the result goes */
} att_aggregate;

typedef struct {
  att_expr *expr;
  bool descending;
} att_order_key;

typedef struct {
  att_expr **items;
  size_t count, capacity;
} att_exprs;

typedef struct {
  int *items;
  size_t count, capacity;
} att_columns;

struct att_alg {
  att_alg_kind kind;
  bool silent, closed; /* closed: a JOIN that nothing may be added to */
  unsigned depth;      /* levels of nodes below */
  att_alg *first, *last, *next;
  att_place s, p, o;
  att_path *path;
  att_exprs filters;
  att_expr *expr;
  int slot;
  att_columns columns;
  struct {
    att_place *items; /* row by row; kind 0 and no slot: UNDEF */
    size_t count, capacity;
  } rows;
  struct {
    att_aggregate *items;
    size_t count, capacity;
  } aggregates;
  struct {
    att_order_key *items;
    size_t count, capacity;
  } orders;
  const att_view *names;
  uint64_t limit, offset; /* limit UINT64_MAX: none */
  const att_ast *ast;
  att_slots vars, certain; /* that may be bound, and that are in every solution */
};

typedef struct {
  att_place s, p, o, g; /* blank nodes are terms; g: neither slot nor kind: default */
} att_template;

typedef struct {
  att_template *items;
  size_t count, capacity;
} att_templates;

/* A variable's name by slot; empty for blank nodes and what the translation made. */
typedef struct {
  att_arena *arena;
  att_error *error;
  struct {
    att_view *items;
    size_t count, capacity;
  } names; /* of each slot */
  struct att_scope *scope;
} att_translation;

typedef struct {
  att_ast_kind kind; /* ATT_AST_SELECT, ASK, CONSTRUCT, DESCRIBE */
  att_alg *root;
  att_columns columns;     /* SELECT's, in order */
  att_templates templates; /* CONSTRUCT's */
  struct {
    att_place *items;
    size_t count, capacity;
  } described; /* DESCRIBE's resources */
  const att_ast *ast;
} att_query;

/* A query's tree, which must be ATT_AST_SELECT, ASK, CONSTRUCT or DESCRIBE, as algebra. */
void att_translate_query(att_translation *translation, const att_ast *root, att_query *ret_query);

/* The WHERE of an update, and its templates (children of `list`: triples, and GRAPH with LIST). */
att_alg *att_translate_where(att_translation *translation, const att_ast *where);
void att_translate_template(att_translation *translation, const att_ast *list,
                            att_templates *templates);

/* A group graph pattern in the scope at hand (algebra.c), a (sub)query (algebra_select.c), an
 * expression, with its aggregates replaced by slots filled by `group` (algebra_expr.c). */
att_alg *att_translate_group(att_translation *translation, const att_ast *group);
att_alg *att_translate_select(att_translation *translation, const att_ast *select, bool inner,
                              att_columns *columns);
att_expr *att_translate_expr(att_translation *translation, const att_ast *ast, att_alg *group);
void att_translate_conjuncts(att_translation *translation, const att_ast *ast, att_alg *group,
                             att_exprs *list);

att_alg *att_alg_new(att_translation *translation, att_alg_kind kind, att_alg *child);
void att_alg_add(att_alg *parent, att_alg *child);
int att_translate_slot(att_translation *translation, att_view name); /* a variable's, maybe new */
int att_translate_new_slot(att_translation *translation, att_view name);
att_place att_translate_place(att_translation *translation, const att_ast *node);
att_alg *att_translate_values(att_translation *translation, const att_ast *values);
_Noreturn void att_translate_fail(att_translation *translation, att_status status,
                                  const char *message);

/* Names in the scope at hand, for subqueries. */
typedef struct att_scope {
  struct att_scope_name {
    att_view name;
    int slot;
  } * items;
  size_t count, capacity;
} att_scope;

/* Appends the slots in `vars` that have a name. */
void att_translate_visible(const att_translation *translation, const att_slots *vars,
                           att_columns *columns);

/* Fills `vars` and `certain` of the node and all below it. */
void att_alg_analyse(att_alg *node);

#endif
