/* SPDX-License-Identifier: Apache-2.0
 *
 * Events: meetings, visits, exercises and conferences, and what was talked about in them. Triggers
 * and their arguments are rows of ontology/frames.tsv.
 */
#include <string.h>

#include "extract/argument.h"

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return strcasecmp(c->s->tokens[t].form, word) == 0;
}

static bool same(const att_indexes *a, const att_indexes *b) {
  if (a->count != b->count)
    return false;
  for (size_t i = 0; i < a->count; i++) {
    bool found = false;
    for (size_t k = 0; k < b->count; k++)
      found = found || a->items[i] == b->items[k];
    if (!found)
      return false;
  }
  return true;
}

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

/* A state or organization does not meet its own people. */
static void drop_own(att_facts *f, att_indexes *from, const att_indexes *others) {
  size_t kept = 0;
  for (size_t i = 0; i < from->count; i++) {
    const att_node *node = &f->nodes.items[from->items[i]];
    bool own = false;
    for (size_t k = 0; k < others->count && node->kind != ATT_NODE_PERSON; k++) {
      const att_node *other = &f->nodes.items[others->items[k]];
      own = own ||
            (other->iso3 != NULL && node->iso3 != NULL && strcmp(other->iso3, node->iso3) == 0);
    }
    if (!own)
      from->items[kept++] = from->items[i];
  }
  from->count = kept;
}

static void add_meeting(const att_clause *c, uint32_t t, const char *class_name, att_indexes *one,
                        att_indexes *other, const char *rule) {
  att_facts *f = c->facts;
  bool denied;
  if (att_clause_status(c, t, &denied) == ATT_HYPOTHETICAL || denied)
    return;
  att_facts_prefer(f, one);
  att_facts_prefer(f, other);
  drop_common(other, one);
  drop_own(f, other, one);
  drop_own(f, one, other);
  bool sides = one->count > 0 && other->count > 0;
  if (!sides) {
    if (one->count == 0)
      *one = *other;
    other->count = 0;
    if (one->count < 2 || one->count > 4)
      return;
  }
  for (size_t i = 0; i < f->events.count; i++) {
    att_event *e = &f->events.items[i];
    bool meeting = strcmp(e->class_name, "Meeting") == 0 || strcmp(e->class_name, "Talks") == 0 ||
                   strcmp(e->class_name, "PhoneCall") == 0;
    if (meeting && ((same(&e->participants, one) && same(&e->others, other)) ||
                    (same(&e->participants, other) && same(&e->others, one))))
      return;
  }
  att_event *e = att_clause_event(c, class_name, t, rule, 0.85f);
  e->participants = *one;
  e->others = *other;
  e->sides = sides;
  if (!att_clause_date(c, t, &e->start, &e->end))
    e->start = e->end = NULL;
}

/* Does the noun's verb say that it is done, with the noun as its object or place in time? */
static uint32_t governing_verb(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 3; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN)
      return ATT_NO_TOKEN;
    if (c->s->tokens[head].upos == ATT_VERB)
      return rel == ATT_OBJ || rel == ATT_OBL || rel == ATT_NSUBJ || rel == ATT_XCOMP
                 ? head
                 : ATT_NO_TOKEN;
    if (rel != ATT_CONJ && rel != ATT_NMOD)
      return ATT_NO_TOKEN;
    t = head;
  }
  return ATT_NO_TOKEN;
}

static void obliques(const att_clause *c, uint32_t t, const char *word, att_indexes *agents) {
  for (uint32_t i = att_clause_oblique(c, t, word, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_oblique(c, t, word, i))
    att_clause_agents(c, i, agents);
}

static uint32_t place_at(const att_clause *c, uint32_t t);
static void add_visit(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                      const char *rule);

static void add_guests(const att_clause *c, uint32_t t, const att_indexes *guests, uint32_t place) {
  att_indexes visitors = {0};
  for (size_t k = 0; k < guests->count; k++)
    att_indexes_add(c->facts->arena, &visitors, guests->items[k]);
  add_visit(c, t, &visitors, place, "guest-of-host");
}

/* "welcomed Strand at Camp Humphreys": the guest is a visitor there. */
static void visit_of_guest(const att_clause *c, uint32_t t, const att_indexes *guests) {
  static const char *const WORDS[] = {"at", "in", "to"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    uint32_t place = o == ATT_NO_TOKEN ? ATT_NO_ENTITY : place_at(c, o);
    if (place >= c->facts->nodes.count)
      continue;
    add_guests(c, t, guests, place);
    return;
  }
}

/* The same, with the place read along the words behind the verb. */
static void visit_behind(const att_clause *c, uint32_t t, const att_indexes *guests) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    uint32_t place = is(c, i, "at") || is(c, i, "in") ? place_at(c, i + 1) : ATT_NO_ENTITY;
    if (place >= c->facts->nodes.count)
      continue;
    add_guests(c, t, guests, place);
    return;
  }
}

