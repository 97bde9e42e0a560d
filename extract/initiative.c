/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of initiatives: exercises, forums, programmes, agreements, operations, by the head nouns of
 * ontology/initiative-heads.tsv.
 */
#include "extract/scan.h"

static const char *initiative_class(const att_scan *k, uint32_t t) {
  const att_lex_entry *e = att_lexicon_at(k->facts->lexicon, ATT_LEX_INITIATIVE_HEAD, k->s, t);
  return e != NULL ? e->type : NULL;
}

/* "of" between capitalised words, or a capitalised word that a title takes up. */
static bool in_capitals(const att_scan *k, uint32_t t) {
  return is(k, t, "of") ? is_capital(k, t - 1) && k->taken[t - 1] != NAME : is_capital(k, t);
}

/* Where the name of a state, or the longer one around it, begins that `t` stands in. */
static uint32_t state_first(const att_scan *k, uint32_t t) {
  uint32_t m = k->facts->owner[k->number][t];
  return m != 0 ? k->facts->mentions.items[m - 1].first : t;
}

/* "the Major Defence Partnership", "a General Agreement": no rank before a capitalised noun. */
static bool is_adjective_rank(const att_scan *k, uint32_t t) {
  return (is(k, t, "major") || is(k, t, "general")) && t + 1 < k->s->token_count &&
         is_capital(k, t + 1) && k->entity[t + 1] != ATT_ENTITY_PERSON &&
         k->entity[t] != ATT_ENTITY_PERSON && form(k, t)[strlen(form(k, t)) - 1] != '.';
}

/* "AMAN-25", "Druzhba-VII": a hyphen with the edition's number, part of the name as it is written.
 */
bool att_scan_edition(const att_scan *k, uint32_t t) {
  return t + 1 < k->s->token_count && is_hyphen(k, t) && !k->s->tokens[t - 1].space_after &&
         !k->s->tokens[t].space_after &&
         (isdigit((unsigned char)form(k, t + 1)[0]) || att_is_roman(form(k, t + 1)));
}

void att_scan_add_edition(const att_scan *k, uint32_t node, uint32_t first, uint32_t last) {
  att_facts *f = k->facts;
  const char *head = initiative_class(k, first);
  if (last > first && head != NULL && strcmp(head, "ExerciseSeries") == 0)
    first++; /* Exercise AMAN-25 */
  att_facts_alias(f, node, att_facts_text(f, k->number, first, last + 2));
}

/* "the Research, Development, Test and Evaluation Agreement": the list's words before the two that
 * "and" joins; `first` where they are not of the name. */
static uint32_t list_left(const att_scan *k, uint32_t first, uint32_t head) {
  uint32_t t = first;
  bool joined = false;
  for (uint32_t i = first; i < head; i++)
    joined = joined || is(k, i, "and") || is(k, i, "&");
  while (joined && t > 1 && is(k, t - 1, ",") && att_scan_free(k, t - 2)) {
    t -= 2;
    while (t > 0 && att_scan_free(k, t - 1))
      t--; /* "Space Security, Science and Technology Dialogue" */
  }
  bool named =
      t > 0 && (k->s->tokens[t - 1].upos == ATT_DET || k->s->tokens[t - 1].upos == ATT_ADJ);
  return named && islower((unsigned char)form(k, t - 1)[0]) ? t : first;
}

/* "the Jordan Operational Engagement Program": a state's own name before more words. */
static uint32_t state_left(const att_scan *k, uint32_t first, uint32_t head) {
  uint32_t last;
  if (first < 2 || first == head || !is_capital(k, head) || k->taken[first - 1] != STATE ||
      is_hyphen(k, first) || all_capitals(form(k, first - 1)))
    return first;
  uint32_t state = state_first(k, first - 1);
  const att_lex_entry *own =
      att_lexicon_match(k->facts->lexicon, ATT_LEX_STATE, k->s, state, &last);
  bool article = state > 0 && is(k, state - 1, "the");
  return own != NULL && last + 1 == first && article ? state : first;
}

/* "the ROK-U.S. Military | Committee Meeting": a force's name behind another state. */
static bool is_force_of_two(const att_scan *k, uint32_t t) {
  uint32_t m = k->facts->owner[k->number][t];
  const att_mention *force = m != 0 ? &k->facts->mentions.items[m - 1] : NULL;
  const char *class_name = force != NULL ? k->facts->nodes.items[force->node].class_name : NULL;
  return class_name != NULL && strcmp(class_name, "ArmedForces") == 0 && force->first > 1 &&
         is_hyphen(k, force->first - 1) && k->taken[force->first - 2] == STATE;
}

