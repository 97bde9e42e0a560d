/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/collapse.h"

#include <string.h>

#include "extract/argument.h"

/* What a word becomes in the shorter sentence. */
typedef struct {
  uint32_t first, last; /* tokens of the sentence that it stands for */
  uint32_t head;        /* the one that keeps its place in the tree */
  uint32_t name_last;   /* person: where the name ends that `head` begins */
  bool person, dropped;
} unit;

typedef struct {
  att_facts *f;
  const att_sentence *s;
  uint32_t number;
  unit *units; /* [token]: the unit that begins there; last < first where none does */
} folding;

static const att_mention *mention_at(const folding *k, uint32_t t) {
  uint32_t m = t < k->s->token_count ? k->f->owner[k->number][t] : 0;
  return m != 0 ? &k->f->mentions.items[m - 1] : NULL;
}

static uint8_t kind_of(const folding *k, const att_mention *m) {
  return k->f->nodes.items[m->node].kind;
}

static bool is(const folding *k, uint32_t t, const char *word) {
  return t < k->s->token_count && strcasecmp(k->s->tokens[t].form, word) == 0;
}

/* Where the phrase of a titled name begins: its titles, and the body or state before them. */
static uint32_t phrase_start(const folding *k, const att_mention *m) {
  uint32_t first = m->title_first;
  if (first == m->first)
    return first;
  while (first > 0) {
    const att_mention *before = mention_at(k, first - 1);
    if (before != NULL &&
        (kind_of(k, before) == ATT_NODE_ORG || kind_of(k, before) == ATT_NODE_STATE) &&
        before->last == first - 1)
      first = before->first;
    else if (first > 1 && is(k, first - 1, ")"))
      first -= 1;
    else if (is(k, first - 1, "(") && first > 1 && mention_at(k, first) != NULL)
      first -= 1;
    else
      break;
  }
  return first;
}

static bool is_verb(const folding *k, uint32_t t) {
  const att_token *token = &k->s->tokens[t];
  return token->upos == ATT_AUX || (token->upos == ATT_VERB && strcmp(token->xpos, "VBG") != 0 &&
                                    strcmp(token->xpos, "VBN") != 0);
}

static bool is_person(const folding *k, uint32_t t) {
  const att_mention *m = mention_at(k, t);
  return m != NULL && kind_of(k, m) == ATT_NODE_PERSON;
}

static bool has_role(const folding *k, uint32_t first, uint32_t end) {
  uint32_t last;
  for (uint32_t t = first; t < end; t++)
    if (att_lexicon_match(k->f->lexicon, ATT_LEX_ROLE, k->s, t, &last) != NULL && last < end)
      return true;
  return false;
}

/* ", commander of the US Army Pacific," behind a name: the last token of it, the closing comma
 * included; `last` if there is no such. */
static uint32_t apposition_end(const folding *k, uint32_t last) {
  uint32_t count = k->s->token_count, t = last + 1;
  if (is(k, t, ",") && is(k, t + 2, ",") &&
      (is(k, t + 1, "left") || is(k, t + 1, "right") || is(k, t + 1, "center") ||
       is(k, t + 1, "centre")))
    t += 2, last += 2; /* "A B, left, commander of" */
  if (!is(k, t, ","))
    return last;
  for (t++; t < count && t < last + 22; t++) {
    if (is(k, t, ",") || is(k, t, ".") || is(k, t, ";"))
      break;
    if (is_verb(k, t) || is_person(k, t) || is(k, t, "who") || is(k, t, "which"))
      return last;
  }
  if (t >= count || t == last + 22 || !has_role(k, last + 2, t))
    return last;
  const att_mention *body = is(k, t, ",") ? mention_at(k, t + 1) : NULL;
  if (body != NULL && body->first == t + 1 && kind_of(k, body) == ATT_NODE_ORG &&
      !is(k, t - 1, ")")) /* ", commander, U.S. Army South," */
    return is(k, body->last + 1, ",") ? body->last + 1 : body->last;
  return is(k, t, ",") ? t : t - 1;
}

/* "The head of the US Army Pacific, General A B": where the phrase before the comma begins. */
static uint32_t apposition_start(const folding *k, uint32_t first) {
  if (first < 3 || !is(k, first - 1, ","))
    return first;
  uint32_t t = first - 1, at = t;
  while (t > 0 && first - t < 18) {
    if (is(k, t - 1, ",") || is_verb(k, t - 1) || is_person(k, t - 1) || is(k, t - 1, "with") ||
        is(k, t - 1, "by") || is(k, t - 1, ";"))
      break;
    t--;
    if (is(k, t, "the") || (t == 0 && k->s->tokens[t].upos != ATT_ADP))
      at = t;
  }
  if (at == first - 1 && t < at && has_role(k, t, t + 6) && mention_at(k, t) != NULL)
    at = t; /* "met Estonia's Minister of Defence, A B" */
  bool opened = t == 0 || !is(k, t - 1, ",");
  return opened && at < first - 1 && has_role(k, at, at + 6) ? at : first;
}

/* "(second from left)": drops what stands in brackets, if it is short. */
static void drop_brackets(folding *k) {
  for (uint32_t t = 1; t < k->s->token_count; t++) {
    if (!is(k, t, "("))
      continue;
    uint32_t end = t + 1;
    while (end < k->s->token_count && end < t + 8 && !is(k, end, ")"))
      end++;
    if (!is(k, end, ")"))
      continue;
    k->units[t] = (unit){.first = t, .last = end, .head = t + 1 < end ? t + 1 : t, .dropped = true};
    t = end;
  }
}

