/* SPDX-License-Identifier: Apache-2.0
 *
 * Events that nouns tell of: "a handover ceremony", "joint drills", "the delivery of six boats".
 */
#include "extract/event.h"
#include "extract/index.h"
#include "extract/occasion.h"

/* "had dinner with B": a meeting; "a farewell dinner", "a dinner in honour of B" are more. */
static bool is_meal(const att_clause *c, uint32_t t) {
  bool honour = is(c, t + 1, "in") && (is(c, t + 2, "honour") || is(c, t + 2, "honor"));
  return is(c, t, "dinner") && att_occasion_start(c, t) == t && !honour;
}

/* "a reception in X on 14 August for B": whom the words behind it say that it is for, wherever the
 * tree has hung them; ATT_NO_TOKEN. */
static uint32_t guest_behind(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i + 1 < c->s->token_count && i < t + 12; i++) {
    uint32_t guest = att_clause_head(c, i);
    if (c->s->tokens[i].upos == ATT_VERB || is(c, i, "to"))
      return ATT_NO_TOKEN;
    if (is(c, i, "for"))
      return guest != ATT_NO_TOKEN && guest > i ? guest : ATT_NO_TOKEN;
  }
  return ATT_NO_TOKEN;
}

/* "At the reception, A said": of which nothing was told but that A received B. */
static bool is_told_welcome(const att_clause *c, uint32_t t) {
  if (t < 2 || !is(c, t - 1, "the") || !is(c, t - 2, "at"))
    return false;
  for (size_t i = c->facts->events.count; att_events_back(c->facts, c->number, &i);) {
    const att_event *e = &c->facts->events.items[i];
    if (e->name != NULL && strstr(e->name, "reception") != NULL)
      return false;
  }
  return true;
}

/* "hosted a reception for General A B", "the warm reception": a meeting, or how one was met. */
static bool is_welcome(const att_clause *c, uint32_t t) {
  att_indexes guests = {0};
  if (!is(c, t, "reception") || is_told_welcome(c, t))
    return is(c, t, "reception");
  uint32_t manner = att_clause_child(c, t, ATT_AMOD, ATT_NO_TOKEN);
  uint32_t verb = att_clause_head(c, t), guest = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  if (guest == ATT_NO_TOKEN && verb != ATT_NO_TOKEN && has_rel(c, t, ATT_OBJ))
    guest = att_clause_oblique(c, verb, "for", ATT_NO_TOKEN);
  if (guest == ATT_NO_TOKEN)
    guest = guest_behind(c, t);
  if (guest != ATT_NO_TOKEN)
    att_clause_agents(c, guest, &guests);
  bool one =
      guest != ATT_NO_TOKEN && (att_facts_hold_person(c->facts, &guests) ||
                                att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[guest].lemma));
  return one || (manner != ATT_NO_TOKEN &&
                 att_clause_word(c, ATT_WORD_CHARACTER, c->s->tokens[manner].form));
}

/* "completing his three-year mission": somebody's tour of duty. */
static bool is_tour_of_duty(const att_clause *c, uint32_t t) {
  uint32_t owner =
      is(c, t, "mission") ? att_clause_child(c, t, ATT_NMOD, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  return owner != ATT_NO_TOKEN && c->s->tokens[owner].rel == ATT_NMOD_POSS &&
         (is(c, owner, "his") || is(c, owner, "her") || kind_at(c, owner) == ATT_NODE_PERSON);
}

/* "chief of training of the X Fleet": an office. */
static bool is_office(const att_clause *c, uint32_t t) {
  return t > 1 && is(c, t - 1, "of") &&
         (att_clause_word(c, ATT_WORD_CHIEF, c->s->tokens[t - 2].form) || is(c, t - 2, "director"));
}

/* Is the noun no event: part of a name, a modifier of another noun ("patrol ship"), a news
 * conference, the place where something is done ("a training area")? */
static bool is_other_noun(const att_clause *c, uint32_t t) {
  bool other = mention_of(c, t) != NULL || has_rel(c, t, ATT_COMPOUND);
  other = other || (t > 0 && (is(c, t - 1, "news") || is(c, t - 1, "press")));
  other = other || (t > 1 && is(c, t - 2, "in") && is(c, t - 1, "the") && is(c, t, "course"));
  if (is(c, t + 1, "of") && t + 2 < c->s->token_count) /* "the transfer of authority" */
    other = other || att_clause_word(c, ATT_WORD_DUTY, c->s->tokens[t + 2].lemma) ||
            is(c, t + 2, "authority") || is(c, t + 2, "power");
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN); /* handed over as a gift */
  other = other || (preposition != ATT_NO_TOKEN && is(c, preposition, "as"));
  uint32_t manner = att_clause_child(c, t, ATT_AMOD, ATT_NO_TOKEN);
  for (; manner != ATT_NO_TOKEN; manner = att_clause_child(c, t, ATT_AMOD, manner))
    other = other || att_clause_word(c, ATT_WORD_HOSTILE, c->s->tokens[manner].form);
  other = other || is_meal(c, t) || is_welcome(c, t) || is_tour_of_duty(c, t) || is_office(c, t);
  uint32_t verb = is(c, t, "gifts") ? att_occasion_verb(c, t) : ATT_NO_TOKEN;
  other = other || (verb != ATT_NO_TOKEN && strcmp(c->s->tokens[verb].lemma, "exchange") == 0);
  return other || (t + 1 < c->s->token_count &&
                   att_clause_word(c, ATT_WORD_SITE_TAIL, c->s->tokens[t + 1].form));
}

