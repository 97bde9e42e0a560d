/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/store.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/store_internal.h"
#include "graph/upgrade.h"

static const char *const order_names[ATT_ORDERS] = {"spog", "posg", "ospg", "gspo", "gpos", "gosp"};

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

static att_status check_version(uint64_t version, const char *path, bool upgrade,
                                att_error *reterr) {
  if (version > ATT_FORMAT_VERSION)
    return att_error_set(reterr, ATT_ERR_FORMAT,
                         "%s: store format %llu is newer than this attache knows (%d): "
                         "update attache",
                         path, (unsigned long long)version, ATT_FORMAT_VERSION);
  if (version == 0)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: the store has no format version", path);
  if (version < ATT_FORMAT_LEAST)
    return att_error_set(reterr, ATT_ERR_FORMAT,
                         "%s: store format %llu is too old to upgrade: 'attache export --format "
                         "nquads' with the version that wrote it, and 'attache load' into a new "
                         "store",
                         path, (unsigned long long)version);
  if (version < ATT_FORMAT_VERSION && !upgrade)
    return att_error_set(reterr, ATT_ERR_FORMAT,
                         "%s: store format %llu is older than this attache's (%d): 'attache check "
                         "--upgrade' brings it up to date",
                         path, (unsigned long long)version, ATT_FORMAT_VERSION);
  return ATT_OK;
}

/* A new store gets its version; another version's is refused before anything else is read. */
static att_status open_format(att_store *store, MDB_txn *mdb, const char *path, unsigned flags,
                              uint64_t *ret_version, att_error *reterr) {
  bool create = flags & ATT_STORE_CREATE;
  unsigned flag = create ? MDB_CREATE : 0;
  MDB_stat stat;
  int code = mdb_dbi_open(mdb, "attache", flag, &store->meta);
  if (code == MDB_NOTFOUND)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s: an LMDB environment, but no attache store",
                         path);
  if (code == 0)
    code = mdb_stat(mdb, store->meta, &stat);
  if (code)
    return att_lmdb_error(code, path, reterr);
  ATT_TRY(get_meta(mdb, store->meta, "version", ret_version, reterr));
  if (stat.ms_entries == 0 && create) {
    *ret_version = ATT_FORMAT_VERSION;
    ATT_TRY(put_meta(mdb, store->meta, "version", *ret_version, reterr));
  }
  ATT_TRY(check_version(*ret_version, path, flags & ATT_STORE_UPGRADE, reterr));
  code = open_tables(store, mdb, flag);
  return code ? att_lmdb_error(code, path, reterr) : ATT_OK;
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
                         "%s: no store there; 'attache ingest' or 'attache load' makes one", path);
  if (mkdir(path, 0755) != 0 && errno != EEXIST)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  return ATT_OK;
}

/* Commits, and lets trust.c know what this process has written. */
static att_status commit_mdb(att_store *store, MDB_txn *mdb, bool write, att_error *reterr) {
  uint64_t txnid = mdb_txn_id(mdb);
  int code = mdb_txn_commit(mdb);
  if (code)
    return att_lmdb_error(code, "writing the store", reterr);
  if (write)
    att_trust_commit(store, txnid);
  return ATT_OK;
}

/* LMDB's environment, over a file that is fit for it, and the tables in it. */
static att_status open_store(att_store *store, const char *path, unsigned flags, uint64_t room,
                             att_error *reterr) {
  bool read_only = flags & ATT_STORE_READ_ONLY, create = flags & ATT_STORE_CREATE;
  uint64_t version = 0;
  MDB_txn *mdb = NULL;
  ATT_TRY(att_trust_open(store, path, reterr));
  ATT_TRY(att_environment_open(&store->environment, path, read_only, room, reterr));
  ATT_TRY(att_trust_check(store, path, flags & ATT_STORE_VERIFY, reterr));
  ATT_TRY(att_environment_begin(&store->environment, create, &mdb, reterr));
  att_status status = open_format(store, mdb, path, flags, &version, reterr);
  if (status == ATT_OK)
    status = commit_mdb(store, mdb, create, reterr);
  else
    mdb_txn_abort(mdb);
  att_environment_end(&store->environment, create);
  if (status == ATT_OK && version < ATT_FORMAT_VERSION)
    status = att_store_upgrade(store, reterr);
  return status;
}

att_status att_store_open_in(const char *path, unsigned flags, uint64_t room, att_store **ret_store,
                             att_error *reterr) {
  if (flags & ATT_STORE_READ_ONLY)
    flags &= ~(unsigned)(ATT_STORE_CREATE | ATT_STORE_UPGRADE);
  ATT_TRY(prepare_folder(path, flags & ATT_STORE_CREATE, reterr));
  att_store *store = calloc(1, sizeof *store);
  if (!store)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  att_status status = open_store(store, path, flags, room, reterr);
  if (status != ATT_OK)
    att_store_close(store);
  else
    *ret_store = store;
  return status;
}

att_status att_store_open(const char *path, unsigned flags, att_store **ret_store,
                          att_error *reterr) {
  return att_store_open_in(path, flags, 0, ret_store, reterr);
}

void att_store_set_patience(att_store *store, unsigned seconds) {
  store->environment.patience = (int)seconds;
}

void att_store_close(att_store *store) {
  if (!store)
    return;
  att_trust_close(store);
  att_environment_close(&store->environment);
  free(store);
}

