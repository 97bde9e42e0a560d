/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <string.h>

#include "text/model_internal.h"

/* Eisner's chart for projective trees. Node 0 is the root, tokens are 1..n. A cell (i, j) holds
 * the best span between them, split at k; `left` ones have their head at j, others at i. */
typedef struct {
  uint32_t nodes, apart;
  const float *scores;          /* rows of dependents, `apart` from each other, of heads */
  float *complete[2], *open[2]; /* [left] */
  uint32_t *complete_split[2], *open_split;
  uint32_t *heads;
} chart;

static float score(const chart *c, uint32_t head, uint32_t dependent) {
  return dependent == 0 ? -FLT_MAX / 4 : c->scores[(size_t)(dependent - 1) * c->apart + head];
}

static void fill(chart *c, uint32_t i, uint32_t j) {
  uint32_t n = c->nodes, at = i * n + j, split = i;
  float best = -FLT_MAX;
  uint32_t last = i == 0 ? 1 : j; /* the root takes one dependent: nothing stands before it */
  for (uint32_t k = i; k < last; k++) {
    float sum = c->complete[0][i * n + k] + c->complete[1][(k + 1) * n + j];
    if (sum > best) {
      best = sum;
      split = k;
    }
  }
  c->open_split[at] = split;
  c->open[0][at] = best + score(c, i, j);
  c->open[1][at] = best + score(c, j, i);
  best = -FLT_MAX;
  for (uint32_t k = i + 1; k <= j; k++) {
    float sum = c->open[0][i * n + k] + c->complete[0][k * n + j];
    if (sum > best) {
      best = sum;
      c->complete_split[0][at] = k;
    }
  }
  c->complete[0][at] = best;
  best = -FLT_MAX;
  for (uint32_t k = i; k < j; k++) {
    float sum = c->complete[1][i * n + k] + c->open[1][k * n + j];
    if (sum > best) {
      best = sum;
      c->complete_split[1][at] = k;
    }
  }
  c->complete[1][at] = best;
}

static void read_open(chart *c, uint32_t i, uint32_t j, bool left);

static void read_complete(chart *c, uint32_t i, uint32_t j, bool left) {
  while (i != j) {
    uint32_t k = c->complete_split[left][i * c->nodes + j];
    read_open(c, left ? k : i, left ? j : k, left);
    if (left)
      j = k;
    else
      i = k;
  }
}

static void read_open(chart *c, uint32_t i, uint32_t j, bool left) {
  uint32_t k = c->open_split[i * c->nodes + j];
  if (left)
    c->heads[i - 1] = j;
  else
    c->heads[j - 1] = i;
  read_complete(c, i, k, false);
  read_complete(c, k + 1, j, true);
}

static void decode_projective(att_arena *arena, const float *scores, uint32_t apart, uint32_t n,
                              uint32_t *heads) {
  uint32_t nodes = n + 1;
  size_t cells = (size_t)nodes * nodes;
  chart c = {.nodes = nodes, .apart = apart, .scores = scores, .heads = heads};
  for (int left = 0; left < 2; left++) {
    c.complete[left] = ATT_NEW_ARRAY(arena, float, cells);
    c.open[left] = ATT_NEW_ARRAY(arena, float, cells);
    c.complete_split[left] = ATT_NEW_ARRAY(arena, uint32_t, cells);
  }
  c.open_split = ATT_NEW_ARRAY(arena, uint32_t, cells);
  for (uint32_t size = 1; size < nodes; size++)
    for (uint32_t i = 0; i + size < nodes; i++)
      fill(&c, i, i + size);
  read_complete(&c, 0, n, false);
}

/* Do the heads make one tree under one root? */
static bool is_tree(att_arena *arena, const uint32_t *heads, uint32_t n) {
  uint32_t roots = 0;
  uint32_t *seen = ATT_NEW_ARRAY(arena, uint32_t, n + 1); /* by which walk */
  for (uint32_t d = 1; d <= n; d++) {
    roots += heads[d - 1] == 0;
    uint32_t at = d;
    while (at != 0 && seen[at] == 0) {
      seen[at] = d;
      at = heads[at - 1];
    }
    if (at != 0 && seen[at] == d)
      return false;
  }
  return roots == 1;
}

void att_model_decode_tree(att_arena *arena, const float *scores, uint32_t apart, uint32_t n,
                           uint32_t *heads) {
  for (uint32_t d = 0; d < n; d++) {
    const float *row = scores + (size_t)d * apart;
    uint32_t best = d == 0 ? 2 : 1;
    if (n == 1)
      best = 0;
    for (uint32_t h = 0; h <= n; h++)
      if (h != d + 1 && row[h] > row[best])
        best = h;
    heads[d] = best;
  }
  if (!is_tree(arena, heads, n))
    decode_projective(arena, scores, apart, n, heads);
}
