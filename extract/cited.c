/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents that the text cites as its sources: "said in a press release on 7 June 2024",
 * "according to a statement from the embassy", "wrote in a post on X", "the agency A reported".
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/is.h"

enum { WORDS_APART = 8 };

static bool is_of_class(const att_clause *c, uint32_t t, att_word_class class) {
  return att_clause_word(c, class, c->s->tokens[t].lemma);
}

static bool speaks(const att_clause *c, uint32_t verb) {
  return c->s->tokens[verb].upos == ATT_VERB &&
         (att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "say") ||
          is(c, verb, "reads") || is(c, verb, "read") || is(c, verb, "quoted"));
}

/* The body that the person is a spokesperson of; ATT_NO_ENTITY. */
static uint32_t spoken_for(const att_facts *f, uint32_t person) {
  for (size_t i = 0; i < f->tenures.count; i++) {
    const att_tenure *t = &f->tenures.items[i];
    if (t->person == person && strcmp(t->role_id, "spokesperson") == 0 && !t->former &&
        !t->implied && t->organization != ATT_NO_ENTITY)
      return t->organization;
  }
  return ATT_NO_ENTITY;
}

/* Persons, bodies and states that the phrase names. */
static void add_publishers(const att_clause *c, uint32_t t, att_indexes *publishers) {
  att_indexes agents = {0};
  att_clause_agents(c, t, &agents);
  att_facts_prefer(c->facts, &agents);
  for (size_t i = 0; i < agents.count && i < 4; i++) {
    uint8_t kind = c->facts->nodes.items[agents.items[i]].kind;
    if (kind != ATT_NODE_PLACE && kind != ATT_NODE_INITIATIVE)
      att_indexes_add(c->facts->arena, publishers, agents.items[i]);
  }
}

/* Whose the document is by its own phrase: "from the embassy", "by", "an RCA statement", "a
 * statement issued by". */
static void own_publishers(const att_clause *c, uint32_t t, att_indexes *publishers) {
  static const char *const FROM[] = {"from", "by", "of"};
  uint32_t clause = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
  for (size_t i = 0; i < 3 && publishers->count == 0; i++) {
    uint32_t o = att_clause_oblique(c, t, FROM[i], ATT_NO_TOKEN);
    if (o == ATT_NO_TOKEN && i == 1 && clause != ATT_NO_TOKEN)
      o = att_clause_oblique(c, clause, "by", ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN)
      add_publishers(c, o, publishers);
  }
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t && publishers->count == 0; i++)
    if (c->s->tokens[i].head == t + 1 || c->facts->owner[c->number][i] != 0) {
      uint32_t m = c->facts->owner[c->number][i];
      bool own = m != 0 || c->s->tokens[i].rel == ATT_NMOD_POSS;
      uint8_t kind =
          m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind : ATT_NODE_ORG;
      bool body = kind == ATT_NODE_ORG || (c->s->tokens[i].head == t + 1 && own);
      if (own && body)
        add_publishers(c, i, publishers);
    }
}

/* How the sentence uses the document's noun. */
typedef enum { UNUSED, SPEAKS, HOLDS, PUBLISHED, ACCORDING } att_use;

/* "according to" that the phrase stands behind. */
static bool is_according(const att_clause *c, uint32_t t) {
  for (uint32_t i = t; i-- > 1 && i + WORDS_APART > t;)
    if (is(c, i, ",") || c->s->tokens[i].upos == ATT_VERB)
      return is(c, i, "according") && is(c, i + 1, "to");
    else if (is(c, i, "to") && is(c, i - 1, "according"))
      return true;
  return false;
}

static att_use use_of(const att_clause *c, uint32_t t, uint32_t *ret_verb) {
  static const char *const IN[] = {"in", "via", "through", "on"};
  uint32_t verb = att_clause_head(c, t), word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  *ret_verb = verb;
  if (is_according(c, t))
    return ACCORDING;
  if (verb == ATT_NO_TOKEN)
    return UNUSED;
  if (word != ATT_NO_TOKEN) {
    bool in = false;
    for (size_t i = 0; i < sizeof IN / sizeof *IN; i++)
      in = in || is(c, word, IN[i]);
    return in && rel == ATT_OBL && speaks(c, verb) ? HOLDS : UNUSED;
  }
  bool inverted = rel == ATT_OBJ && verb < t && strcmp(c->s->tokens[verb].lemma, "say") == 0;
  if ((rel == ATT_NSUBJ || inverted) && speaks(c, verb))
    return SPEAKS; /* "X, said a press release" */
  return rel == ATT_OBJ && is_of_class(c, verb, ATT_WORD_PUBLISHING) ? PUBLISHED : UNUSED;
}

