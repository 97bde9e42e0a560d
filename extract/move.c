/* SPDX-License-Identifier: Apache-2.0
 *
 * Moves of initiatives: what happens, or may happen, to a named exercise, forum, programme or
 * agreement ("explored the resumption of the Angkor Sentinel exercises", "will return in May").
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/move.h"

static bool is_verb(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_VERB;
}

const char *att_move_class(const att_node *node) {
  return node->forum ? "Forum" : node->kind == ATT_NODE_ORG ? "OperationName" : node->class_name;
}

/* A body that is a mission, of which it is told only that it is set up, changed or ended. */
static bool is_mission(const att_node *node) {
  return node->kind == ATT_NODE_ORG && !node->forum;
}

static const att_frame *move_frame(const att_clause *c, uint32_t t, const att_frame *after) {
  const att_frame *frame = after;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, is_verb(c, t),
                                    frame)) != NULL)
    if (strcmp(frame->frame, "move") == 0)
      return frame;
  return NULL;
}

/* Has the verb what its row asks for: "take place", "draw to a close"; the noun its "under"? */
bool att_move_has_object(const att_clause *c, uint32_t t, const att_frame *frame) {
  if (att_frame_takes(frame, "under"))
    return t > 0 && is(c, t - 1, "under");
  if (att_frame_takes(frame, "progress"))
    return t > 0 && (is(c, t - 1, "in") || is(c, t - 1, "full")); /* "is in progress" */
  if (c->s->tokens[t].upos == ATT_ADJ && att_frame_takes(frame, "for"))
    return is(c, t + 1, "for"); /* "are set for X", not "is set to resume" */
  if (att_frame_takes(frame, "up"))
    return is(c, t + 1, "up");
  static const char *const BEHIND[] = {"off", "out", "down"};
  for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++)
    if (att_frame_takes(frame, BEHIND[i]))
      return is(c, t + 1, BEHIND[i]);
  static const char *const OBJECTS[] = {"place",   "part",  "end",   "close", "way",
                                        "pen",     "stock", "ahead", "host",  "signature",
                                        "edition", "phase", "force", "hold",  "open"};
  bool asked = false;
  for (size_t i = 0; i < sizeof OBJECTS / sizeof *OBJECTS; i++) {
    if (!att_frame_takes(frame, OBJECTS[i]))
      continue;
    asked = true;
    uint32_t reach = strcmp(OBJECTS[i], "open") == 0 ? 8 : 4; /* "declared Exercise X open" */
    for (uint32_t k = t + 1; k < c->s->token_count && k < t + reach; k++)
      if (is(c, k, OBJECTS[i]) || (strcmp(OBJECTS[i], "edition") == 0 && is(c, k, "anniversary")) ||
          (strcmp(OBJECTS[i], "force") == 0 && is(c, k, "effect")) ||
          (strcmp(OBJECTS[i], "phase") == 0 &&
           att_clause_word(c, ATT_WORD_PHASE, c->s->tokens[k].form)))
        return true;
  }
  return !asked;
}

static bool is_joint(const att_clause *c, uint32_t t) {
  bool co = t > 1 && is(c, t - 1, "-") && is(c, t - 2, "co");
  for (uint32_t i = 0; i < c->s->token_count; i++)
    co = co || (c->s->tokens[i].head == t + 1 && (is(c, i, "joint") || is(c, i, "jointly")));
  return co;
}

/* Of the edition that is under way: "the exercise will include a parade" tells of no other one. */
static bool is_same_edition(const att_clause *c, const att_mention *m, const char *status) {
  if (strcmp(status, "scheduled") != 0 || c->s->tokens[m->first].upos == ATT_PROPN ||
      c->facts->owner[c->number][m->first] != 0)
    return false;
  const char *start, *end, *date = c->facts->date;
  enum { YEAR = 4 };
  if (att_clause_date(c, m->first, &start, &end) && start[0] != '-' &&
      (date != NULL ? strncmp(start, date, YEAR) > 0 : strlen(start) == YEAR))
    return false; /* "will host the exercise in 2026" */
  if (is(c, m->last + 1, "next") || att_move_is_later_year(c, m->first))
    return false;
  for (uint32_t i = m->first > 4 ? m->first - 4 : 0; i < m->first; i++)
    if (att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[i].form))
      return false;
  for (size_t i = ATT_NONE; (i = att_move_of(c->facts, m->node, i)) != ATT_NONE;)
    if (c->facts->moves.items[i].initiative == m->node &&
        strcmp(c->facts->moves.items[i].status, "ongoing") == 0)
      return true;
  return false;
}

/* Is the name, or the noun that it modifies, the subject: "X returned", not "returned from X"? */
static bool is_subject(const att_clause *c, const att_mention *m, uint32_t t) {
  uint32_t subject = att_clause_subject(c, t, &(bool){false});
  return subject != ATT_NO_TOKEN &&
         ((subject >= m->first && subject <= m->last) ||
          (!is_verb(c, subject) && att_clause_head(c, m->last) == subject));
}

bool att_move_is_of_class(const att_clause *c, const att_mention *m, const char *name) {
  const char *class_name = att_move_class(&c->facts->nodes.items[m->node]);
  return class_name != NULL && strcmp(class_name, name) == 0;
}

