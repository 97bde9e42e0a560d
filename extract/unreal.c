/* SPDX-License-Identifier: Apache-2.0
 *
 * Clauses and nouns that the words around them make unreal: "left without meeting B", "was unable
 * to attend", "Had A visited X", "The visit never took place". Words decide where they stand right
 * before the infinitive or gerund, since trees often hang it elsewhere.
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/is.h"

typedef enum { REAL, DENIED, POSSIBLE, PROPOSED, CANCELLED } unreal;

static bool has_class(const att_clause *c, att_word_class class, uint32_t t) {
  return att_clause_word(c, class, c->s->tokens[t].lemma) ||
         att_clause_word(c, class, c->s->tokens[t].form);
}

static bool has_xpos(const att_clause *c, uint32_t t, const char *xpos) {
  return strcmp(c->s->tokens[t].xpos, xpos) == 0;
}

static att_rel rel_of(const att_clause *c, uint32_t t) {
  return att_rel_base((att_rel)c->s->tokens[t].rel);
}

/* Does "no" or "neither" stand under the noun, or is it "none", "nobody"? */
static bool is_none(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"none", "nobody", "neither"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (is(c, t, WORDS[i]))
      return true;
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && (is(c, i, "no") || is(c, i, "neither")))
      return true;
  return false;
}

static bool is_negated(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if (c->s->tokens[i].head == t + 1 &&
        (strcmp(c->s->tokens[i].lemma, "not") == 0 || is(c, i, "never") || is(c, i, "n't")))
      return true;
  return false;
}

static bool has_lemma(const att_clause *c, uint32_t t, const char *lemma) {
  return strcmp(c->s->tokens[t].lemma, lemma) == 0;
}

bool att_clause_calls_off(const att_clause *c, uint32_t verb) {
  bool more = verb + 1 < c->s->token_count;
  bool put = more && has_lemma(c, verb, "put") && is(c, verb + 1, "on") && is(c, verb + 2, "hold");
  return has_class(c, ATT_WORD_CANCELLING, verb) || put ||
         (more && is(c, verb + 1, "off") &&
          (has_lemma(c, verb, "call") || has_lemma(c, verb, "put")));
}

bool att_clause_is_acted_on(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  return rel_of(c, t) == ATT_OBJ || c->s->tokens[t].rel == ATT_NSUBJ_PASS ||
         (rel_of(c, t) == ATT_OBL && word != ATT_NO_TOKEN && head + 1 == word &&
          is(c, word, "off"));
}

/* What the word makes of the clause that it governs. */
static unreal by_governor(const att_clause *c, uint32_t word) {
  if (is(c, word + 1, "against") && c->s->tokens[word].upos == ATT_VERB) /* "decided against" */
    return has_class(c, ATT_WORD_AGREEING, word) || has_lemma(c, word, "vote") ? DENIED : POSSIBLE;
  bool supposed = has_class(c, ATT_WORD_SUPPOSED, word) && is(c, word + 1, "to") && word > 0;
  if (supposed && (is(c, word - 1, "was") || is(c, word - 1, "were")))
    return CANCELLED; /* "was supposed to meet B" */
  if (strcmp(c->s->tokens[word].lemma, "stop") == 0 && is(c, word + 1, "to"))
    return REAL;
  if (has_class(c, ATT_WORD_UNDONE, word))
    return DENIED;
  return has_class(c, ATT_WORD_UNSETTLED, word) ? POSSIBLE : REAL;
}

/* The last token before `t` that is no adverb or auxiliary of an infinitive; ATT_NO_TOKEN. */
static uint32_t before(const att_clause *c, uint32_t t) {
  while (t > 0 && (c->s->tokens[t - 1].upos == ATT_ADV || is(c, t - 1, "have") ||
                   is(c, t - 1, "be") || is(c, t - 1, "been") || is(c, t - 1, "being")))
    t--;
  return t > 0 ? t - 1 : ATT_NO_TOKEN;
}

/* The word with which the infinitive or gerund goes: "unable to meet", "short of meeting", "ruled
 * out meeting", "prevented A from meeting"; ATT_NO_TOKEN. */
