/* SPDX-License-Identifier: Apache-2.0
 *
 * The state of an office that is named without one, told from the place, the other side of a
 * meeting and what else the article names. Runs behind the events.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/role.h"

/* What a superior of the state weighs in implied_state(), the state named before the office in its
 * paragraph, and that of the lede for who takes no part in what is told. */
enum { SUPERIOR = 6, NEAR = 5, LEDE = 6 };

/* Is somebody else said, in so many words, to hold an office of this state that the person has? */
static bool taken_by_other(const att_facts *f, uint32_t state, const att_tenure *tenure) {
  uint32_t person = tenure->person, near = tenure->evidence.sentence;
  bool holds = false;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    holds = holds || (f->tenures.items[i].person == person && !f->tenures.items[i].former);
  for (size_t i = 0; holds && att_tenures_in(f, att_reach_first(near), near + ATT_REACH, &i); i++) {
    const att_tenure *t = &f->tenures.items[i];
    if (t->person == person || t->organization == ATT_NO_ENTITY || t->former)
      continue;
    const char *iso3 = f->nodes.items[t->organization].iso3;
    if (iso3 == NULL || strcmp(iso3, f->nodes.items[state].iso3) != 0)
      continue;
    for (size_t k = ATT_NONE; (k = att_tenure_of(f, person, k)) != ATT_NONE;)
      if (f->tenures.items[k].person == person &&
          att_role_same_office(f, t, &f->tenures.items[k], iso3))
        return true;
  }
  return false;
}

/* "The two ministers travelled to X": one of them may be at home there. */
static bool goes_together(const att_facts *f, const att_event *visit) {
  for (size_t i = 0; att_events_in(f, visit->evidence.sentence, visit->evidence.sentence, &i);
       i++) {
    const att_event *e = &f->events.items[i];
    if (e != visit && strcmp(e->class_name, "Visit") == 0 && e->place == visit->place &&
        e->evidence.sentence == visit->evidence.sentence &&
        e->evidence.begin == visit->evidence.begin)
      return true;
  }
  return false;
}

/* Whom the person meets there, where the meeting has sides; NULL. */
static const att_indexes *across_from(const att_event *e, uint32_t person) {
  bool one = false, other = false, visit = strcmp(e->class_name, "Visit") == 0;
  for (size_t k = 0; k < e->participants.count; k++)
    one = one || e->participants.items[k] == person;
  for (size_t k = 0; k < e->others.count; k++)
    other = other || e->others.items[k] == person;
  if (visit || !e->sides)
    return NULL;
  return one ? &e->others : other ? &e->participants : NULL;
}

/* Does the person go there as a visitor, or meet somebody of it? */
static bool is_abroad(const att_facts *f, uint32_t state, uint32_t person) {
  const char *iso3 = f->nodes.items[state].iso3;
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    bool one = false, visit = strcmp(e->class_name, "Visit") == 0;
    for (size_t k = 0; k < e->participants.count; k++)
      one = one || e->participants.items[k] == person;
    if (visit && one && att_role_of_state(f, e->place, iso3) && !goes_together(f, e))
      return true;
    const att_indexes *across = across_from(e, person);
    for (size_t k = 0; across != NULL && k < across->count; k++)
      if ((f->nodes.items[across->items[k]].kind == ATT_NODE_PERSON ||
           f->nodes.items[across->items[k]].kind == ATT_NODE_STATE) &&
          att_role_of_state(f, across->items[k], iso3))
        return true;
  }
  return false;
}

/* "SEOUL, June 4 (Yonhap) -- ": how often the agencies in brackets are of the state. */
static size_t agencies(const att_facts *f, const char *iso3, uint32_t near) {
  size_t count = 0;
  for (size_t i = att_reach_first(near); i < f->document->sentences.count && i <= near + ATT_REACH;
       i++) {
    const att_sentence *s = &f->document->sentences.items[i];
    uint32_t end = f->document->paragraphs.items[s->paragraph].dateline_end;
    for (uint32_t t = 0, last; t < s->token_count && s->tokens[t].end <= end; t++) {
      bool bracket = t > 0 && (strcmp(s->tokens[t - 1].form, "(") == 0 ||
                               strcmp(s->tokens[t - 1].form, "/") == 0);
      const att_lex_entry *e =
          bracket ? att_lexicon_match(f->lexicon, ATT_LEX_ORG, s, t, &last) : NULL;
      count += e != NULL && e->iso3 != NULL && strcmp(e->iso3, iso3) == 0;
    }
  }
  return count;
}

/* How much of what is in reach of the sentence is the state's: what names it or its people, most of
 * all where the article comes from. */
