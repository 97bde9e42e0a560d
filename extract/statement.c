/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements: who said, thanked, praised, pledged what to whom; who is credited as the source.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"
#include "extract/statement.h"

static bool names_document(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_DOCUMENT, c->s->tokens[t].lemma);
}

/* The agent whom a document comes from: "a press release from the US embassy", "an RCA press
 * statement"; for "the release" and "it" the last one credited. */
static uint32_t source_of(const att_clause *c, uint32_t t) {
  static const char *const FROM[] = {"from", "by", "of"};
  att_facts *f = c->facts;
  att_indexes agents = {0};
  for (size_t i = 0; i < sizeof FROM / sizeof *FROM; i++) {
    uint32_t o = att_clause_oblique(c, t, FROM[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN)
      att_clause_agents(c, o, &agents);
  }
  for (uint32_t i = 0; i < c->s->token_count && agents.count == 0; i++)
    if (c->s->tokens[i].head == t + 1 && i < t && f->owner[c->number][i] != 0)
      att_clause_agents(c, i, &agents);
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t && agents.count == 0; i++) {
    uint32_t m = f->owner[c->number][i];
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_ORG)
      att_indexes_add(f->arena, &agents,
                      f->mentions.items[m - 1].node); /* an RCA press statement */
  }
  if (agents.count > 0)
    return agents.items[0];
  return f->sources.count > 0 ? f->sources.items[f->sources.count - 1] : ATT_NO_ENTITY;
}

static void credit(att_facts *f, uint32_t source) {
  if (source == ATT_NO_ENTITY)
    return;
  size_t kept = 0; /* the latest stands last */
  for (size_t i = 0; i < f->sources.count; i++)
    if (f->sources.items[i] != source)
      f->sources.items[kept++] = f->sources.items[i];
  f->sources.count = kept;
  att_indexes_add(f->arena, &f->sources, source);
}

/* "The Pentagon announced X. It thanked B": the body that spoke in the sentence before. */
static void add_last_body(const att_clause *c, att_indexes *agents) {
  const att_facts *f = c->facts;
  const att_statement *last =
      f->statements.count > 0 ? &f->statements.items[f->statements.count - 1] : NULL;
  if (last != NULL && last->evidence.sentence + 1 == c->number &&
      c->s[-1].paragraph == c->s->paragraph && f->nodes.items[last->speaker].kind == ATT_NODE_ORG)
    att_indexes_add(f->arena, agents, last->speaker);
}

void att_said_speakers(const att_clause *c, uint32_t subject, att_indexes *agents) {
  if (names_document(c, subject) || (is(c, subject, "it") && c->facts->sources.count > 0)) {
    uint32_t source = source_of(c, subject);
    if (source != ATT_NO_ENTITY)
      att_indexes_add(c->facts->arena, agents, source);
    credit(c->facts, source);
    return;
  }
  att_clause_agents(c, subject, agents);
  att_clause_drop_companions(c, agents); /* "A, accompanied by B, said" */
  att_facts_prefer(c->facts, agents);
  bool state = agents->count == 1 && c->facts->nodes.items[agents->items[0]].kind == ATT_NODE_STATE;
  if (state && is(c, subject, "official") && att_reference_is_source(c, subject))
    agents->count = 0; /* "a Kenyan official said", not for Kenya */
  if (agents->count == 0 && is(c, subject, "it"))
    add_last_body(c, agents);
}

/* Pieces are joined by "…": "vital … timely". */
const char *att_said_quotation(const att_clause *c) {
  uint8_t spoken = c->facts->spoken[c->number];
  uint32_t first = spoken == ATT_SPOKEN_OPEN ? 0 : ATT_NO_TOKEN;
  if (spoken == ATT_SPOKEN_WHOLE)
    return att_facts_text(c->facts, c->number, 0, c->s->token_count - 1);
  const char *all = NULL;
  uint32_t words = 0, pieces = 0;
  for (uint32_t t = 0; t <= c->s->token_count; t++) {
    bool end = t == c->s->token_count;
    bool mark = !end && att_said_is_mark(c, t);
    if (mark && first == ATT_NO_TOKEN) {
      first = t + 1;
    } else if ((mark || end) && first != ATT_NO_TOKEN) {
      if (t > first) {
        const char *piece = att_facts_text(c->facts, c->number, first, t - 1);
        all = all == NULL ? piece
                          : att_arena_format(c->facts->arena, "%s \xe2\x80\xa6 %s", all, piece);
        words += t - first;
        pieces++;
      }
      first = ATT_NO_TOKEN;
    }
  }
  return words > 2 || pieces > 1 ? all : NULL;
}

void att_said_agent(const att_clause *c, uint32_t t, uint32_t *agent) {
  att_indexes agents = {0};
  att_clause_agents(c, t, &agents);
  att_facts_prefer(c->facts, &agents);
  if (agents.count > 0 && *agent == ATT_NO_ENTITY)
    *agent = agents.items[0];
}

