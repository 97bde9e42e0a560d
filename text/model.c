/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "text/lemma.h"
#include "text/model_internal.h"

/* Activations of some tokens, rounded to 12 bits with a scale for each. */
typedef struct {
  uint32_t stride;
  int16_t *values;
  float *scale;
} rounded;

static const int ROUND_MOST = 2047;

/* out[t * rows + r] = sum over c of weight[r][from + c] * x[t][c]; all integers, so the order of
 * the sums does not matter and the compiler may vectorise. */
static inline __attribute__((always_inline)) void
multiply_body(const int16_t *weight, uint32_t rows, uint32_t weight_stride, const int16_t *x,
              uint32_t stride, uint32_t tokens, int32_t *out) {
  for (uint32_t r = 0; r < rows; r++) {
    const int16_t *w = weight + (size_t)r * weight_stride;
    uint32_t t = 0;
    for (; t + 4 <= tokens; t += 4) {
      const int16_t *a = x + (size_t)t * stride, *b = a + stride, *c = b + stride, *d = c + stride;
      int32_t sa = 0, sb = 0, sc = 0, sd = 0;
      for (uint32_t i = 0; i < stride; i++) {
        sa += w[i] * a[i];
        sb += w[i] * b[i];
        sc += w[i] * c[i];
        sd += w[i] * d[i];
      }
      out[(size_t)t * rows + r] = sa;
      out[(size_t)(t + 1) * rows + r] = sb;
      out[(size_t)(t + 2) * rows + r] = sc;
      out[(size_t)(t + 3) * rows + r] = sd;
    }
    for (; t < tokens; t++) {
      const int16_t *a = x + (size_t)t * stride;
      int32_t sum = 0;
      for (uint32_t i = 0; i < stride; i++)
        sum += w[i] * a[i];
      out[(size_t)t * rows + r] = sum;
    }
  }
}

#if defined __x86_64__ && defined __GNUC__
__attribute__((target("avx2"))) static void multiply_avx2(const int16_t *weight, uint32_t rows,
                                                          uint32_t weight_stride, const int16_t *x,
                                                          uint32_t stride, uint32_t tokens,
                                                          int32_t *out) {
  multiply_body(weight, rows, weight_stride, x, stride, tokens, out);
}
#endif

static void multiply(const int16_t *weight, uint32_t rows, uint32_t weight_stride, const int16_t *x,
                     uint32_t stride, uint32_t tokens, int32_t *out) {
#if defined __x86_64__ && defined __GNUC__
  if (__builtin_cpu_supports("avx2")) {
    multiply_avx2(weight, rows, weight_stride, x, stride, tokens, out);
    return;
  }
#endif
  multiply_body(weight, rows, weight_stride, x, stride, tokens, out);
}

static rounded round_activations(att_arena *arena, const float *x, uint32_t tokens, uint32_t cols,
                                 uint32_t stride) {
  rounded r = {stride, ATT_NEW_ARRAY(arena, int16_t, (size_t)tokens * stride),
               ATT_NEW_ARRAY(arena, float, tokens)};
  for (uint32_t t = 0; t < tokens; t++) {
    const float *from = x + (size_t)t * cols;
    int16_t *to = r.values + (size_t)t * stride;
    float most = 1e-8f;
    for (uint32_t i = 0; i < cols; i++)
      most = fabsf(from[i]) > most ? fabsf(from[i]) : most;
    r.scale[t] = most / (float)ROUND_MOST;
    float inverse = (float)ROUND_MOST / most;
    for (uint32_t i = 0; i < cols; i++)
      to[i] = (int16_t)lrintf(from[i] * inverse);
  }
  return r;
}