/* Is the initiative of the class, and in the place, that the row asks for: "watched Exercise X",
 * "adopted the X Declaration", but not "the X Treaty extends to ships"? */
static bool fits(const att_clause *c, const att_mention *m, uint32_t t, const att_frame *frame) {
  if ((att_frame_takes(frame, "mission") && !att_move_is_of_class(c, m, "OperationName")) ||
      (att_frame_takes(frame, "exercise") && !att_move_is_of_class(c, m, "ExerciseSeries")) ||
      (att_frame_takes(frame, "forum") && !att_move_is_of_class(c, m, "Forum")) ||
      (att_frame_takes(frame, "paper") && !att_move_is_of_class(c, m, "AgreementText")) ||
      (att_frame_takes(frame, "new") && !is(c, m->first - 1, "a") && !is(c, m->first - 1, "an")))
    return false;
  if (att_frame_takes(frame, "subj"))
    return is_subject(c, m, t);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (att_frame_takes(frame, "direct") &&
      (object == ATT_NO_TOKEN || object < m->first || object > m->last))
    return false; /* "left Bergen with the X Treaty on board" */
  bool passive = false;
  uint32_t subject = att_clause_subject(c, t, &passive);
  bool inside = subject != ATT_NO_TOKEN && subject < m->first && m->last < t;
  return !att_frame_takes(frame, "done") || passive || !(inside || is_subject(c, m, t));
}

/* "No date has been set for X" */
static bool has_no_subject(const att_clause *c, uint32_t t) {
  uint32_t subject = is_verb(c, t) ? att_clause_subject(c, t, &(bool){false}) : ATT_NO_TOKEN;
  for (uint32_t i = 0; i < c->s->token_count && subject != ATT_NO_TOKEN; i++)
    if (c->s->tokens[i].head == subject + 1 && is(c, i, "no"))
      return true;
  return false;
}

/* What the verb acts on; a day is nothing of the kind ("ended March 15"). */
static uint32_t object_of(const att_clause *c, uint32_t t) {
  uint32_t object = ATT_NO_TOKEN;
  do
    object = att_clause_child(c, t, ATT_OBJ, object);
  while (object != ATT_NO_TOKEN &&
         (c->s->tokens[object].upos == ATT_NUM || att_date_is_weekday(c->s->tokens[object].form)));
  return object;
}

/* "Members of X began Exercise Y": within what the verb has for its subject. */
static bool is_within_subject(const att_clause *c, const att_mention *m, uint32_t t) {
  uint32_t subject = att_clause_subject(c, t, &(bool){false}), i = m->last;
  for (unsigned depth = 0; depth < 5 && i != ATT_NO_TOKEN && subject != ATT_NO_TOKEN; depth++) {
    if (i == subject)
      return true;
    i = is_verb(c, i) ? ATT_NO_TOKEN : att_clause_head(c, i);
  }
  return is_subject(c, m, t);
}

/* "Operation X carried out a drill", "the X Framework sets priorities": what it does itself. */
static bool does_itself(const att_clause *c, const att_mention *m, uint32_t t,
                        const att_frame *frame) {
  bool passive = false;
  uint32_t object = object_of(c, t), own = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
  att_clause_subject(c, t, &passive);
  bool active = own != ATT_NO_TOKEN && c->s->tokens[own].rel != ATT_NSUBJ_PASS;
  bool participle = strcmp(c->s->tokens[t].xpos, "VBN") == 0 && !active &&
                    (object == ATT_NO_TOKEN || object < t ||
                     att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN);
  return is_verb(c, t) && object != ATT_NO_TOKEN && !passive && !att_frame_takes(frame, "subj") &&
         (object < m->first || object > m->last) && !participle &&
         !att_frame_takes(frame, "place") && !att_frame_takes(frame, "phase") &&
         is_within_subject(c, m, t);
}

/* "first held in 2014": its series began. */
static bool is_first(const att_clause *c, uint32_t t) {
  return t > 0 && strcmp(c->s->tokens[t].xpos, "VBN") == 0 && is(c, t - 1, "first");
}

/* A participle without "be" or "has". */
static bool is_aside(const att_clause *c, uint32_t t) {
  return att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         att_clause_child(c, t, ATT_AUX_PASS, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "was invited to observe X", "asked to be allowed to": who may see it only. */
static bool invites(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  return head != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[head].lemma);
}

/* "was to take place", "were to be held" */
static bool was_to_be(const att_clause *c, uint32_t t) {
  uint32_t to = t > 0 && is(c, t - 1, "be") ? t - 2 : t - 1;
  return t > 2 && is(c, to, "to") && (is(c, to - 1, "was") || is(c, to - 1, "were"));
}

/* "discussed X, to be held in May", "congratulated B on his selection as host of X"; a headline's
 * "X 21 to start". */
static bool is_due(const att_clause *c, uint32_t t) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t head = att_clause_head(c, t);
  if (t > 2 && is(c, t - 1, "be") && is(c, t - 2, "to"))
    return rel == ATT_ACL || rel == ATT_ADVCL; /* "X, to be held in May" */
  if (t > 1 && is(c, t - 1, "to") && c->s->tokens[t - 2].upos == ATT_NUM)
    return c->facts->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  return !is_verb(c, t) && head != ATT_NO_TOKEN &&
         (is(c, head, "selection") || is(c, head, "choice"));
}

