/* SPDX-License-Identifier: Apache-2.0
 *
 * What a statement says, and to whom: the arguments of the verb or noun that carries it.
 */
#include <string.h>

#include "extract/is.h"
#include "extract/reference.h"
#include "extract/statement.h"

/* "visited southern Afghanistan", "took place": no matter that is talked about. */
static bool is_hollow(const att_clause *c, uint32_t verb, uint32_t object) {
  const char *lemma = c->s->tokens[verb].lemma;
  const att_frame *frame = att_lexicon_frame(c->facts->lexicon, lemma, true, NULL);
  return (frame != NULL && strcmp(frame->frame, "visit") == 0 &&
          !att_frame_takes(frame, "ashore")) ||
         (strcmp(lemma, "take") == 0 && is(c, object, "place"));
}

/* "will work with B | to implement X": what the work is for; ATT_NO_TOKEN. */
static uint32_t worked_for(const att_clause *c, uint32_t verb) {
  uint32_t clause = att_clause_child(c, verb, ATT_ADVCL, ATT_NO_TOKEN);
  bool purpose = clause != ATT_NO_TOKEN && clause > verb && is(c, clause - 1, "to");
  return purpose && att_clause_word(c, ATT_WORD_JOINT_WORK, c->s->tokens[verb].lemma)
             ? clause
             : ATT_NO_TOKEN;
}

/* What a clause is about: its objects, else its subject. */
void att_said_topics(const att_clause *c, uint32_t verb, att_strings *topics) {
  uint32_t top = verb;
  for (unsigned depth = 0; depth < 4; depth++) {
    uint32_t deeper = att_clause_child(c, verb, ATT_XCOMP, ATT_NO_TOKEN);
    if (deeper == ATT_NO_TOKEN)
      deeper = worked_for(c, verb);
    if (deeper == ATT_NO_TOKEN)
      break;
    verb = deeper;
  }
  for (uint32_t k = verb != top ? att_clause_child(c, verb, ATT_CONJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
       k != ATT_NO_TOKEN; k = att_clause_child(c, verb, ATT_CONJ, k)) {
    uint32_t object = att_clause_child(c, k, ATT_OBJ, ATT_NO_TOKEN);
    if (strcmp(c->s->tokens[k].xpos, "VB") == 0 && object != ATT_NO_TOKEN && object > k &&
        !is_hollow(c, k, object))
      att_clause_topics(c, object, topics); /* "is ready to consolidate X and push Y" */
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
  size_t count =
      sizeof WORDS / sizeof *WORDS -
      (c->s->tokens[verb].upos != ATT_ADJ && strcmp(c->s->tokens[verb].xpos, "VBN") != 0 &&
       !att_clause_word(c, ATT_WORD_ADHERING, c->s->tokens[verb].lemma));
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

/* The speech act that a noun or adjective carries: "gratitude", "grateful"; NULL. */
const att_frame *att_said_noun_frame(const att_clause *c, uint32_t noun) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[noun].lemma, false, frame)))
    if (strcmp(frame->frame, "say") == 0)
      return frame;
  return NULL;
}

void att_said_addressees(const att_clause *c, uint32_t t, att_said *what) {
  att_indexes agents = {0};
  if (what->addressee != ATT_NO_ENTITY)
    return;
  bool both = t > 0 && (is(c, t - 1, "both") || is(c, t - 1, "two"));
  bool sides = both && strcmp(c->s->tokens[t].xpos, "NNS") == 0 &&
               att_clause_word(c, ATT_WORD_STATE_SIDE, c->s->tokens[t].lemma);
  if (!sides || !att_reference_two_states(c, &agents)) { /* "encouraged the two militaries to" */
    att_clause_agents(c, t, &agents);
    att_facts_prefer(c->facts, &agents);
  }
  for (size_t i = 0; i < agents.count && i < 4; i++)
    if (i == 0)
      what->addressee = agents.items[0];
    else
      att_indexes_add(c->facts->arena, &what->also, agents.items[i]);
}

