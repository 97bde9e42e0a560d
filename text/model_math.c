/* SPDX-License-Identifier: Apache-2.0
 *
 * Products of rounded rows. Activations are bytes with an offset that makes them unsigned, for one
 * instruction multiplies 32 of those with signed weights and adds neighbours. Weights are packed in
 * blocks of eight rows: for each four columns, the eight rows' four values. So four values of a
 * token, repeated, meet eight rows in a register, and the sums need no adding up across a register
 * (as in BLIS; Van Zee and van de Geijn 2015).
 *
 * Sums of two products have 16 bits. Some are added up before they are widened, as many as a
 * block's weights allow whatever the activations are: its chain. So every sum is exact. AVX-512
 * VNNI adds four products to 32 bits in one instruction, of two blocks at once, and needs no
 * chains.
 */
#include <assert.h>

#include "text/lanes.h"
#include "text/model_internal.h"

enum {
  QUAD = 4,                  /* columns of a register */
  QUADS = MODEL_STEP / QUAD, /* registers of a step, and the longest chain */
  WIDE = QUAD * MODEL_BLOCK, /* bytes of a register */
  TILE = 64                  /* tokens whose activations stay in a near cache */
};

static size_t place(size_t *size, size_t count, size_t each) {
  size_t at = (*size + 63) / 64 * 64;
  *size = at + count * each;
  return at;
}

size_t att_model_place(model_linear *layer, uint8_t *room, uint32_t rows, uint32_t cols,
                       uint32_t bound) {
  uint32_t padded = (rows + MODEL_BLOCK - 1) / MODEL_BLOCK * MODEL_BLOCK;
  uint32_t stride = (cols + MODEL_STEP - 1) / MODEL_STEP * MODEL_STEP;
  size_t size = 0, weight = place(&size, (size_t)padded * stride, 1);
  size_t chain = place(&size, padded / MODEL_BLOCK, 1);
  size_t offset = place(&size, padded, sizeof(int32_t));
  size_t scale = place(&size, padded, sizeof(float)), bias = place(&size, padded, sizeof(float));
  if (room == NULL)
    return size;
  *layer = (model_linear){.rows = rows, .padded = padded, .cols = cols, .stride = stride};
  layer->bound = bound;
  layer->weight = (int8_t *)(room + weight);
  layer->chain = room + chain;
  layer->offset = (int32_t *)(void *)(room + offset);
  layer->scale = (float *)(void *)(room + scale);
  layer->bias = (float *)(void *)(room + bias);
  memset(layer->scale, 0, padded * sizeof *layer->scale);
  memset(layer->bias, 0, padded * sizeof *layer->bias);
  return size;
}

/* Do sums of two products of a step keep within 16 bits where `chain` of them are added? */
static bool fits(const int8_t *step, uint32_t chain, uint32_t bound) {
  int32_t most = INT16_MAX / (2 * (int32_t)bound);
  for (uint32_t from = 0; from < QUADS; from += chain)
    for (uint32_t lane = 0; lane < WIDE; lane += 2) {
      int32_t above = 0, below = 0;
      for (uint32_t i = from * WIDE; i < (from + chain) * WIDE; i += WIDE)
        for (uint32_t k = i + lane; k < i + lane + 2; k++)
          *(step[k] > 0 ? &above : &below) += step[k];
      if (above > most || below < -most)
        return false;
    }
  return true;
}

static uint8_t longest_chain(const model_linear *layer, uint32_t block) {
  const int8_t *w = layer->weight + (size_t)block * MODEL_BLOCK * layer->stride;
  uint8_t chain = QUADS;
  for (uint32_t c = 0; c < layer->stride; c += MODEL_STEP, w += QUADS * WIDE)
    while (chain > 1 && !fits(w, chain, layer->bound))
      chain /= 2;
  return chain;
}

