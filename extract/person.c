/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of persons: by the model's spans, by titles before them, by names known already; ranks and
 * titles split off.
 */
#include "extract/scan.h"

/* The courtesy title that begins at `t`, which ontology/courtesies.tsv lists. */
static const att_lex_entry *courtesy(const att_scan *k, uint32_t t, uint32_t *ret_last) {
  const char *next = t + 1 < k->s->token_count ? form(k, t + 1) : "";
  if (strcmp(form(k, t), "HE") == 0 && isupper((unsigned char)next[0]) && !all_capitals(next)) {
    *ret_last = t; /* "HE Minister A B", no pronoun */
    return att_lexicon_find(k->facts->lexicon, ATT_LEX_COURTESY, "H.E.");
  }
  return att_lexicon_match(k->facts->lexicon, ATT_LEX_COURTESY, k->s, t, ret_last);
}

/* "his wife, Karen": a given name alone. */
static bool after_relative(const att_scan *k, uint32_t t) {
  for (uint32_t i = t > 3 ? t - 3 : 0; i < t; i++)
    if (att_lexicon_word(k->facts->lexicon, ATT_WORD_RELATIVE, form(k, i)))
      return true;
  return false;
}

static bool is_particle(const att_scan *k, uint32_t t) {
  return islower((unsigned char)form(k, t)[0]) &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_PARTICLE, form(k, t));
}

/* Two or three capitals that no name could be: "RSP". */
static bool is_honour(const att_scan *k, uint32_t t) {
  return t < k->s->token_count && all_capitals(form(k, t)) && strlen(form(k, t)) < 4 &&
         strpbrk(form(k, t), "AEIOUY.") == NULL;
}

/* Honours and services behind a name: known ones, and behind a whole name such letters. */
static bool is_post_nominal(const att_scan *k, uint32_t t, bool whole) {
  if (t >= k->s->token_count || !all_capitals(form(k, t)) || strlen(form(k, t)) < 2)
    return false;
  if (att_lexicon_word(k->facts->lexicon, ATT_WORD_POST_NOMINAL, form(k, t)))
    return true;
  uint32_t next = t + 1; /* "RSP VSV" */
  while (is_honour(k, next))
    next++;
  return whole && is_honour(k, t) && !all_capitals(form(k, t - 1)) && !att_scan_namey(k, next);
}

uint32_t att_scan_nickname(const att_scan *k, uint32_t t) {
  uint32_t count = k->s->token_count, close = t + 1;
  if (!is_quote(k, t) || k->s->tokens[t].space_after)
    return t;
  while (close < count && close < t + 3 && is_capital(k, close))
    close++;
  bool closed =
      close > t + 1 && close + 1 < count && is_quote(k, close) && k->s->tokens[close].space_after;
  return closed && att_scan_namey(k, close + 1) && k->taken[close + 1] == FREE ? close + 1 : t;
}

static uint32_t name_end(att_scan *k, uint32_t first, bool titled) {
  uint32_t last = first, count = k->s->token_count, title;
  while (last + 1 < count && last - first < 7) {
    uint32_t t = last + 1;
    if (is_post_nominal(k, t, last > first))
      break; /* Colin Drew KCB */
    bool namey =
        att_scan_namey(k, t) && k->taken[t] == FREE && (k->entity[t] != ATT_ENTITY_ORG || titled);
    if (namey && att_scan_title(k, t, &title) && title + 1 < count && att_scan_namey(k, title + 1))
      break; /* the next person's title; but Martin Luther King keeps his name */
    bool rank_like = k->taken[t] == RANK && strchr(form(k, t), '.') == NULL && is_capital(k, t) &&
                     k->entity[t] == ATT_ENTITY_PERSON &&
                     !(t + 1 < count && att_scan_namey(k, t + 1));
    namey = namey || rank_like; /* Zbigniew Maj */
    bool initial = last > first && strlen(form(k, last)) == 2 && form(k, last)[1] == '.';
    bool article = last > first && is_capital(k, last) && (is(k, last, "al") || is(k, last, "el"));
    namey = namey || ((initial || article) && is_capital(k, t) && k->taken[t] == FREE);
    if (namey &&
        (k->entity[t] == ATT_ENTITY_PERSON || k->s->tokens[t].upos == ATT_PROPN || article)) {
      last = t; /* Philip R. Garrison, Shihab Al Said */
    } else if (is_hyphen(k, t) && t + 1 < count && !k->s->tokens[last].space_after &&
               !k->s->tokens[t].space_after && isalpha((unsigned char)form(k, t + 1)[0])) {
      last = t + 1;
    } else if (is_particle(k, t) && t + 1 < count) {
      uint32_t u = t + 1;
      while (u < count && (is_particle(k, u) || is_hyphen(k, u)))
        u++;
      if (u >= count || !is_capital(k, u) || k->taken[u] != FREE)
        break;
      last = u;
    } else if (att_scan_nickname(k, t) > t) {
      last = att_scan_nickname(k, t);
    } else if (is(k, t, ",") && t + 1 < count && (is(k, t + 1, "Jr.") || is(k, t + 1, "Sr."))) {
      last = t + 1;
    } else {
      break;
    }
  }
  return last;
}

