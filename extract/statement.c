/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements: who said, thanked, praised, pledged what to whom; who is credited as the source.
 */
#include <string.h>

#include "extract/index.h"
#include "extract/statement.h"

static bool is(const att_clause *c, uint32_t t, const char *word) {
  return t < c->s->token_count && att_same_word(c->s->tokens[t].form, word);
}

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

void att_said_speakers(const att_clause *c, uint32_t subject, att_indexes *agents) {
  if (names_document(c, subject) || (is(c, subject, "it") && c->facts->sources.count > 0)) {
    uint32_t source = source_of(c, subject);
    if (source != ATT_NO_ENTITY)
      att_indexes_add(c->facts->arena, agents, source);
    credit(c->facts, source);
    return;
  }
  att_clause_agents(c, subject, agents);
  att_facts_prefer(c->facts, agents);
}

/* The words between the quotation marks of the sentence, NULL if there are none. */
static const char *quotation(const att_clause *c) {
  uint8_t spoken = c->facts->spoken[c->number];
  uint32_t first = spoken == ATT_SPOKEN_OPEN ? 0 : ATT_NO_TOKEN, last = ATT_NO_TOKEN;
  if (spoken == ATT_SPOKEN_WHOLE)
    return att_facts_text(c->facts, c->number, 0, c->s->token_count - 1);
  for (uint32_t t = 0; t < c->s->token_count; t++) {
    bool mark = is(c, t, "\"") || is(c, t, "\xe2\x80\x9c") || is(c, t, "\xe2\x80\x9d");
    if (mark && first == ATT_NO_TOKEN)
      first = t + 1;
    else if (mark)
      last = t;
  }
  if (first == ATT_NO_TOKEN || first >= c->s->token_count)
    return NULL;
  if (last == ATT_NO_TOKEN)
    last = c->s->token_count;
  return last > first + 2 ? att_facts_text(c->facts, c->number, first, last - 1) : NULL;
}

/* "visited southern Afghanistan", "took place": no matter that is talked about. */
static bool is_hollow(const att_clause *c, uint32_t verb, uint32_t object) {
  const char *lemma = c->s->tokens[verb].lemma;
  const att_frame *frame = att_lexicon_frame(c->facts->lexicon, lemma, true, NULL);
  return (frame != NULL && strcmp(frame->frame, "visit") == 0 &&
          !att_frame_takes(frame, "ashore")) ||
         (strcmp(lemma, "take") == 0 && is(c, object, "place"));
}

/* What a clause is about: its objects, else its subject. */
static void clause_topics(const att_clause *c, uint32_t verb, att_strings *topics) {
  for (unsigned depth = 0; depth < 4; depth++) {
    uint32_t deeper = att_clause_child(c, verb, ATT_XCOMP, ATT_NO_TOKEN);
    if (deeper == ATT_NO_TOKEN)
      break;
    verb = deeper;
  }
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (object == ATT_NO_TOKEN && c->s->tokens[verb].upos != ATT_VERB &&
      c->s->tokens[verb].upos != ATT_ADJ)
    object = verb;
  if (object != ATT_NO_TOKEN && !is_hollow(c, verb, object))
    att_clause_topics(c, object, topics);
  if (topics->count > 0)
    return;
  static const char *const WORDS[] = {"on", "for", "about", "with", "to"};
  size_t count = sizeof WORDS / sizeof *WORDS - (c->s->tokens[verb].upos != ATT_ADJ &&
                                                 strcmp(c->s->tokens[verb].xpos, "VBN") != 0);
  for (size_t i = 0; i < count && topics->count == 0; i++) { /* "is committed to peace" */
    uint32_t o = att_clause_oblique(c, verb, WORDS[i], ATT_NO_TOKEN);
    uint32_t m = o != ATT_NO_TOKEN ? c->facts->owner[c->number][o] : 0;
    uint8_t kind = m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind
                          : ATT_NODE_INITIATIVE;
    if (o != ATT_NO_TOKEN && (kind == ATT_NODE_INITIATIVE || kind == ATT_NODE_ORG))
      att_clause_topics(c, o, topics); /* nor "deployed to Iraq" */
  }
  uint32_t subject = att_clause_child(c, verb, ATT_NSUBJ, ATT_NO_TOKEN);
  if (topics->count == 0 && subject != ATT_NO_TOKEN && c->s->tokens[subject].upos != ATT_PRON &&
      c->facts->owner[c->number][subject] == 0)
    att_clause_topics(c, subject, topics);
}

