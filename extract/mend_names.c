/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees around names: lists of them, names before commas, titles and places before them,
 * subjects and objects.
 */
#include <ctype.h>
#include <string.h>

#include "extract/index.h"
#include "extract/mend.h"

/* "A, B and C met": a person is never another's apposition. */
static void mend_list(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    if (s->tokens[t].rel != ATT_APPOS || s->tokens[t].head == 0 || !att_mend_is_person(f, m))
      continue;
    const att_mention *other = att_mend_named(f, sentence, s->tokens[t].head - 1);
    if (att_mend_is_person(f, other) && other->node != m->node)
      s->tokens[t].rel = ATT_CONJ;
  }
}

/* Puts the name in the place of the token in the tree, with the token below it. */
static void lift_name(att_sentence *s, const att_mention *m, uint32_t t, att_rel below) {
  uint32_t name = m->first;
  for (uint32_t i = m->first; i <= m->last; i++) {
    uint32_t head = s->tokens[i].head;
    if (head == 0 || head - 1 < m->first || head - 1 > m->last)
      name = i;
  }
  if (att_mend_is_below(s, t, name))
    return;
  for (uint32_t i = 0; i < s->token_count; i++)
    if (s->tokens[i].head == t + 1 && i != name && (i > m->last || i < m->title_first))
      s->tokens[i].head = name + 1;
  s->tokens[name].head = s->tokens[t].head;
  s->tokens[name].rel = s->tokens[t].rel;
  s->tokens[t].head = name + 1;
  s->tokens[t].rel = (uint8_t)below;
  for (uint32_t i = 0; i < s->token_count && s->tokens[name].rel == ATT_APPOS; i++)
    if (s->tokens[i].head == name + 1 && s->tokens[i].rel == ATT_CONJ)
      s->tokens[i].head = s->tokens[name].head; /* "the minister, A, and the chief, B" */
}

static const char *const SIDES[] = {"left", "right", "center", "centre", NULL};

/* "shakes hands with A, the minister, left, in X": who stands there has not left. */
static void mend_left(att_sentence *s) {
  for (uint32_t t = 2; t + 1 < s->token_count; t++) {
    att_token *side = &s->tokens[t];
    if (side->upos != ATT_VERB || side->head == 0 || !att_one_of(side->form, SIDES) ||
        !att_is_word(s->tokens[t - 1].form, ",") || !att_is_word(s->tokens[t + 1].form, ","))
      continue;
    for (uint32_t i = 0; i < s->token_count; i++)
      if (s->tokens[i].head == t + 1)
        s->tokens[i].head = side->head;
    side->upos = ATT_ADV;
    side->rel = ATT_ADVMOD;
  }
}

/* "Gen. A B, commander, | center, | walks with C": where he stands is no subject, the name is. */
static void mend_side(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 2; t + 1 < s->token_count; t++) {
    const att_token *side = &s->tokens[t];
    if (att_rel_base((att_rel)side->rel) != ATT_NSUBJ || side->head <= t + 1 ||
        !att_one_of(side->form, SIDES) || !att_is_word(s->tokens[t - 1].form, ",") ||
        !att_is_word(s->tokens[t + 1].form, ","))
      continue;
    const att_mention *who = NULL;
    for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
      const att_mention *m = &f->mentions.items[i];
      if (m->sentence == sentence && m->last < t && att_mend_is_person(f, m) &&
          (who == NULL || m->first > who->first))
        who = m;
    }
    bool verb = who == NULL;
    for (uint32_t i = verb ? t : who->last; i < t; i++)
      verb = verb || s->tokens[i].upos == ATT_VERB;
    if (!verb)
      lift_name(s, who, t, ATT_ADVMOD);
  }
}

/* "hosted Nordic colleagues | A B and C D": two objects are one, with the names in apposition. */
static void mend_two_objects(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t + 1);
    if (s->tokens[t].rel != ATT_OBJ || !att_is_word(s->tokens[t].xpos, "NNS") ||
        !att_mend_is_person(f, m) || m->title_first != t + 1)
      continue;
    for (uint32_t i = m->first; i <= m->last; i++)
      if (s->tokens[i].rel == ATT_OBJ && s->tokens[i].head == s->tokens[t].head) {
        s->tokens[i].head = t + 1;
        s->tokens[i].rel = ATT_APPOS;
      }
  }
}

/* "the Hon A B | MP", "| Acting Minister A B": letters behind a name and the first word of a title,
 * taken for the noun or verb over the name. */
