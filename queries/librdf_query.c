/* SPDX-License-Identifier: Apache-2.0
 *
 * The first three types are librdf's own (src/rdf_query_internal.h of 1.0.17, the same since
 * 1.0.11): it lets others register a query language, but installs no header for that.
 */
#include "queries/librdf_query.h"

#include <stdlib.h>
#include <string.h>

#include "graph/librdf_storage.h"
#include "graph/raptor_term.h"
#include "graph/vocabulary.h"
#include "queries/query.h"
#include "queries/results.h"

typedef struct answer answer;

struct librdf_query_s {
  librdf_world *world;
  int usage;
  void *context;
  librdf_query_factory *factory;
  librdf_query_results *results;
};

struct librdf_query_results_s {
  librdf_query *query;
  librdf_query_results *next;
};

struct librdf_query_factory_s {
  librdf_world *world;
  librdf_query_factory *next;
  char *name;
  librdf_uri *uri;
  size_t context_length;
  int (*init)(librdf_query *query, const char *name, librdf_uri *uri, const unsigned char *text,
              librdf_uri *base);
  int (*clone)(librdf_query *query, librdf_query *from);
  void (*terminate)(librdf_query *query);
  librdf_query_results *(*execute)(librdf_query *query, librdf_model *model);
  int (*get_limit)(librdf_query *query);
  int (*set_limit)(librdf_query *query, int limit);
  int (*get_offset)(librdf_query *query);
  int (*set_offset)(librdf_query *query, int offset);
  librdf_stream *(*results_as_stream)(librdf_query_results *results);
  int (*results_get_count)(librdf_query_results *results);
  int (*results_next)(librdf_query_results *results);
  int (*results_finished)(librdf_query_results *results);
  int (*results_get_bindings)(librdf_query_results *results, const char ***names,
                              librdf_node **values);
  librdf_node *(*results_get_binding_value)(librdf_query_results *results, int offset);
  const char *(*results_get_binding_name)(librdf_query_results *results, int offset);
  librdf_node *(*results_get_binding_value_by_name)(librdf_query_results *results,
                                                    const char *name);
  int (*results_get_bindings_count)(librdf_query_results *results);
  void (*free_results)(librdf_query_results *results);
  int (*results_is_bindings)(librdf_query_results *results);
  int (*results_is_boolean)(librdf_query_results *results);
  int (*results_is_graph)(librdf_query_results *results);
  int (*results_is_syntax)(librdf_query_results *results);
  int (*results_get_boolean)(librdf_query_results *results);
  librdf_query_results_formatter *(*new_results_formatter)(librdf_query_results *results,
                                                           const char *name, const char *mime_type,
                                                           librdf_uri *format_uri);
  void (*free_results_formatter)(librdf_query_results_formatter *formatter);
  int (*results_formatter_write)(raptor_iostream *out, librdf_query_results_formatter *formatter,
                                 librdf_query_results *results, librdf_uri *base);
};

/* librdf reads the first member of one. */
struct librdf_query_results_formatter_s {
  librdf_query_results *results;
  att_results_format format;
};

/* A query's context: what librdf asks for in its place. */
typedef struct {
  char *text, *base; /* owned; the base may be NULL */
  int limit, offset; /* of the program, beside those of the text; -1: none */
} asked;

/* Rows of terms: SELECT's solutions, or triples. librdf frees the struct itself with free(). */
struct answer {
  librdf_query_results head;
  att_arena arena;
  enum { SOLUTIONS, TRIPLES, TRUTH } kind;
  bool truth;
  size_t columns;
  const char **names; /* of the columns */
  att_view *views;    /* the same */
  struct {
    att_term **items; /* of `columns` terms each */
    size_t count, capacity;
  } rows;
  size_t at;
  size_t skip, most; /* rows that the program does not want, and those that it wants */
  bool full;         /* no row is wanted any more */
};

static answer *answer_of(librdf_query_results *results) {
  return (answer *)results;
}

static int init(librdf_query *query, const char *name, librdf_uri *uri, const unsigned char *text,
                librdf_uri *base) {
  (void)name, (void)uri;
  asked *what = query->context;
  what->text = strdup((const char *)text);
  what->base = base ? strdup((const char *)librdf_uri_as_string(base)) : NULL;
  what->limit = what->offset = -1;
  return !what->text || (base && !what->base);
}

