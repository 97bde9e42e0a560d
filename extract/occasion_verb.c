/* SPDX-License-Identifier: Apache-2.0
 *
 * Events that verbs tell of: "signed an agreement", "deployed troops", "laid a wreath", "took
 * command".
 */
#include <ctype.h>

#include "extract/event.h"
#include "extract/index.h"
#include "extract/occasion.h"

static const struct {
  const char *slot;
  att_word_class class;
} OBJECTS[] = {{"goods", ATT_WORD_GOODS}, {"paper", ATT_WORD_PAPER}, {"troops", ATT_WORD_TROOPS},
               {"rite", ATT_WORD_RITE},   {"seat", ATT_WORD_SEAT},   {"duty", ATT_WORD_DUTY}};

/* The class of words that the row asks of the object; ATT_WORD_CLASSES for none. */
static att_word_class wanted(const att_frame *frame) {
  for (size_t i = 0; i < sizeof OBJECTS / sizeof *OBJECTS; i++)
    if (att_frame_takes(frame, OBJECTS[i].slot))
      return OBJECTS[i].class;
  return ATT_WORD_CLASSES;
}

/* "INS Tara was handed over to B": a ship by name. */
static bool is_ship_at(const att_clause *c, uint32_t t) {
  return att_facts_is_ship(c->facts, &c->facts->nodes.items[mention_of(c, t)->node]);
}

/* "F-16s", "M777": letters and figures, no number of an order. */
static bool is_type(const att_clause *c, uint32_t t) {
  const char *word = c->s->tokens[t].form;
  size_t size = strlen(word), digits = 0, letters = 0;
  for (size_t i = 0; i < size; i++) {
    digits += isdigit((unsigned char)word[i]) != 0;
    letters += isalpha((unsigned char)word[i]) != 0;
  }
  bool parted = letters > 0 && size < 4 && is(c, t + 1, "-") && t + 2 < c->s->token_count &&
                isdigit((unsigned char)c->s->tokens[t + 2].form[0]); /* "F" "-" "16s" */
  digits += parted;
  bool ordinal = size > 2 && letters == 2 && isdigit((unsigned char)word[0]) &&
                 isalpha((unsigned char)word[size - 1]);
  bool noun = c->s->tokens[t].upos == ATT_NOUN || c->s->tokens[t].upos == ATT_PROPN;
  return noun && digits > 0 && letters > 0 && !ordinal && mention_of(c, t) == NULL;
}

/* "more than $200 million", "5 million euros" */
static bool is_money(const att_clause *c, uint32_t t) {
  for (uint32_t i = t > 4 ? t - 4 : 0; i < c->s->token_count && i < t + 3; i++) {
    bool amount = i <= t ? c->s->tokens[i].head == t + 1 || i == t : i == t + 1;
    if (amount && att_clause_word(c, ATT_WORD_CURRENCY, c->s->tokens[i].lemma))
      return true;
  }
  return false;
}

/* Is it a unit by name, as a brigade or a base, that is sent or kept somewhere? */
static bool is_force(const att_clause *c, uint32_t t) {
  return att_occasion_is_unit(c, t) &&
         strcmp(c->facts->nodes.items[mention_of(c, t)->node].class_name, "MilitaryUnit") == 0;
}

static bool fits(const att_clause *c, uint32_t t, att_word_class class) {
  if (t == ATT_NO_TOKEN)
    return false;
  uint8_t kind = kind_at(c, t);
  if (kind == ATT_NODE_STATE || kind == ATT_NODE_PERSON)
    return false;
  if (class == ATT_WORD_PAPER)
    return att_occasion_is_paper(c, t);
  if (class == ATT_WORD_TROOPS)
    return att_occasion_is_troops(c, t); /* a body by name: find_thing() */
  if (att_clause_word(c, class, c->s->tokens[t].lemma) ||
      (class == ATT_WORD_GOODS && (is_type(c, t) || (kind == ATT_NODE_ORG && is_ship_at(c, t)))))
    return true;
  if (class == ATT_WORD_RITE &&
      (strcmp(c->s->tokens[t].form, "Order") == 0 || strcmp(c->s->tokens[t].form, "Legion") == 0))
    return is(c, t + 1, "of"); /* "awarded the Order of Merit" */
  for (uint32_t i = t > 4 ? t - 4 : 0; i < t && class == ATT_WORD_GOODS && kind != UINT8_MAX; i++)
    if (c->s->tokens[i].head == t + 1 && att_clause_word(c, class, c->s->tokens[i].lemma))
      return true; /* "the patrol vessel CGS Valiant" */
  return false;
}

