/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom a phrase stands for while it is looked for: shared by reference.c (roles, pairs, groups),
 * guest.c and pronoun.c ("he", "she"). Internal to extract/.
 */
#ifndef ATT_EXTRACT_REFERENCE_H
#define ATT_EXTRACT_REFERENCE_H

#include <string.h>

#include "extract/argument.h"

/* "Colonel A B: At the invitation of C, D came": does the name say whose words the paragraph is? */
static inline bool att_reference_is_label(const att_facts *f, const att_mention *m) {
  const att_sentence *s = &f->document->sentences.items[m->sentence];
  return m->title_first == 0 && m->last + 1 < s->token_count &&
         strcmp(s->tokens[m->last + 1].form, ":") == 0;
}

/* Is it a person whom others of the text's words may mean? */
static inline bool att_reference_is_person(const att_facts *f, const att_mention *m) {
  return f->nodes.items[m->node].kind == ATT_NODE_PERSON && !att_reference_is_label(f, m);
}

/* Does a word of the mention, or of the titles before it, stand as a subject, or beside one: "The
 * commander, Admiral A B"? Or behind "Also present was"? */
static inline bool att_reference_is_subject(const att_facts *f, const att_mention *m) {
  const att_sentence *s = &f->document->sentences.items[m->sentence];
  for (uint32_t t = m->title_first; t <= m->last; t++)
    if (att_rel_base((att_rel)s->tokens[t].rel) == ATT_NSUBJ)
      return true;
  const att_token *name = &s->tokens[m->first];
  uint32_t before = m->title_first;
  if (name->rel == ATT_APPOS && name->head > 0 && name->head <= before)
    return att_rel_base((att_rel)s->tokens[name->head - 1].rel) == ATT_NSUBJ;
  return name->head == 0 && before > 1 && s->tokens[before - 1].rel == ATT_COP;
}

/* The person that "he" or "she" at `t` stands for; ATT_NO_ENTITY. */
uint32_t att_reference_antecedent(const att_clause *c, uint32_t t, bool female);

/* Adds the only ship of the article, or the one of several that travels, whom "the crew", "the
 * officers and sailors" stand for. */
bool att_reference_crew(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the body that was the subject last, for "its staff", "its crew". */
bool att_reference_own_people(const att_clause *c, uint32_t t, att_indexes *agents);

/* Does the person come as a visitor in what was found so far? */
bool att_reference_is_visitor(const att_facts *f, uint32_t person);

/* Adds the persons of the visit told of last before the sentence, whom "the delegation" means where
 * nobody is said to lead it. */
bool att_reference_last_visitors(const att_clause *c, uint32_t t, att_indexes *agents);

/* "Members of the delegation", "the head of the delegation": the token of the delegation that is
 * spoken of so; ATT_NO_TOKEN where none is. */
uint32_t att_reference_delegation_of(const att_clause *c, uint32_t t);

/* Adds whoever leads the delegation at `t`, as the article tells so far; and the delegation's that
 * is the subject of the clause before the pronoun at `t`. False where nobody is meant. */
bool att_reference_leader(const att_clause *c, uint32_t t, att_indexes *agents);

/* "The students", behind "a delegation of 26 students": the delegation's. */
bool att_reference_are_delegates(const att_clause *c, uint32_t t);

/* "The guests, led by A": A, said right behind the plural to lead them. */
bool att_reference_led(const att_clause *c, uint32_t t, att_indexes *agents);
bool att_reference_delegation_before(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds what the token stands for, without its list. False for nothing. */
bool att_reference_itself(const att_clause *c, uint32_t t, att_indexes *agents);

/* The state or body before the noun, as in "the Estonian minister"; ATT_NO_ENTITY. */
uint32_t att_reference_modifier(const att_clause *c, uint32_t t);

/* Is the person of the state, or has a post in the body? */
bool att_reference_belongs(const att_facts *f, uint32_t person, uint32_t body);

/* "the 50th anniversary of A's visit to X": is the visit told of as one of long ago? */
bool att_reference_is_remembered(const att_facts *facts, const att_event *visit);

/* The one person whom the article has visiting up to the sentence; ATT_NO_ENTITY. */
uint32_t att_reference_only_visitor(const att_facts *f, uint32_t sentence);

/* Is the person of the state that the dateline names? */
bool att_reference_is_at_home(const att_facts *f, uint32_t person);

/* Adds whom "his guest", "the host", "the visiting minister" means, by the visits and meetings so
 * far. False where nobody is meant. */
bool att_reference_guest_or_host(const att_clause *c, uint32_t t, att_indexes *agents);

/* Is the noun "the guests", or "the members" of no body that is named behind a visit of several? */
bool att_reference_is_party(const att_clause *c, uint32_t t);

/* Adds who leads "the guests", "the Turkish visitors". False where nobody is meant. */
bool att_reference_guests(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the ship named last that "the destroyer" means, and the one person of the state that "the
 * Kuwaiti officer" does. False where none is meant. */
bool att_reference_ship(const att_clause *c, uint32_t t, att_indexes *agents);
bool att_reference_countryman(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the ship that is the subject of the sentence before, which "she" at the head of this one
 * means where no person can be meant. False where none is. */
bool att_reference_last_ship(const att_clause *c, att_indexes *agents);

/* Adds the person with the post or rank that the noun means, "the prime minister", "the general",
 * who is most in view. False where nobody has one. */
bool att_reference_role(const att_clause *c, uint32_t t, att_indexes *agents);

/* "the defence ministers of X, Y and Z", all of whom are named near by: they. */
bool att_reference_offices(const att_clause *c, uint32_t t, att_indexes *agents);

/* Is the noun the subject of a verb of travel, or of one that such a verb is an infinitive to? */
bool att_reference_is_traveller(const att_clause *c, uint32_t t);

/* Adds the person to whom a subject's office belongs though the name comes in the next sentences.
 * False where none is named. */
bool att_reference_named_ahead(const att_clause *c, uint32_t t, att_indexes *agents);

/* Is the person the subject of a sentence which may go on with whom the one before is about, not
 * somebody who receives, or does something to, him or her? */
bool att_reference_goes_on(att_facts *f, const att_mention *m);

/* "Leaders from the X Command arrived. Gen. A and B, its sergeant, met": adds the persons of that
 * body or state whom the next sentences name first. False where they name none. */
bool att_reference_party_ahead(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the two persons whom the article has said to hold the office in the plural at `t`. */
bool att_reference_two_by_role(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the three persons, each of another state, whom "the three", "the three ministers" mean:
 * those of the meetings told of last, with a third named in the sentence before. */
bool att_reference_three(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the parties of the meeting that "the two", "both sides" at `t` mean, or none. */
void att_reference_last_pair(const att_clause *c, uint32_t t, att_indexes *agents);

/* "A senior Kenyan official said", "Japanese officials told reporters": somebody unnamed who tells
 * something, and is not whom the next sentences name? */
bool att_reference_is_source(const att_clause *c, uint32_t t);

/* Adds the states of those two, where two are known: "both nations agreed to". */
bool att_reference_two_states(const att_clause *c, att_indexes *agents);

#endif
