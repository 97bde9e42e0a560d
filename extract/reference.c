/* SPDX-License-Identifier: Apache-2.0
 *
 * Reference: whom a phrase stands for. Names, roles ("the prime minister",
 * "the RCA commander"), pairs ("both ministers"), groups as their state, delegations as their
 * leader, lists and companions.
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* "US", "U.K.": a name in letters that stands for the adjective, too. */
static bool is_letters(const att_clause *c, const att_mention *m) {
  const char *form = c->s->tokens[m->first].form;
  return m->first == m->last && strlen(form) < 5 &&
         strpbrk(form, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

/* "counterparts from A, B and C", "his A, B and C counterparts": the states of the list that goes
 * on behind the first, which in the tree often falls apart. */
static void add_states_behind(const att_clause *c, const att_mention *first, att_indexes *agents) {
  const att_facts *f = c->facts;
  bool parted = false;
  for (uint32_t t = first->last + 1; t < c->s->token_count; t++) {
    uint32_t m = f->owner[c->number][t];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    bool beside = named != NULL && named->last + 1 < c->s->token_count && /* "and New Zealand | " */
                  c->s->tokens[first->last].head == named->last + 2;
    if (named != NULL && parted &&
        (named->adjective == first->adjective || is_letters(c, named) || is_letters(c, first) ||
         beside) &&
        (f->nodes.items[named->node].kind == ATT_NODE_STATE ||
         f->nodes.items[named->node].kind == f->nodes.items[first->node].kind)) {
      att_indexes_add(f->arena, agents, named->node);
      t = named->last;
      parted = false;
    } else if (named != NULL || !(is(c, t, ",") || is(c, t, "and") || is(c, t, "the"))) {
      return;
    } else {
      parted = true;
    }
  }
}

/* "| French, UK and German officials": the states of the list before its last, likewise. */
static void add_states_before(const att_clause *c, const att_mention *last, att_indexes *agents) {
  const att_facts *f = c->facts;
  for (uint32_t t = last->first; t > 1 && (is(c, t - 1, ",") || is(c, t - 1, "and"));) {
    uint32_t m = f->owner[c->number][t - 2];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (named == NULL || f->nodes.items[named->node].kind != ATT_NODE_STATE ||
        !(named->adjective || is_letters(c, named)) || !(last->adjective || is_letters(c, last)))
      return;
    att_indexes_add(f->arena, agents, named->node);
    t = named->first;
  }
}

/* "the U.S. ambassador": does an office of diplomats end at the token? */
static bool is_envoy(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 1 ? t - 1 : 0, last; i <= t; i++) {
    const att_lex_entry *role = att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, i, &last);
    if (role != NULL && last == t)
      return role->type != NULL && strcmp(role->type, "diplomatic-mission") == 0;
  }
  return false;
}

/* The state that a common noun is of: "Cambodian officials", "officials of Cambodia". */
static bool add_state_of(const att_clause *c, uint32_t t, att_indexes *agents) {
  bool any = false;
  for (uint32_t i = 0; i < c->s->token_count; i++) {
    if (c->s->tokens[i].head != t + 1)
      continue;
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (rel != ATT_AMOD && rel != ATT_COMPOUND && rel != ATT_NMOD)
      continue;
    uint32_t m = c->facts->owner[c->number][i];
    uint32_t word = att_clause_child(c, i, ATT_CASE, ATT_NO_TOKEN);
    if (m == 0 ||
        (word != ATT_NO_TOKEN && (is(c, word, "in") || (is(c, word, "to") && is_envoy(c, t)))))
      continue; /* peacekeepers in Mali, the ambassador to Mali */
    uint32_t node = c->facts->mentions.items[m - 1].node;
    uint8_t kind = c->facts->nodes.items[node].kind;
    if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG) {
      att_indexes_add(c->facts->arena, agents, node);
      any = true;
    }
    if (any) {
      add_states_before(c, &c->facts->mentions.items[m - 1], agents);
      add_states_behind(c, &c->facts->mentions.items[m - 1], agents);
    }
  }
  uint32_t of = any ? ATT_NO_TOKEN : att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  uint32_t from = any ? ATT_NO_TOKEN : att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  if (!any && from == ATT_NO_TOKEN && is(c, t + 1, "from") && c->s->tokens[t + 1].head > t + 2)
    from = c->s->tokens[t + 1].head - 1; /* wherever the tree has hung it */
  if (from != ATT_NO_TOKEN && from > t && c->facts->owner[c->number][from] != 0) {
    uint32_t node = c->facts->mentions.items[c->facts->owner[c->number][from] - 1].node;
    uint8_t kind = c->facts->nodes.items[node].kind;
    return (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG) &&
           (att_indexes_add(c->facts->arena, agents, node) || true);
  }
  if (from != ATT_NO_TOKEN && from > t && c->facts->owner[c->number][from] == 0 &&
      (att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[from].lemma) ||
       strcmp(c->s->tokens[from].lemma, "ministry") == 0))
    return add_state_of(c, from, agents); /* "officials from the A and B ministries" */
  if (of != ATT_NO_TOKEN && of > t && c->facts->owner[c->number][of] == 0 &&
      att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[t].lemma) &&
      att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[of].lemma))
    return add_state_of(c, of, agents); /* "a team of six officers from X" */
  of = of != ATT_NO_TOKEN && c->facts->owner[c->number][of] == 0
           ? att_clause_oblique(c, of, "of", ATT_NO_TOKEN)
           : ATT_NO_TOKEN; /* "the chiefs of defence of A and B" */
  uint32_t m = of != ATT_NO_TOKEN ? c->facts->owner[c->number][of] : 0;
  const att_mention *state = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
  if (state != NULL && c->facts->nodes.items[state->node].kind == ATT_NODE_ORG &&
      (is(c, t, "participants") || att_clause_word(c, ATT_WORD_STUDENT, c->s->tokens[t].lemma)))
    return att_indexes_add(c->facts->arena, agents, state->node) || true; /* "participants of the
                                                                 9th course of the X College" */
  if (state == NULL || c->facts->nodes.items[state->node].kind != ATT_NODE_STATE)
    return any;
  att_indexes_add(c->facts->arena, agents, state->node);
  add_states_behind(c, state, agents);
  return true;
}

