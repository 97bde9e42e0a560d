/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "queries/expr.h"

enum {
  MEMBERS_MOST = 16,
  ROWS_LEAST = 1000,  /* of the busiest operator, as estimated: else there is no crew */
  ROWS_MANY = 200000, /* with so many all come at once */
  DRIVER_ROWS = 64,   /* that a driver gives at least */
  QUADS_FIRST = 1024, /* of a piece; then by how long pieces take */
  QUADS_MOST = 1 << 16,
  ROWS_FIRST = 16,
  ROWS_MOST = 1024,
  MEMORY_LEAST = 64 << 20 /* with less one thread goes further */
};
static const double PIECE_SHORT = 150e-6, PIECE_LONG = 2e-3, ALONE = 300e-6; /* seconds */

typedef struct {
  att_crew *crew;
  att_exec exec;
  att_error error;
  att_op *part;
  att_scan *leaf;    /* of the copy of the crew's leaf */
  att_source source; /* rows of the driver */
  att_batch rows;
  att_mark from, to;
  double began; /* the piece at hand; 0: none */
  pthread_t thread;
  bool running;
} member;

struct att_crew {
  att_exec *exec;
  att_op *op, *leaf, *driver; /* leaf: whose scan is shared out, or there is a driver */
  member *members;
  unsigned count;
  pthread_mutex_t guard; /* of what follows, and of the driver */
  att_exec exec_below;   /* the driver's, or the scan's that makes the pieces */
  att_error error_below;
  att_scan scan;
  att_quad pattern;
  const att_reads *reads;
  unsigned components;
  att_mark mark;
  att_batch rows;
  size_t at, piece; /* in `rows`; quads or rows of a piece */
  uint64_t number;
  bool dry, ready, called;
  bool hurry; /* there is so much to do that all should come at once */
  bool terms; /* members may make some that leave with their rows */
  double began;
  size_t locals; /* terms that all had from the beginning */
  atomic_bool quit;
  att_crew_work work;
  void *context;
};

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A copy of the operators from `op` down to the driver or the end; NULL where one has none. */
static att_op *copy_part(att_crew *crew, const att_op *op, member *to) {
  if (op == crew->driver)
    return att_op_start(&to->exec, &to->source);
  if (!op->type->size || (op->type->makes_terms && !crew->terms))
    return NULL;
  att_op *copy = att_arena_alloc(crew->exec->arena, op->type->size);
  memcpy(copy, op, op->type->size);
  copy->exec = &to->exec;
  if (op->input && !(copy->input = copy_part(crew, op->input, to)))
    return NULL;
  if (op->type->copied && !op->type->copied(copy))
    return NULL;
  if (op == crew->leaf)
    to->leaf = op->type->leaf(copy, &crew->pattern, &crew->reads, &crew->components);
  return copy;
}

/* Where the part ends: at a scan that can be shared out, or at the lowest operator with rows enough
 * to be given to several. */
static bool cut(att_crew *crew) {
  double most = 0;
  for (att_op *op = crew->op; op; op = op->input) {
    most = op->estimate > most ? op->estimate : most;
    bool bottom = op->input && att_op_begins_at(op->input, crew->exec->top);
    if (bottom && op->estimate >= QUADS_FIRST && op->type->leaf &&
        op->type->leaf(op, &crew->pattern, &crew->reads, &crew->components)) {
      crew->leaf = op;
      crew->driver = NULL;
      break;
    }
    if (op != crew->op && op->estimate >= DRIVER_ROWS && att_op_is_alone(op))
      crew->driver = op;
    if (!op->type->size || (op->type->makes_terms && !crew->terms))
      break;
  }
  crew->hurry = most >= ROWS_MANY;
  return most >= ROWS_LEAST && (crew->leaf || crew->driver);
}

att_crew *att_crew_plan(att_exec *exec, att_op *op, bool terms) {
  unsigned count = exec->threads < MEMBERS_MOST ? exec->threads : MEMBERS_MOST;
  count = count ? count : 1;
  att_crew *crew = ATT_NEW(exec->arena, att_crew);
  crew->exec = exec;
  crew->op = op;
  crew->terms = terms;
  if (!cut(crew))
    return NULL;
  crew->count = count;
  crew->members = ATT_NEW_ARRAY(exec->arena, member, count);
  for (unsigned i = 0; i < count; i++) {
    member *it = &crew->members[i];
    it->crew = crew;
    it->exec.arena = exec->arena;
    it->exec.width = exec->width;
    if (!(it->part = copy_part(crew, op, it)))
      return NULL;
  }
  return crew;
}

