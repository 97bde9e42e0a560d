/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose visit a noun tells of: "his visit", "A's port call", "the latter's call", "a visit by A".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* "INS Tarkash and the frigate | INS Tabar made a port call": the ships joined before the token. */
static void add_ships_joined(const att_clause *c, uint32_t sentence, uint32_t first,
                             att_indexes *visitors) {
  const att_facts *f = c->facts;
  const att_sentence *s = &f->document->sentences.items[sentence];
  bool joined = false;
  for (uint32_t t = first; t-- > 0;) {
    uint32_t m = f->owner[sentence][t];
    const char *word = s->tokens[t].form;
    if (m != 0) {
      const att_mention *named = &f->mentions.items[m - 1];
      if (!joined || !att_facts_is_ship(f, &f->nodes.items[named->node]))
        return;
      att_indexes_add(f->arena, visitors, named->node);
      t = named->first;
      joined = false;
    } else if (strcmp(word, "and") == 0 || strcmp(word, ",") == 0) {
      joined = true;
    } else if (strcmp(word, "the") != 0 && !(strcmp(word, ")") == 0 && joined) &&
               !att_clause_word(c, ATT_WORD_SHIP, s->tokens[t].lemma)) {
      return;
    }
  }
}

/* "the port call | of RFA X": the ship named behind the noun. */
static void add_ship_behind(const att_clause *c, uint32_t t, att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  uint32_t m = of != ATT_NO_TOKEN && of > t ? f->owner[c->number][of] : 0;
  if (m != 0 && att_facts_is_ship(f, &f->nodes.items[f->mentions.items[m - 1].node]))
    att_clause_agents(c, of, visitors);
}

/* The ships that make a port call: those named last before it, or else the latest unit. */
static void add_ship(const att_clause *c, uint32_t t, att_indexes *visitors) {
  att_facts *f = c->facts;
  uint32_t unit = ATT_NO_ENTITY;
  for (size_t i = f->mentions.count;
       att_mentions_back(f, att_reach_first(c->number), c->number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *node = &f->nodes.items[m->node];
    bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t);
    if (!before || node->kind != ATT_NODE_ORG || node->class_name == NULL ||
        strcmp(node->class_name, "MilitaryUnit") != 0)
      continue;
    unit = unit == ATT_NO_ENTITY || att_facts_is_ship(f, node) ? m->node : unit;
    if (att_facts_is_ship(f, node)) {
      add_ships_joined(c, m->sentence, m->first, visitors);
      break;
    }
  }
  if (unit != ATT_NO_ENTITY)
    att_indexes_add(f->arena, visitors, unit);
}

/* "honours for the crew of the ship X on its arrival at Y": X. */
static void add_ship_of_its(const att_clause *c, uint32_t t, att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t its = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  if (its == ATT_NO_TOKEN || its > t || !is(c, its, "its"))
    return;
  for (size_t i = f->mentions.count; att_mentions_back(f, c->number, c->number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence == c->number && m->last < its && f->nodes.items[m->node].kind == ATT_NODE_ORG &&
        att_facts_is_ship(f, &f->nodes.items[m->node])) {
      att_indexes_add(f->arena, visitors, m->node);
      return;
    }
  }
}

/* The persons, or ships too, that the noun has behind a preposition. */
void att_visit_persons(const att_clause *c, uint32_t t, const char *word, bool ships,
                       att_indexes *persons) {
  att_indexes found = {0};
  att_event_obliques(c, t, word, &found);
  for (size_t i = 0; i < found.count; i++)
    if (c->facts->nodes.items[found.items[i]].kind == ATT_NODE_PERSON ||
        (ships && att_facts_is_ship(c->facts, &c->facts->nodes.items[found.items[i]])))
      att_indexes_add(c->facts->arena, persons, found.items[i]);
}

