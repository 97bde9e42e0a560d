/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose words a sentence is: quotations that go on over sentences, and the paragraphs below
 * "Minister A B said:", with marks or, as ministries print them, without any.
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/is.h"

static att_clause clause_at(att_facts *f, uint32_t number) {
  return (att_clause){f, &f->document->sentences.items[number], number};
}

/* Notes which tokens are quoted. Is a quotation open behind the last? */
static bool note_quoted(const att_clause *c, bool open) {
  for (uint32_t t = 0; t < c->s->token_count; t++) {
    c->s->notes[t].quoted = open;
    open = is(c, t, "\xe2\x80\x9c")   ? true
           : is(c, t, "\xe2\x80\x9d") ? false
           : is(c, t, "\"")           ? !open
                                      : open;
  }
  return open;
}

/* Is there a closing mark from the sentence on, within its paragraph? */
static bool is_closed(att_facts *f, uint32_t number) {
  const att_sentence *first = &f->document->sentences.items[number];
  for (uint32_t i = number; i < f->document->sentences.count; i++) {
    att_clause c = clause_at(f, i);
    if (c.s->paragraph != first->paragraph) /* one that opens again goes on */
      return is(&c, 0, "\"") || is(&c, 0, "\xe2\x80\x9c");
    for (uint32_t t = 0; t < c.s->token_count; t++)
      if (is(&c, t, "\xe2\x80\x9d") || is(&c, t, "\""))
        return true;
  }
  return false;
}

void att_spoken_marks(att_facts *facts) {
  bool open = false;
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = clause_at(facts, i);
    bool first = i == 0 || c.s[-1].paragraph != c.s->paragraph;
    open = !first && open && is_closed(facts, i); /* a mark that nothing closes says little */
    facts->spoken[i] = open ? ATT_SPOKEN_OPEN : ATT_SPOKEN_NOT;
    open = note_quoted(&c, open);
  }
}

/* "Quotes attributable to Minister A B:", "Speaking after the talks, General C D said:": whose
 * words the paragraphs below are; ATT_NO_ENTITY for any other sentence. */
static uint32_t heads_speech(const att_clause *c) {
  const att_facts *f = c->facts;
  uint32_t count = c->s->token_count, person = ATT_NO_ENTITY, verb = ATT_NO_TOKEN;
  bool attributed = false, passive;
  if (count < 3 || count > 60 || !is(c, count - 1, ":"))
    return ATT_NO_ENTITY;
  for (uint32_t t = 0; t < count; t++) {
    uint32_t m = f->owner[c->number][t];
    const att_frame *frame = NULL;
    attributed = attributed || is(c, t, "attributable") || is(c, t, "attributed");
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON &&
        person == ATT_NO_ENTITY)
      person = f->mentions.items[m - 1].node;
    while (c->s->tokens[t].upos == ATT_VERB &&
           (frame = att_lexicon_frame(f->lexicon, c->s->tokens[t].lemma, true, frame)))
      if (strcmp(frame->frame, "say") == 0 && strcmp(frame->value, "say") == 0)
        verb = t;
  }
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject != ATT_NO_TOKEN && !passive) {
    att_indexes agents = {0};
    att_clause_agents(c, subject, &agents);
    att_facts_prefer(c->facts, &agents);
    if (agents.count > 0 &&
        (f->nodes.items[agents.items[0]].kind == ATT_NODE_PERSON || person == ATT_NO_ENTITY))
      return agents.items[0];
  }
  return attributed || verb != ATT_NO_TOKEN ? person : ATT_NO_ENTITY;
}

/* Does the speaker speak of himself: "I", "our"? */
static bool is_first_person(const att_clause *c) {
  static const char *const WORDS[] = {"i", "we", "our", "my", "us"};
  for (uint32_t t = 0; t < c->s->token_count; t++)
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
      if (is(c, t, WORDS[i]) && strcmp(c->s->tokens[t].form, "US") != 0)
        return true;
  return false;
}

typedef struct {
  uint32_t stop; /* the sentence behind the paragraph */
  bool marked, own, names, plain;
} paragraph;

/* What the paragraph that begins with the sentence has: marks at its beginning, a first person,
 * persons by name, words of a body. */
static paragraph read_paragraph(att_facts *f, uint32_t number) {
  att_clause first = clause_at(f, number);
  const att_paragraph *p = &f->document->paragraphs.items[first.s->paragraph];
  paragraph found = {.stop = number,
                     .marked = is(&first, 0, "\"") || is(&first, 0, "\xe2\x80\x9c"),
                     .plain = p->kind == ATT_PARAGRAPH_BODY || p->kind == ATT_PARAGRAPH_LIST_ITEM};
  for (; found.stop < f->document->sentences.count; found.stop++) {
    att_clause c = clause_at(f, found.stop);
    if (c.s->paragraph != first.s->paragraph)
      break;
    found.own = found.own || is_first_person(&c);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      uint32_t m = f->owner[found.stop][t];
      found.names = found.names || (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind ==
                                                  ATT_NODE_PERSON);
    }
  }
  return found;
}

