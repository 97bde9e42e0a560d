/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/html.h"

/* Elements that stand inside a line; all others break it. */
static const char *const INLINE[] = {
    "a",    "abbr", "acronym", "b",     "bdi",  "bdo",  "big",    "cite",   "code", "data",
    "del",  "dfn",  "em",      "font",  "i",    "img",  "ins",    "kbd",    "mark", "o:p",
    "q",    "s",    "samp",    "small", "span", "st1",  "strike", "strong", "sub",  "sup",
    "time", "tt",   "u",       "var",   "wbr",  "nobr", "label"};
/* Elements whose content is no text of the page. */
static const char *const SILENT[] = {"script", "style",  "noscript", "template", "svg",
                                     "iframe", "button", "select",   "option",   "textarea",
                                     "object", "embed",  "canvas",   "audio",    "video",
                                     "head",   "title",  "math",     "input",    "map"};

/* What an element hands down to those inside. */
typedef struct {
  const xmlNode *node;
  const xmlNode *block; /* the innermost element that is not inline */
  bool chrome, link, byline, date, caption, item, inline_element;
  uint8_t level;
  int article, body;
} scope;

typedef struct {
  const att_boilerplate *boilerplate;
  att_html_page *page;
  bool lenient;
  scope *scopes; /* owned; a stack */
  size_t depth, capacity;
  size_t begin; /* of the block at hand, in the page's text */
  bool in_word;
  uint32_t words, linked;
  int region_capacity;
} walker;

void att_html_page_clear(att_html_page *page) {
  att_buffer_clear(&page->text);
  free(page->blocks);
  free(page->outer);
  free(page->is_body);
  free(page->date);
  memset(page, 0, sizeof *page);
}

static bool is_one_of(const char *name, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcasecmp(name, list[i]) == 0)
      return true;
  return false;
}

static att_status end_block(walker *w) {
  att_html_page *page = w->page;
  const scope *s = &w->scopes[w->depth - 1];
  if (w->words == 0) {
    page->text.size = w->begin;
    w->in_word = false;
    return ATT_OK;
  }
  if (page->count == page->capacity) {
    size_t capacity = page->capacity > 0 ? 2 * page->capacity : 64;
    att_html_block *blocks = realloc(page->blocks, capacity * sizeof *blocks);
    if (blocks == NULL)
      return ATT_ERR_MEMORY;
    page->blocks = blocks;
    page->capacity = capacity;
  }
  att_block_kind kind = s->caption     ? ATT_BLOCK_CAPTION
                        : s->level > 0 ? ATT_BLOCK_HEADING
                        : s->item      ? ATT_BLOCK_ITEM
                                       : ATT_BLOCK_TEXT;
  page->blocks[page->count++] = (att_html_block){.begin = w->begin,
                                                 .end = page->text.size,
                                                 .words = w->words,
                                                 .linked = w->linked,
                                                 .kind = (uint8_t)kind,
                                                 .level = s->level,
                                                 .chrome = s->chrome,
                                                 .byline = s->byline,
                                                 .date = s->date,
                                                 .article = s->article,
                                                 .body = s->body,
                                                 .parent = s->block};
  w->begin = page->text.size;
  w->words = w->linked = 0;
  w->in_word = false;
  return ATT_OK;
}

static att_status add_text(walker *w, const char *text) {
  const scope *s = &w->scopes[w->depth - 1];
  for (; *text != '\0'; text++) {
    bool space = isspace((unsigned char)*text);
    if (!space && !w->in_word) {
      w->words++;
      w->linked += s->link;
    }
    w->in_word = !space;
    char c = space ? ' ' : *text;
    ATT_TRY(att_buffer_append(&w->page->text, &c, 1));
  }
  return ATT_OK;
}

