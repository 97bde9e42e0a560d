/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees where "and" joins a verb to the wrong word.
 */
#include <string.h>

#include "extract/mend.h"

static const char *carried(const att_lexicon *lexicon, const att_token *noun) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(lexicon, noun->lemma, false, frame)) != NULL)
    if (att_is_word(frame->frame, "say"))
      return frame->value;
  return NULL;
}

static bool conveys(const att_lexicon *lexicon, const att_token *verb) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(lexicon, verb->lemma, true, frame)) != NULL)
    if (att_is_word(frame->frame, "convey") ||
        (att_is_word(frame->frame, "say") && att_is_word(frame->value, "affirm")))
      return true;
  return false;
}

/* Is it a verb of speech: "thanked", "said"? */
static bool carries_words(const att_lexicon *lexicon, const att_token *verb) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(lexicon, verb->lemma, true, frame)) != NULL)
    if (att_is_word(frame->frame, "say"))
      return true;
  return false;
}

/* "A thanked B for his help and voiced concern": no participle before the noun, but the sentence's
 * second verb. */
void att_mend_second_verb(const att_lexicon *lexicon, att_sentence *s) {
  uint32_t root = 0;
  while (root < s->token_count && s->tokens[root].head != 0)
    root++;
  if (root == s->token_count || s->tokens[root].upos != ATT_VERB ||
      !att_is_word(s->tokens[root].xpos, "VBD"))
    return;
  for (uint32_t t = root + 2; t + 1 < s->token_count; t++) {
    att_token *verb = &s->tokens[t], *noun = &s->tokens[t + 1];
    if (!att_is_word(s->tokens[t - 1].form, "and") || !att_is_word(verb->xpos, "VBN") ||
        att_rel_base((att_rel)verb->rel) != ATT_AMOD || noun->upos != ATT_NOUN ||
        verb->head != t + 2 || !conveys(lexicon, verb) || carried(lexicon, noun) == NULL)
      continue;
    verb->xpos = "VBD";
    verb->head = root + 1;
    verb->rel = ATT_CONJ;
    noun->head = t + 1;
    noun->rel = ATT_OBJ;
  }
}

/* "is manned by a crew of 90 and | commanded by A B": a participle with an agent of its own is
 * joined to the verb, not to that verb's agent. */
void att_mend_second_participle(att_sentence *s) {
  for (uint32_t t = 3; t + 1 < s->token_count; t++) {
    att_token *second = &s->tokens[t];
    uint32_t agent = second->head;
    if (second->rel != ATT_CONJ || !att_is_word(second->xpos, "VBN") || agent == 0 || agent > t ||
        !att_is_word(s->tokens[t + 1].form, "by") || s->tokens[agent - 1].head == 0 ||
        s->tokens[agent - 1].upos == ATT_VERB)
      continue;
    const att_token *verb = &s->tokens[s->tokens[agent - 1].head - 1];
    if (att_rel_base((att_rel)s->tokens[agent - 1].rel) == ATT_OBL &&
        att_is_word(verb->xpos, "VBN"))
      second->head = s->tokens[agent - 1].head;
  }
}

/* "explored the resumption of X and co-hosting Y": the gerund behind "and" goes with the object,
 * not with a verb that has a tense. */
void att_mend_gerund(att_sentence *s) {
  for (uint32_t t = 2; t < s->token_count; t++) {
    att_token *gerund = &s->tokens[t];
    uint32_t verb = gerund->head;
    if (strcmp(gerund->xpos, "VBG") != 0 || gerund->rel != ATT_CONJ || verb == 0 || verb > t ||
        s->tokens[t - 1].upos != ATT_CCONJ || s->tokens[verb - 1].upos != ATT_VERB ||
        strcmp(s->tokens[verb - 1].xpos, "VBG") == 0)
      continue;
    uint32_t object = ATT_NO_TOKEN;
    bool clause = false; /* "met B, discussing X and visiting Y" */
    for (uint32_t i = verb; i < t; i++) {
      clause = clause || s->tokens[i].upos == ATT_VERB;
      if (s->tokens[i].head == verb && s->tokens[i].rel == ATT_OBJ)
        object = i;
    }
    if (object != ATT_NO_TOKEN && !clause)
      gerund->head = object + 1;
  }
}

/* "and incoming Commander A B": no verb with an object. */
void att_mend_incoming(att_sentence *s) {
  for (uint32_t t = 0; t + 1 < s->token_count; t++) {
    att_token *word = &s->tokens[t];
    uint32_t object = t + 1;
    if (word->upos != ATT_VERB ||
        !(att_is_word(word->form, "incoming") || att_is_word(word->form, "outgoing")))
      continue;
    while (object < s->token_count && !(s->tokens[object].head == t + 1 &&
                                        att_rel_base((att_rel)s->tokens[object].rel) == ATT_OBJ))
      object++;
    if (object == s->token_count)
      continue;
    for (uint32_t i = 0; i < s->token_count; i++)
      if (s->tokens[i].head == t + 1 && i != object)
        s->tokens[i].head = object + 1;
    s->tokens[object].head = word->head;
    s->tokens[object].rel = word->rel;
    word->head = object + 1;
    word->rel = ATT_AMOD;
    word->upos = ATT_ADJ;
  }
}

/* "thanked B for the radars it gave C, | saying these helped": whoever thanked says so. */
void att_mend_saying(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 2; t + 1 < s->token_count; t++) {
    att_token *word = &s->tokens[t];
    uint32_t over = word->head, verb, steps = 0;
    if (!att_is_word(word->form, "saying") || !att_is_word(s->tokens[t - 1].form, ",") ||
        over == 0 || over > t || s->tokens[over - 1].rel != ATT_ACL_RELCL)
      continue;
    for (verb = s->tokens[over - 1].head;
         verb != 0 && s->tokens[verb - 1].upos != ATT_VERB && steps++ < s->token_count;)
      verb = s->tokens[verb - 1].head;
    if (verb != 0 && verb < over && carries_words(lexicon, &s->tokens[verb - 1]))
      word->head = verb;
  }
}

/* "Welcoming the guests, A said": a participle whose lemma is its own form, lemmatized as the verb
 * that the tables know. */
void att_mend_participle(const att_facts *f, att_sentence *s) {
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_token *verb = &s->tokens[t];
    size_t size = strlen(verb->lemma);
    if (verb->upos != ATT_VERB || !att_is_word(verb->xpos, "VBG") || size < 6 ||
        att_rel_base((att_rel)verb->rel) != ATT_ADVCL ||
        strcmp(verb->lemma + size - 3, "ing") != 0 || !att_same_word(verb->lemma, verb->form))
      continue;
    for (int e = 0; e < 2; e++) {
      const char *stem =
          att_arena_format(f->arena, "%.*s%s", (int)size - 3, verb->lemma, e ? "e" : "");
      if (att_lexicon_frame(f->lexicon, stem, true, NULL) != NULL) {
        verb->lemma = stem;
        break;
      }
    }
  }
}
