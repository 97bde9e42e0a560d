/* SPDX-License-Identifier: Apache-2.0
 *
 * A page's blocks of text between reading its tree and choosing the article's. The parser is
 * libxml2's for HTML. Internal to text/.
 */
#ifndef ATT_TEXT_HTML_H
#define ATT_TEXT_HTML_H

#include <libxml/HTMLparser.h>

#include "text/format.h"

typedef enum {
  ATT_BLOCK_TEXT,
  ATT_BLOCK_HEADING,
  ATT_BLOCK_ITEM,
  ATT_BLOCK_CAPTION
} att_block_kind;

/* A run of text between two breaks of blocks. */
typedef struct {
  size_t begin, end;      /* bytes of the page's text */
  uint32_t words, linked; /* words; those inside of links */
  uint8_t kind;           /* att_block_kind */
  uint8_t level;          /* of a heading: 1 to 6 */
  bool chrome;            /* inside a part that is told as navigation and the like */
  bool byline, date;
  int article, body;     /* the innermost such region, -1 for none */
  const xmlNode *parent; /* the block element that it stands in */
  bool kept;
} att_html_block;

typedef struct {
  att_buffer text;
  att_html_block *blocks; /* owned */
  size_t count, capacity;
  int regions;   /* articles and bodies seen */
  int *outer;    /* [region]: the region around it, or -1; owned */
  bool *is_body; /* [region]; owned */
  char *date;    /* of the first <time datetime>; owned, NULL for none */
} att_html_page;

void att_html_page_clear(att_html_page *page);

/* Takes the blocks out of the tree. With `lenient`, words of classes tell no chrome. */
att_status att_html_blocks(const att_boilerplate *boilerplate, const xmlDoc *tree, bool lenient,
                           att_html_page *page) ATT_MUST_CHECK;

/* Marks the blocks of the main text as kept; returns their words. Method: regions that the page
 * itself names, else the best element by its paragraphs; inside, link density and lengths of a
 * block and its neighbours (Kohlschütter, Fankhauser, Nejdl 2010, "Boilerplate detection using
 * shallow text features", algorithm 2). */
size_t att_html_choose(att_html_page *page);

/* Fields from JSON-LD, OpenGraph, Dublin Core, <link>; the title else from `headline` (NULL for
 * none), else from <title>. *ret_body as in json.h. */
att_status att_html_metadata(const xmlDoc *tree, const char *headline, att_source *source,
                             char **ret_body) ATT_MUST_CHECK;

#endif
