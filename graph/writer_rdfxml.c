/* SPDX-License-Identifier: Apache-2.0
 *
 * RDF/XML (W3C Recommendation of 2014), an element a subject. A predicate must end in an XML name,
 * and XML has no controls but tab and newlines: what does not fit is an error, not another graph.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/writer_internal.h"

typedef struct {
  att_out *out;
  const att_quad_set *set;
  bool used[ATT_PREFIXES];
  att_view *spaces; /* namespaces without a prefix of ours: ns1, ns2, … */
  size_t count, capacity;
} rdfxml;

/* Where the name begins with which the IRI ends; iri.size for none. */
static size_t name_start(att_view iri) {
  size_t from = iri.size, size;
  for (size_t at = iri.size; at > 0;) {
    at--;
    while (at > 0 && ((unsigned char)iri.data[at] & 0xC0) == 0x80)
      at--;
    uint32_t code = att_code_point(iri, at, &size);
    if (!att_is_name_char(code))
      break;
    if (att_is_name_start(code))
      from = at;
  }
  return from;
}

/* The namespace's number from 1 among those without a prefix, or 0 when out of memory. */
static size_t number_space(rdfxml *to, att_view space) {
  for (size_t i = 0; i < to->count; i++)
    if (att_view_equal(to->spaces[i], space))
      return i + 1;
  if (to->count == to->capacity) {
    size_t more = to->capacity ? to->capacity * 2 : 16;
    att_view *larger = realloc(to->spaces, more * sizeof *larger);
    if (!larger) {
      att_out_fail(to->out, ATT_ERR_MEMORY, "out of memory");
      return 0;
    }
    to->spaces = larger;
    to->capacity = more;
  }
  to->spaces[to->count] = space;
  return ++to->count;
}

static bool is_name(att_view text) {
  return text.size && name_start(text) == 0;
}

/* Namespaces that XML keeps for itself, and names that RDF/XML uses as syntax. */
static bool is_reserved(att_view iri) {
  static const char *const never[] = {"Description", "RDF",     "ID",       "about",
                                      "bagID",       "datatype", "nodeID",   "parseType",
                                      "resource",    "aboutEach", "aboutEachPrefix", "li"};
  if (iri.size >= 21 && memcmp(iri.data, "http://www.w3.org/XML", 21) == 0)
    return true;
  if (iri.size >= 24 && memcmp(iri.data, "http://www.w3.org/2000/xmlns", 24) == 0)
    return true;
  size_t size = strlen(ATT_RDF);
  if (iri.size <= size || memcmp(iri.data, ATT_RDF, size) != 0)
    return false;
  att_view local = {iri.data + size, iri.size - size};
  for (size_t i = 0; i < sizeof never / sizeof *never; i++)
    if (att_view_equal(local, att_view_of(never[i])))
      return true;
  return false;
}

/* Writes the IRI as an element's name; false when it has none. */
static bool write_name(rdfxml *to, att_view iri) {
  int prefix = att_prefix_find(iri);
  if (is_reserved(iri))
    return false;
  if (prefix >= 0) {
    size_t size = strlen(att_prefixes[prefix].iri);
    att_view local = {iri.data + size, iri.size - size};
    if (is_name(local)) {
      to->used[prefix] = true;
      att_out_format(to->out, "%s:", att_prefixes[prefix].prefix);
      att_out_view(to->out, local);
      return true;
    }
  }
  size_t at = name_start(iri);
  if (at == iri.size || at == 0)
    return false;
  att_out_format(to->out, "ns%zu:", number_space(to, (att_view){iri.data, at}));
  att_out_bytes(to->out, iri.data + at, iri.size - at);
  return true;
}

/* Text, or an attribute's value: there, tabs and newlines are coded, else XML makes them blanks. */
static void write_text(att_out *out, att_view text, bool attribute) {
  size_t size;
  for (size_t i = 0; i < text.size; i += size) {
    uint32_t code = att_code_point(text, i, &size);
    bool white = code == '\t' || code == '\n' || code == '\r';
    if ((code < 0x20 && !white) || code == 0xFFFE || code == 0xFFFF)
      att_out_fail(out, ATT_ERR_SYNTAX,
                   "RDF/XML cannot hold the character U+%04X: export another format", code);
    else if (code == '&')
      att_out_text(out, "&amp;");
    else if (code == '<')
      att_out_text(out, "&lt;");
    else if (code == '>')
      att_out_text(out, "&gt;");
    else if (code == '"' && attribute)
      att_out_text(out, "&quot;");
    else if (code == '\r' || (white && attribute))
      att_out_format(out, "&#x%X;", code);
    else
      att_out_bytes(out, text.data + i, size);
  }
}

