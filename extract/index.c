/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists are made by passes over the sentences, so that they are a few runs in which sentences
 * ascend (mentions: the body's, then the headlines'), each searched by halves. What is somebody's
 * is listed by key.
 */
#include "extract/index.h"

#include <stddef.h>
#include <string.h>

/* Where the runs begin of the first `seen` items of a list. */
typedef struct {
  size_t *items;
  size_t count, capacity;
  size_t seen;
} runs;

/* By key the indexes of its items among the first `seen` of a list, ascending. */
typedef struct {
  att_indexes *items;
  size_t count, capacity;
  size_t seen;
} keys;

struct att_index {
  runs mentions, tenures, events, statements;
  keys mentions_of, tenures_of, moves_of, nodes_of, events_of;
};

/* Items of any kind by their sentences: that of item i stands at base + i * stride + offset. */
typedef struct {
  const char *base;
  size_t offset, stride, count;
} told;

#define TOLD(list, type, field)                                                                    \
  ((told){(const char *)(list).items, offsetof(type, field), sizeof(type), (list).count})

static uint32_t sentence_of(const told *l, size_t i) {
  return *(const uint32_t *)(const void *)(l->base + i * l->stride + l->offset);
}

static void follow(att_arena *arena, runs *r, const told *l) {
  for (; r->seen < l->count; r->seen++)
    if (r->seen == 0 || sentence_of(l, r->seen) < sentence_of(l, r->seen - 1))
      *ATT_PUSH(arena, r) = r->seen;
}

/* The first of the ascending items begin..end-1 that is not of a sentence before. */
static size_t lower(const told *l, size_t begin, size_t end, uint32_t sentence) {
  while (begin < end) {
    size_t middle = begin + (end - begin) / 2;
    if (sentence_of(l, middle) < sentence)
      begin = middle + 1;
    else
      end = middle;
  }
  return begin;
}

static bool next_in(const att_facts *f, runs *r, told l, uint32_t first, uint32_t last, size_t *i) {
  if (*i < l.count && sentence_of(&l, *i) >= first && sentence_of(&l, *i) <= last)
    return true;
  follow(f->arena, r, &l);
  for (size_t k = 0; k < r->count; k++) {
    size_t begin = r->items[k], end = k + 1 < r->count ? r->items[k + 1] : l.count;
    if (end <= *i)
      continue;
    size_t at = lower(&l, *i > begin ? *i : begin, end, first);
    if (at < end && sentence_of(&l, at) <= last) {
      *i = at;
      return true;
    }
  }
  return false;
}

static bool next_back(const att_facts *f, runs *r, told l, uint32_t first, uint32_t last,
                      size_t *i) {
  if (*i > 0 && sentence_of(&l, *i - 1) >= first && sentence_of(&l, *i - 1) <= last) {
    --*i;
    return true;
  }
  follow(f->arena, r, &l);
  for (size_t k = r->count; k-- > 0;) {
    size_t begin = r->items[k], end = k + 1 < r->count ? r->items[k + 1] : l.count;
    if (begin >= *i)
      continue;
    end = end < *i ? end : *i;
    size_t at = last == UINT32_MAX ? end : lower(&l, begin, end, last + 1);
    if (at > begin && sentence_of(&l, at - 1) >= first) {
      *i = at - 1;
      return true;
    }
  }
  return false;
}

bool att_mentions_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_in(f, &f->index->mentions, TOLD(f->mentions, att_mention, sentence), first, last, i);
}

bool att_mentions_back(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_back(f, &f->index->mentions, TOLD(f->mentions, att_mention, sentence), first, last,
                   i);
}

bool att_tenures_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_in(f, &f->index->tenures, TOLD(f->tenures, att_tenure, evidence.sentence), first,
                 last, i);
}

bool att_tenures_back(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_back(f, &f->index->tenures, TOLD(f->tenures, att_tenure, evidence.sentence), first,
                   last, i);
}

bool att_statements_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_in(f, &f->index->statements, TOLD(f->statements, att_statement, evidence.sentence),
                 first, last, i);
}

bool att_statements_back(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_back(f, &f->index->statements, TOLD(f->statements, att_statement, evidence.sentence),
                   first, last, i);
}

