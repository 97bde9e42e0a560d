/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside the model: its layers, their arithmetic, and the decoder that makes a tree of arc scores.
 *
 * Rows of activations lie one under the other, a row for each token. Where they are multiplied they
 * are 12-bit integers with a scale for each row; sums of products are exact, so their order does
 * not matter; whatever is floating point runs in one fixed order.
 */
#ifndef ATT_TEXT_MODEL_INTERNAL_H
#define ATT_TEXT_MODEL_INTERNAL_H

#include "text/model.h"

enum {
  MODEL_ROWS = 65537,  /* of the feature table; row 0 is none */
  MODEL_FEATURES = 28, /* at most, of one token */
  MODEL_LAYERS_MOST = 4,
  MODEL_ROUND = 2047, /* the largest rounded activation */
  MODEL_BLOCK = 16,   /* rows of weights that are multiplied together */
};

/* y = W x + b; W as 16-bit integers with a scale for each row. */
typedef struct {
  uint32_t rows, cols, stride; /* stride: cols rounded up to a multiple of 16 */
  int16_t *weight;             /* owned; packed, see att_model_pack */
  const float *scale;
  const float *bias; /* NULL for none */
} model_linear;

/* A bidirectional LSTM: [0] runs forth, [1] back. Rows of gates: in, forget, new, out. */
typedef struct {
  model_linear input[2], state[2];
} model_lstm;

typedef struct {
  const float *weight, *bias;
} model_norm;

typedef struct {
  const char **names;
  uint32_t count;
} model_labels;

/* Pre-trained word vectors, sorted by their words' hash; row 0 is for words without. */
typedef struct {
  const uint64_t *keys;
  const float *scale;
  const int8_t *rows;
  uint32_t count, width;
} model_vectors;

struct att_model {
  void *map;
  size_t map_size;
  char *label_text; /* owned: the label sections, with NULs for line ends */
  uint32_t width, hidden, layers;
  const float *table_scale;
  const int8_t *table;
  model_vectors vectors;
  model_norm input_norm;
  model_lstm lstm[MODEL_LAYERS_MOST];
  model_linear upos, xpos, feats, lemma, ner;
  model_linear arc_dep, arc_head, arc, label_dep, label_head, label;
  const float *root; /* what stands for the root's encoding */
  model_labels upos_names, xpos_names, feats_names, lemma_names, rel_names, ner_names;
  uint8_t *upos_values, *rel_values; /* owned: our enums for the labels */
  bool *ner_follows; /* owned: [before * count + tag], whether a tag may stand behind another */
};

/* Rounded activations of some rows. */
typedef struct {
  uint32_t stride;
  int16_t *values;
  float *scale;
} model_rounded;

/* Rows of the feature table that a form lights; as features() in train/features.py. Returns how
 * many. */
unsigned att_model_features(const char *form, uint32_t rows[MODEL_FEATURES]);

/* Which pre-trained vector a form has; as vector_key() in train/features.py. */
uint32_t att_model_vector(const model_vectors *vectors, const char *form);

/* Rows rounded up to whole blocks. */
static inline uint32_t att_model_padded(uint32_t rows) {
  return (rows + MODEL_BLOCK - 1) / MODEL_BLOCK * MODEL_BLOCK;
}

/* `count` rows of `stride` (an even number) values as products read them; ret_packed has room for
 * padded(count) * stride of them. */
void att_model_pack(const int16_t *rows, uint32_t count, uint32_t stride, int16_t *ret_packed);

/* out[t * padded(rows) + r] = the product of weight row r and row t of x; exact, so the order of
 * the sums is free. */
void att_model_multiply(const int16_t *packed, uint32_t rows, const model_rounded *x,
                        uint32_t tokens, int32_t *out);

/* `tokens` rows of `cols` floats, rounded. */
model_rounded att_model_round(att_arena *arena, const float *x, uint32_t tokens, uint32_t cols);

/* tokens x rows floats, in the arena; `relu` clips below 0. */
float *att_model_apply(att_arena *arena, const model_linear *layer, const model_rounded *x,
                       uint32_t tokens, bool relu);

/* The same, where the caller has the room. */
void att_model_apply_to(att_arena *arena, const model_linear *layer, const model_rounded *x,
                        uint32_t tokens, bool relu, float *out);

/* Runs a layer over sentences that lie one after the other: lengths[] sorted, longest first.
 * rows[t], where not NULL: which of the `count` rows of x token t has. */
model_rounded att_model_run_lstm(att_arena *arena, const model_lstm *lstm, const model_rounded *x,
                                 uint32_t count, const uint32_t *rows, const uint32_t *lengths,
                                 uint32_t sentences);

/* The best tree. scores[d * (n + 1) + h]: token d (0-based) under token h (1-based, 0 the root).
 * Writes heads[0..n). */
void att_model_decode_tree(att_arena *arena, const float *scores, uint32_t n, uint32_t *heads);

#endif
