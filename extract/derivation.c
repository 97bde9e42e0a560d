/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/derivation.h"

#include <string.h>

#include "extract/argument.h"

enum { STEPS_MOST = 32 };

const char *att_derivation_rule(att_facts *facts, const att_evidence *why) {
  const att_rule *rule = att_lexicon_rule(facts->lexicon, why->rule);
  return rule == NULL ? NULL : att_arena_format(facts->arena, "ontology/rules.tsv:%u", rule->line);
}

const char *att_derivation_frame(att_facts *facts, const att_evidence *why,
                                 const char *const *frames) {
  const att_token *token = &facts->document->sentences.items[why->sentence].tokens[why->first];
  const att_frame *frame = NULL;
  bool verb = token->upos == ATT_VERB;
  while ((frame = att_lexicon_frame(facts->lexicon, token->lemma, verb, frame)) != NULL)
    for (size_t i = 0; frames[i] != NULL; i++)
      if (strcmp(frame->frame, frames[i]) == 0)
        return att_arena_format(facts->arena, "ontology/frames.tsv:%u", frame->line);
  return NULL;
}

const char *att_derivation_role(att_facts *facts, const att_tenure *tenure) {
  const att_lex_entry *role = att_lexicon_find(facts->lexicon, ATT_LEX_ROLE, tenure->role_label);
  return role == NULL ? NULL : att_arena_format(facts->arena, "ontology/roles.tsv:%u", role->line);
}

const char *att_derivation_state(att_facts *facts, const att_tenure *tenure) {
  const char *state = facts->nodes.items[tenure->organization].name;
  return tenure->state_from != NULL
             ? att_arena_format(facts->arena, "%s: not said, inferred from '%s'", state,
                                tenure->state_from)
             : att_arena_format(facts->arena, "%s: not said, inferred from what is named nearby",
                                state);
}

/* The word of first..last whose head is not among them. */
static uint32_t head_of(const att_sentence *s, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t <= last; t++)
    if (s->tokens[t].head < first + 1 || s->tokens[t].head > last + 1)
      return t;
  return last;
}

/* Words of the sentence that stand for an entity, and as what they are shown. */
typedef struct {
  uint32_t head;
  const char *shown;
} anchor;

static bool find_anchor(att_facts *f, uint32_t sentence, uint32_t node, anchor *ret) {
  const att_sentence *s = &f->document->sentences.items[sentence];
  for (uint32_t t = 0; t < s->token_count; t++) {
    uint32_t at = f->owner[sentence][t];
    const att_mention *m = at != 0 ? &f->mentions.items[at - 1] : NULL;
    if (m == NULL || m->node != node)
      continue;
    *ret = (anchor){head_of(s, m->first, m->last), att_facts_text(f, sentence, m->first, m->last)};
    return true;
  }
  const att_references *references = &f->references[sentence];
  for (size_t i = 0; i < references->count; i++) {
    const att_reference *r = &references->items[i];
    if (r->node != node)
      continue;
    const char *word = att_facts_text(f, sentence, r->token, r->token);
    *ret =
        (anchor){r->token, att_arena_format(f->arena, "%s = %s", word, f->nodes.items[node].name)};
    return true;
  }
  return false;
}

/* The words from `t` up to the root, itself first. */
static size_t climb(const att_sentence *s, uint32_t t, uint32_t *way) {
  size_t count = 0;
  way[count++] = t;
  while (s->tokens[t].head != 0 && count < STEPS_MOST) {
    t = s->tokens[t].head - 1;
    way[count++] = t;
  }
  return count;
}

/* "nsubj", "obl:with": the relation of a word, with its preposition. */
static const char *relation(att_facts *f, const att_clause *c, uint32_t t) {
  att_rel rel = (att_rel)c->s->tokens[t].rel;
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (word == ATT_NO_TOKEN || (att_rel_base(rel) != ATT_OBL && att_rel_base(rel) != ATT_NMOD))
    return att_rel_name(rel);
  return att_arena_format(f->arena, "%s:%s", att_rel_name(rel), c->s->tokens[word].form);
}

const char *att_derivation_path(att_facts *facts, const att_evidence *why, uint32_t node) {
  const att_sentence *s = &facts->document->sentences.items[why->sentence];
  att_clause c = {facts, s, why->sentence};
  uint32_t up[STEPS_MOST], down[STEPS_MOST];
  anchor to;
  if (!find_anchor(facts, why->sentence, node, &to))
    return NULL;
  size_t ups = climb(s, head_of(s, why->first, why->last), up), downs = climb(s, to.head, down);
  size_t u = 0, d = downs; /* up[u] and down[d] are where the two ways meet */
  for (; u < ups && d == downs; u++)
    for (d = 0; d < downs && down[d] != up[u]; d++)
      ;
  if (d == downs)
    return NULL;
  u--;
  const char *path = att_facts_text(facts, why->sentence, why->first, why->last);
  for (size_t i = 0; i < u; i++)
    path = att_arena_format(facts->arena, "%s <-%s- %s", path, relation(facts, &c, up[i]),
                            up[i + 1] == to.head ? to.shown : s->tokens[up[i + 1]].form);
  for (size_t i = d; i-- > 0;)
    path = att_arena_format(facts->arena, "%s -%s-> %s", path, relation(facts, &c, down[i]),
                            i == 0 ? to.shown : s->tokens[down[i]].form);
  return path;
}
