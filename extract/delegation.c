/* SPDX-License-Identifier: Apache-2.0
 *
 * Delegations: who leads them, and whom "the delegation", "the guests", "they" mean behind a visit.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* "Members of the delegation", "the head of the delegation": the delegation; ATT_NO_TOKEN. */
uint32_t att_reference_delegation_of(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  bool part = att_clause_word(c, ATT_WORD_VISITORS, lemma) || strcmp(lemma, "head") == 0 ||
              strcmp(lemma, "leader") == 0;
  return part && of != ATT_NO_TOKEN && c->facts->owner[c->number][of] == 0 &&
                 att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[of].lemma)
             ? of
             : ATT_NO_TOKEN;
}

/* "headed by the Chief of the General Staff of the X Armed Forces, General A B": the first person
 * from the token on, however long the title, up to a verb in the past tense. */
static uint32_t person_behind(const att_facts *f, uint32_t sentence, uint32_t first) {
  enum { TITLE_MOST = 40 };
  const att_sentence *s = &f->document->sentences.items[sentence];
  for (uint32_t p = first; p < s->token_count && p < first + TITLE_MOST; p++) {
    uint32_t m = f->owner[sentence][p];
    if (m == 0 && s->tokens[p].upos == ATT_VERB && strcmp(s->tokens[p].xpos, "VBD") == 0)
      return ATT_NO_ENTITY;
    if (m != 0 && att_reference_is_person(f, &f->mentions.items[m - 1]))
      return f->mentions.items[m - 1].node;
  }
  return ATT_NO_ENTITY;
}

/* "headed by", "led this time by" */
static bool is_led(const att_sentence *s, uint32_t t) {
  bool led = strcmp(s->tokens[t].form, "headed") == 0 || strcmp(s->tokens[t].form, "led") == 0;
  for (uint32_t i = t + 1; i < s->token_count && i < t + 4 && led; i++)
    if (strcmp(s->tokens[i].form, "by") == 0)
      return true;
  return false;
}

/* Who is said to lead the delegation at `d` of the sentence; ATT_NO_ENTITY. */
static uint32_t leader_behind(const att_facts *f, uint32_t sentence, uint32_t d) {
  const att_sentence *s = &f->document->sentences.items[sentence];
  for (uint32_t i = d + 1; i + 1 < s->token_count && i < d + 24; i++) {
    bool led = is_led(s, i) || (i == d + 1 && strcmp(s->tokens[i].form, "under") == 0);
    uint32_t node = led ? person_behind(f, sentence, i + 1) : ATT_NO_ENTITY;
    if (node != ATT_NO_ENTITY)
      return node;
  }
  return ATT_NO_ENTITY;
}

/* "A, who is leading a delegation of six", "He headed the team": who leads the delegation that is
 * the verb's object; ATT_NO_ENTITY. */
static uint32_t leader_before(att_facts *f, uint32_t sentence, uint32_t d) {
  att_clause c = {f, &f->document->sentences.items[sentence], sentence};
  uint32_t verb = att_clause_head(&c, d);
  bool passive;
  if (att_rel_base((att_rel)c.s->tokens[d].rel) != ATT_OBJ || verb == ATT_NO_TOKEN ||
      !att_clause_word(&c, ATT_WORD_LEADING, c.s->tokens[verb].lemma))
    return ATT_NO_ENTITY;
  uint32_t subject = att_clause_subject(&c, verb, &passive);
  uint32_t m = subject != ATT_NO_TOKEN && !passive ? f->owner[sentence][subject] : 0;
  if (m != 0 && att_reference_is_person(f, &f->mentions.items[m - 1]))
    return f->mentions.items[m - 1].node;
  bool she = subject != ATT_NO_TOKEN && is(&c, subject, "she");
  return !passive && subject != ATT_NO_TOKEN && (she || is(&c, subject, "he"))
             ? att_reference_antecedent(&c, subject, she)
             : ATT_NO_ENTITY;
}

