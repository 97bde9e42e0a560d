/* SPDX-License-Identifier: Apache-2.0
 *
 * What those who are named beside the holder of an office that is named without a state tell of
 * it: whom they accompany, stand in a list with, serve under or write to.
 */
#include <string.h>

#include "extract/argument.h"
#include "extract/event.h"
#include "extract/index.h"
#include "extract/role.h"

/* "deputy-minister-of-defence": beside it there is the minister. */
static bool is_second(const att_facts *f, const att_tenure *tenure) {
  return att_lexicon_word(
      f->lexicon, ATT_WORD_TITLE_MODIFIER,
      att_arena_format(f->arena, "%.*s", (int)strcspn(tenure->role_id, "-"), tenure->role_id));
}

/* Have the two the same office, of the state? Its minister and its secretary of defence can be two
 * ("Defence Secretary A B" of India), but not where its minister is called so. */
bool att_role_same_office(const att_facts *f, const att_tenure *a, const att_tenure *b,
                          const char *iso3) {
  static const char *const MINISTER = "minister-of-defence", *const HINT = "ministry-of-defence";
  if (strcmp(a->role_id, b->role_id) == 0)
    return true;
  if (is_second(f, a) || is_second(f, b) || a->role_hint == NULL || b->role_hint == NULL ||
      strcmp(a->role_hint, HINT) != 0 || strcmp(b->role_hint, HINT) != 0)
    return false;
  const att_tenure *other = strcmp(a->role_id, MINISTER) == 0 ? b : a;
  const att_lex_entry *e = att_lexicon_find(f->lexicon, ATT_LEX_TITLE_STATE, other->title);
  if (e == NULL) /* "Secretary Defence" */
    e = att_lexicon_find(f->lexicon, ATT_LEX_TITLE_STATE, other->role_label);
  return e == NULL || strcmp(e->iso3, iso3) == 0;
}

/* The mention of the person that the office is told beside; NULL. */
static const att_mention *holder_of(const att_facts *f, const att_tenure *tenure) {
  uint32_t n = tenure->evidence.sentence;
  const att_mention *found = NULL;
  for (size_t i = 0; att_mentions_in(f, n, n, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->node == tenure->person && m->sentence == n && (found == NULL || m->first < found->first))
      found = m;
  }
  return found;
}

/* Whom or what the token names; ATT_NO_ENTITY. */
static uint32_t node_named(const att_facts *f, uint32_t sentence, uint32_t t) {
  uint32_t m = f->owner[sentence][t];
  return m != 0 ? f->mentions.items[m - 1].node : ATT_NO_ENTITY;
}

/* "Chief of Staff A B and Ukraine's Chief of Staff C D": A B is not of the state that the next of
 * the list is said to be of. */
static bool is_listed_apart(const att_facts *f, const att_tenure *tenure, uint32_t state) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  const uint32_t *owner = f->owner[tenure->evidence.sentence];
  for (size_t i = 0; att_mentions_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++) {
    const att_mention *m = &f->mentions.items[i];
    if (m->sentence != tenure->evidence.sentence || m->node != tenure->person)
      continue;
    uint32_t t = m->last + 1;
    t += t < s->token_count && strcmp(s->tokens[t].form, ",") == 0;
    if (t + 1 >= s->token_count || strcmp(s->tokens[t].form, "and") != 0)
      return false;
    t += strcmp(s->tokens[t + 1].form, "the") == 0 ? 2 : 1;
    uint32_t next = t < s->token_count ? owner[t] : 0;
    if (next == 0 ||
        !att_role_of_state(f, f->mentions.items[next - 1].node, f->nodes.items[state].iso3) ||
        f->nodes.items[f->mentions.items[next - 1].node].kind != ATT_NODE_STATE)
      return false; /* nor "and Zambia Army commander C D" */
    for (t = f->mentions.items[next - 1].last + 1; t < s->token_count && t < m->last + 14; t++)
      if (owner[t] != 0 &&
          f->nodes.items[f->mentions.items[owner[t] - 1].node].kind == ATT_NODE_PERSON)
        return true;
  }
  return false;
}

