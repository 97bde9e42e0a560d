/* SPDX-License-Identifier: Apache-2.0
 *
 * Bodies, initiatives and places that tables know by name, and where such a name is only a part of
 * a longer one.
 */
#include "extract/scan.h"

/* "Department of Defense | National Guard Bureau | State Partnership Program": does a name of
 * several words that tables know begin, or end, at the token? */
static bool is_known_beside(const att_scan *k, uint32_t t, bool ends) {
  static const att_lex_kind KINDS[] = {ATT_LEX_ORG, ATT_LEX_INITIATIVE};
  uint32_t last;
  for (uint32_t first = ends && t > 5 ? t - 5 : ends ? 0 : t; first <= t; first++)
    for (size_t i = 0; i < 2; i++)
      if (att_lexicon_match(k->facts->lexicon, KINDS[i], k->s, first, &last) != NULL &&
          last > first && (!ends || last == t))
        return true;
  return false;
}

/* "Malabar | Naval Exercise": do capitalised words from `t` on end in an initiative's head? */
static bool names_initiative(const att_scan *k, uint32_t t) {
  uint32_t last, end = att_scan_right(k, t);
  for (uint32_t i = t; i <= end; i++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_INITIATIVE_HEAD, k->s, i, &last) != NULL)
      return true;
  return false;
}

/* "the joint exercise, Surya Kiran", "Exercise X": behind the head of a name of an initiative. */
static bool is_after_head(const att_scan *k, uint32_t t) {
  uint32_t last, at = t > 0 && is(k, t - 1, ",") ? t - 1 : t;
  return at > 0 &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_INITIATIVE_HEAD, k->s, at - 1, &last) != NULL;
}

/* "the University of the | South Pacific": what a school's or a bank's name has behind "of". */
static bool is_of_school(const att_scan *k, uint32_t t) {
  uint32_t of = t > 1 && is(k, t - 1, "the") ? t - 2 : t - 1, last;
  if (t < 2 || of == 0 || !is(k, of, "of") || !is_capital(k, of - 1))
    return false;
  const att_lex_entry *e =
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, of - 1, &last);
  return e != NULL && last + 1 >= of && strcmp(e->type, "Organization") == 0;
}

/* A hyphen without spaces behind the name, and a word that is neither an edition nor a participle:
 * "Defender-class", "PANAMAX-Alpha", but "Balikatan-style", "Malabar-2024", "Druzhba-VII". */
static bool is_joined(const att_scan *k, uint32_t last) {
  if (last + 2 >= k->s->token_count || !is_hyphen(k, last + 1) || k->s->tokens[last].space_after ||
      k->s->tokens[last + 1].space_after || k->taken[last + 2] == STATE)
    return false;
  const char *word = form(k, last + 2);
  return is(k, last + 2, "class") ||
         (isupper((unsigned char)word[0]) && islower((unsigned char)word[1]));
}

/* "the Davao | Gulf": what it is, in the name of another place than the one that is called so. */
static bool is_site_of(const att_scan *k, uint32_t t, uint32_t last) {
  uint32_t end;
  const att_lex_entry *site =
      t == last ? att_lexicon_match(k->facts->lexicon, ATT_LEX_SITE, k->s, t, &end) : NULL;
  return site != NULL && end == t && strcmp(site->type, "after") == 0 && t > 0 &&
         k->taken[t - 1] == FREE && k->s->tokens[t - 1].upos == ATT_PROPN && is_capital(k, t - 1);
}

/* Is what a table knows here only a part of something else: a longer name, a title, a common noun?
 */
