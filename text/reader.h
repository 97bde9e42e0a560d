/* SPDX-License-Identifier: Apache-2.0
 *
 * From bytes to a document: unpacks, tells the format, checks the encoding, takes text and metadata
 * out of it, finds paragraphs and what layout says of them (title, byline, caption, dateline,
 * boilerplate). One module a format behind att_format (text/format.h). Knows no sentences.
 *
 * A reader is opened once and never changes; threads share it. A record is one document's bytes.
 */
#ifndef ATT_TEXT_READER_H
#define ATT_TEXT_READER_H

#include "base/buffer.h"
#include "base/status.h"
#include "text/document.h"

enum { ATT_DOCUMENT_MOST = 16 << 20 }; /* bytes, where options say nothing */

typedef struct {
  const char *format;        /* one of att_reader_formats; NULL: told from the content */
  size_t bytes_most;         /* of a document, unpacked; 0: ATT_DOCUMENT_MOST */
  bool all;                  /* bylines, links and the like are body: for measuring */
  const char *const *fields; /* JSON: "text=body.plain", …, NULL-terminated; NULL: usual names */
} att_reader_options;

typedef struct att_reader att_reader;

extern const char *const att_reader_formats[]; /* NULL-terminated */

/* Reads the table of boilerplate. Strings of the options must outlive the reader. ATT_ERR_USAGE for
 * an unknown format or field; else the errors of att_table_open_data(). */
att_status att_reader_open(const att_reader_options *options, att_reader **ret_reader,
                           att_error *reterr) ATT_MUST_CHECK;
void att_reader_close(att_reader *reader);

typedef struct att_format att_format;

/* One document's bytes. */
typedef struct {
  const char *name;  /* for messages: "news.jsonl:7" */
  const char *bytes; /* borrowed */
  size_t size;
  const att_format *format; /* NULL: told from the content */
} att_record;

/* Makes a document of a record, in `arena`, whose guard must be set; the name must outlive it.
 * ATT_ERR_SYNTAX: no UTF-8, a byte that no text holds, not what the format says, or no text;
 * ATT_ERR_LIMIT: too large; ATT_ERR_MEMORY. */
att_status att_reader_read(const att_reader *reader, const att_record *record,
                           att_document *document, att_arena *arena,
                           att_error *reterr) ATT_MUST_CHECK;

/* A file as a series of records: one, or with JSON Lines one a line. gzip is unpacked on the way,
 * and no more than a record is held. One thread at a time. */
typedef struct att_input att_input;

/* `path` "-" is standard input. ATT_ERR_NOT_FOUND, ATT_ERR_IO, ATT_ERR_MEMORY. */
att_status att_input_open(const att_reader *reader, const char *path, att_input **ret_input,
                          att_error *reterr) ATT_MUST_CHECK;
void att_input_close(att_input *input);

/* The next record, into buffers of the caller's (emptied first): `bytes`, and `name` with its NUL.
 * *ret_more false: there is none. ATT_ERR_LIMIT for a record too large, ATT_ERR_SYNTAX for a broken
 * gzip file, ATT_ERR_IO; a further call goes on behind what failed. */
att_status att_input_next(att_input *input, att_buffer *bytes, att_buffer *name,
                          att_record *ret_record, bool *ret_more, att_error *reterr) ATT_MUST_CHECK;

#endif