static void meet_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes one = {0}, other = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, passive ? &other : &one);
  if (passive)
    obliques(c, t, "by", &one);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (object != ATT_NO_TOKEN && att_frame_takes(frame, "obj"))
    att_clause_agents(c, object, &other);
  if (att_frame_takes(frame, "with"))
    obliques(c, t, "with", &other);
  if (att_frame_takes(frame, "to"))
    obliques(c, t, "to", &other);
  if (att_frame_takes(frame, "on"))
    obliques(c, t, "on", &other);
  bool objective = !att_frame_takes(frame, "with");
  for (uint32_t i = t + 1; att_frame_takes(frame, "obj") && !passive && i < c->s->token_count;
       i++) {
    uint32_t m = c->facts->owner[c->number][i];
    bool verbal = c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX;
    if (other.count > 0 || verbal || object != ATT_NO_TOKEN)
      break;
    if (m != 0 &&
        c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      att_indexes_add(c->facts->arena, &other, c->facts->mentions.items[m - 1].node);
  }
  att_facts_prefer(c->facts, &other);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  if (other.count == 0 && (rel == ATT_XCOMP || rel == ATT_ADVCL))
    return; /* "sat down with officers to talk over lessons" */
  if (objective &&
      (other.count == 0 || c->facts->nodes.items[other.items[0]].kind != ATT_NODE_PERSON))
    return; /* "welcomed the decision", "hosted the exercise" */
  const char *class_name = frame->value;
  if (strcmp(frame->lemma, "speak") == 0 &&
      att_clause_oblique(c, t, "by", ATT_NO_TOKEN) == ATT_NO_TOKEN)
    class_name = "Talks";
  if (att_frame_takes(frame, "obj") && objective && subject != ATT_NO_TOKEN)
    visit_of_guest(c, t, &other);
  add_meeting(c, t, class_name, &one, &other, "meet-verb");
}

static void meet_by_noun(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes one = {0}, other = {0};
  obliques(c, t, "between", &one);
  obliques(c, t, "with", &other);
  bool on = att_frame_takes(frame, "on") && other.count == 0;
  if (on)
    obliques(c, t, "on", &other);
  if (att_frame_takes(frame, "of"))
    obliques(c, t, "of", &other);
  uint32_t owner = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  for (; owner != ATT_NO_TOKEN; owner = att_clause_child(c, t, ATT_NMOD, owner))
    if (c->s->tokens[owner].rel == ATT_NMOD_POSS)
      att_clause_agents(c, owner, &one);
  uint32_t verb = governing_verb(c, t);
  if (verb != ATT_NO_TOKEN) {
    bool passive;
    uint32_t subject = att_clause_subject(c, verb, &passive);
    bool light = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, NULL) != NULL;
    if (subject != ATT_NO_TOKEN && !passive && one.count == 0 && (other.count > 0 || light))
      att_clause_agents(c, subject, &one);
    if (other.count == 0)
      obliques(c, verb, "with", &other);
    if (other.count == 0 && on)
      obliques(c, verb, "on", &other);
  }
  if (att_frame_takes(frame, "of") && (one.count == 0 || other.count == 0))
    return;
  static const char *const WHEN[] = {"during", "after", "at", "following", "before", "in"};
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  for (size_t i = 0; i < 6 && one.count == 0 && other.count == 0 && preposition != ATT_NO_TOKEN;
       i++)
    if (is(c, preposition, WHEN[i]))
      att_clause_pair(c, &one); /* "During talks in Seoul" */
  add_meeting(c, t, on && other.count > 0 ? "Meeting" : frame->value, &one, &other, "meet-noun");
}

/* --- visits ------------------------------------------------------------------------------- */

