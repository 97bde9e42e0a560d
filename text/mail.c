/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <iconv.h>
#include <nettle/base64.h>
#include <stdlib.h>
#include <string.h>

#include "text/format.h"

/* A message (RFC 5322) or a text with such lines above it: headers, an empty line, the body. Of
 * MIME (RFC 2045 to 2047) the first part that is text is read, whatever its encoding. */
enum { PARTS_DEPTH = 4, PARTS_MOST = 64, HEADERS_MOST = 200 };

typedef struct {
  const char *at;
  size_t size;
} span;

/* The line at `from`, without its end; *ret_next is behind it. */
static span line_at(const char *bytes, size_t size, size_t from, size_t *ret_next) {
  const char *stop = memchr(bytes + from, '\n', size - from);
  size_t end = stop != NULL ? (size_t)(stop - bytes) : size;
  *ret_next = stop != NULL ? end + 1 : size;
  if (end > from && bytes[end - 1] == '\r')
    end--;
  return (span){bytes + from, end - from};
}

/* Bytes of a header's name at the beginning of a line, 0 if it is none. */
static size_t header_name(span line) {
  size_t i = 0;
  while (i < line.size && (isalpha((unsigned char)line.at[i]) || line.at[i] == '-'))
    i++;
  return i > 1 && i < 40 && i < line.size && line.at[i] == ':' ? i : 0;
}

static bool is_named(span line, const char *name) {
  return header_name(line) == strlen(name) && strncasecmp(line.at, name, strlen(name)) == 0;
}

/* Where the body begins: behind the empty line that ends the headers; 0 if there are none. */
static size_t headers_end(const char *bytes, size_t size, bool *ret_mail) {
  static const char *const MARKS[] = {
      "From",         "Date",     "Subject",     "To",     "Message-ID", "Sent",
      "MIME-Version", "Received", "Return-Path", "Title",  "Publisher",  "URL",
      "Published",    "Headline", "Author",      "Source", "Link",       "Byline"};
  size_t from = 0, next, marks = 0, count = 0;
  *ret_mail = false;
  for (; from < size && count < HEADERS_MOST; from = next, count++) {
    span line = line_at(bytes, size, from, &next);
    if (line.size == 0) {
      *ret_mail = marks >= 2;
      return next;
    }
    if (isspace((unsigned char)*line.at) && count > 0)
      continue;
    if (header_name(line) == 0)
      return 0;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
      marks += is_named(line, MARKS[i]);
  }
  return 0;
}

static bool recognizes_mail(const char *bytes, size_t size, bool whole) {
  bool mail;
  (void)whole;
  return headers_end(bytes, size, &mail) > 0 && mail;
}

/* A header's value, lines joined; emptied first; empty where there is none. */
static att_status header(const char *bytes, size_t size, const char *name, att_buffer *value) {
  bool in = false;
  att_buffer_reset(value);
  for (size_t from = 0, next; from < size; from = next) {
    span line = line_at(bytes, size, from, &next);
    if (line.size == 0)
      break;
    if (isspace((unsigned char)*line.at)) {
      if (in)
        ATT_TRY(att_buffer_append(value, line.at, line.size));
      continue;
    }
    in = is_named(line, name) && value->size == 0;
    if (in)
      ATT_TRY(att_buffer_append(value, line.at + strlen(name) + 1, line.size - strlen(name) - 1));
  }
  return ATT_OK;
}

static int hex(char c) {
  return c >= '0' && c <= '9' ? c - '0' : isxdigit((unsigned char)c) ? tolower(c) - 'a' + 10 : -1;
}

/* Quoted-printable; '_' is a space in headers. */
static att_status append_quoted(att_buffer *to, span from, bool in_header) {
  for (size_t i = 0; i < from.size; i++) {
    char c = from.at[i];
    if (c == '=' && i + 2 < from.size && hex(from.at[i + 1]) >= 0 && hex(from.at[i + 2]) >= 0) {
      c = (char)(hex(from.at[i + 1]) * 16 + hex(from.at[i + 2]));
      i += 2;
    } else if (c == '=' && i + 1 < from.size && strchr("\r\n", from.at[i + 1]) != NULL) {
      i += from.at[i + 1] == '\r' && i + 2 < from.size && from.at[i + 2] == '\n' ? 2 : 1;
      continue;
    } else if (c == '_' && in_header) {
      c = ' ';
    }
    ATT_TRY(att_buffer_append(to, &c, 1));
  }
  return ATT_OK;
}

