/* SPDX-License-Identifier: Apache-2.0
 *
 * Guests and hosts: whom "his guest", "the host", "the visiting minister" stands for; and who is
 * meant by "the Kuwaiti officer", which ship by "the destroyer".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/reference.h"

bool att_reference_is_visitor(const att_facts *f, uint32_t person) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    for (size_t k = 0; k < e->participants.count && strcmp(e->class_name, "Visit") == 0; k++)
      if (e->participants.items[k] == person)
        return true;
  }
  return false;
}

bool att_reference_is_at_home(const att_facts *f, uint32_t person) {
  uint32_t place = att_event_dateline(f);
  const char *own = f->nodes.items[person].iso3;
  const char *there = place != ATT_NO_ENTITY ? f->nodes.items[place].iso3 : NULL;
  return own != NULL && there != NULL && strcmp(own, there) == 0;
}

bool att_reference_is_remembered(const att_facts *f, const att_event *visit) {
  const att_sentence *s = &f->document->sentences.items[visit->evidence.sentence];
  for (uint32_t t = 0; t < s->token_count && t < visit->evidence.first; t++)
    if (strcmp(s->tokens[t].lemma, "anniversary") == 0)
      return true;
  return false;
}

uint32_t att_reference_only_visitor(const att_facts *f, uint32_t sentence) {
  uint32_t found = ATT_NO_ENTITY;
  for (size_t i = 0; att_events_near(f, sentence, &i); i++) {
    const att_event *e = &f->events.items[i];
    for (size_t k = 0; k < e->participants.count && strcmp(e->class_name, "Visit") == 0; k++) {
      uint32_t node = e->participants.items[k];
      if (e->evidence.sentence > sentence || f->nodes.items[node].kind != ATT_NODE_PERSON ||
          att_reference_is_remembered(f, e))
        continue;
      if (found != ATT_NO_ENTITY && found != node)
        return ATT_NO_ENTITY;
      found = node;
    }
  }
  return found;
}

/* Is the person known to be of another state than the dateline's? */
static bool is_abroad(const att_facts *f, uint32_t person) {
  return f->nodes.items[person].iso3 != NULL && att_event_dateline(f) != ATT_NO_ENTITY &&
         !att_reference_is_at_home(f, person);
}

/* The latest, or first, meeting of two persons up to the sentence of whom `comes` holds for one
 * alone, unless it is NULL; NULL for none. */
static const att_event *find_hosting(const att_facts *f, uint32_t sentence,
                                     bool (*comes)(const att_facts *, uint32_t), bool latest) {
  const att_event *found = NULL;
  for (size_t i = 0; (latest || found == NULL) && att_events_near(f, sentence, &i); i++) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || !e->sides || e->participants.count == 0 ||
        e->others.count == 0 || (e->participants.count > 1 && e->others.count > 1) ||
        e->evidence.sentence > sentence)
      continue;
    uint32_t one = e->participants.items[0], other = e->others.items[0];
    if (f->nodes.items[one].kind == ATT_NODE_PERSON &&
        f->nodes.items[other].kind == ATT_NODE_PERSON &&
        (comes == NULL || comes(f, one) != comes(f, other)))
      found = e;
  }
  return found;
}

