/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees where something is given: who hands over what to whom.
 */
#include <stdio.h>
#include <string.h>

#include "extract/mend.h"

/* The first noun behind "hands (over)" that ends a phrase, before "to" or the end; ATT_NO_TOKEN
 * where something else than such a phrase stands there. */
static uint32_t handed_object(const att_sentence *s, uint32_t t, bool *ret_to) {
  uint32_t object = ATT_NO_TOKEN;
  *ret_to = false;
  for (uint32_t i = t; i < s->token_count && i < t + 16; i++) {
    const att_token *token = &s->tokens[i];
    if (att_is_word(token->form, "to")) {
      *ret_to = i > t && i + 1 < s->token_count && s->tokens[i + 1].upos != ATT_VERB;
      return object;
    }
    bool nominal = token->upos == ATT_NOUN || token->upos == ATT_PROPN;
    bool inside = nominal || token->upos == ATT_DET || token->upos == ATT_NUM ||
                  token->upos == ATT_ADJ || token->upos == ATT_PRON || token->upos == ATT_CCONJ ||
                  token->upos == ATT_SYM || att_is_word(token->form, "-") ||
                  att_is_word(token->form, ",") || att_is_word(token->form, "of") ||
                  strcmp(token->xpos, "VBN") == 0 || strcmp(token->xpos, "VBG") == 0;
    if (!inside || (i == t && att_is_word(token->form, ",")))
      return object;
    bool ends = i + 1 == s->token_count ||
                (s->tokens[i + 1].upos != ATT_NOUN && s->tokens[i + 1].upos != ATT_PROPN &&
                 !att_is_word(s->tokens[i + 1].form, "-"));
    if (nominal && ends && object == ATT_NO_TOKEN)
      object = i;
  }
  return object;
}

/* "A (left) hands a kit to B", "China hands over two boats": behind a name, before what is given,
 * it is no noun. */
static void mend_hands(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    att_token *verb = &s->tokens[t];
    if (verb->upos != ATT_NOUN || !att_is_word(verb->form, "hands") || verb->rel == ATT_OBJ)
      continue;
    static const char *const SIDES[] = {"right", "left", "center", "centre", NULL};
    bool side = t > 3 && att_is_word(s->tokens[t - 1].form, ",") &&
                att_one_of(s->tokens[t - 2].form, SIDES) && att_is_word(s->tokens[t - 3].form, ",");
    uint32_t who = side ? t - 4 : att_mend_word_before(s, t); /* "A, right, hands" */
    const att_mention *m = who != ATT_NO_TOKEN ? att_mend_named(f, sentence, who) : NULL;
    bool over = att_is_word(verb[1].form, "over"), to;
    uint32_t object = handed_object(s, t + 1 + over, &to);
    if (m == NULL || m->last != who || object == ATT_NO_TOKEN || (!to && !over))
      continue;
    uint32_t giver = m->first; /* the name's head */
    while (giver < m->last && s->tokens[giver].head > m->first &&
           s->tokens[giver].head <= m->last + 1 && s->tokens[giver].head != giver + 1)
      giver = s->tokens[giver].head - 1;
    uint32_t head = s->tokens[giver].head, top = head == t + 1 ? t : giver;
    if (head > t + 1) /* "A hands supplies to B": the noun is over them both */
      top = head - 1;
    uint32_t over_name = top; /* "adviser Captain A hands": the noun that the name stands beside */
    for (unsigned depth = 0; depth < 4 && top == giver && s->tokens[over_name].head != 0 &&
                             s->tokens[over_name].head <= giver;
         depth++)
      over_name = s->tokens[over_name].head - 1;
    bool beside = over_name != top && s->tokens[over_name].upos != ATT_VERB;
    if (s->tokens[over_name].head != 0 || (over_name != top && !beside))
      continue;
    verb->upos = ATT_VERB;
    verb->xpos = "VBZ";
    verb->lemma = "hand";
    verb->head = 0;
    verb->rel = ATT_ROOT;
    if (top > t)
      object = top;
    for (uint32_t i = t + 1; i < s->token_count; i++) {
      att_token *token = &s->tokens[i];
      bool own = token->head == t + 1 || token->head >= giver || token->head == over_name + 1;
      if (token->head == 0 || token->head > t + 1 || !own)
        continue;
      bool noun = token->upos == ATT_NOUN || token->upos == ATT_PROPN;
      token->head = t + 1;
      if (token->rel == ATT_CONJ && i > object)
        token->head = object + 1;
      else if (noun && att_mend_has_child(s, i, ATT_CASE))
        token->rel = ATT_OBL;
    }
    if (beside) {
      s->tokens[over_name].head = giver + 1;
      s->tokens[over_name].rel = ATT_NMOD;
    }
    s->tokens[giver].head = t + 1;
    s->tokens[giver].rel = ATT_NSUBJ;
    s->tokens[object].head = t + 1;
    s->tokens[object].rel = ATT_OBJ;
    if (over) {
      verb[1].head = t + 1;
      verb[1].rel = ATT_COMPOUND_PRT;
    }
    return;
  }
}