/* "announced the start of X" */
static bool is_announced(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  return !is_verb(c, t) && head != ATT_NO_TOKEN &&
         strcmp(c->s->tokens[head].lemma, "announce") == 0 &&
         att_clause_word(c, ATT_WORD_STARTING, c->s->tokens[t].lemma) &&
         !att_clause_day_ahead(c, t);
}

/* "drills that were planned long ago", "X was scheduled for May", unless that is still to come. */
static bool was_planned(const att_clause *c, uint32_t t) {
  bool was = false;
  for (uint32_t i = 0; i < t; i++)
    was = was || (c->s->tokens[i].head == t + 1 && (is(c, i, "was") || is(c, i, "were")));
  if (!was || strcmp(c->s->tokens[t].xpos, "VBN") != 0)
    return false;
  const char *start, *end, *date = c->facts->date;
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  return rel != ATT_CCOMP && (date == NULL || !att_clause_date(c, t, &start, &end) ||
                              strncmp(start, date, strlen(start)) <= 0);
}

/* "Tradewinds returns to Barbados": where it is held this time. */
static bool is_return_to(const att_clause *c, uint32_t t) {
  return strcmp(c->s->tokens[t].lemma, "return") == 0 &&
         att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN;
}

static bool is_subject_of_active(const att_clause *c, const att_mention *m, uint32_t t) {
  bool passive = false;
  att_clause_subject(c, t, &passive);
  return !passive && is_subject(c, m, t);
}

/* Is the word part of another name: the Establishment, in a memorandum's? */
static bool is_in_name(const att_clause *c, const att_mention *m, uint32_t t) {
  uint32_t owner = c->facts->owner[c->number][t];
  return owner != 0 && c->facts->mentions.items[owner - 1].node != m->node;
}

/* The name's own head word. */
static uint32_t head_word(const att_clause *c, const att_mention *m) {
  uint32_t t = m->last;
  for (uint32_t i = m->first; i <= m->last; i++) {
    uint32_t up = att_clause_head(c, i);
    if (up == ATT_NO_TOKEN || up < m->first || up > m->last)
      t = i;
  }
  return t;
}

/* "a visit to the contingent of NATO Mission Iraq was scrapped": of something within the mission,
 * other than its mandate and work. */
static bool is_of_its_people(const att_clause *c, const att_mention *m, uint32_t t) {
  uint32_t i = head_word(c, m), head = att_clause_head(c, i);
  if (head == ATT_NO_TOKEN || head == t || is_verb(c, head) ||
      att_rel_base((att_rel)c->s->tokens[i].rel) != ATT_NMOD)
    return false;
  uint32_t owner = c->facts->owner[c->number][head]; /* "the mission in Mali, MINUSMA" */
  bool state = owner != 0 && c->facts->nodes.items[c->facts->mentions.items[owner - 1].node].kind ==
                                 ATT_NODE_STATE;
  return !state && !att_clause_word(c, ATT_WORD_MISSION, c->s->tokens[head].lemma) &&
         strcmp(c->s->tokens[head].lemma, "mandate") != 0;
}

/* The verb that calls off or suspends what the noun means; ATT_NO_TOKEN for none. */
static uint32_t stopping_verb(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  const att_frame *frame = NULL;
  if (head == ATT_NO_TOKEN || !is_verb(c, head) ||
      (rel != ATT_OBJ && c->s->tokens[t].rel != ATT_NSUBJ_PASS))
    return ATT_NO_TOKEN;
  frame = move_frame(c, head, NULL);
  return frame != NULL && att_move_kind(frame->value) == 2 ? head : ATT_NO_TOKEN;
}

static bool is_forthcoming(const att_clause *c, const att_mention *m) {
  for (uint32_t i = m->first > 2 ? m->first - 2 : 0; i < m->first; i++)
    if (att_clause_word(c, ATT_WORD_FORTHCOMING, c->s->tokens[i].form))
      return true;
  return false;
}

/* Has the sentence told that the edition is to come? */
static bool is_scheduled_here(const att_clause *c, const att_mention *m) {
  size_t count = c->facts->moves.count;
  const att_move *last = count > 0 ? &c->facts->moves.items[count - 1] : NULL;
  return last != NULL && last->initiative == m->node && last->evidence.sentence == c->number &&
         strcmp(last->action, "hold") == 0 && strcmp(last->status, "scheduled") == 0;
}