/* A new article or body; its number, or -1 without memory. */
static int add_region(walker *w, int around, bool body) {
  att_html_page *page = w->page;
  if (page->regions == w->region_capacity) {
    int capacity = w->region_capacity > 0 ? 2 * w->region_capacity : 16;
    int *outer = realloc(page->outer, (size_t)capacity * sizeof *outer);
    page->outer = outer != NULL ? outer : page->outer;
    bool *is_body = realloc(page->is_body, (size_t)capacity * sizeof *is_body);
    page->is_body = is_body != NULL ? is_body : page->is_body;
    if (outer == NULL || is_body == NULL)
      return -1;
    w->region_capacity = capacity;
  }
  page->outer[page->regions] = around;
  page->is_body[page->regions] = body;
  return page->regions++;
}

/* What the words of an attribute tell; an article's mark counts more than that of chrome. */
static void read_words(const walker *w, const xmlNode *node, const char *name, bool *seen) {
  xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
  for (const char *at = (char *)value; at != NULL && *at != '\0';) {
    at += strspn(at, " \t\r\n");
    size_t size = strcspn(at, " \t\r\n");
    if (size > 0 && size < 60)
      seen[att_boilerplate_word(w->boilerplate, at, size)] = true;
    at += size;
  }
  xmlFree(value);
}

static bool is_hidden(const xmlNode *node) {
  xmlChar *hidden = xmlGetProp(node, (const xmlChar *)"hidden");
  xmlChar *aria = xmlGetProp(node, (const xmlChar *)"aria-hidden");
  xmlChar *style = xmlGetProp(node, (const xmlChar *)"style");
  bool none = false;
  if (style != NULL) {
    const char *display = strstr((char *)style, "display");
    none = display != NULL && strncmp(display + 7 + strspn(display + 7, " :"), "none", 4) == 0;
  }
  bool is = hidden != NULL || none || (aria != NULL && strcasecmp((char *)aria, "true") == 0);
  xmlFree(hidden);
  xmlFree(aria);
  xmlFree(style);
  return is;
}

/* The date that a <time> or an itemprop says, the first outside of chrome. */
static att_status read_date(walker *w, const scope *s) {
  xmlChar *value = xmlGetProp(s->node, (const xmlChar *)"datetime");
  if (value == NULL && s->date)
    value = xmlGetProp(s->node, (const xmlChar *)"content");
  char date[11];
  att_status status = ATT_OK;
  if (value != NULL && w->page->date == NULL && !s->chrome &&
      att_date_parse((char *)value, strlen((char *)value), date)) {
    w->page->date = strdup(date);
    status = w->page->date != NULL ? ATT_OK : ATT_ERR_MEMORY;
  }
  xmlFree(value);
  return status;
}

static att_status mark_regions(walker *w, scope *s, const bool *seen, const bool *of_words) {
  const char *name = (const char *)s->node->name;
  bool page = strcasecmp(name, "html") == 0 || strcasecmp(name, "body") == 0;
  bool article = seen[ATT_REGION_ARTICLE] && !page, body = seen[ATT_REGION_BODY] && !page;
  if (article || body) {
    int around = s->body > s->article ? s->body : s->article;
    int region = add_region(w, around, body);
    if (region < 0)
      return ATT_ERR_MEMORY;
    *(body ? &s->body : &s->article) = region;
  }
  bool header = strcasecmp(name, "header") == 0 && s->article < 0 && s->body < 0;
  bool worded = of_words[ATT_REGION_CHROME] && !w->lenient;
  if (!article && !body && !page &&
      (header || worded || (seen[ATT_REGION_CHROME] && !of_words[ATT_REGION_CHROME])))
    s->chrome = true;
  return ATT_OK;
}

