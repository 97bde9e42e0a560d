/* SPDX-License-Identifier: Apache-2.0
 *
 * Every allocation and every write of the store, failing one by one: each is an error of the right
 * kind in one line, and the store holds what it did before, or all of the change if its commit was
 * said to be done. This program's own malloc and pwrite stand before the C library's; of the
 * allocations, those of our code and of LMDB count. */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <link.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

#include "graph/load.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* Calls left until one fails: 0 while none is to. The call that fails leaves 0 behind and, of
 * writes, all later ones fail too, as on a full disk. */
static atomic_long allocations_left, writes_left;
static atomic_bool fired, disk_full;
static struct { uintptr_t from, to; } ours[2];

static bool write_fails(void) {
  if (atomic_load(&disk_full))
    return true;
  if (atomic_load(&writes_left) == 0 || atomic_fetch_sub(&writes_left, 1) != 1)
    return false;
  atomic_store(&fired, true);
  atomic_store(&disk_full, true);
  return true;
}

#define FAIL_ON_FULL_DISK()                                                                        \
  do {                                                                                             \
    if (write_fails()) {                                                                           \
      errno = ENOSPC;                                                                              \
      return -1;                                                                                   \
    }                                                                                              \
  } while (0)

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
  FAIL_ON_FULL_DISK();
  return syscall(SYS_pwrite64, file, bytes, size, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off_t at) {
  FAIL_ON_FULL_DISK();
  return syscall(SYS_pwrite64, file, bytes, size, at);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  FAIL_ON_FULL_DISK();
  return syscall(SYS_writev, file, parts, count);
}

int ftruncate(int file, off_t size) {
  FAIL_ON_FULL_DISK();
  return (int)syscall(SYS_ftruncate, file, size);
}

/* Does nothing else: what a power cut would do is not tested here, and this is a thousand times
 * faster. */
int fdatasync(int file) {
  (void)file;
  FAIL_ON_FULL_DISK();
  return 0;
}

#ifndef SANITIZED
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool allocation_fails(const void *caller) {
  uintptr_t at = (uintptr_t)caller;
  if (atomic_load(&allocations_left) == 0)
    return false;
  if ((at < ours[0].from || at >= ours[0].to) && (at < ours[1].from || at >= ours[1].to))
    return false;
  if (atomic_fetch_sub(&allocations_left, 1) != 1)
    return false;
  atomic_store(&fired, true);
  errno = ENOMEM;
  return true;
}

void *malloc(size_t size) {
  return allocation_fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  return allocation_fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  return allocation_fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}
#endif

/* Where the program and LMDB stand in memory. */
static int find_ours(struct dl_phdr_info *object, size_t size, void *context) {
  int which = object->dlpi_name[0] == '\0' ? 0 : strstr(object->dlpi_name, "liblmdb") ? 1 : -1;
  (void)size;
  (void)context;
  if (which < 0 || ours[which].to)
    return 0;
  ours[which].from = UINTPTR_MAX;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    uintptr_t from = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr;
    uintptr_t to = from + object->dlpi_phdr[i].p_memsz;
    if (object->dlpi_phdr[i].p_type != PT_LOAD)
      continue;
    if (from < ours[which].from)
      ours[which].from = from;
    if (to > ours[which].to)
      ours[which].to = to;
  }
  return 0;
}

static void arm(long allocations, long writes) {
  atomic_store(&fired, false);
  atomic_store(&disk_full, false);
  atomic_store(&allocations_left, allocations);
  atomic_store(&writes_left, writes);
}

static void disarm(void) {
  atomic_store(&allocations_left, 0);
  atomic_store(&writes_left, 0);
  atomic_store(&disk_full, false);
}

static char folder[] = "/tmp/attache-fault-XXXXXX";
static char base[64], path[64];
static uint64_t before;

static const char first[] = "<http://e/s> <http://e/p> \"one\"@en <http://e/keep> .\n"
                            "<http://e/s> <http://e/p> \"two\" <http://e/drop> .\n"
                            "<http://e/t> <http://e/q> _:b <http://e/drop> .\n"
                            "<http://e/t> <http://e/q> \"9\"^^<http://e/type> <http://e/keep> .\n";
static char second[1 << 15]; /* fits one piece */

static void must(att_status status, const att_error *error) {
  disarm();
  if (status != ATT_OK)
    fail_msg("%s", error->message);
}

