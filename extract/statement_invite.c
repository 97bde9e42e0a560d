/* SPDX-License-Identifier: Apache-2.0
 *
 * Invitations told by the noun: "at the invitation of B", "accepted B's invitation".
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/statement.h"

/* Whose the invitation is: "B's invitation", "an invitation from B", "extended by B". */
static void find_inviter(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const WORDS[] = {"of", "from", "by"};
  for (uint32_t i = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_NMOD, i))
    if (c->s->tokens[i].rel == ATT_NMOD_POSS && c->s->tokens[i].upos != ATT_PRON)
      att_said_speakers(c, i, agents);
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && agents->count == 0; i++) {
    uint32_t clause = i == 2 ? att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN) : t;
    uint32_t o = clause != ATT_NO_TOKEN ? att_clause_oblique(c, clause, WORDS[i], ATT_NO_TOKEN)
                                        : ATT_NO_TOKEN;
    if (o != ATT_NO_TOKEN)
      att_said_speakers(c, o, agents);
  }
}

/* Who comes at an invitation: the visitor of a visit told in the sentence, else the subject of the
 * verb above it; ATT_NO_ENTITY. */
static uint32_t find_invited(const att_clause *c, uint32_t t, const att_indexes *inviters) {
  const att_facts *f = c->facts;
  for (size_t i = 0; att_events_near(f, c->number, &i); i++) {
    const att_event *e = &f->events.items[i];
    if (e->evidence.sentence == c->number && strcmp(e->class_name, "Visit") == 0 &&
        e->participants.count > 0 &&
        !(inviters->count == 1 && e->participants.items[0] == inviters->items[0]))
      return e->participants.items[0];
  }
  uint32_t found = ATT_NO_ENTITY;
  for (uint32_t up = t; up != ATT_NO_TOKEN && found == ATT_NO_ENTITY; up = att_clause_head(c, up)) {
    bool passive;
    uint32_t subject = att_clause_subject(c, up, &passive);
    if (subject != ATT_NO_TOKEN)
      att_said_agent(c, subject, &found);
  }
  return found;
}

/* "He invited A to visit X. A accepted the invitation": told already. */
static bool is_known(const att_clause *c, const att_indexes *inviters) {
  const att_facts *f = c->facts;
  for (size_t i = f->statements.count; i-- > 0 && i + 8 > f->statements.count;)
    for (size_t k = 0; k < inviters->count; k++)
      if (f->statements.items[i].speaker == inviters->items[k] &&
          f->statements.items[i].evidence.sentence + 2 > c->number &&
          strcmp(f->statements.items[i].act, "invite") == 0)
        return true;
  return false;
}

/* "A accepted B's invitation to visit X", "A came at the invitation of B": B invites A. */
void att_said_by_invitation(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "on", "upon", "following", "by"};
  if (strcmp(c->s->tokens[t].lemma, "invitation") != 0)
    return;
  bool passive, coming = false;
  uint32_t verb = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && word != ATT_NO_TOKEN; i++)
    coming = coming || is(c, word, WORDS[i]);
  bool accepted = !coming && verb != ATT_NO_TOKEN &&
                  (strcmp(c->s->tokens[verb].lemma, "accept") == 0 ||
                   strcmp(c->s->tokens[verb].lemma, "receive") == 0) &&
                  att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ &&
                  att_said_is_real(c, verb);
  if (!coming && !accepted)
    return;
  att_indexes agents = {0};
  att_said what = {.act = "invite", .addressee = ATT_NO_ENTITY};
  find_inviter(c, t, &agents);
  uint32_t subject = accepted ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject != ATT_NO_TOKEN)
    att_said_agent(c, subject, &what.addressee);
  uint32_t partner = what.addressee != ATT_NO_ENTITY && agents.count == 0
                         ? att_event_partner(c->facts, what.addressee, c->number)
                         : ATT_NO_ENTITY;
  if (partner != ATT_NO_ENTITY) {
    att_indexes_add(c->facts->arena, &agents, partner);
    if (is_known(c, &agents))
      return;
  }
  if (coming && agents.count > 0)
    what.addressee = find_invited(c, t, &agents);
  att_said_drop(&agents, what.addressee);
  if (agents.count > 0 && what.addressee != ATT_NO_ENTITY)
    att_said_add(c, t, &agents, &what);
}
