/* SPDX-License-Identifier: Apache-2.0
 *
 * Which meeting a mention tells of: a new one, or one told of before, to which it adds its day,
 * its place and what is said of it further on.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static void drop_common(att_indexes *from, const att_indexes *others) {
  size_t kept = 0;
  for (size_t i = 0; i < from->count; i++) {
    bool there = false;
    for (size_t k = 0; k < others->count; k++)
      there = there || others->items[k] == from->items[i];
    if (!there)
      from->items[kept++] = from->items[i];
  }
  from->count = kept;
}

static bool belongs(const att_facts *f, uint32_t person, uint32_t body) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person && f->tenures.items[i].organization == body)
      return true;
  return false;
}

/* A state or organization does not meet its own people. */
static void drop_own(att_facts *f, att_indexes *from, const att_indexes *others) {
  size_t kept = 0;
  for (size_t i = 0; i < from->count; i++) {
    const att_node *node = &f->nodes.items[from->items[i]];
    bool own = false;
    for (size_t k = 0; k < others->count && node->kind != ATT_NODE_PERSON; k++) {
      const att_node *other = &f->nodes.items[others->items[k]];
      bool visited = other->kind == ATT_NODE_PERSON && node->class_name != NULL &&
                     (strcmp(node->class_name, "MilitaryUnit") == 0 ||
                      strcmp(node->class_name, "DiplomaticMission") == 0) &&
                     !belongs(f, others->items[k], from->items[i]);
      own = own || (!visited && other->iso3 != NULL && node->iso3 != NULL &&
                    strcmp(other->iso3, node->iso3) == 0); /* but troops whom a minister meets */
    }
    if (!own)
      from->items[kept++] = from->items[i];
  }
  from->count = kept;
}

/* Are they all of a meeting told before, and no others? */
static bool have_met(const att_facts *f, const att_indexes *persons) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, persons->items[0], i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    att_indexes all = {0};
    if (!att_event_is_meeting(e) || !e->sides)
      continue;
    for (size_t k = 0; k < e->participants.count; k++)
      att_indexes_add(f->arena, &all, e->participants.items[k]);
    for (size_t k = 0; k < e->others.count; k++)
      att_indexes_add(f->arena, &all, e->others.items[k]);
    if (att_indexes_same(&all, persons))
      return true;
  }
  return false;
}

bool att_meeting_are_ships(const att_facts *f, const att_indexes *agents) {
  for (size_t i = 0; i < agents->count; i++)
    if (!att_facts_is_ship(f, &f->nodes.items[agents->items[i]]))
      return false;
  return agents->count > 0;
}

/* "accompanied by his wife, Mrs C D": none of a side. */
static void drop_relatives(const att_clause *c, att_indexes *agents) {
  const att_facts *f = c->facts;
  for (size_t i = 0; agents->count > 1 && att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    uint32_t before = m->title_first > 0 ? m->title_first - 1 : 0;
    before -= before > 0 && is(c, before, ",");
    if (m->sentence != c->number || before < 3 || !is(c, before - 2, "by") ||
        !is(c, before - 3, "accompanied") ||
        !att_clause_word(c, ATT_WORD_RELATIVE, c->s->tokens[before].lemma))
      continue;
    size_t kept = 0;
    for (size_t k = 0; k < agents->count; k++)
      if (agents->items[k] != m->node)
        agents->items[kept++] = agents->items[k];
    agents->count = kept;
  }
}

static bool is_call(const char *class_name) {
  return strcmp(class_name, "PhoneCall") == 0;
}

static bool is_talks(const char *class_name) {
  return strcmp(class_name, "Talks") == 0;
}

static bool in_title(const att_facts *f, uint32_t sentence) {
  return f->document->paragraphs.items[f->document->sentences.items[sentence].paragraph].kind ==
         ATT_PARAGRAPH_TITLE;
}

/* "met again on Wednesday", "last met in Rome", "their previous meeting": not the meeting that has
 * been told of. */
