/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits told by other deeds: somebody thanks for hospitality, is hosted aboard, is glad to be in a
 * place, watches a drill there; a ship leaves a port; "so did B".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

static bool is_visit(const att_event *e) {
  return strcmp(e->class_name, "Visit") == 0;
}

static bool is_person(const att_facts *f, uint32_t node) {
  return node < f->nodes.count && f->nodes.items[node].kind == ATT_NODE_PERSON;
}

/* Is a journey of the person's to the state known? */
static bool is_known_in(const att_facts *f, uint32_t person, const char *iso3) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const char *there = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    if (is_visit(e) && there != NULL && strcmp(there, iso3) == 0)
      for (size_t k = 0; k < e->participants.count; k++)
        if (e->participants.items[k] == person)
          return true;
  }
  return false;
}

/* Is the place in a state that is known not to be the person's? */
static bool is_abroad(const att_facts *f, uint32_t person, uint32_t place) {
  const char *home = f->nodes.items[person].iso3, *there = f->nodes.items[place].iso3;
  return home != NULL && there != NULL && strcmp(home, there) != 0;
}

/* "the warm reception", "the hospitality": what a guest has from a host. */
static bool is_hospitality(const att_clause *c, uint32_t t) {
  if (c->s->tokens[t].upos != ATT_NOUN)
    return false;
  if (strcmp(c->s->tokens[t].lemma, "hospitality") == 0)
    return true;
  return t > 0 && att_clause_word(c, ATT_WORD_WARM, c->s->tokens[t - 1].form) &&
         (is(c, t, "reception") || is(c, t, "welcome"));
}

/* "the hospitality shown to refugees": of others than who thanks for it. */
static bool is_of_others(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && !is(c, i, ",") && !is(c, i, "and"); i++)
    if (is(c, i, "to") || is(c, i, "for")) {
      bool own = c->s->tokens[i + 1].upos == ATT_PRON;
      for (uint32_t k = i + 1; k < c->s->token_count && k < i + 5; k++)
        own = own || att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[k].lemma);
      return !own;
    }
  return false;
}

/* "thanked Georgia for the hospitality", "expressed gratitude to B for the warm welcome": who does
 * is the guest of the state thanked, or of where the news comes from. */
static void visit_by_thanks(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive = false, denied;
  if (!is_hospitality(c, t))
    return;
  uint32_t verb = att_event_verb(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (verb == ATT_NO_TOKEN || verb > t || word == ATT_NO_TOKEN || !is(c, word, "for") ||
      is_of_others(c, t) || att_clause_status(c, verb, &denied) != ATT_HELD)
    return;
  att_indexes guests = {0}, hosts = {0};
  uint32_t subject = att_clause_subject(c, verb, &passive);
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (subject == ATT_NO_TOKEN || passive || denied)
    return;
  att_clause_agents(c, subject, &guests);
  if (guests.count != 1 || !is_person(f, guests.items[0]) || att_facts_is_envoy(f, guests.items[0]))
    return;
  if (object != ATT_NO_TOKEN)
    att_clause_agents(c, object, &hosts);
  att_event_obliques(c, verb, "to", &hosts);
  const char *home = f->nodes.items[guests.items[0]].iso3;
  uint32_t place = ATT_NO_ENTITY;
  for (size_t i = 0; i < hosts.count && home != NULL; i++) {
    const char *iso3 = f->nodes.items[hosts.items[i]].iso3;
    if (iso3 != NULL && strcmp(iso3, home) != 0)
      place = att_facts_state(f, iso3);
  }
  if (hosts.count == 0 && place == ATT_NO_ENTITY)
    place = att_visit_host(c, &guests);
  if (place >= f->nodes.count || !is_abroad(f, guests.items[0], place) ||
      is_known_in(f, guests.items[0], f->nodes.items[place].iso3))
    return;
  size_t before = f->events.count;
  att_visit_add(c, t, &guests, place, "visit-noun");
  for (size_t i = before; i < f->events.count; i++)
    f->events.items[i].start = f->events.items[i].end = NULL; /* the day is that of the thanks */
}

/* "The ship's company hosted A and B on board in Y": they visit the ship. */
static void visit_by_hosting(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive = false, aboard = false;
  if (c->s->tokens[t].upos != ATT_VERB ||
      !att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[t].lemma))
    return;
  for (uint32_t i = t + 1; i < c->s->token_count && c->s->tokens[i].upos != ATT_VERB; i++)
    aboard = aboard || is(c, i, "aboard") || is(c, i, "onboard") ||
             (is(c, i, "board") && is(c, i - 1, "on"));
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (!aboard || subject == ATT_NO_TOKEN || object == ATT_NO_TOKEN || passive)
    return;
  att_indexes ship = {0}, guests = {0};
  att_clause_agents(c, subject, &ship);
  for (uint32_t o = att_clause_child(c, subject, ATT_NMOD, ATT_NO_TOKEN); /* "ship's company" */
       o != ATT_NO_TOKEN && ship.count == 0; o = att_clause_child(c, subject, ATT_NMOD, o))
    att_clause_agents(c, o, &ship);
  att_clause_agents(c, object, &guests);
  att_facts_prefer(f, &guests);
  if (ship.count == 1 && f->nodes.items[ship.items[0]].kind == ATT_NODE_ORG &&
      att_facts_is_ship(f, &f->nodes.items[ship.items[0]]) && guests.count > 0 &&
      is_person(f, guests.items[0]))
    att_visit_add(c, t, &guests, ship.items[0], "guest-of-host");
}

