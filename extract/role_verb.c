/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts that verbs say ("A B, who commands the division", "was appointed ambassador", "succeeds
 * C D"), and those said by another's post ("his counterpart, A B").
 */
#include <stdio.h>

#include "extract/index.h"
#include "extract/role.h"

/* "A B, a fighter pilot | who": does the "who" at `t` take up the name that ends before `behind`,
 * or an apposition of it in small letters? */
static bool is_relative_of(const att_seat *k, uint32_t behind, uint32_t t) {
  if (t == behind || (is(k, behind, ",") && t == behind + 1))
    return true;
  bool apposition = is(k, behind, ",") && k->c.s->tokens[behind + 1].upos == ATT_DET;
  for (uint32_t i = behind + 2; i < t && apposition; i++)
    apposition = is_common(k, i) || is(k, i, ",");
  return apposition && t > behind && t - behind < 9;
}

bool att_seat_is_subject(const att_seat *k, uint32_t verb, bool *ret_passive) {
  uint32_t subject = att_clause_subject(&k->c, verb, ret_passive);
  if (subject == ATT_NO_TOKEN)
    return false;
  uint32_t behind = k->person->last + 1;
  if (is(k, subject, "who") && is_relative_of(k, behind, subject))
    return true;
  for (uint32_t t = subject + 1; t < verb && t < subject + 3; t++) /* the pilot is the subject */
    if (is(k, t, "who") && subject > behind && is_relative_of(k, behind, t))
      return true;
  return subject >= k->person->title_first && subject <= k->person->last;
}

/* Is the seat's person the verb's object? */
static bool is_object(const att_seat *k, uint32_t verb) {
  uint32_t object = att_clause_child(&k->c, verb, ATT_OBJ, ATT_NO_TOKEN);
  return object != ATT_NO_TOKEN && object > verb && object >= k->person->title_first &&
         object <= k->person->last;
}

/* Has the seat's person a post in a body of that kind: "who had led the command", of whom that is
 * told already? */
static bool is_told(const att_seat *k, const att_mention *m) {
  const att_facts *f = k->c.facts;
  const char *class_name = f->nodes.items[m->node].class_name;
  for (size_t i = ATT_NONE;
       m->common && class_name != NULL && (i = att_tenure_of(f, k->person->node, i)) != ATT_NONE;) {
    const att_tenure *t = &f->tenures.items[i];
    const char *own =
        t->organization != ATT_NO_ENTITY ? f->nodes.items[t->organization].class_name : NULL;
    if (t->person == k->person->node && own != NULL && strcmp(own, class_name) == 0)
      return true;
  }
  return false;
}

/* The body that is the verb's object: "commanded the 1st Brigade", "runs the center" named before,
 * "leads the Health Directorate's training branch". */
static uint32_t object_body(const att_seat *k, uint32_t verb) {
  uint32_t object = att_clause_child(&k->c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (object == ATT_NO_TOKEN || object < verb)
    return ATT_NO_ENTITY;
  const att_mention *m = mention_at(k, object);
  bool noun = m == NULL && has(k, ATT_WORD_BODY_NOUN, k->c.s->tokens[object].lemma);
  uint32_t owner =
      noun ? att_clause_child(&k->c, object, ATT_NMOD_POSS, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (owner != ATT_NO_TOKEN)
    m = mention_at(k, owner);
  else if (noun && object == verb + 2 && is(k, verb + 1, "the"))
    return att_seat_body_of_kind(k, object);
  bool body = m != NULL && k->c.facts->nodes.items[m->node].kind == ATT_NODE_ORG;
  return body && !is_told(k, m) ? m->node : ATT_NO_ENTITY;
}

/* "A B, who commands the Northern Command", "He led the Guard from 2012 to 2014": verbs that say a
 * post, and the post's title. */
static void read_post_verbs(const att_seat *k) {
  const att_facts *f = k->c.facts;
  for (uint32_t t = 0; t + 1 < k->c.s->token_count; t++) {
    const att_frame *frame = NULL;
    bool passive, denied,
        past = strcmp(k->c.s->tokens[t].xpos, "VBD") == 0 ||
               (t > 0 && is(k, t - 1, "had")); /* "had commanded" */
    if (k->c.s->tokens[t].upos != ATT_VERB)
      continue;
    while ((frame = att_lexicon_frame(f->lexicon, k->c.s->tokens[t].lemma, true, frame)))
      if (strcmp(frame->frame, "post") == 0)
        break;
    const att_lex_entry *role =
        frame != NULL ? att_lexicon_find(f->lexicon, ATT_LEX_ROLE, frame->value) : NULL;
    uint32_t body = role != NULL ? object_body(k, t) : ATT_NO_ENTITY;
    uint32_t unit = role != NULL ? att_seat_body_led(k, t, role) : ATT_NO_ENTITY;
    if (unit == ATT_NO_ENTITY &&
        (body == ATT_NO_ENTITY || !att_seat_is_subject(k, t, &passive) || passive))
      continue;
    uint32_t mark = att_clause_child(&k->c, t, ATT_MARK, ATT_NO_TOKEN);
    if (unit == ATT_NO_ENTITY && mark != ATT_NO_TOKEN && is(k, mark, "for"))
      continue; /* "A thanked B for leading X" */
    body = unit != ATT_NO_ENTITY ? unit : body;
    if (past && strcmp(frame->value, "commander") != 0 && strcmp(frame->value, "head") != 0)
      continue; /* who chaired a meeting has no chair */
    att_event_status status = att_clause_status(&k->c, t, &denied);
    if (denied || status == ATT_HYPOTHETICAL || status == ATT_PROPOSED)
      continue;
    size_t before = f->tenures.count;
    att_seat_tenure(k, t, t, role, body, "post-verb");
    if (f->tenures.count > before) {
      f->tenures.items[before].title = role->label;
      f->tenures.items[before].former = past;
    }
  }
}

/* "his U.S. and Japanese counterparts, Gen. A B and Gen. C D": the state of the list that the
 * seat's person is of, in its order, and in *ret_noun the token "counterparts"; ATT_NO_ENTITY. */
static uint32_t respective_body(const att_seat *k, uint32_t *ret_noun) {
  uint32_t t = k->person->title_first, place = 0, states[8], count = 0;
  while (t > 0 && !is(k, t - 1, "counterparts")) {
    const att_mention *m = mention_at(k, t - 1);
    bool other = m != NULL && att_seat_other(k, t - 1);
    if (!other && !is(k, t - 1, ",") && !is(k, t - 1, "and"))
      return ATT_NO_ENTITY;
    place += other;
    t = other ? m->title_first : t - 1;
  }
  if (t == 0)
    return ATT_NO_ENTITY;
  *ret_noun = --t;
  while (t > 0 && count < 8) {
    const att_mention *m = mention_at(k, t - 1);
    bool body = m != NULL && is_body(k, m->node);
    if (!body && !is(k, t - 1, ",") && !is(k, t - 1, "and"))
      break;
    if (body)
      states[count++] = m->node;
    t = body ? m->first : t - 1;
  }
  return place < count && count > 1 ? states[count - 1 - place] : ATT_NO_ENTITY;
}

/* An office that every state has, as "Chairman of the Joint Chiefs of Staff" is not. */
static bool is_common_office(const att_facts *f, const char *title) {
  for (const char *word = title; *word != '\0';) {
    char one[32];
    size_t size = strcspn(word, " ");
    snprintf(one, sizeof one, "%.*s", (int)size, word);
    if (att_lexicon_word(f->lexicon, ATT_WORD_COMMON_OFFICE, one))
      return true;
    word += size;
    word += strspn(word, " ");
  }
  return false;
}

/* "his Indonesian counterpart, General A B": the post that the person before has, in that state. */
static void read_counterpart(const att_seat *k) {
  att_facts *f = k->c.facts;
  uint32_t t = k->person->title_first;
  if (t > 0 && is(k, t - 1, ","))
    t--;
  bool opposite = t > 2 && is(k, t - 1, "number") && is(k, t - 2, "opposite");
  uint32_t noun = 0, body = respective_body(k, &noun);
  if (body != ATT_NO_ENTITY)
    t = noun + 1;
  else if (t < 2 || (!opposite && !has(k, ATT_WORD_COUNTERPART, form(k, t - 1))))
    return;
  t -= opposite;
  bool said = body != ATT_NO_ENTITY || is_body(k, node_at(k, t - 2));
  if (body == ATT_NO_ENTITY && said)
    body = node_at(k, t - 2);
  if (!said && !opposite && !is(k, t - 1, "counterpart"))
    return; /* "his colleague A B" */
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, k->person->node, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == k->person->node)
      return;              /* named with a post of its own */
  att_indexes whose = {0}; /* "his" */
  for (uint32_t i = t > 8 ? t - 8 : 0; i < t && whose.count == 0; i++)
    if (is(k, i, "his") || is(k, i, "her"))
      att_clause_agents(&k->c, i, &whose);
  bool held = false;
  for (size_t i = ATT_NONE;
       whose.count > 0 && (i = att_tenure_of(f, whose.items[0], i)) != ATT_NONE;)
    held = held || (f->tenures.items[i].person == whose.items[0] && !f->tenures.items[i].former);
  for (size_t i = f->tenures.count;
       att_tenures_back(f, att_reach_first(k->c.number), k->c.number + ATT_REACH, &i);) {
    att_tenure *other = &f->tenures.items[i];
    if ((held && other->person != whose.items[0]) ||
        (!held && other->evidence.sentence + 1 < k->c.number) || other->former)
      continue;
    att_tenure copy = undated(*other);
    copy.person = k->person->node;
    copy.organization = body;
    copy.implied = !said;
    copy.evidence = att_clause_evidence(&k->c, t - 1, "counterpart");
    if (said)
      f->nodes.items[copy.person].iso3 = f->nodes.items[copy.organization].iso3;
    bool of_body = other->organization != ATT_NO_ENTITY &&
                   f->nodes.items[other->organization].kind == ATT_NODE_ORG;
    bool own = of_body && said && f->nodes.items[body].kind == ATT_NODE_STATE &&
               !is_common_office(f, other->title);
    if ((noun > 0 && of_body) || own)
      return; /* the two need not be "Chairman of the Joint Chiefs of Staff" as he is */
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

/* --- "was appointed ambassador", "served as commander of" ------------------------------------- */

/* The office behind a verb that says one: past "as", articles, states and modifiers of titles. */
static uint32_t office_behind(const att_seat *k, uint32_t verb, bool as) {
  uint32_t t = verb + 1, last, count = k->c.s->token_count;
  while (t < count && has(k, ATT_WORD_FORMER, form(k, t))) /* is currently, then became */
    t++;
  if (as) {
    while (t < count && t < verb + 6 && !is(k, t, "as") && k->c.s->tokens[t].upos != ATT_VERB)
      t++; /* took office in 2012 as */
    if (!is(k, t, "as"))
      return ATT_NO_TOKEN;
    t++;
  }
  for (uint32_t from = t; t < count && t < from + 7; t++) {
    if (role_at(k, t, &last) != NULL)
      return t;
    uint8_t upos = k->c.s->tokens[t].upos;
    bool through = upos == ATT_DET || upos == ATT_ADJ || upos == ATT_NOUN || upos == ATT_PROPN ||
                   upos == ATT_NUM || is_possessive(k, t) || upos == ATT_PRON || is(k, t, "-");
    if (!through || att_seat_other(k, t) || node_at(k, t) == k->person->node)
      return ATT_NO_TOKEN;
  }
  return ATT_NO_TOKEN;
}

/* "becomes Malawi's defence attaché": the body right before the office; ATT_NO_ENTITY. */
static uint32_t body_before(const att_seat *k, uint32_t office) {
  uint32_t t = office;
  while (t > 0 && has(k, ATT_WORD_TITLE_MODIFIER, form(k, t - 1)))
    t--;
  t -= t > 1 && is_possessive(k, t - 1);
  uint32_t node = t > 0 ? node_at(k, t - 1) : ATT_NO_ENTITY;
  return is_body(k, node) ? node : ATT_NO_ENTITY;
}

/* "comes from Camp X, where she was the operations officer": before she came. */
static bool is_elsewhere(const att_seat *k, uint32_t verb) {
  for (uint32_t t = verb > 4 ? verb - 4 : 0; t < verb; t++)
    if (is(k, t, "where"))
      return true;
  return false;
}

/* Is the post one of the past: "previously served as", "was commander until"? */
static bool is_past(const att_seat *k, uint32_t verb, uint32_t office) {
  static const char *const SINCE[] = {"since", "until", "from"};
  bool past = strcmp(k->c.s->tokens[verb].xpos, "VBD") == 0, earlier = false, since = false;
  for (uint32_t t = 0; t < k->c.s->token_count; t++) {
    bool beside = (t < verb && t + 4 > verb) || (t > verb && t < office) ||
                  k->c.s->tokens[t].head == verb + 1;
    earlier = earlier || (beside && has(k, ATT_WORD_EARLIER, form(k, t)));
    since = since || (t > office && is(k, t, SINCE[0]));
    earlier = earlier || (t > office && t < office + 16 && past && is(k, t, SINCE[1]));
  }
  bool serving = strcmp(k->c.s->tokens[verb].lemma, "serve") == 0 ||
                 strcmp(k->c.s->tokens[verb].lemma, "work") == 0;
  earlier = earlier || (verb > 0 && is(k, verb - 1, "after")); /* comes here after serving as */
  earlier = earlier || has(k, ATT_WORD_ENDS_POST, k->c.s->tokens[verb].lemma);
  return earlier || (past && serving && !since) || (past && is_elsewhere(k, verb));
}

/* "nominated A B to be commander": an infinitive tells of a post only under verbs that give one. */
static bool is_only_wanted(const att_seat *k, uint32_t verb, uint32_t clause) {
  uint32_t up = att_clause_head(&k->c, clause);
  bool infinitive = verb > 0 && is(k, verb - 1, "to") && up != ATT_NO_TOKEN;
  return infinitive && !has(k, ATT_WORD_BEGINS_POST, k->c.s->tokens[up].lemma) &&
         strcmp(k->c.s->tokens[up].lemma, "go") != 0;
}

/* Verbs of frame "office": "X became Y", "X serves as Y", "X was appointed Y". */
static void read_office(const att_seat *k) {
  const att_lexicon *lexicon = k->c.facts->lexicon;
  for (uint32_t verb = 0; verb + 1 < k->c.s->token_count; verb++) {
    uint8_t upos = k->c.s->tokens[verb].upos;
    const att_frame *frame = NULL;
    if (upos != ATT_VERB && upos != ATT_AUX)
      continue;
    while ((frame = att_lexicon_frame(lexicon, k->c.s->tokens[verb].lemma, true, frame)) != NULL)
      if (strcmp(frame->frame, "office") == 0)
        break;
    if (frame == NULL)
      continue;
    bool passive, denied, wants_passive = strcmp(frame->value, "passive") == 0;
    bool appointee = wants_passive && is_object(k, verb); /* "named A B as chief" */
    uint32_t from = appointee ? k->person->last : verb;
    uint32_t office = office_behind(k, from, att_frame_takes(frame, "as"));
    if (office == ATT_NO_TOKEN && wants_passive)
      office = office_behind(k, from, true); /* appointed as */
    if (office == ATT_NO_TOKEN)
      continue;
    uint32_t clause = upos == ATT_AUX ? office : verb;
    uint32_t up = att_clause_head(&k->c, verb);
    if (upos == ATT_AUX && up != ATT_NO_TOKEN && up > verb)
      clause = up; /* the predicate noun has the subject */
    if (!appointee && (!att_seat_is_subject(k, clause, &passive) || passive != wants_passive))
      continue;
    if (is_only_wanted(k, verb, clause))
      continue;
    att_event_status status = att_clause_status(&k->c, clause, &denied);
    if (denied || status == ATT_HYPOTHETICAL || status == ATT_PROPOSED || status == ATT_PLANNED)
      continue;
    size_t before = k->c.facts->tenures.count;
    uint32_t limit = att_seat_limit(k, office);
    uint32_t by = appointee ? att_clause_subject(&k->c, verb, &passive) : ATT_NO_TOKEN;
    uint32_t body =
        by != ATT_NO_TOKEN && is_body(k, node_at(k, by)) ? node_at(k, by) : ATT_NO_ENTITY;
    if (body_before(k, office) != ATT_NO_ENTITY)
      body = body_before(k, office);
    att_seat told = *k;
    told.by = verb + 1;
    att_seat_roles(&told, office, limit, "predicate", body);
    for (uint32_t t = office; t + 2 < k->c.s->token_count && t < office + 24; t++)
      if (is(k, t, "and") && is(k, t + 1, "as")) { /* "served as A and as B" */
        uint32_t more = office_behind(k, t, true);
        if (more != ATT_NO_TOKEN)
          att_seat_roles(&told, more, att_seat_limit(k, more), "predicate", body);
        break;
      }
    for (size_t i = before; i < k->c.facts->tenures.count; i++)
      k->c.facts->tenures.items[i].former =
          k->c.facts->tenures.items[i].former || is_past(k, verb, office);
  }
}

/* Copies the first post that `from` has to `to`, who had it; with `former` the one that `from` had,
 * to `to`, who has it. */
static void pass_post(const att_seat *k, uint32_t verb, uint32_t from, uint32_t to, bool former) {
  att_facts *f = k->c.facts;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, from, i)) != ATT_NONE;) {
    att_tenure copy = undated(f->tenures.items[i]);
    if (copy.person != from || copy.former != former)
      continue;
    for (size_t n = ATT_NONE; (n = att_tenure_of(f, to, n)) != ATT_NONE;)
      if (f->tenures.items[n].person == to && f->tenures.items[n].former == !former &&
          strcmp(f->tenures.items[n].role_id, copy.role_id) == 0)
        return;
    copy.person = to;
    copy.former = !former;
    copy.evidence = att_clause_evidence(&k->c, verb, "replacement");
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    if (f->nodes.items[to].iso3 == NULL && copy.organization != ATT_NO_ENTITY)
      f->nodes.items[to].iso3 = f->nodes.items[copy.organization].iso3;
    return;
  }
}

/* "X took command of the task force from Y. Capt. A B was relieved by Cdr. C D": the body whose
 * command the sentences just before, or this one, say to change hands; ATT_NO_ENTITY. */
static uint32_t body_handed_over(const att_seat *k) {
  enum { BEFORE = 3 };
  const att_facts *f = k->c.facts;
  uint32_t first = k->c.number > BEFORE ? k->c.number - BEFORE : 0;
  for (uint32_t n = k->c.number + 1; n-- > first;) {
    const att_sentence *s = &f->document->sentences.items[n];
    for (uint32_t t = 0; t + 2 < s->token_count; t++) {
      if (!att_token_is(s, t, "command") || !att_token_is(s, t + 1, "of"))
        continue;
      uint32_t m = f->owner[n][t + 2 + att_token_is(s, t + 2, "the")];
      uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
      if (node != ATT_NO_ENTITY && f->nodes.items[node].kind == ATT_NODE_ORG) {
        return node;
      }
    }
  }
  return ATT_NO_ENTITY;
}

/* Whether the person has, or had, any post. */
static bool has_post(const att_facts *f, uint32_t person) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person)
      return true;
  return false;
}

