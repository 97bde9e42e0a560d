/* SPDX-License-Identifier: Apache-2.0
 *
 * The moves of a document: one for each that is told, however often.
 */
#include <stdio.h>
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/move.h"

/* That an edition is held, or is to be, and no more. */
static bool is_plain(const char *action) {
  return strcmp(action, "hold") == 0 || strcmp(action, "plan") == 0;
}

bool att_move_is_hosting(const char *action) {
  return strcmp(action, "host") == 0 || strcmp(action, "coHost") == 0;
}

/* An exercise that began and, as the text says further on, ended is one move. */
static bool is_known(const att_facts *f, uint32_t initiative, const char *action,
                     const char *status, bool ended) {
  for (size_t i = ATT_NONE; (i = att_move_of(f, initiative, i)) != ATT_NONE;) {
    att_move *m = &f->moves.items[i];
    if (m->initiative != initiative || m->past)
      continue;
    if (strcmp(status, "scheduled") == 0 && strcmp(m->status, status) == 0 && is_plain(action) &&
        is_plain(m->action))
      return true; /* "X is scheduled for May", "X will be held" */
    if (strcmp(status, "scheduled") == 0 && strcmp(m->status, status) == 0 && is_plain(m->action) &&
        att_move_is_hosting(action)) {
      m->action = action; /* "preparations for X, which A will host" */
      return true;
    }
    if (strcmp(status, "scheduled") == 0 && strcmp(m->status, status) == 0 && is_plain(action) &&
        att_move_is_hosting(m->action))
      return true;
    if (strcmp(action, "launch") == 0 && strcmp(status, "ongoing") == 0 &&
        strcmp(m->status, "completed") == 0 && att_move_kind(m->action) == 1 &&
        strcmp(m->action, "launch") != 0)
      return true; /* "A and B concluded X. The exercise, which began on 14 June" */
    bool running = strcmp(status, "ongoing") == 0 && strcmp(m->status, status) == 0;
    if (running && strcmp(action, "hold") == 0 && strcmp(m->action, "launch") == 0)
      return true; /* "launched X today. 300 soldiers take part" */
    if (running && strcmp(action, "launch") == 0 && strcmp(m->action, "hold") == 0) {
      m->action = action; /* a headline's "X goes ahead" */
      return true;
    }
    if (strcmp(action, "hold") == 0 && strcmp(m->action, "launch") == 0 &&
        strcmp(m->status, "ongoing") == 0 && strcmp(status, "completed") == 0) {
      if (ended) { /* "X, which opened on Monday, ended on Friday" */
        m->action = action;
        m->status = status;
      }
      return true; /* else of other editions */
    }
    if (strcmp(m->status, status) == 0 &&
        att_move_is_hosting(m->action) != att_move_is_hosting(action) &&
        (strcmp(m->action, "hold") == 0 || strcmp(action, "hold") == 0)) {
      m->action = att_move_is_hosting(action) ? action : m->action; /* "hosted X", "X took place" */
      return true;
    }
    if (strcmp(m->action, action) != 0)
      continue;
    bool over = strcmp(status, "completed") == 0, open = strcmp(status, "ongoing") == 0;
    bool was_over = strcmp(m->status, "completed") == 0,
         was_open = strcmp(m->status, "ongoing") == 0;
    if (strcmp(m->status, status) == 0 || (open && was_over))
      return true;
    if (over && was_open) {
      if (ended)
        m->status = status; /* else of other editions: "has been held since 2016" */
      return true;
    }
  }
  return false;
}

/* The same of an edition before, or of this one as it is over. */
static bool is_known_past(const att_facts *f, uint32_t initiative, const char *action) {
  for (size_t i = ATT_NONE; (i = att_move_of(f, initiative, i)) != ATT_NONE;) {
    att_move *m = &f->moves.items[i];
    if (m->initiative != initiative || strcmp(m->status, "completed") != 0)
      continue;
    bool hold = strcmp(action, "hold") == 0 || att_move_is_hosting(action);
    if (strcmp(m->action, action) == 0 ||
        (hold && (strcmp(m->action, "hold") == 0 || att_move_is_hosting(m->action))))
      return true;
  }
  return false;
}

