/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"

#define DR "https://w3id.org/defrel/ns#"
#define NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define ITSRDF "http://www.w3.org/2005/11/its/rdf#"

static int run(int argc, char **argv);

const cmd_command cmd_explain = {
    "explain", run, "the sentences behind a node or a triple",
    "usage: attache explain [-s STORE] IRI\n"
    "       attache explain [-s STORE] SUBJECT PREDICATE OBJECT\n\n"
    "Shows where a node is said to be: for an event, statement, post or move the sentence, its\n"
    "place in the document, the rule that read it and how sure it is; for a person,\n"
    "organization or place the words that name it. For a triple of two nodes it shows the\n"
    "sentences of all events, statements and posts that have both. IRIs may be short: those that\n"
    "'attache export' shows, as id/person/NAME or dr:metWith.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  -h, --help          this text\n"};

typedef struct {
  att_txn *txn;
  att_error *reterr;
  unsigned long shown;
  att_id last; /* whose evidence was shown latest */
} explanation;

/* "id/…" and "doc/…" stand for the base's IRIs, "dr:x" for the vocabulary's. In `text`. */
static const char *expand(const char *given, char *text, size_t size) {
  if (strncmp(given, "id/", 3) == 0 || strncmp(given, "doc/", 4) == 0)
    snprintf(text, size, "https://w3id.org/defrel/%s", given);
  else if (strncmp(given, "dr:", 3) == 0)
    snprintf(text, size, DR "%s", given + 3);
  else if (given[0] == '<' && strlen(given) < size)
    snprintf(text, size, "%.*s", (int)strcspn(given + 1, ">"), given + 1);
  else
    snprintf(text, size, "%s", given);
  return text;
}

static att_status find(explanation *k, const char *iri, att_id *ret_id) {
  att_term term = att_term_iri(iri);
  return att_txn_find(k->txn, &term, ret_id, k->reterr);
}

/* The one object of subject and predicate, its lexical form in `text`; empty if there is none. */
static att_status object_of(explanation *k, att_id subject, const char *predicate, char *text,
                            size_t size, att_id *ret_id) {
  att_id p;
  att_quad quad;
  att_cursor *cursor;
  bool more = false;
  text[0] = '\0';
  *ret_id = ATT_ID_ANY;
  ATT_TRY(find(k, predicate, &p));
  if (p == ATT_ID_ANY)
    return ATT_OK;
  att_quad pattern = {.s = subject, .p = p};
  ATT_TRY(att_txn_scan(k->txn, &pattern, 0, &cursor, k->reterr));
  att_status status = att_cursor_next(cursor, &quad, &more, k->reterr);
  att_cursor_close(cursor);
  if (status != ATT_OK || !more)
    return status;
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  ATT_TRY(att_txn_term(k->txn, quad.o, scratch, &term, k->reterr));
  snprintf(text, size, "%.*s", (int)term.lexical.size, term.lexical.data);
  *ret_id = quad.o;
  return ATT_OK;
}

/* A span: its words, and where they stand. */
static att_status print_span(explanation *k, att_id span, const char *rule, const char *sure) {
  char words[2000], begin[32], end[32], document[512], title[400];
  att_id id, doc;
  ATT_TRY(object_of(k, span, NIF "anchorOf", words, sizeof words, &id));
  ATT_TRY(object_of(k, span, NIF "beginIndex", begin, sizeof begin, &id));
  ATT_TRY(object_of(k, span, NIF "endIndex", end, sizeof end, &id));
  ATT_TRY(object_of(k, span, NIF "referenceContext", document, sizeof document, &doc));
  ATT_TRY(object_of(k, doc, "http://purl.org/dc/terms/title", title, sizeof title, &id));
  if (words[0] == '\0')
    return ATT_OK;
  printf("%s\n  %s", words, document);
  printf(" %s-%s%s%s%s", begin, end, title[0] ? " \"" : "", title, title[0] ? "\"" : "");
  if (rule[0] != '\0')
    printf("\n  rule %s, confidence %s", rule, sure);
  printf("\n");
  k->shown++;
  return ATT_OK;
}

/* What is done with each quad of a scan. */
typedef att_status (*quad_action)(explanation *k, const att_quad *quad, const void *context);

