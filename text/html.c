/* SPDX-License-Identifier: Apache-2.0 */
#include "text/html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Fewer words than this, and classes are not believed; a byline or date has at most so many. */
enum { ARTICLE_WORDS = 25, NOTE_WORDS = 14 };

static const char *block_text(const att_html_page *page, const att_html_block *b,
                              size_t *ret_size) {
  const char *text = (const char *)page->text.data + b->begin;
  size_t size = b->end - b->begin;
  while (size > 0 && isspace((unsigned char)*text)) {
    text++;
    size--;
  }
  while (size > 0 && isspace((unsigned char)text[size - 1]))
    size--;
  *ret_size = size;
  return text;
}

/* A byline, or the date that the page has said already. */
static bool is_note(const att_html_page *page, const att_html_block *b) {
  char date[11];
  if (b->words > NOTE_WORDS)
    return false;
  return b->byline || b->date ||
         (page->date != NULL &&
          att_date_parse((char *)page->text.data + b->begin, b->end - b->begin, date) &&
          strcmp(date, page->date) == 0);
}

/* The heading of the first level that stands last before the kept text, or in it. */
static const att_html_block *find_headline(const att_html_page *page) {
  const att_html_block *found = NULL;
  bool begun = false;
  for (size_t i = 0; i < page->count && !begun; i++) {
    const att_html_block *b = &page->blocks[i];
    if (b->kind == ATT_BLOCK_HEADING && b->level == 1 && b->words > 1)
      found = b;
    begun = b->kept && b->kind == ATT_BLOCK_TEXT && b->words > 16;
  }
  return found;
}

/* "By Anna Holt | May 4, 2024" -> "Anna Holt" */
static att_status take_byline(att_source *source, const char *text, size_t size) {
  static const char *const LEADS[] = {"by:",     "by ",        "story by ", "written by ",
                                      "author:", "posted by ", "from "};
  for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS; i++) {
    size_t lead = strlen(LEADS[i]);
    if (size > lead && strncasecmp(text, LEADS[i], lead) == 0) {
      text += lead;
      size -= lead;
    }
  }
  size_t end = 0;
  while (end < size && strchr("|0123456789", text[end]) == NULL &&
         strncmp(text + end, " on ", 4) != 0 && strncmp(text + end, "\xc2\xb7", 2) != 0 &&
         strncmp(text + end, "\xe2\x80\x94", 3) != 0 && strncmp(text + end, " - ", 3) != 0)
    end++;
  char date[11]; /* "By Anna Holt | May 4, 2024" */
  if (att_date_parse(text + end, size - end, date))
    ATT_TRY(att_source_set(source, ATT_FIELD_ISSUED, date, strlen(date)));
  while (end > 0 && strchr(" ,-", text[end - 1]) != NULL)
    end--;
  return att_source_set(source, ATT_FIELD_CREATOR, text, end);
}

/* The blocks right above the text that are no navigation, the nearest first, up to so many. */
enum { ABOVE = 4 };
static size_t blocks_above(const att_html_page *page, const att_html_block *above[ABOVE]) {
  size_t first = 0, count = 0;
  while (first < page->count && !(page->blocks[first].kept && page->blocks[first].words > 3))
    first++;
  for (size_t i = first; i-- > 0 && first < page->count && count < ABOVE;)
    if (!page->blocks[i].chrome && page->blocks[i].linked == 0)
      above[count++] = &page->blocks[i];
  return count;
}

/* A line "Date: 6 May 2024" near the text, in whatever element. */
static att_status take_date_above(const att_boilerplate *boilerplate, const att_html_page *page,
                                  att_source *source) {
  const att_html_block *above[ABOVE];
  size_t count = source->fields[ATT_FIELD_ISSUED] == NULL ? blocks_above(page, above) : 0, size;
  for (size_t i = 0; i < count; i++) {
    const char *text = block_text(page, above[i], &size);
    if (att_boilerplate_line(boilerplate, text, size) == ATT_DATE_LINE)
      return att_source_set(source, ATT_FIELD_ISSUED, text, size);
  }
  return ATT_OK;
}

/* A page called "News" or by its outlet has its headline right above the text, or the line above
 * that: the first line there that is none of an outlet's. */
