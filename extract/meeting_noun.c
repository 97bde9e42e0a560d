/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings, talks and calls by noun: "a meeting of A with B", "a reception for B", "their talks".
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

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
      if (m != 0 && is(c, c->facts->mentions.items[m - 1].last + 1, "'s"))
        continue; /* "with A's predecessor" */
      if (m != 0 &&
          c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
        att_clause_agents(c, att_meeting_office_of(c, k, i), other);
      else if (strcmp(c->s->tokens[k].xpos, "NNS") == 0 && att_meeting_is_people(c, k))
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
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ)
    return;
  for (uint32_t v = verb; v != ATT_NO_TOKEN && agents->count == 0;
       v = att_clause_child(c, verb, ATT_CONJ, v == verb ? ATT_NO_TOKEN : v)) {
    uint32_t object = att_clause_child(c, v, ATT_OBJ, ATT_NO_TOKEN);
    if (object != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[v].lemma))
      att_clause_agents(c, object, agents); /* "was held in X and brought together" */
  }
}

/* "A's visit included talks with B", "A's programme included": whose the subject is. */
static void owner_of_subject(const att_clause *c, uint32_t verb, att_indexes *agents) {
  uint32_t subject = att_clause_child(c, verb, ATT_NSUBJ, ATT_NO_TOKEN);
  const att_frame *frame =
      subject != ATT_NO_TOKEN
          ? att_lexicon_frame(c->facts->lexicon, c->s->tokens[subject].lemma, false, NULL)
          : NULL;
  bool visit = frame != NULL && strcmp(frame->frame, "visit") == 0;
  if (subject == ATT_NO_TOKEN ||
      (!visit && !att_clause_word(c, ATT_WORD_ITINERARY, c->s->tokens[subject].lemma)))
    return;
  for (uint32_t o = att_clause_child(c, subject, ATT_NMOD, ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_child(c, subject, ATT_NMOD, o))
    if (c->s->tokens[o].rel == ATT_NMOD_POSS)
      att_clause_agents(c, o, agents);
  if (!visit)
    att_facts_keep_persons(c->facts, agents);
  if (agents->count == 0) { /* "The visit of A included talks with B" */
    att_event_obliques(c, subject, "of", agents);
    att_facts_keep_persons(c->facts, agents);
  }
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

/* "a dinner hosted by A in honour of B" */
static void hosted_by(const att_clause *c, uint32_t t, att_indexes *one, att_indexes *other) {
  for (uint32_t v = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN); v != ATT_NO_TOKEN;
       v = att_clause_child(c, t, ATT_ACL, v)) {
    if (strcmp(c->s->tokens[v].xpos, "VBN") != 0 ||
        !(att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[v].lemma) ||
          att_lexicon_tells(c->facts->lexicon, c->s->tokens[v].lemma, true, "light")))
      continue;
    att_event_obliques(c, v, "by", one);
    if (one->count > 0 && other->count == 0)
      in_honour_of(c, v, other);
    if (one->count > 0 && other->count == 0)
      att_event_obliques(c, v, "for", other);
    return;
  }
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

/* "a reception aboard the ship for | Vietnamese officials": people without a name, likewise. */
static void for_people_behind(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && i < t + 12 && agents->count == 0; i++) {
    uint32_t head = c->s->tokens[i].head;
    if (c->s->tokens[i].upos == ATT_VERB)
      return;
    if (is(c, i, "for") && head > i + 1 && strcmp(c->s->tokens[head - 1].xpos, "NNS") == 0 &&
        att_meeting_is_people(c, head - 1))
      att_clause_agents(c, head - 1, agents);
  }
}

/* "visited X, where B hosted a | reception": the subject of the verb over the clause of place. */
static void visitors_above(const att_clause *c, uint32_t verb, att_indexes *agents) {
  uint32_t up = att_clause_head(c, verb), where = ATT_NO_TOKEN;
  att_rel rel = att_rel_base((att_rel)c->s->tokens[verb].rel);
  if (rel != ATT_ACL && rel != ATT_ADVCL)
    return;
  for (uint32_t i = 0; i < verb && where == ATT_NO_TOKEN; i++)
    if (is(c, i, "where") && c->s->tokens[i].head == verb + 1)
      where = i;
  for (unsigned depth = 0; depth < 4 && up != ATT_NO_TOKEN && where != ATT_NO_TOKEN; depth++) {
    bool passive = false;
    uint32_t subject =
        c->s->tokens[up].upos == ATT_VERB ? att_clause_subject(c, up, &passive) : ATT_NO_TOKEN;
    if (subject != ATT_NO_TOKEN && subject < where) {
      if (!passive)
        att_clause_agents(c, subject, agents);
      att_facts_keep_persons(c->facts, agents);
      return;
    }
    up = att_clause_head(c, up);
  }
}

/* "The ships were accorded a warm | welcome by B": the subject is who is welcomed. */
static void welcomed(const att_clause *c, uint32_t t, uint32_t verb, uint32_t subject,
                     att_indexes *one, att_indexes *other) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  if ((rel != ATT_OBJ && rel != ATT_XCOMP) || subject == t)
    return;
  att_event_obliques(c, t, "by", one);
  att_event_obliques(c, verb, "by", one);
  if (one->count > 0)
    att_clause_agents(c, subject, other);
}

/* "Aside from his | meeting with B, A was given a tour": a pronoun in front of the subject means
 * the subject, where the subject is not the other side. */
