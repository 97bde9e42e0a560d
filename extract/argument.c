/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/argument.h"

#include <ctype.h>
#include <string.h>

const char *att_clause_lemma(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].lemma;
}

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return t < c->s->token_count && att_same_word(c->s->tokens[t].form, word);
}

static bool one_of(const char *word, const char *const *list) {
  for (; *list != NULL; list++)
    if (att_same_word(*list, word))
      return true;
  return false;
}

bool att_clause_word(const att_clause *c, att_word_class class, const char *word) {
  return att_lexicon_word(c->facts->lexicon, class, word);
}

uint32_t att_clause_head(const att_clause *c, uint32_t t) {
  uint32_t head = c->s->tokens[t].head;
  return head == 0 ? ATT_NO_TOKEN : head - 1;
}

void att_clause_link(att_sentence *s) {
  if (s->linked)
    return;
  for (uint32_t t = s->notes != NULL ? s->token_count : 0; t-- > 0;) {
    uint32_t head = s->tokens[t].head;
    if (head == 0 || head > s->token_count)
      continue;
    s->notes[t].next_child = s->notes[head - 1].first_child;
    s->notes[head - 1].first_child = t + 1;
  }
  s->linked = s->notes != NULL;
}

/* The next token behind `after` (ATT_NO_TOKEN: the first) whose head is `t`; ATT_NO_TOKEN at the
 * end. */
static uint32_t next_child(const att_clause *c, uint32_t t, uint32_t after) {
  uint32_t count = c->s->token_count, i = after == ATT_NO_TOKEN ? 0 : after + 1;
  const att_token *tokens = c->s->tokens;
  const att_note *notes = c->s->notes;
  if (!c->s->linked || t >= count) {
    while (i < count && tokens[i].head != t + 1)
      i++;
    return i < count ? i : ATT_NO_TOKEN;
  }
  bool sibling = i > 0 && i <= count && tokens[i - 1].head == t + 1;
  uint32_t number = sibling ? notes[i - 1].next_child : notes[t].first_child;
  while (number != 0 && number <= i)
    number = notes[number - 1].next_child;
  return number != 0 && number <= count ? number - 1 : ATT_NO_TOKEN;
}

uint32_t att_clause_child(const att_clause *c, uint32_t t, att_rel rel, uint32_t after) {
  do
    after = next_child(c, t, after);
  while (after != ATT_NO_TOKEN && att_rel_base((att_rel)c->s->tokens[after].rel) != rel);
  return after;
}

/* The token's preposition, or, "to Joint Base Lewis-McChord", that of the name that it is in. */
static uint32_t preposition_of(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t m = word == ATT_NO_TOKEN ? c->facts->owner[c->number][t] : 0;
  for (uint32_t i = m != 0 ? c->facts->mentions.items[m - 1].first : 0;
       m != 0 && i <= c->facts->mentions.items[m - 1].last && word == ATT_NO_TOKEN; i++)
    word = att_clause_child(c, i, ATT_CASE, ATT_NO_TOKEN);
  return word;
}

uint32_t att_clause_oblique(const att_clause *c, uint32_t t, const char *word, uint32_t after) {
  for (uint32_t i = after; (i = next_child(c, t, i)) != ATT_NO_TOKEN;) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (rel != ATT_OBL && rel != ATT_NMOD && rel != ATT_OBJ)
      continue; /* an object with a preposition is none */
    uint32_t preposition = preposition_of(c, i);
    if (preposition != ATT_NO_TOKEN && is(c, preposition, word))
      return i;
  }
  return ATT_NO_TOKEN;
}

static bool has_passive_aux(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_AUX_PASS)
      return true;
  return false;
}

/* "hosted by B" without an auxiliary of its own: a participle behind a noun or beside a clause. */
static bool is_participle(const att_clause *c, uint32_t t) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t head = att_clause_head(c, t);
  if (strcmp(c->s->tokens[t].xpos, "VBN") != 0 ||
      att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  return rel == ATT_ACL || rel == ATT_ADVCL ||
         (rel == ATT_CONJ && head != ATT_NO_TOKEN && has_passive_aux(c, head));
}

