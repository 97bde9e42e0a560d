/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "text/format.h"

enum { WRAPPED_MOST = 160 }; /* where a line is longer, no text is wrapped */
enum { TITLE_MOST = 250, HEAD_PARAGRAPHS = 10, BYLINE_MOST = 120 };

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

static size_t longest_line(const char *text, size_t from, size_t size) {
  size_t most = 0;
  for (size_t i = from, begin = from; i <= size; i++)
    if (i == size || text[i] == '\n') {
      most = i - begin > most ? i - begin : most;
      begin = i + 1;
    }
  return most;
}

static bool ends_sentence(const char *text, size_t begin, size_t end) {
  while (end > begin && strchr(" \t\r\"')]", text[end - 1]) != NULL)
    end--;
  return end > begin && strchr(".!?;,", text[end - 1]) != NULL;
}

/* Lines begin..end that are no wrapped text ("The Hon A B MP", "Minister for Defence"): none ends a
 * sentence or begins with a small letter, and the next line's first word would have had room. */
static bool is_ladder(const char *text, size_t begin, size_t end, size_t width) {
  size_t lines = 0;
  while (begin < end) {
    const char *stop = memchr(text + begin, '\n', end - begin);
    size_t line_end = stop != NULL ? (size_t)(stop - text) : end, next = line_end + 1;
    if (islower((unsigned char)text[begin]) || ends_sentence(text, begin, line_end) ||
        line_end - begin > BYLINE_MOST)
      return false;
    lines++;
    size_t word = 0;
    while (next + word < end && !isspace((unsigned char)text[next + word]))
      word++;
    if (stop != NULL && line_end - begin + 1 + word > width)
      return false;
    begin = next;
  }
  return lines > 1;
}

/* Lines each for itself, but what stands below a byline is its outlet's. */
static att_status mark_lines(att_source *source, uint32_t begin, uint32_t end) {
  const char *text = (const char *)source->text.data;
  while (begin < end) {
    const char *stop = memchr(text + begin, '\n', end - begin);
    bool byline =
        strncasecmp(text + begin, "story by ", 9) == 0 || strncasecmp(text + begin, "by ", 3) == 0;
    uint32_t line_end = stop != NULL && !byline ? (uint32_t)(stop - text) : end;
    ATT_TRY(att_source_mark(source, ATT_PARAGRAPH_BODY, begin, line_end));
    begin = line_end + 1;
  }
  return ATT_OK;
}

att_status att_layout_split(att_source *source, size_t from) {
  const char *text = (const char *)source->text.data;
  uint32_t size = (uint32_t)source->text.size, begin = (uint32_t)from;
  bool by_blank = has_blank_line(text + from, size - from);
  size_t width = longest_line(text, from, size);
  for (uint32_t i = begin; i <= size; i++) {
    if (i < size && text[i] != '\n')
      continue;
    uint32_t next = i + 1;
    while (next < size && (text[next] == ' ' || text[next] == '\t'))
      next++;
    if (by_blank && next < size && text[next] != '\n' && !is_item(text, next, size))
      continue;
    if (by_blank && (width > WRAPPED_MOST || is_ladder(text, begin, i, width)))
      ATT_TRY(mark_lines(source, begin, i));
    else
      ATT_TRY(att_source_mark(source, ATT_PARAGRAPH_BODY, begin, i));
    begin = i + 1;
  }
  return ATT_OK;
}

static bool starts_with(const char *text, uint32_t begin, uint32_t end, const char *word) {
  size_t size = strlen(word);
  return end - begin >= size && strncasecmp(text + begin, word, size) == 0;
}

static size_t count_words(const char *text, uint32_t begin, uint32_t end) {
  size_t words = 0;
  for (uint32_t i = begin; i < end; i++)
    words +=
        !isspace((unsigned char)text[i]) && (i == begin || isspace((unsigned char)text[i - 1]));
  return words;
}

static uint32_t skip_space(const char *text, uint32_t at, uint32_t end) {
  while (at < end && isspace((unsigned char)text[at]))
    at++;
  return at;
}

