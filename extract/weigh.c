/* SPDX-License-Identifier: Apache-2.0
 *
 * How sure a fact is: what its rule's facts were measured to be (ontology/rules.tsv), less where
 * a part is missing that such a fact has.
 */
#include "extract/facts.h"

static void weigh(const att_facts *f, att_evidence *why, bool partial) {
  const att_rule *rule = att_lexicon_rule(f->lexicon, why->rule);
  why->confidence = rule == NULL ? 0.5f : partial ? rule->partial : rule->confidence;
}

static bool has_named(const att_facts *f, const att_indexes *agents) {
  for (size_t i = 0; i < agents->count; i++) {
    uint8_t kind = f->nodes.items[agents->items[i]].kind;
    if (kind == ATT_NODE_PERSON || kind == ATT_NODE_ORG)
      return true;
  }
  return false;
}

static bool lacks_party(const att_facts *f, const att_event *e) {
  bool one = has_named(f, &e->participants), other = has_named(f, &e->others);
  if (!att_event_is_meeting(e))
    return !one && !other;
  return e->sides ? !one || !other : !one || e->participants.count < 2;
}

/* No body is named; at best the article tells which ship, unit or union it is. */
static bool lacks_body(const att_tenure *t) {
  return t->organization == ATT_NO_ENTITY || t->implied;
}

/* By the rule that told the state where no body is named, which is wrong oftener than the title. */
static void weigh_tenure(const att_facts *f, att_tenure *t) {
  weigh(f, &t->evidence, lacks_body(t));
  if (t->state_rule != NULL) {
    att_evidence state = {.rule = t->state_rule};
    weigh(f, &state, false);
    t->evidence.confidence = state.confidence;
  }
}

void att_facts_weigh(att_facts *facts) {
  for (size_t i = 0; i < facts->tenures.count; i++)
    weigh_tenure(facts, &facts->tenures.items[i]);
  for (size_t i = 0; i < facts->events.count; i++)
    weigh(facts, &facts->events.items[i].evidence, lacks_party(facts, &facts->events.items[i]));
  for (size_t i = 0; i < facts->statements.count; i++) {
    att_statement *s = &facts->statements.items[i];
    weigh(facts, &s->evidence,
          s->topics.count == 0 && s->quotation == NULL && s->addressee == ATT_NO_ENTITY);
  }
  for (size_t i = 0; i < facts->moves.count; i++)
    weigh(facts, &facts->moves.items[i].evidence, false);
  for (size_t i = 0; i < facts->cited.count; i++)
    weigh(facts, &facts->cited.items[i].evidence, false);
}
