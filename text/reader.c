/* SPDX-License-Identifier: Apache-2.0 */
#include "text/reader.h"

#include <ctype.h>
#include <string.h>

enum { DEFAULT_LIMIT = 16 << 20, TITLE_MOST = 250, DATELINE_MOST = 90 };

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

static att_status check_encoding(const char *name, const char *bytes, size_t size,
                                 att_error *reterr) {
  size_t line = 1;
  for (size_t i = 0; i < size;) {
    unsigned char c = (unsigned char)bytes[i];
    size_t n = sequence_length((const unsigned char *)bytes + i, size - i);
    if (n == 0)
      return att_error_set(reterr, ATT_ERR_SYNTAX,
                           "%s:%zu: byte %zu is not UTF-8; convert the "
                           "file, e.g. with iconv -f WINDOWS-1252 -t UTF-8",
                           name, line, i);
    if (c == 0 || c == 0x7f || (c < 0x20 && !isspace(c) && c != 0x1b))
      return att_error_set(reterr, ATT_ERR_SYNTAX,
                           "%s:%zu: control character 0x%02x at byte "
                           "%zu: this looks like a binary file",
                           name, line, c, i);
    line += c == '\n';
    i += n;
  }
  return ATT_OK;
}

/* Drops the byte order mark and carriage returns; in the arena. */
static const char *normalize_lines(att_arena *arena, const char *bytes, size_t *size) {
  size_t from = *size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, to = 0;
  char *text = att_arena_array(arena, *size + 1, 1);
  for (size_t i = from; i < *size; i++)
    if (bytes[i] != '\r')
      text[to++] = bytes[i];
    else if (i + 1 >= *size || bytes[i + 1] != '\n')
      text[to++] = '\n';
  *size = to;
  return text;
}

static bool has_blank_line(const char *text, size_t size) {
  bool any = false, blank = false;
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '\n') {
      if (blank && any)
        return true;
      blank = true;
    } else if (!isspace((unsigned char)text[i])) {
      blank = false;
      any = true;
    }
  }
  return false;
}

static void add_paragraph(att_document *document, uint32_t begin, uint32_t end) {
  const char *text = document->text;
  while (begin < end && isspace((unsigned char)text[begin]))
    begin++;
  while (end > begin && isspace((unsigned char)text[end - 1]))
    end--;
  if (begin == end)
    return;
  att_paragraph *paragraph = ATT_PUSH(document->arena, &document->paragraphs);
  *paragraph = (att_paragraph){.begin = begin, .end = end, .dateline_end = begin};
}

/* Does an item of a list begin here: "- ", "* ", a bullet, "1. "? */
static bool is_item(const char *text, uint32_t at, uint32_t end) {
  static const char *const MARKS[] = {"- ", "* ", "\xe2\x80\xa2", "\xe2\x80\x93 ", "\xc2\xb7 "};
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
    if (end - at > strlen(MARKS[i]) && strncmp(text + at, MARKS[i], strlen(MARKS[i])) == 0)
      return true;
  return end - at > 3 && isdigit((unsigned char)text[at]) &&
         (text[at + 1] == '.' || text[at + 1] == ')') && text[at + 2] == ' ';
}

static void find_paragraphs(att_document *document) {
  const char *text = document->text;
  bool by_blank = has_blank_line(text, document->size);
  uint32_t begin = 0, size = (uint32_t)document->size;
  for (uint32_t i = 0; i < size; i++) {
    if (text[i] != '\n')
      continue;
    uint32_t next = i + 1;
    while (next < size && (text[next] == ' ' || text[next] == '\t'))
      next++;
    if (by_blank && next < size && text[next] != '\n' && !is_item(text, next, size))
      continue;
    add_paragraph(document, begin, i);
    begin = i + 1;
  }
  add_paragraph(document, begin, size);
}

static bool starts_with(const char *text, uint32_t begin, uint32_t end, const char *word) {
  size_t size = strlen(word);
  return end - begin >= size && strncasecmp(text + begin, word, size) == 0;
}

static const char *const BOILERPLATE[] = {
    "for more information",
    "for more ",
    "follow us",
    "connect with",
    "no comments",
    "follow the ",
    "filed under",
    "print this",
    "view image",
    "view original",
    "download ",
    "share this",
    "read more",
    "photo credit",
    "media contact",
    "press contact",
    "related:",
    "-30-",
    "###",
    "http://",
    "https://",
    "click here",
    "subscribe",
    "tags:",
    "editor's note",
};

/* "Sarajevo, 9 May 2019 - ": a capital, a comma and a year before a dash; the text behind it, or
 * `begin`. */
