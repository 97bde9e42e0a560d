/* SPDX-License-Identifier: Apache-2.0
 *
 * Places: sites by the words in their names, capitals and other cities.
 */
#include "extract/argument.h"
#include "extract/scan.h"

const att_lex_entry *att_scan_city(const att_scan *k, uint32_t first, uint32_t *last) {
  const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, first, last);
  return e != NULL ? e : att_lexicon_match(k->facts->lexicon, ATT_LEX_CITY, k->s, first, last);
}

const char *att_scan_state_around(const att_scan *k, uint32_t last) {
  const att_lexicon *lexicon = k->facts->lexicon;
  uint32_t end, next, t = last + 2;
  if (!is(k, last + 1, ",") || t >= k->s->token_count)
    return NULL;
  const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_STATE, k->s, t, &end);
  if (e == NULL) {
    e = att_lexicon_match(lexicon, ATT_LEX_PLACE, k->s, t, &end);
    return e != NULL && e->type != NULL && strcmp(e->type, "subdivision") == 0 ? e->iso3 : NULL;
  }
  bool list = is(k, end + 1, "and") || is(k, end + 1, "or") || is(k, end + 1, "'s") ||
              (is(k, end + 1, ",") && end + 2 < k->s->token_count &&
               att_lexicon_match(lexicon, ATT_LEX_STATE, k->s, end + 2, &next) != NULL);
  return list ? NULL : e->iso3;
}

const char *att_scan_city_state(const att_scan *k, const att_lex_entry *city, uint32_t last) {
  const att_lexicon *lexicon = k->facts->lexicon;
  uint32_t end;
  if (is(k, last + 1, ",") && last + 2 < k->s->token_count) {
    const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_STATE, k->s, last + 2, &end);
    if (e == NULL)
      e = att_lexicon_match(lexicon, ATT_LEX_PLACE, k->s, last + 2, &end);
    bool around =
        e != NULL && e->iso3 != NULL &&
        (e->kind == ATT_LEX_STATE || (e->type != NULL && strcmp(e->type, "subdivision") == 0));
    bool other = around && att_lexicon_next(city) == NULL && strcmp(city->iso3, e->iso3) != 0 &&
                 e->kind == ATT_LEX_STATE; /* "in Paris, Germany and": a list */
    if (around && !other)
      return e->iso3;
  }
  if (city->kind != ATT_LEX_CAPITAL || att_scan_names_state(k->facts, city->iso3))
    return att_scan_which_state(k->facts, city)->iso3;
  uint32_t first = last; /* "San Jose" */
  if (last > 0 && att_lexicon_match(lexicon, ATT_LEX_CAPITAL, k->s, last - 1, &end) == city)
    first--;
  const char *name = att_facts_text(k->facts, k->number, first, last);
  const att_lex_entry *other = att_lexicon_word(lexicon, ATT_WORD_SHARED_CAPITAL, name)
                                   ? att_lexicon_find(lexicon, ATT_LEX_CITY, name)
                                   : NULL;
  const char *iso3 = other != NULL ? att_scan_which_state(k->facts, other)->iso3 : NULL;
  return iso3 != NULL && att_scan_names_state(k->facts, iso3) ? iso3 : city->iso3;
}

/* "Monument to the Heroes of Iquique", "Monument to War Heroes and Martyrs": the end of what a
 * monument is dedicated to. */
static uint32_t monument_end(const att_scan *k, uint32_t first, uint32_t last) {
  bool dedicated = false;
  for (uint32_t t = first; t < last; t++)
    dedicated = dedicated || is(k, t, "to") || is(k, t, "of");
  while (dedicated && (is(k, last + 1, "of") || is(k, last + 1, "and"))) {
    uint32_t next = is(k, last + 2, "the") ? last + 3 : last + 2, other;
    const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_SITE, k->s, next, &other);
    if (e != NULL && strcmp(e->type, "before") == 0 && is(k, last + 1, "and"))
      break; /* the Alley of Honors | and the Alley of Martyrs */
    if (!att_scan_namey(k, next) || k->taken[next] != FREE ||
        (is(k, last + 1, "and") && k->entity[next] != ATT_ENTITY_NONE &&
         k->entity[next] != k->entity[first] && k->entity[next] != k->entity[last]))
      break;
    last = next;
    while (att_scan_free(k, last + 1))
      last++;
  }
  return last;
}

