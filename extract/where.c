/* SPDX-License-Identifier: Apache-2.0
 *
 * Where an event took place: what is named behind "in", "at" or "aboard" under its verb or noun,
 * a site before the city that it is in; "here" is the dateline's place.
 */
#include <string.h>
#include <strings.h>

#include "extract/event.h"

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return t < c->s->token_count && att_same_word(c->s->tokens[t].form, word);
}

static bool is_any(const att_clause *c, uint32_t t, const char *const *words) {
  for (; *words != NULL; words++)
    if (is(c, t, *words))
      return true;
  return false;
}

static bool tells_frame(const att_clause *c, uint32_t t, const char *frame) {
  return att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma,
                           c->s->tokens[t].upos == ATT_VERB, frame);
}

/* "discussed the exercise | in Oslo", "told A of the talks | in Oslo": where that was. */
static bool is_told_there(const att_clause *c, uint32_t verb) {
  return (tells_frame(c, verb, "talk") || tells_frame(c, verb, "say")) &&
         !tells_frame(c, verb, "meet") &&
         !att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma);
}

static const att_mention *mention_of(const att_clause *c, uint32_t t) {
  uint32_t m = c->facts->owner[c->number][t];
  return m == 0 ? NULL : &c->facts->mentions.items[m - 1];
}

/* The verb whose subject, object or setting the event's noun is: "held talks", "arrived for
 * talks", "was in Oslo for talks"; a verb itself. */
static uint32_t verb_of(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 4 && t != ATT_NO_TOKEN; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (c->s->tokens[t].upos == ATT_VERB)
      return t;
    if (rel != ATT_OBJ && rel != ATT_OBL && rel != ATT_NSUBJ && rel != ATT_XCOMP &&
        rel != ATT_CONJ && rel != ATT_NMOD)
      return ATT_NO_TOKEN;
    t = att_clause_head(c, t);
  }
  return ATT_NO_TOKEN;
}

/* May what is named further down stand in the event's place, as part of this phrase of its: "met
 * General A B | in Oslo", "at the ministry | in Oslo", "held a ceremony | in Oslo"? */
static bool leads_on(const att_clause *c, uint32_t x, uint32_t t) {
  static const char *const AT[] = {"in", "at", "during", "aboard", "following", "after", NULL};
  const att_mention *m = mention_of(c, x);
  uint32_t preposition = att_clause_child(c, x, ATT_CASE, ATT_NO_TOKEN);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[x].rel);
  bool event =
      c->s->tokens[x].upos == ATT_NOUN && (tells_frame(c, x, "meet") || tells_frame(c, x, "event"));
  if (c->s->tokens[x].upos == ATT_VERB) /* a conference | held in Oslo */
    return rel == ATT_ACL && att_clause_head(c, x) == t &&
           att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[x].lemma);
  if (m != NULL && c->facts->nodes.items[m->node].kind == ATT_NODE_PERSON)
    return x >= m->first && (rel == ATT_OBJ || rel == ATT_OBL || rel == ATT_NMOD ||
                             rel == ATT_CONJ || rel == ATT_NSUBJ);
  if (preposition == ATT_NO_TOKEN)
    return event && (rel == ATT_OBJ || rel == ATT_NSUBJ || rel == ATT_CONJ);
  bool after = is(c, preposition, "after") || is(c, preposition, "following");
  return is_any(c, preposition, AT) && (!after || event) &&
         !att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[x].lemma);
}

/* Does the token hang on the event's noun or verb, through phrases that lead on? */
static bool hangs(const att_clause *c, uint32_t o, uint32_t t, uint32_t verb) {
  for (unsigned depth = 0; depth < 6; depth++) {
    uint32_t head = att_clause_head(c, o);
    if (head == ATT_NO_TOKEN)
      return o == verb;
    if (head == t || head == verb)
      return true;
    if (is(c, head, "following") && c->s->tokens[head].upos == ATT_VERB && head > verb)
      return true; /* "poses with B following an office call | at X" */
    if (!leads_on(c, head, t))
      return false;
    o = head;
  }
  return false;
}

/* The sea, a region: no place to meet or confer in. */
static bool is_wide(const att_facts *f, const att_node *place) {
  static const char *const KINDS[] = {"region", "sea", "ocean", "strait"};
  const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_PLACE, place->name);
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS && e != NULL && e->type != NULL; i++)
    if (strcmp(e->type, KINDS[i]) == 0)
      return true;
  return false;
}

