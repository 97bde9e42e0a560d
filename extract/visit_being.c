/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits told as being in a place: "is in Rome for talks", "had been to X", "while in X", "on his
 * way home from X".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/is.h"
#include "extract/reference.h"

/* "While in X, General A and Ambassador B opened Y": the ambassador lives there. */
static void drop_residents(const att_facts *f, att_indexes *visitors, uint32_t place) {
  const att_node *where = &f->nodes.items[place];
  bool whole = where->kind == ATT_NODE_STATE ||
               att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, where->name) != NULL;
  size_t kept = 0, others = 0;
  for (size_t i = 0; i < visitors->count; i++)
    others += f->nodes.items[visitors->items[i]].kind == ATT_NODE_PERSON &&
              !att_facts_is_envoy(f, visitors->items[i]);
  for (size_t i = 0; i < visitors->count && whole && others > 0; i++)
    if (!att_facts_is_envoy(f, visitors->items[i]))
      visitors->items[kept++] = visitors->items[i];
  visitors->count = kept > 0 ? kept : visitors->count;
}

/* "While in Pristina, A met B". */
static void visit_while(const att_clause *c, uint32_t t, uint32_t in) {
  const att_facts *f = c->facts;
  uint32_t verb = att_clause_head(c, t);
  bool passive;
  if (in == 0 || !is(c, in, "in") || !is(c, in - 1, "while") || verb == ATT_NO_TOKEN)
    return;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  uint32_t place = att_event_place(c, t);
  att_indexes visitors = {0};
  if (subject == ATT_NO_TOKEN || place >= f->nodes.count ||
      (f->nodes.items[place].kind != ATT_NODE_PLACE &&
       f->nodes.items[place].kind != ATT_NODE_STATE))
    return;
  att_clause_agents(c, subject, &visitors);
  if (visitors.count == 0 || f->nodes.items[visitors.items[0]].kind != ATT_NODE_PERSON)
    return;
  const char *home = f->nodes.items[visitors.items[0]].iso3, *away = f->nodes.items[place].iso3;
  drop_residents(f, &visitors, place);
  if (home == NULL || away == NULL || strcmp(home, away) != 0)
    att_visit_add(c, t, &visitors, place, "visit-verb");
}

/* "is in the country for talks": the state that the visitor is in. */
static uint32_t country_of(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  bool realm = att_clause_word(c, ATT_WORD_REALM, c->s->tokens[t].form);
  uint32_t host = realm || is(c, t, "town") ? att_visit_host(c, visitors) : ATT_NO_ENTITY;
  bool known = visitors->count > 0 && c->facts->nodes.items[visitors->items[0]].iso3 != NULL &&
               att_event_dateline(c->facts) == ATT_NO_ENTITY;
  return host == ATT_NO_ENTITY && realm && known ? ATT_NO_ENTITY - 1 : host;
}

/* "was in Mogadishu, where he met B", "was in Naples, Italy, last week, where he met B" */
static bool is_where_behind(const att_clause *c, uint32_t t) {
  const char *from, *to;
  uint32_t m = c->facts->owner[c->number][t];
  uint32_t end = m != 0 ? c->facts->mentions.items[m - 1].last + 1 : t + 1;
  uint32_t around = is(c, end, ",") && end + 1 < c->s->token_count
                        ? c->facts->owner[c->number][end + 1]
                        : 0; /* the state that the town is in */
  end = around != 0 ? c->facts->mentions.items[around - 1].last + 1 : end;
  uint32_t when = end + is(c, end, ",");
  uint32_t size = when < c->s->token_count ? att_visit_told_at(c, when, false, &from, &to) : 0;
  end = size > 0 ? when + size : end;
  return is(c, end, ",") && is(c, end + 1, "where");
}

bool att_visit_is_onward(const att_clause *c, uint32_t t, uint32_t subject) {
  static const char *const WORDS[] = {"for", "to"};
  const att_facts *f = c->facts;
  att_indexes who = {0};
  if (subject == ATT_NO_TOKEN || !att_reference_itself(c, subject, &who) || who.count != 1 ||
      !att_facts_is_ship(f, &f->nodes.items[who.items[0]]) || !att_visit_is_known(f, &who))
    return false;
  for (uint32_t i = t + 1; i < c->s->token_count; i++)
    if (att_clause_word(c, ATT_WORD_MISSION, c->s->tokens[i].lemma) ||
        att_lexicon_tells(f->lexicon, c->s->tokens[i].lemma, false, "event"))
      return false;
  for (size_t i = 0; i < 2; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    uint32_t m = o != ATT_NO_TOKEN ? f->owner[c->number][o] : 0;
    const att_node *n = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
    if (n != NULL && (n->kind == ATT_NODE_PLACE || n->kind == ATT_NODE_STATE) && n->iso3 != NULL)
      return true;
  }
  return false;
}

