/* SPDX-License-Identifier: Apache-2.0
 *
 * Visits: who went where, when; by verb, as guest of a host. The nouns are visit_noun.c's.
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return t < c->s->token_count && att_same_word(c->s->tokens[t].form, word);
}

static bool is_own(const att_facts *f, const att_indexes *visitors, const char *iso3) {
  for (size_t i = 0; i < visitors->count; i++) {
    const char *own = f->nodes.items[visitors->items[i]].iso3;
    if (own != NULL && strcmp(own, iso3) == 0)
      return true;
  }
  return false;
}

/* "the country": the state most mentioned that is not the visitor's. */
static uint32_t other_state(att_facts *f, const att_indexes *visitors) {
  uint32_t best = ATT_NO_ENTITY;
  size_t most = 0;
  for (uint32_t n = 0; n < f->nodes.count; n++) {
    if (f->nodes.items[n].kind != ATT_NODE_STATE)
      continue;
    bool own = is_own(f, visitors, f->nodes.items[n].iso3);
    size_t count = 0;
    for (size_t m = 0; m < f->mentions.count; m++)
      count += f->mentions.items[m].node == n;
    if (!own && count > most) {
      most = count;
      best = n;
    }
  }
  return best;
}

static bool is_airport(const char *name) {
  size_t size = strlen(name), airport = strlen("Airport");
  return size > airport && strcasecmp(name + size - airport, "Airport") == 0;
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
  if (is_airport(name))
    return false; /* where one lands is a stop of the stay */
  const att_lex_entry *capital = att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, name);
  return state == place || capital != NULL;
}

/* "has visited Kenya twice before", "last visited Kenya in 2016": an earlier one. */
static bool is_earlier(const att_clause *c, uint32_t t) {
  bool perfect = false, before = false;
  if (t > 0 && is(c, t - 1, "last") && c->s->tokens[t].upos == ATT_VERB)
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
        (c->s->tokens[i].head == t + 1 || c->s->tokens[t].head == i + 1))
      return true;
  return false;
}

