/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings, talks and calls: who met whom, by verb, by noun, by caption.
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* Is the place the person's own state or its capital? */
static bool is_home(const att_facts *f, uint32_t person, uint32_t place) {
  return att_event_is_at_home(f, person, place) &&
         (f->nodes.items[place].kind == ATT_NODE_STATE ||
          att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, f->nodes.items[place].name) != NULL);
}

void att_visit_guests(const att_clause *c, uint32_t t, const att_indexes *guests, uint32_t place) {
  att_indexes visitors = {0};
  for (size_t k = 0; k < guests->count; k++)
    if (!att_facts_is_envoy(c->facts, guests->items[k]) &&
        !is_home(c->facts, guests->items[k], place) &&
        c->facts->nodes.items[guests->items[k]].kind != ATT_NODE_STATE)
      att_indexes_add(c->facts->arena, &visitors, guests->items[k]);
  att_visit_add(c, t, &visitors, place, "guest-of-host");
}

bool att_visit_guests_along(const att_clause *c, uint32_t t, const att_indexes *guests) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count; i++) {
    const char *xpos = c->s->tokens[i].xpos;
    if (strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0 || is(c, i, ";"))
      return false;
    uint32_t place = is(c, i, "at") ? att_event_place(c, i + 1)
                     : is(c, i, "here") && c->s->tokens[i].head == t + 1 && guests->count == 1
                         ? att_event_dateline(c->facts)
                         : ATT_NO_ENTITY;
    if (place >= c->facts->nodes.count || c->facts->nodes.items[place].kind != ATT_NODE_PLACE)
      continue;
    att_visit_guests(c, t, guests, place);
    return true;
  }
  return false;
}

/* "hosted him at the ministry", who is said to visit the capital: no other visit. */
static bool is_there(const att_clause *c, const att_indexes *guests, uint32_t place) {
  const att_facts *f = c->facts;
  const char *where = f->nodes.items[place].iso3;
  for (size_t i = ATT_NONE; where != NULL && guests->count > 0 &&
                            (i = att_event_of(f, guests->items[0], i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const char *known =
        strcmp(e->class_name, "Visit") == 0 && e->place < f->nodes.count && e->status != ATT_PLANNED
            ? f->nodes.items[e->place].iso3
            : NULL;
    if (known != NULL && strcmp(known, where) == 0 && att_indexes_same(&e->participants, guests) &&
        f->nodes.items[place].kind == ATT_NODE_ORG)
      return true;
  }
  return false;
}

/* "A, on May 5 in Hanoi | hosted": the place right before the verb; ATT_NO_ENTITY. */
static uint32_t place_before(const att_clause *c, uint32_t t) {
  uint32_t m = t > 1 ? c->facts->owner[c->number][t - 1] : 0;
  uint32_t first = m != 0 ? c->facts->mentions.items[m - 1].first : 0;
  return first > 0 && (is(c, first - 1, "in") || is(c, first - 1, "at")) ? att_event_place(c, t - 1)
                                                                         : ATT_NO_ENTITY;
}

/* "welcomed Strand at Camp Humphreys": the guest is a visitor there. */
static void visit_of_guest(const att_clause *c, uint32_t t, uint32_t guest,
                           const att_indexes *guests, const att_indexes *hosts) {
  static const char *const WORDS[] = {"at", "in", "to", "aboard"};
  if (is(c, t + 1, "off"))
    return; /* "was seen off at the airport" */
  for (size_t i = 0; i < 8; i++) {
    uint32_t o = i < 4 || guest != ATT_NO_TOKEN
                     ? att_clause_oblique(c, i < 4 ? t : guest, WORDS[i % 4], ATT_NO_TOKEN)
                     : ATT_NO_TOKEN;
    uint32_t place = o == ATT_NO_TOKEN ? ATT_NO_ENTITY : att_event_place(c, o);
    if (place >= c->facts->nodes.count || is(c, o, "presence"))
      continue; /* "in the presence of the Ambassador to X" */
    uint32_t town = i == 0 ? att_clause_oblique(c, t, "in", ATT_NO_TOKEN) : ATT_NO_TOKEN;
    uint32_t there = town != ATT_NO_TOKEN && town < o ? att_event_place(c, town) : ATT_NO_ENTITY;
    if (there < c->facts->nodes.count && c->facts->nodes.items[there].kind == ATT_NODE_PLACE)
      place = there; /* "received in X by B at the headquarters on Y" */
    if (!is_there(c, guests, place))
      att_visit_guests(c, t, guests, place);
    return;
  }
  uint32_t before = place_before(c, t);
  if (before < c->facts->nodes.count)
    att_visit_guests(c, t, guests, before);
  else if (!att_visit_guests_along(c, t, guests))
    att_visit_at_hosts(c, t, guest, guests, hosts);
}

/* "a delegation", "Cambodian officials": people rather than the body itself. */
static bool is_people(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  if (strcmp(lemma, "leadership") == 0 && is(c, t + 1, "of"))
    return false; /* leadership of the mission */
  return c->facts->owner[c->number][t] == 0 && (att_clause_word(c, ATT_WORD_GROUP, lemma) ||
                                                att_clause_word(c, ATT_WORD_DELEGATION, lemma));
}

/* "a ceremony hosted by B": who takes part need not meet the host. */
static bool is_occasion(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  while (t != ATT_NO_TOKEN &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, false, frame)))
    if (strcmp(frame->frame, "event") == 0 || strcmp(frame->frame, "meet") == 0)
      return true;
  return false;
}

