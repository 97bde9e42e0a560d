/* SPDX-License-Identifier: Apache-2.0
 *
 * What facts have to do with each other, once all are found: at which event something was said or
 * raised, on whose behalf, what it is about; who organizes an event, what the text calls it; of
 * which body another is part.
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/is.h"

enum { SENTENCES_BACK = 12 };

/* Facts by sentence, as numbers + 1: the first of each, and the next one of the same. */
typedef struct {
  att_facts *f;
  uint32_t *events, *next_event;
} ties;

static bool is_of_class(const att_clause *c, uint32_t t, att_word_class class) {
  return att_clause_word(c, class, c->s->tokens[t].lemma);
}

static att_clause clause_at(att_facts *f, uint32_t number) {
  return (att_clause){f, &f->document->sentences.items[number], number};
}

static void list_events(ties *k) {
  att_facts *f = k->f;
  k->events = ATT_NEW_ARRAY(f->arena, uint32_t, f->document->sentences.count + 1);
  k->next_event = ATT_NEW_ARRAY(f->arena, uint32_t, f->events.count + 1);
  for (size_t i = f->events.count; i-- > 0;) {
    uint32_t sentence = f->events.items[i].evidence.sentence;
    k->next_event[i] = k->events[sentence];
    k->events[sentence] = (uint32_t)i + 1;
  }
}

static bool has_agent(const att_event *e, uint32_t agent) {
  for (size_t i = 0; i < e->participants.count; i++)
    if (e->participants.items[i] == agent)
      return true;
  for (size_t i = 0; i < e->others.count; i++)
    if (e->others.items[i] == agent)
      return true;
  return false;
}

/* The event that the word itself tells of; ATT_NO_ENTITY. */
static uint32_t event_at(const ties *k, uint32_t sentence, uint32_t t) {
  for (uint32_t i = k->events[sentence]; i != 0; i = k->next_event[i - 1]) {
    const att_evidence *why = &k->f->events.items[i - 1].evidence;
    if (why->first <= t && t <= why->last)
      return i - 1;
  }
  return ATT_NO_ENTITY;
}

/* Is the event what a noun of that lemma calls one: "the meeting", "the talks", "the ceremony"? */
static bool is_called(const att_clause *c, const att_event *e, const char *lemma) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, lemma, false, frame)) != NULL)
    if (strcmp(frame->frame, "meet") == 0
            ? att_event_is_meeting(e)
            : strcmp(frame->frame, "event") == 0 && strcmp(frame->value, e->class_name) == 0)
      return true;
  return false;
}

static bool took_place(const att_event *e) {
  return e->status == ATT_HELD || e->status == ATT_ONGOING;
}

/* The event that "the meeting" at `t` means: the one told of last, in which the agent takes part;
 * any agent where it is ATT_NO_ENTITY. */
static uint32_t event_meant(const ties *k, const att_clause *c, uint32_t t, uint32_t agent) {
  const char *lemma = c->s->tokens[t].lemma;
  uint32_t own = event_at(k, c->number, t);
  bool definite = false;
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t; i++)
    definite = definite || (c->s->tokens[i].head == t + 1 &&
                            (is(c, i, "the") || is(c, i, "their") || is(c, i, "this") ||
                             is(c, i, "his") || is(c, i, "her")));
  if (own != ATT_NO_ENTITY || !definite)
    return own != ATT_NO_ENTITY && took_place(&k->f->events.items[own]) ? own : ATT_NO_ENTITY;
  for (uint32_t n = c->number + 1; n-- > 0 && n + SENTENCES_BACK > c->number;) {
    uint32_t found = ATT_NO_ENTITY; /* the last of the sentence */
    for (uint32_t i = k->events[n]; i != 0; i = k->next_event[i - 1]) {
      const att_event *e = &k->f->events.items[i - 1];
      if ((n < c->number || e->evidence.first < t) && took_place(e) && is_called(c, e, lemma) &&
          (agent == ATT_NO_ENTITY || has_agent(e, agent)))
        found = i - 1;
    }
    if (found != ATT_NO_ENTITY)
      return found;
  }
  return ATT_NO_ENTITY;
}