static bool is_mission(const att_facts *f, uint32_t node) {
  const char *class_name = f->nodes.items[node].class_name;
  return class_name != NULL && strcmp(class_name, "DiplomaticMission") == 0;
}

/* "hosted B for staff talks | in X", where X is in the state: the place; ATT_NO_ENTITY. */
static uint32_t place_of_talks(const att_clause *c, uint32_t t, const char *iso3) {
  static const char *const WORDS[] = {"in", "at"};
  const att_facts *f = c->facts;
  uint32_t talks = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  for (size_t i = 0; i < 2 && talks != ATT_NO_TOKEN; i++) {
    uint32_t o = att_clause_oblique(c, talks, WORDS[i], ATT_NO_TOKEN);
    uint32_t place = o != ATT_NO_TOKEN ? att_event_place(c, o) : ATT_NO_ENTITY;
    const char *there = place < f->nodes.count ? f->nodes.items[place].iso3 : NULL;
    if (there != NULL && strcmp(there, iso3) == 0)
      return place;
  }
  return ATT_NO_ENTITY;
}

/* "received a Turkish delegation led by B", "hosted B for talks in X": B comes to whoever of
 * another state receives him; a delegation also where no place is told. */
void att_visit_at_hosts(const att_clause *c, uint32_t t, uint32_t guest, const att_indexes *guests,
                        const att_indexes *hosts) {
  att_facts *f = c->facts;
  bool delegation = guest != ATT_NO_TOKEN && f->owner[c->number][guest] == 0 &&
                    strcmp(c->s->tokens[guest].lemma, "delegation") == 0;
  const char *there = hosts->count > 0 ? f->nodes.items[hosts->items[0]].iso3 : NULL,
             *lemma = c->s->tokens[t].lemma;
  bool host = strcmp(lemma, "host") == 0 || strcmp(lemma, "play") == 0;
  if (there == NULL || guests->count == 0 || !is_person(f, guests->items[0]) ||
      is_known_in(f, guests->items[0], there) ||
      !(host || att_clause_word(c, ATT_WORD_RECEIVING, lemma)))
    return;
  const char *home = f->nodes.items[guests->items[0]].iso3;
  uint32_t state = delegation ? att_reference_modifier(c, guest) : ATT_NO_ENTITY;
  if (state < f->nodes.count && f->nodes.items[state].kind == ATT_NODE_STATE)
    home = f->nodes.items[state].iso3;
  bool denied, whole = host && !is_person(f, hosts->items[0]) && /* "X, the X Navy hosted B" */
                       att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_ACL &&
                       att_clause_status(c, t, &denied) == ATT_HELD && !denied &&
                       !is_mission(f, hosts->items[0]);
  if ((home == NULL && !(whole && f->nodes.items[hosts->items[0]].kind == ATT_NODE_STATE)) ||
      (home != NULL && strcmp(home, there) == 0))
    return;
  uint32_t place = place_of_talks(c, t, there), here = att_event_dateline(f);
  if (place == ATT_NO_ENTITY && (delegation || whole))
    place = here < f->nodes.count && f->nodes.items[here].iso3 != NULL &&
                    strcmp(f->nodes.items[here].iso3, there) == 0
                ? here
                : att_facts_state(f, there);
  if (place != ATT_NO_ENTITY)
    att_visit_guests(c, t, guests, place);
}