/* May the word stand between the document and its day: "issued late on Monday"? */
static bool joins_day(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_ADP || is(c, t, "dated") || is(c, t, "late") ||
         is(c, t, "early") || is(c, t, "earlier") || is(c, t, "the") || is(c, t, "its") ||
         is(c, t, "a") || is(c, t, "press") || is(c, t, "x") || is(c, t, "facebook") ||
         is_of_class(c, t, ATT_WORD_PUBLISHING) || c->facts->owner[c->number][t] != 0;
}

/* The day that begins at the token; NULL for none, and for months and years. */
static const char *day_at(const att_clause *c, uint32_t t, uint32_t *ret_behind) {
  uint32_t last;
  const char *day = att_date_at(c, t, &last);
  if (att_date_is_coarse(day))
    return NULL;
  *ret_behind = last + 1;
  return day;
}

/* The day that stands at the document: "on Monday in a statement", "a 7 June statement", "a
 * statement issued by the ministry on Monday". */
static const char *day_of(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 2 * WORDS_APART; i++) {
    uint32_t behind;
    const char *day = day_at(c, i, &behind);
    bool of_other = day != NULL && behind < c->s->token_count &&
                    (c->s->tokens[behind].upos == ATT_NOUN || is(c, behind, "'s"));
    if (day != NULL && !of_other)
      return day; /* nor "on the 7 June attack" */
    if (!joins_day(c, i))
      break;
  }
  for (uint32_t i = t; i-- > 0 && i + WORDS_APART > t;) {
    uint32_t behind;
    const char *day = day_at(c, i, &behind);
    if (day != NULL && behind <= t)
      return day;
    bool within = c->s->tokens[i].head == t + 1 || c->s->tokens[i].upos == ATT_ADP ||
                  c->s->tokens[i].upos == ATT_NUM || is(c, i, "'s") || day != NULL;
    if (!within)
      break;
  }
  return NULL;
}

static bool is_same(const att_cited *a, const att_cited *b) {
  if (strcmp(a->class_name, b->class_name) != 0 || a->publishers.count != b->publishers.count)
    return false;
  for (size_t i = 0; i < a->publishers.count; i++)
    if (a->publishers.items[i] != b->publishers.items[i])
      return false;
  return a->issued == NULL || b->issued == NULL || strcmp(a->issued, b->issued) == 0;
}

/* The document's number; one that is cited again is the same. */
static uint32_t add_cited(att_facts *f, const att_cited *d) {
  enum { BACK = 8 };
  for (size_t i = f->cited.count; i-- > 0 && i + BACK >= f->cited.count;)
    if (is_same(&f->cited.items[i], d)) {
      if (f->cited.items[i].issued == NULL)
        f->cited.items[i].issued = d->issued;
      return (uint32_t)i;
    }
  *ATT_PUSH(f->arena, &f->cited) = *d;
  for (size_t i = 0; i < d->publishers.count; i++)
    att_indexes_add(f->arena, &f->sources, d->publishers.items[i]);
  return (uint32_t)f->cited.count - 1;
}

static const char *class_of(const att_clause *c, uint32_t t, const att_indexes *publishers) {
  bool person = c->facts->nodes.items[publishers->items[0]].kind == ATT_NODE_PERSON;
  return is_of_class(c, t, ATT_WORD_RELEASE) && !person ? "PressRelease" : "SourceDocument";
}

/* "the statement", "its statement": one told of before. */
static bool is_definite(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && (is(c, i, "the") || is(c, i, "this") || is(c, i, "that")))
      return true;
  return false;
}

/* A spokesperson's document is published by the body. */
static void set_creator(att_facts *f, att_cited *d) {
  uint32_t body = d->publishers.count == 1 ? spoken_for(f, d->publishers.items[0]) : ATT_NO_ENTITY;
  d->creator = body != ATT_NO_ENTITY ? d->publishers.items[0] : ATT_NO_ENTITY;
  if (body != ATT_NO_ENTITY)
    d->publishers.items[0] = body;
}

/* The document that the noun means; ATT_NO_ENTITY. */
static uint32_t by_noun(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  uint32_t verb;
  att_use use = use_of(c, t, &verb);
  if (use == UNUSED || c->s->tokens[t].upos != ATT_NOUN || att_clause_is_quoted(c, t))
    return ATT_NO_ENTITY;
  att_cited d = {0};
  own_publishers(c, t, &d.publishers);
  if (d.publishers.count == 0 && is_definite(c, t) && use != PUBLISHED)
    return f->cited.count > 0 ? (uint32_t)f->cited.count - 1 : ATT_NO_ENTITY;
  bool passive;
  uint32_t subject =
      use == HOLDS || use == PUBLISHED ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (d.publishers.count == 0 && subject != ATT_NO_TOKEN && !passive)
    add_publishers(c, subject, &d.publishers);
  if (d.publishers.count == 0)
    return ATT_NO_ENTITY;
  set_creator(f, &d);
  d.class_name = class_of(c, t, &d.publishers);
  d.issued = day_of(c, t);
  d.evidence = att_clause_evidence(c, t, "cited-document");
  return add_cited(f, &d);
}

