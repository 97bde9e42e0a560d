/* SPDX-License-Identifier: Apache-2.0
 *
 * Journeys told otherwise than by "visited X" and "his visit to X": legs of a trip, a trip that
 * takes somebody to a place, arrivals whose place the dateline has, invitations accepted.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

static bool is_journey(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_NOUN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "visit");
}

/* Whose journey the noun tells: "Carver's trip", "his tour", "a tour by A". */
static void travellers(const att_clause *c, uint32_t t, att_indexes *visitors) {
  for (uint32_t o = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_child(c, t, ATT_NMOD, o))
    if (c->s->tokens[o].rel == ATT_NMOD_POSS)
      att_clause_agents(c, o, visitors);
  att_event_obliques(c, t, "by", visitors);
}

static bool all_persons(const att_clause *c, const att_indexes *who) {
  for (size_t i = 0; i < who->count; i++)
    if (c->facts->nodes.items[who->items[i]].kind != ATT_NODE_PERSON)
      return false;
  return who->count > 0;
}

static bool is_next(const att_clause *c, uint32_t t) {
  return is(c, t - 1, "next") || is(c, t - 1, "last") || is(c, t - 1, "final") ||
         is(c, t - 1, "first") || is(c, t - 1, "second");
}

/* "The frigate stays in X until Wednesday. Her next stop is Y": the ship. */
static void ship_before(const att_clause *c, uint32_t t, att_indexes *visitors) {
  const att_facts *f = c->facts;
  bool hers = t > 1 && (is(c, t - 2, "her") || is(c, t - 2, "its"));
  for (size_t i = 0; hers && c->number > 0 && att_mentions_in(f, c->number - 1, c->number - 1, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence + 1 != c->number || f->nodes.items[m->node].kind != ATT_NODE_ORG ||
        !att_facts_is_ship(f, &f->nodes.items[m->node]) || !att_reference_is_subject(f, m))
      continue;
    visitors->count = 0;
    att_indexes_add(f->arena, visitors, m->node);
    return;
  }
}