static bool is_part_of_other(const att_scan *k, const att_lex_entry *e, att_node_kind kind,
                             uint32_t t, uint32_t last) {
  uint32_t bare;
  bool head = kind == ATT_NODE_ORG && last == t && !all_capitals(form(k, t)) &&
              att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &bare) != NULL;
  if (head && t > 0 && is(k, t - 1, "the") && e->label != NULL && !att_scan_namey(k, t + 1) &&
      att_facts_named(k->facts, ATT_NODE_ORG, e->label) != ATT_NO_ENTITY)
    return false; /* "the Alliance", where NATO has been named */
  if (head)
    return true; /* "Army" alone, or at the end of a longer name */
  if (kind == ATT_NODE_ORG && last > t && att_scan_fields_left(k, t) < t)
    return true; /* Space and Cyber Command */
  for (uint32_t at = t; at <= last && kind == ATT_NODE_ORG; at++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, at, &bare) != NULL &&
        bare > last && is_capital(k, bare)) /* but "the UN mission" */
      return true;                          /* Army Command and Staff College */
  if (kind == ATT_NODE_PLACE && t > 0 && is_capital(k, t - 1) && att_scan_calendar(k, t) &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t - 1, &bare) != NULL)
    return true; /* Multinational Brigade South-East */
  if (kind == ATT_NODE_PLACE && (is_of_school(k, t) || is_site_of(k, t, last)))
    return true;
  if (kind == ATT_NODE_PLACE && t > 0 && is_capital(k, t - 1)) {
    const att_lex_entry *site =
        att_lexicon_match(k->facts->lexicon, ATT_LEX_SITE, k->s, t - 1, &bare);
    if (site != NULL && bare + 1 == t && strcmp(site->type, "before") == 0)
      return true; /* Port Victoria */
  }
  if (kind == ATT_NODE_ORG && t > 1 && is(k, t - 1, "of") &&
      (att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t - 2, &bare) != NULL ||
       att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t - 2, &bare) != NULL) &&
      bare >= last)
    return true; /* Ministry of National Defence, minister of National Defence */
  uint32_t rank_last;
  if (kind == ATT_NODE_ORG && e->type != NULL && strcmp(e->type, "ServiceBranch") == 0 &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &bare) && bare == last &&
      last + 1 < k->s->token_count && att_scan_rank(k, last + 1, &rank_last) != NULL)
    return true; /* Press Secretary Air Force Brig. Gen. */
  uint8_t span = k->entity[t];
  bool tail = t > 0 && span == ATT_ENTITY_ORG && k->entity[t - 1] == ATT_ENTITY_ORG &&
              k->taken[t - 1] == FREE && att_scan_namey(k, t - 1);
  bool inner = last == t && t > 1 && kind == ATT_NODE_PLACE && span != ATT_ENTITY_PLACE &&
               att_scan_free(k, t - 1);
  bool common = kind == ATT_NODE_ORG && last > t && !is_capital(k, last) && e->type != NULL &&
                strcmp(e->type, "ArmedForces") == 0;
  uint32_t role_last = last;
  bool kind_is_org = kind == ATT_NODE_ORG;
  for (uint32_t at = t + 1; at <= last && kind_is_org; at++) {
    const att_lex_entry *role =
        att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, at, &role_last);
    if (role != NULL && role_last > last && role->type != NULL &&
        (strncmp(role->type, "ministry", 8) == 0 || strcmp(role->type, "state") == 0))
      common = true; /* French Armed Forces Minister */
  }
  uint32_t head_last;
  if (kind == ATT_NODE_INITIATIVE && t > 1 && last > t && att_scan_free(k, t - 1) &&
      !is(k, t - 1, "the") && !att_scan_title(k, t - 1, &role_last) &&
      !is_known_beside(k, t - 1, true) &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_INITIATIVE_HEAD, k->s, t - 1, &head_last) ==
          NULL &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_INITIATIVE_HEAD, k->s, last, &head_last) != NULL)
    common = true; /* Africa Chiefs of Defense Conference */
  if (inner || common)
    return true; /* the Sea Falcon exercise; U.S. forces */
  uint32_t title_last;
  if (tail && (kind == ATT_NODE_PLACE || (kind_is_org && last > t && t > 1 && is_capital(k, t) &&
                                          !att_scan_title(k, t - 1, &title_last))))
    return true; /* Multinational Brigade South-East, Supreme National Security Council */
  if (!k->known_only && kind != ATT_NODE_INITIATIVE && last > t && t > 0 && is(k, t, "national") &&
      k->taken[t - 1] == FREE && k->s->tokens[t - 1].upos == ATT_PROPN &&
      att_scan_namey(k, t - 1) && !att_scan_title(k, t - 1, &title_last))
    return true; /* Krtsanisi National Training Center */
  bool longer = last + 1 < k->s->token_count && att_scan_namey(k, last + 1);
  if (kind == ATT_NODE_PLACE && longer &&
      att_lexicon_local_office(k->facts->lexicon, k->s, last + 1))
    return false; /* Texas Adjutant General */
  if (kind == ATT_NODE_PLACE && longer &&
      (last == t ||
       (k->entity[last + 1] == span && (span == ATT_ENTITY_ORG || span == ATT_ENTITY_EVENT))))
    return true;
  if (kind == ATT_NODE_INITIATIVE && t > 2 && last > t && is(k, t - 1, "'") &&
      att_scan_free(k, t - 2) && form(k, t - 2)[strlen(form(k, t - 2)) - 1] == 's')
    return true; /* the Balkan Countries' Chiefs of Defence Conference */
  if (kind == ATT_NODE_INITIATIVE && is_joined(k, last))
    return true; /* Defender-class boats, PANAMAX-Alpha */
  if (kind == ATT_NODE_INITIATIVE && longer && att_is_roman(form(k, last + 1)))
    return false; /* UNITAS LXIV */
  if (kind == ATT_NODE_INITIATIVE && last == t && longer && att_scan_free(k, last + 1) &&
      k->s->tokens[last + 1].upos == ATT_PROPN && !all_capitals(form(k, t)) &&
      att_scan_right(k, last + 1) < last + 3 && !names_initiative(k, last + 1))
    return true; /* Khanjar Hadd is not Khanjar */
  if (kind == ATT_NODE_INITIATIVE && t > 0 && is_capital(k, t - 1) &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t - 1, &bare) != NULL)
    return true; /* Mechanized Brigade Iron Wolf */
  if (kind == ATT_NODE_ORG && last == t && t > 0 && !all_capitals(form(k, t)) &&
      att_scan_free(k, t - 1) && k->entity[t - 1] == ATT_ENTITY_ORG)
    return true; /* the Syrian National Coalition */
  if (kind != ATT_NODE_PLACE && last + 1 < k->s->token_count &&
      att_lexicon_word(k->facts->lexicon, ATT_WORD_PAPER, k->s->tokens[last + 1].lemma))
    return false; /* Security Council Resolution 2328 */
  if (kind != ATT_NODE_PLACE && last + 1 < k->s->token_count && k->entity[t] == ATT_ENTITY_ORG &&
      k->entity[last + 1] == ATT_ENTITY_ORG && att_scan_namey(k, last + 1) &&
      !is_known_beside(k, last + 1, false) &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, last + 1, &role_last) == NULL)
    return true; /* part of a longer name; but "NATO Secretary General" */
  return false;
}