static bool is_another(const att_clause *c, uint32_t t) {
  bool verb = c->s->tokens[t].upos == ATT_VERB;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < c->s->token_count && i < t + 8; i++) {
    if (i != t && i > t && (c->s->tokens[i].upos == ATT_VERB || is(c, i, ";")))
      break;
    if (i != t && c->s->tokens[i].head == t + 1 &&
        att_clause_word(c, verb ? ATT_WORD_ANEW : ATT_WORD_OTHER_EDITION, c->s->tokens[i].form))
      return true;
  }
  return false;
}

/* May both days be one: equal, not told, or the one in the month or year of the other? */
static bool fits_day(const char *a, const char *b) {
  if (a == NULL || b == NULL)
    return true;
  if ((a[0] == '-') != (b[0] == '-')) { /* "--10-03", "2024-10-03" */
    const char *day = a[0] == '-' ? a : b, *full = a[0] == '-' ? b : a;
    return strlen(full) < 10 || strcmp(full + 5, day + 2) == 0;
  }
  size_t one = strlen(a), other = strlen(b);
  return strncmp(a, b, one < other ? one : other) == 0;
}

/* 3 a site, 2 a city, 1 a state, 0 nowhere. */
static int rank_of(const att_facts *f, uint32_t place) {
  if (place >= f->nodes.count)
    return 0;
  const att_node *n = &f->nodes.items[place];
  if (n->kind == ATT_NODE_STATE)
    return 1;
  bool city = n->kind == ATT_NODE_PLACE &&
              (att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, n->name) != NULL ||
               att_lexicon_find(f->lexicon, ATT_LEX_CITY, n->name) != NULL);
  return city ? 2 : 3;
}

bool att_event_fits_place(const att_facts *f, uint32_t a, uint32_t b) {
  int one = rank_of(f, a), other = rank_of(f, b);
  if (a == b || one == 0 || other == 0)
    return true;
  const char *here = f->nodes.items[a].iso3, *there = f->nodes.items[b].iso3;
  return (one != other || one == 3) && (here == NULL || there == NULL || strcmp(here, there) == 0);
}

bool att_event_are_two_sites(const att_facts *f, uint32_t a, uint32_t b) {
  return a != b && rank_of(f, a) == 3 && rank_of(f, b) == 3;
}

static bool has_all(const att_event *e, const att_event *of) {
  const att_indexes *told[] = {&e->participants, &e->others};
  const att_indexes *asked[] = {&of->participants, &of->others};
  for (size_t side = 0; side < 2; side++)
    for (size_t i = 0; i < asked[side]->count; i++) {
      bool found = false;
      for (size_t n = 0; n < 2; n++)
        for (size_t k = 0; k < told[n]->count; k++)
          found = found || told[n]->items[k] == asked[side]->items[i];
      if (!found)
        return false;
    }
  return true;
}

/* "made a courtesy call on B", "during the call": no call by phone. */
static bool is_told_by_call(const att_facts *f, const att_event *e) {
  const att_token *trigger =
      &f->document->sentences.items[e->evidence.sentence].tokens[e->evidence.first];
  return strcmp(trigger->lemma, "call") == 0;
}

static bool fits_class(const att_facts *f, const att_event *a, const att_event *b) {
  return is_call(a->class_name) == is_call(b->class_name) || is_talks(a->class_name) ||
         is_talks(b->class_name) || (is_told_by_call(f, a) && is_told_by_call(f, b));
}

/* "met, … and agreed to meet in June": what is told of later is to come. */
static bool fits_status(const att_facts *f, const att_event *e, const att_event *later) {
  bool over = e->status == ATT_HELD || e->status == ATT_ONGOING;
  return !over || later->status != ATT_PLANNED || in_title(f, e->evidence.sentence) ||
         (later->start == NULL && later->place == ATT_NO_ENTITY);
}

/* Is the later mention of the same meeting: its parties, on no other day and at no other place? A
 * call is no meeting, but the talks are either. */
static bool is_same(const att_facts *f, const att_event *e, const att_event *later) {
  return att_event_is_meeting(e) &&
         e->participants.count + e->others.count ==
             later->participants.count + later->others.count &&
         has_all(e, later) && (!later->another || in_title(f, e->evidence.sentence)) &&
         fits_class(f, e, later) && fits_status(f, e, later) && fits_day(e->start, later->start) &&
         att_event_fits_place(f, e->place, later->place);
}

