/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/sorted_lines.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 512 /* as many as a short article has */, QUAD_IRIS = 4 /* with a datatype's */ };

static const att_view NO_IRI = {NULL, 0};

void att_sorted_lines_reset(att_sorted_lines *l) {
  l->terms.count = l->iri_count = l->lines.count = l->lines.bytes = 0;
  att_buffer_reset(&l->forms);
  if (l->slots != NULL)
    memset(l->slots, 0, l->slot_count * sizeof *l->slots);
}

void att_sorted_lines_clear(att_sorted_lines *l) {
  free(l->terms.items);
  free(l->slots);
  free(l->lines.items);
  free(l->order.items);
  att_buffer_clear(&l->forms);
  memset(l, 0, sizeof *l);
}

/* Room for `count` items; NULL where there is none. */
static void *widen(void *items, size_t count, size_t *capacity, size_t size) {
  if (count <= *capacity)
    return items;
  size_t wider = *capacity > 0 ? *capacity * 2 : FIRST;
  wider = wider < count ? count : wider;
  void *copy = realloc(items, wider * size);
  *capacity = copy != NULL ? wider : *capacity;
  return copy;
}

#define WIDEN(list, least)                                                                         \
  do {                                                                                             \
    void *copy = widen((list).items, (least), &(list).capacity, sizeof *(list).items);             \
    if (copy == NULL)                                                                              \
      return ATT_ERR_MEMORY;                                                                       \
    (list).items = copy;                                                                           \
  } while (0)

/* The slot of an IRI, or the free one where it would be. */
static inline uint32_t *find_slot(const att_sorted_lines *l, att_view iri) {
  size_t mask = l->slot_count - 1;
  size_t at = ((uintptr_t)iri.data ^ (uintptr_t)iri.data >> 11) * 0x9e3779b97f4a7c15u >> 40 & mask;
  for (; l->slots[at] != 0; at = (at + 1) & mask) {
    const att_view *known = &l->terms.items[l->slots[at] - 1].iri;
    if (known->data == iri.data && known->size == iri.size)
      break;
  }
  return &l->slots[at];
}

static att_status widen_slots(att_sorted_lines *l) {
  size_t count = l->slot_count > 0 ? 2 * l->slot_count : 2 * FIRST;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (slots == NULL)
    return ATT_ERR_MEMORY;
  free(l->slots);
  l->slots = slots;
  l->slot_count = count;
  for (size_t i = 0; i < l->terms.count; i++)
    if (l->terms.items[i].iri.data != NULL)
      *find_slot(l, l->terms.items[i].iri) = (uint32_t)(i + 1);
  return ATT_OK;
}

/* Adds the term whose form is what the forms have from `at` on. */
static att_status add_term(att_sorted_lines *l, att_view iri, size_t at) {
  WIDEN(l->terms, l->terms.count + 1);
  l->terms.items[l->terms.count].iri = iri;
  l->terms.items[l->terms.count].at = at;
  l->terms.items[l->terms.count].size = l->forms.size - at;
  l->terms.items[l->terms.count++].rank = 0;
  return ATT_OK;
}

static att_status add_iri(att_sorted_lines *l, att_view iri, uint32_t *slot) {
  size_t at = l->forms.size;
  att_term term = {.kind = ATT_TERM_IRI, .lexical = iri};
  ATT_TRY(att_term_write(&term, &l->forms));
  ATT_TRY(add_term(l, iri, at));
  l->iri_count++;
  *slot = (uint32_t)l->terms.count;
  return ATT_OK;
}

/* There is room for it among the slots. */
static inline att_status find_iri(att_sorted_lines *l, att_view iri, uint32_t *ret_number) {
  uint32_t *slot = find_slot(l, iri);
  if (*slot == 0)
    ATT_TRY(add_iri(l, iri, slot));
  *ret_number = *slot - 1;
  return ATT_OK;
}

/* find_iri() for one that is often the subject of the line before. */
static att_status find_subject(att_sorted_lines *l, att_view iri, uint32_t *ret_number) {
  if (l->lines.count > 0) {
    *ret_number = l->lines.items[l->lines.count - 1].s;
    const att_view *last = &l->terms.items[*ret_number].iri;
    if (last->data == iri.data && last->size == iri.size)
      return ATT_OK;
  }
  return find_iri(l, iri, ret_number);
}

static att_status add_literal(att_sorted_lines *l, att_term literal, uint32_t *ret_number) {
  uint32_t datatype = 0;
  bool typed = literal.datatype.size > 0;
  if (typed)
    ATT_TRY(find_iri(l, literal.datatype, &datatype));
  size_t at = l->forms.size;
  literal.datatype.size = 0;
  ATT_TRY(att_term_write(&literal, &l->forms));
  if (typed) {
    size_t from = l->terms.items[datatype].at, size = l->terms.items[datatype].size;
    ATT_TRY(att_buffer_reserve(&l->forms, size + 2)); /* which it is copied within */
    ATT_TRY(att_buffer_append(&l->forms, "^^", 2));
    ATT_TRY(att_buffer_append(&l->forms, l->forms.data + from, size));
  }
  *ret_number = (uint32_t)l->terms.count;
  return add_term(l, NO_IRI, at);
}

