/* SPDX-License-Identifier: Apache-2.0
 *
 * Events besides meetings and visits: exercises, training, conferences, ceremonies, transfers,
 * agreements, deployments, changes of posts; named ones by their initiative, others by the nouns
 * and verbs of ontology/frames.tsv. One event however often it is mentioned.
 */
#include "extract/occasion.h"
#include "extract/index.h"

#include "extract/event.h"

bool att_occasion_is_matter(const att_clause *c, uint32_t t) {
  static const char *const WHEN[] = {"during", "at", "after", "following", "before"};
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  for (size_t i = 0; i < sizeof WHEN / sizeof *WHEN && preposition != ATT_NO_TOKEN; i++)
    if (is(c, preposition, WHEN[i]))
      return false; /* "shook hands during the closing ceremony" */
  for (unsigned depth = 0; depth < 8; depth++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || is(c, t, "sidelines") || is(c, t, "margins"))
      return false;
    const att_frame *frame = NULL;
    bool verb = c->s->tokens[head].upos == ATT_VERB;
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, verb, frame)))
      if ((strcmp(frame->frame, "talk") == 0 && !att_frame_takes(frame, "stock") &&
           !att_frame_takes(frame, "through") && !att_frame_takes(frame, "pair") &&
           !att_frame_takes(frame, "up")) ||
          (strcmp(frame->frame, "meet") == 0 && (!verb || strcmp(frame->value, "Talks") == 0)))
        return true;
    if (verb && att_clause_subject(c, head, &(bool){false}) != ATT_NO_TOKEN)
      return false;
    t = head;
  }
  return false;
}

/* --- who takes part -------------------------------------------------------------------------- */

void att_occasion_obliques(const att_clause *c, uint32_t t, const char *const *words,
                           att_indexes *agents) {
  for (; *words != NULL; words++)
    for (uint32_t i = att_clause_oblique(c, t, *words, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
         i = att_clause_oblique(c, t, *words, i)) {
      size_t before = agents->count;
      att_clause_agents(c, i, agents);
      if (agents->count == before && att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[i].lemma))
        att_occasion_modifiers(c, i, agents); /* "with two Georgian patrol boats" */
    }
}

void att_occasion_modifiers(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t i = t > 6 ? t - 6 : 0; i < t; i++) {
    uint32_t up = c->s->tokens[i].head;
    bool under = up == t + 1 || (up > 0 && c->s->tokens[up - 1].head == t + 1);
    const att_mention *m = mention_of(c, i);
    if (!under || m == NULL)
      continue;
    uint8_t kind = c->facts->nodes.items[m->node].kind;
    if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG || kind == ATT_NODE_PERSON)
      att_indexes_add(c->facts->arena, agents, m->node);
  }
}

uint32_t att_occasion_drop_ship(const att_clause *c, uint32_t thing, att_indexes *agents) {
  for (uint32_t i = thing > 2 ? thing - 2 : 0; i < c->s->token_count && i < thing + 4; i++) {
    const att_mention *m = mention_of(c, i);
    bool inside = i == thing || att_clause_head(c, i) == thing ||
                  (m != NULL && att_clause_head(c, m->last) == thing);
    if (m == NULL || !inside || !att_facts_is_ship(c->facts, &c->facts->nodes.items[m->node]))
      continue;
    size_t kept = 0;
    for (size_t k = 0; k < agents->count; k++)
      if (agents->items[k] != m->node)
        agents->items[kept++] = agents->items[k];
    if (kept < agents->count) {
      agents->count = kept;
      return m->node;
    }
  }
  return ATT_NO_ENTITY;
}

void att_occasion_people(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const OF[] = {"of", "from", "with", NULL};
  att_occasion_modifiers(c, t, agents);
  if (agents->count == 0)
    att_occasion_obliques(c, t, OF, agents);
  for (uint32_t i = 0; i < t && agents->count == 0; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS)
      att_clause_agents(c, i, agents); /* "its troops" */
}

bool att_occasion_is_troops(const att_clause *c, uint32_t t) {
  return mention_of(c, t) == NULL && (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
                                      (t > 0 && is(c, t, "members") && is(c, t - 1, "service")));
}

