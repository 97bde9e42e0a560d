/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings that are told by what else was done: "A listens as B explains", "C also took part",
 * "paid a courtesy visit to B", "received by the President of X".
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static void add_subject(const att_clause *c, uint32_t verb, att_indexes *agents) {
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  if (subject != ATT_NO_TOKEN && !passive)
    att_clause_agents(c, subject, agents);
  att_facts_keep_persons(c->facts, agents);
}

/* The same along the words, where the tree takes one verb for the other's subject. */
static void listener_along(const att_clause *c, uint32_t t, att_indexes *one, att_indexes *other) {
  att_facts *f = c->facts;
  uint32_t as = t + 1;
  bool explains = false;
  while (as < c->s->token_count && as < t + 4 && !is(c, as, "as") && !is(c, as, "while"))
    as++;
  for (uint32_t i = as; i < c->s->token_count; i++)
    explains = explains || (c->s->tokens[i].upos == ATT_VERB &&
                            att_clause_word(c, ATT_WORD_EXPLAINS, c->s->tokens[i].lemma));
  one->count = 0;
  for (size_t i = 0; explains && att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool person = m->sentence == c->number && f->nodes.items[m->node].kind == ATT_NODE_PERSON;
    bool behind = m->title_first == as + 1 || m->title_first == as + 2;
    if (person && m->last < t && one->count == 0)
      att_indexes_add(f->arena, one, m->node);
    else if (person && behind)
      att_indexes_add(f->arena, other, m->node);
  }
}

