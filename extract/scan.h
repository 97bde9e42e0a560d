/* SPDX-License-Identifier: Apache-2.0
 *
 * A sentence while names are looked for in it: shared by mention.c (states, organizations,
 * initiatives, places) and person.c. Internal to extract/. All memory is the document's arena.
 */
#ifndef ATT_EXTRACT_SCAN_H
#define ATT_EXTRACT_SCAN_H

#include <ctype.h>
#include <string.h>

#include "extract/facts.h"

/* A sentence under work: what each token is taken for. */
typedef struct {
  att_facts *facts;
  const att_sentence *s;
  uint32_t number;
  bool known_only; /* a headline in title case: only names that the body has */
  uint8_t *entity; /* [token]: att_entity_kind of the model's span, 0 for none */
  uint8_t *taken;  /* [token]: 1 rank, 2 role, 3 state, 4 name */
} att_scan;

enum { FREE, RANK, ROLE, STATE, NAME };

/* What parts the words of a person's name: "Charles Brown, Jr." */
#define ATT_NAME_GAPS " ,"

static inline const char *form(const att_scan *k, uint32_t t) {
  return k->s->tokens[t].form;
}

static inline bool is(const att_scan *k, uint32_t t, const char *word) {
  return att_token_is(k->s, t, word);
}

static inline bool is_hyphen(const att_scan *k, uint32_t t) {
  return t < k->s->token_count &&
         (is(k, t, "-") || is(k, t, "\xe2\x80\x93") || is(k, t, "\xe2\x80\x91"));
}

static inline bool is_quote(const att_scan *k, uint32_t t) {
  static const char *const QUOTES[] = {
      "\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x98", "\xe2\x80\x99", "'", "``", "''"};
  for (size_t i = 0; i < sizeof QUOTES / sizeof *QUOTES; i++)
    if (is(k, t, QUOTES[i]))
      return k->s->tokens[t].upos != ATT_PART; /* but Ministers' Dialogue */
  return false;
}

static inline bool is_capital(const att_scan *k, uint32_t t) {
  unsigned char c = t < k->s->token_count ? (unsigned char)form(k, t)[0] : 0;
  return isupper(c) || (c >= 0xc3 && c < 0xe2);
}

static inline bool all_capitals(const char *word) {
  size_t upper = 0;
  for (; *word != '\0'; word++) {
    if (islower((unsigned char)*word))
      return false;
    upper += isupper((unsigned char)*word) != 0;
  }
  return upper >= 2;
}

/* "a U.S. Navy | P-8A crew", "Royal Air Force | A400M" */
bool att_scan_is_aircraft(const att_scan *k, uint32_t t);

/* A word that may stand in a name: capitalised, or a digit or ordinal ("1st", "27th"). */
bool att_scan_looks_namey(const att_scan *k, uint32_t t);
static inline bool att_scan_namey(const att_scan *k, uint32_t t) {
  if (t >= k->s->token_count)
    return false;
  char c = form(k, t)[0]; /* most words begin with a small letter */
  return (c < 'a' || c > 'z') && att_scan_looks_namey(k, t);
}

/* Does a rank or a role begin here? *ret_last is its last token; ranks that are the end of a
 * body's name ("Marine Corps Gen.") do not begin there. */
bool att_scan_title(const att_scan *k, uint32_t t, uint32_t *ret_last);
const att_lex_entry *att_scan_rank(const att_scan *k, uint32_t t, uint32_t *ret_last);

/* Marks tokens as taken; adds a mention; gives it the tokens that others in it have. */
void att_scan_take(att_scan *k, uint32_t first, uint32_t last, uint8_t as);
att_mention *att_scan_mention(att_scan *k, uint32_t first, uint32_t last, uint32_t node);
void att_scan_own(att_scan *k, uint32_t first, uint32_t last);

/* Notes that the bytes name the organization without taking their tokens, and adds it if new. */
att_naming *att_scan_naming(att_facts *f, const char *name, const char *class_name, uint32_t begin,
                            uint32_t end);

/* The person of whom `name` is a part, or who is a part of it; ATT_NO_ENTITY. */
uint32_t att_scan_person(att_facts *f, const char *name);

/* Letters in brackets that name no body: those of an office, "Vice Chief of the Naval Staff
 * (VCNS)", "Commander of the Royal Navy of Oman (CRNO)", or of things, "fighters (MRFs)".
 * att_letters_note() notes them, before all names; att_letters_persons(), behind a sentence's
 * persons, tells whose the office is and makes the letters mentions of that person wherever else
 * they stand. */
void att_letters_note(att_scan *k);
void att_letters_persons(att_scan *k);
bool att_letters_known(const att_facts *f, const char *word);

/* Takes credits, which carry no facts, and the agency in a dateline's brackets; before all other
 * names. */
void att_scan_credits(att_scan *k);

/* Takes the names of those who are told something and are known for nothing else. */
void att_scan_told(att_scan *k);

/* The press office that the article's byline is: "By Eighth Army Public Affairs Office". An
 * author's own office there is none of the article's facts. */
void att_press_office(att_facts *facts);

/* Adds a mention of the entity of that name and kind, and the entity where it is new. `canonical`:
 * the name that a table has for it; NULL for the words themselves. */
void att_scan_name(att_scan *k, uint32_t first, uint32_t last, att_node_kind kind,
                   const char *class_name, const char *canonical, const char *iso3);

/* Does the document name the state anywhere, by itself, its people or its capital? */
bool att_scan_names_state(att_facts *f, const char *iso3);

/* Of the states with one demonym ("Dominican"), or cities with one name, the first that the
 * document names otherwise; else the first of the table. */
