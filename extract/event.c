/* SPDX-License-Identifier: Apache-2.0
 *
 * Events: the triggers of ontology/frames.tsv, and what was talked about in meetings.
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

bool att_indexes_same(const att_indexes *a, const att_indexes *b) {
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

/* Does the noun's verb say that it is done, with the noun as its object or place in time? */
uint32_t att_event_verb(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 3; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN)
      return ATT_NO_TOKEN;
    if (c->s->tokens[head].upos == ATT_VERB)
      return rel == ATT_OBJ || rel == ATT_OBL || rel == ATT_NSUBJ || rel == ATT_XCOMP
                 ? head
                 : ATT_NO_TOKEN;
    if (rel != ATT_CONJ && rel != ATT_NMOD && rel != ATT_OBL)
      return ATT_NO_TOKEN; /* "paid | tribute to B during his visit", an adjective for the tree */
    t = head;
  }
  return ATT_NO_TOKEN;
}

/* "signed it with B's | predecessor": nobody named, and not B. */
static bool is_someone_before(const att_clause *c, uint32_t t) {
  return is(c, t, "predecessor") && att_clause_child(c, t, ATT_APPOS, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "The committee met, with A and | B attending": how it met, and not whom. */
static bool is_attending(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
  return verb != ATT_NO_TOKEN && strcmp(c->s->tokens[verb].xpos, "VBG") == 0 &&
         (att_clause_word(c, ATT_WORD_TAKING_PART, c->s->tokens[verb].lemma) ||
          strcmp(c->s->tokens[verb].lemma, "attend") == 0);
}

void att_event_obliques(const att_clause *c, uint32_t t, const char *word, att_indexes *agents) {
  for (uint32_t i = att_clause_oblique(c, t, word, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_oblique(c, t, word, i)) {
    uint32_t preposition = att_clause_child(c, i, ATT_CASE, ATT_NO_TOKEN);
    if (preposition != ATT_NO_TOKEN && preposition > 0 && is(c, preposition - 1, "not"))
      continue; /* "met with A, but not with B" */
    if (is_someone_before(c, i) || (strcmp(word, "with") == 0 && is_attending(c, i)))
      continue;
    att_clause_agents(c, i, agents);
    att_meeting_office(c, i, agents);
  }
}

bool att_event_is_at_home(const att_facts *f, uint32_t person, uint32_t place) {
  const char *own = f->nodes.items[person].iso3, *there = f->nodes.items[place].iso3;
  return own != NULL && there != NULL && strcmp(own, there) == 0;
}

bool att_event_is_away(const att_facts *f, uint32_t person, const char *iso3) {
  for (size_t i = ATT_NONE; (i = att_event_of(f, person, i)) != ATT_NONE;) {
    const att_event *e = &f->events.items[i];
    const char *there = e->place < f->nodes.count ? f->nodes.items[e->place].iso3 : NULL;
    if (strcmp(e->class_name, "Visit") == 0 && there != NULL && strcmp(there, iso3) != 0 &&
        e->participants.count > 0 && e->participants.items[0] == person)
      return true;
  }
  return false;
}

uint32_t att_event_dateline(const att_facts *f) {
  return f->dateline;
}

/* What a verb or noun of talking has behind "on", "about", "over". */
static void matters(const att_clause *c, uint32_t t, att_strings *topics) {
  static const char *const WORDS[] = {"on", "about", "over", "regarding", "concerning"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      bool day = c->s->tokens[o].upos == ATT_PROPN && c->facts->owner[c->number][o] == 0;
      bool date =
          c->s->tokens[o].upos == ATT_NUM || isdigit((unsigned char)c->s->tokens[o].form[0]);
      if (o > t && !day && !date) /* not "on Tuesday" */
        att_clause_topics(c, o, topics);
    }
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && topics->count == 0; i++) {
    uint8_t upos = c->s->tokens[i].upos; /* the tree may have hung it elsewhere */
    if (upos == ATT_VERB || upos == ATT_AUX || is(c, i, ",") || is(c, i, "."))
      break;
    if (!is(c, i, "on") && !is(c, i, "about") && !is(c, i, "regarding"))
      continue;
    uint32_t noun = i + 1;
    if (strcmp(c->s->tokens[noun].xpos, "VBG") == 0) { /* "focused on preparing X" */
      att_clause_topics(c, noun, topics);
      break;
    }
    while (noun + 1 < c->s->token_count && noun < i + 6 && c->s->tokens[noun].upos != ATT_NOUN)
      noun++;
    bool day = isdigit((unsigned char)c->s->tokens[noun].form[0]); /* "on the 26th" */
    if (c->s->tokens[noun].upos == ATT_NOUN && c->s->tokens[i + 1].upos != ATT_NUM && !day)
      att_clause_topics(c, noun, topics);
    break;
  }
}

/* "discussed strengthening X and expanding Y", "how to counter Z". */
static void clause_matters(const att_clause *c, uint32_t t, att_strings *topics) {
  static const att_rel CLAUSES[] = {ATT_CCOMP, ATT_XCOMP};
  for (size_t i = 0; i < 2; i++)
    for (uint32_t k = att_clause_child(c, t, CLAUSES[i], ATT_NO_TOKEN); k != ATT_NO_TOKEN;
         k = att_clause_child(c, t, CLAUSES[i], k)) {
      att_clause_topics(c, k, topics);
      for (uint32_t n = att_clause_child(c, k, ATT_CONJ, ATT_NO_TOKEN); n != ATT_NO_TOKEN;
           n = att_clause_child(c, k, ATT_CONJ, n))
        if (c->s->tokens[n].upos == ATT_VERB)
          att_clause_topics(c, n, topics);
    }
}

static void give_topics(att_facts *f, const att_strings *topics) {
  if (topics->count == 0 || f->events.count == 0)
    return;
  att_event *meeting = &f->events.items[f->told];
  for (size_t i = 0; i < topics->count; i++)
    att_strings_add(f->arena, &meeting->topics, topics->items[i]);
}

/* "Among the topics discussed were X and Y": the token behind the copula, ATT_NO_TOKEN. */
static uint32_t find_listed(const att_clause *c, uint32_t t) {
  bool copula = strcmp(c->s->tokens[t].lemma, "be") == 0 && t > 1 && t + 1 < c->s->token_count &&
                strcmp(c->s->tokens[t - 1].xpos, "VBN") == 0 &&
                att_lexicon_tells(c->facts->lexicon, c->s->tokens[t - 1].lemma, true, "talk");
  for (uint32_t i = t; copula && i-- > 0 && i + 4 > t;)
    if (att_clause_word(c, ATT_WORD_HOLLOW, c->s->tokens[i].lemma))
      return t + 1;
  return ATT_NO_TOKEN;
}

/* "X and Y were among the issues raised": the subject of the copula, ATT_NO_TOKEN. */
static uint32_t find_among(const att_clause *c, uint32_t t) {
  bool among = t + 1 < c->s->token_count && t > 0 && (is(c, t, "among") || is(c, t, "amongst")) &&
               c->s->tokens[t - 1].upos == ATT_AUX;
  uint32_t noun = among ? att_clause_head(c, t) : ATT_NO_TOKEN;
  if (noun == ATT_NO_TOKEN || noun < t || noun + 1 >= c->s->token_count ||
      !att_clause_word(c, ATT_WORD_HOLLOW, c->s->tokens[noun].lemma) ||
      !att_lexicon_tells(c->facts->lexicon, c->s->tokens[noun + 1].lemma, true, "talk"))
    return ATT_NO_TOKEN;
  return att_clause_child(c, noun, ATT_NSUBJ, ATT_NO_TOKEN);
}

/* "On the agenda were X and Y", "X and Y were on the table". */
static void read_agenda(const att_clause *c, uint32_t t) {
  att_strings topics = {0};
  uint32_t listed = find_listed(c, t);
  if (listed == ATT_NO_TOKEN)
    listed = find_among(c, t);
  if (listed != ATT_NO_TOKEN) {
    att_clause_topics(c, listed, &topics);
    give_topics(c->facts, &topics);
    return;
  }
  if (t < 2 || !is(c, t - 1, "the") || !is(c, t - 2, "on") ||
      !att_clause_word(c, ATT_WORD_AGENDA, c->s->tokens[t].form))
    return;
  bool inverted = t + 1 < c->s->token_count && c->s->tokens[t + 1].upos == ATT_AUX;
  if (inverted && t + 2 < c->s->token_count) {
    att_clause_topics(c, t + 2, &topics);
  } else {
    uint32_t subject = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN),
             high = att_clause_head(c, t); /* "X was high on the agenda" */
    if (subject == ATT_NO_TOKEN && high != ATT_NO_TOKEN && c->s->tokens[high].upos == ATT_ADJ)
      subject = att_clause_child(c, high, ATT_NSUBJ, ATT_NO_TOKEN);
    if (subject != ATT_NO_TOKEN)
      att_clause_topics(c, subject, &topics);
  }
  if (c->facts->events.count == 0 && topics.count > 0)
    att_clause_event(c, "Talks", t, "agenda");
  give_topics(c->facts, &topics);
}

/* Who is on the other side of the event from the speaker, alone; ATT_NO_ENTITY. */
static uint32_t other_side(const att_event *e, uint32_t speaker) {
  for (int side = 0; side < 2; side++) {
    const att_indexes *one = side ? &e->others : &e->participants;
    const att_indexes *other = side ? &e->participants : &e->others;
    if (e->sides && one->count == 1 && one->items[0] == speaker && other->count == 1)
      return other->items[0];
  }
  if (!e->sides && e->participants.count == 2 && strcmp(e->class_name, "Talks") == 0)
    for (size_t k = 0; k < 2; k++)
      if (e->participants.items[k] == speaker)
        return e->participants.items[1 - k];
  return ATT_NO_ENTITY;
}

uint32_t att_event_partner(const att_facts *f, uint32_t speaker, uint32_t sentence) {
  uint32_t before = ATT_NO_ENTITY, behind = ATT_NO_ENTITY;
  for (size_t i = ATT_NONE; (i = att_event_of(f, speaker, i)) != ATT_NONE;) {
    uint32_t partner = other_side(&f->events.items[i], speaker);
    if (partner == ATT_NO_ENTITY)
      continue;
    if (f->events.items[i].evidence.sentence <= sentence)
      before = partner;
    else if (behind == ATT_NO_ENTITY)
      behind = partner;
  }
  return before != ATT_NO_ENTITY ? before : behind;
}

/* Two persons who are known to be of different states. */
static bool are_of_two_states(const att_facts *f, const att_indexes *pair) {
  const att_node *a = &f->nodes.items[pair->items[0]], *b = &f->nodes.items[pair->items[1]];
  return a->kind == ATT_NODE_PERSON && b->kind == ATT_NODE_PERSON && a->iso3 != NULL &&
         b->iso3 != NULL && strcmp(a->iso3, b->iso3) != 0;
}

/* Are talks what the verb has as object or behind a preposition: "came up for discussion",
 * "dominated the agenda"? */
static bool is_of_talks(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 9; i++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (c->s->tokens[i].head != t + 1 || (rel != ATT_OBJ && rel != ATT_OBL))
      continue;
    return att_lexicon_tells(c->facts->lexicon, c->s->tokens[i].lemma, false, "meet") ||
           att_clause_word(c, ATT_WORD_AGENDA, c->s->tokens[i].form);
  }
  return false;
}

