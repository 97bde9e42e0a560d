/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/pool.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Item number n has the place n % count. A place is free, then worked on, then ready. */
typedef struct {
  const cmd_pool *pool;
  void **items;
  size_t count;
  bool *ready;
  pthread_mutex_t lock, taking;
  pthread_cond_t changed;
  uint64_t taken, finished; /* items so far */
  bool ended;               /* no more are taken */
} pool_state;

/* Takes the next item when its place is free; false at the end. */
static bool take_next(pool_state *s, uint64_t *ret_number) {
  pthread_mutex_lock(&s->taking); /* one at a time, in order, without holding up the others */
  pthread_mutex_lock(&s->lock);
  while (!s->ended && s->taken - s->finished >= s->count)
    pthread_cond_wait(&s->changed, &s->lock);
  bool going = !s->ended;
  *ret_number = s->taken;
  pthread_mutex_unlock(&s->lock);
  going = going && s->pool->take(s->pool->context, s->items[*ret_number % s->count]);
  pthread_mutex_lock(&s->lock);
  s->taken += going;
  s->ended = s->ended || !going;
  pthread_cond_broadcast(&s->changed);
  pthread_mutex_unlock(&s->lock);
  pthread_mutex_unlock(&s->taking);
  return going;
}

static void *run_thread(void *argument) {
  pool_state *s = argument;
  uint64_t number;
  while (take_next(s, &number)) {
    s->pool->work(s->pool->context, s->items[number % s->count]);
    pthread_mutex_lock(&s->lock);
    s->ready[number % s->count] = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
  }
  return NULL;
}

/* Hands items back in order until all are. */
static void finish_all(pool_state *s) {
  pthread_mutex_lock(&s->lock);
  for (;;) {
    size_t place = s->finished % s->count;
    while (!(s->finished < s->taken && s->ready[place]) && !(s->ended && s->finished == s->taken))
      pthread_cond_wait(&s->changed, &s->lock);
    if (s->finished == s->taken)
      break;
    s->ready[place] = false;
    pthread_mutex_unlock(&s->lock);
    bool going = s->pool->finish(s->pool->context, s->items[place]);
    pthread_mutex_lock(&s->lock);
    s->finished++;
    s->ended = s->ended || !going;
    pthread_cond_broadcast(&s->changed);
    if (!going)
      break;
  }
  pthread_mutex_unlock(&s->lock);
}

static void end_all(pool_state *s) {
  pthread_mutex_lock(&s->lock);
  s->ended = true;
  pthread_cond_broadcast(&s->changed);
  pthread_mutex_unlock(&s->lock);
}

att_status cmd_pool_run(const cmd_pool *pool, void **items, size_t count, unsigned threads,
                        att_error *reterr) {
  pool_state s = {.pool = pool, .items = items, .count = count};
  pthread_t *ids = calloc(threads, sizeof *ids);
  s.ready = calloc(count, sizeof *s.ready);
  unsigned running = 0;
  if (ids == NULL || s.ready == NULL) {
    free(ids);
    free(s.ready);
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for %u threads", threads);
  }
  pthread_mutex_init(&s.lock, NULL);
  pthread_mutex_init(&s.taking, NULL);
  pthread_cond_init(&s.changed, NULL);
  while (running < threads && pthread_create(&ids[running], NULL, run_thread, &s) == 0)
    running++;
  if (running > 0)
    finish_all(&s);
  end_all(&s);
  for (unsigned i = 0; i < running; i++)
    pthread_join(ids[i], NULL);
  pthread_cond_destroy(&s.changed);
  pthread_mutex_destroy(&s.taking);
  pthread_mutex_destroy(&s.lock);
  free(ids);
  free(s.ready);
  return running > 0 ? ATT_OK : att_error_set(reterr, ATT_ERR_IO, "the system gives no thread");
}