void att_meeting_by_listener(const att_clause *c, uint32_t t) {
  static const att_rel CLAUSES[] = {ATT_ADVCL, ATT_CCOMP};
  att_indexes one = {0}, other = {0};
  if (!att_clause_word(c, ATT_WORD_LISTENS, c->s->tokens[t].lemma))
    return;
  add_subject(c, t, &one);
  for (size_t i = 0; i < 2 && one.count == 1 && other.count == 0; i++)
    for (uint32_t v = att_clause_child(c, t, CLAUSES[i], ATT_NO_TOKEN); v != ATT_NO_TOKEN;
         v = att_clause_child(c, t, CLAUSES[i], v)) {
      bool own = att_clause_child(c, v, ATT_NSUBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN;
      if (own && att_clause_word(c, ATT_WORD_EXPLAINS, c->s->tokens[v].lemma))
        add_subject(c, v, &other);
    }
  if (other.count == 0)
    listener_along(c, t, &one, &other);
  if (one.count == 1 && other.count == 1)
    att_meeting_add(c, t, "Meeting", &one, &other, "caption");
}

static bool same_state(const att_facts *f, uint32_t a, uint32_t b) {
  const char *one = f->nodes.items[a].iso3, *other = f->nodes.items[b].iso3;
  return one != NULL && other != NULL && strcmp(one, other) == 0;
}

/* Does the verb say that its subject was at what has been told of: "also took part"? */
static bool is_presence(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (is(c, t, "present") &&
      (att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN || t == 1))
    return true; /* "was also present", "Also present was" */
  bool part = strcmp(lemma, "take") == 0 && object != ATT_NO_TOKEN && is(c, object, "part");
  bool talks = object == ATT_NO_TOKEN || is(c, object, "meeting") || is(c, object, "talks") ||
               is(c, object, "discussions") || is(c, object, "call") || is(c, object, "session");
  return part || (talks && (att_clause_word(c, ATT_WORD_TAKING_PART, lemma) ||
                            strcmp(lemma, "attend") == 0 || strcmp(lemma, "join") == 0));
}

/* "took part in the talks" */
static bool takes_part_in_talks(const att_clause *c, uint32_t t) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  const uint32_t over[] = {t, object};
  if (!att_clause_word(c, ATT_WORD_TAKING_PART, c->s->tokens[t].lemma) &&
      !(object != ATT_NO_TOKEN && is(c, object, "part")))
    return false;
  for (size_t i = 0; i < 2 && over[i] != ATT_NO_TOKEN; i++) {
    uint32_t in = att_clause_oblique(c, over[i], "in", ATT_NO_TOKEN);
    if (in != ATT_NO_TOKEN && in > 0 && is(c, in - 1, "the") &&
        (is(c, in, "talks") || is(c, in, "meeting") || is(c, in, "discussions")) &&
        att_clause_child(c, in, ATT_NMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN)
      return true;
  }
  return false;
}

/* "B attended the meeting", "The meeting was attended by B": the one told of before. */
static bool attends_the_meeting(const att_clause *c, uint32_t t, att_indexes *fellows) {
  static const char *const OF_TWO[] = {"meeting", "reception", "talks", "audience", "call", NULL};
  if (strcmp(c->s->tokens[t].lemma, "attend") != 0)
    return false;
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t what = passive ? subject : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (what == ATT_NO_TOKEN || what == 0 || !is(c, what - 1, "the") ||
      !att_one_of(c->s->tokens[what].form, OF_TWO) ||
      att_clause_child(c, what, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  for (size_t i = 0; passive && att_mentions_in(c->facts, c->number, c->number, &i); i++) {
    const att_mention *m = &c->facts->mentions.items[i]; /* all that are listed behind "by" */
    if (m->sentence == c->number && m->first > t)
      att_indexes_add(c->facts->arena, fellows, m->node);
  }
  att_facts_keep_persons(c->facts, fellows);
  for (size_t i = 0; i < fellows->count; i++)
    if (att_facts_is_envoy(c->facts, fellows->items[i])) {
      fellows->count = 0;
      return false; /* of both sides */
    }
  return !passive || (fellows->count > 0 && is(c, t + 1, "by"));
}

void att_meeting_by_presence(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes fellows = {0};
  static const char *const WHERE[] = {"in", "at"};
  bool attends = t > 0 && attends_the_meeting(c, t, &fellows);
  if (t == 0 ||
      (!attends && (!is_presence(c, t) || (!is(c, t - 1, "also") && !takes_part_in_talks(c, t)))))
    return;
  for (size_t i = 0; i < 2; i++) {
    uint32_t o = att_clause_oblique(c, t, WHERE[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && !is(c, o, "meeting") && !is(c, o, "talks") &&
        !is(c, o, "discussions") && !is(c, o, "call") && !is(c, o, "session"))
      return; /* "took part in the exercise" */
  }
  if (fellows.count == 0)
    add_subject(c, t, &fellows);
  uint32_t behind = att_clause_child(c, t, ATT_PARATAXIS, ATT_NO_TOKEN);
  if (fellows.count == 0 && behind != ATT_NO_TOKEN && is(c, t, "present"))
    att_clause_agents(c, behind, &fellows); /* "Also present at the talks was A" */
  att_facts_keep_persons(f, &fellows);
  if (strcmp(c->s->tokens[t].lemma, "attend") == 0 && fellows.count == 1 &&
      att_facts_is_envoy(f, fellows.items[0]))
    return; /* the guest's ambassador */
  for (size_t i = 1; i < fellows.count; i++)
    if (!same_state(f, fellows.items[0], fellows.items[i]))
      return; /* of both sides: who is present need not talk */
  for (size_t i = f->events.count; fellows.count > 0 && att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || !e->sides || !att_facts_hold_person(f, &e->participants) ||
        !att_facts_hold_person(f, &e->others) || e->evidence.sentence >= c->number ||
        c->number - e->evidence.sentence > 2)
      continue;
    bool unknown = f->nodes.items[fellows.items[0]].iso3 == NULL;
    bool first = unknown || same_state(f, fellows.items[0], e->participants.items[0]);
    bool second = same_state(f, fellows.items[0], e->others.items[0]);
    if (first == second)
      return;
    const att_indexes across = first ? e->others : e->participants;
    const char *class_name = e->class_name;
    att_indexes other = {0};
    for (size_t k = 0; k < across.count; k++)
      att_indexes_add(f->arena, &other, across.items[k]);
    att_meeting_add(c, t, class_name, &fellows, &other, "meet-verb");
    return;
  }
}

/* The meeting of two that has been told of last, near the sentence; NULL. */
static const att_event *last_of_two(const att_facts *f, uint32_t sentence) {
  for (size_t i = f->events.count; att_events_back(f, sentence, &i);) {
    const att_event *e = &f->events.items[i];
    if (att_event_is_meeting(e) && e->sides && e->participants.count == 1 && e->others.count == 1 &&
        e->evidence.sentence <= sentence)
      return e->evidence.sentence + 6 > sentence ? e : NULL;
  }
  return NULL;
}

/* "introduced to B | the new attaché, C": C, whom the tree may have made a part of B's name;
 * ATT_NO_TOKEN. */
static uint32_t introduced_behind(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t to = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  uint32_t m = to != ATT_NO_TOKEN ? f->owner[c->number][to] : 0;
  uint32_t first = m != 0 ? f->mentions.items[m - 1].last + 1 : to + 1;
  for (uint32_t i = first; to != ATT_NO_TOKEN && to > t && i < c->s->token_count; i++) {
    uint32_t n = f->owner[c->number][i];
    if (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_ADP)
      return ATT_NO_TOKEN;
    if (n != 0 && f->nodes.items[f->mentions.items[n - 1].node].kind == ATT_NODE_PERSON)
      return i;
  }
  return ATT_NO_TOKEN;
}

void att_meeting_by_introduction(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes one = {0}, new = {0}, other = {0};
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (strcmp(c->s->tokens[t].lemma, "introduce") != 0)
    return;
  object = object == ATT_NO_TOKEN ? introduced_behind(c, t) : object;
  if (object == ATT_NO_TOKEN)
    return;
  att_clause_agents(c, object, &new);
  att_facts_keep_persons(f, &new);
  att_event_obliques(c, t, "to", &other);
  att_event_obliques(c, object, "to", &other);
  att_facts_keep_persons(f, &other);
  size_t kept = 0; /* "introduced to B the attaché, C": no list of B and C */
  for (size_t i = 0; i < other.count; i++)
    if (new.count == 0 || other.items[i] != new.items[0])
      other.items[kept++] = other.items[i];
  other.count = kept;
  const att_event *last = last_of_two(f, c->number);
  bool successor = false;
  for (uint32_t i = t + 1; i <= object; i++) {
    successor = successor || att_clause_word(c, ATT_WORD_SUCCESSOR, c->s->tokens[i].lemma);
    if (att_clause_word(c, ATT_WORD_RELATIVE, c->s->tokens[i].lemma))
      return;
  }
  if (other.count == 0 && successor && last != NULL) {
    uint32_t a = last->participants.items[0], b = last->others.items[0];
    add_subject(c, t, &one);
    bool envoy = att_facts_is_envoy(f, a), second = att_facts_is_envoy(f, b);
    if (envoy == second && one.count == 1)
      envoy = one.items[0] == a, second = one.items[0] == b;
    if (envoy != second)
      att_indexes_add(f->arena, &other, envoy ? b : a);
    att_facts_keep_persons(f, &other);
  }
  if (new.count == 1 && other.count == 1)
    att_meeting_add(c, t, "Meeting", &new, &other, "meet-verb");
}

void att_meeting_by_courtesy(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes one = {0}, other = {0};
  if (t == 0 || strcmp(c->s->tokens[t].lemma, "visit") != 0 ||
      !(is(c, t - 1, "courtesy") || is(c, t - 1, "office") || is(c, t - 1, "farewell")))
    return;
  uint32_t verb = att_event_verb(c, t);
  if (verb == ATT_NO_TOKEN)
    return;
  add_subject(c, verb, &one);
  static const char *const TAKING[] = {"accept", "take", "get", NULL};
  if (att_one_of(c->s->tokens[verb].lemma, TAKING)) { /* "accepted a courtesy visit by B" */
    att_meeting_from_caller(c, t, verb, &other);
    att_event_obliques(c, t, "by", &other);
    att_event_obliques(c, verb, "by", &other);
  }
  uint32_t along = t, to = t; /* "to B, together with C": C comes, too */
  while (along < c->s->token_count && !is(c, along, "together") && !is(c, along, "accompanied"))
    along++;
  while (to < c->s->token_count && !is(c, to, "to"))
    to++;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool coming = m->first > along;
    if (m->sentence != c->number || m->first < to ||
        f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      continue;
    if (coming)
      att_indexes_add(f->arena, &one, m->node);
    else if (other.count == 0)
      att_clause_agents(c, m->first, &other); /* "courtesy visits to B and C" */
  }
  att_facts_keep_persons(f, &other);
  if (one.count > 0 && other.count > 0)
    att_meeting_add(c, t, "Meeting", &one, &other, "meet-noun");
}

void att_meeting_offices(const att_clause *c, uint32_t t, uint32_t object, const char *class_name,
                         const att_indexes *who) {
  att_facts *f = c->facts;
  for (uint32_t i = att_clause_child(c, object, ATT_CONJ, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, object, ATT_CONJ, i)) {
    att_indexes one = {0}, states = {0};
    if (f->owner[c->number][i] != 0 || !att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[i].lemma))
      continue;
    att_clause_agents(c, i, &states);
    bool only = states.count > 0; /* "and other officials of the ministry" */
    bool staff = att_clause_word(c, ATT_WORD_OFFICIAL, c->s->tokens[i].lemma);
    for (size_t k = 0; k < states.count; k++)
      only = only && (f->nodes.items[states.items[k]].kind == ATT_NODE_STATE ||
                      (staff && f->nodes.items[states.items[k]].kind == ATT_NODE_ORG));
    for (size_t k = 0; k < who->count && only; k++)
      att_indexes_add(f->arena, &one, who->items[k]);
    att_facts_prefer(f, &one);
    if (att_facts_hold_person(f, &one))
      att_meeting_add(c, t, class_name, &one, &states, "meet-verb");
  }
}

/* Is the token the noun's, or a noun's before it: "the | Ugandan | army chief"? */
static bool stands_in(const att_clause *c, uint32_t i, uint32_t t) {
  uint32_t head = c->s->tokens[i].head;
  return head == t + 1 || (head > i && head < t + 1 && c->s->tokens[head - 1].head == t + 1);
}

/* "the President of X, Mr A B,": is somebody named behind the office, before the next verb? */
static bool is_named_behind(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      return true;
    if (c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX)
      return false;
  }
  return false;
}

const char *att_meeting_office_role(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"on", "with", "by"};
  for (size_t w = 0; w < 4; w++) {
    uint32_t last, o = w == 0 ? att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN)
                              : att_clause_oblique(c, t, WORDS[w - 1], ATT_NO_TOKEN);
    if (o == ATT_NO_TOKEN || c->facts->owner[c->number][o] != 0 ||
        strcmp(c->s->tokens[o].xpos, "NNS") == 0 || strcmp(c->s->tokens[o].xpos, "NNPS") == 0 ||
        att_clause_word(c, ATT_WORD_COUNTERPART, c->s->tokens[o].lemma) || is_named_behind(c, o))
      continue;
    for (uint32_t i = o > 3 ? o - 3 : 0; i <= o; i++) {
      const att_lex_entry *role =
          att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, i, &last);
      if (role != NULL && last >= o)
        return role->id;
    }
  }
  return NULL;
}

