/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a fact was read: the tables' rows that made it, and the way through the dependency tree from
 * the word that tells it to those whom it is about. For evidence and traces; reads facts, changes
 * none. Strings are the document's arena.
 */
#ifndef ATT_EXTRACT_DERIVATION_H
#define ATT_EXTRACT_DERIVATION_H

#include "extract/facts.h"

/* "ontology/rules.tsv:12"; NULL if the rule has no row. */
const char *att_derivation_rule(att_facts *facts, const att_evidence *why);

/* The row of ontology/frames.tsv whose word the evidence begins with, of the frames named;
 * "ontology/frames.tsv:8", or NULL. `frames` ends with NULL. */
const char *att_derivation_frame(att_facts *facts, const att_evidence *why,
                                 const char *const *frames);

/* The row of the role's table. */
const char *att_derivation_role(att_facts *facts, const att_tenure *tenure);

/* "Ghana: not said, inferred from 'Ama Mensah'": of a post whose state a rule has told. */
const char *att_derivation_state(att_facts *facts, const att_tenure *tenure);

/* From the words of the evidence to the entity: "met -nsubj-> Clark", "met -obl:with-> Hun Manet",
 * "visit <-obl:during- met -nsubj-> He = Ronald P. Clark". NULL where the sentence has no word for
 * the entity. */
const char *att_derivation_path(att_facts *facts, const att_evidence *why, uint32_t node);

#endif