/* "departed X on Tuesday after a four-day visit". */
static bool is_left_after(const att_clause *c, uint32_t t) {
  static const char *const LEAVING[] = {"depart", "leave"};
  bool leaving = false;
  for (size_t i = 0; i < 2; i++)
    leaving = leaving || strcmp(c->s->tokens[t].lemma, LEAVING[i]) == 0;
  for (uint32_t i = t + 1; i < c->s->token_count && leaving; i++)
    if (is(c, i, "after") || is(c, i, "following"))
      return true;
  return false;
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

/* "ended a two-day visit on Nov. 7": the length gives the other end. */
static void visit_dates(const att_clause *c, uint32_t t, const char **start, const char **end) {
  static const char *const NUMBERS[] = {"one", "two", "three", "four", "five", "six", "seven"};
  if (is_before_day(c, t) || !att_clause_date(c, t, start, end))
    return;
  int days = 0;
  bool ended = false, begun = is_setting_out(c, t);
  for (uint32_t i = 0; i + 2 < c->s->token_count; i++) {
    bool near = (i < t ? t - i < 7 : is_setting_out(c, t)) &&
                (is(c, i + 1, "day") || (is(c, i + 1, "-") && is(c, i + 2, "day")));
    for (int n = 0; n < 7 && near; n++)
      if (is(c, i, NUMBERS[n]) ||
          (c->s->tokens[i].form[0] == '1' + n && c->s->tokens[i].form[1] == 0))
        days = n + 1;
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
  for (size_t i = 0; i < f->mentions.count; i++) {
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

/* The state that a place without one lies in, as the sentence has it: "a stay in Japan". */
static uint32_t state_around(const att_clause *c, uint32_t place, const att_indexes *visitors) {
  att_facts *f = c->facts;
  uint32_t found = ATT_NO_ENTITY;
  const att_lex_entry *region =
      att_lexicon_find(f->lexicon, ATT_LEX_PLACE, f->nodes.items[place].name);
  if (f->nodes.items[place].kind != ATT_NODE_PLACE || (region != NULL && region->iso3 == NULL))
    return found; /* South America lies in no state */
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    bool own = false;
    if (m->sentence != c->number || f->nodes.items[m->node].kind != ATT_NODE_STATE || m->first == 0)
      continue;
    for (size_t k = 0; k < visitors->count; k++) {
      const char *iso3 = f->nodes.items[visitors->items[k]].iso3;
      own = own || (iso3 != NULL && strcmp(iso3, f->nodes.items[m->node].iso3) == 0);
    }
    if (!own && (is(c, m->first - 1, "in") || is(c, m->first - 1, ",")))
      found = found == ATT_NO_ENTITY || found == m->node ? m->node : found;
  }
  return found;
}

/* Are both whole days, and not the same: "landed on Monday", "takes the train to Tokyo on
 * Wednesday"? */
static bool are_other_days(const char *known, const char *start) {
  return known != NULL && start != NULL && strlen(known) == 10 && strlen(start) == 10 &&
         strcmp(known, start) != 0;
}

/* "left on December 4 for visits to X from December 4 to 9": the days of the stay. */
static bool widens(const att_event *e, const char *start, const char *end) {
  return end != NULL && e->end != NULL && strcmp(start, end) != 0 &&
         strcmp(e->start, e->end) == 0 && strlen(e->start) == strlen(end) &&
         strcmp(e->start, end) <= 0;
}

static bool is_on_trip(const att_facts *f, const att_indexes *visitors) {
  for (size_t i = 0; i < f->events.count; i++)
    if (strcmp(f->events.items[i].class_name, "Visit") == 0 &&
        att_indexes_same(&f->events.items[i].participants, visitors))
      return true;
  return false;
}

static void add_one_visit(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                          const char *rule) {
  att_facts *f = c->facts;
  const char *where = f->nodes.items[place].iso3, *start = NULL, *end = NULL;
  bool earlier = is_earlier(c, t) || strcmp(rule, "visit-list") == 0;
  uint32_t up = att_clause_head(c, t);
  bool back = strcmp(c->s->tokens[t].lemma, "return") == 0 || /* its day is that of the return */
              (up != ATT_NO_TOKEN && strcmp(c->s->tokens[up].lemma, "return") == 0);
  if ((!earlier || (t > 0 && is(c, t - 1, "last"))) && !back)
    visit_dates(c, t, &start, &end);
  if (is_airport(f->nodes.items[place].name))
    end = start; /* the length is the stay's */
  if (f->nodes.items[place].kind == ATT_NODE_ORG || where == NULL)
    where = state_inside(c, place) != NULL ? state_inside(c, place) : where;
  uint32_t around = where == NULL ? state_around(c, place, visitors) : ATT_NO_ENTITY;
  if (around != ATT_NO_ENTITY)
    where = f->nodes.items[place].iso3 = f->nodes.items[around].iso3;
  if (is_airport(f->nodes.items[place].name) && !is_setting_out(c, t) && is_on_trip(f, visitors))
    return; /* "was received at X International Airport", on arrival */
  for (size_t i = 0; i < f->events.count && !is_earlier(c, t); i++) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || !att_indexes_same(&e->participants, visitors) ||
        !same_place(f, e->place, place) || (e->place != place && are_other_days(e->start, start)))
      continue;
    if (start != NULL && (att_date_is_coarse(e->start) || widens(e, start, end))) {
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

/* Persons' visits are one each, so that each has its own dates and places. */
void att_visit_add(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                   const char *rule) {
  att_facts *f = c->facts;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  att_facts_prefer(f, visitors);
  if (place == ATT_NO_ENTITY - 1)
    place = other_state(f, visitors);
  size_t kept = 0; /* nobody visits itself */
  for (size_t i = 0; i < visitors->count; i++)
    if (visitors->items[i] != place)
      visitors->items[kept++] = visitors->items[i];
  visitors->count = kept;
  if (denied || status == ATT_HYPOTHETICAL || status == ATT_PROPOSED || status == ATT_CANCELLED ||
      visitors->count == 0 || place == ATT_NO_ENTITY)
    return;
  bool headline = f->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  if (f->nodes.items[visitors->items[0]].kind != ATT_NODE_PERSON) {
    if (headline)
      return; /* "AFRICOM deputy commander concludes tour" */
    add_one_visit(c, t, visitors, place, rule);
    return;
  }
  for (size_t i = 0; i < visitors->count; i++) {
    att_indexes one = {0};
    att_indexes_add(f->arena, &one, visitors->items[i]);
    add_one_visit(c, t, &one, place, rule);
  }
}

/* Does a title begin behind the name: "Manila, Marine Corps Commandant A B"? */
static bool is_of_title(const att_clause *c, const att_mention *m) {
  uint32_t last, t = m->last + 1;
  if (t >= c->s->token_count)
    return false;
  return att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL ||
         att_lexicon_match(c->facts->lexicon, ATT_LEX_RANK, c->s, t, &last) != NULL;
}

/* Is the place behind the comma a further one of a list, not what the one before lies in ("Fort
 * Hood, Texas")? */
static bool is_further(const att_clause *c, const att_mention *m, uint32_t before, uint32_t place) {
  const att_node *a = &c->facts->nodes.items[before], *b = &c->facts->nodes.items[place];
  bool joined = false;
  for (uint32_t t = m->first; t <= m->last; t++)
    joined = joined || att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_CONJ;
  bool around = b->kind == ATT_NODE_STATE && a->iso3 != NULL && strcmp(a->iso3, b->iso3) == 0;
  return !around && (joined || (a->kind == ATT_NODE_STATE && b->kind == ATT_NODE_STATE));
}

/* "to Oeiras, where she is briefed, and | to the academy": where the list goes on behind a relative
 * clause, at its "and" before a name that the tree joins to the first place, or before the same
 * preposition; `t`, the comma, for nowhere. */
static uint32_t behind_clause(const att_clause *c, uint32_t t, uint32_t first) {
  bool clause = is(c, t + 1, "where") || is(c, t + 1, "which") || is(c, t + 1, "home");
  for (uint32_t i = t + 2; clause && i + 2 < c->s->token_count; i++) {
    if (!is(c, i, ",") || !is(c, i + 1, "and"))
      continue;
    uint32_t to = att_clause_child(c, first, ATT_CASE, ATT_NO_TOKEN), next = i + 2;
    bool same = to != ATT_NO_TOKEN && is(c, next, c->s->tokens[to].form);
    next += same;
    next += is(c, next, "the");
    uint32_t m = next < c->s->token_count ? c->facts->owner[c->number][next] : 0;
    for (uint32_t k = next; m != 0 && k <= c->facts->mentions.items[m - 1].last && !same; k++)
      same = c->s->tokens[k].head == first + 1 &&
             att_rel_base((att_rel)c->s->tokens[k].rel) == ATT_CONJ;
    return m != 0 && same ? i : t;
  }
  return t;
}

/* May the token stand in a site that has no name, or none that is known: "a defence plant"? */
static bool is_of_site(const att_clause *c, uint32_t t) {
  uint8_t upos = c->s->tokens[t].upos;
  uint32_t last;
  return (upos == ATT_NOUN || upos == ATT_PROPN || upos == ATT_ADJ || is(c, t, "a") ||
          is(c, t, "an") || is(c, t, "and")) &&
         att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) == NULL &&
         att_lexicon_match(c->facts->lexicon, ATT_LEX_RANK, c->s, t, &last) == NULL;
}

/* "and a defence plant | in Changwon": is what ends before `t` a site? */
static bool ends_site(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t - 1].lemma) ||
         att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t - 1].form) ||
         (c->s->tokens[t - 1].upos == ATT_PROPN &&
          isupper((unsigned char)c->s->tokens[t - 1].form[0]));
}