/* A move that the word at `t` tells of, if it is a trigger of one. */
static bool add_move(const att_clause *c, const att_mention *m, uint32_t t) {
  bool verb = is_verb(c, t);
  const att_frame *frame = NULL;
  while ((frame = move_frame(c, t, frame)) != NULL) {
    if (!att_move_has_object(c, t, frame) || !fits(c, m, t, frame) || does_itself(c, m, t, frame))
      continue;
    bool mission = is_mission(&c->facts->nodes.items[m->node]);
    bool ends = att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma);
    if (mission &&
        (att_move_kind(frame->value) == 5 ||
         (strcmp(frame->value, "launch") != 0 && !ends && att_move_kind(frame->value) == 1)))
      continue;
    if (mission && is_of_its_people(c, m, t))
      continue;
    if (att_frame_takes(frame, "edition") && att_move_is_of_class(c, m, "Programme"))
      continue; /* "the X Program, which marks its tenth anniversary" */
    if (att_move_is_none(c, t, frame->value) || is_in_name(c, m, t) ||
        (att_clause_is_demanded(c, t) && att_move_kind(frame->value) == 2))
      return false;
    uint32_t stop = strcmp(frame->value, "plan") == 0 ? stopping_verb(c, t) : ATT_NO_TOKEN;
    if (stop != ATT_NO_TOKEN)
      return add_move(c, m, stop); /* "planning for X has been halted" */
    bool denied;
    att_event_status status = att_clause_status(c, t, &denied);
    if (status == ATT_HELD && is_due(c, t))
      status = ATT_PLANNED;
    if (status == ATT_PLANNED && is_announced(c, t))
      status = ATT_HELD;
    bool finite =
        strcmp(c->s->tokens[t].xpos, "VBZ") == 0 || strcmp(c->s->tokens[t].xpos, "VBP") == 0;
    if (verb && finite && att_clause_subject(c, t, &(bool){false}) == ATT_NO_TOKEN)
      continue; /* "missile launches", taken for a verb */
    denied = denied || (status != ATT_PLANNED && is_return_to(c, t)) || has_no_subject(c, t) ||
             (t > 0 && is(c, t - 1, "last") && strcmp(c->s->tokens[t].xpos, "VBN") == 0 &&
              att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN); /* last held */
    const char *class_name = att_move_class(&c->facts->nodes.items[m->node]);
    const char *action =
        is_joint(c, t) && strcmp(frame->value, "host") == 0 ? "coHost" : frame->value;
    bool starts = att_clause_word(c, ATT_WORD_STARTING, c->s->tokens[t].lemma) ||
                  (strcmp(c->s->tokens[t].lemma, "get") == 0 && att_frame_takes(frame, "way"));
    bool operation = strcmp(class_name, "OperationName") == 0;
    if (strcmp(action, "hold") == 0 && strcmp(class_name, "Forum") != 0 && starts &&
        (status == ATT_HELD || operation))
      action = "launch"; /* "Exercise X opened on Monday", "kicked off X" */
    if (strcmp(class_name, "AgreementText") == 0 && strcmp(action, "hold") == 0)
      continue; /* "carried the agreement out" */
    if (strcmp(action, "sign") == 0 &&
        (att_move_is_of_class(c, m, "Forum") || att_move_is_of_class(c, m, "ExerciseSeries")))
      continue; /* what was signed at it */
    if (strcmp(action, "launch") == 0 && strcmp(frame->value, "hold") == 0 && !operation &&
        !att_frame_takes(frame, "way") &&
        strcmp(att_move_status_word(c, t, "hold", status), "ongoing") != 0)
      action = "hold"; /* "begins in May", "agreed to begin" */
    if (strcmp(c->s->tokens[t].lemma, "open") == 0 && !is_subject_of_active(c, m, t) &&
        att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN)
      action = "expand"; /* "open X to other states" */
    if (att_clause_is_demanded(c, t))
      status = ATT_HYPOTHETICAL; /* "recommended that X be opened to Y" */
    bool begun = strcmp(action, "launch") == 0 && strcmp(frame->value, "hold") == 0;
    const char *told =
        att_move_status_of_edition(c, m, t, action, att_move_status_word(c, t, action, status));
    bool gerund = strcmp(c->s->tokens[t].xpos, "VBG") == 0; /* "thanked A for hosting X" */
    bool hosts = att_move_is_hosting(action) && gerund && att_move_is_open(c, m);
    if ((begun || hosts) && strcmp(told, "completed") == 0 && !att_move_is_long_ago(c, t))
      told = "ongoing";                                  /* "X, which began on Monday" */
    bool open = strcmp(c->s->tokens[t].xpos, "VB") == 0; /* "was allowed to observe X" */
    bool unseen = att_frame_takes(frame, "exercise") && verb &&
                  (status == ATT_HELD ? open : status != ATT_PLANNED || invites(c, t));
    if (att_frame_takes(frame, "forum") && verb &&
        (finite || att_clause_oblique(c, t, "until", ATT_NO_TOKEN) != ATT_NO_TOKEN))
      unseen = true; /* "Laos, which chairs X this year" */
    if (att_frame_takes(frame, "part") &&
        (status != ATT_HELD || open || c->facts->owner[c->number][m->first] == 0))
      continue; /* "was invited to take part in X", "take part in the drill" of a caption */
    if (att_frame_takes(frame, "due"))
      unseen = status != ATT_PLANNED; /* "will send a company to X" */
    if (mission && ends)
      action = "cancel";
    if (is_first(c, t) && is_aside(c, t) && att_move_is_long_ago(c, t))
      return true; /* "X, first held in 1960, brings together" */
    if (is_first(c, t) && status == ATT_HELD && att_move_kind(action) == 1) {
      action = "launch";
      told = "completed";
    }
    if (strcmp(told, "cancelled") == 0 && att_move_kind(action) == 1)
      return true; /* "had been due to open" */
    if (strcmp(told, "scheduled") == 0 && (was_to_be(c, t) || was_planned(c, t)))
      return true; /* "X, which was to take place in May, has been called off" */
    if (denied && status == ATT_PLANNED && strcmp(action, "hold") == 0)
      att_move_push(c, t, m->node, "cancel", "cancelled"); /* "X will not be held" */
    if (strcmp(told, "proposed") == 0 && strcmp(action, "hold") == 0 && is_forthcoming(c, m))
      told = "scheduled"; /* "invited B to take part in the forthcoming X" */
    if (strcmp(told, "ongoing") == 0 && is_scheduled_here(c, m) &&
        att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[t].lemma))
      return true; /* "X, which will begin next week, involves 20 ships" */
    if (!denied && !unseen && !is_same_edition(c, m, told)) /* "was invited to observe X" */
      att_move_push(c, t, m->node, action, told);
    return true;
  }
  return false;
}

