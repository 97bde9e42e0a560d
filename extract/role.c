/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts: which person holds, or held, which office where. Read off the words around a name:
 * "RCA commander Sophan", "Clark, commander of the US Army Pacific, met", "The head of U.S. Africa
 * Command, Gen. Leonard Brandt".
 */
#include <ctype.h>
#include <string.h>

#include "extract/argument.h"

typedef struct {
  att_clause c;
  const att_mention *person;
} seat;

static const char *form(const seat *k, uint32_t t) {
  return t < k->c.s->token_count ? k->c.s->tokens[t].form : "";
}

static bool is(const seat *k, uint32_t t, const char *word) {
  return strcasecmp(form(k, t), word) == 0;
}

static uint32_t node_at(const seat *k, uint32_t t) {
  if (t >= k->c.s->token_count)
    return ATT_NO_ENTITY;
  uint32_t m = k->c.facts->owner[k->c.number][t];
  return m == 0 ? ATT_NO_ENTITY : k->c.facts->mentions.items[m - 1].node;
}

static bool is_body(const seat *k, uint32_t node) {
  return node != ATT_NO_ENTITY && (k->c.facts->nodes.items[node].kind == ATT_NODE_ORG ||
                                   k->c.facts->nodes.items[node].kind == ATT_NODE_STATE);
}

static bool has(const seat *k, att_word_class class, const char *word) {
  return att_lexicon_word(k->c.facts->lexicon, class, word);
}

/* --- the state of an office that is named without one ---------------------------------------- */

static bool same_office(const att_tenure *a, const att_tenure *b) {
  if (strcmp(a->role_id, b->role_id) == 0)
    return true;
  return a->role_hint != NULL && b->role_hint != NULL && strcmp(a->role_hint, b->role_hint) == 0 &&
         strcmp(a->role_hint, "ministry-of-defence") == 0;
}

/* Is somebody else said, in so many words, to hold an office of this state that the person has? */
static bool taken_by_other(const att_facts *f, uint32_t state, uint32_t person) {
  bool holds = false;
  for (size_t i = 0; i < f->tenures.count; i++)
    holds = holds || (f->tenures.items[i].person == person && !f->tenures.items[i].former);
  for (size_t i = 0; i < f->tenures.count; i++) {
    const att_tenure *t = &f->tenures.items[i];
    if (!holds || t->person == person || t->organization == ATT_NO_ENTITY || t->former)
      continue;
    const char *iso3 = f->nodes.items[t->organization].iso3;
    if (iso3 == NULL || strcmp(iso3, f->nodes.items[state].iso3) != 0)
      continue;
    for (size_t k = 0; k < f->tenures.count; k++)
      if (f->tenures.items[k].person == person && same_office(t, &f->tenures.items[k]))
        return true;
  }
  return false;
}

static bool of_state(const att_facts *f, uint32_t node, const char *iso3) {
  return node != ATT_NO_ENTITY && f->nodes.items[node].iso3 != NULL &&
         strcmp(f->nodes.items[node].iso3, iso3) == 0;
}

/* Does the person go there as a visitor, or meet somebody of it? */
static bool is_abroad(const att_facts *f, uint32_t state, uint32_t person) {
  const char *iso3 = f->nodes.items[state].iso3;
  for (size_t i = 0; i < f->events.count; i++) {
    const att_event *e = &f->events.items[i];
    bool one = false, other = false, visit = strcmp(e->class_name, "Visit") == 0;
    for (size_t k = 0; k < e->participants.count; k++)
      one = one || e->participants.items[k] == person;
    for (size_t k = 0; k < e->others.count; k++)
      other = other || e->others.items[k] == person;
    if (visit && one && of_state(f, e->place, iso3))
      return true;
    const att_indexes *across = one ? &e->others : other ? &e->participants : NULL;
    for (size_t k = 0; across != NULL && e->sides && !visit && k < across->count; k++)
      if (f->nodes.items[across->items[k]].kind == ATT_NODE_PERSON &&
          of_state(f, across->items[k], iso3))
        return true;
  }
  return false;
}

