/* SPDX-License-Identifier: Apache-2.0
 *
 * Who has a command by words of it: "the battalion, commanded by A B", "TCG X, under the command of
 * A B", "A B assumed command of the brigade from C D".
 */
#include "extract/role.h"

/* "the | frigate", "The 90 m long SIGMA class | corvette": the unit or ship that the common noun at
 * `t` means, of which the article is the only other word, or words of its kind; ATT_NO_ENTITY. */
static uint32_t body_of_noun(const att_seat *k, uint32_t t) {
  uint32_t det = t;
  while (det > 0 && t - det < 8 && !is(k, det - 1, "the") &&
         (is_common(k, det - 1) || k->c.s->tokens[det - 1].upos == ATT_PROPN))
    det--;
  return det > 0 && is(k, det - 1, "the") ? att_seat_body_of_kind(k, t) : ATT_NO_ENTITY;
}

uint32_t att_seat_body_led(const att_seat *k, uint32_t verb, const att_lex_entry *role) {
  if (strcmp(role->id, "commander") != 0 || strcmp(k->c.s->tokens[verb].xpos, "VBN") != 0 ||
      !is(k, verb + 1, "by") || k->person->title_first < verb + 2 ||
      k->person->title_first > verb + 4)
    return ATT_NO_ENTITY;
  uint32_t before = verb > 1 && is(k, verb - 1, ",") ? verb - 2 : verb - 1;
  while (before > 0 && before < verb && k->c.s->tokens[before].upos == ATT_AUX)
    before--; /* "TCG X is commanded by" */
  bool passive = false;
  uint32_t subject = att_clause_subject(&k->c, verb, &passive);
  if (passive && subject != ATT_NO_TOKEN && subject < before)
    before = subject; /* The ship is manned by a crew of 90 and commanded by */
  const att_mention *m = verb > 0 ? mention_at(k, before) : NULL;
  if (m != NULL && m->first > 1 && is(k, m->first - 1 - is(k, m->first - 1, "the"), "of")) {
    uint32_t of = m->first - 1 - is(k, m->first - 1, "the");
    m = mention_at(k, of - 1) != NULL ? mention_at(k, of - 1) : m; /* X Regiment of the Y Team */
  }
  if (m == NULL)
    return before < k->c.s->token_count ? body_of_noun(k, before) : ATT_NO_ENTITY;
  return is_body(k, m->node) && k->c.facts->nodes.items[m->node].kind == ATT_NODE_ORG
             ? m->node
             : ATT_NO_ENTITY;
}

/* "TCG X, | under the command of Cdr. A B", "the battalion under the command of": who commands it.
 */
static void read_under_command(const att_seat *k) {
  uint32_t t = k->person->title_first;
  if (t < 6 || !is(k, t - 1, "of") || !is(k, t - 2, "command") || !is(k, t - 3, "the") ||
      !is(k, t - 4, "under"))
    return;
  t -= 5;
  t -= is(k, t, ",") && t > 0;
  while (t > 0 && k->c.s->tokens[t].upos == ATT_AUX)
    t--; /* The ship is under the command of */
  const att_mention *m = mention_at(k, t);
  uint32_t body = m != NULL && k->c.facts->nodes.items[m->node].kind == ATT_NODE_ORG ? m->node
                  : m == NULL ? body_of_noun(k, t)
                              : ATT_NO_ENTITY;
  const att_lex_entry *role = att_lexicon_find(k->c.facts->lexicon, ATT_LEX_ROLE, "commander");
  size_t before = k->c.facts->tenures.count;
  if (body == ATT_NO_ENTITY || role == NULL)
    return;
  att_seat_tenure(k, k->person->title_first - 2, k->person->title_first - 2, role, body, "command");
  if (k->c.facts->tenures.count > before)
    k->c.facts->tenures.items[before].title = role->label;
}

/* "A assumed command of the brigade from B": A has the post now, B had it. */
static void read_handed(const att_seat *k) {
  const att_lex_entry *role = att_lexicon_find(k->c.facts->lexicon, ATT_LEX_ROLE, "commander");
  for (uint32_t t = 0; t + 2 < k->c.s->token_count && role != NULL; t++) {
    if (!is(k, t, "command") || !is(k, t + 1, "of"))
      continue;
    uint32_t at = is(k, t + 2, "the") ? t + 3 : t + 2, verb = att_clause_head(&k->c, t);
    uint32_t body = att_clause_oblique(&k->c, t, "of", ATT_NO_TOKEN);
    if (!is_body(k, node_at(k, at)) && body != ATT_NO_TOKEN)
      at = body; /* "command of the 8,000-strong X" */
    if (!is_body(k, node_at(k, at)) || verb == ATT_NO_TOKEN)
      continue;
    const char *lemma = k->c.s->tokens[verb].lemma;
    bool takes = has(k, ATT_WORD_TAKES, lemma), gives = has(k, ATT_WORD_GIVES, lemma);
    uint32_t body_last = k->c.facts->mentions.items[k->c.facts->owner[k->c.number][at] - 1].last;
    for (uint32_t i = body_last + 2; is(k, body_last + 1, "(") && i < body_last + 8; i++)
      if (is(k, i, ")"))
        body_last = i; /* X-Y (XY-Z) */
    bool passive = false,
         subject = k->person->last < verb &&
                   (verb - k->person->last < 4 || att_seat_is_subject(k, verb, &passive)),
         from = is(k, body_last + 1, "from") || is(k, body_last + 1, "to");
    uint32_t title = body_last + 2; /* "from Royal Canadian Navy Captain B" */
    while (title < k->person->title_first &&
           (att_seat_other(k, title) || k->c.s->tokens[title].upos == ATT_ADJ ||
            k->c.s->tokens[title].upos == ATT_PROPN || k->c.s->tokens[title].upos == ATT_PART ||
            is(k, title, "the")))
      title++;
    bool next = from && k->person->first > body_last && k->person->title_first <= title + 1;
    if ((!takes && !gives) || (!subject && !next) || passive)
      continue;
    size_t before = k->c.facts->tenures.count;
    att_seat told = *k;
    told.by = subject ? verb + 1 : 0;
    att_seat_tenure(&told, t, t, role, node_at(k, at), "command");
    if (k->c.facts->tenures.count > before) {
      k->c.facts->tenures.items[before].title = role->label;
      k->c.facts->tenures.items[before].former = subject ? gives : takes;
    }
  }
}

void att_seat_command(const att_seat *k) {
  read_handed(k);
  read_under_command(k);
}