/* "embarked two officers before leaving Apia": where a ship has been that leaves a foreign port. */
static void visit_by_leaving(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive = false, denied;
  const char *lemma = c->s->tokens[t].lemma;
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  if (c->s->tokens[t].upos != ATT_VERB ||
      (strcmp(lemma, "leave") != 0 && strcmp(lemma, "depart") != 0) || mark == ATT_NO_TOKEN ||
      !(is(c, mark, "before") || is(c, mark, "after")))
    return;
  uint32_t port = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t place = port != ATT_NO_TOKEN ? att_event_place(c, port) : ATT_NO_ENTITY;
  att_indexes ship = {0};
  if (place >= f->nodes.count || subject == ATT_NO_TOKEN || passive ||
      f->nodes.items[place].kind != ATT_NODE_PLACE)
    return;
  att_clause_agents(c, subject, &ship);
  if (ship.count != 1 || f->nodes.items[ship.items[0]].kind != ATT_NODE_ORG ||
      !att_facts_is_ship(f, &f->nodes.items[ship.items[0]]) ||
      !is_abroad(f, ship.items[0], place) ||
      is_known_in(f, ship.items[0], f->nodes.items[place].iso3))
    return;
  uint32_t over = att_clause_head(c, t);
  bool held = over == ATT_NO_TOKEN || att_clause_status(c, over, &denied) == ATT_HELD;
  size_t before = f->events.count;
  att_visit_add(c, t, &ship, place, "visit-verb");
  for (size_t i = before; i < f->events.count; i++) { /* the day is that of the leaving */
    f->events.items[i].start = f->events.items[i].end = NULL;
    f->events.items[i].status = held ? ATT_HELD : ATT_PLANNED;
  }
}

/* "will meet B on Friday before leaving for Rome": somebody from abroad has been where the news
 * comes from. */
static void visit_before_leaving(const att_clause *c, uint32_t t) {
  static const char *const VERBS[] = {"leave", "depart", "fly", "head", "return", "travel", NULL};
  att_facts *f = c->facts;
  bool passive = false;
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN), main = att_clause_head(c, t);
  if (!att_one_of(c->s->tokens[t].lemma, VERBS) || strcmp(c->s->tokens[t].xpos, "VBG") != 0 ||
      mark == ATT_NO_TOKEN || !is(c, mark, "before") || main == ATT_NO_TOKEN ||
      c->s->tokens[main].upos != ATT_VERB)
    return;
  uint32_t to = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  to = to != ATT_NO_TOKEN ? to : att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  uint32_t subject = att_clause_subject(c, main, &passive);
  att_indexes who = {0};
  if (to == ATT_NO_TOKEN || f->owner[c->number][to] == 0 || subject == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &who);
  if (who.count != 1 || !is_person(f, who.items[0]) || att_facts_is_envoy(f, who.items[0]) ||
      f->nodes.items[who.items[0]].iso3 == NULL || att_event_dateline(f) >= f->nodes.count)
    return;
  uint32_t place = att_visit_host(c, &who), there = att_event_place(c, to);
  const char *iso3 = place < f->nodes.count ? f->nodes.items[place].iso3 : NULL;
  if (iso3 == NULL || there >= f->nodes.count || att_event_fits_place(f, there, place) ||
      is_known_in(f, who.items[0], iso3))
    return;
  size_t before = f->events.count;
  att_visit_add(c, main, &who, place, "visit-verb");
  for (size_t i = before; i < f->events.count; i++) { /* the day is that of the deed */
    f->events.items[i].start = f->events.items[i].end = NULL;
    f->events.items[i].status = ATT_HELD;
  }
}

