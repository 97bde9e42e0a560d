/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/results_read.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/buffer.h"

/* What stands where: the parts of the binding at hand. */
typedef enum { PART_NONE, PART_NAME, PART_TYPE, PART_VALUE, PART_LANGUAGE, PART_DATATYPE } part;
enum { PARTS = PART_DATATYPE + 1 };

struct att_results_reader {
  const att_results_handler *handler;
  att_buffer parts[PARTS];
  att_term_kind kind;
  bool any;          /* there was a list of solutions */
  att_status status; /* the first failure */
  att_error error;
  yajl_handle json;
  size_t depth;          /* of maps and arrays */
  bool results, bindings; /* the keys at depth 1 and 2 are these */
  part field;
  xmlParserCtxtPtr xml;
  bool inside; /* an element that holds a term */
};

static bool fail(att_results_reader *reader, att_status status, const char *what) {
  if (reader->status == ATT_OK)
    reader->status = att_error_set(&reader->error, status, "%s", what);
  return false;
}

static bool set(att_results_reader *reader, part which, const void *bytes, size_t size) {
  if (att_buffer_append(&reader->parts[which], bytes, size))
    return fail(reader, ATT_ERR_MEMORY, "out of memory");
  return true;
}

static att_view view(const att_results_reader *reader, part which) {
  const att_buffer *text = &reader->parts[which];
  return (att_view){text->size ? (const char *)text->data : "", text->size};
}

static void forget(att_results_reader *reader) {
  for (int i = 0; i < PARTS; i++)
    att_buffer_reset(&reader->parts[i]);
  reader->kind = 0;
}

static bool give_binding(att_results_reader *reader) {
  att_term term = {.kind = reader->kind, .lexical = view(reader, PART_VALUE)};
  if (term.kind == 0 || reader->parts[PART_NAME].size == 0)
    return fail(reader, ATT_ERR_SYNTAX, "a binding without a name or a kind of term");
  if (term.kind == ATT_TERM_LITERAL) {
    term.language = view(reader, PART_LANGUAGE);
    if (term.language.size == 0 &&
        !att_view_equal(view(reader, PART_DATATYPE), att_view_of(ATT_XSD "string")))
      term.datatype = view(reader, PART_DATATYPE);
  }
  if (reader->status == ATT_OK)
    reader->status = reader->handler->binding(reader->handler->context, view(reader, PART_NAME),
                                              &term, &reader->error);
  forget(reader);
  return reader->status == ATT_OK;
}

static bool give_solution(att_results_reader *reader) {
  if (reader->status == ATT_OK)
    reader->status = reader->handler->solution(reader->handler->context, &reader->error);
  return reader->status == ATT_OK;
}

/* JSON: {"results": {"bindings": [{"x": {"type": "uri", "value": "…"}}]}}, of depths 1 to 5. */
enum { AT_LIST = 3, AT_SOLUTION = 4, AT_TERM = 5, DEEPEST = 100 };

static bool in_bindings(const att_results_reader *reader) {
  return reader->results && reader->bindings;
}

static int json_open(void *context) {
  att_results_reader *reader = context;
  if (++reader->depth > DEEPEST)
    return fail(reader, ATT_ERR_SYNTAX, "nested too deep");
  if (reader->depth == AT_LIST && in_bindings(reader))
    reader->any = true;
  return 1;
}

static int json_close_map(void *context) {
  att_results_reader *reader = context;
  size_t depth = reader->depth--;
  if (!in_bindings(reader) || depth < AT_SOLUTION)
    return 1;
  return depth == AT_TERM ? give_binding(reader) : depth > AT_TERM || give_solution(reader);
}

static int json_close_array(void *context) {
  ((att_results_reader *)context)->depth--;
  return 1;
}

static bool is(const unsigned char *text, size_t size, const char *word) {
  return size == strlen(word) && memcmp(text, word, size) == 0;
}