/* "addressed the conference", "addressed the troops": a speech, no matter of talks. */
static bool addresses_people(const att_clause *c, const att_frame *frame, uint32_t object) {
  if (object == ATT_NO_TOKEN || strcmp(frame->lemma, "address") != 0)
    return false;
  const char *thing = c->s->tokens[object].lemma;
  return att_clause_word(c, ATT_WORD_GROUP, thing) || att_clause_word(c, ATT_WORD_TROOPS, thing) ||
         att_clause_word(c, ATT_WORD_AUDIENCE, thing);
}

/* Is the verb not one of talking here: "took part", "participants include", "reviewed a guard of
 * honour", "the exercise focuses on" (see occasion.c)? */
static bool is_no_talk(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  const char *thing = object != ATT_NO_TOKEN ? c->s->tokens[object].lemma : "";
  bool passive, matter = false, occasion = false;
  uint32_t subject = att_clause_subject(c, t, &passive);
  const char *lemma = subject != ATT_NO_TOKEN ? c->s->tokens[subject].lemma : "";
  const att_frame *noun = NULL;
  while ((noun = att_lexicon_frame(c->facts->lexicon, lemma, false, noun))) {
    matter = matter || strcmp(noun->frame, "meet") == 0;
    occasion =
        occasion ||
        (strcmp(noun->frame, "event") == 0 &&
         (strcmp(noun->value, "Exercise") == 0 || strcmp(noun->value, "TrainingActivity") == 0));
  }
  matter = matter || att_clause_word(c, ATT_WORD_HOLLOW, lemma);
  return (att_frame_takes(frame, "stock") && strcmp(thing, "stock") != 0) ||
         (att_frame_takes(frame, "pair") &&
          (passive || subject == ATT_NO_TOKEN ||
           !att_clause_word(c, ATT_WORD_PAIR, c->s->tokens[subject].form))) ||
         (att_frame_takes(frame, "matter") && !matter) ||
         (att_frame_takes(frame, "views") && !att_clause_word(c, ATT_WORD_VIEW, thing)) ||
         (att_frame_takes(frame, "up") &&
          (!is(c, t + 1, "up") || !att_clause_word(c, ATT_WORD_HOLLOW, thing))) ||
         (att_clause_word(c, ATT_WORD_RITE, thing)) || addresses_people(c, frame, object) ||
         (occasion && att_clause_word(c, ATT_WORD_PURPOSE, frame->lemma));
}