/* Does the text name the state that the place lies in, or is the place its capital? */
static bool is_in_named_state(att_facts *f, uint32_t place) {
  const char *iso3 = f->nodes.items[place].iso3;
  const att_lex_entry *capital =
      att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, f->nodes.items[place].name);
  return iso3 != NULL && ((capital != NULL && strcmp(capital->iso3, iso3) == 0) ||
                          att_mention_count(f, att_facts_state(f, iso3)) > 0);
}

/* The place of the visit told of last up to the sentence; ATT_NO_ENTITY. */
static uint32_t place_of_visit(const att_clause *c) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Visit") == 0 && e->evidence.sentence <= c->number &&
        e->place < f->nodes.count && is_in_named_state(f, e->place))
      return e->place;
  }
  return ATT_NO_ENTITY;
}

/* "military officials in Nairobi", "local authorities": the state they are in, or where the article
 * comes from, or that is visited. */
static bool add_state_around(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  if (strcmp(c->s->tokens[t].xpos, "NNS") != 0 ||
      !att_clause_word(c, ATT_WORD_OFFICIAL, c->s->tokens[t].lemma))
    return false;
  uint32_t in = att_clause_oblique(c, t, "in", ATT_NO_TOKEN), place = ATT_NO_ENTITY;
  bool local = false;
  for (uint32_t i = 0; i < t; i++)
    local = local || (c->s->tokens[i].head == t + 1 && is(c, i, "local"));
  if (in != ATT_NO_TOKEN && f->owner[c->number][in] != 0)
    place = f->mentions.items[f->owner[c->number][in] - 1].node;
  else if (local)
    place = att_event_dateline(f) < f->nodes.count ? att_event_dateline(f) : place_of_visit(c);
  if (place >= f->nodes.count || f->nodes.items[place].iso3 == NULL)
    return false;
  return att_indexes_add(f->arena, agents, att_facts_state(f, f->nodes.items[place].iso3)) || true;
}

/* Is the name, in this sentence, a verb's subject or object? */
static bool is_argument(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first; m->sentence == c->number && t <= m->last; t++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    uint32_t head = att_clause_head(c, t);
    if ((rel == ATT_APPOS || rel == ATT_FLAT) && head != ATT_NO_TOKEN && head < m->first)
      rel = att_rel_base((att_rel)c->s->tokens[head].rel); /* "the ship X" */
    if (rel == ATT_OBJ || rel == ATT_NSUBJ)
      return true;
  }
  return false;
}

static bool add_itself(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth);

/* "the tanks it has given", "the country it serves": the state or body that is the subject or
 * object of a verb before the pronoun, in its sentence. */
