/* SPDX-License-Identifier: Apache-2.0
 *
 * Editions that nothing is said of, but that one plans them, gathers for them, that they are over
 * or under way, or when they are.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/move.h"

/* "the X planning conference", "a final planning event for X": it is to be held. */
bool att_move_add_planning(const att_clause *c, const att_mention *m) {
  uint32_t t = m->last + 1;
  while (t < c->s->token_count && t < m->last + 3 &&
         (c->s->tokens[t].upos == ATT_NUM || is(c, t, "exercise") || is(c, t, "final") ||
          is(c, t, "main") || is(c, t, "initial")))
    t++;
  uint32_t first = m->first;
  while (first > 0 && (is(c, first - 1, "exercise") || is(c, first - 1, "the")))
    first--;
  bool behind = is(c, t, "planning") && t + 1 < c->s->token_count;
  bool before = first > 2 && (is(c, first - 1, "for") || is(c, first - 1, "of")) &&
                is(c, first - 3, "planning");
  if ((!behind && !before) || !att_move_is_of_class(c, m, "ExerciseSeries") ||
      c->s->tokens[behind ? t + 1 : first - 2].upos != ATT_NOUN || att_move_is_open(c, m))
    return false;
  att_move_push(c, behind ? t : first - 3, m->node, "plan", "scheduled");
  return true;
}

/* "met at the Pentagon for the annual X Consultations", "gathered in Y for the Z Symposium". */
bool att_move_add_gathering(const att_clause *c, const att_mention *m) {
  uint32_t t = m->first;
  while (t > 0 && (c->s->tokens[t - 1].upos == ATT_ADJ || c->s->tokens[t - 1].upos == ATT_DET ||
                   c->s->tokens[t - 1].upos == ATT_NUM || is(c, t - 1, "their")))
    t--;
  if (t < 2 || !is(c, t - 1, "for") || !att_move_is_of_class(c, m, "Forum"))
    return false;
  for (uint32_t i = t - 1; i-- > 0;) {
    if (c->s->tokens[i].upos != ATT_VERB)
      continue;
    bool denied, gathers = att_clause_word(c, ATT_WORD_CONVENING, c->s->tokens[i].lemma);
    att_event_status status = att_clause_status(c, i, &denied);
    if (gathers && !denied && status != ATT_CANCELLED)
      att_move_push(c, i, m->node, "hold", att_move_status_word(c, i, "hold", status));
    return gathers;
  }
  return false;
}

/* Is what the name depends on only to come: "preparations for X", "will send observers to X"? */
static bool is_awaited(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 6 && t != ATT_NO_TOKEN; depth++) {
    bool denied;
    const att_token *token = &c->s->tokens[t];
    if (att_clause_word(c, ATT_WORD_PLANNING, token->lemma) || is(c, t, "ahead"))
      return true;
    if (token->upos == ATT_VERB)
      return att_clause_status(c, t, &denied) != ATT_HELD || strcmp(token->xpos, "VB") == 0;
    t = att_clause_head(c, t);
  }
  return false;
}

/* "the closing days of X", "the first week of exercise X": of what has begun, or is nearly over;
 * NULL for none. */
static const char *days_of(const att_clause *c, const att_mention *m, uint32_t *ret_days) {
  static const char *const LAST[] = {"closing", "final", "last"};
  static const char *const FIRST[] = {"opening", "first", "early"};
  uint32_t t = m->first;
  while (t > 0 && (is(c, t - 1, "exercise") || is(c, t - 1, "the")))
    t--;
  if (t < 3 || !is(c, t - 1, "of") ||
      !att_clause_word(c, ATT_WORD_PHASE, c->s->tokens[t - 2].lemma))
    return NULL;
  *ret_days = t - 2;
  for (size_t i = 0; i < sizeof LAST / sizeof *LAST; i++) {
    if (is(c, t - 3, LAST[i]))
      return "completed";
    if (is(c, t - 3, FIRST[i]))
      return "ongoing";
  }
  return NULL;
}

/* "the recently concluded X", "the just-ended X exercise", "the successfully conducted X"; "the
 * ongoing X". */
bool att_move_add_stage(const att_clause *c, const att_mention *m) {
  if (!att_move_is_of_class(c, m, "ExerciseSeries"))
    return false;
  uint32_t days;
  const char *told = days_of(c, m, &days);
  if (told != NULL && !is_awaited(c, days))
    att_move_push(c, days, m->node, "hold", told);
  if (told != NULL)
    return true;
  for (uint32_t i = m->first > 3 ? m->first - 3 : 1; i < m->first; i++) {
    bool just = is(c, i - 1, "recently") || is(c, i - 1, "just") ||
                (i > 1 && is(c, i - 1, "-") && is(c, i - 2, "just"));
    bool over = just && strcmp(c->s->tokens[i].xpos, "VBN") == 0 &&
                att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[i].lemma);
    over = over || (is(c, i - 1, "successfully") &&
                    att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[i].lemma));
    if (!over && !is(c, i, "ongoing"))
      continue;
    att_move_push(c, i, m->node, "hold", over ? "completed" : "ongoing");
    return true;
  }
  return false;
}

