/* SPDX-License-Identifier: Apache-2.0
 *
 * The quad store: a dictionary of terms and six sort orders of quads in one LMDB environment.
 * Knows nothing of RDF syntaxes, of queries or of articles. On disk: docs/store-format.md.
 *
 * Threads: one att_store serves many threads; an att_txn and what was opened in it belong to one
 * thread at a time. One writer at a time, in all processes; readers see the last commit before
 * they began and never wait. Close cursors before their transaction, transactions before the store.
 * When the store outgrows its map, readers of the same process are in the writer's way: it waits
 * for them as for another writer, so a thread must not write while it holds a reader open.
 * Caveats: do not open one store twice in a process (LMDB's file locks); not on network file
 * systems.
 */
#ifndef ATT_GRAPH_STORE_H
#define ATT_GRAPH_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "graph/term.h"

/* A term's number. The high four bits say what it is; small integers, booleans and dates in their
 * canonical lexical forms are the number itself and stand in no dictionary. */
typedef uint64_t att_id;

#define ATT_ID_ANY ((att_id)0)                       /* in a pattern: whatever stands there */
#define ATT_ID_DEFAULT_GRAPH ((att_id)0xf << 60 | 1) /* quads that are in no named graph */

typedef struct {
  att_id s, p, o, g;
} att_quad;

typedef struct att_store att_store;
typedef struct att_txn att_txn;
typedef struct att_cursor att_cursor;

enum { ATT_STORE_CREATE = 1, ATT_STORE_READ_ONLY = 2, ATT_STORE_VERIFY = 4, ATT_STORE_UPGRADE = 8 };

/* Opens the folder `path`; ATT_STORE_CREATE makes it where it is missing. A file
 * that attache has not left whole itself is walked page by page before anything is read (about a
 * tenth of a second a GiB); ATT_STORE_VERIFY walks every file. A store of an older format is
 * ATT_ERR_FORMAT unless ATT_STORE_UPGRADE says that it may be changed. ATT_ERR_CORRUPT,
 * ATT_ERR_NOT_FOUND, ATT_ERR_FORMAT (a newer format, or no store), ATT_ERR_IO, ATT_ERR_MEMORY. */
att_status att_store_open(const char *path, unsigned flags, att_store **ret_store,
                          att_error *reterr) ATT_MUST_CHECK;
void att_store_close(att_store *store);

/* The same, but for how much room the file's map into memory leaves for growth when it is made: for
 * tests, and programs that know how much they will write. The map grows by itself where it must. */
att_status att_store_open_in(const char *path, unsigned flags, uint64_t room, att_store **ret_store,
                             att_error *reterr) ATT_MUST_CHECK;

/* A new store in TMPDIR whose files have no name any more, so that it ends with the program however
 * that ends. ATT_ERR_IO. */
att_status att_store_open_temporary(att_store **ret_store, att_error *reterr) ATT_MUST_CHECK;

/* How long to wait for another writer before it is ATT_ERR_BUSY; ten seconds if not called. */
void att_store_set_patience(att_store *store, unsigned seconds);

/* A snapshot to read, or the one writer: waits for another one to end, but not for ever
 * (ATT_ERR_BUSY). */
att_status att_txn_begin(att_store *store, bool write, att_txn **ret_txn,
                         att_error *reterr) ATT_MUST_CHECK;

/* Another transaction that reads, of another thread's, the same state as `txn`, which reads too.
 * ATT_ERR_NOT_FOUND where there has been a commit since, or `txn` writes. */
att_status att_txn_twin(att_txn *txn, att_txn **ret_twin, att_error *reterr) ATT_MUST_CHECK;

/* Both end the transaction and free it. A failed commit has changed nothing in the store. After an
 * error from a call that changes the store, abort. */
