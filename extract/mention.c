/* SPDX-License-Identifier: Apache-2.0
 *
 * Names: states, organizations, initiatives, persons, places, from the lexicon, the model's entity
 * spans and the shape of names; and which of them are the same.
 */
#include <stdio.h>

#include "extract/argument.h"
#include "extract/calendar.h"
#include "extract/scan.h"

/* "General Secretary To Lam": a capital amid a sentence makes a name of a little word. */
static bool is_short_name(const att_scan *k, uint32_t t) {
  return !k->known_only && strlen(form(k, t)) == 2 && t > 0 && t + 1 < k->s->token_count &&
         k->s->tokens[t - 1].upos != ATT_PUNCT && is_capital(k, t - 1) && is_capital(k, t + 1);
}

/* "Sunday Adeleke": a weekday before the rest of a person's name, not behind it ("met General
 * Adeleke Sunday"). */
static bool is_given_name(const att_scan *k, uint32_t t) {
  return t + 1 < k->s->token_count && k->entity[t] == ATT_ENTITY_PERSON &&
         k->entity[t + 1] == ATT_ENTITY_PERSON && is_capital(k, t + 1) &&
         (t == 0 || k->entity[t - 1] != ATT_ENTITY_PERSON);
}

/* A word that may stand in a name: capitalised, or a digit or ordinal ("1st", "27th"). */
bool att_scan_looks_namey(const att_scan *k, uint32_t t) {
  const att_token *token = &k->s->tokens[t];
  if (token->upos == ATT_PUNCT || token->upos == ATT_SYM)
    return strcmp(token->form, "&") == 0;
  if (!is_capital(k, t))
    return false;
  if (att_lexicon_word(k->facts->lexicon, ATT_WORD_NOT_IN_NAME, token->form) &&
      !is_short_name(k, t))
    return false;
  if (att_date_is_weekday(token->form) && !is_given_name(k, t))
    return false;
  if (t + 1 < k->s->token_count && isdigit((unsigned char)form(k, t + 1)[0]) &&
      att_scan_calendar(k, t))
    return false; /* a live-fire exercise October 25 */
  static const uint8_t CLOSED[] = {ATT_ADP,  ATT_AUX,  ATT_CCONJ, ATT_DET,
                                   ATT_PART, ATT_PRON, ATT_SCONJ, ATT_NUM};
  for (size_t i = 0; i < sizeof CLOSED && t == 0 && k->entity[t] == 0; i++)
    if (token->upos == CLOSED[i])
      return false;
  return true;
}

void att_scan_take(att_scan *k, uint32_t first, uint32_t last, uint8_t as) {
  for (uint32_t t = first; t <= last; t++)
    k->taken[t] = as;
}

att_mention *att_scan_mention(att_scan *k, uint32_t first, uint32_t last, uint32_t node) {
  att_facts *f = k->facts;
  att_mention *m = ATT_PUSH(f->arena, &f->mentions);
  *m = (att_mention){
      .sentence = k->number, .first = first, .last = last, .title_first = first, .node = node};
  f->nodes.items[node].mentioned = true;
  for (uint32_t t = first; t <= last; t++)
    if (f->owner[k->number][t] == 0)
      f->owner[k->number][t] = (uint32_t)f->mentions.count;
  return m;
}

/* --- states ------------------------------------------------------------------------------- */

/* A name that a state's stands in without meaning it: "South China Sea", "Gulf of Guinea". */
static bool names_more(const att_scan *k, uint32_t t, uint32_t *ret_last) {
  const att_lexicon *lexicon = k->facts->lexicon;
  uint32_t last, state;
  const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_PLACE, k->s, t, &last);
  if (e == NULL) {
    e = att_lexicon_match(lexicon, ATT_LEX_ORG, k->s, t, &last);
    if (e != NULL && (e->type == NULL || strcmp(e->type, "ArmedGroup") != 0))
      e = NULL;
  }
  if (e == NULL || last == t) /* Kuwait City */
    e = att_lexicon_match(lexicon, ATT_LEX_CAPITAL, k->s, t, &last);
  if ((e == NULL || last == t) && is(k, t + 1, "city") && is_capital(k, t + 1)) /* Belize City */
    e = att_lexicon_match(lexicon, ATT_LEX_CITY, k->s, t, &last);
  if (e == NULL || last == t)
    return false;
  bool whole = att_lexicon_match(lexicon, ATT_LEX_STATE, k->s, t, &state) != NULL && state >= last;
  *ret_last = last;
  return !whole;
}

static bool is_state_at(const att_scan *k, uint32_t t) {
  uint32_t last;
  return t < k->s->token_count &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_STATE, k->s, t, &last) != NULL;
}