static bool share_topic(const att_strings *a, const att_strings *b) {
  for (size_t i = 0; i < a->count; i++)
    for (size_t k = 0; k < b->count; k++)
      if (strcmp(a->items[i], b->items[k]) == 0)
        return true;
  return false;
}

/* Do they share a topic, or has one of them none? */
static bool same_matter(const att_strings *a, const att_strings *b) {
  return share_topic(a, b) || a->count == 0 || b->count == 0;
}

/* "said that A, adding that B", "reiterated that A and underlined B": a further verb of speech with
 * a clause, or an object, of its own. */
static bool own_clause(const att_clause *c, uint32_t t) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  if (c->s->tokens[t].upos == ATT_VERB && rel == ATT_CONJ &&
      att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return true;
  return c->s->tokens[t].upos == ATT_VERB &&
         att_clause_child(c, t, ATT_CCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
         (att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ADVCL ||
          att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_CONJ);
}

/* What is no matter of a statement: a state by itself ("met its minister in X"), a place that
 * somebody is invited to, and a bare word of a quotation ("their courage"), unless
 * ontology/topics.tsv has it. */
static void drop_bare(const att_clause *c, att_strings *topics, bool quoted, bool invited) {
  att_facts *f = c->facts;
  size_t kept = 0;
  for (size_t i = 0; i < topics->count; i++) {
    const char *label =
        att_arena_format(f->arena, "%.*s", (int)strcspn(topics->items[i], "\n"), topics->items[i]);
    bool bare = quoted && strchr(label, ' ') == NULL && strchr(label, '-') == NULL &&
                att_lexicon_find(f->lexicon, ATT_LEX_TOPIC, label) == NULL;
    bool place = invited && att_facts_named(f, ATT_NODE_PLACE, label) != ATT_NO_ENTITY;
    if (!bare && !place && att_lexicon_find(f->lexicon, ATT_LEX_STATE, label) == NULL)
      topics->items[kept++] = topics->items[i];
  }
  topics->count = kept;
}

/* "6. The Ministers welcomed", "(a) They": the first word behind the number of a list. */
static uint32_t item_number(const att_clause *c) {
  uint32_t t = is(c, 0, "(") && c->s->token_count > 1 ? 1 : 0;
  const char *form = c->s->tokens[t].form;
  size_t digits = strspn(form, "0123456789");
  bool dotted = form[digits] == '.' || form[digits] == ')';
  bool letter = t == 1 && form[0] != '\0' && form[1] == '\0';
  if (digits > 2 || (digits == 0 && !letter) || form[digits + (dotted || letter)] != '\0')
    return 0;
  bool closed = is(c, t + 1, ")") || is(c, t + 1, ".");
  uint32_t first = t + 1 + (closed && !dotted);
  return (dotted || closed) && first < c->s->token_count ? first : 0;
}

/* "said he was grateful to B": what he says is the act; "said he welcomed X and that Y" is both. */
static bool is_said_as(const att_clause *c, const att_statement *said, uint32_t t) {
  return strcmp(said->act, "say") == 0 && c->s->tokens[t].rel == ATT_CCOMP &&
         att_clause_head(c, t) == said->evidence.first && said->evidence.first < t &&
         att_clause_child(c, t, ATT_CONJ, ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

/* "Vice Minister A expressed his gratitude", where B has handed something over to his state: B,
 * named first. */
static uint32_t giver(const att_facts *f, uint32_t speaker, uint32_t sentence) {
  const char *own = f->nodes.items[speaker].iso3;
  for (size_t i = f->events.count; own != NULL && att_events_back(f, sentence, &i);) {
    const att_event *e = &f->events.items[i];
    if (strcmp(e->class_name, "Transfer") != 0 || e->status != ATT_HELD)
      continue;
    uint32_t first = e->participants.count > 1 ? e->participants.items[0] : speaker;
    const char *from = f->nodes.items[first].iso3;
    bool received = false;
    for (size_t k = 1; k < e->participants.count && k < 8; k++) {
      const char *iso3 = f->nodes.items[e->participants.items[k]].iso3;
      received = received || (iso3 != NULL && strcmp(iso3, own) == 0);
    }
    if (received && from != NULL && strcmp(from, own) != 0)
      return first;
  }
  return ATT_NO_ENTITY;
}

void att_said_push(const att_clause *c, uint32_t t, uint32_t speaker, const att_said *what,
                   const char *rule) {
  att_facts *f = c->facts;
  att_statement *s = NULL;
  for (size_t i = f->statements.count; att_statements_back(f, c->number, c->number, &i);) {
    att_statement *told = &f->statements.items[i];
    if (told->evidence.sentence != c->number || told->speaker != speaker)
      continue;
    if (strcmp(told->act, what->act) == 0 && (told->evidence.first == t || !own_clause(c, t)
                                                  ? same_matter(&told->topics, &what->topics)
                                                  : share_topic(&told->topics, &what->topics)))
      return;
    if (strcmp(what->act, "say") != 0 && is_said_as(c, told, t))
      s = told;
  }
  if (s == NULL)
    s = ATT_PUSH(f->arena, &f->statements);
  *s = (att_statement){.speaker = speaker,
                       .addressee = att_role_state_of_government(f, what->addressee),
                       .also = what->also,
                       .on_behalf = ATT_NO_ENTITY,
                       .said_at = ATT_NO_ENTITY,
                       .document = ATT_NO_ENTITY,
                       .act = what->act,
                       .topics = what->topics,
                       .quotation = att_said_quotation(c),
                       .content =
                           att_facts_text(f, c->number, item_number(c), c->s->token_count - 1),
                       .evidence = att_clause_evidence(c, t, rule)};
  bool speech = s->quotation != NULL || f->speakers[c->number] != 0;
  drop_bare(c, &s->topics, strcmp(what->act, "say") == 0 && speech,
            strcmp(what->act, "invite") == 0);
  att_said_drop(&s->also, speaker);
  if (s->addressee == speaker) {
    s->addressee = s->also.count > 0 ? s->also.items[0] : ATT_NO_ENTITY;
    att_said_drop(&s->also, s->addressee);
  }
  if (s->addressee == ATT_NO_ENTITY && !what->others &&
      (what->mourns || what->partner || att_clause_word(c, ATT_WORD_TURNS_TO_PARTNER, what->act)))
    s->addressee = att_event_partner(f, speaker, c->number);
  if (s->addressee == ATT_NO_ENTITY && !what->others && strcmp(what->act, "thank") == 0)
    s->addressee = giver(f, speaker, c->number);
}

/* '"He thanked B," said the release': the words between the marks are a document's own account. */
static bool quotes_document(const att_clause *c) {
  for (uint32_t t = c->s->token_count; t-- > 1;)
    if (strcmp(c->s->tokens[t].lemma, "say") == 0 && c->s->tokens[t].upos == ATT_VERB &&
        !att_clause_is_quoted(c, t)) {
      uint32_t subject = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
      subject = subject != ATT_NO_TOKEN ? subject : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
      return subject != ATT_NO_TOKEN && subject > t && names_document(c, subject);
    }
  return false;
}

bool att_said_is_real(const att_clause *c, uint32_t t) {
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  return !denied && status != ATT_HYPOTHETICAL && status != ATT_PROPOSED &&
         (!att_clause_is_quoted(c, t) || quotes_document(c));
}

/* Tells the clause of what bodies and things do, so that who adds "the Navy said" states it, and is
 * no mere source of what persons did? */
static bool is_of_bodies(const att_clause *c, uint32_t clause) {
  static const char *const TALKS[] = {"meet", "joint", "talk", "topic", "say", "agree"};
  const char *lemma = c->s->tokens[clause].lemma;
  bool passive;
  uint32_t subject = att_clause_subject(c, clause, &passive);
  if (subject == ATT_NO_TOKEN || c->s->tokens[subject].upos == ATT_PRON)
    return false;
  for (size_t i = 0; i < sizeof TALKS / sizeof *TALKS && !is(c, clause + 1, "place"); i++)
    if (att_lexicon_tells(c->facts->lexicon, lemma, true, TALKS[i]))
      return false;
  att_indexes agents = {0};
  att_clause_agents(c, subject, &agents);
  return !att_facts_hold_person(c->facts, &agents);
}

/* "Two boats were caught, General A said": the clause before the verb that a person closes with
 * his name; ATT_NO_TOKEN. */
static uint32_t clause_before(const att_clause *c, uint32_t t) {
  uint32_t clause = att_clause_head(c, t);
  bool closes = c->s->tokens[t].rel == ATT_PARATAXIS && clause != ATT_NO_TOKEN && clause < t &&
                strcmp(c->s->tokens[t].lemma, "say") == 0;
  if (!closes || c->s->tokens[clause].upos != ATT_VERB || c->s->tokens[clause].head != 0)
    return ATT_NO_TOKEN;
  for (uint32_t i = t; i-- > clause + 1;)
    if (is(c, i, ","))
      return clause;
    else if (c->s->tokens[i].upos == ATT_VERB && c->facts->owner[c->number][i] == 0)
      break;
  return ATT_NO_TOKEN;
}

/* Is the clause before the verb told by one person, or by a body of what no person does? */
static bool closes_clause(const att_clause *c, uint32_t t, const att_indexes *agents) {
  uint32_t clause = clause_before(c, t);
  if (clause == ATT_NO_TOKEN || agents->count != 1)
    return false;
  return c->facts->nodes.items[agents->items[0]].kind == ATT_NODE_PERSON || is_of_bodies(c, clause);
}

/* "The two sides called for X": do the speakers face each other, and whom they speak to is neither?
 */
static bool are_partners(const att_clause *c, const att_indexes *agents) {
  uint32_t partner =
      agents->count > 1 ? att_event_partner(c->facts, agents->items[0], c->number) : ATT_NO_ENTITY;
  for (size_t i = 1; i < agents->count; i++)
    if (agents->items[i] == partner)
      return true;
  return false;
}

bool att_said_add(const att_clause *c, uint32_t t, const att_indexes *agents,
                  const att_said *told) {
  att_said joint = *told;
  const att_said *what = &joint;
  joint.others = told->others || are_partners(c, agents);
  bool clause = att_clause_child(c, t, ATT_CCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
                att_said_hearer_clause(c, t) != ATT_NO_TOKEN || closes_clause(c, t, agents);
  if (strcmp(what->act, "say") == 0 && what->topics.count == 0 && att_said_quotation(c) == NULL &&
      !clause)
    return false;
  for (size_t i = 0; i < agents->count && i < 4; i++)
    att_said_push(c, t, agents->items[i], what, "speech-verb");
  return agents->count > 0;
}

void att_said_drop(att_indexes *agents, uint32_t agent) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++)
    if (agents->items[i] != agent)
      agents->items[kept++] = agents->items[i];
  agents->count = kept;
}

/* "welcomed B's visit": whose visit it is, is welcomed. */
static bool is_visit(const att_clause *c, uint32_t object) {
  return object != ATT_NO_TOKEN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[object].lemma, false, "visit");
}

/* The noun that carries a speech act in "thanks", "words of thanks"; ATT_NO_TOKEN. */
static uint32_t carrier_of(const att_clause *c, uint32_t noun) {
  uint32_t of = att_clause_word(c, ATT_WORD_MESSAGE, c->s->tokens[noun].lemma)
                    ? att_clause_oblique(c, noun, "of", ATT_NO_TOKEN)
                    : ATT_NO_TOKEN;
  uint32_t carrier = of != ATT_NO_TOKEN && att_said_noun_frame(c, of) != NULL ? of : noun;
  const att_frame *frame = att_said_noun_frame(c, carrier);
  return frame != NULL && c->s->tokens[carrier].upos == ATT_NOUN ? carrier : ATT_NO_TOKEN;
}

/* "Smith was thanked by Petrov for his service", "the plan was welcomed by Serbia". */
static bool say_passively(const att_clause *c, uint32_t t, uint32_t subject,
                          const att_frame *frame) {
  att_indexes agents = {0};
  att_said what = {.act = frame->value, .addressee = ATT_NO_ENTITY};
  uint32_t by = att_clause_oblique(c, t, "by", ATT_NO_TOKEN);
  bool own = att_clause_word(c, ATT_WORD_OWN_ACT, frame->value);
  if (by == ATT_NO_TOKEN || (!own && carrier_of(c, subject) != ATT_NO_TOKEN))
    return false; /* "thanks were offered by A": the noun tells it */
  if (att_frame_takes(frame, "ccomp") && att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ACL)
    return false; /* "the attacks claimed by B" */
  att_said_speakers(c, by, &agents);
  bool owned = !att_frame_takes(frame, "thing") || is_visit(c, subject);
  if (att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value)) {
    att_said_agent(c, subject, &what.addressee);
    if (owned && c->facts->owner[c->number][subject] == 0)
      att_said_possessor(c, subject, &what.addressee); /* "B's support was praised by A" */
  }
  if (c->facts->owner[c->number][subject] == 0)
    att_clause_topics(c, subject, &what.topics);
  att_said_matter(c, t, &what);
  att_said_drop(&agents, what.addressee); /* "Invited by A, B came", taken for two that invite */
  return att_said_add(c, t, &agents, &what);
}

