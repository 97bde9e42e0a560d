/* SPDX-License-Identifier: Apache-2.0
 *
 * The store against a plain array of quads, the model: every pattern, before and after changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "graph/store.h"

static char folder[] = "/tmp/attache-test-XXXXXX";
static char path[64];

static int make_folder(void **state) {
  (void)state;
  if (!mkdtemp(folder))
    return -1;
  snprintf(path, sizeof path, "%s/t.db", folder);
  return 0;
}

static void remove_store(void) {
  char file[96];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  unlink(file);
  snprintf(file, sizeof file, "%s/lock.mdb", path);
  unlink(file);
  snprintf(file, sizeof file, "%s/trusted", path);
  unlink(file);
  rmdir(path);
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

static void begin(bool write, att_store **store, att_txn **txn) {
  att_error error = {0};
  if (att_store_open(path, ATT_STORE_CREATE, store, &error) != ATT_OK)
    fail_msg("%s", error.message);
  assert_int_equal(att_txn_begin(*store, write, txn, NULL), ATT_OK);
}

static void end(att_store *store, att_txn *txn) {
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  att_store_close(store);
}

static att_term typed(const char *lexical, const char *name) {
  static char iri[64];
  snprintf(iri, sizeof iri, ATT_XSD "%s", name);
  return att_term_typed(lexical, iri);
}

/* Canonical forms become inline ids; all forms come back as they were. */
static void terms_round_trip(void **state) {
  (void)state;
  static const struct {
    const char *lexical, *datatype;
    bool in_line;
  } cases[] = {
      {"0", "integer", true},
      {"-1", "integer", true},
      {"12345678901234567", "integer", true},
      {"123456789012345678", "integer", false},
      {"-0", "integer", false},
      {"007", "integer", false},
      {"+7", "integer", false},
      {"", "integer", false},
      {"-", "integer", false},
      {"true", "boolean", true},
      {"1", "boolean", false},
      {"2024-02-29", "date", true},
      {"0001-01-01", "date", true},
      {"2024-13-01", "date", false},
      {"2024-02-29Z", "date", false},
      {"1.0", "decimal", false},
      {"a", "string", false},
      {"7", "int", false},
  };
  att_store *store;
  att_txn *txn;
  begin(true, &store, &txn);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    att_term term = typed(cases[i].lexical, cases[i].datatype), back;
    char scratch[ATT_SCRATCH_SIZE];
    att_id id, again;
    assert_int_equal(att_txn_intern(txn, &term, &id, NULL), ATT_OK);
    assert_int_equal(id >> 63, cases[i].in_line);
    assert_int_equal(att_txn_find(txn, &term, &again, NULL), ATT_OK);
    assert_int_equal(id, again);
    assert_int_equal(att_txn_term(txn, id, scratch, &back, NULL), ATT_OK);
    assert_true(att_term_equal(&term, &back));
  }
  att_term unknown = att_term_iri("http://ex/never");
  att_id none = 1;
  assert_int_equal(att_txn_find(txn, &unknown, &none, NULL), ATT_OK);
  assert_int_equal(none, ATT_ID_ANY);
  att_term kinds[3] = {att_term_iri("x"), att_term_literal("x"), att_term_iri("x")};
  kinds[2].kind = ATT_TERM_BLANK;
  att_id ids[3];
  for (int i = 0; i < 3; i++)
    assert_int_equal(att_txn_intern(txn, &kinds[i], &ids[i], NULL), ATT_OK);
  assert_true(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
  assert_int_equal(att_txn_check(txn, NULL), ATT_OK);
  end(store, txn);
  remove_store();
}

enum { IDS = 12 };
static bool model[IDS][IDS][IDS][IDS];

static uint64_t random_state = 88172645463325252u;
static unsigned draw(unsigned below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (unsigned)(random_state % below);
}

static bool fits(const att_quad *pattern, const att_quad *quad) {
  return (!pattern->s || pattern->s == quad->s) && (!pattern->p || pattern->p == quad->p) &&
         (!pattern->o || pattern->o == quad->o) && (!pattern->g || pattern->g == quad->g);
}