/* "(retired)", "(ret.)" between a rank and a name. */
static bool is_retired(const att_scan *k, uint32_t t) {
  return t < k->s->token_count && att_lexicon_word(k->facts->lexicon, ATT_WORD_RETIRED, form(k, t));
}

/* "(retired)", "(Pilot)": what stands in brackets between a rank and a name. */
static bool is_rank_note(const att_scan *k, uint32_t t) {
  return is_retired(k, t) || (t < k->s->token_count &&
                              att_lexicon_word(k->facts->lexicon, ATT_WORD_RANK_NOTE, form(k, t)));
}

/* "Joint Staff Spokesperson Air Force Col.": the service between a role and a rank. */
static uint32_t skip_service(const att_scan *k, uint32_t start) {
  uint32_t m = start > 0 ? k->facts->owner[k->number][start - 1] : 0, last;
  uint32_t first = m != 0 ? k->facts->mentions.items[m - 1].first : start;
  static const char *const SERVICES[] = {"army", "navy", "marine", "air", "coast", "space"};
  for (size_t i = 0; i < sizeof SERVICES / sizeof *SERVICES && m == 0; i++)
    for (uint32_t back = 1; back <= 2 && back <= start; back++)
      if (is(k, start - back, SERVICES[i]) && (back == 2) == (i > 1))
        first = start - back;
  if (first == start || first == 0)
    return start;
  uint32_t end = is(k, first - 1, ",") ? first - 1 : first; /* "chairman, Air Force Gen. A B" */
  for (uint32_t t = end > 6 ? end - 6 : 0; t < end; t++)
    if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t, &last) != NULL &&
        last + 1 == end)
      return first;
  return start;
}

/* Where the longest capitalised role begins that ends before `end`; `end` if there is none. */
static uint32_t role_before(const att_scan *k, uint32_t end) {
  uint32_t last;
  for (uint32_t t = end > 8 ? end - 8 : 0; t < end; t++)
    if (is_capital(k, t) && k->taken[t] != NAME &&
        att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t, &last) != NULL &&
        last + 1 == end)
      return t;
  return end;
}

/* "Chief of Defence Staff (CDS) | General A B", "Raksha Mantri (Minister of Defence) | Shri A B":
 * the bracket of an acronym, or of the office in other words, that ends before `end`; `end` if
 * none. */
static uint32_t gloss_before(const att_scan *k, uint32_t end) {
  uint32_t last;
  if (end < 4 || !is(k, end - 1, ")"))
    return end;
  for (uint32_t t = end - 2; t > 0 && end - t < 12; t--)
    if (is(k, t, "("))
      return (t + 3 == end && all_capitals(form(k, t + 1))) ||
                     (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, t + 1, &last) !=
                          NULL &&
                      last + 2 == end)
                 ? t
                 : end;
  return end;
}

/* A word of an office's field: "for Logistics", "for Policy and Plans". */
static bool is_field(const att_scan *k, uint32_t t) {
  uint32_t last;
  uint8_t kind = att_scan_kind(k, t);
  if (k->taken[t] == NAME && kind == ATT_NODE_PLACE && !is(k, t - 1, "of"))
    return true; /* for Indo-Pacific Security Affairs */
  return is(k, t, "and") || is(k, t, "&") ||
         (is_capital(k, t) && k->taken[t] == FREE && !att_scan_title(k, t, &last));
}

/* "Chief of Staff of the People's Army (PA) | and Deputy Minister": where an office begins that
 * ends with its body before `end`; `end` if there is none. */
static uint32_t role_of_body(const att_scan *k, uint32_t end) {
  uint32_t t = end - 1;
  t -= t > 2 && is(k, t, ")") && is(k, t - 2, "(") ? 3 : 0;
  uint32_t m = k->facts->owner[k->number][t];
  if (m == 0 || att_scan_kind(k, t) != ATT_NODE_ORG)
    return end;
  uint32_t of = k->facts->mentions.items[m - 1].first;
  of -= of > 1 && is(k, of - 1, "the") ? 2 : of > 0;
  uint32_t role = is(k, of, "of") ? role_before(k, of) : of;
  return role < of ? role : end;
}

/* "commander General A B", "TNI Commander General A B": the rank, not the office of a commanding
 * general. */
static bool ends_in_rank(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t rank_last;
  return last > first && (!is_capital(k, first) || is(k, last - 1, "commander")) &&
         is_capital(k, last) && att_scan_rank(k, last, &rank_last) != NULL && rank_last == last;
}

