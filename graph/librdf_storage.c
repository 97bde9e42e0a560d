/* SPDX-License-Identifier: Apache-2.0
 *
 * librdf's storage "attache": a Redland program opens an attache store with
 * librdf_new_storage(world, "attache", PATH, "new='yes',write='no'"). A librdf context is a named
 * graph; a statement without one goes to the default graph; finding without one searches all
 * graphs, each triple once. Changes outside a transaction are committed by sync and close.
 * Source: rdf_storage_module.h of librdf 1.0.17. */
#include "graph/librdf_storage.h"

#include <rdf_storage_module.h>
#include <stdlib.h>
#include <string.h>

#include "graph/raptor_term.h"
#include "graph/store.h"
#include "graph/vocabulary.h"

/* Nodes made of terms not long ago, by id: a graph names the same few over and over. */
enum { NODES_KEPT = 4096 };
typedef struct {
  att_id id;
  librdf_node *node;
} kept_node;

typedef struct {
  librdf_world *world;
  char *path;
  bool erase, read_only;
  bool in_transaction;
  att_store *store;
  att_txn *writer; /* open from the first change to the commit; reads go through it then */
  att_txn *parked; /* a snapshot at rest, for the next read; or NULL */
  kept_node *nodes;
} storage_state;

/* To be called where ids lose their terms: after a rollback, and at the end. */
static void forget_nodes(storage_state *instance) {
  for (size_t i = 0; instance->nodes && i < NODES_KEPT; i++)
    if (instance->nodes[i].node)
      librdf_free_node(instance->nodes[i].node);
  free(instance->nodes);
  instance->nodes = NULL;
}

static void roll_back(storage_state *instance) {
  att_txn_abort(instance->writer);
  instance->writer = NULL;
  instance->in_transaction = false;
  forget_nodes(instance);
}

/* librdf's convention: 0 fine, anything else failed; details go to the world's log. */
static int report(const storage_state *instance, att_status status, const att_error *error) {
  if (status == ATT_OK)
    return 0;
  librdf_log(instance->world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_STORAGE, NULL, "attache: %s",
             error->status == status ? error->message : att_status_phrase(status));
  return 1;
}

static int init(librdf_storage *storage, const char *name, librdf_hash *options) {
  storage_state *instance = calloc(1, sizeof *instance);
  if (instance) {
    instance->world = librdf_storage_get_world(storage);
    instance->path = name ? strdup(name) : NULL;
    instance->erase = options && librdf_hash_get_as_boolean(options, "new") > 0;
    instance->read_only = options && librdf_hash_get_as_boolean(options, "write") == 0;
    librdf_storage_set_instance(storage, instance);
  }
  if (options)
    librdf_free_hash(options);
  return !instance || !instance->path;
}

static void terminate(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  if (!instance)
    return;
  roll_back(instance);
  att_txn_abort(instance->parked);
  att_store_close(instance->store);
  free(instance->path);
  free(instance);
}

/* Sync and close: what has been changed becomes lasting. */
static int commit(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *writer = instance->writer;
  instance->writer = NULL;
  instance->in_transaction = false;
  if (!writer || !report(instance, att_txn_commit(writer, &error), &error))
    return 0;
  forget_nodes(instance);
  return 1;
}

static int sync_storage(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  return instance->in_transaction ? 0 : commit(storage);
}

static att_status writer_of(storage_state *instance, att_txn **ret_txn, att_error *error) {
  if (instance->read_only)
    return att_error_set(error, ATT_ERR_USAGE, "%s was opened with write='no'", instance->path);
  if (!instance->writer)
    ATT_TRY(att_txn_begin(instance->store, true, &instance->writer, error));
  *ret_txn = instance->writer;
  return ATT_OK;
}

/* To read: the writer's own state, or a new snapshot, which end_read() ends. */
static att_status begin_read(storage_state *instance, att_txn **ret_txn, att_error *error) {
  att_txn *parked = instance->parked;
  *ret_txn = instance->writer;
  if (*ret_txn)
    return ATT_OK;
  if (!parked)
    return att_txn_begin(instance->store, false, ret_txn, error);
  instance->parked = NULL;
  *ret_txn = parked;
  return att_txn_renew(parked, error);
}