static size_t weight(const att_facts *f, uint32_t state) {
  size_t count = 0;
  for (size_t m = 0; m < f->mentions.count; m++) {
    const att_mention *mention = &f->mentions.items[m];
    const att_sentence *s = &f->document->sentences.items[mention->sentence];
    const att_paragraph *p = &f->document->paragraphs.items[s->paragraph];
    bool heading = p->kind == ATT_PARAGRAPH_HEADING || p->kind == ATT_PARAGRAPH_BYLINE;
    if (of_state(f, mention->node, f->nodes.items[state].iso3))
      count += heading && f->nodes.items[mention->node].kind == ATT_NODE_ORG ? 4
               : p->kind == ATT_PARAGRAPH_TITLE && mention->first == 0       ? 3
                                                                             : 1;
  }
  return count;
}

/* "In Abidjan, he was received by Minister of Defense A B": the state of the place that the
 * sentence names, for those that it does not begin with. */
static uint32_t state_of_scene(att_facts *f, const att_tenure *tenure) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t found = ATT_NO_ENTITY;
  bool where = false; /* "to Lithuania, where President A B awarded" */
  for (uint32_t t = 0; t < s->token_count && s->tokens[t].begin < tenure->evidence.begin; t++)
    where = where || strcmp(s->tokens[t].form, "where") == 0;
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const char *iso3 = f->nodes.items[m->node].iso3;
    if (m->sentence != tenure->evidence.sentence)
      continue;
    if (m->node == tenure->person)
      for (uint32_t t = m->title_first; t <= m->last; t++)
        if (att_rel_base((att_rel)s->tokens[t].rel) == ATT_NSUBJ && !where)
          return ATT_NO_ENTITY;
    const char *before = m->first > 0 ? s->tokens[m->first - 1].form : "";
    bool there = f->nodes.items[m->node].kind == ATT_NODE_PLACE || strcasecmp(before, "in") == 0 ||
                 strcasecmp(before, "to") == 0;
    if (there &&
        (f->nodes.items[m->node].kind == ATT_NODE_PLACE ||
         f->nodes.items[m->node].kind == ATT_NODE_STATE) &&
        iso3 != NULL && found == ATT_NO_ENTITY &&
        s->tokens[m->first].begin < tenure->evidence.begin)
      found = att_facts_state(f, iso3);
  }
  if (found != ATT_NO_ENTITY && taken_by_other(f, found, tenure->person))
    return ATT_NO_ENTITY;
  return found;
}

/* The person's own state where it is known, else the article's commonest, without those that the
 * person visits or meets people of, or that have another holder. */
static uint32_t implied_state(att_facts *f, const att_tenure *tenure) {
  uint32_t person = tenure->person;
  if (f->nodes.items[person].iso3 != NULL)
    return att_facts_state(f, f->nodes.items[person].iso3);
  uint32_t here = state_of_scene(f, tenure);
  if (here != ATT_NO_ENTITY)
    return here;
  uint32_t best = ATT_NO_ENTITY;
  size_t most = 0;
  for (uint32_t n = 0; n < f->nodes.count; n++) {
    if (f->nodes.items[n].kind != ATT_NODE_STATE || taken_by_other(f, n, person) ||
        is_abroad(f, n, person))
      continue;
    size_t count = weight(f, n);
    if (count > most) {
      most = count;
      best = n;
    }
  }
  return best;
}

static bool state_office(const att_lex_entry *role) {
  return role->type != NULL &&
         (strncmp(role->type, "state", 5) == 0 || strncmp(role->type, "ministry", 8) == 0 ||
          strncmp(role->type, "armed", 5) == 0 || strncmp(role->type, "army", 4) == 0 ||
          strncmp(role->type, "navy", 4) == 0 || strncmp(role->type, "parliament", 10) == 0 ||
          strncmp(role->type, "legislat", 8) == 0);
}