static uint64_t model_count(const att_quad *pattern, const att_id *ids, bool distinct) {
  uint64_t count = 0;
  for (int s = 0; s < IDS; s++)
    for (int p = 0; p < IDS; p++)
      for (int o = 0; o < IDS; o++) {
        uint64_t graphs = 0;
        for (int g = 0; g < IDS; g++) {
          att_quad quad = {ids[s], ids[p], ids[o], ids[g]};
          graphs += model[s][p][o][g] && fits(pattern, &quad);
        }
        count += distinct ? graphs > 0 : graphs;
      }
  return count;
}

static void assert_scan(att_txn *txn, const att_quad *pattern, const att_id *ids, unsigned flags) {
  att_cursor *cursor;
  att_quad quad, last = {0};
  bool more;
  uint64_t count = 0;
  assert_int_equal(att_txn_scan(txn, pattern, flags, &cursor, NULL), ATT_OK);
  while (att_cursor_next(cursor, &quad, &more, NULL) == ATT_OK && more) {
    assert_true(fits(pattern, &quad));
    assert_true(memcmp(&quad, &last, sizeof quad) != 0);
    last = quad;
    count++;
  }
  att_cursor_close(cursor);
  assert_int_equal(count, model_count(pattern, ids, flags & ATT_SCAN_UNION));
}

/* The component that a scan's range is of: 0 … 3 for s, p, o, g, -1 where all are bound. */
static int range_place(unsigned mask) {
  static const int places[16] = {0, 1, 2, 2, 0, 1, 0, 3, 0, 1, 2, 2, 0, 1, 0, -1};
  return places[mask];
}

/* One cursor for many scans, ascending or not, many quads at a time, whole or kept to a range. */
static void assert_rescans(att_txn *txn, const att_id *ids) {
  att_cursor *cursor;
  att_quad quads[70];
  assert_int_equal(att_txn_scan(txn, &(att_quad){0}, 0, &cursor, NULL), ATT_OK);
  for (unsigned mask = 0; mask < 16; mask++)
    for (int i = 0; i < 3 * IDS; i++) {
      int n = i < IDS ? i : (int)draw(IDS), m = (int)draw(IDS);
      att_quad pattern = {mask & 1 ? ids[n] : 0, mask & 2 ? ids[m] : 0, mask & 4 ? ids[n] : 0,
                          mask & 8 ? ids[m] : 0};
      att_id low = i % 2 ? ids[draw(IDS)] : 0, high = i % 2 ? ids[draw(IDS)] : UINT64_MAX;
      unsigned flags = i % 3 == 0 && !pattern.g ? ATT_SCAN_UNION : 0;
      size_t count, most = 1 + draw(70), total = 0, real = 0;
      assert_int_equal(att_cursor_rescan_range(cursor, &pattern, flags, low, high, NULL), ATT_OK);
      do {
        assert_int_equal(att_cursor_next_many(cursor, quads, most, &count, NULL), ATT_OK);
        for (size_t k = 0; k < count; k++)
          assert_true(fits(&pattern, &quads[k]));
        total += count;
      } while (count == most && i % 5 != 4);
      bool whole = count < most;
      int place = range_place(mask);
      for (int v = 0; v < IDS && place >= 0; v++) {
        att_quad kept = pattern;
        *(place == 0 ? &kept.s : place == 1 ? &kept.p : place == 2 ? &kept.o : &kept.g) = ids[v];
        if (ids[v] >= low && ids[v] <= high)
          real += model_count(&kept, ids, flags);
      }
      if (place == 3 && flags) /* a triple in several graphs of the range counts once */
        real = real > 0;
      if (whole && place >= 0)
        assert_int_equal(total, real);
    }
  att_cursor_close(cursor);
}

/* All quads up to the end of what the cursor has before it, in vain or not. */
static size_t read_all(att_cursor *cursor, att_quad *quads, size_t count) {
  size_t some;
  do {
    assert_int_equal(att_cursor_next_many(cursor, quads + count, 1 + draw(300), &some, NULL),
                     ATT_OK);
    count += some;
  } while (some || !att_cursor_is_done(cursor));
  return count;
}