/* "the National Memorial Cemetery of | the Pacific", "the Naval Arsenal of Rio de Janeiro": the end
 * of the known place that a site's name has behind "of". */
static uint32_t region_end(const att_scan *k, uint32_t last) {
  uint32_t end, t = is(k, last + 2, "the") ? last + 3 : last + 2;
  if (t >= k->s->token_count || !is_capital(k, t) ||
      (att_lexicon_match(k->facts->lexicon, ATT_LEX_PLACE, k->s, t, &end) == NULL &&
       att_scan_city(k, t, &end) == NULL))
    return last;
  return end;
}

/* "at Mihail Kogalniceanu Air Base": what the tagger takes for a person, behind a preposition. */
static bool is_namesake(const att_scan *k, uint32_t t) {
  static const char *const BEFORE[] = {"at", "in", "to", "near", "from", "the"};
  uint32_t end;
  if (att_scan_person(k->facts, form(k, t)) != ATT_NO_ENTITY)
    return false;
  while (t > 0 &&
         ((k->taken[t - 1] == FREE && is_capital(k, t - 1) &&
           (k->entity[t - 1] == ATT_ENTITY_PERSON || k->s->tokens[t - 1].upos == ATT_PROPN)) ||
          k->taken[t - 1] == RANK ||
          att_lexicon_match(k->facts->lexicon, ATT_LEX_COURTESY, k->s, t - 1, &end) != NULL))
    t--; /* General X Training Camp, Sir X Barracks */
  for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE && t > 0; i++)
    if (is(k, t - 1, BEFORE[i]))
      return true;
  return false;
}

/* "Said bin | Sultan Naval Base": a word of title as a father's name. */
static bool is_patronymic(const att_scan *k, uint32_t t) {
  return t > 0 && (is(k, t - 1, "bin") || is(k, t - 1, "bint") || is(k, t - 1, "ibn"));
}

/* "the Sultan's | Armed Forces Museum", "King's Guard Museum": what a ruler's title owns that
 * nobody's name stands behind. */
static bool is_of_ruler(const att_scan *k, uint32_t first, uint32_t head) {
  return first > 1 && first < head && is_capital(k, head) && is_capital(k, first - 2) &&
         (is(k, first - 1, "'s") || is(k, first - 1, "\xe2\x80\x99s")) &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_ROYAL, form(k, first - 2));
}

/* "the Vietnam Military History Museum", but "US Camp Carroll": a museum's name may begin with its
 * state's. */
static bool is_national(const att_scan *k, uint32_t first, uint32_t head) {
  uint32_t m = k->facts->owner[k->number][first];
  return first + 1 < head && k->taken[first] == STATE && m != 0 && is_capital(k, head) &&
         !k->facts->mentions.items[m - 1].adjective && !all_capitals(form(k, first)) &&
         !is(k, head, "camp");
}

/* "Kenya | Navy Base X": does the name of a state, or of its service, run into the site's? */
static bool is_of_service(const att_scan *k, uint32_t t) {
  uint32_t m = t > 0 ? k->facts->owner[k->number][t - 1] : 0;
  return m != 0 && k->taken[t - 1] == STATE && (is(k, t, "navy") || is(k, t, "naval")) &&
         !k->facts->mentions.items[m - 1].adjective && !all_capitals(form(k, t - 1));
}

