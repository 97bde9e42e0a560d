/* SPDX-License-Identifier: Apache-2.0
 *
 * What thanks are given for was done: "thanked the US for its demining assistance", "for the relief
 * goods sent to X", "for the training of his pilots".
 */
#include "extract/occasion.h"

static bool is_thanks(const att_clause *c, uint32_t t, bool verb) {
  const att_frame *frame = NULL;
  while (t != ATT_NO_TOKEN &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, verb, frame)))
    if (strcmp(frame->frame, "say") == 0 && strcmp(frame->value, "thank") == 0)
      return true;
  return false;
}

/* The verb under which the noun, or the list that it is in, stands behind "for"; ATT_NO_TOKEN. */
static uint32_t verb_over(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (preposition == ATT_NO_TOKEN && t > 1 && is(c, t - 2, "for"))
    preposition = t - 2; /* "for demining assistance", taken for a clause */
  for (unsigned depth = 0;
       depth < 3 && preposition == ATT_NO_TOKEN && has_rel(c, t, ATT_CONJ) && head != ATT_NO_TOKEN;
       depth++) {
    t = head; /* "for the boats and the training" */
    head = att_clause_head(c, t);
    preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  }
  if (preposition == ATT_NO_TOKEN || !is(c, preposition, "for") || head == ATT_NO_TOKEN)
    return ATT_NO_TOKEN;
  bool own = c->s->tokens[head].upos == ATT_VERB || mention_of(c, head) != NULL ||
             is_thanks(c, head, false) || has_rel(c, t, ATT_CONJ);
  return own ? att_occasion_verb(c, t) : ATT_NO_TOKEN;
}

static uint32_t behind(const att_clause *c, uint32_t t, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t o = att_clause_oblique(c, t, words[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN)
      return o;
  }
  return ATT_NO_TOKEN;
}

/* "demining assistance", "help in clearing mines", "military assistance to X": of a kind. */
static bool is_help(const att_clause *c, uint32_t t) {
  static const char *const MATTER[] = {"for", "in", "with", "to"};
  if (!att_clause_word(c, ATT_WORD_HELP, c->s->tokens[t].lemma))
    return false;
  bool gerund = t > 0 && strcmp(c->s->tokens[t - 1].xpos, "VBG") == 0; /* "demining aid" */
  return gerund || att_clause_child(c, t, ATT_COMPOUND, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
         behind(c, t, MATTER, sizeof MATTER / sizeof *MATTER) != ATT_NO_TOKEN;
}

/* "the demining teams sent to X" */
static bool is_sent(const att_clause *c, uint32_t t) {
  uint32_t clause = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
  return att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) && clause != ATT_NO_TOKEN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[clause].lemma, true, "event");
}

/* "for training X crews", taken for a compound */
static bool is_trained(const att_clause *c, uint32_t t) {
  uint32_t i = att_clause_child(c, t, ATT_COMPOUND, ATT_NO_TOKEN);
  return i != ATT_NO_TOKEN && i > 0 && is(c, i, "training") && is(c, i - 1, "for") &&
         (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
          att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma));
}

/* The class of what was done; NULL for what makes no event. */
static const char *class_of(const att_clause *c, uint32_t t) {
  if (has_rel(c, t, ATT_COMPOUND))
    return NULL;
  if (is(c, t, "training") || is_trained(c, t))
    return "TrainingActivity";
  bool help = att_clause_word(c, ATT_WORD_HELP, c->s->tokens[t].lemma);
  if (help ? is_help(c, t)
           : is(c, t, "goods") || att_clause_word(c, ATT_WORD_GOODS, c->s->tokens[t].lemma))
    return "Transfer";
  return is_sent(c, t) ? "Deployment" : NULL;
}

/* Whom it went to, where the phrase says so. */
static void add_receivers(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const TO[] = {"to", NULL}, *const OF[] = {"of", "for", NULL};
  att_occasion_obliques(c, t, TO, agents);
  for (uint32_t i = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_ACL, i))
    att_occasion_obliques(c, i, TO, agents);
  if (is(c, t, "training"))
    att_occasion_obliques(c, t, OF, agents);
  else if (is_trained(c, t))
    att_occasion_modifiers(c, t, agents);
}

void att_occasion_by_thanks(const att_clause *c, uint32_t t) {
  const char *class_name = mention_of(c, t) == NULL ? class_of(c, t) : NULL;
  uint32_t verb = class_name != NULL ? verb_over(c, t) : ATT_NO_TOKEN;
  if (verb != ATT_NO_TOKEN && has_rel(c, verb, ATT_ADVCL) && !is_thanks(c, verb, true))
    verb = att_clause_head(c, verb); /* "thanked B for hosting C and for A's assistance to D" */
  if (verb == ATT_NO_TOKEN)
    return;
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (!is_thanks(c, verb, true) && !is_thanks(c, object, false))
    return;
  static const char *const TO[] = {"to", NULL};
  att_occasion what = {.class_name = class_name, .rule = "thanks-for-help"};
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS)
      att_clause_agents(c, i, &what.agents); /* "A's continued assistance" */
  if (object != ATT_NO_TOKEN && object < t) {
    att_clause_agents(c, object, &what.agents);
    att_occasion_obliques(c, object, TO, &what.agents);
  }
  att_occasion_obliques(c, verb, TO, &what.agents);
  size_t givers = what.agents.count;
  add_receivers(c, t, &what.agents);
  if (subject != ATT_NO_TOKEN && what.agents.count == givers)
    att_clause_agents(c, subject, &what.agents);
  what.name = att_occasion_name(c, t);
  if (what.agents.count > 1)
    att_occasion_add(c, t, &what);
}
