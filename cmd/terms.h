/* SPDX-License-Identifier: Apache-2.0
 *
 * Terms of attache's own vocabulary, ontology/defrel.ttl, in queries: which are none.
 */
#ifndef ATT_CMD_TERMS_H
#define ATT_CMD_TERMS_H

#include "graph/store.h"
#include "queries/ast.h"

/* A line on standard error for each IRI below https://w3id.org/defrel/ns# that the query of `size`
 * bytes names and neither the vocabulary nor the store has, with the nearest one that there is.
 * Says nothing of what cannot be parsed. */
void cmd_terms_check(att_txn *txn, const char *query, size_t size,
                     const att_parse_options *options);

#endif