/* "Minister A B opened it with Tonga's Minister C D": has somebody named behind the holder, no
 * envoy whom it may be its own, an office that is said to be of the state? */
static bool is_told_apart(const att_facts *f, const att_tenure *tenure, uint32_t state) {
  uint32_t n = tenure->evidence.sentence;
  const att_mention *holder = holder_of(f, tenure);
  for (size_t i = 0; holder != NULL && att_tenures_in(f, n, n, &i); i++) {
    const att_tenure *other = &f->tenures.items[i];
    if (other->evidence.sentence != n || other->implied || other->former ||
        other->organization == ATT_NO_ENTITY || other->person == tenure->person ||
        other->evidence.first <= holder->last || att_role_is_diplomat(other))
      continue;
    const char *iso3 = f->nodes.items[state].iso3, *own = f->nodes.items[other->organization].iso3;
    if (own != NULL && strcmp(own, iso3) != 0)
      continue;
    uint32_t t = other->evidence.first - 1; /* "Tonga's | Minister" */
    t -= t > 0 && is_genitive(f->document->sentences.items[n].tokens[t].form);
    uint32_t owner = t > holder->last ? node_named(f, n, t) : ATT_NO_ENTITY;
    if (owner == state)
      return true;
  }
  return false;
}

bool att_role_is_contrasted(const att_facts *f, const att_tenure *tenure, uint32_t state) {
  return is_listed_apart(f, tenure, state) || is_told_apart(f, tenure, state);
}

/* "Swedish Ambassador A B and Deputy Chief of Mission C D": the state of the one envoy whose state
 * the sentence tells. */
uint32_t att_role_state_of_fellow(const att_facts *f, const att_tenure *tenure,
                                  uint32_t *ret_whom) {
  uint32_t found = ATT_NO_ENTITY;
  for (size_t i = 0; att_tenures_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++) {
    const att_tenure *other = &f->tenures.items[i];
    if (other->person == tenure->person || !att_role_is_diplomat(other) || other->former ||
        other->organization == ATT_NO_ENTITY || strcmp(other->role_id, tenure->role_id) == 0 ||
        other->evidence.sentence != tenure->evidence.sentence ||
        f->nodes.items[other->organization].kind != ATT_NODE_STATE)
      continue;
    if (found != ATT_NO_ENTITY && found != other->organization)
      return ATT_NO_ENTITY;
    found = other->organization;
    *ret_whom = other->person;
  }
  return found;
}

/* "signed by Defense Secretary A B and Foreign Minister C D", "co-chaired by A B and C D", in the
 * name of two states: not both are of one. The other state of the event that the sentence tells of,
 * or the one before it; ATT_NO_ENTITY. */
static uint32_t state_of_other_party(const att_facts *f, uint32_t sentence, uint32_t state) {
  for (size_t i = f->events.count; att_events_back(f, sentence, &i);) {
    const att_event *e = &f->events.items[i];
    uint32_t other = ATT_NO_ENTITY;
    bool own = false;
    size_t states = 0;
    if (e->evidence.sentence > sentence || sentence - e->evidence.sentence > 2)
      continue;
    for (int side = 0; side < 2; side++) {
      const att_indexes *parties = side ? &e->others : &e->participants;
      for (size_t k = 0; k < parties->count; k++) {
        if (f->nodes.items[parties->items[k]].kind != ATT_NODE_STATE)
          continue;
        states++;
        own = own || parties->items[k] == state;
        other = parties->items[k] != state ? parties->items[k] : other;
      }
    }
    if (states == 2 && own)
      return other;
  }
  return ATT_NO_ENTITY;
}

/* Does the pair of names do together what two states do? */
static bool is_joint_deed(const att_facts *f, const att_sentence *s, uint32_t t) {
  for (unsigned depth = 0; depth < 5 && s->tokens[t].head != 0; depth++) {
    const att_frame *frame = NULL;
    t = s->tokens[t].head - 1;
    while (s->tokens[t].upos == ATT_VERB &&
           (frame = att_lexicon_frame(f->lexicon, s->tokens[t].lemma, true, frame)))
      if (strcmp(frame->frame, "joint") == 0)
        return true;
  }
  return false;
}

