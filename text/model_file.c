/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "text/model_internal.h"

enum { KIND_TEXT = 0, KIND_FLOAT = 1, KIND_BYTE = 2, KIND_KEY = 3, MODEL_VERSION = 2 };

typedef struct {
  char magic[8];
  uint32_t version, sections;
  uint64_t size, checksum;
  uint8_t zeros[32];
} file_head;

typedef struct {
  char name[32];
  uint32_t kind, rows, cols, bytes;
  uint8_t zeros[16];
} section_head;

static const section_head *find(const att_model *model, const char *name, uint32_t kind) {
  const uint8_t *at = (const uint8_t *)model->map + sizeof(file_head);
  const uint8_t *end = (const uint8_t *)model->map + model->map_size;
  while ((size_t)(end - at) >= sizeof(section_head)) {
    const section_head *head = (const section_head *)at;
    size_t padded = ((size_t)head->bytes + 63) / 64 * 64;
    if ((size_t)(end - at) - sizeof *head < padded)
      return NULL;
    if (strncmp(head->name, name, sizeof head->name) == 0 && head->kind == kind)
      return head;
    at += sizeof *head + padded;
  }
  return NULL;
}

static att_status missing(const char *name, att_error *reterr) {
  return att_error_set(
      reterr, ATT_ERR_FORMAT,
      "the language model has no fitting section '%s': it is not made for this program; install "
      "attache's own again",
      name);
}

static att_status load_floats(const att_model *model, const char *name, uint32_t count,
                              const float **ret_values, att_error *reterr) {
  const section_head *head = find(model, name, KIND_FLOAT);
  if (head == NULL || head->bytes != count * sizeof(float))
    return missing(name, reterr);
  *ret_values = (const float *)(head + 1);
  return ATT_OK;
}

static att_status load_norm(const att_model *model, const char *name, uint32_t size,
                            model_norm *norm, att_error *reterr) {
  char full[64];
  snprintf(full, sizeof full, "%s.weight", name);
  ATT_TRY(load_floats(model, full, size, &norm->weight, reterr));
  snprintf(full, sizeof full, "%s.bias", name);
  return load_floats(model, full, size, &norm->bias, reterr);
}

