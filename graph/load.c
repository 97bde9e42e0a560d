/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/load.h"

#include <raptor2.h>
#include <stdlib.h>
#include <string.h>

#include "graph/raptor_term.h"

enum { CHUNK = 1 << 16 };

typedef struct {
  att_txn *txn;
  const att_load_options *options;
  raptor_parser *parser;
  att_buffer label; /* a blank node's: this load's scope and the label in the file */
  size_t scope;     /* bytes of it that are the scope */
  unsigned long generated;
  unsigned long lines; /* read so far, where UTF-8 is checked here */
  int expected;        /* bytes that the character at the end of the last piece lacks */
  uint64_t count;
  att_status status;
  att_error *reterr;
} load_run;

/* Keeps the numbers that raptor gives apart from the file's own labels: "g1" and "u1". */
static unsigned char *name_blank(void *context, unsigned char *label) {
  load_run *loader = context;
  size_t size = (label ? strlen((char *)label) : 20) + 2;
  unsigned char *name = raptor_alloc_memory(size);
  if (name && label)
    snprintf((char *)name, size, "u%s", (char *)label);
  else if (name)
    snprintf((char *)name, size, "g%lu", ++loader->generated);
  raptor_free_memory(label);
  return name;
}

static void on_log(void *context, raptor_log_message *message) {
  load_run *loader = context;
  if (message->level < RAPTOR_LOG_LEVEL_ERROR || loader->status != ATT_OK)
    return;
  int line = message->locator ? message->locator->line : -1;
  if (line > 0)
    loader->status = att_error_set(loader->reterr, ATT_ERR_SYNTAX, "%s:%d: %s",
                                   loader->options->name, line, message->text);
  else
    loader->status = att_error_set(loader->reterr, ATT_ERR_SYNTAX, "%s: %s", loader->options->name,
                                   message->text);
}

static att_status scope_blank(load_run *loader, att_term *term) {
  att_buffer *label = &loader->label;
  label->size = loader->scope;
  if (att_buffer_append(label, term->lexical.data, term->lexical.size))
    return att_error_set(loader->reterr, ATT_ERR_MEMORY, "out of memory");
  term->lexical = (att_view){(char *)label->data, label->size};
  return ATT_OK;
}

static att_status add_statement(load_run *loader, const raptor_statement *statement) {
  const raptor_term *from[4] = {statement->subject, statement->predicate, statement->object,
                                statement->graph};
  att_id ids[4] = {0, 0, 0, loader->options->graph};
  for (int i = 0; i < 4; i++) {
    if (!from[i])
      continue;
    att_term term = att_term_from_raptor(from[i]);
    if (term.kind == ATT_TERM_BLANK)
      ATT_TRY(scope_blank(loader, &term));
    ATT_TRY(att_txn_intern(loader->txn, &term, &ids[i], loader->reterr));
  }
  att_quad quad = {ids[0], ids[1], ids[2], ids[3]};
  loader->count++;
  return att_txn_add(loader->txn, &quad, loader->reterr);
}

static void on_statement(void *context, raptor_statement *statement) {
  load_run *loader = context;
  if (loader->status == ATT_OK)
    loader->status = add_statement(loader, statement);
  if (loader->status != ATT_OK)
    raptor_parser_parse_abort(loader->parser);
}

/* For the rest: raptor checks the UTF-8 of N-Triples and N-Quads, and libxml2 that of XML. */
static att_status check_utf8(load_run *loader, const unsigned char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = bytes[i];
    bool bad = loader->expected ? (byte & 0xC0) != 0x80 : byte >= 0x80 && byte < 0xC2;
    if (bad || byte > 0xF4)
      return att_error_set(loader->reterr, ATT_ERR_SYNTAX, "%s:%lu: not UTF-8: byte 0x%02X",
                           loader->options->name, loader->lines + 1, byte);
    if (loader->expected)
      loader->expected--;
    else if (byte >= 0x80)
      loader->expected = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    loader->lines += byte == '\n';
  }
  return ATT_OK;
}