bool att_visit_is_errand(const att_clause *c, uint32_t t) {
  for (uint32_t o = att_clause_oblique(c, t, "on", ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_oblique(c, t, "on", o))
    if (att_lexicon_tells(c->facts->lexicon, c->s->tokens[o].lemma, false, "visit"))
      return true;
  return false;
}

/* "was humbled to be in Ghana" */
static bool is_glad_to_be(const att_clause *c, uint32_t t, uint32_t cop) {
  uint32_t over = att_clause_head(c, t);
  bool to = cop > 1 && is(c, cop - 1, "to") && strcmp(c->s->tokens[cop].xpos, "VB") == 0;
  return to && over != ATT_NO_TOKEN && over < cop &&
         (att_clause_word(c, ATT_WORD_GLAD, c->s->tokens[over].form) ||
          att_clause_word(c, ATT_WORD_GLAD, c->s->tokens[cop - 2].form));
}

/* "A delegation of X led by A is in Y" */
static bool is_delegation_there(const att_clause *c, uint32_t subject, uint32_t cop) {
  uint32_t det = subject != ATT_NO_TOKEN ? att_clause_child(c, subject, ATT_DET_REL, ATT_NO_TOKEN)
                                         : ATT_NO_TOKEN;
  return det != ATT_NO_TOKEN && (is(c, det, "a") || is(c, det, "an")) && is(c, cop, "is") &&
         is(c, subject, "delegation");
}

/* "will be in Pristina on 20 October", "is in Rome for talks", "had been to Stuttgart": somebody's
 * being in a place, where the time or the purpose is said. */
void att_visit_by_copula(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][t], in = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (in == ATT_NO_TOKEN)
    return;
  if (m != 0)
    visit_while(c, t, in);
  uint32_t cop = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN), head = t;
  if (cop == ATT_NO_TOKEN && c->s->tokens[t].rel == ATT_CONJ && att_clause_head(c, t) < t) {
    head = att_clause_head(c, t); /* "is in X on Tuesday and in Y on Wednesday" */
    cop = att_clause_child(c, head, ATT_COP, ATT_NO_TOKEN);
  }
  uint32_t up = att_clause_head(c, t); /* "was last in X in 2020" */
  if (cop == ATT_NO_TOKEN && up != ATT_NO_TOKEN && up + 1 == in &&
      (is(c, up, "last") || is(c, up, "back") || is(c, up, "here") || is(c, up, "alongside"))) {
    head = up;
    cop = att_clause_child(c, head, ATT_COP, ATT_NO_TOKEN);
  }
  in += is(c, in, "alongside") && is(c, in + 1, "in"); /* of a ship */
  bool due = is(c, in, "due");                         /* "is due in Zagreb on 14 November" */
  in = due && is(c, in + 1, "in") ? in + 1 : in;
  if (cop == ATT_NO_TOKEN && up != ATT_NO_TOKEN && up + 1 == in && is(c, up, "due")) {
    due = true;
    head = up;
    cop = att_clause_child(c, head, ATT_COP, ATT_NO_TOKEN);
  }
  bool been = cop != ATT_NO_TOKEN && in == cop + 1 && is(c, cop, "been") && is(c, in, "to");
  if (cop == ATT_NO_TOKEN || in == ATT_NO_TOKEN || in < cop || !(is(c, in, "in") || been) ||
      (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].iso3 == NULL))
    return;
  bool passive;
  const char *start, *end;
  uint32_t subject = att_clause_subject(c, head, &passive);
  bool purpose = att_clause_oblique(c, t, "for", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
                 att_clause_child(c, t, ATT_ADVCL, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
                 is_where_behind(c, t) || att_visit_is_errand(c, t) || is_glad_to_be(c, t, cop) ||
                 (is(c, t + 1, "this") && is(c, t + 2, "week") && is(c, t + 3, "for")) ||
                 is_delegation_there(c, subject, cop);
  if (subject == ATT_NO_TOKEN ||
      (!purpose && !been && !due && !att_clause_date(c, t, &start, &end)))
    return;
  bool group = att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma) ||
               (att_visit_is_errand(c, t) && /* "officers of X are in Y on a study tour" */
                att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[subject].lemma));
  att_indexes visitors = {0};
  att_clause_agents(c, subject, &visitors);
  uint32_t place = m != 0 ? att_event_place(c, t) : country_of(c, t, &visitors);
  bool realm = place == ATT_NO_ENTITY - 1; /* "the country", which att_visit_add() resolves */
  if (visitors.count == 0 || (place >= f->nodes.count && !realm) ||
      (f->nodes.items[visitors.items[0]].kind != ATT_NODE_PERSON && !group &&
       !att_facts_is_ship(f, &f->nodes.items[visitors.items[0]])) ||
      (!realm && f->nodes.items[place].kind == ATT_NODE_ORG))
    return;
  const char *home = f->nodes.items[visitors.items[0]].iso3,
             *away = realm ? NULL : f->nodes.items[place].iso3;
  if (home != NULL && away != NULL && strcmp(home, away) == 0)
    return;
  size_t before = f->events.count;
  att_visit_add(c, t, &visitors, place, been ? "visit-list" : "visit-verb");
  for (size_t i = before; i < f->events.count && due; i++)
    f->events.items[i].status = ATT_PLANNED;
}