/* The goods in "a first batch of drones"; the token itself where it is no measure. */
static uint32_t measured(const att_clause *c, uint32_t t) {
  if (t == ATT_NO_TOKEN || !att_clause_word(c, ATT_WORD_MEASURE, c->s->tokens[t].lemma))
    return t;
  uint32_t of = att_clause_oblique(c, t, "of", ATT_NO_TOKEN);
  if (of == ATT_NO_TOKEN)
    of = att_clause_oblique(c, t, "in", ATT_NO_TOKEN); /* "$12 million in assistance" */
  return of != ATT_NO_TOKEN ? of : t;
}

/* "4,500 pounds of medical supplies", "more than $30 million in demining assistance": the goods
 * behind the quantity, along the words, where the tree hangs them elsewhere. */
static uint32_t goods_behind(const att_clause *c, uint32_t t) {
  bool opened = false;
  if (att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "visit") ||
      att_lexicon_tells(c->facts->lexicon, c->s->tokens[t].lemma, false, "meet"))
    return ATT_NO_TOKEN; /* "received a tour of the ship" */
  for (uint32_t i = t + 1; i < c->s->token_count && i < t + 12; i++) {
    const att_token *token = &c->s->tokens[i];
    bool preposition = is(c, i, "of") || is(c, i, "in") || is(c, i, "worth");
    opened = opened || preposition;
    if (opened && token->upos == ATT_NOUN && mention_of(c, i) == NULL &&
        att_clause_word(c, ATT_WORD_GOODS, token->lemma))
      return i;
    bool inside = token->upos == ATT_NUM || token->upos == ATT_ADJ || token->upos == ATT_NOUN ||
                  token->upos == ATT_SYM || is(c, i, "-") ||
                  (opened && (token->upos == ATT_PROPN || strcmp(token->xpos, "VBG") == 0 ||
                              strcmp(token->xpos, "VBN") == 0));
    if (!inside && !preposition)
      break;
  }
  return ATT_NO_TOKEN;
}

/* "the agreement, which the two signed", "the trucks A is giving to B": the noun that is meant. */
static uint32_t antecedent(const att_clause *c, uint32_t verb, uint32_t t) {
  bool passive = false, bare = t == ATT_NO_TOKEN;
  uint32_t subject = bare ? att_clause_subject(c, verb, &passive) : ATT_NO_TOKEN;
  bool own = subject != ATT_NO_TOKEN && !passive && c->s->tokens[subject].head == verb + 1 &&
             !is(c, subject, "which") && !is(c, subject, "that") && !is(c, subject, "who");
  bool relative = c->s->tokens[verb].rel == ATT_ACL_RELCL &&
                  (bare ? own : is(c, t, "which") || is(c, t, "that"));
  return relative ? att_clause_head(c, verb) : t;
}

/* "the agreement on access to the ports, which they signed": past what it is about. */
static uint32_t paper_above(const att_clause *c, uint32_t verb, uint32_t t) {
  uint32_t at = t;
  for (unsigned depth = 0; depth < 5 && at != ATT_NO_TOKEN; depth++) {
    if (att_occasion_is_paper(c, at))
      return at;
    at = has_rel(c, at, ATT_NMOD) || has_rel(c, at, ATT_CONJ) ? att_clause_head(c, at)
                                                              : ATT_NO_TOKEN;
  }
  for (uint32_t i = verb; i-- > 0 && i + 20 > verb && c->s->tokens[i].upos != ATT_VERB;)
    if (att_occasion_is_paper(c, i))
      return i; /* wherever the tree has hung it */
  return t;
}

/* "The first launchers arrived in X": goods that do not travel by themselves. */
static bool has_come(const att_clause *c, uint32_t t) {
  return t != ATT_NO_TOKEN && mention_of(c, t) == NULL && fits(c, t, ATT_WORD_GOODS) &&
         !att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[t].lemma) && /* a sea base */
         !att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) &&
         !att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[t].lemma);
}

static bool is_warship(const att_clause *c, uint32_t t) {
  return att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[t].lemma);
}

/* "Captain A B received the ship at the jetty": who comes into port is no gift. */
static bool is_ship_met(const att_clause *c, uint32_t t, uint32_t subject, uint32_t thing) {
  att_indexes who = {0};
  if (strcmp(c->s->tokens[t].lemma, "receive") != 0 || thing == ATT_NO_TOKEN ||
      subject == ATT_NO_TOKEN)
    return false;
  if (subject == thing) /* "US naval vessels will be received in X" */
    return mention_of(c, thing) == NULL && is_warship(c, thing) &&
           att_clause_oblique(c, t, "by", ATT_NO_TOKEN) == ATT_NO_TOKEN &&
           att_clause_oblique(c, t, "from", ATT_NO_TOKEN) == ATT_NO_TOKEN;
  bool ship = mention_of(c, thing) != NULL
                  ? kind_at(c, thing) == ATT_NODE_ORG && is_ship_at(c, thing)
                  : att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[thing].lemma);
  att_clause_agents(c, subject, &who);
  return ship && att_facts_hold_person(c->facts, &who);
}