/* Whose the phrase is: "the professionalism of the Mongolian peacekeepers", "Uruguay's
 * peacekeepers", "our Vietnamese hosts"; a place in it is nobody's. */
void att_said_owner(const att_clause *c, uint32_t noun, uint32_t *agent) {
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

/* Who stands before the phrase as its owner: "the Latvian army's professionalism". */
void att_said_possessor(const att_clause *c, uint32_t noun, uint32_t *agent) {
  for (uint32_t i = att_clause_child(c, noun, ATT_NMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, noun, ATT_NMOD, i))
    if (c->s->tokens[i].rel == ATT_NMOD_POSS && c->facts->owner[c->number][i] != 0)
      att_said_agent(c, i, agent);
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
void att_said_matter(const att_clause *c, uint32_t governor, att_said *what) {
  bool addressed = att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, what->act);
  static const char *const WORDS[] = {"for", "over", "about", "on", "at", "regarding", "upon"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, governor, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, governor, WORDS[i], o)) {
      uint32_t owner = att_clause_child(c, o, ATT_NMOD, ATT_NO_TOKEN);
      if (c->facts->owner[c->number][o] != 0 && i > 0) {
        if (strcmp(WORDS[i], "on") == 0 && strcmp(what->act, "praise") == 0)
          att_said_addressees(c, o, what); /* "heaped praise on the X Navy" */
        continue;                          /* on Tuesday, at the base */
      }
      if (addressed && owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS &&
          what->addressee == ATT_NO_ENTITY && c->facts->owner[c->number][owner] != 0)
        att_said_agent(c, owner, &what->addressee); /* gratitude for Britain's commitment */
      if (i == 0 && addressed)
        find_doer(c, o, &what->addressee);
      if (what->mourns || (i == 0 && addressed))
        att_said_owner(c, o, &what->addressee); /* "for the sacrifice of Georgian soldiers" */
      att_clause_topics(c, o, &what->topics);
    }
}

/* "his appreciation to his guest | for Norway's contribution": what stands behind "for", wherever
 * the tree has hung it. */
static void read_for_behind(const att_clause *c, uint32_t noun, att_said *what) {
  for (uint32_t t = noun + 1; t + 1 < c->s->token_count && t < noun + 16; t++) {
    if (c->s->tokens[t].upos == ATT_VERB || is(c, t, ","))
      return;
    uint32_t head = is(c, t, "for") ? att_clause_head(c, t) : ATT_NO_TOKEN;
    if (head == ATT_NO_TOKEN || head < t || c->s->tokens[t].rel != ATT_CASE)
      continue;
    if (c->facts->owner[c->number][head] == 0)
      att_clause_topics(c, head, &what->topics);
    return;
  }
}

/* A noun or adjective that carries the act: "expressed gratitude to the US for resuming …". */
bool att_said_read_noun(const att_clause *c, uint32_t verb, uint32_t noun, att_said *what) {
  const att_frame *frame = att_said_noun_frame(c, noun);
  if (frame == NULL)
    return false;
  what->act = frame->value;
  what->mourns = att_frame_takes(frame, "mourning");
  uint32_t from = att_clause_oblique(c, noun, "from", ATT_NO_TOKEN);
  uint32_t whom =
      from != ATT_NO_TOKEN ? att_clause_oblique(c, from, "to", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (whom != ATT_NO_TOKEN && c->facts->owner[c->number][whom] != 0)
    att_said_addressees(c, whom, what); /* "an invitation from the minister of X to B" */
  const uint32_t governors[] = {noun, verb};
  for (size_t g = 0; g < (verb == noun ? 1 : 2); g++) {
    uint32_t to = att_clause_oblique(c, governors[g], "to", ATT_NO_TOKEN);
    if (to != ATT_NO_TOKEN)
      att_said_addressees(c, to, what);
    if (to != ATT_NO_TOKEN && c->facts->owner[c->number][to] == 0)
      att_clause_topics(c, to, &what->topics); /* "tribute to the professionalism of" */
    if (to != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, what->act)) {
      att_said_possessor(c, to, &what->addressee);
      att_said_owner(c, to, &what->addressee);
    }
    att_said_matter(c, governors[g], what);
    uint32_t with = strcmp(what->act, "criticize") == 0 || strcmp(what->act, "request") == 0
                        ? att_clause_oblique(c, governors[g], "with", ATT_NO_TOKEN)
                        : ATT_NO_TOKEN;
    if (with != ATT_NO_TOKEN)
      att_said_addressees(c, with, what); /* "lodged a protest with B" */
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
        att_said_topics(c, clause, &what->topics);
    }
  }
  if (what->topics.count == 0 && att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, what->act))
    read_for_behind(c, noun, what);
  if (what->topics.count == 0) /* "their commitment to work together in the areas of X" */
    att_clause_fields(c, noun + 1, c->s->token_count - 1, &what->topics);
  if (what->topics.count == 0 && att_frame_takes(frame, "itself") && verb != noun)
    att_clause_topics(c, noun, &what->topics); /* "reiterated its support for the X Army" */
  return true;
}