static att_status load_text(att_txn *txn, const char *text, att_error *error) {
  att_load_options options = {
      .name = "x.nq", .base = "http://e/", .syntax = "nquads", .graph = ATT_ID_DEFAULT_GRAPH};
  uint64_t count;
  FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "rb");
  assert_non_null(file);
  att_status status = att_load_file(txn, file, &options, &count, error);
  fclose(file);
  return status;
}

/* A number that tells sets of quads apart, whatever their terms' ids. */
static uint64_t fingerprint(att_txn *txn) {
  att_cursor *cursor;
  att_quad quad;
  att_error error;
  bool more;
  uint64_t sum = 0;
  att_buffer text = ATT_BUFFER_INIT;
  must(att_txn_scan(txn, &(att_quad){0}, 0, &cursor, &error), &error);
  for (;;) {
    must(att_cursor_next(cursor, &quad, &more, &error), &error);
    if (!more)
      break;
    const att_id ids[] = {quad.s, quad.p, quad.o, quad.g};
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    att_buffer_reset(&text);
    for (int i = 0; i < 4; i++) {
      char scratch[ATT_SCRATCH_SIZE];
      att_term term;
      must(att_txn_term(txn, ids[i], scratch, &term, &error), &error);
      must(att_term_write(&term, &text), &error);
    }
    for (size_t i = 0; i < text.size; i++)
      hash = (hash ^ text.data[i]) * 1099511628211u;
    sum += hash;
  }
  att_cursor_close(cursor);
  att_buffer_clear(&text);
  return sum;
}

/* Opens the store, which must be whole. */
static uint64_t look(void) {
  att_store *store;
  att_txn *txn;
  att_error error;
  must(att_store_open(path, ATT_STORE_READ_ONLY | ATT_STORE_VERIFY, &store, &error), &error);
  must(att_txn_begin(store, false, &txn, &error), &error);
  must(att_txn_check(txn, &error), &error);
  uint64_t found = fingerprint(txn);
  att_txn_abort(txn);
  att_store_close(store);
  return found;
}

static void copy_file(const char *from_folder, const char *to_folder) {
  char name[128], bytes[4096];
  snprintf(name, sizeof name, "%s/data.mdb", from_folder);
  FILE *from = fopen(name, "rb");
  snprintf(name, sizeof name, "%s/data.mdb", to_folder);
  FILE *to = fopen(name, "wb");
  assert_true(from && to);
  for (size_t got; (got = fread(bytes, 1, sizeof bytes, from)) > 0;)
    assert_int_equal(fwrite(bytes, 1, got, to), got);
  fclose(from);
  assert_int_equal(fclose(to), 0);
}

static att_status change_small(att_txn *txn, att_error *error) {
  att_term keep = att_term_iri("http://e/keep"), drop = att_term_iri("http://e/drop");
  att_quad in_keep = {0}, in_drop = {0};
  uint64_t count;
  ATT_TRY(load_text(txn, second, error));
  ATT_TRY(att_txn_find(txn, &drop, &in_drop.g, error));
  ATT_TRY(att_txn_remove_all(txn, &in_drop, NULL, error));
  ATT_TRY(att_txn_intern(txn, &keep, &in_keep.g, error));
  ATT_TRY(att_txn_estimate(txn, &in_keep, &count, error));
  return att_txn_remove(txn, &(att_quad){in_keep.g, in_keep.g, in_keep.g, in_keep.g}, error);
}

/* So many that they are sorted in a thread and go through scratch files. */
static att_status change_large(att_txn *txn, att_error *error) {
  att_term iri = att_term_iri("http://e/keep");
  att_id id;
  ATT_TRY(att_txn_intern(txn, &iri, &id, error));
  for (uint64_t i = 0; i < 300000; i++) {
    att_quad quad = {id, id, (att_id)8 << 60 | (i * 7919 % 300007), id};
    ATT_TRY(att_txn_add(txn, &quad, error));
  }
  return ATT_OK;
}

typedef att_status change(att_txn *txn, att_error *error);

static att_status read_back(att_store *store, att_error *error) {
  att_txn *txn;
  att_store_stats stats;
  uint64_t count;
  ATT_TRY(att_txn_begin(store, false, &txn, error));
  att_status status = att_txn_stats(txn, &stats, error);
  if (status == ATT_OK)
    status = att_txn_count(txn, &(att_quad){.s = 1}, &count, error);
  att_txn_abort(txn);
  return status;
}

