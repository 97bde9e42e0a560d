/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits as events: which place and state, which days, and whether it is one that is known.
 */
#include <string.h>

#include "extract/calendar.h"
#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/time.h"

/* Is the state that of a visitor, by himself or by whom he has a post with? */
static bool is_own(const att_facts *f, const att_indexes *visitors, const char *iso3) {
  for (size_t i = 0; i < visitors->count; i++) {
    const char *own = f->nodes.items[visitors->items[i]].iso3;
    if (own != NULL && strcmp(own, iso3) == 0)
      return true;
    for (size_t k = ATT_NONE; (k = att_tenure_of(f, visitors->items[i], k)) != ATT_NONE;) {
      const att_tenure *t = &f->tenures.items[k];
      const char *whose =
          t->organization != ATT_NO_ENTITY ? f->nodes.items[t->organization].iso3 : NULL;
      if (!t->former && whose != NULL && strcmp(whose, iso3) == 0)
        return true;
    }
  }
  return false;
}

/* "the country": the state most mentioned that is not the visitor's, where the article comes from
 * before others. */
static uint32_t other_state(att_facts *f, const att_indexes *visitors) {
  uint32_t best = ATT_NO_ENTITY;
  size_t most = 0;
  for (size_t n = ATT_NONE; (n = att_node_of(f, ATT_NODE_STATE, n)) != ATT_NONE;) {
    const char *publisher = f->publishers_state;
    size_t count = att_mention_count(f, (uint32_t)n);
    count += publisher != NULL && strcmp(publisher, f->nodes.items[n].iso3) == 0 ? 3 : 0;
    if (count > most && !is_own(f, visitors, f->nodes.items[n].iso3)) {
      most = count;
      best = (uint32_t)n;
    }
  }
  uint32_t here = att_event_dateline(f);
  const char *iso3 =
      best == ATT_NO_ENTITY && here < f->nodes.count ? f->nodes.items[here].iso3 : NULL;
  return iso3 != NULL && !is_own(f, visitors, iso3) ? att_facts_state(f, iso3) : best;
}

/* "will attend the forum in Singapore and pay a visit to the country": the state of the place that
 * the sentence names last before the token behind "in" or "to"; `otherwise` where it names none. */
static uint32_t state_before(const att_clause *c, uint32_t t, const att_indexes *visitors,
                             uint32_t otherwise) {
  att_facts *f = c->facts;
  uint32_t found = otherwise;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *n = &f->nodes.items[m->node];
    if (m->sentence == c->number && m->first > 0 && m->last < t && n->iso3 != NULL &&
        (n->kind == ATT_NODE_PLACE || n->kind == ATT_NODE_STATE) &&
        (is(c, m->first - 1, "in") || is(c, m->first - 1, "to")) && !is_own(f, visitors, n->iso3))
      found = att_facts_state(f, n->iso3);
  }
  return found;
}

static bool is_airport(const char *name) {
  size_t size = strlen(name), airport = strlen("Airport");
  return size > airport && strcasecmp(name + size - airport, "Airport") == 0;
}

/* "the Armour School", "the Konya air base": a body's, or called after what it is, no town. */
static bool is_stop(const att_facts *f, uint32_t place) {
  const att_node *n = &f->nodes.items[place];
  const char *last = strrchr(n->name, ' ');
  return n->kind == ATT_NODE_ORG ||
         (last != NULL && (att_lexicon_word(f->lexicon, ATT_WORD_PREMISES, last + 1) ||
                           att_lexicon_word(f->lexicon, ATT_WORD_SITE_NOUN, last + 1)));
}

/* Does the visit's place take in, or lie in, the other place, so that one visit is meant? A state
 * and its capital are one visit, a state and an airport a visit and its stop; two towns are two. */
static bool same_place(const att_facts *f, uint32_t known, uint32_t place) {
  const att_node *a = &f->nodes.items[known], *b = &f->nodes.items[place];
  uint32_t state = a->kind == ATT_NODE_STATE ? known : place,
           inner = state == known ? place : known;
  if (known == place)
    return true;
  if (a->iso3 == NULL || b->iso3 == NULL || strcmp(a->iso3, b->iso3) != 0 ||
      f->nodes.items[state].kind != ATT_NODE_STATE)
    return false;
  const char *name = f->nodes.items[inner].name;
  if (is_airport(name) || is_stop(f, inner))
    return false; /* where one lands, or what one is shown, is a stop of the stay */
  const att_lex_entry *capital = att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, name);
  return state == place || capital != NULL;
}