static bool has_said(const att_clause *c) {
  const att_facts *f = c->facts;
  return f->statements.count > 0 &&
         f->statements.items[f->statements.count - 1].evidence.sentence == c->number;
}

/* "welcomed the guest and discussed X": words of welcome, where no rite is told of. */
static bool is_guest(const att_clause *c, uint32_t t, uint32_t object) {
  return object != ATT_NO_TOKEN && object > t && !is(c, object + 1, "with") &&
         att_clause_oblique(c, t, "with", ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         strcmp(c->s->tokens[object].xpos, "NN") == 0 &&
         att_clause_word(c, ATT_WORD_GUEST, c->s->tokens[object].lemma);
}

/* "Welcoming the guests, A expressed": words of welcome, too. */
static bool is_greeting(const att_clause *c, uint32_t t, uint32_t object) {
  const char *lemma = object != ATT_NO_TOKEN ? c->s->tokens[object].lemma : "";
  return object != ATT_NO_TOKEN && object > t && strcmp(c->s->tokens[t].xpos, "VBG") == 0 &&
         att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ADVCL &&
         c->facts->owner[c->number][object] == 0 &&
         (att_clause_word(c, ATT_WORD_VISITORS, lemma) ||
          att_clause_word(c, ATT_WORD_DELEGATION, lemma) ||
          att_clause_word(c, ATT_WORD_GUEST, lemma));
}

/* "said a press release": the document, which the tree has for an object; else the subject. */
static uint32_t speaking(const att_clause *c, uint32_t t, bool *ret_passive) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t own = att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN);
  if (object == ATT_NO_TOKEN || object < t || own != ATT_NO_TOKEN ||
      strcmp(c->s->tokens[t].lemma, "say") != 0 || !names_document(c, object))
    return att_clause_subject(c, t, ret_passive);
  *ret_passive = false;
  return object;
}

