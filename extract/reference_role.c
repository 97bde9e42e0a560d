/* SPDX-License-Identifier: Apache-2.0
 *
 * Reference by office: "the prime minister", "the RCA commander", "both ministers", "Australia's
 * defence minister", whose name comes further on.
 */
#include <ctype.h>
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

/* How often the article has the person as a subject up to the sentence: five at most. */
static int prominence(const att_facts *f, uint32_t node, uint32_t sentence) {
  int count = 0;
  for (size_t i = ATT_NONE; count < 5 && (i = att_mention_of(f, node, i)) != ATT_NONE;)
    count += f->mentions.items[i].sentence <= sentence &&
             att_reference_is_subject(f, &f->mentions.items[i]);
  return count;
}

static bool holds_word(const char *phrase, const char *word) {
  size_t size = strlen(word);
  for (const char *at = phrase; *at != '\0'; at++)
    if ((at == phrase || at[-1] == ' ' || at[-1] == '-') && strncasecmp(at, word, size) == 0)
      return true;
  return false;
}

/* "Secretary" in "Deputy Secretary of Defense": the last word before "of" or "for". */
static bool heads_title(const char *title, const char *lemma) {
  size_t size = strlen(lemma);
  for (const char *at = strchr(title, ' '); at != NULL; at = strchr(at + 1, ' '))
    if (strncasecmp(at + 1, lemma, size) == 0 &&
        (strncasecmp(at + 1 + size, " of ", 4) == 0 || strncasecmp(at + 1 + size, " for ", 5) == 0))
      return true;
  return false;
}

/* "the Prime Minister", "the foreign minister", no "Minister of Defence": does the word say that
 * the office is another one than the title? */
static bool is_other_field(const att_clause *c, const char *word, const char *title) {
  bool prime = strcasecmp(word, "prime") == 0;
  if (strncasecmp(word, "defen", 5) == 0 || (!prime && !att_clause_word(c, ATT_WORD_FIELD, word)))
    return false;
  return prime ? strchr(title, ' ') != NULL
               : holds_word(title, "defence") || holds_word(title, "defense");
}

/* How well a title or rank fits the noun at `t` of "the prime minister": below zero not at all;
 * a word before the noun that the title has too, or lacks, counts. */
static int fit(const att_clause *c, uint32_t t, const char *title) {
  const char *lemma = att_clause_lemma(c, t);
  size_t size = strlen(lemma), length = strlen(title);
  bool ends =
      length >= size && strcasecmp(title + length - size, lemma) == 0 &&
      (length == size || title[length - size - 1] == ' ' || title[length - size - 1] == '-');
  bool begins = strncasecmp(title, lemma, size) == 0 && title[size] == ' ';
  const char *form = c->s->tokens[t].form;
  if (isupper((unsigned char)form[0]) && isupper((unsigned char)form[1]) &&
      att_facts_has_initials(title, form))
    return 8; /* "the VCNS" */
  if (!ends && !begins && !heads_title(title, lemma))
    return -1;
  const att_token *before = t > 0 ? &c->s->tokens[t - 1] : NULL;
  bool modified =
      before != NULL && c->facts->owner[c->number][t - 1] == 0 &&
      (before->upos == ATT_NOUN || before->upos == ATT_ADJ || before->upos == ATT_PROPN);
  if (modified && !holds_word(title, before->form) && is_other_field(c, before->form, title))
    return -1;
  if (modified)
    return holds_word(title, before->form) ? 12 : 0;
  return ends && length > size && att_clause_word(c, ATT_WORD_SHARP_TITLE, title) ? 0 : 6;
}

/* The state or body before the noun, as in "the Estonian minister"; ATT_NO_ENTITY. */
uint32_t att_reference_modifier(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 2 ? t - 2 : 0; i < t; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    uint32_t node = m != 0 ? c->facts->mentions.items[m - 1].node : ATT_NO_ENTITY;
    if (node != ATT_NO_ENTITY && c->s->tokens[i].head >= t + 1 &&
        !islower((unsigned char)c->s->tokens[i].form[0]) && /* "the army chief" of any state */
        (c->facts->nodes.items[node].kind == ATT_NODE_STATE ||
         c->facts->nodes.items[node].kind == ATT_NODE_ORG))
      return node;
  }
  return ATT_NO_ENTITY;
}