void att_said_agent(const att_clause *c, uint32_t t, uint32_t *agent) {
  att_indexes agents = {0};
  att_clause_agents(c, t, &agents);
  att_facts_prefer(c->facts, &agents);
  if (agents.count > 0 && *agent == ATT_NO_ENTITY)
    *agent = agents.items[0];
}

/* The speech act that a noun or adjective carries: "gratitude", "grateful"; NULL. */
static const att_frame *noun_frame(const att_clause *c, uint32_t noun) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[noun].lemma, false, frame)))
    if (strcmp(frame->frame, "say") == 0)
      return frame;
  return NULL;
}

/* Whose the phrase is: "the professionalism of the Mongolian peacekeepers", "Uruguay's
 * peacekeepers", "our Vietnamese hosts"; a place in it is nobody's. */
static void find_owner(const att_clause *c, uint32_t noun, uint32_t *agent) {
  const att_facts *f = c->facts;
  uint32_t of = att_clause_oblique(c, noun, "of", ATT_NO_TOKEN);
  bool done = att_lexicon_tells(f->lexicon, c->s->tokens[noun].lemma, false, "event");
  if (of != ATT_NO_TOKEN && !done) /* nor "the dispatch of the frigate X" */
    att_said_agent(c, of, agent);
  for (uint32_t i = noun > 3 ? noun - 3 : 0; i < c->s->token_count && i < noun + 8; i++) {
    uint32_t m = f->owner[c->number][i];
    if (*agent != ATT_NO_ENTITY || m == 0 ||
        f->nodes.items[f->mentions.items[m - 1].node].kind != ATT_NODE_STATE)
      continue;
    uint32_t up = i;
    for (unsigned depth = 0; up != noun && up != ATT_NO_TOKEN && depth < 4; depth++) {
      uint32_t word = att_clause_child(c, up, ATT_CASE, ATT_NO_TOKEN);
      if (word != ATT_NO_TOKEN && !is(c, word, "of") && !is(c, word, "from") &&
          !is(c, word, "'s") && !is(c, word, "\xe2\x80\x99s") && !is(c, word, "'"))
        break;
      up = att_clause_head(c, up);
    }
    if (up == noun && i != noun)
      *agent = f->mentions.items[m - 1].node;
  }
}

/* Who has done what the phrase is about: "the support provided by the Peruvian Air Force", "for aid
 * from Japan". */
static void find_doer(const att_clause *c, uint32_t noun, uint32_t *agent) {
  uint32_t clause = att_clause_child(c, noun, ATT_ACL, ATT_NO_TOKEN);
  uint32_t by =
      clause != ATT_NO_TOKEN ? att_clause_oblique(c, clause, "by", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (by == ATT_NO_TOKEN)
    by = att_clause_oblique(c, noun, "by", ATT_NO_TOKEN);
  if (by == ATT_NO_TOKEN)
    by = att_clause_oblique(c, noun, "from", ATT_NO_TOKEN);
  if (by != ATT_NO_TOKEN)
    att_said_agent(c, by, agent);
}

/* What stands behind the noun's prepositions: the matter, and whose it is. */
static void read_matter(const att_clause *c, uint32_t governor, att_said *what) {
  bool addressed = att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, what->act);
  static const char *const WORDS[] = {"for", "over", "about", "on", "at", "regarding"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, governor, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, governor, WORDS[i], o)) {
      uint32_t owner = att_clause_child(c, o, ATT_NMOD, ATT_NO_TOKEN);
      if (c->facts->owner[c->number][o] != 0 && i > 0)
        continue; /* on Tuesday, at the base */
      if (addressed && owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS &&
          what->addressee == ATT_NO_ENTITY && c->facts->owner[c->number][owner] != 0)
        att_said_agent(c, owner, &what->addressee); /* gratitude for Britain's commitment */
      if (i == 0 && addressed)
        find_doer(c, o, &what->addressee);
      if (what->mourns || (i == 0 && addressed))
        find_owner(c, o, &what->addressee); /* "for the sacrifice of Georgian soldiers" */
      att_clause_topics(c, o, &what->topics);
    }
}