static void end_read(storage_state *instance, att_txn *txn) {
  if (txn == instance->writer)
    return;
  if (txn && !instance->parked) {
    att_txn_reset(txn);
    instance->parked = txn;
  } else {
    att_txn_abort(txn);
  }
}

static int open_storage(librdf_storage *storage, librdf_model *model) {
  (void)model;
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *txn;
  att_status status =
      att_store_open(instance->path, instance->read_only ? ATT_STORE_READ_ONLY : ATT_STORE_CREATE,
                     &instance->store, &error);
  if (status == ATT_OK && instance->erase) {
    status = writer_of(instance, &txn, &error);
    if (status == ATT_OK)
      status = att_txn_remove_all(txn, &(att_quad){0}, NULL, &error);
  }
  return report(instance, status, &error);
}

static int close_storage(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  int failed = 0;
  if (instance->in_transaction)
    roll_back(instance);
  else
    failed = commit(storage);
  att_txn_abort(instance->parked);
  instance->parked = NULL;
  forget_nodes(instance);
  att_store_close(instance->store);
  instance->store = NULL;
  return failed;
}

/* The ids of a statement's nodes; a node that is NULL stays ATT_ID_ANY. Without `make`, a term
 * that the store has never seen sets *ret_known to false. */
static att_status quad_of(att_txn *txn, librdf_statement *statement, librdf_node *context,
                          bool make, att_quad *ret_quad, bool *ret_known, att_error *error) {
  librdf_node *nodes[4] = {statement ? librdf_statement_get_subject(statement) : NULL,
                           statement ? librdf_statement_get_predicate(statement) : NULL,
                           statement ? librdf_statement_get_object(statement) : NULL, context};
  att_id ids[4] = {0};
  *ret_known = true;
  for (int i = 0; i < 4; i++) {
    if (!nodes[i])
      continue;
    att_term term = att_term_from_raptor(nodes[i]);
    ATT_TRY(make ? att_txn_intern(txn, &term, &ids[i], error)
                 : att_txn_find(txn, &term, &ids[i], error));
    *ret_known &= ids[i] != ATT_ID_ANY;
  }
  *ret_quad = (att_quad){ids[0], ids[1], ids[2], ids[3]};
  return ATT_OK;
}

static int change(librdf_storage *storage, librdf_node *context, librdf_statement *statement,
                  bool add) {
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *txn;
  att_quad quad;
  bool known;
  att_status status = writer_of(instance, &txn, &error);
  if (status == ATT_OK)
    status = quad_of(txn, statement, context, add, &quad, &known, &error);
  if (status == ATT_OK && known) {
    quad.g = context ? quad.g : ATT_ID_DEFAULT_GRAPH;
    status = add ? att_txn_add(txn, &quad, &error) : att_txn_remove(txn, &quad, &error);
  }
  return report(instance, status, &error);
}

static int add_statement(librdf_storage *storage, librdf_statement *statement) {
  return change(storage, NULL, statement, true);
}

static int remove_statement(librdf_storage *storage, librdf_statement *statement) {
  return change(storage, NULL, statement, false);
}

static int context_add(librdf_storage *storage, librdf_node *context, librdf_statement *statement) {
  return change(storage, context, statement, true);
}

static int context_remove(librdf_storage *storage, librdf_node *context,
                          librdf_statement *statement) {
  return change(storage, context, statement, false);
}

static int context_add_stream(librdf_storage *storage, librdf_node *context,
                              librdf_stream *stream) {
  int failed = 0;
  for (; !failed && !librdf_stream_end(stream); librdf_stream_next(stream))
    failed = change(storage, context, librdf_stream_get_object(stream), true);
  return failed;
}

static int add_stream(librdf_storage *storage, librdf_stream *stream) {
  return context_add_stream(storage, NULL, stream);
}

static int context_clear(librdf_storage *storage, librdf_node *context) {
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *txn;
  att_quad quad;
  bool known;
  att_status status = writer_of(instance, &txn, &error);
  if (status == ATT_OK)
    status = quad_of(txn, NULL, context, false, &quad, &known, &error);
  if (status == ATT_OK && known) {
    quad.g = context ? quad.g : ATT_ID_DEFAULT_GRAPH;
    status = att_txn_remove_all(txn, &quad, NULL, &error);
  }
  return report(instance, status, &error);
}