bool att_occasion_is_unit(const att_clause *c, uint32_t t) {
  const att_mention *m = mention_of(c, t);
  const char *class_name = m != NULL ? c->facts->nodes.items[m->node].class_name : NULL;
  return class_name != NULL &&
         (strcmp(class_name, "MilitaryUnit") == 0 || strcmp(class_name, "MilitaryCommand") == 0);
}

bool att_occasion_is_counted(const att_clause *c, uint32_t t) {
  att_indexes owners = {0};
  if (att_occasion_is_unit(c, t) ||
      att_clause_child(c, t, ATT_NUMMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return true;
  att_occasion_modifiers(c, t, &owners);
  return owners.count > 0;
}

/* "At the Dialogue between A and B, the two sides signed": the two states of the conference told of
 * last. */
static void conference_pair(const att_clause *c, att_indexes *agents) {
  const att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Conference") != 0)
      continue;
    bool states = e->participants.count == 2;
    for (size_t k = 0; k < e->participants.count; k++)
      states = states && f->nodes.items[e->participants.items[k]].kind == ATT_NODE_STATE;
    for (size_t k = 0; k < 2 && states; k++)
      att_indexes_add(f->arena, agents, e->participants.items[k]);
    return;
  }
}

void att_occasion_both(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  att_indexes states = {0};
  if (!att_clause_word(c, ATT_WORD_PAIR, c->s->tokens[t].lemma) &&
      !att_clause_word(c, ATT_WORD_PAIR, c->s->tokens[t].form))
    return;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number, &i); i++)
    if (f->mentions.items[i].sentence <= c->number &&
        f->nodes.items[f->mentions.items[i].node].kind == ATT_NODE_STATE)
      att_indexes_add(f->arena, &states, f->mentions.items[i].node);
  for (size_t i = 0; i < states.count && states.count == 2; i++)
    att_indexes_add(f->arena, agents, states.items[i]);
  bool pair = is(c, t, "pair") || is(c, t, "two") || is(c, t, "both") ||
              (t > 0 && (is(c, t - 1, "two") || is(c, t - 1, "both")));
  size_t before = agents->count;
  if (states.count != 2 && pair)
    att_clause_pair(c, agents);
  if (states.count != 2 && pair && agents->count == before)
    conference_pair(c, agents);
}

/* The state's mention before "," or behind "and" at `t`; NULL. */
static const att_mention *state_beside(const att_clause *c, uint32_t t) {
  const att_mention *m = mention_of(c, t);
  return m != NULL && c->facts->nodes.items[m->node].kind == ATT_NODE_STATE ? m : NULL;
}

void att_occasion_listed(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_mention *m = state_beside(c, t);
  if (m == NULL || !is(c, m->last + 1, "and"))
    return;
  uint32_t end = m->last + 2 + (is(c, m->last + 2, "the") ? 1 : 0);
  if (state_beside(c, end) == NULL)
    return;
  for (unsigned count = 0; count < 8; count++) {
    uint32_t at = m->first;
    if (at > 0 && is(c, at - 1, "the"))
      at--;
    const att_mention *before = at > 1 && is(c, at - 1, ",") ? state_beside(c, at - 2) : NULL;
    uint32_t first = before != NULL ? before->first : 0;
    if (first > 0 && is(c, first - 1, "the"))
      first--;
    if (before == NULL || (first > 0 && c->s->tokens[first - 1].upos == ATT_ADP))
      return; /* "after talks with A, B and C signed" */
    att_indexes_add(c->facts->arena, agents, before->node);
    m = before;
  }
}

void att_occasion_clauses(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const BY[] = {"by", "with", "alongside", "between", NULL};
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    if (c->s->tokens[i].head != t + 1 || !has_rel(c, i, ATT_ACL))
      continue;
    att_occasion_obliques(c, i, BY, agents);
    uint32_t object = att_clause_child(c, i, ATT_OBJ, ATT_NO_TOKEN);
    if (object != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[i].lemma))
      att_clause_agents(c, object, agents);
    uint32_t subject = att_clause_child(c, i, ATT_NSUBJ, ATT_NO_TOKEN);
    if (subject != ATT_NO_TOKEN && c->s->tokens[subject].upos != ATT_PRON)
      att_clause_agents(c, subject, agents); /* "that the United States and Britain run" */
  }
}

