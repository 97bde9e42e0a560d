/* SPDX-License-Identifier: Apache-2.0
 *
 * What the document's facts say of each other, once all are found: a group ("Cambodian officials")
 * whose members are named as met elsewhere adds nothing to them.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"

static bool same_state(const att_facts *f, uint32_t a, uint32_t b) {
  const char *one = f->nodes.items[a].iso3, *other = f->nodes.items[b].iso3;
  return one != NULL && other != NULL && strcmp(one, other) == 0;
}

/* Is the person of the group: of its state, or in a post there? */
static bool is_of(const att_facts *f, uint32_t person, uint32_t group) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person && f->tenures.items[i].organization == group)
      return true;
  return same_state(f, person, group);
}

static bool has_role(const att_facts *f, uint32_t person, const char *role) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (strcmp(f->tenures.items[i].role_id, role) == 0)
      return true;
  return false;
}

/* Did the person meet somebody named who is of the group, and has the role if there is one? */
static bool met_member(const att_facts *f, uint32_t person, uint32_t group, const char *role) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e))
      continue;
    const att_indexes *across = att_indexes_has(&e->participants, person) ? &e->others
                                : att_indexes_has(&e->others, person)     ? &e->participants
                                                                          : NULL;
    if (across != NULL && !e->sides)
      across = &e->participants;
    for (size_t k = 0; across != NULL && k < across->count; k++)
      if (across->items[k] != person && f->nodes.items[across->items[k]].kind == ATT_NODE_PERSON &&
          is_of(f, across->items[k], group) &&
          (role == NULL || has_role(f, across->items[k], role)))
        return true;
  }
  return false;
}

/* Did somebody named of the one state meet somebody named of the other? */
static bool members_met(const att_facts *f, uint32_t one, uint32_t other) {
  for (uint32_t n = 0; n < f->nodes.count; n++)
    if (f->nodes.items[n].kind == ATT_NODE_PERSON && is_of(f, n, one) &&
        met_member(f, n, other, NULL))
      return true;
  return false;
}

/* `role`: which the group stands for, a single office; or NULL. */
static void drop_groups(att_facts *f, att_indexes *side, const att_indexes *across,
                        const char *role) {
  size_t kept = 0;
  for (size_t i = 0; i < side->count; i++) {
    uint32_t node = side->items[i];
    bool covered = f->nodes.items[node].kind != ATT_NODE_PERSON && across->count > 0;
    for (size_t k = 0; k < across->count && covered; k++)
      covered = f->nodes.items[across->items[k]].kind == ATT_NODE_PERSON
                    ? met_member(f, across->items[k], node, role)
                    : members_met(f, node, across->items[k]);
    if (!covered)
      side->items[kept++] = node;
  }
  side->count = kept;
}

/* What begins behind the article's day has not taken place yet. */
static bool is_to_come(const att_facts *f, const att_event *e) {
  return f->date != NULL && e->start != NULL && e->start[0] != '-' &&
         strncmp(e->start, f->date, strlen(e->start)) > 0;
}

/* "Philippine defence chief meets ASEAN counterparts": a title's groups, whom the text names. */
static bool is_headline_of_groups(const att_facts *f, const att_event *e) {
  const att_sentence *s = &f->document->sentences.items[e->evidence.sentence];
  bool title = f->document->paragraphs.items[s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  for (int side = 0; side < 2 && title; side++) {
    const att_indexes *people = side ? &e->others : &e->participants;
    for (size_t i = 0; i < people->count; i++)
      title = title && f->nodes.items[people->items[i]].kind != ATT_NODE_PERSON;
  }
  return title;
}

static bool anyone_met(const att_facts *f) {
  for (size_t i = 0; i < f->events.count; i++) {
    const att_event *e = &f->events.items[i];
    if (att_event_is_meeting(e) && e->participants.count > 0 &&
        f->nodes.items[e->participants.items[0]].kind == ATT_NODE_PERSON)
      return true;
  }
  return false;
}

/* Who did something together without a word of meeting, and turn out to be of one state, are
 * colleagues. */
static bool is_among_colleagues(const att_facts *f, const att_event *e) {
  return e->sides && strcmp(e->evidence.rule, "joint-deed") == 0 && e->participants.count == 1 &&
         e->others.count == 1 && same_state(f, e->participants.items[0], e->others.items[0]);
}

/* "Officials held consultations in five countries": with the states and bodies that people of
 * their state are said to have visited, none of them by name. */
static void add_visited(att_facts *f, att_event *e) {
  if (strcmp(e->evidence.rule, "talks-abroad") != 0 || e->others.count > 0)
    return;
  for (size_t i = 0; att_events_near(f, e->evidence.sentence, &i); i++) {
    const att_event *v = &f->events.items[i];
    bool own = false, visit = strcmp(v->class_name, "Visit") == 0 && v->status == e->status;
    for (size_t k = 0; k < v->participants.count && visit && v->place < f->nodes.count; k++) {
      visit = f->nodes.items[v->participants.items[k]].kind != ATT_NODE_PERSON;
      own = visit && (own || same_state(f, v->participants.items[k], e->participants.items[0]));
    }
    uint32_t host = own ? v->place : ATT_NO_ENTITY;
    if (own && f->nodes.items[host].kind == ATT_NODE_PLACE)
      host = f->nodes.items[host].iso3 != NULL ? att_facts_state(f, f->nodes.items[host].iso3)
                                               : ATT_NO_ENTITY;
    if (host != ATT_NO_ENTITY && !same_state(f, host, e->participants.items[0]))
      att_indexes_add(f->arena, &e->others, host);
  }
}

bool att_event_takes_part(const att_event *e, uint32_t node) {
  for (int side = 0; side < 2; side++) {
    const att_indexes *people = side ? &e->others : &e->participants;
    for (size_t i = 0; i < people->count; i++)
      if (people->items[i] == node)
        return true;
  }
  return false;
}

/* Does the sentence have a place of the state behind "in" or "at"? */
static bool is_set_in(const att_facts *f, uint32_t sentence, const char *iso3) {
  const att_sentence *s = &f->document->sentences.items[sentence];
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *n = &f->nodes.items[m->node];
    const char *before =
        m->sentence == sentence && m->first > 0 ? s->tokens[m->first - 1].form : "";
    if ((strcasecmp(before, "in") == 0 || strcasecmp(before, "at") == 0) && n->iso3 != NULL &&
        (n->kind == ATT_NODE_PLACE || n->kind == ATT_NODE_STATE) && strcmp(n->iso3, iso3) == 0)
      return true;
  }
  return false;
}