static int size(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *txn;
  uint64_t count = 0;
  att_status status = begin_read(instance, &txn, &error);
  if (status == ATT_OK) {
    status = att_txn_count(txn, &(att_quad){0}, &count, &error);
    end_read(instance, txn);
  }
  return report(instance, status, &error) ? -1 : count > INT32_MAX ? INT32_MAX : (int)count;
}

/* What was found, as ids, since a program may change the store while it reads a stream. The terms
 * are read one by one; a statement and a node are made when asked for and kept until the next. */
typedef struct {
  librdf_storage *storage;
  storage_state *instance;
  att_txn *snapshot; /* this stream's own, or NULL: what was found came from the writer */
  att_quad *quads;
  size_t count, capacity, at;
  librdf_statement *statement;
  librdf_node *context;
} found_quads;

static void free_object(found_quads *found) {
  if (found->statement)
    librdf_free_statement(found->statement);
  if (found->context)
    librdf_free_node(found->context);
  found->statement = NULL;
  found->context = NULL;
}

static void found_free(void *context) {
  found_quads *found = context;
  free_object(found);
  end_read(found->instance, found->snapshot);
  librdf_storage_remove_reference(found->storage);
  free(found->quads);
  free(found);
}

static int found_end(void *context) {
  found_quads *found = context;
  return found->at >= found->count;
}

static int found_next(void *context) {
  found_quads *found = context;
  free_object(found);
  found->at++;
  return found_end(found);
}

/* The writer that a stream was found in may have committed since: a new snapshot has its terms. */
static librdf_node *new_node(found_quads *found, att_id id) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  att_txn *txn = found->snapshot ? found->snapshot : found->instance->writer;
  if (id == ATT_ID_DEFAULT_GRAPH)
    return NULL;
  if (!txn) {
    if (begin_read(found->instance, &found->snapshot, NULL) != ATT_OK)
      return NULL;
    txn = found->snapshot;
  }
  if (att_txn_term(txn, id, scratch, &term, NULL) != ATT_OK)
    return NULL;
  return att_term_to_raptor(librdf_world_get_raptor(found->instance->world), &term);
}

static librdf_node *node_of(found_quads *found, att_id id) {
  storage_state *instance = found->instance;
  if (!instance->nodes)
    instance->nodes = calloc(NODES_KEPT, sizeof *instance->nodes);
  if (!instance->nodes)
    return new_node(found, id);
  kept_node *kept = &instance->nodes[(id ^ id >> 56) % NODES_KEPT];
  if (kept->id != id || !kept->node) {
    librdf_node *node = new_node(found, id);
    if (!node)
      return NULL;
    if (kept->node)
      librdf_free_node(kept->node);
    *kept = (kept_node){id, node};
  }
  return librdf_new_node_from_node(kept->node);
}

static void *found_get(void *context, int what) {
  found_quads *found = context;
  if (found_end(found))
    return NULL;
  const att_quad *quad = &found->quads[found->at];
  if (what == LIBRDF_STREAM_GET_METHOD_GET_CONTEXT) {
    if (!found->context)
      found->context = node_of(found, quad->g);
    return found->context;
  }
  if (what != LIBRDF_STREAM_GET_METHOD_GET_OBJECT)
    return NULL;
  if (!found->statement)
    found->statement =
        librdf_new_statement_from_nodes(found->instance->world, node_of(found, quad->s),
                                        node_of(found, quad->p), node_of(found, quad->o));
  return found->statement;
}

/* Iterators over graphs hand out the graph as their object. */
static void *found_get_graph(void *context, int what) {
  return what == LIBRDF_ITERATOR_GET_METHOD_GET_OBJECT
             ? found_get(context, LIBRDF_STREAM_GET_METHOD_GET_CONTEXT)
             : NULL;
}

static att_status keep(found_quads *found, const att_quad *quad) {
  if (found->count == found->capacity) {
    size_t capacity = found->capacity ? 2 * found->capacity : 16;
    att_quad *grown = realloc(found->quads, capacity * sizeof *grown);
    if (!grown)
      return ATT_ERR_MEMORY;
    found->quads = grown;
    found->capacity = capacity;
  }
  found->quads[found->count++] = *quad;
  return ATT_OK;
}

