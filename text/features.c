/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "text/model_internal.h"

enum { POINTS_MOST = 256, WORD_MOST = 40, SHAPE_MOST = 12 };

/* A form as code points, quotation marks and dashes made plain. */
typedef struct {
  uint32_t points[POINTS_MOST];
  unsigned count;
} word;

static uint32_t plain(uint32_t c) {
  switch (c) {
  case 0x2018:
  case 0x2019:
    return '\'';
  case 0x201c:
  case 0x201d:
    return '"';
  case 0x2013:
  case 0x2014:
  case 0x2011:
  case 0x2212:
    return '-';
  default:
    return c;
  }
}

static void decode(const char *form, word *ret_word) {
  const unsigned char *p = (const unsigned char *)form;
  ret_word->count = 0;
  while (*p != '\0' && ret_word->count < POINTS_MOST) {
    uint32_t c = *p++;
    unsigned more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
    if (more > 0)
      c &= 0x3fu >> more;
    for (; more > 0 && *p != '\0'; more--)
      c = c << 6 | (*p++ & 0x3f);
    ret_word->points[ret_word->count++] = plain(c);
  }
}

static uint32_t add_byte(uint32_t hash, uint32_t byte) {
  return (hash ^ byte) * 16777619u;
}

static uint32_t add_point(uint32_t hash, uint32_t c) {
  if (c < 0x80)
    return add_byte(hash, c);
  if (c < 0x800)
    return add_byte(add_byte(hash, 0xc0 | c >> 6), 0x80 | (c & 0x3f));
  if (c < 0x10000)
    hash = add_byte(hash, 0xe0 | c >> 12);
  else
    hash = add_byte(add_byte(hash, 0xf0 | c >> 18), 0x80 | (c >> 12 & 0x3f));
  return add_byte(add_byte(hash, 0x80 | (c >> 6 & 0x3f)), 0x80 | (c & 0x3f));
}

/* The row of a feature: its kind's letters, then code points (FNV-1a, spread). */
static uint32_t row_of(const char *kind, const uint32_t *points, unsigned count) {
  uint32_t hash = 2166136261u;
  for (; *kind != '\0'; kind++)
    hash = add_byte(hash, (unsigned char)*kind);
  for (unsigned i = 0; i < count; i++)
    hash = add_point(hash, points[i]);
  hash ^= hash >> 15;
  hash = hash * 0x9e3779b1u >> 16;
  return hash != 0 ? hash : 1;
}

static unsigned shape_of(const word *w, uint32_t *shape) {
  unsigned n = 0;
  for (unsigned i = 0; i < w->count; i++) {
    uint32_t c = w->points[i];
    uint32_t k = c >= 'A' && c <= 'Z'   ? 'X'
                 : c >= 'a' && c <= 'z' ? 'x'
                 : c >= '0' && c <= '9' ? 'd'
                 : c > 127              ? 'u'
                                        : c;
    if (n < 2 || shape[n - 1] != k || shape[n - 2] != k)
      shape[n++] = k;
  }
  return n < SHAPE_MOST ? n : SHAPE_MOST;
}

static uint32_t lower_of(uint32_t c) {
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

unsigned att_model_features(const char *form, uint32_t rows[MODEL_FEATURES]) {
  static const char *const SUFFIX[] = {"q1", "q2", "q3", "q4"};
  word w;
  uint32_t low[WORD_MOST + 2], shape[POINTS_MOST];
  decode(form, &w);
  unsigned n = w.count < WORD_MOST ? w.count : WORD_MOST, count = 0;
  low[0] = '^';
  for (unsigned i = 0; i < n; i++) {
    uint32_t c = w.points[i];
    low[i + 1] = c >= '0' && c <= '9' ? '0' : lower_of(c);
  }
  low[n + 1] = '$';
  rows[count++] = row_of("w", low + 1, n);
  rows[count++] = row_of("v", low + 1, n);
  rows[count++] = row_of("o", w.points, n);
  unsigned shape_size = shape_of(&w, shape);
  rows[count++] = row_of("s", shape, shape_size);
  for (unsigned k = 1; k <= 3; k++)
    rows[count++] = row_of("p", low + 1, k < n ? k : n);
  for (unsigned k = 1; k <= 4; k++)
    rows[count++] = row_of(SUFFIX[k - 1], low + 1 + (n > k ? n - k : 0), n > k ? k : n);
  for (unsigned i = 0; i < n && count < MODEL_FEATURES; i++)
    rows[count++] = row_of("t", low + i, 3);
  return count;
}

static uint64_t add_byte64(uint64_t hash, uint32_t byte) {
  return (hash ^ byte) * 0x100000001b3u;
}

/* FNV-1a of the points' UTF-8, in small letters. */
static uint64_t key_of(const uint32_t *points, unsigned count) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (unsigned i = 0; i < count; i++) {
    uint32_t c = lower_of(points[i]);
    if (c < 0x80) {
      hash = add_byte64(hash, c);
      continue;
    }
    unsigned more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    hash = add_byte64(hash, (0xff00u >> (more + 1) & 0xffu) | c >> 6 * more);
    while (more-- > 0)
      hash = add_byte64(hash, 0x80 | (c >> 6 * more & 0x3f));
  }
  return hash;
}

static uint32_t search(const model_vectors *vectors, uint64_t key) {
  uint32_t low = 1, high = vectors->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (vectors->keys[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low < vectors->count && vectors->keys[low] == key ? low : 0;
}

uint32_t att_model_vector(const model_vectors *vectors, const char *form) {
  word w;
  decode(form, &w);
  uint32_t found = search(vectors, key_of(w.points, w.count));
  unsigned tail = w.count;
  while (tail > 0 && w.points[tail - 1] != '-')
    tail--;
  return found != 0 || tail == 0 ? found : search(vectors, key_of(w.points + tail, w.count - tail));
}