/* "confirmed the Navy's participation in Exercise X": it is to come. */
bool att_move_add_confirmed(const att_clause *c, const att_mention *m) {
  static const char *const VERBS[] = {"confirm", "announce", NULL};
  uint32_t t = m->first;
  while (t > 0 &&
         (is(c, t - 1, "exercise") || is(c, t - 1, "the") || c->s->tokens[t - 1].upos == ATT_ADJ))
    t--;
  bool part = t > 1 && is(c, t - 1, "in") && is(c, t - 2, "participation");
  uint32_t verb = part ? att_clause_head(c, t - 2) : ATT_NO_TOKEN;
  bool denied;
  if (verb == ATT_NO_TOKEN || !att_one_of(c->s->tokens[verb].lemma, VERBS) ||
      !att_move_is_of_class(c, m, "ExerciseSeries") || att_move_is_open(c, m) ||
      att_clause_status(c, verb, &denied) != ATT_HELD || denied)
    return false;
  att_move_push(c, t - 2, m->node, "plan", "scheduled");
  return true;
}

/* "a Working Group, which will | hold its first meeting in May", "| meet in Oslo": its session. */
bool att_move_add_session(const att_clause *c, const att_mention *m, uint32_t verb) {
  static const char *const HOLDING[] = {"hold", "have", NULL};
  static const char *const MEETING[] = {"meet", "convene", NULL};
  static const char *const SESSIONS[] = {"meeting", "session", NULL};
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  bool held = att_one_of(c->s->tokens[verb].lemma, HOLDING) && object != ATT_NO_TOKEN &&
              att_one_of(c->s->tokens[object].lemma, SESSIONS);
  bool meets = att_one_of(c->s->tokens[verb].lemma, MEETING) && object == ATT_NO_TOKEN;
  bool denied;
  if ((!held && !meets) || !att_move_is_of_class(c, m, "Forum") ||
      att_clause_status(c, verb, &denied) != ATT_PLANNED || denied)
    return false;
  att_move_push(c, verb, m->node, "hold", "scheduled");
  return true;
}

static bool is_period(const att_clause *c, uint32_t t) {
  return is(c, t, "year") || is(c, t, "month") || is(c, t, "week");
}

/* Where what stands before the name, with what describes it, ends: past "the annual". */
static uint32_t before_name(const att_clause *c, const att_mention *m) {
  uint32_t t = m->first;
  while (t > 0 && (c->s->tokens[t - 1].upos == ATT_ADJ || c->s->tokens[t - 1].upos == ATT_NOUN) &&
         m->first - t < 4 && !is(c, t - 1, "next") && !is(c, t - 1, "last") && !is_period(c, t - 1))
    t--;
  return t;
}

/* "next year's X", "the next X": 1; "last year's X": -1; 0 for none. */
static int said_before(const att_clause *c, const att_mention *m) {
  uint32_t t = before_name(c, m);
  if (t > 0 && is(c, t - 1, "next"))
    return 1;
  bool of_period = t > 2 && c->s->tokens[t - 1].upos == ATT_PART && is_period(c, t - 2);
  return !of_period ? 0 : is(c, t - 3, "next") ? 1 : is(c, t - 3, "last") ? -1 : 0;
}

/* "next year's X", "the X exercise in July", "went to Y in June for Exercise X" */
void att_move_add_dated(const att_clause *c, const att_mention *m) {
  if (!att_move_is_of_class(c, m, "ExerciseSeries") ||
      att_move_of(c->facts, m->node, ATT_NONE) != ATT_NONE)
    return;
  int side = said_before(c, m);
  if (side == 0) {
    bool awaited = is_awaited(c, m->last);
    const char *date = c->facts->date, *day = att_clause_date_behind(c, m->last, awaited);
    int order = day != NULL && date != NULL ? strncmp(day, date, strlen(day)) : 0;
    side = day == NULL || day[0] == '-' ? 0 : order != 0 ? (order > 0) - (order < 0) : awaited;
  }
  if (side != 0)
    att_move_push(c, m->first, m->node, side > 0 ? "plan" : "hold",
                  side > 0 ? "scheduled" : "completed");
}