/* "His last stop was X, where he met B": the place, by the name under the leg. */
static void visit_by_last_leg(const att_clause *c, uint32_t t) {
  uint32_t place = att_clause_head(c, t);
  if (place == ATT_NO_TOKEN || t == 0 || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ ||
      att_clause_child(c, place, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN ||
      c->facts->owner[c->number][place] == 0 || !is_next(c, t))
    return;
  att_indexes visitors = {0};
  uint32_t node = att_event_place(c, place);
  travellers(c, t, &visitors);
  ship_before(c, t, &visitors);
  bool ship = visitors.count == 1 && c->facts->nodes.items[visitors.items[0]].kind == ATT_NODE_ORG;
  uint32_t only = att_reference_only_visitor(c->facts, c->number);
  if (visitors.count == 0 && only != ATT_NO_ENTITY)
    att_indexes_add(c->facts->arena, &visitors, only); /* "The first stop was X" */
  if (node < c->facts->nodes.count && c->facts->nodes.items[node].kind != ATT_NODE_ORG &&
      (ship || all_persons(c, &visitors)))
    att_visit_add(c, place, &visitors, node, "visit-noun");
}

/* "The Philippines is the last stop on A's trip to Asia", "X is the second leg of his tour". */
void att_visit_by_leg(const att_clause *c, uint32_t t) {
  bool passive;
  att_indexes visitors = {0};
  if (c->s->tokens[t].upos != ATT_NOUN || !att_clause_word(c, ATT_WORD_LEG, c->s->tokens[t].lemma))
    return;
  visit_by_last_leg(c, t);
  if (att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    return;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t place = subject != ATT_NO_TOKEN && c->facts->owner[c->number][subject] != 0
                       ? att_event_place(c, subject)
                       : ATT_NO_ENTITY;
  travellers(c, t, &visitors);
  for (uint32_t o = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
       o != ATT_NO_TOKEN && visitors.count == 0; o = att_clause_child(c, t, ATT_NMOD, o))
    if (is_journey(c, o))
      travellers(c, o, &visitors);
  uint32_t only = att_reference_only_visitor(c->facts, c->number);
  if (visitors.count == 0 && only != ATT_NO_ENTITY && t > 0 && is_next(c, t))
    att_indexes_add(c->facts->arena, &visitors, only); /* "Dushanbe is the next stop" */
  if (place < c->facts->nodes.count && all_persons(c, &visitors))
    att_visit_add(c, t, &visitors, place, "visit-noun");
}

/* Does the pronoun under "took" stand for whose programme it is: "the admiral's", not a name's? */
static bool is_carried(const att_clause *c, uint32_t subject, uint32_t object) {
  for (uint32_t o = att_clause_child(c, subject, ATT_NMOD, ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_child(c, subject, ATT_NMOD, o))
    if (c->s->tokens[o].rel == ATT_NMOD_POSS && c->facts->owner[c->number][o] != 0)
      return false;
  return is(c, object, "him") || is(c, object, "her");
}

/* "The trip will take A to X and Y", "her programme took her to X". */
void att_visit_by_carrier(const att_clause *c, uint32_t t, const att_frame *frame) {
  bool passive;
  att_indexes visitors = {0};
  uint32_t subject = att_clause_subject(c, t, &passive), there = ATT_NO_TOKEN;
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (subject == ATT_NO_TOKEN || passive || object == ATT_NO_TOKEN ||
      !(is_journey(c, subject) || att_clause_word(c, ATT_WORD_LEG, c->s->tokens[subject].lemma) ||
        att_clause_word(c, ATT_WORD_ITINERARY, c->s->tokens[subject].lemma)))
    return;
  uint32_t place = att_visit_destination(c, t, frame, &there);
  att_clause_agents(c, object, &visitors);
  uint32_t only = att_reference_only_visitor(c->facts, c->number); /* of two admirals */
  if (only != ATT_NO_ENTITY && c->s->tokens[object].upos == ATT_PRON && visitors.count == 1 &&
      is_carried(c, subject, object))
    visitors.items[0] = only;
  if (place >= c->facts->nodes.count || !all_persons(c, &visitors) ||
      att_event_is_at_home(c->facts, visitors.items[0], place))
    return;
  att_indexes rest = {0};
  for (size_t i = 0; i < visitors.count; i++)
    att_indexes_add(c->facts->arena, &rest, visitors.items[i]);
  att_visit_add(c, t, &visitors, place, "visit-verb");
  att_visit_rest(c, t, there, &rest);
}

/* A state or its capital. */
static bool is_whole_state(const att_facts *f, uint32_t place) {
  const att_node *n = &f->nodes.items[place];
  return n->kind == ATT_NODE_STATE ||
         att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, n->name) != NULL;
}

/* The person's own visit; `states`: of those to states, or their capitals, alone. */
static bool is_journey_of(const att_facts *f, const att_event *e, uint32_t person, bool states) {
  return strcmp(e->class_name, "Visit") == 0 && e->participants.count == 1 &&
         e->participants.items[0] == person && (!states || is_whole_state(f, e->place));
}

/* The persons go along on the leader's journey, as att_visit_along() has it; `whole`: as members of
 * the delegation, wherever it went. */
static void go_along(const att_clause *c, uint32_t t, uint32_t leader, const att_indexes *persons,
                     bool whole) {
  att_facts *f = c->facts;
  size_t count = f->events.count, last = count;
  bool states = false;
  for (size_t i = 0; i < count; i++) {
    states = states || is_journey_of(f, &f->events.items[i], leader, true);
    bool later = last < count && /* "arrived in X on Monday and leaves for Y on Friday": X */
                 f->events.items[i].evidence.sentence == f->events.items[last].evidence.sentence &&
                 f->events.items[i].status == ATT_PLANNED &&
                 f->events.items[last].status != ATT_PLANNED;
    last = is_journey_of(f, &f->events.items[i], leader, false) && !later ? i : last;
  }
  if (last == count)
    return;
  const att_sentence *stop = &f->document->sentences.items[f->events.items[last].evidence.sentence];
  states = states && (whole || (stop->paragraph != c->s->paragraph && /* there, right behind it */
                                !is(c, t + 1, "there")));
  for (size_t i = 0; i < count; i++) {
    const att_event visit = f->events.items[i];
    if (!is_journey_of(f, &visit, leader, states) || (!states && i != last))
      continue;
    for (size_t k = 0; k < persons->count; k++) {
      att_indexes one = {0};
      att_indexes_add(f->arena, &one, persons->items[k]);
      if (persons->items[k] == leader || att_event_is_at_home(f, persons->items[k], visit.place) ||
          (att_facts_is_envoy(f, persons->items[k]) && is_whole_state(f, visit.place)))
        continue; /* who lives there already */
      size_t before = f->events.count;
      att_visit_add(c, t, &one, visit.place, "visit-list");
      if (f->events.count == before)
        continue;
      f->events.items[before].start = visit.start;
      f->events.items[before].end = visit.end;
      f->events.items[before].status = visit.status;
    }
  }
}

void att_visit_along(const att_clause *c, uint32_t t, uint32_t leader, const att_indexes *persons) {
  go_along(c, t, leader, persons, false);
}

/* The persons named from the token on, up to a finite verb. */
static void company_of(const att_clause *c, uint32_t from, att_indexes *persons) {
  const att_facts *f = c->facts;
  for (uint32_t i = from; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, persons, f->mentions.items[m - 1].node);
    else if (m == 0 && (is(c, i, "who") || c->s->tokens[i].upos == ATT_AUX ||
                        strcmp(c->s->tokens[i].xpos, "VBD") == 0))
      return;
  }
}

/* "The army chief accompanied the minister", of several ministers: the one visitor of his own
 * state.
 */
static void prefer_countryman(const att_clause *c, uint32_t t, const att_indexes *persons,
                              att_indexes *whom) {
  const att_facts *f = c->facts;
  const char *home = persons->count > 0 ? f->nodes.items[persons->items[0]].iso3 : NULL;
  uint32_t found = ATT_NO_ENTITY;
  if (home == NULL || c->s->tokens[t].upos != ATT_NOUN || f->owner[c->number][t] != 0)
    return;
  for (size_t i = 0; i < whom->count; i++) {
    const char *iso3 = f->nodes.items[whom->items[i]].iso3;
    if (iso3 == NULL || strcmp(iso3, home) == 0)
      return;
  }
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    uint32_t one = e->participants.count > 0 ? e->participants.items[0] : ATT_NO_ENTITY;
    const char *iso3 = one != ATT_NO_ENTITY ? f->nodes.items[one].iso3 : NULL;
    if (strcmp(e->class_name, "Visit") != 0 || iso3 == NULL || strcmp(iso3, home) != 0 ||
        f->nodes.items[one].kind != ATT_NODE_PERSON || one == persons->items[0] || one == found)
      continue;
    if (found != ATT_NO_ENTITY)
      return;
    found = one;
  }
  whom->count = 0;
  if (found != ATT_NO_ENTITY)
    att_indexes_add(c->facts->arena, whom, found);
}