/* Scans in pieces between marks, and kept to some predicates and subjects, against whole ones. */
static void assert_pieces(att_txn *txn, const att_id *ids) {
  enum { ALL = IDS * IDS * IDS * IDS };
  att_quad *whole = calloc(ALL + 300, sizeof *whole), *parts = calloc(ALL + 300, sizeof *parts);
  att_id least = ids[0];
  uint64_t bits[4] = {0};
  assert_true(whole && parts);
  for (int i = 1; i < IDS; i++)
    least = ids[i] < least ? ids[i] : least;
  for (int i = 0; i < IDS; i += 2)
    if (ids[i] - least < 256)
      bits[(ids[i] - least) / 64] |= (uint64_t)1 << (ids[i] - least) % 64;
  att_id wanted[2] = {ids[1], ids[3]};
  const att_keep keeps[2] = {{.part = 1, .ids = wanted, .count = 2},
                             {.part = 0, .bits = bits, .least = least, .span = 256}};
  for (unsigned mask = 0; mask < 32; mask++) {
    att_quad pattern = {mask & 1 ? ids[1] : 0, mask & 2 ? ids[1] : 0, mask & 4 ? ids[2] : 0,
                        mask & 8 ? ids[3] : 0};
    unsigned flags = mask & 16 && !pattern.g ? ATT_SCAN_UNION : 0;
    unsigned open = 3 - (mask & 1) - (mask >> 1 & 1) - (mask >> 2 & 1);
    unsigned components = open ? 1 + draw((int)open) : 0;
    bool keep = draw(2), more = open > 0;
    size_t all, count = 0, kept = 0;
    att_cursor *cursor, *reader;
    att_mark marks[2];
    assert_int_equal(att_txn_scan(txn, &pattern, flags, &cursor, NULL), ATT_OK);
    assert_int_equal(att_txn_scan(txn, &pattern, flags, &reader, NULL), ATT_OK);
    all = read_all(reader, whole, 0);
    for (size_t i = 0; i < all && keep; i++) {
      bool fine = (whole[i].p == ids[1] || whole[i].p == ids[3]) && whole[i].s - least < 256 &&
                  bits[(whole[i].s - least) / 64] >> (whole[i].s - least) % 64 & 1;
      whole[kept] = whole[i];
      kept += fine;
    }
    att_cursor_keep(reader, keeps, keep ? 2 : 0);
    for (int piece = 0, last = 0; !last; piece++) {
      if (more)
        assert_int_equal(
            att_cursor_skip(cursor, 1 + draw(300), components, &marks[piece % 2], &more, NULL),
            ATT_OK);
      last = !more;
      assert_int_equal(att_cursor_rescan_between(reader, &pattern, flags,
                                                 piece ? &marks[(piece + 1) % 2] : NULL,
                                                 more ? &marks[piece % 2] : NULL, NULL),
                       ATT_OK);
      count = read_all(reader, parts, count);
    }
    assert_true(!keep || pattern.s || pattern.p || pattern.o || !all || (kept && kept < all));
    assert_int_equal(count, keep ? kept : all);
    assert_memory_equal(parts, whole, count * sizeof *parts);
    att_cursor_close(cursor);
    att_cursor_close(reader);
  }
  free(whole);
  free(parts);
}

/* Distinct values of component `k` (0 s, 2 o) among quads with predicate ids[p], or any (-1). */
static uint64_t model_distinct(int k, int p) {
  uint64_t count = 0;
  for (int value = 0; value < IDS; value++) {
    bool found = false;
    for (int n = 0; n < IDS * IDS * IDS && !found; n++) {
      int other = n / IDS / IDS, q = n / IDS % IDS, g = n % IDS;
      found = (p < 0 || p == q) && (k == 0 ? model[value][q][other][g] : model[other][q][value][g]);
    }
    count += found;
  }
  return count;
}