void att_model_pack(model_linear *layer, const int8_t *rows, uint8_t chain) {
  memset(layer->weight, 0, (size_t)layer->padded * layer->stride);
  memset(layer->offset, 0, layer->padded * sizeof *layer->offset);
  for (uint32_t r = 0; r < layer->rows; r++, rows += layer->cols) {
    int8_t *to = layer->weight + (size_t)(r / MODEL_BLOCK) * MODEL_BLOCK * layer->stride +
                 r % MODEL_BLOCK * QUAD;
    int32_t sum = 0;
    for (uint32_t c = 0; c < layer->cols; c++) {
      to[c / QUAD * WIDE + c % QUAD] = rows[c];
      sum += rows[c];
    }
    layer->offset[r] = -(int32_t)layer->bound * sum;
  }
  for (uint32_t b = 0; b < layer->padded / MODEL_BLOCK; b++)
    layer->chain[b] = chain != 0 ? chain : longest_chain(layer, b);
}

/* What becomes of a block's eight sums: scaled, with the bias, clipped. */
LANES_INLINE void finish(const model_linear *layer, uint32_t row, const void *sums, float scale,
                         bool relu, float *out) {
  wholes whole;
  memcpy(&whole, sums, sizeof whole);
  floats y =
      __builtin_convertvector(whole, floats) * (lanes_all(scale) * lanes_load(layer->scale + row)) +
      lanes_load(layer->bias + row);
  if (relu)
    y = lanes_choose(y < lanes_all(0), lanes_all(0), y);
  lanes_store(out, y);
}

/* Half a register: four rows. A lane of 16 bits holds two columns' weights, then their products'
 * sum; one of 32 bits all four columns'. */
typedef int16_t halves __attribute__((vector_size(WIDE / 2)));
typedef uint16_t raw_halves __attribute__((vector_size(WIDE / 2)));
typedef int32_t words __attribute__((vector_size(WIDE / 2)));
typedef uint32_t raw_words __attribute__((vector_size(WIDE / 2)));

LANES_INLINE halves multiply_four(const int8_t *w, const uint8_t *v) {
  halves both, first = {v[0], v[2], v[0], v[2], v[0], v[2], v[0], v[2]};
  halves second = {v[1], v[3], v[1], v[3], v[1], v[3], v[1], v[3]};
  memcpy(&both, w, sizeof both);
  return ((halves)((raw_halves)both << 8) >> 8) * first + (both >> 8) * second;
}

static void multiply_row(const model_linear *layer, uint32_t row, const uint8_t *values,
                         int32_t *ret_sums) {
  const int8_t *w = layer->weight + (size_t)row * layer->stride;
  uint32_t chain = layer->chain[row / MODEL_BLOCK];
  words sums[2];
  memcpy(sums, layer->offset + row, sizeof sums);
  for (uint32_t c = 0; c < layer->stride; c += chain * QUAD) {
    halves low = {0}, high = {0};
    for (uint32_t k = 0; k < chain; k++, w += WIDE) {
      low += multiply_four(w, values + c + k * QUAD);
      high += multiply_four(w + WIDE / 2, values + c + k * QUAD);
    }
    sums[0] += ((words)((raw_words)low << 16) >> 16) + ((words)low >> 16);
    sums[1] += ((words)((raw_words)high << 16) >> 16) + ((words)high >> 16);
  }
  memcpy(ret_sums, sums, sizeof sums);
}

static void multiply_plainly(const model_linear *layer, const model_rounded *x, uint32_t tokens,
                             bool relu, float *out) {
  int32_t sums[MODEL_BLOCK];
  for (uint32_t r = 0; r < layer->padded; r += MODEL_BLOCK)
    for (uint32_t t = 0; t < tokens; t++) {
      multiply_row(layer, r, x->values + (size_t)t * layer->stride, sums);
      finish(layer, r, sums, x->scale[t], relu, out + (size_t)t * layer->padded + r);
    }
}

#ifdef ATT_AVX2
#include <immintrin.h>

#define AVX2_INLINE static inline ATT_AVX2 __attribute__((always_inline))

enum { GROUP = 8 /* tokens at a time: a register of sums each, beside four of weights */ };

typedef __m256i wide;

AVX2_INLINE wide multiply_quad(const uint8_t *values, wide weights) {
  int32_t quad;
  memcpy(&quad, values, sizeof quad);
  return _mm256_maddubs_epi16(_mm256_set1_epi32(quad), weights);
}

/* A block's sums of n tokens (at most GROUP); n, chain and relu are constants where it is called.
 */