/* tokens x rows floats, in the arena; `relu` clips below 0. */
static float *apply(att_arena *arena, const model_linear *layer, const float *x, uint32_t tokens,
                    bool relu) {
  rounded in = round_activations(arena, x, tokens, layer->cols, layer->stride);
  int32_t *sums = ATT_NEW_ARRAY(arena, int32_t, (size_t)tokens * layer->rows);
  float *out = ATT_NEW_ARRAY(arena, float, (size_t)tokens * layer->rows);
  multiply(layer->weight, layer->rows, layer->stride, in.values, in.stride, tokens, sums);
  for (uint32_t t = 0; t < tokens; t++)
    for (uint32_t r = 0; r < layer->rows; r++) {
      size_t at = (size_t)t * layer->rows + r;
      float y = (float)sums[at] * (in.scale[t] * layer->scale[r]);
      if (layer->bias != NULL)
        y += layer->bias[r];
      out[at] = relu && y < 0 ? 0 : y;
    }
  return out;
}

static void normalize(const model_norm *norm, float *x, uint32_t size) {
  float mean = 0, variance = 0;
  for (uint32_t i = 0; i < size; i++)
    mean += x[i];
  mean /= (float)size;
  for (uint32_t i = 0; i < size; i++)
    variance += (x[i] - mean) * (x[i] - mean);
  float inverse = 1.0f / sqrtf(variance / (float)size + 1e-5f);
  for (uint32_t i = 0; i < size; i++)
    x[i] = (x[i] - mean) * inverse * norm->weight[i] + norm->bias[i];
}

/* x += relu(W [x(t-d) x(t) x(t+d)] + b), then normalised. Each of the three has a scale of its
 * own, so their integer sums are made apart. */
static void convolve(const att_model *model, att_arena *arena, uint32_t layer, float *x,
                     uint32_t n) {
  const model_linear *conv = &model->conv[layer];
  uint32_t h = model->hidden, d = model->dilation[layer];
  rounded in = round_activations(arena, x, n, h, h);
  int32_t *sums[3];
  for (uint32_t tap = 0; tap < 3; tap++) {
    sums[tap] = ATT_NEW_ARRAY(arena, int32_t, (size_t)n * h);
    multiply(conv->weight + (size_t)tap * h, h, conv->stride, in.values, h, n, sums[tap]);
  }
  for (uint32_t t = 0; t < n; t++) {
    for (uint32_t r = 0; r < h; r++) {
      float y = conv->bias[r];
      if (t >= d)
        y += (float)sums[0][(size_t)(t - d) * h + r] * (in.scale[t - d] * conv->scale[r]);
      y += (float)sums[1][(size_t)t * h + r] * (in.scale[t] * conv->scale[r]);
      if (t + d < n)
        y += (float)sums[2][(size_t)(t + d) * h + r] * (in.scale[t + d] * conv->scale[r]);
      if (y > 0)
        x[(size_t)t * h + r] += y;
    }
    normalize(&model->norm[layer], x + (size_t)t * h, h);
  }
}

static float *encode(const att_model *model, att_arena *arena, const att_sentence *sentence) {
  uint32_t n = sentence->token_count, width = model->width;
  float *in = ATT_NEW_ARRAY(arena, float, (size_t)n *width);
  for (uint32_t t = 0; t < n; t++) {
    uint32_t rows[MODEL_FEATURES];
    unsigned count = att_model_features(sentence->tokens[t].form, rows);
    float *x = in + (size_t)t * width;
    for (unsigned f = 0; f < count; f++) {
      const int8_t *row = model->table + (size_t)rows[f] * width;
      float scale = model->table_scale[rows[f]];
      for (uint32_t i = 0; i < width; i++)
        x[i] += scale * (float)row[i];
    }
    normalize(&model->input_norm, x, width);
  }
  float *x = apply(arena, &model->input, in, n, false);
  for (uint32_t layer = 0; layer < model->layers; layer++)
    convolve(model, arena, layer, x, n);
  return x;
}

static uint32_t best_of(const float *scores, uint32_t count) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < count; i++)
    if (scores[i] > scores[best])
      best = i;
  return best;
}

static const char *pick(const model_labels *labels, const float *scores, uint32_t t) {
  return labels->names[best_of(scores + (size_t)t * labels->count, labels->count)];
}