/* A noun or adjective that carries the act: "expressed gratitude to the US for resuming …". */
static bool read_noun(const att_clause *c, uint32_t verb, uint32_t noun, att_said *what) {
  const att_frame *frame = noun_frame(c, noun);
  if (frame == NULL)
    return false;
  what->act = frame->value;
  what->mourns = att_frame_takes(frame, "mourning");
  const uint32_t governors[] = {noun, verb};
  for (size_t g = 0; g < (verb == noun ? 1 : 2); g++) {
    uint32_t to = att_clause_oblique(c, governors[g], "to", ATT_NO_TOKEN);
    if (to != ATT_NO_TOKEN)
      att_said_agent(c, to, &what->addressee);
    if (to != ATT_NO_TOKEN && c->facts->owner[c->number][to] == 0)
      att_clause_topics(c, to, &what->topics); /* "tribute to the professionalism of" */
    read_matter(c, governors[g], what);
    uint32_t in = att_frame_takes(frame, "in")
                      ? att_clause_oblique(c, governors[g], "in", ATT_NO_TOKEN)
                      : ATT_NO_TOKEN;
    uint32_t m = in != ATT_NO_TOKEN ? c->facts->owner[c->number][in] : 0;
    if (in != ATT_NO_TOKEN && what->topics.count == 0 &&
        (m == 0 ||
         c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind == ATT_NODE_INITIATIVE))
      att_clause_topics(c, in, &what->topics); /* "interest in X" */
    static const att_rel CLAUSES[] = {ATT_ACL, ATT_ADVCL, ATT_CCOMP, ATT_XCOMP};
    for (size_t i = 0; i < 4 && what->topics.count == 0; i++) {
      uint32_t clause = att_clause_child(c, governors[g], CLAUSES[i], ATT_NO_TOKEN);
      if (clause != ATT_NO_TOKEN)
        clause_topics(c, clause, &what->topics);
    }
  }
  if (what->topics.count == 0 && att_frame_takes(frame, "itself") && verb != noun)
    att_clause_topics(c, noun, &what->topics); /* "reiterated its support for the X Army" */
  return true;
}

/* "told the X Times he had come", "told B that": the clause, which the tree has hung on who hears
 * it; ATT_NO_TOKEN. */
static uint32_t clause_of_hearer(const att_clause *c, uint32_t t) {
  uint32_t hearer = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  if (hearer == ATT_NO_TOKEN)
    hearer = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (hearer == ATT_NO_TOKEN || c->facts->owner[c->number][hearer] == 0 ||
      strcmp(c->s->tokens[t].lemma, "tell") != 0)
    return ATT_NO_TOKEN;
  return att_clause_child(c, hearer, ATT_ACL, ATT_NO_TOKEN);
}

