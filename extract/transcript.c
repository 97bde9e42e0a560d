/* SPDX-License-Identifier: Apache-2.0
 *
 * Transcripts of briefings and interviews: paragraphs that begin with "Q:" or "Journalist:", and
 * answers below "GEN. SMITH:". Whose words the answers are goes into facts->speakers.
 */
#include "extract/argument.h"
#include "extract/is.h"

enum { LABEL_WORDS = 20, QUESTIONS = 2 };

/* The colon behind who speaks, at the beginning of a paragraph; ATT_NO_TOKEN. */
static uint32_t label_of(const att_clause *c) {
  if (c->number > 0 && c->s[-1].paragraph == c->s->paragraph)
    return ATT_NO_TOKEN;
  for (uint32_t t = 1; t < c->s->token_count && t < LABEL_WORDS; t++)
    if (is(c, t, ":"))
      return t;
    else if (c->s->tokens[t].upos == ATT_VERB && c->facts->owner[c->number][t] == 0)
      break;
  return ATT_NO_TOKEN;
}

/* "Q:", "Journalist:" */
static bool is_question(const att_clause *c, uint32_t label) {
  return label == 1 && att_clause_word(c, ATT_WORD_ASKING, c->s->tokens[0].form);
}

/* "Senior Colonel Tao Wen:", "GEN. SMITH:": the person whose name ends right before the colon. */
static uint32_t answers(const att_clause *c, uint32_t label) {
  const att_facts *f = c->facts;
  uint32_t m = label != ATT_NO_TOKEN ? f->owner[c->number][label - 1] : 0;
  if (m == 0 || f->nodes.items[f->mentions.items[m - 1].node].kind != ATT_NODE_PERSON)
    return ATT_NO_ENTITY;
  return f->mentions.items[m - 1].node;
}

/* The label is no part of what is said behind it: "Tao: X opposes Y" is no clause about Tao. */
static void cut_label(const att_clause *c, uint32_t label) {
  uint32_t root = ATT_NO_TOKEN;
  for (uint32_t t = label + 1; t < c->s->token_count; t++) {
    att_token *token = &c->s->tokens[t];
    if (token->head > label + 1 || token->rel == ATT_PUNCT)
      continue;
    root = root == ATT_NO_TOKEN ? t : root;
    token->head = t == root ? 0 : root + 1;
    token->rel = t == root ? ATT_ROOT : token->rel;
  }
  for (uint32_t t = 0; t <= label && root != ATT_NO_TOKEN; t++) {
    att_token *token = &c->s->tokens[t];
    if (token->head != 0 && token->head <= label + 1)
      continue;
    token->head = root + 1;
    token->rel = ATT_DEP;
  }
  att_clause_link(&c->facts->document->sentences.items[c->number]);
}

static bool is_transcript(att_facts *f) {
  unsigned questions = 0;
  for (uint32_t i = 0; i < f->document->sentences.count && questions < QUESTIONS; i++) {
    att_clause c = {f, &f->document->sentences.items[i], i};
    questions += is_question(&c, label_of(&c));
  }
  return questions == QUESTIONS;
}

void att_transcript_find(att_facts *facts) {
  uint32_t speaker = ATT_NO_ENTITY;
  if (!is_transcript(facts))
    return;
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    uint8_t kind = facts->document->paragraphs.items[c.s->paragraph].kind;
    uint32_t label = label_of(&c), person = answers(&c, label);
    if (is_question(&c, label))
      speaker = ATT_NO_ENTITY;
    else if (person != ATT_NO_ENTITY)
      speaker = person;
    if (person != ATT_NO_ENTITY)
      cut_label(&c, label);
    bool plain = kind == ATT_PARAGRAPH_BODY || kind == ATT_PARAGRAPH_LIST_ITEM;
    if (speaker != ATT_NO_ENTITY && plain && facts->speakers[i] == 0)
      facts->speakers[i] = speaker + 1;
  }
}
