/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees where the words themselves tell that the parser was wrong.
 */
#include <stdio.h>
#include <string.h>

#include "extract/index.h"
#include "extract/mend.h"

static bool is_past(const att_token *token) {
  return token->upos == ATT_VERB && att_is_word(token->xpos, "VBD");
}

static bool is_governed(const att_token *token) {
  att_rel rel = att_rel_base((att_rel)token->rel);
  return rel == ATT_CCOMP || rel == ATT_XCOMP || rel == ATT_ADVCL || rel == ATT_ACL;
}

/* "A underscored that B will stay and commended C": a past tense goes with the past tense above,
 * not with the clause below it that stands in another tense. */
static void lift_coordination(const att_sentence *s) {
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_token *verb = &s->tokens[t];
    if (!is_past(verb) || verb->rel != ATT_CONJ || verb->head == 0)
      continue;
    bool own = false;
    for (uint32_t i = 0; i < s->token_count; i++)
      own = own ||
            (s->tokens[i].head == t + 1 && att_rel_base((att_rel)s->tokens[i].rel) == ATT_NSUBJ);
    uint32_t at = verb->head - 1;
    while (s->tokens[at].rel == ATT_CONJ && s->tokens[at].head != 0 && !is_past(&s->tokens[at]))
      at = s->tokens[at].head - 1;
    for (unsigned depth = 0; depth < 4 && !own && !is_past(&s->tokens[at]); depth++) {
      if (!is_governed(&s->tokens[at]) || s->tokens[at].head == 0)
        break;
      at = s->tokens[at].head - 1;
    }
    if (!own && at != t && is_past(&s->tokens[at]))
      verb->head = at + 1;
  }
}

bool att_mend_has_child(const att_sentence *s, uint32_t t, att_rel rel) {
  for (uint32_t i = 0; i < s->token_count; i++)
    if (s->tokens[i].head == t + 1 && att_rel_base((att_rel)s->tokens[i].rel) == rel)
      return true;
  return false;
}

/* "The Chief of Navy, Admiral A B, called on C": a past tense behind a comma that the tagger took
 * for a participle, where the sentence has no other verb but one beside it. */
static bool is_taken_for_participle(const att_sentence *s, uint32_t t, uint32_t root) {
  const att_token *verb = &s->tokens[t];
  size_t size = strlen(verb->form);
  uint32_t up = verb->head != 0 ? verb->head - 1 : t;
  bool own = verb->head == root + 1 && att_rel_base((att_rel)verb->rel) == ATT_ACL;
  bool below = att_rel_base((att_rel)verb->rel) == ATT_ADVCL && s->tokens[up].head == root + 1 &&
               att_rel_base((att_rel)s->tokens[up].rel) == ATT_ACL; /* "led by B, called on C" */
  if (verb->upos != ATT_VERB || !att_is_word(verb->xpos, "VBN") || (!own && !below) ||
      t < root + 3 || t + 1 >= s->token_count || !att_is_word(s->tokens[t - 1].form, ",") ||
      att_is_word(s->tokens[t + 1].form, "by") || verb->form[size - 1] == 'n')
    return false;
  for (uint32_t i = 0; i < s->token_count; i++) {
    const char *xpos = s->tokens[i].xpos;
    if (s->tokens[i].head == t + 1 && s->tokens[i].rel == ATT_CONJ && att_is_word(xpos, "VBD"))
      continue; /* "called on C and laid a wreath" */
    if (att_is_word(xpos, "VBD") || att_is_word(xpos, "VBZ") || att_is_word(xpos, "VBP") ||
        att_is_word(xpos, "MD"))
      return false;
  }
  return true;
}

/* "The commander, Gen. A B, and his wife, C, welcome D": a finite verb with an object and without
 * a subject beside a noun as the root: the noun is its subject. */
static void raise_verb(att_sentence *s) {
  uint32_t root = 0;
  while (root < s->token_count && s->tokens[root].head != 0)
    root++;
  if (root == s->token_count ||
      (s->tokens[root].upos != ATT_NOUN && s->tokens[root].upos != ATT_PROPN) ||
      att_mend_has_child(s, root, ATT_COP))
    return;
  for (uint32_t t = root + 1; t < s->token_count; t++) {
    att_token *verb = &s->tokens[t];
    const char *xpos = verb->xpos;
    if (is_taken_for_participle(s, t, root)) {
      verb->rel = ATT_PARATAXIS;
      verb->head = root + 1;
      verb->xpos = xpos = "VBD";
    }
    bool finite = att_is_word(xpos, "VB") || att_is_word(xpos, "VBP") || att_is_word(xpos, "VBZ") ||
                  att_is_word(xpos, "VBD");
    if (verb->upos != ATT_VERB || !finite ||
        (verb->rel != ATT_PARATAXIS && verb->rel != ATT_CONJ) || verb->head != root + 1 ||
        att_mend_has_child(s, t, ATT_NSUBJ) ||
        !(att_mend_has_child(s, t, ATT_OBJ) || att_mend_has_child(s, t, ATT_OBL)) ||
        att_mend_has_child(s, t, ATT_MARK) || att_is_word(s->tokens[t - 1].form, "to"))
      continue;
    verb->head = 0;
    verb->rel = ATT_ROOT;
    s->tokens[root].head = t + 1;
    s->tokens[root].rel = ATT_NSUBJ;
    for (uint32_t i = t + 1; i < s->token_count; i++) {
      att_rel rel = att_rel_base((att_rel)s->tokens[i].rel);
      if (s->tokens[i].head != root + 1)
        continue;
      s->tokens[i].head = t + 1; /* what stands behind the verb is the verb's */
      if (rel == ATT_NMOD || (rel == ATT_CONJ && att_mend_has_child(s, i, ATT_CASE))) {
        s->tokens[i].rel = ATT_OBL;
      } else if (rel == ATT_CONJ) {
        for (uint32_t o = t + 1; o < i; o++) /* or its object's */
          if (s->tokens[o].head == t + 1 && att_rel_base((att_rel)s->tokens[o].rel) == ATT_OBJ)
            s->tokens[i].head = o + 1;
      }
    }
    return;
  }
}