/* "said on X", "wrote on Facebook" */
static uint32_t by_platform(const att_clause *c, uint32_t t) {
  const char *form = c->s->tokens[t].form;
  if (t == 0 || !is(c, t - 1, "on") || form[0] < 'A' || form[0] > 'Z')
    return ATT_NO_ENTITY;
  uint32_t verb = att_clause_head(c, t);
  size_t size = strcspn(form, "."); /* "X." */
  if (verb == ATT_NO_TOKEN ||
      !att_clause_word(c, ATT_WORD_PLATFORM, att_arena_copy(c->facts->arena, form, size)))
    return ATT_NO_ENTITY;
  bool passive;
  uint32_t subject = speaks(c, verb) ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || passive)
    return ATT_NO_ENTITY;
  att_cited d = {.class_name = "SourceDocument", .creator = ATT_NO_ENTITY};
  add_publishers(c, subject, &d.publishers);
  if (d.publishers.count == 0)
    return ATT_NO_ENTITY;
  d.issued = day_of(c, t);
  d.evidence = att_clause_evidence(c, t, "cited-document");
  return add_cited(c->facts, &d);
}

/* "the news agency A reported": the body by whose name it is one of the press. */
static uint32_t by_agency(const att_clause *c, uint32_t t) {
  if (strcmp(c->s->tokens[t].lemma, "report") != 0 || c->s->tokens[t].upos != ATT_VERB ||
      att_clause_is_quoted(c, t))
    return ATT_NO_ENTITY;
  bool passive, press = false;
  uint32_t subject = att_clause_subject(c, t, &passive);
  att_cited d = {.class_name = "SourceDocument", .creator = ATT_NO_ENTITY};
  if (subject != ATT_NO_TOKEN && !passive)
    add_publishers(c, subject, &d.publishers);
  if (d.publishers.count != 1)
    return ATT_NO_ENTITY;
  const att_node *n = &c->facts->nodes.items[d.publishers.items[0]];
  for (const char *word = n->name; n->kind == ATT_NODE_ORG && *word != '\0';) {
    size_t size = strcspn(word, " ");
    press =
        press || att_clause_word(c, ATT_WORD_PRESS, att_arena_copy(c->facts->arena, word, size));
    word += size;
    word += *word == ' ';
  }
  if (!press)
    return ATT_NO_ENTITY;
  d.issued = day_of(c, t);
  d.evidence = att_clause_evidence(c, t, "cited-document");
  return add_cited(c->facts, &d);
}

/* "It added that": the subject of the statement's verb is the document told of last. */
static bool goes_on(const att_clause *c, const att_statement *s) {
  const att_facts *f = c->facts;
  bool passive;
  uint32_t t = s->evidence.first;
  uint32_t subject =
      c->s->tokens[t].upos == ATT_VERB ? att_clause_subject(c, t, &passive) : ATT_NO_TOKEN;
  if (f->cited.count == 0 || subject == ATT_NO_TOKEN || !is(c, subject, "it"))
    return false;
  const att_indexes *publishers = &f->cited.items[f->cited.count - 1].publishers;
  for (size_t i = 0; i < publishers->count; i++)
    if (publishers->items[i] == s->speaker)
      return true;
  return f->cited.items[f->cited.count - 1].creator == s->speaker;
}

void att_cited_find(att_facts *facts) {
  /* Statements by sentence, numbers + 1: the first of each, and the next one of the same. */
  uint32_t *first = ATT_NEW_ARRAY(facts->arena, uint32_t, facts->document->sentences.count + 1);
  uint32_t *next = ATT_NEW_ARRAY(facts->arena, uint32_t, facts->statements.count + 1);
  for (size_t i = facts->statements.count; i-- > 0;) {
    uint32_t sentence = facts->statements.items[i].evidence.sentence;
    next[i] = first[sentence];
    first[sentence] = (uint32_t)i + 1;
  }
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    uint32_t document = ATT_NO_ENTITY;
    for (uint32_t t = 0; t < c.s->token_count && document == ATT_NO_ENTITY; t++) {
      if (is_of_class(&c, t, ATT_WORD_DOCUMENT))
        document = by_noun(&c, t);
      if (document == ATT_NO_ENTITY)
        document = by_platform(&c, t);
      if (document == ATT_NO_ENTITY)
        document = by_agency(&c, t);
    }
    for (uint32_t s = first[i]; s != 0; s = next[s - 1]) {
      att_statement *said = &facts->statements.items[s - 1];
      said->document = document != ATT_NO_ENTITY ? document
                       : goes_on(&c, said)       ? (uint32_t)facts->cited.count - 1
                                                 : ATT_NO_ENTITY;
    }
  }
}
