/* SPDX-License-Identifier: Apache-2.0
 *
 * Editions of named exercises, forums and operations: the one that the article is about, and
 * others that it mentions ("next year's edition").
 */
#include <ctype.h>
#include <stdlib.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/occasion.h"

static const char *event_class(const att_node *node) {
  size_t size = strlen(node->name);
  if (size > 5 && strcasecmp(node->name + size - 5, "talks") == 0)
    return "Talks"; /* "the Kenya-UK Defence Talks" */
  return strcmp(node->class_name, "ExerciseSeries") == 0  ? "Exercise"
         : strcmp(node->class_name, "Forum") == 0         ? "Conference"
         : strcmp(node->class_name, "OperationName") == 0 ? "Operation"
                                                          : NULL;
}

/* "discussed the return of Exercise X": between the name and the verb of talking stands a noun of
 * ontology/frames.tsv that says what might happen to it; its conclusion has happened. */
static bool is_wished(const att_clause *c, const att_mention *m) {
  bool moved = false;
  if (!att_occasion_is_matter(c, m->last))
    return false;
  uint32_t t = m->last;
  for (unsigned depth = 0; t != ATT_NO_TOKEN && depth < 8; depth++, t = att_clause_head(c, t)) {
    const att_frame *frame = NULL;
    if (c->s->tokens[t].rel == ATT_ACL_RELCL)
      return false; /* "the Flintlock exercise, which Benin will host" */
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma,
                                      c->s->tokens[t].upos == ATT_VERB, frame)))
      moved = moved || (strcmp(frame->frame, "move") == 0 &&
                        !att_clause_word(c, ATT_WORD_ENDING, c->s->tokens[t].lemma));
  }
  return moved;
}

static bool is_numbered(const att_clause *c, uint32_t t) {
  const char *word = c->s->tokens[t].form;
  size_t size = strlen(word);
  bool digits =
      isdigit((unsigned char)word[0]) && size > 2 && isalpha((unsigned char)word[size - 1]);
  return digits || (att_clause_word(c, ATT_WORD_ORDINAL, word) && !is(c, t, "annual") &&
                    !is(c, t, "biennial") && !is(c, t, "inaugural"));
}

/* "the 2023 edition of Exercise X", "the 19th X": where what numbers the edition stands before the
 * name; ATT_NO_TOKEN. */
static uint32_t number_before(const att_clause *c, const att_mention *m) {
  uint32_t t = m->first;
  t -= t > 0 && att_clause_word(c, ATT_WORD_EDITION, c->s->tokens[t - 1].lemma);
  if (t > 0 && is_numbered(c, t - 1))
    return t - 1;
  t -= t > 0 && is(c, t - 1, "the");
  if (t < 3 || !is(c, t - 1, "of") ||
      !att_clause_word(c, ATT_WORD_EDITION, c->s->tokens[t - 2].lemma))
    return ATT_NO_TOKEN;
  const char *word = c->s->tokens[t - 3].form;
  bool year = strlen(word) == 4 && strspn(word, "0123456789") == 4;
  return year || is_numbered(c, t - 3) ? t - 3 : ATT_NO_TOKEN;
}

/* "Savannah Bridge 2024", "19th edition of Savannah Bridge" of the series Savannah Bridge; NULL
 * where no edition is told. */
static const char *edition_name(const att_clause *c, const att_mention *m) {
  uint32_t last = m->last;
  bool more = last + 1 < c->s->token_count;
  bool roman = more && att_is_roman(c->s->tokens[last + 1].form);
  if (roman || (more && c->s->tokens[last + 1].upos == ATT_NUM))
    last++;
  const char *name = att_facts_text(c->facts, c->number, m->first, last);
  if (roman || strpbrk(name, "0123456789") != NULL)
    return name;
  uint32_t number = number_before(c, m);
  return number != ATT_NO_TOKEN ? att_facts_text(c->facts, c->number, number, last) : NULL;
}

/* The topmost word of the phrase that the name stands in, or the verb above it. */
static uint32_t told_by(const att_clause *c, const att_mention *m) {
  uint32_t head = m->last, word = att_clause_child(c, head, ATT_CASE, ATT_NO_TOKEN);
  if (word != ATT_NO_TOKEN && word > 0 && is(c, word - 1, ",") && is(c, word, "following"))
    return head; /* "agreed to expand cooperation, following X" */
  for (unsigned depth = 0; depth < 4; depth++) {
    uint32_t up = att_clause_head(c, head);
    if (up == ATT_NO_TOKEN || c->s->tokens[head].upos == ATT_VERB)
      break;
    head = up;
  }
  return head;
}