/* "The memorandum was with B. They signed it": does the sentence before tell of a paper? */
static bool told_paper(const att_clause *c) {
  if (c->number == 0 || c->s[-1].paragraph != c->s->paragraph)
    return false;
  att_clause before = {c->facts, c->s - 1, c->number - 1};
  for (uint32_t t = 0; t < before.s->token_count; t++)
    if (before.s->tokens[t].upos == ATT_NOUN && att_occasion_is_paper(&before, t) &&
        !att_clause_is_quoted(&before, t))
      return true;
  return false;
}

/* The argument that the row's class of words asks for: the object, in the passive the subject,
 * "with" it ("provided Estonia with launchers", "received with honours"). */
static uint32_t find_thing(const att_clause *c, uint32_t t, const att_frame *frame, bool passive,
                           uint32_t subject) {
  att_word_class class = wanted(frame);
  uint32_t object = antecedent(c, t, att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN));
  if (class == ATT_WORD_PAPER && object != ATT_NO_TOKEN && is(c, object, "it") && told_paper(c))
    return object;
  if (class == ATT_WORD_PAPER && c->s->tokens[t].rel == ATT_ACL_RELCL)
    object = paper_above(c, t, object);
  if (class == ATT_WORD_CLASSES)
    return passive && object == ATT_NO_TOKEN ? subject : object;
  if (object != ATT_NO_TOKEN && passive && fits(c, object, class))
    return object;                      /* "was presented a guard of honour" */
  uint32_t come = measured(c, subject); /* "a second batch of trucks" */
  if (att_frame_takes(frame, "arrived"))
    return has_come(c, come) ? come : ATT_NO_TOKEN;
  uint32_t with = att_clause_oblique(c, t, "with", ATT_NO_TOKEN);
  bool sender = class == ATT_WORD_TROOPS && !att_frame_takes(frame, "counted");
  const uint32_t places[] = {object, passive || sender ? subject : ATT_NO_TOKEN, with};
  for (size_t i = 0; i < 3; i++) {
    uint32_t place = class == ATT_WORD_GOODS ? measured(c, places[i]) : places[i];
    if (fits(c, place, class))
      return class == ATT_WORD_GOODS && is_ship_met(c, t, subject, place) ? ATT_NO_TOKEN : place;
  }
  for (uint32_t conj = object != ATT_NO_TOKEN && class == ATT_WORD_GOODS
                           ? att_clause_child(c, object, ATT_CONJ, ATT_NO_TOKEN)
                           : ATT_NO_TOKEN;
       conj != ATT_NO_TOKEN; conj = att_clause_child(c, object, ATT_CONJ, conj))
    if (mention_of(c, object) == NULL && fits(c, conj, class))
      return conj; /* "communications and night-vision equipment" */
  if (class == ATT_WORD_TROOPS)
    for (size_t i = 0; i < 2; i++)
      if (places[i] != ATT_NO_TOKEN &&
          (att_frame_takes(frame, "counted") ? att_occasion_is_unit(c, places[i])
                                             : is_force(c, places[i])))
        return places[i]; /* "keeps its 201st Base in X" */
  uint32_t goods = ATT_NO_TOKEN;
  for (size_t i = 0; i < 3 && goods == ATT_NO_TOKEN && class == ATT_WORD_GOODS; i++)
    if (places[i] != ATT_NO_TOKEN && mention_of(c, places[i]) == NULL)
      goods = goods_behind(c, places[i]);
  for (size_t i = 0; i < 3 && goods == ATT_NO_TOKEN && class == ATT_WORD_GOODS; i++)
    if (places[i] != ATT_NO_TOKEN && is_money(c, places[i]))
      goods = places[i];
  return goods;
}

/* Is it a unit or a service, or people of one? */
static bool is_body_at(const att_clause *c, uint32_t t) {
  att_indexes agents = {0};
  if (t != ATT_NO_TOKEN)
    att_clause_agents(c, t, &agents);
  for (size_t i = 0; i < agents.count; i++)
    if (c->facts->nodes.items[agents.items[i]].kind == ATT_NODE_ORG)
      return true;
  return false;
}

/* "Four nurses of X", "Norwegian instructors", "a batch of 60 Somali soldiers": people of a body or
 * a state, none by name. */
static bool is_people_of(const att_clause *c, uint32_t t, bool students) {
  att_indexes agents = {0};
  t = measured(c, t);
  bool people = t != ATT_NO_TOKEN && mention_of(c, t) == NULL &&
                (att_clause_word(c, ATT_WORD_TROOPS, c->s->tokens[t].lemma) ||
                 (students && att_clause_word(c, ATT_WORD_STUDENT, c->s->tokens[t].lemma)));
  if (people)
    att_occasion_people(c, t, &agents);
  return agents.count > 0;
}

