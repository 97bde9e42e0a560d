/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits by noun: "his visit to", "a port call at", "a tour that includes".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

bool att_visit_is_port_call(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  return t > 0 && (strcmp(lemma, "call") == 0 || strcmp(lemma, "visit") == 0) &&
         is(c, t - 1, "port");
}

/* "During the visit, scheduled from October 2 to 5": the days of the visit last told of. */
static void date_last_visit(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  const char *start, *end;
  if (t == 0 || !(is(c, t - 1, "the") || is(c, t - 1, "his") || is(c, t - 1, "her")) ||
      !att_clause_date(c, t, &start, &end) || strcmp(start, end) == 0)
    return;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0)
      continue;
    if (att_date_is_coarse(e->start) && c->number - e->evidence.sentence < 4) {
      e->start = start;
      e->end = end;
    }
    return;
  }
}

static bool is_light(const att_clause *c, uint32_t verb) {
  return att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "light");
}

/* "a tour that includes A and B", "the trip will take her to A": further places of the journey. */
static void visit_legs(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  att_facts *f = c->facts;
  for (uint32_t v = t + 1; v < c->s->token_count && visitors->count > 0; v++) {
    bool of =
        (c->s->tokens[v].head == t + 1 && c->s->tokens[v].rel == ATT_ACL_RELCL) ||
        (c->s->tokens[t].head == v + 1 && att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ);
    bool takes = strcmp(c->s->tokens[v].lemma, "take") == 0 && !is(c, v + 1, "in");
    bool takes_in = strcmp(c->s->tokens[v].lemma, "take") == 0 && is(c, v + 1, "in");
    if (!of || c->s->tokens[v].upos != ATT_VERB ||
        !(takes || takes_in || att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[v].lemma)))
      continue;
    uint32_t first = takes ? att_clause_oblique(c, v, "to", ATT_NO_TOKEN)
                           : att_clause_child(c, v, ATT_OBJ, ATT_NO_TOKEN);
    if (takes_in && first == ATT_NO_TOKEN)
      first = att_clause_oblique(c, v, "in", ATT_NO_TOKEN);
    for (uint32_t o = first; o != ATT_NO_TOKEN;
         o = att_clause_child(c, first, ATT_CONJ, o == first ? ATT_NO_TOKEN : o)) {
      uint32_t place = f->owner[c->number][o] != 0 ? att_event_place(c, o) : ATT_NO_ENTITY;
      att_indexes copy = {0};
      for (size_t k = 0; k < visitors->count; k++)
        att_indexes_add(f->arena, &copy, visitors->items[k]);
      if (place < f->nodes.count && f->nodes.items[place].kind != ATT_NODE_ORG)
        att_visit_add(c, v, &copy, place, "visit-list");
    }
    return;
  }
}

/* "The trip ends in X", "the visit began at X", "opened his tour in X": X. */
static uint32_t place_of_leg(const att_clause *c, uint32_t verb) {
  static const char *const WORDS[] = {"in", "at"};
  const char *lemma = c->s->tokens[verb].lemma;
  if (!att_clause_word(c, ATT_WORD_BEGINNING, lemma) &&
      !att_clause_word(c, ATT_WORD_STARTING, lemma) && !att_clause_word(c, ATT_WORD_ENDING, lemma))
    return ATT_NO_ENTITY;
  for (size_t i = 0; i < 2; i++)
    for (uint32_t o = att_clause_oblique(c, verb, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, verb, WORDS[i], o))
      if (att_event_place(c, o) != ATT_NO_ENTITY)
        return att_event_place(c, o);
  for (uint32_t t = verb + 1; t + 1 < c->s->token_count; t++) { /* "on 4 May in X" */
    uint32_t m = is(c, t, "in") || is(c, t, "at") ? c->facts->owner[c->number][t + 1] : 0;
    if (c->s->tokens[t].upos == ATT_VERB || is(c, t, ","))
      return ATT_NO_ENTITY;
    if (m != 0 && (c->s->tokens[t - 1].upos == ATT_NUM || c->s->tokens[t - 1].upos == ATT_PROPN))
      return att_event_place(c, c->facts->mentions.items[m - 1].last);
  }
  return ATT_NO_ENTITY;
}

