/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/argument.h"

#include <ctype.h>
#include <string.h>

const char *att_clause_lemma(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].lemma;
}

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return strcasecmp(c->s->tokens[t].form, word) == 0;
}

static bool one_of(const char *word, const char *const *list) {
  for (; *list != NULL; list++)
    if (strcasecmp(*list, word) == 0)
      return true;
  return false;
}

bool att_clause_word(const att_clause *c, att_word_class class, const char *word) {
  return att_lexicon_word(c->facts->lexicon, class, word);
}

uint32_t att_clause_head(const att_clause *c, uint32_t t) {
  uint32_t head = c->s->tokens[t].head;
  return head == 0 ? ATT_NO_TOKEN : head - 1;
}

uint32_t att_clause_child(const att_clause *c, uint32_t t, att_rel rel, uint32_t after) {
  for (uint32_t i = after == ATT_NO_TOKEN ? 0 : after + 1; i < c->s->token_count; i++)
    if (c->s->tokens[i].head == t + 1 && att_rel_base((att_rel)c->s->tokens[i].rel) == rel)
      return i;
  return ATT_NO_TOKEN;
}

uint32_t att_clause_oblique(const att_clause *c, uint32_t t, const char *word, uint32_t after) {
  for (uint32_t i = after == ATT_NO_TOKEN ? 0 : after + 1; i < c->s->token_count; i++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (c->s->tokens[i].head != t + 1 || (rel != ATT_OBL && rel != ATT_NMOD))
      continue;
    uint32_t preposition = att_clause_child(c, i, ATT_CASE, ATT_NO_TOKEN);
    if (preposition != ATT_NO_TOKEN && is(c, preposition, word))
      return i;
  }
  return ATT_NO_TOKEN;
}

static bool has_passive_aux(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_AUX_PASS)
      return true;
  return false;
}

uint32_t att_clause_subject(const att_clause *c, uint32_t t, bool *ret_passive) {
  *ret_passive = false;
  uint32_t from = t;
  for (unsigned depth = 0; depth < 5; depth++) {
    uint32_t subject = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
    static const att_rel LIKE[] = {ATT_VOCATIVE, ATT_DISLOCATED}; /* a subject cut off by commas */
    for (size_t i = 0; i < 2 && subject == ATT_NO_TOKEN; i++) {
      subject = att_clause_child(c, t, LIKE[i], ATT_NO_TOKEN);
      if (subject != ATT_NO_TOKEN && subject > t)
        subject = ATT_NO_TOKEN;
    }
    if (subject != ATT_NO_TOKEN) {
      *ret_passive =
          depth == 0 ? c->s->tokens[subject].rel == ATT_NSUBJ_PASS : has_passive_aux(c, from);
      static const char *const RELATIVE[] = {"who", "which", "that", NULL};
      uint32_t head = att_clause_head(c, t);
      if (one_of(c->s->tokens[subject].form, RELATIVE) && head != ATT_NO_TOKEN)
        return head;
      return subject;
    }
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN)
      return ATT_NO_TOKEN;
    bool quoting = strcmp(c->s->tokens[head].lemma, "quote") == 0 ||
                   strcmp(c->s->tokens[head].lemma, "cite") == 0;
    uint32_t quoted = quoting ? att_clause_child(c, head, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
    if (quoted != ATT_NO_TOKEN)
      return quoted; /* "quoted Sophan as thanking" */
    if (rel == ATT_ACL)
      return c->s->tokens[t].upos == ATT_VERB ? head : ATT_NO_TOKEN;
    if (rel != ATT_CONJ && rel != ATT_XCOMP && rel != ATT_ADVCL && rel != ATT_CCOMP &&
        rel != ATT_PARATAXIS)
      return ATT_NO_TOKEN;
    t = head;
  }
  return ATT_NO_TOKEN;
}

/* --- reference ---------------------------------------------------------------------------- */

static bool fits_gender(const att_node *node, bool female) {
  return female ? !node->male : !node->female;
}

static bool is_subject(const att_facts *f, const att_mention *m) {
  const att_sentence *s = &f->document->sentences.items[m->sentence];
  for (uint32_t t = m->title_first; t <= m->last; t++)
    if (att_rel_base((att_rel)s->tokens[t].rel) == ATT_NSUBJ)
      return true;
  return false;
}