/* "study at X", "will be admitted to the Y Academy", "learn to fly": where they are taught. */
static bool has_school(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"at", "in", "to", "from", "on"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    for (uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN); o != ATT_NO_TOKEN;
         o = att_clause_oblique(c, t, WORDS[i], o))
      if (kind_at(c, o) == ATT_NODE_ORG ||
          att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[o].lemma) ||
          att_clause_word(c, ATT_WORD_COURSE, c->s->tokens[o].lemma))
        return true;
  return strcmp(c->s->tokens[t].lemma, "learn") == 0 &&
         att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN;
}

/* "paid tribute at the mausoleum": the clause names a place of remembrance. */
static bool has_memorial(const att_clause *c, uint32_t t) {
  for (uint32_t i = t + 1; i < c->s->token_count; i++)
    if (att_clause_word(c, ATT_WORD_MEMORIAL, c->s->tokens[i].lemma) ||
        att_clause_word(c, ATT_WORD_MEMORIAL, c->s->tokens[i].form))
      return true;
  return false;
}

/* "The last French soldiers left Chad": another state than theirs. */
static bool is_vacated(const att_clause *c, uint32_t t, uint32_t troops) {
  uint32_t object = att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN);
  att_indexes own = {0};
  if (object == ATT_NO_TOKEN || kind_at(c, object) != ATT_NODE_STATE)
    return false;
  att_occasion_people(c, troops, &own);
  const char *left = c->facts->nodes.items[mention_of(c, object)->node].iso3;
  const char *home = own.count > 0 ? c->facts->nodes.items[own.items[0]].iso3 : NULL;
  return home != NULL && left != NULL && strcmp(home, left) != 0;
}

/* "sent Kyiv 14 helicopters" */
static bool has_receiver(const att_clause *c, uint32_t t) {
  uint32_t o = att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN);
  uint8_t kind = o != ATT_NO_TOKEN ? kind_at(c, o) : UINT8_MAX;
  return kind == ATT_NODE_STATE || kind == ATT_NODE_PLACE || kind == ATT_NODE_ORG;
}

/* Is a state, or a place, named behind "for" or "to", or else "in" or "at"? */
static bool is_placed(const att_clause *c, uint32_t t, uint32_t thing, bool bound) {
  static const char *const WORDS[] = {"for", "to", "in", "at"};
  if (has_receiver(c, t))
    return true;
  for (size_t i = 0; i < (bound ? 2 : 4); i++)
    for (uint32_t at = t, conj = ATT_NO_TOKEN; at != ATT_NO_TOKEN;) {
      uint32_t o = att_clause_oblique(c, at, WORDS[i], ATT_NO_TOKEN);
      uint8_t kind = o != ATT_NO_TOKEN ? kind_at(c, o) : UINT8_MAX;
      if (kind == ATT_NODE_STATE || kind == ATT_NODE_PLACE || (kind == ATT_NODE_ORG && i == 1))
        return true;
      if (kind == ATT_NODE_PERSON && i == 1 && at == t && is(c, t + 1, "over"))
        return true; /* "was turned over to Mayor A B" */
      if (o != ATT_NO_TOKEN && att_clause_word(c, ATT_WORD_MISSION, c->s->tokens[o].lemma))
        return true; /* "has troops in four missions" */
      if (at != t && thing != ATT_NO_TOKEN)
        conj = att_clause_child(c, thing, ATT_CONJ, conj); /* "tanks and guns to B" */
      at = at == t ? thing : conj;
    }
  return false;
}

/* "a Portuguese Air Force | C-295": is the service that flies it named before the noun? */
static bool is_of_service(const att_clause *c, uint32_t t) {
  uint32_t first = t != ATT_NO_TOKEN && t > 5 ? t - 5 : 0;
  for (uint32_t i = first; t != ATT_NO_TOKEN && i < t; i++) {
    const att_mention *m = mention_of(c, i);
    const char *class_name = m != NULL ? c->facts->nodes.items[m->node].class_name : NULL;
    if (class_name != NULL && strcmp(class_name, "ServiceBranch") == 0)
      return true;
  }
  return false;
}

/* "HMS A is to leave Suva for Apia": a ship that goes from port to port, with no mission told. */
static bool is_passage(const att_clause *c, uint32_t t, uint32_t subject) {
  static const char *const WORDS[] = {"for", "to"};
  if (subject == ATT_NO_TOKEN || mention_of(c, subject) == NULL || !is_ship_at(c, subject))
    return false;
  for (uint32_t i = t; i < c->s->token_count; i++)
    if (att_clause_word(c, ATT_WORD_MISSION, c->s->tokens[i].lemma) ||
        att_lexicon_tells(c->facts->lexicon, c->s->tokens[i].lemma, false, "event"))
      return false;
  for (size_t i = 0; i < 2; i++) {
    uint32_t o = att_clause_oblique(c, t, WORDS[i], ATT_NO_TOKEN);
    if (o != ATT_NO_TOKEN && kind_at(c, o) == ATT_NODE_PLACE &&
        c->facts->nodes.items[mention_of(c, o)->node].iso3 != NULL)
      return true;
  }
  return false;
}