/* "Last year's X took place", "was last held in 2017", "was first held in 2003", "Peru hosted the
 * previous edition". */
static bool is_of_past(const att_clause *c, uint32_t t) {
  if (att_move_is_long_ago(c, t) || (t > 0 && (is(c, t - 1, "last") || is(c, t - 1, "first"))))
    return true;
  for (uint32_t i = t > 10 ? t - 10 : 0; i + 1 < c->s->token_count && i < t + 5; i++)
    if (is(c, i, "previous") || (is(c, i, "last") && is(c, i + 1, "year")))
      return true;
  return false;
}

/* Actions of one kind: that an edition takes place, or that it does not. */
int att_move_kind(const char *action) {
  static const char *const HELD[] = {"hold", "host", "coHost", "plan", "launch"};
  static const char *const OFF[] = {"cancel", "suspend"};
  for (size_t i = 0; i < sizeof HELD / sizeof *HELD; i++)
    if (strcmp(action, HELD[i]) == 0)
      return 1;
  for (size_t i = 0; i < sizeof OFF / sizeof *OFF; i++)
    if (strcmp(action, OFF[i]) == 0)
      return 2;
  return strcmp(action, "resume") == 0 ? 3 : strcmp(action, "expand") == 0 ? 4 : 5;
}

static bool is_headline(const att_facts *f, uint32_t sentence) {
  const att_document *d = f->document;
  return d->paragraphs.items[d->sentences.items[sentence].paragraph].kind == ATT_PARAGRAPH_TITLE;
}

/* The move that a headline has told of in short, "X hosts Y", and the body tells; NULL for none. */
static att_move *told_above(const att_clause *c, uint32_t initiative, const char *action,
                            const char *status) {
  att_facts *f = c->facts;
  if (is_headline(f, c->number) || strcmp(action, "launch") == 0)
    return NULL;
  for (size_t i = ATT_NONE; (i = att_move_of(f, initiative, i)) != ATT_NONE;) {
    att_move *m = &f->moves.items[i];
    bool plain = is_plain(m->action) || strcmp(m->action, "launch") == 0;
    bool other = strcmp(status, "scheduled") == 0 && strcmp(m->status, status) != 0;
    if (m->initiative == initiative && is_headline(f, m->evidence.sentence) && !plain && !other &&
        att_move_kind(m->action) == att_move_kind(action))
      return m;
  }
  return NULL;
}

void att_move_push(const att_clause *c, uint32_t t, uint32_t initiative, const char *action,
                   const char *status) {
  bool ended = att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma);
  bool begins = strcmp(action, "launch") == 0 && t > 0 && is(c, t - 1, "first");
  bool past = strcmp(status, "completed") == 0 && is_of_past(c, t) &&
              (strcmp(action, "hold") == 0 || begins || att_move_is_hosting(action));
  if (past ? is_known_past(c->facts, initiative, action)
           : is_known(c->facts, initiative, action, status, ended))
    return;
  att_node *node = &c->facts->nodes.items[initiative];
  node->mission = node->mission || (node->kind == ATT_NODE_ORG && !node->forum);
  att_move *move = past ? NULL : told_above(c, initiative, action, status);
  move = move != NULL ? move : ATT_PUSH(c->facts->arena, &c->facts->moves);
  *move = (att_move){.initiative = initiative,
                     .action = action,
                     .status = status,
                     .past = past,
                     .raised_at = ATT_NO_ENTITY,
                     .evidence = att_clause_evidence(c, t, "move")};
}

/* A month before the article: what is told of later days is the edition that it is about. */
static bool is_month_ago(const char *date, const char *start) {
  int year, month, day, then_year, then_month, then_day = 1;
  if (date == NULL || sscanf(date, "%d-%d-%d", &year, &month, &day) != 3 ||
      sscanf(start, "%d-%d-%d", &then_year, &then_month, &then_day) < 2)
    return date != NULL && strncmp(start, date, strlen(start)) < 0;
  int months = 12 * (year - then_year) + month - then_month;
  return months > 1 || (months == 1 && then_day <= day);
}