/* "Moldovan President A B and Defence Minister C D": the state of the person named just before. */
uint32_t att_role_state_of_companion(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  uint32_t first = ATT_NO_TOKEN, behind = 0;
  for (size_t i = 0; first == ATT_NO_TOKEN &&
                     att_mentions_in(f, tenure->evidence.sentence, tenure->evidence.sentence, &i);
       i++)
    if (f->mentions.items[i].sentence == tenure->evidence.sentence &&
        f->mentions.items[i].node == tenure->person) {
      first = f->mentions.items[i].title_first;
      behind = f->mentions.items[i].last + 1;
    }
  if (first != ATT_NO_TOKEN && tenure->evidence.first < first) { /* "the chief of X, Adm. A B" */
    first = tenure->evidence.first;
    first -= first > 0 && strcmp(s->tokens[first - 1].form, "the") == 0;
  }
  if (first == ATT_NO_TOKEN || first < 2)
    return ATT_NO_ENTITY;
  uint32_t t = first - 1;
  bool joined = strcmp(s->tokens[t].form, "and") == 0;
  if (!joined && behind < s->token_count &&
      (s->tokens[behind].upos == ATT_VERB || s->tokens[behind].upos == ATT_AUX))
    return ATT_NO_ENTITY; /* "Meeting A B, Defence Secretary C D said": no list */
  if (joined || strcmp(s->tokens[t].form, ",") == 0)
    t--;
  t -= joined && strcmp(s->tokens[t].form, ",") == 0 && t > 0;
  uint32_t m = t + 1 < first ? f->owner[tenure->evidence.sentence][t] : 0;
  if (m == 0 || f->nodes.items[f->mentions.items[m - 1].node].kind != ATT_NODE_PERSON)
    return ATT_NO_ENTITY;
  bool party = false; /* "accompanied by Ambassador A B and Gen. C D": both of the visitor's */
  for (uint32_t i = 0; i < t; i++)
    party = party || strcmp(s->tokens[i].form, "accompanied") == 0;
  for (size_t i = ATT_NONE; (i = att_tenure_of(f, f->mentions.items[m - 1].node, i)) != ATT_NONE;) {
    const att_tenure *other = &f->tenures.items[i];
    if (other->person == f->mentions.items[m - 1].node &&
        other->evidence.sentence == tenure->evidence.sentence &&
        other->organization != ATT_NO_ENTITY && (party || !att_role_is_diplomat(other)) &&
        f->nodes.items[other->organization].iso3 != NULL &&
        !att_role_same_office(f, other, tenure, f->nodes.items[other->organization].iso3)) {
      uint32_t state = att_facts_state(f, f->nodes.items[other->organization].iso3);
      uint32_t opposite = joined && !party && is_joint_deed(f, s, first)
                              ? state_of_other_party(f, tenure->evidence.sentence, state)
                              : ATT_NO_ENTITY;
      *ret_whom = other->person;
      return opposite != ATT_NO_ENTITY ? opposite : state;
    }
  }
  return ATT_NO_ENTITY;
}

/* "Vice Chief of the Naval Staff A B" where the article has one "Chief of the Naval Staff": his
 * state. */
uint32_t att_role_state_of_superior(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom) {
  const char *found = NULL;
  for (size_t i = 0; att_tenures_in(f, att_reach_first(tenure->evidence.sentence),
                                    tenure->evidence.sentence + ATT_REACH, &i);
       i++) {
    const att_tenure *other = &f->tenures.items[i];
    size_t size = strlen(other->title), length = strlen(tenure->title);
    const char *iso3 = f->nodes.items[other->person].iso3;
    if (other->person == tenure->person || iso3 == NULL || strchr(other->title, ' ') == NULL ||
        length <= size || !att_role_is_shortened(other->title, tenure->title) ||
        strcasecmp(tenure->title + length - size, other->title) != 0)
      continue;
    if (found != NULL && strcmp(found, iso3) != 0)
      return ATT_NO_ENTITY;
    found = iso3;
    *ret_whom = other->person;
  }
  return found != NULL ? att_facts_state(f, found) : ATT_NO_ENTITY;
}

