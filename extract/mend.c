/* SPDX-License-Identifier: Apache-2.0
 *
 * Mending of trees where the words themselves tell that the parser was wrong.
 */
#include <string.h>

#include "extract/argument.h"

static bool is_past(const att_token *token) {
  return token->upos == ATT_VERB && strcmp(token->xpos, "VBD") == 0;
}

static bool is_governed(const att_token *token) {
  att_rel rel = att_rel_base((att_rel)token->rel);
  return rel == ATT_CCOMP || rel == ATT_XCOMP || rel == ATT_ADVCL || rel == ATT_ACL;
}

/* "A underscored that B will stay and commended C": a past tense goes with the past tense above,
 * not with the clause below it that stands in another tense. */
static void lift_coordination(const att_sentence *s) {
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_token *verb = &s->tokens[t];
    if (!is_past(verb) || verb->rel != ATT_CONJ || verb->head == 0)
      continue;
    bool own = false;
    for (uint32_t i = 0; i < s->token_count; i++)
      own = own ||
            (s->tokens[i].head == t + 1 && att_rel_base((att_rel)s->tokens[i].rel) == ATT_NSUBJ);
    uint32_t at = verb->head - 1;
    while (s->tokens[at].rel == ATT_CONJ && s->tokens[at].head != 0 && !is_past(&s->tokens[at]))
      at = s->tokens[at].head - 1;
    for (unsigned depth = 0; depth < 4 && !own && !is_past(&s->tokens[at]); depth++) {
      if (!is_governed(&s->tokens[at]) || s->tokens[at].head == 0)
        break;
      at = s->tokens[at].head - 1;
    }
    if (!own && at != t && is_past(&s->tokens[at]))
      verb->head = at + 1;
  }
}

void att_mend_trees(att_facts *facts) {
  for (size_t i = 0; i < facts->document->sentences.count; i++)
    lift_coordination(&facts->document->sentences.items[i]);
}
