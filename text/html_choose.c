/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/html.h"

/* REGION_WORDS: that a region must hold to be taken for the article, unless it holds half of all.
 */
enum {
  REGION_WORDS = 25,
  CAPTION_WORDS = 6,
  ITEM_WORDS = 4,
  LEAD_BLOCKS = 4,
  LEAD_WORDS = 16,
  LEVELS = 3
};

static double density(const att_html_block *b) {
  return b->words > 0 ? (double)b->linked / b->words : 0;
}

static const att_html_block NOTHING;

/* Kohlschütter et al.'s tree over the number of words. */
static bool is_content(const att_html_block *before, const att_html_block *b,
                       const att_html_block *behind) {
  if (density(b) > 0.333333)
    return false;
  if (density(before) <= 0.555556)
    return b->words > 16 || behind->words > 15 || before->words > 4;
  return b->words > 40 || behind->words > 17;
}

/* The next block that is no chrome in the direction `step`. */
static const att_html_block *neighbour(const att_html_page *page, size_t i, int step) {
  for (size_t k = i + (size_t)step; k < page->count; k += (size_t)step) /* wraps below 0 */
    if (!page->blocks[k].chrome)
      return &page->blocks[k];
  return &NOTHING;
}

static bool is_sentence(const att_html_page *page, const att_html_block *b) {
  const char *text = (const char *)page->text.data;
  size_t end = b->end;
  while (end > b->begin &&
         (isspace((unsigned char)text[end - 1]) || strchr("\"')", text[end - 1]) != NULL ||
          (unsigned char)text[end - 1] >= 0x80))
    end--;
  return end > b->begin && strchr(".!?", text[end - 1]) != NULL;
}

static int innermost(const att_html_block *b) {
  return b->body > b->article ? b->body : b->article;
}

static bool is_text(const att_html_block *b) {
  return !b->chrome && density(b) < 0.34 && b->kind != ATT_BLOCK_HEADING;
}

static bool inside(const att_html_page *page, const att_html_block *b, int region) {
  int at = innermost(b);
  while (at > region)
    at = page->outer[at];
  return at == region;
}

/* The region, body or article, with most words; then the one inside that has nearly all of them. */
static int best_region(const att_html_page *page, const size_t *words, size_t all, bool body) {
  int best = -1;
  for (int r = 0; r < page->regions; r++)
    if (page->is_body[r] == body && words[r] > 0 &&
        (words[r] >= REGION_WORDS || 2 * words[r] >= all) && (best < 0 || words[r] > words[best]))
      best = r;
  for (int r = best + 1; best >= 0 && r < page->regions; r++)
    if (page->outer[r] == best && words[r] * 5 >= words[best] * 3)
      best = r;
  return best;
}

static int choose_region(const att_html_page *page) {
  if (page->regions == 0)
    return -1;
  size_t *words = calloc((size_t)page->regions, sizeof *words), all = 0;
  if (words == NULL)
    return -1;
  for (size_t i = 0; i < page->count; i++) {
    size_t count = is_text(&page->blocks[i]) ? page->blocks[i].words : 0;
    all += count;
    for (int r = innermost(&page->blocks[i]); r >= 0; r = page->outer[r])
      words[r] += count;
  }
  int body = best_region(page, words, all, true), article = best_region(page, words, all, false);
  free(words);
  return body >= 0 ? body : article;
}

/* Where nothing is named: the element with most words of content in it, as children of its own or
 * LEVELS - 1 elements further in. Scores are in a hash table by element. */
typedef struct {
  const xmlNode *node;
  double score;
} scored;

static void add_score(scored *table, size_t size, const xmlNode *node, double score) {
  size_t at = ((uintptr_t)node >> 4) * 0x9e3779b97f4a7c15u % size;
  while (table[at].node != NULL && table[at].node != node)
    at = (at + 1) % size;
  table[at].node = node;
  table[at].score += score;
}

static double score_of(const scored *table, size_t size, const xmlNode *node) {
  size_t at = ((uintptr_t)node >> 4) * 0x9e3779b97f4a7c15u % size;
  while (table[at].node != NULL && table[at].node != node)
    at = (at + 1) % size;
  return table[at].score;
}

/* Is the block in an element whose score comes near the best? */
static bool is_near(const scored *table, size_t size, const att_html_block *b, double best) {
  const xmlNode *node = b->parent;
  for (int i = 0; i < LEVELS && !b->chrome && node != NULL; i++, node = node->parent)
    if (score_of(table, size, node) >= 0.4 * best)
      return true;
  return false;
}

/* Sentences too short to be content by their length, in elements like those of the content beside
 * them, "<p>A met B.</p>"; and where a page has no content at all, each sentence. */
