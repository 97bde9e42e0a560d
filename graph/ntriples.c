/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h" /* memrchr() is a GNU function */

#include "graph/ntriples.h"

#include <string.h>

#include "base/utf8.h"

/* What ends the plain run of an IRI, besides '>' and '\': U+0000 to U+0020 and <"{}|^`. */
static const bool stops_iri[256] = {
    1,         1,         1,         1,         1,         1,         1,
    1,         1,         1,         1,         1,         1,         1,
    1,         1,         1,         1,         1,         1,         1,
    1,         1,         1,         1,         1,         1,         1,
    1,         1,         1,         1,         1,         ['<'] = 1, ['>'] = 1,
    ['"'] = 1, ['{'] = 1, ['}'] = 1, ['|'] = 1, ['^'] = 1, ['`'] = 1, ['\\'] = 1,
};
static const bool stops_string[256] = {['"'] = 1, ['\\'] = 1, ['\n'] = 1, ['\r'] = 1};

static att_status wrong(att_error *reterr, const char *what) {
  return att_error_set(reterr, ATT_ERR_SYNTAX, "%s", what);
}

static bool is_digit(uint32_t c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int hex_value(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : -1;
}

/* The code point of \uXXXX or \UXXXXXXXX at `at`; false for none. */
static bool read_code(const char *at, const char *end, uint32_t *ret_code, size_t *ret_size) {
  size_t digits = end - at < 2 ? 0 : at[1] == 'u' ? 4 : at[1] == 'U' ? 8 : 0;
  uint32_t code = 0;
  if (!digits || (size_t)(end - at) < 2 + digits)
    return false;
  for (size_t i = 0; i < digits; i++) {
    int value = hex_value(at[2 + i]);
    if (value < 0)
      return false;
    code = code << 4 | (uint32_t)value;
  }
  *ret_code = code;
  *ret_size = 2 + digits;
  return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

static char control_of(char letter) {
  static const char letters[] = "tbnrf\"'\\", controls[] = "\t\b\n\r\f\"'\\";
  const char *found = letter ? strchr(letters, letter) : NULL;
  return found ? controls[found - letters] : '\0';
}

static att_status skip_escape(att_ntriples *text, bool in_string, att_error *reterr) {
  uint32_t code;
  size_t size;
  if (in_string && text->end - text->at > 1 && control_of(text->at[1])) {
    text->at += 2;
    return ATT_OK;
  }
  if (!read_code(text->at, text->end, &code, &size))
    return wrong(reterr, in_string ? "an escape that no string has"
                                   : "an escape that no IRI has: \\uXXXX and \\UXXXXXXXX alone");
  text->at += size;
  return ATT_OK;
}

static void skip_blanks(att_ntriples *text) {
  while (text->at < text->end && (*text->at == ' ' || *text->at == '\t'))
    text->at++;
}

static bool has_scheme(const char *at, const char *end) {
  size_t size;
  for (bool first = true; at < end; at += size, first = false) {
    uint32_t c = (uint8_t)*at;
    size = 1;
    if (c == '\\' && !read_code(at, end, &c, &size))
      return false;
    if (!first && c == ':')
      return true;
    if (!is_letter(c) && (first || !(is_digit(c) || c == '+' || c == '-' || c == '.')))
      return false;
  }
  return false;
}

static att_status skip_iri(att_ntriples *text, att_error *reterr) {
  const char *end = text->end, *start = ++text->at;
  for (;;) {
    const char *at = text->at;
    while (at < end && !stops_iri[(uint8_t)*at])
      at++;
    text->at = at;
    if (at == end || *at != '\\')
      break;
    ATT_TRY(skip_escape(text, false, reterr));
  }
  if (text->at == end || *text->at != '>')
    return wrong(reterr, "an IRI that does not end with '>', or has a character that none has");
  if (!text->relative && !has_scheme(start, text->at)) {
    text->at = start;
    return wrong(reterr, "a relative IRI: an IRI here begins with a scheme, such as 'http:'");
  }
  text->at++;
  return ATT_OK;
}

/* Plain ASCII goes without decoding. */
static bool in_label(att_view rest, bool first, size_t *ret_size) {
  uint8_t c = (uint8_t)rest.data[0];
  *ret_size = 1;
  if (is_letter(c) || is_digit(c) || c == '_')
    return true;
  if (!(c & 0x80))
    return !first && (c == '-' || c == '.');
  uint32_t code = att_code_point(rest, 0, ret_size);
  return code == 0xFFFD || (first ? att_is_name_start(code) : att_is_name_char(code));
}

static att_status skip_blank(att_ntriples *text, att_error *reterr) {
  size_t size;
  const char *at = text->at + 2, *start = at;
  if (text->end - text->at < 3 || text->at[1] != ':')
    return wrong(reterr, "a blank node is '_:' and a label");
  while (at < text->end && in_label((att_view){at, (size_t)(text->end - at)}, at == start, &size))
    at += size;
  while (at > start && at[-1] == '.')
    at--;
  if (at == start)
    return wrong(reterr, "a blank node is '_:' and a label");
  text->at = at;
  return ATT_OK;
}

static att_status skip_language(att_ntriples *text, att_error *reterr) {
  const char *at = text->at, *start;
  do {
    bool first = *at++ == '@';
    for (start = at;
         at < text->end && (is_letter((uint8_t)*at) || (!first && is_digit((uint8_t)*at))); at++)
      ;
    if (at == start)
      return wrong(reterr, "a language tag is letters, then '-' and letters or digits");
  } while (at < text->end && *at == '-');
  text->at = at;
  return ATT_OK;
}

static att_status skip_literal(att_ntriples *text, att_error *reterr) {
  const char *end = text->end;
  text->at++;
  for (;;) {
    const char *at = text->at;
    while (at < end && !stops_string[(uint8_t)*at])
      at++;
    text->at = at;
    if (at == end || *at != '\\')
      break;
    ATT_TRY(skip_escape(text, true, reterr));
  }
  if (text->at == end || *text->at != '"')
    return wrong(reterr, "a string that does not end on its line");
  const char *after = ++text->at;
  skip_blanks(text);
  if (text->at < end && *text->at == '@')
    return skip_language(text, reterr);
  if (end - text->at < 2 || memcmp(text->at, "^^", 2) != 0) {
    text->at = after;
    return ATT_OK;
  }
  text->at += 2;
  skip_blanks(text);
  if (text->at == end || *text->at != '<')
    return wrong(reterr, "'^^' without a datatype's IRI");
  return skip_iri(text, reterr);
}

enum { IRI = 1, BLANK = 2, LITERAL = 4 };

static att_status skip_term(att_ntriples *text, unsigned kinds, const char *missing,
                            att_view *ret_token, att_error *reterr) {
  skip_blanks(text);
  const char *start = text->at;
  char c = start < text->end ? *start : '\0';
  if (c == '<' && kinds & IRI)
    ATT_TRY(skip_iri(text, reterr));
  else if (c == '_' && kinds & BLANK)
    ATT_TRY(skip_blank(text, reterr));
  else if (c == '"' && kinds & LITERAL)
    ATT_TRY(skip_literal(text, reterr));
  else
    return wrong(reterr, missing);
  *ret_token = (att_view){start, (size_t)(text->at - start)};
  return ATT_OK;
}

static bool at_line_end(const att_ntriples *text) {
  return text->at == text->end || *text->at == '\n' || *text->at == '\r';
}

static void skip_comment(att_ntriples *text) {
  if (text->at < text->end && *text->at == '#')
    while (!at_line_end(text))
      text->at++;
}

static bool skip_empty_lines(att_ntriples *text) {
  for (;; text->at++) {
    skip_blanks(text);
    skip_comment(text);
    if (text->at == text->end || !at_line_end(text))
      return text->at < text->end;
  }
}

att_status att_ntriples_next(att_ntriples *text, att_view ret_tokens[4], bool *ret_more,
                             att_error *reterr) {
  *ret_more = skip_empty_lines(text);
  if (!*ret_more)
    return ATT_OK;
  ATT_TRY(skip_term(text, IRI | BLANK, "expected a subject: an IRI in '<>' or a blank node",
                    &ret_tokens[0], reterr));
  ATT_TRY(skip_term(text, IRI, "expected a predicate: an IRI in '<>'", &ret_tokens[1], reterr));
  ATT_TRY(skip_term(text, IRI | BLANK | LITERAL,
                    "expected an object: an IRI in '<>', a blank node or a literal in '\"\"'",
                    &ret_tokens[2], reterr));
  skip_blanks(text);
  ret_tokens[3].size = 0;
  if (text->quads && text->at < text->end && *text->at != '.')
    ATT_TRY(skip_term(text, IRI | BLANK, "expected a graph (an IRI or a blank node) or '.'",
                      &ret_tokens[3], reterr));
  skip_blanks(text);
  if (text->at == text->end || *text->at != '.')
    return wrong(reterr, "expected '.' behind the statement");
  text->at++;
  skip_blanks(text);
  skip_comment(text);
  return at_line_end(text) ? ATT_OK : wrong(reterr, "expected the line's end behind '.'");
}

/* Without escapes: `from` as it is, or a copy at the scratch's end. */
static att_status unescape(att_view from, att_buffer *scratch, att_view *ret_view) {
  *ret_view = from;
  if (!from.size || !memchr(from.data, '\\', from.size))
    return ATT_OK;
  const char *at = from.data, *end = at + from.size;
  ATT_TRY(att_buffer_reserve(scratch, from.size));
  char *start = (char *)scratch->data + scratch->size, *to = start;
  while (at < end) {
    uint32_t code;
    size_t size;
    if (*at != '\\') {
      *to++ = *at++;
    } else if (read_code(at, end, &code, &size)) {
      to += att_utf8_write(to, code);
      at += size;
    } else {
      *to++ = control_of(at[1]);
      at += 2;
    }
  }
  scratch->size += (size_t)(to - start);
  *ret_view = (att_view){start, (size_t)(to - start)};
  return ATT_OK;
}

/* Finds a literal's parts from its end, where nothing is escaped that matters. */
static att_status literal_term(att_view token, att_buffer *scratch, att_term *ret_term) {
  att_term term = {.kind = ATT_TERM_LITERAL};
  const char *start = token.data + 1, *end = token.data + token.size - 1;
  if (*end == '>') {
    const char *open = memrchr(start, '<', (size_t)(end - start));
    term.datatype = (att_view){open + 1, (size_t)(end - open - 1)};
    end = memrchr(start, '"', (size_t)(open - start));
  } else if (*end != '"') {
    const char *sign = memrchr(start, '@', (size_t)(end - start));
    term.language = (att_view){sign + 1, (size_t)(end - sign)};
    end = memrchr(start, '"', (size_t)(sign - start));
  }
  term.lexical = (att_view){start, (size_t)(end - start)};
  ATT_TRY(att_buffer_reserve(scratch, token.size)); /* so that it stays where it is */
  ATT_TRY(unescape(term.lexical, scratch, &term.lexical));
  ATT_TRY(unescape(term.datatype, scratch, &term.datatype));
  if (att_view_equal(term.datatype, att_view_of(ATT_XSD "string")))
    term.datatype = (att_view){NULL, 0};
  *ret_term = term;
  return ATT_OK;
}

att_status att_ntriples_term(att_view token, att_buffer *scratch, att_term *ret_term) {
  att_buffer_reset(scratch);
  if (token.data[0] == '"')
    return literal_term(token, scratch, ret_term);
  att_term term = {.kind = ATT_TERM_BLANK, .lexical = {token.data + 2, token.size - 2}};
  if (token.data[0] == '<') {
    term.kind = ATT_TERM_IRI;
    ATT_TRY(unescape((att_view){token.data + 1, token.size - 2}, scratch, &term.lexical));
  }
  *ret_term = term;
  return ATT_OK;
}

unsigned long att_ntriples_lines(const char *bytes, size_t size) {
  unsigned long lines = 0;
  bool returns = size && memchr(bytes, '\r', size);
  for (const char *at = bytes, *end = bytes + size;
       !returns && at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
    lines++;
  for (size_t i = 0; returns && i < size; i++)
    lines += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == size || bytes[i + 1] != '\n'));
  return lines;
}