bool att_reference_guest_or_host(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  bool guest = att_clause_word(c, ATT_WORD_GUEST, c->s->tokens[t].lemma);
  if (!guest && strcmp(c->s->tokens[t].lemma, "host") != 0)
    return false;
  const att_event *meeting = find_hosting(f, c->number, att_reference_is_visitor, true);
  bool (*comes)(const att_facts *, uint32_t) = att_reference_is_visitor;
  if (meeting == NULL) {
    comes = is_abroad;
    meeting = find_hosting(f, c->number, is_abroad, false);
  }
  if (meeting == NULL) {
    comes = NULL; /* who was received is the other side */
    meeting = find_hosting(f, c->number, NULL, true);
  }
  if (meeting != NULL) {
    uint32_t one = meeting->participants.items[0];
    const att_evidence *why = &meeting->evidence;
    const char *lemma = f->document->sentences.items[why->sentence].tokens[why->first].lemma;
    bool first = comes != NULL ? comes(f, one)
                               : strcmp(why->rule, "guest") == 0 ||
                                     att_clause_word(c, ATT_WORD_COMING, lemma);
    const att_indexes *side = first == guest ? &meeting->participants : &meeting->others;
    bool several = strcmp(c->s->tokens[t].xpos, "NNS") == 0; /* "the guests" */
    for (size_t i = 0; i < side->count && (several || i == 0); i++)
      att_indexes_add(f->arena, agents, side->items[i]);
    return true;
  }
  uint32_t visitor = guest ? att_reference_only_visitor(f, c->number) : ATT_NO_ENTITY;
  if (visitor != ATT_NO_ENTITY)
    att_indexes_add(f->arena, agents, visitor);
  return visitor != ATT_NO_ENTITY;
}

/* Is there a "the" before the noun and its modifiers? */
static bool is_definite(const att_clause *c, uint32_t t) {
  for (uint32_t i = t; i-- > 0 && t - i < 5;) {
    if (strcasecmp(c->s->tokens[i].form, "the") == 0)
      return true;
    if (c->s->tokens[i].head != t + 1 && c->facts->owner[c->number][i] == 0)
      return false;
  }
  return false;
}

bool att_reference_guests(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_indexes found = {0};
  uint32_t of = att_reference_modifier(c, t);
  if (!att_clause_word(c, ATT_WORD_GUEST, c->s->tokens[t].lemma) || !is_definite(c, t) ||
      !att_reference_guest_or_host(c, t, &found))
    return false;
  for (size_t i = 0; i < found.count; i++)
    if (of != ATT_NO_ENTITY && !att_reference_belongs(c->facts, found.items[i], of))
      return false;
  for (size_t i = 0; i < found.count; i++)
    att_indexes_add(c->facts->arena, agents, found.items[i]);
  return true;
}

/* The ship named last before the token; in the plural, the ships of the last sentence that names
 * two or more. */
static bool names_ship(const att_clause *c, uint32_t t, const att_mention *m) {
  const att_facts *f = c->facts;
  bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t);
  return before && f->nodes.items[m->node].kind == ATT_NODE_ORG &&
         att_facts_is_ship(f, &f->nodes.items[m->node]);
}

/* The ship that the last journey of one tells of; `otherwise` where none does. */
static uint32_t travelling_ship(const att_clause *c, uint32_t otherwise) {
  const att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    uint32_t one = e->participants.count > 0 ? e->participants.items[0] : ATT_NO_ENTITY;
    if (strcmp(e->class_name, "Visit") == 0 && one != ATT_NO_ENTITY &&
        f->nodes.items[one].kind == ATT_NODE_ORG && att_facts_is_ship(f, &f->nodes.items[one]))
      return one;
  }
  return otherwise;
}

bool att_reference_ship(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  if (!att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[t].lemma) || !is_definite(c, t) ||
      f->owner[c->number][t] != 0)
    return false;
  att_indexes last = {0}, several = {0};
  uint32_t sentence = ATT_NO_TOKEN;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (!names_ship(c, t, m))
      continue;
    if (m->sentence != sentence)
      last.count = 0;
    sentence = m->sentence;
    att_indexes_add(f->arena, &last, m->node);
    if (last.count > 1) {
      several.count = 0;
      for (size_t k = 0; k < last.count; k++)
        att_indexes_add(f->arena, &several, last.items[k]);
    }
  }
  if (strcmp(c->s->tokens[t].xpos, "NNS") != 0) {
    uint32_t ship = last.count > 0 ? last.items[last.count - 1] : ATT_NO_ENTITY;
    if (att_reference_is_traveller(c, t)) /* "the ship heads for X": the one that travels */
      ship = travelling_ship(c, ship);
    if (ship != ATT_NO_ENTITY)
      att_indexes_add(f->arena, agents, ship);
    return ship != ATT_NO_ENTITY;
  }
  for (size_t k = 0; k < several.count; k++)
    att_indexes_add(f->arena, agents, several.items[k]);
  return several.count > 0;
}