void att_meeting_office(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  uint32_t last, first = t > 3 ? t - 3 : 0;
  const att_lex_entry *role = NULL;
  bool noun = c->s->tokens[t].upos == ATT_NOUN || c->s->tokens[t].upos == ATT_PROPN;
  if (!noun || f->owner[c->number][t] != 0 || agents->count > 0 ||
      att_clause_word(c, ATT_WORD_COUNTERPART, c->s->tokens[t].lemma) ||
      strcmp(c->s->tokens[t].xpos, "NNS") == 0 || strcmp(c->s->tokens[t].xpos, "NNPS") == 0)
    return;
  for (uint32_t i = first; i <= t && role == NULL; i++) {
    role = att_lexicon_match(f->lexicon, ATT_LEX_ROLE, c->s, i, &last);
    role = role != NULL && last >= t ? role : NULL;
  }
  uint32_t of = role != NULL ? att_clause_oblique(c, t, "of", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  bool field = of == ATT_NO_TOKEN && role != NULL && is(c, t + 1, "for");
  for (uint32_t i = t + 2; field && i + 2 < c->s->token_count && i < t + 6; i++)
    if (is(c, i, "of") && of == ATT_NO_TOKEN) /* "the Deputy Prime Minister for Defence of X" */
      of = is(c, i + 1, "the") ? i + 2 : i + 1;
  if (of != ATT_NO_TOKEN && f->owner[c->number][of] == 0)
    of = att_clause_oblique(c, of, "of", ATT_NO_TOKEN); /* "the Minister of Defence of X" */
  uint32_t m = of != ATT_NO_TOKEN ? f->owner[c->number][of] : 0;
  uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
  if (m == 0 && role != NULL)
    for (uint32_t i = 0; i < t; i++) /* "the Cypriot president" */
      if (stands_in(c, i, t) && f->owner[c->number][i] != 0)
        node = f->mentions.items[f->owner[c->number][i] - 1].node;
  if (node != ATT_NO_ENTITY &&
      (f->nodes.items[node].kind == ATT_NODE_STATE || f->nodes.items[node].kind == ATT_NODE_ORG))
    att_indexes_add(c->facts->arena, agents, node);
}

static bool is_day_end(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_NUM ||
         att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[t].form);
}