const att_lex_entry *att_scan_which_state(att_facts *f, const att_lex_entry *entry);

/* "India-Mongolia Joint Working Group on Defence", "General Border Committee": a body in which
 * states meet in sessions. */
bool att_scan_joint_body(const att_facts *f, const char *name);

/* "Chile's Joint Staff", "the Brazilian Joint Staff": the mention of the state beside a body's
 * name that begins at `t`, one-based; 0 for none. */
uint32_t att_scan_owner(const att_scan *k, uint32_t t);

/* The state that is named among the tokens, NULL for none. */
const char *att_scan_state_in(const att_scan *k, uint32_t first, uint32_t last);

/* The end of a list of fields ("Political Affairs, Peace and Security") that goes on behind `last`,
 * which is a word of a field; else `last`. */
uint32_t att_scan_fields(const att_scan *k, uint32_t last);

/* Do all of the tokens say a field of work: "Military Training", "Defence Cooperation"? */
bool att_scan_all_fields(const att_scan *k, uint32_t first, uint32_t last);

/* Has the document named a place so already? */
bool att_scan_known_place(att_facts *f, const char *name);

/* Is the token part of a name that nothing has taken? The end of the name that goes on from
 * `last`. */
bool att_scan_free(const att_scan *k, uint32_t t);
uint32_t att_scan_right(const att_scan *k, uint32_t last);

/* A nickname in quotation marks amid a name, from its mark `t` to the name behind it (Anthony
 * "Tony" Castellano); `t` for none. */
uint32_t att_scan_nickname(const att_scan *k, uint32_t t);

/* The city that is named at `first`; months, weekdays and the like, which the model takes for
 * places at times. */
const att_lex_entry *att_scan_city(const att_scan *k, uint32_t first, uint32_t *ret_last);

/* The state behind the comma that a place nobody knows ends before: "Mayport, Fla."; NULL for none,
 * and where it is the next of a list. */
const char *att_scan_state_around(const att_scan *k, uint32_t last);

/* The state of the city whose name ends at `last`: what stands behind a comma ("Gulu, Uganda",
 * "Lincoln, Neb."); else, of the states that have one of the name, the first that the article
 * names; else the first. */
const char *att_scan_city_state(const att_scan *k, const att_lex_entry *city, uint32_t last);
bool att_scan_calendar(const att_scan *k, uint32_t t);

/* att_node_kind of the mention that the token is in, UINT8_MAX for none. */
uint8_t att_scan_kind(const att_scan *k, uint32_t t);

/* Do the tokens stand in a title: "Chief of the General Staff"? Its last token, else 0. */
uint32_t att_scan_in_role(const att_scan *k, uint32_t first, uint32_t last);

/* Lists the acronyms that the document has in brackets behind what they stand for. */
void att_known_acronyms(att_facts *facts);

/* Are the letters one of these? */
bool att_known_is_defined(const att_facts *facts, const char *letters);

/* Nodes of alliances and forces named within other names alone: "the NATO Summit". */
void att_known_within(att_facts *facts);

/* Finds what tables know by name: bodies, initiatives, places; behind states and ranks. */
void att_scan_known(att_scan *k);

/* "Acquisition, Technology and | Logistics Agency": where the list of fields begins of which the
 * last begins at `first`; `first` for none. */
uint32_t att_scan_fields_left(const att_scan *k, uint32_t first);

/* The first token of the organization's name whose head begins at `head`. */
uint32_t att_scan_left_of(att_scan *k, uint32_t head);

/* The entities, in their order, of which one name or more may be those words, or have them as a
 * part by which they are named again: a word of a person's, what a place's begins with. More than
 * are called so, never fewer. */
att_indexes att_scan_called(const att_facts *f, const char *words, size_t size);
void att_names_begin(att_facts *f);

/* The words behind the state that a name begins with; NULL where it begins with none. */
const char *att_scan_behind_state(const att_facts *f, const char *name, const char **ret_iso3);

/* Is it the entity's name, or one of its aliases, whatever the case? */
bool att_scan_has_name(const att_node *node, const char *name);

/* Finds names that the article has given before, in full or as an acronym, behind known names. */
void att_scan_repeated(att_scan *k);

/* Takes the names of classes of ships, "Arleigh Burke-class", which name nothing else; before all
 * other names. */
void att_scan_ship_classes(att_scan *k);

/* Finds ships, initiatives, organizations, in this order, behind states, ranks and known names. */
void att_scan_ships(att_scan *k);
void att_scan_initiatives(att_scan *k);

/* Has the name that ends before `t` its edition's number there, as one word: "AMAN-25"? */
bool att_scan_edition(const att_scan *k, uint32_t t);

/* Adds the name as it is written with that number. */
void att_scan_add_edition(const att_scan *k, uint32_t node, uint32_t first, uint32_t last);

/* "Exercise Savannah Bridge 2024": is `t` the noun before a named exercise, whose end a number
 * shows in a headline in title case, too? Then the last token of its name and its class. */
bool att_scan_dated(const att_scan *k, uint32_t t, uint32_t *ret_last, const char **ret_class);
void att_scan_organizations(att_scan *k);

/* Finds sites ("Camp Humphreys"), behind initiatives; cities, behind persons. */
void att_scan_sites(att_scan *k);
void att_scan_cities(att_scan *k);
void att_scan_journeys(att_scan *k);

/* Places that have the name of another in theirs: "northern Mozambique", "the tomb of A B". */
void att_scan_parts(att_scan *k);

/* Finds the sentence's persons; organizations and states are marked already. */
void att_scan_persons(att_scan *k);

#endif