bool att_reference_crew(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  uint32_t beside = att_clause_child(c, t, ATT_CONJ, ATT_NO_TOKEN), ship = ATT_NO_ENTITY;
  bool crew = att_clause_word(c, ATT_WORD_CREW, c->s->tokens[t].lemma) ||
              (beside != ATT_NO_TOKEN && f->owner[c->number][beside] == 0 &&
               att_clause_word(c, ATT_WORD_CREW, c->s->tokens[beside].lemma));
  bool company = t > 2 && att_same_word(c->s->tokens[t].form, "company") &&
                 att_same_word(c->s->tokens[t - 2].form, "ship"); /* "the ship's company" */
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN); /* "members of her crew" */
  if (of != ATT_NO_TOKEN && of > t + 1 && f->owner[c->number][of] == 0 &&
      att_clause_word(c, ATT_WORD_CREW, c->s->tokens[of].lemma) &&
      att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma)) {
    t = of;
    crew = true;
  }
  if (!(crew || company) || (rel != ATT_NSUBJ && rel != ATT_OBJ) || f->owner[c->number][t] != 0 ||
      t == 0 ||
      !(company || att_same_word(c->s->tokens[t - 1].form, "the") ||
        att_is_word(c->s->tokens[t - 1].xpos, "PRP$")) ||
      att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  for (size_t n = ATT_NONE; (n = att_node_of(f, ATT_NODE_ORG, n)) != ATT_NONE;) {
    if (!att_facts_is_ship(f, &f->nodes.items[n]))
      continue;
    if (ship != ATT_NO_ENTITY) { /* of several: the one that travels */
      ship = travelling_ship(c, ATT_NO_ENTITY);
      break;
    }
    ship = (uint32_t)n;
  }
  return ship != ATT_NO_ENTITY && (att_indexes_add(c->facts->arena, agents, ship) || true);
}

bool att_reference_own_people(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  uint32_t own = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  const char *lemma = c->s->tokens[t].lemma;
  bool people = att_clause_word(c, ATT_WORD_CREW, lemma) ||
                att_clause_word(c, ATT_WORD_TROOPS, lemma) || strcmp(lemma, "staff") == 0;
  if (!people || own == ATT_NO_TOKEN || own > t || !att_same_word(c->s->tokens[own].form, "its") ||
      f->owner[c->number][t] != 0)
    return false;
  uint32_t body = ATT_NO_ENTITY;
  for (size_t i = 0; att_mentions_in(f, c->number > 0 ? c->number - 1 : 0, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool before = m->sentence < c->number ? m->sentence + 1 == c->number : m->last < own;
    if (before && f->nodes.items[m->node].kind == ATT_NODE_ORG && att_reference_is_subject(f, m))
      body = m->node;
  }
  return body != ATT_NO_ENTITY && (att_indexes_add(c->facts->arena, agents, body) || true);
}

bool att_reference_last_ship(const att_clause *c, att_indexes *agents) {
  const att_facts *f = c->facts;
  uint32_t n = c->number;
  while (n > 0 && att_same_word(f->document->sentences.items[n - 1].tokens[0].form, "she"))
    n--;
  for (size_t i = 0; n > 0 && att_mentions_in(f, n - 1, n - 1, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence + 1 == n && f->nodes.items[m->node].kind == ATT_NODE_ORG &&
        att_facts_is_ship(f, &f->nodes.items[m->node]) && att_reference_is_subject(f, m))
      return att_indexes_add(c->facts->arena, agents, m->node) || true;
  }
  return false;
}

/* Do the titles share a word: "Chief of Staff", "Chief of the General Staff"? */
static bool share_word(const char *one, const char *other) {
  enum { SHORTEST = 5 };
  for (const char *at = one; *at != '\0';) {
    size_t size = strcspn(at, " ");
    for (const char *in = other; size >= SHORTEST && *in != '\0';) {
      size_t length = strcspn(in, " ");
      if (length == size && strncasecmp(at, in, size) == 0)
        return true;
      in += length + strspn(in + length, " ");
    }
    at += size + strspn(at + size, " ");
  }
  return false;
}

/* Do both have an office of one kind? */
static bool are_counterparts(const att_facts *f, uint32_t one, uint32_t other) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, one, i)) != ATT_NONE;)
    for (size_t k = ATT_NONE; (k = att_tenure_of(f, other, k)) != ATT_NONE;)
      if (share_word(f->tenures.items[i].title, f->tenures.items[k].title))
        return true;
  return false;
}