static void add_topics(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_facts *f = c->facts;
  att_strings topics = {0};
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (is_no_talk(c, t, frame) || att_clause_exchanges_mail(c, t, &(bool){false}))
    return;
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
  if (att_frame_takes(frame, "obj") && topics.count == 0)
    clause_matters(c, t, &topics);
  static const char *const BEHIND[] = {"through", "into", "around"};
  for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++) {
    uint32_t o = att_frame_takes(frame, BEHIND[i])
                     ? att_clause_oblique(c, t, BEHIND[i], ATT_NO_TOKEN)
                     : ATT_NO_TOKEN;
    if (o != ATT_NO_TOKEN)
      att_clause_topics(c, o, &topics);
  }
  uint32_t at = att_clause_oblique(c, t, "at", ATT_NO_TOKEN);
  if (at != ATT_NO_TOKEN && att_frame_takes(frame, "at") && c->facts->owner[c->number][at] == 0)
    att_clause_topics(c, at, &topics);
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (att_frame_takes(frame, "with") && with != ATT_NO_TOKEN)
    att_clause_topics(c, with, &topics);
  if (att_frame_takes(frame, "obj") && subject != ATT_NO_TOKEN && !passive) {
    att_indexes one = {0}, other = {0};
    att_event_obliques(c, t, "with", &other);
    if (other.count == 0 && object != ATT_NO_TOKEN) /* "exchanged views with B" */
      att_event_obliques(c, object, "with", &other);
    if (other.count == 0 && object != ATT_NO_TOKEN) /* "discussed A, B and C with D" */
      att_meeting_with_behind(c, object, 40, &other);
    bool person = false; /* "reviewed the plans with Gen. A B" */
    for (size_t i = 0; i < other.count; i++)
      person = person || f->nodes.items[other.items[i]].kind == ATT_NODE_PERSON;
    if (other.count > 0 && (person || strcmp(frame->lemma, "discuss") == 0)) {
      att_clause_agents(c, subject, &one);
      if (one.count > 0)
        att_meeting_add(c, t, "Talks", &one, &other, "discuss-with");
    } else {
      att_clause_agents(c, subject, &one);
      att_facts_prefer(f, &one);
      if (one.count == 2 && (strcmp(frame->lemma, "discuss") == 0 || are_of_two_states(f, &one)))
        att_meeting_add(c, t, "Talks", &one, &other, "discuss-together");
      else if (one.count > 2 && att_facts_hold_person(f, &one)) /* "A, B and C discussed X" */
        att_meeting_among(c, t, "Talks", &one, true, "discuss-together");
    }
  }
  if (topics.count == 0)
    return;
  att_event *meeting = NULL;
  for (size_t i = f->events.count > 0 ? f->told + 1 : 0;
       meeting == NULL && att_events_back(f, c->number, &i);)
    if (f->events.items[i].sides || f->events.items[i].participants.count > 1)
      meeting = &f->events.items[i];
  if (meeting == NULL && (att_frame_takes(frame, "into") || att_frame_takes(frame, "up")))
    return; /* "looked into X": who met for it is told elsewhere */
  if (meeting == NULL)
    meeting = att_clause_event(c, "Talks", t, "talk-topics");
  for (size_t i = 0; i < topics.count; i++)
    att_strings_add(f->arena, &meeting->topics, topics.items[i]);
}