/* "A toured the hospital, hosted by B": the participle behind a thing has the subject of the verb
 * over it. */
static void subject_above(const att_clause *c, uint32_t t, att_indexes *agents) {
  uint32_t up = att_clause_head(c, t);
  bool meal = up != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_MEAL, c->s->tokens[up].lemma);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_ACL || (is_occasion(c, up) && !meal))
    return;
  for (unsigned depth = 0; depth < 4 && up != ATT_NO_TOKEN; depth++) {
    bool passive;
    uint32_t subject =
        c->s->tokens[up].upos == ATT_VERB ? att_clause_subject(c, up, &passive) : ATT_NO_TOKEN;
    if (subject != ATT_NO_TOKEN && subject < t) {
      att_clause_agents(c, subject, agents);
      return;
    }
    up = att_clause_head(c, up);
  }
}

/* "B, whom A met", "B, with whom A talked": the noun that the relative clause is about, where its
 * pronoun is no subject; ATT_NO_TOKEN. */
static uint32_t relative_object(const att_clause *c, uint32_t t, uint32_t subject) {
  uint32_t head = att_clause_head(c, t);
  if (c->s->tokens[t].rel != ATT_ACL_RELCL || head == ATT_NO_TOKEN || subject == head)
    return ATT_NO_TOKEN;
  for (uint32_t i = head + 1; i < t; i++)
    if (is(c, i, "whom") || (is(c, i, "who") && c->s->tokens[i].head == t + 1))
      return head;
  return ATT_NO_TOKEN;
}

/* "A and B spoke to reporters": is there another side, whom nobody knows? */
static bool has_unknown_side(const att_clause *c, uint32_t t, const att_frame *frame,
                             uint32_t object) {
  static const char *const WORDS[] = {"with", "to"};
  bool found = object != ATT_NO_TOKEN && att_frame_takes(frame, "obj");
  for (size_t i = 0; i < 2; i++)
    found = found || (att_frame_takes(frame, WORDS[i]) &&
                      att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN) != ATT_NO_TOKEN);
  return found;
}

/* "received a telephone call on Sunday from A": who called. */
static void from_caller(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *other) {
  att_event_obliques(c, t, "from", other);
  if (other->count == 0)
    att_event_obliques(c, verb, "from", other);
}

/* "received a courtesy visit from A": who came. */
static bool visit_received(const att_clause *c, uint32_t t, uint32_t object, att_indexes *other) {
  const att_frame *frame =
      object != ATT_NO_TOKEN
          ? att_lexicon_frame(c->facts->lexicon, c->s->tokens[object].lemma, false, NULL)
          : NULL;
  if (frame == NULL || !att_frame_takes(frame, "to") ||
      strcmp(c->s->tokens[t].lemma, "receive") != 0)
    return false;
  from_caller(c, object, t, other);
  if (other->count == 0)
    att_event_obliques(c, object, "by", other);
  return other->count > 0;
}

/* "the ambassador, A B, and the attaché, C D": the office behind `from` that the name is in
 * apposition to, on which the list hangs; else the name. */
static uint32_t office_of(const att_clause *c, uint32_t name, uint32_t from) {
  uint32_t up = att_clause_head(c, name);
  return c->s->tokens[name].rel == ATT_APPOS && up != ATT_NO_TOKEN && up > from && up < name ? up
                                                                                             : name;
}

/* "hosts 3,000 soldiers", "thanked B for hosting troops of A": a deployment. */
static bool is_garrison(const att_clause *c, uint32_t verb, uint32_t object) {
  bool counted = att_clause_child(c, object, ATT_NUMMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
                 strcmp(c->s->tokens[verb].xpos, "VBG") == 0;
  return (object > 0 && is(c, object, "members") && is(c, object - 1, "service")) ||
         (counted && att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[object].lemma));
}