static bool ends_as_sentence(const char *text, const att_paragraph *p) {
  uint32_t end = p->end;
  while (end > p->begin &&
         (strchr("\"')]", text[end - 1]) != NULL || (unsigned char)text[end - 1] >= 0x80))
    end--;
  return end > p->begin && strchr(".!?:;,", text[end - 1]) != NULL;
}

/* "Jane Roe, DOD News": where the comma stands behind which an outlet follows; NULL. */
static const char *outlet_behind(const att_boilerplate *boilerplate, const char *text,
                                 uint32_t begin, uint32_t end) {
  const char *comma = memchr(text + begin, ',', end - begin);
  uint32_t behind = comma != NULL ? skip_space(text, (uint32_t)(comma + 1 - text), end) : end;
  return boilerplate != NULL && behind < end &&
                 att_boilerplate_outlet(boilerplate, text + behind, end - behind)
             ? comma
             : NULL;
}

/* A line that is an address alone, in an article's head: the article's own. */
static void read_url(att_document *document, uint32_t begin, uint32_t end) {
  const char *text = document->text;
  while (end > begin && isspace((unsigned char)text[end - 1]))
    end--;
  if (document->metadata.url != NULL ||
      (!starts_with(text, begin, end, "https://") && !starts_with(text, begin, end, "http://")))
    return;
  for (uint32_t i = begin; i < end; i++)
    if ((unsigned char)text[i] <= ' ' || strchr("<>\"{}|\\^`", text[i]) != NULL)
      return;
  document->metadata.url = att_document_slice(document, begin, end);
}

/* "Anna Holt / Coastal Times": who wrote it and where, on a line at the head. */
static bool read_credit(const att_boilerplate *boilerplate, att_document *document, uint32_t begin,
                        uint32_t end) {
  const char *text = document->text;
  const char *slash = end - begin <= BYLINE_MOST ? memchr(text + begin, '/', end - begin) : NULL;
  if (boilerplate == NULL || slash == NULL || memchr(text + begin, '\n', end - begin) != NULL ||
      slash == text + begin || slash[-1] != ' ')
    return false;
  uint32_t name_end = (uint32_t)(slash - 1 - text), words = 0;
  uint32_t outlet = skip_space(text, (uint32_t)(slash + 1 - text), end);
  for (uint32_t i = begin; i < name_end; i++)
    if (i == begin || text[i - 1] == ' ') {
      if (islower((unsigned char)text[i]) || isdigit((unsigned char)text[i]))
        return false;
      words++;
    }
  if (words < 2 || words > 4 || !att_boilerplate_outlet(boilerplate, text + outlet, end - outlet))
    return false;
  if (document->metadata.creator == NULL)
    document->metadata.creator = att_document_slice(document, begin, name_end);
  if (document->metadata.publisher == NULL)
    document->metadata.publisher = att_document_slice(document, outlet, end);
  return true;
}

/* Does a paragraph show that days in figures have the month first: "Story by Sgt. Laura Kim"? */
static bool is_american(const att_boilerplate *boilerplate, const att_document *document) {
  for (size_t i = 0; boilerplate != NULL && i < document->paragraphs.count; i++) {
    const att_paragraph *p = &document->paragraphs.items[i];
    if (att_boilerplate_american(boilerplate, document->text + p->begin, p->end - p->begin))
      return true;
  }
  return false;
}

/* The first date that the article's head tells is when it was issued. */
static void read_date(const att_boilerplate *boilerplate, att_document *document, uint32_t begin,
                      uint32_t end) {
  char date[11], other[11];
  const char *text = document->text + begin;
  size_t size = end - begin;
  if (document->metadata.issued != NULL || !att_date_parse_american(text, size, other))
    return;
  bool sure = att_date_parse(text, size, date);
  bool american = (!sure || strcmp(date, other) != 0) && is_american(boilerplate, document);
  if (sure || american)
    document->metadata.issued =
        att_arena_copy(document->arena, american ? other : date, strlen(american ? other : date));
}