/* "Issues related to X and Y came up for discussion". */
static void subject_topics(const att_clause *c, uint32_t t) {
  att_strings topics = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject != ATT_NO_TOKEN && is_of_talks(c, t))
    att_clause_topics(c, subject, &topics);
  give_topics(c->facts, &topics);
}

/* "had an exchange of views on X": what is behind it. */
static void read_views(const att_clause *c, uint32_t t) {
  att_strings topics = {0};
  if (!is(c, t, "exchange") || !is(c, t + 1, "of") || c->s->tokens[t].upos != ATT_NOUN ||
      !(is(c, t + 2, "views") || is(c, t + 2, "opinions")) || c->facts->events.count == 0)
    return;
  matters(c, t + 2, &topics);
  if (topics.count == 0)
    matters(c, t, &topics);
  give_topics(c->facts, &topics);
}

/* "Both sides will step up cooperation in X and Y": what it is in, where they have talked. */
static void read_joint_will(const att_clause *c, uint32_t t) {
  att_strings topics = {0};
  bool passive, denied;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject == ATT_NO_TOKEN || subject == 0 || c->facts->events.count == 0 ||
      !att_clause_word(c, ATT_WORD_PAIR, c->s->tokens[subject].form) ||
      !(is(c, subject - 1, "both") || is(c, subject - 1, "two")) ||
      att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN ||
      att_clause_status(c, t, &denied) != ATT_PLANNED || denied ||
      c->facts->events.items[c->facts->told].evidence.sentence + 3 < c->number)
    return;
  uint32_t end = t + 1;
  while (end + 1 < c->s->token_count && c->s->tokens[end].upos != ATT_VERB)
    end++;
  att_clause_fields(c, t + 1, end, &topics);
  give_topics(c->facts, &topics);
}

