/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/parse.h"

#include <raptor2.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "graph/ntriples.h"
#include "graph/raptor_term.h"
#include "graph/store_internal.h"

struct att_load_parser {
  const att_load_options *options;
  raptor_world *world;
  raptor_parser *raptor;
  raptor_uri *base;
  att_buffer label; /* a blank node's: this load's scope and the label in the file */
  size_t scope;     /* bytes of it that are the scope */
  unsigned long generated;
  bool by_lines, quads, started;
  att_buffer scratch; /* of unescaped text, or of a term as it stands in the piece */
  att_buffer last[4]; /* raptor's terms of the statement before, as they stand in the piece */
  att_piece *piece;   /* being read */
};

static att_status fail(att_load_parser *parser, att_status status, unsigned long line,
                       const char *what) {
  att_piece *piece = parser->piece;
  const char *name = parser->options->name;
  return piece->status = line ? att_error_set(&piece->error, status, "%s:%lu: %s", name, line, what)
                              : att_error_set(&piece->error, status, "%s: %s", name, what);
}

static att_status no_memory(att_load_parser *parser) {
  return parser->piece->status =
             att_error_set(&parser->piece->error, ATT_ERR_MEMORY, "out of memory");
}

/* Keeps the numbers that raptor gives apart from the file's own labels: "g1" and "u1". */
static unsigned char *name_blank(void *context, unsigned char *label) {
  att_load_parser *parser = context;
  size_t size = (label ? strlen((char *)label) : 20) + 2;
  unsigned char *name = raptor_alloc_memory(size);
  if (name && label)
    snprintf((char *)name, size, "u%s", (char *)label);
  else if (name)
    snprintf((char *)name, size, "g%lu", ++parser->generated);
  raptor_free_memory(label);
  return name;
}

static void on_log(void *context, raptor_log_message *message) {
  att_load_parser *parser = context;
  if (!parser->piece || message->level < RAPTOR_LOG_LEVEL_ERROR || parser->piece->status != ATT_OK)
    return;
  int line = message->locator ? message->locator->line : -1;
  fail(parser, ATT_ERR_SYNTAX, line > 0 ? (unsigned long)line : 0, message->text);
}

/* Appends the four least bytes, the least first: little-endian. */
static att_status append_size(att_buffer *out, size_t number) {
  uint32_t size = (uint32_t)number;
  return att_buffer_append(out, &size, sizeof size);
}

static att_status append_typed(const att_term *term, att_buffer *out) {
  ATT_TRY(att_buffer_append(out, "T", 1));
  ATT_TRY(append_size(out, term->datatype.size));
  ATT_TRY(append_size(out, term->lexical.size));
  ATT_TRY(att_buffer_append(out, term->datatype.data, term->datatype.size));
  return att_buffer_append(out, term->lexical.data, term->lexical.size);
}

static att_status append_coded(const att_term *term, att_buffer *out) {
  const size_t head = 1 + sizeof(uint64_t) + sizeof(uint32_t);
  size_t at = out->size;
  ATT_TRY(att_buffer_reserve(out, head));
  out->size += head;
  ATT_TRY(att_dict_code(term, ATT_ID_ANY, out));
  const uint8_t *coded = out->data + at + head;
  uint32_t size = (uint32_t)(out->size - at - head);
  uint64_t hash = att_dict_hash(coded, size);
  out->data[at] = coded[0];
  memcpy(out->data + at + 1, &hash, sizeof hash);
  memcpy(out->data + at + 1 + sizeof hash, &size, sizeof size);
  return ATT_OK;
}

/* Appends a term as it stands in a piece; ATT_ERR_SYNTAX: it is too long. */
static att_status append_term(att_load_parser *parser, att_term *term, att_buffer *out) {
  att_id id;
  uint64_t most = parser->options->most_term;
  if (most == 0 || most > UINT32_MAX / 4)
    most = UINT32_MAX / 4;
  if (term->lexical.size > most || term->datatype.size > most)
    return ATT_ERR_SYNTAX;
  if (term->kind == ATT_TERM_BLANK) {
    att_buffer *label = &parser->label;
    label->size = parser->scope;
    ATT_TRY(att_buffer_append(label, term->lexical.data, term->lexical.size));
    term->lexical = (att_view){(char *)label->data, label->size};
  }
  if (att_id_from_inline(term, &id)) {
    ATT_TRY(att_buffer_append(out, "N", 1));
    return att_buffer_append(out, &id, sizeof id);
  }
  return term->datatype.size && !term->language.size ? append_typed(term, out)
                                                     : append_coded(term, out);
}