/* The title's words from `first` to `last`, without names of states and organizations. */
static const char *title_text(const seat *k, uint32_t first, uint32_t last) {
  while (first < last && is_body(k, node_at(k, first)))
    first++;
  return att_facts_text(k->c.facts, k->c.number, first, last);
}

/* "Minister" where "Minister of National Defence" is known already. */
static bool is_shorter(const att_facts *f, uint32_t person, const char *title) {
  size_t size = strlen(title);
  for (size_t i = 0; i < f->tenures.count; i++) {
    const char *longer = f->tenures.items[i].title;
    size_t length = strlen(longer);
    if (f->tenures.items[i].person == person && length > size &&
        ((strncasecmp(longer, title, size) == 0 && longer[size] == ' ') ||
         (strcasecmp(longer + length - size, title) == 0 && longer[length - size - 1] == ' ')))
      return true;
  }
  return false;
}

static void add_tenure(const seat *k, uint32_t first, uint32_t last, const att_lex_entry *role,
                       uint32_t body, const char *rule) {
  att_facts *f = k->c.facts;
  uint32_t begin = first;
  bool former = false;
  while (begin > 0 &&
         (has(k, ATT_WORD_TITLE_MODIFIER, form(k, begin - 1)) || is(k, begin - 1, "-"))) {
    if (is(k, begin - 1, "-") &&
        (begin < 2 || !has(k, ATT_WORD_TITLE_MODIFIER, form(k, begin - 2))))
      break;
    begin--;
  }
  for (uint32_t t = begin > 3 ? begin - 3 : 0; t < begin; t++)
    former = former || has(k, ATT_WORD_FORMER, form(k, t));
  const char *title = title_text(k, begin, last);
  att_node *person = &f->nodes.items[k->person->node];
  if (is_shorter(f, k->person->node, title))
    return;
  if (body != ATT_NO_ENTITY && person->iso3 == NULL)
    f->nodes.items[k->person->node].iso3 = f->nodes.items[body].iso3;
  for (size_t i = 0; i < f->tenures.count; i++) {
    att_tenure *t = &f->tenures.items[i];
    if (t->person != k->person->node || strcmp(t->role_id, role->id) != 0 || t->former != former)
      continue;
    if (t->organization == ATT_NO_ENTITY || t->organization == body || body == ATT_NO_ENTITY ||
        f->nodes.items[t->organization].kind == ATT_NODE_STATE) {
      if (body != ATT_NO_ENTITY &&
          (t->organization == ATT_NO_ENTITY || f->nodes.items[body].kind == ATT_NODE_ORG))
        t->organization = body;
      return;
    }
  }
  att_tenure *tenure = ATT_PUSH(f->arena, &f->tenures);
  *tenure = (att_tenure){.person = k->person->node,
                         .organization = body,
                         .title = title,
                         .role_id = role->id,
                         .role_label = role->label,
                         .role_hint = role->type,
                         .former = former,
                         .implied = body == ATT_NO_ENTITY && state_office(role),
                         .evidence = att_clause_evidence(&k->c, rule, 0.9f)};
  tenure->evidence.begin = k->c.s->tokens[begin].begin;
  tenure->evidence.end = k->c.s->tokens[k->person->last > last ? k->person->last : last].end;
}

/* What stands behind a role: "of the US Army Pacific", "for Defence", "at the embassy". */
static uint32_t body_behind(const seat *k, uint32_t *last, uint32_t limit) {
  uint32_t t = *last + 1;
  bool comma = is(k, t, ",") && is_body(k, node_at(k, t + 1)); /* "commander, U.S. Army South" */
  if (comma && limit <= t + 1)
    limit = k->c.facts->mentions.items[k->c.facts->owner[k->c.number][t + 1] - 1].last + 1;
  if (t >= limit || !(comma || is(k, t, "of") || is(k, t, "for") || is(k, t, "at") ||
                      is(k, t, "to") || is(k, t, "in") || is(k, t, "with")))
    return ATT_NO_ENTITY;
  for (uint32_t i = t + 1; i < limit && i < t + 5; i++) {
    uint32_t node = node_at(k, i);
    if (is_body(k, node)) {
      const att_mention *m = &k->c.facts->mentions.items[k->c.facts->owner[k->c.number][i] - 1];
      *last = m->last;
      uint32_t next = m->last + 1;
      if (is(k, next, "'s") || is(k, next, "\xe2\x80\x99s")) /* the US's Army: the later one */
        for (uint32_t j = next + 1; j < limit && j < next + 4; j++)
          if (is_body(k, node_at(k, j)))
            return node_at(k, j);
      return node;
    }
    if (!isupper((unsigned char)form(k, i)[0]) && !is(k, i, "the"))
      break;
  }
  return ATT_NO_ENTITY;
}

