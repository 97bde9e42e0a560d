/* SPDX-License-Identifier: Apache-2.0
 *
 * Turtle and TriG (W3C Recommendations of 2014), grouped by subject. The text is written twice: a
 * rehearsal finds the prefixes that are used, so that the head holds those alone.
 */
#include <string.h>

#include "graph/writer_internal.h"

enum { WIDTH = 100 };

typedef struct {
  att_out *out;
  const att_quad_set *set;
  bool used[ATT_PREFIXES];
  bool base;
  size_t indent; /* of subjects: 2 inside a graph */
} turtle;

/* How a character of a local name is written: as it is, behind a backslash, or not at all. */
typedef enum { LOCAL_PLAIN, LOCAL_ESCAPED, LOCAL_NEVER } local_way;

static bool hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* PN_LOCAL. What could be escaped but is hard to read ('/', '#', '?') or is misread by others (a
 * '.' at the ends) is left to an IRI in full. */
static local_way local_char(att_view local, size_t at, uint32_t code, bool last) {
  bool start = at == 0;
  if (att_is_name_start(code) || (code >= '0' && code <= '9') || code == ':')
    return LOCAL_PLAIN;
  if (code == '%')
    return at + 2 < local.size && hex(local.data[at + 1]) && hex(local.data[at + 2])
               ? LOCAL_PLAIN
               : LOCAL_ESCAPED;
  if (code == '.')
    return start || last ? LOCAL_NEVER : LOCAL_PLAIN;
  if (att_is_name_char(code))
    return start ? (code == '-' ? LOCAL_ESCAPED : LOCAL_NEVER) : LOCAL_PLAIN;
  return code < 0x80 && code && strchr("~!$&'()*+,;=@", (int)code) ? LOCAL_ESCAPED : LOCAL_NEVER;
}

static bool can_be_local(att_view local) {
  size_t size;
  for (size_t i = 0; i < local.size; i += size) {
    uint32_t code = att_code_point(local, i, &size);
    if (local_char(local, i, code, i + size == local.size) == LOCAL_NEVER)
      return false;
  }
  return true;
}

static void write_local(att_out *out, att_view local) {
  size_t size;
  for (size_t i = 0; i < local.size; i += size) {
    uint32_t code = att_code_point(local, i, &size);
    if (local_char(local, i, code, i + size == local.size) == LOCAL_ESCAPED)
      att_out_bytes(out, "\\", 1);
    att_out_bytes(out, local.data + i, size);
  }
}

static void write_iri(turtle *to, att_view iri) {
  int prefix = att_prefix_find(iri);
  if (prefix >= 0) {
    size_t size = strlen(att_prefixes[prefix].iri);
    att_view local = {iri.data + size, iri.size - size};
    if (can_be_local(local)) {
      to->used[prefix] = true;
      att_out_text(to->out, att_prefixes[prefix].prefix);
      att_out_bytes(to->out, ":", 1);
      write_local(to->out, local);
      return;
    }
  }
  att_term term = {.kind = ATT_TERM_IRI, .lexical = att_relative_iri(iri)};
  if (term.lexical.size)
    to->base = true;
  else
    term.lexical = iri;
  att_out_term(to->out, &term);
}

static size_t digits(att_view text, size_t at) {
  size_t from = at;
  while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
    at++;
  return at - from;
}

/* Whether the lexical form may stand as a bare word. Booleans, and numbers that readers which keep
 * the value and not the spelling give back as they were: no "+5", "007", ".5", no doubles. */
static bool is_bare(const att_term *literal) {
  att_view text = literal->lexical;
  static const char xsd[] = ATT_XSD;
  size_t prefix = sizeof xsd - 1;
  if (literal->datatype.size < prefix || memcmp(literal->datatype.data, xsd, prefix) != 0)
    return false;
  att_view type = {literal->datatype.data + prefix, literal->datatype.size - prefix};
  if (att_view_equal(type, att_view_of("boolean")))
    return att_view_equal(text, att_view_of("true")) || att_view_equal(text, att_view_of("false"));
  size_t start = text.size && text.data[0] == '-' ? 1 : 0;
  size_t whole = digits(text, start), at = start + whole;
  if (!whole || (whole > 1 && text.data[start] == '0'))
    return false;
  if (att_view_equal(type, att_view_of("integer")))
    return at == text.size && !(start && text.data[start] == '0');
  if (!att_view_equal(type, att_view_of("decimal")) || at == text.size || text.data[at] != '.')
    return false;
  size_t fraction = digits(text, at + 1);
  return fraction && fraction <= 6 && at + 1 + fraction == text.size;
}

/* A text of several lines, between three quotation marks. Only quotation marks that could end it,
 * backslashes and controls are escaped. */
