/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees whose clauses hang on the wrong word: clauses under "said … that", verbs in a
 * row, an opening participle that was taken for a noun.
 */
#include <string.h>

#include "extract/mend.h"

static bool is_past(const att_token *token) {
  return token->upos == ATT_VERB && att_is_word(token->xpos, "VBD");
}

/* The first child with the relation that is not `but`; ATT_NO_TOKEN. */
static uint32_t child(const att_sentence *s, uint32_t t, att_rel rel, uint32_t but) {
  for (uint32_t i = 0; i < s->token_count; i++)
    if (s->tokens[i].head == t + 1 && i != but && att_rel_base((att_rel)s->tokens[i].rel) == rel)
      return i;
  return ATT_NO_TOKEN;
}

static bool says(const att_lexicon *lexicon, const att_token *token) {
  return token->upos == ATT_VERB && att_lexicon_tells(lexicon, token->lemma, true, "say");
}

/* "said in a release that A visited B": what stands behind "that" is said, and is no relative of
 * the noun, where it lacks nothing that "that" would stand for. */
static void mend_said_that(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 3; t + 2 < s->token_count; t++) {
    att_token *that = &s->tokens[t];
    if (!att_is_word(that->form, "that") || that->head < t + 2 || that->head > s->token_count)
      continue;
    uint32_t verb = that->head - 1;
    att_rel rel = att_rel_base((att_rel)that->rel);
    uint32_t subject = child(s, verb, ATT_NSUBJ, t), noun = s->tokens[verb].head;
    bool whole = rel == ATT_MARK || (rel == ATT_OBJ && child(s, verb, ATT_OBJ, t) != ATT_NO_TOKEN);
    if (att_rel_base((att_rel)s->tokens[verb].rel) != ATT_ACL || subject == ATT_NO_TOKEN ||
        subject > verb || !whole || noun == 0 || noun > t)
      continue;
    uint32_t up = noun - 1;
    for (unsigned depth = 0;
         depth < 3 && s->tokens[up].head != 0 && s->tokens[up].head <= up &&
         s->tokens[up].upos != ATT_VERB && child(s, up, ATT_CASE, ATT_NO_TOKEN) != ATT_NO_TOKEN;
         depth++)
      up = s->tokens[up].head - 1;
    if (!says(lexicon, &s->tokens[up]) || child(s, up, ATT_CCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
        child(s, up, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
      continue;
    that->upos = ATT_SCONJ;
    that->xpos = "IN";
    that->rel = ATT_MARK;
    s->tokens[verb].head = up + 1;
    s->tokens[verb].rel = ATT_CCOMP;
  }
}

/* "A called on B, the ministry said": of two subjects the first is that of the verb behind it,
 * which the tree has taken for a participle. */
static void mend_reported(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 4; t < s->token_count; t++) {
    uint32_t subject =
        says(lexicon, &s->tokens[t]) ? child(s, t, ATT_NSUBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
    uint32_t speaker = subject != ATT_NO_TOKEN ? child(s, t, ATT_NSUBJ, subject) : ATT_NO_TOKEN;
    if (speaker == ATT_NO_TOKEN || speaker < subject || speaker > t)
      continue;
    uint32_t comma = speaker, verb = subject + 1;
    while (comma > subject && !att_is_word(s->tokens[comma].form, ","))
      comma--;
    while (verb < comma &&
           !(s->tokens[verb].head == subject + 1 && s->tokens[verb].upos == ATT_VERB &&
             att_rel_base((att_rel)s->tokens[verb].rel) == ATT_ACL))
      verb++;
    if (verb >= comma || strncmp(s->tokens[verb].xpos, "VB", 2) != 0 ||
        att_is_word(s->tokens[verb].xpos, "VBG") || att_mend_has_child(s, verb, ATT_AUX_REL) ||
        child(s, verb, ATT_NSUBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
      continue;
    for (uint32_t i = 0; i < comma; i++)
      if (s->tokens[i].head == t + 1)
        s->tokens[i].head = verb + 1;
    s->tokens[verb].head = t + 1;
    s->tokens[verb].rel = ATT_CCOMP;
  }
}

/* "A said the donation, which includes B, will go to C": the second subject is that of the clause
 * behind it, which lacks one. */
static void mend_said_subject(const att_lexicon *lexicon, att_sentence *s) {
  for (uint32_t t = 1; t + 3 < s->token_count; t++) {
    if (!says(lexicon, &s->tokens[t]))
      continue;
    uint32_t speaker = child(s, t, ATT_NSUBJ, ATT_NO_TOKEN), clause = child(s, t, ATT_CCOMP, t);
    uint32_t other = speaker != ATT_NO_TOKEN ? child(s, t, ATT_NSUBJ, speaker) : ATT_NO_TOKEN;
    if (other != ATT_NO_TOKEN && speaker < t && other > t && clause != ATT_NO_TOKEN &&
        clause > other && child(s, clause, ATT_NSUBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN)
      s->tokens[other].head = clause + 1;
  }
}

/* "A has, on Wednesday 19 November, 2025, paid a call on B": an auxiliary whose verb stands behind
 * the day. */
static void mend_parted(att_sentence *s) {
  static const char *const HAVE[] = {"has", "have", "had", NULL};
  enum { DAY_MOST = 10 };
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    att_token *have = &s->tokens[t];
    uint32_t verb = have->head - 1;
    if (have->upos != ATT_VERB || !att_one_of(have->form, HAVE) || have->head < t + 3 ||
        verb > t + DAY_MOST || s->tokens[verb].upos != ATT_VERB ||
        (!att_is_word(s->tokens[verb].xpos, "VBN") && !att_is_word(s->tokens[verb].xpos, "VBD")) ||
        child(s, t, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
      continue;
    for (uint32_t i = 0; i < s->token_count; i++) {
      if (i > t && i < verb && s->tokens[i].head == verb + 1 && s->tokens[i].upos == ATT_NUM)
        s->tokens[i].rel = ATT_OBL; /* the year */
      if (s->tokens[i].head == t + 1)
        s->tokens[i].head = verb + 1;
    }
    have->upos = ATT_AUX;
    have->rel = ATT_AUX_REL;
  }
}

/* "A flew to Oslo, met B, and inspected C": a past tense with the subject before one without is no
 * clause below it, but the first of them. */
static void mend_verbs_in_row(att_sentence *s) {
  uint32_t root = 0;
  while (root < s->token_count && s->tokens[root].head != 0)
    root++;
  if (root < 3 || root >= s->token_count || !is_past(&s->tokens[root]) ||
      !att_is_word(s->tokens[root - 1].form, ",") ||
      child(s, root, ATT_NSUBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return;
  for (uint32_t t = 1; t < root; t++) {
    if (!is_past(&s->tokens[t]) || s->tokens[t].rel != ATT_ADVCL || s->tokens[t].head != root + 1)
      continue;
    uint32_t subject = child(s, t, ATT_NSUBJ, ATT_NO_TOKEN);
    if (subject == ATT_NO_TOKEN || subject > t || s->tokens[subject].upos == ATT_PRON ||
        child(s, t, ATT_MARK, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
        strncmp(s->tokens[0].xpos, "W", 1) == 0 || s->tokens[0].upos == ATT_SCONJ)
      continue;
    s->tokens[t].head = 0;
    s->tokens[t].rel = ATT_ROOT;
    s->tokens[root].head = t + 1;
    s->tokens[root].rel = ATT_CONJ;
    for (uint32_t i = 0; i < t; i++)
      if (s->tokens[i].head == root + 1)
        s->tokens[i].head = t + 1;
    return;
  }
}

/* The token of the name that hangs on a word outside of it. */
static uint32_t top_of(const att_sentence *s, const att_mention *m) {
  for (uint32_t t = m->first; t <= m->last; t++)
    if (s->tokens[t].head < m->first + 1 || s->tokens[t].head > m->last + 1)
      return t;
  return m->first;
}

/* "he met with A and B, visited C": B, right behind "and", is met with A, and who meets them
 * visits. */
static void mend_lost_conjunct(const att_facts *f, uint32_t sentence, att_sentence *s) {
  for (uint32_t t = 5; t + 1 < s->token_count; t++) {
    const att_mention *last =
        att_is_word(s->tokens[t - 1].form, ",") ? att_mend_named(f, sentence, t - 2) : NULL;
    if (!is_past(&s->tokens[t]) || !att_mend_is_person(f, last) || last->last != t - 2 ||
        last->title_first < 3)
      continue;
    uint32_t subject = top_of(s, last), joint = last->title_first - 1;
    const att_mention *first =
        att_is_word(s->tokens[joint].form, "and") ? att_mend_named(f, sentence, joint - 1) : NULL;
    if (s->tokens[subject].head != t + 1 ||
        att_rel_base((att_rel)s->tokens[subject].rel) != ATT_NSUBJ || !att_mend_is_person(f, first))
      continue;
    uint32_t beside = top_of(s, first);
    uint32_t verb = s->tokens[beside].head;
    att_rel rel = att_rel_base((att_rel)s->tokens[beside].rel);
    if (verb == 0 || verb > beside || !is_past(&s->tokens[verb - 1]) ||
        (rel != ATT_OBJ && rel != ATT_OBL))
      continue;
    s->tokens[subject].head = beside + 1;
    s->tokens[subject].rel = ATT_CONJ;
    s->tokens[t].head = verb;
    s->tokens[t].rel = ATT_CONJ;
  }
}

/* "Meeting A in Oslo, B smiled": no noun, with a name for its object before another subject. */
static void mend_meeting(const att_facts *f, uint32_t sentence, att_sentence *s) {
  const att_mention *m = s->token_count > 4 ? att_mend_named(f, sentence, 2) : NULL;
  if (m == NULL)
    m = s->token_count > 4 ? att_mend_named(f, sentence, 1) : NULL;
  att_token *verb = s->tokens;
  if (!att_mend_is_person(f, m) || m->title_first > 2 || verb->head == 0 ||
      !att_is_word(verb->form, "Meeting") || att_rel_base((att_rel)verb->rel) != ATT_NSUBJ ||
      child(s, verb->head - 1, ATT_NSUBJ, 0) == ATT_NO_TOKEN)
    return;
  verb->upos = ATT_VERB;
  verb->xpos = "VBG";
  verb->lemma = "meet";
  verb->rel = ATT_ADVCL;
  s->tokens[top_of(s, m)].head = 1;
  s->tokens[top_of(s, m)].rel = ATT_OBJ;
  for (uint32_t i = m->last + 1; i < s->token_count; i++)
    if (s->tokens[i].head == 1 && att_rel_base((att_rel)s->tokens[i].rel) == ATT_NMOD)
      s->tokens[i].rel = ATT_OBL;
}

/* "A, welcoming B, recalled": no adjective, with a person for its object. */
static void mend_welcoming(const att_facts *f, uint32_t sentence, att_sentence *s) {
  enum { TITLE_MOST = 8 };
  static const char *const HOSTING[][2] = {{"welcoming", "welcome"},
                                           {"receiving", "receive"},
                                           {"greeting", "greet"},
                                           {"hosting", "host"}};
  for (uint32_t t = 2; t + 2 < s->token_count; t++) {
    att_token *word = &s->tokens[t];
    const char *lemma = NULL;
    for (size_t i = 0; i < sizeof HOSTING / sizeof *HOSTING; i++)
      lemma = att_is_word(word->form, HOSTING[i][0]) ? HOSTING[i][1] : lemma;
    if (lemma == NULL || word->upos == ATT_VERB || !att_is_word(s->tokens[t - 1].form, ","))
      continue;
    uint32_t at = t + 1;
    while (at + 1 < s->token_count && at < t + TITLE_MOST &&
           att_mend_named(f, sentence, at) == NULL)
      at++;
    const att_mention *host = att_mend_named(f, sentence, t - 2),
                      *guest = att_mend_named(f, sentence, at);
    if (!att_mend_is_person(f, host) || !att_mend_is_person(f, guest) ||
        guest->title_first != t + 1 || att_mend_is_below(s, top_of(s, host), t) ||
        att_mend_is_below(s, top_of(s, host), top_of(s, guest)))
      continue;
    word->upos = ATT_VERB;
    word->xpos = "VBG";
    word->lemma = lemma;
    word->head = top_of(s, host) + 1;
    word->rel = ATT_ACL;
    s->tokens[top_of(s, guest)].head = t + 1;
    s->tokens[top_of(s, guest)].rel = ATT_OBJ;
  }
}

/* "Fresh from a visit to X, A met B": no subject. */
static void mend_fresh(att_sentence *s) {
  if (s->token_count < 5 || !att_is_word(s->tokens[0].form, "Fresh") ||
      !att_is_word(s->tokens[1].form, "from") || s->tokens[0].head < 3 ||
      child(s, s->tokens[0].head - 1, ATT_NSUBJ, 0) == ATT_NO_TOKEN)
    return;
  s->tokens[0].rel = ATT_ADVMOD;
  for (uint32_t i = 2; i + 1 < s->tokens[0].head; i++)
    if (s->tokens[i].head == 1 && att_rel_base((att_rel)s->tokens[i].rel) == ATT_OBL)
      s->tokens[i].head = s->tokens[0].head;
}

/* "A and B plan to meet in X": no noun, whatever the tagger's other half says. */
static void mend_plan(att_sentence *s) {
  for (uint32_t t = 1; t + 2 < s->token_count; t++) {
    att_token *word = &s->tokens[t];
    if (word->upos != ATT_NOUN || !att_is_word(word->xpos, "VBP") ||
        !att_is_word(s->tokens[t + 1].form, "to") ||
        child(s, t, ATT_NSUBJ, ATT_NO_TOKEN) == ATT_NO_TOKEN)
      continue;
    word->upos = ATT_VERB;
    for (uint32_t i = t + 2; i < s->token_count; i++)
      if (s->tokens[i].head == t + 1 && s->tokens[i].rel == ATT_ACL)
        s->tokens[i].rel = ATT_XCOMP;
  }
}

/* "USS Tern | Arrives in X": a headline's verb, by its ending, that has been taken for a noun which
 * the words before it belong to. */
static void mend_capital_verb(att_sentence *s) {
  uint32_t verb = 0, subject = ATT_NO_TOKEN;
  while (verb < s->token_count && s->tokens[verb].head != 0)
    verb++;
  if (verb == 0 || verb >= s->token_count || s->tokens[verb].upos != ATT_NOUN ||
      strstr(s->tokens[verb].feats, "VerbForm=Fin") == NULL ||
      att_mend_has_child(s, verb, ATT_DET_REL))
    return;
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_token *token = &s->tokens[t];
    if (token->head != verb + 1)
      continue;
    if (t < verb && token->rel == ATT_COMPOUND)
      subject = t;
    else if (t > verb && att_rel_base((att_rel)token->rel) == ATT_NMOD)
      token->rel = ATT_OBL;
  }
  s->tokens[verb].upos = ATT_VERB;
  for (uint32_t t = 0; subject != ATT_NO_TOKEN && t < verb; t++)
    if (s->tokens[t].head == verb + 1 && t != subject && s->tokens[t].upos != ATT_PUNCT)
      s->tokens[t].head = subject + 1;
  if (subject != ATT_NO_TOKEN)
    s->tokens[subject].rel = ATT_NSUBJ;
}

void att_mend_clauses(const att_facts *f, uint32_t sentence, att_sentence *s) {
  mend_capital_verb(s);
  mend_said_that(f->lexicon, s);
  mend_reported(f->lexicon, s);
  mend_said_subject(f->lexicon, s);
  mend_parted(s);
  mend_verbs_in_row(s);
  mend_lost_conjunct(f, sentence, s);
  mend_meeting(f, sentence, s);
  mend_welcoming(f, sentence, s);
  mend_fresh(s);
  mend_plan(s);
}
