/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose a day is that the sentence tells: the token's, or that of another clause or noun.
 */
#include "extract/time.h"

#include <string.h>

bool att_time_is_of_relative(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t verb = at;
  for (unsigned depth = 0; depth < 8 && verb != ATT_NO_TOKEN; depth++) {
    if (c->s->tokens[verb].rel == ATT_ACL_RELCL)
      break;
    verb = att_clause_head(c, verb);
  }
  if (verb == ATT_NO_TOKEN || c->s->tokens[verb].rel != ATT_ACL_RELCL)
    return false;
  for (uint32_t up = t, depth = 0; up != ATT_NO_TOKEN && depth < 16; depth++) {
    if (up == verb)
      return false;
    up = att_clause_head(c, up);
  }
  return att_clause_head(c, verb) != t;
}

static bool is_under(const att_clause *c, uint32_t t, uint32_t over) {
  for (unsigned depth = 0; depth < 12 && t != ATT_NO_TOKEN; depth++) {
    if (t == over)
      return true;
    t = att_clause_head(c, t);
  }
  return false;
}

/* "will visit X before he departs on 12 May": the day at `at` is that of a clause about what comes
 * before or after, in which the token does not stand. */
static bool is_of_sequel(const att_clause *c, uint32_t t, uint32_t at) {
  static const char *const WORDS[] = {"before", "after", "until", "since"};
  uint32_t verb = at, mark = ATT_NO_TOKEN;
  for (unsigned depth = 0; depth < 8 && verb != ATT_NO_TOKEN; depth++) {
    mark = c->s->tokens[verb].rel == ATT_ADVCL ? att_clause_child(c, verb, ATT_MARK, ATT_NO_TOKEN)
                                               : ATT_NO_TOKEN;
    if (mark != ATT_NO_TOKEN)
      break;
    verb = att_clause_head(c, verb);
  }
  bool sequel = false;
  for (size_t i = 0; i < 4 && mark != ATT_NO_TOKEN; i++)
    sequel = sequel || att_is_word(c->s->tokens[mark].form, WORDS[i]);
  return sequel && t < verb && !is_under(c, t, verb);
}

bool att_time_is_ahead(const att_clause *c, uint32_t t) {
  bool denied;
  for (unsigned depth = 0; t < c->s->token_count && depth < 4; depth++) {
    if (att_clause_status(c, t, &denied) == ATT_PLANNED)
      return true;
    if (c->s->tokens[t].upos == ATT_VERB)
      return false;
    t = att_clause_head(c, t);
  }
  return false;
}

/* "Today's meeting follows a visit to X in May": the day at `at` is another noun's own. */
static bool is_of_other_noun(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t head = att_clause_head(c, at);
  return c->s->tokens[at].rel == ATT_NMOD_POSS && head != ATT_NO_TOKEN && head != t &&
         !is_under(c, head, t) && !is_under(c, t, head);
}

static uint32_t verb_over(const att_clause *c, uint32_t t) {
  while (t != ATT_NO_TOKEN && c->s->tokens[t].upos != ATT_VERB)
    t = att_clause_head(c, t);
  return t;
}

/* Is the day that of a verb to come, while the token is past: "toured X, and tomorrow it will tour
 * Y"? */
static bool is_of_future(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t own = verb_over(c, t), verb = verb_over(c, at);
  uint32_t be = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN);
  if (be != ATT_NO_TOKEN && be < t && verb != ATT_NO_TOKEN && verb > t && own == ATT_NO_TOKEN)
    return c->s->tokens[verb].rel == ATT_CONJ && att_clause_head(c, verb) == t &&
           att_time_is_ahead(c, verb); /* "is in X and will travel to Y tomorrow" */
  return own != ATT_NO_TOKEN && verb != ATT_NO_TOKEN && verb != own &&
         strcmp(c->s->tokens[own].xpos, "VBD") == 0 && att_time_is_ahead(c, verb);
}

