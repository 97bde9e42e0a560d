/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings of bodies, which are conferences: "the next session of the Joint Military Commission",
 * "a meeting of the NATO Military Committee", "a NATO defence ministers' meeting", "the fifth round
 * of staff talks".
 */
#include "extract/index.h"
#include "extract/occasion.h"

/* "the Committee of Chiefs of Defence": is a word of the name one of a body that meets? */
static bool names_council(const att_clause *c, const att_mention *m) {
  for (uint32_t i = m->first; i <= m->last; i++)
    if (att_clause_word(c, ATT_WORD_COUNCIL, c->s->tokens[i].form) &&
        (i == m->last || is(c, i + 1, "of") || is(c, i + 1, "on") || is(c, i + 1, "for")))
      return true;
  return false;
}

/* Does the body of that name meet in sessions: a committee, an alliance? */
static bool meets(const att_clause *c, const att_mention *m) {
  const att_node *n = &c->facts->nodes.items[m->node];
  bool many = n->class_name != NULL && strcmp(n->class_name, "InternationalOrganization") == 0;
  return n->kind == ATT_NODE_ORG && (n->forum || many || names_council(c, m));
}

/* Is it NATO, ASEAN or another body of many states that is named among the tokens first..last? */
static bool names_alliance(const att_clause *c, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last && i < c->s->token_count; i++) {
    const att_mention *m = mention_of(c, i);
    const char *class_name = m != NULL ? c->facts->nodes.items[m->node].class_name : NULL;
    if (class_name != NULL && strcmp(class_name, "InternationalOrganization") == 0)
      return true;
  }
  return false;
}

/* "the next session", "their fifth round": told from others. */
static bool is_one_of_many(const att_clause *c, uint32_t t) {
  for (uint32_t i = att_occasion_start(c, t); i < t; i++)
    if (att_clause_word(c, ATT_WORD_ORDINAL, c->s->tokens[i].form) ||
        att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[i].form) ||
        (c->s->tokens[i].form[0] >= '0' && c->s->tokens[i].form[0] <= '9'))
      return true;
  return false;
}

/* Who meets, behind "of". */
static bool is_body_behind(const att_clause *c, uint32_t t, uint32_t of) {
  const att_mention *m = mention_of(c, of);
  const char *lemma = c->s->tokens[of].lemma;
  if (m != NULL)
    return meets(c, m);
  uint32_t first = att_occasion_start(c, of);
  if (att_clause_word(c, ATT_WORD_COUNCIL, lemma))
    return first < of || is_one_of_many(c, t);
  if (att_clause_word(c, ATT_WORD_TALKS, lemma))
    return is_one_of_many(c, t);
  uint32_t alliance = att_clause_oblique(c, of, "of", ATT_NO_TOKEN);
  return strcmp(c->s->tokens[of].xpos, "NN") != 0 &&
         att_clause_word(c, ATT_WORD_COMMON_OFFICE, lemma) &&
         (names_alliance(c, first, of) ||
          (alliance != ATT_NO_TOKEN && names_alliance(c, alliance, alliance)));
}

/* "the NATO Military Committee meeting", "a NATO defence ministers' meeting": where the body's name
 * begins; ATT_NO_TOKEN. */
static uint32_t body_before(const att_clause *c, uint32_t t) {
  if (t == 0)
    return ATT_NO_TOKEN;
  bool bound = is(c, t - 1, "'") || is(c, t - 1, "\xe2\x80\x99") || is(c, t - 1, "'s") ||
               c->s->tokens[t - 1].upos == ATT_PROPN || mention_of(c, t - 1) != NULL;
  for (uint32_t i = t; bound && i-- > 0 && i + 9 > t;) {
    const att_mention *m = mention_of(c, i);
    if (m != NULL && meets(c, m))
      return m->first;
    uint8_t upos = c->s->tokens[i].upos;
    if (m != NULL && c->facts->nodes.items[m->node].kind == ATT_NODE_PERSON)
      break; /* "NATO Secretary General A B's meeting" */
    uint32_t role;
    if (i + 1 < t && strcmp(c->s->tokens[i].xpos, "NNS") != 0 &&
        att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, i, &role) != NULL && role == i)
      break; /* "the X commander's meeting" */
    if (upos == ATT_VERB || upos == ATT_AUX || upos == ATT_PRON || is(c, i, ",") || is(c, i, "."))
      break;
  }
  return ATT_NO_TOKEN;
}