static bool add_it(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  if (!is(c, t, "it") || att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ)
    return false;
  uint32_t verb = att_clause_head(c, t), over = ATT_NO_TOKEN;
  if (verb != ATT_NO_TOKEN && c->s->tokens[verb].rel == ATT_ADVCL)
    over = att_clause_head(c, verb); /* "the ship will train before it departs" */
  uint32_t subject =
      over != ATT_NO_TOKEN ? att_clause_subject(c, over, &(bool){false}) : ATT_NO_TOKEN;
  att_indexes same = {0};
  if (subject != ATT_NO_TOKEN && subject < t && !is(c, subject, "it") &&
      add_itself(c, subject, &same, 1) && same.count == 1 &&
      f->nodes.items[same.items[0]].kind != ATT_NODE_PERSON)
    return att_indexes_add(f->arena, agents, same.items[0]) || true;
  for (size_t i = f->mentions.count; att_mentions_back(f, c->number, c->number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    uint8_t kind = f->nodes.items[m->node].kind;
    if (m->sentence == c->number && m->last < t && is_argument(c, m) &&
        (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG))
      return att_indexes_add(f->arena, agents, m->node) || true;
  }
  return false;
}

/* "the country", "the Kingdom": the state named last before it, by itself, its people or a body of
 * it, which is not that of the clause's subject. */
static bool add_realm(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  bool passive;
  if (!att_clause_word(c, ATT_WORD_REALM, c->s->tokens[t].form) || t == 0 || !is(c, t - 1, "the"))
    return false;
  uint32_t verb = att_event_verb(c, t);
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  uint32_t own = subject != ATT_NO_TOKEN ? f->owner[c->number][subject] : 0;
  const char *home = own != 0 ? f->nodes.items[f->mentions.items[own - 1].node].iso3 : NULL;
  bool capital = isupper((unsigned char)c->s->tokens[t].form[0]) != 0;
  for (int any = capital ? -1 : 0; any < 2; any++) /* a "Kingdom" by its full name before others */
    for (size_t i = f->mentions.count;
         att_mentions_back(f, c->number > 2 ? c->number - 2 : 0, c->number, &i);) {
      const att_mention *m = &f->mentions.items[i];
      const att_node *n = &f->nodes.items[m->node];
      bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t);
      if (!before || m->sentence + 2 < c->number || n->iso3 == NULL ||
          (n->kind != ATT_NODE_STATE && n->kind != ATT_NODE_ORG) ||
          (home != NULL && strcmp(home, n->iso3) == 0) || (any == 0 && !is_argument(c, m)) ||
          (any < 0 && !att_event_is_called(f, n->iso3, c->s->tokens[t].form)))
        continue;
      return att_indexes_add(f->arena, agents, att_facts_state(f, n->iso3)) || true;
    }
  return false;
}

/* "Four people received the general:" and a list with bullets behind it: its persons. */
static bool add_bulleted(const att_clause *c, att_indexes *agents) {
  att_facts *f = c->facts;
  bool any = false;
  if (!is(c, c->s->token_count - 1, ":"))
    return false;
  for (uint32_t n = c->number + 1; n < f->document->sentences.count; n++) {
    const att_sentence *s = &f->document->sentences.items[n];
    const char *first = s->tokens[0].form;
    if (strcmp(first, "-") != 0 && strcmp(first, "*") != 0 && strcmp(first, "\xe2\x80\xa2") != 0 &&
        strcmp(first, "\xe2\x80\x93") != 0 && strcmp(first, "\xc2\xb7") != 0)
      break;
    for (uint32_t t = 0; t < s->token_count; t++) {
      uint32_t m = f->owner[n][t];
      if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
        any = att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node) || any;
    }
  }
  return any;
}

/* "the French Chief of the Defence Staff of the Armed Forces, General A B": the comma behind the
 * office whose noun stands at `t`; `t` for none. */
static uint32_t office_end(const att_clause *c, uint32_t t) {
  uint32_t last = t;
  bool office = false;
  for (uint32_t b = t > 2 ? t - 2 : 0; b <= t && !office; b++)
    office =
        att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, b, &last) != NULL && last >= t;
  for (uint32_t i = last + 1; office && i < c->s->token_count && i < last + 12; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    if (is(c, i, ","))
      return i;
    if (m == 0 && !is(c, i, "of") && !is(c, i, "the") && !is(c, i, "for"))
      return t;
    i = m != 0 ? c->facts->mentions.items[m - 1].last : i;
  }
  return t;
}

