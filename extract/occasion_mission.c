/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose forces take part in a mission or an operation that is told of in passing: "its
 * contributions to the NATO mission in Kosovo", "Mongolian troops served in Afghanistan with the
 * coalition", "Italy commands KFOR".
 */
#include "extract/occasion.h"

/* "United Nations missions", "peacekeeping operations" */
static bool is_united(const att_clause *c, uint32_t t) {
  for (uint32_t i = att_occasion_start(c, t); i < t; i++) {
    const att_mention *m = mention_of(c, i);
    const char *class_name = m != NULL ? c->facts->nodes.items[m->node].class_name : NULL;
    if (is(c, i, "peacekeeping") ||
        (class_name != NULL && strcmp(class_name, "InternationalOrganization") == 0))
      return true;
  }
  return false;
}

/* `by`: the word behind which it stands. */
static bool is_mission(const att_clause *c, uint32_t by, uint32_t t) {
  if (t == ATT_NO_TOKEN)
    return false;
  const att_mention *m = mention_of(c, t);
  uint32_t last = m != NULL ? m->last : t;
  const att_node *n = m != NULL ? &c->facts->nodes.items[m->node] : NULL;
  if (n != NULL && n->kind == ATT_NODE_INITIATIVE)
    return n->class_name != NULL && strcmp(n->class_name, "OperationName") == 0;
  if (n != NULL && n->kind != ATT_NODE_ORG)
    return false;
  if (n != NULL && n->class_name != NULL &&
      strcmp(n->class_name, "InternationalOrganization") == 0 &&
      (strstr(n->name, "Mission") != NULL || strstr(n->name, "Force") != NULL))
    return true;
  static const char *const JOINT[] = {"Task Force", "Standing NATO", "Maritime Group",
                                      "Response Force"};
  for (size_t i = 0; n != NULL && i < sizeof JOINT / sizeof *JOINT; i++)
    if (strstr(n->name, JOINT[i]) != NULL)
      return true;
  if (n == NULL && strcmp(c->s->tokens[t].xpos, "NN") != 0 && c->s->tokens[t].upos != ATT_PROPN &&
      !(c->s->tokens[by].upos == ATT_VERB && is_united(c, t)))
    return false; /* no "missions" of whatever kind */
  return (is(c, last, "group") && last > 0 && is(c, last - 1, "battle")) ||
         (is(c, last, "brigade") && last > 0 && is(c, last - 1, "multinational")) ||
         att_clause_word(c, ATT_WORD_MISSION, c->s->tokens[last].lemma) ||
         att_clause_word(c, ATT_WORD_MISSION, c->s->tokens[last].form);
}

/* The mission behind one of the prepositions, also within "as part of". */
static uint32_t mission_of(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"to", "in", "on", "with", "under", "of", "as", "for"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      bool on = strcmp(WORDS[i], "on") == 0;
      if (is_mission(c, t, o) && (mention_of(c, o) == NULL || !on))
        return o;
      uint32_t of = is(c, o, "part") ? att_clause_oblique(c, o, "of", ATT_NO_TOKEN) : ATT_NO_TOKEN;
      if (is_mission(c, t, of))
        return of;
    }
  return ATT_NO_TOKEN;
}

/* States, and bodies of states, send troops. */
static void keep_senders(const att_facts *f, att_indexes *agents) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++) {
    const att_node *n = &f->nodes.items[agents->items[i]];
    bool many = n->class_name != NULL && strcmp(n->class_name, "InternationalOrganization") == 0;
    if (n->kind == ATT_NODE_STATE || (n->kind == ATT_NODE_ORG && n->iso3 != NULL && !many))
      agents->items[kept++] = agents->items[i];
  }
  agents->count = kept;
}

static void add_senders(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const BY[] = {"by", "of", NULL};
  bool passive = false;
  if (c->s->tokens[t].upos == ATT_VERB) {
    uint32_t subject = att_clause_subject(c, t, &passive);
    uint32_t head = has_rel(c, t, ATT_ACL) ? att_clause_head(c, t) : ATT_NO_TOKEN;
    subject = subject != ATT_NO_TOKEN ? subject : head;
    if (subject != ATT_NO_TOKEN)
      att_clause_agents(c, subject, agents);
    att_indexes persons = {0};
    for (size_t i = 0; i < agents->count && strcmp(c->s->tokens[t].lemma, "serve") == 0; i++)
      if (c->facts->nodes.items[agents->items[i]].kind == ATT_NODE_PERSON)
        att_indexes_add(c->facts->arena, &persons, agents->items[i]);
    keep_senders(c->facts, agents);
    for (size_t i = 0; i < persons.count && agents->count == 0; i++)
      att_indexes_add(c->facts->arena, agents, persons.items[i]); /* "she served with X" */
    return;
  }
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS)
      att_clause_agents(c, i, agents);
  att_occasion_modifiers(c, t, agents);
  att_occasion_obliques(c, t, BY, agents);
  keep_senders(c->facts, agents);
  uint32_t verb = att_occasion_verb(c, t);
  uint32_t thanked =
      verb != ATT_NO_TOKEN ? att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  uint32_t giver = verb != ATT_NO_TOKEN && (thanked == t || has_rel(c, t, ATT_XCOMP))
                       ? att_clause_subject(c, verb, &passive)
                       : att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN); /* "is a contributor" */
  if (agents->count == 0 && giver != ATT_NO_TOKEN)
    att_clause_agents(c, giver, agents); /* "Italy provides the largest contingent of X" */
  if (agents->count == 0 && thanked != ATT_NO_TOKEN && thanked < t)
    att_clause_agents(c, thanked, agents);
  keep_senders(c->facts, agents);
}

