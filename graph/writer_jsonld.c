/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON-LD 1.1 (W3C Recommendation of 2020), compact: one @context with the prefixes that are used
 * and the types of properties whose values are all alike; node objects grouped by subject; named
 * graphs as objects with @id and @graph.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/writer_internal.h"

/* What the values of a property have in common, over all graphs. */
#define UNSEEN ((uint32_t)0)
#define NODES UINT32_MAX
#define MIXED (UINT32_MAX - 1)

typedef struct {
  att_out *out;
  const att_quad_set *set;
  uint32_t *alike; /* by predicate: NODES, MIXED, or the number of an object with the datatype */
  bool used[ATT_PREFIXES];
  bool barred[ATT_PREFIXES]; /* an IRI's scheme is spelled like the prefix */
  bool base;
} jsonld;

static void write_characters(att_out *out, att_view text) {
  size_t from = 0;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    att_out_bytes(out, text.data + from, i - from);
    if (c == '"' || c == '\\')
      att_out_format(out, "\\%c", c);
    else if (c == '\n')
      att_out_text(out, "\\n");
    else
      att_out_format(out, "\\u%04x", c);
    from = i + 1;
  }
  att_out_bytes(out, text.data + from, text.size - from);
}

static void write_string(att_out *out, att_view text) {
  att_out_bytes(out, "\"", 1);
  write_characters(out, text);
  att_out_bytes(out, "\"", 1);
}

/* The prefix by which an IRI can be written here, or -1. */
static int prefix_of(const jsonld *to, att_view iri) {
  int prefix = att_prefix_find(iri);
  if (prefix < 0 || to->barred[prefix])
    return -1;
  size_t size = strlen(att_prefixes[prefix].iri);
  bool slashes = iri.size >= size + 2 && memcmp(iri.data + size, "//", 2) == 0;
  return slashes ? -1 : prefix;
}

/* As a key, a type or a datatype: these are not resolved against @base. */
static void write_compact(jsonld *to, att_view iri) {
  int prefix = prefix_of(to, iri);
  att_out_bytes(to->out, "\"", 1);
  if (prefix >= 0) {
    size_t size = strlen(att_prefixes[prefix].iri);
    to->used[prefix] = true;
    att_out_format(to->out, "%s:", att_prefixes[prefix].prefix);
    iri = (att_view){iri.data + size, iri.size - size};
  }
  write_characters(to->out, iri);
  att_out_bytes(to->out, "\"", 1);
}

static void write_id(jsonld *to, const att_term *term, bool type) {
  if (term->kind == ATT_TERM_BLANK) {
    att_out_text(to->out, "\"_:");
    att_out_blank(to->out, term->lexical, "b");
    att_out_bytes(to->out, "\"", 1);
    return;
  }
  att_view relative = type ? (att_view){NULL, 0} : att_relative_iri(term->lexical);
  bool plain = relative.size && !memchr(relative.data, ':', relative.size) &&
               relative.data[0] != '@' && prefix_of(to, term->lexical) < 0;
  if (plain) {
    to->base = true;
    write_string(to->out, relative);
  } else {
    write_compact(to, term->lexical);
  }
}

static bool is_xsd(const att_term *literal, const char *name) {
  static const char xsd[] = ATT_XSD;
  size_t size = sizeof xsd - 1;
  return literal->datatype.size == size + strlen(name) &&
         memcmp(literal->datatype.data, xsd, size) == 0 &&
         memcmp(literal->datatype.data + size, name, strlen(name)) == 0;
}

/* Whether JSON has a value of its own that stands for exactly this literal. */
static bool is_native(const att_term *literal) {
  att_view text = literal->lexical;
  if (is_xsd(literal, "boolean"))
    return att_view_equal(text, att_view_of("true")) || att_view_equal(text, att_view_of("false"));
  if (!is_xsd(literal, "integer") || !text.size || text.size > 15)
    return false;
  size_t at = text.data[0] == '-';
  if (at == text.size || (text.data[at] == '0' && text.size > 1))
    return false;
  for (; at < text.size; at++)
    if (text.data[at] < '0' || text.data[at] > '9')
      return false;
  return true;
}

