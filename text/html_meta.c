/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/html.h"
#include "text/json.h"

/* Names of <meta>, most trustworthy first: OpenGraph, Dublin Core, what search engines and
 * content systems write. */
static const struct {
  att_field field;
  const char *name;
} META[] = {
    {ATT_FIELD_TITLE, "og:title"},
    {ATT_FIELD_TITLE, "dcterms.title"},
    {ATT_FIELD_TITLE, "dc.title"},
    {ATT_FIELD_TITLE, "citation_title"},
    {ATT_FIELD_TITLE, "twitter:title"},
    {ATT_FIELD_URL, "og:url"},
    {ATT_FIELD_URL, "dc.identifier"},
    {ATT_FIELD_PUBLISHER, "og:site_name"},
    {ATT_FIELD_PUBLISHER, "dcterms.publisher"},
    {ATT_FIELD_PUBLISHER, "dc.publisher"},
    {ATT_FIELD_PUBLISHER, "citation_publisher"},
    {ATT_FIELD_PUBLISHER, "application-name"},
    {ATT_FIELD_CREATOR, "author"},
    {ATT_FIELD_CREATOR, "article:author"},
    {ATT_FIELD_CREATOR, "dcterms.creator"},
    {ATT_FIELD_CREATOR, "dc.creator"},
    {ATT_FIELD_CREATOR, "parsely-author"},
    {ATT_FIELD_CREATOR, "sailthru.author"},
    {ATT_FIELD_ISSUED, "article:published_time"},
    {ATT_FIELD_ISSUED, "og:article:published_time"},
    {ATT_FIELD_ISSUED, "dcterms.issued"},
    {ATT_FIELD_ISSUED, "dc.date.issued"},
    {ATT_FIELD_ISSUED, "dcterms.created"},
    {ATT_FIELD_ISSUED, "dcterms.date"},
    {ATT_FIELD_ISSUED, "dc.date"},
    {ATT_FIELD_ISSUED, "citation_publication_date"},
    {ATT_FIELD_ISSUED, "datepublished"},
    {ATT_FIELD_ISSUED, "pubdate"},
    {ATT_FIELD_ISSUED, "publishdate"},
    {ATT_FIELD_ISSUED, "parsely-pub-date"},
    {ATT_FIELD_ISSUED, "sailthru.date"},
    {ATT_FIELD_ISSUED, "date"},
    {ATT_FIELD_LANGUAGE, "dcterms.language"},
    {ATT_FIELD_LANGUAGE, "dc.language"},
};
enum { META_COUNT = sizeof META / sizeof *META };

/* The values found: borrowed from the tree, freed by xmlFree. */
typedef struct {
  xmlChar *meta[META_COUNT];
  xmlChar *canonical, *title, *language;
  xmlChar *headline, *publisher; /* of microdata */
} page_head;

static bool named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

static xmlChar *attribute(const xmlNode *node, const char *name) {
  return xmlGetProp(node, (const xmlChar *)name);
}

/* The next node of the tree in its order, not below `top`; NULL behind the last. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *top) {
  if (node->children != NULL && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node != top && node->next == NULL)
    node = node->parent;
  return node == top ? NULL : node->next;
}

static void read_meta(page_head *head, const xmlNode *node) {
  static const char *const KEYS[] = {"property", "name", "itemprop"};
  for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
    xmlChar *name = attribute(node, KEYS[k]);
    for (size_t i = 0; name != NULL && i < META_COUNT; i++)
      if (head->meta[i] == NULL && strcasecmp((char *)name, META[i].name) == 0)
        head->meta[i] = attribute(node, "content");
    xmlFree(name);
  }
}

static bool has_itemprop(const xmlNode *node, const char *name) {
  xmlChar *value = attribute(node, "itemprop");
  bool has = value != NULL && strcasecmp((char *)value, name) == 0;
  xmlFree(value);
  return has;
}

/* <h1 itemprop="headline">, <span itemprop="publisher"><meta itemprop="name" content="…"> */
static void read_microdata(page_head *head, const xmlNode *node) {
  bool meta = named(node, "meta");
  if (head->headline == NULL && has_itemprop(node, "headline"))
    head->headline = meta ? attribute(node, "content") : xmlNodeGetContent(node);
  if (head->publisher == NULL && node->parent != NULL && node->parent->type == XML_ELEMENT_NODE &&
      has_itemprop(node, "name") && has_itemprop(node->parent, "publisher"))
    head->publisher = meta ? attribute(node, "content") : xmlNodeGetContent(node);
}