static void read_content(const att_clause *c, uint32_t t, const att_frame *frame, att_said *what) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  bool own = att_clause_word(c, ATT_WORD_OWN_ACT, frame->value); /* "pledged his support" */
  if (object != ATT_NO_TOKEN && !own && read_noun(c, t, object, what))
    return;
  uint32_t iobj = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  if (iobj != ATT_NO_TOKEN)
    att_said_agent(c, iobj, &what->addressee);
  if (object != ATT_NO_TOKEN && clause_of_hearer(c, t) != ATT_NO_TOKEN && iobj == ATT_NO_TOKEN) {
    att_said_agent(c, object, &what->addressee);
    object = ATT_NO_TOKEN;
  }
  if (att_frame_takes(frame, "whom")) {
    uint32_t whom = object != ATT_NO_TOKEN ? object : iobj;
    uint32_t of = whom != ATT_NO_TOKEN ? att_clause_oblique(c, whom, "of", whom) : ATT_NO_TOKEN;
    if (object != ATT_NO_TOKEN)
      att_said_agent(c, object, &what->addressee);
    if (of != ATT_NO_TOKEN)
      att_clause_topics(c, of, &what->topics); /* "assured B of", wherever the tree has put it */
    object = ATT_NO_TOKEN;
  }
  if (object != ATT_NO_TOKEN) {
    if (att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value)) {
      uint32_t owner = att_clause_child(c, object, ATT_NMOD, ATT_NO_TOKEN);
      if (owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS) {
        att_said_agent(c, owner, &what->addressee); /* "praised the JDF's academy" */
        att_clause_topics(c, object, &what->topics);
      }
      att_said_agent(c, object, &what->addressee);
      for (uint32_t i = 0; i < object && what->addressee == ATT_NO_ENTITY; i++)
        if (c->s->tokens[i].head == object + 1 && c->facts->owner[c->number][i] != 0)
          att_said_agent(c, i, &what->addressee); /* "praised Cambodia's peacekeeping" */
      if (strcmp(frame->value, "condemn") != 0)   /* nor "the attack on the Turkish base" */
        find_owner(c, object, &what->addressee);
      what->others = strcmp(frame->value, "thank") == 0 && c->s->tokens[object].upos != ATT_PRON &&
                     strncmp(c->s->tokens[object].xpos, "NN", 2) == 0 &&
                     c->s->tokens[object].xpos[strlen(c->s->tokens[object].xpos) - 1] == 'S';
      uint32_t m = c->facts->owner[c->number][object];
      if (m == 0 && strcmp(frame->value, "thank") != 0)
        att_clause_topics(c, object, &what->topics);
    } else {
      att_clause_topics(c, object, &what->topics);
    }
  }
  static const char *const WORDS[] = {"for", "to", "on", "about", "of", "with", "as"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
         o != ATT_NO_TOKEN && att_frame_takes(frame, WORDS[i]);
         o = att_clause_oblique(c, t, WORDS[i], o)) {
      if (att_frame_takes(frame, "highly"))
        find_owner(c, o, &what->addressee); /* "spoke highly of B's role" */
      att_clause_topics(c, o, &what->topics);
    }
  static const att_rel CLAUSES[] = {ATT_CCOMP, ATT_XCOMP, ATT_ADVCL};
  for (size_t i = 0; i < 3 && what->topics.count == 0; i++) {
    uint32_t clause = att_clause_child(c, t, CLAUSES[i], ATT_NO_TOKEN);
    if (clause == ATT_NO_TOKEN && i == 0)
      clause = clause_of_hearer(c, t);
    if (clause == ATT_NO_TOKEN)
      continue;
    clause_topics(c, clause, &what->topics);
    for (uint32_t k = att_clause_child(c, clause, ATT_CONJ, ATT_NO_TOKEN); k != ATT_NO_TOKEN;
         k = att_clause_child(c, clause, ATT_CONJ, k)) {
      att_strings more = {0}; /* "proposed that they increase X, expand Y and sign Z" */
      clause_topics(c, k, &more);
      for (size_t m = 0; m < more.count; m++)
        att_strings_add(c->facts->arena, &what->topics, more.items[m]);
    }
  }
  uint32_t end = c->s->token_count - 1; /* "reaffirmed X and discussed Y": not what Y is about */
  for (uint32_t i = t + 1; i < c->s->token_count && end == c->s->token_count - 1; i++)
    if (c->s->tokens[i].head == t + 1 && att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_CONJ &&
        c->s->tokens[i].upos == ATT_VERB)
      end = i;
  att_clause_fields(c, t + 1, end, &what->topics);
}

