/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees: what the files of mend*.c share. Internal to extract/.
 */
#ifndef ATT_EXTRACT_MEND_H
#define ATT_EXTRACT_MEND_H

#include "extract/argument.h"

/* The mention that holds token `t`; NULL if none. */
static inline const att_mention *att_mend_named(const att_facts *f, uint32_t sentence, uint32_t t) {
  uint32_t m = f->owner[sentence][t];
  return m != 0 ? &f->mentions.items[m - 1] : NULL;
}

static inline bool att_mend_is_person(const att_facts *f, const att_mention *m) {
  return m != NULL && f->nodes.items[m->node].kind == ATT_NODE_PERSON;
}

/* Does `t` stand below `over` in the tree, or is it that? */
static inline bool att_mend_is_below(const att_sentence *s, uint32_t t, uint32_t over) {
  uint32_t steps = 0;
  while (t != over && s->tokens[t].head != 0 && steps++ < s->token_count)
    t = s->tokens[t].head - 1;
  return t == over;
}

/* Clauses that hang on the wrong word. */
void att_mend_clauses(const att_facts *f, uint32_t sentence, att_sentence *s);

bool att_mend_has_child(const att_sentence *s, uint32_t t, att_rel rel);
/* The preposition that stands before the phrase of `t`; ATT_NO_TOKEN. */
uint32_t att_mend_preposition(const att_sentence *s, uint32_t t);
/* The last word of what stands before the verb, past its auxiliaries, adverbs, a comma and what is
 * in brackets; ATT_NO_TOKEN. */
uint32_t att_mend_word_before(const att_sentence *s, uint32_t t);
bool att_mend_has_passive_subject(const att_sentence *s, uint32_t t);
/* Where something is given: "handed over equipment", "hands a kit to B", "offered B a course". */
void att_mend_given(const att_facts *f, uint32_t sentence, att_sentence *s);
/* Where a second phrase is joined to what is inside the first. */
void att_mend_lists(const att_facts *f, uint32_t sentence, att_sentence *s);
/* Where "and" stands before a verb: "thanked B for his help and voiced concern", "explored the
 * resumption of X and co-hosting Y". */
void att_mend_second_verb(const att_lexicon *lexicon, att_sentence *s);
void att_mend_gerund(att_sentence *s);
void att_mend_second_participle(att_sentence *s);
void att_mend_participle(const att_facts *f, att_sentence *s);
void att_mend_incoming(att_sentence *s);
void att_mend_saying(const att_lexicon *lexicon, att_sentence *s);
/* Where names stand in the tree: in lists, before commas, as subjects and objects of verbs. */
void att_mend_names(const att_facts *f, uint32_t sentence, att_sentence *s);

#endif