/* "a tour that began in X", "a trip ending in Y": a place of the journey, by the clause about it.
 */
static void visit_end(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  for (uint32_t v = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
       v != ATT_NO_TOKEN && visitors->count > 0; v = att_clause_child(c, t, ATT_ACL, v)) {
    uint32_t place = place_of_leg(c, v);
    if (place >= c->facts->nodes.count || c->facts->nodes.items[place].kind == ATT_NODE_ORG)
      continue;
    att_indexes copy = {0};
    for (size_t k = 0; k < visitors->count; k++)
      att_indexes_add(c->facts->arena, &copy, visitors->items[k]);
    att_visit_add(c, v, &copy, place, "visit-noun");
  }
}

/* Where the verb over the visit has its place: "paid X a visit in", "made a stop at". */
static uint32_t place_of_verb(const att_clause *c, uint32_t t, uint32_t verb, uint32_t *ret_token) {
  static const char *const WORDS[] = {"to", "at", "in"};
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  bool during = word != ATT_NO_TOKEN && is(c, word, "during"); /* something else is done there */
  bool stops = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ &&
               att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[verb].lemma);
  bool inside = (att_visit_is_port_call(c, t) && !during) || is_light(c, verb) || stops;
  for (size_t i = 0; i < (inside ? 3 : 1); i++)
    for (uint32_t o = att_clause_oblique(c, verb, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, verb, WORDS[i], o)) {
      uint32_t place = att_event_place(c, o);
      *ret_token = o;
      if (place != ATT_NO_ENTITY)
        return place;
    }
  return ATT_NO_ENTITY;
}

static bool is_person(const att_clause *c, uint32_t t) {
  att_indexes who = {0};
  return t != ATT_NO_TOKEN && att_reference_itself(c, t, &who) && who.count > 0 &&
         c->facts->nodes.items[who.items[0]].kind == ATT_NODE_PERSON;
}

/* "A listens as B explains X during a tour of Y", "B explains X to A during a tour": A, whom the
 * subject of the verb over the noun shows around; ATT_NO_TOKEN. */
static uint32_t guided_by(const att_clause *c, uint32_t t, uint32_t verb) {
  bool passive = false;
  if (verb == ATT_NO_TOKEN || verb > t ||
      !att_clause_word(c, ATT_WORD_GUIDING, c->s->tokens[verb].lemma))
    return ATT_NO_TOKEN;
  uint32_t mark = att_clause_child(c, verb, ATT_MARK, ATT_NO_TOKEN),
           main = att_clause_head(c, verb);
  if (mark != ATT_NO_TOKEN && (is(c, mark, "as") || is(c, mark, "while")) && main != ATT_NO_TOKEN &&
      c->s->tokens[main].upos == ATT_VERB) {
    uint32_t listener = att_clause_subject(c, main, &passive);
    return !passive && is_person(c, listener) ? listener : ATT_NO_TOKEN;
  }
  uint32_t to = att_clause_oblique(c, verb, "to", ATT_NO_TOKEN);
  to = to != ATT_NO_TOKEN ? to : att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN);
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (to == ATT_NO_TOKEN && object != ATT_NO_TOKEN)
    to = att_clause_oblique(c, object, "to", ATT_NO_TOKEN);
  to = to != ATT_NO_TOKEN ? to : object;
  return to < t && is_person(c, to) ? to : ATT_NO_TOKEN;
}

/* "the visit that he is paying to X": the verb behind the noun that makes it; ATT_NO_TOKEN. */
static uint32_t verb_of_relative(const att_clause *c, uint32_t t) {
  bool passive;
  uint32_t verb = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
  if (verb == ATT_NO_TOKEN || c->s->tokens[verb].rel != ATT_ACL_RELCL || !is_light(c, verb))
    return ATT_NO_TOKEN;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  return subject != t ? verb : ATT_NO_TOKEN; /* not "a visit that began on Monday" */
}

