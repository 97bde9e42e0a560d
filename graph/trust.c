/* SPDX-License-Identifier: Apache-2.0
 *
 * Which store files LMDB may be let loose on. A file that has come from elsewhere, or that a killed
 * process left behind, is walked once (pages.h); then the file `trusted` beside it says which state
 * of the file that was, as device, inode, size and times. A process that opened a trusted file and
 * was the only one to write signs what it leaves, so that the walk is not done again.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/pages.h"
#include "graph/store_internal.h"

enum { ATTEMPTS = 100, SIGNATURE_SIZE = 200 };

static const att_table_shape shapes[] = {
    {"spog", 0, 32, 0},
    {"posg", 0, 32, 0},
    {"ospg", 0, 32, 0},
    {"gspo", 0, 32, 0},
    {"gpos", 0, 32, 0},
    {"gosp", 0, 32, 0},
    {"terms", MDB_INTEGERKEY, 8, 0},
    {"hashes", MDB_INTEGERKEY | MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP, 8, 8},
    {"predicates", MDB_INTEGERKEY, 8, 0},
    {"graphs", MDB_INTEGERKEY, 8, 0},
    {"attache", 0, 0, 8},
    {NULL, 0, 0, 0},
};

att_status att_trust_open(att_store *store, const char *path, att_error *reterr) {
  char file[PATH_MAX];
  struct stat info;
  store->file = store->folder = -1;
  snprintf(file, sizeof file, "%s/data.mdb", path);
  store->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  store->file = open(file, O_RDONLY | O_CLOEXEC);
  if (store->file < 0)
    return errno == ENOENT ? ATT_OK
                           : att_error_set(reterr, ATT_ERR_IO, "%s: %s", file, strerror(errno));
  if (fstat(store->file, &info) != 0)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", file, strerror(errno));
  return info.st_size ? att_pages_check_head(store->file, path, reterr) : ATT_OK;
}

static bool sign(int file, char signature[SIGNATURE_SIZE]) {
  struct stat info;
  if (fstat(file, &info) != 0)
    return false;
  snprintf(signature, SIGNATURE_SIZE, "%llx %llx %llx %lld.%09ld %lld.%09ld\n",
           (unsigned long long)info.st_dev, (unsigned long long)info.st_ino,
           (unsigned long long)info.st_size, (long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec,
           (long long)info.st_ctim.tv_sec, info.st_ctim.tv_nsec);
  return true;
}

static bool is_signed(const att_store *store, const char *signature) {
  char stored[SIGNATURE_SIZE] = "";
  int file = openat(store->folder, "trusted", O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return false;
  ssize_t got = read(file, stored, sizeof stored - 1);
  close(file);
  return got > 0 && strcmp(stored, signature) == 0;
}

/* Where it cannot be written, the walk is done again the next time. */
static void keep_signature(const att_store *store, const char *signature) {
  int file =
      openat(store->folder, "trusted", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (file < 0)
    return;
  size_t size = strlen(signature);
  if (write(file, signature, size) != (ssize_t)size)
    (void)unlinkat(store->folder, "trusted", 0);
  close(file);
}

/* One walk, over a snapshot that no writer can overwrite meanwhile. */
static att_status walk_snapshot(att_store *store, const char *path, att_error *reterr) {
  MDB_txn *mdb;
  int code = mdb_txn_begin(store->environment.env, NULL, MDB_RDONLY, &mdb);
  if (code)
    return att_lmdb_error(code, path, reterr);
  store->trusted = mdb_txn_id(mdb);
  att_status status = att_pages_check(store->file, path, store->trusted, shapes, reterr);
  mdb_txn_abort(mdb);
  return status;
}

att_status att_trust_check(att_store *store, const char *path, bool anew, att_error *reterr) {
  char signature[SIGNATURE_SIZE];
  MDB_envinfo info;
  if (store->file < 0) { /* LMDB has made it just now */
    char file[PATH_MAX];
    snprintf(file, sizeof file, "%s/data.mdb", path);
    store->file = open(file, O_RDONLY | O_CLOEXEC);
  }
  if (store->file < 0 || !sign(store->file, signature))
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  if (!anew && is_signed(store, signature)) {
    int code = mdb_env_info(store->environment.env, &info);
    store->trusted = info.me_last_txnid;
    return code ? att_lmdb_error(code, path, reterr) : ATT_OK;
  }
  att_status status = ATT_ERR_BUSY;
  for (int i = 0; i < ATTEMPTS && status == ATT_ERR_BUSY; i++)
    status = walk_snapshot(store, path, reterr);
  if (status == ATT_OK)
    keep_signature(store, signature);
  return status;
}

void att_trust_commit(att_store *store, uint64_t txnid) {
  MDB_envinfo info;
  if (txnid == store->trusted + 1 && mdb_env_info(store->environment.env, &info) == 0 &&
      info.me_last_txnid == txnid) {
    store->trusted = txnid;
    store->wrote = true;
  }
}

void att_trust_close(att_store *store) {
  char signature[SIGNATURE_SIZE];
  MDB_envinfo info;
  if (store->environment.env && store->wrote && mdb_env_info(store->environment.env, &info) == 0 &&
      info.me_last_txnid == store->trusted && sign(store->file, signature))
    keep_signature(store, signature);
  if (store->file >= 0)
    close(store->file);
  if (store->folder >= 0)
    close(store->folder);
}