/* "A said that Laos appreciates X": it is the minister of Laos who does so, for his state; in place
 * of `agents`. The state; ATT_NO_ENTITY where nobody says so for it. */
static uint32_t said_for(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  uint32_t at = t, state = agents->count == 1 ? agents->items[0] : ATT_NO_ENTITY;
  if (state == ATT_NO_ENTITY || f->nodes.items[state].kind != ATT_NODE_STATE)
    return ATT_NO_ENTITY;
  for (unsigned depth = 0; depth < 3 && c->s->tokens[at].rel == ATT_CONJ; depth++)
    at = att_clause_head(c, at);
  uint32_t verb = c->s->tokens[at].rel == ATT_CCOMP ? att_clause_head(c, at) : ATT_NO_TOKEN;
  bool passive = true;
  if (verb == ATT_NO_TOKEN || !att_lexicon_tells(f->lexicon, c->s->tokens[verb].lemma, true, "say"))
    return ATT_NO_ENTITY;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  att_indexes speakers = {0};
  if (subject == ATT_NO_TOKEN || passive)
    return ATT_NO_ENTITY;
  att_said_speakers(c, subject, &speakers);
  const att_node *n = speakers.count == 1 ? &f->nodes.items[speakers.items[0]] : NULL;
  if (n == NULL || n->kind != ATT_NODE_PERSON || n->iso3 == NULL ||
      strcmp(n->iso3, f->nodes.items[state].iso3) != 0)
    return ATT_NO_ENTITY;
  *agents = speakers;
  return state;
}

