/* SPDX-License-Identifier: Apache-2.0
 *
 * Events besides meetings and visits while they are looked for: shared by occasion.c (what is the
 * same event, who takes part), occasion_named.c (editions of initiatives), occasion_noun.c and
 * occasion_verb.c (the frames of class event), occasion_mission.c (contributions to missions),
 * occasion_presence.c (troops abroad),
 * occasion_session.c (meetings of bodies), occasion_post.c (changes of posts),
 * occasion_paper.c (agreements), occasion_given.c (who gives and gets), occasion_thanks.c
 * (what thanks are given for), occasion_aim.c (what for), occasion_partakers.c (who takes part).
 * Internal to extract/.
 */
#ifndef ATT_EXTRACT_OCCASION_H
#define ATT_EXTRACT_OCCASION_H

#include <string.h>
#include <strings.h>

#include "extract/argument.h"

/* A mention of an event. */
typedef struct {
  const char *class_name;
  const char *name; /* "short\nlonger", NULL if it has none */
  const char *rule;
  att_indexes agents;
  bool named; /* by its initiative */
  uint32_t initiative;
  bool definite; /* "the exercise": one that was told of before, if there is one */
  bool alone;    /* an event though nobody is said to take part */
  bool to_come;  /* the word tells that it is agreed: "ordered tanks" */
} att_occasion;

static inline bool is(const att_clause *c, uint32_t t, const char *word) {
  return att_token_is(c->s, t, word);
}

static inline bool has_rel(const att_clause *c, uint32_t t, att_rel rel) {
  return att_rel_base((att_rel)c->s->tokens[t].rel) == rel;
}

/* The mention that holds the token; NULL if none. */
static inline const att_mention *mention_of(const att_clause *c, uint32_t t) {
  uint32_t m = t < c->s->token_count ? c->facts->owner[c->number][t] : 0;
  return m == 0 ? NULL : &c->facts->mentions.items[m - 1];
}

/* att_node_kind of what the token names, UINT8_MAX for nothing. */
static inline uint8_t kind_at(const att_clause *c, uint32_t t) {
  const att_mention *m = mention_of(c, t);
  return m == NULL ? UINT8_MAX : c->facts->nodes.items[m->node].kind;
}

/* An exercise and a training are one kind of thing to those who tell of them. */
bool att_occasion_near(const char *a, const char *b);

/* Is the token what talks are about, rather than something that takes place? */
bool att_occasion_is_matter(const att_clause *c, uint32_t t);

/* Does an event of the class take place in a city or at a site rather than at sea? */
bool att_occasion_is_narrow(const char *class_name);

/* The place or state that the token's clause has behind "at", "in", "on", "off"; ATT_NO_ENTITY. */
uint32_t att_occasion_place(const att_clause *c, uint32_t t);

/* Adds the agents of all obliques with one of the prepositions; the list ends with NULL. */
void att_occasion_obliques(const att_clause *c, uint32_t t, const char *const *words,
                           att_indexes *agents);

