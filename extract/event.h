/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings and visits while they are looked for: shared by event.c, meeting.c, visit.c. Internal
 * to extract/.
 */
#ifndef ATT_EXTRACT_EVENT_H
#define ATT_EXTRACT_EVENT_H

#include "extract/argument.h"

bool att_indexes_same(const att_indexes *a, const att_indexes *b); /* as sets */

/* The verb that says of a noun that it is done, with the noun as its object or setting;
 * ATT_NO_TOKEN if none does. */
uint32_t att_event_verb(const att_clause *c, uint32_t t);

/* Adds the agents of all obl and nmod children of `t` with the preposition. */
void att_event_obliques(const att_clause *c, uint32_t t, const char *word, att_indexes *agents);

/* The place, state or body that the phrase names as a place. ATT_NO_ENTITY for none,
 * ATT_NO_ENTITY - 1 for "the country", which att_visit_add() resolves. */
uint32_t att_event_place(const att_clause *c, uint32_t t);

/* Is the state a "Kingdom" (`realm`), as its full name says? */
bool att_event_is_called(att_facts *f, const char *iso3, const char *realm);

/* Are both, the person and the place, known to be of one state? */
bool att_event_is_at_home(const att_facts *f, uint32_t person, uint32_t place);

/* Is the person known to visit a place of another state than `iso3`? */
bool att_event_is_away(const att_facts *f, uint32_t person, const char *iso3);

/* The place that the dateline names; ATT_NO_ENTITY. */
uint32_t att_event_dateline(const att_facts *f);

/* Where the event that the noun or verb tells of took place, as its clause says: a site before its
 * city; ATT_NO_ENTITY. `narrow`: no sea or region. */
uint32_t att_event_where(const att_clause *c, uint32_t t, bool narrow);

/* May both places be one: the same, a site in the city, a city of the state? */
bool att_event_fits_place(const att_facts *f, uint32_t a, uint32_t b);

bool att_event_are_two_sites(const att_facts *f, uint32_t a, uint32_t b);

bool att_meeting_are_ships(const att_facts *f, const att_indexes *agents);

/* Adds a meeting of the two sides (or of `one` among themselves where `other` is empty), unless it
 * does not take place; what is known of already gets what is new. The lists are used up. */
void att_meeting_add(const att_clause *c, uint32_t t, const char *class_name, att_indexes *one,
                     att_indexes *other, const char *rule);

/* The same, with the day that is told by the token `day`: "met A on Monday and | B on Tuesday". */
void att_meeting_add_on(const att_clause *c, uint32_t t, uint32_t day, const char *class_name,
                        att_indexes *one, att_indexes *other, const char *rule);

/* The same with troops or staff, who may be of the state of whoever met them. */
void att_meeting_add_troops(const att_clause *c, uint32_t t, const char *class_name,
                            att_indexes *one, att_indexes *other);

/* Takes out of the list whom the verb's subject met on days of their own, "A on Monday and B on
 * Tuesday", and adds their meetings. */
void att_meeting_by_days(const att_clause *c, uint32_t t, const char *class_name,
                         const att_indexes *one, att_indexes *other);

/* Adds the body whose leaders stand beside a name: "talks between A and the leadership of B". */
void att_meeting_leaders(const att_clause *c, uint32_t t, const char *word, att_indexes *other);

/* "presents a plaque to B, following an office call": those of the verb over it. */
void att_meeting_following(const att_clause *c, uint32_t t, att_indexes *one, att_indexes *other);

/* Makes one of the mentions of a meeting that are told with other sides: "A met B. They discussed
 * X". */
void att_meeting_unite(att_facts *f);

/* Takes out the meetings of one party, whose groups are named as met elsewhere, and what a title
 * says was talked of; their days, places and topics go to the meeting told in full. */
void att_meeting_drop_rests(att_facts *f);

/* To whom a speaker turns who is in talks with one other: that other, by the latest talks told of
 * up to the sentence, else the first behind it; ATT_NO_ENTITY. */