static void write_long(att_out *out, att_view text) {
  att_out_text(out, "\"\"\"");
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    bool quotes = c == '"' && (i + 1 == text.size || text.data[i + 1] == '"');
    if (c == '\\' || quotes)
      att_out_bytes(out, "\\", 1);
    if (c == '\r')
      att_out_text(out, "\\r");
    else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
      att_out_format(out, "\\u%04X", c);
    else
      att_out_bytes(out, text.data + i, 1);
  }
  att_out_text(out, "\"\"\"");
}

static void write_literal(turtle *to, const att_term *literal) {
  if (is_bare(literal)) {
    att_out_view(to->out, literal->lexical);
    return;
  }
  att_term plain = {.kind = ATT_TERM_LITERAL, .lexical = literal->lexical};
  if (plain.lexical.size && memchr(plain.lexical.data, '\n', plain.lexical.size))
    write_long(to->out, plain.lexical);
  else
    att_out_term(to->out, &plain);
  if (literal->language.size) {
    att_out_bytes(to->out, "@", 1);
    att_out_view(to->out, literal->language);
  } else if (literal->datatype.size) {
    att_out_text(to->out, "^^");
    write_iri(to, literal->datatype);
  }
}

static void write_term(turtle *to, uint32_t number) {
  att_term term = att_quad_set_term(to->set, number);
  if (term.kind == ATT_TERM_IRI)
    write_iri(to, term.lexical);
  else if (term.kind == ATT_TERM_LITERAL)
    write_literal(to, &term);
  else
    att_out_term(to->out, &term);
}

static void new_line(turtle *to, size_t indent) {
  att_out_format(to->out, "\n%*s", (int)(to->indent + indent), "");
}

static void write_objects(turtle *to, size_t from, size_t end) {
  for (size_t i = from; i < end; i++) {
    att_term term = att_quad_set_term(to->set, to->set->quads[i].o);
    if (i > from) {
      att_out_bytes(to->out, ",", 1);
      if (to->out->column + term.lexical.size + 4 > WIDTH)
        new_line(to, 8);
      else
        att_out_bytes(to->out, " ", 1);
    }
    write_term(to, to->set->quads[i].o);
  }
}

static size_t write_subject(turtle *to, size_t from) {
  const att_set_quad *quads = to->set->quads;
  size_t end = att_quad_set_run(to->set, from, false);
  if (to->indent)
    att_out_text(to->out, "  ");
  write_term(to, quads[from].s);
  for (size_t i = from; i < end;) {
    size_t next = att_quad_set_run(to->set, i, true);
    if (i > from) {
      att_out_text(to->out, " ;");
      new_line(to, 4);
    } else {
      att_out_bytes(to->out, " ", 1);
    }
    if (quads[i].p == to->set->type)
      att_out_bytes(to->out, "a", 1);
    else
      write_term(to, quads[i].p);
    att_out_bytes(to->out, " ", 1);
    write_objects(to, i, next);
    i = next;
  }
  att_out_text(to->out, " .\n");
  return end;
}

static void write_graphs(turtle *to) {
  const att_quad_set *set = to->set;
  uint32_t graph = 0;
  for (size_t i = 0; i < set->count;) {
    bool first = i == 0;
    if (set->quads[i].g != graph) {
      att_out_text(to->out, graph ? "}\n\n" : first ? "" : "\n");
      graph = set->quads[i].g;
      write_term(to, graph);
      att_out_text(to->out, " {\n");
      to->indent = 2;
    } else if (!first) {
      att_out_bytes(to->out, "\n", 1);
    }
    i = write_subject(to, i);
  }
  if (graph)
    att_out_text(to->out, "}\n");
  to->indent = 0;
}

static att_status write_set(att_out *out, const att_quad_set *set) {
  att_out rehearsal = {.buffer = ATT_BUFFER_INIT};
  turtle to = {.out = &rehearsal, .set = set};
  write_graphs(&to);
  att_buffer_clear(&rehearsal.buffer);
  if (rehearsal.error.status != ATT_OK)
    return rehearsal.error.status;
  bool any = to.base;
  if (to.base)
    att_out_text(out, "@base <" ATT_BASE_IRI "> .\n");
  for (int i = 0; i < ATT_PREFIXES; i++) {
    any |= to.used[i];
    if (to.used[i])
      att_out_format(out, "@prefix %s: <%s> .\n", att_prefixes[i].prefix, att_prefixes[i].iri);
  }
  if (any)
    att_out_bytes(out, "\n", 1);
  to.out = out;
  write_graphs(&to);
  return ATT_OK;
}

const att_format att_format_turtle = {.name = "turtle", .set = write_set};
const att_format att_format_trig = {.name = "trig", .graphs = true, .set = write_set};
