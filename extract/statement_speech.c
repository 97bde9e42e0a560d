/* SPDX-License-Identifier: Apache-2.0
 *
 * Quotations that go on, speeches below a line that names who speaks, and what their words do: "we
 * thank Norway for" is a thank.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/statement.h"

enum { LONG = 8 };
#define CLOSING "\xe2\x80\x9d"

static bool has_statement(const att_facts *f, uint32_t sentence, size_t *ret_index) {
  for (size_t i = 0; att_statements_in(f, sentence, sentence, &i); i++)
    if (f->statements.items[i].evidence.sentence == sentence) {
      *ret_index = i;
      return true;
    }
  return false;
}

/* Goes the quotation in the sentence's paragraph on in the next one, which it ends without a
 * closing mark? */
static bool goes_on_below(const att_facts *f, uint32_t i) {
  const att_sentence *s = &f->document->sentences.items[i];
  uint32_t marks = 0, stop = i + 1;
  while (i > 0 && f->document->sentences.items[i - 1].paragraph == s->paragraph)
    i--;
  while (stop < f->document->sentences.count &&
         f->document->sentences.items[stop].paragraph == s->paragraph)
    stop++;
  for (; i < stop; i++) {
    att_clause c = {(att_facts *)f, &f->document->sentences.items[i], i};
    for (uint32_t t = 0; t < c.s->token_count; t++)
      marks += att_said_is_mark(&c, t);
  }
  att_clause next = {(att_facts *)f, &f->document->sentences.items[stop], stop};
  return marks % 2 == 1 && stop < f->document->sentences.count && att_said_is_mark(&next, 0);
}

/* Are both sentences, one behind the other, of one quotation, as far as their paragraphs tell? */
static bool are_beside(const att_facts *f, uint32_t first) {
  const att_sentence *s = &f->document->sentences.items[first];
  return s[0].paragraph == s[1].paragraph || goes_on_below(f, first);
}

enum { NOBODY = 0, UNNAMED = UINT32_MAX }; /* else a node + 1 */

/* Whose the sentence's quotation is as far as it says so itself. */
static uint32_t named_in(const att_facts *f, uint32_t i, bool beside) {
  size_t by;
  if (has_statement(f, i, &by) && f->statements.items[by].quotation != NULL)
    return f->statements.items[by].speaker + 1;
  return beside ? UNNAMED : NOBODY;
}

/* Does the sentence begin with a quotation, or within one? */
static bool opens_quoted(const att_facts *f, uint32_t i) {
  att_clause c = {(att_facts *)f, &f->document->sentences.items[i], i};
  return (att_said_is_mark(&c, 0) && !is(&c, 0, CLOSING)) || f->spoken[i] == ATT_SPOKEN_OPEN;
}

/* The rest of a quotation: '"A," said B. "C."', '"A. C," said B'. The speaker is B throughout. */
static void push_rest(att_facts *f, uint32_t i, uint32_t speaker) {
  att_clause c = {f, &f->document->sentences.items[i], i};
  size_t by;
  if (c.s->token_count < 5 || has_statement(f, i, &by))
    return;
  att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
  for (uint32_t t = 0; t < c.s->token_count; t++)
    if (c.s->tokens[t].head == 0 && c.s->tokens[t].upos == ATT_VERB)
      att_said_topics(&c, t, &what.topics);
  att_said_push(&c, 0, speaker, &what, "quotation-goes-on");
}

/* First back from who is named at a quotation's end ('"A. C," said B'), then on from who was named
 * before it, then back from who is named behind it. */
static void read_quotations(att_facts *f, const uint8_t *beside) {
  uint32_t count = (uint32_t)f->document->sentences.count;
  uint32_t *who = ATT_NEW_ARRAY(f->arena, uint32_t, count + 1);
  for (uint32_t i = count; i-- > 0;) {
    who[i] = named_in(f, i, beside[i] != 0);
    if (who[i] == NOBODY && opens_quoted(f, i) && f->spoken[i + 1] == ATT_SPOKEN_OPEN)
      who[i] = who[i + 1];
  }
  for (uint32_t i = 1; i < count; i++)
    if (who[i] == NOBODY && opens_quoted(f, i) && are_beside(f, i - 1))
      who[i] = who[i - 1];
  for (uint32_t i = count; i-- > 0;) {
    bool opens = opens_quoted(f, i);
    if (who[i] == NOBODY && opens && i + 1 < count && are_beside(f, i))
      who[i] = who[i + 1];
    if (who[i] != NOBODY && who[i] != UNNAMED && opens)
      push_rest(f, i, who[i] - 1);
  }
}

