/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/collapse.h"

#include <ctype.h>
#include <string.h>

#include "extract/argument.h"

/* What a word becomes in the shorter sentence. */
typedef struct {
  uint32_t first, last; /* tokens of the sentence that it stands for */
  uint32_t head;        /* the one that keeps its place in the tree */
  uint32_t name_last;   /* person: where the name ends that `head` begins */
  bool person, dropped;
} unit;

/* Units that are parsed as a sentence of their own. */
typedef struct {
  const unit **units; /* [token of the sentence] */
  att_sentence sentence;
} part;

typedef struct {
  att_facts *f;
  const att_sentence *s;
  uint32_t number;
  unit *units;     /* [token]: the unit that begins there; last < first where none does */
  unsigned steps;  /* att_collapse_step's bits */
  uint32_t speech; /* where a quotation ends that is parsed by itself, else 0 */
  part frame, quotation;
} folding;

static const struct {
  const char *name;
  att_collapse_step step;
} STEPS[] = {{"brackets", ATT_COLLAPSE_BRACKETS}, {"names", ATT_COLLAPSE_NAMES},
             {"persons", ATT_COLLAPSE_PERSONS},   {"stock", ATT_COLLAPSE_STOCK},
             {"titles", ATT_COLLAPSE_TITLES},     {"appositions", ATT_COLLAPSE_APPOSITIONS},
             {"speech", ATT_COLLAPSE_SPEECH},     {"inside", ATT_COLLAPSE_INSIDE},
             {"heads", ATT_COLLAPSE_HEADS}};

unsigned att_collapse_step_parse(const char *name, size_t size) {
  for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
    if (strlen(STEPS[i].name) == size && memcmp(STEPS[i].name, name, size) == 0)
      return STEPS[i].step;
  return 0;
}

static const att_mention *mention_at(const folding *k, uint32_t t) {
  uint32_t m = t < k->s->token_count ? k->f->owner[k->number][t] : 0;
  return m != 0 ? &k->f->mentions.items[m - 1] : NULL;
}

static uint8_t kind_of(const folding *k, const att_mention *m) {
  return k->f->nodes.items[m->node].kind;
}

static inline bool is(const folding *k, uint32_t t, const char *word) {
  return att_token_is(k->s, t, word);
}

/* The role that ends right before `end`: where it begins; `end` if none does. */
static uint32_t role_before(const folding *k, uint32_t end) {
  uint32_t last;
  for (uint32_t t = end > 6 ? end - 6 : 0; t < end; t++)
    if (att_lexicon_match(k->f->lexicon, ATT_LEX_ROLE, k->s, t, &last) != NULL && last + 1 == end)
      return t;
  return end;
}

/* The body or other capitalised name that ends right before `end`: where it begins; `end` if none
 * does. */
static uint32_t name_before(const folding *k, uint32_t end) {
  const att_mention *before = mention_at(k, end - 1);
  if (before != NULL)
    return kind_of(k, before) != ATT_NODE_PERSON && before->last == end - 1 ? before->first : end;
  uint32_t first = end;
  while (first > 0 && isupper((unsigned char)k->s->tokens[first - 1].form[0]) &&
         mention_at(k, first - 1) == NULL)
    first--;
  return first;
}

/* "Commander of the Joint Forces of the Army of X" before the rank at `first`, the bodies at
 * `body`: where the title begins; `first` if there is none. */
static uint32_t title_before(const folding *k, uint32_t first, uint32_t body) {
  for (unsigned depth = 0; depth < 4 && body > 1; depth++) {
    uint32_t t = is(k, body - 1, "the") ? body - 1 : body;
    if (t < 2 || k->s->tokens[t - 1].upos != ATT_ADP)
      break;
    uint32_t title = role_before(k, t - 1);
    if (title < t - 1)
      return title > 0 && is(k, title - 1, "the") ? title - 1 : title;
    body = name_before(k, t - 1);
    if (body == t - 1)
      break;
  }
  return first;
}

/* "talks with visiting Minister A B": is the word before the titles an adjective rather than a verb
 * ("after visiting Minister A B")? */