/* "X is hosting HMS A for a port visit" */
static bool is_visit_hosted(const att_clause *c, uint32_t t, uint32_t thing) {
  uint32_t why = att_clause_oblique(c, t, "for", ATT_NO_TOKEN);
  why = why != ATT_NO_TOKEN ? why : att_clause_oblique(c, thing, "for", ATT_NO_TOKEN);
  return why != ATT_NO_TOKEN &&
         att_lexicon_tells(c->facts->lexicon, c->s->tokens[why].lemma, false, "visit");
}

static bool is_person_at(const att_clause *c, uint32_t t) {
  att_indexes agents = {0};
  if (t != ATT_NO_TOKEN)
    att_clause_agents(c, t, &agents);
  return agents.count > 0 && c->facts->nodes.items[agents.items[0]].kind == ATT_NODE_PERSON;
}

/* "teaches Beninese soldiers how to treat a wound" */
static bool teaches_people(const att_clause *c, uint32_t t) {
  return is_people_of(c, att_clause_child(c, t, ATT_IOBJ, ATT_NO_TOKEN), true) ||
         is_people_of(c, att_clause_child(c, t, ATT_OBJ, ATT_NO_TOKEN), true);
}

/* "ordered 366 Abrams tanks": goods by number and type, with no word of where they are to go. */
static bool is_counted_type(const att_clause *c, uint32_t t, uint32_t thing) {
  bool type = false;
  if (thing == ATT_NO_TOKEN || thing < t ||
      att_clause_word(c, ATT_WORD_SHIP, c->s->tokens[thing].lemma) ||
      att_clause_oblique(c, t, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      att_clause_oblique(c, thing, "to", ATT_NO_TOKEN) != ATT_NO_TOKEN ||
      att_clause_child(c, t, ATT_XCOMP, ATT_NO_TOKEN) != ATT_NO_TOKEN)
    return false;
  for (uint32_t i = t + 1; i < thing; i++)
    type = type || (c->s->tokens[i].head == thing + 1 &&
                    (c->s->tokens[i].upos == ATT_NUM || c->s->tokens[i].upos == ATT_PROPN));
  return type || is_type(c, thing);
}

/* "ordered helicopters from Italy" */
static bool is_party_behind(const att_clause *c, uint32_t t, uint32_t thing) {
  const uint32_t over[] = {t, thing};
  for (size_t i = 0; i < 2 && over[i] != ATT_NO_TOKEN; i++) {
    uint32_t o = att_clause_oblique(c, over[i], "from", ATT_NO_TOKEN);
    uint8_t kind = o != ATT_NO_TOKEN ? kind_at(c, o) : UINT8_MAX;
    if (kind == ATT_NODE_STATE || kind == ATT_NODE_ORG)
      return true;
  }
  return false;
}

/* "A thanked B for sending a team": to him who gives thanks. */
static void add_thanker(const att_clause *c, uint32_t t, att_indexes *agents) {
  uint32_t head = att_clause_head(c, t);
  bool passive;
  if (head == ATT_NO_TOKEN || !has_rel(c, t, ATT_ADVCL) || t == 0 || !is(c, t - 1, "for") ||
      strcmp(c->s->tokens[head].lemma, "thank") != 0)
    return;
  uint32_t subject = att_clause_subject(c, head, &passive);
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, agents);
}

