/* SPDX-License-Identifier: Apache-2.0 */
#include "text/conllu.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

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

/* What MISC says of a token, parted by bars: at most these three. */
static att_status put_misc(att_buffer *buffer, const char *entity, bool no_space,
                           const char *range) {
  const char *bar = "";
  if (*entity != '\0') {
    ATT_TRY(put(buffer, "Entity=%s", entity));
    bar = "|";
  }
  if (no_space) {
    ATT_TRY(put(buffer, "%sSpaceAfter=No", bar));
    bar = "|";
  }
  if (*range != '\0') {
    ATT_TRY(put(buffer, "%s%s", bar, range));
    bar = "|";
  }
  return put(buffer, *bar != '\0' ? "\n" : "_\n");
}

/* "TokenRange=12:19", or "" where offsets are of no use (words that were given). */
static const char *range_of(const att_document *document, uint32_t begin, uint32_t end,
                            char buffer[48]) {
  *buffer = '\0';
  if (!document->words_given)
    snprintf(buffer, 48, "TokenRange=%u:%u", att_document_code_point(document, begin),
             att_document_code_point(document, end));
  return buffer;
}

/* The sentence's text; white space in it is one space, as CoNLL-U asks. */
static att_status put_text(const att_document *document, const att_sentence *sentence,
                           att_buffer *buffer) {
  ATT_TRY(put(buffer, "# text = "));
  bool space = false;
  for (uint32_t i = sentence->begin; i < sentence->end;) {
    uint32_t blank = att_document_space(document->text + i);
    if (blank > 0) {
      i += blank;
      space = true;
      continue;
    }
    if (space)
      ATT_TRY(att_buffer_append(buffer, " ", 1));
    space = false;
    ATT_TRY(att_buffer_append(buffer, document->text + i++, 1));
  }
  return att_buffer_append(buffer, "\n", 1);
}

static att_status put_multiword(const att_document *document, const att_sentence *sentence,
                                uint32_t t, att_buffer *buffer) {
  char range[48];
  const att_token *token = &sentence->tokens[t];
  const att_token *last = &sentence->tokens[t + token->multiword - 1];
  ATT_TRY(put(buffer, "%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t", t + 1, t + token->multiword,
              (int)(last->end - token->begin), document->text + token->begin));
  return put_misc(buffer, "", !last->space_after,
                  range_of(document, token->begin, last->end, range));
}

/* The word as the text has it, whatever the program reads it as: its quotation marks are all of one
 * kind (extract/marks.h), "HE" is "H.E.". Words within others ("cannot") have no text of their own.
 */
static att_view form_of(const att_document *document, const att_token *token, bool within) {
  if (document->words_given || within || token->end <= token->begin)
    return (att_view){token->form, strlen(token->form)};
  return (att_view){document->text + token->begin, token->end - token->begin};
}

static att_status put_sentence(const att_document *document, const att_sentence *sentence,
                               att_buffer *buffer) {
  size_t e = 0;
  uint32_t inside = 0; /* words left of a multiword token */
  ATT_TRY(put_text(document, sentence, buffer));
  for (uint32_t t = 0; t < sentence->token_count; t++) {
    const att_token *token = &sentence->tokens[t];
    if (token->multiword > 1 && t + token->multiword <= sentence->token_count) {
      inside = token->multiword;
      ATT_TRY(put_multiword(document, sentence, t, buffer));
    }
    while (e < sentence->entities.count && sentence->entities.items[e].last < t)
      e++;
    const att_entity *entity = e < sentence->entities.count ? &sentence->entities.items[e] : NULL;
    char mark[24] = "", range[48] = "";
    if (entity != NULL && entity->first <= t)
      snprintf(mark, sizeof mark, "%c-%s", entity->first == t ? 'B' : 'I',
               att_entity_kind_name(entity->kind));
    att_view form = form_of(document, token, inside > 0);
    ATT_TRY(put(buffer, "%u\t%.*s\t%s\t%s\t%s\t%s\t%u\t%s\t_\t", t + 1, (int)form.size, form.data,
                token->lemma, att_upos_name(token->upos), token->xpos,
                *token->feats ? token->feats : "_", token->head, att_rel_name(token->rel)));
    ATT_TRY(put_misc(buffer, mark, inside == 0 && !token->space_after,
                     inside > 0 ? range : range_of(document, token->begin, token->end, range)));
    inside -= inside > 0;
  }
  return put(buffer, "\n");
}