/* "his Qatari counterpart Khalid A", "her guest, General B": the name right behind the noun. */
static bool add_name_behind(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t at = is(c, t + 1, ",") ? t + 2 : t + 1, office = office_end(c, t);
  uint32_t from = is(c, t + 1, "from") ? t + 2 + is(c, t + 2, "the") : t;
  uint32_t of = from > t && from < c->s->token_count ? f->owner[c->number][from] : 0;
  if (of != 0 && is(c, t, "counterpart") && is(c, f->mentions.items[of - 1].last + 1, ","))
    office = f->mentions.items[of - 1].last + 1; /* "her counterpart from X, A B" */
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence == c->number && att_reference_is_person(f, m) &&
        ((m->title_first == at &&
          (at == t + 1 || att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma))) ||
         (office > t && m->title_first == office + 1)))
      return att_indexes_add(f->arena, agents, m->node) || true;
  }
  return false;
}

/* May the token stand between two persons of a list? Titles, bodies, commas; no verb. */
static bool joins_list(const att_clause *c, uint32_t t) {
  uint32_t last;
  const att_lexicon *lexicon = c->facts->lexicon;
  return att_clause_word(c, ATT_WORD_LIST_JOINT, c->s->tokens[t].form) ||
         c->facts->owner[c->number][t] != 0 ||
         att_lexicon_match(lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL ||
         att_lexicon_match(lexicon, ATT_LEX_RANK, c->s, t, &last) != NULL ||
         c->s->tokens[t].upos == ATT_ADJ || c->s->tokens[t].upos == ATT_NOUN ||
         c->s->tokens[t].upos == ATT_PROPN;
}

/* "including A and B", "such as A", "among them A": a word that brings in who of a group is named.
 */
static bool brings_names(const att_clause *c, uint32_t t) {
  bool such = is(c, t, "such") && is(c, t + 1, "as"),
       as = t > 0 && is(c, t, "as") && is(c, t - 1, "such");
  bool among = is(c, t, "among") && (is(c, t + 1, "them") || is(c, t + 1, "others"));
  bool them = t > 0 && is(c, t - 1, "among") && (is(c, t, "them") || is(c, t, "others"));
  return att_clause_word(c, ATT_WORD_NAMING, c->s->tokens[t].form) || such || as || among || them;
}

/* "her counterparts from Italy and Romania, A and B", "leaders including A and B": the names behind
 * the plural, its states and a comma. */
static bool add_names_behind(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  bool comma = false, any = false;
  if (!att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma) &&
      !att_clause_word(c, ATT_WORD_PAIR, c->s->tokens[t].form))
    return false;
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    const att_mention *named = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (named != NULL && att_reference_is_person(f, named)) {
      if (!comma)
        return any;
      any = att_indexes_add(f->arena, agents, named->node) || any;
      i = named->last;
    } else if (is(c, i, ",") || is(c, i, "(") || is(c, i, ":") || brings_names(c, i)) {
      comma = true;
    } else if (named == NULL && !is(c, i, "from") && !joins_list(c, i)) {
      return any;
    }
  }
  return any;
}

/* "The latter", "the former": of the two persons named last before it. */
static bool add_of_two(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t last = ATT_NO_ENTITY, before = ATT_NO_ENTITY;
  bool latter = is(c, t, "latter");
  if (t == 0 || !is(c, t - 1, "the") || !(latter || is(c, t, "former")) ||
      (c->s->tokens[t].rel != ATT_NMOD_POSS && c->s->tokens[t].head > t + 1 &&
       c->s->tokens[c->s->tokens[t].head - 1].upos == ATT_NOUN))
    return false;
  for (size_t i = 0; att_mentions_in(f, c->number > 0 ? c->number - 1 : 0, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool earlier = m->sentence < c->number || (m->sentence == c->number && m->last < t);
    if (!earlier || c->number - m->sentence > 1 || !att_reference_is_person(f, m) ||
        m->node == last)
      continue;
    before = last;
    last = m->node;
  }
  uint32_t who = latter ? last : before;
  return who != ATT_NO_ENTITY && (att_indexes_add(f->arena, agents, who) || true);
}

/* Who speaks of himself outside of quotation marks: the person on the line at the article's head
 * that has no verb, "The Hon A B MP"; ATT_NO_ENTITY. */
static uint32_t author(const att_facts *f, uint32_t sentence) {
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    uint8_t kind = f->document->paragraphs.items[s->paragraph].kind;
    bool verb = false;
    bool alone = m->title_first < 2 && m->last + 2 >= s->token_count;
    if (m->sentence >= sentence || !att_reference_is_person(f, m) ||
        (kind != ATT_PARAGRAPH_HEADING && kind != ATT_PARAGRAPH_BYLINE &&
         (kind != ATT_PARAGRAPH_TITLE || !alone)))
      continue;
    for (uint32_t t = 0; t < s->token_count; t++)
      verb = verb || s->tokens[t].upos == ATT_VERB;
    if (!verb)
      return m->node;
  }
  return ATT_NO_ENTITY;
}