static void mend_name_below(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != sentence || !att_mend_is_person(f, m))
      continue;
    uint32_t head = s->tokens[m->first].head, behind = m->last + 1, first = m->title_first;
    first -= first > 0 &&
             att_lexicon_word(f->lexicon, ATT_WORD_TITLE_MODIFIER, s->tokens[first - 1].form);
    if (head == behind + 1 && behind < s->token_count &&
        att_lexicon_word(f->lexicon, ATT_WORD_POST_NOMINAL, s->tokens[behind].form)) {
      lift_name(s, m, behind, ATT_FLAT);
    } else if (first < m->first && head == first + 1 && s->tokens[first].upos == ATT_VERB) {
      lift_name(s, m, first, ATT_AMOD);
      if (att_rel_base((att_rel)s->tokens[m->first].rel) == ATT_ADVCL)
        s->tokens[m->first].rel = ATT_NSUBJ;
    } else if (s->tokens[m->first].rel == ATT_FLAT && head > 0 && head <= m->title_first &&
               f->owner[sentence][head - 1] == 0) {
      lift_name(s, m, head - 1, ATT_AMOD); /* "| Outgoing German Attaché A B" */
    }
  }
}

/* "met Nebraska Gov. A B", "Gdynia Mayor A B": the name is the head, and the place before its title
 * is the title's. */
static void mend_local_office(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != sentence || m->title_first == 0 || m->title_first == m->first ||
        !att_mend_is_person(f, m))
      continue;
    const att_mention *place = att_mend_named(f, sentence, m->title_first - 1);
    if (place == NULL || f->nodes.items[place->node].kind != ATT_NODE_PLACE ||
        !att_lexicon_local_office(f->lexicon, s, m->title_first))
      continue;
    for (uint32_t t = place->first; t <= place->last; t++) {
      uint32_t head = s->tokens[t].head, own = m->first + 1;
      if (head >= place->first + 1 && head <= m->last + 1 && head != 0)
        continue; /* its own, or the title's */
      for (uint32_t k = 0; k < s->token_count; k++)
        if (s->tokens[k].head == t + 1 && (k < place->first || k > place->last))
          s->tokens[k].head = own;
      s->tokens[m->first].head = head;
      s->tokens[m->first].rel = s->tokens[t].rel;
      s->tokens[t].head = own;
      s->tokens[t].rel = ATT_NMOD_DESC;
    }
  }
}

/* "The patrol ship HMS Tern sailed": of two subjects side by side, the common noun belongs to the
 * name. */
static void mend_subjects(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 0; t + 1 < s->token_count; t++) {
    const att_mention *name = att_mend_named(f, sentence, t + 1);
    if (att_rel_base((att_rel)s->tokens[t].rel) != ATT_NSUBJ || s->tokens[t].upos != ATT_NOUN ||
        att_mend_named(f, sentence, t) != NULL || name == NULL || name->first != t + 1)
      continue;
    for (uint32_t i = name->first; i <= name->last; i++)
      if (s->tokens[i].head == s->tokens[t].head && s->tokens[i].rel == s->tokens[t].rel) {
        s->tokens[t].head = i + 1;
        s->tokens[t].rel = ATT_NMOD_DESC;
        break;
      }
  }
}

/* "The Ohio-class missile submarine USS Tern sailed": the same, further on, up to a ship's name. */
static void mend_ship_class(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    if (!att_is_word(s->tokens[t].form, "class") || s->tokens[t].head == 0)
      continue;
    for (uint32_t i = t + 1; i < s->token_count && i < t + 9; i++) {
      const att_mention *name = att_mend_named(f, sentence, i);
      if (att_is_word(s->tokens[i].form, ",") || att_is_word(s->tokens[i].form, "and"))
        break;
      if (name == NULL || !att_facts_is_ship(f, &f->nodes.items[name->node]) ||
          s->tokens[i].head != s->tokens[t].head || s->tokens[i].rel != s->tokens[t].rel)
        continue;
      s->tokens[t].head = i + 1;
      s->tokens[t].rel = ATT_NMOD_DESC;
      break;
    }
  }
}

/* Is the verb in the passive, or is the token its object already? */
static bool is_full(const att_sentence *s, uint32_t verb) {
  for (uint32_t i = 0; i < s->token_count; i++)
    if (s->tokens[i].head == verb + 1 &&
        (s->tokens[i].rel == ATT_AUX_PASS || s->tokens[i].rel == ATT_NSUBJ_PASS ||
         att_rel_base((att_rel)s->tokens[i].rel) == ATT_OBJ ||
         att_rel_base((att_rel)s->tokens[i].rel) == ATT_CCOMP))
      return true;
  return false;
}

/* "instructors of A and B commandos have been training", "laid | flowers": of two subjects of one
 * verb, the second behind "and" is joined to the first, a common noun behind the verb its object.
 */
