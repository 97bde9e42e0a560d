/* SPDX-License-Identifier: Apache-2.0
 *
 * What a common noun stands for, of the initiatives that an article has named: "the next edition",
 * "the seventh round of talks", "the programme".
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/move.h"

/* Is the node an undertaking, or a body whose sessions are one? */
bool att_move_is_initiative(const att_node *node) {
  return node->kind == ATT_NODE_INITIATIVE || node->forum || node->mission;
}

/* "the 2025 edition" */
bool att_move_is_later_year(const att_clause *c, uint32_t t) {
  const char *year = t > 0 ? c->s->tokens[t - 1].form : "", *date = c->facts->date;
  return strlen(year) == 4 && strspn(year, "0123456789") == 4 &&
         (date == NULL || strncmp(year, date, 4) > 0);
}

/* Does the name hold the noun, "the programme" of X Program? */
static bool is_called(const att_node *node, const char *noun) {
  for (const char *at = node->name; at != NULL; at = strchr(at, ' ')) {
    at += *at == ' ';
    if (strncasecmp(at, noun, strlen(noun) < 7 ? strlen(noun) : 7) == 0)
      return true;
  }
  return false;
}

/* "the next conference", "the seventh round of talks", "the next one", "the conference next year"
 */
static bool is_numbered(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (is(c, i, "next") || att_clause_word(c, ATT_WORD_ORDINAL, c->s->tokens[i].form))
      return true;
  return is(c, t + 1, "next") || (t > 0 && att_move_is_later_year(c, t));
}

/* "the group's first session", "the session of the commission": of something that it names. */
static bool has_owner(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    uint32_t word = att_clause_child(c, i, ATT_CASE, ATT_NO_TOKEN);
    if (c->s->tokens[i].head == t + 1 &&
        (c->s->tokens[i].rel == ATT_NMOD_POSS ||
         (word != ATT_NO_TOKEN && is(c, word, "of") && strcmp(c->s->tokens[i].lemma, "talk") != 0)))
      return !(is(c, i, "its") || is(c, i, "year"));
  }
  return false;
}

/* What a noun may stand for, of the initiatives that the article has named: editions of exercises
 * and forums, forums of that noun, any that meet in sessions, papers and programmes. */
typedef enum { OF_NONE, OF_EDITION, OF_FORUM, OF_SESSION, OF_CLASS } kind_of_series;

/* "The conference was co-hosted by A and B" */
static bool is_hosted(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  return t > 0 && is(c, t - 1, "the") && c->s->tokens[t].rel == ATT_NSUBJ_PASS &&
         verb != ATT_NO_TOKEN &&
         (is(c, verb, "hosted") || is(c, verb, "cohosted") || is(c, verb, "co-hosted"));
}

static kind_of_series kind_of(const att_clause *c, uint32_t t, const att_lex_entry *head) {
  const att_token *noun = &c->s->tokens[t];
  bool named = noun->upos == ATT_NOUN || (noun->upos == ATT_PROPN && is_numbered(c, t));
  if (c->facts->owner[c->number][t] != 0 || (!named && !is(c, t, "one")))
    return OF_NONE;
  if (noun->upos == ATT_NOUN && att_clause_word(c, ATT_WORD_EDITION, noun->lemma)) {
    uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN); /* "the edition of his book" */
    const att_lex_entry *own =
        of != ATT_NO_TOKEN
            ? att_lexicon_find(c->facts->lexicon, ATT_LEX_INITIATIVE_HEAD, c->s->tokens[of].lemma)
            : NULL;
    return of == ATT_NO_TOKEN || own != NULL || c->facts->owner[c->number][of] != 0 ||
                   c->s->tokens[of].upos == ATT_PRON
               ? OF_EDITION
               : OF_NONE;
  }
  if (att_clause_word(c, ATT_WORD_SESSION, noun->lemma) && is_numbered(c, t))
    return has_owner(c, t) || is(c, t - 1, "annual") || is(c, t - 1, "first") ? OF_NONE
                                                                              : OF_SESSION;
  if (head == NULL || head->type == NULL)
    return OF_NONE;
  if (strcmp(head->type, "Forum") == 0)
    return is_numbered(c, t) ? OF_FORUM : is_hosted(c, t) ? OF_CLASS : OF_NONE;
  return noun->upos == ATT_NOUN && strcmp(head->type, "ExerciseSeries") != 0 && t > 0 &&
                 is(c, t - 1, "the")
             ? OF_CLASS
             : OF_NONE;
}