/* "Before leaving the country he also saw B in X": is it the subject who travels, and not B? */
static bool is_journey_of_host(const att_clause *c, const att_indexes *one,
                               const att_indexes *other) {
  return one->count == 1 && other->count == 1 &&
         att_reference_is_visitor(c->facts, one->items[0]) &&
         !att_reference_is_visitor(c->facts, other->items[0]);
}

/* "called on the Prime Minister of X", who is not asked to do anything. */
static bool is_called_upon(const att_clause *c, uint32_t t) {
  uint32_t last, on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
  if (on == ATT_NO_TOKEN || c->facts->owner[c->number][on] != 0 ||
      strcmp(c->s->tokens[on].xpos, "NNS") == 0)
    return false;
  for (uint32_t i = on + 1; i + 1 < c->s->token_count; i++)
    if (is(c, i, "to") && c->s->tokens[i].upos == ATT_PART)
      return false;
  for (uint32_t i = on > 3 ? on - 3 : 0; i <= on; i++)
    if (att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, i, &last) != NULL && last >= on)
      return true;
  return false;
}

void att_meeting_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes one = {0}, other = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, passive ? &other : &one);
  if (passive)
    att_event_obliques(c, t, "by", &one);
  if (passive && one.count > 0 && !att_facts_hold_person(c->facts, &other))
    subject_above(c, t, &other);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (object == ATT_NO_TOKEN && att_frame_takes(frame, "somebody"))
    object = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN); /* told A that */
  if (object != ATT_NO_TOKEN && att_frame_takes(frame, "obj") &&
      !visit_received(c, t, object, &other))
    att_clause_agents(c, object, &other);
  uint32_t antecedent = relative_object(c, t, subject);
  if (antecedent != ATT_NO_TOKEN && other.count == 0)
    att_clause_agents(c, antecedent, &other);
  if (att_frame_takes(frame, "with"))
    att_event_obliques(c, t, "with", &other);
  if (att_frame_takes(frame, "to"))
    att_event_obliques(c, t, "to", &other);
  if (att_frame_takes(frame, "to") && object != ATT_NO_TOKEN &&
      (att_frame_takes(frame, "nowhere") || att_frame_takes(frame, "farewell")))
    att_event_obliques(c, object, "to", &other); /* "explains the display to B" */
  if (att_frame_takes(frame, "on"))
    att_event_obliques(c, t, "on", &other);
  if (att_frame_takes(frame, "from")) {
    att_event_obliques(c, t, "from", &other);
    if (!att_facts_hold_person(c->facts, &one) || !att_facts_hold_person(c->facts, &other))
      return; /* heard from the front */
  }
  bool objective = !att_frame_takes(frame, "with");
  for (uint32_t i = t + 1; att_frame_takes(frame, "obj") && !passive && i < c->s->token_count;
       i++) {
    uint32_t m = c->facts->owner[c->number][i];
    bool verbal = c->s->tokens[i].upos == ATT_AUX ||
                  (c->s->tokens[i].upos == ATT_VERB && !is(c, i, "visiting") &&
                   strcmp(c->s->tokens[i].xpos, "VBN") != 0);
    if (other.count > 0 || verbal || object != ATT_NO_TOKEN || is(c, i, "not") ||
        (objective && is(c, i, "with")))
      break; /* "met with the minister, but not with B" */
    if (m != 0 &&
        c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON) {
      att_indexes_add(c->facts->arena, &other, c->facts->mentions.items[m - 1].node);
      if (office_of(c, i, t) != i)
        att_clause_agents(c, office_of(c, i, t), &other);
    }
  }
  att_facts_prefer(c->facts, &other);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  bool own = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (other.count == 0 && (rel == ATT_XCOMP || (rel == ATT_ADVCL && !own))) {
    if (!passive && att_frame_takes(frame, "with")) /* "flew to X to meet soldiers from Y" */
      att_meeting_troops(c, t, frame->value, &one);
    return; /* "sat down with officers to talk over lessons", but "when they met" */
  }
  if (other.count == 0 && strcmp(frame->lemma, "speak") == 0 &&
      att_clause_oblique(c, t, "at", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return; /* "A and B spoke at the conference" */
  if (other.count == 0 && !passive && has_unknown_side(c, t, frame, object))
    return;
  bool posed = strcmp(frame->lemma, "pose") == 0 || strcmp(frame->lemma, "spend") == 0;
  if (posed && !att_facts_hold_person(c->facts, &one) && !att_facts_hold_person(c->facts, &other))
    return; /* "sailors are spending the week with the crew", "soldiers of X and Y pose" */
  if (strcmp(frame->lemma, "see") == 0 &&
      att_clause_oblique(c, t, "as", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return; /* "sees B as a friend" */
  if (strcmp(frame->lemma, "host") == 0 && object != ATT_NO_TOKEN && is_garrison(c, t, object))
    return;
  bool calls = strcmp(frame->lemma, "call") == 0 && att_frame_takes(frame, "on");
  bool office = calls && !att_facts_hold_person(c->facts, &other) && is_called_upon(c, t);
  if (calls && !office && !att_facts_hold_person(c->facts, &other))
    return; /* "called on both countries to" */
  uint32_t met = passive ? subject : object;
  bool people = met != ATT_NO_TOKEN && is_people(c, met);
  if (objective && passive && one.count == 0 && att_facts_hold_person(c->facts, &other) &&
      att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[t].lemma) &&
      att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma)) /* by nobody named */
    visit_of_guest(c, t, ATT_NO_TOKEN, &other, &one);
  bool ship = att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[t].lemma) &&
              att_meeting_are_ships(c->facts, &other) && att_facts_hold_person(c->facts, &one);
  if (objective && (one.count == 0 || other.count == 0 ||
                    (c->facts->nodes.items[other.items[0]].kind != ATT_NODE_PERSON && !people &&
                     !ship && !office)))
    return; /* "welcomed the decision", "hosted the exercise" */
  if (att_frame_takes(frame, "abroad")) {
    uint32_t in = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
    if (in != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_MESSAGE, c->s->tokens[in].lemma))
      return; /* "told B in a letter" */
    for (size_t i = 0; i < other.count; i++)
      att_indexes_add(c->facts->arena, &one, other.items[i]);
    att_meeting_among(c, t, frame->value, &one, true, "meet-verb");
    return;
  }
  const char *class_name = frame->value;
  if (strcmp(frame->lemma, "speak") == 0 &&
      att_clause_oblique(c, t, "by", ATT_NO_TOKEN) == ATT_NO_TOKEN)
    class_name = "Talks";
  bool hosts = att_frame_takes(frame, "obj") || att_frame_takes(frame, "host");
  if (hosts && objective && subject != ATT_NO_TOKEN && strcmp(frame->value, "PhoneCall") != 0 &&
      !att_frame_takes(frame, "nowhere") && !is_journey_of_host(c, &one, &other))
    visit_of_guest(c, t, object, &other, &one);
  att_indexes same = {0};
  for (size_t i = 0; i < one.count; i++)
    att_indexes_add(c->facts->arena, &same, one.items[i]);
  if (!passive)
    att_meeting_by_days(c, t, class_name, &same, &other);
  bool troops =
      !passive && att_frame_takes(frame, "with") && att_meeting_troops(c, t, class_name, &same);
  if (!troops || att_facts_hold_person(c->facts, &other)) /* "American members of the 5th Wing" */
    att_meeting_add(c, t, class_name, &one, &other, "meet-verb");
  uint32_t behind = object;
  if (behind == ATT_NO_TOKEN && att_frame_takes(frame, "on"))
    behind = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
  if (behind == ATT_NO_TOKEN && att_frame_takes(frame, "with"))
    behind = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (!passive && behind != ATT_NO_TOKEN)
    att_meeting_offices(c, t, behind, class_name, &same);
}