/* "Jordan", "Chad", which are given names too: whom the article has named so, or whom the model
 * takes for a person where no list of states tells better. */
static bool is_person_rather(const att_scan *k, uint32_t t) {
  static const uint8_t LAND[] = {ATT_ENTITY_STATE, ATT_ENTITY_PLACE};
  bool listed = (t > 1 && (is(k, t - 1, "and") || is(k, t - 1, ",")) && is_state_at(k, t - 2)) ||
                ((is(k, t + 1, "and") || is(k, t + 1, ",")) && is_state_at(k, t + 2));
  if (memchr(LAND, k->entity[t], sizeof LAND) != NULL || listed ||
      att_lexicon_find(k->facts->lexicon, ATT_LEX_GIVEN_NAME, form(k, t)) == NULL)
    return false;
  return k->entity[t] == ATT_ENTITY_PERSON ||
         att_scan_person(k->facts, form(k, t)) != ATT_NO_ENTITY;
}

/* "speaks Spanish and French", "taught in Arabic", "its Portuguese acronym", "French-speaking": a
 * people's name at first..last that is its language's. */
static bool is_language(const att_scan *k, uint32_t first, uint32_t last) {
  const att_lexicon *lexicon = k->facts->lexicon;
  const att_token *tokens = k->s->tokens;
  uint32_t count = k->s->token_count, end, t = first;
  const att_token *next = last + 1 < count ? &tokens[last + 1] : NULL;
  if (next != NULL && (att_lexicon_word(lexicon, ATT_WORD_LANGUAGE_NOUN, next->lemma) ||
                       (is(k, last + 1, "-") && is(k, last + 2, "speaking"))))
    return true;
  if (next != NULL && (next->upos == ATT_NOUN || next->upos == ATT_ADJ || next->upos == ATT_PROPN))
    return false;
  while (t > 1 && (is(k, t - 1, "and") || is(k, t - 1, "or") || is(k, t - 1, ",")) &&
         att_lexicon_match(lexicon, ATT_LEX_DEMONYM, k->s, t - 2, &end) != NULL)
    t -= 2;
  return t > 0 && (is(k, t - 1, "in") || is(k, t - 1, "into") ||
                   att_lexicon_word(lexicon, ATT_WORD_LANGUAGE_VERB, tokens[t - 1].lemma));
}

static void find_states(att_scan *k) {
  const att_lexicon *lexicon = k->facts->lexicon;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t last = t, other = t, beyond;
    if (names_more(k, t, &beyond)) {
      t = beyond;
      continue;
    }
    const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_STATE, k->s, t, &last);
    const att_lex_entry *d = att_lexicon_match(lexicon, ATT_LEX_DEMONYM, k->s, t, &other);
    bool adjective = e == NULL || (d != NULL && other > last);
    if (adjective) {
      e = d != NULL ? att_scan_which_state(k->facts, d) : NULL;
      last = other;
    }
    bool in_name = k->entity[t] == ATT_ENTITY_PERSON &&
                   ((t > 0 && k->entity[t - 1] == ATT_ENTITY_PERSON && att_scan_namey(k, t - 1)) ||
                    (last + 1 < k->s->token_count && att_scan_namey(k, last + 1) &&
                     !att_scan_title(k, last + 1, &beyond) && /* Russian Foreign Minister A B */
                     k->entity[last + 1] == ATT_ENTITY_PERSON));
    if (e == NULL || k->taken[t] == NAME || in_name || (adjective && is_language(k, t, last)))
      continue;
    if (is(k, t, "us") && k->s->tokens[t].upos == ATT_PRON)
      continue;
    if (!adjective && last == t && is_person_rather(k, t))
      continue;
    uint32_t node = att_facts_state(k->facts, e->iso3);
    att_facts_rename(k->facts, node, e->label != NULL ? e->label : e->iso3);
    att_mention *m = att_scan_mention(k, t, last, node);
    m->adjective = adjective;
    att_scan_take(k, t, last, STATE);
    uint32_t city_last;
    const att_lex_entry *city =
        t > 0 && !k->known_only && (is(k, t - 1, "in") || is(k, t - 1, "at"))
            ? att_lexicon_match(lexicon, ATT_LEX_CAPITAL, k->s, t, &city_last)
            : NULL;
    if (city != NULL && city_last == last && strcmp(city->iso3, e->iso3) == 0) { /* Singapore */
      const char *name = att_facts_text(k->facts, k->number, t, last);
      uint32_t place = att_facts_named(k->facts, ATT_NODE_PLACE, name);
      if (place == ATT_NO_ENTITY)
        place = att_facts_node(k->facts, ATT_NODE_PLACE, name, "place");
      k->facts->nodes.items[place].iso3 = e->iso3;
      att_scan_mention(k, t, last, place);
    }
    t = last;
  }
}