/* "A was part of a delegation led by B": whose members they are; false where the token is no such
 * noun. */
static bool belong_together(const att_clause *c, uint32_t t, att_indexes *whom,
                            att_indexes *leaders) {
  bool passive;
  if (!(is(c, t, "part") || is(c, t, "member")) ||
      att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    return false;
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (of == ATT_NO_TOKEN || subject == ATT_NO_TOKEN || c->facts->owner[c->number][of] != 0 ||
      !att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[of].lemma))
    return false;
  att_clause_agents(c, subject, whom);
  att_reference_leader(c, of, leaders);
  return whom->count > 0 && all_persons(c, whom) && all_persons(c, leaders);
}

/* "She was accompanied by A and B", "Accompanying her were A and B": on her journey. */
void att_visit_by_company(const att_clause *c, uint32_t t) {
  att_indexes whom = {0}, persons = {0};
  bool passive = false, whole = false;
  if (c->s->tokens[t].upos == ATT_NOUN && belong_together(c, t, &whom, &persons)) {
    bool joins = persons.count > 0 && !att_visit_is_known(c->facts, &whom);
    if (joins || whom.count == 1) /* "A and B were part of the delegation", which is told of */
      go_along(c, t, joins ? persons.items[0] : whom.items[0], joins ? &whom : &persons, true);
    return;
  }
  bool join = strcmp(c->s->tokens[t].lemma, "join") == 0;
  uint32_t why = join ? att_clause_oblique(c, t, "for", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  bool joined = why != ATT_NO_TOKEN && is_journey(c, why); /* "B joined her for the trip" */
  join =
      join && why == ATT_NO_TOKEN && att_clause_oblique(c, t, "in", ATT_NO_TOKEN) == ATT_NO_TOKEN;
  uint32_t along = is(c, 0, "with") ? 1 : (is(c, 0, "travelling") || is(c, 0, "traveling")) * 2u;
  bool with = t == 0 && along > 0 && is(c, along - 1, "with") && c->s->token_count > along + 2 &&
              c->s->tokens[along].upos == ATT_PRON && c->s->tokens[along + 1].upos == ATT_AUX;
  if (att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[t].lemma)) { /* "The team included B" */
    uint32_t team = att_clause_subject(c, t, &passive);
    if (team == ATT_NO_TOKEN || passive ||
        !att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[team].lemma))
      return;
    for (uint32_t own = att_clause_child(c, team, ATT_NMOD, ATT_NO_TOKEN); own != ATT_NO_TOKEN;
         own = att_clause_child(c, team, ATT_NMOD, own))
      if (c->s->tokens[own].rel == ATT_NMOD_POSS)
        att_clause_agents(c, own, &whom); /* "Her delegation includes B" */
    if (whom.count == 0)
      att_reference_last_visitors(c, team, &whom);
    att_indexes members = {0};
    whole = true;
    company_of(c, t + 1, &members);
    for (size_t i = 0; i < members.count; i++)
      if (whom.count > 0 && members.items[i] != whom.items[0])
        att_indexes_add(c->facts->arena, &persons, members.items[i]);
  } else if (with) { /* "With him was B", "Travelling with him was B" */
    att_clause_agents(c, along, &whom);
    company_of(c, along + 2, &persons);
  } else if (strcmp(c->s->tokens[t].lemma, "accompany") != 0 && !join && !joined)
    return; /* nor "joined by B for the talks" */
  if (!with && t == 0 && strcmp(c->s->tokens[t].xpos, "VBG") == 0) {
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN), be = t + 1;
    while (be < c->s->token_count && c->s->tokens[be].upos != ATT_AUX)
      be++;
    if (object != ATT_NO_TOKEN)
      att_clause_agents(c, object, &whom);
    company_of(c, be + 1, &persons);
  } else if (!with &&
             (att_clause_oblique(c, t, "by", ATT_NO_TOKEN) != ATT_NO_TOKEN || is(c, t + 1, "by"))) {
    uint32_t by = t + 1;
    while (by + 1 < c->s->token_count && !is(c, by, "by"))
      by++;
    uint32_t subject = att_clause_subject(c, t, &passive);
    if (subject != ATT_NO_TOKEN && passive &&
        (c->s->tokens[t].head == 0 || c->s->tokens[t].rel == ATT_ACL_RELCL))
      att_clause_agents(c, subject, &whom);
    company_of(c, by + 1, &persons);
    uint32_t at = join ? att_clause_oblique(c, t, "at", ATT_NO_TOKEN) : ATT_NO_TOKEN;
    uint32_t place = at != ATT_NO_TOKEN ? att_event_place(c, at) : ATT_NO_ENTITY;
    if (place < c->facts->nodes.count && all_persons(c, &whom) && all_persons(c, &persons)) {
      for (size_t i = 0; i < persons.count; i++)
        att_indexes_add(c->facts->arena, &whom, persons.items[i]);
      att_visit_add(c, t, &whom, place, "visit-verb"); /* "was joined by B at X" */
      return;
    }
  } else if (!with && !join) { /* "B accompanied him throughout" */
    uint32_t subject = att_clause_subject(c, t, &passive);
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
    if (subject == ATT_NO_TOKEN || passive || object == ATT_NO_TOKEN)
      return;
    att_clause_agents(c, object, &whom);
    att_clause_agents(c, subject, &persons);
    prefer_countryman(c, object, &persons, &whom);
    uint32_t only = att_reference_only_visitor(c->facts, c->number);
    if (only != ATT_NO_ENTITY && c->s->tokens[object].upos == ATT_PRON && whom.count == 1 &&
        !att_visit_is_known(c->facts, &whom))
      whom.items[0] = only; /* "the minister's wife, B, is accompanying him" */
    if (!all_persons(c, &whom) || !all_persons(c, &persons))
      return;
    uint32_t to = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
    uint32_t place = to != ATT_NO_TOKEN ? att_event_place(c, to) : ATT_NO_ENTITY;
    if (place != ATT_NO_ENTITY) { /* "B accompanied A to X" */
      for (size_t i = 0; i < persons.count; i++)
        att_indexes_add(c->facts->arena, &whom, persons.items[i]);
      att_visit_add(c, t, &whom, place, "visit-verb");
      return;
    }
  }
  if (whom.count > 0)
    go_along(c, t, whom.items[0], &persons, whole);
}