static void mend_second_subject(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++) {
    att_token *second = &s->tokens[t];
    uint32_t verb = second->head != 0 ? second->head - 1 : t, first = t;
    if (second->rel != ATT_NSUBJ || s->tokens[verb].upos != ATT_VERB)
      continue;
    for (uint32_t i = 0; i < t && i < verb && first == t; i++)
      if (s->tokens[i].head == second->head && s->tokens[i].rel == ATT_NSUBJ)
        first = i;
    if (first == t)
      continue;
    bool joined = false;
    for (uint32_t i = first + 1; i < t; i++)
      joined = joined || (s->tokens[i].head == t + 1 && att_is_word(s->tokens[i].form, "and"));
    if (t < verb && joined) {
      second->head = first + 1;
      second->rel = ATT_CONJ;
    } else if (t > verb && t < verb + 6 && second->upos == ATT_NOUN &&
               att_mend_named(f, sentence, t) == NULL && !is_full(s, verb)) {
      second->rel = ATT_OBJ;
    }
  }
}

/* The person's name that begins at the token and that the tree has made a part of the noun behind
 * it; NULL. */
static const att_mention *compounded(const att_facts *f, uint32_t sentence, const att_sentence *s,
                                     uint32_t t) {
  const att_mention *m = s->tokens[t].rel == ATT_COMPOUND ? att_mend_named(f, sentence, t) : NULL;
  bool part = att_mend_is_person(f, m) && m->first == t && s->tokens[t].head == m->last + 2;
  return part ? m : NULL;
}

/* "appointed General A B commander": the name is the object, the office what he becomes. */
static void mend_appointee(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    const att_mention *m = compounded(f, sentence, s, t);
    att_token *name = &s->tokens[t];
    if (m == NULL)
      continue;
    att_token *office = &s->tokens[m->last + 1];
    const att_frame *frame = NULL;
    bool appoints = false;
    while (office->rel == ATT_OBJ && office->head != 0 &&
           (frame = att_lexicon_frame(f->lexicon, s->tokens[office->head - 1].lemma, true, frame)))
      appoints =
          appoints || (att_is_word(frame->frame, "office") && att_is_word(frame->value, "passive"));
    if (!appoints)
      continue;
    name->head = office->head;
    name->rel = ATT_OBJ;
    office->rel = ATT_XCOMP;
  }
}

/* "discussed with Ambassador A B ways to …": the noun behind the name is what is discussed, not
 * whom with. */
static void mend_object(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    const att_mention *m = compounded(f, sentence, s, t);
    att_token *name = &s->tokens[t];
    if (m == NULL)
      continue;
    att_token *noun = &s->tokens[m->last + 1];
    uint32_t with = att_mend_preposition(s, m->last + 1);
    if (with == ATT_NO_TOKEN || with + 1 != m->title_first || noun->head == 0 ||
        att_mend_has_child(s, noun->head - 1, ATT_OBJ))
      continue;
    s->tokens[with].head = t + 1;
    name->head = noun->head;
    name->rel = noun->rel;
    noun->rel = ATT_OBJ;
  }
}

/* "Col. A B, deputy director at X Command, | who": the name before the apposition that ends at the
 * comma; NULL where a verb stands between. */
static const att_mention *name_before_apposition(const att_facts *f, uint32_t sentence,
                                                 const att_sentence *s, uint32_t comma) {
  for (uint32_t t = comma; t-- > 0 && comma - t < 24;) {
    const att_mention *m = att_mend_named(f, sentence, t);
    if (att_mend_is_person(f, m))
      return att_is_word(s->tokens[m->last + 1].form, ",") ? m : NULL;
    if (s->tokens[t].upos == ATT_VERB || s->tokens[t].upos == ATT_AUX)
      return NULL;
  }
  return NULL;
}

/* "with Defence Minister A B, who is on a visit to X": "who" right behind a person's name, or its
 * apposition, is that person, whatever the clause has been hung to. */
static void mend_who(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 2; t + 1 < s->token_count; t++) {
    uint32_t before = att_is_word(s->tokens[t - 1].form, ",") ? t - 2 : t - 1;
    if (!att_is_word(s->tokens[t].form, "who"))
      continue;
    const att_mention *m = att_mend_named(f, sentence, before);
    if (!att_mend_is_person(f, m) && before == t - 2)
      m = name_before_apposition(f, sentence, s, t - 1);
    else if (m == NULL || m->last != before)
      continue;
    if (s->tokens[t].head == 0 || !att_mend_is_person(f, m) ||
        att_rel_base((att_rel)s->tokens[t].rel) != ATT_NSUBJ)
      continue;
    att_token *clause = &s->tokens[s->tokens[t].head - 1];
    if (clause->head == 0 || s->tokens[t].head - 1 < t)
      continue; /* "Who" of a main clause */
    clause->head = m->first + 1;
    clause->rel = ATT_ACL_RELCL;
  }
}