static void write_value(jsonld *to, const att_set_quad *quad) {
  att_term term = att_quad_set_term(to->set, quad->o);
  uint32_t alike = to->alike[quad->p];
  if (term.kind != ATT_TERM_LITERAL) {
    if (alike != NODES)
      att_out_text(to->out, "{\"@id\": ");
    write_id(to, &term, false);
    if (alike != NODES)
      att_out_bytes(to->out, "}", 1);
  } else if (term.language.size) {
    att_out_text(to->out, "{\"@value\": ");
    write_string(to->out, term.lexical);
    att_out_text(to->out, ", \"@language\": ");
    write_string(to->out, term.language);
    att_out_bytes(to->out, "}", 1);
  } else if (is_native(&term) && alike == MIXED) {
    att_out_view(to->out, term.lexical);
  } else if (!term.datatype.size || alike != MIXED) {
    write_string(to->out, term.lexical);
  } else {
    att_out_text(to->out, "{\"@value\": ");
    write_string(to->out, term.lexical);
    att_out_text(to->out, ", \"@type\": ");
    write_compact(to, term.datatype);
    att_out_bytes(to->out, "}", 1);
  }
}

static void write_type(jsonld *to, const att_set_quad *quad) {
  att_term term = att_quad_set_term(to->set, quad->o);
  write_id(to, &term, true);
}

/* One value as it is, several as an array. */
static void write_values(jsonld *to, size_t from, size_t end, size_t indent,
                         void (*value)(jsonld *, const att_set_quad *)) {
  if (end - from > 1)
    att_out_bytes(to->out, "[", 1);
  for (size_t i = from; i < end; i++) {
    size_t size = att_quad_set_term(to->set, to->set->quads[i].o).lexical.size;
    if (i > from && to->out->column + size > 96)
      att_out_format(to->out, ",\n%*s", (int)indent + 4, "");
    else if (i > from)
      att_out_text(to->out, ", ");
    value(to, &to->set->quads[i]);
  }
  if (end - from > 1)
    att_out_bytes(to->out, "]", 1);
}

static size_t write_node(jsonld *to, size_t from, size_t indent) {
  const att_quad_set *set = to->set;
  att_term subject = att_quad_set_term(set, set->quads[from].s);
  size_t end = att_quad_set_run(set, from, false);
  att_out_format(to->out, "%*s{\n%*s\"@id\": ", (int)indent, "", (int)indent + 2, "");
  write_id(to, &subject, false);
  for (size_t i = from, next; i < end; i = next) {
    next = att_quad_set_run(set, i, true);
    att_out_format(to->out, ",\n%*s", (int)indent + 2, "");
    if (set->quads[i].p == set->type && to->alike[set->type] == NODES) {
      att_out_text(to->out, "\"@type\": ");
      write_values(to, i, next, indent, write_type);
    } else {
      write_compact(to, att_quad_set_term(set, set->quads[i].p).lexical);
      att_out_text(to->out, ": ");
      write_values(to, i, next, indent, write_value);
    }
  }
  att_out_format(to->out, "\n%*s}", (int)indent, "");
  return end;
}

static void write_graphs(jsonld *to) {
  const att_quad_set *set = to->set;
  uint32_t graph = 0;
  for (size_t i = 0; i < set->count;) {
    uint32_t next = set->quads[i].g;
    if (next != graph && graph)
      att_out_text(to->out, "\n      ]\n    }");
    att_out_text(to->out, i == 0 ? "\n" : ",\n");
    if (next != graph) {
      att_term term = att_quad_set_term(set, next);
      att_out_text(to->out, "    {\n      \"@id\": ");
      write_id(to, &term, false);
      att_out_text(to->out, ",\n      \"@graph\": [\n");
      graph = next;
    }
    i = write_node(to, i, graph ? 8 : 4);
  }
  att_out_text(to->out, graph ? "\n      ]\n    }" : "");
}

/* Which values each property has. xsd:string, xsd:integer and xsd:boolean need no common type:
 * they have JSON values of their own. */