/* "B greets A during his visit to X": who is received by the verb over the visit's noun, A. */
static uint32_t guest_above(const att_clause *c, uint32_t t) {
  uint32_t verb = att_event_verb(c, t);
  const att_frame *frame = NULL;
  bool hosting = false, passive = false;
  while (verb != ATT_NO_TOKEN &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame)))
    hosting = hosting || (strcmp(frame->frame, "meet") == 0 && att_frame_takes(frame, "obj") &&
                          !att_frame_takes(frame, "with"));
  if (!hosting)
    return ATT_NO_TOKEN;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  uint32_t guest = passive ? subject : att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t m = guest != ATT_NO_TOKEN ? c->facts->owner[c->number][guest] : 0;
  bool body = m != 0 && c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind ==
                            ATT_NODE_ORG; /* "visited the Academy during his stay" */
  return guest != ATT_NO_TOKEN && guest < t && !body ? guest : ATT_NO_TOKEN;
}

/* "visited the Academy during his stay in X": who visits, not whom else the sentence names. */
static uint32_t traveller_above(const att_clause *c, uint32_t t) {
  uint32_t verb = att_event_verb(c, t);
  bool passive = false;
  if (verb == ATT_NO_TOKEN ||
      !att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "visit"))
    return ATT_NO_TOKEN;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  return !passive && subject < t && c->facts->owner[c->number][subject] != 0 ? subject
                                                                             : ATT_NO_TOKEN;
}

/* "During his stay in X, the B delegation will tour Y": the guest or delegation that is the subject
 * of what is told, not whom "his" would stand for; ATT_NO_TOKEN. */
static uint32_t delegation_behind(const att_clause *c, uint32_t t) {
  uint32_t verb = att_event_verb(c, t);
  bool passive = false;
  if (verb == ATT_NO_TOKEN || t > 6 || verb < t || !(is(c, 1, "his") || is(c, 1, "her")))
    return ATT_NO_TOKEN;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  return subject != ATT_NO_TOKEN && subject > t && c->facts->owner[c->number][subject] == 0 &&
                 (att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma) ||
                  att_clause_word(c, ATT_WORD_GUEST, c->s->tokens[subject].lemma))
             ? subject
             : ATT_NO_TOKEN;
}

/* "received B. During his stay, the Korean delegation will": B, the Korean named last. */
static void name_guest(const att_clause *c, att_indexes *visitors) {
  const att_facts *f = c->facts;
  const att_node *state = visitors->count == 1 ? &f->nodes.items[visitors->items[0]] : NULL;
  if (state == NULL || state->kind != ATT_NODE_STATE)
    return;
  for (size_t i = f->mentions.count;
       att_mentions_back(f, att_reach_first(c->number), c->number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *n = &f->nodes.items[m->node];
    if (m->sentence >= c->number || n->kind != ATT_NODE_PERSON || n->iso3 == NULL ||
        strcmp(n->iso3, state->iso3) != 0)
      continue;
    visitors->items[0] = m->node;
    return;
  }
}

/* "the port call at Y by the ship X": whoever is named behind "by", wherever the tree has hung it.
 */
static void visitor_along(const att_clause *c, uint32_t t, att_indexes *visitors) {
  const att_facts *f = c->facts;
  bool by = false;
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 16; i++) {
    uint32_t m = f->owner[c->number][i];
    uint8_t kind = m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].kind : ATT_NODE_PLACE;
    if (c->s->tokens[i].upos == ATT_VERB || is(c, i, ",") || is(c, i, "and"))
      return;
    if (by && c->s->tokens[i].upos == ATT_ADP)
      return; /* "by invitation of B" */
    by = by || is(c, i, "by");
    if (by && (kind == ATT_NODE_PERSON || kind == ATT_NODE_ORG)) {
      att_clause_agents(c, i, visitors);
      return;
    }
  }
}

/* "was given a tour", "received a tour", "gave B a tour" */
bool att_visit_is_guided(const att_clause *c, uint32_t verb) {
  return att_clause_word(c, ATT_WORD_GRANTING, c->s->tokens[verb].lemma) ||
         strcmp(c->s->tokens[verb].lemma, "receive") == 0;
}