static size_t weight(const att_facts *f, uint32_t state, uint32_t near) {
  const char *iso3 = f->nodes.items[state].iso3;
  const char *publisher = f->publishers_state;
  size_t count = 4 * agencies(f, iso3, near);
  count += publisher != NULL && strcmp(publisher, iso3) == 0 ? 4 : 0;
  for (size_t m = 0; att_mentions_in(f, att_reach_first(near), near + ATT_REACH, &m); m++) {
    const att_mention *mention = &f->mentions.items[m];
    const att_sentence *s = &f->document->sentences.items[mention->sentence];
    const att_paragraph *p = &f->document->paragraphs.items[s->paragraph];
    bool heading = p->kind == ATT_PARAGRAPH_HEADING || p->kind == ATT_PARAGRAPH_BYLINE;
    if (att_role_of_state(f, mention->node, iso3))
      count += heading && f->nodes.items[mention->node].kind == ATT_NODE_ORG ? 4
               : att_facts_is_dateline(f, mention) ||
                       (p->kind == ATT_PARAGRAPH_TITLE && mention->first == 0)
                   ? 3
                   : 1;
  }
  return count;
}

bool att_role_is_diplomat(const att_tenure *tenure) {
  return tenure->role_hint != NULL && strcmp(tenure->role_hint, "diplomatic-mission") == 0;
}

bool att_facts_is_envoy(const att_facts *f, uint32_t person) {
  bool envoy = false, other = false; /* "Ambassador A B, deputy to the commander" */
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person && !f->tenures.items[i].former) {
      envoy = envoy || att_role_is_diplomat(&f->tenures.items[i]);
      other = other || !att_role_is_diplomat(&f->tenures.items[i]);
    }
  return envoy && !other;
}

/* "is to meet Minister A B before leaving for X": where one goes on to, behind the office. */
static bool is_onward(const att_facts *f, const att_tenure *tenure, const att_event *visit) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  if (visit->evidence.sentence != tenure->evidence.sentence)
    return false;
  for (uint32_t t = tenure->evidence.last + 1; t < visit->evidence.first; t++)
    if (strcmp(s->tokens[t].form, "before") == 0)
      return true;
  return false;
}

/* "concluded a visit to Manila after calling on Defense Secretary A B": the state where those whom
 * the person meets are guests, and none other; not that of an envoy there. */
static uint32_t state_of_guests(att_facts *f, const att_tenure *tenure, const char **ret_home) {
  const char *where = NULL;
  for (size_t i = ATT_NONE; (i = att_event_of(f, tenure->person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const att_sentence *s = &f->document->sentences.items[e->evidence.sentence];
    bool off = strcmp(s->tokens[e->evidence.first].lemma, "see") == 0; /* seen off, from home? */
    if (strcmp(e->class_name, "Visit") == 0 || !e->sides || off)
      continue;
    for (int side = 0; side < 2; side++) {
      const att_indexes *one = side ? &e->others : &e->participants;
      const att_indexes *other = side ? &e->participants : &e->others;
      bool meets = false;
      for (size_t k = 0; k < one->count; k++)
        meets = meets || one->items[k] == tenure->person;
      for (size_t v = 0; meets && att_events_near(f, e->evidence.sentence, &v); v++) {
        const att_event *visit = &f->events.items[v];
        if (strcmp(visit->class_name, "Visit") != 0 || visit->place >= f->nodes.count ||
            visit->evidence.sentence > e->evidence.sentence || is_onward(f, tenure, visit))
          continue; /* where they travel on to */
        for (size_t k = 0; k < visit->participants.count; k++) {
          if (visit->participants.items[k] == tenure->person && goes_together(f, visit))
            continue; /* "A and the Minister visited the wharf" */
          if (visit->participants.items[k] == tenure->person)
            return ATT_NO_ENTITY;
          const char *home = f->nodes.items[visit->participants.items[k]].iso3;
          const char *there = f->nodes.items[visit->place].iso3;
          bool guest = false;
          for (size_t n = 0; n < other->count; n++)
            guest = guest || other->items[n] == visit->participants.items[k];
          if (!guest || there == NULL || (home != NULL && strcmp(home, there) == 0))
            continue;
          if (where != NULL && strcmp(where, there) != 0)
            return ATT_NO_ENTITY;
          where = there;
          *ret_home = home;
        }
      }
    }
  }
  return where != NULL && !att_role_is_diplomat(tenure) ? att_facts_state(f, where) : ATT_NO_ENTITY;
}

/* "called on the Chief of Defence Staff of X. They were received by Minister A B": the one state of
 * the others whom those met whom the holder meets; ATT_NO_ENTITY. */
static uint32_t state_of_fellow_hosts(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom) {
  enum { MEETINGS = 16 };
  const char *found = NULL;
  size_t seen = 0;
  for (size_t i = ATT_NONE; seen < MEETINGS && (i = att_event_of(f, tenure->person, i)) != ATT_NONE;
       seen++) {
    const att_event *e = &f->events.items[i];
    const att_indexes *guests = across_from(e, tenure->person);
    for (size_t g = 0; guests != NULL && g < guests->count && g < MEETINGS; g++) {
      size_t others = 0;
      for (size_t k = ATT_NONE;
           others < MEETINGS && (k = att_event_of(f, guests->items[g], k)) != ATT_NONE; others++) {
        const att_indexes *hosts = across_from(&f->events.items[k], guests->items[g]);
        for (size_t h = 0; hosts != NULL && h < hosts->count && h < MEETINGS; h++) {
          const att_node *host = &f->nodes.items[hosts->items[h]];
          if (host->kind != ATT_NODE_PERSON || host->iso3 == NULL ||
              hosts->items[h] == tenure->person)
            continue;
          if (found != NULL && strcmp(found, host->iso3) != 0)
            return ATT_NO_ENTITY;
          found = host->iso3;
          *ret_whom = hosts->items[h];
        }
      }
    }
  }
  uint32_t state = found != NULL ? att_facts_state(f, found) : ATT_NO_ENTITY;
  return state == ATT_NO_ENTITY || taken_by_other(f, state, tenure) ||
                 is_abroad(f, state, tenure->person)
             ? ATT_NO_ENTITY
             : state;
}

/* Does the holder take part in something that the sentence tells of? */
static bool takes_part(const att_facts *f, const att_tenure *tenure) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, tenure->person, i)) != ATT_NONE;)
    if (f->events.items[i].evidence.sentence == tenure->evidence.sentence)
      return true;
  return false;
}