/* "X Command, whose deputy, Gen. A B, flew to Y, has": the clause of X between its commas, whatever
 * the tree has made of the name in it. */
static void mend_whose(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 2; t + 4 < s->token_count; t++) {
    uint32_t noun = t + 1, before = t - 1 - att_is_word(s->tokens[t - 1].form, ",");
    if (!att_is_word(s->tokens[t].form, "whose") || s->tokens[before].upos == ATT_VERB)
      continue;
    while (noun + 3 < s->token_count && !att_is_word(s->tokens[noun].form, ",") && noun < t + 5)
      noun++;
    const att_mention *m = NULL;
    for (uint32_t i = noun + 1; i + 2 < s->token_count && i < noun + 8 && m == NULL; i++)
      m = att_mend_named(f, sentence, i);
    if (!att_mend_is_person(f, m) || m->title_first > noun + 1 || m->last + 2 >= s->token_count ||
        !att_is_word(s->tokens[m->last + 1].form, ","))
      continue;
    uint32_t verb = m->last + 2;
    noun--;
    if (s->tokens[verb].upos != ATT_VERB || s->tokens[noun].upos != ATT_NOUN)
      continue;
    for (uint32_t i = verb + 1; i < s->token_count && s->tokens[verb].head == 0; i++)
      if (s->tokens[i].upos == ATT_VERB && s->tokens[i].head == verb + 1 &&
          att_rel_base((att_rel)s->tokens[i].rel) == ATT_PARATAXIS) {
        s->tokens[i].head = 0; /* the main verb, behind it */
        s->tokens[i].rel = ATT_ROOT;
        s->tokens[verb].head = i + 1;
      }
    if (s->tokens[verb].head == 0 || (s->tokens[verb].head > t && s->tokens[verb].head <= verb + 1))
      continue;
    for (uint32_t i = 0; i < t; i++)
      if (s->tokens[i].head == verb + 1)
        s->tokens[i].head = s->tokens[verb].head;
    s->tokens[verb].head = before + 1;
    s->tokens[verb].rel = ATT_ACL_RELCL;
    s->tokens[noun].head = verb + 1;
    s->tokens[noun].rel = ATT_NSUBJ;
    s->tokens[t].head = noun + 1;
    s->tokens[m->first].head = noun + 1;
    s->tokens[m->first].rel = ATT_APPOS;
  }
}

/* "greets Col. A B, commander of X, Y Regiment": a person's name before a comma is no modifier of
 * a noun behind it, but stands where the tree has put that noun. */
static void mend_name_before_comma(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 0; t + 2 < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    att_token *name = &s->tokens[t];
    if (!att_mend_is_person(f, m) || m->first != t || name->rel != ATT_COMPOUND ||
        name->head < m->last + 3 || !att_is_word(s->tokens[m->last + 1].form, ","))
      continue;
    while (name->rel == ATT_COMPOUND && name->head >= m->last + 3) { /* up to the last noun */
      att_token *noun = &s->tokens[name->head - 1];
      if (noun->head == 0 || noun->head == t + 1)
        break;
      name->head = noun->head;
      name->rel = noun->rel;
      noun->head = t + 1;
      noun->rel = ATT_APPOS;
    }
  }
}

/* "Colonel A B: At the invitation of C, D came": the label is no subject beside the clause's own.
 */
static void mend_label(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 0; t + 2 < s->token_count && t < 8; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    if (!att_mend_is_person(f, m))
      continue;
    att_token *label = &s->tokens[m->first];
    if (m->title_first != 0 || m->last + 2 >= s->token_count ||
        !att_is_word(s->tokens[m->last + 1].form, ":") ||
        att_rel_base((att_rel)label->rel) != ATT_NSUBJ || label->head < m->last + 2)
      return;
    for (uint32_t i = m->last + 2; i < s->token_count; i++)
      if (s->tokens[i].head == label->head && att_rel_base((att_rel)s->tokens[i].rel) == ATT_NSUBJ)
        label->rel = ATT_DISLOCATED;
    return;
  }
}

/* The word of a name that the others hang on. */
static uint32_t head_of(const att_sentence *s, const att_mention *m) {
  for (uint32_t i = m->first; i <= m->last; i++)
    if (s->tokens[i].head == 0 || s->tokens[i].head <= m->first || s->tokens[i].head > m->last + 1)
      return i;
  return m->first;
}

/* "A speaks with B, center, and | C": joined to the subject, though the verb and another name stand
 * between them: to that name. */