static att_status run(change *what, bool *ret_committed, att_error *error) {
  att_store *store;
  att_txn *txn;
  *ret_committed = false;
  ATT_TRY(att_store_open_in(path, ATT_STORE_CREATE, 64 << 10, &store, error));
  att_status status = att_txn_begin(store, true, &txn, error);
  if (status == ATT_OK) {
    status = what(txn, error);
    if (status == ATT_OK)
      status = att_txn_commit(txn, error);
    else
      att_txn_abort(txn);
  }
  *ret_committed = status == ATT_OK;
  if (status == ATT_OK)
    status = read_back(store, error);
  att_store_close(store);
  return status;
}

/* One run with a fault; false when it ended before the fault's turn came. */
static bool survives(change *what, long allocation, long write, uint64_t after) {
  att_error error = {0};
  bool committed;
  copy_file(base, path);
  arm(allocation, write);
  att_status status = run(what, &committed, &error);
  disarm();
  bool failed = atomic_load(&fired);
  att_status expected = allocation ? ATT_ERR_MEMORY : ATT_ERR_IO;
  if (status != ATT_OK &&
      (!failed || status != expected || !error.message[0] || strchr(error.message, '\n')))
    fail_msg("allocation %ld, write %ld: status %d: %s", allocation, write, (int)status,
             error.message);
  if (status == ATT_ERR_IO && !strstr(error.message, strerror(ENOSPC)))
    fail_msg("write %ld: no word of a full disk: %s", write, error.message);
  if (look() != (committed ? after : before))
    fail_msg("allocation %ld, write %ld: the store holds something else", allocation, write);
  return failed;
}

static uint64_t make_after(change *what) {
  att_error error;
  bool committed;
  copy_file(base, path);
  must(run(what, &committed, &error), &error);
  uint64_t after = look();
  assert_true(after != before);
  return after;
}

static void allocations_fail(void **state) {
  uint64_t after = make_after(change_small);
  long n = 1;
  (void)state;
#ifdef SANITIZED
  skip();
#endif
  while (survives(change_small, n, 0, after))
    n++;
  print_message("%ld allocations\n", n - 1);
  assert_true(n > 100);
}

static void writes_fail(void **state) {
  uint64_t after = make_after(change_small);
  long n = 1;
  (void)state;
  while (survives(change_small, 0, n, after))
    n++;
  print_message("%ld writes\n", n - 1);
  assert_true(n > 3);
}

/* Not each of them, for time's sake. */
static void large_changes_fail(void **state) {
  uint64_t after = make_after(change_large);
  long n = 1;
  (void)state;
  for (long last = 1, next; survives(change_large, 0, n, after); n = next) {
    next = n + last;
    last = n;
  }
  assert_true(n > 8);
#ifndef SANITIZED
  n = 1;
  for (long last = 1, next; survives(change_large, n, 0, after); n = next) {
    next = n + last;
    last = n;
  }
  assert_true(n > 8);
#endif
}

static int set_up(void **state) {
  att_store *store;
  att_txn *txn;
  att_error error;
  (void)state;
  dl_iterate_phdr(find_ours, NULL);
  if (!mkdtemp(folder) || !ours[0].to)
    return -1;
  for (size_t i = 0, at = 0; at < sizeof second - 200; i++)
    at += (size_t)snprintf(second + at, sizeof second - at,
                           "<http://e/s%zu> <http://e/p%zu> \"%zu\"@en <http://e/g%zu> .\n", i,
                           i % 3, i, i % 5);
  snprintf(base, sizeof base, "%s/base", folder);
  snprintf(path, sizeof path, "%s/base", folder);
  must(att_store_open(base, ATT_STORE_CREATE, &store, &error), &error);
  must(att_txn_begin(store, true, &txn, &error), &error);
  must(load_text(txn, first, &error), &error);
  must(att_txn_commit(txn, &error), &error);
  att_store_close(store);
  before = look();
  snprintf(path, sizeof path, "%s/work", folder);
  must(att_store_open(path, ATT_STORE_CREATE, &store, &error), &error);
  att_store_close(store);
  return 0;
}

static int clean_up(void **state) {
  static const char *const names[] = {"data.mdb", "lock.mdb", "trusted"};
  const char *const stores[] = {base, path};
  char name[128];
  (void)state;
  for (int i = 0; i < 2; i++) {
    for (int k = 0; k < 3; k++) {
      snprintf(name, sizeof name, "%s/%s", stores[i], names[k]);
      unlink(name);
    }
    rmdir(stores[i]);
  }
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(allocations_fail),
      cmocka_unit_test(writes_fail),
      cmocka_unit_test(large_changes_fail),
  };
  return cmocka_run_group_tests(tests, set_up, clean_up);
}