/* "In Abidjan, he was received by Minister of Defense A B", "called on President A B in Lome": the
 * state of the place that the sentence names before the office or right behind the name, for those
 * that it does not begin with. */
static uint32_t state_of_scene(att_facts *f, const att_tenure *tenure, uint32_t *ret_place) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t found = ATT_NO_ENTITY, behind_in = ATT_NO_TOKEN - 1;
  bool where = false; /* "to Lithuania, where President A B awarded" */
  if (!takes_part(f, tenure))
    return ATT_NO_ENTITY; /* "A B is in Spain, as the government of president C D looks for" */
  for (uint32_t t = 0; t < s->token_count && s->tokens[t].begin < tenure->evidence.begin; t++)
    where = where || strcmp(s->tokens[t].form, "where") == 0;
  for (size_t i = 0; att_mentions_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != tenure->evidence.sentence || m->node != tenure->person)
      continue;
    for (uint32_t t = m->title_first; t <= m->last; t++)
      if (att_rel_base((att_rel)s->tokens[t].rel) == ATT_NSUBJ && !where)
        return ATT_NO_ENTITY;
    if (m->first >= tenure->evidence.first && m->last + 2 < s->token_count &&
        strcmp(s->tokens[m->last + 1].form, "in") == 0)
      behind_in = m->last + 1;
  }
  for (size_t i = 0; att_mentions_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    const char *iso3 = f->nodes.items[m->node].iso3;
    if (m->sentence != tenure->evidence.sentence ||
        (f->nodes.items[m->node].kind == ATT_NODE_PLACE &&
         s->tokens[m->last].rel == ATT_COMPOUND)) /* "the Kansas adjutant general" */
      continue;
    const char *before = m->first > 0 ? s->tokens[m->first - 1].form : "";
    const char *behind = m->last + 1 < s->token_count ? s->tokens[m->last + 1].form : "";
    if (strcmp(behind, "'s") == 0 || strcmp(behind, "\xe2\x80\x99s") == 0)
      continue; /* "add to Vietnam's defence" */
    bool there =
        (f->nodes.items[m->node].kind == ATT_NODE_PLACE && strcasecmp(before, "from") != 0) ||
        strcasecmp(before, "in") == 0 || strcasecmp(before, "to") == 0;
    if (there &&
        (f->nodes.items[m->node].kind == ATT_NODE_PLACE ||
         f->nodes.items[m->node].kind == ATT_NODE_STATE) &&
        iso3 != NULL && found == ATT_NO_ENTITY &&
        (s->tokens[m->first].begin < tenure->evidence.begin || m->first == behind_in + 1)) {
      found = att_facts_state(f, iso3);
      *ret_place = m->node;
    }
  }
  if (found != ATT_NO_ENTITY &&
      (taken_by_other(f, found, tenure) || att_role_is_contrasted(f, tenure, found)))
    return ATT_NO_ENTITY;
  return found;
}

/* Has the state an ambassador here, or one at its embassy: abroad therefore? */
static bool has_envoy(const att_facts *f, uint32_t state, uint32_t near) {
  for (size_t i = 0; att_tenures_in(f, att_reach_first(near), near + ATT_REACH, &i); i++) {
    const att_tenure *t = &f->tenures.items[i];
    uint32_t body = t->organization;
    if (!att_role_is_diplomat(t) || t->implied || body == ATT_NO_ENTITY)
      continue;
    const char *class_name = f->nodes.items[body].class_name;
    bool embassy = class_name != NULL && strcmp(class_name, "DiplomaticMission") == 0;
    if (body == state || (embassy && att_role_of_state(f, body, f->nodes.items[state].iso3)))
      return true;
  }
  return false;
}