/* A name of a body that is a building's too: "at the Pentagon". */
static bool is_building(const att_scan *k, uint32_t t, uint32_t last) {
  uint32_t end;
  const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, ATT_LEX_PLACE, k->s, t, &end);
  return e != NULL && end == last && e->type != NULL && strcmp(e->type, "building") == 0;
}

uint32_t att_scan_owner(const att_scan *k, uint32_t t) {
  bool possessive = t > 1 && (is(k, t - 1, "'s") || is(k, t - 1, "\xe2\x80\x99s") ||
                              is(k, t - 1, "'") || is(k, t - 1, "\xe2\x80\x99"));
  uint32_t at = possessive ? t - 2 : t - 1;
  return t > 0 && k->taken[at] == STATE ? k->facts->owner[k->number][at] : 0;
}

/* "the ROK-U.S. Military Committee Meeting": the NATO Military Committee without its first word is
 * that one only where the article names NATO. */
static bool is_of_unnamed_union(const att_scan *k, const att_lex_entry *e, uint32_t t,
                                uint32_t last) {
  att_facts *f = k->facts;
  size_t size = e->label != NULL ? strcspn(e->label, " ") : 0;
  if (e->iso3 != NULL || last == t || size < 2 || e->label[size] == '\0' ||
      strcasecmp(e->label + size + 1, att_facts_text(f, k->number, t, last)) != 0)
    return false;
  const char *acronym = att_arena_copy(f->arena, e->label, size);
  return all_capitals(acronym) && strstr(f->document->text, acronym) == NULL;
}

/* A body that tables know for one state's, beside another state's name, is that one's: the entry
 * for it, else NULL with *ret_first where its name begins. Nor is a plain name, "Joint Staff", the
 * known body's in an article that never names the state. */
static const att_lex_entry *of_this_state(const att_scan *k, const att_lex_entry *e, uint32_t t,
                                          uint32_t last, uint32_t *ret_first) {
  att_facts *f = k->facts;
  uint32_t m = att_scan_owner(k, t), end;
  *ret_first = t;
  if (e->iso3 == NULL || last == t)
    return e;
  const char *iso3 = m != 0 ? f->nodes.items[f->mentions.items[m - 1].node].iso3 : NULL;
  if (iso3 == NULL || strcmp(iso3, e->iso3) == 0) {
    bool plain = att_lexicon_match(f->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &end) && end == last;
    return plain && iso3 == NULL && !att_scan_names_state(f, e->iso3) ? NULL : e;
  }
  for (const att_lex_entry *other = e; other != NULL; other = att_lexicon_next(other))
    if (other->iso3 != NULL && strcmp(other->iso3, iso3) == 0)
      return other;
  *ret_first = f->mentions.items[m - 1].first;
  return NULL;
}

/* "Royal Navy of Oman", "United States Africa Command": the token with which the body's name ends
 * where it says a state, and in *ret_first where it begins. */