/* "A briefed B on his visit to X": A, who tells of it; ATT_NO_TOKEN. */
static uint32_t teller_of(const att_clause *c, uint32_t t) {
  bool passive;
  uint32_t verb = att_event_verb(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (verb == ATT_NO_TOKEN || verb > t || word == ATT_NO_TOKEN ||
      !(is(c, word, "on") || is(c, word, "about") || is(c, word, "of")) ||
      !att_clause_word(c, ATT_WORD_TELLING, c->s->tokens[verb].lemma))
    return ATT_NO_TOKEN;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  return passive ? ATT_NO_TOKEN : subject;
}

/* "A visit to X | was paid by B" */
static bool is_made(const att_clause *c, uint32_t t, uint32_t verb) {
  static const char *const MAKING[] = {"pay", "make", "undertake", "conduct", "carry", NULL};
  bool passive = false;
  return att_clause_subject(c, verb, &passive) == t && passive &&
         att_one_of(c->s->tokens[verb].lemma, MAKING);
}

/* Whose visit it is, by "his", "A's", "of A" or "by A"; a port call is the ship's. */
void att_visit_owners(const att_clause *c, uint32_t t, att_indexes *visitors) {
  uint32_t guest = ATT_NO_TOKEN;
  bool port_call = att_visit_is_port_call(c, t);
  bool who = c->s->tokens[t].rel == ATT_ACL_RELCL && /* "B, who is on her first visit to X" */
             att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  for (uint32_t i = t > 8 ? t - 8 : 0; i < t && visitors->count == 0 && !port_call && !who; i++)
    if (is(c, i, "his") || is(c, i, "her") ||
        (is(c, i, "their") && guest_above(c, t) < t)) { /* "his February 24-25 official visit" */
      bool broken = false;
      for (uint32_t k = i + 1; k < t; k++)
        broken = broken || c->s->tokens[k].upos == ATT_VERB || is(c, k, ",");
      guest = teller_of(c, t);
      guest = guest == ATT_NO_TOKEN ? guest_above(c, t) : guest;
      guest = guest == ATT_NO_TOKEN ? traveller_above(c, t) : guest;
      guest = guest == ATT_NO_TOKEN ? delegation_behind(c, t) : guest;
      if (!broken)
        att_clause_agents(c, guest != ATT_NO_TOKEN ? guest : i, visitors);
      if (guest != ATT_NO_TOKEN && guest > t && !is(c, i, "their"))
        name_guest(c, visitors);
    }
  if (port_call)
    add_ship_behind(c, t, visitors);
  if (port_call && visitors->count == 0)
    add_ship(c, t, visitors);
  uint32_t owner = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  for (; owner != ATT_NO_TOKEN; owner = att_clause_child(c, t, ATT_NMOD, owner))
    if (c->s->tokens[owner].rel == ATT_NMOD_POSS &&
        (c->s->tokens[owner].upos != ATT_PRON || (!port_call && !who && guest == ATT_NO_TOKEN)))
      att_clause_agents(c, owner, visitors);
  uint32_t verb = att_event_verb(c, t); /* "was given a tour of X by B": B is the guide */
  if (verb == ATT_NO_TOKEN || !att_visit_is_guided(c, verb)) {
    att_event_obliques(c, t, "by", visitors);
    if (visitors->count == 0)
      visitor_along(c, t, visitors);
  }
  if (visitors->count == 0 && verb != ATT_NO_TOKEN && is_made(c, t, verb))
    att_event_obliques(c, verb, "by", visitors);
  if (visitors->count == 0)
    add_ship_of_its(c, t, visitors);
  if (visitors->count == 0) /* the courtesy visit of A to B, the arrival of the ship X, but not "a
                               tour of the ship X" */
    att_visit_persons(c, t, "of", strcmp(c->s->tokens[t].lemma, "tour") != 0, visitors);
}

/* "A welcomed B during the latter's visit to X": B, of the two persons named before; true where
 * the visit is of such a one, whoever that is. */
bool att_visit_is_of_latter(const att_clause *c, uint32_t t, att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t word = t > 8 ? t - 8 : 0;
  while (word < t && !((is(c, word, "latter") || is(c, word, "former")) && is(c, word + 1, "'s")))
    word++;
  att_indexes named = {0};
  for (size_t i = 0; word < t && att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence == c->number && m->last < word &&
        f->nodes.items[m->node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, &named, m->node);
  }
  if (named.count == 2)
    att_indexes_add(f->arena, visitors, named.items[is(c, word, "latter")]);
  return word < t;
}
