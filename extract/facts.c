/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/argument.h"
#include "extract/calendar.h"
#include "extract/collapse.h"
#include "extract/index.h"
#include "extract/marks.h"
#include "extract/scan.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

bool att_indexes_has(const att_indexes *list, uint32_t index) {
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i] == index)
      return true;
  return false;
}

bool att_indexes_add(att_arena *arena, att_indexes *list, uint32_t index) {
  if (att_indexes_has(list, index))
    return false;
  *ATT_PUSH(arena, list) = index;
  return true;
}

bool att_facts_hold_person(const att_facts *f, const att_indexes *agents) {
  for (size_t i = 0; i < agents->count; i++)
    if (f->nodes.items[agents->items[i]].kind == ATT_NODE_PERSON)
      return true;
  return false;
}

void att_facts_keep_persons(const att_facts *f, att_indexes *agents) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++)
    if (f->nodes.items[agents->items[i]].kind == ATT_NODE_PERSON)
      agents->items[kept++] = agents->items[i];
  agents->count = kept;
}

bool att_strings_add(att_arena *arena, att_strings *list, const char *string) {
  for (size_t i = 0; i < list->count; i++)
    if (att_same_word(list->items[i], string))
      return false;
  *ATT_PUSH(arena, list) = string;
  return true;
}

bool att_event_is_meeting(const att_event *event) {
  static const char *const CLASSES[] = {"Meeting", "Talks", "PhoneCall"};
  for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
    if (strcmp(event->class_name, CLASSES[i]) == 0)
      return true;
  return false;
}

uint32_t att_facts_state(att_facts *facts, const char *iso3) {
  for (size_t i = ATT_NONE; (i = att_node_of(facts, ATT_NODE_STATE, i)) != ATT_NONE;)
    if (strcmp(facts->nodes.items[i].iso3, iso3) == 0)
      return (uint32_t)i;
  const char *name = att_lexicon_state_name(facts->lexicon, iso3);
  att_node *node = ATT_PUSH(facts->arena, &facts->nodes);
  *node = (att_node){.kind = ATT_NODE_STATE,
                     .iso3 = iso3,
                     .name = name != NULL ? name : iso3,
                     .key = att_arena_format(facts->arena, "state/%s", iso3)};
  return (uint32_t)facts->nodes.count - 1;
}

/* Base letters of U+00C0 to U+017F, two code points a letter where case does not matter here. */
static const char LATIN[] =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"   /* 00C0-00FF */
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllll" /* 0100-0141 */
    "lnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";    /* 0142-017F */
_Static_assert(sizeof LATIN == 0x180 - 0xc0 + 1, "a letter for each code point");

static int fold(const unsigned char **p) {
  uint32_t c = *(*p)++;
  if (c < 0x80)
    return isalnum((int)c) ? tolower((int)c) : 0;
  uint32_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
  c &= 0x3fu >> more;
  for (; more > 0 && **p != '\0'; more--)
    c = c << 6 | (*(*p)++ & 0x3f);
  if (c >= 0xc0 && c < 0xc0 + sizeof LATIN - 1)
    return LATIN[c - 0xc0] == '*' ? 0 : LATIN[c - 0xc0];
  if (c >= 0x1e00 && c <= 0x1eff) /* Vietnamese and others: by blocks of the base letter */
    return c >= 0x1ea0 && c <= 0x1eb7   ? 'a'
           : c >= 0x1eb8 && c <= 0x1ec7 ? 'e'
           : c >= 0x1ec8 && c <= 0x1ecb ? 'i'
           : c >= 0x1ecc && c <= 0x1ee3 ? 'o'
           : c >= 0x1ee4 && c <= 0x1ef1 ? 'u'
           : c >= 0x1ef2 && c <= 0x1ef9 ? 'y'
                                        : 'x';
  return c == 0x1a0 || c == 0x1a1 ? 'o' : c == 0x1af || c == 0x1b0 ? 'u' : -1;
}

const char *att_facts_slug(att_arena *arena, const char *name) {
  char *slug = att_arena_array(arena, strlen(name) + 2, 1);
  size_t size = 0;
  for (const unsigned char *p = (const unsigned char *)name; *p != '\0';) {
    if (*p == '.' || *p == '\'') { /* U.S. -> us */
      p++;
      continue;
    }
    int c = fold(&p);
    if (c > 0)
      slug[size++] = (char)c;
    else if (c == 0 && size > 0 && slug[size - 1] != '-')
      slug[size++] = '-';
  }
  while (size > 0 && slug[size - 1] == '-')
    size--;
  slug[size] = '\0';
  return size > 0 ? slug : "x";
}

const char *att_facts_text(att_facts *facts, uint32_t sentence, uint32_t first, uint32_t last) {
  const att_sentence *s = &facts->document->sentences.items[sentence];
  char *text = att_document_slice(facts->document, s->tokens[first].begin, s->tokens[last].end);
  size_t to = 0;
  for (size_t i = 0; text[i] != '\0'; i++) {
    bool space = isspace((unsigned char)text[i]);
    if (!space || (to > 0 && text[to - 1] != ' '))
      text[to++] = space ? ' ' : text[i];
  }
  text[to] = '\0';
  return text;
}