/* "Salt | Lake City" */
static bool is_in_city(const att_scan *k, uint32_t t) {
  for (uint32_t first = t > 2 ? t - 2 : 0, last; first < t; first++)
    if (att_scan_city(k, first, &last) != NULL && last >= t)
      return true;
  return false;
}

/* "Air Base 101", "Camp 12": the number behind a name that ends with what the place is, unless
 * something is counted; `last` for none. */
static uint32_t number_end(const att_scan *k, uint32_t last) {
  uint32_t t = last + 1, count = k->s->token_count;
  if (t >= count || !is_capital(k, last) || strlen(form(k, t)) > 3 ||
      strspn(form(k, t), "0123456789") != strlen(form(k, t)) ||
      !att_lexicon_word(k->facts->lexicon, ATT_WORD_SITE_NOUN, form(k, last)))
    return last;
  uint8_t upos = t + 1 < count ? k->s->tokens[t + 1].upos : (uint8_t)ATT_PUNCT;
  bool counted = upos == ATT_NOUN || upos == ATT_ADJ || upos == ATT_PROPN || upos == ATT_NUM;
  return counted ? last : t;
}

/* "Tapa Army Base", "Camp Humphreys", "Tema naval base": what ontology/place-heads.tsv tells. */
void att_scan_sites(att_scan *k) {
  const att_lexicon *lexicon = k->facts->lexicon;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t last, first = t, title, town = 0, head_end = 0;
    const att_lex_entry *e = att_lexicon_match(lexicon, ATT_LEX_SITE, k->s, t, &last);
    if (e == NULL || k->taken[t] == NAME || is_in_city(k, t))
      continue;
    bool behind = (!is_capital(k, t) || !att_scan_free(k, last + 1)) && /* the X naval base */
                  t > 0 && att_scan_free(k, t - 1) && k->s->tokens[t - 1].upos == ATT_PROPN &&
                  att_scan_city(k, t - 1, &title) == NULL &&
                  att_lexicon_word(lexicon, ATT_WORD_SITE_NOUN, form(k, last));
    if (strcmp(e->type, "before") == 0 && !behind) {
      bool dedicated = is(k, last, "to") || is(k, last, "of");
      uint32_t next = dedicated && is(k, last + 1, "the") ? last + 2 : last + 1;
      bool city = next < k->s->token_count && k->taken[next] == FREE && att_scan_namey(k, next);
      uint32_t known = city || !is_capital(k, next) ? 0 : k->facts->owner[k->number][next];
      const att_mention *town_behind = known != 0 ? &k->facts->mentions.items[known - 1] : NULL;
      bool placed = town_behind != NULL && town_behind->first == next && /* Naval Base X Bay */
                    att_scan_kind(k, next) == ATT_NODE_PLACE &&
                    att_lexicon_word(lexicon, ATT_WORD_SITE_NOUN, form(k, last));
      if (!is_capital(k, t) || !(att_scan_free(k, next) || city || placed) || /* Port Victoria */
          (att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, t, &title) != NULL && title > last))
        continue; /* the X Port Authority */
      last = placed ? town_behind->last : next - 1;
      while (att_scan_free(k, last + 1) && k->entity[last + 1] != ATT_ENTITY_PERSON)
        last++;
      if (last == t)
        last = att_scan_right(k, last + 1);
      last = monument_end(k, t, last);
      first -= t > 0 && is(k, t, "camp") && is(k, t - 1, "base") && is_capital(k, t - 1);
      if (is_of_service(k, t))
        first = k->facts->mentions.items[k->facts->owner[k->number][t - 1] - 1].first;
    } else {
      while (first > 0 && att_scan_namey(k, first - 1) && k->taken[first - 1] != NAME &&
             k->taken[first - 1] != RANK &&
             (k->entity[first - 1] != ATT_ENTITY_PERSON ||
              (is_capital(k, t) && is_namesake(k, first - 1))) &&
             !(k->taken[first - 1] == STATE && is_capital(k, t) == false) &&
             (!att_scan_title(k, first - 1, &title) || is_patronymic(k, first - 1) ||
              is(k, first - 1, "kings") || is(k, first - 1, "queens"))) /* Kings Wharf */
        first--;
      bool owned = first > 1 && is(k, first - 1, "'") && is_capital(k, t) &&
                   att_scan_free(k, first - 2) && k->entity[first - 2] != ATT_ENTITY_PERSON;
      if (is_of_ruler(k, first, t))
        first -= 2; /* the Sultan's Armed Forces Museum */
      if (owned)    /* Turkish Martyrs' Cemetery */
        for (first -= 2; first > 0 && att_scan_namey(k, first - 1) && k->taken[first - 1] != NAME &&
                         k->taken[first - 1] != RANK && k->entity[first - 1] != ATT_ENTITY_PERSON;)
          first--;
      while (first > 1 && first < t && /* Miguel de Cervantes base */
             att_lexicon_word(lexicon, ATT_WORD_PARTICLE, form(k, first - 1)) &&
             islower((unsigned char)form(k, first - 1)[0]) &&
             (att_scan_free(k, first - 2) || k->entity[first - 2] == ATT_ENTITY_PERSON))
        for (first -= 2; first > 0 && att_scan_free(k, first - 1);)
          first--;
      while (first > 1 && first < t && k->taken[first - 1] == RANK && is_capital(k, first - 1) &&
             (k->entity[first] == ATT_ENTITY_PERSON || is_capital(k, t)))
        first--; /* the General X Training Camp */
      for (uint32_t more; first < t && (more = att_scan_fields_left(k, first)) < first;)
        for (first = more; first > 0 && att_scan_free(k, first - 1);)
          first--; /* Blackrock Peacekeeping and Humanitarian Assistance and Disaster Relief Camp */
      if (first == t && first > 0 && is_capital(k, t) && k->taken[first - 1] == NAME &&
          att_scan_kind(k, first - 1) == ATT_NODE_PLACE) { /* of a town: "Tapa Air Base" */
        town = k->facts->owner[k->number][first - 1];
        first = k->facts->mentions.items[town - 1].first;
      }
      uint32_t head_last;
      if (att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, t, &head_last) != NULL &&
          head_last > last)
        continue; /* National Coast Guard */
      const att_lex_entry *longer =
          is_capital(k, last + 1)
              ? att_lexicon_match(lexicon, ATT_LEX_SITE, k->s, last + 1, &head_last)
              : NULL;
      if (longer != NULL && strcmp(longer->type, "after") == 0)
        continue; /* National Memorial | Cemetery */
      head_end = last;
      if (is_capital(k, last) && is(k, last + 1, "of"))
        last = region_end(k, last); /* Memorial Cemetery of the Pacific */
      if (att_scan_namey(k, last + 1) &&
          att_lexicon_match(lexicon, ATT_LEX_ORG_HEAD, k->s, last + 1, &head_last) != NULL)
        continue; /* Royal Pacific Islands Regiment */
      uint32_t number = first > 0 ? first - 1 : 0;
      if (first > 0 && is_capital(k, t) && k->taken[number] == FREE &&
          isdigit((unsigned char)form(k, number)[0]) && strlen(form(k, number)) > 2 &&
          isalpha((unsigned char)form(k, number)[strlen(form(k, number)) - 1]))
        first = number; /* the 57th Air Base */
      owned = owned || is_national(k, first, t);
      while (first < t && k->taken[first] == STATE && !owned)
        first++; /* "Jordanian Air Base" stays nameless, "US Camp Carroll" loses its state */
      uint32_t numbered = number_end(k, last);
      if (first == t && (numbered == last || k->taken[first] != FREE))
        continue;
      last = numbered;
    }
    uint32_t city_last, role_last,
        of = first > 1 && is(k, first - 1, "the") ? first - 2 : first - 1;
    bool command = first > 1 && is(k, of, "of") && of > 0 &&
                   att_lexicon_match(lexicon, ATT_LEX_ROLE, k->s, of - 1, &role_last) != NULL;
    const att_lex_entry *city = NULL;
    for (uint32_t i = first + 1; i < last && city == NULL; i++)
      city = is(k, i, "of") ? att_scan_city(k, i + 1, &city_last) : NULL; /* Port of Colombo */
    city = city == NULL ? att_scan_city(k, first, &city_last) : city;
    const char *iso3 = city != NULL ? att_scan_city_state(k, city, city_last) : NULL;
    if (command) /* "commandant of the Maizuru District" */
      att_scan_name(k, first, last, ATT_NODE_ORG, "MilitaryCommand", NULL, NULL);
    else
      att_scan_name(k, first, last, ATT_NODE_PLACE, NULL, NULL, iso3);
    uint32_t node = k->facts->mentions.items[k->facts->mentions.count - 1].node;
    if (head_end > first && head_end < last) /* "the Old City Harbour of Tallinn" */
      att_facts_alias(k->facts, node, att_facts_text(k->facts, k->number, first, head_end));
    if (town != 0) /* no place besides */
      k->facts->mentions.items[town - 1].node = node;
    t = last;
  }
}