/* The person that "he" or "she" at `t` stands for: the latest subject, else the latest person. */
static uint32_t find_antecedent(const att_clause *c, uint32_t t, bool female) {
  att_facts *f = c->facts;
  uint32_t best = ATT_NO_ENTITY;
  int best_score = -1000;
  const att_token *pronoun = &c->s->tokens[t]; /* "him": not the subject of its own clause */
  bool object =
      strcmp(pronoun->xpos, "PRP$") != 0 && att_rel_base((att_rel)pronoun->rel) != ATT_NSUBJ;
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *node = &f->nodes.items[m->node];
    bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t);
    bool same_clause = object && m->sentence == c->number && is_subject(f, m);
    if (same_clause || !before || node->kind != ATT_NODE_PERSON || c->number - m->sentence > 4 ||
        !fits_gender(node, female))
      continue;
    int score = -10 * (int)(c->number - m->sentence) + (is_subject(f, m) ? 12 : 0);
    if (score > best_score || (score == best_score && m->sentence == c->number)) {
      best_score = score;
      best = m->node;
    }
  }
  for (size_t i = 0; i < f->mentions.count && best == ATT_NO_ENTITY; i++) {
    const att_mention *m = &f->mentions.items[i]; /* "During his visit, Clark met" */
    if (m->sentence == c->number && m->first > t &&
        f->nodes.items[m->node].kind == ATT_NODE_PERSON && is_subject(f, m))
      best = m->node;
  }
  if (best != ATT_NO_ENTITY) {
    f->nodes.items[best].female |= female;
    f->nodes.items[best].male |= !female;
  }
  return best;
}

static void add_last_pair(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  size_t before = agents->count;
  for (size_t i = f->events.count; i-- > 0;) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Meeting") != 0 && strcmp(e->class_name, "Talks") != 0 &&
        strcmp(e->class_name, "PhoneCall") != 0)
      continue;
    if (e->participants.count + e->others.count > 3)
      continue;
    for (size_t k = 0; k < e->participants.count; k++)
      att_indexes_add(f->arena, agents, e->participants.items[k]);
    for (size_t k = 0; k < e->others.count; k++)
      att_indexes_add(f->arena, agents, e->others.items[k]);
    return;
  }
  for (size_t i = 0; i < f->mentions.count; i++) /* the two persons named so far */
    if (f->mentions.items[i].sentence <= c->number &&
        f->nodes.items[f->mentions.items[i].node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, agents, f->mentions.items[i].node);
  if (agents->count != before + 2)
    agents->count = before;
}

void att_clause_pair(const att_clause *c, att_indexes *agents) {
  add_last_pair(c, agents);
}

/* "the prime minister", "the RCA commander": the latest person with a post of that title. */
static bool add_by_role(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  for (size_t i = f->mentions.count; i-- > 0;) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence > c->number || f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      continue;
    const char *lemma = att_clause_lemma(c, t);
    const char *rank = f->nodes.items[m->node].rank;
    size_t size = strlen(lemma);
    for (size_t k = 0; k < f->tenures.count; k++) {
      const att_tenure *tenure = &f->tenures.items[k];
      size_t length = strlen(tenure->title);
      if (tenure->person == m->node && length >= size &&
          (strcasecmp(tenure->title + length - size, lemma) == 0 ||
           (strncasecmp(tenure->title, lemma, size) == 0 && tenure->title[size] == ' ')))
        return att_indexes_add(f->arena, agents, m->node) || true;
    }
    if (rank != NULL && strlen(rank) >= size && strcasecmp(rank + strlen(rank) - size, lemma) == 0)
      return att_indexes_add(f->arena, agents, m->node) || true;
  }
  return false;
}

/* The state that a common noun is of: "Cambodian officials", "officials of Cambodia". */
static bool add_state_of(const att_clause *c, uint32_t t, att_indexes *agents) {
  bool any = false;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    if (c->s->tokens[i].head != t + 1)
      continue;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (rel != ATT_AMOD && rel != ATT_COMPOUND && rel != ATT_NMOD)
      continue;
    uint32_t m = c->facts->owner[c->number][i];
    if (m == 0)
      continue;
    uint32_t node = c->facts->mentions.items[m - 1].node;
    uint8_t kind = c->facts->nodes.items[node].kind;
    if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG) {
      att_indexes_add(c->facts->arena, agents, node);
      any = true;
    }
  }
  return any;
}