/* "General A B, in Rome for talks", "the frigate X, in town for a five-day visit": the person or
 * ship right before the comma. */
void att_visit_by_aside(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][t];
  uint32_t first = m != 0 ? f->mentions.items[m - 1].first : t;
  uint32_t behind = m != 0 ? f->mentions.items[m - 1].last + 1 : t + 1;
  if (first < 3 || first != t || !is(c, first - 1, "in") || !is(c, first - 2, ",") ||
      !is(c, behind, "for"))
    return;
  uint32_t n = f->owner[c->number][first - 3];
  const att_node *who = n != 0 ? &f->nodes.items[f->mentions.items[n - 1].node] : NULL;
  if (who == NULL || !(who->kind == ATT_NODE_PERSON || att_facts_is_ship(f, who)))
    return;
  att_indexes visitors = {0};
  att_indexes_add(f->arena, &visitors, f->mentions.items[n - 1].node);
  uint32_t place = m != 0 ? att_event_place(c, f->mentions.items[m - 1].last)
                   : is(c, t, "town") || is(c, t, "port") ? att_event_dateline(f)
                                                          : country_of(c, t, &visitors);
  if (place < f->nodes.count &&
      (f->nodes.items[place].kind == ATT_NODE_PLACE ||
       f->nodes.items[place].kind == ATT_NODE_STATE) &&
      !att_event_is_at_home(f, visitors.items[0], place))
    att_visit_add(c, t, &visitors, place, "visit-verb");
}

/* "accepted an invitation to Seoul in the autumn": a journey to come. */
void att_visit_by_invitation(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t verb = att_clause_head(c, t);
  bool passive = false, denied;
  if (c->s->tokens[t].upos != ATT_NOUN || strcmp(c->s->tokens[t].lemma, "invitation") != 0 ||
      verb == ATT_NO_TOKEN || strcmp(c->s->tokens[verb].lemma, "accept") != 0 ||
      att_clause_status(c, verb, &denied) != ATT_HELD || denied)
    return;
  uint32_t to = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  if (to == ATT_NO_TOKEN)
    to = att_clause_oblique(c, verb, "to", ATT_NO_TOKEN);
  uint32_t place = to != ATT_NO_TOKEN ? att_event_place(c, to) : ATT_NO_ENTITY;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  att_indexes visitors = {0};
  if (place >= f->nodes.count || f->nodes.items[place].kind == ATT_NODE_ORG || passive ||
      subject == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &visitors);
  if (visitors.count == 0 || f->nodes.items[visitors.items[0]].kind != ATT_NODE_PERSON)
    return;
  size_t before = f->events.count;
  att_visit_add(c, t, &visitors, place, "visit-noun");
  for (size_t i = before; i < f->events.count; i++)
    f->events.items[i].status = ATT_PLANNED;
}

/* Who is sent: "sent a deputy minister, A B, to X", "dispatched Lt. Gen. A B to X"; none where it
 * is no person. */
static void envoys_of(const att_clause *c, uint32_t sent, att_indexes *envoys) {
  att_clause_agents(c, sent, envoys);
  for (size_t i = 0; i < envoys->count; i++)
    if (c->facts->nodes.items[envoys->items[i]].kind != ATT_NODE_PERSON)
      envoys->count = 0;
}

