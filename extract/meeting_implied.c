/* SPDX-License-Identifier: Apache-2.0
 *
 * Meetings that no verb or noun of meeting tells of: persons of two states who chair, sign, inspect
 * or unveil something together, briefings, talks that have only states before them, and captions
 * without a verb.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/is.h"
#include "extract/reference.h"

static uint8_t kind_of(const att_facts *f, uint32_t node) {
  return f->nodes.items[node].kind;
}

/* Are both known to be of states, and not of one? Or is one of another state than the article comes
 * from, and nothing known of the other? With `certain` false: not known to be of one. */
static bool are_apart(const att_facts *f, uint32_t a, uint32_t b, bool certain) {
  const char *one = f->nodes.items[a].iso3, *other = f->nodes.items[b].iso3;
  if (one != NULL && other != NULL)
    return strcmp(one, other) != 0;
  uint32_t place = att_event_dateline(f);
  const char *here = place < f->nodes.count ? f->nodes.items[place].iso3 : NULL;
  const char *known = one != NULL ? one : other;
  return !certain || (known != NULL && here != NULL && strcmp(known, here) != 0);
}

void att_meeting_among(const att_clause *c, uint32_t t, const char *class_name,
                       const att_indexes *persons, bool certain, const char *rule) {
  att_facts *f = c->facts;
  att_indexes one = {0}, other = {0};
  bool all_apart = persons->count > 1;
  for (size_t i = 0; i < persons->count; i++) {
    bool across = i > 0 && are_apart(f, persons->items[0], persons->items[i], certain);
    att_indexes_add(f->arena, across ? &other : &one, persons->items[i]);
    for (size_t k = 0; k < i; k++)
      all_apart = all_apart && are_apart(f, persons->items[k], persons->items[i], certain);
  }
  if (other.count == 0 || persons->count > 4)
    return;
  if (all_apart && persons->count > 2) { /* each met each */
    one = (att_indexes){0};
    other.count = 0;
    for (size_t i = 0; i < persons->count; i++)
      att_indexes_add(f->arena, &one, persons->items[i]);
  }
  att_indexes rest = {0}; /* those across, of two more states: with each other, too */
  if (other.count == 2 && are_apart(f, other.items[0], other.items[1], true))
    for (size_t i = 0; i < 2; i++)
      att_indexes_add(f->arena, &rest, other.items[i]);
  att_meeting_add(c, t, class_name, &one, &other, rule);
  if (rest.count == 2)
    att_meeting_add(c, t, class_name, &rest, &(att_indexes){0}, rule);
}

/* "cut the ribbon in the company of B", "together with B" */
static void in_company_of(const att_clause *c, uint32_t t, att_indexes *agents) {
  for (uint32_t o = att_clause_oblique(c, t, "in", ATT_NO_TOKEN); o != ATT_NO_TOKEN;
       o = att_clause_oblique(c, t, "in", o))
    if (is(c, o, "company"))
      att_event_obliques(c, o, "of", agents);
  for (uint32_t i = t + 2; i + 2 < c->s->token_count && agents->count == 0; i++) {
    if (c->s->tokens[i].upos == ATT_VERB)
      break;
    if (is(c, i, "together") && is(c, i + 1, "with") && c->s->tokens[i + 1].head > i + 2)
      att_clause_agents(c, c->s->tokens[i + 1].head - 1, agents);
  }
  for (uint32_t i = t + 3; i + 1 < c->s->token_count && agents->count < 2; i++)
    if (is(c, i, "company") && is(c, i + 1, "of") && is(c, i - 2, "in"))
      att_event_obliques(c, i, "of", agents); /* "cut the ribbon on X in the company of B" */
}

/* "inspected the parade", "reviewed the guard": two guests of honour need not have talked. */
static bool is_rite(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, false, frame)))
    if (strcmp(frame->frame, "event") == 0 && strcmp(frame->value, "Ceremony") == 0)
      return true;
  return att_clause_word(c, ATT_WORD_RITE, c->s->tokens[t].lemma);
}

/* "closed with a ceremony, where A and B exchanged plaques" */
static bool is_at_ceremony(const att_clause *c, uint32_t t) {
  for (uint32_t i = 0; i < t; i++)
    if (strcmp(c->s->tokens[i].lemma, "ceremony") == 0)
      return true;
  return false;
}

