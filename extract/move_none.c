/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of moves that tell of none: what is asked, recurs, or was so time and again.
 */
#include <string.h>

#include "extract/is.h"
#include "extract/move.h"

static bool is_verb(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_VERB;
}

/* "explained why the facility was created", "drawn on where X will take place" */
static bool is_asked(const att_clause *c, uint32_t t) {
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  bool content = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_CCOMP ||
                 (mark != ATT_NO_TOKEN && (is(c, mark, "on") || is(c, mark, "of")));
  for (uint32_t i = 0; i < t; i++)
    if ((c->s->tokens[i].head == t + 1 || c->s->tokens[t].head == i + 1) &&
        (is(c, i, "why") || is(c, i, "how") ||
         (content && (is(c, i, "where") || is(c, i, "whether")))))
      return true;
  return false;
}

/* "is held every two years": of no edition. */
static bool is_recurrent(const att_clause *c, uint32_t t) {
  bool present =
      strcmp(c->s->tokens[t].xpos, "VBZ") == 0 || strcmp(c->s->tokens[t].xpos, "VBP") == 0;
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if ((i == t && present) ||
        (c->s->tokens[i].head == t + 1 && (is(c, i, "is") || is(c, i, "are") || is(c, i, "been"))))
      for (uint32_t k = t + 1; k < c->s->token_count && k < t + 5; k++)
        if (att_clause_word(c, ATT_WORD_RECURRENT, c->s->tokens[k].form))
          return true;
  return false;
}

/* "have run for two decades"; "the third time that they have held X": of editions before. */
static bool is_of_many(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t), span = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  if (head != ATT_NO_TOKEN && c->s->tokens[t].rel == ATT_ACL_RELCL && is(c, head, "time"))
    return true;
  bool perfect = false;
  for (uint32_t i = 0; i < t; i++)
    perfect = perfect || (c->s->tokens[i].head == t + 1 && (is(c, i, "has") || is(c, i, "have")));
  return perfect && span != ATT_NO_TOKEN &&
         (strcmp(c->s->tokens[span].lemma, "decade") == 0 ||
          strcmp(c->s->tokens[span].lemma, "year") == 0);
}

/* "the biggest since the exercise began in 1991": when its series did. */
static bool is_since(const att_clause *c, uint32_t t) {
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  return is_verb(c, t) && mark != ATT_NO_TOKEN && is(c, mark, "since");
}

/* "the anniversary of the establishment of X", "since the creation of X" */
static bool is_of_anniversary(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  return !is_verb(c, t) && ((head != ATT_NO_TOKEN && is(c, head, "anniversary")) ||
                            (word != ATT_NO_TOKEN && is(c, word, "since")));
}

/* "Malawi's selection as host of X", "its role as host of X": what is said of its hosting. */
static bool is_host_of_old(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  return !is_verb(c, t) && ((head != ATT_NO_TOKEN && is(c, head, "role")) ||
                            (t > 1 && is(c, t - 1, "as") && is(c, t - 2, "role")));
}

/* "has taken part in X since 1960": of editions before. */
static bool is_partaking_of_old(const att_clause *c, uint32_t t) {
  bool perfect = false, since = false;
  bool part = is(c, t + 1, "part") || strcmp(c->s->tokens[t].lemma, "participate") == 0;
  for (uint32_t i = 0; i < t; i++)
    perfect = perfect || (c->s->tokens[i].head == t + 1 && (is(c, i, "has") || is(c, i, "have")));
  for (uint32_t i = t + 1; part && perfect && i < c->s->token_count; i++)
    since = since || is(c, i, "since");
  return since;
}

/* "key defence establishments", "missile launches": no launch of anything named. */
static bool is_plural_act(const att_clause *c, uint32_t t, const char *action) {
  return strcmp(action, "launch") == 0 && strcmp(c->s->tokens[t].xpos, "NNS") == 0;
}

/* "X will continue to work with partners": what goes on is its work, as ever. */
static bool is_other_work(const att_clause *c, uint32_t t) {
  uint32_t work = att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN);
  const char *lemma = work != ATT_NO_TOKEN ? c->s->tokens[work].lemma : "";
  return strcmp(c->s->tokens[t].lemma, "continue") == 0 && work != ATT_NO_TOKEN &&
         c->s->tokens[work].upos == ATT_VERB &&
         !att_lexicon_tells(c->facts->lexicon, lemma, true, "move") &&
         strcmp(lemma, "operate") != 0 && strcmp(lemma, "be") != 0;
}

/* "ready to extend a Line of Credit": what is offered is not prolonged. */
static bool is_offer(const att_clause *c, uint32_t t) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t article = object != ATT_NO_TOKEN ? att_clause_child(c, object, ATT_DET_REL, ATT_NO_TOKEN)
                                            : ATT_NO_TOKEN;
  return strcmp(c->s->tokens[t].lemma, "extend") == 0 && article != ATT_NO_TOKEN &&
         (is(c, article, "a") || is(c, article, "an"));
}

bool att_move_is_none(const att_clause *c, uint32_t t, const char *action) {
  return is_recurrent(c, t) ||
         (is_verb(c, t) && (is_offer(c, t) || is_of_many(c, t) || is_partaking_of_old(c, t) ||
                            is_other_work(c, t))) ||
         is_asked(c, t) || is_of_anniversary(c, t) || is_host_of_old(c, t) ||
         is_plural_act(c, t, action) || (att_move_kind(action) == 1 && is_since(c, t));
}