/* "The CNS called on B": an acronym that its last letter makes no plural, in a sentence that is not
 * all in capitals. */
static bool is_acronym(const att_sentence *s, uint32_t t) {
  const char *form = s->tokens[t].form;
  if (strncmp(s->tokens[t].xpos, "NN", 2) != 0 || strchr(s->tokens[t].xpos, 'S') == NULL ||
      strspn(form, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < 3 || strlen(form) > 5 ||
      strspn(form, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < strlen(form))
    return false;
  for (uint32_t i = 0; i < s->token_count; i++)
    if (strpbrk(s->tokens[i].form, "abcdefghijklmnopqrstuvwxyz") != NULL)
      return true;
  return false;
}

/* "his opposite number": his counterpart. */
static void mend_opposite(att_sentence *s) {
  for (uint32_t t = 1; t < s->token_count; t++)
    if (att_is_word(s->tokens[t - 1].form, "opposite") &&
        (att_is_word(s->tokens[t].form, "number") || att_is_word(s->tokens[t].form, "numbers"))) {
      s->tokens[t].lemma = "counterpart";
      if (t > 1 && s->tokens[t - 2].rel == ATT_OBJ && s->tokens[t].rel == ATT_OBJ) {
        s->tokens[t - 2].head = t + 1; /* "his Swedish opposite number" */
        s->tokens[t - 2].rel = ATT_AMOD;
      }
    }
}

/* "HE the Chief of Staff", "HE Minister A B": His Excellency, no pronoun, and no subject. */
static void mend_excellency(att_sentence *s, uint32_t t) {
  att_token *token = &s->tokens[t];
  const char *next = t + 1 < s->token_count ? s->tokens[t + 1].form : "";
  bool name = next[0] >= 'A' && next[0] <= 'Z' && strpbrk(next, "abcdefghijklmnopqrstuvwxyz");
  if (strcmp(token->form, "HE") != 0 || !(name || strcmp(next, "the") == 0))
    return;
  token->form = token->lemma = "H.E.";
  token->upos = ATT_PROPN;
  token->xpos = "NNP";
  for (uint32_t i = t + 1; i < s->token_count && i < t + 12; i++)
    if (att_rel_base((att_rel)token->rel) == ATT_NSUBJ && s->tokens[i].head == token->head &&
        att_rel_base((att_rel)s->tokens[i].rel) == ATT_NSUBJ) {
      token->head = i + 1;
      token->rel = ATT_DET_REL;
    }
}

/* "personnel", whose lemma the tagger gets wrong; "opened the outpost": no noun is a particle. */
static void mend_words(att_sentence *s) {
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_token *token = &s->tokens[t];
    mend_excellency(s, t);
    if (is_acronym(s, t)) {
      token->lemma = token->form;
      token->xpos = token->upos == ATT_PROPN ? "NNP" : "NN";
      token->feats = "Number=Sing";
    }
    if (att_same_word(token->form, "personnel"))
      token->lemma = "personnel";
    bool noun = token->rel == ATT_COMPOUND_PRT && strncmp(token->xpos, "NN", 2) == 0;
    if (noun && token->head != 0 && token->head <= t && !att_mend_has_child(s, t, ATT_CASE) &&
        s->tokens[token->head - 1].upos == ATT_VERB &&
        !att_mend_has_child(s, token->head - 1, ATT_OBJ))
      token->rel = ATT_OBJ;
  }
}

/* "hosted a reception aboard USS Mesa": taken for an adverb, the ship for the reception's name. */
static void mend_aboard(att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    att_token *word = &s->tokens[t];
    if (word->upos != ATT_ADV ||
        !(att_same_word(word->form, "aboard") || att_same_word(word->form, "onboard")))
      continue;
    uint32_t ship = t + 1;
    while (s->tokens[ship].head > ship + 1 &&
           (s->tokens[ship].upos == ATT_DET || s->tokens[ship].rel == ATT_COMPOUND ||
            s->tokens[ship].rel == ATT_AMOD || s->tokens[ship].rel == ATT_NMOD_DESC))
      ship = s->tokens[ship].head - 1;
    att_token *noun = &s->tokens[ship];
    if ((noun->upos != ATT_PROPN && noun->upos != ATT_NOUN) || noun->head == 0 || noun->head > t)
      continue;
    noun->rel = s->tokens[noun->head - 1].upos == ATT_VERB ? ATT_OBL : ATT_NMOD;
    word->upos = ATT_ADP;
    word->rel = ATT_CASE;
    word->head = ship + 1;
  }
}