/* Is the verb joined to the other, which stands before it, directly or by others between? */
static bool is_joined(const att_clause *c, uint32_t verb, uint32_t first) {
  for (unsigned depth = 0; depth < 6 && verb != ATT_NO_TOKEN && verb > first; depth++) {
    if (c->s->tokens[verb].upos != ATT_VERB || c->s->tokens[verb].rel != ATT_CONJ)
      return false;
    verb = att_clause_head(c, verb);
  }
  return verb == first;
}

/* "A, who arrived on Wednesday, also paid a | visit to X": the day is that of the clause about the
 * subject of the noun's verb. */
static bool is_of_subject(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t own = verb_over(c, t), verb = verb_over(c, at);
  uint32_t named = verb != ATT_NO_TOKEN && c->s->tokens[verb].rel == ATT_ACL_RELCL
                       ? att_clause_head(c, verb)
                       : ATT_NO_TOKEN;
  return own != ATT_NO_TOKEN && own != verb && named != ATT_NO_TOKEN && verb < own &&
         named == att_clause_subject(c, own, &(bool){false}) && !is_under(c, t, verb);
}

/* "welcomed A's visit and praised his | talks with B on April 8": the day is that of another noun,
 * which tells of a meeting or a journey of its own. */
static bool is_of_other_event(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t head = att_clause_head(c, at);
  const att_lexicon *lexicon = c->facts->lexicon;
  return head != ATT_NO_TOKEN && head != t && c->s->tokens[head].upos == ATT_NOUN &&
         att_rel_base((att_rel)c->s->tokens[at].rel) == ATT_NMOD &&
         (att_lexicon_tells(lexicon, c->s->tokens[head].lemma, false, "meet") ||
          att_lexicon_tells(lexicon, c->s->tokens[head].lemma, false, "visit")) &&
         verb_over(c, head) != verb_over(c, t) && !is_under(c, head, t) && !is_under(c, t, head);
}

/* "met B on Tuesday, attended a ceremony and signed an agreement": the day at `at` is that of the
 * first of a list of deeds, and the token's is a later one. */
static bool is_of_listed(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t own = verb_over(c, t), verb = verb_over(c, at), count = 0;
  if (own == ATT_NO_TOKEN || verb == ATT_NO_TOKEN || own <= at || at < verb ||
      !is_joined(c, own, verb))
    return false;
  for (uint32_t i = verb + 1; i < c->s->token_count; i++)
    count += is_joined(c, i, verb);
  return count > 1;
}

/* Is the day that of a verb in the past tense, while the token, under another one, is to come? */
static bool is_of_past(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t verb = verb_over(c, at);
  return verb != ATT_NO_TOKEN && verb != t && c->s->tokens[t].upos == ATT_VERB &&
         strcmp(c->s->tokens[verb].xpos, "VBD") == 0 &&
         att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_XCOMP &&
         (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_CCOMP || (at > verb && at < t));
}

/* "who is on a visit to X", "who is visiting X", "who is paying a visit to X": a relative clause
 * that tells how things stand. */
static bool tells_state(const att_clause *c, uint32_t t) {
  uint32_t aux = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN), main = att_clause_head(c, t);
  bool on = aux != ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "VBG") == 0 &&
            strcmp(c->s->tokens[aux].lemma, "be") == 0;
  return c->s->tokens[t].rel == ATT_ACL_RELCL && main != ATT_NO_TOKEN &&
         c->s->tokens[main].upos != ATT_PRON && /* "what is to be a stay" */
         (on || att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN);
}

bool att_time_tells_state(const att_clause *c, uint32_t t) {
  uint32_t up = att_clause_head(c, t);
  return tells_state(c, t) ||
         (c->s->tokens[t].upos == ATT_NOUN && up != ATT_NO_TOKEN && tells_state(c, up));
}

/* ", who had come to X in May,", ", which visited X,": the clause of "who" that the token or its
 * verb is, told beside the main one; ATT_NO_TOKEN. */