static int clone(librdf_query *query, librdf_query *from) {
  asked *what = query->context, *old = from->context;
  what->text = strdup(old->text);
  what->base = old->base ? strdup(old->base) : NULL;
  what->limit = old->limit;
  what->offset = old->offset;
  return !what->text || (old->base && !what->base);
}

static void terminate(librdf_query *query) {
  asked *what = query->context;
  if (!what)
    return;
  free(what->text);
  free(what->base);
}

static att_view copy(att_arena *arena, att_view from) {
  return (att_view){from.size ? att_arena_copy(arena, from.data, from.size) : NULL, from.size};
}

static att_status no_room(const answer *to, att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_LIMIT, "the answer needs more than %zu MiB of memory",
                       to->arena.limit >> 20);
}

static att_status on_names(void *context, const att_view *names, size_t count, att_error *reterr) {
  answer *to = context;
  if (setjmp(to->arena.guard) != 0)
    return no_room(to, reterr);
  to->columns = count;
  to->names = ATT_NEW_ARRAY(&to->arena, const char *, count + 1);
  to->views = ATT_NEW_ARRAY(&to->arena, att_view, count + 1);
  for (size_t i = 0; i < count; i++) {
    to->names[i] = att_arena_copy(&to->arena, names[i].data, names[i].size);
    to->views[i] = (att_view){to->names[i], names[i].size};
  }
  return ATT_OK;
}

static att_status on_row(void *context, const att_term *terms, att_error *reterr) {
  answer *to = context;
  if (to->skip) {
    to->skip--;
    return ATT_OK;
  }
  to->full = to->rows.count == to->most;
  if (to->full) /* ends the query; no error, see execute() */
    return att_error_set(reterr, ATT_ERR_LIMIT, "no more rows are wanted");
  if (setjmp(to->arena.guard) != 0)
    return no_room(to, reterr);
  att_term *row = ATT_NEW_ARRAY(&to->arena, att_term, to->columns + 1);
  for (size_t i = 0; i < to->columns; i++)
    row[i] = (att_term){terms[i].kind, copy(&to->arena, terms[i].lexical),
                        copy(&to->arena, terms[i].datatype), copy(&to->arena, terms[i].language)};
  *ATT_PUSH(&to->arena, &to->rows) = row;
  return ATT_OK;
}

static att_status on_truth(void *context, bool truth, att_error *reterr) {
  answer *to = context;
  (void)reterr;
  to->kind = TRUTH;
  to->truth = truth;
  return ATT_OK;
}

static att_status on_quad(void *context, const att_term_quad *quad, att_error *reterr) {
  const att_term terms[] = {quad->s, quad->p, quad->o};
  return on_row(context, terms, reterr);
}

static att_status run(const asked *what, librdf_model *model, answer *to, att_error *error) {
  att_query_options options = {.base = what->base ? what->base : ATT_BASE_IRI};
  att_query_receiver receiver = {to, on_names, on_row, on_truth, on_quad};
  att_librdf_reading reading;
  ATT_TRY(att_librdf_reading_begin(model, &reading, error));
  to->kind = TRIPLES; /* until it says otherwise */
  to->columns = 3;
  att_status status =
      att_query_send(reading.txn, what->text, strlen(what->text), &options, &receiver, error);
  att_librdf_reading_end(&reading);
  if (to->names)
    to->kind = SOLUTIONS;
  return to->full ? ATT_OK : status;
}

static librdf_query_results *execute(librdf_query *query, librdf_model *model) {
  const asked *what = query->context;
  att_error error = {ATT_OK, ""};
  answer *to = calloc(1, sizeof *to);
  if (!to)
    return NULL;
  to->head.query = query;
  to->skip = what->offset > 0 ? (size_t)what->offset : 0;
  to->most = what->limit >= 0 ? (size_t)what->limit : SIZE_MAX;
  att_arena_init(&to->arena, 0);
  att_status status = run(what, model, to, &error);
  if (status == ATT_OK)
    return &to->head;
  librdf_log(query->world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_QUERY, NULL, "attache: %s",
             error.status == status ? error.message : att_status_phrase(status));
  att_arena_clear(&to->arena);
  free(to);
  return NULL;
}

static int get_limit(librdf_query *query) {
  return ((const asked *)query->context)->limit;
}

static int set_limit(librdf_query *query, int limit) {
  ((asked *)query->context)->limit = limit;
  return 0;
}

static int get_offset(librdf_query *query) {
  return ((const asked *)query->context)->offset;
}