/* "Romania, whose minister visited X": the state or body, for its people; "X, whose deputy, General
 * A B, flew": A B. */
static bool add_whose(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t own = ATT_NO_TOKEN;
  for (uint32_t i = t > 5 ? t - 5 : 0; i < t; i++)
    if (is(c, i, "whose"))
      own = i;
  if (own == ATT_NO_TOKEN || own < 2)
    return false;
  for (uint32_t i = own + 1; i < t; i++)
    if (c->s->tokens[i].upos == ATT_VERB || is(c, i, ","))
      return false;
  for (size_t i = 0; is(c, t + 1, ",") && att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence == c->number && m->title_first == t + 2 && att_reference_is_person(f, m))
      return att_indexes_add(f->arena, agents, m->node) || true;
  }
  uint32_t m = f->owner[c->number][own - 1 - is(c, own - 1, ",")];
  const att_node *owner = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
  if (owner == NULL || (owner->kind != ATT_NODE_STATE && owner->kind != ATT_NODE_ORG) ||
      !att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma))
    return false;
  return att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node) || true;
}

static void add_phrase(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth);

/* "The Harukaze belongs to X. She came to Y": the ship that is the subject of the sentence before,
 * which names nobody; ATT_NO_ENTITY. */
static uint32_t ship_told_of(const att_facts *f, uint32_t sentence) {
  uint32_t ship = ATT_NO_ENTITY;
  for (size_t i = 0; sentence > 0 && att_mentions_in(f, sentence - 1, sentence - 1, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence + 1 != sentence)
      continue;
    if (att_reference_is_person(f, m))
      return ATT_NO_ENTITY;
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    for (uint32_t t = m->first; t <= m->last && ship == ATT_NO_ENTITY; t++) {
      const att_token *word = &s->tokens[t];
      if (word->rel == ATT_APPOS && word->head > 0)
        word = &s->tokens[word->head - 1]; /* "the frigate X" */
      if (att_rel_base((att_rel)word->rel) == ATT_NSUBJ && word->head > 0 &&
          s->tokens[word->head - 1].head == 0 && att_facts_is_ship(f, &f->nodes.items[m->node]))
        ship = m->node;
    }
  }
  return ship;
}

/* "Austin met B": a city that is no capital stands for no state. */
static bool is_plain_city(const att_facts *f, const att_node *place) {
  return att_lexicon_find(f->lexicon, ATT_LEX_CITY, place->name) != NULL &&
         att_lexicon_find(f->lexicon, ATT_LEX_CAPITAL, place->name) == NULL &&
         att_lexicon_find(f->lexicon, ATT_LEX_PLACE, place->name) == NULL;
}

/* "A Chinese naval ship arrived in X": the ship of that state which the words behind or the next
 * sentences name, else the state. */
static bool add_new_ship(const att_clause *c, uint32_t t, att_indexes *agents) {
  enum { NEXT = 3 };
  att_facts *f = c->facts;
  att_indexes whose = {0};
  uint32_t det = att_clause_child(c, t, ATT_DET_REL, ATT_NO_TOKEN);
  if (det == ATT_NO_TOKEN || !(is(c, det, "a") || is(c, det, "an")) ||
      !att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[t].lemma) || !add_state_of(c, t, &whose) ||
      whose.count != 1)
    return false;
  uint32_t node = whose.items[0];
  for (size_t i = 0; att_mentions_in(f, c->number, c->number + NEXT, &i); i++) {
    const att_node *n = &f->nodes.items[f->mentions.items[i].node];
    if (att_facts_is_ship(f, n) && f->nodes.items[node].iso3 != NULL &&
        (n->iso3 == NULL || strcmp(n->iso3, f->nodes.items[node].iso3) == 0))
      return att_indexes_add(f->arena, agents, f->mentions.items[i].node) || true;
  }
  return att_indexes_add(f->arena, agents, node) || true;
}

/* "A called on B. He said they would visit X": of the agents from `first` on, who visit already;
 * where none or all do, those who are not at home. */
static void keep_travellers(const att_facts *f, size_t first, att_indexes *agents) {
  size_t visitors = 0, away = 0, kept = first;
  for (size_t i = first; i < agents->count; i++) {
    visitors += att_reference_is_visitor(f, agents->items[i]);
    away += !att_reference_is_at_home(f, agents->items[i]);
  }
  bool some = visitors > 0 && visitors < agents->count - first;
  if (!some && away == 0)
    return;
  for (size_t i = first; i < agents->count; i++)
    if (some ? att_reference_is_visitor(f, agents->items[i])
             : !att_reference_is_at_home(f, agents->items[i]))
      agents->items[kept++] = agents->items[i];
  agents->count = kept;
}