/* The named event that the noun, in the same sentence, means too: "X, the peacekeeping exercise",
 * '"X" special forces drill'. */
static att_event *named_beside(const att_clause *c, uint32_t t, const char *class_name) {
  att_facts *f = c->facts;
  for (size_t i = f->events.count; att_events_back(f, c->number, &i);) {
    att_event *e = &f->events.items[i];
    if (e->initiative == ATT_NO_ENTITY ||
        (strcmp(e->class_name, class_name) != 0 && !att_occasion_near(e->class_name, class_name)))
      continue;
    for (size_t m = 0; att_mentions_in(f, c->number, c->number, &m); m++)
      if (f->mentions.items[m].sentence == c->number && f->mentions.items[m].node == e->initiative)
        return strcmp(c->s->tokens[t].xpos, "NNS") == 0 ? NULL : e;
  }
  return NULL;
}

/* "support, in particular the delivery of X", "aid, including a shipment of Y" */
static bool is_singled_out(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"particular", "including",    "notably",
                                      "especially", "particularly", "as"};
  for (uint32_t i = t; i-- > 0 && t - i < 8 && !is(c, i, ",");)
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
      if (is(c, i, WORDS[k]))
        return true;
  return false;
}

/* Does the verb's subject only say something of the event, "criticised the donation"? */
static bool only_says(const att_clause *c, uint32_t t, uint32_t verb) {
  const att_frame *frame = NULL;
  if (att_clause_head(c, t) == verb && has_rel(c, t, ATT_OBL) && !is_singled_out(c, t))
    return false; /* "welcomed with a ceremony" */
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame)))
    if (strcmp(frame->frame, "say") == 0)
      return att_clause_word(c, ATT_WORD_COMMENTS, frame->value);
  return false;
}

/* "before the ceremony", "since the exercise": what the verb tells of is no part of it. */
static bool is_time(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"before", "after", "following", "prior", "since", "until"};
  uint32_t preposition = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  for (size_t i = 0; i < 6; i++)
    if (preposition != ATT_NO_TOKEN && is(c, preposition, WORDS[i]))
      return true;
  return false;
}

/* The verb by which it takes place. */
static bool takes_place(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t head = att_clause_head(c, t);
  if (verb != ATT_NO_TOKEN && is(c, t, "missions") && strcmp(c->s->tokens[verb].lemma, "have") == 0)
    return false; /* "has troops in four missions" */
  if (verb != ATT_NO_TOKEN && is(c, verb + 1, "for") &&
      strcmp(c->s->tokens[verb].lemma, "provide") == 0)
    return false; /* "The memorandum provides for joint training" */
  bool direct = head == verb || (head != ATT_NO_TOKEN && has_rel(c, t, ATT_CONJ));
  return verb != ATT_NO_TOKEN && direct &&
         att_clause_word(c, ATT_WORD_HOLDING, c->s->tokens[verb].lemma);
}

/* "the signing of an agreement" */
static bool of_paper(const att_clause *c, uint32_t t) {
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  return of != ATT_NO_TOKEN && att_occasion_is_paper(c, of);
}

/* "the hosting of 3,000 soldiers" */
static bool of_troops(const att_clause *c, uint32_t t) {
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  return of != ATT_NO_TOKEN && att_occasion_is_counted(c, of) &&
         (att_occasion_is_troops(c, of) || att_occasion_is_unit(c, of));
}

/* "joint patrols": with an adjective that says that several do it. */
static bool is_joint(const att_clause *c, uint32_t t) {
  static const char *const WITH[] = {"with", "between", "alongside", NULL};
  att_indexes agents = {0};
  att_occasion_obliques(c, t, WITH, &agents); /* "fisheries patrols with the Samoan police" */
  if (agents.count > 0)
    return true;
  for (uint32_t i = att_occasion_start(c, t); i < t; i++)
    if (att_clause_word(c, ATT_WORD_JOINTLY, c->s->tokens[i].form))
      return true;
  return false;
}

/* "a medical exchange", "cold-weather training": of a kind of work; "an exchange of instructors" */
static bool is_kind_of(const att_clause *c, uint32_t t) {
  uint32_t of = is(c, t, "exchange") ? att_clause_oblique(c, t, "of", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (of != ATT_NO_TOKEN && mention_of(c, of) == NULL &&
      (att_clause_word(c, ATT_WORD_STUDENT, c->s->tokens[of].lemma) ||
       att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[of].lemma)))
    return true;
  for (uint32_t i = att_occasion_start(c, t); i < t; i++)
    if (att_clause_word(c, ATT_WORD_TRADE, c->s->tokens[i].form))
      return strcmp(c->s->tokens[t].xpos, "NN") == 0;
  const att_token *before = &c->s->tokens[t > 0 ? t - 1 : 0]; /* "a disaster response exchange" */
  return is(c, t, "exchange") && t > 0 && before->rel == ATT_COMPOUND && before->upos == ATT_NOUN &&
         before->head == t + 1 && !att_clause_word(c, ATT_WORD_SWAPPED, before->lemma);
}

static bool is_land(const att_clause *c, uint32_t t) {
  uint8_t kind = t != ATT_NO_TOKEN ? kind_at(c, t) : UINT8_MAX;
  return kind == ATT_NODE_STATE || kind == ATT_NODE_PLACE;
}

