/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom "he" and "she" stand for: by salience, gender where it is known, and the clause.
 */
#include <string.h>
#include <strings.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* What the given name says of whom it names, 'm' or 'f', else '-'. The name that stands first, or
 * the last one where the first is no given name ("Maruyama Keiko"). */
static char gender_by_name(const att_facts *f, const att_node *node) {
  const char *name = strchr(node->key, '/');
  if (name == NULL || strchr(name, '-') == NULL)
    return '-'; /* a surname alone */
  const char *words[] = {name + 1, strrchr(name, '-') + 1};
  for (size_t i = 0; i < 2; i++) {
    char word[32];
    size_t size = strcspn(words[i], "-");
    if (size >= sizeof word)
      continue;
    memcpy(word, words[i], size);
    word[size] = '\0';
    const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_GIVEN_NAME, word);
    if (e != NULL)
      return e->type[0];
  }
  return '-';
}

/* Is the gender that of the pronoun, as far as a courtesy title, another pronoun or, failing those,
 * the given name tells? */
static bool fits_gender(const att_facts *f, const att_node *node, bool female) {
  if (node->male || node->female)
    return female ? !node->male : !node->female;
  return gender_by_name(f, node) != (female ? 'm' : 'f');
}

/* "In his talks with B, A said": the subject behind the phrase that opens the sentence. */
static uint32_t find_cataphor(const att_clause *c, uint32_t t, bool female) {
  att_facts *f = c->facts;
  uint8_t first = c->s->tokens[0].upos;
  if (first != ATT_ADP && first != ATT_SCONJ && first != ATT_VERB)
    return ATT_NO_ENTITY;
  bool comma = false;
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    const att_mention *mention = m != 0 ? &f->mentions.items[m - 1] : NULL;
    comma = comma || is(c, i, ",");
    const char *xpos = c->s->tokens[i].xpos;
    if (!comma && (strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0) && first == ATT_ADP)
      return ATT_NO_ENTITY;
    if (comma && mention != NULL && att_reference_is_person(f, mention) &&
        att_reference_is_subject(f, mention))
      return fits_gender(f, &f->nodes.items[mention->node], female) ? mention->node : ATT_NO_ENTITY;
    if (is(c, i, "he") || is(c, i, "she"))
      return ATT_NO_ENTITY;
  }
  return ATT_NO_ENTITY;
}

/* "a call between A and her counterpart": the person right before the conjunction. */
static uint32_t joined_owner(const att_clause *c, uint32_t t) {
  uint32_t m = t > 1 && is(c, t - 1, "and") ? c->facts->owner[c->number][t - 2] : 0;
  if (m == 0 || strcmp(c->s->tokens[t].xpos, "PRP$") != 0 ||
      !att_reference_is_person(c->facts, &c->facts->mentions.items[m - 1]))
    return ATT_NO_ENTITY;
  return c->facts->mentions.items[m - 1].node;
}

/* The subject of the clause that the pronoun is an object in, whom it cannot mean: "thanked B for
 * hosting him" means the one who thanks. ATT_NO_TOKEN. */
static uint32_t own_subject(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  for (unsigned depth = 0; depth < 3 && verb != ATT_NO_TOKEN; depth++) {
    if (c->s->tokens[verb].upos == ATT_VERB)
      return att_clause_subject(c, verb, &(bool){false});
    verb = att_clause_head(c, verb);
  }
  return ATT_NO_TOKEN;
}

/* "at the mausoleum of late President A B": who is dead does nothing further on. */
static bool is_late(const att_facts *f, const att_mention *m) {
  const att_sentence *s = &f->document->sentences.items[m->sentence];
  for (uint32_t t = m->title_first > 0 ? m->title_first - 1 : 0; t < m->first; t++)
    if (strcmp(s->tokens[t].form, "late") == 0)
      return true;
  return false;
}

/* "Accompanied by B, he spoke with C", "Received on Monday by B, he": a companion or host named
 * before the subject, who is not meant. */
static bool is_companion(const att_clause *c, uint32_t pronoun, const att_mention *m) {
  bool by = false;
  if (m->sentence != c->number || strcmp(c->s->tokens[0].xpos, "VBN") != 0)
    return false;
  for (uint32_t t = m->last + 1; t < pronoun; t++)
    if (c->s->tokens[t].upos == ATT_VERB)
      return false; /* "Appointed by B in 2020, A said he" */
  for (uint32_t t = 1; t < m->first; t++)
    by = by || is(c, t, "by");
  return by;
}