/* "Exercise X, which Latvia will host", "X, held in May", "X, a drill run jointly by A and B". */
static bool read_modifiers(const att_clause *c, const att_mention *m, uint32_t t, unsigned depth) {
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (c->s->tokens[i].head != t + 1)
      continue;
    bool under_way = rel == ATT_NMOD && strcmp(c->s->tokens[i].lemma, "way") == 0;
    bool own = strcmp(c->s->tokens[i].xpos, "VBG") == 0 && /* "a pact establishing Y" */
               att_clause_child(c, i, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN;
    if (((rel == ATT_ACL && !own) || under_way) && add_move(c, m, i))
      return true;
    if (rel == ATT_APPOS && depth == 0 && read_modifiers(c, m, i, 1))
      return true;
  }
  return false;
}

/* "the closing ceremony of X, which takes place on 26 August": a day after the article's. */
static bool is_to_come(const att_clause *c, const att_mention *m) {
  for (uint32_t i = m->last + 1; i < c->s->token_count; i++)
    if (is_verb(c, i))
      return c->s->tokens[i].rel == ATT_ACL_RELCL && att_clause_day_ahead(c, i);
  return false;
}

/* "the opening ceremony of X": what the word before the ceremony says. */
static bool read_ceremony(const att_clause *c, const att_mention *m, uint32_t head) {
  if (head == 0 || is_verb(c, head) || head > m->first ||
      strcmp(c->s->tokens[head].lemma, "ceremony") != 0)
    return false;
  const char *before = c->s->tokens[head - 1].form;
  bool opening = att_clause_word(c, ATT_WORD_OPENING, before);
  if (!opening && !att_clause_word(c, ATT_WORD_ENDING, before))
    return false;
  bool denied;
  att_event_status status = att_clause_status(c, head, &denied);
  if (!denied)
    att_move_push(c, head, m->node, opening && status != ATT_PLANNED ? "launch" : "hold",
                  status == ATT_PLANNED         ? "scheduled"
                  : opening || is_to_come(c, m) ? "ongoing"
                                                : "completed");
  return true;
}

