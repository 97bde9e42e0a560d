/* SPDX-License-Identifier: Apache-2.0
 *
 * One article from a record to quads: what `ingest` does in each of its threads. The tools are
 * shared and never change; an article belongs to one thread at a time.
 */
#ifndef ATT_CMD_ARTICLE_H
#define ATT_CMD_ARTICLE_H

#include "extract/emit.h"
#include "text/reader.h"

typedef struct {
  att_reader *reader;
  att_model *model;
  att_lexicon *lexicon;
  const char *date, *url, *publisher; /* said by the user, instead of what the article says */
  float least_confidence;             /* of facts that are kept; 0: all */
  bool trace;                         /* into the article's trace */
} article_tools;

/* Opens reader, model and lexicon; article_tools_close() also after a failure. */
att_status article_tools_open(article_tools *tools, const att_reader_options *options,
                              att_error *reterr) ATT_MUST_CHECK;
void article_tools_close(article_tools *tools);

typedef struct {
  att_arena arena;
  att_buffer bytes, name, out, trace; /* the record's; what is to be printed */
  att_buffer unsorted;                /* the lines of `out`, as they come */
  att_record record;
  size_t file; /* files opened when it was taken, its own the last */
  att_document document;
  att_facts facts;
  struct { /* borrowed from the arena */
    att_term_quad *items;
    size_t count, capacity;
  } quads;
  att_status status; /* of all that was done so far */
  att_error error;
} article;

void article_init(article *a);
void article_clear(article *a);

/* Empties it for another record. */
void article_reset(article *a);

/* Keeps a quad of the article, which is the context of the sink. Terms that emit sends live in the
 * document's arena or are constants, so that they are kept as they are. */
att_status article_keep(void *context, const att_term_quad *quad, att_error *reterr);

/* Reads the article's record, finds its facts, and makes their quads; sets its status. */
void article_find(article *a, const article_tools *tools);

/* The quads as sorted lines of N-Triples (or N-Quads), each once, into its `out`. */
att_status article_lines(article *a, bool quads, att_error *reterr) ATT_MUST_CHECK;

/* The quads in one of att_writer_formats, into its `out`. */
att_status article_pretty(article *a, const char *format, att_error *reterr) ATT_MUST_CHECK;

#endif
