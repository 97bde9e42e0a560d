/* SPDX-License-Identifier: Apache-2.0
 *
 * Products of rounded rows. Weights are packed in blocks of sixteen rows: for each pair of columns,
 * the sixteen rows' two values. So a pair of a token's values, repeated, meets sixteen rows in two
 * registers, and the sums need no adding up across a register (as in BLIS; Van Zee and van de Geijn
 * 2015).
 */
#include <math.h>
#include <string.h>

#include "text/model_internal.h"

enum {
  PACKED = 2 * MODEL_BLOCK, /* values of a block for a pair of columns */
  TILE = 96                 /* tokens whose activations stay in a near cache */
};

void att_model_pack(const int16_t *rows, uint32_t count, uint32_t stride, int16_t *ret_packed) {
  for (uint32_t r = 0; r < att_model_padded(count); r++) {
    int16_t *to = ret_packed + (size_t)(r / MODEL_BLOCK) * MODEL_BLOCK * stride;
    for (uint32_t i = 0; i < stride; i += 2)
      for (uint32_t k = 0; k < 2; k++)
        to[(size_t)i * MODEL_BLOCK + r % MODEL_BLOCK * 2 + k] =
            r < count ? rows[(size_t)r * stride + i + k] : 0;
  }
}

static void multiply_plainly(const int16_t *packed, uint32_t rows, const model_rounded *x,
                             uint32_t tokens, int32_t *out) {
  for (uint32_t r = 0; r < rows; r += MODEL_BLOCK)
    for (uint32_t t = 0; t < tokens; t++) {
      const int16_t *w = packed + (size_t)r * x->stride, *v = x->values + (size_t)t * x->stride;
      int32_t sums[MODEL_BLOCK] = {0};
      for (uint32_t i = 0; i < x->stride; i += 2, w += PACKED)
        for (uint32_t k = 0; k < MODEL_BLOCK; k++)
          sums[k] += w[2 * k] * v[i] + w[2 * k + 1] * v[i + 1];
      memcpy(out + (size_t)t * rows + r, sums, sizeof sums);
    }
}

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE_AVX2 static inline AVX2 __attribute__((always_inline))

enum { GROUP = 6 /* tokens at a time: twelve sums, two rows' registers, one of the token */ };
typedef __m256i wide;

INLINE_AVX2 wide add_products(wide sums, wide a, wide b) {
  return _mm256_add_epi32(sums, _mm256_madd_epi16(a, b));
}

/* One block's sums of n tokens (at most GROUP); n is a constant where it is called. */
INLINE_AVX2 void multiply_group(const int16_t *w, const int16_t *x, uint32_t stride, unsigned n,
                                int32_t *out, uint32_t rows) {
  wide low[GROUP], high[GROUP];
#pragma GCC unroll 6
  for (unsigned t = 0; t < n; t++)
    low[t] = high[t] = _mm256_setzero_si256();
  for (uint32_t i = 0; i < stride; i += 2, w += PACKED) {
    wide a = _mm256_loadu_si256((const wide *)w);
    wide b = _mm256_loadu_si256((const wide *)(w + MODEL_BLOCK));
#pragma GCC unroll 6
    for (unsigned t = 0; t < n; t++) {
      int32_t pair;
      memcpy(&pair, x + (size_t)t * stride + i, sizeof pair);
      wide v = _mm256_set1_epi32(pair);
      low[t] = add_products(low[t], a, v);
      high[t] = add_products(high[t], b, v);
    }
  }
#pragma GCC unroll 6
  for (unsigned t = 0; t < n; t++) {
    _mm256_storeu_si256((wide *)(out + (size_t)t * rows), low[t]);
    _mm256_storeu_si256((wide *)(out + (size_t)t * rows + MODEL_BLOCK / 2), high[t]);
  }
}