static bool ends_in(const char *word, const char *tail) {
  size_t size = strlen(word), length = strlen(tail);
  return size >= length && strcasecmp(word + size - length, tail) == 0;
}

static bool find_city(const att_scan *k, uint32_t t);

/* The mark that opens the one or two words which the bracket at `close` ends: "(Ret'd)", "(MG)",
 * "(lower half)"; 0 for none. */
static uint32_t note_open(const att_scan *k, uint32_t close) {
  for (uint32_t t = close - 2; t > 0 && t + 3 >= close; t--)
    if (is(k, t, "("))
      return t;
  return 0;
}

/* Where what stands between a rank and the token ends before: "(Pilot)", "(Ret'd)", "Staff Pilot";
 * `start` if nothing does. */
static uint32_t note_before(const att_scan *k, uint32_t start) {
  uint32_t t = start;
  while (t > 1 && is_capital(k, t - 1) && is_rank_note(k, t - 1) && k->taken[t - 1] != ROLE)
    t--;
  if (t < start) /* but "Chief of the General Staff A B" */
    return k->taken[t - 1] == RANK && role_before(k, start) == start ? t : start;
  if (start < 4 || !is(k, start - 1, ")"))
    return start;
  t = note_open(k, start - 1);
  for (uint32_t first = t > 3 ? t - 3 : 0, last; first < t && t > 0; first++)
    if (att_scan_rank(k, first, &last) != NULL && last + 1 == start)
      return start; /* Rear Adm. (lower half) */
  return t > 0 && (k->taken[t - 1] == RANK || is_rank_note(k, t + 1)) ? t : start;
}

/* "Peruvian Navy | Commander A B": a rank in a navy, where no other rank stands. */
static bool is_navy_rank(const att_scan *k, uint32_t first, uint32_t last) {
  return first > 0 && last > first && is(k, last, "commander") &&
         (k->taken[first - 1] == STATE || k->taken[first] == NAME) && is_capital(k, last) &&
         (is(k, first, "navy") || is(k, first, "coast"));
}

/* Rank and titles before the name; the title chunk belongs to the mention. */
static uint32_t read_titles(att_scan *k, uint32_t first, uint32_t node) {
  att_facts *f = k->facts;
  uint32_t start = first;
  for (bool more = true; more && start > 0;) {
    more = false;
    start = note_before(k, start);
    uint32_t title_end, back = is(k, start - 1, "'") && start > 1 ? 2 : 1; /* Dato' */
    for (uint32_t t = start > back + 2 ? start - back - 2 : 0; t + back <= start && !more; t++) {
      const att_lex_entry *e = courtesy(k, t, &title_end);
      if (e == NULL || title_end + back != start || role_before(k, start) < t)
        continue; /* but Crown Prince is an office */
      f->nodes.items[node].female |= strcmp(e->type, "f") == 0;
      f->nodes.items[node].male |= strcmp(e->type, "m") == 0;
      start = t;
      more = true;
    }
    if (more && start > 1 && is(k, start - 1, "the") && k->taken[start - 2] == RANK)
      start--; /* Major the Rev A B */
    if (start == 0)
      break;
    if (start > 1 && (is(k, start - 1, "and") || is(k, start - 1, "&"))) {
      uint32_t role = role_before(k, start - 1); /* Deputy Prime Minister and Minister for … */
      if (role == start - 1)
        role = role_of_body(k, start - 1);
      more = role < start - 1;
      start = more ? role : start;
    }
    uint32_t gloss = gloss_before(k, start), glossed = role_before(k, gloss);
    glossed = gloss < start && glossed == gloss ? role_of_body(k, gloss) : glossed;
    if (!more && gloss < start && glossed < gloss) {
      start = glossed;
      more = true;
    }
    for (uint32_t t = start; t-- > 1 && start - t < 8 && !more && is_field(k, t);)
      for (uint32_t at = is(k, t - 1, "the") && t > 1 ? t - 2 : t - 1; !more && is(k, at, "for");) {
        if (role_before(k, at) == at)
          break;
        start = role_before(k, at); /* Deputy Minister of Defence for Logistics */
        more = true;
      }
    uint32_t from = start > 14 ? start - 14 : 0;
    for (uint32_t t = from; t < start && !more; t++) { /* the longest that ends at `start` */
      uint32_t last;
      att_sentence part = *k->s; /* no further: "commander" before "General" */
      part.token_count = start;
      const att_lex_entry *e = att_scan_rank(k, t, &last);
      bool behind = t > 0 && (is(k, t - 1, ",") || is(k, t - 1, "and"));
      bool numbered = isdigit((unsigned char)form(k, t)[0]) != 0; /* 1st Sgt. */
      bool rank = e != NULL && last + 1 == start && (is_capital(k, t) || numbered || behind);
      if (rank && f->nodes.items[node].rank == NULL) {
        f->nodes.items[node].rank = e->label;
        f->nodes.items[node].rank_id = e->id;
        f->nodes.items[node].rank_written = att_facts_text(f, k->number, t, last);
      }
      if (!rank)
        e = att_lexicon_match(f->lexicon, ATT_LEX_ROLE, &part, t, &last);
      if (!rank && e != NULL && last + 1 == first && is_navy_rank(k, t, last))
        continue;
      if (e != NULL && last + 1 == start) {
        f->nodes.items[node].female |= ends_in(form(k, last), "woman");
        f->nodes.items[node].male |= is(k, last, "spokesman");
      }
      if (e != NULL && last + 1 == start && (rank || !ends_in_rank(k, t, last))) {
        start = rank ? skip_service(k, t) : t;
        if (rank && start > 0 && is_retired(k, start - 1) && role_before(k, start - 1) < start - 1)
          start--; /* president and CEO retired Gen. A B */
        more = true;
      }
    }
  }
  bool bracket = start > 4 && is(k, start - 1, ")") && is(k, start - 3, "(") &&
                 k->taken[start - 2] == STATE; /* of the Republic of Korea (RoK) */
  start -= bracket ? 3 : 0;
  uint32_t m = start > 2 ? f->owner[k->number][start - 1] : 0; /* Minister of Defence of X A B */
  if (m != 0 && f->nodes.items[f->mentions.items[m - 1].node].kind != ATT_NODE_PERSON) {
    uint32_t of = f->mentions.items[m - 1].first;
    of -= of > 1 && is(k, of - 1, "the") ? 2 : of > 0;
    if ((is(k, of, "of") || is(k, of, "to") || is(k, of, "for")) && role_before(k, of) < of)
      start = role_before(k, of);
  }
  if (start > 2 && (is(k, start - 2, "to") || is(k, start - 2, "in")) && find_city(k, start - 1))
    start = role_before(k, start - 2) < start - 2 ? role_before(k, start - 2) : start;
  if (start > 2 && start < first && find_city(k, start - 1) && is(k, start - 2, "commander") &&
      role_before(k, start - 1) + 1 < start - 1)
    start = role_before(k, start - 1); /* Corps Commander Multan Lieutenant General A B */
  uint32_t last; /* "HE Chief of Staff of X Armed Forces Lieutenant General A B" */
  return start > 0 && courtesy(k, start - 1, &last) != NULL && last + 1 == start ? start - 1
                                                                                 : start;
}

