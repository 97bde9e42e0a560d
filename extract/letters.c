/* SPDX-License-Identifier: Apache-2.0
 *
 * Letters in brackets that stand for an office, and so for who holds it in the article, or for
 * things: "Rear Admiral A B, Commander of the Royal Navy of Oman (CRNO), is on a visit. CRNO met
 * C".
 */
#include "extract/lexicon.h"
#include "extract/scan.h"

bool att_letters_known(const att_facts *f, const char *word) {
  for (size_t i = 0; i < f->letters.count; i++)
    if (strcmp(f->letters.items[i].letters, word) == 0)
      return true;
  return false;
}

/* "multi-role | fighters (MRFs)": the letters of common words, without the plural's; NULL if the
 * brackets at `open` hold no such. */
static const char *of_things(const att_scan *k, uint32_t open) {
  const char *letters = form(k, open + 1);
  size_t size = strspn(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const att_token *noun = &k->s->tokens[open - 1];
  if (size < 2 || strcmp(letters + size, "s") != 0 || noun->upos != ATT_NOUN ||
      is_capital(k, open - 1) || (noun->form[0] ^ letters[size - 1]) != 0x20)
    return NULL;
  return att_arena_copy(k->facts->arena, letters, size);
}

/* "Commander of the Royal Navy of Oman", "Chair of the NATO Military Committee": do the words
 * before `end` have the letters, all but those of "of", "the", "and" and letters that stand by
 * themselves? */
static bool spell(const att_scan *k, uint32_t first, uint32_t end, const char *letters) {
  for (uint32_t t = first; t < end; t++) {
    char letter = form(k, t)[0];
    if (is(k, t, "of") || is(k, t, "the") || is(k, t, "and") || is(k, t, "for") || is(k, t, ",") ||
        is_hyphen(k, t))
      continue;
    if (toupper((unsigned char)letter) == *letters)
      letters++;
    else if (!all_capitals(form(k, t)))
      return false;
  }
  return *letters == '\0';
}

/* Where the office begins that the brackets at `open` have the letters of; `open` for none. */
static uint32_t office_before(const att_scan *k, uint32_t open) {
  const char *letters = form(k, open + 1);
  for (uint32_t b = open > 9 ? open - 9 : 0; b < open; b++) {
    uint32_t last;
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, b, &last) == NULL || last >= open)
      continue;
    if ((last + 1 == open && is_capital(k, b)) || (last + 1 < open && spell(k, b, open, letters)))
      return b;
  }
  return open;
}

static void note(att_scan *k, const char *letters, uint32_t first, uint32_t open) {
  *ATT_PUSH(k->facts->arena, &k->facts->letters) = (att_letters){.letters = letters,
                                                                 .sentence = k->number,
                                                                 .first = first,
                                                                 .open = open,
                                                                 .person = ATT_NO_ENTITY};
}

void att_letters_note(att_scan *k) {
  for (uint32_t t = 1; t + 2 < k->s->token_count; t++) {
    if (!is(k, t, "(") || !is(k, t + 2, ")"))
      continue;
    const char *things = of_things(k, t);
    if (things != NULL && !att_letters_known(k->facts, things))
      note(k, things, t, t);
    uint32_t first = all_capitals(form(k, t + 1)) ? office_before(k, t) : t;
    if (first < t)
      note(k, form(k, t + 1), first, t);
  }
}

/* "A B, the Commander of X (CX)", "Commander of X (CX), General A B": who it is; ATT_NO_ENTITY. */
static uint32_t holder(const att_scan *k, const att_letters *l) {
  const att_facts *f = k->facts;
  uint32_t before = l->first, behind = l->open + 3;
  before -= before > 0 && is(k, before - 1, "the");
  bool comma = before > 1 && is(k, before - 1, ",");
  behind += behind < k->s->token_count && is(k, behind, ",");
  for (size_t i = f->mentions.count; i-- > 0 && f->mentions.items[i].sentence == k->number;) {
    const att_mention *m = &f->mentions.items[i];
    if (f->nodes.items[m->node].kind == ATT_NODE_PERSON &&
        ((comma && m->last + 2 == before) || m->title_first == behind ||
         (m->title_first <= l->first && m->first > l->open)))
      return m->node;
  }
  return ATT_NO_ENTITY;
}

/* The person whom the letters stand for, where the article gives them to one only. */
static uint32_t person_of(const att_facts *f, const char *letters) {
  uint32_t found = ATT_NO_ENTITY;
  for (size_t i = 0; i < f->letters.count; i++) {
    const att_letters *l = &f->letters.items[i];
    if (l->person == ATT_NO_ENTITY || strcmp(l->letters, letters) != 0)
      continue;
    if (found != ATT_NO_ENTITY && found != l->person)
      return ATT_NO_ENTITY;
    found = l->person;
  }
  return found;
}

/* Does the token stand among the titles before a person's name? */
static bool is_title(const att_scan *k, uint32_t t) {
  const att_facts *f = k->facts;
  for (size_t i = f->mentions.count; i-- > 0 && f->mentions.items[i].sentence == k->number;)
    if (f->mentions.items[i].title_first <= t && t < f->mentions.items[i].first)
      return true;
  return false;
}

void att_letters_persons(att_scan *k) {
  att_facts *f = k->facts;
  for (size_t i = f->letters.count; i-- > 0 && f->letters.items[i].sentence == k->number;)
    if (f->letters.items[i].first < f->letters.items[i].open)
      f->letters.items[i].person = holder(k, &f->letters.items[i]);
  for (uint32_t t = 0; f->letters.count > 0 && t < k->s->token_count; t++) {
    if (f->owner[k->number][t] != 0 || !all_capitals(form(k, t)) || (t > 0 && is(k, t - 1, "(")))
      continue;
    uint32_t person = person_of(f, form(k, t));
    if (person == ATT_NO_ENTITY || is_title(k, t))
      continue;
    att_scan_mention(k, t, t, person);
    att_scan_take(k, t, t, NAME);
  }
}
