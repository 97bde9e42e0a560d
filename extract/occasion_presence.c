/* SPDX-License-Identifier: Apache-2.0
 *
 * Troops that are said, in passing, to be in another state than their own: "the service of Georgian
 * troops in Afghanistan", "thanked the airmen deployed to Latvia", "its 250 instructors in Mali".
 */
#include "extract/index.h"
#include "extract/occasion.h"

/* The place or state that a preposition behind the word names; ATT_NO_ENTITY. */
static uint32_t place_behind(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"in", "at", "to"};
  uint32_t first = ATT_NO_ENTITY;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && first == ATT_NO_ENTITY; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
         o != ATT_NO_TOKEN && first == ATT_NO_ENTITY; o = att_clause_oblique(c, t, WORDS[i], o)) {
      uint8_t kind = kind_at(c, o);
      if (o > t && (kind == ATT_NODE_PLACE || kind == ATT_NODE_STATE))
        first = mention_of(c, o)->node;
    }
  return first;
}

/* Where the troops are: right behind them, or behind a participle of being sent or stationed. */
static uint32_t place_of(const att_clause *c, uint32_t t) {
  uint32_t place = ATT_NO_ENTITY;
  for (uint32_t i = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
       i != ATT_NO_TOKEN && place == ATT_NO_ENTITY; i = att_clause_child(c, t, ATT_ACL, i))
    if (att_clause_word(c, ATT_WORD_STATIONED, c->s->tokens[i].lemma))
      place = place_behind(c, i);
  return place != ATT_NO_ENTITY ? place : place_behind(c, t);
}

/* Whose troops they are, as long as it is one state's, or one body of it. */
static uint32_t owner_of(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_occasion_people(c, t, agents);
  const att_node *n = agents->count == 1 ? &c->facts->nodes.items[agents->items[0]] : NULL;
  return n != NULL && (n->kind == ATT_NODE_STATE || n->kind == ATT_NODE_ORG) && n->iso3 != NULL
             ? agents->items[0]
             : ATT_NO_ENTITY;
}

/* Does the sentence tell of something else that they do: "trained Y's soldiers in X"? */
static bool is_told(const att_clause *c) {
  const att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);)
    if (f->events.items[i].evidence.sentence == c->number &&
        (strcmp(f->events.items[i].class_name, "Deployment") == 0 ||
         strcmp(f->events.items[i].class_name, "Exercise") == 0 ||
         strcmp(f->events.items[i].class_name, "TrainingActivity") == 0 ||
         strcmp(f->events.items[i].class_name, "Operation") == 0))
      return true;
  return false;
}

void att_occasion_presence(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  if (c->s->tokens[t].upos != ATT_NOUN || strcmp(c->s->tokens[t].xpos, "NNS") != 0 ||
      !att_occasion_is_troops(c, t) || has_rel(c, t, ATT_COMPOUND) || att_clause_is_quoted(c, t) ||
      att_occasion_in_title(c))
    return;
  uint32_t place = place_of(c, t);
  att_occasion what = {.class_name = "Deployment", .rule = "event-noun"};
  uint32_t owner = place != ATT_NO_ENTITY ? owner_of(c, t, &what.agents) : ATT_NO_ENTITY;
  const char *there = place != ATT_NO_ENTITY ? f->nodes.items[place].iso3 : NULL;
  if (owner == ATT_NO_ENTITY || there == NULL || strcmp(there, f->nodes.items[owner].iso3) == 0 ||
      is_told(c))
    return;
  what.name = att_occasion_name(c, t);
  size_t before = f->events.count;
  att_event *e = att_occasion_add(c, t, &what);
  if (e == NULL || f->events.count == before)
    return;
  e->place = place;
  if (att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    e->start = e->end = NULL; /* "hosted B on Monday", of the troops' commander */
  e->status = e->status == ATT_PLANNED ? ATT_ONGOING : e->status; /* "will visit X troops in Y" */
}
