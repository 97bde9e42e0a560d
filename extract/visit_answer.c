/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits told by what was before: guests who are awaited ("I look forward to hosting him in Oslo"),
 * visits that are returned, journeys to where somebody has met his hosts.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static bool is_person(const att_facts *f, uint32_t node) {
  return f->nodes.items[node].kind == ATT_NODE_PERSON;
}

/* Whom the person met last, of another state, up to the sentence; ATT_NO_ENTITY. */
static uint32_t met_last(const att_facts *f, uint32_t sentence, uint32_t person) {
  for (size_t i = f->events.count; att_events_back(f, sentence, &i);) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || e->evidence.sentence > sentence || e->status == ATT_PLANNED)
      continue;
    bool first = att_indexes_has(&e->participants, person);
    if (!first && !att_indexes_has(&e->others, person))
      continue;
    for (int side = 0; side < 2; side++) {
      const att_indexes *who = side != first ? &e->others : &e->participants;
      for (size_t k = 0; k < who->count; k++) {
        const char *one = f->nodes.items[person].iso3, *other = f->nodes.items[who->items[k]].iso3;
        if (is_person(f, who->items[k]) && one != NULL && other != NULL && strcmp(one, other) != 0)
          return who->items[k];
      }
    }
  }
  return ATT_NO_ENTITY;
}

/* --- awaited ---------------------------------------------------------------------------------- */

/* "look forward to | hosting", "I will | host" in somebody's own words. */
static bool is_awaiting(const att_clause *c, uint32_t t, bool *ret_own) {
  static const char *const FORMS[] = {"hosting", "welcoming", "receiving", NULL};
  static const char *const VERBS[] = {"host", "welcome", "receive", NULL};
  uint32_t subject = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
  *ret_own = att_clause_is_quoted(c, t);
  for (uint32_t i = t; i > 1 && t - i < 3 && att_one_of(c->s->tokens[t].form, FORMS); i--)
    if (is(c, i - 1, "to") && is(c, i - 2, "forward"))
      return true;
  return *ret_own && att_one_of(c->s->tokens[t].lemma, VERBS) && c->s->tokens[t].upos == ATT_VERB &&
         subject != ATT_NO_TOKEN && (is(c, subject, "I") || is(c, subject, "we"));
}

/* Who hosts: the subject of the next verb above that has one, or who speaks of himself. */
static void add_hosts(const att_clause *c, uint32_t t, bool own, att_indexes *hosts) {
  bool passive;
  uint32_t verb = t, subject = ATT_NO_TOKEN;
  for (unsigned depth = 0; depth < 4 && verb != ATT_NO_TOKEN && subject == ATT_NO_TOKEN; depth++) {
    subject = att_clause_subject(c, verb, &passive);
    verb = att_clause_head(c, verb);
  }
  if (subject == ATT_NO_TOKEN)
    return;
  if (own && (is(c, subject, "I") || is(c, subject, "we"))) {
    uint32_t speaker = att_meeting_speaker(c, t);
    if (speaker != ATT_NO_ENTITY)
      att_indexes_add(c->facts->arena, hosts, speaker);
  } else {
    att_clause_agents(c, subject, hosts);
  }
}

/* Whom "him" means to a host: who is named before it in the sentence, or whom he has met. */
static void add_guest_meant(const att_clause *c, uint32_t t, uint32_t host, att_indexes *guests) {
  const att_facts *f = c->facts;
  uint32_t found = ATT_NO_ENTITY;
  for (uint32_t i = 0; i < t; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && is_person(f, f->mentions.items[m - 1].node) &&
        f->mentions.items[m - 1].node != host)
      found = f->mentions.items[m - 1].node;
  }
  if (found == ATT_NO_ENTITY)
    found = met_last(f, c->number, host);
  if (found != ATT_NO_ENTITY)
    att_indexes_add(c->facts->arena, guests, found);
}

