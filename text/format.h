/* SPDX-License-Identifier: Apache-2.0
 *
 * What a format's module gives to the reader: text and metadata of one record, as malloc'ed
 * buffers, before anything is laid into a document's arena. Internal to text/.
 */
#ifndef ATT_TEXT_FORMAT_H
#define ATT_TEXT_FORMAT_H

#include "text/boilerplate.h"
#include "text/reader.h"

typedef enum {
  ATT_FIELD_TITLE,
  ATT_FIELD_URL,
  ATT_FIELD_PUBLISHER,
  ATT_FIELD_CREATOR,
  ATT_FIELD_LANGUAGE,
  ATT_FIELD_ISSUED, /* "2025-02-25" */
  ATT_FIELD_COUNT
} att_field;

/* A paragraph that the format marks, bytes of the text. */
typedef struct {
  uint32_t begin, end;
  uint8_t kind; /* att_paragraph_kind */
} att_block;

/* A record taken apart. Life cycle: zeroed, filled, cleared. */
typedef struct {
  att_buffer text;
  char *fields[ATT_FIELD_COUNT]; /* owned; NULL where unknown */
  char *unread_date;             /* owned: the first that is none; NULL */
  uint32_t fields_found;         /* as att_metadata's */
  att_block *blocks;             /* owned */
  size_t block_count, block_capacity;
} att_source;

void att_source_clear(att_source *source);

/* Sets a field, white space collapsed, unless it is set or the value is empty. ATT_FIELD_ISSUED
 * takes any form that att_date_parse() or att_date_of_seconds() knows; the first of others is the
 * source's unread_date. */
att_status att_source_set(att_source *source, att_field field, const char *bytes,
                          size_t size) ATT_MUST_CHECK;

/* Appends a paragraph behind an empty line, white space collapsed; nothing where it is empty. */
att_status att_source_add(att_source *source, att_paragraph_kind kind, const char *bytes,
                          size_t size) ATT_MUST_CHECK;

/* Marks bytes of the text as a paragraph. */
att_status att_source_mark(att_source *source, att_paragraph_kind kind, size_t begin,
                           size_t end) ATT_MUST_CHECK;

/* Appends text as it is, but for carriage returns, soft hyphens and other characters without width,
 * and with plain spaces for no-break and thin ones, once it is checked. Errors as of
 * att_reader_read(). */
att_status att_source_take_text(att_source *source, const char *name, const char *bytes,
                                size_t size, att_error *reterr) ATT_MUST_CHECK;

/* Marks the paragraphs of plain text behind the byte `from`: parted by empty lines, or by line ends
 * where a text has no empty line; each item of a list is one. */
att_status att_layout_split(att_source *source, size_t from) ATT_MUST_CHECK;

/* Where the text ends above a mail's signature, which a line "-- " begins (RFC 3676, 4.3) and which
 * has at most so many bytes; `size` for none. */
size_t att_source_above_signature(const char *text, size_t size, size_t most);

/* A title, then plain text whose first paragraph may be that title. */
att_status att_source_take_article(att_source *source, const char *name, const char *title,
                                   const char *bytes, size_t size,
                                   att_error *reterr) ATT_MUST_CHECK;

/* Sets `reterr` for a record that no memory was left for. */
att_status att_source_no_memory(const char *name, att_error *reterr);

/* A format of text: plain, or a page where it looks like one. */
const att_format *att_format_of_text(const char *bytes, size_t size);
struct att_format {
  const char *name;
  bool lines; /* a record is a line of the file */
  /* Does a file that begins with these bytes look like it? `whole`: they are all there are. */
  bool (*recognizes)(const char *bytes, size_t size, bool whole);
  /* Fills a zeroed source, which the caller clears. Errors begin with the record's name. */
  att_status (*read)(const att_reader *reader, const att_record *record, att_source *source,
                     att_error *reterr);
};

extern const att_format att_format_plain, att_format_html, att_format_json, att_format_jsonl,
    att_format_mail;

struct att_reader {
  att_reader_options options;
  const att_format *format; /* forced, or NULL */
  att_boilerplate *boilerplate;
};

/* The format that the bytes look like; never NULL. */
const att_format *att_format_of(const char *bytes, size_t size, bool whole);

/* Lays a source out as a document: paragraphs with their kinds, metadata. `boilerplate` NULL: every
 * paragraph is body. */
att_status att_layout_build(const att_boilerplate *boilerplate, const att_source *source,
                            const char *name, att_document *document, att_arena *arena,
                            att_error *reterr) ATT_MUST_CHECK;

/* Reads a date: ISO 8601 with or without time, "May 4, 2024", "4 May 2024", RFC 5322's,
 * "31.07.2023", "27/07/2023" (not "07/06/2023", which may be June or July); "YYYY-MM" where no day
 * is given. False for others. `date` gets at most 10 characters and a NUL. */
bool att_date_parse(const char *text, size_t size, char date[11]);

/* The same where figures tell the month first: "05.06.2024", "05/06/2024" is 6 May. */
bool att_date_parse_american(const char *text, size_t size, char date[11]);

/* The day, at Greenwich, of seconds or milliseconds since 1970: ten or thirteen digits, a fraction.
 */
bool att_date_of_seconds(const char *text, size_t size, char date[11]);

/* 1 to 12 for a month's name, whole or cut short after its third letter; 0 for other words. */
unsigned att_date_month(const char *word, size_t size);

/* Where the text behind a paragraph's dateline begins ("PHNOM PENH, Feb. 25 -- ", "Hanoi (VNA) - ",
 * "Sarajevo, 9 May 2019 - ", with any dash); `begin` where it has none. */
uint32_t att_dateline_end(const char *text, uint32_t begin, uint32_t end);

/* The same of "ISLAMABAD: A delegation", one or two words in capitals before a colon, which only
 * the first paragraph of an article's text has for a dateline. */
uint32_t att_dateline_colon(const char *text, uint32_t begin, uint32_t end);

#endif