/* --- statements ---------------------------------------------------------------------------- */

static uint32_t event_behind(const ties *k, const att_clause *c, uint32_t verb, uint32_t speaker) {
  static const char *const WHEN[] = {"during", "at", "in"};
  for (size_t i = 0; i < sizeof WHEN / sizeof *WHEN; i++)
    for (uint32_t o = att_clause_oblique(c, verb, WHEN[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, verb, WHEN[i], o)) {
      uint32_t found = event_meant(k, c, o, speaker);
      if (found != ATT_NO_ENTITY)
        return found;
    }
  return ATT_NO_ENTITY;
}

/* "During the talks, A said", "A said at the ceremony", "Speaking at the ceremony, A said", "While
 * meeting with B, A said"; ATT_NO_ENTITY. */
static uint32_t said_at(const ties *k, const att_statement *s) {
  att_clause c = clause_at(k->f, s->evidence.sentence);
  uint32_t verb = s->evidence.first;
  if (c.s->tokens[verb].upos == ATT_NOUN)
    verb = att_clause_head(&c, verb); /* "expressed his gratitude" */
  for (unsigned depth = 0; verb != ATT_NO_TOKEN && depth < 3; depth++) {
    uint32_t found = event_behind(k, &c, verb, s->speaker);
    for (uint32_t i = att_clause_child(&c, verb, ATT_ADVCL, ATT_NO_TOKEN);
         i != ATT_NO_TOKEN && found == ATT_NO_ENTITY;
         i = att_clause_child(&c, verb, ATT_ADVCL, i)) {
      uint32_t mark = att_clause_child(&c, i, ATT_MARK, ATT_NO_TOKEN);
      bool beside = mark != ATT_NO_TOKEN && (is(&c, mark, "while") || is(&c, mark, "when"));
      uint32_t own = beside ? event_at(k, c.number, i) : ATT_NO_ENTITY;
      if (own != ATT_NO_ENTITY && took_place(&k->f->events.items[own]) &&
          has_agent(&k->f->events.items[own], s->speaker))
        found = own;
      else if (strcmp(c.s->tokens[i].lemma, "speak") == 0)
        found = event_behind(k, &c, i, s->speaker);
    }
    if (found != ATT_NO_ENTITY)
      return found;
    if (att_rel_base((att_rel)c.s->tokens[verb].rel) != ATT_CONJ)
      break;
    verb = att_clause_head(&c, verb); /* "During the talks A thanked B and praised C" */
  }
  return ATT_NO_ENTITY;
}

/* "on behalf of the Government", behind the verb or before it in the sentence; ATT_NO_ENTITY. */
static uint32_t behalf_named(const att_clause *c, const att_statement *s) {
  for (uint32_t t = 1; t + 2 < c->s->token_count; t++) {
    bool behalf = is(c, t, "behalf") && (is(c, t + 1, "of") || is(c, t - 1, "whose"));
    if (!behalf || att_clause_is_quoted(c, t))
      continue;
    uint32_t up = t;
    for (unsigned depth = 0; depth < 4 && up != ATT_NO_TOKEN && up != s->evidence.first; depth++)
      up = att_clause_head(c, up);
    uint32_t head = att_clause_head(c, s->evidence.first);
    if (up != s->evidence.first && (up == ATT_NO_TOKEN || up != head))
      continue;
    for (uint32_t i = t + 2; i < c->s->token_count && i < t + 7; i++)
      if (c->facts->owner[c->number][i] != 0) {
        att_indexes agents = {0};
        att_clause_agents(c, i, &agents);
        att_facts_prefer(c->facts, &agents);
        return agents.count > 0 && agents.items[0] != s->speaker ? agents.items[0] : ATT_NO_ENTITY;
      }
  }
  return ATT_NO_ENTITY;
}

/* "conveyed the President's greetings": whose they are; ATT_NO_ENTITY. */
static uint32_t behalf_of_object(const att_clause *c, const att_statement *s) {
  uint32_t t = s->evidence.first, verb = att_clause_head(c, t);
  if (c->s->tokens[t].upos != ATT_NOUN || verb == ATT_NO_TOKEN ||
      !att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "convey"))
    return ATT_NO_ENTITY;
  att_indexes agents = {0};
  for (uint32_t i = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_NMOD, i))
    if (c->s->tokens[i].rel == ATT_NMOD_POSS && c->s->tokens[i].upos != ATT_PRON)
      att_clause_agents(c, i, &agents);
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (of != ATT_NO_TOKEN && agents.count == 0)
    att_clause_agents(c, of, &agents);
  return agents.count == 1 && agents.items[0] != s->speaker ? agents.items[0] : ATT_NO_ENTITY;
}