/* The state whose demonym or possessive stands before the noun and its modifiers. */
static uint32_t state_before(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 5 ? t - 5 : 0; i < t; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    uint32_t node = m != 0 ? c->facts->mentions.items[m - 1].node : ATT_NO_ENTITY;
    if (node != ATT_NO_ENTITY && c->facts->nodes.items[node].kind == ATT_NODE_STATE &&
        c->s->tokens[i].head == t + 1)
      return node;
  }
  return ATT_NO_ENTITY;
}

bool att_reference_belongs(const att_facts *f, uint32_t person, uint32_t body) {
  const char *iso3 = f->nodes.items[body].iso3, *own = f->nodes.items[person].iso3;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person && f->tenures.items[i].organization == body)
      return true;
  bool stated =
      false; /* "The Norwegian army chief", who is said to be Norway's chief of the army */
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;) {
    const att_tenure *t = &f->tenures.items[i];
    stated =
        stated || (t->person == person && (t->organization == ATT_NO_ENTITY ||
                                           f->nodes.items[t->organization].kind == ATT_NODE_STATE));
  }
  return (stated || f->nodes.items[body].kind == ATT_NODE_STATE) && own != NULL && iso3 != NULL &&
         strcmp(own, iso3) == 0;
}

/* The title of two words or more, or in capitals, that ends at `t`: "the army chief", "the COAS".
 */
static const att_lex_entry *role_ending(const att_clause *c, uint32_t t) {
  for (uint32_t b = t > 3 ? t - 3 : 0; b <= t; b++) {
    uint32_t last;
    const att_lex_entry *e = att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, b, &last);
    bool capitals = b == t && isupper((unsigned char)c->s->tokens[t].form[0]) &&
                    isupper((unsigned char)c->s->tokens[t].form[1]);
    if (e != NULL && last == t && (b < t || capitals))
      return e;
  }
  return NULL;
}

/* A noun that stands for an office or rank, while those who may have it are looked at. */
typedef struct {
  const att_clause *c;
  uint32_t t;
  const att_lex_entry *role; /* the office that ends there, or NULL */
  const char *whole;         /* "the Minister of National Defence", of two ministers; or NULL */
  bool envoy, chief;
  uint32_t number;
} office_noun;

static office_noun read_noun(const att_clause *c, uint32_t t, const att_lex_entry *role) {
  uint32_t last = t;
  bool longer =
      att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, t, &last) != NULL && last > t;
  return (office_noun){.c = c,
                       .t = t,
                       .role = role,
                       .number = ++c->facts->fits.noun,
                       .whole = longer ? att_facts_text(c->facts, c->number, t, last) : NULL,
                       .envoy = att_clause_word(c, ATT_WORD_ENVOY, c->s->tokens[t].lemma),
                       .chief = att_clause_word(c, ATT_WORD_CHIEF, c->s->tokens[t].lemma)};
}