/* "Four people received the general:" and a list with bullets behind it: its persons. */
static bool add_bulleted(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  bool any = false;
  if (!is(c, c->s->token_count - 1, ":"))
    return false;
  for (uint32_t n = c->number + 1; n < f->document->sentences.count; n++) {
    const att_sentence *s = &f->document->sentences.items[n];
    const char *first = s->tokens[0].form;
    if (strcmp(first, "-") != 0 && strcmp(first, "*") != 0 && strcmp(first, "\xe2\x80\xa2") != 0 &&
        strcmp(first, "\xe2\x80\x93") != 0 && strcmp(first, "\xc2\xb7") != 0)
      break;
    for (uint32_t t = 0; t < s->token_count; t++) {
      uint32_t m = f->owner[n][t];
      if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
        any = att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node) || any;
    }
  }
  return any;
}

/* "A delegation headed by X", and "the delegation" behind it: X. */
static bool add_leader(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  for (uint32_t n = c->number + 1; n-- > 0;) {
    const att_sentence *s = &f->document->sentences.items[n];
    for (uint32_t t = 0; t + 3 < s->token_count; t++) {
      if (strcmp(s->tokens[t].lemma, "delegation") != 0)
        continue;
      for (uint32_t i = t + 1; i + 1 < s->token_count && i < t + 20; i++) {
        bool led =
            strcmp(s->tokens[i].form, "headed") == 0 || strcmp(s->tokens[i].form, "led") == 0;
        for (uint32_t p = i + 1; led && p < s->token_count && p < i + 12; p++) {
          uint32_t m = f->owner[n][p];
          if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
            return att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node) || true;
        }
      }
    }
  }
  return false;
}

static void add_phrase(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth);

static bool add_itself(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth) {
  att_facts *f = c->facts;
  const att_token *token = &c->s->tokens[t];
  uint32_t m = f->owner[c->number][t];
  if (m != 0) {
    const att_node *node = &f->nodes.items[f->mentions.items[m - 1].node];
    bool modifier = f->mentions.items[m - 1].adjective && token->upos == ATT_ADJ;
    if (node->kind == ATT_NODE_PLACE && node->iso3 == NULL)
      return false;
    if (node->kind == ATT_NODE_INITIATIVE || modifier)
      return false;
    if (node->kind == ATT_NODE_PLACE)
      att_indexes_add(f->arena, agents, att_facts_state(f, node->iso3));
    else
      att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node);
    return true;
  }
  for (size_t i = 0; i < f->mentions.count; i++) { /* in the titles before a name */
    const att_mention *n = &f->mentions.items[i];
    if (n->sentence == c->number && t >= n->title_first && t < n->first) {
      att_indexes_add(f->arena, agents, n->node);
      return true;
    }
  }

  for (uint32_t a = att_clause_child(c, t, ATT_APPOS, ATT_NO_TOKEN); a != ATT_NO_TOKEN;
       a = att_clause_child(c, t, ATT_APPOS, a))
    if (depth < 3 && add_itself(c, a, agents, depth + 1))
      return true;
  bool he = is(c, t, "he") || is(c, t, "his") || is(c, t, "him");
  bool she = is(c, t, "she") || is(c, t, "her");
  if (he || she) {
    uint32_t node = find_antecedent(c, t, she);
    if (node != ATT_NO_ENTITY)
      att_indexes_add(f->arena, agents, node);
    return node != ATT_NO_ENTITY;
  }
  if (att_clause_word(c, ATT_WORD_PAIR, token->form) &&
      att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
      att_clause_child(c, t, ATT_AMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN) {
    add_last_pair(c, agents);
    return true;
  }
  if (is(c, t, "following") && add_bulleted(c, agents))
    return true;
  if (token->upos != ATT_NOUN && token->upos != ATT_PROPN && token->upos != ATT_ADJ)
    return false;
  if (strcmp(token->lemma, "delegation") == 0 && add_leader(c, agents))
    return true;
  bool plural = strcmp(token->xpos, "NNS") == 0;
  if (!plural && add_by_role(c, t, agents))
    return true;
  if (att_clause_word(c, ATT_WORD_GROUP, token->lemma) && add_state_of(c, t, agents))
    return true;
  return plural && add_bulleted(c, agents);
}

static void add_phrase(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth) {
  if (depth > 12)
    return;
  add_itself(c, t, agents, depth);
  for (uint32_t i = att_clause_child(c, t, ATT_CONJ, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_CONJ, i))
    if (c->s->tokens[i].upos != ATT_VERB)
      add_phrase(c, i, agents, depth + 1);
  for (uint32_t i = att_clause_child(c, t, ATT_LIST, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_LIST, i))
    add_phrase(c, i, agents, depth + 1);
}