/* "General Political Department": a word of rank in the name of a body. */
static bool heads_body(const att_scan *k, uint32_t t) {
  if ((!is(k, t, "general") && !is(k, t, "major")) || is(k, t + 1, "general"))
    return false;
  for (uint32_t i = t + 1; i < k->s->token_count && i < t + 5 && is_capital(k, i); i++) {
    uint32_t last;
    if (k->entity[i] == ATT_ENTITY_PERSON)
      return false;
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, i, &last) != NULL)
      return true;
  }
  return false;
}

/* Can it be the rank that few states have, at `t`: is the state before it one of them, or does the
 * article name one where none stands there? */
static bool has_rank(const att_scan *k, const att_lex_entry *rank, uint32_t t) {
  uint32_t m = t > 0 && k->taken[t - 1] == STATE ? k->facts->owner[k->number][t - 1] : 0;
  const att_node *state =
      m != 0 ? &k->facts->nodes.items[k->facts->mentions.items[m - 1].node] : NULL;
  const char *own = state != NULL ? state->iso3 : NULL;
  for (const char *at = rank->iso3; at != NULL && *at != '\0'; at += at[3] == '|' ? 4 : 3) {
    const char *iso3 = att_arena_copy(k->facts->arena, at, 3);
    if (own != NULL ? strcmp(own, iso3) == 0 : att_scan_names_state(k->facts, iso3))
      return true;
  }
  return rank->iso3 == NULL;
}

const att_lex_entry *att_scan_rank(const att_scan *k, uint32_t t, uint32_t *ret_last) {
  bool tail = is(k, t, "corps") && t > 0 && is_capital(k, t - 1); /* Marine Corps Gen. */
  if (tail || heads_body(k, t))
    return NULL;
  const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_RANK, k->s, t, ret_last);
  if (e != NULL && *ret_last > t && is(k, t, "navy") && t > 0 &&
      (k->taken[t - 1] == STATE || k->taken[t - 1] == NAME))
    return NULL; /* the Chilean Navy's | Captain A B */
  if (e != NULL && *ret_last > t && is(k, t, "army") && !has_rank(k, e, t))
    return NULL; /* U.S. Army | General A B */
  bool staff = e != NULL && t > 0 && is(k, t, "staff") && is(k, *ret_last, "general") &&
               (is_capital(k, t - 1) && k->taken[t - 1] != STATE);
  if (staff)
    return NULL; /* Chief of the Turkish General Staff General A B */
  uint32_t role_last;
  for (uint32_t b = t > 4 ? t - 4 : 0; e != NULL && b<t && * ret_last> t; b++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, b, &role_last) != NULL &&
        role_last >= t && role_last < *ret_last)
      return NULL; /* Chief of Army Staff General A B */
  return e;
}

/* "Defence Minister Amir Peretz", "the minister, Amir Peretz": a title that is a given name where
 * it stands behind another one. */
static bool is_given_title(const att_scan *k, uint32_t t) {
  uint32_t end;
  if (t == 0 || t >= k->s->token_count ||
      !att_lexicon_word(k->facts->lexicon, ATT_WORD_GIVEN_NAME, form(k, t)))
    return false;
  uint32_t before = is(k, t - 1, ",") && t > 1 ? t - 2 : t - 1;
  if (k->taken[before] == RANK)
    return true;
  for (uint32_t b = before > 3 ? before - 3 : 0; b <= before; b++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, b, &end) != NULL && end == before)
      return true;
  return false;
}

