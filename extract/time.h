/* SPDX-License-Identifier: Apache-2.0
 *
 * What time.c is made of: days as written (time_read.c), whose a day is (time_whose.c). Internal to
 * extract/.
 */
#ifndef ATT_EXTRACT_TIME_H
#define ATT_EXTRACT_TIME_H

#include "extract/argument.h"
#include "extract/calendar.h"

/* A place in a sentence from which a date is read. */
typedef struct {
  const att_clause *c; /* NULL where only the words count */
  const att_sentence *s;
  uint32_t at;
} att_time_cursor;

/* The word so many behind the cursor's; "" beyond the sentence. */
const char *att_time_word(att_time_cursor *k, uint32_t ahead);

/* "-", "to", "through", "and": does the word join two days? */
bool att_time_is_dash(const char *w);

/* A calendar date or range at the cursor; its length in tokens, 0 for none. */
uint32_t att_time_calendar(att_time_cursor *k, att_calendar_day *from, att_calendar_day *to);

/* Is what the token tells of to come, by itself or by the verb whose subject it is: "Exercise X
 * will begin on Tuesday"? */
bool att_time_is_ahead(const att_clause *c, uint32_t t);

/* "The minister, who arrived on Wednesday, is to visit X": the day at `at` is that of a relative
 * clause which the token neither stands in nor is described by. */
bool att_time_is_of_relative(const att_clause *c, uint32_t t, uint32_t at);

/* "received B on Monday, who is on a visit to X", "who is visiting X": does the token tell how
 * things stand, with no day of its own? */
bool att_time_tells_state(const att_clause *c, uint32_t t);

/* Is the day at `at` that of another clause or noun than the token's? `ahead`: the token's is to
 * come. */
bool att_time_is_of_others(const att_clause *c, uint32_t t, uint32_t at, bool ahead);

#endif