static att_status append_base64(att_buffer *to, span from) {
  struct base64_decode_ctx context;
  base64_decode_init(&context);
  for (size_t i = 0; i < from.size; i++) {
    uint8_t byte;
    if (base64_decode_single(&context, &byte, from.at[i]) == 1)
      ATT_TRY(att_buffer_append(to, &byte, 1));
  }
  return ATT_OK;
}

/* Appends `bytes` turned into UTF-8; as they are, where the charset is unknown or does not fit. */
static att_status append_utf8(att_buffer *to, const char *charset, const att_buffer *bytes) {
  iconv_t converter = strcasecmp(charset, "utf-8") != 0 && strcasecmp(charset, "us-ascii") != 0
                          ? iconv_open("UTF-8", charset)
                          : (iconv_t)-1;
  if (converter == (iconv_t)-1)
    return att_buffer_append(to, bytes->data, bytes->size);
  size_t before = to->size;
  att_status status = att_buffer_reserve(to, 4 * bytes->size + 16);
  if (status == ATT_OK) {
    char *in = (char *)bytes->data, *out = (char *)to->data + before;
    size_t in_left = bytes->size, out_left = to->capacity - before;
    if (iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1)
      to->size = to->capacity - out_left;
    else
      status = att_buffer_append(to, bytes->data, bytes->size);
  }
  iconv_close(converter);
  return status;
}

/* One word "=?charset?Q?text?=" of a header at `at`; its bytes, 0 if it is none. */
static size_t encoded_word(const char *at, size_t size, att_buffer *to, att_status *status) {
  char charset[40];
  if (size < 8 || strncmp(at, "=?", 2) != 0)
    return 0;
  size_t name = 0;
  while (2 + name < size && at[2 + name] != '?')
    name++;
  size_t text = 2 + name + 3;
  if (name == 0 || name >= sizeof charset || text >= size || at[text - 1] != '?')
    return 0;
  memcpy(charset, at + 2, name);
  charset[name] = '\0';
  charset[strcspn(charset, "*")] = '\0';
  size_t end = text;
  while (end + 1 < size && strncmp(at + end, "?=", 2) != 0)
    end++;
  if (end + 1 >= size)
    return 0;
  att_buffer raw = ATT_BUFFER_INIT;
  span inner = {at + text, end - text};
  *status = toupper((unsigned char)at[text - 2]) == 'B' ? append_base64(&raw, inner)
                                                        : append_quoted(&raw, inner, true);
  if (*status == ATT_OK)
    *status = append_utf8(to, charset, &raw);
  att_buffer_clear(&raw);
  return end + 2;
}

/* Sets a field from a header: encoded words read; of an address the name before it. */
static att_status set_header(att_source *source, att_field field, const char *bytes, size_t size,
                             const char *name) {
  att_buffer raw = ATT_BUFFER_INIT, value = ATT_BUFFER_INIT;
  att_status status = header(bytes, size, name, &raw);
  for (size_t i = 0; status == ATT_OK && i < raw.size;) {
    const char *at = (const char *)raw.data + i;
    size_t word = encoded_word(at, raw.size - i, &value, &status);
    if (word == 0) {
      status = att_buffer_append(&value, at, 1);
      word = 1;
    }
    i += word;
  }
  size_t end = value.size, begin = 0;
  if (field == ATT_FIELD_PUBLISHER) {
    const uint8_t *address = value.size > 0 ? memchr(value.data, '<', value.size) : NULL;
    end = address != NULL && address > value.data ? (size_t)(address - value.data) : end;
    while (begin < end && strchr(" \t\"'", value.data[begin]) != NULL)
      begin++;
    while (end > begin && strchr(" \t\"'", value.data[end - 1]) != NULL)
      end--;
    if (end > begin && memchr(value.data + begin, '@', end - begin) != NULL)
      end = begin;
  }
  if (status == ATT_OK && end > begin)
    status = att_source_set(source, field, (char *)value.data + begin, end - begin);
  att_buffer_clear(&raw);
  att_buffer_clear(&value);
  return status;
}

/* A parameter of a Content-Type, without quotes; "" for none. */
static void parameter(const att_buffer *type, const char *name, char *value, size_t most) {
  size_t length = strlen(name);
  value[0] = '\0';
  for (size_t i = 0; i + length + 1 < type->size; i++) {
    const char *at = (const char *)type->data + i;
    if (strchr("; \t", at[0]) == NULL || strncasecmp(at + 1, name, length) != 0 ||
        i + 1 + length >= type->size || at[1 + length] != '=')
      continue;
    const char *from = at + length + 2, *end = (const char *)type->data + type->size;
    bool quoted = from < end && *from == '"';
    size_t size = 0;
    for (from += quoted; from + size < end && size + 1 < most; size++)
      if (quoted ? from[size] == '"' : strchr("; \t", from[size]) != NULL)
        break;
    memcpy(value, from, size);
    value[size] = '\0';
    return;
  }
}