static void mend_joined_across(const att_facts *f, uint32_t sentence, att_sentence *s) {
  const att_mention *before = NULL;
  for (uint32_t t = 0; t < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    if (!att_mend_is_person(f, m) || m->first != t)
      continue;
    att_token *name = &s->tokens[head_of(s, m)];
    uint32_t to = name->head, verb = to > 0 ? s->tokens[to - 1].head : 0;
    if (name->rel == ATT_CONJ && before != NULL && verb > to && verb < before->first + 1 &&
        to <= m->first && s->tokens[verb - 1].upos == ATT_VERB &&
        att_rel_base((att_rel)s->tokens[to - 1].rel) == ATT_NSUBJ)
      name->head = head_of(s, before) + 1;
    before = m;
  }
}

/* The token that heads the office whose words hold `t`: "Chief" of "Chief of the General Staff";
 * ATT_NO_TOKEN where they hold it not. */
static uint32_t office_head(const att_facts *f, const att_sentence *s, uint32_t t) {
  for (uint32_t b = t > 4 ? t - 4 : 0; b <= t; b++) {
    uint32_t last, top = t;
    if (att_lexicon_match(f->lexicon, ATT_LEX_ROLE, s, b, &last) == NULL || last < t)
      continue;
    for (uint32_t steps = 0; steps < 5 && s->tokens[top].head > b && s->tokens[top].head <= t;
         steps++)
      top = s->tokens[top].head - 1;
    return top;
  }
  return ATT_NO_TOKEN;
}

/* Does an office end at the token: "Commander", "Chief"? */
static bool ends_office(const att_facts *f, const att_sentence *s, uint32_t t) {
  return office_head(f, s, t) != ATT_NO_TOKEN;
}

/* "the Commander of the Fleet, Admiral A B", "the High Commissioner of X to Y, Mr A B": the name is
 * beside the office, not beside the body or state that the office is of. */
static void mend_beside_body(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    if (!att_mend_is_person(f, m) || m->first != t)
      continue;
    att_token *name = &s->tokens[head_of(s, m)];
    uint32_t office = name->head;
    if (name->rel != ATT_APPOS || office == 0 || office > m->title_first)
      continue;
    for (unsigned depth = 0; depth < 3 && office > 0; depth++) {
      bool below = att_rel_base((att_rel)s->tokens[office - 1].rel) == ATT_NMOD &&
                   s->tokens[office - 1].head > 0 && s->tokens[office - 1].head < office;
      if (!below)
        break;
      office = s->tokens[office - 1].head;
      if (f->owner[sentence][office - 1] == 0 && ends_office(f, s, office - 1)) {
        name->head = office;
        break;
      }
    }
  }
}

/* "the Commander | Land Forces of X, Lt Gen A B, met", "the Commanding Officer, | 2nd Battalion, Lt
 * Col A B": the body that an office without "of" is of, taken for who acts, with the holder's name
 * beside it. */
static void mend_office_body(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    uint32_t name = m != NULL ? head_of(s, m) : t, up = s->tokens[name].head;
    if (!att_mend_is_person(f, m) || m->first != t || up == 0)
      continue;
    bool beside = s->tokens[name].rel == ATT_APPOS;
    const att_mention *seat = att_mend_named(f, sentence, up - 1); /* Station Commander Mombasa */
    if (up > 1 && up + 1 == m->title_first && att_is_word(s->tokens[up].form, ",") &&
        (beside || s->tokens[name].rel == ATT_CONJ) && f->owner[sentence][up - 2] == 0 &&
        (seat == NULL || f->nodes.items[seat->node].kind == ATT_NODE_PLACE) &&
        isupper((unsigned char)s->tokens[up - 1].form[0]) && ends_office(f, s, up - 2) &&
        !ends_office(f, s, up - 1)) {
      lift_name(s, m, up - 1, ATT_NMOD_DESC);
      continue;
    }
    if (!beside)
      continue;
    uint32_t behind = up > 0 && up < t ? up + att_is_word(s->tokens[up].form, ",") : t;
    const att_mention *of = att_mend_named(f, sentence, behind);
    if (of != NULL && of->first == behind && f->nodes.items[of->node].kind == ATT_NODE_ORG &&
        ends_office(f, s, up - 1)) {
      att_token *body = &s->tokens[head_of(s, of)];
      body->rel = body->rel == ATT_APPOS && body->head == up ? ATT_NMOD : body->rel;
      continue;
    }
    for (unsigned depth = 0; depth < 3 && up > 1 && up <= m->title_first; depth++) {
      const att_mention *body = att_mend_named(f, sentence, up - 1);
      if (body == NULL || f->nodes.items[body->node].kind != ATT_NODE_ORG || body->first == 0 ||
          head_of(s, body) != up - 1)
        break;
      uint32_t comma = body->first > 1 && att_is_word(s->tokens[body->first - 1].form, ","),
               office = body->first - 1 - comma;
      if (f->owner[sentence][office] == 0 && ends_office(f, s, office) &&
          isupper((unsigned char)s->tokens[office].form[0])) {
        lift_name(s, m, up - 1, ATT_NMOD_DESC);
        break;
      }
      if (att_rel_base((att_rel)s->tokens[up - 1].rel) != ATT_NMOD)
        break;
      up = s->tokens[up - 1].head; /* of the X Army */
    }
  }
}