/* Is the meeting told of before the visit, but for one at that very place in its paragraph? A
 * caption has its day first. */
static bool is_before_stay(const att_facts *f, const att_event *e, const att_event *visit) {
  const att_sentence *s = f->document->sentences.items;
  bool named = false;
  if (e->evidence.sentence >= visit->evidence.sentence)
    return false;
  for (size_t i = 0; att_mentions_in(f, e->evidence.sentence, e->evidence.sentence, &i); i++)
    named = named || (f->mentions.items[i].sentence == e->evidence.sentence &&
                      f->mentions.items[i].node == visit->place);
  return !named || f->nodes.items[visit->place].kind != ATT_NODE_PLACE ||
         s[e->evidence.sentence].paragraph != s[visit->evidence.sentence].paragraph;
}

/* "who is on a three-day visit to X, met B on Tuesday", "met the visiting general on Tuesday": the
 * stay is told beside the meeting, of which the day is. */
static bool is_told_aside(const att_facts *f, const att_event *visit) {
  uint32_t n = visit->evidence.sentence, t = visit->evidence.first;
  const att_clause c = {(att_facts *)f, &f->document->sentences.items[n], n};
  if (att_visit_is_adjective(&c, t))
    return true;
  for (unsigned depth = 0; depth < 4 && t != ATT_NO_TOKEN; depth++) {
    uint32_t up = att_clause_head(&c, t);
    if (c.s->tokens[t].rel == ATT_ACL_RELCL)
      return up != ATT_NO_TOKEN && c.s->tokens[up].upos != ATT_PRON;
    t = c.s->tokens[t].upos == ATT_VERB ? ATT_NO_TOKEN : up;
  }
  return false;
}

/* "visited Zambia this week. In Lusaka on June 6, they met B": a visit that no day is told of has
 * the days of the meetings that the visitor has there. */
