/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/terms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "cmd/document.h"
#include "cmd/nearest.h"
#include "graph/vocabulary.h"

enum { NAME_SIZE = 64, SAID_MOST = 8 };

typedef struct {
  att_txn *txn;
  att_buffer vocabulary; /* as text; empty until it is needed */
  char said[SAID_MOST][NAME_SIZE];
  size_t said_count;
} check;

/* The term that a line of the vocabulary is about, "dr:Meeting a owl:Class ;", into `name`. */
static bool read_subject(const char *line, char name[NAME_SIZE]) {
  size_t size = strcspn(line, " \n");
  if (strncmp(line, "dr:", 3) != 0 || line[size] != ' ' || size - 3 >= NAME_SIZE)
    return false;
  memcpy(name, line + 3, size - 3);
  name[size - 3] = '\0';
  return true;
}

/* Is it in the vocabulary? If not, `nearest` has the nearest name, in `best`. */
static bool is_defined(const check *c, cmd_nearest *nearest, char best[NAME_SIZE]) {
  char name[NAME_SIZE];
  for (const char *line = (const char *)c->vocabulary.data; line != NULL;) {
    if (read_subject(line, name)) {
      if (strcmp(name, nearest->word) == 0)
        return true;
      cmd_nearest_try(nearest, name);
      if (nearest->name == name)
        nearest->name = memcpy(best, name, NAME_SIZE);
    }
    line = strchr(line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  return false;
}

static bool read_vocabulary(check *c) {
  char path[ATT_DATA_PATH_SIZE];
  att_error error;
  return c->vocabulary.size > 0 || (att_data_path("ontology/defrel.ttl", path, &error) == ATT_OK &&
                                    cmd_read_file(path, &c->vocabulary, &error) == ATT_OK &&
                                    att_buffer_append(&c->vocabulary, "", 1) == ATT_OK);
}

static bool is_said(const check *c, const char *name) {
  for (size_t i = 0; i < c->said_count; i++)
    if (strcmp(c->said[i], name) == 0)
      return true;
  return c->said_count == SAID_MOST;
}

static void check_term(check *c, const att_term *term) {
  size_t size = strlen(ATT_DR);
  char name[NAME_SIZE], best[NAME_SIZE];
  att_id id = ATT_ID_ANY;
  att_error error;
  if (term->kind != ATT_TERM_IRI || term->lexical.size <= size ||
      term->lexical.size - size >= NAME_SIZE || memcmp(term->lexical.data, ATT_DR, size) != 0)
    return;
  memcpy(name, term->lexical.data + size, term->lexical.size - size);
  name[term->lexical.size - size] = '\0';
  cmd_nearest nearest = {.word = name};
  if (is_said(c, name) || att_txn_find(c->txn, term, &id, &error) != ATT_OK || id != ATT_ID_ANY ||
      !read_vocabulary(c) || is_defined(c, &nearest, best))
    return;
  fprintf(stderr, "attache query: no such term dr:%s", name);
  fprintf(stderr, nearest.name ? "; did you mean dr:%s?\n" : "\n", nearest.name);
  memcpy(c->said[c->said_count++], name, NAME_SIZE);
}

/* Siblings one by one, children by recursion: no deeper than ATT_PARSE_DEPTH. What CONSTRUCT makes
 * may be new. */
static void check_tree(check *c, const att_ast *node) {
  for (; node != NULL; node = node->next) {
    bool makes = node->kind == ATT_AST_CONSTRUCT && node->first != NULL;
    if (node->kind == ATT_AST_TERM)
      check_term(c, &node->term);
    check_tree(c, makes ? node->first->next : node->first);
  }
}

void cmd_terms_check(att_txn *txn, const char *query, size_t size,
                     const att_parse_options *options) {
  check c = {.txn = txn, .vocabulary = ATT_BUFFER_INIT};
  att_arena arena;
  att_ast *root;
  att_error error;
  att_arena_init(&arena, 0);
  if (att_parse(&arena, query, size, options, &root, NULL, &error) == ATT_OK)
    check_tree(&c, root);
  att_arena_clear(&arena);
  att_buffer_clear(&c.vocabulary);
}