/* "last visited Kenya in 2016", "first came to Kenya in 2016" */
static bool is_last_or_first(const att_clause *c, uint32_t t) {
  return t > 0 && (is(c, t - 1, "last") || is(c, t - 1, "first")) &&
         c->s->tokens[t].upos == ATT_VERB && strcmp(c->s->tokens[t].xpos, "VBD") == 0;
}

/* "has visited Kenya twice before", "last visited Kenya in 2016": an earlier one. */
static bool is_earlier(const att_clause *c, uint32_t t) {
  bool perfect = false, before = false;
  if (is_last_or_first(c, t))
    return true;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    perfect = perfect || (c->s->tokens[i].head == t + 1 && is(c, i, "has"));
    before = before || is(c, i, "before") || is(c, i, "previously") || is(c, i, "twice");
  }
  return perfect && before;
}

/* "left for X", "arrived in X": a verb with which a visit begins. */
static bool is_setting_out(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_VERB &&
         att_clause_word(c, ATT_WORD_SETTING_OUT, c->s->tokens[t].lemma);
}

/* "a two-day trip to X ended on Nov. 7", "… that ended on Nov. 7". */
static bool is_ended_behind(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count; i++)
    if (c->s->tokens[i].upos == ATT_VERB &&
        att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[i].lemma) &&
        (c->s->tokens[i].head == t + 1 || c->s->tokens[t].head == i + 1 ||
         (is(c, i - 1, "that") && strcmp(c->s->tokens[i].xpos, "VBZ") == 0)))
      return true;
  return false;
}

uint32_t att_visit_stay_ended(const att_clause *c, uint32_t verb) {
  const char *lemma = c->s->tokens[verb].lemma;
  bool ends = false;
  if (strcmp(lemma, "depart") != 0 && strcmp(lemma, "leave") != 0)
    return ATT_NO_TOKEN;
  for (uint32_t i = verb + 1; i < c->s->token_count; i++) {
    const att_token *word = &c->s->tokens[i];
    if (ends && word->upos == ATT_NOUN &&
        (att_visit_is_port_call(c, i) ||
         att_lexicon_tells(c->facts->lexicon, word->lemma, false, "visit")))
      return i;
    if (is(c, i, "after") || is(c, i, "following") ||
        att_clause_word(c, ATT_WORD_ENDING, word->lemma))
      ends = true;
    else if (is(c, i, "for") || is(c, i, "on") || is(c, i, "before") ||
             att_clause_word(c, ATT_WORD_BEGINNING, word->lemma))
      ends = false;
  }
  return ATT_NO_TOKEN;
}

/* "departed X on Tuesday after a four-day visit". */
static bool is_left_after(const att_clause *c, uint32_t t) {
  uint32_t verb = c->s->tokens[t].upos == ATT_NOUN ? att_event_verb(c, t) : t;
  return verb != ATT_NO_TOKEN && att_visit_stay_ended(c, verb) != ATT_NO_TOKEN;
}

/* "departs for X on Saturday", of a ship: the day on which the voyage begins. */
static bool is_voyage(const att_clause *c, uint32_t t, const att_indexes *visitors) {
  static const char *const VERBS[] = {"depart", "leave", "sail", NULL};
  const att_facts *f = c->facts;
  const att_node *first = &f->nodes.items[visitors->items[0]];
  uint32_t to = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  return att_one_of(c->s->tokens[t].lemma, VERBS) && first->kind == ATT_NODE_ORG &&
         att_facts_is_ship(f, first) && to != ATT_NO_TOKEN && f->owner[c->number][to] != 0;
}

/* "will travel to X on 23 October | to visit Y": the day is told of the journey. */
static bool is_purpose(const att_clause *c, uint32_t t) {
  uint32_t over = att_clause_head(c, t);
  return t > 0 && is(c, t - 1, "to") && strcmp(c->s->tokens[t].xpos, "VB") == 0 &&
         over != ATT_NO_TOKEN && over < t &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ADVCL &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[over].lemma, true, "visit");
}

