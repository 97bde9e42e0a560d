/* SPDX-License-Identifier: Apache-2.0
 *
 * One article from a record to quads: what `ingest` does in each of its threads. The tools are
 * shared and never change; an article belongs to one thread at a time.
 */
#ifndef ATT_CMD_ARTICLE_H
#define ATT_CMD_ARTICLE_H

#include "extract/emit.h"
#include "graph/sorted_lines.h"
#include "text/reader.h"

/* What becomes of an article's facts. */
typedef enum { ARTICLE_QUADS, ARTICLE_NTRIPLES, ARTICLE_NQUADS } article_form;

typedef struct {
  att_reader *reader;
  att_model *model;
  att_lexicon *lexicon;
  const char *date, *url, *publisher; /* said by the user, instead of what the article says */
  float least_confidence;             /* of facts that are kept; 0: all */
  bool trace;                         /* into the article's trace */
  article_form form;
} article_tools;

/* Opens reader, model and lexicon; article_tools_close() also after a failure. */
att_status article_tools_open(article_tools *tools, const att_reader_options *options,
                              att_error *reterr) ATT_MUST_CHECK;
void article_tools_close(article_tools *tools);

/* A quad without its graph; subject and predicate are IRIs. */
typedef struct {
  att_view s, p;
  att_term o;
} article_triple;

typedef struct {
  att_arena arena;
  att_buffer bytes, name, out, trace; /* the record's; what is to be printed */
  att_record record;
  size_t file; /* files opened when it was taken, its own the last */
  att_document document;
  att_facts facts;
  struct { /* as ARTICLE_QUADS; owned */
    article_triple *items;
    size_t count, capacity;
    att_term graph; /* of all of them */
  } quads;
  att_sorted_lines lines; /* as ARTICLE_NTRIPLES or ARTICLE_NQUADS; owned */
  att_status status;      /* of all that was done so far */
  att_error error;
} article;

void article_init(article *a);
void article_clear(article *a);

/* Empties it for another record. */
void article_reset(article *a);

/* Articles that are worked on together, each step for all of them before the next one: its code,
 * tables and weights are then in the processor's caches, which one short article would hardly pay
 * for. */
enum { ARTICLE_GROUP_MOST = 16 };
typedef struct {
  article items[ARTICLE_GROUP_MOST];
  size_t count;
} article_group;

void article_group_init(article_group *g);
void article_group_clear(article_group *g);

/* Reads the records of those that have not failed, and finds their facts, in the form that the
 * tools say; sets their status. */
void article_find(article_group *g, const article_tools *tools);

/* What was found in an article whose facts are emitted, and is sure enough to be kept. */
typedef struct {
  size_t names, posts, events, statements;
  size_t yearless; /* of the events: those without a year, where the article has no date either */
} article_counts;
article_counts article_count(const article *a);

/* The two steps behind the facts, by hand: these as quads or as unsorted lines; the lines sorted
 * into `out`, each once. */
att_status article_emit(article *a, article_form form, att_error *reterr) ATT_MUST_CHECK;
att_status article_sort(article *a, article_form form, att_error *reterr) ATT_MUST_CHECK;

/* Sends the quads on. Errors are the sink's. */
att_status article_send(const article *a, const att_quad_sink *sink,
                        att_error *reterr) ATT_MUST_CHECK;

/* The quads in one of att_writer_formats, into its `out`. */
att_status article_pretty(article *a, const char *format, att_error *reterr) ATT_MUST_CHECK;

#endif