/* The name around an initiative's head: capitalised words that nothing else has taken. */
static uint32_t words_left(const att_scan *k, uint32_t head) {
  uint32_t first = head;
  while (first > 0) {
    if (att_scan_free(k, first - 1) || /* Washington Summit */
        (is_capital(k, head) && att_scan_namey(k, first - 1) && k->taken[first - 1] == FREE))
      first--;
    else if (is_hyphen(k, first - 1) && first > 1 && k->taken[first - 2] == NAME &&
             all_capitals(form(k, first - 2)) && !k->s->tokens[first - 1].space_after)
      first -= 2; /* NATO-Industry Forum */
    else if (first > 2 && is(k, first - 1, "'") && is_capital(k, head) &&
             (att_scan_free(k, first - 2) || k->taken[first - 2] == ROLE) &&
             form(k, first - 2)[strlen(form(k, first - 2)) - 1] == 's')
      first -= 2; /* Leaders' Dialogue */
    else if (first > 2 && is(k, first - 2, "+") && isdigit((unsigned char)form(k, first - 3)[0]) &&
             is_capital(k, head))
      first -= 3; /* 2+2 Ministerial Dialogue */
    else if (k->taken[first - 1] == NAME && is_capital(k, head) &&
             (all_capitals(form(k, first - 1)) || att_scan_kind(k, first - 1) == ATT_NODE_PLACE ||
              (first < head && is_force_of_two(k, first - 1)))) {
      first = k->facts->mentions.items[k->facts->owner[k->number][first - 1] - 1].first;
      if (first > 1 && is_hyphen(k, first - 1) && k->taken[first - 2] == STATE)
        first = state_first(k, first - 2); /* China-Africa Peace and Security Forum */
      return first;
    } else if (is_hyphen(k, first - 1) && first > 1 && first < head && is_capital(k, head) &&
               k->taken[first - 2] == STATE && !k->s->tokens[first - 1].space_after)
      return state_first(k, first - 2); /* China-Africa Security Forum */
    /* NATO Summit, Africa Chiefs of Defense Conference */
    else if ((k->taken[first - 1] == ROLE || is(k, first - 1, "of")) && is_capital(k, head) &&
             first > 1 && first < head && is_capital(k, first) && in_capitals(k, first - 1))
      first--;
    else if (is_hyphen(k, first - 1) && first > 1 && att_scan_free(k, first - 2) &&
             !k->s->tokens[first - 1].space_after)
      first -= 2;
    else if (is_hyphen(k, first - 1) && first > 3 && is(k, first - 2, "to") &&
             is_hyphen(k, first - 3) && is_capital(k, first - 4))
      first -= 4; /* Navy-to-Navy Talks */
    else if (first > 1 && first < head && is(k, first - 1, "to") && is_capital(k, head) &&
             strcmp(form(k, first), form(k, first - 2)) == 0)
      first -= 2; /* Navy to Navy Staff Talks */
    else if (k->taken[first - 1] == RANK && is_adjective_rank(k, first - 1) && is_capital(k, head))
      first--; /* General Agreement */
    else if (k->taken[first - 1] == STATE && first > 1 && att_scan_free(k, first - 2) &&
             is_capital(k, head))
      first -= 2; /* a state within the name: Royal Cambodia Army-US … Talks */
    else if (k->taken[first - 1] == STATE && state_first(k, first - 1) > 1 &&
             is_hyphen(k, state_first(k, first - 1) - 1) &&
             (!k->s->tokens[state_first(k, first - 1) - 2].space_after ||
              k->taken[state_first(k, first - 1) - 2] == STATE)) {
      first = state_first(k, state_first(k, first - 1) - 2);
      /* Royal Cambodian Army-US … Talks, Australia-Papua New Guinea … Forum */
      if (first > 1 && is_hyphen(k, first - 1) && k->taken[first - 2] == STATE)
        first = state_first(k, first - 2); /* Sri Lanka-Maldives-India … Exercise */
    } else if ((is(k, first - 1, "and") || is(k, first - 1, "&")) && first > 1 &&
               att_scan_free(k, first - 2) && is_capital(k, head))
      first -= 2;
    else
      break;
  }
  return first;
}

static uint32_t initiative_left(const att_scan *k, uint32_t head) {
  uint32_t first = words_left(k, head);
  first += first < head && is(k, first, "of"); /* "Director General of Defense Strategy" */
  return state_left(k, list_left(k, first, head), head);
}

/* "Jan.", "Sept." */
static bool is_shortened(const att_scan *k, uint32_t t) {
  size_t size = strlen(form(k, t));
  return size > 3 && size < 6 && form(k, t)[size - 1] == '.';
}

/* What an agreement, a programme or a forum is about belongs to its name, where it is capitalised:
 * "Memorandum of Understanding on Military Education", "Forum on China-Africa Cooperation". The
 * name's last token. */