/* How well the node's posts and rank fit the noun, below zero not at all. */
static int fit_node(const office_noun *noun, uint32_t node) {
  enum { WHOLE = 44 }; /* "the Chief of Defence Force", of two who are chiefs of defence */
  const att_clause *c = noun->c;
  const att_facts *f = c->facts;
  int title = -1;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, node, i)) != ATT_NONE;) {
    const att_tenure *tenure = &f->tenures.items[i];
    int found = noun->whole != NULL && strcasecmp(tenure->title, noun->whole) == 0
                    ? (isupper((unsigned char)noun->whole[0]) ? WHOLE : 14)
                    : fit(c, noun->t, tenure->title);
    title = found > title ? found : title;
    if (noun->role != NULL && title < 8 && strcmp(noun->role->id, tenure->role_id) == 0)
      title = 8; /* "the COAS", who is chief of the army staff */
    if (noun->role != NULL && title < 8 && strcmp(noun->role->id, "commanding-officer") == 0 &&
        strcmp(tenure->role_id, "commander") == 0 && tenure->organization != ATT_NO_ENTITY &&
        f->nodes.items[tenure->organization].class_name != NULL &&
        strcmp(f->nodes.items[tenure->organization].class_name, "MilitaryUnit") == 0)
      title = 8; /* "the commanding officer", by whom the ship is commanded */
    if (title < 6 && noun->chief && att_clause_word(c, ATT_WORD_CHIEF, tenure->title))
      title = 6; /* "the commander", who heads a command */
    if (noun->envoy && title < 8 && tenure->role_hint != NULL &&
        strcmp(tenure->role_hint, "diplomatic-mission") == 0)
      title = 8; /* "the diplomat", who is ambassador */
  }
  const char *rank = noun->role == NULL ? f->nodes.items[node].rank : NULL;
  int found = rank != NULL ? fit(c, noun->t, rank) : -1; /* nor "the Secretary General" */
  bool same = rank != NULL && found >= 0 && strcasecmp(rank, att_clause_lemma(c, noun->t)) == 0;
  if (found > title)
    title = found > 6 ? found : 6;        /* "the vice admiral" is no admiral */
  return same && title < 10 ? 10 : title; /* "the admiral" rather an admiral than a rear admiral */
}

/* The same and its prominence, once for each noun; good until the next one is looked at. */
static att_fit *fit_of(const office_noun *noun, uint32_t node) {
  att_facts *f = noun->c->facts;
  while (f->fits.count <= node)
    (void)ATT_PUSH(f->arena, &f->fits);
  att_fit *own = &f->fits.items[node];
  if (own->noun != noun->number)
    *own = (att_fit){.noun = noun->number, .title = fit_node(noun, node), .prominence = -1};
  return own;
}

/* Are two people in the meeting, with posts or ranks that the plural noun means: "the ministers"?
 */
static bool pair_fits(const office_noun *noun, const att_event *e) {
  const att_facts *f = noun->c->facts;
  if (e->participants.count + e->others.count != 2)
    return false;
  for (int side = 0; side < 2; side++) {
    const att_indexes *people = side ? &e->others : &e->participants;
    for (size_t i = 0; i < people->count; i++)
      if (f->nodes.items[people->items[i]].kind != ATT_NODE_PERSON ||
          fit_of(noun, people->items[i])->title < 6)
        return false;
  }
  return true;
}

/* "received the ship": no two of whom one goes on to tell. */
static bool is_of_ship(const att_facts *f, const att_event *e) {
  for (int side = 0; side < 2; side++) {
    const att_indexes *parties = side ? &e->others : &e->participants;
    for (size_t i = 0; i < parties->count; i++)
      if (f->nodes.items[parties->items[i]].kind == ATT_NODE_ORG &&
          att_facts_is_ship(f, &f->nodes.items[parties->items[i]]))
        return true;
  }
  return false;
}

/* The meeting whose parties "the two", "both sides", "the ministers" at `t` are: the latest before
 * the sentence's end, of those with such posts where there are any; for a headline the first that
 * is told below. */
static const att_event *pair_meeting(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  const att_event *latest = NULL, *any = NULL;
  bool titled = t != ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "NNS") == 0;
  bool title = f->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  office_noun noun = titled ? read_noun(c, t, NULL) : (office_noun){0};
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || e->participants.count + e->others.count > 3 || is_of_ship(f, e))
      continue;
    bool nearer = any == NULL || (title && e->evidence.sentence <= any->evidence.sentence);
    any = nearer ? e : any;
    if (e->evidence.sentence > c->number)
      continue;
    latest = latest != NULL ? latest : e;
    if (titled && pair_fits(&noun, e))
      return e;
  }
  return latest != NULL ? latest : any;
}

/* "The two ministers", "the ministers" of a meeting with a minister and a general besides: the two
 * of the agents from `first` on who are such. */