/* "in the autumn", "later this year" */
static bool names_season(const att_sentence *s) {
  static const char *const WORDS[] = {"spring", "summer", "autumn", "fall", "winter"};
  for (uint32_t t = 1; t < s->token_count; t++) {
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
      if (att_is_word(s->tokens[t].form, WORDS[i]) && s->tokens[t].upos == ATT_NOUN)
        return true;
    if (att_is_word(s->tokens[t - 1].form, "later") && att_is_word(s->tokens[t].form, "this"))
      return true;
  }
  return false;
}

/* Does the edition that the event tells of lie ahead, at a time that is told? */
static bool is_ahead(const att_facts *f, const att_event *e) {
  bool year = e->start != NULL && e->start[0] != '-';
  bool later = f->date != NULL && year && strncmp(e->start, f->date, strlen(e->start)) > 0;
  bool timed = later || (e->start != NULL && !year) || (year && f->date == NULL) ||
               names_season(&f->document->sentences.items[e->evidence.sentence]);
  return (e->status == ATT_PLANNED && timed) || (e->status == ATT_HELD && later);
}

/* "took part in Exercise X in 2018", "will attend the Y Symposium": an edition that an event tells
 * of, with its time where it is over, and no move does. */
void att_move_add_edition(att_facts *f, const att_event *e) {
  const char *name =
      e->initiative != ATT_NO_ENTITY ? f->nodes.items[e->initiative].class_name : NULL;
  bool exercise = name != NULL && strcmp(name, "ExerciseSeries") == 0;
  bool forum = name != NULL && strcmp(name, "Forum") == 0;
  bool ahead = (exercise || forum) && is_ahead(f, e);
  bool over = !ahead && exercise && e->status == ATT_HELD && e->start != NULL &&
              is_month_ago(f->date, e->start);
  for (size_t i = 0; i < f->moves.count; i++)
    if (f->moves.items[i].initiative == e->initiative ||
        (ahead && f->moves.items[i].evidence.sentence == e->evidence.sentence))
      return; /* "X will be held in May as a part of Y" */
  if (!over && !ahead)
    return;
  att_clause c = {f, &f->document->sentences.items[e->evidence.sentence], e->evidence.sentence};
  att_move_push(&c, e->evidence.first, e->initiative, ahead ? "plan" : "hold",
                ahead ? "scheduled" : "completed");
}

/* A headline's "A hosts X", where the body tells that it is over. */
static bool is_over(const att_facts *f, const att_move *move) {
  bool over = false;
  for (size_t i = ATT_NONE; (i = att_move_of(f, move->initiative, i)) != ATT_NONE;) {
    const att_move *m = &f->moves.items[i];
    bool same = m->initiative == move->initiative && m != move && !m->past;
    over = over || (same && strcmp(m->status, "completed") == 0 &&
                    (strcmp(m->action, "hold") == 0 || att_move_is_hosting(m->action)));
  }
  return over && is_headline(f, move->evidence.sentence) && att_move_is_hosting(move->action) &&
         strcmp(move->status, "ongoing") == 0;
}

/* "canceled X, which was scheduled for December": what was due has no plan besides. */
void att_move_drop_called_off(att_facts *f) {
  size_t kept = 0;
  for (size_t i = 0; i < f->moves.count; i++) {
    const att_move m = f->moves.items[i];
    const att_sentence *s = &f->document->sentences.items[m.evidence.sentence];
    bool off = false, was = false;
    for (size_t k = 0; k < f->moves.count; k++)
      off = off || (f->moves.items[k].initiative == m.initiative &&
                    f->moves.items[k].evidence.sentence == m.evidence.sentence &&
                    att_move_kind(f->moves.items[k].action) == 2);
    for (uint32_t t = 0; t < m.evidence.first; t++)
      was = was ||
            (s->tokens[t].head == m.evidence.first + 1 &&
             (att_is_word(s->tokens[t].form, "was") || att_is_word(s->tokens[t].form, "were")));
    if ((!off || !was || strcmp(m.status, "scheduled") != 0) && !is_over(f, &m))
      f->moves.items[kept++] = m;
  }
  f->moves.count = kept;
}