AVX2_INLINE void multiply_group(const model_linear *layer, uint32_t row, const model_rounded *x,
                                uint32_t from, unsigned n, unsigned chain, bool relu, float *out) {
  uint32_t stride = layer->stride;
  const int8_t *w = layer->weight + (size_t)row * stride;
  const uint8_t *values = x->values + (size_t)from * stride;
  const wide ones = _mm256_set1_epi16(1);
  wide sums[GROUP];
#pragma GCC unroll 8
  for (unsigned t = 0; t < n; t++)
    sums[t] = _mm256_loadu_si256((const wide *)(layer->offset + row));
  for (uint32_t c = 0; c < stride; c += MODEL_STEP, w += QUADS * WIDE) {
    wide w0 = _mm256_loadu_si256((const wide *)w);
    wide w1 = _mm256_loadu_si256((const wide *)(w + WIDE));
    wide w2 = _mm256_loadu_si256((const wide *)(w + 2 * WIDE));
    wide w3 = _mm256_loadu_si256((const wide *)(w + 3 * WIDE));
#pragma GCC unroll 8
    for (unsigned t = 0; t < n; t++) {
      const uint8_t *v = values + (size_t)t * stride + c;
      wide a = multiply_quad(v, w0), b = multiply_quad(v + QUAD, w1);
      wide d = multiply_quad(v + 2 * QUAD, w2), e = multiply_quad(v + 3 * QUAD, w3);
      if (chain > 1) {
        a = _mm256_add_epi16(a, b);
        d = _mm256_add_epi16(d, e);
      } else {
        a = _mm256_add_epi32(_mm256_madd_epi16(a, ones), _mm256_madd_epi16(b, ones));
        d = _mm256_add_epi32(_mm256_madd_epi16(d, ones), _mm256_madd_epi16(e, ones));
      }
      if (chain > 2)
        a = _mm256_madd_epi16(_mm256_add_epi16(a, d), ones);
      else if (chain > 1)
        a = _mm256_add_epi32(_mm256_madd_epi16(a, ones), _mm256_madd_epi16(d, ones));
      else
        a = _mm256_add_epi32(a, d);
      sums[t] = _mm256_add_epi32(sums[t], a);
    }
  }
  out += (size_t)from * layer->padded + row;
#pragma GCC unroll 8
  for (unsigned t = 0; t < n; t++)
    finish(layer, row, &sums[t], x->scale[from + t], relu, out + (size_t)t * layer->padded);
}

/* A block's sums of the tokens from..to: by eights, what is left in groups of like size. */
AVX2_INLINE void multiply_block(const model_linear *layer, uint32_t row, const model_rounded *x,
                                uint32_t from, uint32_t to, unsigned chain, bool relu, float *out) {
  while (from < to) {
    uint32_t left = to - from, n = left > GROUP && left < 2 * GROUP ? (left + 1) / 2 : left;
    switch (n) {
    case 1:
      multiply_group(layer, row, x, from, 1, chain, relu, out);
      break;
    case 2:
      multiply_group(layer, row, x, from, 2, chain, relu, out);
      break;
    case 3:
      multiply_group(layer, row, x, from, 3, chain, relu, out);
      break;
    case 4:
      multiply_group(layer, row, x, from, 4, chain, relu, out);
      break;
    case 5:
      multiply_group(layer, row, x, from, 5, chain, relu, out);
      break;
    case 6:
      multiply_group(layer, row, x, from, 6, chain, relu, out);
      break;
    case 7:
      multiply_group(layer, row, x, from, 7, chain, relu, out);
      break;
    default:
      multiply_group(layer, row, x, from, n = GROUP, chain, relu, out);
    }
    from += n;
  }
}

/* Tokens' products with the blocks from `first` on. */
static ATT_AVX2 void multiply_avx2(const model_linear *layer, uint32_t first,
                                   const model_rounded *x, uint32_t tokens, bool relu, float *out) {
  for (uint32_t from = 0; from < tokens; from += TILE) {
    uint32_t to = tokens - from > TILE ? from + TILE : tokens;
    for (uint32_t r = first * MODEL_BLOCK; r < layer->padded; r += MODEL_BLOCK)
      if (layer->chain[r / MODEL_BLOCK] == 4)
        multiply_block(layer, r, x, from, to, 4, relu, out);
      else if (layer->chain[r / MODEL_BLOCK] == 2)
        multiply_block(layer, r, x, from, to, 2, relu, out);
      else
        multiply_block(layer, r, x, from, to, 1, relu, out);
  }
}
#endif

