/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/store.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/store_internal.h"

/* The map is address space, not memory or disk; where it is refused, half of it is tried. */
#define MAP_SIZE_MOST ((size_t)1 << 40)
#define MAP_SIZE_LEAST ((size_t)1 << 30)
#define PENDING_MOST ((size_t)4 << 20)

static const char *const order_names[ATT_ORDERS] = {"spog", "posg", "ospg", "gspo", "gpos", "gosp"};

att_status att_lmdb_error(int code, const char *doing, att_error *reterr) {
  att_status status = code == ENOMEM                                        ? ATT_ERR_MEMORY
                      : code == MDB_INVALID || code == MDB_VERSION_MISMATCH ? ATT_ERR_FORMAT
                      : code == MDB_CORRUPTED || code == MDB_PAGE_NOTFOUND  ? ATT_ERR_CORRUPT
                                                                            : ATT_ERR_IO;
  return att_error_set(reterr, status, "%s: %s", doing, mdb_strerror(code));
}

static att_status get_meta(MDB_txn *mdb, MDB_dbi dbi, const char *name, uint64_t *ret_value,
                           att_error *reterr) {
  MDB_val key = {strlen(name), (void *)(uintptr_t)name}, value;
  int code = mdb_get(mdb, dbi, &key, &value);
  if (code && code != MDB_NOTFOUND)
    return att_lmdb_error(code, "reading the store", reterr);
  *ret_value = 0;
  if (code == 0 && value.mv_size == sizeof *ret_value)
    memcpy(ret_value, value.mv_data, sizeof *ret_value);
  return ATT_OK;
}

static att_status put_meta(MDB_txn *mdb, MDB_dbi dbi, const char *name, uint64_t number,
                           att_error *reterr) {
  MDB_val key = {strlen(name), (void *)(uintptr_t)name}, value = {sizeof number, &number};
  int code = mdb_put(mdb, dbi, &key, &value, 0);
  return code ? att_lmdb_error(code, "writing the store", reterr) : ATT_OK;
}

static int open_tables(att_store *store, MDB_txn *mdb, unsigned create) {
  int code = 0;
  for (int i = 0; i < ATT_ORDERS && code == 0; i++)
    code = mdb_dbi_open(mdb, order_names[i], create, &store->orders[i]);
  if (code == 0)
    code = mdb_dbi_open(mdb, "terms", create | MDB_INTEGERKEY, &store->terms);
  if (code == 0)
    code = mdb_dbi_open(mdb, "hashes",
                        create | MDB_INTEGERKEY | MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP,
                        &store->hashes);
  if (code == 0)
    code = mdb_dbi_open(mdb, "predicates", create | MDB_INTEGERKEY, &store->predicates);
  if (code == 0)
    code = mdb_dbi_open(mdb, "graphs", create | MDB_INTEGERKEY, &store->graphs);
  return code;
}

/* A new store gets its version; another version's is refused before anything else is read. */
static att_status open_format(att_store *store, MDB_txn *mdb, const char *path, bool create,
                              att_error *reterr) {
  unsigned flag = create ? MDB_CREATE : 0;
  uint64_t version;
  MDB_stat stat;
  int code = mdb_dbi_open(mdb, "attache", flag, &store->meta);
  if (code == MDB_NOTFOUND)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: an LMDB environment, but no attache store",
                         path);
  if (code == 0)
    code = mdb_stat(mdb, store->meta, &stat);
  if (code)
    return att_lmdb_error(code, path, reterr);
  ATT_TRY(get_meta(mdb, store->meta, "version", &version, reterr));
  if (stat.ms_entries == 0 && create) {
    version = ATT_FORMAT_VERSION;
    ATT_TRY(put_meta(mdb, store->meta, "version", version, reterr));
  }
  if (version > ATT_FORMAT_VERSION)
    return att_error_set(reterr, ATT_ERR_FORMAT,
                         "%s: store format %llu is newer than this attache knows (%d): "
                         "update attache",
                         path, (unsigned long long)version, ATT_FORMAT_VERSION);
  if (version == 0)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: the store has no format version", path);
  if (version < ATT_FORMAT_VERSION)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: store format %llu is older", path,
                         (unsigned long long)version);
  code = open_tables(store, mdb, flag);
  return code ? att_lmdb_error(code, path, reterr) : ATT_OK;
}