/* Do they share a topic, or has one of them none? */
static bool same_matter(const att_strings *a, const att_strings *b) {
  for (size_t i = 0; i < a->count; i++)
    for (size_t k = 0; k < b->count; k++)
      if (strcmp(a->items[i], b->items[k]) == 0)
        return true;
  return a->count == 0 || b->count == 0;
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

static void add_statement(const att_clause *c, uint32_t t, uint32_t speaker, const att_said *what,
                          const char *rule) {
  att_facts *f = c->facts;
  for (size_t i = f->statements.count; att_statements_back(f, c->number, c->number, &i);) {
    const att_statement *s = &f->statements.items[i];
    if (s->evidence.sentence == c->number && s->speaker == speaker &&
        strcmp(s->act, what->act) == 0 && same_matter(&s->topics, &what->topics))
      return;
  }
  att_statement *s = ATT_PUSH(f->arena, &f->statements);
  *s = (att_statement){.speaker = speaker,
                       .addressee = what->addressee,
                       .act = what->act,
                       .topics = what->topics,
                       .quotation = quotation(c),
                       .content = att_facts_text(f, c->number, 0, c->s->token_count - 1),
                       .evidence = att_clause_evidence(c, t, rule)};
  bool speech = s->quotation != NULL || f->speakers[c->number] != 0;
  drop_bare(c, &s->topics, strcmp(what->act, "say") == 0 && speech,
            strcmp(what->act, "invite") == 0);
  if (s->addressee == speaker)
    s->addressee = ATT_NO_ENTITY;
  if (s->addressee == ATT_NO_ENTITY && !what->others &&
      (what->mourns || att_clause_word(c, ATT_WORD_TURNS_TO_PARTNER, what->act)))
    s->addressee = att_event_partner(f, speaker, c->number);
}

/* "Pakistan's sacrifices", "the professionalism of the X Army": somebody's deed or merit. */
static bool is_deed(const att_clause *c, uint32_t t) {
  if (t == ATT_NO_TOKEN || !att_clause_word(c, ATT_WORD_DEED, c->s->tokens[t].lemma))
    return false;
  uint32_t owner = ATT_NO_ENTITY;
  for (uint32_t i = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_NMOD, i))
    if (c->s->tokens[i].rel == ATT_NMOD_POSS)
      att_said_agent(c, i, &owner);
  find_owner(c, t, &owner);
  return owner != ATT_NO_ENTITY;
}

/* "called on General B to discuss X, and to interact": who calls on somebody to talk asks for
 * nothing. */
static bool is_courtesy(const att_clause *c, uint32_t t, uint32_t infinitive) {
  uint32_t on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
  uint32_t m = on != ATT_NO_TOKEN ? c->facts->owner[c->number][on] : 0;
  if (m == 0 || c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind != ATT_NODE_PERSON)
    return false;
  const char *lemma = c->s->tokens[infinitive].lemma;
  return att_rel_base((att_rel)c->s->tokens[infinitive].rel) == ATT_CONJ ||
         att_lexicon_tells(c->facts->lexicon, lemma, true, "talk") ||
         att_lexicon_tells(c->facts->lexicon, lemma, true, "meet") ||
         att_lexicon_tells(c->facts->lexicon, lemma, true, "say");
}

/* Needs the row's verb a clause that this one lacks: "called on Serbia to withdraw"; or has it one
 * that it may not have: "continued to advise"? */
static bool lacks_clause(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t infinitive = att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN);
  if (att_frame_takes(frame, "highly") && !is(c, t + 1, "highly") &&
      (t == 0 || !is(c, t - 1, "highly")))
    return true;
  if (att_frame_takes(frame, "asked") &&
      (infinitive != ATT_NO_TOKEN || strncmp(c->s->tokens[t].xpos, "VB", 2) != 0 ||
       strcmp(c->s->tokens[t].xpos, "VBP") == 0 || strcmp(c->s->tokens[t].xpos, "VB") == 0))
    return true;
  if (att_frame_takes(frame, "deed") && !is_deed(c, att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN)))
    return true;
  bool goes_on =
      att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN; /* "continues to X" */
  if (att_frame_takes(frame, "finite") &&
      ((infinitive != ATT_NO_TOKEN && infinitive > t) || goes_on))
    return true;
  if (!att_frame_takes(frame, "clause"))
    return false;
  for (uint32_t i = t + 1; i < c->s->token_count; i++) {
    uint32_t head = att_clause_head(c, i);
    bool under = head == t || (head != ATT_NO_TOKEN && head > t && att_clause_head(c, head) == t);
    if (under && i > 0 && c->s->tokens[i].upos == ATT_VERB && is(c, i - 1, "to") &&
        !is_courtesy(c, t, i))
      return false;
  }
  return att_clause_oblique(c, t, "for", ATT_NO_TOKEN) == ATT_NO_TOKEN;
}