/* The state whose embassy the article is of, or whose ship calls: that of an ambassador whom it
 * gives no other. */
static uint32_t state_of_embassy(att_facts *f) {
  const char *found = NULL;
  for (int ships = 0; ships < 2 && found == NULL; ships++)
    for (size_t i = 0; i < f->nodes.count; i++) {
      const att_node *n = &f->nodes.items[i];
      bool embassy = n->class_name != NULL && strcmp(n->class_name, "DiplomaticMission") == 0;
      if (n->kind != ATT_NODE_ORG || n->iso3 == NULL ||
          !(ships ? att_facts_is_ship(f, n) : embassy))
        continue;
      if (found != NULL && strcmp(found, n->iso3) != 0)
        return ATT_NO_ENTITY;
      found = n->iso3;
    }
  return found != NULL ? att_facts_state(f, found) : ATT_NO_ENTITY;
}

/* "military attaché to Jordan, Col. A B": the state to which the envoy is sent, which is not his
 * own; ATT_NO_ENTITY. */
static uint32_t host_of(att_facts *f, const att_tenure *tenure) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t t = tenure->evidence.last + 1;
  if (t >= s->token_count ||
      (strcmp(s->tokens[t].form, "to") != 0 && strcmp(s->tokens[t].form, "in") != 0))
    return ATT_NO_ENTITY;
  t++;
  t += t < s->token_count && strcmp(s->tokens[t].form, "the") == 0;
  uint32_t m = t < s->token_count ? f->owner[tenure->evidence.sentence][t] : 0;
  const char *iso3 = m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].iso3 : NULL;
  return iso3 != NULL ? att_facts_state(f, iso3) : ATT_NO_ENTITY;
}

/* "head of the EU Delegation": an office of those whom a body sends. */
static bool is_delegate(const att_facts *f, const att_tenure *tenure) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t first = tenure->evidence.last;
  for (uint32_t t = first; t < s->token_count && t < first + 6; t++)
    if (att_lexicon_word(f->lexicon, ATT_WORD_DELEGATION, s->tokens[t].lemma))
      return true;
  return att_role_is_diplomat(tenure);
}

/* "Ambassador A B, head of the EU Delegation": the body of the other post that the envoy has, where
 * it sends envoys; ATT_NO_ENTITY. */
static uint32_t body_of_envoy(const att_facts *f, const att_tenure *tenure) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, tenure->person, i)) != ATT_NONE;) {
    const att_tenure *other = &f->tenures.items[i];
    if (other->person != tenure->person || other->implied || other->former ||
        other->organization == ATT_NO_ENTITY)
      continue;
    const char *class_name = f->nodes.items[other->organization].class_name;
    bool sends = class_name != NULL && strcmp(class_name, "InternationalOrganization") == 0 &&
                 is_delegate(f, other);
    if (sends || (class_name != NULL && strcmp(class_name, "DiplomaticMission") == 0))
      return other->organization;
  }
  return ATT_NO_ENTITY;
}

/* Does the article name another state that has an office of the title more often than the title's
 * own: India with "Foreign Secretary"? */
static bool names_other(const att_facts *f, const att_lex_entry *title, uint32_t near) {
  size_t own = 0, other = 0;
  for (size_t n = ATT_NONE;
       title->type != NULL && (n = att_node_of(f, ATT_NODE_STATE, n)) != ATT_NONE;) {
    const att_node *node = &f->nodes.items[n];
    if (node->iso3 == NULL)
      continue;
    size_t count = weight(f, (uint32_t)n, near);
    if (strcmp(node->iso3, title->iso3) == 0)
      own = count;
    else if (strstr(title->type, node->iso3) != NULL)
      other = count > other ? count : other;
  }
  return other > own;
}

/* "Secretary of Defense A B": an office that only one state has by that title. */
static uint32_t state_of_title(att_facts *f, const att_tenure *tenure) {
  for (const char *title = tenure->title; title != NULL; title = strchr(title, ' ')) {
    title += *title == ' ';                     /* Acting Secretary of Defense */
    const char *field = strstr(title, " for "); /* Assistant Secretary of Defense for Policy */
    const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_TITLE_STATE, title);
    if (e == NULL && field != NULL && strncasecmp(field, " for defen", 10) == 0)
      return ATT_NO_ENTITY; /* the Under-Secretary of State for Defence is not the State
                               Department's */
    if (e == NULL && field != NULL)
      e = att_lexicon_find(f->lexicon, ATT_LEX_TITLE_STATE,
                           att_arena_copy(f->arena, title, (size_t)(field - title)));
    if (e != NULL)
      return names_other(f, e, tenure->evidence.sentence) ? ATT_NO_ENTITY
                                                          : att_facts_state(f, e->iso3);
  }
  return ATT_NO_ENTITY;
}