att_status att_conllu_write(const att_document *document, att_buffer *buffer) {
  uint32_t paragraph = UINT32_MAX;
  if (!document->words_given)
    ATT_TRY(put(buffer, "# newdoc id = %s\n", document->name));
  for (size_t s = 0; s < document->sentences.count; s++) {
    const att_sentence *sentence = &document->sentences.items[s];
    if (sentence->paragraph != paragraph)
      ATT_TRY(put(buffer, "# newpar\n"));
    paragraph = sentence->paragraph;
    if (sentence->id != NULL)
      ATT_TRY(put(buffer, "# sent_id = %s\n", sentence->id));
    else
      ATT_TRY(put(buffer, "# sent_id = %zu\n", s + 1));
    ATT_TRY(put_sentence(document, sentence, buffer));
  }
  return ATT_OK;
}

/* --- reading ------------------------------------------------------------------------------- */

typedef struct {
  char *text; /* of all sentences; never longer than the file */
  uint32_t size;
  uint32_t multiword;                   /* words left of the open multiword token */
  uint32_t multiword_at, multiword_end; /* what is left of its characters */
  bool multiword_space, opens;          /* a space behind it; its first word comes next */
  const char *id;                       /* of the sentence under way */
  struct {
    att_token *items;
    size_t count, capacity;
  } tokens;
} conllu_reader;

typedef struct {
  const char *begin;
  size_t size;
} column;

static void end_sentence(att_document *document, att_arena *arena, conllu_reader *reader) {
  if (reader->tokens.count == 0)
    return;
  att_sentence *sentence = ATT_PUSH(arena, &document->sentences);
  sentence->token_count = (uint32_t)reader->tokens.count;
  sentence->tokens = ATT_NEW_ARRAY(arena, att_token, reader->tokens.count);
  memcpy(sentence->tokens, reader->tokens.items, reader->tokens.count * sizeof(att_token));
  sentence->begin = sentence->tokens[0].begin;
  sentence->end = sentence->tokens[reader->tokens.count - 1].end;
  sentence->id = reader->id;
  reader->id = NULL;
  reader->tokens.count = 0;
  if (reader->size > 0 && reader->text[reader->size - 1] != ' ')
    reader->text[reader->size++] = ' '; /* sentences stay apart */
}

static void read_comment(att_arena *arena, conllu_reader *reader, const char *line, size_t size) {
  static const char ID[] = "# sent_id = ";
  if (size > sizeof ID - 1 && memcmp(line, ID, sizeof ID - 1) == 0)
    reader->id = att_arena_copy(arena, line + sizeof ID - 1, size - (sizeof ID - 1));
}

/* Appends a form to the text, and a space where one follows. */
static uint32_t put_form(conllu_reader *reader, column form, bool space) {
  memcpy(reader->text + reader->size, form.begin, form.size);
  reader->size += (uint32_t)form.size;
  uint32_t end = reader->size;
  if (space)
    reader->text[reader->size++] = ' ';
  return end;
}

static void read_word(att_arena *arena, conllu_reader *reader, column form, bool space) {
  att_token *token = ATT_PUSH(arena, &reader->tokens);
  if (reader->multiword == 0) {
    token->begin = reader->size;
    token->end = put_form(reader, form, space);
    token->space_after = space;
  } else { /* a part of the token's characters */
    uint32_t left = reader->multiword_end - reader->multiword_at;
    bool last = reader->multiword == 1;
    token->multiword = reader->opens ? (uint8_t)reader->multiword : 0;
    token->begin = reader->multiword_at;
    token->end =
        last || form.size > left ? reader->multiword_end : token->begin + (uint32_t)form.size;
    token->space_after = last && reader->multiword_space;
    reader->multiword_at = token->end;
    reader->multiword--;
    reader->opens = false;
  }
  token->form = token->lemma = att_arena_copy(arena, form.begin, form.size);
  token->xpos = "_";
  token->feats = "";
}

