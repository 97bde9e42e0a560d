/* SPDX-License-Identifier: Apache-2.0
 *
 * What a clause says of its event: held, planned, proposed, cancelled, only possible, denied.
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/is.h"

/* A clause of its own: its verb, or an auxiliary of it, has a tense. */
static bool is_finite(const att_clause *c, uint32_t t) {
  static const char *const TENSED[] = {"VBD", "VBZ", "VBP", NULL};
  if (c->s->tokens[t].upos != ATT_VERB)
    return false;
  if (att_one_of(c->s->tokens[t].xpos, TENSED))
    return true;
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].upos == ATT_AUX &&
        att_one_of(c->s->tokens[i].xpos, TENSED))
      return true;
  return false;
}

/* "are to conduct", "is to be held", "is due to visit": a form of "be" before an infinitive. */
static bool is_to_be_done(const att_clause *c, uint32_t t) {
  if (t > 2 && is(c, t - 1, "be") && strcmp(c->s->tokens[t].xpos, "VBN") == 0)
    t--;
  bool noun = t > 1 && strcmp(c->s->tokens[t].xpos, "NN") == 0 && is(c, t - 1, "to") &&
              (is(c, t - 2, "is") || is(c, t - 2, "are")); /* "is to host X" */
  if (t < 2 || (strcmp(c->s->tokens[t].xpos, "VB") != 0 && !noun))
    return false;
  uint32_t to = is(c, t - 1, "to") ? t - 1 : is(c, t - 2, "to") && t > 2 ? t - 2 : 0;
  if (to > 1 && c->s->tokens[to - 1].upos == ATT_ADJ &&
      att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[to - 1].lemma))
    to--;
  while (to > 1 && c->s->tokens[to - 1].upos == ATT_ADV)
    to--; /* "is also due to tour X" */
  return to > 0 && strcmp(c->s->tokens[to - 1].lemma, "be") == 0;
}

/* "looks forward to hosting X", "to the visit of B" */
static bool is_awaited(const att_clause *c, uint32_t t) {
  for (uint32_t i = t; i > 1 && t - i < 6; i--) {
    if (is(c, i - 1, "to") && is(c, i - 2, "forward"))
      return true;
    if (i < t && c->s->tokens[i].upos == ATT_VERB)
      return false;
  }
  return false;
}

bool att_clause_is_demanded(const att_clause *c, uint32_t t) {
  if (t < 2 || c->s->tokens[t].upos != ATT_VERB || !is(c, t - 1, "be"))
    return false;
  uint32_t before = t - 2;
  while (before > 0 && (c->s->tokens[before].upos == ATT_ADV || is(c, before, "not")))
    before--; /* "will probably be cancelled" */
  return c->s->tokens[before].upos != ATT_AUX && !is(c, before, "to");
}

/* "Her trip to X was cancelled", "postponed his visit", "cancelled plans to visit". */
static bool is_cancelled(const att_clause *c, uint32_t t) {
  bool plans = t > 1 && is(c, t - 1, "to") && c->s->tokens[t - 2].upos == ATT_NOUN &&
               att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[t - 2].lemma);
  t -= plans ? 2 : 0;
  uint32_t head = att_clause_head(c, t);
  bool acted_on = head != ATT_NO_TOKEN && (att_clause_is_acted_on(c, t) ||
                                           att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_XCOMP);
  return acted_on && !att_clause_is_demanded(c, head) && att_clause_calls_off(c, head);
}

/* "Also explored were exercises": what the participle in front makes of its subject. */
static att_event_status status_of_front(const att_clause *c, uint32_t t, att_event_status status) {
  uint32_t front = is(c, 0, "also") ? 1 : 0;
  if (front + 1 >= c->s->token_count || strcmp(c->s->tokens[front].xpos, "VBN") != 0 ||
      !(is(c, front + 1, "were") || is(c, front + 1, "was")) || t <= front)
    return status;
  return att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[front].lemma)  ? ATT_PROPOSED
         : att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[front].lemma) ? ATT_PLANNED
                                                                            : status;
}

/* Is it what somebody, in the past tense, said or agreed: "said the armies would hold X"? */
static bool is_told(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  uint32_t head = att_clause_head(c, t);
  if (head == ATT_NO_TOKEN || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_CCOMP ||
      (strcmp(c->s->tokens[head].xpos, "VBD") != 0 && strcmp(c->s->tokens[head].xpos, "VBN") != 0))
    return false;
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if (is(c, i, "if") || is(c, i, "like"))
      return false;
  if (att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[head].lemma)) {
    bool denied;
    return att_clause_status(c, head, &denied) == ATT_HELD && !denied; /* "agreed that X would" */
  }
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0 &&
        (strcmp(frame->value, "say") == 0 || strcmp(frame->value, "announce") == 0 ||
         strcmp(frame->value, "affirm") == 0))
      return true;
  return false;
}