bool att_occasion_is_session(const att_clause *c, uint32_t t, const char **ret_name) {
  att_facts *f = c->facts;
  if (strcmp(c->s->tokens[t].xpos, "NNS") == 0)
    return false;
  uint32_t begin = body_before(c, t), of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (begin != ATT_NO_TOKEN) {
    *ret_name = att_facts_text(f, c->number, begin, t);
    return true;
  }
  if (of == ATT_NO_TOKEN || !is_body_behind(c, t, of))
    return false;
  const att_mention *m = mention_of(c, of);
  uint32_t first = m != NULL ? m->first : att_occasion_start(c, of),
           last = m != NULL ? m->last : of;
  uint32_t start = att_occasion_start(c, t);
  *ret_name = att_arena_format(f->arena, "%s\n%s", att_facts_text(f, c->number, start, last),
                               first < last ? att_facts_text(f, c->number, first, last)
                                            : att_facts_text(f, c->number, start, t));
  return true;
}

/* "the decisions of the Vilnius Summit": one by its place, of no series that is named. */
void att_occasion_by_summit(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  if (t < 2 || !is(c, t, "Summit") || token->upos != ATT_PROPN || mention_of(c, t) != NULL ||
      token[-1].upos != ATT_PROPN || token[-2].upos != ATT_DET || att_clause_is_quoted(c, t))
    return;
  att_occasion_add(c, t,
                   &(att_occasion){.class_name = "Conference",
                                   .name = att_facts_text(c->facts, c->number, t - 1, t),
                                   .rule = "event-noun",
                                   .definite = true,
                                   .alone = true});
}

/* The states that take part in the event, by themselves or through their people; at most 8. */
static void add_states(att_facts *f, const att_event *e, att_indexes *states) {
  for (size_t i = 0; i < e->participants.count && i < 8; i++) {
    const char *iso3 = f->nodes.items[e->participants.items[i]].iso3;
    if (iso3 != NULL)
      att_indexes_add(f->arena, states, att_facts_state(f, iso3));
  }
}

/* "The last meeting was held in X in 2022", "Y will host the next round": another edition of the
 * conference, or of the talks of states, told of before. */
void att_occasion_by_gathering(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  const att_token *token = &c->s->tokens[t];
  if (token->upos != ATT_NOUN || mention_of(c, t) != NULL || strcmp(token->xpos, "NN") != 0 ||
      !att_clause_word(c, ATT_WORD_GATHERING, token->lemma) || att_clause_is_quoted(c, t) ||
      att_clause_oblique(c, t, "of", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return;
  uint32_t first = t > 0 ? t - 1 : 0;
  if (first > 1 && is(c, first, "'s") && is(c, first - 1, "year"))
    first -= 2; /* "next year's meeting" */
  uint32_t clause = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN), verb = att_clause_head(c, t);
  bool own = verb != ATT_NO_TOKEN && (has_rel(c, t, ATT_NSUBJ) || has_rel(c, t, ATT_OBJ));
  verb = own && c->s->tokens[verb].upos == ATT_VERB ? verb : clause;
  if (verb == ATT_NO_TOKEN || t == 0 ||
      !att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[first].form) ||
      !att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma))
    return;
  att_occasion what = {.class_name = "Conference",
                       .name = att_facts_text(f, c->number, first, t),
                       .rule = "edition"};
  for (size_t i = f->events.count; what.agents.count < 2 && att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    what.agents.count = 0;
    if (strcmp(e->class_name, "Conference") == 0 || strcmp(e->class_name, "Talks") == 0 ||
        strcmp(e->class_name, "Meeting") == 0)
      add_states(f, e, &what.agents);
  }
  if (what.agents.count > 1)
    att_occasion_add(c, t, &what);
}
