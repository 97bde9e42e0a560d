/* SPDX-License-Identifier: Apache-2.0
 *
 * What took place during a visit belongs to it: the stops, and the meetings and ceremonies that
 * the visitor had there (sem:subEventOf).
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static bool is_visit(const att_event *e) {
  return strcmp(e->class_name, "Visit") == 0;
}

/* A visit that has been or will be: to a state as a whole, or to a place. */
static bool is_whole(const att_facts *f, const att_event *e, bool state) {
  return is_visit(e) && e->place < f->nodes.count &&
         (f->nodes.items[e->place].kind == ATT_NODE_STATE) == state && e->participants.count > 0 &&
         e->status <= ATT_PLANNED;
}

/* Can the part have been at the time of the whole, as far as dates are told? */
static bool fits_time(const att_event *part, const att_event *whole) {
  const char *end = whole->end != NULL ? whole->end : whole->start;
  if ((part->status == ATT_HELD) != (whole->status != ATT_PLANNED))
    return false;
  if (part->start == NULL || whole->start == NULL || strlen(part->start) != strlen(whole->start))
    return true;
  return strcmp(part->start, whole->start) >= 0 &&
         (whole->end == NULL || strcmp(part->start, end) <= 0);
}

/* The state that the event took place in, or else the one of those whom the visitor met. */
static const char *state_of(const att_facts *f, const att_event *e, uint32_t visitor) {
  const att_indexes *across =
      att_indexes_has(&e->participants, visitor) ? &e->others : &e->participants;
  if (e->place < f->nodes.count)
    return f->nodes.items[e->place].iso3;
  return across->count > 0 ? f->nodes.items[across->items[0]].iso3 : NULL;
}

static const att_sentence *sentence_of(const att_facts *f, const att_event *e) {
  return &f->document->sentences.items[e->evidence.sentence];
}

/* Is the visit to a city that stands for no whole journey told behind the event: "met B on Friday.
 * After the meeting, he toured a base in X"? */
static bool is_later_stop(const att_facts *f, const att_event *part, const att_event *whole) {
  const att_node *place = &f->nodes.items[whole->place];
  return place->kind != ATT_NODE_STATE && part->place == ATT_NO_ENTITY && !is_visit(part) &&
         att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, place->name) == NULL &&
         part->evidence.sentence < whole->evidence.sentence;
}

/* Is it told in the visit's paragraph, behind it, and what a visitor does? */
static bool is_told_within(const att_facts *f, const att_event *part, const att_event *whole) {
  bool deed = att_event_is_meeting(part) || strcmp(part->class_name, "Ceremony") == 0 ||
              strcmp(part->class_name, "Agreement") == 0;
  return deed && part->evidence.sentence >= whole->evidence.sentence &&
         sentence_of(f, part)->paragraph == sentence_of(f, whole)->paragraph;
}

static bool belongs(const att_facts *f, const att_event *part, const att_event *whole) {
  uint32_t visitor = whole->participants.items[0];
  const char *home = f->nodes.items[visitor].iso3, *there = f->nodes.items[whole->place].iso3;
  if (!att_indexes_has(&part->participants, visitor) && !att_indexes_has(&part->others, visitor))
    return false;
  if (!is_visit(part) &&
      (!att_event_fits_place(f, part->place, whole->place) || is_later_stop(f, part, whole)))
    return false;
  const char *state = state_of(f, part, visitor);
  if (state == NULL && is_told_within(f, part, whole))
    state = there;
  return state != NULL && there != NULL && strcmp(state, there) == 0 &&
         (home == NULL || strcmp(home, there) != 0) && fits_time(part, whole);
}

/* The one visit that the event belongs to; ATT_NO_ENTITY for none, or for one of several. */
static uint32_t find_whole(const att_facts *f, const att_event *part, bool state) {
  uint32_t whole = ATT_NO_ENTITY;
  for (size_t i = 0; i < part->participants.count + part->others.count; i++) {
    uint32_t visitor = i < part->participants.count
                           ? part->participants.items[i]
                           : part->others.items[i - part->participants.count];
    for (size_t w = ATT_NONE; (w = att_event_of(f, visitor, w)) != ATT_NONE;) {
      const att_event *e = &f->events.items[w];
      if (e == part || w == whole || !is_whole(f, e, state) ||
          e->participants.items[0] != visitor || !belongs(f, part, e))
        continue;
      if (whole != ATT_NO_ENTITY)
        return ATT_NO_ENTITY;
      whole = (uint32_t)w;
    }
  }
  return whole;
}

/* "arrived in Beijing on Tuesday and will leave for Shanghai on Friday": a further stop, in the
 * state that the visitor is said to be in already, as its guest. */
