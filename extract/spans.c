/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/spans.h"

#include "extract/argument.h"

static uint8_t entity_kind(uint8_t node_kind) {
  static const uint8_t KINDS[] = {[ATT_NODE_PERSON] = ATT_ENTITY_PERSON,
                                  [ATT_NODE_ORG] = ATT_ENTITY_ORG,
                                  [ATT_NODE_STATE] = ATT_ENTITY_STATE,
                                  [ATT_NODE_PLACE] = ATT_ENTITY_PLACE,
                                  [ATT_NODE_INITIATIVE] = ATT_ENTITY_EVENT};
  return KINDS[node_kind];
}

/* Where the name ends that the token is in: the tokens of one mention. */
static uint32_t name_last(const uint32_t *owner, uint32_t count, uint32_t t) {
  while (t + 1 < count && owner[t + 1] == owner[t])
    t++;
  return t;
}

static void mark_sentence(att_facts *facts, uint32_t number) {
  att_sentence *s = &facts->document->sentences.items[number];
  const uint32_t *owner = facts->owner[number];
  memset(&s->entities, 0, sizeof s->entities);
  for (uint32_t t = 0; t < s->token_count; t++) {
    att_entity span = {.first = t, .last = t, .score = 1};
    const att_mention *m = owner[t] != 0 ? &facts->mentions.items[owner[t] - 1] : NULL;
    if (m != NULL) {
      span.last = name_last(owner, s->token_count, t);
      span.kind = m->common ? ATT_ENTITY_NONE : entity_kind(facts->nodes.items[m->node].kind);
    } else if (att_date_span(s, t, &span.last)) {
      span.kind = ATT_ENTITY_DATE;
    }
    if (span.kind != ATT_ENTITY_NONE)
      *ATT_PUSH(facts->arena, &s->entities) = span;
    t = span.last;
  }
}

void att_spans_mark(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++)
    mark_sentence(facts, i);
}
