/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "graph/quad_set.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "graph/vocabulary.h"

void att_quad_set_init(att_quad_set *set, bool merge) {
  *set = (att_quad_set){.bytes = ATT_BUFFER_INIT, .merge = merge};
}

void att_quad_set_clear(att_quad_set *set) {
  free(set->quads);
  free(set->terms);
  free(set->slots);
  att_buffer_clear(&set->bytes);
  att_quad_set_init(set, set->merge);
}

static att_status no_memory(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory for the graph");
}

static att_term view_of(const att_quad_set *set, const att_set_term *term) {
  const char *at = (const char *)set->bytes.data + term->offset;
  return (att_term){term->kind,
                    {at, term->lexical},
                    {at + term->lexical, term->datatype},
                    {at + term->lexical + term->datatype, term->language}};
}

att_term att_quad_set_term(const att_quad_set *set, uint32_t number) {
  return view_of(set, &set->terms[number - 1]);
}

static att_status grow(void **items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity)
    return ATT_OK;
  size_t more = *capacity ? *capacity * 2 : 256;
  void *larger = more < SIZE_MAX / size ? realloc(*items, more * size) : NULL;
  if (!larger)
    return ATT_ERR_MEMORY;
  *items = larger;
  *capacity = more;
  return ATT_OK;
}

static att_status rehash(att_quad_set *set) {
  size_t count = set->slot_count ? set->slot_count * 2 : 1024;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots)
    return ATT_ERR_MEMORY;
  for (size_t i = 0; i < set->term_count; i++) {
    size_t slot = set->terms[i].hash & (count - 1);
    while (slots[slot])
      slot = (slot + 1) & (count - 1);
    slots[slot] = (uint32_t)(i + 1);
  }
  free(set->slots);
  set->slots = slots;
  set->slot_count = count;
  return ATT_OK;
}

static uint64_t hash_of(const att_term *term) {
  uint64_t hash = XXH3_64bits_withSeed(term->lexical.data ? term->lexical.data : "",
                                       term->lexical.size, term->kind);
  if (term->datatype.size)
    hash = XXH3_64bits_withSeed(term->datatype.data, term->datatype.size, hash);
  if (term->language.size)
    hash = XXH3_64bits_withSeed(term->language.data, term->language.size, ~hash);
  return hash;
}

static att_status append_term(att_quad_set *set, const att_term *term, uint64_t hash) {
  ATT_TRY(grow((void **)&set->terms, set->term_count, &set->term_capacity, sizeof *set->terms));
  att_set_term *made = &set->terms[set->term_count];
  *made = (att_set_term){
      hash,      set->bytes.size, term->lexical.size, term->datatype.size, term->language.size,
      term->kind};
  ATT_TRY(att_buffer_append(&set->bytes, term->lexical.data, term->lexical.size));
  ATT_TRY(att_buffer_append(&set->bytes, term->datatype.data, term->datatype.size));
  ATT_TRY(att_buffer_append(&set->bytes, term->language.data, term->language.size));
  set->term_count++;
  return ATT_OK;
}

static bool same(const att_term *a, const att_term *b) {
  return a->kind == b->kind && att_view_equal(a->lexical, b->lexical) &&
         att_view_equal(a->datatype, b->datatype) && att_view_equal(a->language, b->language);
}

static att_status intern(att_quad_set *set, const att_term *term, uint32_t *ret_number,
                         att_error *reterr) {
  if (set->term_count * 2 >= set->slot_count && rehash(set) != ATT_OK)
    return no_memory(reterr);
  if (set->term_count >= UINT32_MAX - 1)
    return att_error_set(reterr, ATT_ERR_LIMIT, "more than 2^32 terms to gather");
  uint64_t hash = hash_of(term);
  size_t slot = hash & (set->slot_count - 1);
  for (; set->slots[slot]; slot = (slot + 1) & (set->slot_count - 1)) {
    const att_set_term *known = &set->terms[set->slots[slot] - 1];
    if (known->hash != hash)
      continue;
    att_term view = view_of(set, known);
    if (!same(&view, term))
      continue;
    *ret_number = set->slots[slot];
    return ATT_OK;
  }
  if (append_term(set, term, hash) != ATT_OK)
    return no_memory(reterr);
  *ret_number = set->slots[slot] = (uint32_t)set->term_count;
  return ATT_OK;
}

att_status att_quad_set_add(att_quad_set *set, const att_term_quad *quad, att_error *reterr) {
  att_set_quad made = {0};
  ATT_TRY(intern(set, &quad->s, &made.s, reterr));
  ATT_TRY(intern(set, &quad->p, &made.p, reterr));
  ATT_TRY(intern(set, &quad->o, &made.o, reterr));
  if (quad->g.kind && !set->merge)
    ATT_TRY(intern(set, &quad->g, &made.g, reterr));
  if (grow((void **)&set->quads, set->count, &set->capacity, sizeof made) != ATT_OK)
    return no_memory(reterr);
  set->quads[set->count++] = made;
  return ATT_OK;
}

static att_status add_to_set(void *context, const att_term_quad *quad, att_error *reterr) {
  return att_quad_set_add(context, quad, reterr);
}

att_quad_sink att_quad_set_sink(att_quad_set *set) {
  return (att_quad_sink){add_to_set, set};
}

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