static void noun_topics(const att_clause *c, uint32_t t) {
  att_strings topics = {0};
  matters(c, t, &topics);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (topics.count == 0 && object == t + 2 && is(c, t + 1, "over")) /* to talk over X */
    att_clause_topics(c, object, &topics);
  give_topics(c->facts, &topics);
}

/* "on 4 May", "on Monday" */
static bool is_day(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_NUM ||
         att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[t].form);
}

/* "was shown the squadron at X", "was shown the Old Fort": troops, premises, a site or place. */
static bool is_sight(const att_clause *c, uint32_t t) {
  uint32_t m = c->facts->owner[c->number][t];
  if (m != 0)
    return c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PLACE;
  return att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
         att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t].lemma) ||
         att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form);
}

/* "escorted B around the yard": does "around" or its like stand behind whom the verb leads? */
static bool is_led_about(const att_clause *c, uint32_t t, uint32_t object) {
  static const char *const WORDS[] = {"around", "round", "through"};
  if (att_visit_is_errand(c, t))
    return true; /* "led B on a tour of the yard" */
  for (size_t i = 0; i < 3; i++)
    if (att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN) != ATT_NO_TOKEN ||
        att_clause_oblique(c, object, WORDS[i], ATT_NO_TOKEN) != ATT_NO_TOKEN)
      return true;
  return false;
}

