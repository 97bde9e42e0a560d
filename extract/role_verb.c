/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts that verbs say ("A B, who commands the division", "was appointed ambassador"), and those
 * said by another's post ("his counterpart, A B", "C's predecessor, D").
 */
#include "extract/role.h"

/* "A B, who commands the Northern Command": verbs that say a post, and the post's title. */
static void read_relative(const att_seat *k) {
  uint32_t t = k->person->last + 1;
  if (is(k, t, ","))
    t++;
  if (!is(k, t, "who"))
    return;
  t += is(k, t + 1, "currently") || is(k, t + 1, "now") ? 2 : 1;
  const att_frame *frame = NULL;
  while (t < k->c.s->token_count &&
         (frame = att_lexicon_frame(k->c.facts->lexicon, k->c.s->tokens[t].lemma, true, frame))) {
    if (strcmp(frame->frame, "post") != 0)
      continue;
    const att_lex_entry *role = att_lexicon_find(k->c.facts->lexicon, ATT_LEX_ROLE, frame->value);
    for (uint32_t o = t + 1; o < k->c.s->token_count && o < t + 4 && role != NULL; o++)
      if (is_body(k, node_at(k, o))) {
        att_seat_tenure(k, t, t, role, node_at(k, o), "relative-clause");
        return;
      }
  }
}