bool att_said_is_real(const att_clause *c, uint32_t t) {
  bool denied;
  att_event_status status = att_clause_status(c, t, &denied);
  return !denied && status != ATT_HYPOTHETICAL && status != ATT_PROPOSED &&
         !att_clause_is_quoted(c, t);
}

/* "Two boats were caught, General A said": the clause before the verb that a person closes with
 * his name; ATT_NO_TOKEN. */
static uint32_t clause_before(const att_clause *c, uint32_t t) {
  uint32_t clause = att_clause_head(c, t);
  bool closes = c->s->tokens[t].rel == ATT_PARATAXIS && clause != ATT_NO_TOKEN && clause < t &&
                strcmp(c->s->tokens[t].lemma, "say") == 0;
  if (!closes || c->s->tokens[clause].upos != ATT_VERB || c->s->tokens[clause].head != 0)
    return ATT_NO_TOKEN;
  for (uint32_t i = clause + 1; i < t; i++)
    if (is(c, i, ",") && (c->s->tokens[i].head == t + 1 || i + 1 == t))
      return clause;
  return ATT_NO_TOKEN;
}

/* Is the clause before the verb told by one person? */
static bool closes_clause(const att_clause *c, uint32_t t, const att_indexes *agents) {
  return clause_before(c, t) != ATT_NO_TOKEN && agents->count == 1 &&
         c->facts->nodes.items[agents->items[0]].kind == ATT_NODE_PERSON;
}

bool att_said_add(const att_clause *c, uint32_t t, const att_indexes *agents,
                  const att_said *what) {
  bool clause = att_clause_child(c, t, ATT_CCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN ||
                clause_of_hearer(c, t) != ATT_NO_TOKEN || closes_clause(c, t, agents);
  if (strcmp(what->act, "say") == 0 && what->topics.count == 0 && quotation(c) == NULL && !clause)
    return false;
  for (size_t i = 0; i < agents->count && i < 4; i++)
    add_statement(c, t, agents->items[i], what, "speech-verb");
  return agents->count > 0;
}

void att_said_drop(att_indexes *agents, uint32_t agent) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++)
    if (agents->items[i] != agent)
      agents->items[kept++] = agents->items[i];
  agents->count = kept;
}

/* "Smith was thanked by Petrov for his service", "the plan was welcomed by Serbia". */
static bool say_passively(const att_clause *c, uint32_t t, uint32_t subject,
                          const att_frame *frame) {
  att_indexes agents = {0};
  att_said what = {.act = frame->value, .addressee = ATT_NO_ENTITY};
  uint32_t by = att_clause_oblique(c, t, "by", ATT_NO_TOKEN);
  if (by == ATT_NO_TOKEN)
    return false;
  att_said_speakers(c, by, &agents);
  if (att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value))
    att_said_agent(c, subject, &what.addressee);
  if (c->facts->owner[c->number][subject] == 0)
    att_clause_topics(c, subject, &what.topics);
  read_matter(c, t, &what);
  att_said_drop(&agents, what.addressee); /* "Invited by A, B came", taken for two that invite */
  return att_said_add(c, t, &agents, &what);
}

static bool say_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject == ATT_NO_TOKEN || !att_said_is_real(c, t) || lacks_clause(c, t, frame))
    return false;
  uint32_t object = passive ? subject : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  bool thing = att_frame_takes(frame, "thing");
  if (thing && (object == ATT_NO_TOKEN || c->facts->owner[c->number][object] != 0 ||
                c->s->tokens[object].upos == ATT_PRON ||
                (att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[object].lemma) &&
                 !is(c, object + 1, "of"))))
    return false; /* "welcomed the general", a meeting */
  if (passive)
    return say_passively(c, t, subject, frame);
  att_indexes agents = {0};
  att_said what = {.act = frame->value, .addressee = ATT_NO_ENTITY};
  att_said_speakers(c, subject, &agents);
  if (agents.count == 0)
    return false;
  if (att_frame_takes(frame, "clause")) {
    uint32_t on = att_clause_oblique(c, t, "on", ATT_NO_TOKEN);
    if (on != ATT_NO_TOKEN)
      att_said_agent(c, on, &what.addressee); /* called on Serbia to */
  }
  read_content(c, t, frame, &what);
  if (thing)
    what.addressee = ATT_NO_ENTITY; /* "welcomed Italy's decision", in whatever company */
  return att_said_add(c, t, &agents, &what);
}