static uint32_t governor(const att_clause *c, uint32_t t) {
  static const char *const BEFORE[] = {"to", "of", "from", "about", "on", "than", "in", "against"};
  bool gerund = has_xpos(c, t, "VBG"),
       perfect = has_xpos(c, t, "VBN") && t > 1 && (is(c, t - 1, "have") || is(c, t - 1, "be"));
  uint32_t at = t, word = gerund || perfect || has_xpos(c, t, "VB") ? before(c, t) : ATT_NO_TOKEN;
  if (word == ATT_NO_TOKEN)
    return ATT_NO_TOKEN;
  for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE && at == t; i++)
    at = is(c, word, BEFORE[i]) ? word : at;
  att_rel rel = rel_of(c, t);
  bool bare = at == t;
  if (bare && !gerund && rel != ATT_XCOMP)
    return ATT_NO_TOKEN;
  if (!bare)
    word = at > 0 ? at - 1 : ATT_NO_TOKEN;
  if (word != ATT_NO_TOKEN && word > 0 && (is(c, word, "out") || is(c, word, "off")))
    word--; /* "ruled out" */
  att_upos upos = word != ATT_NO_TOKEN ? (att_upos)c->s->tokens[word].upos : ATT_PROPN;
  if (upos == ATT_VERB || (!bare && upos != ATT_PROPN && upos != ATT_PUNCT && upos != ATT_NUM))
    return word;
  bool governed = rel == ATT_XCOMP || rel == ATT_CCOMP || rel == ATT_ACL ||
                  ((rel == ATT_ADVCL || rel == ATT_OBL) && is(c, at, "from"));
  return governed && c->s->tokens[t].rel != ATT_ACL_RELCL ? att_clause_head(c, t) : ATT_NO_TOKEN;
}

/* "dropped plans to meet B", "turned down an invitation to visit X": what becomes of the plan. */
static unreal by_plan(const att_clause *c, uint32_t noun) {
  uint32_t verb = att_clause_head(c, noun);
  bool object = verb != ATT_NO_TOKEN &&
                (rel_of(c, noun) == ATT_OBJ || c->s->tokens[noun].rel == ATT_NSUBJ_PASS);
  if (is_none(c, noun))
    return DENIED;
  if (!object)
    return REAL;
  if (att_clause_calls_off(c, verb))
    return CANCELLED;
  bool down = strcmp(c->s->tokens[verb].lemma, "turn") == 0 && is(c, verb + 1, "down");
  return down || has_class(c, ATT_WORD_DENYING, verb) || has_class(c, ATT_WORD_MISSING, verb) ||
                 has_class(c, ATT_WORD_UNDONE, verb)
             ? DENIED
             : REAL;
}

/* A word that the parser may take for a verb: "Had A and B signed". */
static bool is_auxiliary(const att_clause *c, uint32_t t) {
  return is(c, t, "had") || is(c, t, "has") || is(c, t, "have") || is(c, t, "were");
}

/* "Had A visited X", "Should A visit X", "Rarely has A met B", "In case A visits X": what the words
 * say that open the verb's clause. */
static unreal by_opening(const att_clause *c, uint32_t t) {
  enum { MOST = 20 };
  static const char *const INVERTED[] = {"had", "should", "were"};
  uint32_t first = t;
  while (first > 0 && t - first < MOST && c->s->tokens[first - 1].upos != ATT_PUNCT &&
         (c->s->tokens[first - 1].upos != ATT_VERB || is_auxiliary(c, first - 1)))
    first--;
  if (first > 0 && has_class(c, ATT_WORD_SUPPOSING, first - 1) && is(c, first, "that"))
    return POSSIBLE; /* "Provided that A delivers X" */
  bool opens = first == 0 || c->s->tokens[first - 1].upos == ATT_PUNCT;
  for (size_t i = 0; i < 3 && opens && first + 1 < t; i++)
    if (is(c, first, INVERTED[i]) && c->s->tokens[first + 1].upos != ATT_ADV &&
        !is(c, c->s->token_count - 1, "?"))
      return POSSIBLE;
  if (opens && has_class(c, ATT_WORD_HARDLY, first) && first + 1 < t &&
      (c->s->tokens[first + 1].upos == ATT_AUX || is_auxiliary(c, first + 1)))
    return DENIED;
  for (uint32_t i = first; i + 2 < t; i++)
    if ((is(c, i, "in") && is(c, i + 1, "case") && !is(c, i + 2, "of")) ||
        (i > 0 && is(c, i, "up") && is(c, i + 1, "to") &&
         strcmp(c->s->tokens[i - 1].lemma, "be") == 0) ||
        (has_class(c, ATT_WORD_SUPPOSING, i) && is(c, i + 1, "that")) ||
        (is(c, i, "condition") && is(c, i + 1, "that")) ||
        (is(c, i, "the") && is(c, i + 1, "event") && is(c, i + 2, "that")))
      return POSSIBLE;
  return REAL;
}

