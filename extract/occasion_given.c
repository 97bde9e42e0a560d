/* SPDX-License-Identifier: Apache-2.0
 *
 * Who gives and who gets what the noun of a transfer tells of: "the delivery of two boats by A to
 * B", "appreciation for the transfer of a cutter", "announced the gifting of X to B".
 */
#include "extract/event.h"
#include "extract/occasion.h"

/* "vehicles funded by A to B": the first state or body right behind a "to", wherever the tree has
 * hung it. */
static void add_receiver(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && i < t + 16; i++) {
    uint32_t next = is(c, i + 1, "the") ? i + 2 : i + 1;
    uint8_t kind = next < c->s->token_count ? kind_at(c, next) : UINT8_MAX;
    if (c->s->tokens[i].upos == ATT_VERB && strcmp(c->s->tokens[i].xpos, "VBN") != 0)
      return;
    if (!is(c, i, "to") || (kind != ATT_NODE_ORG && kind != ATT_NODE_STATE))
      continue;
    const att_mention *m = mention_of(c, next);
    if (m->adjective)
      att_occasion_modifiers(c, att_clause_head(c, m->last), agents);
    else
      att_indexes_add(c->facts->arena, agents, m->node);
    return;
  }
}

/* "the delivery of two boats by A to B": whoever the tree has put under the goods or under A. */
void att_occasion_hands(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const WORDS[] = {"by", "to", "from", NULL};
  att_occasion_obliques(c, t, WORDS, agents);
  for (const char *const *word = WORDS; *word != NULL; word++)
    for (uint32_t i = att_clause_oblique(c, t, *word, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
         i = att_clause_oblique(c, t, *word, i))
      att_occasion_obliques(c, i, WORDS, agents);
  att_occasion_clauses(c, t, agents); /* "two boats funded by A" */
  if (agents->count < 2)
    add_receiver(c, t, agents);
}

/* "expressed his appreciation for the transfer of a cutter": from whom the speaker is in talks
 * with, to his own side. */
void att_occasion_thanked_partner(const att_clause *c, uint32_t t, uint32_t verb,
                                  att_indexes *agents) {
  bool thanks = false, passive;
  uint32_t words[] = {verb, att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN)};
  for (size_t i = 0; i < 2; i++) {
    const att_frame *frame = NULL;
    while (
        words[i] != ATT_NO_TOKEN && words[i] != t &&
        (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[words[i]].lemma, i == 0, frame)))
      thanks = thanks || strcmp(frame->value, "thank") == 0;
  }
  uint32_t subject = att_clause_subject(c, verb, &passive);
  att_indexes speakers = {0};
  if (!thanks || passive || subject == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &speakers);
  uint32_t partner = speakers.count == 1 ? att_event_partner(c->facts, speakers.items[0], c->number)
                                         : ATT_NO_ENTITY;
  if (partner == ATT_NO_ENTITY)
    return;
  att_indexes_add(c->facts->arena, agents, speakers.items[0]);
  att_indexes_add(c->facts->arena, agents, partner);
}

/* "The Raksha Mantri announced": the state whose office the title is; ATT_NO_ENTITY. */
static uint32_t state_of_title(const att_clause *c, uint32_t t) {
  uint32_t last;
  for (uint32_t i = t > 2 ? t - 2 : 0; i <= t; i++) {
    const att_lex_entry *e =
        att_lexicon_match(c->facts->lexicon, ATT_LEX_TITLE_STATE, c->s, i, &last);
    if (e != NULL && e->iso3 != NULL && last + 1 >= t)
      return att_facts_state(c->facts, e->iso3);
  }
  return ATT_NO_ENTITY;
}

/* "announced the gifting of X to B": who announces what goes to somebody else gives it. */
void att_occasion_giver(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *agents) {
  att_facts *f = c->facts;
  bool passive = false;
  if (verb == ATT_NO_TOKEN || agents->count != 1 || !has_rel(c, t, ATT_OBJ) ||
      strcmp(c->s->tokens[verb].lemma, "announce") != 0 ||
      att_clause_oblique(c, t, "from", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  att_indexes givers = {0};
  if (subject == ATT_NO_TOKEN || passive)
    return;
  att_clause_agents(c, subject, &givers);
  uint32_t state = givers.count == 0 ? state_of_title(c, subject) : ATT_NO_ENTITY;
  if (state != ATT_NO_ENTITY)
    att_indexes_add(f->arena, &givers, state);
  const char *own = givers.count == 1 ? f->nodes.items[givers.items[0]].iso3 : NULL,
             *other = f->nodes.items[agents->items[0]].iso3;
  if (own != NULL && (other == NULL || strcmp(own, other) != 0))
    att_indexes_add(f->arena, agents, givers.items[0]);
}
