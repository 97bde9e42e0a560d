/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segment.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "text/abbreviation.h"

enum {
  ADDRESS_MOST = 2048,  /* bytes within which an address shows what it is */
  FILE_NAME_MOST = 255, /* bytes */
  GROUPS_MOST = 8,      /* of digits in a date or telephone number */
  BATCH_TOKENS = 4096,  /* paragraphs of so many are read together */
};

/* Words that no sentence goes beyond: a paragraph's, or its dateline's. */
typedef struct {
  size_t count;
  uint32_t paragraph;
  bool dateline;
} run;

typedef struct {
  att_document *document;
  const att_model *model;
  const att_abbreviations *abbreviations;
  struct {
    att_token *items;
    size_t count, capacity;
  } tokens;
  struct {
    run *items;
    size_t count, capacity;
  } runs;
} segmenter;

static const char *form_of(segmenter *s, uint32_t begin, uint32_t end) {
  return att_document_slice(s->document, begin, end);
}

static att_token *add_token(segmenter *s, uint32_t begin, uint32_t end) {
  att_token *token = ATT_PUSH(s->document->arena, &s->tokens);
  token->begin = begin;
  token->end = end;
  token->form = form_of(s, begin, end);
  token->lemma = token->form;
  token->xpos = "_";
  token->feats = "";
  return token;
}

/* Bytes of a UTF-8 quotation mark, dash or ellipsis at `p`; 0 for anything else. */
static uint32_t wide_punctuation(const char *p) {
  static const char *const MARKS[] = {
      "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x93",
      "\xe2\x80\x94", "\xe2\x80\xa6", "\xe2\x80\xa2", "\xc2\xab",     "\xc2\xbb",
      "\xe2\x80\x9e", "\xe2\x80\x91", "\xe2\x80\x90"};
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
    size_t n = strlen(MARKS[i]);
    if (strncmp(p, MARKS[i], n) == 0)
      return (uint32_t)n;
  }
  return 0;
}

static bool is_space(const char *p) {
  return isspace((unsigned char)*p) || strncmp(p, "\xc2\xa0", 2) == 0;
}