/* "the upcoming PANAMAX exercise" */
static bool is_forthcoming(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first; t-- > 1 && m->first - t < 5;)
    if (is(c, t, "for") && (is(c, t - 1, "set") || is(c, t - 1, "ready")))
      return true; /* "are all set for this year's X" */
  for (uint32_t t = m->first; t-- > 0 && m->first - t < 4 && c->s->tokens[t].upos != ATT_ADP;)
    if (att_clause_word(c, ATT_WORD_FORTHCOMING, c->s->tokens[t].form) || is(c, t, "next"))
      return true;
  return false;
}

/* "hope to build on the recent X exercise": whatever comes of the hope, it has been held. */
static bool is_bygone(const att_clause *c, const att_mention *m) {
  static const char *const WORDS[] = {"recent", "recently", "concluded", "completed", NULL};
  for (uint32_t t = m->first; t-- > 0 && m->first - t < 4 && c->s->tokens[t].upos != ATT_ADP;)
    if (att_one_of(c->s->tokens[t].form, WORDS))
      return true;
  return false;
}

/* The digits of the year at the end or the beginning of an edition's name: "X 2025", "X 24", "2023
 * edition of X"; their number in *ret_size. */
static const char *year_of(const char *name, size_t *ret_size) {
  const char *end = name + strlen(name), *first = end;
  while (first > name && isdigit((unsigned char)first[-1]))
    first--;
  *ret_size = (size_t)(end - first);
  if (*ret_size > 0)
    return first;
  size_t size = strspn(name, "0123456789");
  *ret_size = name[size] == ' ' ? size : 0;
  return name;
}

/* "19th" of "19th edition of X", "third" of "third X". */
static size_t ordinal_of(const att_facts *f, const char *name) {
  size_t size = strcspn(name, " "), digits = strspn(name, "0123456789");
  const char *word = att_arena_copy(f->arena, name, size);
  bool told = digits > 0 ? digits < size : att_lexicon_word(f->lexicon, ATT_WORD_ORDINAL, word);
  return told ? size : 0;
}

/* May the event with the name be the edition: "African Lion 2024" is neither 2025's nor 25's, the
 * 19th not the 20th. */
static bool is_edition(const att_facts *f, const char *name, const char *edition) {
  if (name == NULL || edition == NULL)
    return true;
  size_t size, length, one = ordinal_of(f, name), other = ordinal_of(f, edition);
  if (one > 0 && other > 0)
    return one == other && strncasecmp(name, edition, one) == 0;
  const char *a = year_of(name, &size), *b = year_of(edition, &length);
  return size < 2 || length < 2 || strncmp(a + size - 2, b + length - 2, 2) == 0;
}

static bool says_last_year(const att_facts *f, uint32_t sentence) {
  const att_sentence *s = &f->document->sentences.items[sentence];
  for (uint32_t t = 0; t + 1 < s->token_count; t++)
    if (att_token_is(s, t, "last") && att_token_is(s, t + 1, "year"))
      return true;
  return false;
}

/* "X will be held in May. Last year, X was held off Sydney": two editions. */
static bool is_of_other_year(const att_clause *c, const att_event *e, att_event_status status) {
  return (e->status == ATT_HELD && status == ATT_PLANNED &&
          says_last_year(c->facts, e->evidence.sentence)) ||
         (e->status == ATT_PLANNED && status == ATT_HELD && says_last_year(c->facts, c->number));
}

/* "Last year's X", "the previous edition of X": where what tells another edition than the article's
 * begins before the name; ATT_NO_TOKEN for none. */
static uint32_t other_edition_of(const att_clause *c, const att_mention *m) {
  uint32_t t = m->first;
  t -= t > 0 && att_lexicon_word(c->facts->lexicon, ATT_WORD_EDITION, c->s->tokens[t - 1].lemma);
  if (t > 2 && (is(c, t - 1, "'s") || is(c, t - 1, "\xe2\x80\x99s")) && is(c, t - 2, "year") &&
      att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[t - 3].form))
    return t - 3;
  t -= t > 0 && is(c, t - 1, "the");
  if (t < 3 || !is(c, t - 1, "of") ||
      !att_clause_word(c, ATT_WORD_EDITION, c->s->tokens[t - 2].lemma))
    return ATT_NO_TOKEN;
  for (uint32_t i = t - 2; i-- > 0 && i + 5 > t && mention_of(c, i) == NULL;)
    if (att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[i].form))
      return i;
  return ATT_NO_TOKEN;
}