static int json_key(void *context, const unsigned char *text, size_t size) {
  static const struct {
    const char *key;
    part field;
  } fields[] = {{"type", PART_TYPE},
                {"value", PART_VALUE},
                {"xml:lang", PART_LANGUAGE},
                {"datatype", PART_DATATYPE}};
  att_results_reader *reader = context;
  reader->field = PART_NONE;
  if (reader->depth == 1)
    reader->results = is(text, size, "results");
  if (reader->depth == 2)
    reader->bindings = is(text, size, "bindings");
  if (reader->depth == AT_SOLUTION && in_bindings(reader)) {
    forget(reader);
    return set(reader, PART_NAME, text, size);
  }
  if (reader->depth == AT_TERM)
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
      if (is(text, size, fields[i].key))
        reader->field = fields[i].field;
  return 1;
}

static int json_string(void *context, const unsigned char *text, size_t size) {
  att_results_reader *reader = context;
  if (reader->depth != AT_TERM || !in_bindings(reader) || reader->field == PART_NONE)
    return 1;
  if (reader->field != PART_TYPE) {
    att_buffer_reset(&reader->parts[reader->field]);
    return set(reader, reader->field, text, size);
  }
  reader->kind = is(text, size, "uri")     ? ATT_TERM_IRI
                 : is(text, size, "bnode") ? ATT_TERM_BLANK
                 : is(text, size, "literal") || is(text, size, "typed-literal") ? ATT_TERM_LITERAL
                                                                                : 0;
  return reader->kind || fail(reader, ATT_ERR_SYNTAX, "an unknown kind of term");
}

static const yajl_callbacks json_callbacks = {.yajl_string = json_string,
                                              .yajl_start_map = json_open,
                                              .yajl_map_key = json_key,
                                              .yajl_end_map = json_close_map,
                                              .yajl_start_array = json_open,
                                              .yajl_end_array = json_close_array};

/* XML: <results><result><binding name=""><uri>…</uri></binding>…</result>…</results> */
static bool named(const xmlChar *name, const char *word) {
  return strcmp((const char *)name, word) == 0;
}

static void stop_xml(att_results_reader *reader) {
  xmlStopParser(reader->xml);
}

static void xml_open(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **unused, int count, int defaulted,
                     const xmlChar **attributes) {
  att_results_reader *reader = context;
  (void)prefix, (void)uri, (void)namespaces, (void)unused, (void)defaulted;
  att_term_kind kind = named(name, "uri")       ? ATT_TERM_IRI
                       : named(name, "bnode")   ? ATT_TERM_BLANK
                       : named(name, "literal") ? ATT_TERM_LITERAL
                                                : 0;
  reader->any = reader->any || named(name, "results");
  if (named(name, "binding"))
    forget(reader);
  if (kind) {
    reader->kind = kind;
    reader->inside = true;
  }
  for (int i = 0; i < count; i++) { /* name, prefix, IRI, value's start and end */
    const xmlChar **attribute = attributes + 5 * i;
    part which = named(attribute[0], "name") && named(name, "binding") ? PART_NAME
                 : kind && named(attribute[0], "datatype")             ? PART_DATATYPE
                 : kind && named(attribute[0], "lang")                 ? PART_LANGUAGE
                                                                       : PART_NONE;
    if (which && !set(reader, which, attribute[3], (size_t)(attribute[4] - attribute[3])))
      stop_xml(reader);
  }
}

static void xml_close(void *context, const xmlChar *name, const xmlChar *prefix,
                      const xmlChar *uri) {
  att_results_reader *reader = context;
  bool fine = true;
  (void)prefix, (void)uri;
  if (named(name, "binding"))
    fine = give_binding(reader);
  else if (named(name, "result"))
    fine = give_solution(reader);
  else if (named(name, "uri") || named(name, "bnode") || named(name, "literal"))
    reader->inside = false;
  if (!fine)
    stop_xml(reader);
}

static void xml_text(void *context, const xmlChar *text, int size) {
  att_results_reader *reader = context;
  if (reader->inside && !set(reader, PART_VALUE, text, (size_t)size))
    stop_xml(reader);
}