/* "X is set to resume", "X is expected to begin": what the subject is said to be about to do. */
static bool read_raised(const att_clause *c, const att_mention *m, uint32_t head) {
  if (!is_subject(c, m, head) || att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false; /* "would help units prepare" */
  for (uint32_t i = head + 1; i < c->s->token_count; i++)
    if (c->s->tokens[i].head == head + 1 && is_verb(c, i) &&
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_XCOMP && add_move(c, m, i))
      return true;
  return false;
}

/* Past what still belongs to the name: "exercise", a closing mark, an acronym in brackets. */
static uint32_t behind_name(const att_clause *c, const att_mention *m) {
  uint32_t t = m->last + 1;
  for (; t < c->s->token_count && t < m->last + 7; t++) {
    bool bracket = is(c, t, "(");
    while (bracket && t + 1 < c->s->token_count && !is(c, t, ")"))
      t++;
    if (!bracket && c->s->tokens[t].upos != ATT_NOUN && c->s->tokens[t].upos != ATT_NUM &&
        strspn(c->s->tokens[t].form, "IVXLC") < strlen(c->s->tokens[t].form) && !is(c, t, "\"") &&
        !(is(c, t, "-") && !c->s->tokens[t].space_after) && !is(c, t, "\xe2\x80\x9d"))
      break;
  }
  return t;
}

/* "X, an annual exercise that A will host": what stands behind the noun phrase; `t` where it is
 * something else. */
static uint32_t behind_apposition(const att_clause *c, uint32_t t) {
  uint32_t i = t;
  while (i < c->s->token_count && i < t + 12 && !is_verb(c, i) && !is(c, i, ",") &&
         !is(c, i, ".") && !is(c, i, "that") && !is(c, i, "which"))
    i++;
  uint32_t owner = i > 0 ? c->facts->owner[c->number][i - 1] : 0;
  return owner == 0 && i < c->s->token_count && c->s->tokens[i - 1].upos == ATT_NOUN ? i : t;
}

/* "X, in which 17 nations are taking part", "are due to take part": it is under way, or to come. */
static bool read_partaking(const att_clause *c, const att_mention *m, uint32_t t) {
  bool denied, part = is(c, t + 1, "part") || strcmp(c->s->tokens[t].lemma, "participate") == 0;
  att_event_status status = att_clause_status(c, t, &denied);
  if (!part || denied || (status != ATT_PLANNED && status != ATT_ONGOING))
    return false;
  att_move_push(c, t, m->node, "hold", status == ATT_PLANNED ? "scheduled" : "ongoing");
  return true;
}

/* "Exercise X, which will begin in May", "X (Y), set for May": along the words, where the tree
 * hangs the clause elsewhere. */
static bool read_behind(const att_clause *c, const att_mention *m) {
  uint32_t count = c->s->token_count, t = behind_name(c, m);
  uint32_t on = is(c, t, "between") || is(c, t, "on") ? t + 1 : count;
  while (on < count && on < t + 8 && !is_verb(c, on) && !is(c, on, ","))
    on++;
  t = on < count && is(c, on, ",") ? on : t; /* "the X Agreement between the two, which" */
  bool comma = t < count && is(c, t, ",");
  t += comma;
  if (comma && t < count && c->s->tokens[t].upos == ATT_DET)
    t = behind_apposition(c, t);
  if (t + 2 < count && is(c, t, "to") && is(c, t + 1, "be") && is_verb(c, t + 2))
    return add_move(c, m, t + 2); /* "X, to be held in May" */
  if (t < count && strcmp(c->s->tokens[t].xpos, "VBN") == 0)
    return is_verb(c, t) && add_move(c, m, t);
  t += t + 1 < count && c->s->tokens[t].upos == ATT_ADP && is(c, t + 1, "which");
  if (t >= count || (!is(c, t, "which") && !is(c, t, "that")))
    return false;
  for (uint32_t i = t + 1; i < count && !is(c, i, ".") && !is(c, i, ","); i++)
    if (is_verb(c, i) && (att_rel_base((att_rel)c->s->tokens[i].rel) != ATT_ACL ||
                          c->s->tokens[i].rel == ATT_ACL_RELCL))
      return read_partaking(c, m, i) || att_move_add_session(c, m, i) ||
             add_move(c, m, i); /* past "17 nations bordering it" */
  return false;
}

/* "X began in 2017 and was suspended in 2020": what else the subject is said to have met with. */
static void add_joined(const att_clause *c, const att_mention *m, uint32_t verb) {
  bool passive;
  for (uint32_t i = verb + 1; i < c->s->token_count; i++)
    if (c->s->tokens[i].head == verb + 1 && is_verb(c, i) && is_subject(c, m, verb) &&
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_CONJ &&
        att_clause_child(c, i, ATT_NSUBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
        att_clause_subject(c, i, &passive) != ATT_NO_TOKEN)
      add_move(c, m, i);
}

/* "Hosted this year by A, X brings together", "Signed in 2023, X allows", "X is an annual exercise
 * hosted by A": told beside what else is; of a copula, while it lasts. */
static void read_hosts(const att_clause *c, const att_mention *m, uint32_t head) {
  bool copular = att_clause_child(c, head, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (!is_subject(c, m, head) || (copular && !att_move_is_open(c, m)))
    return;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    const att_frame *frame = move_frame(c, i, NULL);
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (c->s->tokens[i].head == head + 1 && strcmp(c->s->tokens[i].xpos, "VBN") == 0 &&
        (copular ? rel == ATT_ACL : rel == ATT_ADVCL && i < m->first) && frame != NULL) {
      if (att_move_is_hosting(frame->value))
        att_move_push(c, i, m->node, is_joint(c, i) ? "coHost" : frame->value,
                      !copular && strcmp(c->s->tokens[head].xpos, "VBD") == 0 ? "completed"
                                                                              : "ongoing");
      else if (!copular && att_move_kind(frame->value) != 1 && fits(c, m, i, frame))
        att_move_push(c, i, m->node, frame->value,
                      att_move_status_word(c, i, frame->value, ATT_HELD));
    }
  }
}

static bool is_case(const att_clause *c, uint32_t t, const char *const *words) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  for (; word != ATT_NO_TOKEN && *words != NULL; words++)
    if (is(c, word, *words))
      return true;
  return false;
}

/* "Ohio's State Partnership Program director" */
static bool is_officer(const att_clause *c, uint32_t t, uint32_t head) {
  uint32_t last;
  return att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_COMPOUND && !is_verb(c, head) &&
         att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, head, &last) != NULL;
}

/* Does what is told above leave the initiative alone: "fired in X, at the start of a class during
 * Y", "among them Z"? */
static bool is_beside(const att_clause *c, uint32_t t) {
  static const char *const PLACE[] = {"at", "from", NULL};
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  return (word != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_BESIDE, c->s->tokens[word].form)) ||
         (rel == ATT_NMOD && is_case(c, t, PLACE)) || (rel == ATT_ADVCL && !is_verb(c, t));
}

/* That an edition takes place is not told of what the verb's object or oblique is about: "held
 * talks on X", "wrapped up a planning event for X", "opened the forum to states of X". */
static bool is_matter(const att_clause *c, const att_mention *m, uint32_t t, uint32_t verb) {
  static const char *const ABOUT[] = {"on", "with", "about", "over", "to", "from", NULL};
  static const char *const MATTER[] = {"for", "on", "about", "to", "with", NULL};
  const att_frame *frame = move_frame(c, verb, NULL);
  if (frame == NULL || (att_move_kind(frame->value) != 1 && strcmp(frame->value, "expand") != 0) ||
      att_frame_takes(frame, "to") || att_frame_takes(frame, "host") ||
      strcmp(c->s->tokens[verb].lemma, "coincide") == 0)
    return false;
  if (t != head_word(c, m) || att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBL)
    for (uint32_t i = head_word(c, m), depth = 0; depth < 4 && i != t && i != ATT_NO_TOKEN;
         depth++) {
      if (att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_NMOD && is_case(c, i, MATTER))
        return true;
      i = att_clause_head(c, i);
    }
  return att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBL && is_case(c, t, ABOUT);
}