/* "the talks", "the 12th Korea-Vietnam Defense Strategic Dialogue": is the noun of a meeting? */
static bool is_talks(const att_clause *c, uint32_t t) {
  const att_frame *frame = NULL;
  while ((frame = att_lexicon_frame(c->facts->lexicon, c->s->tokens[t].lemma, false, frame)))
    if (strcmp(frame->frame, "meet") == 0 && att_frame_takes(frame, "with"))
      return true;
  return false;
}

/* "A and B signed it on Monday": does the sentence before, of the paragraph, name the paper? */
static bool means_paper(const att_clause *c, uint32_t t) {
  if (c->number == 0 || (!is(c, t, "it") && !is(c, t, "them")))
    return false;
  const att_sentence *s = &c->facts->document->sentences.items[c->number - 1];
  for (uint32_t i = 0; i < s->token_count && s->paragraph == c->s->paragraph; i++)
    if (att_clause_word(c, ATT_WORD_PAPER, s->tokens[i].lemma) && s->tokens[i].upos == ATT_NOUN)
      return true;
  return false;
}

/* "The commission, co-chaired by A and B, was set up": a body that lasts. */
static bool is_standing(const att_clause *c, uint32_t t) {
  static const char *const BODIES[] = {"commission", "committee", "council", "group", NULL};
  return att_one_of(c->s->tokens[t].form, BODIES);
}

/* "agreed to meet in May", "agreed to hold talks": of a meeting to come only. */
static bool agrees_to_meet(const att_clause *c, uint32_t t) {
  uint32_t deed = strcmp(c->s->tokens[t].lemma, "agree") == 0
                      ? att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN)
                      : ATT_NO_TOKEN;
  uint32_t object =
      deed != ATT_NO_TOKEN ? att_clause_child(c, deed, ATT_OBJ, ATT_NO_TOKEN) : ATT_NO_TOKEN;
  const att_lexicon *lexicon = c->facts->lexicon;
  return deed != ATT_NO_TOKEN &&
         (att_lexicon_tells(lexicon, c->s->tokens[deed].lemma, true, "meet") ||
          (object != ATT_NO_TOKEN &&
           att_lexicon_tells(lexicon, c->s->tokens[deed].lemma, true, "light") &&
           att_lexicon_tells(lexicon, c->s->tokens[object].lemma, false, "meet")));
}

/* Does the verb do what the row asks: sign a paper, chair something? */
static bool fits(const att_clause *c, uint32_t t, const att_frame *frame, uint32_t subject,
                 bool passive) {
  uint32_t thing = passive ? subject : att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (att_clause_exchanges_mail(c, t, &(bool){false}))
    return false;
  if (att_frame_takes(frame, "forum"))
    return thing != ATT_NO_TOKEN && is_talks(c, thing);
  if (att_frame_takes(frame, "from") && /* "receives a plaque from B" */
      (thing == ATT_NO_TOKEN || !att_clause_word(c, ATT_WORD_SOUVENIR, c->s->tokens[thing].lemma)))
    return false;
  if (!att_frame_takes(frame, "paper") && passive && strcmp(frame->value, "Meeting") == 0)
    return false; /* "The drill was observed by A and B" */
  if (!att_frame_takes(frame, "paper"))
    return thing == ATT_NO_TOKEN || !is_rite(c, thing) ||
           (att_frame_takes(frame, "gift") && !is_at_ceremony(c, t) &&
            att_clause_word(c, ATT_WORD_SOUVENIR, c->s->tokens[thing].lemma));
  if (thing == ATT_NO_TOKEN)
    return false;
  uint32_t conj = att_clause_child(c, thing, ATT_CONJ, ATT_NO_TOKEN);
  if (conj != ATT_NO_TOKEN && !att_clause_word(c, ATT_WORD_PAPER, c->s->tokens[thing].lemma))
    thing = conj;
  uint32_t m = c->facts->owner[c->number][thing];
  if (att_clause_word(c, ATT_WORD_PURCHASE, c->s->tokens[thing].lemma))
    return false; /* with a company, perhaps, and long ago */
  return att_clause_word(c, ATT_WORD_PAPER, c->s->tokens[thing].lemma) || means_paper(c, thing) ||
         (m != 0 && kind_of(c->facts, c->facts->mentions.items[m - 1].node) == ATT_NODE_INITIATIVE);
}