/* Where a date begins in a line, else its end: "Anna Holt | September 27, 2022". */
static uint32_t date_within(const char *text, uint32_t begin, uint32_t end) {
  char date[11];
  for (uint32_t i = begin + 1, word; i < end; i++) {
    for (word = i; word < end && isalpha((unsigned char)text[word]);)
      word++;
    if (!isalnum((unsigned char)text[i - 1]) &&
        (isdigit((unsigned char)text[i]) || att_date_month(text + i, word - i) > 0) &&
        att_date_parse(text + i, end - i, date) && strlen(date) == 10)
      return i;
  }
  return end;
}

/* "By Anna Holt", and on a second line the outlet: never a sentence. */
static bool read_byline(const att_boilerplate *boilerplate, att_document *document, uint32_t begin,
                        uint32_t end) {
  const char *text = document->text;
  if (starts_with(text, begin, end, "story by ") || starts_with(text, begin, end, "written by "))
    begin += text[begin] == 's' || text[begin] == 'S' ? 6 : 8;
  bool from = starts_with(text, begin, end, "from ") &&
              outlet_behind(boilerplate, text, begin, end) != NULL;
  if ((!from && !starts_with(text, begin, end, "by:") && !starts_with(text, begin, end, "by ")) ||
      end - begin > BYLINE_MOST)
    return false;
  begin = skip_space(text, begin + (from ? 5 : 3), end);
  if (begin < end && islower((unsigned char)text[begin]))
    return false; /* "By the pier" */
  const char *line = memchr(text + begin, '\n', end - begin);
  const char *bar = memchr(text + begin, '|', end - begin);
  uint32_t first_end = line != NULL ? (uint32_t)(line - text) : end;
  if (bar != NULL && (uint32_t)(bar - text) < first_end)
    first_end = (uint32_t)(bar - text);
  first_end = date_within(text, begin, first_end);
  read_date(boilerplate, document, first_end, end); /* "By Anna Holt | May 6, 2024" */
  while (first_end > begin && strchr(" ,\t", text[first_end - 1]) != NULL)
    first_end--;
  const char *comma = outlet_behind(boilerplate, text, begin, first_end);
  if (comma != NULL && document->metadata.publisher == NULL)
    document->metadata.publisher = att_document_slice(
        document, skip_space(text, (uint32_t)(comma + 1 - text), first_end), first_end);
  if (comma != NULL)
    first_end = (uint32_t)(comma - text);
  while (first_end > begin && strchr(" ,\t", text[first_end - 1]) != NULL)
    first_end--;
  if (document->metadata.creator == NULL)
    document->metadata.creator = att_document_slice(document, begin, first_end);
  if (document->metadata.publisher == NULL && line != NULL) {
    uint32_t next = skip_space(text, (uint32_t)(line - text), end), stop = next;
    while (stop < end && text[stop] != '\n' && !isdigit((unsigned char)text[stop]))
      stop++;
    if (stop > next && (stop == end || text[stop] == '\n'))
      document->metadata.publisher = att_document_slice(document, next, stop);
  }
  return true;
}

/* An agency in a dateline's brackets, "SEOUL (Yonhap) --": who published it, if nothing says so. */
static void read_agency(att_document *document, const att_paragraph *p) {
  const char *text = document->text;
  const char *open = memchr(text + p->begin, '(', p->dateline_end - p->begin);
  const char *close =
      open != NULL ? memchr(open, ')', p->dateline_end - (size_t)(open - text)) : NULL;
  if (close == NULL || document->metadata.publisher != NULL)
    return;
  for (const char *c = open + 1; c < close; c++)
    if (isdigit((unsigned char)*c))
      return;
  document->metadata.publisher =
      att_document_slice(document, (uint32_t)(open + 1 - text), (uint32_t)(close - text));
}

static bool is_open(const char *text, const att_paragraph *p) {
  return !is_item(text, p->begin, p->end) && !ends_as_sentence(text, p) &&
         p->end - p->begin <= TITLE_MOST;
}

