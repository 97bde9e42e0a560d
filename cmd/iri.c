/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/iri.h"

#include <stdio.h>
#include <string.h>

#include "graph/vocabulary.h"

bool cmd_iri_is_absolute(const char *text) {
  size_t scheme = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");
  if (scheme == 0 || text[scheme] != ':' || text[scheme + 1] == '\0' ||
      strchr("0123456789+.-", text[0]) != NULL)
    return false;
  for (const char *at = text; *at != '\0'; at++)
    if ((unsigned char)*at <= ' ' || strchr("<>\"{}|\\^`", *at) != NULL)
      return false;
  return true;
}

/* What the prefix before a colon stands for, or NULL. */
static const char *namespace_of(const char *given, size_t size) {
  for (int i = 0; i < ATT_PREFIXES; i++)
    if (strlen(att_prefixes[i].prefix) == size && memcmp(att_prefixes[i].prefix, given, size) == 0)
      return att_prefixes[i].iri;
  return NULL;
}

const char *cmd_iri_expand(const char *given, char *text, size_t size) {
  size_t before = strcspn(given, ":/ ");
  const char *space = given[before] == ':' ? namespace_of(given, before) : NULL;
  if (given[0] == '<')
    snprintf(text, size, "%.*s", (int)strcspn(given + 1, ">"), given + 1);
  else if (space != NULL)
    snprintf(text, size, "%s%s", space, given + before + 1);
  else
    snprintf(text, size, "%s%s", before > 0 && given[before] == '/' ? ATT_BASE_IRI : "", given);
  return text;
}

const char *cmd_iri_shorten(const char *iri, size_t *size) {
  size_t base = strlen(ATT_BASE_IRI);
  if (*size <= base || memcmp(iri, ATT_BASE_IRI, base) != 0)
    return iri;
  *size -= base;
  return iri + base;
}