/* Does a person's name stand between the two? */
static bool names_person(const att_clause *c, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++) {
    uint32_t m = c->facts->owner[c->number][i];
    if (m != 0 && kind_of(c->facts, c->facts->mentions.items[m - 1].node) == ATT_NODE_PERSON)
      return true;
  }
  return false;
}

/* "visited X with Ambassador B": an envoy whose state nobody tells goes along with a visitor. */
static void drop_envoys(const att_facts *f, att_indexes *agents) {
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++)
    if (f->nodes.items[agents->items[i]].iso3 != NULL || !att_facts_is_envoy(f, agents->items[i]))
      agents->items[kept++] = agents->items[i];
  agents->count = kept;
}

/* "He toured X, accompanied by B", of whom nothing tells a state: of his own. */
static void drop_staff(const att_clause *c, att_indexes *agents) {
  att_indexes named = {0};
  for (size_t i = 0; i < agents->count; i++)
    att_indexes_add(c->facts->arena, &named, agents->items[i]);
  att_clause_drop_companions(c, &named);
  size_t kept = 0;
  for (size_t i = 0; i < agents->count; i++) {
    bool own = false;
    for (size_t k = 0; k < named.count; k++)
      own = own || named.items[k] == agents->items[i];
    if (own || c->facts->nodes.items[agents->items[i]].iso3 != NULL)
      agents->items[kept++] = agents->items[i];
  }
  agents->count = kept;
}

/* "hands the keys of a boat to B": who stands behind the first "to", of whatever the tree has it.
 */
static void to_behind(const att_clause *c, uint32_t object, att_indexes *agents) {
  uint32_t to = object + 1;
  while (to < c->s->token_count && !is(c, to, "to") && c->s->tokens[to].upos != ATT_VERB)
    to++;
  if (to < c->s->token_count && is(c, to, "to") && c->s->tokens[to].rel == ATT_CASE &&
      c->s->tokens[to].head > to + 1)
    att_clause_agents(c, c->s->tokens[to].head - 1, agents);
}

/* "presents a plaque to B during an office call" */
static bool is_at_talks(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"during", "at"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && is_talks(c, o))
      return true;
  }
  return false;
}

