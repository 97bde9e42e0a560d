/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "graph/store_internal.h"

#define INTEGER_BIAS ((int64_t)1 << 59)
#define PAYLOAD_MASK (((uint64_t)1 << 60) - 1)
#define TABLE_BYTES_MOST ((size_t)160 << 20)
#define FRESH ((uint32_t)1 << 31)

enum { ENTRY_HEAD = sizeof(att_id) + sizeof(uint32_t) };

static bool datatype_is(const att_term *term, const char *name) {
  const size_t base = sizeof ATT_XSD - 1;
  return term->datatype.size == base + strlen(name) &&
         memcmp(term->datatype.data, ATT_XSD, base) == 0 &&
         memcmp(term->datatype.data + base, name, strlen(name)) == 0;
}

static bool all_digits(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (text[i] < '0' || text[i] > '9')
      return false;
  return size > 0;
}

/* Only what prints back as it was: no sign '+', no leading zero, no "-0". */
static bool canonical_integer(att_view text, int64_t *ret_value) {
  bool negative = text.size && text.data[0] == '-';
  const char *digits = text.data + negative;
  size_t size = text.size - negative;
  if (size > 17 || !all_digits(digits, size) || (digits[0] == '0' && text.size > 1))
    return false;
  int64_t value = 0;
  for (size_t i = 0; i < size; i++)
    value = 10 * value + (digits[i] - '0');
  *ret_value = negative ? -value : value;
  return true;
}