/* "C was part of a delegation led by A. The delegation | met B": C, too. */
static void add_part(att_facts *f, uint32_t sentence, uint32_t d, att_indexes *agents) {
  att_clause c = {f, &f->document->sentences.items[sentence], sentence};
  uint32_t part = att_clause_head(&c, d);
  bool passive;
  if (part == ATT_NO_TOKEN || !(is(&c, part, "part") || is(&c, part, "member")) ||
      att_clause_child(&c, part, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    return;
  uint32_t subject = att_clause_subject(&c, part, &passive);
  uint32_t m = subject != ATT_NO_TOKEN ? f->owner[sentence][subject] : 0;
  if (m != 0 && att_reference_is_person(f, &f->mentions.items[m - 1]))
    att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node);
}

/* "The group" behind a meeting that two or more have had with one side: they. */
static bool add_last_side(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  if (t == 0 || !is(c, t - 1, "the"))
    return false;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || e->evidence.sentence >= c->number)
      continue;
    if (e->evidence.sentence + 2 < c->number)
      return false;
    for (size_t k = 0; k < e->participants.count && e->participants.count > 1 && e->sides; k++)
      att_indexes_add(f->arena, agents, e->participants.items[k]);
    return e->participants.count > 1 && e->sides;
  }
  return false;
}

/* "A delegation from X arrived", of which the sentences behind tell who leads it. */
static bool add_leader_ahead(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  for (uint32_t n = c->number + 1; n < f->document->sentences.count && n < c->number + 4; n++) {
    const att_sentence *s = &f->document->sentences.items[n];
    for (uint32_t d = 0; d + 3 < s->token_count; d++) {
      bool such = att_clause_word(c, ATT_WORD_DELEGATION, s->tokens[d].lemma) && d > 0 &&
                  strcasecmp(s->tokens[d - 1].form, "the") == 0;
      uint32_t node = such ? leader_behind(f, n, d) : ATT_NO_ENTITY;
      if (node != ATT_NO_ENTITY)
        return att_indexes_add(f->arena, agents, node) || true;
    }
  }
  return false;
}

/* "A delegation led by the Commandant of X", whom nobody names: the body. */
static bool add_leaders_body(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  if (t + 2 >= c->s->token_count || !is_led(c->s, t + 1))
    return false;
  for (uint32_t i = t + 2; i < c->s->token_count && i < t + 14; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_ORG)
      return att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node) || true;
    if (c->s->tokens[i].upos == ATT_AUX || c->s->tokens[i].upos == ATT_VERB)
      return false;
  }
  return false;
}

/* "The delegation" that nobody is said to lead: the persons of the visit told of last. */
bool att_reference_last_visitors(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t sentence = ATT_NO_TOKEN, state = t > 0 ? att_reference_modifier(c, t) : ATT_NO_ENTITY;
  bool demonym = state != ATT_NO_ENTITY && f->nodes.items[state].kind == ATT_NODE_STATE;
  uint32_t first = t, m = t > 0 ? f->owner[c->number][t - 1] : 0;
  const att_node *part = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
  if (!demonym && part != NULL && part->kind == ATT_NODE_PLACE && part->iso3 != NULL) {
    state = att_facts_state(f, part->iso3); /* "the Vermont delegation" */
    demonym = true;
    first = f->mentions.items[m - 1].first;
  }
  for (uint32_t i = t > 2 ? t - 2 : 0; i < t && demonym && first == t; i++)
    if (f->owner[c->number][i] != 0)
      first = f->mentions.items[f->owner[c->number][i] - 1].first;
  if (first == 0 || !is(c, first - 1, "the"))
    return false;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || e->evidence.sentence >= c->number ||
        (sentence != ATT_NO_TOKEN && e->evidence.sentence != sentence) ||
        att_reference_is_remembered(f, e))
      continue;
    for (size_t k = 0; k < e->participants.count; k++)
      if (f->nodes.items[e->participants.items[k]].kind == ATT_NODE_PERSON &&
          (!demonym || att_reference_belongs(f, e->participants.items[k], state))) {
        sentence = e->evidence.sentence;
        att_indexes_add(f->arena, agents, e->participants.items[k]);
      }
  }
  return sentence != ATT_NO_TOKEN;
}

/* "The delegation, which included B and C, | travelled", "The delegation was headed by A, and also
 * included B and C": B and C, up to the next verb. */
static void add_included(const att_clause *c, uint32_t delegation, att_indexes *agents) {
  static const char *const FINITE[] = {"VBD", "VBZ", "VBP", "MD", NULL};
  const att_facts *f = c->facts;
  bool included = false;
  for (uint32_t t = delegation + 1; t < c->s->token_count; t++) {
    const att_token *word = &c->s->tokens[t];
    bool own = is(c, t - 1, "who") || is(c, t - 1, "which"); /* "B, who commands C" */
    if (included && !own && att_one_of(word->xpos, FINITE))
      return;
    included = included || strcmp(word->lemma, "include") == 0;
    uint32_t m = f->owner[c->number][t];
    if (included && m != 0 && att_reference_is_person(f, &f->mentions.items[m - 1]))
      att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node);
  }
}