uint32_t att_event_partner(const att_facts *f, uint32_t speaker, uint32_t sentence);

/* Adds who stands behind a "with" among the `most` words behind `t`, wherever the tree has hung
 * him: "his talks earlier the same day with A". */
void att_meeting_with_behind(const att_clause *c, uint32_t t, uint32_t most, att_indexes *other);

/* "a delegation", "Cambodian officials": people rather than the body itself. */
bool att_meeting_is_people(const att_clause *c, uint32_t t);

/* "received a telephone call on Sunday from A": who called. */
void att_meeting_from_caller(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *other);

/* "the ambassador, A B, and the attaché, C D": the office behind `from` that the name is in
 * apposition to, on which the list hangs; else the name. */
uint32_t att_meeting_office_of(const att_clause *c, uint32_t name, uint32_t from);
void att_meeting_by_verb(const att_clause *c, uint32_t t, const att_frame *frame);
void att_meeting_by_noun(const att_clause *c, uint32_t t, const att_frame *frame);
void att_meeting_by_delegations(const att_clause *c, uint32_t t);

/* "A was joined by B for the talks", "Guests included B": meetings with those of the one before. */
void att_meeting_by_fellow(const att_clause *c, uint32_t t);
void att_meeting_by_guest_list(const att_clause *c, uint32_t t);

/* "A hosted a dinner, which was attended by B and C" */
void att_meeting_by_attendance(const att_clause *c, uint32_t t);
void att_meeting_by_caption(const att_clause *c, uint32_t t);

/* Meetings that the parties tell of themselves (meeting_said.c): in quoted words, before the press.
 */
void att_meeting_in_own_words(const att_clause *c, uint32_t t);

/* '"…," A said', "A: …": whose words the quoted token is part of; ATT_NO_ENTITY. */
uint32_t att_meeting_speaker(const att_clause *c, uint32_t t);
void att_meeting_by_joint_press(const att_clause *c, uint32_t t);

/* Meetings implied (meeting_implied.c): persons who do something together, who brief, whom a
 * caption without a verb shows; states of which the noun's verb says that they talked. */
void att_meeting_by_deed(const att_clause *c, uint32_t t, const att_frame *frame);
void att_meeting_by_briefing(const att_clause *c, uint32_t t, const att_frame *frame);
void att_meeting_by_company(const att_clause *c);

/* Meetings told by other deeds (meeting_told.c): "A listens as B explains X", "C also took part"
 * in the talks told of before, "paid a courtesy visit to B". */
void att_meeting_by_listener(const att_clause *c, uint32_t t);
void att_meeting_by_presence(const att_clause *c, uint32_t t);
void att_meeting_by_courtesy(const att_clause *c, uint32_t t);

/* Adds the meetings of the persons with troops or staff told of behind the verb, beside somebody
 * named or alone: "met A and soldiers of X" (meeting_troops.c). Is their body named behind them? */
bool att_meeting_troops(const att_clause *c, uint32_t t, const char *class_name,
                        const att_indexes *who);

/* "visited personnel deployed with X" */
void att_meeting_by_troops_visited(const att_clause *c, uint32_t t);

/* "He introduced his successor, C, to B", or to whom he met: C met B. */
void att_meeting_by_introduction(const att_clause *c, uint32_t t);

/* "will meet A B and, separately, the ministers of X and Y": the states of the offices without a
 * name that stand beside a name. */
void att_meeting_offices(const att_clause *c, uint32_t t, uint32_t object, const char *class_name,
                         const att_indexes *who);
/* Adds the state whose office the noun names where nobody has been found who holds it: "received by
 * the President of X". */
void att_meeting_office(const att_clause *c, uint32_t t, att_indexes *agents);

/* The role of the other side of the verb or noun of meeting that is an office without a name, "the
 * President of X"; NULL. */
const char *att_meeting_office_role(const att_clause *c, uint32_t t);
bool att_meeting_abroad(const att_clause *c, uint32_t t, uint32_t verb, const att_indexes *one);
void att_meeting_states(const att_clause *c, uint32_t t, att_indexes *states);

