/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/argument.h"
#include "extract/is.h"

#include <ctype.h>
#include <string.h>

const char *att_clause_lemma(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].lemma;
}

void att_clause_link(att_sentence *s) {
  for (uint32_t t = 0; s->notes != NULL && t < s->token_count; t++) {
    s->notes[t].first_child = s->notes[t].next_child = 0;
    s->notes[t].below = s->notes[t].status = 0;
  }
  for (uint32_t t = s->notes != NULL ? s->token_count : 0; t-- > 0;) {
    uint32_t head = s->tokens[t].head;
    if (head == 0 || head > s->token_count)
      continue;
    s->notes[t].next_child = s->notes[head - 1].first_child;
    s->notes[head - 1].first_child = t + 1;
    s->notes[head - 1].below |= (uint64_t)1 << att_rel_base((att_rel)s->tokens[t].rel);
  }
  s->linked = s->notes != NULL;
}

/* The next token behind `after` (ATT_NO_TOKEN: the first) whose head is `t`; ATT_NO_TOKEN at the
 * end. */
static inline uint32_t next_child(const att_clause *c, uint32_t t, uint32_t after) {
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

uint32_t att_clause_next_child(const att_clause *c, uint32_t t, att_rel rel, uint32_t after) {
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
  const uint64_t any = (uint64_t)1 << ATT_OBL | (uint64_t)1 << ATT_NMOD | (uint64_t)1 << ATT_OBJ;
  if (c->s->linked && t < c->s->token_count && (c->s->notes[t].below & any) == 0)
    return ATT_NO_TOKEN;
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

/* "thanked the United States for sending a team": who is thanked for it, praised or blamed, did it;
 * "gratitude to Canada for leading the brigade". */
static uint32_t done_by_object(const att_clause *c, uint32_t t, uint32_t head) {
  uint32_t mark = att_clause_child(c, t, ATT_MARK, ATT_NO_TOKEN);
  const att_frame *frame = NULL;
  bool for_it =
      mark != ATT_NO_TOKEN &&
      (is(c, mark, "for") || /* "congratulated B on hosting X", "accused B of helping C" */
       (c->s->tokens[head].upos == ATT_VERB && (is(c, mark, "on") || is(c, mark, "of"))));
  if (!for_it || strcmp(c->s->tokens[t].xpos, "VBG") != 0)
    return ATT_NO_TOKEN;
  uint32_t noun =
      c->s->tokens[head].upos == ATT_VERB ? att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN) : head;
  while (noun != ATT_NO_TOKEN &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[noun].lemma, false, frame)))
    if (strcmp(frame->frame, "say") == 0 &&
        att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value)) {
      uint32_t to = att_clause_oblique(c, noun, "to", ATT_NO_TOKEN);
      return to != ATT_NO_TOKEN ? to : att_clause_oblique(c, head, "to", ATT_NO_TOKEN);
    }
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[head].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0 &&
        att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value))
      return att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN);
  return ATT_NO_TOKEN;
}

/* "A was among the leaders who", "A was one of ten soldiers who": A, for the leaders. */
static uint32_t one_among(const att_clause *c, uint32_t t) {
  uint32_t among = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN), over = att_clause_head(c, t);
  bool denied = false;
  if (among != ATT_NO_TOKEN && is(c, among, "of") && over != ATT_NO_TOKEN && is(c, over, "one") &&
      att_clause_child(c, over, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN) {
    uint32_t who = att_clause_child(c, over, ATT_NSUBJ, ATT_NO_TOKEN);
    return who != ATT_NO_TOKEN ? who : t;
  }
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
  bool gerund = mark != ATT_NO_TOKEN && att_one_of(c->s->tokens[mark].form, MARKS) &&
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
    if (subject == 0 && (is(c, 1, "-") || is(c, 1, "\xe2\x80\x93") || is(c, 1, "\xe2\x80\x94"))) {
      uint32_t next = att_clause_child(c, t, ATT_NSUBJ, subject);
      subject = next != ATT_NO_TOKEN && next < t ? next : subject; /* "KAZINFORM – A met B" */
    }
    if (subject != ATT_NO_TOKEN) {
      *ret_passive = depth == 0 ? c->s->tokens[subject].rel == ATT_NSUBJ_PASS
                                : has_passive_aux(c, from) || is_participle(c, from);
      static const char *const RELATIVE[] = {"who", "which", "that", NULL};
      uint32_t head = att_clause_head(c, t);
      if (att_one_of(c->s->tokens[subject].form, RELATIVE) && head != ATT_NO_TOKEN)
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
    bool told =
        rel == ATT_XCOMP && att_clause_word(c, ATT_WORD_OBJECT_CONTROL, c->s->tokens[head].lemma);
    uint32_t object = told ? att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
    if (told && object == ATT_NO_TOKEN)
      object = att_clause_child(c, head, ATT_IOBJ, ATT_NO_TOKEN);
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
  c->facts->told = (uint32_t)c->facts->events.count;
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

bool att_clause_exchanges_mail(const att_clause *c, uint32_t verb, bool *ret_agree) {
  static const char *const MAIL[] = {"letter", "note", "message", "telegram", "cable", NULL};
  static const char *const MATTER[] = {"of", "on", "regarding", "concerning", "constituting", NULL};
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (object == ATT_NO_TOKEN || strcmp(c->s->tokens[verb].lemma, "exchange") != 0 ||
      !att_one_of(c->s->tokens[object].lemma, MAIL))
    return false;
  *ret_agree = object + 1 < c->s->token_count && att_one_of(c->s->tokens[object + 1].form, MATTER);
  return true;
}