static void xml_dtd(void *context, const xmlChar *name, const xmlChar *external,
                    const xmlChar *system) {
  (void)name, (void)external, (void)system;
  fail(context, ATT_ERR_SYNTAX, "a document type declaration, which results do not have");
  stop_xml(context);
}

static void xml_error(void *context, xmlErrorPtr error) {
  att_results_reader *reader = context;
  char text[200];
  if (error->level < XML_ERR_ERROR || reader->status != ATT_OK)
    return;
  snprintf(text, sizeof text, "line %d: %.*s", error->line,
           error->message ? (int)strcspn(error->message, "\n") : 0,
           error->message ? error->message : "");
  fail(reader, ATT_ERR_SYNTAX, text);
}

static bool open_xml(att_results_reader *reader) {
  xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                       .startElementNs = xml_open,
                       .endElementNs = xml_close,
                       .characters = xml_text,
                       .cdataBlock = xml_text,
                       .internalSubset = xml_dtd,
                       .serror = xml_error};
  reader->xml = xmlCreatePushParserCtxt(&sax, reader, NULL, 0, NULL);
  if (reader->xml)
    xmlCtxtUseOptions(reader->xml, XML_PARSE_NONET);
  return reader->xml != NULL;
}

att_status att_results_reader_new(att_results_syntax syntax, const att_results_handler *handler,
                                  att_results_reader **ret_reader, att_error *reterr) {
  att_results_reader *reader = calloc(1, sizeof *reader);
  if (!reader)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  reader->handler = handler;
  bool fine = syntax == ATT_READ_XML
                  ? open_xml(reader)
                  : (reader->json = yajl_alloc(&json_callbacks, NULL, reader)) != NULL;
  if (!fine) {
    att_results_reader_free(reader);
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  }
  *ret_reader = reader;
  return ATT_OK;
}

static void fail_json(att_results_reader *reader) {
  unsigned char *text = yajl_get_error(reader->json, 0, NULL, 0);
  char message[200];
  snprintf(message, sizeof message, "%.*s", text ? (int)strcspn((char *)text, "\n") : 0,
           text ? (char *)text : "");
  if (text)
    yajl_free_error(reader->json, text);
  fail(reader, ATT_ERR_SYNTAX, message);
}

static att_status report(const att_results_reader *reader, att_error *reterr) {
  return reader->status == ATT_OK
             ? ATT_OK
             : att_error_set(reterr, reader->status, "%s", reader->error.message);
}

att_status att_results_reader_feed(att_results_reader *reader, const void *bytes, size_t size,
                                   att_error *reterr) {
  enum { PIECE = 1 << 20 };
  const char *from = bytes;
  for (size_t step; size > 0 && reader->status == ATT_OK; from += step, size -= step) {
    step = size < PIECE ? size : PIECE;
    if (reader->json) {
      if (yajl_parse(reader->json, (const unsigned char *)from, step) != yajl_status_ok)
        fail_json(reader);
    } else if (xmlParseChunk(reader->xml, from, (int)step, 0) != 0) {
      fail(reader, ATT_ERR_SYNTAX, "no XML");
    }
  }
  return report(reader, reterr);
}

att_status att_results_reader_end(att_results_reader *reader, att_error *reterr) {
  if (reader->status == ATT_OK && reader->json &&
      yajl_complete_parse(reader->json) != yajl_status_ok)
    fail_json(reader);
  if (reader->status == ATT_OK && reader->xml && xmlParseChunk(reader->xml, NULL, 0, 1) != 0)
    fail(reader, ATT_ERR_SYNTAX, "no XML");
  if (!reader->any)
    fail(reader, ATT_ERR_SYNTAX, "no list of solutions in it");
  return report(reader, reterr);
}

void att_results_reader_free(att_results_reader *reader) {
  if (!reader)
    return;
  if (reader->json)
    yajl_free(reader->json);
  if (reader->xml)
    xmlFreeParserCtxt(reader->xml);
  for (int i = 0; i < PARTS; i++)
    att_buffer_clear(&reader->parts[i]);
  free(reader);
}