/* "Saint | -Louis", "Mont | -de-Marsan": the end of what is written as one word with it. */
static uint32_t hyphened_end(const att_scan *k, uint32_t last) {
  uint32_t t = last + 2;
  if (t >= k->s->token_count || !is_hyphen(k, last + 1) || k->s->tokens[last].space_after ||
      k->s->tokens[last + 1].space_after)
    return last;
  if (islower((unsigned char)form(k, t)[0]) && is_hyphen(k, t + 1) && is_capital(k, t + 2))
    t += 2;
  return is_capital(k, t) && k->taken[t] == FREE ? t : last;
}

/* "class | patrol vessel", "class | cutters": does a word for a ship follow? */
static bool is_of_ships(const att_scan *k, uint32_t t) {
  for (uint32_t i = t; i < k->s->token_count && i < t + 3; i++)
    if (att_lexicon_word(k->facts->lexicon, ATT_WORD_SHIP, k->s->tokens[i].lemma))
      return true;
  return false;
}

/* "the Ohio-class submarine X": the class's name is no place. */
void att_scan_ship_classes(att_scan *k) {
  for (uint32_t t = 2; t < k->s->token_count; t++) {
    bool hyphen = is_hyphen(k, t - 1) && !k->s->tokens[t - 1].space_after;
    uint32_t first = hyphen ? t - 2 : t - 1; /* X Y class cutters */
    if (!is(k, t, "class") || !is_capital(k, first) || (!hyphen && !is_of_ships(k, t + 1)))
      continue;
    static const att_lex_kind OTHER[] = {ATT_LEX_ORG_HEAD, ATT_LEX_ORG, ATT_LEX_STATE,
                                         ATT_LEX_DEMONYM};
    bool other = false; /* the Coast Guard Legend-class cutter, but Arleigh Burke-class */
    for (uint32_t i = first > 2 ? first - 2 : 0, end; i < first; i++)
      for (size_t n = 0; n < sizeof OTHER / sizeof *OTHER; n++)
        other = other || (att_lexicon_match(k->facts->lexicon, OTHER[n], k->s, i, &end) != NULL &&
                          end + 1 == first);
    first -= first > 0 && !other && is_capital(k, first - 1) && !is(k, first - 1, "the");
    att_scan_take(k, first, t, NAME);
    memset(k->entity + first, 0, t + 1 - first);
  }
}

