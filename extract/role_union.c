/* SPDX-License-Identifier: Apache-2.0
 *
 * What an office is of that is named without a body and is no state's: unions of states, and the
 * National Guard of a part of a state. Runs behind the events.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/role.h"

bool att_role_is_shortened(const char *part, const char *whole) {
  size_t size = strlen(part), length = strlen(whole);
  return length > size &&
         ((strncasecmp(whole, part, size) == 0 && whole[size] == ' ') ||
          (strcasecmp(whole + length - size, part) == 0 && whole[length - size - 1] == ' '));
}

/* Does the office tell by itself of what organization it is, which is no state: "SACEUR"? The key
 * of that organization's node, NULL for none. */
static const char *key_of_office(const att_facts *f, const att_tenure *tenure) {
  const char *hint = tenure->role_hint;
  const att_lex_entry *e = hint != NULL ? att_lexicon_find(f->lexicon, ATT_LEX_ORG, hint) : NULL;
  bool joint = e != NULL && e->type != NULL && strcmp(e->type, "InternationalOrganization") == 0;
  return joint ? att_arena_format(f->arena, "org/%s", e->id) : NULL;
}

/* "Secretary General A B", "the company's vice president": of no state. */
bool att_role_is_stateless(const att_facts *f, const att_tenure *tenure) {
  static const char *const HINTS[] = {"international-organization", "company", "university",
                                      "think-tank"};
  for (size_t i = 0; i < sizeof HINTS / sizeof *HINTS && tenure->role_hint != NULL; i++)
    if (strcmp(tenure->role_hint, HINTS[i]) == 0)
      return true;
  return key_of_office(f, tenure) != NULL;
}

/* The body of whoever the article says to have the office that this one is the second to. */
static uint32_t union_of_superior(const att_facts *f, const att_tenure *tenure) {
  for (size_t i = 0; att_tenures_in(f, att_reach_first(tenure->evidence.sentence),
                                    tenure->evidence.sentence + ATT_REACH, &i);
       i++) {
    const att_tenure *t = &f->tenures.items[i];
    if (t->person != tenure->person && t->organization != ATT_NO_ENTITY &&
        att_role_is_shortened(t->title, tenure->title))
      return t->organization;
  }
  return ATT_NO_ENTITY;
}

/* "Secretary General A B": the international organization that the article names most often, where
 * one is. */
uint32_t att_role_union(const att_facts *f, const att_tenure *tenure) {
  uint32_t best = union_of_superior(f, tenure);
  size_t most = 0;
  bool tie = false;
  const char *key = key_of_office(f, tenure);
  if (best != ATT_NO_ENTITY || tenure->role_hint == NULL ||
      (key == NULL && strcmp(tenure->role_hint, "international-organization") != 0))
    return best;
  for (size_t i = ATT_NONE; (i = att_node_of(f, ATT_NODE_ORG, i)) != ATT_NONE;) {
    uint32_t n = (uint32_t)i;
    const char *class_name = f->nodes.items[n].class_name;
    if (class_name == NULL || strcmp(class_name, "InternationalOrganization") != 0)
      continue;
    if (key != NULL && strcmp(f->nodes.items[n].key, key) == 0)
      return n;
    size_t count = att_mention_count(f, n);
    tie = count == most || (tie && count < most);
    if (count > most) {
      most = count;
      best = n;
    }
  }
  return tie || key != NULL ? ATT_NO_ENTITY : best;
}

/* "the state's | senior enlisted leader" */
static bool is_of_part(const att_facts *f, const att_tenure *tenure) {
  const att_token *tokens = f->document->sentences.items[tenure->evidence.sentence].tokens;
  uint32_t t = tenure->evidence.first;
  return t > 1 && is_genitive(tokens[t - 1].form) && strcmp(tokens[t - 2].form, "state") == 0;
}

uint32_t att_role_locality(att_facts *f, const att_tenure *tenure) {
  static const char *const SERVICES[] = {" Army", " Air"};
  bool local = tenure->role_hint != NULL && strcmp(tenure->role_hint, "city") != 0 &&
               att_lexicon_is_local(tenure->role_hint);
  if (!local && !is_of_part(f, tenure))
    return ATT_NO_ENTITY;
  uint32_t found = ATT_NO_ENTITY;
  for (uint32_t n = 0; n < f->nodes.count; n++) {
    const char *name = f->nodes.items[n].name, *guard = strstr(name, " National Guard");
    guard = guard != NULL ? guard : strstr(name, " Guard");
    if (f->nodes.items[n].kind != ATT_NODE_ORG || guard == NULL)
      continue;
    const char *part = att_arena_copy(f->arena, name, (size_t)(guard - name));
    size_t size = strlen(part); /* "Nebraska Army National Guard" */
    for (int i = 0; i < 2; i++) {
      size_t tail = strlen(SERVICES[i]);
      if (size > tail && strcmp(part + size - tail, SERVICES[i]) == 0)
        part = att_arena_copy(f->arena, part, size - tail);
    }
    uint32_t place = att_facts_named(f, ATT_NODE_PLACE, part);
    if (place == ATT_NO_ENTITY || att_lexicon_find(f->lexicon, ATT_LEX_PLACE, part) == NULL)
      continue;
    if (found != ATT_NO_ENTITY && found != place)
      return ATT_NO_ENTITY;
    found = place;
  }
  return found != ATT_NO_ENTITY
             ? att_role_body_of_place(f, local ? tenure->role_hint : "national-guard", found)
             : ATT_NO_ENTITY;
}