static void keep_titled(const att_clause *c, uint32_t t, size_t first, att_indexes *agents) {
  if (t == ATT_NO_TOKEN || t == 0 || agents->count < first + 3 ||
      strncmp(c->s->tokens[t].xpos, "NN", 2) != 0 || strchr(c->s->tokens[t].xpos, 'S') == NULL ||
      !(is(c, t - 1, "two") || is(c, t - 1, "both") || is(c, t - 1, "the") ||
        (t > 1 && is(c, t - 2, "two"))))
    return;
  office_noun noun = read_noun(c, t, NULL);
  uint32_t two[2];
  size_t found = 0;
  for (size_t i = first; i < agents->count; i++) {
    bool such = fit_of(&noun, agents->items[i])->title >= 0;
    if (such && found < 2)
      two[found] = agents->items[i];
    found += such;
  }
  if (found != 2)
    return;
  memcpy(agents->items + first, two, sizeof two);
  agents->count = first + 2;
}

/* "A passed on his condolences to B. The pair went on to discuss": the only two persons of the
 * sentence before in the paragraph, of two states, where none later are said to have met. */
static bool named_before(const att_clause *c, const att_event *meeting, att_indexes *agents) {
  att_facts *f = c->facts;
  att_indexes two = {0};
  if (c->number == 0 || (meeting != NULL && meeting->evidence.sentence + 1 >= c->number) ||
      f->document->sentences.items[c->number - 1].paragraph != c->s->paragraph)
    return false;
  for (size_t i = 0; att_mentions_in(f, c->number - 1, c->number - 1, &i); i++)
    if (f->mentions.items[i].sentence == c->number - 1 &&
        f->nodes.items[f->mentions.items[i].node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, &two, f->mentions.items[i].node);
  if (two.count != 2)
    return false;
  const char *one = f->nodes.items[two.items[0]].iso3, *other = f->nodes.items[two.items[1]].iso3;
  if (one == NULL || other == NULL || strcmp(one, other) == 0)
    return false;
  att_indexes_add(f->arena, agents, two.items[0]);
  att_indexes_add(f->arena, agents, two.items[1]);
  return true;
}

/* "both commanders", where those who met last are none: the only two persons so far who are such,
 * of two states. */
static bool two_of_office(const att_clause *c, uint32_t t, const att_event *meeting,
                          att_indexes *agents) {
  const att_facts *f = c->facts;
  if (t == ATT_NO_TOKEN || t == 0 || strcmp(c->s->tokens[t].xpos, "NNS") != 0 ||
      !(is(c, t - 1, "both") || is(c, t - 1, "two")))
    return false;
  office_noun noun = read_noun(c, t, NULL);
  if (meeting != NULL && pair_fits(&noun, meeting))
    return false;
  uint32_t two[2] = {ATT_NO_ENTITY, ATT_NO_ENTITY};
  size_t found = 0;
  int best = 6;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number, &i); i++) {
    uint32_t node = f->mentions.items[i].node;
    bool person = f->nodes.items[node].kind == ATT_NODE_PERSON;
    int fit = person ? fit_of(&noun, node)->title : -1;
    if (fit < best || (fit == best && (node == two[0] || node == two[1])))
      continue;
    found = fit > best ? 0 : found;
    best = fit;
    if (found < 2)
      two[found] = node;
    found++;
  }
  const char *one = found == 2 ? f->nodes.items[two[0]].iso3 : NULL;
  const char *other = found == 2 ? f->nodes.items[two[1]].iso3 : NULL;
  if (one == NULL || other == NULL || strcmp(one, other) == 0)
    return false;
  att_indexes_add(f->arena, agents, two[0]);
  att_indexes_add(f->arena, agents, two[1]);
  return true;
}

void att_reference_last_pair(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  size_t before = agents->count;
  const att_event *e = pair_meeting(c, t);
  if (named_before(c, e, agents) || two_of_office(c, t, e, agents))
    return;
  bool both = t != ATT_NO_TOKEN && t > 0 && is(c, t - 1, "both") && e != NULL && e->sides &&
              e->participants.count + e->others.count == 3; /* those whom a third has met */
  for (size_t k = 0; e != NULL && k < e->participants.count; k++)
    if (!both || e->participants.count == 2)
      att_indexes_add(f->arena, agents, e->participants.items[k]);
  for (size_t k = 0; e != NULL && k < e->others.count; k++)
    if (!both || e->others.count == 2)
      att_indexes_add(f->arena, agents, e->others.items[k]);
  if (e != NULL) {
    keep_titled(c, t, before, agents);
    return;
  }
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number, &i);
       i++) /* the two persons named so far */
    if (f->mentions.items[i].sentence <= c->number &&
        f->nodes.items[f->mentions.items[i].node].kind == ATT_NODE_PERSON)
      att_indexes_add(f->arena, agents, f->mentions.items[i].node);
  if (agents->count != before + 2)
    agents->count = before;
}

