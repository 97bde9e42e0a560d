/* SPDX-License-Identifier: Apache-2.0
 *
 * Quotation marks of other kinds, as the ones that all modules know: ‘A met B,’ «A met B» and
 * „A met B“ become “A met B” in the words' forms; the text stays as it
 * is. Apostrophes open nothing: "the officers' mess", "in the '90s".
 */
#include <ctype.h>
#include <string.h>

#include "extract/marks.h"

#define OPENING "\xe2\x80\x9c"
#define CLOSING "\xe2\x80\x9d"

enum { FARTHEST = 400 }; /* words of a quotation within a paragraph */

typedef struct {
  att_token **items; /* of a paragraph */
  size_t count, capacity;
  bool goes_on;    /* the next paragraph opens with the same mark as this one */
  bool none_ahead; /* no more single marks that close */
} words;

static bool has_form(const words *w, size_t i, const char *form) {
  return i < w->count && strcmp(w->items[i]->form, form) == 0;
}

static bool is_apostrophe(const char *form) {
  return strcmp(form, "'") == 0 || strcmp(form, "\xe2\x80\x99") == 0;
}

static bool is_punctuation(const char *form) {
  return strspn(form, ".,;:!?)]-\"") == strlen(form) || strcmp(form, CLOSING) == 0 ||
         strcmp(form, "\xe2\x80\xa6") == 0 || strcmp(form, "\xe2\x80\x94") == 0 ||
         strcmp(form, "\xe2\x80\x93") == 0;
}

static bool is_letter(char c) {
  return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Stands a single mark right before a word, and behind none? */
static bool may_open(const words *w, size_t i) {
  const att_token *mark = w->items[i];
  if (strcmp(mark->form, "'") != 0 && strcmp(mark->form, "\xe2\x80\x98") != 0)
    return false;
  const char *next = i + 1 < w->count ? w->items[i + 1]->form : "";
  bool first = i == 0 || w->items[i - 1]->space_after || strcmp(w->items[i - 1]->form, "(") == 0 ||
               strcmp(w->items[i - 1]->form, "\xe2\x80\x94") == 0;
  return first && !mark->space_after && is_letter(next[0]) && !is_apostrophe(next);
}

typedef enum { CLOSES_NOT, CLOSES_PERHAPS, CLOSES } closing;

/* Behind punctuation or before it, or behind a word that is no plural ("the officers' mess"). */
static closing closes(const words *w, size_t i) {
  if (!is_apostrophe(w->items[i]->form) || i == 0 || w->items[i - 1]->space_after)
    return CLOSES_NOT;
  const char *before = w->items[i - 1]->form;
  bool end = i + 1 == w->count || is_punctuation(w->items[i + 1]->form);
  if (!end && !w->items[i]->space_after)
    return CLOSES_NOT;
  bool plural = before[0] != '\0' && tolower((unsigned char)before[strlen(before) - 1]) == 's';
  return end || !plural ? CLOSES : CLOSES_PERHAPS;
}

/* The single mark that closes what the one at `from` opens; 0 for none. */
static size_t single_close(words *w, size_t from) {
  size_t perhaps = 0, i = from + 1;
  for (; i < w->count && i < from + FARTHEST && !w->none_ahead; i++) {
    closing how = closes(w, i);
    if (how == CLOSES)
      return i;
    if (perhaps != 0 && may_open(w, i))
      return perhaps;
    if (how == CLOSES_PERHAPS && perhaps == 0)
      perhaps = i;
  }
  w->none_ahead = w->none_ahead || (i == w->count && perhaps == 0);
  return perhaps;
}

/* The mark that closes what the one at `from` opens, of two that differ; 0 for none. */
static size_t paired_close(const words *w, size_t from, const char *const *close) {
  for (size_t i = from + 1; i < w->count && i < from + FARTHEST; i++)
    if (att_one_of(w->items[i]->form, close))
      return i;
  return 0;
}

static void set(att_token *token, bool opens) {
  token->form = token->lemma = opens ? OPENING : CLOSING;
  token->xpos = opens ? "``" : "''";
  token->upos = ATT_PUNCT;
}

static size_t close_of(words *w, size_t i, bool *ret_opens) {
  static const char *const ANGLED[] = {"\xc2\xbb", NULL};
  static const char *const LOW[] = {"\xe2\x80\x9c", "\xe2\x80\x9d", "\"", NULL};
  bool angled = has_form(w, i, "\xc2\xab"), low = has_form(w, i, "\xe2\x80\x9e");
  *ret_opens = angled || low || may_open(w, i);
  return angled       ? paired_close(w, i, ANGLED)
         : low        ? paired_close(w, i, LOW)
         : *ret_opens ? single_close(w, i)
                      : 0;
}

/* Within double marks a single one opens nothing; within single ones a double one does not. */
static void mark_paragraph(words *w) {
  bool open = false;
  size_t end = 0;
  for (size_t i = 0; i < w->count; i++) {
    att_token *token = w->items[i];
    bool straight = strcmp(token->form, "\"") == 0, opens = false;
    bool round = strcmp(token->form, OPENING) == 0 || strcmp(token->form, CLOSING) == 0;
    if (i < end) {
      if (straight || round)
        token->form = "'";
      continue;
    }
    if (end > 0 && i == end) {
      set(token, false);
      end = 0;
      continue;
    }
    if (straight || round)
      open = straight ? !open : strcmp(token->form, OPENING) == 0;
    size_t close = open ? 0 : close_of(w, i, &opens);
    if (close == i + 2 && may_open(w, i))
      close = 0; /* "Battalion 'Recce'": a word, no quotation */
    if (close > 0 || (opens && i == 0 && w->goes_on))
      set(token, true);
    end = close;
  }
}

void att_marks_normalise(att_document *document) {
  words w = {0};
  for (size_t n = 0; n < document->sentences.count;) {
    uint32_t paragraph = document->sentences.items[n].paragraph;
    w = (words){.items = w.items, .capacity = w.capacity};
    for (; n < document->sentences.count; n++) {
      const att_sentence *s = &document->sentences.items[n];
      if (s->paragraph != paragraph)
        break;
      for (uint32_t t = 0; t < s->token_count; t++)
        *ATT_PUSH(document->arena, &w) = &s->tokens[t];
    }
    const att_sentence *next = &document->sentences.items[n];
    w.goes_on = n < document->sentences.count && w.count > 0 && next->token_count > 0 &&
                strcmp(next->tokens[0].form, w.items[0]->form) == 0;
    mark_paragraph(&w);
  }
}