/* "A exchanges gifts with B during a visit to X", where A is at home in X: B visits. */
static void replace_hosts(const att_clause *c, uint32_t verb, uint32_t place,
                          att_indexes *visitors) {
  att_facts *f = c->facts;
  att_indexes others = {0}, guests = {0};
  for (size_t i = 0; i < visitors->count; i++)
    if (!att_event_is_at_home(f, visitors->items[i], place))
      return;
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (object != ATT_NO_TOKEN) {
    att_clause_agents(c, object, &others);
    att_event_obliques(c, object, "with", &others);
  }
  att_event_obliques(c, verb, "with", &others);
  for (size_t i = 0; i < others.count; i++)
    if (f->nodes.items[others.items[i]].kind == ATT_NODE_PERSON &&
        f->nodes.items[others.items[i]].iso3 != NULL &&
        !att_event_is_at_home(f, others.items[i], place))
      att_indexes_add(f->arena, &guests, others.items[i]);
  if (guests.count > 0 && visitors->count > 0)
    *visitors = guests;
}

/* "paid a visit to A": the visitor meets whom he or she visits. */
static void meet_hosts(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  att_indexes seen = {0}, one = {0};
  att_visit_persons(c, t, "to", false, &seen);
  att_visit_persons(c, t, "on", false, &seen);
  if (seen.count == 0 || visitors->count == 0)
    return;
  for (size_t i = 0; i < visitors->count; i++)
    att_indexes_add(c->facts->arena, &one, visitors->items[i]);
  att_meeting_add(c, t, "Meeting", &one, &seen, "meet-noun");
}

static uint32_t subject_above(const att_clause *c, uint32_t t) {
  bool passive;
  uint32_t up = att_clause_head(c, t);
  while (up != ATT_NO_TOKEN && c->s->tokens[up].upos != ATT_VERB)
    up = att_clause_head(c, up);
  return up != ATT_NO_TOKEN ? att_clause_subject(c, up, &passive) : ATT_NO_TOKEN;
}

/* "He goes to X, then takes a train to Y": the subject of the verb before, whatever the tree says.
 */
static uint32_t subject_before(const att_clause *c, uint32_t verb) {
  bool passive;
  if (verb < 2 || !is(c, verb - 1, "then"))
    return ATT_NO_TOKEN;
  for (uint32_t t = verb - 1; t-- > 0;)
    if (c->s->tokens[t].upos == ATT_VERB) {
      uint32_t subject = att_clause_subject(c, t, &passive);
      return passive ? ATT_NO_TOKEN : subject;
    }
  return ATT_NO_TOKEN;
}

/* "It will be her first visit to X": the visit that the sentence before told of, by another name.
 */
static bool is_told_before(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  bool passive;
  if (att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN || c->number == 0)
    return false;
  uint32_t subject = att_clause_subject(c, t, &passive);
  bool it = subject != ATT_NO_TOKEN && (is(c, subject, "it") || is(c, subject, "this"));
  for (size_t i = 0; it && att_events_near(f, c->number, &i); i++)
    if (strcmp(f->events.items[i].class_name, "Visit") == 0 &&
        f->events.items[i].evidence.sentence + 2 > c->number &&
        f->events.items[i].evidence.sentence <= c->number)
      return true;
  return false;
}

/* "arrives in X for a scheduled port visit": what has begun is no longer planned. */
static uint32_t arrival_over(const att_clause *c, uint32_t t, uint32_t verb) {
  const att_frame *frame =
      verb != ATT_NO_TOKEN && att_clause_head(c, t) == verb
          ? att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, NULL)
          : NULL;
  bool denied;
  return frame != NULL && strcmp(frame->frame, "visit") == 0 && !is(c, verb + 1, "forward") &&
                 att_clause_status(c, t, &denied) == ATT_PLANNED &&
                 att_clause_status(c, verb, &denied) == ATT_HELD
             ? verb
             : t;
}