void att_meeting_by_deed(const att_clause *c, uint32_t t, const att_frame *frame) {
  static const char *const WITH[] = {"with", "alongside"};
  bool abroad = att_frame_takes(frame, "abroad");
  att_indexes agents = {0};
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject == ATT_NO_TOKEN && strcmp(c->s->tokens[t].xpos, "VBN") == 0 &&
      att_rel_base((att_rel)c->s->tokens[t].rel) == ATT_ACL) {
    subject = att_clause_head(c, t); /* "a meeting of experts, co-chaired by A and B" */
    passive = true;
  }
  if (subject != ATT_NO_TOKEN && c->s->tokens[t].head == subject + 1 && is_standing(c, subject))
    return;
  if (agrees_to_meet(c, t))
    return;
  uint32_t on = passive ? att_clause_oblique(c, t, "on", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (on != ATT_NO_TOKEN && is(c, on, "behalf") && att_frame_takes(frame, "paper"))
    return; /* "was signed on behalf of X by A and for Y by B" */
  att_indexes company = {0};
  in_company_of(c, t, &company); /* even of a rite */
  if (subject == ATT_NO_TOKEN || (company.count == 0 && !fits(c, t, frame, subject, passive)))
    return;
  bool told = c->facts->owner[c->number][subject] == 0 && !names_person(c, subject, t) &&
              att_clause_word(c, ATT_WORD_PAIR, c->s->tokens[subject].form) && !passive;
  if (passive)
    att_event_obliques(c, t, "by", &agents);
  else
    att_clause_agents(c, subject, &agents);
  att_facts_keep_persons(c->facts, &agents);
  if (c->facts->owner[c->number][subject] == 0 && !passive &&
      att_clause_word(c, ATT_WORD_DELEGATION, c->s->tokens[subject].lemma))
    agents.count = agents.count > 1 ? 1 : agents.count; /* "The delegation, which included B" */
  if (c->s->tokens[subject].upos == ATT_PRON)
    drop_staff(c, &agents);
  if (agents.count == 0 || agents.count > 3 || (told && agents.count < 3))
    return; /* "the two ministers": of whom it is told already that they met */
  for (size_t i = 0; i < (abroad ? 1 : 2); i++) /* an ambassador inspects "alongside" her hosts */
    att_event_obliques(c, t, WITH[i], &agents);
  for (size_t i = 0; i < company.count; i++)
    att_indexes_add(c->facts->arena, &agents, company.items[i]);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  if (att_frame_takes(frame, "from") && !passive) { /* receives a plaque from B */
    att_event_obliques(c, t, "from", &agents);
    if (object != ATT_NO_TOKEN)
      att_event_obliques(c, object, "from", &agents);
  }
  if (att_frame_takes(frame, "to") && !passive) { /* presented a plaque to B, B with a plaque */
    att_event_obliques(c, t, "to", &agents);
    if (object != ATT_NO_TOKEN) {
      att_clause_agents(c, object, &agents);
      att_event_obliques(c, object, "to", &agents);
    }
    att_facts_keep_persons(c->facts, &agents);
    if (agents.count == 1 && object != ATT_NO_TOKEN)
      to_behind(c, object, &agents);
  }
  if (object != ATT_NO_TOKEN) /* toured the ship with B */
    att_event_obliques(c, object, "with", &agents);
  att_facts_keep_persons(c->facts, &agents);
  if (agents.count == 1 && object != ATT_NO_TOKEN) {
    att_indexes more = {0};
    att_meeting_with_behind(c, object, 24, &more);
    for (size_t i = 0; i < more.count; i++)
      att_indexes_add(c->facts->arena, &agents, more.items[i]);
    att_facts_keep_persons(c->facts, &agents);
  }
  if (abroad)
    drop_envoys(c->facts, &agents);
  bool certain = abroad && !is_at_talks(c, t);
  att_meeting_among(c, t, frame->value, &agents, certain, "joint-deed");
}

/* "received a briefing from B", "was given a briefing by B", "B gave them a briefing". */
void att_meeting_by_briefing(const att_clause *c, uint32_t t, const att_frame *frame) {
  att_indexes one = {0}, other = {0};
  uint32_t verb = att_event_verb(c, t);
  bool passive;
  if (verb == ATT_NO_TOKEN)
    return;
  uint32_t subject = att_clause_subject(c, verb, &passive);
  uint32_t given = att_clause_child(c, verb, ATT_IOBJ, ATT_NO_TOKEN);
  for (int i = 0; i < 4; i++)
    att_event_obliques(c, i < 2 ? t : verb, i % 2 ? "by" : "from", &other);
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  const uint32_t over[] = {t, of};
  for (size_t i = 0; i < 2 && other.count == 0; i++) /* "a tour of the ship given by B" */
    for (uint32_t a = over[i] != ATT_NO_TOKEN ? att_clause_child(c, over[i], ATT_ACL, ATT_NO_TOKEN)
                                              : ATT_NO_TOKEN;
         a != ATT_NO_TOKEN; a = att_clause_child(c, over[i], ATT_ACL, a))
      if (is(c, a, "given") || is(c, a, "led") || is(c, a, "conducted") || is(c, a, "guided"))
        att_event_obliques(c, a, "by", &other);
  if (given != ATT_NO_TOKEN && other.count == 0)
    att_clause_agents(c, given, &other);
  if (subject != ATT_NO_TOKEN && subject != t)
    att_clause_agents(c, subject, &one);
  att_facts_keep_persons(c->facts, &one);
  att_facts_prefer(c->facts, &other); /* "received briefings from the X Guard" */
  if (one.count > 0 && other.count > 0)
    att_meeting_add(c, t, frame->value, &one, &other, "meet-noun");
}

/* Is it a person's name, or an office with one behind it? */
static bool is_by_name(const att_clause *c, uint32_t t) {
  uint32_t name = att_clause_child(c, t, ATT_APPOS, ATT_NO_TOKEN);
  return names_person(c, t, t + 1) || (name != ATT_NO_TOKEN && names_person(c, name, name + 1));
}