/* "Rawalpindi, 16 November 2022" on a line by itself. */
static bool is_place_and_day(const att_facts *f, const att_mention *mention) {
  const att_sentence *s = &f->document->sentences.items[mention->sentence];
  bool year = false;
  if (mention->first > 0 ||
      f->document->paragraphs.items[s->paragraph].kind != ATT_PARAGRAPH_HEADING)
    return false;
  for (uint32_t t = mention->last + 1; t < s->token_count; t++) {
    const char *form = s->tokens[t].form;
    if (isdigit((unsigned char)form[0]))
      year = year || strlen(form) == 4;
    else if (strcmp(form, ",") != 0 && strcmp(form, "|") != 0 &&
             f->owner[mention->sentence][t] == 0 &&
             !att_lexicon_word(f->lexicon, ATT_WORD_CALENDAR, form))
      return false;
  }
  return year;
}

/* "PARIS, June 4 (AFP) -- ", "KUALA LUMPUR: ": does the name stand in what opens the article? */
bool att_facts_is_dateline(const att_facts *facts, const att_mention *mention) {
  const att_document *d = facts->document;
  const att_sentence *s = &d->sentences.items[mention->sentence];
  const att_paragraph *p = &d->paragraphs.items[s->paragraph];
  if (s->tokens[mention->last].end <= p->dateline_end || is_place_and_day(facts, mention))
    return true;
  if (mention->first > 0 || p->kind != ATT_PARAGRAPH_BODY || mention->last + 1 >= s->token_count ||
      strcmp(s->tokens[mention->last + 1].form, ":") != 0)
    return false;
  for (uint32_t i = 0; i < mention->sentence; i++)
    if (d->paragraphs.items[d->sentences.items[i].paragraph].kind == ATT_PARAGRAPH_BODY)
      return false;
  return true;
}

/* The article's own date: a full one in its dateline, or on a line by itself. */
static void read_date(att_facts *facts, uint32_t number) {
  att_clause c = {facts, &facts->document->sentences.items[number], number};
  const att_paragraph *p = &facts->document->paragraphs.items[c.s->paragraph];
  const char *start, *end;
  bool own = p->kind == ATT_PARAGRAPH_HEADING || p->kind == ATT_PARAGRAPH_TITLE ||
             c.s->end <= p->dateline_end;
  if (own && att_clause_date(&c, 0, &start, &end) && strlen(start) == 10)
    facts->date = start;
}

/* "SKOPJE, Sept 17 (AFP) - A and B met on Wednesday": the weekday that the sentence behind the
 * dateline tells in the past, which is the dateline's day in an agency's news; -1 for none. */
static int lede_weekday(const att_sentence *s, uint32_t dateline_end) {
  static const char *const AHEAD[] = {"will", "would", "next", "last", "until", "since", NULL};
  int found = -1;
  bool past = false;
  for (uint32_t t = 0; t < s->token_count; t++) {
    const att_token *token = &s->tokens[t];
    if (token->begin < dateline_end)
      continue;
    if (att_one_of(token->form, AHEAD))
      return -1;
    past = past || strcmp(token->xpos, "VBD") == 0;
    int day = att_calendar_weekday(token->form);
    if (day >= 0 && found >= 0 && day != found)
      return -1;
    found = day >= 0 ? day : found;
  }
  return past ? found : -1;
}

/* "SKOPJE, Sept 17 (AFP) -": does the dateline name an agency? */
static bool is_of_agency(const att_document *d, const att_paragraph *p) {
  const char *at = memchr(d->text + p->begin, '(', p->dateline_end - p->begin);
  const char *end = d->text + p->dateline_end;
  bool named = at != NULL && at + 1 < end && isupper((unsigned char)at[1]);
  for (; named && at < end && *at != ')'; at++)
    named = !isdigit((unsigned char)*at); /* "(Nov. 18)" */
  return named;
}

/* Notes the day of a dateline without a year, by which days are counted. */
static void read_head_day(att_facts *facts) {
  const att_document *d = facts->document;
  for (uint32_t n = 0; n < d->sentences.count; n++) {
    att_clause c = {facts, &d->sentences.items[n], n};
    const att_paragraph *p = &d->paragraphs.items[c.s->paragraph];
    uint32_t end = p->dateline_end, last;
    const char *day = NULL;
    for (uint32_t t = 0; t < c.s->token_count && c.s->tokens[t].begin < end && day == NULL; t++)
      if (att_calendar_month(c.s->tokens[t].form) > 0 ||
          isdigit((unsigned char)*c.s->tokens[t].form))
        day = att_date_at(&c, t, &last);
    if (day == NULL || sscanf(day, "--%d-%d", &facts->head_month, &facts->head_day) != 2)
      continue;
    bool whole = c.s->end <= end && n + 1 < d->sentences.count; /* a sentence of its own */
    int weekday = is_of_agency(d, p) ? lede_weekday(whole ? c.s + 1 : c.s, end) : -1;
    att_calendar_day at = {2030, facts->head_month, facts->head_day};
    for (; weekday >= 0 && at.year > 1990 && facts->lede_day == 0; at.year--)
      if (att_calendar_has(at) && (att_calendar_days(at) + 3 - weekday) % 7 == 0)
        facts->lede_day = att_calendar_days(at);
    return;
  }
}