/* The place of the dateline, where it is in none of the visitors' states. */
static uint32_t place_of_news(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  uint32_t place = att_event_dateline(c->facts),
           word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t head = att_clause_head(c, t);
  bool end = word != ATT_NO_TOKEN && is(c, word, "of") && head != ATT_NO_TOKEN &&
             (att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[head].lemma) ||
              att_clause_word(c, ATT_WORD_BEGINNING, c->s->tokens[head].lemma));
  if (word == ATT_NO_TOKEN || !(end || is(c, word, "during") || is(c, word, "on") ||
                                is(c, word, "after") || is(c, word, "following")))
    return ATT_NO_ENTITY; /* nor "protested the visit by B", "criticism of the visit by B" */
  for (size_t i = 0; i < visitors->count && place != ATT_NO_ENTITY; i++)
    if (c->facts->nodes.items[visitors->items[i]].iso3 == NULL ||
        c->facts->nodes.items[place].iso3 == NULL ||
        att_event_is_at_home(c->facts, visitors->items[i], place))
      return ATT_NO_ENTITY;
  return place;
}

/* "Sailors aboard HMS A host guests during a port visit", "A B, commander of HMS A, greets C during
 * a port call": the ship named last before it, where nothing else tells whose it is. */
static void add_ship_in_port(const att_clause *c, uint32_t t, att_indexes *visitors) {
  const att_facts *f = c->facts;
  const att_mention *last = NULL;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence == c->number && m->last < t && (last == NULL || m->first > last->first) &&
        att_facts_is_ship(f, &f->nodes.items[m->node]))
      last = m;
  }
  if (last != NULL)
    att_indexes_add(f->arena, visitors, last->node);
}

/* "a visit to X by cadets" */
static bool is_followed_by(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && c->s->tokens[i].upos != ATT_VERB; i++)
    if (is(c, i, "by"))
      return true;
  return false;
}

/* "A stop at X is planned for Friday", "Also planned is a visit to X": on the journey told of. */
static bool is_stop_planned(const att_clause *c, uint32_t t, uint32_t verb) {
  bool passive = false;
  return verb != ATT_NO_TOKEN && att_clause_subject(c, verb, &passive) == t && passive &&
         (att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[verb].lemma) ||
          att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[verb].lemma));
}

/* "The programme ended with a visit to X": whoever the article's one visitor is. */
static void add_only_visitor(const att_clause *c, att_indexes *visitors) {
  uint32_t visitor = att_reference_only_visitor(c->facts, c->number);
  if (visitor != ATT_NO_ENTITY)
    att_indexes_add(c->facts->arena, visitors, visitor);
}

/* "were welcomed aboard for a tour": who is at home there, or an envoy, comes from no other state.
 */
static void drop_hosts(const att_clause *c, att_indexes *visitors, uint32_t place) {
  size_t kept = 0;
  for (size_t i = 0; i < visitors->count && place < c->facts->nodes.count; i++)
    if (!att_event_is_at_home(c->facts, visitors->items[i], place) &&
        !att_facts_is_envoy(c->facts, visitors->items[i]))
      visitors->items[kept++] = visitors->items[i];
  visitors->count = place < c->facts->nodes.count ? kept : visitors->count;
}

/* "the arrival of the ship A in | X", "the visit of HMS A to | X": the place behind the ship that
 * comes; ATT_NO_ENTITY where the noun has none behind "of". */
static uint32_t place_behind_ship(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  const att_facts *f = c->facts;
  for (uint32_t i = t + 2; is(c, t + 1, "of") && i < c->s->token_count && i < t + 8; i++) {
    uint32_t m = f->owner[c->number][i];
    const att_mention *ship = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (ship == NULL || !att_facts_is_ship(f, &f->nodes.items[ship->node]))
      continue;
    uint32_t end = ship->last + 1;
    end += is(c, end, "(") && is(c, end + 2, ")") ? 3 : 0;
    uint32_t name = end + 1 + is(c, end + 1, "the");
    if (!(is(c, end, "to") || is(c, end, "in") || is(c, end, "at")) || name >= c->s->token_count ||
        f->owner[c->number][name] == 0)
      return ATT_NO_ENTITY;
    *ret_token = name;
    return att_event_place(c, f->mentions.items[f->owner[c->number][name] - 1].last);
  }
  return ATT_NO_ENTITY;
}