static void read_parties(const att_clause *c, uint32_t t, const att_frame *frame, uint32_t subject,
                         uint32_t thing, att_occasion *what) {
  static const char *const WITH[] = {"with", "by", "from", "alongside", NULL};
  static const char *const TO[] = {"to", NULL};
  if (subject != ATT_NO_TOKEN)
    att_clause_agents(c, subject, &what->agents);
  static const char *const FROM[] = {"from", NULL};
  bool nobody = what->agents.count == 0;
  for (uint32_t i = subject; i != ATT_NO_TOKEN && nobody;
       i = att_clause_child(c, subject, ATT_CONJ, i == subject ? ATT_NO_TOKEN : i))
    if (att_occasion_is_troops(c, i) || is_type(c, i))
      att_occasion_people(c, i, &what->agents); /* "Polish nurses", "Greek F-16s and Saudi F-15s" */
  if (what->agents.count == 0 && subject != ATT_NO_TOKEN) {
    att_occasion_both(c, subject, &what->agents);
    att_occasion_obliques(c, subject, FROM, &what->agents); /* "instructors from A" */
  }
  if (subject != ATT_NO_TOKEN)
    att_occasion_listed(c, subject, &what->agents);
  att_occasion_obliques(c, t, WITH, &what->agents);
  static const char *const GIVES[] = {"present", "award",  "hand", "pass",
                                      "confer",  "bestow", "give", NULL};
  if (strcmp(what->rule, "rite") != 0 || /* nor him to whom tribute is paid */
      att_one_of(c->s->tokens[t].lemma, GIVES))
    att_occasion_obliques(c, t, TO, &what->agents);
  static const att_rel RELS[] = {ATT_IOBJ, ATT_OBJ};
  for (size_t i = 0; i < 2; i++) {
    uint32_t object = att_clause_child(c, t, RELS[i], ATT_NO_TOKEN);
    if (object != ATT_NO_TOKEN && object != thing)
      att_clause_agents(c, object, &what->agents);
  }
  bool drill = strcmp(what->class_name, "TrainingActivity") == 0 ||
               strcmp(what->class_name, "Exercise") == 0;
  if (thing != ATT_NO_TOKEN &&
      (att_frame_takes(frame, "from") || (att_frame_takes(frame, "arrived") && thing != subject)))
    att_occasion_obliques(c, thing, FROM, &what->agents); /* "ordered helicopters from Italy" */
  if (thing != ATT_NO_TOKEN && drill)
    att_occasion_obliques(c, thing, WITH, &what->agents); /* "rehearsed a landing with B" */
  static const char *const FOR[] = {"for", NULL};
  if (thing != ATT_NO_TOKEN && strcmp(what->class_name, "TrainingActivity") == 0 &&
      att_clause_word(c, ATT_WORD_SEAT, c->s->tokens[thing].lemma)) {
    att_occasion_obliques(c, thing, FOR, &what->agents); /* "10 places for X officers" */
    att_occasion_obliques(c, t, FOR, &what->agents);
  }
  static const char *const WHERE[] = {"in", "at", "to", NULL};
  if (att_frame_takes(frame, "arrived") || att_frame_takes(frame, "pupils"))
    att_occasion_obliques(c, t, WHERE, &what->agents);
  if (att_frame_takes(frame, "pupils") && subject != ATT_NO_TOKEN)
    att_occasion_people(c, measured(c, subject), &what->agents);
  bool moved =
      strcmp(what->class_name, "Transfer") == 0 || strcmp(what->class_name, "Deployment") == 0;
  for (uint32_t i = thing; i != ATT_NO_TOKEN && moved;
       i = att_clause_child(c, thing, ATT_CONJ, i == thing ? ATT_NO_TOKEN : i))
    att_occasion_obliques(c, i, TO, &what->agents); /* "sends tanks and guns to B" */
  uint32_t sort = thing != ATT_NO_TOKEN && moved && is_money(c, thing)
                      ? att_clause_oblique(c, t, "in", ATT_NO_TOKEN)
                      : ATT_NO_TOKEN;
  if (sort == thing + 2 || (sort != ATT_NO_TOKEN && sort > thing && is(c, thing + 1, "in")))
    att_occasion_obliques(c, sort, TO, &what->agents); /* "5 million yen in assistance to B" */
  if (thing != ATT_NO_TOKEN && att_frame_takes(frame, "bound") && what->agents.count < 2)
    att_occasion_obliques(c, thing, FOR, &what->agents); /* "announced a package for B" */
  size_t known = what->agents.count;
  if (thing != ATT_NO_TOKEN)
    att_occasion_modifiers(c, thing, &what->agents);
  bool many = strcmp(what->class_name, "TrainingActivity") == 0 && thing != ATT_NO_TOKEN &&
              what->agents.count == known && c->s->tokens[thing].upos == ATT_NOUN &&
              mention_of(c, thing) == NULL;
  uint32_t whom = many ? att_clause_oblique(c, thing, "of", ATT_NO_TOKEN) : ATT_NO_TOKEN;
  if (whom != ATT_NO_TOKEN && att_occasion_is_troops(c, whom))
    att_occasion_modifiers(c, whom, &what->agents); /* "trained thousands of Somali soldiers" */
  if (moved && what->agents.count == 1)
    add_thanker(c, t, &what->agents);
  uint32_t of = thing != ATT_NO_TOKEN && what->agents.count == 0
                    ? att_clause_oblique(c, thing, "of", ATT_NO_TOKEN)
                    : ATT_NO_TOKEN;
  if (of != ATT_NO_TOKEN) /* "a contingent of 120 Mongolian peacekeepers" */
    att_occasion_modifiers(c, of, &what->agents);
  uint32_t up = att_clause_head(c, t); /* "Washington's decision to keep a brigade" */
  if (what->agents.count == 0 && up != ATT_NO_TOKEN && c->s->tokens[up].upos == ATT_NOUN)
    att_occasion_modifiers(c, up, &what->agents);
}

/* "400 million yen": an amount has its number for its name. */
static const char *name_of(const att_clause *c, uint32_t thing) {
  uint32_t first = thing;
  while (is_money(c, thing) && first > 0 && c->s->tokens[first - 1].upos == ATT_NUM)
    first--;
  return first < thing ? att_facts_text(c->facts, c->number, first, thing)
                       : att_occasion_name(c, thing);
}