/* "mine clearance": before a noun, "mine" is no pronoun. */
static void mend_mine(att_sentence *s) {
  for (uint32_t t = 0; t + 1 < s->token_count; t++)
    if (s->tokens[t].upos == ATT_PRON && att_is_word(s->tokens[t].form, "mine") &&
        s->tokens[t + 1].upos == ATT_NOUN) {
      s->tokens[t].upos = ATT_NOUN;
      s->tokens[t].xpos = "NN";
      s->tokens[t].rel = ATT_COMPOUND;
      s->tokens[t].head = t + 2;
    }
}

/* "Speaking alongside the Lithuanian defence minister, A B, C D said": of two subjects, the first
 * is whom the opening names. */
static void mend_opening(att_sentence *s) {
  if (s->token_count < 6 || !att_is_word(s->tokens[0].xpos, "VBG"))
    return;
  uint32_t first = 0;
  for (uint32_t t = 4; t < s->token_count && s->tokens[t].upos != ATT_VERB; t++) {
    if (s->tokens[t].rel != ATT_NSUBJ || s->tokens[t].head <= t + 1)
      continue;
    uint32_t verb = s->tokens[t].head - 1, comma = first;
    while (comma > 1 && !att_is_word(s->tokens[comma].form, ","))
      comma--;
    if (first > 0 && s->tokens[first].head == verb + 1 && first - comma < 16 && comma > 1 &&
        s->tokens[comma - 1].upos == ATT_NOUN) {
      s->tokens[first].head = comma;
      s->tokens[first].rel = ATT_APPOS;
      s->tokens[0].head = verb + 1;
      s->tokens[0].rel = ATT_ADVCL;
      return;
    }
    first = t;
  }
}

/* "the Iron Birch-2024 joint exercise": no adjective has a name before it; the noun does. */
static void mend_name_before_adjective(att_sentence *s) {
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_token *token = &s->tokens[t];
    if (token->upos != ATT_PROPN || token->rel != ATT_COMPOUND || token->head <= t + 1)
      continue;
    const att_token *head = &s->tokens[token->head - 1];
    if (head->upos == ATT_ADJ && head->rel == ATT_AMOD && head->head > token->head)
      token->head = head->head;
  }
}

/* "the general heads to X": taken for a noun where no verb is. */
static void mend_heads(att_sentence *s) {
  for (uint32_t t = 2; t + 1 < s->token_count; t++) {
    att_token *verb = &s->tokens[t], *noun = verb - 1;
    const char *next = verb[1].form;
    if (verb->head != 0 || verb->upos != ATT_NOUN || !att_is_word(verb->form, "heads") ||
        noun->head != t + 1 || noun[-1].upos != ATT_DET ||
        (!att_is_word(next, "to") && !att_is_word(next, "for")))
      continue;
    verb->upos = ATT_VERB;
    verb->xpos = "VBZ";
    verb->lemma = "head";
    noun->upos = ATT_NOUN;
    noun->xpos = "NN";
    noun->rel = ATT_NSUBJ;
    for (uint32_t i = 0; i < s->token_count; i++) {
      if (s->tokens[i].head != t + 1)
        continue;
      if (s->tokens[i].rel == ATT_DET_REL)
        s->tokens[i].head = t;
      else if (att_rel_base((att_rel)s->tokens[i].rel) == ATT_NMOD ||
               (s->tokens[i].rel == ATT_CONJ && att_mend_has_child(s, i, ATT_CASE)))
        s->tokens[i].rel = ATT_OBL;
    }
  }
}

static bool tells(const att_lexicon *lexicon, const att_token *verb) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(lexicon, verb->lemma, true, frame)) != NULL)
    if (att_is_word(frame->frame, "say"))
      return verb->upos == ATT_VERB;
  return false;
}

/* '"…," said Defence Minister A B': who stands behind a verb of saying that follows a quotation,
 * and that has no other subject, is its subject. */
static void mend_speaker(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    const char *before = s->tokens[t - 1].form;
    bool behind = att_is_word(before, "\"") || att_is_word(before, "\xe2\x80\x9d") ||
                  att_is_word(before, "'") || att_is_word(before, "\xe2\x80\x99");
    if (!behind || !tells(lexicon, &s->tokens[t]) || att_mend_has_child(s, t, ATT_NSUBJ))
      continue;
    for (uint32_t i = t + 1; i < s->token_count; i++) {
      att_rel rel = att_rel_base((att_rel)s->tokens[i].rel);
      if (s->tokens[i].head != t + 1 || rel == ATT_PUNCT_REL)
        continue;
      if (rel == ATT_IOBJ || rel == ATT_OBJ)
        s->tokens[i].rel = ATT_NSUBJ;
      break;
    }
  }
}