/* "is on a tour and would visit X before leaving": no wish, but what is to come, of a journey. */
static bool is_beside_present(const att_clause *c, uint32_t t) {
  uint32_t first = att_clause_head(c, t);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_CONJ || first == ATT_NO_TOKEN ||
      first > t || !att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, true, "visit"))
    return false;
  uint32_t be = att_clause_child(c, first, ATT_COP, ATT_NO_TOKEN);
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if (is(c, i, "if") || is(c, i, "like") || is(c, i, "were"))
      return false;
  return be != ATT_NO_TOKEN && (is(c, be, "is") || is(c, be, "are"));
}

/* "is on a scheduled deployment", "returned from a planned drill", "held a scheduled exercise":
 * what was planned has begun. */
static bool is_begun(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN), head = att_clause_head(c, t);
  bool object = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ;
  bool part = word != ATT_NO_TOKEN && is(c, word, "of") && head != ATT_NO_TOKEN &&
              is(c, head, "part"); /* "is part of a scheduled deployment" */
  return part ||
         (word != ATT_NO_TOKEN && (is(c, word, "on") || is(c, word, "from")) &&
          !(head != ATT_NO_TOKEN &&
            att_lexicon_tells(c->facts->lexicon, c->s->tokens[head].lemma,
                              c->s->tokens[head].upos == ATT_VERB, "talk"))) ||
         (object && head != ATT_NO_TOKEN &&
          att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[head].lemma));
}

/* What the word's own auxiliaries, marks and adjectives say of its event. */
static att_event_status own_status(const att_clause *c, uint32_t t, bool *ret_present_be) {
  att_event_status status = ATT_HELD;
  bool open = false; /* "whether A will visit X" */
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    if (c->s->tokens[i].head != t + 1)
      continue;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (rel == ATT_AUX_REL) {
      if (is(c, i, "will") || is(c, i, "shall") || is(c, i, "'ll"))
        status = ATT_PLANNED;
      else if (is(c, i, "would") && (is_told(c, t) || is_beside_present(c, t)))
        status = ATT_PLANNED; /* "said that they would" */
      else if (strcmp(c->s->tokens[i].xpos, "MD") == 0)
        status = ATT_HYPOTHETICAL;
      *ret_present_be = *ret_present_be || is(c, i, "is") || is(c, i, "are");
    }
    if (rel == ATT_MARK && (is(c, i, "if") || is(c, i, "whether") || is(c, i, "unless")))
      open = true;
    bool past = strcmp(c->s->tokens[i].xpos, "VBN") == 0 && is_begun(c, t);
    if (rel == ATT_AMOD && status == ATT_HELD && !past)
      status = is(c, i, "possible") || is(c, i, "potential") || is(c, i, "proposed") ? ATT_PROPOSED
               : att_clause_word(c, ATT_WORD_FORTHCOMING, c->s->tokens[i].form)      ? ATT_PLANNED
                                                                                     : status;
  }
  return open ? ATT_HYPOTHETICAL : status;
}

/* "not", "never", "no", but not "not only". */
static bool is_negated(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    const char *lemma = c->s->tokens[i].lemma;
    if (c->s->tokens[i].head != t + 1 || (i + 1 < c->s->token_count && is(c, i + 1, "only")))
      continue;
    if (strcmp(lemma, "not") == 0 || strcmp(lemma, "never") == 0 || is(c, i, "n't") ||
        (att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_DET_REL && is(c, i, "no")))
      return true;
  }
  return false;
}

/* "has yet to be signed" */
static bool is_yet_to(const att_clause *c, uint32_t t) {
  t -= t > 2 && is(c, t - 1, "be") ? 1 : 0;
  return t > 1 && is(c, t - 1, "to") && is(c, t - 2, "yet");
}

/* "leaves on Thursday", "her trip begins tomorrow": the present tense of setting out and beginning,
 * with a day that is still to come. */
static bool is_about_to(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma, *xpos = c->s->tokens[t].xpos;
  if (c->s->tokens[t].upos != ATT_VERB || (strcmp(xpos, "VBZ") != 0 && strcmp(xpos, "VBP") != 0) ||
      !(att_clause_word(c, ATT_WORD_BEGINNING, lemma) ||
        att_clause_word(c, ATT_WORD_SETTING_OUT, lemma)))
    return false;
  if (att_clause_word(c, ATT_WORD_BEGINNING, lemma) && att_clause_day_ahead(c, t))
    return true; /* "starts on 8 June" */
  for (uint32_t i = t + 1; i < c->s->token_count; i++)
    if (is(c, i, "tomorrow") || is(c, i, "tonight") || is(c, i, "next") || is(c, i, "later") ||
        att_date_is_weekday(c->s->tokens[i].form))
      return true;
  return false;
}