/* "ahead of Exercise X" */
static bool is_behind_time(const att_clause *c, uint32_t t) {
  static const char *const WORDS[] = {"ahead", "before", "after", "following", "prior"};
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
      if (is(c, i, WORDS[k]))
        return true;
  return false;
}

/* Does the sentence name an exercise that what it tells of is part of? */
static bool names_exercise(const att_clause *c) {
  const att_facts *f = c->facts;
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_node *n = &f->nodes.items[f->mentions.items[i].node];
    if (f->mentions.items[i].sentence == c->number && n->kind == ATT_NODE_INITIATIVE &&
        n->class_name != NULL && strcmp(n->class_name, "ExerciseSeries") == 0 &&
        !is_behind_time(c, f->mentions.items[i].first))
      return true;
  }
  return false;
}

/* "Canada deploys ships under Operation Horizon": the deployment is the operation's. */
static bool join_operation(const att_clause *c, uint32_t t) {
  att_facts *f = c->facts;
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  for (size_t i = 0; att_mentions_in(f, c->number, c->number, &i); i++) {
    const att_mention *m = &f->mentions.items[i];
    const char *class_name = f->nodes.items[m->node].class_name;
    uint32_t first = m->first;
    if (first > 0 && m->sentence == c->number && is(c, first - 1, "operation"))
      first--;
    if (m->sentence != c->number || f->nodes.items[m->node].kind != ATT_NODE_INITIATIVE ||
        m->first < t || class_name == NULL || strcmp(class_name, "OperationName") != 0 ||
        first == 0 || c->s->tokens[first - 1].upos != ATT_ADP || is(c, first - 1, "to"))
      continue;
    att_event *e = att_occasion_of(c, m->node);
    att_indexes agents = {0};
    if (e != NULL && subject != ATT_NO_TOKEN && !passive)
      att_clause_agents(c, subject, &agents);
    for (size_t k = 0; k < agents.count; k++)
      if (f->nodes.items[agents.items[k]].kind != ATT_NODE_PERSON)
        att_indexes_add(f->arena, &e->participants, agents.items[k]);
    return e != NULL;
  }
  return false;
}

/* "a tour of the ship given by B": the tour is given. */
static bool is_of_tour(const att_clause *c, uint32_t t) {
  uint32_t goods = has_rel(c, t, ATT_ACL) ? att_clause_head(c, t) : ATT_NO_TOKEN;
  uint32_t tour = goods != ATT_NO_TOKEN && has_rel(c, goods, ATT_NMOD) ? att_clause_head(c, goods)
                                                                       : ATT_NO_TOKEN;
  return tour != ATT_NO_TOKEN &&
         (att_lexicon_tells(c->facts->lexicon, c->s->tokens[tour].lemma, false, "visit") ||
          att_lexicon_tells(c->facts->lexicon, c->s->tokens[tour].lemma, false, "meet"));
}

