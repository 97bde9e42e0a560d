/* SPDX-License-Identifier: Apache-2.0
 *
 * Running a plan: operators that hand on batches of rows. A row is an array of ids by slot, 0 for
 * unbound; all rows of an execution are `width` ids long. Terms that a query makes and the store
 * lacks get ids of their own (their high nibble is ATT_LOCAL), one for each term, so that joins,
 * groups and DISTINCT compare ids alone. Plans live in the arena; what operators hold beyond it is
 * counted against `memory_most` and given back by att_op_close(). One thread.
 */
#ifndef ATT_QUERIES_EXEC_H
#define ATT_QUERIES_EXEC_H

#include <signal.h>
#include <stdatomic.h>
#include <time.h>

#include "graph/store.h"
#include "queries/algebra.h"

enum { ATT_LOCAL = 0xe, ATT_LEAST_INLINE = 8 }; /* types of ids */

typedef struct {
  att_id *rows;
  size_t count, capacity; /* rows */
} att_batch;

/* Hash set of short tuples of ids, in the order they came. */
typedef struct {
  att_id *items; /* `size` ids each */
  size_t size, count, capacity;
  uint32_t *slots;
  size_t slot_count;
} att_tuples;

/* The value of an expression for the values of its one or two variables. */
typedef struct {
  const att_expr *expr;
  att_id a, b, value;
  uint64_t serial; /* of `value`, where it is local */
} att_memo;

/* A term of the dictionary that was looked up. */
typedef struct {
  att_id id;
  att_term term;
} att_known_term;

typedef struct att_op att_op;
typedef struct att_scan att_scan;
typedef struct att_reads att_reads;

typedef struct {
  const att_id *rows; /* of the execution's width */
  size_t count;
} att_source;

typedef struct {
  bool all_default;       /* the default graph is the union of all graphs */
  const att_id *defaults; /* else the merge of these */
  size_t default_count;
  bool all_named;
  const att_id *named;
  size_t named_count;
} att_dataset;

typedef struct {
  att_txn *txn;
  att_arena *arena;
  size_t width;
  size_t batch; /* rows an operator hands on at once, or a few more */
  att_dataset dataset;
  const char *base;      /* IRI for IRI(), or NULL */
  const att_view *names; /* of the first slots, for --explain; or NULL */
  size_t name_count;
  bool service;           /* other endpoints may be asked */
  double service_timeout; /* seconds for a request; 0: 30 */
  size_t memory_most;
  _Atomic size_t *memory;            /* in use, by all threads of the query */
  unsigned threads;                  /* that may be busy at once */
  const volatile sig_atomic_t *stop; /* set from outside: end the query; may be NULL */
  const atomic_bool *quit;           /* the same, by a thread that wants no more; may be NULL */
  struct timespec deadline;          /* monotonic; tv_sec 0: none */
  unsigned ticks;
  att_error *error; /* where failures say what failed; never NULL */
  struct {
    att_buffer bytes;
    struct att_local {
      size_t lexical, datatype, language, offset;
      uint64_t hash, serial;
      att_term_kind kind;
    } * items;
    size_t count, capacity;
    uint32_t *slots;
    size_t slot_count;
    uint64_t made; /* ever, forgotten ones too */
  } locals;
  bool still;            /* nothing is written while it runs: terms are remembered */
  att_known_term *terms; /* by a hash of the id */
  size_t term_count;
  att_memo *memos; /* expr.c's */
  size_t memo_count;
  const void *start_type;          /* plan.c: of operators that begin a plan */
  const att_source *top;           /* plan.c: the one row, all unbound, of the whole query */
  struct att_functions *functions; /* expr.c's */
  att_op **plans;                  /* of EXISTS, to be closed */
  size_t plan_count, plan_capacity;
  uint64_t blanks, chains;        /* made so far: blank nodes, chains of BIND */
  uint64_t row_chain, row_number; /* op_row.c's: which row BIND looks at */
} att_exec;

static inline bool att_id_is_local(att_id id) {
  return id >> 60 == ATT_LOCAL;
}

/* Which of the local terms it is, from 0. */
static inline size_t att_exec_local_place(att_id id) {
  return (size_t)(id & (((att_id)1 << 60) - 1)) - 1;
}

/* Counts memory; *items of `size` bytes each get room for `count`. ATT_ERR_LIMIT, ATT_ERR_MEMORY.
 */
att_status att_exec_reserve(att_exec *exec, void *items, size_t *capacity, size_t count,
                            size_t size) ATT_MUST_CHECK;
/* Zeros for up to `count` items, a power of 2; fewer where the whole query has little memory. */
att_status att_exec_begin_cache(att_exec *exec, void *items, size_t *capacity, size_t count,
                                size_t size) ATT_MUST_CHECK;
