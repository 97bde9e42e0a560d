/* SPDX-License-Identifier: Apache-2.0
 *
 * Is a token of a clause's sentence a certain word? Internal to extract/.
 */
#ifndef ATT_EXTRACT_IS_H
#define ATT_EXTRACT_IS_H

#include "extract/argument.h"

static inline bool is(const att_clause *c, uint32_t t, const char *word) {
  return att_token_is(c->s, t, word);
}

#endif