/* No minister is of the United States. */
static bool has_no_such_office(const att_facts *f, uint32_t state, const att_tenure *tenure) {
  const char *iso3 = f->nodes.items[state].iso3;
  return iso3 != NULL && strcmp(iso3, "USA") == 0 &&
         (strstr(tenure->title, "Minister") != NULL || strstr(tenure->title, "minister") != NULL);
}

/* Is the state told of otherwise than by a town whose state only the gazetteer tells, or by what
 * the holder of the office has before him? */
static bool is_told(const att_facts *f, uint32_t state, const att_tenure *tenure) {
  uint32_t near = tenure->evidence.sentence;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(near), near + ATT_REACH, &i); i++) {
    const att_node *n = &f->nodes.items[f->mentions.items[i].node];
    if (n->iso3 == NULL || strcmp(n->iso3, f->nodes.items[state].iso3) != 0 ||
        att_role_is_opposite(f, tenure, &f->mentions.items[i]))
      continue;
    if (n->kind != ATT_NODE_PLACE || att_facts_is_dateline(f, &f->mentions.items[i]) ||
        att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, n->name) != NULL)
      return true;
  }
  return false;
}

/* Where an envoy of whom only the office is told serves: the state that most of the article's
 * journeys lead to, else the one that the news comes from; *ret_home is where they come from. */
static uint32_t post_of_envoy(att_facts *f, const att_tenure *tenure, const char **ret_home) {
  uint32_t told = host_of(f, tenure);
  const char *host = NULL;
  size_t most = 0;
  *ret_home = NULL;
  for (size_t i = 0; att_events_near(f, tenure->evidence.sentence, &i); i++) {
    const att_event *e = &f->events.items[i];
    const char *there = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    const char *home =
        e->participants.count > 0 ? f->nodes.items[e->participants.items[0]].iso3 : NULL;
    size_t count = 0;
    if (strcmp(e->class_name, "Visit") != 0 || there == NULL || home == NULL ||
        strcmp(there, home) == 0)
      continue;
    for (size_t k = 0; att_events_near(f, tenure->evidence.sentence, &k); k++) {
      const att_event *other = &f->events.items[k];
      const char *where = other->place < f->nodes.count ? f->nodes.items[other->place].iso3 : NULL;
      count +=
          strcmp(other->class_name, "Visit") == 0 && where != NULL && strcmp(where, there) == 0;
    }
    if (count <= most)
      continue;
    most = count;
    host = there;
    *ret_home = home;
  }
  uint32_t here = att_event_dateline(f);
  if (host == NULL && here < f->nodes.count)
    host = f->nodes.items[here].iso3;
  return told != ATT_NO_ENTITY || host == NULL ? told : att_facts_state(f, host);
}

/* "Kenya has kept its cards close. Chief of Defence Forces A B was in Kampala": the one state whose
 * name begins the sentence before, in the same paragraph, where the office opens the next. */
static uint32_t state_talked_of(att_facts *f, const att_tenure *tenure) {
  const att_document *d = f->document;
  uint32_t number = tenure->evidence.sentence;
  if (number == 0 || tenure->evidence.first > 1 ||
      d->sentences.items[number].paragraph != d->sentences.items[number - 1].paragraph)
    return ATT_NO_ENTITY;
  const att_sentence *before = &d->sentences.items[number - 1];
  uint32_t root = 0, found = ATT_NO_ENTITY;
  while (root < before->token_count && before->tokens[root].head != 0)
    root++;
  for (uint32_t t = 0; t < root && t < before->token_count; t++) {
    uint32_t m = f->owner[number - 1][t];
    const char *iso3 = m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].iso3 : NULL;
    if (iso3 == NULL)
      continue;
    if (found != ATT_NO_ENTITY && !att_role_of_state(f, found, iso3))
      return ATT_NO_ENTITY;
    att_node_kind kind = f->nodes.items[f->mentions.items[m - 1].node].kind;
    if (found == ATT_NO_ENTITY && t > 1)
      return ATT_NO_ENTITY;
    if (kind != ATT_NODE_STATE && kind != ATT_NODE_PLACE)
      return ATT_NO_ENTITY;
    found = att_facts_state(f, iso3);
    if (t == 1 && before->token_count > 2 && strcmp(before->tokens[0].form, "In") == 0 &&
        strcmp(before->tokens[2].form, ",") == 0)
      break; /* "In Zagreb, where officials choose between the German X and the Y" */
  }
  return found == ATT_NO_ENTITY || taken_by_other(f, found, tenure) ||
                 is_abroad(f, found, tenure->person)
             ? ATT_NO_ENTITY
             : found;
}

