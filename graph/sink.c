/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/sink.h"

#include <string.h>

#include "graph/vocabulary.h"

static att_status add_quad(void *context, const att_term_quad *quad, att_error *reterr) {
  att_txn *txn = context;
  att_quad ids = {.g = ATT_ID_DEFAULT_GRAPH};
  ATT_TRY(att_txn_intern(txn, &quad->s, &ids.s, reterr));
  ATT_TRY(att_txn_intern(txn, &quad->p, &ids.p, reterr));
  ATT_TRY(att_txn_intern(txn, &quad->o, &ids.o, reterr));
  if (quad->g.kind)
    ATT_TRY(att_txn_intern(txn, &quad->g, &ids.g, reterr));
  return att_txn_add(txn, &ids, reterr);
}

att_quad_sink att_store_sink(att_txn *txn) {
  return (att_quad_sink){add_quad, txn};
}

/* The term of an id, looked up only where it differs from the quad before. */
typedef struct {
  att_id id;
  char scratch[ATT_SCRATCH_SIZE];
} known_place;

static att_status look_up(att_txn *txn, att_id id, known_place *known, att_term *term,
                          att_error *reterr) {
  if (id == known->id)
    return ATT_OK;
  known->id = id;
  if (id != ATT_ID_DEFAULT_GRAPH)
    return att_txn_term(txn, id, known->scratch, term, reterr);
  *term = (att_term){0};
  return ATT_OK;
}

static bool is_among(att_id id, const att_id *list) {
  for (; *list != ATT_ID_ANY; list++)
    if (*list == id)
      return true;
  return false;
}

att_status att_store_send(att_txn *txn, const att_quad *pattern, const att_id *without,
                          unsigned flags, const att_quad_sink *sink, att_error *reterr) {
  att_cursor *cursor;
  att_quad ids, last = {.s = ATT_ID_ANY};
  bool more, once = without != NULL && (flags & ATT_SCAN_UNION) != 0;
  known_place known[4] = {{.id = ATT_ID_ANY}};
  att_term_quad quad = {.g = {0}};
  flags = once ? flags & ~(unsigned)ATT_SCAN_UNION : flags;
  ATT_TRY(att_txn_scan(txn, pattern, flags, &cursor, reterr));
  att_status status;
  while ((status = att_cursor_next(cursor, &ids, &more, reterr)) == ATT_OK && more) {
    if (without != NULL && is_among(ids.g, without))
      continue;
    if (once && ids.s == last.s && ids.p == last.p && ids.o == last.o)
      continue; /* graphs come last in the order: the same triple of another one */
    last = ids;
    if ((status = look_up(txn, ids.s, &known[0], &quad.s, reterr)) != ATT_OK ||
        (status = look_up(txn, ids.p, &known[1], &quad.p, reterr)) != ATT_OK ||
        (status = look_up(txn, ids.o, &known[2], &quad.o, reterr)) != ATT_OK ||
        (status = look_up(txn, ids.g, &known[3], &quad.g, reterr)) != ATT_OK)
      break;
    if ((status = sink->quad(sink->context, &quad, reterr)) != ATT_OK)
      break;
  }
  att_cursor_close(cursor);
  return status;
}

static bool begins(att_view text, const char *with) {
  size_t size = strlen(with);
  return text.size >= size && memcmp(text.data, with, size) == 0;
}

static bool is(const att_term *term, const char *iri) {
  return term->kind == ATT_TERM_IRI && att_view_equal(term->lexical, att_view_of(iri));
}

static bool is_evidence(const att_term_quad *quad) {
  if (is(&quad->p, ATT_NIF "sourceUrl"))
    return false;
  if (is(&quad->p, ATT_RDF "type"))
    return quad->o.kind == ATT_TERM_IRI && begins(quad->o.lexical, ATT_NIF);
  return begins(quad->p.lexical, ATT_NIF) || begins(quad->p.lexical, ATT_ITSRDF) ||
         is(&quad->p, ATT_DR "evidence") || is(&quad->p, ATT_DR "trigger") ||
         is(&quad->p, ATT_DR "rule") || is(&quad->p, ATT_DR "path");
}

static att_status pass_fact(void *context, const att_term_quad *quad, att_error *reterr) {
  const att_quad_sink *next = context;
  return is_evidence(quad) ? ATT_OK : next->quad(next->context, quad, reterr);
}

att_quad_sink att_evidence_filter(const att_quad_sink *next) {
  return (att_quad_sink){pass_fact, (void *)next};
}