/* Do the two stand on neighbouring lines? */
static bool are_neighbours(const char *text, const att_paragraph *p, const att_paragraph *next) {
  size_t breaks = 0;
  for (uint32_t t = p->end; t < next->begin; t++)
    breaks += text[t] == '\n';
  return breaks == 1;
}

/* "USCENTCOM" */
static bool is_acronym(const char *text, const att_paragraph *p) {
  uint32_t i = p->begin;
  while (i < p->end && isupper((unsigned char)text[i]))
    i++;
  return i == p->end && i - p->begin > 2;
}

/* "By Anna Holt", "6 May 2024": what stands right below a headline. */
static bool is_below_title(const att_boilerplate *boilerplate, const char *text,
                           const att_paragraph *p) {
  return starts_with(text, p->begin, p->end, "by ") ||
         att_boilerplate_line(boilerplate, text + p->begin, p->end - p->begin) == ATT_DATE_LINE;
}

/* Is the line one of several at the article's head that name who publishes it, above its title? */
static bool is_masthead(const att_boilerplate *boilerplate, const att_document *document,
                        size_t i) {
  const char *text = document->text;
  const att_paragraph *items = document->paragraphs.items;
  bool ladder = i > 0 && are_neighbours(text, &items[i - 1], &items[i]);
  size_t k = i;
  if (count_words(text, items[i].begin, items[i].end) == 1)
    return true; /* "DVIDS", "Inter Services Public Relations | Pakistan" */
  for (; k + 1 < document->paragraphs.count; k++, ladder = true)
    if (!are_neighbours(text, &items[k], &items[k + 1]))
      break;
  if (!ladder || (k > i && is_below_title(boilerplate, text, &items[i + 1])))
    return false;
  for (k++; k < document->paragraphs.count; k++) {
    const att_paragraph *p = &items[k];
    size_t begin = p->begin, end = p->end;
    att_effect effect = att_boilerplate_judge(boilerplate, text, &begin, &end);
    if (effect == ATT_KEEP)
      return is_open(text, p) && att_dateline_end(text, p->begin, p->end) == p->begin;
  }
  return false;
}

/* "Source: Harbor Wire | 2021-09-17 23:18:40 | Editor: A B" */
static bool read_source(const att_boilerplate *boilerplate, att_document *document, uint32_t begin,
                        uint32_t end) {
  const char *text = document->text;
  if (!starts_with(text, begin, end, "source:") || end - begin > BYLINE_MOST)
    return false;
  begin = skip_space(text, begin + 7, end);
  uint32_t stop = begin;
  while (stop < end && text[stop] != '|' && strncmp(text + stop, "  ", 2) != 0)
    stop++;
  read_date(boilerplate, document, stop, end);
  while (stop > begin && text[stop - 1] == ' ')
    stop--;
  if (document->metadata.publisher == NULL && begin < stop)
    document->metadata.publisher = att_document_slice(document, begin, stop);
  return true;
}

/* "U.S. EMBASSY LUSAKA", "Office of the Spokesperson": a line of the head that names who publishes
 * it. */
static bool read_publisher(const att_boilerplate *boilerplate, att_document *document,
                           const att_paragraph *p) {
  const char *line = document->text + p->begin;
  bool publisher = att_boilerplate_publisher(boilerplate, line, p->end - p->begin);
  if (publisher && document->metadata.publisher == NULL)
    document->metadata.publisher = att_document_slice(document, p->begin, p->end);
  return publisher;
}

/* Is no line of running text before it? */
static bool opens_body(const att_document *document, size_t i) {
  while (i-- > 0)
    if (document->paragraphs.items[i].kind == ATT_PARAGRAPH_BODY)
      return false;
  return true;
}