/* "Serbia to resume X": a headline's future. */
static bool is_announced(const att_clause *c, uint32_t t) {
  return t > 1 && is(c, t - 1, "to") && strcmp(c->s->tokens[t].xpos, "VB") == 0 &&
         (c->s->tokens[t - 2].upos == ATT_PROPN || c->s->tokens[t - 2].upos == ATT_NOUN) &&
         c->facts->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
}

/* "are close to concluding X" */
static bool is_close_to(const att_clause *c, uint32_t t) {
  return t > 1 && is(c, t - 1, "to") && strcmp(c->s->tokens[t].xpos, "VBG") == 0 &&
         (is(c, t - 2, "close") || is(c, t - 2, "closer"));
}

/* "accepted the invitation to visit X": wherever the tree has hung the infinitive. */
static bool is_of_invitation(const att_clause *c, uint32_t t) {
  return t > 1 && is(c, t - 1, "to") && c->s->tokens[t].upos == ATT_VERB &&
         c->s->tokens[t - 2].upos == ATT_NOUN &&
         att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[t - 2].lemma);
}

/* "The trip will include X", "the talks may take place": what the verb by which its subject takes
 * place says of it; other verbs ("the visit will strengthen ties") say nothing. */
static att_event_status status_of_subject(const att_clause *c, uint32_t verb) {
  const char *lemma = c->s->tokens[verb].lemma;
  if (is_about_to(c, verb))
    return ATT_PLANNED;
  return att_clause_word(c, ATT_WORD_HOLDING, lemma) ||
                 att_clause_word(c, ATT_WORD_INVOLVING, lemma)
             ? own_status(c, verb, &(bool){false})
             : ATT_HELD;
}

bool att_clause_explores(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_EXPLORING, c->s->tokens[t].lemma) &&
         t + 1 < c->s->token_count && c->s->tokens[t + 1].upos != ATT_ADV && !is(c, t + 1, "on");
}

/* What a gerund or infinitive names under "support for", "readiness to", "committed to". */
bool att_clause_is_wished(const att_clause *c, uint32_t t) {
  const char *xpos = c->s->tokens[t].xpos;
  bool open =
      strcmp(xpos, "VBG") == 0 || strcmp(xpos, "VB") == 0 || c->s->tokens[t].upos != ATT_VERB;
  for (unsigned depth = 0; open && depth < 4; depth++) {
    uint32_t head = att_clause_head(c, t);
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (head == ATT_NO_TOKEN || rel == ATT_NSUBJ || c->s->tokens[t].rel == ATT_ACL_RELCL ||
        (rel == ATT_CONJ && c->s->tokens[t].upos == ATT_VERB && c->s->tokens[t].xpos[2] == 'D'))
      return false;
    uint32_t object = att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN);
    bool behind = object != ATT_NO_TOKEN && object < t && rel == ATT_ADVCL;
    if (att_clause_explores(c, head))
      return true;
    if (att_clause_word(c, ATT_WORD_WISHING, c->s->tokens[head].lemma) ||
        att_clause_word(c, ATT_WORD_WISHING, c->s->tokens[head].form) ||
        (behind && att_clause_word(c, ATT_WORD_WISHING, c->s->tokens[object].lemma)))
      return true;
    t = head;
  }
  return false;
}

/* "has no plan for now to scrap X" */
static bool has_no_plan(const att_clause *c, uint32_t t) {
  if (t == 0 || !is(c, t - 1, "to"))
    return false;
  for (uint32_t i = t > 8 ? t - 8 : 0; i + 2 < t; i++)
    if (is(c, i, "no") && att_clause_word(c, ATT_WORD_INTENDED, c->s->tokens[i + 1].lemma))
      return true;
  return false;
}

/* "had been due to travel", "had planned to host", "was to have continued": what did not come. */
static bool is_unfulfilled(const att_clause *c, uint32_t t) {
  if (t > 2 && is(c, t - 1, "have") && is(c, t - 2, "to") &&
      (is(c, t - 3, "was") || is(c, t - 3, "were")))
    return true;
  for (unsigned depth = 0; depth < 3 && t > 2 && t != ATT_NO_TOKEN; depth++) {
    bool meant =
        is(c, t - 1, "to") && att_clause_word(c, ATT_WORD_INTENDED, c->s->tokens[t - 2].lemma);
    uint32_t before = t - 3; /* "had also been due to" */
    while (meant && before > 0 && (is(c, before, "been") || c->s->tokens[before].upos == ATT_ADV))
      before--;
    if (meant && is(c, before, "had"))
      return true;
    if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_CONJ)
      return false;
    t = att_clause_head(c, t); /* "had been due to travel and to visit X" */
  }
  return false;
}