/* Words behind a role that name its field, where no organization does: "Minister of Public
 * Works". */
static uint32_t title_end(const seat *k, uint32_t last, uint32_t limit) {
  uint32_t t = last + 1;
  if (t + 1 >= limit || !(is(k, t, "of") || is(k, t, "for")))
    return last;
  uint32_t end = last;
  for (t = is(k, t + 1, "the") ? t + 2 : t + 1; t < limit; t++) {
    bool name = isupper((unsigned char)form(k, t)[0]) && node_at(k, t) == ATT_NO_ENTITY;
    if (!name && !(is(k, t, "and") && t + 1 < limit && isupper((unsigned char)form(k, t + 1)[0]) &&
                   end > last))
      break;
    end = name ? t : end;
  }
  return end;
}

/* A body named in the role's own words, from which the title ends before "of". */
static uint32_t body_in_title(const seat *k, uint32_t first, uint32_t last, uint32_t *title) {
  for (uint32_t t = first + 1; t <= last; t++) {
    uint32_t node = node_at(k, t);
    if (!is_body(k, node) || k->c.facts->nodes.items[node].kind != ATT_NODE_ORG)
      continue;
    uint32_t end = t;
    while (end > first + 1 && (is(k, end - 1, "the") || is(k, end - 1, "of")))
      end--;
    if (end == t || end == first)
      continue;
    *title = end - 1;
    return node;
  }
  return ATT_NO_ENTITY;
}

/* "Defence" in "Defence Cabinet Secretary", "national" in "national security minister". */
static bool belongs_to_title(const seat *k, uint32_t t, uint32_t role) {
  const att_token *token = &k->c.s->tokens[t];
  uint32_t last;
  bool upper = isupper((unsigned char)token->form[0]) != 0;
  if (node_at(k, t) != ATT_NO_ENTITY || has(k, ATT_WORD_FORMER, token->form) ||
      att_lexicon_match(k->c.facts->lexicon, ATT_LEX_RANK, k->c.s, t, &last) != NULL)
    return false;
  if (has(k, ATT_WORD_TITLE_MODIFIER, token->form))
    return true;
  if (upper != (isupper((unsigned char)form(k, role)[0]) != 0) || (t == 0 && upper))
    return false;
  return token->upos == ATT_ADJ || token->upos == ATT_NOUN || (upper && token->upos == ATT_PROPN);
}

/* "Minister of Defense A B of Japan": the state behind the name. */
static uint32_t body_of_name(const seat *k) {
  uint32_t t = k->person->last + 1;
  if (!is(k, t, "of") && !is(k, t, "from"))
    return ATT_NO_ENTITY;
  t += is(k, t + 1, "the") ? 2 : 1;
  return is_body(k, node_at(k, t)) ? node_at(k, t) : ATT_NO_ENTITY;
}