/* "travelled to the Philippines, Malaysia and Fiji": a visit each, read along the words. */
void att_visit_rest(const att_clause *c, uint32_t t, uint32_t first, const att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][first], before = att_event_place(c, first);
  uint32_t behind = m != 0 ? f->mentions.items[m - 1].last + 1 : c->s->token_count;
  bool comma = false, and = false, ends = false, site = false, inside = false;
  att_indexes places = {0};
  while (behind < c->s->token_count && f->owner[c->number][behind] == 0 &&
         (c->s->tokens[behind].upos == ATT_NOUN || c->s->tokens[behind].upos == ATT_ADJ))
    behind++; /* "the X military headquarters | and Y" */
  for (uint32_t i = behind; i < c->s->token_count; i++) {
    m = f->owner[c->number][i];
    bool joined = comma || and;
    if (m != 0) {
      const att_mention *named = &f->mentions.items[m - 1];
      uint32_t place = att_event_place(c, i);
      if ((!joined && !inside) || place >= f->nodes.count || is_of_title(c, named))
        break;
      if (joined && (and || is_further(c, named, before, place))) {
        att_indexes_add(f->arena, &places, place);
        before = place;
        ends = and;
      }
      comma = and = site = inside = false;
      i = named->last;
    } else if (is(c, i, ",")) {
      uint32_t end = behind_clause(c, i, first);
      if (site)
        break;
      comma = true;
      i = end;
    } else if (is(c, i, "and") && !site) {
      and = true;
    } else if ((is(c, i, "in") || is(c, i, "at")) && (!joined || (site && ends_site(c, i)))) {
      inside = true; /* the place's town, or a nameless site's */
    } else if (joined && is_of_site(c, i)) {
      site = true;
    } else if (is(c, i, "(") && is(c, i + 2, ")")) {
      i += 2;
    } else if (!is(c, i, "the") && !is(c, i, "of") && !is(c, i, "to")) {
      break;
    }
  }
  for (size_t i = 0; i < places.count && ends; i++) {
    att_indexes copy = {0};
    for (size_t k = 0; k < visitors->count; k++)
      att_indexes_add(f->arena, &copy, visitors->items[k]);
    att_visit_add(c, t, &copy, places.items[i], "visit-list");
  }
}