void att_exec_release(att_exec *exec, void *items, size_t *capacity, size_t size);

/* Cheap; ATT_ERR_LIMIT when time is up or the query was stopped. Call it for every row or so. */
att_status att_exec_tick(att_exec *exec) ATT_MUST_CHECK;
att_status att_exec_check(att_exec *exec) ATT_MUST_CHECK;
/* As many ticks as `work`: for what takes longer than a row. */
att_status att_exec_work(att_exec *exec, size_t work) ATT_MUST_CHECK;
att_status att_exec_too_large(att_exec *exec); /* sets the error of too much memory, and gives it */

/* The id of a term: the store's, or a local one, made if need be. */
att_status att_exec_id(att_exec *exec, const att_term *term, att_id *ret_id) ATT_MUST_CHECK;
/* A term's views last until the next local term is made (or the store changes). */
att_status att_exec_term(att_exec *exec, att_id id, char scratch[ATT_SCRATCH_SIZE],
                         att_term *ret_term) ATT_MUST_CHECK;
/* Which of all local terms ever made this one is; 0 where it is forgotten. */
uint64_t att_exec_serial(const att_exec *exec, att_id id);
/* Drops the local terms made since `count` was the number of them. */
void att_exec_forget(att_exec *exec, size_t count);
void att_exec_clear(att_exec *exec);
/* The local terms of `from` under the same ids; and an end to them, and to their memory. */
att_status att_exec_copy_locals(att_exec *to, const att_exec *from) ATT_MUST_CHECK;
void att_exec_drop_locals(att_exec *exec);
/* Once the width is known. */
void att_exec_set_batch(att_exec *exec);

att_status att_batch_reserve(att_exec *exec, att_batch *batch, size_t rows) ATT_MUST_CHECK;
/* Room for one more row, a copy of `row` (NULL: unbound), which is then in the batch. */
att_status att_batch_add(att_exec *exec, att_batch *batch, const att_id *row,
                         att_id **ret_row) ATT_MUST_CHECK;
void att_batch_clear(att_exec *exec, att_batch *batch);

/* *ret_new: it was not there before. *ret_at is its place. */
att_status att_tuples_add(att_exec *exec, att_tuples *set, const att_id *tuple, size_t *ret_at,
                          bool *ret_new) ATT_MUST_CHECK;
void att_tuples_clear(att_exec *exec, att_tuples *set);
bool att_tuples_find(const att_tuples *set, const att_id *tuple, size_t *ret_at);
uint64_t att_tuple_hash(const att_id *tuple, size_t size);
/* Whether there is room for one more tuple, beside `used` bytes that its owner has else; always for
 * the first few. */
bool att_tuples_may_grow(const att_exec *exec, const att_tuples *set, size_t used);

/* Whether an operator that holds `used` bytes may take `more`; else it should go to files. Half of
 * the memory is one operator's at most, and a sixteenth at least. */
bool att_exec_has_room(const att_exec *exec, size_t used, size_t more);

static inline uint64_t att_hash_id(uint64_t hash, att_id id) {
  hash = (hash ^ id) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 29;
}

/* `open` starts over, also in the middle; `next` fills `out` (reset by the caller; more than
 * exec->batch rows are allowed), no rows: the end. `open` and `close` do not see to `input`. */
typedef struct {
  const char *name;
  att_status (*open)(att_op *op);
  att_status (*next)(att_op *op, att_batch *out);
  void (*close)(att_op *op);
  bool alone; /* evaluates nothing, makes no terms */
  /* Part of att_op_sieve(): true where the operator binds the slot itself, and need not look at
   * its input; NULL for one whose input may not lose rows. */
  bool (*sieve)(att_op *op, int slot, const att_keep *set);
  bool whole_batches; /* the order of its rows depends on where its input's batches end */
  /* For crew.h. Bytes of the operator; 0: it cannot be copied. */
  size_t size;
  bool makes_terms; /* in its rows */
  /* While planning: makes a copy of the bytes, whose exec is another, a second operator. False: it
   * is one that cannot be copied. */
  bool (*copied)(att_op *copy);
  /* Before others share it: *ret_fine false where they cannot. Then, for each copy. */
  att_status (*prepare)(att_op *op, bool *ret_fine);
  void (*share)(att_op *copy, const att_op *op);
  /* The scan that an operator consists in, behind the one row of the whole query; its pieces may
   * end where one of the first *ret_components open components changes. NULL: it is none. */
  att_scan *(*leaf)(att_op *op, att_quad *ret_pattern, const att_reads **ret_reads,
                    unsigned *ret_components);
} att_op_type;