bool att_scan_title(const att_scan *k, uint32_t t, uint32_t *last) {
  *last = t;
  if (!att_lexicon_may_match(ATT_LEX_RANK, k->s, t) &&
      !att_lexicon_may_match(ATT_LEX_ROLE, k->s, t))
    return false;
  if (is_given_title(k, t))
    return false;
  const att_lexicon *lexicon = k->facts->lexicon;
  uint32_t a = t, b = t;
  const att_lex_entry *rank = att_scan_rank(k, t, &a);
  const att_lex_entry *role = att_lexicon_match(lexicon, ATT_LEX_ROLE, k->s, t, &b);
  if (role != NULL && b > t && k->taken[b] == NAME && att_scan_kind(k, b) == ATT_NODE_ORG) {
    const att_mention *name = &k->facts->mentions.items[k->facts->owner[k->number][b] - 1];
    att_sentence part = *k->s; /* commander of the Engineers Brigade */
    part.token_count = name->first;
    if (name->last > b && name->first > t)
      role = att_lexicon_match(lexicon, ATT_LEX_ROLE, &part, t, &b);
    b = role != NULL ? b : t;
  }
  *last = a > b ? a : b;
  bool plural = role != NULL && rank == NULL && b == t && strcmp(k->s->tokens[t].xpos, "NNPS") == 0;
  bool named = role != NULL && rank == NULL && b == t && t > 0 && t + 1 < k->s->token_count &&
               k->entity[t] == ATT_ENTITY_PERSON && k->entity[t + 1] == ATT_ENTITY_PERSON &&
               att_lexicon_word(lexicon, ATT_WORD_GIVEN_NAME, form(k, t)) &&
               (k->taken[t - 1] == STATE || k->taken[t - 1] == NAME); /* of Bosnia Emir Halilovic */
  bool patronymic = b == t && rank == NULL && t + 1 < k->s->token_count &&
                    (is(k, t + 1, "bin") || is(k, t + 1, "bint") || is(k, t + 1, "ibn"));
  named = named || patronymic;                                /* Sultan bin Khalfan */
  return (rank != NULL || role != NULL) && !plural && !named; /* Engineers Brigade */
}

/* "Aug.", "Sept." */
static bool is_month_short(const char *word) {
  return word[0] != '\0' && word[strlen(word) - 1] == '.' && att_calendar_month(word) != 0;
}

bool att_scan_free(const att_scan *k, uint32_t t) {
  uint32_t last;
  return t < k->s->token_count && att_scan_namey(k, t) && k->taken[t] == FREE &&
         !is_month_short(form(k, t)) &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, t, &last) == NULL;
}

/* "Chief of the General Staff": part of a title, not an organization of its own. */
uint32_t att_scan_in_role(const att_scan *k, uint32_t first, uint32_t last) {
  for (uint32_t t = first > 6 ? first - 6 : 0; t < first; t++) {
    uint32_t end;
    const att_lex_entry *role = att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t, &end);
    if (role != NULL && end >= last)
      return end;
  }
  return 0;
}

uint8_t att_scan_kind(const att_scan *k, uint32_t t) {
  uint32_t m = t < k->s->token_count ? k->facts->owner[k->number][t] : 0;
  return m == 0 ? UINT8_MAX : k->facts->nodes.items[k->facts->mentions.items[m - 1].node].kind;
}

uint32_t att_scan_right(const att_scan *k, uint32_t last) {
  while ((att_scan_free(k, last + 1) && !att_calendar_month(form(k, last + 1))) ||
         (last + 1 < k->s->token_count && isdigit((unsigned char)form(k, last + 1)[0]) &&
          strlen(form(k, last + 1)) < 4 && is_capital(k, last)))
    last++;
  return last;
}

/* "Hurricane Julia", "Typhoon Odette": names of storms are nobody's. */
static void skip_storms(att_scan *k) {
  for (uint32_t t = 0; t + 1 < k->s->token_count; t++)
    if (is_capital(k, t) && is_capital(k, t + 1) &&
        att_lexicon_word(k->facts->lexicon, ATT_WORD_STORM, form(k, t))) {
      att_scan_take(k, t, t + 1, NAME);
      memset(k->entity + t, 0, 2);
    }
}

bool att_scan_is_aircraft(const att_scan *k, uint32_t t) {
  static const char *const SERVICES[] = {"navy", "force", "army", "corps", "guard"};
  bool service = false;
  for (size_t i = 0; t > 0 && i < sizeof SERVICES / sizeof *SERVICES; i++)
    service = service || is(k, t - 1, SERVICES[i]);
  if (!service || t >= k->s->token_count)
    return false;
  const char *word = form(k, t);
  size_t letters = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  bool whole = letters > 0 && word[letters] == '\0' && t + 2 < k->s->token_count;
  return (whole && is_hyphen(k, t + 1) && !k->s->tokens[t].space_after &&
          isdigit((unsigned char)form(k, t + 2)[0])) ||
         (letters > 0 && letters < 4 && isdigit((unsigned char)word[letters]));
}

/* An aircraft is no part of the name of the service that it is of. */
static void skip_aircraft(att_scan *k) {
  for (uint32_t t = 1; t < k->s->token_count; t++)
    if (k->entity[t] != 0 && k->entity[t] == k->entity[t - 1] && att_scan_is_aircraft(k, t))
      for (uint32_t i = t; i < k->s->token_count && i < t + (is_hyphen(k, t + 1) ? 3 : 1); i++)
        k->entity[i] = 0;
}