static uint32_t initiative_right(const att_scan *k, uint32_t head) {
  uint32_t count = k->s->token_count, last = att_scan_right(k, head);
  while (last > head && k->entity[last] == ATT_ENTITY_PERSON)
    last--; /* High Representative for Foreign Affairs and Security Policy A B */
  if (last + 4 < count && is(k, last + 1, "(") && is(k, last + 3, ")") && is(k, last + 4, "on") &&
      last + 5 < count && is_capital(k, last + 5) && att_scan_free(k, last + 5))
    last += 3; /* Memorandum of Understanding (MoU) on Logistics */
  const char *class_name = initiative_class(k, head);
  if (last == head && is(k, head + 1, "and") && head + 2 < count && is_capital(k, head + 2) &&
      initiative_class(k, head + 2) != NULL &&
      strcmp(initiative_class(k, head + 2), class_name) == 0)
    return head + 2; /* Exhibition and Conference */
  while (last + 2 < count &&
         (is(k, last + 1, "of") || is(k, last + 1, "on") || is(k, last + 1, "for") ||
          is(k, last + 1, "concerning") || is(k, last + 1, "regarding"))) {
    uint32_t end = last + 1 + (is(k, last + 2, "the") ? 1 : 0);
    bool own = false; /* a word that names neither state nor body nor day */
    while (end + 1 < count) {
      bool joint = (is(k, end + 1, "and") || is(k, end + 1, "of") || is_hyphen(k, end + 1)) &&
                   end > last + 1 && end + 2 < count && is_capital(k, end + 2);
      bool rank = k->taken[end + 1] == RANK && !is_adjective_rank(k, end + 1);
      if (!joint && (!is_capital(k, end + 1) || rank || k->taken[end + 1] == ROLE ||
                     att_scan_calendar(k, end + 1) || is_shortened(k, end + 1) ||
                     k->entity[end + 1] == ATT_ENTITY_PERSON))
        break;
      end++;
      own = own ||
            (!joint && att_scan_free(k, end) &&
             (k->entity[end] != ATT_ENTITY_PLACE || att_scan_kind(k, end - 1) == ATT_NODE_PLACE));
    }
    bool goes_on = end + 1 < count && k->s->tokens[end + 1].upos == ATT_NOUN;
    if (!own || !is_capital(k, end) || k->taken[end] == STATE || goes_on)
      break;
    last = end;
  }
  return last;
}

/* A series without its edition's number: Iron Birch, of "Iron Birch 24". */
static void name_series(att_scan *k, uint32_t first, uint32_t last, const char *class_name) {
  if (last > first + 1 && att_scan_edition(k, last - 1))
    last -= 2; /* PAMIR SHAKTI-2023 */
  while (last > first && strspn(form(k, last), "0123456789") == strlen(form(k, last)))
    last--;
  att_scan_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
}

/* '"Peace Guardian-2024" special forces drill': a name in quotation marks before a common noun of
 * an initiative. */
static bool find_quoted(att_scan *k, uint32_t head, const char *class_name) {
  for (uint32_t t = head; t > 2 && head - t < 4; t--) {
    if (is_quote(k, t - 1)) {
      uint32_t last = t - 2, first = last;
      while (first > 0 && !is_quote(k, first - 1) && last - first < 6)
        first--;
      if (first == 0 || !is_quote(k, first - 1) || !is_capital(k, first) || k->taken[first] == NAME)
        return false;
      name_series(k, first, last, class_name);
      return true;
    }
    uint8_t upos = k->s->tokens[t - 1].upos;
    if ((upos != ATT_NOUN && upos != ATT_ADJ) || is_capital(k, t - 1))
      return false;
  }
  return false;
}

/* "the third Vietnam-Laos border defence friendship exchange": two states and a common noun, by its
 * ordinal a series. */
static bool find_bilateral(att_scan *k, uint32_t head, const char *class_name) {
  uint32_t t = head;
  if (att_scan_kind(k, head + 1) == ATT_NODE_INITIATIVE)
    return true; /* its name stands behind */
  while (t > 0 && head - t < 6 && k->taken[t - 1] == FREE && !is_capital(k, t - 1) &&
         (k->s->tokens[t - 1].upos == ATT_NOUN || k->s->tokens[t - 1].upos == ATT_ADJ))
    t--;
  if (t < 3 || k->taken[t - 1] != STATE || !is_hyphen(k, t - 2) || k->taken[t - 3] != STATE)
    return false;
  uint32_t first = state_first(k, t - 3);
  const char *before = first > 0 ? form(k, first - 1) : "";
  bool series = isdigit((unsigned char)before[0]) ||
                att_lexicon_word(k->facts->lexicon, ATT_WORD_ORDINAL, before) ||
                is_capital(k, head) || (t < head && is(k, head - 1, "strategic"));
  if (series)
    att_scan_name(k, first, head, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
  return series;
}

/* A year or number behind a name, "Dragon Gold-2023", "Joint Warrior 23-2": how many tokens, up to
 * `end`, it has; 0 where none is. */
static uint32_t edition_length(const att_scan *k, uint32_t end) {
  uint32_t t = end;
  while (t > 0 && end - t < 4 &&
         (isdigit((unsigned char)form(k, t - 1)[0]) || (is_hyphen(k, t - 1) && t < end)))
    t--;
  return t > 0 && att_scan_free(k, t - 1) ? end - t : 0;
}

/* A body's name before the noun: "the ECOWAS Standby Force command post exercise". */
static bool names_body(const att_scan *k, uint32_t last) {
  uint32_t end;
  return att_lexicon_word(k->facts->lexicon, ATT_WORD_PLAIN_BODY, form(k, last)) ||
         (att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, last, &end) != NULL &&
          end == last);
}

