/* SPDX-License-Identifier: Apache-2.0
 *
 * What a sentence says of the exercise, forum or operation that it names: that it took place, is to
 * come, was called off; or nothing, since it is only talked about ("discussed Exercise X", "X is
 * the largest exercise").
 */
#include <stdlib.h>

#include "extract/event.h"
#include "extract/occasion.h"

static bool is_verb(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_VERB;
}

/* Does the noun stand for what it has behind "of": "the closing phase of X", "a session of X"? */
static bool is_part(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  return att_clause_word(c, ATT_WORD_GATHERING, lemma) ||
         att_clause_word(c, ATT_WORD_EDITION, lemma) || att_clause_word(c, ATT_WORD_PHASE, lemma);
}

/* The head of the noun phrase that the name is, or stands in: "the X exercise", "the 20th edition
 * of X". */
static uint32_t phrase_head(const att_clause *c, const att_mention *m) {
  uint32_t t = m->last;
  for (unsigned depth = 0; depth < 8; depth++) {
    uint32_t up = att_clause_head(c, t);
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    bool inside = up != ATT_NO_TOKEN && up >= m->first && up <= m->last;
    bool beside = up != ATT_NO_TOKEN && !is_verb(c, up) &&
                  (rel == ATT_COMPOUND || rel == ATT_FLAT) && up < m->last + 3;
    uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
    bool part = up != ATT_NO_TOKEN && rel == ATT_NMOD && word != ATT_NO_TOKEN &&
                is(c, word, "of") && is_part(c, up);
    if (!inside && !beside && !part)
      return t;
    t = up;
  }
  return t;
}

static bool has_move(const att_clause *c, uint32_t t, const char *action) {
  const att_frame *frame = NULL;
  while (
      (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, is_verb(c, t), frame)))
    if (strcmp(frame->frame, "move") == 0 && (action == NULL || strcmp(frame->value, action) == 0))
      return true;
  return false;
}

/* "the X planning conference", "X planning cell" */
static bool is_planning_of(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->last + 1; t < c->s->token_count && t < m->last + 4; t++)
    if (is(c, t, "planning"))
      return true;
    else if (c->s->tokens[t].upos != ATT_NUM && c->s->tokens[t].upos != ATT_NOUN)
      return false;
  return false;
}

/* "preparations for X", "met to plan X", "invited A to attend X": is what the name hangs on of what
 * is to come? */
static bool is_prepared(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 6; depth++) {
    uint32_t head = att_clause_head(c, t);
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (head == ATT_NO_TOKEN || c->s->tokens[t].rel == ATT_ACL_RELCL || rel == ATT_NSUBJ ||
        (is_verb(c, t) && rel == ATT_CONJ))
      return false;
    bool open = !is_verb(c, head) || strcmp(c->s->tokens[head].xpos, "VB") == 0;
    if ((open && has_move(c, head, "plan")) ||
        (head < t && att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[head].lemma)))
      return true;
    if (is_verb(c, head) && !open && strcmp(c->s->tokens[head].xpos, "VBG") != 0)
      return false;
    t = head;
  }
  return false;
}

/* Does the verb of a clause on the name tell that the event takes place: "X, which will begin in
 * May", "X, held in June", "X, planned for May", but not "X, where they agreed to"? */
static bool is_of_event(const att_clause *c, uint32_t verb) {
  const char *lemma = c->s->tokens[verb].lemma;
  return att_clause_word(c, ATT_WORD_PLANNING, lemma)
             ? strcmp(c->s->tokens[verb].xpos, "VBN") == 0
             : att_clause_word(c, ATT_WORD_HOLDING, lemma) ||
                   att_clause_word(c, ATT_WORD_HAPPENING, lemma) ||
                   att_clause_word(c, ATT_WORD_INVOLVING, lemma);
}

/* The verb of the clause behind the name, past a comma, by the words: "X, to be held in May", "X,
 * in which 17 nations are due to take part"; ATT_NO_TOKEN. */
static uint32_t verb_behind(const att_clause *c, uint32_t t) {
  enum { MOST = 12 };
  uint32_t count = c->s->token_count;
  while (t < count && (is(c, t, "\"") || is(c, t, "-") || is(c, t, "\xe2\x80\x9d") ||
                       c->s->tokens[t].upos == ATT_NUM || is(c, t, "exercise")))
    t++;
  bool comma = t < count && is(c, t, ",");
  t += comma;
  t += t + 1 < count && c->s->tokens[t].upos == ATT_ADP && is(c, t + 1, "which");
  bool to_be = t + 2 < count && is(c, t, "to") && is(c, t + 1, "be");
  if (comma && t < count && strcmp(c->s->tokens[t].xpos, "VBN") == 0 && is_of_event(c, t))
    return t; /* "X, held in May" */
  if (!to_be && !is(c, t, "which") && !is(c, t, "that"))
    return ATT_NO_TOKEN;
  uint32_t last = ATT_NO_TOKEN;
  for (uint32_t i = t + 1; i < count && i < t + MOST && !is(c, i, ",") && !is(c, i, "."); i++)
    if (is_verb(c, i) && is_of_event(c, i))
      last = last == ATT_NO_TOKEN ? i : last;
  return last;
}