static void classify(const att_boilerplate *boilerplate, att_document *document, size_t i,
                     bool first) {
  const char *text = document->text;
  att_paragraph *p = &document->paragraphs.items[i];
  bool open = is_open(text, p);
  bool head = boilerplate != NULL && i < HEAD_PARAGRAPHS && open && opens_body(document, i);
  if (i < HEAD_PARAGRAPHS && open &&
      (read_byline(boilerplate, document, p->begin, p->end) ||
       read_credit(boilerplate, document, p->begin, p->end))) {
    p->kind = ATT_PARAGRAPH_BYLINE;
  } else if (head && read_source(boilerplate, document, p->begin, p->end)) {
    p->kind = ATT_PARAGRAPH_BOILERPLATE;
  } else if (head && read_publisher(boilerplate, document, p)) {
    p->kind = ATT_PARAGRAPH_HEADING;
  } else if (first && open && i + 1 < document->paragraphs.count &&
             (boilerplate == NULL || !is_masthead(boilerplate, document, i))) {
    p->kind = ATT_PARAGRAPH_TITLE;
    if (document->metadata.title == NULL)
      document->metadata.title = att_document_slice(document, p->begin, p->end);
  } else if (open) {
    p->kind = ATT_PARAGRAPH_HEADING;
    if (first && head && is_acronym(text, p) && document->metadata.publisher == NULL)
      document->metadata.publisher = att_document_slice(document, p->begin, p->end);
  } else {
    p->dateline_end = att_dateline_end(text, p->begin, p->end);
    if (p->dateline_end == p->begin && opens_body(document, i))
      p->dateline_end = att_dateline_colon(text, p->begin, p->end);
    if (p->dateline_end > p->begin) {
      read_agency(document, p);
      read_date(boilerplate, document, p->begin, p->dateline_end);
    }
  }
}

/* A line that carries no facts ("FOR IMMEDIATE RELEASE", "4 May 2024"). */
static bool is_peeled(const att_boilerplate *boilerplate, att_document *document, uint32_t begin,
                      uint32_t end, bool head) {
  att_effect effect = att_boilerplate_line(boilerplate, document->text + begin, end - begin);
  if (effect == ATT_DATE_LINE && head)
    read_date(boilerplate, document, begin, end);
  if (head)
    read_url(document, begin, end);
  return effect != ATT_KEEP;
}

/* A byline right below a headline, and not a body's wrapped line ("By Monday they had left."). */
static bool is_byline_below(const att_boilerplate *boilerplate, att_document *document,
                            uint32_t begin, uint32_t end) {
  const char *line = document->text + begin;
  uint32_t by = end - begin > 5 && strncmp(line, "From ", 5) == 0 ? 5 : 3;
  return end - begin > 3 && (by == 5 || strncmp(line, "By ", 3) == 0) &&
         isupper((unsigned char)line[by]) && strchr(".!?\"", document->text[end - 1]) == NULL &&
         read_byline(boilerplate, document, begin, end);
}

/* Lines at a paragraph's sides that carry no facts, and in the article's head bylines below. */
static void peel_lines(const att_boilerplate *boilerplate, att_document *document, att_paragraph *p,
                       bool head) {
  const char *text = document->text, *stop;
  bool peeled = false; /* "A met B | Press service of C | 6 May 2024" */
  while ((stop = memchr(text + p->begin, '\n', p->end - p->begin)) != NULL &&
         is_peeled(boilerplate, document, p->begin, (uint32_t)(stop - text), head))
    p->begin = skip_space(text, (uint32_t)(stop - text), p->end);
  while ((stop = memrchr(text + p->begin, '\n', p->end - p->begin)) != NULL) {
    uint32_t line = (uint32_t)(stop + 1 - text);
    att_paragraph last = {.begin = line, .end = p->end};
    if (!is_peeled(boilerplate, document, line, p->end, head) &&
        !(head && peeled && read_publisher(boilerplate, document, &last)) &&
        !(head && is_byline_below(boilerplate, document, line, p->end)))
      break;
    p->end = (uint32_t)(stop - text);
    while (p->end > p->begin && isspace((unsigned char)text[p->end - 1]))
      p->end--;
    peeled = true;
  }
}