/* A body's or a place's. */
static bool names_other(const att_scan *k, uint32_t last) {
  return k->entity[last] == ATT_ENTITY_PLACE || names_body(k, last);
}

/* "their annual Garuda air exercise": the name's last word before common modifiers. */
static bool named_before(const att_scan *k, uint32_t head, uint32_t *ret_last) {
  for (uint32_t t = head; t > 1 && head - t < 7; t--) {
    t -= edition_length(k, t);
    if (att_scan_free(k, t - 1)) {
      bool named = t < head && t > 2 && !names_other(k, t - 1);
      *ret_last = named ? t - 1 : *ret_last;
      return named;
    }
    uint8_t upos = k->s->tokens[t - 1].upos;
    bool glued = is_hyphen(k, t - 1) || (t > 2 && is_hyphen(k, t - 2)); /* computer-assisted */
    if ((upos != ATT_NOUN && upos != ATT_ADJ && !glued) || is_capital(k, t - 1) ||
        k->taken[t - 1] != FREE)
      return false;
  }
  return false;
}

/* 'the joint exercise "Mitra Shakti"': in quotation marks behind the noun. */
static bool find_quoted_behind(att_scan *k, uint32_t head, const char *class_name) {
  uint32_t first = head + 2, last = first;
  if (!is_quote(k, head + 1) || !att_scan_namey(k, first) || k->taken[first] == NAME)
    return false;
  while (last + 1 < k->s->token_count && !is_quote(k, last + 1) && last < first + 5)
    last++;
  if (!is_quote(k, last + 1))
    return false;
  name_series(k, first, last, class_name);
  return true;
}

/* "the joint special forces exercise Khanjar": the name stands behind the common noun. */
static bool find_behind(att_scan *k, uint32_t head, const char *class_name) {
  const att_token *noun = &k->s->tokens[head];
  bool described =
      head > 0 && (k->s->tokens[head - 1].upos == ATT_ADJ ||
                   k->s->tokens[head - 1].upos == ATT_NOUN); /* "the joint exercise X" */
  bool lettered = head + 1 < k->s->token_count && noun[1].upos == ATT_NOUN &&
                  all_capitals(form(k, head + 1)); /* the exercise MILEX-18 */
  if (!att_scan_free(k, head + 1) || noun->xpos[0] == 'V' ||
      (strncmp(noun[1].xpos, "NNP", 3) != 0 && !lettered) ||
      (k->entity[head + 1] == ATT_ENTITY_PERSON && !described) ||
      noun->form[strlen(noun->form) - 1] == 's')
    return false;
  uint32_t last = att_scan_right(k, head + 1), city;
  while (is_hyphen(k, last + 1) && !k->s->tokens[last].space_after && att_scan_namey(k, last + 2) &&
         !k->s->tokens[last + 1].space_after && !isdigit((unsigned char)form(k, last + 2)[0]) &&
         k->taken[last + 2] != NAME)
    last = att_scan_right(k, last + 2); /* "Atatürk-Jinnah" */
  const att_lex_entry *place = att_scan_city(k, head + 1, &city);
  if (place != NULL && city == last)
    return false; /* "the exercise Berlin wanted" */
  name_series(k, head + 1, last, class_name);
  return true;
}

/* "a field training exercise, Mashariki Salama, to be held": the name stands between commas, or at
 * the end, behind the common noun. */
static bool find_apposed(att_scan *k, uint32_t head, const char *class_name) {
  uint32_t first = head + 2, count = k->s->token_count;
  bool quoted = first < count && is_quote(k, first);
  first += quoted; /* a command post exercise, "X II", */
  bool described = head > 0 && (k->s->tokens[head - 1].upos == ATT_ADJ ||
                                k->s->tokens[head - 1].upos == ATT_NOUN || is_capital(k, head - 1));
  if (first < count && is(k, head + 1, ",") && att_scan_kind(k, first) == ATT_NODE_INITIATIVE)
    return true; /* a known name, found already */
  if (first >= count || !is(k, head + 1, ",") || !described || !att_scan_free(k, first) ||
      (k->entity[first] == ATT_ENTITY_PLACE && !all_capitals(form(k, first))) ||
      k->entity[first] == ATT_ENTITY_STATE || att_scan_calendar(k, first) ||
      strncmp(k->s->tokens[first].xpos, "NNP", 3) != 0)
    return false;
  uint32_t last = att_scan_right(k, first), city;
  if (last + 1 < count && isdigit((unsigned char)form(k, last + 1)[0]))
    last++;
  bool closed = last + 1 >= count || (quoted && is_quote(k, last + 1)) || is(k, last + 1, ",") ||
                is(k, last + 1, ".") || is(k, last + 1, "(") || is(k, last + 1, ";");
  bool lone = last == first && !all_capitals(form(k, first));
  if (!closed || (lone && k->entity[first] == ATT_ENTITY_PERSON) ||
      att_scan_city(k, first, &city) != NULL)
    return false;
  name_series(k, first, last, class_name);
  return true;
}