/* "observed a live-fire demonstration at X", "will watch training in Y": where somebody from abroad
 * sees a drill. */
static void visit_by_watching(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "in"};
  att_facts *f = c->facts;
  bool passive = false;
  if (c->s->tokens[t].upos != ATT_VERB ||
      !att_clause_word(c, ATT_WORD_WATCHING, c->s->tokens[t].lemma))
    return;
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t subject = att_clause_subject(c, t, &passive), place = ATT_NO_ENTITY;
  if (object == ATT_NO_TOKEN || subject == ATT_NO_TOKEN || passive ||
      !att_lexicon_tells(f->lexicon, c->s->tokens[object].lemma, false, "event"))
    return;
  for (size_t i = 0; i < 4 && place == ATT_NO_ENTITY; i++) {
    uint32_t o = att_clause_oblique(c, i < 2 ? t : object, WORDS[i % 2], ATT_NO_TOKEN);
    place = o != ATT_NO_TOKEN && o > object ? att_event_place(c, o) : ATT_NO_ENTITY;
  }
  att_indexes who = {0};
  if (place >= f->nodes.count || f->nodes.items[place].kind == ATT_NODE_STATE ||
      f->nodes.items[place].kind == ATT_NODE_PERSON)
    return;
  att_clause_agents(c, subject, &who);
  const char *iso3 = f->nodes.items[place].iso3;
  uint32_t only = att_reference_only_visitor(f, c->number);
  if (who.count == 1 && who.items[0] != only && only != ATT_NO_ENTITY &&
      c->s->tokens[subject].upos == ATT_PRON && is_person(f, who.items[0]) &&
      !att_reference_is_visitor(f, who.items[0]))
    who.items[0] = only; /* "A met B at X. He observed": no host does */
  size_t kept = 0;
  for (size_t i = 0; i < who.count; i++) {
    uint32_t n = who.items[i];
    bool there = only == n && (iso3 == NULL || f->nodes.items[n].iso3 == NULL);
    if (is_person(f, n) && !att_facts_is_envoy(f, n) && (there || is_abroad(f, n, place)))
      who.items[kept++] = n;
  }
  who.count = kept;
  if (kept > 0)
    att_visit_add(c, t, &who, place, "visit-verb");
}

/* "toured the ship on Monday. So did A and B": the visit told of last in the sentence before. */
static void visit_by_likewise(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive = false;
  if (t != 1 || !is(c, 0, "so") || strcmp(c->s->tokens[1].lemma, "do") != 0)
    return;
  att_indexes who = {0};
  uint32_t verb = att_clause_head(c, t);
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject == ATT_NO_TOKEN && verb != ATT_NO_TOKEN)
    subject = att_clause_subject(c, verb, &passive);
  for (uint32_t i = 2; i < c->s->token_count && subject == ATT_NO_TOKEN; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && is_person(f, f->mentions.items[m - 1].node))
      subject = i;
  }
  for (size_t i = f->events.count; subject != ATT_NO_TOKEN && att_events_back(f, c->number, &i);) {
    const att_event e = f->events.items[i];
    if (e.evidence.sentence + 1 < c->number)
      return;
    if (!is_visit(&e) || e.evidence.sentence + 1 != c->number)
      continue;
    att_clause_agents(c, subject, &who);
    for (uint32_t k = 2; k < c->s->token_count; k++) { /* their list, whatever the tree says */
      uint32_t m = f->owner[c->number][k];
      if (c->s->tokens[k].upos == ATT_VERB)
        break;
      if (m != 0 && is_person(f, f->mentions.items[m - 1].node))
        att_indexes_add(f->arena, &who, f->mentions.items[m - 1].node);
    }
    att_facts_prefer(f, &who);
    if (who.count == 0 || !is_person(f, who.items[0]))
      return;
    size_t before = f->events.count;
    att_visit_add(c, t, &who, e.place, "visit-list");
    for (size_t k = before; k < f->events.count; k++) {
      f->events.items[k].start = e.start;
      f->events.items[k].end = e.end;
      f->events.items[k].status = e.status;
    }
    return;
  }
}

