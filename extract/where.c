/* SPDX-License-Identifier: Apache-2.0
 *
 * Where an event took place: what is named behind "in", "at" or "aboard" under its verb or noun,
 * a site before the city that it is in; "here" is the dateline's place.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"

enum { SITE_REACH = 3, PREMISES_REACH = 12 }; /* sentences */

/* "the modernisation of X Air Base. He visited the base", "at the X Military Hospital. On Monday
 * she visited the hospital": the latest place, or body if `bodies`, of so many sentences before,
 * whose name ends so. */
static uint32_t last_called(const att_clause *c, const char *noun, uint32_t reach, bool bodies) {
  const att_facts *f = c->facts;
  for (size_t i = f->mentions.count;
       att_mentions_back(f, c->number > reach ? c->number - reach : 0, c->number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    const att_node *n = &f->nodes.items[m->node];
    bool site = n->kind == ATT_NODE_PLACE || (bodies && n->kind == ATT_NODE_ORG);
    const char *last = site ? strrchr(n->name, ' ') : NULL;
    if (m->sentence < c->number && c->number - m->sentence <= reach && last != NULL &&
        att_same_word(last + 1, noun))
      return m->node;
  }
  return ATT_NO_ENTITY;
}

/* "toured the site": the latest place that something is said to be at. */
static uint32_t last_site(const att_clause *c, const char *noun) {
  att_facts *f = c->facts;
  uint32_t called = last_called(c, noun, SITE_REACH, false);
  if (called != ATT_NO_ENTITY)
    return called;
  for (size_t i = f->mentions.count;
       att_mentions_back(f, c->number > 3 ? c->number - 3 : 0, c->number, &i);) {
    const att_mention *m = &f->mentions.items[i];
    uint8_t kind = f->nodes.items[m->node].kind;
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    if (m->sentence >= c->number || c->number - m->sentence > 3 || m->first == 0)
      continue;
    const att_token *before = &s->tokens[m->first - 1];
    if (strcmp(before->form, "the") == 0 && m->first > 1)
      before--;
    if ((kind == ATT_NODE_PLACE || kind == ATT_NODE_ORG) && strcmp(before->form, "at") == 0)
      return m->node;
  }
  return ATT_NO_ENTITY;
}

/* "the Estonian capital", "a Polish port": the state of the demonym; but "the Polish base at X". */
static uint32_t state_of_town(const att_clause *c, uint32_t t) {
  uint32_t in = (is(c, t + 1, "at") || is(c, t + 1, "in")) && t + 2 < c->s->token_count
                    ? c->facts->owner[c->number][t + 2]
                    : 0;
  bool told = in != 0 && c->facts->nodes.items[c->facts->mentions.items[in - 1].node].iso3 != NULL;
  if (told || !att_clause_word(c, ATT_WORD_TOWN, c->s->tokens[t].lemma))
    return ATT_NO_ENTITY;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    const att_mention *named = m != 0 ? &c->facts->mentions.items[m - 1] : NULL;
    if (named != NULL && named->adjective &&
        c->facts->nodes.items[named->node].kind == ATT_NODE_STATE)
      return named->node;
  }
  return ATT_NO_ENTITY;
}

/* "the Cabinda naval base", "NATO Headquarters", "the X works": what the premises are named after.
 */
static uint32_t premises_of(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  bool site = att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form);
  if (!site && !att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t].form))
    return ATT_NO_ENTITY;
  for (uint32_t i = t > 5 ? t - 5 : 0; i < t; i++) {
    uint32_t m = f->owner[c->number][i];
    att_rel rel = att_rel_base((att_rel)c->s->tokens[i].rel);
    if (m == 0 || c->s->tokens[i].head != t + 1 || (rel != ATT_COMPOUND && rel != ATT_NMOD))
      continue;
    const att_node *owner = &f->nodes.items[f->mentions.items[m - 1].node];
    bool firm = site || (owner->class_name != NULL && /* no service's training centre */
                         strcmp(owner->class_name, "Organization") == 0);
    if (owner->kind == ATT_NODE_PLACE || (owner->kind == ATT_NODE_ORG && firm))
      return f->mentions.items[m - 1].node;
  }
  return ATT_NO_ENTITY;
}

/* "go to war with Iran", "U.S. service members": no place that the noun is in. */
static bool is_beside(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"with", "between", "against", "for", "about", "over", "by"};
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  uint32_t noun = att_clause_head(c, t);
  if (word == ATT_NO_TOKEN && noun != ATT_NO_TOKEN && t < noun)
    return att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[noun].lemma);
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && word != ATT_NO_TOKEN; i++)
    if (is(c, word, WORDS[i]))
      return true;
  return false;
}