/* "its possible participation", "did not take up its participation" */
static bool is_open(const att_clause *c, uint32_t t) {
  bool denied = false;
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 &&
        (att_clause_word(c, ATT_WORD_DOUBTFUL, c->s->tokens[i].form) ||
         att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[i].form)))
      return true;
  uint32_t verb = att_occasion_verb(c, t);
  if (c->s->tokens[t].upos == ATT_NOUN && verb != ATT_NO_TOKEN)
    att_clause_status(c, verb, &denied);
  return denied;
}

/* "the UK-led battlegroup in Estonia": who leads it. */
static void read_led(const att_clause *c, uint32_t t) {
  static const char *const BY[] = {"by", NULL};
  if (!is_mission(c, t, t) && !is(c, t, "brigade"))
    return;
  for (uint32_t i = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_ACL, i)) {
    att_occasion what = {
        .class_name = "Deployment", .name = att_occasion_name(c, t), .rule = "event-noun"};
    if (is(c, i, "led")) /* "a battle group led by Italy" */
      att_occasion_obliques(c, i, BY, &what.agents);
    keep_senders(c->facts, &what.agents);
    if (what.agents.count > 0)
      att_occasion_add(c, t, &what);
  }
  for (uint32_t i = t; i-- > 2 && t - i < 5;) {
    const att_mention *m = is(c, i, "led") && is(c, i - 1, "-") ? mention_of(c, i - 2) : NULL;
    if (m == NULL || c->facts->nodes.items[m->node].kind != ATT_NODE_STATE)
      continue;
    att_occasion what = {
        .class_name = "Deployment", .name = att_occasion_name(c, t), .rule = "event-noun"};
    att_indexes_add(c->facts->arena, &what.agents, m->node);
    att_occasion_add(c, t, &what);
  }
}

/* "discussed Romania's contribution to X": what has an owner is given already. */
static bool is_owned(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < t; i++) {
    uint8_t kind = c->s->tokens[i].head == t + 1 ? kind_at(c, i) : UINT8_MAX;
    if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG ||
        (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS))
      return true;
  }
  return false;
}

void att_occasion_mission(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  bool verb = token->upos == ATT_VERB;
  if (!verb && mention_of(c, t) == NULL && !att_clause_is_quoted(c, t))
    read_led(c, t);
  if ((!verb && token->upos != ATT_NOUN) || mention_of(c, t) != NULL || att_clause_is_quoted(c, t))
    return;
  uint32_t mission = ATT_NO_TOKEN;
  if (verb && att_clause_word(c, ATT_WORD_HEADS_MISSION, token->lemma)) {
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
    mission = is_mission(c, t, object) ? object : ATT_NO_TOKEN;
  } else if (att_clause_word(c, ATT_WORD_CONTRIBUTING, token->lemma)) {
    mission = mission_of(c, t);
  }
  if (mission == ATT_NO_TOKEN || is_open(c, t) || (att_occasion_is_matter(c, t) && !is_owned(c, t)))
    return;
  const att_mention *m = mention_of(c, mission);
  if (m == NULL && is(c, t, "role"))
    return; /* "its role in peacekeeping" */
  att_occasion what = {.class_name = "Deployment",
                       .name = m != NULL ? att_facts_text(c->facts, c->number, m->first, m->last)
                                         : att_occasion_name(c, mission),
                       .rule = verb ? "event-verb" : "event-noun"};
  add_senders(c, t, &what.agents);
  bool heads = verb && m != NULL && att_clause_word(c, ATT_WORD_HEADS_MISSION, token->lemma);
  att_event *operation = heads ? att_occasion_of(c, m->node) : NULL;
  if (operation != NULL && strcmp(operation->class_name, "Operation") == 0 &&
      operation->evidence.sentence == c->number) {
    for (size_t i = 0; i < what.agents.count; i++)
      att_indexes_add(c->facts->arena, &operation->participants, what.agents.items[i]);
    return; /* "Greece leads the Aspides mission": one event */
  }
  bool person =
      what.agents.count > 0 && c->facts->nodes.items[what.agents.items[0]].kind == ATT_NODE_PERSON;
  if (person && m != NULL)
    att_indexes_add(c->facts->arena, &what.agents, m->node);
  size_t before = c->facts->events.count;
  att_event *e = what.agents.count > 0 ? att_occasion_add(c, t, &what) : NULL;
  if (e != NULL && c->facts->events.count > before && e->status == ATT_PROPOSED && !verb &&
      is_owned(c, t))
    e->status = ATT_HELD; /* "discussed Romania's contribution to X" */
}