/* May the token stand between two persons of a list? Titles, bodies, commas; no verb. */
static bool joins_list(const att_clause *c, uint32_t t) {
  uint32_t last;
  const att_lexicon *lexicon = c->facts->lexicon;
  return att_clause_word(c, ATT_WORD_LIST_JOINT, c->s->tokens[t].form) ||
         c->facts->owner[c->number][t] != 0 ||
         att_lexicon_match(lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL ||
         att_lexicon_match(lexicon, ATT_LEX_RANK, c->s, t, &last) != NULL ||
         c->s->tokens[t].upos == ATT_ADJ || c->s->tokens[t].upos == ATT_NOUN ||
         c->s->tokens[t].upos == ATT_PROPN;
}

/* A list of titled names often falls apart in the tree; read on along the words. */
static void add_listed(const att_clause *c, uint32_t node, att_indexes *agents) {
  att_facts *f = c->facts;
  const att_mention *from = NULL;
  for (size_t i = 0; i < f->mentions.count; i++)
    if (f->mentions.items[i].sentence == c->number && f->mentions.items[i].node == node)
      from = &f->mentions.items[i];
  if (from == NULL)
    return;
  bool parted = false;
  uint32_t names = 0;
  for (uint32_t t = from->last + 1; t < c->s->token_count && names < 40; t++) {
    uint32_t m = f->owner[c->number][t];
    const att_mention *mention = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (mention != NULL && f->nodes.items[mention->node].kind == ATT_NODE_PERSON) {
      if (!parted)
        return;
      att_indexes_add(f->arena, agents, mention->node);
      parted = false;
      names++;
      t = mention->last;
      continue;
    }
    if (!joins_list(c, t))
      return;
    parted = parted || is(c, t, ",") || is(c, t, "and") || is(c, t, ";");
  }
}

/* "A, accompanied by B": whoever takes part, so does B. */
static void add_companions(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  for (uint32_t t = 1; t + 1 < c->s->token_count; t++) {
    bool with = (is(c, t, "accompanied") && is(c, t + 1, "by")) ||
                (is(c, t, "joined") && is(c, t + 1, "by")) ||
                ((is(c, t, "along") || is(c, t, "together")) && is(c, t + 1, "with"));
    uint32_t who = ATT_NO_ENTITY;
    for (uint32_t i = t; with && i-- > 0 && who == ATT_NO_ENTITY;) {
      uint32_t m = f->owner[c->number][i];
      uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
      if (node != ATT_NO_ENTITY && f->nodes.items[node].kind == ATT_NODE_PERSON)
        who = node;
    }
    bool there = false;
    for (size_t i = 0; i < agents->count; i++)
      there = there || agents->items[i] == who;
    if (who == ATT_NO_ENTITY || !there)
      continue;
    for (uint32_t i = t + 2; i < c->s->token_count && i < t + 30; i++) {
      uint32_t m = f->owner[c->number][i];
      if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
        att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node);
      else if (c->s->tokens[i].upos == ATT_AUX || strcmp(c->s->tokens[i].xpos, "VBD") == 0)
        break;
    }
  }
}

void att_clause_agents(const att_clause *c, uint32_t t, att_indexes *agents) {
  size_t before = agents->count;
  add_phrase(c, t, agents, 0);
  add_companions(c, agents);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  if (agents->count == before || (rel != ATT_OBJ && rel != ATT_OBL && rel != ATT_NMOD))
    return;
  for (size_t i = before, count = agents->count; i < count; i++)
    if (c->facts->nodes.items[agents->items[i]].kind == ATT_NODE_PERSON)
      add_listed(c, agents->items[i], agents);
}

void att_facts_prefer(att_facts *facts, att_indexes *agents) {
  for (uint8_t kind = ATT_NODE_PERSON; kind <= ATT_NODE_STATE; kind++) {
    size_t kept = 0;
    for (size_t i = 0; i < agents->count; i++)
      kept += facts->nodes.items[agents->items[i]].kind == kind;
    if (kept == 0)
      continue;
    kept = 0;
    for (size_t i = 0; i < agents->count; i++)
      if (facts->nodes.items[agents->items[i]].kind == kind)
        agents->items[kept++] = agents->items[i];
    agents->count = kept;
    return;
  }
}

/* --- modality ----------------------------------------------------------------------------- */