/* "Fiji is hosting HMS A for a port visit": the state; ATT_NO_ENTITY where no ship is hosted. */
static uint32_t place_of_ships_host(const att_clause *c, uint32_t verb,
                                    const att_indexes *visitors) {
  const att_facts *f = c->facts;
  bool passive = false;
  uint32_t host = att_clause_subject(c, verb, &passive);
  uint32_t m = host != ATT_NO_TOKEN && !passive ? f->owner[c->number][host] : 0;
  uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
  if (visitors->count == 0 || !att_facts_is_ship(f, &f->nodes.items[visitors->items[0]]) ||
      node == ATT_NO_ENTITY || f->nodes.items[node].kind != ATT_NODE_STATE)
    return ATT_NO_ENTITY;
  return node;
}

/* "left on Monday after a visit", "concluded a visit": of the place that the news comes from. */
static bool is_left_or_ended(const att_clause *c, uint32_t t, uint32_t verb) {
  const char *lemma = c->s->tokens[verb].lemma;
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  return att_visit_stay_ended(c, verb) == t ||
         (word == ATT_NO_TOKEN && att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ &&
          att_clause_word(c, ATT_WORD_ENDING, lemma));
}

/* "A hosted B on a visit to X", "will host B on a state visit": B, in A's state where no place is
 * told. */
static void guest_of(const att_clause *c, uint32_t host, const att_indexes *guests,
                     att_indexes *visitors, uint32_t *place) {
  att_facts *f = c->facts;
  att_indexes hosts = {0};
  att_clause_agents(c, host, &hosts);
  const char *home = hosts.count > 0 ? f->nodes.items[hosts.items[0]].iso3 : NULL;
  const char *own = f->nodes.items[guests->items[0]].iso3;
  if (*place == ATT_NO_ENTITY && home != NULL && own != NULL && strcmp(home, own) != 0)
    *place = att_facts_state(f, home);
  if (*place != ATT_NO_ENTITY)
    *visitors = *guests;
}

/* "is in Colombo | on a study tour": the place right before the token. */
static uint32_t place_before(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t m = t > 1 ? f->owner[c->number][t - 1] : 0;
  uint32_t first = m != 0 ? f->mentions.items[m - 1].first : 0;
  return first > 0 && (is(c, first - 1, "in") || is(c, first - 1, "at")) ? att_event_place(c, t - 1)
                                                                         : ATT_NO_ENTITY;
}

/* "during his introductory call at the headquarters": but not "his call at the UN for peace". */
static bool is_courtesy(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"courtesy", "introductory", "farewell", "protocol", "office",
                                      "official", "business",     "goodwill", "friendly", NULL};
  uint32_t on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
  bool day = on != ATT_NO_TOKEN && (c->s->tokens[on].upos == ATT_NUM ||
                                    att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[on].form));
  return t > 0 && att_one_of(c->s->tokens[t - 1].form, WORDS) && (on == ATT_NO_TOKEN || day) &&
         !is(c, t + 1, "on");
}

/* "A exchanges plaques with B during an office call at X", "A presents a plaque to B after a
 * courtesy call": who called on whom is not told. */
static bool is_of_both(const att_clause *c, uint32_t t) {
  att_indexes other = {0};
  uint32_t verb = att_event_verb(c, t);
  uint32_t object =
      verb != ATT_NO_TOKEN ? att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (verb == ATT_NO_TOKEN || is_light(c, verb))
    return false;
  static const char *const WORDS[] = {"with", "to", "from"};
  for (size_t i = 0; i < 3; i++) {
    att_event_obliques(c, verb, WORDS[i], &other);
    if (object != ATT_NO_TOKEN && object < t)
      att_event_obliques(c, object, WORDS[i], &other);
  }
  return att_facts_hold_person(c->facts, &other);
}

/* "A led B on a tour of X": B; ATT_NO_TOKEN. */
static uint32_t led_on(const att_clause *c, uint32_t t, uint32_t verb) {
  static const char *const LEADING[] = {"lead", "take", "guide", "escort", "show", NULL};
  uint32_t on = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  return on != ATT_NO_TOKEN && is(c, on, "on") && att_clause_head(c, t) == verb &&
                 att_one_of(c->s->tokens[verb].lemma, LEADING) && object < t && is_person(c, object)
             ? object
             : ATT_NO_TOKEN;
}