/* Byte by byte, runs of digits by their value. */
static int compare_natural(att_view a, att_view b) {
  size_t i = 0, j = 0;
  while (i < a.size && j < b.size) {
    if (!digit(a.data[i]) || !digit(b.data[j])) {
      if (a.data[i] != b.data[j])
        return (unsigned char)a.data[i] < (unsigned char)b.data[j] ? -1 : 1;
      i++, j++;
      continue;
    }
    while (i < a.size && a.data[i] == '0')
      i++;
    while (j < b.size && b.data[j] == '0')
      j++;
    size_t from = i, other = j;
    while (i < a.size && digit(a.data[i]))
      i++;
    while (j < b.size && digit(b.data[j]))
      j++;
    if (i - from != j - other)
      return i - from < j - other ? -1 : 1;
    int order = i > from ? memcmp(a.data + from, b.data + other, i - from) : 0;
    if (order)
      return order;
  }
  if (i < a.size || j < b.size)
    return i < a.size ? 1 : -1;
  return att_view_compare(a, b);
}

static int compare_terms(const att_term *a, const att_term *b) {
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  int order = compare_natural(a->lexical, b->lexical);
  if (!order)
    order = compare_natural(a->datatype, b->datatype);
  return order ? order : compare_natural(a->language, b->language);
}

static int compare_numbered(const void *a, const void *b, void *context) {
  const att_quad_set *set = context;
  att_term left = att_quad_set_term(set, *(const uint32_t *)a);
  att_term right = att_quad_set_term(set, *(const uint32_t *)b);
  return compare_terms(&left, &right);
}

static int compare_quads(const void *a, const void *b, void *context) {
  const att_set_quad *x = a, *y = b;
  const att_quad_set *set = context;
  if (x->g != y->g)
    return x->g < y->g ? -1 : 1;
  if (x->s != y->s)
    return x->s < y->s ? -1 : 1;
  if (x->p != y->p)
    return (x->p == set->type ? 0 : x->p) < (y->p == set->type ? 0 : y->p) ? -1 : 1;
  return (x->o > y->o) - (x->o < y->o);
}

/* Puts the terms in order, and in `*ret_place` where each old number went. */
static att_status sort_terms(att_quad_set *set, uint32_t **ret_place) {
  size_t n = set->term_count;
  uint32_t *order = malloc((n + 1) * sizeof *order);
  uint32_t *place = malloc((n + 1) * sizeof *place);
  att_set_term *terms = malloc((n + 1) * sizeof *terms);
  if (!order || !place || !terms) {
    free(order);
    free(place);
    free(terms);
    return ATT_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++)
    order[i] = (uint32_t)(i + 1);
  qsort_r(order, n, sizeof *order, compare_numbered, set);
  place[0] = 0;
  for (size_t i = 0; i < n; i++) {
    place[order[i]] = (uint32_t)(i + 1);
    terms[i] = set->terms[order[i] - 1];
  }
  free(order);
  free(set->terms);
  set->terms = terms;
  set->term_capacity = n + 1;
  *ret_place = place;
  return ATT_OK;
}

att_status att_quad_set_sort(att_quad_set *set, att_error *reterr) {
  uint32_t *place;
  if (sort_terms(set, &place) != ATT_OK)
    return no_memory(reterr);
  free(set->slots);
  set->slots = NULL;
  set->slot_count = 0;
  set->sorted = true;
  set->type = att_quad_set_number(set, ATT_RDF "type");
  for (size_t i = 0; i < set->count; i++) {
    att_set_quad *quad = &set->quads[i];
    *quad = (att_set_quad){place[quad->g], place[quad->s], place[quad->p], place[quad->o]};
  }
  free(place);
  if (set->count)
    qsort_r(set->quads, set->count, sizeof *set->quads, compare_quads, set);
  size_t kept = 0;
  for (size_t i = 0; i < set->count; i++)
    if (!kept || memcmp(&set->quads[kept - 1], &set->quads[i], sizeof *set->quads) != 0)
      set->quads[kept++] = set->quads[i];
  set->count = kept;
  return ATT_OK;
}

uint32_t att_quad_set_number(const att_quad_set *set, const char *iri) {
  att_term wanted = att_term_iri(iri);
  size_t low = 0, high = set->term_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    att_term term = view_of(set, &set->terms[middle]);
    int order = compare_terms(&term, &wanted);
    if (order == 0)
      return (uint32_t)(middle + 1);
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

const att_set_quad *att_quad_set_find(const att_quad_set *set, uint32_t s, uint32_t p,
                                      size_t *ret_count) {
  size_t low = 0, high = set->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (set->quads[middle].s < s)
      low = middle + 1;
    else
      high = middle;
  }
  while (low < set->count && set->quads[low].s == s && p && set->quads[low].p != p)
    low++;
  size_t end = low;
  while (end < set->count && set->quads[end].s == s && (!p || set->quads[end].p == p))
    end++;
  *ret_count = end - low;
  return set->quads + low;
}

size_t att_quad_set_run(const att_quad_set *set, size_t from, bool predicate) {
  const att_set_quad *first = &set->quads[from];
  size_t end = from + 1;
  while (end < set->count && set->quads[end].g == first->g && set->quads[end].s == first->s &&
         (!predicate || set->quads[end].p == first->p))
    end++;
  return end;
}