/* "spoke with | Chairman of the Joint Staff of X Maj. Gen. A B", "Head of the X Department of the Y
 * Ministry Col A B": the name that the tree has put behind the office's "of", right behind the
 * body, stands where the office does. */
static void mend_below_office(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t);
    if (!att_mend_is_person(f, m) || m->first != t || m->title_first < 2)
      continue;
    const att_mention *body = att_mend_named(f, sentence, m->title_first - 1);
    uint32_t name = head_of(s, m), office = s->tokens[name].head;
    if (body == NULL || f->nodes.items[body->node].kind != ATT_NODE_ORG || office == 0 ||
        office > body->first || s->tokens[name].rel != ATT_NMOD)
      continue;
    for (unsigned depth = 0;
         depth < 3 && f->owner[sentence][office - 1] != 0 &&
         s->tokens[office - 1].rel == ATT_NMOD && s->tokens[office - 1].head != 0;
         depth++)
      office = s->tokens[office - 1].head; /* the department whose head it is */
    if (f->owner[sentence][office - 1] != 0 || !ends_office(f, s, office - 1))
      continue;
    for (uint32_t i = office; i < body->first; i++)
      if (s->tokens[i].head == name + 1 && s->tokens[i].rel == ATT_CASE)
        s->tokens[i].head = body->first + 1; /* its "of" */
    lift_name(s, m, office_head(f, s, office - 1), ATT_NMOD_DESC);
  }
}

/* "by the Permanent Secretary | in the Ministry of X, Mr A B": the office is no part of the body.
 */
static void free_office(att_sentence *s, uint32_t office, uint32_t body) {
  s->tokens[office].head = s->tokens[body].head;
  s->tokens[office].rel = s->tokens[body].rel;
  s->tokens[body].head = office + 1;
  s->tokens[body].rel = ATT_NMOD;
  for (uint32_t i = 0; i < office; i++)
    if (s->tokens[i].head == body + 1)
      s->tokens[i].head = office + 1;
}

/* "called on State Secretary at the Y Ministry A B": the preposition is the body's, and the name
 * stands where the office does. */
static void free_name(const att_facts *f, uint32_t sentence, att_sentence *s, uint32_t office,
                      const att_mention *m) {
  uint32_t name = head_of(s, m), word = office + 1;
  const att_mention *body = NULL;
  for (uint32_t i = word + 1; i < m->first && body == NULL; i++)
    body = att_mend_named(f, sentence, i);
  if (body == NULL || body == m || f->nodes.items[body->node].kind != ATT_NODE_ORG)
    return;
  uint32_t top = head_of(s, body);
  if (s->tokens[top].head == 0 || att_mend_is_below(s, office, top))
    return;
  for (uint32_t i = word; i <= body->last; i++)
    if (s->tokens[i].head == name + 1 && i != top)
      s->tokens[i].head = top + 1;
  s->tokens[top].head = office + 1;
  s->tokens[top].rel = ATT_NMOD;
  lift_name(s, m, office, ATT_NMOD_DESC);
}

static void mend_office_in_body(const att_facts *f, uint32_t sentence, att_sentence *s) {
  static const char *const WORDS[] = {"in", "at", "of", "with", NULL};
  for (uint32_t t = 1; t < s->token_count; t++) {
    const att_token *word = &s->tokens[t];
    if (word->rel != ATT_CASE || word->head <= t + 1 || !att_one_of(word->form, WORDS) ||
        f->owner[sentence][t - 1] != 0 || !ends_office(f, s, t - 1))
      continue;
    uint32_t up = word->head - 1, office = office_head(f, s, t - 1);
    const att_mention *m = att_mend_named(f, sentence, up);
    if (m == NULL)
      continue;
    if (f->nodes.items[m->node].kind == ATT_NODE_ORG && s->tokens[office].head == up + 1)
      free_office(s, office, up);
    else if (att_mend_is_person(f, m) && m->title_first <= office && m->first > t &&
             s->tokens[office].head != up + 1 && s->tokens[up].head != office + 1)
      free_name(f, sentence, s, office, m);
  }
}