static bool type_is(const att_buffer *type, const char *name) {
  size_t i = 0;
  while (i < type->size && isspace((char)type->data[i]))
    i++;
  return type->size - i >= strlen(name) &&
         strncasecmp((const char *)type->data + i, name, strlen(name)) == 0;
}

/* Decodes a part's body into `text`. */
static att_status decode_body(span body, const att_buffer *type, const att_buffer *encoding,
                              att_buffer *text) {
  char charset[40];
  att_buffer raw = ATT_BUFFER_INIT;
  att_status status = type_is(encoding, "quoted-printable") ? append_quoted(&raw, body, false)
                      : type_is(encoding, "base64")         ? append_base64(&raw, body)
                                                    : att_buffer_append(&raw, body.at, body.size);
  parameter(type, "charset", charset, sizeof charset);
  if (status == ATT_OK)
    status = append_utf8(text, charset[0] != '\0' ? charset : "utf-8", &raw);
  att_buffer_clear(&raw);
  return status;
}

/* The text of an entity (headers and body) into `text`, which stays empty where it has none of the
 * `wanted` type ("text/plain"). */
static att_status find_text(span entity, const char *wanted, int depth, att_buffer *text) {
  bool mail;
  size_t from = headers_end(entity.at, entity.size, &mail);
  att_buffer type = ATT_BUFFER_INIT, encoding = ATT_BUFFER_INIT;
  att_status status = header(entity.at, from, "Content-Type", &type);
  if (status == ATT_OK)
    status = header(entity.at, from, "Content-Transfer-Encoding", &encoding);
  span body = {entity.at + from, entity.size - from};
  char boundary[120];
  if (status == ATT_OK && type_is(&type, "multipart/") && depth < PARTS_DEPTH) {
    parameter(&type, "boundary", boundary, sizeof boundary);
    size_t length = strlen(boundary), begin = 0, parts = 0;
    for (size_t at = 0, next; length > 0 && at < body.size && parts < PARTS_MOST; at = next) {
      span line = line_at(body.at, body.size, at, &next);
      if (line.size < length + 2 || strncmp(line.at, "--", 2) != 0 ||
          strncmp(line.at + 2, boundary, length) != 0)
        continue;
      if (parts++ > 0 && text->size == 0 && status == ATT_OK)
        status = find_text((span){body.at + begin, at - begin}, wanted, depth + 1, text);
      begin = next;
    }
  } else if (status == ATT_OK &&
             (type_is(&type, wanted) || (type.size == 0 && strcmp(wanted, "text/plain") == 0))) {
    status = decode_body(body, &type, &encoding, text);
  }
  att_buffer_clear(&type);
  att_buffer_clear(&encoding);
  return status;
}

static att_status take_headers(att_source *source, const att_record *record, size_t size) {
  ATT_TRY(set_header(source, ATT_FIELD_TITLE, record->bytes, size, "Subject"));
  ATT_TRY(set_header(source, ATT_FIELD_TITLE, record->bytes, size, "Title"));
  ATT_TRY(set_header(source, ATT_FIELD_TITLE, record->bytes, size, "Headline"));
  ATT_TRY(set_header(source, ATT_FIELD_ISSUED, record->bytes, size, "Date"));
  ATT_TRY(set_header(source, ATT_FIELD_ISSUED, record->bytes, size, "Published"));
  ATT_TRY(set_header(source, ATT_FIELD_ISSUED, record->bytes, size, "Sent"));
  ATT_TRY(set_header(source, ATT_FIELD_PUBLISHER, record->bytes, size, "Publisher"));
  ATT_TRY(set_header(source, ATT_FIELD_PUBLISHER, record->bytes, size, "From"));
  ATT_TRY(set_header(source, ATT_FIELD_PUBLISHER, record->bytes, size, "Source"));
  ATT_TRY(set_header(source, ATT_FIELD_CREATOR, record->bytes, size, "Author"));
  ATT_TRY(set_header(source, ATT_FIELD_CREATOR, record->bytes, size, "Byline"));
  ATT_TRY(set_header(source, ATT_FIELD_URL, record->bytes, size, "Link"));
  return set_header(source, ATT_FIELD_URL, record->bytes, size, "URL");
}

