/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/lanes.h"
#include "text/lemma.h"
#include "text/model_internal.h"

enum { BATCH_TOKENS = 1024, BATCH_SENTENCES = 96 };

/* Sentences that are analysed together, longest first; their tokens' rows follow one another. */
typedef struct {
  const att_model *model;
  att_arena *scratch, *arena; /* what lives until the batch is done, and what stays */
  att_sentence *sentences[BATCH_SENTENCES];
  uint32_t lengths[BATCH_SENTENCES], count, tokens;
  bool again; /* see att_model_analyse_again */
  const model_watch *watch;
} batch;

static void reached(const batch *b, const char *stage) {
  if (b->watch != NULL)
    b->watch->reached(b->watch->context, stage);
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

/* The summed features of a form, normalised, and its pre-trained vector behind them. */
static void embed(const att_model *model, const char *form, float *x) {
  uint32_t rows[MODEL_FEATURES], width = model->width;
  unsigned count = att_model_features(form, rows);
  for (unsigned f = 0; f < count; f++) {
    __builtin_prefetch(model->table_scale + rows[f]);
    for (uint32_t i = 0; i < width; i += 64)
      __builtin_prefetch(model->table + (size_t)rows[f] * width + i);
  }
  for (unsigned f = 0; f < count; f++) {
    const int8_t *row = model->table + (size_t)rows[f] * width;
    float scale = model->table_scale[rows[f]];
    for (uint32_t i = 0; i < width; i++)
      x[i] += scale * (float)row[i];
  }
  normalize(&model->input_norm, x, width);
  const model_vectors *vectors = &model->vectors;
  uint32_t known = att_model_vector(vectors, form);
  const int8_t *row = vectors->rows + (size_t)known * vectors->width;
  for (uint32_t i = 0; i < vectors->width; i++)
    x[width + i] = vectors->scale[known] * (float)row[i];
}

static uint32_t hash_form(const char *form) {
  uint32_t hash = 2166136261u;
  for (; *form != '\0'; form++)
    hash = (hash ^ (unsigned char)*form) * 16777619u;
  return hash ^ hash >> 15;
}

/* The words, each once, and which of them each is. */
static const char **list_distinct(att_arena *arena, const char *const *words, uint32_t count,
                                  uint32_t *ret_rows, uint32_t *ret_distinct) {
  uint32_t size = 64, distinct = 0;
  while (size < 2 * count)
    size *= 2;
  uint32_t *slots = ATT_NEW_ARRAY(arena, uint32_t, size); /* a word's number + 1 */
  const char **list = ATT_ROOM(arena, const char *, count);
  for (uint32_t t = 0; t < count; t++) {
    uint32_t at = hash_form(words[t]) & (size - 1);
    while (slots[at] != 0 && strcmp(list[slots[at] - 1], words[t]) != 0)
      at = (at + 1) & (size - 1);
    if (slots[at] == 0) {
      list[distinct++] = words[t];
      slots[at] = distinct;
    }
    ret_rows[t] = slots[at] - 1;
  }
  *ret_distinct = distinct;
  return list;
}

model_rounded att_model_read_words(const att_model *model, att_arena *arena,
                                   const char *const *words, uint32_t count, uint32_t *ret_rows,
                                   uint32_t *ret_distinct) {
  uint32_t width = model->width + model->vectors.width;
  const char **list = list_distinct(arena, words, count, ret_rows, ret_distinct);
  float *in = ATT_NEW_ARRAY(arena, float, (size_t)*ret_distinct *width);
  for (uint32_t i = 0; i < *ret_distinct; i++)
    embed(model, list[i], in + (size_t)i * width);
  return att_model_round(arena, in, *ret_distinct, width, &model->lstm[0].input[0]);
}

static model_rounded encode(const batch *b) {
  const att_model *model = b->model;
  const char **words = ATT_ROOM(b->scratch, const char *, b->tokens), **word = words;
  uint32_t *rows = ATT_ROOM(b->scratch, uint32_t, b->tokens), count;
  for (uint32_t s = 0; s < b->count; s++)
    for (uint32_t t = 0; t < b->lengths[s]; t++)
      *word++ = b->sentences[s]->tokens[t].form;
  model_rounded x = att_model_read_words(model, b->scratch, words, b->tokens, rows, &count);
  reached(b, "vectors");
  for (uint32_t layer = 0; layer < model->layers; layer++) {
    x = att_model_run_lstm(b->scratch, &model->lstm[layer], &x, count, rows, b->lengths, b->count);
    rows = NULL;
    count = b->tokens;
  }
  return x;
}

/* The first of the largest. */
static uint32_t best_of(const float *scores, uint32_t count) {
  uint32_t best = 0, whole = count / LANES * LANES, from = whole > 0 ? LANES : 1;
  if (whole > 0) {
    floats top = lanes_load(scores);
    for (; from < whole; from += LANES) {
      floats v = lanes_load(scores + from);
      top = lanes_choose(v > top, v, top);
    }
    float most = top[0];
    for (uint32_t k = 1; k < LANES; k++)
      most = top[k] > most ? top[k] : most;
    while (scores[best] != most)
      best++;
  }
  for (; from < count; from++)
    if (scores[from] > scores[best])
      best = from;
  return best;
}

static uint32_t best_row(const model_linear *layer, const float *scores, uint32_t t) {
  return best_of(scores + (size_t)t * layer->padded, layer->rows);
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

/* The best script's lemma; for an inflected word whose lemma is no word ("explor"), the best of the
 * next that gives one. Scores of scripts that were tried are lost. */
static const char *choose_lemma(const batch *b, const att_token *token, float *scores) {
  enum { TRIES = 6 };
  const model_labels *scripts = &b->model->lemma_names;
  size_t size = strlen(token->form);
  const char *first = NULL;
  for (unsigned n = 0; n < TRIES && n < scripts->count; n++) {
    uint32_t best = best_of(scores, scripts->count);
    const char *lemma = edit(b->arena, token->form, scripts->names[best]);
    if (n == 0 && (strlen(lemma) == size || (token->upos != ATT_VERB && token->upos != ATT_NOUN)))
      return lemma;
    if (strlen(lemma) != size && att_model_vector(&b->model->vectors, lemma) != 0)
      return lemma;
    first = n == 0 ? lemma : first;
    scores[best] = -FLT_MAX;
  }
  return first;
}

static void inflect(const batch *b, const model_rounded *x, att_token **tokens, uint32_t count) {
  const att_model *model = b->model;
  const float *feats = att_model_apply(b->scratch, &model->feats, x, count, false);
  float *lemma = att_model_apply(b->scratch, &model->lemma, x, count, false);
  for (uint32_t i = 0; i < count; i++) {
    att_token *token = tokens[i];
    token->feats = model->feats_names.names[best_row(&model->feats, feats, i)];
    if (strcmp(token->feats, "_") == 0)
      token->feats = "";
    token->lemma = choose_lemma(b, token, lemma + (size_t)i * model->lemma.padded);
    token->lemma = att_lemma_repair(b->arena, token);
  }
}

static void tag(const batch *b, const model_rounded *x) {
  const att_model *model = b->model;
  const float *upos = att_model_apply(b->scratch, &model->upos, x, b->tokens, false);
  const float *xpos = att_model_apply(b->scratch, &model->xpos, x, b->tokens, false);
  att_token **changed = ATT_ROOM(b->scratch, att_token *, b->tokens);
  model_rounded rows = {x->stride, x->bound,
                        ATT_ROOM(b->scratch, uint8_t, (size_t)b->tokens * x->stride),
                        ATT_ROOM(b->scratch, float, b->tokens)};
  uint32_t at = 0, count = 0;
  for (uint32_t s = 0; s < b->count; s++)
    for (uint32_t t = 0; t < b->lengths[s]; t++, at++) {
      att_token *token = &b->sentences[s]->tokens[t];
      const char *tag = model->xpos_names.names[best_row(&model->xpos, xpos, at)];
      bool same = b->again && strcmp(token->xpos, tag) == 0;
      token->upos = model->upos_values[best_row(&model->upos, upos, at)];
      token->xpos = tag;
      if (same)
        continue;
      memcpy(rows.values + (size_t)count * x->stride, x->values + (size_t)at * x->stride,
             x->stride);
      rows.scale[count] = x->scale[at];
      changed[count++] = token;
    }
  inflect(b, &rows, changed, count);
}

/* The best sequence of entity tags in which an I- follows its own kind (Viterbi). */
static uint32_t *best_tags(const batch *b, const float *scores, uint32_t n) {
  uint32_t count = b->model->ner.rows, apart = b->model->ner.padded;
  const bool *follows = b->model->ner_follows;
  float *sums = ATT_NEW_ARRAY(b->scratch, float, count),
        *before = ATT_NEW_ARRAY(b->scratch, float, count);
  uint8_t *from = ATT_NEW_ARRAY(b->scratch, uint8_t, (size_t)n * count);
  uint32_t *tags = ATT_NEW_ARRAY(b->scratch, uint32_t, n);
  for (uint32_t t = 0; t < n; t++) {
    for (uint32_t j = 0; j < count; j++) {
      uint32_t best = 0;
      bool found = false;
      for (uint32_t i = 0; i < (t == 0 ? 1 : count); i++) /* before the first: no entity */
        if (follows[i * count + j] && (!found || before[i] > before[best])) {
          best = i;
          found = true;
        }
      sums[j] = (found ? before[best] : -1e30f) + scores[(size_t)t * apart + j];
      from[(size_t)t * count + j] = (uint8_t)best;
    }
    memcpy(before, sums, count * sizeof *sums);
  }
  for (uint32_t t = n, at = best_of(before, count); t-- > 0; at = from[(size_t)t * count + at])
    tags[t] = at;
  return tags;
}

static void find_entities(const batch *b, const float *scores, att_sentence *sentence) {
  const att_model *model = b->model;
  const uint32_t *tags = best_tags(b, scores, sentence->token_count);
  att_entity *open = NULL;
  sentence->entities.count = 0;
  for (uint32_t t = 0; t < sentence->token_count; t++) {
    const float *row = scores + (size_t)t * model->ner.padded;
    const char *name = model->ner_names.names[tags[t]];
    float margin = row[tags[t]] - row[0], score = margin / (1 + fabsf(margin));
    if (name[0] == 'I' && open != NULL) {
      open->last = t;
      open->score = score < open->score ? score : open->score;
      continue;
    }
    open = NULL;
    if (name[0] == 'O')
      continue;
    open = ATT_PUSH(b->arena, &sentence->entities);
    *open = (att_entity){.first = t, .last = t, .score = score};
    open->kind = (uint8_t)att_entity_kind_parse(name + 2);
  }
}

/* Activations for the tree, of all tokens of a batch. */
typedef struct {
  model_rounded arc_dep, arc_head, root; /* root: one row */
  const float *label_dep, *label_head, *label_root;
} parts;

static parts prepare(const batch *b, const model_rounded *x) {
  const att_model *model = b->model;
  att_arena *scratch = b->scratch;
  parts p;
  const model_linear *arc = &model->arc;
  model_rounded root = att_model_round(scratch, model->root, 1, model->hidden, &model->arc_head);
  const float *dep = att_model_apply(scratch, &model->arc_dep, x, b->tokens, true);
  p.arc_dep = att_model_round(scratch, dep, b->tokens, model->arc_dep.padded, arc);
  dep = att_model_apply(scratch, arc, &p.arc_dep, b->tokens, false);
  p.arc_dep = att_model_round(scratch, dep, b->tokens, arc->padded, arc);
  const float *head = att_model_apply(scratch, &model->arc_head, x, b->tokens, true);
  p.arc_head = att_model_round(scratch, head, b->tokens, model->arc_head.padded, arc);
  head = att_model_apply(scratch, &model->arc_head, &root, 1, true);
  p.root = att_model_round(scratch, head, 1, model->arc_head.padded, arc);
  p.label_dep = att_model_apply(scratch, &model->label_dep, x, b->tokens, true);
  p.label_head = att_model_apply(scratch, &model->label_head, x, b->tokens, true);
  p.label_root = att_model_apply(scratch, &model->label_head, &root, 1, true);
  return p;
}

/* Scores of each token's arcs from the root and from each token, `*ret_apart` a row. */
static const float *score_arcs(const batch *b, const parts *p, uint32_t from, uint32_t n,
                               uint32_t *ret_apart) {
  enum { CHAIN = 2 }; /* of sums of 16 bits: 2 * 2 * MODEL_ROUND * 2 * MODEL_ROUND is less */
  uint32_t stride = p->arc_dep.stride, bound = p->arc_dep.bound, cols = b->model->arc.cols;
  model_rounded d = {stride, bound, p->arc_dep.values + (size_t)from * stride,
                     p->arc_dep.scale + from};
  model_linear heads;
  size_t size = att_model_place(&heads, NULL, n + 1, cols, bound);
  att_model_place(&heads, ATT_ROOM(b->scratch, uint8_t, size), n + 1, cols, bound);
  int8_t *rows = ATT_ROOM(b->scratch, int8_t, (size_t)(n + 1) * cols);
  for (uint32_t h = 0; h <= n; h++) {
    const model_rounded *of = h == 0 ? &p->root : &p->arc_head;
    uint32_t at = h == 0 ? 0 : from + h - 1;
    for (uint32_t i = 0; i < cols; i++)
      rows[(size_t)h * cols + i] = (int8_t)(of->values[(size_t)at * stride + i] - bound);
    heads.scale[h] = of->scale[at];
  }
  att_model_pack(&heads, rows, CHAIN);
  *ret_apart = heads.padded;
  return att_model_apply(b->scratch, &heads, &d, n, false);
}

/* Relations from [d * h, d, h] of each token and its head. */
static void label(const batch *b, const parts *p, uint32_t from, att_sentence *sentence) {
  const att_model *model = b->model;
  uint32_t n = sentence->token_count, size = model->label_dep.rows;
  uint32_t apart = model->label_dep.padded;
  float *pairs = ATT_ROOM(b->scratch, float, (size_t)n * 3 * size);
  for (uint32_t t = 0; t < n; t++) {
    uint32_t head = sentence->tokens[t].head;
    const float *d = p->label_dep + (size_t)(from + t) * apart;
    const float *h = head == 0 ? p->label_root : p->label_head + (size_t)(from + head - 1) * apart;
    float *pair = pairs + (size_t)t * 3 * size;
    for (uint32_t i = 0; i < size; i++)
      pair[i] = d[i] * h[i];
    memcpy(pair + size, d, size * sizeof *d);
    memcpy(pair + 2 * (size_t)size, h, size * sizeof *h);
  }
  model_rounded x = att_model_round(b->scratch, pairs, n, 3 * size, &model->label);
  const float *scores = att_model_apply(b->scratch, &model->label, &x, n, false);
  for (uint32_t t = 0; t < n; t++) {
    att_token *token = &sentence->tokens[t];
    token->rel =
        token->head == 0 ? ATT_ROOT : model->rel_values[best_row(&model->label, scores, t)];
  }
}

static void parse(const batch *b, const parts *p, uint32_t from, att_sentence *sentence) {
  uint32_t n = sentence->token_count, *heads = ATT_NEW_ARRAY(b->scratch, uint32_t, n), apart;
  const float *scores = score_arcs(b, p, from, n, &apart);
  att_model_decode_tree(b->scratch, scores, apart, n, heads);
  for (uint32_t t = 0; t < n; t++)
    sentence->tokens[t].head = heads[t];
  label(b, p, from, sentence);
}

static int by_length(const void *a, const void *b) {
  const att_sentence *const *x = a, *const *y = b;
  uint32_t m = (*x)->token_count, n = (*y)->token_count;
  return m != n ? (m < n) - (m > n) : (*x > *y) - (*x < *y);
}

static void analyse(batch *b) {
  att_arena_reset(b->scratch);
  qsort(b->sentences, b->count, sizeof b->sentences[0], by_length);
  for (uint32_t s = 0; s < b->count; s++)
    b->lengths[s] = b->sentences[s]->token_count;
  model_rounded x = encode(b);
  reached(b, "layers");
  tag(b, &x);
  reached(b, "tags");
  const model_linear *ner = &b->model->ner;
  const float *entities = b->again ? NULL : att_model_apply(b->scratch, ner, &x, b->tokens, false);
  for (uint32_t s = 0, from = 0; s < b->count && !b->again; from += b->lengths[s++])
    find_entities(b, entities + (size_t)from * ner->padded, b->sentences[s]);
  reached(b, "names");
  parts p = prepare(b, &x);
  for (uint32_t s = 0, from = 0; s < b->count; from += b->lengths[s++])
    parse(b, &p, from, b->sentences[s]);
  reached(b, "trees");
  b->count = b->tokens = 0;
}

static void analyse_all(const att_model *model, att_arena *arena, att_sentence *const *sentences,
                        size_t count, bool again, const model_watch *watch) {
  att_arena scratch;
  att_arena_init(&scratch, 0);
  if (setjmp(scratch.guard) != 0) {
    att_arena_clear(&scratch);
    longjmp(arena->guard, 1);
  }
  batch b = {.model = model, .scratch = &scratch, .arena = arena, .again = again, .watch = watch};
  for (size_t s = 0; s < count; s++) {
    uint32_t tokens = sentences[s]->token_count;
    if (b.count == BATCH_SENTENCES || (b.count > 0 && b.tokens + tokens > BATCH_TOKENS))
      analyse(&b);
    b.sentences[b.count++] = sentences[s];
    b.tokens += tokens;
  }
  if (b.count > 0)
    analyse(&b);
  att_arena_clear(&scratch);
}

void att_model_analyse(const att_model *model, att_arena *arena, att_sentence *const *sentences,
                       size_t count) {
  analyse_all(model, arena, sentences, count, false, NULL);
}

void att_model_analyse_again(const att_model *model, att_arena *arena,
                             att_sentence *const *sentences, size_t count) {
  analyse_all(model, arena, sentences, count, true, NULL);
}

void att_model_watch_document(const att_model *model, att_document *document,
                              const model_watch *watch) {
  size_t count = document->sentences.count;
  att_sentence **sentences = ATT_ROOM(document->arena, att_sentence *, count);
  for (size_t s = 0; s < count; s++)
    sentences[s] = &document->sentences.items[s];
  analyse_all(model, document->arena, sentences, count, false, watch);
}

void att_model_analyse_document(const att_model *model, att_document *document) {
  att_model_watch_document(model, document, NULL);
}