/* "toured the site": the latest place that something is said to be at. */
static uint32_t last_site(const att_clause *c) {
  att_facts *f = c->facts;
  for (size_t i = f->mentions.count; i-- > 0;) {
    const att_mention *m = &f->mentions.items[i];
    uint8_t kind = f->nodes.items[m->node].kind;
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    if (m->sentence >= c->number || c->number - m->sentence > 3 || m->first == 0)
      continue;
    const att_token *before = &s->tokens[m->first - 1];
    if (strcmp(before->form, "the") == 0 && m->first > 1)
      before--;
    if ((kind == ATT_NODE_PLACE || kind == ATT_NODE_ORG) && strcmp(before->form, "at") == 0)
      return m->node;
  }
  return ATT_NO_ENTITY;
}

static uint32_t place_at(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 2 && t != ATT_NO_TOKEN; depth++) {
    if (att_clause_word(c, ATT_WORD_REALM, c->s->tokens[t].form))
      return ATT_NO_ENTITY - 1; /* named elsewhere */
    if (att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form))
      if (t > 0 && is(c, t - 1, "the"))
        return last_site(c);
    uint32_t m = c->facts->owner[c->number][t];
    if (m != 0) {
      uint32_t node = c->facts->mentions.items[m - 1].node;
      uint8_t kind = c->facts->nodes.items[node].kind;
      if (kind == ATT_NODE_STATE || kind == ATT_NODE_PLACE)
        return node;
      if (kind == ATT_NODE_ORG)
        return node;
      return ATT_NO_ENTITY;
    }
    t = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  }
  return ATT_NO_ENTITY;
}

/* "the Kingdom", "the country": the state most mentioned that is not the visitor's. */
static uint32_t other_state(att_facts *f, const att_indexes *visitors) {
  uint32_t best = ATT_NO_ENTITY;
  size_t most = 0;
  for (uint32_t n = 0; n < f->nodes.count; n++) {
    if (f->nodes.items[n].kind != ATT_NODE_STATE)
      continue;
    bool own = false;
    for (size_t i = 0; i < visitors->count; i++) {
      const char *iso3 = f->nodes.items[visitors->items[i]].iso3;
      own = own || (iso3 != NULL && strcmp(iso3, f->nodes.items[n].iso3) == 0);
    }
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

/* Does the visit's place take in, or lie in, the other place, so that one visit is meant? A state
 * and its capital or an airport are one visit; two towns are two. */
static bool same_place(const att_facts *f, uint32_t known, uint32_t place) {
  const att_node *a = &f->nodes.items[known], *b = &f->nodes.items[place];
  uint32_t state = a->kind == ATT_NODE_STATE ? known : place,
           inner = state == known ? place : known;
  if (known == place)
    return true;
  if (a->iso3 == NULL || b->iso3 == NULL || strcmp(a->iso3, b->iso3) != 0 ||
      f->nodes.items[state].kind != ATT_NODE_STATE)
    return false;
  const att_lex_entry *capital =
      att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, f->nodes.items[inner].name);
  return state == place || capital != NULL;
}

/* "has visited Kenya twice before": an earlier one. */
static bool is_earlier(const att_clause *c, uint32_t t) {
  bool perfect = false, before = false;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    perfect = perfect || (c->s->tokens[i].head == t + 1 && is(c, i, "has"));
    before = before || is(c, i, "before") || is(c, i, "previously") || is(c, i, "twice");
  }
  return perfect && before;
}

/* "ended a two-day visit on Nov. 7": the length gives the other end. */
static void visit_dates(const att_clause *c, uint32_t t, const char **start, const char **end) {
  static const char *const NUMBERS[] = {"one", "two", "three", "four", "five", "six", "seven"};
  if (!att_clause_date(c, t, start, end))
    return;
  int days = 0;
  bool ended = false;
  for (uint32_t i = 0; i + 2 < c->s->token_count; i++) {
    bool near = i < t && t - i < 7 && is(c, i + 1, "-") && is(c, i + 2, "day");
    for (int n = 0; n < 7 && near; n++)
      if (is(c, i, NUMBERS[n]) ||
          (c->s->tokens[i].form[0] == '1' + n && c->s->tokens[i].form[1] == 0))
        days = n + 1;
    const char *lemma = c->s->tokens[i].lemma;
    ended = ended || (i < t && t - i < 12 && att_clause_word(c, ATT_WORD_ENDING, lemma));
  }
  for (uint32_t i = t + 1; i < c->s->token_count; i++) { /* "a visit that began on Monday" */
    const char *from, *to, *lemma = c->s->tokens[i].lemma;
    if (att_clause_word(c, ATT_WORD_BEGINNING, lemma) && att_clause_date(c, i + 1, &from, &to))
      *start = from;
  }
  if (days > 1 && ended && strcmp(*start, *end) == 0)
    *start = att_date_before(c->facts->arena, *end, days - 1);
}