/* "After visiting X, A flew to Y on 4 May": the day is not that of the clause before the comma. */
static bool is_before_day(const att_clause *c, uint32_t t) {
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN), main = att_clause_head(c, t);
  if (mark == ATT_NO_TOKEN || !(is(c, mark, "after") || is(c, mark, "before")) ||
      (main != ATT_NO_TOKEN && main < t))
    return false; /* nor is that of "toured X on Thursday before flying to Y" another one */
  for (; t < c->s->token_count && !is(c, t, ","); t++)
    if (att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[t].form) || is(c, t, "yesterday") ||
        is(c, t, "today"))
      return false;
  return t < c->s->token_count;
}

/* "a two-day visit": how many days; 0 where that is not said. */
static int length_of(const att_clause *c, uint32_t t) {
  int days = 0;
  for (uint32_t i = 0; i + 2 < c->s->token_count; i++) {
    bool near = (i < t ? t - i < 7 : is_setting_out(c, t)) &&
                (is(c, i + 1, "day") || (is(c, i + 1, "-") && is(c, i + 2, "day")));
    int count = near ? att_calendar_count(c->s->tokens[i].form) : 0;
    days = count > 0 ? count : days;
  }
  return days;
}

/* "returned on Monday from a four-day trip to X": the trip's last day; "arrived on Monday after a
 * two-day stop in Y": the day behind it. */
static void dates_of_return(const att_clause *c, uint32_t t, const char **start, const char **end) {
  uint32_t up = c->s->tokens[t].upos == ATT_NOUN ? att_event_verb(c, t) : ATT_NO_TOKEN;
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t place = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  bool several = place != ATT_NO_TOKEN && /* "a trip to X and Y": all of them */
                 att_clause_child(c, place, ATT_CONJ, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  int days = several ? 0 : length_of(c, t);
  const char *from, *to;
  if (up == ATT_NO_TOKEN || word == ATT_NO_TOKEN || days == 0 ||
      !att_clause_date(c, up, &from, &to) || strlen(from) != 10)
    return;
  bool after = is(c, word, "after") || is(c, word, "following");
  bool back = strcmp(c->s->tokens[up].lemma, "return") == 0 && (after || is(c, word, "from"));
  bool onward = strcmp(c->s->tokens[up].lemma, "arrive") == 0 && after;
  if (!back && !onward)
    return;
  *start = att_date_before(c->facts->arena, from, days - back);
  *end = att_date_before(c->facts->arena, from, onward);
}

/* "a three-day visit until Friday": is the last day told behind the token? *ret_last is it. */
static bool is_until(const att_clause *c, uint32_t t, const char **ret_last) {
  const char *end;
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++)
    if (is(c, i, "until") && (att_date_is_weekday(c->s->tokens[i + 1].form) ||
                              att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[i + 1].form))) {
      att_date_told(c, i + 1, true, ret_last, &end);
      return true;
    }
  return false;
}

/* "During its stay in X from 17 to 21 May, the delegation will | visit Y": the days are the stay's.
 */
static bool are_of_stay(const att_clause *c, uint32_t t, const char *start, const char *end) {
  if (c->s->tokens[t].upos != ATT_VERB || !is(c, 0, "during") || strcmp(start, end) == 0)
    return false;
  for (uint32_t i = 1; i < t && i < 8; i++)
    if (c->s->tokens[i].upos == ATT_NOUN)
      return att_lexicon_tells(c->facts->lexicon, c->s->tokens[i].lemma, false, "visit");
  return false;
}