/* "the exchange, called Shanti Setu": a name given to what an initiative's head, or an event's
 * noun, means. */
static void find_dubbed(att_scan *k) {
  uint32_t count = k->s->token_count;
  for (uint32_t t = 2; t + 1 < count; t++) {
    if (k->s->tokens[t].upos != ATT_VERB ||
        !att_lexicon_word(k->facts->lexicon, ATT_WORD_DUBBED, form(k, t)))
      continue;
    uint32_t first = is(k, t + 1, "as") ? t + 2 : t + 1;
    first += first < count && is_quote(k, first);
    const char *class_name = NULL;
    for (uint32_t i = t; i-- > 0 && t - i < 9 && class_name == NULL;)
      if (!is_hyphen(k, i + 1)) /* "code-named" */
        class_name = initiative_class(k, i);
    bool quoted = first < count && is_quote(k, first - 1);
    for (uint32_t i = t; i-- > 0 && t - i < 4 && class_name == NULL && quoted;)
      if (is(k, i, "training")) /* 'the training, named "X"' */
        class_name = "ExerciseSeries";
    if (class_name == NULL || !att_scan_free(k, first) || !is_capital(k, first))
      continue;
    uint32_t last = att_scan_right(k, first);
    att_scan_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
  }
}

/* "the Defense Industrial Cooperation, Acquisition and Sustainment (DICAS) Forum", "Humanitarian,
 * Disaster, and Civic Aid (HDCA) program": a list whose words have the letters of the acronym. */