/* "got back to X after 17 days in Y", "sailed from X after a week alongside at Y": Y. */
static void visit_by_days(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive = false;
  if (c->s->tokens[t].upos != ATT_NOUN || !att_clause_word(c, ATT_WORD_SPAN, c->s->tokens[t].lemma))
    return;
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN), verb = att_event_verb(c, t);
  if (word == ATT_NO_TOKEN || verb == ATT_NO_TOKEN ||
      !(is(c, word, "after") || is(c, word, "from")))
    return;
  const char *lemma = c->s->tokens[verb].lemma;
  bool leaves =
      is(c, word, "after") &&
      (strcmp(lemma, "leave") == 0 || strcmp(lemma, "depart") == 0 || strcmp(lemma, "sail") == 0);
  bool back = strcmp(lemma, "return") == 0 || is(c, verb + 1, "back") || is(c, verb + 1, "home");
  uint32_t in = t + 1 + (is(c, t + 1, "alongside") || is(c, t + 1, "ashore"));
  uint32_t name = in + 1 + is(c, in + 1, "the");
  uint32_t m = (is(c, in, "in") || is(c, in, "at")) && name < c->s->token_count
                   ? f->owner[c->number][name]
                   : 0;
  uint32_t place = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  att_indexes who = {0};
  if ((!back && !leaves) || place >= f->nodes.count || subject == ATT_NO_TOKEN || passive ||
      (f->nodes.items[place].kind != ATT_NODE_PLACE &&
       f->nodes.items[place].kind != ATT_NODE_STATE))
    return;
  att_clause_agents(c, subject, &who);
  const att_node *first = who.count > 0 ? &f->nodes.items[who.items[0]] : NULL;
  if (first != NULL && (first->kind == ATT_NODE_PERSON || att_facts_is_ship(f, first)) &&
      !att_event_is_at_home(f, who.items[0], place))
    att_visit_add(c, t, &who, place, "visit-list");
}

/* The person whose titles and name begin at `t`, past states, bodies and commas before the name;
 * NULL if none. */
static const att_mention *titled_person(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  for (uint32_t i = t; i < c->s->token_count && i < t + 32; i++) {
    uint32_t last, m = f->owner[c->number][i];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    uint8_t upos = c->s->tokens[i].upos;
    if (named != NULL && f->nodes.items[named->node].kind == ATT_NODE_PERSON)
      return named;
    bool title = att_lexicon_match(f->lexicon, ATT_LEX_ROLE, c->s, i, &last) != NULL ||
                 att_lexicon_match(f->lexicon, ATT_LEX_RANK, c->s, i, &last) != NULL;
    if (title)
      i = last;
    else if (named == NULL && upos != ATT_NOUN && upos != ATT_PROPN && upos != ATT_ADJ &&
             !is(c, i, "and") && !is(c, i, "of") && !is(c, i, "the") && !is(c, i, ",") &&
             !is(c, i, "'s") && !is(c, i, "for"))
      return NULL;
  }
  return NULL;
}

/* Whom "visiting" at `t` says to come: "received visiting Deputy Minister D E"; NULL where it is
 * the verb, or stands by itself. */