/* "The commander, Admiral A B": is the name in apposition to the noun at `t`? */
static bool is_beside(const att_clause *c, const att_mention *m, uint32_t t) {
  const att_token *name = &c->s->tokens[m->first];
  return name->rel == ATT_APPOS && name->head == t + 1;
}

/* The person whom a common noun stands for as the subject of the sentence's main clause, or of the
 * one that ends before `end`. */
static uint32_t subject_by_noun(const att_clause *c, uint32_t end, bool female) {
  att_facts *f = c->facts;
  for (uint32_t t = 0; t < c->s->token_count && t < end; t++) {
    const att_token *token = &c->s->tokens[t];
    uint32_t head = att_clause_head(c, t);
    bool noun = token->upos == ATT_NOUN || token->upos == ATT_PROPN; /* "The Admiral" */
    if (att_rel_base((att_rel)token->rel) != ATT_NSUBJ || !noun || head == ATT_NO_TOKEN ||
        c->s->tokens[head].head != 0 || f->owner[c->number][t] != 0)
      continue;
    att_indexes agents = {0};
    bool found = att_reference_guest_or_host(c, t, &agents) ||
                 att_reference_countryman(c, t, &agents) || att_reference_role(c, t, &agents);
    if (found && agents.count == 1 && fits_gender(f, &f->nodes.items[agents.items[0]], female))
      return agents.items[0];
  }
  return ATT_NO_ENTITY;
}

/* "India stands ready to help, | he added": who speaks is told of in the sentences before. */
static bool closes_speech(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  uint32_t first = verb != ATT_NO_TOKEN && verb < t ? verb : t; /* "added he" */
  return verb != ATT_NO_TOKEN && first > 3 && verb < t + 4 &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ && is(c, first - 1, ",") &&
         att_clause_child(c, verb, ATT_MARK, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "say");
}

/* The latest subject, else the latest person, of the last sentences. */
static uint32_t find_latest(const att_clause *c, uint32_t t, bool female) {
  att_facts *f = c->facts;
  const att_token *pronoun = &c->s->tokens[t]; /* "him": not the subject of its own clause */
  bool object =
      strcmp(pronoun->xpos, "PRP$") != 0 && att_rel_base((att_rel)pronoun->rel) != ATT_NSUBJ;
  uint32_t own = object ? own_subject(c, t) : ATT_NO_TOKEN;
  bool closes = closes_speech(c, t);
  uint32_t best = ATT_NO_ENTITY;
  int best_score = -1000;
  for (size_t i = 0; att_mentions_in(f, c->number > 4 ? c->number - 4 : 0, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t && !closes);
    bool same_clause =
        object && m->sentence == c->number &&
        (own == ATT_NO_TOKEN ? att_reference_is_subject(f, m)
                             : (own >= m->title_first && own <= m->last) || is_beside(c, m, own));
    if (same_clause || !before || !att_reference_is_person(f, m) || c->number - m->sentence > 4 ||
        !fits_gender(f, &f->nodes.items[m->node], female) || is_late(f, m) || is_companion(c, t, m))
      continue;
    att_clause there = {f, &f->document->sentences.items[m->sentence], m->sentence};
    bool quoted = att_clause_is_quoted(&there, m->first) && !att_clause_is_quoted(c, t);
    const att_node *node = &f->nodes.items[m->node];
    int score = -10 * (int)(c->number - m->sentence) + (att_reference_is_subject(f, m) ? 12 : 0) -
                (quoted ? 20 : 0);
    score += (female ? node->female : node->male) ? 8 : 0;
    if (score > best_score || (score == best_score && m->sentence == c->number)) {
      best_score = score;
      best = m->node;
    }
  }
  enum { SUBJECT_BEFORE = 2 }; /* what a subject by name in the sentence before would have */
  if (!object || best_score >= SUBJECT_BEFORE || c->number == 0)
    return best;
  const att_sentence *s = &f->document->sentences.items[c->number - 1];
  att_clause before = {f, s, c->number - 1};
  uint32_t noun = s->paragraph + 1 >= c->s->paragraph
                      ? subject_by_noun(&before, ATT_NO_TOKEN, female)
                      : ATT_NO_ENTITY;
  uint32_t subject = own != ATT_NO_TOKEN ? f->owner[c->number][own] : 0;
  bool itself = subject != 0 && f->mentions.items[subject - 1].node == noun;
  return noun != ATT_NO_ENTITY && !itself ? noun
                                          : best; /* "The army chief called on B. C saw him off" */
}

/* "During his stay, he met B and went to X. From there he headed to Y": whom the same pronoun, the
 * subject of the sentence before, stands for. */