uint32_t att_visit_destination(const att_clause *c, uint32_t t, const att_frame *frame,
                               uint32_t *ret_token) {
  static const char *const WORDS[] = {"to",  "into", "in",     "of",      "at", "aboard",
                                      "for", "from", "around", "through", "off"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (!att_frame_takes(frame, WORDS[i]))
      continue;
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      uint32_t place = att_event_place(c, o);
      *ret_token = o;
      if (place != ATT_NO_ENTITY)
        return place;
    }
  }
  return ATT_NO_ENTITY;
}

/* "to X" behind the verb, wherever the tree has put it: "travelled together with experts of A to
 * the Philippines". */
uint32_t att_visit_place_along(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    if (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX)
      return ATT_NO_ENTITY;
    if (!is(c, i, "to") || c->s->tokens[i].upos == ATT_PART)
      continue;
    uint32_t m = 0, at = i + 1;
    for (; at < c->s->token_count && at < i + 4 && m == 0 && !is(c, at, "with"); at++)
      m = c->facts->owner[c->number][at]; /* but not "to war with X" */
    uint32_t end = m != 0 ? c->facts->mentions.items[m - 1].last + 1 : 0;
    if (m == 0 || (end < c->s->token_count &&
                   (c->s->tokens[end].upos == ATT_NOUN || c->s->tokens[end].upos == ATT_PROPN) &&
                   islower((unsigned char)c->s->tokens[end].form[0]) &&
                   !att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[end].form)))
      continue; /* "to the Pacific kingdom" */
    *ret_token = c->facts->mentions.items[m - 1].first;
    uint32_t up = c->s->tokens[*ret_token].head;
    if (up > 0 && up - 1 <= c->facts->mentions.items[m - 1].last && up - 1 > *ret_token)
      *ret_token = up - 1;
    return att_event_place(c, *ret_token);
  }
  return ATT_NO_ENTITY;
}

/* "arrived here": the place of the dateline. */
static uint32_t place_of_dateline(const att_clause *c, uint32_t t) {
  uint32_t here = att_clause_child(c, t, ATT_ADVMOD, ATT_NO_TOKEN);
  while (here != ATT_NO_TOKEN && !is(c, here, "here"))
    here = att_clause_child(c, t, ATT_ADVMOD, here);
  return here != ATT_NO_TOKEN || is(c, t + 1, "here") ? att_event_dateline(c->facts)
                                                      : ATT_NO_ENTITY;
}