/* "agreed to start negotiations on the X Agreement": a paper that is planned. */
static bool read_negotiations(const att_clause *c, const att_mention *m, uint32_t verb) {
  uint32_t talks = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  bool denied;
  if (!is_verb(c, verb) || talks == ATT_NO_TOKEN || talks > m->first ||
      !att_move_is_of_class(c, m, "AgreementText") ||
      !att_clause_word(c, ATT_WORD_STARTING, c->s->tokens[verb].lemma) ||
      !att_clause_word(c, ATT_WORD_NEGOTIATING, c->s->tokens[talks].lemma))
    return false;
  att_event_status status = att_clause_status(c, verb, &denied);
  if (!denied)
    att_move_push(c, talks, m->node, "plan", att_move_status_word(c, talks, "sign", status));
  return true;
}

static bool read_told_move(const att_clause *c, const att_mention *m) {
  uint32_t t = head_word(c, m);
  uint32_t head = att_clause_head(c, t);
  if (head != ATT_NO_TOKEN)
    read_hosts(c, m, head);
  if (is_verb(c, t) && t > m->last && add_move(c, m, t))
    return true;
  bool told = read_modifiers(c, m, t, 0);
  if (head != ATT_NO_TOKEN && !told && is_verb(c, head) &&
      att_rel_base((att_rel)c->s->tokens[head].rel) == ATT_ACL &&
      att_clause_word(c, ATT_WORD_DUBBED, c->s->tokens[head].form)) {
    t = att_clause_head(c, head); /* "will hold an exercise called X" */
    head = att_clause_head(c, t);
  }
  if (head != ATT_NO_TOKEN && (read_raised(c, m, head) || read_ceremony(c, m, head)))
    return true;
  for (unsigned depth = 0; head != ATT_NO_TOKEN && depth < 4; depth++) {
    static const char *const FOR[] = {"for", NULL};
    if (is(c, head, "way") && head > 0 && is(c, head - 1, "under") && is_case(c, t, FOR)) {
      att_move_push(c, head, m->node, "plan", "scheduled");
      return true; /* "preparations are under way for X" */
    }
    uint32_t above = att_clause_head(c, head);
    if (read_negotiations(c, m, head) ||
        (depth == 0 && above != ATT_NO_TOKEN && read_negotiations(c, m, above)))
      return true;
    if (is_officer(c, t, head) || is_beside(c, t) || (is_verb(c, head) && is_matter(c, m, t, head)))
      return told; /* "signed X under the Y Agreement" */
    if (is(c, head, "editions") || is(c, head, "iterations"))
      return told; /* "has held four editions of X since 2016" */
    if (att_clause_word(c, ATT_WORD_SIDELINES, c->s->tokens[head].lemma))
      return told; /* "held talks on the sidelines of X" */
    if (head + 1 == m->first && att_lexicon_find(c->facts->lexicon, ATT_LEX_INITIATIVE_HEAD,
                                                 c->s->tokens[head].form) != NULL) {
      t = head; /* "concluded exercise X", whatever the tree makes of "exercise" */
      head = att_clause_head(c, t);
      if (head == ATT_NO_TOKEN)
        return told;
      if (is_verb(c, head) && add_move(c, m, head))
        return true;
    }
    bool beside = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_CONJ &&
                  (!is_verb(c, head) || /* "will take place in May and is a part of X" */
                   att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN);
    if (!beside && add_move(c, m, head)) {
      add_joined(c, m, head);
      if (depth == 0 && !is_verb(c, head))
        read_modifiers(c, m, head, 1); /* "the renewal of X, which was suspended in 2020" */
      return true;
    }
    bool told_of = att_clause_child(c, head, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
    if (depth == 0 && !told && !told_of && read_modifiers(c, m, head, 1) && !is_verb(c, head))
      return true; /* "the X exercise, which", with the noun as its head */
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (is_verb(c, head) || (rel != ATT_NMOD && rel != ATT_COMPOUND && rel != ATT_CONJ &&
                             rel != ATT_APPOS && rel != ATT_FLAT && rel != ATT_OBJ))
      return told;
    t = head;
    head = att_clause_head(c, t);
  }
  return told;
}

/* "the Five Power Defence Arrangements exercise Bersama Lima": of the one behind. */
static bool is_before_name(const att_clause *c, const att_mention *m) {
  uint32_t last = is(c, m->last + 1, ")") ? m->last + 1 : m->last;
  if (is(c, m->last + 1, "(") && is(c, m->last + 3, ")"))
    last = m->last + 3; /* the Five Power Defence Arrangements (FPDA) exercise X */
  uint32_t owner = last + 2 < c->s->token_count ? c->facts->owner[c->number][last + 2] : 0;
  const att_mention *next = owner != 0 ? &c->facts->mentions.items[owner - 1] : NULL;
  return next != NULL && next->node != m->node &&
         c->facts->nodes.items[next->node].kind == ATT_NODE_INITIATIVE &&
         att_lexicon_find(c->facts->lexicon, ATT_LEX_INITIATIVE_HEAD,
                          c->s->tokens[last + 1].form) != NULL;
}

/* "invited A to take part in Exercise X": it is to be held. */
static bool read_invitation(const att_clause *c, const att_mention *m) {
  if (!att_move_is_of_class(c, m, "ExerciseSeries") || att_move_is_open(c, m))
    return false;
  uint32_t t = head_word(c, m);
  for (unsigned depth = 0; depth < 6 && t != ATT_NO_TOKEN && !is_beside(c, t); depth++) {
    uint32_t head = att_clause_head(c, t);
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (head == ATT_NO_TOKEN || rel == ATT_NSUBJ || c->s->tokens[t].rel == ATT_ACL_RELCL)
      return false;
    if (att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[head].lemma) && t > head) {
      bool denied, past = false;
      for (uint32_t i = 0; i + 1 < c->s->token_count; i++) /* "Last year Brunei was invited" */
        past = past || (is(c, i, "last") && is(c, i + 1, "year"));
      att_event_status status = att_clause_status(c, head, &denied);
      if ((status == ATT_HELD || status == ATT_PLANNED) && !denied && !past)
        att_move_push(c, head, m->node, "plan", "scheduled");
      return true;
    }
    t = head;
  }
  return false;
}

