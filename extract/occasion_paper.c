/* SPDX-License-Identifier: Apache-2.0
 *
 * Agreements: who signs, what else is signed with it, and what is only being negotiated: "signed a
 * memorandum and a protocol", "the pact signed in 2019", "negotiations on a X Agreement".
 */
#include <stdlib.h>

#include "extract/index.h"
#include "extract/occasion.h"

/* An agreement's name, or a programme's; no exercise is signed or concluded as one. */
static bool is_named_paper(const att_clause *c, uint32_t t) {
  const att_mention *m = &c->facts->mentions.items[c->facts->owner[c->number][t] - 1];
  const char *class_name = c->facts->nodes.items[m->node].class_name;
  return class_name == NULL ||
         (strcmp(class_name, "ExerciseSeries") != 0 && strcmp(class_name, "OperationName") != 0 &&
          strcmp(class_name, "Forum") != 0);
}

bool att_occasion_is_paper(const att_clause *c, uint32_t t) {
  if (kind_at(c, t) == ATT_NODE_INITIATIVE)
    return is_named_paper(c, t);
  if (att_clause_word(c, ATT_WORD_PAPER, c->s->tokens[t].lemma))
    return true;
  return t > 0 && att_clause_word(c, ATT_WORD_PROGRAMME, c->s->tokens[t].lemma) &&
         is(c, t - 1, "cooperation"); /* "the 2024 cooperation programme" */
}

/* Who met the signatory in the same sentence: "hold talks with Morinaga and sign a memorandum". */
static void add_partner(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  if (agents->count != 1)
    return;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (e->evidence.sentence != c->number || !e->sides)
      continue;
    for (int side = 0; side < 2; side++) {
      const att_indexes *one = side ? &e->others : &e->participants;
      const att_indexes *other = side ? &e->participants : &e->others;
      if (one->count == 1 && one->items[0] == agents->items[0] && other->count == 1)
        att_indexes_add(f->arena, agents, other->items[0]);
    }
  }
}

static void drop_things(const att_facts *f, att_indexes *agents) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++) {
    uint8_t kind = f->nodes.items[agents->items[i]].kind;
    if (kind != ATT_NODE_PLACE && kind != ATT_NODE_INITIATIVE)
      agents->items[kept++] = agents->items[i];
  }
  agents->count = kept;
}

/* The states of those who last met, or who they are where no state is known. */
static void add_pair(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  att_indexes pair = {0};
  enum { LONG_AGO = 20 };
  for (uint32_t i = 0; i < c->s->token_count; i++) { /* "the treaty that was signed in 1949" */
    const char *word = c->s->tokens[i].form;
    if (strlen(word) == 4 && strspn(word, "0123456789") == 4 && word[0] < '3' && word[0] > '0' &&
        f->date != NULL && atoi(word) + LONG_AGO < atoi(f->date))
      return;
  }
  att_clause_pair(c, &pair);
  for (size_t i = 0; i < pair.count; i++) {
    const att_node *n = &f->nodes.items[pair.items[i]];
    att_indexes_add(f->arena, agents,
                    n->iso3 != NULL ? att_facts_state(f, n->iso3) : pair.items[i]);
  }
  if (agents->count != 2)
    agents->count = 0;
}

/* "signed in the presence of C by A and B": the first "by" behind. */
static void add_by_behind(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && agents->count == 0; i++) {
    if (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX)
      return;             /* "a ceremony witnessed by C" */
    if (is(c, i, "by") && /* nor "after a speech by C" */
        !att_lexicon_tells(c->facts->lexicon, c->s->tokens[i - 1].lemma, false, "say"))
      for (uint32_t k = i + 1; k < c->s->token_count && k < i + 8 && agents->count == 0; k++)
        if (kind_at(c, k) == ATT_NODE_PERSON)
          att_clause_agents(c, k, agents);
  }
}

/* "the ministers agreed that a memorandum should be signed": whoever says so. */
static void add_governor(const att_clause *c, uint32_t t, att_indexes *agents) {
  uint32_t head = att_clause_head(c, t);
  bool passive;
  if (head == ATT_NO_TOKEN || c->s->tokens[head].upos != ATT_VERB || !has_rel(c, t, ATT_CCOMP) ||
      !att_clause_word(c, ATT_WORD_AGREEING, c->s->tokens[head].lemma))
    return;
  uint32_t subject = att_clause_subject(c, head, &passive);
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, agents);
}