/* Months, weekdays and points of the compass, which the model takes for places at times. */
bool att_scan_calendar(const att_scan *k, uint32_t t) {
  const char *word = form(k, t);
  bool short_month = strlen(word) > 3 && word[strlen(word) - 1] == '.'; /* Aug. */
  return att_lexicon_word(k->facts->lexicon, ATT_WORD_CALENDAR,
                          short_month ? k->s->tokens[t].lemma : word);
}

/* "Assistant Secretary of Defense for Indo-Pacific Security Affairs": an office's field. */
static bool is_field_of_office(const att_scan *k, uint32_t first) {
  uint32_t last;
  if (first > 1 && is(k, first - 1, "of") && is(k, first - 2, "minister"))
    return true; /* Minister of Local Government */
  if (first < 2 || !(is(k, first - 1, "for") || is(k, first - 1, "of")))
    return false;
  for (uint32_t t = first > 8 ? first - 8 : 0; t + 1 < first; t++) {
    const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t, &last);
    bool within = e != NULL && last >= first && is(k, t, "minister"); /* and X Affairs behind it */
    if (e != NULL && (within || (last + 2 == first && is(k, first - 1, "for"))) &&
        is_capital(k, t) && e->type != NULL &&
        (strncmp(e->type, "ministry", 8) == 0 || strcmp(e->type, "state") == 0))
      return true;
  }
  return false;
}

/* "HIMARS | launchers", "ASC | 890 surveillance aircraft": a make of goods ends at the token. */
static bool names_goods(const att_scan *k, uint32_t last) {
  static const char *const ENDS[] = {"System",   "Systems",   "Launcher", "Launchers",
                                     "Missile",  "Missiles",  "Vehicle",  "Vehicles",
                                     "Howitzer", "Howitzers", NULL}; /* an X Rocket System */
  const att_token *tokens = k->s->tokens;
  if (last > 0 && is_capital(k, last - 1) && att_one_of(form(k, last), ENDS))
    return true;
  uint32_t t = last + 1, count = k->s->token_count;
  bool numbered = t < count && all_capitals(form(k, last)) && tokens[t].upos == ATT_NUM &&
                  isdigit((unsigned char)form(k, t)[0]);
  for (t += numbered;
       numbered && t + 1 < count && tokens[t].upos == ATT_NOUN && tokens[t + 1].upos == ATT_NOUN;)
    t++;
  return t < count && att_lexicon_word(k->facts->lexicon, ATT_WORD_GOODS, tokens[t].lemma);
}

/* "CTF | 152": is the number behind the acronym of a body part of its name? */
static bool is_number_of(const att_scan *k, uint32_t acronym) {
  uint32_t t = acronym + 1, count = k->s->token_count;
  return t < count && k->s->tokens[t].upos == ATT_NUM && k->s->tokens[t].head == acronym + 1 &&
         strspn(form(k, t), "0123456789.") == strlen(form(k, t)) && strlen(form(k, t)) < 4 &&
         k->taken[t] == FREE && (t + 1 == count || k->s->tokens[t + 1].upos != ATT_NOUN);
}