static int set_offset(librdf_query *query, int offset) {
  ((asked *)query->context)->offset = offset;
  return 0;
}

static int finished(librdf_query_results *results) {
  const answer *from = answer_of(results);
  return from->kind != SOLUTIONS || from->at >= from->rows.count;
}

static int next(librdf_query_results *results) {
  answer_of(results)->at += !finished(results);
  return finished(results);
}

static int get_count(librdf_query_results *results) {
  const answer *from = answer_of(results);
  if (from->kind != SOLUTIONS)
    return -1;
  size_t count = from->at + !finished(results);
  return count > INT32_MAX ? INT32_MAX : (int)count;
}

static librdf_node *node(const answer *from, const att_term *term) {
  raptor_world *raptor = librdf_world_get_raptor(from->head.query->world);
  return term->kind ? att_term_to_raptor(raptor, term) : NULL;
}

static librdf_node *get_value(librdf_query_results *results, int offset) {
  const answer *from = answer_of(results);
  if (finished(results) || offset < 0 || (size_t)offset >= from->columns)
    return NULL;
  return node(from, &from->rows.items[from->at][offset]);
}

static const char *get_name(librdf_query_results *results, int offset) {
  const answer *from = answer_of(results);
  bool there = from->kind == SOLUTIONS && offset >= 0 && (size_t)offset < from->columns;
  return there ? from->names[offset] : NULL;
}

static librdf_node *get_value_by_name(librdf_query_results *results, const char *name) {
  const answer *from = answer_of(results);
  for (int i = 0; from->kind == SOLUTIONS && (size_t)i < from->columns; i++)
    if (strcmp(from->names[i], name) == 0)
      return get_value(results, i);
  return NULL;
}

static int get_bindings(librdf_query_results *results, const char ***names, librdf_node **values) {
  answer *from = answer_of(results);
  if (finished(results))
    return 1;
  if (names)
    *names = from->names;
  for (int i = 0; values && (size_t)i < from->columns; i++)
    values[i] = get_value(results, i);
  return 0;
}

static int get_bindings_count(librdf_query_results *results) {
  const answer *from = answer_of(results);
  return from->kind == SOLUTIONS ? (int)from->columns : -1;
}

static void free_results(librdf_query_results *results) {
  att_arena_clear(&answer_of(results)->arena);
}

static int is_bindings(librdf_query_results *results) {
  return answer_of(results)->kind == SOLUTIONS;
}

static int is_boolean(librdf_query_results *results) {
  return answer_of(results)->kind == TRUTH;
}

static int is_graph(librdf_query_results *results) {
  return answer_of(results)->kind == TRIPLES;
}

static int is_syntax(librdf_query_results *results) {
  (void)results;
  return 0;
}

static int get_boolean(librdf_query_results *results) {
  return is_boolean(results) ? answer_of(results)->truth : -1;
}

/* A graph's triples; a statement is made when asked for and kept until the next. */
typedef struct {
  answer *from;
  librdf_statement *statement;
} triples;

static int stream_end(void *context) {
  const triples *stream = context;
  return stream->from->at >= stream->from->rows.count;
}

static void forget(triples *stream) {
  if (stream->statement)
    librdf_free_statement(stream->statement);
  stream->statement = NULL;
}

static int stream_next(void *context) {
  triples *stream = context;
  forget(stream);
  stream->from->at += !stream_end(stream);
  return stream_end(stream);
}

static void *stream_get(void *context, int what) {
  triples *stream = context;
  answer *from = stream->from;
  if (what != LIBRDF_STREAM_GET_METHOD_GET_OBJECT || stream_end(stream))
    return NULL;
  const att_term *row = from->rows.items[from->at];
  if (!stream->statement)
    stream->statement = librdf_new_statement_from_nodes(
        from->head.query->world, node(from, &row[0]), node(from, &row[1]), node(from, &row[2]));
  return stream->statement;
}

static void stream_free(void *context) {
  forget(context);
  free(context);
}

static librdf_stream *as_stream(librdf_query_results *results) {
  triples *stream = is_graph(results) ? calloc(1, sizeof *stream) : NULL;
  if (!stream)
    return NULL;
  stream->from = answer_of(results);
  librdf_stream *made = librdf_new_stream(results->query->world, stream, stream_end, stream_next,
                                          stream_get, stream_free);
  if (!made)
    free(stream);
  return made;
}