/* A meeting of the persons of different states; `certain`: only of states that are known. */
void att_meeting_among(const att_clause *c, uint32_t t, const char *class_name,
                       const att_indexes *persons, bool certain, const char *rule);

/* "led a delegation for talks in X", "in X, where A led a delegation for talks": X, in no state of
 * A's; ATT_NO_ENTITY for none. */
uint32_t att_visit_place_of_delegation(const att_clause *c, uint32_t t);

/* Adds a visit for each visitor, unless it is known or does not take place. */
void att_visit_add(const att_clause *c, uint32_t t, att_indexes *visitors, uint32_t place,
                   const char *rule);

/* "He is expected to return home on January 19": the last day of the visit told of last, and the
 * first one where its length is told. */
void att_visit_date_by_return(const att_clause *c, uint32_t t);

/* "is in Ankara on an official visit", "left for Muscat on a visit": is the word's errand one? */
bool att_visit_is_errand(const att_clause *c, uint32_t t);

/* "HMS A docked at X on Monday. The frigate leaves for Y": does a ship that has called at a port go
 * on to another place, with no mission told? */
bool att_visit_is_onward(const att_clause *c, uint32_t t, uint32_t subject);

/* "left X after a visit", "departed at the end of a three-day stay": the noun of the stay that the
 * verb of leaving ends; ATT_NO_TOKEN. */
uint32_t att_visit_stay_ended(const att_clause *c, uint32_t verb);

/* The guests, but for who is at home or an envoy there, visit the place where they are received. */
void att_visit_guests(const att_clause *c, uint32_t t, const att_indexes *guests, uint32_t place);

/* The same, with the place read along the words behind the verb, up to the next clause. */
bool att_visit_guests_along(const att_clause *c, uint32_t t, const att_indexes *guests);

/* "welcomed Strand at Camp Humphreys": the guest, or what is at `guest` if that is a token, tells
 * the place. */
void att_visit_of_guest(const att_clause *c, uint32_t t, uint32_t guest, const att_indexes *guests,
                        const att_indexes *hosts);

/* Guests of somebody known, whose place is told neither with the verb at `t` nor behind it:
 * `guest` is the noun for them. */
void att_visit_at_hosts(const att_clause *c, uint32_t t, uint32_t guest, const att_indexes *guests,
                        const att_indexes *hosts);
void att_visit_by_verb(const att_clause *c, uint32_t t, const att_frame *frame);
void att_visit_by_noun(const att_clause *c, uint32_t t, const att_frame *frame);
bool att_visit_is_port_call(const att_clause *c, uint32_t t);

/* Whose visit the noun at `t` tells of, by "his", "A's", "of A" or "by A"; a port call's ships. */
void att_visit_owners(const att_clause *c, uint32_t t, att_indexes *visitors);

/* "the latter's visit": true where the visit is of such a one, who is added where he is known. */
bool att_visit_is_of_latter(const att_clause *c, uint32_t t, att_indexes *visitors);

/* The persons, or ships too, that the noun at `t` has behind the preposition. */
void att_visit_persons(const att_clause *c, uint32_t t, const char *word, bool ships,
                       att_indexes *persons);

/* "was given a tour", "received a tour", "gave B a tour" */
bool att_visit_is_guided(const att_clause *c, uint32_t verb);

/* The place that the word has behind one of the frame's prepositions, with its token. */
uint32_t att_visit_destination(const att_clause *c, uint32_t t, const att_frame *frame,
                               uint32_t *ret_token);

/* "to X" behind the word, wherever the tree has put it: "travelled together with experts of A to
 * the Philippines". */
uint32_t att_visit_place_along(const att_clause *c, uint32_t t, uint32_t *ret_token);

/* The length of "in June", "last month", "on 3 June" at `t`, as far as that is known; and the days.
 */
uint32_t att_visit_told_at(const att_clause *c, uint32_t t, bool ahead, const char **start,
                           const char **end);

/* "travelled to the Philippines, Malaysia and Fiji": a visit each, read along the words from the
 * first place's token. */