/* "the evacuation from Kabul", "of their citizens from Sudan" */
static bool is_from_land(const att_clause *c, uint32_t t) {
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  return is_land(c, att_clause_oblique(c, t, "from", ATT_NO_TOKEN)) ||
         (of != ATT_NO_TOKEN && is_land(c, att_clause_oblique(c, of, "from", ATT_NO_TOKEN)));
}

/* "the fight against A": a body by name. */
static bool has_foe(const att_clause *c, uint32_t t) {
  uint32_t foe = att_clause_oblique(c, t, "against", ATT_NO_TOKEN);
  uint8_t kind = foe != ATT_NO_TOKEN ? kind_at(c, foe) : UINT8_MAX;
  return kind == ATT_NODE_ORG;
}

/* "training of X's pilots in Y", "between the X Army and the Y Army", "the training that X
 * provides": told with who is trained and where, or by whom, though no verb says that it is held.
 */
static bool is_training_told(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"of", "for"};
  uint32_t between = att_clause_oblique(c, t, "between", ATT_NO_TOKEN);
  uint8_t kind = between != ATT_NO_TOKEN ? kind_at(c, between) : UINT8_MAX;
  if (!is(c, t, "training"))
    return false;
  if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG)
    return true;
  for (size_t i = 0; i < 2; i++) {
    uint32_t who = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    if (who == ATT_NO_TOKEN)
      continue;
    bool placed =
        att_occasion_place(c, t) != ATT_NO_ENTITY || att_occasion_place(c, who) != ATT_NO_ENTITY;
    if ((placed && att_occasion_is_counted(c, who)) || att_occasion_is_unit(c, who))
      return true;
  }
  return att_occasion_place(c, t) != ATT_NO_ENTITY && is_kind_of(c, t);
}

/* Is it a body or a state that the phrase names? */
static bool is_party(const att_clause *c, uint32_t t) {
  uint8_t kind = kind_at(c, t);
  return kind == ATT_NODE_STATE || kind == ATT_NODE_ORG;
}

/* "A's military assistance to B" */
static bool is_given(const att_clause *c, uint32_t t) {
  bool owned = false;
  for (uint32_t i = 0; i < t; i++)
    owned = owned || (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS &&
                      is_party(c, i));
  uint32_t to = att_clause_oblique(c, t, "to", ATT_NO_TOKEN);
  return owned && to != ATT_NO_TOKEN && is_party(c, to);
}

/* "attended the fair", "took part in the celebrations" */
static bool is_attended(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t head = att_clause_head(c, t);
  bool direct = head == verb || (head != ATT_NO_TOKEN && has_rel(c, t, ATT_CONJ));
  const char *lemma = verb != ATT_NO_TOKEN ? c->s->tokens[verb].lemma : "";
  return direct && verb != ATT_NO_TOKEN && !has_rel(c, t, ATT_NSUBJ) &&
         (att_clause_word(c, ATT_WORD_PRESENCE, lemma) ||
          att_clause_word(c, ATT_WORD_INVITING, lemma));
}

/* "delivered a lecture at X", "to students at X" */
static bool has_school(const att_clause *c, uint32_t t, uint32_t verb) {
  static const char *const WORDS[] = {"at", "to", "in"};
  for (size_t i = 0; i < 6; i++) {
    uint32_t o = i < 3 || verb != ATT_NO_TOKEN
                     ? att_clause_oblique(c, i < 3 ? t : verb, WORDS[i % 3], ATT_NO_TOKEN)
                     : ATT_NO_TOKEN;
    uint32_t at = o != ATT_NO_TOKEN ? att_clause_oblique(c, o, "at", ATT_NO_TOKEN) : ATT_NO_TOKEN;
    if (o != ATT_NO_TOKEN &&
        (kind_at(c, o) == ATT_NODE_ORG || (at != ATT_NO_TOKEN && kind_at(c, at) == ATT_NODE_ORG)))
      return true;
  }
  return false;
}

/* Are the conditions met that the row makes of what stands by the noun? */
static bool fits_row(const att_clause *c, uint32_t t, const att_frame *frame, uint32_t verb) {
  return !(
      (att_frame_takes(frame, "foe") && !has_foe(c, t)) ||
      (att_frame_takes(frame, "holding") && !takes_place(c, t, verb) && !is_training_told(c, t)) ||
      (att_frame_takes(frame, "present") && !is_attended(c, t, verb)) ||
      (is(c, t, "lecture") && !has_school(c, t, verb)) ||
      (att_frame_takes(frame, "pupils") && !att_occasion_has_pupils(c, t)) ||
      (att_frame_takes(frame, "command") && !(is(c, t + 1, "of") && is(c, t + 2, "command"))) ||
      (att_frame_takes(frame, "paper") && !of_paper(c, t)) ||
      (att_frame_takes(frame, "troops") && !of_troops(c, t)) ||
      (att_frame_takes(frame, "jointly") && !is_joint(c, t)) ||
      (att_frame_takes(frame, "given") && !is_given(c, t)) ||
      (att_frame_takes(frame, "kind") && !is_kind_of(c, t)) ||
      (att_frame_takes(frame, "fled") && !is_from_land(c, t)) ||
      (att_frame_takes(frame, "land") &&
       !is_land(c, att_clause_oblique(c, t, "of", ATT_NO_TOKEN))));
}

