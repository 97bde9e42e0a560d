/* SPDX-License-Identifier: Apache-2.0
 *
 * Offices that a news story's first sentence has as its subject without a name, which the
 * sentences behind it give: "The head of U.S. Africa Command visited Kenya. Gen. A B met".
 */
#include "extract/index.h"
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
  for (size_t i = 0; att_mentions_in(f, lede, lede, &i); i++)
    if (f->mentions.items[i].sentence == lede &&
        f->nodes.items[f->mentions.items[i].node].kind == ATT_NODE_PERSON)
      return true;
  return false;
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

/* Has the person an office of another state, or another one, told of beside the name? */
static bool holds_other(const att_facts *f, uint32_t person, const att_lex_entry *role,
                        uint32_t body) {
  const char *state = f->nodes.items[body].iso3, *own = f->nodes.items[person].iso3;
  if (own != NULL && state != NULL && strcmp(own, state) != 0)
    return true;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;) {
    const att_tenure *t = &f->tenures.items[i];
    bool command = strcmp(t->evidence.rule, "command") == 0;
    if (t->person == person && !t->former && strcmp(t->role_id, role->id) != 0 && !command &&
        strcasecmp(t->title, "minister") != 0)
      return true; /* but "A B, on his second trip since taking command of the guard" */
  }
  return false;
}

/* "A B, an analyst", "his wife, A B": is something said of the name beside it? */
static bool is_described(att_facts *f, const att_mention *m) {
  att_clause c = {f, &f->document->sentences.items[m->sentence], m->sentence};
  for (uint32_t t = m->title_first; t <= m->last; t++) {
    att_rel rel = att_rel_base((att_rel)c.s->tokens[t].rel);
    if (rel == ATT_APPOS || att_clause_child(&c, t, ATT_APPOS, ATT_NO_TOKEN) != ATT_NO_TOKEN)
      return true;
  }
  return false;
}

/* The person to whom the office belongs: the first one named behind the sentence, up to `last`, who
 * may hold it and of whom nothing else is said, where the story goes on with him or her; NULL. */
static const att_mention *holder_behind(att_facts *f, uint32_t sentence, uint32_t last,
                                        const att_lex_entry *role, uint32_t body) {
  for (size_t i = 0; att_mentions_in(f, sentence + 1, last, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence <= sentence || m->sentence > last || m->last == m->first ||
        f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      continue;
    bool ranked = f->nodes.items[m->node].rank != NULL;
    if (is_civil(role) != ranked && !holds_other(f, m->node, role, body) && !is_described(f, m) &&
        att_reference_goes_on(f, m))
      return m;
  }
  return NULL;
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

/* "the adjutant general of | Vermont": the part of a state whose guard it is. */
static uint32_t part_in(const att_seat *k, const att_lex_entry *role, uint32_t first,
                        uint32_t limit) {
  bool guard = role->type != NULL && strcmp(role->type, "national-guard") == 0;
  for (uint32_t t = first; t < limit && guard; t++) {
    uint32_t node = node_at(k, t);
    if (node != ATT_NO_ENTITY && k->c.facts->nodes.items[node].kind == ATT_NODE_PLACE)
      return node;
  }
  return ATT_NO_ENTITY;
}

/* The state that is said of the person, here or right before the name: "Kenya's Gen. A B", "his
 * Ugandan counterpart C D"; NULL. */
static const char *state_said(const att_facts *f, const att_mention *m) {
  const att_seat k = {
      {(att_facts *)f, &f->document->sentences.items[m->sentence], m->sentence}, m, 0};
  if (f->nodes.items[m->node].iso3 != NULL)
    return f->nodes.items[m->node].iso3;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, m->node, i)) != ATT_NONE;) {
    const att_tenure *own = &f->tenures.items[i]; /* "Swedish Minister C D" */
    if (!own->former && own->organization != ATT_NO_ENTITY &&
        f->nodes.items[own->organization].kind == ATT_NODE_STATE)
      return f->nodes.items[own->organization].iso3;
  }
  uint32_t t = m->title_first;
  if (t < 2 || !(is_possessive(&k, t - 1) || is(&k, t - 1, "counterpart")))
    return NULL;
  const att_mention *state = mention_at(&k, t - 2);
  return state != NULL && f->nodes.items[state->node].kind == ATT_NODE_STATE
             ? f->nodes.items[state->node].iso3
             : NULL;
}

/* "The defence ministers of X and Y met. X's A B and his Y counterpart C D agreed": each state's,
 * whom the sentences behind, up to `until`, say to be of it; false where the subject is no such
 * list. */
