/* SPDX-License-Identifier: Apache-2.0
 *
 * A store that outgrows its map, in the middle of a transaction and beside other processes; and one
 * writer at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "graph/store.h"

enum { LITTLE = 64 << 10 };

static char folder[] = "/tmp/attache-test-XXXXXX";
static char path[64];

static int make_folder(void **state) {
  (void)state;
  if (!mkdtemp(folder))
    return -1;
  snprintf(path, sizeof path, "%s/t.db", folder);
  return 0;
}

static int remove_store(void **state) {
  (void)state;
  char file[96];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  unlink(file);
  snprintf(file, sizeof file, "%s/lock.mdb", path);
  unlink(file);
  snprintf(file, sizeof file, "%s/trusted", path);
  unlink(file);
  rmdir(path);
  return 0;
}

static int remove_folder(void **state) {
  remove_store(state);
  return rmdir(folder);
}

static att_store *open_little(unsigned flags) {
  att_store *store;
  att_error error = {0};
  if (att_store_open_in(path, flags, LITTLE, &store, &error) != ATT_OK)
    fail_msg("%s", error.message);
  return store;
}

static att_id name(att_txn *txn, const char *kind, unsigned number) {
  char iri[64];
  att_id id;
  snprintf(iri, sizeof iri, "http://ex/%s/%u", kind, number);
  att_term term = att_term_iri(iri);
  assert_int_equal(att_txn_intern(txn, &term, &id, NULL), ATT_OK);
  return id;
}

/* Quad number n of a made-up graph, all of them different. */
static att_quad quad_of(att_txn *txn, unsigned n) {
  return (att_quad){name(txn, "s", n / 8), name(txn, "p", n % 8), name(txn, "o", n % 4001),
                    name(txn, "g", n % 3)};
}

static void add(att_txn *txn, unsigned from, unsigned to) {
  for (unsigned n = from; n < to; n++) {
    att_quad quad = quad_of(txn, n);
    assert_int_equal(att_txn_add(txn, &quad, NULL), ATT_OK);
  }
}

static void assert_holds(att_txn *txn, unsigned quads) {
  uint64_t count;
  att_error error = {0};
  assert_int_equal(att_txn_count(txn, &(att_quad){0}, &count, NULL), ATT_OK);
  assert_int_equal(count, quads);
  if (att_txn_check(txn, &error) != ATT_OK)
    fail_msg("%s", error.message);
}

static void grows_in_a_transaction(void **state) {
  (void)state;
  att_store *store = open_little(ATT_STORE_CREATE);
  att_txn *txn;
  uint64_t removed, count;
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  add(txn, 0, 3000);
  assert_holds(txn, 3000); /* written, and the map is larger now */
  add(txn, 3000, 30000);
  att_quad graph = {.g = name(txn, "g", 1)};
  assert_int_equal(att_txn_remove_all(txn, &graph, &removed, NULL), ATT_OK);
  assert_int_equal(removed, 10000);
  add(txn, 30000, 30010);
  assert_holds(txn, 20010);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  add(txn, 0, 400000); /* in runs; 20010 are there */
  assert_int_equal(att_txn_count(txn, &(att_quad){.g = name(txn, "g", 2)}, &count, NULL), ATT_OK);
  assert_int_equal(count, 400000 / 3);
  att_quad first = quad_of(txn, 0);
  assert_int_equal(att_txn_remove(txn, &first, NULL), ATT_OK);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  att_store_close(store);
  store = open_little(ATT_STORE_READ_ONLY);
  assert_int_equal(att_txn_begin(store, false, &txn, NULL), ATT_OK);
  assert_holds(txn, 399999);
  att_txn_abort(txn);
  att_store_close(store);
}

/* What a child does when it is told to, and the end of it. */
static pid_t start_child(void (*work)(int from, int to), int *ret_to, int *ret_from) {
  int down[2], up[2];
  assert_int_equal(pipe(down), 0);
  assert_int_equal(pipe(up), 0);
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    close(down[1]);
    close(up[0]);
    work(down[0], up[1]);
    _exit(0);
  }
  close(down[0]);
  close(up[1]);
  *ret_to = down[1];
  *ret_from = up[0];
  return child;
}