/* Where its clause says that it is held. */
static uint32_t where(const att_clause *c, const att_mention *m, const char *class_name) {
  uint32_t found = att_event_where(c, m->last, att_occasion_is_narrow(class_name));
  return found == ATT_NO_ENTITY ? att_occasion_place(c, m->last) : found;
}

/* "was held in Norway", "off Guam": the place, which need not take part. */
static bool is_setting(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first; t <= m->last; t++) {
    uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
    if (word != ATT_NO_TOKEN && word < m->first && (is(c, word, "in") || is(c, word, "off")))
      return true;
  }
  return false;
}

/* The event of another edition, dated by its clause or by "last year's". */
static void add_other_edition(const att_clause *c, const att_mention *m, uint32_t first,
                              const char *class_name) {
  att_facts *f = c->facts;
  const char *name = att_facts_text(f, c->number, first, m->last);
  for (size_t i = 0; att_events_near(f, c->number, &i); i++)
    if (f->events.items[i].initiative == m->node && f->events.items[i].name != NULL &&
        strcasecmp(f->events.items[i].name, name) == 0)
      return;
  att_event *e = att_clause_event(c, class_name, told_by(c, m), "edition");
  e->initiative = m->node;
  e->name = name;
  bool next = is(c, first, "next") || is(c, first, "following") || is(c, first, "upcoming");
  if (!att_clause_date(c, told_by(c, m), &e->start, &e->end) && is(c, first + 1, "year") &&
      f->date != NULL)
    e->start = att_arena_format(f->arena, "%04d", atoi(f->date) + (next ? 1 : -1));
  for (int end = 0; end < 2 && is(c, first + 1, "year") && f->date != NULL; end++) {
    const char **day = end ? &e->end : &e->start; /* "Last year's X took place June 19 to July 2" */
    if (*day != NULL && strlen(*day) > 4 && strncmp(*day, f->date, 4) == 0)
      *day = att_arena_format(f->arena, "%04d%s", atoi(f->date) + (next ? 1 : -1), *day + 4);
  }
  e->place = where(c, m, e->class_name);
}

/* Persons take part in conferences; in exercises their forces do. */
static void add_holders(const att_clause *c, uint32_t subject, att_event *e) {
  bool persons = strcmp(e->class_name, "Conference") == 0;
  att_indexes agents = {0};
  att_clause_agents(c, subject, &agents);
  uint32_t owner = att_clause_child(c, subject, ATT_NMOD, ATT_NO_TOKEN);
  if (agents.count == 0 && owner != ATT_NO_TOKEN) /* the two countries' armies */
    att_occasion_both(c, owner, &agents);
  for (size_t i = 0; i < agents.count; i++) {
    const att_node *n = &c->facts->nodes.items[agents.items[i]];
    bool person = n->kind == ATT_NODE_PERSON && !persons;
    if (!person || n->iso3 != NULL)
      att_indexes_add(c->facts->arena, &e->participants,
                      person ? att_facts_state(c->facts, n->iso3) : agents.items[i]);
  }
}

/* "multinational exercises, including X and Y": a series named as an example, no edition of it. */
static bool is_example(const att_clause *c, const att_mention *m) {
  static const char *const WORDS[] = {"including", "like", "as"};
  bool listed = false;
  for (uint32_t t = m->first; t-- > 1 && t + 16 > m->first;) {
    if (c->s->tokens[t].upos == ATT_VERB && !is(c, t, "including"))
      return false;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
      listed = listed || (is(c, t, WORDS[i]) && (i < 2 || is(c, t - 1, "such")));
    if (listed && (is(c, t, "exercises") || is(c, t, "drills")))
      return true;
  }
  return false;
}

/* "The exercise, known as X": the one told of before without a name; NULL for none. */
static att_event *unnamed_before(const att_clause *c, const att_mention *m,
                                 const char *class_name) {
  att_facts *f = c->facts;
  uint32_t t = m->first > 0 ? m->first - 1 : 0;
  while (t > 2 && (is(c, t, "as") || is(c, t, "\"") || is(c, t, "exercise")))
    t--;
  if (t < 2 || !att_clause_word(c, ATT_WORD_DUBBED, c->s->tokens[t].form) || !is(c, t - 1, ",") ||
      !att_occasion_is_definite(c, t - 2))
    return NULL;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if (e->initiative == ATT_NO_ENTITY &&
        (strcmp(e->class_name, class_name) == 0 || att_occasion_near(e->class_name, class_name)))
      return e;
  }
  return NULL;
}