static uint32_t with_state(const att_scan *k, const att_lex_entry *e, uint32_t *ret_first,
                           uint32_t last) {
  const att_facts *f = k->facts;
  uint32_t of = is(k, last + 2, "the") ? last + 3 : last + 2;
  const char *const CLASSES[] = {"ServiceBranch", "ArmedForces", "DefenceMinistry",
                                 "MilitaryCommand"};
  for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES && e->type != NULL; i++)
    if (strcmp(e->type, CLASSES[i]) == 0 && is(k, last + 1, "of") && of < k->s->token_count &&
        k->taken[of] == STATE) {
      uint32_t end = f->mentions.items[f->owner[k->number][of] - 1].last, whole;
      const att_lex_entry *head =
          att_lexicon_match(f->lexicon, ATT_LEX_ORG_HEAD, k->s, end + 1, &whole);
      if (head == NULL)
        return end;
      return strcmp(head->type, "ArmedForces") == 0 ? whole : last; /* of the Ghana Army */
    }
  uint32_t m =
      *ret_first > 0 && k->taken[*ret_first - 1] == STATE ? f->owner[k->number][*ret_first - 1] : 0;
  if (m != 0 && last > *ret_first && !f->mentions.items[m - 1].adjective && e->iso3 != NULL &&
      strcmp(f->nodes.items[f->mentions.items[m - 1].node].iso3, e->iso3) == 0)
    *ret_first = f->mentions.items[m - 1].first;
  return last;
}

bool att_facts_has_initials(const char *name, const char *acronym) {
  for (const char *word = name; *word != '\0'; word += strcspn(word, " ")) {
    word += strspn(word, " ");
    if (!isupper((unsigned char)*word))
      continue;
    if (*word != *acronym)
      return false;
    acronym++;
  }
  return *acronym == '\0';
}

/* "the Philippine Army (PA)": do the capitalised words before the bracket at `t` have the letters
 * of the acronym in it? */
static bool is_defined(const att_sentence *s, uint32_t t) {
  const char *acronym = s->tokens[t + 1].form;
  size_t left = strlen(acronym);
  for (uint32_t i = t; i-- > 0 && left > 0;) {
    const char *word = s->tokens[i].form;
    if (isupper((unsigned char)word[0])) {
      if (word[0] != acronym[--left])
        return false;
    } else if (!isalpha((unsigned char)word[0]) || t - i > 12) {
      return false;
    }
  }
  return left == 0;
}

void att_known_acronyms(att_facts *f) {
  for (size_t i = 0; i < f->document->sentences.count; i++) {
    const att_sentence *s = &f->document->sentences.items[i];
    for (uint32_t t = 1; t + 2 < s->token_count; t++)
      if (strcmp(s->tokens[t].form, "(") == 0 && strcmp(s->tokens[t + 2].form, ")") == 0 &&
          all_capitals(s->tokens[t + 1].form) && is_defined(s, t))
        att_strings_add(f->arena, &f->defined_acronyms, s->tokens[t + 1].form);
  }
}

bool att_known_is_defined(const att_facts *f, const char *letters) {
  for (size_t i = 0; i < f->defined_acronyms.count; i++)
    if (strcmp(f->defined_acronyms.items[i], letters) == 0)
      return true;
  return false;
}

/* "CAP X, MOROCCO": a line in capitals, with another word behind the one at `t`. */
static bool is_in_capitals(const att_scan *k, uint32_t t) {
  if (t + 1 >= k->s->token_count || !all_capitals(form(k, t + 1)))
    return false;
  for (uint32_t i = 0; i < k->s->token_count; i++)
    for (const char *c = form(k, i); *c != '\0'; c++)
      if (islower((unsigned char)*c))
        return false;
  return true;
}

/* What the tables know by letters that the article has for something else, "PA" for Pennsylvania
 * beside the Philippine Army (PA), or by what is a verb here, "Let". */
static bool is_other_acronym(const att_scan *k, const att_lex_entry *e, uint32_t t) {
  const att_facts *f = k->facts;
  if (e->kind == ATT_LEX_ORG && k->s->tokens[t].upos == ATT_VERB && !all_capitals(form(k, t)))
    return true;
  if (e->kind == ATT_LEX_INITIATIVE && is_in_capitals(k, t))
    return true;
  if (!att_known_is_defined(f, form(k, t)))
    return false;
  return e->kind == ATT_LEX_PLACE || /* the Ministry of National Defence (MND) of X */
         (e->kind == ATT_LEX_INITIATIVE && e->label != NULL && /* the X Sea (WPS) */
          strstr(f->document->text, e->label) == NULL) ||
         (e->kind == ATT_LEX_ORG && e->label != NULL && is(k, t - 1, "(") && is(k, t + 1, ")") &&
          strstr(f->document->text, e->label) == NULL);
}