/* "arrived with them", "traveled with him": on the journey of whom the word behind "with" means. */
static bool goes_along(const att_clause *c, uint32_t t, uint32_t with,
                       const att_indexes *travellers) {
  const att_facts *f = c->facts;
  att_indexes leaders = {0};
  bool person = f->owner[c->number][with] != 0;
  if (c->s->tokens[with].upos != ATT_PRON && !person)
    return false;
  att_clause_agents(c, with, &leaders);
  uint32_t leader = leaders.count > 0 ? leaders.items[0] : ATT_NO_ENTITY;
  for (size_t i = f->events.count; i-- > 0 && !person;) { /* "them": who travelled last */
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || (leader != ATT_NO_ENTITY && !is(c, with, "them")))
      continue;
    leader = e->participants.items[0];
    break;
  }
  if (leader == ATT_NO_ENTITY || f->nodes.items[leader].kind != ATT_NODE_PERSON)
    return false;
  att_visit_along(c, t, leader, travellers);
  return true;
}

/* "spent Tuesday with the troops in X", "visited the battle group stationed at X": the place behind
 * the verb, whatever it hangs on. */
static uint32_t place_inside_along(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  const att_facts *f = c->facts;
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    const att_token *word = &c->s->tokens[i];
    bool stationed = strcmp(word->xpos, "VBN") == 0 && att_rel_base((att_rel)word->rel) == ATT_ACL;
    if ((word->upos == ATT_VERB && !stationed) || word->upos == ATT_AUX || is(c, i, ","))
      return ATT_NO_ENTITY;
    uint32_t next = is(c, i + 1, "the") ? i + 2 : i + 1;
    uint32_t m = (is(c, i, "in") || is(c, i, "at")) && next < c->s->token_count
                     ? f->owner[c->number][next]
                     : 0;
    const att_node *n = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
    if (n != NULL && (n->kind == ATT_NODE_PLACE || n->kind == ATT_NODE_STATE)) {
      *ret_token = next;
      return f->mentions.items[m - 1].node;
    }
  }
  return ATT_NO_ENTITY;
}

/* The first token of the place's name behind the verb; `otherwise` where it has none there. */
static uint32_t mention_behind(const att_clause *c, uint32_t t, uint32_t place,
                               uint32_t otherwise) {
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    if (m != 0 && c->facts->mentions.items[m - 1].node == place)
      return i;
  }
  return otherwise;
}

/* "was flown to X", not "A called at X", which the tree may take for a passive. */
static bool has_be(const att_clause *c, uint32_t t) {
  return att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ACL;
}

/* "welcomed B to X": B visits. */
static void visit_by_host(const att_clause *c, uint32_t t, const att_frame *frame) {
  const att_facts *f = c->facts;
  att_indexes visitors = {0};
  bool passive;
  uint32_t there, place = att_visit_destination(c, t, frame, &there);
  uint32_t guest = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (guest == ATT_NO_TOKEN) {
    guest = att_clause_subject(c, t, &passive);
    if (guest == ATT_NO_TOKEN || !passive)
      return;
  }
  if (place == ATT_NO_ENTITY)
    place = att_visit_destination(c, guest, frame, &there);
  if (place >= f->nodes.count || f->nodes.items[place].kind == ATT_NODE_ORG)
    return; /* "welcomed Finland to NATO" */
  att_clause_agents(c, guest, &visitors);
  att_facts_prefer(c->facts, &visitors);
  if (visitors.count > 0 && f->nodes.items[visitors.items[0]].kind == ATT_NODE_PERSON)
    att_visit_guests(c, t, &visitors, place);
}