static void write_attribute(att_out *out, const char *name, att_view value) {
  att_out_format(out, " %s=\"", name);
  write_text(out, value, true);
  att_out_bytes(out, "\"", 1);
}

static void write_node(att_out *out, const char *name, const att_term *term) {
  if (term->kind == ATT_TERM_IRI) {
    write_attribute(out, name, term->lexical);
    return;
  }
  att_out_text(out, " rdf:nodeID=\"");
  att_out_blank(out, term->lexical, "b");
  att_out_bytes(out, "\"", 1);
}

static void write_property(rdfxml *to, const att_set_quad *quad) {
  att_term p = att_quad_set_term(to->set, quad->p), o = att_quad_set_term(to->set, quad->o);
  att_out_text(to->out, "    <");
  if (!write_name(to, p.lexical)) {
    att_out_fail(to->out, ATT_ERR_SYNTAX,
                 "RDF/XML has no element for the predicate <%.*s>: export another format",
                 (int)(p.lexical.size < 300 ? p.lexical.size : 300), p.lexical.data);
    return;
  }
  if (o.kind != ATT_TERM_LITERAL) {
    write_node(to->out, "rdf:resource", &o);
    att_out_text(to->out, "/>\n");
    return;
  }
  if (o.language.size)
    write_attribute(to->out, "xml:lang", o.language);
  else if (o.datatype.size)
    write_attribute(to->out, "rdf:datatype", o.datatype);
  att_out_bytes(to->out, ">", 1);
  write_text(to->out, o.lexical, false);
  att_out_text(to->out, "</");
  write_name(to, p.lexical);
  att_out_text(to->out, ">\n");
}

/* The element is named by the subject's first type where that has a name, else rdf:Description. */
static size_t write_subject(rdfxml *to, size_t from) {
  const att_set_quad *first = &to->set->quads[from];
  size_t end = att_quad_set_run(to->set, from, false);
  att_term subject = att_quad_set_term(to->set, first->s);
  att_term type = att_quad_set_term(to->set, first->o);
  bool typed = first->p == to->set->type && type.kind == ATT_TERM_IRI;
  att_out_text(to->out, "  <");
  typed = typed && write_name(to, type.lexical);
  if (!typed)
    att_out_text(to->out, "rdf:Description");
  write_node(to->out, "rdf:about", &subject);
  att_out_text(to->out, ">\n");
  for (size_t i = from + typed; i < end; i++)
    write_property(to, &to->set->quads[i]);
  att_out_text(to->out, "  </");
  if (typed)
    write_name(to, type.lexical);
  else
    att_out_text(to->out, "rdf:Description");
  att_out_text(to->out, ">\n");
  return end;
}

static void write_head(rdfxml *to) {
  att_out_text(to->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<rdf:RDF xmlns:rdf=\"" ATT_RDF "\"");
  for (int i = 0; i < ATT_PREFIXES; i++)
    if (to->used[i] && strcmp(att_prefixes[i].prefix, "rdf") != 0)
      att_out_format(to->out, "\n    xmlns:%s=\"%s\"", att_prefixes[i].prefix, att_prefixes[i].iri);
  for (size_t i = 0; i < to->count; i++) {
    att_out_format(to->out, "\n    xmlns:ns%zu=\"", i + 1);
    write_text(to->out, to->spaces[i], true);
    att_out_bytes(to->out, "\"", 1);
  }
  att_out_text(to->out, ">\n");
}

static void write_body(rdfxml *to) {
  for (size_t i = 0; i < to->set->count && to->out->error.status == ATT_OK;)
    i = write_subject(to, i);
}

static att_status write_set(att_out *out, const att_quad_set *set) {
  att_out rehearsal = {.buffer = ATT_BUFFER_INIT};
  rdfxml to = {.out = &rehearsal, .set = set};
  write_body(&to);
  att_buffer_clear(&rehearsal.buffer);
  to.out = out;
  if (rehearsal.error.status != ATT_OK) {
    att_out_fail(out, rehearsal.error.status, "%s", rehearsal.error.message);
  } else {
    write_head(&to);
    write_body(&to);
    att_out_text(out, "</rdf:RDF>\n");
  }
  free(to.spaces);
  return ATT_OK;
}

const att_format att_format_rdfxml = {.name = "rdfxml", .set = write_set};