/* The person's own state, or the one whose office the title is ("Raksha Mantri A B"); NULL. */
static const char *state_of_person(const att_facts *f, uint32_t person) {
  const char *iso3 = f->nodes.items[person].iso3;
  for (size_t i = ATT_NONE; iso3 == NULL && (i = att_tenure_of(f, person, i)) != ATT_NONE;) {
    const char *title = f->tenures.items[i].title;
    const att_lex_entry *e =
        title != NULL ? att_lexicon_find(f->lexicon, ATT_LEX_TITLE_STATE, title) : NULL;
    iso3 = e != NULL && !f->tenures.items[i].former ? e->iso3 : NULL;
  }
  return iso3;
}

/* Bodies and states take part, a person acts for his; in ceremonies and the like persons do. */
static void prefer_parties(att_facts *f, att_indexes *agents, const char *class_name) {
  bool persons = strcmp(class_name, "Ceremony") == 0 || strcmp(class_name, "Agreement") == 0 ||
                 strcmp(class_name, "PostChange") == 0 || strcmp(class_name, "Conference") == 0;
  size_t kept = 0, others = 0;
  for (size_t i = 0; i < agents->count; i++)
    others += f->nodes.items[agents->items[i]].kind != ATT_NODE_PERSON;
  for (size_t i = 0; i < agents->count && !persons; i++) {
    const att_node *n = &f->nodes.items[agents->items[i]];
    const char *iso3 = n->kind == ATT_NODE_PERSON ? state_of_person(f, agents->items[i]) : NULL;
    if (iso3 != NULL)
      agents->items[i] = att_facts_state(f, iso3);
  }
  for (size_t i = 0; i < agents->count; i++) {
    bool again = false;
    for (size_t k = 0; k < kept; k++)
      again = again || agents->items[k] == agents->items[i];
    uint8_t kind = f->nodes.items[agents->items[i]].kind;
    bool drop = !persons && kind == ATT_NODE_PERSON && others > 0;
    if (!again && !drop && kind != ATT_NODE_PLACE && kind != ATT_NODE_INITIATIVE)
      agents->items[kept++] = agents->items[i];
  }
  agents->count = kept;
}

/* --- words ----------------------------------------------------------------------------------- */

uint32_t att_occasion_verb(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 4; depth++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || c->s->tokens[head].upos == ATT_VERB)
      return head;
    t = head;
  }
  return ATT_NO_TOKEN;
}

static bool is_joining_hyphen(const att_clause *c, uint32_t t) {
  return t > 0 && is(c, t, "-") && !c->s->tokens[t].space_after && !c->s->tokens[t - 1].space_after;
}

uint32_t att_occasion_start(const att_clause *c, uint32_t t) {
  uint32_t first = t;
  while (first > 0 && t - first < 8) {
    const att_token *token = &c->s->tokens[first - 1];
    if (first > 1 && is_joining_hyphen(c, first - 1)) {
      first -= 2; /* "three-week", whatever the tree makes of it */
      continue;
    }
    bool inside = token->head >= first && token->head <= t + 1;
    att_rel rel = att_rel_base((att_rel)token->rel);
    if (!inside || rel == ATT_DET_REL || rel == ATT_CASE || rel == ATT_CC || rel == ATT_NUMMOD ||
        token->rel == ATT_NMOD_POSS || token->upos == ATT_PART)
      break;
    first--;
  }
  while (first < t && c->s->tokens[first].upos == ATT_PUNCT)
    first++;
  return first;
}

const char *att_occasion_name(const att_clause *c, uint32_t t) {
  uint32_t first = att_occasion_start(c, t), last = t;
  if (first > 1 && first < t && is(c, first - 1, "of") && is(c, first - 2, "change"))
    first -= 2; /* "a change of command ceremony" */
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 7; i++)
    if (c->s->tokens[i].head == t + 1 && has_rel(c, i, ATT_NMOD)) {
      last = i;
      break;
    }
  return att_arena_format(c->facts->arena, "%s\n%s", att_facts_text(c->facts, c->number, first, t),
                          att_facts_text(c->facts, c->number, first, last));
}

