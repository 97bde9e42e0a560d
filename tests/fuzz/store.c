/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: damage to a store's file. The input is a list of patches, each the number of a page,
 * a place in it, a count (low four bits; with bit 7, the file is cut off there instead) and so many
 * bytes. The damaged store is opened, checked, read in full and written to: any answer will do, but
 * no crash; and what opens must still be readable without a fault in memory. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/store.h"
#include "tests/fuzz/fuzz.h"

enum { PAGE = 4096, BASE_MOST = 4 << 20 };

static char folder[80], data_file[100], trusted[100];
static uint8_t base[BASE_MOST], damaged[BASE_MOST];
static size_t base_size;

static void add(att_txn *txn, int s, int p, const char *o, int g) {
  char text[2][40];
  att_error error;
  att_quad quad;
  snprintf(text[0], sizeof text[0], "http://ex/s%d", s);
  snprintf(text[1], sizeof text[1], "http://ex/p%d", p);
  att_term terms[3] = {att_term_iri(text[0]), att_term_iri(text[1]), att_term_typed(o, "")};
  att_id *ids[3] = {&quad.s, &quad.p, &quad.o};
  for (int i = 0; i < 3; i++)
    fuzz_must(att_txn_intern(txn, &terms[i], ids[i], &error), &error);
  snprintf(text[0], sizeof text[0], "http://ex/g%d", g);
  att_term graph = att_term_iri(text[0]);
  fuzz_must(att_txn_intern(txn, &graph, &quad.g, &error), &error);
  fuzz_must(att_txn_add(txn, &quad, &error), &error);
}

/* A small store with branches, long values and free pages. */
static void fill(att_store *store) {
  att_error error;
  att_txn *txn;
  static char text[9000]; /* the last byte stays 0 */
  for (int round = 0; round < 3; round++) {
    fuzz_must(att_txn_begin(store, true, &txn, &error), &error);
    for (int i = 0; i < 600; i++) {
      memset(text, 'a' + i % 26, sizeof text - 1);
      snprintf(text, sizeof text, "object %d of %d", i, round);
      if (i % 300 == 7)
        text[strlen(text)] = '.';
      add(txn, i % 97, i % 7, text, round);
    }
    fuzz_must(att_txn_commit(txn, &error), &error);
  }
}

static void make_base(void) {
  att_store *store;
  att_error error;
  snprintf(folder, sizeof folder, "%s/db", fuzz_folder());
  snprintf(data_file, sizeof data_file, "%s/data.mdb", folder);
  snprintf(trusted, sizeof trusted, "%s/trusted", folder);
  fuzz_must(att_store_open(folder, ATT_STORE_CREATE, &store, &error), &error);
  fill(store);
  att_store_close(store);
  FILE *file = fopen(data_file, "rb");
  base_size = file ? fread(base, 1, sizeof base, file) : 0;
  if (!base_size || base_size == sizeof base)
    fuzz_fail("the store to damage is too large, or not there");
  fclose(file);
}

static size_t patch(const uint8_t *data, size_t size) {
  size_t length = base_size;
  memcpy(damaged, base, base_size);
  while (size >= 5) {
    size_t page = (data[0] | (size_t)data[1] << 8) % (base_size / PAGE);
    size_t at = page * PAGE + (data[2] | (size_t)data[3] << 8) % PAGE, count = data[4] & 15;
    if (data[4] & 128)
      length = at < length ? at : length;
    data += 5;
    size -= 5;
    for (; count && size && at < base_size; count--, size--)
      damaged[at++] = *data++;
  }
  return length;
}

static att_status read_all(att_txn *txn, unsigned flags) {
  att_cursor *cursor;
  att_quad quad;
  att_error error;
  bool more = true;
  att_status status = att_txn_scan(txn, &(att_quad){0}, flags, &cursor, &error);
  if (status != ATT_OK)
    return status;
  while (status == ATT_OK && more) {
    status = att_cursor_next(cursor, &quad, &more, &error);
    const att_id ids[4] = {quad.s, quad.p, quad.o, quad.g};
    for (int i = 0; i < 4 && status == ATT_OK && more; i++) {
      char scratch[ATT_SCRATCH_SIZE];
      att_term term;
      if (att_txn_term(txn, ids[i], scratch, &term, &error) == ATT_OK && term.lexical.size)
        *(volatile char *)scratch = term.lexical.data[term.lexical.size - 1];
    }
  }
  att_cursor_close(cursor);
  return status;
}

static void read_store(att_store *store) {
  att_txn *txn;
  att_error error;
  att_store_stats stats;
  att_id id;
  att_term term = att_term_iri("http://ex/s5");
  if (att_txn_begin(store, false, &txn, &error) != ATT_OK)
    return;
  if (att_txn_check(txn, &error) == ATT_OK && read_all(txn, 0) != ATT_OK)
    fuzz_fail("a store that is whole cannot be read");
  (void)!read_all(txn, ATT_SCAN_UNION);
  (void)!att_txn_stats(txn, &stats, &error);
  if (att_txn_find(txn, &term, &id, &error) == ATT_OK && id != ATT_ID_ANY) {
    uint64_t count;
    (void)!att_txn_count(txn, &(att_quad){.s = id}, &count, &error);
    (void)!att_txn_count(txn, &(att_quad){.o = id}, &count, &error);
  }
  att_txn_abort(txn);
}

static void write_store(att_store *store) {
  att_txn *txn;
  att_error error;
  att_id id;
  att_term term = att_term_iri("http://ex/g1"), fresh = att_term_iri("http://ex/fresh");
  if (att_txn_begin(store, true, &txn, &error) != ATT_OK)
    return;
  att_status status = att_txn_find(txn, &term, &id, &error);
  if (status == ATT_OK && id != ATT_ID_ANY)
    status = att_txn_remove_all(txn, &(att_quad){.g = id}, NULL, &error);
  if (status == ATT_OK)
    status = att_txn_intern(txn, &fresh, &id, &error);
  if (status == ATT_OK)
    status = att_txn_add(txn, &(att_quad){id, id, id, id}, &error);
  if (status == ATT_OK)
    (void)!att_txn_commit(txn, &error);
  else
    att_txn_abort(txn);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  att_store *store;
  att_error error;
  if (!base_size)
    make_base();
  size_t length = patch(data, size);
  int file = open(data_file, O_WRONLY | O_TRUNC);
  if (file < 0 || write(file, damaged, length) != (ssize_t)length)
    fuzz_fail("the damaged store cannot be written");
  close(file);
  unlink(trusted);
  if (att_store_open(folder, 0, &store, &error) != ATT_OK)
    return 0;
  read_store(store);
  write_store(store);
  read_store(store);
  att_store_close(store);
  return 0;
}