static void drop_node(const att_mention *m, att_indexes *agents) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++)
    if (m == NULL || agents->items[i] != m->node)
      agents->items[kept++] = agents->items[i];
  agents->count = kept;
}

/* "in the presence of A" */
static void in_presence_of(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const OF[] = {"of", NULL};
  for (uint32_t o = att_clause_oblique(c, t, "in", ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_oblique(c, t, "in", o))
    if (is(c, o, "presence"))
      att_occasion_obliques(c, o, OF, agents);
}

/* "a ceremony was held, presided over by A", "attended by A and B": wherever the tree has hung the
 * participle. */
static void attended_by(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const BY[] = {"by", NULL};
  for (uint32_t i = t + 1; i < c->s->token_count; i++)
    if (c->s->tokens[i].upos == ATT_VERB &&
        att_clause_word(c, ATT_WORD_ATTENDING, c->s->tokens[i].lemma))
      att_occasion_obliques(c, i, BY, agents);
}

/* "A course on X, organised by A, was attended by 25 officers": by whom, where the tree has hung
 * the participle on a noun within the phrase. */
static void organized_by(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const BY[] = {"by", NULL};
  for (uint32_t i = t + 2; i < c->s->token_count && i < t + 16; i++) {
    const att_token *token = &c->s->tokens[i];
    if (token->upos == ATT_AUX || strcmp(token->xpos, "VBD") == 0)
      return;
    if (strcmp(token->xpos, "VBN") != 0 || !is(c, i + 1, "by"))
      continue;
    uint32_t up = att_clause_head(c, i);
    for (unsigned depth = 0; depth < 3 && up != ATT_NO_TOKEN && up > t && has_rel(c, up, ATT_NMOD);
         depth++)
      up = att_clause_head(c, up);
    if (up == t && att_clause_head(c, i) != t &&
        (att_clause_word(c, ATT_WORD_ORGANIZING, token->lemma) ||
         att_clause_word(c, ATT_WORD_HOLDING, token->lemma)))
      att_occasion_obliques(c, i, BY, agents);
    return;
  }
}

/* "was in Seoul for the change of command": the subject of a predicate without a verb. */
static void add_present(const att_clause *c, uint32_t t, att_indexes *agents) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  if (word == ATT_NO_TOKEN || !(is(c, word, "for") || is(c, word, "at")))
    return;
  for (unsigned depth = 0; depth < 3 && t != ATT_NO_TOKEN; depth++, t = att_clause_head(c, t)) {
    uint32_t subject = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN
                           ? att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN)
                           : ATT_NO_TOKEN;
    if (subject == ATT_NO_TOKEN)
      continue;
    att_clause_agents(c, subject, agents);
    return;
  }
}

/* "Italy's carrier Cavour and the destroyer B held drills": the state whose ship it is that has no
 * name the program knows. */
static void add_owners(const att_clause *c, uint32_t subject, att_indexes *agents) {
  for (uint32_t i = subject; i != ATT_NO_TOKEN;
       i = att_clause_child(c, subject, ATT_CONJ, i == subject ? ATT_NO_TOKEN : i)) {
    uint32_t sort = att_clause_child(c, i, ATT_COMPOUND, ATT_NO_TOKEN);
    if (mention_of(c, i) != NULL || c->s->tokens[i].upos != ATT_PROPN || sort == ATT_NO_TOKEN ||
        !att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[sort].lemma))
      continue;
    for (uint32_t k = att_clause_child(c, i, ATT_NMOD, ATT_NO_TOKEN); k != ATT_NO_TOKEN && k < i;
         k = att_clause_child(c, i, ATT_NMOD, k))
      if (c->s->tokens[k].rel == ATT_NMOD_POSS && kind_at(c, k) == ATT_NODE_STATE)
        att_clause_agents(c, k, agents);
    att_occasion_modifiers(c, i, agents);
  }
}

static void parties(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *agents) {
  static const char *const WITH[] = {"between", "with",  "by",        "for",     "from", "of",
                                     "to",      "among", "involving", "against", NULL};
  att_occasion_modifiers(c, t, agents);
  att_occasion_obliques(c, t, WITH, agents);
  att_occasion_clauses(c, t, agents);
  organized_by(c, t, agents);
  in_presence_of(c, t, agents);
  if (verb != ATT_NO_TOKEN)
    in_presence_of(c, verb, agents);
  if (verb == ATT_NO_TOKEN)
    add_present(c, t, agents);
  uint32_t copular = att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) != ATT_NO_TOKEN
                         ? att_clause_child(c, t, ATT_NSUBJ, ATT_NO_TOKEN)
                         : ATT_NO_TOKEN;
  if (copular != ATT_NO_TOKEN && att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    att_clause_agents(c, copular, agents); /* "is on a six-week deployment" */
  if (verb == ATT_NO_TOKEN || only_says(c, t, verb) || is_time(c, t))
    return;
  static const char *const BY[] = {"by", "with", "alongside", "to", NULL};
  static const char *const GOING[] = {"by", "with", "alongside", NULL};
  bool passive,
      goes = att_lexicon_tells(c->facts->lexicon, c->s->tokens[verb].lemma, true, "visit");
  uint32_t subject = att_clause_subject(c, verb, &passive);
  if (subject != ATT_NO_TOKEN && subject != t) {
    att_clause_agents(c, subject, agents);
    add_owners(c, subject, agents);
    if (agents->count == 0)
      att_occasion_both(c, subject, agents);
    att_occasion_listed(c, subject, agents);
  }
  att_occasion_obliques(c, verb, goes ? GOING : BY, agents); /* not "went to X for the ceremony" */
  uint32_t object = att_clause_child(c, verb, ATT_OBJ, ATT_NO_TOKEN);
  if (object != ATT_NO_TOKEN && object != t)
    att_clause_agents(c, object, agents);
}