bool att_occasion_is_definite(const att_clause *c, uint32_t t) {
  uint32_t first = att_occasion_start(c, t);
  bool best = first > 1 && is(c, first - 1, "'s") && /* "the world's largest exercise" */
              (is(c, first - 2, "world") || is(c, first - 2, "region"));
  bool present = first > 2 && is(c, first - 1, "'s") && is(c, first - 2, "year") &&
                 is(c, first - 3, "this"); /* "this year's exercise" */
  if (present)
    return true;
  if (first == 0 || (!best && !is(c, first - 1, "the") && !is(c, first - 1, "this")))
    return false;
  for (uint32_t i = first; i < t; i++) {
    const char *word = c->s->tokens[i].form;
    if (mention_of(c, i) != NULL || att_clause_word(c, ATT_WORD_OTHER_EDITION, word) ||
        (att_clause_word(c, ATT_WORD_ORDINAL, word) && !is(c, i, "annual")))
      return false;
  }
  return true;
}

/* --- the same event -------------------------------------------------------------------------- */

static bool same_party(const att_facts *f, uint32_t a, uint32_t b) {
  const att_node *one = &f->nodes.items[a], *other = &f->nodes.items[b];
  bool state = one->kind == ATT_NODE_STATE || other->kind == ATT_NODE_STATE;
  return a == b ||
         (state && one->iso3 != NULL && other->iso3 != NULL && strcmp(one->iso3, other->iso3) == 0);
}

static bool share(const att_facts *f, const att_indexes *a, const att_indexes *b) {
  for (size_t i = 0; i < a->count; i++)
    for (size_t k = 0; k < b->count; k++)
      if (same_party(f, a->items[i], b->items[k]))
        return true;
  return false;
}

/* The head of a name "short\nlonger". */
static const char *last_word(const char *name, size_t *ret_size) {
  size_t size = strcspn(name, "\n"), at = size;
  while (at > 0 && name[at - 1] != ' ')
    at--;
  *ret_size = size - at;
  return name + at;
}

static bool same_head(const char *a, const char *b) {
  size_t one, other;
  const char *x = last_word(a != NULL ? a : "", &one), *y = last_word(b != NULL ? b : "", &other);
  return one == other && strncasecmp(x, y, one) == 0;
}

static bool is_rule(const char *rule, const char *name) {
  return strcmp(rule, name) == 0;
}

/* Are they two hand-overs, since neither giver and receiver are the same? */
static bool is_other_hands(const att_facts *f, const att_indexes *a, const att_indexes *b) {
  size_t shared = 0, least = a->count < b->count ? a->count : b->count;
  for (size_t i = 0; i < a->count; i++) {
    const att_indexes one = {.items = &a->items[i], .count = 1};
    shared += share(f, &one, b);
  }
  return shared < (least < 2 ? least : 2);
}

static bool has_word(const char *name, const char *const *words, size_t count) {
  for (size_t i = 0; name != NULL && i < count; i++)
    if (strstr(name, words[i]) != NULL)
      return true;
  return false;
}

/* A wreath laid for the dead and a guard of honour for the guest are two. */
static bool is_other_rite(const char *a, const char *b) {
  static const char *const DEAD[] = {"wreath", "flower", "floral"}, *const GUEST[] = {
                                                                        "guard", "honor", "honour"};
  return (has_word(a, DEAD, 3) && has_word(b, GUEST, 3)) ||
         (has_word(b, DEAD, 3) && has_word(a, GUEST, 3));
}

/* "the launch ceremony" is not the farewell told of before, "the ceremony" may be. */
static bool is_other_ceremony(const att_event *e, const att_occasion *what) {
  if (strcmp(what->class_name, "Ceremony") != 0 || what->name == NULL)
    return false;
  size_t size = strcspn(what->name, "\n");
  bool bare = memchr(what->name, ' ', size) == NULL;
  static const char *const GIVEN[] = {"medal", "decoration", "insignia", "certificate", "diploma"};
  if (bare && what->definite && is_rule(e->evidence.rule, "rite") && has_word(e->name, GIVEN, 5))
    return false; /* "pinned medals on B. The ceremony" */
  return is_rule(e->evidence.rule, "rite") ||
         (!bare && (e->name == NULL || strncasecmp(e->name, what->name, size) != 0) &&
          e->name != NULL && memchr(e->name, ' ', strcspn(e->name, "\n")) != NULL);
}