static bool is_named_person(const att_facts *f, uint32_t mention) {
  return f->nodes.items[f->mentions.items[mention - 1].node].kind == ATT_NODE_PERSON;
}

/* Do a person's titles, or his name, begin at `t`? */
static bool begins_person(const att_clause *c, uint32_t t) {
  for (size_t i = 0; att_mentions_in(c->facts, c->number, c->number, &i); i++)
    if (c->facts->mentions.items[i].sentence == c->number &&
        c->facts->mentions.items[i].title_first == t &&
        c->facts->nodes.items[c->facts->mentions.items[i].node].kind == ATT_NODE_PERSON)
      return true;
  return false;
}

void att_meeting_with_behind(const att_clause *c, uint32_t t, uint32_t most, att_indexes *other) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && i < t + most; i++) {
    bool dubbed = att_clause_word(c, ATT_WORD_DUBBED, c->s->tokens[i].form);
    if ((c->s->tokens[i].upos == ATT_VERB && !dubbed) || c->s->tokens[i].upos == ATT_AUX ||
        is(c, i, ".") || is(c, i, ";"))
      return; /* but "the meeting, known as X, with B" */
    if (!is(c, i, "with"))
      continue;
    for (uint32_t k = i + 1; k < c->s->token_count && other->count == 0; k++) {
      uint32_t m = c->facts->owner[c->number][k];
      if (m != 0 &&
          c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
        att_clause_agents(c, office_of(c, k, i), other);
      else if (strcmp(c->s->tokens[k].xpos, "NNS") == 0 && is_people(c, k))
        att_clause_agents(c, k, other); /* "with his A and B counterparts, C and D" */
      else if (is(c, k, ",") && !begins_person(c, k + 1))
        return;
    }
    return;
  }
}