/* Formats by the names that librdf's programs give, and by media type; XML where none is given. */
static att_results_format format_of(const char *name, const char *media, const char *uri) {
  static const struct {
    const char *media, *uri, *name;
  } known[] = {
      {"application/sparql-results+json", "http://www.w3.org/ns/formats/SPARQL_Results_JSON",
       "json"},
      {"application/sparql-results+xml", "http://www.w3.org/ns/formats/SPARQL_Results_XML", "xml"},
      {"application/xml", "http://www.w3.org/2005/sparql-results#", "xml"},
      {"text/csv", "http://www.w3.org/ns/formats/SPARQL_Results_CSV", "csv"},
      {"text/tab-separated-values", "http://www.w3.org/ns/formats/SPARQL_Results_TSV", "tsv"},
      {"text/html", "http://www.w3.org/1999/xhtml/", "html"}};
  if (!name && !media && !uri)
    return ATT_RESULTS_XML;
  for (size_t i = 0; i < sizeof known / sizeof *known && !name; i++)
    if ((media && strcmp(media, known[i].media) == 0) || (uri && strcmp(uri, known[i].uri) == 0))
      name = known[i].name;
  return name ? att_results_format_of(name) : ATT_RESULTS_NONE;
}

static librdf_query_results_formatter *new_formatter(librdf_query_results *results,
                                                     const char *name, const char *mime_type,
                                                     librdf_uri *uri) {
  att_results_format format =
      format_of(name, mime_type, uri ? (const char *)librdf_uri_as_string(uri) : NULL);
  librdf_query_results_formatter *formatter =
      format == ATT_RESULTS_NONE ? NULL : calloc(1, sizeof *formatter);
  if (!formatter)
    return NULL;
  formatter->results = results;
  formatter->format = format;
  return formatter;
}

static void free_formatter(librdf_query_results_formatter *formatter) {
  free(formatter);
}

static att_status to_iostream(void *context, const void *bytes, size_t size, att_error *reterr) {
  if ((size_t)raptor_iostream_write_bytes(bytes, 1, size, context) == size)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_IO, "writing failed");
}

/* From the current row on, as rasqal does. */
static int write_results(raptor_iostream *out, librdf_query_results_formatter *formatter,
                         librdf_query_results *results, librdf_uri *base) {
  answer *from = answer_of(results);
  att_error error;
  att_sink sink = {to_iostream, out};
  att_results text = {
      .format = formatter->format, .out = &sink, .names = from->views, .columns = from->columns};
  att_status status = ATT_ERR_USAGE;
  (void)base;
  if (from->kind == TRUTH) {
    status = att_results_truth(&text, from->truth, &error);
  } else if (from->kind == SOLUTIONS) {
    status = att_results_begin(&text, &error);
    for (; status == ATT_OK && !finished(results); next(results))
      status = att_results_row(&text, from->rows.items[from->at], &error);
    if (status == ATT_OK)
      status = att_results_end(&text, &error);
  }
  att_results_clear(&text);
  return status != ATT_OK;
}

static void fill_factory(librdf_query_factory *factory) {
  factory->context_length = sizeof(asked);
  factory->init = init;
  factory->clone = clone;
  factory->terminate = terminate;
  factory->execute = execute;
  factory->get_limit = get_limit;
  factory->set_limit = set_limit;
  factory->get_offset = get_offset;
  factory->set_offset = set_offset;
  factory->results_as_stream = as_stream;
  factory->results_get_count = get_count;
  factory->results_next = next;
  factory->results_finished = finished;
  factory->results_get_bindings = get_bindings;
  factory->results_get_binding_value = get_value;
  factory->results_get_binding_name = get_name;
  factory->results_get_binding_value_by_name = get_value_by_name;
  factory->results_get_bindings_count = get_bindings_count;
  factory->free_results = free_results;
  factory->results_is_bindings = is_bindings;
  factory->results_is_boolean = is_boolean;
  factory->results_is_graph = is_graph;
  factory->results_is_syntax = is_syntax;
  factory->results_get_boolean = get_boolean;
  factory->new_results_formatter = new_formatter;
  factory->free_results_formatter = free_formatter;
  factory->results_formatter_write = write_results;
}

void att_librdf_query_register(librdf_world *world) {
  enum { FIRST = 10011, LAST = 10017 }; /* 1.0.17 is librdf's last release */
  if (librdf_version_decimal >= FIRST && librdf_version_decimal <= LAST)
    librdf_query_register_factory(world, "attache", NULL, fill_factory);
}