/* "thanked the United States for sending a team": who is thanked for it, praised or blamed, did it.
 */
static uint32_t done_by_object(const att_clause *c, uint32_t t, uint32_t head) {
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  const att_frame *frame = NULL;
  if (mark == ATT_NO_TOKEN || !is(c, mark, "for") || strcmp(c->s->tokens[t].xpos, "VBG") != 0)
    return ATT_NO_TOKEN;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0 &&
        att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value))
      return att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN);
  return ATT_NO_TOKEN;
}

/* "A was among the leaders who": A, for the leaders. */
static uint32_t one_among(const att_clause *c, uint32_t t) {
  uint32_t among = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  bool denied = false;
  for (uint32_t i = 0; i < t; i++)
    denied = denied || (c->s->tokens[i].head == t + 1 && is(c, i, "not"));
  uint32_t one = among != ATT_NO_TOKEN && strcmp(c->s->tokens[among].form, "among") == 0 &&
                         att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN && !denied
                     ? att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN)
                     : ATT_NO_TOKEN;
  return one != ATT_NO_TOKEN ? one : t;
}

/* "leaves for talks with B, before travelling on to X", "is on a trip to visit X": the verb that
 * such a clause goes with, where the tree hangs it to a noun further on; ATT_NO_TOKEN. */
static uint32_t verb_of_mark(const att_clause *c, uint32_t t) {
  static const char *const MARKS[] = {"before", "after", NULL};
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN), up = att_clause_head(c, t);
  bool gerund = mark != ATT_NO_TOKEN && one_of(c->s->tokens[mark].form, MARKS) &&
                strcmp(c->s->tokens[t].xpos, "VBG") == 0;
  bool purpose = strcmp(c->s->tokens[t].xpos, "VB") == 0 &&
                 att_lexicon_tells(c->facts->lexicon, c->s->tokens[up].lemma, false, "visit");
  if (c->s->tokens[up].upos != ATT_NOUN || (!gerund && !purpose))
    return ATT_NO_TOKEN;
  bool owned = purpose && att_clause_child(c, up, ATT_NMOD, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
               c->s->tokens[att_clause_child(c, up, ATT_NMOD, ATT_NO_TOKEN)].rel == ATT_NMOD_POSS &&
               c->s->tokens[att_clause_child(c, up, ATT_NMOD, ATT_NO_TOKEN)].upos != ATT_PRON;
  while (up != ATT_NO_TOKEN && c->s->tokens[up].upos != ATT_VERB)
    up = att_clause_head(c, up);
  if (purpose && (owned || up == ATT_NO_TOKEN ||
                  !att_lexicon_tells(c->facts->lexicon, c->s->tokens[up].lemma, true, "visit")))
    return ATT_NO_TOKEN; /* not "opposed a trip to visit X" */
  return up;
}