/* The state that a place without one lies in, as the sentence has it: "a stay in Japan". */
static uint32_t state_around(const att_clause *c, uint32_t place, const att_indexes *visitors) {
  att_facts *f = c->facts;
  uint32_t found = ATT_NO_ENTITY;
  if (f->nodes.items[place].kind != ATT_NODE_PLACE)
    return found;
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

static void add_one_visit(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                          const char *rule) {
  att_facts *f = c->facts;
  const char *where = f->nodes.items[place].iso3, *start = NULL, *end = NULL;
  bool earlier = is_earlier(c, t) || strcmp(rule, "visit-list") == 0;
  if (!earlier)
    visit_dates(c, t, &start, &end);
  uint32_t around = where == NULL ? state_around(c, place, visitors) : ATT_NO_ENTITY;
  if (around != ATT_NO_ENTITY)
    where = f->nodes.items[place].iso3 = f->nodes.items[around].iso3;
  for (size_t i = 0; i < f->events.count && !is_earlier(c, t); i++) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || !same(&e->participants, visitors) ||
        !same_place(f, e->place, place))
      continue;
    if (e->start == NULL) {
      e->start = start;
      e->end = end;
    }
    return;
  }
  att_event *e = att_clause_event(c, "Visit", t, rule, 0.85f);
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
static void add_visit(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                      const char *rule) {
  att_facts *f = c->facts;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  att_facts_prefer(f, visitors);
  if (place == ATT_NO_ENTITY - 1)
    place = other_state(f, visitors);
  if (denied || status == ATT_HYPOTHETICAL || status == ATT_PROPOSED || visitors->count == 0 ||
      place == ATT_NO_ENTITY)
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

/* "travelled to the Philippines, Malaysia and Fiji": a visit each, read along the words. */
static void visit_rest(const att_clause *c, uint32_t t, uint32_t first,
                       const att_indexes *visitors) {
  const att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][first];
  bool parted = false;
  for (uint32_t i = m != 0 ? f->mentions.items[m - 1].last + 1 : c->s->token_count;
       i < c->s->token_count; i++) {
    m = f->owner[c->number][i];
    if (m != 0) {
      uint32_t place = place_at(c, i);
      if (!parted || place >= f->nodes.count)
        return;
      att_indexes copy = {0};
      for (size_t k = 0; k < visitors->count; k++)
        att_indexes_add(c->facts->arena, &copy, visitors->items[k]);
      add_visit(c, t, &copy, place, "visit-list");
      parted = false;
      i = f->mentions.items[m - 1].last;
    } else if (is(c, i, ",") || is(c, i, "and")) {
      parted = true;
    } else if (!is(c, i, "the") && !is(c, i, "of") && !is(c, i, "to") &&
               !(is(c, i - 1, "the") && (is(c, i, "headquarters") || is(c, i, "secretariat")))) {
      return;
    }
  }
}

static uint32_t destination(const att_clause *c, uint32_t t, const att_frame *frame,
                            uint32_t *ret_token) {
  static const char *const WORDS[] = {"to", "into", "in", "of", "at", "aboard", "for"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (!att_frame_takes(frame, WORDS[i]))
      continue;
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      uint32_t place = place_at(c, o);
      *ret_token = o;
      if (place != ATT_NO_ENTITY)
        return place;
    }
  }
  return ATT_NO_ENTITY;
}

/* "to X" behind the verb, wherever the tree has put it: "travelled together with experts of A to
 * the Philippines". */