static bool is_further_stop(const att_facts *f, size_t visit) {
  const att_event *stop = &f->events.items[visit];
  const char *iso3 = stop->others.count > 0 ? f->nodes.items[stop->others.items[0]].iso3 : NULL;
  uint32_t visitor = stop->participants.count > 0 ? stop->participants.items[0] : ATT_NO_ENTITY;
  for (size_t i = ATT_NONE; iso3 != NULL && (i = att_event_of(f, visitor, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const char *there = e->others.count > 0 ? f->nodes.items[e->others.items[0]].iso3 : NULL;
    bool before = e->evidence.sentence < stop->evidence.sentence ||
                  (e->evidence.sentence == stop->evidence.sentence && i < visit);
    if (is_visit(e) && before && there != NULL && strcmp(there, iso3) == 0 &&
        att_indexes_same(&e->participants, &stop->participants))
      return true;
  }
  return false;
}

/* --- "during the visit" ----------------------------------------------------------------------- */

/* "during his visit to X", "on a trip to Y", "as part of the tour": does the noun of a visit set
 * the time of its verb? */
static bool is_setting(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t up = att_clause_head(c, t);
  if (word == ATT_NO_TOKEN)
    return false;
  if (is(c, word, "of"))
    return up != ATT_NO_TOKEN && (is(c, up, "part") || is(c, up, "course"));
  return is(c, word, "during") || is(c, word, "on");
}

static bool tells_visit(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_NOUN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "visit");
}

/* The noun of a visit that the clause of `t` says to be when or in what it was: "During the visit,
 * he met B, toured X and signed Y", "the visit included talks with B"; ATT_NO_TOKEN. */
static uint32_t visit_around(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 8 && t != ATT_NO_TOKEN; depth++) {
    const att_token *token = &c->s->tokens[t];
    for (uint32_t i = 0; i < c->s->token_count && token->upos == ATT_VERB; i++) {
      uint32_t head = att_clause_head(c, i), over = head;
      if (!tells_visit(c, i))
        continue;
      bool within = att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_NSUBJ && head == t &&
                    (strcmp(token->lemma, "include") == 0 || strcmp(token->lemma, "feature") == 0);
      if (head != ATT_NO_TOKEN && (is(c, head, "part") || is(c, head, "course")))
        over = att_clause_head(c, head);
      if (within || (over == t && is_setting(c, i)))
        return i;
    }
    att_rel rel = att_rel_base((att_rel)token->rel);
    if (token->upos == ATT_VERB && rel != ATT_CONJ && rel != ATT_XCOMP && rel != ATT_ADVCL)
      return ATT_NO_TOKEN;
    t = att_clause_head(c, t);
  }
  return ATT_NO_TOKEN;
}

/* The visit that the noun tells of, or else, told last so far, one of those who take part. */
static uint32_t visit_told(const att_facts *f, const att_event *part, uint32_t t) {
  uint32_t found = ATT_NO_ENTITY;
  uint32_t last = part->evidence.sentence;
  for (size_t w = 0; att_events_in(f, att_reach_first(last), last, &w); w++) {
    const att_event *e = &f->events.items[w];
    if (!is_visit(e) || e == part || e->participants.count == 0 || !fits_time(part, e) ||
        !att_event_fits_place(f, part->place, e->place))
      continue;
    if (e->evidence.sentence == part->evidence.sentence && e->evidence.first <= t &&
        e->evidence.last >= t)
      return (uint32_t)w;
    uint32_t visitor = e->participants.items[0];
    bool takes_part =
        att_indexes_has(&part->participants, visitor) || att_indexes_has(&part->others, visitor);
    bool whole = found == ATT_NO_ENTITY || !is_whole(f, &f->events.items[found], true) ||
                 is_whole(f, e, true);
    if (takes_part && whole)
      found = (uint32_t)w;
  }
  return found;
}

static uint32_t find_told(const att_facts *facts, const att_event *part) {
  att_clause c = {(att_facts *)facts, sentence_of(facts, part), part->evidence.sentence};
  uint32_t t = is_visit(part) ? ATT_NO_TOKEN : visit_around(&c, part->evidence.first);
  return t != ATT_NO_TOKEN ? visit_told(facts, part, t) : ATT_NO_ENTITY;
}

void att_facts_nest(att_facts *facts) {
  att_index_anew(facts);
  for (size_t i = 0; i < facts->events.count; i++) {
    att_event *part = &facts->events.items[i];
    if (is_whole(facts, part, true))
      continue;
    part->part_of = find_told(facts, part);
    if (part->part_of == ATT_NO_ENTITY)
      part->part_of = find_whole(facts, part, true);
    if (part->part_of == ATT_NO_ENTITY && !is_visit(part))
      part->part_of = find_whole(facts, part, false);
    if (part->part_of != ATT_NO_ENTITY && is_visit(part))
      part->others.count = 0; /* whose guest one is, the whole visit says */
    else if (is_visit(part) && is_further_stop(facts, i))
      part->others.count = 0; /* and the first stop, where no visit is told as a whole */
  }
}
