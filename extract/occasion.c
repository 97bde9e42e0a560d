/* SPDX-License-Identifier: Apache-2.0
 *
 * Events besides meetings and visits: exercises, training, conferences, ceremonies, transfers,
 * agreements, deployments, changes of posts; named ones by their initiative, others by the nouns
 * and verbs of ontology/frames.tsv. One event however often it is mentioned.
 */
#include <ctype.h>
#include <string.h>

#include "extract/argument.h"

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return t < c->s->token_count && strcasecmp(c->s->tokens[t].form, word) == 0;
}

static uint8_t kind_at(const att_clause *c, uint32_t t) {
  uint32_t m = c->facts->owner[c->number][t];
  return m == 0 ? UINT8_MAX : c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind;
}

/* Is the token what talks are about, rather than something that takes place? */
static bool is_subject_matter(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 8; depth++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || is(c, t, "sidelines") || is(c, t, "margins"))
      return false;
    const att_frame *frame = NULL;
    bool verb = c->s->tokens[head].upos == ATT_VERB;
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, verb, frame)))
      if (strcmp(frame->frame, "talk") == 0 ||
          (strcmp(frame->frame, "meet") == 0 && (!verb || strcmp(frame->value, "Talks") == 0)))
        return true;
    if (verb && att_clause_subject(c, head, &(bool){false}) != ATT_NO_TOKEN)
      return false;
    t = head;
  }
  return false;
}

/* --- named exercises and conferences --------------------------------------------------------- */

/* "the Flintlock exercise, which Benin will host": something takes place after all. */
static bool has_relative(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first; t < c->s->token_count && t < m->last + 2; t++)
    for (uint32_t i = t + 1; i < c->s->token_count; i++)
      if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_ACL_RELCL)
        return true;
  return false;
}

static void read_named(const att_clause *c, const att_mention *m) {
  att_facts *f = c->facts;
  const att_node *node = &f->nodes.items[m->node];
  const char *class_name = strcmp(node->class_name, "ExerciseSeries") == 0  ? "Exercise"
                           : strcmp(node->class_name, "Forum") == 0         ? "Conference"
                           : strcmp(node->class_name, "OperationName") == 0 ? "Operation"
                                                                            : NULL;
  if (class_name == NULL)
    return;
  att_event *e = NULL;
  for (size_t i = 0; i < f->events.count; i++)
    if (f->events.items[i].initiative == m->node)
      e = &f->events.items[i];
  if (e == NULL && strcmp(class_name, "Operation") != 0 && is_subject_matter(c, m->last) &&
      !has_relative(c, m))
    return; /* "discussions on the Land Forces Talks" */
  if (e == NULL) {
    uint32_t head = m->last;
    for (unsigned depth = 0; depth < 4; depth++) {
      uint32_t up = att_clause_head(c, head);
      if (up == ATT_NO_TOKEN || c->s->tokens[head].upos == ATT_VERB)
        break;
      head = up;
    }
    e = att_clause_event(c, class_name, head, "named-event");
    e->initiative = m->node;
  }
  if (e->start == NULL)
    att_clause_date(c, m->first, &e->start, &e->end);
  size_t event = (size_t)(e - f->events.items);
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *other = &f->mentions.items[i];
    if (other->sentence == c->number && f->nodes.items[other->node].kind == ATT_NODE_STATE)
      att_indexes_add(f->arena, &f->events.items[event].participants, other->node);
  }
}

/* --- others, by noun and verb ---------------------------------------------------------------- */

static void obliques(const att_clause *c, uint32_t t, const char *const *words,
                     att_indexes *agents) {
  for (; *words != NULL; words++)
    for (uint32_t i = att_clause_oblique(c, t, *words, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
         i = att_clause_oblique(c, t, *words, i))
      att_clause_agents(c, i, agents);
}

/* States and organizations that modify the noun: "Cambodian officers", "UK-led battlegroup". */
static void modifiers(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t i = t > 6 ? t - 6 : 0; i < t; i++) {
    uint32_t up = c->s->tokens[i].head;
    bool under = up == t + 1 || (up > 0 && c->s->tokens[up - 1].head == t + 1);
    uint32_t m = c->facts->owner[c->number][i];
    if (!under || m == 0)
      continue;
    uint32_t node = c->facts->mentions.items[m - 1].node;
    uint8_t kind = c->facts->nodes.items[node].kind;
    if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG || kind == ATT_NODE_PERSON)
      att_indexes_add(c->facts->arena, agents, node);
  }
}