/* "A accompanied B on a tour", "A joined B for a visit to X", "to open X", by name and of two
 * states: a host and a guest. */
static void accompanies(const att_clause *c, uint32_t t, uint32_t subject) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t second = att_clause_child(c, t, ATT_NSUBJ, subject); /* "Minister for X, A B, joined" */
  if (second != ATT_NO_TOKEN && second < t && names_person(c, second, second + 1))
    subject = second;
  att_indexes two = {0};
  uint32_t deed = att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN); /* "joined B to open it" */
  deed = deed != ATT_NO_TOKEN ? deed : att_clause_child(c, t, ATT_ADVCL, ATT_NO_TOKEN);
  uint32_t to = deed != ATT_NO_TOKEN ? att_clause_child(c, deed, ATT_MARK, ATT_NO_TOKEN) : deed;
  bool there = strcmp(c->s->tokens[t].lemma, "join") != 0 ||
               (to != ATT_NO_TOKEN && is(c, to, "to")) ||
               att_clause_oblique(c, t, "for", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
               att_clause_oblique(c, t, "aboard", ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (object == ATT_NO_TOKEN || !there || !is_by_name(c, object) ||
      (c->s->tokens[subject].upos != ATT_PRON && !is_by_name(c, subject)))
    return;
  att_clause_agents(c, subject, &two);
  att_clause_agents(c, object, &two);
  /* "I joined Prime Minister B to open it", "joined Fiji's minister to open it": of another state
   */
  bool told = to != ATT_NO_TOKEN && strcmp(c->s->tokens[t].lemma, "join") == 0 &&
              (c->s->tokens[subject].upos == ATT_PRON ||
               att_reference_modifier(c, object) != ATT_NO_ENTITY);
  if (two.count == 2)
    att_meeting_among(c, t, "Meeting", &two, !told, "joint-deed");
}

/* "A received B. She was accompanied by C": the sentence's own clause, about somebody of the last
 * sentence, of the paragraph. */
static bool goes_on(const att_clause *c, uint32_t t, uint32_t subject) {
  return c->s->tokens[t].head == 0 && c->number > 0 && c->s[-1].paragraph == c->s->paragraph &&
         strcmp(c->s->tokens[subject].xpos, "NNS") != 0;
}

/* Is the subject a pronoun, and the meeting one in which a host received somebody? */
static bool is_guest_of(const att_clause *c, const att_event *e, uint32_t subject) {
  const att_sentence *s = &c->facts->document->sentences.items[e->evidence.sentence];
  return c->s->tokens[subject].upos == ATT_PRON && att_event_is_meeting(e) &&
         e->others.count == 1 && e->evidence.first < s->token_count &&
         att_clause_word(c, ATT_WORD_RECEIVING, s->tokens[e->evidence.first].lemma);
}

/* "A was joined by B in her meeting with C": both met C. */
static bool meets_along(const att_clause *c, uint32_t t, uint32_t talks, const att_indexes *fellows,
                        const att_indexes *whom) {
  att_indexes one = {0}, other = {0};
  att_event_obliques(c, talks, "with", &other);
  att_facts_keep_persons(c->facts, &other);
  for (size_t i = 0; i < whom->count; i++) { /* no more than the one who was joined */
    bool across = false;
    for (size_t k = 0; k < other.count; k++)
      across = across || other.items[k] == whom->items[i];
    if (!across)
      att_indexes_add(c->facts->arena, &one, whom->items[i]);
  }
  for (size_t i = 0; i < fellows->count; i++)
    att_indexes_add(c->facts->arena, &one, fellows->items[i]);
  if (other.count > 0)
    att_meeting_add(c, t, "Meeting", &one, &other, "meet-verb");
  return other.count > 0;
}

/* "A was joined by B for the discussions": whom the other had met, B has. Of another state than
 * A's, B met A, too: "was joined by her counterparts". */
void att_meeting_by_fellow(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  static const char *const WORDS[] = {"for", "in", "at", "during", "on", "aboard"};
  att_indexes whom = {0}, fellows = {0};
  bool passive, talks = false, elsewhere = false;
  uint32_t over = ATT_NO_TOKEN;
  const char *lemma = c->s->tokens[t].lemma;
  if (strcmp(lemma, "join") != 0 && strcmp(lemma, "accompany") != 0)
    return;
  uint32_t subject = att_clause_subject(c, t, &passive);
  if (subject != ATT_NO_TOKEN && !passive)
    accompanies(c, t, subject);
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && !talks; i++) {
    over = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    talks = over != ATT_NO_TOKEN && is_talks(c, over);
    elsewhere = elsewhere || (over != ATT_NO_TOKEN && !talks);
  }
  bool joined = !elsewhere && /* not "A, joined by B, toured X" */
                att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) != ATT_NO_TOKEN;
  if (subject == ATT_NO_TOKEN || !passive || (!talks && !joined) ||
      (!talks && strcmp(lemma, "accompany") == 0 && !goes_on(c, t, subject)))
    return;
  att_clause_agents(c, subject, &whom);
  att_event_obliques(c, t, "by", &fellows);
  att_facts_keep_persons(f, &fellows);
  if (talks && fellows.count > 0 && meets_along(c, t, over, &fellows, &whom))
    return;
  att_clause_drop_companions(c, &whom);
  if (talks && whom.count == 2 && fellows.count > 0) { /* "The two will be joined by C for talks" */
    att_meeting_add(c, t, "Meeting", &fellows, &whom, "meet-verb");
    return;
  }
  for (size_t i = f->events.count;
       whom.count == 1 && fellows.count > 0 && att_events_back(f, c->number, &i);) {
    const att_event *e = &f->events.items[i];
    if (is_guest_of(c, e, subject)) /* "received B. He was accompanied by C": B was */
      whom.items[0] = e->others.items[0];
    bool first = e->participants.count > 0 && e->participants.items[0] == whom.items[0];
    bool second = e->others.count > 0 && e->others.items[0] == whom.items[0];
    if (!att_event_is_meeting(e) || !e->sides || (!first && !second) ||
        !att_facts_hold_person(f, first ? &e->others : &e->participants) ||
        c->number - e->evidence.sentence > (talks ? 3 : 1))
      continue;
    const att_indexes across = first ? e->others : e->participants;
    const char *class_name = e->class_name;
    att_indexes other = {0};
    for (size_t k = 0; k < across.count; k++)
      att_indexes_add(f->arena, &other, across.items[k]);
    if (strcmp(lemma, "join") == 0 && are_apart(f, whom.items[0], fellows.items[0], false) &&
        f->nodes.items[fellows.items[0]].iso3 != NULL) /* no aide of hers, a counterpart */
      att_indexes_add(f->arena, &other, whom.items[0]);
    att_meeting_add(c, t, class_name, &fellows, &other, "meet-verb");
    return;
  }
}