/* The predicate without a verb that the noun is, or belongs to: "was the guest of B", "is in Rome
 * for talks with B". */
static uint32_t predicate_over(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 2 && t != ATT_NO_TOKEN; depth++) {
    if (att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN)
      return t;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (rel != ATT_NMOD && rel != ATT_OBL)
      return ATT_NO_TOKEN;
    t = att_clause_head(c, t);
  }
  return ATT_NO_TOKEN;
}

/* "The meeting brought together A and B". */
static void brought_together(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *agents) {
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ && object != ATT_NO_TOKEN &&
      att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[verb].lemma))
    att_clause_agents(c, object, agents);
}

/* "A's visit included talks with B": whose the subject is. */
static void owner_of_subject(const att_clause *c, uint32_t verb, att_indexes *agents) {
  uint32_t subject = att_clause_child(c, verb, ATT_NSUBJ, ATT_NO_TOKEN);
  const att_frame *frame =
      subject != ATT_NO_TOKEN
          ? att_lexicon_frame(c->facts->lexicon, c->s->tokens[subject].lemma, false, NULL)
          : NULL;
  if (frame == NULL || strcmp(frame->frame, "visit") != 0)
    return;
  for (uint32_t o = att_clause_child(c, subject, ATT_NMOD, ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_child(c, subject, ATT_NMOD, o))
    if (c->s->tokens[o].rel == ATT_NMOD_POSS)
      att_clause_agents(c, o, agents);
  uint32_t only = att_reference_only_visitor(c->facts, c->number);
  if (agents->count == 0 && subject > 0 && is(c, subject - 1, "the") && only != ATT_NO_ENTITY)
    att_indexes_add(c->facts->arena, agents, only); /* "The visit began with talks with B" */
}

/* "a dinner in honour of B" */
static void in_honour_of(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t o = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
       o != ATT_NO_TOKEN && agents->count == 0; o = att_clause_oblique(c, t, "in", o))
    if (is(c, o, "honour") || is(c, o, "honor"))
      att_event_obliques(c, o, "of", agents);
}

/* "hosted a reception in X on May 7 for the commander, B": the person right behind "for", wherever
 * the tree has hung it. */
static void for_behind(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    uint32_t before = m->title_first > 1 ? m->title_first - 1 : 0;
    if (m->sentence != c->number)
      continue;
    uint32_t nation = f->owner[c->number][before]; /* for Swedish Minister C D */
    if (before > 1 && nation != 0 && f->mentions.items[nation - 1].adjective)
      before = f->mentions.items[nation - 1].first - 1;
    before -= before > 1 && (is(c, before, "the") || is(c, before, "visiting"));
    if (before > t && before < t + 16 && is(c, before, "for") &&
        f->nodes.items[m->node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, agents, m->node);
  }
}

/* "a trilateral meeting": each with each. */
static bool is_of_three(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 6 ? t - 6 : 0; i < t; i++)
    if (is(c, i, "trilateral") || is(c, i, "quadrilateral") || is(c, i, "three-way"))
      return true;
  return false;
}

/* "the ASEAN Defence Ministers' Meeting": the owner is part of a name. */
static bool is_in_name(const att_clause *c, uint32_t owner, uint32_t t) {
  uint32_t m = c->facts->owner[c->number][owner];
  return isupper((unsigned char)c->s->tokens[t].form[0]) &&
         isupper((unsigned char)c->s->tokens[owner].form[0]) &&
         !(m != 0 && is_named_person(c->facts, m));
}

/* Does its verb say that it took place: "the talks were held", "the round of talks began"? */
static bool is_said_held(const att_clause *c, uint32_t t, uint32_t verb) {
  while (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NMOD)
    t = att_clause_head(c, t);
  return verb != ATT_NO_TOKEN && att_clause_head(c, t) == verb &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ &&
         att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma);
}

/* "granted an audience to B", "gave B a briefing" */
static void granted_to(const att_clause *c, uint32_t verb, att_indexes *other) {
  uint32_t whom = att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN);
  if (whom != ATT_NO_TOKEN)
    att_clause_agents(c, whom, other);
  else
    att_event_obliques(c, verb, "to", other);
}

/* "the call he made to B", "the talks she held with B": the sides that the clause behind the noun
 * tells. */
