/* SPDX-License-Identifier: Apache-2.0
 *
 * How far a move has come: what tense, governing verbs and adverbs say of it.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/move.h"

static bool is_verb(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_VERB;
}

/* Is what the word tells of talked about only: "exchanged views on expanding X"? */
static bool is_talked_about(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 8; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    bool behind = rel == ATT_XCOMP && t > 0 && is(c, t - 1, ",");
    bool told =
        strcmp(c->s->tokens[t].xpos, "VBN") == 0 && (rel == ATT_ACL || rel == ATT_ADVCL || behind);
    if (head == ATT_NO_TOKEN || c->s->tokens[t].rel == ATT_ACL_RELCL || rel == ATT_NSUBJ || told ||
        (is_verb(c, t) && is_verb(c, head) && rel == ATT_CONJ))
      return false; /* "discussed X, signed in May" */
    if (att_clause_explores(c, head))
      return true;
    const att_frame *frame = NULL;
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, is_verb(c, head),
                                      frame)))
      if ((strcmp(frame->frame, "talk") == 0 && att_move_has_object(c, head, frame)) ||
          (strcmp(frame->frame, "meet") == 0 && rel != ATT_OBJ && !is_verb(c, head)))
        return true;
    t = head;
  }
  return false;
}

/* "consider resuming X", "explore the resumption of X" */
static bool is_considered(const att_clause *c, uint32_t t, uint32_t head) {
  return strcmp(c->s->tokens[head].xpos, "VB") == 0 && t > head &&
         (att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[head].lemma) ||
          att_clause_word(c, ATT_WORD_EXPLORING, c->s->tokens[head].lemma));
}

/* The verb that governs the word is of the class: "offered to host", "agreed on the resumption". */
static bool is_under(const att_clause *c, uint32_t t, att_word_class class) {
  for (unsigned depth = 0; depth < 3; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || c->s->tokens[t].rel == ATT_ACL_RELCL || rel == ATT_NSUBJ)
      return false;
    if (att_clause_word(c, class, c->s->tokens[head].lemma))
      return true;
    if (class == ATT_WORD_AGREEING && is_considered(c, t, head))
      return false;                               /* "agreed to consider resuming X" */
    bool noun = rel == ATT_OBL && !is_verb(c, t); /* "requested to be considered as host of X" */
    if (rel != ATT_XCOMP && rel != ATT_CONJ && rel != ATT_NMOD && rel != ATT_OBJ &&
        rel != ATT_CCOMP && !noun)
      return false;
    t = head;
  }
  return false;
}

/* "reaffirmed its wish to expand X", "presented ideas for expanding X", wherever the tree hangs it.
 */
static bool is_idea(const att_clause *c, uint32_t t) {
  return t > 1 && is_verb(c, t) && c->s->tokens[t - 2].upos == ATT_NOUN &&
         ((is(c, t - 1, "to") && strcmp(c->s->tokens[t].xpos, "VB") == 0) ||
          (is(c, t - 1, "for") && strcmp(c->s->tokens[t].xpos, "VBG") == 0)) &&
         att_clause_word(c, ATT_WORD_IDEA, c->s->tokens[t - 2].lemma);
}

/* "runs until Friday", "takes place until 3 February" */
static bool lasts(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 4; i++)
    if (is(c, i, "until") || is(c, i, "through"))
      return true;
  return att_clause_oblique(c, t, "until", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
         att_clause_oblique(c, t, "through", ATT_NO_TOKEN) != ATT_NO_TOKEN;
}

static bool has_will(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && is(c, i, "will"))
      return true;
  return false;
}

static bool has_present_be(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && (is(c, i, "is") || is(c, i, "are")))
      return true;
  return false;
}

/* "discussed the successful completion of Exercise X", which is over; not "of the X Agreement". */
static bool is_end_of_edition(const att_clause *c, uint32_t t, const char *action) {
  return strcmp(action, "hold") == 0 && c->s->tokens[t].upos == ATT_NOUN &&
         att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma);
}

