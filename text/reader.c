/* SPDX-License-Identifier: Apache-2.0 */
#include "text/reader.h"

#include <stdlib.h>
#include <string.h>

#include "text/format.h"
#include "text/json.h"

/* In the order in which they are tried: plain text is what is left. */
static const att_format *const FORMATS[] = {&att_format_jsonl, &att_format_json, &att_format_html,
                                            &att_format_mail, &att_format_plain};
enum { FORMAT_COUNT = sizeof FORMATS / sizeof *FORMATS, SIGNATURE_MOST = 600 };

const char *const att_reader_formats[] = {"plain", "html", "json", "jsonl", "mail", NULL};

const att_format *att_format_of(const char *bytes, size_t size, bool whole) {
  if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
    bytes += 3;
    size -= 3;
  }
  size_t i = 0;
  while (i + 1 < FORMAT_COUNT && !FORMATS[i]->recognizes(bytes, size, whole))
    i++;
  return FORMATS[i];
}

const att_format *att_format_of_text(const char *bytes, size_t size) {
  return att_format_html.recognizes(bytes, size, true) ? &att_format_html : &att_format_plain;
}

static bool recognizes_plain(const char *bytes, size_t size, bool whole) {
  (void)bytes, (void)size, (void)whole;
  return true;
}

static att_status read_plain(const att_reader *reader, const att_record *record, att_source *source,
                             att_error *reterr) {
  (void)reader;
  ATT_TRY(att_source_take_text(source, record->name, record->bytes, record->size, reterr));
  source->text.size =
      att_source_above_signature((char *)source->text.data, source->text.size, SIGNATURE_MOST);
  return att_layout_split(source, 0) == ATT_OK ? ATT_OK
                                               : att_source_no_memory(record->name, reterr);
}

const att_format att_format_plain = {"plain", false, recognizes_plain, read_plain};

att_status att_reader_open(const att_reader_options *options, att_reader **ret_reader,
                           att_error *reterr) {
  const att_format *format = NULL;
  for (size_t i = 0; options->format != NULL && i < FORMAT_COUNT; i++)
    if (strcmp(FORMATS[i]->name, options->format) == 0)
      format = FORMATS[i];
  if (options->format != NULL && format == NULL)
    return att_error_set(reterr, ATT_ERR_USAGE,
                         "no such format: '%s'; there are plain, html, json, jsonl and mail",
                         options->format);
  ATT_TRY(att_json_check_fields(options->fields, reterr));
  att_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the reader");
  reader->options = *options;
  reader->format = format;
  if (reader->options.bytes_most == 0)
    reader->options.bytes_most = ATT_DOCUMENT_MOST;
  att_status status = att_boilerplate_open(&reader->boilerplate, reterr);
  if (status == ATT_OK)
    *ret_reader = reader;
  else
    free(reader);
  return status;
}

void att_reader_close(att_reader *reader) {
  if (reader == NULL)
    return;
  att_boilerplate_close(reader->boilerplate);
  free(reader);
}

/* What is taken apart lies outside the arena, and is given back when the arena runs out. */
static att_status lay_out(const att_reader *reader, const att_record *record, att_source *source,
                          att_document *document, att_arena *arena, att_error *reterr) {
  jmp_buf outer;
  memcpy(outer, arena->guard, sizeof outer);
  if (setjmp(arena->guard) != 0) {
    att_source_clear(source);
    memcpy(arena->guard, outer, sizeof outer);
    longjmp(arena->guard, 1);
  }
  att_status status = att_layout_build(reader->options.all ? NULL : reader->boilerplate, source,
                                       record->name, document, arena, reterr);
  memcpy(arena->guard, outer, sizeof outer);
  return status;
}

att_status att_reader_read(const att_reader *reader, const att_record *record,
                           att_document *document, att_arena *arena, att_error *reterr) {
  if (record->size > reader->options.bytes_most)
    return att_error_set(reterr, ATT_ERR_LIMIT,
                         "%s: %zu bytes, the limit is %zu; raise it with --max-bytes", record->name,
                         record->size, reader->options.bytes_most);
  const att_format *format = record->format != NULL ? record->format
                             : reader->format != NULL
                                 ? reader->format
                                 : att_format_of(record->bytes, record->size, true);
  att_source source = {0};
  att_status status = format->read(reader, record, &source, reterr);
  if (status == ATT_OK)
    status = lay_out(reader, record, &source, document, arena, reterr);
  att_source_clear(&source);
  return status;
}