static uint32_t clause_of_who(const att_clause *c, uint32_t t) {
  uint32_t verb = c->s->tokens[t].upos == ATT_NOUN ? verb_over(c, t) : t;
  uint32_t main = verb != ATT_NO_TOKEN ? att_clause_head(c, verb) : ATT_NO_TOKEN;
  if (main == ATT_NO_TOKEN || c->s->tokens[verb].rel != ATT_ACL_RELCL)
    return ATT_NO_TOKEN;
  for (uint32_t i = main + 1; i + 1 < verb; i++)
    if (att_is_word(c->s->tokens[i].form, ",") && c->s->tokens[i + 1].head == verb + 1 &&
        (att_is_word(c->s->tokens[i + 1].form, "who") ||
         att_is_word(c->s->tokens[i + 1].form, "which")))
      return verb;
  return ATT_NO_TOKEN;
}

/* "visited troops | serving at X over the weekend" */
static bool is_stationed(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].rel == ATT_ACL && c->s->tokens[t].upos == ATT_VERB &&
         att_clause_word(c, ATT_WORD_STATIONED, c->s->tokens[t].lemma);
}

/* "arrived on 2 March to | take part in Exercise X", which need not have begun. */
static bool is_purpose_of_journey(const att_clause *c, uint32_t t) {
  static const char *const VERBS[] = {"arrive", "leave", "depart", NULL};
  uint32_t main = att_clause_head(c, t);
  return t > 0 && att_is_word(c->s->tokens[t - 1].form, "to") && main != ATT_NO_TOKEN && main < t &&
         strcmp(c->s->tokens[t].xpos, "VB") == 0 && c->s->tokens[t].rel == ATT_ADVCL &&
         att_one_of(c->s->tokens[main].lemma, VERBS);
}

/* The clause whose days alone are the token's: "A met B on Monday, who is on a visit to X", "toured
 * X on Monday before travelling to Y", "arrived on Monday after stopping in Y"; ATT_NO_TOKEN. A
 * site visited before another one is seen the same day. */
static uint32_t clause_of_days(const att_clause *c, uint32_t t) {
  uint32_t up = att_clause_head(c, t);
  if (tells_state(c, t))
    return t;
  if (clause_of_who(c, t) != ATT_NO_TOKEN)
    return clause_of_who(c, t);
  if (c->s->tokens[t].upos == ATT_NOUN && up != ATT_NO_TOKEN && tells_state(c, up))
    return up;
  if (is_stationed(c, t) || is_purpose_of_journey(c, t))
    return t;
  bool noun = c->s->tokens[t].upos == ATT_NOUN || c->s->tokens[t].upos == ATT_PROPN;
  uint32_t verb = noun ? verb_over(c, t) : ATT_NO_TOKEN;
  if (verb != ATT_NO_TOKEN && verb != t)
    return clause_of_days(
        c, verb); /* "left X on Monday before flying to Y, the last leg of a | tour" */
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN), main = up;
  if (mark == ATT_NO_TOKEN || main == ATT_NO_TOKEN || main > t ||
      strcmp(c->s->tokens[t].xpos, "VBG") != 0)
    return ATT_NO_TOKEN;
  bool onward = att_clause_word(c, ATT_WORD_ONWARD, c->s->tokens[t].lemma) ||
                (t + 1 < c->s->token_count && att_is_word(c->s->tokens[t + 1].form, "on"));
  bool own = att_is_word(c->s->tokens[mark].form, "after") ||
             att_is_word(c->s->tokens[mark].form, "since") ||
             (att_is_word(c->s->tokens[mark].form, "before") && onward);
  return own ? t : ATT_NO_TOKEN;
}

/* "visited the X contingent of Y on Wednesday", "toured Exercise X on Monday": the day is the
 * visit's. */