/* "A B, who commands the Northern Command": verbs that say a post, and the post's title. */
static void read_relative(const seat *k) {
  uint32_t t = k->person->last + 1;
  if (is(k, t, ","))
    t++;
  if (!is(k, t, "who"))
    return;
  t += is(k, t + 1, "currently") || is(k, t + 1, "now") ? 2 : 1;
  const att_frame *frame = NULL;
  while (t < k->c.s->token_count &&
         (frame = att_lexicon_frame(k->c.facts->lexicon, k->c.s->tokens[t].lemma, true, frame))) {
    if (strcmp(frame->frame, "post") != 0)
      continue;
    const att_lex_entry *role = att_lexicon_find(k->c.facts->lexicon, ATT_LEX_ROLE, frame->value);
    for (uint32_t o = t + 1; o < k->c.s->token_count && o < t + 4 && role != NULL; o++)
      if (is_body(k, node_at(k, o))) {
        add_tenure(k, t, t, role, node_at(k, o), "relative-clause");
        return;
      }
  }
}

/* "spokesperson for the Minister of National Defence": the end of the other's title; `last` if
 * none stands there. */
static uint32_t superior_end(const seat *k, uint32_t last, uint32_t limit) {
  uint32_t t = last + 1, end;
  if (!is(k, t, "for") && !is(k, t, "to") && !is(k, t, "of"))
    return last;
  t += is(k, t + 1, "the") ? 2 : 1;
  if (t >= limit || att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s, t, &end) == NULL)
    return last;
  return end < limit ? end : last;
}

/* Roles among the tokens first..limit-1; `body` is what they are of unless they say it. */
static void read_roles(const seat *k, uint32_t first, uint32_t limit, const char *rule,
                       uint32_t body) {
  for (uint32_t t = first; t < limit; t++) {
    uint32_t last, node = node_at(k, t);
    const att_lex_entry *role =
        att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s, t, &last);
    uint32_t rank_last;
    const att_lex_entry *rank =
        att_lexicon_match(k->c.facts->lexicon, ATT_LEX_RANK, k->c.s, t, &rank_last);
    if (rank != NULL && rank_last > t && (role == NULL || rank_last >= last)) {
      t = rank_last; /* a Wing Commander commands no wing */
      continue;
    }
    uint32_t owner = t < limit && is_body(k, node) ? k->c.facts->owner[k->c.number][t] : 0;
    bool inside = owner != 0 && role != NULL && k->c.facts->mentions.items[owner - 1].last > last;
    if (is_body(k, node) && (role == NULL || last >= limit || inside)) {
      body = node;
      continue;
    }
    if (role == NULL || last >= limit)
      continue;
    if (rank != NULL && rank_last == last && last + 1 == k->person->first &&
        body == ATT_NO_ENTITY && isupper((unsigned char)form(k, t)[0]))
      continue; /* Commander Alice Renwick of the navy */
    uint32_t end = last, title = last;
    bool abroad = is(k, last + 1, "to"); /* ambassador to Jordan */
    uint32_t behind = body_behind(k, &end, limit), own = body_in_title(k, t, last, &title);
    if (abroad)
      behind = ATT_NO_ENTITY;
    uint32_t superior = behind == ATT_NO_ENTITY ? superior_end(k, last, limit) : last;
    if (superior > last)
      end = superior;
    else if (behind == ATT_NO_ENTITY && own != ATT_NO_ENTITY)
      behind = own; /* chairman of the Joint Chiefs of Staff */
    else if (behind == ATT_NO_ENTITY)
      title = end = title_end(k, last, limit);
    uint32_t start = t;
    while (start > first && belongs_to_title(k, start - 1, t))
      start--;
    if (body == ATT_NO_ENTITY && behind == ATT_NO_ENTITY)
      behind = body_of_name(k);
    size_t before = k->c.facts->tenures.count;
    add_tenure(k, start, title, role, behind != ATT_NO_ENTITY ? behind : body, rule);
    if (superior > last && k->c.facts->tenures.count > before)
      k->c.facts->tenures.items[before].implied = true;
    t = end;
    body = ATT_NO_ENTITY;
  }
}