static uint32_t place_along(const att_clause *c, uint32_t t, uint32_t *ret_token) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    if (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX)
      return ATT_NO_ENTITY;
    if (!is(c, i, "to"))
      continue;
    uint32_t m = 0, at = i + 1;
    for (; at < c->s->token_count && at < i + 4 && m == 0; at++)
      m = c->facts->owner[c->number][at];
    if (m == 0)
      continue;
    *ret_token = c->facts->mentions.items[m - 1].first;
    uint32_t up = c->s->tokens[*ret_token].head;
    if (up > 0 && up - 1 <= c->facts->mentions.items[m - 1].last && up - 1 > *ret_token)
      *ret_token = up - 1;
    return place_at(c, *ret_token);
  }
  return ATT_NO_ENTITY;
}

static uint32_t last_destination(const att_facts *f) {
  for (size_t i = f->events.count; i-- > 0;)
    if (strcmp(f->events.items[i].class_name, "Visit") == 0)
      return f->events.items[i].place;
  return ATT_NO_ENTITY;
}

static void visit_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes visitors = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t there = ATT_NO_TOKEN, place = destination(c, t, frame, &there);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (place == ATT_NO_ENTITY && object != ATT_NO_TOKEN && att_frame_takes(frame, "obj")) {
    place = place_at(c, object);
    there = object;
  }
  static const char *const INSIDE[] = {"in", "at", "on"};
  for (size_t i = 0; i < 3 && place == ATT_NO_ENTITY && object != ATT_NO_TOKEN; i++) {
    uint32_t o = att_clause_oblique(c, t, INSIDE[i], ATT_NO_TOKEN); /* visited troops at X */
    if (o == ATT_NO_TOKEN)
      o = att_clause_oblique(c, object, INSIDE[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && att_frame_takes(frame, "obj"))
      place = place_at(c, o);
  }
  if (subject == ATT_NO_TOKEN || passive)
    return;
  att_clause_agents(c, subject, &visitors);
  if (place == ATT_NO_ENTITY && att_frame_takes(frame, "to") && object == ATT_NO_TOKEN)
    place = place_along(c, t, &there);
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (with != ATT_NO_TOKEN)
    att_clause_agents(c, with, &visitors);
  if (place == ATT_NO_ENTITY && with != ATT_NO_TOKEN && c->s->tokens[with].upos == ATT_PRON)
    place = last_destination(c->facts); /* "arrived with them" */
  add_visit(c, t, &visitors, place, "visit-verb");
  if (place != ATT_NO_ENTITY && there != ATT_NO_TOKEN)
    visit_rest(c, t, there, &visitors);
}

static bool is_port_call(const att_clause *c, uint32_t t);

/* The ship that makes a port call: the latest unit named before it. */
static void add_ship(const att_clause *c, uint32_t t, att_indexes *visitors) {
  att_facts *f = c->facts;
  for (size_t i = f->mentions.count; i-- > 0;) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *node = &f->nodes.items[m->node];
    bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t);
    if (before && node->kind == ATT_NODE_ORG && node->class_name != NULL &&
        strcmp(node->class_name, "MilitaryUnit") == 0) {
      att_indexes_add(f->arena, visitors, m->node);
      return;
    }
  }
}

static void visit_by_noun(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes visitors = {0};
  uint32_t there = ATT_NO_TOKEN, place = destination(c, t, frame, &there);
  for (uint32_t i = t > 8 ? t - 8 : 0; i < t && visitors.count == 0; i++)
    if (!is_port_call(c, t) &&
        (is(c, i, "his") || is(c, i, "her"))) { /* "his February 24-25 official visit" */
      bool broken = false;
      for (uint32_t k = i + 1; k < t; k++)
        broken = broken || c->s->tokens[k].upos == ATT_VERB || is(c, k, ",");
      if (!broken)
        att_clause_agents(c, i, &visitors);
    }
  if (is_port_call(c, t) && visitors.count == 0)
    add_ship(c, t, &visitors);
  uint32_t owner = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  for (; owner != ATT_NO_TOKEN; owner = att_clause_child(c, t, ATT_NMOD, owner))
    if (c->s->tokens[owner].rel == ATT_NMOD_POSS)
      att_clause_agents(c, owner, &visitors);
  for (uint32_t i = 0; i < c->s->token_count && place == ATT_NO_ENTITY; i++)
    if (c->s->tokens[i].head == t + 1 && c->facts->owner[c->number][i] != 0 &&
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_COMPOUND)
      place = place_at(c, i); /* "his Cambodia visit" */
  obliques(c, t, "by", &visitors);
  uint32_t verb = governing_verb(c, t);
  bool passive;
  uint32_t subject = verb == ATT_NO_TOKEN ? ATT_NO_TOKEN : att_clause_subject(c, verb, &passive);
  if (visitors.count == 0 && subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, &visitors);
  if (place == ATT_NO_ENTITY && verb != ATT_NO_TOKEN && visitors.count > 0) {
    for (uint32_t o = att_clause_oblique(c, verb, "to", ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, verb, "to", o))
      place = place == ATT_NO_ENTITY ? place_at(c, o) : place;
  }
  add_visit(c, t, &visitors, place, "visit-noun");
  if (place != ATT_NO_ENTITY && there != ATT_NO_TOKEN)
    visit_rest(c, t, there, &visitors);
}

