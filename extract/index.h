/* SPDX-License-Identifier: Apache-2.0
 *
 * Ways into what a document has given so far that do not lead through all of it: by sentence, by
 * person, by kind. They follow the lists of facts.h by themselves as these grow; who takes out of a
 * list, or puts into its midst, says so. Internal to extract/.
 *
 * A loop over what is told in some sentences, or is somebody's, in the order of the list:
 *   for (size_t i = 0; att_mentions_in(f, first, last, &i); i++)
 *   for (size_t i = f->mentions.count; att_mentions_back(f, first, last, &i);)
 *   for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
 */
#ifndef ATT_EXTRACT_INDEX_H
#define ATT_EXTRACT_INDEX_H

#include "extract/facts.h"

#define ATT_NONE SIZE_MAX

/* How many sentences away what a phrase refers to may be. "The general", "the two leaders", "the
 * exercise" of an article mean what it tells of anywhere, and few articles are that long; in what
 * is longer (a report of many chapters, a year's news in one file) nothing is meant that was told
 * so long ago, and each phrase looks at so many sentences, whatever the length. */
enum { ATT_REACH = 200 };

static inline uint32_t att_reach_first(uint32_t sentence) {
  return sentence > ATT_REACH ? sentence - ATT_REACH : 0;
}

/* Is there a mention in the sentences first..last at *i or behind it? *i is its index then. */
bool att_mentions_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i);
bool att_tenures_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i);
bool att_events_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i);
bool att_statements_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i);

/* The same before *i, the last one first. */
bool att_mentions_back(const att_facts *f, uint32_t first, uint32_t last, size_t *i);
bool att_tenures_back(const att_facts *f, uint32_t first, uint32_t last, size_t *i);
bool att_statements_back(const att_facts *f, uint32_t first, uint32_t last, size_t *i);

/* Events in reach of the sentence, before or behind it. */
bool att_events_near(const att_facts *f, uint32_t sentence, size_t *i);
bool att_events_back(const att_facts *f, uint32_t sentence, size_t *i);

/* The next behind `after`, ATT_NONE if there is none: mention of the node, post of the person, move
 * of the initiative, node of the kind (att_node_kind). */
size_t att_mention_of(const att_facts *f, uint32_t node, size_t after);
size_t att_tenure_of(const att_facts *f, uint32_t person, size_t after);
size_t att_move_of(const att_facts *f, uint32_t initiative, size_t after);
size_t att_node_of(const att_facts *f, att_node_kind kind, size_t after);

/* Likewise the meeting or visit with the node among its participants or others, as they were when
 * the event was new; other events get participants later, and are not all found. */
size_t att_event_of(const att_facts *f, uint32_t node, size_t after);

size_t att_mention_count(const att_facts *f, uint32_t node);

void att_index_begin(att_facts *f);

/* Mentions have been put in, posts, moves or events taken out, participants changed. */
void att_index_anew(att_facts *f);

#endif
