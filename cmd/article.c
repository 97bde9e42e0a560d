/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/article.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/document.h"
#include "extract/trace.h"
#include "graph/writer.h"
#include "text/segment.h"

enum { QUADS_FIRST = 512 }; /* as many as a short article has */

static const att_view NO_VIEW = {NULL, 0};

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
  att_buffer_clear(&a->trace);
  att_sorted_lines_clear(&a->lines);
  free(a->quads.items);
  a->quads.items = NULL;
}

void article_reset(article *a) {
  att_arena_reset(&a->arena);
  att_buffer_reset(&a->out);
  att_buffer_reset(&a->trace);
  att_sorted_lines_reset(&a->lines);
  a->quads.count = 0;
  a->status = ATT_OK;
}

static att_status no_memory(const article *a, att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "%s: no memory for the facts", a->record.name);
}

/* Room for one more of `items`, larger if need be; NULL where there is none. */
static void *widen(void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity)
    return items;
  size_t wider = *capacity > 0 ? *capacity * 2 : QUADS_FIRST;
  void *copy = realloc(items, wider * size);
  *capacity = copy != NULL ? wider : *capacity;
  return copy;
}

/* A sink that keeps a quad of the article, its context. Terms that emit sends live in the
 * document's arena or are constants, so that they are kept as they are. */
static att_status keep_quad(void *context, const att_term_quad *quad, att_error *reterr) {
  article *a = context;
  assert(quad->s.kind == ATT_TERM_IRI && quad->p.kind == ATT_TERM_IRI);
  article_triple *items = widen(a->quads.items, a->quads.count, &a->quads.capacity, sizeof *items);
  if (items == NULL)
    return no_memory(a, reterr);
  a->quads.items = items;
  a->quads.graph = quad->g;
  items[a->quads.count++] = (article_triple){quad->s.lexical, quad->p.lexical, quad->o};
  return ATT_OK;
}

static att_term_quad quad_at(const article *a, size_t i) {
  const article_triple *t = &a->quads.items[i];
  return (att_term_quad){{ATT_TERM_IRI, t->s, NO_VIEW, NO_VIEW},
                         {ATT_TERM_IRI, t->p, NO_VIEW, NO_VIEW},
                         t->o,
                         a->quads.graph};
}

att_status article_send(const article *a, const att_quad_sink *sink, att_error *reterr) {
  for (size_t i = 0; i < a->quads.count; i++) {
    att_term_quad quad = quad_at(a, i);
    ATT_TRY(sink->quad(sink->context, &quad, reterr));
  }
  return ATT_OK;
}

/* A sink that keeps the quad as a line of the article, its context. */
static att_status keep_line(void *context, const att_term_quad *quad, att_error *reterr) {
  article *a = context;
  return att_sorted_lines_add(&a->lines, quad) == ATT_OK ? ATT_OK : no_memory(a, reterr);
}

att_status article_sort(article *a, article_form form, att_error *reterr) {
  if (att_sorted_lines_write(&a->lines, form == ARTICLE_NQUADS, &a->out) != ATT_OK)
    return no_memory(a, reterr);
  return ATT_OK;
}

att_status article_emit(article *a, article_form form, att_error *reterr) {
  att_quad_sink sink = {form == ARTICLE_QUADS ? keep_quad : keep_line, a};
  return att_emit_facts(&a->facts, &sink, reterr);
}

void article_group_init(article_group *g) {
  for (size_t i = 0; i < ARTICLE_GROUP_MOST; i++)
    article_init(&g->items[i]);
  g->count = 0;
}

void article_group_clear(article_group *g) {
  for (size_t i = 0; i < ARTICLE_GROUP_MOST; i++)
    article_clear(&g->items[i]);
}

/* A step of the work; `stage`: of the facts', NULL for the others. */
typedef att_status step(article *a, const article_tools *tools, const att_facts_stage *stage,
                        att_error *reterr);

static att_status read_text(article *a, const article_tools *tools, const att_facts_stage *stage,
                            att_error *reterr) {
  (void)stage;
  const char *name = att_arena_copy(&a->arena, a->record.name, strlen(a->record.name));
  att_record record = a->record;
  record.name = name;
  ATT_TRY(att_reader_read(tools->reader, &record, &a->document, &a->arena, reterr));
  att_metadata *metadata = &a->document.metadata;
  metadata->url = tools->url != NULL ? tools->url : metadata->url;
  metadata->publisher = tools->publisher != NULL ? tools->publisher : metadata->publisher;
  metadata->issued = tools->date != NULL ? tools->date : metadata->issued;
  return ATT_OK;
}

