/* SPDX-License-Identifier: Apache-2.0
 *
 * Topics that cooperation, help and the like are in: "cooperation with Serbia in X", "assist the X
 * Army in Y".
 */
#include <string.h>

#include "extract/argument.h"

/* May what stands at `t`, behind "in" or "on", be what cooperation is in: no place, body or day? */
static bool is_field(const att_clause *c, uint32_t t) {
  while (t + 1 < c->s->token_count && c->s->tokens[t].upos == ATT_DET)
    t++;
  const att_token *token = &c->s->tokens[t];
  uint32_t m = c->facts->owner[c->number][t];
  bool noun = token->upos == ATT_NOUN || token->upos == ATT_ADJ || m != 0 ||
              strcmp(token->xpos, "VBG") == 0 || strcmp(token->xpos, "NNP") == 0;
  if (!noun || att_clause_word(c, ATT_WORD_NO_TOPIC, token->lemma))
    return false;
  uint8_t kind = m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind : 0;
  uint32_t behind = m != 0 ? c->facts->mentions.items[m - 1].last + 1 : t; /* "UN peacekeeping" */
  bool modifies = m != 0 && behind < c->s->token_count && c->s->tokens[t].upos != ATT_DET &&
                  c->facts->owner[c->number][behind] == 0 && c->s->tokens[behind].upos == ATT_NOUN;
  return m == 0 || kind == ATT_NODE_INITIATIVE || modifies;
}

/* "expanding, particularly | in", "effective, especially | in": what is told of in general is in
 * these. */
static bool is_narrowing(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"particularly", "especially", "notably", "mainly", NULL};
  return att_one_of(c->s->tokens[t].form, WORDS) ||
         (t > 0 && att_same_word(c->s->tokens[t].form, "particular") &&
          att_same_word(c->s->tokens[t - 1].form, "in"));
}

/* "assist the X Army | in capacity building": whom one helps stands between. */
static uint32_t past_helped(const att_clause *c, uint32_t t, uint32_t last) {
  static const char *const HELPING[] = {"assist", "help", "aid", "support", NULL};
  uint32_t at = t + 1;
  if (!att_one_of(c->s->tokens[t].lemma, HELPING))
    return at;
  while (at < last && at < t + 9 &&
         (c->s->tokens[at].upos == ATT_NOUN || c->s->tokens[at].upos == ATT_PROPN ||
          c->s->tokens[at].upos == ATT_ADJ || c->s->tokens[at].upos == ATT_DET ||
          c->s->tokens[at].upos == ATT_PRON || c->s->tokens[at].upos == ATT_PART))
    at++;
  return at;
}

/* Behind the word at `t`, past adverbs and whom one cooperates with: "exchanges with the Serbian
 * side in". The token behind "in", "on" or "of"; ATT_NO_TOKEN. */
static uint32_t find_field(const att_clause *c, uint32_t t, uint32_t last) {
  static const char *const WORDS[] = {"in", "on", "of", NULL};
  static const char *const PARTNERS[] = {"with", "between", NULL};
  uint32_t at = past_helped(c, t, last);
  while (at < last && c->s->tokens[at].upos == ATT_ADV)
    at++;
  bool partner = at < last && att_one_of(c->s->tokens[at].form, PARTNERS);
  while (partner && at < last && at < t + 9 && !att_one_of(c->s->tokens[at].form, WORDS) &&
         c->s->tokens[at].upos != ATT_VERB && c->s->tokens[at].upos != ATT_PUNCT)
    at++;
  bool found = at < last && att_one_of(c->s->tokens[at].form, WORDS) && is_field(c, at + 1);
  return found ? at + 1 : ATT_NO_TOKEN;
}

void att_clause_fields(const att_clause *c, uint32_t first, uint32_t last, att_strings *topics) {
  att_strings found = {0};
  for (uint32_t t = first; t + 2 <= last; t++) {
    const att_token *token = &c->s->tokens[t];
    bool open = token->upos == ATT_NOUN || token->upos == ATT_VERB;
    bool narrow = is_narrowing(c, t) && att_is_word(c->s->tokens[t + 1].form, "in");
    uint32_t field = narrow || (open && att_clause_word(c, ATT_WORD_COOPERATION, token->lemma))
                         ? find_field(c, t, last)
                         : ATT_NO_TOKEN;
    if (field != ATT_NO_TOKEN)
      att_clause_topics(c, field, &found);
  }
  for (size_t i = 0, known = topics->count; i < found.count; i++) {
    char *label = att_arena_format(c->facts->arena, "%.*s", (int)strcspn(found.items[i], "\n"),
                                   found.items[i]);
    bool told = false; /* "cooperation in cyber security" tells of cyber security */
    for (size_t k = 0; k < known; k++)
      told = told || strstr(topics->items[k], label) != NULL;
    if (!told)
      att_strings_add(c->facts->arena, topics, found.items[i]);
  }
}