/* Adds states, bodies and persons that modify the noun: "Cambodian officers". */
void att_occasion_modifiers(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds whose people the noun means: "Uzbek cadets", "nurses of the X Wing", "its officers". */
void att_occasion_people(const att_clause *c, uint32_t t, att_indexes *agents);

/* Takes out the ship that the phrase names which is given ("the corvette INS A") and returns it;
 * ATT_NO_ENTITY. */
uint32_t att_occasion_drop_ship(const att_clause *c, uint32_t thing, att_indexes *agents);

/* Is it troops without a name: "soldiers", "service members"? */
bool att_occasion_is_troops(const att_clause *c, uint32_t t);

/* Is it a unit or a command by name? */
bool att_occasion_is_unit(const att_clause *c, uint32_t t);

/* Are the troops counted, or said whose they are: "3,000 soldiers", "American troops"? */
bool att_occasion_is_counted(const att_clause *c, uint32_t t);

/* Adds the states of the list "A, B and C" that the subject stands in, where the tree has cut it.
 */
void att_occasion_listed(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds the two states that "the two countries" means: the only ones named so far. */
void att_occasion_both(const att_clause *c, uint32_t t, att_indexes *agents);

/* Adds whom participles and relative clauses behind the noun name: "led by Germany", "which
 * brought together A and B". */
void att_occasion_clauses(const att_clause *c, uint32_t t, att_indexes *agents);

/* The nearest verb above, at most four steps; ATT_NO_TOKEN if none. */
uint32_t att_occasion_verb(const att_clause *c, uint32_t t);

/* Where the noun's phrase begins: its modifiers, no article, no number. */
uint32_t att_occasion_start(const att_clause *c, uint32_t t);

/* The noun's name: with its modifiers, and with its first prepositional phrase. */
const char *att_occasion_name(const att_clause *c, uint32_t t);

/* Is it "the exercise", "the three-week drill", with no name, number or order that tells it from
 * others? */
bool att_occasion_is_definite(const att_clause *c, uint32_t t);

/* The event that the token tells of: one known already, with what this mention adds, or a new one.
 * NULL if it is denied or nobody takes part. */
att_event *att_occasion_add(const att_clause *c, uint32_t t, att_occasion *what);

/* The event of the initiative; NULL if none has been told of. */
att_event *att_occasion_of(const att_clause *c, uint32_t initiative);

/* The exercise, conference or other event that the noun phrase names: by its initiative, else the
 * latest of its class; NULL for none. No ceremony. */
att_event *att_occasion_at(const att_clause *c, uint32_t t);

/* The latest exercise, training or conference of the sentences so far; NULL for none. */
att_event *att_occasion_latest(const att_clause *c);

/* Does the verb tell of people sent along, the object, with no word of where to? */
bool att_occasion_is_sent_along(const att_clause *c, uint32_t verb, uint32_t object);

/* The exercise or training told of last, at most three sentences before; NULL for none. */
att_event *att_occasion_latest_drill(const att_clause *c);

/* What exercises, trainings and visits are for, told by the word at `t` (occasion_aim.c). */
void att_occasion_aims(const att_clause *c, uint32_t t);

/* Who gives and gets (occasion_given.c): "the delivery of boats by A to B", under the goods at `t`;
 * the partner in talks who is thanked for it; who announces that it goes to somebody else. */
void att_occasion_hands(const att_clause *c, uint32_t t, att_indexes *agents);
void att_occasion_thanked_partner(const att_clause *c, uint32_t t, uint32_t verb,
                                  att_indexes *agents);
void att_occasion_giver(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *agents);

/* Adds whom the verb has take part in an exercise, a training or a conference. */
void att_occasion_partakers(const att_clause *c, uint32_t t);

/* "its contributions to the mission", "troops serving in X", "Italy commands KFOR". */
void att_occasion_mission(const att_clause *c, uint32_t t);

/* "Georgian troops in Afghanistan". */
void att_occasion_presence(const att_clause *c, uint32_t t);

static inline bool att_occasion_in_title(const att_clause *c) {
  return c->facts->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
}

/* Is it an agreement by name, or a paper that is signed? */
bool att_occasion_is_paper(const att_clause *c, uint32_t t);

/* Adds who signs the paper `thing`, told by the word at `t`. */
void att_occasion_signatories(const att_clause *c, uint32_t t, uint32_t thing, att_occasion *what);

/* Names the event of that number by the paper, and adds one for each other paper of its list. */
void att_occasion_papers(const att_clause *c, uint32_t t, uint32_t thing, uint32_t number);

/* An agreement that is being negotiated. */
void att_occasion_negotiated(const att_clause *c, uint32_t t);

/* Adds whose post the verb changes; false where it changes none. */
bool att_occasion_post(const att_clause *c, uint32_t t, const att_frame *frame, bool passive,
                       uint32_t thing, att_occasion *what);

/* "his appointment in April" */
void att_occasion_post_noun(const att_clause *c, uint32_t t);

/* Is the meeting one of a body, a conference? *ret_name is its name then. */
bool att_occasion_is_session(const att_clause *c, uint32_t t, const char **ret_name);

/* Adds whose the places or scholarships at `t` are for: "places for X cadets". */
void att_occasion_pupils(const att_clause *c, uint32_t t, att_indexes *agents);

/* Are they for somebody's, and not only asked for? */
bool att_occasion_has_pupils(const att_clause *c, uint32_t t);

/* The matter that the verb's subject works on with people who are taught; ATT_NO_TOKEN. */
uint32_t att_occasion_lesson(const att_clause *c, uint32_t t);

/* The parts of a training that the verb's subject goes through; ATT_NO_TOKEN. */
uint32_t att_occasion_lane(const att_clause *c, uint32_t t);

/* Adds what the training that the verb tells of is in. */
void att_occasion_lessons(const att_clause *c, uint32_t t, att_event *e);

/* What a sentence says of the event that it names: its status, by a clause behind the name perhaps,
 * that it did not take place, or nothing, since it is only talked about. `edition`: its name with a
 * number; NULL. */
typedef enum { ATT_TOLD, ATT_TOLD_BEHIND, ATT_TOLD_DENIED, ATT_TOLD_NOTHING } att_told;
att_told att_occasion_told(const att_clause *c, const att_mention *m, const char *edition,
                           att_event_status *ret_status);

/* What thanks are given for. */
void att_occasion_by_thanks(const att_clause *c, uint32_t t);
void att_occasion_by_name(const att_clause *c, const att_mention *m);
void att_occasion_by_edition(const att_clause *c, uint32_t t);
void att_occasion_by_gathering(const att_clause *c, uint32_t t);
void att_occasion_by_summit(const att_clause *c, uint32_t t);
void att_occasion_by_noun(const att_clause *c, uint32_t t, const att_frame *frame);
bool att_occasion_by_verb(const att_clause *c, uint32_t t, const att_frame *frame);

/* The days that the verb, and those joined to it, tell of the event's beginning and end: "began on
 * 3 May and ended on 14 May". */
void att_occasion_days(const att_clause *c, uint32_t verb, att_event *e);

/* Is the phrase that the word stands in the verb's subject or object? */
bool att_occasion_is_of(const att_clause *c, uint32_t t, uint32_t verb);

/* Does the verb tell that the event has been held, or begun, in the year of the article? */
bool att_occasion_took_place(const att_clause *c, uint32_t verb);

#endif