/* Is the word at `t` a verb of going, "travelled", or, for `seen`, of seeing a place, "visited"? */
static bool goes(const att_scan *k, uint32_t t, bool seen) {
  const att_token *token = &k->s->tokens[t];
  if (token->upos != ATT_VERB)
    return false;
  return seen ? strcmp(token->lemma, "visit") == 0 || strcmp(token->lemma, "tour") == 0
              : att_lexicon_word(k->facts->lexicon, ATT_WORD_SETTING_OUT, token->lemma) ||
                    att_lexicon_word(k->facts->lexicon, ATT_WORD_ONWARD, token->lemma) ||
                    strcmp(token->lemma, "drive") == 0 || strcmp(token->lemma, "go") == 0;
}

/* "visited Krivolak", "travelled on to Thies": a name there that the model knows nothing of is a
 * place's. */
void att_scan_journeys(att_scan *k) {
  static const char *const WORDS[] = {"to", "in", "into", "for", "at"};
  for (uint32_t t = 1; t < k->s->token_count; t++) {
    uint32_t last = t, title;
    if (!att_scan_free(k, t) || att_scan_calendar(k, t))
      continue;
    bool behind = false;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && t > 1; i++)
      behind = behind || is(k, t - 1, WORDS[i]);
    uint32_t verb = t > 2 && k->s->tokens[t - 2].upos == ATT_ADV ? t - 3 : t - 2;
    bool gone = behind && t > 1 && goes(k, verb, false), seen = goes(k, t - 1, true);
    bool unknown = gone || seen;
    while (unknown && att_scan_free(k, last + 1))
      last++;
    while (unknown && hyphened_end(k, last) > last) /* Mont-de-Marsan */
      last = hyphened_end(k, last);
    last = unknown ? number_end(k, last) : last;
    for (uint32_t i = t; i <= last && unknown; i++)
      unknown = (k->entity[i] == ATT_ENTITY_NONE || k->entity[i] == ATT_ENTITY_MISC ||
                 k->entity[i] == ATT_ENTITY_STATE) &&
                !att_scan_title(k, i, &title) && !att_scan_calendar(k, i);
    if (unknown)
      att_scan_name(k, t, last, ATT_NODE_PLACE, NULL, NULL, NULL);
    t = last;
  }
}