bool att_reference_two_states(const att_clause *c, att_indexes *agents) {
  att_indexes pair = {0};
  const char *iso3[2] = {NULL, NULL};
  size_t found = 0;
  att_reference_last_pair(c, ATT_NO_TOKEN, &pair);
  for (size_t i = 0; i < pair.count && found < 3; i++) {
    const char *state = c->facts->nodes.items[pair.items[i]].iso3;
    bool known = state == NULL || (found > 0 && strcmp(state, iso3[0]) == 0);
    if (!known && found < 2)
      iso3[found] = state;
    found += !known;
  }
  for (size_t i = 0; i < 2 && found == 2; i++)
    att_indexes_add(c->facts->arena, agents, att_facts_state(c->facts, iso3[i]));
  return found == 2;
}

/* Are the two known to be of one state? */
static bool are_of_one_state(const att_facts *f, uint32_t a, uint32_t b) {
  const char *one = f->nodes.items[a].iso3, *other = f->nodes.items[b].iso3;
  return one != NULL && other != NULL && strcmp(one, other) == 0;
}

/* Adds the person to those of a meeting of three, one a state; false where there is no place. */
static bool add_third(const att_facts *f, uint32_t person, att_indexes *three) {
  for (size_t i = 0; i < three->count; i++)
    if (three->items[i] == person)
      return true;
  for (size_t i = 0; i < three->count; i++)
    if (are_of_one_state(f, three->items[i], person))
      return false;
  if (f->nodes.items[person].kind != ATT_NODE_PERSON || three->count == 3)
    return false;
  att_indexes_add(f->arena, three, person);
  return true;
}

bool att_reference_three(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  bool alone = is(c, t, "three");
  uint32_t last;
  if (t == 0 ||
      !is(c,
          alone   ? t - 1
          : t > 1 ? t - 2
                  : 0,
          "the") ||
      !(alone || is(c, t - 1, "three")))
    return false;
  if (!alone && (strcmp(c->s->tokens[t].xpos, "NNS") != 0 ||
                 (att_lexicon_match(f->lexicon, ATT_LEX_ROLE, c->s, t, &last) == NULL &&
                  !is(c, t, "leaders") && !is(c, t, "officials"))))
    return false; /* "the three countries" */
  if (c->s->tokens[t].head > 0 && alone && c->s->tokens[t].head - 1 > t &&
      c->s->tokens[c->s->tokens[t].head - 1].upos == ATT_NOUN)
    return false;
  att_indexes three = {0};
  for (size_t i = f->events.count; three.count < 3 && att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (!att_event_is_meeting(e) || e->evidence.sentence > c->number)
      continue;
    if (e->evidence.sentence + 12 < c->number)
      break;
    for (int side = 0; side < 2; side++) {
      const att_indexes *people = side ? &e->others : &e->participants;
      for (size_t k = 0; k < people->count; k++)
        add_third(f, people->items[k], &three);
    }
  }
  if (three.count == 2 && c->number > 0) /* "C was unable to attend. The three will meet again" */
    for (size_t i = 0; att_mentions_in(f, c->number - 1, c->number - 1, &i); i++)
      if (f->mentions.items[i].sentence == c->number - 1)
        add_third(f, f->mentions.items[i].node, &three);
  for (size_t k = 0; k < three.count && three.count == 3; k++)
    att_indexes_add(f->arena, agents, three.items[k]);
  return three.count == 3;
}

void att_clause_pair(const att_clause *c, att_indexes *agents) {
  att_reference_last_pair(c, ATT_NO_TOKEN, agents);
}