void att_meeting_by_days(const att_clause *c, uint32_t t, const char *class_name,
                         const att_indexes *one, att_indexes *other) {
  att_facts *f = c->facts;
  for (uint32_t i = t + 2; i + 2 < c->s->token_count && one->count > 0; i++) {
    uint32_t number = f->owner[c->number][i];
    const att_mention *m = number != 0 ? &f->mentions.items[number - 1] : NULL;
    if (c->s->tokens[i].upos == ATT_VERB)
      return;
    if (m == NULL || m->first != i || f->nodes.items[m->node].kind != ATT_NODE_PERSON ||
        m->title_first < t + 3 || m->last + 2 >= c->s->token_count || !is(c, m->last + 1, "on") ||
        !is_day_end(c, m->last + 2))
      continue;
    uint32_t before = m->title_first - 1;
    uint32_t nation = f->owner[c->number][before];
    if (nation != 0 && f->mentions.items[nation - 1].adjective)
      before = f->mentions.items[nation - 1].first - 1;
    while (before > t && (is(c, before, "and") || is(c, before, ",") || is(c, before, "with") ||
                          is(c, before, "the")))
      before--;
    if (before == m->title_first - 1 || !is_day_end(c, before))
      continue;
    att_indexes who = {0}, whom = {0};
    size_t kept = 0;
    for (size_t k = 0; k < one->count; k++)
      att_indexes_add(f->arena, &who, one->items[k]);
    att_indexes_add(f->arena, &whom, m->node);
    for (size_t k = 0; k < other->count; k++)
      if (other->items[k] != m->node)
        other->items[kept++] = other->items[k];
    other->count = kept;
    att_meeting_add_on(c, t, m->last, class_name, &who, &whom, "meet-verb");
  }
}

