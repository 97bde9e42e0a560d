/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is named beside a quotation with any verb, whatever it means by itself: '"A," countered B',
 * '"A," B smiled', 'B nodded: "A"'.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/statement.h"

enum { NEAR = 16 };

bool att_said_is_mark(const att_clause *c, uint32_t t) {
  return is(c, t, "\"") || is(c, t, "\xe2\x80\x9c") || is(c, t, "\xe2\x80\x9d");
}

static bool is_closing(const att_clause *c, uint32_t t) {
  return att_said_is_mark(c, t) && c->s->notes[t].quoted;
}

static bool is_opening(const att_clause *c, uint32_t t) {
  return att_said_is_mark(c, t) && !c->s->notes[t].quoted;
}

/* "replied", "smiles", "had added": a finite verb outside of quotations. */
static bool is_finite(const att_clause *c, uint32_t t) {
  const char *xpos = c->s->tokens[t].xpos;
  return c->s->tokens[t].upos == ATT_VERB && c->facts->owner[c->number][t] == 0 &&
         !c->s->notes[t].quoted && (strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0);
}

/* What the verb right behind the quotation has for its subject: '"A," countered | General B'. */
static uint32_t subject_behind(const att_clause *c, uint32_t verb) {
  static const att_rel RELS[] = {ATT_NSUBJ, ATT_OBJ, ATT_IOBJ, ATT_CCOMP, ATT_XCOMP};
  for (size_t i = 0; i < sizeof RELS / sizeof *RELS; i++) {
    uint32_t found = att_clause_child(c, verb, RELS[i], ATT_NO_TOKEN);
    while (found != ATT_NO_TOKEN && found <= verb)
      found = att_clause_child(c, verb, RELS[i], found);
    if (found != ATT_NO_TOKEN && found <= verb + NEAR && c->s->tokens[found].upos != ATT_VERB)
      return found;
  }
  for (size_t i = 0; att_mentions_in(c->facts, c->number, c->number, &i); i++) {
    const att_mention *m = &c->facts->mentions.items[i];
    if (m->sentence == c->number && m->title_first == verb + 1)
      return m->first;
  }
  return ATT_NO_TOKEN;
}

/* Says the finite verb at `t`, whose subject stands between `from` and it, no more than that: has
 * it neither an object nor a clause behind it but the quotation? *ret_subject is its subject. */
static bool is_open(const att_clause *c, uint32_t t, uint32_t from, uint32_t *ret_subject) {
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  *ret_subject = subject;
  return subject != ATT_NO_TOKEN && subject >= from && subject < t && !passive &&
         (object == ATT_NO_TOKEN || object < t || c->s->notes[object].quoted);
}

/* '"A," the general | smiled': the verb of who is named right behind the quotation. */
static uint32_t verb_behind(const att_clause *c, uint32_t from, uint32_t *ret_subject) {
  for (uint32_t t = from + 1; t < c->s->token_count && t < from + NEAR; t++) {
    if (c->s->notes[t].quoted || is_opening(c, t))
      return ATT_NO_TOKEN;
    if (is_finite(c, t))
      return is_open(c, t, from, ret_subject) ? t : ATT_NO_TOKEN;
  }
  return ATT_NO_TOKEN;
}

/* 'B nodded: | "A"': the verb before the mark that opens the quotation, likewise. */
static uint32_t verb_before(const att_clause *c, uint32_t mark, uint32_t *ret_subject) {
  for (uint32_t t = mark; t-- > 0 && t + NEAR > mark && !c->s->notes[t].quoted;)
    if (is_finite(c, t))
      return is_open(c, t, 0, ret_subject) ? t : ATT_NO_TOKEN;
  return ATT_NO_TOKEN;
}

/* Is what the mark at `t` opens a sentence of its own? */
static bool opens_sentence(const att_clause *c, uint32_t t) {
  bool verb = false;
  for (uint32_t i = t + 1; i < c->s->token_count && c->s->notes[i].quoted; i++)
    verb = verb || c->s->tokens[i].upos == ATT_VERB || c->s->tokens[i].upos == ATT_AUX;
  return verb && t + 3 < c->s->token_count && c->s->tokens[t + 1].form[0] >= 'A' &&
         c->s->tokens[t + 1].form[0] <= 'Z';
}

/* The verb beside a quotation of the sentence; ATT_NO_TOKEN. */
static uint32_t verb_beside(const att_clause *c, uint32_t *ret_subject) {
  for (uint32_t t = 0; t + 1 < c->s->token_count; t++) {
    uint32_t verb = ATT_NO_TOKEN;
    bool comma = is(c, t + 1, ",");
    if (is_closing(c, t) && t > 1 &&
        (comma || is(c, t - 1, ",") || is(c, t - 1, "?") || is(c, t - 1, "!"))) {
      uint32_t from = t + 1 + comma;
      bool first = from < c->s->token_count && is_finite(c, from);
      *ret_subject = first ? subject_behind(c, from) : ATT_NO_TOKEN;
      verb = !first && from < c->s->token_count ? verb_behind(c, from, ret_subject)
             : *ret_subject != ATT_NO_TOKEN     ? from
                                                : ATT_NO_TOKEN;
    } else if (is_opening(c, t) && t > 1 && (is(c, t - 1, ":") || is(c, t - 1, ",")) &&
               opens_sentence(c, t)) {
      verb = verb_before(c, t - 1, ret_subject);
    }
    if (verb != ATT_NO_TOKEN)
      return verb;
  }
  return ATT_NO_TOKEN;
}

bool att_said_beside(const att_clause *c) {
  uint32_t subject, verb = verb_beside(c, &subject);
  if (verb == ATT_NO_TOKEN)
    return false;
  for (size_t i = 0; att_statements_in(c->facts, c->number, c->number, &i); i++)
    if (c->facts->statements.items[i].evidence.sentence == c->number)
      return true;
  att_indexes agents = {0};
  att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
  att_said_speakers(c, subject, &agents);
  for (uint32_t t = 0; t < c->s->token_count && what.topics.count == 0; t++)
    if (c->s->tokens[t].upos == ATT_VERB && c->s->notes[t].quoted)
      att_said_topics(c, t, &what.topics);
  att_said_add(c, verb, &agents, &what);
  return true;
}
