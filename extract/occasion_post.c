/* SPDX-License-Identifier: Apache-2.0
 *
 * Changes of posts: "took command from B", "the king named A, replacing B", "her first visit since
 * taking office", "took over from B", "will become director of", "since his appointment in April".
 */
#include "extract/index.h"
#include "extract/occasion.h"

/* "handed command of the X Brigade to General A B": the name right behind the preposition, wherever
 * the tree has put it. */
static void add_handed_to(const att_clause *c, uint32_t t, att_indexes *agents) {
  const att_facts *f = c->facts;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    uint32_t before = m->title_first > 0 ? m->title_first - 1 : 0;
    if (m->sentence == c->number && before > t && before < t + 16 &&
        f->nodes.items[m->node].kind == ATT_NODE_PERSON &&
        (is(c, before, "to") || is(c, before, "from")))
      att_indexes_add(f->arena, agents, m->node);
  }
}

static bool is_person_at(const att_clause *c, uint32_t t) {
  att_indexes agents = {0};
  if (t != ATT_NO_TOKEN)
    att_clause_agents(c, t, &agents);
  return att_facts_hold_person(c->facts, &agents);
}

/* "welcomed B's first visit since taking office": whose visit it is. */
static void add_visitor(const att_clause *c, uint32_t t, att_indexes *agents) {
  bool since = t > 0 && (is(c, t - 1, "since") || is(c, t - 1, "after"));
  for (uint32_t i = t; since && i-- > 0 && i + 9 > t && agents->count == 0;) {
    if (c->s->tokens[i].upos == ATT_VERB)
      break;
    uint32_t owner = att_lexicon_tells(c->facts->lexicon, c->s->tokens[i].lemma, false, "visit")
                         ? att_clause_child(c, i, ATT_NMOD, ATT_NO_TOKEN)
                         : ATT_NO_TOKEN;
    if (owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS)
      att_clause_agents(c, owner, agents);
    att_facts_keep_persons(c->facts, agents);
  }
}

/* "her first visit since taking office": who owns the noun above, or does the verb. */
static void add_owner(const att_clause *c, uint32_t t, att_indexes *agents) {
  bool passive;
  for (unsigned depth = 0; depth < 4 && agents->count == 0; depth++) {
    t = att_clause_head(c, t);
    if (t == ATT_NO_TOKEN)
      return;
    for (uint32_t i = 0; i < t; i++)
      if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS)
        att_clause_agents(c, i, agents);
    uint32_t subject = agents->count == 0 && c->s->tokens[t].upos == ATT_VERB
                           ? att_clause_subject(c, t, &passive)
                           : ATT_NO_TOKEN;
    if (subject != ATT_NO_TOKEN)
      att_clause_agents(c, subject, agents);
    att_facts_keep_persons(c->facts, agents);
  }
}

/* Is a title of an office among the words behind: "will become the new director of"? */
static bool is_office_behind(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 7; i++) {
    uint32_t last;
    if (att_lexicon_match(c->facts->lexicon, ATT_LEX_ROLE, c->s, i, &last) != NULL)
      return !(is(c, last + 1, "to") && last + 2 < c->s->token_count &&
               c->s->tokens[last + 2].upos == ATT_VERB); /* "the first minister to visit X" */
    if (is(c, i, "of") || is(c, i, "with") || is(c, i, "guest"))
      return false;
    uint8_t upos = c->s->tokens[i].upos;
    if (upos == ATT_VERB || upos == ATT_AUX || upos == ATT_PUNCT)
      return false;
  }
  return false;
}

/* "was named best student": no office. */
static bool is_award(const att_clause *c, uint32_t t) {
  static const att_rel RELS[] = {ATT_XCOMP, ATT_OBJ};
  for (size_t i = 0; i < 2; i++) {
    uint32_t o = att_clause_child(c, t, RELS[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_NO_OFFICE, c->s->tokens[o].lemma))
      return true;
  }
  return false;
}