/* "the closing ceremony is planned for March 22", "a command post exercise": one that is told by
 * what kind it is, though nobody is said to take part. */
static bool stands_alone(const att_clause *c, uint32_t t, const att_occasion *what) {
  static const char *const CLASSES[] = {"Ceremony", "Conference", "Exercise", "TrainingActivity"};
  static const char *const COMMON[] = {"course", "reception"}; /* "in due course" */
  for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++)
    if (strcmp(c->s->tokens[t].lemma, COMMON[i]) == 0)
      return false;
  for (uint32_t i = 0; i < c->s->token_count; i++)
    if (is(c, i, "usually") || (i < t && c->s->tokens[i].head == t + 1 &&
                                (is(c, i, "each") || is(c, i, "every") || is(c, i, "regular"))))
      return false;
  bool ceremony = strcmp(what->class_name, "Ceremony") == 0, open = false;
  for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
    open = open || strcmp(what->class_name, CLASSES[i]) == 0;
  return open && strcmp(c->s->tokens[t].xpos, "NN") == 0 && att_occasion_start(c, t) < t &&
         (ceremony || !what->definite) &&
         att_clause_child(c, t, ATT_COP, ATT_NO_TOKEN) == ATT_NO_TOKEN &&
         !att_occasion_in_title(c) && !att_occasion_is_matter(c, t);
}

static bool has_party_behind(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"to", "between", "by", "from"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o))
      if (is_party(c, o))
        return true;
  return false;
}

/* "discussed X's deployment to Y", "the delivery of boats to Z", "drills to be held in W": what
 * talks are about, told of with whose or where it is, takes place all the same. */
static bool is_told_in_full(const att_clause *c, uint32_t t, bool drill) {
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  uint32_t clause = att_clause_child(c, t, ATT_ACL, ATT_NO_TOKEN);
  for (uint32_t i = 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && c->s->tokens[i].rel == ATT_NMOD_POSS && is_party(c, i))
      return true;
  return has_party_behind(c, t) || (of != ATT_NO_TOKEN && has_party_behind(c, of)) ||
         (drill && att_occasion_place(c, t) != ATT_NO_ENTITY) ||
         (drill && of != ATT_NO_TOKEN && att_occasion_place(c, of) != ATT_NO_ENTITY) ||
         (drill && clause != ATT_NO_TOKEN && att_occasion_place(c, clause) != ATT_NO_ENTITY);
}

/* "briefed her on the deployment of troops": what one reports on takes place. */
static bool is_reported(const att_clause *c, uint32_t t, uint32_t verb) {
  uint32_t first = att_occasion_start(c, t), of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  const att_frame *frame = NULL;
  bool report = false;
  while (verb != ATT_NO_TOKEN &&
         (frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[verb].lemma, true, frame)))
    report = report || (strcmp(frame->frame, "talk") == 0 && att_frame_takes(frame, "about"));
  return report && first > 0 &&
         (is(c, first - 1, "the") || is(c, first - 1, "'s") ||
          c->s->tokens[first - 1].upos == ATT_PRON) &&
         of != ATT_NO_TOKEN && mention_of(c, of) == NULL &&
         (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[of].lemma) ||
          att_clause_word(c, ATT_WORD_GOODS, c->s->tokens[of].lemma));
}

/* What talks are about is no event, unless it is one of these and told in full. */
static bool is_mere_matter(const att_clause *c, uint32_t t, const att_frame *frame) {
  static const char *const CLASSES[] = {"Transfer", "Deployment", "Exercise", "TrainingActivity"};
  bool open = false;
  for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
    open = open || strcmp(frame->value, CLASSES[i]) == 0;
  bool drill =
      strcmp(frame->value, "Exercise") == 0 || strcmp(frame->value, "TrainingActivity") == 0;
  if (att_frame_takes(frame, "jointly") || att_frame_takes(frame, "fled") ||
      att_frame_takes(frame, "land") || att_frame_takes(frame, "paper"))
    return false;
  return !open || (att_frame_takes(frame, "holding") && !is_training_told(c, t)) ||
         (!is_told_in_full(c, t, drill) && !is_reported(c, t, att_occasion_verb(c, t)));
}

/* "welcomed A's support to B, in particular the delivery of X": from A to B. */
static void add_helper(const att_clause *c, uint32_t t, att_indexes *agents) {
  static const char *const TO[] = {"to", "for", NULL};
  for (uint32_t i = t; i-- > 0 && t - i < 16;) {
    if (!att_clause_word(c, ATT_WORD_HELP, c->s->tokens[i].lemma) && !is(c, i, "support"))
      continue;
    att_occasion_obliques(c, i, TO, agents);
    for (uint32_t k = 0; k < i; k++)
      if (c->s->tokens[k].head == i + 1 && c->s->tokens[k].rel == ATT_NMOD_POSS)
        att_clause_agents(c, k, agents);
    return;
  }
}