/* "The delegation, which included A", "A delegation including A", beside the noun itself. */
static bool includes(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 24; i++) {
    if (strcmp(c->s->tokens[i].lemma, "include") == 0)
      return true;
    if (c->s->tokens[i].upos == ATT_VERB && strcmp(c->s->tokens[i].xpos, "VBN") != 0)
      return false; /* "led by A and including B" */
  }
  return false;
}

/* "The Canadian delegation will travel to X. The delegation": the state that the delegation named
 * last is said to be of, some sentences before. */
static bool add_state_before(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  if (t == 0 || !is(c, t - 1, "the") || att_reference_modifier(c, t) != ATT_NO_ENTITY ||
      att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  enum { REACH = 6 };
  for (uint32_t back = 1; back < REACH && back <= c->number; back++) {
    att_clause before = {c->facts, c->s - back, c->number - back};
    for (uint32_t d = before.s->token_count; d-- > 1;) {
      if (!att_clause_word(c, ATT_WORD_DELEGATION, before.s->tokens[d].lemma))
        continue;
      uint32_t state = att_reference_modifier(&before, d);
      if (state != ATT_NO_ENTITY && f->nodes.items[state].kind == ATT_NODE_STATE)
        return att_indexes_add(f->arena, agents, state) || true;
    }
  }
  return false;
}

/* Is the delegation said to be of another state than the person, or the state? */
static bool is_of_other_state(const att_clause *c, uint32_t t, uint32_t node) {
  uint32_t own = att_reference_modifier(c, t);
  const char *iso3 = own != ATT_NO_ENTITY ? c->facts->nodes.items[own].iso3 : NULL,
             *other = node != ATT_NO_ENTITY ? c->facts->nodes.items[node].iso3 : NULL;
  return iso3 != NULL && other != NULL && strcmp(iso3, other) != 0;
}

/* "A delegation headed by X", "X and his delegation", "X's delegation", and "the delegation" behind
 * it: X. */
static bool add_leader(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t with = att_clause_head(c, t); /* "B and his delegation" */
  att_indexes company = {0};
  if (c->s->tokens[t].rel == ATT_CONJ && with != ATT_NO_TOKEN && with < t &&
      leader_behind(f, c->number, t) == ATT_NO_ENTITY && att_reference_itself(c, with, &company) &&
      company.count == 1 && f->nodes.items[company.items[0]].kind == ATT_NODE_PERSON)
    return att_indexes_add(f->arena, agents, company.items[0]) || true;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++) {
    size_t before = agents->count;
    if (c->s->tokens[i].head != t + 1 || c->s->tokens[i].rel != ATT_NMOD_POSS ||
        is(c, i, "their") || is(c, i, "its") || !att_reference_itself(c, i, agents))
      continue;
    if (agents->count > before &&
        f->nodes.items[agents->items[agents->count - 1]].kind == ATT_NODE_PERSON)
      return true;
    agents->count = before;
  }
  uint32_t det = att_clause_child(c, t, ATT_DET_REL, ATT_NO_TOKEN); /* "A team of X is expected" */
  bool other =
      det != ATT_NO_TOKEN && (is(c, det, "a") || is(c, det, "an") || is(c, det, "another"));
  for (uint32_t n = c->number + 1; n-- > (other ? c->number : att_reach_first(c->number));) {
    const att_sentence *s = &f->document->sentences.items[n];
    for (uint32_t d = n == c->number ? t : 0; d < s->token_count; d++) {
      if (!att_clause_word(c, ATT_WORD_DELEGATION, s->tokens[d].lemma))
        continue;
      uint32_t node = leader_behind(f, n, d);
      if (node == ATT_NO_ENTITY && (n < c->number || d < t))
        node = leader_before(f, n, d);
      const att_clause before = {f, s, n};
      if (node != ATT_NO_ENTITY && n < c->number &&
          (is_of_other_state(c, t, node) ||
           is_of_other_state(c, t, att_reference_modifier(&before, d))))
        break; /* "A Kenyan delegation led by A. A Norwegian delegation" */
      if (node != ATT_NO_ENTITY) {
        att_indexes_add(f->arena, agents, node);
        if (n < c->number)
          add_part(f, n, d, agents);
        return true;
      }
      if (n == c->number)
        break;
    }
  }
  if (other)
    return add_leader_ahead(c, agents) || add_leaders_body(c, t, agents);
  return att_reference_last_visitors(c, t, agents) || add_last_side(c, t, agents) ||
         add_leader_ahead(c, agents) || add_leaders_body(c, t, agents) ||
         add_state_before(c, t, agents);
}