/* What a clause on the name, or on the noun at `t` behind it, says; false for none. */
static bool read_clause(const att_clause *c, const att_mention *m, uint32_t t,
                        att_event_status *ret_status) {
  uint32_t verb = ATT_NO_TOKEN;
  for (uint32_t i = m->last + 1; i < c->s->token_count && verb == ATT_NO_TOKEN; i++) {
    uint32_t up = att_clause_head(c, i);
    bool own = up != ATT_NO_TOKEN && (up == t || (up >= m->first && up <= m->last));
    if (own && is_verb(c, i) && att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_ACL &&
        is_of_event(c, i))
      verb = i;
  }
  if (verb == ATT_NO_TOKEN)
    verb = verb_behind(c, (t > m->last && t < m->last + 3 ? t : m->last) + 1);
  if (verb == ATT_NO_TOKEN)
    return false;
  bool denied, due = att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[verb].lemma) ||
                     (verb > 1 && is(c, verb - 1, "be") && is(c, verb - 2, "to"));
  att_event_status status = att_clause_status(c, verb, &denied);
  bool bare = !due && strcmp(c->s->tokens[verb].xpos, "VBN") == 0 && is(c, verb - 1, ",");
  *ret_status = bare                        ? ATT_HELD /* "discussed X, held in May" */
                : due && status == ATT_HELD ? ATT_PLANNED
                                            : status;
  return !denied;
}

/* "discussed the conclusion of X", "the lessons of X": a noun before it that only what has taken
 * place has. */
static bool is_over(const att_clause *c, uint32_t t) {
  static const char *const NOUNS[] = {"lesson", "result", "outcome", "success", "decision", NULL};
  for (unsigned depth = 0; depth < 4; depth++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || is_verb(c, head))
      return false;
    if (att_one_of(c->s->tokens[head].lemma, NOUNS) ||
        att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[head].lemma))
      return true;
    t = head;
  }
  return false;
}

/* "X is the largest exercise in Y", "X has been a success": the present of a copula tells of no
 * edition, but "X is under way" does. */
static bool is_described(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  if (head == ATT_NO_TOKEN || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ ||
      is_verb(c, head))
    return false;
  uint32_t be = att_clause_child(c, head, ATT_COP, ATT_NO_TOKEN);
  return be != ATT_NO_TOKEN && (is(c, be, "is") || is(c, be, "are")) && !has_move(c, head, NULL) &&
         !att_clause_word(c, ATT_WORD_OPENING, c->s->tokens[head].lemma);
}

/* Does the number of the edition lie before the year of the article: X 2019, told of in 2024? */
static bool is_of_past(const att_facts *f, const char *edition) {
  size_t size = strlen(edition), first = size;
  while (first > 0 && edition[first - 1] >= '0' && edition[first - 1] <= '9')
    first--;
  return f->date != NULL && size - first == 4 && strncmp(edition + first, f->date, 4) < 0;
}

/* "briefed him on X", "told B about X": there is an X, as there need not be of what is discussed.
 */
static bool is_explained(const att_clause *c, uint32_t t) {
  static const char *const VERBS[] = {"brief", "inform", "update", "apprise", NULL};
  uint32_t verb = att_occasion_verb(c, t);
  return verb != ATT_NO_TOKEN && att_one_of(c->s->tokens[verb].lemma, VERBS);
}

/* "announced the start of X" */
static bool is_announced(const att_clause *c, uint32_t t) {
  uint32_t noun = att_clause_head(c, t);
  uint32_t verb = noun != ATT_NO_TOKEN ? att_clause_head(c, noun) : ATT_NO_TOKEN;
  return verb != ATT_NO_TOKEN && strcmp(c->s->tokens[verb].lemma, "announce") == 0 &&
         !is_verb(c, noun) && (has_move(c, noun, "launch") || has_move(c, noun, "hold")) &&
         !att_clause_day_ahead(c, noun);
}

/* "the recently concluded X exercise" */
static bool is_concluded(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first > 3 ? m->first - 3 : 0; t < m->first; t++)
    if (strcmp(c->s->tokens[t].xpos, "VBN") == 0 && c->s->tokens[t].head > t + 1 &&
        att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma))
      return true;
  return false;
}