uint32_t att_mend_preposition(const att_sentence *s, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (s->tokens[i].head == t + 1 && s->tokens[i].rel == ATT_CASE)
      return i;
  return ATT_NO_TOKEN;
}

static bool is_one_of(const char *word, const char *const *list) {
  for (; *list != NULL; list++)
    if (att_same_word(word, *list))
      return true;
  return false;
}

static bool meets(const att_lexicon *lexicon, const att_token *token, const char *preposition) {
  const att_frame *frame = NULL;
  bool verb = token->upos == ATT_VERB;
  while ((frame = att_lexicon_frame(lexicon, token->lemma, verb, frame)) != NULL)
    if (att_is_word(frame->frame, "meet") && att_frame_takes(frame, preposition))
      return true;
  return false;
}

static bool takes_with(const att_lexicon *lexicon, const att_token *token) {
  return meets(lexicon, token, "with");
}

static bool has_word_behind(const att_sentence *s, uint32_t t, const char *word) {
  while (++t < s->token_count &&
         (s->tokens[t].upos != ATT_VERB || att_rel_base((att_rel)s->tokens[t].rel) == ATT_AMOD))
    if (att_is_word(s->tokens[t].form, word))
      return true;
  return false;
}

bool att_mend_has_passive_subject(const att_sentence *s, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (s->tokens[i].head == t + 1 && s->tokens[i].rel == ATT_NSUBJ_PASS)
      return true;
  return false;
}

/* "A later conferred with B", "the CNS also called on B": the verb of a sentence that has no
 * auxiliary is no passive, where it has a past tense of its own or does nothing to its subject. */
static void mend_taken_for_passive(const att_facts *f, att_sentence *s) {
  if (f->document->paragraphs.items[s->paragraph].kind != ATT_PARAGRAPH_BODY)
    return;
  for (uint32_t t = 1; t < s->token_count; t++) {
    bool past = s->tokens[t].upos == ATT_VERB && att_is_word(s->tokens[t].xpos, "VBD");
    if (!past && (s->tokens[t].head != 0 || !att_is_word(s->tokens[t].xpos, "VBN")))
      continue;
    bool active = takes_with(f->lexicon, &s->tokens[t]) && has_word_behind(s, t, "with");
    active = active || (t + 1 < s->token_count && att_is_word(s->tokens[t + 1].form, "on") &&
                        meets(f->lexicon, &s->tokens[t], "on"));
    if ((!past && (!active || has_word_behind(s, t, "by"))) ||
        att_mend_has_child(s, t, ATT_AUX_REL))
      continue;
    s->tokens[t].xpos = "VBD";
    for (uint32_t i = 0; i < t; i++)
      if (s->tokens[i].head == t + 1 && s->tokens[i].rel == ATT_NSUBJ_PASS)
        s->tokens[i].rel = ATT_NSUBJ;
  }
}

/* "had the opportunity to meet B", "took the occasion to thank B", "was on hand to welcome B": what
 * its subject did. */
static void mend_opportunity(att_sentence *s) {
  static const char *const NOUNS[] = {"opportunity", "chance",   "honour",    "honor",
                                      "time",        "pleasure", "privilege", "occasion",
                                      "floor",       "moment",   "podium",    NULL};
  static const char *const HAD[] = {"have", "take", "use", "seize", "avail", NULL};
  static const char *const NEVER[] = {"never", "not", "n't", "hardly", "rarely", NULL};
  for (uint32_t t = 2; t < s->token_count; t++) {
    att_token *verb = &s->tokens[t];
    if (verb->upos != ATT_VERB || verb->rel != ATT_ACL || verb->head == 0 || verb->head > t)
      continue;
    const att_token *noun = &s->tokens[verb->head - 1];
    const att_token *have = noun->head != 0 ? &s->tokens[noun->head - 1] : NULL;
    bool never = noun->head > 1 && is_one_of(s->tokens[noun->head - 2].form, NEVER);
    uint32_t on = att_mend_preposition(s, verb->head - 1);
    bool hand =
        att_is_word(noun->lemma, "hand") && on != ATT_NO_TOKEN && on > 0 &&
        att_is_word(s->tokens[on].form, "on") && att_is_word(verb->xpos, "VB") &&
        (att_is_word(s->tokens[on - 1].form, "was") || att_is_word(s->tokens[on - 1].form, "were"));
    if (hand) {
      verb->rel = ATT_ADVCL;
      continue;
    }
    bool had = have != NULL && !never && is_one_of(have->lemma, HAD) && have->upos == ATT_VERB &&
               (att_is_word(have->xpos, "VBD") || att_is_word(have->xpos, "VBN"));
    if (!had || att_rel_base((att_rel)noun->rel) != ATT_OBJ || !is_one_of(noun->lemma, NOUNS))
      continue;
    verb->head = noun->head;
    verb->rel = ATT_ADVCL;
  }
}

/* "noted with appreciation X's support": a noun without a preposition behind the manner is the
 * object. */