static void sides_behind(const att_clause *c, uint32_t t, bool on, att_indexes *one,
                         att_indexes *other) {
  static const char *const WORDS[] = {"with", "to", "on"};
  for (uint32_t v = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN); v != ATT_NO_TOKEN;
       v = att_clause_child(c, t, ATT_ACL, v)) {
    const att_frame *frame =
        att_lexicon_frame(c->facts->lexicon, c->s->tokens[v].lemma, true, NULL);
    uint32_t subject = att_clause_child(c, v, ATT_NSUBJ, ATT_NO_TOKEN);
    bool light = frame != NULL && strcmp(frame->frame, "light") == 0;
    for (size_t i = 0; i < (on ? 3 : 1) && light; i++)
      att_event_obliques(c, v, WORDS[i], other);
    if (light && other->count > 0 && subject != ATT_NO_TOKEN && one->count == 0 &&
        c->s->tokens[subject].rel != ATT_NSUBJ_PASS)
      att_clause_agents(c, subject, one);
    if (light)
      att_event_obliques(c, v, "between", one); /* "the talks held between A and B" */
  }
}

/* "talks held earlier the same day between A and Minister B": the two behind "between", wherever
 * the tree has hung them. */
static void between_behind(const att_clause *c, uint32_t t, att_indexes *one, att_indexes *other) {
  const att_facts *f = c->facts;
  uint32_t i = t + 1, end = c->s->token_count < t + 12 ? c->s->token_count : t + 12;
  att_indexes two = {0};
  while (i < end && !is(c, i, "between") && c->s->tokens[i].upos != ATT_AUX && !is(c, i, ";") &&
         (c->s->tokens[i].upos != ATT_VERB || strcmp(c->s->tokens[i].xpos, "VBN") == 0))
    i++;
  bool joined = false;
  for (i = i < end && is(c, i, "between") ? i + 1 : c->s->token_count;
       i < c->s->token_count && c->s->tokens[i].upos != ATT_VERB && two.count < 2; i++) {
    uint32_t m = f->owner[c->number][i];
    joined = joined || is(c, i, "and");
    if (m == 0 && joined && two.count == 1 &&
        att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[i].lemma))
      att_clause_agents(c, i, &two); /* "A and the leadership of B" */
    if (m == 0 || f->nodes.items[f->mentions.items[m - 1].node].kind != ATT_NODE_PERSON)
      continue;
    if (two.count == 0 || joined)
      att_indexes_add(f->arena, &two, f->mentions.items[m - 1].node);
    i = f->mentions.items[m - 1].last;
  }
  if (two.count != 2)
    return;
  *one = (att_indexes){0};
  att_indexes_add(f->arena, one, two.items[0]);
  att_indexes_add(f->arena, other, two.items[1]);
}

/* "in consultation with the manufacturer": how it is done, no talks. */
static bool is_manner(const att_clause *c, uint32_t t) {
  return t > 0 && is(c, t - 1, "in") && (is(c, t, "consultation") || is(c, t, "dialogue"));
}

/* "attended", "took part in", "was present at". */
static bool is_presence(const att_clause *c, uint32_t verb) {
  const char *lemma = c->s->tokens[verb].lemma;
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  return strcmp(lemma, "attend") == 0 || strcmp(lemma, "present") == 0 ||
         att_clause_word(c, ATT_WORD_TAKING_PART, lemma) ||
         (strcmp(lemma, "take") == 0 && object != ATT_NO_TOKEN && is(c, object, "part"));
}

/* "The command holds talks with X, Y and Z": what bodies and states do again and again, told in the
 * present without a day. */
static bool is_habit(const att_clause *c, uint32_t verb, const att_indexes *one,
                     const att_indexes *other) {
  const char *start, *end, *xpos = c->s->tokens[verb].xpos;
  return c->s->tokens[verb].upos == ATT_VERB &&
         (strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "VBP") == 0) &&
         c->facts->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_BODY &&
         !att_facts_hold_person(c->facts, one) && !att_facts_hold_person(c->facts, other) &&
         !att_clause_date(c, verb, &start, &end);
}

/* Is what the verb tells said to its object's face: "told B", "assured B", "thanked B"? One praises
 * and condemns others. */
static bool is_said_to_object(const att_clause *c, uint32_t verb) {
  static const char *const ACTS[] = {"thank", "congratulate", "invite", "encourage", "request"};
  const char *lemma = c->s->tokens[verb].lemma;
  const att_frame *frame = att_lexicon_frame(c->facts->lexicon, lemma, true, NULL);
  for (; frame != NULL; frame = att_lexicon_frame(c->facts->lexicon, lemma, true, frame)) {
    if (strcmp(frame->frame, "say") != 0)
      continue;
    if (strcmp(lemma, "tell") == 0 || att_frame_takes(frame, "whom"))
      return true;
    for (size_t i = 0; i < sizeof ACTS / sizeof *ACTS; i++)
      if (strcmp(frame->value, ACTS[i]) == 0)
        return true;
  }
  return false;
}

/* "In a phone call, A told B that", "during the meeting A thanked B": the one who says it and whom
 * it is said to. */