/* Adds who hosts something in the sentence, "Ambassador A hosted a dinner", "a dinner hosted by A":
 * what stands at `thing`, if that is a token. */
static void host_in(const att_clause *c, uint32_t thing, att_indexes *hosts) {
  static const char *const VERBS[] = {"host", "hold", "give", "organize", "organise", NULL};
  for (uint32_t v = 0; v < c->s->token_count && hosts->count == 0; v++) {
    const char *lemma = c->s->tokens[v].lemma;
    bool of_thing = thing != ATT_NO_TOKEN && /* its object, what it is said of, its subject */
                    (c->s->tokens[thing].head == v + 1 || c->s->tokens[v].head == thing + 1);
    if (c->s->tokens[v].upos != ATT_VERB || (thing != ATT_NO_TOKEN && !of_thing) ||
        !(thing == ATT_NO_TOKEN ? strcmp(lemma, "host") == 0 : att_one_of(lemma, VERBS)))
      continue;
    bool passive = false;
    uint32_t who = att_clause_subject(c, v, &passive);
    bool by = passive || c->s->tokens[v].rel == ATT_ACL;
    if (by)
      att_event_obliques(c, v, "by", hosts);
    else if (who != ATT_NO_TOKEN && who != thing)
      att_clause_agents(c, who, hosts);
  }
  att_facts_keep_persons(c->facts, hosts);
}

/* A dinner, a reception: where a host greets the guests. */
static bool is_party(const att_clause *c, uint32_t t) {
  return c->s->tokens[t].upos == ATT_NOUN &&
         (att_clause_word(c, ATT_WORD_MEAL, c->s->tokens[t].lemma) || is(c, t, "reception") ||
          is(c, t, "banquet"));
}

