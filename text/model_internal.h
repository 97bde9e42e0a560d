/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside the model: its layers, and the decoder that makes a tree of arc scores.
 */
#ifndef ATT_TEXT_MODEL_INTERNAL_H
#define ATT_TEXT_MODEL_INTERNAL_H

#include "text/model.h"

enum {
  MODEL_ROWS = 65537,  /* of the feature table; row 0 is none */
  MODEL_FEATURES = 28, /* at most, of one token */
  MODEL_LAYERS_MOST = 16,
};

/* y = W x + b; W as 16-bit integers with a scale for each row. */
typedef struct {
  uint32_t rows, cols, stride; /* stride: cols rounded up to a multiple of 16 */
  int16_t *weight;             /* owned */
  const float *scale;
  const float *bias; /* NULL for none */
} model_linear;

typedef struct {
  const float *weight, *bias;
} model_norm;

typedef struct {
  const char **names;
  uint32_t count;
} model_labels;

struct att_model {
  void *map;
  size_t map_size;
  char *label_text; /* owned: the label sections, with NULs for line ends */
  uint32_t width, hidden, layers;
  uint32_t dilation[MODEL_LAYERS_MOST];
  const float *table_scale;
  const int8_t *table;
  model_norm input_norm, norm[MODEL_LAYERS_MOST];
  model_linear input, conv[MODEL_LAYERS_MOST];
  model_linear upos, xpos, feats, lemma, ner;
  model_linear arc_dep, arc_head, arc, label_dep, label_head, label;
  const float *root;
  model_labels upos_names, xpos_names, feats_names, lemma_names, rel_names, ner_names;
  uint8_t *upos_values, *rel_values; /* owned: our enums for the labels */
};

/* Rows of the feature table that a form lights; as features() in train/train.py. Returns how
 * many. */
unsigned att_model_features(const char *form, uint32_t rows[MODEL_FEATURES]);

/* The best tree. scores[d * (n + 1) + h]: token d (0-based) under token h (1-based, 0 the root).
 * Writes heads[0..n). */
void att_model_decode_tree(att_arena *arena, const float *scores, uint32_t n, uint32_t *heads);

#endif
