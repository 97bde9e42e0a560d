/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/writer.h"

#include <stdlib.h>
#include <string.h>

#include "graph/writer_internal.h"

static const att_format *const formats[] = {
    &att_format_turtle, &att_format_trig,   &att_format_ntriples, &att_format_nquads,
    &att_format_rdfxml, &att_format_jsonld, &att_format_dot};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *const att_writer_formats[] = {"turtle", "trig",   "ntriples", "nquads",
                                          "rdfxml", "jsonld", "dot",      NULL};

struct att_writer {
  const att_format *format;
  att_out out;
  bool gather;      /* first all quads, to put them in order */
  att_quad_set set; /* where it does */
};

static const att_format *find_format(const char *name) {
  for (int i = 0; i < FORMATS; i++)
    if (strcmp(formats[i]->name, name) == 0)
      return formats[i];
  return NULL;
}

bool att_writer_has_graphs(const char *format) {
  const att_format *found = find_format(format);
  return found && found->graphs;
}

att_status att_writer_new(const char *format, const att_sink *bytes, att_writer **ret_writer,
                          att_error *reterr) {
  const att_format *found = find_format(format);
  if (!found)
    return att_error_set(reterr, ATT_ERR_USAGE, "unknown format '%s'", format);
  att_writer *writer = calloc(1, sizeof *writer);
  if (!writer)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  writer->format = found;
  writer->out.sink = bytes;
  writer->gather = found->set != NULL;
  att_quad_set_init(&writer->set, !found->graphs);
  *ret_writer = writer;
  return ATT_OK;
}

static att_status report(const att_out *out, att_error *reterr) {
  if (out->error.status == ATT_OK)
    return ATT_OK;
  return att_error_set(reterr, out->error.status, "%s", out->error.message);
}

static att_status take_quad(void *context, const att_term_quad *quad, att_error *reterr) {
  att_writer *writer = context;
  if (writer->gather)
    return att_quad_set_add(&writer->set, quad, reterr);
  writer->format->quad(&writer->out, quad);
  return report(&writer->out, reterr);
}

att_quad_sink att_writer_sink(att_writer *writer) {
  return (att_quad_sink){take_quad, writer};
}

size_t att_writer_held(const att_writer *writer) {
  const att_quad_set *set = &writer->set;
  return set->capacity * sizeof *set->quads + set->term_capacity * sizeof *set->terms +
         set->slot_count * sizeof *set->slots + set->bytes.capacity + writer->out.buffer.capacity;
}

/* Line by line, of a format that needs no set. */
static void write_lines(att_out *out, const att_quad_set *set, const att_format *format) {
  for (size_t i = 0; i < set->count && out->error.status == ATT_OK; i++) {
    const att_set_quad *quad = &set->quads[i];
    att_term_quad terms = {att_quad_set_term(set, quad->s), att_quad_set_term(set, quad->p),
                           att_quad_set_term(set, quad->o), (att_term){0}};
    if (quad->g != 0)
      terms.g = att_quad_set_term(set, quad->g);
    format->quad(out, &terms);
  }
}

att_status att_writer_end(att_writer *writer, att_error *reterr) {
  const att_format *format = writer->format;
  if (writer->gather) {
    ATT_TRY(att_quad_set_sort(&writer->set, reterr));
    if (format->set == NULL)
      write_lines(&writer->out, &writer->set, format);
    else if (format->set(&writer->out, &writer->set) != ATT_OK)
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  }
  att_out_flush(&writer->out);
  return report(&writer->out, reterr);
}

void att_writer_free(att_writer *writer) {
  if (!writer)
    return;
  att_quad_set_clear(&writer->set);
  att_buffer_clear(&writer->out.buffer);
  free(writer);
}

att_status att_writer_write(att_txn *txn, const att_quad *pattern, const att_id *without,
                            const char *format, bool evidence, const att_sink *sink,
                            att_error *reterr) {
  att_writer *writer;
  ATT_TRY(att_writer_new(format, sink, &writer, reterr));
  writer->gather = true;
  bool merge = !writer->format->graphs && pattern->g == ATT_ID_ANY;
  att_quad_sink into = att_writer_sink(writer);
  att_quad_sink filter = att_evidence_filter(&into);
  att_status status = att_store_send(txn, pattern, without, merge ? ATT_SCAN_UNION : 0,
                                     evidence ? &into : &filter, reterr);
  if (status == ATT_OK)
    status = att_writer_end(writer, reterr);
  att_writer_free(writer);
  return status;
}