static uint32_t apostrophe(const char *p) {
  return *p == '\'' ? 1 : strncmp(p, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* Is this a character that stands inside a word? */
static bool is_word(const char *p) {
  unsigned char c = (unsigned char)*p;
  if (c >= 0x80)
    return wide_punctuation(p) == 0 && !is_space(p);
  return isalnum(c) || c == '_';
}

/* The first `c` at `p`, not looked for farther than addresses reach: what has no spaces for a
 * megabyte is read in linear time. */
static const char *find_near(const char *p, char c, size_t size) {
  return memchr(p, c, size < ADDRESS_MOST ? size : ADDRESS_MOST);
}

/* An address ends before an angle bracket. */
static uint32_t address_size(const char *p, uint32_t size) {
  const char *stop = find_near(p, '>', size);
  return stop != NULL ? (uint32_t)(stop - p) : size;
}

static bool is_url(const char *p, uint32_t size) {
  if (size > 8 && (strncmp(p, "http://", 7) == 0 || strncmp(p, "https://", 8) == 0))
    return true;
  if (size > 5 && strncmp(p, "www.", 4) == 0)
    return true;
  const char *at = find_near(p, '@', size);
  return at != NULL && at > p && find_near(at, '.', size - (size_t)(at - p)) != NULL &&
         at[1] != '\0';
}

/* Splits the clitic off a word: "don't", "Manet's", "they've", "cannot". */
static void add_word(segmenter *s, uint32_t begin, uint32_t end) {
  static const char *const CLITICS[] = {"s", "S", "m", "re", "ve", "ll", "d", "RE", "VE", "LL"};
  const char *text = s->document->text;
  uint32_t cut = 0;
  for (uint32_t i = begin; i < end && cut == 0; i++) {
    uint32_t mark = apostrophe(text + i);
    if (mark == 0 || i == begin)
      continue;
    const char *rest = text + i + mark;
    size_t left = end - i - mark;
    if (left == 1 && (*rest == 't' || *rest == 'T') && (text[i - 1] == 'n' || text[i - 1] == 'N') &&
        i - 1 > begin)
      cut = i - 1;
    for (size_t c = 0; c < sizeof CLITICS / sizeof *CLITICS && cut == 0; c++)
      if (strlen(CLITICS[c]) == left && strncmp(rest, CLITICS[c], left) == 0)
        cut = i;
  }
  if (cut == 0 && end - begin == 6 && strncasecmp(text + begin, "cannot", 6) == 0)
    cut = begin + 3;
  if (cut == 0) {
    add_token(s, begin, end);
    return;
  }
  add_token(s, begin, cut)->multiword = 2;
  add_token(s, cut, end);
}

/* One capital, with accents of its own or behind it: "J", "É". */
static bool is_initial(const char *word, size_t size) {
  att_view text = {word, size};
  size_t at;
  if (size == 0 || !att_is_capital(att_code_point(text, 0, &at)))
    return false;
  for (size_t n; at < size; at += n) {
    uint32_t accent = att_code_point(text, at, &n);
    if (accent < 0x300 || accent > 0x36f)
      return false;
  }
  return true;
}

static att_abbreviation abbreviation(const segmenter *s, const char *word, size_t size) {
  return att_abbreviations_find(s->abbreviations, word, size);
}

/* The end of a word that starts at `begin`: letters and digits, inner apostrophes, numbers with
 * their separators, abbreviations with their full stops. */
static uint32_t word_end(const segmenter *s, uint32_t begin, uint32_t limit) {
  const char *text = s->document->text;
  uint32_t i = begin;
  while (i < limit) {
    if (is_word(text + i)) {
      i++;
      continue;
    }
    uint32_t mark = apostrophe(text + i);
    bool more = i + 1 < limit;
    if (mark > 0 && i > begin && i + mark < limit && is_word(text + i + mark)) {
      i += mark;
    } else if ((text[i] == '.' || text[i] == ',' || text[i] == ':') && more && i > begin &&
               isdigit((unsigned char)text[i - 1]) && isdigit((unsigned char)text[i + 1])) {
      i++;
    } else if (text[i] == '.' && more && i > begin && isalpha((unsigned char)text[i - 1]) &&
               isalpha((unsigned char)text[i + 1]) && (i == begin + 1 || text[i - 2] == '.')) {
      i++; /* U.S., e.g. */
    } else if (text[i] == '&' && more && i > begin && isupper((unsigned char)text[i - 1]) &&
               isupper((unsigned char)text[i + 1])) {
      i++;
    } else {
      break;
    }
  }
  if (i < limit && text[i] == '.' && i > begin) {
    bool initial = is_initial(text + begin, i - begin);
    bool dotted = memchr(text + begin, '.', i - begin) != NULL &&
                  isalpha((unsigned char)text[i - 1]) && !isdigit((unsigned char)text[begin]);
    if (initial || dotted || abbreviation(s, text + begin, i - begin) != ATT_ABBREVIATION_NONE)
      i++;
  }
  return i;
}

/* Digits joined by slashes or hyphens that are one word: "9/11", "01/24/2001", "555-0100",
 * "01-Feb-02"; a range ("24-25") is three. The end, or `begin`. */
static uint32_t joined_number_end(const char *text, uint32_t begin, uint32_t limit) {
  uint32_t i = begin, groups = 0, slashes = 0, longest = 0, letters = 0;
  while (i < limit) {
    uint32_t from = i;
    while (i < limit && isdigit((unsigned char)text[i]))
      i++;
    if (i == from && groups == 1 && slashes == 0)
      while (i < limit && isalpha((unsigned char)text[i]) && i < from + 4)
        letters = ++i - from;
    if (i == from)
      return begin;
    longest = i - from > longest ? i - from : longest;
    groups++;
    if (i + 1 >= limit || !(text[i] == '/' || text[i] == '-'))
      break;
    if (groups == GROUPS_MOST)
      return begin;
    slashes += text[i] == '/';
    i++;
  }
  if (i < limit && is_word(text + i))
    return begin;
  bool date = slashes > 0 && slashes + 1 == groups && longest <= 4;
  bool named = letters == 3 && groups == 3;
  bool phone = slashes == 0 && letters == 0 && groups >= 2 && groups <= 4 && i - begin >= 8 &&
               (groups > 2 || (text[begin + 3] == '-' && i - begin == 8));
  return date || named || phone ? i : begin;
}

/* "report.doc", "space.com": a dot before an ending of files and hosts. The end, or `begin`. */
static uint32_t dotted_end(const char *text, uint32_t begin, uint32_t limit) {
  static const char *const ENDINGS[] = {"com", "org", "net", "gov", "mil", "edu",  "int", "doc",
                                        "pdf", "xls", "ppt", "txt", "htm", "html", "exe", "jpg"};
  uint32_t stop = begin, dot = 0;
  while (stop < limit && (is_word(text + stop) || text[stop] == '-' ||
                          (text[stop] == '.' && stop + 1 < limit && is_word(text + stop + 1)))) {
    if (stop - begin > FILE_NAME_MOST)
      return begin;
    dot = text[stop] == '.' ? stop : dot;
    stop++;
  }
  for (size_t e = 0; dot > begin && e < sizeof ENDINGS / sizeof *ENDINGS; e++)
    if (strlen(ENDINGS[e]) == stop - dot - 1 &&
        strncasecmp(text + dot + 1, ENDINGS[e], stop - dot - 1) == 0)
      return stop;
  return begin;
}

/* A face made of marks, alone between spaces; its size, or 0. */
static uint32_t face(const char *p, uint32_t size) {
  static const char *const FACES[] = {":)",  ":(", ";)", ":D", ":P", ":-)", ":-(", ";-)",
                                      ":-D", "=)", "(:", "^^", "<3", ":/",  ":-/"};
  while (size > 2 && strchr(".,!?", p[size - 1]) != NULL)
    size--;
  for (size_t i = 0; i < sizeof FACES / sizeof *FACES; i++)
    if (strlen(FACES[i]) == size && memcmp(p, FACES[i], size) == 0)
      return size;
  return 0;
}

/* Prefixes that the treebanks leave on their word: "co-host", "re-elected". */
static bool keeps_hyphen(const char *text, uint32_t begin, uint32_t hyphen) {
  static const char *const PREFIXES[] = {"co",   "re",   "pre", "ex",    "non",
                                         "anti", "e",    "mid", "multi", "inter",
                                         "bi",   "vice", "pro", "un",    "sub"};
  for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++)
    if (strlen(PREFIXES[i]) == hyphen - begin &&
        strncasecmp(text + begin, PREFIXES[i], hyphen - begin) == 0)
      return true;
  return false;
}

static void tokenize(segmenter *s, uint32_t begin, uint32_t end) {
  const char *text = s->document->text;
  uint32_t whole = begin, core = begin;
  for (uint32_t i = begin; i < end;) {
    if (is_space(text + i)) {
      i += (unsigned char)text[i] == 0xc2 ? 2 : 1;
      continue;
    }
    if (i >= whole) { /* found once for all tokens of what lies between two spaces */
      for (whole = i; whole < end && !is_space(text + whole);)
        whole++;
      for (core = whole; core > i && strchr(".,;:!?)\"'", text[core - 1]) != NULL;)
        core--;
    }
    uint32_t chunk = core > i ? core : i + 1, smile = 0;
    size_t before = s->tokens.count;
    if (i == begin || is_space(text + i - 1))
      smile = face(text + i, whole - i);
    uint32_t number = isdigit((unsigned char)text[i]) ? joined_number_end(text, i, whole) : i;
    uint32_t dotted = isalpha((unsigned char)text[i]) ? dotted_end(text, i, chunk) : i;
    if (text[i] == '<' && find_near(text + i, '>', whole - i) != NULL) {
      add_token(s, i, i + 1); /* an address in angle brackets */
    } else if (smile > 0) {
      add_token(s, i, i + smile);
    } else if (is_url(text + i, address_size(text + i, chunk - i))) {
      add_token(s, i, i + address_size(text + i, chunk - i));
    } else if (number > i || dotted > i) {
      add_token(s, i, number > i ? number : dotted);
    } else if (is_word(text + i)) {
      uint32_t stop = word_end(s, i, end);
      while (stop + 1 < end && text[stop] == '-' && is_word(text + stop + 1) &&
             keeps_hyphen(text, i, stop))
        stop = word_end(s, stop + 1, end);
      add_word(s, i, stop);
    } else {
      uint32_t wide = wide_punctuation(text + i), n = wide > 0 ? wide : 1;
      uint32_t clitic = apostrophe(text + i);
      if (clitic > 0 && i > begin && i + clitic < end && text[i + clitic] == 's' &&
          !is_word(text + i + clitic + 1) && !is_space(text + i - 1))
        n = clitic + 1; /* 's behind a bracket or full stop: "the U.S.'s" */
      else if (wide == 0)
        while (i + n < end && ((text[i + n] == text[i] && strchr("-.!?*_=", text[i]) != NULL) ||
                               (strchr(".!?", text[i]) && strchr(".!?", text[i + n]))))
          n++;
      add_token(s, i, i + n);
    }
    i = s->tokens.items[s->tokens.count - 1].end;
    for (size_t t = before; t + 1 < s->tokens.count; t++)
      s->tokens.items[t].space_after = false;
    s->tokens.items[s->tokens.count - 1].space_after = i >= end || is_space(text + i);
  }
}

static bool is_closer(const char *form) {
  return strcmp(form, "\"") == 0 || strcmp(form, "\xe2\x80\x9d") == 0 || strcmp(form, ")") == 0 ||
         strcmp(form, "'") == 0 || strcmp(form, "\xe2\x80\x99") == 0 || strcmp(form, "]") == 0;
}

/* Is there a full stop, or another mark that ends sentences, at `i` or before closing marks? */
static bool is_marked(const att_token *tokens, size_t first, size_t i) {
  while (i > first && is_closer(tokens[i].form))
    i--;
  const char *form = tokens[i].form;
  return strchr(".!?", form[strlen(form) - 1]) != NULL || strcmp(form, "\xe2\x80\xa6") == 0;
}

/* An initial, or what stands before a name or number: "Lt.", "J.". */
static bool goes_on(const segmenter *s, const char *form) {
  size_t size = strlen(form);
  return size > 1 && form[size - 1] == '.' &&
         (abbreviation(s, form, size - 1) == ATT_ABBREVIATION_BEFORE || is_initial(form, size - 1));
}

/* Words that are small inside a sentence, or begin one after "U.S." and its like. */
static bool is_starter(const char *form) {
  static const char *const STARTERS[] = {
      "The",   "He",     "She",   "It",   "They", "In",  "On",    "At",    "This",
      "That",  "These",  "We",    "But",  "And",  "A",   "An",    "For",   "As",
      "After", "During", "While", "Both", "His",  "Her", "Their", "Since",
  };
  for (size_t i = 0; i < sizeof STARTERS / sizeof *STARTERS; i++)
    if (strcmp(STARTERS[i], form) == 0)
      return true;
  return false;
}

static bool starts_with_capital(const char *form) {
  size_t size;
  return att_is_capital(att_code_point((att_view){form, strlen(form)}, 0, &size));
}

/* A mark and then a capital, but not behind the number of a list's item ("2. The"); an
 * abbreviation's own full stop where no name goes on. */
static bool is_plain_end(const att_token *tokens, size_t first, size_t i) {
  const char *form = tokens[i].form, *next = tokens[i + 1].form;
  bool number = i == first + 1 && isdigit((unsigned char)tokens[first].form[0]);
  if (form[1] == '\0')
    return strchr(".!?", form[0]) != NULL && i > first && !number && starts_with_capital(next);
  return form[strlen(form) - 1] == '.' && i > first && is_starter(next);
}

/* Does a sentence that begins at token `first` end behind token `i`? Text without a mark is cut
 * where the model is sure of it, and headlines never are. */
static bool ends_after(const segmenter *s, const run *r, size_t first, size_t i, float score) {
  static const float SURE = 0.85f; /* of the model's logits */
  const att_token *token = &s->tokens.items[i];
  if (!token->space_after || goes_on(s, token->form))
    return false;
  if (is_plain_end(s->tokens.items, first, i))
    return true;
  if (is_marked(s->tokens.items, first, i))
    return score > 0;
  uint8_t kind = s->document->paragraphs.items[r->paragraph].kind;
  return score > SURE && kind != ATT_PARAGRAPH_TITLE && kind != ATT_PARAGRAPH_HEADING;
}

static void add_sentence(segmenter *s, size_t first, size_t end, uint32_t paragraph) {
  att_sentence *sentence = ATT_PUSH(s->document->arena, &s->document->sentences);
  sentence->tokens = ATT_NEW_ARRAY(s->document->arena, att_token, end - first);
  memcpy(sentence->tokens, s->tokens.items + first, (end - first) * sizeof(att_token));
  sentence->token_count = (uint32_t)(end - first);
  sentence->begin = s->tokens.items[first].begin;
  sentence->end = s->tokens.items[end - 1].end;
  sentence->paragraph = paragraph;
}

static void split(segmenter *s, const run *r, size_t begin, const float *scores) {
  size_t first = begin, end = begin + r->count;
  for (size_t i = begin; i < end; i++) {
    size_t size = i + 1 - first;
    bool full = size >= ATT_SENTENCE_MOST ||
                (size >= ATT_SENTENCE_MOST / 2 && strcmp(s->tokens.items[i].form, ";") == 0);
    if (i + 1 == end || full || (!r->dateline && ends_after(s, r, first, i, scores[i]))) {
      add_sentence(s, first, i + 1, r->paragraph);
      first = i + 1;
    }
  }
}

static void split_all(segmenter *s) {
  att_arena *arena = s->document->arena;
  size_t *lengths = ATT_ROOM(arena, size_t, s->runs.count), begin = 0;
  float *scores = ATT_ROOM(arena, float, s->tokens.count);
  for (size_t r = 0; r < s->runs.count; r++)
    lengths[r] = s->runs.items[r].count;
  att_model_score_ends(s->model, arena, s->tokens.items, lengths, s->runs.count, scores);
  for (size_t r = 0; r < s->runs.count; begin += lengths[r++])
    split(s, &s->runs.items[r], begin, scores);
  s->tokens.count = s->runs.count = 0;
}

void att_segment_document(att_document *document, const att_model *model) {
  segmenter s = {
      .document = document, .model = model, .abbreviations = att_model_abbreviations(model)};
  for (size_t p = 0; p < document->paragraphs.count; p++) {
    const att_paragraph *paragraph = &document->paragraphs.items[p];
    if (paragraph->kind == ATT_PARAGRAPH_BOILERPLATE || paragraph->kind == ATT_PARAGRAPH_BYLINE)
      continue;
    for (size_t part = 0; part < 2; part++) { /* a dateline is a sentence of its own */
      size_t before = s.tokens.count;
      tokenize(&s, part == 0 ? paragraph->begin : paragraph->dateline_end,
               part == 0 ? paragraph->dateline_end : paragraph->end);
      if (s.tokens.count > before)
        *ATT_PUSH(document->arena, &s.runs) =
            (run){s.tokens.count - before, (uint32_t)p, part == 0};
    }
    if (s.tokens.count >= BATCH_TOKENS)
      split_all(&s);
  }
  split_all(&s);
}