static void add_parties(const att_clause *c, uint32_t thing, att_occasion *what) {
  static const char *const PARTIES[] = {"between", "with", NULL};
  if (thing != ATT_NO_TOKEN)
    att_occasion_obliques(c, thing, PARTIES, &what->agents); /* "the pact between A and B" */
  add_partner(c, &what->agents);
}

/* "Under an agreement signed in A, B will supply C with": who does what it provides for. */
static void read_provided(const att_clause *c, uint32_t t, att_occasion *what) {
  static const char *const WITH[] = {"with", "to", NULL};
  uint32_t thing = has_rel(c, t, ATT_ACL) ? att_clause_head(c, t) : ATT_NO_TOKEN;
  uint32_t preposition =
      thing != ATT_NO_TOKEN ? att_clause_child(c, thing, ATT_CASE, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  uint32_t verb = preposition != ATT_NO_TOKEN && is(c, preposition, "under")
                      ? att_clause_head(c, thing)
                      : ATT_NO_TOKEN;
  if (verb == ATT_NO_TOKEN || c->s->tokens[verb].upos != ATT_VERB || what->agents.count > 0)
    return;
  static const att_rel RELS[] = {ATT_NSUBJ, ATT_IOBJ, ATT_OBJ};
  for (size_t i = 0; i < 3; i++) {
    uint32_t o = att_clause_child(c, verb, RELS[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN)
      att_clause_agents(c, o, &what->agents);
  }
  att_occasion_obliques(c, verb, WITH, &what->agents);
}

static void name_paper(const att_clause *c, uint32_t thing, att_event *e) {
  const att_mention *m = mention_of(c, thing);
  if (m != NULL && e->initiative == ATT_NO_ENTITY &&
      c->facts->nodes.items[m->node].kind == ATT_NODE_INITIATIVE)
    e->initiative = m->node;
  uint32_t clause = att_clause_child(c, thing, ATT_ACL, ATT_NO_TOKEN);
  if (clause != ATT_NO_TOKEN && clause > thing + 1 && is(c, clause - 1, "to"))
    att_clause_topics(c, clause, &e->topics); /* "a memorandum to deepen cooperation in X" */
  for (int i = 0; i < 2; i++) {
    uint32_t o = att_clause_oblique(c, thing, i ? "for" : "on", ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN)
      att_clause_topics(c, o, &e->topics);
    uint32_t last = c->s->token_count - 1 < thing + 16 ? c->s->token_count - 1 : thing + 16;
    if (o == thing + 2 || o == thing + 3) /* "on lessons learned in the field of X" */
      att_clause_fields(c, o, last, &e->topics);
  }
}

/* "A will expand ties with B in line with the memorandum signed in 2011": the two states of the
 * clause that the paper is named in. */
static void add_kin(const att_clause *c, uint32_t thing, att_occasion *what) {
  static const char *const WITH[] = {"with", NULL};
  bool passive;
  uint32_t verb = thing != ATT_NO_TOKEN ? att_occasion_verb(c, thing) : ATT_NO_TOKEN;
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  uint32_t object =
      verb != ATT_NO_TOKEN ? att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || object == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, subject, &what->agents);
  att_occasion_obliques(c, object, WITH, &what->agents);
  bool states = what->agents.count == 2;
  for (size_t i = 0; i < what->agents.count; i++)
    states = states && c->facts->nodes.items[what->agents.items[i]].kind == ATT_NODE_STATE;
  if (!states)
    what->agents.count = 0;
}

void att_occasion_signatories(const att_clause *c, uint32_t t, uint32_t thing, att_occasion *what) {
  bool verb = c->s->tokens[t].upos == ATT_VERB;
  add_parties(c, thing, what);
  read_provided(c, t, what);
  if (verb && what->agents.count == 0 && strcmp(c->s->tokens[t].xpos, "VBN") == 0)
    add_by_behind(c, t, &what->agents);
  if (verb && what->agents.count == 0)
    add_governor(c, t, &what->agents);
  if (verb && what->agents.count == 0 && strcmp(c->s->tokens[t].xpos, "VBN") == 0)
    add_kin(c, thing, what);
  bool reached = strcmp(c->s->tokens[t].lemma, "reach") == 0; /* "the agreement was reached at" */
  if (what->agents.count == 0 && !reached)
    add_pair(c, &what->agents);
}

void att_occasion_papers(const att_clause *c, uint32_t t, uint32_t thing, uint32_t number) {
  att_facts *f = c->facts;
  name_paper(c, thing, &f->events.items[number]);
  for (uint32_t i = att_clause_child(c, thing, ATT_CONJ, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, thing, ATT_CONJ, i)) {
    if (!att_occasion_is_paper(c, i))
      continue;
    att_event *e = att_clause_event(c, "Agreement", t, "event-verb");
    const att_event *first = &f->events.items[number];
    e->name = mention_of(c, i) == NULL ? att_occasion_name(c, i) : NULL;
    e->status = first->status;
    e->start = first->start;
    e->end = first->end;
    e->place = first->place;
    for (size_t k = 0; k < first->participants.count; k++)
      att_indexes_add(f->arena, &e->participants, first->participants.items[k]);
    name_paper(c, i, e);
  }
}

/* "begin negotiations | on a X Agreement": wherever the tree has hung it. */
static bool is_behind_negotiations(const att_clause *c, uint32_t t) {
  const att_mention *m = mention_of(c, t);
  uint32_t at = m != NULL ? m->first : att_occasion_start(c, t);
  if (at > 0 && has_rel(c, at - 1, ATT_DET_REL))
    at--;
  return at > 1 && c->s->tokens[at - 1].upos == ATT_ADP &&
         att_clause_word(c, ATT_WORD_NEGOTIATING, c->s->tokens[at - 2].lemma);
}

/* "negotiations on a X Agreement", "a planned pact between A and B": nothing is signed yet. */
void att_occasion_negotiated(const att_clause *c, uint32_t t) {
  static const char *const BETWEEN[] = {"between", "with", NULL};
  const char *lemma = c->s->tokens[t].lemma;
  bool named = kind_at(c, t) == ATT_NODE_INITIATIVE && mention_of(c, t)->last == t &&
               is_named_paper(c, t) && att_clause_word(c, ATT_WORD_TREATY, lemma);
  if ((!named && (mention_of(c, t) != NULL || !att_clause_word(c, ATT_WORD_TREATY, lemma))) ||
      has_rel(c, t, ATT_COMPOUND) || att_occasion_in_title(c))
    return;
  uint32_t head = att_clause_head(c, t);
  bool open = is_behind_negotiations(c, t) ||
              (head != ATT_NO_TOKEN && (is(c, head, "possibility") || is(c, head, "prospect")));
  for (uint32_t i = att_clause_child(c, t, ATT_AMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_AMOD, i))
    open = open || is(c, i, "planned") || is(c, i, "proposed") || is(c, i, "draft");
  if (!open)
    return;
  att_occasion what = {.class_name = "Agreement", .rule = "event-noun"};
  att_occasion_obliques(c, t, BETWEEN, &what.agents);
  if (head != ATT_NO_TOKEN)
    att_occasion_obliques(c, head, BETWEEN, &what.agents);
  bool passive;
  uint32_t verb = att_occasion_verb(c, t);
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject != ATT_NO_TOKEN && what.agents.count < 2)
    att_clause_agents(c, subject, &what.agents);
  drop_things(c->facts, &what.agents);
  if (what.agents.count == 0)
    add_pair(c, &what.agents);
  what.named = named;
  what.initiative = named ? mention_of(c, t)->node : ATT_NO_ENTITY;
  what.name = named ? NULL : att_occasion_name(c, t);
  size_t before = c->facts->events.count;
  att_event *e = att_occasion_add(c, t, &what);
  if (e == NULL || c->facts->events.count == before)
    return;
  if (e->status == ATT_HELD)
    e->status = ATT_PROPOSED;
  name_paper(c, t, e);
}