static void assert_statistics(att_txn *txn, const att_id *ids) {
  att_store_stats stats;
  att_predicate_stats kept;
  uint64_t predicates = 0, graphs = 0, quads;
  for (int i = 0; i < IDS; i++) {
    assert_int_equal(att_txn_predicate_stats(txn, ids[i], &kept, NULL), ATT_OK);
    assert_int_equal(kept.quads, model_count(&(att_quad){.p = ids[i]}, ids, false));
    assert_int_equal(kept.subjects, model_distinct(0, i));
    assert_int_equal(kept.objects, model_distinct(2, i));
    assert_int_equal(att_txn_graph_count(txn, ids[i], &quads, NULL), ATT_OK);
    assert_int_equal(quads, model_count(&(att_quad){.g = ids[i]}, ids, false));
    predicates += kept.quads > 0;
    graphs += quads > 0;
  }
  assert_int_equal(att_txn_stats(txn, &stats, NULL), ATT_OK);
  assert_int_equal(stats.quads, model_count(&(att_quad){0}, ids, false));
  assert_int_equal(stats.subjects, model_distinct(0, -1));
  assert_int_equal(stats.objects, model_distinct(2, -1));
  assert_int_equal(stats.predicates, predicates);
  assert_int_equal(stats.graphs, graphs);
  att_id last = ATT_ID_ANY, next;
  for (; predicates; predicates--, last = next) {
    assert_int_equal(att_txn_next_predicate(txn, last, &next, NULL), ATT_OK);
    assert_true(next > last);
  }
  assert_int_equal(att_txn_next_predicate(txn, last, &next, NULL), ATT_OK);
  assert_int_equal(next, ATT_ID_ANY);
  for (last = ATT_ID_ANY; graphs; graphs--, last = next) {
    assert_int_equal(att_txn_next_graph(txn, last, &next, NULL), ATT_OK);
    assert_true(next > last);
  }
  assert_int_equal(att_txn_next_graph(txn, last, &next, NULL), ATT_OK);
  assert_int_equal(next, ATT_ID_ANY);
}

static void assert_all_patterns(att_txn *txn, const att_id *ids) {
  for (unsigned mask = 0; mask < 16; mask++)
    for (int round = 0; round < 6; round++) {
      att_quad pattern = {mask & 1 ? ids[draw(IDS)] : 0, mask & 2 ? ids[draw(IDS)] : 0,
                          mask & 4 ? ids[draw(IDS)] : 0, mask & 8 ? ids[draw(IDS)] : 0};
      uint64_t count;
      assert_scan(txn, &pattern, ids, 0);
      if (!pattern.g)
        assert_scan(txn, &pattern, ids, ATT_SCAN_UNION);
      assert_int_equal(att_txn_count(txn, &pattern, &count, NULL), ATT_OK);
      assert_int_equal(count, model_count(&pattern, ids, false));
      assert_int_equal(att_txn_estimate(txn, &pattern, &count, NULL), ATT_OK);
      uint64_t real = model_count(&pattern, ids, false);
      assert_true(count == real || (real > 100 && count > real / 4 && count < real * 4));
    }
  assert_rescans(txn, ids);
  assert_pieces(txn, ids);
  assert_statistics(txn, ids);
  assert_int_equal(att_txn_check(txn, NULL), ATT_OK);
}

static void change_model(att_txn *txn, const att_id *ids, bool add, int times) {
  while (times--) {
    unsigned s = draw(IDS), p = draw(IDS), o = draw(IDS), g = draw(IDS);
    att_quad quad = {ids[s], ids[p], ids[o], ids[g]};
    assert_int_equal(add ? att_txn_add(txn, &quad, NULL) : att_txn_remove(txn, &quad, NULL),
                     ATT_OK);
    model[s][p][o][g] = add;
  }
}

static void make_ids(att_txn *txn, att_id *ids) {
  for (int i = 0; i < IDS; i++) {
    char text[16];
    snprintf(text, sizeof text, "%d", i * i * i * i);
    att_term term = i % 3 ? att_term_iri(text) : att_term_typed(text, ATT_XSD "integer");
    assert_int_equal(att_txn_intern(txn, &term, &ids[i], NULL), ATT_OK);
  }
}