/* "his Kuwaiti counterpart": whose; ATT_NO_ENTITY where the noun is none such. */
static uint32_t counterpart_of(const att_clause *c, uint32_t t, const att_mention *state) {
  uint32_t his = state != NULL && state->first > 0 ? state->first - 1 : t;
  if (!att_clause_word(c, ATT_WORD_COUNTERPART, c->s->tokens[t].lemma) ||
      !(att_same_word(c->s->tokens[his].form, "his") ||
        att_same_word(c->s->tokens[his].form, "her")))
    return ATT_NO_ENTITY;
  return att_reference_antecedent(c, his, att_same_word(c->s->tokens[his].form, "her"));
}

bool att_reference_countryman(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t b = t > 0 ? t - 1 : 0, found = ATT_NO_ENTITY;
  while (b > 0 && b + 2 >= t && f->owner[c->number][b] == 0 && c->s->tokens[b].head == t + 1 &&
         (c->s->tokens[b].upos == ATT_ADJ || c->s->tokens[b].upos == ATT_NOUN))
    b--; /* "the Sri Lankan naval | chief" */
  uint32_t m = t > 0 ? f->owner[c->number][b] : 0;
  const att_mention *state = m != 0 ? &f->mentions.items[m - 1] : NULL;
  uint32_t whose = counterpart_of(c, t, state);
  if (state == NULL || f->nodes.items[state->node].kind != ATT_NODE_STATE ||
      (t + 1 < c->s->token_count && att_same_word(c->s->tokens[t + 1].form, "of")) ||
      strcmp(c->s->tokens[t].xpos, "NNS") == 0 ||
      !(whose != ATT_NO_ENTITY ||
        (is_definite(c, t) && att_clause_word(c, ATT_WORD_COUNTRYMAN, c->s->tokens[t].lemma))))
    return false;
  uint32_t only = att_reference_only_visitor(f, c->number);
  if (only != ATT_NO_ENTITY && f->nodes.items[only].iso3 == NULL)
    found = only; /* whose state is only implied */
  bool several = false;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number, &i); i++) {
    const att_mention *named = &f->mentions.items[i];
    const char *iso3 = f->nodes.items[named->node].iso3;
    bool before = named->sentence < c->number || (named->sentence == c->number && named->last < t);
    if (!before || f->nodes.items[named->node].kind != ATT_NODE_PERSON || iso3 == NULL ||
        strcmp(iso3, f->nodes.items[state->node].iso3) != 0 || named->node == found)
      continue;
    bool goes = att_reference_is_traveller(c, t), /* no envoy, who is there */
        envoy = goes && found != ATT_NO_ENTITY && att_facts_is_envoy(f, named->node);
    if (envoy)
      continue;
    if (goes && found != ATT_NO_ENTITY && found != only && att_facts_is_envoy(f, found))
      found = ATT_NO_ENTITY;
    if (found != ATT_NO_ENTITY && found != only)
      several = true;
    found = found != ATT_NO_ENTITY && found == only ? found : named->node;
  }
  if (whose != ATT_NO_ENTITY && found != ATT_NO_ENTITY && !are_counterparts(f, whose, found))
    return false;
  if (several && found != only)
    return false; /* one of several, of whom none alone has come */
  return found != ATT_NO_ENTITY && (att_indexes_add(f->arena, agents, found) || true);
}