/* "dropped in on | the 5th Division": is a unit or place named from the token on? */
static bool names_site(const att_clause *c, uint32_t t) {
  t += is(c, t, "the");
  uint32_t m = t < c->s->token_count ? c->facts->owner[c->number][t] : 0;
  uint8_t kind =
      m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind : ATT_NODE_PERSON;
  return kind == ATT_NODE_ORG || kind == ATT_NODE_PLACE;
}

/* "The delegation then moved to X Camp": visitors do, who are no troops. */
static bool moves_to_site(const att_clause *c, uint32_t t) {
  bool passive = false;
  uint32_t subject = att_clause_subject(c, t, &passive);
  att_indexes who = {0};
  if (!is(c, t + 1, "to") || !names_site(c, t + 2) || subject == ATT_NO_TOKEN || passive ||
      att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[subject].lemma))
    return false;
  att_clause_agents(c, subject, &who);
  return att_facts_hold_person(c->facts, &who) && att_visit_is_known(c->facts, &who);
}

/* "In Samarkand he was shown X": is the place told before the verb? */
static bool opens_in_place(const att_clause *c, uint32_t t) {
  uint32_t in = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
  if (in == ATT_NO_TOKEN || in > t)
    in = att_clause_oblique(c, t, "at", ATT_NO_TOKEN);
  return in != ATT_NO_TOKEN && in < t && att_event_place(c, in) < c->facts->nodes.count;
}

/* "spent | a week", "spent | two long days", whatever the tree has made of them. */
static bool is_span_behind(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 4; i++)
    if (att_clause_word(c, ATT_WORD_SPAN, c->s->tokens[i].lemma))
      return c->s->tokens[i].head == t + 1;
  return false;
}

/* Has the verb what its frame asks of it: "touch" its "down", "lead" its delegation, "play" its
 * "host", "call" somebody who is not called something? */