static void told_within(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *one,
                        att_indexes *other) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  bool passive, within = word != ATT_NO_TOKEN && (is(c, word, "in") || is(c, word, "during"));
  uint32_t subject = within ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || passive || c->s->tokens[t].head != verb + 1 ||
      !is_said_to_object(c, verb))
    return;
  uint32_t whom = att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN);
  whom = whom != ATT_NO_TOKEN ? whom : att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  att_indexes speakers = {0}, addressees = {0};
  att_clause_agents(c, subject, &speakers);
  if (whom != ATT_NO_TOKEN)
    att_clause_agents(c, whom, &addressees);
  if (!att_facts_hold_person(c->facts, &speakers) || !att_facts_hold_person(c->facts, &addressees))
    return;
  *one = speakers;
  *other = addressees;
}

/* "The agenda included a meeting with B", "Talks with B focused on X", "a wreath-laying, followed
 * by talks with B": the article's one visitor met B, whom nobody else is said to. */
static void add_visitor(const att_clause *c, uint32_t t, uint32_t verb, const att_indexes *other,
                        att_indexes *one) {
  bool passive = false;
  uint32_t visitor = att_reference_only_visitor(c->facts, c->number);
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  bool nobody = subject == ATT_NO_TOKEN || subject == t ||
                att_clause_word(c, ATT_WORD_ITINERARY, c->s->tokens[subject].lemma) ||
                strcmp(c->s->tokens[verb].lemma, "follow") == 0;
  bool title = c->facts->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  for (size_t i = 0; i < other->count; i++)
    nobody = nobody && other->items[i] != visitor &&
             c->facts->nodes.items[other->items[i]].kind == ATT_NODE_PERSON;
  if (visitor != ATT_NO_ENTITY && nobody && !title && verb != ATT_NO_TOKEN)
    att_indexes_add(c->facts->arena, one, visitor);
}

/* "a meeting of A with B", "the meeting of A and B": the persons behind "of", as many as that. True
 * of "the meeting of the ministers of X and Y", where each has met each. */
static bool of_persons(const att_clause *c, uint32_t t, size_t least, att_indexes *one) {
  att_indexes whose = {0};
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (of != ATT_NO_TOKEN && att_reference_offices(c, of, one))
    return true;
  att_event_obliques(c, t, "of", &whose);
  for (size_t i = 0; i < whose.count; i++)
    if (c->facts->nodes.items[whose.items[i]].kind != ATT_NODE_PERSON)
      return false;
  if (whose.count >= least)
    *one = whose;
  return false;
}

