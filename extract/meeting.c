/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings, talks and calls by verb: who met whom, and who comes where as a guest.
 */
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

void att_visit_of_guest(const att_clause *c, uint32_t t, uint32_t guest, const att_indexes *guests,
                        const att_indexes *hosts) {
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

bool att_meeting_is_people(const att_clause *c, uint32_t t) {
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

void att_meeting_from_caller(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *other) {
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
  att_meeting_from_caller(c, object, t, other);
  if (other->count == 0)
    att_event_obliques(c, object, "by", other);
  return other->count > 0;
}

uint32_t att_meeting_office_of(const att_clause *c, uint32_t name, uint32_t from) {
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
  while (on != ATT_NO_TOKEN && on < t) /* "On the first day he called on" */
    on = att_clause_oblique(c, t, "on", on);
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

/* "is on a visit to Oman. He called on | the Deputy Prime Minister": nobody named, of the state
 * that the caller, a guest, has come to last. */
static void add_office_of_host(const att_clause *c, uint32_t t, const att_indexes *one,
                               att_indexes *other) {
  att_facts *f = c->facts;
  if (one->count != 1 || f->nodes.items[one->items[0]].iso3 == NULL || !is_called_upon(c, t))
    return;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    const char *there = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    if (strcmp(e->class_name, "Visit") != 0 || e->evidence.sentence + 3 < c->number ||
        there == NULL || !att_event_takes_part(e, one->items[0]))
      continue;
    if (strcmp(there, f->nodes.items[one->items[0]].iso3) != 0)
      att_indexes_add(f->arena, other, att_facts_state(f, there));
    return;
  }
}

/* "The working group, led by A and B, meets twice a year": one party, and no two. */
static bool is_one_delegation(const att_clause *c, uint32_t subject) {
  return c->facts->owner[c->number][subject] == 0 &&
         strcmp(c->s->tokens[subject].xpos, "NN") == 0 &&
         att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma) &&
         att_clause_child(c, subject, ATT_CONJ, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "were at the airport to see him off": who leaves is the article's visitor. */
static bool is_seen_off(const att_clause *c, uint32_t t, uint32_t object) {
  return strcmp(c->s->tokens[t].lemma, "see") == 0 && object != ATT_NO_TOKEN &&
         (is(c, object, "him") || is(c, object, "her")) && is(c, object + 1, "off");
}

/* "A and B agreed to meet in X", "plan to meet" */
static bool is_reunion(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  const char *lemma = head != ATT_NO_TOKEN ? c->s->tokens[head].lemma : "";
  return strcmp(c->s->tokens[t].lemma, "meet") == 0 &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_XCOMP &&
         (att_clause_word(c, ATT_WORD_AGREEING, lemma) ||
          att_clause_word(c, ATT_WORD_PLANNING, lemma));
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
        (is(c, i, "with") && (objective || is(c, i - 1, ","))))
      break; /* "met with the minister, but not with B" */
    if (m != 0 &&
        c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON) {
      att_indexes_add(c->facts->arena, &other, c->facts->mentions.items[m - 1].node);
      if (att_meeting_office_of(c, i, t) != i)
        att_clause_agents(c, att_meeting_office_of(c, i, t), &other);
    }
  }
  uint32_t leaver =
      is_seen_off(c, t, object) ? att_reference_only_visitor(c->facts, c->number) : ATT_NO_ENTITY;
  if (leaver != ATT_NO_ENTITY) {
    other.count = 0;
    att_indexes_add(c->facts->arena, &other, leaver);
  }
  if (other.count == 0 && !passive && strcmp(frame->lemma, "call") == 0 &&
      att_frame_takes(frame, "on"))
    add_office_of_host(c, t, &one, &other);
  att_facts_prefer(c->facts, &other);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  bool own = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  bool reunion = object == ATT_NO_TOKEN && one.count > 1 && is_reunion(c, t);
  if (other.count == 0 && !reunion && (rel == ATT_XCOMP || (rel == ATT_ADVCL && !own))) {
    if (!passive && att_frame_takes(frame, "with")) /* "flew to X to meet soldiers from Y" */
      att_meeting_troops(c, t, frame->value, &one);
    return; /* "sat down with officers to talk over lessons", but "when they met" */
  }
  if (other.count == 0 && subject != ATT_NO_TOKEN && !passive && is_one_delegation(c, subject))
    return;
  if (other.count == 0 && strcmp(frame->lemma, "speak") == 0 &&
      att_clause_oblique(c, t, "at", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return; /* "A and B spoke at the conference" */
  if (other.count == 0 && !passive && has_unknown_side(c, t, frame, object)) {
    if (att_frame_takes(frame, "with")) /* "spoke with crews" */
      att_meeting_troops(c, t, frame->value, &one);
    return;
  }
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
  if (objective && met != ATT_NO_TOKEN && c->s->tokens[met].upos == ATT_NOUN &&
      att_lexicon_tells(c->facts->lexicon, c->s->tokens[met].lemma, false, "say"))
    return; /* "received the thanks of B" */
  bool people = met != ATT_NO_TOKEN && att_meeting_is_people(c, met);
  if (objective && passive && one.count == 0 && att_facts_hold_person(c->facts, &other) &&
      att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[t].lemma) &&
      att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma)) /* by nobody named */
    att_visit_of_guest(c, t, ATT_NO_TOKEN, &other, &one);
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
    att_visit_of_guest(c, t, object, &other, &one);
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
