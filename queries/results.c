/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/vocabulary.h"

enum { FLUSH = 1 << 16 };

#define HTML_HEAD                                                                                  \
  "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Results</title></head><body>\n"

att_results_format att_results_format_of(const char *name) {
  static const char *const names[] = {"table", "csv", "tsv", "json", "xml", "html"};
  for (int i = 0; i < ATT_RESULTS_NONE; i++)
    if (strcmp(name, names[i]) == 0)
      return (att_results_format)i;
  return ATT_RESULTS_NONE;
}

/* Failures to append are found when the text is flushed: the size is then wrong on purpose. */
static void put(att_results *results, const char *bytes, size_t size) {
  if (att_buffer_append(&results->text, bytes, size))
    results->rows = UINT64_MAX;
}

static void say(att_results *results, const char *text) {
  put(results, text, strlen(text));
}

static att_status flush(att_results *results, bool all, att_error *reterr) {
  if (results->rows == UINT64_MAX)
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  if (results->text.size == 0 || (!all && results->text.size < FLUSH))
    return ATT_OK;
  ATT_TRY(
      results->out->write(results->out->context, results->text.data, results->text.size, reterr));
  results->text.size = 0;
  return ATT_OK;
}

static void escape_xml(att_results *results, att_view text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    const char *name = c == '<'    ? "&lt;"
                       : c == '>'  ? "&gt;"
                       : c == '&'  ? "&amp;"
                       : c == '"'  ? "&quot;"
                       : c == '\r' ? "&#13;"
                                   : NULL;
    if (name)
      say(results, name);
    else if ((unsigned char)c < 0x20 && c != '\n' && c != '\t')
      say(results, "\xEF\xBF\xBD"); /* XML 1.0 has no way to say it */
    else
      put(results, &c, 1);
  }
}

static void escape_json(att_results *results, att_view text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i], code[8];
    if (c == '"' || c == '\\')
      put(results, "\\", 1);
    if ((unsigned char)c < 0x20)
      put(results, code, (size_t)snprintf(code, sizeof code, "\\u%04x", c));
    else
      put(results, &c, 1);
  }
}

static void row_xml(att_results *results, const att_term *row) {
  say(results, "    <result>\n");
  for (size_t i = 0; i < results->columns; i++) {
    if (row[i].kind == 0)
      continue;
    say(results, "      <binding name=\"");
    put(results, results->names[i].data, results->names[i].size);
    const char *tag = row[i].kind == ATT_TERM_IRI     ? "uri"
                      : row[i].kind == ATT_TERM_BLANK ? "bnode"
                                                      : "literal";
    say(results, "\"><");
    say(results, tag);
    if (row[i].language.size) {
      say(results, " xml:lang=\"");
      escape_xml(results, row[i].language);
      say(results, "\"");
    } else if (row[i].datatype.size) {
      say(results, " datatype=\"");
      escape_xml(results, row[i].datatype);
      say(results, "\"");
    }
    say(results, ">");
    escape_xml(results, row[i].lexical);
    say(results, "</");
    say(results, tag);
    say(results, "></binding>\n");
  }
  say(results, "    </result>\n");
}

static void row_json(att_results *results, const att_term *row) {
  bool any = false;
  say(results, results->rows ? ",\n      {" : "\n      {");
  for (size_t i = 0; i < results->columns; i++) {
    if (row[i].kind == 0)
      continue;
    say(results, any ? ", \"" : " \"");
    any = true;
    escape_json(results, results->names[i]);
    say(results, row[i].kind == ATT_TERM_IRI     ? "\": { \"type\": \"uri\", \"value\": \""
                 : row[i].kind == ATT_TERM_BLANK ? "\": { \"type\": \"bnode\", \"value\": \""
                                                 : "\": { \"type\": \"literal\", \"value\": \"");
    escape_json(results, row[i].lexical);
    say(results, "\"");
    if (row[i].language.size || row[i].datatype.size) {
      say(results, row[i].language.size ? ", \"xml:lang\": \"" : ", \"datatype\": \"");
      escape_json(results, row[i].language.size ? row[i].language : row[i].datatype);
      say(results, "\"");
    }
    say(results, " }");
  }
  say(results, " }");
}