/* "told the X Times he had come", "told B that": the clause, which the tree has hung on who hears
 * it; ATT_NO_TOKEN. */
uint32_t att_said_hearer_clause(const att_clause *c, uint32_t t) {
  uint32_t hearer = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  if (hearer == ATT_NO_TOKEN)
    hearer = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (hearer == ATT_NO_TOKEN || c->facts->owner[c->number][hearer] == 0 ||
      strcmp(c->s->tokens[t].lemma, "tell") != 0)
    return ATT_NO_TOKEN;
  return att_clause_child(c, hearer, ATT_ACL, ATT_NO_TOKEN);
}

/* "offered help to Kenya", "proposed to Finland that": who gets it, behind "to". */
static void read_recipient(const att_clause *c, uint32_t t, uint32_t object, att_said *what) {
  const uint32_t over[] = {t, object};
  for (size_t i = 0; i < 2 && over[i] != ATT_NO_TOKEN; i++)
    for (uint32_t o = att_clause_oblique(c, over[i], "to", ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, over[i], "to", o)) {
      uint32_t m = c->facts->owner[c->number][o];
      uint8_t kind = m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind : 0;
      if (m == 0 || kind == ATT_NODE_STATE || kind == ATT_NODE_ORG || kind == ATT_NODE_PERSON)
        att_said_addressees(c, o, what);
    }
}

/* People, not what they did: "complimented the contingents for their work". */
static bool is_people(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[t].lemma) ||
         att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
         att_clause_word(c, ATT_WORD_BODY_NOUN, c->s->tokens[t].lemma);
}

/* "asked the academies to implement X": who is to do it. */
static bool is_asked(const att_clause *c, uint32_t t, uint32_t object) {
  static const att_rel CLAUSES[] = {ATT_XCOMP, ATT_ADVCL, ATT_CCOMP};
  for (size_t i = 0; i < 3; i++) {
    uint32_t clause = att_clause_child(c, t, CLAUSES[i], ATT_NO_TOKEN);
    if (clause != ATT_NO_TOKEN && clause > object && clause < object + 8 &&
        strcmp(c->s->tokens[clause].xpos, "VB") == 0)
      return att_clause_word(c, ATT_WORD_OBJECT_CONTROL, c->s->tokens[t].lemma);
  }
  return false;
}

/* "congratulated the graduates on completing X": who is, not what for. */
static bool is_congratulated(const att_clause *c, uint32_t t, uint32_t object) {
  if (strcmp(c->s->tokens[t].lemma, "congratulate") != 0)
    return false;
  for (uint32_t i = object + 1; i + 1 < c->s->token_count && i < object + 8; i++)
    if (is(c, i, "on") || is(c, i, "for"))
      return true;
  return false;
}

