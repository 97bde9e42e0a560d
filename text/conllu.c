/* SPDX-License-Identifier: Apache-2.0 */
#include "text/conllu.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static att_status put(att_buffer *buffer, const char *format, ...) ATT_PRINTF(2, 3);

static att_status put(att_buffer *buffer, const char *format, ...) {
  char small[512];
  va_list args;
  va_start(args, format);
  int size = vsnprintf(small, sizeof small, format, args);
  va_end(args);
  if (size < 0)
    return ATT_ERR_MEMORY;
  if ((size_t)size < sizeof small)
    return att_buffer_append(buffer, small, (size_t)size);
  ATT_TRY(att_buffer_reserve(buffer, (size_t)size + 1));
  va_start(args, format);
  vsnprintf((char *)buffer->data + buffer->size, (size_t)size + 1, format, args);
  va_end(args);
  buffer->size += (size_t)size;
  return ATT_OK;
}

static att_status put_misc(att_buffer *buffer, const att_token *token, const att_entity *entity,
                           bool first, bool space_counts) {
  bool entity_here = entity != NULL, no_space = space_counts && !token->space_after;
  if (entity_here)
    ATT_TRY(put(buffer, "Entity=%c-%s", first ? 'B' : 'I', att_entity_kind_name(entity->kind)));
  if (no_space)
    ATT_TRY(put(buffer, "%sSpaceAfter=No", entity_here ? "|" : ""));
  return put(buffer, entity_here || no_space ? "\n" : "_\n");
}

static att_status put_sentence(const att_document *document, const att_sentence *sentence,
                               att_buffer *buffer) {
  size_t e = 0;
  uint32_t inside = 0; /* words left of a multiword token */
  ATT_TRY(put(buffer, "# text = "));
  for (uint32_t i = sentence->begin; i < sentence->end; i++)
    ATT_TRY(put(buffer, "%c", document->text[i] == '\n' ? ' ' : document->text[i]));
  ATT_TRY(put(buffer, "\n"));
  for (uint32_t t = 0; t < sentence->token_count; t++) {
    const att_token *token = &sentence->tokens[t];
    if (token->multiword > 1 && t + token->multiword <= sentence->token_count) {
      inside = token->multiword;
      const att_token *last = &sentence->tokens[t + inside - 1];
      ATT_TRY(put(buffer, "%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%s\n", t + 1, t + inside,
                  (int)(last->end - token->begin), document->text + token->begin,
                  last->space_after ? "_" : "SpaceAfter=No"));
    }
    while (e < sentence->entities.count && sentence->entities.items[e].last < t)
      e++;
    const att_entity *entity = e < sentence->entities.count ? &sentence->entities.items[e] : NULL;
    if (entity != NULL && entity->first > t)
      entity = NULL;
    ATT_TRY(put(buffer, "%u\t%s\t%s\t%s\t%s\t%s\t%u\t%s\t_\t", t + 1, token->form, token->lemma,
                att_upos_name(token->upos), token->xpos, *token->feats ? token->feats : "_",
                token->head, att_rel_name(token->rel)));
    ATT_TRY(put_misc(buffer, token, entity, entity != NULL && entity->first == t, inside == 0));
    inside -= inside > 0;
  }
  return put(buffer, "\n");
}

att_status att_conllu_write(const att_document *document, att_buffer *buffer) {
  uint32_t paragraph = UINT32_MAX;
  for (size_t s = 0; s < document->sentences.count; s++) {
    const att_sentence *sentence = &document->sentences.items[s];
    if (sentence->paragraph != paragraph)
      ATT_TRY(put(buffer, "# newpar\n"));
    paragraph = sentence->paragraph;
    ATT_TRY(put(buffer, "# sent_id = %zu\n", s + 1));
    ATT_TRY(put_sentence(document, sentence, buffer));
  }
  return ATT_OK;
}

typedef struct {
  char *text; /* grows with what is read; never longer than the file */
  uint32_t size;
  struct {
    att_token *items;
    size_t count, capacity;
  } tokens;
} conllu_reader;

static void end_sentence(att_document *document, att_arena *arena, conllu_reader *reader) {
  if (reader->tokens.count == 0)
    return;
  att_sentence *sentence = ATT_PUSH(arena, &document->sentences);
  sentence->token_count = (uint32_t)reader->tokens.count;
  sentence->tokens = ATT_NEW_ARRAY(arena, att_token, reader->tokens.count);
  memcpy(sentence->tokens, reader->tokens.items, reader->tokens.count * sizeof(att_token));
  sentence->begin = sentence->tokens[0].begin;
  sentence->end = sentence->tokens[reader->tokens.count - 1].end;
  reader->tokens.count = 0;
}

att_status att_conllu_read(att_document *document, att_arena *arena, const char *name,
                           const char *bytes, size_t size, att_error *reterr) {
  memset(document, 0, sizeof *document);
  conllu_reader reader = {.text = att_arena_array(arena, size + 2, 1)};
  size_t line = 0;
  for (size_t at = 0; at < size;) {
    const char *begin = bytes + at, *end = memchr(begin, '\n', size - at);
    size_t length = end != NULL ? (size_t)(end - begin) : size - at;
    at += length + 1;
    line++;
    if (length == 0) {
      end_sentence(document, arena, &reader);
      continue;
    }
    if (begin[0] == '#')
      continue;
    const char *tab = memchr(begin, '\t', length);
    const char *stop = NULL;
    if (tab != NULL)
      stop = memchr(tab + 1, '\t', length - (size_t)(tab + 1 - begin));
    if (stop == NULL)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%zu: no CoNLL-U word line", name, line);
    if (memchr(begin, '-', (size_t)(tab - begin)) || memchr(begin, '.', (size_t)(tab - begin)))
      continue;
    size_t form = (size_t)(stop - tab - 1);
    att_token *token = ATT_PUSH(arena, &reader.tokens);
    token->begin = reader.size;
    memcpy(reader.text + reader.size, tab + 1, form);
    reader.size += (uint32_t)form;
    token->end = reader.size;
    reader.text[reader.size++] = ' ';
    token->space_after = true;
    token->form = token->lemma = att_arena_copy(arena, tab + 1, form);
    token->xpos = "_";
    token->feats = "";
  }
  end_sentence(document, arena, &reader);
  att_document kept = *document;
  att_document_init(document, arena, name, reader.text, reader.size);
  document->sentences.items = kept.sentences.items;
  document->sentences.count = kept.sentences.count;
  att_paragraph *paragraph = ATT_PUSH(arena, &document->paragraphs);
  paragraph->end = reader.size;
  return ATT_OK;
}