/* "A hosted a dinner, which was attended by B and C", "The dinner, hosted by A, was attended by B",
 * "B attended a reception hosted by A": the host met them. */
void att_meeting_by_attendance(const att_clause *c, uint32_t t) {
  att_indexes one = {0}, other = {0};
  bool passive = false;
  if (c->s->tokens[t].upos != ATT_VERB || strcmp(c->s->tokens[t].lemma, "attend") != 0)
    return;
  uint32_t party = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  uint32_t subject = att_clause_subject(c, t, &passive);
  bool attended = party == ATT_NO_TOKEN && is(c, t + 1, "by");
  bool main = att_clause_child(c, t, ATT_AUX_REL, ATT_NO_TOKEN) != ATT_NO_TOKEN &&
              c->s->tokens[t].rel != ATT_ACL_RELCL;
  if (attended)
    party = main ? subject : t - 1;
  for (uint32_t i = party;
       attended && i != ATT_NO_TOKEN && i > 0 && i + 16 > t && i < t && !is_party(c, party);
       i--) /* "a reception on the ship on Friday, which was attended by B" */
    party = is_party(c, i) && att_rel_base((att_rel)c->s->tokens[i].rel) == ATT_OBJ ? i : party;
  if (party == ATT_NO_TOKEN || !is_party(c, party))
    return;
  host_in(c, party, &one);
  if (attended)
    att_event_obliques(c, t, "by", &other);
  else if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, &other);
  att_facts_keep_persons(c->facts, &other);
  if (one.count == 0 && attended && c->number > 0 && party > 0 && is(c, party - 1, "the")) {
    att_clause before = {c->facts, c->s - 1, c->number - 1};
    for (uint32_t d = 0; d < before.s->token_count && one.count == 0; d++)
      if (strcmp(before.s->tokens[d].lemma, c->s->tokens[party].lemma) == 0)
        host_in(&before, d, &one);
  }
  if (one.count > 0 && one.count < 3 && other.count > 0)
    att_meeting_add(c, t, "Meeting", &one, &other, "meet-verb");
}

/* "Ambassador A hosted a reception. Guests included B and C": the host met them. */
void att_meeting_by_guest_list(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  att_indexes one = {0}, other = {0};
  bool passive;
  if (strcmp(c->s->tokens[t].lemma, "include") != 0 || c->number == 0)
    return;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  const att_sentence *before = &f->document->sentences.items[c->number - 1];
  if (subject == ATT_NO_TOKEN || object == ATT_NO_TOKEN || passive ||
      !att_clause_word(c, ATT_WORD_GUEST, c->s->tokens[subject].lemma) ||
      before->paragraph != c->s->paragraph)
    return;
  att_clause last = {f, before, c->number - 1};
  host_in(&last, ATT_NO_TOKEN, &one);
  att_clause_agents(c, object, &other);
  att_facts_keep_persons(f, &one);
  att_facts_keep_persons(f, &other);
  if (one.count == 1 && other.count > 0)
    att_meeting_add(c, t, "Meeting", &one, &other, "meet-verb");
}

/* "The India-Bhutan border talks took place", "a meeting of the army chiefs of A and B was held":
 * states alone, before the noun or behind "of", that its verb says have met. */
void att_meeting_states(const att_clause *c, uint32_t t, att_indexes *states) {
  att_facts *f = c->facts;
  for (uint32_t i = t > 6 ? t - 6 : 0; i < t; i++) {
    uint32_t m = f->owner[c->number][i], up = c->s->tokens[i].head;
    bool under = up == t + 1 || (up > 0 && c->s->tokens[up - 1].head == t + 1);
    if (m != 0 && under && kind_of(f, f->mentions.items[m - 1].node) == ATT_NODE_STATE)
      att_indexes_add(f->arena, states, f->mentions.items[m - 1].node);
  }
  if (states->count < 2) {
    states->count = 0;
    att_event_obliques(c, t, "of", states);
  }
  if (states->count < 2)
    states->count = 0;
}

/* Adds whom the verb's subject stands for, where the list is empty. */
static void add_subject(const att_clause *c, uint32_t verb, att_indexes *agents) {
  bool passive;
  uint32_t subject = verb != ATT_NO_TOKEN ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  if (agents->count == 0 && subject != ATT_NO_TOKEN && !passive)
    att_clause_agents(c, subject, agents);
}