/* "visited the X Security Forces (XSF) operating in Y": the first place behind the participle. */
static uint32_t scene_of(const att_clause *c, uint32_t t) {
  const att_facts *f = c->facts;
  uint32_t i = f->mentions.items[f->owner[c->number][t] - 1].last + 1;
  if (is(c, i, "(") && is(c, i + 2, ")"))
    i += 3;
  if (i + 2 >= c->s->token_count || c->s->tokens[i].upos != ATT_VERB ||
      !att_clause_word(c, ATT_WORD_STATIONED, c->s->tokens[i].lemma) || is(c, i, "trained") ||
      (strcmp(c->s->tokens[i].xpos, "VBG") != 0 && strcmp(c->s->tokens[i].xpos, "VBN") != 0) ||
      !(is(c, i + 1, "in") || is(c, i + 1, "at") || is(c, i + 1, "to")))
    return ATT_NO_ENTITY;
  uint32_t m =
      f->owner[c->number][is(c, i + 2, "the") && i + 3 < c->s->token_count ? i + 3 : i + 2];
  uint32_t node = m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
  bool place = m != 0 && (f->nodes.items[node].kind == ATT_NODE_PLACE ||
                          f->nodes.items[node].kind == ATT_NODE_STATE);
  return place ? node : ATT_NO_ENTITY;
}

/* "visited soldiers of X deployed to Y": Y. */
static uint32_t place_of_troops(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"to", "at", "in"};
  if (!att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma))
    return ATT_NO_ENTITY;
  if (c->facts->owner[c->number][t] != 0)
    return scene_of(c, t);
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (of == ATT_NO_TOKEN)
    of = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  uint32_t clause = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
  if (clause == ATT_NO_TOKEN && of != ATT_NO_TOKEN)
    clause = att_clause_child(c, of, ATT_ACL, ATT_NO_TOKEN);
  const uint32_t over[] = {clause, t, of, att_clause_head(c, t)}; /* "the contingent of X in Y" */
  for (size_t n = 0; n < 4; n++)
    for (size_t i = 0; i < 3 && over[n] != ATT_NO_TOKEN; i++)
      for (uint32_t o = att_clause_oblique(c, over[n], WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
           o = att_clause_oblique(c, over[n], WORDS[i], o)) {
        uint32_t m = c->facts->owner[c->number][o];
        uint32_t node = m != 0 ? c->facts->mentions.items[m - 1].node : ATT_NO_ENTITY;
        if (m != 0 && o > t &&
            (c->facts->nodes.items[node].kind == ATT_NODE_PLACE ||
             c->facts->nodes.items[node].kind == ATT_NODE_STATE))
          return node;
      }
  uint32_t with =
      clause != ATT_NO_TOKEN ? att_clause_oblique(c, clause, "with", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  uint32_t host = with != ATT_NO_TOKEN ? c->facts->owner[c->number][with] : 0;
  bool hosted = host != 0 && /* "personnel deployed with X" */
                att_clause_word(c, ATT_WORD_STATIONED, c->s->tokens[clause].lemma) &&
                c->facts->nodes.items[c->facts->mentions.items[host - 1].node].kind == ATT_NODE_ORG;
  return hosted ? c->facts->mentions.items[host - 1].node : ATT_NO_ENTITY;
}

/* "the Army's headquarters | in Cerrito": what is named behind "in" or "at", under a noun that
 * somebody owns; ATT_NO_TOKEN. */
static uint32_t place_inside(const att_clause *c, uint32_t t) {
  uint32_t found = ATT_NO_TOKEN;
  bool owned = false;
  for (uint32_t o = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_child(c, t, ATT_NMOD, o)) {
    uint32_t word = att_clause_child(c, o, ATT_CASE, ATT_NO_TOKEN);
    uint32_t m = c->facts->owner[c->number][o];
    owned = owned || c->s->tokens[o].rel == ATT_NMOD_POSS;
    if (m != 0 && word != ATT_NO_TOKEN && (is(c, word, "in") || is(c, word, "at")) &&
        c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_PLACE)
      found = o;
  }
  return owned ? found : ATT_NO_TOKEN;
}

/* "the frigate | BNS Ivo Lund": what is named right behind a common noun. */
static uint32_t named_behind(const att_clause *c, uint32_t t) {
  uint32_t m = t + 1 < c->s->token_count ? c->facts->owner[c->number][t + 1] : 0;
  if (m == 0 || c->s->tokens[t].upos != ATT_NOUN || c->facts->owner[c->number][t] != 0)
    return ATT_NO_TOKEN;
  const att_mention *name = &c->facts->mentions.items[m - 1];
  bool of_noun = false;
  for (uint32_t i = name->first; i <= name->last; i++)
    of_noun = of_noun || (c->s->tokens[i].head == t + 1 &&
                          att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_APPOS);
  uint8_t kind = c->facts->nodes.items[name->node].kind;
  return of_noun && name->first == t + 1 && (kind == ATT_NODE_PLACE || kind == ATT_NODE_ORG)
             ? t + 1
             : ATT_NO_TOKEN;
}

/* "the Army's headquarters" is where the Army is, "the Navy's training facility" is not. */
static bool is_seat_of(const att_clause *c, uint32_t t) {
  return t != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form) &&
         !is(c, t, "facility") && !is(c, t, "range");
}