static const att_mention *visiting(const att_clause *c, uint32_t t) {
  if (!is(c, t, "visiting") || t + 1 >= c->s->token_count || is(c, t + 1, "the") ||
      (t > 0 && (c->s->tokens[t - 1].upos == ATT_AUX || is(c, t - 1, "after") ||
                 is(c, t - 1, "before") || is(c, t - 1, "while") || is(c, t - 1, "when") ||
                 is(c, t - 1, "since") || is(c, t - 1, "by"))))
    return NULL;
  return titled_person(c, t + 1);
}

/* The place of the dateline, else the state of whoever the sentence has met the visitor. */
static uint32_t place_of_host(const att_clause *c, uint32_t visitor) {
  att_facts *f = c->facts;
  const char *home = f->nodes.items[visitor].iso3;
  uint32_t place = att_event_dateline(f);
  if (place != ATT_NO_ENTITY)
    return place;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const char *iso3 = f->nodes.items[m->node].iso3;
    if (m->sentence == c->number && m->node != visitor && !m->adjective && iso3 != NULL &&
        f->nodes.items[m->node].kind == ATT_NODE_PERSON &&
        (home == NULL || strcmp(home, iso3) != 0))
      return att_facts_state(f, iso3);
  }
  return ATT_NO_ENTITY;
}

bool att_visit_is_adjective(const att_clause *c, uint32_t t) {
  return visiting(c, t) != NULL;
}

/* "The visiting Chief of Navy, Admiral A B, called on C in Riyadh": the place of what the visitor
 * takes part in. */
void att_visit_by_adjective(const att_clause *c, uint32_t t) {
  const att_mention *visitor = visiting(c, t);
  if (visitor == NULL)
    return;
  att_indexes visitors = {0};
  att_indexes_add(c->facts->arena, &visitors, visitor->node);
  uint32_t verb = att_clause_head(c, t);
  for (unsigned depth = 0; depth < 6 && verb != ATT_NO_TOKEN; depth++)
    if (c->s->tokens[verb].upos != ATT_VERB)
      verb = att_clause_head(c, verb);
  static const char *const WORDS[] = {"in", "at"};
  uint32_t place = ATT_NO_ENTITY;
  for (size_t i = 0; i < 4 && place >= c->facts->nodes.count; i++) {
    uint32_t from = i < 2 ? verb : t;
    uint32_t o = from != ATT_NO_TOKEN ? att_clause_oblique(c, from, WORDS[i % 2], ATT_NO_TOKEN)
                                      : ATT_NO_TOKEN;
    place = o != ATT_NO_TOKEN ? att_event_place(c, o) : ATT_NO_ENTITY;
  }
  if (place >= c->facts->nodes.count)
    place = place_of_host(c, visitor->node);
  if (place < c->facts->nodes.count)
    att_visit_add(c, t, &visitors, place, "visit-verb");
}

/* "the base in | X was visited": the place that the noun names, itself or behind it. */
static uint32_t place_of_noun(const att_clause *c, uint32_t t) {
  uint32_t place = att_event_place(c, t);
  static const char *const WORDS[] = {"at", "in"};
  for (size_t i = 0; i < 2 && place == ATT_NO_ENTITY; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    place = o != ATT_NO_TOKEN && o > t ? att_event_place(c, o) : ATT_NO_ENTITY;
  }
  return place < c->facts->nodes.count && !is_person(c->facts, place) ? place : ATT_NO_ENTITY;
}

/* The persons behind the preposition at `t` visit the place, if one is known. */
static void add_guests(const att_clause *c, uint32_t t, uint32_t place, const char *word,
                       const char *rule) {
  att_indexes who = {0};
  if (place == ATT_NO_ENTITY)
    return;
  att_event_obliques(c, t, word, &who);
  att_facts_prefer(c->facts, &who);
  if (who.count > 0 && is_person(c->facts, who.items[0]))
    att_visit_add(c, t, &who, place, rule);
}