att_told att_occasion_told(const att_clause *c, const att_mention *m, const char *edition,
                           att_event_status *ret_status) {
  uint32_t t = phrase_head(c, m);
  bool denied = false, past = edition != NULL && is_of_past(c->facts, edition);
  *ret_status = ATT_HELD;
  if (is_concluded(c, m) || is_announced(c, t))
    return ATT_TOLD;
  if (att_clause_is_unreal(c, t, ret_status, &denied))
    return denied ? ATT_TOLD_DENIED : ATT_TOLD;
  if (read_clause(c, m, t, ret_status))
    return ATT_TOLD_BEHIND;
  if (is_prepared(c, t) || is_planning_of(c, m)) {
    *ret_status = ATT_PLANNED;
    return ATT_TOLD;
  }
  bool matter = att_occasion_is_matter(c, t) && !is_explained(c, t);
  att_event_status status = att_clause_status(c, t, &denied);
  bool subject = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ;
  if (status == ATT_PLANNED && !subject)
    *ret_status = ATT_PLANNED;
  else if (status == ATT_PROPOSED && !subject && !matter)
    *ret_status = ATT_PROPOSED;
  else if (!matter)
    return is_described(c, t) ? ATT_TOLD_NOTHING : ATT_TOLD;
  else if (!is_over(c, t) && !past)
    *ret_status = ATT_PLANNED;
  else
    return ATT_TOLD;
  return matter && status != ATT_PLANNED && edition == NULL ? ATT_TOLD_NOTHING : ATT_TOLD;
}

/* The first, or the last, day of the event, where the verb tells of its beginning or its end. */
static void read_day(const att_clause *c, uint32_t verb, const char *other, att_event *e) {
  const char *lemma = c->s->tokens[verb].lemma, *start, *end;
  bool first = att_clause_word(c, ATT_WORD_STARTING, lemma),
       last = att_clause_word(c, ATT_WORD_ENDING, lemma);
  if (first == last || !att_clause_date(c, verb, &start, &end) || end == NULL ||
      strcmp(start, end) != 0 || (other != NULL && strcmp(start, other) == 0))
    return;
  if (first) {
    e->start = start;
    e->end = e->end != NULL && strcmp(e->end, start) == 0 ? NULL : e->end;
  } else {
    e->end = end;
    e->start = e->start != NULL && strcmp(e->start, end) == 0 ? NULL : e->start;
  }
}

void att_occasion_days(const att_clause *c, uint32_t verb, att_event *e) {
  const char *day = NULL, *end;
  if (e->within || !is_verb(c, verb))
    return;
  read_day(c, verb, NULL, e);
  if (!att_clause_date(c, verb, &day, &end))
    day = NULL;
  for (uint32_t i = att_clause_child(c, verb, ATT_CONJ, ATT_NO_TOKEN);
       i != ATT_NO_TOKEN && day != NULL; i = att_clause_child(c, verb, ATT_CONJ, i))
    if (is_verb(c, i) && att_clause_child(c, i, ATT_NSUBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN)
      read_day(c, i, day, e);
}

bool att_occasion_is_of(const att_clause *c, uint32_t t, uint32_t verb) {
  for (unsigned depth = 0; depth < 4 && t != verb; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (head == verb)
      return is_verb(c, verb) && (rel == ATT_NSUBJ || rel == ATT_OBJ);
    if (head == ATT_NO_TOKEN || (rel != ATT_COMPOUND && rel != ATT_FLAT && rel != ATT_APPOS))
      return false;
    t = head;
  }
  return false;
}

bool att_occasion_took_place(const att_clause *c, uint32_t verb) {
  const char *lemma = c->s->tokens[verb].lemma, *start, *end, *date = c->facts->date;
  bool told = att_clause_word(c, ATT_WORD_STARTING, lemma) ||
              att_clause_word(c, ATT_WORD_ENDING, lemma) || strcmp(lemma, "hold") == 0 ||
              strcmp(lemma, "conduct") == 0 || is(c, verb + 1, "place");
  bool past = strcmp(c->s->tokens[verb].xpos, "VBD") == 0;
  enum { YEAR = 4 };
  for (uint32_t i = verb > 4 ? verb - 4 : 0; i < c->s->token_count && i < verb + 3; i++) {
    if (is(c, i, "first") || is(c, i, "last") || is(c, i, "previously"))
      return false;
    past = past ||
           (i < verb && c->s->tokens[i].head == verb + 1 && (is(c, i, "was") || is(c, i, "has")));
  }
  return told && past &&
         !(date != NULL && att_clause_date(c, verb, &start, &end) && start[0] != '-' &&
           strncmp(start, date, YEAR) < 0);
}

void att_event_days(const att_clause *c, uint32_t t, uint32_t initiative) {
  uint32_t verb = att_clause_head(c, t);
  att_event *e = att_occasion_of(c, initiative);
  if (e != NULL && verb != ATT_NO_TOKEN && att_occasion_is_of(c, t, verb))
    att_occasion_days(c, verb, e);
}