/* "Utah guardsmen", "soldiers from Kenya": of the state that the place before them is in, too. */
static void add_people(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_occasion_people(c, t, agents);
  uint32_t i = att_clause_child(c, t, ATT_COMPOUND, ATT_NO_TOKEN);
  const char *iso3 = i != ATT_NO_TOKEN && kind_at(c, i) == ATT_NODE_PLACE
                         ? c->facts->nodes.items[mention_of(c, i)->node].iso3
                         : NULL;
  if (agents->count == 0 && iso3 != NULL)
    att_indexes_add(c->facts->arena, agents, att_facts_state(c->facts, iso3));
}

/* "will deliver a course for X instructors", "medics and their counterparts from the Y military
 * hold a course": people without a name who teach or are taught. */
static void add_taught(const att_clause *c, uint32_t t, uint32_t verb, att_indexes *agents) {
  static const char *const WORDS[] = {"for", "to"};
  bool passive;
  uint32_t subject = verb != ATT_NO_TOKEN && (takes_place(c, t, verb) || is(c, t, "exchange"))
                         ? att_clause_subject(c, verb, &passive)
                         : ATT_NO_TOKEN;
  for (uint32_t i = subject; i != ATT_NO_TOKEN && i != t && agents->count == 0;
       i = att_clause_child(c, subject, ATT_CONJ, i == subject ? ATT_NO_TOKEN : i))
    if (mention_of(c, i) == NULL && (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[i].lemma) ||
                                     att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[i].lemma)))
      add_people(c, i, agents);
  for (size_t i = 0; i < 4; i++) {
    uint32_t over = i < 2 ? t : verb;
    uint32_t o = over != ATT_NO_TOKEN ? att_clause_oblique(c, over, WORDS[i % 2], ATT_NO_TOKEN)
                                      : ATT_NO_TOKEN;
    if (o != ATT_NO_TOKEN && mention_of(c, o) == NULL &&
        (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[o].lemma) ||
         att_clause_word(c, ATT_WORD_GROUP, c->s->tokens[o].lemma) ||
         att_clause_word(c, ATT_WORD_STUDENT, c->s->tokens[o].lemma)))
      att_occasion_modifiers(c, o, agents);
  }
}

/* Who takes part in what the noun of the row tells of. */
static void add_parties(const att_clause *c, uint32_t t, const att_frame *frame, bool matter,
                        att_indexes *agents) {
  uint32_t verb = att_occasion_verb(c, t);
  bool transfer = strcmp(frame->value, "Transfer") == 0;
  parties(c, t, matter ? ATT_NO_TOKEN : verb, agents);
  if (att_frame_takes(frame, "foe"))
    drop_node(mention_of(c, att_clause_oblique(c, t, "against", ATT_NO_TOKEN)), agents);
  if (strcmp(frame->value, "Ceremony") == 0)
    attended_by(c, t, agents);
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (of != ATT_NO_TOKEN && transfer)
    att_occasion_hands(c, of, agents);
  uint32_t ship =
      of != ATT_NO_TOKEN && transfer ? att_occasion_drop_ship(c, of, agents) : ATT_NO_ENTITY;
  if (transfer)
    att_occasion_giver(c, t, verb, agents);
  if (ship != ATT_NO_ENTITY && agents->count < 2)
    att_indexes_add(c->facts->arena, agents, ship); /* all that is known */
  if (att_frame_takes(frame, "pupils"))
    att_occasion_pupils(c, t, agents);
  bool training = strcmp(frame->value, "TrainingActivity") == 0;
  if (agents->count < (training ? 2u : 1u) && (training || strcmp(frame->lemma, "patrol") == 0))
    add_taught(c, t, verb, agents);
  if (transfer && agents->count < 2 && is_singled_out(c, t))
    add_helper(c, t, agents);
  bool passive, reported = matter && is_reported(c, t, verb);
  uint32_t teller = reported ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (teller != ATT_NO_TOKEN && !passive && agents->count < 2)
    att_clause_agents(c, teller, agents); /* "briefed him on the purchase of X from Y" */
  if (matter && agents->count == 0 && !att_frame_takes(frame, "session"))
    parties(c, t, verb, agents); /* "A and B discussed joint drills in X" */
  if (matter && agents->count == 0 && !att_frame_takes(frame, "session"))
    att_clause_pair(c, agents); /* "The three spoke of a course in X" */
  if (transfer && agents->count < 2 && verb != ATT_NO_TOKEN)
    att_occasion_thanked_partner(c, t, verb, agents);
}

/* "the signing of a memorandum" */
static void add_paper(const att_clause *c, uint32_t t, att_occasion *what) {
  uint32_t paper = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  const att_mention *m = mention_of(c, paper);
  if (att_occasion_in_title(c))
    return; /* told of below with who signs */
  what->named = kind_at(c, paper) == ATT_NODE_INITIATIVE;
  what->initiative = what->named ? m->node : ATT_NO_ENTITY;
  what->name = m == NULL     ? att_occasion_name(c, paper)
               : what->named ? NULL
                             : att_facts_text(c->facts, c->number, m->first, m->last);
  drop_node(m, &what->agents);
  att_occasion_signatories(c, t, paper, what);
  what->alone = !att_occasion_is_definite(c, paper);
  size_t before = c->facts->events.count;
  if (att_occasion_add(c, t, what) != NULL && c->facts->events.count > before)
    att_occasion_papers(c, t, paper, (uint32_t)before);
}