static att_status analyse(article *a, const article_tools *tools, const att_facts_stage *stage,
                          att_error *reterr) {
  (void)stage;
  (void)reterr;
  att_segment_document(&a->document, tools->model);
  att_model_analyse_document(tools->model, &a->document);
  return ATT_OK;
}

static att_status begin_facts(article *a, const article_tools *tools, const att_facts_stage *stage,
                              att_error *reterr) {
  (void)stage;
  (void)reterr;
  att_facts_begin(&a->facts, &a->document, tools->lexicon, tools->model, NULL, 0);
  return ATT_OK;
}

static att_status find_facts(article *a, const article_tools *tools, const att_facts_stage *stage,
                             att_error *reterr) {
  (void)tools;
  (void)reterr;
  stage->run(&a->facts);
  return ATT_OK;
}

static att_status give_facts(article *a, const article_tools *tools, const att_facts_stage *stage,
                             att_error *reterr) {
  (void)stage;
  a->facts.least = tools->least_confidence;
  if (tools->trace && att_trace_write(&a->facts, &a->trace) != ATT_OK)
    return att_error_set(reterr, ATT_ERR_MEMORY, "%s: no memory for the trace", a->record.name);
  ATT_TRY(article_emit(a, tools->form, reterr));
  return article_sort(a, tools->form, reterr);
}

static void take_step(article *a, const article_tools *tools, step *run,
                      const att_facts_stage *stage) {
  if (a->status != ATT_OK)
    return;
  if (setjmp(a->arena.guard) == 0)
    a->status = run(a, tools, stage, &a->error);
  else
    a->status = att_error_set(&a->error, ATT_ERR_LIMIT, "%s: needs more memory than is allowed",
                              a->record.name);
}

static void take_steps(article_group *g, const article_tools *tools, step *run,
                       const att_facts_stage *stage) {
  for (size_t i = 0; i < g->count; i++)
    take_step(&g->items[i], tools, run, stage);
}

void article_find(article_group *g, const article_tools *tools) {
  take_steps(g, tools, read_text, NULL);
  take_steps(g, tools, analyse, NULL);
  take_steps(g, tools, begin_facts, NULL);
  for (const att_facts_stage *stage = att_facts_stages; stage->name != NULL; stage++)
    take_steps(g, tools, find_facts, stage);
  take_steps(g, tools, give_facts, NULL);
}

static att_status append_out(void *context, const void *bytes, size_t size, att_error *reterr) {
  article *a = context;
  if (att_buffer_append(&a->out, bytes, size) == ATT_OK)
    return ATT_OK;
  return no_memory(a, reterr);
}

att_status article_pretty(article *a, const char *format, att_error *reterr) {
  att_sink bytes = {append_out, a};
  att_writer *writer;
  ATT_TRY(att_writer_new(format, &bytes, &writer, reterr));
  att_quad_sink sink = att_writer_sink(writer);
  att_status status = article_send(a, &sink, reterr);
  if (status == ATT_OK)
    status = att_writer_end(writer, reterr);
  att_writer_free(writer);
  return status;
}

static bool has_year(const att_event *event) {
  return event->start != NULL && event->start[0] != '-';
}

article_counts article_count(const article *a) {
  const att_facts *f = &a->facts;
  article_counts found = {.names = f->nodes.count};
  for (size_t i = 0; i < f->tenures.count; i++)
    found.posts += f->tenures.items[i].evidence.confidence >= f->least;
  for (size_t i = 0; i < f->statements.count; i++)
    found.statements += f->statements.items[i].evidence.confidence >= f->least;
  for (size_t i = 0; i < f->events.count; i++) {
    const att_event *event = &f->events.items[i];
    if (event->evidence.confidence < f->least)
      continue;
    bool part = event->part_of != ATT_NO_ENTITY && has_year(&f->events.items[event->part_of]);
    found.events++;
    found.yearless += f->date == NULL && !has_year(event) && !part;
  }
  return found;
}