/* "conveyed his thanks to Canada", "was grateful for": the noun or adjective
 * carries the act. */
static void say_by_noun(const att_clause *c, uint32_t t) {
  att_rel rel = att_rel_base((att_rel)c->s->tokens[t].rel);
  uint32_t verb = att_clause_head(c, t);
  bool copula = c->s->tokens[t].upos == ATT_ADJ &&
                att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  const att_frame *frame = NULL;
  if (!copula) {
    if (verb == ATT_NO_TOKEN || rel != ATT_OBJ || c->s->tokens[t].upos == ATT_PROPN)
      return;
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame)))
      if (strcmp(frame->frame, "convey") == 0)
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
  if (noun_frame(c, t) == NULL || subject == ATT_NO_TOKEN || passive || !att_said_is_real(c, verb))
    return;
  att_indexes agents = {0};
  att_said what = {.addressee = ATT_NO_ENTITY};
  att_said_speakers(c, subject, &agents);
  uint32_t iobj = att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN);
  if (iobj != ATT_NO_TOKEN)
    att_said_agent(c, iobj, &what.addressee);
  if (read_noun(c, verb, t, &what))
    att_said_add(c, t, &agents, &what);
}

/* "agreed to resume joint patrols", nobody known says who: a matter of the last talks. */
static void agree_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_facts *f = c->facts;
  att_said what = {.addressee = ATT_NO_ENTITY};
  if (!att_said_is_real(c, t))
    return;
  read_content(c, t, frame, &what);
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
        clause_topics(c, i, &what.topics);
    if (c->facts->nodes.items[node].kind == ATT_NODE_PERSON)
      att_said_add(c, t, &(att_indexes){.items = &node, .count = 1}, &what);
    return;
  }
}

/* "according to a post from the prime minister", "The embassy provided the following readout" */
static void read_sources(const att_clause *c) {
  for (uint32_t t = 0; t + 2 < c->s->token_count; t++) {
    if (!is(c, t, "according") || !is(c, t + 1, "to"))
      continue;
    uint32_t best = ATT_NO_TOKEN;
    for (uint32_t i = t + 2; i < c->s->token_count && i < t + 14; i++) {
      if (names_document(c, i)) {
        best = i;
        break;
      }
      if (is(c, i, ",") || is(c, i, "."))
        break;
    }
    if (best != ATT_NO_TOKEN) {
      credit(c->facts, source_of(c, best));
      continue;
    }
    for (uint32_t i = t + 2; i < c->s->token_count && i < t + 8; i++)
      if (c->facts->owner[c->number][i] != 0) {
        att_indexes agents = {0};
        att_clause_agents(c, i, &agents);
        if (agents.count > 0)
          credit(c->facts, agents.items[0]);
        break;
      }
  }
}

static bool has_statement(const att_facts *f, uint32_t sentence, size_t *ret_index) {
  for (size_t i = 0; att_statements_in(f, sentence, sentence, &i); i++)
    if (f->statements.items[i].evidence.sentence == sentence) {
      *ret_index = i;
      return true;
    }
  return false;
}

/* The rest of a quotation: '"A," said X. "B."', '"A. B," said X'. The speaker is X throughout. */
static void read_quotations(att_facts *f) {
  size_t told = f->statements.count;
  for (uint32_t i = 0; i < f->document->sentences.count; i++) {
    att_clause c = {f, &f->document->sentences.items[i], i};
    size_t by = 0;
    bool opens = is(&c, 0, "\"") || is(&c, 0, "\xe2\x80\x9c") || f->spoken[i] == ATT_SPOKEN_OPEN;
    if (!opens || c.s->token_count < 5 || has_statement(f, i, &by))
      continue;
    bool found = false;
    for (int side = 0; side < 2 && !found; side++) {
      uint32_t other = side ? i + 1 : i - 1;
      if (other >= f->document->sentences.count ||
          f->document->sentences.items[other].paragraph != c.s->paragraph)
        continue;
      found =
          has_statement(f, other, &by) && by < told && f->statements.items[by].quotation != NULL;
    }
    if (!found)
      continue;
    att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
    for (uint32_t t = 0; t < c.s->token_count; t++)
      if (c.s->tokens[t].head == 0 && c.s->tokens[t].upos == ATT_VERB)
        clause_topics(&c, t, &what.topics);
    add_statement(&c, 0, f->statements.items[by].speaker, &what, "quotation-goes-on");
    told = f->statements.count;
  }
}