/* A title that its format has marked. */
static void judge_title(const att_boilerplate *boilerplate, att_document *document,
                        att_paragraph *p) {
  size_t begin = att_boilerplate_begin(boilerplate, document->text + p->begin, p->end - p->begin);
  size_t size = att_boilerplate_end(boilerplate, document->text + p->begin + begin,
                                    p->end - p->begin - begin);
  if (size == 0 || size == p->end - p->begin)
    return;
  p->begin = p->dateline_end = p->begin + (uint32_t)begin;
  p->end = p->begin + (uint32_t)size;
  document->metadata.title = att_document_slice(document, p->begin, p->end);
}

/* Boilerplate first: it may be a part of the paragraph, or all that follows. */
static void judge(const att_boilerplate *boilerplate, att_document *document) {
  bool stopped = false, begun = false, first = true;
  for (size_t i = 0; i < document->paragraphs.count; i++) {
    att_paragraph *p = &document->paragraphs.items[i];
    if (p->kind == ATT_PARAGRAPH_TITLE) {
      judge_title(boilerplate, document, p);
      first = false;
      continue;
    }
    peel_lines(boilerplate, document, p, i < HEAD_PARAGRAPHS);
    if (i < HEAD_PARAGRAPHS)
      read_url(document, p->begin, p->end);
    size_t begin = p->begin, end = p->end;
    att_effect effect = att_boilerplate_judge(boilerplate, document->text, &begin, &end);
    stopped = stopped || (effect == ATT_STOP && begun);
    if (effect == ATT_DATE_LINE && i < HEAD_PARAGRAPHS)
      read_date(boilerplate, document, p->begin, p->end);
    if (stopped || effect == ATT_STOP || effect == ATT_DROP || effect == ATT_DATE_LINE) {
      p->kind = ATT_PARAGRAPH_BOILERPLATE;
      continue;
    }
    p->begin = p->dateline_end = (uint32_t)begin;
    p->end = (uint32_t)end;
    if (p->kind == ATT_PARAGRAPH_BODY)
      classify(boilerplate, document, i, first);
    if (effect == ATT_CAPTION)
      p->kind = ATT_PARAGRAPH_CAPTION;
    first = first && (p->kind == ATT_PARAGRAPH_BYLINE ||
                      (p->kind == ATT_PARAGRAPH_HEADING && i < HEAD_PARAGRAPHS));
    begun = begun || p->kind == ATT_PARAGRAPH_BODY;
  }
}

att_status att_layout_build(const att_boilerplate *boilerplate, const att_source *source,
                            const char *name, att_document *document, att_arena *arena,
                            att_error *reterr) {
  att_document_init(document, arena, name, (const char *)source->text.data, source->text.size);
  const char *values[ATT_FIELD_COUNT];
  for (size_t i = 0; i < ATT_FIELD_COUNT; i++)
    values[i] = source->fields[i] != NULL
                    ? att_arena_copy(arena, source->fields[i], strlen(source->fields[i]))
                    : NULL;
  document->metadata = (att_metadata){.title = values[ATT_FIELD_TITLE],
                                      .url = values[ATT_FIELD_URL],
                                      .publisher = values[ATT_FIELD_PUBLISHER],
                                      .creator = values[ATT_FIELD_CREATOR],
                                      .language = values[ATT_FIELD_LANGUAGE],
                                      .issued = values[ATT_FIELD_ISSUED],
                                      .fields_found = source->fields_found};
  const char *unread = source->unread_date;
  if (unread != NULL)
    document->metadata.unread_date = att_arena_copy(arena, unread, strlen(unread));
  for (size_t i = 0; i < source->block_count; i++) {
    const att_block *block = &source->blocks[i];
    size_t before = document->paragraphs.count;
    add_paragraph(document, block->begin, block->end);
    if (document->paragraphs.count > before)
      document->paragraphs.items[before].kind = block->kind;
  }
  if (document->paragraphs.count == 0)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: no text", name);
  if (boilerplate != NULL)
    judge(boilerplate, document);
  for (size_t i = 0; boilerplate == NULL && i < document->paragraphs.count; i++) {
    classify(NULL, document, i, i == 0);
    document->paragraphs.items[i].kind = ATT_PARAGRAPH_BODY;
  }
  return ATT_OK;
}