static bool add_itself(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth) {
  att_facts *f = c->facts;
  const att_token *token = &c->s->tokens[t];
  uint32_t m = f->owner[c->number][t];
  if (m != 0) {
    const att_node *node = &f->nodes.items[f->mentions.items[m - 1].node];
    bool modifier = f->mentions.items[m - 1].adjective && token->upos == ATT_ADJ;
    if (node->kind == ATT_NODE_PLACE && (node->iso3 == NULL || is_plain_city(f, node)))
      return false;
    if (node->kind == ATT_NODE_INITIATIVE || modifier)
      return false;
    if (node->kind == ATT_NODE_PLACE)
      att_indexes_add(f->arena, agents, att_facts_state(f, node->iso3));
    else
      att_indexes_add(f->arena, agents, f->mentions.items[m - 1].node);
    return true;
  }
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i);
       i++) { /* in the titles before a name */
    const att_mention *n = &f->mentions.items[i];
    if (n->sentence == c->number && t >= n->title_first && t < n->first) {
      att_indexes_add(f->arena, agents, n->node);
      return true;
    }
  }

  for (uint32_t a = att_clause_child(c, t, ATT_APPOS, ATT_NO_TOKEN); a != ATT_NO_TOKEN;
       a = att_clause_child(c, t, ATT_APPOS, a))
    if (depth < 3 && add_itself(c, a, agents, depth + 1))
      return true;
  if (add_whose(c, t, agents))
    return true;
  uint32_t behind = t + 1 < c->s->token_count ? f->owner[c->number][t + 1] : 0;
  if (behind != 0 && token->upos == ATT_NOUN && f->mentions.items[behind - 1].first == t + 1 &&
      att_facts_is_ship(f, &f->nodes.items[f->mentions.items[behind - 1].node])) {
    att_indexes_add(f->arena, agents, f->mentions.items[behind - 1].node); /* "the tanker X" */
    return true;
  }
  if (is(c, t, "i") || is(c, t, "my") || is(c, t, "me")) {
    uint32_t node = author(f, c->number);
    return node != ATT_NO_ENTITY && (att_indexes_add(f->arena, agents, node) || true);
  }
  bool he = is(c, t, "he") || is(c, t, "his") || is(c, t, "him");
  bool she = is(c, t, "she") || is(c, t, "her");
  bool told = t < 3 && (she || is(c, t, "it"));
  uint32_t ship = told ? ship_told_of(f, c->number) : ATT_NO_ENTITY;
  if (he || she) {
    if (she && ship != ATT_NO_ENTITY)
      return att_indexes_add(f->arena, agents, ship) || true;
    uint32_t node = att_reference_antecedent(c, t, she);
    if (node != ATT_NO_ENTITY)
      att_indexes_add(f->arena, agents, node);
    return node != ATT_NO_ENTITY || (she && t < 3 && att_reference_last_ship(c, agents));
  }
  if (is(c, t, "it") && ship != ATT_NO_ENTITY)
    return att_indexes_add(f->arena, agents, ship) || true;
  if ((is(c, t, "they") || is(c, t, "their") || is(c, t, "it")) &&
      att_reference_delegation_before(c, t, agents))
    return true;
  if (att_reference_crew(c, t, agents) || att_reference_three(c, t, agents) ||
      att_reference_own_people(c, t, agents))
    return true;
  if (att_clause_word(c, ATT_WORD_PAIR, token->form) && !(t > 0 && is(c, t - 1, "all")) &&
      att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
      att_clause_child(c, t, ATT_AMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
      att_clause_child(c, t, ATT_COMPOUND, ATT_NO_TOKEN) == ATT_NO_TOKEN) {
    bool states = is(c, t, "countries") || is(c, t, "nations");
    size_t before = agents->count;
    if (!states || !att_reference_two_states(c, agents))
      att_reference_last_pair(c, t, agents);
    if (is(c, t, "they") && att_reference_is_traveller(c, t))
      keep_travellers(f, before, agents);
    return true;
  }
  if (is(c, t, "following") && add_bulleted(c, agents))
    return true;
  if (add_of_two(c, t, agents) || add_realm(c, t, agents) || add_it(c, t, agents))
    return true;
  if (token->upos != ATT_NOUN && token->upos != ATT_PROPN && token->upos != ATT_ADJ)
    return false;
  bool visiting = t > 0 && is(c, t - 1, "visiting") && strcmp(token->xpos, "NNS") == 0;
  if ((att_clause_word(c, ATT_WORD_DELEGATION, token->lemma) || visiting) &&
      att_reference_leader(c, t, agents))
    return true;
  uint32_t delegation = att_reference_delegation_of(c, t);
  if (delegation != ATT_NO_TOKEN && depth < 3)
    return add_itself(c, delegation, agents, depth + 1);
  bool plural = strcmp(token->xpos, "NNS") == 0;
  if (plural &&
      (att_clause_word(c, ATT_WORD_GROUP, token->lemma) ||
       att_clause_word(c, ATT_WORD_VISITORS, token->lemma)) &&
      att_reference_led(c, t, agents))
    return true;
  if (plural && att_reference_is_party(c, t) && att_reference_last_visitors(c, t, agents))
    return true;
  if (plural && att_reference_are_delegates(c, t) && att_reference_leader(c, t, agents))
    return true;
  if (plural ? add_names_behind(c, t, agents) : add_name_behind(c, t, agents))
    return true;
  bool lower = strpbrk(token->form, "abcdefghijklmnopqrstuvwxyz") != NULL; /* not "the CDS" */
  if ((plural || strcmp(token->xpos, "NNPS") == 0) && lower &&
      att_reference_two_by_role(c, t, agents))
    return true;
  if (plural ? att_reference_guests(c, t, agents) : att_reference_guest_or_host(c, t, agents))
    return true;
  if (att_reference_ship(c, t, agents) || (!plural && att_reference_countryman(c, t, agents)))
    return true;
  if (!plural && att_reference_role(c, t, agents))
    return true;
  if (!plural && att_reference_named_ahead(c, t, agents))
    return true;
  if (plural && att_reference_party_ahead(c, t, agents))
    return true;
  if (add_new_ship(c, t, agents))
    return true;
  bool one_ship = !plural && att_clause_word(c, ATT_WORD_SHIP, token->lemma);
  if (!one_ship && att_clause_word(c, ATT_WORD_GROUP, token->lemma) &&
      (add_state_of(c, t, agents) || add_state_around(c, t, agents)))
    return true; /* "two ships of the X Navy", but "an X Navy ship", which has a name */
  return plural && add_bulleted(c, agents);
}