static void fold(folding *k) {
  for (uint32_t t = 0; t < k->s->token_count; t++)
    k->units[t] = (unit){.first = t, .last = t, .head = t};
  drop_brackets(k);
  for (size_t i = 0; i < k->f->mentions.count; i++) {
    const att_mention *m = &k->f->mentions.items[i];
    if (m->sentence != k->number || mention_at(k, m->first) != m)
      continue;
    uint8_t kind = kind_of(k, m);
    if (kind == ATT_NODE_ORG && m->first > 0 && m->first == m->last && is(k, m->first - 1, "(") &&
        is(k, m->last + 1, ")")) {
      unit *u = &k->units[m->first - 1];
      *u = (unit){.first = m->first - 1, .last = m->last + 1, .head = m->first, .dropped = true};
    } else if (kind == ATT_NODE_ORG || kind == ATT_NODE_INITIATIVE) {
      k->units[m->first] = (unit){.first = m->first, .last = m->last, .head = m->last};
    }
  }
  for (size_t i = 0; i < k->f->mentions.count; i++) {
    const att_mention *m = &k->f->mentions.items[i];
    if (m->sentence != k->number || kind_of(k, m) != ATT_NODE_PERSON)
      continue;
    uint32_t first = apposition_start(k, phrase_start(k, m));
    const att_mention *cut = mention_at(k, first); /* a name that the titles begin inside */
    if (cut != NULL && cut != m && cut->first < first)
      first = cut->first;
    k->units[first] = (unit){.first = first,
                             .last = apposition_end(k, m->last),
                             .head = m->first,
                             .name_last = m->last,
                             .person = true};
  }
}

/* What a word is to its unit's head, where the tree over words had it hang outside the unit. */
static att_rel relation_inside(const unit *u, const att_token *token, uint32_t t) {
  switch (token->upos) {
  case ATT_PUNCT:
    return ATT_PUNCT_REL;
  case ATT_ADP:
    return ATT_CASE;
  case ATT_DET:
    return ATT_DET_REL;
  case ATT_CCONJ:
    return ATT_CC;
  default:
    break;
  }
  if (u->person)
    return t < u->head ? ATT_NMOD_DESC : ATT_APPOS;
  return token->upos == ATT_ADJ ? ATT_AMOD : ATT_COMPOUND;
}

/* The tokens inside a unit keep their heads of the tree over words as far as those are in the unit;
 * else they hang on its head. A name is flat. */
static void unfold_inside(const folding *k, const unit *u) {
  for (uint32_t t = u->first; t <= u->last; t++) {
    if (t == u->head)
      continue;
    att_token *token = &k->s->tokens[t];
    bool name = u->person && t > u->head && t <= u->name_last;
    bool inside = token->head > u->first && token->head <= u->last + 1;
    if (inside && !name)
      continue;
    token->head = u->head + 1;
    token->rel = name && token->upos != ATT_PUNCT ? ATT_FLAT : relation_inside(u, token, t);
  }
}

static void parse(const folding *k, const att_model *model, att_arena *scratch) {
  static const char *const PERSONS[] = {"Smith", "Jones", "Brown", "Miller", "Davis"};
  att_arena *arena = k->f->arena;
  uint32_t count = 0, persons = 0;
  att_sentence shorter = *k->s;
  const unit **kept = ATT_NEW_ARRAY(arena, const unit *, k->s->token_count + 1);
  shorter.tokens = ATT_NEW_ARRAY(arena, att_token, k->s->token_count);
  memset(&shorter.entities, 0, sizeof shorter.entities);
  for (uint32_t t = 0; t < k->s->token_count; t = k->units[t].last + 1) {
    const unit *u = &k->units[t];
    if (u->dropped)
      continue;
    shorter.tokens[count] = k->s->tokens[u->head];
    if (u->person)
      shorter.tokens[count].form = PERSONS[persons++ % 5];
    kept[count++] = u;
  }
  shorter.token_count = count;
  if (count == 0)
    return;
  att_model_analyse(model, scratch, arena, &shorter);
  uint32_t root = 0;
  for (uint32_t i = 0; i < count; i++) {
    att_token *token = &k->s->tokens[kept[i]->head];
    const att_token *from = &shorter.tokens[i];
    token->head = from->head == 0 ? 0 : kept[from->head - 1]->head + 1;
    token->rel = from->rel;
    if (kept[i]->first == kept[i]->last) {
      token->upos = from->upos;
      token->xpos = from->xpos;
      token->lemma = from->lemma;
      token->feats = from->feats;
    }
    root = from->head == 0 ? kept[i]->head : root;
    unfold_inside(k, kept[i]);
  }
  for (uint32_t t = 0; t < k->s->token_count; t = k->units[t].last + 1)
    if (k->units[t].dropped) {
      unit *u = &k->units[t];
      uint32_t before = u->first > 0 ? u->first - 1 : root;
      k->s->tokens[u->head].head = before + 1;
      k->s->tokens[u->head].rel = ATT_APPOS;
      unfold_inside(k, u);
    }
}

void att_collapse_parse(att_facts *facts, const att_model *model) {
  att_arena scratch;
  att_arena_init(&scratch, 0);
  if (setjmp(scratch.guard) != 0) {
    att_arena_clear(&scratch);
    longjmp(facts->arena->guard, 1);
  }
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    folding k = {facts, &facts->document->sentences.items[i], i, NULL};
    k.units = ATT_NEW_ARRAY(facts->arena, unit, k.s->token_count);
    fold(&k);
    bool any = false;
    for (uint32_t t = 0; t < k.s->token_count; t = k.units[t].last + 1)
      any = any || k.units[t].last > k.units[t].first || k.units[t].person;
    if (any)
      parse(&k, model, &scratch);
  }
  att_arena_clear(&scratch);
}
