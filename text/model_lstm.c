/* SPDX-License-Identifier: Apache-2.0
 *
 * The recurrent layers. All sentences of a batch step together, so that the weights are read from
 * memory once for all of them.
 */
#include <string.h>

#include "text/model_internal.h"

typedef float floats __attribute__((vector_size(16)));
typedef int32_t whole __attribute__((vector_size(16)));
typedef int16_t narrow __attribute__((vector_size(8)));
enum { LANES = 4 };

static inline floats all(float x) {
  return (floats){x, x, x, x};
}

static inline floats load(const float *from) {
  floats x;
  memcpy(&x, from, sizeof x);
  return x;
}

static inline floats choose(whole mask, floats yes, floats no) {
  return (floats)((mask & (whole)yes) | (~mask & (whole)no));
}

/* A ratio of polynomials (Eigen's, after Robert Bosch), within 2e-7 of the hyperbolic tangent. */
static inline floats tanh_of(floats x) {
  const float most = 7.90531110763549805f;
  x = choose(x > all(most), all(most), x);
  x = choose(x < all(-most), all(-most), x);
  floats y = x * x;
  floats p = y * all(-2.76076847742355e-16f) + all(2.00018790482477e-13f);
  p = p * y + all(-8.60467152213735e-11f);
  p = p * y + all(5.12229709037114e-08f);
  p = p * y + all(1.48572235717979e-05f);
  p = p * y + all(6.37261928875436e-04f);
  p = p * y + all(4.89352455891786e-03f);
  floats q = y * all(1.19825839466702e-06f) + all(1.18534705686654e-04f);
  q = q * y + all(2.26843463243900e-03f);
  q = q * y + all(4.89352518554385e-03f);
  return x * p / q;
}

static inline floats sigmoid_of(floats x) {
  return all(0.5f) * tanh_of(all(0.5f) * x) + all(0.5f);
}

/* u + the state's sums, scaled: what goes into the gates from row `at` on. */
static inline floats gate(const float *u, const int32_t *sums, const float *scale, uint32_t at) {
  whole sum;
  memcpy(&sum, sums + at, sizeof sum);
  return load(u + at) +
         __builtin_convertvector(sum, floats) * (load(scale + at) * all(1.0f / MODEL_ROUND));
}

/* One sentence's step: cell and state (rounded) are the step's before, and become this one's. */
static void step(const float *u, const int32_t *sums, const float *scale, uint32_t h, float *cell,
                 int16_t *state) {
  for (uint32_t i = 0; i < h; i += LANES) {
    floats in = sigmoid_of(gate(u, sums, scale, i));
    floats keep = sigmoid_of(gate(u, sums, scale, h + i));
    floats new = tanh_of(gate(u, sums, scale, 2 * h + i));
    floats show = sigmoid_of(gate(u, sums, scale, 3 * h + i));
    floats value = keep * load(cell + i) + in * new;
    memcpy(cell + i, &value, sizeof value);
    floats out = show * tanh_of(value) * all(MODEL_ROUND) + all(12582912.0f);
    narrow rounded = __builtin_convertvector((whole)out - 0x4b400000, narrow);
    memcpy(state + i, &rounded, sizeof rounded);
  }
}

static void run(att_arena *arena, const model_lstm *lstm, uint32_t direction, const float *u,
                const uint32_t *taken, const uint32_t *starts, const uint32_t *lengths,
                uint32_t sentences, const model_rounded *out) {
  const model_linear *state = &lstm->state[direction];
  uint32_t h = state->cols, rows = state->rows;
  model_rounded before = {state->stride,
                          ATT_NEW_ARRAY(arena, int16_t, (size_t)sentences * state->stride), NULL};
  float *cells = ATT_NEW_ARRAY(arena, float, (size_t)sentences *h);
  int32_t *sums = ATT_NEW_ARRAY(arena, int32_t, (size_t)sentences * rows);
  for (uint32_t t = 0; t < lengths[0]; t++) {
    while (lengths[sentences - 1] <= t)
      sentences--;
    if (t > 0)
      att_model_multiply(state->weight, rows, &before, sentences, sums);
    for (uint32_t s = 0; s < sentences; s++) {
      size_t at = starts[s] + (direction == 0 ? t : lengths[s] - 1 - t);
      int16_t *now = before.values + (size_t)s * before.stride;
      step(u + (taken != NULL ? taken[at] : at) * rows, sums + (size_t)s * rows, state->scale, h,
           cells + (size_t)s * h, now);
      memcpy(out->values + at * out->stride + (size_t)direction * h, now, h * sizeof *now);
    }
  }
}

model_rounded att_model_run_lstm(att_arena *arena, const model_lstm *lstm, const model_rounded *x,
                                 uint32_t count, const uint32_t *rows, const uint32_t *lengths,
                                 uint32_t sentences) {
  uint32_t *starts = ATT_ROOM(arena, uint32_t, sentences), tokens = 0;
  for (uint32_t s = 0; s < sentences; s++) {
    starts[s] = tokens;
    tokens += lengths[s];
  }
  uint32_t h = lstm->state[0].cols, stride = (2 * h + 15) / 16 * 16;
  model_rounded out = {stride, ATT_ROOM(arena, int16_t, (size_t)tokens * stride),
                       ATT_ROOM(arena, float, tokens)};
  for (uint32_t t = 0; t < tokens; t++)
    out.scale[t] = 1.0f / MODEL_ROUND;
  float *gates = ATT_ROOM(arena, float, (size_t)count * 4 * h);
  for (uint32_t d = 0; d < 2; d++) {
    att_model_apply_to(arena, &lstm->input[d], x, count, false, gates);
    run(arena, lstm, d, gates, rows, starts, lengths, sentences, &out);
  }
  return out;
}