/* The words between "will" and an adverb of time say that what begins is still to come or over. */
const char *att_move_status_word(const att_clause *c, uint32_t t, const char *action,
                                 att_event_status status) {
  bool plan = strcmp(action, "plan") == 0, aside = t > 0 && is(c, t - 1, ",");
  if (plan && strcmp(c->s->tokens[t].xpos, "VBN") == 0 &&
      (aside || att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ACL))
    return "scheduled"; /* "invited B to X, slated for May" */
  if (is_under(c, t, ATT_WORD_OFFERING) || is_idea(c, t))
    return "proposed";
  uint32_t teller = att_clause_head(c, t);
  if (!is_verb(c, t) && strcmp(action, "launch") == 0 && teller != ATT_NO_TOKEN &&
      strcmp(c->s->tokens[teller].lemma, "announce") == 0)
    return "completed"; /* "announced the launch of X" */
  uint32_t over = att_clause_head(c, t);
  bool ends = over != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[over].lemma);
  bool talks = att_clause_word(c, ATT_WORD_NEGOTIATING, c->s->tokens[t].lemma);
  if (talks && !ends)
    return is_under(c, t, ATT_WORD_AGREEING) ? "agreed" : "explored";
  if (talks)
    t = over; /* "agreed to conclude negotiations on X" */
  bool off = strcmp(action, "suspend") == 0 || strcmp(action, "cancel") == 0;
  if (is_under(c, t, ATT_WORD_AGREEING) &&
      !(off && has_will(c, t))) /* what one decides to suspend is suspended */
    return strcmp(action, "suspend") == 0  ? "suspended"
           : strcmp(action, "cancel") == 0 ? "cancelled"
                                           : "agreed";
  if (status != ATT_PLANNED && !plan && is_talked_about(c, t))
    return is_end_of_edition(c, t, action) ? "completed" : "explored";
  if (!plan && (status == ATT_PROPOSED || status == ATT_HELD) && att_clause_is_wished(c, t))
    return "proposed";
  if (plan && (!is_verb(c, t) || strcmp(c->s->tokens[t].xpos, "VBN") == 0))
    return "scheduled"; /* "discussed preparations for X", "discussed X, set for May" */
  bool present =
      strcmp(c->s->tokens[t].xpos, "VBZ") == 0 || strcmp(c->s->tokens[t].xpos, "VBP") == 0;
  switch (status) {
  case ATT_ONGOING: /* "is suspending X" */
    return strcmp(action, "suspend") == 0  ? "suspended"
           : strcmp(action, "cancel") == 0 ? "cancelled"
                                           : "ongoing";
  case ATT_PLANNED:
    return "scheduled";
  case ATT_PROPOSED:
    return "explored";
  case ATT_CANCELLED:
    return "cancelled";
  case ATT_HYPOTHETICAL:
    return "proposed";
  case ATT_HELD:
    break;
  }
  const char *start, *end, *date = c->facts->date;
  bool hold = strcmp(action, "hold") == 0, host = att_move_is_hosting(action);
  bool turns = att_clause_word(c, ATT_WORD_OPENING, c->s->tokens[t].lemma) ||
               (c->s->tokens[t].rel == ATT_ACL_RELCL &&
                att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma));
  if (hold && present && turns && (is(c, t + 1, "next") || is(c, t + 1, "tomorrow")))
    return "scheduled"; /* "opens next week" */
  if (hold && present && turns && att_clause_date(c, t, &start, &end) &&
      (date == NULL || start[0] == '-' || strncmp(start, date, strlen(start)) > 0))
    return "scheduled"; /* "begins on 1 May" */
  if (strcmp(action, "expand") == 0 && present)
    return "ongoing"; /* "that widens X" */
  if (plan || (present && !lasts(c, t) && date != NULL && att_clause_date(c, t, &start, &end) &&
               start[0] != '-' && strncmp(start, date, strlen(start)) > 0))
    return "scheduled"; /* "which Y hosts in September" */
  if (strcmp(action, "suspend") == 0)
    return "suspended";
  if (strcmp(action, "cancel") == 0)
    return "cancelled";
  if (host && strcmp(c->s->tokens[t].xpos, "VBN") == 0 && has_present_be(c, t))
    return "ongoing"; /* "this year's X is hosted by Y" */
  if (hold && att_clause_oblique(c, t, "since", ATT_NO_TOKEN) != ATT_NO_TOKEN &&
      strcmp(c->s->tokens[t].xpos, "VBN") == 0)
    return "ongoing"; /* "has assembled 17 ships since 2 September" */
  if (strcmp(action, "resume") == 0 && strcmp(c->s->tokens[t].xpos, "VBZ") == 0 &&
      att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    return "ongoing"; /* "It resumes today" */
  if (hold && strcmp(c->s->tokens[t].xpos, "VBG") == 0 &&
      att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ACL && !att_move_is_long_ago(c, t))
    return "ongoing"; /* "X, the exercise running off the coast" */
  if (hold && (att_clause_word(c, ATT_WORD_OPENING, c->s->tokens[t].lemma) ||
               (present && !att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma))))
    return "ongoing";
  return "completed";
}

/* "during exercise X last year", not of a caption's soldiers, while it lasts. */
bool att_move_is_long_ago(const att_clause *c, uint32_t t) {
  const char *start, *end;
  if (!att_clause_date(c, t, &start, &end) || start[0] == '-')
    return false;
  return c->facts->date != NULL ? strncmp(start, c->facts->date, 4) < 0 : strlen(start) == 4;
}

