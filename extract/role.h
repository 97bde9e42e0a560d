/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts while they are read around one mention of a person: shared by role.c (titles beside a
 * name), role_body.c (what an office is of), role_verb.c (posts said by verbs and by other posts)
 * and role_state.c (states that are implied). Internal to extract/. All memory is the document's
 * arena.
 */
#ifndef ATT_EXTRACT_ROLE_H
#define ATT_EXTRACT_ROLE_H

#include <ctype.h>
#include <string.h>

#include "extract/argument.h"

/* A mention of a person in its sentence. */
typedef struct {
  att_clause c;
  const att_mention *person;
  uint32_t by; /* the verb that gives or takes the office, one-based; 0 for none */
} att_seat;

static inline const char *form(const att_seat *k, uint32_t t) {
  return t < k->c.s->token_count ? k->c.s->tokens[t].form : "";
}

static inline bool is(const att_seat *k, uint32_t t, const char *word) {
  return att_token_is(k->c.s, t, word);
}

static inline bool is_genitive(const char *form) {
  return strcmp(form, "'s") == 0 || strcmp(form, "\xe2\x80\x99s") == 0 || strcmp(form, "'") == 0 ||
         strcmp(form, "\xe2\x80\x99") == 0;
}

static inline bool is_possessive(const att_seat *k, uint32_t t) {
  return is_genitive(form(k, t));
}

/* The mention that holds token `t`; NULL if none. */
static inline const att_mention *mention_at(const att_seat *k, uint32_t t) {
  if (t >= k->c.s->token_count)
    return NULL;
  uint32_t m = k->c.facts->owner[k->c.number][t];
  return m == 0 ? NULL : &k->c.facts->mentions.items[m - 1];
}

static inline uint32_t node_at(const att_seat *k, uint32_t t) {
  const att_mention *m = mention_at(k, t);
  return m == NULL ? ATT_NO_ENTITY : m->node;
}

static inline bool is_body(const att_seat *k, uint32_t node) {
  return node != ATT_NO_ENTITY && (k->c.facts->nodes.items[node].kind == ATT_NODE_ORG ||
                                   k->c.facts->nodes.items[node].kind == ATT_NODE_STATE);
}

static inline bool is_place(const att_seat *k, uint32_t node) {
  return node != ATT_NO_ENTITY && k->c.facts->nodes.items[node].kind == ATT_NODE_PLACE;
}

static inline bool has(const att_seat *k, att_word_class class, const char *word) {
  return att_lexicon_word(k->c.facts->lexicon, class, word);
}

/* A word of a kind or field in small letters: "guided-missile", "strategy". */
static inline bool is_common(const att_seat *k, uint32_t t) {
  uint8_t upos = k->c.s->tokens[t].upos;
  return upos == ATT_NOUN || upos == ATT_ADJ || upos == ATT_NUM || is(k, t, "-") ||
         strcmp(k->c.s->tokens[t].xpos, "VBN") == 0;
}

/* The longest role that begins at `t` and does not end inside a longer name, as "commander of the
 * engineers" does in "commander of the Engineers Brigade". */
static inline const att_lex_entry *role_at(const att_seat *k, uint32_t t, uint32_t *ret_last) {
  const att_lexicon *lexicon = k->c.facts->lexicon;
  const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_ROLE, k->c.s, t, ret_last);
  const att_mention *name = e != NULL ? mention_at(k, *ret_last) : NULL;
  uint32_t rank_last;
  bool own = e != NULL && *ret_last > t && is(k, *ret_last - 1, "commander") &&
             *ret_last + 1 == k->person->first; /* TNI Commander General A B */
  bool ranked = e != NULL && *ret_last > t && (own || !isupper((unsigned char)form(k, t)[0])) &&
                isupper((unsigned char)form(k, *ret_last)[0]) &&
                att_lexicon_match(lexicon, ATT_LEX_RANK, k->c.s, *ret_last, &rank_last) != NULL;
  if (ranked) { /* "commander General A B" */
    att_sentence part = *k->c.s;
    part.token_count = *ret_last;
    return att_lexicon_match(lexicon, ATT_LEX_ROLE, &part, t, ret_last);
  }
  if (name == NULL || name->last <= *ret_last || name->first <= t)
    return e;
  att_sentence part = *k->c.s;
  part.token_count = name->first;
  const att_lex_entry *cut = att_lexicon_match(lexicon, ATT_LEX_ROLE, &part, t, &rank_last);
  bool whole = cut == NULL && name->first == *ret_last; /* member of the Presidency of X */
  *ret_last = cut != NULL ? rank_last : *ret_last;
  return whole ? e : cut;
}