static att_status parse(load_run *loader, raptor_world *world, FILE *file, unsigned char *chunk,
                        size_t size) {
  const char *name = loader->options->name;
  raptor_uri *base = raptor_new_uri(world, (const unsigned char *)loader->options->base);
  if (!base)
    return att_error_set(loader->reterr, ATT_ERR_USAGE, "%s: no IRI: %s", name,
                         loader->options->base);
  int failed = raptor_parser_parse_start(loader->parser, base);
  const char *syntax = raptor_parser_get_name(loader->parser);
  bool check = strcmp(syntax, "turtle") == 0 || strcmp(syntax, "trig") == 0 ||
               strcmp(syntax, "json") == 0;
  while (!failed && loader->status == ATT_OK && size) {
    if (check && (loader->status = check_utf8(loader, chunk, size)) != ATT_OK)
      break;
    failed = raptor_parser_parse_chunk(loader->parser, chunk, size, 0);
    size = fread(chunk, 1, CHUNK, file);
  }
  if (!failed && loader->status == ATT_OK)
    failed = raptor_parser_parse_chunk(loader->parser, NULL, 0, 1);
  raptor_free_uri(base);
  if (ferror(file))
    return att_error_set(loader->reterr, ATT_ERR_IO, "%s: cannot be read", name);
  if (failed && loader->status == ATT_OK)
    return att_error_set(loader->reterr, ATT_ERR_SYNTAX, "%s: not what its syntax asks", name);
  return loader->status;
}

/* The syntax from the ending and the first bytes, or the one asked for. */
static raptor_parser *new_parser(raptor_world *world, const att_load_options *options,
                                 const unsigned char *chunk, size_t size) {
  const char *syntax = options->syntax;
  size_t named = strlen(options->name);
  bool packed = named > 3 && strcmp(options->name + named - 3, ".gz") == 0;
  char *name = strndup(options->name, packed ? named - 3 : named);
  if (!syntax && name)
    syntax = raptor_world_guess_parser_name(world, NULL, NULL, chunk, size < 1024 ? size : 1024,
                                            (const unsigned char *)name);
  free(name);
  if (!syntax || !raptor_world_is_parser_name(world, syntax))
    return NULL;
  raptor_parser *parser = raptor_new_parser(world, syntax);
  if (parser) {
    raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
    raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
    raptor_parser_set_option(parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  }
  return parser;
}

att_status att_load_file(att_txn *txn, FILE *file, const att_load_options *options,
                         uint64_t *ret_count, att_error *reterr) {
  load_run loader = {.txn = txn, .options = options, .reterr = reterr};
  char scope[ATT_SCRATCH_SIZE];
  ATT_TRY(att_txn_new_blank(txn, scope, reterr));
  loader.scope = strlen(scope) + 1;
  if (att_buffer_append(&loader.label, scope, loader.scope))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  loader.label.data[loader.scope - 1] = 'x';
  raptor_world *world = raptor_new_world();
  unsigned char *chunk = malloc(CHUNK + 1);
  if (!world || !chunk) {
    free(chunk);
    raptor_free_world(world);
    att_buffer_clear(&loader.label);
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  }
  raptor_world_set_log_handler(world, &loader, on_log);
  raptor_world_set_generate_bnodeid_handler(world, &loader, name_blank);
  size_t size = fread(chunk, 1, CHUNK, file);
  chunk[size] = '\0';
  loader.parser = new_parser(world, options, chunk, size);
  att_status status;
  if (loader.parser) {
    raptor_parser_set_statement_handler(loader.parser, &loader, on_statement);
    status = parse(&loader, world, file, chunk, size);
    raptor_free_parser(loader.parser);
  } else {
    status = options->syntax
                 ? att_error_set(reterr, ATT_ERR_USAGE, "%s: unknown RDF syntax '%s'",
                                 options->name, options->syntax)
                 : att_error_set(reterr, ATT_ERR_SYNTAX,
                                 "%s: its RDF syntax cannot be told: say --syntax NAME",
                                 options->name);
  }
  raptor_free_world(world);
  free(chunk);
  att_buffer_clear(&loader.label);
  if (status == ATT_OK)
    *ret_count = loader.count;
  return status;
}
