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

/* Replaces heads and relations of every sentence that names a person or an organization of more
 * than one word. */
void att_collapse_parse(att_facts *facts, const att_model *model);

#endif