/* "returned to Lisbon": the visitor's own state. */
static bool is_homecoming(const att_clause *c, uint32_t t, const att_frame *frame,
                          const att_indexes *visitors, uint32_t place) {
  const att_facts *f = c->facts;
  const char *where = place < f->nodes.count ? f->nodes.items[place].iso3 : NULL;
  for (size_t i = 0; i < visitors->count; i++) {
    const char *iso3 = f->nodes.items[visitors->items[i]].iso3;
    bool leaves = strcmp(frame->lemma, "leave") == 0 || strcmp(frame->lemma, "depart") == 0;
    bool back = is(c, t + 1, "back") || is(c, t + 1, "home");
    if (iso3 == NULL && (back || strcmp(frame->lemma, "return") == 0) &&
        att_event_dateline(f) < f->nodes.count)
      iso3 = f->nodes.items[att_event_dateline(f)].iso3; /* whose state is only implied */
    if ((leaves || back || strcmp(frame->lemma, "return") == 0) && where != NULL && iso3 != NULL &&
        strcmp(iso3, where) == 0)
      return true;
  }
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  if (strcmp(frame->lemma, "return") == 0 && mark != ATT_NO_TOKEN && is(c, mark, "before"))
    return true; /* "before returning to Washington" */
  uint32_t stay = att_clause_oblique(c, t, "after", ATT_NO_TOKEN);
  if (stay == ATT_NO_TOKEN)
    stay = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  if (stay != ATT_NO_TOKEN && strcmp(frame->lemma, "return") == 0) /* "after a visit to Y" */
    return att_lexicon_frame(f->lexicon, c->s->tokens[stay].lemma, false, NULL) != NULL;
  return false;
}

static bool heads(const att_facts *f, uint32_t person, uint32_t body) {
  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].person == person && f->tenures.items[i].organization == body &&
        body != ATT_NO_ENTITY)
      return true;
  return false;
}

/* "toured the flight line with B", B of another state than the visitor: they met. */
static bool meets_guide(const att_clause *c, uint32_t t, const att_frame *frame, uint32_t with,
                        const att_indexes *visitors, uint32_t place) {
  att_facts *f = c->facts;
  att_indexes one = {0}, other = {0};
  att_clause_agents(c, with, &other);
  if (!att_frame_takes(frame, "obj") || visitors->count == 0 || other.count == 0)
    return false;
  for (size_t i = 0; i < other.count; i++)
    for (size_t k = 0; k < visitors->count; k++) {
      const att_node *guide = &f->nodes.items[other.items[i]],
                     *guest = &f->nodes.items[visitors->items[k]];
      if (guide->kind == ATT_NODE_PERSON && guest->kind == ATT_NODE_PERSON &&
          heads(f, other.items[i], place))
        continue; /* its commandant */
      if (guide->kind != ATT_NODE_PERSON || guest->kind != ATT_NODE_PERSON || guide->iso3 == NULL ||
          guest->iso3 == NULL || strcmp(guide->iso3, guest->iso3) == 0)
        return false;
    }
  for (size_t k = 0; k < visitors->count; k++)
    att_indexes_add(f->arena, &one, visitors->items[k]);
  att_meeting_add(c, t, "Meeting", &one, &other, "meet-verb");
  return true;
}

/* The person whose titles and name begin at `t`, past states, bodies and commas before the name;
 * NULL if none. */
static const att_mention *titled_person(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  for (uint32_t i = t; i < c->s->token_count && i < t + 16; i++) {
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

/* "arrived from Tokyo": where the visitor was before. */
static uint32_t origin_of(const att_clause *c, uint32_t t, const att_frame *frame) {
  const att_facts *f = c->facts;
  bool came_in = (strcmp(frame->lemma, "fly") == 0 || strcmp(frame->lemma, "come") == 0) &&
                 is(c, t + 1, "in") && is(c, t + 2, "from");
  if (strcmp(frame->lemma, "arrive") != 0 && !came_in)
    return ATT_NO_ENTITY;
  uint32_t from = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  uint32_t place = from != ATT_NO_TOKEN ? att_event_place(c, from) : ATT_NO_ENTITY;
  return place < f->nodes.count && (f->nodes.items[place].kind == ATT_NODE_PLACE ||
                                    f->nodes.items[place].kind == ATT_NODE_STATE)
             ? place
             : ATT_NO_ENTITY;
}

/* Does a title stand behind the verb: "is to become chief of staff"? */
static bool names_office(const att_clause *c, uint32_t verb) {
  uint32_t last;
  for (uint32_t t = verb + 1; t < c->s->token_count && t < verb + 7; t++)
    if (att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL)
      return true;
  return false;
}

/* "comes to Texas from Seoul, where she was the operations officer", "comes to Japan after serving
 * as", "leaves for Brussels, where he is to become": who moves to a new post visits nothing. */
static bool is_new_post(const att_clause *c, uint32_t t, uint32_t there) {
  bool where = false;
  if (there == ATT_NO_TOKEN || !att_clause_word(c, ATT_WORD_NEW_POST, c->s->tokens[t].lemma))
    return false;
  for (uint32_t i = there; i < c->s->token_count; i++) {
    const att_frame *frame = NULL;
    where = where || is(c, i, "where") || is(c, i, "after");
    while (where && (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[i].lemma, true,
                                               frame)) != NULL)
      if (strcmp(frame->frame, "office") == 0 && names_office(c, i))
        return true;
  }
  return false;
}

/* "departed X on Monday for Y", "left for Y": the place right behind "for", wherever the tree has
 * put it. */
static uint32_t bound_for(const att_clause *c, uint32_t t, const att_frame *frame,
                          uint32_t *ret_token) {
  const att_facts *f = c->facts;
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && att_frame_takes(frame, "for"); i++) {
    uint32_t next = is(c, i + 1, "the") ? i + 2 : i + 1;
    uint32_t m = is(c, i, "for") && next < c->s->token_count ? f->owner[c->number][next] : 0;
    const att_mention *name = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (c->s->tokens[i].upos == ATT_VERB)
      return ATT_NO_ENTITY;
    if (name == NULL || name->adjective || is(c, name->last + 1, "'s") ||
        (name->last + 1 < c->s->token_count && c->s->tokens[name->last + 1].upos == ATT_NOUN))
      continue;
    uint8_t kind = f->nodes.items[name->node].kind;
    if (kind != ATT_NODE_PLACE && kind != ATT_NODE_STATE)
      continue;
    *ret_token = name->first;
    return name->node;
  }
  return ATT_NO_ENTITY;
}