/* "ended a two-day visit on Nov. 7": the length gives the other end. */
static void visit_dates(const att_clause *c, uint32_t t, const char **start, const char **end) {
  if (is_before_day(c, t) || !att_clause_date(c, t, start, end))
    return;
  if (are_of_stay(c, t, *start, *end)) {
    *start = *end = NULL;
    return;
  }
  int days = length_of(c, t);
  bool ended = false, begun = is_setting_out(c, t);
  for (uint32_t i = 0; i + 2 < c->s->token_count; i++) {
    const char *lemma = c->s->tokens[i].lemma;
    ended = ended || (i < t && t - i < 12 && att_clause_word(c, ATT_WORD_ENDING, lemma));
    begun = begun || (i < t && t - i < 20 &&
                      (att_clause_word(c, ATT_WORD_BEGINNING, lemma) || is_setting_out(c, i)));
  }
  for (uint32_t i = t + 1; i < c->s->token_count; i++) { /* "a visit that began on Monday" */
    const char *from, *to, *lemma = c->s->tokens[i].lemma;
    if (is(c, i, "from") && i + 1 < c->s->token_count && /* "a five-day visit from November 1" */
        att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[i + 1].form))
      begun = true;
    if (att_clause_word(c, ATT_WORD_BEGINNING, lemma) && att_clause_date(c, i + 1, &from, &to)) {
      *start = from;
      begun = true;
    }
  }
  uint32_t there = att_clause_oblique(c, t, "to", ATT_NO_TOKEN), over = att_clause_head(c, t);
  if (days == 0 && there != ATT_NO_TOKEN && over != ATT_NO_TOKEN && strcmp(*start, *end) == 0 &&
      att_clause_child(c, there, ATT_CONJ, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
      att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ &&
      att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[over].lemma)) {
    *start = *end = NULL; /* "concluded a visit to A, B and C on Friday": of which one? */
    return;
  }
  const char *last = NULL;
  bool until = is_until(c, t, &last);
  ended = ended || until;
  if (until && days == 0 && last != NULL && strcmp(*start, *end) == 0 && strcmp(*start, last) < 0) {
    *end = last; /* "arrived on Monday and will stay until Friday" */
  } else if (until && days == 0 && strcmp(*start, *end) == 0) {
    *start = *end = NULL; /* "is on a visit until Friday": its first day is not told */
    return;
  }
  if (days > 1 && strcmp(*start, *end) == 0) {
    if (ended || is_ended_behind(c, t) || is_left_after(c, t))
      *start = att_date_before(c->facts->arena, *end, days - 1);
    else if (begun)
      *end = att_date_before(c->facts->arena, *start, 1 - days);
  }
}

/* "the Western Fleet in Mumbai": the state of what is named behind the place; NULL. */
static const char *state_inside(const att_clause *c, uint32_t place) {
  const att_facts *f = c->facts;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != c->number || m->node != place ||
        !(is(c, m->last + 1, "in") || is(c, m->last + 1, "at") || is(c, m->last + 1, "near")))
      continue;
    uint32_t next = is(c, m->last + 2, "the") ? m->last + 3 : m->last + 2;
    uint32_t n = next < c->s->token_count ? f->owner[c->number][next] : 0;
    if (n != 0 && f->nodes.items[f->mentions.items[n - 1].node].kind != ATT_NODE_PERSON)
      return f->nodes.items[f->mentions.items[n - 1].node].iso3;
  }
  return NULL;
}

/* South America lies in no state. */
static bool is_region(const att_facts *f, uint32_t place) {
  const att_lex_entry *region =
      att_lexicon_find(f->lexicon, ATT_LEX_PLACE, f->nodes.items[place].name);
  return region != NULL && region->iso3 == NULL;
}

static bool is_water(const att_facts *f, uint32_t place) {
  static const char *const TYPES[] = {"sea", "strait", "ocean", NULL};
  const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_PLACE, f->nodes.items[place].name);
  return e != NULL && e->type != NULL && att_one_of(e->type, TYPES);
}

/* The state that a place without one lies in, as the sentence has it: "a stay in Japan". */
static uint32_t state_around(const att_clause *c, uint32_t place, const att_indexes *visitors) {
  att_facts *f = c->facts;
  uint32_t found = ATT_NO_ENTITY;
  if (f->nodes.items[place].kind != ATT_NODE_PLACE || is_region(f, place))
    return found;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != c->number || f->nodes.items[m->node].kind != ATT_NODE_STATE || m->first == 0)
      continue;
    bool part = m->last + 1 < c->s->token_count && /* "B, | Japan Maritime Self-Defense Force" */
                c->s->tokens[m->last + 1].upos == ATT_PROPN;
    if (!is_own(f, visitors, f->nodes.items[m->node].iso3) && !part &&
        (is(c, m->first - 1, "in") || is(c, m->first - 1, ",")))
      found = found == ATT_NO_ENTITY || found == m->node ? m->node : found;
  }
  return found;
}

/* "Blackrock Camp", "Heavy Industries Taxila": no region of the world, nor a town without a state.
 */
static bool is_site_name(const att_facts *f, uint32_t place) {
  return f->nodes.items[place].kind == ATT_NODE_PLACE &&
         att_lexicon_find(f->lexicon, ATT_LEX_PLACE, f->nodes.items[place].name) == NULL;
}

