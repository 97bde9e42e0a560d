/* SPDX-License-Identifier: Apache-2.0
 *
 * What carries no facts: lines of outlets ("Follow us on"), credits, parts of web pages. The
 * patterns are rows of ontology/boilerplate.tsv, Perl-compatible and read by PCRE2. Opened once,
 * then shared by threads.
 */
#ifndef ATT_TEXT_BOILERPLATE_H
#define ATT_TEXT_BOILERPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

typedef struct att_boilerplate att_boilerplate;

/* ATT_ERR_SYNTAX "file:line: …" for a row or pattern that is none; else the errors of
 * att_table_open_data(). */
att_status att_boilerplate_open(att_boilerplate **ret_boilerplate,
                                att_error *reterr) ATT_MUST_CHECK;
void att_boilerplate_close(att_boilerplate *boilerplate);

typedef enum {
  ATT_KEEP,
  ATT_DROP,      /* the paragraph is boilerplate */
  ATT_STOP,      /* so is all behind it */
  ATT_CAPTION,   /* what is left is a caption */
  ATT_DATE_LINE, /* it says when the article was issued, and nothing else */
} att_effect;

/* What a paragraph is; *begin and *end move over words at its sides that carry no facts. */
att_effect att_boilerplate_judge(const att_boilerplate *boilerplate, const char *text,
                                 size_t *begin, size_t *end);

/* What a line is as a whole: ATT_DROP, ATT_DATE_LINE or ATT_KEEP. */
att_effect att_boilerplate_line(const att_boilerplate *boilerplate, const char *line, size_t size);

/* Whether what stands behind a byline's comma is an outlet: "By Anna Holt, Harbor News Service". */
bool att_boilerplate_outlet(const att_boilerplate *boilerplate, const char *text, size_t size);

/* Does the line, the whole of it, name who publishes: "U.S. EMBASSY LUSAKA"? */
bool att_boilerplate_publisher(const att_boilerplate *boilerplate, const char *line, size_t size);

/* Does a paragraph begin here that outlets have which write the month before the day in figures? */
bool att_boilerplate_american(const att_boilerplate *boilerplate, const char *text, size_t size);

/* Where `text` begins without what carries no facts before it: "Press release: A visits B". */
size_t att_boilerplate_begin(const att_boilerplate *boilerplate, const char *text, size_t size);

/* Where `text` ends without what carries no facts at its end. */
size_t att_boilerplate_end(const att_boilerplate *boilerplate, const char *text, size_t size);

/* Parts of a page. */
typedef enum {
  ATT_REGION_NONE,
  ATT_REGION_CHROME,  /* navigation, sharing, comments, lists of other articles */
  ATT_REGION_ARTICLE, /* an article with its header */
  ATT_REGION_BODY,    /* its text */
  ATT_REGION_BYLINE,
  ATT_REGION_DATE,
  ATT_REGION_CAPTION,
  ATT_REGION_COUNT
} att_region;

/* The region that an element's name, or one word of its class, id, role or itemprop tells. */
att_region att_boilerplate_element(const att_boilerplate *boilerplate, const char *name);
att_region att_boilerplate_word(const att_boilerplate *boilerplate, const char *word, size_t size);

#endif