static uint32_t verb_above(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 4; depth++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || c->s->tokens[head].upos == ATT_VERB)
      return head;
    t = head;
  }
  return ATT_NO_TOKEN;
}

/* Where a noun's phrase begins: its modifiers, no article. */
static uint32_t phrase_start(const att_clause *c, uint32_t t) {
  uint32_t first = t;
  while (first > 0 && t - first < 6) {
    const att_token *token = &c->s->tokens[first - 1];
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

static const char *name_of(const att_clause *c, uint32_t t) {
  uint32_t first = phrase_start(c, t), last = t;
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 7; i++)
    if (c->s->tokens[i].head == t + 1 && att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_NMOD) {
      last = i;
      break;
    }
  return att_arena_format(c->facts->arena, "%s\n%s", att_facts_text(c->facts, c->number, first, t),
                          att_facts_text(c->facts, c->number, first, last));
}

static uint32_t place_of(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "in", "on"};
  for (size_t i = 0; i < 3; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      uint8_t kind = kind_at(c, o);
      if (kind == ATT_NODE_PLACE || kind == ATT_NODE_STATE)
        return c->facts->mentions.items[c->facts->owner[c->number][o] - 1].node;
    }
  return ATT_NO_ENTITY;
}

static bool share(const att_indexes *a, const att_indexes *b) {
  if (a->count == 0 || b->count == 0)
    return true;
  for (size_t i = 0; i < a->count; i++)
    for (size_t k = 0; k < b->count; k++)
      if (a->items[i] == b->items[k])
        return true;
  return false;
}

static const char *last_word(const char *name) {
  const char *end = strchr(name, '\n');
  size_t size = end != NULL ? (size_t)(end - name) : strlen(name);
  size_t at = size;
  while (at > 0 && name[at - 1] != ' ')
    at--;
  return name + at;
}

/* The event of the document that this one is another mention of. */
static att_event *find_same(const att_clause *c, const char *class_name, const char *name,
                            const att_indexes *participants, bool definite) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; i-- > 0;) {
    att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, class_name) != 0)
      continue;
    if (definite)
      return e;
    if (e->initiative != ATT_NO_ENTITY)
      continue;
    const char *a = e->name != NULL ? last_word(e->name) : "";
    const char *b = name != NULL ? last_word(name) : "";
    size_t size = strcspn(a, "\n");
    bool same_head = size == strcspn(b, "\n") && strncasecmp(a, b, size) == 0;
    if (share(&e->participants, participants) && (same_head || e->evidence.sentence == c->number))
      return e;
  }
  return NULL;
}

static void add_occasion(const att_clause *c, uint32_t t, const char *class_name, const char *name,
                         att_indexes *participants, bool definite, const char *rule) {
  att_facts *f = c->facts;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  if (denied)
    return;
  att_event *e = find_same(c, class_name, name, participants, definite);
  if (e == NULL && participants->count == 0)
    return;
  const char *start = NULL, *end = NULL;
  att_clause_date(c, t, &start, &end);
  if (e == NULL) {
    e = att_clause_event(c, class_name, t, rule);
    e->name = name;
    e->status = status;
  }
  for (size_t i = 0; i < participants->count && e->initiative == ATT_NO_ENTITY; i++)
    att_indexes_add(f->arena, &e->participants, participants->items[i]);
  if (e->start == NULL) {
    e->start = start;
    e->end = end;
  }
  if (e->place == ATT_NO_ENTITY)
    e->place = place_of(c, t);
}

