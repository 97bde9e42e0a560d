/* SPDX-License-Identifier: Apache-2.0
 *
 * Format 2 to 3: language tags in small letters, so that tags that differ in case alone are the
 * same. The old terms stay in the dictionary, without a quad. */
#include "graph/upgrade.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store_internal.h"

enum { QUADS_AT_ONCE = 1 << 16 };

typedef struct {
  att_id old, fresh;
} replacement;

typedef struct {
  replacement *items;
  size_t count, capacity;
} replacements;

static att_status no_memory(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
}

static bool has_capital_tag(const MDB_val *coded) {
  const char *data = coded->mv_data;
  if (!coded->mv_size || data[0] != 'L')
    return false;
  for (size_t i = 1; i < coded->mv_size && data[i]; i++)
    if (data[i] >= 'A' && data[i] <= 'Z')
      return true;
  return false;
}

static att_status add_replacement(replacements *list, att_id old, att_error *reterr) {
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? 2 * list->capacity : 64;
    replacement *items = realloc(list->items, capacity * sizeof *items);
    if (!items)
      return no_memory(reterr);
    list->items = items;
    list->capacity = capacity;
  }
  list->items[list->count++] = (replacement){old, ATT_ID_ANY};
  return ATT_OK;
}

/* The literals whose tag has a capital letter. */
static att_status find_old_terms(att_txn *txn, replacements *list, att_error *reterr) {
  MDB_cursor *cursor;
  MDB_val key, value;
  int code = mdb_cursor_open(txn->mdb, txn->store->terms, &cursor);
  if (code)
    return att_lmdb_error(code, "reading the dictionary", reterr);
  att_status status = ATT_OK;
  while (status == ATT_OK && (code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
    uint64_t number;
    memcpy(&number, key.mv_data, sizeof number);
    if (has_capital_tag(&value))
      status = add_replacement(list, (att_id)ATT_ID_LITERAL << 60 | number, reterr);
  }
  mdb_cursor_close(cursor);
  if (status == ATT_OK && code != MDB_NOTFOUND)
    return att_lmdb_error(code, "reading the dictionary", reterr);
  return status;
}

/* Copied, since interning may change the pages that the old one stands in. */
static att_status make_new_term(att_txn *txn, replacement *item, att_error *reterr) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  ATT_TRY(att_txn_term(txn, item->old, scratch, &term, reterr));
  size_t size = term.lexical.size + term.language.size;
  char *copy = malloc(size + 1);
  if (!copy)
    return no_memory(reterr);
  memcpy(copy, term.lexical.data, term.lexical.size);
  memcpy(copy + term.lexical.size, term.language.data, term.language.size);
  term.lexical.data = copy;
  term.language.data = copy + term.lexical.size;
  att_status status = att_txn_intern(txn, &term, &item->fresh, reterr);
  free(copy);
  return status;
}

/* Quads with the terms of list->items[*at] and on, as many as there is room for; *at moves behind
 * the terms whose quads are all there. A term with more quads than that is come back to. */
static att_status collect(att_txn *txn, const replacements *list, size_t *at, att_tuple *tuples,
                          att_id *fresh, size_t *ret_count, att_error *reterr) {
  att_cursor *cursor;
  att_quad quad;
  size_t count = 0;
  ATT_TRY(att_txn_scan(txn, &(att_quad){0}, 0, &cursor, reterr));
  att_status status = ATT_OK;
  for (; *at < list->count && count < QUADS_AT_ONCE && status == ATT_OK; ++*at) {
    bool more = true;
    status = att_cursor_rescan(cursor, &(att_quad){.o = list->items[*at].old}, 0, reterr);
    while (status == ATT_OK && more && count < QUADS_AT_ONCE) {
      status = att_cursor_next(cursor, &quad, &more, reterr);
      if (status != ATT_OK || !more)
        break;
      fresh[count] = list->items[*at].fresh;
      tuples[count++] = att_tuple_of(&quad, ATT_SPOG);
    }
    if (status == ATT_OK && more)
      break;
  }
  att_cursor_close(cursor);
  *ret_count = count;
  return status;
}

static att_status replace_quads(att_txn *txn, const replacements *list, att_error *reterr) {
  att_tuple *tuples = malloc(QUADS_AT_ONCE * (sizeof *tuples + sizeof(att_id)));
  if (!tuples)
    return no_memory(reterr);
  att_id *fresh = (att_id *)(tuples + QUADS_AT_ONCE);
  att_status status = ATT_OK;
  for (size_t at = 0, count; at < list->count && status == ATT_OK;) {
    status = collect(txn, list, &at, tuples, fresh, &count, reterr);
    if (status == ATT_OK && count)
      status = att_changes_record(&txn->changes, ATT_CHANGE_REMOVE, tuples, count * sizeof *tuples,
                                  reterr);
    for (size_t i = 0; i < count && status == ATT_OK; i++) {
      att_quad quad = att_quad_of(&tuples[i], ATT_SPOG);
      quad.o = fresh[i];
      status = att_txn_add(txn, &quad, reterr);
    }
    if (status == ATT_OK)
      status = att_txn_flush(txn, reterr);
  }
  free(tuples);
  return status;
}

att_status att_store_upgrade(att_store *store, att_error *reterr) {
  replacements list = {NULL, 0, 0};
  att_txn *txn;
  ATT_TRY(att_txn_begin(store, true, &txn, reterr));
  att_status status = find_old_terms(txn, &list, reterr);
  for (size_t i = 0; i < list.count && status == ATT_OK; i++)
    status = make_new_term(txn, &list.items[i], reterr);
  if (status == ATT_OK && list.count)
    status = replace_quads(txn, &list, reterr);
  free(list.items);
  if (status == ATT_OK)
    return att_txn_commit(txn, reterr);
  att_txn_abort(txn);
  return status;
}