#ifdef ATT_VNNI
#define VNNI_INLINE static inline ATT_VNNI __attribute__((always_inline))

enum { PAIR = 2 * MODEL_BLOCK /* rows of a register */ };

typedef __m512i broad;

/* Two blocks' weights of four columns, from the one's place. */
VNNI_INLINE broad load_pair(const int8_t *w, uint32_t apart) {
  __m256i low = _mm256_loadu_si256((const __m256i *)w);
  return _mm512_inserti64x4(_mm512_castsi256_si512(low),
                            _mm256_loadu_si256((const __m256i *)(w + apart)), 1);
}

/* _mm512_dpbusd_epi32, for which gcc 12 copies the sums about. */
VNNI_INLINE void add_products(broad *sums, broad values, broad weights) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(*sums) : "v"(values), "v"(weights));
}

/* finish(), of two blocks. */
VNNI_INLINE void finish_pair(const model_linear *layer, uint32_t row, broad sums, float scale,
                             bool relu, float *out) {
  __m512 by = _mm512_mul_ps(_mm512_set1_ps(scale), _mm512_loadu_ps(layer->scale + row));
  __m512 y = _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sums), by),
                           _mm512_loadu_ps(layer->bias + row));
  if (relu)
    y = _mm512_mask_mov_ps(y, _mm512_cmp_ps_mask(y, _mm512_setzero_ps(), _CMP_LT_OQ),
                           _mm512_setzero_ps());
  _mm512_storeu_ps(out, y);
}

enum { PAIRS = 2 }; /* of blocks that are multiplied together */

/* n tokens by so many pairs of blocks: together at most sixteen registers of sums, of 32 bits at
 * once, so that no chains are needed. */
VNNI_INLINE void multiply_pairs(const model_linear *layer, uint32_t row, const model_rounded *x,
                                uint32_t from, unsigned n, bool relu, float *out) {
  uint32_t stride = layer->stride, block = MODEL_BLOCK * stride;
  const int8_t *w = layer->weight + (size_t)row * stride;
  const uint8_t *values = x->values + (size_t)from * stride;
  broad sums[PAIRS * GROUP];
#pragma GCC unroll 2
  for (unsigned p = 0; p < PAIRS; p++)
#pragma GCC unroll 8
    for (unsigned t = 0; t < n; t++)
      sums[p * n + t] = _mm512_loadu_si512(layer->offset + row + p * PAIR);
  for (uint32_t c = 0; c < stride; c += QUAD, w += WIDE) {
    broad weights[PAIRS];
#pragma GCC unroll 2
    for (unsigned p = 0; p < PAIRS; p++)
      weights[p] = load_pair(w + (size_t)2 * p * block, block);
#pragma GCC unroll 8
    for (unsigned t = 0; t < n; t++) {
      int32_t quad;
      memcpy(&quad, values + (size_t)t * stride + c, sizeof quad);
      broad four = _mm512_set1_epi32(quad);
#pragma GCC unroll 2
      for (unsigned p = 0; p < PAIRS; p++)
        add_products(&sums[p * n + t], four, weights[p]);
    }
  }
  out += (size_t)from * layer->padded + row;
#pragma GCC unroll 8
  for (unsigned t = 0; t < n; t++)
#pragma GCC unroll 2
    for (unsigned p = 0; p < PAIRS; p++)
      finish_pair(layer, row + p * PAIR, sums[p * n + t], x->scale[from + t], relu,
                  out + (size_t)t * layer->padded + p * PAIR);
}

/* Two pairs of blocks and the tokens from..to: by eights, then four, two and one. */
VNNI_INLINE void multiply_tile(const model_linear *layer, uint32_t row, const model_rounded *x,
                               uint32_t from, uint32_t to, bool relu, float *out) {
  for (; to - from >= 8; from += 8)
    multiply_pairs(layer, row, x, from, 8, relu, out);
  for (; to - from >= 4; from += 4)
    multiply_pairs(layer, row, x, from, 4, relu, out);
  for (; to - from >= 2; from += 2)
    multiply_pairs(layer, row, x, from, 2, relu, out);
  if (from < to)
    multiply_pairs(layer, row, x, from, 1, relu, out);
}