/* "Ministry officials held consultations in five countries", "returned from talks in Hanoi": people
 * of one body, and of whom they met only the state, or no more than that they travelled; att_facts_
 * settle() adds those whom their visits tell. True where the noun is of that kind. */
bool att_meeting_abroad(const att_clause *c, uint32_t t, uint32_t verb, const att_indexes *one) {
  att_facts *f = c->facts;
  att_indexes agents = {0}, hosts = {0};
  uint32_t place = att_clause_oblique(c, t, "in", ATT_NO_TOKEN);
  bool denied;
  for (size_t i = 0; i < one->count; i++)
    att_indexes_add(f->arena, &agents, one->items[i]);
  if (place == ATT_NO_TOKEN && verb != ATT_NO_TOKEN)
    place = att_clause_oblique(c, verb, "in", ATT_NO_TOKEN);
  add_subject(c, verb, &agents);
  att_facts_prefer(f, &agents);
  if (place == ATT_NO_TOKEN || agents.count != 1 || kind_of(f, agents.items[0]) != ATT_NODE_ORG ||
      f->nodes.items[agents.items[0]].iso3 == NULL || f->nodes.items[agents.items[0]].forum ||
      att_clause_status(c, t, &denied) == ATT_HYPOTHETICAL || denied)
    return false;
  uint32_t there = att_event_place(c, place);
  const char *iso3 = there < f->nodes.count ? f->nodes.items[there].iso3 : NULL;
  if (iso3 != NULL && strcmp(iso3, f->nodes.items[agents.items[0]].iso3) != 0)
    att_indexes_add(f->arena, &hosts, att_facts_state(f, iso3));
  else if (!is(c, place, "countries") && !is(c, place, "nations") && !is(c, place, "capitals"))
    return false;
  att_event *e = att_clause_event(c, "Talks", t, "talks-abroad");
  e->participants = agents;
  e->others = hosts;
  e->sides = true;
  return true;
}

/* --- captions without a verb ------------------------------------------------------------------ */

static bool is_finite(const att_clause *c, uint32_t t) {
  const char *xpos = c->s->tokens[t].xpos;
  return strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "VBP") == 0 ||
         strcmp(xpos, "MD") == 0;
}

/* "General A B, Chief of Army, with Commander C D at Taurama Barracks.": no clause, the first name
 * at its beginning, the second right behind "with" and titles. */
void att_meeting_by_company(const att_clause *c) {
  att_facts *f = c->facts;
  att_indexes one = {0}, other = {0};
  uint32_t with = ATT_NO_TOKEN;
  bool sides = false;
  for (uint32_t t = 0; t < c->s->token_count; t++) {
    uint32_t m = f->owner[c->number][t];
    bool side = t > 0 && is(c, t - 1, ",") && (is(c, t, "left") || is(c, t, "right"));
    sides = sides || side;
    if ((is_finite(c, t) && !side) || (t == 0 && c->s->tokens[t].upos == ATT_ADP))
      return;
    if (is(c, t, "with") && with == ATT_NO_TOKEN && one.count > 0) {
      if (c->s->tokens[t - 1].xpos[0] == 'N' && f->owner[c->number][t - 1] == 0)
        return; /* "checks a saw with B", a verb that the tagger took for a noun */
      with = t;
    }
    bool person = m != 0 && kind_of(f, f->mentions.items[m - 1].node) == ATT_NODE_PERSON;
    if (person && with == ATT_NO_TOKEN)
      att_indexes_add(f->arena, &one, f->mentions.items[m - 1].node);
    else if (person && one.count == 1 && t < with + 24)
      att_indexes_add(f->arena, &other, f->mentions.items[m - 1].node);
  }
  if (with == ATT_NO_TOKEN && sides && one.count == 2) /* "A, left, and B during a visit to X" */
    att_meeting_among(c, 0, "Meeting", &one, true, "caption");
  if (with != ATT_NO_TOKEN && one.count == 1 && other.count == 1 &&
      are_apart(f, one.items[0], other.items[0], true))
    att_meeting_add(c, with, "Meeting", &one, &other, "caption");
}