static att_status collect(found_quads *found, att_txn *txn, const att_quad *pattern,
                          att_error *error) {
  att_cursor *cursor;
  att_quad quad;
  bool more;
  ATT_TRY(att_txn_scan(txn, pattern, pattern->g ? 0 : ATT_SCAN_UNION, &cursor, error));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, error)) == ATT_OK && more)
    if ((status = keep(found, &quad)) != ATT_OK)
      break;
  att_cursor_close(cursor);
  return status;
}

static found_quads *found_new(librdf_storage *storage, att_txn **ret_txn, att_error *error) {
  found_quads *found = calloc(1, sizeof *found);
  if (!found)
    return NULL;
  found->storage = storage;
  found->instance = librdf_storage_get_instance(storage);
  librdf_storage_add_reference(storage);
  if (report(found->instance, begin_read(found->instance, ret_txn, error), error)) {
    found_free(found);
    return NULL;
  }
  found->snapshot = *ret_txn == found->instance->writer ? NULL : *ret_txn;
  return found;
}

static librdf_stream *find_in_context(librdf_storage *storage, librdf_statement *statement,
                                      librdf_node *context) {
  att_error error = {ATT_OK, ""};
  att_quad pattern;
  bool known;
  att_txn *txn;
  found_quads *found = found_new(storage, &txn, &error);
  if (!found)
    return NULL;
  att_status status = quad_of(txn, statement, context, false, &pattern, &known, &error);
  if (status == ATT_OK && known)
    status = collect(found, txn, &pattern, &error);
  librdf_stream *stream = NULL;
  if (!report(found->instance, status, &error))
    stream = librdf_new_stream(found->instance->world, found, found_end, found_next, found_get,
                               found_free);
  if (!stream)
    found_free(found);
  return stream;
}

static librdf_stream *find(librdf_storage *storage, librdf_statement *statement) {
  return find_in_context(storage, statement, NULL);
}

static librdf_stream *serialise(librdf_storage *storage) {
  return find_in_context(storage, NULL, NULL);
}

static librdf_stream *context_serialise(librdf_storage *storage, librdf_node *context) {
  return find_in_context(storage, NULL, context);
}

static int contains(librdf_storage *storage, librdf_statement *statement) {
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *txn;
  att_quad quad;
  att_cursor *cursor;
  bool known, more = false;
  att_status status = begin_read(instance, &txn, &error);
  if (report(instance, status, &error))
    return 0;
  status = quad_of(txn, statement, NULL, false, &quad, &known, &error);
  if (status == ATT_OK && known) {
    status = att_txn_scan(txn, &quad, ATT_SCAN_UNION, &cursor, &error);
    if (status == ATT_OK) {
      status = att_cursor_next(cursor, &quad, &more, &error);
      att_cursor_close(cursor);
    }
  }
  end_read(instance, txn);
  return !report(instance, status, &error) && more;
}

static librdf_iterator *get_contexts(librdf_storage *storage) {
  att_error error = {ATT_OK, ""};
  att_id graph = ATT_ID_ANY;
  att_txn *txn;
  found_quads *found = found_new(storage, &txn, &error);
  if (!found)
    return NULL;
  att_status status;
  while ((status = att_txn_next_graph(txn, graph, &graph, &error)) == ATT_OK && graph)
    if (graph != ATT_ID_DEFAULT_GRAPH && (status = keep(found, &(att_quad){.g = graph})) != ATT_OK)
      break;
  librdf_iterator *iterator = NULL;
  if (!report(found->instance, status, &error))
    iterator = librdf_new_iterator(found->instance->world, found, found_end, found_next,
                                   found_get_graph, found_free);
  if (!iterator)
    found_free(found);
  return iterator;
}

/* How a model says that this storage is behind it. */
#define OURS ATT_BASE_IRI "ns#librdf-storage-attache"

static librdf_node *get_feature(librdf_storage *storage, librdf_uri *feature) {
  librdf_world *world = librdf_storage_get_world(storage);
  const char *name = feature ? (const char *)librdf_uri_as_string(feature) : "";
  if (strcmp(name, LIBRDF_MODEL_FEATURE_CONTEXTS) != 0 && strcmp(name, OURS) != 0)
    return NULL;
  return librdf_new_node_from_typed_literal(world, (const unsigned char *)"1", NULL, NULL);
}

static int transaction_start(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  att_error error = {ATT_OK, ""};
  att_txn *txn;
  if (instance->in_transaction || commit(storage) != 0)
    return 1;
  att_status status = writer_of(instance, &txn, &error);
  instance->in_transaction = status == ATT_OK;
  return report(instance, status, &error);
}