/* "received B at the ministry's headquarters in Phnom Penh": the state of the place that the
 * sentence has behind "in" or "at"; NULL. */
static const char *state_of_scene(const att_facts *f, uint32_t sentence) {
  const att_sentence *s = &f->document->sentences.items[sentence];
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *n = &f->nodes.items[m->node];
    if (m->sentence == sentence && m->first > 0 && n->kind == ATT_NODE_PLACE && n->iso3 != NULL &&
        (strcasecmp(s->tokens[m->first - 1].form, "in") == 0 ||
         strcasecmp(s->tokens[m->first - 1].form, "at") == 0))
      return n->iso3;
  }
  return NULL;
}

/* Is the visitor on one side of the event, and somebody of another state on the other, who receives
 * or is at home there? The latter's state; NULL. */
static const char *host_state(const att_facts *f, const att_event *e, uint32_t visitor) {
  const char *scene = state_of_scene(f, e->evidence.sentence);
  const char *lemma =
      f->document->sentences.items[e->evidence.sentence].tokens[e->evidence.first].lemma;
  bool received = strcmp(e->evidence.rule, "guest") == 0 ||
                  att_lexicon_word(f->lexicon, ATT_WORD_RECEIVING, lemma);
  const char *home = f->nodes.items[visitor].iso3;
  for (int side = 0; side < 2; side++) {
    const att_indexes *own = side ? &e->others : &e->participants;
    const att_indexes *other = side ? &e->participants : &e->others;
    bool there = false;
    for (size_t i = 0; i < own->count; i++)
      there = there || own->items[i] == visitor;
    for (size_t i = 0; i < other->count && there; i++) {
      const char *iso3 = f->nodes.items[other->items[i]].iso3;
      iso3 = iso3 != NULL ? iso3 : scene; /* an office whose state is only implied */
      const char *at = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
      bool receives = side && received;
      if (iso3 != NULL && home != NULL && strcmp(iso3, home) != 0 &&
          (receives || (at != NULL && strcmp(at, iso3) == 0) ||
           (at == NULL && scene != NULL && strcmp(scene, iso3) == 0)))
        return iso3;
    }
  }
  return NULL;
}