/* Pushes the scope of an element; *ret_silent: nothing inside is text. */
static att_status enter(walker *w, const xmlNode *node, bool *ret_silent) {
  static const char *const WORDED[] = {"class", "id", "role", "itemprop", "rel"};
  const char *name = (const char *)node->name;
  bool is_inline = is_one_of(name, INLINE, sizeof INLINE / sizeof *INLINE);
  *ret_silent = is_one_of(name, SILENT, sizeof SILENT / sizeof *SILENT) || is_hidden(node);
  if (*ret_silent)
    return is_inline ? ATT_OK : end_block(w);
  bool seen[ATT_REGION_COUNT] = {false}, of_words[ATT_REGION_COUNT] = {false};
  for (size_t i = 0; i < sizeof WORDED / sizeof *WORDED; i++)
    read_words(w, node, WORDED[i], of_words);
  memcpy(seen, of_words, sizeof seen);
  seen[att_boilerplate_element(w->boilerplate, name)] = true;
  if (!is_inline || of_words[ATT_REGION_BYLINE] || of_words[ATT_REGION_DATE])
    ATT_TRY(end_block(w));
  if (w->depth == w->capacity) {
    size_t capacity = 2 * w->capacity;
    scope *scopes = realloc(w->scopes, capacity * sizeof *scopes);
    if (scopes == NULL)
      return ATT_ERR_MEMORY;
    w->scopes = scopes;
    w->capacity = capacity;
  }
  scope *s = &w->scopes[w->depth];
  *s = w->scopes[w->depth - 1];
  w->depth++;
  s->node = node;
  s->inline_element = is_inline && !of_words[ATT_REGION_BYLINE] && !of_words[ATT_REGION_DATE];
  if (!is_inline)
    s->block = node;
  s->link = s->link || strcasecmp(name, "a") == 0;
  s->byline = s->byline || seen[ATT_REGION_BYLINE];
  s->date = s->date || seen[ATT_REGION_DATE];
  s->caption = s->caption || seen[ATT_REGION_CAPTION];
  s->item = s->item || strcasecmp(name, "li") == 0;
  if (strlen(name) == 2 && tolower((unsigned char)name[0]) == 'h' && name[1] >= '1' &&
      name[1] <= '6')
    s->level = (uint8_t)(name[1] - '0');
  ATT_TRY(mark_regions(w, s, seen, of_words));
  return s->date ? read_date(w, s) : ATT_OK;
}

static att_status leave(walker *w) {
  att_status status = w->scopes[w->depth - 1].inline_element ? ATT_OK : end_block(w);
  w->depth--;
  return status;
}

/* Two breaks of a line part paragraphs; one does behind a short line or a sentence's end. */
static att_status break_line(walker *w) {
  const att_buffer *text = &w->page->text;
  size_t size = text->size;
  while (size > w->begin && text->data[size - 1] == ' ')
    size--;
  bool ended = size > w->begin && strchr(".!?:\"", text->data[size - 1]) != NULL;
  if (ended || size - w->begin < 70)
    return end_block(w);
  return add_text(w, " ");
}

static att_status walk(walker *w, const xmlNode *root) {
  const xmlNode *node = root;
  while (node != NULL) {
    bool silent = node->type != XML_ELEMENT_NODE, entered = false;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (node->content != NULL)
        ATT_TRY(add_text(w, (const char *)node->content));
    } else if (node->type == XML_ELEMENT_NODE && strcasecmp((char *)node->name, "br") == 0) {
      ATT_TRY(break_line(w));
      silent = true;
    } else if (node->type == XML_ELEMENT_NODE) {
      ATT_TRY(enter(w, node, &silent));
      entered = !silent;
    }
    if (!silent && node->children != NULL) {
      node = node->children;
      continue;
    }
    if (entered)
      ATT_TRY(leave(w));
    while (node != root && node->next == NULL) {
      node = node->parent;
      ATT_TRY(leave(w));
    }
    node = node == root ? NULL : node->next;
  }
  return ATT_OK;
}

att_status att_html_blocks(const att_boilerplate *boilerplate, const xmlDoc *tree, bool lenient,
                           att_html_page *page) {
  const xmlNode *root = xmlDocGetRootElement(tree);
  walker w = {.boilerplate = boilerplate, .page = page, .lenient = lenient, .capacity = 64};
  w.scopes = calloc(w.capacity, sizeof *w.scopes);
  if (w.scopes == NULL)
    return ATT_ERR_MEMORY;
  w.scopes[w.depth++] = (scope){.block = root, .article = -1, .body = -1};
  att_status status = root != NULL ? walk(&w, root) : ATT_OK;
  if (status == ATT_OK)
    status = end_block(&w);
  free(w.scopes);
  return status;
}
