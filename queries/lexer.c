/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "queries/parse.h"

/* Where in the source as written that byte stood. While escapes are replaced, that is `source`. */
static size_t origin(const att_parser *parser, size_t at) {
  size_t more = 0;
  for (size_t i = 0; parser->source != parser->written && i < parser->escapes.count; i++)
    if (parser->escapes.items[i].to <= at)
      more = parser->escapes.items[i].more;
  return at + more;
}

static void set_place(att_parser *parser, size_t offset, size_t size) {
  att_parse_place *place = &parser->place;
  size_t from = origin(parser, offset), end = origin(parser, offset + size);
  *place = (att_parse_place){.line = 1, .column = 1, .offset = from, .size = end - from};
  for (size_t i = 0; i < from && i < parser->written_size; i++) {
    if (parser->written[i] == '\n') {
      place->line++;
      place->column = 1;
      place->start = i + 1;
    } else if ((parser->written[i] & 0xc0) != 0x80) {
      place->column++;
    }
  }
}

void att_parse_fail(att_parser *parser, att_status status, size_t offset, size_t size,
                    const char *format, ...) {
  char text[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  set_place(parser, offset, size);
  att_error_set(&parser->error, status, "line %zu, column %zu: %s", parser->place.line,
                parser->place.column, text);
  longjmp(parser->arena->guard, 1);
}

void att_parse_expected(att_parser *parser, const char *what) {
  const att_token *token = &parser->token;
  if (token->kind == TOKEN_END)
    att_parse_fail(parser, ATT_ERR_SYNTAX, token->offset, 0, "found the end, expected %s", what);
  int shown = token->size > 60 ? 60 : (int)token->size;
  att_parse_fail(parser, ATT_ERR_SYNTAX, token->offset, token->size, "found '%.*s', expected %s",
                 shown, parser->source + token->offset, what);
}

static bool equals(att_view text, const char *word, bool exact) {
  size_t size = strlen(word);
  return text.size == size && (exact ? memcmp(text.data, word, size) == 0
                                     : strncasecmp(text.data, word, size) == 0);
}

bool att_parse_is_sign(const att_parser *parser, const char *sign) {
  return parser->token.kind == TOKEN_SIGN && equals(parser->token.text, sign, true);
}

bool att_parse_is_word(const att_parser *parser, const char *word) {
  bool exact = strcmp(word, "a") == 0;
  return parser->token.kind == TOKEN_WORD && equals(parser->token.text, word, exact);
}

bool att_parse_sign(att_parser *parser, const char *sign) {
  bool found = att_parse_is_sign(parser, sign);
  if (found)
    att_lexer_next(parser);
  return found;
}

bool att_parse_word(att_parser *parser, const char *word) {
  bool found = att_parse_is_word(parser, word);
  if (found)
    att_lexer_next(parser);
  return found;
}

void att_parse_need(att_parser *parser, const char *sign) {
  char what[16];
  snprintf(what, sizeof what, "'%s'", sign);
  if (!att_parse_sign(parser, sign))
    att_parse_expected(parser, what);
}

void att_parse_need_word(att_parser *parser, const char *word) {
  if (!att_parse_word(parser, word))
    att_parse_expected(parser, word);
}

static int peek(const att_parser *parser, size_t at) {
  return at < parser->size ? (unsigned char)parser->source[at] : -1;
}

static bool is_digit(int c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static bool is_hex(int c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_name(int c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

static void skip_space(att_parser *parser) {
  for (;; parser->at++) {
    int c = peek(parser, parser->at);
    if (c == '#') {
      while (peek(parser, parser->at) != -1 && peek(parser, parser->at) != '\n' &&
             peek(parser, parser->at) != '\r')
        parser->at++;
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      return;
    }
    if (parser->at >= parser->size)
      return;
  }
}

/* The end of <…> from `at`, or 0 where that is no IRI reference. */
static size_t iri_end(const att_parser *parser, size_t at) {
  for (size_t i = at + 1;; i++) {
    int c = peek(parser, i);
    if (c == '>')
      return i;
    if (c <= 0x20 || strchr("<\"{}|^`\\", c))
      return 0;
  }
}

static void take(att_parser *parser, att_token_kind kind, size_t skip, size_t end, size_t back) {
  size_t from = parser->at;
  parser->token = (att_token){
      kind, {parser->source + from + skip, end - from - skip - back}, from, end - from};
  parser->at = end;
}

static size_t number_end(const att_parser *parser, size_t at, att_token_kind *kind) {
  size_t i = at;
  *kind = TOKEN_INTEGER;
  while (is_digit(peek(parser, i)))
    i++;
  size_t whole = i;
  if (peek(parser, i) == '.') {
    for (i++; is_digit(peek(parser, i));)
      i++;
    if (i > whole + 1)
      *kind = TOKEN_DECIMAL;
  }
  size_t e = i;
  if ((peek(parser, e) == 'e' || peek(parser, e) == 'E') && (whole > at || i > whole + 1)) {
    e++;
    if (peek(parser, e) == '+' || peek(parser, e) == '-')
      e++;
    if (is_digit(peek(parser, e))) {
      *kind = TOKEN_DOUBLE;
      while (is_digit(peek(parser, e)))
        e++;
      return e;
    }
  }
  return *kind == TOKEN_INTEGER ? whole : i;
}

static void string_escape(att_parser *parser, char *out, size_t *used, size_t at) {
  static const char from[] = "tbnrf\\\"'", to[] = "\t\b\n\r\f\\\"'";
  int c = peek(parser, at);
  const char *found = c > 0 ? strchr(from, c) : NULL;
  if (!found)
    att_parse_fail(parser, ATT_ERR_SYNTAX, at - 1, 2, "no such escape in a string");
  out[(*used)++] = to[found - from];
}

static void lex_string(att_parser *parser) {
  size_t start = parser->at, i = start;
  int quote = peek(parser, i);
  bool extended = peek(parser, i + 1) == quote && peek(parser, i + 2) == quote;
  i += extended ? 3 : 1;
  size_t close = i;
  while (peek(parser, close) != -1 && !(peek(parser, close) == quote && !extended) &&
         !(extended && peek(parser, close) == quote && peek(parser, close + 1) == quote &&
           peek(parser, close + 2) == quote))
    close += peek(parser, close) == '\\' ? 2 : 1;
  close = close > parser->size ? parser->size : close;
  char *out = att_arena_alloc(parser->arena, close - i + 1);
  size_t used = 0;
  for (; i < close; i++) {
    int c = peek(parser, i);
    if (!extended && (c == '\n' || c == '\r'))
      att_parse_fail(parser, ATT_ERR_SYNTAX, start, i - start,
                     "found the end of the line, expected %c", quote);
    if (c == '\\')
      string_escape(parser, out, &used, ++i);
    else
      out[used++] = (char)c;
  }
  if (close >= parser->size)
    att_parse_fail(parser, ATT_ERR_SYNTAX, start, 1, "the string has no end");
  take(parser, TOKEN_STRING, 0, close + (extended ? 3 : 1), 0);
  parser->token.text = (att_view){out, used};
}

/* The end of a local name from `at`; a dot may not be last. `blank` allows no %, \ and colon. */
static size_t local_end(att_parser *parser, size_t at, bool blank) {
  size_t i = at, end = at;
  for (;;) {
    int c = peek(parser, i);
    if (is_name(c) || (!blank && c == ':') || (c == '-' && i > at)) {
      end = ++i;
    } else if (c == '.' && i > at) {
      i++;
    } else if (!blank && c == '%' && is_hex(peek(parser, i + 1)) && is_hex(peek(parser, i + 2))) {
      end = i += 3;
    } else if (!blank && c == '\\' && peek(parser, i + 1) > 0 &&
               strchr("_~.-!$&'()*+,;=/?#@%", peek(parser, i + 1))) {
      end = i += 2;
    } else {
      return end;
    }
  }
}

static void lex_word(att_parser *parser) {
  size_t i = parser->at, word = i;
  while (is_name(peek(parser, word)))
    word++;
  size_t prefix = word;
  for (int c = peek(parser, prefix); is_name(c) || c == '-' || c == '.';)
    c = peek(parser, ++prefix);
  if (peek(parser, prefix) == ':' && (prefix == i || parser->source[prefix - 1] != '.') &&
      peek(parser, i) != '_')
    take(parser, TOKEN_NAME, 0, local_end(parser, prefix + 1, false), 0);
  else
    take(parser, TOKEN_WORD, 0, word, 0);
}

static void lex_sign(att_parser *parser) {
  static const char *const twos[] = {"^^", "&&", "||", "!=", "<=", ">="};
  int c = peek(parser, parser->at);
  for (size_t i = 0; i < sizeof twos / sizeof *twos; i++)
    if (c == twos[i][0] && peek(parser, parser->at + 1) == twos[i][1]) {
      take(parser, TOKEN_SIGN, 0, parser->at + 2, 0);
      return;
    }
  if (c <= 0 || !strchr("{}()[].,;*/|^?+-!=<>", c))
    att_parse_fail(parser, ATT_ERR_SYNTAX, parser->at, 1, "a character that SPARQL has no use for");
  take(parser, TOKEN_SIGN, 0, parser->at + 1, 0);
}

static bool lex_marked(att_parser *parser, int c, int next) {
  size_t at = parser->at, end;
  if (c == '<' && (end = iri_end(parser, at)) > 0) {
    take(parser, TOKEN_IRI, 1, end + 1, 1);
  } else if ((c == '?' || c == '$') && is_name(next)) {
    for (end = at + 1; is_name(peek(parser, end));)
      end++;
    take(parser, TOKEN_VAR, 1, end, 0);
  } else if (c == '_' && next == ':') {
    end = local_end(parser, at + 2, true);
    if (end == at + 2)
      att_parse_fail(parser, ATT_ERR_SYNTAX, at, 2, "found '_:', expected a blank node's label");
    take(parser, TOKEN_BLANK, 2, end, 0);
  } else if (c == '@' && is_letter(next) && next < 0x80) {
    for (end = at + 1; (is_letter(peek(parser, end)) && peek(parser, end) < 0x80) ||
                       ((is_digit(peek(parser, end)) || peek(parser, end) == '-') && end > at + 1);)
      end++;
    take(parser, TOKEN_TAG, 1, end, 0);
  } else {
    return false;
  }
  return true;
}

void att_lexer_next(att_parser *parser) {
  parser->end = parser->token.offset + parser->token.size;
  skip_space(parser);
  int c = peek(parser, parser->at), next = peek(parser, parser->at + 1);
  if (c == -1) {
    take(parser, TOKEN_END, 0, parser->at, 0);
  } else if (lex_marked(parser, c, next)) {
    return;
  } else if (is_digit(c) || (c == '.' && is_digit(next))) {
    att_token_kind kind;
    size_t end = number_end(parser, parser->at, &kind);
    take(parser, kind, 0, end, 0);
  } else if (c == '"' || c == '\'') {
    lex_string(parser);
  } else if (is_letter(c) || c == ':') {
    lex_word(parser);
  } else {
    lex_sign(parser);
  }
}