void att_meeting_leaders(const att_clause *c, uint32_t t, const char *word, att_indexes *other) {
  const att_facts *f = c->facts;
  uint32_t first = att_clause_oblique(c, t, word, ATT_NO_TOKEN);
  for (uint32_t i = first != ATT_NO_TOKEN ? att_clause_child(c, t, ATT_CONJ, ATT_NO_TOKEN) : first;
       i != ATT_NO_TOKEN; i = att_clause_child(c, t, ATT_CONJ, i)) {
    uint32_t of = att_clause_oblique(c, i, "of", ATT_NO_TOKEN);
    uint32_t m = of != ATT_NO_TOKEN ? f->owner[c->number][of] : 0;
    if (i > first && m != 0 && f->owner[c->number][i] == 0 &&
        att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[i].lemma) &&
        f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_ORG)
      att_indexes_add(c->facts->arena, other, f->mentions.items[m - 1].node);
  }
}

void att_meeting_following(const att_clause *c, uint32_t t, att_indexes *one, att_indexes *other) {
  static const char *const WORDS[] = {"to", "with"};
  uint32_t up = att_clause_head(c, t), verb = up;
  bool following = up != ATT_NO_TOKEN && is(c, up, "following");
  verb = following ? att_clause_head(c, up) : up;
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  following =
      following || (word != ATT_NO_TOKEN && (is(c, word, "following") || is(c, word, "after")));
  for (unsigned depth = 0; depth < 3 && verb != ATT_NO_TOKEN; depth++) {
    if (c->s->tokens[verb].upos == ATT_VERB)
      break;
    verb = att_clause_head(c, verb);
  }
  if (!following || verb == ATT_NO_TOKEN || c->s->tokens[verb].upos != ATT_VERB)
    return;
  add_subject(c, verb, one);
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  for (size_t i = 0; i < 4; i++)
    if (i < 2 || object != ATT_NO_TOKEN)
      att_event_obliques(c, i < 2 ? verb : object, WORDS[i % 2], other);
  if (other->count == 0 && object != ATT_NO_TOKEN)
    att_clause_agents(c, object, other);
  att_facts_keep_persons(c->facts, other);
  if (one->count != 1 || other->count != 1)
    one->count = other->count = 0;
}