/* "The base in X was visited by B", "X, visited by B on Monday". */
static void visit_by_passive(const att_clause *c, uint32_t t) {
  static const char *const VERBS[] = {"visit", "tour", "inspect", NULL};
  bool passive = false;
  if (c->s->tokens[t].upos != ATT_VERB || !att_one_of(c->s->tokens[t].lemma, VERBS) ||
      strcmp(c->s->tokens[t].xpos, "VBN") != 0)
    return;
  uint32_t site = att_clause_subject(c, t, &passive);
  if (c->s->tokens[t].rel == ATT_ACL)
    site = att_clause_head(c, t);
  else if (!passive || att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    return;
  uint32_t place = site != ATT_NO_TOKEN ? place_of_noun(c, site) : ATT_NO_ENTITY;
  add_guests(c, t, place, "by", "visit-verb");
}

/* "The contingent in X received a visit from B". */
static void visit_by_receiving(const att_clause *c, uint32_t t) {
  bool passive = false;
  uint32_t verb = att_clause_head(c, t);
  if (strcmp(c->s->tokens[t].lemma, "visit") != 0 || verb == ATT_NO_TOKEN ||
      att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_OBJ ||
      !att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma))
    return;
  uint32_t host = att_clause_subject(c, verb, &passive);
  uint32_t place = host != ATT_NO_TOKEN && !passive ? place_of_noun(c, host) : ATT_NO_ENTITY;
  add_guests(c, t, place, "from", "visit-noun");
}

/* "a ceremonial welcome", "a guard of honour": what a guest is given. */
static bool is_honour(const att_clause *c, uint32_t t) {
  bool welcome = is(c, t, "welcome") || is(c, t, "reception");
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t && welcome; i++)
    if (is(c, i, "ceremonial") || is(c, i, "official") || is(c, i, "military"))
      return true;
  return (is(c, t, "guard") && is(c, t + 1, "of")) || (is(c, t, "honors") || is(c, t, "honours"));
}

/* Is the text of another state than the person's? */
static bool names_other_state(const att_facts *f, const char *home) {
  for (size_t n = ATT_NONE; (n = att_node_of(f, ATT_NODE_STATE, n)) != ATT_NONE;)
    if (strcmp(f->nodes.items[n].iso3, home) != 0 && att_mention_count(f, (uint32_t)n) > 0)
      return true;
  return false;
}

/* "Upon arrival at X, | a contingent presented a guard of honour": the place arrived at. */
static uint32_t place_of_arrival(const att_clause *c) {
  static const char *const WORDS[] = {"at", "in"};
  uint32_t place = ATT_NO_ENTITY;
  for (uint32_t t = 0; t < c->s->token_count && place == ATT_NO_ENTITY; t++)
    for (size_t i = 0; i < 2 && is(c, t, "arrival") && place == ATT_NO_ENTITY; i++) {
      uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
      place = o != ATT_NO_TOKEN && o > t ? att_event_place(c, o) : ATT_NO_ENTITY;
    }
  return place;
}

static const char *const HONOURING[] = {"accord", "give",    "extend", "render",
                                        "afford", "present", "offer",  NULL};

/* "a smartly turned out contingent presented | guard of honour to the guest": to whom the words say
 * it was given, whatever the tree; ATT_NO_TOKEN. */
static uint32_t given_to(const att_clause *c, uint32_t t) {
  uint32_t verb = t > 0 && c->s->tokens[t - 1].upos == ATT_DET ? t - 2 : t - 1;
  uint32_t to = t + 3;
  if (t < 2 || verb >= t || !is(c, t + 1, "of") || !is(c, to, "to") ||
      !att_one_of(c->s->tokens[verb].lemma, HONOURING))
    return ATT_NO_TOKEN;
  for (uint32_t i = to + 1; i < c->s->token_count && i < to + 8; i++)
    if (c->facts->owner[c->number][i] != 0 || c->s->tokens[i].upos == ATT_NOUN)
      return i;
  return ATT_NO_TOKEN;
}

