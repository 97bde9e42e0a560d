/* SPDX-License-Identifier: Apache-2.0
 *
 * Troops and staff whom somebody meets or visits: "met with soldiers of the 84th Battalion",
 * "visited personnel deployed with Task Force X", "the staff of the Embassy", "French troops".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static const char *const SCHOOL[] = {"students", "cadets", "conscripts", "recruits", NULL};

/* Whom a unit, a ship, a mission or a school is made of, several of them. */
static bool are_people(const att_clause *c, uint32_t t) {
  const char *xpos = c->s->tokens[t].xpos;
  bool plural = strcmp(xpos, "NNS") == 0 || strcmp(xpos, "NNPS") == 0;
  bool service = t > 0 && is(c, t, "members") && (is(c, t - 1, "service") || is(c, t + 1, "of"));
  bool several = service || is(c, t, "personnel") || is(c, t, "staff") || is(c, t, "military");
  const char *lemma = c->s->tokens[t].lemma;
  several = several || is(c, t, "NCOs") ||
            (t > 0 && plural && strcmp(lemma, "officer") == 0 &&
             (is(c, t - 1, "noncommissioned") || is(c, t - 1, "commissioned") ||
              is(c, t - 1, "non-commissioned")));
  return c->facts->owner[c->number][t] == 0 &&
         (several || (plural && (att_clause_word(c, ATT_WORD_TROOPS, lemma) ||
                                 att_clause_word(c, ATT_WORD_CREW, lemma) ||
                                 att_one_of(c->s->tokens[t].form, SCHOOL))));
}

/* Is the noun, or the first of its list, what the verb has behind it: "met A and soldiers of X",
 * not "spoke of the remains of soldiers"? */
static bool is_met(const att_clause *c, uint32_t t, uint32_t verb) {
  if (is(c, verb + 1, "to"))
    return false; /* an address */
  if (t < verb + 4)
    return is(c, verb + 1, "with") || t < verb + 3;
  while (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_CONJ && c->s->tokens[t].head <= t)
    t = c->s->tokens[t].head - 1;
  uint32_t some = att_clause_head(c, t); /* "some of the soldiers" */
  if (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NMOD && some != ATT_NO_TOKEN && some < t &&
      (is(c, some, "some") || is(c, some, "many") || is(c, some, "several") ||
       is(c, some, "dozens") || is(c, some, "hundreds")))
    t = some;
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  bool with = word != ATT_NO_TOKEN && is(c, word, "with");
  return with || (word == ATT_NO_TOKEN && (rel == ATT_OBJ || rel == ATT_OBL));
}

/* The body that is named right behind the token, or behind its article; ATT_NO_ENTITY. */
static uint32_t body_at(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t at = is(c, t, "the") || is(c, t, "its") ? t + 1 : t;
  for (uint32_t i = at; i < c->s->token_count && i < at + 2; i++) {
    uint32_t m = f->owner[c->number][i];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (named != NULL && named->last + 2 < c->s->token_count && is(c, named->last + 1, "'s") &&
        c->facts->owner[c->number][named->last + 2] != 0)
      return body_at(c, named->last + 2);   /* "the Army's 1st Division" */
    if (named != NULL && !named->adjective) /* "the | Hungarian | 5th Brigade" */
      return f->nodes.items[named->node].kind == ATT_NODE_ORG ? named->node : ATT_NO_ENTITY;
  }
  return ATT_NO_ENTITY;
}

/* "visited the X Brigade, where he met soldiers", "toured the X School and met with students": the
 * body visited, of the verb over this one; ATT_NO_ENTITY. */
static uint32_t body_visited(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t up = att_clause_head(c, t);
  for (unsigned depth = 0; depth < 3 && up != ATT_NO_TOKEN; depth++) {
    uint32_t object = att_clause_child(c, up, ATT_OBJ, ATT_NO_TOKEN);
    uint32_t m = object != ATT_NO_TOKEN && object < t ? f->owner[c->number][object] : 0;
    const att_frame *frame = att_lexicon_frame(f->lexicon, c->s->tokens[up].lemma, true, NULL);
    for (; m != 0 && frame != NULL && c->s->tokens[up].upos == ATT_VERB;
         frame = att_lexicon_frame(f->lexicon, c->s->tokens[up].lemma, true, frame))
      if (strcmp(frame->frame, "visit") == 0 && att_frame_takes(frame, "obj") &&
          f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_ORG)
        return f->mentions.items[m - 1].node;
    up = att_clause_head(c, up);
  }
  return ATT_NO_ENTITY;
}