att_event_status att_clause_status(const att_clause *c, uint32_t t, bool *ret_denied) {
  *ret_denied = false;
  att_event_status status = ATT_HELD;
  for (unsigned depth = 0; t != ATT_NO_TOKEN && depth < 6; depth++) {
    bool progressive = strcmp(c->s->tokens[t].xpos, "VBG") == 0, present_be = false;
    for (uint32_t i = 0; i < c->s->token_count; i++) {
      if (c->s->tokens[i].head != t + 1)
        continue;
      const char *lemma = c->s->tokens[i].lemma;
      att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
      if (rel == ATT_AUX_REL) {
        if (is(c, i, "will") || is(c, i, "shall") || is(c, i, "'ll"))
          status = ATT_PLANNED;
        else if (strcmp(c->s->tokens[i].xpos, "MD") == 0)
          status = ATT_HYPOTHETICAL;
        present_be = present_be || is(c, i, "is") || is(c, i, "are");
      }
      if (rel == ATT_MARK && (is(c, i, "if") || is(c, i, "whether")))
        status = ATT_HYPOTHETICAL;
      if (rel == ATT_AMOD && status == ATT_HELD)
        status =
            is(c, i, "possible") || is(c, i, "potential") || is(c, i, "proposed")  ? ATT_PROPOSED
            : is(c, i, "planned") || is(c, i, "upcoming") || is(c, i, "scheduled") ? ATT_PLANNED
                                                                                   : status;
      if (depth == 0 && (strcmp(lemma, "not") == 0 || strcmp(lemma, "never") == 0 ||
                         is(c, i, "n't") || (rel == ATT_DET_REL && is(c, i, "no"))))
        *ret_denied = true;
    }
    if (depth == 0 && progressive && present_be && status == ATT_HELD)
      status = ATT_ONGOING;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if (rel == ATT_NSUBJ && head != ATT_NO_TOKEN && strcmp(c->s->tokens[head].xpos, "VBN") != 0)
      break;
    if (head == ATT_NO_TOKEN || status != ATT_HELD)
      break;
    bool governed = rel == ATT_XCOMP || rel == ATT_CCOMP || rel == ATT_OBJ || rel == ATT_ACL ||
                    rel == ATT_ADVCL || rel == ATT_NMOD || rel == ATT_OBL || rel == ATT_CONJ ||
                    rel == ATT_NSUBJ;
    if (!governed)
      break;
    uint32_t front = is(c, 0, "also") ? 1 : 0; /* "Also explored were …" */
    if (front + 1 < c->s->token_count && strcmp(c->s->tokens[front].xpos, "VBN") == 0 &&
        (is(c, front + 1, "were") || is(c, front + 1, "was")) && t > front)
      status = att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[front].lemma)  ? ATT_PROPOSED
               : att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[front].lemma) ? ATT_PLANNED
                                                                                  : status;
    bool finite = c->s->tokens[t].upos == ATT_VERB && (strcmp(c->s->tokens[t].xpos, "VBD") == 0 ||
                                                       strcmp(c->s->tokens[t].xpos, "VBZ") == 0);
    if (finite)
      break;
    if (rel != ATT_CONJ && rel != ATT_OBL && rel != ATT_ADVCL) {
      if (att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[head].lemma))
        return ATT_PLANNED;
      if (att_clause_word(c, ATT_WORD_PROPOSING, c->s->tokens[head].lemma))
        return ATT_PROPOSED;
    }
    t = head;
  }
  return status;
}

bool att_clause_is_quoted(const att_clause *c, uint32_t t) {
  bool open = false;
  for (uint32_t i = 0; i < t; i++) {
    if (is(c, i, "\xe2\x80\x9c"))
      open = true;
    else if (is(c, i, "\xe2\x80\x9d"))
      open = false;
    else if (is(c, i, "\""))
      open = !open;
  }
  return open;
}

att_evidence att_clause_evidence(const att_clause *c, const char *rule, float confidence) {
  return (att_evidence){.sentence = c->number,
                        .begin = c->s->begin,
                        .end = c->s->end,
                        .rule = rule,
                        .confidence = confidence};
}

att_event *att_clause_event(const att_clause *c, const char *class_name, uint32_t t,
                            const char *rule, float confidence) {
  att_event *e = ATT_PUSH(c->facts->arena, &c->facts->events);
  bool denied;
  *e = (att_event){.class_name = class_name,
                   .place = ATT_NO_ENTITY,
                   .initiative = ATT_NO_ENTITY,
                   .status = att_clause_status(c, t, &denied),
                   .evidence = att_clause_evidence(c, rule, confidence)};
  return e;
}