/* The state that the news comes from, where none of the visitors is at home. */
static uint32_t state_of_news(const att_facts *f, const att_indexes *visitors) {
  uint32_t here = att_event_dateline(f);
  const char *iso3 = here < f->nodes.count ? f->nodes.items[here].iso3 : NULL;
  if (iso3 == NULL)
    return ATT_NO_ENTITY;
  for (size_t i = 0; i < visitors->count; i++)
    if (f->nodes.items[visitors->items[i]].iso3 == NULL)
      return ATT_NO_ENTITY;
  return is_own(f, visitors, iso3) ? ATT_NO_ENTITY : here;
}

/* Are the known visit's first day and the other's whole days, and not the same: "landed on Monday",
 * "takes the train to Tokyo on Wednesday"? But a reception, or a visit told by no more than that,
 * is of the stay that it falls in. */
static bool are_other_days(const att_clause *c, uint32_t t, const char *rule, const att_event *e,
                           const char *start, const char *end) {
  const char *known = e->start;
  if (known != NULL && start != NULL && att_date_is_coarse(known) &&
      strlen(start) >= strlen(known) && strncmp(start, known, strlen(known)) != 0)
    return true; /* "came to X in 2021. He was in X again on 7 October" */
  if (known == NULL || start == NULL || strlen(known) != 10 || strlen(start) != 10)
    return false;
  bool reception = strcmp(rule, "guest-of-host") == 0 ||
                   strcmp(e->evidence.rule, "guest-of-host") == 0 ||
                   strcmp(c->s->tokens[t].lemma, "visit") == 0;
  bool within =
      reception && ((end != NULL && strcmp(start, known) <= 0 && strcmp(known, end) <= 0) ||
                    (e->end != NULL && strcmp(known, start) <= 0 && strcmp(start, e->end) <= 0));
  return strcmp(known, start) != 0 && !within;
}

/* "left on December 4 for visits to X from December 4 to 9": the days of the stay. */
static bool widens(const att_event *e, const char *start, const char *end) {
  return end != NULL && e->end != NULL && strcmp(start, end) != 0 &&
         strcmp(e->start, e->end) == 0 && strlen(e->start) == strlen(end) &&
         strcmp(e->start, end) <= 0;
}

/* "On the second day of the visit he toured X": counted from the first day of the trip that the
 * visitors were last said to make. */
static void day_of_trip(const att_clause *c, uint32_t t, const att_indexes *visitors,
                        const char **start, const char **end) {
  static const char *const DAYS[] = {"first", "second", "third", "fourth", "fifth"};
  const att_facts *f = c->facts;
  int day = 0;
  bool last = false;
  for (uint32_t i = 0; i + 1 < t && day == 0 && !last; i++) {
    if (!is(c, i + 1, "day"))
      continue;
    for (int n = 0; n < 5; n++)
      day = is(c, i, DAYS[n]) ? n + 1 : day;
    last = is(c, i, "last") || is(c, i, "final");
  }
  for (size_t i = f->events.count; (day > 0 || last) && att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || !att_indexes_same(&e->participants, visitors) ||
        att_date_is_coarse(e->start) || strlen(e->start) != 10)
      continue;
    bool range = e->end != NULL && strcmp(e->start, e->end) != 0;
    if (last && !range)
      return;
    *start = last ? e->end : att_date_before(f->arena, e->start, 1 - day);
    *end = *start;
    if (range && strcmp(*start, e->end) > 0)
      *start = *end = NULL;
    return;
  }
}

/* "on the second day of his three-day | visit": the day told is the stay's second. */
static void dates_of_nth_day(const att_clause *c, uint32_t t, const char **start,
                             const char **end) {
  static const char *const DAYS[] = {"first", "second", "third", "fourth", "fifth"};
  uint32_t day = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (day == ATT_NO_TOKEN || day == 0 || !is(c, day, "day") || word == ATT_NO_TOKEN ||
      !is(c, word, "of") || *start == NULL || *end == NULL || strcmp(*start, *end) != 0 ||
      att_date_is_coarse(*start))
    return;
  int days = length_of(c, t);
  const char *told = *start;
  for (int n = 0; n < 5; n++)
    if (is(c, day - 1, DAYS[n])) {
      *start = att_date_before(c->facts->arena, told, n);
      *end = days > n ? att_date_before(c->facts->arena, *start, 1 - days) : told;
    }
  if ((is(c, day - 1, "last") || is(c, day - 1, "final")) && days > 0)
    *start = att_date_before(c->facts->arena, told, days - 1);
}