/* "allegedly met", "almost signed", "hardly ever met", "no longer meets" */
static unreal by_adverbs(const att_clause *c, uint32_t t) {
  for (uint32_t i = t; i-- > 0 && t - i < 4;) {
    if (c->s->tokens[i].upos != ATT_ADV && c->s->tokens[i].upos != ATT_AUX && !is(c, i, "no"))
      return REAL;
    if (has_class(c, ATT_WORD_HARDLY, i) || (is(c, i, "no") && is(c, i + 1, "longer")))
      return DENIED;
    if (has_class(c, ATT_WORD_ALLEGED, i))
      return POSSIBLE;
  }
  return REAL;
}

/* "refused" of "refused to confirm"; the verb itself where it is none. */
static uint32_t before_to(const att_clause *c, uint32_t verb) {
  return verb > 1 && is(c, verb - 1, "to") ? verb - 2 : verb;
}

/* "doubts that A met B", "It is not true that", "There is no evidence that": what the clause above
 * makes of the finite clause under it. */
static unreal by_clause_above(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  att_rel rel = rel_of(c, t);
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  bool noun = rel == ATT_ACL && head < t && mark != ATT_NO_TOKEN && is(c, mark, "that");
  if (head == ATT_NO_TOKEN || !(rel == ATT_CCOMP || rel == ATT_CSUBJ || noun))
    return REAL;
  bool base = has_xpos(c, t, "VB") || has_xpos(c, t, "VBP"); /* "demanded that A and B sign" */
  if (base && rel == ATT_CCOMP && has_class(c, ATT_WORD_PROPOSING, head))
    return PROPOSED;
  if (noun)
    return !is_none(c, head)                    ? by_governor(c, head)
           : has_class(c, ATT_WORD_PROOF, head) ? DENIED
                                                : REAL;
  bool denied = is_negated(c, head);
  if (has_lemma(c, head, "confirm") &&
      (denied || has_class(c, ATT_WORD_UNDONE, before_to(c, head))))
    return POSSIBLE; /* "would not confirm that A delivered X", "refused to confirm that" */
  if (has_class(c, ATT_WORD_UNTRUE, head) || (denied && is(c, head, "true")))
    return DENIED;
  return denied || head > t ? REAL : by_governor(c, head);
}

/* "is said to have delivered X", "According to unconfirmed reports, A delivered X" */
static unreal by_hearsay(const att_clause *c, uint32_t t) {
  uint32_t have = t;
  while (have > 0 && (c->s->tokens[have - 1].upos == ATT_ADV || is(c, have - 1, "been")))
    have--;
  if (have > 2 && is(c, have - 1, "have") && is(c, have - 2, "to") &&
      has_xpos(c, have - 3, "VBN") && has_class(c, ATT_WORD_HEARSAY, have - 3))
    return POSSIBLE;
  for (uint32_t i = 0; i + 1 < t; i++)
    if (is(c, i, "unconfirmed") && c->s->tokens[i].head > i + 1 &&
        has_class(c, ATT_WORD_ALLEGING, c->s->tokens[i].head - 1))
      return POSSIBLE;
  return REAL;
}

static unreal by_verb(const att_clause *c, uint32_t t) {
  uint32_t at = before(c, t), object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (at != ATT_NO_TOKEN && has_xpos(c, t, "VBG") && is(c, at, "without"))
    return DENIED;
  bool passive, planned = has_class(c, ATT_WORD_PLANNING, t); /* "No date is set for X" */
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject != ATT_NO_TOKEN && is_none(c, subject) && !planned)
    return DENIED;
  if (object != ATT_NO_TOKEN && is_none(c, object) && !planned)
    return DENIED;
  unreal found = by_adverbs(c, t);
  if (found == REAL)
    found = by_hearsay(c, t);
  if (found == REAL)
    found = by_opening(c, t);
  return found != REAL ? found : by_clause_above(c, t);
}

/* "is not on the cards", "is out of the question", "is on the table": a place that tells whether
 * there is anything; REAL for others. */
static unreal by_agenda(const att_clause *c, uint32_t t) {
  static const char *const PLACES[] = {"cards", "table", "agenda", "horizon", "offing", "radar"};
  static const char *const UNDER[] = {"consideration", "discussion", "review", "study", NULL};
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN || word == ATT_NO_TOKEN)
    return REAL;
  if (is(c, t, "question") && is(c, word, "out"))
    return DENIED;
  if (is(c, word, "under") && att_one_of(c->s->tokens[t].form, UNDER))
    return PROPOSED;
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++)
    if (is(c, t, PLACES[i]))
      return is_negated(c, t) || is(c, word, "off") ? DENIED : PROPOSED;
  return REAL;
}