static int transaction_rollback(librdf_storage *storage) {
  storage_state *instance = librdf_storage_get_instance(storage);
  if (!instance->in_transaction)
    return 1;
  roll_back(instance);
  return 0;
}

static int transaction_commit(librdf_storage *storage) {
  const storage_state *instance = librdf_storage_get_instance(storage);
  return instance->in_transaction ? commit(storage) : 1;
}

static void fill_factory(librdf_storage_factory *factory) {
  factory->version = LIBRDF_STORAGE_INTERFACE_VERSION;
  factory->init = init;
  factory->terminate = terminate;
  factory->open = open_storage;
  factory->close = close_storage;
  factory->size = size;
  factory->add_statement = add_statement;
  factory->add_statements = add_stream;
  factory->remove_statement = remove_statement;
  factory->contains_statement = contains;
  factory->serialise = serialise;
  factory->find_statements = find;
  factory->find_statements_in_context = find_in_context;
  factory->context_add_statement = context_add;
  factory->context_add_statements = context_add_stream;
  factory->context_remove_statement = context_remove;
  factory->context_remove_statements = context_clear;
  factory->context_serialise = context_serialise;
  factory->get_contexts = get_contexts;
  factory->get_feature = get_feature;
  factory->sync = sync_storage;
  factory->transaction_start = transaction_start;
  factory->transaction_commit = transaction_commit;
  factory->transaction_rollback = transaction_rollback;
}

static bool is_ours(librdf_storage *storage) {
  librdf_uri *feature =
      storage ? librdf_new_uri(librdf_storage_get_world(storage), (const unsigned char *)OURS)
              : NULL;
  librdf_node *ours = feature ? librdf_storage_get_feature(storage, feature) : NULL;
  if (feature)
    librdf_free_uri(feature);
  if (ours)
    librdf_free_node(ours);
  return ours != NULL;
}

static att_status copy_statements(librdf_stream *stream, att_txn *txn, att_error *reterr) {
  att_status status = ATT_OK;
  for (; status == ATT_OK && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    att_quad quad;
    bool known;
    status = quad_of(txn, librdf_stream_get_object(stream), librdf_stream_get_context2(stream),
                     true, &quad, &known, reterr);
    quad.g = quad.g == ATT_ID_ANY ? ATT_ID_DEFAULT_GRAPH : quad.g;
    if (status == ATT_OK)
      status = att_txn_add(txn, &quad, reterr);
  }
  return status;
}

static att_status copy_model(librdf_model *model, att_librdf_reading *reading, att_error *reterr) {
  librdf_stream *stream = librdf_model_as_stream(model);
  att_status status =
      stream ? att_store_open_temporary(&reading->copy, reterr)
             : att_error_set(reterr, ATT_ERR_IO, "the model's storage gives no statements");
  if (status == ATT_OK)
    status = att_txn_begin(reading->copy, true, &reading->txn, reterr);
  reading->own = status == ATT_OK;
  if (status == ATT_OK)
    status = copy_statements(stream, reading->txn, reterr);
  if (stream)
    librdf_free_stream(stream);
  if (status != ATT_OK)
    att_librdf_reading_end(reading);
  return status;
}

att_status att_librdf_reading_begin(librdf_model *model, att_librdf_reading *ret_reading,
                                    att_error *reterr) {
  librdf_storage *storage = librdf_model_get_storage(model);
  att_librdf_reading reading = {NULL, NULL, false};
  if (is_ours(storage)) {
    storage_state *instance = librdf_storage_get_instance(storage);
    ATT_TRY(begin_read(instance, &reading.txn, reterr));
    reading.own = reading.txn != instance->writer;
  } else {
    ATT_TRY(copy_model(model, &reading, reterr));
  }
  *ret_reading = reading;
  return ATT_OK;
}

void att_librdf_reading_end(att_librdf_reading *reading) {
  if (reading->own)
    att_txn_abort(reading->txn);
  att_store_close(reading->copy);
  *reading = (att_librdf_reading){NULL, NULL, false};
}

void att_librdf_storage_register(librdf_world *world) {
  librdf_storage_register_factory(world, "attache", "attache quad store", fill_factory);
}