static bool is_own_voice(const att_clause *c, uint32_t t) {
  return t != ATT_NO_TOKEN && (is(c, t, "I") || is(c, t, "we"));
}

/* What the speaker does by saying so: "We thank Norway for", "I am grateful to"; false where the
 * token tells no such act. */
static bool read_performed(const att_clause *c, uint32_t t, att_said *what) {
  bool passive, denied;
  bool own = att_clause_is_quoted(c, t) || c->facts->speakers[c->number] != 0;
  if (!own || !is_own_voice(c, att_clause_subject(c, t, &passive)) || passive)
    return false;
  att_clause_status(c, t, &denied);
  if (denied)
    return false;
  bool copula = c->s->tokens[t].upos == ATT_ADJ &&
                att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (copula)
    return read_noun(c, t, t, what);
  const att_frame *frame = NULL;
  while (c->s->tokens[t].upos == ATT_VERB &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0 && att_clause_word(c, ATT_WORD_PERFORMED, frame->value) &&
        !lacks_clause(c, t, frame)) {
      what->act = frame->value;
      read_content(c, t, frame, what);
      return true;
    }
  return false;
}

/* A quotation whose speaker thanks, praises or invites in it is that act. */
static void read_performatives(att_facts *f) {
  for (size_t i = 0; i < f->statements.count; i++) {
    att_statement *s = &f->statements.items[i];
    uint32_t number = s->evidence.sentence;
    if ((s->quotation == NULL && f->speakers[number] == 0) || strcmp(s->act, "say") != 0)
      continue;
    att_clause c = {f, &f->document->sentences.items[number], number};
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      att_said what = {.addressee = ATT_NO_ENTITY};
      if (!read_performed(&c, t, &what) || what.addressee == s->speaker)
        continue;
      s->act = what.act;
      s->addressee = what.addressee;
      if (what.topics.count > 0)
        s->topics = what.topics;
      break;
    }
  }
}

/* What the speaker does in the sentence by saying so; false if he just says something. */
static bool performs(const att_clause *c, att_said *what) {
  for (uint32_t t = 0; t < c->s->token_count; t++)
    if (read_performed(c, t, what))
      return true;
  return false;
}

/* The paragraphs that are somebody's by the line above them (spoken.c, transcript.c). */
static void read_speeches(att_facts *f) {
  for (uint32_t i = 0; i < f->document->sentences.count; i++) {
    att_clause c = {f, &f->document->sentences.items[i], i};
    size_t by;
    if (f->speakers[i] == 0 || c.s->token_count < 5 || has_statement(f, i, &by))
      continue;
    att_said what = {.act = "say", .addressee = ATT_NO_ENTITY};
    for (uint32_t t = 0; t < c.s->token_count; t++)
      if (c.s->tokens[t].head == 0)
        clause_topics(&c, t, &what.topics);
    bool opens = is(&c, 0, "\"") || is(&c, 0, "\xe2\x80\x9c");
    if (what.topics.count > 0 || opens || performs(&c, &what))
      add_statement(&c, 0, f->speakers[i] - 1, &what, "quotation-goes-on");
  }
}

void att_statement_find(att_facts *facts) {
  for (uint32_t i = 0; i < facts->document->sentences.count; i++) {
    att_clause c = {facts, &facts->document->sentences.items[i], i};
    read_sources(&c);
    for (uint32_t t = 0; t < c.s->token_count; t++) {
      const att_frame *frame = NULL;
      bool told = false;
      say_by_noun(&c, t);
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
  }
  read_quotations(facts);
  read_speeches(facts);
  read_performatives(facts);
}