static bool may_mean(const att_clause *c, const att_mention *m, uint32_t t, kind_of_series kind,
                     const att_lex_entry *head) {
  const att_node *n = &c->facts->nodes.items[m->node];
  const char *class_name = att_move_is_initiative(n) ? att_move_class(n) : NULL;
  if (class_name == NULL || m->sentence > c->number)
    return false;
  bool forum = strcmp(class_name, "Forum") == 0;
  switch (kind) {
  case OF_EDITION:
    return forum || strcmp(class_name, "ExerciseSeries") == 0;
  case OF_FORUM:
    return forum && is_called(n, c->s->tokens[t].form);
  case OF_SESSION:
    return forum || (is(c, t, "one") && strcmp(class_name, "ExerciseSeries") == 0);
  case OF_CLASS:
    return strcmp(class_name, head->type) == 0 && is_called(n, c->s->tokens[t].form) &&
           c->number - m->sentence < 3;
  case OF_NONE:
    break;
  }
  return false;
}

/* How often it is named, up to that mention and not far from it. */
static size_t mentions_of(const att_facts *f, uint32_t node, size_t last) {
  enum { NEAR = 100 };
  size_t count = 0;
  for (size_t i = last > NEAR ? last - NEAR : 0; i <= last; i++)
    count += f->mentions.items[i].node == node;
  return count;
}

/* "will hold the seventh symposium": the series whose edition the noun means; ATT_NO_ENTITY. */
uint32_t att_move_series(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  const att_lex_entry *head = att_lexicon_at(f->lexicon, ATT_LEX_INITIATIVE_HEAD, c->s, t);
  kind_of_series kind = kind_of(c, t, head);
  if (kind == OF_NONE)
    return ATT_NO_ENTITY;
  bool definite = false;
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t; i++)
    definite = definite || is(c, i, "the") || is(c, i, "this") || is(c, i, "next");
  uint32_t found = ATT_NO_ENTITY;
  size_t most = 0;
  bool by_name = false;
  for (size_t i = 0; definite && att_mentions_in(f, att_reach_first(c->number), c->number, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    bool called = kind == OF_EDITION && is_called(&f->nodes.items[m->node], c->s->tokens[t].form);
    if (!may_mean(c, m, t, kind, head) || (by_name && !called))
      continue;
    size_t count = kind == OF_SESSION ? mentions_of(f, m->node, i) : 0;
    if (count < most)
      continue; /* the next round of what the article is about */
    found = m->node;
    most = count;
    by_name = called;
  }
  return found;
}

/* "The patrol is held under the X Agreement": is something that is held, without a name, the
 * sentence's subject? */
static bool is_about_event(const att_clause *c) {
  for (uint32_t t = 0; t < c->s->token_count; t++) {
    uint32_t head = att_clause_head(c, t);
    if (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ && head != ATT_NO_TOKEN &&
        c->s->tokens[head].head == 0 && c->facts->owner[c->number][t] == 0)
      return c->s->tokens[t].upos == ATT_NOUN &&
             att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "event");
  }
  return false;
}

/* "It resumes today": the exercise or forum that the sentence before, in the paragraph, is about,
 * alone of its kind there. */
static uint32_t initiative_before(const att_clause *c) {
  const att_facts *f = c->facts;
  const att_sentence *before = c->number > 0 ? &f->document->sentences.items[c->number - 1] : NULL;
  if (before == NULL || before->paragraph != c->s->paragraph)
    return ATT_NO_ENTITY;
  att_clause last = {c->facts, before, c->number - 1};
  uint32_t found = ATT_NO_ENTITY;
  for (uint32_t i = 0; i < before->token_count; i++) {
    uint32_t owner = f->owner[last.number][i];
    uint32_t node = owner != 0 ? f->mentions.items[owner - 1].node : att_move_series(&last, i);
    if (node == ATT_NO_ENTITY || !att_move_is_initiative(&f->nodes.items[node]))
      continue;
    if (found != ATT_NO_ENTITY && found != node)
      return ATT_NO_ENTITY;
    found = node;
  }
  bool paper = found != ATT_NO_ENTITY && f->nodes.items[found].class_name != NULL &&
               strcmp(f->nodes.items[found].class_name, "AgreementText") == 0;
  return paper && is_about_event(&last) ? ATT_NO_ENTITY : found;
}

/* "X began in 2016, except in 2021, when it was suspended": the initiative named before in the
 * sentence, alone of its kind there. */
uint32_t att_move_pronoun(const att_clause *c, uint32_t t) {
  if (!is(c, t, "it") || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ)
    return ATT_NO_ENTITY;
  if (t == 0)
    return initiative_before(c);
  uint32_t found = ATT_NO_ENTITY;
  for (size_t i = 0; att_mentions_in(c->facts, c->number, c->number, &i); i++) {
    const att_mention *m = &c->facts->mentions.items[i];
    if (m->sentence != c->number || m->last >= t ||
        !att_move_is_initiative(&c->facts->nodes.items[m->node]))
      continue;
    if (found != ATT_NO_ENTITY && found != m->node)
      return ATT_NO_ENTITY;
    found = m->node;
  }
  return found;
}
