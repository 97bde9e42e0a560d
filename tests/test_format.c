/* SPDX-License-Identifier: Apache-2.0
 *
 * Stores of other formats: newer ones and those too old are refused with what to do, format 2 is
 * brought up to date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <lmdb.h>

#include "graph/store.h"
#include "graph/store_internal.h"

static char folder[64];

static void must(att_status status, const att_error *error) {
  if (status != ATT_OK)
    fail_msg("%s", error->message);
}

static att_term in_language(const char *lexical, const char *language) {
  att_term term = att_term_literal(lexical);
  term.language = att_view_of(language);
  return term;
}

static void add(att_txn *txn, const char *s, const att_term *object, const char *g) {
  att_error error;
  att_term terms[] = {att_term_iri(s), att_term_iri("http://e/p"), *object, att_term_iri(g)};
  att_id ids[4];
  for (int i = 0; i < 4; i++)
    must(att_txn_intern(txn, &terms[i], &ids[i], &error), &error);
  must(att_txn_add(txn, &(att_quad){ids[0], ids[1], ids[2], ids[3]}, &error), &error);
}

/* "old" stands for what format 2 kept apart: "same" with another tag. */
static void make_store(void) {
  const att_term objects[] = {in_language("same", "en-gb"), in_language("old", "en-gb"),
                              in_language("same", "de"), att_term_literal("plain")};
  att_store *store;
  att_txn *txn;
  att_error error;
  snprintf(folder, sizeof folder, "/tmp/attache-format-XXXXXX");
  assert_non_null(mkdtemp(folder));
  must(att_store_open(folder, ATT_STORE_CREATE, &store, &error), &error);
  must(att_txn_begin(store, true, &txn, &error), &error);
  for (int i = 0; i < 4; i++)
    add(txn, "http://e/s", &objects[i], "http://e/g");
  add(txn, "http://e/t", &objects[1], "http://e/g");
  must(att_txn_commit(txn, &error), &error);
  att_store_close(store);
}

static void remove_store(void) {
  static const char *const names[] = {"data.mdb", "lock.mdb", "trusted"};
  char path[128];
  for (int i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
}

static void make_old_term(MDB_txn *mdb) {
  static const char from[] = "Len-gb\0old", to[] = "Len-GB\0same";
  uint64_t hash = att_dict_hash(from, sizeof from - 1);
  MDB_dbi terms, hashes;
  MDB_val key = {sizeof hash, &hash}, value, coded = {sizeof to - 1, (void *)(uintptr_t)to};
  assert_int_equal(mdb_dbi_open(mdb, "terms", 0, &terms), 0);
  assert_int_equal(mdb_dbi_open(mdb, "hashes", 0, &hashes), 0);
  assert_int_equal(mdb_get(mdb, hashes, &key, &value), 0);
  att_id id;
  memcpy(&id, value.mv_data, sizeof id);
  assert_int_equal(mdb_del(mdb, hashes, &key, NULL), 0);
  hash = att_dict_hash(to, sizeof to - 1);
  value = (MDB_val){sizeof id, &id};
  assert_int_equal(mdb_put(mdb, hashes, &key, &value, 0), 0);
  uint64_t number = id << 4 >> 4;
  assert_int_equal(mdb_put(mdb, terms, &(MDB_val){sizeof number, &number}, &coded, 0), 0);
}

/* Makes the store one of another version; of 2, with a tag in capitals. */
static void set_version(uint64_t version) {
  MDB_env *env;
  MDB_txn *mdb;
  MDB_dbi meta;
  assert_int_equal(mdb_env_create(&env), 0);
  assert_int_equal(mdb_env_set_maxdbs(env, 24), 0);
  assert_int_equal(mdb_env_open(env, folder, 0, 0644), 0);
  assert_int_equal(mdb_txn_begin(env, NULL, 0, &mdb), 0);
  assert_int_equal(mdb_dbi_open(mdb, "attache", 0, &meta), 0);
  MDB_val key = {7, (void *)(uintptr_t) "version"}, value = {sizeof version, &version};
  assert_int_equal(mdb_put(mdb, meta, &key, &value, 0), 0);
  if (version == 2)
    make_old_term(mdb);
  assert_int_equal(mdb_txn_commit(mdb), 0);
  mdb_env_close(env);
}

static void refused(unsigned flags, const char *message) {
  att_store *store;
  att_error error;
  assert_int_equal(att_store_open(folder, flags, &store, &error), ATT_ERR_FORMAT);
  if (!strstr(error.message, message))
    fail_msg("'%s' does not say '%s'", error.message, message);
}

static void refuses_other_formats(void **state) {
  static const unsigned flags[] = {0, ATT_STORE_READ_ONLY, ATT_STORE_CREATE, ATT_STORE_UPGRADE};
  (void)state;
  make_store();
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
    set_version(4);
    refused(flags[i], "store format 4 is newer than this attache knows (3): update attache");
    set_version(1);
    refused(flags[i], "store format 1 is too old to upgrade: 'attache export");
    set_version(0);
    refused(flags[i], "the store has no format version");
  }
  remove_store();
}

static uint64_t count_objects(att_txn *txn, const char *lexical, const char *language) {
  att_error error;
  att_term term = in_language(lexical, language);
  att_quad pattern = {0, 0, 0, 0};
  uint64_t count;
  must(att_txn_find(txn, &term, &pattern.o, &error), &error);
  if (pattern.o == ATT_ID_ANY)
    return 0;
  must(att_txn_count(txn, &pattern, &count, &error), &error);
  return count;
}

static void upgrades_format_2(void **state) {
  att_store *store;
  att_txn *txn;
  att_error error;
  att_store_stats stats;
  (void)state;
  make_store();
  set_version(2);
  refused(0, "store format 2 is older than this attache's (3): 'attache check --upgrade'");
  refused(ATT_STORE_READ_ONLY | ATT_STORE_UPGRADE, "'attache check --upgrade'");
  must(att_store_open(folder, ATT_STORE_UPGRADE, &store, &error), &error);
  att_store_close(store);
  must(att_store_open(folder, ATT_STORE_READ_ONLY | ATT_STORE_VERIFY, &store, &error), &error);
  must(att_txn_begin(store, false, &txn, &error), &error);
  must(att_txn_check(txn, &error), &error);
  must(att_txn_stats(txn, &stats, &error), &error);
  assert_int_equal(stats.quads, 4); /* one of five was another with a tag in capitals */
  assert_int_equal(count_objects(txn, "same", "en-gb"), 2);
  assert_int_equal(count_objects(txn, "same", "EN-GB"), 2);
  assert_int_equal(count_objects(txn, "same", "de"), 1);
  att_txn_abort(txn);
  att_store_close(store);
  remove_store();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refuses_other_formats),
      cmocka_unit_test(upgrades_format_2),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