static void mend_manner(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    if (s->tokens[t - 1].upos != ATT_VERB || !att_is_word(s->tokens[t].form, "with") ||
        s->tokens[t + 1].head != t ||
        !att_lexicon_tells(lexicon, s->tokens[t + 1].lemma, false, "say"))
      continue;
    for (uint32_t i = t + 2; i < s->token_count && i < t + 10; i++)
      if (s->tokens[i].head == t && s->tokens[i].rel == ATT_OBL && s->tokens[i].upos == ATT_NOUN &&
          !att_mend_has_child(s, i, ATT_CASE) && !att_mend_has_child(s, t - 1, ATT_OBJ))
        s->tokens[i].rel = ATT_OBJ;
  }
}

/* Is the token a verb that goes with the one over `t`? */
static bool is_second_verb(const att_sentence *s, uint32_t verb, uint32_t t) {
  return s->tokens[verb].upos == ATT_VERB && s->tokens[verb].rel == ATT_CONJ &&
         s->tokens[verb].head != 0 && s->tokens[verb].head == s->tokens[t].head &&
         att_rel_base((att_rel)s->tokens[t].rel) == ATT_OBL;
}

/* "spoke by phone with B", "met in Paris on Monday with B", "was delivered to A by B": what stands
 * behind "with" or "by" is the verb's, not that of the means, place or time before it. */
static void mend_with(const att_lexicon *lexicon, att_sentence *s) {
  static const char *const SETTING[] = {"by",     "via",    "in",  "at",     "on",
                                        "over",   "during", "for", "from",   "upon",
                                        "aboard", "with",   "to",  "behind", NULL};
  for (uint32_t t = 2; t < s->token_count; t++) {
    att_rel rel = att_rel_base((att_rel)s->tokens[t].rel);
    if (rel != ATT_NMOD && rel != ATT_OBL)
      continue;
    uint32_t with = att_mend_preposition(s, t);
    bool by = with != ATT_NO_TOKEN && att_is_word(s->tokens[with].form, "by");
    if (with != ATT_NO_TOKEN && with > 0 && is_second_verb(s, with - 1, t) &&
        takes_with(lexicon, &s->tokens[with - 1]))
      s->tokens[t].head = with; /* "is to visit X and interact | with B" */
    if (with == ATT_NO_TOKEN || !(by || att_is_word(s->tokens[with].form, "with")) ||
        rel != ATT_NMOD || s->tokens[t].head == 0)
      continue;
    uint32_t up = s->tokens[t].head - 1;
    bool name = by && s->tokens[up].upos == ATT_PROPN; /* which is nobody's */
    if (att_is_word(s->tokens[up].lemma, "hand") && s->tokens[up].rel == ATT_OBJ)
      up = s->tokens[up].head - 1; /* "shakes hands | with B" */
    while (up < with && s->tokens[up].head != 0 && s->tokens[up].upos != ATT_VERB) {
      uint32_t in = att_mend_preposition(s, up);
      bool of = in != ATT_NO_TOKEN && by && att_is_word(s->tokens[in].form, "of");
      bool given = in == ATT_NO_TOKEN && by && att_rel_base((att_rel)s->tokens[up].rel) == ATT_OBJ;
      if ((!of && !given && (in == ATT_NO_TOKEN || !is_one_of(s->tokens[in].form, SETTING))) ||
          (!by && takes_with(lexicon, &s->tokens[up])))
        break;
      up = s->tokens[up].head - 1;
    }
    bool noun = name && up < with && s->tokens[up].upos == ATT_NOUN &&
                (att_lexicon_tells(lexicon, s->tokens[up].lemma, false, "meet") ||
                 att_lexicon_tells(lexicon, s->tokens[up].lemma, false, "visit"));
    if (noun)
      s->tokens[t].head = up + 1; /* "the call on A | by B", "a tour of X by B" */
    bool takes = by ? att_mend_has_passive_subject(s, up) &&
                          att_lexicon_frame(lexicon, s->tokens[up].lemma, true, NULL)
                    : takes_with(lexicon, &s->tokens[up]);
    if (up < with && s->tokens[up].upos == ATT_VERB && takes) {
      s->tokens[t].head = up + 1;
      s->tokens[t].rel = ATT_OBL;
    }
  }
}

/* A verb with a tense of its own, or with an auxiliary that has one. */
static bool is_finite(const att_sentence *s, uint32_t t, bool *ret_passive) {
  const att_token *verb = &s->tokens[t];
  bool finite = att_is_word(verb->xpos, "VBD") || att_is_word(verb->xpos, "VBZ");
  for (uint32_t i = 0; i < t; i++) {
    if (s->tokens[i].head != t + 1 || att_rel_base((att_rel)s->tokens[i].rel) != ATT_AUX_REL)
      continue;
    finite = finite || att_is_word(s->tokens[i].xpos, "VBD") ||
             att_is_word(s->tokens[i].xpos, "VBZ") || att_is_word(s->tokens[i].xpos, "MD");
    *ret_passive = *ret_passive || s->tokens[i].rel == ATT_AUX_PASS;
  }
  return verb->upos == ATT_VERB && finite;
}

uint32_t att_mend_word_before(const att_sentence *s, uint32_t t) {
  bool comma = false;
  for (uint32_t i = t; i-- > 0;) {
    if (s->tokens[i].upos == ATT_AUX || s->tokens[i].upos == ATT_ADV)
      continue;
    if (att_is_word(s->tokens[i].form, ")")) {
      while (i > 0 && !att_is_word(s->tokens[i].form, "("))
        i--;
      continue;
    }
    if (!att_is_word(s->tokens[i].form, ",") || comma)
      return i;
    comma = true;
  }
  return ATT_NO_TOKEN;
}

