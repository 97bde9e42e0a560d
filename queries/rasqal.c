/* SPDX-License-Identifier: Apache-2.0 */
#include "queries/rasqal.h"

#include <stdbool.h>
#include <string.h>

#include "graph/librdf_storage.h"
#include "graph/raptor_term.h"
#include "graph/store.h"
#include "queries/table.h"

const char *const att_rasqal_formats[] = {"table", "csv",    "tsv",      "json",   "xml",
                                          "html",  "turtle", "ntriples", "rdfxml", NULL};

typedef struct {
  librdf_world *world;
  librdf_storage *storage;
  librdf_model *model;
  librdf_query *query;
  librdf_query_results *results;
  att_status status; /* the first error that librdf logged */
  att_error *reterr;
} query_session;

static int on_log(void *context, librdf_log_message *message) {
  query_session *session = context;
  if (librdf_log_message_level(message) < LIBRDF_LOG_ERROR || session->status != ATT_OK)
    return 1;
  raptor_locator *locator = librdf_log_message_locator(message);
  int line = locator ? raptor_locator_line(locator) : -1;
  if (line > 0)
    session->status = att_error_set(session->reterr, ATT_ERR_SYNTAX, "query, line %d: %s", line,
                                    librdf_log_message_message(message));
  else
    session->status = att_error_set(session->reterr, ATT_ERR_SYNTAX, "query: %s",
                                    librdf_log_message_message(message));
  return 1;
}

static att_status failed(const query_session *session, const char *doing) {
  if (session->status != ATT_OK)
    return session->status;
  return att_error_set(session->reterr, ATT_ERR_IO, "%s failed", doing);
}

static att_status start(query_session *session, const char *path, const char *query) {
  session->world = librdf_new_world();
  if (!session->world)
    return att_error_set(session->reterr, ATT_ERR_MEMORY, "out of memory");
  librdf_world_open(session->world);
  librdf_world_set_logger(session->world, session, on_log);
  att_librdf_storage_register(session->world);
  session->storage = librdf_new_storage(session->world, "attache", path, "write='no'");
  if (session->storage)
    session->model = librdf_new_model(session->world, session->storage, NULL);
  if (!session->model)
    return failed(session, "opening the store");
  session->query =
      librdf_new_query(session->world, "sparql", NULL, (const unsigned char *)query, NULL);
  if (!session->query)
    return failed(session, "parsing the query");
  session->results = librdf_model_query_execute(session->model, session->query);
  return session->results && session->status == ATT_OK ? ATT_OK : failed(session, "the query");
}

static void stop(query_session *session) {
  if (session->results)
    librdf_free_query_results(session->results);
  if (session->query)
    librdf_free_query(session->query);
  if (session->model)
    librdf_free_model(session->model);
  if (session->storage)
    librdf_free_storage(session->storage);
  if (session->world)
    librdf_free_world(session->world);
}

static att_status write_graph(query_session *session, const char *format, FILE *out) {
  bool table = strcmp(format, "table") == 0;
  librdf_serializer *serializer =
      librdf_new_serializer(session->world, table ? "turtle" : format, NULL, NULL);
  if (!serializer)
    return att_error_set(session->reterr, ATT_ERR_USAGE, "a graph cannot be written as %s", format);
  librdf_stream *stream = librdf_query_results_as_stream(session->results);
  int code = stream ? librdf_serializer_serialize_stream_to_file_handle(serializer, out, NULL,
                                                                        stream)
                    : 1;
  if (stream)
    librdf_free_stream(stream);
  librdf_free_serializer(serializer);
  return code ? failed(session, "writing the results") : ATT_OK;
}

/* A literal is its text, an IRI or blank node as in Turtle, an unbound variable nothing. */
static att_status add_cell(att_table *table, librdf_node *node) {
  if (!node)
    return att_table_add(table, "", 0);
  att_buffer text = ATT_BUFFER_INIT;
  att_term term = att_term_from_raptor(node);
  att_status status = ATT_OK;
  if (term.kind != ATT_TERM_LITERAL)
    status = att_term_write(&term, &text);
  else
    status = att_buffer_append(&text, term.lexical.data, term.lexical.size);
  if (status == ATT_OK)
    status = att_table_add(table, (const char *)text.data, text.size);
  att_buffer_clear(&text);
  return status;
}

/* Moves what the table has ready to the file. */
static att_status pour(att_table *table, bool end, FILE *out) {
  att_buffer text = ATT_BUFFER_INIT;
  att_status status = end ? att_table_end(table, &text) : att_table_flow(table, &text);
  if (status == ATT_OK && fwrite(text.data ? (char *)text.data : "", 1, text.size, out) < text.size)
    status = ATT_ERR_IO;
  att_buffer_clear(&text);
  return status;
}

static att_status write_table(query_session *session, FILE *out) {
  librdf_query_results *results = session->results;
  int columns = librdf_query_results_get_bindings_count(results);
  if (columns < 1)
    return failed(session, "the query");
  att_table table = {.columns = (size_t)columns};
  att_status status = ATT_OK;
  for (int i = 0; i < columns && status == ATT_OK; i++) {
    const char *name = librdf_query_results_get_binding_name(results, i);
    status = att_table_add(&table, name, strlen(name));
  }
  for (; status == ATT_OK && !librdf_query_results_finished(results);
       librdf_query_results_next(results)) {
    for (int i = 0; i < columns && status == ATT_OK; i++) {
      librdf_node *node = librdf_query_results_get_binding_value(results, i);
      status = add_cell(&table, node);
      if (node)
        librdf_free_node(node);
    }
    if (status == ATT_OK)
      status = pour(&table, false, out);
  }
  if (status == ATT_OK)
    status = pour(&table, true, out);
  att_table_clear(&table);
  return status == ATT_OK ? ATT_OK
                          : att_error_set(session->reterr, status, "the results: %s",
                                          att_status_phrase(status));
}

static bool is_graph_format(const char *format) {
  return strcmp(format, "turtle") == 0 || strcmp(format, "ntriples") == 0 ||
         strcmp(format, "rdfxml") == 0;
}

static att_status write_results(query_session *session, const char *format, FILE *out) {
  if (librdf_query_results_is_graph(session->results))
    return write_graph(session, format, out);
  if (is_graph_format(format))
    return att_error_set(session->reterr, ATT_ERR_USAGE, "bindings cannot be written as %s",
                         format);
  if (librdf_query_results_is_boolean(session->results) && strcmp(format, "table") == 0) {
    fputs(librdf_query_results_get_boolean(session->results) > 0 ? "true\n" : "false\n", out);
    return ATT_OK;
  }
  if (librdf_query_results_is_bindings(session->results) && strcmp(format, "table") == 0)
    return write_table(session, out);
  if (librdf_query_results_to_file_handle2(session->results, out, format, NULL, NULL, NULL))
    return failed(session, "writing the results");
  return session->status;
}

att_status att_rasqal_run(const char *path, const char *query, const char *format, FILE *out,
                          att_error *reterr) {
  att_store *store; /* opened and closed for its better messages */
  query_session session = {.status = ATT_OK, .reterr = reterr};
  ATT_TRY(att_store_open(path, ATT_STORE_READ_ONLY, &store, reterr));
  att_store_close(store);
  att_status status = start(&session, path, query);
  if (status == ATT_OK)
    status = write_results(&session, format, out);
  if (status == ATT_OK)
    status = session.status;
  stop(&session);
  return status;
}
