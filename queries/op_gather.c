/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows by a crew, in the order in which one thread gives them (the exchange operator of Graefe's
 * Volcano, SIGMOD 1990, that keeps the order): the pieces of a window in front of the one that is
 * given are worked on at once, each with a few batches at hand at the most. The one who asks for
 * rows works too while there are none. */
#include <pthread.h>
#include <string.h>

#include "queries/crew.h"

enum { WINDOW = 32, QUEUE = 4 /* batches */ };

typedef struct {
  att_batch batches[QUEUE];
  size_t put, taken;
  att_status status;
  bool finished;
} piece;

typedef struct {
  att_op op;
  att_crew *crew;
  bool even, tried, ready, called;
  pthread_mutex_t guard;
  pthread_cond_t changed;
  piece pieces[WINDOW];
  uint64_t given;   /* pieces before the one at hand */
  uint64_t tickets; /* to take pieces: `given` and WINDOW at the most */
  uint64_t total;   /* pieces, once `dry` */
  bool dry, quit, has_own;
  uint64_t own; /* the piece that this thread works on */
  att_batch own_batch;
  att_error error;
} gather_op;

static piece *piece_of(gather_op *gather, uint64_t number) {
  return &gather->pieces[number % WINDOW];
}

/* With the guard. Pieces end with the first of them that cannot be taken. */
static void no_more(gather_op *gather, uint64_t number) {
  if (!gather->dry || number < gather->total)
    gather->total = number;
  gather->dry = true;
}

/* With the guard: a batch, the end, or an error of a piece. */
static void put(gather_op *gather, uint64_t number, att_batch *batch, att_status status,
                const att_error *error) {
  piece *it = piece_of(gather, number);
  if (status == ATT_OK && batch->count) {
    att_batch before = it->batches[it->put % QUEUE];
    it->batches[it->put++ % QUEUE] = *batch;
    *batch = before;
  } else {
    it->finished = true;
    it->status = status;
    if (status != ATT_OK && gather->error.status == ATT_OK)
      gather->error = *error;
  }
  pthread_cond_broadcast(&gather->changed);
}

/* The next piece for a member, with the guard, which is given up meanwhile. */
static att_status take(gather_op *gather, unsigned member, uint64_t *ret_number, bool *ret_more) {
  gather->tickets++;
  pthread_mutex_unlock(&gather->guard);
  att_status status = att_crew_take(gather->crew, member, ret_number, ret_more);
  pthread_mutex_lock(&gather->guard);
  if (status != ATT_OK && gather->error.status == ATT_OK)
    gather->error = *att_crew_exec(gather->crew, member)->error;
  if (status != ATT_OK)
    gather->quit = true;
  else if (!*ret_more)
    no_more(gather, *ret_number);
  pthread_cond_broadcast(&gather->changed);
  return status;
}

static bool has_ticket(const gather_op *gather) {
  return !gather->dry && gather->tickets < gather->given + WINDOW;
}

static void work(void *context, unsigned member) {
  gather_op *gather = context;
  att_exec *exec = att_crew_exec(gather->crew, member);
  att_batch batch = {0};
  uint64_t number;
  bool more = true;
  pthread_mutex_lock(&gather->guard);
  while (!gather->quit) {
    if (gather->dry)
      break;
    if (!has_ticket(gather)) {
      pthread_cond_wait(&gather->changed, &gather->guard);
      continue;
    }
    if (take(gather, member, &number, &more) != ATT_OK || !more)
      break;
    piece *it = piece_of(gather, number);
    while (!gather->quit && !it->finished) {
      if (it->put - it->taken == QUEUE) {
        pthread_cond_wait(&gather->changed, &gather->guard);
        continue;
      }
      pthread_mutex_unlock(&gather->guard);
      att_status status = att_op_next(att_crew_part(gather->crew, member), &batch);
      pthread_mutex_lock(&gather->guard);
      put(gather, number, &batch, status, exec->error);
    }
  }
  pthread_mutex_unlock(&gather->guard);
  att_batch_clear(exec, &batch);
}

/* With the guard: a step of this thread's own work; *ret_idle: there is none to do. */
static att_status step(gather_op *gather, bool *ret_idle) {
  att_exec *exec = att_crew_exec(gather->crew, 0);
  *ret_idle = false;
  if (!gather->has_own) {
    *ret_idle = !has_ticket(gather);
    return *ret_idle ? ATT_OK : take(gather, 0, &gather->own, &gather->has_own);
  }
  piece *it = piece_of(gather, gather->own);
  *ret_idle = it->put - it->taken == QUEUE;
  if (*ret_idle)
    return ATT_OK;
  pthread_mutex_unlock(&gather->guard);
  att_status status = att_op_next(att_crew_part(gather->crew, 0), &gather->own_batch);
  pthread_mutex_lock(&gather->guard);
  put(gather, gather->own, &gather->own_batch, status, exec->error);
  gather->has_own = !it->finished;
  return ATT_OK;
}

