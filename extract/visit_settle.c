/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits by what is known in the end, when all events and whose states everybody is of are found.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static bool is_visit(const att_event *e) {
  return strcmp(e->class_name, "Visit") == 0;
}

/* The state that the person holds an office of, no envoy's; NULL if none or several. */
static const char *home_of(const att_facts *f, uint32_t person) {
  const char *home = NULL;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;) {
    const att_tenure *t = &f->tenures.items[i];
    const char *iso3 =
        t->organization != ATT_NO_ENTITY ? f->nodes.items[t->organization].iso3 : NULL;
    if (att_role_is_diplomat(t) || (home != NULL && iso3 != NULL && strcmp(home, iso3) != 0))
      return NULL;
    home = iso3 != NULL ? iso3 : home;
  }
  return home != NULL ? home : f->nodes.items[person].iso3;
}

void att_visit_drop_homecoming(const att_facts *f, att_event *e) {
  const char *where = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
  const att_sentence *s = &f->document->sentences.items[e->evidence.sentence];
  const att_token *trigger = &s->tokens[e->evidence.first];
  static const char *const LEAVING[] = {"depart", "leave", "fly", "return", NULL};
  if (where == NULL || !is_visit(e) || !att_one_of(trigger->lemma, LEAVING))
    return;
  size_t kept = 0;
  for (size_t i = 0; i < e->participants.count; i++) {
    const char *home = home_of(f, e->participants.items[i]);
    if (home == NULL || strcmp(home, where) != 0)
      e->participants.items[kept++] = e->participants.items[i];
  }
  e->gone = kept == 0 && e->participants.count > 0;
  e->participants.count = kept;
}

/* "during his visit", "on the first day of her trip", "concluded his visit": a stay of which the
 * phrase says neither where nor that it is asked for. */
static bool is_bare_stay(const att_clause *c, uint32_t t) {
  static const char *const STAYS[] = {"visit", "trip", "tour", "stay", NULL};
  static const char *const PARTS[] = {"day", "leg", "part", "course", "end", "sideline", NULL};
  static const char *const WORDS[] = {"during", "throughout", NULL};
  if (c->s->tokens[t].upos != ATT_NOUN || !att_one_of(c->s->tokens[t].form, STAYS) ||
      att_clause_is_quoted(c, t) ||
      att_clause_child(c, t, ATT_COMPOUND, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  for (uint32_t i = ATT_NO_TOKEN; (i = att_clause_child(c, t, ATT_NMOD, i)) != ATT_NO_TOKEN;)
    if (c->s->tokens[i].rel == ATT_NMOD && !is(c, i, "support") && !is(c, i, "conjunction"))
      return false; /* "his visit to X", but "a visit in support of X" */
  uint32_t head = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (word != ATT_NO_TOKEN && att_one_of(c->s->tokens[word].form, WORDS))
    return true;
  if (head == ATT_NO_TOKEN)
    return false;
  if (word != ATT_NO_TOKEN && is(c, word, "of"))
    return att_one_of(c->s->tokens[head].lemma, PARTS);
  return att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ &&
         att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[head].lemma);
}

static bool has_visit(const att_facts *f, uint32_t person) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;)
    if (is_visit(&f->events.items[i]) && att_event_takes_part(&f->events.items[i], person))
      return true;
  return false;
}

/* Where abroad the person meets somebody in the sentence or beside it, else the dateline's place;
 * ATT_NO_ENTITY. */
static uint32_t place_of_meeting(const att_facts *f, uint32_t number, uint32_t person,
                                 const char *home) {
  uint32_t found = ATT_NO_ENTITY, nearest = 3;
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const char *iso3 = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    uint32_t n = e->evidence.sentence, far = n > number ? n - number : number - n;
    if (iso3 == NULL || strcmp(iso3, home) == 0 || far >= nearest ||
        e->status == ATT_HYPOTHETICAL || !att_event_is_meeting(e) ||
        !att_event_takes_part(e, person))
      continue;
    nearest = far;
    found = e->place;
  }
  uint32_t here = att_event_dateline(f);
  const char *iso3 = here < f->nodes.count ? f->nodes.items[here].iso3 : NULL;
  return found != ATT_NO_ENTITY                    ? found
         : iso3 != NULL && strcmp(iso3, home) != 0 ? here
                                                   : ATT_NO_ENTITY;
}