att_status att_txn_commit(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;
void att_txn_abort(att_txn *txn);

/* Puts a reading transaction to rest: it holds no snapshot, and nothing but renew and abort may be
 * done with it. Renew gives it the store's newest state, cheaper than a new one. After an error,
 * abort. Close its cursors before. */
void att_txn_reset(att_txn *txn);
att_status att_txn_renew(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

/* The id of a term; a writer gives it one where it has none. */
att_status att_txn_intern(att_txn *txn, const att_term *term, att_id *ret_id,
                          att_error *reterr) ATT_MUST_CHECK;

/* The id of a term, or ATT_ID_ANY where the store has never seen it. */
att_status att_txn_find(att_txn *txn, const att_term *term, att_id *ret_id,
                        att_error *reterr) ATT_MUST_CHECK;

/* The term of an id. The views last until the transaction ends or next changes the store; those of
 * an inline id point into `scratch`. ATT_ERR_NOT_FOUND for an id that was never given. */
enum { ATT_SCRATCH_SIZE = 24 };
att_status att_txn_term(att_txn *txn, att_id id, char scratch[ATT_SCRATCH_SIZE], att_term *ret_term,
                        att_error *reterr) ATT_MUST_CHECK;

/* Adding what is there and removing what is not are no errors. Runs of additions, and of removals,
 * are gathered and written in sorted batches, before anything reads and at the commit at the
 * latest. */
att_status att_txn_add(att_txn *txn, const att_quad *quad, att_error *reterr) ATT_MUST_CHECK;
att_status att_txn_remove(att_txn *txn, const att_quad *quad, att_error *reterr) ATT_MUST_CHECK;

/* Removes all quads that fit the pattern; *ret_removed says how many (may be NULL). */
att_status att_txn_remove_all(att_txn *txn, const att_quad *pattern, uint64_t *ret_removed,
                              att_error *reterr) ATT_MUST_CHECK;

/* A label that no blank node of this store has had: "b" and a number, NUL-terminated. */
att_status att_txn_new_blank(att_txn *txn, char ret_label[ATT_SCRATCH_SIZE],
                             att_error *reterr) ATT_MUST_CHECK;

/* The quads that fit a pattern, as one range scan, in the order of the index that has the
 * pattern's bound components first. ATT_SCAN_UNION gives each triple once, whatever graphs it is
 * in; `g` is then the least of them. It cannot go with a bound `g`. The store must not change
 * while a cursor is open. */
enum { ATT_SCAN_UNION = 1 };
att_status att_txn_scan(att_txn *txn, const att_quad *pattern, unsigned flags,
                        att_cursor **ret_cursor, att_error *reterr) ATT_MUST_CHECK;

/* Starts the same cursor over with another pattern and its flags: cheaper than a new one. */
att_status att_cursor_rescan(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                             att_error *reterr) ATT_MUST_CHECK;

/* As att_cursor_rescan(), kept to the quads whose first component that the pattern leaves open, in
 * the index that serves it, is an id from `low` to `high`: `o` where `p` is bound, or `s` and `p`;
 * `s` where nothing is, or `p` and `o`. Cheap where the scans of a cursor ascend. */
att_status att_cursor_rescan_range(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                                   att_id low, att_id high, att_error *reterr) ATT_MUST_CHECK;

/* The next quads, up to `most`; fewer at the end alone. */
att_status att_cursor_next_many(att_cursor *cursor, att_quad *quads, size_t most, size_t *ret_count,
                                att_error *reterr) ATT_MUST_CHECK;

/* Which quads are wanted: those whose component `part` (s, p, o, g: 0 … 3) is one of up to
 * ATT_KEEP_IDS ids, or has its bit: bit `id - least` of `bits`, which has `span` of them, all of
 * ids of one type. */
enum { ATT_KEEP_IDS = 16 };
typedef struct {
  int part;
  const att_id *ids; /* or NULL: bits */
  size_t count;
  const uint64_t *bits;
  att_id least, span;
} att_keep;

/* From now on att_cursor_next_many() leaves out all others, before it reads more of them than that
 * component. One with ids comes first. Borrowed until it is called anew (NULL, 0: all are wanted).
 * Since long ways without a quad that is wanted are cut short, so that the caller can see to other
 * things, no quads do not mean the end any more: att_cursor_is_done() does. */
void att_cursor_keep(att_cursor *cursor, const att_keep *keeps, size_t count);
bool att_cursor_is_done(const att_cursor *cursor);

/* A place between two quads of a scan, with the same bound components always. */
typedef struct {
  att_id id[4];
} att_mark;

/* Goes on by about `quads` quads without reading them, to between two quads that differ in their
 * first `components` components behind the pattern's in the index, and tells where that is; at the
 * end *ret_more is false. */
att_status att_cursor_skip(att_cursor *cursor, size_t quads, unsigned components,
                           att_mark *ret_mark, bool *ret_more, att_error *reterr) ATT_MUST_CHECK;
/* As att_cursor_rescan(), for the quads between two marks of a cursor with the same pattern and
 * flags; NULL: from the first one, to the last one. */
att_status att_cursor_rescan_between(att_cursor *cursor, const att_quad *pattern, unsigned flags,
                                     const att_mark *from, const att_mark *to,
                                     att_error *reterr) ATT_MUST_CHECK;

/* *ret_more is false at the end, and then *ret_quad is untouched. */
att_status att_cursor_next(att_cursor *cursor, att_quad *ret_quad, bool *ret_more,
                           att_error *reterr) ATT_MUST_CHECK;
void att_cursor_close(att_cursor *cursor);

/* What is kept of each predicate, exactly, through every change. */
typedef struct {
  uint64_t quads;    /* with it, in all graphs */
  uint64_t subjects; /* distinct ones of these quads */
  uint64_t objects;
} att_predicate_stats;

/* For a planner, at the price of one look-up: zeros for a predicate that no quad has; for
 * ATT_ID_ANY, of all quads. A pattern with `p` and an `s` not yet known gives quads / subjects
 * quads on average, one with `p` and an `o` not yet known quads / objects. */
att_status att_txn_predicate_stats(att_txn *txn, att_id predicate, att_predicate_stats *ret_stats,
                                   att_error *reterr) ATT_MUST_CHECK;

/* The least predicate above `after` that a quad has (ATT_ID_ANY to begin), or ATT_ID_ANY. */
att_status att_txn_next_predicate(att_txn *txn, att_id after, att_id *ret_predicate,
                                  att_error *reterr) ATT_MUST_CHECK;

/* How many quads a graph holds, kept as a predicate's counts are. */
att_status att_txn_graph_count(att_txn *txn, att_id graph, uint64_t *ret_count,
                               att_error *reterr) ATT_MUST_CHECK;

/* About how many quads fit the pattern, in bounded time (some microseconds): exact where few do,
 * and for the patterns whose counts are kept. A class's instances: rdf:type and the class bound. */
att_status att_txn_estimate(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                            att_error *reterr) ATT_MUST_CHECK;

/* Exact number of quads (not triples) that fit the pattern. Counts by scanning, but for the
 * patterns with nothing, with only `p` and with only `g` bound, whose counts are kept. */
att_status att_txn_count(att_txn *txn, const att_quad *pattern, uint64_t *ret_count,
                         att_error *reterr) ATT_MUST_CHECK;

/* The named graphs and the default graph, where they hold a quad, in the order of their ids:
 * the least graph above `after` (ATT_ID_ANY to begin), or ATT_ID_ANY at the end. */
att_status att_txn_next_graph(att_txn *txn, att_id after, att_id *ret_graph,
                              att_error *reterr) ATT_MUST_CHECK;

typedef struct {
  uint64_t quads;
  uint64_t subjects; /* distinct ones */
  uint64_t objects;
  uint64_t terms;  /* in the dictionary, inline ones not counted */
  uint64_t graphs; /* that hold a quad */
  uint64_t predicates;
  uint64_t bytes; /* of the store's file in use */
} att_store_stats;

att_status att_txn_stats(att_txn *txn, att_store_stats *ret_stats,
                         att_error *reterr) ATT_MUST_CHECK;

/* Reads the whole store: every block decodes and ascends, all six orders hold the same quads, every
 * id has its term and every term its id, and the counts are right. ATT_ERR_CORRUPT names the first
 * contradiction. */
att_status att_txn_check(att_txn *txn, att_error *reterr) ATT_MUST_CHECK;

#endif