/* "SDF", where the article has named the Syrian Democratic Forces: them, whatever else the tables
 * know by that acronym. */
static bool take_initials(att_scan *k, const att_lex_entry *e, uint32_t t) {
  att_facts *f = k->facts;
  if (!all_capitals(form(k, t)))
    return false;
  uint32_t named = att_facts_named(f, ATT_NODE_ORG, form(k, t));
  if (named != ATT_NO_ENTITY) { /* the Ministry of Defence (MoD) of X */
    att_scan_mention(k, t, t, named);
    att_scan_take(k, t, t, NAME);
    return true;
  }
  if (att_facts_named(f, ATT_NODE_ORG, e->label) != ATT_NO_ENTITY)
    return false;
  for (uint32_t i = 0; i < f->nodes.count; i++) {
    att_node *node = &f->nodes.items[i];
    if (node->kind != ATT_NODE_ORG || strchr(node->name, ' ') == NULL ||
        !att_facts_has_initials(node->name, form(k, t)))
      continue;
    att_facts_alias(f, i, form(k, t));
    att_scan_mention(k, t, t, i);
    att_scan_take(k, t, t, NAME);
    return true;
  }
  return false;
}

/* "the Cyber Command", where the article has named Peru's Armed Forces Cyber Command, and no other
 * by what the tables know so. */
static bool take_tail(att_scan *k, const att_lex_entry *e, uint32_t t, uint32_t last) {
  att_facts *f = k->facts;
  if (last == t || e->iso3 == NULL || (t > 0 && k->taken[t - 1] == STATE))
    return false;
  const char *words = att_facts_text(f, k->number, t, last);
  size_t size = strlen(words);
  att_indexes named = att_scan_called(f, form(k, last), strlen(form(k, last)));
  for (size_t i = named.count; i-- > 0;) {
    const att_node *node = &f->nodes.items[named.items[i]];
    size_t length = strlen(node->name);
    if (node->kind != ATT_NODE_ORG || node->iso3 == NULL || strcmp(node->iso3, e->iso3) == 0 ||
        length <= size || node->name[length - size - 1] != ' ' ||
        strcasecmp(node->name + length - size, words) != 0)
      continue;
    if (strstr(f->document->text, e->label) != NULL)
      return false;
    att_scan_mention(k, t, last, named.items[i]);
    att_scan_take(k, t, last, NAME);
    return true;
  }
  return false;
}

/* "MSC" behind "the Maritime Security Centre": do words in capitals, before it in the sentence,
 * have its letters? */
static bool stands_for_words(const att_scan *k, uint32_t t) {
  const char *letters = form(k, t);
  size_t size = strlen(letters);
  if (!all_capitals(letters) || size < 3 || t < size)
    return false;
  for (uint32_t first = 0; first + size <= t; first++) {
    size_t i = 0;
    while (i < size && form(k, first + i)[0] == letters[i] && is_capital(k, first + i) &&
           strlen(form(k, first + i)) > 1 && !all_capitals(form(k, first + i)))
      i++;
    if (i == size && (first == 0 || !is_capital(k, first - 1) || first == 1))
      return true;
  }
  return false;
}

/* "AFP": of the bodies that the tables know by those letters, the one whose name the article has,
 * else the first whose state it names. */
static const att_lex_entry *find_body(const att_scan *k, const att_lex_entry *first) {
  for (const att_lex_entry *e = first; e != NULL; e = att_lexicon_next(e))
    if (e->label != NULL && strstr(k->facts->document->text, e->label) != NULL)
      return e;
  for (const att_lex_entry *e = first; e != NULL; e = att_lexicon_next(e))
    if (e->iso3 != NULL && att_scan_names_state(k->facts, e->iso3))
      return e;
  return first;
}

/* The same, looked for once in an article. */
static const att_lex_entry *choose_body(const att_scan *k, const att_lex_entry *first,
                                        uint32_t last) {
  att_facts *f = k->facts;
  if (att_lexicon_next(first) == NULL)
    return first;
  uint32_t end; /* "AFP Chief of Staff": no news agency's */
  const att_lex_entry *office =
      last + 1 < k->s->token_count
          ? att_lexicon_match(f->lexicon, ATT_LEX_ROLE, k->s, last + 1, &end)
          : NULL;
  bool staff = office != NULL && office->type != NULL && strcmp(office->type, "armed-forces") == 0;
  for (const att_lex_entry *e = staff ? first : NULL; e != NULL; e = att_lexicon_next(e))
    if (e->type != NULL && strcmp(e->type, "ArmedForces") == 0)
      return e;
  for (size_t i = 0; i < f->bodies_chosen.count; i++)
    if (f->bodies_chosen.items[i].of == first)
      return f->bodies_chosen.items[i].body;
  const att_lex_entry *body = find_body(k, first);
  *ATT_PUSH(f->arena, &f->bodies_chosen) = (att_choice){first, body};
  return body;
}