bool att_event_is_called(att_facts *f, const char *iso3, const char *realm) {
  const char *own = f->nodes.items[att_facts_state(f, iso3)].name;
  const char *names[] = {att_arena_format(f->arena, "%s of %s", realm, own),
                         att_arena_format(f->arena, "%s of the %s", realm, own)};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_STATE, names[i]);
    if (e != NULL && strcmp(e->iso3, iso3) == 0)
      return true;
  }
  return false;
}

uint32_t att_event_place(const att_clause *c, uint32_t t) {
  uint32_t noun = t, garrison = t != ATT_NO_TOKEN ? place_of_troops(c, t) : ATT_NO_ENTITY;
  if (garrison != ATT_NO_ENTITY)
    return garrison;
  for (unsigned depth = 0; depth < 2 && t != ATT_NO_TOKEN; depth++) {
    bool named = c->facts->owner[c->number][t] != 0;
    if (!named && att_clause_word(c, ATT_WORD_REALM, c->s->tokens[t].form)) {
      uint32_t here = att_event_dateline(c->facts);
      const char *iso3 = here != ATT_NO_ENTITY ? c->facts->nodes.items[here].iso3 : NULL;
      bool capital = isupper((unsigned char)c->s->tokens[t].form[0]) != 0 && iso3 != NULL &&
                     att_event_is_called(c->facts, iso3, c->s->tokens[t].form); /* "the Kingdom" */
      return capital ? att_facts_state(c->facts, iso3) : ATT_NO_ENTITY - 1; /* named elsewhere */
    }
    if (att_clause_word(c, ATT_WORD_INVITING, c->s->tokens[t].lemma))
      return ATT_NO_ENTITY; /* "a visit at the invitation of X" */
    if (!named && att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].form) && t > 0 &&
        is(c, t - 1, "the") && att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN)
      return last_site(c, c->s->tokens[t].form);
    bool premises = !named && depth == 0 && t > 0 && is(c, t - 1, "the") &&
                    att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[t].form) &&
                    att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) == ATT_NO_TOKEN;
    uint32_t called =
        premises ? last_called(c, c->s->tokens[t].form, PREMISES_REACH, true) : ATT_NO_ENTITY;
    if (called != ATT_NO_ENTITY)
      return called;
    uint32_t m = c->facts->owner[c->number][t];
    if (m != 0) {
      const att_mention *name = &c->facts->mentions.items[m - 1];
      uint8_t kind = c->facts->nodes.items[name->node].kind;
      bool people = name->adjective && c->s->tokens[t].upos == ATT_ADJ; /* "German troops" */
      const char *class_name = c->facts->nodes.items[name->node].class_name;
      bool service = class_name != NULL && (strcmp(class_name, "ServiceBranch") == 0 ||
                                            strcmp(class_name, "ArmedForces") == 0);
      bool owner =
          service && c->s->tokens[t].rel == ATT_NMOD_POSS && !is_seat_of(c, att_clause_head(c, t));
      bool lent = depth > 0 && kind == ATT_NODE_ORG && c->s->tokens[t].rel == ATT_NMOD_POSS &&
                  !is_seat_of(c, att_clause_head(c, t)) &&
                  !att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[noun].form);
      if (!people && !owner && !lent && /* "NATO's eastern flank" */
          (kind == ATT_NODE_STATE || kind == ATT_NODE_PLACE || kind == ATT_NODE_ORG))
        return name->node;
      return ATT_NO_ENTITY;
    }
    uint32_t state = state_of_town(c, t);
    if (state != ATT_NO_ENTITY)
      return state;
    uint32_t inside = place_inside(c, t);
    inside = inside == ATT_NO_TOKEN ? named_behind(c, t) : inside;
    t = inside != ATT_NO_TOKEN ? inside : att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN);
    if (t != ATT_NO_TOKEN && is_beside(c, t))
      return ATT_NO_ENTITY;
  }
  return noun != ATT_NO_TOKEN ? premises_of(c, noun) : ATT_NO_ENTITY;
}