static int open_env(const char *path, unsigned flags, size_t map_size, MDB_env **ret_env) {
  MDB_env *env = NULL;
  int code = mdb_env_create(&env);
  if (code)
    return code;
  code = mdb_env_set_maxdbs(env, ATT_ORDERS + 5);
  if (code == 0)
    code = mdb_env_set_mapsize(env, map_size);
  if (code == 0)
    code = mdb_env_open(env, path, flags, 0644);
  if (code)
    mdb_env_close(env);
  else
    *ret_env = env;
  return code;
}

static att_status prepare_folder(const char *path, bool create, att_error *reterr) {
  char file[PATH_MAX];
  struct stat info;
  if ((size_t)snprintf(file, sizeof file, "%s/data.mdb", path) >= sizeof file)
    return att_error_set(reterr, ATT_ERR_USAGE, "the store's path is too long");
  if (stat(file, &info) == 0)
    return ATT_OK;
  if (errno == ENOTDIR)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: a file, and no attache store", path);
  if (!create)
    return att_error_set(reterr, ATT_ERR_NOT_FOUND,
                         "%s: no store there; 'attache load' makes one", path);
  if (mkdir(path, 0755) != 0 && errno != EEXIST)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  return ATT_OK;
}

/* Commits, and lets trust.c know what this process has written. */
static int commit(att_store *store, MDB_txn *mdb, bool write) {
  uint64_t txnid = mdb_txn_id(mdb);
  int code = mdb_txn_commit(mdb);
  if (code == 0 && write)
    att_trust_commit(store, txnid);
  return code;
}

/* LMDB's environment, over a file that is fit for it. */
static att_status open_trusted(att_store *store, const char *path, unsigned flags,
                               att_error *reterr) {
  unsigned mode = MDB_NOTLS | (flags & ATT_STORE_READ_ONLY ? MDB_RDONLY : 0);
  ATT_TRY(att_trust_open(store, path, reterr));
  int code = ENOMEM;
  for (size_t size = MAP_SIZE_MOST; code == ENOMEM && size >= MAP_SIZE_LEAST; size /= 2)
    code = open_env(path, mode, size, &store->env);
  if (code)
    return att_lmdb_error(code, path, reterr);
  return att_trust_check(store, path, flags & ATT_STORE_VERIFY, reterr);
}

att_status att_store_open(const char *path, unsigned flags, att_store **ret_store,
                          att_error *reterr) {
  bool read_only = flags & ATT_STORE_READ_ONLY, create = flags & ATT_STORE_CREATE;
  ATT_TRY(prepare_folder(path, create && !read_only, reterr));
  att_store *store = calloc(1, sizeof *store);
  if (!store)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  att_status status = open_trusted(store, path, flags, reterr);
  if (status != ATT_OK) {
    att_store_close(store);
    return status;
  }
  MDB_txn *mdb = NULL;
  int dead = 0;
  mdb_reader_check(store->env, &dead);
  int code = mdb_txn_begin(store->env, NULL, create && !read_only ? 0 : MDB_RDONLY, &mdb);
  status = code ? att_lmdb_error(code, path, reterr)
                : open_format(store, mdb, path, create && !read_only, reterr);
  if (status == ATT_OK) {
    code = commit(store, mdb, create && !read_only);
    status = code ? att_lmdb_error(code, path, reterr) : ATT_OK;
  } else if (mdb) {
    mdb_txn_abort(mdb);
  }
  if (status != ATT_OK) {
    att_store_close(store);
    return status;
  }
  *ret_store = store;
  return ATT_OK;
}

void att_store_close(att_store *store) {
  if (!store)
    return;
  att_trust_close(store);
  if (store->env)
    mdb_env_close(store->env);
  free(store);
}