/* "his Indonesian counterpart, General A B": the post that the person before has, in that state. */
static void read_counterpart(const att_seat *k) {
  att_facts *f = k->c.facts;
  uint32_t t = k->person->title_first;
  if (t > 0 && is(k, t - 1, ","))
    t--;
  if (t < 2 || !is(k, t - 1, "counterpart"))
    return;
  bool said = is_body(k, node_at(k, t - 2));
  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].person == k->person->node)
      return;              /* named with a post of its own */
  att_indexes whose = {0}; /* "his" */
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t && whose.count == 0; i++)
    if (is(k, i, "his") || is(k, i, "her"))
      att_clause_agents(&k->c, i, &whose);
  bool held = false;
  for (size_t i = 0; i < f->tenures.count && whose.count > 0; i++)
    held = held || (f->tenures.items[i].person == whose.items[0] && !f->tenures.items[i].former);
  for (size_t i = f->tenures.count; i-- > 0;) {
    att_tenure *other = &f->tenures.items[i];
    if ((held && other->person != whose.items[0]) ||
        (!held && other->evidence.sentence + 1 < k->c.number) || other->former)
      continue;
    att_tenure copy = *other;
    copy.person = k->person->node;
    copy.organization = said ? node_at(k, t - 2) : ATT_NO_ENTITY;
    copy.implied = !said;
    copy.evidence = att_clause_evidence(&k->c, "counterpart", 0.75f);
    if (said)
      f->nodes.items[copy.person].iso3 = f->nodes.items[copy.organization].iso3;
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

/* "A assumed command of the brigade from B": A has the post now, B had it. */
static void read_command(const att_seat *k) {
  const att_lex_entry *role = att_lexicon_find(k->c.facts->lexicon, ATT_LEX_ROLE, "commander");
  for (uint32_t t = 0; t + 2 < k->c.s->token_count && role != NULL; t++) {
    if (!is(k, t, "command") || !is(k, t + 1, "of"))
      continue;
    uint32_t at = is(k, t + 2, "the") ? t + 3 : t + 2, verb = att_clause_head(&k->c, t);
    if (!is_body(k, node_at(k, at)) || verb == ATT_NO_TOKEN)
      continue;
    const char *lemma = k->c.s->tokens[verb].lemma;
    bool takes = has(k, ATT_WORD_TAKES, lemma), gives = has(k, ATT_WORD_GIVES, lemma);
    uint32_t body_last = k->c.facts->mentions.items[k->c.facts->owner[k->c.number][at] - 1].last;
    if (is(k, body_last + 1, "(") && is(k, body_last + 3, ")"))
      body_last += 3;
    bool subject = k->person->last < verb,
         from = is(k, body_last + 1, "from") || is(k, body_last + 1, "to");
    bool next = from && k->person->first > body_last && k->person->title_first <= body_last + 3;
    if ((!takes && !gives) || (!subject && !next) || (subject && verb - k->person->last > 3))
      continue;
    size_t before = k->c.facts->tenures.count;
    att_seat_tenure(k, t, t, role, node_at(k, at), "command");
    if (k->c.facts->tenures.count > before)
      k->c.facts->tenures.items[before].former = subject ? gives : takes;
  }
}

/* --- "was appointed ambassador", "served as commander of" ------------------------------------- */

/* The office behind a verb that says one: past "as", articles, states and modifiers of titles. */
static uint32_t office_behind(const att_seat *k, uint32_t verb, bool as) {
  uint32_t t = verb + 1, last, count = k->c.s->token_count;
  while (t < count && has(k, ATT_WORD_FORMER, form(k, t))) /* is currently, then became */
    t++;
  if (as) {
    while (t < count && t < verb + 6 && !is(k, t, "as")) /* took office in 2012 as */
      t++;
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

/* Does the seat's person stand as the subject of the verb? Of the verb's own clause only. */
static bool is_subject(const att_seat *k, uint32_t verb, bool *ret_passive) {
  uint32_t subject = att_clause_subject(&k->c, verb, ret_passive);
  if (subject == ATT_NO_TOKEN)
    return false;
  return subject >= k->person->title_first && subject <= k->person->last;
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
  return earlier || (past && serving && !since);
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
    uint32_t office = office_behind(k, verb, att_frame_takes(frame, "as"));
    if (office == ATT_NO_TOKEN && wants_passive)
      office = office_behind(k, verb, true); /* appointed as */
    if (office == ATT_NO_TOKEN)
      continue;
    uint32_t clause = upos == ATT_AUX ? office : verb;
    uint32_t up = att_clause_head(&k->c, verb);
    if (upos == ATT_AUX && up != ATT_NO_TOKEN && up > verb)
      clause = up; /* the predicate noun has the subject */
    if (!is_subject(k, clause, &passive) || passive != wants_passive)
      continue;
    att_event_status status = att_clause_status(&k->c, clause, &denied);
    if (denied || status == ATT_HYPOTHETICAL || status == ATT_PROPOSED)
      continue;
    size_t before = k->c.facts->tenures.count;
    uint32_t limit = att_seat_limit(k, office);
    att_seat_roles(k, office, limit, "predicate", ATT_NO_ENTITY);
    for (size_t i = before; i < k->c.facts->tenures.count; i++)
      k->c.facts->tenures.items[i].former =
          k->c.facts->tenures.items[i].former || is_past(k, verb, office);
  }
}

/* "Solbakken's predecessor, Frode Haugen": who held the other's post before, or holds it now. */
static void read_succession(const att_seat *k) {
  att_facts *f = k->c.facts;
  uint32_t t = k->person->title_first;
  t -= t > 0 && is(k, t - 1, ",");
  while (t > 0 && role_at(k, t - 1, &(uint32_t){0}) != NULL) /* predecessor, former minister */
    t--;
  if (t < 2)
    return;
  bool before = has(k, ATT_WORD_PREDECESSOR, form(k, t - 1)),
       after = has(k, ATT_WORD_SUCCESSOR, form(k, t - 1));
  if (!before && !after)
    return;
  uint32_t owner = t - 2;
  att_indexes of = {0};
  if (is_possessive(k, owner) && owner > 0)
    owner--;
  att_clause_agents(&k->c, owner, &of);
  for (size_t i = 0; i < f->tenures.count && of.count > 0; i++) {
    att_tenure copy = f->tenures.items[i];
    if (copy.person != of.items[0] || copy.former)
      continue;
    if (att_seat_holds(k, copy.role_id))
      return;
    copy.person = k->person->node;
    copy.former = before;
    copy.evidence = att_clause_evidence(&k->c, "succession", 0.8f);
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

void att_seat_verbs(const att_seat *k) {
  read_relative(k);
  read_counterpart(k);
  read_command(k);
  read_office(k);
  read_succession(k);
}