/* Adds what the clause that the verb has is about: its subject, where that is a name. */
static void find_about(const att_clause *c, att_statement *s) {
  uint32_t t = s->evidence.first, clause = att_clause_child(c, t, ATT_CCOMP, ATT_NO_TOKEN);
  uint32_t subject =
      clause != ATT_NO_TOKEN ? att_clause_child(c, clause, ATT_NSUBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || c->facts->owner[c->number][subject] == 0)
    return;
  att_indexes agents = {0};
  att_clause_agents(c, subject, &agents);
  att_facts_prefer(c->facts, &agents);
  for (size_t i = 0; i < agents.count && i < 4; i++)
    if (agents.items[i] != s->speaker)
      att_indexes_add(c->facts->arena, &s->about, agents.items[i]);
}

/* The bodies that spokespersons speak for, by person: a node + 1. */
static uint32_t *list_spokespersons(att_facts *f) {
  uint32_t *bodies = ATT_NEW_ARRAY(f->arena, uint32_t, f->nodes.count + 1);
  for (size_t i = 0; i < f->tenures.count; i++) {
    const att_tenure *t = &f->tenures.items[i];
    if (strcmp(t->role_id, "spokesperson") == 0 && t->organization != ATT_NO_ENTITY && !t->former &&
        !t->implied)
      bodies[t->person] = t->organization + 1;
  }
  return bodies;
}

static void tie_statements(const ties *k) {
  att_facts *f = k->f;
  const uint32_t *bodies = list_spokespersons(f);
  for (size_t i = 0; i < f->statements.count; i++) {
    att_statement *s = &f->statements.items[i];
    att_clause c = clause_at(f, s->evidence.sentence);
    s->said_at = said_at(k, s);
    if (s->on_behalf == ATT_NO_ENTITY)
      s->on_behalf = behalf_named(&c, s);
    if (s->on_behalf == ATT_NO_ENTITY)
      s->on_behalf = behalf_of_object(&c, s);
    if (s->on_behalf == ATT_NO_ENTITY && bodies[s->speaker] != 0)
      s->on_behalf = bodies[s->speaker] - 1;
    find_about(&c, s);
  }
}

/* --- events -------------------------------------------------------------------------------- */

/* "organized by A", "A organizes the exercise" */
static void find_organizers(const att_clause *c, att_event *e) {
  uint32_t t = e->evidence.first, verb = att_clause_head(c, t);
  uint32_t clause = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN), by = ATT_NO_TOKEN;
  if (clause != ATT_NO_TOKEN && is_of_class(c, clause, ATT_WORD_ORGANIZING))
    by = att_clause_oblique(c, clause, "by", ATT_NO_TOKEN);
  else if (verb != ATT_NO_TOKEN && is_of_class(c, verb, ATT_WORD_ORGANIZING)) {
    bool passive;
    uint32_t subject = att_clause_subject(c, verb, &passive);
    att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
    by = passive          ? att_clause_oblique(c, verb, "by", ATT_NO_TOKEN)
         : rel == ATT_OBJ ? subject
                          : ATT_NO_TOKEN;
  }
  att_indexes agents = {0};
  if (by != ATT_NO_TOKEN)
    att_clause_agents(c, by, &agents);
  for (size_t i = 0; i < agents.count && i < 4; i++)
    if (c->facts->nodes.items[agents.items[i]].kind != ATT_NODE_PLACE)
      att_indexes_add(c->facts->arena, &e->organizers, agents.items[i]);
}