/* "A greets B as he arrives at X": B, the object of the verb over the clause; ATT_NO_TOKEN. */
static uint32_t received_above(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_ADVCL || verb == ATT_NO_TOKEN || verb > t ||
      !att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma))
    return ATT_NO_TOKEN;
  return att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
}

void att_visit_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes visitors = {0};
  bool passive;
  if (visiting(c, t) != NULL)
    return; /* att_visit_by_adjective() reads it */
  if (att_frame_takes(frame, "guest")) {
    visit_by_host(c, t, frame);
    return;
  }
  if (strcmp(frame->lemma, "tour") == 0 &&
      att_clause_oblique(c, t, "around", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return; /* "toured the guests around X" */
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t there = ATT_NO_TOKEN, place = att_visit_destination(c, t, frame, &there);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (place == ATT_NO_ENTITY)
    place = bound_for(c, t, frame, &there);
  if (place == ATT_NO_ENTITY && object != ATT_NO_TOKEN && att_frame_takes(frame, "obj")) {
    place = att_event_place(c, object);
    there = object;
    if (place < c->facts->nodes.count && strcmp(frame->lemma, "inspect") == 0 &&
        c->facts->owner[c->number][object] == 0 &&
        c->facts->nodes.items[place].kind == ATT_NODE_ORG)
      place = ATT_NO_ENTITY; /* "inspected the patrol boat X", wherever it lies */
  }
  static const char *const INSIDE[] = {"in", "at", "on"};
  for (size_t i = 0; i < 3 && place == ATT_NO_ENTITY && object != ATT_NO_TOKEN; i++) {
    uint32_t o = att_clause_oblique(c, t, INSIDE[i], ATT_NO_TOKEN); /* visited troops at X */
    if (o == ATT_NO_TOKEN)
      o = att_clause_oblique(c, object, INSIDE[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && att_frame_takes(frame, "obj")) {
      place = att_event_place(c, o);
      there = o;
    }
  }
  if (place == ATT_NO_ENTITY && object != ATT_NO_TOKEN && att_frame_takes(frame, "delegation"))
    place = att_visit_destination(c, object, frame, &there);
  bool unit = place < c->facts->nodes.count && c->facts->nodes.items[place].kind == ATT_NODE_ORG;
  if (place == ATT_NO_ENTITY || (unit && place_of_dateline(c, t) != ATT_NO_ENTITY))
    place = place_of_dateline(c, t); /* "visited Airmen of the 9th Squadron here" */
  bool toward = att_frame_takes(frame, "to") && !att_frame_takes(frame, "carried") &&
                att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (place == ATT_NO_ENTITY && (att_frame_takes(frame, "stay") || toward ||
                                 (object != ATT_NO_TOKEN && att_frame_takes(frame, "obj") &&
                                  !att_frame_takes(frame, "into"))))
    place = place_inside_along(c, t, &there); /* "went to the line of contact in X" */
  if (place < c->facts->nodes.count && there != ATT_NO_TOKEN &&
      c->facts->owner[c->number][there] == 0)
    there = mention_behind(c, t, place, there); /* of "the troops in X and Y" */
  uint32_t origin = origin_of(c, t, frame);
  uint32_t up = att_clause_head(c, t); /* "While visiting Manila, A met B" */
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  bool gerund =
      subject == ATT_NO_TOKEN && up != ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "VBG") == 0;
  if (gerund && c->s->tokens[up].upos == ATT_VERB &&
      att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ADVCL)
    subject = att_clause_subject(c, up, &passive);
  else if (gerund && mark != ATT_NO_TOKEN && c->s->tokens[up].upos == ATT_PROPN)
    subject = up; /* hung to the subject's name */
  else if (passive && has_be(c, t) && !att_frame_takes(frame, "passive"))
    return;
  if (att_frame_takes(frame, "carried") &&
      (!passive || att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN))
    return;
  uint32_t guest;
  if (att_visit_is_invited(c, t, &guest))
    subject = guest;
  if (subject != ATT_NO_TOKEN && c->s->tokens[subject].upos == ATT_PRON &&
      mark != ATT_NO_TOKEN && received_above(c, t) != ATT_NO_TOKEN)
    subject = received_above(c, t);
  if (subject == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &visitors);
  if (is_homecoming(c, t, frame, &visitors, place))
    return;
  if (place == ATT_NO_ENTITY && is(c, t + 1, "in") && origin != ATT_NO_ENTITY)
    place = att_event_dateline(c->facts); /* "flew in from X" */
  if (place == ATT_NO_ENTITY)
    place = att_visit_arrival(c, t, &visitors);
  if (place == ATT_NO_ENTITY && att_frame_takes(frame, "to") &&
      (object == ATT_NO_TOKEN || att_frame_takes(frame, "delegation")))
    place = att_visit_place_along(c, t, &there);
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (place == ATT_NO_ENTITY && with != ATT_NO_TOKEN && goes_along(c, t, with, &visitors))
    return;
  if (with != ATT_NO_TOKEN && !meets_guide(c, t, frame, with, &visitors, place))
    att_clause_agents(c, with, &visitors);
  if (place != ATT_NO_ENTITY)
    att_clause_add_escort(c, &visitors);
  if (place != ATT_NO_ENTITY) /* "inspected the site alongside B" */
    att_event_obliques(c, t, "alongside", &visitors);
  if (is_new_post(c, t, there))
    return;
  att_indexes before = {0};
  for (size_t i = 0; i < visitors.count && origin != ATT_NO_ENTITY && origin != place; i++)
    if (c->facts->nodes.items[visitors.items[i]].kind == ATT_NODE_PERSON &&
        !att_event_is_at_home(c->facts, visitors.items[i], origin))
      att_indexes_add(c->facts->arena, &before, visitors.items[i]);
  att_visit_add(c, t, &visitors, place, "visit-verb");
  att_visit_add(c, t, &before, origin, "visit-list");
  if (place != ATT_NO_ENTITY && there != ATT_NO_TOKEN)
    att_visit_rest(c, t, there, &visitors);
}

/* The place of the dateline, else the state of whoever the sentence has met the visitor. */
static uint32_t place_of_host(const att_clause *c, uint32_t visitor) {
  att_facts *f = c->facts;
  const char *home = f->nodes.items[visitor].iso3;
  uint32_t place = att_event_dateline(f);
  if (place != ATT_NO_ENTITY)
    return place;
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const char *iso3 = f->nodes.items[m->node].iso3;
    if (m->sentence == c->number && m->node != visitor && !m->adjective && iso3 != NULL &&
        f->nodes.items[m->node].kind == ATT_NODE_PERSON &&
        (home == NULL || strcmp(home, iso3) != 0))
      return att_facts_state(f, iso3);
  }
  return ATT_NO_ENTITY;
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