/* "Vietnam-US | Defence Policy Dialogue": the first token of two states with a hyphen before the
 * name; `t` for none. */
static uint32_t states_before(const att_scan *k, uint32_t t) {
  const att_facts *f = k->facts;
  if (t < 3 || k->taken[t - 1] != STATE)
    return t;
  uint32_t second = f->mentions.items[f->owner[k->number][t - 1] - 1].first;
  if (second < 2 || !is_hyphen(k, second - 1) || k->taken[second - 2] != STATE)
    return t;
  return f->mentions.items[f->owner[k->number][second - 2] - 1].first;
}

/* "the Danish | Defence Attaché": an office of a state's ministry or mission that the last word of
 * what is known as a body, "Danish Defence", begins. */
static bool is_office_of_state(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t end;
  const att_lex_entry *e =
      last > first ? att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, last, &end) : NULL;
  return e != NULL && end > last && e->type != NULL &&
         (strncmp(e->type, "ministry", 8) == 0 || strcmp(e->type, "diplomatic-mission") == 0);
}

void att_scan_known(att_scan *k) {
  static const struct {
    att_lex_kind lex;
    att_node_kind node;
  } KINDS[] = {{ATT_LEX_ORG, ATT_NODE_ORG},
               {ATT_LEX_INITIATIVE, ATT_NODE_INITIATIVE},
               {ATT_LEX_PLACE, ATT_NODE_PLACE}};
  for (uint32_t t = 0; t < k->s->token_count; t++)
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
      uint32_t last, title_last;
      const att_lex_entry *e = att_lexicon_match(k->facts->lexicon, KINDS[i].lex, k->s, t, &last);
      if (e == NULL)
        continue;
      uint32_t longer;
      if (KINDS[i].lex == ATT_LEX_ORG &&
          att_lexicon_match(k->facts->lexicon, ATT_LEX_INITIATIVE, k->s, t, &longer) != NULL &&
          longer > last)
        continue; /* ASEAN, of the ASEAN Defence Ministers' Meeting */
      if (KINDS[i].lex == ATT_LEX_ORG)
        e = choose_body(k, e, last);
      bool person = k->entity[t] == ATT_ENTITY_PERSON &&
                    !(last + 1 < k->s->token_count && att_scan_title(k, last + 1, &title_last)) &&
                    !(KINDS[i].node == ATT_NODE_PLACE && last > t && t > 0 &&
                      (is(k, t - 1, "the") || is(k, t - 1, "for"))) &&
                    !(KINDS[i].node == ATT_NODE_ORG && last > t) && /* Boko Haram */
                    !(KINDS[i].node == ATT_NODE_ORG && t > 0 && is(k, t - 1, "the")) &&
                    !(KINDS[i].node == ATT_NODE_INITIATIVE && last > t && is_after_head(k, t));
      if (k->taken[t] == NAME || k->taken[last] == NAME || person)
        continue;
      if (last == t && (k->taken[t] == STATE || is_other_acronym(k, e, t)))
        continue;
      bool listed = is(k, t + 1, ",") && t + 2 < k->s->token_count && is_capital(k, t + 2) &&
                    att_lexicon_word(k->facts->lexicon, ATT_WORD_FIELD, form(k, t + 2));
      if (last == t && KINDS[i].node == ATT_NODE_PLACE && listed &&
          att_lexicon_word(k->facts->lexicon, ATT_WORD_FIELD, form(k, t)))
        continue; /* the Maritime, Air and Cyber Command */
      if (last == t && KINDS[i].node == ATT_NODE_PLACE &&
          att_scan_person(k->facts, form(k, t)) != ATT_NO_ENTITY)
        continue; /* "thanked Flanders", Gen. Carl Flanders */
      bool quoted = t > 0 && (is(k, t - 1, "\"") || is(k, t - 1, "\xe2\x80\x9c"));
      if (KINDS[i].node == ATT_NODE_INITIATIVE && quoted && is_capital(k, last + 1))
        continue; /* "Vostok Shield-2023" is not Vostok */
      bool alias = e->label != NULL &&
                   strcasecmp(e->label, att_facts_text(k->facts, k->number, t, last)) != 0;
      if (KINDS[i].node == ATT_NODE_ORG && alias &&
          (att_scan_in_role(k, t, last) || is_office_of_state(k, t, last)))
        continue; /* "Minister of National Defence" names no department */
      bool site = KINDS[i].node == ATT_NODE_ORG && t > 1 && is_building(k, t, last) &&
                  is(k, t - 1, "the") &&
                  (is(k, t - 2, "at") || is(k, t - 2, "in") || is(k, t - 2, "to") ||
                   is(k, t - 2, "inside"));
      if (site) {
        att_scan_name(k, t, last, ATT_NODE_PLACE, NULL, NULL, e->iso3);
        break;
      }
      uint32_t site_last;
      const att_lex_entry *site_name =
          att_lexicon_match(k->facts->lexicon, ATT_LEX_PLACE, k->s, t, &site_last);
      if (KINDS[i].node == ATT_NODE_ORG && site_name != NULL && site_last > last &&
          site_name->type != NULL && strcmp(site_name->type, "base") == 0)
        continue; /* RAF Lossiemouth */
      bool in_site = KINDS[i].node == ATT_NODE_ORG && !k->known_only &&
                     att_lexicon_match(k->facts->lexicon, ATT_LEX_SITE, k->s, t, &site_last) &&
                     site_last > last; /* RAAF Base Amberley */
      if (in_site || is_part_of_other(k, e, KINDS[i].node, t, last) ||
          (KINDS[i].node == ATT_NODE_ORG && is_of_unnamed_union(k, e, t, last)))
        continue;
      if (KINDS[i].node == ATT_NODE_ORG && alias &&
          (last == t ? take_initials(k, e, t) : take_tail(k, e, t, last)))
        break;
      if (last == t && alias && (stands_for_words(k, t) || att_letters_known(k->facts, form(k, t))))
        continue; /* nor "Chair of the Military Committee (CMC)" a body */
      bool place = KINDS[i].node == ATT_NODE_PLACE;
      uint32_t first = t, end = last;
      if (KINDS[i].node == ATT_NODE_ORG)
        end = att_scan_fields(k, with_state(k, e, &first, last));
      const char *iso3 = end > last ? att_scan_state_in(k, last + 1, end) : e->iso3;
      uint32_t begin = first;
      const att_lex_entry *own =
          KINDS[i].node == ATT_NODE_ORG && end == last ? of_this_state(k, e, t, last, &begin) : e;
      if (own == NULL) {
        att_scan_name(k, begin, end, ATT_NODE_ORG, e->type, NULL, NULL);
        t = last;
        break;
      }
      e = own;
      uint32_t states = KINDS[i].node == ATT_NODE_INITIATIVE ? states_before(k, t) : t;
      if (states < t && e->type != NULL && strcmp(e->type, "Forum") == 0) {
        att_scan_name(k, states, last, ATT_NODE_INITIATIVE, e->type, NULL, NULL);
        att_facts_alias(k->facts, k->facts->mentions.items[k->facts->mentions.count - 1].node,
                        att_facts_text(k->facts, k->number, t, last));
        t = last; /* the Vietnam-US Defence Policy Dialogue, not another one of that name */
        break;
      }
      bool same = end == last || (iso3 != NULL && e->iso3 != NULL && strcmp(iso3, e->iso3) == 0);
      att_scan_name(k, first, end, KINDS[i].node, place ? NULL : e->type,
                    place || !same ? NULL : e->label, iso3);
      last = end;
      t = last;
      break;
    }
}