static uint32_t dated_line_end(const char *text, uint32_t begin, uint32_t end) {
  uint32_t limit = end - begin > DATELINE_MOST ? begin + DATELINE_MOST : end, digits = 0;
  bool comma = false, year = false;
  if (begin >= end || !isupper((unsigned char)text[begin]))
    return begin;
  for (uint32_t i = begin; i + 3 < limit; i++) {
    bool wide =
        strncmp(text + i, "\xe2\x80\x94", 3) == 0 || strncmp(text + i, "\xe2\x80\x93", 3) == 0;
    bool dash = strncmp(text + i, " - ", 3) == 0 || (wide && i > begin && text[i - 1] == ' ');
    if (dash && comma && year) {
      for (i += 3; i < end && isspace((unsigned char)text[i]); i++)
        ;
      return i;
    }
    digits = isdigit((unsigned char)text[i]) ? digits + 1 : 0;
    year = year || digits == 4;
    comma = comma || text[i] == ',';
    if (strchr("!?\":;", text[i]) != NULL)
      return begin;
  }
  return begin;
}

/* A dash after at most DATELINE_MOST bytes that hold a word in capitals, or a date in brackets. */
static uint32_t dateline_end(const char *text, uint32_t begin, uint32_t end) {
  uint32_t capitals = 0, limit = end - begin > DATELINE_MOST ? begin + DATELINE_MOST : end;
  for (uint32_t i = begin; i < limit; i++) {
    if (isupper((unsigned char)text[i]))
      capitals++;
    else if (islower((unsigned char)text[i]) && capitals < 3)
      return begin;
    else if (strchr(".!?\"", text[i]) != NULL && capitals < 3)
      return begin;
    bool wide =
        strncmp(text + i, "\xe2\x80\x94", 3) == 0 || strncmp(text + i, "\xe2\x80\x93", 3) == 0;
    bool spaced = strncmp(text + i, " - ", 3) == 0;
    size_t dash = wide || spaced ? 3 : strncmp(text + i, "--", 2) == 0 ? 2 : 0;
    if (dash > 0 && i > begin + 3) {
      i += (uint32_t)dash;
      while (i < end && isspace((unsigned char)text[i]))
        i++;
      return i;
    }
  }
  return begin;
}

static bool ends_as_sentence(const char *text, const att_paragraph *p) {
  uint32_t end = p->end;
  while (end > p->begin &&
         (strchr("\"')]", text[end - 1]) != NULL || (unsigned char)text[end - 1] >= 0x80))
    end--;
  return end > p->begin && strchr(".!?:;,", text[end - 1]) != NULL;
}

static void classify(att_document *document, size_t i) {
  const char *text = document->text;
  att_paragraph *p = &document->paragraphs.items[i];
  for (size_t b = 0; b < sizeof BOILERPLATE / sizeof *BOILERPLATE; b++)
    if (starts_with(text, p->begin, p->end, BOILERPLATE[b]))
      p->kind = ATT_PARAGRAPH_BOILERPLATE;
  if (p->kind == ATT_PARAGRAPH_BOILERPLATE)
    return;
  bool open = !is_item(text, p->begin, p->end) && !ends_as_sentence(text, p) &&
              p->end - p->begin <= TITLE_MOST;
  if (i == 0 && open && document->paragraphs.count > 1) {
    p->kind = ATT_PARAGRAPH_TITLE;
    document->metadata.title = att_document_slice(document, p->begin, p->end);
  } else if (i < 5 && open && starts_with(text, p->begin, p->end, "by ")) {
    p->kind = ATT_PARAGRAPH_BYLINE;
    document->metadata.creator = att_document_slice(document, p->begin + 3, p->end);
  } else if (open) {
    p->kind = ATT_PARAGRAPH_HEADING;
  } else {
    p->dateline_end = dateline_end(text, p->begin, p->end);
    if (p->dateline_end == p->begin)
      p->dateline_end = dated_line_end(text, p->begin, p->end);
  }
  if (starts_with(text, p->begin, p->end, "photo by") ||
      starts_with(text, p->begin, p->end, "photo:")) { /* the credit is no part of the caption */
    const char *bar = memchr(text + p->begin, '|', p->end - p->begin);
    p->kind = bar != NULL ? ATT_PARAGRAPH_CAPTION : ATT_PARAGRAPH_BOILERPLATE;
    if (bar != NULL)
      p->begin = p->dateline_end = (uint32_t)(bar + 2 - text);
  }
}

att_status att_reader_plain(att_document *document, att_arena *arena, const char *name,
                            const char *bytes, size_t size, size_t limit, att_error *reterr) {
  if (limit == 0)
    limit = DEFAULT_LIMIT;
  if (size > limit)
    return att_error_set(reterr, ATT_ERR_LIMIT,
                         "%s: %zu bytes, the limit is %zu; raise it with "
                         "--max-bytes",
                         name, size, limit);
  ATT_TRY(check_encoding(name, bytes, size, reterr));
  const char *text = normalize_lines(arena, bytes, &size);
  att_document_init(document, arena, name, text, size);
  find_paragraphs(document);
  if (document->paragraphs.count == 0)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: no text", name);
  for (size_t i = 0; i < document->paragraphs.count; i++)
    classify(document, i);
  return ATT_OK;
}
