/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "queries/parse.h"

/* The bytes of the character at `text` (RFC 3629), or 0 where there is none. */
static size_t character(const unsigned char *text, size_t size) {
  static const struct {
    unsigned char from, to, low, high; /* lead bytes, and the second byte's range */
    size_t size;
  } rows[] = {{0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2},
              {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
              {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
              {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
              {0xf4, 0xf4, 0x80, 0x8f, 4}};
  size_t i = 0, row = 0;
  while (row < sizeof rows / sizeof *rows && (*text < rows[row].from || *text > rows[row].to))
    row++;
  if (row == sizeof rows / sizeof *rows || rows[row].size > size)
    return 0;
  for (i = 1; i < rows[row].size; i++)
    if (text[i] < (i == 1 ? rows[row].low : 0x80) || text[i] > (i == 1 ? rows[row].high : 0xbf))
      return 0;
  return rows[row].size;
}

static void check_utf8(att_parser *parser) {
  const unsigned char *text = (const unsigned char *)parser->source;
  for (size_t i = 0, size; i < parser->size; i += size) {
    size = character(text + i, parser->size - i);
    if (size == 0)
      att_parse_fail(parser, ATT_ERR_SYNTAX, i, 1, "found byte 0x%02X, expected UTF-8", text[i]);
    if (text[i] == '\0')
      att_parse_fail(parser, ATT_ERR_SYNTAX, i, 1, "found a NUL, which no query has");
  }
}

static size_t write_utf8(char *out, uint32_t c) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  static const uint32_t lead[] = {0, 0xc0, 0xe0, 0xf0};
  out[0] = (char)(lead[more] | c >> (6 * more));
  for (size_t i = 1; i <= more; i++)
    out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3f));
  return more + 1;
}

static uint32_t read_hex(att_parser *parser, size_t at, size_t digits) {
  uint32_t c = 0;
  for (size_t i = 0; i < digits; i++) {
    const char *hex = "0123456789abcdef0123456789ABCDEF", *found = NULL;
    if (at + 2 + i < parser->size && parser->source[at + 2 + i] != 0)
      found = strchr(hex, parser->source[at + 2 + i]);
    if (!found)
      att_parse_fail(parser, ATT_ERR_SYNTAX, at, 2, "expected %zu hexadecimal digits", digits);
    c = c << 4 | (uint32_t)((found - hex) & 15);
  }
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
    att_parse_fail(parser, ATT_ERR_SYNTAX, at, digits + 2, "this is no character");
  return c;
}

/* Code point escapes are replaced before the grammar applies (section 19.2). */
static void replace_escapes(att_parser *parser) {
  if (!memchr(parser->source, '\\', parser->size))
    return;
  char *out = att_arena_alloc(parser->arena, parser->size + 1);
  size_t used = 0;
  for (size_t i = 0; i < parser->size; i++) {
    char c = parser->source[i], next = i + 1 < parser->size ? parser->source[i + 1] : 0;
    if (c != '\\' || next == 0) {
      out[used++] = c;
    } else if (next == 'u' || next == 'U') {
      size_t digits = next == 'u' ? 4 : 8;
      used += write_utf8(out + used, read_hex(parser, i, digits));
      i += digits + 1;
      *ATT_PUSH(parser->arena, &parser->escapes) = (att_parse_escape){used, i + 1 - used};
    } else {
      out[used++] = c;
      out[used++] = next;
      i++;
    }
  }
  parser->source = out;
  parser->size = used;
}

att_status att_parse(att_arena *arena, const char *source, size_t size,
                     const att_parse_options *options, att_ast **ret_root,
                     att_parse_place *ret_place, att_error *reterr) {
  att_parser parser = {.arena = arena,
                       .written = source,
                       .written_size = size,
                       .source = source,
                       .size = size,
                       .options = *options};
  att_parser *volatile at = &parser;
  if (ret_place)
    *ret_place = (att_parse_place){0};
  if (setjmp(arena->guard) != 0) {
    if (at->error.status == ATT_OK)
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
    if (ret_place)
      *ret_place = at->place;
    return att_error_set(reterr, at->error.status, "%s", at->error.message);
  }
  parser.base = options->base;
  check_utf8(&parser);
  replace_escapes(&parser);
  att_lexer_next(&parser);
  att_ast *root = options->update ? att_parse_update(&parser) : att_parse_query(&parser);
  if (parser.token.kind != TOKEN_END)
    att_parse_expected(&parser, "the end");
  if (parser.base)
    root->term = att_term_iri(parser.base);
  *ret_root = root;
  return ATT_OK;
}