static uint32_t take_paragraph(att_facts *f, uint32_t from, uint32_t stop, uint32_t speaker) {
  for (; from < stop; from++) {
    f->spoken[from] = ATT_SPOKEN_WHOLE;
    f->speakers[from] = speaker + 1;
  }
  return stop;
}

/* The paragraphs from the sentence on that are the speaker's; the sentence behind them. With marks
 * each of them has its own; without, they go on as long as one of them, or a later one before
 * which nobody is named, is in the first person; a first one that names nobody is, too. So a
 * spokesperson's readout of the talks of others is no speech. */
static uint32_t take_speech(att_facts *f, uint32_t from, uint32_t speaker) {
  uint32_t count = (uint32_t)f->document->sentences.count, at = from;
  bool marked = from < count && read_paragraph(f, from).marked;
  while (at < count) {
    paragraph p = read_paragraph(f, at);
    if (!p.plain || p.marked != marked)
      break;
    bool own = p.own || (at == from && !p.names), named = p.names;
    for (uint32_t next = p.stop; !own && !marked && !named && next < count;) {
      paragraph later = read_paragraph(f, next);
      if (!later.plain || later.marked || later.names)
        break;
      own = later.own;
      next = later.stop;
    }
    if (!own && !marked)
      break;
    if (marked)
      for (uint32_t i = at; i < p.stop; i++)
        f->speakers[i] = speaker + 1;
    else
      take_paragraph(f, at, p.stop, speaker);
    at = p.stop;
  }
  return at;
}

/* "A B said: The plan has worked. We are glad.": the sentences that follow in the paragraph, where
 * one of them is in the first person; the sentence behind those that are the speaker's. */
static uint32_t take_rest(att_facts *f, uint32_t number) {
  att_clause c = clause_at(f, number);
  uint32_t colon = 1;
  while (colon < c.s->token_count && colon < 24 && !is(&c, colon, ":"))
    colon++;
  if (colon + 2 >= c.s->token_count || colon >= 24 || is(&c, colon + 1, "\"") ||
      is(&c, colon + 1, "\xe2\x80\x9c"))
    return number;
  att_sentence part = *c.s;
  part.token_count = colon + 1;
  uint32_t speaker = heads_speech(&(att_clause){f, &part, number});
  paragraph rest = read_paragraph(f, number);
  if (speaker == ATT_NO_ENTITY || !rest.own || rest.stop == number + 1)
    return number;
  take_paragraph(f, number + 1, rest.stop, speaker);
  return rest.stop;
}

/* "– The Hon. A B, Minister of Defence" on a line of its own: whose words the quotation above it
 * is; ATT_NO_ENTITY for any other sentence. */
static uint32_t signs_quotation(const att_clause *c) {
  const att_facts *f = c->facts;
  uint32_t person = ATT_NO_ENTITY;
  bool dash =
      is(c, 0, "-") || is(c, 0, "\xe2\x80\x93") || is(c, 0, "\xe2\x80\x94") || is(c, 0, "--");
  if (!dash || c->number == 0 || c->s[-1].paragraph == c->s->paragraph || c->s->token_count > 40)
    return ATT_NO_ENTITY;
  for (uint32_t t = 1; t < c->s->token_count; t++) {
    uint32_t m = f->owner[c->number][t];
    if (c->s->tokens[t].upos == ATT_VERB && m == 0)
      return ATT_NO_ENTITY;
    if (m != 0 && t < 12 && person == ATT_NO_ENTITY &&
        f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      person = f->mentions.items[m - 1].node;
  }
  return person;
}

/* The paragraphs in quotation marks right above the sentence are the speaker's. */
static void take_above(att_facts *f, uint32_t number, uint32_t speaker) {
  for (uint32_t at = number; at-- > 0;) {
    uint32_t first = at;
    while (first > 0 && f->document->sentences.items[first - 1].paragraph ==
                            f->document->sentences.items[at].paragraph)
      first--;
    if (!read_paragraph(f, first).marked || f->speakers[first] != 0)
      return;
    for (uint32_t i = first; i <= at; i++)
      f->speakers[i] = speaker + 1;
    at = first;
  }
}

void att_spoken_find(att_facts *facts) {
  uint32_t count = (uint32_t)facts->document->sentences.count;
  for (uint32_t i = 1; i < count; i++) {
    att_clause c = clause_at(facts, i);
    uint32_t speaker = signs_quotation(&c);
    if (speaker != ATT_NO_ENTITY)
      take_above(facts, i, speaker);
  }
  for (uint32_t i = 0; i + 1 < count; i++) {
    att_clause c = clause_at(facts, i);
    uint32_t behind = take_rest(facts, i);
    if (behind > i) {
      i = behind - 1;
      continue;
    }
    if (c.s[1].paragraph == c.s->paragraph)
      continue;
    uint32_t speaker = heads_speech(&c);
    if (speaker != ATT_NO_ENTITY)
      i = take_speech(facts, i + 1, speaker) - 1;
  }
}
