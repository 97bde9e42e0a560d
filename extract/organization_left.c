/* SPDX-License-Identifier: Apache-2.0
 *
 * Where an organization's name begins whose head word is known: lists of fields, numbers, persons
 * that it is called after.
 */
#include <string.h>

#include "extract/scan.h"

static bool is_and(const att_scan *k, uint32_t t) {
  return is(k, t, "and") || is(k, t, "&");
}

/* A word of what a body is for: "Logistics", "Peace". */
static bool is_field(const att_scan *k, uint32_t t) {
  return t < k->s->token_count && is_capital(k, t) && k->taken[t] == FREE &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_FIELD, form(k, t));
}

bool att_scan_all_fields(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t t = first;
  while (t <= last && t < k->s->token_count &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_FIELD, form(k, t)))
    t++;
  return t > last;
}

uint32_t att_scan_fields_left(const att_scan *k, uint32_t first) {
  if (first < 2 || !is_field(k, first) || !is_and(k, first - 1) ||
      !is_field(k, first - 2 - is(k, first - 2, ",")))
    return first;
  uint32_t t = first - 2 - is(k, first - 2, ",");
  while (t > 0 && is_field(k, t - 1))
    t--;
  while (t > 1 && is(k, t - 1, ",") && is_field(k, t - 2))
    for (t -= 2; t > 0 && is_field(k, t - 1);)
      t--;
  return t;
}

/* "Department of Political Affairs, Peace and Security": the end of the list of fields that goes on
 * behind `last`; `last` for none. */
uint32_t att_scan_fields(const att_scan *k, uint32_t last) {
  uint32_t t = last + 1;
  if (!is_field(k, last))
    return last;
  while (is(k, t, ",") && is_field(k, t + 1))
    for (t++; is_field(k, t);)
      t++;
  t += is(k, t, ",");
  if (!is_and(k, t) || !is_field(k, t + 1))
    return last;
  for (t++; is_field(k, t + 1);)
    t++;
  return t;
}

/* "Veterans' Affairs": an apostrophe behind a plural within a name. */
static bool is_plural_owner(const att_scan *k, uint32_t t) {
  return (is(k, t, "'") || is(k, t, "\xe2\x80\x99")) && att_scan_free(k, t - 1) &&
         !k->s->tokens[t - 1].space_after && form(k, t - 1)[strlen(form(k, t - 1)) - 1] == 's';
}

/* "the NATO-Georgia Training Centre", "the EU Training Mission", "the BDF Coast Guard": does a body
 * of that name in capitals, which `t` stands for, begin the longer name? */
static bool is_body_before(const att_scan *k, uint32_t t, uint32_t first, uint32_t head) {
  bool named = k->taken[t] == NAME && att_scan_kind(k, t) == ATT_NODE_ORG &&
               all_capitals(form(k, t)) && is_capital(k, head);
  if (!named || (t + 2 == first && is_hyphen(k, t + 1)))
    return named;
  if (t + 1 < first)
    return false; /* the JDF's Academy */
  uint32_t last;
  const att_lex_entry *e =
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, head, &last);
  return e != NULL && (strcmp(e->type, "ServiceBranch") == 0 ||
                       att_lexicon_word(k->facts->lexicon, ATT_WORD_MISSION, form(k, last)));
}

static bool is_unit(const att_scan *k, uint32_t head) {
  uint32_t last;
  const att_lex_entry *e =
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, head, &last);
  return e != NULL && strcmp(e->type, "MilitaryUnit") == 0;
}

/* "the Philippine Army | Scout Ranger Regiment", "Marine Corps | Engineer Detachment": is the
 * service at `t` of the name of the unit whose other words begin at `first`? A numbered one is its
 * own. */
static bool is_service_before(const att_scan *k, uint32_t t, uint32_t first, uint32_t head) {
  uint32_t m = k->facts->owner[k->number][t], last = head;
  (void)att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, head, &last);
  bool more = first < head || last > head; /* words besides "Regiment" */
  if (m == 0 || t + 1 != first || !more || !is_unit(k, head) || !is_capital(k, first) ||
      k->taken[t] != NAME || isdigit((unsigned char)form(k, head - 1)[0]))
    return false;
  const att_node *body = &k->facts->nodes.items[k->facts->mentions.items[m - 1].node];
  return body->class_name != NULL && strcmp(body->class_name, "ServiceBranch") == 0;
}

/* "40 Army personnel", "22 Coast Guard members": a number before a service is how many people. */
static bool is_count(const att_scan *k, uint32_t t, uint32_t head) {
  uint32_t last;
  const att_lex_entry *e =
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, head, &last);
  return e != NULL && strcmp(e->type, "ServiceBranch") == 0 && t + 1 == head &&
         strspn(form(k, t), "0123456789") == strlen(form(k, t)) && last + 1 < k->s->token_count &&
         k->s->tokens[last + 1].upos == ATT_NOUN && !is_capital(k, last + 1);
}

/* Does the head of a name that begins at `head` end in a school, a hospital or the like? */
static bool is_premises(const att_scan *k, uint32_t head) {
  uint32_t last = head;
  (void)att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, head, &last);
  return att_lexicon_word(k->facts->lexicon, ATT_WORD_PREMISES, k->s->tokens[last].lemma);
}

/* "the Colonel John Clarke School", "the King Abdullah II Center": a rank or a ruler's title behind
 * an article, as whole names have them. */
static bool is_title_of_name(const att_scan *k, uint32_t t) {
  uint32_t last;
  bool rank = k->taken[t] == RANK &&
              att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t, &last) == NULL;
  return t > 0 && is(k, t - 1, "the") && is_capital(k, t) &&
         (rank || att_lexicon_word(k->facts->lexicon, ATT_WORD_ROYAL, form(k, t)));
}

