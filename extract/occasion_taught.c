/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is taught what: "places for X cadets", "worked with 18 sailors on boat handling", "rotated
 * through stations on rope rescue".
 */
#include "extract/occasion.h"

/* "gave 14 scholarships to X soldiers": the verb over the seats. */
static uint32_t giving(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  bool given = verb != ATT_NO_TOKEN && c->s->tokens[verb].upos == ATT_VERB &&
               (has_rel(c, t, ATT_OBJ) || has_rel(c, t, ATT_NSUBJ));
  return given ? verb : ATT_NO_TOKEN;
}

/* "places for X cadets", "the slots given to Y officers" */
void att_occasion_pupils(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const WORDS[] = {"for", "to"}, *const AT[] = {"at", "in", "on", NULL};
  const uint32_t over[] = {t, att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN), giving(c, t)};
  for (size_t i = 0; i < 6; i++) {
    uint32_t o = over[i / 2] != ATT_NO_TOKEN
                     ? att_clause_oblique(c, over[i / 2], WORDS[i % 2], ATT_NO_TOKEN)
                     : ATT_NO_TOKEN;
    if (o == ATT_NO_TOKEN || mention_of(c, o) != NULL ||
        !(att_clause_word(c, ATT_WORD_STUDENT, c->s->tokens[o].lemma) ||
          att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[o].lemma)))
      continue;
    att_occasion_people(c, o, agents);
    if (agents->count > 0) {
      att_occasion_obliques(c, o, AT, agents);
      att_occasion_obliques(c, t, AT, agents);
    }
  }
}

bool att_occasion_has_pupils(const att_clause *c, uint32_t t) {
  att_indexes agents = {0};
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (is(c, i, "more") || is(c, i, "additional") || is(c, i, "further") || is(c, i, "extra"))
      return false; /* only asked for */
  att_occasion_pupils(c, t, &agents);
  return agents.count > 0;
}

/* "has worked with 18 sailors on boat handling": with people who are taught, the matter;
 * ATT_NO_TOKEN. */
uint32_t att_occasion_lesson(const att_clause *c, uint32_t t) {
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  if (with == ATT_NO_TOKEN || mention_of(c, with) != NULL ||
      !(att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[with].lemma) ||
        att_clause_word(c, ATT_WORD_STUDENT, c->s->tokens[with].lemma)))
    return ATT_NO_TOKEN;
  uint32_t on = with + 1;
  while (on + 1 < c->s->token_count && !is(c, on, "on") && c->s->tokens[on].upos != ATT_VERB)
    on++;
  bool day = on + 1 >= c->s->token_count || !is(c, on, "on") || mention_of(c, on + 1) != NULL ||
             c->s->tokens[on + 1].upos == ATT_NUM ||
             att_clause_word(c, ATT_WORD_CALENDAR, c->s->tokens[on + 1].form);
  uint32_t noun = on + 1;
  while (!day && noun + 1 < c->s->token_count && noun < on + 5 &&
         (c->s->tokens[noun].upos != ATT_NOUN || c->s->tokens[noun].rel == ATT_COMPOUND))
    noun++;
  return !day && (c->s->tokens[noun].upos == ATT_NOUN || c->s->tokens[noun].upos == ATT_VERB)
             ? noun
             : ATT_NO_TOKEN;
}

/* "rotated through stations on rope rescue": the parts of a training; ATT_NO_TOKEN. */
uint32_t att_occasion_lane(const att_clause *c, uint32_t t) {
  uint32_t o = att_clause_oblique(c, t, "through", ATT_NO_TOKEN);
  return o != ATT_NO_TOKEN && mention_of(c, o) == NULL &&
                 att_clause_word(c, ATT_WORD_LANE, c->s->tokens[o].lemma)
             ? o
             : ATT_NO_TOKEN;
}

/* What a training is in, behind "on": "trained 20 soldiers on first aid", "worked with sailors on
 * boat handling", "rotated through stations on rope rescue". */
void att_occasion_lessons(const att_clause *c, uint32_t t, att_event *e) {
  uint32_t over[] = {t, att_occasion_lane(c, t)};
  att_strings topics = {0};
  if (strcmp(e->class_name, "TrainingActivity") != 0)
    return;
  uint32_t lesson = att_occasion_lesson(c, t);
  if (lesson != ATT_NO_TOKEN)
    att_clause_topics(c, lesson, &topics);
  uint32_t taught = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
                            strcmp(c->s->tokens[t].lemma, "teach") == 0
                        ? att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN)
                        : ATT_NO_TOKEN;
  if (taught != ATT_NO_TOKEN && mention_of(c, taught) == NULL)
    att_clause_topics(c, taught, &topics);
  for (size_t i = 0; i < 2 && topics.count == 0; i++)
    for (uint32_t o = over[i] != ATT_NO_TOKEN ? att_clause_oblique(c, over[i], "on", ATT_NO_TOKEN)
                                              : ATT_NO_TOKEN;
         o != ATT_NO_TOKEN; o = att_clause_oblique(c, over[i], "on", o))
      if (mention_of(c, o) == NULL && o > t && c->s->tokens[o].upos == ATT_NOUN)
        att_clause_topics(c, o, &topics);
  for (size_t i = 0; i < topics.count; i++)
    att_strings_add(c->facts->arena, &e->topics, topics.items[i]);
}