bool att_reference_is_traveller(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  if (att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ || verb == ATT_NO_TOKEN)
    return false;
  uint32_t to = att_clause_child(c, verb, ATT_XCOMP, ATT_NO_TOKEN);
  return att_lexicon_tells(c->facts->lexicon, c->s->tokens[to != ATT_NO_TOKEN ? to : verb].lemma,
                           true, "visit");
}

bool att_reference_role(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t best = ATT_NO_ENTITY, of = att_reference_modifier(c, t);
  int best_score = -1000;
  office_noun noun = read_noun(c, t, role_ending(c, t));
  bool visiting = t > 0 && is(c, t - 1, "visiting"), goes = att_reference_is_traveller(c, t);
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    bool before = m->sentence < c->number || (m->sentence == c->number && m->last < t);
    att_fit *own = att_reference_is_person(f, m) ? fit_of(&noun, m->node) : NULL;
    if (own == NULL || own->title < 0)
      continue;
    if (own->prominence < 0)
      own->prominence = prominence(f, m->node, c->number);
    int score = own->title - 4 * (int)(c->number - m->sentence) +
                (att_reference_is_subject(f, m) ? 6 : 0) + 2 * own->prominence - (before ? 0 : 20);
    if (visiting)
      score += att_reference_is_visitor(f, m->node)   ? 30
               : att_reference_is_at_home(f, m->node) ? -30
                                                      : 0;
    if (goes) /* "the army chief is also scheduled to visit X", of a guest's and a host's */
      score += (att_reference_is_visitor(f, m->node) ? 8 : 0) -
               (att_reference_is_at_home(f, m->node) ? 8 : 0);
    if (of != ATT_NO_ENTITY)
      score += att_reference_belongs(f, m->node, of) ? 30 : -30;
    if (score >= best_score) {
      best_score = score;
      best = m->node;
    }
  }
  if (best == ATT_NO_ENTITY || (of != ATT_NO_ENTITY && !att_reference_belongs(f, best, of) &&
                                f->nodes.items[best].iso3 != NULL))
    return false;
  att_indexes_add(f->arena, agents, best);
  return true;
}

/* The person of the state whose post is what the noun says, named near the sentence; the first. */
static uint32_t holder_of(const office_noun *noun, const char *iso3) {
  enum { AHEAD = 8 };
  const att_clause *c = noun->c;
  const att_facts *f = c->facts;
  for (size_t i = 0; att_mentions_in(f, att_reach_first(c->number), c->number + AHEAD, &i);) {
    const att_mention *m = &f->mentions.items[i++];
    const char *own = f->nodes.items[m->node].iso3;
    if (m->sentence <= c->number + AHEAD && att_reference_is_person(f, m) && own != NULL &&
        strcmp(own, iso3) == 0 && fit_of(noun, m->node)->title >= 6)
      return m->node;
  }
  return ATT_NO_ENTITY;
}

bool att_reference_offices(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t last;
  att_indexes found = {0};
  if (strcmp(c->s->tokens[t].xpos, "NNS") != 0 || !is(c, t + 1, "of") ||
      f->owner[c->number][t] != 0 ||
      att_lexicon_match(f->lexicon, ATT_LEX_ROLE, c->s, t, &last) == NULL)
    return false;
  office_noun noun = read_noun(c, t, NULL);
  noun.whole = NULL;
  for (uint32_t i = t + 2; i < c->s->token_count; i++) {
    uint32_t m = f->owner[c->number][i];
    const att_node *n = m != 0 ? &f->nodes.items[f->mentions.items[m - 1].node] : NULL;
    if (n == NULL && (is(c, i, ",") || is(c, i, "and") || is(c, i, "the")))
      continue;
    if (n == NULL || n->kind != ATT_NODE_STATE)
      break;
    uint32_t holder = holder_of(&noun, n->iso3);
    if (holder == ATT_NO_ENTITY)
      return false;
    att_indexes_add(f->arena, &found, holder);
    i = f->mentions.items[m - 1].last;
  }
  for (size_t i = 0; i < found.count && found.count > 1; i++)
    att_indexes_add(f->arena, agents, found.items[i]);
  return found.count > 1;
}

static bool has_left(const att_facts *f, uint32_t person) {
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person && f->tenures.items[i].former)
      return true;
  return false;
}