/* As written, so that no "opening" is open. */
static bool is_character(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_CHARACTER, c->s->tokens[t].form);
}

/* The adjective among the noun's: "constructive talks", "“constructive” meetings". */
static const char *adjective_of(const att_clause *c, uint32_t noun) {
  for (uint32_t i = noun > 6 ? noun - 6 : 0; i < noun; i++)
    if (c->s->tokens[i].head == noun + 1 && is_character(c, i) &&
        att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_AMOD && !(i > 0 && is(c, i - 1, "not")))
      return c->s->tokens[i].form;
  return NULL;
}

/* "described the talks as constructive", "called the visit historic": the word behind the noun. */
static const char *description_of(const att_clause *c, uint32_t noun) {
  uint32_t verb = att_clause_head(c, noun);
  static const char *const CALLING[] = {"describe",     "call", "term",  "characterize",
                                        "characterise", "hail", "praise"};
  bool calls = false;
  for (size_t i = 0; verb != ATT_NO_TOKEN && i < sizeof CALLING / sizeof *CALLING; i++)
    calls = calls || strcmp(c->s->tokens[verb].lemma, CALLING[i]) == 0;
  if (!calls || att_rel_base((att_rel)c->s->tokens[noun].rel) != ATT_OBJ)
    return NULL;
  for (uint32_t i = noun + 1; i < c->s->token_count && i < noun + 16; i++)
    if (c->s->tokens[i].upos == ATT_ADJ && is_character(c, i) &&
        (is(c, i - 1, "as") || c->s->tokens[i - 1].upos == ATT_PUNCT ||
         c->s->tokens[i].head == verb + 1 || c->s->tokens[i].head == noun + 1))
      return c->s->tokens[i].form;
  return NULL;
}