/* The word of place right before the name, an article and a ship's type between; ATT_NO_TOKEN. */
static uint32_t word_before(const att_clause *c, const att_mention *m) {
  uint32_t last, t = m->first;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (att_lexicon_match(c->facts->lexicon, ATT_LEX_SHIP_TYPE, c->s, i, &last) != NULL &&
        last + 1 == t) {
      t = i;
      break;
    }
  t -= t > 0 && (is(c, t - 1, "the") || is(c, t - 1, "nearby"));
  return t > 0 ? t - 1 : ATT_NO_TOKEN;
}

/* How well the name tells where: 3 a site, 2 a city, 1 a state, 0 not at all. */
static int rank_of(const att_clause *c, const att_mention *m, bool narrow) {
  static const char *const SITE[] = {"at", "aboard", "onboard", "inside", NULL};
  static const char *const ON[] = {"on", "off", NULL};
  const att_facts *f = c->facts;
  const att_node *node = &f->nodes.items[m->node];
  uint32_t before = word_before(c, m);
  if (before == ATT_NO_TOKEN || m->adjective ||
      (node->kind != ATT_NODE_PLACE && node->kind != ATT_NODE_STATE && node->kind != ATT_NODE_ORG))
    return 0;
  bool ship = att_facts_is_ship(f, node);
  bool board = is(c, before, "board") && before > 0 && is(c, before - 1, "on");
  if (is_any(c, before, SITE) || board)
    return node->kind == ATT_NODE_STATE ? 0 : 3;
  if (is_any(c, before, ON))
    return ship || (node->kind == ATT_NODE_PLACE && !(narrow && is_wide(f, node))) ? 2 : 0;
  if (!is(c, before, "in") || node->kind == ATT_NODE_ORG)
    return 0;
  return node->kind == ATT_NODE_STATE ? 1 : narrow && is_wide(f, node) ? 0 : 2;
}

/* The token of the name whose head is outside of it. */
static uint32_t head_of(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first; t <= m->last; t++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || head < m->first || head > m->last)
      return t;
  }
  return m->first;
}

/* Is the name among somebody's titles: "Ambassador in Oslo | A B"? */
static bool is_in_title(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->last + 1; t < c->s->token_count && t < m->last + 8; t++) {
    const att_mention *next = mention_of(c, t);
    if (next != NULL && c->facts->nodes.items[next->node].kind == ATT_NODE_PERSON)
      return next->title_first < m->first;
  }
  return false;
}

/* The best name up to `end` that hangs on the noun or verb. */
static uint32_t find(const att_clause *c, uint32_t t, uint32_t verb, uint32_t end, bool narrow) {
  uint32_t found = ATT_NO_ENTITY;
  int best = 0;
  for (uint32_t i = 0; i < end; i++) {
    const att_mention *m = mention_of(c, i);
    if (is(c, i, "here") && best < 2 && i > 0 && hangs(c, i, t, verb) &&
        c->s->tokens[i].rel == ATT_ADVMOD && att_event_dateline(c->facts) != ATT_NO_ENTITY) {
      found = att_event_dateline(c->facts);
      best = 2;
    }
    if (m == NULL || m->first != i)
      continue;
    int rank = rank_of(c, m, narrow);
    bool own = t >= m->first && t <= m->last;
    if (rank > best && !own && hangs(c, head_of(c, m), t, verb) && !is_in_title(c, m)) {
      found = m->node;
      best = rank;
    }
  }
  return found;
}

uint32_t att_event_where(const att_clause *c, uint32_t t, bool narrow) {
  uint32_t verb = verb_of(c, t);
  if (verb != ATT_NO_TOKEN && verb != t && is_told_there(c, verb))
    verb = t;
  bool talk = verb == t && is_told_there(c, t); /* not "discussed the war | in Ukraine" */
  uint32_t found =
      find(c, t, verb == ATT_NO_TOKEN ? t : verb, talk ? t : c->s->token_count, narrow);
  while (found == ATT_NO_ENTITY && verb != ATT_NO_TOKEN &&
         att_rel_base((att_rel)c->s->tokens[verb].rel) == ATT_CONJ) {
    uint32_t first = att_clause_head(c, verb);
    if (first == ATT_NO_TOKEN || first > verb || c->s->tokens[first].upos != ATT_VERB)
      break; /* "In Oslo, he toured X and met B" */
    found = find(c, first, first, first, narrow);
    verb = first;
  }
  return found;
}