/* The two of whom one relieves the other in a command that is told of beside it. */
static void pass_command(const att_seat *k, uint32_t verb, uint32_t in, uint32_t out) {
  att_facts *f = k->c.facts;
  const att_lex_entry *role = att_lexicon_find(f->lexicon, ATT_LEX_ROLE, "commander");
  uint32_t body = body_handed_over(k);
  bool ranked = f->nodes.items[in].rank != NULL && f->nodes.items[out].rank != NULL;
  if (role == NULL || body == ATT_NO_ENTITY || !ranked || has_post(f, in) || has_post(f, out))
    return;
  att_tenure tenure = {.person = in,
                       .organization = body,
                       .title = role->label,
                       .role_id = role->id,
                       .role_label = role->label,
                       .role_hint = role->type,
                       .evidence = att_clause_evidence(&k->c, verb, "replacement")};
  *ATT_PUSH(f->arena, &f->tenures) = tenure;
  tenure.person = out;
  tenure.former = true;
  *ATT_PUSH(f->arena, &f->tenures) = tenure;
}

/* "President A appointed B, replacing C": who appoints replaces nobody. */
static bool appoints_somebody(const att_seat *k, uint32_t verb) {
  const att_frame *frame = NULL;
  uint32_t object = att_clause_child(&k->c, verb, ATT_OBJ, ATT_NO_TOKEN);
  while ((frame = att_lexicon_frame(k->c.facts->lexicon, k->c.s->tokens[verb].lemma, true, frame)))
    if (strcmp(frame->frame, "office") == 0 && strcmp(frame->value, "passive") == 0)
      return object != ATT_NO_TOKEN && object > verb;
  return false;
}