static void date_by_meetings(att_facts *f, att_event *visit) {
  const char *iso3 = visit->place < f->nodes.count ? f->nodes.items[visit->place].iso3 : NULL;
  const char *first = NULL, *last = NULL;
  bool site =
      iso3 != NULL && f->nodes.items[visit->place].kind != ATT_NODE_STATE && /* a ship */
      att_lexicon_find(f->lexicon, ATT_LEX_PLACE, f->nodes.items[visit->place].name) == NULL;
  if (strcmp(visit->class_name, "Visit") != 0 || visit->start != NULL || iso3 == NULL ||
      visit->status == ATT_PLANNED || visit->participants.count == 0 || is_told_aside(f, visit))
    return;
  for (size_t i = ATT_NONE; (i = att_event_of(f, visit->participants.items[0], i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || e->start == NULL || strlen(e->start) != 10 ||
        e->status != ATT_HELD || is_before_stay(f, e, visit) ||
        att_event_are_two_sites(f, e->place, visit->place) || (site && e->place != visit->place) ||
        !att_event_takes_part(e, visit->participants.items[0]) ||
        !is_set_in(f, e->evidence.sentence, iso3))
      continue;
    first = first == NULL || strcmp(e->start, first) < 0 ? e->start : first;
    last = last == NULL || strcmp(e->start, last) > 0 ? e->start : last;
  }
  visit->start = first;
  visit->end = last;
}

/* "was due to meet B, but the meeting was called off": the meeting or visit to come that was told
 * of last, in that sentence or the one before, does not take place. */
static void call_off(att_facts *f, const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  bool visit = att_lexicon_tells(f->lexicon, lemma, false, "visit"), denied;
  if ((!visit && !att_lexicon_tells(f->lexicon, lemma, false, "meet")) || t == 0 ||
      !att_same_word(c->s->tokens[t - 1].form, "the") ||
      att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      att_clause_status(c, t, &denied) != ATT_CANCELLED)
    return;
  att_event *last = NULL;
  for (size_t i = 0; att_events_near(f, c->number, &i); i++) {
    att_event *e = &f->events.items[i];
    bool kind = visit ? strcmp(e->class_name, "Visit") == 0 : att_event_is_meeting(e);
    bool near = e->evidence.sentence == c->number ? e->evidence.first < t
                                                  : e->evidence.sentence + 1 == c->number;
    if (kind && near && e->status == ATT_PLANNED)
      last = e;
  }
  if (last != NULL)
    last->status = ATT_CANCELLED;
}

/* "ahead of the summit in Vilnius": who names a capital names its state. */
static void name_states_of_capitals(att_facts *f) {
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention m = f->mentions.items[i];
    const att_node *node = &f->nodes.items[m.node];
    const att_lex_entry *e = node->kind == ATT_NODE_PLACE
                                 ? att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, node->name)
                                 : NULL;
    if (e == NULL || node->iso3 == NULL || strcmp(node->iso3, e->iso3) != 0)
      continue;
    uint32_t state = att_facts_state(f, e->iso3);
    if (f->nodes.items[state].mentioned)
      continue;
    const att_sentence *s = &f->document->sentences.items[m.sentence];
    f->nodes.items[state].mentioned = true;
    *ATT_PUSH(f->arena, &f->namings) = (att_naming){
        .begin = s->tokens[m.first].begin, .end = s->tokens[m.last].end, .node = state};
  }
}

/* Are all of them bodies, and none known to be of another state than the others? */
static bool are_bodies_of_one_state(const att_facts *f, const att_event *e) {
  const char *state = NULL;
  for (size_t i = 0; i < e->participants.count; i++) {
    const att_node *n = &f->nodes.items[e->participants.items[i]];
    if (n->kind != ATT_NODE_ORG ||
        (state != NULL && n->iso3 != NULL && strcmp(state, n->iso3) != 0))
      return false;
    state = n->iso3 != NULL ? n->iso3 : state;
  }
  return true;
}

void att_facts_settle(att_facts *facts) {
  att_index_anew(facts);
  name_states_of_capitals(facts);
  att_visit_untold(facts);
  for (uint32_t n = 0; n < facts->document->sentences.count; n++) {
    att_clause c = {facts, &facts->document->sentences.items[n], n};
    for (uint32_t t = 0; t < c.s->token_count; t++)
      if (c.s->tokens[t].upos == ATT_NOUN && c.s->tokens[t].rel == ATT_NSUBJ_PASS)
        call_off(facts, &c, t);
  }
  att_meeting_unite(facts);
  for (size_t i = 0; i < facts->events.count; i++)
    date_by_meetings(facts, &facts->events.items[i]);
  for (size_t i = 0; i < facts->events.count; i++) {
    att_event *e = &facts->events.items[i];
    if (e->status == ATT_HELD && is_to_come(facts, e))
      e->status = ATT_PLANNED;
    att_visit_drop_homecoming(facts, e);
    if (!att_event_is_meeting(e))
      continue;
    add_visited(facts, e);
    if (is_among_colleagues(facts, e))
      e->others.count = 0;
    if (!e->sides) {
      if (e->participants.count > 2 && are_bodies_of_one_state(facts, e))
        e->participants.count = 0; /* "Representatives of the Joint Staff, X Command and Y" */
      if (e->participants.count > 2 && is_headline_of_groups(facts, e) && anyone_met(facts))
        e->participants.count = 0; /* "X, Y and Z defence chiefs meet" */
      bool groups = e->participants.count == 2;
      for (size_t k = 0; k < e->participants.count; k++)
        groups = groups && facts->nodes.items[e->participants.items[k]].kind != ATT_NODE_PERSON;
      e->sides = groups && members_met(facts, e->participants.items[0], e->participants.items[1]);
      continue; /* two sides of which one is empty: nobody more */
    }
    if (is_headline_of_groups(facts, e) && anyone_met(facts)) {
      e->others.count = 0;
      continue;
    }
    drop_groups(facts, &e->others, &e->participants, e->office);
    drop_groups(facts, &e->participants, &e->others, e->office);
  }
  att_meeting_drop_rests(facts);
}