static void cell_csv(att_results *results, const att_term *term) {
  att_view text = term->lexical;
  bool quote = false;
  if (term->kind == ATT_TERM_BLANK)
    say(results, "_:");
  for (size_t i = 0; i < text.size; i++)
    quote = quote || strchr(",\"\r\n", text.data[i]);
  if (quote)
    say(results, "\"");
  for (size_t i = 0; i < text.size; i++)
    put(results, text.data[i] == '"' ? "\"\"" : text.data + i, text.data[i] == '"' ? 2 : 1);
  if (quote)
    say(results, "\"");
}

static bool is_plain_number(const att_term *term) {
  att_view type = term->datatype;
  return att_view_equal(type, att_view_of(ATT_XSD "integer")) ||
         (att_view_equal(type, att_view_of(ATT_XSD "decimal")) &&
          memchr(term->lexical.data, '.', term->lexical.size) &&
          term->lexical.data[term->lexical.size - 1] != '.') ||
         (att_view_equal(type, att_view_of(ATT_XSD "double")) &&
          (memchr(term->lexical.data, 'E', term->lexical.size) ||
           memchr(term->lexical.data, 'e', term->lexical.size)));
}

static void cell_tsv(att_results *results, const att_term *term) {
  if (term->kind == 0)
    return;
  if (term->kind == ATT_TERM_LITERAL && is_plain_number(term)) {
    for (size_t i = 0; i < term->lexical.size; i++) /* 1.0e6, as in the W3C's csvtsv03.tsv */
      put(results, term->lexical.data[i] == 'E' ? "e" : term->lexical.data + i, 1);
    return;
  }
  att_buffer text = ATT_BUFFER_INIT;
  if (att_term_write(term, &text))
    results->rows = UINT64_MAX;
  for (size_t i = 0; i < text.size; i++)
    put(results, text.data[i] == '\t' ? "\\t" : (char *)text.data + i,
        text.data[i] == '\t' ? 2 : 1);
  att_buffer_clear(&text);
}

/* Of the schemes that a browser opens, those that fetch: none that runs. */
static bool is_link(att_view iri) {
  return (iri.size > 7 && memcmp(iri.data, "http://", 7) == 0) ||
         (iri.size > 8 && memcmp(iri.data, "https://", 8) == 0);
}

static void cell_html(att_results *results, const att_term *term) {
  say(results, "<td>");
  bool link = term->kind == ATT_TERM_IRI && is_link(term->lexical);
  if (link) {
    say(results, "<a href=\"");
    escape_xml(results, term->lexical);
    say(results, "\">");
  }
  escape_xml(results, term->lexical);
  say(results, link ? "</a></td>" : "</td>");
}

/* For people: dr:metWith, id/person/NAME, as 'attache export' and 'attache explain' have them. */
static att_status add_short_iri(att_view iri, att_buffer *text) {
  int prefix = att_prefix_find(iri);
  size_t base = strlen(ATT_BASE_IRI), skip = prefix < 0 ? 0 : strlen(att_prefixes[prefix].iri);
  bool local = iri.size > skip && memchr(iri.data + skip, '/', iri.size - skip) == NULL;
  if (prefix >= 0 && local && memchr(iri.data + skip, '#', iri.size - skip) == NULL) {
    ATT_TRY(
        att_buffer_append(text, att_prefixes[prefix].prefix, strlen(att_prefixes[prefix].prefix)));
    ATT_TRY(att_buffer_append(text, ":", 1));
    return att_buffer_append(text, iri.data + skip, iri.size - skip);
  }
  bool ours = iri.size > base && memcmp(iri.data, ATT_BASE_IRI, base) == 0;
  return att_buffer_append(text, iri.data + (ours ? base : 0), iri.size - (ours ? base : 0));
}

static att_status cell_table(att_results *results, const att_term *term, att_error *reterr) {
  att_buffer text = ATT_BUFFER_INIT;
  att_status status = ATT_OK;
  if (term->kind == ATT_TERM_IRI)
    status = add_short_iri(term->lexical, &text);
  else if (term->kind == ATT_TERM_LITERAL)
    status = att_buffer_append(&text, term->lexical.data, term->lexical.size);
  else if (term->kind)
    status = att_term_write(term, &text);
  if (status == ATT_OK)
    status = att_table_add(&results->table, (const char *)text.data, text.size);
  att_buffer_clear(&text);
  return status == ATT_OK ? ATT_OK : att_error_set(reterr, status, "out of memory");
}

