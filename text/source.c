/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/format.h"

void att_source_clear(att_source *source) {
  att_buffer_clear(&source->text);
  for (size_t i = 0; i < ATT_FIELD_COUNT; i++)
    free(source->fields[i]);
  free(source->unread_date);
  free(source->blocks);
  memset(source, 0, sizeof *source);
}

enum { DATE_MOST = 40 /* bytes of a date that is shown as unread */ };

/* Bytes at `p` of a space that is not ASCII's (no-break, thin, ideographic) or of a character
 * without width; 0 for none. */
static size_t wide_space_at(const char *p, size_t left) {
  static const char *const TWO[] = {"\xc2\xa0", "\xc2\xad"};
  static const char *const THREE[] = {"\xe2\x80\xaf", "\xe2\x81\x9f", "\xe2\x81\xa0",
                                      "\xe3\x80\x80", "\xef\xbb\xbf"};
  if ((unsigned char)*p < 0xc2 || left < 2)
    return 0;
  for (size_t i = 0; i < sizeof TWO / sizeof *TWO; i++)
    if (memcmp(p, TWO[i], 2) == 0)
      return 2;
  if (left < 3)
    return 0;
  for (size_t i = 0; i < sizeof THREE / sizeof *THREE; i++)
    if (memcmp(p, THREE[i], 3) == 0)
      return 3;
  return memcmp(p, "\xe2\x80", 2) == 0 && (unsigned char)p[2] >= 0x80 &&
                 (unsigned char)p[2] <= 0x8b /* U+2000 to U+200B */
             ? 3
             : 0;
}

static size_t space_at(const char *p, size_t left) {
  return isspace((unsigned char)*p) ? 1 : wide_space_at(p, left);
}

static bool joins(const char *p) { /* what leaves no space: soft hyphen, zero width, byte order */
  return strncmp(p, "\xc2\xad", 2) == 0 || strncmp(p, "\xe2\x80\x8b", 3) == 0 ||
         strncmp(p, "\xe2\x81\xa0", 3) == 0 || strncmp(p, "\xef\xbb\xbf", 3) == 0;
}

/* Appends with white space collapsed and none at the ends. */
static att_status append_collapsed(att_buffer *to, const char *bytes, size_t size) {
  size_t begin = to->size;
  bool gap = false;
  ATT_TRY(att_buffer_reserve(to, size + 1));
  for (size_t i = 0; i < size;) {
    size_t space = space_at(bytes + i, size - i);
    if (space > 0) {
      gap = gap || space == 1 || !joins(bytes + i);
      i += space;
      continue;
    }
    if (gap && to->size > begin)
      to->data[to->size++] = ' ';
    gap = false;
    to->data[to->size++] = (uint8_t)bytes[i++];
  }
  return ATT_OK;
}

att_status att_source_set(att_source *source, att_field field, const char *bytes, size_t size) {
  char date[11], **to = &source->fields[field];
  if (*to != NULL || size == 0)
    return ATT_OK;
  if (field == ATT_FIELD_ISSUED &&
      (att_date_parse(bytes, size, date) || att_date_of_seconds(bytes, size, date))) {
    bytes = date;
    size = strlen(date);
  } else if (field == ATT_FIELD_ISSUED) {
    to = &source->unread_date;
    size_t most = DATE_MOST;
    while (size > most && most > 0 && ((unsigned char)bytes[most] & 0xc0) == 0x80)
      most--; /* whole characters */
    size = size > most ? most : size;
    if (*to != NULL)
      return ATT_OK;
  }
  if (field == ATT_FIELD_CREATOR && size > 3 && strncasecmp(bytes, "by ", 3) == 0) {
    bytes += 3;
    size -= 3;
  }
  att_buffer value = ATT_BUFFER_INIT;
  att_status status = append_collapsed(&value, bytes, size);
  if (status == ATT_OK)
    status = att_buffer_append(&value, "", 1);
  if (status != ATT_OK || value.size == 1) {
    att_buffer_clear(&value);
    return status;
  }
  *to = (char *)value.data;
  return ATT_OK;
}