/* "the scholarships it offers": what one does time and again. */
static bool is_habit(const att_clause *c, uint32_t t, const att_frame *frame) {
  const char *xpos = c->s->tokens[t].xpos;
  bool behind = t > 1 && is(c, t - 1, "it") && c->s->tokens[t - 2].upos == ATT_NOUN;
  return (behind || c->s->tokens[t].rel == ATT_ACL_RELCL) && strcmp(frame->value, "offer") == 0 &&
         (strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "VBP") == 0);
}

/* "A wrote that his guest had praised B": it only tells what another one has said. */
static bool tells_of_other(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t clause = att_clause_child(c, t, ATT_CCOMP, ATT_NO_TOKEN);
  uint32_t subject =
      clause != ATT_NO_TOKEN ? att_clause_child(c, clause, ATT_NSUBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || c->s->tokens[subject].upos == ATT_PRON ||
      strcmp(frame->value, "say") != 0 || att_said_quotation(c) != NULL)
    return false;
  uint32_t had = att_clause_child(c, clause, ATT_AUX_REL, ATT_NO_TOKEN);
  att_indexes others = {0};
  if (had == ATT_NO_TOKEN || !is(c, had, "had"))
    return false;
  att_clause_agents(c, subject, &others);
  if (!att_facts_hold_person(c->facts, &others))
    return false; /* "said Manila had requested radars" */
  const att_frame *own = NULL;
  while ((own = att_lexicon_frame(c->facts->lexicon, c->s->tokens[clause].lemma, true, own)))
    if (strcmp(own->frame, "say") == 0 && att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, own->value))
      return true;
  return false;
}

/* "noted with appreciation X's support": what is said with thanks is thanks. */
static void read_manner(const att_clause *c, uint32_t t, uint32_t object, att_said *what) {
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  const att_frame *frame = with != ATT_NO_TOKEN ? att_said_noun_frame(c, with) : NULL;
  bool noted = strcmp(what->act, "say") == 0 || strcmp(what->act, "affirm") == 0;
  if (frame == NULL || !noted || object == ATT_NO_TOKEN ||
      !att_clause_word(c, ATT_WORD_PERFORMED, frame->value))
    return;
  what->act = frame->value;
  if (c->facts->owner[c->number][object] != 0 || what->addressee != ATT_NO_ENTITY)
    return;
  att_said_possessor(c, object, &what->addressee);
  att_said_owner(c, object, &what->addressee);
}