void att_meeting_by_noun(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes one = {0}, other = {0};
  att_event_obliques(c, t, "between", &one);
  att_event_obliques(c, t, "with", &other);
  if (one.count > 0 && other.count == 0)
    att_meeting_leaders(c, t, "between", &other);
  bool on = att_frame_takes(frame, "on") && other.count == 0;
  if (on)
    att_event_obliques(c, t, "on", &other);
  bool paid = on && t > 0 && (is(c, t - 1, "courtesy") || is(c, t - 1, "office"));
  /* a courtesy call to B */
  if (paid)
    att_event_obliques(c, t, "to", &other);
  if (att_frame_takes(frame, "of"))
    att_event_obliques(c, t, "of", &other);
  uint32_t owner = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  for (; owner != ATT_NO_TOKEN; owner = att_clause_child(c, t, ATT_NMOD, owner))
    if (c->s->tokens[owner].rel == ATT_NMOD_POSS && !is_in_name(c, owner, t))
      att_clause_agents(c, owner, &one);
  if (other.count == 0 && att_frame_takes(frame, "with"))
    att_meeting_with_behind(c, t, 10, &other);
  bool offices = one.count == 0 && att_frame_takes(frame, "with") &&
                 of_persons(c, t, other.count > 0 ? 1 : 2, &one);
  if (is_manner(c, t))
    return;
  if (other.count == 0 && att_frame_takes(frame, "with"))
    sides_behind(c, t, on, &one, &other);
  if (one.count < 2 && other.count == 0 && att_frame_takes(frame, "between"))
    between_behind(c, t, &one, &other);
  uint32_t verb = att_event_verb(c, t);
  if (verb == ATT_NO_TOKEN)
    verb = predicate_over(c, t);
  if (other.count == 0 && att_frame_takes(frame, "for")) {
    att_event_obliques(c, t, "for", &other);
    in_honour_of(c, t, &other);
    if (verb != ATT_NO_TOKEN)
      in_honour_of(c, verb, &other);
    if (other.count == 0)
      for_behind(c, t, &other);
  }
  if (verb != ATT_NO_TOKEN && one.count == 0 && other.count == 0)
    att_event_obliques(c, verb, "between", &one);
  if (verb != ATT_NO_TOKEN && one.count == 0)
    brought_together(c, t, verb, &one);
  if (verb != ATT_NO_TOKEN && one.count == 0)
    owner_of_subject(c, verb, &one);
  if (verb != ATT_NO_TOKEN) {
    bool passive;
    uint32_t subject = att_clause_subject(c, verb, &passive);
    const att_frame *over =
        att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, NULL);
    bool light = over != NULL;
    if (other.count == 0 && light && strcmp(over->frame, "light") == 0 &&
        att_frame_takes(over, "to") && strcmp(frame->value, "Meeting") == 0)
      granted_to(c, verb, &other);
    if (subject != ATT_NO_TOKEN && !passive && one.count == 0 && (other.count > 0 || light))
      att_clause_agents(c, subject, &one);
    if (passive && subject == t && one.count == 0 && att_frame_takes(frame, "for"))
      att_event_obliques(c, verb, "by", &one); /* "a reception was hosted by A for B" */
    if (other.count == 0)
      att_event_obliques(c, verb, "with", &other);
    if (other.count == 0 && att_frame_takes(frame, "for"))
      att_event_obliques(c, verb, "for", &other);
    if (other.count == 0 && on)
      att_event_obliques(c, verb, "on", &other);
    if (other.count == 0 && paid)
      att_event_obliques(c, verb, "to", &other);
    if (other.count == 0 && on && strcmp(c->s->tokens[verb].lemma, "receive") == 0) {
      from_caller(c, t, verb, &other);
      if (other.count == 0)
        att_event_obliques(c, t, "by", &other);
    }
    uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN); /* joined B for talks */
    bool joins = strcmp(c->s->tokens[verb].lemma, "join") == 0 &&
                 att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBL;
    if (other.count == 0 && joins && object != ATT_NO_TOKEN && object != t) {
      att_clause_agents(c, object, &other);
      if (subject != ATT_NO_TOKEN && !passive && one.count == 0)
        att_clause_agents(c, subject, &one);
      if (one.count == 1 && att_facts_is_envoy(c->facts, one.items[0]))
        return; /* "Her ambassador will join her for the talks" */
    }
  }
  if (verb != ATT_NO_TOKEN && one.count < 2 && other.count == 0)
    told_within(c, t, verb, &one, &other);
  if (one.count == 0 && other.count > 0 && att_frame_takes(frame, "with"))
    add_visitor(c, t, verb, &other, &one);
  bool needs_both = att_frame_takes(frame, "of") || att_frame_takes(frame, "for");
  if (one.count == 0 && other.count == 0 && !needs_both && is_said_held(c, t, verb))
    att_meeting_states(c, t, &one);
  if (needs_both && (one.count == 0 || other.count == 0))
    return;
  if (one.count == 0 && other.count == 0 && !needs_both)
    att_meeting_following(c, t, &one, &other);
  static const char *const WHEN[] = {"during", "after", "at", "following", "before", "in"};
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  for (size_t i = 0; i < 6 && one.count == 0 && other.count == 0 && preposition != ATT_NO_TOKEN;
       i++)
    if (is(c, preposition, WHEN[i]))
      att_clause_pair(c, &one); /* "During talks in Seoul" */
  if (other.count == 0 && att_meeting_abroad(c, t, verb, &one))
    return;
  if (strcmp(frame->lemma, "guest") == 0 && verb == t && one.count > 0)
    visit_of_guest(c, t, ATT_NO_TOKEN, &one, &other);
  if (offices || (is_of_three(c, t) && one.count > 0 && one.count + other.count > 2)) {
    for (size_t i = 0; i < other.count; i++)
      att_indexes_add(c->facts->arena, &one, other.items[i]);
    att_meeting_among(c, t, frame->value, &one, false, "meet-noun");
    return;
  }
  if (other.count == 0 && verb != ATT_NO_TOKEN && is_presence(c, verb) &&
      att_facts_hold_person(c->facts, &one))
    return; /* "A and B attended the talks" of others */
  bool persons = att_facts_hold_person(c->facts, &one) &&
                 (other.count > 0 ? att_facts_hold_person(c->facts, &other) : one.count > 1);
  if (att_frame_takes(frame, "somebody") && !persons)
    return; /* "agreed to begin negotiations" */
  if (verb != ATT_NO_TOKEN && is_habit(c, verb, &one, &other))
    return;
  if (att_frame_takes(frame, "arrival")) {
    bool own = att_clause_oblique(c, t, "in", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
               att_clause_oblique(c, t, "at", ATT_NO_TOKEN) != ATT_NO_TOKEN;
    visit_of_guest(c, verb != ATT_NO_TOKEN ? verb : t,
                   own ? t : att_clause_oblique(c, t, "for", ATT_NO_TOKEN), &other, &one);
  }
  att_meeting_add(c, t, on && other.count > 0 ? "Meeting" : frame->value, &one, &other,
                  "meet-noun");
}