uint32_t att_visit_host(const att_clause *c, const att_indexes *visitors) {
  att_facts *f = c->facts;
  uint32_t place = att_event_dateline(f);
  for (size_t i = 0; i < visitors->count; i++) {
    const att_node *n = &f->nodes.items[visitors->items[i]];
    if (n->iso3 == NULL || att_facts_is_ship(f, n)) /* a ship goes on */
      return ATT_NO_ENTITY;
  }
  if (visitors->count == 0)
    return ATT_NO_ENTITY;
  const char *home = f->nodes.items[visitors->items[0]].iso3;
  if (place < f->nodes.count) {
    const char *away = f->nodes.items[place].iso3;
    return away != NULL && strcmp(home, away) != 0 ? place : ATT_NO_ENTITY;
  }
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    const char *iso3 = att_event_is_meeting(e) ? host_state(f, e, visitors->items[0]) : NULL;
    if (iso3 != NULL)
      return att_facts_state(f, iso3);
  }
  return ATT_NO_ENTITY;
}

/* "travelled from Ulaanbaatar with a delegation", of a Mongolian: from where he is at home. */
static bool is_from_home(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  static const char *const VERBS[] = {"travel", "fly", "come", NULL};
  uint32_t from = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  uint32_t place = from != ATT_NO_TOKEN && from > t && c->facts->owner[c->number][from] != 0
                       ? att_event_place(c, from)
                       : ATT_NO_ENTITY;
  return att_one_of(c->s->tokens[t].lemma, VERBS) && place < c->facts->nodes.count &&
         visitors->count > 0 && att_event_is_at_home(c->facts, visitors->items[0], place);
}

/* "arrived on Wednesday from Djibouti", "arrived on Monday for a four-day visit": where the host
 * is, where the sentence says when, from where, or for what. */