static bool say_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  bool passive;
  if (is_habit(c, t, frame) || tells_of_other(c, t, frame))
    return false;
  uint32_t subject = speaking(c, t, &passive);
  if (subject == ATT_NO_TOKEN || !att_said_is_real(c, t) || att_said_lacks_clause(c, t, frame))
    return false;
  uint32_t object = passive ? subject : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  bool thing = att_frame_takes(frame, "thing"), greeting = thing && is_greeting(c, t, object),
       guest = greeting || (thing && is_guest(c, t, object));
  if (greeting &&
      att_clause_child(c, att_clause_head(c, t), ATT_CCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false; /* "Welcoming the guests, A said that": his words are told */
  if (thing && !guest &&
      (object == ATT_NO_TOKEN || c->facts->owner[c->number][object] != 0 ||
       c->s->tokens[object].upos == ATT_PRON ||
       (att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[object].lemma) &&
        !is(c, object + 1, "of"))))
    return false; /* "welcomed the general", a meeting */
  if (passive)
    return say_passively(c, t, subject, frame);
  att_indexes agents = {0};
  att_said what = {.act = frame->value, .addressee = ATT_NO_ENTITY};
  att_said_speakers(c, subject, &agents);
  if (agents.count == 0 || (names_document(c, subject) && subject > t && has_said(c)))
    return false; /* '"He thanked B," said the release': it only frames what he did */
  size_t before = c->facts->statements.count;
  uint32_t state = said_for(c, t, &agents);
  if (att_frame_takes(frame, "clause")) {
    uint32_t on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
    if (on != ATT_NO_TOKEN)
      att_said_agent(c, on, &what.addressee); /* called on Serbia to */
  }
  att_said_read(c, t, frame, &what);
  read_manner(c, t, object, &what);
  if (greeting) {
    what.topics.count = 0;
    if (what.addressee == ATT_NO_ENTITY)
      att_said_addressees(c, object, &what);
  }
  if (what.topics.count == 0 && closes_clause(c, t, &agents))
    att_said_topics(c, clause_before(c, t), &what.topics);
  if (thing && !guest && !is_visit(c, object) && strcmp(what.act, "criticize") != 0) {
    what.addressee = ATT_NO_ENTITY; /* "welcomed Italy's decision", in whatever company */
    what.also.count = 0;
  }
  bool added = att_said_add(c, t, &agents, &what);
  for (size_t i = before; i < c->facts->statements.count && state != ATT_NO_ENTITY; i++)
    c->facts->statements.items[i].on_behalf = state;
  return added;
}

/* "sent a cable of condolences to B", "words of gratitude": the noun over the one that carries the
 * act; ATT_NO_TOKEN. */
static uint32_t message_over(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN), over = att_clause_head(c, t);
  bool of = word != ATT_NO_TOKEN && is(c, word, "of") && over != ATT_NO_TOKEN &&
            att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_NMOD;
  return of && att_clause_word(c, ATT_WORD_MESSAGE, c->s->tokens[over].lemma) ? over : ATT_NO_TOKEN;
}

/* "conveyed his thanks to Canada", "was grateful for": the noun or adjective
 * carries the act. */
static void say_by_noun(const att_clause *c, uint32_t t) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t verb = att_clause_head(c, t), message = message_over(c, t);
  bool copula = c->s->tokens[t].upos == ATT_ADJ &&
                att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  const att_frame *frame = NULL;
  if (message != ATT_NO_TOKEN) {
    verb = att_clause_head(c, message);
    rel = att_rel_base((att_rel)c->s->tokens[message].rel);
  }
  if (!copula) {
    bool given = c->s->tokens[message != ATT_NO_TOKEN ? message : t].rel == ATT_NSUBJ_PASS;
    if (verb == ATT_NO_TOKEN || (rel != ATT_OBJ && !given) || c->s->tokens[t].upos == ATT_PROPN)
      return;
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame)))
      if (strcmp(frame->frame, "convey") == 0 ||
          (given && strcmp(frame->frame, "say") == 0 && strcmp(frame->value, "affirm") == 0))
        break;
    if (frame == NULL)
      return;
  } else {
    verb = t;
  }
  bool mourning = is(c, t, "tribute"); /* paid at a grave, it praises nobody here */
  for (uint32_t i = t; mourning && i < c->s->token_count; i++)
    if (att_clause_word(c, ATT_WORD_MEMORIAL, c->s->tokens[i].lemma) ||
        att_clause_word(c, ATT_WORD_MOURNED, c->s->tokens[i].lemma))
      return;
  bool passive;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  if (passive) /* "gratitude was expressed by A" */
    subject = att_clause_oblique(c, verb, "by", ATT_NO_TOKEN);
  if (att_said_noun_frame(c, t) == NULL || subject == ATT_NO_TOKEN || !att_said_is_real(c, verb))
    return;
  att_indexes agents = {0};
  att_said what = {.addressee = ATT_NO_ENTITY};
  att_said_speakers(c, subject, &agents);
  uint32_t iobj = att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN);
  if (iobj != ATT_NO_TOKEN)
    att_said_agent(c, iobj, &what.addressee);
  uint32_t to =
      message != ATT_NO_TOKEN ? att_clause_oblique(c, message, "to", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (to != ATT_NO_TOKEN)
    att_said_addressees(c, to, &what); /* "sent a cable of condolences to B" */
  if (att_said_read_noun(c, verb, t, &what))
    att_said_add(c, t, &agents, &what);
}