/* "the appointment of A B as director of X", "his appointment as director": the office that the
 * noun gives its person. */
static void read_appointment(const att_seat *k) {
  for (uint32_t t = 0; t + 2 < k->c.s->token_count; t++) {
    if (k->c.s->tokens[t].upos != ATT_NOUN ||
        !has(k, ATT_WORD_APPOINTMENT, k->c.s->tokens[t].lemma))
      continue;
    uint32_t from = t;
    if (is(k, t + 1, "of") && k->person->title_first > t + 1 && k->person->title_first < t + 5 &&
        !att_seat_names_other(k, t + 2, k->person->first)) {
      from = k->person->last;
    } else if (t > 0 && is(k, t + 1, "as")) {
      att_indexes whose = {0};
      uint32_t owner = is_possessive(k, t - 1) && t > 1 ? t - 2 : t - 1;
      if (owner == t - 1 && strcmp(k->c.s->tokens[owner].xpos, "PRP$") != 0)
        continue;
      if (node_at(k, owner) != k->person->node)
        att_clause_agents(&k->c, owner, &whose);
      if (node_at(k, owner) != k->person->node &&
          (whose.count != 1 || whose.items[0] != k->person->node))
        continue;
    } else {
      continue;
    }
    uint32_t office = office_behind(k, from, true);
    if (office != ATT_NO_TOKEN)
      att_seat_roles(k, office, att_seat_limit(k, office), "predicate", body_before(k, office));
  }
}

