/* SPDX-License-Identifier: Apache-2.0
 *
 * The recurrent layers. All sentences of a batch step together, so that the weights are read from
 * memory once for all of them.
 */
#include "text/lanes.h"
#include "text/model_internal.h"

/* A ratio of polynomials (Eigen's, after Robert Bosch), within 2e-7 of the hyperbolic tangent. */
LANES_INLINE floats tanh_of(floats x) {
  const float most = 7.90531110763549805f;
  x = lanes_choose(x > lanes_all(most), lanes_all(most), x);
  x = lanes_choose(x < lanes_all(-most), lanes_all(-most), x);
  floats y = x * x;
  floats p = y * lanes_all(-2.76076847742355e-16f) + lanes_all(2.00018790482477e-13f);
  p = p * y + lanes_all(-8.60467152213735e-11f);
  p = p * y + lanes_all(5.12229709037114e-08f);
  p = p * y + lanes_all(1.48572235717979e-05f);
  p = p * y + lanes_all(6.37261928875436e-04f);
  p = p * y + lanes_all(4.89352455891786e-03f);
  floats q = y * lanes_all(1.19825839466702e-06f) + lanes_all(1.18534705686654e-04f);
  q = q * y + lanes_all(2.26843463243900e-03f);
  q = q * y + lanes_all(4.89352518554385e-03f);
  return x * p / q;
}

LANES_INLINE floats sigmoid_of(floats x) {
  return lanes_all(0.5f) * tanh_of(lanes_all(0.5f) * x) + lanes_all(0.5f);
}

/* A row of gates: what the input and the state before give, and the step's cell and rounded state,
 * which are those before it and become its own. */
typedef struct {
  const float *input, *state;
  float *cell;
  uint8_t *shown;
} gates;

LANES_INLINE floats gate(const gates *g, uint32_t at) {
  return lanes_load(g->input + at) + lanes_load(g->state + at);
}

LANES_INLINE void step(const gates *g, uint32_t h) {
  for (uint32_t i = 0; i < h; i += LANES) {
    floats in = sigmoid_of(gate(g, i));
    floats keep = sigmoid_of(gate(g, h + i));
    floats new = tanh_of(gate(g, 2 * h + i));
    floats show = sigmoid_of(gate(g, 3 * h + i));
    floats value = keep * lanes_load(g->cell + i) + in * new;
    lanes_store(g->cell + i, value);
    wholes out = lanes_nearest(show * tanh_of(value) * lanes_all(MODEL_STATE));
    bytes rounded = __builtin_convertvector(out + MODEL_STATE, bytes);
    memcpy(g->shown + i, &rounded, sizeof rounded);
  }
}

#ifdef ATT_AVX2
static ATT_AVX2 void step_avx2(const gates *g, uint32_t h) {
  step(g, h);
}
#endif

#ifdef ATT_VNNI
static ATT_VNNI void step_vnni(const gates *g, uint32_t h) {
  step(g, h);
}
#endif

static void step_plainly(const gates *g, uint32_t h) {
  step(g, h);
}

static void run(att_arena *arena, const model_lstm *lstm, uint32_t direction, const float *u,
                const uint32_t *taken, const uint32_t *starts, const uint32_t *lengths,
                uint32_t sentences, const model_rounded *out) {
  const model_linear *state = &lstm->state[direction];
  uint32_t h = state->cols, rows = state->rows;
  model_rounded before = {h, state->bound, ATT_ROOM(arena, uint8_t, (size_t)sentences * h),
                          out->scale};
  float *cells = ATT_NEW_ARRAY(arena, float, (size_t)sentences *h);
  float *sums = ATT_NEW_ARRAY(arena, float, (size_t)sentences *rows);
  void (*step_of)(const gates *, uint32_t) = step_plainly;
#ifdef ATT_AVX2
  if (att_has_avx2())
    step_of = step_avx2;
#endif
#ifdef ATT_VNNI
  if (att_has_vnni())
    step_of = step_vnni;
#endif
  for (uint32_t t = 0; t < lengths[0]; t++) {
    while (lengths[sentences - 1] <= t)
      sentences--;
    if (t > 0)
      att_model_apply_to(state, &before, sentences, false, sums);
    for (uint32_t s = 0; s < sentences; s++) {
      size_t at = starts[s] + (direction == 0 ? t : lengths[s] - 1 - t);
      gates g = {u + (taken != NULL ? taken[at] : at) * rows, sums + (size_t)s * rows,
                 cells + (size_t)s * h, before.values + (size_t)s * h};
      step_of(&g, h);
      memcpy(out->values + at * out->stride + (size_t)direction * h, g.shown, h);
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
  uint32_t h = lstm->state[0].cols;
  model_rounded out = {2 * h, MODEL_STATE, ATT_ROOM(arena, uint8_t, (size_t)tokens * 2 * h),
                       ATT_ROOM(arena, float, tokens)};
  for (uint32_t t = 0; t < tokens; t++)
    out.scale[t] = 1.0f / MODEL_STATE;
  float *u = ATT_ROOM(arena, float, (size_t)count * 4 * h);
  for (uint32_t d = 0; d < 2; d++) {
    att_model_apply_to(&lstm->input[d], x, count, false, u);
    run(arena, lstm, d, u, rows, starts, lengths, sentences, &out);
  }
  return out;
}
