/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings that the parties tell of themselves: '"I met B today," A said', and the press
 * conferences that they give together.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

/* Adds the person of the verb's subject, or nobody. */
static void add_subject(const att_clause *c, uint32_t verb, att_indexes *agents) {
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  if (subject != ATT_NO_TOKEN && !passive)
    att_clause_agents(c, subject, agents);
  else if (subject != ATT_NO_TOKEN)
    att_event_obliques(c, verb, "by", agents);
  att_facts_keep_persons(c->facts, agents);
}

/* --- in the speaker's own words --------------------------------------------------------------- */

uint32_t att_meeting_speaker(const att_clause *c, uint32_t t) {
  if (c->facts->speakers[c->number] != 0)
    return c->facts->speakers[c->number] - 1;
  for (unsigned depth = 0; depth < 6 && t != ATT_NO_TOKEN; depth++) {
    if (c->s->tokens[t].upos == ATT_VERB && !att_clause_is_quoted(c, t)) {
      att_indexes agents = {0};
      add_subject(c, t, &agents);
      return agents.count == 1 &&
                     att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, true, "say")
                 ? agents.items[0]
                 : ATT_NO_ENTITY;
    }
    t = att_clause_head(c, t);
  }
  return ATT_NO_ENTITY;
}

/* "I met", "we have spoken", "I had a meeting": a subject in the first person, of the verb itself.
 */
static bool is_own_deed(const att_clause *c, uint32_t verb) {
  uint32_t subject = att_clause_child(c, verb, ATT_NSUBJ, ATT_NO_TOKEN);
  return subject != ATT_NO_TOKEN && c->s->tokens[subject].rel != ATT_NSUBJ_PASS &&
         (is(c, subject, "I") || is(c, subject, "we")) && att_clause_is_quoted(c, subject);
}

/* "glad to welcome", "it was a pleasure to host": an infinitive below a word of gladness that has
 * no auxiliary but "to be". */
static bool is_gladly(const att_clause *c, uint32_t verb) {
  uint32_t over = att_clause_head(c, verb);
  bool to = att_clause_child(c, verb, ATT_MARK, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
            strcmp(c->s->tokens[verb].xpos, "VB") == 0;
  return to && over != ATT_NO_TOKEN && over < verb && att_clause_is_quoted(c, over) &&
         att_clause_child(c, over, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         (att_clause_word(c, ATT_WORD_GLAD, c->s->tokens[over].lemma) ||
          att_clause_word(c, ATT_WORD_GLAD, c->s->tokens[over].form));
}

/* Whom the verb or noun says that the speaker met. */
static void add_met(const att_clause *c, uint32_t t, const att_frame *frame, att_indexes *other) {
  static const char *const WORDS[] = {"with", "to", "on"};
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (c->s->tokens[t].upos == ATT_VERB && object != ATT_NO_TOKEN && att_frame_takes(frame, "obj"))
    att_clause_agents(c, object, other);
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (att_frame_takes(frame, WORDS[i]))
      att_event_obliques(c, t, WORDS[i], other);
  att_facts_keep_persons(c->facts, other);
}

/* "I call on B to resign", "I am glad to see B resign": what B is to do. */
static bool calls_for(const att_clause *c, uint32_t verb) {
  return att_clause_child(c, verb, ATT_XCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
         att_clause_child(c, verb, ATT_CCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
         strcmp(c->s->tokens[verb].lemma, "call") == 0;
}

void att_meeting_in_own_words(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  bool verb = token->upos == ATT_VERB, denied;
  uint32_t doing = verb ? t : att_event_verb(c, t);
  if ((!verb && token->upos != ATT_NOUN) || doing == ATT_NO_TOKEN ||
      !(is_own_deed(c, doing) || is_gladly(c, doing)))
    return;
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, token->lemma, verb, frame)) != NULL) {
    att_indexes one = {0}, other = {0};
    if (!att_is_word(frame->frame, "meet") || att_frame_takes(frame, "abroad") ||
        att_frame_takes(frame, "from") || (verb && calls_for(c, t)))
      continue;
    add_met(c, t, frame, &other);
    uint32_t speaker = other.count > 0 ? att_meeting_speaker(c, t) : ATT_NO_ENTITY;
    if (speaker == ATT_NO_ENTITY || att_clause_status(c, t, &denied) != ATT_HELD || denied)
      continue;
    att_indexes_add(c->facts->arena, &one, speaker);
    att_meeting_add(c, t, frame->value, &one, &other, verb ? "meet-verb" : "meet-noun");
    return;
  }
}

/* --- before the press ------------------------------------------------------------------------- */

/* "a joint press conference", "their joint media briefing", "a video conference" */
static bool is_joint_press(const att_clause *c, uint32_t t) {
  bool joint = false, press = false, remote = false;
  if (!att_clause_word(c, ATT_WORD_PRESS_EVENT, c->s->tokens[t].lemma))
    return false;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++) {
    joint = joint || is(c, i, "joint");
    press = press || is(c, i, "press") || is(c, i, "news") || is(c, i, "media");
    remote = remote || is(c, i, "tv") || is(c, i, "video") || is(c, i, "telephone");
  }
  return remote || (joint && press);
}

void att_meeting_by_joint_press(const att_clause *c, uint32_t t) {
  att_indexes one = {0}, other = {0};
  if (!is_joint_press(c, t))
    return;
  uint32_t verb = att_event_verb(c, t);
  att_event_obliques(c, t, "with", &other);
  if (verb != ATT_NO_TOKEN && other.count == 0)
    att_event_obliques(c, verb, "with", &other);
  att_event_obliques(c, t, "of", &one);
  att_event_obliques(c, t, "by", &one);
  if (verb != ATT_NO_TOKEN && one.count == 0)
    add_subject(c, verb, &one);
  att_facts_keep_persons(c->facts, &one);
  att_facts_keep_persons(c->facts, &other);
  if (one.count > 0 && other.count > 0)
    att_meeting_add(c, t, "Talks", &one, &other, "meet-noun");
  else
    att_meeting_among(c, t, "Talks", &one, false, "meet-noun");
}