/* "accompanied | by": where the words end that stand before those who go with somebody, of whom the
 * one at `t` is; 0 where none do. */
static uint32_t accompanied_before(const att_sentence *s, uint32_t t) {
  for (; t > 1; t--) {
    const att_token *token = &s->tokens[t - 1];
    for (uint32_t k = 1; k < 5 && k < t && strcasecmp(token->form, "by") == 0; k++)
      if (strcasecmp(token[-(int)k].form, "accompanied") == 0)
        return t; /* "accompanied on her trip by" */
    if (token->upos == ATT_AUX || strcmp(token->xpos, "VBD") == 0 || strcmp(token->form, ";") == 0)
      return 0;
  }
  return 0;
}

/* Who is accompanied, before the "accompanied" at `t`: the person named last, or meant by a
 * pronoun; ATT_NO_ENTITY. */
static uint32_t escorted(att_facts *f, const att_tenure *tenure, uint32_t t) {
  att_clause c = {f, &f->document->sentences.items[tenure->evidence.sentence],
                  tenure->evidence.sentence};
  while (t-- > 0) {
    uint32_t m = f->owner[c.number][t];
    if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind == ATT_NODE_PERSON)
      return f->mentions.items[m - 1].node;
    att_indexes whom = {0};
    if (c.s->tokens[t].upos == ATT_PRON && att_rel_base((att_rel)c.s->tokens[t].rel) == ATT_NSUBJ)
      att_clause_agents(&c, t, &whom);
    if (whom.count == 1)
      return whom.items[0];
  }
  return ATT_NO_ENTITY;
}

/* "A, B and C | accompanied him": whom those accompany of whom the holder is one; ATT_NO_ENTITY. */
static uint32_t accompanied_by_holder(att_facts *f, uint32_t n, const att_mention *holder) {
  const att_clause c = {f, &f->document->sentences.items[n], n};
  for (uint32_t t = holder->last + 1; t < c.s->token_count; t++) {
    bool passive = false;
    if (c.s->tokens[t].upos != ATT_VERB || strcmp(c.s->tokens[t].lemma, "accompany") != 0)
      continue;
    uint32_t subject = att_clause_subject(&c, t, &passive),
             object = att_clause_child(&c, t, ATT_OBJ, ATT_NO_TOKEN);
    if (subject == ATT_NO_TOKEN || passive || object == ATT_NO_TOKEN || object < t)
      continue;
    att_indexes whom = {0}, who = {0};
    att_clause_agents(&c, object, &whom);
    att_clause_agents(&c, subject, &who);
    for (size_t i = 0; whom.count == 1 && i < who.count; i++)
      if (who.items[i] == holder->node && whom.items[0] != holder->node)
        return whom.items[0];
  }
  return ATT_NO_ENTITY;
}

/* "by Minister A B and the Ghanaian Ambassador": the state that the offices named from token `by`
 * of the sentence on are of, but those of `but`, where it is one; *ret_whom holds one of them. */
static uint32_t state_of_offices(att_facts *f, uint32_t n, uint32_t by, uint32_t but,
                                 uint32_t *ret_whom) {
  uint32_t found = ATT_NO_ENTITY;
  for (size_t i = 0; att_tenures_in(f, n, n, &i); i++) {
    const att_tenure *other = &f->tenures.items[i];
    if (other->evidence.sentence != n || other->evidence.first < by || other->implied ||
        other->organization == ATT_NO_ENTITY || other->former || other->person == but ||
        f->nodes.items[other->organization].iso3 == NULL)
      continue;
    uint32_t state = att_facts_state(f, f->nodes.items[other->organization].iso3);
    if (found != ATT_NO_ENTITY && found != state)
      return ATT_NO_ENTITY;
    found = state;
    *ret_whom = other->person;
  }
  return found;
}

/* "A B was | accompanied by the Turkish Ambassador": the one state that is told of those who go
 * with the holder, no host's; ATT_NO_ENTITY. */
