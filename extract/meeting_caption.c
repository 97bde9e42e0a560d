/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings by caption: verbs between names that the tagger took for other words.
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

static bool is_named_person(const att_facts *f, uint32_t mention) {
  return f->nodes.items[f->mentions.items[mention - 1].node].kind == ATT_NODE_PERSON;
}

/* "Col. A B, commander of C, talks with D": the verb of a caption, behind the name and its
 * apposition, that was taken for a noun. */
static void caption_with(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][t - 1];
  if (!att_frame_takes(frame, "with") || !(is(c, t - 1, ",") || (m != 0 && is_named_person(f, m))))
    return;
  uint32_t who = ATT_NO_ENTITY;
  for (uint32_t i = 0; i < t; i++) {
    const char *xpos = c->s->tokens[i].xpos;
    m = f->owner[c->number][i];
    if (strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "VBP") == 0 ||
        (i == 0 && c->s->tokens[i].upos == ATT_ADP))
      return;
    if (m != 0 && is_named_person(f, m) && who == ATT_NO_ENTITY)
      who = f->mentions.items[m - 1].node;
  }
  att_indexes one = {0}, other = {0};
  att_meeting_with_behind(c, t, 10, &other);
  if (who == ATT_NO_ENTITY || other.count == 0)
    return;
  att_indexes_add(f->arena, &one, who);
  att_meeting_add(c, t, frame->value, &one, &other, "caption");
}

static bool is_demonym(const att_clause *c, uint32_t t) {
  uint32_t m = t < c->s->token_count ? c->facts->owner[c->number][t] : 0;
  return m != 0 && c->facts->mentions.items[m - 1].adjective;
}

/* "greets | Nigerian Army | Lt. Gen. A B": a body named at `t`, right before the person's titles.
 */
static bool is_force_before(const att_clause *c, uint32_t t, const att_mention *person) {
  uint32_t m = t < c->s->token_count ? c->facts->owner[c->number][t] : 0;
  const att_mention *force = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
  return force != NULL && force->first == t && force->last + 1 == person->title_first &&
         c->facts->nodes.items[force->node].kind == ATT_NODE_ORG;
}

/* The verb's first row of meeting; NULL. */
static const att_frame *meeting_frame(const att_facts *f, const char *lemma) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(f->lexicon, lemma, true, frame)) != NULL)
    if (att_is_word(frame->frame, "meet"))
      return frame;
  return NULL;
}

/* "Merrow, and his wife, welcome Gen. Strand": a verb of a caption that the tagger took for an
 * adjective or noun, between names of persons. */
void att_meeting_by_caption(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  char lemma[24];
  bool title = c->facts->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  if (t < 2 || c->s->tokens[t].upos == ATT_VERB ||
      (isupper((unsigned char)c->s->tokens[t].form[0]) && !title)) /* "Escort Flotilla 4" */
    return;
  size_t size = strlen(c->s->tokens[t].form);
  if (size >= sizeof lemma || size < 4)
    return;
  memcpy(lemma, c->s->tokens[t].form, size + 1);
  const att_frame *frame = meeting_frame(f, lemma);
  if (frame == NULL && lemma[size - 1] == 's') {
    lemma[size - 1] = '\0';
    frame = meeting_frame(f, lemma);
  }
  if (frame != NULL && is(c, t + 1, "with"))
    caption_with(c, t, frame);
  if (frame == NULL || !att_frame_takes(frame, "obj") || att_frame_takes(frame, "abroad"))
    return;
  att_indexes one = {0}, other = {0};
  bool next = false;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != c->number || f->nodes.items[m->node].kind != ATT_NODE_PERSON)
      continue;
    next = next || m->title_first == t + 1 || (m->title_first == t + 2 && is_demonym(c, t + 1)) ||
           is_force_before(c, t + 1, m);
    att_indexes_add(f->arena, m->last < t ? &one : &other, m->node);
  }
  if (!next || one.count == 0)
    return;
  if (!att_frame_takes(frame, "nowhere"))
    att_visit_guests_along(c, t, &other);
  att_meeting_add(c, t, frame->value, &one, &other, "caption");
}