/* "took over on Monday from Gen. A B": the person behind the preposition, whatever it hangs on. */
static uint32_t person_behind(const att_seat *k, uint32_t verb, const char *preposition) {
  for (uint32_t t = verb + 2; t + 1 < k->c.s->token_count && k->c.s->tokens[t].upos != ATT_VERB;
       t++)
    if (is(k, t, preposition))
      for (uint32_t i = t + 1; i < t + 5; i++) {
        const att_mention *m = att_seat_other(k, i) ? mention_at(k, i) : NULL;
        if (m != NULL && m->title_first >= t + 1 && m->title_first <= t + 3)
          return i;
      }
  return ATT_NO_TOKEN;
}

/* Has the person a post that the sentence tells before the token? */
static bool has_post_before(const att_seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, k->person->node, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == k->person->node && !f->tenures.items[i].former &&
        f->tenures.items[i].evidence.sentence == k->c.number &&
        f->tenures.items[i].evidence.first < t)
      return true;
  return false;
}

/* "relieved A B as commander of X": the office is that of whoever comes in. */
static void read_office_passed(const att_seat *k, uint32_t verb, uint32_t other, bool leaves) {
  const att_mention *m = mention_at(k, other);
  if (m == NULL || m->last < verb)
    return;
  uint32_t office = office_behind(k, m->last, true);
  att_seat in = *k;
  if (leaves)
    in.person = m;
  if (office != ATT_NO_TOKEN && office < m->last + 12)
    att_seat_roles(&in, office, att_seat_limit(&in, office), "predicate", body_before(k, office));
}