/* "cooperation in X": is the noun at `t` what one works together in? */
static bool is_field_of_work(const att_clause *c, uint32_t t) {
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  return word != ATT_NO_TOKEN && word > 0 && is(c, word, "in") &&
         att_clause_word(c, ATT_WORD_COOPERATION, c->s->tokens[word - 1].lemma);
}

/* "illicit | arms transfers", "ship-to-ship | transfers": what others do against the law, or at
 * sea, is nobody's gift. */
static bool is_smuggling(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"illicit",      "illegal",      "unlawful", "clandestine",
                                      "unauthorised", "unauthorized", NULL};
  for (uint32_t i = t > 5 ? t - 5 : 0; i < t; i++)
    if (c->s->tokens[i].head == t + 1 && att_one_of(c->s->tokens[i].form, WORDS))
      return true;
  return t > 2 && is(c, t - 1, "ship") && is(c, t - 2, "-") && is(c, t - 3, "to");
}

/* Does the noun, by its place in the sentence, tell of no event of its own? */
static bool is_no_event(const att_clause *c, uint32_t t, const att_frame *frame, bool matter) {
  uint32_t head = att_clause_head(c, t);
  if (head != ATT_NO_TOKEN && has_rel(c, t, ATT_CONJ) &&
      strcmp(frame->value, "TrainingActivity") == 0 &&
      att_clause_word(c, ATT_WORD_GOODS, c->s->tokens[head].lemma))
    return true; /* "provided equipment and training" */
  bool session = att_frame_takes(frame, "session");
  if (strcmp(frame->value, "Transfer") == 0 &&
      (is_field_of_work(c, t) || is_smuggling(c, t) ||
       (head != ATT_NO_TOKEN && has_rel(c, t, ATT_CONJ) && is_field_of_work(c, head))))
    return true; /* "cooperation in training and procurement" */
  return is_other_noun(c, t) || (matter && !session && is_mere_matter(c, t, frame)) ||
         named_beside(c, t, frame->value) != NULL;
}

/* "came to X for a medical exchange at the Y Hospital": the state where it is, if it is another. */
static void add_host(const att_clause *c, uint32_t t, att_indexes *agents) {
  att_facts *f = c->facts;
  const char *own = f->nodes.items[agents->items[0]].iso3;
  uint32_t verb = att_occasion_verb(c, t), place = att_event_where(c, t, true);
  if (place == ATT_NO_ENTITY && verb != ATT_NO_TOKEN) {
    uint32_t to = att_clause_oblique(c, verb, "to", ATT_NO_TOKEN);
    place = to != ATT_NO_TOKEN && mention_of(c, to) != NULL ? mention_of(c, to)->node : place;
  }
  const char *there = place != ATT_NO_ENTITY ? f->nodes.items[place].iso3 : NULL;
  if (own != NULL && there != NULL && strcmp(own, there) != 0)
    att_indexes_add(f->arena, agents, att_facts_state(f, there));
}

/* May the word before an exercise's or a course's noun say what is practised or taught? */
static bool is_trade(const att_clause *c, uint32_t t) {
  const att_token *token = &c->s->tokens[t];
  return mention_of(c, t) == NULL && strcmp(token->xpos, "JJR") != 0 &&
         strcmp(token->xpos, "JJS") != 0 &&
         !att_clause_word(c, ATT_WORD_DRILL_FORM, token->lemma) &&
         !att_clause_word(c, ATT_WORD_DRILL_FORM, token->form) &&
         !att_clause_word(c, ATT_WORD_JOINTLY, token->form) &&
         !att_clause_word(c, ATT_WORD_VAGUE, token->form) &&
         !att_clause_word(c, ATT_WORD_OTHER_EDITION, token->form) &&
         !att_clause_word(c, ATT_WORD_ORDINAL, token->form);
}

/* "a disaster response exchange", "the maritime search and rescue exercise": what it is in, by the
 * nouns before it, is its topic. */
static void add_trade(const att_clause *c, uint32_t t, att_event *e) {
  att_facts *f = c->facts;
  uint32_t begin = att_occasion_start(c, t), first = t;
  bool drill =
      strcmp(e->class_name, "Exercise") == 0 || strcmp(e->class_name, "TrainingActivity") == 0;
  bool many = strcmp(c->s->tokens[t].xpos, "NNS") == 0 && !is(c, t, "drills");
  if (!drill || many || t == 0 || !is_trade(c, t - 1))
    return; /* "jungle courses": of whatever kind */
  for (; first > begin && t - first < 6; first--) {
    const att_token *token = &c->s->tokens[first - 1];
    bool nominal = token->upos == ATT_NOUN || token->upos == ATT_ADJ ||
                   strcmp(token->xpos, "VBG") == 0 || strcmp(token->xpos, "NN") == 0;
    bool bound = first < t && is(c, first, "-") && mention_of(c, first - 1) == NULL; /* first-aid */
    if (!is(c, first - 1, "-") && !bound && !(nominal && is_trade(c, first - 1)))
      break;
  }
  for (uint32_t i = t > 5 ? t - 5 : 0; i + 1 < t; i++) {
    uint32_t last;
    if (i < first && att_lexicon_match(f->lexicon, ATT_LEX_TOPIC, c->s, i, &last) != NULL &&
        last + 1 == t)
      first = i; /* "search and rescue" */
  }
  while (first < t && is(c, first, "-"))
    first++;
  if (first == t || (c->s->tokens[t - 1].upos != ATT_NOUN &&
                     !att_clause_word(c, ATT_WORD_TRADE, c->s->tokens[t - 1].form)))
    return;
  const char *whole = att_facts_text(f, c->number, first, t);
  att_strings_add(f->arena, &e->topics,
                  att_arena_format(f->arena, "%s\n%s\n%s",
                                   att_facts_text(f, c->number, first, t - 1), whole, whole));
}