bool att_reference_itself(const att_clause *c, uint32_t t, att_indexes *agents) {
  return add_itself(c, t, agents, 0);
}

/* "met A, but not | B" */
static bool is_excepted(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t m = c->facts->owner[c->number][t];
  uint32_t first = word != ATT_NO_TOKEN && word < t ? word
                   : m != 0                         ? c->facts->mentions.items[m - 1].title_first
                                                    : t;
  return first > 1 && is(c, first - 1, "not");
}

static void add_phrase(const att_clause *c, uint32_t t, att_indexes *agents, unsigned depth) {
  if (depth > 12)
    return;
  add_itself(c, t, agents, depth);
  uint32_t m = c->facts->owner[c->number][t]; /* "A B MP and C D": the list may hang on "MP" */
  const att_mention *name = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
  uint32_t first = name != NULL ? name->first : t, last = name != NULL ? name->last : t;
  while (name != NULL && last + 1 < c->s->token_count && c->s->tokens[last + 1].head > first &&
         c->s->tokens[last + 1].head <= last + 1 &&
         att_rel_base((att_rel)c->s->tokens[last + 1].rel) == ATT_FLAT)
    last++;
  for (uint32_t k = first; k <= last; k++)
    for (uint32_t i = att_clause_child(c, k, ATT_CONJ, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
         i = att_clause_child(c, k, ATT_CONJ, i))
      if (c->s->tokens[i].upos != ATT_VERB && (i < first || i > last) && !is_excepted(c, i))
        add_phrase(c, i, agents, depth + 1);
  for (uint32_t i = att_clause_child(c, t, ATT_LIST, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_LIST, i))
    add_phrase(c, i, agents, depth + 1);
}

/* "A received B, and | C attended the meeting": the subject of the next clause is of no list. */
static bool begins_clause(const att_clause *c, const att_mention *m) {
  uint32_t first = m->title_first;
  for (uint32_t t = m->first; t <= m->last && first > 0 && is(c, first - 1, "and"); t++) {
    uint32_t verb = att_clause_head(c, t);
    if (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ && verb != ATT_NO_TOKEN &&
        verb > m->last && att_rel_base((att_rel)c->s->tokens[verb].rel) == ATT_CONJ &&
        strncmp(c->s->tokens[verb].xpos, "VB", 2) == 0)
      return true;
  }
  return false;
}

/* A list of titled names often falls apart in the tree; read on along the words. */
static void add_listed(const att_clause *c, uint32_t node, att_indexes *agents) {
  att_facts *f = c->facts;
  const att_mention *from = NULL;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++)
    if (f->mentions.items[i].sentence == c->number && f->mentions.items[i].node == node)
      from = &f->mentions.items[i];
  if (from == NULL)
    return;
  bool parted = false;
  uint32_t names = 0;
  for (uint32_t t = from->last + 1; t < c->s->token_count && names < 40; t++) {
    uint32_t m = f->owner[c->number][t];
    const att_mention *mention = m != 0 ? &f->mentions.items[m - 1] : NULL;
    if (mention != NULL && f->nodes.items[mention->node].kind == ATT_NODE_PERSON) {
      if (!parted || begins_clause(c, mention))
        return;
      att_indexes_add(f->arena, agents, mention->node);
      parted = false;
      names++;
      t = mention->last;
      continue;
    }
    if (!joins_list(c, t))
      return;
    parted = parted || is(c, t, ",") || is(c, t, "and") || is(c, t, ";");
  }
}