/* The Medal "Antonio Prado", the Military Academy "General Ivo Lund": whom a thing is called after.
 */
static bool is_namesake(const att_scan *k, uint32_t first, uint32_t last) {
  while (first > 0 && k->taken[first - 1] == RANK)
    first--;
  return first > 1 && is_quote(k, first - 1) && is_quote(k, last + 1) && is_capital(k, first - 2) &&
         k->entity[first - 2] != ATT_ENTITY_PERSON &&
         (k->s->tokens[first - 2].upos == ATT_NOUN || k->s->tokens[first - 2].upos == ATT_PROPN);
}

/* "A B, Corps Commander Peshawar, visited", "the District Commissioner Kapchorwa, Mr A B": where
 * the office is, no name. */
static bool is_seat(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t end, role = role_before(k, first);
  if (first != last || role == first || !is(k, first + 1, ",") ||
      att_scan_person(k->facts, form(k, first)) != ATT_NO_ENTITY)
    return false;
  bool city = att_scan_city(k, first, &end) != NULL && end == first,
       commander = role + 1 < first && is(k, first - 1, "commander"),
       local = att_lexicon_local_office(k->facts->lexicon, k->s, role) &&
               (city || (role > 0 && is(k, role - 1, "the"))),
       titled = (city || k->entity[first] != ATT_ENTITY_PERSON) && first + 2 < k->s->token_count &&
                (courtesy(k, first + 2, &end) != NULL || k->taken[first + 2] == RANK);
  return (city && commander && role > 0 && is(k, role - 1, ",")) ||
         (titled && (local || (city && commander)));
}

/* "SECRETARY SMITH:" labels the words behind it: "Smith". The name itself where it has small
 * letters or others than those of ASCII. */
static const char *name_of_label(const att_scan *k, uint32_t last, const char *name) {
  if (!is(k, last + 1, ":"))
    return name;
  for (const char *at = name; *at != '\0'; at++)
    if (islower((unsigned char)*at) || (unsigned char)*at > 127)
      return name;
  char *text = att_arena_copy(k->facts->arena, name, strlen(name));
  for (char *at = text + 1; at[-1] != '\0'; at++)
    if (isalpha((unsigned char)at[-1]))
      *at = (char)tolower((unsigned char)*at);
  return text;
}