static bool is_complete(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (att_frame_takes(frame, "down"))
    return is(c, t + 1, "down");
  if (att_frame_takes(frame, "delegation"))
    return object != ATT_NO_TOKEN &&
           att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[object].lemma);
  if (att_frame_takes(frame, "stay"))
    return (object != ATT_NO_TOKEN &&
            att_clause_word(c, ATT_WORD_SPAN, c->s->tokens[object].lemma)) ||
           is_span_behind(c, t) ||
           (t + 1 < c->s->token_count && att_date_is_weekday(c->s->tokens[t + 1].form));
  if (att_frame_takes(frame, "direct"))
    return object != ATT_NO_TOKEN && att_event_place(c, object) != ATT_NO_ENTITY;
  static const char *const OBJECTS[] = {"host", "anchor", "farewell"};
  for (size_t i = 0; i < sizeof OBJECTS / sizeof *OBJECTS; i++)
    if (att_frame_takes(frame, OBJECTS[i]))
      return object != ATT_NO_TOKEN && is(c, object, OBJECTS[i]);
  if (att_frame_takes(frame, "about"))
    return object != ATT_NO_TOKEN && is_led_about(c, t, object);
  if (att_frame_takes(frame, "around"))
    return is(c, t + 1, "around") || is(c, t + 2, "around") || is(c, t + 1, "round") ||
           (object != ATT_NO_TOKEN && object > t && is_led_about(c, t, object));
  if (att_frame_takes(frame, "back"))
    return is(c, t + 1, "back") || is(c, t + 1, "home");
  if (att_frame_takes(frame, "sight"))
    return object != ATT_NO_TOKEN && (is_sight(c, object) || opens_in_place(c, t));
  if (att_frame_takes(frame, "ashore"))
    return is(c, t + 1, "ashore") || is(c, t + 1, "aboard");
  if (att_frame_takes(frame, "together"))
    return is(c, t + 1, "together");
  if (att_frame_takes(frame, "onward"))
    return is(c, t + 1, "on") || is(c, t + 1, "onwards") || moves_to_site(c, t);
  if (att_frame_takes(frame, "put-in"))
    return is(c, t + 1, "in") && is(c, t + 2, "at");
  if (att_frame_takes(frame, "call-in"))
    return is(c, t + 1, "in") && is(c, t + 2, "on") && names_site(c, t + 3);
  if (att_frame_takes(frame, "after"))
    return att_clause_oblique(c, t, "after", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
           att_clause_oblique(c, t, "following", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
           att_visit_stay_ended(c, t) != ATT_NO_TOKEN;
  if (att_frame_takes(frame, "alone")) {
    uint32_t on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
    while (on != ATT_NO_TOKEN &&
           (on < t || is(c, on, "way") || is_day(c, on))) /* "On the second day he called" */
      on = att_clause_oblique(c, t, "on", on);
    return on == ATT_NO_TOKEN;
  }
  if (!att_frame_takes(frame, "somebody"))
    return true;
  if (object == ATT_NO_TOKEN)
    object = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  uint32_t m = object != ATT_NO_TOKEN ? c->facts->owner[c->number][object] : 0;
  if (m == 0 && object != ATT_NO_TOKEN &&
      att_clause_word(c, ATT_WORD_COUNTERPART, c->s->tokens[object].lemma))
    return true; /* "consulted his counterpart, A B" */
  bool him = object != ATT_NO_TOKEN && (is(c, object, "him") || is(c, object, "her"));
  if (him)
    return true; /* "visited him at the headquarters" */
  return m != 0 &&
         c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON &&
         att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "takes a train to X" */
static bool is_boarded(const att_clause *c, uint32_t t) {
  static const char *const VERBS[] = {"take", "catch", "board"};
  uint32_t verb = att_clause_head(c, t);
  bool object = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ;
  for (size_t i = 0; i < 3 && verb != ATT_NO_TOKEN && object; i++)
    if (strcmp(c->s->tokens[verb].lemma, VERBS[i]) == 0)
      return true;
  return false;
}

static void read_token(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  bool verb = token->upos == ATT_VERB, quoted = att_clause_is_quoted(c, t);
  att_visit_by_answer(c, t);
  if (!quoted) {
    att_meeting_by_caption(c, t);
    att_visit_by_adjective(c, t);
    att_visit_by_copula(c, t);
    att_visit_by_aside(c, t);
    att_visit_by_invitation(c, t);
    att_visit_by_leg(c, t);
    att_visit_by_way(c, t);
    att_visit_by_sending(c, t);
    att_visit_by_deed(c, t);
  }
  if (quoted)
    att_meeting_in_own_words(c, t);
  if (!quoted && token->upos == ATT_ADJ)
    att_meeting_by_presence(c, t); /* "was also present" */
  if ((!verb && token->upos != ATT_NOUN) || quoted)
    return;
  if (att_visit_is_port_call(c, t)) {
    att_visit_by_noun(c, t, att_lexicon_frame(c->facts->lexicon, "visit", false, NULL));
    return;
  }
  if (!verb && att_clause_word(c, ATT_WORD_PAPER, token->lemma))
    noun_topics(c, t); /* "the signing of an agreement on medical cooperation" */
  if (verb) {
    att_meeting_by_delegations(c, t);
    att_meeting_by_fellow(c, t);
    att_meeting_by_guest_list(c, t);
    att_meeting_by_attendance(c, t);
    att_meeting_by_listener(c, t);
    att_meeting_by_presence(c, t);
    att_meeting_by_introduction(c, t);
    att_meeting_by_troops_visited(c, t);
  } else {
    att_meeting_by_courtesy(c, t);
    att_meeting_by_joint_press(c, t);
  }
  if (!verb && t > 0 && strcmp(token->lemma, "ceremony") == 0 &&
      (is(c, t - 1, "welcome") || is(c, t - 1, "welcoming") || is(c, t - 1, "arrival")))
    att_meeting_by_noun(c, t, att_lexicon_frame(c->facts->lexicon, "welcome", false, NULL));
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, token->lemma, verb, frame)) != NULL) {
    bool meet = att_is_word(frame->frame, "meet"), visit = att_is_word(frame->frame, "visit");
    bool joint = att_is_word(frame->frame, "joint");
    if ((!meet && !visit && !joint) || (verb && !is_complete(c, t, frame)) ||
        (!verb && att_frame_takes(frame, "boarded") && !is_boarded(c, t)))
      continue;
    if (meet && verb) {
      att_meeting_by_verb(c, t, frame);
      noun_topics(c, t);
    } else if (joint) {
      att_meeting_by_deed(c, t, frame);
    } else if (meet && att_frame_takes(frame, "from")) {
      att_meeting_by_briefing(c, t, frame);
    } else if (meet) {
      att_meeting_by_noun(c, t, frame);
      if (!att_frame_takes(frame, "somebody")) /* "negotiations on an accord" */
        noun_topics(c, t);
    } else if (att_frame_takes(frame, "carrier")) {
      att_visit_by_carrier(c, t, frame);
    } else if (verb) {
      att_visit_by_verb(c, t, frame);
    } else {
      att_visit_by_noun(c, t, frame);
    }
  }
}