/* A lemma script: 'k' keeps case, 'l' lowers it; code points off the end; what is put on. */
static const char *edit(att_arena *arena, const char *form, const char *script) {
  char *lemma = att_arena_copy(arena, form, strlen(form));
  if (script[0] == 'l')
    for (char *p = lemma; *p != '\0'; p++)
      *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
  unsigned cut = 0;
  const char *rest = script + 1;
  for (; *rest >= '0' && *rest <= '9'; rest++)
    cut = cut * 10 + (unsigned)(*rest - '0');
  char *end = lemma + strlen(lemma);
  for (; cut > 0 && end > lemma; cut--)
    do
      end--;
    while (end > lemma && ((unsigned char)*end & 0xc0) == 0x80);
  if (end == lemma && *rest == '\0')
    return form;
  *end = '\0';
  return *rest == '\0' ? lemma : att_arena_format(arena, "%s%s", lemma, rest);
}

static void tag(const att_model *model, att_arena *scratch, att_arena *arena, const float *x,
                att_sentence *sentence) {
  uint32_t n = sentence->token_count;
  const float *upos = apply(scratch, &model->upos, x, n, false);
  const float *xpos = apply(scratch, &model->xpos, x, n, false);
  const float *feats = apply(scratch, &model->feats, x, n, false);
  const float *lemma = apply(scratch, &model->lemma, x, n, false);
  for (uint32_t t = 0; t < n; t++) {
    att_token *token = &sentence->tokens[t];
    token->upos =
        model->upos_values[best_of(upos + (size_t)t * model->upos.rows, model->upos.rows)];
    token->xpos = pick(&model->xpos_names, xpos, t);
    token->feats = pick(&model->feats_names, feats, t);
    if (strcmp(token->feats, "_") == 0)
      token->feats = "";
    token->lemma = edit(arena, token->form, pick(&model->lemma_names, lemma, t));
    token->lemma = att_lemma_repair(arena, token);
  }
}

static void find_entities(const att_model *model, att_arena *scratch, att_arena *arena,
                          const float *x, att_sentence *sentence) {
  const float *scores = apply(scratch, &model->ner, x, sentence->token_count, false);
  att_entity *open = NULL;
  sentence->entities.count = 0;
  for (uint32_t t = 0; t < sentence->token_count; t++) {
    const float *row = scores + (size_t)t * model->ner.rows;
    uint32_t best = best_of(row, model->ner.rows);
    const char *name = model->ner_names.names[best];
    float margin = best == 0 ? 0 : row[best] - row[0];
    float score = margin / (1 + fabsf(margin));
    att_entity_kind kind = name[0] == 'O' ? ATT_ENTITY_NONE : att_entity_kind_parse(name + 2);
    if (kind == ATT_ENTITY_NONE) {
      open = NULL;
    } else if (open != NULL && name[0] == 'I' && open->kind == kind) {
      open->last = t;
      open->score = score < open->score ? score : open->score;
    } else {
      open = ATT_PUSH(arena, &sentence->entities);
      *open = (att_entity){.first = t, .last = t, .kind = (uint8_t)kind, .score = score};
    }
  }
}

/* scores[r] = [d 1]^T M_r [h 1]; `label` holds the M_r one under the other. */
static uint32_t best_relation(const att_model *model, const int32_t *sums, const float *dependent,
                              float head_scale) {
  uint32_t size = model->label.cols, relations = model->label.rows / size, best = 0;
  float most = 0;
  for (uint32_t r = 0; r < relations; r++) {
    float score = 0;
    for (uint32_t i = 0; i < size; i++) {
      uint32_t row = r * size + i;
      float product = (float)sums[row] * (head_scale * model->label.scale[row]);
      score += (i + 1 < size ? dependent[i] : 1.0f) * product;
    }
    if (r == 0 || score > most) {
      most = score;
      best = r;
    }
  }
  return best;
}