/* Is a person other than the seat's named at `t`? */
bool att_seat_other(const att_seat *k, uint32_t t);
/* The same, anywhere among the tokens first..limit-1. */
bool att_seat_names_other(const att_seat *k, uint32_t first, uint32_t limit);

/* The person holds, or held, the office that tokens first..last name, of `body` (or
 * ATT_NO_ENTITY). */
void att_seat_tenure(const att_seat *k, uint32_t first, uint32_t last, const att_lex_entry *role,
                     uint32_t body, const char *rule);

/* Dates that the text states of the post, whose title ends at `last`: those behind it, those of the
 * verb that gives or takes it (role_when.c). Those known already stay. */
void att_seat_when(const att_seat *k, uint32_t last, att_tenure *tenure);

/* Reads the roles among tokens first..limit-1 as the person's; `body` is what they are of unless
 * they say it. */
void att_seat_roles(const att_seat *k, uint32_t first, uint32_t limit, const char *rule,
                    uint32_t body);

/* Where the phrase behind the comma (or verb) at `t` ends, further titles of the same person
 * included. */
uint32_t att_seat_limit(const att_seat *k, uint32_t t);

/* Has the person a post of that role already? */
bool att_seat_holds(const att_seat *k, const char *role_id);

/* What an office is of (role_body.c); ATT_NO_ENTITY where nothing says it. */
uint32_t att_seat_body_behind(const att_seat *k, uint32_t *last, uint32_t limit);
uint32_t att_seat_body_of_kind(const att_seat *k, uint32_t t);
uint32_t att_seat_body_in_title(const att_seat *k, uint32_t first, uint32_t last, uint32_t *title);
uint32_t att_seat_body_of_name(const att_seat *k);
uint32_t att_seat_body_of_master(const att_seat *k, uint32_t t);
uint32_t att_seat_body_of_relative(const att_seat *k, uint32_t whose);
uint32_t att_seat_own_body(const att_seat *k, uint32_t t);
uint32_t att_seat_state_of_place(const att_seat *k, uint32_t t);
uint32_t att_seat_possessor(const att_seat *k, uint32_t t);
uint32_t att_seat_delegation(const att_seat *k, uint32_t first);

/* The state that stands before a person's titles: "Norwegian General A B", "Germany's A B"; NULL.
 */
const char *att_seat_nation(const att_seat *k);

/* The body whose such an office is in the place: "Vermont National Guard" where the article has it,
 * else one with the place's name. */
uint32_t att_role_body_of_place(att_facts *facts, const char *hint, uint32_t place);

/* Is the body of the kind that the word names: "ship" of USS Nimble, "wing" of the 91st Wing? */
bool att_role_is_named(const att_facts *f, const att_node *node, const char *kind);

/* The unit that runs the base. */
uint32_t att_role_garrison(att_facts *facts, uint32_t place);

/* What such an office is of where a place says it: "mayor of Craiova", "Texas adjutant general",
 * "Governor A B of Kaduna State". The title's words are first..*last; *last moves behind the
 * place. */
uint32_t att_seat_locality(const att_seat *k, const att_lex_entry *role, uint32_t first,
                           uint32_t *last);