static void free_txn(att_txn *txn) {
  att_term_table_clear(&txn->known);
  att_buffer_clear(&txn->coded);
  att_counts_clear(&txn->counts);
  free(txn->pending);
  free(txn);
}

static att_status read_counters(att_txn *txn, att_error *reterr) {
  MDB_dbi meta = txn->store->meta;
  ATT_TRY(get_meta(txn->mdb, meta, "last-term", &txn->last_term, reterr));
  ATT_TRY(get_meta(txn->mdb, meta, "last-blank", &txn->last_blank, reterr));
  ATT_TRY(get_meta(txn->mdb, meta, "subjects", &txn->subjects, reterr));
  ATT_TRY(get_meta(txn->mdb, meta, "objects", &txn->objects, reterr));
  return get_meta(txn->mdb, meta, "quads", &txn->quads, reterr);
}

att_status att_txn_begin(att_store *store, bool write, att_txn **ret_txn, att_error *reterr) {
  att_txn *txn = calloc(1, sizeof *txn);
  if (!txn)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  txn->store = store;
  txn->write = write;
  int code = mdb_txn_begin(store->env, NULL, write ? 0 : MDB_RDONLY, &txn->mdb);
  if (code) {
    free_txn(txn);
    return att_lmdb_error(code, "opening the store", reterr);
  }
  att_status status = read_counters(txn, reterr);
  if (status != ATT_OK)
    att_txn_abort(txn);
  else
    *ret_txn = txn;
  return status;
}

static att_status write_counters(att_txn *txn, att_error *reterr) {
  MDB_dbi meta = txn->store->meta;
  ATT_TRY(put_meta(txn->mdb, meta, "last-term", txn->last_term, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "last-blank", txn->last_blank, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "subjects", txn->subjects, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "objects", txn->objects, reterr));
  return put_meta(txn->mdb, meta, "quads", txn->quads, reterr);
}

att_status att_txn_commit(att_txn *txn, att_error *reterr) {
  att_status status = ATT_OK;
  if (txn->write)
    status = att_txn_flush(txn, reterr);
  if (status == ATT_OK && txn->write)
    status = att_counts_flush(txn, reterr);
  if (status == ATT_OK && txn->write)
    status = write_counters(txn, reterr);
  if (status != ATT_OK) {
    att_txn_abort(txn);
    return status;
  }
  if (txn->hash_cursor)
    mdb_cursor_close(txn->hash_cursor);
  int code = commit(txn->store, txn->mdb, txn->write);
  free_txn(txn);
  return code ? att_lmdb_error(code, "writing the store", reterr) : ATT_OK;
}

void att_txn_abort(att_txn *txn) {
  if (!txn)
    return;
  if (txn->hash_cursor)
    mdb_cursor_close(txn->hash_cursor);
  mdb_txn_abort(txn->mdb);
  free_txn(txn);
}

/* Brings a batch of quads, as unsorted SPOG tuples, into or out of all six orders. What the first
 * order says is no change is none for the others. Both arrays are used up. */
static att_status apply(att_txn *txn, bool add, att_tuple *tuples, att_tuple *scratch, size_t count,
                        att_error *reterr) {
  size_t unique = 0;
  att_tuples_sort(tuples, scratch, count);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || att_tuple_compare(&tuples[i], &tuples[unique - 1]) != 0)
      tuples[unique++] = tuples[i];
  count = unique;
  for (att_order order = ATT_SPOG; order < ATT_ORDERS; order++) {
    for (size_t i = 0; i < count && order != ATT_SPOG; i++) {
      att_quad quad = att_quad_of(&tuples[i], order - 1);
      tuples[i] = att_tuple_of(&quad, order);
    }
    if (order != ATT_SPOG)
      att_tuples_sort(tuples, scratch, count);
    size_t changed;
    uint8_t *shared = (uint8_t *)scratch; /* free between sorts */
    ATT_TRY(att_index_apply(txn, order, add, tuples, count, shared, &changed, reterr));
    if (changed != count && order != ATT_SPOG)
      return att_error_set(reterr, ATT_ERR_CORRUPT, "the order %s lacks quads that spog has",
                           order_names[order]);
    count = changed;
    if (att_counts_note(&txn->counts, order, add, tuples, shared, count))
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  }
  return ATT_OK;
}

