/* SPDX-License-Identifier: Apache-2.0
 *
 * Offices in the plural, each of a list's persons having one: "Senators A B and C D", "the defence
 * ministers of X and Y, A B and C D".
 */
#include "extract/index.h"
#include "extract/role.h"

enum { LISTED = 8 };

/* Members of a list, in the text's order. */
typedef struct {
  const att_mention *items[LISTED];
  uint32_t count;
} listed;

static bool is_plural(const att_seat *k, uint32_t t) {
  const char *xpos = t < k->c.s->token_count ? k->c.s->tokens[t].xpos : "";
  return strcmp(xpos, "NNS") == 0 || strcmp(xpos, "NNPS") == 0;
}

/* "Chairman Joint Chiefs of Staff Committee": by the role's id one "chairman of" something. */
static bool is_one_of(const att_seat *k, uint32_t first, const att_lex_entry *role) {
  size_t size = strlen(form(k, first));
  return strncasecmp(role->id, form(k, first), size) == 0 &&
         strncmp(role->id + size, "-of-", 4) == 0;
}

/* The word of the office that says how many there are: "chiefs" of staff, defence "ministers". */
static uint32_t head_of(const att_seat *k, uint32_t first, uint32_t last,
                        const att_lex_entry *role) {
  if (is_one_of(k, first, role))
    return first;
  for (uint32_t t = first; t < last; t++)
    if (is(k, t + 1, "of") || is(k, t + 1, "for"))
      return t;
  uint32_t title; /* "Commander Joint Operations" */
  return att_lexicon_title(k->c.facts->lexicon, k->c.s, first, &title) != NULL && title < last
             ? title
             : last;
}

const char *att_seat_singular(const att_seat *k, uint32_t first, uint32_t last,
                              const att_lex_entry *role, const char *title) {
  uint32_t head = head_of(k, first, last, role);
  const char *plural = form(k, head), *at = strstr(title, plural);
  size_t size = strlen(plural);
  bool one = is(k, first, "commander") || is(k, first, "director"); /* Commander Land Forces */
  if (one || !is_plural(k, head) || size < 3 || plural[size - 1] != 's' || at == NULL ||
      role->label[strlen(role->label) - 1] == 's' || /* chargé d'affaires */
      strcasecmp(role->label, att_facts_text(k->c.facts, k->c.number, first, last)) == 0)
    return title;
  return att_arena_format(k->c.facts->arena, "%.*s%.*s%s", (int)(at - title), title, (int)size - 1,
                          plural, at + size);
}

bool att_seat_is_plural(const att_seat *k, uint32_t first, uint32_t last,
                        const att_lex_entry *role) {
  uint32_t head = head_of(k, first, last, role);
  const char *word = form(k, head);
  size_t size = strlen(word);
  bool one = is(k, first, "commander") || is(k, first, "director");
  return !one && is_plural(k, head) && size > 2 && word[size - 1] == 's' &&
         strcasecmp(role->label, att_facts_text(k->c.facts, k->c.number, first, last)) != 0;
}