uint32_t att_clause_subject(const att_clause *c, uint32_t t, bool *ret_passive) {
  *ret_passive = false;
  uint32_t from = t;
  for (unsigned depth = 0; depth < 5; depth++) {
    uint32_t subject = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
    static const att_rel LIKE[] = {ATT_VOCATIVE, ATT_DISLOCATED}; /* a subject cut off by commas */
    for (size_t i = 0; i < 2 && subject == ATT_NO_TOKEN; i++) {
      subject = att_clause_child(c, t, LIKE[i], ATT_NO_TOKEN);
      if (subject != ATT_NO_TOKEN && subject > t)
        subject = ATT_NO_TOKEN;
    }
    if (subject != ATT_NO_TOKEN) {
      *ret_passive = depth == 0 ? c->s->tokens[subject].rel == ATT_NSUBJ_PASS
                                : has_passive_aux(c, from) || is_participle(c, from);
      static const char *const RELATIVE[] = {"who", "which", "that", NULL};
      uint32_t head = att_clause_head(c, t);
      if (one_of(c->s->tokens[subject].form, RELATIVE) && head != ATT_NO_TOKEN)
        return one_among(c, head);
      return subject;
    }
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN)
      return ATT_NO_TOKEN;
    bool quoting = att_is_word(c->s->tokens[head].lemma, "quote") ||
                   att_is_word(c->s->tokens[head].lemma, "cite");
    uint32_t quoted = quoting ? att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
    if (quoted != ATT_NO_TOKEN)
      return quoted; /* "quoted Sophan as thanking" */
    uint32_t doer = depth == 0 ? done_by_object(c, t, head) : ATT_NO_TOKEN;
    if (doer != ATT_NO_TOKEN)
      return doer;
    uint32_t actor = rel == ATT_ACL && strcmp(c->s->tokens[t].xpos, "VB") == 0
                         ? att_clause_oblique(c, head, "for", ATT_NO_TOKEN)
                         : ATT_NO_TOKEN;
    if (actor != ATT_NO_TOKEN && actor > head && actor < t)
      return actor; /* "a plan for B to visit Warsaw" */
    uint32_t verb = rel == ATT_ACL ? verb_of_mark(c, t) : ATT_NO_TOKEN;
    if (verb != ATT_NO_TOKEN) {
      t = verb;
      continue;
    }
    if (rel == ATT_ACL) {
      *ret_passive = has_passive_aux(c, from) || is_participle(c, from);
      return c->s->tokens[t].upos == ATT_VERB ? head : ATT_NO_TOKEN;
    }
    uint32_t object =
        rel == ATT_XCOMP && att_clause_word(c, ATT_WORD_OBJECT_CONTROL, c->s->tokens[head].lemma)
            ? att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN)
            : ATT_NO_TOKEN;
    if (object != ATT_NO_TOKEN && object < t) { /* "invited A to visit X" */
      *ret_passive = has_passive_aux(c, from);
      return object;
    }
    if (rel != ATT_CONJ && rel != ATT_XCOMP && rel != ATT_ADVCL && rel != ATT_CCOMP &&
        rel != ATT_PARATAXIS)
      return ATT_NO_TOKEN;
    t = head;
  }
  return ATT_NO_TOKEN;
}

/* --- modality ----------------------------------------------------------------------------- */

/* A clause of its own: its verb, or an auxiliary of it, has a tense. */
static bool is_finite(const att_clause *c, uint32_t t) {
  static const char *const TENSED[] = {"VBD", "VBZ", "VBP", NULL};
  if (c->s->tokens[t].upos != ATT_VERB)
    return false;
  if (one_of(c->s->tokens[t].xpos, TENSED))
    return true;
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].upos == ATT_AUX &&
        one_of(c->s->tokens[i].xpos, TENSED))
      return true;
  return false;
}

/* "are to conduct", "is to be held", "is due to visit": a form of "be" before an infinitive. */
static bool is_to_be_done(const att_clause *c, uint32_t t) {
  if (t > 2 && is(c, t - 1, "be") && strcmp(c->s->tokens[t].xpos, "VBN") == 0)
    t--;
  if (t < 2 || strcmp(c->s->tokens[t].xpos, "VB") != 0)
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
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  bool acted_on = c->s->tokens[t].rel == ATT_NSUBJ_PASS || rel == ATT_OBJ || rel == ATT_XCOMP;
  return head != ATT_NO_TOKEN && acted_on && !att_clause_is_demanded(c, head) &&
         (att_clause_word(c, ATT_WORD_CANCELLING, c->s->tokens[head].lemma) ||
          (strcmp(c->s->tokens[head].lemma, "call") == 0 && is(c, head + 1, "off")));
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

/* Is it what somebody, in the past tense, said: "said the armies would hold X"? */
static bool is_told(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  uint32_t head = att_clause_head(c, t);
  if (head == ATT_NO_TOKEN || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_CCOMP ||
      strcmp(c->s->tokens[head].xpos, "VBD") != 0)
    return false;
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if (is(c, i, "if") || is(c, i, "like"))
      return false;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0 &&
        (strcmp(frame->value, "say") == 0 || strcmp(frame->value, "announce") == 0 ||
         strcmp(frame->value, "affirm") == 0))
      return true;
  return false;
}