void att_event_find(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    for (uint32_t t = 0; t < c.s->token_count; t++) /* "The delegation, which included B, also" */
      if (c.s->tokens[t].rel == ATT_ACL_RELCL &&
          att_clause_word(&c, ATT_WORD_INVOLVING, c.s->tokens[t].lemma) &&
          !att_clause_is_quoted(&c, t))
        att_visit_by_company(&c, t);
    for (uint32_t t = 0; t < c.s->token_count; t++)
      if (!att_clause_is_small(&c, t))
        read_token(&c, t);
    for (uint32_t t = 0; t < c.s->token_count; t++) /* "With him was B" */
      if ((t == 0 || !att_clause_is_small(&c, t)) && !att_clause_is_quoted(&c, t))
        att_visit_by_company(&c, t);
    if (facts->spoken[i] == ATT_SPOKEN_NOT)
      att_meeting_by_company(&c);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      read_agenda(&c, t);
      if (facts->spoken[i] == ATT_SPOKEN_NOT)
        read_views(&c, t);
      if (facts->spoken[i] == ATT_SPOKEN_NOT && c.s->tokens[t].upos == ATT_VERB)
        read_joint_will(&c, t);
    }
    att_strings fronted = {0};
    if (facts->spoken[i] == ATT_SPOKEN_NOT)
      att_clause_fronted(&c, &fronted);
    give_topics(facts, &fronted);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      const att_frame *frame = NULL;
      while (c.s->tokens[t].upos == ATT_VERB &&
             (frame = att_lexicon_frame(facts->lexicon, c.s->tokens[t].lemma, true, frame)) != NULL)
        if (strcmp(frame->frame, "talk") == 0)
          add_topics(&c, t, frame);
        else if (strcmp(frame->frame, "topic") == 0)
          subject_topics(&c, t);
    }
  }
}