struct att_op {
  const att_op_type *type;
  att_exec *exec;
  att_op *input;
  att_op *others[2]; /* further inputs, for explaining */
  att_batch in;      /* the rows of `input` at hand */
  size_t at;
  bool dry;
  double estimate;
  uint64_t actual;
  char note[120]; /* for people */
};

void att_op_note(att_op *op, const char *words); /* adds them, once */

att_status att_op_open(att_op *op) ATT_MUST_CHECK;
att_status att_op_next(att_op *op, att_batch *out) ATT_MUST_CHECK;
void att_op_close(att_op *op);
/* The next row of the input, or NULL; good until the next call. */
att_status att_op_row(att_op *op, const att_id **ret_row) ATT_MUST_CHECK;

/* Which graph a pattern reads. */
struct att_reads {
  enum { ATT_READ_DEFAULT = 1, ATT_READ_GRAPH, ATT_READ_SLOT } kind;
  att_id graph;
  int slot;
};

/* Scans triples of what is read, each once; for a slot that is unbound, quads of named graphs. */
struct att_scan {
  att_cursor *cursor;
  att_exec *exec;
  const att_id *list; /* graphs to keep to, or NULL */
  size_t list_count;
  bool named, distinct, empty, any;
  att_quad last;
  const att_keep *keeps; /* of att_scan_many(): which quads are wanted */
  size_t keep_count;
  const att_mark *from, *to; /* NULL but where a scan is shared out */
};

att_status att_scan_start(att_scan *scan, att_exec *exec, att_quad pattern, const att_reads *reads,
                          const att_id *row) ATT_MUST_CHECK;
/* As att_scan_start(), kept to the ids from `low` to `high` of what
 * att_cursor_rescan_range() says; in vain where quads of several graphs are kept apart. */
att_status att_scan_start_range(att_scan *scan, att_exec *exec, att_quad pattern,
                                const att_reads *reads, const att_id *row, att_id low,
                                att_id high) ATT_MUST_CHECK;
att_status att_scan_next(att_scan *scan, att_quad *ret_quad, bool *ret_more) ATT_MUST_CHECK;
/* Up to `most` quads; none: the end. */
att_status att_scan_many(att_scan *scan, att_quad *quads, size_t most,
                         size_t *ret_count) ATT_MUST_CHECK;
void att_scan_close(att_scan *scan);

/* What the planner hands to an operator for a place: a slot, or else an id. */
typedef struct {
  int slot;
  att_id id;
} att_spot;

static inline att_id att_spot_id(att_spot spot, const att_id *row) {
  return spot.slot == ATT_NO_SLOT ? spot.id : row[spot.slot];
}

/* Puts an id into a row's slot; false where another one is there. */
static inline bool att_put(att_id *row, int slot, att_id id) {
  if (slot == ATT_NO_SLOT)
    return true;
  if (row[slot] != 0)
    return row[slot] == id;
  row[slot] = id;
  return true;
}

/* Ids that a pattern's object may be: ascending spans, both ends included; none: any. */
enum { ATT_SPANS_MOST = 4 };
typedef struct {
  struct {
    att_id low, high;
  } items[ATT_SPANS_MOST];
  size_t count;
} att_spans;

static inline bool att_spans_have(const att_spans *spans, att_id id) {
  bool have = spans->count == 0;
  for (size_t i = 0; i < spans->count && !have; i++)
    have = id >= spans->items[i].low && id <= spans->items[i].high;
  return have;
}

/* One pattern of several that have their subject in common. */
typedef struct {
  att_id p;
  att_spot o;
  att_spans spans; /* of o */
} att_ray;

/* op_scan.c. All in the arena. */
att_op *att_op_start(att_exec *exec, const att_source *source);
bool att_op_begins_at(const att_op *op, const att_source *source);
att_op *att_op_scan(att_exec *exec, att_op *input, att_spot s, att_spot p, att_spot o,
                    att_reads reads);
void att_op_scan_spans(att_op *op, const att_spans *spans); /* of o; filters still decide */
void att_op_scan_first_only(att_op *op);                    /* one match a row is enough */
bool att_op_is_scan(const att_op *op);
/* Rows whose `slot` is not in the set are not needed (sideways information passing): the scan or
 * sweep that binds it, in `op` or below, leaves them out. NULL: all are needed again. `set`, whose
 * part is not looked at, is borrowed until then. */
void att_op_sieve(att_op *op, int slot, const att_keep *set);
/* For the types of operators that bind nothing. */
bool att_op_sieves_input(att_op *op, int slot, const att_keep *set);
bool att_op_is_alone(const att_op *op);           /* with all below it */
void att_op_set_exec(att_op *op, att_exec *exec); /* of one that is alone, and all below */
att_op *att_op_graphs(att_exec *exec, att_op *input, int slot);
att_op *att_op_values(att_exec *exec, att_op *input, const att_columns *columns,
                      const att_id *cells, size_t rows);