static uint32_t subject_by_pronoun(const att_clause *c, uint32_t t, bool female) {
  const att_facts *f = c->facts;
  if (c->number == 0 || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ)
    return ATT_NO_ENTITY;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++)
    if (f->mentions.items[i].sentence == c->number && f->mentions.items[i].last < t &&
        att_reference_is_person(f, &f->mentions.items[i]))
      return ATT_NO_ENTITY;
  const att_sentence *before = &f->document->sentences.items[c->number - 1];
  att_clause there = {c->facts, before, c->number - 1};
  if (before->paragraph != c->s->paragraph ||
      att_clause_is_quoted(&there, 0) != att_clause_is_quoted(c, t))
    return ATT_NO_ENTITY;
  for (uint32_t i = 0; i < before->token_count; i++) {
    uint32_t head = att_clause_head(&there, i);
    if (head != ATT_NO_TOKEN && before->tokens[head].head == 0 &&
        att_rel_base((att_rel)before->tokens[i].rel) == ATT_NSUBJ &&
        strcasecmp(before->tokens[i].form, c->s->tokens[t].form) == 0)
      return att_reference_antecedent(&there, i, female);
  }
  return ATT_NO_ENTITY;
}

/* "The admiral is scheduled to call on B. He", "the general flew to Suva, where she": the subject
 * before the pronoun that has no name. */
static uint32_t subject_before(const att_clause *c, uint32_t t, bool opens, bool female) {
  if (!opens && att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ)
    return subject_by_noun(c, t, female);
  if (!opens || c->number == 0)
    return ATT_NO_ENTITY;
  att_clause there = {c->facts, &c->facts->document->sentences.items[c->number - 1], c->number - 1};
  return subject_by_noun(&there, ATT_NO_TOKEN, female);
}

/* "where she held her first talks": the subject by pronoun that a possessive behind it goes with.
 */
static uint32_t own_pronoun(const att_clause *c, uint32_t t, bool female) {
  if (strcmp(c->s->tokens[t].xpos, "PRP$") != 0)
    return ATT_NO_ENTITY;
  for (uint32_t i = t; i-- > 0;) {
    if (is(c, i, female ? "she" : "he"))
      return att_reference_antecedent(c, i, female);
    uint32_t m = c->facts->owner[c->number][i];
    if (m != 0 && att_reference_is_person(c->facts, &c->facts->mentions.items[m - 1]))
      return ATT_NO_ENTITY;
  }
  return ATT_NO_ENTITY;
}

/* "A was received by B and held talks with his": a possessive in a clause that shares the subject
 * of the one before goes with that subject. */
static uint32_t shared_subject(const att_clause *c, uint32_t t, bool female) {
  uint32_t verb = strcmp(c->s->tokens[t].xpos, "PRP$") == 0 ? att_clause_head(c, t) : ATT_NO_TOKEN;
  while (verb != ATT_NO_TOKEN && c->s->tokens[verb].upos != ATT_VERB)
    verb = att_clause_head(c, verb);
  if (verb == ATT_NO_TOKEN || c->s->tokens[verb].rel != ATT_CONJ)
    return ATT_NO_ENTITY;
  uint32_t subject = att_clause_subject(c, verb, &(bool){false});
  if (subject == ATT_NO_TOKEN || subject > verb)
    return ATT_NO_ENTITY;
  if (is(c, subject, female ? "she" : "he"))
    return att_reference_antecedent(c, subject, female);
  uint32_t m = c->facts->owner[c->number][subject];
  const att_mention *mention = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
  return mention != NULL && att_reference_is_person(c->facts, mention) &&
                 fits_gender(c->facts, &c->facts->nodes.items[mention->node], female)
             ? mention->node
             : ATT_NO_ENTITY;
}

/* "He travelled to X, where he toured Y": whom the same pronoun stands for that is the subject of
 * the clause before, no person being named between them. */
static uint32_t same_subject(const att_clause *c, uint32_t t, bool female) {
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ)
    return ATT_NO_ENTITY;
  uint32_t verb = att_clause_head(c, t), over = ATT_NO_TOKEN; /* "he met B; he then left" */
  if (verb != ATT_NO_TOKEN && c->s->tokens[verb].upos == ATT_VERB &&
      (c->s->tokens[verb].rel == ATT_CONJ || c->s->tokens[verb].rel == ATT_PARATAXIS))
    over = att_clause_head(c, verb);
  bool named = false;
  for (uint32_t i = t; i-- > 0;) {
    uint32_t m = c->facts->owner[c->number][i];
    named =
        named || (m != 0 && att_reference_is_person(c->facts, &c->facts->mentions.items[m - 1]));
    if (named && over == ATT_NO_TOKEN)
      return ATT_NO_ENTITY;
    if (is(c, i, female ? "she" : "he") &&
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_NSUBJ &&
        (!named || att_clause_head(c, i) == over))
      return att_reference_antecedent(c, i, female);
  }
  return ATT_NO_ENTITY;
}