/* "B received thanks from A", "earned praise from A": the verb; ATT_NO_TOKEN. */
static uint32_t getting(const att_clause *c, uint32_t t) {
  uint32_t verb = att_clause_head(c, t);
  bool object = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ;
  return object && verb != ATT_NO_TOKEN &&
                 att_clause_word(c, ATT_WORD_GETTING, c->s->tokens[verb].lemma)
             ? verb
             : ATT_NO_TOKEN;
}

/* "A's praise for B", "thanks from A went to B": whose the noun is, and whom it is for. */
static void say_by_deed(const att_clause *c, uint32_t t) {
  uint32_t got = getting(c, t);
  bool object = att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_OBJ && got == ATT_NO_TOKEN;
  bool noun = c->s->tokens[t].upos == ATT_NOUN && !object;
  const att_frame *frame = noun ? att_said_noun_frame(c, t) : NULL;
  if (frame == NULL || !att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value))
    return;
  att_indexes agents = {0};
  att_said what = {.act = frame->value, .addressee = ATT_NO_ENTITY};
  uint32_t verb = att_clause_head(c, t), owner = ATT_NO_TOKEN;
  for (uint32_t i = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_NMOD, i))
    if (c->s->tokens[i].rel == ATT_NMOD_POSS && c->s->tokens[i].upos != ATT_PRON)
      owner = i;
  if (owner == ATT_NO_TOKEN && t > 0 && is(c, t - 1, "'s"))
    owner = c->s->tokens[t].rel == ATT_NMOD_POSS ? ATT_NO_TOKEN : att_clause_head(c, t - 1);
  if (owner == ATT_NO_TOKEN || c->facts->owner[c->number][owner] == 0)
    owner = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
  if (owner == ATT_NO_TOKEN && got != ATT_NO_TOKEN)
    owner = att_clause_oblique(c, got, "from", ATT_NO_TOKEN);
  if (owner == ATT_NO_TOKEN || c->facts->owner[c->number][owner] == 0 ||
      (verb != ATT_NO_TOKEN && !att_said_is_real(c, verb)))
    return;
  att_said_speakers(c, owner, &agents);
  uint32_t to =
      t + 1 < c->s->token_count && (is(c, t + 1, "for") || is(c, t + 1, "to") || is(c, t + 1, "of"))
          ? att_clause_head(c, t + 1)
          : ATT_NO_TOKEN;
  bool passive = false;
  uint32_t getter = got != ATT_NO_TOKEN ? att_clause_subject(c, got, &passive) : ATT_NO_TOKEN;
  if (getter != ATT_NO_TOKEN && !passive)
    att_said_addressees(c, getter, &what);
  else if (to != ATT_NO_TOKEN && to > t)
    att_said_addressees(c, to, &what);
  bool verbal = verb != ATT_NO_TOKEN && c->s->tokens[verb].upos == ATT_VERB;
  att_said_read_noun(c, verbal ? verb : t, t, &what);
  if (agents.count == 1 && what.addressee != ATT_NO_ENTITY && what.addressee != agents.items[0])
    att_said_add(c, t, &agents, &what);
}

/* "agreed to resume joint patrols", nobody known says who: a matter of the last talks. */
static void agree_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_facts *f = c->facts;
  att_said what = {.addressee = ATT_NO_ENTITY};
  if (!att_said_is_real(c, t))
    return;
  att_said_read(c, t, frame, &what);
  if (what.topics.count == 0)
    return;
  att_event *talks = NULL;
  for (size_t i = f->events.count; talks == NULL && att_events_back(f, c->number, &i);)
    if (f->events.items[i].sides || att_event_is_meeting(&f->events.items[i]))
      talks = &f->events.items[i];
  if (talks == NULL)
    talks = att_clause_event(c, "Talks", t, "talk-topics");
  for (size_t i = 0; i < what.topics.count; i++)
    att_strings_add(f->arena, &talks->topics, what.topics.items[i]);
}