/* "She looks forward to hosting B in Oslo", '"I will host him in Oslo," she said': B's visit. */
static void visit_awaited(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"in", "to", "at"};
  att_facts *f = c->facts;
  bool own, denied;
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN), place = ATT_NO_ENTITY;
  if (object == ATT_NO_TOKEN || object < t || !is_awaiting(c, t, &own) ||
      att_clause_status(c, t, &denied) != ATT_PLANNED || denied)
    return;
  att_indexes hosts = {0}, guests = {0};
  add_hosts(c, t, own, &hosts);
  if (hosts.count != 1)
    return;
  if (is(c, object, "him") || is(c, object, "her"))
    add_guest_meant(c, object, hosts.items[0], &guests);
  else if (c->s->tokens[object].upos != ATT_PRON)
    att_clause_agents(c, object, &guests);
  att_facts_keep_persons(f, &guests);
  for (size_t i = 0; i < 3 && place >= f->nodes.count; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    place = o != ATT_NO_TOKEN ? att_event_place(c, o) : ATT_NO_ENTITY;
  }
  const char *home = f->nodes.items[hosts.items[0]].iso3;
  if (place >= f->nodes.count && home != NULL)
    place = att_facts_state(f, home);
  if (guests.count > 0 && place < f->nodes.count && !is_person(f, place) &&
      f->nodes.items[guests.items[0]].iso3 != NULL &&
      !att_event_is_at_home(f, guests.items[0], place))
    att_visit_guests(c, t, &guests, place);
}

/* --- returned --------------------------------------------------------------------------------- */

/* "return the visit", "pay a return visit": the noun's verb; ATT_NO_TOKEN. */
static uint32_t verb_of_return(const att_clause *c, uint32_t t) {
  static const char *const VERBS[] = {"return", "reciprocate", NULL};
  static const char *const BEFORE[] = {"return", "reciprocal", NULL};
  uint32_t verb = strcmp(c->s->tokens[t].lemma, "visit") == 0 && c->s->tokens[t].upos == ATT_NOUN
                      ? att_clause_head(c, t)
                      : ATT_NO_TOKEN;
  if (verb == ATT_NO_TOKEN || c->s->tokens[verb].upos != ATT_VERB ||
      att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_OBJ)
    return ATT_NO_TOKEN;
  if (att_one_of(c->s->tokens[verb].lemma, VERBS))
    return verb;
  bool answer = t > 0 && att_one_of(c->s->tokens[t - 1].form, BEFORE);
  return answer && att_clause_oblique(c, t, "to", ATT_NO_TOKEN) == ATT_NO_TOKEN &&
                 att_clause_oblique(c, verb, "to", ATT_NO_TOKEN) == ATT_NO_TOKEN
             ? verb
             : ATT_NO_TOKEN;
}

/* "A met B in B's state. B is expected to return the visit in August": in A's. */
static void visit_returned(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes who = {0};
  uint32_t verb = verb_of_return(c, t), deed = verb;
  for (unsigned depth = 0; verb != ATT_NO_TOKEN && depth < 3 && who.count == 0; depth++) {
    bool passive;
    uint32_t subject = att_clause_subject(c, verb, &passive);
    if (subject != ATT_NO_TOKEN)
      att_clause_agents(c, subject, &who);
    verb = att_clause_head(c, verb);
  }
  att_facts_keep_persons(f, &who);
  uint32_t other = who.count == 1 ? met_last(f, c->number, who.items[0]) : ATT_NO_ENTITY;
  if (other == ATT_NO_ENTITY)
    return;
  size_t before = f->events.count;
  att_visit_add(c, t, &who, att_facts_state(f, f->nodes.items[other].iso3), "visit-noun");
  const char *start, *end;
  for (size_t i = before; i < f->events.count; i++)
    if (f->events.items[i].start == NULL && att_clause_date(c, deed, &start, &end)) {
      f->events.items[i].start = start;
      f->events.items[i].end = end;
    }
}

void att_visit_by_answer(const att_clause *c, uint32_t t) {
  visit_awaited(c, t);
  visit_returned(c, t);
}