static void survey(jsonld *to) {
  const att_quad_set *set = to->set;
  for (size_t i = 0; i < set->count; i++) {
    uint32_t *alike = &to->alike[set->quads[i].p], seen = MIXED;
    att_term term = att_quad_set_term(set, set->quads[i].o);
    if (term.kind != ATT_TERM_LITERAL)
      seen = NODES;
    else if (term.datatype.size && !is_xsd(&term, "integer") && !is_xsd(&term, "boolean"))
      seen = set->quads[i].o;
    if (*alike == UNSEEN) {
      *alike = seen;
    } else if (*alike != seen) {
      bool literals = *alike < MIXED && seen < MIXED;
      att_term known = literals ? att_quad_set_term(set, *alike) : term;
      if (!literals || !att_view_equal(known.datatype, term.datatype))
        *alike = MIXED;
    }
  }
  for (uint32_t i = 1; i <= set->term_count; i++) {
    att_term term = att_quad_set_term(set, i);
    for (int j = 0; j < ATT_PREFIXES; j++) {
      size_t size = strlen(att_prefixes[j].prefix);
      to->barred[j] |= term.lexical.size > size && term.lexical.data[size] == ':' &&
                       memcmp(term.lexical.data, att_prefixes[j].prefix, size) == 0;
    }
  }
}

/* A common type can be said of a property that has a compact name. */
static void settle(jsonld *to) {
  for (uint32_t i = 1; i <= to->set->term_count; i++) {
    if (to->alike[i] == UNSEEN || (i == to->set->type && to->alike[i] == NODES))
      continue;
    if (i == to->set->type || prefix_of(to, att_quad_set_term(to->set, i).lexical) < 0)
      to->alike[i] = MIXED;
  }
}

static void write_context(jsonld *to, const bool used[ATT_PREFIXES]) {
  const char *between = "\n";
  att_out_text(to->out, "{\n  \"@context\": {");
  if (to->base) {
    att_out_text(to->out, "\n    \"@base\": \"" ATT_BASE_IRI "\"");
    between = ",\n";
  }
  for (int i = 0; i < ATT_PREFIXES; i++)
    if (used[i]) {
      att_out_format(to->out, "%s    \"%s\": \"%s\"", between, att_prefixes[i].prefix,
                     att_prefixes[i].iri);
      between = ",\n";
    }
  for (uint32_t i = 1; i <= to->set->term_count; i++) {
    if (to->alike[i] == UNSEEN || to->alike[i] == MIXED || i == to->set->type)
      continue;
    att_out_format(to->out, "%s    ", between);
    between = ",\n";
    write_compact(to, att_quad_set_term(to->set, i).lexical);
    att_out_text(to->out, ": {\"@type\": ");
    if (to->alike[i] == NODES)
      att_out_text(to->out, "\"@id\"");
    else
      write_compact(to, att_quad_set_term(to->set, to->alike[i]).datatype);
    att_out_bytes(to->out, "}", 1);
  }
  att_out_text(to->out, between[0] == ',' ? "\n  },\n" : "},\n");
}

static att_status write_set(att_out *out, const att_quad_set *set) {
  att_out rehearsal = {.buffer = ATT_BUFFER_INIT};
  jsonld to = {.out = &rehearsal, .set = set};
  to.alike = calloc(set->term_count + 1, sizeof *to.alike);
  if (!to.alike)
    return ATT_ERR_MEMORY;
  survey(&to);
  settle(&to);
  write_graphs(&to);
  write_context(&to, to.used);
  bool used[ATT_PREFIXES];
  memcpy(used, to.used, sizeof used);
  att_status status = rehearsal.error.status;
  att_buffer_clear(&rehearsal.buffer);
  if (status == ATT_OK) {
    to.out = out;
    write_context(&to, used);
    att_out_text(out, "  \"@graph\": [");
    write_graphs(&to);
    att_out_text(out, set->count ? "\n  ]\n}\n" : "]\n}\n");
  }
  free(to.alike);
  return status;
}

const att_format att_format_jsonld = {.name = "jsonld", .graphs = true, .set = write_set};
