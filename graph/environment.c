/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "graph/environment.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TABLES_MOST = 24, PATIENCE = 10 };
#define START ((uint64_t)256 << 20)

att_status att_lmdb_error(int code, const char *doing, att_error *reterr) {
  att_status status = code == ENOMEM                                        ? ATT_ERR_MEMORY
                      : code == MDB_INVALID || code == MDB_VERSION_MISMATCH ? ATT_ERR_FORMAT
                      : code == MDB_CORRUPTED || code == MDB_PAGE_NOTFOUND  ? ATT_ERR_CORRUPT
                      : code == MDB_MAP_FULL                                ? ATT_ERR_LIMIT
                                                                            : ATT_ERR_IO;
  return att_error_set(reterr, status, "%s: %s", doing, mdb_strerror(code));
}

/* Bytes of the file that LMDB uses. */
static uint64_t used(MDB_env *env) {
  MDB_envinfo info;
  MDB_stat stat;
  if (mdb_env_info(env, &info) || mdb_env_stat(env, &stat))
    return 0;
  return (uint64_t)(info.me_last_pgno + 1) * stat.ms_psize;
}

static uint64_t map_size(MDB_env *env) {
  MDB_envinfo info;
  return mdb_env_info(env, &info) ? 0 : info.me_mapsize;
}

uint64_t att_environment_room(att_environment *environment) {
  uint64_t size = map_size(environment->env), taken = used(environment->env);
  return size > taken ? size - taken : 0;
}

static uint64_t in_pages(uint64_t size) {
  uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  return (size + page - 1) / page * page;
}

/* Whether so much address space can be had, beside the map that is there: LMDB gives that one back
 * first, and would stand without any. */
static bool is_available(uint64_t size) {
  void *at = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED)
    return false;
  munmap(at, size);
  return true;
}

/* The wanted size or, where address space is limited (ulimit -v), the most that is to be had above
 * `least`; 0 for none. */
static uint64_t available(uint64_t wanted, uint64_t least) {
  for (; wanted > least; wanted = least + (wanted - least) / 2)
    if (is_available(in_pages(wanted)))
      return in_pages(wanted);
    else if (wanted - least < (1 << 16))
      break;
  return is_available(in_pages(least)) ? in_pages(least) : 0;
}

static uint64_t more_than(uint64_t taken, uint64_t room) {
  return taken < (UINT64_MAX >> 2) - room ? 2 * taken + room : taken;
}

static int open_env(att_environment *environment, const char *path, unsigned flags) {
  char file[PATH_MAX];
  struct stat info = {0};
  snprintf(file, sizeof file, "%s/data.mdb", path);
  uint64_t taken = stat(file, &info) == 0 ? (uint64_t)info.st_size : 0;
  uint64_t least = taken + ((uint64_t)16 << 10);
  uint64_t size = available(more_than(taken, environment->start), least);
  MDB_env *env = NULL;
  int code = size ? mdb_env_create(&env) : ENOMEM;
  if (code)
    return code;
  code = mdb_env_set_maxdbs(env, TABLES_MOST);
  if (code == 0)
    code = mdb_env_set_mapsize(env, size);
  if (code == 0)
    code = mdb_env_open(env, path, flags, 0644);
  if (code)
    mdb_env_close(env);
  else
    environment->env = env;
  return code;
}

static int open_data(const char *path) {
  char file[PATH_MAX];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  return open(file, O_RDONLY | O_CLOEXEC);
}

/* A reader that may not write into the folder cannot enter itself in LMDB's table of readers;
 * instead it keeps writers out as long as it has the store open. */