/* "General Depot", "General Hospital": what a place is, and no name behind a rank. */
static bool is_premises(const att_scan *k, uint32_t first, uint32_t last) {
  return first == last && first > 1 && k->taken[first - 1] == RANK && is(k, first - 1, "general") &&
         is_capital(k, first - 2) &&
         (att_lexicon_word(k->facts->lexicon, ATT_WORD_PREMISES, form(k, first)) ||
          att_lexicon_word(k->facts->lexicon, ATT_WORD_SITE_NOUN, form(k, first)));
}

/* "will fly on Wednesday to Alcantara Velho": where somebody goes who is not yet named as one. */
static bool is_headed_for(const att_scan *k, uint32_t first) {
  if (first < 2 || !is(k, first - 1, "to") || k->s->tokens[first - 1].upos != ATT_ADP)
    return false;
  for (uint32_t t = first - 1; t-- > 0 && first - t < 6;)
    if (k->s->tokens[t].upos == ATT_VERB)
      return att_lexicon_word(k->facts->lexicon, ATT_WORD_SETTING_OUT, k->s->tokens[t].lemma);
  return false;
}

static void add_person(att_scan *k, uint32_t first, uint32_t last, bool titled) {
  att_facts *f = k->facts;
  if (is_premises(k, first, last))
    return;
  if (is_namesake(k, first, last) || is_seat(k, first, last) ||
      (last > first && att_scan_all_fields(k, first, last))) /* Director General | Defence Policy */
    return;
  const char *name = att_facts_text(f, k->number, first, last);
  if (att_lexicon_word(f->lexicon, ATT_WORD_DIVISION, name) || strcmp(name, "City") == 0)
    return; /* the Governor of Kigali City */
  uint32_t ranked = first;
  while (ranked > 0 && k->taken[ranked - 1] == RANK)
    ranked--;
  const char *whole = att_facts_text(f, k->number, ranked, last);
  uint32_t ship = att_facts_named(f, ATT_NODE_ORG, whole);
  if (ship != ATT_NO_ENTITY && att_facts_is_ship(f, &f->nodes.items[ship])) {
    att_scan_name(k, ranked, last, ATT_NODE_ORG, NULL, NULL, NULL); /* the Comandante Toro */
    return;
  }
  uint32_t node = att_scan_person(f, name);
  if (node == ATT_NO_ENTITY && !titled &&
      (att_scan_known_place(f, name) || (!k->known_only && is_headed_for(k, first)))) {
    att_scan_name(k, first, last, ATT_NODE_PLACE, NULL, NULL, NULL);
    return;
  }
  if (node == ATT_NO_ENTITY) {
    bool alone = first == last && !titled && !after_relative(k, first);
    if (k->known_only || strlen(name) < 3 || alone)
      return; /* articles introduce people by full name or title */
    name = name_of_label(k, last, name);
    node = att_facts_node(f, ATT_NODE_PERSON, name, "person");
  } else if (strlen(name) > strlen(f->nodes.items[node].name)) {
    att_facts_alias(f, node, f->nodes.items[node].name);
    f->nodes.items[node].key =
        att_arena_format(f->arena, "person/%s", att_facts_slug(f->arena, name));
    att_facts_rename(f, node, name);
  } else if (strcasecmp(name, f->nodes.items[node].name) != 0) {
    att_facts_alias(f, node, name);
  }
  uint32_t start = read_titles(k, first, node);
  att_mention *m = att_scan_mention(k, first, last, node);
  m->title_first = start;
  att_scan_own(k, first, last);
  att_scan_take(k, first, last, NAME);
  for (uint32_t t = last + 1; t < k->s->token_count; t++) { /* Fiona Lee, AO, RAN */
    t += is(k, t, ",");
    bool run = t > last + 1 && t < k->s->token_count && k->taken[t - 1] == NAME &&
               (is_honour(k, t) || /* "RSP VSV ndu" */
                (strlen(form(k, t)) > 2 &&
                 att_lexicon_word(f->lexicon, ATT_WORD_POST_NOMINAL, form(k, t))));
    if (!run && !is_post_nominal(k, t, last > first && t == last + 1))
      break;
    att_scan_take(k, t, t, NAME);
    f->owner[k->number][t] = (uint32_t)(m - f->mentions.items) + 1;
  }
}

static bool find_city(const att_scan *k, uint32_t t) {
  uint32_t last;
  return att_lexicon_match(k->facts->lexicon, ATT_LEX_CITY, k->s, t, &last) != NULL && last == t;
}

static bool after_place(const att_scan *k, uint32_t t) {
  return t > 1 && (k->taken[t - 1] == NAME || find_city(k, t - 1)) && t + 2 < k->s->token_count &&
         att_scan_namey(k, t + 1) && att_scan_namey(k, t + 2);
}

/* Titles, and what stands between them and the name, as in "the mayor of Craiova, Ion Popa". True
 * where the token is such; *ret_t is then the last that was read, *title_before whether a name may
 * follow. */