static bool is_any(const att_clause *c, uint32_t t, const char *const *words) {
  for (; *words != NULL; words++)
    if (is(c, t, *words))
      return true;
  return false;
}

static bool tells_frame(const att_clause *c, uint32_t t, const char *frame) {
  return att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma,
                           c->s->tokens[t].upos == ATT_VERB, frame);
}

/* "discussed the exercise | in Oslo", "told A of the talks | in Oslo": where that was. */
static bool is_told_there(const att_clause *c, uint32_t verb) {
  return (tells_frame(c, verb, "talk") || tells_frame(c, verb, "say")) &&
         !tells_frame(c, verb, "meet") &&
         !att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma);
}

static const att_mention *mention_of(const att_clause *c, uint32_t t) {
  uint32_t m = c->facts->owner[c->number][t];
  return m == 0 ? NULL : &c->facts->mentions.items[m - 1];
}

/* The verb whose subject, object or setting the event's noun is: "held talks", "arrived for
 * talks", "was in Oslo for talks"; a verb itself. */
static uint32_t verb_of(const att_clause *c, uint32_t t) {
  for (unsigned depth = 0; depth < 4 && t != ATT_NO_TOKEN; depth++) {
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    if (c->s->tokens[t].upos == ATT_VERB)
      return t;
    if (rel != ATT_OBJ && rel != ATT_OBL && rel != ATT_NSUBJ && rel != ATT_XCOMP &&
        rel != ATT_CONJ && rel != ATT_NMOD)
      return ATT_NO_TOKEN;
    t = att_clause_head(c, t);
  }
  return ATT_NO_TOKEN;
}

/* May what is named further down stand in the event's place, as part of this phrase of its: "met
 * General A B | in Oslo", "at the ministry | in Oslo", "held a ceremony | in Oslo"? */
static bool leads_on(const att_clause *c, uint32_t x, uint32_t t) {
  static const char *const AT[] = {"in", "at", "during", "aboard", "following", "after", NULL};
  const att_mention *m = mention_of(c, x);
  uint32_t preposition = att_clause_child(c, x, ATT_CASE, ATT_NO_TOKEN);
  att_rel rel = att_rel_base((att_rel)c->s->tokens[x].rel);
  bool event =
      c->s->tokens[x].upos == ATT_NOUN && (tells_frame(c, x, "meet") || tells_frame(c, x, "event"));
  if (c->s->tokens[x].upos == ATT_VERB) /* a conference | held in Oslo */
    return rel == ATT_ACL && att_clause_head(c, x) == t &&
           att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[x].lemma);
  if (m != NULL && c->facts->nodes.items[m->node].kind == ATT_NODE_PERSON)
    return x >= m->first && (rel == ATT_OBJ || rel == ATT_OBL || rel == ATT_NMOD ||
                             rel == ATT_CONJ || rel == ATT_NSUBJ);
  if (preposition == ATT_NO_TOKEN)
    return event && (rel == ATT_OBJ || rel == ATT_NSUBJ || rel == ATT_CONJ);
  bool after = is(c, preposition, "after") || is(c, preposition, "following");
  return is_any(c, preposition, AT) && (!after || event) &&
         !att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[x].lemma);
}

/* Does the token hang on the event's noun or verb, through phrases that lead on? */
static bool hangs(const att_clause *c, uint32_t o, uint32_t t, uint32_t verb) {
  for (unsigned depth = 0; depth < 6; depth++) {
    uint32_t head = att_clause_head(c, o);
    if (head == ATT_NO_TOKEN)
      return o == verb;
    if (head == t || head == verb)
      return true;
    if (is(c, head, "following") && c->s->tokens[head].upos == ATT_VERB && head > verb)
      return true; /* "poses with B following an office call | at X" */
    if (!leads_on(c, head, t))
      return false;
    o = head;
  }
  return false;
}

/* The sea, a region: no place to meet or confer in. */
static bool is_wide(const att_facts *f, const att_node *place) {
  static const char *const KINDS[] = {"region", "sea", "ocean", "strait"};
  const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_PLACE, place->name);
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS && e != NULL && e->type != NULL; i++)
    if (strcmp(e->type, KINDS[i]) == 0)
      return true;
  return false;
}