static ATT_VNNI void multiply_vnni(const model_linear *layer, const model_rounded *x,
                                   uint32_t tokens, bool relu, float *out) {
  uint32_t row = 0;
  for (uint32_t from = 0; from < tokens; from += TILE) {
    uint32_t to = tokens - from > TILE ? from + TILE : tokens;
    for (row = 0; row + PAIRS * PAIR <= layer->padded; row += PAIRS * PAIR)
      multiply_tile(layer, row, x, from, to, relu, out);
  }
  if (row < layer->padded)
    multiply_avx2(layer, row / MODEL_BLOCK, x, tokens, relu, out);
}
#endif

void att_model_apply_to(const model_linear *layer, const model_rounded *x, uint32_t tokens,
                        bool relu, float *out) {
  assert(x->bound == layer->bound && x->stride == layer->stride);
#ifdef ATT_VNNI
  if (att_has_vnni()) {
    multiply_vnni(layer, x, tokens, relu, out);
    return;
  }
#endif
#ifdef ATT_AVX2
  if (att_has_avx2()) {
    multiply_avx2(layer, 0, x, tokens, relu, out);
    return;
  }
#endif
  multiply_plainly(layer, x, tokens, relu, out);
}

float *att_model_apply(att_arena *arena, const model_linear *layer, const model_rounded *x,
                       uint32_t tokens, bool relu) {
  float *out = ATT_ROOM(arena, float, (size_t)tokens * layer->padded);
  att_model_apply_to(layer, x, tokens, relu, out);
  return out;
}

/* A row's bytes: value * bound / the largest, plus bound. Returns the scale. */
LANES_INLINE float round_row(const float *x, uint32_t cols, uint32_t stride, uint32_t bound,
                             uint8_t *to) {
  uint32_t whole = cols / LANES * LANES;
  float rest[LANES] = {0}, most = 1e-8f;
  memcpy(rest, x + whole, (cols - whole) * sizeof *x);
  floats top = lanes_all(most);
  for (uint32_t i = 0; i <= whole; i += LANES) {
    floats v = lanes_load(i < whole ? x + i : rest);
    v = lanes_choose(v < lanes_all(0), -v, v);
    top = lanes_choose(v > top, v, top);
  }
  for (uint32_t k = 0; k < LANES; k++)
    most = top[k] > most ? top[k] : most;
  floats inverse = lanes_all((float)bound / most);
  memset(to + whole, (int)bound, stride - whole);
  for (uint32_t i = 0; i < cols; i += LANES) {
    floats v = lanes_load(i < whole ? x + i : rest);
    bytes b = __builtin_convertvector(lanes_nearest(v * inverse) + (int32_t)bound, bytes);
    memcpy(to + i, &b, sizeof b);
  }
  return most / (float)bound;
}

#ifdef ATT_AVX2
static ATT_AVX2 float round_avx2(const float *x, uint32_t cols, uint32_t stride, uint32_t bound,
                                 uint8_t *to) {
  return round_row(x, cols, stride, bound, to);
}
#endif

#ifdef ATT_VNNI
static ATT_VNNI float round_vnni(const float *x, uint32_t cols, uint32_t stride, uint32_t bound,
                                 uint8_t *to) {
  return round_row(x, cols, stride, bound, to);
}
#endif

static float round_plainly(const float *x, uint32_t cols, uint32_t stride, uint32_t bound,
                           uint8_t *to) {
  return round_row(x, cols, stride, bound, to);
}

model_rounded att_model_round(att_arena *arena, const float *x, uint32_t tokens, uint32_t apart,
                              const model_linear *layer) {
  uint32_t stride = layer->stride, bound = layer->bound;
  model_rounded r = {stride, bound, ATT_ROOM(arena, uint8_t, (size_t)tokens * stride),
                     ATT_ROOM(arena, float, tokens)};
  float (*round)(const float *, uint32_t, uint32_t, uint32_t, uint8_t *) = round_plainly;
#ifdef ATT_AVX2
  if (att_has_avx2())
    round = round_avx2;
#endif
#ifdef ATT_VNNI
  if (att_has_vnni())
    round = round_vnni;
#endif
  for (uint32_t t = 0; t < tokens; t++)
    r.scale[t] =
        round(x + (size_t)t * apart, layer->cols, stride, bound, r.values + (size_t)t * stride);
  return r;
}