/* Keeps what the word stands for where it names none of them, for the facts' evidence. */
static void note_references(const att_clause *c, uint32_t t, const att_indexes *agents,
                            size_t from) {
  att_facts *f = c->facts;
  if (f->owner[c->number][t] != 0)
    return;
  att_references *list = &f->references[c->number];
  for (size_t i = from; i < agents->count; i++) {
    bool known = false;
    for (size_t k = 0; k < list->count && !known; k++)
      known = list->items[k].node == agents->items[i];
    if (!known)
      *ATT_PUSH(f->arena, list) = (att_reference){t, agents->items[i]};
  }
}

/* "A B and Deputy Prime Minister, Minister of Defence C D visited": the name before the "and" that
 * the titles of the subject's stand behind, where the tree has made it no subject. */
static void add_name_before(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t m = f->owner[c->number][t], last;
  if (m == 0 || !att_reference_is_person(f, &f->mentions.items[m - 1]) ||
      att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ)
    return;
  uint32_t i = f->mentions.items[m - 1].title_first;
  for (bool more = true; more && i > 1;) { /* further titles before a comma, the state before */
    more = false;
    for (uint32_t b = is(c, i - 1, ",") ? (i > 9 ? i - 9 : 0) : i; b + 1 < i && !more; b++)
      if (att_lexicon_match(f->lexicon, ATT_LEX_ROLE, c->s, b, &last) != NULL && last + 2 == i) {
        i = b;
        more = true;
      }
    uint32_t o = f->owner[c->number][i - 1];
    if (!more && o != 0 && f->nodes.items[f->mentions.items[o - 1].node].kind == ATT_NODE_STATE) {
      i = f->mentions.items[o - 1].first;
      more = true;
    }
  }
  uint32_t o = i > 1 && is(c, i - 1, "and") ? f->owner[c->number][i - 2] : 0;
  const att_mention *name = o != 0 ? &f->mentions.items[o - 1] : NULL;
  att_rel rel = name != NULL ? att_rel_base((att_rel)c->s->tokens[name->first].rel) : ATT_NSUBJ;
  if (name != NULL && att_reference_is_person(f, name) &&
      (rel == ATT_CONJ || rel == ATT_APPOS || rel == ATT_DEP))
    att_indexes_add(f->arena, agents, name->node);
}

void att_clause_agents(const att_clause *c, uint32_t t, att_indexes *agents) {
  size_t before = agents->count;
  add_phrase(c, t, agents, 0);
  add_name_before(c, t, agents);
  att_clause_add_companions(c, agents);
  note_references(c, t, agents, before);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  if (agents->count == before || (rel != ATT_OBJ && rel != ATT_OBL && rel != ATT_NMOD))
    return;
  for (size_t i = before, count = agents->count; i < count; i++)
    if (c->facts->nodes.items[agents->items[i]].kind == ATT_NODE_PERSON)
      add_listed(c, agents->items[i], agents);
}

void att_facts_prefer(att_facts *facts, att_indexes *agents) {
  for (uint8_t kind = ATT_NODE_PERSON; kind <= ATT_NODE_STATE; kind++) {
    size_t kept = 0;
    for (size_t i = 0; i < agents->count; i++)
      kept += facts->nodes.items[agents->items[i]].kind == kind;
    if (kept == 0)
      continue;
    kept = 0;
    for (size_t i = 0; i < agents->count; i++)
      if (facts->nodes.items[agents->items[i]].kind == kind)
        agents->items[kept++] = agents->items[i];
    agents->count = kept;
    return;
  }
}