static bool is_own_voice(const att_clause *c, uint32_t t) {
  return t != ATT_NO_TOKEN && (is(c, t, "I") || is(c, t, "we"));
}

/* "Thank you, Kenya, for your help": whom it is said to is called by name. */
static bool read_thank_you(const att_clause *c, uint32_t t, att_said *what) {
  bool opens = t == 0 || c->s->tokens[t - 1].upos == ATT_PUNCT;
  if (!opens || !is(c, t, "thank") || !is(c, t + 1, "you") || !att_clause_is_quoted(c, t))
    return false;
  what->act = "thank";
  uint32_t called = att_clause_child(c, t, ATT_VOCATIVE, ATT_NO_TOKEN);
  if (called == ATT_NO_TOKEN)
    called = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  if (called == ATT_NO_TOKEN && is(c, t + 2, ",") && t + 3 < c->s->token_count)
    called = t + 3;
  if (called != ATT_NO_TOKEN)
    att_said_addressees(c, called, what);
  att_said_matter(c, t, what);
  return true;
}

/* What the speaker does by saying so: "We thank Norway for", "I am grateful to"; false where the
 * token tells no such act. */
static bool read_performed(const att_clause *c, uint32_t t, att_said *what) {
  bool passive, denied;
  if (read_thank_you(c, t, what))
    return true;
  bool own = att_clause_is_quoted(c, t) || c->facts->speakers[c->number] != 0;
  if (!own || !is_own_voice(c, att_clause_subject(c, t, &passive)) || passive)
    return false;
  att_clause_status(c, t, &denied);
  if (denied)
    return false;
  bool copula = c->s->tokens[t].upos == ATT_ADJ &&
                att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (copula)
    return att_said_read_noun(c, t, t, what);
  const att_frame *frame = NULL;
  while (c->s->tokens[t].upos == ATT_VERB &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0 && att_clause_word(c, ATT_WORD_PERFORMED, frame->value) &&
        !att_said_lacks_clause(c, t, frame)) {
      what->act = frame->value;
      att_said_read(c, t, frame, what);
      return true;
    }
  return false;
}

/* A quotation whose speaker thanks, praises or invites in it is that act. */
static void read_performatives(att_facts *f) {
  for (size_t i = 0; i < f->statements.count; i++) {
    att_statement *s = &f->statements.items[i];
    uint32_t number = s->evidence.sentence;
    if ((s->quotation == NULL && f->speakers[number] == 0) || strcmp(s->act, "say") != 0)
      continue;
    att_clause c = {f, &f->document->sentences.items[number], number};
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      att_said what = {.addressee = ATT_NO_ENTITY};
      if (!read_performed(&c, t, &what) || what.addressee == s->speaker)
        continue;
      s->act = what.act;
      s->addressee = what.addressee;
      if (what.topics.count > 0)
        s->topics = what.topics;
      break;
    }
  }
}

/* What the speaker does in the sentence by saying so; false if he just says something. */
static bool performs(const att_clause *c, att_said *what) {
  for (uint32_t t = 0; t < c->s->token_count; t++)
    if (read_performed(c, t, what))
      return true;
  return false;
}

/* The paragraphs that are somebody's by the line above them (spoken.c, transcript.c). */
static void read_speeches(att_facts *f) {
  for (uint32_t i = 0; i < f->document->sentences.count; i++) {
    att_clause c = {f, &f->document->sentences.items[i], i};
    size_t by;
    if (f->speakers[i] == 0 || c.s->token_count < 5 || has_statement(f, i, &by))
      continue;
    att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
    for (uint32_t t = 0; t < c.s->token_count; t++)
      if (c.s->tokens[t].head == 0)
        att_said_topics(&c, t, &what.topics);
    bool opens = is(&c, 0, "\"") || is(&c, 0, "\xe2\x80\x9c");
    bool whole = f->spoken[i] == ATT_SPOKEN_WHOLE && c.s->token_count > LONG;
    bool lengthy = c.s->token_count > 2 * LONG;
    if (what.topics.count > 0 || opens || whole || lengthy || performs(&c, &what))
      att_said_push(&c, 0, f->speakers[i] - 1, &what, "quotation-goes-on");
  }
}

void att_said_quotations(att_facts *f, const uint8_t *beside) {
  read_quotations(f, beside);
  read_speeches(f);
  read_performatives(f);
}