/* --- topics ---------------------------------------------------------------------------------- */

/* What a verb or noun of talking has behind "on", "about", "over". */
static void matters(const att_clause *c, uint32_t t, att_strings *topics) {
  static const char *const WORDS[] = {"on", "about", "over", "regarding", "concerning"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    bool day = o != ATT_NO_TOKEN && c->s->tokens[o].upos == ATT_PROPN &&
               c->facts->owner[c->number][o] == 0; /* on Tuesday */
    if (o != ATT_NO_TOKEN && o > t && !day)
      att_clause_topics(c, o, topics);
  }
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && topics->count == 0; i++) {
    uint8_t upos = c->s->tokens[i].upos; /* the tree may have hung it elsewhere */
    if (upos == ATT_VERB || upos == ATT_AUX || is(c, i, ",") || is(c, i, "."))
      break;
    if (!is(c, i, "on") && !is(c, i, "about") && !is(c, i, "regarding"))
      continue;
    uint32_t noun = i + 1;
    while (noun + 1 < c->s->token_count && noun < i + 6 && c->s->tokens[noun].upos != ATT_NOUN)
      noun++;
    if (c->s->tokens[noun].upos == ATT_NOUN && c->s->tokens[i + 1].upos != ATT_NUM)
      att_clause_topics(c, noun, topics);
    break;
  }
}

static void give_topics(att_facts *f, const att_strings *topics) {
  if (topics->count == 0 || f->events.count == 0)
    return;
  att_event *meeting = &f->events.items[f->events.count - 1];
  for (size_t i = 0; i < topics->count; i++)
    att_strings_add(f->arena, &meeting->topics, topics->items[i]);
}

/* "On the agenda were X and Y", "X and Y were on the table". */
static void read_agenda(const att_clause *c, uint32_t t) {
  if (!att_clause_word(c, ATT_WORD_AGENDA, c->s->tokens[t].form) || t < 2 || !is(c, t - 1, "the") ||
      !is(c, t - 2, "on"))
    return;
  att_strings topics = {0};
  bool inverted = t + 1 < c->s->token_count && c->s->tokens[t + 1].upos == ATT_AUX;
  if (inverted && t + 2 < c->s->token_count) {
    att_clause_topics(c, t + 2, &topics);
  } else {
    uint32_t subject = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
    if (subject != ATT_NO_TOKEN)
      att_clause_topics(c, subject, &topics);
  }
  if (c->facts->events.count == 0 && topics.count > 0)
    att_clause_event(c, "Talks", t, "agenda", 0.5f);
  give_topics(c->facts, &topics);
}

static void add_topics(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_facts *f = c->facts;
  att_strings topics = {0};
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (object == ATT_NO_TOKEN && t + 1 < c->s->token_count && c->s->tokens[t + 1].head > t + 1 &&
      (c->s->tokens[t + 1].upos == ATT_NOUN || c->s->tokens[t + 1].upos == ATT_ADJ))
    object = t + 1;
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (passive && subject != ATT_NO_TOKEN)
    att_clause_topics(c, subject, &topics);
  if (att_frame_takes(frame, "obj") && object != ATT_NO_TOKEN)
    att_clause_topics(c, object, &topics);
  matters(c, t, &topics);
  uint32_t through = att_clause_oblique(c, t, "through", ATT_NO_TOKEN);
  if (through != ATT_NO_TOKEN && att_frame_takes(frame, "through"))
    att_clause_topics(c, through, &topics);
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (att_frame_takes(frame, "with") && with != ATT_NO_TOKEN)
    att_clause_topics(c, with, &topics);
  if (att_frame_takes(frame, "obj") && subject != ATT_NO_TOKEN && !passive) {
    att_indexes one = {0}, other = {0};
    obliques(c, t, "with", &other);
    if (other.count > 0 && strcmp(frame->lemma, "discuss") == 0) {
      att_clause_agents(c, subject, &one);
      add_meeting(c, t, "Talks", &one, &other, "discuss-with");
    } else if (strcmp(frame->lemma, "discuss") == 0) {
      att_clause_agents(c, subject, &one);
      att_facts_prefer(f, &one);
      if (one.count == 2)
        add_meeting(c, t, "Talks", &one, &other, "discuss-together");
    }
  }
  if (topics.count == 0)
    return;
  att_event *meeting = NULL;
  for (size_t i = f->events.count; i-- > 0 && meeting == NULL;)
    if (f->events.items[i].sides || f->events.items[i].participants.count > 1)
      meeting = &f->events.items[i];
  if (meeting == NULL)
    meeting = att_clause_event(c, "Talks", t, "talk-topics", 0.5f);
  for (size_t i = 0; i < topics.count; i++)
    att_strings_add(f->arena, &meeting->topics, topics.items[i]);
}