/* "met | US | Under Secretary of Defense for Policy A B": no preposition, and the name stands where
 * the tree has put the state. */
static void mend_under_secretary(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 0; t + 2 < s->token_count; t++) {
    if (strcmp(s->tokens[t].form, "Under") != 0 || s->tokens[t].upos != ATT_ADP ||
        !att_same_word(s->tokens[t + 1].form, "secretary") || att_mend_is_below(s, t + 1, t))
      continue;
    s->tokens[t].upos = ATT_NOUN;
    s->tokens[t].rel = ATT_COMPOUND;
    s->tokens[t].head = t + 2;
    const att_mention *m = NULL, *state = t > 0 ? att_mend_named(f, sentence, t - 1) : NULL;
    for (uint32_t i = t + 2; i < s->token_count && i < t + 12 && m == NULL; i++)
      m = att_mend_named(f, sentence, i);
    if (!att_mend_is_person(f, m) || m->title_first > t + 1 || state == NULL ||
        f->nodes.items[state->node].kind != ATT_NODE_STATE)
      continue;
    uint32_t head = s->tokens[t - 1].head;
    if (head == 0 || head <= m->title_first || head > m->last + 1)
      lift_name(s, m, t - 1, ATT_COMPOUND);
  }
}

/* Is the token part of a place's or a state's name? */
static const att_mention *land_at(const att_facts *f, uint32_t sentence, uint32_t t) {
  const att_mention *m = att_mend_named(f, sentence, t);
  uint8_t kind = m != NULL ? f->nodes.items[m->node].kind : (uint8_t)ATT_NODE_PERSON;
  return kind == ATT_NODE_STATE || kind == ATT_NODE_PLACE ? m : NULL;
}

/* "Deputy Secretary of Defense for X, Y and Z | A B hosted", "Ambassador to X and Y | A B": a name
 * that the tree has made a part of the last land before it stands where the office does. */
static void mend_behind_lands(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 2; t < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t), *land;
    if (!att_mend_is_person(f, m) || m->first != t || m->title_first == 0 ||
        (land = land_at(f, sentence, m->title_first - 1)) == NULL)
      continue;
    uint32_t up = s->tokens[head_of(s, m)].head;
    if (up == 0 || up - 1 < land->first || up - 1 > land->last)
      continue;
    for (unsigned depth = 0; depth < 8 && up > 0; depth++) {
      if (up - 1 < land->first && f->owner[sentence][up - 1] == 0 && ends_office(f, s, up - 1)) {
        lift_name(s, m, up - 1, ATT_NMOD_DESC);
        break;
      }
      att_rel rel = att_rel_base((att_rel)s->tokens[up - 1].rel);
      up = rel == ATT_NSUBJ || rel == ATT_OBJ ? 0 : s->tokens[up - 1].head;
    }
  }
}

/* The first person named from `t` on; NULL. */
static const att_mention *person_from(const att_facts *f, uint32_t sentence, uint32_t t) {
  const att_mention *found = NULL;
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence == sentence && m->title_first >= t && att_mend_is_person(f, m) &&
        (found == NULL || m->first < found->first))
      found = m;
  }
  return found;
}

/* The lemma of "Receiving", if it is a verb's that tells of a meeting; NULL. */
static const char *lemma_of_gerund(const att_facts *f, const char *form) {
  size_t size = strlen(form);
  if (size < 6 || strcmp(form + size - 3, "ing") != 0 || !isupper((unsigned char)form[0]))
    return NULL;
  for (int e = 0; e < 2; e++) {
    char *stem = att_arena_format(f->arena, "%c%.*s%s", tolower((unsigned char)form[0]),
                                  (int)size - 4, form + 1, e ? "e" : "");
    if (att_lexicon_tells(f->lexicon, stem, true, "meet"))
      return stem;
  }
  return NULL;
}

/* "Welcoming Gen. A B at the ministry, Gen. C D said": a gerund that opens the sentence, taken for
 * a name or what A B is like. */