/* The state of the body, or where it has none the one named right behind it, with or as another
 * body's: "deputy chief of the Operations Division of X's Armed Forces"; NULL. */
const char *att_seat_state_of(const att_seat *k, uint32_t body);
void att_seat_bodies_beside(const att_seat *k, uint32_t last, att_indexes *ret);

/* Staffs whose names are those of many states' (role_body.c): the forces behind one that ends at
 * *last, which then moves behind them; is one at `end` in an office of the state; the state that is
 * told of the holder; is one at `end` no state's by its name; a service, in which one has a rank.
 */
uint32_t att_seat_forces_of_staff(const att_seat *k, uint32_t *last, uint32_t limit);
bool att_seat_is_states_staff(const att_seat *k, uint32_t end, uint32_t state);
uint32_t att_seat_state_of_holder(const att_seat *k);
bool att_seat_is_any_staff(const att_seat *k, uint32_t end, const att_lex_entry *role);
bool att_seat_is_force(const att_seat *k, uint32_t body);

/* The units, ships, bases and missions of offices that are named without one (role_unit.c);
 * offices of units that none is found for are dropped. */
void att_role_units(att_facts *facts);

/* Of offices named without a body (role_union.c): is `part` the beginning or the end, in whole
 * words, of the longer title `whole`; is the office of no state ("Secretary General"); the union it
 * is of; the part of a state that it is of, where the article names the North Dakota National Guard
 * ("Gov. A B", "the state's adjutant general"). ATT_NO_ENTITY where nothing tells. */
bool att_role_is_shortened(const char *part, const char *whole);
bool att_role_is_stateless(const att_facts *f, const att_tenure *tenure);
uint32_t att_role_union(const att_facts *f, const att_tenure *tenure);
uint32_t att_role_locality(att_facts *f, const att_tenure *tenure);

/* The title of an office that stands in the plural, of one person (role_plural.c). */
const char *att_seat_singular(const att_seat *k, uint32_t first, uint32_t last,
                              const att_lex_entry *role, const char *title);
/* Is the office one of several persons: "deputy ministers"? */
bool att_seat_is_plural(const att_seat *k, uint32_t first, uint32_t last,
                        const att_lex_entry *role);
/* "A B and C D, | deputy ministers of X": the offices in the plural of a list that the seat's
 * person ends, for each. */
void att_seat_together(const att_seat *k, uint32_t first, uint32_t limit, const char *rule,
                       uint32_t body);
/* The title in the plural before the first of a list is that of each. */
void att_seat_plural(const att_seat *k);
/* As many states, or bodies, as persons: "the defence ministers of X and Y, A B and C D". */
void att_role_respective(att_facts *facts);

/* Words around a name that role.c and role_front.c both look at: what ends a phrase, honours behind
 * a name, the phrase before the comma that is the next name's, a ruler no office is of. */
bool att_seat_ends_phrase(const att_seat *k, uint32_t t);
uint32_t att_seat_skip_honours(const att_seat *k, uint32_t t);
bool att_seat_is_of_next(const att_seat *k, const att_mention *before, uint32_t comma);
bool att_seat_is_of_ruler(const att_seat *k, uint32_t t);

/* "Ambassador | to X, Y and the Z, A B": where the list behind "to" begins that ends before `end`;
 * `end` if none does. */
uint32_t att_seat_before_hosts(const att_seat *k, uint32_t end);

/* "Ambassador of X to Y | A B", "State Secretary at the X Ministry | A B": where the office begins
 * from which bodies and places behind prepositions run up to the title or name at `end`; `end` if
 * none does. */
uint32_t att_seat_before_chain(const att_seat *k, uint32_t end);

/* "Minister for Defence Industry | and Pacific Affairs, the Hon A B": where the office's fields
 * end, that go on in capitals up to a comma; `last` where they don't. */