/* The last token of the initiative's name at `t`, spelt as the document has it elsewhere, 0 for
 * none: one word names none. */
static uint32_t repeated_name(const att_scan *k, const att_node *n, uint32_t t) {
  if (n->kind != ATT_NODE_INITIATIVE || strncasecmp(n->name, form(k, t), strlen(form(k, t))) != 0)
    return 0;
  for (uint32_t last = t + 1; last < k->s->token_count && last < t + 8; last++) {
    if (k->taken[last] == NAME)
      return 0;
    const char *text = att_facts_text(k->facts, k->number, t, last);
    size_t size = strlen(text);
    if (strncasecmp(text, n->name, size) == 0 &&
        (n->name[size] == '\0' || (n->name[size] == ' ' && att_is_roman(n->name + size + 1))))
      return last; /* "Stone Harbor", of "Stone Harbor IV", too */
  }
  return 0;
}

/* "Savannah Bridge", where "Exercise Savannah Bridge" has been named. */
static void find_repeated(att_scan *k) {
  att_facts *f = k->facts;
  for (uint32_t t = 0; t + 1 < k->s->token_count; t++) {
    if (!is_capital(k, t) || k->taken[t] == NAME)
      continue;
    att_indexes called = att_scan_called(f, form(k, t), strlen(form(k, t)));
    for (size_t i = 0; i < called.count; i++) {
      uint32_t last = repeated_name(k, &f->nodes.items[called.items[i]], t);
      if (last == 0 || att_scan_free(k, last + 1))
        continue;
      att_scan_mention(k, t, last, called.items[i]);
      att_scan_take(k, t, last, NAME);
      t = last;
      break;
    }
  }
}