/* Is the state, or a place in it, named before the office in the same paragraph? */
static bool is_near(const att_facts *f, const att_tenure *tenure, uint32_t state) {
  const att_sentence *sentences = f->document->sentences.items;
  const att_evidence *e = &tenure->evidence;
  uint32_t first = e->sentence;
  while (first > 0 && sentences[first - 1].paragraph == sentences[e->sentence].paragraph)
    first--;
  for (size_t i = 0; att_mentions_in(f, first, e->sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (sentences[m->sentence].paragraph == sentences[e->sentence].paragraph &&
        (m->sentence < e->sentence || (m->sentence == e->sentence && m->last < e->first)) &&
        att_role_of_state(f, m->node, f->nodes.items[state].iso3))
      return true;
  }
  return false;
}

/* A state that something tells, and what: a rule of ontology/rules.tsv, and the words or names that
 * it went by. */
typedef struct {
  uint32_t state;
  const char *rule, *from;
} told_state;

static told_state told(uint32_t state, const char *rule, const char *from) {
  return (told_state){state, rule, from};
}

static const char *name_of(const att_facts *f, uint32_t node) {
  return node < f->nodes.count ? f->nodes.items[node].name : NULL;
}

/* What those beside the holder tell; `host`: where the envoy serves, whose the office is not. */
static told_state state_of_company(att_facts *f, const att_tenure *tenure, uint32_t host) {
  uint32_t whom = ATT_NO_ENTITY, here = att_role_state_of_escorted(f, tenure, &whom);
  if (here == ATT_NO_ENTITY || here == host)
    here = att_role_state_of_companion(f, tenure, &whom);
  if (here == ATT_NO_ENTITY || here == host)
    here = att_role_state_of_appointee(f, tenure, &whom);
  if ((here == ATT_NO_ENTITY || here == host) && att_role_is_diplomat(tenure))
    here = att_role_state_of_fellow(f, tenure, &whom);
  return told(here == host ? ATT_NO_ENTITY : here, "state-of-company", name_of(f, whom));
}

/* "WASHINGTON -- A B, commandant of the Coast Guard, met C in Manila": is the state told by the
 * dateline alone, and the office beside a place in another, whom the holder does not visit? */
static bool is_elsewhere(att_facts *f, const att_tenure *tenure, uint32_t state) {
  uint32_t n = tenure->evidence.sentence;
  const att_sentence *s = &f->document->sentences.items[n];
  const char *iso3 = f->nodes.items[state].iso3;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(n), n + ATT_REACH, &i); i++)
    if (att_role_of_state(f, f->mentions.items[i].node, iso3) &&
        !att_facts_is_dateline(f, &f->mentions.items[i]))
      return false;
  for (size_t i = 0; att_mentions_in(f, n, n, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *node = &f->nodes.items[m->node];
    bool where = m->sentence == n && m->first > 0 && !att_facts_is_dateline(f, m) &&
                 strcmp(s->tokens[m->first - 1].form, "in") == 0 && node->iso3 != NULL &&
                 (node->kind == ATT_NODE_PLACE || node->kind == ATT_NODE_STATE);
    if (where && strcmp(node->iso3, iso3) != 0 &&
        !is_abroad(f, att_facts_state(f, node->iso3), tenure->person))
      return true;
  }
  return false;
}

/* "Uruguay's navy chief is in Spain this week": the state that the headline, or the first sentence
 * of the text, begins with, where no dateline says where the news comes from; NULL. */
static const char *state_of_lede(const att_facts *f) {
  enum { BEGINNING = 3, HEADING = 12 };
  bool heading = true;
  if (f->dateline != ATT_NO_ENTITY)
    return NULL;
  for (uint32_t n = 0; n < f->document->sentences.count && n < HEADING && heading; n++) {
    const att_sentence *s = &f->document->sentences.items[n];
    att_paragraph_kind kind = f->document->paragraphs.items[s->paragraph].kind;
    heading = kind != ATT_PARAGRAPH_BODY;
    if (kind != ATT_PARAGRAPH_TITLE && kind != ATT_PARAGRAPH_BODY)
      continue;
    for (uint32_t t = 0; t < s->token_count && t < BEGINNING; t++) {
      uint32_t m = f->owner[n][t];
      if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].iso3 != NULL)
        return f->nodes.items[f->mentions.items[m - 1].node].iso3;
    }
  }
  return NULL;
}