bool att_occasion_by_verb(const att_clause *c, uint32_t t, const att_frame *frame) {
  bool passive;
  uint32_t subject = att_clause_subject(c, t, &passive);
  uint32_t thing = find_thing(c, t, frame, passive, subject);
  bool agreement = strcmp(frame->value, "Agreement") == 0;
  bool name = t > 0 && isupper((unsigned char)c->s->tokens[t].form[0]);
  bool deployment = strcmp(frame->value, "Deployment") == 0;
  if (deployment && has_receiver(c, t))
    return false; /* goods, by another row */
  if (deployment && join_operation(c, t))
    return true;
  bool agree = true;
  if (agreement && att_clause_exchanges_mail(c, t, &agree) && !agree)
    return false;
  bool drill = strcmp(frame->value, "TrainingActivity") == 0 ||
               strcmp(frame->value, "Exercise") == 0 || strcmp(frame->value, "Deployment") == 0;
  if (thing != ATT_NO_TOKEN && strcmp(frame->value, "Transfer") == 0 && is_of_tour(c, t))
    return false;
  if (thing != ATT_NO_TOKEN && att_occasion_is_sent_along(c, t, thing) &&
      att_occasion_latest(c) != NULL)
    return true; /* att_occasion_partakers() reads it */
  if (drill && names_exercise(c))
    return true; /* "trained together during Exercise X", "left for A to take part in X" */
  if ((wanted(frame) != ATT_WORD_CLASSES && thing == ATT_NO_TOKEN) ||
      (name && strcmp(frame->value, "Exercise") == 0))
    return false;
  if (att_frame_takes(frame, "arrived") &&
      (!is_placed(c, t, ATT_NO_TOKEN, false) || is_of_service(c, subject)))
    return false;
  if (att_frame_takes(frame, "bound") && (att_visit_is_errand(c, t) || is_passage(c, t, subject) ||
                                          att_visit_is_onward(c, t, subject)))
    return false; /* "left for X on a goodwill visit" */
  if (att_frame_takes(frame, "counted") && thing != ATT_NO_TOKEN && is_visit_hosted(c, t, thing))
    return false;
  if ((att_frame_takes(frame, "placed") || att_frame_takes(frame, "bound")) &&
      !is_placed(c, t, thing, att_frame_takes(frame, "bound")))
    return false;
  if (att_frame_takes(frame, "counted") && !att_occasion_is_counted(c, thing))
    return false;
  if ((att_frame_takes(frame, "vacated") && !is_vacated(c, t, thing)) ||
      (att_frame_takes(frame, "lesson") && att_occasion_lesson(c, t) == ATT_NO_TOKEN) ||
      (att_frame_takes(frame, "lane") && att_occasion_lane(c, t) == ATT_NO_TOKEN))
    return false;
  if (deployment && att_occasion_lane(c, t) != ATT_NO_TOKEN)
    return false; /* "rotated through stations" */
  if (att_frame_takes(frame, "out") && !is(c, t + 1, "out"))
    return false;
  if (att_frame_takes(frame, "sold") && !is_party_behind(c, t, thing) &&
      !is_counted_type(c, t, thing))
    return false;
  if (att_frame_takes(frame, "body") && !is_body_at(c, subject) &&
      !is_people_of(c, subject, false) && !(is_person_at(c, subject) && teaches_people(c, t)))
    return false;
  if (att_frame_takes(frame, "pupils") && !(is_people_of(c, subject, true) && has_school(c, t)))
    return false;
  bool denied;
  if (att_frame_takes(frame, "due") && att_clause_status(c, t, &denied) != ATT_PLANNED)
    return false;
  if (att_frame_takes(frame, "somebody") && !is_person_at(c, passive ? thing : subject))
    return false;
  if (att_frame_takes(frame, "memorial") && !has_memorial(c, t))
    return false;
  if (att_frame_takes(frame, "site") &&
      (thing == ATT_NO_TOKEN || mention_of(c, thing) != NULL ||
       !(att_clause_word(c, ATT_WORD_PREMISES, c->s->tokens[thing].lemma) ||
         att_clause_word(c, ATT_WORD_SITE_NOUN, c->s->tokens[thing].lemma))))
    return false; /* "opened the new facilities", not talks */
  if (thing != ATT_NO_TOKEN && is(c, thing, "plaque") &&
      strcmp(c->s->tokens[t].lemma, "unveil") != 0)
    return false; /* a gift */
  bool rite = att_frame_takes(frame, "rite") || att_frame_takes(frame, "memorial");
  if (rite && att_occasion_in_title(c))
    return false; /* told of below */
  bool named = thing != ATT_NO_TOKEN && wanted(frame) != ATT_WORD_CLASSES &&
               c->s->tokens[thing].upos == ATT_NOUN && mention_of(c, thing) == NULL;
  att_occasion what = {.class_name = frame->value,
                       .name = named ? name_of(c, thing) : NULL,
                       .rule = rite ? "rite" : "event-verb",
                       .to_come = att_frame_takes(frame, "sold"),
                       .definite = named && !rite && att_occasion_is_definite(c, thing)};
  if (agreement && thing != ATT_NO_TOKEN && kind_at(c, thing) == ATT_NODE_INITIATIVE) {
    what.named = true;
    what.initiative = mention_of(c, thing)->node;
  }
  bool post = strcmp(frame->value, "PostChange") == 0;
  if (post && !att_occasion_post(c, t, frame, passive, thing, &what))
    return false;
  if (!post)
    read_parties(c, t, frame, subject, thing, &what);
  uint32_t ship = thing != ATT_NO_TOKEN && strcmp(frame->value, "Transfer") == 0
                      ? att_occasion_drop_ship(c, thing, &what.agents)
                      : ATT_NO_ENTITY;
  if (ship != ATT_NO_ENTITY && what.agents.count < 2)
    att_indexes_add(c->facts->arena, &what.agents, ship); /* all that is known */
  if (agreement)
    att_occasion_signatories(c, t, thing, &what);
  size_t before = c->facts->events.count;
  att_event *e = att_occasion_add(c, t, &what);
  bool fresh = e != NULL && c->facts->events.count > before;
  if (e != NULL)
    att_occasion_lessons(c, t, e);
  if (fresh && att_frame_takes(frame, "ended")) { /* "will withdraw its troops": they are there */
    e->withdrawn = e->status == ATT_HELD || e->status == ATT_ONGOING;
    e->status = e->withdrawn ? ATT_CANCELLED : ATT_ONGOING;
  }
  if (fresh && agreement && thing != ATT_NO_TOKEN)
    att_occasion_papers(c, t, thing, (uint32_t)before);
  return e != NULL;
}