/* What the word's own auxiliaries, marks and adjectives say of its event. */
static att_event_status own_status(const att_clause *c, uint32_t t, bool *ret_present_be) {
  att_event_status status = ATT_HELD;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    if (c->s->tokens[i].head != t + 1)
      continue;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (rel == ATT_AUX_REL) {
      if (is(c, i, "will") || is(c, i, "shall") || is(c, i, "'ll"))
        status = ATT_PLANNED;
      else if (is(c, i, "would") && is_told(c, t))
        status = ATT_PLANNED; /* "said that they would" */
      else if (strcmp(c->s->tokens[i].xpos, "MD") == 0)
        status = ATT_HYPOTHETICAL;
      *ret_present_be = *ret_present_be || is(c, i, "is") || is(c, i, "are");
    }
    if (rel == ATT_MARK && (is(c, i, "if") || is(c, i, "whether") || is(c, i, "unless")))
      status = ATT_HYPOTHETICAL;
    if (rel == ATT_AMOD && status == ATT_HELD)
      status = is(c, i, "possible") || is(c, i, "potential") || is(c, i, "proposed") ? ATT_PROPOSED
               : att_clause_word(c, ATT_WORD_FORTHCOMING, c->s->tokens[i].form)      ? ATT_PLANNED
                                                                                     : status;
  }
  return status;
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
    if (is(c, i, "tomorrow") || is(c, i, "next") || is(c, i, "later") ||
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

/* "Did they get to meet B?": an auxiliary opens the question, behind a label perhaps. */
static bool is_asked(const att_clause *c) {
  uint32_t count = c->s->token_count, first = 0;
  while (count > 0 && c->s->tokens[count - 1].upos == ATT_PUNCT && !is(c, count - 1, "?"))
    count--;
  if (count < 3 || !is(c, count - 1, "?"))
    return false;
  for (uint32_t i = 0; i < 6 && i < count; i++)
    first = is(c, i, ":") ? i + 1 : first;
  return c->s->tokens[first].upos == ATT_AUX;
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

/* "rejected claims that she had met B", "Reports that A met B are false": is it told as what is
 * only alleged; *ret_denied says that it is denied. */
static bool is_alleged(const att_clause *c, uint32_t t, bool *ret_denied) {
  uint32_t noun = att_clause_head(c, t);
  if (is_untrue(c, t))
    return *ret_denied = true;
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

att_event_status att_clause_status(const att_clause *c, uint32_t t, bool *ret_denied) {
  if (is_presupposed(c, t)) {
    bool denied;
    att_event_status over = att_clause_status(c, att_clause_head(c, t), &denied);
    *ret_denied = false;
    return over == ATT_HYPOTHETICAL || over == ATT_PROPOSED ? ATT_PLANNED : over;
  }
  *ret_denied = is_yet_to(c, t) || has_no_plan(c, t);
  if (is_alleged(c, t, ret_denied))
    return ATT_HYPOTHETICAL;
  if (is_cancelled(c, t) || is_unfulfilled(c, t))
    return ATT_CANCELLED;
  if (is_asked(c))
    return ATT_HYPOTHETICAL;
  if (c->s->tokens[t].upos == ATT_VERB && att_clause_is_wished(c, t))
    return ATT_PROPOSED;
  att_event_status status = ATT_HELD;
  uint32_t word = c->s->tokens[t].upos == ATT_NOUN ? att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN)
                                                   : ATT_NO_TOKEN;
  bool during = word != ATT_NO_TOKEN && (is(c, word, "during") || is(c, word, "at"));
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
    att_event_status here = own_status(c, t, &present_be);
    status = here != ATT_HELD ? here : status;
    *ret_denied = *ret_denied || (own && is_negated(c, t));
    if (depth == 0 && progressive && present_be && status == ATT_HELD)
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
    if (!governed)
      break;
    status = status_of_front(c, t, status);
    bool content = rel != ATT_CONJ && rel != ATT_OBL && rel != ATT_ADVCL && rel != ATT_NMOD;
    if (content && att_clause_word(c, ATT_WORD_DENYING, c->s->tokens[head].lemma))
      *ret_denied = true; /* "denied that she had met B" */
    bool clause = rel == ATT_XCOMP || rel == ATT_CCOMP || rel == ATT_CSUBJ;
    if (clause && att_clause_word(c, ATT_WORD_DOUBTFUL, c->s->tokens[head].lemma))
      return ATT_HYPOTHETICAL; /* "it is possible that they met" */
    if (rel == ATT_XCOMP && c->s->tokens[head].upos == ATT_ADJ &&
        att_clause_word(c, ATT_WORD_WISHING, c->s->tokens[head].lemma))
      return ATT_HYPOTHETICAL; /* "is willing to hold a call with B" */
    if (own && rel == ATT_ACL && !is_finite(c, t) && is_negated(c, head))
      *ret_denied = true; /* "there were no plans for him to meet B" */
    own = own && (rel == ATT_OBJ || rel == ATT_XCOMP);
    uint32_t preposition = rel == ATT_OBL ? att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN) : head;
    if (preposition != ATT_NO_TOKEN && is(c, preposition, "for") &&
        att_clause_word(c, ATT_WORD_CALLING_FOR, c->s->tokens[head].lemma))
      return ATT_PROPOSED; /* "called for the deployment of X" */
    if ((is_finite(c, t) && !is_joined_infinitive(c, t)) || c->s->tokens[t].rel == ATT_ACL_RELCL)
      break;
    if (rel != ATT_CONJ && rel != ATT_OBL && rel != ATT_ADVCL) {
      *ret_denied = *ret_denied || (own && is_negated(c, head)); /* "is not planning to visit" */
      if (during && strcmp(c->s->tokens[head].xpos, "VBD") == 0 &&
          att_clause_word(c, ATT_WORD_AGREEING, c->s->tokens[head].lemma))
        return ATT_HELD; /* "agreed to expand X during a meeting" */
      if (att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[head].lemma))
        return ATT_PLANNED;
      if (att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[head].lemma))
        return ATT_PROPOSED;
    }
    t = head;
  }
  return status;
}