uint32_t att_visit_arrival(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  const char *start, *end;
  bool visit = false;
  if (strcmp(c->s->tokens[t].lemma, "arrive") != 0 && !is_from_home(c, t, visitors))
    return ATT_NO_ENTITY;
  static const char *const WORDS[] = {"in", "at", "to", "with", "for", "on"};
  bool home = is_from_home(c, t, visitors); /* "with a delegation", "for the ceremony" */
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      visit = visit || (i > 3 && is_journey(c, o));
      if (i < (home ? 3 : 5) && !(i == 4 && is_journey(c, o)))
        return ATT_NO_ENTITY; /* somewhere that has no name */
    }
  uint32_t from = att_clause_oblique(c, t, "from", ATT_NO_TOKEN),
           here = att_event_dateline(c->facts);
  if (home && here < c->facts->nodes.count && c->facts->nodes.items[here].iso3 == NULL)
    return here; /* a town of a state that nobody names */
  bool unknown = visitors->count > 0 && from != ATT_NO_TOKEN; /* whose state nobody tells */
  for (size_t i = 0; i < visitors->count; i++)
    unknown = unknown && c->facts->nodes.items[visitors->items[i]].kind == ATT_NODE_PERSON &&
              c->facts->nodes.items[visitors->items[i]].iso3 == NULL;
  if (unknown && here != ATT_NO_ENTITY)
    return here;
  bool said = visit || att_clause_oblique(c, t, "from", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
              att_clause_date(c, t, &start, &end);
  return said ? att_visit_host(c, visitors) : ATT_NO_ENTITY;
}

/* The word over an infinitive that invites: "invited A to visit X", "his invitation to visit X". */
static uint32_t invitation_over(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 3 && t != ATT_NO_TOKEN; depth++) {
    bool infinitive = strcmp(c->s->tokens[t].xpos, "VB") == 0;
    uint32_t up = att_clause_head(c, t);
    bool noun = c->s->tokens[t].upos == ATT_NOUN;
    if (up == ATT_NO_TOKEN || (!infinitive && !noun))
      return ATT_NO_TOKEN;
    if (att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[up].lemma))
      return up;
    uint32_t object = att_clause_child(c, up, ATT_OBJ, ATT_NO_TOKEN);
    if (infinitive && object != ATT_NO_TOKEN && object < t &&
        att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[object].lemma))
      return object; /* "extended an invitation to B to visit X" */
    t = up;
  }
  return ATT_NO_TOKEN;
}

bool att_visit_is_invited(const att_clause *c, uint32_t t, uint32_t *ret_guest) {
  uint32_t word = invitation_over(c, t);
  bool passive;
  *ret_guest = ATT_NO_TOKEN;
  if (word == ATT_NO_TOKEN)
    return false;
  uint32_t verb = att_clause_head(c, word);
  bool accepted =
      c->s->tokens[word].upos == ATT_NOUN && verb != ATT_NO_TOKEN && is(c, verb, "accepted");
  if (accepted)
    *ret_guest = att_clause_subject(c, verb, &passive);
  return true;
}

uint32_t att_visit_place_of_delegation(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  bool passive = false;
  uint32_t subject = att_clause_subject(c, t, &passive), name = ATT_NO_TOKEN;
  uint32_t talks = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (talks == ATT_NO_TOKEN && object != ATT_NO_TOKEN)
    talks = att_clause_oblique(c, object, "for", ATT_NO_TOKEN);
  for (uint32_t i = 3; i < t && name == ATT_NO_TOKEN; i++)
    if (is(c, i, "where") && c->s->tokens[i].head == t + 1 && is(c, i - 1, ","))
      name = i - 2;
  if (name == ATT_NO_TOKEN && talks != ATT_NO_TOKEN)
    name = att_clause_oblique(c, talks, "in", ATT_NO_TOKEN);
  if (name == ATT_NO_TOKEN && talks != ATT_NO_TOKEN)
    name = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
  uint32_t m = name != ATT_NO_TOKEN ? f->owner[c->number][name] : 0;
  uint32_t place = m != 0 ? att_event_place(c, name) : ATT_NO_ENTITY;
  att_indexes leader = {0};
  if (subject == ATT_NO_TOKEN || passive || place >= f->nodes.count ||
      f->nodes.items[place].iso3 == NULL || f->nodes.items[place].kind == ATT_NODE_ORG)
    return ATT_NO_ENTITY;
  att_clause_agents(c, subject, &leader);
  return leader.count == 1 && f->nodes.items[leader.items[0]].iso3 != NULL &&
                 !att_event_is_at_home(f, leader.items[0], place)
             ? place
             : ATT_NO_ENTITY;
}