/* "The visit never took place", "failed to materialise", "fell through", "is unlikely": what the
 * clause says whose subject the noun is. */
static unreal by_predicate(const att_clause *c, uint32_t t) {
  uint32_t head = att_clause_head(c, t);
  if (head == ATT_NO_TOKEN || rel_of(c, t) != ATT_NSUBJ)
    return REAL;
  unreal placed = by_agenda(c, head);
  if (placed != REAL)
    return placed;
  bool happens = has_class(c, ATT_WORD_HAPPENING, head);
  if (has_class(c, ATT_WORD_DOUBTFUL, head) || has_class(c, ATT_WORD_UNDONE, head)) {
    uint32_t clause = att_clause_child(c, head, ATT_XCOMP, ATT_NO_TOKEN);
    if (c->s->tokens[head].upos == ATT_ADJ || clause == ATT_NO_TOKEN)
      return c->s->tokens[head].upos == ATT_ADJ ? POSSIBLE : REAL;
    happens = has_class(c, ATT_WORD_HAPPENING, clause);
    return happens ? DENIED : REAL;
  }
  if (strcmp(c->s->tokens[head].lemma, "fall") == 0 && is(c, head + 1, "through"))
    return CANCELLED;
  return happens || has_class(c, ATT_WORD_HOLDING, head) ? is_negated(c, head) ? DENIED : REAL
                                                         : REAL;
}

/* "pulled out of X", "was disinvited from X", "sat out X" */
static bool stays_out(const att_clause *c, uint32_t t, uint32_t verb) {
  bool out = is(c, verb + 1, "out") && (is(c, verb + 2, "of") || has_lemma(c, verb, "sit"));
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  return has_class(c, ATT_WORD_STAYING_OUT, verb) && t > verb &&
         (out || (word != ATT_NO_TOKEN && is(c, word, "from")));
}

/* "the cancellation of X", "the idea of a meeting", "the need for talks" */
static unreal by_owner(const att_clause *c, uint32_t preposition, uint32_t noun) {
  bool of = is(c, preposition, "of"), on = is(c, preposition, "on"),
       open = of || on || is(c, preposition, "for") || is(c, preposition, "in");
  if (c->s->tokens[noun].upos != ATT_NOUN)
    return REAL;
  if (of && has_class(c, ATT_WORD_CANCELLATION, noun))
    return CANCELLED;
  if (of && has_class(c, ATT_WORD_ALLEGING, noun) && has_xpos(c, noun, "NNS"))
    return POSSIBLE; /* "rumours of a visit" */
  return open && has_class(c, ATT_WORD_IDEA, noun) ? PROPOSED : REAL;
}

/* "No date has been set for the visit" */
static bool is_undated(const att_clause *c, uint32_t verb) {
  uint32_t date = c->s->tokens[verb].upos == ATT_VERB
                      ? att_clause_child(c, verb, ATT_NSUBJ, ATT_NO_TOKEN)
                      : verb;
  return date != ATT_NO_TOKEN && is(c, date, "date") && is_none(c, date);
}

static unreal by_noun(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN), head = att_clause_head(c, t);
  for (uint32_t i = t > 6 ? t - 6 : 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && has_class(c, ATT_WORD_ALLEGED, i))
      return POSSIBLE;
    else if (c->s->tokens[i].head == t + 1 && has_xpos(c, i, "VBN") &&
             has_class(c, ATT_WORD_CANCELLING, i))
      return CANCELLED;
    else if (c->s->tokens[i].head == t + 1 && has_xpos(c, i, "VBG") &&
             has_class(c, ATT_WORD_CANCELLING, i))
      return POSSIBLE; /* "is considering cancelling X", for the tree an adjective */
    else if (i > 0 && is(c, i - 1, "no") && is(c, i, "longer"))
      return DENIED; /* "no longer hold X": where the parser takes the verb for a noun */
  if (is_none(c, t) || (word != ATT_NO_TOKEN && is(c, word, "without")))
    return DENIED;
  if (word != ATT_NO_TOKEN && is(c, word, "pending"))
    return POSSIBLE;
  if (head == ATT_NO_TOKEN)
    return REAL;
  if (att_clause_is_acted_on(c, t) && att_clause_calls_off(c, head))
    return CANCELLED;
  bool passive = c->s->tokens[t].rel == ATT_NSUBJ_PASS;
  if ((passive || rel_of(c, t) == ATT_OBJ) && has_class(c, ATT_WORD_MISSING, head))
    return passive && has_class(c, ATT_WORD_UNDONE, head) ? CANCELLED : DENIED;
  if ((rel_of(c, t) == ATT_OBL || rel_of(c, t) == ATT_OBJ) && stays_out(c, t, head))
    return DENIED;
  unreal found = rel_of(c, t) == ATT_NMOD && word != ATT_NO_TOKEN ? by_owner(c, word, head) : REAL;
  if (found != REAL)
    return found;
  bool of = rel_of(c, t) == ATT_NMOD && word != ATT_NO_TOKEN && is(c, word, "of");
  if (of && is(c, head, "event") && head > 1 && is(c, head - 2, "in"))
    return POSSIBLE;
  if (word != ATT_NO_TOKEN && is(c, word, "for") && is_undated(c, head))
    return POSSIBLE;
  if (of && c->s->tokens[head].upos == ATT_NOUN && has_class(c, ATT_WORD_UNDONE, head))
    return DENIED; /* "the absence of talks" */
  return by_predicate(c, t);
}

