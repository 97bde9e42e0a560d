/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside the model: its layers, their arithmetic, and the decoder that makes a tree of arc scores.
 *
 * Rows of activations lie one under the other, a row for each token. Where they are multiplied they
 * are integers of 6 or 7 bits with a scale for each row; sums of products are exact, so their order
 * does not matter; whatever is floating point runs in one fixed order.
 */
#ifndef ATT_TEXT_MODEL_INTERNAL_H
#define ATT_TEXT_MODEL_INTERNAL_H

#include "text/model.h"

enum {
  MODEL_ROWS = 65537,  /* of the feature table; row 0 is none */
  MODEL_FEATURES = 28, /* at most, of one token */
  MODEL_LAYERS_MOST = 4,
  MODEL_STATE = 31, /* the largest rounded activation of the recurrent layers' states */
  MODEL_ROUND = 63, /* ... and of all else */
  MODEL_BLOCK = 8,  /* rows of weights that are multiplied together */
  MODEL_STEP = 16,  /* columns, likewise */
};

/* y = W x + b; W as bytes with a scale for each row. All arrays are padded with zeros. */
typedef struct {
  uint32_t rows, padded; /* padded: to whole blocks; outputs lie so far apart */
  uint32_t cols, stride; /* stride: cols padded to whole steps */
  uint32_t bound;        /* the largest activation, MODEL_STATE or MODEL_ROUND */
  int8_t *weight;        /* packed, see model_math.c */
  int32_t *offset;       /* [row]: takes off what the activations' offset adds */
  uint8_t *chain;        /* [block]: sums of 16 bits that may be added, 1, 2 or 4 */
  float *scale, *bias;
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
  att_model *ends; /* owned: the model of sentences' ends, which reads the same words' vectors */
  att_abbreviations *abbreviations; /* owned */
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
  model_linear end; /* of `ends` alone: does a sentence end at a token, does one begin */
  model_linear arc_dep, arc_head, arc, label_dep, label_head, label;
  const float *root; /* what stands for the root's encoding */
  model_labels upos_names, xpos_names, feats_names, lemma_names, rel_names, ner_names;
  uint8_t *upos_values, *rel_values; /* owned: our enums for the labels */
  bool *ner_follows; /* owned: [before * count + tag], whether a tag may stand behind another */
};

/* Rounded activations of some rows: bytes, each the activation plus `bound`. */
typedef struct {
  uint32_t stride, bound;
  uint8_t *values;
  float *scale;
} model_rounded;

/* Told whenever a stage of a batch of sentences is done, by its name: for benches. */
typedef struct {
  void (*reached)(void *context, const char *stage);
  void *context;
} model_watch;

/* att_model_analyse_document(), watched; `watch` may be NULL. */
void att_model_watch_document(const att_model *model, att_document *document,
                              const model_watch *watch);

/* Rows of the feature table that a form lights; as features() in train/features.py. Returns how
 * many. */
unsigned att_model_features(const char *form, uint32_t rows[MODEL_FEATURES]);

/* Which pre-trained vector a form has; as vector_key() in train/features.py. */
uint32_t att_model_vector(const model_vectors *vectors, const char *form);

/* Lays a layer's arrays out in `room`, aligned for any type: scale and bias hold zeros, the others
 * are att_model_pack's. Returns the bytes that takes; `room` NULL only asks. `bound` times twice
 * the largest pair of weights, added up, must keep within 16 bits. */
size_t att_model_place(model_linear *layer, uint8_t *room, uint32_t rows, uint32_t cols,
                       uint32_t bound);

/* Packs weights, `cols` a row. `chain`: that of all blocks; 0 finds each block's longest one. */
void att_model_pack(model_linear *layer, const int8_t *rows, uint8_t chain);

/* `tokens` rows of floats, `apart` from each other, rounded as the layer takes them. */
model_rounded att_model_round(att_arena *arena, const float *x, uint32_t tokens, uint32_t apart,
                              const model_linear *layer);

/* tokens x padded rows floats, in the arena; `relu` clips below 0. */
float *att_model_apply(att_arena *arena, const model_linear *layer, const model_rounded *x,
                       uint32_t tokens, bool relu);

/* The same, where the caller has the room. */
void att_model_apply_to(const model_linear *layer, const model_rounded *x, uint32_t tokens,
                        bool relu, float *out);

/* The first layer's input for `count` words, each distinct one once; ret_rows[t], an array of
 * `count`: which of the *ret_distinct rows word t has. */
model_rounded att_model_read_words(const att_model *model, att_arena *arena,
                                   const char *const *words, uint32_t count, uint32_t *ret_rows,
                                   uint32_t *ret_distinct);

/* Runs a layer over sentences that lie one after the other: lengths[] sorted, longest first.
 * rows[t], where not NULL: which of the `count` rows of x token t has. */
model_rounded att_model_run_lstm(att_arena *arena, const model_lstm *lstm, const model_rounded *x,
                                 uint32_t count, const uint32_t *rows, const uint32_t *lengths,
                                 uint32_t sentences);

/* The best tree. scores[d * apart + h]: token d (0-based) under token h (1-based, 0 the root).
 * Writes heads[0..n). */
void att_model_decode_tree(att_arena *arena, const float *scores, uint32_t apart, uint32_t n,
                           uint32_t *heads);

#endif
