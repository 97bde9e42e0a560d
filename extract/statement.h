/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements while they are looked for: shared by the files of statements. Internal to
 * extract/.
 */
#ifndef ATT_EXTRACT_STATEMENT_H
#define ATT_EXTRACT_STATEMENT_H

#include "extract/event.h"

/* What is said, and to whom. */
typedef struct {
  const char *act;
  uint32_t addressee;
  att_indexes also; /* further ones: "encouraged both sides" */
  bool others;      /* it is addressed to people whom no name is known for: "thanked the troops" */
  bool mourns;      /* condolences, which go to the partner */
  bool partner;     /* it is told to "his counterpart", "the guest": to the partner */
  att_strings topics;
} att_said;

/* Adds who speaks by the noun: the agents it names, or whom a document comes from. */
void att_said_speakers(const att_clause *c, uint32_t subject, att_indexes *agents);

/* The first of the agents that the phrase names, unless one is known already. */
void att_said_agent(const att_clause *c, uint32_t t, uint32_t *agent);

/* Adds what a clause is about: its objects, else its subject. */
void att_said_topics(const att_clause *c, uint32_t verb, att_strings *topics);

/* The speech act that a noun or adjective carries: "gratitude", "grateful"; NULL. */
const att_frame *att_said_noun_frame(const att_clause *c, uint32_t noun);

/* Whose the phrase is: "Uruguay's peacekeepers", "our Vietnamese hosts". */
void att_said_owner(const att_clause *c, uint32_t noun, uint32_t *agent);

/* Who stands before the phrase as its owner: "the Latvian army's professionalism". */
void att_said_possessor(const att_clause *c, uint32_t noun, uint32_t *agent);

/* What stands behind the word's prepositions: the matter, and whose it is. */
void att_said_matter(const att_clause *c, uint32_t governor, att_said *what);

/* A noun or adjective that carries the act: "expressed gratitude to the US for resuming …"; false
 * for any other. */
bool att_said_read_noun(const att_clause *c, uint32_t verb, uint32_t noun, att_said *what);

/* "told B that": the clause, which the tree has hung on who hears it; ATT_NO_TOKEN. */
uint32_t att_said_hearer_clause(const att_clause *c, uint32_t t);

/* What the verb says, and to whom. */
void att_said_read(const att_clause *c, uint32_t t, const att_frame *frame, att_said *what);

/* Needs the row's verb a clause that this one lacks: "called on Serbia to withdraw"; or has it one
 * that it may not have: "continued to advise"? */
bool att_said_lacks_clause(const att_clause *c, uint32_t t, const att_frame *frame);

/* Is the token a quotation mark? */
bool att_said_is_mark(const att_clause *c, uint32_t t);

/* Adds what who is named beside the sentence's quotation says, unless something is said in it
 * already; false where nobody is, with or without a name: '"A," countered B'. */
bool att_said_beside(const att_clause *c);

/* The words between the quotation marks of the sentence, NULL if there are none. */
const char *att_said_quotation(const att_clause *c);

/* Adds a statement of one speaker, unless it is known. */
void att_said_push(const att_clause *c, uint32_t t, uint32_t speaker, const att_said *what,
                   const char *rule);

/* The quotations that go on, speeches, and what their words do; [sentence]: what att_said_beside()
 * says of it. */
void att_said_quotations(att_facts *f, const uint8_t *beside);

/* All whom the phrase names are addressed, unless somebody is known already. */
void att_said_addressees(const att_clause *c, uint32_t t, att_said *what);

/* Is what the verb tells said indeed: not denied, wished for or quoted? */
bool att_said_is_real(const att_clause *c, uint32_t t);

/* Takes the agent out of the list. */
void att_said_drop(att_indexes *agents, uint32_t agent);

/* Adds a statement for each agent; false where there is none to add. */
bool att_said_add(const att_clause *c, uint32_t t, const att_indexes *agents, const att_said *what);

/* "A accepted B's invitation to visit X", "A came at the invitation of B": B invites A. */
void att_said_by_invitation(const att_clause *c, uint32_t t);

#endif