/* The word of which the noun is a part of the same happening: "hold" of "hold talks", "round" of "a
 * round of talks", "take" of "take part in X"; ATT_NO_TOKEN. */
static uint32_t above_noun(const att_clause *c, uint32_t t) {
  static const char *const IN[] = {"in", "at", "to", "of"};
  uint32_t head = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  att_rel rel = rel_of(c, t);
  if (head == ATT_NO_TOKEN || rel == ATT_OBJ || c->s->tokens[t].rel == ATT_NSUBJ_PASS)
    return head;
  bool within = false;
  for (size_t i = 0; i < 4 && word != ATT_NO_TOKEN; i++)
    within = within || is(c, word, IN[i]);
  if (!within || (rel != ATT_OBL && rel != ATT_NMOD))
    return ATT_NO_TOKEN;
  bool part = is(c, head, "part") || has_class(c, ATT_WORD_TAKING_PART, head) ||
              has_class(c, ATT_WORD_SESSION, head) ||
              (is(c, word, "of") &&
               att_lexicon_tells(c->facts->lexicon, c->s->tokens[head].lemma, false, "event"));
  return part ? head : ATT_NO_TOKEN;
}

bool att_clause_is_unreal(const att_clause *c, uint32_t t, att_event_status *ret_status,
                          bool *ret_denied) {
  enum { MOST = 6 };
  unreal found = REAL;
  for (unsigned depth = 0; depth < MOST && t != ATT_NO_TOKEN && found == REAL; depth++) {
    bool verb = c->s->tokens[t].upos == ATT_VERB;
    found = verb ? by_verb(c, t) : by_noun(c, t);
    if (found != REAL)
      break;
    uint32_t up = verb ? governor(c, t) : above_noun(c, t);
    bool joined = verb && up == ATT_NO_TOKEN && rel_of(c, t) == ATT_CONJ &&
                  att_clause_head(c, t) != ATT_NO_TOKEN &&
                  has_xpos(c, att_clause_head(c, t), c->s->tokens[t].xpos) &&
                  (has_xpos(c, t, "VB") || has_xpos(c, t, "VBG"));
    if (verb && up != ATT_NO_TOKEN) {
      bool infinitive = !has_xpos(c, t, "VBG");
      found = infinitive &&
                      (has_class(c, ATT_WORD_NEGOTIATING, up) || has_class(c, ATT_WORD_WISHING, up))
                  ? PROPOSED
                  : by_governor(c, up);
      if (found == REAL && c->s->tokens[up].upos == ATT_NOUN)
        found = by_plan(c, up);
      if (c->s->tokens[up].upos != ATT_VERB && c->s->tokens[up].upos != ATT_NOUN)
        up = ATT_NO_TOKEN;
      else if (c->s->tokens[up].upos == ATT_NOUN)
        up = above_noun(c, up);
    }
    bool participle = verb && up == ATT_NO_TOKEN && c->s->tokens[t].rel == ATT_ACL &&
                      has_xpos(c, t, "VBN"); /* "the ceremony attended by A" */
    t = joined || participle ? att_clause_head(c, t) : up;
  }
  static const att_event_status STATUS[] = {
      [REAL] = ATT_HELD,         [DENIED] = ATT_HELD,         [POSSIBLE] = ATT_HYPOTHETICAL,
      [PROPOSED] = ATT_PROPOSED, [CANCELLED] = ATT_CANCELLED,
  };
  if (found != REAL) {
    *ret_status = STATUS[found];
    *ret_denied = found == DENIED;
  }
  return found != REAL;
}