/* "is slated to hold talks and visit X": an infinitive that the parser may take for a present. */
static bool is_joined_infinitive(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_CONJ || head == ATT_NO_TOKEN || head > t ||
      strcmp(c->s->tokens[t].xpos, "VBP") != 0 || strcmp(c->s->tokens[head].xpos, "VB") != 0)
    return false;
  uint32_t mark = att_clause_child(c, head, ATT_MARK, ATT_NO_TOKEN);
  return mark != ATT_NO_TOKEN && is(c, mark, "to") &&
         att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "Mr. Secretary, will A send more troops?": the auxiliary of a verb up to `t` stands, behind a
 * comma, before its subject. */
static bool is_inverted(const att_clause *c, uint32_t t) {
  for (uint32_t i = 1; i < t; i++) {
    uint32_t verb = att_clause_head(c, i);
    if (c->s->tokens[i].upos != ATT_AUX || verb == ATT_NO_TOKEN || verb < i || !is(c, i - 1, ","))
      continue;
    uint32_t subject = att_clause_child(c, verb, ATT_NSUBJ, ATT_NO_TOKEN);
    if (subject != ATT_NO_TOKEN && subject > i && subject < verb)
      return true;
  }
  return false;
}

/* "Did they get to meet B?": an auxiliary opens the question, behind a label perhaps. */
static bool is_asked(const att_clause *c, uint32_t t) {
  uint32_t count = c->s->token_count, first = 0;
  while (count > 0 && c->s->tokens[count - 1].upos == ATT_PUNCT && !is(c, count - 1, "?"))
    count--;
  if (count < 3 || !is(c, count - 1, "?"))
    return false;
  for (uint32_t i = 0; i < 6 && i < count; i++)
    first = is(c, i, ":") ? i + 1 : first;
  return c->s->tokens[first].upos == ATT_AUX || is_inverted(c, t);
}

/* "may meet B during his visit to X": there is a visit, whatever comes of the rest. */
static bool is_presupposed(const att_clause *c, uint32_t t) {
  uint32_t during = c->s->tokens[t].upos == ATT_NOUN
                        ? att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN)
                        : ATT_NO_TOKEN;
  uint32_t owner = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  return during != ATT_NO_TOKEN && is(c, during, "during") && owner != ATT_NO_TOKEN &&
         c->s->tokens[owner].rel == ATT_NMOD_POSS && att_clause_head(c, t) != ATT_NO_TOKEN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "visit");
}

/* "Reports that A met B on 3 June are false": told by the words, wherever the tree hangs the verb.
 */
static bool is_untrue(const att_clause *c, uint32_t t) {
  uint32_t that = 0, last = c->s->token_count;
  for (uint32_t i = 1; i < t && that == 0; i++)
    if (is(c, i, "that") && att_clause_word(c, ATT_WORD_ALLEGING, c->s->tokens[i - 1].lemma))
      that = i;
  while (last > t && c->s->tokens[last - 1].upos == ATT_PUNCT)
    last--;
  return that > 0 && last > t + 1 &&
         att_clause_word(c, ATT_WORD_UNTRUE, c->s->tokens[last - 1].form) &&
         strcmp(c->s->tokens[last - 2].lemma, "be") == 0;
}

/* "accused B of supplying C with missiles", "of having supplied" */
static bool is_accused_of(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t), first = t;
  while (first > 0 && (is(c, first - 1, "been") || is(c, first - 1, "having")))
    first--;
  return verb != ATT_NO_TOKEN && t > verb && strcmp(c->s->tokens[verb].lemma, "accuse") == 0 &&
         (first < t || strcmp(c->s->tokens[t].xpos, "VBG") == 0);
}

/* "rejected claims that she had met B", "Reports that A met B are false": is it told as what is
 * only alleged; *ret_denied says that it is denied. */
