/* SPDX-License-Identifier: Apache-2.0
 *
 * The element-wise parts of recurrent layers for train/recurrent.py, which compiles this. All arrays
 * are float32 and [step][sentence][unit].
 */
#include <math.h>
#include <stddef.h>

static inline float sigmoid(float x) {
  return 1.0f / (1.0f + expf(-x));
}

static inline float tanhyp(float x) {
  return 2.0f / (1.0f + expf(-2.0f * x)) - 1.0f;
}

/* One LSTM step. gates: n x 4h (i f g o), made into their activations in place. */
void lstm_step(float *gates, const float *before, float *cell, float *out, ptrdiff_t n, ptrdiff_t h) {
  for (ptrdiff_t b = 0; b < n; b++) {
    float *g = gates + b * 4 * h;
    const float *c0 = before + b * h;
    float *c = cell + b * h, *y = out + b * h;
    for (ptrdiff_t i = 0; i < h; i++) {
      float in = sigmoid(g[i]), keep = sigmoid(g[h + i]), new = tanhyp(g[2 * h + i]);
      float show = sigmoid(g[3 * h + i]);
      float value = keep * c0[i] + in * new;
      g[i] = in, g[h + i] = keep, g[2 * h + i] = new, g[3 * h + i] = show;
      c[i] = value;
      y[i] = show * tanhyp(value);
    }
  }
}

/* Its gradient: dy is of the output, dc of the cell (in: from the step after; out: to the step
 * before); the gates' activations are made into their gradients' in `dgates`. */
void lstm_step_back(const float *gates, const float *before, const float *cell, const float *dy,
                    float *dc, float *dgates, ptrdiff_t n, ptrdiff_t h) {
  for (ptrdiff_t b = 0; b < n; b++) {
    const float *g = gates + b * 4 * h, *c0 = before + b * h, *c = cell + b * h, *d = dy + b * h;
    float *e = dc + b * h, *o = dgates + b * 4 * h;
    for (ptrdiff_t i = 0; i < h; i++) {
      float in = g[i], keep = g[h + i], new = g[2 * h + i], show = g[3 * h + i];
      float t = tanhyp(c[i]);
      float sum = e[i] + d[i] * show * (1 - t * t);
      o[i] = sum * new * in * (1 - in);
      o[h + i] = sum * c0[i] * keep * (1 - keep);
      o[2 * h + i] = sum * in * (1 - new * new);
      o[3 * h + i] = d[i] * t * show * (1 - show);
      e[i] = sum * keep;
    }
  }
}

/* A simple recurrent unit (Lei et al. 2018) over all steps. u: steps x n x 3h (value, forget,
 * reset; biases are in it); the two gates become their activations. v: 2h, the gates' weights of
 * the cell. high: steps x n x h, the highway's input. */
void sru(float *u, const float *v, const float *high, float *cell, float *out, ptrdiff_t steps,
         ptrdiff_t n, ptrdiff_t h) {
  for (ptrdiff_t t = 0; t < steps; t++)
    for (ptrdiff_t b = 0; b < n; b++) {
      float *g = u + (t * n + b) * 3 * h, *c = cell + (t * n + b) * h, *y = out + (t * n + b) * h;
      const float *x = high + (t * n + b) * h;
      for (ptrdiff_t i = 0; i < h; i++) {
        float c0 = t > 0 ? c[i - n * h] : 0;
        float f = sigmoid(g[h + i] + v[i] * c0), r = sigmoid(g[2 * h + i] + v[h + i] * c0);
        float value = g[i] + f * (c0 - g[i]);
        g[h + i] = f, g[2 * h + i] = r;
        c[i] = value;
        y[i] = x[i] + r * (value - x[i]);
      }
    }
}

void sru_back(const float *u, const float *v, const float *high, const float *cell, const float *dy,
              float *du, float *dv, float *dhigh, float *dc, ptrdiff_t steps, ptrdiff_t n,
              ptrdiff_t h) {
  for (ptrdiff_t t = steps; t-- > 0;)
    for (ptrdiff_t b = 0; b < n; b++) {
      ptrdiff_t at = (t * n + b) * h;
      const float *g = u + 3 * at, *c = cell + at, *x = high + at, *d = dy + at;
      float *o = du + 3 * at, *dx = dhigh + at, *e = dc + b * h;
      for (ptrdiff_t i = 0; i < h; i++) {
        float c0 = t > 0 ? c[i - n * h] : 0, f = g[h + i], r = g[2 * h + i];
        float dr = d[i] * (c[i] - x[i]) * r * (1 - r);
        float sum = e[i] + d[i] * r;
        float df = sum * (c0 - g[i]) * f * (1 - f);
        dx[i] = d[i] * (1 - r);
        o[i] = sum * (1 - f);
        o[h + i] = df;
        o[2 * h + i] = dr;
        e[i] = sum * f + df * v[i] + dr * v[h + i];
        dv[i] += df * c0;
        dv[h + i] += dr * c0;
      }
    }
}