/* "soldiers of the X Battalion", "personnel deployed with X", "the crew of the frigate X". */
static uint32_t body_behind(const att_clause *c, uint32_t t) {
  static const char *const TO[] = {"of", "from", "with", "to", "at", "in", "under", "within"};
  uint32_t i = t + 1;
  bool posted = i < c->s->token_count && c->s->tokens[i].upos == ATT_VERB &&
                att_clause_word(c, ATT_WORD_STATIONED, c->s->tokens[i].lemma);
  i += posted;
  bool all = posted || att_one_of(c->s->tokens[t].form, SCHOOL); /* "students at X College" */
  for (size_t k = 0; k < (all ? 8 : 2); k++)
    if (is(c, i, TO[k]))
      return body_at(c, i + 1);
  return ATT_NO_ENTITY;
}

/* "Australian Defence Force personnel", "French and Spanish troops": bodies and states before. */
static void owners_before(const att_clause *c, uint32_t t, att_indexes *owners) {
  const att_facts *f = c->facts;
  for (uint32_t i = t; i-- > 0 && i + 12 > t;) {
    uint32_t m = f->owner[c->number][i];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    uint8_t kind = named != NULL ? f->nodes.items[named->node].kind : ATT_NODE_PLACE;
    if (kind == ATT_NODE_ORG || (kind == ATT_NODE_STATE && named->adjective)) {
      att_indexes_add(c->facts->arena, owners, named->node);
      i = named->first;
      if (kind == ATT_NODE_ORG)
        return;
    } else if (named != NULL ||
               !(is(c, i, "and") || is(c, i, ",") ||
                 (owners->count == 0 && i + 3 > t &&
                  (c->s->tokens[i].upos == ATT_NOUN || c->s->tokens[i].upos == ATT_ADJ)))) {
      return;
    }
  }
}

static void add_with(const att_clause *c, uint32_t t, const char *class_name,
                     const att_indexes *who, uint32_t body) {
  att_indexes one = {0}, other = {0};
  for (size_t k = 0; k < who->count; k++)
    att_indexes_add(c->facts->arena, &one, who->items[k]);
  att_indexes_add(c->facts->arena, &other, body);
  att_facts_prefer(c->facts, &one);
  if (one.count > 0 && c->facts->nodes.items[one.items[0]].kind == ATT_NODE_PERSON)
    att_meeting_add_troops(c, t, class_name, &one, &other);
}

bool att_meeting_troops(const att_clause *c, uint32_t t, const char *class_name,
                        const att_indexes *who) {
  bool named = false;
  for (uint32_t i = t + 1; i < c->s->token_count && who->count > 0; i++) {
    bool posted =
        are_people(c, i - 1) && att_clause_word(c, ATT_WORD_STATIONED, c->s->tokens[i].lemma);
    if (i > t + 1 && !posted &&
        (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX))
      break;
    if (posted || !are_people(c, i) || !is_met(c, i, t))
      continue;
    uint32_t body = body_behind(c, i);
    att_indexes owners = {0};
    named = named || body != ATT_NO_ENTITY;
    if (body != ATT_NO_ENTITY)
      att_indexes_add(c->facts->arena, &owners, body);
    else
      owners_before(c, i, &owners);
    bool theirs = c->s->tokens[i - 1].upos == ATT_PROPN || is(c, i - 1, ")"); /* "Legion troops" */
    uint32_t visited = owners.count == 0 && !theirs ? body_visited(c, t) : ATT_NO_ENTITY;
    if (visited != ATT_NO_ENTITY)
      att_indexes_add(c->facts->arena, &owners, visited);
    for (size_t k = 0; k < owners.count; k++)
      add_with(c, t, class_name, who, owners.items[k]);
  }
  return named;
}

void att_meeting_by_troops_visited(const att_clause *c, uint32_t t) {
  bool passive;
  att_indexes who = {0};
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (strcmp(c->s->tokens[t].lemma, "visit") != 0 || object == ATT_NO_TOKEN || object < t ||
      !are_people(c, object))
    return;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject != ATT_NO_TOKEN && !passive)
    att_clause_agents(c, subject, &who);
  att_meeting_troops(c, t, "Meeting", &who);
}
