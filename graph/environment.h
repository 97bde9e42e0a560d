/* SPDX-License-Identifier: Apache-2.0
 *
 * The LMDB environment under a store: its map, which grows as the store does, and the locks around
 * its transactions. Private to graph/.
 *
 * LMDB maps the file into memory in one piece of a size that is chosen beforehand and can only be
 * changed while this process has no transaction open. So the map begins modest, is made larger
 * between transactions where room gets scarce, and a write transaction that fills it all the same
 * is ended, and done anew in a larger one (see att_txn_flush). One writer at a time holds a lock of
 * its own beside LMDB's, so that none slips in between. Threads: all functions may be called by
 * any.
 */
#ifndef ATT_GRAPH_ENVIRONMENT_H
#define ATT_GRAPH_ENVIRONMENT_H

#include <lmdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

typedef struct {
  char *path;
  MDB_env *env;
  bool read_only;
  int patience;   /* seconds to wait for another writer, or for a reader that is in the way */
  uint64_t start; /* the least room that a map leaves for growth */
  int file;       /* data.mdb, for the writer's lock; -1 before the first writer */
  pthread_mutex_t guard;
  pthread_cond_t ended;
  unsigned active; /* transactions of this process */
  bool resizing;   /* begin none */
  bool writing;    /* a thread of this process holds the writer's lock */
} att_environment;

/* Turns LMDB's code into ours, with what was being done in the message. ATT_ERR_LIMIT: the map is
 * full. */
att_status att_lmdb_error(int code, const char *doing, att_error *reterr);

/* Opens what stands in the folder `path`, or makes it; `start` as above (0: the usual one). */
att_status att_environment_open(att_environment *environment, const char *path, bool read_only,
                                uint64_t start, att_error *reterr) ATT_MUST_CHECK;
void att_environment_close(att_environment *environment);

/* ATT_ERR_BUSY: another process or thread writes, or keeps the map from growing. */
att_status att_environment_begin(att_environment *environment, bool write, MDB_txn **ret_mdb,
                                 att_error *reterr) ATT_MUST_CHECK;

/* Gives a reading transaction that was reset, and ended, the newest state. */
att_status att_environment_renew(att_environment *environment, MDB_txn *mdb,
                                 att_error *reterr) ATT_MUST_CHECK;

/* To be called when a transaction has ended, however it did, or was reset. */
void att_environment_end(att_environment *environment, bool write);

/* In a write transaction that LMDB has ended: a map with at least `room` bytes of growth (0: twice
 * the last one), and a new transaction in it. On failure there is none, but
 * att_environment_end() is still to be called. */
att_status att_environment_grow(att_environment *environment, uint64_t room, MDB_txn **ret_mdb,
                                att_error *reterr) ATT_MUST_CHECK;

/* How much the map has left. */
uint64_t att_environment_room(att_environment *environment);

#endif