static int open_without_table(att_environment *environment, const char *path) {
  environment->file = open_data(path);
  if (environment->file < 0)
    return errno;
  if (flock(environment->file, LOCK_SH | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? EBUSY : errno;
  return open_env(environment, path, MDB_NOTLS | MDB_RDONLY | MDB_NOLOCK);
}

att_status att_environment_open(att_environment *environment, const char *path, bool read_only,
                                uint64_t start, att_error *reterr) {
  *environment = (att_environment){
      .read_only = read_only, .patience = PATIENCE, .start = start ? start : START, .file = -1};
  environment->path = strdup(path);
  if (!environment->path)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  pthread_mutex_init(&environment->guard, NULL);
  pthread_cond_init(&environment->ended, NULL);
  int code = open_env(environment, path, MDB_NOTLS | (read_only ? MDB_RDONLY : 0));
  if (read_only && (code == EACCES || code == EROFS))
    code = open_without_table(environment, path);
  if (code) {
    att_environment_close(environment);
    if (code == EBUSY)
      return att_error_set(reterr, ATT_ERR_BUSY, "%s: another process is writing to the store",
                           path);
    if (code == ENOMEM)
      return att_error_set(reterr, ATT_ERR_MEMORY,
                           "%s: no address space to map the store into (see 'ulimit -v')", path);
    return att_lmdb_error(code, path, reterr);
  }
  int dead = 0;
  mdb_reader_check(environment->env, &dead);
  return ATT_OK;
}

void att_environment_close(att_environment *environment) {
  if (!environment->path)
    return;
  if (environment->env)
    mdb_env_close(environment->env);
  if (environment->file >= 0)
    close(environment->file);
  pthread_mutex_destroy(&environment->guard);
  pthread_cond_destroy(&environment->ended);
  free(environment->path);
  *environment = (att_environment){.file = -1};
}

/* The one writer of all processes: `guard` is held and given back while it waits. */
static att_status lock_writer(att_environment *environment, att_error *reterr) {
  const struct timespec pause = {0, 5000000};
  if (environment->file < 0)
    environment->file = open_data(environment->path);
  if (environment->file < 0)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", environment->path, strerror(errno));
  for (int tries = environment->patience * 200;; tries--) {
    if (!environment->writing && flock(environment->file, LOCK_EX | LOCK_NB) == 0)
      break;
    if (!environment->writing && errno != EWOULDBLOCK && errno != EINTR)
      return att_error_set(reterr, ATT_ERR_IO, "%s: %s", environment->path, strerror(errno));
    if (tries <= 0)
      return att_error_set(reterr, ATT_ERR_BUSY,
                           "%s: another process is writing to the store: try again when it is done",
                           environment->path);
    pthread_mutex_unlock(&environment->guard);
    nanosleep(&pause, NULL);
    pthread_mutex_lock(&environment->guard);
  }
  environment->writing = true;
  return ATT_OK;
}

static void unlock_writer(att_environment *environment) {
  environment->writing = false;
  flock(environment->file, LOCK_UN);
}

/* Waits, `guard` held, until no transaction of this process is open. */
static att_status wait_alone(att_environment *environment, att_error *reterr) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += environment->patience;
  while (environment->active)
    if (pthread_cond_timedwait(&environment->ended, &environment->guard, &until) == ETIMEDOUT)
      return att_error_set(reterr, ATT_ERR_BUSY,
                           "%s: a reader in this process keeps the store from growing",
                           environment->path);
  return ATT_OK;
}

/* With no transaction open: LMDB maps anew. */
static att_status resize(att_environment *environment, uint64_t wanted, uint64_t least,
                         att_error *reterr) {
  uint64_t size = available(wanted, least);
  if (!size)
    return att_error_set(reterr, ATT_ERR_LIMIT,
                         "%s: no address space for the store to grow in (see 'ulimit -v')",
                         environment->path);
  int code = mdb_env_set_mapsize(environment->env, size);
  return code ? att_lmdb_error(code, environment->path, reterr) : ATT_OK;
}

static int start(att_environment *environment, bool write, MDB_txn **mdb) {
  return *mdb ? mdb_txn_renew(*mdb)
              : mdb_txn_begin(environment->env, NULL, write ? 0 : MDB_RDONLY, mdb);
}

/* Renews *mdb, if it is not NULL. */
static att_status begin(att_environment *environment, bool write, MDB_txn **mdb,
                        att_error *reterr) {
  while (environment->resizing)
    pthread_cond_wait(&environment->ended, &environment->guard);
  uint64_t taken = used(environment->env);
  if (write && !environment->active && att_environment_room(environment) < environment->start / 4 &&
      is_available(in_pages(more_than(taken, environment->start))))
    ATT_TRY(resize(environment, more_than(taken, environment->start), taken, reterr));
  int code = start(environment, write, mdb);
  if (code == MDB_MAP_RESIZED) { /* another process has made the file larger than our map */
    ATT_TRY(wait_alone(environment, reterr));
    taken = used(environment->env);
    ATT_TRY(resize(environment, more_than(taken, environment->start), taken, reterr));
    code = start(environment, write, mdb);
  }
  if (code)
    return att_lmdb_error(code, environment->path, reterr);
  environment->active++;
  return ATT_OK;
}

att_status att_environment_begin(att_environment *environment, bool write, MDB_txn **ret_mdb,
                                 att_error *reterr) {
  if (write && environment->read_only)
    return att_error_set(reterr, ATT_ERR_USAGE, "%s: opened to be read only", environment->path);
  pthread_mutex_lock(&environment->guard);
  att_status status = write ? lock_writer(environment, reterr) : ATT_OK;
  if (status == ATT_OK) {
    *ret_mdb = NULL;
    status = begin(environment, write, ret_mdb, reterr);
    if (status != ATT_OK && write)
      unlock_writer(environment);
  }
  pthread_mutex_unlock(&environment->guard);
  return status;
}

att_status att_environment_renew(att_environment *environment, MDB_txn *mdb, att_error *reterr) {
  pthread_mutex_lock(&environment->guard);
  att_status status = begin(environment, false, &mdb, reterr);
  pthread_mutex_unlock(&environment->guard);
  return status;
}

void att_environment_end(att_environment *environment, bool write) {
  pthread_mutex_lock(&environment->guard);
  environment->active--;
  if (write)
    unlock_writer(environment);
  pthread_cond_broadcast(&environment->ended);
  pthread_mutex_unlock(&environment->guard);
}

att_status att_environment_grow(att_environment *environment, uint64_t room, MDB_txn **ret_mdb,
                                att_error *reterr) {
  pthread_mutex_lock(&environment->guard);
  uint64_t size = map_size(environment->env), taken = used(environment->env);
  uint64_t wanted = room ? taken + room : 2 * size;
  environment->active--;
  environment->resizing = true;
  att_status status = wait_alone(environment, reterr);
  if (status == ATT_OK)
    status = resize(environment, wanted > size ? wanted : 2 * size, size + size / 8, reterr);
  if (status == ATT_OK) {
    int code = mdb_txn_begin(environment->env, NULL, 0, ret_mdb);
    status = code ? att_lmdb_error(code, environment->path, reterr) : ATT_OK;
  }
  environment->active++;
  environment->resizing = false;
  pthread_cond_broadcast(&environment->ended);
  pthread_mutex_unlock(&environment->guard);
  return status;
}
