/* SPDX-License-Identifier: Apache-2.0
 *
 * A thread that runs ahead: it makes the input's batches while the one that asked for them works on
 * those before (the exchange operator of Graefe's Volcano, SIGMOD 1990, with one producer). The
 * rows and their order are those of the input. The input gets an execution of its own, which reads
 * the same state of the store in a second transaction; memory is counted in common. */
#include <pthread.h>

#include "queries/exec.h"

enum { AHEAD = 4 /* batches */ };

typedef struct {
  att_op op;
  att_exec twin;
  att_error error;
  att_txn *txn; /* the twin's; NULL: the input runs in the caller's thread */
  pthread_t thread;
  pthread_mutex_t guard;
  pthread_cond_t changed;
  att_batch batches[AHEAD];
  size_t made, taken; /* batches, ever */
  att_status status;  /* of the input's last call */
  bool running, dry;
  atomic_bool quit;
} ahead_op;

static void set_exec(att_op *op, att_exec *exec) {
  for (; op; op = op->input) {
    op->exec = exec;
    for (int i = 0; i < 2; i++)
      if (op->others[i])
        set_exec(op->others[i], exec);
  }
}

static void *run(void *context) {
  ahead_op *ahead = context;
  for (bool more = true; more;) {
    pthread_mutex_lock(&ahead->guard);
    while (ahead->made - ahead->taken == AHEAD && !ahead->quit)
      pthread_cond_wait(&ahead->changed, &ahead->guard);
    more = !ahead->quit;
    att_batch *batch = &ahead->batches[ahead->made % AHEAD];
    pthread_mutex_unlock(&ahead->guard);
    if (!more)
      break;
    att_status status = att_op_next(ahead->op.input, batch);
    pthread_mutex_lock(&ahead->guard);
    ahead->status = status;
    ahead->made += status == ATT_OK;
    more = status == ATT_OK && batch->count > 0;
    ahead->dry = !more;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->guard);
  }
  return NULL;
}

static void end_thread(ahead_op *ahead) {
  if (!ahead->running)
    return;
  pthread_mutex_lock(&ahead->guard);
  ahead->quit = true;
  pthread_cond_broadcast(&ahead->changed);
  pthread_mutex_unlock(&ahead->guard);
  pthread_join(ahead->thread, NULL);
  ahead->running = false;
}

/* The input's cursors are of the twin's transaction: they close first. */
static void ahead_close(att_op *op) {
  ahead_op *ahead = (ahead_op *)op;
  end_thread(ahead);
  for (size_t i = 0; i < AHEAD && ahead->txn; i++)
    att_batch_clear(&ahead->twin, &ahead->batches[i]);
  att_op_close(op->input);
  if (ahead->txn) {
    att_txn_abort(ahead->txn);
    pthread_mutex_destroy(&ahead->guard);
    pthread_cond_destroy(&ahead->changed);
  }
  ahead->txn = NULL;
}

static void begin_thread(ahead_op *ahead) {
  att_exec *exec = ahead->op.exec;
  if (att_txn_twin(exec->txn, &ahead->txn, &ahead->error) != ATT_OK)
    return;
  ahead->twin = *exec;
  ahead->twin.txn = ahead->txn;
  ahead->twin.error = &ahead->error;
  ahead->twin.quit = &ahead->quit;
  ahead->twin.ticks = 0;
  ahead->error.status = ATT_OK;
  pthread_mutex_init(&ahead->guard, NULL);
  pthread_cond_init(&ahead->changed, NULL);
  set_exec(ahead->op.input, &ahead->twin);
  ahead->running = pthread_create(&ahead->thread, NULL, run, ahead) == 0;
}

static att_status ahead_next(att_op *op, att_batch *out) {
  ahead_op *ahead = (ahead_op *)op;
  if (!ahead->txn)
    begin_thread(ahead);
  if (!ahead->running)
    return att_op_next(op->input, out);
  pthread_mutex_lock(&ahead->guard);
  while (ahead->made == ahead->taken && !ahead->dry)
    pthread_cond_wait(&ahead->changed, &ahead->guard);
  att_status status = ATT_OK;
  if (ahead->made > ahead->taken) {
    att_batch *batch = &ahead->batches[ahead->taken++ % AHEAD], before = *out;
    *out = *batch;
    *batch = before;
    pthread_cond_broadcast(&ahead->changed);
  } else {
    status = ahead->status;
  }
  pthread_mutex_unlock(&ahead->guard);
  if (status != ATT_OK)
    *op->exec->error = ahead->error;
  return status;
}

static const att_op_type ahead_type = {.name = "ahead", .next = ahead_next, .close = ahead_close};

att_op *att_op_ahead(att_exec *exec, att_op *input) {
  ahead_op *ahead = ATT_NEW(exec->arena, ahead_op);
  ahead->op = (att_op){.type = &ahead_type, .exec = exec, .input = input};
  ahead->op.estimate = input->estimate;
  return &ahead->op;
}