/* An execution beside another, on the same state of the store. */
static att_status begin_exec(att_crew *crew, att_exec *to, att_error *error, bool functions) {
  const att_exec *from = crew->exec;
  att_txn *txn;
  ATT_TRY(att_txn_twin(from->txn, &txn, error));
  *to = *from;
  to->txn = txn;
  to->error = error;
  to->quit = &crew->quit;
  to->ticks = 0;
  to->terms = NULL;
  to->memos = NULL;
  to->plans = NULL;
  to->functions = NULL;
  to->term_count = to->memo_count = to->plan_count = to->plan_capacity = 0;
  error->status = ATT_OK;
  ATT_TRY(att_exec_copy_locals(to, from));
  return functions ? att_expr_begin_beside(to, from) : ATT_OK;
}

static void end_exec(att_exec *exec) {
  if (!exec->txn)
    return;
  att_exec_release(exec, &exec->terms, &exec->term_count, sizeof *exec->terms);
  att_exec_release(exec, &exec->memos, &exec->memo_count, sizeof *exec->memos);
  att_expr_end(exec);
  att_exec_drop_locals(exec);
  att_txn_abort(exec->txn);
  exec->txn = NULL;
}

/* The parts that all share. */
static att_status prepare(att_crew *crew, bool *ret_fine) {
  *ret_fine = true;
  for (att_op *op = crew->op; op && op != crew->driver && *ret_fine; op = op->input)
    if (op->type->prepare)
      ATT_TRY(op->type->prepare(op, ret_fine));
  for (unsigned i = 0; i < crew->count && *ret_fine; i++) {
    att_op *copy = crew->members[i].part;
    for (att_op *op = crew->op; op && op != crew->driver; op = op->input, copy = copy->input)
      if (op->type->share)
        op->type->share(copy, op);
  }
  return ATT_OK;
}

static att_status begin_pieces(att_crew *crew) {
  crew->number = crew->at = crew->rows.count = 0;
  crew->dry = false;
  crew->piece = crew->leaf ? QUADS_FIRST : ROWS_FIRST;
  if (crew->driver) {
    att_op_set_exec(crew->driver, &crew->exec_below);
    return att_op_open(crew->driver);
  }
  crew->scan = (att_scan){0};
  return att_scan_start(&crew->scan, &crew->exec_below, crew->pattern, crew->reads,
                        crew->exec->top->rows);
}

att_status att_crew_begin(att_crew *crew, bool *ret_ready) {
  bool fine;
  *ret_ready = false;
  if (crew->count < 2 || crew->exec->memory_most < MEMORY_LEAST)
    return ATT_OK;
  ATT_TRY(prepare(crew, &fine));
  if (!fine)
    return ATT_OK;
  crew->quit = crew->called = false;
  crew->locals = crew->exec->locals.count;
  att_status status = begin_exec(crew, &crew->exec_below, &crew->error_below, false);
  for (unsigned i = 0; i < crew->count && status == ATT_OK; i++)
    status = begin_exec(crew, &crew->members[i].exec, &crew->members[i].error, true);
  pthread_mutex_init(&crew->guard, NULL);
  crew->ready = true;
  if (status == ATT_OK)
    status = begin_pieces(crew);
  crew->began = seconds();
  *ret_ready = status == ATT_OK;
  if (status != ATT_OK) /* a store that is written to, readers' places that are taken */
    att_crew_end(crew);
  return att_exec_check(crew->exec);
}

static void add_actual(att_op *op, const att_op *copy, const att_op *end) {
  for (; op && op != end && op->input; op = op->input, copy = copy->input)
    op->actual += copy->actual;
}

void att_crew_end(att_crew *crew) {
  if (!crew || !crew->ready)
    return;
  att_crew_join(crew, true);
  crew->ready = false;
  if (crew->driver && crew->exec_below.txn) {
    att_op_close(crew->driver);
    att_op_set_exec(crew->driver, crew->exec);
  }
  att_scan_close(&crew->scan);
  if (crew->exec_below.txn)
    att_batch_clear(&crew->exec_below, &crew->rows);
  end_exec(&crew->exec_below);
  for (unsigned i = 0; i < crew->count; i++) {
    member *it = &crew->members[i];
    if (!it->exec.txn)
      continue;
    add_actual(crew->op, it->part, crew->driver);
    att_op_close(it->part);
    for (att_op *op = it->part; op; op = op->input)
      op->actual = 0;
    att_batch_clear(&it->exec, &it->rows);
    end_exec(&it->exec);
  }
  pthread_mutex_destroy(&crew->guard);
}