/* Ends the LMDB transaction, if there is one still, and frees ours. */
static void free_txn(att_txn *txn) {
  if (txn->hash_cursor)
    mdb_cursor_close(txn->hash_cursor);
  if (txn->mdb)
    mdb_txn_abort(txn->mdb);
  if (!txn->at_rest)
    att_environment_end(&txn->store->environment, txn->write);
  att_term_table_clear(&txn->known);
  att_buffer_clear(&txn->coded);
  att_counts_clear(&txn->counts);
  att_changes_clear(&txn->changes);
  free(txn);
}

att_status att_txn_read_counts(att_txn *txn, att_error *reterr) {
  MDB_dbi meta = txn->store->meta;
  ATT_TRY(get_meta(txn->mdb, meta, "subjects", &txn->subjects, reterr));
  ATT_TRY(get_meta(txn->mdb, meta, "objects", &txn->objects, reterr));
  return get_meta(txn->mdb, meta, "quads", &txn->quads, reterr);
}

static att_status read_counters(att_txn *txn, att_error *reterr) {
  MDB_dbi meta = txn->store->meta;
  txn->snapshot = mdb_txn_id(txn->mdb);
  ATT_TRY(get_meta(txn->mdb, meta, "last-term", &txn->last_term, reterr));
  ATT_TRY(get_meta(txn->mdb, meta, "last-blank", &txn->last_blank, reterr));
  return att_txn_read_counts(txn, reterr);
}

att_status att_txn_begin(att_store *store, bool write, att_txn **ret_txn, att_error *reterr) {
  att_txn *txn = calloc(1, sizeof *txn);
  if (!txn)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  txn->store = store;
  txn->write = write;
  att_changes_init(&txn->changes, store->environment.path);
  att_status status = att_environment_begin(&store->environment, write, &txn->mdb, reterr);
  if (status != ATT_OK) {
    free(txn);
    return status;
  }
  status = read_counters(txn, reterr);
  if (status != ATT_OK)
    att_txn_abort(txn);
  else
    *ret_txn = txn;
  return status;
}

att_status att_txn_twin(att_txn *txn, att_txn **ret_twin, att_error *reterr) {
  att_txn *twin;
  if (txn->write)
    return att_error_set(reterr, ATT_ERR_NOT_FOUND, "a transaction that writes has no twin");
  ATT_TRY(att_txn_begin(txn->store, false, &twin, reterr));
  if (mdb_txn_id(twin->mdb) != mdb_txn_id(txn->mdb)) {
    att_txn_abort(twin);
    return att_error_set(reterr, ATT_ERR_NOT_FOUND, "the store has changed since");
  }
  *ret_twin = twin;
  return ATT_OK;
}

void att_txn_reset(att_txn *txn) {
  if (txn->hash_cursor)
    mdb_cursor_close(txn->hash_cursor);
  txn->hash_cursor = NULL;
  mdb_txn_reset(txn->mdb);
  txn->at_rest = true;
  att_environment_end(&txn->store->environment, false);
}

att_status att_txn_renew(att_txn *txn, att_error *reterr) {
  ATT_TRY(att_environment_renew(&txn->store->environment, txn->mdb, reterr));
  txn->at_rest = false;
  return mdb_txn_id(txn->mdb) == txn->snapshot ? ATT_OK : read_counters(txn, reterr);
}

static att_status write_counters(att_txn *txn, att_error *reterr) {
  MDB_dbi meta = txn->store->meta;
  ATT_TRY(put_meta(txn->mdb, meta, "version", ATT_FORMAT_VERSION, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "last-term", txn->last_term, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "last-blank", txn->last_blank, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "subjects", txn->subjects, reterr));
  ATT_TRY(put_meta(txn->mdb, meta, "objects", txn->objects, reterr));
  return put_meta(txn->mdb, meta, "quads", txn->quads, reterr);
}

att_status att_txn_settle(att_txn *txn, att_error *reterr) {
  if (!txn->write)
    return ATT_OK;
  for (;;) {
    ATT_TRY(att_txn_flush(txn, reterr));
    att_status status = att_counts_flush(txn, reterr);
    if (status != ATT_ERR_LIMIT)
      return status;
    ATT_TRY(att_changes_start_anew(txn, 0, reterr));
  }
}

static att_status commit(att_txn *txn, att_error *reterr) {
  ATT_TRY(att_txn_settle(txn, reterr));
  ATT_TRY(write_counters(txn, reterr));
  if (txn->hash_cursor)
    mdb_cursor_close(txn->hash_cursor);
  txn->hash_cursor = NULL;
  MDB_txn *mdb = txn->mdb;
  txn->mdb = NULL;
  return commit_mdb(txn->store, mdb, txn->write, reterr);
}

att_status att_txn_commit(att_txn *txn, att_error *reterr) {
  att_status status = ATT_OK;
  while (txn->write && (status = commit(txn, reterr)) == ATT_ERR_LIMIT)
    if ((status = att_changes_start_anew(txn, 0, reterr)) != ATT_OK)
      break;
  free_txn(txn);
  return status;
}

void att_txn_abort(att_txn *txn) {
  if (txn)
    free_txn(txn);
}

att_status att_txn_new_blank(att_txn *txn, char ret_label[ATT_SCRATCH_SIZE], att_error *reterr) {
  if (!txn->write)
    return att_error_set(reterr, ATT_ERR_USAGE, "this transaction only reads");
  snprintf(ret_label, ATT_SCRATCH_SIZE, "b%llu", (unsigned long long)++txn->last_blank);
  return ATT_OK;
}