/* What the model alone has seen. */
static void find_by_model(att_scan *k) {
  for (size_t i = 0; i < k->s->entities.count; i++) {
    const att_entity *e = &k->s->entities.items[i];
    uint32_t first = e->first, last = e->last, title;
    while (first <= last && (!att_scan_namey(k, first) || k->taken[first] == RANK))
      first++;
    while (last > first && (att_date_is_weekday(form(k, last)) || is_month_short(form(k, last))))
      last--;
    uint8_t kind = first <= last ? k->entity[first] : 0; /* of which scan_sentence() knows more */
    bool free = first <= last;
    for (uint32_t t = first; t <= last; t++)
      free = free && k->taken[t] == FREE && !att_scan_title(k, t, &title);
    bool single = first == last,
         initials = single && strlen(form(k, first)) < 5 && strchr(form(k, first), '.') != NULL;
    if (!free ||
        (kind == ATT_ENTITY_ORG &&
         (att_scan_in_role(k, first, last) || is_field_of_office(k, first))) ||
        (single && (initials || att_scan_calendar(k, first) || strlen(form(k, first)) < 3)))
      continue;
    uint32_t city_last = first;
    const att_lex_entry *city = att_scan_city(k, first, &city_last);
    bool common = single && first > 0 && is(k, first - 1, "the");
    bool acronym = first == last && all_capitals(form(k, first)) && strlen(form(k, first)) > 2;
    bool numbered = kind == ATT_ENTITY_ORG && acronym && is_number_of(k, first);
    bool ordinal = acronym && first > 0 && k->taken[first - 1] == FREE &&
                   isdigit((unsigned char)form(k, first - 1)[0]) &&
                   isalpha((unsigned char)form(k, first - 1)[strlen(form(k, first - 1)) - 1]);
    bool of_words = acronym && first > 1 &&
                    is(k, first - 1, "(") && /* operational control (OPCON) */
                    (isdigit((unsigned char)form(k, first - 2)[0]) || /* 17:55 (JST) */
                     (k->s->tokens[first - 2].upos == ATT_NOUN && !is_capital(k, first - 2) &&
                      k->facts->owner[k->number][first - 2] == 0));
    bool paper = kind == ATT_ENTITY_ORG && last + 1 < k->s->token_count &&
                 is_capital(k, last + 1) && /* the Joint Vision Statement */
                 att_lexicon_word(k->facts->lexicon, ATT_WORD_PAPER, k->s->tokens[last + 1].lemma);
    uint32_t role_last;                                     /* "the CDS" */
    bool money = acronym && last + 1 < k->s->token_count && /* about GHS 37 million */
                 strlen(form(k, first)) == 3 && k->s->tokens[last + 1].upos == ATT_NUM &&
                 (is(k, last + 2, "million") || is(k, last + 2, "billion"));
    bool thing = /* nor what the article says further on that letters stand for */
        acronym &&
        (att_lexicon_word(k->facts->lexicon, ATT_WORD_NO_BODY, form(k, first)) ||
         att_letters_known(k->facts, form(k, first)) ||
         att_known_is_defined(k->facts, form(k, first)) ||
         att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, first, &role_last) != NULL);
    bool medal = is(k, first, "order") || is(k, last, "medal") ||
                 (first < last && is(k, first + 1, "order")) || /* Royal Order of Sahametrei */
                 (first > 1 && is(k, first - 1, "of") &&        /* the Medal of Military Merit */
                  (is(k, first - 2, "medal") || is(k, first - 2, "order"))) ||
                 ((is(k, first, "legion") || is(k, first, "medal") || is(k, first, "cross")) &&
                  (is(k, first + 1, "of") || is(k, first + 1, "for")) && last > first + 1) ||
                 (first > 1 && (is(k, first - 1, "for") || is(k, first - 1, "of")) &&
                  is(k, first - 2, "medal")); /* the Medal for Military Cooperation */
    bool guard = (is(k, first, "guard") && is(k, first + 1, "of") && last == first + 2) ||
                 (is(k, last, "guard") && /* a Tri-Service Guard of Honour, a Quarter Guard */
                  (is(k, last + 1, "of") || (last > first && is(k, last - 1, "quarter"))));
    const att_token *end = &k->s->tokens[last]; /* "Nineteen Soldiers and Airmen" */
    bool crowd = kind == ATT_ENTITY_ORG && first < last && k->s->tokens[first].upos == ATT_NUM &&
                 (strcmp(end->xpos, "NNS") == 0 || strcmp(end->xpos, "NNPS") == 0) &&
                 (att_lexicon_word(k->facts->lexicon, ATT_WORD_TROOPS, end->lemma) ||
                  att_lexicon_word(k->facts->lexicon, ATT_WORD_TROOPS, end->form));
    bool nation = kind == ATT_ENTITY_ORG && is(k, last, "nation"); /* the Framework Nation */
    bool note = kind == ATT_ENTITY_ORG && !acronym && first > 1 && /* a Division (Air Assault) */
                is(k, first - 1, "(") && is(k, last + 1, ")") && k->taken[first - 2] == NAME &&
                att_scan_kind(k, first - 2) == ATT_NODE_ORG;
    if (note || of_words || paper || thing || guard || medal || money || crowd || nation)
      continue;
    if (kind == ATT_ENTITY_PLACE && single && last + 1 < k->s->token_count &&
        att_lexicon_word(k->facts->lexicon, ATT_WORD_GOODS, k->s->tokens[first].lemma))
      continue; /* Patriot batteries */
    bool before_slash = last + 1 < k->s->token_count && is(k, last + 1, "/");
    uint32_t known_last;
    const att_lex_entry *known =
        kind == ATT_ENTITY_ORG && last > first &&
                (strcmp(end->lemma, "ally") == 0 || is(k, last, "allies"))
            ? att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG, k->s, first, &known_last)
            : NULL;
    if (known != NULL && known_last + 1 == last) {
      att_scan_name(k, first, known_last, ATT_NODE_ORG, known->type, known->label, known->iso3);
      continue; /* NATO Allies */
    }
    if (kind == ATT_ENTITY_ORG && names_goods(k, last))
      continue; /* HIMARS launchers, ASC 890 surveillance aircraft */
    if ((kind == ATT_ENTITY_PLACE && !common && !att_scan_free(k, last + 1)) ||
        (city != NULL && city_last == last && !att_scan_free(k, last + 1)))
      att_scan_name(k, first, last, ATT_NODE_PLACE, NULL, NULL,
                    city != NULL ? att_scan_city_state(k, city, city_last)
                                 : att_scan_state_around(k, last));
    else if (kind == ATT_ENTITY_ORG && last == first + 1 && is_capital(k, last) &&
             att_lexicon_word(k->facts->lexicon, ATT_WORD_DIVISION, form(k, last)) &&
             !is(k, last, "department"))
      att_scan_name(k, first, last, ATT_NODE_PLACE, NULL, NULL, NULL); /* Unity State */
    else if (kind == ATT_ENTITY_ORG && (last > first || acronym) && !before_slash &&
             !islower((unsigned char)form(k, last)[0]) && /* the Assad regime */
             !(first > 0 && is(k, first - 1, "/")))
      att_scan_name(k, ordinal ? first - 1 : first, last + numbered, ATT_NODE_ORG,
                    ordinal || numbered ? "MilitaryUnit" : "Organization", NULL, NULL);
    else if (kind == ATT_ENTITY_EVENT && last > first && is_capital(k, last) &&
             is_capital(k, last - 1) &&
             !att_lexicon_word(k->facts->lexicon, ATT_WORD_NO_INITIATIVE, form(k, last)))
      att_scan_name(k, first, last, ATT_NODE_INITIATIVE, "Programme", NULL, NULL);
  }
}