/* Capitals, which always are places or stand for their governments, and cities behind a
 * preposition. */
void att_scan_cities(att_scan *k) {
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    uint32_t last;
    const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, t, &last);
    bool there = t > 0 && (is(k, t - 1, "in") || is(k, t - 1, "at") || is(k, t - 1, "to") ||
                           is(k, t - 1, "near") || is(k, t - 1, "from"));
    bool capital = e != NULL;
    if (e == NULL && att_scan_namey(k, t))
      e = att_scan_city(k, t, &last);
    bool office = e != NULL && att_lexicon_local_office(k->facts->lexicon, k->s, last + 1);
    there = there || office; /* Gdynia Mayor A B */
    if (!capital && !there)
      e = NULL;
    if (e != NULL && last == t && att_scan_calendar(k, t))
      e = NULL; /* in March */
    bool dated = e != NULL && last + 1 < k->s->token_count &&
                 att_date_span(k->s, last + 1, &(uint32_t){0}); /* "in Brussels May 13" */
    bool city = e != NULL && is(k, last + 1, "city") && att_scan_free(k, last + 1) &&
                !att_scan_free(k, last + 2); /* Kigali City */
    bool whole = e != NULL && (dated || office || city || !att_scan_free(k, last + 1)) &&
                 !(t > 1 && k->entity[t] == ATT_ENTITY_PLACE && k->entity[t - 1] == k->entity[t] &&
                   islower((unsigned char)form(k, t - 1)[0])); /* Mocímboa da Praia */
    bool person = k->entity[t] == ATT_ENTITY_PERSON && !(capital && last > t) &&
                  (!there || att_scan_person(k->facts, form(k, t)) != ATT_NO_ENTITY);
    bool government = whole && !there && att_rel_base((att_rel)k->s->tokens[t].rel) == ATT_NSUBJ &&
                      last + 1 < k->s->token_count && !is(k, last + 1, ",");
    government = government || (whole && !there && is(k, last + 1, "'s")) ||
                 (whole && !there && is(k, last + 1, "\xe2\x80\x99s"));
    if (!whole || k->taken[t] != FREE || person)
      continue;
    if (government) /* "Washington's decision" */
      att_scan_mention(k, t, last, att_facts_state(k->facts, e->iso3));
    uint32_t state = k->facts->owner[k->number][t];
    att_scan_name(k, t, last, ATT_NODE_PLACE, NULL, NULL, att_scan_city_state(k, e, last));
    if (government)
      for (uint32_t i = t; i <= last; i++)
        k->facts->owner[k->number][i] = state;
    att_scan_take(k, t, last + city, NAME);
    if (is(k, last + 1, ",") && is(k, last + 2, "D.C."))
      att_scan_take(k, last + 1, last + 2, NAME);
  }
}

