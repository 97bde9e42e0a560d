/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/trace.h"

#include <string.h>

#include "extract/argument.h"
#include "extract/derivation.h"

typedef struct {
  att_facts *f;
  att_buffer *out;
  att_status status;
  att_strings *given; /* lines by sentence */
} tracer;

static void say(tracer *t, const char *text) {
  if (t->status == ATT_OK)
    t->status = att_buffer_append(t->out, text, strlen(text));
}

/* Keeps a line for the sentence of a fact. */
static void give(tracer *t, const att_evidence *why, const char *what, uint32_t about) {
  const char *path = about != ATT_NO_ENTITY ? att_derivation_path(t->f, why, about) : NULL;
  if (path == NULL)
    path = att_facts_text(t->f, why->sentence, why->first, why->last);
  *ATT_PUSH(t->f->arena, &t->given[why->sentence]) = att_arena_format(
      t->f->arena, "  gives %s by %s, %.2f: %s\n", what, why->rule, (double)why->confidence, path);
}

static void give_all(tracer *t) {
  att_facts *f = t->f;
  for (size_t i = 0; i < f->tenures.count; i++) {
    const att_tenure *p = &f->tenures.items[i];
    give(t, &p->evidence, att_arena_format(f->arena, "post \"%s\"", p->title), p->person);
  }
  for (size_t i = 0; i < f->events.count; i++) {
    const att_event *e = &f->events.items[i];
    give(t, &e->evidence, e->class_name,
         e->participants.count > 0 ? e->participants.items[0] : ATT_NO_ENTITY);
  }
  for (size_t i = 0; i < f->statements.count; i++)
    give(t, &f->statements.items[i].evidence,
         att_arena_format(f->arena, "statement \"%s\"", f->statements.items[i].act),
         f->statements.items[i].speaker);
  for (size_t i = 0; i < f->moves.count; i++)
    give(t, &f->moves.items[i].evidence,
         att_arena_format(f->arena, "move \"%s\"", f->moves.items[i].action),
         f->moves.items[i].initiative);
}

/* --- why not ------------------------------------------------------------------------------ */

/* Is an event of the frame's class told in another sentence? Its number, 1-based; 0 for none. */
static uint32_t told_in(const att_facts *f, const att_frame *frame) {
  for (size_t i = 0; i < f->events.count; i++)
    if (strcmp(f->events.items[i].class_name, frame->value) == 0)
      return f->events.items[i].evidence.sentence + 1;
  return 0;
}

static const char *missing_party(const att_clause *c, uint32_t t, bool verb) {
  att_arena *arena = c->facts->arena;
  att_indexes agents = {0};
  bool passive = false;
  uint32_t subject = verb ? att_clause_subject(c, t, &passive) : t;
  if (subject == ATT_NO_TOKEN)
    return "it has no subject in the tree";
  att_clause_agents(c, subject, &agents);
  if (verb && agents.count == 0)
    return att_arena_format(arena, "its subject '%s' stands for nobody known",
                            c->s->tokens[subject].form);
  uint32_t object = verb ? att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  agents.count = 0;
  if (object != ATT_NO_TOKEN)
    att_clause_agents(c, object, &agents);
  if (object != ATT_NO_TOKEN && agents.count == 0)
    return att_arena_format(arena, "its object '%s' stands for nobody known",
                            c->s->tokens[object].form);
  return NULL;
}

static const char *why_not(const att_clause *c, uint32_t t, const att_frame *frame) {
  static const char *const STATUS[] = {NULL,        NULL,           "only planned", "only proposed",
                                       "cancelled", "only possible"};
  att_arena *arena = c->facts->arena;
  bool denied, event = strcmp(frame->frame, "say") != 0;
  if (att_clause_is_quoted(c, t))
    return "between quotation marks";
  att_event_status status = att_clause_status(c, t, &denied);
  if (denied)
    return "denied";
  if (strcmp(frame->frame, "talk") == 0)
    return c->facts->events.count > 0 ? "what it covers goes to the talks told before"
                                      : "no talks are told of that it could be about";
  if (STATUS[status] != NULL && (!event || status >= ATT_PROPOSED))
    return STATUS[status];
  const char *missing = missing_party(c, t, frame->verb);
  if (missing != NULL)
    return missing;
  uint32_t told = event ? told_in(c->facts, frame) : 0;
  if (told > 0)
    return att_arena_format(arena, "no other %s than sentence %u tells of", frame->value, told);
  return event ? "no second party, place or thing that such an event has"
               : "neither quotation nor topic";
}

/* What rows of frames.tsv would have to name: "waylay VERB, fleet NOUN". */
static void say_lemmas(tracer *t, const att_sentence *s) {
  const char *before = "; lemmas: ";
  for (uint32_t i = 0; i < s->token_count; i++) {
    const att_token *token = &s->tokens[i];
    if (token->upos != ATT_VERB && token->upos != ATT_NOUN)
      continue;
    say(t, att_arena_format(t->f->arena, "%s%s %s", before, token->lemma,
                            token->upos == ATT_VERB ? "VERB" : "NOUN"));
    before = ", ";
  }
}

static void explain_nothing(tracer *t, uint32_t number) {
  att_clause c = {t->f, &t->f->document->sentences.items[number], number};
  unsigned words = 0;
  for (uint32_t i = 0; i < c.s->token_count; i++) {
    const att_token *token = &c.s->tokens[i];
    bool verb = token->upos == ATT_VERB;
    const att_frame *frame = verb || token->upos == ATT_NOUN
                                 ? att_lexicon_frame(t->f->lexicon, token->lemma, verb, NULL)
                                 : NULL;
    if (frame == NULL || strcmp(frame->frame, "light") == 0)
      continue;
    words++;
    say(t, att_arena_format(t->f->arena, "  nothing by '%s' (%s, ontology/frames.tsv:%u): %s\n",
                            token->form, frame->frame, frame->line, why_not(&c, i, frame)));
  }
  if (words > 0)
    return;
  say(t, "  nothing: no title beside a name, and no verb or noun of ontology/frames.tsv");
  say_lemmas(t, c.s);
  say(t, "\n");
}

att_status att_trace_write(att_facts *facts, att_buffer *out) {
  size_t count = facts->document->sentences.count;
  tracer t = {facts, out, ATT_OK, ATT_NEW_ARRAY(facts->arena, att_strings, count + 1)};
  give_all(&t);
  for (uint32_t i = 0; i < count; i++) {
    const att_sentence *s = &facts->document->sentences.items[i];
    if (s->token_count == 0)
      continue;
    say(&t, att_arena_format(facts->arena, "%u\t%s\n", i + 1,
                             att_facts_text(facts, i, 0, s->token_count - 1)));
    for (size_t k = 0; k < t.given[i].count; k++)
      say(&t, t.given[i].items[k]);
    if (t.given[i].count == 0)
      explain_nothing(&t, i);
  }
  return t.status;
}