att_status att_source_mark(att_source *source, att_paragraph_kind kind, size_t begin, size_t end) {
  if (source->block_count == source->block_capacity) {
    size_t capacity = source->block_capacity > 0 ? 2 * source->block_capacity : 32;
    att_block *blocks = realloc(source->blocks, capacity * sizeof *blocks);
    if (blocks == NULL)
      return ATT_ERR_MEMORY;
    source->blocks = blocks;
    source->block_capacity = capacity;
  }
  source->blocks[source->block_count++] =
      (att_block){(uint32_t)begin, (uint32_t)end, (uint8_t)kind};
  return ATT_OK;
}

att_status att_source_add(att_source *source, att_paragraph_kind kind, const char *bytes,
                          size_t size) {
  size_t before = source->text.size;
  if (before > 0)
    ATT_TRY(att_buffer_append(&source->text, "\n\n", 2));
  size_t begin = source->text.size;
  ATT_TRY(append_collapsed(&source->text, bytes, size));
  if (source->text.size > begin)
    return att_source_mark(source, kind, begin, source->text.size);
  source->text.size = before;
  return ATT_OK;
}

att_status att_source_no_memory(const char *name, att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "%s: no memory to read it", name);
}

/* The length of the UTF-8 sequence at `p`, 0 if there is none (RFC 3629). */
static size_t sequence_length(const unsigned char *p, size_t left) {
  if (p[0] < 0x80)
    return 1;
  size_t n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
  if (p[0] < 0xc2 || p[0] > 0xf4 || n > left)
    return 0;
  for (size_t i = 1; i < n; i++)
    if ((p[i] & 0xc0) != 0x80)
      return 0;
  if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
      (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
    return 0;
  return n;
}

static bool is_control(unsigned char c) {
  return c < 0x20 ? !isspace(c) && c != 0x1b : c == 0x7f;
}

/* What the file may be whose byte `i` is no UTF-8. */
static att_status not_utf8(const char *name, const char *bytes, size_t size, size_t line, size_t i,
                           att_error *reterr) {
  enum { LOOKED_AT = 4096 };
  if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
    return att_error_set(reterr, ATT_ERR_SYNTAX,
                         "%s: this is UTF-16; convert the file: iconv -f UTF-16 -t UTF-8", name);
  for (size_t k = 0; k < size && k < LOOKED_AT; k++)
    if (is_control((unsigned char)bytes[k]))
      return att_error_set(reterr, ATT_ERR_SYNTAX,
                           "%s:%zu: byte %zu is not UTF-8: this looks like a binary file", name,
                           line, i);
  return att_error_set(reterr, ATT_ERR_SYNTAX,
                       "%s:%zu: byte %zu is not UTF-8; convert the "
                       "file, e.g. with iconv -f WINDOWS-1252 -t UTF-8",
                       name, line, i);
}

/* What files are called that begin so, and what makes text of them. */
static const struct {
  const char *begin, *what;
} OTHER_KINDS[] = {
    {"%PDF-", "a PDF; pdftotext makes text of it"},
    {"PK\3\4", "a zip archive, as .docx and .odt files are; pandoc -t plain makes text of these"},
    {"\xd0\xcf\x11\xe0", "an old Office file, such as .doc; catdoc makes text of it"},
    {"{\\rtf", "RTF; unrtf --text makes text of it"},
    {"\x89PNG", "an image (PNG); tesseract reads what is written in it"},
    {"\xff\xd8\xff", "an image (JPEG); tesseract reads what is written in it"},
    {"GIF87a", "an image (GIF)"},
    {"GIF89a", "an image (GIF)"},
};

static const char *other_kind(const char *bytes, size_t size) {
  for (size_t i = 0; i < sizeof OTHER_KINDS / sizeof *OTHER_KINDS; i++) {
    size_t length = strlen(OTHER_KINDS[i].begin);
    if (size >= length && memcmp(bytes, OTHER_KINDS[i].begin, length) == 0)
      return OTHER_KINDS[i].what;
  }
  return NULL;
}

static att_status check_encoding(const char *name, const char *bytes, size_t size,
                                 att_error *reterr) {
  size_t line = 1;
  const char *other = other_kind(bytes, size);
  if (other != NULL)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: this is %s", name, other);
  for (size_t i = 0; i < size;) {
    unsigned char c = (unsigned char)bytes[i];
    size_t n = sequence_length((const unsigned char *)bytes + i, size - i);
    if (n == 0)
      return not_utf8(name, bytes, size, line, i, reterr);
    if (is_control(c))
      return att_error_set(reterr, ATT_ERR_SYNTAX,
                           "%s:%zu: control character 0x%02x at byte "
                           "%zu: this looks like a binary file",
                           name, line, c, i);
    line += c == '\n';
    i += n;
  }
  return ATT_OK;
}

att_status att_source_take_text(att_source *source, const char *name, const char *bytes,
                                size_t size, att_error *reterr) {
  ATT_TRY(check_encoding(name, bytes, size, reterr));
  if (att_buffer_reserve(&source->text, size + 1) != ATT_OK)
    return att_source_no_memory(name, reterr);
  for (size_t i = 0; i < size;) {
    size_t wide = wide_space_at(bytes + i, size - i);
    bool line = bytes[i] == '\r';
    if (wide > 0 ? !joins(bytes + i) : !line || i + 1 >= size || bytes[i + 1] != '\n')
      source->text.data[source->text.size++] = wide > 0 ? ' ' : line ? '\n' : (uint8_t)bytes[i];
    i += wide > 0 ? wide : 1;
  }
  return ATT_OK;
}

size_t att_source_above_signature(const char *text, size_t size, size_t most) {
  enum { MARK = 3 }; /* "-- " */
  for (size_t from = 0, next; from < size; from = next) {
    const char *stop = memchr(text + from, '\n', size - from);
    size_t end = stop != NULL ? (size_t)(stop - text) : size;
    next = stop != NULL ? end + 1 : size;
    end -= end > from && text[end - 1] == '\r';
    if (from > 0 && end - from == MARK && memcmp(text + from, "-- ", MARK) == 0 &&
        size - from <= most)
      return from;
  }
  return size;
}

/* Do the text's first words, white space aside, say the title? */
static bool begins_with_title(const char *text, size_t size, const char *title) {
  size_t i = 0;
  for (; *title != '\0'; title++) {
    if (isspace((unsigned char)*title))
      continue;
    while (i < size && isspace((unsigned char)text[i]))
      i++;
    if (i == size || tolower((unsigned char)text[i]) != tolower((unsigned char)*title))
      return false;
    i++;
  }
  while (i < size && (text[i] == ' ' || text[i] == '\t'))
    i++;
  return i == size || text[i] == '\n';
}

att_status att_source_take_article(att_source *source, const char *name, const char *title,
                                   const char *bytes, size_t size, att_error *reterr) {
  att_source body = {0};
  att_status status = att_source_take_text(&body, name, bytes, size, reterr);
  bool titled = title != NULL && status == ATT_OK &&
                !begins_with_title((char *)body.text.data, body.text.size, title);
  if (status == ATT_OK && titled &&
      (att_source_add(source, ATT_PARAGRAPH_TITLE, title, strlen(title)) != ATT_OK ||
       (source->text.size > 0 && att_buffer_append(&source->text, "\n\n", 2) != ATT_OK)))
    status = att_source_no_memory(name, reterr);
  size_t from = source->text.size;
  if (status == ATT_OK &&
      (att_buffer_append(&source->text, body.text.data, body.text.size) != ATT_OK ||
       att_layout_split(source, from) != ATT_OK))
    status = att_source_no_memory(name, reterr);
  att_source_clear(&body);
  return status;
}