static bool is_same(const att_clause *c, const att_event *e, const att_occasion *what) {
  bool both = share(c->facts, &e->participants, &what->agents);
  bool open = both || e->participants.count == 0 || what->agents.count == 0;
  uint32_t apart = c->number - e->evidence.sentence;
  if (apart > 0 && strcmp(what->class_name, "Transfer") == 0 &&
      is_other_hands(c->facts, &e->participants, &what->agents))
    return false;
  if (strcmp(what->class_name, "PostChange") == 0)
    return both;
  if (is_rule(what->rule, "edition")) /* "the last meeting", "the next meeting" */
    return is_rule(e->evidence.rule, "edition") && e->name != NULL && what->name != NULL &&
           strcasecmp(e->name, what->name) == 0;
  bool rite = is_rule(what->rule, "rite"), was_rite = is_rule(e->evidence.rule, "rite");
  if (rite && was_rite && is_other_rite(e->name, what->name))
    return false;
  if (rite || was_rite) /* one guest's wreath, guard of honour and welcome ceremony */
    return (both && (apart < 2 || (rite && was_rite))) || (apart == 0 && open);
  return open && (apart == 0 || same_head(e->name, what->name));
}

bool att_occasion_near(const char *a, const char *b) {
  return (strcmp(a, "Exercise") == 0 && strcmp(b, "TrainingActivity") == 0) ||
         (strcmp(b, "Exercise") == 0 && strcmp(a, "TrainingActivity") == 0);
}

/* "The training was conducted under X": of the exercise told of before. */
static att_event *find_near(const att_clause *c, const att_occasion *what) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; what->definite && att_events_back(f, c->number, &i);)
    if (att_occasion_near(f->events.items[i].class_name, what->class_name))
      return &f->events.items[i];
  return NULL;
}

/* "thanked B for the helicopters that it sent": the verb tells of what the thanks do. */
static bool is_thanked_for(const att_clause *c, const att_event *e, const att_occasion *what) {
  return is_rule(e->evidence.rule, "thanks-for-help") && e->evidence.sentence == c->number &&
         strcmp(what->class_name, "Deployment") == 0 && what->name != NULL &&
         same_head(e->name, what->name);
}

/* "The boats were received by A and B": who they are of may not be told. */
static bool are_persons(const att_facts *f, const att_indexes *agents) {
  for (size_t i = 0; i < agents->count; i++)
    if (f->nodes.items[agents->items[i]].kind != ATT_NODE_PERSON)
      return false;
  return agents->count > 0;
}

/* The event of the document that this one is another mention of. */
static att_event *find_same(const att_clause *c, const att_occasion *what) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if (is_thanked_for(c, e, what))
      return e;
    if (strcmp(e->class_name, what->class_name) != 0)
      continue;
    bool other_hands = strcmp(what->class_name, "Transfer") == 0 && e->participants.count > 0 &&
                       what->agents.count > 1 && !share(f, &e->participants, &what->agents) &&
                       !are_persons(f, &what->agents);
    other_hands = other_hands || is_other_ceremony(e, what);
    if ((what->definite && !other_hands) || (e->initiative == ATT_NO_ENTITY && is_same(c, e, what)))
      return e;
    if (what->named && e->initiative == what->initiative)
      return e;
  }
  return find_near(c, what);
}

bool att_occasion_is_narrow(const char *class_name) {
  static const char *const WIDE[] = {"Exercise", "TrainingActivity", "Deployment", "Operation"};
  for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE; i++)
    if (strcmp(class_name, WIDE[i]) == 0)
      return false;
  return true;
}

uint32_t att_occasion_place(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "in", "on", "off"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      uint8_t kind = kind_at(c, o);
      if (kind == ATT_NODE_PLACE || kind == ATT_NODE_STATE)
        return mention_of(c, o)->node;
    }
  return ATT_NO_ENTITY;
}

/* "signed on 3 June a letter to extend the deployment", "A, on a deployment in X, arrived on 9
 * July": the day is the signing's, the arrival's. */
static bool is_dated_elsewhere(const att_clause *c, uint32_t t, const char *class_name,
                               att_event_status status) {
  uint32_t word = c->s->tokens[t].upos == ATT_NOUN && strcmp(class_name, "Deployment") == 0
                      ? att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN)
                      : ATT_NO_TOKEN;
  bool aside = word != ATT_NO_TOKEN && (is(c, word, "on") || is(c, word, "during"));
  return aside ||
         (status == ATT_PLANNED && att_clause_is_contracted(c, t) && !att_clause_day_ahead(c, t));
}