static bool read_title(const att_scan *k, uint32_t *ret_t, bool *title_before) {
  uint32_t t = *ret_t, count = k->s->token_count, last;
  if (k->taken[t] == NAME) {
    *title_before = *title_before && t > 0 && (is(k, t - 1, "of") || k->taken[t - 1] == NAME);
    return true;
  }
  if (*title_before && is(k, t, "of") && t + 1 < count &&
      (k->taken[t + 1] == NAME || find_city(k, t + 1)))
    return true;
  if (*title_before && t + 1 < count && (is(k, t, "of") || is(k, t, "to") || is(k, t, "for")) &&
      (k->taken[is(k, t + 1, "the") && t + 2 < count ? t + 2 : t + 1] == STATE ||
       (is(k, t, "to") && find_city(k, t + 1))))
    return true; /* Ambassador to Nepal A B, to Manila A B */
  if (*title_before && t + 3 < count && is(k, t, "in") && find_city(k, t + 1) &&
      att_scan_namey(k, t + 2) && att_scan_namey(k, t + 3))
    return true; /* Consul General in Davao A B */
  if (*title_before && is(k, t, "for") && is(k, t + 1, "the") && t + 2 < count &&
      att_lexicon_match(k->facts->lexicon, ATT_LEX_PLACE, k->s, t + 2, &last) != NULL) {
    *ret_t = last; /* Special Advisor for the Americas A B */
    return true;
  }
  if (*title_before && (k->taken[t] == STATE || is(k, t, "the")))
    return true;
  if (*title_before && is(k, t, "(") && is(k, t + 2, ")") && k->taken[t + 1] == STATE && t > 0 &&
      k->taken[t - 1] == STATE) {
    *ret_t = t + 2; /* Minister of Defence of the Republic of Korea (RoK) A B */
    return true;
  }
  uint32_t head_last;
  const att_lex_entry *service =
      *title_before ? att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &head_last)
                    : NULL;
  if (service != NULL && strcmp(service->type, "ServiceBranch") == 0 && head_last + 1 < count &&
      k->taken[head_last + 1] == RANK) {
    *ret_t = head_last; /* commander of X Command Army Gen. A B */
    return true;
  }
  if (*title_before && find_city(k, t) &&
      (is(k, t - 1, "of") || is(k, t - 1, "to") || is(k, t - 1, "in")))
    return true;
  if (att_scan_title(k, t, &last)) {
    uint32_t next = last + 1 < count ? last + 1 : t;
    bool chiefs =
        strcmp(k->s->tokens[t].xpos, "NNS") == 0 || strcmp(k->s->tokens[t].xpos, "NNPS") == 0;
    bool single = next + 1 >= count || (!is_capital(k, next + 1) && !is(k, next + 1, "and"));
    *title_before = next != t && !(chiefs && single && k->entity[next] != ATT_ENTITY_PERSON) &&
                    (is_capital(k, t) || is(k, next, "of") ||
                     k->entity[next] == ATT_ENTITY_PERSON || k->s->tokens[next].upos == ATT_PROPN);
    *ret_t = last;
    bool one = is(k, last + 1, "(") && is(k, last + 3, ")"); /* Prime Minister (PM) A B */
    bool rank = k->taken[t] == RANK && is(k, last + 1, "(");
    if (one && (rank || is_rank_note(k, last + 2) || all_capitals(form(k, last + 2))))
      *ret_t = last + 3;
    else if (rank && is(k, last + 4, ")"))
      *ret_t = last + 4; /* Rear Admiral (lower half) A B */
    return true;
  }
  if (is(k, t, "counterpart") || is(k, t, "successor") || is(k, t, "predecessor")) {
    *title_before = true;
    *ret_t +=
        is(k, t + 1, ",") && t + 3 < count && att_scan_namey(k, t + 2) && att_scan_namey(k, t + 3);
    return true;
  }
  if (courtesy(k, t, &last) != NULL) {
    *title_before = true;
    *ret_t = is(k, last + 1, "'") ? last + 1 : last;
    return true;
  }
  if (*title_before && is(k, t, ",") && after_place(k, t))
    return true; /* the mayor of Craiova, Ion Popa */
  return false;
}

/* "Ma Weiming, spokesperson for": two or three words that nothing else has taken, and a title
 * behind a comma. */