static bool same(const att_buffer *a, const att_buffer *b) {
  return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

static att_status add_statement(att_load_parser *parser, const raptor_statement *statement) {
  const raptor_term *from[4] = {statement->subject, statement->predicate, statement->object,
                                statement->graph};
  att_buffer *out = &parser->piece->statements;
  size_t mask_at = out->size;
  uint8_t mask = statement->graph ? ATT_PIECE_IN_GRAPH : 0;
  ATT_TRY(att_buffer_append(out, &mask, 1));
  for (int i = 0; i < 4; i++) {
    if (!from[i])
      continue;
    att_term term = att_term_from_raptor(from[i]);
    att_buffer_reset(&parser->scratch);
    ATT_TRY(append_term(parser, &term, &parser->scratch));
    if (same(&parser->scratch, &parser->last[i]))
      continue;
    mask |= (uint8_t)(1 << i);
    ATT_TRY(att_buffer_append(out, parser->scratch.data, parser->scratch.size));
    att_buffer swap = parser->last[i];
    parser->last[i] = parser->scratch;
    parser->scratch = swap;
  }
  out->data[mask_at] = mask;
  parser->piece->count++;
  return ATT_OK;
}

/* A term that is longer than the options allow. */
static void too_long(att_load_parser *parser, unsigned long line) {
  char what[64];
  uint64_t most = parser->options->most_term ? parser->options->most_term : UINT32_MAX / 4;
  snprintf(what, sizeof what, "a term is longer than %llu bytes", (unsigned long long)most);
  fail(parser, ATT_ERR_SYNTAX, line, what);
}

static bool is_utf8(const raptor_parser *raptor) {
  static const char *const names[] = {"ntriples", "nquads", "turtle", "trig", "json"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(raptor_parser_get_name((raptor_parser *)(uintptr_t)raptor), names[i]) == 0)
      return true;
  return false;
}

/* Of the statement that raptor tells of; 0: its parsers of Turtle know when they fail alone. */
static unsigned long line_of(raptor_parser *raptor) {
  const raptor_locator *where = is_utf8(raptor) ? NULL : raptor_parser_get_locator(raptor);
  return where && where->line > 0 ? (unsigned long)where->line : 0;
}

static void on_statement(void *context, raptor_statement *statement) {
  att_load_parser *parser = context;
  att_status status = ATT_OK;
  if (parser->piece->status == ATT_OK)
    status = add_statement(parser, statement);
  if (status == ATT_ERR_SYNTAX) {
    too_long(parser, line_of(parser->raptor));
  } else if (status != ATT_OK) {
    no_memory(parser);
  }
  if (parser->piece->status != ATT_OK)
    raptor_parser_parse_abort(parser->raptor);
}

static void read_by_raptor(att_load_parser *parser, att_piece *piece) {
  int failed = 0;
  if (!parser->started)
    failed = raptor_parser_parse_start(parser->raptor, parser->base);
  parser->started = true;
  if (!failed && piece->input.size)
    failed = raptor_parser_parse_chunk(parser->raptor, piece->input.data, piece->input.size, 0);
  if (!failed && piece->status == ATT_OK && piece->last)
    failed = raptor_parser_parse_chunk(parser->raptor, NULL, 0, 1);
  if (failed && piece->status == ATT_OK)
    fail(parser, ATT_ERR_SYNTAX, 0, "not what its syntax asks");
}

static att_status add_tokens(att_load_parser *parser, const att_view tokens[4], att_view last[4]) {
  att_buffer *out = &parser->piece->statements;
  size_t mask_at = out->size;
  uint8_t mask = tokens[3].size ? ATT_PIECE_IN_GRAPH : 0;
  ATT_TRY(att_buffer_append(out, &mask, 1));
  for (int i = 0; i < 4; i++) {
    att_term term;
    if (!tokens[i].size || att_view_equal(tokens[i], last[i]))
      continue;
    mask |= (uint8_t)(1 << i);
    ATT_TRY(att_ntriples_term(tokens[i], &parser->scratch, &term));
    ATT_TRY(append_term(parser, &term, out));
    last[i] = tokens[i];
  }
  out->data[mask_at] = mask;
  parser->piece->count++;
  return ATT_OK;
}

static void read_lines(att_load_parser *parser, att_piece *piece) {
  const char *start = (const char *)piece->input.data;
  att_ntriples text = {start, start, start + piece->input.size, parser->quads,
                       parser->options->relative};
  att_view tokens[4], last[4] = {{NULL, 0}};
  att_error error;
  bool more = true;
  att_status status = ATT_OK, added = ATT_OK;
  while (status == ATT_OK && added == ATT_OK) {
    status = att_ntriples_next(&text, tokens, &more, &error);
    if (status == ATT_OK && !more)
      return;
    if (status == ATT_OK)
      added = add_tokens(parser, tokens, last);
  }
  const char *at = status == ATT_OK ? tokens[0].data : text.at;
  unsigned long line = piece->before + att_ntriples_lines(start, (size_t)(at - start)) + 1;
  if (status != ATT_OK)
    fail(parser, status, line, error.message);
  else if (added == ATT_ERR_SYNTAX)
    too_long(parser, line);
  else
    no_memory(parser);
}

/* JSON, Turtle and TriG: raptor looks at bytes, not characters. libxml2 knows other encodings. */
static void check_utf8(att_load_parser *parser, const att_piece *piece) {
  const char *bytes = (const char *)piece->input.data;
  size_t span = piece->input.size ? att_utf8_span(bytes, piece->input.size) : 0;
  char what[32];
  if (span == piece->input.size)
    return;
  snprintf(what, sizeof what, "not UTF-8: byte 0x%02X", (uint8_t)bytes[span]);
  fail(parser, ATT_ERR_SYNTAX, piece->before + att_ntriples_lines(bytes, span) + 1, what);
}

void att_load_parser_read(att_load_parser *parser, att_piece *piece) {
  parser->piece = piece;
  piece->status = ATT_OK;
  piece->count = 0;
  att_buffer_reset(&piece->statements);
  for (int i = 0; i < 4; i++)
    att_buffer_reset(&parser->last[i]);
  if (is_utf8(parser->raptor))
    check_utf8(parser, piece);
  if (piece->status == ATT_OK && parser->by_lines)
    read_lines(parser, piece);
  else if (piece->status == ATT_OK)
    read_by_raptor(parser, piece);
  parser->piece = NULL;
}

bool att_load_parser_by_lines(const att_load_parser *parser) {
  return parser->by_lines;
}

/* The syntax from the ending and the first bytes, or the one asked for; NULL for none. */
static raptor_parser *new_raptor(raptor_world *world, const att_load_options *options,
                                 const att_buffer *first) {
  const char *syntax = options->syntax;
  size_t named = strlen(options->name);
  bool packed = named > 3 && strcmp(options->name + named - 3, ".gz") == 0;
  char *name = strndup(options->name, packed ? named - 3 : named);
  if (!syntax && name)
    syntax = raptor_world_guess_parser_name(world, NULL, NULL, first->data,
                                            first->size < 1024 ? first->size : 1024,
                                            (const unsigned char *)name);
  free(name);
  if (!syntax || !raptor_world_is_parser_name(world, syntax))
    return NULL;
  raptor_parser *raptor = raptor_new_parser(world, syntax);
  if (raptor) {
    raptor_parser_set_option(raptor, RAPTOR_OPTION_NO_NET, NULL, 1);
    raptor_parser_set_option(raptor, RAPTOR_OPTION_NO_FILE, NULL, 1);
    raptor_parser_set_option(raptor, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  }
  return raptor;
}

/* A tree of all IRIs that raptor has seen would cost more than it saves here. */
static raptor_world *new_world(void) {
  raptor_world *world = raptor_new_world();
  if (!world)
    return NULL;
  raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_URI_INTERNING, 0);
  if (raptor_world_open(world) == 0)
    return world;
  raptor_free_world(world);
  return NULL;
}

static att_status unknown_syntax(const att_load_parser *parser, att_error *reterr) {
  char names[240] = "";
  const raptor_syntax_description *syntax;
  for (unsigned i = 0; (syntax = raptor_world_get_parser_description(parser->world, i)); i++) {
    size_t used = strlen(names);
    snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", syntax->names[0]);
  }
  return att_error_set(reterr, ATT_ERR_USAGE, "%s: unknown RDF syntax '%s'; there are %s",
                       parser->options->name, parser->options->syntax, names);
}

static att_status set_up(att_load_parser *parser, const att_buffer *first, att_error *reterr) {
  const att_load_options *options = parser->options;
  raptor_world_set_log_handler(parser->world, parser, on_log);
  raptor_world_set_generate_bnodeid_handler(parser->world, parser, name_blank);
  parser->raptor = new_raptor(parser->world, options, first);
  if (!parser->raptor && options->syntax)
    return unknown_syntax(parser, reterr);
  if (!parser->raptor)
    return att_error_set(reterr, ATT_ERR_SYNTAX,
                         "%s: its RDF syntax cannot be told: say --syntax NAME", options->name);
  raptor_parser_set_statement_handler(parser->raptor, parser, on_statement);
  parser->base = raptor_new_uri(parser->world, (const unsigned char *)options->base);
  if (!parser->base)
    return att_error_set(reterr, ATT_ERR_USAGE, "%s: no IRI: %s", options->name, options->base);
  const char *syntax = raptor_parser_get_name(parser->raptor);
  parser->quads = strcmp(syntax, "nquads") == 0;
  parser->by_lines = parser->quads || strcmp(syntax, "ntriples") == 0;
  return ATT_OK;
}

att_status att_load_parser_new(const att_load_options *options, const char *scope,
                               const att_buffer *first, att_load_parser **ret_parser,
                               att_error *reterr) {
  att_load_parser *parser = calloc(1, sizeof *parser);
  if (parser) {
    parser->options = options;
    parser->scope = strlen(scope);
    parser->world = new_world();
  }
  if (!parser || !parser->world || att_buffer_append(&parser->label, scope, parser->scope)) {
    att_load_parser_free(parser);
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  }
  att_status status = set_up(parser, first, reterr);
  if (status != ATT_OK)
    att_load_parser_free(parser);
  else
    *ret_parser = parser;
  return status;
}

void att_load_parser_free(att_load_parser *parser) {
  if (!parser)
    return;
  if (parser->base)
    raptor_free_uri(parser->base);
  if (parser->raptor)
    raptor_free_parser(parser->raptor);
  if (parser->world)
    raptor_free_world(parser->world);
  att_buffer_clear(&parser->label);
  att_buffer_clear(&parser->scratch);
  for (int i = 0; i < 4; i++)
    att_buffer_clear(&parser->last[i]);
  free(parser);
}
