/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/sorted_lines.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 512 }; /* as many as a short article has */

void att_sorted_lines_reset(att_sorted_lines *l) {
  l->iris.count = l->lines.count = l->order.count = 0;
  att_buffer_reset(&l->forms);
  if (l->slots != NULL)
    memset(l->slots, 0, l->slot_count * sizeof *l->slots);
}

void att_sorted_lines_clear(att_sorted_lines *l) {
  free(l->iris.items);
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
static uint32_t *find_slot(const att_sorted_lines *l, att_view iri) {
  size_t mask = l->slot_count - 1;
  size_t at = ((uintptr_t)iri.data ^ (uintptr_t)iri.data >> 11) * 0x9e3779b97f4a7c15u >> 40 & mask;
  for (; l->slots[at] != 0; at = (at + 1) & mask) {
    const att_view *known = &l->iris.items[l->slots[at] - 1].iri;
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
  for (size_t i = 0; i < l->iris.count; i++)
    *find_slot(l, l->iris.items[i].iri) = (uint32_t)(i + 1);
  return ATT_OK;
}

static att_status find_iri(att_sorted_lines *l, att_view iri, uint32_t *ret_number) {
  if (2 * l->iris.count >= l->slot_count)
    ATT_TRY(widen_slots(l));
  uint32_t *slot = find_slot(l, iri);
  if (*slot == 0) {
    size_t at = l->forms.size;
    att_term term = {.kind = ATT_TERM_IRI, .lexical = iri};
    WIDEN(l->iris, l->iris.count + 1);
    ATT_TRY(att_term_write(&term, &l->forms));
    l->iris.items[l->iris.count].iri = iri;
    l->iris.items[l->iris.count].form = (att_form){at, l->forms.size - at};
    *slot = (uint32_t)++l->iris.count;
  }
  *ret_number = *slot - 1;
  return ATT_OK;
}

/* find_iri() for one that is often the subject of the line before. */
static att_status find_subject(att_sorted_lines *l, att_view iri, uint32_t *ret_number) {
  if (l->lines.count > 0) {
    *ret_number = l->lines.items[l->lines.count - 1].s;
    const att_view *last = &l->iris.items[*ret_number].iri;
    if (last->data == iri.data && last->size == iri.size)
      return ATT_OK;
  }
  return find_iri(l, iri, ret_number);
}

static att_status write_literal(att_sorted_lines *l, att_term literal, att_form *ret_form) {
  uint32_t datatype = 0;
  bool typed = literal.datatype.size > 0;
  if (typed)
    ATT_TRY(find_iri(l, literal.datatype, &datatype));
  size_t at = l->forms.size;
  literal.datatype.size = 0;
  ATT_TRY(att_term_write(&literal, &l->forms));
  if (typed) {
    att_form form = l->iris.items[datatype].form;
    ATT_TRY(att_buffer_reserve(&l->forms, form.size + 2)); /* which it is copied within */
    ATT_TRY(att_buffer_append(&l->forms, "^^", 2));
    ATT_TRY(att_buffer_append(&l->forms, l->forms.data + form.at, form.size));
  }
  *ret_form = (att_form){at, l->forms.size - at};
  return ATT_OK;
}

att_status att_sorted_lines_add(att_sorted_lines *l, const att_term_quad *quad) {
  uint32_t s, p, o;
  att_form form;
  assert(quad->s.kind == ATT_TERM_IRI && quad->o.kind != ATT_TERM_BLANK);
  ATT_TRY(find_subject(l, quad->s.lexical, &s));
  ATT_TRY(find_iri(l, quad->p.lexical, &p));
  if (quad->o.kind == ATT_TERM_IRI) {
    ATT_TRY(find_iri(l, quad->o.lexical, &o));
    form = l->iris.items[o].form;
  } else {
    ATT_TRY(write_literal(l, quad->o, &form));
  }
  WIDEN(l->lines, l->lines.count + 1);
  l->lines.items[l->lines.count].s = s;
  l->lines.items[l->lines.count].p = p;
  l->lines.items[l->lines.count++].o = form;
  l->graph = quad->g;
  return ATT_OK;
}

/* Numbers the IRIs by their bytes, those of the same bytes alike. */
static void rank_iris(att_sorted_lines *l) {
  att_line *order = l->order.items;
  const char *forms = (const char *)l->forms.data;
  uint32_t rank = 0;
  for (uint32_t i = 0; i < l->iris.count; i++)
    order[i] = (att_line){
        .at = forms + l->iris.items[i].form.at, .size = l->iris.items[i].form.size, .number = i};
  att_lines_sort(order, l->iris.count);
  for (size_t i = 0; i < l->iris.count; i++) {
    rank += i > 0 && !att_lines_same(&order[i - 1], &order[i]);
    l->iris.items[order[i].number].rank = rank;
  }
}

/* The lines by their subjects' ranks, a bucket each, and within these by their predicates' and by
 * their objects: an IRI never begins another, nor a literal one but with what stands behind the
 * other's line, a space. */
static void order_lines(att_sorted_lines *l) {
  att_line *order = l->order.items;
  uint32_t total = 0, *ends = l->slots; /* of buckets, by rank; the slots are not needed any more */
  memset(ends, 0, l->slot_count * sizeof *ends);
  for (size_t i = 0; i < l->lines.count; i++)
    ends[l->iris.items[l->lines.items[i].s].rank]++;
  for (size_t i = 0; i < l->iris.count; i++) {
    uint32_t count = ends[i];
    ends[i] = total;
    total += count;
  }
  for (uint32_t i = 0; i < l->lines.count; i++)
    order[ends[l->iris.items[l->lines.items[i].s].rank]++] =
        (att_line){.at = (const char *)l->forms.data + l->lines.items[i].o.at,
                   .size = l->lines.items[i].o.size,
                   .key = l->iris.items[l->lines.items[i].p].rank,
                   .number = i};
  for (size_t i = 0, begin = 0; i < l->iris.count; begin = ends[i++])
    if (ends[i] - begin > 1)
      att_lines_sort_keyed(order + begin, ends[i] - begin);
}

static bool same(const att_sorted_lines *l, const att_line *a, const att_line *b) {
  uint32_t i = a->number, k = b->number;
  return l->iris.items[l->lines.items[i].s].rank == l->iris.items[l->lines.items[k].s].rank &&
         l->iris.items[l->lines.items[i].p].rank == l->iris.items[l->lines.items[k].p].rank &&
         att_lines_same(a, b);
}

static void put(char **at, const att_sorted_lines *l, att_form form) {
  memcpy(*at, l->forms.data + form.at, form.size);
  (*at)[form.size] = ' ';
  *at += form.size + 1;
}

att_status att_sorted_lines_write(att_sorted_lines *l, bool quads, att_buffer *out) {
  size_t most = l->iris.count > l->lines.count ? l->iris.count : l->lines.count;
  uint32_t graph = 0;
  if (l->lines.count == 0)
    return ATT_OK;
  if (quads)
    ATT_TRY(find_iri(l, l->graph.lexical, &graph));
  WIDEN(l->order, most + 1);
  rank_iris(l);
  order_lines(l);
  const att_line *order = l->order.items;
  for (size_t i = 0; i < l->lines.count; i++) {
    if (i > 0 && same(l, &order[i - 1], &order[i]))
      continue;
    const att_form forms[] = {l->iris.items[l->lines.items[order[i].number].s].form,
                              l->iris.items[l->lines.items[order[i].number].p].form,
                              l->lines.items[order[i].number].o, l->iris.items[graph].form};
    size_t count = quads ? 4 : 3, size = count + 2;
    for (size_t k = 0; k < count; k++)
      size += forms[k].size;
    ATT_TRY(att_buffer_reserve(out, size));
    char *at = (char *)out->data + out->size;
    for (size_t k = 0; k < count; k++)
      put(&at, l, forms[k]);
    memcpy(at, ".\n", 2);
    out->size += size;
  }
  return ATT_OK;
}
