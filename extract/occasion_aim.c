/* SPDX-License-Identifier: Apache-2.0
 *
 * What exercises, trainings and visits are for, their topics: "is designed to improve X", "the
 * focus will be on X and Y", "held a drill to improve X".
 */
#include "extract/index.h"
#include "extract/occasion.h"

/* The visit told of last; NULL for none. */
static att_event *latest_visit(const att_clause *c) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);)
    if (strcmp(f->events.items[i].class_name, "Visit") == 0)
      return &f->events.items[i];
  return NULL;
}

/* "to enhance X, | increase Y and counter Z": the infinitives behind the first one, wherever the
 * tree has hung them. */
static void read_purposes(const att_clause *c, uint32_t clause, att_strings *topics) {
  for (uint32_t i = clause + 2; i < c->s->token_count; i++) {
    const char *xpos = c->s->tokens[i].xpos;
    bool joined = is(c, i - 1, ",") || is(c, i - 1, "and") || is(c, i - 1, "to");
    bool gerund = strcmp(xpos, "VBG") == 0 && strcmp(c->s->tokens[clause].xpos, xpos) == 0;
    if (strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "MD") == 0 ||
        is(c, i, "which") || is(c, i, "that") || is(c, i, "who"))
      return;
    if (joined && strncmp(xpos, "VB", 2) == 0 && (xpos[2] == '\0' || xpos[2] == 'P' || gerund))
      att_clause_topics(c, i, topics);
  }
}

/* "The exercise is designed to improve X, Y and Z", "the course aims at", "the drill focuses on":
 * its topics. */
static void read_purpose(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "on", "to"};
  if (c->s->tokens[t].upos != ATT_VERB ||
      !att_clause_word(c, ATT_WORD_PURPOSE, c->s->tokens[t].lemma) || att_clause_is_quoted(c, t))
    return;
  uint32_t subject = att_clause_subject(c, t, &(bool){false});
  if (subject == ATT_NO_TOKEN)
    return;
  att_event *e = is(c, subject, "visit") || is(c, subject, "trip") ? latest_visit(c)
                                                                   : att_occasion_at(c, subject);
  static const att_rel CLAUSES[] = {ATT_XCOMP, ATT_ADVCL, ATT_CCOMP};
  for (size_t i = 0; i < 3 && e != NULL && e->topics.count == 0; i++) {
    uint32_t clause = att_clause_child(c, t, CLAUSES[i], ATT_NO_TOKEN);
    if (clause == ATT_NO_TOKEN || clause < t)
      continue;
    att_clause_topics(c, clause, &e->topics);
    read_purposes(c, clause, &e->topics);
  }
  for (size_t i = 0; i < 3 && e != NULL && e->topics.count == 0; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && c->facts->owner[c->number][o] == 0)
      att_clause_topics(c, o, &e->topics);
  }
}

/* "The focus will be on X and Y": topics of the drill told of last. */
static void read_focus(const att_clause *c, uint32_t t) {
  uint32_t matter = att_clause_head(c, t);
  if (!is(c, t, "focus") || !has_rel(c, t, ATT_NSUBJ) || matter == ATT_NO_TOKEN || matter < t ||
      att_clause_child(c, matter, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN ||
      att_clause_is_quoted(c, t))
    return;
  uint32_t word = att_clause_child(c, matter, ATT_CASE, ATT_NO_TOKEN);
  att_event *e = word != ATT_NO_TOKEN && is(c, word, "on") ? att_occasion_latest_drill(c) : NULL;
  if (e != NULL)
    att_clause_topics(c, matter, &e->topics);
}

/* "The aim of the exercise is to improve X and Y": its topics. */
static void read_aim_noun(const att_clause *c, uint32_t t) {
  static const char *const AIMS[] = {"aim", "purpose", "objective", "goal", NULL};
  if (c->s->tokens[t].upos != ATT_NOUN || !att_one_of(c->s->tokens[t].lemma, AIMS) ||
      att_clause_is_quoted(c, t))
    return;
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN), verb = t;
  while (verb + 1 < c->s->token_count && verb < t + 16 &&
         !(is(c, verb, "to") && verb > 0 && c->s->tokens[verb - 1].upos == ATT_AUX))
    verb++;
  verb++;
  if (of == ATT_NO_TOKEN || verb >= c->s->token_count || verb > t + 16 || verb < of ||
      strcmp(c->s->tokens[verb].xpos, "VB") != 0)
    return;
  att_event *e = att_occasion_at(c, of);
  if (e == NULL || e->topics.count > 0)
    return;
  att_clause_topics(c, verb, &e->topics);
  read_purposes(c, verb, &e->topics);
}

/* "The navies held a drill to improve X and Y": what it was held for. */
static void read_aim(const att_clause *c, uint32_t t) {
  static const char *const OTHER[] = {"mark",  "celebrate", "commemorate", "prepare",
                                      "begin", "start",     "close",       "open",
                                      "end",   "conclude",  NULL};
  bool passive;
  uint32_t clause = att_clause_child(c, t, ATT_ADVCL, ATT_NO_TOKEN);
  if (c->s->tokens[t].upos != ATT_VERB || clause == ATT_NO_TOKEN || clause < t + 2 ||
      !is(c, clause - 1, "to") || strcmp(c->s->tokens[clause].xpos, "VB") != 0 ||
      att_one_of(c->s->tokens[clause].lemma, OTHER) || att_clause_is_quoted(c, t) ||
      att_lexicon_tells(c->facts->lexicon, c->s->tokens[clause].lemma, true, "visit") ||
      att_lexicon_tells(c->facts->lexicon, c->s->tokens[clause].lemma, true, "meet"))
    return;
  bool holding = att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[t].lemma);
  bool involving = att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[t].lemma);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t thing = holding && object != ATT_NO_TOKEN && !passive ? object
                   : involving || passive                        ? subject
                                                                 : ATT_NO_TOKEN;
  att_event *e = thing != ATT_NO_TOKEN && (holding || involving) ? att_occasion_at(c, thing) : NULL;
  if (e == NULL ||
      (strcmp(e->class_name, "Exercise") != 0 && strcmp(e->class_name, "TrainingActivity") != 0))
    return;
  att_clause_topics(c, clause, &e->topics);
  read_purposes(c, clause, &e->topics);
}

void att_occasion_aims(const att_clause *c, uint32_t t) {
  read_purpose(c, t);
  read_focus(c, t);
  read_aim(c, t);
  read_aim_noun(c, t);
}