/* Does the word tell a speech act that goes to somebody for something of his: "thanked", "thanks"?
 */
static bool is_addressed(const att_clause *c, uint32_t t, bool verb) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, verb, frame)))
    if (strcmp(frame->frame, "say") == 0 && att_clause_word(c, ATT_WORD_PERFORMED, frame->value) &&
        strcmp(frame->value, "invite") != 0)
      return true;
  return false;
}

/* "congratulated B on his appointment", "extended thanks to B for her support": what somebody is
 * thanked for is his own. */
static uint32_t thanked(const att_clause *c, uint32_t t, bool female) {
  uint32_t deed = strcmp(c->s->tokens[t].xpos, "PRP$") == 0 ? att_clause_head(c, t) : ATT_NO_TOKEN;
  uint32_t word =
      deed != ATT_NO_TOKEN ? att_clause_child(c, deed, ATT_CASE, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (word == ATT_NO_TOKEN || !(is(c, word, "on") || is(c, word, "upon") || is(c, word, "for")))
    return ATT_NO_ENTITY;
  uint32_t whom = ATT_NO_TOKEN;
  for (uint32_t i = word; i-- > 0 && i + 12 > word && whom == ATT_NO_TOKEN;) {
    bool verb = c->s->tokens[i].upos == ATT_VERB;
    if (verb && is_addressed(c, i, true))
      whom = att_clause_child(c, i, ATT_OBJ, ATT_NO_TOKEN);
    else if (c->s->tokens[i].upos == ATT_NOUN && is_addressed(c, i, false)) {
      uint32_t over = att_clause_head(c, i);
      whom = att_clause_oblique(c, i, "to", ATT_NO_TOKEN);
      if (whom == ATT_NO_TOKEN && over != ATT_NO_TOKEN)
        whom = att_clause_oblique(c, over, "to", ATT_NO_TOKEN);
    }
    if (verb)
      break;
  }
  uint32_t m = whom != ATT_NO_TOKEN && whom < word ? c->facts->owner[c->number][whom] : 0;
  const att_mention *mention = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
  return mention != NULL && att_reference_is_person(c->facts, mention) &&
                 fits_gender(c->facts, &c->facts->nodes.items[mention->node], female)
             ? mention->node
             : ATT_NO_ENTITY;
}

static bool names_person(const att_clause *c, uint32_t t) {
  uint32_t m = c->facts->owner[c->number][t];
  return m != 0 && att_reference_is_person(c->facts, &c->facts->mentions.items[m - 1]);
}

/* "On Thursday, he", "In Hanoi, she": nothing before the subject but when and where. */
static bool opens_behind(const att_clause *c, uint32_t t) {
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ || t > 8)
    return false;
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].upos == ATT_VERB || names_person(c, i))
      return false;
  return true;
}

uint32_t att_reference_antecedent(const att_clause *c, uint32_t t, bool female) {
  att_facts *f = c->facts;
  uint32_t best = thanked(c, t, female);
  if (best == ATT_NO_ENTITY)
    best = own_pronoun(c, t, female);
  if (best != ATT_NO_ENTITY)
    return best;
  best = shared_subject(c, t, female);
  if (best != ATT_NO_ENTITY)
    return best;
  best = same_subject(c, t, female);
  if (best != ATT_NO_ENTITY)
    return best;
  best = joined_owner(c, t);
  if (best != ATT_NO_ENTITY && fits_gender(f, &f->nodes.items[best], female))
    return best;
  best = find_cataphor(c, t, female);
  bool opens = t < 3 && att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ;
  if (best == ATT_NO_ENTITY)
    best = subject_before(c, t, opens || opens_behind(c, t) || closes_speech(c, t), female);
  if (best == ATT_NO_ENTITY)
    best = subject_by_pronoun(c, t, female);
  if (best == ATT_NO_ENTITY)
    best = find_latest(c, t, female);
  for (size_t i = 0; best == ATT_NO_ENTITY && att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i]; /* "During his visit, Clark met" */
    if (m->sentence == c->number && m->first > t && att_reference_is_person(f, m) &&
        att_reference_is_subject(f, m))
      best = m->node;
  }
  if (best != ATT_NO_ENTITY) {
    f->nodes.items[best].female |= female;
    f->nodes.items[best].male |= !female;
  }
  return best;
}