/* "A B, the new commander, succeeds C D", "took over from C D", "handed over to C D", "replacing C
 * D": what the one has the other had. */
static void read_replacement(const att_seat *k) {
  static const char *const WORDS[] = {"from", "to"};
  for (uint32_t verb = 1; verb + 1 < k->c.s->token_count; verb++) {
    bool takes = has(k, ATT_WORD_REPLACES, k->c.s->tokens[verb].lemma);
    bool command = is(k, verb + 1, "command") && !is(k, verb + 2, "of"); /* whose is not said */
    bool over = (command || is(k, verb + 1, "over")) &&
                (has(k, ATT_WORD_TAKES, k->c.s->tokens[verb].lemma) ||
                 has(k, ATT_WORD_GIVES, k->c.s->tokens[verb].lemma));
    if (k->c.s->tokens[verb].upos != ATT_VERB || (!takes && !over))
      continue;
    bool passive = false, denied;
    uint32_t up = att_clause_head(&k->c, verb); /* "named A, replacing B" */
    bool gerund = takes && strcmp(k->c.s->tokens[verb].xpos, "VBG") == 0;
    bool between = gerund && att_seat_names_other(k, k->person->last + 1, verb - 1);
    bool appointee = gerund && !between && k->person->last < verb && is(k, verb - 1, ",") &&
                     has_post_before(k, verb); /* "of A as director of X, replacing B" */
    appointee = appointee || (gerund && up != ATT_NO_TOKEN && is_object(k, up));
    bool appoints =
        gerund && !appointee && (between || (up != ATT_NO_TOKEN && appoints_somebody(k, up)));
    if (appoints || (!appointee && !att_seat_is_subject(k, verb, &passive)) ||
        (!appointee && passive && !takes))
      continue;
    passive = passive && !appointee;
    uint32_t other = passive ? att_clause_oblique(&k->c, verb, "by", ATT_NO_TOKEN)
                             : att_clause_child(&k->c, verb, ATT_OBJ, ATT_NO_TOKEN);
    bool gives = over && has(k, ATT_WORD_GIVES, k->c.s->tokens[verb].lemma);
    uint32_t thing = over ? att_clause_child(&k->c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
    if (thing != ATT_NO_TOKEN && !has(k, ATT_WORD_DUTY, k->c.s->tokens[thing].lemma) &&
        !is_body(k, node_at(k, thing)))
      continue; /* "handed over to B an invitation" */
    if (over)
      other = att_clause_oblique(&k->c, verb, WORDS[gives], ATT_NO_TOKEN);
    if (over && (other == ATT_NO_TOKEN || !att_seat_other(k, other)))
      other = person_behind(k, verb, WORDS[gives]);
    att_clause_status(&k->c, verb, &denied);
    bool chosen = up != ATT_NO_TOKEN && /* "picked Minister A to replace B as envoy" */
                  att_rel_base((att_rel)k->c.s->tokens[verb].rel) == ATT_XCOMP &&
                  has(k, ATT_WORD_OBJECT_CONTROL, k->c.s->tokens[up].lemma);
    for (uint32_t t = other; other != ATT_NO_TOKEN && !att_seat_other(k, other) && t < other + 5 &&
                             t < k->c.s->token_count && !is(k, t, ",");
         t++)
      if (att_seat_other(k, t))
        other = t; /* "from Canada's Lieutenant General A B", whatever heads the phrase */
    if (other == ATT_NO_TOKEN || denied || chosen || !att_seat_other(k, other))
      continue;
    bool leaves = gives || passive;
    uint32_t out = leaves ? k->person->node : node_at(k, other);
    uint32_t in = leaves ? node_at(k, other) : k->person->node;
    read_office_passed(k, verb, other, leaves);
    pass_command(k, verb, in, out);
    pass_post(k, verb, in, out, false);
    pass_post(k, verb, out, in, true);
  }
}

void att_seat_verbs(const att_seat *k) {
  read_post_verbs(k);
  read_counterpart(k);
  att_seat_command(k);
  read_office(k);
  read_appointment(k);
  att_seat_succession(k);
  read_replacement(k);
}

/* "President A appointed B as army chief. He succeeds C": whom the sentence before gives an office,
 * where `whom` gives it; `whom` elsewhere. */
static uint32_t appointee_before(const att_clause *c, uint32_t whom) {
  if (c->number == 0)
    return whom;
  const att_facts *f = c->facts;
  const att_clause before = {c->facts, c->s - 1, c->number - 1};
  for (size_t i = 0; att_mentions_in(f, before.number, before.number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->node != whom || m->sentence != before.number)
      continue;
    for (uint32_t verb = m->last + 1; verb < before.s->token_count; verb++) {
      bool passive = false;
      const att_seat by = {before, m, 0};
      if (before.s->tokens[verb].upos != ATT_VERB || !appoints_somebody(&by, verb) ||
          !att_seat_is_subject(&by, verb, &passive) || passive)
        continue;
      uint32_t object = att_clause_child(&before, verb, ATT_OBJ, ATT_NO_TOKEN);
      for (uint32_t t = object; t < before.s->token_count && t < object + 4; t++)
        if (att_seat_other(&by, t))
          return node_at(&by, t);
    }
  }
  return whom;
}

void att_seat_pronouns(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      const att_token *token = &c.s->tokens[t];
      bool subject = att_rel_base((att_rel)token->rel) == ATT_NSUBJ;
      if (token->upos != ATT_PRON || !subject || att_clause_is_quoted(&c, t) ||
          (strcasecmp(token->form, "he") != 0 && strcasecmp(token->form, "she") != 0))
        continue;
      att_indexes whom = {0};
      att_clause_agents(&c, t, &whom);
      if (whom.count != 1 || facts->nodes.items[whom.items[0]].kind != ATT_NODE_PERSON)
        continue;
      uint32_t verb = att_clause_head(&c, t);
      if (verb != ATT_NO_TOKEN && att_clause_word(&c, ATT_WORD_REPLACES, c.s->tokens[verb].lemma))
        whom.items[0] = appointee_before(&c, whom.items[0]);
      att_mention m = {
          .sentence = i, .first = t, .last = t, .title_first = t, .node = whom.items[0]};
      att_seat_verbs(&(att_seat){c, &m, 0});
    }
  }
}