/* `cols` must fit; `rows` 0 takes what the file has. `bound`: see model_linear. */
static att_status load_matrix(const att_model *model, const char *name, uint32_t rows,
                              uint32_t cols, uint32_t bound, model_linear *layer,
                              att_error *reterr) {
  const section_head *head = find(model, name, KIND_BYTE);
  if (head == NULL || (rows != 0 && head->rows != rows) || head->cols != cols || cols == 0 ||
      head->rows == 0 || head->rows > MODEL_ROWS || cols > 4096 ||
      head->bytes != (uint64_t)head->rows * (cols + sizeof(float)))
    return missing(name, reterr);
  uint8_t *room = malloc(att_model_place(layer, NULL, head->rows, cols, bound));
  if (room == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the model");
  att_model_place(layer, room, head->rows, cols, bound);
  const float *scale = (const float *)(head + 1);
  memcpy(layer->scale, scale, head->rows * sizeof *scale);
  att_model_pack(layer, (const int8_t *)(scale + head->rows), 0);
  return ATT_OK;
}

static att_status load_linear(const att_model *model, const char *name, uint32_t rows,
                              uint32_t cols, uint32_t bound, model_linear *layer,
                              att_error *reterr) {
  char full[64];
  const float *bias = NULL;
  snprintf(full, sizeof full, "%s.weight", name);
  ATT_TRY(load_matrix(model, full, rows, cols, bound, layer, reterr));
  snprintf(full, sizeof full, "%s.bias", name);
  ATT_TRY(load_floats(model, full, layer->rows, &bias, reterr));
  memcpy(layer->bias, bias, layer->rows * sizeof *bias);
  return ATT_OK;
}

static att_status load_labels(const att_model *model, const char *name, uint32_t count, char **text,
                              model_labels *labels, att_error *reterr) {
  char full[64];
  snprintf(full, sizeof full, "labels.%s", name);
  const section_head *head = find(model, full, KIND_TEXT);
  if (head == NULL || head->rows != count)
    return missing(full, reterr);
  labels->count = count;
  labels->names = calloc(count, sizeof *labels->names);
  if (labels->names == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the model");
  char *at = *text, *end = at + head->bytes;
  memcpy(at, head + 1, head->bytes);
  for (uint32_t i = 0; i < count; i++) {
    char *line = memchr(at, '\n', (size_t)(end - at));
    if (line == NULL)
      return missing(full, reterr);
    *line = '\0';
    labels->names[i] = at;
    at = line + 1;
  }
  *text = end;
  return ATT_OK;
}

static att_status load_vectors(att_model *model, att_error *reterr) {
  const section_head *keys = find(model, "vector.keys", KIND_KEY);
  const section_head *rows = find(model, "vector.rows", KIND_BYTE);
  if (keys == NULL || rows == NULL || keys->rows != rows->rows || rows->rows == 0 ||
      keys->bytes != (uint64_t)keys->rows * sizeof(uint64_t) || rows->cols > 4096 ||
      rows->bytes != (uint64_t)rows->rows * (rows->cols + sizeof(float)))
    return missing("vector.rows", reterr);
  model_vectors *vectors = &model->vectors;
  vectors->keys = (const uint64_t *)(keys + 1);
  vectors->count = rows->rows;
  vectors->width = rows->cols;
  vectors->scale = (const float *)(rows + 1);
  vectors->rows = (const int8_t *)(vectors->scale + rows->rows);
  return ATT_OK;
}

static att_status load_table(att_model *model, att_error *reterr) {
  const section_head *table = find(model, "table", KIND_BYTE);
  if (table == NULL || table->rows != MODEL_ROWS || table->cols > 4096 ||
      table->bytes != (uint64_t)table->rows * (table->cols + sizeof(float)))
    return missing("table", reterr);
  model->width = table->cols;
  model->table_scale = (const float *)(table + 1);
  model->table = (const int8_t *)(model->table_scale + table->rows);
  return load_norm(model, "inln", model->width, &model->input_norm, reterr);
}

/* As many recurrent layers as there are. */
static att_status load_lstm(att_model *model, att_error *reterr) {
  uint32_t size = model->width + model->vectors.width;
  for (uint32_t i = 0; i < MODEL_LAYERS_MOST; i++, size = model->hidden) {
    char name[64];
    snprintf(name, sizeof name, "layers.%u.state.0", i);
    const section_head *state = find(model, name, KIND_BYTE);
    if (state == NULL && i > 0)
      break;
    if (state == NULL || state->cols % 16 != 0 || (i > 0 && state->cols * 2 != model->hidden))
      return missing(name, reterr);
    uint32_t h = state->cols;
    model->hidden = 2 * h;
    model->layers = i + 1;
    for (uint32_t d = 0; d < 2; d++) {
      snprintf(name, sizeof name, "layers.%u.input.%u", i, d);
      ATT_TRY(load_linear(model, name, 4 * h, size, i == 0 ? MODEL_ROUND : MODEL_STATE,
                          &model->lstm[i].input[d], reterr));
      snprintf(name, sizeof name, "layers.%u.state.%u", i, d);
      ATT_TRY(load_matrix(model, name, 4 * h, h, MODEL_STATE, &model->lstm[i].state[d], reterr));
    }
  }
  return ATT_OK;
}

static att_status load_layers(att_model *model, att_error *reterr) {
  ATT_TRY(load_table(model, reterr));
  ATT_TRY(load_vectors(model, reterr));
  ATT_TRY(load_lstm(model, reterr));
  uint32_t h = model->hidden;
  ATT_TRY(load_floats(model, "root", h, &model->root, reterr));
  struct {
    const char *name;
    uint32_t rows, cols;
    model_linear *layer;
  } linears[] = {
      {"heads.upos", 0, h, &model->upos},     {"heads.xpos", 0, h, &model->xpos},
      {"heads.feats", 0, h, &model->feats},   {"heads.lemma", 0, h, &model->lemma},
      {"heads.ner", 0, h, &model->ner},       {"arc_dep", 0, h, &model->arc_dep},
      {"arc_head", 0, h, &model->arc_head},   {"lab_dep", 0, h, &model->label_dep},
      {"lab_head", 0, h, &model->label_head},
  };
  for (size_t i = 0; i < sizeof linears / sizeof *linears; i++)
    ATT_TRY(load_linear(model, linears[i].name, linears[i].rows, linears[i].cols, MODEL_STATE,
                        linears[i].layer, reterr));
  uint32_t arc = model->arc_dep.rows, size = model->label_dep.rows;
  ATT_TRY(load_linear(model, "arc", arc, arc, MODEL_ROUND, &model->arc, reterr));
  ATT_TRY(load_linear(model, "lab", 0, 3 * size, MODEL_ROUND, &model->label, reterr));
  if (model->arc_head.rows != arc || model->label_head.rows != size || arc > 512)
    return missing("arc", reterr);
  return ATT_OK;
}

/* An I- tag must follow a tag of its kind; and every kind must be one of ours. */
static att_status load_follows(att_model *model, att_error *reterr) {
  const model_labels *names = &model->ner_names;
  uint32_t count = names->count;
  model->ner_follows = count < 256 ? calloc((size_t)count * count, sizeof(bool)) : NULL;
  if (model->ner_follows == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the model");
  for (uint32_t i = 0; i < count; i++) {
    const char *before = names->names[i];
    if (i == 0 ? strcmp(before, "O") != 0
               : strlen(before) < 3 || att_entity_kind_parse(before + 2) == ATT_ENTITY_NONE)
      return missing("labels.ner", reterr);
    for (uint32_t j = 0; j < count; j++)
      model->ner_follows[(size_t)i * count + j] =
          names->names[j][0] != 'I' || (i > 0 && strcmp(before + 2, names->names[j] + 2) == 0);
  }
  return ATT_OK;
}

static att_status load_names(att_model *model, att_error *reterr) {
  struct {
    const char *name;
    uint32_t count;
    model_labels *labels;
  } all[] = {
      {"upos", model->upos.rows, &model->upos_names},
      {"xpos", model->xpos.rows, &model->xpos_names},
      {"feats", model->feats.rows, &model->feats_names},
      {"lemma", model->lemma.rows, &model->lemma_names},
      {"ner", model->ner.rows, &model->ner_names},
      {"rel", model->label.rows, &model->rel_names},
  };
  size_t size = 0;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    char full[64];
    snprintf(full, sizeof full, "labels.%s", all[i].name);
    const section_head *head = find(model, full, KIND_TEXT);
    size += head != NULL ? head->bytes : 0;
  }
  char *text = model->label_text = malloc(size + 1);
  model->upos_values = calloc(model->upos.rows, 1);
  model->rel_values = calloc(model->label.rows, 1);
  if (text == NULL || model->upos_values == NULL || model->rel_values == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the model");
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    ATT_TRY(load_labels(model, all[i].name, all[i].count, &text, all[i].labels, reterr));
  for (uint32_t i = 0; i < model->upos_names.count; i++)
    model->upos_values[i] = (uint8_t)att_upos_parse(model->upos_names.names[i]);
  for (uint32_t i = 0; i < model->rel_names.count; i++)
    model->rel_values[i] = (uint8_t)att_rel_parse(model->rel_names.names[i]);
  return load_follows(model, reterr);
}

static att_status map_file(const char *path, att_model *model, att_error *reterr) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return att_error_set(reterr, errno == ENOENT ? ATT_ERR_NOT_FOUND : ATT_ERR_IO,
                         "the language model %s cannot be opened: %s", path, strerror(errno));
  struct stat about;
  if (fstat(file, &about) == 0 && (size_t)about.st_size >= sizeof(file_head)) {
    model->map_size = (size_t)about.st_size;
    model->map = mmap(NULL, model->map_size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  close(file);
  if (model->map == NULL || model->map == MAP_FAILED) {
    model->map = NULL;
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s is not a language model", path);
  }
  const file_head *head = model->map;
  if (memcmp(head->magic, "ATTMODEL", 8) != 0)
    return att_error_set(reterr, ATT_ERR_FORMAT, "%s is not a language model", path);
  if (head->version != MODEL_VERSION)
    return att_error_set(
        reterr, ATT_ERR_FORMAT,
        "%s: model version %u, this program reads %d; install the model that comes with it", path,
        head->version, MODEL_VERSION);
  if (head->size != model->map_size - sizeof *head ||
      XXH64(head + 1, head->size, 0) != head->checksum)
    return att_error_set(reterr, ATT_ERR_CORRUPT,
                         "%s is damaged: its checksum differs; install it again", path);
  return ATT_OK;
}

/* The file beside the model's own. */
static att_status load_ends(att_model *model, const char *path, att_error *reterr) {
  static const char NAME[] = "sentences.attm";
  const char *slash = strrchr(path, '/');
  size_t folder = slash != NULL ? (size_t)(slash + 1 - path) : 0;
  att_model *ends = model->ends = calloc(1, sizeof *ends);
  char *beside = malloc(folder + sizeof NAME);
  att_status status = ATT_ERR_MEMORY;
  if (ends == NULL || beside == NULL) {
    att_error_set(reterr, status, "no memory for the model");
  } else {
    memcpy(beside, path, folder);
    memcpy(beside + folder, NAME, sizeof NAME);
    status = map_file(beside, ends, reterr);
  }
  free(beside);
  if (status != ATT_OK)
    return status;
  ends->width = model->width;
  ends->vectors.width = model->vectors.width;
  ATT_TRY(load_lstm(ends, reterr));
  return load_linear(ends, "end", 2, ends->hidden, MODEL_STATE, &ends->end, reterr);
}

att_status att_model_open(const char *path, att_model **ret_model, att_error *reterr) {
  att_model *model = calloc(1, sizeof *model);
  if (model == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the model");
  att_status status = map_file(path, model, reterr);
  if (status == ATT_OK)
    status = load_layers(model, reterr);
  if (status == ATT_OK)
    status = load_names(model, reterr);
  if (status == ATT_OK)
    status = load_ends(model, path, reterr);
  if (status == ATT_OK)
    status = att_abbreviations_open(&model->abbreviations, reterr);
  if (status != ATT_OK) {
    att_model_close(model);
    return status;
  }
  *ret_model = model;
  return ATT_OK;
}

void att_model_close(att_model *model) {
  if (model == NULL)
    return;
  att_model_close(model->ends);
  att_abbreviations_close(model->abbreviations);
  model_linear *layers[] = {&model->upos, &model->xpos,  &model->feats,     &model->lemma,
                            &model->ner,  &model->end,   &model->arc_dep,   &model->arc_head,
                            &model->arc,  &model->label, &model->label_dep, &model->label_head};
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
    free(layers[i]->weight);
  for (uint32_t i = 0; i < MODEL_LAYERS_MOST; i++)
    for (uint32_t d = 0; d < 2; d++) {
      free(model->lstm[i].input[d].weight);
      free(model->lstm[i].state[d].weight);
    }
  model_labels *labels[] = {&model->upos_names,  &model->xpos_names, &model->feats_names,
                            &model->lemma_names, &model->rel_names,  &model->ner_names};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    free(labels[i]->names);
  free(model->label_text);
  free(model->upos_values);
  free(model->rel_values);
  free(model->ner_follows);
  if (model->map != NULL)
    munmap(model->map, model->map_size);
  free(model);
}

uint64_t att_model_checksum(const att_model *model) {
  return ((const file_head *)model->map)->checksum;
}

const att_abbreviations *att_model_abbreviations(const att_model *model) {
  return model->abbreviations;
}
