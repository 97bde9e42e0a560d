/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/writer.h"

#include <raptor2.h>
#include <string.h>

#include "graph/raptor_term.h"

const char *const att_writer_formats[] = {"turtle", "ntriples", "nquads", "rdfxml", NULL};

static const char *const prefixes[][2] = {
    {"dr", "https://w3id.org/defrel/ns#"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"itsrdf", "http://www.w3.org/2005/11/its/rdf#"},
    {"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
    {"org", "http://www.w3.org/ns/org#"},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"schema", "http://schema.org/"},
    {"sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"xsd", ATT_XSD},
};

typedef struct att_writer att_writer;

struct att_writer {
  att_txn *txn;
  const att_sink *sink;
  bool graphs; /* the fourth component is written */
  att_status (*quad)(att_writer *writer, const att_quad *quad, att_error *reterr);
  att_buffer line;
  raptor_world *world;
  raptor_serializer *serializer;
  att_status status; /* the sink's or raptor's */
  att_error *reterr;
};

static att_status write_term(att_writer *writer, att_id id, const char *behind, att_error *reterr) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  ATT_TRY(att_txn_term(writer->txn, id, scratch, &term, reterr));
  if (att_term_write(&term, &writer->line) ||
      att_buffer_append(&writer->line, behind, strlen(behind)))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  return ATT_OK;
}

static att_status write_line(att_writer *writer, const att_quad *quad, att_error *reterr) {
  bool graph = writer->graphs && quad->g != ATT_ID_DEFAULT_GRAPH;
  att_buffer_reset(&writer->line);
  ATT_TRY(write_term(writer, quad->s, " ", reterr));
  ATT_TRY(write_term(writer, quad->p, " ", reterr));
  ATT_TRY(write_term(writer, quad->o, graph ? " " : " .\n", reterr));
  if (graph)
    ATT_TRY(write_term(writer, quad->g, " .\n", reterr));
  return writer->sink->write(writer->sink->context, writer->line.data, writer->line.size, reterr);
}

static raptor_term *raptor_term_of(att_writer *writer, att_id id, att_error *reterr) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  if (att_txn_term(writer->txn, id, scratch, &term, reterr) != ATT_OK)
    return NULL;
  return att_term_to_raptor(writer->world, &term);
}

static att_status serialize(att_writer *writer, const att_quad *quad, att_error *reterr) {
  if (reterr)
    *reterr = (att_error){ATT_ERR_MEMORY, "out of memory"};
  raptor_statement statement;
  raptor_statement_init(&statement, writer->world);
  statement.subject = raptor_term_of(writer, quad->s, reterr);
  statement.predicate = raptor_term_of(writer, quad->p, reterr);
  statement.object = raptor_term_of(writer, quad->o, reterr);
  att_status status = ATT_ERR_MEMORY;
  if (statement.subject && statement.predicate && statement.object)
    status = raptor_serializer_serialize_statement(writer->serializer, &statement) ? ATT_ERR_IO
                                                                                   : ATT_OK;
  raptor_statement_clear(&statement);
  return writer->status != ATT_OK ? writer->status : status;
}

static int sink_byte(void *context, const int byte) {
  att_writer *writer = context;
  unsigned char value = (unsigned char)byte;
  if (writer->status == ATT_OK)
    writer->status = writer->sink->write(writer->sink->context, &value, 1, writer->reterr);
  return writer->status != ATT_OK;
}

static int sink_bytes(void *context, const void *bytes, size_t size, size_t count) {
  att_writer *writer = context;
  if (writer->status == ATT_OK)
    writer->status =
        writer->sink->write(writer->sink->context, bytes, size * count, writer->reterr);
  return writer->status == ATT_OK ? (int)count : -1;
}

static void on_log(void *context, raptor_log_message *message) {
  att_writer *writer = context;
  if (message->level >= RAPTOR_LOG_LEVEL_ERROR && writer->status == ATT_OK)
    writer->status = att_error_set(writer->reterr, ATT_ERR_IO, "%s", message->text);
}

static att_status write_all(att_writer *writer, const att_quad *pattern, att_error *reterr) {
  att_cursor *cursor;
  att_quad quad;
  bool more;
  bool once = !writer->graphs && pattern->g == ATT_ID_ANY;
  ATT_TRY(att_txn_scan(writer->txn, pattern, once ? ATT_SCAN_UNION : 0, &cursor, reterr));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, reterr)) == ATT_OK && more)
    if ((status = writer->quad(writer, &quad, reterr)) != ATT_OK)
      break;
  att_cursor_close(cursor);
  return status;
}

static const raptor_iostream_handler sink_handler = {
    .version = 2, .write_byte = sink_byte, .write_bytes = sink_bytes};

static att_status start_serializer(att_writer *writer, const char *name, raptor_iostream *stream) {
  writer->serializer = raptor_new_serializer(writer->world, name);
  if (!writer->serializer)
    return ATT_ERR_MEMORY;
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    raptor_uri *uri = raptor_new_uri(writer->world, (const unsigned char *)prefixes[i][1]);
    if (!uri)
      return ATT_ERR_MEMORY;
    raptor_serializer_set_namespace(writer->serializer, uri,
                                    (const unsigned char *)prefixes[i][0]);
    raptor_free_uri(uri);
  }
  return raptor_serializer_start_to_iostream(writer->serializer, NULL, stream) ? ATT_ERR_MEMORY
                                                                               : ATT_OK;
}

static att_status write_serialized(att_writer *writer, const att_quad *pattern, const char *name,
                                   att_error *reterr) {
  raptor_iostream *stream = NULL;
  att_status status = ATT_ERR_MEMORY;
  writer->reterr = reterr;
  if (reterr)
    *reterr = (att_error){ATT_ERR_MEMORY, "out of memory"};
  writer->world = raptor_new_world();
  if (writer->world && raptor_world_open(writer->world) == 0) {
    raptor_world_set_log_handler(writer->world, writer, on_log);
    stream = raptor_new_iostream_from_handler(writer->world, writer, &sink_handler);
  }
  if (stream)
    status = start_serializer(writer, name, stream);
  if (status == ATT_OK)
    status = write_all(writer, pattern, reterr);
  if (status == ATT_OK && raptor_serializer_serialize_end(writer->serializer))
    status = writer->status != ATT_OK ? writer->status : ATT_ERR_IO;
  if (status == ATT_OK)
    status = writer->status;
  if (writer->serializer)
    raptor_free_serializer(writer->serializer);
  if (stream)
    raptor_free_iostream(stream);
  raptor_free_world(writer->world);
  return status;
}

att_status att_writer_write(att_txn *txn, const att_quad *pattern, const char *format,
                            const att_sink *sink, att_error *reterr) {
  att_writer writer = {.txn = txn, .sink = sink, .quad = write_line};
  writer.graphs = strcmp(format, "nquads") == 0;
  if (writer.graphs || strcmp(format, "ntriples") == 0) {
    att_status status = write_all(&writer, pattern, reterr);
    att_buffer_clear(&writer.line);
    return status;
  }
  writer.quad = serialize;
  if (strcmp(format, "turtle") == 0)
    return write_serialized(&writer, pattern, "turtle", reterr);
  if (strcmp(format, "rdfxml") == 0)
    return write_serialized(&writer, pattern, "rdfxml-abbrev", reterr);
  return att_error_set(reterr, ATT_ERR_USAGE, "unknown format '%s'", format);
}