void att_visit_rest(const att_clause *c, uint32_t t, uint32_t first, const att_indexes *visitors);

/* "the visiting minister": a visit to where he or she does something. */
void att_visit_by_adjective(const att_clause *c, uint32_t t);

/* Is it that "visiting", no verb? */
bool att_visit_is_adjective(const att_clause *c, uint32_t t);

/* Journeys told otherwise (visit_journey.c): "X is the last stop on A's trip", "the trip will take
 * A to X". */
void att_visit_by_leg(const att_clause *c, uint32_t t);
void att_visit_by_carrier(const att_clause *c, uint32_t t, const att_frame *frame);

/* "She was accompanied by A and B": their visits, which go with hers. */
void att_visit_by_company(const att_clause *c, uint32_t t);

/* The persons go along on the leader's journey: to the states that it has so far, or the last
 * stop, where the paragraph tells of one. */
void att_visit_along(const att_clause *c, uint32_t t, uint32_t leader, const att_indexes *persons);

/* Is the node on one of the event's sides? */
bool att_event_takes_part(const att_event *e, uint32_t node);

/* What is known of visits in the end (visit_settle.c). "During his visit, A met B in X": the visit
 * of which no more is told than where somebody was met on it. */
void att_visit_untold(att_facts *f);

/* "before departing for New Delhi": who leaves for his own state visits nothing. */
void att_visit_drop_homecoming(const att_facts *f, att_event *e);

/* Is a visit of these visitors told of already? */
bool att_visit_is_known(const att_facts *f, const att_indexes *visitors);

/* The place of a visit whose verb has none beside it (visit_where.c), or no more than a pier;
 * `place` where none is told. */
uint32_t att_visit_place_untold(const att_clause *c, uint32_t t, uint32_t object,
                                const att_indexes *visitors, uint32_t place);

/* The place of the dateline, else the state of those who received the first of the visitors or met
 * him there; ATT_NO_ENTITY where the visitor, a person or a state, is at home there. */
uint32_t att_visit_host(const att_clause *c, const att_indexes *visitors);

/* Where they arrive who arrive on a day, or from somewhere, at a place that is not said;
 * ATT_NO_ENTITY. */
uint32_t att_visit_arrival(const att_clause *c, uint32_t t, const att_indexes *visitors);

/* Is the visit one that somebody is invited to? *ret_guest is who accepts then, or ATT_NO_TOKEN. */
bool att_visit_is_invited(const att_clause *c, uint32_t t, uint32_t *ret_guest);

/* "met Admiral A B and his delegation, currently | visiting the country": the person before the
 * comma, whom the subject met; ATT_NO_TOKEN where nothing of the kind stands there. */
uint32_t att_visit_met_before(const att_clause *c, uint32_t t);

/* Being somewhere (visit_being.c): "will be in Pristina on 20 October", "on his way home from X".
 */
void att_visit_by_copula(const att_clause *c, uint32_t t);

/* "General A B, in Rome for talks,"; "accepted an invitation to Seoul". */
void att_visit_by_aside(const att_clause *c, uint32_t t);
void att_visit_by_invitation(const att_clause *c, uint32_t t);
void att_visit_by_way(const att_clause *c, uint32_t t);
void att_visit_by_sending(const att_clause *c, uint32_t t);

/* Told by other deeds (visit_told.c): "thanked Georgia for the hospitality", "hosted B on board",
 * "observed a drill at X". */
void att_visit_by_deed(const att_clause *c, uint32_t t);

/* "It concludes on 14 May": the days of the edition that the noun or pronoun at `t` stands for. */
void att_event_days(const att_clause *c, uint32_t t, uint32_t initiative);

/* Told by what was before (visit_answer.c): "looks forward to hosting B", "will return the visit".
 */
void att_visit_by_answer(const att_clause *c, uint32_t t);

/* "A met B in X. A travelled with C", once places are known: their visits to where A, from
 * elsewhere, met somebody. */
void att_visit_with_company(const att_clause *c, uint32_t t);

#endif