static bool person_between(const att_facts *f, uint32_t sentence, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    if (att_mend_is_person(f, att_mend_named(f, sentence, i)))
      return true;
  return false;
}

/* Does a word that opens a clause stand between the two? */
static bool has_mark(const att_sentence *s, uint32_t from, uint32_t to) {
  static const char *const WORDS[] = {"after", "before", "since", "until", "as",   "when",
                                      "while", "where",  "that",  "if",    "once", NULL};
  for (uint32_t i = from; i < to; i++)
    if (is_one_of(s->tokens[i].form, WORDS))
      return true;
  return false;
}

/* "At the invitation of B, a delegation led by C is paying a visit": the delegation that the tree
 * has made an apposition within what opens the sentence; ATT_NO_TOKEN. */
static uint32_t lost_delegation(const att_facts *f, const att_sentence *s, uint32_t t) {
  for (uint32_t d = t; d-- > 1;) {
    if (!att_lexicon_word(f->lexicon, ATT_WORD_DELEGATION, s->tokens[d].lemma) ||
        s->tokens[d].rel != ATT_APPOS || s->tokens[d].head > d)
      continue;
    for (uint32_t i = d; i-- > 1;)
      if (s->tokens[i].head == d + 1 && s->tokens[i].upos == ATT_DET)
        return att_is_word(s->tokens[i - 1].form, ",") ? d : ATT_NO_TOKEN;
  }
  return ATT_NO_TOKEN;
}

/* "At the invitation of B, the Chair, Adm. C D, paid a visit", "when the adviser, Brig. C D, led a
 * delegation": the person right before a finite verb that has no subject is its subject, with the
 * office that the name stands beside. */
static void mend_lost_subject(const att_facts *f, uint32_t sentence, att_sentence *s) {
  static const char *const MARKS[] = {"after", "before", "since", "until", "as", NULL};
  for (uint32_t t = 1; t < s->token_count; t++) {
    att_rel rel = att_rel_base((att_rel)s->tokens[t].rel);
    bool passive = false;
    if ((rel != ATT_ROOT && rel != ATT_CCOMP && rel != ATT_ADVCL && rel != ATT_PARATAXIS) ||
        !is_finite(s, t, &passive) || att_mend_has_child(s, t, ATT_NSUBJ) ||
        att_mend_has_child(s, t, ATT_CSUBJ) || att_mend_has_child(s, t, ATT_EXPL) ||
        att_mend_has_child(s, t, ATT_VOCATIVE) || att_mend_has_child(s, t, ATT_DISLOCATED))
      continue;
    if (s->tokens[t].head != 0 && s->tokens[t].head <= t && !has_mark(s, s->tokens[t].head, t))
      continue; /* "called on A B, gave a lecture and left" */
    uint32_t last = att_mend_word_before(s, t), top = ATT_NO_TOKEN;
    const att_mention *m = last != ATT_NO_TOKEN ? att_mend_named(f, sentence, last) : NULL;
    uint32_t delegation = s->tokens[t].head == 0 ? lost_delegation(f, s, t) : ATT_NO_TOKEN;
    if (delegation != ATT_NO_TOKEN) {
      s->tokens[delegation].head = t + 1;
      s->tokens[delegation].rel = passive ? ATT_NSUBJ_PASS : ATT_NSUBJ;
      continue;
    }
    if (!att_mend_is_person(f, m))
      continue;
    for (uint32_t i = m->first; i <= m->last; i++)
      if (s->tokens[i].head < m->first + 1 || s->tokens[i].head > m->last + 1)
        top = i;
    while (top != ATT_NO_TOKEN && s->tokens[top].rel == ATT_APPOS && s->tokens[top].head != 0 &&
           s->tokens[top].head <= top) {
      uint32_t up = s->tokens[top].head - 1, before = att_mend_preposition(s, up);
      bool mark = before != ATT_NO_TOKEN && is_one_of(s->tokens[before].form, MARKS);
      if ((before != ATT_NO_TOKEN && !mark) ||
          att_mend_is_person(f, att_mend_named(f, sentence, up)) || s->tokens[up].upos == ATT_VERB)
        break;
      top = up;
      if (mark) {
        s->tokens[before].rel = ATT_MARK;
        s->tokens[before].head = t + 1;
      }
    }
    if (top == ATT_NO_TOKEN || s->tokens[top].head == 0)
      continue;
    for (uint32_t i = 0; i < m->title_first; i++) /* "General A B, the Chair, Admiral C D, paid" */
      if (s->tokens[i].rel == ATT_APPOS && s->tokens[i].upos == ATT_NOUN &&
          s->tokens[i].head <= i && s->tokens[i].head != 0 &&
          att_mend_is_person(f, att_mend_named(f, sentence, s->tokens[i].head - 1)) &&
          !person_between(f, sentence, i, m->title_first))
        s->tokens[i].head = top + 1;
    s->tokens[top].head = t + 1;
    s->tokens[top].rel = passive ? ATT_NSUBJ_PASS : ATT_NSUBJ;
  }
}