static bool is_alleged(const att_clause *c, uint32_t t, bool *ret_denied) {
  uint32_t noun = att_clause_head(c, t);
  if (is_untrue(c, t))
    return *ret_denied = true;
  bool object = noun != ATT_NO_TOKEN && att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ;
  if (is_accused_of(c, object ? noun : t))
    return true;
  for (unsigned depth = 0; noun != ATT_NO_TOKEN && depth < 6; depth++) {
    bool clause = c->s->tokens[t].rel == ATT_ACL && is_finite(c, t);
    if (clause && att_clause_word(c, ATT_WORD_ALLEGING, c->s->tokens[noun].lemma))
      break;
    t = noun;
    noun = att_clause_head(c, t);
  }
  if (noun == ATT_NO_TOKEN || t < noun || c->s->tokens[t].rel != ATT_ACL ||
      !att_clause_word(c, ATT_WORD_ALLEGING, c->s->tokens[noun].lemma))
    return false;
  uint32_t verb = att_clause_head(c, noun);
  *ret_denied =
      verb != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_DENYING, c->s->tokens[verb].lemma);
  return verb == ATT_NO_TOKEN || strcmp(c->s->tokens[verb].lemma, "confirm") != 0;
}

/* "will tour X before it sails for Y", "is to raise it when she comes to Z": a present tense that
 * stands for what is to come. */
static bool is_beside_planned(const att_clause *c, uint32_t t) {
  static const char *const MARKS[] = {"before", "when", "once", "until", "as", NULL};
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN), main = att_clause_head(c, t);
  if (mark == ATT_NO_TOKEN) /* "when" is an adverb of the clause */
    mark = att_clause_child(c, t, ATT_ADVMOD, ATT_NO_TOKEN);
  bool denied;
  return c->s->tokens[t].rel == ATT_ADVCL && main != ATT_NO_TOKEN && main < t &&
         mark != ATT_NO_TOKEN && att_one_of(c->s->tokens[mark].lemma, MARKS) &&
         (strcmp(c->s->tokens[t].xpos, "VBZ") == 0 || strcmp(c->s->tokens[t].xpos, "VBP") == 0) &&
         att_clause_status(c, main, &denied) == ATT_PLANNED;
}

/* "is likely to visit X in July": whose journey is told so is expected. */
static bool is_likely_journey(const att_clause *c, uint32_t t, uint32_t over) {
  uint32_t be = att_clause_child(c, over, ATT_COP, ATT_NO_TOKEN);
  return is(c, over, "likely") && be != ATT_NO_TOKEN && (is(c, be, "is") || is(c, be, "are")) &&
         !is_negated(c, over) &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, true, "visit");
}

/* "A and B are in talks", "USS A is on a scheduled deployment to X" */
static bool is_under_way(const att_clause *c, uint32_t t) {
  uint32_t be = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN),
           word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (be == ATT_NO_TOKEN || !(is(c, be, "is") || is(c, be, "are")) || is_negated(c, t))
    return false;
  return (t > 0 && is(c, t - 1, "in") &&
          att_clause_word(c, ATT_WORD_NEGOTIATING, c->s->tokens[t].lemma)) ||
         (word != ATT_NO_TOKEN && is(c, word, "on") && c->s->tokens[t].upos == ATT_NOUN &&
          att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "event"));
}

/* "signed a letter of intent to extend the deployment", "a contract to supply X": what a paper says
 * that shall be done. */
bool att_clause_is_contracted(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 4 && t != ATT_NO_TOKEN; depth++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || c->s->tokens[t].rel == ATT_ACL_RELCL ||
        att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ)
      return false;
    uint32_t paper = c->s->tokens[head].upos == ATT_VERB
                         ? att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN)
                         : head;
    if (strcmp(c->s->tokens[t].xpos, "VB") == 0 && t > 0 && is(c, t - 1, "to") &&
        paper != ATT_NO_TOKEN && paper < t &&
        att_clause_word(c, ATT_WORD_PAPER, c->s->tokens[paper].lemma))
      return true;
    t = head;
  }
  return false;
}

/* What is said of the verb under which something is planned: "denied that A planned to visit X",
 * "may decide to host Y". */
static att_event_status status_of_plan(const att_clause *c, uint32_t verb, bool *ret_denied) {
  bool denied = false;
  if (c->s->tokens[verb].upos != ATT_VERB || strcmp(c->s->tokens[verb].xpos, "VBG") == 0)
    return ATT_PLANNED; /* "would be used by soldiers preparing to leave for X" */
  att_event_status status = att_clause_status(c, verb, &denied);
  *ret_denied = *ret_denied || denied;
  return status == ATT_HYPOTHETICAL || status == ATT_CANCELLED ? status : ATT_PLANNED;
}

/* "requested help in training its pilots": the gerund hangs on the verb and belongs to the help. */
static bool is_of_help(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  return strcmp(c->s->tokens[t].xpos, "VBG") == 0 && object != ATT_NO_TOKEN && object < t &&
         (att_clause_word(c, ATT_WORD_HELP, c->s->tokens[object].lemma) || is(c, object, "help") ||
          is(c, object, "support"));
}