/* "was accorded a ceremonial welcome at X", "was given a guard of honour at X", "upon arrival at X,
 * a contingent presented a guard of honour to him": somebody from abroad has come there. */
static void visit_by_honours(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "in"};
  att_facts *f = c->facts;
  bool passive = false;
  uint32_t verb = att_clause_head(c, t), place = ATT_NO_ENTITY, given = given_to(c, t);
  if (c->s->tokens[t].upos != ATT_NOUN || !is_honour(c, t))
    return;
  uint32_t subject = given;
  if (given == ATT_NO_TOKEN) {
    if (verb == ATT_NO_TOKEN || verb > t || !att_one_of(c->s->tokens[verb].lemma, HONOURING))
      return;
    subject = att_clause_subject(c, verb, &passive);
    if (subject == ATT_NO_TOKEN || !passive)
      return;
  } else {
    place = place_of_arrival(c);
    if (place == ATT_NO_ENTITY)
      return;
    verb = t;
  }
  for (size_t i = 0; i < 4 && place == ATT_NO_ENTITY; i++) {
    uint32_t o = att_clause_oblique(c, i < 2 ? verb : t, WORDS[i % 2], ATT_NO_TOKEN);
    place = o != ATT_NO_TOKEN && o > t ? att_event_place(c, o) : ATT_NO_ENTITY;
  }
  att_indexes who = {0};
  att_clause_agents(c, subject, &who);
  if (place >= f->nodes.count || is_person(f, place) || who.count != 1 ||
      !is_person(f, who.items[0]) || att_facts_is_envoy(f, who.items[0]))
    return;
  const char *home = f->nodes.items[who.items[0]].iso3, *there = f->nodes.items[place].iso3;
  if (home != NULL && (there != NULL ? strcmp(home, there) != 0 : names_other_state(f, home)))
    att_visit_add(c, verb, &who, place, "guest-of-host");
}

void att_visit_by_deed(const att_clause *c, uint32_t t) {
  visit_by_honours(c, t);
  att_visit_date_by_return(c, t);
  visit_by_passive(c, t);
  visit_by_receiving(c, t);
  visit_by_days(c, t);
  visit_by_thanks(c, t);
  visit_by_hosting(c, t);
  visit_by_leaving(c, t);
  visit_before_leaving(c, t);
  visit_by_watching(c, t);
  visit_by_likewise(c, t);
}

uint32_t att_visit_met_before(const att_clause *c, uint32_t t) {
  uint32_t p = t, up = att_clause_head(c, t);
  bool passive;
  while (p > 0 && c->s->tokens[p - 1].upos == ATT_ADV)
    p--;
  if (p < 3 || strcmp(c->s->tokens[t].xpos, "VBG") != 0 ||
      strcmp(c->s->tokens[p - 1].form, ",") != 0)
    return ATT_NO_TOKEN;
  while (up != ATT_NO_TOKEN && c->s->tokens[up].upos != ATT_VERB)
    up = att_clause_head(c, up);
  if (up == ATT_NO_TOKEN || up > p ||
      !att_lexicon_tells(c->facts->lexicon, c->s->tokens[up].lemma, true, "meet"))
    return ATT_NO_TOKEN;
  uint32_t subject = att_clause_subject(c, up, &passive);
  for (uint32_t q = p - 1; q-- > up + 1 && p - q < 9;) {
    uint32_t m = c->facts->owner[c->number][q];
    const att_mention *met = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
    if (met != NULL && att_reference_is_person(c->facts, met))
      return subject != ATT_NO_TOKEN && subject >= met->first && subject <= met->last ? ATT_NO_TOKEN
                                                                                      : met->first;
    if (c->s->tokens[q].upos == ATT_PUNCT || c->s->tokens[q].upos == ATT_ADP)
      return ATT_NO_TOKEN;
  }
  return ATT_NO_TOKEN;
}