/* Of talks by name only "A and B held them" tells who met: persons are read as for all talks. */
static void keep_two_states(const att_facts *f, att_indexes *agents) {
  bool states = agents->count == 2;
  for (size_t i = 0; i < agents->count; i++)
    states = states && f->nodes.items[agents->items[i]].kind == ATT_NODE_STATE;
  if (!states)
    agents->count = 0;
}

void att_occasion_by_name(const att_clause *c, const att_mention *m) {
  att_facts *f = c->facts;
  const char *class_name = event_class(&f->nodes.items[m->node]);
  bool denied;
  if (class_name == NULL || att_clause_is_said(c, m))
    return;
  att_event_status status = att_clause_status(c, told_by(c, m), &denied);
  if (denied || is_example(c, m))
    return;
  const char *edition = edition_name(c, m);
  att_event_status told_status = status;
  att_told told = att_occasion_told(c, m, edition, &told_status);
  if (told == ATT_TOLD_DENIED)
    return;
  uint32_t begin = other_edition_of(c, m);
  if (begin != ATT_NO_TOKEN) {
    add_other_edition(c, m, begin, class_name);
    return;
  }
  att_event *e = NULL;
  for (size_t i = 0; e == NULL && att_events_near(f, c->number, &i); i++)
    if (f->events.items[i].initiative == m->node &&
        strcmp(f->events.items[i].evidence.rule, "edition") != 0 &&
        is_edition(f, f->events.items[i].name, edition) &&
        !is_of_other_year(c, &f->events.items[i], status == ATT_HELD ? told_status : status))
      e = &f->events.items[i];
  if (e == NULL && (e = unnamed_before(c, m, class_name)) != NULL) {
    e->initiative = m->node;
    e->name = NULL;
  }
  bool moved = told != ATT_TOLD_BEHIND && is_wished(c, m), bygone = is_bygone(c, m);
  if (e == NULL && told == ATT_TOLD_NOTHING && status == ATT_HELD && !moved && !bygone)
    return;
  if (e == NULL) {
    e = att_clause_event(c, class_name, told_by(c, m), "named-event");
    e->initiative = m->node;
    if (bygone && (e->status == ATT_PROPOSED || e->status == ATT_PLANNED))
      e->status = ATT_HELD;
    else if (e->status == ATT_HELD && !bygone)
      e->status = told_status == ATT_CANCELLED ? ATT_CANCELLED
                  : is_forthcoming(c, m)       ? ATT_PLANNED
                  : moved                      ? ATT_PROPOSED
                                               : told_status;
    uint32_t verb = told_by(c, m);
    if (e->status == ATT_ONGOING &&
        (told_status == ATT_CANCELLED || told_status == ATT_HYPOTHETICAL))
      e->status = told_status; /* "is cancelling X", "is considering cancelling X" */
    if (strcmp(c->s->tokens[verb].xpos, "VBN") == 0 && e->status == ATT_HELD &&
        att_clause_word(c, ATT_WORD_PLANNING, c->s->tokens[verb].lemma))
      e->status = ATT_PLANNED; /* "X is scheduled for May" */
    if (c->s->tokens[verb].upos == ATT_VERB &&
        (e->status == ATT_HELD || e->status == ATT_PLANNED || att_clause_is_demanded(c, verb)) &&
        att_clause_word(c, ATT_WORD_CANCELLING, c->s->tokens[verb].lemma))
      e->status = att_clause_is_demanded(c, verb) ? ATT_PLANNED : ATT_CANCELLED;
  }
  uint32_t teller = told_by(c, m);
  bool of = att_occasion_is_of(c, m->last, teller);
  if (of && (e->status == ATT_PLANNED || e->status == ATT_PROPOSED) && status == ATT_HELD &&
      told_status == ATT_HELD && att_occasion_took_place(c, teller))
    e->status = ATT_HELD; /* a headline's "X to begin": "X began on Monday" */
  if (e->name == NULL)
    e->name = edition;
  if (e->start == NULL && !att_clause_date(c, m->first, &e->start, &e->end))
    att_clause_date(c, told_by(c, m), &e->start, &e->end); /* "In 2018, they held X" */
  if (of)
    att_occasion_days(c, teller, e);
  if (e->place == ATT_NO_ENTITY)
    e->place = where(c, m, e->class_name);
  size_t event = (size_t)(e - f->events.items);
  uint32_t verb = told_by(c, m), subject = att_clause_subject(c, verb, &(bool){false});
  if (att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma) && subject != ATT_NO_TOKEN)
    add_holders(c, subject, &f->events.items[event]);
  if (strcmp(class_name, "Talks") == 0) {
    keep_two_states(f, &f->events.items[event].participants);
    return;
  }
  /* "A and B discussed the exercise": not what else they discussed */
  uint32_t talk = att_occasion_is_matter(c, m->last) ? att_occasion_verb(c, m->last) : ATT_NO_TOKEN;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *other = &f->mentions.items[i];
    if (other->sentence == c->number && f->nodes.items[other->node].kind == ATT_NODE_STATE &&
        !is_setting(c, other) && (talk == ATT_NO_TOKEN || other->last < talk))
      att_indexes_add(f->arena, &f->events.items[event].participants, other->node);
  }
}

