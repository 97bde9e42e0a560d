/* SPDX-License-Identifier: Apache-2.0
 *
 * Offices that a news story's first sentence has as its subject without a name, which the
 * sentences behind it give: "The head of U.S. Africa Command visited Kenya. Gen. A B met".
 */
#include "extract/reference.h"
#include "extract/role.h"

/* The first sentence of the body, past a dateline; the number of sentences if there is none. */
static uint32_t lede_of(const att_facts *f) {
  const att_document *d = f->document;
  uint32_t n = 0;
  for (; n < d->sentences.count; n++) {
    const att_paragraph *p = &d->paragraphs.items[d->sentences.items[n].paragraph];
    if (p->kind == ATT_PARAGRAPH_BODY && d->sentences.items[n].end > p->dateline_end)
      break;
  }
  return n;
}

static bool names_person(const att_facts *f, uint32_t lede) {
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    if (m->sentence <= lede && f->nodes.items[m->node].kind == ATT_NODE_PERSON &&
        f->document->paragraphs.items[s->paragraph].kind == ATT_PARAGRAPH_BODY)
      return true;
  }
  return false;
}

/* The person whom the three sentences behind name first, where the story goes on with him or
 * her; NULL for none. */
static const att_mention *named_behind(att_facts *f, uint32_t lede) {
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence <= lede || f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      continue;
    return m->sentence <= lede + 3 && m->last > m->first && att_reference_goes_on(f, m) ? m : NULL;
  }
  return NULL;
}

/* Is the office one that a person without a rank holds, a minister's, a king's, an envoy's? */
static bool is_civil(const att_lex_entry *role) {
  static const char *const CIVIL[] = {"state",           "ministry-of-defence",
                                      "parliament",      "ministry-of-foreign-affairs",
                                      "government-body", "diplomatic-mission"};
  for (size_t i = 0; i < sizeof CIVIL / sizeof *CIVIL; i++)
    if (role->type != NULL && strcmp(role->type, CIVIL[i]) == 0)
      return true;
  return false;
}

/* Has the person an office already that is not this one, by its body or by its own words? */
static bool holds_other(const att_seat *k, const att_lex_entry *role, uint32_t body) {
  const att_facts *f = k->c.facts;
  const char *state = f->nodes.items[body].iso3, *own = f->nodes.items[k->person->node].iso3;
  if (own != NULL && state != NULL && strcmp(own, state) != 0)
    return true;
  for (size_t i = 0; i < f->tenures.count; i++) {
    const att_tenure *t = &f->tenures.items[i];
    if (t->person == k->person->node && !t->former &&
        (!t->implied || strcmp(t->role_id, role->id) != 0) && strcasecmp(t->title, "minister") != 0)
      return true;
  }
  return false;
}

/* The first token of the phrase whose head is `t`, and the first behind it that is none of it. */
static void phrase(const att_seat *k, uint32_t t, uint32_t *ret_first, uint32_t *ret_limit) {
  const att_sentence *s = k->c.s;
  *ret_first = t;
  while (*ret_first > 0) {
    const att_token *before = &s->tokens[*ret_first - 1];
    if (before->upos == ATT_VERB || before->upos == ATT_AUX || before->upos == ATT_ADP ||
        (before->upos == ATT_PUNCT && strcmp(before->form, "-") != 0) || before->upos == ATT_SCONJ)
      break;
    --*ret_first;
  }
  *ret_limit = t + 1;
  while (*ret_limit < s->token_count && s->tokens[*ret_limit].upos != ATT_VERB &&
         s->tokens[*ret_limit].upos != ATT_AUX && !is(k, *ret_limit, ","))
    ++*ret_limit;
}

static uint32_t body_in(const att_seat *k, uint32_t first, uint32_t limit) {
  for (uint32_t t = first; t < limit; t++)
    if (is_body(k, node_at(k, t)))
      return node_at(k, t);
  return ATT_NO_ENTITY;
}

void att_role_lede(att_facts *f) {
  uint32_t n = lede_of(f);
  if (n == f->document->sentences.count || names_person(f, n))
    return;
  const att_mention *named = named_behind(f, n);
  att_seat k = {{f, &f->document->sentences.items[n], n}, named};
  for (uint32_t t = 0; named != NULL && t < k.c.s->token_count; t++) {
    uint32_t last, first, limit;
    const att_lex_entry *role = att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k.c.s, t, &last);
    if (role == NULL)
      continue;
    const att_token *head = &k.c.s->tokens[last];
    for (uint32_t i = t; i <= last; i++) /* "chief | of the army" */
      if (att_rel_base((att_rel)k.c.s->tokens[i].rel) == ATT_NSUBJ)
        head = &k.c.s->tokens[i];
    phrase(&k, (uint32_t)(head - k.c.s->tokens), &first, &limit);
    uint32_t body = body_in(&k, first, limit);
    bool ranked = f->nodes.items[named->node].rank != NULL;
    if (att_rel_base((att_rel)head->rel) != ATT_NSUBJ || strcmp(head->xpos, "NNS") == 0 ||
        is(&k, first, "a") || is(&k, first, "an") || body == ATT_NO_ENTITY ||
        is_civil(role) == ranked || holds_other(&k, role, body)) {
      t = last;
      continue;
    }
    att_mention holder = *named; /* in the sentence of the office */
    holder.sentence = n;
    holder.first = holder.last = holder.title_first = limit;
    k.person = &holder;
    att_seat_roles(&k, first, limit, "title-in-lede", ATT_NO_ENTITY);
    return;
  }
}