static att_status mend_title(const att_boilerplate *boilerplate, const att_html_page *page,
                             att_source *source) {
  const att_html_block *above[ABOVE];
  char **title = &source->fields[ATT_FIELD_TITLE];
  size_t size = *title != NULL ? strlen(*title) : 0, name = 0;
  while (name < size && strncmp(*title + name, " - ", 3) != 0 && (*title)[name] != '|')
    name++;
  bool named = size > 0 && strchr(*title, ' ') != NULL &&
               !att_boilerplate_publisher(boilerplate, *title, name);
  size_t count = !named ? blocks_above(page, above) : 0;
  for (size_t i = 0; i < count; i++) {
    const char *text = block_text(page, above[i], &size);
    if (above[i]->words < 3 || above[i]->words > 30 || above[i]->kind == ATT_BLOCK_CAPTION ||
        att_boilerplate_line(boilerplate, text, size) != ATT_KEEP || is_note(page, above[i]) ||
        strchr(".!?:;,", text[size - 1]) != NULL ||
        att_boilerplate_publisher(boilerplate, text, size))
      continue;
    free(*title);
    *title = NULL;
    return att_source_set(source, ATT_FIELD_TITLE, text, size);
  }
  return ATT_OK;
}

static att_status take_notes(const att_html_page *page, att_source *source) {
  if (page->date != NULL)
    ATT_TRY(att_source_set(source, ATT_FIELD_ISSUED, page->date, strlen(page->date)));
  for (size_t i = 0; i < page->count; i++) {
    const att_html_block *b = &page->blocks[i];
    size_t size;
    const char *text = block_text(page, b, &size);
    if (b->chrome || !is_note(page, b))
      continue;
    if (b->date)
      ATT_TRY(att_source_set(source, ATT_FIELD_ISSUED, text, size));
    if (b->byline && !b->date)
      ATT_TRY(take_byline(source, text, size));
  }
  return ATT_OK;
}

/* White space and case aside. */
static bool same_words(const char *a, size_t size, const char *b) {
  size_t i = 0;
  for (; *b != '\0'; b++) {
    if (isspace((unsigned char)*b))
      continue;
    while (i < size && isspace((unsigned char)a[i]))
      i++;
    if (i == size || tolower((unsigned char)a[i]) != tolower((unsigned char)*b))
      return false;
    i++;
  }
  return i == size;
}

static att_status take_text(const att_html_page *page, att_source *source) {
  static const uint8_t KINDS[] = {[ATT_BLOCK_TEXT] = ATT_PARAGRAPH_BODY,
                                  [ATT_BLOCK_HEADING] = ATT_PARAGRAPH_HEADING,
                                  [ATT_BLOCK_ITEM] = ATT_PARAGRAPH_BODY,
                                  [ATT_BLOCK_CAPTION] = ATT_PARAGRAPH_CAPTION};
  const char *title = source->fields[ATT_FIELD_TITLE];
  const char *creator = source->fields[ATT_FIELD_CREATOR];
  if (title != NULL)
    ATT_TRY(att_source_add(source, ATT_PARAGRAPH_TITLE, title, strlen(title)));
  for (size_t i = 0; i < page->count; i++) {
    const att_html_block *b = &page->blocks[i];
    size_t size;
    const char *text = block_text(page, b, &size);
    if (!b->kept || is_note(page, b) || (title != NULL && same_words(text, size, title)) ||
        (creator != NULL && same_words(text, size, creator)))
      continue;
    ATT_TRY(att_source_add(source, KINDS[b->kind], text, size));
  }
  return ATT_OK;
}