static void mend_opening_gerund(const att_facts *f, uint32_t sentence, att_sentence *s) {
  uint32_t t = 0, dateline = f->document->paragraphs.items[s->paragraph].dateline_end;
  while (t < s->token_count && s->tokens[t].begin < dateline)
    t++;
  const char *lemma = t + 4 < s->token_count && s->tokens[t].upos != ATT_VERB
                          ? lemma_of_gerund(f, s->tokens[t].form)
                          : NULL;
  const att_mention *a = lemma != NULL ? person_from(f, sentence, t + 1) : NULL;
  if (a == NULL || a->title_first > t + 2)
    return;
  uint32_t comma = a->last + 1;
  while (comma < s->token_count && strcmp(s->tokens[comma].form, ",") != 0 &&
         s->tokens[comma].upos != ATT_VERB)
    comma++;
  const att_mention *b = person_from(f, sentence, comma);
  uint32_t verb = b != NULL ? b->last + 1 : 0;
  while (verb < s->token_count && verb > 0 && s->tokens[verb].upos != ATT_VERB)
    verb++;
  if (b == NULL || verb >= s->token_count || b->title_first > comma + 3 ||
      s->tokens[verb].xpos[0] != 'V' || s->tokens[verb].xpos[2] == '\0' ||
      strchr("DZP", s->tokens[verb].xpos[2]) == NULL)
    return;
  uint32_t object = head_of(s, a), subject = head_of(s, b);
  for (uint32_t i = 0; i < s->token_count; i++)
    if (s->tokens[i].head == 0) {
      if (i != verb && i != t && i != object && i != subject)
        return;
      s->tokens[i].head = verb + 1;
    }
  s->tokens[verb].head = 0;
  s->tokens[verb].rel = ATT_ROOT;
  s->tokens[t].upos = ATT_VERB;
  s->tokens[t].xpos = "VBG";
  s->tokens[t].lemma = lemma;
  s->tokens[t].head = verb + 1;
  s->tokens[t].rel = ATT_ADVCL;
  s->tokens[object].head = t + 1;
  s->tokens[object].rel = ATT_OBJ;
  s->tokens[subject].head = verb + 1;
  s->tokens[subject].rel = ATT_NSUBJ;
}

/* "shakes hands | with Kenya Navy Col. A B, commander, X Base": the preposition before the titles
 * is the name's, not that of what is said of it behind. */
static void mend_preposition(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != sentence || !att_mend_is_person(f, m))
      continue;
    uint32_t t = m->title_first;
    while (t > 1 && f->owner[sentence][t - 1] != 0 &&
           f->mentions.items[f->owner[sentence][t - 1] - 1].last == t - 1 &&
           !att_mend_is_person(f, &f->mentions.items[f->owner[sentence][t - 1] - 1]))
      t = f->mentions.items[f->owner[sentence][t - 1] - 1].first;
    att_token *word = t > 0 ? &s->tokens[t - 1] : NULL;
    if (word != NULL && word->upos == ATT_ADP && word->rel == ATT_CASE &&
        word->head > m->last + 1 && s->tokens[word->head - 1].rel == ATT_APPOS)
      word->head = head_of(s, m) + 1;
  }
}

/* "visits U.S., allied troops": a state that is one of two attributes of a noun, which a comma
 * parts, no object of its own. */
static void mend_attributes(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 1; t + 3 < s->token_count; t++) {
    const att_mention *named = att_mend_named(f, sentence, t);
    uint32_t noun = t + 3;
    if (named == NULL || f->nodes.items[named->node].kind != ATT_NODE_STATE ||
        !att_is_word(s->tokens[t + 1].form, ",") ||
        att_rel_base((att_rel)s->tokens[t + 2].rel) != ATT_AMOD ||
        s->tokens[t + 2].head != noun + 1 || s->tokens[noun].upos != ATT_NOUN)
      continue;
    s->tokens[noun].head = s->tokens[noun].head == t + 1 ? s->tokens[t].head : s->tokens[noun].head;
    s->tokens[noun].rel = s->tokens[t].rel;
    s->tokens[t].head = noun + 1;
    s->tokens[t].rel = ATT_COMPOUND;
  }
}

void att_mend_names(const att_facts *f, uint32_t sentence, att_sentence *s) {
  mend_attributes(f, sentence, s);
  mend_opening_gerund(f, sentence, s);
  mend_label(f, sentence, s);
  mend_left(s);
  mend_side(f, sentence, s);
  mend_two_objects(f, sentence, s);
  mend_local_office(f, sentence, s);
  mend_name_below(f, sentence, s);
  mend_list(f, sentence, s);
  mend_who(f, sentence, s);
  mend_name_before_comma(f, sentence, s);
  mend_subjects(f, sentence, s);
  mend_ship_class(f, sentence, s);
  mend_second_subject(f, sentence, s);
  mend_object(f, sentence, s);
  mend_appointee(f, sentence, s);
  mend_whose(f, sentence, s);
  mend_joined_across(f, sentence, s);
  mend_office_in_body(f, sentence, s);
  mend_beside_body(f, sentence, s);
  mend_office_body(f, sentence, s);
  mend_below_office(f, sentence, s);
  mend_under_secretary(f, sentence, s);
  mend_behind_lands(f, sentence, s);
  mend_preposition(f, sentence, s);
}