/* A place whose name holds another's, which the words go on to mean: the tokens stay that one's. */
static void name_part(att_scan *k, uint32_t first, uint32_t last, const char *iso3) {
  att_facts *f = k->facts;
  uint32_t node =
      att_facts_node(f, ATT_NODE_PLACE, att_facts_text(f, k->number, first, last), "place");
  f->nodes.items[node].mentioned = true;
  if (f->nodes.items[node].iso3 == NULL)
    f->nodes.items[node].iso3 = iso3;
  att_naming *n = ATT_PUSH(f->arena, &f->namings);
  *n =
      (att_naming){.begin = k->s->tokens[first].begin, .end = k->s->tokens[last].end, .node = node};
}

/* The last token of the name of a state or person at `t`; `t` - 1 where none begins there. */
static uint32_t name_end(const att_scan *k, uint32_t t, att_node_kind kind) {
  uint32_t m = t < k->s->token_count ? k->facts->owner[k->number][t] : 0;
  if (m == 0)
    return t - 1;
  const att_mention *name = &k->facts->mentions.items[m - 1];
  bool fits = k->facts->nodes.items[name->node].kind == kind && !name->adjective;
  return fits && (name->first == t || kind == ATT_NODE_PERSON) ? name->last : t - 1;
}

void att_scan_parts(att_scan *k) {
  const att_lexicon *lexicon = k->facts->lexicon;
  for (uint32_t t = 0; t + 2 < k->s->token_count; t++) {
    bool seat = t > 0 && (is(k, t, "General") || is(k, t, "Army")) && is_capital(k, t + 1) &&
                is(k, t + 1, "Headquarters") && k->taken[t - 1] != NAME && is_capital(k, t);
    if (seat) { /* a body, and where it is */
      name_part(k, t, t + 1, NULL);
      continue;
    }
    uint32_t last = name_end(k, t + 1, ATT_NODE_STATE), m = k->facts->owner[k->number][t + 1];
    if (last > t && att_lexicon_word(lexicon, ATT_WORD_QUARTER, form(k, t))) {
      if (!is(k, last + 1, "'s") && !is(k, last + 1, "\xe2\x80\x99s"))
        name_part(k, t, last, k->facts->nodes.items[k->facts->mentions.items[m - 1].node].iso3);
      continue;
    }
    if (k->taken[t] == NAME || !(is(k, t + 1, "of") || is(k, t + 1, "to")) ||
        !att_lexicon_word(lexicon, ATT_WORD_MEMORIAL, form(k, t)))
      continue;
    uint32_t next = is(k, t + 2, "the") ? t + 3 : t + 2;
    last = name_end(k, next, ATT_NODE_PERSON);
    while (last + 1 < k->s->token_count && k->taken[last + 1] != NAME &&
           att_scan_namey(k, last + 1))
      last++;
    if (last > next && last + 1 >= next && k->taken[next] != RANK)
      name_part(k, t, last, NULL);
  }
}
