/* SPDX-License-Identifier: Apache-2.0
 *
 * Moves of initiatives: what the files that read them share. An action and a status are constants
 * of the vocabulary ("hold", "scheduled").
 */
#ifndef ATT_EXTRACT_MOVE_H
#define ATT_EXTRACT_MOVE_H

#include "extract/argument.h"

/* --- what is told: move.c */

/* The initiative's class, or that of the sessions of a body; NULL for none. */
const char *att_move_class(const att_node *node);
bool att_move_is_of_class(const att_clause *c, const att_mention *m, const char *name);

/* Has the verb what its row asks for: "take place", "draw to a close"; the noun its "under"? */
bool att_move_has_object(const att_clause *c, uint32_t t, const att_frame *frame);

/* --- what nouns stand for: move_series.c */

/* Is the node an undertaking, or a body whose sessions are one? */
bool att_move_is_initiative(const att_node *node);

/* Stands a year before the word that is still to come: "the 2025 edition"? */
bool att_move_is_later_year(const att_clause *c, uint32_t t);

/* The initiative whose edition, session or kind the common noun means; ATT_NO_ENTITY for none. */
uint32_t att_move_series(const att_clause *c, uint32_t t);

/* The initiative that "it" at `t` means; ATT_NO_ENTITY for none. */
uint32_t att_move_pronoun(const att_clause *c, uint32_t t);

/* --- bodies that are missions: move_mission.c */

/* By its name: "the EU Training Mission in Somalia", "the Alliance of Sahel States". */
bool att_move_may_be_mission(const att_facts *f, const att_node *node);

/* Adds its names that reach beyond those of bodies: "| in support of Ukraine (EUMAM Ukraine)". */
void att_move_name_mission(const att_clause *c, const att_mention *m);

/* --- how far it has come: move_status.c */

/* What tense, governing verbs and adverbs make of the action that the word at `t` tells. */
const char *att_move_status_word(const att_clause *c, uint32_t t, const char *action,
                                 att_event_status status);

/* The same status, of what begins or ends with the edition itself as subject or object. */
const char *att_move_status_of_edition(const att_clause *c, const att_mention *m, uint32_t t,
                                       const char *action, const char *status);

/* Has the word a date of an earlier year? */
bool att_move_is_long_ago(const att_clause *c, uint32_t t);

/* Has the initiative's edition begun, as the article tells? */
bool att_move_is_open(const att_clause *c, const att_mention *m);

/* --- what is told beside an edition: move_aside.c */

/* "the X planning conference", "a final planning event for X": it is to be held. */
bool att_move_add_planning(const att_clause *c, const att_mention *m);

/* "met at the Pentagon for the annual X Consultations" */
bool att_move_add_gathering(const att_clause *c, const att_mention *m);

/* Does the word at `t` tell of no move: "is held every two years", "why X was created"? */
bool att_move_is_none(const att_clause *c, uint32_t t, const char *action);

/* "the recently concluded X", "the ongoing X", "the closing days of X" */
bool att_move_add_stage(const att_clause *c, const att_mention *m);
bool att_move_add_confirmed(const att_clause *c, const att_mention *m);
bool att_move_add_session(const att_clause *c, const att_mention *m, uint32_t verb);

/* Adds the edition of an exercise that has no move: "next year's X", "Exercise X in July". */
void att_move_add_dated(const att_clause *c, const att_mention *m);

/* --- one for each, however often it is told: move_list.c */

/* Actions of one kind have one number: 1 an edition takes place, 2 it does not, 3 resume, 4 expand,
 * 5 others. */
int att_move_kind(const char *action);
bool att_move_is_hosting(const char *action);

/* Adds the move that the word at `t` tells, or betters the one that it repeats. */
void att_move_push(const att_clause *c, uint32_t t, uint32_t initiative, const char *action,
                   const char *status);

/* "took part in Exercise X in 2018": the edition that an event tells of with its time. */
void att_move_add_edition(att_facts *f, const att_event *e);

/* Takes out the plan of what was called off. */
void att_move_drop_called_off(att_facts *f);

#endif