/* --- with company ----------------------------------------------------------------------------- */

/* The meeting abroad, told before, that the person travelled to; NULL. */
static const att_event *meeting_abroad(const att_facts *f, uint32_t sentence, uint32_t person) {
  if (f->nodes.items[person].iso3 == NULL)
    return NULL;
  for (size_t i = f->events.count; att_events_back(f, sentence, &i);) {
    const att_event *e = &f->events.items[i];
    const char *there = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    if (att_event_is_meeting(e) && there != NULL && e->status == ATT_HELD && !e->gone &&
        e->evidence.sentence < sentence && e->evidence.sentence + 5 > sentence &&
        att_event_takes_part(e, person))
      return strcmp(there, f->nodes.items[person].iso3) != 0 ? e : NULL;
  }
  return NULL;
}

/* The persons named between the token and the next finite verb. */
static void persons_behind(const att_clause *c, uint32_t t, att_indexes *persons) {
  static const char *const FINITE[] = {"VBD", "VBZ", "VBP", NULL};
  const att_facts *f = c->facts;
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && is_person(f, f->mentions.items[m - 1].node))
      att_indexes_add(c->facts->arena, persons, f->mentions.items[m - 1].node);
    else if (m == 0 && att_one_of(c->s->tokens[i].xpos, FINITE))
      return;
  }
}

/* "travelled with B", "was accompanied on the trip by B": the word before whoever comes along;
 * ATT_NO_TOKEN where that is another journey, with a place of its own. */
static uint32_t company_of(const att_clause *c, uint32_t t) {
  static const char *const PLACES[] = {"to", "into", "in", "at", "from", "for"};
  const char *word = "with";
  if (strcmp(c->s->tokens[t].lemma, "accompany") == 0) {
    uint32_t on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
    if (on == ATT_NO_TOKEN ||
        !att_lexicon_tells(c->facts->lexicon, c->s->tokens[on].lemma, false, "visit"))
      return ATT_NO_TOKEN;
    word = "by";
  } else if (!att_clause_word(c, ATT_WORD_SETTING_OUT, c->s->tokens[t].lemma) ||
             strcmp(c->s->tokens[t].xpos, "VBD") != 0) {
    return ATT_NO_TOKEN;
  }
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++)
    if (att_clause_oblique(c, t, PLACES[i], ATT_NO_TOKEN) != ATT_NO_TOKEN)
      return ATT_NO_TOKEN;
  uint32_t i = t + 1;
  while (i < c->s->token_count && i < t + 5 && !is(c, i, word))
    i++;
  return i < c->s->token_count && is(c, i, word) ? i : ATT_NO_TOKEN;
}

void att_visit_with_company(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes who = {0}, along = {0}, all = {0};
  bool passive;
  uint32_t by = c->s->tokens[t].upos == ATT_VERB ? company_of(c, t) : ATT_NO_TOKEN;
  uint32_t subject = by != ATT_NO_TOKEN ? att_clause_subject(c, t, &passive) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &who);
  att_clause_drop_companions(c, &who);
  att_facts_keep_persons(f, &who);
  persons_behind(c, by, &along);
  const att_event *met =
      who.count == 1 && along.count > 0 ? meeting_abroad(f, c->number, who.items[0]) : NULL;
  if (met == NULL)
    return;
  const att_event meeting = *met;
  att_indexes_add(f->arena, &all, who.items[0]);
  for (size_t i = 0; i < along.count; i++)
    if (!att_event_takes_part(&meeting, along.items[i]) &&
        !att_event_is_at_home(f, along.items[i], meeting.place))
      att_indexes_add(f->arena, &all, along.items[i]);
  size_t before = f->events.count;
  att_visit_add(c, t, &all, meeting.place, "visit-list");
  for (size_t i = before; i < f->events.count; i++) {
    f->events.items[i].start = meeting.start;
    f->events.items[i].end = meeting.end;
  }
}