static const char *open_multiword(conllu_reader *reader, column id, column form, bool space) {
  char *end;
  unsigned long from = strtoul(id.begin, &end, 10), to = 0;
  if (*end == '-')
    to = strtoul(end + 1, &end, 10);
  if (end != id.begin + id.size || to <= from || to - from > 100)
    return "no range of words, such as 3-4";
  if (reader->multiword > 0 || from != reader->tokens.count + 1)
    return "this range of words must begin at the next word";
  reader->multiword_at = reader->size;
  reader->multiword_end = put_form(reader, form, space);
  reader->multiword_space = space;
  reader->multiword = (uint32_t)(to - from + 1);
  reader->opens = true;
  return NULL;
}

/* Cuts a line at its tabs; how many columns it has. */
static size_t cut(const char *line, size_t size, column columns[10]) {
  size_t count = 0;
  for (const char *at = line, *end = line + size; at <= end; count++) {
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    const char *stop = tab != NULL ? tab : end;
    if (count < 10)
      columns[count] = (column){at, (size_t)(stop - at)};
    at = stop + 1;
  }
  return count;
}

static bool no_space_after(column misc) {
  static const char NO[] = "SpaceAfter=No";
  for (size_t i = 0; i + sizeof NO - 1 <= misc.size; i++)
    if (memcmp(misc.begin + i, NO, sizeof NO - 1) == 0 && (i == 0 || misc.begin[i - 1] == '|'))
      return true;
  return false;
}

/* One line of a word: what is wrong with it, or NULL. */
static const char *read_line(att_arena *arena, conllu_reader *reader, const char *line,
                             size_t size) {
  column columns[10] = {{NULL, 0}};
  size_t count = cut(line, size, columns);
  if (count < 2 || columns[0].size == 0 || columns[1].size == 0)
    return "no CoNLL-U word line: a number, a tab, a word";
  if (columns[1].size > UINT16_MAX)
    return "a word of more than 65535 bytes";
  bool space = count < 10 || !no_space_after(columns[9]);
  if (memchr(columns[0].begin, '.', columns[0].size) != NULL)
    return NULL; /* an empty node */
  if (memchr(columns[0].begin, '-', columns[0].size) != NULL)
    return open_multiword(reader, columns[0], columns[1], space);
  char *end;
  if (strtoul(columns[0].begin, &end, 10) != reader->tokens.count + 1 ||
      end != columns[0].begin + columns[0].size)
    return "words are numbered 1, 2, 3, … in each sentence";
  read_word(arena, reader, columns[1], space);
  return NULL;
}

/* One line, without its end: what is wrong with it, or NULL. */
static const char *read_any(att_document *document, att_arena *arena, conllu_reader *reader,
                            const char *line, size_t size) {
  if (att_utf8_span(line, size) < size)
    return "not UTF-8; convert the file, e.g. with iconv -f WINDOWS-1252 -t UTF-8";
  if (memchr(line, '\0', size) != NULL)
    return "a NUL, which no text holds";
  if (size > 0 && line[0] == '#')
    return read_comment(arena, reader, line, size), NULL;
  if (size > 0)
    return read_line(arena, reader, line, size);
  if (reader->multiword > 0)
    return "the sentence ends within a range of words";
  return end_sentence(document, arena, reader), NULL;
}

att_status att_conllu_read(att_document *document, att_arena *arena, const char *name,
                           const char *bytes, size_t size, att_error *reterr) {
  memset(document, 0, sizeof *document);
  conllu_reader reader = {.text = att_arena_array(arena, size + 2, 2)};
  size_t line = 0;
  for (size_t at = 0; at <= size; at++) { /* what ends without an empty line ends, too */
    const char *begin = bytes + at, *stop = at < size ? memchr(begin, '\n', size - at) : NULL;
    size_t length = stop != NULL ? (size_t)(stop - begin) : size - at;
    at += length;
    line++;
    length -= length > 0 && begin[length - 1] == '\r';
    const char *wrong = read_any(document, arena, &reader, begin, length);
    if (wrong != NULL)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%zu: %s", name, line, wrong);
    if (at == size && length > 0 && (wrong = read_any(document, arena, &reader, "", 0)) != NULL)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%zu: %s", name, line, wrong);
  }
  if (document->sentences.count == 0)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: no text", name);
  att_document kept = *document;
  att_document_init(document, arena, name, reader.text, reader.size);
  document->words_given = true;
  document->sentences.items = kept.sentences.items;
  document->sentences.count = kept.sentences.count;
  att_paragraph *paragraph = ATT_PUSH(arena, &document->paragraphs);
  paragraph->end = reader.size;
  return ATT_OK;
}