static void noun_topics(const att_clause *c, uint32_t t) {
  att_strings topics = {0};
  matters(c, t, &topics);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (topics.count == 0 && object == t + 2 && is(c, t + 1, "over")) /* to talk over X */
    att_clause_topics(c, object, &topics);
  give_topics(c->facts, &topics);
}

static bool is_port_call(const att_clause *c, uint32_t t) {
  return t > 0 && is(c, t, "call") && is(c, t - 1, "port");
}

/* "Merrow, and his wife, welcome Gen. Strand": a verb of a caption that the tagger took for an
 * adjective or noun, between names of persons. */
static void read_caption(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  char lemma[24];
  size_t size = strlen(c->s->tokens[t].form);
  if (t < 2 || size >= sizeof lemma || size < 4 || c->s->tokens[t].upos == ATT_VERB)
    return;
  memcpy(lemma, c->s->tokens[t].form, size + 1);
  const att_frame *frame = att_lexicon_frame(f->lexicon, lemma, true, NULL);
  if (frame == NULL && lemma[size - 1] == 's') {
    lemma[size - 1] = '\0';
    frame = att_lexicon_frame(f->lexicon, lemma, true, NULL);
  }
  if (frame == NULL || strcmp(frame->frame, "meet") != 0 || !att_frame_takes(frame, "obj"))
    return;
  att_indexes one = {0}, other = {0};
  bool next = false;
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != c->number || f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      continue;
    next = next || m->title_first == t + 1;
    att_indexes_add(f->arena, m->last < t ? &one : &other, m->node);
  }
  if (!next || one.count == 0)
    return;
  visit_behind(c, t, &other);
  add_meeting(c, t, frame->value, &one, &other, "caption");
}

static void read_token(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  bool verb = token->upos == ATT_VERB;
  if (!att_clause_is_quoted(c, t))
    read_caption(c, t);
  if ((!verb && token->upos != ATT_NOUN) || att_clause_is_quoted(c, t))
    return;
  if (is_port_call(c, t)) {
    visit_by_noun(c, t, att_lexicon_frame(c->facts->lexicon, "visit", false, NULL));
    return;
  }
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, token->lemma, verb, frame)) != NULL) {
    if (strcmp(frame->frame, "meet") == 0 && verb) {
      meet_by_verb(c, t, frame);
      noun_topics(c, t);
    } else if (strcmp(frame->frame, "meet") == 0) {
      meet_by_noun(c, t, frame);
      noun_topics(c, t);
    } else if (strcmp(frame->frame, "visit") == 0 && verb)
      visit_by_verb(c, t, frame);
    else if (strcmp(frame->frame, "visit") == 0)
      visit_by_noun(c, t, frame);
  }
}

void att_event_find(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    for (uint32_t t = 0; t < c.s->token_count; t++)
      read_token(&c, t);
    for (uint32_t t = 0; t < c.s->token_count; t++)
      read_agenda(&c, t);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      const att_frame *frame = NULL;
      while ((frame = att_lexicon_frame(facts->lexicon, c.s->tokens[t].lemma, true, frame)) != NULL)
        if (strcmp(frame->frame, "talk") == 0 && c.s->tokens[t].upos == ATT_VERB)
          add_topics(&c, t, frame);
    }
  }
}
