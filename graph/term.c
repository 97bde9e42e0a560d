/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/term.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool att_view_equal(att_view a, att_view b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

att_term att_term_typed(const char *lexical, const char *datatype) {
  att_term term = att_term_literal(lexical);
  if (strcmp(datatype, ATT_XSD "string") != 0)
    term.datatype = att_view_of(datatype);
  return term;
}

bool att_term_equal(const att_term *a, const att_term *b) {
  return a->kind == b->kind && att_view_equal(a->lexical, b->lexical) &&
         att_view_equal(a->datatype, b->datatype) && a->language.size == b->language.size &&
         (a->language.size == 0 ||
          strncasecmp(a->language.data, b->language.data, a->language.size) == 0);
}

/* The bytes that are not written as they are, a bit each: in IRIs, in literals. */
static const uint32_t SPECIAL[2][8] = {
    {0xffffffff, 0x50000005, 0x50000000, 0x38000001}, /* controls, space, <>"{}|^`\ */
    {0xffffffff, 0x00000004, 0x10000000, 0x80000000}, /* controls, " and \ */
};

/* Sixteen bytes at a time, in the compilers' portable vectors. */
typedef uint8_t bytes __attribute__((vector_size(16)));

/* Are none of these bytes special? Of few that are not, it says no. */
static bool is_plain(const char *text, bool iri) {
  bytes b;
  memcpy(&b, text, sizeof b);
  bytes special = (bytes)(b < 0x20) | (bytes)(b == '"') | (bytes)(b == '\\') | (bytes)(b == 0x7f);
  if (iri)
    special |= (bytes)(b == ' ') | (bytes)((b | 2) == '>') | (bytes)((b | 2) == '^') |
               (bytes)(b == '`') | (bytes)(b - '{' < 3);
  uint64_t halves[2];
  memcpy(halves, &special, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

/* Where the first special byte from `i` on is, else the end. */
static size_t plain_end(att_view text, size_t i, bool iri) {
  while (text.size - i >= sizeof(bytes) && is_plain(text.data + i, iri))
    i += sizeof(bytes);
  if (text.size >= sizeof(bytes) && text.size - i < sizeof(bytes) &&
      is_plain(text.data + text.size - sizeof(bytes), iri))
    return text.size; /* some bytes twice */
  for (; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if ((SPECIAL[!iri][c >> 5] >> (c & 31) & 1) != 0)
      break;
  }
  return i;
}

/* What N-Triples' canonical form escapes in a literal: '"', '\', LF, CR; here the other controls
 * too, as \uXXXX, so that a line stays a line on every terminal. */
static att_status write_escaped(att_view text, bool iri, att_buffer *out) {
  size_t from = 0;
  for (size_t i = plain_end(text, 0, iri); i < text.size; i = plain_end(text, from, iri)) {
    unsigned char c = (unsigned char)text.data[i];
    char code[8];
    const char *escape = iri         ? code
                         : c == '"'  ? "\\\""
                         : c == '\\' ? "\\\\"
                         : c == '\n' ? "\\n"
                         : c == '\r' ? "\\r"
                         : c == '\t' ? "\\t"
                                     : code;
    if (escape == code)
      snprintf(code, sizeof code, "\\u%04X", c);
    ATT_TRY(att_buffer_append(out, text.data + from, i - from));
    ATT_TRY(att_buffer_append(out, escape, strlen(escape)));
    from = i + 1;
  }
  return att_buffer_append(out, text.data + from, text.size - from);
}

static att_status write_iri(att_view iri, att_buffer *out) {
  ATT_TRY(att_buffer_append(out, "<", 1));
  ATT_TRY(write_escaped(iri, true, out));
  return att_buffer_append(out, ">", 1);
}

att_status att_term_write(const att_term *term, att_buffer *out) {
  if (term->kind == ATT_TERM_IRI)
    return write_iri(term->lexical, out);
  if (term->kind == ATT_TERM_BLANK) {
    ATT_TRY(att_buffer_append(out, "_:", 2));
    return att_buffer_append(out, term->lexical.data, term->lexical.size);
  }
  ATT_TRY(att_buffer_append(out, "\"", 1));
  ATT_TRY(write_escaped(term->lexical, false, out));
  ATT_TRY(att_buffer_append(out, "\"", 1));
  if (term->language.size) {
    ATT_TRY(att_buffer_append(out, "@", 1));
    return att_buffer_append(out, term->language.data, term->language.size);
  }
  if (!term->datatype.size)
    return ATT_OK;
  ATT_TRY(att_buffer_append(out, "^^", 2));
  return write_iri(term->datatype, out);
}