/* "handed over medical equipment": "over" belongs to the verb, and the noun is its object. */
static void mend_particle(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 0; t + 2 < s->token_count; t++) {
    att_token *particle = &s->tokens[t + 1];
    uint32_t noun = particle->head;
    if (s->tokens[t].upos != ATT_VERB || particle->rel != ATT_CASE || noun < t + 3 ||
        s->tokens[noun - 1].head != t + 1 || s->tokens[noun - 1].rel != ATT_OBL ||
        att_mend_has_child(s, t, ATT_OBJ))
      continue;
    char phrase[48];
    snprintf(phrase, sizeof phrase, "%s %s", s->tokens[t].lemma, particle->form);
    if (!att_lexicon_word(lexicon, ATT_WORD_PARTICLE_VERB, phrase))
      continue;
    particle->head = t + 1;
    particle->rel = ATT_COMPOUND_PRT;
    s->tokens[noun - 1].rel = ATT_OBJ;
  }
}

/* "handed over communications and training equipment": the bare noun behind a verb with its
 * particle, or the day between them, is the object. */
static void mend_bare_object(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 0; t + 2 < s->token_count; t++) {
    const att_token *verb = &s->tokens[t], *particle = verb + 1;
    char phrase[48];
    if (verb->upos != ATT_VERB || particle->rel != ATT_COMPOUND_PRT || particle->head != t + 1 ||
        att_mend_has_child(s, t, ATT_OBJ))
      continue;
    snprintf(phrase, sizeof phrase, "%s %s", verb->lemma, particle->form);
    bool known = att_lexicon_word(lexicon, ATT_WORD_PARTICLE_VERB, phrase);
    for (uint32_t i = t + 2; known && i < s->token_count && i < t + 10; i++) {
      att_token *noun = &s->tokens[i];
      bool own = noun->head == t + 1 && att_rel_base((att_rel)noun->rel) == ATT_OBL;
      if (!own || att_mend_has_child(s, i, ATT_CASE))
        continue;
      if (noun->upos == ATT_NOUN && !att_mend_has_passive_subject(s, t) &&
          !att_lexicon_word(lexicon, ATT_WORD_CALENDAR, noun->form) &&
          !att_lexicon_word(lexicon, ATT_WORD_SPAN, noun->lemma))
        noun->rel = ATT_OBJ;
      break;
    }
  }
}

/* "equipment worth $250,000 to the ministry", "valued at $250,000 to": the word belongs to the
 * noun, what stands behind it to the verb. */
static void mend_worth(att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    uint32_t verb = t - 1;
    bool valued = att_is_word(s->tokens[t].form, "valued") && s->tokens[t].rel == ATT_ACL &&
                  att_is_word(s->tokens[t + 1].form, "at");
    if ((!valued && !att_is_word(s->tokens[t].form, "worth")) || s->tokens[verb].upos != ATT_NOUN)
      continue;
    for (unsigned depth = 0; depth < 4 && s->tokens[verb].upos != ATT_VERB; depth++)
      verb = s->tokens[verb].head != 0 ? s->tokens[verb].head - 1 : verb;
    if (s->tokens[verb].upos != ATT_VERB || verb >= t)
      continue;
    if (!valued) {
      if (att_mend_is_below(s, t - 1, t)) { /* "under a contract worth" */
        s->tokens[t - 1].head = s->tokens[t].head;
        s->tokens[t - 1].rel = s->tokens[t].rel;
      }
      s->tokens[t].head = t;
      s->tokens[t].rel = ATT_AMOD;
    }
    for (uint32_t i = t + 1; i < s->token_count; i++) {
      uint32_t word = valued ? att_mend_preposition(s, i) : ATT_NO_TOKEN;
      bool to = word != ATT_NO_TOKEN && att_is_word(s->tokens[word].form, "to");
      att_rel rel = att_rel_base((att_rel)s->tokens[i].rel);
      uint32_t head = s->tokens[i].head;
      bool amount = valued && to && rel == ATT_NMOD && head > t + 1 && head <= i &&
                    (s->tokens[head - 1].upos == ATT_SYM || s->tokens[head - 1].upos == ATT_NUM);
      if ((head == t + 1 && rel == ATT_OBL && (!valued || to)) || amount) {
        s->tokens[i].head = verb + 1;
        s->tokens[i].rel = ATT_OBL;
      }
    }
  }
}

/* "handed over 14 carriers, valued at $8 million, to the X Army": what stands behind the comma that
 * ends an aside belongs to the verb of giving before it. */