static void owner_behind(const att_clause *c, uint32_t t, uint32_t owner, uint32_t verb,
                         const att_indexes *other, att_indexes *one) {
  att_indexes who = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  if (c->s->tokens[owner].upos != ATT_PRON || is(c, owner, "their") || is(c, owner, "its") ||
      subject == ATT_NO_TOKEN || subject < t || c->s->tokens[subject].upos == ATT_PRON)
    return;
  att_clause_agents(c, subject, &who);
  att_facts_prefer(c->facts, &who);
  bool across = who.count == 1 && att_facts_hold_person(c->facts, &who);
  for (size_t i = 0; i < other->count; i++)
    across = across && other->items[i] != who.items[0];
  if (across)
    *one = who;
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

/* "received a call", "took a courtesy call" */
static bool is_receiving(const att_clause *c, uint32_t verb, bool paid) {
  static const char *const TAKING[] = {"accept", "take", "get", "host", "welcome", NULL};
  const char *lemma = c->s->tokens[verb].lemma;
  return strcmp(lemma, "receive") == 0 || (paid && att_one_of(lemma, TAKING));
}

/* "During a courtesy call by A, B said": A and the subject. */
static void call_by(const att_clause *c, uint32_t t, uint32_t verb, uint32_t subject,
                    att_indexes *one, att_indexes *other) {
  static const char *const WHEN[] = {"during", "at", "following", "after", "in", NULL};
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  att_indexes caller = {0};
  if (word == ATT_NO_TOKEN || !att_one_of(c->s->tokens[word].lemma, WHEN) ||
      c->s->tokens[t].head != verb + 1)
    return;
  att_event_obliques(c, t, "by", &caller);
  if (!att_facts_hold_person(c->facts, &caller))
    return;
  *other = caller;
  one->count = 0;
  att_clause_agents(c, subject, one);
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
  uint32_t owner = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN), whose = ATT_NO_TOKEN;
  for (; owner != ATT_NO_TOKEN; owner = att_clause_child(c, t, ATT_NMOD, owner))
    if (c->s->tokens[owner].rel == ATT_NMOD_POSS && !is_in_name(c, owner, t)) {
      att_clause_agents(c, owner, &one);
      whose = owner;
    }
  if (one.count == 0 && on && other.count > 0) /* "the call on B by A" */
    att_event_obliques(c, t, "by", &one);
  att_indexes host = {0}; /* "A's reception by B": of A, who is the guest */
  if (one.count > 0 && other.count == 0 && att_frame_takes(frame, "for"))
    att_event_obliques(c, t, "by", &host);
  if (host.count > 0) {
    other = one;
    one = host;
  }
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
  if (one.count == 2 && other.count == 0 && att_facts_hold_person(c->facts, &one) &&
      c->facts->nodes.items[one.items[1]].kind != ATT_NODE_PERSON) {
    att_indexes_add(c->facts->arena, &other, one.items[1]); /* "between A and leaders of X" */
    one.count = 1;
  }
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
    if (other.count == 0)
      for_people_behind(c, t, &other);
  }
  if (one.count == 0 && att_frame_takes(frame, "for"))
    hosted_by(c, t, &one, &other);
  if (verb != ATT_NO_TOKEN && whose != ATT_NO_TOKEN && other.count > 0)
    owner_behind(c, t, whose, verb, &other, &one);
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
    if (passive && subject == t && one.count == 0 && (att_frame_takes(frame, "for") || paid))
      att_event_obliques(c, verb, "by", &one); /* "a reception was hosted by A for B" */
    if (paid && passive && subject != ATT_NO_TOKEN && subject != t && other.count == 0 &&
        strcmp(c->s->tokens[verb].lemma, "pay") == 0) { /* "A was paid a courtesy call by B" */
      att_event_obliques(c, verb, "by", &other);
      att_clause_agents(c, subject, &one);
    }
    if (paid && !passive && subject != ATT_NO_TOKEN && subject != t && other.count == 0)
      call_by(c, t, verb, subject, &one, &other);
    if (other.count == 0)
      att_event_obliques(c, verb, "with", &other);
    if (other.count == 0 && att_frame_takes(frame, "for"))
      att_event_obliques(c, verb, "for", &other);
    if (other.count == 0 && one.count > 0 && !passive && att_frame_takes(frame, "for"))
      visitors_above(c, verb, &other);
    if (passive && subject != ATT_NO_TOKEN && one.count == 0 && other.count == 0 &&
        strcmp(frame->lemma, "welcome") == 0)
      welcomed(c, t, verb, subject, &one, &other);
    if (other.count == 0 && on)
      att_event_obliques(c, verb, "on", &other);
    if (other.count == 0 && paid)
      att_event_obliques(c, verb, "to", &other);
    if (other.count == 0 && on && is_receiving(c, verb, paid)) {
      att_meeting_from_caller(c, t, verb, &other);
      if (other.count == 0)
        att_event_obliques(c, t, "by", &other);
    }
    uint32_t object =
        att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN); /* joined, received B for talks */
    bool joins = (strcmp(c->s->tokens[verb].lemma, "join") == 0 ||
                  att_clause_word(c, ATT_WORD_RECEIVING, c->s->tokens[verb].lemma)) &&
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
    att_visit_of_guest(c, t, ATT_NO_TOKEN, &one, &other);
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
    att_visit_of_guest(c, verb != ATT_NO_TOKEN ? verb : t,
                       own ? t : att_clause_oblique(c, t, "for", ATT_NO_TOKEN), &other, &one);
  }
  att_meeting_add(c, t, on && other.count > 0 ? "Meeting" : frame->value, &one, &other,
                  "meet-noun");
}