/* --- other editions -------------------------------------------------------------------------- */

/* Where "next year's" or "the third" begins before the noun; ATT_NO_TOKEN if it has neither. */
static uint32_t other_edition(const att_clause *c, uint32_t t, bool *ret_numbered) {
  for (uint32_t i = t; i-- > 0 && t - i < 5;) {
    if (mention_of(c, i) != NULL || c->s->tokens[i].upos == ATT_VERB ||
        c->s->tokens[i].upos == ATT_ADP)
      return ATT_NO_TOKEN;
    if (is(c, i, "this") && is(c, i + 1, "year"))
      return i;
    *ret_numbered = is_numbered(c, i);
    if (*ret_numbered || att_clause_word(c, ATT_WORD_OTHER_EDITION, c->s->tokens[i].form))
      return i;
  }
  return ATT_NO_TOKEN;
}

/* The event of the series named last, up to this sentence. */
static const att_event *edition_named(const att_clause *c) {
  const att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (e->initiative != ATT_NO_ENTITY && strcmp(e->class_name, "Operation") != 0 &&
        strcmp(e->class_name, "Agreement") != 0)
      return e;
  }
  return NULL;
}

/* "Bangladesh offered to host the third edition", "next year's edition will be in New Zealand": an
 * edition besides the one that the article names. */
void att_occasion_by_edition(const att_clause *c, uint32_t t) {
  bool numbered = false;
  if (c->s->tokens[t].upos != ATT_NOUN || mention_of(c, t) != NULL ||
      !att_clause_word(c, ATT_WORD_EDITION, c->s->tokens[t].lemma) || att_clause_is_quoted(c, t))
    return;
  const att_event *named = edition_named(c);
  uint32_t first = named != NULL ? other_edition(c, t, &numbered) : ATT_NO_TOKEN;
  for (uint32_t i = t + 1; i < t + 6 && first != ATT_NO_TOKEN; i++)
    if (kind_at(c, i) == ATT_NODE_INITIATIVE)
      return; /* "the seventh edition of KAZIND" */
  if (first == ATT_NO_TOKEN)
    return;
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  uint32_t verb = att_occasion_verb(c, t);
  bool later = status == ATT_PLANNED || status == ATT_PROPOSED;
  const char *name = att_facts_text(c->facts, c->number, first, t);
  bool other = numbered && named->name != NULL && !is_edition(c->facts, named->name, name);
  if (denied || (numbered && !later && !other))
    return; /* "it is the third edition": the one at hand */
  bool present = is(c, first, "this");
  if (present && !is_of_other_year(c, named, status))
    return; /* "this year's edition", where no other one is told of */
  att_occasion what = {
      .class_name = named->class_name, .name = name, .rule = "edition", .alone = present || other};
  bool passive = false;
  static const char *const PLACES[] = {"by", "in", NULL};
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject != ATT_NO_TOKEN && subject != t)
    att_clause_agents(c, subject, &what.agents);
  att_occasion_obliques(c, t, PLACES, &what.agents);
  if (verb != ATT_NO_TOKEN)
    att_occasion_obliques(c, verb, PLACES, &what.agents);
  for (size_t i = 0; i < named->participants.count && what.agents.count == 0; i++)
    att_indexes_add(c->facts->arena, &what.agents, named->participants.items[i]);
  att_occasion_add(c, t, &what);
}