static void mend_past_aside(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t word = 1; word < s->token_count; word++) {
    uint32_t i = s->tokens[word].head - 1, up = i;
    if (s->tokens[word].head == 0 || s->tokens[word].rel != ATT_CASE || i <= word ||
        !att_is_word(s->tokens[word].form, "to") || !att_is_word(s->tokens[word - 1].form, ",") ||
        att_mend_preposition(s, i) != word)
      continue;
    for (unsigned depth = 0; depth < 4 && s->tokens[up].head != 0; depth++) {
      up = s->tokens[up].head - 1;
      att_rel rel = att_rel_base((att_rel)s->tokens[up].rel);
      bool aside = up > 0 && up < word && (rel == ATT_ACL || rel == ATT_ADVCL) &&
                   att_is_word(s->tokens[up - 1].form, ",") &&
                   (strcmp(s->tokens[up].xpos, "VBN") == 0 || s->tokens[up].upos == ATT_ADJ);
      uint32_t verb = up;
      for (unsigned over = 0; over < 4 && aside && (over == 0 || s->tokens[verb].upos != ATT_VERB);
           over++)
        verb = s->tokens[verb].head != 0 ? s->tokens[verb].head - 1 : verb;
      if (!aside || verb >= up || s->tokens[verb].upos != ATT_VERB ||
          !att_lexicon_tells(lexicon, s->tokens[verb].lemma, true, "event"))
        continue;
      s->tokens[i].head = verb + 1;
      s->tokens[i].rel = ATT_OBL;
      break;
    }
  }
}

/* "offered Norway two helicopters": a name before a number or an article is no part of the noun,
 * but whom it is offered to; "promised the Kenyan engineers a course": the first of two objects. */
static void mend_recipient(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    uint32_t m = f->owner[sentence][t];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (named == NULL || named->first != t || s->tokens[t - 1].upos != ATT_VERB ||
        !att_lexicon_word(f->lexicon, ATT_WORD_GIVING, s->tokens[t - 1].lemma))
      continue;
    uint32_t behind = named->last + 1, object = s->tokens[t].head;
    bool begins = behind < s->token_count &&
                  (s->tokens[behind].upos == ATT_NUM || s->tokens[behind].upos == ATT_DET);
    if (begins && object > behind + 1 && s->tokens[object - 1].head == t &&
        att_rel_base((att_rel)s->tokens[object - 1].rel) == ATT_OBJ) {
      s->tokens[t].head = t;
      s->tokens[t].rel = ATT_IOBJ;
    }
  }
  for (uint32_t t = 0; t + 3 < s->token_count; t++) {
    uint32_t first = ATT_NO_TOKEN;
    if (s->tokens[t].upos != ATT_VERB ||
        !att_lexicon_word(f->lexicon, ATT_WORD_GIVING, s->tokens[t].lemma))
      continue;
    for (uint32_t i = t + 1; i < s->token_count && i < t + 16; i++) {
      bool own = s->tokens[i].head == t + 1, noun = s->tokens[i].upos == ATT_NOUN;
      if (own && first == ATT_NO_TOKEN && s->tokens[i].rel == ATT_OBJ) {
        if (f->owner[sentence][i] == 0 && s->tokens[i].upos != ATT_PRON &&
            !att_lexicon_word(f->lexicon, ATT_WORD_GROUP, s->tokens[i].lemma) &&
            !att_lexicon_word(f->lexicon, ATT_WORD_TROOPS, s->tokens[i].lemma))
          break;
        first = i;
      } else if (own && first != ATT_NO_TOKEN && noun &&
                 (s->tokens[i].rel == ATT_OBJ || s->tokens[i].rel == ATT_OBL_UNMARKED) &&
                 !att_is_word(s->tokens[i].lemma, "year") &&
                 !att_lexicon_word(f->lexicon, ATT_WORD_SPAN, s->tokens[i].lemma)) {
        s->tokens[first].rel = ATT_IOBJ;
        s->tokens[i].rel = ATT_OBJ;
        break;
      }
    }
  }
}

/* "explains the features of a vehicle to Lt. A B": whom it is explained to is the verb's, not the
 * vehicle's. */
static void mend_told_to(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 2; t < s->token_count; t++) {
    if (att_rel_base((att_rel)s->tokens[t].rel) != ATT_NMOD ||
        !att_mend_is_person(f, att_mend_named(f, sentence, t)))
      continue;
    uint32_t to = att_mend_preposition(s, t), up = s->tokens[t].head - 1;
    if (to == ATT_NO_TOKEN || !att_is_word(s->tokens[to].form, "to"))
      continue;
    while (up < to && s->tokens[up].head != 0 && s->tokens[up].upos != ATT_VERB)
      up = s->tokens[up].head - 1;
    if (up < to && s->tokens[up].upos == ATT_VERB &&
        att_lexicon_word(f->lexicon, ATT_WORD_EXPLAINS, s->tokens[up].lemma)) {
      s->tokens[t].head = up + 1;
      s->tokens[t].rel = ATT_OBL;
    }
  }
}

void att_mend_given(const att_facts *f, uint32_t sentence, att_sentence *s) {
  mend_told_to(f, sentence, s);
  mend_hands(f, sentence, s);
  mend_particle(f->lexicon, s);
  mend_bare_object(f->lexicon, s);
  mend_worth(s);
  mend_past_aside(f->lexicon, s);
  mend_recipient(f, sentence, s);
}