/* "received B on 5 May on the occasion of his | visit": the day is that of the reception. */
static bool is_occasion_of(const att_clause *c, uint32_t t) {
  uint32_t up = c->s->tokens[t].upos == ATT_NOUN ? att_clause_head(c, t) : ATT_NO_TOKEN;
  bool told = false;
  for (uint32_t i = t + 1; i < c->s->token_count; i++)
    told = told || att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[i].form);
  return up != ATT_NO_TOKEN && is(c, up, "occasion") && !told;
}

void att_visit_date_by_return(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  const char *start, *end;
  bool passive, denied;
  if (strcmp(c->s->tokens[t].lemma, "return") != 0)
    return;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t to = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  att_indexes who = {0};
  if (subject == ATT_NO_TOKEN || !(is(c, t + 1, "home") || to != ATT_NO_TOKEN) ||
      !att_clause_date(c, t, &start, &end) || strcmp(start, end) != 0 ||
      att_date_is_coarse(start) || att_clause_status(c, t, &denied) != ATT_PLANNED)
    return;
  att_clause_agents(c, subject, &who);
  uint32_t home = to != ATT_NO_TOKEN ? att_event_place(c, to) : ATT_NO_ENTITY;
  if (who.count != 1 || (!is(c, t + 1, "home") &&
                         (home >= f->nodes.count || !att_event_is_at_home(f, who.items[0], home))))
    return;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || e->evidence.sentence >= c->number ||
        !att_indexes_same(&e->participants, &who) || e->status == ATT_CANCELLED)
      continue;
    const att_clause there = {f, &f->document->sentences.items[e->evidence.sentence],
                              e->evidence.sentence};
    int days = length_of(&there, e->evidence.first);
    bool day = e->start != NULL && strlen(e->start) == strlen(start) &&
               strcmp(e->start, start) < 0 && e->end != NULL && strcmp(e->start, e->end) == 0;
    if (e->start == NULL && days > 1) {
      e->start = att_date_before(f->arena, start, days - 1);
      e->end = start;
    } else if (day) {
      e->end = start;
    }
    return;
  }
}

/* "Earlier the same day", "On the same day" */
static bool opens_the_same_day(const att_clause *c) {
  for (uint32_t i = 1; i < 5; i++)
    if (is(c, i, "same") && is(c, i + 1, "day"))
      return true;
  return false;
}

/* "After the talks", "In the afternoon": does the sentence open with what was that day? */
static bool opens_same_day(const att_clause *c) {
  if (opens_the_same_day(c))
    return true;
  if (is(c, 0, "from") && is(c, 1, "there"))
    return true;
  if (is(c, 0, "in") && is(c, 1, "the"))
    return is(c, 2, "afternoon") || is(c, 2, "evening") || is(c, 2, "morning");
  if (!is(c, 0, "after") || !(is(c, 1, "the") || is(c, 1, "their")) || c->s->token_count < 4)
    return false;
  const att_frame *frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[2].lemma, false, NULL);
  return frame != NULL &&
         (strcmp(frame->frame, "meet") == 0 || strcmp(frame->frame, "visit") == 0 ||
          (frame->value != NULL && strcmp(frame->value, "Ceremony") == 0));
}

/* "Later, he also visited X", "After the talks she proceeded to Y": the day of what the visitors
 * were last said to do, up to three sentences before. */
static void day_of_last(const att_clause *c, uint32_t t, const att_indexes *visitors,
                        const char **start, const char **end) {
  const att_facts *f = c->facts;
  bool later = false, denied;
  for (uint32_t i = 0; i < c->s->token_count && i < t + 3 && !later; i++)
    later = att_clause_word(c, ATT_WORD_LATER, c->s->tokens[i].form) &&
            (i < 2 || c->s->tokens[i].head == t + 1);
  later = later || opens_same_day(c);
  uint32_t had = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN);
  if (had != ATT_NO_TOKEN && is(c, had, "had"))
    return;               /* "It had earlier called at X" */
  att_clause before = *c; /* "Earlier the same day, he met B. He also toured X" */
  if (!later && t > 0 && is(c, t - 1, "also") && c->number > 0) {
    before.number--;
    before.s = &f->document->sentences.items[before.number];
    later = before.s->paragraph == c->s->paragraph && opens_the_same_day(&before);
  }
  if (!later || visitors->count == 0 || att_clause_status(c, t, &denied) != ATT_HELD)
    return;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (e->evidence.sentence + (is(c, 0, "in") || opens_the_same_day(&before) ? 40 : 3) <
            c->number ||
        e->status != ATT_HELD || (strcmp(e->class_name, "Visit") != 0 && !att_event_is_meeting(e)))
      continue;
    bool own = false;
    for (size_t k = 0; k < e->participants.count; k++)
      own = own || e->participants.items[k] == visitors->items[0];
    for (size_t k = 0; k < e->others.count; k++)
      own = own || e->others.items[k] == visitors->items[0];
    if (!own || (e->start == NULL && (att_event_is_meeting(e) || opens_the_same_day(&before))))
      continue;
    if (e->start != NULL && e->end != NULL && strlen(e->start) == 10 &&
        strcmp(e->start, e->end) == 0) {
      *start = e->start;
      *end = e->end;
    }
    return;
  }
}

