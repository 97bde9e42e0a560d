/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/writer_internal.h"

enum { PIECE = 1 << 16 };

void att_out_fail(att_out *out, att_status status, const char *format, ...) {
  if (out->error.status != ATT_OK)
    return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(out->error.message, sizeof out->error.message, format, arguments);
  va_end(arguments);
  out->error.status = status;
}

void att_out_flush(att_out *out) {
  if (out->error.status == ATT_OK && out->sink && out->buffer.size) {
    att_error error = {ATT_OK, ""};
    att_status status =
        out->sink->write(out->sink->context, out->buffer.data, out->buffer.size, &error);
    if (status != ATT_OK) {
      out->error = error;
      out->error.status = status;
    }
  }
  att_buffer_reset(&out->buffer);
}

/* Behind bytes that were appended to the buffer from `from` on. */
static void appended(att_out *out, size_t from) {
  for (size_t i = out->buffer.size; i > from; i--)
    if (out->buffer.data[i - 1] == '\n') {
      out->column = out->buffer.size - i;
      from = SIZE_MAX;
      break;
    }
  if (from != SIZE_MAX)
    out->column += out->buffer.size - from;
  if (out->buffer.size >= PIECE)
    att_out_flush(out);
}

void att_out_bytes(att_out *out, const char *bytes, size_t size) {
  size_t from = out->buffer.size;
  if (out->error.status != ATT_OK)
    return;
  if (att_buffer_append(&out->buffer, bytes, size) != ATT_OK) {
    att_out_fail(out, ATT_ERR_MEMORY, "out of memory");
    return;
  }
  appended(out, from);
}

void att_out_text(att_out *out, const char *text) {
  att_out_bytes(out, text, strlen(text));
}

void att_out_view(att_out *out, att_view text) {
  att_out_bytes(out, text.data, text.size);
}

void att_out_format(att_out *out, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  att_out_text(out, text);
}

static bool plain_label(att_view label) {
  if (!label.size || label.data[0] == '-' || (label.size >= 2 && memcmp(label.data, "x_", 2) == 0))
    return false;
  for (size_t i = 0; i < label.size; i++) {
    char c = label.data[i];
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
          c == '-'))
      return false;
  }
  return true;
}

void att_out_blank(att_out *out, att_view label, const char *start) {
  att_out_text(out, start);
  if (plain_label(label)) {
    att_out_view(out, label);
    return;
  }
  att_out_text(out, "x_");
  for (size_t i = 0; i < label.size; i++)
    att_out_format(out, "%02X", (unsigned char)label.data[i]);
}

void att_out_term(att_out *out, const att_term *term) {
  size_t from = out->buffer.size;
  if (term->kind == ATT_TERM_BLANK) {
    att_out_text(out, "_:");
    att_out_blank(out, term->lexical, "");
    return;
  }
  if (out->error.status != ATT_OK)
    return;
  if (att_term_write(term, &out->buffer) != ATT_OK)
    att_out_fail(out, ATT_ERR_MEMORY, "out of memory");
  else
    appended(out, from);
}

/* Whether `path` has no segment that resolution would change, and nothing like a scheme. */
static bool resolves_to_itself(att_view path) {
  bool first = true;
  size_t start = 0;
  for (size_t i = 0; i <= path.size; i++) {
    char c = i < path.size ? path.data[i] : '/';
    if (c == ':' && first)
      return false;
    if (c == '/' || c == '?' || c == '#') {
      size_t size = i - start;
      if (size == 0 || (size <= 2 && memcmp(path.data + start, "..", size) == 0))
        return c != '/' && i > 0 && size == 0;
      first = false;
      start = i + 1;
    }
    if (c == '?' || c == '#')
      return true;
  }
  return true;
}

att_view att_relative_iri(att_view iri) {
  size_t size = strlen(ATT_BASE_IRI);
  if (iri.size <= size || memcmp(iri.data, ATT_BASE_IRI, size) != 0)
    return (att_view){NULL, 0};
  att_view rest = {iri.data + size, iri.size - size};
  return resolves_to_itself(rest) ? rest : (att_view){NULL, 0};
}

att_view att_local_name(att_view iri) {
  size_t at = iri.size;
  while (at > 0 && !strchr("#/:", iri.data[at - 1]))
    at--;
  return at < iri.size ? (att_view){iri.data + at, iri.size - at} : iri;
}