/* 'General Smith: "This is a historic day."' */
static void say_by_colon(const att_clause *c) {
  for (uint32_t t = 1; t + 2 < c->s->token_count && t < 12; t++) {
    bool quote = is(c, t + 1, "\"") || is(c, t + 1, "\xe2\x80\x9c");
    uint32_t m = c->facts->owner[c->number][t - 1];
    if (c->s->tokens[t].upos == ATT_VERB || c->s->tokens[t].upos == ATT_AUX)
      return;
    if (!is(c, t, ":") || !quote || m == 0)
      continue;
    uint32_t node = c->facts->mentions.items[m - 1].node;
    att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
    for (uint32_t i = t + 2; i < c->s->token_count; i++)
      if (c->s->tokens[i].upos == ATT_VERB && what.topics.count == 0)
        att_said_topics(c, i, &what.topics);
    if (c->facts->nodes.items[node].kind == ATT_NODE_PERSON)
      att_said_add(c, t, &(att_indexes){.items = &node, .count = 1}, &what);
    return;
  }
}

/* Who is credited behind "according to" at `t`: *ret_agent; the token of the phrase's head. */
static uint32_t read_credit(const att_clause *c, uint32_t t, uint32_t *ret_agent) {
  *ret_agent = ATT_NO_ENTITY;
  for (uint32_t i = t + 2; i < c->s->token_count && i < t + 14; i++) {
    if (names_document(c, i)) {
      *ret_agent = source_of(c, i);
      return i;
    }
    if (is(c, i, ",") || is(c, i, "."))
      break;
  }
  uint32_t head = att_clause_head(c, t);
  for (uint32_t i = head != ATT_NO_TOKEN && head > t ? head : t + 2;
       i < c->s->token_count && i < t + 10; i++)
    if (c->facts->owner[c->number][i] != 0) {
      att_indexes agents = {0};
      att_clause_agents(c, i, &agents);
      att_facts_prefer(c->facts, &agents);
      if (agents.count > 0)
        *ret_agent = agents.items[0];
      return i;
    }
  return ATT_NO_TOKEN;
}

/* "According to the Navy, two boats were caught": who states it, where nobody else does. */
static void say_by_credit(const att_clause *c, uint32_t t, uint32_t head, uint32_t agent) {
  uint32_t clause = ATT_NO_TOKEN;
  for (uint32_t i = 0; i < c->s->token_count && clause == ATT_NO_TOKEN; i++)
    if (c->s->tokens[i].head == 0 && c->s->tokens[i].upos == ATT_VERB)
      clause = i;
  bool fits = agent != ATT_NO_ENTITY && c->facts->nodes.items[agent].kind != ATT_NODE_PLACE &&
              clause != ATT_NO_TOKEN && !has_said(c) && !att_clause_is_quoted(c, t) &&
              c->facts->speakers[c->number] == 0 && is_of_bodies(c, clause);
  uint32_t up = head;
  for (unsigned depth = 0; fits && up != ATT_NO_TOKEN && up != clause && depth < 6; depth++)
    up = att_clause_head(c, up);
  if (!fits || up != clause)
    return;
  att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
  att_said_topics(c, clause, &what.topics);
  if (what.topics.count > 0)
    att_said_push(c, t, agent, &what, "speech-verb");
}

/* "according to a post from the prime minister", "The embassy provided the following readout" */
static void read_sources(const att_clause *c, bool statements) {
  for (uint32_t t = 0; t + 2 < c->s->token_count; t++) {
    uint32_t agent;
    if (!is(c, t, "according") || !is(c, t + 1, "to"))
      continue;
    uint32_t head = read_credit(c, t, &agent);
    if (!statements)
      credit(c->facts, agent);
    else if (head != ATT_NO_TOKEN)
      say_by_credit(c, t, head, agent);
  }
}

void att_statement_find(att_facts *facts) {
  uint8_t *beside = ATT_NEW_ARRAY(facts->arena, uint8_t, facts->document->sentences.count + 1);
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    read_sources(&c, false);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      const att_frame *frame = NULL;
      bool told = false;
      if (att_clause_is_small(&c, t))
        continue;
      say_by_noun(&c, t);
      say_by_deed(&c, t);
      if (c.s->tokens[t].upos == ATT_NOUN)
        att_said_by_invitation(&c, t);
      if (c.s->tokens[t].upos != ATT_VERB)
        continue;
      while (!told &&
             (frame = att_lexicon_frame(facts->lexicon, c.s->tokens[t].lemma, true, frame)) != NULL)
        if (strcmp(frame->frame, "agree") == 0 && !say_by_verb(&c, t, frame))
          agree_by_verb(&c, t, frame);
        else
          told = strcmp(frame->frame, "say") == 0 && say_by_verb(&c, t, frame);
    }
    say_by_colon(&c);
    beside[i] = att_said_beside(&c);
    read_sources(&c, true);
  }
  att_said_quotations(facts, beside);
}
