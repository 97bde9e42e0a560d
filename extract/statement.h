/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements while they are looked for: shared by statement.c and statement_invite.c. Internal to
 * extract/.
 */
#ifndef ATT_EXTRACT_STATEMENT_H
#define ATT_EXTRACT_STATEMENT_H

#include "extract/event.h"

/* What is said, and to whom. */
typedef struct {
  const char *act;
  uint32_t addressee;
  bool others; /* it is addressed to people whom no name is known for: "thanked the troops" */
  bool mourns; /* condolences, which go to the partner */
  att_strings topics;
} att_said;

/* Adds who speaks by the noun: the agents it names, or whom a document comes from. */
void att_said_speakers(const att_clause *c, uint32_t subject, att_indexes *agents);

/* The first of the agents that the phrase names, unless one is known already. */
void att_said_agent(const att_clause *c, uint32_t t, uint32_t *agent);

/* Is what the verb tells said indeed: not denied, wished for or quoted? */
bool att_said_is_real(const att_clause *c, uint32_t t);

/* Takes the agent out of the list. */
void att_said_drop(att_indexes *agents, uint32_t agent);

/* Adds a statement for each agent; false where there is none to add. */
bool att_said_add(const att_clause *c, uint32_t t, const att_indexes *agents, const att_said *what);

/* "A accepted B's invitation to visit X", "A came at the invitation of B": B invites A. */
void att_said_by_invitation(const att_clause *c, uint32_t t);

#endif