unsigned att_crew_size(const att_crew *crew) {
  return crew->count;
}

att_exec *att_crew_exec(att_crew *crew, unsigned i) {
  return &crew->members[i].exec;
}

att_op *att_crew_part(att_crew *crew, unsigned i) {
  return crew->members[i].part;
}

static att_status next_stretch(att_crew *crew, member *it, bool *ret_more) {
  bool more = false;
  it->from = crew->mark;
  if (!crew->scan.empty)
    ATT_TRY(att_cursor_skip(crew->scan.cursor, crew->piece, crew->components, &crew->mark, &more,
                            &crew->error_below));
  it->to = crew->mark;
  crew->dry = !more;
  *ret_more = true;
  it->leaf->from = crew->number ? &it->from : NULL;
  it->leaf->to = more ? &it->to : NULL;
  return ATT_OK;
}

static att_status next_rows(att_crew *crew, member *it, bool *ret_more) {
  size_t width = crew->exec->width;
  if (crew->at == crew->rows.count) {
    ATT_TRY(att_op_next(crew->driver, &crew->rows));
    crew->at = 0;
  }
  size_t left = crew->rows.count - crew->at, count = left < crew->piece ? left : crew->piece;
  *ret_more = count > 0;
  crew->dry = count == 0;
  ATT_TRY(att_batch_reserve(&it->exec, &it->rows, count));
  if (count)
    memcpy(it->rows.rows, crew->rows.rows + crew->at * width, count * width * sizeof(att_id));
  crew->at += count;
  it->source = (att_source){it->rows.rows, count};
  return ATT_OK;
}

/* So large that taking them costs little, so small that all end together. */
static void size_pieces(att_crew *crew, member *it) {
  size_t least = crew->leaf ? QUADS_FIRST : ROWS_FIRST, most = crew->leaf ? QUADS_MOST : ROWS_MOST;
  double now = seconds(), took = now - it->began;
  if (it->began > 0 && took < PIECE_SHORT && crew->piece < most)
    crew->piece *= 2;
  if (it->began > 0 && took > PIECE_LONG && crew->piece > least)
    crew->piece /= 2;
  it->began = now;
}

att_status att_crew_take(att_crew *crew, unsigned i, uint64_t *ret_number, bool *ret_more) {
  member *it = &crew->members[i];
  att_status status = att_exec_check(&it->exec);
  *ret_more = false;
  if (status != ATT_OK)
    return status;
  pthread_mutex_lock(&crew->guard);
  size_pieces(crew, it);
  if (!crew->dry)
    status = crew->leaf ? next_stretch(crew, it, ret_more) : next_rows(crew, it, ret_more);
  *ret_number = crew->number;
  crew->number += *ret_more;
  if (status != ATT_OK) {
    crew->dry = true;
    it->error = crew->error_below;
  }
  pthread_mutex_unlock(&crew->guard);
  if (status == ATT_OK && *ret_more)
    status = att_op_open(it->part);
  return status;
}

bool att_crew_is_late(att_crew *crew) {
  return !crew->called && (crew->hurry || seconds() - crew->began > ALONE);
}

static void *run(void *context) {
  member *it = context;
  it->crew->work(it->crew->context, (unsigned)(it - it->crew->members));
  return NULL;
}

void att_crew_call(att_crew *crew, att_crew_work work, void *context) {
  crew->called = true;
  crew->work = work;
  crew->context = context;
  for (unsigned i = 1; i < crew->count; i++) {
    member *it = &crew->members[i];
    it->running = pthread_create(&it->thread, NULL, run, it) == 0;
  }
}

void att_crew_join(att_crew *crew, bool quit) {
  if (quit)
    crew->quit = true;
  for (unsigned i = 1; i < crew->count; i++)
    if (crew->members[i].running) {
      pthread_join(crew->members[i].thread, NULL);
      crew->members[i].running = false;
    }
}

att_status att_crew_id(att_crew *crew, unsigned i, att_id id, att_id *ret_id) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  *ret_id = id;
  if (!att_id_is_local(id) || att_exec_local_place(id) < crew->locals)
    return ATT_OK;
  ATT_TRY(att_exec_term(&crew->members[i].exec, id, scratch, &term));
  return att_exec_id(crew->exec, &term, ret_id);
}