/* The state that most of what is in reach of the office is of, of those that may have it. */
static uint32_t state_of_news(att_facts *f, const att_tenure *tenure, uint32_t superior,
                              uint32_t host) {
  uint32_t near = tenure->evidence.sentence;
  uint32_t best = ATT_NO_ENTITY, other = att_role_correspondent(f, tenure);
  const char *abroad = other != ATT_NO_ENTITY ? f->nodes.items[other].iso3 : NULL;
  if (other != ATT_NO_ENTITY && f->nodes.items[other].kind == ATT_NODE_PERSON && abroad == NULL)
    return ATT_NO_ENTITY; /* of two states, and nothing tells which is whose */
  const char *lede =
      att_event_of(f, tenure->person, ATT_NONE) == ATT_NONE ? state_of_lede(f) : NULL;
  size_t most = 0, next = 0;
  for (size_t i = ATT_NONE; (i = att_node_of(f, ATT_NODE_STATE, i)) != ATT_NONE;) {
    uint32_t n = (uint32_t)i;
    if (abroad != NULL && att_role_of_state(f, n, abroad))
      continue;
    if (taken_by_other(f, n, tenure) || is_abroad(f, n, tenure->person) ||
        att_role_is_contrasted(f, tenure, n) || att_role_faces(f, tenure, n) ||
        has_no_such_office(f, n, tenure) || n == host || !is_told(f, n, tenure))
      continue;
    size_t count = weight(f, n, near);
    count = has_envoy(f, n, near) ? count / 3 * 2 : count * 2 + 1;
    count += n == superior ? SUPERIOR : 0;
    count += lede != NULL && att_role_of_state(f, n, lede) ? LEDE : 0;
    count += is_near(f, tenure, n) ? NEAR : 0;
    next = count > most ? most : count > next ? count : next;
    if (count > most) {
      most = count;
      best = n;
    }
  }
  if (strcasecmp(tenure->title, "secretary") == 0 && most < 2 * next)
    return ATT_NO_ENTITY; /* the title alone tells nothing: many bodies have one */
  return best != ATT_NO_ENTITY && is_elsewhere(f, tenure, best) ? ATT_NO_ENTITY : best;
}

/* "a coordinator from El Paso, Texas": the place that whoever has the post comes from;
 * ATT_NO_ENTITY. */
static uint32_t home_town(const att_facts *f, const att_tenure *tenure) {
  uint32_t n = tenure->evidence.sentence, from = tenure->evidence.last + 1;
  const att_sentence *s = &f->document->sentences.items[n];
  if (from + 1 >= s->token_count || !att_token_is(s, from, "from"))
    return ATT_NO_ENTITY;
  for (uint32_t t = from + 1; t < s->token_count && t < from + 6; t++) {
    uint32_t m = f->owner[n][t];
    const att_node *place = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
    if (place != NULL && place->kind == ATT_NODE_PLACE && place->iso3 != NULL)
      return f->mentions.items[m - 1].node;
    if (s->tokens[t].upos != ATT_PROPN && !att_token_is(s, t, ","))
      return ATT_NO_ENTITY;
  }
  return ATT_NO_ENTITY;
}

static told_state implied_state(att_facts *f, const att_tenure *tenure) {
  uint32_t person = tenure->person;
  bool envoy = att_role_is_diplomat(tenure);
  const char *sender = NULL, *home = NULL;
  uint32_t host = envoy ? post_of_envoy(f, tenure, &sender) : ATT_NO_ENTITY,
           mission = envoy ? body_of_envoy(f, tenure) : ATT_NO_ENTITY;
  if (mission != ATT_NO_ENTITY)
    return told(mission, "state-of-person", name_of(f, mission));
  if (f->nodes.items[person].iso3 != NULL)
    return told(att_facts_state(f, f->nodes.items[person].iso3), "state-of-person",
                name_of(f, person));
  told_state here = state_of_company(f, tenure, host);
  if (here.state == ATT_NO_ENTITY && envoy)
    here.state = state_of_embassy(f);
  if (here.state == host)
    here.state = ATT_NO_ENTITY;
  uint32_t guests = here.state == ATT_NO_ENTITY ? state_of_guests(f, tenure, &home) : ATT_NO_ENTITY;
  if (guests != ATT_NO_ENTITY && (taken_by_other(f, guests, tenure) || !is_told(f, guests, tenure)))
    guests = ATT_NO_ENTITY;
  if (here.state == ATT_NO_ENTITY)
    here = told(state_of_title(f, tenure), "state-of-title", tenure->title);
  if (here.state != ATT_NO_ENTITY && guests != ATT_NO_ENTITY && home != NULL &&
      att_role_of_state(f, here.state, home)) /* the guest's state has its own of the title */
    here = told(guests, "state-of-place", name_of(f, guests));
  uint32_t chief = ATT_NO_ENTITY, superior = att_role_state_of_superior(f, tenure, &chief);
  bool minister = tenure->role_hint != NULL && strncmp(tenure->role_hint, "ministry", 8) == 0;
  if (here.state == ATT_NO_ENTITY && !minister) /* many have a deputy minister */
    here = told(superior, "state-of-company", name_of(f, chief));
  if (here.state != ATT_NO_ENTITY)
    return here;
  if (sender != NULL)
    return told(att_facts_state(f, sender), "state-of-company", NULL);
  uint32_t town = home_town(f, tenure);
  if (town != ATT_NO_ENTITY && !envoy)
    return told(att_facts_state(f, f->nodes.items[town].iso3), "state-of-place", name_of(f, town));
  uint32_t place = ATT_NO_ENTITY, scene = envoy ? ATT_NO_ENTITY : state_of_scene(f, tenure, &place);
  if (scene != ATT_NO_ENTITY && !has_no_such_office(f, scene, tenure))
    return told(scene, "state-of-place", name_of(f, place));
  if (scene == ATT_NO_ENTITY && guests != ATT_NO_ENTITY && !has_no_such_office(f, guests, tenure))
    return told(guests, "state-of-place", name_of(f, guests));
  uint32_t fellow = envoy ? ATT_NO_ENTITY : state_of_fellow_hosts(f, tenure, &chief);
  if (fellow != ATT_NO_ENTITY && !has_no_such_office(f, fellow, tenure))
    return told(fellow, "state-of-company", name_of(f, chief));
  uint32_t of = scene == ATT_NO_ENTITY && guests == ATT_NO_ENTITY && !envoy
                    ? state_talked_of(f, tenure)
                    : ATT_NO_ENTITY;
  if (of == ATT_NO_ENTITY || has_no_such_office(f, of, tenure))
    of = state_of_news(f, tenure, superior, host);
  return told(of, "state-of-news", NULL);
}