/* The meeting of the same sides that was told of last; ATT_NO_ENTITY. A headline's waits for
 * att_meeting_unite(). */
static uint32_t find_same(const att_facts *f, const att_event *told) {
  uint32_t found = ATT_NO_ENTITY;
  bool title = in_title(f, told->evidence.sentence);
  for (size_t i = ATT_NONE; (i = att_event_of(f, told->participants.items[0], i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    if (in_title(f, e->evidence.sentence) == title && is_same(f, e, told) &&
        ((att_indexes_same(&e->participants, &told->participants) &&
          att_indexes_same(&e->others, &told->others)) ||
         (att_indexes_same(&e->participants, &told->others) &&
          att_indexes_same(&e->others, &told->participants))))
      found = (uint32_t)i;
  }
  return found;
}

static void add_topics(const att_facts *f, att_event *e, const att_event *told) {
  for (size_t i = 0; i < told->topics.count; i++)
    att_strings_add(f->arena, &e->topics, told->topics.items[i]);
}

/* What the mention adds to the meeting. What the text tells goes before its headline. */
static void merge(const att_facts *f, att_event *e, const att_event *told) {
  if (told->start != NULL && att_date_is_coarse(e->start)) {
    e->start = told->start;
    e->end = told->end;
  }
  if (rank_of(f, told->place) > rank_of(f, e->place))
    e->place = told->place;
  if (is_talks(e->class_name))
    e->class_name = told->class_name;
  if (in_title(f, e->evidence.sentence) && !in_title(f, told->evidence.sentence)) {
    e->status = told->status;
    e->evidence = told->evidence;
  }
  bool implied =
      strcmp(e->evidence.rule, "caption") == 0 || strcmp(e->evidence.rule, "joint-deed") == 0;
  if (implied && has_all(told, e) && strncmp(told->evidence.rule, "meet-", 5) == 0) {
    e->participants = told->participants;
    e->others = told->others;
    e->sides = told->sides;
  }
  add_topics(f, e, told);
}

/* What was done together, or talked of, by two who met with others: no meeting of its own. */
static bool is_part(const att_facts *f, const att_event *e, const att_event *later) {
  static const char *const RULES[] = {"joint-deed", "discuss-together", "caption"};
  bool implied = false;
  for (size_t i = 0; i < 3; i++)
    implied = implied || strcmp(later->evidence.rule, RULES[i]) == 0;
  if (!implied || later->participants.count + later->others.count != 2 || !has_all(e, later) ||
      later->another || !fits_class(f, e, later) || !fits_status(f, e, later) ||
      !fits_day(e->start, later->start) || !att_event_fits_place(f, e->place, later->place))
    return false;
  size_t first = 0;
  for (size_t i = 0; i < e->participants.count; i++)
    for (size_t k = 0; k < 2; k++)
      first += e->participants.items[i] ==
               (k < later->participants.count ? later->participants.items[k]
                                              : later->others.items[k - later->participants.count]);
  return !e->sides || first == 1; /* not of one side */
}

typedef struct {
  uint32_t event, before; /* the entry before of the same party, + 1 */
} telling;

static void note(telling *tellings, size_t *count, uint32_t *last, const att_indexes *parties,
                 uint32_t event) {
  for (size_t i = 0; i < parties->count; i++) {
    tellings[*count] = (telling){event, last[parties->items[i]]};
    last[parties->items[i]] = (uint32_t)++ * count;
  }
}

void att_meeting_unite(att_facts *f) {
  size_t most = 1, count = 0;
  for (size_t i = 0; i < f->events.count; i++)
    most += f->events.items[i].participants.count + f->events.items[i].others.count;
  uint32_t *last = ATT_NEW_ARRAY(f->arena, uint32_t, f->nodes.count + 1); /* + 1, of each party */
  telling *tellings = ATT_NEW_ARRAY(f->arena, telling, most);
  uint32_t kept = 0;
  for (size_t i = 0; i < f->events.count; i++) {
    const att_event e = f->events.items[i];
    bool meeting = att_event_is_meeting(&e) && e.participants.count > 0;
    uint32_t known = meeting ? last[e.participants.items[0]] : 0;
    att_event *other = NULL;
    bool same = false, part = false;
    for (; known != 0 && !same && !part; known = tellings[known - 1].before) {
      other = &f->events.items[tellings[known - 1].event];
      same = is_same(f, other, &e);
      part = !same && is_part(f, other, &e);
    }
    if (same)
      merge(f, other, &e);
    if (part)
      add_topics(f, other, &e);
    if (same || part)
      continue;
    if (meeting) {
      note(tellings, &count, last, &e.participants, kept);
      note(tellings, &count, last, &e.others, kept);
    }
    f->events.items[kept++] = e;
  }
  f->events.count = kept;
  att_index_anew(f);
}

/* The meeting that one party, or nobody, is left of: of that party, else the first of all. */
static att_event *find_whole(att_facts *f, const att_event *rest) {
  uint32_t party = rest->participants.count > 0 ? rest->participants.items[0]
                   : rest->others.count > 0     ? rest->others.items[0]
                                                : ATT_NO_ENTITY;
  for (size_t i = ATT_NONE;
       (i = party != ATT_NO_ENTITY ? att_event_of(f, party, i) : i + 1) < f->events.count;) {
    att_event *e = &f->events.items[i];
    if (e != rest && att_event_is_meeting(e) && e->participants.count + e->others.count > 1 &&
        has_all(e, rest) && fits_day(e->start, rest->start))
      return e;
  }
  return NULL;
}

/* Has the meeting a person of the state? */
static bool has_person_of(const att_facts *f, const att_event *e, const char *iso3) {
  for (int side = 0; side < 2; side++) {
    const att_indexes *people = side ? &e->others : &e->participants;
    for (size_t i = 0; i < people->count; i++) {
      const att_node *n = &f->nodes.items[people->items[i]];
      if (n->kind == ATT_NODE_PERSON && n->iso3 != NULL && strcmp(n->iso3, iso3) == 0)
        return true;
    }
  }
  return false;
}

/* "X, Y and Z defence chiefs meet", "X Command hosts Y Army commander": does a title name only
 * states and their bodies, of each of which the text names somebody who met? */
static bool is_told_by_name(const att_facts *f, const att_event *title) {
  const att_sentence *s = &f->document->sentences.items[title->evidence.sentence];
  uint8_t kind = f->document->paragraphs.items[s->paragraph].kind;
  if (!att_event_is_meeting(title) ||
      (kind != ATT_PARAGRAPH_TITLE && kind != ATT_PARAGRAPH_HEADING) ||
      title->participants.count + title->others.count < 2)
    return false;
  for (int side = 0; side < 2; side++) {
    const att_indexes *parties = side ? &title->others : &title->participants;
    for (size_t k = 0; k < parties->count; k++) {
      const att_node *state = &f->nodes.items[parties->items[k]];
      bool named = false;
      for (size_t i = 0; state->kind != ATT_NODE_PERSON && state->iso3 != NULL && !named &&
                         att_events_near(f, title->evidence.sentence, &i);
           i++)
        named = att_event_is_meeting(&f->events.items[i]) &&
                has_person_of(f, &f->events.items[i], state->iso3);
      if (!named)
        return false;
    }
  }
  return true;
}

/* "met British troops. … In X he met soldiers of the Y Regiment": are they troops of a state, and
 * does the text name a unit of it, or of nobody told, whom the same person met? */
static bool is_unit_named(const att_facts *f, const att_event *e) {
  const char *iso3 =
      e->troops && e->others.count == 1 && f->nodes.items[e->others.items[0]].kind == ATT_NODE_STATE
          ? f->nodes.items[e->others.items[0]].iso3
          : NULL;
  if (iso3 == NULL)
    return false;
  for (size_t i = ATT_NONE; (i = att_event_of(f, e->participants.items[0], i)) != ATT_NONE;) {
    const att_event *other = &f->events.items[i];
    const att_node *unit =
        other->troops && other->others.count == 1 ? &f->nodes.items[other->others.items[0]] : NULL;
    if (unit != NULL && unit->kind == ATT_NODE_ORG &&
        (unit->iso3 == NULL || strcmp(unit->iso3, iso3) == 0))
      return true;
  }
  return false;
}

void att_meeting_drop_rests(att_facts *f) {
  size_t kept = 0;
  for (size_t i = 0; i < f->events.count; i++) {
    att_event *e = &f->events.items[i];
    size_t parties = e->participants.count + e->others.count;
    bool rest = att_event_is_meeting(e) &&
                (parties == 0 ? in_title(f, e->evidence.sentence)
                              : parties == 1 && strcmp(e->evidence.rule, "talks-abroad") != 0);
    att_event *whole = rest ? find_whole(f, e) : NULL;
    e->gone = e->gone || whole != NULL || is_told_by_name(f, e) || is_unit_named(f, e);
    if (whole != NULL)
      merge(f, whole, e);
  }
  for (size_t i = 0; i < f->events.count; i++)
    if (!f->events.items[i].gone)
      f->events.items[kept++] = f->events.items[i];
  f->events.count = kept;
  att_index_anew(f);
}

/* Is one side a state alone, and the other somebody named? */
static bool is_state_across(const att_facts *f, const att_indexes *state,
                            const att_indexes *person) {
  return state->count == 1 && f->nodes.items[state->items[0]].kind == ATT_NODE_STATE &&
         att_facts_hold_person(f, person);
}

/* `troops`: the others are troops whom somebody met, his own state's perhaps. */
static void add(const att_clause *c, uint32_t t, uint32_t day, const char *class_name,
                att_indexes *one, att_indexes *other, const char *rule, bool troops) {
  att_facts *f = c->facts;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  if (status == ATT_HYPOTHETICAL || denied)
    return;
  att_facts_prefer(f, one);
  att_facts_prefer(f, other);
  drop_relatives(c, one);
  drop_relatives(c, other);
  drop_common(other, one);
  bool all = other->count > 0;
  if (!troops)
    drop_own(f, other, one);
  if (all && other->count == 0)
    return; /* "A and B greeted their crew" */
  if (!troops)
    drop_own(f, one, other);
  bool sides = one->count > 0 && other->count > 0;
  if (att_meeting_are_ships(f, one) && (att_meeting_are_ships(f, other) || other->count == 0))
    return; /* "USS X trained with the frigate Y" */
  if (!sides)
    att_clause_drop_companions(c, one);
  if (!sides && (one->count < 2 || one->count > 4))
    return; /* "in talks with A and B" of somebody unnamed: the two have not met */
  if (!sides && one->count > 2 && have_met(f, one))
    return; /* "They talked about X", of A who met B and C */
  att_event told = {.class_name = class_name,
                    .participants = *one,
                    .others = *other,
                    .sides = sides,
                    .place = ATT_NO_ENTITY,
                    .initiative = ATT_NO_ENTITY,
                    .part_of = ATT_NO_ENTITY,
                    .status = status,
                    .another = is_another(c, t),
                    .troops = troops,
                    .evidence = att_clause_evidence(c, t, rule)};
  if ((is_state_across(f, one, other) || is_state_across(f, other, one)) && !in_title(f, c->number))
    told.office = att_meeting_office_role(c, t);
  if (!att_clause_date(c, day, &told.start, &told.end))
    told.start = told.end = NULL;
  if (!is_call(class_name) && day == t)
    told.place = att_event_where(c, t, true);
  uint32_t known = find_same(f, &told);
  f->told = known != ATT_NO_ENTITY ? known : (uint32_t)f->events.count;
  if (known != ATT_NO_ENTITY)
    merge(f, &f->events.items[known], &told);
  else
    *ATT_PUSH(f->arena, &f->events) = told;
}

void att_meeting_add(const att_clause *c, uint32_t t, const char *class_name, att_indexes *one,
                     att_indexes *other, const char *rule) {
  add(c, t, t, class_name, one, other, rule, false);
}

void att_meeting_add_on(const att_clause *c, uint32_t t, uint32_t day, const char *class_name,
                        att_indexes *one, att_indexes *other, const char *rule) {
  add(c, t, day, class_name, one, other, rule, false);
}

void att_meeting_add_troops(const att_clause *c, uint32_t t, const char *class_name,
                            att_indexes *one, att_indexes *other) {
  add(c, t, t, class_name, one, other, "meet-verb", true);
}