/* "his counterpart", "the host", "his guest": whoever the talks are with. */
static bool is_opposite(const att_clause *c, uint32_t t) {
  const char *lemma = c->s->tokens[t].lemma;
  return strcmp(c->s->tokens[t].xpos, "NN") == 0 && c->facts->owner[c->number][t] == 0 &&
         (att_clause_word(c, ATT_WORD_COUNTERPART, lemma) ||
          att_clause_word(c, ATT_WORD_GUEST, lemma) || strcmp(lemma, "host") == 0);
}

void att_said_read(const att_clause *c, uint32_t t, const att_frame *frame, att_said *what) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  bool own = att_clause_word(c, ATT_WORD_OWN_ACT, frame->value); /* "pledged his support" */
  if (object != ATT_NO_TOKEN && !own && att_said_read_noun(c, t, object, what))
    return;
  uint32_t iobj = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  if (iobj != ATT_NO_TOKEN) {
    att_said_agent(c, iobj, &what->addressee);
    what->partner = is_opposite(c, iobj);
  }
  if (object != ATT_NO_TOKEN && att_said_hearer_clause(c, t) != ATT_NO_TOKEN &&
      iobj == ATT_NO_TOKEN) {
    att_said_agent(c, object, &what->addressee);
    object = ATT_NO_TOKEN;
  }
  if (object != ATT_NO_TOKEN && iobj == ATT_NO_TOKEN &&
      strcmp(c->s->tokens[t].lemma, "tell") == 0 && c->facts->owner[c->number][object] != 0) {
    att_said_agent(c, object, &what->addressee); /* '"X," he told the delegation' */
    object = ATT_NO_TOKEN;
  }
  if (att_frame_takes(frame, "recipient"))
    read_recipient(c, t, object, what);
  if (att_frame_takes(frame, "whom")) {
    uint32_t whom = object != ATT_NO_TOKEN ? object : iobj;
    uint32_t of = whom != ATT_NO_TOKEN ? att_clause_oblique(c, whom, "of", whom) : ATT_NO_TOKEN;
    if (object != ATT_NO_TOKEN)
      att_said_agent(c, object, &what->addressee);
    if (of != ATT_NO_TOKEN)
      att_clause_topics(c, of, &what->topics); /* "assured B of", wherever the tree has put it */
    what->partner |= whom != ATT_NO_TOKEN && is_opposite(c, whom);
    object = ATT_NO_TOKEN;
  }
  if (object != ATT_NO_TOKEN) {
    if (att_clause_word(c, ATT_WORD_TAKES_ADDRESSEE, frame->value)) {
      uint32_t owner = att_clause_child(c, object, ATT_NMOD, ATT_NO_TOKEN);
      if (owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS) {
        att_said_agent(c, owner, &what->addressee); /* "praised the JDF's academy" */
        att_clause_topics(c, object, &what->topics);
      }
      att_said_addressees(c, object, what);
      for (uint32_t i = 0; i < object && what->addressee == ATT_NO_ENTITY; i++)
        if (c->s->tokens[i].head == object + 1 && c->facts->owner[c->number][i] != 0)
          att_said_agent(c, i, &what->addressee); /* "praised Cambodia's peacekeeping" */
      if (strcmp(frame->value, "condemn") != 0)   /* nor "the attack on the Turkish base" */
        att_said_owner(c, object, &what->addressee);
      uint32_t with = what->addressee == ATT_NO_ENTITY && strcmp(frame->value, "praise") == 0
                          ? att_clause_oblique(c, object, "with", ATT_NO_TOKEN)
                          : ATT_NO_TOKEN; /* "hailed the relationship with Canada" */
      if (with != ATT_NO_TOKEN && c->facts->owner[c->number][with] != 0)
        att_said_addressees(c, with, what);
      what->others = strcmp(frame->value, "thank") == 0 && c->s->tokens[object].upos != ATT_PRON &&
                     strncmp(c->s->tokens[object].xpos, "NN", 2) == 0 &&
                     c->s->tokens[object].xpos[strlen(c->s->tokens[object].xpos) - 1] == 'S';
      uint32_t m = c->facts->owner[c->number][object];
      bool people = (is_people(c, object) && what->addressee != ATT_NO_ENTITY) ||
                    is_asked(c, t, object) || is_congratulated(c, t, object);
      if (m == 0 && strcmp(frame->value, "thank") != 0 && !people)
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
        att_said_owner(c, o, &what->addressee); /* "spoke highly of B's role" */
      att_clause_topics(c, o, &what->topics);
    }
  static const att_rel CLAUSES[] = {ATT_CCOMP, ATT_XCOMP, ATT_ADVCL};
  for (size_t i = 0; i < 3 && what->topics.count == 0; i++) {
    uint32_t clause = att_clause_child(c, t, CLAUSES[i], ATT_NO_TOKEN);
    if (clause == ATT_NO_TOKEN && i == 0)
      clause = att_said_hearer_clause(c, t);
    if (clause == ATT_NO_TOKEN)
      continue;
    att_said_topics(c, clause, &what->topics);
    for (uint32_t k = att_clause_child(c, clause, ATT_CONJ, ATT_NO_TOKEN); k != ATT_NO_TOKEN;
         k = att_clause_child(c, clause, ATT_CONJ, k)) {
      att_strings more = {0}; /* "proposed that they increase X, expand Y and sign Z" */
      att_said_topics(c, k, &more);
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

/* "Pakistan's sacrifices", "the professionalism of the X Army": somebody's deed or merit. */
static bool is_deed(const att_clause *c, uint32_t t) {
  if (t == ATT_NO_TOKEN || !att_clause_word(c, ATT_WORD_DEED, c->s->tokens[t].lemma))
    return false;
  uint32_t owner = ATT_NO_ENTITY;
  for (uint32_t i = att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN); i != ATT_NO_TOKEN;
       i = att_clause_child(c, t, ATT_NMOD, i))
    if (c->s->tokens[i].rel == ATT_NMOD_POSS)
      att_said_agent(c, i, &owner);
  att_said_owner(c, t, &owner);
  return owner != ATT_NO_ENTITY;
}

/* "acknowledged | Canada for its support": somebody, and for what. */
static bool is_owed(const att_clause *c, uint32_t t, uint32_t object) {
  uint32_t m = object != ATT_NO_TOKEN ? c->facts->owner[c->number][object] : 0;
  uint8_t kind = m != 0 ? c->facts->nodes.items[c->facts->mentions.items[m - 1].node].kind
                        : (uint8_t)ATT_NODE_PLACE;
  uint32_t what = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  return what != ATT_NO_TOKEN && what > object &&
         (kind == ATT_NODE_PERSON || kind == ATT_NODE_STATE || kind == ATT_NODE_ORG);
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
bool att_said_lacks_clause(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t infinitive = att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN);
  if (att_frame_takes(frame, "highly") && !is(c, t + 1, "highly") &&
      (t == 0 || !is(c, t - 1, "highly")))
    return true;
  if (att_frame_takes(frame, "asked") &&
      (infinitive != ATT_NO_TOKEN || strncmp(c->s->tokens[t].xpos, "VB", 2) != 0 ||
       strcmp(c->s->tokens[t].xpos, "VBP") == 0 || strcmp(c->s->tokens[t].xpos, "VB") == 0))
    return true;
  uint32_t given = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (strcmp(c->s->tokens[t].lemma, "commit") == 0 && given != ATT_NO_TOKEN &&
      c->s->tokens[given].upos != ATT_PRON)
    return true; /* "has committed $100 million to B": a deed */
  if (att_frame_takes(frame, "deed") && !is_deed(c, given) && !is_owed(c, t, given))
    return true;
  bool goes_on =
      att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN; /* "continues to X" */
  if (att_frame_takes(frame, "finite") && ((infinitive != ATT_NO_TOKEN && infinitive > t) ||
                                           goes_on || strcmp(c->s->tokens[t].xpos, "VB") == 0))
    return true;
  if (att_frame_takes(frame, "told") && att_said_quotation(c) == NULL &&
      att_clause_child(c, t, ATT_CCOMP, ATT_NO_TOKEN) == ATT_NO_TOKEN)
    return true; /* "responded to the crisis" */
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
