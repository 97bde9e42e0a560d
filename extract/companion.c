/* SPDX-License-Identifier: Apache-2.0
 *
 * Companions: "A, accompanied by B and C".
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/is.h"
#include "extract/reference.h"

/* Is it the verb of the clause that "accompanied by" at `t` stands in: one with a subject before
 * that? */
static bool is_verb_over(const att_clause *c, uint32_t i, uint32_t t) {
  uint32_t subject = att_clause_child(c, i, ATT_NSUBJ, ATT_NO_TOKEN);
  return c->s->tokens[i].upos == ATT_VERB && subject != ATT_NO_TOKEN && subject < t;
}

/* The persons behind "accompanied by" at `t`, where whoever stands right before it is one of the
 * agents. */
static void companions_at(const att_clause *c, uint32_t t, const att_indexes *agents,
                          att_indexes *companions) {
  att_facts *f = c->facts;
  uint32_t who = ATT_NO_ENTITY;
  bool there = false;
  for (uint32_t i = t; i-- > 0 && who == ATT_NO_ENTITY;) {
    uint32_t m = f->owner[c->number][i];
    uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
    there = there || (i + 3 > t && /* "The delegation, joined by B" */
                      att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[i].lemma));
    if (there)
      break;
    att_indexes one = {0}; /* "The Uzbek minister, accompanied by B" */
    if (m == 0 && i + 3 > t && c->s->tokens[i].upos == ATT_NOUN && att_reference_role(c, i, &one) &&
        one.count > 0) {
      who = one.items[0];
      break;
    }
    if (node != ATT_NO_ENTITY && f->nodes.items[node].kind == ATT_NODE_PERSON)
      who = node;
    if ((is(c, i, "he") || is(c, i, "she")) && is(c, t, "accompanied"))
      who = att_reference_antecedent(c, i, is(c, i, "she")); /* "He toured X, accompanied by B" */
    if (is(c, i, "where") && !is(c, t, "accompanied"))
      return; /* "ended the trip in X, where he laid flowers together with B" */
  }
  for (size_t i = 0; i < agents->count; i++)
    there = there || agents->items[i] == who;
  bool with = t > 0 && is(c, t - 1, ",") && is(c, t + 1, "with") && who != ATT_NO_ENTITY;
  if (!there && !with)
    return;
  for (uint32_t i = t + 2; i < c->s->token_count && i < t + 30; i++) {
    uint32_t m = f->owner[c->number][i];
    uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
    bool person = m != 0 && f->nodes.items[node].kind == ATT_NODE_PERSON;
    for (size_t k = 0; k < agents->count && person && !there; k++)
      if (agents->items[k] == node) /* "A, together with B, met C", with B taken for the subject */
        att_indexes_add(f->arena, companions, who);
    if (person && !there)
      return;
    if (person)
      att_indexes_add(f->arena, companions, node);
    else if (c->s->tokens[i].upos == ATT_AUX || strcmp(c->s->tokens[i].xpos, "VBD") == 0 ||
             is_verb_over(c, i, t))
      return;
  }
}

/* "came | together with B": those two meet, and nobody else. */
static bool is_met_together(const att_clause *c, uint32_t verb) {
  const att_frame *frame = NULL;
  while (c->s->tokens[verb].upos == ATT_VERB &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame)))
    if (att_frame_takes(frame, "together"))
      return true;
  return false;
}

static void find_companions(const att_clause *c, const att_indexes *agents,
                            att_indexes *companions) {
  for (uint32_t t = 1; t + 1 < c->s->token_count; t++)
    if (is(c, t, "together") && is_met_together(c, t - 1))
      continue;
    else if ((is(c, t + 1, "by") && (is(c, t, "accompanied") || is(c, t, "joined"))) ||
             (is(c, t + 1, "with") && (is(c, t, "along") || is(c, t, "together"))))
      companions_at(c, t, agents, companions);
}

void att_clause_add_companions(const att_clause *c, att_indexes *agents) {
  att_indexes companions = {0};
  find_companions(c, agents, &companions);
  for (size_t i = 0; i < companions.count; i++)
    att_indexes_add(c->facts->arena, agents, companions.items[i]);
}

void att_clause_drop_companions(const att_clause *c, att_indexes *agents) {
  att_indexes companions = {0};
  find_companions(c, agents, &companions);
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++) {
    bool drop = false;
    for (size_t k = 0; k < companions.count; k++)
      drop = drop || companions.items[k] == agents->items[i];
    if (!drop)
      agents->items[kept++] = agents->items[i];
  }
  agents->count = kept;
}

void att_clause_add_escort(const att_clause *c, att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t t = 0;
  for (; t + 1 < c->s->token_count &&
         !((is(c, t, "accompanied") || is(c, t, "joined")) && is(c, t + 1, "by"));
       t++)
    if (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ ||
        (f->owner[c->number][t] != 0 &&
         f->nodes.items[f->mentions.items[f->owner[c->number][t] - 1].node].kind ==
             ATT_NODE_PERSON))
      return;
  for (uint32_t i = t + 2; i < c->s->token_count && i < t + 30; i++) {
    uint32_t m = f->owner[c->number][i];
    if (c->s->tokens[i].upos == ATT_AUX || strcmp(c->s->tokens[i].xpos, "VBD") == 0 ||
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_NSUBJ)
      return;
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, visitors, f->mentions.items[m - 1].node);
  }
}