static void tell(int to) {
  assert_int_equal(write(to, "x", 1), 1);
}

static void hear(int from) {
  char byte;
  assert_int_equal(read(from, &byte, 1), 1);
}

static void end_child(pid_t child, int to, int from) {
  int status;
  close(to);
  close(from);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
}

static void write_much(int from, int to) {
  att_store *store;
  att_txn *txn;
  hear(from);
  store = open_little(0);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  add(txn, 10, 50000);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  att_store_close(store);
  tell(to);
}

static void follows_another_process(void **state) {
  (void)state;
  int to, from;
  att_txn *txn, *other;
  pid_t child = start_child(write_much, &to, &from);
  att_store *store = open_little(ATT_STORE_CREATE);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  add(txn, 0, 10);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  assert_int_equal(att_txn_begin(store, false, &txn, NULL), ATT_OK);
  tell(to);
  hear(from);
  assert_holds(txn, 10); /* its snapshot */
  att_store_set_patience(store, 0);
  assert_int_equal(att_txn_begin(store, false, &other, NULL), ATT_ERR_BUSY);
  att_txn_abort(txn);
  assert_int_equal(att_txn_begin(store, false, &txn, NULL), ATT_OK);
  assert_holds(txn, 50000);
  assert_int_equal(att_txn_begin(store, false, &other, NULL), ATT_OK);
  att_txn_abort(other);
  att_txn_abort(txn);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  add(txn, 50000, 60000);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  att_store_close(store);
  end_child(child, to, from);
}

static void a_reader_in_the_way_is_named(void **state) {
  (void)state;
  att_store *store = open_little(ATT_STORE_CREATE);
  att_txn *reader, *writer;
  att_error error = {0};
  assert_int_equal(att_txn_begin(store, false, &reader, NULL), ATT_OK);
  att_store_set_patience(store, 0);
  assert_int_equal(att_txn_begin(store, true, &writer, NULL), ATT_OK);
  add(writer, 0, 50000);
  assert_int_equal(att_txn_commit(writer, &error), ATT_ERR_BUSY);
  assert_non_null(strstr(error.message, "keeps the store from growing"));
  assert_holds(reader, 0);
  att_txn_abort(reader);
  assert_int_equal(att_txn_begin(store, true, &writer, NULL), ATT_OK);
  add(writer, 0, 50000);
  assert_holds(writer, 50000);
  assert_int_equal(att_txn_commit(writer, NULL), ATT_OK);
  att_store_close(store);
}

static void hold_the_store(int from, int to) {
  att_txn *txn;
  att_store *store = open_little(0);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  tell(to);
  hear(from);
  add(txn, 0, 10);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  att_store_close(store);
}

static void one_writes_at_a_time(void **state) {
  (void)state;
  int to, from;
  att_txn *txn, *other;
  att_error error = {0};
  att_store *store = open_little(ATT_STORE_CREATE);
  att_store_close(store);
  pid_t child = start_child(hold_the_store, &to, &from);
  hear(from);
  store = open_little(0);
  att_store_set_patience(store, 0);
  assert_int_equal(att_txn_begin(store, true, &txn, &error), ATT_ERR_BUSY);
  assert_non_null(strstr(error.message, "another process is writing"));
  assert_int_equal(att_txn_begin(store, false, &txn, NULL), ATT_OK);
  assert_holds(txn, 0);
  att_txn_abort(txn);
  tell(to);
  att_store_set_patience(store, 10);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  assert_holds(txn, 10);
  att_store_set_patience(store, 0);
  assert_int_equal(att_txn_begin(store, true, &other, NULL), ATT_ERR_BUSY);
  att_txn_abort(txn);
  att_store_close(store);
  end_child(child, to, from);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(grows_in_a_transaction, remove_store),
      cmocka_unit_test_teardown(follows_another_process, remove_store),
      cmocka_unit_test_teardown(a_reader_in_the_way_is_named, remove_store),
      cmocka_unit_test_teardown(one_writes_at_a_time, remove_store),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
