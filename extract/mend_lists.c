/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees where the second of two phrases has been joined to what is inside the first.
 */
#include <string.h>

#include "extract/mend.h"

static bool is_joined(const att_sentence *s, uint32_t t) {
  return att_rel_base((att_rel)s->tokens[t].rel) == ATT_CONJ && s->tokens[t].head != 0 &&
         s->tokens[t].head <= t;
}

/* "met with A of the Embassy and with | B": joined to what has the same preposition before it. */
static void mend_same_preposition(att_sentence *s, uint32_t t) {
  static const char *const WORDS[] = {"with", "to", "by", "from", "between", NULL};
  enum { DEPTH = 4 };
  uint32_t own = att_mend_preposition(s, t);
  if (own == ATT_NO_TOKEN || own == 0 || s->tokens[own - 1].upos != ATT_CCONJ ||
      !att_one_of(s->tokens[own].form, WORDS))
    return;
  uint32_t up = s->tokens[t].head;
  for (unsigned depth = 0; depth < DEPTH && up != 0 && up <= t; depth++) {
    uint32_t word = att_mend_preposition(s, up - 1);
    if (word != ATT_NO_TOKEN && att_is_word(s->tokens[word].form, s->tokens[own].form)) {
      s->tokens[t].head = up;
      return;
    }
    if (s->tokens[up - 1].upos == ATT_VERB)
      return;
    up = s->tokens[up - 1].head;
  }
}

/* The participle behind the delegation that says who leads it: "a delegation led by A". */
static bool is_led(const att_lexicon *lexicon, const att_sentence *s, uint32_t t) {
  return att_rel_base((att_rel)s->tokens[t].rel) == ATT_ACL && s->tokens[t].head != 0 &&
         att_lexicon_word(lexicon, ATT_WORD_LEADING, s->tokens[t].lemma) &&
         att_lexicon_word(lexicon, ATT_WORD_DELEGATION, s->tokens[s->tokens[t].head - 1].lemma);
}

/* "a delegation led by A and a | team headed by B": the second is no leader of the first. */
static void mend_second_delegation(const att_lexicon *lexicon, att_sentence *s, uint32_t t) {
  uint32_t verb = s->tokens[s->tokens[t].head - 1].head;
  if (verb != 0 && verb <= t && is_led(lexicon, s, verb - 1) &&
      att_lexicon_word(lexicon, ATT_WORD_DELEGATION, s->tokens[t].lemma))
    s->tokens[t].head = s->tokens[verb - 1].head;
}

/* "in honour of visiting General A B": the participle is the name's, which stands behind "of". */
static void mend_visiting(const att_lexicon *lexicon, att_sentence *s, uint32_t t) {
  att_token *word = &s->tokens[t];
  uint32_t object = ATT_NO_TOKEN;
  if (strcmp(word->xpos, "VBG") != 0 || word->rel != ATT_ACL || word->head == 0 || t == 0 ||
      !att_is_word(s->tokens[t - 1].form, "of") || s->tokens[t - 1].head != t + 1 ||
      !att_lexicon_word(lexicon, ATT_WORD_NOT_IN_TITLE, word->form))
    return;
  for (uint32_t i = t + 1; i < s->token_count && object == ATT_NO_TOKEN; i++)
    if (s->tokens[i].head == t + 1 && s->tokens[i].rel == ATT_OBJ)
      object = i;
  if (object == ATT_NO_TOKEN)
    return;
  s->tokens[object].head = word->head;
  s->tokens[object].rel = ATT_NMOD;
  for (uint32_t i = 0; i < s->token_count; i++)
    if (s->tokens[i].head == t + 1)
      s->tokens[i].head = object + 1;
  s->tokens[t - 1].rel = ATT_CASE;
  word->head = object + 1;
  word->rel = ATT_AMOD;
}

/* "A, who is travelling with the deputy, | B, met C": B is the deputy, and not A. */
static void mend_beside_relative(const att_facts *f, uint32_t sentence, att_sentence *s,
                                 uint32_t t) {
  const att_mention *name = att_mend_named(f, sentence, t);
  uint32_t up = s->tokens[t].head;
  if (s->tokens[t].rel != ATT_APPOS || up == 0 || up > t || !att_mend_is_person(f, name) ||
      !att_mend_is_person(f, att_mend_named(f, sentence, up - 1)) || name->title_first < 2 ||
      !att_is_word(s->tokens[name->title_first - 1].form, ","))
    return;
  uint32_t noun = name->title_first - 2;
  bool relative = false;
  for (uint32_t i = up; i < noun; i++)
    relative = relative || (s->tokens[i].head == up && s->tokens[i].rel == ATT_ACL_RELCL);
  if (relative && strcmp(s->tokens[noun].xpos, "NN") == 0 && f->owner[sentence][noun] == 0)
    s->tokens[t].head = noun + 1;
}

/* "Talks were held between the minister of X, A, and the minister of Y": the second side goes with
 * the first, and not with what stands before "between". */
static void mend_second_side(att_sentence *s, uint32_t t) {
  uint32_t up = s->tokens[t].head, between = t, word = t - 1;
  while (word > up && s->tokens[word].head == t + 1 && s->tokens[word].upos != ATT_CCONJ)
    word--;
  while (between >= up && !att_is_word(s->tokens[between].form, "between"))
    between--;
  uint32_t side = s->tokens[between].head - 1; /* of the first side */
  if (between < up || s->tokens[between].rel != ATT_CASE || side <= between || side >= t ||
      s->tokens[side].head != up || !att_is_word(s->tokens[word].form, "and"))
    return;
  for (uint32_t i = side + 1; i < t; i++)
    if (s->tokens[i].head == side + 1 && att_rel_base((att_rel)s->tokens[i].rel) == ATT_CONJ)
      return;
  for (uint32_t i = side + 1; i <= t; i++)
    if (s->tokens[i].head == up && (i == t || s->tokens[i].rel == ATT_APPOS))
      s->tokens[i].head = side + 1;
}

void att_mend_lists(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++) {
    mend_visiting(f->lexicon, s, t);
    mend_beside_relative(f, sentence, s, t);
    if (!is_joined(s, t))
      continue;
    mend_same_preposition(s, t);
    mend_second_delegation(f->lexicon, s, t);
    mend_second_side(s, t);
  }
}