static void find_spelled(att_scan *k) {
  for (uint32_t t = 3; t + 3 < k->s->token_count; t++) {
    const char *class_name = initiative_class(k, t + 3), *letters = form(k, t + 1);
    if (!is(k, t, "(") || !is(k, t + 2, ")") || class_name == NULL || !all_capitals(letters))
      continue;
    size_t left = strlen(letters);
    uint32_t first = t, next;
    bool list = false, spelled = left > 2;
    while (spelled && left > 0 && first > 0 && t - first < 14) {
      char letter = letters[left - 1];
      bool comma = is(k, --first, ","), joint = comma || islower((unsigned char)form(k, first)[0]);
      for (next = first; next > 0 && !is_capital(k, next);)
        next--;
      bool and_counts = joint && !comma && form(k, next)[0] != letter && /* Disaster And Civic */
                        toupper((unsigned char)form(k, first)[0]) == letter;
      list = list || comma;
      spelled = joint || (k->taken[first] != NAME && form(k, first)[0] == letter);
      left -= and_counts || (!joint && spelled);
    }
    if (!spelled || left > 0 || !list)
      continue;
    bool whole = is_capital(k, t + 3);
    att_scan_name(k, first, whole ? t + 3 : t - 1, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
    uint32_t node = k->facts->mentions.items[k->facts->mentions.count - 1].node;
    att_facts_alias(k->facts, node, letters);
    if (whole)
      att_facts_alias(k->facts, node,
                      att_arena_format(k->facts->arena, "%s %s", letters, form(k, t + 3)));
    att_scan_take(k, first, t + 3, NAME);
  }
}

/* A hyphen without a space on either side. */
static bool is_glued(const att_scan *k, uint32_t t) {
  return t > 0 && is_hyphen(k, t) && !k->s->tokens[t].space_after &&
         !k->s->tokens[t - 1].space_after;
}

static bool is_finite(const att_scan *k, uint32_t t) {
  const char *xpos = t < k->s->token_count ? k->s->tokens[t].xpos : "";
  return strcmp(xpos, "VBD") == 0 || strcmp(xpos, "VBZ") == 0 || strcmp(xpos, "VBP") == 0 ||
         strcmp(xpos, "MD") == 0;
}

/* "Shanti Prayas, a multinational peacekeeping exercise": what the apposition's noun makes a
 * name. */
static void find_described(att_scan *k) {
  uint32_t count = k->s->token_count;
  for (uint32_t t = 1; t + 2 < count; t++) {
    bool article = is(k, t + 1, "a") || is(k, t + 1, "an") || is(k, t + 1, "the");
    if (!is(k, t, ",") || !article || !att_scan_free(k, t - 1))
      continue;
    uint32_t head = t + 2, first = t - 1;
    while (head < count && head < t + 10 && k->taken[head] != NAME &&
           (k->s->tokens[head].upos == ATT_NOUN || k->s->tokens[head].upos == ATT_ADJ ||
            k->s->tokens[head].upos == ATT_NUM || is_hyphen(k, head) || is(k, head, "and")))
      head++;
    const char *class_name = initiative_class(k, head - 1);
    bool exercise = class_name != NULL && (strcmp(class_name, "ExerciseSeries") == 0 ||
                                           strcmp(class_name, "OperationName") == 0);
    if (!exercise || head == t + 2 || is(k, head, "'s") || is(k, head, "\xe2\x80\x99s"))
      continue; /* "A B, the exercise's spokesman" */
    while (first > 0 && (att_scan_free(k, first - 1) ||
                         (first > 1 && is_glued(k, first - 1) && att_scan_free(k, first - 2))))
      first--;
    if (first > 1 && is_hyphen(k, first - 1) && att_scan_kind(k, first - 2) == ATT_NODE_INITIATIVE)
      continue; /* "Exercise X - XI, a drill": its edition */
    if (initiative_class(k, first) != NULL && first + 1 < t)
      first++; /* "Exercise X, a drill" */
    bool titled = false;
    for (uint32_t i = first, title; i < t; i++)
      titled = titled || att_scan_title(k, i, &title);
    if (titled || (is(k, t + 1, "the") && is_finite(k, head)))
      continue; /* "According to Minister A B, the exercise strengthened" */
    if (k->entity[first] != ATT_ENTITY_PLACE && k->entity[first] != ATT_ENTITY_STATE)
      att_scan_name(k, first, t - 1, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
  }
}

/* Does the sentence speak of exercises, or is the name that begins at `first` a time: "during X"?
 */
static bool speaks_of_exercise(const att_scan *k, uint32_t first) {
  bool quoted = first > 0 && is_quote(k, first - 1);
  if (first > (quoted ? 1u : 0u) && is(k, first - (quoted ? 2 : 1), "during"))
    return true;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    const char *class_name = islower((unsigned char)form(k, t)[0]) ? initiative_class(k, t) : NULL;
    if ((class_name != NULL && strcmp(class_name, "ExerciseSeries") == 0) || is(k, t, "training") ||
        is(k, t, "ceremony") || is(k, t, "manoeuvres") || is(k, t, "maneuvers"))
      return true;
  }
  return false;
}

static bool is_year(const char *word) {
  return (word[0] == '2' || word[0] == '1') && strlen(word) == 4 && strspn(word, "0123456789") == 4;
}

/* Is what stands before the year a place or a body: "in West Java 2023", "Naval Base 2023"? A name
 * that nothing puts anywhere is none of them, whatever it looks like: "the opening of Gulf Sentinel
 * 2023". */
static bool is_located(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t end;
  bool known = att_scan_city(k, first, &end) != NULL && end == last;
  bool unplaced = first > 0 && (is(k, first - 1, "of") || is(k, first - 1, "for") ||
                                is(k, first - 1, "during") || is_quote(k, first - 1));
  return k->entity[last] == ATT_ENTITY_PLACE && unplaced && !known ? names_body(k, last)
                                                                   : names_other(k, last);
}

/* "Northern Palm 2025", '"Khaan Resolve-2024"': two words or more before a year, where exercises
 * are spoken of. */
static void find_yearly(att_scan *k) {
  for (uint32_t t = 2; t < k->s->token_count; t++) {
    uint32_t last = is_hyphen(k, t - 1) ? t - 2 : t - 1, first = last;
    if (!is_year(form(k, t)) || !att_scan_free(k, last))
      continue;
    while (first > 0 && last - first < 3 && att_scan_free(k, first - 1))
      first--;
    if (first == last || initiative_class(k, last) != NULL || is_located(k, first, last) ||
        k->entity[last] == ATT_ENTITY_PERSON || k->s->tokens[last].upos != ATT_PROPN ||
        att_lexicon_word(k->facts->lexicon, ATT_WORD_NO_INITIATIVE, form(k, last)) ||
        !speaks_of_exercise(k, first))
      continue;
    if (initiative_class(k, first) != NULL)
      continue; /* "Exercise X 2025" */
    if (first > 1 && (is(k, first - 1, "for") || is(k, first - 1, "on")) &&
        initiative_class(k, first - 2) != NULL)
      continue; /* Framework Programme for Defence Cooperation 2022-2026 */
    att_scan_name(k, first, last, ATT_NODE_INITIATIVE, "ExerciseSeries", NULL, NULL);
  }
}

/* "the Africa Aerospace and Defence exhibition" */
static bool is_show(const att_scan *k, uint32_t t) {
  return is(k, t, "exhibition") || is(k, t, "expo") || is(k, t, "airshow");
}

bool att_scan_dated(const att_scan *k, uint32_t t, uint32_t *ret_last, const char **ret_class) {
  const char *class_name = initiative_class(k, t);
  if (class_name == NULL || strcmp(class_name, "ExerciseSeries") != 0 || !att_scan_free(k, t + 1))
    return false;
  uint32_t last = t + 1;
  while (att_scan_free(k, last + 1) && last < t + 4)
    last++;
  *ret_last = last;
  *ret_class = class_name;
  return last + 1 < k->s->token_count && isdigit((unsigned char)form(k, last + 1)[0]);
}

/* "Deputy Director for Strategy, Plans and Policy", "Chief of Education and Doctrine", "the
 * International Policy Division": what an office is for, or part of a body's name. */
static bool is_of_office(const att_scan *k, uint32_t first, uint32_t head) {
  uint32_t last;
  if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, first, &last) != NULL &&
      (last >= head || is(k, last + 1, "of")))
    return true;
  if (head + 1 < k->s->token_count && is_capital(k, head + 1) &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, head + 1, &last) != NULL)
    return true;
  for (uint32_t t = first; t-- > 0 && first - t < 6;) {
    if ((is(k, t, "for") || is(k, t, "of")) && t > 0)
      for (uint32_t r = t > 4 ? t - 4 : 0; r < t; r++)
        if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, r, &last) != NULL &&
            last + 1 >= t)
          return true;
    if (!is_capital(k, t) && !is(k, t, ",") && !is(k, t, "and"))
      return false;
  }
  return false;
}