bool att_visit_is_known(const att_facts *f, const att_indexes *visitors) {
  for (size_t i = ATT_NONE;
       visitors->count > 0 && (i = att_event_of(f, visitors->items[0], i)) != ATT_NONE;)
    if (strcmp(f->events.items[i].class_name, "Visit") == 0 &&
        att_indexes_same(&f->events.items[i].participants, visitors))
      return true;
  return false;
}

/* "the Armour School", "Embraer": a body, or a place called after what it is, not a town. */
static bool is_premises(const att_clause *c, uint32_t place) {
  const att_node *n = &c->facts->nodes.items[place];
  const char *last = strrchr(n->name, ' ');
  return n->kind == ATT_NODE_ORG || (n->kind == ATT_NODE_PLACE && last != NULL &&
                                     (att_clause_word(c, ATT_WORD_PREMISES, last + 1) ||
                                      att_clause_word(c, ATT_WORD_SITE_NOUN, last + 1)));
}

static void add_one_visit(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                          const char *rule) {
  att_facts *f = c->facts;
  const char *where = f->nodes.items[place].iso3, *start = NULL, *end = NULL;
  bool denied, off = att_clause_status(c, t, &denied) == ATT_CANCELLED,
               earlier = is_earlier(c, t) || strcmp(rule, "visit-list") == 0;
  uint32_t up = att_clause_head(c, t);
  bool back = strcmp(c->s->tokens[t].lemma, "return") == 0 || /* its day is that of the return */
              (up != ATT_NO_TOKEN && strcmp(c->s->tokens[up].lemma, "return") == 0);
  bool undated = back || is_voyage(c, t, visitors) || is_purpose(c, t) ||
                 att_visit_is_adjective(c, t) || is_occasion_of(c, t);
  if ((!earlier || is_last_or_first(c, t)) && !undated)
    visit_dates(c, t, &start, &end);
  dates_of_nth_day(c, t, &start, &end);
  if (strcmp(rule, "visit-list") != 0)
    dates_of_return(c, t, &start, &end);
  const char *from, *to; /* "will travel to A and B in early December" */
  bool list = strcmp(rule, "visit-list") == 0 && !is_earlier(c, t) && !back;
  bool site = f->nodes.items[place].kind == ATT_NODE_ORG || is_site_name(f, place);
  if (list && att_clause_date(c, t, &from, &to) &&
      (strlen(from) < 10 ||
       (is_premises(c, place) && strcmp(from, to) == 0))) { /* "visited A and B on Monday" */
    start = from;
    end = to;
  }
  if (start == NULL && !back && !earlier)
    day_of_trip(c, t, visitors, &start, &end);
  if (start == NULL && !back && !earlier)
    day_of_last(c, t, visitors, &start, &end);
  if (is_airport(f->nodes.items[place].name))
    end = start; /* the length is the stay's */
  if (f->nodes.items[place].kind == ATT_NODE_ORG || where == NULL)
    where = state_inside(c, place) != NULL ? state_inside(c, place) : where;
  uint32_t around = where == NULL ? state_around(c, place, visitors) : ATT_NO_ENTITY;
  if (around != ATT_NO_ENTITY)
    where = f->nodes.items[place].iso3 = f->nodes.items[around].iso3;
  uint32_t news = where == NULL && site ? state_of_news(f, visitors) : ATT_NO_ENTITY;
  if (news != ATT_NO_ENTITY)
    where = f->nodes.items[news].iso3;
  if (is_airport(f->nodes.items[place].name) && !is_setting_out(c, t) &&
      att_visit_is_known(f, visitors))
    return; /* "was received at X International Airport", on arrival */
  for (size_t i = ATT_NONE;
       !is_earlier(c, t) && (i = att_event_of(f, visitors->items[0], i)) != ATT_NONE;) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || !att_indexes_same(&e->participants, visitors) ||
        !same_place(f, e->place, place) ||
        ((e->place != place || att_date_is_coarse(e->start)) &&
         are_other_days(c, t, rule, e, start, end)) ||
        (e->status == ATT_CANCELLED && !off) || (off && e->status < ATT_PLANNED))
      continue;
    if (off)
      e->status = ATT_CANCELLED; /* "will visit X. The visit was called off" */
    uint8_t told =
        f->document->paragraphs.items[f->document->sentences.items[e->evidence.sentence].paragraph]
            .kind;
    if (told == ATT_PARAGRAPH_TITLE && f->nodes.items[place].kind == ATT_NODE_STATE &&
        f->nodes.items[e->place].kind == ATT_NODE_ORG)
      e->place = place; /* the headline's stop is one of the stay */
    bool reception = strcmp(rule, "guest-of-host") == 0 && e->place != place;
    if (start == NULL && strcmp(e->evidence.rule, "guest-of-host") == 0 &&
        (att_time_tells_state(c, t) || (is_occasion_of(c, t) && e->evidence.sentence == c->number)))
      e->start = e->end = NULL; /* "received on Monday B, who is in X for talks" */
    if (start != NULL && !reception && (att_date_is_coarse(e->start) || widens(e, start, end))) {
      e->start = start;
      e->end = end;
    } else if (start != NULL && is_setting_out(c, t) && strlen(start) == strlen(e->start) &&
               strcmp(start, e->start) < 0) {
      e->start = start; /* "received B on Wednesday. B, who arrived on Tuesday" */
    }
    return;
  }
  att_event *e = att_clause_event(c, "Visit", t, rule);
  e->participants = *visitors;
  e->place = place;
  e->start = start;
  e->end = end;
  if (where != NULL) {
    uint32_t host = att_facts_state(f, where);
    e = &f->events.items[f->events.count - 1];
    att_indexes_add(f->arena, &e->others, host);
  }
}