/* "urged his counterpart to visit X": what the object of the verb is to do. */
static bool is_of_object(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  return t > 0 && is(c, t - 1, "to") && strcmp(c->s->tokens[t].xpos, "VB") == 0 &&
         object != ATT_NO_TOKEN && object > verb && object < t;
}

/* "is expected in X on Friday" */
static bool is_expected(const att_clause *c, uint32_t t) {
  uint32_t be = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN);
  return strcmp(c->s->tokens[t].lemma, "expect") == 0 && be != ATT_NO_TOKEN &&
         (is(c, be, "is") || is(c, be, "are")) &&
         att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "the signing of X, which they expect to conclude this year", "the drill, which will begin in
 * May": the clause behind tells that it is still to come. */
static bool is_expected_behind(const att_clause *c, uint32_t t) {
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  const uint32_t over[] = {t, of};
  for (size_t i = 0; i < 2 && over[i] != ATT_NO_TOKEN; i++)
    for (uint32_t v = att_clause_child(c, over[i], ATT_ACL, ATT_NO_TOKEN); v != ATT_NO_TOKEN;
         v = att_clause_child(c, over[i], ATT_ACL, v)) {
      uint32_t object = att_clause_child(c, v, ATT_OBJ, ATT_NO_TOKEN),
               subject = att_clause_child(c, v, ATT_NSUBJ, ATT_NO_TOKEN),
               verb = att_clause_child(c, v, ATT_XCOMP, ATT_NO_TOKEN);
      bool meant =
               verb != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[v].lemma),
           done = object != ATT_NO_TOKEN && object < v,
           begun = subject != ATT_NO_TOKEN && c->s->tokens[subject].upos == ATT_PRON &&
                   (is(c, subject, "which") || is(c, subject, "that"));
      verb = meant ? verb : v;
      bool denied, held = att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma),
                   begins = att_clause_word(c, ATT_WORD_BEGINNING, c->s->tokens[verb].lemma) ||
                            is(c, verb + 1, "place");
      if (c->s->tokens[v].rel == ATT_ACL_RELCL && ((done && held) || (begun && begins)) &&
          att_clause_status(c, verb, &denied) == ATT_PLANNED && !denied)
        return true;
    }
  return false;
}

/* "The agreement allows A to deploy X", "will allow": what may be done; "allowed" may tell that it
 * was. */
static bool is_enabled(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t subject = att_clause_subject(c, verb, &(bool){false});
  bool paper =
      subject != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_PAPER, c->s->tokens[subject].lemma);
  return t > verb && is(c, t - 1, "to") && strcmp(c->s->tokens[t].xpos, "VB") == 0 &&
         att_clause_word(c, ATT_WORD_ENABLING, c->s->tokens[verb].lemma) &&
         (paper || strcmp(c->s->tokens[verb].xpos, "VBZ") == 0 ||
          strcmp(c->s->tokens[verb].xpos, "VBP") == 0);
}

/* "aims at holding X" */
static bool is_aimed_at(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  return mark != ATT_NO_TOKEN && mark == verb + 1 && is(c, mark, "at") &&
         att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[verb].lemma);
}

/* "appealed to A to deliver X" */
static bool is_appealed_for(const att_clause *c, uint32_t t, uint32_t verb) {
  static const char *const WHOM[] = {"to", "on", "upon", "for", NULL};
  bool be = t > 0 && is(c, t - 1, "be"); /* "called for X to be resumed" */
  return t > verb + 2u + be && is(c, t - 1 - be, "to") &&
         strcmp(c->s->tokens[t].xpos, be ? "VBN" : "VB") == 0 &&
         att_clause_word(c, ATT_WORD_CALLING_FOR, c->s->tokens[verb].lemma) &&
         att_one_of(c->s->tokens[verb + 1].form, WHOM);
}

/* "expressed hope | for the resumption of X" */
static bool is_hoped_for(const att_clause *c, uint32_t preposition, uint32_t verb) {
  return preposition > 0 && is(c, preposition, "for") &&
         c->s->tokens[preposition - 1].head == verb + 1 &&
         c->s->tokens[preposition - 1].upos == ATT_NOUN &&
         att_clause_word(c, ATT_WORD_IDEA, c->s->tokens[preposition - 1].lemma);
}

/* "proposed that A | create conditions for": the subjunctive of what is only proposed. */
static bool is_subjunctive(const att_clause *c, uint32_t t, uint32_t head) {
  const char *xpos = c->s->tokens[t].xpos;
  return c->s->tokens[t].rel == ATT_CCOMP &&
         (strcmp(xpos, "VB") == 0 || strcmp(xpos, "VBP") == 0) &&
         att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[head].lemma) &&
         c->s->tokens[head].upos == ATT_VERB;
}