/* "Naval Support Facility Deveselu": a head of names of sites ends here. */
static bool is_of_site(const att_scan *k, uint32_t t) {
  uint32_t last;
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_SITE, k->s, i, &last) != NULL && last == t)
      return true;
  return false;
}

/* "Regional Exchange of Intelligence Meeting": a forum by its last word. */
static const char *class_of_whole(const att_scan *k, uint32_t t, uint32_t last,
                                  const char *class_name) {
  const char *whole = last > t + 1 && is_capital(k, last) ? initiative_class(k, last) : NULL;
  return whole != NULL && strcmp(whole, "Forum") == 0 ? whole : class_name;
}

/* "Passage Exercise", "Field Training Exercise": what kind it is, whatever the capitals. */
static bool is_form_only(const att_scan *k, uint32_t first, uint32_t head) {
  for (uint32_t i = first; i < head; i++)
    if (!is_hyphen(k, i) && !att_lexicon_word(k->facts->lexicon, ATT_WORD_DRILL_FORM, form(k, i)))
      return false;
  return first < head && (head + 1 == k->s->token_count || !att_scan_namey(k, head + 1));
}

/* "the Madrid Summit": the one held there, of a series that is not named. */
static bool is_of_place(const att_scan *k, uint32_t first, uint32_t head) {
  uint32_t last;
  return is(k, head, "summit") && first + 1 == head &&
         (k->entity[first] == ATT_ENTITY_PLACE || att_scan_kind(k, first) == ATT_NODE_PLACE ||
          att_scan_city(k, first, &last) != NULL ||
          att_lexicon_match(k->facts->lexicon, ATT_LEX_PLACE, k->s, first, &last) != NULL ||
          att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, first, &last) != NULL);
}

/* "Joint Military Exercise X": no body is named before the name. */
static void take_modifiers(att_scan *k, uint32_t first, uint32_t head) {
  for (uint32_t i = first; i <= head && is_capital(k, head); i++)
    if (k->taken[i] == FREE)
      k->taken[i] = NAME;
}

/* "Passage Exercise (PASSEX)": nor is the short form a name. */
static void take_form(att_scan *k, uint32_t first, uint32_t head) {
  bool bracket = is(k, head + 1, "(") && is(k, head + 3, ")") && all_capitals(form(k, head + 2));
  take_modifiers(k, first, head);
  if (bracket && k->taken[head + 2] == FREE)
    k->taken[head + 2] = NAME;
}

/* "a Mobile Rocket System | live-fire exercise": what is fired has no series. */
static bool is_of_arms(const att_scan *k, uint32_t head) {
  uint32_t name = head;
  while (name > 0 && head - name < 5 && !is_capital(k, name - 1) && k->taken[name - 1] == FREE)
    name--;
  return name > 0 && is_capital(k, name - 1) &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_NO_INITIATIVE, form(k, name - 1));
}