/* "The talks were constructive", "the meeting was held in a friendly atmosphere" */
static const char *predicate_of(const att_clause *c, uint32_t noun) {
  uint32_t verb = att_clause_head(c, noun);
  if (verb == ATT_NO_TOKEN || att_rel_base((att_rel)c->s->tokens[noun].rel) != ATT_NSUBJ)
    return NULL;
  bool denied;
  bool real = att_clause_status(c, verb, &denied) == ATT_HELD && !denied;
  if (real && is_character(c, verb) &&
      att_clause_child(c, verb, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return c->s->tokens[verb].form;
  uint32_t in = att_clause_oblique(c, verb, "in", ATT_NO_TOKEN);
  if (real && in != ATT_NO_TOKEN && is_of_class(c, in, ATT_WORD_ATMOSPHERE))
    return adjective_of(c, in);
  return NULL;
}

/* Nouns of talks, meetings and visits, and what the text calls them. */
static void characterize(const ties *k, const att_clause *c) {
  for (uint32_t t = 0; t < c->s->token_count; t++) {
    bool noun = c->s->tokens[t].upos == ATT_NOUN || event_at(k, c->number, t) != ATT_NO_ENTITY;
    bool greeting = is(c, t, "welcome") || is(c, t, "reception"); /* "for the warm welcome" */
    if (!noun || greeting || c->facts->owner[c->number][t] != 0)
      continue;
    const char *word = c->s->tokens[t].upos == ATT_NOUN ? adjective_of(c, t) : NULL;
    word = word != NULL ? word : description_of(c, t);
    word = word != NULL ? word : predicate_of(c, t);
    uint32_t event = word != NULL ? event_meant(k, c, t, ATT_NO_ENTITY) : ATT_NO_ENTITY;
    if (event != ATT_NO_ENTITY && k->f->events.items[event].characterized == NULL)
      k->f->events.items[event].characterized = word;
  }
}

/* Does the event, told of with two days, take place on one that is not known: "at the weekend"? */
static bool is_within(const att_clause *c, const att_event *e) {
  static const char *const SHORT[] = {"PhoneCall", "Agreement", "PostChange", "Ceremony",
                                      "Transfer"};
  if (e->start == NULL || e->end == NULL || strcmp(e->start, e->end) == 0)
    return false;
  for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++)
    if (strcmp(e->class_name, SHORT[i]) == 0)
      return true;
  bool met = strcmp(e->class_name, "Meeting") == 0;
  for (uint32_t t = 0; met && t < c->s->token_count; t++)
    if (is(c, t, "weekend"))
      return true;
  return false;
}

static void tie_events(const ties *k) {
  for (size_t i = 0; i < k->f->events.count; i++) {
    att_event *e = &k->f->events.items[i];
    att_clause c = clause_at(k->f, e->evidence.sentence);
    find_organizers(&c, e);
    e->within = is_within(&c, e);
  }
  for (uint32_t i = 0; i < k->f->document->sentences.count; i++) {
    att_clause c = clause_at(k->f, i);
    characterize(k, &c);
  }
}

/* --- moves --------------------------------------------------------------------------------- */

static void add_country(const att_facts *f, att_strings *countries, uint32_t agent) {
  const att_node *n = &f->nodes.items[agent];
  if (n->iso3 != NULL && n->kind != ATT_NODE_PLACE && n->kind != ATT_NODE_INITIATIVE)
    att_strings_add(f->arena, countries, n->iso3);
}

/* The meeting told of last before the sentence in which all of them take part; ATT_NO_ENTITY. */
static uint32_t last_meeting(const ties *k, uint32_t sentence, const att_indexes *agents) {
  for (uint32_t n = sentence; n-- > 0 && n + SENTENCES_BACK > sentence;) {
    uint32_t found = ATT_NO_ENTITY;
    for (uint32_t i = k->events[n]; i != 0; i = k->next_event[i - 1]) {
      const att_event *e = &k->f->events.items[i - 1];
      bool fits = agents->count > 1 && att_event_is_meeting(e) && took_place(e);
      for (size_t a = 0; a < agents->count && fits; a++)
        fits = has_agent(e, agents->items[a]);
      found = fits ? i - 1 : found;
    }
    if (found != ATT_NO_ENTITY)
      return found;
  }
  return ATT_NO_ENTITY;
}

/* Who does or talks of it, by the subjects of the verbs above the word; the meeting at which it was
 * raised: of the same sentence, or the last one of those who "also explored" it. */
static void tie_move(const ties *k, att_move *m) {
  att_facts *f = k->f;
  att_clause c = clause_at(f, m->evidence.sentence);
  att_indexes agents = {0};
  uint32_t talk = ATT_NO_TOKEN;
  bool passive;
  uint32_t t = m->evidence.first;
  for (unsigned depth = 0; t != ATT_NO_TOKEN && depth < 6; depth++, t = att_clause_head(&c, t)) {
    uint32_t subject =
        c.s->tokens[t].upos == ATT_VERB ? att_clause_subject(&c, t, &passive) : ATT_NO_TOKEN;
    if (subject != ATT_NO_TOKEN && !passive && agents.count == 0)
      att_clause_agents(&c, subject, &agents);
    if (talk == ATT_NO_TOKEN && c.s->tokens[t].upos == ATT_VERB &&
        att_lexicon_tells(f->lexicon, c.s->tokens[t].lemma, true, "talk"))
      talk = t;
  }
  for (size_t i = 0; i < agents.count && i < 8; i++)
    add_country(f, &m->countries, agents.items[i]);
  for (uint32_t i = k->events[c.number]; i != 0; i = k->next_event[i - 1]) {
    const att_event *e = &f->events.items[i - 1];
    if (e->initiative == m->initiative)
      for (size_t p = 0; p < e->participants.count && p < 16; p++)
        add_country(f, &m->countries, e->participants.items[p]);
    if (talk != ATT_NO_TOKEN && att_event_is_meeting(e) && took_place(e))
      m->raised_at = i - 1;
  }
  if (talk != ATT_NO_TOKEN && m->raised_at == ATT_NO_ENTITY)
    m->raised_at = last_meeting(k, c.number, &agents);
}

/* --- bodies -------------------------------------------------------------------------------- */

static bool is_subordinate(const att_node *n) {
  static const char *const CLASSES[] = {"ServiceBranch", "MilitaryCommand", "MilitaryUnit"};
  for (size_t i = 0; n->class_name != NULL && i < sizeof CLASSES / sizeof *CLASSES; i++)
    if (strcmp(n->class_name, CLASSES[i]) == 0)
      return true;
  return n->class_name == NULL || strcmp(n->class_name, "Organization") == 0 ||
         strcmp(n->class_name, "GovernmentBody") == 0;
}

static bool has_parts(const att_node *n) {
  static const char *const CLASSES[] = {"ArmedForces", "ServiceBranch", "MilitaryCommand",
                                        "MilitaryUnit", "DefenceMinistry"};
  for (size_t i = 0; n->class_name != NULL && i < sizeof CLASSES / sizeof *CLASSES; i++)
    if (strcmp(n->class_name, CLASSES[i]) == 0)
      return true;
  return false;
}

/* "the 2nd Battalion of the Royal Regiment", "the Finnish Army's Karelia Brigade" */
static void tie_part(att_facts *f, const att_mention *a, const att_mention *b) {
  if (a->sentence != b->sentence || a->common || b->common)
    return;
  att_clause c = clause_at(f, a->sentence);
  uint32_t gap = b->first - a->last - 1;
  bool of = (gap == 1 || (gap == 2 && is(&c, a->last + 2, "the"))) && is(&c, a->last + 1, "of");
  bool owned = gap == 1 && (is(&c, a->last + 1, "'s") || is(&c, a->last + 1, "\xe2\x80\x99s") ||
                            is(&c, a->last + 1, "'"));
  if (!of && !owned)
    return;
  uint32_t part = of ? a->node : b->node, whole = of ? b->node : a->node;
  att_node *n = &f->nodes.items[part];
  const att_node *over = &f->nodes.items[whole];
  bool fits = n->kind == ATT_NODE_ORG && over->kind == ATT_NODE_ORG && part != whole &&
              is_subordinate(n) && has_parts(over) && over->part_of != part + 1 &&
              (n->iso3 == NULL || over->iso3 == NULL || strcmp(n->iso3, over->iso3) == 0);
  if (fits && n->part_of == 0)
    n->part_of = whole + 1;
  if ((of || owned) && fits && n->iso3 == NULL)
    n->iso3 = over->iso3;
}

/* "US Embassy in Cambodia": the state after "in" or "to", where it is not its own. */
static void tie_mission(att_facts *f, const att_mention *m, const att_mention *next) {
  att_node *n = &f->nodes.items[m->node];
  if (n->kind != ATT_NODE_ORG || n->class_name == NULL || n->accredited != NULL ||
      strcmp(n->class_name, "DiplomaticMission") != 0)
    return;
  static const char *const IN[] = {" in ", " to "};
  for (size_t i = 0; i < 2 && n->accredited == NULL; i++) {
    const char *at = strstr(n->name, IN[i]);
    const att_lex_entry *state =
        at != NULL ? att_lexicon_find(f->lexicon, ATT_LEX_STATE, at + 4) : NULL;
    n->accredited = state != NULL ? state->id : NULL;
  }
  att_clause c = clause_at(f, m->sentence);
  bool in = next != NULL && next->sentence == m->sentence && is(&c, m->last + 1, "in") &&
            next->first <= m->last + 3;
  const att_node *where = in ? &f->nodes.items[next->node] : NULL;
  if (n->accredited == NULL && where != NULL && where->iso3 != NULL)
    n->accredited = where->iso3;
  if (n->accredited != NULL && n->iso3 != NULL && strcmp(n->accredited, n->iso3) == 0)
    n->accredited = NULL;
}

static void tie_bodies(att_facts *f) {
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_mention *next = i + 1 < f->mentions.count ? m + 1 : NULL;
    if (next != NULL && next->first > m->last)
      tie_part(f, m, next);
    tie_mission(f, m, next);
  }
}

void att_facts_tie(att_facts *facts) {
  ties k = {.f = facts};
  list_events(&k);
  tie_events(&k);
  tie_statements(&k);
  for (size_t i = 0; i < facts->moves.count; i++)
    tie_move(&k, &facts->moves.items[i]);
  tie_bodies(facts);
}