/* "The conference was co-hosted by A and B", of the one named before: they take part in it. */
static void add_hosts(const att_clause *c, uint32_t t, att_event *e) {
  uint32_t verb = att_clause_head(c, t);
  att_indexes hosts = {0};
  static const char *const BY[] = {"by", NULL};
  if (c->s->tokens[t].rel != ATT_NSUBJ_PASS || verb == ATT_NO_TOKEN ||
      !att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma))
    return;
  att_occasion_obliques(c, verb, BY, &hosts);
  for (size_t i = 0; i < hosts.count; i++)
    att_indexes_add(c->facts->arena, &e->participants, hosts.items[i]);
}

att_event *att_occasion_add(const att_clause *c, uint32_t t, att_occasion *what) {
  att_facts *f = c->facts;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  if (denied)
    return NULL;
  bool pledged = strcmp(what->class_name, "Transfer") == 0 &&
                 (att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[t].lemma) ||
                  att_clause_word(c, ATT_WORD_APPROVING, c->s->tokens[t].lemma));
  if ((status == ATT_HELD || status == ATT_ONGOING) && (pledged || what->to_come))
    status = ATT_PLANNED; /* "pledged two more launchers", "approved the sale of X" */
  bool participle = strcmp(c->s->tokens[t].xpos, "VBN") == 0 && has_rel(c, t, ATT_ACL) &&
                    att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN;
  if (status == ATT_PLANNED && participle && strcmp(what->class_name, "Agreement") == 0)
    status = ATT_HELD; /* "under an agreement signed in A, B will" */
  prefer_parties(f, &what->agents, what->class_name);
  att_event *e = find_same(c, what);
  bool half = att_occasion_in_title(c) && what->agents.count < 2; /* told in full below */
  if (e == NULL && ((what->agents.count == 0 && !what->alone) || half))
    return NULL;
  bool post = strcmp(what->class_name, "PostChange") == 0;
  if (e != NULL && post && e->status == ATT_HELD && status == ATT_PLANNED && what->agents.count > 1)
    e = NULL; /* "A succeeded B in August. He is to be replaced by C" */
  if (post && t > 0 && (is(c, t - 1, "since") || (t > 1 && is(c, t - 2, "since"))))
    status = ATT_HELD; /* "the trip, his first since taking command, will begin" */
  const char *start = post ? att_clause_date_behind(c, t, status != ATT_HELD) : NULL;
  const char *end = start;
  bool elsewhere = is_dated_elsewhere(c, t, what->class_name, status);
  if (start == NULL && !elsewhere && !att_clause_date(c, t, &start, &end))
    start = att_clause_since(c, t);
  if (e == NULL) {
    e = att_clause_event(c, what->class_name, t, what->rule);
    e->name = what->name;
    e->status = status;
  }
  if (e->status == ATT_HELD && status == ATT_ONGOING && strcmp(e->class_name, "Deployment") == 0)
    e->status = ATT_ONGOING; /* "during its deployment. It is on a scheduled deployment" */
  for (size_t i = 0; i < what->agents.count && e->initiative == ATT_NO_ENTITY; i++)
    att_indexes_add(f->arena, &e->participants, what->agents.items[i]);
  if (e->initiative != ATT_NO_ENTITY && what->definite)
    add_hosts(c, t, e);
  if (start != NULL && att_date_is_coarse(e->start)) {
    e->start = start;
    e->end = end;
  }
  if (e->place == ATT_NO_ENTITY && !elsewhere)
    e->place = att_event_where(c, t, att_occasion_is_narrow(e->class_name));
  if (e->place == ATT_NO_ENTITY)
    e->place = att_occasion_place(c, t);
  if (strcmp(e->class_name, "TrainingActivity") == 0 || strcmp(e->class_name, "Exercise") == 0)
    att_clause_fields(c, t, c->s->token_count - 1, &e->topics); /* "trained in first aid" */
  uint32_t matter = strcmp(e->class_name, "Conference") == 0
                        ? att_clause_oblique(c, t, "on", ATT_NO_TOKEN)
                        : ATT_NO_TOKEN;
  if (matter == t + 2 || (matter != ATT_NO_TOKEN && matter < t + 6 && is(c, t + 1, "on")))
    att_clause_topics(c, matter, &e->topics); /* "a conference on maritime security" */
  return e;
}