/* "Norway will send a delegation to X": a state or body that sends one visits by it; a contingent
 * is deployed, and a person who sends one stays at home. */
void att_visit_by_sending(const att_clause *c, uint32_t t) {
  bool passive;
  if (c->s->tokens[t].upos != ATT_VERB ||
      !att_clause_word(c, ATT_WORD_SENDING, c->s->tokens[t].lemma))
    return;
  uint32_t sent = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t to = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  uint32_t sender = att_clause_subject(c, t, &passive);
  if (sent == ATT_NO_TOKEN || sender == ATT_NO_TOKEN || passive)
    return;
  bool delegation = strcmp(c->s->tokens[sent].lemma, "delegation") == 0;
  if (to == ATT_NO_TOKEN)
    to = att_clause_oblique(c, sent, "to", ATT_NO_TOKEN);
  uint32_t place = to != ATT_NO_TOKEN ? att_event_place(c, to) : ATT_NO_ENTITY;
  att_indexes visitors = {0};
  if (delegation) {
    att_clause_agents(c, sender, &visitors);
    att_facts_prefer(c->facts, &visitors);
    if (visitors.count > 0 && c->facts->nodes.items[visitors.items[0]].kind == ATT_NODE_PERSON)
      return;
  } else {
    envoys_of(c, sent, &visitors);
  }
  if (visitors.count > 0 && place < c->facts->nodes.count &&
      c->facts->nodes.items[place].kind != ATT_NODE_ORG)
    att_visit_add(c, t, &visitors, place, "visit-verb");
}

/* "made his way to X", "set foot in X": the place behind the object of a verb that has no other. */
static void visit_by_idiom(const att_clause *c, uint32_t t) {
  static const char *const IDIOMS[][3] = {
      {"make", "way", "to"}, {"wend", "way", "to"}, {"set", "foot", "in"}, {"set", "foot", "on"}};
  const att_facts *f = c->facts;
  uint32_t verb = att_clause_head(c, t);
  if (verb == ATT_NO_TOKEN || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_OBJ)
    return;
  for (size_t i = 0; i < sizeof IDIOMS / sizeof *IDIOMS; i++) {
    if (!is(c, t, IDIOMS[i][1]) || strcmp(c->s->tokens[verb].lemma, IDIOMS[i][0]) != 0)
      continue;
    bool passive;
    att_indexes visitors = {0};
    uint32_t there = att_clause_oblique(c, verb, IDIOMS[i][2], ATT_NO_TOKEN);
    if (there == ATT_NO_TOKEN)
      there = att_clause_oblique(c, t, IDIOMS[i][2], ATT_NO_TOKEN);
    uint32_t place = there != ATT_NO_TOKEN ? att_event_place(c, there) : ATT_NO_ENTITY;
    uint32_t subject = att_clause_subject(c, verb, &passive);
    if (place >= f->nodes.count || subject == ATT_NO_TOKEN || passive)
      continue;
    att_clause_agents(c, subject, &visitors);
    if (visitors.count > 0 && f->nodes.items[visitors.items[0]].kind == ATT_NODE_PERSON)
      att_visit_add(c, verb, &visitors, place, "visit-verb");
    return;
  }
}

/* "stopped over in X on his way home from Y": Y, where the traveller was before. */
void att_visit_by_way(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t from = t + 1;
  visit_by_idiom(c, t);
  if (!is(c, t, "way"))
    return;
  from += is(c, from, "home") || is(c, from, "back");
  uint32_t m = from + 1 < c->s->token_count ? f->owner[c->number][from + 1] : 0;
  bool copular = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  uint32_t verb = copular ? t : att_event_verb(c, t); /* "which was on its way home from Y" */
  if (!is(c, from, "from") || from == t + 1 || m == 0 || verb == ATT_NO_TOKEN)
    return;
  bool passive;
  att_indexes visitors = {0};
  uint32_t subject = att_clause_subject(c, verb, &passive);
  uint32_t place = att_event_place(c, f->mentions.items[m - 1].last);
  if (subject == ATT_NO_TOKEN || place >= f->nodes.count ||
      f->nodes.items[place].kind == ATT_NODE_ORG)
    return;
  att_clause_agents(c, subject, &visitors);
  const att_node *who = visitors.count > 0 ? &f->nodes.items[visitors.items[0]] : NULL;
  if (who != NULL &&
      (who->kind == ATT_NODE_PERSON || (who->kind == ATT_NODE_ORG && att_facts_is_ship(f, who))))
    att_visit_add(c, t, &visitors, place, "visit-list");
}