/* May the verb tell of a change of posts, by what stands beside it? */
static bool is_change(const att_clause *c, uint32_t t, const att_frame *frame, bool passive,
                      uint32_t thing) {
  uint32_t subject = att_clause_subject(c, t, &(bool){false});
  bool denied;
  if (att_frame_takes(frame, "over")) {
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
    bool body = object == ATT_NO_TOKEN || kind_at(c, object) == ATT_NODE_ORG;
    uint32_t from = att_clause_oblique(c, t, "from", ATT_NO_TOKEN);
    uint32_t to = att_frame_takes(frame, "to") && object == ATT_NO_TOKEN
                      ? att_clause_oblique(c, t, "to", ATT_NO_TOKEN)
                      : ATT_NO_TOKEN;
    if (att_frame_takes(frame, "to")) /* "A handed over to B" */
      return is(c, t + 1, "over") && !passive && is_person_at(c, to) && is_person_at(c, subject);
    bool post =
        object != ATT_NO_TOKEN ||
        (from != ATT_NO_TOKEN && (is_person_at(c, from) || kind_at(c, from) == ATT_NODE_ORG)) ||
        (is(c, t + 2, "as") && is_office_behind(c, t + 2));
    return is(c, t + 1, "over") && !passive && body && post && is_person_at(c, subject);
  }
  if (att_frame_takes(frame, "office"))
    return is_office_behind(c, t) && att_clause_status(c, t, &denied) == ATT_PLANNED &&
           is_person_at(c, subject);
  if (att_frame_takes(frame, "successor"))
    return thing != ATT_NO_TOKEN && !passive && is_person_at(c, thing) &&
           att_clause_word(c, ATT_WORD_SUCCESSOR, c->s->tokens[thing].lemma);
  if (att_clause_word(c, ATT_WORD_REPLACES, c->s->tokens[t].lemma))
    return is_person_at(c, passive ? subject : thing);
  if (att_frame_takes(frame, "somebody") && !passive &&
      att_clause_oblique(c, t, "as", ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false; /* "dismissed B as naive" */
  return !(att_frame_takes(frame, "person") && is_award(c, t));
}

/* Whose post changes: "the king named A, replacing B", "A was sworn in by the president", "A took
 * command from B". */
bool att_occasion_post(const att_clause *c, uint32_t t, const att_frame *frame, bool passive,
                       uint32_t thing, att_occasion *what) {
  uint32_t subject = att_clause_subject(c, t, &(bool){false});
  if (!is_change(c, t, frame, passive, thing))
    return false;
  static const char *const FROM[] = {"from", "to", NULL};
  bool appointed = att_frame_takes(frame, "person");
  bool replaced = att_clause_word(c, ATT_WORD_REPLACES, c->s->tokens[t].lemma);
  uint32_t up = att_clause_head(c, t);
  const att_frame *above = NULL;
  while (up != ATT_NO_TOKEN && has_rel(c, t, ATT_ADVCL) &&
         (above = att_lexicon_frame(c->facts->lexicon, c->s->tokens[up].lemma, true, above)))
    if (strcmp(above->value, "PostChange") == 0) {
      uint32_t object = att_clause_child(c, up, ATT_OBJ, ATT_NO_TOKEN);
      subject = object != ATT_NO_TOKEN ? object : subject; /* "named A as chief, replacing B" */
    }
  if (!appointed && !replaced)
    add_visitor(c, t, &what->agents);
  if (subject != ATT_NO_TOKEN && what->agents.count == 0 && (!appointed || passive || replaced))
    att_clause_agents(c, subject, &what->agents);
  if ((appointed || att_frame_takes(frame, "successor")) && thing != ATT_NO_TOKEN)
    att_clause_agents(c, thing, &what->agents);
  if (passive && replaced) {
    static const char *const BY[] = {"by", NULL};
    att_occasion_obliques(c, t, BY, &what->agents);
  }
  att_occasion_obliques(c, t, FROM, &what->agents);
  if (thing != ATT_NO_TOKEN && !appointed)
    att_occasion_obliques(c, thing, FROM, &what->agents);
  if (!appointed && what->agents.count < 2)
    add_handed_to(c, t, &what->agents);
  att_facts_keep_persons(c->facts, &what->agents);
  if (what->agents.count == 0 && !appointed)
    add_owner(c, t, &what->agents);
  what->name = NULL;
  return true;
}

void att_occasion_post_noun(const att_clause *c, uint32_t t) {
  att_occasion what = {.class_name = "PostChange", .rule = "event-noun"};
  uint32_t verb = att_occasion_verb(c, t);
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (att_clause_oblique(c, t, "with", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      (of != ATT_NO_TOKEN && !is_person_at(c, of)))
    return; /* "an appointment with B", "his promotion of trade" */
  bool wished = verb != ATT_NO_TOKEN && strcmp(c->s->tokens[verb].lemma, "congratulate") == 0;
  uint32_t whom = wished ? att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (whom != ATT_NO_TOKEN)
    att_clause_agents(c, whom, &what.agents); /* "congratulated A on his appointment" */
  for (uint32_t i = 0; i < t && whom == ATT_NO_TOKEN; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS)
      att_clause_agents(c, i, &what.agents);
  att_facts_keep_persons(c->facts, &what.agents);
  if (what.agents.count == 1)
    att_occasion_add(c, t, &what);
}