bool att_clause_is_quoted(const att_clause *c, uint32_t t) {
  return c->facts->spoken[c->number] == ATT_SPOKEN_WHOLE || c->s->notes[t].quoted;
}

static bool is_mark(const att_clause *c, uint32_t t) {
  return is(c, t, "\"") || is(c, t, "\xe2\x80\x9c") || is(c, t, "\xe2\x80\x9d");
}

bool att_clause_is_said(const att_clause *c, const att_mention *m) {
  uint32_t end = m->last + 1;
  while (end < c->s->token_count && end < m->last + 4 &&
         (c->s->tokens[end].upos == ATT_NUM || is(c, end, "-")))
    end++; /* "Peace Guardian-2025" */
  return att_clause_is_quoted(c, m->first) &&
         !(m->first > 0 && is_mark(c, m->first - 1) && is_mark(c, end));
}

att_evidence att_clause_evidence(const att_clause *c, uint32_t t, const char *rule) {
  return (att_evidence){.sentence = c->number,
                        .begin = c->s->begin,
                        .end = c->s->end,
                        .first = t,
                        .last = t,
                        .rule = rule};
}

att_event *att_clause_event(const att_clause *c, const char *class_name, uint32_t t,
                            const char *rule) {
  att_event *e = ATT_PUSH(c->facts->arena, &c->facts->events);
  bool denied;
  *e = (att_event){.class_name = class_name,
                   .place = ATT_NO_ENTITY,
                   .initiative = ATT_NO_ENTITY,
                   .part_of = ATT_NO_ENTITY,
                   .status = att_clause_status(c, t, &denied),
                   .evidence = att_clause_evidence(c, t, rule)};
  return e;
}