/* "Senators A B and C D": the title in the plural is everybody's in the list behind it. */
void att_seat_plural(const att_seat *k) {
  const att_facts *f = k->c.facts;
  uint32_t at = k->person->first, last;
  if (k->person->title_first < at)
    return; /* titles of his own */
  for (unsigned names = 0; names < LISTED && at > 1; names++) {
    uint32_t t = at - 1;
    t -= is(k, t, "and") && t > 0;
    t -= is(k, t, ",") && t > 0;
    const att_mention *home = mention_at(k, t); /* "ministers A B of X and C D of Y" */
    if (home != NULL && is_body(k, home->node) && home->first > 1 && is(k, home->first - 1, "of"))
      t = home->first - 2;
    const att_mention *m = t + 1 < at ? mention_at(k, t) : NULL;
    if (m == NULL || f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      return;
    at = m->first;
    for (t = m->title_first; t < m->first; t++) {
      const att_lex_entry *role = role_at(k, t, &last);
      if (role == NULL || last + 1 != m->first)
        continue;
      const char *xpos = k->c.s->tokens[last].xpos;
      if (strcmp(xpos, "NNS") != 0 && strcmp(xpos, "NNPS") != 0)
        return;
      uint32_t body = ATT_NO_ENTITY;
      for (size_t i = ATT_NONE; (i = att_tenure_of(f, m->node, i)) != ATT_NONE;)
        if (f->tenures.items[i].person == m->node &&
            strcmp(f->tenures.items[i].role_id, role->id) == 0)
          body = f->tenures.items[i].organization;
      uint32_t own = att_seat_body_of_name(k);
      att_seat_tenure(k, t, last, role, own != ATT_NO_ENTITY ? own : body, "title-before-name");
      return;
    }
    if (m->title_first < m->first)
      return;
  }
}

/* Past what stands between two of a list: ", ", " and ", ", and the "; `t` where nothing does. */
static uint32_t past_joint(const att_seat *k, uint32_t t) {
  uint32_t at = t + is(k, t, ",");
  at += is(k, at, "and");
  return at > t && is(k, at, "the") ? at + 1 : at;
}

/* The states, or bodies, listed from the token on; returns where the list ends. */
static uint32_t bodies_from(const att_seat *k, uint32_t t, listed *ret) {
  t += is(k, t, "the");
  while (ret->count < LISTED) {
    const att_mention *m = mention_at(k, t);
    if (m == NULL || m->first != t || !is_body(k, m->node))
      break;
    ret->items[ret->count++] = m;
    t = m->last + 1;
    uint32_t next = past_joint(k, t);
    if (next == t || !is_body(k, node_at(k, next)))
      break;
    t = next;
  }
  return t;
}

/* Puts a member that begins at `first` before those found; returns where the one before it ends, 0
 * where the list begins. */
static uint32_t put_before(const att_seat *k, listed *ret, const att_mention *m, uint32_t first) {
  for (uint32_t i = ret->count++; i > 0; i--)
    ret->items[i] = ret->items[i - 1];
  ret->items[0] = m;
  uint32_t t = first;
  t -= t > 0 && is(k, t - 1, "and");
  t -= t > 0 && is(k, t - 1, ",");
  return t < first ? t : 0;
}

/* The same of those that end before the token: "the Latvian and Estonian | ministers". */
static void bodies_up_to(const att_seat *k, uint32_t t, listed *ret) {
  while (t > 0 && ret->count < LISTED) {
    const att_mention *m = mention_at(k, t - 1 - (is_possessive(k, t - 1) && t > 1));
    if (m == NULL || !is_body(k, m->node))
      break;
    t = put_before(k, ret, m, m->first);
  }
}

static bool is_named_person(const att_seat *k, const att_mention *m) {
  return m != NULL && k->c.facts->nodes.items[m->node].kind == ATT_NODE_PERSON;
}

/* The person whose titles begin at the token, "Generals" in the plural before them, or with the
 * office; NULL. */
static const att_mention *person_from(const att_seat *k, uint32_t t, uint32_t office) {
  for (uint32_t i = t; i < t + 8; i++) {
    const att_mention *m = mention_at(k, i);
    if (is_named_person(k, m))
      return m->title_first == t || (m->title_first == t + 1 && is_plural(k, t)) ||
                     (m->title_first >= office && m->title_first < t)
                 ? m
                 : NULL;
  }
  return NULL;
}

static void persons_from(const att_seat *k, uint32_t t, uint32_t office, listed *ret) {
  const att_mention *m;
  t += is(k, t, ",");
  while (ret->count < LISTED && (m = person_from(k, t, office)) != NULL) {
    ret->items[ret->count++] = m;
    uint32_t next = past_joint(k, m->last + 1);
    if (next == m->last + 1)
      break;
    t = office = next;
  }
}

/* The persons that the list before the comma and the office names. */
static void persons_up_to(const att_seat *k, uint32_t t, listed *ret) {
  t -= t > 0 && is(k, t - 1, "the");
  if (t == 0 || !is(k, t - 1, ","))
    return;
  t--;
  while (t > 0 && ret->count < LISTED) {
    const att_mention *m = mention_at(k, t - 1);
    if (!is_named_person(k, m))
      break;
    t = put_before(k, ret, m, m->title_first);
  }
}

void att_seat_together(const att_seat *k, uint32_t first, uint32_t limit, const char *rule,
                       uint32_t body) {
  listed persons = {0};
  persons_up_to(k, k->person->last + 2, &persons);
  for (uint32_t i = 0; persons.count > 1 && i < persons.count; i++) {
    att_seat each = {k->c, persons.items[i], 0};
    att_seat_roles(&each, first, limit, rule, body);
  }
}

/* "the defence ministers of X and Y, A B and C D", "A B and C D, the X and Y defence ministers":
 * as many states as persons, each one's in turn. */
static void read_respective(att_seat *k) {
  for (uint32_t t = 0, last; t < k->c.s->token_count; t++) {
    const att_lex_entry *role =
        att_lexicon_match(k->c.facts->lexicon, ATT_LEX_ROLE, k->c.s, t, &last);
    if (role == NULL)
      continue;
    listed bodies = {0}, persons = {0};
    uint32_t end = last + 1;
    if (!is_plural(k, head_of(k, t, last, role))) {
      t = last;
      continue;
    }
    if (is(k, end, "of"))
      end = bodies_from(k, end + 1, &bodies);
    if (bodies.count < 2) {
      bodies.count = 0;
      bodies_up_to(k, t, &bodies);
    }
    persons_from(k, end, t, &persons);
    bool behind = persons.count == bodies.count;
    if (!behind) {
      persons.count = 0;
      persons_up_to(k, bodies.count > 0 && bodies.items[0]->first < t ? bodies.items[0]->first : t,
                    &persons);
    }
    for (uint32_t i = 0; bodies.count > 1 && persons.count == bodies.count && i < persons.count;
         i++) {
      k->person = persons.items[i];
      att_seat_tenure(k, t, last, role, bodies.items[i]->node,
                      behind ? "apposition-before-name" : "apposition-after-name");
    }
    t = last;
  }
}

void att_role_respective(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    const att_sentence *s = &facts->document->sentences.items[i];
    if (facts->document->paragraphs.items[s->paragraph].kind != ATT_PARAGRAPH_TITLE)
      read_respective(&(att_seat){{facts, s, i}, NULL, 0});
  }
}