static uint32_t state_of_escorts(att_facts *f, uint32_t n, const att_mention *holder,
                                 uint32_t *ret_whom) {
  const att_sentence *s = &f->document->sentences.items[n];
  uint32_t by = holder->last + 1;
  by += by < s->token_count &&
        (s->tokens[by].upos == ATT_AUX || strcmp(s->tokens[by].form, ",") == 0);
  if (by + 1 >= s->token_count || strcasecmp(s->tokens[by].form, "accompanied") != 0 ||
      strcasecmp(s->tokens[by + 1].form, "by") != 0)
    return ATT_NO_ENTITY;
  return state_of_offices(f, n, by, ATT_NO_ENTITY, ret_whom);
}

uint32_t att_role_state_of_escorted(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom) {
  uint32_t n = tenure->evidence.sentence, by;
  const att_sentence *s = &f->document->sentences.items[n];
  const att_mention *holder = holder_of(f, tenure);
  uint32_t led = holder != NULL ? accompanied_by_holder(f, n, holder) : ATT_NO_ENTITY;
  if (led != ATT_NO_ENTITY && f->nodes.items[led].iso3 != NULL) {
    *ret_whom = led;
    return att_facts_state(f, f->nodes.items[led].iso3);
  }
  uint32_t own = holder != NULL ? state_of_escorts(f, n, holder, ret_whom) : ATT_NO_ENTITY;
  if (own != ATT_NO_ENTITY)
    return own;
  if (holder == NULL || (by = accompanied_before(s, holder->title_first)) == 0)
    return ATT_NO_ENTITY;
  uint32_t whom = escorted(f, tenure, by - 2);
  if (whom != ATT_NO_ENTITY && f->nodes.items[whom].iso3 != NULL) {
    const char *iso3 = f->nodes.items[whom].iso3;
    *ret_whom = whom;
    for (size_t i = ATT_NONE; (i = att_tenure_of(f, whom, i)) != ATT_NONE;)
      if (f->tenures.items[i].person == whom && !f->tenures.items[i].former &&
          att_role_same_office(f, &f->tenures.items[i], tenure, iso3))
        return ATT_NO_ENTITY; /* his host */
    return att_facts_state(f, iso3);
  }
  return state_of_offices(f, n, by, tenure->person, ret_whom);
}

/* "President A B named Adm. C D as commander of the X Navy": the verb whose subject is the holder
 * and which gives another an office; ATT_NO_TOKEN. */
static uint32_t appointing(const att_clause *c, const att_mention *holder) {
  for (uint32_t t = holder->last + 1; t < c->s->token_count; t++) {
    const att_frame *frame = NULL;
    bool passive = false;
    if (c->s->tokens[t].upos != ATT_VERB)
      continue;
    while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, true, frame)))
      if (strcmp(frame->frame, "office") == 0 && strcmp(frame->value, "passive") == 0)
        break;
    uint32_t subject = frame != NULL ? att_clause_subject(c, t, &passive) : ATT_NO_TOKEN;
    if (subject != ATT_NO_TOKEN && !passive && subject >= holder->title_first &&
        subject <= holder->last)
      return t;
  }
  return ATT_NO_TOKEN;
}

uint32_t att_role_state_of_appointee(att_facts *f, const att_tenure *tenure, uint32_t *ret_whom) {
  uint32_t n = tenure->evidence.sentence;
  att_clause c = {f, &f->document->sentences.items[n], n};
  const att_mention *holder = holder_of(f, tenure);
  uint32_t verb = holder != NULL ? appointing(&c, holder) : ATT_NO_TOKEN;
  for (size_t i = 0; verb != ATT_NO_TOKEN && att_tenures_in(f, n, n, &i); i++) {
    const att_tenure *other = &f->tenures.items[i];
    const char *iso3 =
        other->organization != ATT_NO_ENTITY ? f->nodes.items[other->organization].iso3 : NULL;
    if (other->evidence.sentence != n || other->evidence.first < verb || other->implied ||
        other->person == tenure->person || iso3 == NULL || other->former)
      continue;
    *ret_whom = other->person;
    return att_facts_state(f, iso3);
  }
  return ATT_NO_ENTITY;
}

/* "President C D | thanked Minister A B": is the holder, named at `m`, thanked by somebody of the
 * state? */