static att_status read_node(page_head *head, const xmlNode *node, att_source *source,
                            char **ret_body) {
  if (node->type == XML_ELEMENT_NODE)
    read_microdata(head, node);
  if (named(node, "meta")) {
    read_meta(head, node);
  } else if (named(node, "title") && head->title == NULL) {
    head->title = xmlNodeGetContent(node);
  } else if (named(node, "html") && head->language == NULL) {
    head->language = attribute(node, "lang");
  } else if (named(node, "link") && head->canonical == NULL) {
    xmlChar *rel = attribute(node, "rel");
    if (rel != NULL && strcasecmp((char *)rel, "canonical") == 0)
      head->canonical = attribute(node, "href");
    xmlFree(rel);
  } else if (named(node, "script")) {
    xmlChar *type = attribute(node, "type"), *content = NULL;
    att_status status = ATT_OK;
    if (type != NULL && strncasecmp((char *)type, "application/ld+json", 19) == 0) {
      content = xmlNodeGetContent(node);
      if (content != NULL)
        status = att_json_take_linked(source, (char *)content, strlen((char *)content), ret_body);
    }
    xmlFree(type);
    xmlFree(content);
    return status;
  }
  return ATT_OK;
}

static att_status set(att_source *source, att_field field, const xmlChar *value) {
  if (value == NULL)
    return ATT_OK;
  const char *text = (const char *)value;
  if (field == ATT_FIELD_CREATOR && strstr(text, "://") != NULL) /* a profile, no name */
    return ATT_OK;
  return att_source_set(source, field, text, strlen(text));
}

/* "Headline | Outlet", "Headline - Outlet": the part before the outlet's name, where the page says
 * that name elsewhere or a bar sets it off. */
static size_t headline_size(const char *title, const char *publisher) {
  size_t size = strlen(title), name = publisher != NULL ? strlen(publisher) : 0;
  for (size_t i = size; i-- > 1;) {
    bool bar = title[i] == '|' || strncmp(title + i, "\xc2\xbb", 2) == 0;
    bool dash = title[i] == '-' || strncmp(title + i, "\xe2\x80\x93", 3) == 0 ||
                strncmp(title + i, "\xe2\x80\x94", 3) == 0;
    if ((!bar && !dash) || title[i - 1] != ' ')
      continue;
    const char *rest = title + i;
    while (*rest != '\0' && *rest != ' ')
      rest++;
    while (*rest == ' ')
      rest++;
    bool outlet = name > 0 && strncasecmp(rest, publisher, name) == 0;
    if (outlet || bar)
      size = i - 1;
  }
  return size;
}

static att_status take_head(const page_head *head, const char *headline, att_source *source) {
  ATT_TRY(set(source, ATT_FIELD_URL, head->canonical));
  for (size_t i = 0; i < META_COUNT; i++)
    ATT_TRY(set(source, META[i].field, head->meta[i]));
  ATT_TRY(set(source, ATT_FIELD_LANGUAGE, head->language));
  ATT_TRY(set(source, ATT_FIELD_PUBLISHER, head->publisher));
  ATT_TRY(set(source, ATT_FIELD_TITLE, head->headline));
  ATT_TRY(set(source, ATT_FIELD_TITLE, (const xmlChar *)headline));
  return set(source, ATT_FIELD_TITLE, head->title);
}

att_status att_html_metadata(const xmlDoc *tree, const char *headline, att_source *source,
                             char **ret_body) {
  page_head head = {.title = NULL};
  const xmlNode *root = xmlDocGetRootElement(tree);
  att_status status = ATT_OK;
  for (const xmlNode *n = root; n != NULL && status == ATT_OK; n = next_node(n, root))
    status = read_node(&head, n, source, ret_body);
  if (status == ATT_OK)
    status = take_head(&head, headline, source);
  char *title = source->fields[ATT_FIELD_TITLE];
  if (title != NULL)
    title[headline_size(title, source->fields[ATT_FIELD_PUBLISHER])] = '\0';
  for (size_t i = 0; i < META_COUNT; i++)
    xmlFree(head.meta[i]);
  xmlFree(head.canonical);
  xmlFree(head.title);
  xmlFree(head.language);
  xmlFree(head.headline);
  xmlFree(head.publisher);
  return status;
}