static bool by_apposition(const att_scan *k, uint32_t t) {
  uint32_t end = t, last, title;
  if (t > 0 && (att_scan_namey(k, t - 1) || is_hyphen(k, t - 1)))
    return false;
  while (end < k->s->token_count && end < t + 4 && att_scan_namey(k, end) &&
         k->taken[end] == FREE && k->s->tokens[end].upos == ATT_PROPN &&
         !att_scan_calendar(k, end) && isalpha((unsigned char)form(k, end)[0]) &&
         !att_scan_title(k, end, &title))
    end++;
  uint32_t city;
  if (att_scan_city(k, t, &city) != NULL && city + 1 == end)
    return false;
  if (end < t + 2 || end + 1 >= k->s->token_count || !is(k, end, ","))
    return false;
  uint32_t role = end + 1;
  while (role < k->s->token_count && role < end + 6 &&
         (is(k, role, "the") || is(k, role, "a") || k->taken[role] == STATE ||
          k->taken[role] == NAME || is(k, role, "'s") ||
          att_lexicon_word(k->facts->lexicon, ATT_WORD_TITLE_MODIFIER, form(k, role))))
    role++;
  return role < k->s->token_count &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, role, &last) != NULL &&
         (is(k, last + 1, "of") || is(k, last + 1, "for") || is(k, last + 1, ",") ||
          is(k, last + 1, "at") || is(k, last + 1, "in"));
}

/* "Arleigh Burke-class", "Guardian - class": a name that a class of ships goes by. */
static bool is_ship_class(const att_scan *k, uint32_t t, uint32_t *ret_last) {
  for (uint32_t i = t; i < k->s->token_count && i < t + 4; i++) {
    const char *tail = strrchr(form(k, i), '-');
    *ret_last = is_hyphen(k, i + 1) && is(k, i + 2, "class") ? i + 2 : i;
    if (*ret_last > i || (tail != NULL && strcasecmp(tail, "-class") == 0))
      return true;
    if (!att_scan_namey(k, i + 1))
      return false;
  }
  return false;
}

/* "Commander RFMF", "Commander KFOR": an acronym behind a title and no name, by its want of vowels
 * or as a known body's. */
static bool is_acronym(const att_scan *k, uint32_t t) {
  const char *word = form(k, t);
  uint32_t last;
  return strlen(word) > 2 && all_capitals(word) &&
         (word[strcspn(word, "AEIOUY.")] == '\0' ||
          att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG, k->s, t, &last) != NULL);
}

/* "ambassadors of NATO | Allies", "Colonel General | Staff", "a | Saildrone Explorer", "Shiv
 * Chanderpaul | Drive": words that go on no person's name, or stand as none does. */
static bool is_no_person(const att_scan *k, uint32_t first, uint32_t last, bool titled) {
  bool plural = first == last && strcmp(k->s->tokens[first].xpos, "NNPS") == 0 &&
                k->entity[first] != ATT_ENTITY_PERSON;
  bool thing = !titled && first > 0 && (is(k, first - 1, "a") || is(k, first - 1, "an")) &&
               k->s->tokens[first - 1].upos == ATT_DET;
  bool street = att_lexicon_word(k->facts->lexicon, ATT_WORD_STREET, form(k, last));
  return plural || thing || street || (first == last && is(k, first, "staff"));
}

/* "Scout Ranger | Regiment": what bodies are called behind the title of a rank. */
static bool is_body_noun(const att_scan *k, uint32_t t) {
  uint32_t last;
  return t > 0 && k->taken[t - 1] == RANK &&
         att_lexicon_match(k->facts->lexicon, ATT_LEX_ORG_HEAD, k->s, t, &last) != NULL;
}

/* "in Concepción, | Villa Hayes, and Pilar", "aboard | Nafanua III": what the model takes for a
 * person is one of the places listed, or a ship. */
static bool is_place_listed(const att_scan *k, uint32_t first, uint32_t last) {
  uint32_t next = last + 1, count = k->s->token_count;
  if (first > 0 && (is(k, first - 1, "aboard") || is(k, first - 1, "onboard")))
    return true;
  if (first < 3 || !is(k, first - 1, ",") || k->entity[first - 2] != ATT_ENTITY_PLACE)
    return false;
  bool goes_on = is(k, next, ",") || is(k, next, "and");
  while (is(k, next, ",") || is(k, next, "and"))
    next++;
  return goes_on && next < count && k->entity[next] == ATT_ENTITY_PLACE;
}