static void follows_the_model(void **state) {
  (void)state;
  att_store *store;
  att_txn *txn;
  att_id ids[IDS];
  uint64_t removed;
  memset(model, 0, sizeof model);
  begin(true, &store, &txn);
  make_ids(txn, ids);
  assert_all_patterns(txn, ids);
  change_model(txn, ids, true, 3000);
  assert_all_patterns(txn, ids);
  change_model(txn, ids, false, 1500);
  change_model(txn, ids, true, 50);
  assert_all_patterns(txn, ids);
  end(store, txn);
  begin(true, &store, &txn);
  for (int round = 0; round < 300; round++) {
    change_model(txn, ids, true, 20); /* small batches into the middle of blocks */
    change_model(txn, ids, false, 2);
  }
  assert_all_patterns(txn, ids);
  att_quad graph = {.g = ids[4]};
  uint64_t expected = model_count(&graph, ids, false);
  assert_int_equal(att_txn_remove_all(txn, &graph, &removed, NULL), ATT_OK);
  assert_int_equal(removed, expected);
  for (int i = 0; i < IDS * IDS * IDS; i++)
    model[i / IDS / IDS][i / IDS % IDS][i % IDS][4] = false;
  assert_all_patterns(txn, ids);
  end(store, txn);
  remove_store();
}

/* An abort leaves the last commit; a reader keeps its snapshot beside a writer. */
static void transactions_are_apart(void **state) {
  (void)state;
  att_store *store;
  att_txn *txn, *reader;
  att_id ids[IDS];
  uint64_t count;
  memset(model, 0, sizeof model);
  begin(true, &store, &txn);
  make_ids(txn, ids);
  change_model(txn, ids, true, 400);
  assert_int_equal(att_txn_commit(txn, NULL), ATT_OK);
  uint64_t before = model_count(&(att_quad){0}, ids, false);
  assert_int_equal(att_txn_begin(store, false, &reader, NULL), ATT_OK);
  assert_int_equal(att_txn_begin(store, true, &txn, NULL), ATT_OK);
  assert_int_equal(att_txn_remove_all(txn, &(att_quad){0}, NULL, NULL), ATT_OK);
  assert_int_equal(att_txn_count(txn, &(att_quad){0}, &count, NULL), ATT_OK);
  assert_int_equal(count, 0);
  assert_scan(reader, &(att_quad){0}, ids, 0);
  att_txn_abort(txn);
  att_txn_abort(reader);
  assert_int_equal(att_txn_begin(store, false, &reader, NULL), ATT_OK);
  assert_int_equal(att_txn_count(reader, &(att_quad){0}, &count, NULL), ATT_OK);
  assert_int_equal(count, before);
  assert_int_equal(att_txn_add(reader, &(att_quad){1, 1, 1, 1}, NULL), ATT_ERR_USAGE);
  assert_int_equal(att_txn_check(reader, NULL), ATT_OK);
  att_txn_abort(reader);
  att_store_close(store);
  remove_store();
}

static void refuses_what_is_no_store(void **state) {
  (void)state;
  att_store *store = NULL;
  att_error error = {0};
  char file[96];
  assert_int_equal(att_store_open(path, 0, &store, &error), ATT_ERR_NOT_FOUND);
  assert_int_equal(att_store_open(path, ATT_STORE_CREATE, &store, &error), ATT_OK);
  att_store_close(store);
  snprintf(file, sizeof file, "%s/data.mdb", path);
  FILE *out = fopen(file, "wb");
  assert_non_null(out);
  for (int i = 0; i < 20000; i++)
    fputc('x', out);
  fclose(out);
  assert_int_equal(att_store_open(path, 0, &store, &error), ATT_ERR_FORMAT);
  assert_non_null(strstr(error.message, path));
  remove_store();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_round_trip),
      cmocka_unit_test(follows_the_model),
      cmocka_unit_test(transactions_are_apart),
      cmocka_unit_test(refuses_what_is_no_store),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