/* The state of the body behind the noun: "the head of U.S. Africa Command". */
static uint32_t state_behind(const att_clause *c, uint32_t t) {
  uint32_t of = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
  uint32_t m = of != ATT_NO_TOKEN ? c->facts->owner[c->number][of] : 0;
  const char *iso3 =
      m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].iso3 : NULL;
  return iso3 != NULL ? att_facts_state(c->facts, iso3) : ATT_NO_ENTITY;
}

/* Does anything under the verb stand for the person of the sentence before: "him", "the general"?
 */
static bool has_pronoun(const att_clause *c, uint32_t verb) {
  for (uint32_t t = verb + 1; t < c->s->token_count; t++)
    if (c->s->tokens[t].head == verb + 1 && c->s->tokens[t].upos == ATT_PRON &&
        (is(c, t, "him") || is(c, t, "her")))
      return true;
  return false;
}

bool att_reference_goes_on(att_facts *f, const att_mention *m) {
  att_clause c = {f, &f->document->sentences.items[m->sentence], m->sentence};
  for (uint32_t t = m->title_first; t <= m->last; t++) {
    att_rel rel = (att_rel)c.s->tokens[t].rel;
    uint32_t verb = att_clause_head(&c, t);
    if (att_rel_base(rel) != ATT_NSUBJ || verb == ATT_NO_TOKEN)
      continue;
    bool receives = rel != ATT_NSUBJ_PASS &&
                    att_clause_word(&c, ATT_WORD_RECEIVING, c.s->tokens[verb].lemma) &&
                    att_clause_child(&c, verb, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN;
    return !receives && !has_pronoun(&c, verb);
  }
  return false;
}

bool att_reference_is_source(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t),
           article = att_clause_child(c, t, ATT_DET_REL, ATT_NO_TOKEN);
  bool known = article != ATT_NO_TOKEN ? !is(c, article, "a") && !is(c, article, "an")
                                       : strcmp(c->s->tokens[t].xpos, "NNS") != 0;
  return !known && verb != ATT_NO_TOKEN &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NSUBJ &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "say");
}

/* "Australia's defence minister arrived", "the top US general began", whose name comes further on:
 * who was read as holding the office; else the first person of that state, with such a post or
 * rank, whom the next sentences name. */
bool att_reference_named_ahead(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  for (size_t i = 0; att_tenures_in(f, c->number, c->number, &i); i++) {
    const att_evidence *e = &f->tenures.items[i].evidence;
    if (e->sentence == c->number && e->first <= t && t <= e->last)
      return att_indexes_add(f->arena, agents, f->tenures.items[i].person) || true;
  }
  uint32_t of = state_before(c, t);
  bool headline = f->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE;
  of = of == ATT_NO_ENTITY ? state_behind(c, t) : of;
  uint32_t body = of == ATT_NO_ENTITY ? att_reference_modifier(c, t) : ATT_NO_ENTITY;
  if (body != ATT_NO_ENTITY && f->nodes.items[body].iso3 != NULL)
    of = att_facts_state(f, f->nodes.items[body].iso3); /* "a senior Pentagon official" */
  bool counterpart = strcmp(c->s->tokens[t].lemma, "counterpart") == 0;
  if (of == ATT_NO_ENTITY ||
      (strcmp(c->s->tokens[t].xpos, "NN") != 0 &&
       !(headline && strcmp(c->s->tokens[t].xpos, "NNP") == 0)) ||
      (!counterpart && att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ) ||
      att_reference_is_source(c, t))
    return false;
  office_noun noun = read_noun(c, t, role_ending(c, t));
  bool first = true;
  for (size_t i = 0; att_mentions_in(f, c->number + 1, c->number + 1 + ATT_REACH, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (!att_reference_is_person(f, m) || m->sentence <= c->number)
      continue;
    if (m->sentence > c->number + 3)
      return false;
    const char *own = f->nodes.items[m->node].iso3;
    if (counterpart) { /* "talks with his Egyptian counterpart": the first of that state */
      if (own == NULL || strcmp(own, f->nodes.items[of].iso3) != 0)
        continue;
      return att_indexes_add(f->arena, agents, m->node) || true;
    }
    bool subject = first && !headline && att_reference_goes_on(f, m),
         known = fit_of(&noun, m->node)->title >= 0;
    bool same = own != NULL ? strcmp(own, f->nodes.items[of].iso3) == 0
                            : fit_of(&noun, m->node)->title >= 8 || subject;
    first = false;
    if (!same ||
        (!known && !(subject && att_clause_word(c, ATT_WORD_COUNTRYMAN, c->s->tokens[t].lemma))) ||
        has_left(f, m->node))
      continue;
    return att_indexes_add(f->arena, agents, m->node) || true;
  }
  return false;
}

/* Is the body, or its state, what the person serves, or is nothing else said of him or her? */
static bool serves(const att_facts *f, uint32_t person, uint32_t body) {
  const att_node *n = &f->nodes.items[body];
  const char *own = f->nodes.items[person].iso3;
  if (n->kind == ATT_NODE_STATE && own != NULL)
    return strcmp(own, n->iso3) == 0;
  bool known = own != NULL;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, person, i)) != ATT_NONE;)
    if (f->tenures.items[i].person == person) {
      known = true;
      if (f->tenures.items[i].organization == body)
        return true;
    }
  return !known && f->nodes.items[person].rank != NULL;
}