bool att_facts_is_ship(const att_facts *f, const att_node *node) {
  char prefix[16];
  size_t size = strcspn(node->name, " ");
  if (node->ship)
    return true;
  if (node->kind != ATT_NODE_ORG || node->name[size] == '\0' || size >= sizeof prefix)
    return false;
  memcpy(prefix, node->name, size);
  prefix[size] = '\0';
  return att_lexicon_find(f->lexicon, ATT_LEX_SHIP, prefix) != NULL;
}

/* Is every longer word capitalised, as in a headline? */
static bool is_title_case(const att_sentence *s) {
  uint32_t lower = 0, upper = 0;
  for (uint32_t t = 0; t < s->token_count; t++) {
    const char *word = s->tokens[t].form;
    if (strlen(word) < 4)
      continue;
    upper += isupper((unsigned char)word[0]) != 0;
    lower += islower((unsigned char)word[0]) != 0;
  }
  return upper > 3 * lower && upper + lower > 3;
}

/* A heading below the title that is nothing but a person's name. */
static bool is_author(const att_document *d, const att_sentence *s) {
  bool titled = false;
  for (uint32_t p = 0; p < s->paragraph; p++)
    titled = titled || d->paragraphs.items[p].kind == ATT_PARAGRAPH_TITLE;
  return titled && d->paragraphs.items[s->paragraph].kind == ATT_PARAGRAPH_HEADING &&
         s->entities.count == 1 && s->entities.items[0].kind == ATT_ENTITY_PERSON &&
         s->entities.items[0].first == 0 && s->entities.items[0].last + 1 == s->token_count;
}

/* "Zeynep Karaca | 21.02.2024", "By A B": who wrote it takes no part in it. */
static bool is_byline(const att_sentence *s) {
  bool bar = false, verb = false;
  if (s->token_count > 12 || s->token_count < 2)
    return false;
  for (uint32_t t = 0; t < s->token_count; t++) {
    bar = bar || strcmp(s->tokens[t].form, "|") == 0;
    verb = verb || strcmp(s->tokens[t].xpos, "VBD") == 0 || strcmp(s->tokens[t].xpos, "VBZ") == 0;
  }
  bool credit = s->token_count < 8 && strcmp(s->tokens[1].form, "/") == 0 && !verb &&
                all_capitals(s->tokens[0].form); /* WAM/A B */
  return (bar && !verb) || credit || strcmp(s->tokens[0].form, "By") == 0;
}