static void read_move(const att_clause *c, const att_mention *m) {
  if (is_before_name(c, m) || att_move_add_planning(c, m) || att_move_add_gathering(c, m))
    return;
  size_t count = c->facts->moves.count;
  if (read_told_move(c, m)) {
    if (c->facts->moves.count > count &&
        (strcmp(c->facts->moves.items[count].action, "plan") == 0 ||
         strcmp(c->facts->moves.items[count].status, "agreed") == 0))
      read_behind(c, m); /* "preparations for X, which A will host" */
    return;
  }
  if (read_behind(c, m) || read_invitation(c, m) || att_move_add_confirmed(c, m) ||
      att_move_add_stage(c, m))
    return;
  for (uint32_t i = m->first > 2 ? m->first - 2 : 0; i < m->first; i++)
    if (att_clause_word(c, ATT_WORD_FORTHCOMING, c->s->tokens[i].form)) {
      att_move_push(c, i, m->node, "plan", "scheduled");
      return;
    }
}

/* "ahead of Exercise X, in which A will take part", "preparations for X": an edition told of no
 * further than that it is to come has not been held. */
static void plan_edition(att_facts *f, att_event *e) {
  bool later = false;
  if (e->initiative == ATT_NO_ENTITY || strcmp(e->evidence.rule, "named-event") != 0 ||
      (e->status != ATT_HELD && e->status != ATT_ONGOING && e->status != ATT_PROPOSED))
    return;
  for (size_t i = ATT_NONE; (i = att_move_of(f, e->initiative, i)) != ATT_NONE;) {
    const att_move *move = &f->moves.items[i];
    if (strcmp(move->status, "ongoing") == 0 || strcmp(move->status, "completed") == 0)
      return;
    const att_token *word =
        &f->document->sentences.items[move->evidence.sentence].tokens[move->evidence.first];
    bool open = e->status == ATT_PROPOSED && word->upos != ATT_NOUN; /* invited to X */
    later = later || (strcmp(move->status, "scheduled") == 0 && !open &&
                      move->evidence.sentence == e->evidence.sentence &&
                      (strcmp(move->action, "hold") == 0 || strcmp(move->action, "plan") == 0 ||
                       att_move_is_hosting(move->action)));
  }
  e->status = later ? ATT_PLANNED : e->status;
}

void att_move_find(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    for (size_t m = 0; att_mentions_in(facts, i, i, &m); m++)
      if (facts->mentions.items[m].sentence == i &&
          (att_move_is_initiative(&facts->nodes.items[facts->mentions.items[m].node]) ||
           att_move_may_be_mission(facts, &facts->nodes.items[facts->mentions.items[m].node])) &&
          !att_clause_is_said(&c, &facts->mentions.items[m])) {
        read_move(&c, &facts->mentions.items[m]);
        if (facts->nodes.items[facts->mentions.items[m].node].mission)
          att_move_name_mission(&c, &facts->mentions.items[m]);
      }
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      uint32_t series = att_move_series(&c, t);
      if (series == ATT_NO_ENTITY)
        series = att_move_pronoun(&c, t);
      if (series != ATT_NO_ENTITY && !att_clause_is_quoted(&c, t))
        att_event_days(&c, t, series);
      if (series != ATT_NO_ENTITY && !att_clause_is_quoted(&c, t))
        read_move(&c, &(att_mention){.sentence = i, .first = t, .last = t, .node = series});
    }
  }
  for (size_t i = 0; i < facts->events.count; i++)
    att_move_add_edition(facts, &facts->events.items[i]);
  for (size_t i = 0; i < facts->mentions.count; i++) {
    const att_mention *m = &facts->mentions.items[i];
    att_clause c = {facts, &facts->document->sentences.items[m->sentence], m->sentence};
    if (facts->nodes.items[m->node].kind == ATT_NODE_INITIATIVE && !att_clause_is_said(&c, m))
      att_move_add_dated(&c, m);
  }
  att_move_drop_called_off(facts);
  for (size_t i = 0; i < facts->events.count; i++)
    plan_edition(facts, &facts->events.items[i]);
}
