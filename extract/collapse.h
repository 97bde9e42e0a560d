/* SPDX-License-Identifier: Apache-2.0
 *
 * Names as units for the parser. A list of titled names ("Prime Minister A B, C D Forces (CDF)
 * Commander-in-Chief General E F, and ...") falls apart in a tree over words; here each name with
 * its titles is one token, names of organizations are one, acronyms in brackets are left out; the
 * sentence is parsed so, and the tree unfolded over all its words again.
 */
#ifndef ATT_EXTRACT_COLLAPSE_H
#define ATT_EXTRACT_COLLAPSE_H

#include "extract/facts.h"
#include "text/model.h"

/* What is done to a sentence before it is parsed again; each may be left out, to measure it. */
typedef enum {
  ATT_COLLAPSE_BRACKETS = 1,     /* acronyms and asides in brackets are left out */
  ATT_COLLAPSE_NAMES = 2,        /* organizations and initiatives are one word */
  ATT_COLLAPSE_PERSONS = 4,      /* persons too; needed by the next three */
  ATT_COLLAPSE_STOCK = 8,        /* ... and under names that the parser knows */
  ATT_COLLAPSE_TITLES = 16,      /* ... with ranks and titles before them */
  ATT_COLLAPSE_APPOSITIONS = 32, /* ... and ", commander of ..." behind or before them */
  ATT_COLLAPSE_SPEECH = 64,      /* "...," said A B: the quotation is parsed by itself */
  ATT_COLLAPSE_INSIDE = 128,     /* what is inside a unit keeps its tree over words */
  ATT_COLLAPSE_HEADS = 256,      /* in "the commander, A B" the commander is the head */
  ATT_COLLAPSE_ALL = 511
} att_collapse_step;

/* Replaces heads and relations of every sentence in which a step does something, but for
 * the steps of facts->without. */
void att_collapse_parse(att_facts *facts);

/* The bit of a step by its name ("titles"); 0 if there is none. */
unsigned att_collapse_step_parse(const char *name, size_t size);

#endif