static void scan_sentence(att_facts *facts, uint32_t number, bool known_only) {
  const att_sentence *s = &facts->document->sentences.items[number];
  att_scan k = {.facts = facts, .s = s, .number = number, .known_only = known_only};
  k.entity = ATT_NEW_ARRAY(facts->arena, uint8_t, s->token_count);
  k.taken = ATT_NEW_ARRAY(facts->arena, uint8_t, s->token_count);
  for (size_t i = 0; i < s->entities.count; i++)
    for (uint32_t t = s->entities.items[i].first; t <= s->entities.items[i].last; t++)
      if (!is_month_short(s->tokens[t].form)) /* X Guard Aug. 3 */
        k.entity[t] = s->entities.items[i].kind;
  if (is_byline(s) || is_author(facts->document, s))
    return;
  bool near = false; /* "Near Al Shadaddi": no person */
  for (uint32_t t = 1; t < s->token_count; t++) {
    near = k.entity[t] == ATT_ENTITY_PERSON && (near || is(&k, t - 1, "near"));
    if (near)
      k.entity[t] = ATT_ENTITY_PLACE;
  }
  att_letters_note(&k);
  att_scan_credits(&k);
  skip_storms(&k);
  skip_aircraft(&k);
  att_scan_ship_classes(&k);
  find_states(&k);
  for (uint32_t t = 0; t < s->token_count; t++) {
    uint32_t last;
    if (k.taken[t] == FREE && att_scan_rank(&k, t, &last)) {
      att_scan_take(&k, t, last, RANK);
      t = last;
    }
  }
  if (!known_only)
    att_scan_ships(&k);
  att_scan_known(&k);
  att_scan_repeated(&k);
  if (!known_only) {
    att_scan_initiatives(&k);
    att_scan_sites(&k);
    att_scan_organizations(&k);
  }
  att_scan_persons(&k);
  att_letters_persons(&k);
  if (!known_only)
    att_scan_told(&k);
  att_scan_cities(&k);
  att_scan_parts(&k);
  find_by_model(&k);
  att_scan_journeys(&k);
}

/* Titles and headings, but for those with a date or a name of a place before a dash. */
static bool is_headline(const att_paragraph *p, const att_sentence *s) {
  if (p->kind != ATT_PARAGRAPH_TITLE && p->kind != ATT_PARAGRAPH_HEADING)
    return false;
  for (uint32_t t = 0; t < s->token_count && p->kind == ATT_PARAGRAPH_HEADING; t++)
    if (isdigit((unsigned char)s->tokens[t].form[0]))
      return false;
  return p->kind == ATT_PARAGRAPH_TITLE || s->token_count > 5; /* "U.S. Embassy Kampala" */
}

/* A headline in title case shows where names end only by a number behind them; the body may tell
 * less: "the opening ceremony of Savannah Bridge 2024". */
static void find_headline_names(att_facts *f, uint32_t number) {
  const att_sentence *s = &f->document->sentences.items[number];
  att_scan k = {.facts = f, .s = s, .number = number};
  k.entity = ATT_NEW_ARRAY(f->arena, uint8_t, s->token_count);
  k.taken = ATT_NEW_ARRAY(f->arena, uint8_t, s->token_count);
  for (uint32_t t = 0; t < s->token_count; t++) {
    uint32_t last;
    const char *class_name;
    if (!att_scan_dated(&k, t, &last, &class_name))
      continue;
    const char *name = att_facts_text(f, number, t + 1, last);
    if (att_facts_named(f, ATT_NODE_INITIATIVE, name) != ATT_NO_ENTITY)
      continue;
    uint32_t node = att_facts_node(f, ATT_NODE_INITIATIVE, name, "initiative");
    f->nodes.items[node].class_name = class_name;
  }
}

/* The first place or state that stands in a dateline. */
static void find_dateline(att_facts *f) {
  for (size_t i = 0; i < f->mentions.count && f->dateline == ATT_NO_ENTITY; i++) {
    const att_mention *m = &f->mentions.items[i];
    uint8_t kind = f->nodes.items[m->node].kind;
    if ((kind == ATT_NODE_PLACE || kind == ATT_NODE_STATE) && att_facts_is_dateline(f, m))
      f->dateline = m->node;
  }
}

void att_mention_find(att_facts *facts) {
  att_document *document = facts->document;
  att_known_acronyms(facts);
  for (int pass = 0; pass < 3; pass++)
    for (uint32_t i = 0; i < document->sentences.count; i++) {
      const att_sentence *s = &document->sentences.items[i];
      const att_paragraph *p = &document->paragraphs.items[s->paragraph];
      bool headline = is_headline(p, s) && is_title_case(s); /* names in full come first */
      if (headline && pass == 0)
        find_headline_names(facts, i);
      else if (pass == (headline || p->kind == ATT_PARAGRAPH_TITLE ? 2 : 1))
        scan_sentence(facts, i, headline);
    }
  att_press_office(facts);
  att_known_within(facts);
  find_dateline(facts);
}