/* The visitors: whose stay it is called, else who does what is done on it. */
static void visitors_of(const att_clause *c, uint32_t t, att_indexes *ret) {
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS) {
      att_clause_agents(c, i, ret);
      return;
    }
  bool passive;
  uint32_t verb = att_event_verb(c, t);
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, ret);
}

static void read_stay(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes who = {0};
  visitors_of(c, t, &who);
  for (size_t i = 0; i < who.count; i++) {
    uint32_t person = who.items[i];
    const char *home = f->nodes.items[person].kind == ATT_NODE_PERSON ? home_of(f, person) : NULL;
    uint32_t place = home != NULL && !has_visit(f, person)
                         ? place_of_meeting(f, c->number, person, home)
                         : ATT_NO_ENTITY;
    if (place == ATT_NO_ENTITY)
      continue;
    att_indexes one = {0};
    size_t known = f->events.count;
    att_indexes_add(f->arena, &one, person);
    att_visit_add(c, t, &one, place, "visit-noun");
    bool denied;
    uint32_t verb = att_event_verb(c, t);
    for (; known < f->events.count; known++) { /* the day is that of what was done */
      f->events.items[known].start = f->events.items[known].end = NULL;
      if (verb != ATT_NO_TOKEN) /* "during a scheduled visit" */
        f->events.items[known].status = att_clause_status(c, verb, &denied);
    }
  }
}

/* "A received a courtesy call from B. The | visit underlines": the visit as a clause's subject, of
 * which nothing more is told. */
static bool is_called_visit(const att_clause *c, uint32_t t) {
  return t > 0 && is(c, t, "visit") && (is(c, t - 1, "the") || is(c, t - 1, "this")) &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ && !att_clause_is_quoted(c, t) &&
         att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* The one of another state of the two persons, or first two, of a call told up to two sentences
 * before: he visits the other's state, or where they met. */
static void read_called(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  const att_event *call = NULL;
  for (size_t i = f->events.count; call == NULL && att_events_back(f, c->number, &i);)
    if (att_event_is_meeting(&f->events.items[i]) &&
        f->events.items[i].evidence.sentence < c->number)
      call = &f->events.items[i];
  if (call == NULL || call->evidence.sentence + 2 < c->number || call->status != ATT_HELD ||
      call->participants.count == 0 || call->others.count == 0)
    return;
  const att_sentence *s = &f->document->sentences.items[call->evidence.sentence];
  const char *noun = s->tokens[call->evidence.first].form;
  uint32_t pair[2] = {call->participants.items[0], call->others.items[0]};
  const char *homes[2] = {home_of(f, pair[0]), home_of(f, pair[1])};
  if (strncmp(noun, "call", 4) != 0 || homes[0] == NULL || homes[1] == NULL ||
      strcmp(homes[0], homes[1]) == 0)
    return;
  bool received = false; /* "A received a call from B" */
  for (uint32_t i = call->evidence.first; i-- > 0 && call->evidence.first - i < 5;)
    received = received || att_clause_word(c, ATT_WORD_RECEIVING, s->tokens[i].lemma);
  uint32_t guest = pair[received], place = call->place;
  if (f->nodes.items[guest].kind != ATT_NODE_PERSON || has_visit(f, guest) ||
      att_facts_is_envoy(f, guest))
    return;
  if (place >= f->nodes.count)
    place = att_facts_state(f, homes[!received]);
  att_indexes one = {0};
  size_t known = f->events.count;
  att_indexes_add(f->arena, &one, guest);
  att_visit_add(c, t, &one, place, "visit-noun");
  for (; known < f->events.count; known++)
    f->events.items[known].start = f->events.items[known].end = NULL;
}

void att_visit_untold(att_facts *f) {
  for (uint32_t n = 0; n < f->document->sentences.count; n++) {
    att_clause c = {f, &f->document->sentences.items[n], n};
    for (uint32_t t = 0; t < c.s->token_count && f->spoken[n] == ATT_SPOKEN_NOT; t++) {
      if (is_bare_stay(&c, t))
        read_stay(&c, t);
      else if (is_called_visit(&c, t))
        read_called(&c, t);
      att_visit_with_company(&c, t);
    }
  }
}