/* The word of place right before the name, an article and a ship's type between; ATT_NO_TOKEN. */
static uint32_t word_before(const att_clause *c, const att_mention *m) {
  uint32_t last, t = m->first;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (att_lexicon_match(c->facts->lexicon, ATT_LEX_SHIP_TYPE, c->s, i, &last) != NULL &&
        last + 1 == t) {
      t = i;
      break;
    }
  t -= t > 0 && (is(c, t - 1, "the") || is(c, t - 1, "nearby"));
  return t > 0 ? t - 1 : ATT_NO_TOKEN;
}

/* How well the name tells where: 3 a site, 2 a city, 1 a state, 0 not at all. */
static int rank_of(const att_clause *c, const att_mention *m, bool narrow) {
  static const char *const SITE[] = {"at", "aboard", "onboard", "inside", NULL};
  static const char *const ON[] = {"on", "off", NULL};
  const att_facts *f = c->facts;
  const att_node *node = &f->nodes.items[m->node];
  uint32_t before = word_before(c, m);
  if (before == ATT_NO_TOKEN || m->adjective ||
      (node->kind != ATT_NODE_PLACE && node->kind != ATT_NODE_STATE && node->kind != ATT_NODE_ORG))
    return 0;
  bool ship = att_facts_is_ship(f, node);
  bool board = is(c, before, "board") && before > 0 && is(c, before - 1, "on");
  if (is_any(c, before, SITE) || board)
    return node->kind == ATT_NODE_STATE ? 0 : 3;
  if (is_any(c, before, ON))
    return ship || (node->kind == ATT_NODE_PLACE && !(narrow && is_wide(f, node))) ? 2 : 0;
  if (!is(c, before, "in") || node->kind == ATT_NODE_ORG)
    return 0;
  return node->kind == ATT_NODE_STATE ? 1 : narrow && is_wide(f, node) ? 0 : 2;
}

/* The token of the name whose head is outside of it. */
static uint32_t head_of(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->first; t <= m->last; t++) {
    uint32_t head = att_clause_head(c, t);
    if (head == ATT_NO_TOKEN || head < m->first || head > m->last)
      return t;
  }
  return m->first;
}

/* Is the name among somebody's titles: "Ambassador in Oslo | A B"? */
static bool is_in_title(const att_clause *c, const att_mention *m) {
  for (uint32_t t = m->last + 1; t < c->s->token_count && t < m->last + 8; t++) {
    const att_mention *next = mention_of(c, t);
    if (next != NULL && c->facts->nodes.items[next->node].kind == ATT_NODE_PERSON)
      return next->title_first < m->first;
  }
  return false;
}

/* The best name up to `end` that hangs on the noun or verb. */
static uint32_t find(const att_clause *c, uint32_t t, uint32_t verb, uint32_t end, bool narrow) {
  uint32_t found = ATT_NO_ENTITY;
  int best = 0;
  for (uint32_t i = 0; i < end; i++) {
    const att_mention *m = mention_of(c, i);
    if (is(c, i, "here") && best < 2 && i > 0 && hangs(c, i, t, verb) &&
        c->s->tokens[i].rel == ATT_ADVMOD && att_event_dateline(c->facts) != ATT_NO_ENTITY) {
      found = att_event_dateline(c->facts);
      best = 2;
    }
    if (m == NULL || m->first != i)
      continue;
    int rank = rank_of(c, m, narrow);
    bool own = t >= m->first && t <= m->last;
    if (rank > best && !own && hangs(c, head_of(c, m), t, verb) && !is_in_title(c, m)) {
      found = m->node;
      best = rank;
    }
  }
  return found;
}

uint32_t att_event_where(const att_clause *c, uint32_t t, bool narrow) {
  uint32_t verb = verb_of(c, t);
  if (verb != ATT_NO_TOKEN && verb != t && is_told_there(c, verb))
    verb = t;
  bool talk = verb == t && is_told_there(c, t); /* not "discussed the war | in Ukraine" */
  uint32_t found =
      find(c, t, verb == ATT_NO_TOKEN ? t : verb, talk ? t : c->s->token_count, narrow);
  while (found == ATT_NO_ENTITY && verb != ATT_NO_TOKEN &&
         att_rel_base((att_rel)c->s->tokens[verb].rel) == ATT_CONJ) {
    uint32_t first = att_clause_head(c, verb);
    if (first == ATT_NO_TOKEN || first > verb || c->s->tokens[first].upos != ATT_VERB)
      break; /* "In Oslo, he toured X and met B" */
    found = find(c, first, first, first, narrow);
    verb = first;
  }
  return found;
}
