/* SPDX-License-Identifier: Apache-2.0
 *
 * Lemmas of irregular words, which the model's edit scripts do not always know.
 */
#ifndef ATT_TEXT_LEMMA_H
#define ATT_TEXT_LEMMA_H

#include "text/document.h"

/* The token's lemma, put right where its form is irregular or the model's lemma shares no stem
 * with it. A constant, the token's own, or in the arena. */
const char *att_lemma_repair(att_arena *arena, const att_token *token);

#endif