att_status att_txn_flush(att_txn *txn, att_error *reterr) {
  ATT_TRY(att_dict_flush(txn, reterr));
  if (!txn->pending_count)
    return ATT_OK;
  att_tuple *scratch = malloc(txn->pending_count * sizeof *scratch);
  if (!scratch)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  att_status status = apply(txn, true, txn->pending, scratch, txn->pending_count, reterr);
  free(scratch);
  txn->pending_count = 0;
  return status;
}

att_status att_txn_add(att_txn *txn, const att_quad *quad, att_error *reterr) {
  if (!txn->write || !quad->s || !quad->p || !quad->o || !quad->g)
    return att_error_set(reterr, ATT_ERR_USAGE, "a quad to add needs a writer and four terms");
  if (txn->pending_count == PENDING_MOST)
    ATT_TRY(att_txn_flush(txn, reterr));
  if (txn->pending_count == txn->pending_capacity) {
    size_t capacity = txn->pending_capacity ? 2 * txn->pending_capacity : 1024;
    att_tuple *grown = realloc(txn->pending, capacity * sizeof *grown);
    if (!grown)
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
    txn->pending = grown;
    txn->pending_capacity = capacity;
  }
  txn->pending[txn->pending_count++] = att_tuple_of(quad, ATT_SPOG);
  return ATT_OK;
}

att_status att_txn_remove(att_txn *txn, const att_quad *quad, att_error *reterr) {
  if (!txn->write || !quad->s || !quad->p || !quad->o || !quad->g)
    return att_error_set(reterr, ATT_ERR_USAGE, "a quad to remove needs a writer and four terms");
  ATT_TRY(att_txn_flush(txn, reterr));
  att_tuple tuple = att_tuple_of(quad, ATT_SPOG), scratch;
  return apply(txn, false, &tuple, &scratch, 1, reterr);
}

/* Fills `tuples` with up to `most` quads of the pattern. */
static att_status collect(att_txn *txn, const att_quad *pattern, att_tuple *tuples, size_t most,
                          size_t *ret_count, att_error *reterr) {
  att_cursor *cursor;
  att_quad quad;
  bool more = true;
  size_t count = 0;
  ATT_TRY(att_txn_scan(txn, pattern, 0, &cursor, reterr));
  att_status status = ATT_OK;
  while (count < most && status == ATT_OK) {
    status = att_cursor_next(cursor, &quad, &more, reterr);
    if (status != ATT_OK || !more)
      break;
    tuples[count++] = att_tuple_of(&quad, ATT_SPOG);
  }
  att_cursor_close(cursor);
  *ret_count = count;
  return status;
}

att_status att_txn_remove_all(att_txn *txn, const att_quad *pattern, uint64_t *ret_removed,
                              att_error *reterr) {
  const size_t most = (size_t)1 << 16;
  if (!txn->write)
    return att_error_set(reterr, ATT_ERR_USAGE, "this transaction only reads");
  att_tuple *tuples = malloc(2 * most * sizeof *tuples);
  if (!tuples)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  uint64_t removed = 0;
  size_t count = most;
  att_status status = ATT_OK;
  while (status == ATT_OK && count == most) {
    status = collect(txn, pattern, tuples, most, &count, reterr);
    if (status == ATT_OK && count)
      status = apply(txn, false, tuples, tuples + most, count, reterr);
    removed += count;
  }
  free(tuples);
  if (status == ATT_OK && ret_removed)
    *ret_removed = removed;
  return status;
}

att_status att_txn_new_blank(att_txn *txn, char ret_label[ATT_SCRATCH_SIZE], att_error *reterr) {
  if (!txn->write)
    return att_error_set(reterr, ATT_ERR_USAGE, "this transaction only reads");
  snprintf(ret_label, ATT_SCRATCH_SIZE, "b%llu", (unsigned long long)++txn->last_blank);
  return ATT_OK;
}