/* "Exercise Wantok Resolve", "the Angkor Sentinel exercises", "Lion City Security Dialogue". */
void att_scan_initiatives(att_scan *k) {
  uint32_t count = k->s->token_count;
  find_spelled(k);
  find_dubbed(k);
  find_described(k);
  find_yearly(k);
  for (uint32_t t = 0; t < count; t++) {
    const char *class_name = initiative_class(k, t);
    if (class_name != NULL && att_scan_kind(k, t) == ATT_NODE_INITIATIVE &&
        k->facts->mentions.items[k->facts->owner[k->number][t] - 1].first == t)
      take_modifiers(k, initiative_left(k, t), t); /* Multinational Exercise X */
    if (class_name == NULL || k->taken[t] == NAME)
      continue;
    bool capital = is_capital(k, t);
    if (is_of_site(k, t) || (is(k, t, "charter") && t > 0 && /* the UN Charter */
                             att_scan_kind(k, t - 1) == ATT_NODE_ORG))
      continue;
    if (t > 0 && att_scan_in_role(k, t, t) == t && t + 1 < count && att_scan_namey(k, t + 1))
      continue; /* Deputy Chief of Mission A B */
    if (att_lexicon_word(k->facts->lexicon, ATT_WORD_ON_A_MATTER, form(k, t)) &&
        (!capital || initiative_right(k, t) == att_scan_right(k, t)))
      continue; /* "the Joint Statement" */
    bool exercise =
        strcmp(class_name, "ExerciseSeries") == 0 || strcmp(class_name, "OperationName") == 0;
    if (!capital && exercise && is_of_arms(k, t))
      continue;
    if (strcmp(class_name, "ExerciseSeries") == 0 && is_form_only(k, initiative_left(k, t), t)) {
      take_form(k, initiative_left(k, t), t);
      continue;
    }
    bool quoted = capital && exercise && is_quote(k, t + 1);
    if (quoted &&
        (att_scan_kind(k, t + 2) == ATT_NODE_INITIATIVE || find_quoted_behind(k, t, class_name))) {
      take_modifiers(k, initiative_left(k, t), t);
      continue; /* Joint Military Exercise "X" */
    }
    if (!capital &&
        (find_quoted(k, t, class_name) || find_quoted_behind(k, t, class_name) ||
         (exercise && find_behind(k, t, class_name)) ||
         (exercise && find_apposed(k, t, class_name)) || find_bilateral(k, t, class_name)))
      continue;
    uint32_t before = t;
    if (t > 0 && is_quote(k, t - 1))
      before = t - 1;
    uint32_t first = initiative_left(k, before);
    uint32_t end = t;
    bool numbered = first > 0 && isdigit((unsigned char)form(k, first - 1)[0]);
    if (first + 1 < t && is(k, t - 1, "'") &&
        !numbered && /* the 12th Defence Ministers' Dialogue */
        att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, first, &end) != NULL &&
        end + 2 == t)
      continue; /* "our annual Defence Ministers' Meeting" */
    if (is_of_place(k, first, t) || (is(k, t, "talks") && is_form_only(k, first, t))) {
      take_modifiers(k, first, t);
      continue; /* "the Wales Summit", "Staff Talks" */
    }
    bool inside = strcmp(class_name, "OperationName") == 0 && t > 0 && att_scan_free(k, t - 1);
    if (!exercise && capital && t + 1 < count && is_capital(k, t + 1) &&
        initiative_class(k, t + 1) != NULL)
      continue; /* Maritime Partnership Exercise */
    if (capital && strcmp(class_name, "Programme") == 0)
      class_name = class_of_whole(k, t, initiative_right(k, t), class_name);
    if (capital && strcmp(class_name, "Programme") == 0 && is_of_office(k, first, t))
      continue;
    if (exercise && t + 1 < count && att_scan_kind(k, t + 1) == ATT_NODE_INITIATIVE) {
      take_modifiers(k, first, t);
      continue; /* a known name, found already */
    }
    uint32_t title;
    if (exercise && capital && t + 1 < count && att_scan_title(k, t + 1, &title) &&
        !att_scan_namey(k, title + 1))
      continue; /* "the Exercise Director, Brigadier A B" */
    if (exercise && capital && !inside && t + 1 < count && att_scan_namey(k, t + 1) &&
        before == t) {
      uint32_t last = att_scan_right(k, t + 1);
      if (last + 1 < count && k->taken[last + 1] == RANK && is_capital(k, last + 1) &&
          !att_scan_namey(k, last + 2))
        last++; /* Exercise Tropic Major */
      if (is_hyphen(k, last + 1) && !k->s->tokens[last].space_after && last + 2 < count &&
          (k->taken[last + 2] == STATE || (is_capital(k, last + 2) && k->taken[last + 2] == FREE &&
                                           !k->s->tokens[last + 1].space_after)))
        last += 2; /* Exercise NATO-Georgia, Operation Claw-Lock */
      uint32_t from = strcmp(class_name, "OperationName") == 0 ? t : t + 1;
      name_series(k, from, last, class_name); /* Operation Iron Gate */
      take_modifiers(k, first, t);
      t = last;
    } else if (capital && before == t && !inside && !exercise &&
               (t > first || (t > 0 && initiative_right(k, t) > att_scan_right(k, t)))) {
      uint32_t last = initiative_right(k, t);
      att_scan_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
      t = last;
    } else if (capital && before == t && t > first && !inside) {
      uint32_t last = att_scan_right(k, t);
      att_scan_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
      t = last;
    } else if (!capital && (exercise || is_show(k, t)) && first == before &&
               named_before(k, before, &first)) {
      uint32_t last = first;
      first = initiative_left(k, last);
      att_scan_name(k, first, last, ATT_NODE_INITIATIVE, class_name, NULL, NULL);
    } else if (!capital && att_lexicon_word(k->facts->lexicon, ATT_WORD_PROGRAMME, form(k, t)) &&
               first + 1 < before && first > 0 && !names_other(k, before - 1)) {
      name_series(k, first, before - 1, class_name); /* the Baltic Air Shield programme */
    } else if (first + 1 == before && k->entity[first] == ATT_ENTITY_PLACE &&
               strcmp(class_name, "OperationName") == 0) {
      continue; /* "the Mosul operation" */
    } else if (!capital && exercise && first < before && (first > 0 || first + 1 < before)) {
      uint32_t city;
      bool place = first > 1 && (att_scan_kind(k, first - 1) == ATT_NODE_PLACE ||
                                 att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s,
                                                   first - 1, &city) != NULL);
      if (place && first + 1 == before && k->s->tokens[first - 1].space_after &&
          (is(k, first - 2, "the") || k->s->tokens[first - 2].upos == ATT_ADJ))
        first--; /* the joint Dakar Rampart exercise */
      name_series(k, first, before - 1, class_name);
    }
  }
}
