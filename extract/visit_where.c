/* SPDX-License-Identifier: Apache-2.0
 *
 * Where visits go whose verb has no place beside it: told of right before, by the dateline.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return t < c->s->token_count && att_same_word(c->s->tokens[t].form, word);
}

/* "called at X in February. The ship is expected to return in July": X, told of right before. */
static uint32_t place_of_return(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  const att_facts *f = c->facts;
  const char *start, *end;
  bool denied;
  if (strcmp(c->s->tokens[t].lemma, "return") != 0 || visitors->count != 1 ||
      att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      att_clause_oblique(c, t, "from", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      att_clause_status(c, t, &denied) != ATT_PLANNED || !att_clause_date(c, t, &start, &end))
    return ATT_NO_ENTITY;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") == 0 && e->evidence.sentence + 1 == c->number &&
        e->status == ATT_HELD && att_indexes_same(&e->participants, visitors) &&
        e->place < f->nodes.count && !att_event_is_at_home(f, visitors->items[0], e->place))
      return e->place;
  }
  return ATT_NO_ENTITY;
}

/* "It was A's second trip to X. She last visited in 2022": X, told of right before. */
static uint32_t place_of_last(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  const att_facts *f = c->facts;
  static const char *const VERBS[] = {"visit", "come", NULL};
  if (t == 0 || !(is(c, t - 1, "last") || is(c, t - 1, "first") || is(c, t - 1, "previously")) ||
      !att_one_of(c->s->tokens[t].lemma, VERBS) || visitors->count != 1 ||
      att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return ATT_NO_ENTITY;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    const char *iso3 = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    if (strcmp(e->class_name, "Visit") == 0 && att_indexes_same(&e->participants, visitors) &&
        iso3 != NULL && !att_event_is_at_home(f, visitors->items[0], e->place))
      return att_facts_state(c->facts, iso3);
  }
  return ATT_NO_ENTITY;
}

/* "visited the training on Monday": of somebody from elsewhere, where the news comes from. */
static uint32_t place_of_drill(const att_clause *c, uint32_t t, uint32_t object,
                               const att_indexes *visitors) {
  if (object == ATT_NO_TOKEN || object < t || strcmp(c->s->tokens[t].lemma, "visit") != 0 ||
      att_clause_child(c, object, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      !is(c, object - 1, "the") || c->facts->owner[c->number][object] != 0 ||
      !att_lexicon_tells(c->facts->lexicon, c->s->tokens[object].lemma, false, "event"))
    return ATT_NO_ENTITY;
  return att_event_dateline(c->facts) < c->facts->nodes.count ? att_visit_host(c, visitors)
                                                              : ATT_NO_ENTITY;
}

/* "Pier 4", "Wharf": no name by itself. */
static bool is_berth(const att_clause *c, uint32_t place) {
  const att_node *n = place < c->facts->nodes.count ? &c->facts->nodes.items[place] : NULL;
  return n != NULL && n->iso3 == NULL && strchr(n->name, ' ') == NULL &&
         att_clause_word(c, ATT_WORD_PREMISES, n->name);
}

/* "The frigate X berthed at Pier 4", "docked on Monday": a ship from elsewhere, where the news
 * comes from; `otherwise` for none. */
static uint32_t place_of_berth(const att_clause *c, uint32_t t, const att_indexes *visitors,
                               uint32_t otherwise) {
  const att_facts *f = c->facts;
  uint32_t here = att_event_dateline(f);
  bool ship = visitors->count > 0 && here < f->nodes.count &&
              att_clause_word(c, ATT_WORD_BERTHING, c->s->tokens[t].lemma) &&
              f->nodes.items[here].iso3 != NULL;
  for (size_t i = 0; i < visitors->count && ship; i++) {
    const att_node *n = &f->nodes.items[visitors->items[i]];
    ship = n->kind == ATT_NODE_ORG && n->iso3 != NULL &&
           !att_event_is_at_home(f, visitors->items[i], here);
  }
  return ship ? here : otherwise;
}

/* "spent two weeks alongside their counterparts in the X Defence Force": where the news comes from,
 * if that is in X and the visitors are not at home there. */
static uint32_t place_of_stay(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t with = t + 1, here = att_event_dateline(f);
  if (strcmp(c->s->tokens[t].lemma, "spend") != 0 || visitors->count == 0 || here >= f->nodes.count)
    return ATT_NO_ENTITY;
  while (with < c->s->token_count && !is(c, with, "alongside") && !is(c, with, "with") &&
         c->s->tokens[with].upos != ATT_PUNCT)
    with++;
  bool people = false;
  for (uint32_t i = with + 1; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    const att_node *n = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
    if (c->s->tokens[i].upos == ATT_PUNCT || c->s->tokens[i].upos == ATT_VERB)
      return ATT_NO_ENTITY;
    people = people || att_clause_word(c, ATT_WORD_COUNTERPART, c->s->tokens[i].lemma) ||
             att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[i].lemma) || /* "X engineers" */
             (n != NULL && n->kind == ATT_NODE_STATE && f->mentions.items[m - 1].adjective);
    if (n == NULL || n->iso3 == NULL || !people)
      continue;
    for (size_t k = 0; k < visitors->count; k++)
      if (att_event_is_at_home(f, visitors->items[k], here))
        return ATT_NO_ENTITY;
    const char *there = f->nodes.items[here].iso3;
    return there != NULL && strcmp(there, n->iso3) == 0 ? here : ATT_NO_ENTITY;
  }
  return ATT_NO_ENTITY;
}

uint32_t att_visit_place_untold(const att_clause *c, uint32_t t, uint32_t object,
                                const att_indexes *visitors, uint32_t place) {
  if (place == ATT_NO_ENTITY)
    place = place_of_return(c, t, visitors);
  if (place == ATT_NO_ENTITY)
    place = place_of_last(c, t, visitors);
  if (place == ATT_NO_ENTITY)
    place = place_of_stay(c, t, visitors);
  if (place == ATT_NO_ENTITY)
    place = place_of_drill(c, t, object, visitors);
  return place == ATT_NO_ENTITY || is_berth(c, place) ? place_of_berth(c, t, visitors, place)
                                                      : place;
}
