/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cmd/duplicates.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char *key, *name, *metadata; /* owned; fields, each with a mark and a line end */
} entry;

struct cmd_duplicates {
  void *tree; /* of entries, by key */
};

static int by_key(const void *a, const void *b) {
  return strcmp(((const entry *)a)->key, ((const entry *)b)->key);
}

static void free_entry(void *item) {
  entry *e = item;
  free(e->key);
  free(e->name);
  free(e->metadata);
  free(e);
}

att_status cmd_duplicates_new(cmd_duplicates **ret_set, att_error *reterr) {
  *ret_set = calloc(1, sizeof **ret_set);
  return *ret_set != NULL
             ? ATT_OK
             : att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the articles' names");
}

void cmd_duplicates_free(cmd_duplicates *set) {
  if (set != NULL)
    tdestroy(set->tree, free_entry);
  free(set);
}

/* A known field sorts before an unknown one. */
static char *join(const char *const fields[CMD_DUPLICATE_FIELDS]) {
  size_t size = 1;
  for (int i = 0; i < CMD_DUPLICATE_FIELDS; i++)
    size += 2 + (fields[i] != NULL ? strlen(fields[i]) : 0);
  char *text = malloc(size), *at = text;
  for (int i = 0; text != NULL && i < CMD_DUPLICATE_FIELDS; i++) {
    *at++ = fields[i] != NULL ? '1' : '2';
    at = stpcpy(at, fields[i] != NULL ? fields[i] : "");
    *at++ = '\n';
  }
  if (text != NULL)
    *at = '\0';
  return text;
}

bool cmd_duplicates_add(cmd_duplicates *set, const char *key, const char *name,
                        const char *const fields[CMD_DUPLICATE_FIELDS], const char **ret_first,
                        att_error *reterr) {
  entry *e = calloc(1, sizeof *e);
  if (e != NULL)
    *e = (entry){strdup(key), strdup(name), join(fields)};
  entry **place = e != NULL && e->key != NULL && e->name != NULL && e->metadata != NULL
                      ? tsearch(e, &set->tree, by_key)
                      : NULL;
  if (place == NULL) {
    if (e != NULL)
      free_entry(e);
    att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the articles' names");
    return false;
  }
  entry *there = *place;
  if (there == e)
    return false;
  *ret_first = there->name;
  bool stays = strcmp(there->metadata, e->metadata) <= 0;
  if (!stays) { /* the new one takes its place */
    entry old = *there;
    *there = *e;
    *e = old;
  }
  free_entry(e);
  return stays;
}
