/* SPDX-License-Identifier: Apache-2.0
 *
 * Bodies that are set up, prolonged and ended like operations: missions, alliances of states.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "extract/is.h"
#include "extract/move.h"

/* "the EU Training Mission in Somalia", "the Alliance of Sahel States" */
bool att_move_may_be_mission(const att_facts *f, const att_node *node) {
  static const char *const OTHERS[] = {"DiplomaticMission", "ServiceBranch",   "MilitaryUnit",
                                       "ArmedForces",       "DefenceMinistry", "GovernmentBody",
                                       "MilitaryCommand"};
  if (node->kind != ATT_NODE_ORG)
    return false;
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS && node->class_name != NULL; i++)
    if (strcmp(node->class_name, OTHERS[i]) == 0)
      return false;
  for (const char *at = node->name; *at != '\0'; at += strspn(at, " ")) {
    char word[32];
    size_t size = strcspn(at, " ");
    snprintf(word, sizeof word, "%.*s", (int)size, at);
    if (isupper((unsigned char)*at) && att_lexicon_word(f->lexicon, ATT_WORD_MISSION_BODY, word))
      return true;
    at += size;
  }
  return false;
}

/* "the EU Military Assistance Mission | in support of Ukraine (EUMAM Ukraine)": the names of a
 * mission that reach beyond those of bodies. */
void att_move_name_mission(const att_clause *c, const att_mention *m) {
  att_facts *f = c->facts;
  uint32_t end = m->last;
  if (is(c, m->last, "mission") && (is(c, m->last + 1, "in") || is(c, m->last + 1, "to")))
    for (uint32_t t = m->last + 2; t < c->s->token_count && t < m->last + 8 && end == m->last;
         t++) {
      uint32_t owner = f->owner[c->number][t];
      if (owner != 0 && f->nodes.items[f->mentions.items[owner - 1].node].kind == ATT_NODE_STATE)
        end = f->mentions.items[owner - 1].last;
      else if (owner != 0)
        break;
    }
  if (end > m->last)
    att_facts_alias(f, m->node, att_facts_text(f, c->number, m->first, end));
  if (end > m->last && is(c, end + 1, "("))
    for (uint32_t t = end + 2; t < c->s->token_count && t < end + 6; t++)
      if (is(c, t + 1, ")")) {
        att_facts_alias(f, m->node, att_facts_text(f, c->number, end + 2, t));
        break;
      }
}