static bool ends_phrase(const seat *k, uint32_t t) {
  uint8_t upos = k->c.s->tokens[t].upos;
  bool participle =
      strcmp(k->c.s->tokens[t].xpos, "VBG") == 0 || strcmp(k->c.s->tokens[t].xpos, "VBN") == 0;
  return (upos == ATT_VERB && !participle) || upos == ATT_AUX || is(k, t, ".") || is(k, t, ";") ||
         is(k, t, ":") || is(k, t, "\"") || is(k, t, "\xe2\x80\x9c") || is(k, t, "\xe2\x80\x9d") ||
         is(k, t, "who") || is(k, t, "which");
}

static bool other_person(const seat *k, uint32_t t) {
  uint32_t node = node_at(k, t);
  return node != ATT_NO_ENTITY && node != k->person->node &&
         k->c.facts->nodes.items[node].kind == ATT_NODE_PERSON;
}

/* In the chunk of titles, with the names before it that it needs: "Royal Cambodian Armed Forces
 * (RCAF) Commander-in-Chief General". */
static void read_before(const seat *k) {
  uint32_t first = k->person->title_first;
  while (first > 0) {
    uint32_t t = first - 1;
    bool body = is_body(k, node_at(k, t));
    bool joint = is(k, t, ")") || is(k, t, "(") || is(k, t, "'s") || is(k, t, "\xe2\x80\x99s") ||
                 is(k, t, "-") || has(k, ATT_WORD_FORMER, form(k, t)) ||
                 has(k, ATT_WORD_TITLE_MODIFIER, form(k, t));
    if (first > 2 && is(k, t, ",") && is(k, t - 1, "counterpart") && is_body(k, node_at(k, t - 2)))
      body = true; /* "his Japanese counterpart, Minister of Defense Taro Kono" */
    if (!body && !joint)
      break;
    first = is(k, t, ",") ? t - 2 : t;
  }
  uint32_t of = first > 1 && is(k, first - 1, "the") ? first - 2 : first - 1, last;
  if (first < k->person->first && first > 1 && (is(k, of, "of") || is(k, of, "to")))
    /* Minister of Defence of X A B, U.S. Ambassador to X A B */
    for (uint32_t t = of > 8 ? of - 8 : 0; t < of; t++)
      if (att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s, t, &last) != NULL &&
          last + 1 == of) {
        first = t;
        break;
      }
  if (first < k->person->first)
    read_roles(k, first, k->person->first, "title-before-name", ATT_NO_ENTITY);
}

/* "Strand's senior enlisted adviser": the body of the person in whose service the post is. */
static uint32_t possessor(const seat *k, uint32_t t) {
  const att_facts *f = k->c.facts;
  uint32_t node = node_at(k, t);
  if (node == ATT_NO_ENTITY || !other_person(k, t))
    return ATT_NO_ENTITY;
  uint32_t last = f->mentions.items[f->owner[k->c.number][t] - 1].last;
  if (!is(k, last + 1, "'s") && !is(k, last + 1, "\xe2\x80\x99s"))
    return ATT_NO_ENTITY;
  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].person == node && f->tenures.items[i].organization != ATT_NO_ENTITY)
      return f->tenures.items[i].organization;
  return ATT_NO_ENTITY;
}

/* Past ", left" and "(second from left)" behind a name in a caption. */
static uint32_t skip_side(const seat *k, uint32_t t) {
  if (is(k, t, ",") && has(k, ATT_WORD_SIDE, form(k, t + 1))) /* "A B, left, commander of" */
    for (uint32_t i = t + 2; i < t + 6; i++)
      if (is(k, i, ",")) {
        return i;
      }
  if (is(k, t, "(") &&
      has(k, ATT_WORD_SIDE, form(k, t + 1))) /* "A B (second from left), commander" */
    for (uint32_t i = t + 2; i < t + 6; i++)
      if (is(k, i, ")") && is(k, i + 1, ",")) {
        return i + 1;
      }
  return t;
}

