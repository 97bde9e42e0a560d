/* SPDX-License-Identifier: Apache-2.0
 *
 * Topics: the names of what a noun phrase, and the list that it begins, is about. Read along the
 * words, since lists of phrases with modifiers are where trees fail most: phrases between commas
 * and "and", each named by its nouns and their modifiers, and at more length with its first
 * prepositional phrase.
 */
#include <string.h>

#include "extract/argument.h"

typedef struct {
  const att_clause *c;
  att_strings *topics;
  uint32_t end; /* of the clause: no token from here on */
} reading;

static bool is(const reading *k, uint32_t t, const char *word) {
  return t < k->end && strcasecmp(k->c->s->tokens[t].form, word) == 0;
}

static bool one_of(const char *word, const char *const *list) {
  for (; *list != NULL; list++)
    if (strcasecmp(*list, word) == 0)
      return true;
  return false;
}

/* Heads that say nothing: what they are of is the topic. */
static bool is_person(const reading *k, uint32_t t) {
  uint32_t m = k->c->facts->owner[k->c->number][t];
  return m != 0 &&
         k->c->facts->nodes.items[k->c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PERSON;
}

static bool is_nominal(const reading *k, uint32_t t) {
  const att_token *token = &k->c->s->tokens[t];
  return token->upos == ATT_NOUN || token->upos == ATT_PROPN;
}

/* May the token stand in a noun phrase's middle? */
static bool is_inside(const reading *k, uint32_t t) {
  if (t >= k->end || is_person(k, t))
    return false;
  const att_token *token = &k->c->s->tokens[t];
  if (is_nominal(k, t) || token->upos == ATT_ADJ || token->upos == ATT_NUM)
    return true;
  if (k->c->facts->owner[k->c->number][t] != 0 && token->upos != ATT_PUNCT)
    return true;
  if (is(k, t, "-") || is(k, t, "/") || is(k, t, "&") || is(k, t, "'s") ||
      is(k, t, "\xe2\x80\x99s") || is(k, t, "\xe2\x80\x93"))
    return t + 1 < k->end && !k->c->s->tokens[t - (t > 0)].space_after;
  bool participle = strcmp(token->xpos, "VBG") == 0 || strcmp(token->xpos, "VBN") == 0;
  return participle && t + 1 < k->end &&
         (is_nominal(k, t + 1) || k->c->s->tokens[t + 1].upos == ATT_ADJ);
}

static uint32_t skip_determiners(const reading *k, uint32_t t) {
  for (; t < k->end; t++) {
    const att_token *token = &k->c->s->tokens[t];
    bool open = token->upos == ATT_DET || strcmp(token->xpos, "PRP$") == 0 ||
                att_clause_word(k->c, ATT_WORD_VAGUE, token->form) || is(k, t, "\"") ||
                is(k, t, "\xe2\x80\x9c") || is(k, t, "also") || is(k, t, "both");
    if (!open)
      return t;
  }
  return t;
}

/* The last noun of the phrase that begins at `first`; ATT_NO_TOKEN if none does. */
static uint32_t head_of(const reading *k, uint32_t first, uint32_t *ret_next) {
  uint32_t head = ATT_NO_TOKEN, t = first;
  for (; is_inside(k, t) && t < first + 9; t++)
    if (is_nominal(k, t) || k->c->facts->owner[k->c->number][t] != 0)
      head = t;
  if (head == ATT_NO_TOKEN && t > first && k->c->s->tokens[t - 1].upos == ATT_ADJ)
    head = t - 1;
  *ret_next = t;
  return head;
}

static bool is_preposition(const reading *k, uint32_t t) {
  static const char *const WORDS[] = {
      "of",      "in",     "on",    "for",     "from",   "with",   "to",   "between", "against",
      "at",      "across", "among", "towards", "toward", "by",     "over", "about",   "under",
      "through", "into",   "along", "around",  "near",   "within", NULL};
  return t < k->end && one_of(k->c->s->tokens[t].form, WORDS) &&
         k->c->s->tokens[t].upos != ATT_PART;
}

static void add(const reading *k, uint32_t first, uint32_t last, uint32_t longer) {
  att_facts *f = k->c->facts;
  const att_token *head = &k->c->s->tokens[last];
  uint32_t end;
  bool role =
      att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k->c->s, first, &end) != NULL && end == last;
  if (att_clause_word(k->c, ATT_WORD_NO_TOPIC, head->lemma) || last - first > 8 || role)
    return;
  bool bare = first == last && longer > last && is(k, last + 1, "of"); /* protection of cables */
  const char *text = att_facts_text(f, k->c->number, first, bare ? longer : last);
  if (strlen(text) < 3 || strchr(text, '"') != NULL)
    return;
  att_strings_add(
      f->arena, k->topics,
      att_arena_format(f->arena, "%s\n%s", text, att_facts_text(f, k->c->number, first, longer)));
}

/* Behind a comma or "and": does the list go on at `t`? */
static bool goes_on(const reading *k, uint32_t t) {
  t = skip_determiners(k, t);
  if (t >= k->end || is_person(k, t))
    return false;
  const att_token *token = &k->c->s->tokens[t];
  return is_inside(k, t) || strcmp(token->xpos, "VBG") == 0;
}