uint32_t att_seat_end_of_fields(const att_seat *k, uint32_t first, uint32_t last);

/* Posts before a comma and a name, before "be" and a name, on lines below a name
 * (role_front.c). */
void att_seat_front(const att_seat *k);
void att_seat_copula(const att_seat *k);
void att_seat_masthead(const att_seat *k);

/* "Australian Army officer | Captain A B", "soldiers | Corporal A B and Private C D": does who
 * holds the role that ends at `last` merely serve, before a rank? No post, but the body's nation.
 */
bool att_seat_merely_serves(const att_seat *k, uint32_t last, const att_lex_entry *role,
                            uint32_t body);

/* Posts that verbs and other posts say. */
void att_seat_verbs(const att_seat *k);

/* Commands that are handed over or that one is under (role_command.c). */
void att_seat_command(const att_seat *k);

/* "2nd Battalion, 27th Regiment, commanded by Col. A B": the unit before the participle; not of
 * leaders, who may lead it for the occasion. ATT_NO_ENTITY for none. */
uint32_t att_seat_body_led(const att_seat *k, uint32_t verb, const att_lex_entry *role);

/* Does the seat's person stand as the subject of the verb? Of the verb's own clause only, or of a
 * clause with "who" right behind the name. */
bool att_seat_is_subject(const att_seat *k, uint32_t verb, bool *ret_passive);

/* Posts of those who come before, after or below somebody (role_succession.c). */
void att_seat_succession(const att_seat *k);

/* The same post, of somebody who had it at another time. */
static inline att_tenure undated(att_tenure tenure) {
  tenure.start = tenure.end = NULL;
  return tenure;
}

/* Is the node of the state? */
static inline bool att_role_of_state(const att_facts *f, uint32_t node, const char *iso3) {
  return node != ATT_NO_ENTITY && f->nodes.items[node].iso3 != NULL &&
         strcmp(f->nodes.items[node].iso3, iso3) == 0;
}

/* What those beside the holder tell of an office named without a state (role_company.c): have the
 * two the same office of the state; is another of the sentence said to be of the state, and the
 * holder therefore not; the state of another envoy of the sentence, of whoever the holder
 * accompanies or is listed behind, of the superior that the article names; the person at the other
 * end of what is sent. ATT_NO_ENTITY where nothing tells. */
bool att_role_same_office(const att_facts *f, const att_tenure *a, const att_tenure *b,
                          const char *iso3);
bool att_role_is_contrasted(const att_facts *f, const att_tenure *tenure, uint32_t state);
uint32_t att_role_state_of_fellow(const att_facts *f, const att_tenure *tenure, uint32_t *ret_whom);
uint32_t att_role_state_of_companion(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom);
uint32_t att_role_state_of_superior(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom);
uint32_t att_role_correspondent(const att_facts *f, const att_tenure *tenure);

/* "A, accompanied by the holder": the state of A, else of others who go along; of whom the holder
 * appoints to an office there. *ret_whom is who tells it. */
uint32_t att_role_state_of_escorted(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom);
uint32_t att_role_state_of_appointee(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom);

/* "A B met the FBI director", "A B condemned X's invasion of Y": is the state named in what the
 * holder's verb tells of, which is another's? A place is where the two meet, and tells of him whose
 * state is not said. */
bool att_role_is_opposite(const att_facts *f, const att_tenure *tenure, const att_mention *m);

/* Does the holder thank, praise or criticize the state, or give it something, or do its people
 * thank the holder, as it is between two states? */
bool att_role_faces(const att_facts *f, const att_tenure *tenure, uint32_t state);

/* "Somalia's defense minister arrived in Ankara. A B was welcomed": the office that the first
 * sentence has as its subject without a name. */
void att_role_lede(att_facts *facts);

/* The same as att_seat_verbs() for the persons that "he" and "she" mean as subjects. */
void att_seat_pronouns(att_facts *facts);

#endif
