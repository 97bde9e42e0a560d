/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "text/model_internal.h"

enum { TILE = 32 /* tokens whose activations stay in the nearest cache */ };

static int32_t dot(const int16_t *w, const int16_t *x, uint32_t stride) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < stride; i++)
    sum += w[i] * x[i];
  return sum;
}

static void multiply_plainly(const int16_t *weight, uint32_t rows, uint32_t weight_stride,
                             const model_rounded *x, uint32_t tokens, int32_t *out) {
  for (uint32_t r = 0; r < rows; r++)
    for (uint32_t t = 0; t < tokens; t++)
      out[(size_t)t * rows + r] =
          dot(weight + (size_t)r * weight_stride, x->values + (size_t)t * x->stride, x->stride);
}

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

typedef __m256i wide;

static inline AVX2 wide load(const int16_t *from) {
  return _mm256_loadu_si256((const wide *)from);
}

static inline AVX2 wide add_products(wide sums, wide a, wide b) {
  return _mm256_add_epi32(sums, _mm256_madd_epi16(a, b));
}

/* The four vectors' sums. */
static inline AVX2 void store_sums(wide a, wide b, wide c, wide d, int32_t *out) {
  wide all = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
  __m128i sums = _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
  _mm_storeu_si128((__m128i *)out, sums);
}

/* Four rows of weights by two tokens; written out, since the sums must stay in registers. */
static inline AVX2 void four_by_two(const int16_t *w, uint32_t weight_stride, const int16_t *x,
                                    const int16_t *y, uint32_t stride, int32_t *out_x,
                                    int32_t *out_y) {
  const int16_t *w1 = w + weight_stride, *w2 = w1 + weight_stride, *w3 = w2 + weight_stride;
  wide zero = _mm256_setzero_si256();
  wide x0 = zero, x1 = zero, x2 = zero, x3 = zero, y0 = zero, y1 = zero, y2 = zero, y3 = zero;
  for (uint32_t i = 0; i < stride; i += 16) {
    wide a = load(x + i), b = load(y + i);
    wide row = load(w + i);
    x0 = add_products(x0, row, a);
    y0 = add_products(y0, row, b);
    row = load(w1 + i);
    x1 = add_products(x1, row, a);
    y1 = add_products(y1, row, b);
    row = load(w2 + i);
    x2 = add_products(x2, row, a);
    y2 = add_products(y2, row, b);
    row = load(w3 + i);
    x3 = add_products(x3, row, a);
    y3 = add_products(y3, row, b);
  }
  store_sums(x0, x1, x2, x3, out_x);
  store_sums(y0, y1, y2, y3, out_y);
}

static inline AVX2 void four_by_one(const int16_t *w, uint32_t weight_stride, const int16_t *x,
                                    uint32_t stride, int32_t *out) {
  const int16_t *w1 = w + weight_stride, *w2 = w1 + weight_stride, *w3 = w2 + weight_stride;
  wide zero = _mm256_setzero_si256();
  wide x0 = zero, x1 = zero, x2 = zero, x3 = zero;
  for (uint32_t i = 0; i < stride; i += 16) {
    wide a = load(x + i);
    x0 = add_products(x0, load(w + i), a);
    x1 = add_products(x1, load(w1 + i), a);
    x2 = add_products(x2, load(w2 + i), a);
    x3 = add_products(x3, load(w3 + i), a);
  }
  store_sums(x0, x1, x2, x3, out);
}

static AVX2 void multiply_avx2(const int16_t *weight, uint32_t rows, uint32_t weight_stride,
                               const model_rounded *x, uint32_t tokens, int32_t *out) {
  for (uint32_t from = 0; from < tokens; from += TILE) {
    uint32_t to = tokens - from > TILE ? from + TILE : tokens;
    uint32_t r = 0;
    for (; r + 4 <= rows; r += 4) {
      const int16_t *w = weight + (size_t)r * weight_stride;
      uint32_t t = from;
      for (; t + 2 <= to; t += 2) {
        const int16_t *a = x->values + (size_t)t * x->stride;
        int32_t *to_a = out + (size_t)t * rows + r;
        four_by_two(w, weight_stride, a, a + x->stride, x->stride, to_a, to_a + rows);
      }
      if (t < to)
        four_by_one(w, weight_stride, x->values + (size_t)t * x->stride, x->stride,
                    out + (size_t)t * rows + r);
    }
    for (; r < rows; r++)
      for (uint32_t t = from; t < to; t++)
        out[(size_t)t * rows + r] =
            dot(weight + (size_t)r * weight_stride, x->values + (size_t)t * x->stride, x->stride);
  }
}
#endif

void att_model_multiply(const int16_t *weight, uint32_t rows, uint32_t weight_stride,
                        const model_rounded *x, uint32_t tokens, int32_t *out) {
#if defined __x86_64__ && defined __GNUC__
  if (__builtin_cpu_supports("avx2")) {
    multiply_avx2(weight, rows, weight_stride, x, tokens, out);
    return;
  }
#endif
  multiply_plainly(weight, rows, weight_stride, x, tokens, out);
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
  model_rounded r = {stride, ATT_NEW_ARRAY(arena, int16_t, (size_t)tokens * stride),
                     ATT_NEW_ARRAY(arena, float, tokens)};
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
  }
  return r;
}

float *att_model_apply(att_arena *arena, const model_linear *layer, const model_rounded *x,
                       uint32_t tokens, bool relu) {
  uint32_t rows = layer->rows;
  int32_t *sums = ATT_NEW_ARRAY(arena, int32_t, (size_t)tokens * rows);
  float *out = ATT_NEW_ARRAY(arena, float, (size_t)tokens *rows);
  att_model_multiply(layer->weight, rows, layer->stride, x, tokens, sums);
  for (uint32_t t = 0; t < tokens; t++) {
    const int32_t *from = sums + (size_t)t * rows;
    float *to = out + (size_t)t * rows, scale = x->scale[t];
    for (uint32_t r = 0; r < rows; r++)
      to[r] = (float)from[r] * (scale * layer->scale[r]) + layer->bias[r];
    for (uint32_t r = 0; relu && r < rows; r++)
      to[r] = to[r] < 0 ? 0 : to[r];
  }
  return out;
}