static bool is_visiting(const folding *k, uint32_t first) {
  static const char *const VERBAL[] = {"after", "before", "while", "when", "since", "of", "by"};
  if (first == 0 || !is(k, first - 1, "visiting"))
    return false;
  for (size_t i = 0; i < sizeof VERBAL / sizeof *VERBAL; i++)
    if (is(k, first - 2, VERBAL[i]))
      return false;
  return first < 2 || k->s->tokens[first - 2].upos != ATT_AUX;
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
  const att_mention *body = mention_at(k, first);
  if (body != NULL && body->first == first && kind_of(k, body) != ATT_NODE_PERSON)
    first = title_before(k, first, first);
  return is_visiting(k, first) ? first - 1 : first;
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

/* Does a role begin before `limit` and end before `end`? */
static bool has_role(const folding *k, uint32_t first, uint32_t limit, uint32_t end) {
  uint32_t last;
  for (uint32_t t = first; t < limit && t < end && t < k->s->token_count; t++)
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
  if (!is(k, t, ",") || is(k, t + 1, "and") || is(k, t + 1, "while"))
    return last;
  for (t++; t < count && t < last + 22; t++) {
    if (is(k, t, ",") || is(k, t, ".") || is(k, t, ";"))
      break;
    if (is_verb(k, t) || is_person(k, t) || is(k, t, "who") || is(k, t, "which"))
      return last;
  }
  if (t >= count || t == last + 22 || !has_role(k, last + 2, t, t))
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
  if (at == first - 1 && t < at && has_role(k, t, t + 6, first - 1) && mention_at(k, t) != NULL)
    at = t; /* "met Estonia's Minister of Defence, A B" */
  bool opened = t == 0 || !is(k, t - 1, ",") || is(k, t, "and");
  return opened && at < first - 1 && has_role(k, at, at + 6, first - 1) ? at : first;
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

static bool is_quote(const folding *k, uint32_t t) {
  return is(k, t, "\"") || is(k, t, "\xe2\x80\x9c") || is(k, t, "\xe2\x80\x9d");
}

/* The noun that a name's words hang on: before "of ...", else the last. */
static uint32_t head_of_name(const folding *k, uint32_t first, uint32_t last) {
  for (uint32_t t = first + 1; t < last && (k->steps & ATT_COLLAPSE_INSIDE) != 0; t++)
    if (k->s->tokens[t].upos == ATT_ADP && !is(k, t - 1, "-") && !is(k, t + 1, "-"))
      return t - 1;
  return last;
}

/* Where "exercise Cobra Gold" begins: the noun before the name is part of the phrase, whatever the
 * tags make of it. */
static uint32_t with_noun(const folding *k, uint32_t first) {
  if (first == 0 || mention_at(k, first - 1) != NULL)
    return first;
  const att_token *noun = &k->s->tokens[first - 1];
  const att_lex_entry *e = att_lexicon_find(k->f->lexicon, ATT_LEX_INITIATIVE_HEAD, noun->form);
  if (e == NULL || noun->upos == ATT_VERB || noun->form[strlen(noun->form) - 1] == 's')
    return first;
  return first - 1;
}

static void fold_name(folding *k, const att_mention *m) {
  uint8_t kind = kind_of(k, m);
  bool bracketed =
      m->first > 0 && m->first == m->last && is(k, m->first - 1, "(") && is(k, m->last + 1, ")");
  if (kind == ATT_NODE_ORG && bracketed && (k->steps & ATT_COLLAPSE_BRACKETS) != 0) {
    unit *u = &k->units[m->first - 1];
    *u = (unit){.first = m->first - 1, .last = m->last + 1, .head = m->first, .dropped = true};
    return;
  }
  bool body = kind == ATT_NODE_ORG || kind == ATT_NODE_INITIATIVE;
  uint32_t first = kind == ATT_NODE_INITIATIVE ? with_noun(k, m->first) : m->first;
  if (first < m->first && k->s->tokens[first].upos == ATT_ADP)
    k->s->tokens[first].upos = ATT_NOUN;
  if (body && (k->steps & ATT_COLLAPSE_NAMES) != 0)
    k->units[first] =
        (unit){.first = first, .last = m->last, .head = head_of_name(k, m->first, m->last)};
}

static void fold_person(folding *k, const att_mention *m) {
  uint32_t first = m->first, last = m->last;
  if ((k->steps & ATT_COLLAPSE_TITLES) != 0)
    first = phrase_start(k, m);
  if ((k->steps & ATT_COLLAPSE_APPOSITIONS) != 0) {
    first = apposition_start(k, first);
    last = apposition_end(k, last);
  }
  const att_mention *cut = mention_at(k, first); /* a name that the titles begin inside */
  if (cut != NULL && cut != m && cut->first < first)
    first = cut->first;
  k->units[first] =
      (unit){.first = first, .last = last, .head = m->first, .name_last = m->last, .person = true};
}

static void fold(folding *k) {
  uint32_t count = k->s->token_count;
  for (uint32_t t = 0; t < count; t++)
    k->units[t] = (unit){.first = t, .last = t, .head = t};
  if ((k->steps & ATT_COLLAPSE_BRACKETS) != 0)
    drop_brackets(k);
  for (int persons = 0; persons < 2; persons++)
    for (uint32_t t = 0; t < count; t++) {
      const att_mention *m = mention_at(k, t);
      if (m == NULL || m->first != t)
        continue;
      if (kind_of(k, m) != ATT_NODE_PERSON && persons == 0)
        fold_name(k, m);
      else if (kind_of(k, m) == ATT_NODE_PERSON && persons == 1 &&
               (k->steps & ATT_COLLAPSE_PERSONS) != 0)
        fold_person(k, m);
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
    if (inside && !name && (k->steps & ATT_COLLAPSE_INSIDE) != 0)
      continue;
    token->head = u->head + 1;
    token->rel = name && token->upos != ATT_PUNCT ? ATT_FLAT : relation_inside(u, token, t);
  }
}

/* The units that begin at `from` up to `end`. */
static part shorten(const folding *k, uint32_t from, uint32_t end) {
  static const char *const PERSONS[] = {"Smith", "Jones", "Brown", "Miller", "Davis"};
  att_arena *arena = k->f->arena;
  uint32_t count = 0, persons = 0;
  part p = {ATT_NEW_ARRAY(arena, const unit *, end - from + 1), *k->s};
  p.sentence.tokens = ATT_NEW_ARRAY(arena, att_token, end - from + 1);
  memset(&p.sentence.entities, 0, sizeof p.sentence.entities);
  p.sentence.notes = NULL;
  for (uint32_t t = from; t < end; t = k->units[t].last + 1) {
    const unit *u = &k->units[t];
    if (u->dropped)
      continue;
    p.sentence.tokens[count] = k->s->tokens[u->head];
    if (u->person && (k->steps & ATT_COLLAPSE_STOCK) != 0)
      p.sentence.tokens[count].form = PERSONS[persons++ % 5];
    p.units[count++] = u;
  }
  p.sentence.token_count = count;
  return p;
}

/* Unfolds the tree of a part; the token that is its root, or `none` where nothing is left of it. */
static uint32_t unfold(const folding *k, const part *p, uint32_t none) {
  const unit *const *kept = p->units;
  if (p->sentence.token_count == 0)
    return none;
  uint32_t root = kept[0]->head;
  for (uint32_t i = 0; i < p->sentence.token_count; i++) {
    att_token *token = &k->s->tokens[kept[i]->head];
    const att_token *from_token = &p->sentence.tokens[i];
    token->head = from_token->head == 0 ? 0 : kept[from_token->head - 1]->head + 1;
    token->rel = from_token->rel;
    if (kept[i]->first == kept[i]->last) {
      token->upos = from_token->upos;
      token->xpos = from_token->xpos;
      token->lemma = from_token->lemma;
      token->feats = from_token->feats;
    }
    root = from_token->head == 0 ? kept[i]->head : root;
    unfold_inside(k, kept[i]);
  }
  return root;
}

/* The token of the sentence's tree that stands before `t`: a unit's head, never a dropped one. */
static uint32_t head_before(const folding *k, uint32_t t, uint32_t root) {
  uint32_t before = root;
  for (uint32_t i = 0; i < t; i = k->units[i].last + 1)
    if (!k->units[i].dropped)
      before = k->units[i].head;
  return before;
}

/* An acronym behind its name is an apposition. */
static void unfold_dropped(const folding *k, uint32_t root) {
  for (uint32_t t = 0; t < k->s->token_count; t = k->units[t].last + 1) {
    const unit *u = &k->units[t];
    if (!u->dropped)
      continue;
    k->s->tokens[u->head].head = head_before(k, t, root) + 1;
    k->s->tokens[u->head].rel = ATT_APPOS;
    unfold_inside(k, u);
  }
}

/* "the commander of the Army, General A B": the commander takes the person's place, and the person
 * is the apposition. */
static void raise_title(const folding *k, const unit *u) {
  uint32_t comma = u->head, title = u->head;
  for (uint32_t t = u->first; t < u->head; t++)
    if (is(k, t, ","))
      comma = t;
  for (uint32_t t = u->first; t < comma && comma < u->head; t++)
    if (k->s->tokens[t].head == u->head + 1 &&
        (k->s->tokens[t].upos == ATT_NOUN || k->s->tokens[t].upos == ATT_PROPN))
      title = t;
  if (comma == u->head || title == u->head)
    return;
  att_token *name = &k->s->tokens[u->head], *noun = &k->s->tokens[title];
  noun->head = name->head;
  noun->rel = name->rel;
  name->head = title + 1;
  name->rel = ATT_APPOS;
  for (uint32_t t = 0; t < k->s->token_count; t++)
    if ((t < comma || t > u->last) && t != title && k->s->tokens[t].head == u->head + 1)
      k->s->tokens[t].head = title + 1;
}

/* Where a quotation ends that opens the sentence and is followed by who said it: the token behind
 * the closing mark; 0 if it is none such. */
static uint32_t speech_end(const folding *k) {
  uint32_t count = k->s->token_count, close = 1;
  if (!is_quote(k, 0))
    return 0;
  while (close < count && !is_quote(k, close))
    close++;
  if (close + 2 >= count || close < 3 ||
      !(is(k, close - 1, ",") || is(k, close - 1, "?") || is(k, close - 1, "!")))
    return 0;
  for (uint32_t t = 0; t <= close; t = k->units[t].last + 1)
    if (k->units[t].last > close)
      return 0;
  return close + 1;
}

static void unfold_all(const folding *k) {
  uint32_t count = k->s->token_count;
  uint32_t root = unfold(k, &k->frame, count);
  if (k->speech > 0 && root < count) {
    uint32_t said = root;
    uint32_t content = unfold(k, &k->quotation, k->speech);
    if (content < k->speech) {
      k->s->tokens[content].head = said + 1;
      k->s->tokens[content].rel = ATT_CCOMP;
    }
  }
  if (root == count)
    return;
  unfold_dropped(k, root);
  for (uint32_t t = 0; t < count; t = k->units[t].last + 1)
    if (k->units[t].person && (k->steps & ATT_COLLAPSE_HEADS) != 0)
      raise_title(k, &k->units[t]);
}

/* Whether a step does something to sentence `i`. */
static bool fold_sentence(att_facts *facts, uint32_t i, unsigned steps, folding *k) {
  *k =
      (folding){.f = facts, .s = &facts->document->sentences.items[i], .number = i, .steps = steps};
  k->units = ATT_NEW_ARRAY(facts->arena, unit, k->s->token_count);
  fold(k);
  k->speech = (steps & ATT_COLLAPSE_SPEECH) != 0 ? speech_end(k) : 0;
  bool any = k->speech > 0;
  for (uint32_t t = 0; t < k->s->token_count; t = k->units[t].last + 1)
    any = any || k->units[t].last > k->units[t].first || k->units[t].person || k->units[t].dropped;
  if (!any)
    return false;
  k->frame = shorten(k, k->speech, k->s->token_count);
  k->quotation = shorten(k, 0, k->speech);
  return true;
}

void att_collapse_parse(att_facts *facts) {
  size_t count = facts->document->sentences.count, folded = 0, parts = 0;
  folding *all = ATT_NEW_ARRAY(facts->arena, folding, count);
  att_sentence **sentences = ATT_NEW_ARRAY(facts->arena, att_sentence *, 2 * count);
  for (uint32_t i = 0; i < count; i++) {
    folding *k = &all[folded];
    if (!fold_sentence(facts, i, ATT_COLLAPSE_ALL & ~facts->without, k))
      continue;
    folded++;
    if (k->frame.sentence.token_count > 0)
      sentences[parts++] = &k->frame.sentence;
    if (k->quotation.sentence.token_count > 0)
      sentences[parts++] = &k->quotation.sentence;
  }
  att_model_analyse_again(facts->model, facts->arena, sentences, parts);
  for (size_t i = 0; i < folded; i++)
    unfold_all(&all[i]);
}