/* Is the word one behind which a city's name is no person's: "from Abu Dhabi, where"? */
static bool leads_to_place(const att_scan *k, uint32_t t) {
  static const char *const WORDS[] = {"for",  "to",      "in",   "at",      "from",   "via",
                                      "near", "outside", "into", "through", "leaving"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (is(k, t, WORDS[i]))
      return true;
  return false;
}

/* "Col. I Made Suarta", "Lt. Gen. I Nyoman Cantiasa": the letter before a Balinese man's name,
 * behind a rank. */
static bool is_balinese(const att_scan *k, uint32_t t) {
  return t > 0 && strcmp(form(k, t), "I") == 0 && k->taken[t - 1] == RANK &&
         k->s->tokens[t].space_after && is_capital(k, t + 1) && k->taken[t + 1] == FREE &&
         att_lexicon_word(k->facts->lexicon, ATT_WORD_BALINESE, form(k, t + 1));
}

/* "the Minister of Defense of Georgia, | A B": the model takes whose office that is for a place. */
static void find_holders(att_scan *k) {
  for (uint32_t t = 4; t + 1 < k->s->token_count; t++) {
    uint32_t last, of = t - 2;
    if (k->entity[t] != ATT_ENTITY_PLACE || k->entity[t + 1] != ATT_ENTITY_PLACE ||
        !is(k, t - 1, ",") || k->taken[t] != FREE || k->taken[t - 2] != STATE || find_city(k, t))
      continue;
    while (of > 1 && k->taken[of] == STATE)
      of--;
    of -= is(k, of, "the");
    for (uint32_t b = of > 9 ? of - 9 : 0; is(k, of, "of") && b < of; b++)
      if (att_lexicon_match(k->facts->lexicon, ATT_LEX_ROLE, k->s, b, &last) != NULL &&
          last + 1 == of) {
        for (uint32_t i = t; i < k->s->token_count && k->entity[i] == ATT_ENTITY_PLACE; i++)
          k->entity[i] = ATT_ENTITY_PERSON;
        break;
      }
  }
}

void att_scan_persons(att_scan *k) {
  uint32_t count = k->s->token_count;
  find_holders(k);
  bool title_before = false;
  for (uint32_t t = 0; t < count; t++) {
    uint32_t last;
    if (read_title(k, &t, &title_before))
      continue;
    uint32_t city_last;
    bool city = t > 0 && leads_to_place(k, t - 1) &&
                att_lexicon_match(k->facts->lexicon, ATT_LEX_CITY, k->s, t, &city_last) != NULL &&
                city_last > t;
    city = city || (att_lexicon_match(k->facts->lexicon, ATT_LEX_CAPITAL, k->s, t, &city_last) &&
                    city_last > t && k->entity[t] == ATT_ENTITY_PERSON); /* Addis Ababa */
    if (city && !title_before) {
      t = city_last;
      continue;
    }
    bool namey = k->taken[t] == FREE && att_scan_namey(k, t);
    bool here = k->entity[t] == ATT_ENTITY_PERSON && namey;
    bool by_title =
        title_before && namey &&
        (k->s->tokens[t].upos == ATT_PROPN ||
         (t + 2 < count && is_particle(k, t + 1) && is_capital(k, t)) || /* Said bin Ali */
         (t + 1 < count && att_scan_namey(k, t + 1) && k->taken[t + 1] == FREE &&
          (k->entity[t + 1] == ATT_ENTITY_PERSON ||
           k->s->tokens[t + 1].upos == ATT_PROPN))); /* General Said Omar Farah */
    bool by_particle = title_before && is_particle(k, t) && t + 1 < count && k->taken[t] == FREE &&
                       (att_scan_free(k, t + 1) || is_particle(k, t + 1)) && t > 0 &&
                       k->taken[t - 1] == RANK; /* Admiral van der Straaten */
    if (title_before && is_balinese(k, t)) {
      last = att_scan_namey(k, t + 2) && k->taken[t + 2] == FREE ? name_end(k, t + 2, true) : t + 1;
      add_person(k, t, last, true);
      title_before = false;
      t = last;
      continue;
    }
    bool by_alias = !here && !by_title && namey && strlen(form(k, t)) > 2 &&
                    att_scan_person(k->facts, form(k, t)) != ATT_NO_ENTITY;
    bool titled = title_before || by_apposition(k, t);
    by_title = by_title || (titled && !title_before && !here);
    title_before = false;
    bool by_next = !here && !by_title && !by_alias && namey && k->s->tokens[t].upos == ATT_PROPN &&
                   t + 1 < count && k->entity[t] == ATT_ENTITY_NONE &&
                   k->entity[t + 1] == ATT_ENTITY_PERSON && k->taken[t + 1] == FREE &&
                   att_scan_namey(k, t + 1);
    if (!here && !by_title && !by_alias && !by_next && !by_particle)
      continue;
    if (is_ship_class(k, t, &last)) {
      t = last; /* the Arleigh Burke-class destroyer */
      continue;
    }
    last = by_alias && !(t + 1 < count && k->entity[t + 1] == ATT_ENTITY_PERSON)
               ? t
               : name_end(k, t, titled);
    if (!by_alias && is_no_person(k, t, last, titled))
      continue;
    if (last > t && strcmp(form(k, t), "PT") == 0) /* a company of Indonesia */
      att_scan_name(k, t, last, ATT_NODE_ORG, "Organization", NULL, NULL);
    else if (!titled && !by_alias && is_place_listed(k, t, last))
      att_scan_name(k, t, last, ATT_NODE_PLACE, NULL, NULL, NULL);
    else if (last > t || by_alias || !(is_acronym(k, t) || is_body_noun(k, t)))
      add_person(k, t, last, titled);
    t = last;
  }
}