static bool begins_with(span line, const char *words) {
  return line.size >= strlen(words) && strncasecmp(line.at, words, strlen(words)) == 0;
}

/* "On Mon, May 6, 2024 at 5:12 PM, Anna Holt <anna@x.example> wrote:" */
static bool is_attribution(span line) {
  bool dated = false; /* unlike "On his page he wrote:" */
  for (size_t i = 0; i < line.size; i++)
    dated = dated || line.at[i] == '@' || (line.at[i] >= '0' && line.at[i] <= '9');
  return dated && begins_with(line, "On ") && line.size > 7 &&
         strncmp(line.at + line.size - 6, "wrote:", 6) == 0;
}

/* Takes the marks off lines that are quoted once ("> "), and drops those quoted more often, which
 * an earlier message wrote, and the line that tells whose the words are. */
static void unquote(att_buffer *text) {
  char *to = (char *)text->data;
  for (size_t from = 0, next; from < text->size; from = next) {
    span line = line_at((char *)text->data, text->size, from, &next);
    size_t mark = line.size > 0 && line.at[0] == '>' ? 1 : 0;
    mark += mark > 0 && line.size > 1 && line.at[1] == ' ';
    if ((mark > 0 && line.size > mark && line.at[mark] == '>') || is_attribution(line))
      continue;
    memmove(to, line.at + mark, line.size - mark);
    to += line.size - mark;
    if (next > from + line.size)
      *to++ = '\n';
  }
  text->size = (size_t)(to - (char *)text->data);
}

/* Where the headers begin of a message that the line forwards; 0 for none. */
static size_t behind_mark(const att_buffer *text, size_t from) {
  static const char *const MARKS[] = {"---------- forwarded message", "-----original message",
                                      "----- original message",       "----- forwarded message",
                                      "begin forwarded message:",     "_______________________"};
  size_t next;
  span line = line_at((char *)text->data, text->size, from, &next);
  bool any = false;
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
    any = any || begins_with(line, MARKS[i]);
  while (any && next < text->size && isspace(text->data[next]))
    next++;
  return any ? next : 0;
}

/* What a message forwards is the article: its headers count first, its body replaces the text. */
static att_status take_forwarded(att_source *source, const att_record *record, att_buffer *text) {
  size_t begin = 0, body = 0;
  for (size_t from = 0, next; from < text->size; from = next) {
    bool mail = false;
    size_t inner = behind_mark(text, from);
    line_at((char *)text->data, text->size, from, &next);
    size_t end = inner > 0 ? headers_end((char *)text->data + inner, text->size - inner, &mail) : 0;
    if (mail) {
      begin = inner;
      body = next = inner + end; /* of one forwarded twice, the innermost */
    }
  }
  if (body == 0 || body >= text->size)
    return ATT_OK;
  att_record inner = *record;
  inner.bytes = (char *)text->data + begin;
  ATT_TRY(take_headers(source, &inner, body - begin));
  memmove(text->data, text->data + body, text->size - body);
  text->size -= body;
  return ATT_OK;
}

static att_status read_mail(const att_reader *reader, const att_record *record, att_source *source,
                            att_error *reterr) {
  bool mail;
  size_t from = headers_end(record->bytes, record->size, &mail);
  span entity = {record->bytes, record->size};
  att_buffer text = ATT_BUFFER_INIT;
  att_status status = find_text(entity, "text/plain", 0, &text);
  unquote(&text);
  if (status == ATT_OK)
    status = take_forwarded(source, record, &text);
  if (status == ATT_OK)
    status = take_headers(source, record, from);
  bool page = status == ATT_OK && text.size == 0;
  if (page)
    status = find_text(entity, "text/html", 0, &text);
  if (status == ATT_ERR_MEMORY)
    status = att_source_no_memory(record->name, reterr);
  else if (status == ATT_OK && text.size == 0)
    status = att_error_set(reterr, ATT_ERR_SYNTAX, "%s: a message without text", record->name);
  else if (status == ATT_OK && page)
    status = att_format_html.read(
        reader, &(att_record){.name = record->name, .bytes = (char *)text.data, .size = text.size},
        source, reterr);
  else if (status == ATT_OK)
    status = att_source_take_article(
        source, record->name, source->fields[ATT_FIELD_TITLE], (char *)text.data,
        att_source_above_signature((char *)text.data, text.size, text.size), reterr);
  att_buffer_clear(&text);
  return status;
}

const att_format att_format_mail = {"mail", false, recognizes_mail, read_mail};