/* "have agreed to | expand X" */
static bool is_agreed_on(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  return att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_XCOMP && head != ATT_NO_TOKEN &&
         att_clause_word(c, ATT_WORD_AGREEING, c->s->tokens[head].lemma);
}

static att_event_status read_status(const att_clause *c, uint32_t t, bool *ret_denied) {
  if (is_presupposed(c, t)) {
    bool denied;
    att_event_status over = att_clause_status(c, att_clause_head(c, t), &denied);
    *ret_denied = false;
    return over == ATT_HYPOTHETICAL || over == ATT_PROPOSED ? ATT_PLANNED : over;
  }
  *ret_denied = is_yet_to(c, t) || has_no_plan(c, t);
  if (is_alleged(c, t, ret_denied))
    return ATT_HYPOTHETICAL;
  if (is_under_way(c, t))
    return ATT_ONGOING;
  if (c->s->tokens[t].upos == ATT_VERB ? is_beside_planned(c, t) || is_expected(c, t)
                                       : is_expected_behind(c, t))
    return ATT_PLANNED;
  if (is_cancelled(c, t) || is_unfulfilled(c, t))
    return ATT_CANCELLED;
  if (is_asked(c, t))
    return ATT_HYPOTHETICAL;
  if (c->s->tokens[t].upos == ATT_VERB && att_clause_is_wished(c, t))
    return ATT_PROPOSED;
  att_event_status status = ATT_HELD;
  if (!*ret_denied && att_clause_is_unreal(c, t, &status, ret_denied))
    return status;
  uint32_t word = c->s->tokens[t].upos == ATT_NOUN ? att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN)
                                                   : ATT_NO_TOKEN;
  bool during = word != ATT_NO_TOKEN && (is(c, word, "during") || is(c, word, "at"));
  bool before = word != ATT_NO_TOKEN && word > 0 && is(c, word - 1, ",") &&
                (is(c, word, "following") || is(c, word, "after"));
  bool own = true; /* what is said of the word here is said of the event */
  for (unsigned depth = 0; t != ATT_NO_TOKEN && depth < 6; depth++) {
    bool progressive = strcmp(c->s->tokens[t].xpos, "VBG") == 0 ||
                       (t > 0 && is(c, t - 1, "being")), /* "is being held" */
        present_be = false;
    if (is_to_be_done(c, t) || is_about_to(c, t) || is_of_invitation(c, t) || is_awaited(c, t) ||
        is_announced(c, t))
      return ATT_PLANNED;
    if (is_close_to(c, t))
      return ATT_PROPOSED;
    if (status == ATT_HELD && att_clause_is_contracted(c, t))
      return ATT_PLANNED;
    att_event_status here = own_status(c, t, &present_be);
    status = here != ATT_HELD ? here : status;
    *ret_denied = *ret_denied || (own && is_negated(c, t));
    bool first = depth == 0 || (depth == 1 && own); /* "are holding", "are holding talks" */
    if (first && progressive && present_be && status == ATT_HELD)
      status = ATT_ONGOING;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (rel == ATT_NSUBJ && head != ATT_NO_TOKEN && strcmp(c->s->tokens[head].xpos, "VBN") != 0)
      return status == ATT_HELD ? status_of_subject(c, head) : status;
    if (head == ATT_NO_TOKEN || status != ATT_HELD)
      break;
    bool governed = rel == ATT_XCOMP || rel == ATT_CCOMP || rel == ATT_OBJ || rel == ATT_ACL ||
                    rel == ATT_ADVCL || rel == ATT_NMOD || rel == ATT_OBL || rel == ATT_CONJ ||
                    rel == ATT_NSUBJ || rel == ATT_CSUBJ;
    bool participle = t > 0 && strcmp(c->s->tokens[t].xpos, "VBN") == 0;
    if (participle && t > 1 &&
        ((rel == ATT_XCOMP && is(c, t - 1, ",")) ||
         (rel == ATT_ACL && c->s->tokens[t - 1 - is(c, t - 1, ",")].upos == ATT_PROPN)))
      break; /* "discussed X, | held in May", "the X Agreement | signed in 2019" */
    if (before && depth == 0 && strcmp(c->s->tokens[head].xpos, "VB") == 0 && is_agreed_on(c, head))
      break; /* "have agreed to expand X, following the talks" */
    if (!governed || (during && rel == ATT_NMOD))
      break; /* "for a scheduled visit during its deployment" */
    status = status_of_front(c, t, status);
    bool content = rel != ATT_CONJ && rel != ATT_OBL && rel != ATT_ADVCL && rel != ATT_NMOD;
    if (content && att_clause_word(c, ATT_WORD_DENYING, c->s->tokens[head].lemma))
      *ret_denied = true; /* "denied that she had met B" */
    bool clause = rel == ATT_XCOMP || rel == ATT_CCOMP || rel == ATT_CSUBJ;
    if (rel == ATT_XCOMP && is_likely_journey(c, t, head))
      return ATT_PLANNED;
    if (clause && att_clause_word(c, ATT_WORD_DOUBTFUL, c->s->tokens[head].lemma))
      return ATT_HYPOTHETICAL; /* "it is possible that they met" */
    if (rel == ATT_XCOMP && c->s->tokens[head].upos == ATT_ADJ &&
        att_clause_word(c, ATT_WORD_WISHING, c->s->tokens[head].lemma))
      return ATT_HYPOTHETICAL; /* "is willing to hold a call with B" */
    if (own && rel == ATT_ACL && !is_finite(c, t) && is_negated(c, head))
      *ret_denied = true; /* "there were no plans for him to meet B" */
    own = own && (rel == ATT_OBJ || rel == ATT_XCOMP);
    if (rel == ATT_OBJ && att_clause_word(c, ATT_WORD_APPROVING, c->s->tokens[head].lemma))
      return ATT_PLANNED; /* "approved the sale of X" */
    if (rel == ATT_ACL && is(c, head, "decision") && strcmp(c->s->tokens[t].xpos, "VB") == 0)
      return ATT_PLANNED; /* "A's decision to donate X" */
    if (is_enabled(c, t, head))
      return ATT_HYPOTHETICAL;
    if (rel == ATT_ADVCL && is_aimed_at(c, t, head))
      return ATT_PLANNED;
    if ((rel == ATT_ADVCL || rel == ATT_XCOMP) && is_appealed_for(c, t, head))
      return ATT_PROPOSED;
    uint32_t preposition = rel == ATT_OBL ? att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN) : head;
    if (preposition != ATT_NO_TOKEN && is(c, preposition, "for") &&
        att_clause_word(c, ATT_WORD_CALLING_FOR, c->s->tokens[head].lemma))
      return ATT_PROPOSED; /* "called for the deployment of X" */
    if (preposition != ATT_NO_TOKEN && rel == ATT_OBL && is(c, preposition, "on") && t > head &&
        c->s->tokens[t].upos == ATT_NOUN && strcmp(c->s->tokens[head].lemma, "agree") == 0)
      return ATT_PLANNED; /* "agreed on joint patrols" */
    if (preposition != ATT_NO_TOKEN && rel == ATT_OBL && is_hoped_for(c, preposition, head))
      return ATT_PROPOSED;
    if (is_subjunctive(c, t, head))
      return ATT_PROPOSED;
    if ((is_finite(c, t) && !is_joined_infinitive(c, t)) || c->s->tokens[t].rel == ATT_ACL_RELCL)
      break;
    if (rel == ATT_ADVCL && is_of_object(c, t, head) &&
        att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[head].lemma))
      return ATT_PROPOSED;
    if ((rel != ATT_CONJ && rel != ATT_OBL && rel != ATT_ADVCL) ||
        (rel == ATT_ADVCL && is_of_help(c, t, head))) {
      *ret_denied = *ret_denied || (own && is_negated(c, head)); /* "is not planning to visit" */
      if (during && strcmp(c->s->tokens[head].xpos, "VBD") == 0 &&
          att_clause_word(c, ATT_WORD_AGREEING, c->s->tokens[head].lemma))
        return ATT_HELD;                          /* "agreed to expand X during a meeting" */
      if (c->s->tokens[head].upos != ATT_PROPN && /* nor Exercise X Resolve */
          att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[head].lemma))
        return status_of_plan(c, head, ret_denied);
      if (att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[head].lemma))
        return ATT_PROPOSED;
    }
    t = head;
  }
  return status;
}

/* Rules ask it of the same words again and again. */
att_event_status att_clause_status(const att_clause *c, uint32_t t, bool *ret_denied) {
  enum { DENIED = 0x80 };
  uint8_t *noted = c->s->linked ? &c->s->notes[t].status : &(uint8_t){0};
  if (*noted == 0) {
    unsigned status = read_status(c, t, ret_denied);
    *noted = (uint8_t)((status + 1) | (*ret_denied ? DENIED : 0));
  }
  *ret_denied = (*noted & DENIED) != 0;
  return (att_event_status)((*noted & ~DENIED) - 1);
}