/* Has somebody of the state or body, or itself, been said to visit a place: "the X officers"? */
static bool has_come(const att_clause *c, uint32_t of) {
  const att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    for (size_t k = 0; k < e->participants.count && strcmp(e->class_name, "Visit") == 0; k++)
      if (e->evidence.sentence < c->number &&
          (e->participants.items[k] == of || serves(f, e->participants.items[k], of)))
        return true;
  }
  return false;
}

bool att_reference_party_ahead(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  uint32_t of = att_reference_modifier(c, t), behind = t + 1;
  behind += is(c, behind, "from") || is(c, behind, "of");
  behind += behind > t + 1 && is(c, behind, "the");
  uint32_t m = behind < c->s->token_count ? f->owner[c->number][behind] : 0;
  if (of == ATT_NO_ENTITY && m != 0)
    of = f->mentions.items[m - 1].node;
  if (of == ATT_NO_ENTITY || !att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma) ||
      att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
      att_rel_base((att_rel)c->s->tokens[t].rel) != ATT_NSUBJ ||
      f->document->paragraphs.items[c->s->paragraph].kind == ATT_PARAGRAPH_TITLE ||
      att_reference_is_source(c, t) || has_come(c, of))
    return false;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number + ATT_REACH, &i); i++) {
    const att_mention *named = &f->mentions.items[i];
    if (!att_reference_is_person(f, named) || named->sentence < c->number)
      continue;
    if (named->sentence == c->number || named->sentence > c->number + 2 ||
        !att_reference_goes_on(f, named) || !serves(f, named->node, of))
      return false;
    att_clause ahead = {f, &f->document->sentences.items[named->sentence], named->sentence};
    att_indexes found = {0};
    att_clause_agents(&ahead, named->first, &found);
    for (size_t k = 0; k < found.count; k++)
      if (f->nodes.items[found.items[k]].kind == ATT_NODE_PERSON)
        att_indexes_add(f->arena, agents, found.items[k]);
    return found.count > 0;
  }
  return false;
}

/* "the Prime Ministers": the two whom the article has said to be such. */
bool att_reference_two_by_role(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  const att_lex_entry *role = role_ending(c, t);
  bool definite = false;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    definite = definite || is(c, i, "the") || is(c, i, "both");
  if (role == NULL || !definite || c->facts->owner[c->number][t] != 0)
    return false;
  att_indexes found = {0};
  for (size_t i = 0; att_tenures_in(f, att_reach_first(c->number), c->number + ATT_REACH, &i); i++)
    if (strcmp(f->tenures.items[i].role_id, role->id) == 0 && !f->tenures.items[i].former)
      att_indexes_add(f->arena, &found, f->tenures.items[i].person);
  for (size_t i = 0; i < found.count && found.count == 2; i++)
    att_indexes_add(f->arena, agents, found.items[i]);
  return found.count == 2;
}