/* "The guests, led by Colonel A B,", "officers headed by A": who is said right behind the plural to
 * lead them. */
bool att_reference_led(const att_clause *c, uint32_t t, att_indexes *agents) {
  uint32_t at = t + 1 + is(c, t + 1, ",");
  uint32_t node = at < c->s->token_count && is_led(c->s, at)
                      ? person_behind(c->facts, c->number, at + 1)
                      : ATT_NO_ENTITY;
  return node != ATT_NO_ENTITY && (att_indexes_add(c->facts->arena, agents, node) || true);
}

/* "A delegation of 26 students and staff visited X. The students | will visit Y": those whom the
 * delegation told of last is made up of. */
bool att_reference_are_delegates(const att_clause *c, uint32_t t) {
  enum { REACH = 10, PHRASE = 9 };
  const att_facts *f = c->facts;
  if (t == 0 || !is(c, t - 1, "the") ||
      att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  for (uint32_t n = c->number; n-- > 0 && n + REACH >= c->number;) {
    const att_sentence *s = &f->document->sentences.items[n];
    for (uint32_t d = s->token_count; d-- > 0;) {
      if (!att_clause_word(c, ATT_WORD_DELEGATION, s->tokens[d].lemma) || d + 1 >= s->token_count ||
          strcmp(s->tokens[d + 1].form, "of") != 0)
        continue;
      for (uint32_t i = d + 2; i < s->token_count && i < d + PHRASE; i++)
        if (strcmp(s->tokens[i].lemma, c->s->tokens[t].lemma) == 0)
          return true;
    }
  }
  return false;
}

bool att_reference_leader(const att_clause *c, uint32_t t, att_indexes *agents) {
  size_t before = agents->count;
  bool led = add_leader(c, t, agents);
  if (includes(c, t))
    add_included(c, t, agents);
  return led || agents->count > before;
}

/* "The X officers toured Y, where they": the people without names that are the subject of the
 * clause before. */
static bool add_people(const att_clause *c, uint32_t t, att_indexes *agents) {
  if (strcmp(c->s->tokens[t].xpos, "NNS") != 0 || c->facts->owner[c->number][t] != 0 ||
      !(att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma) ||
        att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma)))
    return false;
  size_t before = agents->count;
  att_clause_agents(c, t, agents);
  return agents->count > before;
}

/* "The delegation toured X, where they", "The crew will play. They will visit X": the delegation or
 * ship's crew that is the subject of the clause or sentence before. */
bool att_reference_delegation_before(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_clause other = *c;
  for (uint32_t back = 0; back < 2 && back <= c->number; back++) {
    other.number = c->number - back;
    other.s = &c->facts->document->sentences.items[other.number];
    for (uint32_t d = back == 0 ? t : other.s->token_count; d-- > 0;) {
      att_rel rel = att_rel_base((att_rel)other.s->tokens[d].rel);
      if (rel != ATT_NSUBJ || other.s->tokens[d].upos == ATT_PRON)
        continue;
      if (back == 0 && is(c, t, "they") && add_people(&other, d, agents))
        return true;
      if (is(c, t, "they") && att_reference_crew(&other, d, agents))
        return true;
      if (!att_clause_word(c, ATT_WORD_DELEGATION, other.s->tokens[d].lemma) ||
          !att_reference_leader(&other, d, agents))
        return false;
      if (back == 1 && is(c, t, "they"))
        add_included(&other, d, agents);
      return true;
    }
  }
  return false;
}

bool att_reference_is_party(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  const char *lemma = c->s->tokens[t].lemma;
  if (!att_clause_word(c, ATT_WORD_VISITORS, lemma) ||
      att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  if (strcmp(lemma, "guest") == 0 || strcmp(lemma, "visitor") == 0)
    return true;
  uint32_t sentence = ATT_NO_TOKEN, persons = 0;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") != 0 || e->evidence.sentence >= c->number)
      continue;
    sentence = sentence == ATT_NO_TOKEN ? e->evidence.sentence : sentence;
    persons += e->evidence.sentence == sentence;
  }
  return persons > 1;
}