static void keep_sentences(att_html_page *page) {
  size_t kept = 0;
  for (size_t i = 0; i < page->count; i++)
    kept += page->blocks[i].kept;
  for (int step = 1; step >= -1; step -= 2) {
    const xmlNode *last = NULL;
    for (size_t n = 0; n < page->count; n++) {
      att_html_block *b = &page->blocks[step > 0 ? n : page->count - 1 - n];
      const xmlNode *node = b->parent;
      bool beside =
          last != NULL && node->parent == last->parent && xmlStrEqual(node->name, last->name);
      b->kept = b->kept || (b->words >= (beside ? 3 : ITEM_WORDS) && is_text(b) &&
                            is_sentence(page, b) && (beside || kept == 0));
      last = b->kept && b->kind == ATT_BLOCK_TEXT ? node : last;
      if (b->kind == ATT_BLOCK_HEADING || (!b->kept && b->words > LEAD_WORDS))
        last = NULL;
    }
  }
}

/* Content there, and what stands between it: a short quotation behind a link to another article. */
static void choose_by_score(att_html_page *page, const bool *content) {
  size_t size = 2 * LEVELS * page->count + 16, first = page->count, last = 0;
  scored *table = calloc(size, sizeof *table);
  double best = 0;
  if (table == NULL)
    return;
  for (size_t i = 0; i < page->count; i++) {
    const att_html_block *b = &page->blocks[i];
    const xmlNode *node = content[i] ? b->parent : NULL;
    for (int level = 0; level < LEVELS && node != NULL; level++, node = node->parent)
      add_score(table, size, node, b->words * (level == 0 ? 0.9 : 1)); /* the wider of two equals */
  }
  for (size_t i = 0; i < size; i++)
    best = table[i].score > best ? table[i].score : best;
  for (size_t i = 0; i < page->count; i++) {
    page->blocks[i].kept = content[i] && is_near(table, size, &page->blocks[i], best);
    if (page->blocks[i].kept) {
      first = first == page->count ? i : first;
      last = i;
    }
  }
  for (size_t i = first; i < last; i++)
    page->blocks[i].kept =
        page->blocks[i].kept || (is_text(&page->blocks[i]) && page->blocks[i].words >= ITEM_WORDS &&
                                 is_near(table, size, &page->blocks[i], best));
  free(table);
}

/* Between the first and the last block of content, and some short lines before ("May 4, 2024"). */
static void choose_in_region(att_html_page *page, int region, const bool *content) {
  size_t first = page->count, last = 0;
  int article = region;
  while (article >= 0 && page->is_body[article])
    article = page->outer[article];
  for (size_t i = 0; i < page->count; i++)
    if (content[i] && inside(page, &page->blocks[i], region)) {
      first = first == page->count ? i : first;
      last = i;
    }
  size_t lead = first > LEAD_BLOCKS ? first - LEAD_BLOCKS : 0;
  bool body = page->is_body[region];
  for (size_t i = 0; i < page->count; i++) {
    att_html_block *b = &page->blocks[i];
    if (b->chrome || density(b) >= 0.5)
      continue;
    if (b->kind == ATT_BLOCK_CAPTION) {
      b->kept = b->words >= CAPTION_WORDS && inside(page, b, article >= 0 ? article : region);
      continue;
    }
    bool near =
        body || (i >= lead && i < first && b->words <= LEAD_WORDS) || (i >= first && i <= last);
    b->kept = near && inside(page, b, region) &&
              (b->kind != ATT_BLOCK_ITEM || (b->words >= ITEM_WORDS && density(b) < 0.34));
  }
}

/* A heading counts where text of the article stands below it. */
static void mend_headings(att_html_page *page) {
  bool below = false;
  for (size_t i = page->count; i-- > 0;) {
    att_html_block *b = &page->blocks[i];
    if (b->kind == ATT_BLOCK_HEADING) {
      b->kept = b->kept && below;
      below = below && b->kept;
    } else if (!b->chrome) {
      below = b->kept && b->kind != ATT_BLOCK_CAPTION;
    }
  }
}

size_t att_html_choose(att_html_page *page) {
  bool *content = calloc(page->count + 1, sizeof *content);
  size_t words = 0;
  if (content == NULL)
    return 0;
  for (size_t i = 0; i < page->count; i++) {
    page->blocks[i].kept = false;
    content[i] = !page->blocks[i].chrome && page->blocks[i].kind != ATT_BLOCK_HEADING &&
                 is_content(neighbour(page, i, -1), &page->blocks[i], neighbour(page, i, 1));
  }
  int region = choose_region(page);
  if (region >= 0)
    choose_in_region(page, region, content);
  else
    choose_by_score(page, content);
  if (region < 0)
    keep_sentences(page);
  mend_headings(page);
  for (size_t i = 0; i < page->count; i++)
    words += page->blocks[i].kept ? page->blocks[i].words : 0;
  free(content);
  return words;
}