/* Text and metadata of a tree into a source; *ret_words: how many words of text there are. */
static att_status take_page(const att_boilerplate *boilerplate, const xmlDoc *tree,
                            att_html_page *page, att_source *source, size_t *ret_words,
                            char **ret_body) {
  ATT_TRY(att_html_blocks(boilerplate, tree, false, page));
  *ret_words = att_html_choose(page);
  if (*ret_words < ARTICLE_WORDS) { /* a page whose classes mean something else */
    att_html_page again = {0};
    att_status status = att_html_blocks(boilerplate, tree, true, &again);
    size_t words = status == ATT_OK ? att_html_choose(&again) : 0;
    if (words > *ret_words) {
      att_html_page_clear(page);
      *page = again;
      *ret_words = words;
    } else {
      att_html_page_clear(&again);
    }
    ATT_TRY(status);
  }
  att_source headline = {0};
  const att_html_block *heading = find_headline(page);
  if (heading != NULL)
    ATT_TRY(att_source_set(&headline, ATT_FIELD_TITLE, (char *)page->text.data + heading->begin,
                           heading->end - heading->begin));
  att_status status = att_html_metadata(tree, headline.fields[ATT_FIELD_TITLE], source, ret_body);
  att_source_clear(&headline);
  if (status == ATT_OK)
    status = take_notes(page, source);
  if (status == ATT_OK)
    status = take_date_above(boilerplate, page, source);
  if (status == ATT_OK)
    status = mend_title(boilerplate, page, source);
  return status;
}

static att_status fill(const att_reader *reader, const att_record *record, const xmlDoc *tree,
                       att_source *source, att_error *reterr) {
  att_html_page page = {0};
  char *body = NULL;
  size_t words = 0;
  att_status status = take_page(reader->boilerplate, tree, &page, source, &words, &body);
  if (status == ATT_OK && words == 0 && body != NULL)
    status = att_source_take_article(source, record->name, source->fields[ATT_FIELD_TITLE], body,
                                     strlen(body), reterr);
  else if (status == ATT_OK && words == 0)
    status = att_error_set(reterr, ATT_ERR_SYNTAX,
                           "%s: no article's text in this page; save the text itself, or give "
                           "--input plain",
                           record->name);
  else if (status == ATT_OK && take_text(&page, source) != ATT_OK)
    status = ATT_ERR_MEMORY;
  free(body);
  att_html_page_clear(&page);
  return status == ATT_ERR_MEMORY ? att_source_no_memory(record->name, reterr) : status;
}

/* Is it UTF-8? Then what the page says of its own encoding does not count. */
static bool is_utf8(const char *bytes, size_t size) {
  return xmlCheckUTF8((const unsigned char *)bytes) != 0 && memchr(bytes, '\0', size) == NULL;
}

static att_status read_html(const att_reader *reader, const att_record *record, att_source *source,
                            att_error *reterr) {
  if (record->size > INT32_MAX / 2)
    return att_error_set(reterr, ATT_ERR_LIMIT, "%s: too large for a page", record->name);
  char *copy = malloc(record->size + 1); /* ends in NUL, for the check of its encoding */
  if (copy == NULL)
    return att_source_no_memory(record->name, reterr);
  memcpy(copy, record->bytes, record->size);
  copy[record->size] = '\0';
  htmlDocPtr tree =
      htmlReadMemory(copy, (int)record->size, NULL, is_utf8(copy, record->size) ? "UTF-8" : NULL,
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                         HTML_PARSE_NONET | HTML_PARSE_COMPACT);
  free(copy);
  if (tree == NULL)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: no page that can be read", record->name);
  att_status status = fill(reader, record, tree, source, reterr);
  xmlFreeDoc(tree);
  return status;
}

/* Does it begin with a tag, and hold one of a page soon? */
static bool recognizes_html(const char *bytes, size_t size, bool whole) {
  static const char *const TAGS[] = {"<!doctype html", "<html", "<head", "<body",  "<article",
                                     "<div",           "<p>",   "<p ",   "<main",  "<h1",
                                     "<section",       "<span", "<meta", "<title", "<figure"};
  (void)whole;
  size_t i = 0;
  while (i < size && isspace((unsigned char)bytes[i]))
    i++;
  if (i == size || bytes[i] != '<')
    return false;
  for (size_t end = size < i + 2048 ? size : i + 2048; i < end; i++)
    for (size_t t = 0; bytes[i] == '<' && t < sizeof TAGS / sizeof *TAGS; t++)
      if (end - i >= strlen(TAGS[t]) && strncasecmp(bytes + i, TAGS[t], strlen(TAGS[t])) == 0)
        return true;
  return false;
}

const att_format att_format_html = {"html", false, recognizes_html, read_html};