/* "Halvard Burke", of USS Halvard Burke, "CTF 151": the last token of a ship's name without its
 * prefix, or of an acronym and number, that begins at `t`; `t` for none. */
static uint32_t alias_end(const att_scan *k, uint32_t node, uint32_t t) {
  const att_node *n = &k->facts->nodes.items[node];
  if (n->kind != ATT_NODE_ORG || n->aliases.count == 0 ||
      !(all_capitals(form(k, t)) || att_facts_is_ship(k->facts, n)))
    return t;
  for (size_t i = 0; i < n->aliases.count; i++) {
    uint32_t last = t;
    for (const char *c = n->aliases.items[i]; *c != '\0'; c++)
      last += *c == ' ';
    if (last > t && last < k->s->token_count && k->taken[last] != NAME &&
        strcasecmp(n->aliases.items[i], att_facts_text(k->facts, k->number, t, last)) == 0)
      return last;
  }
  return t;
}

/* "The Marceglia", of ITS Antonio Marceglia: a ship's name by its last word. */
static bool is_ships_last_word(const att_scan *k, const att_node *n, uint32_t t) {
  const char *word = form(k, t);
  size_t size = strlen(n->name), length = strlen(word);
  return t > 0 && is(k, t - 1, "the") && length > 3 && size > length &&
         n->name[size - length - 1] == ' ' && strcasecmp(n->name + size - length, word) == 0;
}

/* Aliases that an acronym in brackets gave, and ships without their prefix, wherever they stand. */
static void find_aliases(att_scan *k) {
  att_facts *f = k->facts;
  for (uint32_t t = 0; t < k->s->token_count; t++) {
    bool acronym = all_capitals(form(k, t)), title = false;
    if (k->taken[t] == NAME || !is_capital(k, t) || f->owner[k->number][t] != 0)
      continue;
    title = t + 1 < k->s->token_count && att_scan_namey(k, t + 1) &&
            strstr(k->s->tokens[t + 1].feats, "VerbForm=Fin") == NULL; /* X | Arrives in Y */
    att_indexes called = att_scan_called(f, form(k, t), strlen(form(k, t)));
    for (size_t n = 0; n < called.count; n++) {
      uint32_t i = called.items[n], last = alias_end(k, i, t);
      if (last > t) {
        att_scan_mention(k, t, last, i);
        att_scan_take(k, t, last, NAME);
        break;
      }
      if ((f->nodes.items[i].kind == ATT_NODE_ORG ||
           f->nodes.items[i].kind == ATT_NODE_INITIATIVE) &&
          (att_scan_has_name(&f->nodes.items[i], form(k, t)) ||
           is_ships_last_word(k, &f->nodes.items[i], t)) &&
          (acronym || (!title && att_facts_is_ship(f, &f->nodes.items[i])))) {
        att_scan_mention(k, t, t, i);
        att_scan_take(k, t, t, NAME);
        break;
      }
    }
  }
}

void att_scan_repeated(att_scan *k) {
  find_repeated(k);
  find_aliases(k);
}

/* "the NATO Summit", "the PLA Navy": alliances and forces by letters that the article names within
 * other names alone. */
void att_known_within(att_facts *f) {
  for (size_t i = 0; i < f->mentions.count; i++) {
    const att_mention *m = &f->mentions.items[i];
    const att_sentence *s = &f->document->sentences.items[m->sentence];
    uint8_t kind = f->nodes.items[m->node].kind;
    for (uint32_t t = m->first; t <= m->last && m->last > m->first; t++) {
      uint32_t last;
      const att_lex_entry *e =
          all_capitals(s->tokens[t].form) && (kind == ATT_NODE_ORG || kind == ATT_NODE_INITIATIVE)
              ? att_lexicon_match(f->lexicon, ATT_LEX_ORG, s, t, &last)
              : NULL;
      if (e == NULL || last > t || e->label == NULL || att_lexicon_next(e) != NULL ||
          (strcmp(e->type, "InternationalOrganization") != 0 &&
           strcmp(e->type, "ArmedForces") != 0) ||
          att_facts_named(f, ATT_NODE_ORG, e->label) != ATT_NO_ENTITY ||
          att_facts_named(f, ATT_NODE_ORG, s->tokens[t].form) != ATT_NO_ENTITY)
        continue;
      uint32_t node = att_facts_node(f, ATT_NODE_ORG, e->label, "org");
      f->nodes.items[node].class_name = e->type;
      f->nodes.items[node].iso3 = e->iso3;
      att_facts_alias(f, node, s->tokens[t].form);
    }
  }
}