static bool read_offices(att_facts *f, uint32_t n, const att_lex_entry *role, uint32_t first,
                         uint32_t limit, uint32_t until) {
  att_seat k = {{f, &f->document->sentences.items[n], n}, NULL, 0};
  uint32_t states = 0;
  for (uint32_t t = first; t < limit; t++)
    states += is_body(&k, node_at(&k, t)) && f->nodes.items[node_at(&k, t)].kind == ATT_NODE_STATE;
  for (uint32_t t = first; t < limit && states > 1; t++) {
    uint32_t state = node_at(&k, t);
    if (!is_body(&k, state) || f->nodes.items[state].kind != ATT_NODE_STATE)
      continue;
    const att_mention *named = NULL;
    for (size_t i = 0; named == NULL && att_mentions_in(f, n + 1, until, &i); i++) {
      const att_mention *m = &f->mentions.items[i];
      const att_node *person = &f->nodes.items[m->node];
      const char *iso3 = person->kind == ATT_NODE_PERSON ? state_said(f, m) : NULL;
      if (m->sentence > n && iso3 != NULL && m->last > m->first &&
          strcmp(iso3, f->nodes.items[state].iso3) == 0 &&
          is_civil(role) != (person->rank != NULL) && !holds_other(f, m->node, role, state))
        named = m;
    }
    if (named == NULL)
      continue;
    att_mention holder = *named;
    holder.sentence = n;
    holder.first = holder.last = holder.title_first = limit;
    k.person = &holder;
    size_t before = f->tenures.count;
    att_seat_tenure(&k, first, t, role, state, "title-in-lede");
    if (f->tenures.count > before)
      f->tenures.items[before].title = role->label;
  }
  return states > 1;
}

/* A mention of the person by the office, so that what follows is about somebody known. */
static void add_mention(att_facts *f, uint32_t sentence, uint32_t t, uint32_t person) {
  size_t at = 0;
  (void)ATT_PUSH(f->arena, &f->mentions);
  for (at = f->mentions.count - 1; at > 0 && f->mentions.items[at - 1].sentence > sentence; at--)
    f->mentions.items[at] = f->mentions.items[at - 1];
  f->mentions.items[at] =
      (att_mention){.sentence = sentence, .first = t, .last = t, .title_first = t, .node = person};
  for (uint32_t n = 0; n < f->document->sentences.count; n++)
    for (uint32_t i = 0; i < f->document->sentences.items[n].token_count; i++)
      f->owner[n][i] += f->owner[n][i] > at;
  f->owner[sentence][t] = (uint32_t)at + 1;
  att_index_anew(f);
}

/* Reads the office that is the subject of the sentence; false where there is none. */
static bool read_office(att_facts *f, uint32_t n, uint32_t until) {
  att_seat k = {{f, &f->document->sentences.items[n], n}, NULL, 0};
  for (uint32_t t = 0; t < k.c.s->token_count; t++) {
    uint32_t last, first, limit;
    const att_lex_entry *role = att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k.c.s, t, &last);
    if (role == NULL)
      continue;
    uint32_t head = last;
    for (uint32_t i = t; i <= last; i++) /* "chief | of the army" */
      if (att_rel_base((att_rel)k.c.s->tokens[i].rel) == ATT_NSUBJ)
        head = i;
    phrase(&k, head, &first, &limit);
    uint32_t body = body_in(&k, first, limit);
    body = body != ATT_NO_ENTITY ? body : part_in(&k, role, first, limit);
    if (att_rel_base((att_rel)k.c.s->tokens[head].rel) == ATT_NSUBJ && f->owner[n][head] == 0 &&
        strcmp(k.c.s->tokens[head].xpos, "NNS") == 0 &&
        read_offices(f, n, role, first, limit, until))
      return true;
    if (att_rel_base((att_rel)k.c.s->tokens[head].rel) != ATT_NSUBJ || f->owner[n][head] != 0 ||
        strcmp(k.c.s->tokens[head].xpos, "NNS") == 0 || is(&k, first, "a") || is(&k, first, "an") ||
        body == ATT_NO_ENTITY) {
      t = last;
      continue;
    }
    const att_mention *named = holder_behind(f, n, until, role, body);
    if (named == NULL)
      return false;
    att_mention holder = *named; /* in the sentence of the office */
    holder.sentence = n;
    holder.first = holder.last = holder.title_first = limit;
    k.person = &holder;
    att_seat_roles(&k, first, limit, "title-in-lede", ATT_NO_ENTITY);
    add_mention(f, n, head, holder.node);
    return true;
  }
  return false;
}

void att_role_lede(att_facts *f) {
  enum { LEDE = 3, BEHIND = 7 };
  uint32_t first = lede_of(f), count = (uint32_t)f->document->sentences.count;
  for (uint32_t n = first; n < count && n < first + LEDE; n++)
    if (names_person(f, n) || read_office(f, n, first + BEHIND))
      return;
}