/* "The fleet conducts operations with allies": what it is for, by a verb of no time of its own. */
static bool is_habit(const att_clause *c, uint32_t t) {
  static const char *const WITH[] = {"with", "alongside", NULL};
  static const char *const ROUTINE[] = {"flight", "flying", "deck", "boat", NULL};
  if (is(c, t, "operations") && t > 0 && att_one_of(c->s->tokens[t - 1].form, ROUTINE))
    return true; /* "manoeuvring drills and flight operations" */
  const char *start, *end;
  att_indexes partners = {0};
  att_occasion_obliques(c, t, WITH, &partners);
  uint32_t verb = att_clause_head(c, t), first = att_occasion_start(c, t);
  const char *xpos = verb != ATT_NO_TOKEN ? c->s->tokens[verb].xpos : "";
  bool open = first > 0 &&
              (c->s->tokens[first - 1].upos == ATT_DET || c->s->tokens[first - 1].upos == ATT_NUM ||
               c->s->tokens[first - 1].upos == ATT_PRON);
  return is(c, t, "operations") && has_rel(c, t, ATT_OBJ) && !open &&
         (strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "VBP") == 0) && partners.count == 0 &&
         !att_clause_date(c, t, &start, &end);
}

/* "its leadership in multinational exercises": no exercise in particular. */
static bool is_in_general(const att_clause *c, uint32_t t, const att_frame *frame) {
  static const char *const WITH[] = {"with", "between", "by", NULL};
  uint32_t head = att_clause_head(c, t);
  att_indexes own = {0};
  if (strcmp(frame->value, "Exercise") != 0 || strcmp(c->s->tokens[t].xpos, "NNS") != 0 ||
      !has_rel(c, t, ATT_NMOD) || head == ATT_NO_TOKEN || c->s->tokens[head].upos != ATT_NOUN ||
      c->s->tokens[head].rel == ATT_ROOT)
    return false;
  uint32_t word = att_clause_child(c, t, ATT_CASE, ATT_NO_TOKEN);
  att_occasion_modifiers(c, t, &own);
  att_occasion_obliques(c, t, WITH, &own);
  return own.count == 0 && word != ATT_NO_TOKEN && is(c, word, "in") &&
         att_occasion_place(c, t) == ATT_NO_ENTITY;
}

void att_occasion_by_noun(const att_clause *c, uint32_t t, const att_frame *frame) {
  uint32_t head = att_clause_head(c, t);
  if (has_rel(c, t, ATT_COMPOUND) && head != ATT_NO_TOKEN && head > t &&
      att_clause_word(c, ATT_WORD_COURSE, c->s->tokens[head].lemma))
    t = head; /* "training programmes" */
  if (strcmp(frame->value, "PostChange") == 0) {
    att_occasion_post_noun(c, t);
    return;
  }
  bool session = att_frame_takes(frame, "session"), denied = false;
  const char *name = NULL;
  if (session && (mention_of(c, t) != NULL || !att_occasion_is_session(c, t, &name)))
    return;
  bool matter = !is(c, t, "campaign") && att_occasion_is_matter(c, t);
  uint32_t verb = att_occasion_verb(c, t);
  if (verb != ATT_NO_TOKEN)
    att_clause_status(c, verb, &denied); /* "did not meet him at a forum" */
  if (denied || is_no_event(c, t, frame, matter) || !fits_row(c, t, frame, verb))
    return;
  if (is_in_general(c, t, frame) || is_habit(c, t))
    return;
  att_occasion what = {.class_name = frame->value,
                       .name = session ? name : att_occasion_name(c, t),
                       .rule = "event-noun",
                       .definite = !session && att_occasion_is_definite(c, t)};
  add_parties(c, t, frame, matter, &what.agents);
  if (att_frame_takes(frame, "paper")) {
    add_paper(c, t, &what);
    return;
  }
  if (is(c, t, "exchange") && what.agents.count == 1)
    add_host(c, t, &what.agents);
  if (is(c, t, "exchange") && what.agents.count < 2)
    return;
  what.alone = session || stands_alone(c, t, &what);
  uint32_t ship = strcmp(frame->value, "Transfer") == 0
                      ? att_clause_oblique(c, t, "of", ATT_NO_TOKEN)
                      : ATT_NO_TOKEN;
  if (ship != ATT_NO_TOKEN && kind_at(c, ship) == ATT_NODE_ORG)
    what.name = att_occasion_name(c, ship); /* "the gifting of the corvette INS A" */
  size_t before = c->facts->events.count;
  att_event *e = att_occasion_add(c, t, &what);
  if (e != NULL)
    add_trade(c, t, e);
  if (e == NULL || c->facts->events.count == before || !matter)
    return;
  if (e->status == ATT_PROPOSED &&
      (att_frame_takes(frame, "land") || att_frame_takes(frame, "fled")))
    e->status = ATT_HELD; /* "discussed the invasion of X" */
  else if (e->status == ATT_HELD && att_frame_takes(frame, "jointly"))
    e->status = ATT_PROPOSED; /* "talks on joint patrols" */
}
