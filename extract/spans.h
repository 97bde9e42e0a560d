/* SPDX-License-Identifier: Apache-2.0
 *
 * The names that extraction settled on, and dates, back in the sentences as entity spans: what
 * the model, the tables and the rest of the document say together. Knows no evidence.
 */
#ifndef ATT_EXTRACT_SPANS_H
#define ATT_EXTRACT_SPANS_H

#include "extract/facts.h"

/* Replaces the entities of every sentence; facts are complete. Persons are without titles, common
 * nouns that stand for a name ("the embassy") are left out. */
void att_spans_mark(att_facts *facts);

#endif
