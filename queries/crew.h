/* SPDX-License-Identifier: Apache-2.0
 *
 * A part of a plan that several threads work on: each has a copy of its operators, an execution and
 * a transaction of its own on the same state of the store, and takes one piece of the input after
 * the other (morsels: Leis et al., SIGMOD 2014): a stretch of the index that the part's scan reads,
 * or some rows of an operator below, the driver, which is run by one at a time. Pieces are numbered
 * in the input's order. The tables of hash joins are made before and shared. Who uses a crew puts
 * the pieces' results in order, so that the answer is the one that one thread gives. Memory is
 * counted in common. Private to queries/.
 */
#ifndef ATT_QUERIES_CREW_H
#define ATT_QUERIES_CREW_H

#include "queries/exec.h"

typedef struct att_crew att_crew;

/* While planning (jumps to the arena's guard). NULL: the rows of `op` are one thread's matter,
 * because it cannot be shared out, or has too little to do. `terms`: who uses the crew sees to the
 * terms that members make (att_crew_id()). Where but one thread may be busy, a crew of one. */
att_crew *att_crew_plan(att_exec *exec, att_op *op, bool terms);

/* *ret_ready false: one thread has to do it, with `op` as it is and just opened. */
att_status att_crew_begin(att_crew *crew, bool *ret_ready) ATT_MUST_CHECK;
/* After a begin that was ready: ends the threads; `op` is as if just opened. Any number of times.
 */
void att_crew_end(att_crew *crew);

/* Member 0 is the caller's thread. Each member's part gives the rows of the piece it took last. */
unsigned att_crew_size(const att_crew *crew);
att_exec *att_crew_exec(att_crew *crew, unsigned member);
att_op *att_crew_part(att_crew *crew, unsigned member);
/* False where no piece is left. */
att_status att_crew_take(att_crew *crew, unsigned member, uint64_t *ret_number,
                         bool *ret_more) ATT_MUST_CHECK;
/* Whether member 0 has worked for so long that the others should come; true once only. */
bool att_crew_is_late(att_crew *crew);
/* Threads for the other members, as far as they can be had. */
typedef void (*att_crew_work)(void *context, unsigned member);
void att_crew_call(att_crew *crew, att_crew_work work, void *context);
/* Waits for them: without `quit` until they have done their work. */
void att_crew_join(att_crew *crew, bool quit);

/* A member's id as the whole query's: terms that the member made are made again there. */
att_status att_crew_id(att_crew *crew, unsigned member, att_id id, att_id *ret_id) ATT_MUST_CHECK;

/* op_gather.c: the rows of `op` in their order, by a crew. `even`: in batches of the same size but
 * for the last, whoever makes them. */
att_op *att_op_gather(att_exec *exec, att_op *op, att_crew *crew, bool even);

/* op_group.c: has the groups made by a crew, where aggregates allow. */
bool att_op_group_share(att_op *op);

#endif