/* "The X delegation was led by A", "A headed the X side": the person, of the one side that the
 * clause names; ATT_NO_ENTITY. */
static uint32_t leader_of_side(const att_clause *c, uint32_t verb) {
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t party = passive ? subject : object;
  if (c->s->tokens[verb].upos != ATT_VERB || subject == ATT_NO_TOKEN || party == ATT_NO_TOKEN ||
      !att_clause_word(c, ATT_WORD_LEADING, c->s->tokens[verb].lemma))
    return ATT_NO_ENTITY;
  uint32_t det = att_clause_child(c, party, ATT_DET_REL, ATT_NO_TOKEN);
  if (det == ATT_NO_TOKEN || !is(c, det, "the") ||
      !(is(c, party, "side") || is(c, party, "team") || is(c, party, "delegation")))
    return ATT_NO_ENTITY;
  att_indexes leaders = {0};
  if (passive)
    att_event_obliques(c, verb, "by", &leaders);
  else
    att_clause_agents(c, subject, &leaders);
  att_facts_prefer(c->facts, &leaders);
  return leaders.count == 1 && att_facts_hold_person(c->facts, &leaders) ? leaders.items[0]
                                                                         : ATT_NO_ENTITY;
}

/* "The X delegation was headed by A, while the Y side was led by B", in one sentence or two: they
 * met. */
static void leaders_of_sides(const att_clause *c, uint32_t t) {
  uint32_t second = leader_of_side(c, t), first = ATT_NO_ENTITY;
  uint32_t over = att_clause_head(c, t);
  if (second == ATT_NO_ENTITY)
    return;
  if (over != ATT_NO_TOKEN) {
    first = leader_of_side(c, over);
  } else if (c->number > 0 && c->s[-1].paragraph == c->s->paragraph) {
    att_clause last = {c->facts, c->s - 1, c->number - 1};
    for (uint32_t i = 0; i < last.s->token_count && first == ATT_NO_ENTITY; i++)
      if (last.s->tokens[i].head == 0)
        first = leader_of_side(&last, i);
  }
  att_indexes two = {0};
  if (first == ATT_NO_ENTITY || first == second)
    return;
  att_indexes_add(c->facts->arena, &two, first);
  att_indexes_add(c->facts->arena, &two, second);
  att_meeting_among(c, t, "Talks", &two, false, "meet-verb");
}

/* "The delegations were headed by A and B": the two met. */
void att_meeting_by_delegations(const att_clause *c, uint32_t t) {
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  leaders_of_sides(c, t);
  if (!att_clause_word(c, ATT_WORD_LEADING, c->s->tokens[t].lemma) || !passive ||
      subject == ATT_NO_TOKEN)
    return;
  const char *lemma = c->s->tokens[subject].lemma;
  const att_frame *frame = att_lexicon_frame(c->facts->lexicon, lemma, false, NULL);
  if (strcmp(c->s->tokens[subject].xpos, "NN") == 0 &&
      att_clause_word(c, ATT_WORD_DELEGATION, lemma))
    return; /* "the group, led by A and B" */
  if (!att_clause_word(c, ATT_WORD_DELEGATION, lemma) && strcmp(lemma, "side") != 0 &&
      (frame == NULL || strcmp(frame->frame, "meet") != 0))
    return;
  att_indexes one = {0}, other = {0};
  att_event_obliques(c, t, "by", &one);
  att_facts_prefer(c->facts, &one);
  if (one.count == 2 && c->facts->nodes.items[one.items[0]].kind == ATT_NODE_PERSON)
    att_meeting_add(c, t, "Talks", &one, &other, "meet-verb");
}