/* Past a comma, "and", "as well as", "including"; the same token where no separator stands. */
static uint32_t skip_separator(const reading *k, uint32_t t) {
  uint32_t from = t;
  if (is(k, t, ",") || is(k, t, ";"))
    t++;
  if (is(k, t, "and") || is(k, t, "or") || is(k, t, "plus") || is(k, t, "including") ||
      is(k, t, ":") || is(k, t, "namely"))
    t++;
  else if (is(k, t, "as") && is(k, t + 1, "well") && is(k, t + 2, "as"))
    t += 3;
  else if (is(k, t, "such") && is(k, t + 1, "as"))
    t += 2;
  else if (is(k, t, "along") && is(k, t + 1, "with"))
    t += 2;
  if (is(k, t, "including"))
    t++;
  return t > from && goes_on(k, t) ? t : from;
}

/* One phrase of the list; the token behind it. */
static uint32_t read_phrase(const reading *k, uint32_t t, unsigned depth) {
  uint32_t first = skip_determiners(k, t), next = first, start = first;
  if (first < k->end && strcmp(k->c->s->tokens[first].xpos, "VBG") == 0 && !is_inside(k, first))
    first = skip_determiners(k, first + 1); /* "improving border security" */
  uint32_t head = head_of(k, first, &next);
  bool gerund = start < first && first == start + 1;
  if (head == ATT_NO_TOKEN && gerund &&
      (first >= k->end || is(k, first, ",") || is(k, first, "and"))) {
    add(k, start, start, start); /* "patrolling" */
    return first;
  }
  if (head == ATT_NO_TOKEN || depth > 6)
    return t;
  bool hollow = att_clause_word(k->c, ATT_WORD_HOLLOW, k->c->s->tokens[head].lemma);
  uint32_t longer = head, after = head + 1 > next ? head + 1 : next;
  if (is(k, after, "(")) /* an acronym */
    while (after < k->end && !is(k, after++, ")"))
      ;
  if (hollow && is(k, after, "to") && after + 1 < k->end) { /* ways to enhance X */
    uint32_t deeper = read_phrase(k, after + 2, depth + 1);
    return deeper > after + 2 ? deeper : after;
  }
  for (unsigned phrases = 0; is_preposition(k, after) && phrases < 3; phrases++) {
    uint32_t inner = skip_determiners(k, after + 1), inner_next;
    if (hollow)
      return read_phrase(k, after + 1, depth + 1);
    uint32_t inner_head = head_of(k, inner, &inner_next);
    if (inner_head == ATT_NO_TOKEN)
      break;
    if (phrases == 0)
      longer = inner_head;
    after = inner_next;
  }
  bool named = k->c->facts->owner[k->c->number][head] != 0;
  if (hollow && head > first && is_nominal(k, head - 1))
    named = true; /* "training opportunities" */
  if (!hollow || named || depth > 0)
    add(k, start < first ? first : start, head, longer);
  if (after + 1 < k->end && is(k, after + 1, "on") &&
      (is(k, after, "focused") || is(k, after, "centered") || is(k, after, "based"))) {
    uint32_t deeper = read_phrase(k, after + 2, depth + 1);
    return deeper > after + 2 ? deeper : after;
  }
  return after;
}

/* The token at which the clause ends that `t` stands in. */
static uint32_t clause_end(const att_clause *c, uint32_t t) {
  static const char *const STOPS[] = {".",       "?",      "!",         "which",  "who",
                                      "while",   "that",   "when",      "before", "after",
                                      "because", "saying", "according", NULL};
  for (; t < c->s->token_count; t++) {
    const att_token *token = &c->s->tokens[t];
    bool finite = token->upos == ATT_AUX || strcmp(token->xpos, "VBD") == 0 ||
                  strcmp(token->xpos, "VBZ") == 0 || strcmp(token->xpos, "VBP") == 0 ||
                  strcmp(token->xpos, "MD") == 0;
    if (finite || one_of(token->form, STOPS) || strcmp(token->form, "\xe2\x80\x9d") == 0)
      return t;
  }
  return t;
}

void att_clause_topics(const att_clause *c, uint32_t t, att_strings *topics) {
  uint32_t first = t;
  if (c->s->tokens[t].upos == ATT_VERB || c->s->tokens[t].upos == ATT_AUX) {
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
    if (object == ATT_NO_TOKEN)
      object = att_clause_child(c, t, ATT_OBL, ATT_NO_TOKEN);
    if (object == ATT_NO_TOKEN || object < t)
      return;
    t = first = object;
  }
  while (first > 0 && t - first < 8) { /* the phrase's modifiers */
    const att_token *token = &c->s->tokens[first - 1];
    att_rel rel = att_rel_base((att_rel)token->rel);
    bool under = token->head >= first && token->head <= t + 1;
    if (!under || rel == ATT_CASE || rel == ATT_CC || rel == ATT_NSUBJ || rel == ATT_MARK ||
        token->upos == ATT_VERB)
      break;
    first--;
  }
  reading k = {c, topics, clause_end(c, t + 1)};
  for (uint32_t at = first; at < k.end;) {
    uint32_t next = read_phrase(&k, at, 0);
    if (next == at)
      return;
    at = skip_separator(&k, next);
    if (at == next)
      return;
  }
}