/* "7th Infantry (Kaugnay) | Division", "3rd (United Kingdom) | Division", "1st (AU) | Brigade": the
 * word before the bracket that ends at `end` and is of a unit's name; `end` for none. */
static uint32_t bracket_of_unit(const att_scan *k, uint32_t end) {
  uint32_t open = end - 1;
  while (open > 0 && end - open < 4 && is_capital(k, open))
    open--;
  if (open == 0 || open + 1 == end || !is(k, open, "(") || k->taken[open - 1] == STATE)
    return end;
  bool numbered = isdigit((unsigned char)form(k, open - 1)[0]) && strlen(form(k, open - 1)) < 6;
  bool called = is_capital(k, open - 1) && open + 2 == end && !all_capitals(form(k, open + 1));
  return numbered || called ? open - 1 : end;
}

uint32_t att_scan_left_of(att_scan *k, uint32_t head) {
  uint32_t first = head;
  while (first > 0) {
    uint32_t t = first - 1, last;
    if (is_hyphen(k, t) && t > 0 && att_scan_namey(k, t - 1) && !k->s->tokens[t].space_after)
      t--;
    if (t > 0 && (is(k, t, "'s") || is(k, t, "\xe2\x80\x99s")) && k->taken[t - 1] != STATE &&
        att_scan_namey(k, t - 1) && is_capital(k, head))
      t--; /* People's Army, but Thailand's Army stays apart */
    if (t > 1 && is_capital(k, head) && is_plural_owner(k, t))
      t--; /* the Martyrs' Families' Affairs Office */
    bool ordinal = isdigit((unsigned char)form(k, t)[0]) && k->taken[t] == FREE &&
                   strlen(form(k, t)) < 6 && !is_count(k, t, head);
    bool particle = t > 0 && att_lexicon_word(k->facts->lexicon, ATT_WORD_PARTICLE, form(k, t)) &&
                    att_scan_free(k, t - 1) && is_capital(k, first);
    if (particle) { /* Alexandru cel Bun Military Academy */
      first = t - 1;
      continue;
    }
    if (ordinal && t > 1 && is_hyphen(k, t - 1) && !k->s->tokens[t - 1].space_after &&
        isdigit((unsigned char)form(k, t - 2)[0])) {
      first = t - 2; /* 1-24 Infantry Regiment */
      continue;
    }
    uint32_t open = first == head && is(k, t, ")") && is_unit(k, head) ? bracket_of_unit(k, t) : t;
    if (open < t) {
      first = open;
      continue;
    }
    uint32_t person = t; /* the Colonel John Clarke Military School */
    while (person > 0 && k->entity[person] == ATT_ENTITY_PERSON)
      person--;
    if (first < head && is_title_of_name(k, person) && is_premises(k, head))
      return person;
    if (is_body_before(k, t, first, head) || is_service_before(k, t, first, head))
      return k->facts->mentions.items[k->facts->owner[k->number][t] - 1].first;
    bool trade = is_capital(k, head) && is_capital(k, t) && /* the Engineer Training School */
                 att_lexicon_word(k->facts->lexicon, ATT_WORD_TRADE, form(k, t));
    bool of_holder = att_lexicon_word(k->facts->lexicon, ATT_WORD_FORMER, form(k, t)) ||
                     is(k, t, "acting"); /* Former | Army Chief */
    if ((!att_scan_namey(k, t) && !ordinal) || of_holder || k->taken[t] == NAME ||
        (k->taken[t] == RANK && !trade) || /* Marine Fighter Squadron 2 */
        k->entity[t] == ATT_ENTITY_PERSON)
      break;
    if ((!trade || (t > 0 && is(k, t - 1, "commanding"))) && t > 0 &&
        att_lexicon_title(k->facts->lexicon, k->s, t - 1, &last) != NULL && last == t)
      break; /* Officer Commanding 44 Wing, but the Army Officer College */
    bool royal = is_capital(k, t) && first < head && is_capital(k, head) &&
                 att_lexicon_word(k->facts->lexicon, ATT_WORD_ROYAL, form(k, t)) && t > 0 &&
                 is(k, t - 1, "the"); /* the King Faisal Air College */
    trade = trade || (is_capital(k, head) && is_capital(k, t) && first < head && /* Army Officer */
                      att_scan_title(k, t, &last) && last == t + 1 && last < head &&
                      !is(k, t, "commanding") &&
                      att_lexicon_word(k->facts->lexicon, ATT_WORD_TRADE, form(k, last)));
    royal = royal || (first == t + 2 && is_capital(k, head) && /* the King's Guard */
                      att_lexicon_word(k->facts->lexicon, ATT_WORD_ROYAL, form(k, t)));
    if (!royal && !trade &&
        (k->taken[t] == ROLE || (att_scan_title(k, t, &last) && last < head && last >= t)))
      break;
    uint32_t m = k->facts->owner[k->number][t];
    if (k->taken[t] == STATE && m != 0)
      t = k->facts->mentions.items[m - 1].first; /* Trinidad and Tobago */
    first = t;
  }
  uint32_t more = att_scan_fields_left(k, first);
  if (first > 0 && islower((unsigned char)form(k, first - 1)[0]) && is_capital(k, head) &&
      k->taken[first - 1] == FREE && /* the enhanced | Forward Presence Battlegroup */
      first + 1 < head &&
      att_lexicon_find(k->facts->lexicon, ATT_LEX_INITIATIVE,
                       att_facts_text(k->facts, k->number, first - 1, head - 1)) != NULL)
    return first - 1;
  return more < first ? att_scan_left_of(k, more) : first; /* Joint Support and Training Center */
}