void att_visit_by_noun(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes visitors = {0};
  if (att_frame_takes(frame, "courtesy") && !is_courtesy(c, t))
    return;
  if (is_told_before(c, t))
    return;
  uint32_t there = ATT_NO_TOKEN, place = att_visit_destination(c, t, frame, &there);
  uint32_t port_token = ATT_NO_TOKEN, port = place_behind_ship(c, t, &port_token);
  place = port != ATT_NO_ENTITY ? port : place;
  there = port != ATT_NO_ENTITY ? port_token : there;
  bool premises = false; /* "a courtesy visit to the headquarters of X" */
  for (uint32_t i = t + 1; there != ATT_NO_TOKEN && i <= there; i++)
    premises = premises || att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[i].form);
  if (t > 0 && is(c, t - 1, "courtesy") && !is(c, t + 1, "at") && place < c->facts->nodes.count &&
      !premises && c->facts->nodes.items[place].kind == ATT_NODE_ORG)
    place = ATT_NO_ENTITY; /* "paid courtesy visits to leaders of the committee" */
  att_visit_owners(c, t, &visitors);
  if (visitors.count == 0 && att_frame_takes(frame, "courtesy") && is_of_both(c, t))
    return;
  if (visitors.count == 0 && att_visit_is_of_latter(c, t, &visitors) && visitors.count == 0)
    return;
  if (place == ATT_NO_ENTITY && t + 1 < c->s->token_count &&
      (is(c, t + 1, "by") || is(c, t + 1, "of") || is(c, t + 1, "on") || is(c, t + 1, "last") ||
       is(c, t + 1, "this") || is(c, t + 1, "next") || is(c, t + 1, "earlier") ||
       is(c, t + 1, "later")))
    place = att_visit_place_along(c, t, &there); /* a visit by A B to X, last week to X */
  for (uint32_t i = 0; i < t && place == ATT_NO_ENTITY; i++)
    if (c->s->tokens[i].head == t + 1 && c->facts->owner[c->number][i] != 0 &&
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_COMPOUND &&
        c->facts->nodes.items[c->facts->mentions.items[c->facts->owner[c->number][i] - 1].node]
                .kind != ATT_NODE_ORG)
      place = att_event_place(c, i); /* "his Cambodia visit" */
  if (place == ATT_NO_ENTITY && is(c, t + 1, "here"))
    place = att_event_dateline(c->facts); /* "during his visit here" */
  bool honours = strcmp(c->s->tokens[t].lemma, "arrival") == 0 &&
                 att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_COMPOUND;
  uint32_t given = honours ? att_event_verb(c, att_clause_head(c, t)) : ATT_NO_TOKEN;
  bool accorded =
      given != ATT_NO_TOKEN && att_visit_is_guided(c, given); /* not "led the arrival rites" */
  if (honours && !accorded && given != ATT_NO_TOKEN)
    return;
  if (place == ATT_NO_ENTITY && accorded) /* "was given arrival honors at X" */
    place = att_visit_destination(c, att_clause_head(c, t), frame, &there);
  if (place == ATT_NO_ENTITY && visitors.count > 0 && is(c, t + 1, "by") &&
      strcmp(c->s->tokens[t].lemma, "visit") == 0)
    place = place_of_news(c, t, &visitors); /* "at the end of a visit by B" */
  uint32_t paid = verb_of_relative(c, t);
  uint32_t verb =
      paid != ATT_NO_TOKEN ? paid : att_event_verb(c, honours ? att_clause_head(c, t) : t);
  if (verb != ATT_NO_TOKEN && is(c, verb, "following") && att_clause_head(c, verb) != ATT_NO_TOKEN)
    verb = att_clause_head(c, verb); /* "departed X, following a port visit" */
  bool passive, copular = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  uint32_t governor = copular ? t : verb; /* "who is on a visit to" */
  uint32_t subject =
      governor == ATT_NO_TOKEN ? ATT_NO_TOKEN : att_clause_subject(c, governor, &passive);
  if (subject == ATT_NO_TOKEN && verb != ATT_NO_TOKEN)
    subject = subject_before(c, verb);
  if (visitors.count == 0 && guided_by(c, t, verb) != ATT_NO_TOKEN)
    subject = guided_by(c, t, verb);
  if (att_clause_head(c, t) != ATT_NO_TOKEN && is(c, att_clause_head(c, t), "what"))
    subject = subject_above(c, t); /* "landed for what is to be a four-day stay" */
  uint32_t on = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  bool received = visitors.count == 0 && on != ATT_NO_TOKEN && is(c, on, "for") &&
                  verb != ATT_NO_TOKEN &&
                  att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma);
  if (received) { /* "hosted B for an official visit" */
    uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
    subject = object != ATT_NO_TOKEN ? object : subject;
    if (subject != ATT_NO_TOKEN)
      att_clause_agents(c, subject, &visitors);
    if (place == ATT_NO_ENTITY) {
      place = att_visit_host(c, &visitors);
      drop_hosts(c, &visitors, place);
    }
  }
  if (place == ATT_NO_ENTITY && verb != ATT_NO_TOKEN &&
      att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma))
    place = place_of_ships_host(c, verb, &visitors);
  uint32_t guest;
  if (verb != ATT_NO_TOKEN && subject != ATT_NO_TOKEN && !passive && visitors.count == 0 &&
      att_clause_head(c, t) == verb &&
      att_clause_word(c, ATT_WORD_GRANTING, c->s->tokens[verb].lemma))
    subject = att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN); /* "gave B a tour of X" */
  if ((verb != ATT_NO_TOKEN && att_visit_is_invited(c, verb, &guest)) ||
      att_visit_is_invited(c, t, &guest))
    subject = guest; /* "invited B to pay a visit to X": nobody's yet, nor his who invites */
  if (verb != ATT_NO_TOKEN && subject != ATT_NO_TOKEN && !passive && visitors.count == 0 &&
      led_on(c, t, verb) != ATT_NO_TOKEN)
    subject = led_on(c, t, verb);
  bool hosts = verb != ATT_NO_TOKEN && subject != ATT_NO_TOKEN && !passive && !copular &&
               att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma);
  uint32_t whom = hosts ? att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  att_indexes received_one = {0}; /* but "A greets workers during a visit to X" */
  if (whom != ATT_NO_TOKEN)
    hosts = att_reference_itself(c, whom, &received_one) && received_one.count > 0 &&
            c->facts->nodes.items[received_one.items[0]].kind == ATT_NODE_PERSON;
  bool of_others = visitors.count == 0 && is(c, t + 1, "by"); /* "visits by engineers to X" */
  if (of_others)
    return;
  if (visitors.count == 0 && subject != ATT_NO_TOKEN && !hosts) /* "A received B on his visit" */
    att_clause_agents(c, subject, &visitors);
  if (visitors.count == 0 && hosts && on != ATT_NO_TOKEN && is(c, on, "on") &&
      received_one.count > 0)
    guest_of(c, subject, &received_one, &visitors, &place);
  if (place == ATT_NO_ENTITY && verb != ATT_NO_TOKEN && att_visit_is_port_call(c, t)) {
    uint32_t left = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
    place = left != ATT_NO_TOKEN ? att_event_place(c, left) : place; /* left X after a port call */
  }
  if (att_visit_is_port_call(c, t) && visitors.count == 0)
    add_ship_in_port(c, t, &visitors);
  if (att_visit_is_port_call(c, t) && visitors.count == 1 && place == ATT_NO_ENTITY &&
      att_facts_is_ship(c->facts, &c->facts->nodes.items[visitors.items[0]]))
    place = place_of_news(c, t, &visitors);
  uint32_t site = att_clause_head(c, t); /* "was in Kyiv on a visit" */
  if (place == ATT_NO_ENTITY && site != ATT_NO_TOKEN &&
      att_clause_child(c, site, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
      att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBL) {
    place = is(c, site, "here") ? att_event_dateline(c->facts) : att_event_place(c, site);
    subject = att_clause_subject(c, site, &passive);
    if (place != ATT_NO_ENTITY && subject != ATT_NO_TOKEN && visitors.count == 0)
      att_clause_agents(c, subject, &visitors);
  }
  if (visitors.count == 0 && subject != ATT_NO_TOKEN) /* "Her trip will include stops in" */
    for (uint32_t o = att_clause_child(c, subject, ATT_NMOD, ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_child(c, subject, ATT_NMOD, o))
      if (c->s->tokens[o].rel == ATT_NMOD_POSS &&
          (att_lexicon_frame(c->facts->lexicon, c->s->tokens[subject].lemma, false, NULL) != NULL ||
           att_clause_word(c, ATT_WORD_ITINERARY, c->s->tokens[subject].lemma)))
        att_clause_agents(c, o, &visitors);
  bool object = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ;
  uint32_t leg_place =
      verb != ATT_NO_TOKEN && (subject == t || object) ? place_of_leg(c, verb) : ATT_NO_ENTITY;
  if (object && leg_place < c->facts->nodes.count &&
      c->facts->nodes.items[leg_place].kind == ATT_NODE_ORG)
    leg_place = ATT_NO_ENTITY; /* "began his trip with a call at the embassy" */
  place = place == ATT_NO_ENTITY ? leg_place : place;
  bool leg = subject != ATT_NO_TOKEN &&
             (leg_place != ATT_NO_ENTITY ||
              att_clause_word(c, ATT_WORD_ITINERARY, c->s->tokens[subject].lemma));
  leg = leg && subject > 0 && !is_followed_by(c, t) &&
        (is(c, subject - 1, "the") || is(c, subject - 1, "his") || is(c, subject - 1, "her"));
  bool stop = is_stop_planned(c, t, verb) && !is_followed_by(c, t);
  if (visitors.count == 0 && (leg || stop) && place < c->facts->nodes.count)
    add_only_visitor(c, &visitors);
  if (stop)
    drop_hosts(c, &visitors, place);
  if (place == ATT_NO_ENTITY && verb != ATT_NO_TOKEN && visitors.count > 0)
    place = place_of_verb(c, t, verb, &there);
  if (place == ATT_NO_ENTITY && copular && on != ATT_NO_TOKEN && is(c, on, "on"))
    place = place_before(c, on);
  if (place == ATT_NO_ENTITY && copular && on != ATT_NO_TOKEN && is(c, on, "on") &&
      att_clause_oblique(c, t, "of", ATT_NO_TOKEN) == ATT_NO_TOKEN)
    place = att_visit_host(c, &visitors); /* "who is on a three-day visit" */
  if (place == ATT_NO_ENTITY && verb != ATT_NO_TOKEN && is_left_or_ended(c, t, verb) &&
      !att_visit_is_known(c->facts, &visitors))
    place = att_visit_host(c, &visitors); /* "left for home after a three-day visit" */
  if (place < c->facts->nodes.count && verb != ATT_NO_TOKEN)
    replace_hosts(c, verb, place, &visitors);
  if (place == ATT_NO_ENTITY)
    date_last_visit(c, t);
  meet_hosts(c, t, &visitors);
  att_indexes copy = {0};
  for (size_t i = 0; i < visitors.count; i++)
    att_indexes_add(c->facts->arena, &copy, visitors.items[i]);
  bool several = strcmp(c->s->tokens[t].xpos, "NNS") == 0; /* "with stops in A, B and C" */
  att_visit_add(c, arrival_over(c, t, verb), &visitors, place,
                several ? "visit-list" : "visit-noun");
  if (place != ATT_NO_ENTITY && there != ATT_NO_TOKEN)
    att_visit_rest(c, t, there, &visitors);
  if (leg_place < c->facts->nodes.count && leg_place != place && copy.count > 0) {
    att_indexes more = {0}; /* "His trip to East Africa ends in Nairobi" */
    for (size_t i = 0; i < copy.count; i++)
      att_indexes_add(c->facts->arena, &more, copy.items[i]);
    att_visit_add(c, t, &more, leg_place, "visit-list");
  }
  visit_legs(c, t, &copy);
  visit_end(c, t, &copy);
}