/* Where the phrase behind the comma at `t` ends, further titles of the same person included. */
static uint32_t apposition_limit(const seat *k, uint32_t t) {
  uint32_t count = k->c.s->token_count;
  uint32_t end = t + 1;
  while (end < count && !ends_phrase(k, end) && !other_person(k, end)) {
    if (is(k, end, "(") && is(k, end + 2, ")")) { /* (retired) */
      end += 3;
      continue;
    }
    if (is(k, end, ",") || is(k, end, ")")) {
      uint32_t next;
      bool more =
          end + 1 < count &&
          att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s,
                            is(k, end + 1, "the") || is(k, end + 1, "and") ? end + 2 : end + 1,
                            &next) != NULL;
      if (!more || end + 2 >= count || is(k, end, ")"))
        break;
      for (uint32_t i = next + 1; i < count && i < next + 8 && more; i++) {
        if (is(k, i, ","))
          break;
        more = !other_person(k, i); /* a title that belongs to the next name */
      }
      if (!more)
        break;
    }
    end++;
  }
  return end;
}

static void read_after(const seat *k) {
  uint32_t t = skip_side(k, k->person->last + 1), count = k->c.s->token_count;
  if ((!is(k, t, ",") && !is(k, t, "(")) || is(k, t + 1, "and"))
    return;
  if (is(k, t + 1, "who") && (is(k, t + 2, "is") || is(k, t + 2, "became")))
    t += 2;
  else if (is(k, t + 1, "who") && (is(k, t + 3, "been") || is(k, t + 3, "as")))
    t += 3; /* who has been, who serves as */
  uint32_t master = possessor(k, t + 1);
  if (master != ATT_NO_ENTITY)
    while (!is(k, t, "'s") && !is(k, t, "\xe2\x80\x99s"))
      t++;
  uint32_t end = apposition_limit(k, t);
  /* "Clark, Prime Minister Hun Manet and": what runs into another name is its title. */
  if (end < count && other_person(k, end)) {
    const att_mention *m = &k->c.facts->mentions.items[k->c.facts->owner[k->c.number][end] - 1];
    end = m->title_first < end ? m->title_first : end;
    while (end > t + 1 && !is(k, end - 1, ",") && !is(k, end - 1, "and"))
      end--;
  }
  if (t + 1 < count && k->c.s->tokens[t + 1].upos == ATT_VERB &&
      !has(k, ATT_WORD_NAMED, form(k, t + 1)) && strcmp(k->c.s->tokens[t + 1].xpos, "VBG") != 0)
    return; /* ", called on the commander" */
  read_roles(k, t + 1, end, "apposition-after-name", master);
}

/* "The head of U.S. Africa Command, Gen. X": the phrase before the comma holds a role and, up to
 * the comma, no verb. */
static void read_front(const seat *k) {
  uint32_t comma = k->person->title_first;
  if (comma < 3 || !is(k, comma - 1, ","))
    return;
  comma--;
  uint32_t first = comma;
  while (first > 0 && comma - first < 14 && !ends_phrase(k, first - 1) &&
         !other_person(k, first - 1) && !is(k, first - 1, ",") &&
         (!is(k, first - 1, "and") || node_at(k, first - 1) != ATT_NO_ENTITY) &&
         !is(k, first - 1, "with"))
    first--;
  uint32_t last, at = first;
  while (at < comma &&
         att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s, at, &last) == NULL)
    at++;
  if (at == comma || at > first + 6 || att_clause_head(&k->c, at) == k->person->first + 1)
    return;
  if (first > 1 && is(k, first - 1, ",") && other_person(k, first - 2))
    return; /* the apposition of the name before it */
  read_roles(k, first, comma, "apposition-before-name", ATT_NO_ENTITY);
}