static AVX2 void multiply_avx2(const int16_t *packed, uint32_t rows, const model_rounded *x,
                               uint32_t tokens, int32_t *out) {
  uint32_t stride = x->stride;
  for (uint32_t from = 0; from < tokens; from += TILE) {
    uint32_t to = tokens - from > TILE ? from + TILE : tokens;
    for (uint32_t r = 0; r < rows; r += MODEL_BLOCK) {
      const int16_t *w = packed + (size_t)r * stride;
      uint32_t t = from;
      for (; t + GROUP <= to; t += GROUP)
        multiply_group(w, x->values + (size_t)t * stride, stride, GROUP, out + (size_t)t * rows + r,
                       rows);
      for (; t + 2 <= to; t += 2)
        multiply_group(w, x->values + (size_t)t * stride, stride, 2, out + (size_t)t * rows + r,
                       rows);
      if (t < to)
        multiply_group(w, x->values + (size_t)t * stride, stride, 1, out + (size_t)t * rows + r,
                       rows);
    }
  }
}
#endif

void att_model_multiply(const int16_t *packed, uint32_t rows, const model_rounded *x,
                        uint32_t tokens, int32_t *out) {
#if defined __x86_64__ && defined __GNUC__
  if (__builtin_cpu_supports("avx2")) {
    multiply_avx2(packed, att_model_padded(rows), x, tokens, out);
    return;
  }
#endif
  multiply_plainly(packed, att_model_padded(rows), x, tokens, out);
}

/* To the nearest whole number, halves to the even one, for |x| < 2^22. */
static int32_t nearest(float x) {
  float shifted = x + 12582912.0f;
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  return bits - 0x4b400000;
}

model_rounded att_model_round(att_arena *arena, const float *x, uint32_t tokens, uint32_t cols) {
  uint32_t stride = (cols + 15) / 16 * 16;
  model_rounded r = {stride, ATT_ROOM(arena, int16_t, (size_t)tokens * stride),
                     ATT_ROOM(arena, float, tokens)};
  for (uint32_t t = 0; t < tokens; t++) {
    const float *from = x + (size_t)t * cols;
    int16_t *to = r.values + (size_t)t * stride;
    float most = 1e-8f;
    for (uint32_t i = 0; i < cols; i++)
      most = fabsf(from[i]) > most ? fabsf(from[i]) : most;
    r.scale[t] = most / (float)MODEL_ROUND;
    float inverse = (float)MODEL_ROUND / most;
    for (uint32_t i = 0; i < cols; i++)
      to[i] = (int16_t)nearest(from[i] * inverse);
    memset(to + cols, 0, (stride - cols) * sizeof *to);
  }
  return r;
}

void att_model_apply_to(att_arena *arena, const model_linear *layer, const model_rounded *x,
                        uint32_t tokens, bool relu, float *out) {
  uint32_t rows = layer->rows, padded = att_model_padded(rows);
  int32_t *sums = ATT_ROOM(arena, int32_t, (size_t)(tokens < TILE ? tokens : TILE) * padded);
  for (uint32_t from = 0; from < tokens; from += TILE) {
    uint32_t n = tokens - from < TILE ? tokens - from : TILE;
    model_rounded some = {x->stride, x->values + (size_t)from * x->stride, x->scale + from};
    att_model_multiply(layer->weight, rows, &some, n, sums);
    for (uint32_t t = 0; t < n; t++, out += rows) {
      const int32_t *sum = sums + (size_t)t * padded;
      float scale = some.scale[t];
      for (uint32_t r = 0; r < rows; r++)
        out[r] = (float)sum[r] * (scale * layer->scale[r]) + layer->bias[r];
      for (uint32_t r = 0; relu && r < rows; r++)
        out[r] = out[r] < 0 ? 0 : out[r];
    }
  }
}

float *att_model_apply(att_arena *arena, const model_linear *layer, const model_rounded *x,
                       uint32_t tokens, bool relu) {
  float *out = ATT_ROOM(arena, float, (size_t)tokens * layer->rows);
  att_model_apply_to(arena, layer, x, tokens, relu, out);
  return out;
}