static void prefer_parties(att_facts *f, att_indexes *agents, bool persons) {
  size_t kept = 0, others = 0;
  for (size_t i = 0; i < agents->count; i++)
    others += f->nodes.items[agents->items[i]].kind != ATT_NODE_PERSON;
  for (size_t i = 0; i < agents->count && !persons; i++) { /* a person acts for the state */
    const att_node *n = &f->nodes.items[agents->items[i]];
    if (n->kind == ATT_NODE_PERSON && n->iso3 != NULL)
      agents->items[i] = att_facts_state(f, n->iso3);
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

static bool for_persons(const char *class_name) {
  return strcmp(class_name, "Ceremony") == 0 || strcmp(class_name, "Agreement") == 0 ||
         strcmp(class_name, "PostChange") == 0;
}

static void read_noun(const att_clause *c, uint32_t t, const att_frame *frame) {
  static const char *const WITH[] = {"between", "with", "by", "for", "from", "of", "to", NULL};
  uint8_t kind = kind_at(c, t);
  bool press = t > 0 && (is(c, t - 1, "news") || is(c, t - 1, "press"));
  press = press || (t + 1 < c->s->token_count &&
                    att_clause_word(c, ATT_WORD_SITE_TAIL, c->s->tokens[t + 1].form));
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 3; i++)
    press = press || kind_at(c, i) == ATT_NODE_INITIATIVE;
  for (uint32_t i = t > 2 ? t - 2 : 0; i < t; i++)
    press = press || kind_at(c, i) == ATT_NODE_INITIATIVE; /* the name's own head */
  if (kind != UINT8_MAX || press || is_subject_matter(c, t))
    return;
  att_indexes agents = {0};
  modifiers(c, t, &agents);
  obliques(c, t, WITH, &agents);
  uint32_t verb = verb_above(c, t);
  if (verb != ATT_NO_TOKEN) {
    bool passive;
    uint32_t subject = att_clause_subject(c, verb, &passive);
    static const char *const BY[] = {"by", "with", "to", NULL};
    if (subject != ATT_NO_TOKEN && subject != t)
      att_clause_agents(c, subject, &agents);
    obliques(c, verb, BY, &agents);
    uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
    if (object != ATT_NO_TOKEN && object != t)
      att_clause_agents(c, object, &agents);
  }
  prefer_parties(c->facts, &agents, for_persons(frame->value));
  uint32_t first = phrase_start(c, t);
  bool definite = first > 0 && (is(c, first - 1, "the") || is(c, first - 1, "this")) && first == t;
  add_occasion(c, t, frame->value, name_of(c, t), &agents, definite, "event-noun");
}

/* Does the object name what the frame's class needs: troops to deploy, a paper to sign? */
static bool fits_object(const att_clause *c, uint32_t object, const char *class_name) {
  att_word_class class = strcmp(class_name, "Deployment") == 0  ? ATT_WORD_TROOPS
                         : strcmp(class_name, "Agreement") == 0 ? ATT_WORD_PAPER
                         : strcmp(class_name, "Transfer") == 0  ? ATT_WORD_GOODS
                                                                : ATT_WORD_CLASSES;
  if (class == ATT_WORD_CLASSES)
    return true;
  if (object != ATT_NO_TOKEN && att_clause_word(c, class, c->s->tokens[object].lemma))
    return true;
  return object != ATT_NO_TOKEN && kind_at(c, object) == ATT_NODE_INITIATIVE &&
         strcmp(class_name, "Agreement") == 0;
}

/* Who met the signatory in the same sentence: "hold talks with Morinaga and sign a memorandum". */
static void add_partner(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  if (agents->count != 1)
    return;
  for (size_t i = f->events.count; i-- > 0;) {
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

static void read_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  static const char *const WITH[] = {"with", "to", "by", "from", NULL};
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t object = passive ? subject : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (att_frame_takes(frame, "obj") &&
      (object == ATT_NO_TOKEN || !fits_object(c, object, frame->value)))
    return;
  att_indexes agents = {0};
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, &agents);
  obliques(c, t, WITH, &agents);
  uint32_t iobj = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  if (iobj != ATT_NO_TOKEN)
    att_clause_agents(c, iobj, &agents);
  if (object != ATT_NO_TOKEN)
    modifiers(c, object, &agents);
  uint32_t up = att_clause_head(c, t); /* "Washington's decision to keep a brigade" */
  if (agents.count == 0 && up != ATT_NO_TOKEN && c->s->tokens[up].upos == ATT_NOUN)
    modifiers(c, up, &agents);
  if (strcmp(frame->value, "Agreement") == 0) {
    static const char *const PARTIES[] = {"between", "with", NULL};
    if (object != ATT_NO_TOKEN)
      obliques(c, object, PARTIES, &agents); /* "the pact between A and B was signed" */
    add_partner(c, &agents);
  }
  prefer_parties(c->facts, &agents, for_persons(frame->value));
  const char *name = object != ATT_NO_TOKEN && att_frame_takes(frame, "obj") &&
                             c->s->tokens[object].upos == ATT_NOUN
                         ? name_of(c, object)
                         : NULL;
  if (strcmp(frame->value, "PostChange") == 0) {
    size_t kept = 0;
    for (size_t i = 0; i < agents.count; i++)
      if (c->facts->nodes.items[agents.items[i]].kind == ATT_NODE_PERSON)
        agents.items[kept++] = agents.items[i];
    agents.count = kept;
  }
  size_t before = c->facts->events.count;
  add_occasion(c, t, frame->value, name, &agents, false, "event-verb");
  for (int i = 0; i < 2 && object != ATT_NO_TOKEN && c->facts->events.count > before; i++) {
    uint32_t o = att_clause_oblique(c, object, i ? "for" : "on", ATT_NO_TOKEN);
    att_event *e = &c->facts->events.items[before];
    if (o != ATT_NO_TOKEN && strcmp(frame->value, "Agreement") == 0)
      att_clause_topics(c, o, &e->topics);
  }
}

/* "thanked the US for its demining assistance": help that was given. */
static void read_help(const att_clause *c, uint32_t t) {
  if (!att_clause_word(c, ATT_WORD_HELP, c->s->tokens[t].lemma) || kind_at(c, t) != UINT8_MAX)
    return;
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t verb = verb_above(c, t);
  if (preposition == ATT_NO_TOKEN || !is(c, preposition, "for") || verb == ATT_NO_TOKEN)
    return;
  bool thanks = strcmp(c->s->tokens[verb].lemma, "thank") == 0;
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (object != ATT_NO_TOKEN)
    thanks = thanks || strcmp(c->s->tokens[object].lemma, "gratitude") == 0 ||
             strcmp(c->s->tokens[object].lemma, "appreciation") == 0 ||
             strcmp(c->s->tokens[object].lemma, "thanks") == 0;
  if (!thanks)
    return;
  att_indexes agents = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  static const char *const TO[] = {"to", NULL};
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, &agents);
  if (object != ATT_NO_TOKEN) {
    att_clause_agents(c, object, &agents);
    obliques(c, object, TO, &agents);
  }
  obliques(c, verb, TO, &agents);
  prefer_parties(c->facts, &agents, false);
  if (agents.count > 1)
    add_occasion(c, t, "Transfer", name_of(c, t), &agents, false, "thanks-for-help");
}

void att_occasion_find(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    for (size_t m = 0; m < facts->mentions.count; m++)
      if (facts->mentions.items[m].sentence == i &&
          facts->nodes.items[facts->mentions.items[m].node].kind == ATT_NODE_INITIATIVE)
        read_named(&c, &facts->mentions.items[m]);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      bool verb = c.s->tokens[t].upos == ATT_VERB;
      const att_frame *frame = NULL;
      if ((!verb && c.s->tokens[t].upos != ATT_NOUN) || att_clause_is_quoted(&c, t))
        continue;
      read_help(&c, t);
      while ((frame = att_lexicon_frame(facts->lexicon, c.s->tokens[t].lemma, verb, frame)))
        if (strcmp(frame->frame, "event") == 0) {
          if (verb)
            read_verb(&c, t, frame);
          else
            read_noun(&c, t, frame);
          break;
        }
    }
  }
}