/* "his Indonesian counterpart, General A B": the post that the person before has, in that state. */
static void read_counterpart(const seat *k) {
  att_facts *f = k->c.facts;
  uint32_t t = k->person->title_first;
  if (t > 0 && is(k, t - 1, ","))
    t--;
  if (t < 2 || !is(k, t - 1, "counterpart"))
    return;
  bool said = is_body(k, node_at(k, t - 2));
  for (size_t i = 0; i < f->tenures.count; i++)
    if (f->tenures.items[i].person == k->person->node)
      return; /* named with a post of its own */
  for (size_t i = f->tenures.count; i-- > 0;) {
    att_tenure *other = &f->tenures.items[i];
    if (other->evidence.sentence + 1 < k->c.number || other->former)
      continue;
    att_tenure copy = *other;
    copy.person = k->person->node;
    copy.organization = said ? node_at(k, t - 2) : ATT_NO_ENTITY;
    copy.implied = !said;
    copy.evidence = att_clause_evidence(&k->c, "counterpart", 0.75f);
    if (said)
      f->nodes.items[copy.person].iso3 = f->nodes.items[copy.organization].iso3;
    *ATT_PUSH(f->arena, &f->tenures) = copy;
    return;
  }
}

/* "A assumed command of the brigade from B": A has the post now, B had it. */
static void read_command(const seat *k) {
  const att_lex_entry *role = att_lexicon_find(k->c.facts->lexicon, ATT_LEX_ROLE, "commander");
  for (uint32_t t = 0; t + 2 < k->c.s->token_count && role != NULL; t++) {
    if (!is(k, t, "command") || !is(k, t + 1, "of"))
      continue;
    uint32_t at = is(k, t + 2, "the") ? t + 3 : t + 2, verb = att_clause_head(&k->c, t);
    if (!is_body(k, node_at(k, at)) || verb == ATT_NO_TOKEN)
      continue;
    const char *lemma = k->c.s->tokens[verb].lemma;
    bool takes = has(k, ATT_WORD_TAKES, lemma), gives = has(k, ATT_WORD_GIVES, lemma);
    uint32_t body_last = k->c.facts->mentions.items[k->c.facts->owner[k->c.number][at] - 1].last;
    bool subject = k->person->last < verb,
         from = is(k, body_last + 1, "from") || is(k, body_last + 1, "to");
    bool next = from && k->person->first > body_last && k->person->title_first <= body_last + 3;
    if ((!takes && !gives) || (!subject && !next) || (subject && verb - k->person->last > 3))
      continue;
    size_t before = k->c.facts->tenures.count;
    add_tenure(k, t, t, role, node_at(k, at), "command");
    if (k->c.facts->tenures.count > before)
      k->c.facts->tenures.items[before].former = subject ? gives : takes;
  }
}

void att_role_find(att_facts *facts) {
  for (size_t i = 0; i < facts->mentions.count; i++) {
    const att_mention *m = &facts->mentions.items[i];
    const att_sentence *s = &facts->document->sentences.items[m->sentence];
    if (facts->nodes.items[m->node].kind != ATT_NODE_PERSON ||
        facts->document->paragraphs.items[s->paragraph].kind == ATT_PARAGRAPH_TITLE)
      continue;
    seat k = {{facts, &facts->document->sentences.items[m->sentence], m->sentence}, m};
    uint32_t home = body_of_name(&k); /* "Gen. A B of Poland" */
    if (home != ATT_NO_ENTITY && facts->nodes.items[m->node].iso3 == NULL)
      facts->nodes.items[m->node].iso3 = facts->nodes.items[home].iso3;
    read_before(&k);
    read_after(&k);
    read_front(&k);
    read_relative(&k);
    read_counterpart(&k);
    read_command(&k);
  }
}

void att_role_imply(att_facts *facts) {
  for (uint32_t n = 0; n < facts->nodes.count; n++) /* whom the model of a place tells of */
    if (facts->nodes.items[n].kind == ATT_NODE_PLACE && facts->nodes.items[n].iso3 != NULL)
      att_facts_state(facts, facts->nodes.items[n].iso3);
  for (size_t i = 0; i < facts->tenures.count; i++) {
    att_tenure *t = &facts->tenures.items[i];
    if (!t->implied || t->organization != ATT_NO_ENTITY)
      continue;
    t->organization = implied_state(facts, t);
    if (t->organization != ATT_NO_ENTITY)
      facts->nodes.items[t->person].iso3 = facts->nodes.items[t->organization].iso3;
  }
}