/* With the guard. A batch of the piece at hand, or of those behind it; none: the end. */
static att_status next_batch(gather_op *gather, att_batch *out) {
  bool idle;
  while (!gather->quit) {
    piece *it = piece_of(gather, gather->given);
    if (it->taken < it->put) {
      att_batch *from = &it->batches[it->taken++ % QUEUE], before = *out;
      *out = *from;
      *from = before;
      pthread_cond_broadcast(&gather->changed);
      return ATT_OK;
    }
    if (it->finished && it->status != ATT_OK)
      return it->status;
    if (it->finished) {
      it->finished = false;
      it->put = it->taken = 0;
      gather->given++;
      pthread_cond_broadcast(&gather->changed);
      continue;
    }
    if (gather->dry && gather->given >= gather->total)
      return ATT_OK;
    ATT_TRY(step(gather, &idle));
    if (idle)
      pthread_cond_wait(&gather->changed, &gather->guard);
  }
  return gather->error.status;
}

static att_status begin(gather_op *gather) {
  gather->tried = true;
  ATT_TRY(att_crew_begin(gather->crew, &gather->ready));
  if (!gather->ready)
    return ATT_OK;
  gather->error.status = ATT_OK;
  gather->given = gather->tickets = gather->total = 0;
  gather->dry = gather->quit = gather->has_own = false;
  pthread_mutex_init(&gather->guard, NULL);
  pthread_cond_init(&gather->changed, NULL);
  return ATT_OK;
}

/* A batch as it comes. */
static att_status any_batch(gather_op *gather, att_batch *out) {
  att_op *op = &gather->op;
  if (!gather->tried)
    ATT_TRY(begin(gather));
  if (!gather->ready)
    return att_op_next(op->input, out);
  if (!gather->called && att_crew_is_late(gather->crew)) {
    gather->called = true;
    att_crew_call(gather->crew, work, gather);
  }
  pthread_mutex_lock(&gather->guard);
  att_status status = next_batch(gather, out);
  pthread_mutex_unlock(&gather->guard);
  if (status != ATT_OK && gather->error.status != ATT_OK)
    *op->exec->error = gather->error;
  return status;
}

static att_status gather_next(att_op *op, att_batch *out) {
  gather_op *gather = (gather_op *)op;
  size_t width = op->exec->width, most = op->exec->batch;
  if (!gather->even)
    return any_batch(gather, out);
  ATT_TRY(att_batch_reserve(op->exec, out, most));
  while (out->count < most && !op->dry) {
    if (op->at == op->in.count) {
      op->in.count = op->at = 0;
      ATT_TRY(any_batch(gather, &op->in));
      op->dry = op->in.count == 0;
    }
    size_t left = op->in.count - op->at, room = most - out->count;
    size_t count = left < room ? left : room;
    if (count)
      memcpy(out->rows + out->count * width, op->in.rows + op->at * width,
             count * width * sizeof(att_id));
    out->count += count;
    op->at += count;
  }
  return ATT_OK;
}

static void end(gather_op *gather) {
  att_exec *exec = gather->op.exec;
  if (gather->ready) {
    pthread_mutex_lock(&gather->guard);
    gather->quit = true;
    pthread_cond_broadcast(&gather->changed);
    pthread_mutex_unlock(&gather->guard);
    att_crew_join(gather->crew, true);
    for (size_t i = 0; i < WINDOW; i++) {
      for (size_t k = 0; k < QUEUE; k++)
        att_batch_clear(exec, &gather->pieces[i].batches[k]);
      gather->pieces[i] = (piece){.status = ATT_OK};
    }
    att_batch_clear(exec, &gather->own_batch);
    att_crew_end(gather->crew);
    pthread_mutex_destroy(&gather->guard);
    pthread_cond_destroy(&gather->changed);
  }
  gather->ready = gather->tried = gather->called = false;
}

static att_status gather_open(att_op *op) {
  end((gather_op *)op);
  return ATT_OK;
}

static void gather_close(att_op *op) {
  end((gather_op *)op);
}

static const att_op_type gather_type = {
    .name = "gather", .open = gather_open, .next = gather_next, .close = gather_close};

att_op *att_op_gather(att_exec *exec, att_op *op, att_crew *crew, bool even) {
  gather_op *gather = ATT_NEW(exec->arena, gather_op);
  gather->op = (att_op){.type = &gather_type, .exec = exec, .input = op};
  gather->op.estimate = op->estimate;
  gather->crew = crew;
  gather->even = even;
  return &gather->op;
}