static void label(const att_model *model, att_arena *arena, const float *x, const float *with_root,
                  att_sentence *sentence) {
  uint32_t n = sentence->token_count, size = model->label_dep.rows, cols = model->label.cols;
  const float *dependents = apply(arena, &model->label_dep, x, n, true);
  const float *heads = apply(arena, &model->label_head, with_root, n + 1, true);
  float *chosen = ATT_NEW_ARRAY(arena, float, (size_t)n *cols);
  for (uint32_t t = 0; t < n; t++) {
    memcpy(chosen + (size_t)t * cols, heads + (size_t)sentence->tokens[t].head * size,
           size * sizeof(float));
    chosen[(size_t)t * cols + size] = 1;
  }
  rounded in = round_activations(arena, chosen, n, cols, model->label.stride);
  int32_t *sums = ATT_NEW_ARRAY(arena, int32_t, (size_t)n * model->label.rows);
  multiply(model->label.weight, model->label.rows, model->label.stride, in.values, in.stride, n,
           sums);
  for (uint32_t t = 0; t < n; t++) {
    uint32_t best = best_relation(model, sums + (size_t)t * model->label.rows,
                                  dependents + (size_t)t * size, in.scale[t]);
    att_token *token = &sentence->tokens[t];
    token->rel = token->head == 0 ? ATT_ROOT : model->rel_values[best];
  }
}

static void parse(const att_model *model, att_arena *arena, const float *x,
                  att_sentence *sentence) {
  uint32_t n = sentence->token_count, h = model->hidden, arc = model->arc.rows;
  float *with_root = ATT_NEW_ARRAY(arena, float, (size_t)(n + 1) * h);
  memcpy(with_root, model->root, h * sizeof(float));
  memcpy(with_root + h, x, (size_t)n * h * sizeof(float));
  const float *dependents =
      apply(arena, &model->arc, apply(arena, &model->arc_dep, x, n, true), n, false);
  const float *heads = apply(arena, &model->arc_head, with_root, n + 1, true);
  rounded d = round_activations(arena, dependents, n, arc, arc);
  rounded g = round_activations(arena, heads, n + 1, arc, arc);
  int32_t *sums = ATT_NEW_ARRAY(arena, int32_t, (size_t)n * (n + 1));
  float *scores = ATT_NEW_ARRAY(arena, float, (size_t)n *(n + 1));
  for (uint32_t i = 0; i < arc * n; i++)
    d.values[i] /= 2; /* so that the sum of 192 products of 12 bits stays in 32 */
  multiply(g.values, n + 1, arc, d.values, arc, n, sums);
  for (uint32_t t = 0; t < n; t++)
    for (uint32_t k = 0; k <= n; k++)
      scores[(size_t)t * (n + 1) + k] =
          (float)sums[(size_t)t * (n + 1) + k] * (2 * d.scale[t] * g.scale[k]);
  uint32_t *tree = ATT_NEW_ARRAY(arena, uint32_t, n);
  att_model_decode_tree(arena, scores, n, tree);
  for (uint32_t t = 0; t < n; t++)
    sentence->tokens[t].head = tree[t];
  label(model, arena, x, with_root, sentence);
}

void att_model_analyse(const att_model *model, att_arena *scratch, att_arena *arena,
                       att_sentence *sentence) {
  att_arena_reset(scratch);
  const float *x = encode(model, scratch, sentence);
  tag(model, scratch, arena, x, sentence);
  find_entities(model, scratch, arena, x, sentence);
  parse(model, scratch, x, sentence);
}

void att_model_analyse_document(const att_model *model, att_document *document) {
  att_arena scratch;
  att_arena_init(&scratch, 0);
  if (setjmp(scratch.guard) != 0) {
    att_arena_clear(&scratch);
    longjmp(document->arena->guard, 1);
  }
  for (size_t s = 0; s < document->sentences.count; s++)
    att_model_analyse(model, &scratch, document->arena, &document->sentences.items[s]);
  att_arena_clear(&scratch);
}