static bool is_dash(const char *form) {
  return att_is_word(form, "-") || att_is_word(form, "--") || att_is_word(form, "\xe2\x80\x93") ||
         att_is_word(form, "\xe2\x80\x94");
}

/* Does a dateline end right before the token: "Lilongwe –", "ACCRA, Ghana (May 27, 2021)"? */
static bool ends_dateline(const att_facts *f, uint32_t sentence, const att_sentence *s,
                          uint32_t t) {
  const att_mention *place = att_mend_named(f, sentence, 0);
  uint8_t kind = place != NULL ? f->nodes.items[place->node].kind : ATT_NODE_PERSON;
  if (t < 2 || t > 16 || (kind != ATT_NODE_PLACE && kind != ATT_NODE_STATE))
    return false;
  return (is_dash(s->tokens[t - 1].form) && t < 9) || att_is_word(s->tokens[t - 1].form, ")");
}

/* "Lilongwe - General A B wrapped up a visit": the name behind the dash, or the bracket, is no part
 * of the place before it, but stands where the tree has put the place; nor is the place one of its
 * own. */
static void mend_dateline(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (size_t i = 0; att_mentions_in(f, sentence, sentence, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    uint32_t first = m->title_first, top = ATT_NO_TOKEN;
    if (m->sentence != sentence || !att_mend_is_person(f, m) ||
        !ends_dateline(f, sentence, s, first))
      continue;
    for (uint32_t k = first; k <= m->last && top == ATT_NO_TOKEN; k++)
      if (s->tokens[k].head != 0 && s->tokens[k].head <= first)
        top = k;
    uint32_t place = top != ATT_NO_TOKEN ? s->tokens[top].head - 1 : ATT_NO_TOKEN;
    while (place != ATT_NO_TOKEN && s->tokens[place].head != 0 && s->tokens[place].head <= first)
      place = s->tokens[place].head - 1;
    if (place != ATT_NO_TOKEN && s->tokens[place].head > m->last) {
      s->tokens[top].head = s->tokens[place].head;
      s->tokens[top].rel = s->tokens[place].rel;
      s->tokens[place].head = top + 1;
      s->tokens[place].rel = ATT_DEP;
    }
    for (uint32_t k = 0; k < first; k++)
      if (s->tokens[k].head > first && s->tokens[k].head <= m->last + 1)
        s->tokens[k].rel = ATT_DEP;
  }
}

/* "Islamabad: A delegation led by C called on B": the place before the colon, or the dash, is not
 * what the sentence hangs on. */
static void mend_dateline_root(const att_facts *f, uint32_t sentence, att_sentence *s) {
  const att_mention *place = att_mend_named(f, sentence, 0);
  uint32_t mark = place != NULL ? place->last + 1 : 0, top = ATT_NO_TOKEN, root = 0;
  uint8_t kind = place != NULL ? f->nodes.items[place->node].kind : ATT_NODE_PERSON;
  if (mark + 2 >= s->token_count || (kind != ATT_NODE_PLACE && kind != ATT_NODE_STATE) ||
      !(att_is_word(s->tokens[mark].form, ":") || is_dash(s->tokens[mark].form)))
    return;
  while (root < mark && s->tokens[root].head != 0)
    root++;
  for (uint32_t t = mark + 1; t < s->token_count && root < mark && top == ATT_NO_TOKEN; t++)
    if (s->tokens[t].head == root + 1 && s->tokens[t].upos != ATT_PUNCT)
      top = t;
  if (top == ATT_NO_TOKEN)
    return;
  s->tokens[top].head = 0;
  s->tokens[top].rel = ATT_ROOT;
  s->tokens[root].head = top + 1;
  s->tokens[root].rel = ATT_DEP;
  for (uint32_t t = mark + 1; t < s->token_count; t++)
    if (s->tokens[t].head == root + 1)
      s->tokens[t].head = top + 1;
}

/* Does the token hang on the other, however far below? */
static bool is_under(const att_sentence *s, uint32_t t, uint32_t top) {
  for (uint32_t head = s->tokens[t].head; head != 0; head = s->tokens[head - 1].head)
    if (head == top + 1)
      return true;
  return false;
}

/* "a visit to troops stationed at X", "visited with airmen assigned to Y": the participle right
 * behind the noun is the noun's, not the verb's. */
static void mend_stationed(const att_facts *f, uint32_t sentence, att_sentence *s) {
  static const char *const WORDS[] = {"to", "in", "at", "with", "aboard", "on", "here", NULL};
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    const att_mention *m = att_mend_named(f, sentence, t - 1);
    att_rel rel = att_rel_base((att_rel)s->tokens[t].rel);
    uint32_t noun = t - 1;
    bool serving = strcmp(s->tokens[t].xpos, "VBG") == 0 && /* "visited soldiers serving in X" */
                   att_lexicon_word(f->lexicon, ATT_WORD_TROOPS, s->tokens[noun].lemma);
    if ((strcmp(s->tokens[t].xpos, "VBN") != 0 && !serving) ||
        (rel != ATT_ADVCL && rel != ATT_XCOMP) || s->tokens[t].head == 0 ||
        s->tokens[t].head > noun || att_mend_is_person(f, m) ||
        !att_lexicon_word(f->lexicon, ATT_WORD_STATIONED, s->tokens[t].lemma) ||
        !is_one_of(s->tokens[t + 1].form, WORDS) ||
        (s->tokens[noun].upos != ATT_NOUN && s->tokens[noun].upos != ATT_PROPN))
      continue;
    while (m != NULL && s->tokens[noun].head > m->first && s->tokens[noun].head <= m->last + 1)
      noun = s->tokens[noun].head - 1;
    if (is_under(s, noun, t))
      continue;
    s->tokens[t].head = noun + 1;
    s->tokens[t].rel = ATT_ACL;
  }
}