/* Has it begun, as the article tells? */
bool att_move_is_open(const att_clause *c, const att_mention *m) {
  for (size_t i = ATT_NONE; (i = att_move_of(c->facts, m->node, i)) != ATT_NONE;)
    if (c->facts->moves.items[i].initiative == m->node &&
        strcmp(c->facts->moves.items[i].status, "ongoing") == 0)
      return true;
  return false;
}

/* What the days of the edition, where they are told, say at the article's date. */
static const char *status_by_days(const att_clause *c, uint32_t t, const char *status) {
  enum { DAY = sizeof "2024-05-13" - 1 };
  const char *start, *end, *date = c->facts->date;
  if (date == NULL || !att_clause_date(c, t, &start, &end) || end == NULL || strlen(start) != DAY ||
      strlen(end) != DAY || strcmp(end, date) < 0)
    return status;
  return strcmp(start, date) > 0 ? "scheduled" : strcmp(start, end) < 0 ? "ongoing" : status;
}

static bool is_present(const att_clause *c, uint32_t t) {
  return strcmp(c->s->tokens[t].xpos, "VBZ") == 0 || strcmp(c->s->tokens[t].xpos, "VBP") == 0;
}

/* "Hosted by A, X brings together", "X, a drill held by A from 3 to 16 May, involves": a participle
 * has the time of the verb whose subject it describes. */
static const char *status_of_participle(const att_clause *c, uint32_t t) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t verb = att_clause_head(c, t);
  for (unsigned depth = 0; depth < 3 && verb != ATT_NO_TOKEN && !is_verb(c, verb); depth++) {
    rel = att_rel_base((att_rel)c->s->tokens[verb].rel);
    verb = rel == ATT_NSUBJ || rel == ATT_APPOS ? att_clause_head(c, verb) : ATT_NO_TOKEN;
  }
  bool main = verb != ATT_NO_TOKEN && (rel == ATT_NSUBJ || rel == ATT_ADVCL);
  bool runs = main && is_present(c, verb);
  return runs && lasts(c, verb) ? "ongoing" : status_by_days(c, t, runs ? "ongoing" : "completed");
}

/* "hosts X in September", in the present tense: in the one to come. */
static bool has_month(const att_clause *c, uint32_t t) {
  const char *start, *end;
  return (is(c, t + 1, "in") || att_clause_oblique(c, t, "in", ATT_NO_TOKEN) != ATT_NO_TOKEN) &&
         att_clause_date(c, t, &start, &end) && att_date_is_coarse(start) &&
         (c->facts->date == NULL || strncmp(start, c->facts->date, strlen(start)) != 0);
}

/* Does it last until a day: "will run until Friday", of what has begun? */
static bool is_running(const att_clause *c, const att_mention *m, uint32_t t) {
  bool begun = false;
  for (size_t i = ATT_NONE; (i = att_move_of(c->facts, m->node, i)) != ATT_NONE;) {
    const att_move *move = &c->facts->moves.items[i];
    bool over = strcmp(move->status, "ongoing") == 0 ||
                (strcmp(move->status, "completed") == 0 && strcmp(move->action, "resume") == 0);
    begun = begun || (move->initiative == m->node && over);
  }
  return begun && lasts(c, t);
}

/* What is said to begin, or to end, with the exercise itself as its object or subject: "launched
 * Exercise X" is its beginning, "X will end on Friday" tells that it is under way. */
const char *att_move_status_of_edition(const att_clause *c, const att_mention *m, uint32_t t,
                                       const char *action, const char *status) {
  bool edition =
      att_move_is_of_class(c, m, "ExerciseSeries") || att_move_is_of_class(c, m, "Forum");
  bool participle = strcmp(c->s->tokens[t].xpos, "VBN") == 0 &&
                    att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN;
  if (edition && participle && strcmp(status, "completed") == 0 &&
      (strcmp(action, "hold") == 0 || att_move_is_hosting(action)) && !att_move_is_long_ago(c, t))
    return status_of_participle(c, t);
  if (edition && att_move_is_hosting(action) && strcmp(status, "completed") == 0 &&
      is_present(c, t))
    return has_month(c, t) ? "scheduled" : "ongoing";
  if (edition && strcmp(action, "hold") == 0 && strcmp(status, "scheduled") == 0 &&
      (is_running(c, m, t) || (is_present(c, t) && lasts(c, t) &&
                               att_clause_oblique(c, t, "from", ATT_NO_TOKEN) == ATT_NO_TOKEN)))
    return "ongoing"; /* "X began today and will run until Friday" */
  bool main = att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_ACL && !att_move_is_long_ago(c, t);
  if (edition && main && strcmp(action, "launch") == 0 && strcmp(status, "completed") == 0)
    return "ongoing";
  if (edition && strcmp(action, "hold") == 0 && strcmp(status, "scheduled") == 0 && is_verb(c, t) &&
      att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma))
    return "ongoing";
  return status;
}