static bool is_of_visit(const att_clause *c, uint32_t t, uint32_t at) {
  const att_lexicon *lexicon = c->facts->lexicon;
  uint32_t verb = verb_over(c, t), top = t;
  if (c->s->tokens[t].upos == ATT_VERB || verb == ATT_NO_TOKEN || verb > t ||
      att_lexicon_tells(lexicon, c->s->tokens[t].lemma, false, "visit") ||
      !att_lexicon_tells(lexicon, c->s->tokens[verb].lemma, true, "visit"))
    return false;
  while (att_clause_head(c, top) != verb)
    top = att_clause_head(c, top);
  return att_rel_base((att_rel)c->s->tokens[top].rel) == ATT_OBJ && !is_under(c, at, t);
}

/* "paid a visit to X, the ministry said on Thursday": the day on which it was said. */
static bool is_of_saying(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t verb = att_clause_head(c, at), own = verb_over(c, t);
  return verb != ATT_NO_TOKEN && own != ATT_NO_TOKEN && own != verb && t < verb && verb < at &&
         c->s->tokens[verb].upos == ATT_VERB && att_is_word(c->s->tokens[verb].form, "said");
}

/* "said on Thursday that A had visited X", "announced on Tuesday plans to host X": the day stands
 * with the verb of speech, and the token in what was said. */
static bool is_of_speech(const att_clause *c, uint32_t t, uint32_t at, bool ahead) {
  uint32_t verb = verb_over(c, at), top = t;
  if (verb == ATT_NO_TOKEN || verb == t || at > t || !is_under(c, t, verb) ||
      !att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "say"))
    return false;
  while (att_clause_head(c, top) != verb)
    top = att_clause_head(c, top);
  bool told = att_rel_base((att_rel)c->s->tokens[top].rel) == ATT_CCOMP;
  return (told || (ahead && strcmp(c->s->tokens[verb].xpos, "VBD") == 0)) && at < top &&
         !is_under(c, at, top);
}

/* "according to a statement issued on Wednesday", "in a statement on Wednesday": a document's. */
static bool is_of_document(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t own = att_clause_head(c, at), noun = own;
  if (own != ATT_NO_TOKEN && c->s->tokens[own].rel == ATT_ACL &&
      att_clause_word(c, ATT_WORD_PUBLISHING, c->s->tokens[own].lemma))
    noun = att_clause_head(c, own);
  return noun != ATT_NO_TOKEN && noun != t && c->s->tokens[noun].upos == ATT_NOUN &&
         att_clause_word(c, ATT_WORD_RELEASE, c->s->tokens[noun].lemma) && !is_under(c, t, noun);
}

/* "Having met B in X on 3 June, A flew to Y": what was done before. */
static bool is_of_earlier(const att_clause *c, uint32_t t, uint32_t at) {
  uint32_t verb = verb_over(c, at);
  uint32_t aux =
      verb != ATT_NO_TOKEN ? att_clause_child(c, verb, ATT_AUX_REL, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  return aux != ATT_NO_TOKEN && c->s->tokens[verb].rel == ATT_ADVCL &&
         att_same_word(c->s->tokens[aux].form, "having") && !is_under(c, t, verb);
}

bool att_time_is_of_others(const att_clause *c, uint32_t t, uint32_t at, bool ahead) {
  uint32_t own = clause_of_days(c, t);
  bool clause = c->s->tokens[t].upos == ATT_VERB ||
                att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (ahead ? is_of_past(c, t, at) : is_of_future(c, t, at))
    return true; /* "arrived on Monday for a visit during which he will tour X" */
  return (own != ATT_NO_TOKEN && !is_under(c, at, own)) || is_of_other_noun(c, t, at) ||
         is_of_listed(c, t, at) || is_of_other_event(c, t, at) || is_of_visit(c, t, at) ||
         is_of_saying(c, t, at) || is_of_speech(c, t, at, ahead) || is_of_document(c, t, at) ||
         is_of_earlier(c, t, at) || (c->s->tokens[t].upos == ATT_NOUN && is_of_subject(c, t, at)) ||
         (clause && (att_time_is_of_relative(c, t, at) || is_of_sequel(c, t, at)));
}