/* --- all ------------------------------------------------------------------------------------- */

/* "The scenario involves the defence of a port": no people or things. */
static bool involves_work(const att_clause *c, uint32_t t) {
  uint32_t object = strcmp(c->s->tokens[t].lemma, "involve") == 0
                        ? att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN)
                        : ATT_NO_TOKEN;
  const char *lemma = object != ATT_NO_TOKEN ? c->s->tokens[object].lemma : "";
  return object != ATT_NO_TOKEN && mention_of(c, object) == NULL &&
         att_clause_child(c, object, ATT_NUMMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         !att_clause_word(c, ATT_WORD_TROOPS, lemma) &&
         !att_clause_word(c, ATT_WORD_GROUP, lemma) && !att_clause_word(c, ATT_WORD_GOODS, lemma) &&
         !att_clause_word(c, ATT_WORD_PARTAKER, lemma);
}

/* "The training included boarding drills and first aid": what it consisted of are the topics of the
 * exercise or training told of last, in this sentence or the one before. */
static void read_contents(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive;
  bool consists = att_lexicon_word(f->lexicon, ATT_WORD_CONSISTING, c->s->tokens[t].lemma) ||
                  involves_work(c, t);
  bool of = strcmp(c->s->tokens[t].lemma, "consist") == 0;
  uint32_t subject = consists || of ? att_clause_subject(c, t, &passive) : ATT_NO_TOKEN,
           object = of ? att_clause_oblique(c, t, "of", ATT_NO_TOKEN)
                       : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  bool relative = subject != ATT_NO_TOKEN && is(c, subject, "which") &&
                  c->s->tokens[t].rel == ATT_ACL_RELCL; /* "the exercise, which tested X" */
  subject = relative ? att_clause_head(c, t) : subject;
  if (subject == ATT_NO_TOKEN || object == ATT_NO_TOKEN || passive || object < t ||
      c->s->tokens[subject].upos != ATT_NOUN)
    return;
  const char *lemma = c->s->tokens[subject].lemma;
  bool part = att_lexicon_word(f->lexicon, ATT_WORD_DRILL_PART, lemma) ||
              (is(c, subject, "events") && subject > 0 && is(c, subject - 1, "training"));
  const att_frame *frame = NULL;
  while (!part && (frame = att_lexicon_frame(f->lexicon, lemma, false, frame)) != NULL)
    part = strcmp(frame->value, "Exercise") == 0 || strcmp(frame->value, "TrainingActivity") == 0;
  att_indexes parties = {0};
  static const char *const BETWEEN[] = {"between", "with", NULL};
  if (part)
    att_occasion_obliques(c, subject, BETWEEN, &parties);
  if (parties.count > 1) { /* "training interactions between A and B included drills" */
    att_occasion what = {.class_name = "TrainingActivity",
                         .name = att_occasion_name(c, subject),
                         .rule = "event-noun",
                         .agents = parties};
    att_occasion_add(c, subject, &what);
  }
  for (size_t i = f->events.count; i-- > 0 && part;) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Exercise") != 0 && strcmp(e->class_name, "TrainingActivity") != 0)
      continue;
    if (e->evidence.sentence + 3 >= c->number)
      att_clause_topics(c, object, &e->topics);
    return;
  }
}

/* "The memorandum provides for X and Y": topics of the agreement told of last. */
static void read_provisions(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive;
  uint32_t o = strcmp(c->s->tokens[t].lemma, "provide") == 0
                   ? att_clause_oblique(c, t, "for", ATT_NO_TOKEN)
                   : ATT_NO_TOKEN;
  uint32_t subject = o != ATT_NO_TOKEN ? att_clause_subject(c, t, &passive) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || !is(c, t + 1, "for") || !att_occasion_is_paper(c, subject))
    return;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);)
    if (strcmp(f->events.items[i].class_name, "Agreement") == 0) {
      att_clause_topics(c, o, &f->events.items[i].topics);
      return;
    }
}

