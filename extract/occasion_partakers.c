/* SPDX-License-Identifier: Apache-2.0
 *
 * Who takes part in an exercise, a training or a conference that the article tells of: "More than
 * 4,000 troops from 14 nations are taking part, including A and B", "Participants include",
 * "A joined the drills".
 */
#include "extract/index.h"
#include "extract/occasion.h"

static bool is_occasion(const att_event *e) {
  return strcmp(e->class_name, "Exercise") == 0 || strcmp(e->class_name, "Conference") == 0 ||
         strcmp(e->class_name, "TrainingActivity") == 0;
}

att_event *att_occasion_latest(const att_clause *c) {
  att_facts *f = c->facts;
  att_event *found = NULL;
  for (size_t i = 0; att_events_near(f, c->number, &i); i++) {
    att_event *e = &f->events.items[i];
    if (is_occasion(e) && e->evidence.sentence <= c->number && e->status != ATT_PROPOSED &&
        e->status != ATT_HYPOTHETICAL &&
        (found == NULL || e->evidence.sentence >= found->evidence.sentence))
      found = e;
  }
  return found;
}

/* "also sent contingents", to what was told of before. */
bool att_occasion_is_sent_along(const att_clause *c, uint32_t verb, uint32_t object) {
  return strcmp(c->s->tokens[verb].lemma, "send") == 0 &&
         att_clause_word(c, ATT_WORD_PARTAKER, c->s->tokens[object].lemma) &&
         att_clause_oblique(c, verb, "to", ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         att_clause_oblique(c, object, "to", ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* The event that the verb at `t` has people take part in; NULL. */
static att_event *event_of(const att_clause *c, uint32_t t, uint32_t subject) {
  const char *lemma = c->s->tokens[t].lemma;
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN), what = ATT_NO_TOKEN;
  if (att_clause_word(c, ATT_WORD_INVOLVING, lemma)) {
    what = subject;
    if (what != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_PARTAKER, c->s->tokens[what].lemma))
      return att_occasion_latest(c); /* "Participants include" */
  } else if (att_clause_word(c, ATT_WORD_TAKING_PART, lemma)) {
    what = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
    if (what == ATT_NO_TOKEN)
      return att_occasion_latest(c);
  } else if (strcmp(lemma, "take") == 0 && object != ATT_NO_TOKEN && is(c, object, "part")) {
    what = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
    if (what == ATT_NO_TOKEN)
      what = att_clause_oblique(c, object, "in", ATT_NO_TOKEN);
    if (what == ATT_NO_TOKEN)
      return att_occasion_latest(c);
  } else if (object != ATT_NO_TOKEN && att_occasion_is_sent_along(c, t, object)) {
    return att_occasion_latest(c);
  } else if (strcmp(lemma, "join") == 0 || strcmp(lemma, "attend") == 0) {
    what = object;
    if (what == ATT_NO_TOKEN && subject != ATT_NO_TOKEN &&
        att_clause_word(c, ATT_WORD_PARTAKER, c->s->tokens[subject].lemma))
      return att_occasion_latest(c); /* "Delegates from A and B attended" */
  }
  att_event *e = what != ATT_NO_TOKEN ? att_occasion_at(c, what) : NULL;
  uint32_t verb = att_clause_head(c, t);
  if (e == NULL && verb != ATT_NO_TOKEN && what == subject && c->s->tokens[t].rel == ATT_ADVCL &&
      strcmp(c->s->tokens[t].xpos, "VBG") == 0) {
    what = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
    if (what != ATT_NO_TOKEN && what < t)
      e = att_occasion_at(c, what); /* "A held a drill, bringing together troops from B and C" */
  }
  return e != NULL && is_occasion(e) ? e : NULL;
}

/* Past what a preposition that names no partaker governs, to where partakers are listed again. */
static bool opens(const att_clause *c, uint32_t t, bool open) {
  static const char *const YES[] = {"including", "include", "includes",  "included", "comprising",
                                    "from",      "with",    "alongside", "by",       "namely",
                                    "between",   "of",      "among"};
  static const char *const NO[] = {"in", "at",      "near",   "off",   "on",   "to",     "for",
                                   "as", "through", "during", "under", "over", "against"};
  for (size_t i = 0; i < sizeof YES / sizeof *YES; i++)
    if (is(c, t, YES[i]))
      return true;
  for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
    if (is(c, t, NO[i]))
      return false;
  return open;
}

/* Bodies and states among the sentence's words that are said to take part. */
static void collect(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  bool open = true;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    if (i == t)
      open = att_clause_word(c, ATT_WORD_INVOLVING, c->s->tokens[t].lemma);
    if (i > t && (is(c, i, "which") || is(c, i, "who") || is(c, i, "where") || is(c, i, "while")))
      return;
    open = opens(c, i, open);
    const att_mention *m = mention_of(c, i);
    uint8_t kind = m != NULL ? f->nodes.items[m->node].kind : ATT_NODE_PERSON;
    if (open && (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG))
      att_indexes_add(f->arena, agents, m->node);
    i = m != NULL && m->last > i ? m->last : i;
  }
}

void att_occasion_partakers(const att_clause *c, uint32_t t) {
  bool passive, denied;
  if (c->s->tokens[t].upos != ATT_VERB || att_clause_is_quoted(c, t))
    return;
  uint32_t subject = att_clause_subject(c, t, &passive);
  att_event *e = event_of(c, t, subject);
  if (e == NULL || e->status == ATT_CANCELLED)
    return;
  att_event_status status = att_clause_status(c, t, &denied);
  bool later = status == ATT_PLANNED && e->status != ATT_PLANNED;
  for (uint32_t i = 0; i < c->s->token_count && later; i++)
    if (att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[i].form))
      return; /* "will take part in next year's exercise" */
  if (denied || status == ATT_PROPOSED || status == ATT_HYPOTHETICAL)
    return;
  collect(c, t, &e->participants);
}