/* "could deploy up to 500 soldiers": "up to" belongs to the number, and the noun is the object. */
static void mend_up_to(att_sentence *s) {
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    uint32_t number = s->tokens[t + 1].head;
    if (!att_is_word(s->tokens[t].form, "up") || !att_is_word(s->tokens[t + 1].form, "to") ||
        s->tokens[t + 2].upos != ATT_NUM || number < t + 3)
      continue;
    s->tokens[t].head = s->tokens[t + 1].head = t + 3;
    s->tokens[t].rel = s->tokens[t + 1].rel = ATT_ADVMOD;
    att_token *noun = &s->tokens[number - 1];
    if (noun->rel == ATT_OBL && noun->head != 0 && s->tokens[noun->head - 1].upos == ATT_VERB &&
        noun->head <= t && !att_mend_has_child(s, noun->head - 1, ATT_OBJ))
      noun->rel = ATT_OBJ;
  }
}

/* "praised outgoing attaché A B": the participle is the noun's, which is the verb's object. */
static void mend_outgoing(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    att_token *word = &s->tokens[t];
    att_rel rel = att_rel_base((att_rel)word->rel);
    if (strcmp(word->xpos, "VBG") != 0 || word->head != t || s->tokens[t - 1].upos != ATT_VERB ||
        (rel != ATT_XCOMP && rel != ATT_CCOMP && rel != ATT_ADVCL) ||
        !(att_lexicon_word(lexicon, ATT_WORD_LEAVING, word->form) ||
          att_lexicon_word(lexicon, ATT_WORD_NOT_IN_TITLE, word->form)))
      continue;
    uint32_t object = ATT_NO_TOKEN;
    for (uint32_t i = t + 1; i < s->token_count; i++)
      if (s->tokens[i].head == t + 1) {
        s->tokens[i].head = t;
        if (object == ATT_NO_TOKEN && s->tokens[i].rel == ATT_OBJ)
          object = i;
      }
    if (object != ATT_NO_TOKEN)
      word->head = object + 1;
    word->rel = object != ATT_NO_TOKEN ? ATT_AMOD : word->rel;
  }
}

/* "a visit to Egypt | beginning on 12 March": what stands with its preposition before a participle
 * is the noun's that the participle is about. */
static void mend_before_participle(att_sentence *s) {
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    uint32_t up = s->tokens[t].head;
    if (s->tokens[t].rel != ATT_OBL || up < t + 2 || s->tokens[up - 1].rel != ATT_ACL ||
        s->tokens[up - 1].head == 0 || s->tokens[up - 1].head > t ||
        s->tokens[s->tokens[up - 1].head - 1].upos != ATT_NOUN ||
        att_mend_preposition(s, t) == ATT_NO_TOKEN)
      continue;
    s->tokens[t].head = s->tokens[up - 1].head;
    s->tokens[t].rel = ATT_NMOD;
  }
}

void att_mend_trees(att_facts *facts) {
  for (size_t i = 0; i < facts->document->sentences.count; i++) {
    att_sentence *s = &facts->document->sentences.items[i];
    mend_words(s);
    mend_aboard(s);
    mend_mine(s);
    mend_opposite(s);
    mend_heads(s);
    mend_opening(s);
    mend_name_before_adjective(s);
    mend_speaker(facts->lexicon, s);
    att_mend_given(facts, (uint32_t)i, s);
    att_mend_lists(facts, (uint32_t)i, s);
    mend_stationed(facts, (uint32_t)i, s);
    mend_outgoing(facts->lexicon, s);
    att_mend_incoming(s);
    att_mend_saying(facts->lexicon, s);
    mend_up_to(s);
    mend_before_participle(s);
    att_mend_gerund(s);
    att_mend_second_participle(s);
    att_mend_participle(facts, s);
    mend_taken_for_passive(facts, s);
    mend_opportunity(s);
    mend_manner(facts->lexicon, s);
    mend_with(facts->lexicon, s);
    mend_dateline(facts, (uint32_t)i, s);
    mend_dateline_root(facts, (uint32_t)i, s);
    mend_lost_subject(facts, (uint32_t)i, s);
    att_mend_clauses(facts, (uint32_t)i, s);
    att_mend_names(facts, (uint32_t)i, s);
    raise_verb(s);
    lift_coordination(s);
    att_mend_second_verb(facts->lexicon, s);
    att_clause_link(s);
  }
}
