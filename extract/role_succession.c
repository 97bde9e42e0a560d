/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts that are said by another's: "C's predecessor, D", "her deputy is A B", "A, outgoing
 * commander of X, and incoming commander B".
 */
#include <string.h>

#include "extract/index.h"
#include "extract/role.h"

/* "outgoing Defence Attaché A B": the one person whom the sentences before say to leave an office;
 * ATT_NO_ENTITY. */
static uint32_t who_leaves(const att_seat *k) {
  const att_facts *f = k->c.facts;
  uint32_t found = ATT_NO_ENTITY;
  for (size_t i = 0; att_tenures_in(f, att_reach_first(k->c.number), k->c.number, &i); i++) {
    const att_tenure *t = &f->tenures.items[i];
    const att_sentence *s = &f->document->sentences.items[t->evidence.sentence];
    bool leaves = false;
    for (uint32_t w = t->evidence.first > 3 ? t->evidence.first - 3 : 0; w <= t->evidence.first;
         w++)
      leaves = leaves || att_lexicon_word(f->lexicon, ATT_WORD_LEAVING, s->tokens[w].form);
    if (!leaves || t->evidence.sentence >= k->c.number || t->person == k->person->node)
      continue;
    if (found != ATT_NO_ENTITY && found != t->person)
      return ATT_NO_ENTITY;
    found = t->person;
  }
  return found;
}

/* "Solbakken's predecessor, Frode Haugen": who held the other's post before, or holds it now. */
static void read_succession(const att_seat *k) {
  att_facts *f = k->c.facts;
  uint32_t t = k->person->title_first;
  t -= t > 0 && is(k, t - 1, ",");
  while (t > 0 && role_at(k, t - 1, &(uint32_t){0}) != NULL) /* predecessor, former minister */
    t--;
  if (t < 2)
    return;
  bool before = has(k, ATT_WORD_PREDECESSOR, form(k, t - 1)),
       after = has(k, ATT_WORD_SUCCESSOR, form(k, t - 1));
  if (!before && !after)
    return;
  uint32_t owner = t - 2;
  att_indexes of = {0};
  if (is_possessive(k, owner) && owner > 0)
    owner--;
  uint32_t leaver = strcmp(k->c.s->tokens[owner].xpos, "PRP$") == 0 ? who_leaves(k) : ATT_NO_ENTITY;
  if (leaver != ATT_NO_ENTITY && after)
    att_indexes_add(f->arena, &of, leaver);
  else
    att_clause_agents(&k->c, owner, &of);
  for (size_t i = ATT_NONE; of.count > 0 && (i = att_tenure_of(f, of.items[0], i)) != ATT_NONE;) {
    att_tenure copy = undated(f->tenures.items[i]);
    if (copy.person != of.items[0] || copy.former)
      continue;
    if (att_seat_holds(k, copy.role_id))
      return;
    copy.person = k->person->node;
    copy.former = before;
    copy.evidence = att_clause_evidence(&k->c, t - 1, "succession");
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

/* "Her deputy is A B", "Okello's deputy, C D": the second to an office that the article names. */
static void read_deputy(const att_seat *k) {
  att_facts *f = k->c.facts;
  uint32_t t = k->person->title_first;
  if (t > 2 && (is(k, t - 1, ",") || strcmp(k->c.s->tokens[t - 1].lemma, "be") == 0))
    t--;
  if (t < 2 || !is(k, t - 1, "deputy"))
    return;
  uint32_t owner = t - 2;
  uint32_t body = is(k, owner, "whose") ? att_seat_body_of_relative(k, owner) : ATT_NO_ENTITY;
  if (body != ATT_NO_ENTITY) { /* "X Command, whose deputy, C D" */
    att_seat_tenure(k, t - 1, t - 1, att_lexicon_find(f->lexicon, ATT_LEX_ROLE, "deputy commander"),
                    body, "succession");
    return;
  }
  if (is_possessive(k, owner) && owner > 0)
    owner--;
  else if (strcmp(k->c.s->tokens[owner].xpos, "PRP$") != 0)
    return;
  att_indexes of = {0};
  att_clause_agents(&k->c, owner, &of);
  for (size_t i = ATT_NONE; of.count == 1 && (i = att_tenure_of(f, of.items[0], i)) != ATT_NONE;) {
    att_tenure copy = undated(f->tenures.items[i]);
    if (copy.person != of.items[0] || copy.former)
      continue;
    copy.title = att_arena_format(f->arena, "deputy %s", copy.title);
    const att_lex_entry *role = att_lexicon_find(f->lexicon, ATT_LEX_ROLE, copy.title);
    if (role == NULL)
      role = att_lexicon_find(f->lexicon, ATT_LEX_ROLE,
                              att_arena_format(f->arena, "deputy %s", copy.role_label));
    if (role == NULL)
      continue;
    copy.person = k->person->node;
    copy.role_id = role->id;
    copy.role_label = role->label;
    copy.role_hint = role->type;
    copy.evidence = att_clause_evidence(&k->c, t - 1, "succession");
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

/* "outgoing commander of X, A B, and | incoming commander C D": of the same body, which is said of
 * the one who leaves. */
static void read_incoming(const att_seat *k) {
  att_facts *f = k->c.facts;
  uint32_t last, first = k->person->title_first;
  const att_lex_entry *role = NULL;
  for (uint32_t i = first > 3 ? first - 3 : 0; i < k->person->first && role == NULL; i++)
    if (is(k, i, "incoming") && i + 1 < k->person->first)
      role = role_at(k, first = i + 1, &last);
  if (role == NULL)
    return;
  att_tenure *own = NULL;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, k->person->node, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == k->person->node &&
        strcmp(f->tenures.items[i].role_id, role->id) == 0)
      own = &f->tenures.items[i];
  if (own != NULL && own->organization != ATT_NO_ENTITY)
    return;
  for (size_t i = 0; att_tenures_in(f, att_reach_first(k->c.number), k->c.number, &i); i++) {
    const att_tenure *t = &f->tenures.items[i];
    const att_sentence *s = &f->document->sentences.items[t->evidence.sentence];
    bool leaves = t->evidence.first > 0 && att_lexicon_word(f->lexicon, ATT_WORD_LEAVING,
                                                            s->tokens[t->evidence.first - 1].form);
    if (!leaves || t->evidence.sentence > k->c.number || t->person == k->person->node ||
        strcmp(t->role_id, role->id) != 0 || t->organization == ATT_NO_ENTITY)
      continue;
    att_tenure copy = undated(*t);
    copy.person = k->person->node;
    copy.former = false;
    copy.evidence = att_clause_evidence(&k->c, first, "succession");
    if (own != NULL)
      own->organization = copy.organization;
    else
      *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

void att_seat_succession(const att_seat *k) {
  read_succession(k);
  read_deputy(k);
  read_incoming(k);
}