/* op_star.c: all patterns of a subject in one pass over its triples; a subject that is not bound
 * goes through all of them in order. The rays ascend by their predicates. */
att_op *att_op_star(att_exec *exec, att_op *input, att_spot s, const att_ray *rays, size_t count,
                    att_reads reads);
/* op_merge.c: rows whose `slot`, by which they ascend, has the predicate and object. */
att_op *att_op_merge(att_exec *exec, att_op *input, int slot, att_id p, att_id o, att_reads reads);
att_op *att_op_path(att_exec *exec, att_op *input, att_spot s, const att_path *path, att_spot o,
                    att_reads reads);

/* op_hash.c, op_join.c */
typedef enum {
  ATT_JOIN_INNER,
  ATT_JOIN_LEFT,
  ATT_JOIN_SEMI,
  ATT_JOIN_ANTI,
  ATT_JOIN_MINUS
} att_join_kind;
/* `keys` are bound on both sides, `checks` may be; `copied` are taken from the build's rows.
 * `keep`: the build gives the same rows whenever it is opened. */
att_op *att_op_hash_join(att_exec *exec, att_join_kind kind, att_op *input, att_op *build,
                         att_columns keys, att_columns checks, att_columns copied,
                         const att_exprs *filters, bool keep);
/* Runs `right`, which begins at `source`, for the input's rows; `tag` is a slot of its own. */
att_op *att_op_apply(att_exec *exec, att_join_kind kind, att_op *input, att_op *right,
                     att_source *source, int tag, bool one_by_one);
att_op *att_op_union(att_exec *exec, att_op *input, att_op **branches, size_t count,
                     att_source *source);

/* op_counts.c: behind the one row of the whole query, a row for each predicate, or for each object
 * of one, with numbers of triples (of subjects and objects: of predicates alone). */
typedef struct {
  enum { ATT_COUNTED_TRIPLES, ATT_COUNTED_SUBJECTS, ATT_COUNTED_OBJECTS } what;
  int slot;
} att_counted;
att_op *att_op_counts(att_exec *exec, att_op *input, att_id predicate, int slot,
                      const att_counted *counts, size_t count);

/* op_row.c */
att_op *att_op_filter(att_exec *exec, att_op *input, const att_exprs *filters);
att_op *att_op_extend(att_exec *exec, att_op *input, att_expr *expr, int slot);
att_op *att_op_distinct(att_exec *exec, att_op *input, att_columns columns);
att_op *att_op_slice(att_exec *exec, att_op *input, uint64_t offset, uint64_t limit);
att_op *att_op_order(att_exec *exec, att_op *input, const att_alg *node, uint64_t most);

/* op_service.c: asks the endpoint in `name` for the input's rows. */
att_op *att_op_service(att_exec *exec, att_op *input, const att_alg *node, att_spot name);

/* op_group.c */
att_op *att_op_group(att_exec *exec, att_op *input, const att_alg *node, att_columns keys,
                     const att_source *root, const att_slots *below);

/* path.c: the nodes that a path leads to from `from` (or back), appended; `seen` not needed. */
typedef struct {
  att_exec *exec;
  const att_reads *reads;
  const att_id *row;
} att_walk;
att_status att_path_walk(const att_walk *walk, const att_path *path, att_id from, bool back,
                         att_tuples *out) ATT_MUST_CHECK;
/* As att_path_walk() for a negated set: pairs, one for each triple; from 0: all. */
att_status att_path_not(const att_walk *walk, const att_path *path, att_id s, att_id o,
                        att_batch *pairs) ATT_MUST_CHECK;
att_status att_path_nodes(const att_walk *walk, att_tuples *out) ATT_MUST_CHECK;

/* expr.c: true, or false also for an error. */
att_status att_expr_holds(att_exec *exec, att_expr *expr, const att_id *row,
                          bool *ret_holds) ATT_MUST_CHECK;
/* The value's id; 0 for an error. */
att_status att_expr_id(att_exec *exec, att_expr *expr, const att_id *row,
                       att_id *ret_id) ATT_MUST_CHECK;

/* plan.c: a plan over `root` (one row of the width, or a longer list of them). */
att_op *att_plan(att_exec *exec, att_alg *node, const att_source *root, const att_reads *reads);
/* An expression that is evaluated on rows of a plan over `root`, which may have `vars` bound, and
 * surely have `certain`. */
void att_plan_expr(att_exec *exec, const att_source *root, const att_reads *reads,
                   const att_slots *vars, const att_slots *certain, att_expr *expr);
typedef struct {
  att_op *op;
  att_source source;
} att_exists_plan;

#endif
