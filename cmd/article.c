/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/article.h"

#include <stdlib.h>
#include <string.h>

#include "base/lines.h"
#include "cmd/document.h"
#include "extract/trace.h"
#include "graph/writer.h"
#include "text/segment.h"

enum { QUADS_FIRST = 512 }; /* as many as a short article has */

att_status article_tools_open(article_tools *tools, const att_reader_options *options,
                              att_error *reterr) {
  ATT_TRY(att_reader_open(options, &tools->reader, reterr));
  ATT_TRY(cmd_open_model(&tools->model, reterr));
  return att_lexicon_open(&tools->lexicon, reterr);
}

void article_tools_close(article_tools *tools) {
  att_reader_close(tools->reader);
  att_lexicon_close(tools->lexicon);
  att_model_close(tools->model);
}

void article_init(article *a) {
  memset(a, 0, sizeof *a);
  att_arena_init(&a->arena, 0);
}

void article_clear(article *a) {
  att_arena_clear(&a->arena);
  att_buffer_clear(&a->bytes);
  att_buffer_clear(&a->name);
  att_buffer_clear(&a->out);
  att_buffer_clear(&a->unsorted);
  att_buffer_clear(&a->trace);
}

void article_reset(article *a) {
  att_arena_reset(&a->arena);
  att_buffer_reset(&a->out);
  att_buffer_reset(&a->trace);
  a->quads.items = NULL;
  a->quads.count = a->quads.capacity = 0;
  a->status = ATT_OK;
}

att_status article_keep(void *context, const att_term_quad *quad, att_error *reterr) {
  article *a = context;
  (void)reterr;
  if (a->quads.items == NULL) {
    a->quads.capacity = QUADS_FIRST;
    a->quads.items = ATT_ROOM(&a->arena, att_term_quad, QUADS_FIRST);
  }
  a->quads.items =
      att_arena_grow(&a->arena, a->quads.items, a->quads.count, &a->quads.capacity, sizeof *quad);
  a->quads.items[a->quads.count++] = *quad;
  return ATT_OK;
}

static att_status find(article *a, const article_tools *tools, att_error *reterr) {
  const char *name = att_arena_copy(&a->arena, a->record.name, strlen(a->record.name));
  att_record record = a->record;
  record.name = name;
  ATT_TRY(att_reader_read(tools->reader, &record, &a->document, &a->arena, reterr));
  att_metadata *metadata = &a->document.metadata;
  metadata->url = tools->url != NULL ? tools->url : metadata->url;
  metadata->publisher = tools->publisher != NULL ? tools->publisher : metadata->publisher;
  metadata->issued = tools->date != NULL ? tools->date : metadata->issued;
  att_segment_document(&a->document, tools->model);
  att_model_analyse_document(tools->model, &a->document);
  att_facts_find(&a->facts, &a->document, tools->lexicon, tools->model, metadata->issued, 0);
  a->facts.least = tools->least_confidence;
  if (tools->trace && att_trace_write(&a->facts, &a->trace) != ATT_OK)
    return att_error_set(reterr, ATT_ERR_MEMORY, "%s: no memory for the trace", a->record.name);
  att_quad_sink sink = {article_keep, a};
  return att_emit_facts(&a->facts, &sink, reterr);
}

void article_find(article *a, const article_tools *tools) {
  if (setjmp(a->arena.guard) != 0) {
    a->status = att_error_set(&a->error, ATT_ERR_LIMIT, "%s: needs more memory than is allowed",
                              a->record.name);
    return;
  }
  a->status = find(a, tools, &a->error);
}

/* IRIs that have been written, by the address of their bytes: the same subject comes many times
 * in a row, and predicates are constants. */
enum { WRITTEN = 256 };
typedef struct {
  att_view iri;
  size_t at, size; /* in the buffer */
} written;

static att_status write_term(const att_term *term, written *all, att_buffer *out) {
  uintptr_t address = (uintptr_t)term->lexical.data;
  written *w = &all[(address ^ address >> 8) % WRITTEN];
  if (term->kind != ATT_TERM_IRI)
    return att_term_write(term, out);
  if (w->size == 0 || w->iri.data != term->lexical.data || w->iri.size != term->lexical.size) {
    size_t at = out->size;
    ATT_TRY(att_term_write(term, out));
    *w = (written){term->lexical, at, out->size - at};
    return ATT_OK;
  }
  ATT_TRY(att_buffer_reserve(out, w->size));
  return att_buffer_append(out, out->data + w->at, w->size);
}

static att_status write_quad(const att_term_quad *quad, bool quads, written *all, att_buffer *out) {
  const att_term *terms[] = {&quad->s, &quad->p, &quad->o, &quad->g};
  for (int i = 0; i < (quads ? 4 : 3); i++) {
    ATT_TRY(write_term(terms[i], all, out));
    ATT_TRY(att_buffer_append(out, " ", 1));
  }
  return att_buffer_append(out, ".\n", 2);
}

/* `starts`: where the line of each quad begins in `unsorted`, and behind the last. */
static att_status sort_lines(article *a, const size_t *starts) {
  att_line *lines = ATT_ROOM(&a->arena, att_line, a->quads.count);
  const char *text = (const char *)a->unsorted.data;
  for (size_t i = 0; i < a->quads.count; i++)
    lines[i] = (att_line){.at = text + starts[i], .size = starts[i + 1] - starts[i]};
  att_lines_sort(lines, a->quads.count);
  for (size_t i = 0; i < a->quads.count; i++)
    if (i == 0 || lines[i - 1].size != lines[i].size ||
        memcmp(lines[i - 1].at, lines[i].at, lines[i].size) != 0)
      ATT_TRY(att_buffer_append(&a->out, lines[i].at, lines[i].size));
  return ATT_OK;
}

static att_status write_lines(article *a, bool quads) {
  if (setjmp(a->arena.guard) != 0)
    return ATT_ERR_MEMORY;
  size_t *starts = ATT_ROOM(&a->arena, size_t, a->quads.count + 1);
  written all[WRITTEN] = {0};
  att_buffer_reset(&a->unsorted);
  for (size_t i = 0; i < a->quads.count; i++) {
    starts[i] = a->unsorted.size;
    ATT_TRY(write_quad(&a->quads.items[i], quads, all, &a->unsorted));
  }
  starts[a->quads.count] = a->unsorted.size;
  return sort_lines(a, starts);
}

att_status article_lines(article *a, bool quads, att_error *reterr) {
  att_status status = write_lines(a, quads);
  return status == ATT_OK
             ? ATT_OK
             : att_error_set(reterr, status, "%s: no memory for the facts", a->record.name);
}

static att_status append_out(void *context, const void *bytes, size_t size, att_error *reterr) {
  article *a = context;
  if (att_buffer_append(&a->out, bytes, size) == ATT_OK)
    return ATT_OK;
  return att_error_set(reterr, ATT_ERR_MEMORY, "%s: no memory for the facts", a->record.name);
}

att_status article_pretty(article *a, const char *format, att_error *reterr) {
  att_sink bytes = {append_out, a};
  att_writer *writer;
  ATT_TRY(att_writer_new(format, &bytes, &writer, reterr));
  att_quad_sink sink = att_writer_sink(writer);
  att_status status = ATT_OK;
  for (size_t i = 0; i < a->quads.count && status == ATT_OK; i++)
    status = sink.quad(sink.context, &a->quads.items[i], reterr);
  if (status == ATT_OK)
    status = att_writer_end(writer, reterr);
  att_writer_free(writer);
  return status;
}