static bool is_thanked_by(const att_clause *c, const att_mention *m, const char *iso3) {
  for (uint32_t t = m->title_first > 6 ? m->title_first - 6 : 0; t < m->title_first; t++) {
    bool passive = false;
    if (c->s->tokens[t].upos != ATT_VERB || strcmp(c->s->tokens[t].lemma, "thank") != 0)
      continue;
    uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN),
             subject = att_clause_subject(c, t, &passive);
    if (object != ATT_NO_TOKEN && object >= m->title_first && object <= m->last &&
        subject != ATT_NO_TOKEN && !passive &&
        att_role_of_state(c->facts, node_named(c->facts, c->number, subject), iso3))
      return true;
  }
  return false;
}

/* Does the word tell of a gift, a sale, a handover? */
static bool is_giving(const att_facts *f, const att_token *token) {
  const att_frame *frame = NULL;
  bool verb = token->upos == ATT_VERB;
  while ((frame = att_lexicon_frame(f->lexicon, token->lemma, verb, frame)))
    if (strcmp(frame->frame, "event") == 0 && strcmp(frame->value, "Transfer") == 0 &&
        att_frame_takes(frame, "to"))
      return true;
  return att_lexicon_word(f->lexicon, ATT_WORD_GIVING, token->lemma);
}

/* "thanked Kenya", "praised Kenya", "condemned Russia's invasion": is the state another's, of which
 * the verb's subject speaks so? One may praise what is one's own state's. */
static bool speaks_of(const att_clause *c, uint32_t verb, const char *iso3) {
  const att_frame *frame = NULL;
  bool kind = false, harsh = false;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame))) {
    bool say = strcmp(frame->frame, "say") == 0;
    kind = kind ||
           (say && (strcmp(frame->value, "thank") == 0 || strcmp(frame->value, "praise") == 0));
    harsh =
        harsh ||
        (say && (strcmp(frame->value, "condemn") == 0 || strcmp(frame->value, "criticize") == 0));
  }
  uint32_t object = kind || harsh ? att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (object == ATT_NO_TOKEN)
    return false;
  uint32_t owner = harsh ? att_clause_child(c, object, ATT_NMOD, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  return att_role_of_state(c->facts, node_named(c->facts, c->number, object), iso3) ||
         (owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS &&
          att_role_of_state(c->facts, node_named(c->facts, c->number, owner), iso3));
}

bool att_role_faces(const att_facts *f, const att_tenure *tenure, uint32_t state) {
  const char *iso3 = f->nodes.items[state].iso3;
  for (size_t i = ATT_NONE; (i = att_mention_of(f, tenure->person, i)) != ATT_NONE;) {
    const att_mention *m = &f->mentions.items[i];
    const att_clause c = {(att_facts *)f, &f->document->sentences.items[m->sentence], m->sentence};
    if (is_thanked_by(&c, m, iso3))
      return true;
    bool before =
        m->sentence == tenure->evidence.sentence && tenure->evidence.first < m->title_first;
    uint32_t begin = before ? tenure->evidence.first : m->title_first;
    for (uint32_t t = m->last + 1; t < c.s->token_count && t < m->last + 12; t++) {
      bool passive = false;
      const att_token *token = &c.s->tokens[t];
      if (token->upos != ATT_VERB)
        continue;
      uint32_t subject = att_clause_subject(&c, t, &passive);
      if (subject == ATT_NO_TOKEN || passive || subject < begin || subject > m->last)
        continue;
      if (speaks_of(&c, t, iso3))
        return true;
      for (uint32_t g = t; g < c.s->token_count && g < t + 8; g++) {
        uint32_t to = ATT_NO_TOKEN;
        if (!is_giving(f, &c.s->tokens[g]))
          continue;
        uint32_t giver = g == t ? subject : att_clause_subject(&c, g, &passive);
        if (giver != ATT_NO_TOKEN && giver != subject)
          continue; /* "thanked for the support that X provides to Y" */
        while ((to = att_clause_oblique(&c, g, "to", to)) != ATT_NO_TOKEN)
          if (att_role_of_state(f, node_named(f, m->sentence, to), iso3))
            return true;
      }
    }
  }
  return false;
}