static att_status walk(explanation *k, const att_quad *pattern, quad_action action,
                       const void *context) {
  att_quad quad;
  att_cursor *cursor;
  bool more = true;
  ATT_TRY(att_txn_scan(k->txn, pattern, 0, &cursor, k->reterr));
  att_status status = att_cursor_next(cursor, &quad, &more, k->reterr);
  while (status == ATT_OK && more) {
    status = action(k, &quad, context);
    if (status == ATT_OK)
      status = att_cursor_next(cursor, &quad, &more, k->reterr);
  }
  att_cursor_close(cursor);
  return status;
}

typedef struct {
  char rule[200], sure[32];
} reason;

static att_status print_evidence_quad(explanation *k, const att_quad *quad, const void *context) {
  const reason *why = context;
  return print_span(k, quad->o, why->rule, why->sure);
}

/* The spans that a node's dr:evidence names. */
static att_status print_evidence(explanation *k, att_id node) {
  reason why;
  att_id id, p;
  ATT_TRY(object_of(k, node, DR "method", why.rule, sizeof why.rule, &id));
  ATT_TRY(object_of(k, node, DR "confidence", why.sure, sizeof why.sure, &id));
  ATT_TRY(find(k, DR "evidence", &p));
  return p == ATT_ID_ANY ? ATT_OK
                         : walk(k, &(att_quad){.s = node, .p = p}, print_evidence_quad, &why);
}

static att_status print_mention_quad(explanation *k, const att_quad *quad, const void *context) {
  (void)context;
  return print_span(k, quad->s, "", "");
}

/* The words that name an entity. */
static att_status print_mentions(explanation *k, att_id node) {
  att_id p;
  ATT_TRY(find(k, ITSRDF "taIdentRef", &p));
  return p == ATT_ID_ANY ? ATT_OK
                         : walk(k, &(att_quad){.p = p, .o = node}, print_mention_quad, NULL);
}

/* Evidence of the quad's subject, where it has the node that `context` names as an object too. A
 * scan by object gives subjects in order, so that one with several quads stands together. */
static att_status print_if_both(explanation *k, const att_quad *quad, const void *context) {
  const att_id *object = context;
  uint64_t count = 0;
  if (quad->s == k->last || quad->s == *object)
    return ATT_OK;
  att_quad pattern = {.s = quad->s, .o = *object};
  ATT_TRY(att_txn_count(k->txn, &pattern, &count, k->reterr));
  if (count == 0)
    return ATT_OK;
  k->last = quad->s;
  return print_evidence(k, quad->s);
}

/* The events, statements and posts that have both nodes, or one of them as themselves. */
static att_status print_between(explanation *k, att_id subject, att_id object) {
  ATT_TRY(print_evidence(k, subject));
  ATT_TRY(print_evidence(k, object));
  return walk(k, &(att_quad){.o = subject}, print_if_both, &object);
}

static att_status explain(explanation *k, char **names, int count) {
  att_id ids[3];
  char text[2048];
  for (int i = 0; i < count; i++) {
    ATT_TRY(find(k, expand(names[i], text, sizeof text), &ids[i]));
    if (ids[i] == ATT_ID_ANY)
      return att_error_set(k->reterr, ATT_ERR_NOT_FOUND, "<%s> is not in the store", text);
  }
  if (count == 1) {
    ATT_TRY(print_evidence(k, ids[0]));
    return k->shown > 0 ? ATT_OK : print_mentions(k, ids[0]);
  }
  uint64_t there = 0;
  att_quad pattern = {.s = ids[0], .p = ids[1], .o = ids[2]};
  ATT_TRY(att_txn_count(k->txn, &pattern, &there, k->reterr));
  if (there == 0)
    return att_error_set(k->reterr, ATT_ERR_NOT_FOUND, "the store does not hold this triple");
  return print_between(k, ids[0], ids[2]);
}

static int run(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_explain, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  if (argc - optind != 1 && argc - optind != 3)
    return cmd_usage("explain", "one IRI, or a subject, a predicate and an object", NULL);
  att_store *store;
  att_error error;
  explanation k = {.reterr = &error};
  int begun = cmd_begin("explain", path, false, false, &store, &k.txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = explain(&k, argv + optind, argc - optind);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("explain", &error);
  cmd_end("explain", store, k.txn, false);
  if (status == ATT_OK && k.shown == 0)
    fprintf(stderr, "attache explain: no sentence in the store says so\n");
  return status == ATT_ERR_NOT_FOUND || (status == ATT_OK && k.shown == 0) ? CMD_NO : failed;
}