static att_status begin_table(att_results *results, att_error *reterr) {
  results->table = (att_table){.columns = results->columns ? results->columns : 1,
                               .most = results->width};
  for (size_t i = 0; i < results->columns; i++)
    if (att_table_add(&results->table, results->names[i].data, results->names[i].size))
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  return ATT_OK;
}

att_status att_results_begin(att_results *results, att_error *reterr) {
  static const char *const heads[] = {
      "",
      "",
      "",
      "{\n  \"head\": { \"vars\": [",
      "<?xml version=\"1.0\"?>\n<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  "
      "<head>\n",
      HTML_HEAD "<table>\n<tr>"};
  static const char *const before[] = {"", "", "?", "\"", "    <variable name=\"", "<th>"};
  static const char *const after[] = {"", "", "", "\"", "\"/>\n", "</th>"};
  static const char *const tails[] = {
      "",       "\r\n", "\n", "] },\n  \"results\": { \"bindings\": [", "  </head>\n  <results>\n",
      "</tr>\n"};
  int f = (int)results->format;
  if (results->format == ATT_RESULTS_TABLE)
    return begin_table(results, reterr);
  say(results, heads[f]);
  for (size_t i = 0; i < results->columns; i++) {
    if (i)
      say(results, f == ATT_RESULTS_TSV    ? "\t"
                   : f == ATT_RESULTS_CSV  ? ","
                   : f == ATT_RESULTS_JSON ? ", "
                                           : "");
    say(results, before[f]);
    put(results, results->names[i].data, results->names[i].size);
    say(results, after[f]);
  }
  say(results, tails[f]);
  return flush(results, false, reterr);
}

static void row_lines(att_results *results, const att_term *row) {
  bool html = results->format == ATT_RESULTS_HTML;
  say(results, html ? "<tr>" : "");
  for (size_t i = 0; i < results->columns; i++) {
    if (i && !html)
      say(results, results->format == ATT_RESULTS_CSV ? "," : "\t");
    if (html)
      cell_html(results, &row[i]);
    else if (results->format == ATT_RESULTS_CSV)
      cell_csv(results, &row[i]);
    else
      cell_tsv(results, &row[i]);
  }
  say(results, html ? "</tr>\n" : results->format == ATT_RESULTS_CSV ? "\r\n" : "\n");
}

att_status att_results_row(att_results *results, const att_term *row, att_error *reterr) {
  switch (results->format) {
  case ATT_RESULTS_TABLE:
    for (size_t i = 0; i < results->columns; i++)
      ATT_TRY(cell_table(results, &row[i], reterr));
    if (att_table_flow(&results->table, &results->text))
      return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
    break;
  case ATT_RESULTS_JSON:
    row_json(results, row);
    break;
  case ATT_RESULTS_XML:
    row_xml(results, row);
    break;
  default:
    row_lines(results, row);
    break;
  }
  ATT_TRY(flush(results, false, reterr));
  results->rows++;
  return ATT_OK;
}

att_status att_results_end(att_results *results, att_error *reterr) {
  static const char *const ends[] = {
      "", "", "", "\n    ] }\n}\n", "  </results>\n</sparql>\n", "</table>\n</body></html>\n"};
  if (results->format == ATT_RESULTS_TABLE && att_table_end(&results->table, &results->text))
    return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
  say(results, ends[results->format]);
  return flush(results, true, reterr);
}

att_status att_results_truth(att_results *results, bool truth, att_error *reterr) {
  const char *word = truth ? "true" : "false";
  if (results->format == ATT_RESULTS_XML) {
    say(results,
        "<?xml version=\"1.0\"?>\n"
        "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  <head/>\n  <boolean>");
    say(results, word);
    say(results, "</boolean>\n</sparql>\n");
  } else if (results->format == ATT_RESULTS_JSON) {
    say(results, "{ \"head\": {}, \"boolean\": ");
    say(results, word);
    say(results, " }\n");
  } else if (results->format == ATT_RESULTS_HTML) {
    say(results, HTML_HEAD "<p>");
    say(results, word);
    say(results, "</p>\n</body></html>\n");
  } else {
    say(results, word);
    say(results, "\n");
  }
  return flush(results, true, reterr);
}

void att_results_clear(att_results *results) {
  att_buffer_clear(&results->text);
  if (results->format == ATT_RESULTS_TABLE)
    att_table_clear(&results->table);
}