/* Does the sentence tell an office without a state of somebody else behind the verb? */
static bool meets_of_unknown(const att_facts *f, const att_tenure *tenure, uint32_t verb) {
  uint32_t n = tenure->evidence.sentence;
  for (size_t i = 0; att_tenures_in(f, n, n, &i); i++) {
    const att_tenure *other = &f->tenures.items[i];
    if (other->evidence.sentence == n && other->person != tenure->person && other->implied &&
        other->evidence.first > verb && !att_role_is_stateless(f, other))
      return true;
  }
  return false;
}

/* A verb of meeting, or of condemning. */
static bool is_across(const att_facts *f, const char *lemma) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(f->lexicon, lemma, true, frame)))
    if ((strcmp(frame->frame, "meet") == 0 && att_frame_takes(frame, "with")) ||
        (strcmp(frame->frame, "say") == 0 &&
         (strcmp(frame->value, "condemn") == 0 || strcmp(frame->value, "criticize") == 0)))
      return true;
  return false;
}

bool att_role_is_opposite(const att_facts *f, const att_tenure *tenure, const att_mention *m) {
  const att_clause c = {(att_facts *)f, &f->document->sentences.items[m->sentence], m->sentence};
  const att_mention *holder =
      m->sentence == tenure->evidence.sentence ? holder_of(f, tenure) : NULL;
  uint32_t t = m->first;
  for (unsigned depth = 0; holder != NULL && depth < 8 && c.s->tokens[t].head != 0; depth++) {
    uint32_t up = c.s->tokens[t].head - 1;
    att_rel rel = att_rel_base((att_rel)c.s->tokens[t].rel);
    bool passive = false;
    if (c.s->tokens[up].upos != ATT_VERB) {
      if (rel == ATT_ACL || rel == ATT_APPOS)
        return false;
      t = up;
      continue;
    }
    uint32_t subject = att_clause_subject(&c, up, &passive);
    uint32_t begin =
        tenure->evidence.first < holder->title_first ? tenure->evidence.first : holder->title_first;
    if (subject == ATT_NO_TOKEN || passive || subject < begin || subject > holder->last)
      return false;
    bool place = f->nodes.items[m->node].kind == ATT_NODE_PLACE || rel == ATT_OBL;
    return (rel == ATT_OBJ || rel == ATT_OBL) && is_across(f, c.s->tokens[up].lemma) &&
           (!place || meets_of_unknown(f, tenure, up));
  }
  return false;
}

/* "conveyed President A B's greetings to Prime Minister C D": the person at the other end of what
 * is sent; ATT_NO_ENTITY. */
uint32_t att_role_correspondent(const att_facts *f, const att_tenure *tenure) {
  const att_sentence *s = &f->document->sentences.items[tenure->evidence.sentence];
  const uint32_t *owner = f->owner[tenure->evidence.sentence];
  uint32_t from = ATT_NO_ENTITY, to = ATT_NO_ENTITY;
  for (uint32_t t = 1; t + 1 < s->token_count; t++) {
    if (s->tokens[t].upos != ATT_NOUN ||
        !att_lexicon_word(f->lexicon, ATT_WORD_MESSAGE, s->tokens[t].lemma))
      continue;
    if (t > 1 && is_genitive(s->tokens[t - 1].form) && owner[t - 2] != 0)
      from = f->mentions.items[owner[t - 2] - 1].node;
    for (uint32_t i = t + 1; i < s->token_count && s->tokens[i].upos != ATT_VERB; i++) {
      const att_mention *m = owner[i] != 0 ? &f->mentions.items[owner[i] - 1] : NULL;
      bool person = m != NULL && f->nodes.items[m->node].kind == ATT_NODE_PERSON;
      const char *before = person && m->title_first > 0 ? s->tokens[m->title_first - 1].form : "";
      if (person && (strcmp(before, "to") == 0 || strcmp(before, "the") == 0) &&
          to == ATT_NO_ENTITY && m->node != from)
        to = m->node;
    }
    break;
  }
  return from == ATT_NO_ENTITY || to == ATT_NO_ENTITY ? ATT_NO_ENTITY
         : from == tenure->person                     ? to
         : to == tenure->person                       ? from
                                                      : ATT_NO_ENTITY;
}