att_status att_sorted_lines_add(att_sorted_lines *l, const att_term_quad *quad) {
  uint32_t s, p, o;
  assert(quad->s.kind == ATT_TERM_IRI && quad->o.kind != ATT_TERM_BLANK);
  if (2 * (l->iri_count + QUAD_IRIS) >= l->slot_count)
    ATT_TRY(widen_slots(l));
  ATT_TRY(find_subject(l, quad->s.lexical, &s));
  ATT_TRY(find_iri(l, quad->p.lexical, &p));
  if (quad->o.kind == ATT_TERM_IRI)
    ATT_TRY(find_iri(l, quad->o.lexical, &o));
  else
    ATT_TRY(add_literal(l, quad->o, &o));
  WIDEN(l->lines, l->lines.count + 1);
  l->lines.items[l->lines.count].s = s;
  l->lines.items[l->lines.count].p = p;
  l->lines.items[l->lines.count++].o = o;
  l->lines.bytes +=
      l->terms.items[s].size + l->terms.items[p].size + l->terms.items[o].size + sizeof "   .";
  l->graph = quad->g;
  return ATT_OK;
}

/* Numbers the IRIs by their bytes from 1 on, those of the same bytes alike. */
static void rank_iris(att_sorted_lines *l) {
  att_line *order = l->order.items;
  const char *forms = (const char *)l->forms.data;
  size_t count = 0;
  uint32_t rank = 1;
  for (uint32_t i = 0; i < l->terms.count; i++)
    if (l->terms.items[i].iri.data != NULL)
      order[count++] = (att_line){
          .at = forms + l->terms.items[i].at, .size = l->terms.items[i].size, .number = i};
  att_lines_sort(order, count);
  for (size_t i = 0; i < count; i++) {
    rank += i > 0 && !att_lines_same(&order[i - 1], &order[i]);
    l->terms.items[order[i].number].rank = rank;
  }
}

/* The lines by their subjects' ranks, a bucket each, and within these by those of predicates and
 * objects: an IRI never begins another, and a literal's '"' comes before an IRI's '<'. Literals by
 * their bytes: one only begins another with what stands behind the other's line, a space. */
static void order_lines(att_sorted_lines *l) {
  att_line *order = l->order.items;
  uint32_t total = 0, *ends = l->slots; /* of buckets, by rank; the slots are not needed any more */
  memset(ends, 0, l->slot_count * sizeof *ends);
  for (size_t i = 0; i < l->lines.count; i++)
    ends[l->terms.items[l->lines.items[i].s].rank]++;
  for (size_t i = 0; i <= l->iri_count; i++) {
    uint32_t count = ends[i];
    ends[i] = total;
    total += count;
  }
  for (uint32_t i = 0; i < l->lines.count; i++) {
    uint32_t o = l->lines.items[i].o;
    order[ends[l->terms.items[l->lines.items[i].s].rank]++] = (att_line){
        .at = (const char *)l->forms.data + l->terms.items[o].at,
        .size = l->terms.items[o].size,
        .key = (uint64_t)l->terms.items[l->lines.items[i].p].rank << 32 | l->terms.items[o].rank,
        .number = i};
  }
  for (size_t i = 0, begin = 0; i <= l->iri_count; begin = ends[i++])
    if (ends[i] - begin > 1)
      att_lines_sort_keyed(order + begin, ends[i] - begin);
}

static bool same(const att_sorted_lines *l, const att_line *a, const att_line *b) {
  return a->key == b->key &&
         l->terms.items[l->lines.items[a->number].s].rank ==
             l->terms.items[l->lines.items[b->number].s].rank &&
         att_lines_same(a, b);
}

static void put(char **at, const att_sorted_lines *l, uint32_t term) {
  size_t size = l->terms.items[term].size;
  memcpy(*at, l->forms.data + l->terms.items[term].at, size);
  (*at)[size] = ' ';
  *at += size + 1;
}

att_status att_sorted_lines_write(att_sorted_lines *l, bool quads, att_buffer *out) {
  size_t most = l->terms.count > l->lines.count ? l->terms.count : l->lines.count;
  size_t bytes = l->lines.bytes;
  uint32_t graph = 0;
  if (l->lines.count == 0)
    return ATT_OK;
  if (quads) {
    ATT_TRY(find_iri(l, l->graph.lexical, &graph));
    bytes += l->lines.count * (l->terms.items[graph].size + 1);
  }
  WIDEN(l->order, most + 1);
  ATT_TRY(att_buffer_reserve(out, bytes));
  rank_iris(l);
  order_lines(l);
  const att_line *order = l->order.items;
  char *at = (char *)out->data + out->size;
  for (size_t i = 0; i < l->lines.count; i++) {
    if (i > 0 && same(l, &order[i - 1], &order[i]))
      continue;
    put(&at, l, l->lines.items[order[i].number].s);
    put(&at, l, l->lines.items[order[i].number].p);
    put(&at, l, l->lines.items[order[i].number].o);
    if (quads)
      put(&at, l, graph);
    memcpy(at, ".\n", 2);
    at += 2;
  }
  out->size = (size_t)(at - (char *)out->data);
  return ATT_OK;
}