/* "During A's visit to X, A and B of X": who is of the state does not visit it. */
static void drop_inhabitants(const att_facts *f, att_indexes *visitors, uint32_t place) {
  if (place >= f->nodes.count || f->nodes.items[place].kind != ATT_NODE_STATE)
    return;
  size_t kept = 0;
  for (size_t i = 0; i < visitors->count; i++)
    if (!att_event_is_at_home(f, visitors->items[i], place))
      visitors->items[kept++] = visitors->items[i];
  visitors->count = kept;
}

/* Persons' visits, and ships', are one each, so that each has its own dates and places. */
void att_visit_add(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                   const char *rule) {
  att_facts *f = c->facts;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  att_facts_prefer(f, visitors);
  if (place == ATT_NO_ENTITY - 1)
    place = state_before(c, t, visitors, other_state(f, visitors));
  size_t kept = 0; /* nobody visits itself */
  for (size_t i = 0; i < visitors->count; i++)
    if (visitors->items[i] != place)
      visitors->items[kept++] = visitors->items[i];
  visitors->count = kept;
  drop_inhabitants(f, visitors, place);
  if (denied || status == ATT_HYPOTHETICAL || status == ATT_PROPOSED || visitors->count == 0 ||
      place == ATT_NO_ENTITY)
    return;
  bool headline = f->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  const att_node *first = &f->nodes.items[visitors->items[0]];
  bool ship = first->kind == ATT_NODE_ORG && att_facts_is_ship(f, first);
  if (ship && is_water(f, place))
    return; /* "has since entered the Red Sea" */
  if (headline && f->nodes.items[place].kind == ATT_NODE_PLACE && is_region(f, place))
    return; /* "X's deputy commander concludes West Africa tour" */
  if (first->kind != ATT_NODE_PERSON && !ship) {
    if (headline)
      return; /* "USARPAC concludes tour" */
    add_one_visit(c, t, visitors, place, rule);
    return;
  }
  for (size_t i = 0; i < visitors->count; i++) {
    att_indexes one = {0};
    att_indexes_add(f->arena, &one, visitors->items[i]);
    add_one_visit(c, t, &one, place, rule);
  }
}
