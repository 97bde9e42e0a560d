/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the store share: store.c (life cycle, quads), dict.c (terms), index.c (sort
 * orders), change.c (what a writer changes), check.c, trust.c. Private to graph/.
 */
#ifndef ATT_GRAPH_STORE_INTERNAL_H
#define ATT_GRAPH_STORE_INTERNAL_H

#include <lmdb.h>

#include "graph/block.h"
#include "graph/change.h"
#include "graph/counts.h"
#include "graph/environment.h"
#include "graph/store.h"

enum { ATT_FORMAT_VERSION = 3 };

typedef enum { ATT_SPOG, ATT_POSG, ATT_OSPG, ATT_GSPO, ATT_GPOS, ATT_GOSP, ATT_ORDERS } att_order;

enum {
  ATT_ID_IRI = 1,
  ATT_ID_BLANK = 2,
  ATT_ID_LITERAL = 3,
  ATT_ID_INTEGER = 8, /* biased by 2^59 */
  ATT_ID_BOOLEAN = 9,
  ATT_ID_DATE = 10, /* year << 9 | month << 5 | day */
};

struct att_store {
  att_environment environment;
  MDB_dbi orders[ATT_ORDERS];
  MDB_dbi terms;      /* number → coded term */
  MDB_dbi hashes;     /* hash of the coded term → ids */
  MDB_dbi predicates; /* predicate's id → its att_predicate_stats */
  MDB_dbi graphs;     /* graph's id → its quads */
  MDB_dbi meta;       /* name → 64-bit number */
  int folder, file;   /* of trust.c: the store's folder and data.mdb, or -1 */
  uint64_t trusted;   /* the last transaction that is known to have left whole pages */
  bool wrote;
};

/* Terms that this transaction has looked up or made: an open-addressed table on the coded terms'
 * hashes, and the terms one behind the other in `bytes`: id, size (with the highest bit set for a
 * term that the transaction made), coded term. */
typedef struct {
  uint64_t hash;
  uint64_t at; /* 1 + offset in `bytes`; 0: an empty slot */
} att_known_term;

typedef struct {
  att_known_term *slots;
  size_t capacity; /* a power of two, or 0 */
  size_t count;
  att_buffer bytes;
  size_t fresh_from;  /* in `bytes`: what stands before is in the journal */
  size_t fresh_count; /* terms made and not in the journal yet */
} att_term_table;

struct att_txn {
  att_store *store;
  MDB_txn *mdb;
  MDB_cursor *hash_cursor; /* opened when first needed */
  bool write;
  bool at_rest;
  uint64_t snapshot;                 /* LMDB's number of the state that the following are of */
  uint64_t last_term;                /* number of the youngest term */
  uint64_t last_blank;               /* number of the youngest minted label */
  uint64_t quads, subjects, objects; /* but for what `counts` holds */
  att_counts counts;                 /* changes not written yet */
  att_term_table known;
  att_buffer coded; /* scratch of dict.c */
  att_changes changes;
};

/* trust.c. Open before LMDB does, check after: the pages are walked unless the file is signed, or
 * always (`anew`). Commit tells of a writer's end, close signs what this process has left. */
att_status att_trust_open(att_store *store, const char *path, att_error *reterr) ATT_MUST_CHECK;
att_status att_trust_check(att_store *store, const char *path, bool anew,
                           att_error *reterr) ATT_MUST_CHECK;
void att_trust_commit(att_store *store, uint64_t txnid);
void att_trust_close(att_store *store);

/* dict.c */
bool att_id_from_inline(const att_term *term, att_id *ret_id);
void att_term_table_clear(att_term_table *table);

/* Appends a term as it stands in the dictionary (docs/store-format.md); a literal's datatype that
 * is not xsd:string as its id. */
att_status att_dict_code(const att_term *term, att_id datatype, att_buffer *out) ATT_MUST_CHECK;

/* As att_txn_intern(), of a coded term and its att_dict_hash(), in a write transaction. */
att_status att_dict_intern(att_txn *txn, uint64_t hash, att_view coded, att_id *ret_id,
                           att_error *reterr) ATT_MUST_CHECK;

/* Puts the terms made into the journal. */
att_status att_dict_record(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

/* Writes what a journal's record holds; their hashes are gathered, and written all together. */
att_status att_dict_write(att_txn *txn, const uint8_t *record, size_t size,
                          att_error *reterr) ATT_MUST_CHECK;
att_status att_dict_write_hashes(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;
uint64_t att_dict_hash(const void *coded, size_t size);

/* index.c */
extern const uint8_t att_order_places[ATT_ORDERS][4]; /* where s, p, o, g stand in each order */
att_tuple att_tuple_of(const att_quad *quad, att_order order);
att_quad att_quad_of(const att_tuple *tuple, att_order order);
void att_index_key(const att_tuple *tuple, uint8_t ret_key[32]);
att_tuple att_index_tuple(const uint8_t key[32]);

/* Sorts ascending by the first `components`, those alike staying as they were; tuples that differ
 * in the others alone must stand in their order already. `scratch` has room for `count` too. */
void att_tuples_sort(att_tuple *tuples, att_tuple *scratch, size_t count, int components);

/* From one order's sequence of components to another's. */
void att_tuples_turn(att_tuple *tuples, size_t count, att_order from, att_order to);

/* Merges strictly ascending tuples into an order's blocks, or takes them out. Keeps in `tuples`, in
 * front, those that changed the index (were not there, or were); *ret_changed says how many. For
 * these, `shared` (room for `count`) gets what att_counts_note() wants to know. */
att_status att_index_apply(att_txn *txn, att_order order, bool add, att_tuple *tuples, size_t count,
                           uint8_t *shared, size_t *ret_changed, att_error *reterr) ATT_MUST_CHECK;

/* change.c: writes what is pending. */
att_status att_txn_flush(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

/* store.c: writes what is pending, and the counts. Both may be called in a transaction that only
 * reads. */
att_status att_txn_settle(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

/* The numbers of quads, subjects and objects as LMDB has them. */
att_status att_txn_read_counts(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

#endif