static void read_frames(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  bool verb = c->s->tokens[t].upos == ATT_VERB;
  if (!verb && !att_clause_is_quoted(c, t))
    att_occasion_negotiated(c, t);
  if ((!verb && c->s->tokens[t].upos != ATT_NOUN) || att_clause_is_quoted(c, t))
    return;
  if (!verb)
    att_occasion_by_thanks(c, t);
  else
    read_contents(c, t);
  if (verb)
    read_provisions(c, t);
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, verb, frame))) {
    if (strcmp(frame->frame, "event") != 0)
      continue;
    size_t before = c->facts->events.count;
    if (!verb)
      att_occasion_by_noun(c, t, frame);
    if (verb ? att_occasion_by_verb(c, t, frame) : c->facts->events.count > before)
      return;
  }
}

/* --- what it is for --------------------------------------------------------------------------- */

att_event *att_occasion_of(const att_clause *c, uint32_t initiative) {
  for (size_t i = 0; att_events_near(c->facts, c->number, &i); i++)
    if (c->facts->events.items[i].initiative == initiative)
      return &c->facts->events.items[i];
  return NULL;
}

att_event *att_occasion_latest_drill(const att_clause *c) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Exercise") == 0 || strcmp(e->class_name, "TrainingActivity") == 0)
      return e->evidence.sentence + 3 >= c->number ? e : NULL;
  }
  return NULL;
}

att_event *att_occasion_at(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  const att_frame *frame = NULL;
  const char *class_name = NULL;
  uint32_t initiative = ATT_NO_ENTITY;
  for (uint32_t i = t; i < c->s->token_count && i < t + 5 && initiative == ATT_NO_ENTITY; i++)
    if (kind_at(c, i) == ATT_NODE_INITIATIVE && (i == t || c->s->tokens[i].head == t + 1))
      initiative = mention_of(c, i)->node;
  while ((frame = att_lexicon_frame(f->lexicon, c->s->tokens[t].lemma, false, frame)))
    if (strcmp(frame->frame, "event") == 0 && strcmp(frame->value, "Ceremony") != 0)
      class_name = frame->value;
  bool part = class_name == NULL && initiative == ATT_NO_ENTITY && mention_of(c, t) == NULL &&
              att_clause_word(c, ATT_WORD_DRILL_PART, c->s->tokens[t].lemma);
  if (part || is(c, t, "training"))
    return att_occasion_latest_drill(c); /* "Training will focus on X" */
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if ((initiative != ATT_NO_ENTITY && e->initiative == initiative) ||
        (initiative == ATT_NO_ENTITY && class_name != NULL &&
         strcmp(e->class_name, class_name) == 0))
      return e;
  }
  return NULL;
}

/* "took command from B in a ceremony": who changes posts is there. */
static void share_rites(const att_clause *c) {
  att_facts *f = c->facts;
  for (size_t i = 0; att_events_in(f, c->number, c->number, &i); i++)
    for (size_t k = 0; att_events_in(f, c->number, c->number, &k); k++) {
      const att_event *change = &f->events.items[i];
      att_event *rite = &f->events.items[k];
      if (strcmp(change->class_name, "PostChange") != 0 || rite->evidence.sentence != c->number ||
          strcmp(rite->class_name, "Ceremony") != 0 || change->evidence.sentence != c->number)
        continue;
      for (size_t p = 0; p < change->participants.count; p++)
        att_indexes_add(f->arena, &rite->participants, change->participants.items[p]);
    }
}

void att_occasion_find(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    for (size_t m = 0; att_mentions_in(facts, i, i, &m); m++)
      if (facts->mentions.items[m].sentence == i &&
          facts->nodes.items[facts->mentions.items[m].node].kind == ATT_NODE_INITIATIVE)
        att_occasion_by_name(&c, &facts->mentions.items[m]);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      if (att_clause_is_small(&c, t))
        continue;
      att_occasion_by_edition(&c, t);
      att_occasion_by_gathering(&c, t);
      att_occasion_by_summit(&c, t);
      read_frames(&c, t);
    }
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      if (att_clause_is_small(&c, t))
        continue;
      att_occasion_mission(&c, t);
      att_occasion_presence(&c, t);
      att_occasion_aims(&c, t);
      att_occasion_partakers(&c, t);
    }
    share_rites(&c);
  }
}