static bool plain_date(att_view text, uint64_t *ret_value) {
  const char *at = text.data;
  if (text.size != 10 || at[4] != '-' || at[7] != '-' || !all_digits(at, 4) ||
      !all_digits(at + 5, 2) || !all_digits(at + 8, 2))
    return false;
  uint64_t year = (uint64_t)(at[0] - '0') * 1000 + (uint64_t)(at[1] - '0') * 100 +
                  (uint64_t)(at[2] - '0') * 10 + (uint64_t)(at[3] - '0');
  uint64_t month = (uint64_t)(at[5] - '0') * 10 + (uint64_t)(at[6] - '0');
  uint64_t day = (uint64_t)(at[8] - '0') * 10 + (uint64_t)(at[9] - '0');
  *ret_value = year << 9 | month << 5 | day;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool att_id_from_inline(const att_term *term, att_id *ret_id) {
  int64_t integer;
  uint64_t date;
  if (term->kind != ATT_TERM_LITERAL || !term->datatype.size)
    return false;
  if (datatype_is(term, "integer") && canonical_integer(term->lexical, &integer)) {
    *ret_id = (att_id)ATT_ID_INTEGER << 60 | (uint64_t)(integer + INTEGER_BIAS);
    return true;
  }
  if (datatype_is(term, "date") && plain_date(term->lexical, &date)) {
    *ret_id = (att_id)ATT_ID_DATE << 60 | date;
    return true;
  }
  if (datatype_is(term, "boolean")) {
    bool truth = att_view_equal(term->lexical, att_view_of("true"));
    *ret_id = (att_id)ATT_ID_BOOLEAN << 60 | truth;
    return truth || att_view_equal(term->lexical, att_view_of("false"));
  }
  return false;
}

static bool inline_term(att_id id, char scratch[ATT_SCRATCH_SIZE], att_term *ret_term) {
  uint64_t payload = id & PAYLOAD_MASK;
  const char *datatype;
  switch (id >> 60) {
  case ATT_ID_INTEGER:
    snprintf(scratch, ATT_SCRATCH_SIZE, "%lld", (long long)((int64_t)payload - INTEGER_BIAS));
    datatype = ATT_XSD "integer";
    break;
  case ATT_ID_BOOLEAN:
    snprintf(scratch, ATT_SCRATCH_SIZE, "%s", payload ? "true" : "false");
    datatype = ATT_XSD "boolean";
    break;
  case ATT_ID_DATE:
    snprintf(scratch, ATT_SCRATCH_SIZE, "%04u-%02u-%02u", (unsigned)(payload >> 9) % 10000,
             (unsigned)(payload >> 5 & 15), (unsigned)(payload & 31));
    datatype = ATT_XSD "date";
    break;
  default:
    return false;
  }
  *ret_term = att_term_typed(scratch, datatype);
  return true;
}

uint64_t att_dict_hash(const void *coded, size_t size) {
  return XXH3_64bits(coded, size);
}

void att_term_table_clear(att_term_table *table) {
  free(table->slots);
  att_buffer_clear(&table->bytes);
  *table = (att_term_table){0};
}

static uint32_t entry_size(const uint8_t *entry) {
  uint32_t size;
  memcpy(&size, entry + sizeof(att_id), sizeof size);
  return size;
}

static att_id entry_id(const uint8_t *entry) {
  att_id id;
  memcpy(&id, entry, sizeof id);
  return id;
}

static att_known_term *table_slot(const att_term_table *table, uint64_t hash, att_view coded) {
  size_t at = hash & (table->capacity - 1);
  for (;; at = (at + 1) & (table->capacity - 1)) {
    att_known_term *slot = &table->slots[at];
    if (slot->at == 0)
      return slot;
    const uint8_t *entry = table->bytes.data + slot->at - 1;
    if (slot->hash == hash && (entry_size(entry) & ~FRESH) == coded.size &&
        memcmp(entry + ENTRY_HEAD, coded.data, coded.size) == 0)
      return slot;
  }
}

/* Keeps the table at most two thirds full. */
static att_status table_reserve(att_term_table *table) {
  if (3 * table->count < 2 * table->capacity)
    return ATT_OK;
  size_t capacity = table->capacity ? 2 * table->capacity : 1024;
  att_known_term *slots = calloc(capacity, sizeof *slots);
  if (!slots)
    return ATT_ERR_MEMORY;
  for (size_t i = 0; i < table->capacity; i++) {
    if (table->slots[i].at == 0)
      continue;
    size_t at = table->slots[i].hash & (capacity - 1);
    while (slots[at].at)
      at = (at + 1) & (capacity - 1);
    slots[at] = table->slots[i];
  }
  free(table->slots);
  table->slots = slots;
  table->capacity = capacity;
  return ATT_OK;
}

static att_status table_put(att_term_table *table, uint64_t hash, att_id id, bool fresh,
                            att_view coded) {
  ATT_TRY(table_reserve(table));
  size_t at = table->bytes.size;
  uint32_t size = (uint32_t)coded.size | (fresh ? FRESH : 0);
  ATT_TRY(att_buffer_reserve(&table->bytes, ENTRY_HEAD + coded.size));
  ATT_TRY(att_buffer_append(&table->bytes, &id, sizeof id));
  ATT_TRY(att_buffer_append(&table->bytes, &size, sizeof size));
  ATT_TRY(att_buffer_append(&table->bytes, coded.data, coded.size));
  *table_slot(table, hash, coded) = (att_known_term){hash, at + 1};
  table->count++;
  table->fresh_count += fresh;
  return ATT_OK;
}

/* Language tags are alike without regard to case (RDF 1.1 Concepts, 3.3): in small letters. */
static att_status append_language(att_view language, att_buffer *out) {
  ATT_TRY(att_buffer_append(out, language.data, language.size));
  for (uint8_t *at = out->data + out->size - language.size; at < out->data + out->size; at++)
    if (*at >= 'A' && *at <= 'Z')
      *at = (uint8_t)(*at - 'A' + 'a');
  return att_buffer_append(out, "", 1);
}

att_status att_dict_code(const att_term *term, att_id datatype, att_buffer *out) {
  static const char kinds[] = {[ATT_TERM_IRI] = 'I', [ATT_TERM_BLANK] = 'B'};
  uint8_t bytes[8];
  if (term->kind != ATT_TERM_LITERAL) {
    ATT_TRY(att_buffer_append(out, &kinds[term->kind], 1));
  } else if (term->language.size) {
    ATT_TRY(att_buffer_append(out, "L", 1));
    ATT_TRY(append_language(term->language, out));
  } else if (datatype) {
    for (int i = 0; i < 8; i++)
      bytes[i] = (uint8_t)(datatype >> (8 * i));
    ATT_TRY(att_buffer_append(out, "T", 1));
    ATT_TRY(att_buffer_append(out, bytes, sizeof bytes));
  } else {
    ATT_TRY(att_buffer_append(out, "P", 1));
  }
  return att_buffer_append(out, term->lexical.data, term->lexical.size);
}

/* ATT_ID_ANY where the database has no such coded term. */
static att_status search(att_txn *txn, uint64_t hash, att_view coded, att_id *ret_id,
                         att_error *reterr) {
  *ret_id = ATT_ID_ANY;
  if (!txn->hash_cursor) {
    int opened = mdb_cursor_open(txn->mdb, txn->store->hashes, &txn->hash_cursor);
    if (opened)
      return att_lmdb_error(opened, "opening the dictionary", reterr);
  }
  MDB_val key = {sizeof hash, &hash}, value;
  int code = mdb_cursor_get(txn->hash_cursor, &key, &value, MDB_SET_KEY);
  for (; code == 0; code = mdb_cursor_get(txn->hash_cursor, &key, &value, MDB_NEXT_DUP)) {
    att_id id;
    memcpy(&id, value.mv_data, sizeof id);
    uint64_t number = id & PAYLOAD_MASK;
    MDB_val number_key = {sizeof number, &number}, stored;
    code = mdb_get(txn->mdb, txn->store->terms, &number_key, &stored);
    if (code)
      break;
    if (stored.mv_size == coded.size && memcmp(stored.mv_data, coded.data, coded.size) == 0) {
      *ret_id = id;
      return ATT_OK;
    }
  }
  return code == MDB_NOTFOUND ? ATT_OK : att_lmdb_error(code, "reading the dictionary", reterr);
}

/* The id of a coded term whose hash is known. */
static att_status resolve_coded(att_txn *txn, uint64_t hash, att_view coded, bool make,
                                att_id *ret_id, att_error *reterr) {
  static const uint8_t types[] = {['I'] = ATT_ID_IRI,
                                  ['B'] = ATT_ID_BLANK,
                                  ['L'] = ATT_ID_LITERAL,
                                  ['P'] = ATT_ID_LITERAL,
                                  ['T'] = ATT_ID_LITERAL};
  if (txn->known.capacity) {
    const att_known_term *slot = table_slot(&txn->known, hash, coded);
    if (slot->at) {
      *ret_id = entry_id(txn->known.bytes.data + slot->at - 1);
      return ATT_OK;
    }
  }
  att_id id = ATT_ID_ANY;
  if (coded.size >= FRESH)
    return att_error_set(reterr, ATT_ERR_LIMIT, "a term of over 2 GiB");
  if (txn->last_term > txn->known.fresh_count)
    ATT_TRY(search(txn, hash, coded, &id, reterr));
  bool fresh = id == ATT_ID_ANY && make;
  if (fresh)
    id = (att_id)types[(uint8_t)coded.data[0]] << 60 | (txn->last_term + 1);
  if (make && table_put(&txn->known, hash, id, fresh, coded))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  txn->last_term += fresh;
  *ret_id = id;
  return ATT_OK;
}

static att_status resolve(att_txn *txn, const att_term *term, bool make, att_id *ret_id,
                          att_error *reterr) {
  att_id datatype = ATT_ID_ANY;
  if (att_id_from_inline(term, ret_id))
    return ATT_OK;
  *ret_id = ATT_ID_ANY;
  if (term->kind == ATT_TERM_LITERAL && term->datatype.size && !term->language.size) {
    att_term iri = {.kind = ATT_TERM_IRI, .lexical = term->datatype};
    ATT_TRY(resolve(txn, &iri, make, &datatype, reterr));
    if (datatype == ATT_ID_ANY)
      return ATT_OK;
  }
  att_buffer_reset(&txn->coded);
  if (att_dict_code(term, datatype, &txn->coded))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  att_view coded = {(const char *)txn->coded.data, txn->coded.size};
  return resolve_coded(txn, att_dict_hash(coded.data, coded.size), coded, make, ret_id, reterr);
}

/* Keeps the table of known terms within bounds. */
static att_status trim_known(att_txn *txn, att_error *reterr) {
  if (txn->known.bytes.size <= TABLE_BYTES_MOST)
    return ATT_OK;
  ATT_TRY(att_dict_record(txn, reterr));
  ATT_TRY(att_changes_apply(txn, reterr));
  att_term_table_clear(&txn->known);
  return ATT_OK;
}

att_status att_dict_intern(att_txn *txn, uint64_t hash, att_view coded, att_id *ret_id,
                           att_error *reterr) {
  ATT_TRY(trim_known(txn, reterr));
  return resolve_coded(txn, hash, coded, true, ret_id, reterr);
}

att_status att_txn_intern(att_txn *txn, const att_term *term, att_id *ret_id, att_error *reterr) {
  if (!txn->write)
    return att_error_set(reterr, ATT_ERR_USAGE, "this transaction only reads");
  ATT_TRY(trim_known(txn, reterr));
  return resolve(txn, term, true, ret_id, reterr);
}

att_status att_txn_find(att_txn *txn, const att_term *term, att_id *ret_id, att_error *reterr) {
  return resolve(txn, term, false, ret_id, reterr);
}

static int compare_hashes(const void *a, const void *b) {
  const att_hashed_id *x = a, *y = b;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* Sorted, so that a bulk load appends instead of filling pages at random. */
att_status att_dict_write_hashes(att_txn *txn, att_error *reterr) {
  att_changes *changes = &txn->changes;
  MDB_cursor *cursor;
  if (!changes->hash_count)
    return ATT_OK;
  qsort(changes->hashes, changes->hash_count, sizeof *changes->hashes, compare_hashes);
  int code = mdb_cursor_open(txn->mdb, txn->store->hashes, &cursor);
  if (code)
    return att_lmdb_error(code, "opening the dictionary", reterr);
  uint64_t last = 0;
  MDB_val key, value;
  bool any = mdb_cursor_get(cursor, &key, &value, MDB_LAST) == 0;
  if (any)
    memcpy(&last, key.mv_data, sizeof last);
  for (size_t i = 0; i < changes->hash_count && code == 0; i++) {
    att_hashed_id *term = &changes->hashes[i];
    bool append = !any || term->hash > last;
    key = (MDB_val){sizeof term->hash, &term->hash};
    value = (MDB_val){sizeof term->id, &term->id};
    code = mdb_cursor_put(cursor, &key, &value, append ? MDB_APPEND : 0);
    if (append) {
      last = term->hash;
      any = true;
    }
  }
  mdb_cursor_close(cursor);
  if (code)
    return att_lmdb_error(code, "writing the dictionary", reterr);
  changes->hash_count = 0;
  return ATT_OK;
}

/* Terms come in the order of their numbers, each as the table of known terms has it. */
att_status att_dict_write(att_txn *txn, const uint8_t *record, size_t size, att_error *reterr) {
  att_changes *changes = &txn->changes;
  const uint8_t *end = record + size;
  for (uint32_t coded; record < end; record += ENTRY_HEAD + coded) {
    coded = entry_size(record) & ~FRESH;
    att_id id = entry_id(record);
    uint64_t number = id & PAYLOAD_MASK;
    MDB_val key = {sizeof number, &number},
            value = {coded, (void *)(uintptr_t)(record + ENTRY_HEAD)};
    if (changes->hash_count == changes->hash_capacity) {
      size_t capacity = changes->hash_capacity ? 2 * changes->hash_capacity : 256;
      att_hashed_id *grown = realloc(changes->hashes, capacity * sizeof *grown);
      if (!grown)
        return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
      changes->hashes = grown;
      changes->hash_capacity = capacity;
    }
    changes->hashes[changes->hash_count++] =
        (att_hashed_id){att_dict_hash(value.mv_data, coded), id};
    int code = mdb_put(txn->mdb, txn->store->terms, &key, &value, MDB_APPEND);
    if (code)
      return att_lmdb_error(code, "writing the dictionary", reterr);
  }
  return ATT_OK;
}

/* In records of some megabytes. */
att_status att_dict_record(att_txn *txn, att_error *reterr) {
  enum { RECORD_BYTES = 1 << 21 };
  att_term_table *known = &txn->known;
  att_buffer record = ATT_BUFFER_INIT;
  att_status status = ATT_OK;
  for (size_t at = known->fresh_from, size; at < known->bytes.size && status == ATT_OK;
       at += size) {
    const uint8_t *entry = known->bytes.data + at;
    size = ENTRY_HEAD + (entry_size(entry) & ~FRESH);
    if ((entry_size(entry) & FRESH) && att_buffer_append(&record, entry, size))
      status = att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
    if (status == ATT_OK && record.size &&
        (record.size > RECORD_BYTES || at + size == known->bytes.size)) {
      status =
          att_changes_record(&txn->changes, ATT_CHANGE_TERMS, record.data, record.size, reterr);
      att_buffer_reset(&record);
    }
  }
  att_buffer_clear(&record);
  if (status != ATT_OK)
    return status;
  known->fresh_from = known->bytes.size;
  known->fresh_count = 0;
  if (known->bytes.size > TABLE_BYTES_MOST)
    att_term_table_clear(known);
  return ATT_OK;
}

static att_status corrupt_term(att_id id, att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_CORRUPT, "the term %llx is coded wrongly",
                       (unsigned long long)id);
}

att_status att_txn_term(att_txn *txn, att_id id, char scratch[ATT_SCRATCH_SIZE], att_term *ret_term,
                        att_error *reterr) {
  if (inline_term(id, scratch, ret_term))
    return ATT_OK;
  if (txn->known.fresh_count) {
    ATT_TRY(att_dict_record(txn, reterr));
    ATT_TRY(att_changes_apply(txn, reterr));
  }
  uint64_t number = id & PAYLOAD_MASK;
  MDB_val key = {sizeof number, &number}, value;
  int code = mdb_get(txn->mdb, txn->store->terms, &key, &value);
  if (code == MDB_NOTFOUND || id >> 60 < ATT_ID_IRI || id >> 60 > ATT_ID_LITERAL)
    return att_error_set(reterr, ATT_ERR_NOT_FOUND, "no term has the id %llx",
                         (unsigned long long)id);
  if (code)
    return att_lmdb_error(code, "reading the dictionary", reterr);
  const char *data = value.mv_data, *end = data + value.mv_size;
  char kind = value.mv_size ? *data++ : 0;
  att_term term = {.kind = kind == 'I'   ? ATT_TERM_IRI
                           : kind == 'B' ? ATT_TERM_BLANK
                                         : ATT_TERM_LITERAL};
  if (kind == 'T' && end - data >= 8) {
    att_id datatype = 0;
    for (int i = 7; i >= 0; i--)
      datatype = datatype << 8 | (uint8_t)data[i];
    att_term iri;
    if (datatype >> 60 != ATT_ID_IRI)
      return corrupt_term(id, reterr);
    ATT_TRY(att_txn_term(txn, datatype, scratch, &iri, reterr));
    term.datatype = iri.lexical;
    data += 8;
  } else if (kind == 'L' && memchr(data, 0, (size_t)(end - data))) {
    term.language = att_view_of(data);
    data += term.language.size + 1;
  } else if (kind != 'I' && kind != 'B' && kind != 'P') {
    return corrupt_term(id, reterr);
  }
  term.lexical = (att_view){data, (size_t)(end - data)};
  *ret_term = term;
  return ATT_OK;
}