const att_facts_stage att_facts_stages[] = {{"names", att_mention_find},
                                            {"trees", att_collapse_parse},
                                            {"mending", att_mend_trees},
                                            {"posts", att_role_find},
                                            {"speech", att_spoken_find},
                                            {"transcript", att_transcript_find},
                                            {"events", att_event_find},
                                            {"occasions", att_occasion_find},
                                            {"states of posts", att_role_imply},
                                            {"statements", att_statement_find},
                                            {"documents", att_cited_find},
                                            {"moves", att_move_find},
                                            {"settling", att_facts_settle},
                                            {"nesting", att_facts_nest},
                                            {"ties", att_facts_tie},
                                            {"weighing", att_facts_weigh},
                                            {NULL, NULL}};

/* "Khmer Times", "Press Information Bureau": the state that who publishes the article is of, by its
 * name or a word of it; NULL for none. */
static const char *publishers_state(const att_facts *f) {
  const char *name = f->document->metadata.publisher;
  const att_lex_entry *e = name != NULL ? att_lexicon_find(f->lexicon, ATT_LEX_ORG, name) : NULL;
  if (e != NULL && e->iso3 != NULL)
    return e->iso3;
  static const att_lex_kind OF_STATES[] = {ATT_LEX_STATE, ATT_LEX_DEMONYM, ATT_LEX_CAPITAL};
  enum { WORDS = 4 }; /* "Trinidad and Tobago", "the United Arab Emirates" */
  for (const char *at = name, *next; at != NULL && *at != '\0'; at = next) {
    size_t sizes[WORDS] = {strcspn(at, " ")};
    next = at + sizes[0] + strspn(at + sizes[0], " ");
    for (size_t n = 1; n < WORDS; n++)
      sizes[n] = sizes[n - 1] + strspn(at + sizes[n - 1], " ") +
                 strcspn(at + sizes[n - 1] + strspn(at + sizes[n - 1], " "), " ");
    for (size_t n = WORDS; n-- > 0;)
      for (size_t i = 0; i < sizeof OF_STATES / sizeof *OF_STATES; i++)
        if ((e = att_lexicon_find(f->lexicon, OF_STATES[i],
                                  att_arena_copy(f->arena, at, sizes[n]))) != NULL)
          return e->iso3;
  }
  return NULL;
}

void att_facts_begin(att_facts *facts, att_document *document, const att_lexicon *lexicon,
                     const att_model *model, const char *date, unsigned without) {
  *facts = (att_facts){.document = document,
                       .without = without,
                       .arena = document->arena,
                       .lexicon = lexicon,
                       .model = model,
                       .dateline = ATT_NO_ENTITY,
                       .date = date != NULL ? date : document->metadata.issued};
  att_index_begin(facts);
  att_names_begin(facts);
  facts->publishers_state = publishers_state(facts);
  facts->owner = ATT_NEW_ARRAY(facts->arena, uint32_t *, document->sentences.count + 1);
  facts->references = ATT_NEW_ARRAY(facts->arena, att_references, document->sentences.count + 1);
  att_marks_normalise(document);
  for (size_t s = 0; s < document->sentences.count; s++) {
    att_lexicon_mark(lexicon, &document->sentences.items[s], facts->arena);
    facts->owner[s] =
        ATT_NEW_ARRAY(facts->arena, uint32_t, document->sentences.items[s].token_count);
  }
  facts->spoken = ATT_NEW_ARRAY(facts->arena, uint8_t, document->sentences.count + 1);
  facts->speakers = ATT_NEW_ARRAY(facts->arena, uint32_t, document->sentences.count + 1);
  att_spoken_marks(facts);
  for (uint32_t s = 0; s < document->sentences.count && facts->date == NULL; s++)
    read_date(facts, s);
  if (facts->date == NULL)
    read_head_day(facts);
}

void att_facts_find(att_facts *facts, att_document *document, const att_lexicon *lexicon,
                    const att_model *model, const char *date, unsigned without) {
  att_facts_begin(facts, document, lexicon, model, date, without);
  for (const att_facts_stage *stage = att_facts_stages; stage->name != NULL; stage++)
    stage->run(facts);
}

bool att_is_roman(const char *word) {
  size_t size = strlen(word);
  return size > 1 && strspn(word, "IVXLC") == size;
}