/* "Minister Tanaka" before "Defense Minister Ken Tanaka": one post, by its longer title. */
static void drop_shortened(att_facts *f) {
  size_t kept = 0;
  for (size_t i = 0; i < f->tenures.count; i++) {
    const att_tenure a = f->tenures.items[i];
    bool shortened = false;
    for (size_t k = i; a.implied && (k = att_tenure_of(f, a.person, k)) != ATT_NONE;) {
      const att_tenure *b = &f->tenures.items[k]; /* which is where it was */
      shortened = shortened || (b->former == a.former && att_role_is_shortened(a.title, b->title));
    }
    if (!shortened)
      f->tenures.items[kept++] = a;
  }
  f->tenures.count = kept;
  att_index_anew(f);
}

/* "the African Union's commissioner for peace, Ambassador A B", "the High Commissioner, Ambassador
 * A B": a rank that the holder of an office of an international body, or of a ministry at home,
 * keeps, or the other title of an envoy, and no post. */
static bool is_at_large(const att_facts *f, const att_tenure *t) {
  static const char *const HOMES[] = {"InternationalOrganization", "DefenceMinistry",
                                      "GovernmentBody"};
  for (size_t k = ATT_NONE;
       t->implied && att_role_is_diplomat(t) && (k = att_tenure_of(f, t->person, k)) != ATT_NONE;) {
    const att_tenure *o = &f->tenures.items[k];
    const char *class_name =
        o->organization != ATT_NO_ENTITY ? f->nodes.items[o->organization].class_name : NULL;
    if (o->former || o->implied || o->person != t->person ||
        strcmp(o->evidence.rule, "succession") == 0)
      continue;
    if (att_role_is_diplomat(o) && strcmp(o->role_id, t->role_id) != 0)
      return true;
    for (size_t i = 0; i < sizeof HOMES / sizeof *HOMES; i++)
      if (class_name != NULL && strcmp(class_name, HOMES[i]) == 0)
        return true;
  }
  return false;
}

static void drop_ambassadors_at_large(att_facts *f) {
  size_t kept = 0;
  bool *drop = ATT_NEW_ARRAY(f->arena, bool, f->tenures.count);
  for (size_t i = 0; i < f->tenures.count; i++)
    drop[i] = is_at_large(f, &f->tenures.items[i]);
  for (size_t i = 0; i < f->tenures.count; i++)
    if (!drop[i])
      f->tenures.items[kept++] = f->tenures.items[i];
  f->tenures.count = kept;
  att_index_anew(f);
}

void att_role_imply(att_facts *facts) {
  drop_shortened(facts);
  drop_ambassadors_at_large(facts);
  att_role_units(facts);
  for (uint32_t n = 0; n < facts->nodes.count; n++) /* whom the model of a place tells of */
    if (facts->nodes.items[n].kind == ATT_NODE_PLACE && facts->nodes.items[n].iso3 != NULL)
      att_facts_state(facts, facts->nodes.items[n].iso3);
  for (size_t i = 0; i < facts->tenures.count; i++) {
    att_tenure *t = &facts->tenures.items[i];
    if (!t->implied || t->organization != ATT_NO_ENTITY)
      continue;
    if (att_role_is_stateless(facts, t)) {
      t->organization = att_role_union(facts, t);
      continue;
    }
    t->organization = att_role_locality(facts, t);
    if (t->organization == ATT_NO_ENTITY) {
      told_state of = implied_state(facts, t);
      t->organization = of.state;
      t->state_rule = of.state != ATT_NO_ENTITY ? of.rule : NULL;
      t->state_from = of.from;
    }
    if (t->organization != ATT_NO_ENTITY)
      facts->nodes.items[t->person].iso3 = facts->nodes.items[t->organization].iso3;
  }
}
