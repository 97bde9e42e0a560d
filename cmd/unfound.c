/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/unfound.h"

#include <stdio.h>
#include <string.h>

#include "cmd/canned.h"
#include "cmd/nearest.h"
#include "queries/query.h"

/* What a parameter's value is looked for among; by the words of its meaning. */
static const struct {
  const char *word, *query;
} AMONG[] = {
    {"alpha-3", "SELECT DISTINCT ?known { ?s dr:iso3 ?known }"},
    {"name", "SELECT DISTINCT ?known { ?s foaf:name|skos:prefLabel ?known } LIMIT 100000"},
    {"label", "SELECT DISTINCT ?known { ?s skos:prefLabel ?known } LIMIT 100000"},
};
enum { KINDS = sizeof AMONG / sizeof *AMONG, CODES = 0 };

/* A state may have been named by its label or by another of its codes. */
static const char BY_OTHER_KEY[] = "SELECT ?known { ?s ?key ?given ; dr:iso3 ?known "
                                   "FILTER (LCASE(STR(?given)) = LCASE(\"%s\")) } LIMIT 1";

typedef struct {
  bool there;
  cmd_nearest nearest;
  char name[256], best[256]; /* the one at hand; the nearest's */
} search;

static att_status no_names(void *context, const att_view *names, size_t count, att_error *reterr) {
  (void)context, (void)names, (void)count, (void)reterr;
  return ATT_OK;
}

static att_status consider(void *context, const att_term *terms, att_error *reterr) {
  search *s = context;
  (void)reterr;
  if (terms->lexical.size >= sizeof s->name)
    return ATT_OK;
  snprintf(s->name, sizeof s->name, "%.*s", (int)terms->lexical.size, terms->lexical.data);
  s->there = s->there || strcmp(s->name, s->nearest.word) == 0;
  cmd_nearest_try(&s->nearest, s->name);
  if (s->nearest.name == s->name)
    s->nearest.name = memcpy(s->best, s->name, sizeof s->name);
  return ATT_OK;
}

static bool run(att_txn *txn, const char *query, search *s) {
  att_error error;
  att_query_options options = {.timeout = 1};
  att_query_receiver receiver = {.context = s, .names = no_names, .row = consider};
  return att_query_send(txn, query, strlen(query), &options, &receiver, &error) == ATT_OK;
}

/* Is it nowhere in the store, be it another name than those looked at? */
static bool is_missing(att_txn *txn, const char *value) {
  static const char *const LANGUAGES[] = {"", "en"};
  att_error error;
  for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
    att_term term = {.kind = ATT_TERM_LITERAL,
                     .lexical = att_view_of(value),
                     .language = att_view_of(LANGUAGES[i])};
    att_id id = ATT_ID_ANY;
    if (att_txn_find(txn, &term, &id, &error) != ATT_OK || id != ATT_ID_ANY)
      return false;
  }
  return true;
}

/* Which code a state has that is called so. */
static void find_by_other_key(att_txn *txn, const char *value, search *s) {
  char query[300];
  search other = {.nearest = {.word = ""}};
  if (strpbrk(value, "\"\\\n") != NULL || strlen(value) > 100)
    return;
  snprintf(query, sizeof query, BY_OTHER_KEY, value);
  if (run(txn, query, &other) && other.name[0] != '\0')
    s->nearest.name = memcpy(s->best, other.name, sizeof other.name);
}

/* Says what is known of a value; false where that is nothing. */
static bool say_missing(att_txn *txn, const char *meaning, const char *value) {
  int kind = 0;
  search s = {.nearest = {.word = value}};
  while (kind < KINDS && strstr(meaning, AMONG[kind].word) == NULL)
    kind++;
  if (kind == KINDS || value[strspn(value, "0123456789")] == '\0' ||
      !run(txn, AMONG[kind].query, &s) || s.there)
    return false;
  bool missing = kind == CODES || is_missing(txn, value);
  if (kind == CODES)
    find_by_other_key(txn, value, &s);
  if (missing)
    fprintf(stderr, ": the store has no '%s'", value);
  if (s.nearest.name)
    fprintf(stderr, "%s did you mean '%s'?", missing ? ";" : ":", s.nearest.name);
  return missing || s.nearest.name;
}

void cmd_unfound_say(att_txn *txn, const char *name, const char *const *params, size_t count) {
  att_buffer meaning = ATT_BUFFER_INIT;
  att_error error;
  bool said = false;
  fputs("attache query: no rows for ", stderr);
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < count && !said; i++) {
      const char *value = strchr(params[i], '=') + 1;
      if (cmd_canned_meaning(name, params[i], &meaning, &error) != ATT_OK)
        continue;
      if (pass == 0)
        fprintf(stderr, "%s%s (%s)", i > 0 ? ", " : "", params[i], (const char *)meaning.data);
      else
        said = say_missing(txn, (const char *)meaning.data, value);
    }
  fputc('\n', stderr);
  att_buffer_clear(&meaning);
}
