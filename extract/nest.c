/* SPDX-License-Identifier: Apache-2.0
 *
 * What took place during a visit belongs to it: the stops, and the meetings and ceremonies that
 * the visitor had there (sem:subEventOf).
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"

static bool is_visit(const att_event *e) {
  return strcmp(e->class_name, "Visit") == 0;
}

static bool has(const att_indexes *list, uint32_t node) {
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i] == node)
      return true;
  return false;
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
  const att_indexes *across = has(&e->participants, visitor) ? &e->others : &e->participants;
  if (e->place < f->nodes.count)
    return f->nodes.items[e->place].iso3;
  return across->count > 0 ? f->nodes.items[across->items[0]].iso3 : NULL;
}

static bool belongs(const att_facts *f, const att_event *part, const att_event *whole) {
  uint32_t visitor = whole->participants.items[0];
  const char *home = f->nodes.items[visitor].iso3, *there = f->nodes.items[whole->place].iso3;
  if (!has(&part->participants, visitor) && !has(&part->others, visitor))
    return false;
  const char *state = state_of(f, part, visitor);
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

void att_facts_nest(att_facts *facts) {
  att_index_anew(facts);
  for (size_t i = 0; i < facts->events.count; i++) {
    att_event *part = &facts->events.items[i];
    if (is_whole(facts, part, true))
      continue;
    part->part_of = find_whole(facts, part, true);
    if (part->part_of == ATT_NO_ENTITY && !is_visit(part))
      part->part_of = find_whole(facts, part, false);
    if (part->part_of != ATT_NO_ENTITY && is_visit(part))
      part->others.count = 0; /* whose guest one is, the whole visit says */
    else if (is_visit(part) && is_further_stop(facts, i))
      part->others.count = 0; /* and the first stop, where no visit is told as a whole */
  }
}