bool att_events_in(const att_facts *f, uint32_t first, uint32_t last, size_t *i) {
  return next_in(f, &f->index->events, TOLD(f->events, att_event, evidence.sentence), first, last,
                 i);
}

bool att_events_near(const att_facts *f, uint32_t sentence, size_t *i) {
  return att_events_in(f, att_reach_first(sentence), sentence + ATT_REACH, i);
}

bool att_events_back(const att_facts *f, uint32_t sentence, size_t *i) {
  return next_back(f, &f->index->events, TOLD(f->events, att_event, evidence.sentence),
                   att_reach_first(sentence), sentence + ATT_REACH, i);
}

static void list(const att_facts *f, keys *k, uint32_t key, size_t item) {
  if (key == ATT_NO_ENTITY)
    return;
  while (k->count <= key)
    (void)ATT_PUSH(f->arena, k);
  att_indexes *of = &k->items[key];
  if (of->count == 0 || of->items[of->count - 1] != item)
    *ATT_PUSH(f->arena, of) = (uint32_t)item;
}

static size_t next_of(const keys *k, uint32_t key, size_t after) {
  if (key >= k->count)
    return ATT_NONE;
  const att_indexes *of = &k->items[key];
  size_t begin = 0, end = of->count;
  while (after != ATT_NONE && begin < end) {
    size_t middle = begin + (end - begin) / 2;
    if (of->items[middle] <= after)
      begin = middle + 1;
    else
      end = middle;
  }
  return begin < of->count ? of->items[begin] : ATT_NONE;
}

size_t att_mention_of(const att_facts *f, uint32_t node, size_t after) {
  keys *k = &f->index->mentions_of;
  for (; k->seen < f->mentions.count; k->seen++)
    list(f, k, f->mentions.items[k->seen].node, k->seen);
  return next_of(k, node, after);
}

size_t att_mention_count(const att_facts *f, uint32_t node) {
  (void)att_mention_of(f, node, ATT_NONE);
  return node < f->index->mentions_of.count ? f->index->mentions_of.items[node].count : 0;
}

size_t att_tenure_of(const att_facts *f, uint32_t person, size_t after) {
  keys *k = &f->index->tenures_of;
  for (; k->seen < f->tenures.count; k->seen++)
    list(f, k, f->tenures.items[k->seen].person, k->seen);
  return next_of(k, person, after);
}

size_t att_move_of(const att_facts *f, uint32_t initiative, size_t after) {
  keys *k = &f->index->moves_of;
  for (; k->seen < f->moves.count; k->seen++)
    list(f, k, f->moves.items[k->seen].initiative, k->seen);
  return next_of(k, initiative, after);
}

size_t att_node_of(const att_facts *f, att_node_kind kind, size_t after) {
  keys *k = &f->index->nodes_of;
  for (; k->seen < f->nodes.count; k->seen++)
    list(f, k, f->nodes.items[k->seen].kind, k->seen);
  return next_of(k, kind, after);
}

size_t att_event_of(const att_facts *f, uint32_t node, size_t after) {
  keys *k = &f->index->events_of;
  for (; k->seen < f->events.count; k->seen++) {
    const att_event *e = &f->events.items[k->seen];
    if (k->seen + 1 == f->events.count && e->participants.count + e->others.count == 0)
      break; /* which is being made */
    for (size_t i = 0; i < e->participants.count; i++)
      list(f, k, e->participants.items[i], k->seen);
    for (size_t i = 0; i < e->others.count; i++)
      list(f, k, e->others.items[i], k->seen);
  }
  return next_of(k, node, after);
}

void att_index_begin(att_facts *f) {
  f->index = ATT_NEW(f->arena, att_index);
}

void att_index_anew(att_facts *f) {
  runs *by_sentence[] = {&f->index->mentions, &f->index->tenures, &f->index->events};
  keys *by_key[] = {&f->index->mentions_of, &f->index->tenures_of, &f->index->moves_of,
                    &f->index->events_of};
  for (size_t i = 0; i < sizeof by_sentence / sizeof *by_sentence; i++)
    by_sentence[i]->count = by_sentence[i]->seen = 0;
  for (size_t i = 0; i < sizeof by_key / sizeof *by_key; i++) {
    for (size_t n = 0; n < by_key[i]->count; n++)
      by_key[i]->items[n].count = 0;
    by_key[i]->seen = 0;
  }
}
